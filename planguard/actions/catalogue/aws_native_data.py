"""
AWS by its own interface: databases, caches, buckets, file systems, search, backups.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    TypeEntry,
    Words,
    changed,
    choice,
    deadline,
    document,
    entry,
    happens,
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
from planguard.actions.providers.aws_forms import key_within
from planguard.actions.providers.forms import (
    backups,
    danger,
    encrypted,
    grows,
    guard,
    parameters,
    public,
    room,
    store,
)
from planguard.model.words import Disruption, Reversible, Role, Verb

_QUIET, _RESTART, _OUTAGE = Disruption.NONE, Disruption.RESTART, Disruption.OUTAGE
_REPLICA = "A read replica is a copy: its source keeps the data."
_NO_SOURCE = {"sourceDbInstanceIdentifier": "", "dbClusterIdentifier": ""}
_EXPIRES = "The rules are not compared: what matches a new or tighter one expires at once."
_REFUSED = "A bucket that still holds objects is not deleted."
_EMPTIED = {"emptyOnDelete": "true"}
_IMAGES = "Without `emptyOnDelete` a repository that still holds images is not deleted."
_ONLY_CACHE: Words = {"engine": "memcached"}


_INSIGHTS = (
    retention("performanceInsightsRetentionPeriod", cut="observability.log-retention-cut",
              up="observability.log-retention-up", zero_is="nothing"),
    number("monitoringInterval", zero="observability.logs-off"),
    members("enableCloudwatchLogsExports", gone="observability.logs-off"),
)  # fmt: skip
_DATABASE = (
    version("engineVersion", newer="schema.engine", disruption=_OUTAGE),
    changed("engine", "schema.engine", disruption=_OUTAGE),
    backups("backupRetentionPeriod"),
    danger("deleteAutomatedBackups", default=True),
    guard("deletionProtection"),
    encrypted("storageEncrypted"),
    own_key("kmsKeyId"),
    toggle("enableIamDatabaseAuthentication", on="access.grant", off="access.revoke"),
    toggle("manageMasterUserPassword", on="secret.change", off="secret.change",
           note="The service sets a new password either way."),
    secret("masterUserPassword"),
    own_key("masterUserSecret.kmsKeyId"),
    own_key("performanceInsightsKmsKeyId"),
    assigned("associatedRoles.roleArn"),
    presence("domain", came="access.trust", gone="access.revoke", changed="access.trust"),
    changed("port", "config.parameter", disruption=_RESTART),
    grows("iops"),
    changed("databaseInsightsMode", "config.parameter", both=True),
    changed("networkType", "routing.network", both=True),
    *_INSIGHTS,
)  # fmt: skip
_WINDOWS = ("preferredBackupWindow", "preferredMaintenanceWindow", "copyTagsToSnapshot")
_BLOCKS = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
_ACLS = (
    *("PublicReadWrite", "PublicRead", "AuthenticatedRead", "LogDeliveryWrite"),
    *("AwsExecRead", "BucketOwnerRead", "BucketOwnerFullControl", "Private"),
)
_RULES = "lifecycleConfiguration.rules"
_LOCKED = "objectLockConfiguration.rule.defaultRetention"
_DEFAULT_KEY = "bucketEncryption.serverSideEncryptionConfiguration.serverSideEncryptionByDefault"
_IMAGES_EXPIRE = "lifecyclePolicy.lifecyclePolicyText.rules.selection"
_PITR = "pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled"
_BACKED_UP = "DynamoDB keeps a backup of a deleted table for 35 days where it had this on."
_REFILLED = "An index whose key changes is deleted and filled again; queries fail meanwhile."
_REBOOT = "Static parameters take effect at the next reboot."
_CACHE = (
    backups("snapshotRetentionLimit"),
    encrypted("transitEncryptionEnabled"),
    changed("cacheParameterGroupName", "schema.engine", disruption=_QUIET, note=_REBOOT),
    changed("cacheSubnetGroupName", "routing.network"),
    changed("networkType", "routing.network", both=True),
    changed("port", "config.parameter"),
    presence("notificationTopicArn", gone="observability.alarm-off", changed="config.parameter"),
    presence("logDeliveryConfigurations.logType", gone="observability.logs-off"),
    presence("logDeliveryConfigurations.destinationDetails", changed="config.parameter"),
    toggle("autoMinorVersionUpgrade", on="config.flag", off="config.flag", default=True,
           disruption=_QUIET),
)  # fmt: skip

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
        grows("allocatedStorage"), grows("storageThroughput"),
        size("storageType", order=("standard", "gp2/gp3", "io1", "io2"), disruption=_QUIET),
        room("maxAllocatedStorage"),
        guard("multiAz"),
        public("publiclyAccessible"),
        groups("vpcSecurityGroups"),
        changed("dbSubnetGroupName", "routing.network", disruption=_OUTAGE),
        changed("dbInstanceIdentifier", "routing.dns", disruption=_OUTAGE),
        *(changed(name, "schema.engine", disruption=_OUTAGE)
          for name in ("characterSetName", "ncharCharacterSetName", "timezone")),
        toggle("enablePerformanceInsights", off="observability.logs-off"),
        changed("dbParameterGroupName", "schema.engine", disruption=_QUIET, note=_REBOOT),
        changed("optionGroupName", "config.parameter"),
        changed("caCertificateIdentifier", "key.rotate", disruption=_RESTART),
        toggle("allowMajorVersionUpgrade", on="schema.engine", disruption=_QUIET),
        toggle("autoMinorVersionUpgrade", on="config.flag", off="config.flag", default=True,
               disruption=_QUIET),
        presence("sourceDbInstanceIdentifier", gone="config.parameter",
                 note="A replica that loses its source is a database of its own."),
        changed("licenseModel", "config.parameter", both=True),
        changed("replicaMode", "config.parameter", both=True),
        changed("backupTarget", "config.parameter"),
        ignore=_WINDOWS,
    ),
    store(
        "aws-native:rds:DbCluster",
        *_DATABASE,
        size("dbClusterInstanceClass"),
        grows("allocatedStorage"),
        changed("dbSubnetGroupName", "routing.network"),
        changed("engineMode", "schema.engine", disruption=_OUTAGE),
        *parameters("storageType", "scalingConfiguration.timeoutAction"),
        changed("enableGlobalWriteForwarding", "config.flag"),
        changed("enableLocalWriteForwarding", "config.flag"),
        room("serverlessV2ScalingConfiguration.maxCapacity"),
        room("serverlessV2ScalingConfiguration.minCapacity"),
        room("scalingConfiguration.maxCapacity"),
        room("scalingConfiguration.minCapacity"),
        changed("scalingConfiguration.autoPause", "config.flag"),
        public("publiclyAccessible"),
        groups("vpcSecurityGroupIds"),
        retention("backtrackWindow", cut="protection.backup-cut", up="protection.up",
                  off="protection.backup-off", zero_is="nothing"),
        toggle("enableHttpEndpoint", on="exposure.open", off="exposure.narrow"),
        toggle("performanceInsightsEnabled", off="observability.logs-off"),
        changed("dbClusterParameterGroupName", "schema.engine", disruption=_QUIET,
                note=_REBOOT),
        presence("globalClusterIdentifier", gone="protection.guard-off"),
        presence("replicationSourceIdentifier", gone="config.parameter"),
        ignore=_WINDOWS,
    ),
    entry(
        "aws-native:rds:GlobalCluster", Role.DATA_STORE,
        version("engineVersion", newer="schema.engine", disruption=_OUTAGE),
        guard("deletionProtection"),
        encrypted("storageEncrypted"),
        delete="protection.guard-off", replace="protection.guard-off",
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
    entry(
        "aws-native:dynamodb:Table", Role.DATA_STORE,
        *(
            rule
            for action, verb in (("data.delete", Verb.DELETE), ("data.replace", Verb.REPLACE))
            for rule in (
                when(happens(action, verb), only={_PITR: ("", "false")}),
                when(happens(action, verb, reversible=Reversible.YES, note=_BACKED_UP),
                     unless={_PITR: ("", "false")}),
            )
        ),
        changed("keySchema", "schema.keys"),
        presence("localSecondaryIndexes", gone="schema.keys", changed="schema.keys"),
        presence("globalSecondaryIndexes.keySchema", gone="schema.keys", changed="schema.keys",
                 note=_REFILLED),
        presence("globalSecondaryIndexes.projection.projectionType", changed="schema.keys",
                 note=_REFILLED),
        members("globalSecondaryIndexes.projection.nonKeyAttributes", came="schema.keys",
                gone="schema.keys", standing=True, note=_REFILLED),
        presence("attributeDefinitions.attributeType", changed="schema.keys"),
        *(
            when(number(f"{block}provisionedThroughput.{name}CapacityUnits", up="scale.up",
                        down="scale.down", zero_is="no-limit"),
                 unless={"billingMode": "PAY_PER_REQUEST"})
            for block in ("", "globalSecondaryIndexes.") for name in ("read", "write")
        ),
        *(room(f"{block}onDemandThroughput.max{name}RequestUnits")
          for block in ("", "globalSecondaryIndexes.") for name in ("Read", "Write")),
        changed("tableClass", "config.parameter", both=True, disruption=_QUIET),
        own_key("sseSpecification.kmsMasterKeyId"),
        presence("kinesisStreamSpecification.streamArn", gone="routing.remove",
                 changed="routing.rule"),
        choice("billingMode",
               {"PAY_PER_REQUEST": "scale.limits-up", "PROVISIONED": "scale.limits-down"}),
        presence("streamSpecification.streamViewType", came="config.parameter",
                 gone="routing.remove", changed="config.parameter"),
        toggle("pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled",
               off="protection.backup-off", on="protection.up",
               note="Switched off, the whole history is gone; on again, it starts empty."),
        number("pointInTimeRecoverySpecification.recoveryPeriodInDays",
               up="protection.up", down="protection.backup-cut"),
        guard("deletionProtectionEnabled"),
        toggle("sseSpecification.sseEnabled", off="protection.encryption-off",
               on="protection.up",
               note="Without it the table is encrypted with a key that AWS owns."),
        toggle("timeToLiveSpecification.enabled", on="data.retention-cut"),
        presence("timeToLiveSpecification.attributeName", changed="data.retention-cut"),
        inline("resourcePolicy.policyDocument"),
    ),
    store(
        "aws-native:dynamodb:GlobalTable",
        changed("keySchema", "schema.keys"),
        choice("billingMode",
               {"PAY_PER_REQUEST": "scale.limits-up", "PROVISIONED": "scale.limits-down"}),
        presence("localSecondaryIndexes", gone="schema.keys", changed="schema.keys"),
        presence("globalSecondaryIndexes.keySchema", gone="schema.keys", changed="schema.keys",
                 note=_REFILLED),
        presence("globalSecondaryIndexes.projection.projectionType", changed="schema.keys",
                 note=_REFILLED),
        presence("attributeDefinitions.attributeType", changed="schema.keys"),
        presence("streamSpecification.streamViewType", came="config.parameter",
                 gone="routing.remove", changed="config.parameter"),
        presence("timeToLiveSpecification.attributeName", changed="data.retention-cut"),
        presence("replicas.region", came="protection.up", gone="protection.backup-cut"),
        order("replicas.deletionProtectionEnabled", ("false", "true"), up="protection.up",
              down="protection.guard-off"),
        order("replicas.pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled",
              ("false", "true"), down="protection.backup-off", up="protection.up"),
        key_within("replicas.sseSpecification.kmsMasterKeyId"),
        room("writeOnDemandThroughputSettings.maxWriteRequestUnits"),
        *(room(f"writeProvisionedThroughputSettings.writeCapacityAutoScalingSettings.{end}Capacity")
          for end in ("min", "max")),
        inline("replicas.resourcePolicy.policyDocument"),
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
        version("engineVersion", newer="schema.engine", disruption=_RESTART),
        size("cacheNodeType"),
        number("numCacheNodes", up="scale.up", down="scale.down"),
        groups("vpcSecurityGroupIds"),
        order("azMode", ("single-az", "cross-az"), up="protection.up",
              down="protection.guard-off"),
        changed("engine", "schema.engine", disruption=_OUTAGE),
        *_CACHE, ignore=("preferredMaintenanceWindow", "snapshotWindow"),
    ),
    store(
        "aws-native:elasticache:ReplicationGroup",
        version("engineVersion", newer="schema.engine", disruption=_RESTART),
        changed("engine", "schema.engine", disruption=_RESTART),
        changed("clusterMode", "schema.engine", disruption=_QUIET),
        when(size("cacheNodeType"), only={"automaticFailoverEnabled": "false"}),
        when(size("cacheNodeType", disruption=Disruption.REPLACE),
             unless={"automaticFailoverEnabled": "false"}),
        number("numCacheClusters", up="scale.up", down="scale.down"),
        number("numNodeGroups", up="scale.up", down="scale.down"),
        number("replicasPerNodeGroup", up="scale.up", down="scale.down"),
        encrypted("atRestEncryptionEnabled"),
        changed("dataTieringEnabled", "config.flag"),
        order("transitEncryptionMode", ("preferred", "required"), up="protection.up",
              down="exposure.tls-weaken"),
        guard("automaticFailoverEnabled", default=True),
        guard("multiAzEnabled"),
        secret("authToken"),
        own_key("kmsKeyId"),
        groups("securityGroupIds"),
        assigned("userGroupIds"),
        *_CACHE,
        ignore=("replicationGroupDescription", "preferredMaintenanceWindow", "snapshotWindow"),
    ),
    store(
        "aws-native:elasticache:ServerlessCache",
        version("majorEngineVersion", newer="schema.engine"),
        changed("engine", "schema.engine"),
        *(room(f"cacheUsageLimits.{what}.{end}")
          for what in ("dataStorage", "ecpuPerSecond") for end in ("minimum", "maximum")),
        backups("snapshotRetentionLimit"),
        groups("securityGroupIds"), changed("subnetIds", "routing.network"),
        own_key("kmsKeyId"),
        assigned("userGroupId"),
        ignore=("description", "dailySnapshotTime"),
    ),
    entry(
        "aws-native:s3:Bucket", Role.DATA_STORE,
        happens("data.delete", Verb.DELETE, reversible=Reversible.UNKNOWN, note=_REFUSED),
        happens("data.replace", Verb.REPLACE, reversible=Reversible.UNKNOWN, note=_REFUSED),
        choice("versioningConfiguration.status", {"Enabled": "protection.up"}),
        when(choice("versioningConfiguration.status",
                    {"Suspended": "protection.guard-off", "": "protection.guard-off"}),
             was={"versioningConfiguration.status": "Enabled"}),
        *(
            toggle(f"publicAccessBlockConfiguration.{name}", off="exposure.public",
                   on="exposure.narrow", default=True, verbs=ARRIVING,
                   note="Where nothing is said, S3 blocks it.")
            for name in _BLOCKS
        ),
        *(
            when(choice(f"publicAccessBlockConfiguration.{name}", {"": "exposure.public"}),
                 was={f"publicAccessBlockConfiguration.{name}": "true"})
            for name in _BLOCKS
        ),
        choice("accessControl", dict.fromkeys(_ACLS[:3], "exposure.public"), verbs=ARRIVING),
        choice("accessControl", dict.fromkeys(_ACLS[3:6], "access.grant"), verbs=ARRIVING),
        order("accessControl", _ACLS, up="exposure.narrow"),
        when(choice("accessControl", {"": "exposure.narrow"}), was={"accessControl": _ACLS[:3]}),
        when(presence("bucketEncryption", gone="protection.encryption-off"),
             was_not={f"{_DEFAULT_KEY}.sseAlgorithm": "AES256"}),
        order(f"{_DEFAULT_KEY}.sseAlgorithm", ("AES256", "aws:kms", "aws:kms:dsse"),
              up="protection.up", down="protection.encryption-off"),
        key_within(f"{_DEFAULT_KEY}.kmsMasterKeyId"),
        *(
            retention(f"{_RULES}.{name}", cut="data.retention-cut", zero_is="for-ever")
            for name in ("expirationInDays", "noncurrentVersionExpirationInDays",
                         "noncurrentVersionExpiration.noncurrentDays")
        ),
        number(f"{_RULES}.noncurrentVersionExpiration.newerNoncurrentVersions",
               down="data.retention-cut"),
        presence(f"{_RULES}.expirationDate", came="data.retention-cut"),
        deadline(f"{_RULES}.expirationDate", earlier="data.retention-cut",
                 later="config.parameter", both=True),
        *(
            when(rule, beside={f"{_RULES}.status": "Enabled"},
                 not_beside={f"{_RULES}.{expires}": ("", "[]", "()")})
            for expires in ("expirationInDays", "expirationDate", "noncurrentVersionExpiration",
                            "noncurrentVersionExpirationInDays")
            for rule in (
                prefix(f"{_RULES}.prefix", wider="data.retention-cut",
                       narrower="config.parameter", note=_EXPIRES),
                presence(f"{_RULES}.tagFilters", gone="data.retention-cut",
                         changed="data.retention-cut", empty=True, note=_EXPIRES),
                *(presence(f"{_RULES}.objectSize{end}", gone="data.retention-cut",
                           changed="data.retention-cut", empty=True, note=_EXPIRES)
                  for end in ("GreaterThan", "LessThan")),
            )
        ),
        order(f"{_RULES}.status", ("Disabled", "Enabled"), up="data.retention-cut",
              down="config.parameter"),
        *parameters(f"{_RULES}.transitions", f"{_RULES}.noncurrentVersionTransitions"),
        presence("loggingConfiguration", gone="observability.logs-off",
                 changed="config.parameter"),
        presence("replicationConfiguration.rules.destination.bucket", came="protection.up",
                 gone="protection.backup-cut", changed="config.parameter"),
        key_within("replicationConfiguration.rules.destination.encryptionConfiguration"
                   ".replicaKmsKeyId"),
        *(changed(f"replicationConfiguration.{name}", "config.parameter")
          for name in ("role", "rules.deleteMarkerReplication.status", "rules.filter",
                       "rules.prefix", "rules.destination.account",
                       "rules.destination.storageClass",
                       "rules.sourceSelectionCriteria.sseKmsEncryptedObjects.status")),
        order("replicationConfiguration.rules.status", ("Disabled", "Enabled"),
              up="protection.up", down="protection.backup-cut"),
        presence("objectLockConfiguration.rule.defaultRetention", came="protection.up",
                 gone="protection.guard-off"),
        number(f"{_LOCKED}.days", up="protection.up", down="protection.guard-off"),
        number(f"{_LOCKED}.years", up="protection.up", down="protection.guard-off"),
        order(f"{_LOCKED}.mode", ("GOVERNANCE", "COMPLIANCE"), up="protection.up",
              down="protection.guard-off"),
        toggle("objectLockEnabled", on="protection.up", off="protection.guard-off"),
        order("ownershipControls.rules.objectOwnership",
              ("ObjectWriter", "BucketOwnerPreferred", "BucketOwnerEnforced"),
              up="access.revoke", down="protection.guard-off",
              note="Under BucketOwnerEnforced access lists no longer count; otherwise they do "
                   "again."),
        *parameters("corsConfiguration.corsRules", "accelerateConfiguration"),
        presence("websiteConfiguration", came="routing.rule", gone="routing.remove",
                 changed="routing.rule"),
        changed("notificationConfiguration", "routing.rule"),
    ),
    entry(
        "aws-native:s3:BucketPolicy", Role.IDENTITY,
        document("policyDocument", "resource"),
        changed("bucket", "access.grant"), changed("bucket", "access.revoke"),
    ),
    store(
        "aws-native:efs:FileSystem",
        choice("backupPolicy.status",
               {"DISABLED": "protection.backup-off", "ENABLED": "protection.up"}),
        encrypted("encrypted"),
        own_key("kmsKeyId"),
        inline("fileSystemPolicy"),
        choice("fileSystemProtection.replicationOverwriteProtection",
               {"DISABLED": "protection.guard-off", "ENABLED": "protection.up"}),
        presence("replicationConfiguration", came="protection.up",
                 gone="protection.backup-off"),
        changed("lifecyclePolicies", "config.parameter", disruption=_QUIET),
        grows("provisionedThroughputInMibps"),
        changed("throughputMode", "config.parameter", disruption=_QUIET),
    ),
    entry(
        "aws-native:efs:MountTarget", Role.NETWORK,
        groups("securityGroups"), changed("subnetId", "routing.network"),
        delete="routing.remove", replace="routing.remove", replace_disruption=_OUTAGE,
    ),
    store(
        "aws-native:opensearchservice:Domain",
        version("engineVersion", newer="schema.engine", disruption=_QUIET),
        inline("accessPolicies"),
        guard("advancedSecurityOptions.enabled"),
        toggle("advancedSecurityOptions.anonymousAuthEnabled", on="access.public",
               off="access.revoke", verbs=ARRIVING),
        toggle("advancedSecurityOptions.internalUserDatabaseEnabled", on="access.grant",
               off="access.revoke"),
        secret("advancedSecurityOptions.masterUserOptions.masterUserPassword"),
        assigned("advancedSecurityOptions.masterUserOptions.masterUserArn"),
        presence("advancedSecurityOptions.masterUserOptions.masterUserName",
                 changed="access.admin"),
        toggle("cognitoOptions.enabled", on="access.trust", off="access.revoke"),
        presence("cognitoOptions.identityPoolId", changed="access.trust"),
        presence("cognitoOptions.userPoolId", changed="access.trust"),
        guard("clusterConfig.multiAzWithStandbyEnabled"),
        number("clusterConfig.zoneAwarenessConfig.availabilityZoneCount", up="protection.up",
               down="protection.guard-off"),
        number("clusterConfig.dedicatedMasterCount", up="scale.up", down="scale.down"),
        size("clusterConfig.dedicatedMasterType", disruption=_QUIET),
        toggle("clusterConfig.warmEnabled", on="scale.up", off="scale.down"),
        number("clusterConfig.warmCount", up="scale.up", down="scale.down"),
        size("clusterConfig.warmType", disruption=_QUIET),
        *(changed(name, "config.flag")
          for name in ("clusterConfig.coldStorageOptions.enabled", "offPeakWindowOptions.enabled",
                       "softwareUpdateOptions.autoSoftwareUpdateEnabled")),
        changed("domainEndpointOptions.customEndpoint", "routing.dns"),
        changed("domainEndpointOptions.customEndpointEnabled", "routing.dns"),
        changed("domainEndpointOptions.customEndpointCertificateArn", "routing.rule"),
        own_key("encryptionAtRestOptions.kmsKeyId"),
        changed("ipAddressType", "routing.network", both=True),
        *parameters("advancedOptions"),
        number("clusterConfig.instanceCount", up="scale.up", down="scale.down", zero="scale.down",
               absent=1),
        size("clusterConfig.instanceType", disruption=_QUIET),
        guard("clusterConfig.dedicatedMasterEnabled"),
        guard("clusterConfig.zoneAwarenessEnabled"),
        toggle("domainEndpointOptions.enforceHttps", on="protection.up",
               off="exposure.tls-weaken"),
        order("domainEndpointOptions.tlsSecurityPolicy",
              ("Policy-Min-TLS-1-0-2019-07", "Policy-Min-TLS-1-2-2019-07",
               "Policy-Min-TLS-1-2-PFS-2023-10"),
              up="protection.up", down="exposure.tls-weaken"),
        encrypted("encryptionAtRestOptions.enabled"),
        encrypted("nodeToNodeEncryptionOptions.enabled"),
        grows("ebsOptions.volumeSize"), grows("ebsOptions.iops"), grows("ebsOptions.throughput"),
        size("ebsOptions.volumeType", order=("standard", "gp2/gp3", "io1"), disruption=_QUIET),
        groups("vpcOptions.securityGroupIds"),
        presence("vpcOptions.subnetIds", came="exposure.narrow", gone="exposure.public",
                 changed="routing.network"),
        presence("logPublishingOptions.*", gone="observability.logs-off"),
        order("logPublishingOptions.*.enabled", ("false", "true"),
              down="observability.logs-off"),
        presence("logPublishingOptions.*.cloudWatchLogsLogGroupArn", changed="config.parameter"),
        ignore=("snapshotOptions",),
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
        inline("repositoryPolicyText"),
        retention(f"{_IMAGES_EXPIRE}.countNumber", cut="data.retention-cut", zero_is="for-ever"),
        *(
            presence(f"{_IMAGES_EXPIRE}.{name}", came="data.retention-cut",
                     changed="data.retention-cut", note=_EXPIRES)
            for name in ("tagStatus", "countType", "countUnit")
        ),
        *(
            presence(f"{_IMAGES_EXPIRE}.{name}", changed="data.retention-cut", note=_EXPIRES)
            for name in ("tagPrefixList", "tagPatternList")
        ),
        own_key("encryptionConfiguration.kmsKey"),
        order("encryptionConfiguration.encryptionType", ("", "AES256", "KMS", "KMS_DSSE"),
              up="protection.up", down="protection.encryption-off"),
    ),
    store(
        "aws-native:ec2:Volume",
        grows("size"), grows("iops"), grows("throughput"),
        encrypted("encrypted"), own_key("kmsKeyId"),
        size("volumeType", order=("standard", "sc1", "st1", "gp2/gp3", "io1", "io2"),
             disruption=_QUIET),
        changed("multiAttachEnabled", "config.flag"),
    ),
    entry(
        "aws-native:backup:BackupPlan", Role.PROTECTION,
        retention("backupPlan.backupPlanRule.lifecycle.deleteAfterDays",
                  cut="protection.backup-cut", up="protection.up", zero_is="for-ever",
                  block="backupPlan.backupPlanRule"),
        retention("backupPlan.backupPlanRule.copyActions.lifecycle.deleteAfterDays",
                  cut="protection.backup-cut", up="protection.up", zero_is="for-ever",
                  block="backupPlan.backupPlanRule.copyActions"),
        presence("backupPlan.backupPlanRule.copyActions.destinationBackupVaultArn",
                 came="protection.up", gone="protection.backup-cut"),
        presence("backupPlan.backupPlanRule.ruleName", came="protection.up",
                 gone="protection.backup-cut"),
        *(changed(f"backupPlan.backupPlanRule.{name}", "config.parameter", both=True)
          for name in ("targetBackupVault", "startWindowMinutes", "scheduleExpressionTimezone",
                       "lifecycle.moveToColdStorageAfterDays",
                       "copyActions.lifecycle.moveToColdStorageAfterDays")),
        number("backupPlan.backupPlanRule.completionWindowMinutes", down="config.parameter"),
        changed("backupPlan.advancedBackupSettings", "config.parameter"),
        presence("backupPlan.backupPlanRule.scheduleExpression", changed="config.parameter",
                 note="The two schedules are not compared: backups may become fewer."),
        order("backupPlan.backupPlanRule.enableContinuousBackup", ("false", "true"),
              up="protection.up", down="protection.backup-cut"),
        create="protection.up", delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        "aws-native:backup:BackupVault", Role.DATA_STORE,
        when(document("accessPolicy", "resource"), verbs=ARRIVING),
        presence("lockConfiguration", came="protection.up", gone="protection.guard-off"),
        number("lockConfiguration.minRetentionDays", up="protection.up",
               down="protection.guard-off"),
        number("lockConfiguration.maxRetentionDays", up="protection.up",
               down="protection.guard-off"),
        own_key("encryptionKeyArn"),
        presence("notifications", gone="observability.alarm-off"),
        delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        "aws-native:backup:BackupSelection", Role.PROTECTION,
        members("backupSelection.resources", came="protection.up", gone="protection.backup-cut"),
        members("backupSelection.notResources", came="protection.backup-cut",
                gone="protection.up"),
        presence("backupSelection.listOfTags.conditionKey", came="protection.up",
                 gone="protection.backup-cut", changed="protection.backup-cut",
                 note="A resource with any one of the tags is selected."),
        presence("backupSelection.listOfTags.conditionValue", changed="protection.backup-cut"),
        *(
            rule
            for name in ("stringEquals", "stringLike", "stringNotEquals", "stringNotLike")
            for rule in (
                presence(f"backupSelection.conditions.{name}.conditionKey",
                         came="protection.backup-cut", gone="protection.up",
                         changed="protection.backup-cut",
                         note="A resource has to meet all of the conditions."),
                presence(f"backupSelection.conditions.{name}.conditionValue",
                         changed="protection.backup-cut"),
            )
        ),
        assigned("backupSelection.iamRoleArn"),
        create="protection.up", delete="protection.backup-off",
        replace="protection.backup-cut",
    ),
)  # fmt: skip
