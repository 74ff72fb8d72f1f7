"""
AWS buckets, disks, file systems and file transfer: what changes to them mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import (
    ARRIVING,
    CHANGING,
    Rule,
    TypeEntry,
    Words,
    changed,
    choice,
    deadline,
    document,
    documented,
    entry,
    grants,
    happens,
    ingress,
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
    version,
    when,
)
from planguard.actions.providers.aws import assigned, groups, inline, own_key
from planguard.actions.providers.aws_forms import custom_key, key_within
from planguard.actions.providers.forms import (
    backups,
    danger,
    encrypted,
    grows,
    guard,
    records,
    room,
    spare,
    store,
)
from planguard.model.words import Disruption, Reversible, Role, Verb

_REGISTRY = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources"
_BUCKET_END = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html"
_VOLUMES = "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modify-volume.html"

_ACLS = (
    *("public-read-write", "public-read", "authenticated-read", "log-delivery-write"),
    *("aws-exec-read", "bucket-owner-read", "bucket-owner-full-control", "private"),
)
_ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers"
_ANY_ACCOUNT = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"


def _block_public(block: str = "") -> tuple[Rule, ...]:
    """Describe the four public access blocks; a bucket of today starts with all of them on."""
    names = (
        "block_public_acls",
        "block_public_policy",
        "ignore_public_acls",
        "restrict_public_buckets",
    )
    return tuple(
        toggle(
            f"{block}{name}",
            off="exposure.public",
            on="exposure.narrow",
            default=True,
            verbs=ARRIVING,
        )
        for name in names
    )


def _unblocked(block: str = "") -> tuple[Rule, ...]:
    """Describe a public access block that is no longer named, which leaves it off."""
    return tuple(
        when(choice(rule.path, {"": "exposure.public"}), verbs=CHANGING)
        for rule in _block_public(block)
    )


def _acl(path: str = "acl") -> tuple[Rule, ...]:
    return (
        choice(path, {_ACLS[0]: "exposure.public"}, verbs=ARRIVING),
        *(
            when(
                choice(path, {_ACLS[place]: "exposure.public"}, verbs=ARRIVING),
                was_not={path: _ACLS[:place]},
            )
            for place in (1, 2)
        ),
        choice(
            path,
            {
                "aws-exec-read": "access.grant",
                "bucket-owner-read": "access.grant",
                "log-delivery-write": "access.grant",
            },
            verbs=ARRIVING,
        ),
        order(path, _ACLS, up="exposure.narrow"),
    )


def _grantee(path: str) -> Rule:
    return choice(
        path, {_ALL_USERS: "exposure.public", _ANY_ACCOUNT: "exposure.public"}, verbs=ARRIVING
    )


def _notified(target: str) -> tuple[Rule, ...]:
    """Describe who hears of which objects."""
    block = target.partition(".")[0]
    return (
        presence(target, came="routing.rule", gone="routing.remove", changed="routing.rule"),
        *(
            presence(
                f"{block}.{path}",
                came="routing.rule",
                gone="routing.rule",
                changed="routing.rule",
                empty=True,
            )
            for path in ("events", "filter_prefix", "filter_suffix")
        ),
    )


def _ends(path: str) -> Rule:
    """Describe the day on which objects go."""
    return deadline(path, earlier="data.retention-cut", later="config.parameter", both=True)


def _expires(path: str) -> Rule:
    return retention(
        path,
        cut="data.retention-cut",
        note="Objects that are older already are deleted within a day or so.",
    )


_NONE = ("", "[]", "()")
_FILTERS = (
    *("filter.prefix", "filter.tag", "filter.and.prefix", "filter.and.tags"),
    *(
        f"{block}.object_size_{end}_than"
        for block in ("filter", "filter.and")
        for end in ("greater", "less")
    ),
)
_ENDINGS = ("expiration", "noncurrent_version_expiration")


def _applies(
    rules: str, on: Words, *paths: str, endings: tuple[str, ...] = _ENDINGS
) -> Iterator[Rule]:
    """Describe what the expiries that are `on` are limited to: otherwise other objects expire."""
    for path in paths:
        whole = f"{rules}.{path}"
        rule = (
            prefix(whole, wider="data.retention-cut", narrower="config.parameter")
            if path.endswith("prefix")
            else presence(
                whole,
                gone="data.retention-cut",
                changed="" if path == "filter" else "data.retention-cut",
                empty=True,
            )
        )
        alone = path in {"filter.prefix", "filter.tag"} and len(endings) > 1
        kept = {f"{rules}.filter.and": _NONE} if alone else {}
        for ending in endings:
            yield when(
                rule,
                beside={**{f"{rules}.{name}": word for name, word in on.items()}, **kept},
                not_beside={f"{rules}.{ending}": _NONE},
            )


def _moves(rules: str) -> tuple[Rule, ...]:
    """Describe when objects go to another class of storage; none is lost."""
    return tuple(
        changed(f"{rules}.{path}", "config.parameter", disruption=Disruption.NONE)
        for path in ("transition", "noncurrent_version_transition")
    )


def _expiry_status(path: str) -> Rule:
    return order(path, ("Disabled", "Enabled"), up="data.retention-cut")


def _encryption(path: str) -> Rule:
    return order(
        path,
        ("AES256", "aws:kms", "aws:kms:dsse"),
        up="protection.up",
        down="protection.encryption-off",
    )


_INLINE = "server_side_encryption_configuration"
_ALGORITHM = f"{_INLINE}.rule.apply_server_side_encryption_by_default.sse_algorithm"


def _lock(block: str) -> tuple[Rule, ...]:
    return (
        number(f"{block}.days", up="protection.up", down="protection.guard-off"),
        number(f"{block}.years", up="protection.up", down="protection.guard-off"),
        order(
            f"{block}.mode",
            ("GOVERNANCE", "COMPLIANCE"),
            up="protection.up",
            down="protection.guard-off",
        ),
    )


def _exports(block: str) -> tuple[Rule, ...]:
    """Describe which clients may mount a volume, and as whom."""
    clients = f"{block}.client_configurations"
    return (
        members(f"{clients}.clients", came="exposure.open", gone="exposure.narrow"),
        members(
            f"{clients}.options",
            words={
                **dict.fromkeys(("no_all_squash", "no_root_squash", "rw"), "access.grant"),
                **dict.fromkeys(("all_squash", "ro", "root_squash"), "access.revoke"),
            },
        ),
    )


def _object(type_: str, *rules: Rule) -> TypeEntry:
    content = (
        changed("content", "config.parameter"),
        changed("content_base64", "config.parameter"),
        changed("etag", "config.parameter"),
        changed("source_hash", "config.parameter"),
    )
    return store(type_, *content, *_OBJECT, *rules)


_OBJECT = (
    *_acl(),
    custom_key("kms_key_id"),
    _encryption("server_side_encryption"),
    choice(
        "object_lock_legal_hold_status", {"OFF": "protection.guard-off", "ON": "protection.up"}
    ),
    order(
        "object_lock_mode",
        ("GOVERNANCE", "COMPLIANCE"),
        up="protection.up",
        down="protection.guard-off",
    ),
    presence("object_lock_retain_until_date", gone="protection.guard-off"),
    danger("force_destroy"),
    changed("website_redirect", "routing.rule"),
    *(
        changed(name, "config.parameter", both=True)
        for name in (
            "cache_control",
            "content_disposition",
            "content_encoding",
            "content_type",
            "storage_class",
        )
    ),
    changed("metadata", "config.parameter"),
)
_ENCRYPTION_END = (
    "https://docs.aws.amazon.com/cli/latest/reference/s3api/delete-bucket-encryption.md"
)
_S3_KEYS = {"rule.apply_server_side_encryption_by_default.sse_algorithm": "AES256"}
_OWN_KEYS = "What is stored from then on is encrypted with keys of S3's own."
_EMPTIED = {"force_destroy": "true"}
_LOSSES = (("data.delete", Verb.DELETE), ("data.replace", Verb.REPLACE))
_NO_VERSION = "With `force_destroy` all versions of all objects go first, locked ones included."
_REFUSED = "Without `force_destroy` a bucket that still holds objects is not deleted."
_NO_CANNED_ACL = {"acl": ""}
_GRANTED = (
    ("READ_ACP", "READ", "WRITE", "WRITE_ACP", "FULL_CONTROL"),
    ("WRITE_ACP", "WRITE", "READ", "READ_ACP", "FULL_CONTROL"),
)
"""None but the last contains another: between those one permission goes, and another comes."""
_SNAPSHOT = {"final_snapshot": "true"}
_FSX_KEPT = (backups("automatic_backup_retention_days"), groups("security_group_ids"))
_FSX = (
    *_FSX_KEPT,
    grows("storage_capacity"),
    number("throughput_capacity", up="scale.resize-up", down="scale.resize-down"),
)
_DISK_KEPT = {"preserve_existing_data": "true"}
_NO_FILE_POLICY = "https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html"
_LAST_BACKUP = "A backup is made first, from which it can be restored."
_NO_LAST_BACKUP = {"skip_final_backup": "true"}
_BACKED_UP = (
    *(when(happens(action, verb), only=_NO_LAST_BACKUP) for action, verb in _LOSSES),
    *(
        when(
            happens(action, verb, reversible=Reversible.YES, note=_LAST_BACKUP),
            unless=_NO_LAST_BACKUP,
        )
        for action, verb in _LOSSES
    ),
)
_FINAL_BACKUP = toggle("skip_final_backup", on="protection.backup-off", off="protection.up")
_FSX_IGNORED = (
    "copy_tags_to_backups",
    "daily_automatic_backup_start_time",
    "weekly_maintenance_start_time",
)
_FSX_IOPS = grows("disk_iops_configuration.iops")
_SNAPSHOT_TIER = choice(
    "storage_tier",
    {"archive": "config.parameter", "standard": "config.parameter"},
    note="Restoring from the archive takes a day or more.",
)
_SHARE = (
    toggle("read_only", on="access.revoke", off="access.grant"),
    toggle("kms_encrypted", on="protection.up", off="protection.encryption-off"),
    presence("audit_destination_arn", gone="observability.logs-off"),
    *_acl("object_acl"),
    assigned("role_arn"),
)
_TRANSFER_HOME = (
    grants("role"),
    *documented(
        "https://docs.aws.amazon.com/transfer/latest/userguide/users-policies-session.html",
        limit("policy", note="It narrows what the role allows; two texts are not compared."),
    ),
    presence("home_directory", changed="access.grant"),
    presence(
        "home_directory_mappings.target",
        came="access.grant",
        gone="access.revoke",
        changed="access.grant",
    ),
    changed("posix_profile", "access.grant"),
    choice("home_directory_type", {"PATH": "access.grant", "LOGICAL": "access.revoke"}),
)

_UNVERSIONED = {"versioning_configuration.status": ("Disabled", "Suspended")}

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws_datasync_task",
        Role.GLUE,
        choice(
            "options.log_level",
            {"OFF": "observability.logs-off"},
            otherwise="config.parameter",
            both=True,
        ),
        choice("options.preserve_deleted_files", {"REMOVE": "protection.guard-off"}),
        choice("options.preserve_deleted_files", {"PRESERVE": "protection.up"}, both=True),
        choice("options.overwrite_mode", {"NEVER": "protection.up"}),
        choice("options.overwrite_mode", {"ALWAYS": "protection.guard-off"}, both=True),
        order(
            "options.verify_mode",
            ("NONE", "ONLY_FILES_TRANSFERRED", "POINT_IN_TIME_CONSISTENT"),
            up="protection.up",
            down="protection.guard-off",
        ),
        changed("source_location_arn", "routing.rule"),
        changed("destination_location_arn", "routing.rule"),
        room("options.bytes_per_second"),
        presence("schedule", gone="protection.backup-cut", changed="config.parameter"),
        presence("cloudwatch_log_group_arn", gone="observability.logs-off"),
        changed("excludes", "config.parameter"),
        changed("includes", "config.parameter"),
        delete="protection.backup-cut",
    ),
    entry(
        "aws_ebs_default_kms_key",
        Role.PROTECTION,
        changed("key_arn", "config.parameter"),
        create="protection.up",
        delete="protection.encryption-off",
    ),
    entry(
        "aws_ebs_encryption_by_default",
        Role.PROTECTION,
        toggle(
            "enabled",
            on="protection.up",
            off="protection.encryption-off",
            default=True,
            verbs=ARRIVING,
        ),
        when(happens("protection.up", Verb.CREATE), unless={"enabled": "false"}),
        when(happens("protection.encryption-off", Verb.DELETE), unless={"enabled": "false"}),
    ),
    spare("aws_ebs_snapshot", _SNAPSHOT_TIER, ignore=("description",)),
    entry(
        "aws_ebs_snapshot_block_public_access",
        Role.PROTECTION,
        choice("state", {"unblocked": "exposure.public"}, verbs=ARRIVING),
        order(
            "state",
            ("block-new-sharing", "block-all-sharing"),
            up="exposure.narrow",
            down="exposure.public",
        ),
        delete="exposure.public",
    ),
    spare(
        "aws_ebs_snapshot_copy",
        encrypted("encrypted"),
        own_key("kms_key_id"),
        _SNAPSHOT_TIER,
        ignore=("description",),
    ),
    spare(
        "aws_ebs_snapshot_import",
        encrypted("encrypted"),
        own_key("kms_key_id"),
        changed("disk_container.user_bucket.s3_key", "config.parameter"),
        _SNAPSHOT_TIER,
        ignore=("description",),
    ),
    entry(
        "aws_ebs_volume",
        Role.DATA_STORE,
        own_key("kms_key_id"),
        changed("multi_attach_enabled", "config.flag"),
        *documented(
            f"{_REGISTRY}/ebs_volume",
            when(happens("data.delete", Verb.DELETE), unless=_SNAPSHOT),
            when(happens("data.delete", Verb.DELETE, reversible=Reversible.YES), only=_SNAPSHOT),
            when(happens("data.replace", Verb.REPLACE), unless=_SNAPSHOT),
            when(happens("data.replace", Verb.REPLACE, reversible=Reversible.YES), only=_SNAPSHOT),
        ),
        *documented(
            _VOLUMES,
            grows("size"),
            size(
                "type",
                order=("standard", "sc1", "st1", "gp2/gp3", "io1", "io2"),
                disruption=Disruption.NONE,
            ),
            grows("iops"),
            grows("throughput"),
        ),
        toggle("encrypted", on="protection.up", off="protection.encryption-off"),
        toggle("final_snapshot", on="protection.up", off="protection.backup-off"),
    ),
    entry(
        "aws_efs_access_point",
        Role.IDENTITY,
        changed("posix_user", "access.grant"),
        changed("root_directory", "access.grant"),
        delete="access.revoke",
        replace_disruption=Disruption.OUTAGE,
    ),
    entry(
        "aws_efs_backup_policy",
        Role.PROTECTION,
        choice(
            "backup_policy.status",
            {"DISABLED": "protection.backup-off", "ENABLED": "protection.up"},
        ),
        when(
            happens("protection.up", Verb.CREATE),
            only={"backup_policy.status": ("ENABLED", "ENABLING")},
        ),
        when(
            happens("protection.backup-off", Verb.DELETE),
            unless={"backup_policy.status": ("DISABLED", "DISABLING")},
        ),
    ),
    store(
        "aws_efs_file_system",
        own_key("kms_key_id"),
        toggle("encrypted", on="protection.up", off="protection.encryption-off"),
        grows("provisioned_throughput_in_mibps"),
        changed("throughput_mode", "config.parameter", disruption=Disruption.NONE),
        changed("lifecycle_policy", "config.parameter", disruption=Disruption.NONE),
        choice(
            "protection.replication_overwrite",
            {"DISABLED": "protection.guard-off", "ENABLED": "protection.up"},
        ),
    ),
    entry(
        "aws_efs_file_system_policy",
        Role.IDENTITY,
        *documented(
            _NO_FILE_POLICY,
            when(document("policy", "resource"), verbs=ARRIVING),
            happens(
                "access.grant",
                Verb.DELETE,
                note="Without a policy whoever reaches a mount target may do everything, unnamed.",
            ),
        ),
        toggle("bypass_policy_lockout_safety_check", on="protection.guard-off"),
    ),
    entry(
        "aws_efs_mount_target",
        Role.NETWORK,
        changed("subnet_id", "routing.network"),
        groups("security_groups"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    spare("aws_efs_replication_configuration", key_within("destination.kms_key_id")),
    spare("aws_fsx_backup"),
    entry(
        "aws_fsx_data_repository_association",
        Role.DATA_STORE,
        danger("delete_data_in_filesystem"),
        when(
            happens(
                "data.delete",
                Verb.DELETE,
                reversible=Reversible.UNKNOWN,
                note="The files go from the file system; what was exported to S3 stays there.",
            ),
            only={"delete_data_in_filesystem": "true"},
        ),
        changed("s3.auto_export_policy", "config.parameter"),
        changed("s3.auto_import_policy", "config.parameter"),
        delete="protection.backup-cut",
    ),
    store(
        "aws_fsx_file_cache",
        version("file_cache_type_version", newer="dependency.runtime"),
        own_key("kms_key_id"),
        changed("subnet_ids", "routing.network"),
        groups("security_group_ids"),
    ),
    store(
        "aws_fsx_lustre_file_system",
        changed("auto_import_policy", "config.parameter"),
        changed("efa_enabled", "config.flag"),
        version("file_system_type_version", newer="dependency.runtime"),
        own_key("kms_key_id"),
        changed("subnet_ids", "routing.network"),
        *_FSX_KEPT,
        *documented(
            "https://docs.aws.amazon.com/fsx/latest/LustreGuide/managing-storage-capacity.html",
            number(
                "storage_capacity",
                up="scale.resize-up",
                down="scale.resize-down",
                disruption=Disruption.RESTART,
                note="It may be unavailable for a few minutes; clients wait and go on.",
            ),
        ),
        *documented(
            "https://docs.aws.amazon.com/fsx/latest/LustreGuide/increase-throughput-capacity.md",
            *(
                number(
                    path,
                    up="scale.resize-up",
                    down="scale.resize-down",
                    disruption=Disruption.RESTART,
                )
                for path in ("per_unit_storage_throughput", "throughput_capacity")
            ),
        ),
        toggle("skip_final_backup", on="protection.backup-off", off="protection.up", default=True),
        number(
            "data_read_cache_configuration.size", up="scale.resize-up", down="scale.resize-down"
        ),
        grows("metadata_configuration.iops"),
        choice("log_configuration.level", {"DISABLED": "observability.logs-off"}),
        choice(
            "root_squash_configuration.root_squash",
            {"": "access.grant", "0:0": "access.grant"},
            otherwise="access.revoke",
            note="With `0:0` root on a client is root on the file system.",
        ),
        members(
            "root_squash_configuration.no_squash_nids",
            came="access.grant",
            gone="access.revoke",
        ),
        ignore=_FSX_IGNORED,
    ),
    store(
        "aws_fsx_ontap_file_system",
        own_key("kms_key_id"),
        changed("preferred_subnet_id", "routing.network"),
        changed("subnet_ids", "routing.network"),
        *_FSX,
        _FSX_IOPS,
        number("ha_pairs", up="scale.up", down="scale.down"),
        number("throughput_capacity_per_ha_pair", up="scale.resize-up", down="scale.resize-down"),
        secret("fsx_admin_password"),
        changed("route_table_ids", "routing.network"),
        ignore=_FSX_IGNORED[1:],
    ),
    store(
        "aws_fsx_ontap_storage_virtual_machine",
        secret("svm_admin_password"),
        secret(
            "active_directory_configuration.self_managed_active_directory_configuration.password"
        ),
        changed(
            "active_directory_configuration.self_managed_active_directory_configuration"
            ".domain_name",
            "access.trust",
        ),
    ),
    entry(
        "aws_fsx_ontap_volume",
        Role.DATA_STORE,
        *_BACKED_UP,
        changed("storage_efficiency_enabled", "config.flag"),
        changed("snaplock_configuration.volume_append_mode_enabled", "config.flag"),
        changed("snaplock_configuration.retention_period.maximum_retention", "config.parameter"),
        changed("snaplock_configuration.retention_period.minimum_retention", "config.parameter"),
        changed("tiering_policy", "config.parameter"),
        _FINAL_BACKUP,
        grows("size_in_megabytes"),
        danger("bypass_snaplock_enterprise_retention"),
        choice("snapshot_policy", {"none": "protection.backup-off"}, otherwise="config.parameter"),
        choice(
            "snaplock_configuration.privileged_delete",
            {
                "DISABLED": "protection.up",
                "ENABLED": "protection.guard-off",
                "PERMANENTLY_DISABLED": "protection.up",
            },
        ),
        number(
            "snaplock_configuration.retention_period.default_retention.value",
            up="protection.up",
            down="protection.guard-off",
        ),
        changed("junction_path", "routing.rule"),
        ignore=("copy_tags_to_backups",),
    ),
    entry(
        "aws_fsx_openzfs_file_system",
        Role.DATA_STORE,
        *_BACKED_UP,
        own_key("kms_key_id"),
        changed("preferred_subnet_id", "routing.network"),
        changed("subnet_ids", "routing.network"),
        *_FSX,
        _FSX_IOPS,
        _FINAL_BACKUP,
        changed("route_table_ids", "routing.network"),
        *_exports("root_volume_configuration.nfs_exports"),
        toggle("root_volume_configuration.read_only", on="access.revoke", off="access.grant"),
        ignore=(*_FSX_IGNORED, "copy_tags_to_volumes"),
    ),
    spare("aws_fsx_openzfs_snapshot"),
    store(
        "aws_fsx_openzfs_volume",
        *_exports("nfs_exports"),
        toggle("read_only", on="access.revoke", off="access.grant"),
        number("storage_capacity_quota_gib", up="scale.limits-up", down="scale.limits-down"),
        ignore=("copy_tags_to_snapshots",),
    ),
    entry(
        "aws_fsx_windows_file_system",
        Role.DATA_STORE,
        *_BACKED_UP,
        own_key("kms_key_id"),
        changed("preferred_subnet_id", "routing.network"),
        changed("subnet_ids", "routing.network"),
        *_FSX,
        _FSX_IOPS,
        _FINAL_BACKUP,
        order(
            "audit_log_configuration.file_access_audit_log_level",
            ("DISABLED", "SUCCESS_ONLY", "FAILURE_ONLY", "SUCCESS_AND_FAILURE"),
            down="observability.logs-off",
        ),
        order(
            "audit_log_configuration.file_share_access_audit_log_level",
            ("DISABLED", "SUCCESS_ONLY", "FAILURE_ONLY", "SUCCESS_AND_FAILURE"),
            down="observability.logs-off",
        ),
        presence("audit_log_configuration", gone="observability.logs-off"),
        secret("self_managed_active_directory.password"),
        changed("aliases", "routing.dns"),
        ignore=_FSX_IGNORED,
    ),
    store(
        "aws_glacier_vault",
        inline("access_policy"),
        presence("notification", gone="observability.alarm-off"),
    ),
    entry(
        "aws_glacier_vault_lock",
        Role.PROTECTION,
        document("policy", "resource"),
        toggle(
            "complete_lock", on="protection.up", note="A completed lock can never be taken back."
        ),
        delete="protection.guard-off",
    ),
    store("aws_media_store_container"),
    entry("aws_media_store_container_policy", Role.IDENTITY, document("policy", "resource")),
    entry(
        "aws_s3_access_point",
        Role.ROUTING,
        inline("policy"),
        *_block_public("public_access_block_configuration."),
        presence(
            "vpc_configuration.vpc_id",
            came="exposure.narrow",
            gone="exposure.public",
            changed="routing.network",
        ),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "aws_s3_account_public_access_block",
        Role.PROTECTION,
        # An account starts without any of them: a new one that is off opens nothing.
        *(when(rule, verbs=CHANGING) for rule in _block_public()),
        *_unblocked(),
        delete="exposure.public",
    ),
    entry(
        "aws_s3_bucket",
        Role.DATA_STORE,
        order(
            "lifecycle_rule.enabled",
            ("false", "true"),
            up="data.retention-cut",
            down="config.parameter",
        ),
        choice("object_lock_configuration.object_lock_enabled", {"Enabled": "protection.up"}),
        *documented(
            f"{_REGISTRY}/s3_bucket",
            *(
                when(
                    happens(action, verb, reversible=Reversible.NO, note=_NO_VERSION),
                    only=_EMPTIED,
                )
                for action, verb in _LOSSES
            ),
        ),
        *documented(
            _BUCKET_END,
            *(
                when(
                    happens(action, verb, reversible=Reversible.UNKNOWN, note=_REFUSED),
                    unless=_EMPTIED,
                )
                for action, verb in _LOSSES
            ),
        ),
        danger("force_destroy"),
        guard("object_lock_enabled"),
        *_acl(),
        _grantee("grant.uri"),
        members("grant.permissions", came="access.grant", gone="access.revoke"),
        inline("policy"),
        guard("versioning.enabled"),
        guard("versioning.mfa_delete"),
        _encryption(_ALGORITHM),
        # Every bucket is encrypted with AES256 where nothing else is said.
        when(presence(_INLINE, gone="protection.encryption-off"), was_not={_ALGORITHM: "AES256"}),
        key_within(
            "server_side_encryption_configuration.rule"
            ".apply_server_side_encryption_by_default.kms_master_key_id"
        ),
        _expires("lifecycle_rule.expiration.days"),
        _expires("lifecycle_rule.noncurrent_version_expiration.days"),
        presence("lifecycle_rule.expiration.date", came="data.retention-cut"),
        _ends("lifecycle_rule.expiration.date"),
        *_applies("lifecycle_rule", {"enabled": "true"}, "prefix", "tags"),
        *_moves("lifecycle_rule"),
        presence(
            "logging.target_bucket", gone="observability.logs-off", changed="config.parameter"
        ),
        presence(
            "replication_configuration.rules.destination.bucket",
            came="protection.up",
            gone="protection.backup-cut",
            changed="config.parameter",
        ),
        key_within("replication_configuration.rules.destination.replica_kms_key_id"),
        *(
            changed(f"replication_configuration.rules.{path}", "config.parameter")
            for path in (
                "delete_marker_replication_status",
                "destination.account_id",
                "destination.access_control_translation",
                "destination.metrics.status",
                "destination.replication_time.status",
                "source_selection_criteria.sse_kms_encrypted_objects.enabled",
            )
        ),
        changed("replication_configuration.role", "config.parameter"),
        order(
            "replication_configuration.rules.status",
            ("Disabled", "Enabled"),
            up="protection.up",
            down="protection.backup-cut",
        ),
        *_lock("object_lock_configuration.rule.default_retention"),
        presence(
            "object_lock_configuration.rule.default_retention",
            came="protection.up",
            gone="protection.guard-off",
        ),
        presence("website", came="routing.rule", gone="routing.remove", changed="routing.rule"),
        *(
            changed(path, "config.parameter", disruption=Disruption.NONE)
            for path in ("cors_rule", "request_payer", "acceleration_status")
        ),
    ),
    entry(
        "aws_s3_bucket_acl",
        Role.IDENTITY,
        *_acl(),
        when(_grantee("access_control_policy.grant.grantee.uri"), only=_NO_CANNED_ACL),
        *(
            when(
                members(
                    f"access_control_policy.grant.grantee.{name}",
                    came="access.grant",
                    gone="access.revoke",
                ),
                only=_NO_CANNED_ACL,
            )
            for name in ("id", "uri", "email_address")
        ),
        *(
            when(
                order(
                    "access_control_policy.grant.permission",
                    permissions,
                    up="access.grant",
                    down="access.revoke",
                ),
                only=_NO_CANNED_ACL,
            )
            for permissions in _GRANTED
        ),
    ),
    entry(
        "aws_s3_bucket_cors_configuration",
        Role.CONFIG,
        changed("cors_rule", "config.parameter"),
        delete="config.parameter",
    ),
    entry(
        "aws_s3_bucket_lifecycle_configuration",
        Role.DATA_STORE,
        _expires("rule.expiration.days"),
        presence("rule.expiration.date", came="data.retention-cut"),
        _ends("rule.expiration.date"),
        _expires("rule.noncurrent_version_expiration.noncurrent_days"),
        number(
            "rule.noncurrent_version_expiration.newer_noncurrent_versions",
            down="data.retention-cut",
        ),
        _expiry_status("rule.status"),
        *_moves("rule"),
        *_applies("rule", {"status": "Enabled"}, "prefix", "filter", *_FILTERS),
    ),
    entry(
        "aws_s3_bucket_logging",
        Role.OBSERVABILITY,
        changed("target_bucket", "config.parameter"),
        changed("target_prefix", "config.parameter"),
        *(
            members(f"target_grant.grantee.{name}", came="access.grant", gone="access.revoke")
            for name in ("id", "uri", "email_address")
        ),
        delete="observability.logs-off",
        replace="observability.logs-off",
    ),
    entry(
        "aws_s3_bucket_notification",
        Role.ROUTING,
        *(
            rule
            for target in (
                "lambda_function.lambda_function_arn",
                "queue.queue_arn",
                "topic.topic_arn",
            )
            for rule in _notified(target)
        ),
        toggle("eventbridge", on="routing.rule", off="routing.remove"),
        delete="routing.remove",
    ),
    _object("aws_s3_bucket_object"),
    entry(
        "aws_s3_bucket_object_lock_configuration",
        Role.PROTECTION,
        *_lock("rule.default_retention"),
        presence("rule", came="protection.up", gone="protection.guard-off"),
        create="protection.up",
        delete="protection.guard-off",
    ),
    entry(
        "aws_s3_bucket_ownership_controls",
        Role.IDENTITY,
        order(
            "rule.object_ownership",
            ("ObjectWriter", "BucketOwnerPreferred", "BucketOwnerEnforced"),
            up="access.revoke",
            down="protection.guard-off",
            note="Under BucketOwnerEnforced access lists no longer count; otherwise they do again.",
        ),
        when(
            happens("protection.guard-off", Verb.DELETE),
            unless={"rule.object_ownership": "ObjectWriter"},
        ),
    ),
    entry("aws_s3_bucket_policy", Role.IDENTITY, document("policy", "resource")),
    entry(
        "aws_s3_bucket_public_access_block",
        Role.PROTECTION,
        *_block_public(),
        *_unblocked(),
        delete="exposure.public",
    ),
    entry(
        "aws_s3_bucket_replication_configuration",
        Role.PROTECTION,
        changed("rule.delete_marker_replication.status", "config.parameter"),
        key_within("rule.destination.encryption_configuration.replica_kms_key_id"),
        changed("role", "config.parameter"),
        changed("rule.destination.account", "config.parameter"),
        changed("rule.destination.storage_class", "config.parameter"),
        changed("rule.destination.metrics.status", "config.parameter"),
        changed("rule.destination.replication_time.status", "config.parameter"),
        changed("rule.existing_object_replication.status", "config.parameter"),
        changed("rule.source_selection_criteria.replica_modifications.status", "config.parameter"),
        changed(
            "rule.source_selection_criteria.sse_kms_encrypted_objects.status", "config.parameter"
        ),
        choice("rule.status", {"Disabled": "protection.backup-cut", "Enabled": "protection.up"}),
        presence(
            "rule.destination.bucket", gone="protection.backup-cut", changed="config.parameter"
        ),
        changed("rule.prefix", "config.parameter"),
        changed("rule.filter", "config.parameter"),
        create="protection.up",
        delete="protection.backup-cut",
    ),
    entry(
        "aws_s3_bucket_request_payment_configuration",
        Role.CONFIG,
        changed("payer", "config.parameter"),
    ),
    entry(
        "aws_s3_bucket_server_side_encryption_configuration",
        Role.PROTECTION,
        _encryption("rule.apply_server_side_encryption_by_default.sse_algorithm"),
        custom_key("rule.apply_server_side_encryption_by_default.kms_master_key_id"),
        *documented(
            _ENCRYPTION_END,
            when(
                happens("protection.encryption-off", Verb.DELETE, note=_OWN_KEYS),
                unless=_S3_KEYS,
            ),
            when(happens("protection.up", Verb.CREATE), unless=_S3_KEYS),
        ),
        toggle("rule.bucket_key_enabled", on="config.flag", off="config.flag"),
    ),
    entry(
        "aws_s3_bucket_versioning",
        Role.PROTECTION,
        when(
            happens("protection.up", Verb.CREATE),
            only={"versioning_configuration.status": "Enabled"},
        ),
        choice(
            "versioning_configuration.status",
            {
                "Disabled": "protection.guard-off",
                "Enabled": "protection.up",
                "Suspended": "protection.guard-off",
            },
        ),
        guard("versioning_configuration.mfa_delete"),
        *(
            when(happens("protection.guard-off", verb), unless=_UNVERSIONED)
            for verb in (Verb.DELETE, Verb.REPLACE)
        ),
    ),
    entry(
        "aws_s3_bucket_website_configuration",
        Role.ROUTING,
        changed("routing_rule", "routing.rule"),
        changed("routing_rules", "routing.rule"),
        changed("redirect_all_requests_to", "routing.rule"),
        changed("index_document", "routing.rule"),
        changed("error_document", "routing.rule"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "aws_s3_directory_bucket",
        Role.DATA_STORE,
        *(
            rule
            for action, verb in _LOSSES
            for rule in (
                when(happens(action, verb, reversible=Reversible.NO), only=_EMPTIED),
                when(
                    happens(action, verb, reversible=Reversible.UNKNOWN, note=_REFUSED),
                    unless=_EMPTIED,
                ),
            )
        ),
        danger("force_destroy"),
    ),
    _object("aws_s3_object"),
    store(
        "aws_s3_object_copy",
        changed("customer_key", "secret.change"),
        changed("source_customer_key", "secret.change"),
        *_OBJECT,
        _grantee("grant.uri"),
        changed("source", "config.parameter"),
    ),
    entry(
        "aws_s3control_access_grant",
        Role.IDENTITY,
        order(
            "permission", ("READ", "WRITE", "READWRITE"), up="access.grant", down="access.revoke"
        ),
        create="access.grant",
        delete="access.revoke",
        replace=("access.grant", "access.revoke"),
    ),
    entry(
        "aws_s3control_access_grants_instance",
        Role.IDENTITY,
        presence(
            "identity_center_arn",
            came="access.trust",
            gone="access.revoke",
            changed="access.trust",
        ),
        delete="access.revoke",
    ),
    entry(
        "aws_s3control_access_grants_instance_resource_policy",
        Role.IDENTITY,
        document("policy", "resource"),
    ),
    entry(
        "aws_s3control_access_grants_location",
        Role.IDENTITY,
        grants("iam_role_arn"),
        changed("location_scope", "access.grant"),
        changed("location_scope", "access.revoke"),
    ),
    entry("aws_s3control_access_point_policy", Role.IDENTITY, document("policy", "resource")),
    store("aws_s3control_bucket"),
    entry(
        "aws_s3control_bucket_lifecycle_configuration",
        Role.DATA_STORE,
        _expires("rule.expiration.days"),
        presence("rule.expiration.date", came="data.retention-cut"),
        _ends("rule.expiration.date"),
        _expiry_status("rule.status"),
        *_applies(
            "rule", {"status": "Enabled"}, "filter.prefix", "filter.tags", endings=("expiration",)
        ),
    ),
    entry("aws_s3control_bucket_policy", Role.IDENTITY, document("policy", "resource")),
    entry(
        "aws_s3control_multi_region_access_point",
        Role.ROUTING,
        *_block_public("details.public_access_block."),
        changed("details.region", "routing.rule"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "aws_s3control_multi_region_access_point_policy",
        Role.IDENTITY,
        document("details.policy", "resource"),
    ),
    entry(
        "aws_s3control_object_lambda_access_point",
        Role.ROUTING,
        changed("configuration.supporting_access_point", "routing.rule"),
        changed("configuration.transformation_configuration", "routing.rule"),
        changed("configuration.allowed_features", "config.parameter"),
        records("configuration.cloud_watch_metrics_enabled"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "aws_s3control_object_lambda_access_point_policy",
        Role.IDENTITY,
        document("policy", "resource"),
    ),
    store("aws_s3tables_namespace"),
    store(
        "aws_s3tables_table",
        own_key("encryption_configuration.kms_key_arn"),
        _encryption("encryption_configuration.sse_algorithm"),
    ),
    store(
        "aws_s3tables_table_bucket",
        own_key("encryption_configuration.kms_key_arn"),
        _encryption("encryption_configuration.sse_algorithm"),
    ),
    entry(
        "aws_s3tables_table_bucket_policy", Role.IDENTITY, document("resource_policy", "resource")
    ),
    entry("aws_s3tables_table_policy", Role.IDENTITY, document("resource_policy", "resource")),
    entry(
        "aws_snapshot_create_volume_permission",
        Role.IDENTITY,
        grants("account_id"),
        replace=("access.grant", "access.revoke"),
    ),
    store(
        "aws_storagegateway_cached_iscsi_volume", encrypted("kms_encrypted"), own_key("kms_key")
    ),
    entry(
        "aws_storagegateway_file_system_association",
        Role.ROUTING,
        secret("password"),
        presence("audit_destination_arn", gone="observability.logs-off"),
        changed("username", "config.parameter"),
        changed("cache_attributes.cache_stale_timeout_in_seconds", "config.parameter"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "aws_storagegateway_gateway",
        Role.DATA_STORE,
        secret("smb_guest_password"),
        secret("smb_active_directory_settings.password"),
        changed("smb_active_directory_settings.domain_name", "access.trust"),
        order(
            "smb_security_strategy",
            (
                "ClientSpecified",
                "MandatorySigning",
                "MandatoryEncryption",
                "MandatoryEncryptionNoAes128",
            ),
            up="protection.up",
            down="exposure.tls-weaken",
        ),
        presence("cloudwatch_log_group_arn", gone="observability.logs-off"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "aws_storagegateway_nfs_file_share",
        Role.ROUTING,
        own_key("kms_key_arn"),
        changed("notification_policy", "config.parameter"),
        ingress("client_list", "ranges"),
        order(
            "squash",
            ("NoSquash", "RootSquash", "AllSquash"),
            up="access.revoke",
            down="access.grant",
        ),
        *_SHARE,
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "aws_storagegateway_smb_file_share",
        Role.ROUTING,
        own_key("kms_key_arn"),
        changed("notification_policy", "config.parameter"),
        changed("oplocks_enabled", "config.flag"),
        changed("smb_acl_enabled", "config.flag"),
        choice(
            "authentication", {"GuestAccess": "access.grant", "ActiveDirectory": "access.revoke"}
        ),
        grants("admin_user_list"),
        presence(
            "valid_user_list",
            came="access.revoke",
            gone="access.grant",
            changed="access.grant",
            note="An empty list lets every authenticated user in.",
        ),
        members("invalid_user_list", came="access.revoke", gone="access.grant"),
        *_SHARE,
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "aws_storagegateway_stored_iscsi_volume",
        Role.DATA_STORE,
        encrypted("kms_encrypted"),
        own_key("kms_key"),
        # The new volume has the data of the local disk it stands on, where that is preserved.
        when(happens("data.replace", Verb.REPLACE), unless=_DISK_KEPT),
        when(changed("disk_id", "data.replace"), only=_DISK_KEPT),
        toggle("preserve_existing_data", off="data.replace"),
        delete="data.delete",
    ),
    entry(
        "aws_storagegateway_tape_pool",
        Role.PROTECTION,
        order(
            "retention_lock_type",
            ("NONE", "GOVERNANCE", "COMPLIANCE"),
            up="protection.up",
            down="protection.guard-off",
        ),
        number("retention_lock_time_in_days", up="protection.up", down="protection.guard-off"),
        delete="protection.guard-off",
    ),
    entry("aws_transfer_access", Role.IDENTITY, *_TRANSFER_HOME),
    entry(
        "aws_transfer_server",
        Role.ROUTING,
        changed("post_authentication_login_banner", "config.parameter"),
        changed("pre_authentication_login_banner", "config.parameter"),
        changed("endpoint_details.subnet_ids", "routing.network"),
        changed("protocol_details.tls_session_resumption_mode", "config.parameter"),
        choice(
            "endpoint_type",
            {
                "PUBLIC": "exposure.public",
                "VPC": "exposure.narrow",
                "VPC_ENDPOINT": "exposure.narrow",
            },
        ),
        presence(
            "endpoint_details.address_allocation_ids",
            came="exposure.public",
            gone="exposure.narrow",
        ),
        groups("endpoint_details.security_group_ids"),
        order(
            "security_policy_name",
            (
                "TransferSecurityPolicy-2018-11",
                "TransferSecurityPolicy-2020-06",
                "TransferSecurityPolicy-2022-03",
                "TransferSecurityPolicy-2023-05",
                "TransferSecurityPolicy-2024-01",
                "TransferSecurityPolicy-2025-03",
            ),
            up="protection.up",
            down="exposure.tls-weaken",
        ),
        members("protocols", words={"FTP": "exposure.tls-weaken"}, verbs=ARRIVING),
        members("protocols", came="config.parameter", gone="routing.remove"),
        assigned("invocation_role"),
        changed("certificate", "key.rotate"),
        changed("workflow_details", "routing.rule"),
        changed("identity_provider_type", "access.trust"),
        changed("directory_id", "access.trust"),
        changed("url", "access.trust"),
        changed("function", "access.trust"),
        changed("sftp_authentication_methods", "access.trust"),
        changed("host_key", "key.rotate"),
        presence("logging_role", gone="observability.logs-off"),
        members("structured_log_destinations", gone="observability.logs-off"),
        danger("force_destroy"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "aws_transfer_ssh_key",
        Role.IDENTITY,
        create="access.grant",
        delete="access.revoke",
        replace=("access.grant", "access.revoke"),
    ),
    entry("aws_transfer_user", Role.IDENTITY, *_TRANSFER_HOME),
    entry(
        "aws_volume_attachment",
        Role.GLUE,
        danger("force_detach"),
        replace_disruption=Disruption.OUTAGE,
    ),
)
