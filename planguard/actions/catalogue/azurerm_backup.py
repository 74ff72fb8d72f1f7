"""Azure: backup vaults, their policies and what they protect, as Terraform names them."""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    documented,
    entry,
    happens,
    limit,
    members,
    number,
    order,
    presence,
    toggle,
)
from planguard.actions.providers.azure import PERIOD, identities, own_key, reachable
from planguard.actions.providers.forms import copies, deleted_kept, guard
from planguard.model.words import Disruption, Role, Verb

_CMK = (
    "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources"
    "/data_protection_backup_vault_customer_managed_key"
)
_AZ = "azurerm_"
_QUIET = Disruption.NONE
_SPANS = ("daily", "weekly", "monthly", "yearly")
_DECIDES = "Another policy decides from now on how often and how long."
_PLACES = ("LocallyRedundant", "ZoneRedundant", "GeoRedundant")
_IMMUTABLE = ("Disabled", "Unlocked", "Locked")
_INSTANCES = ("blob_storage", "disk", "kubernetes_cluster", "mysql_flexible_server", "postgresql",
              "postgresql_flexible_server")  # fmt: skip


_OFTEN: dict[str, tuple[Rule, ...]] = {
    "file_share": (
        number("backup.hourly.interval", up="protection.backup-cut", down="protection.up"),
        number("backup.hourly.window_duration", up="protection.up",
               down="protection.backup-cut"),
        presence("backup.hourly.start_time", changed="config.parameter", disruption=_QUIET),
    ),
    "vm": (
        limit("backup.weekdays", narrower="protection.backup-cut", wider="protection.up",
              note="Without days it backs up every day."),
        number("backup.hour_interval", up="protection.backup-cut", down="protection.up"),
        number("backup.hour_duration", up="protection.up", down="protection.backup-cut"),
    ),
    "vm_workload": (
        members("protection_policy.policy_type", came="protection.up",
                gone="protection.backup-cut"),
        presence("protection_policy.backup.weekdays", changed="config.parameter",
                 disruption=_QUIET),
        number("protection_policy.backup.frequency_in_minutes", up="protection.backup-cut",
               down="protection.up"),
    ),
}  # fmt: skip
"""How often a policy backs up."""


def _policy(name: str, at: str = "") -> TypeEntry:
    return entry(
        f"{_AZ}backup_policy_{name}", Role.PROTECTION,
        *(copies(f"{at}retention_{span}.count") for span in _SPANS),
        *(presence(f"{at}retention_{span}", came="protection.up", gone="protection.backup-cut")
          for span in _SPANS),
        *((copies(f"{at}simple_retention.count"),
           ) if at else ()),
        *((copies("instant_restore_retention_days"),) if name == "vm" else ()),
        order(f"{at}backup.frequency", ("Weekly", "Daily", "Hourly"), up="protection.up",
              down="protection.backup-cut"),
        presence(f"{at}backup.time", changed="config.parameter", disruption=_QUIET),
        *_OFTEN[name],
        delete="protection.backup-off", replace="protection.backup-cut",
        ignore=("settings",) if at else ("timezone",),
    )  # fmt: skip


def _instance(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}data_protection_backup_instance_{name}", Role.PROTECTION,
        changed("backup_policy_id", "protection.backup-cut", note=_DECIDES),
        *((members("storage_account_container_names", came="protection.up",
                   gone="protection.backup-cut"),) if name == "blob_storage" else ()),
        create="protection.up", delete="protection.backup-off", replace="protection.backup-off",
    )  # fmt: skip


_TIMES = {
    "blob_storage": ("operational_default_retention_duration", "retention_duration",
                     "vault_default_retention_duration", "retention_rule.life_cycle.duration"),
    "disk": ("default_retention_duration", "retention_rule.duration"),
    "postgresql": ("default_retention_duration", "retention_rule.duration"),
}  # fmt: skip
_LIFE = ("default_retention_rule.life_cycle.duration", "retention_rule.life_cycle.duration")


def _rules(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}data_protection_backup_policy_{name}", Role.PROTECTION,
        *map(deleted_kept, _TIMES.get(name, _LIFE)),
        members("backup_repeating_time_intervals", came="protection.up",
                gone="protection.backup-cut", swapped="config.parameter"),
        members("backup_repeating_time_intervals", within=PERIOD, swapped="protection.backup-cut",
                note="The two periods are not compared."),
        delete="protection.backup-off", replace="protection.backup-cut",
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    _policy("file_share"), _policy("vm"), _policy("vm_workload", "protection_policy."),
    *map(_instance, _INSTANCES), *map(_rules, _INSTANCES),
    entry(
        f"{_AZ}backup_container_storage_account", Role.PROTECTION,
        create="protection.up", delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        f"{_AZ}backup_protected_file_share", Role.PROTECTION,
        changed("backup_policy_id", "protection.backup-cut", note=_DECIDES),
        create="protection.up", delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        f"{_AZ}backup_protected_vm", Role.PROTECTION,
        changed("backup_policy_id", "protection.backup-cut", note=_DECIDES),
        choice("protection_state", {"ProtectionStopped": "protection.backup-off",
                                    "BackupsSuspended": "protection.backup-off",
                                    "ProtectionPaused": "protection.backup-off",
                                    "Protected": "protection.up"}),
        members("exclude_disk_luns", came="protection.backup-cut", gone="protection.up"),
        limit("include_disk_luns", narrower="protection.backup-cut", wider="protection.up",
              note="Without the list all disks are backed up."),
        create="protection.up", delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        f"{_AZ}data_protection_backup_vault", Role.PROTECTION,
        order("immutability", _IMMUTABLE, up="protection.up", down="protection.guard-off"),
        order("soft_delete", ("Off", "On", "AlwaysOn"), up="protection.up",
              down="protection.guard-off"),
        copies("retention_duration_in_days"), guard("cross_region_restore_enabled"),
        order("redundancy", _PLACES, up="protection.up", down="protection.backup-cut"),
        *identities("identity.identity_ids"),
        delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        f"{_AZ}data_protection_backup_vault_customer_managed_key", Role.KEY,
        changed("key_vault_key_id", "key.rotate"),
        *documented(
            _CMK,
            happens("config.parameter", Verb.DELETE,
                    note="A vault cannot go back from its own key: it stays in use."),
        ),
        create="protection.up", replace="key.rotate",
    ),
    entry(
        f"{_AZ}data_protection_resource_guard", Role.PROTECTION,
        members("vault_critical_operation_exclusion_list",
                came="protection.guard-off", gone="protection.up"),
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        f"{_AZ}recovery_services_vault", Role.PROTECTION,
        order("immutability", _IMMUTABLE, up="protection.up", down="protection.guard-off"),
        guard("soft_delete_enabled", default=True), guard("cross_region_restore_enabled"),
        order("storage_mode_type", _PLACES, up="protection.up", down="protection.backup-cut"),
        guard("encryption.infrastructure_encryption_enabled"), own_key("encryption.key_id"),
        reachable("public_network_access_enabled"),
        *(toggle(f"monitoring.alerts_for_{name}_enabled", off="observability.alarm-off",
                 default=True)
          for name in ("all_job_failures", "critical_operation_failures")),
        *identities("identity.identity_ids"),
        delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        f"{_AZ}recovery_services_vault_resource_guard_association", Role.PROTECTION,
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        f"{_AZ}site_recovery_replicated_vm", Role.PROTECTION,
        changed("recovery_replication_policy_id", "protection.backup-cut", note=_DECIDES),
        members("managed_disk.disk_id", came="protection.up", gone="protection.backup-cut"),
        *(changed(name, "config.parameter", disruption=_QUIET)
          for name in ("target_network_id", "test_network_id", "network_interface",
                       "target_virtual_machine_size", "target_availability_set_id",
                       "target_zone", "target_resource_group_id")),
        create="protection.up", delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        f"{_AZ}site_recovery_replication_policy", Role.PROTECTION,
        copies("recovery_point_retention_in_minutes"),
        number("application_consistent_snapshot_frequency_in_minutes",
               up="protection.backup-cut", down="protection.up"),
        delete="protection.backup-off", replace="protection.backup-cut",
    ),
    entry(
        f"{_AZ}site_recovery_replication_recovery_plan", Role.PROTECTION,
        members("boot_recovery_group.replicated_protected_items", came="protection.up",
                gone="protection.backup-cut"),
        happens("protection.backup-off", Verb.DELETE,
                note="What is to come up, and in which order, is written nowhere any more."),
    ),
    *(
        entry(
            f"{_AZ}site_recovery_{name}", Role.PROTECTION, *rules,
            delete="protection.backup-off", replace="protection.backup-off",
        )
        for name, rules in (
            ("fabric", ()), ("protection_container", ()),
            ("protection_container_mapping",
             (changed("recovery_replication_policy_id", "protection.backup-cut", note=_DECIDES),
              guard("automatic_update.enabled"))),
            ("network_mapping", (changed("target_network_id", "config.parameter"),)),
        )
    ),
    entry(
        f"{_AZ}snapshot", Role.PROTECTION,
        choice("network_access_policy", {"AllowAll": "exposure.public",
                                         "AllowPrivate": "exposure.narrow",
                                         "DenyAll": "exposure.narrow"}, default="AllowAll"),
        reachable("public_network_access_enabled"),
        create="protection.up", delete="protection.backup-cut", replace="protection.backup-cut",
    ),
    *(
        entry(
            f"{_AZ}{name}", Role.PROTECTION, create="protection.up",
            delete="protection.backup-cut", replace="protection.backup-cut",
        )
        for name in ("virtual_machine_restore_point", "virtual_machine_restore_point_collection",
                     "restore_point_collection", "postgresql_flexible_server_backup")
    ),
)  # fmt: skip
