"""
AWS machines and functions: instances, launch templates, images, Lambda, Step Functions, Lightsail.

One table of data; it is long because every type of the area stands in it.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    TypeEntry,
    changed,
    choice,
    entry,
    ingress,
    number,
    order,
    presence,
    size,
    toggle,
    variables,
    version,
    weights,
)
from planguard.model.words import Disruption, Role

_QUIET, _RESTART = Disruption.NONE, Disruption.RESTART
_REPLACE, _OUTAGE = Disruption.REPLACE, Disruption.OUTAGE

_NEXT_LAUNCH = "Machines that run already keep what they have; the next ones launched get it."
_GROUPS = "Which groups are attached decides who can reach it; their rules are not compared here."
_ALIASES = "Only what calls the function without a version or an alias notices at once."

_METADATA = choice(
    "metadata_options.http_tokens",
    {"optional": "protection.guard-off", "required": "protection.up"},
    disruption=_QUIET,
    note="With `optional`, whoever can make the machine fetch a URL can read its credentials.",
)
_MACHINE = (
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
    changed("launch_template.version", "deploy.version", disruption=_REPLACE),
    changed("launch_template.id", "deploy.version", disruption=_REPLACE),
    size("instance_type", note="The machine is stopped and started; its public address changes."),
    number("cpu_options.core_count", up="scale.resize-up", down="scale.resize-down"),
    number("root_block_device.volume_size", up="scale.resize-up", disruption=_QUIET),
    number("root_block_device.volume_size", down="scale.resize-down", disruption=_REPLACE),
    number("root_block_device.iops", up="scale.resize-up", down="scale.resize-down"),
    number("root_block_device.throughput", up="scale.resize-up", down="scale.resize-down"),
    presence("ebs_block_device", gone="data.delete"),
    number("ebs_block_device.volume_size", up="scale.resize-up", down="data.replace"),
    changed("ebs_block_device.snapshot_id", "data.replace"),
    toggle("root_block_device.encrypted", on="protection.up", off="protection.encryption-off"),
    toggle("ebs_block_device.encrypted", on="protection.up", off="protection.encryption-off"),
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
    toggle("associate_public_ip_address", on="exposure.open", off="exposure.narrow"),
    changed("vpc_security_group_ids", "exposure.open", note=_GROUPS),
    changed("security_groups", "exposure.open", disruption=_REPLACE, note=_GROUPS),
    changed("subnet_id", "routing.network", disruption=_REPLACE),
    changed("availability_zone", "routing.network", disruption=_REPLACE),
    changed("private_ip", "routing.network", disruption=_REPLACE),
    toggle("source_dest_check", on="routing.network", off="routing.network", default=True),
    changed("iam_instance_profile", "access.grant"),
    choice("credit_specification.cpu_credits", {"unlimited": "cost.up"}),
    choice("maintenance_options.auto_recovery", {"disabled": "protection.guard-off"}),
)  # fmt: skip
_TEMPLATE = (
    version("image_id", newer="deploy.version", what="hash", note=_NEXT_LAUNCH),
    changed("user_data", "deploy.version", note=_NEXT_LAUNCH),
    size("instance_type", note=_NEXT_LAUNCH),
    _METADATA,
)
_CODE = (
    version("image_uri", newer="deploy.version", older="deploy.rollback", what="image"),
    version("source_code_hash", newer="deploy.version", what="hash"),
    version("filename", newer="deploy.version", what="hash"),
    changed("s3_bucket", "deploy.version"),
    version("s3_key", newer="deploy.version", older="deploy.rollback"),
    version("s3_object_version", newer="deploy.version", what="hash"),
)
_STOPS = {"DISABLED": "scale.to-zero", "ENABLED": "scale.up"}

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws_ami", Role.COMPUTE,
        changed("ebs_block_device.snapshot_id", "deploy.version", note=_NEXT_LAUNCH),
        delete="data.delete", replace="deploy.version", ignore=("description",),
    ),
    entry(
        "aws_ami_copy", Role.COMPUTE,
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
        create="access.grant", delete="access.revoke", replace="access.grant",
    ),
    entry(
        "aws_ec2_capacity_reservation", Role.SCALING,
        number("instance_count", up="scale.limits-up", down="scale.limits-down"),
        changed("instance_type", "scale.limits-down"),
        changed("end_date", "scale.limits-down"),
        create="cost.up", delete="scale.limits-down", replace="scale.limits-down",
    ),
    entry(
        "aws_ec2_host", Role.COMPUTE,
        choice("host_recovery", {"off": "protection.guard-off", "on": "protection.up"}),
        size("instance_type", disruption=_REPLACE),
        create="cost.up", delete="scale.limits-down", replace="scale.limits-down",
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
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        "aws_ec2_instance_state", Role.COMPUTE,
        choice(
            "state", {"stopped": "scale.to-zero", "running": "scale.up"}, verbs=ARRIVING,
            note="Deleting the resource leaves the machine as it is.",
        ),
        toggle("force", on="protection.guard-off"),
    ),
    entry(
        "aws_ec2_serial_console_access", Role.PROTECTION,
        toggle("enabled", on="exposure.open", off="exposure.narrow", default=True),
        create="exposure.open", delete="exposure.narrow",
    ),
    entry(
        "aws_instance", Role.COMPUTE, *_MACHINE,
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
        "aws_lambda_alias", Role.ROUTING,
        version(
            "function_version", newer="deploy.version", older="deploy.rollback",
            disruption=_QUIET,
        ),
        weights("routing_config.additional_version_weights", target="", weight=""),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
        ignore=("description",),
    ),
    entry(
        "aws_lambda_code_signing_config", Role.PROTECTION,
        choice(
            "policies.untrusted_artifact_on_deployment",
            {"Warn": "protection.guard-off", "Enforce": "protection.up"},
        ),
        changed("allowed_publishers.signing_profile_version_arns", "access.trust"),
        delete="protection.guard-off", ignore=("description",),
    ),
    entry(
        "aws_lambda_event_source_mapping", Role.MESSAGING,
        toggle("enabled", on="scale.up", off="scale.to-zero", default=True),
        changed("function_name", "routing.rule"),
        changed("event_source_arn", "routing.rule"),
        changed("topics", "routing.rule"),
        changed("queues", "routing.rule"),
        changed("filter_criteria", "routing.rule"),
        number("batch_size", up="config.parameter", down="config.parameter"),
        changed("maximum_batching_window_in_seconds", "config.parameter"),
        changed("maximum_retry_attempts", "config.parameter"),
        changed("maximum_record_age_in_seconds", "config.parameter"),
        changed("function_response_types", "config.parameter"),
        number("parallelization_factor", up="scale.up", down="scale.down"),
        number(
            "scaling_config.maximum_concurrency", up="scale.limits-up", down="scale.limits-down"
        ),
        number(
            "provisioned_poller_config.maximum_pollers",
            up="scale.limits-up", down="scale.limits-down",
        ),
        number(
            "provisioned_poller_config.minimum_pollers",
            up="scale.limits-up", down="scale.limits-down",
        ),
        presence("destination_config", came="protection.up", gone="protection.guard-off"),
        changed("source_access_configuration", "config.parameter"),
        delete="scale.to-zero", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_lambda_function", Role.COMPUTE, *_CODE,
        version("runtime", newer="dependency.runtime", what="runtime"),
        changed("architectures", "dependency.runtime"),
        changed("handler", "deploy.version"),
        changed("layers", "deploy.version"),
        changed("image_config", "deploy.version"),
        number("memory_size", up="scale.resize-up", down="scale.resize-down", disruption=_QUIET),
        number("ephemeral_storage.size", up="scale.resize-up", down="scale.resize-down"),
        changed("timeout", "config.parameter", disruption=_QUIET),
        choice("reserved_concurrent_executions", {"0": "scale.to-zero", "-1": "scale.limits-up"}),
        number(
            "reserved_concurrent_executions", up="scale.limits-up", down="scale.limits-down",
            zero="scale.to-zero",
            note="-1 stands for no reservation: the function shares the account's pool.",
        ),
        variables("environment.variables"),
        changed("vpc_config.subnet_ids", "routing.network"),
        changed("vpc_config.security_group_ids", "routing.network"),
        changed("file_system_config", "config.parameter"),
        changed("role", "access.grant"),
        presence("kms_key_arn", came="protection.up", gone="protection.encryption-off"),
        presence("dead_letter_config", came="protection.up", gone="protection.guard-off"),
        presence("code_signing_config_arn", came="protection.up", gone="protection.guard-off"),
        changed("logging_config.log_group", "config.parameter", disruption=_QUIET),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
        ignore=("description", "last_modified", "qualified_arn", "qualified_invoke_arn",
                "source_code_size", "version", "publish", "code_sha256"),
    ),
    entry(
        "aws_lambda_function_event_invoke_config", Role.CONFIG,
        changed("maximum_retry_attempts", "config.parameter", disruption=_QUIET),
        changed("maximum_event_age_in_seconds", "config.parameter", disruption=_QUIET),
        presence(
            "destination_config.on_failure", came="protection.up", gone="protection.guard-off"
        ),
        changed("destination_config.on_success", "routing.rule"),
        delete="config.parameter", replace="config.parameter",
    ),
    entry(
        "aws_lambda_function_recursion_config", Role.PROTECTION,
        choice("recursive_loop", {"Allow": "protection.guard-off", "Terminate": "protection.up"},
               verbs=ARRIVING),
        delete="protection.up",
    ),
    entry(
        "aws_lambda_function_url", Role.ROUTING,
        choice("authorization_type", {"NONE": "access.public"}, verbs=ARRIVING),
        choice("authorization_type", {"AWS_IAM": "access.revoke"}),
        changed("cors.allow_origins", "access.grant"),
        changed("function_name", "routing.rule"),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
    ),
    entry("aws_lambda_layer_version", Role.COMPUTE, *_CODE[1:], ignore=("description",)),
    entry(
        "aws_lambda_layer_version_permission", Role.IDENTITY,
        choice("principal", {"*": "access.public"}, verbs=ARRIVING),
        create="access.grant", delete="access.revoke", replace="access.grant",
    ),
    entry(
        "aws_lambda_permission", Role.IDENTITY,
        choice("principal", {"*": "access.public"}, verbs=ARRIVING),
        choice("function_url_auth_type", {"NONE": "access.public"}, verbs=ARRIVING),
        presence("principal_org_id", gone="access.grant", came="access.revoke"),
        presence("source_account", gone="access.grant", came="access.revoke"),
        presence("source_arn", gone="access.grant", came="access.revoke", changed="access.grant"),
        create="access.grant", delete="access.revoke", replace="access.grant",
        replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_lambda_provisioned_concurrency_config", Role.SCALING,
        number(
            "provisioned_concurrent_executions",
            up="scale.up", down="scale.down", zero="scale.to-zero",
        ),
        changed("qualifier", "scale.down", note="The old version falls back to cold starts."),
        delete="scale.down", replace="scale.down",
    ),
    entry(
        "aws_lambda_runtime_management_config", Role.COMPUTE,
        changed("update_runtime_on", "dependency.runtime", disruption=_QUIET),
        changed("runtime_version_arn", "dependency.runtime"),
        delete="dependency.runtime",
    ),
    entry(
        "aws_launch_configuration", Role.COMPUTE, *_TEMPLATE,
        changed("user_data_base64", "deploy.version", note=_NEXT_LAUNCH),
        toggle("associate_public_ip_address", on="exposure.open", off="exposure.narrow"),
        changed("security_groups", "exposure.open", note=_GROUPS),
        changed("iam_instance_profile", "access.grant"),
        changed("spot_price", "config.parameter"),
        toggle("root_block_device.encrypted", on="protection.up", off="protection.encryption-off"),
        toggle("ebs_block_device.encrypted", on="protection.up", off="protection.encryption-off"),
        number("root_block_device.volume_size", up="scale.resize-up", down="scale.resize-down"),
    ),
    entry(
        "aws_launch_template", Role.COMPUTE, *_TEMPLATE,
        changed("default_version", "deploy.version", note=_NEXT_LAUNCH),
        changed("instance_requirements", "scale.resize-down", note=_NEXT_LAUNCH),
        changed("vpc_security_group_ids", "exposure.open", note=_GROUPS),
        changed("security_group_names", "exposure.open", note=_GROUPS),
        changed("network_interfaces.security_groups", "exposure.open", note=_GROUPS),
        toggle("network_interfaces.associate_public_ip_address",
               on="exposure.open", off="exposure.narrow"),
        changed("network_interfaces.subnet_id", "routing.network"),
        changed("iam_instance_profile", "access.grant"),
        toggle("disable_api_termination", on="protection.up", off="protection.guard-off"),
        toggle("disable_api_stop", on="protection.up", off="protection.guard-off"),
        toggle("block_device_mappings.ebs.encrypted",
               on="protection.up", off="protection.encryption-off"),
        number("block_device_mappings.ebs.volume_size",
               up="scale.resize-up", down="scale.resize-down", disruption=_QUIET),
        choice("credit_specification.cpu_credits", {"unlimited": "cost.up"}),
        changed("instance_market_options.market_type", "config.parameter"),
        delete="scale.limits-down", replace="deploy.version",
        ignore=("description", "latest_version"),
    ),
    entry(
        "aws_lightsail_container_service", Role.COMPUTE,
        size("power", order=("nano", "micro", "small", "medium", "large", "xlarge")),
        number("scale", up="scale.up", down="scale.down", zero="scale.to-zero"),
        toggle("is_disabled", on="scale.to-zero", off="scale.up"),
        changed("public_domain_names", "routing.dns"),
        delete="scale.to-zero", replace="scale.to-zero", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_lightsail_container_service_deployment_version", Role.COMPUTE,
        version("container.image", newer="deploy.version", older="deploy.rollback", what="image"),
        variables("container.environment"),
        changed("container.command", "deploy.version"),
        changed("public_endpoint.container_name", "routing.rule"),
        changed("public_endpoint.container_port", "routing.rule"),
    ),
    entry(
        "aws_lightsail_instance", Role.COMPUTE,
        changed("blueprint_id", "deploy.version", disruption=_REPLACE),
        changed("bundle_id", "scale.resize-up", disruption=_REPLACE),
        changed("user_data", "deploy.version", disruption=_REPLACE),
        presence("add_on", came="protection.up", gone="protection.backup-off"),
        choice("add_on.status", {"Disabled": "protection.backup-off", "Enabled": "protection.up"}),
        delete=("data.delete", "scale.to-zero"), replace="data.replace",
        replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_lightsail_instance_public_ports", Role.NETWORK,
        ingress(
            "port_info.cidrs", "ranges",
            note="A port without ranges is open to everyone, and ports not listed are closed.",
        ),
        changed("port_info.from_port", "exposure.open"),
        changed("port_info.to_port", "exposure.open"),
        delete="exposure.narrow",
    ),
    entry(
        "aws_lightsail_static_ip", Role.NETWORK,
        delete="routing.remove", replace="routing.network", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_sfn_alias", Role.ROUTING,
        weights("routing_configuration", target="state_machine_version_arn", weight="weight"),
        delete="routing.remove", replace="routing.rule", ignore=("description",),
    ),
    entry(
        "aws_sfn_state_machine", Role.COMPUTE,
        changed(
            "definition", "deploy.version", disruption=_QUIET,
            note="Executions that run already finish with the definition they began with.",
        ),
        changed("role_arn", "access.grant"),
        order("logging_configuration.level", ("", "OFF", "FATAL", "ERROR", "ALL"),
              down="observability.logs-off"),
        presence("encryption_configuration.kms_key_id",
                 came="protection.up", gone="protection.encryption-off"),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
        ignore=("description", "revision_id", "state_machine_version_arn", "publish"),
    ),
    entry(
        "aws_spot_instance_request", Role.COMPUTE, *_MACHINE,
        changed("spot_price", "config.parameter", disruption=_REPLACE),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_REPLACE,
        ignore=("public_dns", "public_ip", "instance_state", "volume_tags", "spot_bid_status"),
    ),
)  # fmt: skip
