"""
AWS by its own interface: databases, caches, buckets, file systems, search, backups.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    CHANGING,
    Rule,
    TypeEntry,
    Words,
    changed,
    choice,
    document,
    entry,
    grants,
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
from planguard.model.words import Disruption, Reversible, Role, Verb

_QUIET, _RESTART, _OUTAGE = Disruption.NONE, Disruption.RESTART, Disruption.OUTAGE
_GROUPS = "Which groups are attached decides who can reach it; their rules are not compared."
_REPLICA = "A read replica is a copy: its source keeps the data."
_NO_SOURCE = {"sourceDbInstanceIdentifier": "", "dbClusterIdentifier": ""}
_EXPIRES = "The rules are not compared: what matches a new or tighter one expires at once."
_REFUSED = "A bucket that still holds objects is not deleted."
_EMPTIED = {"emptyOnDelete": "true"}
_IMAGES = "Without `emptyOnDelete` a repository that still holds images is not deleted."
_ONLY_CACHE: Words = {"engine": "memcached"}


def _guard(path: str, *, default: bool = False) -> Rule:
    return toggle(path, off="protection.guard-off", on="protection.up", default=default)


def _encrypted(path: str) -> Rule:
    return toggle(path, off="protection.encryption-off", on="protection.up")


def _key(path: str) -> Rule:
    return presence(path, came="protection.up", gone="protection.encryption-off")


def _grows(path: str) -> Rule:
    return number(path, up="scale.resize-up", down="scale.resize-down", disruption=_QUIET)


def _groups(path: str) -> Rule:
    return members(path, came="exposure.open", gone="exposure.narrow", note=_GROUPS)


def _public(path: str) -> Rule:
    return toggle(path, on="exposure.public", off="exposure.narrow", verbs=ARRIVING)


def _backups(path: str) -> Rule:
    return retention(
        path, cut="protection.backup-cut", up="protection.up", off="protection.backup-off",
        zero_is="nothing",
    )  # fmt: skip


def _units(path: str) -> Rule:
    return number(path, up="scale.up", down="scale.down", zero="scale.to-zero")


def _room(path: str) -> Rule:
    return number(path, up="scale.limits-up", down="scale.limits-down")


def _inline(path: str) -> Rule:
    return when(document(path, "resource"), verbs=ARRIVING)


def _store(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    return entry(
        type_, Role.DATA_STORE, *rules, delete="data.delete", replace="data.replace",
        ignore=ignore,
    )  # fmt: skip


_INSIGHTS = (
    retention("performanceInsightsRetentionPeriod", cut="observability.log-retention-cut",
              up="observability.log-retention-up", zero_is="nothing"),
    number("monitoringInterval", zero="observability.logs-off"),
    members("enableCloudwatchLogsExports", gone="observability.logs-off"),
)  # fmt: skip
_DATABASE = (
    version("engineVersion", newer="schema.engine", disruption=_OUTAGE),
    changed("engine", "schema.engine"),
    _backups("backupRetentionPeriod"),
    toggle("deleteAutomatedBackups", on="protection.backup-cut", off="protection.up",
           default=True),
    _guard("deletionProtection"),
    _encrypted("storageEncrypted"),
    _key("kmsKeyId"),
    toggle("enableIamDatabaseAuthentication", on="access.grant", off="access.revoke"),
    toggle("manageMasterUserPassword", on="secret.change", off="secret.change",
           note="The service sets a new password either way."),
    secret("masterUserPassword"),
    members("associatedRoles.roleArn", came="access.grant", gone="access.revoke"),
    changed("port", "routing.rule"),
    changed("dbSubnetGroupName", "routing.network"),
    changed("preferredBackupWindow", "config.parameter", disruption=_QUIET),
    changed("preferredMaintenanceWindow", "config.parameter", disruption=_QUIET),
    _grows("iops"),
    _grows("storageThroughput"),
    changed("storageType", "config.parameter", disruption=_QUIET),
    *_INSIGHTS,
)  # fmt: skip
_BLOCKS = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws-native:rds:DbInstance", Role.DATA_STORE,
        *_DATABASE,
        when(happens("data.delete", Verb.DELETE), only=_NO_SOURCE),
        when(happens("data.replace", Verb.REPLACE), only=_NO_SOURCE),
        *(
            when(happens(action, verb, disruption=_OUTAGE, note=_REPLICA),
                 unless={name: ""})
            for name in _NO_SOURCE
            for action, verb in (("scale.down", Verb.DELETE), ("scale.down", Verb.REPLACE))
        ),
        size("dbInstanceClass"),
        number("allocatedStorage", up="scale.resize-up", down="scale.resize-down",
               disruption=_QUIET),
        _room("maxAllocatedStorage"),
        _guard("multiAz"),
        _public("publiclyAccessible"),
        _groups("vpcSecurityGroups"),
        toggle("enablePerformanceInsights", off="observability.logs-off"),
        changed("dbParameterGroupName", "schema.engine", disruption=_RESTART),
        changed("optionGroupName", "schema.engine", disruption=_RESTART),
        changed("caCertificateIdentifier", "key.rotate", disruption=_RESTART),
        toggle("allowMajorVersionUpgrade", on="schema.engine", disruption=_QUIET),
        toggle("autoMinorVersionUpgrade", on="config.parameter", off="config.parameter",
               default=True),
    ),
    _store(
        "aws-native:rds:DbCluster",
        *_DATABASE,
        size("dbClusterInstanceClass"),
        _grows("allocatedStorage"),
        _room("serverlessV2ScalingConfiguration.maxCapacity"),
        _room("serverlessV2ScalingConfiguration.minCapacity"),
        _room("scalingConfiguration.maxCapacity"),
        _room("scalingConfiguration.minCapacity"),
        toggle("scalingConfiguration.autoPause", on="scale.limits-down", off="scale.limits-up"),
        _public("publiclyAccessible"),
        _groups("vpcSecurityGroupIds"),
        retention("backtrackWindow", cut="protection.backup-cut", up="protection.up",
                  off="protection.backup-off", zero_is="nothing"),
        toggle("enableHttpEndpoint", on="exposure.open", off="exposure.narrow"),
        toggle("performanceInsightsEnabled", off="observability.logs-off"),
        changed("dbClusterParameterGroupName", "schema.engine", disruption=_RESTART),
        changed("globalClusterIdentifier", "config.parameter"),
    ),
    entry(
        "aws-native:rds:GlobalCluster", Role.DATA_STORE,
        version("engineVersion", newer="schema.engine", disruption=_OUTAGE),
        _guard("deletionProtection"),
        _encrypted("storageEncrypted"),
        delete="protection.backup-off", replace="protection.backup-off",
    ),
    *(
        entry(
            f"aws-native:rds:{kind}", Role.CONFIG,
            changed("family", "schema.engine"),
            changed("parameters", "config.parameter",
                    note="Parameters that are not dynamic take effect at the next reboot."),
            ignore=("description",),
        )
        for kind in ("DbParameterGroup", "DbClusterParameterGroup")
    ),
    entry(
        "aws-native:rds:DbSubnetGroup", Role.NETWORK,
        changed("subnetIds", "routing.network"), ignore=("dbSubnetGroupDescription",),
    ),
    _store(
        "aws-native:dynamodb:Table",
        changed("keySchema", "schema.keys"),
        presence("localSecondaryIndexes", gone="schema.keys", changed="schema.keys"),
        presence("globalSecondaryIndexes.keySchema", gone="schema.keys", changed="schema.keys",
                 note="An index whose key changes is deleted and filled again; queries fail "
                      "meanwhile."),
        number("provisionedThroughput.readCapacityUnits", up="scale.up", down="scale.down"),
        number("provisionedThroughput.writeCapacityUnits", up="scale.up", down="scale.down"),
        _room("onDemandThroughput.maxReadRequestUnits"),
        _room("onDemandThroughput.maxWriteRequestUnits"),
        choice("billingMode",
               {"PAY_PER_REQUEST": "scale.limits-up", "PROVISIONED": "scale.limits-down"}),
        presence("streamSpecification.streamViewType", came="config.parameter",
                 gone="routing.remove", changed="config.parameter"),
        toggle("pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled",
               off="protection.backup-off", on="protection.up",
               note="Switched off, the whole history is gone; on again, it starts empty."),
        number("pointInTimeRecoverySpecification.recoveryPeriodInDays",
               up="protection.up", down="protection.backup-cut"),
        _guard("deletionProtectionEnabled"),
        toggle("sseSpecification.sseEnabled", off="protection.encryption-off",
               on="protection.up",
               note="Without it the table is encrypted with a key that AWS owns."),
        toggle("timeToLiveSpecification.enabled", on="data.retention-cut"),
        presence("timeToLiveSpecification.attributeName", changed="data.retention-cut"),
        _inline("resourcePolicy.policyDocument"),
    ),
    _store(
        "aws-native:dynamodb:GlobalTable",
        changed("keySchema", "schema.keys"),
        choice("billingMode",
               {"PAY_PER_REQUEST": "scale.limits-up", "PROVISIONED": "scale.limits-down"}),
        presence("replicas.region", came="protection.up", gone="protection.backup-cut"),
        _guard("replicas.deletionProtectionEnabled"),
        toggle("replicas.pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled",
               off="protection.backup-off", on="protection.up"),
        toggle("sseSpecification.sseEnabled", off="protection.encryption-off",
               on="protection.up"),
        toggle("timeToLiveSpecification.enabled", on="data.retention-cut"),
    ),
    entry(
        "aws-native:elasticache:CacheCluster", Role.DATA_STORE,
        when(happens("scale.to-zero", Verb.DELETE), only=_ONLY_CACHE),
        when(happens("scale.to-zero", Verb.REPLACE), only=_ONLY_CACHE),
        when(happens("data.delete", Verb.DELETE), unless=_ONLY_CACHE),
        when(happens("data.replace", Verb.REPLACE), unless=_ONLY_CACHE),
        version("engineVersion", newer="schema.engine", disruption=_OUTAGE),
        size("cacheNodeType", disruption=_OUTAGE),
        _units("numCacheNodes"),
        _backups("snapshotRetentionLimit"),
        toggle("transitEncryptionEnabled", off="exposure.tls-weaken", on="protection.up"),
        _groups("vpcSecurityGroupIds"),
        changed("cacheParameterGroupName", "schema.engine", disruption=_RESTART),
    ),
    _store(
        "aws-native:elasticache:ReplicationGroup",
        version("engineVersion", newer="schema.engine", disruption=_OUTAGE),
        size("cacheNodeType", disruption=_OUTAGE),
        _units("numCacheClusters"),
        number("numNodeGroups", up="scale.up", down="scale.down"),
        number("replicasPerNodeGroup", up="scale.up", down="scale.down"),
        _backups("snapshotRetentionLimit"),
        _encrypted("atRestEncryptionEnabled"),
        toggle("transitEncryptionEnabled", off="exposure.tls-weaken", on="protection.up"),
        order("transitEncryptionMode", ("preferred", "required"), up="protection.up",
              down="exposure.tls-weaken"),
        _guard("automaticFailoverEnabled"),
        _guard("multiAzEnabled"),
        secret("authToken"),
        _key("kmsKeyId"),
        _groups("securityGroupIds"),
        members("userGroupIds", came="access.grant", gone="access.revoke"),
        changed("cacheParameterGroupName", "schema.engine", disruption=_RESTART),
        presence("logDeliveryConfigurations", gone="observability.logs-off"),
        ignore=("replicationGroupDescription",),
    ),
    _store(
        "aws-native:elasticache:ServerlessCache",
        version("majorEngineVersion", newer="schema.engine"),
        _room("cacheUsageLimits.dataStorage.maximum"),
        _room("cacheUsageLimits.ecpuPerSecond.maximum"),
        _backups("snapshotRetentionLimit"),
        _groups("securityGroupIds"),
        _key("kmsKeyId"),
        changed("userGroupId", "access.grant"),
        ignore=("description",),
    ),
    entry(
        "aws-native:s3:Bucket", Role.DATA_STORE,
        happens("data.delete", Verb.DELETE, reversible=Reversible.UNKNOWN, note=_REFUSED),
        happens("data.replace", Verb.REPLACE, reversible=Reversible.UNKNOWN, note=_REFUSED),
        choice("versioningConfiguration.status",
               {"Suspended": "protection.guard-off", "Enabled": "protection.up",
                "": "protection.guard-off"}),
        *(
            toggle(f"publicAccessBlockConfiguration.{name}", off="exposure.public",
                   on="exposure.narrow", default=True, verbs=ARRIVING,
                   note="Where nothing is said, S3 blocks it.")
            for name in _BLOCKS
        ),
        choice("accessControl",
               {"PublicRead": "exposure.public", "PublicReadWrite": "exposure.public",
                "AuthenticatedRead": "exposure.public", "Private": "exposure.narrow",
                "": "exposure.narrow"}, verbs=ARRIVING),
        presence("bucketEncryption", came="protection.up", gone="protection.encryption-off"),
        order("bucketEncryption.serverSideEncryptionConfiguration"
              ".serverSideEncryptionByDefault.sseAlgorithm",
              ("", "AES256", "aws:kms", "aws:kms:dsse"), up="protection.up",
              down="protection.encryption-off"),
        presence("lifecycleConfiguration.rules", came="data.retention-cut", note=_EXPIRES),
        retention("lifecycleConfiguration.rules.expirationInDays", cut="data.retention-cut",
                  zero_is="for-ever"),
        retention("lifecycleConfiguration.rules.noncurrentVersionExpiration.noncurrentDays",
                  cut="data.retention-cut", zero_is="for-ever"),
        presence("lifecycleConfiguration.rules.prefix", gone="data.retention-cut",
                 changed="data.retention-cut", note=_EXPIRES),
        choice("lifecycleConfiguration.rules.status", {"Enabled": "data.retention-cut"}),
        presence("loggingConfiguration", came="config.parameter", gone="observability.logs-off",
                 changed="config.parameter"),
        presence("replicationConfiguration", came="protection.up",
                 gone="protection.backup-off"),
        choice("replicationConfiguration.rules.status",
               {"Disabled": "protection.backup-cut", "Enabled": "protection.up"}),
        presence("objectLockConfiguration.rule.defaultRetention", came="protection.up",
                 gone="protection.guard-off", changed="config.parameter"),
        toggle("objectLockEnabled", on="protection.up", off="protection.guard-off"),
        changed("ownershipControls.rules.objectOwnership", "access.grant"),
        changed("corsConfiguration.corsRules", "config.parameter"),
        presence("websiteConfiguration", came="config.parameter", gone="routing.remove",
                 changed="routing.rule"),
        changed("notificationConfiguration", "routing.rule"),
    ),
    entry(
        "aws-native:s3:BucketPolicy", Role.IDENTITY,
        document("policyDocument", "resource"), changed("bucket", "access.grant"),
    ),
    _store(
        "aws-native:efs:FileSystem",
        choice("backupPolicy.status",
               {"DISABLED": "protection.backup-off", "ENABLED": "protection.up"}),
        _encrypted("encrypted"),
        _key("kmsKeyId"),
        _inline("fileSystemPolicy"),
        choice("fileSystemProtection.replicationOverwriteProtection",
               {"DISABLED": "protection.guard-off", "ENABLED": "protection.up"}),
        presence("replicationConfiguration", came="protection.up",
                 gone="protection.backup-off"),
        changed("lifecyclePolicies", "config.parameter", disruption=_QUIET),
        _grows("provisionedThroughputInMibps"),
        changed("throughputMode", "config.parameter", disruption=_QUIET),
    ),
    entry(
        "aws-native:efs:MountTarget", Role.NETWORK,
        _groups("securityGroups"), changed("subnetId", "routing.network"),
        delete="routing.remove", replace="routing.network", replace_disruption=_OUTAGE,
    ),
    _store(
        "aws-native:opensearchservice:Domain",
        version("engineVersion", newer="schema.engine", disruption=_QUIET),
        _inline("accessPolicies"),
        _guard("advancedSecurityOptions.enabled"),
        toggle("advancedSecurityOptions.anonymousAuthEnabled", on="access.public",
               off="access.revoke"),
        _units("clusterConfig.instanceCount"),
        size("clusterConfig.instanceType", disruption=_QUIET),
        _guard("clusterConfig.dedicatedMasterEnabled"),
        _guard("clusterConfig.zoneAwarenessEnabled"),
        toggle("domainEndpointOptions.enforceHttps", on="protection.up",
               off="exposure.tls-weaken"),
        order("domainEndpointOptions.tlsSecurityPolicy",
              ("Policy-Min-TLS-1-0-2019-07", "Policy-Min-TLS-1-2-2019-07",
               "Policy-Min-TLS-1-2-PFS-2023-10"),
              up="protection.up", down="exposure.tls-weaken"),
        _encrypted("encryptionAtRestOptions.enabled"),
        _encrypted("nodeToNodeEncryptionOptions.enabled"),
        _grows("ebsOptions.volumeSize"),
        _groups("vpcOptions.securityGroupIds"),
        presence("vpcOptions", came="exposure.narrow", gone="exposure.public"),
        changed("logPublishingOptions", "config.parameter", disruption=_QUIET),
    ),
    entry(
        "aws-native:ecr:Repository", Role.DATA_STORE,
        when(happens("data.delete", Verb.DELETE), only=_EMPTIED),
        when(happens("data.replace", Verb.REPLACE), only=_EMPTIED),
        *(
            when(happens(action, verb, reversible=Reversible.UNKNOWN, note=_IMAGES),
                 unless=_EMPTIED)
            for action, verb in (("data.delete", Verb.DELETE), ("data.replace", Verb.REPLACE))
        ),
        choice("imageTagMutability",
               {"MUTABLE": "protection.guard-off", "IMMUTABLE": "protection.up"}),
        toggle("imageScanningConfiguration.scanOnPush", on="protection.up",
               off="protection.guard-off"),
        toggle("emptyOnDelete", on="protection.guard-off", off="protection.up"),
        _inline("repositoryPolicyText"),
        changed("lifecyclePolicy.lifecyclePolicyText", "data.retention-cut", note=_EXPIRES),
        _key("encryptionConfiguration.kmsKey"),
    ),
    _store(
        "aws-native:ec2:Volume",
        _grows("size"), _grows("iops"), _grows("throughput"),
        _encrypted("encrypted"), _key("kmsKeyId"),
        changed("volumeType", "config.parameter", disruption=_QUIET),
    ),
    entry(
        "aws-native:backup:BackupPlan", Role.PROTECTION,
        retention("backupPlan.backupPlanRule.lifecycle.deleteAfterDays",
                  cut="protection.backup-cut", up="protection.up", zero_is="for-ever",
                  block="backupPlan.backupPlanRule"),
        presence("backupPlan.backupPlanRule.copyActions", came="protection.up",
                 gone="protection.backup-cut"),
        presence("backupPlan.backupPlanRule.ruleName", gone="protection.backup-cut"),
        presence("backupPlan.backupPlanRule.scheduleExpression", changed="config.parameter",
                 note="The two schedules are not compared: backups may become fewer."),
        toggle("backupPlan.backupPlanRule.enableContinuousBackup", on="protection.up",
               off="protection.backup-cut"),
        create="protection.up", delete="protection.backup-off", replace="protection.backup-cut",
    ),
    entry(
        "aws-native:backup:BackupVault", Role.DATA_STORE,
        when(document("accessPolicy", "resource"), verbs=ARRIVING),
        presence("lockConfiguration", came="protection.up", gone="protection.guard-off"),
        number("lockConfiguration.minRetentionDays", up="protection.up",
               down="protection.guard-off"),
        presence("notifications", gone="observability.alarm-off"),
        delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        "aws-native:backup:BackupSelection", Role.PROTECTION,
        members("backupSelection.resources", came="protection.up", gone="protection.backup-cut"),
        members("backupSelection.notResources", came="protection.backup-cut",
                gone="protection.up"),
        presence("backupSelection.listOfTags", came="protection.up",
                 gone="protection.backup-cut", changed="protection.backup-cut"),
        when(grants("backupSelection.iamRoleArn"), verbs=CHANGING),
        create="protection.up", delete="protection.backup-cut",
        replace="protection.backup-cut",
    ),
)  # fmt: skip
