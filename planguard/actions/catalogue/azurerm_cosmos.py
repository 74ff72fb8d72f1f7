"""Azure: Cosmos DB in all its kinds, as Terraform names it."""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    CHANGING,
    Rule,
    TypeEntry,
    changed,
    entry,
    happens,
    ingress,
    members,
    number,
    order,
    presence,
    secret,
    size,
    toggle,
    version,
    when,
)
from planguard.actions.providers.azure import (
    expiry,
    identities,
    loses,
    own_key,
    password,
    reachable,
    restrictions,
    tls,
)
from planguard.actions.providers.forms import grows, lets, units
from planguard.model.words import Disruption, Role, Verb

_AZ = "azurerm_cosmosdb_"
_QUIET = Disruption.NONE
_GEO_COPY = {"create_mode": "GeoReplica"}
_CONSISTENCY = ("Eventual", "ConsistentPrefix", "Session", "BoundedStaleness", "Strong")
_EDITIONS = ("BurstableGeneralPurpose", "BurstableMemoryOptimized", "GeneralPurpose",
             "MemoryOptimized")  # fmt: skip
_WRITES = "Where writes are taken, and how conflicts end, changes."


_THROUGHPUT: tuple[Rule, ...] = (
    number("throughput", up="scale.resize-up", down="scale.resize-down", disruption=_QUIET),
    number("autoscale_settings.max_throughput", up="scale.limits-up", down="scale.limits-down"),
    presence(
        "autoscale_settings", came="config.parameter", gone="config.parameter", disruption=_QUIET
    ),
)


def _database(name: str) -> TypeEntry:
    return entry(f"{_AZ}{name}", Role.DATA_STORE, *_THROUGHPUT, *loses())


def _container(name: str, *keys: str, index: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.DATA_STORE, *_THROUGHPUT,
        *(changed(key, "schema.keys") for key in (*keys, "unique_key")),
        changed("conflict_resolution_policy", "config.parameter"),
        changed(index, "config.parameter", disruption=_QUIET,
                note="Queries read whole containers until the new index is built."),
        expiry("default_ttl"), number("analytical_storage_ttl", down="data.retention-cut"),
        *loses(),
    )  # fmt: skip


def _script(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}sql_{name}", Role.SCHEMA, changed("body", "deploy.version", disruption=_QUIET),
        create="deploy.version", delete="deploy.version", replace="deploy.version",
    )  # fmt: skip


def _parameter(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}postgresql_{name}_configuration", Role.CONFIG,
        changed("value", "config.parameter"),
        create="config.parameter", delete="config.parameter", replace="config.parameter",
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    *map(_database, ("cassandra_keyspace", "gremlin_database", "mongo_database",
                     "sql_database", "table")),
    _container("gremlin_graph", "partition_key_path", "partition_key_version",
               index="index_policy"),
    _container("sql_container", "partition_key_path", "partition_key_paths",
               "partition_key_kind", "partition_key_version", index="indexing_policy"),
    *map(_script, ("function", "stored_procedure", "trigger")),
    *map(_parameter, ("coordinator", "node")),
    entry(
        f"{_AZ}account", Role.DATA_STORE,
        reachable("public_network_access_enabled"),
        when(restrictions("ip_range_filter"),
             unless={"public_network_access_enabled": ("false",),
                     "is_virtual_network_filter_enabled": ("true",)}),
        when(ingress("ip_range_filter", "ranges"),
             only={"is_virtual_network_filter_enabled": ("true",)},
             unless={"public_network_access_enabled": ("false",)}, verbs=CHANGING),
        toggle("is_virtual_network_filter_enabled", on="exposure.narrow", off="exposure.open"),
        members("virtual_network_rule.id", came="exposure.open", gone="exposure.narrow"),
        toggle("network_acl_bypass_for_azure_services", on="exposure.open",
               off="exposure.narrow"),
        members("network_acl_bypass_ids", came="exposure.open", gone="exposure.narrow"),
        tls("minimal_tls_version"),
        toggle("local_authentication_disabled", on="access.revoke", off="access.grant"),
        toggle("access_key_metadata_writes_enabled", on="access.grant", off="access.revoke",
               default=True),
        order("backup.type", ("Periodic", "Continuous"), up="protection.up",
              down="protection.backup-cut"),
        order("backup.tier", ("Continuous7Days", "Continuous30Days"), up="protection.up",
              down="protection.backup-cut"),
        order("backup.storage_redundancy", ("Local", "Zone", "Geo"), up="protection.up",
              down="protection.backup-cut"),
        number("backup.retention_in_hours", up="protection.up", down="protection.backup-cut"),
        number("backup.interval_in_minutes", up="protection.backup-cut", down="protection.up"),
        order("consistency_policy.consistency_level", _CONSISTENCY,
              up="config.parameter", down="config.parameter",
              note="Readers may see older data, or wait longer."),
        number("capacity.total_throughput_limit", up="scale.limits-up",
               down="scale.limits-down"),
        *(toggle(name, off="protection.guard-off", on="protection.up")
          for name in ("automatic_failover_enabled", "enable_automatic_failover")),
        *(toggle(name, on="config.parameter", off="config.parameter", note=_WRITES)
          for name in ("multiple_write_locations_enabled", "enable_multiple_write_locations")),
        members("geo_location.location", came="scale.up", gone="scale.down"),
        presence("geo_location.failover_priority", changed="routing.traffic"),
        toggle("geo_location.zone_redundant", off="protection.guard-off", on="protection.up"),
        version("mongo_server_version", newer="schema.engine"),
        members("capabilities.name", came="config.parameter", gone="config.parameter",
                words={"MongoDBv3.4": "schema.engine"}),
        own_key("key_vault_key_id"), own_key("managed_hsm_key_id"),
        changed("default_identity_type", "config.parameter",
                note="It reads the key that encrypts the data: without rights it cannot."),
        changed("consistency_policy.max_interval_in_seconds", "config.parameter"),
        changed("consistency_policy.max_staleness_prefix", "config.parameter"),
        changed("cors_rule", "config.parameter", disruption=_QUIET),
        *identities("identity.identity_ids"), *loses(),
    ),
    entry(
        f"{_AZ}cassandra_cluster", Role.DATA_STORE,
        version("version", newer="schema.engine"), secret("default_admin_password"),
        number("hours_between_backups", up="protection.backup-cut", down="protection.up"),
        order("authentication_method", ("None", "Cassandra"), up="access.revoke",
              down="access.public"),
        toggle("repair_enabled", on="protection.up", off="protection.guard-off", default=True),
        *(members(f"{name}_certificate_pems", came="access.trust", gone="access.revoke")
          for name in ("client", "external_gossip")),
        members("external_seed_node_ip_addresses", came="access.trust", gone="access.revoke",
                note="Nodes of other data centres that become part of the cluster."),
        *loses(),
    ),
    entry(
        f"{_AZ}cassandra_datacenter", Role.DATA_STORE, units("node_count"), size("sku_name"),
        grows("disk_count"), own_key("managed_disk_customer_key_uri"),
        own_key("backup_storage_customer_key_uri"),
        changed("base64_encoded_yaml_fragment", "config.parameter"), *loses(),
    ),
    entry(
        f"{_AZ}cassandra_table", Role.DATA_STORE, *_THROUGHPUT,
        presence("schema.column.name", came="config.parameter", gone="schema.keys"),
        *(presence(f"schema.{name}", changed="schema.keys")
          for name in ("column.type", "partition_key.name", "cluster_key.name",
                       "cluster_key.order_by")),
        expiry("default_ttl"),
        number("analytical_storage_ttl", down="data.retention-cut"), *loses(),
    ),
    entry(
        f"{_AZ}mongo_collection", Role.DATA_STORE, *_THROUGHPUT,
        changed("shard_key", "schema.keys"),
        changed("index", "config.parameter", disruption=_QUIET),
        expiry("default_ttl_seconds"),
        number("analytical_storage_ttl", down="data.retention-cut"), *loses(),
    ),
    entry(
        f"{_AZ}mongo_role_definition", Role.IDENTITY,
        members("privilege.actions", came="access.grant", gone="access.revoke", verbs=ARRIVING),
        members("inherited_role_names", came="access.grant", gone="access.revoke",
                verbs=ARRIVING),
        delete="access.revoke",
    ),
    entry(
        f"{_AZ}mongo_user_definition", Role.IDENTITY,
        secret("password"),
        members("inherited_role_names", came="access.grant", gone="access.revoke",
                verbs=ARRIVING),
        delete="access.revoke",
    ),
    entry(
        f"{_AZ}postgresql_cluster", Role.DATA_STORE,
        version("sql_version", newer="schema.engine", disruption=Disruption.OUTAGE),
        version("citus_version", newer="schema.engine", disruption=Disruption.OUTAGE),
        number("node_count", up="scale.up", down="scale.down",
               note="Without workers the coordinator holds the data and serves alone."),
        *(size(f"{name}_server_edition", order=_EDITIONS) for name in ("coordinator", "node")),
        *(grows(name, disruption=Disruption.RESTART)
          for name in ("node_vcores", "coordinator_vcore_count")),
        *(grows(f"{name}_storage_quota_in_mb") for name in ("node", "coordinator")),
        *(toggle(f"{name}_public_ip_access_enabled", on="exposure.public",
                 off="exposure.narrow", default=name == "coordinator")
          for name in ("coordinator", "node")),
        toggle("ha_enabled", on="protection.up", off="protection.guard-off"),
        changed("maintenance_window", "config.parameter", disruption=_QUIET),
        password("administrator_login_password"), *loses(),
    ),
    entry(
        f"{_AZ}postgresql_role", Role.IDENTITY, secret("password"),
        create="access.grant", delete="access.revoke", replace="access.grant",
    ),
    entry(
        f"{_AZ}sql_dedicated_gateway", Role.ROUTING, units("instance_count"),
        size("instance_size"), delete="routing.remove", replace="routing.remove",
    ),
    entry(
        f"{_AZ}sql_role_assignment", Role.IDENTITY,
        *(members(name, came="access.grant", gone="access.revoke")
          for name in ("role_definition_id", "principal_id", "scope")),
        create="access.grant", delete="access.revoke", replace="access.grant",
    ),
    entry(
        f"{_AZ}sql_role_definition", Role.IDENTITY,
        members("permissions.data_actions", came="access.grant", gone="access.revoke",
                verbs=ARRIVING),
        members("assignable_scopes", came="access.grant", gone="access.revoke"),
        delete="access.revoke",
    ),
    entry(
        "azurerm_mongo_cluster_user", Role.IDENTITY,
        members("role.name", came="access.grant", gone="access.revoke"),
        members("role.database", came="access.grant", gone="access.revoke"),
        members("object_id", came="access.grant", gone="access.revoke"),
        create="access.grant", delete="access.revoke",
    ),
    entry(
        "azurerm_mongo_cluster", Role.DATA_STORE,
        version("version", newer="schema.engine"),
        size("compute_tier", order=("Free", "M10", "M20", "M25", "M30", "M40", "M50", "M60",
                                    "M80", "M200")),
        grows("storage_size_in_gb"), units("shard_count"),
        order("high_availability_mode", ("Disabled", "SameZone", "ZoneRedundantPreferred"),
              up="protection.up", down="protection.guard-off"),
        reachable("public_network_access"), password("administrator_password"),
        members("authentication_methods", came="access.grant", gone="access.revoke"),
        lets("data_api_mode_enabled"), own_key("customer_managed_key.key_vault_key_id"),
        *identities("identity.identity_ids"),
        *(when(rule, unless=_GEO_COPY) for rule in loses()),
        *(when(happens("scale.down", verb), only=_GEO_COPY)
          for verb in (Verb.DELETE, Verb.REPLACE)),
    ),
)  # fmt: skip
