"""
Azure: SQL, PostgreSQL, MySQL and Redis, as Pulumi's native provider names them.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
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
    known_as,
    own_key,
    password,
    plain_allowed,
    reachable,
    sized,
    spread,
    tiered,
    tls,
)
from planguard.actions.providers.forms import (
    backups,
    encrypted,
    grows,
    guard,
    public,
    room,
    units,
)
from planguard.model.words import Disruption, Role, Verb

_AZ = "azure-native:"
_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_SECONDARY = ("Secondary", "OnlineSecondary", "Replica")
_WITH_SERVER = "The server's backups go with it."
_RESTARTS = "Parameters that are not dynamic take effect at the next restart."


def _loses(
    note: str = "", mode: str = "createMode", copies: tuple[str, ...] = _SECONDARY
) -> tuple[Rule, ...]:
    """Describe the loss of data; a copy's source keeps them."""
    lost = (
        happens("data.delete", Verb.DELETE, note=note),
        happens("data.replace", Verb.REPLACE, note=note),
    )
    kept = (
        when(happens("scale.down", Verb.DELETE), only={mode: copies}),
        when(happens("scale.down", Verb.REPLACE), only={mode: copies}),
    )
    return (*(when(rule, unless={mode: copies}) for rule in lost), *kept) if mode else lost


def _backup_places(path: str) -> Rule:
    return order(path, BACKUP_PLACES, up="protection.up", down="protection.backup-cut")


def _database(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.SCHEMA,
        changed("collation", "schema.engine", disruption=_OUTAGE),
        changed("charset", "schema.engine", disruption=_OUTAGE),
        *_loses(mode=""),
    )  # fmt: skip


def _parameter(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.CONFIG,
        changed("value", "config.parameter", note=_RESTARTS),
        when(toggle("value", on="protection.up", off="exposure.tls-weaken", default=True,
                    verbs=ARRIVING), only={"configurationName": "require_secure_transport"}),
        when(tls("value"), only={"configurationName": "ssl_min_protocol_version"}),
        when(toggle("value", off="observability.logs-off"),
             only={"configurationName": "audit_log_enabled"}),
        when(choice("value", {"off": "observability.logs-off"}, verbs=ARRIVING),
             only={"configurationName": ("log_connections", "log_disconnections")}),
        when(choice("value", {"none": "observability.logs-off"}, verbs=ARRIVING),
             only={"configurationName": "pgaudit.log"}),
        create="config.parameter", delete="config.parameter", replace="config.parameter",
        ignore=("source",),
    )  # fmt: skip


def _opening(name: str, start: str = "startIpAddress") -> TypeEntry:
    return entry(f"{_AZ}{name}", Role.NETWORK, addresses(start))


def _auditing(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.OBSERVABILITY,
        choice("state", {"Disabled": "observability.logs-off"}),
        toggle("isAzureMonitorTargetEnabled", off="observability.logs-off"),
        presence("storageEndpoint", gone="observability.logs-off"),
        members("auditActionsAndGroups", gone="observability.logs-off"),
        *((presence("predicateExpression", came="observability.logs-off",
                    changed="observability.logs-off", empty=True,
                    note="What it does not let through is recorded nowhere."),)
          if "Extended" in name else ()),
        retention("retentionDays", cut="observability.log-retention-cut",
                  up="observability.log-retention-up",
                  unbounded="observability.log-unbounded"),
        delete="observability.logs-off", replace="observability.logs-off",
        ignore=("storageAccountAccessKey", "isStorageSecondaryKeyInUse", "queueDelayMs"),
    )  # fmt: skip


def _administrator(name: str, who: str, label: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.IDENTITY,
        members(who, came="access.admin", gone="access.revoke"),
        create="access.admin", delete="access.revoke", replace="access.admin",
        ignore=(label,),
    )  # fmt: skip


def _single(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.DATA_STORE,
        engine("properties.version"),
        sized("sku.name"),
        grows("sku.capacity", disruption=Disruption.RESTART),
        grows("properties.storageProfile.storageMB"),
        backups("properties.storageProfile.backupRetentionDays"),
        geo_backups("properties.storageProfile.geoRedundantBackup"),
        tls("properties.minimalTlsVersion"),
        toggle("properties.sslEnforcement", on="protection.up", off="exposure.tls-weaken"),
        encrypted("properties.infrastructureEncryption"),
        reachable("properties.publicNetworkAccess"),
        password("properties.administratorLoginPassword"),
        *_loses(_WITH_SERVER, "properties.createMode"),
    )  # fmt: skip


_FLEXIBLE: tuple[Rule, ...] = (
    engine(), sized("sku.name"), tiered("sku.tier"),
    grows("storage.storageSizeGB"), grows("storage.iops"),
    toggle("storage.autoGrow", on="scale.limits-up", off="scale.limits-down"),
    backups("backup.backupRetentionDays"), geo_backups("backup.geoRedundantBackup"),
    spread("highAvailability.mode"),
    reachable("network.publicNetworkAccess"),
    changed("network.delegatedSubnetResourceId", "routing.network"),
    changed("availabilityZone", "config.parameter", disruption=Disruption.RESTART,
            note="Only with the standby it can change places: a planned failover."),
    own_key("dataEncryption.primaryKeyURI"),
    password(), *identities(), *_loses(_WITH_SERVER),
    changed("replicationRole", "routing.traffic",
            note="A replica becomes a server of its own, or the two change places."),
    changed("maintenanceWindow", "config.parameter", disruption=_QUIET),
)  # fmt: skip


_PRESENT: tuple[TypeEntry, ...] = (
    _database("dbformysql:Database"), _database("dbforpostgresql:Database"),
    _parameter("dbformysql:Configuration"), _parameter("dbforpostgresql:Configuration"),
    _opening("dbformysql:FirewallRule"), _opening("dbforpostgresql:FirewallRule"),
    _opening("dbforpostgresql:ServerGroupFirewallRule"),
    _opening("redis:FirewallRule", "startIP"), _opening("redis:RedisFirewallRule", "startIP"),
    _opening("sql:FirewallRule"), _opening("sql:IPv6FirewallRule", "startIPv6Address"),
    _opening("synapse:IpFirewallRule"),
    _single("dbformysql:SingleServer"), _single("dbforpostgresql:SingleServer"),
    _auditing("sql:DatabaseBlobAuditingPolicy"),
    _auditing("sql:ExtendedDatabaseBlobAuditingPolicy"),
    _auditing("sql:ExtendedServerBlobAuditingPolicy"),
    _auditing("sql:ServerBlobAuditingPolicy"),
    _administrator("dbformysql:AzureADAdministrator", "sid", "login"),
    _administrator("dbforpostgresql:Administrator", "objectId", "principalName"),
    _administrator("sql:ServerAzureADAdministrator", "sid", "login"),
    entry(f"{_AZ}dbformysql:Server", Role.DATA_STORE, *_FLEXIBLE,
          changed("network.privateDnsZoneResourceId", "routing.dns"),
          toggle("storage.autoIoScaling", on="scale.limits-up", off="scale.limits-down")),
    entry(f"{_AZ}dbforpostgresql:Server", Role.DATA_STORE, *_FLEXIBLE,
          keys("authConfig.passwordAuth"),
          toggle("authConfig.activeDirectoryAuth", on="access.grant", off="access.revoke"),
          presence("authConfig.tenantId", changed="access.trust"),
          changed("network.privateDnsZoneArmResourceId", "routing.dns"),
          size("storage.tier", disruption=_QUIET),
          units("cluster.clusterSize")),
    entry(
        f"{_AZ}dbforpostgresql:ServerGroupCluster", Role.DATA_STORE,
        engine("postgresqlVersion"), engine("citusVersion"),
        number("nodeCount", up="scale.up", down="scale.down",
               note="Without workers the coordinator holds the data and serves alone."),
        grows("nodeVCores", disruption=Disruption.RESTART),
        grows("coordinatorVCores", disruption=Disruption.RESTART),
        grows("nodeStorageQuotaInMb"), grows("coordinatorStorageQuotaInMb"),
        public("coordinatorEnablePublicIpAccess"), public("nodeEnablePublicIpAccess"),
        toggle("enableHa", on="protection.up", off="protection.guard-off"),
        geo_backups("enableGeoBackup"), own_key("dataEncryption.primaryKeyUri"),
        keys("authConfig.passwordAuth"), password(), *_loses(_WITH_SERVER, mode=""),
    ),
    entry(
        f"{_AZ}dbforpostgresql:VirtualEndpoint", Role.ROUTING,
        changed("members", "routing.dns"),
        delete="routing.remove", replace="routing.remove",
    ),
    entry(
        f"{_AZ}redis:AccessPolicyAssignment", Role.IDENTITY,
        *(members(name, came="access.grant", gone="access.revoke")
          for name in ("accessPolicyName", "objectId")),
        create="access.grant", delete="access.revoke", replace="access.grant",
    ),
    entry(
        f"{_AZ}redis:LinkedServer", Role.PROTECTION,
        changed("serverRole", "routing.traffic"),
        create="protection.up", delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        f"{_AZ}redis:Redis", Role.DATA_STORE,
        version("redisVersion", newer="schema.engine", disruption=Disruption.RESTART),
        size("sku.capacity"),
        size("sku.name", order=("Basic", "Standard", "Premium")),
        number("shardCount", up="scale.up", down="scale.down", disruption=Disruption.RESTART),
        *(number(f"replicasPer{name}", up="scale.up", down="scale.down")
          for name in ("Primary", "Master")),
        tls("minimumTlsVersion"), plain_allowed("enableNonSslPort"), reachable(),
        toggle("disableAccessKeyAuthentication", on="access.revoke", off="access.grant"),
        toggle("redisConfiguration.authnotrequired", on="access.public", off="access.revoke",
               verbs=ARRIVING, note="Whoever can reach the cache can use it."),
        toggle("redisConfiguration.rdbBackupEnabled",
               off="protection.backup-off", on="protection.up"),
        toggle("redisConfiguration.aofBackupEnabled",
               off="protection.backup-off", on="protection.up"),
        number("redisConfiguration.rdbBackupFrequency", up="protection.backup-cut",
               down="protection.up"),
        number("redisConfiguration.rdbBackupMaxSnapshotCount", up="protection.up",
               down="protection.backup-cut"),
        secret("redisConfiguration.rdbStorageConnectionString"),
        secret("redisConfiguration.aofStorageConnectionString0"),
        *(changed(f"redisConfiguration.{name}", "config.parameter")
          for name in ("maxmemoryReserved", "maxmemoryDelta", "maxfragmentationmemoryReserved")),
        changed("redisConfiguration.maxmemoryPolicy", "config.parameter"),
        changed("redisConfiguration.notifyKeyspaceEvents", "config.parameter"),
        changed("subnetId", "routing.network", disruption=_OUTAGE),
        changed("updateChannel", "config.parameter", disruption=_QUIET),
        *identities(), *_loses("A cache holds what nobody wrote down elsewhere, too.", mode=""),
    ),
    entry(
        f"{_AZ}redisenterprise:Database", Role.DATA_STORE,
        choice("clientProtocol", {"Plaintext": "exposure.tls-weaken",
                                  "Encrypted": "protection.up"}, verbs=ARRIVING),
        keys("accessKeysAuthentication"),
        toggle("persistence.aofEnabled", off="protection.backup-off", on="protection.up"),
        toggle("persistence.rdbEnabled", off="protection.backup-off", on="protection.up"),
        changed("evictionPolicy", "config.parameter"),
        members("geoReplication.linkedDatabases.id",
                came="protection.up", gone="protection.backup-cut"),
        *_loses(mode=""),
    ),
    entry(
        f"{_AZ}redisenterprise:RedisEnterprise", Role.DATA_STORE,
        sized("sku.name"), units("sku.capacity"), tls("minimumTlsVersion"), reachable(),
        own_key("encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl"),
        toggle("highAvailability", off="protection.guard-off", on="protection.up", default=True),
        *identities(), *_loses(mode=""),
    ),
    entry(
        f"{_AZ}sql:BackupShortTermRetentionPolicy", Role.PROTECTION,
        backups("retentionDays"),
        number("diffBackupIntervalInHours", up="protection.backup-cut", down="protection.up"),
        delete="protection.backup-cut", replace="protection.backup-cut",
    ),
    entry(
        f"{_AZ}sql:Database", Role.DATA_STORE,
        size("sku.name", order=DATABASE_SIZES), tiered("sku.tier"), grows("sku.capacity"),
        grows("maxSizeBytes"), room("minCapacity"),
        units("highAvailabilityReplicaCount"),
        changed("elasticPoolId", "config.parameter",
                note="The database moves to another pool, or out of one."),
        changed("autoPauseDelay", "config.parameter", disruption=_QUIET),
        changed("collation", "schema.engine", disruption=_OUTAGE),
        _backup_places("requestedBackupStorageRedundancy"),
        guard("zoneRedundant"), own_key("encryptionProtector"),
        toggle("isLedgerOn", on="protection.up", off="protection.guard-off"),
        toggle("encryptionProtectorAutoRotation", off="key.rotation-off", on="protection.up"),
        changed("preferredEnclaveType", "config.parameter"),
        changed("maintenanceConfigurationId", "config.parameter", disruption=_QUIET),
        toggle("readScale", on="scale.up", off="scale.down"),
        changed("licenseType", "config.parameter", disruption=_QUIET),
        *identities(), *_loses(),
    ),
    entry(
        f"{_AZ}sql:ElasticPool", Role.DATA_STORE,
        sized("sku.name"), tiered("sku.tier"), grows("sku.capacity"), grows("maxSizeBytes"),
        room("perDatabaseSettings.maxCapacity"), room("perDatabaseSettings.minCapacity"),
        units("highAvailabilityReplicaCount"), guard("zoneRedundant"),
        changed("licenseType", "config.parameter", disruption=_QUIET),
        delete="scale.to-zero", replace="scale.to-zero",
    ),
    entry(
        f"{_AZ}sql:EncryptionProtector", Role.KEY,
        choice("serverKeyType", {"ServiceManaged": "protection.encryption-off",
                                 "AzureKeyVault": "protection.up"}),
        changed("serverKeyName", "key.rotate"),
        toggle("autoRotationEnabled", off="key.rotation-off", on="protection.up"),
        when(happens("protection.encryption-off", Verb.DELETE,
                     note="The service's own key encrypts it from then on."),
             only={"serverKeyType": "AzureKeyVault"}),
        replace="key.rotate",
    ),
    entry(
        f"{_AZ}sql:FailoverGroup", Role.PROTECTION,
        members("databases", came="protection.up", gone="protection.backup-cut"),
        members("partnerServers.id", came="protection.up", gone="protection.backup-cut"),
        choice("readWriteEndpoint.failoverPolicy",
               {"Manual": "protection.guard-off", "Automatic": "protection.up"}),
        delete=("protection.backup-off", "routing.remove"),
        replace=("protection.backup-off", "routing.remove"), create="protection.up",
    ),
    entry(
        f"{_AZ}sql:GeoBackupPolicy", Role.PROTECTION,
        toggle("state", off="protection.backup-cut", on="protection.up"),
        delete="protection.backup-cut", replace="protection.backup-cut",
    ),
    entry(
        f"{_AZ}sql:LongTermRetentionPolicy", Role.PROTECTION,
        *(backups(f"{span}Retention") for span in ("weekly", "monthly", "yearly")),
        create="protection.up", delete="protection.backup-off", replace="protection.backup-cut",
    ),
    entry(
        f"{_AZ}sql:ManagedDatabase", Role.DATA_STORE,
        changed("collation", "schema.engine", disruption=_OUTAGE), *_loses(mode=""),
    ),
    entry(
        f"{_AZ}sql:ManagedInstance", Role.DATA_STORE,
        sized("sku.name"), grows("vCores", disruption=Disruption.RESTART),
        grows("storageSizeInGB"), grows("storageIOps"),
        toggle("publicDataEndpointEnabled", on="exposure.public", off="exposure.narrow",
               verbs=ARRIVING),
        tls("minimalTlsVersion"), own_key("keyId"), guard("zoneRedundant"),
        _backup_places("requestedBackupStorageRedundancy"),
        changed("subnetId", "routing.network", disruption=_OUTAGE),
        members("administrators.sid", came="access.admin", gone="access.revoke"),
        toggle("administrators.azureADOnlyAuthentication",
               on="access.revoke", off="access.grant"),
        changed("licenseType", "config.parameter", disruption=_QUIET),
        changed("databaseFormat", "schema.engine"),
        changed("proxyOverride", "routing.network"),
        password(), *identities(), *_loses(_WITH_SERVER, mode=""),
    ),
    entry(
        f"{_AZ}sql:Server", Role.DATA_STORE,
        engine(), tls("minimalTlsVersion"), reachable(), own_key("keyId"),
        toggle("restrictOutboundNetworkAccess", on="protection.up", off="exposure.open"),
        members("administrators.sid", came="access.admin", gone="access.revoke"),
        toggle("administrators.azureADOnlyAuthentication",
               on="access.revoke", off="access.grant"),
        password(), *identities(), *_loses(_WITH_SERVER, mode=""),
    ),
    entry(
        f"{_AZ}sql:ServerAzureADOnlyAuthentication", Role.IDENTITY,
        toggle("azureADOnlyAuthentication", on="access.revoke", off="access.grant"),
        delete="access.grant",
    ),
    entry(
        f"{_AZ}sql:ServerSecurityAlertPolicy", Role.OBSERVABILITY,
        toggle("state", off="observability.alarm-off"),
        members("disabledAlerts", came="observability.alarm-off"),
        members("emailAddresses", gone="observability.alarm-loosened"),
        toggle("emailAccountAdmins", off="observability.alarm-loosened"),
        secret("storageAccountAccessKey"),
        delete="observability.alarm-off", replace="observability.alarm-loosened",
    ),
    entry(
        f"{_AZ}sql:TransparentDataEncryption", Role.KEY,
        toggle("state", off="protection.encryption-off", on="protection.up"),
        delete="protection.encryption-off",
    ),
    entry(
        f"{_AZ}sql:VirtualNetworkRule", Role.NETWORK,
        members("virtualNetworkSubnetId", came="exposure.open", gone="exposure.narrow"),
        create="exposure.open", delete="exposure.narrow", replace="exposure.open",
    ),
)  # fmt: skip

_NEWER = f"{_AZ}redis:RedisFirewallRule"

ENTRIES: tuple[TypeEntry, ...] = (
    *_PRESENT,
    *known_as(
        tuple(found for found in _PRESENT if found.type != _NEWER),
        {f"{_AZ}{module}:": f"{_AZ}cache:" for module in ("redis", "redisenterprise")},
    ),
)
"""Redis was `cache` in the provider's second release."""
