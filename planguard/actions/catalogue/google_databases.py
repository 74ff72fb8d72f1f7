"""
Google Cloud's databases and caches: what changes to them mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

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
    secret,
    size,
    toggle,
    when,
)
from planguard.actions.providers.forms import backups, danger, grows, guard, records, room, units
from planguard.actions.providers.google import (
    DATABASE_DISKS,
    abandons,
    backs_up,
    engine,
    filtered,
    machine,
    own_key,
    running,
    schedule,
    setting,
    spare,
    store,
    way,
)
from planguard.model.words import Disruption, Reversible, Role, Verb

_REGISTRY = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources"
_SQL = "https://cloud.google.com/sql/docs/postgres/instance-settings"
_SQL_UPGRADE = "https://cloud.google.com/sql/docs/postgres/upgrade-major-db-version-inplace"
_SQL_FLAGS = "https://cloud.google.com/sql/docs/postgres/flags"
_SQL_PRIVATE = "https://cloud.google.com/sql/docs/postgres/configure-private-ip"
_SQL_PATCH = "https://cloud.google.com/sql/docs/postgres/self-service-maintenance"
_SUPERUSER = "alloydbsuperuser"
_SQL_END = "https://cloud.google.com/sql/docs/postgres/delete-instance"
_REDIS_MAINTENANCE = "https://cloud.google.com/memorystore/docs/redis/about-maintenance"
_REDIS_SCALING = "https://cloud.google.com/memorystore/docs/redis/scaling-behavior"
_REDIS_UPGRADE = "https://cloud.google.com/memorystore/docs/redis/about-upgrading-version"
_BIGTABLE_TABLES = "https://cloud.google.com/bigtable/docs/managing-tables"

_QUIET, _RESTART, _OUTAGE = Disruption.NONE, Disruption.RESTART, Disruption.OUTAGE
_REPLACED = Disruption.REPLACE
_KEPT = ("abandon", "prevent")
_REPLICA = "A read replica is a copy: its source keeps the data."
_SOURCE: Words = {"master_instance_name": ""}
_SAVED: Words = {"settings.final_backup_config.enabled": "true"}
_LOSSES = (("data.delete", Verb.DELETE), ("data.replace", Verb.REPLACE))
_LAST = "A last backup is made, from which it can be restored."
_UNDELETED = "It can be restored for about seven days."
_FLAGS = "Many flags restart the instance (https://cloud.google.com/sql/docs/postgres/flags)."
_UNASKED = "An address alone lets nobody in: the authorized networks do, and the Auth Proxy."
_CACHE_SIZES = (
    *("REDIS_SHARED_CORE_NANO", "SHARED_CORE_NANO", "REDIS_STANDARD_SMALL", "STANDARD_SMALL"),
    *("REDIS_HIGHMEM_MEDIUM", "HIGHMEM_MEDIUM", "REDIS_HIGHMEM_XLARGE", "HIGHMEM_XLARGE"),
    *("REDIS_HIGHMEM_2XLARGE", "HIGHMEM_2XLARGE"),
)
_ALONE = ("primary", "secondary")
"""Instances that are no pool of readers; a secondary one is abandoned, not deleted."""
_UNWRITTEN = ("PERSISTENCE_MODE_DISABLED", "DISABLED")
_PERIODS = ("TWENTY_FOUR_HOURS", "TWELVE_HOURS", "SIX_HOURS", "ONE_HOUR")
_RULES = "gc_rules.rules"
_NESTED = (_RULES, f"{_RULES}.rules")
_TTL = "Documents are deleted when the time in the field has passed."


def _standby(path: str) -> Rule:
    return order(path, ("ZONAL", "REGIONAL"), up="protection.up", down="protection.guard-off")


def _lost(*rules: Rule, unless: str = "deletion_policy") -> tuple[Rule, ...]:
    """Describe the loss of data, where the object is not merely left alone."""
    return (
        when(happens("data.delete", Verb.DELETE), unless={unless: _KEPT}),
        when(happens("data.replace", Verb.REPLACE), unless={unless: _KEPT}),
        *rules,
    )


def _persisted(path: str) -> tuple[Rule, Rule]:
    """Describe what a cache writes to disks: nothing, snapshots, or every change."""
    return (
        choice(path, dict.fromkeys(_UNWRITTEN, "protection.backup-off")),
        when(
            order(
                path,
                (*_UNWRITTEN, "RDB", "AOF"),
                up="protection.up",
                down="protection.backup-cut",
            ),
            unless={path: _UNWRITTEN},
        ),
    )


def _snapshots(path: str) -> Rule:
    return order(path, _PERIODS, up="protection.up", down="protection.backup-cut")


def _cluster(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a cluster of Redis or Valkey."""
    return store(
        type_,
        size("node_type", order=_CACHE_SIZES),
        number("shard_count", up="scale.up", down="scale.down"),
        number(
            "replica_count",
            up="protection.up",
            down="protection.guard-off",
            note="Replicas take over when a node fails, and share the reading.",
        ),
        choice(
            "authorization_mode",
            {
                "AUTH_MODE_DISABLED": "access.grant",
                "AUTH_DISABLED": "access.grant",
                "AUTH_MODE_IAM_AUTH": "access.revoke",
                "IAM_AUTH": "access.revoke",
            },
        ),
        choice(
            "transit_encryption_mode",
            {
                "TRANSIT_ENCRYPTION_MODE_DISABLED": "exposure.tls-weaken",
                "TRANSIT_ENCRYPTION_DISABLED": "exposure.tls-weaken",
                "TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION": "protection.up",
                "SERVER_AUTHENTICATION": "protection.up",
            },
        ),
        *_persisted("persistence_config.mode"),
        _snapshots("persistence_config.rdb_config.rdb_snapshot_period"),
        order(
            "persistence_config.aof_config.append_fsync",
            ("NO", "NEVER", "EVERYSEC", "EVERY_SEC", "ALWAYS"),
            up="protection.up",
            down="protection.backup-cut",
            note="What was written since the last time is lost with a node.",
        ),
        backups("automated_backup_config.retention", block="automated_backup_config"),
        presence("automated_backup_config", gone="protection.backup-off"),
        guard("deletion_protection_enabled", default=True),
        own_key("kms_key"),
        choice(
            "zone_distribution_config.mode",
            {"SINGLE_ZONE": "protection.guard-off", "MULTI_ZONE": "protection.up"},
        ),
        presence("cross_cluster_replication_config", gone="protection.guard-off")
        if type_ == "google_redis_cluster"
        else presence("cross_instance_replication_config", gone="protection.guard-off"),
        *rules,
        ignore=("maintenance_policy",),
    )


def _view(type_: str, disruption: Disruption) -> TypeEntry:
    return entry(
        type_,
        Role.SCHEMA,
        changed("query", "schema.keys", disruption=disruption),
        guard("deletion_protection"),
        delete="schema.keys",
    )


ENTRIES: tuple[TypeEntry, ...] = (
    spare("google_alloydb_backup", own_key("encryption_config.kms_key_name")),
    entry(
        "google_alloydb_cluster",
        Role.DATA_STORE,
        engine("database_version"),
        backs_up("automated_backup_policy.enabled"),
        *(
            backups(f"automated_backup_policy.{kept}", block=f"automated_backup_policy.{block}")
            for block, kept in (
                ("quantity_based_retention", "quantity_based_retention.count"),
                ("time_based_retention", "time_based_retention.retention_period"),
            )
        ),
        toggle(
            "continuous_backup_config.enabled",
            off="protection.backup-off",
            on="protection.up",
            default=True,
        ),
        backups("continuous_backup_config.recovery_window_days"),
        own_key("encryption_config.kms_key_name"),
        own_key("automated_backup_policy.encryption_config.kms_key_name"),
        own_key("continuous_backup_config.encryption_config.kms_key_name"),
        changed("automated_backup_policy.weekly_schedule", "config.parameter", disruption=_QUIET),
        secret("initial_user.password"),
        choice(
            "deletion_policy",
            {"FORCE": "protection.guard-off", "DEFAULT": "protection.up"},
            default="DEFAULT",
            note="With `FORCE` a cluster goes with its secondary and instances.",
        ),
        guard("deletion_protection", default=True),
        choice(
            "cluster_type",
            {"PRIMARY": "config.parameter", "SECONDARY": "config.parameter"},
            disruption=_OUTAGE,
        ),
        when(happens("data.delete", Verb.DELETE), unless={"cluster_type": "secondary"}),
        when(happens("data.replace", Verb.REPLACE), unless={"cluster_type": "secondary"}),
        when(happens("protection.guard-off", Verb.DELETE), only={"cluster_type": "secondary"}),
        changed("network_config.network", "routing.network", disruption=_OUTAGE),
        toggle("psc_config.psc_enabled", on="routing.network", off="routing.network"),
        ignore=("maintenance_update_policy",),
    ),
    entry(
        "google_alloydb_instance",
        Role.DATA_STORE,
        grows("machine_config.cpu_count", disruption=_RESTART),
        machine("machine_config.machine_type"),
        units("read_pool_config.node_count"),
        _standby("availability_type"),
        choice(
            "activation_policy",
            {"NEVER": "scale.to-zero", "ALWAYS": "scale.up"},
        ),
        changed("database_flags", "config.parameter", disruption=_RESTART),
        order(
            "client_connection_config.ssl_config.ssl_mode",
            ("ALLOW_UNENCRYPTED_AND_ENCRYPTED", "ENCRYPTED_ONLY"),
            up="protection.up",
            down="exposure.tls-weaken",
        ),
        guard("client_connection_config.require_connectors"),
        toggle(
            "network_config.enable_public_ip",
            on="exposure.public",
            off="exposure.narrow",
            note=_UNASKED,
        ),
        filtered("google-networks", "network_config.authorized_external_networks"),
        toggle(
            "network_config.enable_outbound_public_ip",
            on="routing.network",
            off="routing.network",
        ),
        members(
            "psc_instance_config.allowed_consumer_projects",
            came="access.grant",
            gone="access.revoke",
        ),
        records("observability_config.enabled"),
        when(
            happens("scale.to-zero", Verb.DELETE, note="The cluster keeps the data."),
            only={"instance_type": "primary"},
        ),
        when(happens("scale.down", Verb.DELETE), unless={"instance_type": _ALONE}),
        replace_disruption=_OUTAGE,
    ),
    entry(
        "google_alloydb_user",
        Role.SECRET,
        secret("password"),
        members(
            "database_roles",
            came="access.grant",
            gone="access.revoke",
            words={_SUPERUSER: "access.admin"},
        ),
        members(
            "database_roles", words={_SUPERUSER: "access.admin"}, verbs=frozenset({Verb.CREATE})
        ),
        create="access.grant",
        delete="access.revoke",
        replace=("access.grant", "access.revoke"),
    ),
    entry(
        "google_bigtable_app_profile",
        Role.ROUTING,
        changed("single_cluster_routing.cluster_id", "routing.rule"),
        toggle(
            "single_cluster_routing.allow_transactional_writes",
            off="config.parameter",
            on="config.parameter",
        ),
        toggle("multi_cluster_routing_use_any", on="protection.up", off="protection.guard-off"),
        changed("multi_cluster_routing_cluster_ids", "routing.rule"),
        danger("ignore_warnings"),
        delete="routing.remove",
        ignore=("description",),
    ),
    entry(
        "google_bigtable_authorized_view",
        Role.SCHEMA,
        *(
            members(f"subset_view.{part}", came="access.grant", gone="access.revoke")
            for part in (
                "row_prefixes",
                "family_subsets.family_name",
                "family_subsets.qualifiers",
                "family_subsets.qualifier_prefixes",
            )
        ),
        choice(
            "deletion_protection",
            {"UNPROTECTED": "protection.guard-off", "PROTECTED": "protection.up"},
        ),
        delete="schema.keys",
    ),
    entry(
        "google_bigtable_gc_policy",
        Role.DATA_STORE,
        number("max_age.days", down="data.retention-cut"),
        retention("max_age.duration", cut="data.retention-cut"),
        number("max_version.number", down="data.retention-cut"),
        *(
            rule
            for at in _NESTED
            for rule in (
                retention(f"{at}.max_age", cut="data.retention-cut", block=at, arriving=False),
                number(f"{at}.max_version", down="data.retention-cut"),
                *(
                    rule
                    for limit in ("max_age", "max_version")
                    for rule in (
                        when(
                            presence(f"{at}.{limit}", came="data.retention-cut"),
                            unless={"gc_rules.mode": "intersection"},
                        ),
                        when(
                            presence(f"{at}.{limit}", gone="data.retention-cut"),
                            only={"gc_rules.mode": "intersection"},
                        ),
                    )
                ),
            )
        ),
        choice("gc_rules.mode", {"UNION": "data.retention-cut"}, both=True),
        choice("mode", {"UNION": "data.retention-cut"}, both=True),
        abandons(),
        ignore=("description",),
        create="data.retention-cut",
    ),
    store(
        "google_bigtable_instance",
        when(units("cluster.num_nodes"), not_beside={"cluster.num_nodes": ""}),
        room("cluster.autoscaling_config.max_nodes"),
        room("cluster.autoscaling_config.min_nodes"),
        members(
            "cluster.cluster_id",
            came="protection.up",
            gone="protection.guard-off",
            note="Each cluster holds a copy of all tables.",
        ),
        own_key("cluster.kms_key_name"),
        guard("deletion_protection", default=True),
        danger("force_destroy"),
        ignore=("display_name",),
    ),
    _view("google_bigtable_logical_view", _QUIET),
    _view("google_bigtable_materialized_view", _REPLACED),
    entry(
        "google_bigtable_table",
        Role.DATA_STORE,
        *documented(
            _BIGTABLE_TABLES,
            happens("data.delete", Verb.DELETE, reversible=Reversible.YES, note=_UNDELETED),
        ),
        happens("data.replace", Verb.REPLACE),
        presence("column_family.family", gone="schema.keys"),
        changed("row_key_schema", "schema.keys"),
        choice(
            "deletion_protection",
            {"UNPROTECTED": "protection.guard-off", "PROTECTED": "protection.up"},
        ),
        retention("change_stream_retention", cut="data.retention-cut", zero_is="nothing"),
        backups("automated_backup_policy.retention_period", block="automated_backup_policy"),
        presence("automated_backup_policy", gone="protection.backup-off", came="protection.up"),
    ),
    setting(
        "google_database_migration_service_connection_profile",
        *(
            secret(path)
            for path in (
                "postgresql.password",
                "postgresql.ssl.client_key",
                "mysql.password",
                "mysql.ssl.client_key",
                "oracle.password",
                "oracle.ssl.client_key",
                "oracle.forward_ssh_connectivity.password",
                "oracle.forward_ssh_connectivity.private_key",
                "alloydb.settings.initial_user.password",
                "cloudsql.settings.root_password",
            )
        ),
        *(
            changed(f"{engine_}.{part}", "config.parameter", disruption=_QUIET)
            for engine_ in ("postgresql", "mysql", "oracle")
            for part in ("host", "port", "username")
        ),
    ),
    running(
        "google_database_migration_service_migration_job",
        changed("source", "config.parameter"),
        changed("destination", "config.parameter"),
    ),
    way("google_database_migration_service_private_connection"),
    setting(
        "google_datastream_connection_profile",
        *(
            secret(path)
            for path in (
                "forward_ssh_connectivity.password",
                "forward_ssh_connectivity.private_key",
                "mysql_profile.password",
                "mysql_profile.ssl_config.client_key",
                "oracle_profile.password",
                "postgresql_profile.password",
                "sql_server_profile.password",
                "salesforce_profile.oauth2_client_credentials.client_secret",
                "salesforce_profile.user_credentials.password",
                "salesforce_profile.user_credentials.security_token",
            )
        ),
        *(
            changed(f"{kind}_profile.{part}", "config.parameter")
            for kind in ("mysql", "oracle", "postgresql", "sql_server")
            for part in ("hostname", "port", "username")
        ),
        *(
            changed(path, "config.parameter")
            for path in (
                *("oracle_profile.database_service", "postgresql_profile.database"),
                *("sql_server_profile.database", "salesforce_profile.domain"),
                *("gcs_profile.bucket", "gcs_profile.root_path"),
            )
        ),
        *(
            changed(path, "secret.change", both=True, note="Another secret, or version of it.")
            for path in (
                *(
                    f"{kind}_profile.secret_manager_stored_password"
                    for kind in ("mysql", "oracle", "postgresql", "sql_server")
                ),
                "salesforce_profile.oauth2_client_credentials.secret_manager_stored_client_secret",
                "salesforce_profile.user_credentials.secret_manager_stored_password",
                "salesforce_profile.user_credentials.secret_manager_stored_security_token",
            )
        ),
        presence("mysql_profile.ssl_config", gone="exposure.tls-weaken", came="protection.up"),
        changed("mysql_profile.ssl_config.ca_certificate", "access.trust", both=True),
        changed("private_connectivity.private_connection", "routing.network"),
        changed("forward_ssh_connectivity.hostname", "routing.network"),
    ),
    way("google_datastream_private_connection"),
    running(
        "google_datastream_stream",
        choice(
            "desired_state",
            {"PAUSED": "scale.to-zero", "RUNNING": "scale.up"},
            note="What the source throws away meanwhile is missing for good.",
        ),
        changed("source_config", "config.parameter"),
        changed("destination_config", "config.parameter"),
        own_key("customer_managed_encryption_key"),
    ),
    store(
        "google_firebase_database_instance",
        choice("desired_state", {"DISABLED": "scale.to-zero", "ACTIVE": "scale.up"}),
    ),
    schedule(
        "google_firestore_backup_schedule",
        backups("retention"),
        presence(
            "daily_recurrence", came="protection.up", gone="protection.backup-cut", empty=True
        ),
        changed("weekly_recurrence.day", "config.parameter", disruption=_QUIET),
    ),
    entry(
        "google_firestore_database",
        Role.DATA_STORE,
        when(happens("data.delete", Verb.DELETE), only={"deletion_policy": "delete"}),
        when(happens("data.replace", Verb.REPLACE), only={"deletion_policy": "delete"}),
        choice(
            "deletion_policy",
            {"DELETE": "protection.guard-off", "ABANDON": "protection.up"},
            default="ABANDON",
        ),
        choice(
            "delete_protection_state",
            {
                "DELETE_PROTECTION_DISABLED": "protection.guard-off",
                "DELETE_PROTECTION_ENABLED": "protection.up",
            },
            default="DELETE_PROTECTION_DISABLED",
        ),
        choice(
            "point_in_time_recovery_enablement",
            {
                "POINT_IN_TIME_RECOVERY_DISABLED": "protection.backup-off",
                "POINT_IN_TIME_RECOVERY_ENABLED": "protection.up",
            },
            default="POINT_IN_TIME_RECOVERY_DISABLED",
        ),
        changed("concurrency_mode", "config.parameter"),
        changed("type", "schema.engine", disruption=_OUTAGE),
        own_key("cmek_config.kms_key_name"),
    ),
    store("google_firestore_document", changed("fields", "config.parameter")),
    entry(
        "google_firestore_field",
        Role.SCHEMA,
        presence("ttl_config", came="data.retention-cut", empty=True, note=_TTL),
        changed("index_config", "config.parameter", disruption=_QUIET),
    ),
    entry(
        "google_firestore_index",
        Role.SCHEMA,
        delete="config.parameter",
        replace="config.parameter",
        replace_disruption=_OUTAGE,
    ),
    entry(
        "google_memcache_instance",
        Role.DATA_STORE,
        units("node_count"),
        grows("node_config.cpu_count", disruption=_OUTAGE),
        grows("node_config.memory_size_mb", disruption=_OUTAGE),
        engine("memcache_version"),
        changed("memcache_parameters.params", "config.parameter", disruption=_RESTART),
        changed("authorized_network", "routing.network", disruption=_OUTAGE),
        delete="scale.to-zero",
        replace="scale.to-zero",
        replace_disruption=_OUTAGE,
        ignore=("maintenance_policy",),
    ),
    _cluster(
        "google_memorystore_instance",
        engine("engine_version"),
        changed("engine_configs", "config.parameter", disruption=Disruption.UNKNOWN),
        changed("mode", "schema.engine", disruption=_OUTAGE),
    ),
    store(
        "google_oracle_database_autonomous_database",
        grows("properties.compute_count"),
        grows("properties.data_storage_size_gb"),
        grows("properties.data_storage_size_tb"),
        guard("properties.is_local_data_guard_enabled"),
        backups("properties.backup_retention_period_days"),
        guard("deletion_protection", default=True),
        guard("properties.mtls_connection_required"),
        secret("admin_password"),
    ),
    _cluster(
        "google_redis_cluster",
        changed("redis_configs", "config.parameter", disruption=Disruption.UNKNOWN),
    ),
    store(
        "google_redis_instance",
        *documented(
            _REDIS_SCALING,
            grows("memory_size_gb", disruption=_RESTART),
        ),
        order("tier", ("BASIC", "STANDARD_HA"), up="protection.up", down="protection.guard-off"),
        number("replica_count", up="protection.up", down="protection.guard-off"),
        *documented(
            _REDIS_UPGRADE,
            engine("redis_version", disruption=_RESTART),
        ),
        changed("redis_configs", "config.parameter", disruption=Disruption.UNKNOWN),
        toggle("auth_enabled", off="access.grant", on="access.revoke"),
        order(
            "transit_encryption_mode",
            ("", "DISABLED", "SERVER_AUTHENTICATION"),
            up="protection.up",
            down="exposure.tls-weaken",
        ),
        choice(
            "persistence_config.persistence_mode",
            {"DISABLED": "protection.backup-off", "RDB": "protection.up"},
            note="Snapshots there are of it are deleted when it is switched off.",
        ),
        _snapshots("persistence_config.rdb_snapshot_period"),
        changed("read_replicas_mode", "config.parameter", disruption=_QUIET),
        *documented(
            _REDIS_MAINTENANCE,
            changed("maintenance_version", "schema.engine", both=True, disruption=_RESTART),
        ),
        *documented(
            f"{_REGISTRY}/redis_instance",
            changed("authorized_network", "routing.network", disruption=_OUTAGE),
            changed("connect_mode", "routing.network", disruption=_OUTAGE),
        ),
        own_key("customer_managed_key"),
        guard("deletion_protection"),
        ignore=("maintenance_policy",),
    ),
    schedule(
        "google_spanner_backup_schedule",
        backups("retention_duration"),
        changed("spec.cron_spec.text", "config.parameter", disruption=_QUIET),
    ),
    store(
        "google_spanner_database",
        members(
            "ddl",
            came="schema.keys",
            gone="schema.keys",
            swapped="schema.keys",
            disruption=_QUIET,
            note="Statements added at the end are run; any other difference makes the database anew.",
        ),
        retention(
            "version_retention_period",
            cut="protection.backup-cut",
            up="protection.up",
            zero_is="nothing",
        ),
        guard("enable_drop_protection"),
        guard("deletion_protection", default=True),
        own_key("encryption_config.kms_key_name"),
        changed("database_dialect", "schema.engine"),
    ),
    store(
        "google_spanner_instance",
        *(
            when(
                units(path),
                only={
                    "autoscaling_config.autoscaling_limits.max_nodes": "",
                    "autoscaling_config.autoscaling_limits.max_processing_units": "",
                },
            )
            for path in ("num_nodes", "processing_units")
        ),
        room("autoscaling_config.autoscaling_limits.max_nodes"),
        room("autoscaling_config.autoscaling_limits.min_nodes"),
        room("autoscaling_config.autoscaling_limits.max_processing_units"),
        room("autoscaling_config.autoscaling_limits.min_processing_units"),
        changed("autoscaling_config.autoscaling_targets", "config.parameter", disruption=_QUIET),
        order(
            "edition",
            ("STANDARD", "ENTERPRISE", "ENTERPRISE_PLUS"),
            up="scale.resize-up",
            down="protection.guard-off",
        ),
        choice(
            "default_backup_schedule_type",
            {"NONE": "protection.backup-off", "AUTOMATIC": "protection.up"},
        ),
        danger("force_destroy"),
        ignore=("display_name",),
    ),
    setting("google_spanner_instance_config"),
    store(
        "google_spanner_instance_partition",
        units("node_count"),
        units("processing_units"),
    ),
    entry(
        "google_sql_database",
        Role.DATA_STORE,
        *_lost(),
        changed("charset", "schema.engine"),
        changed("collation", "schema.engine"),
        abandons(),
    ),
    entry(
        "google_sql_database_instance",
        Role.DATA_STORE,
        *documented(
            _SQL_END,
            *(
                when(happens(action, verb), only=_SOURCE, unless=_SAVED)
                for action, verb in _LOSSES
            ),
            *(
                when(
                    happens(action, verb, reversible=Reversible.YES, note=_LAST),
                    only={**_SOURCE, **_SAVED},
                )
                for action, verb in _LOSSES
            ),
            *(
                when(
                    happens("scale.down", verb, disruption=_OUTAGE, note=_REPLICA), unless=_SOURCE
                )
                for verb in (Verb.DELETE, Verb.REPLACE)
            ),
        ),
        *documented(
            _SQL,
            machine("settings.tier"),
        ),
        order(
            "settings.edition",
            ("ENTERPRISE", "ENTERPRISE_PLUS"),
            up="scale.resize-up",
            down="scale.resize-down",
        ),
        _standby("settings.availability_type"),
        *documented(
            _SQL,
            grows("settings.disk_size"),
        ),
        *documented(
            f"{_REGISTRY}/sql_database_instance",
            size("settings.disk_type", order=DATABASE_DISKS, disruption=_OUTAGE),
        ),
        number(
            "settings.disk_autoresize_limit",
            up="scale.limits-up",
            down="scale.limits-down",
            zero_is="no-limit",
            absent=0,
        ),
        toggle(
            "settings.disk_autoresize",
            off="scale.limits-down",
            on="scale.limits-up",
            default=True,
        ),
        grows("settings.data_disk_provisioned_iops"),
        grows("settings.data_disk_provisioned_throughput"),
        units("node_count"),
        *documented(
            _SQL_UPGRADE,
            engine("database_version"),
        ),
        *documented(
            _SQL_FLAGS,
            changed(
                "settings.database_flags", "config.parameter", disruption=_RESTART, note=_FLAGS
            ),
        ),
        changed("settings.collation", "schema.engine"),
        changed("settings.time_zone", "schema.engine"),
        guard("deletion_protection", default=True),
        guard("settings.deletion_protection_enabled"),
        backs_up("settings.backup_configuration.enabled"),
        backs_up("settings.backup_configuration.point_in_time_recovery_enabled"),
        backs_up("settings.backup_configuration.binary_log_enabled"),
        backups(
            "settings.backup_configuration.backup_retention_settings.retained_backups",
            block="settings.backup_configuration.backup_retention_settings",
        ),
        backups(
            "settings.backup_configuration.transaction_log_retention_days",
            block="settings.backup_configuration",
        ),
        guard("settings.retain_backups_on_delete"),
        toggle(
            "settings.ip_configuration.ipv4_enabled",
            on="exposure.public",
            off="exposure.narrow",
            default=True,
            note=_UNASKED,
        ),
        filtered("google-networks", "settings.ip_configuration.authorized_networks"),
        when(
            toggle(
                "settings.ip_configuration.require_ssl",
                off="exposure.tls-weaken",
                on="protection.up",
            ),
            # The mode that has taken the attribute's place asks for the same.
            unless={"settings.ip_configuration.ssl_mode": "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"},
        ),
        order(
            "settings.ip_configuration.ssl_mode",
            (
                "ALLOW_UNENCRYPTED_AND_ENCRYPTED",
                "ENCRYPTED_ONLY",
                "TRUSTED_CLIENT_CERTIFICATE_REQUIRED",
            ),
            up="protection.up",
            down="exposure.tls-weaken",
        ),
        *documented(
            _SQL_PRIVATE,
            changed(
                "settings.ip_configuration.private_network", "routing.network", disruption=_OUTAGE
            ),
        ),
        toggle(
            "settings.ip_configuration.psc_config.psc_enabled",
            on="routing.network",
            off="routing.network",
        ),
        toggle(
            "settings.ip_configuration.enable_private_path_for_google_cloud_services",
            on="routing.network",
            off="routing.network",
        ),
        *(
            changed(f"settings.{tuned}", "config.parameter", disruption=Disruption.UNKNOWN)
            for tuned in (
                "ip_configuration.server_ca_mode",
                "location_preference.secondary_zone",
                "data_cache_config.data_cache_enabled",
                "connection_pool_config",
                "advanced_machine_features.threads_per_core",
                "active_directory_config.domain",
            )
        ),
        members(
            "settings.ip_configuration.psc_config.allowed_consumer_projects",
            came="access.grant",
            gone="access.revoke",
        ),
        choice(
            "settings.connector_enforcement",
            {"NOT_REQUIRED": "protection.guard-off", "REQUIRED": "protection.up"},
            default="NOT_REQUIRED",
        ),
        choice(
            "settings.activation_policy",
            {"NEVER": "scale.to-zero", "ALWAYS": "scale.up"},
        ),
        own_key("encryption_key_name"),
        presence(
            "master_instance_name",
            gone="config.parameter",
            note="The replica becomes an instance of its own and follows nobody.",
        ),
        records("settings.insights_config.query_insights_enabled"),
        presence("settings.sql_server_audit_config.bucket", gone="observability.logs-off"),
        changed(
            "settings.ip_configuration.psc_config.psc_auto_connections",
            "routing.network",
            disruption=_QUIET,
        ),
        *(
            changed(f"settings.{window}", "config.parameter", disruption=_QUIET)
            for window in ("maintenance_window", "deny_maintenance_period")
        ),
        retention(
            "settings.sql_server_audit_config.retention_interval",
            cut="observability.log-retention-cut",
            up="observability.log-retention-up",
            block="settings.sql_server_audit_config",
        ),
        guard("settings.password_validation_policy.disallow_username_substring"),
        guard("settings.password_validation_policy.enable_password_policy"),
        *(
            number(
                f"settings.password_validation_policy.{least}",
                up="protection.up",
                down="protection.guard-off",
            )
            for least in ("min_length", "reuse_interval")
        ),
        *documented(
            _SQL,
            changed("settings.location_preference.zone", "config.parameter", disruption=_RESTART),
        ),
        *documented(
            _SQL_PATCH,
            changed("maintenance_version", "schema.engine", disruption=_RESTART),
        ),
        secret("root_password"),
        secret("replica_configuration.password"),
        secret("replica_configuration.client_key"),
        presence("restore_backup_context", came="data.replace", changed="data.replace"),
        presence("replication_cluster.failover_dr_replica_name", gone="protection.guard-off"),
        ignore=("available_maintenance_versions",),
    ),
    setting(
        "google_sql_source_representation_instance",
        secret("password"),
        secret("client_key"),
        *(changed(part, "config.parameter") for part in ("host", "port", "username")),
    ),
    entry(
        "google_sql_ssl_cert",
        Role.SECRET,
        create="secret.create",
        delete="secret.delete",
        replace="secret.change",
    ),
    entry(
        "google_sql_user",
        Role.SECRET,
        secret("password"),
        changed("password_wo_version", "secret.change"),
        changed("host", "access.grant"),
        members("sql_server_user_details.server_roles", came="access.grant", gone="access.revoke"),
        guard("password_policy.enable_failed_attempts_check"),
        guard("password_policy.enable_password_verification"),
        number(
            "password_policy.allowed_failed_attempts",
            up="protection.guard-off",
            down="protection.up",
        ),
        abandons(),
        when(happens("access.revoke", Verb.DELETE), unless={"deletion_policy": "abandon"}),
        create="access.grant",
        replace=("access.grant", "access.revoke"),
    ),
)
