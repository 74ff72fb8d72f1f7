"""
AWS databases, caches, warehouses and search: what changes to them mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    Words,
    changed,
    choice,
    document,
    documented,
    entry,
    grants,
    happens,
    limit,
    members,
    number,
    order,
    presence,
    retention,
    secret,
    size,
    toggle,
    version,
    when,
)
from planguard.actions.providers.aws import assigned, groups, inline, own_key
from planguard.actions.providers.aws_forms import key_within
from planguard.actions.providers.forms import (
    backups,
    danger,
    encrypted,
    grows,
    guard,
    parameters,
    public,
    records,
    room,
    spare,
    store,
    units,
)
from planguard.model.words import Disruption, Reversible, Role, Verb

_RDS = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html"
_RDS_END = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html"
_AURORA = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Modifying.html"
_AURORA_END = (
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html"
)
_MULTI_AZ = (
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/modify-multi-az-db-cluster.html"
)
_CACHE_SIZE = (
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/redis-cluster-vertical-scaling.html"
)
_CACHE_UPGRADE = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement-upgrade-considerations.html"
_CACHE_MODE = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/modify-cluster-mode.html"
_CACHE_END = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-final.html"
_MEMORYDB_SIZE = (
    "https://docs.aws.amazon.com/memorydb/latest/devguide/cluster-vertical-scaling.html"
)
_MEMORYDB_UPGRADE = "https://docs.aws.amazon.com/memorydb/latest/devguide/engine-versions.html"
_MEMORYDB_END = "https://docs.aws.amazon.com/memorydb/latest/devguide/snapshots-final.html"
_DYNAMODB_END = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html"
_REDSHIFT = "https://docs.aws.amazon.com/redshift/latest/APIReference/API_ModifyCluster.html"
_REDSHIFT_SIZE = "https://docs.aws.amazon.com/redshift/latest/mgmt/resizing-cluster.html"
_UNSCHEDULED = "The service's own schedule for automated snapshots takes its place."
_SCHEDULED = "It takes the place of the service's own schedule for automated snapshots."
_REDSHIFT_END = "https://docs.aws.amazon.com/redshift/latest/APIReference/API_DeleteCluster.html"
_DOCDB = "https://docs.aws.amazon.com/documentdb/latest/developerguide/db-instance-modify.html"
_DOCDB_UPGRADE = "https://docs.aws.amazon.com/documentdb/latest/developerguide/docdb-mvu.html"
_DOCDB_REBOOT = (
    "https://docs.aws.amazon.com/documentdb/latest/developerguide/db-instance-reboot.html"
)
_DOCDB_END = "https://docs.aws.amazon.com/documentdb/latest/developerguide/db-cluster-delete.html"
_NEPTUNE = "https://docs.aws.amazon.com/neptune/latest/userguide/managing-clusters-Modifying.html"
_NEPTUNE_RESTART = (
    "https://docs.aws.amazon.com/neptune/latest/userguide/engine-maintenance-management.html"
)
_NEPTUNE_UPGRADE = "https://docs.aws.amazon.com/neptune/latest/userguide/cluster-maintenance.html"
_NEPTUNE_END = (
    "https://docs.aws.amazon.com/neptune/latest/userguide/manage-console-instances-delete.html"
)
_REGISTRY = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources"


_LAST = "A snapshot is made first, from which it can be restored."
_UNSAVED_END: Words = {"skip_final_snapshot": ("true", "")}


def _ends(
    page: str, unsaved: Words = _UNSAVED_END, *, only: Words | None = None, note: str = _LAST
) -> tuple[Rule, ...]:
    """Describe the end of a store that leaves a last copy, except where it is `unsaved`."""
    kinds = (("data.delete", Verb.DELETE), ("data.replace", Verb.REPLACE))
    return documented(
        page,
        *(when(happens(action, verb), only={**unsaved, **(only or {})}) for action, verb in kinds),
        *(
            when(
                happens(action, verb, reversible=Reversible.YES, note=note),
                only=only,
                unless=unsaved,
            )
            for action, verb in kinds
        ),
    )


def _engine(path: str = "engine_version", disruption: Disruption = Disruption.OUTAGE) -> Rule:
    return version(path, newer="schema.engine", disruption=disruption)


def _parameters(path: str) -> Rule:
    return changed(path, "schema.engine", disruption=Disruption.NONE, note=_REBOOT)


def _shared(path: str = "shared_accounts") -> Rule:
    return members(
        path,
        came="access.grant",
        gone="access.revoke",
        words={"all": "access.public"},
        verbs=ARRIVING,
        note="`all` lets every AWS account restore the snapshot.",
    )


_ONE_BY_ONE = "Nodes of the new size take the place of the old ones while requests are answered."
_FAILS_OVER: Words = {"automatic_failover_enabled": "true"}
_ONLINE_NODES = (
    when(size("node_type", disruption=Disruption.REPLACE, note=_ONE_BY_ONE), only=_FAILS_OVER),
    when(size("node_type"), unless=_FAILS_OVER),
)
_NO_REPLICA = {"replicate_source_db": ""}
_REPLICA = "A read replica is a copy: its source keeps the data."
_SYSTEM_BACKUP = "What it holds at the end can be restored for 35 days."
_REBOOT = "Parameters that are not dynamic wait for a reboot, which nobody does on its own."
_OWN_STORE = {"replication_group_id": ""}
_UNSAVED_COUNTS = ("", "0")
_ONLY_CACHE: Words = {"engine": "memcached", "snapshot_retention_limit": _UNSAVED_COUNTS}
_UNSAVED: Words = {
    "engine": ("redis", "valkey"),
    "replication_group_id": "",
    "snapshot_retention_limit": _UNSAVED_COUNTS,
}
_REFILLED = "Without snapshots it holds what can be computed again, or what nobody must miss."
_DELETION_PROTECTION = guard("deletion_protection")
_FINAL_SNAPSHOT = toggle("skip_final_snapshot", on="protection.backup-off", off="protection.up")
_LOG_EXPORTS = members("enabled_cloudwatch_logs_exports", gone="observability.logs-off")
_IAM_LOGIN = toggle("iam_database_authentication_enabled", on="access.grant", off="access.revoke")
_PARAMETERS = changed(
    "parameter",
    "config.parameter",
    but=("apply_method",),
    note="Parameters that are not dynamic take effect at the next reboot.",
)
_MANAGED_PASSWORD = toggle(
    "manage_master_user_password",
    on="secret.change",
    off="secret.change",
    note="The service sets a new password either way.",
)
_MAJOR_ALLOWED = toggle(
    "allow_major_version_upgrade", on="schema.engine", disruption=Disruption.NONE
)
_INSIGHTS = (
    records("performance_insights_enabled"),
    retention(
        "performance_insights_retention_period",
        cut="observability.log-retention-cut",
        up="observability.log-retention-up",
        zero_is="nothing",
    ),
    number("monitoring_interval", zero="observability.logs-off"),
)
_WINDOWS = ("backup_window", "copy_tags_to_snapshot", "maintenance_window")
_CLUSTER_WINDOWS = ("preferred_backup_window", "preferred_maintenance_window")
_MINOR = toggle(
    "auto_minor_version_upgrade", on="config.flag", off="config.flag", default=True,
    disruption=Disruption.NONE,
)  # fmt: skip
_LOGIN_DOMAIN = presence(
    "domain", came="access.trust", gone="access.revoke", changed="access.trust"
)
_CA = changed("ca_cert_identifier", "key.rotate", disruption=Disruption.RESTART)


def _parameter_group(type_: str) -> TypeEntry:
    return entry(
        type_,
        Role.CONFIG,
        changed("family", "schema.engine"),
        _PARAMETERS,
        ignore=("description",),
    )


_SAME_AMOUNT = "The same amount over another time is another limit."


def _subnet_group(type_: str, *ignore: str) -> TypeEntry:
    return entry(type_, Role.NETWORK, changed("subnet_ids", "routing.network"), ignore=ignore)


def _event_subscription(
    type_: str, topic: str = "sns_topic_arn", rules: tuple[Rule, ...] = ()
) -> TypeEntry:
    """Describe who is told of what; without categories or sources it is of all of them."""
    told = tuple(
        rule
        for path in ("event_categories", "source_ids")
        for rule in (
            presence(path, came="observability.alarm-loosened"),
            when(
                members(path, gone="observability.alarm-loosened"),
                unless={path: ("", "[]", "()")},
            ),
        )
    )
    return entry(
        type_,
        Role.OBSERVABILITY,
        toggle("enabled", off="observability.alarm-off", default=True),
        *told,
        changed(topic, "config.parameter", disruption=Disruption.NONE),
        changed("source_type", "config.parameter", disruption=Disruption.NONE),
        *rules,
        delete="observability.alarm-off",
    )


def _staging(path: str) -> Rule:
    """Describe the encryption of files on S3, which S3's own keys do unless told otherwise."""
    return order(path, ("SSE_S3", "SSE_KMS"), up="protection.up", down="protection.encryption-off")


def _told(topic: str) -> Rule:
    """Describe the topic that hears of failovers and failed nodes."""
    return presence(topic, gone="observability.alarm-off", changed="config.parameter")


def _member(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe an instance of a cluster: it computes, the cluster keeps the data."""
    return entry(
        type_,
        Role.DATA_STORE,
        *rules,
        create="scale.up",
        delete="scale.down",
        ignore=ignore,
        replace="deploy.version",
        replace_disruption=Disruption.OUTAGE,
    )


_ON_DEMAND: Words = {"billing_mode": "PAY_PER_REQUEST"}
_BLUE_GREEN = (
    "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/"
    "managedomains-configuration-changes"
)


def _search_domain(type_: str, version_path: str, *rules: Rule) -> TypeEntry:
    return store(
        type_,
        version(version_path, newer="schema.engine", disruption=Disruption.NONE),
        toggle("cluster_config.warm_enabled", on="scale.up", off="scale.down"),
        changed("cluster_config.cold_storage_options.enabled", "config.flag"),
        number(
            "cluster_config.zone_awareness_config.availability_zone_count",
            up="protection.up",
            down="protection.guard-off",
        ),
        toggle("cognito_options.enabled", on="access.trust", off="access.revoke"),
        presence("cognito_options.identity_pool_id", changed="access.trust"),
        presence("cognito_options.user_pool_id", changed="access.trust"),
        presence(
            "advanced_security_options.master_user_options.master_user_name",
            changed="access.admin",
        ),
        changed("domain_endpoint_options.custom_endpoint_enabled", "routing.dns"),
        own_key("encrypt_at_rest.kms_key_id"),
        inline("access_policies"),
        guard("advanced_security_options.enabled"),
        toggle(
            "advanced_security_options.internal_user_database_enabled",
            on="access.grant",
            off="access.revoke",
        ),
        secret("advanced_security_options.master_user_options.master_user_password"),
        assigned("advanced_security_options.master_user_options.master_user_arn"),
        *documented(
            _BLUE_GREEN,
            number(
                "cluster_config.instance_count",
                up="scale.up",
                down="scale.down",
                zero="scale.down",
                absent=1,
            ),
            size("cluster_config.instance_type", disruption=Disruption.NONE),
            guard("cluster_config.dedicated_master_enabled"),
            number("cluster_config.dedicated_master_count", up="scale.up", down="scale.down"),
            size("cluster_config.dedicated_master_type", disruption=Disruption.NONE),
            guard("cluster_config.zone_awareness_enabled"),
            size(
                "ebs_options.volume_type",
                order=("standard", "gp2/gp3", "io1"),
                disruption=Disruption.NONE,
            ),
            grows("ebs_options.volume_size"),
            grows("ebs_options.iops"),
            grows("ebs_options.throughput"),
        ),
        number("cluster_config.warm_count", up="scale.up", down="scale.down"),
        size("cluster_config.warm_type", disruption=Disruption.NONE),
        toggle(
            "domain_endpoint_options.enforce_https", on="protection.up", off="exposure.tls-weaken"
        ),
        order(
            "domain_endpoint_options.tls_security_policy",
            (
                "Policy-Min-TLS-1-0-2019-07",
                "Policy-Min-TLS-1-2-2019-07",
                "Policy-Min-TLS-1-2-PFS-2023-10",
            ),
            up="protection.up",
            down="exposure.tls-weaken",
        ),
        changed("domain_endpoint_options.custom_endpoint", "routing.dns"),
        changed("domain_endpoint_options.custom_endpoint_certificate_arn", "routing.rule"),
        encrypted("encrypt_at_rest.enabled"),
        encrypted("node_to_node_encryption.enabled"),
        records("log_publishing_options.enabled", default=True),
        presence("log_publishing_options.log_type", gone="observability.logs-off"),
        presence("log_publishing_options.cloudwatch_log_group_arn", changed="config.parameter"),
        groups("vpc_options.security_group_ids"),
        presence(
            "vpc_options.subnet_ids",
            gone="exposure.public",
            came="exposure.narrow",
            changed="routing.network",
        ),
        changed("advanced_options", "config.parameter"),
        *rules,
        ignore=("auto_tune_options", "snapshot_options"),
    )


_DELIVERED = (
    presence("log_delivery_configuration.log_type", gone="observability.logs-off"),
    *(
        presence(f"log_delivery_configuration.{part}", changed="config.parameter")
        for part in ("destination", "log_format")
    ),
)

_AWS_OWNED = "AWS_OWNED_KMS_KEY"

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws_dax_cluster",
        Role.DATA_STORE,
        groups("security_group_ids"),
        size("node_type"),
        units("replication_factor"),
        changed("parameter_group_name", "config.parameter"),
        choice(
            "cluster_endpoint_encryption_type",
            {"NONE": "exposure.tls-weaken", "TLS": "protection.up"},
        ),
        encrypted("server_side_encryption.enabled"),
        changed("iam_role_arn", "access.grant"),
        _told("notification_topic_arn"),
        changed("subnet_group_name", "routing.network", both=True),
        delete="scale.to-zero",
        replace="scale.to-zero",
        ignore=("description", "maintenance_window"),
        replace_disruption=Disruption.OUTAGE,
    ),
    entry(
        "aws_dax_parameter_group",
        Role.CONFIG,
        changed("parameters", "config.parameter"),
        ignore=("description",),
    ),
    _subnet_group("aws_dax_subnet_group", "description"),
    spare("aws_db_cluster_snapshot", _shared()),
    _event_subscription("aws_db_event_subscription", "sns_topic"),
    entry(
        "aws_db_instance",
        Role.DATA_STORE,
        changed("backup_target", "config.parameter"),
        changed("customer_owned_ip_enabled", "routing.network"),
        own_key("kms_key_id"),
        own_key("master_user_secret_kms_key_id"),
        own_key("performance_insights_kms_key_id"),
        *_ends(_RDS_END, only=_NO_REPLICA),
        *documented(
            _RDS_END,
            *(
                when(
                    happens("scale.down", verb, disruption=Disruption.OUTAGE, note=_REPLICA),
                    unless=_NO_REPLICA,
                )
                for verb in (Verb.DELETE, Verb.REPLACE)
            ),
        ),
        groups(),
        *documented(
            _RDS,
            size("instance_class"),
            grows("allocated_storage"),
        ),
        room("max_allocated_storage"),
        *documented(
            _RDS,
            grows("iops"),
            grows("storage_throughput"),
            size(
                "storage_type",
                order=("standard", "gp2/gp3", "io1", "io2"),
                disruption=Disruption.NONE,
            ),
            _engine(),
        ),
        *documented(
            f"{_REGISTRY}/db_instance",
            changed("engine", "schema.engine", disruption=Disruption.OUTAGE),
        ),
        _MAJOR_ALLOWED,
        *documented(
            f"{_REGISTRY}/db_instance",
            changed("character_set_name", "schema.engine", disruption=Disruption.OUTAGE),
            changed("nchar_character_set_name", "schema.engine", disruption=Disruption.OUTAGE),
            changed("timezone", "schema.engine", disruption=Disruption.OUTAGE),
        ),
        *documented(
            _RDS,
            _parameters("parameter_group_name"),
        ),
        changed("option_group_name", "config.parameter"),
        *documented(
            _RDS,
            backups(
                "backup_retention_period",
                note="Between 0 and any other number the instance is interrupted.",
            ),
        ),
        danger("delete_automated_backups", default=True),
        _FINAL_SNAPSHOT,
        *documented(
            _RDS,
            _DELETION_PROTECTION,
        ),
        encrypted("storage_encrypted"),
        *documented(
            _RDS,
            guard("multi_az"),
        ),
        public("publicly_accessible"),
        *documented(
            _RDS,
            changed("db_subnet_group_name", "routing.network", disruption=Disruption.OUTAGE),
            changed("port", "config.parameter", disruption=Disruption.RESTART),
            changed(
                "identifier",
                "routing.dns",
                disruption=Disruption.OUTAGE,
                note="The identifier is part of the endpoint's name: clients must follow.",
            ),
        ),
        _IAM_LOGIN,
        _LOG_EXPORTS,
        *_INSIGHTS,
        *documented(
            _RDS,
            _CA,
        ),
        presence(
            "replicate_source_db",
            gone="config.parameter",
            note="The replica becomes an instance of its own and follows nobody.",
        ),
        secret("password"),
        changed("password_wo_version", "secret.change"),
        _MANAGED_PASSWORD,
        _MINOR,
        _LOGIN_DOMAIN,
        changed("database_insights_mode", "config.parameter", both=True),
        changed("license_model", "config.parameter", both=True),
        changed("network_type", "routing.network", both=True),
        changed("replica_mode", "config.parameter", both=True),
        ignore=(*_WINDOWS, "final_snapshot_identifier"),
    ),
    spare(
        "aws_db_instance_automated_backups_replication",
        own_key("kms_key_id"),
        backups("retention_period"),
    ),
    entry(
        "aws_db_instance_role_association",
        Role.IDENTITY,
        grants("role_arn"),
        replace=("access.grant", "access.revoke"),
    ),
    entry(
        "aws_db_option_group",
        Role.CONFIG,
        changed("engine_name", "schema.engine"),
        changed("major_engine_version", "schema.engine"),
        changed("option", "config.parameter"),
        ignore=("option_group_description",),
    ),
    _parameter_group("aws_db_parameter_group"),
    entry(
        "aws_db_proxy",
        Role.ROUTING,
        changed("debug_logging", "config.flag"),
        changed("vpc_subnet_ids", "routing.network"),
        groups(),
        toggle("require_tls", on="protection.up", off="exposure.tls-weaken"),
        order(
            "auth.iam_auth",
            ("DISABLED", "ENABLED", "REQUIRED"),
            up="protection.up",
            down="protection.guard-off",
        ),
        presence(
            "auth.secret_arn",
            came="access.grant",
            gone="access.revoke",
            changed="secret.change",
            note="Whose secret the proxy knows can come through it.",
        ),
        assigned("role_arn"),
        number("idle_client_timeout", up="config.parameter", down="config.parameter"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "aws_db_proxy_default_target_group",
        Role.ROUTING,
        room("connection_pool_config.max_connections_percent"),
        room("connection_pool_config.max_idle_connections_percent"),
        changed("connection_pool_config.init_query", "config.parameter"),
        changed("connection_pool_config.connection_borrow_timeout", "config.parameter"),
        changed("connection_pool_config.session_pinning_filters", "config.parameter"),
    ),
    entry(
        "aws_db_proxy_endpoint",
        Role.ROUTING,
        changed("vpc_subnet_ids", "routing.network"),
        groups(),
        changed("target_role", "routing.rule"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "aws_db_proxy_target",
        Role.ROUTING,
        changed("db_instance_identifier", "routing.rule"),
        changed("db_cluster_identifier", "routing.rule"),
        delete="routing.remove",
    ),
    spare("aws_db_snapshot", _shared()),
    spare("aws_db_snapshot_copy", own_key("kms_key_id"), _shared()),
    _subnet_group("aws_db_subnet_group", "description"),
    entry(
        "aws_dms_endpoint",
        Role.ROUTING,
        own_key("kms_key_arn"),
        changed("kafka_settings.ssl_ca_certificate_arn", "access.trust"),
        changed("kafka_settings.ssl_client_certificate_arn", "access.trust"),
        changed("kafka_settings.ssl_client_key_arn", "access.trust"),
        secret("kafka_settings.ssl_client_key_password"),
        changed("redis_settings.ssl_ca_certificate_arn", "access.trust"),
        order(
            "redis_settings.ssl_security_protocol",
            ("plaintext", "ssl-encryption"),
            up="protection.up",
            down="exposure.tls-weaken",
        ),
        _staging("redshift_settings.encryption_mode"),
        key_within("redshift_settings.server_side_encryption_kms_key_id"),
        changed("s3_settings.date_partition_enabled", "config.flag"),
        changed("s3_settings.enable_statistics", "config.flag"),
        _staging("s3_settings.encryption_mode"),
        key_within("s3_settings.server_side_encryption_kms_key_id"),
        secret("password"),
        changed("server_name", "routing.rule"),
        changed("database_name", "routing.rule"),
        changed("port", "routing.rule"),
        order(
            "ssl_mode",
            ("none", "require", "verify-ca", "verify-full"),
            up="protection.up",
            down="exposure.tls-weaken",
        ),
        secret("kafka_settings.sasl_password"),
        secret("redis_settings.auth_password"),
        changed("extra_connection_attributes", "config.parameter"),
        choice(
            "kafka_settings.security_protocol",
            {"plaintext": "exposure.tls-weaken"},
            otherwise="config.parameter",
        ),
        changed("certificate_arn", "access.trust"),
        changed("secrets_manager_arn", "secret.change"),
        *map(
            assigned,
            (
                "secrets_manager_access_role_arn",
                "service_access_role",
                *(
                    f"{kind}_settings.service_access_role_arn"
                    for kind in ("elasticsearch", "kinesis", "redshift", "s3")
                ),
            ),
        ),
        *(
            changed(path, "routing.rule")
            for path in (
                "elasticsearch_settings.endpoint_uri",
                "endpoint_type",
                "engine_name",
                "kafka_settings.broker",
                "kafka_settings.topic",
                "kinesis_settings.stream_arn",
                "redis_settings.port",
                "redis_settings.server_name",
                "redshift_settings.bucket_name",
                "s3_settings.bucket_folder",
                "s3_settings.bucket_name",
            )
        ),
        choice(
            "s3_settings.canned_acl_for_objects",
            dict.fromkeys(
                ("authenticated-read", "public-read", "public-read-write"), "exposure.public"
            ),
            verbs=ARRIVING,
        ),
        delete="routing.remove",
    ),
    _event_subscription("aws_dms_event_subscription"),
    entry(
        "aws_dms_replication_config",
        Role.COMPUTE,
        key_within("compute_config.kms_key_id"),
        groups("compute_config.vpc_security_group_ids"),
        room("compute_config.max_capacity_units"),
        room("compute_config.min_capacity_units"),
        toggle("start_replication", on="scale.up", off="scale.to-zero"),
        guard("compute_config.multi_az"),
        changed("compute_config.replication_subnet_group_id", "routing.network"),
        changed("replication_type", "config.parameter"),
        changed("source_endpoint_arn", "routing.rule"),
        changed("target_endpoint_arn", "routing.rule"),
        changed("replication_settings", "config.parameter"),
        changed("table_mappings", "config.parameter"),
        delete="scale.to-zero",
    ),
    entry(
        "aws_dms_replication_instance",
        Role.COMPUTE,
        own_key("kms_key_arn"),
        groups(),
        size("replication_instance_class"),
        grows("allocated_storage"),
        version("engine_version", newer="dependency.cluster"),
        guard("multi_az"),
        public("publicly_accessible"),
        _MINOR,
        changed("replication_subnet_group_id", "routing.network", both=True),
        delete="scale.to-zero",
        replace="scale.to-zero",
        ignore=("preferred_maintenance_window",),
        replace_disruption=Disruption.OUTAGE,
    ),
    entry(
        "aws_dms_replication_task",
        Role.COMPUTE,
        toggle("start_replication_task", on="scale.up", off="scale.to-zero"),
        changed("source_endpoint_arn", "routing.rule"),
        changed("target_endpoint_arn", "routing.rule"),
        changed("replication_instance_arn", "config.parameter"),
        changed("replication_task_settings", "config.parameter"),
        changed("table_mappings", "config.parameter"),
        changed("migration_type", "config.parameter"),
        delete="scale.to-zero",
    ),
    entry(
        "aws_docdb_cluster",
        Role.DATA_STORE,
        *_ends(_DOCDB_END),
        own_key("kms_key_id"),
        groups(),
        *documented(
            _DOCDB_UPGRADE,
            _engine(),
        ),
        _MAJOR_ALLOWED,
        *documented(
            _DOCDB_REBOOT,
            _parameters("db_cluster_parameter_group_name"),
        ),
        backups("backup_retention_period"),
        _FINAL_SNAPSHOT,
        _DELETION_PROTECTION,
        encrypted("storage_encrypted"),
        presence("global_cluster_identifier", gone="protection.guard-off"),
        *documented(
            f"{_REGISTRY}/docdb_cluster",
            changed("port", "config.parameter", disruption=Disruption.RESTART),
        ),
        _LOG_EXPORTS,
        secret("master_password"),
        changed("master_password_wo_version", "secret.change"),
        _MANAGED_PASSWORD,
        changed("storage_type", "config.parameter", both=True),
        changed("db_subnet_group_name", "routing.network", both=True),
        ignore=(*_CLUSTER_WINDOWS, "final_snapshot_identifier"),
    ),
    _member(
        "aws_docdb_cluster_instance",
        own_key("performance_insights_kms_key_id"),
        *documented(
            _DOCDB,
            size("instance_class"),
        ),
        records("enable_performance_insights"),
        _MINOR,
        changed("promotion_tier", "config.parameter", disruption=Disruption.NONE),
        *documented(
            _DOCDB,
            _CA,
        ),
        ignore=("copy_tags_to_snapshot", "preferred_maintenance_window"),
    ),
    _parameter_group("aws_docdb_cluster_parameter_group"),
    spare("aws_docdb_cluster_snapshot"),
    _event_subscription("aws_docdb_event_subscription"),
    entry(
        "aws_docdb_global_cluster",
        Role.DATA_STORE,
        _engine(),
        _DELETION_PROTECTION,
        encrypted("storage_encrypted"),
        delete="protection.guard-off",
        replace="protection.guard-off",
    ),
    _subnet_group("aws_docdb_subnet_group", "description"),
    store(
        "aws_docdbelastic_cluster",
        own_key("kms_key_id"),
        changed("subnet_ids", "routing.network"),
        groups(),
        units("shard_count"),
        number("shard_capacity", up="scale.resize-up", down="scale.resize-down"),
        backups("backup_retention_period"),
        secret("admin_user_password"),
        ignore=_CLUSTER_WINDOWS,
    ),
    store(
        "aws_dsql_cluster",
        when(
            presence("kms_encryption_key", came="protection.up"),
            unless={"kms_encryption_key": _AWS_OWNED},
        ),
        choice(
            "kms_encryption_key", {_AWS_OWNED: "protection.encryption-off"}, default=_AWS_OWNED
        ),
        guard("deletion_protection_enabled"),
    ),
    entry(
        "aws_dynamodb_contributor_insights", Role.OBSERVABILITY, delete="observability.logs-off"
    ),
    entry(
        "aws_dynamodb_global_table",
        Role.DATA_STORE,
        presence("replica.region_name", came="protection.up", gone="protection.backup-cut"),
        *(
            happens(
                "protection.backup-cut",
                verb,
                note="The tables stay, each with its data; they follow one another no longer.",
            )
            for verb in (Verb.DELETE, Verb.REPLACE)
        ),
    ),
    entry(
        "aws_dynamodb_kinesis_streaming_destination",
        Role.ROUTING,
        changed("stream_arn", "routing.rule"),
        delete="routing.remove",
    ),
    entry("aws_dynamodb_resource_policy", Role.IDENTITY, document("policy", "resource")),
    entry(
        "aws_dynamodb_table",
        Role.DATA_STORE,
        *_ends(
            _DYNAMODB_END,
            {"point_in_time_recovery.enabled": ("", "false")},
            note=_SYSTEM_BACKUP,
        ),
        room("global_secondary_index.on_demand_throughput.max_read_request_units"),
        room("global_secondary_index.on_demand_throughput.max_write_request_units"),
        room("on_demand_throughput.max_read_request_units"),
        room("on_demand_throughput.max_write_request_units"),
        key_within("replica.kms_key_arn"),
        own_key("server_side_encryption.kms_key_arn"),
        changed("hash_key", "schema.keys"),
        changed("range_key", "schema.keys"),
        presence("local_secondary_index", gone="schema.keys", changed="schema.keys"),
        presence(
            "global_secondary_index.hash_key",
            gone="schema.keys",
            changed="schema.keys",
            note="An index whose key changes is deleted and filled again; queries fail meanwhile.",
        ),
        presence(
            "global_secondary_index.range_key",
            came="schema.keys",
            gone="schema.keys",
            changed="schema.keys",
            empty=True,
        ),
        presence("global_secondary_index.projection_type", changed="schema.keys"),
        members(
            "global_secondary_index.non_key_attributes", came="schema.keys", gone="schema.keys"
        ),
        presence("attribute.type", changed="schema.keys"),
        changed("table_class", "config.parameter", both=True, disruption=Disruption.NONE),
        *(
            when(
                number(
                    path,
                    up="scale.up",
                    down="scale.down",
                    zero_is="no-limit",
                    note="A table that is paid by the request has 0: there is no limit.",
                ),
                unless=_ON_DEMAND,
            )
            for path in (
                "global_secondary_index.read_capacity",
                "global_secondary_index.write_capacity",
                "read_capacity",
                "write_capacity",
            )
        ),
        choice(
            "billing_mode",
            {"PAY_PER_REQUEST": "scale.limits-up", "PROVISIONED": "scale.limits-down"},
        ),
        toggle(
            "stream_enabled",
            off="routing.remove",
            on="config.parameter",
            note="What reads the stream gets no further changes, and those in between are lost.",
        ),
        changed("stream_view_type", "config.parameter"),
        toggle(
            "point_in_time_recovery.enabled",
            off="protection.backup-off",
            on="protection.up",
            note="Switched off, the whole history is gone; on again, it starts empty.",
        ),
        number(
            "point_in_time_recovery.recovery_period_in_days",
            up="protection.up",
            down="protection.backup-cut",
        ),
        guard("deletion_protection_enabled"),
        toggle(
            "server_side_encryption.enabled",
            off="protection.encryption-off",
            on="protection.up",
            note="Without it the table is encrypted with a key that AWS owns.",
        ),
        toggle("ttl.enabled", on="data.retention-cut"),
        presence("ttl.attribute_name", changed="data.retention-cut"),
        presence("replica.region_name", came="protection.up", gone="protection.backup-cut"),
        order(
            "replica.point_in_time_recovery",
            ("false", "true"),
            up="protection.up",
            down="protection.backup-off",
        ),
    ),
    entry(
        "aws_dynamodb_table_item",
        Role.CONFIG,
        changed("item", "config.parameter"),
        delete="data.delete",
        replace="data.delete",
    ),
    spare(
        "aws_dynamodb_table_replica",
        own_key("kms_key_arn"),
        toggle("point_in_time_recovery", off="protection.backup-off", on="protection.up"),
        guard("deletion_protection_enabled"),
    ),
    entry(
        "aws_elasticache_cluster",
        Role.DATA_STORE,
        presence("final_snapshot_identifier", came="protection.up", gone="protection.backup-off"),
        when(happens("data.delete", Verb.DELETE), only=_OWN_STORE, unless=_ONLY_CACHE),
        when(happens("data.replace", Verb.REPLACE), only=_OWN_STORE, unless=_ONLY_CACHE),
        *documented(
            f"{_REGISTRY}/elasticache_cluster",
            *(
                when(
                    happens(action, verb, reversible=Reversible.UNKNOWN, note=_REFILLED),
                    only=_UNSAVED,
                )
                for action, verb in (("data.delete", Verb.DELETE), ("data.replace", Verb.REPLACE))
            ),
        ),
        *(
            when(happens("scale.to-zero", verb, note=_REFILLED), only={"engine": "memcached"})
            for verb in (Verb.DELETE, Verb.REPLACE)
        ),
        *(
            when(happens("scale.down", verb), unless={"replication_group_id": ""})
            for verb in (Verb.DELETE, Verb.REPLACE)
        ),
        groups("security_group_ids"),
        *documented(
            _CACHE_SIZE,
            size("node_type"),
        ),
        number("num_cache_nodes", up="scale.up", down="scale.down"),
        *documented(
            _CACHE_UPGRADE,
            _engine(disruption=Disruption.RESTART),
        ),
        *documented(
            f"{_REGISTRY}/elasticache_cluster",
            changed("engine", "schema.engine", disruption=Disruption.OUTAGE),
        ),
        _parameters("parameter_group_name"),
        backups("snapshot_retention_limit"),
        order(
            "az_mode", ("single-az", "cross-az"), up="protection.up", down="protection.guard-off"
        ),
        encrypted("transit_encryption_enabled"),
        *_DELIVERED,
        changed("port", "config.parameter"),
        changed("subnet_group_name", "routing.network"),
        _told("notification_topic_arn"),
        _MINOR,
        changed("network_type", "routing.network", both=True),
        ignore=("maintenance_window", "snapshot_window"),
    ),
    entry(
        "aws_elasticache_global_replication_group",
        Role.DATA_STORE,
        size("cache_node_type"),
        number("num_node_groups", up="scale.up", down="scale.down"),
        _engine(disruption=Disruption.RESTART),
        changed("parameter_group_name", "schema.engine"),
        guard("automatic_failover_enabled"),
        delete="protection.guard-off",
        ignore=("global_replication_group_description",),
    ),
    _parameter_group("aws_elasticache_parameter_group"),
    entry(
        "aws_elasticache_replication_group",
        Role.DATA_STORE,
        *_ends(_CACHE_END, {"final_snapshot_identifier": ""}),
        changed("data_tiering_enabled", "config.flag"),
        presence("final_snapshot_identifier", came="protection.up", gone="protection.backup-off"),
        own_key("kms_key_id"),
        groups("security_group_ids"),
        *documented(
            _CACHE_SIZE,
            *_ONLINE_NODES,
        ),
        number("num_cache_clusters", up="scale.up", down="scale.down"),
        number("num_node_groups", up="scale.up", down="scale.down"),
        number("replicas_per_node_group", up="scale.up", down="scale.down"),
        *documented(
            _CACHE_UPGRADE,
            _engine(disruption=Disruption.RESTART),
            changed("engine", "schema.engine", disruption=Disruption.RESTART),
        ),
        _parameters("parameter_group_name"),
        *documented(
            _CACHE_MODE,
            when(
                changed("cluster_mode", "schema.engine", disruption=Disruption.NONE),
                was_not={"cluster_mode": ""},
            ),
        ),
        backups("snapshot_retention_limit"),
        encrypted("at_rest_encryption_enabled"),
        encrypted("transit_encryption_enabled"),
        order(
            "transit_encryption_mode",
            ("preferred", "required"),
            up="protection.up",
            down="exposure.tls-weaken",
        ),
        secret("auth_token"),
        choice(
            "auth_token_update_strategy",
            {"DELETE": "protection.guard-off"},
            note="Without a token anyone who reaches the cache may use it.",
        ),
        guard("automatic_failover_enabled"),
        guard("multi_az_enabled"),
        assigned("user_group_ids"),
        *_DELIVERED,
        changed("port", "config.parameter"),
        changed("subnet_group_name", "routing.network"),
        _told("notification_topic_arn"),
        _MINOR,
        changed("network_type", "routing.network", both=True),
        ignore=("description", "maintenance_window", "snapshot_window"),
    ),
    store(
        "aws_elasticache_serverless_cache",
        own_key("kms_key_id"),
        changed("subnet_ids", "routing.network"),
        groups("security_group_ids"),
        room("cache_usage_limits.data_storage.maximum"),
        room("cache_usage_limits.data_storage.minimum"),
        room("cache_usage_limits.ecpu_per_second.minimum"),
        room("cache_usage_limits.ecpu_per_second.maximum"),
        version("major_engine_version", newer="schema.engine"),
        changed("engine", "schema.engine"),
        backups("snapshot_retention_limit"),
        assigned("user_group_id"),
        ignore=("daily_snapshot_time", "description"),
    ),
    _subnet_group("aws_elasticache_subnet_group", "description"),
    entry(
        "aws_elasticache_user",
        Role.IDENTITY,
        changed("access_string", "access.grant", note="The access string is not compared."),
        toggle("no_password_required", on="access.public", verbs=ARRIVING),
        secret("passwords"),
        secret("authentication_mode.passwords"),
        choice(
            "authentication_mode.type", {"no-password-required": "access.public"}, verbs=ARRIVING
        ),
        delete="access.revoke",
    ),
    entry("aws_elasticache_user_group", Role.IDENTITY, grants("user_ids")),
    entry(
        "aws_elasticache_user_group_association",
        Role.IDENTITY,
        grants("user_id"),
        replace=("access.grant", "access.revoke"),
    ),
    _search_domain(
        "aws_elasticsearch_domain",
        "elasticsearch_version",
    ),
    entry(
        "aws_elasticsearch_domain_policy", Role.IDENTITY, document("access_policies", "resource")
    ),
    store("aws_keyspaces_keyspace", changed("replication_specification", "config.parameter")),
    store(
        "aws_keyspaces_table",
        changed("client_side_timestamps.status", "config.flag"),
        own_key("encryption_specification.kms_key_identifier"),
        changed("ttl.status", "config.flag"),
        changed("schema_definition", "schema.keys"),
        retention("default_time_to_live", cut="data.retention-cut"),
        choice(
            "capacity_specification.throughput_mode",
            {"PAY_PER_REQUEST": "scale.limits-up", "PROVISIONED": "scale.limits-down"},
        ),
        *(
            when(
                number(f"capacity_specification.{path}", up="scale.up", down="scale.down"),
                unless={"capacity_specification.throughput_mode": "PAY_PER_REQUEST"},
            )
            for path in ("read_capacity_units", "write_capacity_units")
        ),
        order(
            "encryption_specification.type",
            ("AWS_OWNED_KMS_KEY", "CUSTOMER_MANAGED_KMS_KEY"),
            up="protection.up",
            down="protection.encryption-off",
        ),
        choice(
            "point_in_time_recovery.status",
            {"DISABLED": "protection.backup-off", "ENABLED": "protection.up"},
        ),
        ignore=("comment",),
    ),
    entry("aws_memorydb_acl", Role.IDENTITY, grants("user_names")),
    entry(
        "aws_memorydb_cluster",
        Role.DATA_STORE,
        *_ends(_MEMORYDB_END, {"final_snapshot_name": ""}),
        presence("final_snapshot_name", came="protection.up", gone="protection.backup-off"),
        own_key("kms_key_arn"),
        groups("security_group_ids"),
        *documented(
            _MEMORYDB_SIZE,
            size("node_type", disruption=Disruption.REPLACE, note=_ONE_BY_ONE),
        ),
        number("num_shards", up="scale.up", down="scale.down"),
        number("num_replicas_per_shard", up="scale.up", down="scale.down"),
        *documented(
            _MEMORYDB_UPGRADE,
            _engine(disruption=Disruption.RESTART),
        ),
        changed("parameter_group_name", "schema.engine", disruption=Disruption.UNKNOWN),
        backups("snapshot_retention_limit"),
        toggle("tls_enabled", on="protection.up", off="exposure.tls-weaken", default=True),
        changed("acl_name", "access.grant", note="The two lists are not compared."),
        choice(
            "acl_name",
            {"open-access": "access.public"},
            verbs=ARRIVING,
            note="Under `open-access` nobody who reaches the cluster has to say who they are.",
        ),
        changed("engine", "schema.engine", both=True, disruption=Disruption.UNKNOWN),
        changed("port", "config.parameter", both=True),
        changed("subnet_group_name", "routing.network", both=True),
        _told("sns_topic_arn"),
        _MINOR,
        ignore=("description", "maintenance_window", "snapshot_window"),
    ),
    entry(
        "aws_memorydb_multi_region_cluster",
        Role.DATA_STORE,
        size("node_type"),
        number("num_shards", up="scale.up", down="scale.down"),
        _engine(disruption=Disruption.RESTART),
        toggle("tls_enabled", on="protection.up", off="exposure.tls-weaken", default=True),
        changed("multi_region_parameter_group_name", "config.parameter"),
        delete="protection.guard-off",
        ignore=("description",),
    ),
    _parameter_group("aws_memorydb_parameter_group"),
    spare("aws_memorydb_snapshot", own_key("kms_key_arn")),
    _subnet_group("aws_memorydb_subnet_group", "description"),
    entry(
        "aws_memorydb_user",
        Role.IDENTITY,
        changed("access_string", "access.grant", note="The access string is not compared."),
        secret("authentication_mode.passwords"),
        delete="access.revoke",
    ),
    entry(
        "aws_neptune_cluster",
        Role.DATA_STORE,
        *_ends(_NEPTUNE_END),
        own_key("kms_key_arn"),
        groups(),
        *documented(
            _NEPTUNE_UPGRADE,
            _engine(),
        ),
        _MAJOR_ALLOWED,
        *documented(
            _NEPTUNE,
            _parameters("neptune_cluster_parameter_group_name"),
        ),
        backups("backup_retention_period"),
        _FINAL_SNAPSHOT,
        _DELETION_PROTECTION,
        encrypted("storage_encrypted"),
        presence("global_cluster_identifier", gone="protection.guard-off"),
        *documented(
            _NEPTUNE,
            changed("port", "config.parameter", disruption=Disruption.RESTART),
        ),
        _IAM_LOGIN,
        assigned("iam_roles"),
        members("enable_cloudwatch_logs_exports", gone="observability.logs-off"),
        room("serverless_v2_scaling_configuration.max_capacity"),
        room("serverless_v2_scaling_configuration.min_capacity"),
        presence("replication_source_identifier", gone="config.parameter"),
        changed("storage_type", "config.parameter"),
        changed("neptune_subnet_group_name", "routing.network", both=True),
        ignore=(*_CLUSTER_WINDOWS, "copy_tags_to_snapshot", "final_snapshot_identifier"),
    ),
    entry(
        "aws_neptune_cluster_endpoint",
        Role.ROUTING,
        changed("static_members", "routing.rule"),
        changed("excluded_members", "routing.rule"),
        changed("endpoint_type", "routing.rule"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    _member(
        "aws_neptune_cluster_instance",
        *documented(
            _NEPTUNE,
            size("instance_class"),
            _parameters("neptune_parameter_group_name"),
        ),
        public("publicly_accessible"),
        _MINOR,
        changed("port", "config.parameter"),
        changed("promotion_tier", "config.parameter", disruption=Disruption.NONE),
        ignore=_CLUSTER_WINDOWS,
    ),
    _parameter_group("aws_neptune_cluster_parameter_group"),
    spare("aws_neptune_cluster_snapshot"),
    _event_subscription("aws_neptune_event_subscription"),
    entry(
        "aws_neptune_global_cluster",
        Role.DATA_STORE,
        *documented(_NEPTUNE_RESTART, _engine()),
        _DELETION_PROTECTION,
        encrypted("storage_encrypted"),
        delete="protection.guard-off",
        replace="protection.guard-off",
    ),
    _parameter_group("aws_neptune_parameter_group"),
    _subnet_group("aws_neptune_subnet_group", "description"),
    store(
        "aws_neptunegraph_graph",
        own_key("kms_key_identifier"),
        number("provisioned_memory", up="scale.resize-up", down="scale.resize-down"),
        number("replica_count", up="protection.up", down="protection.guard-off"),
        _DELETION_PROTECTION,
        public("public_connectivity"),
    ),
    _search_domain(
        "aws_opensearch_domain",
        "engine_version",
        changed("cluster_config.node_options.node_config.enabled", "config.flag"),
        changed("off_peak_window_options.enabled", "config.flag"),
        changed("software_update_options.auto_software_update_enabled", "config.flag"),
        toggle(
            "advanced_security_options.anonymous_auth_enabled",
            on="access.public",
            off="access.revoke",
            verbs=ARRIVING,
        ),
        guard("cluster_config.multi_az_with_standby_enabled"),
        changed("ip_address_type", "routing.network", both=True),
        number("cluster_config.node_options.node_config.count", up="scale.up", down="scale.down"),
        size("cluster_config.node_options.node_config.type", disruption=Disruption.NONE),
    ),
    entry("aws_opensearch_domain_policy", Role.IDENTITY, document("access_policies", "resource")),
    entry(
        "aws_opensearch_domain_saml_options",
        Role.IDENTITY,
        toggle("saml_options.enabled", on="access.trust", off="access.revoke"),
        changed("saml_options.master_user_name", "access.admin"),
        changed("saml_options.idp", "access.trust"),
        grants("saml_options.master_backend_role"),
        changed("saml_options.roles_key", "access.trust"),
        changed("saml_options.subject_key", "access.trust"),
        changed("saml_options.session_timeout_minutes", "config.parameter"),
        delete="access.revoke",
    ),
    entry(
        "aws_opensearchserverless_access_policy",
        Role.IDENTITY,
        *(
            members(f"policy.{path}", came="access.grant", gone="access.revoke")
            for path in ("Principal", "Rules.Permission", "Rules.Resource")
        ),
        create="access.grant",
        delete="access.revoke",
        ignore=("description",),
    ),
    store(
        "aws_opensearchserverless_collection",
        choice(
            "standby_replicas", {"DISABLED": "protection.guard-off", "ENABLED": "protection.up"}
        ),
        ignore=("description",),
    ),
    entry(
        "aws_opensearchserverless_lifecycle_policy",
        Role.DATA_STORE,
        retention("policy.Rules.MinIndexRetention", cut="data.retention-cut"),
        members("policy.Rules.Resource", came="data.retention-cut", gone="config.parameter"),
        ignore=("description",),
    ),
    entry(
        "aws_opensearchserverless_security_config",
        Role.IDENTITY,
        *(
            changed(f"saml_options.{what}", "access.trust")
            for what in ("group_attribute", "metadata", "user_attribute")
        ),
        changed("saml_options.session_timeout", "config.parameter"),
        create="access.trust",
        delete="access.revoke",
        ignore=("description",),
    ),
    entry(
        "aws_opensearchserverless_security_policy",
        Role.IDENTITY,
        toggle(
            "policy.AllowFromPublic",
            on="exposure.public",
            off="exposure.narrow",
            verbs=ARRIVING,
        ),
        members("policy.SourceVPCEs", came="exposure.open", gone="exposure.narrow"),
        members("policy.SourceServices", came="access.grant", gone="access.revoke"),
        when(
            members("policy.Rules.Resource", came="exposure.open", gone="exposure.narrow"),
            only={"type": "network"},
        ),
        when(happens("exposure.narrow", Verb.DELETE), only={"type": "network"}),
        toggle("policy.AWSOwnedKey", on="protection.encryption-off", off="protection.up"),
        presence("policy.KmsARN", changed="key.rotate"),
        when(changed("policy.Rules", "config.parameter"), only={"type": "encryption"}),
        ignore=("description",),
    ),
    entry(
        "aws_opensearchserverless_vpc_endpoint",
        Role.NETWORK,
        groups("security_group_ids"),
        changed("subnet_ids", "routing.network"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "aws_osis_pipeline",
        Role.COMPUTE,
        own_key("encryption_at_rest_options.kms_key_arn"),
        changed("log_publishing_options.cloudwatch_log_destination.log_group", "config.parameter"),
        groups("vpc_options.security_group_ids"),
        changed("vpc_options.subnet_ids", "routing.network"),
        room("max_units"),
        room("min_units"),
        changed("pipeline_configuration_body", "deploy.version"),
        toggle(
            "buffer_options.persistent_buffer_enabled",
            on="protection.up",
            off="protection.guard-off",
        ),
        records("log_publishing_options.is_logging_enabled"),
        delete="scale.to-zero",
        replace="scale.to-zero",
    ),
    store(
        "aws_qldb_ledger",
        own_key("kms_key"),
        choice("kms_key", {"AWS_OWNED_KMS_KEY": "protection.encryption-off"}),
        guard("deletion_protection", default=True),
        order(
            "permissions_mode", ("ALLOW_ALL", "STANDARD"), up="protection.up", down="access.grant"
        ),
    ),
    entry(
        "aws_rds_cluster",
        Role.DATA_STORE,
        *_ends(_AURORA_END),
        changed("enable_global_write_forwarding", "config.flag"),
        changed("enable_local_write_forwarding", "config.flag"),
        own_key("kms_key_id"),
        own_key("master_user_secret_kms_key_id"),
        own_key("performance_insights_kms_key_id"),
        groups(),
        *documented(
            _MULTI_AZ,
            size("db_cluster_instance_class"),
        ),
        grows("allocated_storage"),
        grows("iops"),
        *documented(
            _AURORA,
            _engine(),
        ),
        *documented(
            f"{_REGISTRY}/rds_cluster",
            changed("engine", "schema.engine", disruption=Disruption.OUTAGE),
            changed("engine_mode", "schema.engine", disruption=Disruption.OUTAGE),
        ),
        _MAJOR_ALLOWED,
        *documented(
            _AURORA,
            _parameters("db_cluster_parameter_group_name"),
        ),
        backups("backup_retention_period"),
        backups("backtrack_window"),
        danger("delete_automated_backups", default=True),
        _FINAL_SNAPSHOT,
        *documented(
            _AURORA,
            _DELETION_PROTECTION,
        ),
        encrypted("storage_encrypted"),
        presence("global_cluster_identifier", gone="protection.guard-off"),
        toggle("enable_http_endpoint", on="exposure.open", off="exposure.narrow"),
        changed("db_subnet_group_name", "routing.network"),
        *documented(
            _AURORA,
            changed("port", "config.parameter", disruption=Disruption.RESTART),
        ),
        room("scaling_configuration.max_capacity"),
        room("scaling_configuration.min_capacity"),
        room("serverlessv2_scaling_configuration.max_capacity"),
        room("serverlessv2_scaling_configuration.min_capacity"),
        assigned("iam_roles"),
        _IAM_LOGIN,
        _LOG_EXPORTS,
        *_INSIGHTS,
        _LOGIN_DOMAIN,
        presence(
            "replication_source_identifier",
            gone="config.parameter",
            note="The replica becomes a cluster of its own and follows nobody.",
        ),
        changed("storage_type", "config.parameter", disruption=Disruption.NONE),
        changed("database_insights_mode", "config.parameter", both=True),
        changed("network_type", "routing.network", both=True),
        changed("scaling_configuration.auto_pause", "config.flag"),
        changed("scaling_configuration.timeout_action", "config.parameter"),
        *documented(
            _AURORA,
            changed("ca_certificate_identifier", "key.rotate", disruption=Disruption.RESTART),
        ),
        secret("master_password"),
        changed("master_password_wo_version", "secret.change"),
        _MANAGED_PASSWORD,
        ignore=(*_CLUSTER_WINDOWS, "copy_tags_to_snapshot", "final_snapshot_identifier"),
    ),
    entry(
        "aws_rds_cluster_activity_stream",
        Role.OBSERVABILITY,
        changed("kms_key_id", "config.parameter"),
        delete="observability.logs-off",
        replace="observability.logs-off",
    ),
    entry(
        "aws_rds_cluster_endpoint",
        Role.ROUTING,
        changed("static_members", "routing.rule"),
        changed("excluded_members", "routing.rule"),
        changed("custom_endpoint_type", "routing.rule"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    _member(
        "aws_rds_cluster_instance",
        danger("force_destroy"),
        own_key("performance_insights_kms_key_id"),
        *documented(
            _AURORA,
            size("instance_class"),
            _engine(),
            _parameters("db_parameter_group_name"),
        ),
        public("publicly_accessible"),
        changed("db_subnet_group_name", "routing.network"),
        *documented(
            _AURORA,
            changed("promotion_tier", "config.parameter", disruption=Disruption.NONE),
        ),
        *_INSIGHTS,
        _MINOR,
        *documented(
            _AURORA,
            _CA,
        ),
        ignore=(*_CLUSTER_WINDOWS, "copy_tags_to_snapshot"),
    ),
    _parameter_group("aws_rds_cluster_parameter_group"),
    entry(
        "aws_rds_cluster_role_association",
        Role.IDENTITY,
        grants("role_arn"),
        replace=("access.grant", "access.revoke"),
    ),
    spare("aws_rds_cluster_snapshot_copy", own_key("kms_key_id"), _shared()),
    entry(
        "aws_rds_global_cluster",
        Role.DATA_STORE,
        _engine(),
        _DELETION_PROTECTION,
        danger("force_destroy"),
        encrypted("storage_encrypted"),
        delete="protection.guard-off",
        replace="protection.guard-off",
    ),
    entry(
        "aws_rds_instance_state",
        Role.SCALING,
        choice("state", {"stopped": "scale.to-zero", "available": "scale.up"}),
    ),
    _member(
        "aws_rds_shard_group",
        room("max_acu"),
        room("min_acu"),
        number("compute_redundancy", up="protection.up", down="protection.guard-off"),
        public("publicly_accessible"),
    ),
    entry(
        "aws_redshift_cluster",
        Role.DATA_STORE,
        *_ends(_REDSHIFT_END),
        guard("availability_zone_relocation_enabled"),
        own_key("kms_key_id"),
        retention(
            "manual_snapshot_retention_period", cut="protection.backup-cut", up="protection.up"
        ),
        own_key("master_password_secret_kms_key_id"),
        changed("logging.log_destination_type", "config.parameter"),
        members("logging.log_exports", gone="observability.logs-off"),
        groups(),
        *documented(
            _REDSHIFT_SIZE,
            size("node_type", disruption=Disruption.OUTAGE),
            number(
                "number_of_nodes",
                up="scale.up",
                down="scale.down",
                disruption=Disruption.RESTART,
                note="While the cluster is resized only reading queries run, at best.",
            ),
            choice("cluster_type", {"single-node": "scale.down", "multi-node": "scale.up"}),
        ),
        version("cluster_version", newer="schema.engine"),
        *documented(
            _REDSHIFT,
            _parameters("cluster_parameter_group_name"),
        ),
        backups("automated_snapshot_retention_period"),
        presence("snapshot_copy", gone="protection.backup-cut", came="protection.up"),
        retention(
            "snapshot_copy.retention_period",
            cut="protection.backup-cut",
            up="protection.up",
            zero_is="nothing",
            block="snapshot_copy",
        ),
        _FINAL_SNAPSHOT,
        encrypted("encrypted"),
        guard("multi_az"),
        public("publicly_accessible"),
        toggle("enhanced_vpc_routing", off="exposure.open", on="exposure.narrow"),
        *documented(
            _REDSHIFT,
            changed("port", "config.parameter", disruption=Disruption.OUTAGE),
        ),
        changed("cluster_identifier", "routing.dns"),
        changed("elastic_ip", "routing.network"),
        changed("cluster_subnet_group_name", "routing.network", both=True),
        changed("maintenance_track_name", "config.parameter", both=True),
        toggle("allow_version_upgrade", on="config.flag", off="config.flag", default=True),
        assigned("iam_roles"),
        records("logging.enable"),
        secret("master_password"),
        changed("master_password_wo_version", "secret.change"),
        toggle("manage_master_password", on="secret.change", off="secret.change"),
        ignore=("preferred_maintenance_window",),
    ),
    entry("aws_redshift_cluster_iam_roles", Role.IDENTITY, grants("iam_role_arns")),
    spare(
        "aws_redshift_cluster_snapshot",
        retention(
            "manual_snapshot_retention_period", cut="protection.backup-cut", up="protection.up"
        ),
    ),
    entry(
        "aws_redshift_data_share_authorization",
        Role.IDENTITY,
        toggle("allow_writes", on="access.grant", off="access.revoke"),
        grants("consumer_identifier"),
        replace=("access.grant", "access.revoke"),
    ),
    entry(
        "aws_redshift_endpoint_authorization",
        Role.IDENTITY,
        danger("force_delete"),
        grants("account"),
        limit("vpc_ids"),
        replace=("access.grant", "access.revoke"),
    ),
    _event_subscription(
        "aws_redshift_event_subscription",
        rules=(order("severity", ("ERROR", "INFO"), down="observability.alarm-loosened"),),
    ),
    entry(
        "aws_redshift_logging",
        Role.OBSERVABILITY,
        members("log_exports", gone="observability.logs-off"),
        changed("log_destination_type", "config.parameter"),
        changed("bucket_name", "config.parameter"),
        delete="observability.logs-off",
    ),
    _parameter_group("aws_redshift_parameter_group"),
    entry("aws_redshift_resource_policy", Role.IDENTITY, document("policy", "resource")),
    entry(
        "aws_redshift_scheduled_action",
        Role.SCALING,
        toggle("enable", on="config.parameter", off="config.parameter", default=True),
        changed("schedule", "config.parameter"),
        changed("target_action", "config.parameter"),
        assigned("iam_role"),
        *parameters("start_time", "end_time"),
        delete="config.parameter",
        ignore=("description",),
    ),
    spare(
        "aws_redshift_snapshot_copy",
        backups("retention_period"),
        retention(
            "manual_snapshot_retention_period", cut="protection.backup-cut", up="protection.up"
        ),
        changed("destination_region", "config.parameter"),
    ),
    entry(
        "aws_redshift_snapshot_copy_grant",
        Role.KEY,
        delete="protection.backup-cut",
        replace="protection.backup-cut",
    ),
    entry(
        "aws_redshift_snapshot_schedule",
        Role.PROTECTION,
        changed("definitions", "config.parameter"),
        danger("force_destroy"),
        happens("protection.backup-cut", Verb.DELETE, note=_UNSCHEDULED),
        ignore=("description",),
    ),
    entry(
        "aws_redshift_snapshot_schedule_association",
        Role.PROTECTION,
        happens("protection.backup-cut", Verb.DELETE, note=_UNSCHEDULED),
        happens("config.parameter", Verb.CREATE, note=_SCHEDULED),
        happens("config.parameter", Verb.REPLACE, note=_SCHEDULED),
    ),
    _subnet_group("aws_redshift_subnet_group", "description"),
    entry(
        "aws_redshift_usage_limit",
        Role.SCALING,
        room("amount"),
        order(
            "breach_action",
            ("log", "emit-metric", "disable"),
            up="protection.up",
            down="protection.guard-off",
        ),
        changed("period", "config.parameter", note=_SAME_AMOUNT),
        delete="protection.guard-off",
    ),
    store(
        "aws_redshiftserverless_namespace",
        own_key("admin_password_secret_kms_key_id"),
        changed("admin_username", "secret.change"),
        secret("admin_user_password"),
        changed("admin_user_password_wo_version", "secret.change"),
        toggle("manage_admin_password", on="secret.change", off="secret.change"),
        own_key("kms_key_id"),
        assigned("iam_roles"),
        assigned("default_iam_role_arn"),
        members("log_exports", gone="observability.logs-off"),
    ),
    entry("aws_redshiftserverless_resource_policy", Role.IDENTITY, document("policy", "resource")),
    spare(
        "aws_redshiftserverless_snapshot",
        retention("retention_period", cut="protection.backup-cut", up="protection.up"),
    ),
    entry(
        "aws_redshiftserverless_usage_limit",
        Role.SCALING,
        room("amount"),
        order(
            "breach_action",
            ("log", "emit-metric", "deactivate"),
            up="protection.up",
            down="protection.guard-off",
        ),
        changed("period", "config.parameter", note=_SAME_AMOUNT),
        delete="protection.guard-off",
    ),
    entry(
        "aws_redshiftserverless_workgroup",
        Role.DATA_STORE,
        changed("price_performance_target.enabled", "config.flag"),
        groups("security_group_ids"),
        number("base_capacity", up="scale.up", down="scale.down"),
        room("max_capacity"),
        public("publicly_accessible"),
        toggle("enhanced_vpc_routing", off="exposure.open", on="exposure.narrow"),
        changed("subnet_ids", "routing.network"),
        changed("port", "config.parameter"),
        changed("config_parameter", "config.parameter"),
        changed("namespace_name", "routing.rule"),
        changed("workgroup_name", "routing.dns"),
        delete="scale.to-zero",
        replace="scale.to-zero",
        replace_disruption=Disruption.OUTAGE,
    ),
    store("aws_simpledb_domain"),
    store(
        "aws_timestreaminfluxdb_db_instance",
        changed("vpc_subnet_ids", "routing.network"),
        groups(),
        size("db_instance_type", disruption=Disruption.RESTART),
        grows("allocated_storage"),
        changed("db_parameter_group_identifier", "config.parameter"),
        choice(
            "deployment_type",
            {"SINGLE_AZ": "protection.guard-off", "WITH_MULTIAZ_STANDBY": "protection.up"},
        ),
        public("publicly_accessible"),
        secret("password"),
        changed("port", "config.parameter"),
        records("log_delivery_configuration.s3_configuration.enabled"),
    ),
    store("aws_timestreamwrite_database", own_key("kms_key_id")),
    store(
        "aws_timestreamwrite_table",
        choice(
            "magnetic_store_write_properties.magnetic_store_rejected_data_location.s3_configuration.encryption_option",
            {"SSE_KMS": "protection.up", "SSE_S3": "protection.encryption-off"},
        ),
        key_within(
            "magnetic_store_write_properties.magnetic_store_rejected_data_location.s3_configuration.kms_key_id"
        ),
        retention(
            "retention_properties.magnetic_store_retention_period_in_days",
            cut="data.retention-cut",
        ),
        retention(
            "retention_properties.memory_store_retention_period_in_hours",
            cut="data.retention-cut",
            note="Records older than the memory store's age can no longer be written to it.",
        ),
        changed("schema.composite_partition_key", "schema.keys"),
        toggle(
            "magnetic_store_write_properties.enable_magnetic_store_writes",
            on="config.parameter",
            off="config.parameter",
        ),
    ),
)
