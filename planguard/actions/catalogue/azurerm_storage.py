"""
Azure: storage accounts, what they hold and file volumes, as Terraform names them.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    CHANGING,
    Rule,
    TypeEntry,
    changed,
    choice,
    deadline,
    documented,
    entry,
    happens,
    limit,
    members,
    number,
    order,
    prefix,
    presence,
    retention,
    secret,
    size,
    toggle,
)
from planguard.actions.providers.azure import (
    REDUNDANCY,
    SHARE_ROLES,
    firewall,
    https_only,
    identities,
    keys,
    loses,
    own_key,
    reachable,
    tls,
)
from planguard.actions.providers.forms import encrypted, grows, guard
from planguard.model.words import Disruption, Reversible, Role, Verb

_ACCOUNT_BACK = "https://learn.microsoft.com/azure/storage/common/storage-account-recover"
_CONTAINER_BACK = "https://learn.microsoft.com/azure/storage/blobs/soft-delete-container-overview"

_AZ = "azurerm_"
_QUIET = Disruption.NONE
_ANONYMOUS = {"blob": "exposure.public", "container": "exposure.public"}
_KEPT = "It can be restored while its service keeps deleted objects."
_TWO_WEEKS = "It may be recovered for two weeks, unless another account takes its name."
_TIERED_LOST = "Files that lie in the cloud alone can no longer be opened on the server."
_PLACES = tuple(word.removeprefix("Standard_") for word in REDUNDANCY)
_SPANS = ("daily", "hourly", "weekly", "monthly")


def _kept(block: str) -> tuple[Rule, ...]:
    """Describe how long deleted objects can be had back; without the block they cannot."""
    return (
        presence(block, came="protection.up", gone="protection.guard-off", empty=True),
        retention(f"{block}.days", cut="protection.backup-cut", up="protection.up",
                  zero_is="nothing", block=block),
    )  # fmt: skip


def _expiry(part: str, *names: str) -> tuple[Rule, ...]:
    """Describe after how many days a lifecycle rule deletes blobs."""
    at = f"rule.actions.{part}."
    return tuple(
        rule
        for name in names
        for rule in (
            number(f"{at}{name}", down="data.retention-cut", up="config.parameter"),
            presence(f"{at}{name}", came="data.retention-cut", verbs=ARRIVING),
        )
    )


def _network(at: str) -> tuple[Rule, ...]:
    return (
        *firewall(at, "default_action", "ip_rules"),
        members(f"{at}virtual_network_subnet_ids", came="exposure.open", gone="exposure.narrow"),
        members(f"{at}bypass", came="exposure.open", gone="exposure.narrow",
                within="AzureServices|Logging|Metrics"),
        members(f"{at}private_link_access.endpoint_resource_id",
                came="exposure.open", gone="exposure.narrow"),
    )  # fmt: skip


_ACL: tuple[Rule, ...] = (
    members("acl.access_policy.permissions", came="access.grant", gone="access.revoke",
            within="[a-z]"),
    deadline("acl.access_policy.expiry", earlier="access.revoke", later="access.grant"),
)  # fmt: skip
"""Who holds a signature that names the policy may do as it says."""
_OWNED: tuple[Rule, ...] = (
    members("ace.id", came="access.grant", gone="access.revoke"),
    members("ace.permissions", came="access.grant", gone="access.revoke", within="[rwx]"),
    *(members(name, came="access.grant", gone="access.revoke") for name in ("owner", "group")),
)
_TIERED = {
    "base_blob": (
        *(f"tier_to_{tier}_after_days_since_{age}_greater_than"
          for tier in ("cool", "cold", "archive")
          for age in ("creation", "last_access_time", "modification")),
        "auto_tier_to_hot_from_cool_enabled",
    ),
    **{part: (*(f"change_tier_to_{tier}_after_days_since_creation" for tier in ("cool", "archive")),
              "tier_to_cold_after_days_since_creation_greater_than")
       for part in ("snapshot", "version")},
}  # fmt: skip
"""What a lifecycle rule moves to colder places, and when."""
_AGES = ("creation", "last_access_time", "modification")

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        f"{_AZ}elastic_san", Role.DATA_STORE,
        grows("base_size_in_tib"), grows("extended_size_in_tib"),
        delete="scale.to-zero", replace="scale.to-zero",
    ),
    entry(
        f"{_AZ}elastic_san_volume", Role.DATA_STORE, grows("size_in_gib"), *loses(),
    ),
    entry(
        f"{_AZ}elastic_san_volume_group", Role.DATA_STORE,
        own_key("encryption.key_vault_key_id"),
        members("network_rule.subnet_id", came="exposure.open", gone="exposure.narrow"),
        *identities("identity.identity_ids"), *loses(),
    ),
    entry(
        f"{_AZ}netapp_account", Role.DATA_STORE,
        presence("active_directory", came="access.trust", gone="access.revoke"),
        *(presence(f"active_directory.{name}", changed="access.trust")
          for name in ("domain", "dns_servers", "server_root_ca_certificate")),
        secret("active_directory.password"),
        *(toggle(f"active_directory.{name}", on="protection.up", off="exposure.tls-weaken")
          for name in ("aes_encryption_enabled", "ldap_over_tls_enabled",
                       "ldap_signing_enabled")),
        toggle("active_directory.local_nfs_users_with_ldap_allowed", on="access.grant",
               off="access.revoke"),
        *identities("identity.identity_ids"),
        delete="scale.to-zero", replace="scale.to-zero",
    ),
    entry(
        f"{_AZ}netapp_backup_policy", Role.PROTECTION,
        toggle("enabled", off="protection.backup-off", on="protection.up", default=True),
        *(number(f"{span}_backups_to_keep", up="protection.up", down="protection.backup-cut")
          for span in ("daily", "weekly", "monthly")),
        create="protection.up", delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        f"{_AZ}netapp_pool", Role.DATA_STORE,
        grows("size_in_tb"), grows("custom_throughput_mibps"),
        size("service_level", order=("Standard", "Flexible", "Premium", "Ultra"),
             disruption=_QUIET),
        *loses("Its volumes go with it."),
    ),
    entry(
        f"{_AZ}netapp_snapshot", Role.PROTECTION,
        create="protection.up", delete="protection.backup-cut", replace="protection.backup-cut",
    ),
    entry(
        f"{_AZ}netapp_snapshot_policy", Role.PROTECTION,
        toggle("enabled", off="protection.backup-off", on="protection.up"),
        *(number(f"{span}_schedule.snapshots_to_keep",
                 up="protection.up", down="protection.backup-cut")
          for span in _SPANS),
        *(presence(f"{span}_schedule", came="protection.up", gone="protection.backup-cut")
          for span in _SPANS),
        create="protection.up", delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        f"{_AZ}netapp_volume", Role.DATA_STORE,
        grows("storage_quota_in_gb"), grows("throughput_in_mibps"),
        size("service_level", order=("Standard", "Flexible", "Premium", "Ultra"),
             disruption=_QUIET),
        members("export_policy_rule.allowed_clients", came="exposure.open",
                gone="exposure.narrow", note="Those who reach its network: it has no way out."),
        *(toggle(f"export_policy_rule.{name}", on="access.grant", off="access.revoke",
                 default=True) for name in ("root_access_enabled", "unix_read_write")),
        presence("data_protection_snapshot_policy.snapshot_policy_id", came="protection.up",
                 gone="protection.backup-off", changed="protection.backup-cut"),
        presence("data_protection_replication", came="protection.up",
                 gone="protection.backup-off"),
        presence("data_protection_backup_policy.backup_policy_id", came="protection.up",
                 gone="protection.backup-off", changed="protection.backup-cut"),
        toggle("data_protection_backup_policy.policy_enabled",
               off="protection.backup-off", on="protection.up", default=True),
        toggle("smb3_protocol_encryption_enabled", off="protection.encryption-off",
               on="protection.up"),
        changed("protocols", "config.parameter"), changed("network_features", "config.parameter"),
        toggle("snapshot_directory_visible", on="config.parameter", off="config.parameter"),
        *loses("Its snapshots go with it. The provider refuses to delete it unless its feature "
               "`prevent_volume_destruction` is off."),
    ),
    entry(
        f"{_AZ}storage_account", Role.DATA_STORE,
        toggle("allow_nested_items_to_be_public", on="exposure.public", off="exposure.narrow",
               default=True, note="Containers that ask for it can then be read by anybody."),
        toggle("allow_blob_public_access", on="exposure.public", off="exposure.narrow"),
        reachable("public_network_access_enabled"), *_network("network_rules."),
        tls("min_tls_version"),
        https_only("https_traffic_only_enabled", default=True),
        https_only("enable_https_traffic_only", default=True),
        keys("shared_access_key_enabled"),
        toggle("cross_tenant_replication_enabled", on="access.grant", off="access.revoke"),
        toggle("local_user_enabled", on="access.grant", off="access.revoke", default=True),
        toggle("sftp_enabled", on="exposure.open", off="exposure.narrow"),
        presence("allowed_copy_scope", came="access.revoke", gone="access.grant",
                 changed="access.grant"),
        presence("sas_policy", came="protection.up", gone="protection.guard-off"),
        own_key("customer_managed_key.key_vault_key_id"),
        own_key("customer_managed_key.managed_hsm_key_id"),
        encrypted("infrastructure_encryption_enabled"),
        *_kept("blob_properties.delete_retention_policy"),
        *_kept("blob_properties.container_delete_retention_policy"),
        *_kept("share_properties.retention_policy"),
        toggle("blob_properties.delete_retention_policy.permanent_delete_enabled",
               on="protection.guard-off", off="protection.up"),
        guard("blob_properties.versioning_enabled"),
        presence("blob_properties.restore_policy", came="protection.up",
                 gone="protection.backup-off", empty=True),
        retention("blob_properties.restore_policy.days", cut="protection.backup-cut",
                  up="protection.up", zero_is="nothing", block="blob_properties.restore_policy"),
        toggle("blob_properties.change_feed_enabled", off="observability.logs-off"),
        number("blob_properties.change_feed_retention_in_days",
               down="observability.log-retention-cut", up="observability.log-retention-up"),
        *(toggle(f"queue_properties.logging.{word}", off="observability.logs-off")
          for word in ("delete", "read", "write")),
        *(changed(f"{part}_properties.cors_rule", "config.parameter", disruption=_QUIET)
          for part in ("blob", "queue", "share")),
        presence("immutability_policy", came="protection.up", gone="protection.guard-off"),
        number("immutability_policy.period_since_creation_in_days",
               up="protection.up", down="protection.guard-off"),
        choice("immutability_policy.state", {"Disabled": "protection.guard-off",
                                             "Locked": "protection.up"}),
        order("account_replication_type", _PLACES, up="protection.up",
              down="protection.guard-off"),
        changed("access_tier", "config.parameter", disruption=_QUIET),
        presence("azure_files_authentication.directory_type", came="access.trust",
                 gone="access.revoke", changed="access.trust"),
        *(presence(f"azure_files_authentication.active_directory.{name}", changed="access.trust")
          for name in ("domain_guid", "domain_sid")),
        order("azure_files_authentication.default_share_level_permission", SHARE_ROLES,
              up="access.grant", down="access.revoke"),
        members("share_properties.smb.versions", words={"SMB2.1": "exposure.tls-weaken"}),
        toggle("default_to_oauth_authentication", on="config.parameter", off="config.parameter",
               disruption=_QUIET),
        presence("static_website", came="exposure.public", gone="routing.remove",
                 empty=True, verbs=ARRIVING, note="What lies in the container `$web` is served to everybody."),
        changed("custom_domain", "routing.dns"),
        changed("routing", "routing.network", disruption=_QUIET),
        *identities("identity.identity_ids"),
        *documented(_ACCOUNT_BACK, *loses(_TWO_WEEKS, Reversible.UNKNOWN)),
    ),
    entry(
        f"{_AZ}storage_account_customer_managed_key", Role.KEY,
        changed("key_vault_id", "key.rotate"), changed("key_vault_uri", "key.rotate"),
        changed("key_name", "key.rotate"), changed("key_version", "key.rotate"),
        changed("managed_hsm_key_id", "key.rotate"),
        create="protection.up", delete="protection.encryption-off", replace="key.rotate",
    ),
    entry(
        f"{_AZ}storage_account_local_user", Role.IDENTITY,
        members("permission_scope.resource_name", came="access.grant", gone="access.revoke"),
        *(toggle(f"permission_scope.permissions.{name}", on="access.grant", off="access.revoke")
          for name in ("create", "delete", "list", "read", "write")),
        members("ssh_authorized_key.key", came="access.grant", gone="access.revoke"),
        toggle("ssh_password_enabled", on="access.grant", off="access.revoke"),
        toggle("ssh_key_enabled", on="access.grant", off="access.revoke"),
        create="access.grant", delete="access.revoke", replace="access.grant",
    ),
    entry(
        f"{_AZ}storage_account_network_rules", Role.NETWORK, *_network(""),
        happens("exposure.public", Verb.DELETE, note="Without rules everybody is let in."),
    ),
    entry(
        f"{_AZ}storage_account_queue_properties", Role.OBSERVABILITY,
        *(toggle(f"logging.{word}", off="observability.logs-off",
                 verbs=CHANGING | {Verb.DELETE})
          for word in ("delete", "read", "write")),
        number("logging.retention_policy_days", down="observability.log-retention-cut",
               up="observability.log-retention-up"),
        changed("cors_rule", "config.parameter", disruption=_QUIET),
    ),
    entry(
        f"{_AZ}storage_account_static_website", Role.ROUTING,
        changed("index_document", "routing.rule"), changed("error_404_document", "routing.rule"),
        create="exposure.public", delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}storage_blob", Role.DATA_STORE,
        changed("source", "deploy.version", disruption=_QUIET),
        changed("source_uri", "deploy.version", disruption=_QUIET),
        changed("source_content", "deploy.version", disruption=_QUIET),
        changed("content_md5", "deploy.version", disruption=_QUIET),
        changed("access_tier", "config.parameter", disruption=_QUIET),
        happens("data.delete", Verb.DELETE, note=_KEPT),
        happens("deploy.version", Verb.REPLACE, disruption=_QUIET,
                note="The blob is uploaded anew from its source."),
        ignore=("metadata", "parallelism", "cache_control", "content_type"),
    ),
    entry(
        f"{_AZ}storage_share_file", Role.DATA_STORE,
        *(changed(name, "deploy.version", disruption=_QUIET) for name in ("source",
                                                                         "content_md5")),
        happens("data.delete", Verb.DELETE, note=_KEPT),
        happens("deploy.version", Verb.REPLACE, disruption=_QUIET,
                note="The file is uploaded anew from its source."),
        ignore=("metadata", "content_type", "content_encoding", "content_disposition",
                "content_length"),
    ),
    entry(
        f"{_AZ}storage_blob_inventory_policy", Role.CONFIG,
        members("rules.name", came="config.parameter", gone="config.parameter"),
        changed("rules", "config.parameter", disruption=_QUIET), delete="config.parameter",
    ),
    entry(
        f"{_AZ}storage_sync_group", Role.PROTECTION,
        delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        f"{_AZ}storage_sync_server_endpoint", Role.PROTECTION,
        toggle("cloud_tiering_enabled", on="config.parameter", off="config.parameter"),
        number("volume_free_space_percent", up="config.parameter", down="config.parameter"),
        number("tier_files_older_than_days", up="config.parameter", down="config.parameter"),
        happens("protection.backup-off", Verb.DELETE, note=_TIERED_LOST),
        happens("protection.backup-off", Verb.REPLACE, note=_TIERED_LOST), create="protection.up",
    ),
    entry(
        f"{_AZ}netapp_account_encryption", Role.KEY,
        presence("encryption_key", changed="key.rotate"),
        create="protection.up", delete="protection.encryption-off",
    ),
    entry(
        f"{_AZ}netapp_backup_vault", Role.PROTECTION,
        delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        f"{_AZ}netapp_volume_quota_rule", Role.SCALING,
        number("quota_size_in_kib", up="scale.limits-up", down="scale.limits-down"),
        create="scale.limits-down", delete="scale.limits-up",
    ),
    entry(
        f"{_AZ}storage_container", Role.DATA_STORE,
        choice("container_access_type", _ANONYMOUS, verbs=ARRIVING,
               note="Anybody can read what the account's own setting lets out."),
        choice("container_access_type", {"private": "exposure.narrow", "": "exposure.narrow"}),
        toggle("encryption_scope_override_enabled", on="protection.guard-off",
               off="protection.up", default=True),
        *documented(_CONTAINER_BACK, *loses(_KEPT, Reversible.UNKNOWN)), ignore=("metadata",),
    ),
    entry(
        f"{_AZ}storage_container_immutability_policy", Role.PROTECTION,
        number("immutability_period_in_days", up="protection.up", down="protection.guard-off"),
        toggle("locked", on="protection.up", off="protection.guard-off"),
        toggle("protected_append_writes_all_enabled",
               on="protection.guard-off", off="protection.up"),
        toggle("protected_append_writes_enabled", on="protection.guard-off", off="protection.up"),
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        f"{_AZ}storage_data_lake_gen2_filesystem", Role.DATA_STORE,
        *_OWNED, *loses(_KEPT), ignore=("properties",),
    ),
    entry(
        f"{_AZ}storage_data_lake_gen2_path", Role.DATA_STORE,
        *_OWNED, *loses(_KEPT),
    ),
    entry(
        f"{_AZ}storage_encryption_scope", Role.KEY,
        choice("source", {"Microsoft.Storage": "protection.encryption-off",
                          "Microsoft.KeyVault": "protection.up"}),
        changed("key_vault_key_id", "key.rotate"),
        delete="key.disable", replace="key.disable",
    ),
    entry(
        f"{_AZ}storage_management_policy", Role.CONFIG,
        *_expiry("base_blob",
                 *(f"delete_after_days_since_{age}_greater_than" for age in _AGES)),
        *_expiry("snapshot", "delete_after_days_since_creation_greater_than"),
        *_expiry("version", "delete_after_days_since_creation"),
        members("rule.name", came="config.parameter", gone="config.parameter"),
        *(presence(f"rule.actions.{part}.{name}", came="config.parameter",
                   gone="config.parameter", changed="config.parameter", empty=True)
          for part, names in _TIERED.items() for name in names),
        order("rule.enabled", ("false", "true"), up="data.retention-cut",
              down="config.parameter"),
        prefix("rule.filters.prefix_match",
               wider="data.retention-cut", narrower="config.parameter"),
        *(presence(f"rule.filters.{name}", gone="data.retention-cut",
                   changed="data.retention-cut", empty=True,
                   note="Another filter may take in blobs that were to stay.")
          for name in ("blob_types", "match_blob_index_tag")),
        delete="config.parameter", replace="config.parameter",
    ),
    entry(
        f"{_AZ}storage_object_replication", Role.PROTECTION,
        members("rules.source_container_name", came="protection.up",
                gone="protection.backup-cut"),
        limit("rules.filter_out_blobs_with_prefix", narrower="protection.backup-cut",
              wider="protection.up",
              note="Blobs with these beginnings are copied; none given are all."),
        changed("destination_storage_account_id", "protection.backup-cut"),
        create="protection.up", delete="protection.backup-off", replace="protection.backup-cut",
    ),
    entry(f"{_AZ}storage_queue", Role.MESSAGING, *loses(), ignore=("metadata",)),
    entry(
        f"{_AZ}storage_share", Role.DATA_STORE, grows("quota"),
        *_ACL,
        changed("access_tier", "config.parameter", disruption=_QUIET),
        *loses(_KEPT), ignore=("metadata",),
    ),
    entry(f"{_AZ}storage_share_directory", Role.DATA_STORE, *loses(_KEPT), ignore=("metadata",)),
    entry(
        f"{_AZ}storage_sync", Role.DATA_STORE,
        choice("incoming_traffic_policy", {"AllowAllTraffic": "exposure.public",
                                           "AllowVirtualNetworksOnly": "exposure.narrow"}),
        delete="scale.to-zero", replace="scale.to-zero",
    ),
    entry(
        f"{_AZ}storage_sync_cloud_endpoint", Role.PROTECTION,
        create="protection.up", delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        f"{_AZ}storage_table", Role.DATA_STORE, *_ACL, *loses(),
    ),
    entry(
        f"{_AZ}storage_table_entity", Role.DATA_STORE,
        changed("entity", "config.parameter", disruption=_QUIET), *loses(),
    ),
    entry(
        f"{_AZ}managed_lustre_file_system", Role.DATA_STORE,
        grows("storage_capacity_in_tb"), own_key("encryption_key.key_url"),
        presence("root_squash", came="access.revoke", gone="access.grant"),
        order("root_squash.mode", ("None", "RootOnly", "All"), up="access.revoke",
              down="access.grant"),
        *identities("identity.identity_ids"), *loses(),
    ),
    entry(
        f"{_AZ}hpc_cache", Role.DATA_STORE, grows("cache_size_in_gb"),
        order("default_access_policy.access_rule.access", ("no", "ro", "rw"), up="access.grant",
              down="access.revoke"),
        members("default_access_policy.access_rule.filter", came="access.grant",
                gone="access.revoke"),
        toggle("default_access_policy.access_rule.suid_enabled", on="access.grant",
               off="access.revoke"),
        toggle("default_access_policy.access_rule.root_squash_enabled", on="access.revoke",
               off="access.grant"),
        own_key("key_vault_key_id"),
        secret("directory_active_directory.password"),
        secret("directory_ldap.bind.password"),
        delete="scale.to-zero", replace="scale.to-zero",
    ),
    entry(
        f"{_AZ}data_share", Role.DATA_STORE,
        changed("snapshot_schedule", "config.parameter"), delete="access.revoke",
        replace="access.revoke", ignore=("description", "terms"),
    ),
)  # fmt: skip
