"""
Azure: SQL, PostgreSQL, MySQL, MariaDB and Redis, as Terraform names them.

A table of one entry a type, hence its length. Types that the provider's fourth release dropped
stay: many stacks are on the third.
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
    retention,
    secret,
    size,
    toggle,
    version,
    when,
)
from planguard.actions.providers.azure import (
    BACKUP_PLACES,
    DATABASE_SIZES,
    addresses,
    engine,
    geo_backups,
    identities,
    keys,
    own_key,
    password,
    plain_allowed,
    reachable,
    spread,
    tls,
)
from planguard.actions.providers.forms import backups, encrypted, grows, guard, parameters, room
from planguard.model.words import Disruption, Role, Verb

_LEARN = "https://learn.microsoft.com/azure"
_REGISTRY = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources"
_SQL_SCALING = "https://learn.microsoft.com/azure/azure-sql/database/single-database-scale"
_SQL_RECOVERY = "https://learn.microsoft.com/azure/azure-sql/database/recovery-using-backups"
_REDIS_SCALING = "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-scale"
_REDIS_UPGRADE = "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-upgrade"

_AZ = "azurerm_"
_QUIET, _RESTART, _OUTAGE = Disruption.NONE, Disruption.RESTART, Disruption.OUTAGE
_COPIES = ("secondary", "onlinesecondary", "replica")
_WITH_SERVER = "The server's backups go with it."
_FIVE_DAYS = "For five days it can be restored from its last backup."
_SWAPPED = "Only with the standby it can change places: a planned failover."
_RESTARTS = "Parameters that are not dynamic take effect at the next restart."
_SERVICE_KEY = "The service's own key encrypts it from then on."
_RESTARTED = "For parameters that are not dynamic the provider restarts the server by default."
_LTR = ("weekly_retention", "monthly_retention", "yearly_retention")


def _loses(note: str = "", *, copies: bool = True) -> tuple[Rule, ...]:
    """Describe the loss of data; a copy's source keeps them."""
    lost = (
        happens("data.delete", Verb.DELETE, note=note),
        happens("data.replace", Verb.REPLACE, note=note),
    )
    if not copies:
        return lost
    return (
        *(when(rule, unless={"create_mode": _COPIES}) for rule in lost),
        *(when(happens("scale.down", verb), only={"create_mode": _COPIES})
          for verb in (Verb.DELETE, Verb.REPLACE)),
    )  # fmt: skip


def _database(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.SCHEMA,
        changed("collation", "schema.engine", disruption=_OUTAGE),
        changed("charset", "schema.engine", disruption=_OUTAGE), *_loses(copies=False),
    )  # fmt: skip


_SECURE = {"name": "require_secure_transport"}
_MINIMUM = {"name": "ssl_min_protocol_version"}
_AUDIT = {"name": "audit_log_enabled"}
_LOGINS = {"name": ("log_connections", "log_disconnections")}
_PGAUDIT = {"name": "pgaudit.log"}


def _parameter(name: str) -> TypeEntry:
    """
    Describe a parameter of a server; deleting it brings the default back.

    Source: https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/features-block
    """
    secure = toggle("value", on="protection.up", off="exposure.tls-weaken", default=True,
                    verbs=ARRIVING)  # fmt: skip
    known = (when(secure, only=_SECURE), when(tls("value"), only=_MINIMUM))
    return entry(
        f"{_AZ}{name}", Role.CONFIG,
        changed("value", "config.parameter",
                note=_RESTARTED if name.startswith("postgresql_flexible") else _RESTARTS),
        *(known if "flexible" in name else ()),
        *((when(toggle("value", off="observability.logs-off"), only=_AUDIT),
           when(happens("observability.logs-off", Verb.DELETE), only={**_AUDIT, "value": "ON"}))
          if name.startswith(("mysql", "mariadb")) else ()),
        *((when(choice("value", {"off": "observability.logs-off"}, verbs=ARRIVING), only=_LOGINS),
           when(choice("value", {"none": "observability.logs-off"}, verbs=ARRIVING),
                only=_PGAUDIT))
          if name.startswith("postgresql") else ()),
        create="config.parameter", delete="config.parameter", replace="config.parameter",
    )  # fmt: skip


def _opening(name: str, start: str = "start_ip_address") -> TypeEntry:
    return entry(f"{_AZ}{name}", Role.NETWORK, addresses(start))


def _from_network(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.NETWORK,
        members("subnet_id", came="exposure.open", gone="exposure.narrow"),
        create="exposure.open", delete="exposure.narrow", replace="exposure.open",
    )  # fmt: skip


def _auditing(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.OBSERVABILITY,
        *((toggle("enabled", off="observability.logs-off", default=True),)
          if name.startswith("mssql") else ()),
        toggle("log_monitoring_enabled", off="observability.logs-off", default=True),
        presence("blob_storage_endpoint" if "support" in name else "storage_endpoint",
                 gone="observability.logs-off"),
        *((members("audit_actions_and_groups", gone="observability.logs-off"),
           presence("predicate_expression", came="observability.logs-off",
                    changed="observability.logs-off",
                    note="What it does not let through is recorded nowhere."))
          if name == "mssql_server_extended_auditing_policy" else ()),
        *(() if "support" in name else
          (retention("retention_in_days", cut="observability.log-retention-cut",
                     up="observability.log-retention-up",
                     unbounded="observability.log-unbounded"),)),
        delete="observability.logs-off", replace="observability.logs-off",
        ignore=("storage_account_access_key", *(() if "support" in name else (
            "storage_account_access_key_is_secondary",))),
    )  # fmt: skip


def _alerts(name: str, state: str, admins: str) -> TypeEntry:
    switch = (
        choice("state", {"Disabled": "observability.alarm-off"})
        if state == "state" else toggle(state, off="observability.alarm-off")
    )  # fmt: skip
    return entry(
        f"{_AZ}{name}", Role.OBSERVABILITY, switch,
        members("disabled_alerts", came="observability.alarm-off"),
        members("email_addresses", gone="observability.alarm-loosened"),
        toggle(admins, off="observability.alarm-loosened"),
        retention("retention_days", cut="observability.log-retention-cut",
                  up="observability.log-retention-up"),
        secret("storage_account_access_key"),
        delete="observability.alarm-off", replace="observability.alarm-loosened",
    )  # fmt: skip


_ADMINISTRATOR = members("object_id", came="access.admin", gone="access.revoke")


def _administrator(name: str, label: str = "login") -> TypeEntry:
    only = "azuread_authentication_only"
    return entry(
        f"{_AZ}{name}", Role.IDENTITY, _ADMINISTRATOR,
        *((toggle(only, on="access.revoke", off="access.grant"),)
          if name.startswith(("sql_", "mssql_")) else ()),
        create="access.admin", delete="access.revoke", replace="access.admin", ignore=(label,),
    )  # fmt: skip


def _encryption(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.KEY, own_key("key_vault_key_id"), own_key("managed_hsm_key_id"),
        toggle("auto_rotation_enabled", off="key.rotation-off", on="protection.up"),
        *(when(happens("protection.encryption-off", Verb.DELETE, note=_SERVICE_KEY),
               unless={path: ("",)}) for path in ("key_vault_key_id", "managed_hsm_key_id")),
        replace="key.rotate",
    )  # fmt: skip


def _own_key(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.KEY, changed("key_vault_key_id", "key.rotate"),
        create="protection.up", delete="protection.encryption-off", replace="key.rotate",
    )  # fmt: skip


def _single(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.DATA_STORE,
        engine(), size("sku_name"), grows("storage_mb"), backups("backup_retention_days"),
        geo_backups("geo_redundant_backup_enabled"),
        toggle("auto_grow_enabled", on="scale.limits-up", off="scale.limits-down", default=True),
        tls("ssl_minimal_tls_version_enforced"),
        toggle("ssl_enforcement_enabled", on="protection.up", off="exposure.tls-weaken"),
        *(() if name == "mariadb_server" else
          (encrypted("infrastructure_encryption_enabled"),
           toggle("threat_detection_policy.enabled", off="observability.alarm-off"))),
        reachable("public_network_access_enabled"), password("administrator_login_password"),
        *(() if name == "mariadb_server" else identities("identity.identity_ids")[1:]),
        *_loses(_WITH_SERVER),
    )  # fmt: skip


_SERVER_PAGES = {
    "mysql": ("how-to-upgrade", "concepts-service-tiers-storage"),
    "postgresql": ("concepts-major-version-upgrade", "concepts-scaling-resources"),
}
"""Where a flexible server's page on upgrades is, and the one on scaling."""


def _flexible(kind: str) -> tuple[Rule, ...]:
    """Describe what the flexible servers have in common."""
    at = f"{_LEARN}/{kind}/flexible-server"
    upgrade, scaling = _SERVER_PAGES[kind]
    return (
        *documented(f"{at}/{upgrade}", engine()),
        *documented(f"{at}/{scaling}", size("sku_name")),
        *documented(f"{_REGISTRY}/{kind}_flexible_server",
                    changed("zone", "config.parameter", disruption=_RESTART, note=_SWAPPED)),
        *documented(f"{at}/how-to-restore-dropped-server", *_loses(_FIVE_DAYS)),
        *_FLEXIBLE,
    )  # fmt: skip


_FLEXIBLE: tuple[Rule, ...] = (
    backups("backup_retention_days"),
    geo_backups("geo_redundant_backup_enabled"), spread("high_availability.mode"),
    presence("high_availability", came="protection.up", gone="protection.guard-off"),
    changed("delegated_subnet_id", "routing.network"),
    changed("private_dns_zone_id", "routing.dns"),
    own_key("customer_managed_key.key_vault_key_id"),
    own_key("customer_managed_key.geo_backup_key_vault_key_id"),
    password("administrator_password"),
    changed("administrator_password_wo_version", "secret.change"),
    *identities("identity.identity_ids"),
    changed("replication_role", "routing.traffic",
            note="A replica becomes a server of its own, or the two change places."),
    changed("maintenance_window", "config.parameter", disruption=_QUIET),
)  # fmt: skip


def _failover(name: str, kind: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.PROTECTION,
        *((members("databases", came="protection.up", gone="protection.backup-cut"),)
          if "instance" not in name else ()),
        members({"server": "partner_server.id", "servers": "partner_servers.id",
                 "instance": "partner_managed_instance_id"}[kind],
                came="protection.up", gone="protection.backup-cut"),
        choice("read_write_endpoint_failover_policy.mode",
               {"Manual": "protection.guard-off", "Automatic": "protection.up"}),
        create="protection.up", delete=("protection.backup-off", "routing.remove"),
        replace=("protection.backup-off", "routing.remove"),
    )  # fmt: skip


_INSTANCE: tuple[Rule, ...] = (
    size("sku_name"), grows("vcores", disruption=_RESTART), grows("storage_size_in_gb"),
    toggle("public_data_endpoint_enabled", on="exposure.public", off="exposure.narrow",
           verbs=ARRIVING),
    tls("minimum_tls_version"), changed("subnet_id", "routing.network", disruption=_OUTAGE),
    changed("proxy_override", "routing.network"),
    order("storage_account_type", ("LRS", "ZRS", "GRS", "GZRS"),
          up="protection.up", down="protection.backup-cut"),
    changed("collation", "schema.engine"), password("administrator_login_password"),
    changed("license_type", "config.parameter", disruption=_QUIET), *_loses(_WITH_SERVER,
                                                                           copies=False),
)  # fmt: skip

_CACHE_LOST = "A cache holds what nobody wrote down elsewhere, too."
_REDIS = tuple(
    toggle(f"redis_configuration.{name}", on="access.revoke", off="access.public",
           default=True, note="Whoever can reach the cache can use it.", verbs=ARRIVING)
    for name in ("authentication_enabled", "enable_authentication")
)  # fmt: skip

ENTRIES: tuple[TypeEntry, ...] = (
    *map(_database, ("mariadb_database", "mysql_database", "mysql_flexible_database",
                     "postgresql_database", "postgresql_flexible_server_database")),
    *map(_parameter, ("mariadb_configuration", "mysql_configuration",
                      "mysql_flexible_server_configuration", "postgresql_configuration",
                      "postgresql_flexible_server_configuration")),
    *map(_opening, ("mariadb_firewall_rule", "mssql_firewall_rule", "mysql_firewall_rule",
                    "mysql_flexible_server_firewall_rule", "postgresql_firewall_rule",
                    "postgresql_flexible_server_firewall_rule", "sql_firewall_rule",
                    "synapse_firewall_rule", "mongo_cluster_firewall_rule",
                    "cosmosdb_postgresql_firewall_rule")),
    _opening("redis_firewall_rule", "start_ip"),
    *map(_from_network, ("mariadb_virtual_network_rule", "mssql_virtual_network_rule",
                         "mysql_virtual_network_rule", "postgresql_virtual_network_rule",
                         "sql_virtual_network_rule")),
    *map(_auditing, ("mssql_database_extended_auditing_policy",
                     "mssql_server_extended_auditing_policy",
                     "mssql_server_microsoft_support_auditing_policy",
                     "synapse_workspace_extended_auditing_policy",
                     "synapse_sql_pool_extended_auditing_policy")),
    _alerts("mssql_server_security_alert_policy", "state", "email_account_admins"),
    _alerts("mssql_managed_instance_security_alert_policy", "enabled",
            "email_account_admins_enabled"),
    *map(_administrator, ("mysql_active_directory_administrator",
                          "mysql_flexible_server_active_directory_administrator",
                          "postgresql_active_directory_administrator",
                          "sql_active_directory_administrator",
                          "sql_managed_instance_active_directory_administrator",
                          "synapse_workspace_aad_admin", "synapse_workspace_sql_aad_admin")),
    _administrator("postgresql_flexible_server_active_directory_administrator",
                   "principal_name"),
    _administrator("mssql_managed_instance_active_directory_administrator", "login_username"),
    *map(_encryption, ("mssql_managed_instance_transparent_data_encryption",
                       "mssql_server_transparent_data_encryption")),
    *map(_own_key, ("mysql_server_key", "postgresql_server_key")),
    *map(_single, ("mariadb_server", "mysql_server", "postgresql_server")),
    _failover("mssql_failover_group", "server"), _failover("sql_failover_group", "servers"),
    _failover("mssql_managed_instance_failover_group", "instance"),
    entry(
        f"{_AZ}mysql_flexible_server", Role.DATA_STORE, *_flexible("mysql"),
        reachable("public_network_access"),
        grows("storage.size_gb"), grows("storage.iops"),
        toggle("storage.auto_grow_enabled", on="scale.limits-up", off="scale.limits-down",
               default=True),
        toggle("storage.io_scaling_enabled", on="scale.limits-up", off="scale.limits-down"),
    ),
    entry(
        f"{_AZ}postgresql_flexible_server", Role.DATA_STORE, *_flexible("postgresql"),
        reachable("public_network_access_enabled"), grows("storage_mb"),
        size("storage_tier", disruption=_QUIET),
        toggle("auto_grow_enabled", on="scale.limits-up", off="scale.limits-down"),
        keys("authentication.password_auth_enabled"),
        toggle("authentication.active_directory_auth_enabled", on="access.grant",
               off="access.revoke"),
        presence("authentication.tenant_id", changed="access.trust"),
    ),
    entry(
        f"{_AZ}postgresql_flexible_server_virtual_endpoint", Role.ROUTING,
        changed("replica_server_id", "routing.dns"), changed("source_server_id", "routing.dns"),
        delete="routing.remove", replace="routing.remove",
    ),
    entry(
        f"{_AZ}mssql_database", Role.DATA_STORE,
        *documented(
            _SQL_SCALING,
            size("sku_name", order=DATABASE_SIZES), grows("max_size_gb"),
        ),
        room("min_capacity"), number("read_replica_count", up="scale.up", down="scale.down"),
        changed("elastic_pool_id", "config.parameter",
                note="The database moves to another pool, or out of one."),
        changed("auto_pause_delay_in_minutes", "config.parameter", disruption=_QUIET),
        *documented(
            f"{_REGISTRY}/mssql_database",
            changed("collation", "schema.engine", disruption=_OUTAGE),
        ),
        order("storage_account_type", BACKUP_PLACES, up="protection.up",
              down="protection.backup-cut"),
        toggle("geo_backup_enabled", off="protection.backup-cut", on="protection.up",
               default=True), guard("zone_redundant"),
        backups("short_term_retention_policy.retention_days"),
        number("short_term_retention_policy.backup_interval_in_hours",
               up="protection.backup-cut", down="protection.up"),
        changed("maintenance_configuration_name", "config.parameter", disruption=_QUIET),
        *(backups(f"long_term_retention_policy.{name}") for name in _LTR),
        toggle("long_term_retention_policy.immutable_backups_enabled",
               off="protection.guard-off", on="protection.up"),
        toggle("transparent_data_encryption_enabled", off="protection.encryption-off",
               on="protection.up", default=True),
        own_key("transparent_data_encryption_key_vault_key_id"),
        toggle("transparent_data_encryption_key_automatic_rotation_enabled",
               off="key.rotation-off", on="protection.up"),
        toggle("ledger_enabled", on="protection.up", off="protection.guard-off"),
        toggle("read_scale", on="scale.up", off="scale.down"),
        choice("threat_detection_policy.state", {"Disabled": "observability.alarm-off"}),
        changed("license_type", "config.parameter", disruption=_QUIET),
        changed("enclave_type", "config.parameter"),
        secret("import.administrator_login_password"), secret("import.storage_key"),
        *identities("identity.identity_ids"), *documented(
            _SQL_RECOVERY,
            *_loses(),
        ),
    ),
    entry(
        f"{_AZ}mssql_elasticpool", Role.DATA_STORE,
        grows("sku.capacity", disruption=_RESTART), size("sku.tier", order=(
            "Basic", "Standard", "GeneralPurpose", "Premium", "BusinessCritical", "Hyperscale")),
        grows("max_size_gb"), grows("max_size_bytes"),
        room("per_database_settings.max_capacity"),
        room("per_database_settings.min_capacity"), guard("zone_redundant"),
        changed("license_type", "config.parameter", disruption=_QUIET),
        delete="scale.to-zero", replace="scale.to-zero",
    ),
    entry(
        f"{_AZ}mssql_managed_database", Role.DATA_STORE,
        backups("short_term_retention_days"),
        *(backups(f"long_term_retention_policy.{name}") for name in _LTR),
        toggle("long_term_retention_policy.immutable_backups_enabled",
               off="protection.guard-off", on="protection.up"),
        *_loses(copies=False),
    ),
    entry(
        f"{_AZ}mssql_managed_instance", Role.DATA_STORE, *_INSTANCE,
        guard("zone_redundant_enabled"), changed("database_format", "schema.engine"),
        members("azure_active_directory_administrator.object_id", came="access.admin",
                gone="access.revoke"),
        toggle("azure_active_directory_administrator.azuread_authentication_only_enabled",
               on="access.revoke", off="access.grant"),
        *identities("identity.identity_ids"),
    ),
    entry(f"{_AZ}sql_managed_instance", Role.DATA_STORE, *_INSTANCE),
    entry(
        f"{_AZ}mssql_outbound_firewall_rule", Role.NETWORK,
        create="exposure.open", delete="exposure.narrow",
    ),
    entry(
        f"{_AZ}mssql_server", Role.DATA_STORE,
        *documented(
            f"{_REGISTRY}/mssql_server",
            engine(),
        ), tls("minimum_tls_version"), reachable("public_network_access_enabled"),
        own_key("transparent_data_encryption_key_vault_key_id"),
        toggle("outbound_network_restriction_enabled", on="protection.up", off="exposure.open"),
        guard("express_vulnerability_assessment_enabled"),
        members("azuread_administrator.object_id", came="access.admin", gone="access.revoke"),
        toggle("azuread_administrator.azuread_authentication_only",
               on="access.revoke", off="access.grant"),
        changed("connection_policy", "routing.network"),
        password("administrator_login_password"),
        changed("administrator_login_password_wo_version", "secret.change"),
        *identities("identity.identity_ids"), *documented(
            _SQL_RECOVERY,
            *_loses(_WITH_SERVER, copies=False),
        ),
    ),
    entry(
        f"{_AZ}mssql_server_dns_alias", Role.ROUTING,
        changed("mssql_server_id", "routing.dns"),
        create="routing.dns", delete="routing.remove", replace="routing.dns",
    ),
    *(
        entry(
            f"{_AZ}{name}", Role.OBSERVABILITY,
            toggle("recurring_scans.enabled", off="observability.alarm-off"),
            members("recurring_scans.emails", gone="observability.alarm-loosened"),
            toggle("recurring_scans.email_subscription_admins",
                   off="observability.alarm-loosened", default=True),
            secret("storage_account_access_key"), secret("storage_container_sas_key"),
            delete="observability.alarm-off",
        )
        for name in ("mssql_managed_instance_vulnerability_assessment",
                     "mssql_server_vulnerability_assessment")
    ),
    entry(
        f"{_AZ}mssql_job_credential", Role.SECRET, secret("password"),
        changed("password_wo_version", "secret.change"), changed("username", "secret.change"),
        delete="secret.delete",
    ),
    entry(f"{_AZ}mssql_job", Role.COMPUTE, delete="deploy.version", ignore=("description",)),
    entry(
        f"{_AZ}mssql_job_agent", Role.COMPUTE, size("sku"), *identities("identity.identity_ids"),
        delete="scale.to-zero", replace="scale.to-zero",
    ),
    entry(
        f"{_AZ}mssql_job_schedule", Role.CONFIG,
        toggle("enabled", on="config.parameter", off="config.parameter", disruption=_QUIET),
        *parameters("interval", "start_time", "end_time", "type"),
        delete="config.parameter", replace="config.parameter",
    ),
    entry(
        f"{_AZ}mssql_job_target_group", Role.CONFIG,
        *(members(f"job_target.{name}", came="config.parameter", gone="config.parameter")
          for name in ("server_name", "database_name", "elastic_pool_name")),
        *parameters("job_target.membership_type"),
        delete="config.parameter", replace="config.parameter",
    ),
    entry(
        f"{_AZ}mssql_job_step", Role.COMPUTE,
        changed("sql_script", "deploy.version", disruption=_QUIET),
        *(changed(name, "config.parameter", disruption=_QUIET)
          for name in ("job_step_index", "job_target_group_id", "job_credential_id",
                       "output_target", "retry_attempts", "timeout_seconds",
                       "initial_retry_interval_seconds", "maximum_retry_interval_seconds",
                       "retry_interval_backoff_multiplier")),
        create="deploy.version", delete="deploy.version", replace="deploy.version",
    ),
    entry(
        f"{_AZ}mssql_virtual_machine", Role.DATA_STORE,
        presence("auto_backup", came="protection.up", gone="protection.backup-off"),
        backups("auto_backup.retention_period_in_days"),
        toggle("auto_backup.encryption_enabled", off="protection.encryption-off",
               on="protection.up"),
        toggle("auto_backup.system_databases_backup_enabled", off="protection.backup-cut",
               on="protection.up"),
        changed("auto_backup.manual_schedule", "config.parameter", both=True),
        *(secret(f"auto_backup.{name}")
          for name in ("encryption_password", "storage_account_access_key")),
        *(secret(f"wsfc_domain_credential.{name}")
          for name in ("cluster_bootstrap_account_password", "cluster_operator_account_password",
                       "sql_service_account_password")),
        changed("storage_configuration", "config.parameter"),
        presence("auto_patching", came="protection.up", gone="protection.guard-off"),
        choice("sql_connectivity_type", {"PUBLIC": "exposure.public",
                                         "PRIVATE": "exposure.narrow",
                                         "LOCAL": "exposure.narrow"}),
        changed("sql_connectivity_port", "config.parameter"),
        secret("sql_connectivity_update_password"),
        secret("key_vault_credential.service_principal_secret"),
        changed("sql_instance", "config.parameter"),
    ),
    entry(
        f"{_AZ}sql_database", Role.DATA_STORE,
        size("requested_service_objective_name", order=DATABASE_SIZES), size("edition", order=(
            "Free", "Basic", "Standard", "GeneralPurpose", "Premium", "BusinessCritical")),
        grows("max_size_gb"), grows("max_size_bytes"),
        changed("collation", "schema.engine", disruption=_OUTAGE),
        changed("elastic_pool_name", "config.parameter"), guard("zone_redundant"),
        toggle("read_scale", on="scale.up", off="scale.down"),
        choice("threat_detection_policy.state", {"Disabled": "observability.alarm-off"}),
        *_loses(),
    ),
    entry(
        f"{_AZ}sql_elasticpool", Role.DATA_STORE,
        grows("dtu", disruption=_RESTART), room("db_dtu_max"), room("db_dtu_min"),
        grows("pool_size"), delete="scale.to-zero", replace="scale.to-zero",
    ),
    entry(f"{_AZ}sql_managed_database", Role.DATA_STORE, *_loses(copies=False)),
    entry(
        f"{_AZ}sql_server", Role.DATA_STORE, engine(),
        changed("connection_policy", "routing.network"),
        choice("threat_detection_policy.state", {"Disabled": "observability.alarm-off"}),
        password("administrator_login_password"), *_loses(_WITH_SERVER, copies=False),
    ),
    entry(
        f"{_AZ}redis_cache", Role.DATA_STORE,
        *documented(
            _REDIS_UPGRADE,
            version("redis_version", newer="schema.engine", disruption=_RESTART),
        ),
        *documented(
            _REDIS_SCALING,
            size("capacity"), size("sku_name", order=("Basic", "Standard", "Premium")),
            number("shard_count", up="scale.up", down="scale.down", disruption=_RESTART),
        ),
        *(number(f"replicas_per_{name}", up="scale.up", down="scale.down")
          for name in ("primary", "master")), tls("minimum_tls_version"),
        plain_allowed("non_ssl_port_enabled"), plain_allowed("enable_non_ssl_port"),
        reachable("public_network_access_enabled"), *_REDIS,
        keys("access_keys_authentication_enabled"),
        toggle("redis_configuration.active_directory_authentication_enabled",
               on="access.grant", off="access.revoke"),
        *(toggle(f"redis_configuration.{kind}_backup_enabled",
                 off="protection.backup-off", on="protection.up") for kind in ("rdb", "aof")),
        number("redis_configuration.rdb_backup_frequency", up="protection.backup-cut",
               down="protection.up"),
        number("redis_configuration.rdb_backup_max_snapshot_count", up="protection.up",
               down="protection.backup-cut"),
        secret("redis_configuration.rdb_storage_connection_string"),
        secret("redis_configuration.aof_storage_connection_string_0"),
        *(changed(f"redis_configuration.{name}", "config.parameter")
          for name in ("maxmemory_policy", "notify_keyspace_events", "maxmemory_reserved",
                       "maxmemory_delta", "maxfragmentationmemory_reserved")),
        *documented(
            f"{_REGISTRY}/redis_cache",
            changed("subnet_id", "routing.network", disruption=_OUTAGE),
        ),
        changed("patch_schedule", "config.parameter", disruption=_QUIET),
        *identities("identity.identity_ids"), *documented(
            f"{_REGISTRY}/redis_cache",
            *_loses(_CACHE_LOST, copies=False),
        ),
    ),
    entry(
        f"{_AZ}redis_cache_access_policy", Role.IDENTITY,
        members("permissions", came="access.grant", gone="access.revoke",
                within=r"(?<!\S)[^-\s]\S*"),
        members("permissions", came="access.revoke", gone="access.grant",
                within=r"(?<!\S)-\S+"),
        delete="access.revoke",
    ),
    entry(
        f"{_AZ}redis_cache_access_policy_assignment", Role.IDENTITY,
        *(members(name, came="access.grant", gone="access.revoke")
          for name in ("access_policy_name", "object_id")),
        create="access.grant", delete="access.revoke", replace="access.grant",
        ignore=("object_id_alias",),
    ),
    entry(
        f"{_AZ}redis_linked_server", Role.PROTECTION,
        changed("server_role", "routing.traffic"),
        create="protection.up", delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        f"{_AZ}redis_enterprise_cluster", Role.DATA_STORE,
        size("sku_name"), tls("minimum_tls_version"), *_loses(copies=False),
    ),
    entry(
        f"{_AZ}redis_enterprise_database", Role.DATA_STORE,
        choice("client_protocol", {"Plaintext": "exposure.tls-weaken",
                                   "Encrypted": "protection.up"}, verbs=ARRIVING),
        changed("eviction_policy", "config.parameter"),
        members("linked_database_id", came="protection.up", gone="protection.backup-cut"),
        *_loses(copies=False),
    ),
    entry(
        f"{_AZ}managed_redis", Role.DATA_STORE,
        size("sku_name"), reachable("public_network_access"),
        toggle("high_availability_enabled", off="protection.guard-off", on="protection.up",
               default=True),
        own_key("customer_managed_key.key_vault_key_id"),
        toggle("default_database.access_keys_authentication_enabled",
               on="access.grant", off="access.revoke"),
        choice("default_database.client_protocol", {"Plaintext": "exposure.tls-weaken",
                                                    "Encrypted": "protection.up"},
               verbs=ARRIVING),
        presence("default_database", gone="data.delete", empty=True),
        *(presence(f"default_database.persistence_{kind}_backup_frequency",
                   came="protection.up", gone="protection.backup-off")
          for kind in ("append_only_file", "redis_database")),
        order("default_database.persistence_redis_database_backup_frequency",
              ("12h", "6h", "1h"), up="protection.up", down="protection.backup-cut"),
        changed("default_database.eviction_policy", "config.parameter"),
        *identities("identity.identity_ids"), *_loses(_CACHE_LOST, copies=False),
    ),
    entry(
        f"{_AZ}managed_redis_geo_replication", Role.PROTECTION,
        members("linked_managed_redis_ids", came="protection.up", gone="protection.backup-cut"),
        create="protection.up", delete="protection.backup-off", replace="protection.backup-off",
    ),
)  # fmt: skip
