"""
AWS machines: instances, launch templates, images, capacity, Lightsail.

One table of data; it is long because every type of the area stands in it.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    TypeEntry,
    changed,
    choice,
    documented,
    entry,
    happens,
    ingress,
    members,
    number,
    presence,
    script,
    size,
    toggle,
    version,
    when,
)
from planguard.actions.providers.aws import (
    assigned,
    own_key,
)
from planguard.actions.providers.aws_forms import (
    encrypted_within,
    key_within,
)
from planguard.model.words import Disruption, Role, Verb

_MACHINE_PAGE = (
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance"
)
_RESIZE = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-resize.html"
_VOLUMES = "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modify-volume.html"

_QUIET, _RESTART = Disruption.NONE, Disruption.RESTART
_REPLACE, _OUTAGE = Disruption.REPLACE, Disruption.OUTAGE

_NEXT_LAUNCH = "Machines that run already keep what they have; the next ones launched get it."
_GROUPS = "Which groups are attached decides who can reach it; their rules are not compared here."

_METADATA = choice(
    "metadata_options.http_tokens",
    {"optional": "protection.guard-off", "required": "protection.up"},
    disruption=_QUIET,
    note="With `optional`, whoever can make the machine fetch a URL can read its credentials.",
)
_PROFILE = assigned("iam_instance_profile")
_HANDED_ON = tuple(assigned(f"iam_instance_profile.{name}") for name in ("name", "arn"))
_MACHINE = (
    *documented(
        _MACHINE_PAGE,
        version(
            "ami", newer="deploy.version", disruption=_REPLACE, what="hash",
            note="The machine is destroyed with its root volume and launched anew.",
        ),
        changed(
            "user_data", "deploy.version", disruption=_RESTART,
            note="The machine is stopped and started, and the script does not run again, unless "
            "`user_data_replace_on_change` is set.",
        ),
        changed("user_data_base64", "deploy.version", disruption=_RESTART),
        script("user_data"),
        script("user_data_base64"),
        changed("launch_template.version", "deploy.version", disruption=_REPLACE),
        changed("launch_template.id", "deploy.version", disruption=_REPLACE),
    ),
    *documented(
        _RESIZE,
        size("instance_type", note="The machine is stopped and started; its public address changes."),
    ),
    number("cpu_options.core_count", up="scale.resize-up", down="scale.resize-down"),
    *documented(
        _VOLUMES,
        number("root_block_device.volume_size", up="scale.resize-up", disruption=_QUIET),
        number("root_block_device.volume_size", down="scale.resize-down", disruption=_REPLACE),
        *(
            number(f"root_block_device.{name}", up="scale.resize-up", down="scale.resize-down",
                   disruption=_QUIET)
            for name in ("iops", "throughput")
        ),
        changed("root_block_device.volume_type", "config.parameter", disruption=_QUIET),
    ),
    *documented(
        _MACHINE_PAGE,
        when(
            happens("data.replace", Verb.REPLACE, disruption=_OUTAGE,
                    note="The volumes that go with the machine come back empty, or from their "
                    "snapshot."),
            only={"ebs_block_device.delete_on_termination": "true"},
        ),
    ),
    presence("ebs_block_device.device_name", gone="data.delete"),
    toggle(
        "ebs_block_device.delete_on_termination", off="data.delete",
        verbs=frozenset({Verb.DELETE}),
        note="The volume is deleted with the machine.",
    ),
    number("ebs_block_device.volume_size", up="scale.resize-up", down="data.replace"),
    changed("ebs_block_device.snapshot_id", "data.replace"),
    toggle("root_block_device.encrypted", on="protection.up", off="protection.encryption-off"),
    encrypted_within("ebs_block_device.encrypted"),
    toggle(
        "root_block_device.delete_on_termination", on="protection.guard-off",
        off="protection.up", default=True,
    ),
    toggle(
        "ebs_block_device.delete_on_termination", on="protection.guard-off",
        off="protection.up", default=True,
    ),
    toggle("disable_api_termination", on="protection.up", off="protection.guard-off"),
    toggle("disable_api_stop", on="protection.up", off="protection.guard-off"),
    _METADATA,
    toggle("associate_public_ip_address", on="exposure.open", off="exposure.narrow",
           verbs=ARRIVING),
    members("vpc_security_group_ids", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
    *documented(
        _MACHINE_PAGE,
        members("security_groups", came="exposure.open", gone="exposure.narrow", disruption=_REPLACE, note=_GROUPS),
        changed("subnet_id", "routing.network", disruption=_REPLACE),
        changed("availability_zone", "routing.network", disruption=_REPLACE),
        changed("private_ip", "routing.network", disruption=_REPLACE),
        changed("key_name", "access.trust", disruption=_REPLACE),
    ),
    toggle("source_dest_check", on="routing.network", off="routing.network", default=True),
    _PROFILE,
    choice("credit_specification.cpu_credits", {"unlimited": "cost.up"}),
    choice("maintenance_options.auto_recovery", {"disabled": "protection.guard-off"}),
    choice("instance_initiated_shutdown_behavior", {"terminate": "protection.guard-off"},
           note="Whoever shuts the machine down from inside destroys it."),
    changed("monitoring", "config.flag", disruption=_QUIET),
    *(
        changed(f"metadata_options.{what}", "config.parameter", disruption=_QUIET)
        for what in ("http_endpoint", "http_put_response_hop_limit", "instance_metadata_tags")
    ),
    *documented(
        _MACHINE_PAGE,
        changed("network_interface.network_interface_id", "routing.network", disruption=_REPLACE),
    ),
    changed("secondary_private_ips", "routing.network"),
    changed("ipv6_addresses", "routing.network"),
)  # fmt: skip
_TEMPLATE = (
    *documented(
        "https://docs.aws.amazon.com/autoscaling/ec2/userguide/change-launch-config.html",
        version(
            "image_id", newer="deploy.version", what="hash", disruption=_QUIET, note=_NEXT_LAUNCH
        ),
        changed("user_data", "deploy.version", disruption=_QUIET, note=_NEXT_LAUNCH),
        size("instance_type", disruption=_QUIET, note=_NEXT_LAUNCH),
    ),
    script("user_data"),
    _METADATA,
    changed("key_name", "access.trust", disruption=_QUIET, note=_NEXT_LAUNCH),
)

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws_ami", Role.COMPUTE,
        encrypted_within("ebs_block_device.encrypted"),
        number("ebs_block_device.volume_size", up="scale.resize-up", down="scale.resize-down"),
        changed("ebs_block_device.snapshot_id", "deploy.version", note=_NEXT_LAUNCH),
        delete="data.delete", replace="deploy.version", ignore=("description",),
    ),
    entry(
        "aws_ami_copy", Role.COMPUTE,
        own_key("kms_key_id"),
        changed("source_ami_id", "deploy.version", note=_NEXT_LAUNCH),
        toggle("encrypted", on="protection.up", off="protection.encryption-off"),
        delete="data.delete", replace="deploy.version", ignore=("description",),
    ),
    entry(
        "aws_ami_from_instance", Role.COMPUTE,
        changed("source_instance_id", "deploy.version", note=_NEXT_LAUNCH),
        delete="data.delete", replace="deploy.version", ignore=("description",),
    ),
    entry(
        "aws_ami_launch_permission", Role.IDENTITY,
        choice("group", {"all": "access.public"}, verbs=ARRIVING),
        create="access.grant", delete="access.revoke", replace=("access.grant", "access.revoke"),
    ),
    entry(
        "aws_ec2_capacity_reservation", Role.SCALING,
        number("instance_count", up="scale.limits-up", down="scale.limits-down"),
        changed("instance_type", "scale.limits-down"),
        *(changed(path, "config.parameter", disruption=_QUIET)
          for path in ("end_date", "end_date_type", "instance_match_criteria")),
        create="cost.up", delete="scale.limits-down", replace="scale.limits-down",
    ),
    entry(
        "aws_ec2_default_credit_specification", Role.CONFIG,
        choice("cpu_credits", {"unlimited": "cost.up"}),
        changed("cpu_credits", "config.parameter"),
    ),
    entry(
        "aws_ec2_host", Role.COMPUTE,
        choice("host_recovery", {"off": "protection.guard-off", "on": "protection.up"}),
        size("instance_type", disruption=Disruption.NONE,
             note="It says which machines the host takes; those that run are not touched."),
        changed("auto_placement", "config.flag"),
        create="cost.up", delete="scale.limits-down",
    ),
    entry(
        "aws_ec2_image_block_public_access", Role.PROTECTION,
        choice(
            "state",
            {"unblocked": "protection.guard-off", "block-new-sharing": "protection.up"},
            verbs=ARRIVING,
            note="Deleting the resource only takes it out of the state; the setting stays.",
        ),
    ),
    entry(
        "aws_ec2_instance_metadata_defaults", Role.PROTECTION,
        choice(
            "http_tokens",
            {
                "optional": "protection.guard-off", "no-preference": "protection.guard-off",
                "required": "protection.up",
            },
        ),
        choice("http_endpoint", {"disabled": "protection.up"}, otherwise="config.parameter"),
        changed("instance_metadata_tags", "config.parameter"),
        when(happens("protection.guard-off", Verb.DELETE), only={"http_tokens": "required"}),
    ),
    entry(
        "aws_ec2_instance_state", Role.COMPUTE,
        choice(
            "state", {"stopped": "scale.to-zero"}, verbs=ARRIVING,
            note="Deleting the resource leaves the machine as it is.",
        ),
        choice("state", {"running": "scale.up"}),
        toggle("force", on="protection.guard-off"),
    ),
    entry(
        "aws_ec2_serial_console_access", Role.PROTECTION,
        toggle("enabled", on="exposure.open", off="exposure.narrow", verbs=ARRIVING),
        delete="exposure.narrow",
    ),
    entry(
        "aws_gamelift_alias", Role.ROUTING,
        changed("routing_strategy", "routing.rule"),
        delete="routing.remove", replace="routing.rule", ignore=("description",),
    ),
    entry(
        "aws_gamelift_fleet", Role.COMPUTE,
        changed("resource_creation_limit_policy", "config.parameter"),
        changed("build_id", "deploy.version", disruption=_REPLACE),
        changed("script_id", "deploy.version", disruption=_REPLACE),
        size("ec2_instance_type", disruption=_REPLACE),
        changed("runtime_configuration", "config.parameter"),
        ingress("ec2_inbound_permission.ip_range", "ranges"),
        *(presence(f"ec2_inbound_permission.{end}", came="exposure.open", gone="exposure.narrow",
                   changed="exposure.open") for end in ("from_port", "to_port")),
        choice("new_game_session_protection_policy",
               {"NoProtection": "protection.guard-off", "FullProtection": "protection.up"}),
        assigned("instance_role_arn"),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
        ignore=("description", "log_paths", "operating_system"),
    ),
    entry(
        "aws_gamelift_game_server_group", Role.SCALING,
        changed("vpc_subnets", "routing.network"),
        changed("auto_scaling_policy", "config.parameter"),
        number("max_size", up="scale.limits-up", down="scale.limits-down", zero="scale.to-zero"),
        number("min_size", up="scale.limits-up", down="scale.limits-down"),
        changed("launch_template.version", "deploy.version", note=_NEXT_LAUNCH),
        changed("launch_template.id", "deploy.version", note=_NEXT_LAUNCH),
        changed("instance_definition", "config.parameter"),
        choice("game_server_protection_policy",
               {"NO_PROTECTION": "protection.guard-off", "FULL_PROTECTION": "protection.up"}),
        assigned("role_arn"),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_gamelift_game_session_queue", Role.ROUTING,
        changed("destinations", "routing.rule"),
        changed("player_latency_policy", "routing.rule"),
        changed("timeout_in_seconds", "config.parameter", disruption=_QUIET),
        delete="routing.remove", replace="routing.rule",
    ),
    entry(
        "aws_instance", Role.COMPUTE,
        key_within("ebs_block_device.kms_key_id"),
        changed("enclave_options.enabled", "config.flag"),
        *(
            changed(f"metadata_options.{what}", "config.parameter", disruption=_QUIET,
                    note=_NEXT_LAUNCH)
            for what in ("http_endpoint", "http_put_response_hop_limit", "instance_metadata_tags")
        ),
        changed("instance_market_options.spot_options.spot_instance_type", "config.parameter"),
        changed("private_dns_name_options.enable_resource_name_dns_a_record", "routing.dns"),
        changed("private_dns_name_options.enable_resource_name_dns_aaaa_record", "routing.dns"),
        key_within("root_block_device.kms_key_id"), *_MACHINE,
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_REPLACE,
        ignore=("public_dns", "public_ip", "instance_state", "volume_tags"),
    ),
    entry(
        "aws_key_pair", Role.IDENTITY,
        changed(
            "public_key", "access.grant", disruption=_REPLACE,
            note="Running machines keep the old key; those that name the pair may be replaced.",
        ),
        delete="access.revoke", replace="access.grant",
    ),
    entry(
        "aws_launch_configuration", Role.COMPUTE,
        changed("enable_monitoring", "config.flag"),
        number("ebs_block_device.volume_size", up="scale.resize-up", down="scale.resize-down",
               disruption=_QUIET),
        *_TEMPLATE,
        changed("user_data_base64", "deploy.version", disruption=_QUIET, note=_NEXT_LAUNCH),
        script("user_data_base64"),
        toggle("associate_public_ip_address", on="exposure.open", off="exposure.narrow"),
        members("security_groups", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
        _PROFILE,
        changed("spot_price", "config.parameter"),
        encrypted_within("root_block_device.encrypted"),
        encrypted_within("ebs_block_device.encrypted"),
        number("root_block_device.volume_size", up="scale.resize-up", down="scale.resize-down",
               disruption=_QUIET),
        *(
            changed(path, "config.parameter", disruption=_QUIET, note=_NEXT_LAUNCH)
            for path in (
                "placement_tenancy", "ebs_optimized", "metadata_options.http_endpoint",
                "metadata_options.http_put_response_hop_limit",
                "ebs_block_device.device_name",
                *(f"{disk}_block_device.{what}" for disk in ("root", "ebs")
                  for what in ("iops", "throughput", "volume_type")),
            )
        ),
    ),
    entry(
        "aws_launch_template", Role.COMPUTE,
        key_within("block_device_mappings.ebs.kms_key_id"),
        changed("enclave_options.enabled", "config.flag"),
        changed("instance_market_options.spot_options.spot_instance_type", "config.parameter"),
        changed("monitoring.enabled", "config.flag"),
        changed("private_dns_name_options.enable_resource_name_dns_a_record", "routing.dns"),
        changed("private_dns_name_options.enable_resource_name_dns_aaaa_record", "routing.dns"), *_TEMPLATE,
        version("default_version", newer="deploy.version", older="deploy.rollback",
                disruption=_QUIET, note=_NEXT_LAUNCH),
        *(
            number(f"instance_requirements.{what}.min", up="scale.resize-up",
                   down="scale.resize-down", disruption=_QUIET, note=_NEXT_LAUNCH)
            for what in ("vcpu_count", "memory_mib")
        ),
        presence("instance_requirements", came="config.parameter", gone="config.parameter",
                 disruption=_QUIET, note=_NEXT_LAUNCH),
        *(
            changed(f"instance_requirements.{what}", "config.parameter", disruption=_QUIET,
                    note=_NEXT_LAUNCH)
            for what in ("accelerator_count", "allowed_instance_types", "bare_metal",
                         "burstable_performance", "cpu_manufacturers", "excluded_instance_types",
                         "instance_generations", "memory_mib.max", "vcpu_count.max")
        ),
        choice("maintenance_options.auto_recovery", {"disabled": "protection.guard-off"}),
        members("vpc_security_group_ids", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
        members("security_group_names", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
        members("network_interfaces.security_groups", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
        toggle("network_interfaces.associate_public_ip_address",
               on="exposure.open", off="exposure.narrow"),
        changed("network_interfaces.subnet_id", "routing.network"),
        *_HANDED_ON,
        toggle("disable_api_termination", on="protection.up", off="protection.guard-off"),
        toggle("disable_api_stop", on="protection.up", off="protection.guard-off"),
        encrypted_within("block_device_mappings.ebs.encrypted"),
        presence("block_device_mappings.ebs.encrypted", gone="protection.encryption-off",
                 empty=True),
        changed("block_device_mappings.device_name", "config.parameter", disruption=_QUIET,
                note=_NEXT_LAUNCH),
        number("block_device_mappings.ebs.volume_size",
               up="scale.resize-up", down="scale.resize-down", disruption=_QUIET),
        choice("credit_specification.cpu_credits", {"unlimited": "cost.up"}),
        changed("instance_market_options.market_type", "config.parameter"),
        delete="scale.limits-down", replace="deploy.version", replace_disruption=_QUIET,
        ignore=("description", "latest_version"),
    ),
    entry(
        "aws_spot_instance_request", Role.COMPUTE,
        key_within("ebs_block_device.kms_key_id"),
        changed("enclave_options.enabled", "config.flag"),
        changed("private_dns_name_options.enable_resource_name_dns_a_record", "routing.dns"),
        changed("private_dns_name_options.enable_resource_name_dns_aaaa_record", "routing.dns"),
        key_within("root_block_device.kms_key_id"), *_MACHINE,
        changed("spot_price", "config.parameter", disruption=_REPLACE),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_REPLACE,
        ignore=("public_dns", "public_ip", "instance_state", "volume_tags", "spot_bid_status"),
    ),
)  # fmt: skip
