"""Azure: Cosmos DB, as Pulumi's native provider names it."""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    Words,
    changed,
    choice,
    entry,
    happens,
    members,
    number,
    order,
    presence,
    size,
    toggle,
    version,
    when,
)
from planguard.actions.providers.azure import (
    expiry,
    identities,
    known_as,
    loses,
    no_keys,
    own_key,
    password,
    reachable,
    restrictions,
    sized,
    tls,
)
from planguard.actions.providers.forms import grows
from planguard.model.words import Disruption, Role, Verb

_AZ = "azure-native:cosmosdb:"
_QUIET = Disruption.NONE
_CONSISTENCY = ("Eventual", "ConsistentPrefix", "Session", "BoundedStaleness", "Strong")
_MODES = ("Periodic", "Continuous")
_TIERS = ("Continuous7Days", "Continuous30Days")


_THROUGHPUT: tuple[Rule, ...] = (
    number("options.throughput", up="scale.resize-up", down="scale.resize-down",
           disruption=_QUIET),
    number("options.autoscaleSettings.maxThroughput",
           up="scale.limits-up", down="scale.limits-down"),
    presence("options.autoscaleSettings", came="config.parameter", gone="config.parameter",
             disruption=_QUIET),
)  # fmt: skip


def _database(name: str) -> TypeEntry:
    return entry(f"{_AZ}{name}", Role.DATA_STORE, *_THROUGHPUT, *loses())


def _container(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.DATA_STORE, *_THROUGHPUT,
        changed("resource.partitionKey", "schema.keys"),
        changed("resource.uniqueKeyPolicy", "schema.keys"),
        changed("resource.conflictResolutionPolicy", "config.parameter"),
        changed("resource.indexingPolicy", "config.parameter", disruption=_QUIET,
                note="Queries read whole containers until the new index is built."),
        expiry("resource.defaultTtl"),
        number("resource.analyticalStorageTtl", down="data.retention-cut"), *loses(),
    )  # fmt: skip


def _grants(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.IDENTITY,
        *(members(name_, came="access.grant", gone="access.revoke")
          for name_ in ("roleDefinitionId", "principalId", "scope")),
        create="access.grant", delete="access.revoke", replace="access.grant",
    )  # fmt: skip


_PRESENT: tuple[TypeEntry, ...] = (
    *map(_database, ("CassandraResourceCassandraKeyspace", "GremlinResourceGremlinDatabase",
                     "MongoDBResourceMongoDBDatabase", "SqlResourceSqlDatabase",
                     "TableResourceTable")),
    *map(_container, ("GremlinResourceGremlinGraph", "SqlResourceSqlContainer")),
    *map(_grants, ("SqlResourceSqlRoleAssignment",)),
    entry(
        f"{_AZ}CassandraResourceCassandraTable", Role.DATA_STORE, *_THROUGHPUT,
        presence("resource.schema.columns.name", came="config.parameter", gone="schema.keys"),
        *(presence(f"resource.schema.{name}", changed="schema.keys")
          for name in ("columns.type", "partitionKeys.name", "clusterKeys.name",
                       "clusterKeys.orderBy")),
        expiry("resource.defaultTtl"),
        number("resource.analyticalStorageTtl", down="data.retention-cut"), *loses(),
    ),
    entry(
        f"{_AZ}DatabaseAccount", Role.DATA_STORE,
        reachable(),
        when(restrictions("ipRules"),
             unless={"publicNetworkAccess": ("Disabled", "SecuredByPerimeter"),
                     "isVirtualNetworkFilterEnabled": ("true",)}),
        when(members("ipRules.ipAddressOrRange", came="exposure.open", gone="exposure.narrow",
                     words={"0.0.0.0/0": "exposure.public"}),
             only={"isVirtualNetworkFilterEnabled": ("true",)},
             unless={"publicNetworkAccess": ("Disabled", "SecuredByPerimeter")}),
        members("networkAclBypassResourceIds", came="exposure.open", gone="exposure.narrow"),
        toggle("isVirtualNetworkFilterEnabled", on="exposure.narrow", off="exposure.open"),
        members("virtualNetworkRules.id", came="exposure.open", gone="exposure.narrow"),
        choice("networkAclBypass", {"AzureServices": "exposure.open", "None": "exposure.narrow"}),
        tls("minimalTlsVersion"), no_keys("disableLocalAuth"),
        toggle("disableKeyBasedMetadataWriteAccess", on="access.revoke", off="access.grant"),
        order("backupPolicy.periodicModeProperties.backupStorageRedundancy",
              ("Local", "Zone", "Geo"), up="protection.up", down="protection.backup-cut"),
        changed("consistencyPolicy.maxIntervalInSeconds", "config.parameter"),
        changed("consistencyPolicy.maxStalenessPrefix", "config.parameter"),
        order("backupPolicy.type", _MODES, up="protection.up", down="protection.backup-cut"),
        order("backupPolicy.continuousModeProperties.tier", _TIERS,
              up="protection.up", down="protection.backup-cut"),
        number("backupPolicy.periodicModeProperties.backupRetentionIntervalInHours",
               up="protection.up", down="protection.backup-cut"),
        number("backupPolicy.periodicModeProperties.backupIntervalInMinutes",
               up="protection.backup-cut", down="protection.up"),
        order("consistencyPolicy.defaultConsistencyLevel", _CONSISTENCY,
              up="config.parameter", down="config.parameter",
              note="Readers may see older data, or wait longer."),
        number("capacity.totalThroughputLimit", up="scale.limits-up", down="scale.limits-down"),
        toggle("enableAutomaticFailover", off="protection.guard-off", on="protection.up"),
        toggle("enableMultipleWriteLocations", on="config.parameter", off="config.parameter",
               note="Where writes are taken, and how conflicts end, changes."),
        members("locations.locationName", came="scale.up", gone="scale.down"),
        presence("locations.failoverPriority", changed="routing.traffic"),
        toggle("locations.isZoneRedundant", off="protection.guard-off", on="protection.up"),
        version("apiProperties.serverVersion", newer="schema.engine"),
        members("capabilities.name", came="config.parameter", gone="config.parameter",
                words={"MongoDBv3.4": "schema.engine"}),
        own_key("keyVaultKeyUri"),
        changed("defaultIdentity", "config.parameter",
                note="It reads the key that encrypts the data: without rights it cannot."),
        changed("cors", "config.parameter", disruption=_QUIET), *identities(), *loses(),
    ),
    entry(
        f"{_AZ}MongoCluster", Role.DATA_STORE,
        version("serverVersion", newer="schema.engine"),
        sized("nodeGroupSpecs.sku"), grows("nodeGroupSpecs.diskSizeGB"),
        number("nodeGroupSpecs.nodeCount", up="scale.up", down="scale.down"),
        toggle("nodeGroupSpecs.enableHa", off="protection.guard-off", on="protection.up"),
        password(), *loses(),
    ),
    entry(
        f"{_AZ}MongoDBResourceMongoDBCollection", Role.DATA_STORE, *_THROUGHPUT,
        changed("resource.shardKey", "schema.keys"),
        changed("resource.indexes", "config.parameter", disruption=_QUIET),
        number("resource.indexes.options.expireAfterSeconds", down="data.retention-cut"),
        presence("resource.indexes.options.expireAfterSeconds", came="data.retention-cut",
                 note="What is older than that is deleted."),
        number("resource.analyticalStorageTtl", down="data.retention-cut"),
        *loses(),
    ),
)  # fmt: skip
_REPLICA: Words = {"properties.createMode": ("GeoReplica", "Replica")}
_MONGO = entry(
    "azure-native:mongocluster:MongoCluster", Role.DATA_STORE,
    version("properties.serverVersion", newer="schema.engine"),
    size("properties.compute.tier",
         order=("Free", "M10", "M20", "M25", "M30", "M40", "M50", "M60", "M80", "M200")),
    grows("properties.storage.sizeGb"),
    number("properties.sharding.shardCount", up="scale.up", down="scale.down"),
    order("properties.highAvailability.targetMode",
          ("Disabled", "SameZone", "ZoneRedundantPreferred"), up="protection.up",
          down="protection.guard-off"),
    reachable("properties.publicNetworkAccess"),
    password("properties.administrator.password"),
    when(happens("data.delete", Verb.DELETE), unless=_REPLICA),
    when(happens("data.replace", Verb.REPLACE), unless=_REPLICA),
    when(happens("scale.down", Verb.DELETE), only=_REPLICA),
    when(happens("scale.down", Verb.REPLACE), only=_REPLICA),
)  # fmt: skip

ENTRIES: tuple[TypeEntry, ...] = (
    *_PRESENT,
    _MONGO,
    *known_as(_PRESENT, {_AZ: "azure-native:documentdb:"}),
)
"""It was `documentdb` in the provider's second release."""
