"""
Azure: machines, scale sets, disks and images, as Terraform names them.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    documented,
    entry,
    happens,
    members,
    number,
    order,
    presence,
    script,
    secret,
    size,
    toggle,
    version,
    when,
)
from planguard.actions.providers.azure import PERFORMANCE, attached, identities, own_key, reachable
from planguard.actions.providers.forms import grows, guard, room, units
from planguard.model.words import Disruption, Reversible, Role, Verb

_REGISTRY = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources"
_RESIZE = "https://learn.microsoft.com/azure/virtual-machines/sizes/resize-vm"

_AZ = "azurerm_"
_RESTART, _REPLACE, _OUTAGE = Disruption.RESTART, Disruption.REPLACE, Disruption.OUTAGE
_QUIET = Disruption.NONE
_BOOTS = "It is read when a machine first starts: running ones keep the earlier one."
_DISK_LOST = "Disks marked so are deleted with the machine."
_SYSTEM_LOST = "The provider deletes the system disk with the machine, unless told otherwise."
_LOST_DISK = "The machine loses the disk; what is on it stays."
_NO_MORE = "No further machine can be made from it; those that run stay as they are."
_COPIED = "Machines made from now on get it; those that are there keep what they were given."
_NETWORKS = {"AllowAll": "exposure.public", "AllowPrivate": "exposure.narrow",
             "DenyAll": "exposure.narrow"}  # fmt: skip


def _image(reference: str, *more: str) -> tuple[Rule, ...]:
    return (
        version(f"{reference}.version", newer="deploy.version", older="deploy.rollback",
                disruption=_REPLACE),
        *(changed(f"{reference}.{name}", "deploy.version", disruption=_REPLACE)
          for name in ("publisher", "offer", "sku", *more)),
    )  # fmt: skip


def _boots(path: str, action: str) -> tuple[Rule, ...]:
    return (script(path, note=_BOOTS), changed(path, action))


def _disk(path: str, *, disruption: Disruption) -> Rule:
    return number(path, up="scale.resize-up", down="scale.resize-down", disruption=disruption)


def _machine(os: str, profile: str = "") -> tuple[Rule, ...]:
    """Describe what a machine and the model of a scale set have in common."""
    return (
        *_image("source_image_reference"),
        version("source_image_id", newer="deploy.version", older="deploy.rollback",
                disruption=_REPLACE),
        _disk("os_disk.disk_size_gb", disruption=_RESTART),
        size("os_disk.storage_account_type", order=PERFORMANCE, disruption=_REPLACE),
        presence("os_disk.disk_encryption_set_id", came="protection.up",
                 gone="protection.encryption-off", changed="key.rotate"),
        secret(f"{profile}admin_password"),
        *((toggle(f"{profile}disable_password_authentication", on="access.revoke",
                  off="access.grant", default=True),
           members(f"{profile}admin_ssh_key.public_key", came="access.grant",
                   gone="access.revoke")) if os == "linux" else
          (toggle(f"{profile}enable_automatic_updates", on="protection.up",
                  off="protection.guard-off", default=True),
           members(f"{profile}winrm_listener.protocol", came="access.grant",
                   gone="access.revoke", words={"Http": "exposure.tls-weaken"}),
           presence(f"{profile}winrm_listener.certificate_url", changed="key.rotate"))),
        guard("encryption_at_host_enabled"),
        presence("boot_diagnostics", gone="observability.logs-off", empty=True),
        choice("priority", {"Spot": "config.parameter", "Regular": "config.parameter"},
               disruption=_OUTAGE),
        *identities("identity.identity_ids"),
        changed(f"{profile}secret", "key.rotate"),
    )  # fmt: skip


_APPLICATION = changed("gallery_application.version_id", "deploy.version")
_TRUSTED = (guard("secure_boot_enabled"), guard("vtpm_enabled"))
_UPDATED = ("patch_mode", "patch_assessment_mode", "license_type")


def _single(os: str) -> TypeEntry:
    page = f"{_REGISTRY}/{os}_virtual_machine"
    return entry(
        f"{_AZ}{os}_virtual_machine", Role.COMPUTE,
        *documented(_RESIZE, size("size", disruption=_RESTART)),
        *documented(page, *_machine(os)), *_TRUSTED, script("custom_data", note=_BOOTS),
        *documented(page, changed("custom_data", "deploy.version", disruption=_REPLACE)),
        *_boots("user_data", "config.parameter"),
        *documented(
            page,
            changed("network_interface_ids", "routing.network", disruption=_RESTART),
            *(changed(name, "config.parameter", disruption=_OUTAGE)
              for name in ("availability_set_id", "zone", "proximity_placement_group_id",
                           "dedicated_host_id")),
            *(changed(name, "config.parameter", disruption=_QUIET) for name in _UPDATED),
        ),
        *((toggle("automatic_updates_enabled", on="protection.up", off="protection.guard-off",
                  default=True),) if os == "windows" else ()),
        _APPLICATION,
        changed("os_managed_disk_id", "deploy.version",
                note="The machine starts from another system disk."),
        presence("os_disk.caching", changed="config.parameter"),
        presence("additional_capabilities", came="config.parameter", gone="config.parameter",
                 changed="config.parameter"),
        changed("virtual_machine_scale_set_id", "config.parameter"),
        toggle("allow_extension_operations", on="config.parameter", off="config.parameter",
               default=True, disruption=_QUIET),
        happens("scale.to-zero", Verb.DELETE, note=_SYSTEM_LOST),
        replace="deploy.version", replace_disruption=_OUTAGE,
    )  # fmt: skip


def _fleet(name: str, *rules: Rule) -> TypeEntry:
    at = "network_interface"
    return entry(
        f"{_AZ}{name}", Role.COMPUTE, *rules, units("instances"),
        _disk("data_disk.disk_size_gb", disruption=_QUIET),
        grows("data_disk.ultra_ssd_disk_iops_read_write"),
        grows("data_disk.ultra_ssd_disk_mbps_read_write"),
        size("data_disk.storage_account_type", order=PERFORMANCE, disruption=_QUIET),
        presence("data_disk.disk_encryption_set_id", changed="key.rotate"),
        members("data_disk.lun", came="scale.resize-up", gone="scale.resize-down"),
        presence("os_disk.caching", changed="config.parameter"),
        presence("data_disk.caching", changed="config.parameter"),
        changed("termination_notification", "config.parameter", disruption=_QUIET),
        presence(f"{at}.network_security_group_id", came="exposure.narrow",
                 gone="exposure.open", changed="exposure.open", empty=True),
        changed(f"{at}.dns_servers", "routing.dns"),
        toggle(f"{at}.enable_ip_forwarding", on="routing.network", off="routing.network"),
        members(f"{at}.ip_configuration.application_security_group_ids",
                came="routing.network", gone="routing.network"),
        presence(f"{at}.ip_configuration.public_ip_address", came="exposure.open",
                 gone="exposure.narrow"),
        changed(f"{at}.ip_configuration.subnet_id", "routing.network", disruption=_REPLACE),
        changed(f"{at}.ip_configuration.load_balancer_backend_address_pool_ids", "routing.rule"),
        changed(f"{at}.ip_configuration.application_gateway_backend_address_pool_ids",
                "routing.rule"),
        number("rolling_upgrade_policy.max_batch_instance_percent",
               up="protection.guard-off", down="protection.up"),
        number("rolling_upgrade_policy.max_unhealthy_instance_percent",
               up="protection.guard-off", down="protection.up"),
        toggle("automatic_instance_repair.enabled", on="protection.up",
               off="protection.guard-off"),
        members("extension.type", came="deploy.version", gone="deploy.version"),
        changed("extension.settings", "deploy.version"),
        version("extension.type_handler_version", newer="deploy.version",
                older="deploy.rollback"),
        secret("extension.protected_settings"),
        changed("zones", "config.parameter"),
        happens("scale.to-zero", Verb.DELETE, reversible=Reversible.YES),
        replace="deploy.version", replace_disruption=_OUTAGE,
    )  # fmt: skip


_SET = (
    size("sku", disruption=_RESTART), *_TRUSTED,
    *_boots("custom_data", "deploy.version"), *_boots("user_data", "config.parameter"),
    order("upgrade_mode", ("Automatic", "Rolling", "Manual"),
          up="config.parameter", down="protection.guard-off",
          note="`Automatic` brings a new model to all machines at once."),
    toggle("automatic_os_upgrade_policy.enable_automatic_os_upgrade",
           on="protection.up", off="protection.guard-off"),
    toggle("automatic_os_upgrade_policy.disable_automatic_rollback",
           on="protection.guard-off", off="protection.up"),
    changed("scale_in.rule", "config.parameter", disruption=_QUIET),
    toggle("scale_in.force_deletion_enabled", on="protection.guard-off", off="protection.up"),
    presence("health_probe_id", came="protection.up", gone="protection.guard-off"),
    _APPLICATION,
    changed("extension.protected_settings_from_key_vault.secret_url", "secret.change"),
    toggle("overprovision", on="config.parameter", off="config.parameter", default=True,
           disruption=_QUIET),
)  # fmt: skip


def _extension(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}_extension", Role.COMPUTE,
        version("type_handler_version", newer="deploy.version", older="deploy.rollback"),
        changed("settings", "config.parameter"), secret("protected_settings"),
        script("settings"),
        *(toggle(update, on="config.parameter", off="config.parameter", disruption=_QUIET)
          for update in ("automatic_upgrade_enabled", *(
              () if name.startswith("arc") else ("auto_upgrade_minor_version",)))),
        *((changed("force_update_tag", "config.parameter"),)
          if name != "virtual_machine" else ()),
        create="deploy.version", delete="deploy.version", replace="deploy.version",
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    _single("linux"), _single("windows"),
    _fleet("linux_virtual_machine_scale_set", *_machine("linux"), *_SET),
    _fleet("windows_virtual_machine_scale_set", *_machine("windows"), *_SET),
    _fleet("orchestrated_virtual_machine_scale_set",
           when(size("sku_name", disruption=_RESTART), unless={"sku_name": "Mix"}),
           changed("sku_profile", "config.parameter"), changed("priority_mix", "config.parameter"),
           toggle("os_profile.windows_configuration.enable_automatic_updates",
                  on="protection.up", off="protection.guard-off", default=True),
           members("os_profile.windows_configuration.winrm_listener.protocol",
                   came="access.grant", gone="access.revoke",
                   words={"Http": "exposure.tls-weaken"}),
           changed("os_profile.windows_configuration.secret", "key.rotate"),
           *_machine("linux", "os_profile.linux_configuration."),
           secret("os_profile.windows_configuration.admin_password"),
           *_boots("os_profile.custom_data", "deploy.version"),
           *_boots("user_data_base64", "config.parameter")),
    _extension("arc_machine"), _extension("virtual_machine"),
    _extension("virtual_machine_scale_set"),
    entry(
        f"{_AZ}availability_set", Role.COMPUTE,
        changed("platform_fault_domain_count", "config.parameter"),
        changed("platform_update_domain_count", "config.parameter"),
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        f"{_AZ}capacity_reservation", Role.SCALING,
        number("sku.capacity", up="scale.limits-up", down="scale.limits-down"),
        delete="scale.limits-down", replace="scale.limits-down",
    ),
    entry(
        f"{_AZ}dedicated_host", Role.COMPUTE, size("sku_name"),
        toggle("auto_replace_on_failure", on="protection.up", off="protection.guard-off",
               default=True),
        delete="scale.to-zero", replace="scale.to-zero", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}disk_access", Role.NETWORK,
        delete="exposure.narrow", replace="exposure.narrow",
    ),
    entry(
        f"{_AZ}disk_encryption_set", Role.KEY,
        own_key("key_vault_key_id"), own_key("managed_hsm_key_id"),
        choice("encryption_type",
               {"EncryptionAtRestWithCustomerKey": "protection.encryption-off",
                "EncryptionAtRestWithPlatformAndCustomerKeys": "protection.up"}),
        toggle("auto_key_rotation_enabled", on="protection.up", off="key.rotation-off"),
        *identities("identity.identity_ids"), delete="key.disable", replace="key.disable",
    ),
    entry(
        f"{_AZ}image", Role.COMPUTE,
        happens("config.parameter", Verb.DELETE, note=_NO_MORE), replace="deploy.version",
    ),
    entry(
        f"{_AZ}managed_disk", Role.DATA_STORE,
        grows("disk_size_gb"), grows("disk_iops_read_write"), grows("disk_mbps_read_write"),
        *documented(
            f"{_REGISTRY}/managed_disk",
            size("storage_account_type", order=PERFORMANCE), size("tier"),
        ),
        choice("network_access_policy", _NETWORKS, default="AllowAll"), reachable("public_network_access_enabled"),
        presence("disk_encryption_set_id", came="protection.up",
                 gone="protection.encryption-off", changed="key.rotate"),
        toggle("encryption_settings.enabled", on="protection.up",
               off="protection.encryption-off"),
        presence("encryption_settings", came="protection.up", gone="protection.encryption-off"),
        number("max_shares", up="access.grant", down="access.revoke"),
        *documented(
            f"{_REGISTRY}/managed_disk",
            happens("data.delete", Verb.DELETE), happens("data.replace", Verb.REPLACE),
        ),
    ),
    entry(
        f"{_AZ}managed_disk_sas_token", Role.IDENTITY,
        create="access.grant", delete="access.revoke", replace="access.grant",
    ),
    entry(
        f"{_AZ}maintenance_configuration", Role.CONFIG,
        changed("window", "config.parameter", disruption=_QUIET),
        changed("install_patches", "config.parameter"),
        delete="protection.guard-off",
    ),
    entry(
        f"{_AZ}dev_test_global_vm_shutdown_schedule", Role.SCALING,
        toggle("enabled", on="scale.limits-down", off="scale.limits-up", default=True),
        changed("daily_recurrence_time", "config.parameter"),
        create="scale.limits-down", delete="scale.limits-up",
        ignore=("notification_settings",),
    ),
    entry(
        f"{_AZ}shared_image", Role.COMPUTE,
        happens("config.parameter", Verb.DELETE, note=_NO_MORE), replace="deploy.version",
        ignore=("description", "eula", "release_note_uri", "privacy_statement_uri"),
    ),
    entry(
        f"{_AZ}shared_image_gallery", Role.COMPUTE,
        choice("sharing.permission", {"Community": "access.public"}, verbs=ARRIVING),
        order("sharing.permission", ("Private", "Groups", "Community"), up="access.grant",
              down="access.revoke"),
        delete="deploy.rollback", replace="deploy.version", ignore=("description",),
    ),
    entry(
        f"{_AZ}shared_image_version", Role.COMPUTE,
        toggle("exclude_from_latest", on="deploy.rollback", off="deploy.version"),
        changed("target_region", "config.parameter", disruption=_QUIET),
        toggle("deletion_of_replicated_locations_enabled",
               on="protection.guard-off", off="protection.up"),
        create="deploy.version", delete="deploy.rollback", replace="deploy.version",
    ),
    entry(
        f"{_AZ}gallery_application", Role.COMPUTE,
        happens("config.parameter", Verb.DELETE, note=_NO_MORE),
        ignore=("description", "eula", "privacy_statement_uri", "release_note_uri"),
    ),
    entry(
        f"{_AZ}gallery_application_version", Role.COMPUTE,
        changed("source.media_link", "deploy.version"),
        changed("manage_action", "deploy.version"),
        toggle("exclude_from_latest", on="deploy.rollback", off="deploy.version"),
        changed("target_region", "config.parameter", disruption=_QUIET),
        create="deploy.version", delete="deploy.rollback", replace="deploy.version",
    ),
    *(
        entry(
            f"{_AZ}maintenance_assignment_{name}", Role.PROTECTION,
            changed("maintenance_configuration_id", "config.parameter", disruption=_QUIET),
            *((changed("filter", "config.parameter", disruption=_QUIET),)
              if name == "dynamic_scope" else ()),
            create="protection.up", delete="protection.guard-off",
        )
        for name in ("dedicated_host", "dynamic_scope", "virtual_machine",
                     "virtual_machine_scale_set")
    ),
    entry(
        f"{_AZ}virtual_machine_implicit_data_disk_from_source", Role.DATA_STORE,
        grows("disk_size_gb"), changed("caching", "config.parameter"),
        *documented(
            f"{_REGISTRY}/virtual_machine_implicit_data_disk_from_source",
            happens("data.delete", Verb.DELETE), happens("data.replace", Verb.REPLACE),
        ),
    ),
    entry(
        f"{_AZ}ssh_public_key", Role.IDENTITY,
        changed("public_key", "config.parameter", disruption=_QUIET, note=_COPIED),
    ),
    entry(
        f"{_AZ}virtual_machine", Role.COMPUTE,
        size("vm_size", disruption=_RESTART), *_image("storage_image_reference", "id"),
        _disk("storage_os_disk.disk_size_gb", disruption=_RESTART),
        _disk("storage_data_disk.disk_size_gb", disruption=_QUIET),
        members("storage_data_disk.lun", came="scale.resize-up", gone="scale.resize-down"),
        size("storage_os_disk.managed_disk_type", order=PERFORMANCE),
        size("storage_data_disk.managed_disk_type", order=PERFORMANCE),
        changed("os_profile_secrets", "key.rotate"),
        members("os_profile_windows_config.winrm.protocol", came="access.grant",
                gone="access.revoke", words={"Http": "exposure.tls-weaken"}),
        secret("os_profile.admin_password"), *_boots("os_profile.custom_data", "deploy.version"),
        toggle("os_profile_linux_config.disable_password_authentication",
               on="access.revoke", off="access.grant"),
        members("os_profile_linux_config.ssh_keys.key_data", came="access.grant",
                gone="access.revoke"),
        toggle("os_profile_windows_config.enable_automatic_upgrades",
               on="protection.up", off="protection.guard-off"),
        toggle("boot_diagnostics.enabled", off="observability.logs-off"),
        changed("network_interface_ids", "routing.network", disruption=_RESTART),
        *(toggle(f"delete_{kind}_on_termination", on="protection.guard-off", off="protection.up")
          for kind in ("data_disks", "os_disk")),
        *(
            when(happens(action, verb, note=_DISK_LOST),
                 only={"delete_data_disks_on_termination": ("true",)},
                 unless={"storage_data_disk.name": ("",)})
            for action, verb in (("data.delete", Verb.DELETE), ("data.replace", Verb.REPLACE))
        ),
        changed("availability_set_id", "config.parameter", disruption=_OUTAGE),
        *identities("identity.identity_ids"),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}virtual_machine_data_disk_attachment", Role.GLUE,
        changed("caching", "config.parameter"),
        changed("write_accelerator_enabled", "config.parameter"),
        happens("scale.resize-down", Verb.DELETE, disruption=_OUTAGE, note=_LOST_DISK),
        happens("config.parameter", Verb.REPLACE, disruption=_OUTAGE, note=_LOST_DISK),
        replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}virtual_machine_run_command", Role.COMPUTE,
        changed("source", "deploy.version"), script("source.script"),
        secret("run_as_password"), secret("protected_parameter.value"),
        create="deploy.version", replace="deploy.version",
    ),
    entry(
        f"{_AZ}virtual_machine_gallery_application_assignment", Role.COMPUTE,
        changed("gallery_application_version_id", "deploy.version"),
        create="deploy.version", delete="deploy.version", replace="deploy.version",
    ),
    entry(
        f"{_AZ}virtual_machine_scale_set", Role.COMPUTE,
        units("sku.capacity"), size("sku.name", disruption=_RESTART),
        *_image("storage_profile_image_reference", "id"),
        changed("storage_profile_os_disk.image", "deploy.version", disruption=_REPLACE),
        _disk("storage_profile_data_disk.disk_size_gb", disruption=_QUIET),
        secret("os_profile.admin_password"), *_boots("os_profile.custom_data", "deploy.version"),
        toggle("os_profile_linux_config.disable_password_authentication",
               on="access.revoke", off="access.grant"),
        members("os_profile_linux_config.ssh_keys.key_data", came="access.grant",
                gone="access.revoke"),
        order("upgrade_policy_mode", ("Automatic", "Rolling", "Manual"),
              up="config.parameter", down="protection.guard-off"),
        toggle("automatic_os_upgrade", on="protection.up", off="protection.guard-off"),
        presence("health_probe_id", came="protection.up", gone="protection.guard-off"),
        presence("network_profile.ip_configuration.public_ip_address_configuration",
                 came="exposure.open", gone="exposure.narrow"),
        size("storage_profile_os_disk.managed_disk_type", order=PERFORMANCE),
        size("storage_profile_data_disk.managed_disk_type", order=PERFORMANCE,
             disruption=_QUIET),
        changed("os_profile_secrets", "key.rotate"),
        toggle("boot_diagnostics.enabled", off="observability.logs-off"),
        attached("network_profile.network_security_group_id"),
        changed("network_profile.ip_configuration", "routing.network"),
        changed("extension.settings", "deploy.version"),
        secret("extension.protected_settings"), *identities("identity.identity_ids"),
        happens("scale.to-zero", Verb.DELETE, reversible=Reversible.YES),
        replace="deploy.version", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}virtual_machine_scale_set_standby_pool", Role.SCALING,
        room("elasticity_profile.max_ready_capacity"),
        room("elasticity_profile.min_ready_capacity"),
        delete="scale.limits-down",
    ),
    *(
        entry(f"{_AZ}{name}", Role.COMPUTE, delete="config.parameter", replace="config.parameter")
        for name in ("dedicated_host_group", "proximity_placement_group",
                     "capacity_reservation_group")
    ),
)  # fmt: skip
