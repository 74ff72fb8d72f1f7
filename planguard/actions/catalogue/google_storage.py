"""
Google Cloud's storage: buckets, files and the backups of them, and what changes mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import (
    CHANGING,
    Rule,
    TypeEntry,
    Words,
    changed,
    choice,
    documented,
    entry,
    happens,
    members,
    order,
    presence,
    retention,
    role_members,
    secret,
    size,
    toggle,
    when,
)
from planguard.actions.providers.forms import backups, copies, danger, grows, guard
from planguard.actions.providers.google import (
    abandons,
    glue,
    networks,
    own_key,
    running,
    schedule,
    setting,
    spare,
    store,
)
from planguard.model.words import Disruption, Reversible, Role, Verb

_SOFT_DELETE = "https://cloud.google.com/storage/docs/soft-delete"

_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_DELETED_AT_ONCE: Words = {"soft_delete_policy.retention_duration_seconds": ("", "0")}
_FORCED: Words = {"force_destroy": "true"}
_EMPTIED = "With `force_destroy` all objects go first."
_REFUSED = "Without `force_destroy` a bucket that still holds objects is not deleted."
_SOFT_DELETED = "It and its objects can be restored while deleted objects are kept."
_FILESTORE = (
    *("STANDARD", "BASIC_HDD", "PREMIUM", "BASIC_SSD", "ZONAL", "HIGH_SCALE_SSD"),
    *("ENTERPRISE", "REGIONAL"),
)
_CLASSES = ("ARCHIVE", "COLDLINE", "NEARLINE", "STANDARD")
_EXPIRES = {"lifecycle_rule.action.type": "delete"}
_CUT = "data.retention-cut"
_UNLINKED = "The bucket stays; applications reach it by Firebase no longer."
_ALL = "Then the rule is for every object of the bucket."
_AT_ONCE = "A zero that is sent is no time at all: objects are deleted at once."
_UNSAID = ("", "[]", "()")
_CLIENTS = "file_shares.nfs_export_options.ip_ranges"
_WITH_COPY: Words = {"delete_destination_volume": "true"}
_ANY_CLIENT = "Without ranges whoever is in the network may mount it."
_HELD = "Objects in it can be deleted and written over before the time is up."
_PROTECTED = "Without it, one wrong grant to `allUsers` opens the bucket to the internet."
_LISTS = "Access control lists of single objects count again beside IAM."


def _acl(type_: str, *roots: str) -> TypeEntry:
    return entry(type_, Role.IDENTITY, *role_members("acl", *roots))


def _expiry() -> Iterator[Rule]:
    """
    Describe which objects the rules of a bucket delete, and when; others only move or tidy up.

    Source: https://cloud.google.com/storage/docs/lifecycle
    """
    at = "lifecycle_rule.condition"
    for days in (
        *("age", "days_since_noncurrent_time", "days_since_custom_time"),
        "num_newer_versions",
    ):
        yield when(retention(f"{at}.{days}", cut=_CUT), beside=_EXPIRES)
        sent = f"{at}.send_{days}_if_zero"
        yield when(
            choice(f"{at}.{days}", {"0": _CUT}, both=True, note=_AT_ONCE),
            beside={**_EXPIRES, sent: "true"},
        )
        yield when(toggle(sent, on=_CUT, note=_AT_ONCE), beside={**_EXPIRES, f"{at}.{days}": "0"})
    for date in ("created_before", "noncurrent_time_before", "custom_time_before"):
        yield when(presence(f"{at}.{date}", came=_CUT, changed=_CUT), beside=_EXPIRES)
    for names in ("matches_prefix", "matches_suffix", "matches_storage_class"):
        path = f"{at}.{names}"
        yield when(members(path, came=_CUT), beside=_EXPIRES, was_not={path: _UNSAID})
        yield when(presence(path, gone=_CUT, empty=True, note=_ALL), beside=_EXPIRES)
    yield when(choice(f"{at}.with_state", {"ANY": _CUT}, both=True), beside=_EXPIRES)
    yield choice("lifecycle_rule.action.type", {"Delete": _CUT}, both=True)


def _copies(path: str) -> Rule:
    """Describe one of several schedules: where it goes, the others stay."""
    return retention(
        f"snapshot_policy.{path}.snapshots_to_keep",
        cut="protection.backup-cut",
        up="protection.up",
        zero_is="nothing",
    )


ENTRIES: tuple[TypeEntry, ...] = (
    schedule(
        "google_backup_dr_backup_plan",
        backups("backup_rules.backup_retention_days", block="backup_rules"),
        presence("backup_rules.rule_id", gone="protection.backup-cut", came="protection.up"),
        changed("backup_rules.standard_schedule", "config.parameter", disruption=_QUIET),
        changed("backup_vault", "config.parameter", disruption=_QUIET),
    ),
    schedule(
        "google_backup_dr_backup_plan_association",
        changed("backup_plan", "config.parameter", disruption=_QUIET),
        changed("resource", "protection.backup-off", note="What it was for has no plan any more."),
    ),
    spare(
        "google_backup_dr_backup_vault",
        backups("backup_minimum_enforced_retention_duration"),
        order(
            "access_restriction",
            (
                "UNRESTRICTED",
                "WITHIN_ORG_BUT_UNRESTRICTED_FOR_BA",
                "WITHIN_ORGANIZATION",
                "WITHIN_PROJECT",
            ),
            down="protection.guard-off",
            up="protection.up",
            note="A project is narrower than the organization it is in.",
        ),
        danger("force_delete"),
        danger("ignore_inactive_datasources"),
        danger("ignore_backup_plan_references"),
        presence(
            "effective_time",
            came="protection.up",
            gone="protection.guard-off",
            note="From then on the vault is locked.",
        ),
        ignore=("allow_missing", "force_update"),
    ),
    spare("google_filestore_backup", ignore=("kms_key_name",)),
    store(
        "google_filestore_instance",
        grows("file_shares.capacity_gb"),
        size("tier", order=_FILESTORE),
        guard("deletion_protection_enabled"),
        when(
            networks(_CLIENTS),
            unless={_CLIENTS: _UNSAID},
            was_not={_CLIENTS: _UNSAID},
            verbs=CHANGING,
        ),
        when(
            presence(_CLIENTS, came="exposure.narrow", note=_ANY_CLIENT),
            was={_CLIENTS: _UNSAID},
        ),
        when(
            presence(_CLIENTS, gone="exposure.open", note=_ANY_CLIENT),
            only={_CLIENTS: _UNSAID},
        ),
        choice(
            "file_shares.nfs_export_options.access_mode",
            {"READ_ONLY": "access.revoke", "READ_WRITE": "access.grant"},
            default="READ_WRITE",
        ),
        choice(
            "file_shares.nfs_export_options.squash_mode",
            {"NO_ROOT_SQUASH": "access.grant", "ROOT_SQUASH": "access.revoke"},
            default="NO_ROOT_SQUASH",
        ),
        changed("networks.network", "routing.network", disruption=_OUTAGE),
        own_key(),
        grows("performance_config.fixed_iops.max_iops"),
    ),
    spare("google_filestore_snapshot"),
    glue(
        "google_firebase_storage_bucket",
        happens("access.revoke", Verb.DELETE, note=_UNLINKED),
    ),
    store(
        "google_lustre_instance",
        grows("capacity_gib"),
        changed("network", "routing.network", disruption=_OUTAGE),
    ),
    entry(
        "google_netapp_active_directory",
        Role.IDENTITY,
        secret("password"),
        members("administrators", came="access.admin", gone="access.revoke"),
        members("backup_operators", came="access.grant", gone="access.revoke"),
        members("security_operators", came="access.grant", gone="access.revoke"),
        toggle("aes_encryption", off="protection.encryption-off", on="protection.up"),
        toggle("encrypt_dc_connections", off="exposure.tls-weaken", on="protection.up"),
        toggle("ldap_signing", off="protection.guard-off", on="protection.up"),
        changed("dns", "config.parameter"),
        changed("domain", "access.trust"),
        toggle("nfs_users_with_ldap", on="access.grant", off="access.revoke"),
        *(
            changed(part, "config.parameter")
            for part in (
                *("username", "site", "organizational_unit", "net_bios_prefix"),
                *("kdc_hostname", "kdc_ip"),
            )
        ),
        delete="access.revoke",
        ignore=("description",),
    ),
    spare("google_netapp_backup"),
    schedule(
        "google_netapp_backup_policy",
        copies("daily_backup_limit"),
        copies("weekly_backup_limit"),
        copies("monthly_backup_limit"),
        toggle("enabled", off="protection.backup-off", on="protection.up", default=True),
    ),
    spare(
        "google_netapp_backup_vault",
        backups("backup_retention_policy.backup_minimum_enforced_retention_days"),
        guard("backup_retention_policy.daily_backup_immutable"),
        guard("backup_retention_policy.weekly_backup_immutable"),
        guard("backup_retention_policy.monthly_backup_immutable"),
        guard("backup_retention_policy.manual_backup_immutable"),
    ),
    store(
        "google_netapp_storage_pool",
        grows("capacity_gib"),
        grows("total_throughput_mibps"),
        size("service_level", order=("STANDARD", "FLEX", "PREMIUM", "EXTREME")),
        own_key("kms_config"),
    ),
    store(
        "google_netapp_volume",
        grows("capacity_gib"),
        toggle("snapshot_policy.enabled", off="protection.backup-off", on="protection.up"),
        *map(
            _copies,
            ("hourly_schedule", "daily_schedule", "weekly_schedule", "monthly_schedule"),
        ),
        members(
            "backup_config.backup_policies", gone="protection.backup-off", came="protection.up"
        ),
        toggle(
            "backup_config.scheduled_backup_enabled",
            off="protection.backup-off",
            on="protection.up",
        ),
        members(
            "export_policy.rules.allowed_clients",
            came="exposure.open",
            gone="exposure.narrow",
            within=r"[^,\s]+",
        ),
        order(
            "export_policy.rules.access_type",
            ("READ_NONE", "READ_ONLY", "READ_WRITE"),
            up="access.grant",
            down="access.revoke",
        ),
        choice(
            "export_policy.rules.has_root_access",
            {"true": "access.grant", "false": "access.revoke"},
            both=True,
        ),
        members("restricted_actions", gone="protection.guard-off", came="protection.up"),
        choice(
            "deletion_policy",
            {"FORCE": "protection.guard-off", "DEFAULT": "protection.up"},
            default="DEFAULT",
        ),
    ),
    entry(
        "google_netapp_volume_replication",
        Role.PROTECTION,
        toggle(
            "replication_enabled", off="protection.guard-off", on="protection.up", default=True
        ),
        order(
            "replication_schedule",
            ("DAILY", "HOURLY", "EVERY_10_MINUTES"),
            up="protection.up",
            down="protection.backup-cut",
            note="What was written since the last copy is not on the other side.",
        ),
        danger("delete_destination_volume"),
        when(
            happens(
                "data.delete",
                Verb.DELETE,
                note="The volume it copies to is deleted with it.",
            ),
            only=_WITH_COPY,
        ),
        when(
            happens(
                "data.replace",
                Verb.REPLACE,
                note="The volume it copies to is deleted with it.",
            ),
            only=_WITH_COPY,
        ),
        create="protection.up",
        delete="protection.guard-off",
        replace="protection.guard-off",
        ignore=("description",),
    ),
    spare("google_netapp_volume_snapshot"),
    store("google_parallelstore_instance", grows("capacity_gib")),
    entry(
        "google_storage_anywhere_cache",
        Role.CONFIG,
        retention("ttl", cut="config.parameter", up="config.parameter", zero_is="nothing"),
    ),
    entry(
        "google_storage_bucket",
        Role.DATA_STORE,
        *documented(
            _SOFT_DELETE,
            when(
                happens("data.delete", Verb.DELETE, note=_EMPTIED),
                only={**_DELETED_AT_ONCE, **_FORCED},
            ),
            when(
                happens("data.delete", Verb.DELETE, note=_REFUSED),
                only=_DELETED_AT_ONCE,
                unless=_FORCED,
            ),
            when(
                happens("data.delete", Verb.DELETE, reversible=Reversible.YES, note=_SOFT_DELETED),
                unless=_DELETED_AT_ONCE,
            ),
            when(happens("data.replace", Verb.REPLACE, note=_EMPTIED), only=_FORCED),
            when(
                happens("data.replace", Verb.REPLACE, note=_REFUSED),
                unless=_FORCED,
            ),
        ),
        danger("force_destroy"),
        guard("versioning.enabled", note="Nothing that is written over can be had back."),
        order(
            "public_access_prevention",
            ("inherited", "enforced"),
            up="protection.up",
            down="protection.guard-off",
            note=_PROTECTED,
        ),
        toggle("uniform_bucket_level_access", off="access.grant", on="protection.up", note=_LISTS),
        retention(
            "retention_policy.retention_period",
            cut="protection.guard-off",
            up="protection.up",
            zero_is="nothing",
            note=_HELD,
        ),
        guard("retention_policy.is_locked"),
        retention(
            "soft_delete_policy.retention_duration_seconds",
            cut="protection.backup-cut",
            up="protection.up",
            off="protection.backup-off",
            zero_is="nothing",
            block="soft_delete_policy",
        ),
        *_expiry(),
        own_key("encryption.default_kms_key_name"),
        presence("logging.log_bucket", gone="observability.logs-off"),
        choice("ip_filter.mode", {"Disabled": "exposure.open"}, both=True),
        choice("ip_filter.mode", {"Enabled": "exposure.narrow"}),
        when(presence("ip_filter", gone="exposure.open"), was={"ip_filter.mode": "Enabled"}),
        networks("ip_filter.public_network_source.allowed_ip_cidr_ranges"),
        networks("ip_filter.vpc_network_sources.allowed_ip_cidr_ranges"),
        *(
            toggle(f"ip_filter.{allowed}", on="exposure.open", off="exposure.narrow")
            for allowed in ("allow_cross_org_vpcs", "allow_all_service_agent_access")
        ),
        size(
            "storage_class",
            order=_CLASSES,
            up="config.parameter",
            down="config.parameter",
            disruption=_QUIET,
        ),
        choice(
            "rpo",
            {"DEFAULT": "protection.guard-off", "ASYNC_TURBO": "protection.up"},
            default="DEFAULT",
        ),
        guard("default_event_based_hold"),
        changed("cors", "config.parameter", disruption=_QUIET),
        changed("autoclass", "config.parameter", disruption=_QUIET),
        changed("website", "routing.rule"),
        toggle("requester_pays", on="config.parameter", off="config.parameter"),
        ignore=("updated",),
    ),
    entry(
        "google_storage_bucket_access_control",
        Role.IDENTITY,
        *role_members("acl", "entity", "role"),
    ),
    _acl("google_storage_bucket_acl", "role_entity", "predefined_acl", "default_acl"),
    entry(
        "google_storage_bucket_object",
        Role.DATA_STORE,
        when(
            happens("config.parameter", Verb.DELETE, disruption=_OUTAGE),
            unless={"deletion_policy": "abandon"},
        ),
        changed("content", "config.parameter", disruption=_QUIET),
        changed("source_md5hash", "config.parameter", disruption=_QUIET),
        changed("detect_md5hash", "config.parameter", disruption=_QUIET),
        *(
            changed(header, "config.parameter", disruption=_QUIET)
            for header in (
                *("cache_control", "content_type", "content_encoding", "content_disposition"),
                *("content_language", "metadata", "storage_class"),
            )
        ),
        guard("event_based_hold"),
        guard("temporary_hold"),
        presence("retention", gone="protection.guard-off", came="protection.up"),
        secret("customer_encryption.encryption_key"),
        abandons(),
        ignore=("crc32c", "md5hash", "md5hexhash", "generation", "media_link", "output_name"),
    ),
    entry(
        "google_storage_default_object_access_control",
        Role.IDENTITY,
        *role_members("acl", "entity", "role"),
    ),
    _acl("google_storage_default_object_acl", "role_entity"),
    glue("google_storage_folder", danger("force_destroy")),
    entry(
        "google_storage_hmac_key",
        Role.SECRET,
        choice("state", {"INACTIVE": "access.revoke", "ACTIVE": "access.grant"}, default="ACTIVE"),
        create="secret.create",
        delete="secret.delete",
        replace="secret.change",
    ),
    glue("google_storage_managed_folder", danger("force_destroy")),
    setting(
        "google_storage_notification",
        changed("topic", "routing.rule"),
        changed("event_types", "routing.rule"),
        changed("object_name_prefix", "routing.rule"),
        changed("bucket", "routing.rule"),
        changed("payload_format", "config.parameter"),
        changed("custom_attributes", "config.parameter"),
        happens("routing.remove", Verb.DELETE),
    ),
    entry(
        "google_storage_object_access_control",
        Role.IDENTITY,
        *role_members("acl", "entity", "role"),
    ),
    _acl("google_storage_object_acl", "role_entity", "predefined_acl"),
    running(
        "google_storage_transfer_job",
        choice(
            "status",
            {
                "DISABLED": "scale.to-zero",
                "DELETED": "scale.to-zero",
                "ENABLED": "scale.up",
            },
        ),
        danger("transfer_spec.transfer_options.delete_objects_from_source_after_transfer"),
        danger("transfer_spec.transfer_options.delete_objects_unique_in_sink"),
        danger("transfer_spec.transfer_options.overwrite_objects_already_existing_in_sink"),
        *(
            changed(f"transfer_spec.{part}", "config.parameter")
            for part in (
                *("gcs_data_source", "object_conditions", "aws_s3_data_source.bucket_name"),
                *("azure_blob_storage_data_source.container", "http_data_source"),
                *("posix_data_source", "posix_data_sink"),
            )
        ),
        changed("transfer_spec.aws_s3_data_source.role_arn", "config.parameter"),
        presence("logging_config", gone="observability.logs-off"),
        presence("notification_config", gone="observability.alarm-off"),
        changed("transfer_spec.gcs_data_sink", "config.parameter"),
        changed("schedule", "config.parameter", disruption=_QUIET),
        secret("transfer_spec.aws_s3_data_source.aws_access_key.secret_access_key"),
        secret("transfer_spec.azure_blob_storage_data_source.azure_credentials.sas_token"),
        replace="config.parameter",
        disruption=_QUIET,
    ),
)
