"""
Google Compute Engine: machines, templates, groups, disks and images, and what changes mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from dataclasses import replace

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    Words,
    changed,
    choice,
    documented,
    entry,
    happens,
    members,
    number,
    order,
    presence,
    retention,
    script,
    secret,
    size,
    toggle,
    variables,
    version,
    when,
)
from planguard.actions.providers.forms import danger, grows, guard, image, room, units
from planguard.actions.providers.google import (
    DISK_TYPES,
    glue,
    machine,
    own_key,
    reads,
    running,
    scopes,
    setting,
    spare,
    store,
)
from planguard.model.words import Disruption, Reversible, Role, Verb

_REGISTRY = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources"
_MACHINE_PAGE = f"{_REGISTRY}/compute_instance"
_RESIZE = (
    "https://cloud.google.com/compute/docs/instances/changing-machine-type-of-stopped-instance"
)
_ROLLOUT = "https://cloud.google.com/compute/docs/instance-groups/rolling-out-updates-to-managed-instance-groups"

_QUIET, _RESTART, _OUTAGE = Disruption.NONE, Disruption.RESTART, Disruption.OUTAGE
_REPLACED = Disruption.REPLACE
_TAGGED = "Network tags decide which firewall rules and routes hold for the machine."
_EMPTIED = "The metadata of the project is emptied."
_ADDRESS = "Whether the address can be reached is for the firewall rules of the network to say."
_KEY = r"\S[^\r\n]*"
"""One of several keys that stand in a text, each on a line of its own."""
_KEY_NAMES = ("ssh-keys", "sshkeys")
_OS_LOGIN: Words = {"key": "enable-oslogin", "value": "true"}
_NEW = frozenset({Verb.CREATE})
_HOMES = "Its home directory goes with it, where the configuration does not retain the disk."
_KEYS = "Whoever has one of the keys can log in, where OS Login is off."


def _booted(path: str, *, disruption: Disruption | None = None) -> Rule:
    """Describe the image a machine boots from; families and names do not order."""
    return version(path, newer="deploy.version", what="hash", disruption=disruption)


def _metadata(at: str = "metadata") -> tuple[Rule, ...]:
    return (
        *(
            members(
                f"{at}.{key}",
                came="access.grant",
                gone="access.revoke",
                within=_KEY,
                note=_KEYS,
            )
            for key in ("ssh-keys", "sshKeys")
        ),
        toggle(f"{at}.enable-oslogin", off="protection.guard-off", on="protection.up"),
        toggle(f"{at}.block-project-ssh-keys", off="access.grant", on="access.revoke"),
        toggle(f"{at}.serial-port-enable", on="exposure.open", off="exposure.narrow"),
        script(f"{at}.startup-script"),
        script(f"{at}.user-data"),
        replace(variables(at), disruption=_QUIET),
    )


def _acts_as(*, disruption: Disruption | None = None) -> Rule:
    """Describe the account of a machine: where none is named it has none at all."""
    return presence(
        "service_account.email",
        came="access.grant",
        gone="access.revoke",
        changed="access.grant",
        disruption=disruption,
    )


_SHIELD = (
    guard("shielded_instance_config.enable_secure_boot"),
    guard("shielded_instance_config.enable_vtpm", default=True),
    guard("shielded_instance_config.enable_integrity_monitoring", default=True),
)
_CONFIDENTIAL = (
    toggle(
        "confidential_instance_config.enable_confidential_compute",
        off="protection.encryption-off",
        on="protection.up",
    ),
    presence(
        "confidential_instance_config.confidential_instance_type",
        gone="protection.encryption-off",
        came="protection.up",
        changed="config.parameter",
    ),
)
_SCHEDULING = (
    toggle("scheduling.preemptible", on="protection.guard-off", off="protection.up"),
    choice(
        "scheduling.provisioning_model",
        {"SPOT": "protection.guard-off", "STANDARD": "protection.up"},
        note="A spot machine can be taken away at any time.",
    ),
    guard("scheduling.automatic_restart", default=True),
    choice(
        "scheduling.instance_termination_action",
        {"DELETE": "protection.guard-off", "STOP": "protection.up"},
        default="STOP",
        note="What becomes of it when it is taken away.",
    ),
    presence(
        "scheduling.max_run_duration.seconds",
        came="protection.guard-off",
        gone="protection.up",
        changed="config.parameter",
        note="When it has passed the machine is stopped or deleted.",
    ),
    changed("scheduling.on_host_maintenance", "config.parameter", disruption=_QUIET),
)
_INTERFACES = (
    presence(
        "network_interface.access_config",
        came="exposure.open",
        gone="exposure.narrow",
        empty=True,
        note=_ADDRESS,
    ),
    presence(
        "network_interface.ipv6_access_config",
        came="exposure.open",
        gone="exposure.narrow",
        empty=True,
        note=_ADDRESS,
    ),
    presence(
        "network_interface.access_config.nat_ip",
        changed="routing.network",
        note="Whoever knows the machine by its address no longer finds it.",
    ),
    changed("network_interface.network", "routing.network", disruption=_OUTAGE),
    changed("network_interface.subnetwork", "routing.network", disruption=_OUTAGE),
    changed("network_interface.network_ip", "routing.network", disruption=_OUTAGE),
    changed("network_interface.alias_ip_range", "routing.network"),
)
_TAGS = members("tags", came="exposure.open", gone="exposure.narrow", note=_TAGGED)
_IDENTITY = (
    _acts_as(disruption=_RESTART),
    scopes("service_account.scopes"),
)
_INSTANCE = (
    *documented(
        _RESIZE,
        machine(),
    ),
    guard("deletion_protection"),
    choice(
        "desired_status",
        {
            "TERMINATED": "scale.to-zero",
            "SUSPENDED": "scale.to-zero",
            "RUNNING": "scale.up",
        },
    ),
    _booted("boot_disk.initialize_params.image"),
    grows("boot_disk.initialize_params.size"),
    size("boot_disk.initialize_params.type", order=DISK_TYPES, disruption=_QUIET),
    toggle("boot_disk.auto_delete", on="protection.guard-off", off="protection.up", default=True),
    own_key("boot_disk.kms_key_self_link"),
    secret("boot_disk.disk_encryption_key_raw"),
    secret("attached_disk.disk_encryption_key_raw"),
    presence("attached_disk.mode", changed="config.parameter"),
    *documented(
        _MACHINE_PAGE,
        members(
            "attached_disk.source",
            gone="config.parameter",
            swapped="config.parameter",
            note="What is on the disk can no longer be read on the machine.",
            disruption=_OUTAGE,
        ),
    ),
    script("metadata_startup_script"),
    changed("metadata_startup_script", "deploy.version"),
    *_metadata(),
    *documented(
        _MACHINE_PAGE,
        *_INTERFACES,
    ),
    _TAGS,
    *documented(
        _MACHINE_PAGE,
        *_IDENTITY,
    ),
    toggle("can_ip_forward", on="routing.network", off="routing.network"),
    *_SHIELD,
    *_CONFIDENTIAL,
    *_SCHEDULING,
    presence(
        "scheduling.termination_time",
        came="protection.guard-off",
        gone="protection.up",
        note="Then the machine is stopped or deleted.",
    ),
    *documented(
        _MACHINE_PAGE,
        grows("guest_accelerator.count", disruption=_RESTART),
        size("guest_accelerator.type", disruption=_RESTART),
        changed("min_cpu_platform", "config.parameter", disruption=_RESTART),
        changed("advanced_machine_features", "config.parameter", disruption=_RESTART),
    ),
    changed("resource_policies", "config.parameter", disruption=_QUIET),
)


_PRESERVED = (
    *(
        presence(f"preserved_state.{part}", gone="protection.guard-off", came="protection.up")
        for part in (
            "disk.device_name",
            "external_ip.interface_name",
            "internal_ip.interface_name",
        )
    ),
    order(
        "preserved_state.disk.delete_rule",
        ("ON_PERMANENT_INSTANCE_DELETION", "NEVER"),
        up="protection.up",
        down="protection.guard-off",
    ),
    changed("preserved_state.metadata", "config.env"),
    toggle("remove_instance_on_destroy", on="protection.guard-off", off="protection.up"),
    when(happens("scale.down", Verb.DELETE), only={"remove_instance_on_destroy": "true"}),
)
"""What a machine of a group keeps when it is made anew."""


def _template(type_: str) -> TypeEntry:
    """Describe a template: it cannot be changed, another one takes its place."""
    return entry(
        type_,
        Role.COMPUTE,
        machine(disruption=_QUIET),
        _booted("disk.source_image", disruption=_QUIET),
        grows("disk.disk_size_gb"),
        toggle("disk.auto_delete", on="protection.guard-off", off="protection.up", default=True),
        own_key("disk.disk_encryption_key.kms_key_self_link"),
        script("metadata_startup_script"),
        changed("metadata_startup_script", "deploy.version", disruption=_QUIET),
        *_metadata(),
        *(
            presence(
                f"network_interface.{addressed}",
                came="exposure.open",
                gone="exposure.narrow",
                empty=True,
                note=_ADDRESS,
            )
            for addressed in ("access_config", "ipv6_access_config")
        ),
        changed("network_interface.network", "routing.network", disruption=_QUIET),
        changed("network_interface.subnetwork", "routing.network", disruption=_QUIET),
        _TAGS,
        _acts_as(),
        scopes("service_account.scopes"),
        toggle("can_ip_forward", on="routing.network", off="routing.network"),
        *_SHIELD,
        *_CONFIDENTIAL,
        *_SCHEDULING,
        grows("guest_accelerator.count"),
        size("disk.disk_type", order=DISK_TYPES, disruption=_QUIET),
        changed("min_cpu_platform", "config.parameter", disruption=_QUIET),
        changed("disk.source_snapshot", "deploy.version", disruption=_QUIET),
        replace_disruption=_QUIET,
        ignore=("name", "name_prefix", "description", "instance_description"),
    )


_WAITING: Words = {"update_policy.type": "opportunistic"}


def _group(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a group of machines that are kept running."""
    return running(
        type_,
        *documented(
            _ROLLOUT,
            when(
                version(
                    "version.instance_template",
                    newer="deploy.version",
                    what="hash",
                    disruption=_REPLACED,
                    note="The machines are made anew as the update policy says.",
                ),
                unless=_WAITING,
            ),
            when(
                version(
                    "version.instance_template",
                    newer="deploy.version",
                    what="hash",
                    disruption=_QUIET,
                    note="Machines that run keep the old one until they are made anew for another reason.",
                ),
                only=_WAITING,
            ),
        ),
        units("target_size"),
        presence(
            "version.target_size",
            came="routing.traffic",
            changed="routing.traffic",
            gone="routing.traffic",
        ),
        presence(
            "auto_healing_policies.health_check",
            gone="protection.guard-off",
            came="protection.up",
            note="Machines that hang are no longer made anew.",
        ),
        changed("auto_healing_policies.initial_delay_sec", "config.parameter", disruption=_QUIET),
        members(
            "target_pools", gone="routing.remove", came="routing.rule", swapped="routing.rule"
        ),
        changed("named_port", "routing.rule"),
        choice(
            "update_policy.type",
            {"PROACTIVE": "config.parameter", "OPPORTUNISTIC": "config.parameter"},
            disruption=_QUIET,
        ),
        order(
            "update_policy.minimal_action",
            ("NONE", "REFRESH", "RESTART", "REPLACE"),
            up="config.parameter",
            down="config.parameter",
        ),
        number(
            "update_policy.max_unavailable_fixed",
            up="protection.guard-off",
            down="protection.up",
            note="So many machines may be missing during an update.",
        ),
        number(
            "update_policy.max_unavailable_percent",
            up="protection.guard-off",
            down="protection.up",
        ),
        choice(
            "stateful_disk.delete_rule",
            {
                "ON_PERMANENT_INSTANCE_DELETION": "protection.guard-off",
                "NEVER": "protection.up",
            },
            both=True,
        ),
        *(
            presence(path, gone="protection.guard-off", came="protection.up")
            for path in (
                "stateful_disk.device_name",
                "stateful_internal_ip.interface_name",
                "stateful_external_ip.interface_name",
            )
        ),
        choice(
            "instance_lifecycle_policy.default_action_on_failure",
            {"DO_NOTHING": "protection.guard-off", "REPAIR": "protection.up"},
        ),
        changed(
            "instance_lifecycle_policy.force_update_on_repair",
            "config.parameter",
            disruption=_QUIET,
        ),
        *(
            choice(
                f"stateful_{kind}_ip.delete_rule",
                {
                    "ON_PERMANENT_INSTANCE_DELETION": "protection.guard-off",
                    "NEVER": "protection.up",
                },
                both=True,
            )
            for kind in ("external", "internal")
        ),
        *(
            changed(f"update_policy.{part}", "config.parameter", both=True, disruption=_QUIET)
            for part in (
                *("replacement_method", "most_disruptive_allowed_action", "min_ready_sec"),
                *("max_surge_fixed", "max_surge_percent"),
            )
        ),
        room("target_suspended_size"),
        room("target_stopped_size"),
        changed("standby_policy", "config.parameter", disruption=_QUIET),
        variables("all_instances_config.metadata"),
        *rules,
    )


def _disk(type_: str, key: str) -> TypeEntry:
    """
    Describe a disk.

    It grows in place; smaller, of another type or image means another disk.
    """
    return entry(
        type_,
        Role.DATA_STORE,
        *documented(
            f"{_REGISTRY}/compute_disk",
            *(
                rule
                for meaning, verb in (("data.delete", Verb.DELETE), ("data.replace", Verb.REPLACE))
                for rule in (
                    when(happens(meaning, verb), unless=_SAVED),
                    when(
                        happens(meaning, verb, reversible=Reversible.YES, note=_LAST),
                        only=_SAVED,
                    ),
                )
            ),
        ),
        grows("size"),
        size("type", order=DISK_TYPES, disruption=_QUIET),
        grows("provisioned_iops"),
        grows("provisioned_throughput"),
        own_key(f"disk_encryption_key.{key}"),
        secret("disk_encryption_key.raw_key"),
        toggle("create_snapshot_before_destroy", off="protection.backup-off", on="protection.up"),
        presence("async_primary_disk.disk", gone="protection.backup-off", came="protection.up"),
        ignore=("description", "users", "last_attach_timestamp", "last_detach_timestamp"),
    )


def _scaler(type_: str) -> TypeEntry:
    return entry(
        type_,
        Role.SCALING,
        room("autoscaling_policy.max_replicas"),
        room("autoscaling_policy.min_replicas"),
        choice(
            "autoscaling_policy.mode",
            {
                "OFF": "scale.limits-down",
                "ONLY_UP": "config.parameter",
                "ONLY_SCALE_OUT": "config.parameter",
                "ON": "scale.limits-up",
            },
            disruption=_QUIET,
        ),
        changed("autoscaling_policy.cpu_utilization.target", "config.parameter"),
        changed("autoscaling_policy.cpu_utilization.predictive_method", "config.parameter"),
        changed("autoscaling_policy.cooldown_period", "config.parameter", disruption=_QUIET),
        changed("autoscaling_policy.load_balancing_utilization.target", "config.parameter"),
        changed("autoscaling_policy.metric", "config.parameter"),
        changed("autoscaling_policy.scaling_schedules", "config.parameter"),
        presence(
            "autoscaling_policy.scale_in_control",
            gone="protection.guard-off",
            came="protection.up",
        ),
        changed("target", "config.parameter"),
        delete="scale.limits-down",
        ignore=("description",),
    )


_SAVED: Words = {"create_snapshot_before_destroy": "true"}
_LAST = "A last snapshot is made, from which it can be restored."
_SNAPSHOTS = {"snapshot_schedule_policy.schedule": ("", "[]", "()")}


def _attached_policy(type_: str) -> TypeEntry:
    return entry(
        type_,
        Role.PROTECTION,
        create="protection.up",
        delete="protection.backup-off",
        replace="protection.backup-off",
    )


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "google_compute_attached_disk",
        Role.GLUE,
        choice("mode", {"READ_ONLY": "config.parameter", "READ_WRITE": "config.parameter"}),
        *(
            happens(
                "config.parameter",
                verb,
                disruption=_OUTAGE,
                note="The disk stays, and is taken off the machine that works with it.",
            )
            for verb in (Verb.DELETE, Verb.REPLACE)
        ),
    ),
    _scaler("google_compute_autoscaler"),
    _disk("google_compute_disk", "kms_key_self_link"),
    entry(
        "google_compute_disk_async_replication",
        Role.PROTECTION,
        create="protection.up",
        delete="protection.backup-off",
        replace="protection.backup-off",
    ),
    _attached_policy("google_compute_disk_resource_policy_attachment"),
    entry(
        "google_compute_image",
        Role.PROTECTION,
        own_key("image_encryption_key.kms_key_self_link"),
        happens(
            "deploy.version",
            Verb.REPLACE,
            disruption=_QUIET,
            note="Machines made of it from then on get the new one.",
        ),
        delete="protection.backup-cut",
        ignore=("description", "family"),
    ),
    running("google_compute_instance", *_INSTANCE),
    running("google_compute_instance_from_machine_image", *_INSTANCE),
    running(
        "google_compute_instance_from_template",
        changed("source_instance_template", "deploy.version"),
        *_INSTANCE,
    ),
    entry(
        "google_compute_instance_group",
        Role.ROUTING,
        members("instances", gone="scale.down", came="scale.up", swapped="routing.rule"),
        changed("named_port", "routing.rule"),
        changed("network", "routing.network"),
        delete="routing.remove",
        replace="routing.remove",
        ignore=("description",),
    ),
    _group("google_compute_instance_group_manager"),
    entry(
        "google_compute_instance_group_membership",
        Role.GLUE,
        create="scale.up",
        delete="scale.down",
    ),
    entry(
        "google_compute_instance_group_named_port",
        Role.ROUTING,
        changed("port", "routing.rule"),
        delete="routing.remove",
        replace="routing.rule",
    ),
    setting("google_compute_instance_settings", *_metadata("metadata.items")),
    _template("google_compute_instance_template"),
    spare("google_compute_instant_snapshot"),
    spare(
        "google_compute_machine_image",
        own_key("machine_image_encryption_key.kms_key_name"),
    ),
    running(
        "google_compute_node_group",
        when(units("initial_size"), unless={"initial_size": ""}),
        room("autoscaling_policy.max_nodes"),
        room("autoscaling_policy.min_nodes"),
        changed("node_template", "config.parameter"),
        order(
            "share_settings.share_type",
            ("LOCAL", "SPECIFIC_PROJECTS", "ORGANIZATION"),
            up="access.grant",
            down="access.revoke",
        ),
        members(
            "share_settings.project_map.project_id", came="access.grant", gone="access.revoke"
        ),
    ),
    glue("google_compute_node_template", size("node_type", disruption=_QUIET)),
    entry(
        "google_compute_per_instance_config",
        Role.PROTECTION,
        *_PRESERVED,
        create="protection.up",
        delete="protection.guard-off",
    ),
    setting(
        "google_compute_project_metadata",
        *_metadata(),
        happens("config.env", Verb.DELETE, disruption=_QUIET, note=_EMPTIED),
        when(
            happens("protection.guard-off", Verb.DELETE), only={"metadata.enable-oslogin": "true"}
        ),
        *(
            when(happens("access.revoke", Verb.DELETE), unless={f"metadata.{key}": ""})
            for key in ("ssh-keys", "sshKeys")
        ),
    ),
    setting(
        "google_compute_project_metadata_item",
        *(
            when(rule, only={"key": _KEY_NAMES})
            for rule in (
                members(
                    "value", came="access.grant", gone="access.revoke", within=_KEY, note=_KEYS
                ),
                happens("access.grant", Verb.CREATE, note=_KEYS),
                happens("access.revoke", Verb.DELETE),
            )
        ),
        when(
            toggle("value", off="protection.guard-off", on="protection.up"),
            only={"key": "enable-oslogin"},
        ),
        when(toggle("value", on="protection.up", verbs=_NEW), only={"key": "enable-oslogin"}),
        when(script("value"), only={"key": ("startup-script", "user-data")}),
        when(
            toggle("value", on="exposure.open", off="exposure.narrow"),
            only={"key": "serial-port-enable"},
        ),
        changed("value", "config.parameter", disruption=_QUIET),
        happens("config.parameter", Verb.DELETE, disruption=_QUIET),
        when(happens("protection.guard-off", Verb.DELETE), only=_OS_LOGIN),
    ),
    _scaler("google_compute_region_autoscaler"),
    entry(
        "google_compute_region_commitment",
        Role.CONFIG,
        grows("resources.amount"),
        toggle("auto_renew", on="cost.up"),
        create="cost.up",
        ignore=("description",),
    ),
    _disk("google_compute_region_disk", "kms_key_name"),
    _attached_policy("google_compute_region_disk_resource_policy_attachment"),
    _group(
        "google_compute_region_instance_group_manager",
        members(
            "distribution_policy_zones",
            gone="protection.guard-off",
            came="protection.up",
            note="In fewer zones more goes with one that fails.",
        ),
        changed("distribution_policy_target_shape", "config.parameter", disruption=_QUIET),
    ),
    _template("google_compute_region_instance_template"),
    entry(
        "google_compute_region_per_instance_config",
        Role.PROTECTION,
        *_PRESERVED,
        create="protection.up",
        delete="protection.guard-off",
    ),
    entry(
        "google_compute_reservation",
        Role.SCALING,
        room("specific_reservation.count"),
        changed("share_settings", "config.parameter", disruption=_QUIET),
        create="scale.limits-up",
        delete="scale.limits-down",
    ),
    entry(
        "google_compute_resource_policy",
        Role.PROTECTION,
        retention(
            "snapshot_schedule_policy.retention_policy.max_retention_days",
            cut="protection.backup-cut",
            up="protection.up",
            zero_is="nothing",
        ),
        choice(
            "snapshot_schedule_policy.retention_policy.on_source_disk_delete",
            {
                "APPLY_RETENTION_POLICY": "protection.backup-cut",
                "KEEP_AUTO_SNAPSHOTS": "protection.up",
            },
        ),
        changed("snapshot_schedule_policy.schedule", "config.parameter", disruption=_QUIET),
        changed("instance_schedule_policy.time_zone", "config.parameter"),
        changed("instance_schedule_policy.vm_stop_schedule", "config.parameter"),
        changed("instance_schedule_policy.vm_start_schedule", "config.parameter"),
        *(
            when(happens("protection.backup-off", verb), unless=_SNAPSHOTS)
            for verb in (Verb.DELETE, Verb.REPLACE)
        ),
        ignore=("description",),
    ),
    setting(
        "google_compute_resource_policy_attachment",
        happens("config.parameter", Verb.DELETE, disruption=_QUIET),
    ),
    spare(
        "google_compute_snapshot",
        own_key("snapshot_encryption_key.kms_key_self_link"),
        reads("snapshot_encryption_key.raw_key"),
    ),
    store(
        "google_compute_storage_pool",
        grows("pool_provisioned_capacity_gb"),
        grows("pool_provisioned_iops"),
        grows("pool_provisioned_throughput"),
        guard("deletion_protection"),
    ),
    running(
        "google_tpu_v2_vm",
        size("accelerator_type"),
        changed("runtime_version", "dependency.runtime"),
        changed("network_config.network", "routing.network"),
        changed("network_config.subnetwork", "routing.network"),
        guard("shielded_instance_config.enable_secure_boot"),
        *(
            toggle(f"scheduling_config.{kind}", on="protection.guard-off", off="protection.up")
            for kind in ("preemptible", "spot")
        ),
        toggle("network_config.enable_external_ips", on="exposure.open", off="exposure.narrow"),
        changed("service_account.email", "access.grant"),
        scopes("service_account.scope"),
        *_metadata(),
    ),
    running(
        "google_vmwareengine_cluster",
        number("node_type_configs.node_count", up="scale.up", down="scale.down"),
        room("autoscaling_settings.max_cluster_node_count"),
        replace="scale.to-zero",
    ),
    store(
        "google_vmwareengine_private_cloud",
        number(
            "management_cluster.node_type_configs.node_count", up="scale.up", down="scale.down"
        ),
        room("management_cluster.autoscaling_settings.max_cluster_node_count"),
        retention("deletion_delay_hours", cut="protection.backup-cut", zero_is="nothing"),
        danger("send_deletion_delay_hours_if_zero"),
    ),
    running(
        "google_workstations_workstation",
        variables("env"),
        happens("data.delete", Verb.DELETE, note=_HOMES),
        replace="data.replace",
    ),
    running(
        "google_workstations_workstation_cluster",
        toggle(
            "private_cluster_config.enable_private_endpoint",
            off="exposure.open",
            on="exposure.narrow",
        ),
        members(
            "private_cluster_config.allowed_projects", came="access.grant", gone="access.revoke"
        ),
        changed("network", "routing.network"),
        changed("subnetwork", "routing.network"),
        changed("domain_config.domain", "routing.dns"),
        replace="scale.to-zero",
    ),
    running(
        "google_workstations_workstation_config",
        image("container.image"),
        machine("host.gce_instance.machine_type"),
        grows("host.gce_instance.boot_disk_size_gb"),
        units("host.gce_instance.pool_size"),
        presence("host.gce_instance.service_account", changed="access.grant"),
        scopes("host.gce_instance.service_account_scopes"),
        members("host.gce_instance.tags", came="exposure.open", gone="exposure.narrow"),
        guard("host.gce_instance.shielded_instance_config.enable_secure_boot"),
        toggle(
            "host.gce_instance.confidential_instance_config.enable_confidential_compute",
            off="protection.encryption-off",
            on="protection.up",
        ),
        toggle("disable_tcp_connections", off="exposure.open", on="exposure.narrow"),
        room("max_usable_workstations"),
        *(
            changed(part, "config.parameter", disruption=_QUIET)
            for part in ("idle_timeout", "running_timeout", "allowed_ports")
        ),
        changed("container.command", "deploy.version"),
        changed("container.args", "deploy.version"),
        toggle(
            "host.gce_instance.disable_public_ip_addresses",
            off="exposure.open",
            on="exposure.narrow",
        ),
        toggle("host.gce_instance.disable_ssh", off="exposure.open", on="exposure.narrow"),
        variables("container.env"),
        toggle("enable_audit_agent", off="observability.logs-off"),
        choice(
            "persistent_directories.gce_pd.reclaim_policy",
            {"DELETE": "protection.guard-off", "RETAIN": "protection.up"},
        ),
    ),
)
