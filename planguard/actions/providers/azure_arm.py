"""
Reads Azure's own resource types and request bodies as the types of Pulumi's native provider.

Both come from the same specification: the provider lifts what stands in `properties` to the top
and calls some properties otherwise. What it keeps in `properties` can be read there, too.

Longer than other files: it holds the table of types.

Source: https://www.pulumi.com/registry/packages/azure-native/how-to-guides/azure-native-overview/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache

from planguard.model.value import Path, Value

_TYPES: Mapping[str, tuple[str, str]] = {
    "apimanagement/service": (
        "apimanagement",
        (
            "=ApiManagementService apis=Api apis/operations/policies=ApiOperationPolicy "
            "apis/policies=ApiPolicy backends=Backend certificates=Certificate "
            "diagnostics=Diagnostic loggers=Logger namedvalues=NamedValue policies=Policy "
            "products=Product products/policies=ProductPolicy subscriptions=Subscription"
        ),
    ),
    "app": ("app", "containerapps=ContainerApp jobs=Job managedenvironments=ManagedEnvironment"),
    "appconfiguration/configurationstores": (
        "appconfiguration",
        "=ConfigurationStore keyvalues=KeyValue",
    ),
    "authorization": (
        "authorization",
        (
            "locks=ManagementLockByScope policyassignments=PolicyAssignment "
            "policydefinitions=PolicyDefinition policyexemptions=PolicyExemption "
            "policysetdefinitions=PolicySetDefinition roleassignments=RoleAssignment "
            "roledefinitions=RoleDefinition"
        ),
    ),
    "cache": (
        "cache",
        (
            "redis=Redis redis/accesspolicyassignments=AccessPolicyAssignment "
            "redis/firewallrules=FirewallRule redis/linkedservers=LinkedServer "
            "redisenterprise=RedisEnterprise redisenterprise/databases=Database"
        ),
    ),
    "cdn": (
        "cdn",
        (
            "cdnwebapplicationfirewallpolicies=Policy profiles=Profile "
            "profiles/afdendpoints=AFDEndpoint profiles/afdendpoints/routes=Route "
            "profiles/customdomains=AFDCustomDomain profiles/endpoints=Endpoint "
            "profiles/origingroups=AFDOriginGroup profiles/origingroups/origins=AFDOrigin "
            "profiles/rulesets/rules=Rule profiles/securitypolicies=SecurityPolicy"
        ),
    ),
    "cognitiveservices/accounts": ("cognitiveservices", "=Account deployments=Deployment"),
    "compute": (
        "compute",
        (
            "availabilitysets=AvailabilitySet disks=Disk diskencryptionsets=DiskEncryptionSet "
            "galleries/images/versions=GalleryImageVersion images=Image snapshots=Snapshot "
            "sshpublickeys=SshPublicKey virtualmachines=VirtualMachine "
            "virtualmachines/extensions=VirtualMachineExtension "
            "virtualmachinescalesets=VirtualMachineScaleSet"
        ),
    ),
    "containerinstance": ("containerinstance", "containergroups=ContainerGroup"),
    "containerregistry/registries": (
        "containerregistry",
        "=Registry replications=Replication scopemaps=ScopeMap tokens=Token",
    ),
    "containerservice/managedclusters": (
        "containerservice",
        "=ManagedCluster agentpools=AgentPool",
    ),
    "databricks": ("databricks", "workspaces=Workspace"),
    "datafactory/factories": (
        "datafactory",
        (
            "=Factory integrationruntimes=IntegrationRuntime linkedservices=LinkedService "
            "pipelines=Pipeline triggers=Trigger"
        ),
    ),
    "dataprotection/backupvaults": (
        "dataprotection",
        "=BackupVault backupinstances=BackupInstance backuppolicies=BackupPolicy",
    ),
    "dbformysql": (
        "dbformysql",
        (
            "flexibleservers=Server flexibleservers/administrators=AzureADAdministrator "
            "flexibleservers/configurations=Configuration flexibleservers/databases=Database "
            "flexibleservers/firewallrules=FirewallRule servers=SingleServer"
        ),
    ),
    "dbforpostgresql": (
        "dbforpostgresql",
        (
            "flexibleservers=Server flexibleservers/administrators=Administrator "
            "flexibleservers/configurations=Configuration flexibleservers/databases=Database "
            "flexibleservers/firewallrules=FirewallRule "
            "flexibleservers/virtualendpoints=VirtualEndpoint "
            "servergroupsv2=ServerGroupCluster servergroupsv2/firewallrules=ServerGroupFirewallRule "
            "servers=SingleServer"
        ),
    ),
    "documentdb": (
        "cosmosdb",
        (
            "databaseaccounts=DatabaseAccount "
            "databaseaccounts/cassandrakeyspaces=CassandraResourceCassandraKeyspace "
            "databaseaccounts/cassandrakeyspaces/tables=CassandraResourceCassandraTable "
            "databaseaccounts/gremlindatabases=GremlinResourceGremlinDatabase "
            "databaseaccounts/gremlindatabases/graphs=GremlinResourceGremlinGraph "
            "databaseaccounts/mongodbdatabases=MongoDBResourceMongoDBDatabase "
            "databaseaccounts/mongodbdatabases/collections=MongoDBResourceMongoDBCollection "
            "databaseaccounts/sqldatabases=SqlResourceSqlDatabase "
            "databaseaccounts/sqldatabases/containers=SqlResourceSqlContainer "
            "databaseaccounts/sqlroleassignments=SqlResourceSqlRoleAssignment "
            "databaseaccounts/tables=TableResourceTable mongoclusters=MongoCluster"
        ),
    ),
    "eventgrid": (
        "eventgrid",
        (
            "domains=Domain eventsubscriptions=EventSubscription systemtopics=SystemTopic "
            "systemtopics/eventsubscriptions=SystemTopicEventSubscription topics=Topic"
        ),
    ),
    "eventhub/namespaces": (
        "eventhub",
        (
            "=Namespace authorizationrules=NamespaceAuthorizationRule "
            "disasterrecoveryconfigs=DisasterRecoveryConfig eventhubs=EventHub "
            "eventhubs/authorizationrules=EventHubAuthorizationRule "
            "eventhubs/consumergroups=ConsumerGroup networkrulesets=NamespaceNetworkRuleSet"
        ),
    ),
    "insights": (
        "insights",
        (
            "actiongroups=ActionGroup activitylogalerts=ActivityLogAlert "
            "autoscalesettings=AutoscaleSetting components=Component "
            "datacollectionrules=DataCollectionRule diagnosticsettings=DiagnosticSetting "
            "metricalerts=MetricAlert scheduledqueryrules=ScheduledQueryRule webtests=WebTest"
        ),
    ),
    "keyvault": (
        "keyvault",
        "managedhsms=ManagedHsm vaults=Vault vaults/keys=Key vaults/secrets=Secret",
    ),
    "kusto": ("kusto", "clusters=Cluster"),
    "machinelearningservices/workspaces": (
        "machinelearningservices",
        (
            "=Workspace computes=Compute onlineendpoints=OnlineEndpoint "
            "onlineendpoints/deployments=OnlineDeployment"
        ),
    ),
    "managedidentity/userassignedidentities": (
        "managedidentity",
        "=UserAssignedIdentity federatedidentitycredentials=FederatedIdentityCredential",
    ),
    "network": (
        "network",
        "applicationgateways=ApplicationGateway "
        "applicationgatewaywebapplicationfirewallpolicies=WebApplicationFirewallPolicy "
        "azurefirewalls=AzureFirewall bastionhosts=BastionHost "
        "connections=VirtualNetworkGatewayConnection ddosprotectionplans=DdosProtectionPlan "
        "dnszones=Zone expressroutecircuits=ExpressRouteCircuit firewallpolicies=FirewallPolicy "
        "firewallpolicies/rulecollectiongroups=FirewallPolicyRuleCollectionGroup "
        "frontdoors=FrontDoor frontdoorwebapplicationfirewallpolicies=Policy ipgroups=IpGroup "
        "loadbalancers=LoadBalancer localnetworkgateways=LocalNetworkGateway "
        "natgateways=NatGateway networkinterfaces=NetworkInterface "
        "networksecuritygroups=NetworkSecurityGroup "
        "networksecuritygroups/securityrules=SecurityRule networkwatchers/flowlogs=FlowLog "
        "privatednszones=PrivateZone privatednszones/virtualnetworklinks=VirtualNetworkLink "
        "privateendpoints=PrivateEndpoint "
        "privateendpoints/privatednszonegroups=PrivateDnsZoneGroup "
        "privatelinkservices=PrivateLinkService publicipaddresses=PublicIPAddress "
        "routetables=RouteTable routetables/routes=Route trafficmanagerprofiles=Profile "
        "virtualhubs=VirtualHub virtualnetworkgateways=VirtualNetworkGateway "
        "virtualnetworks=VirtualNetwork virtualnetworks/subnets=Subnet "
        "virtualnetworks/virtualnetworkpeerings=VirtualNetworkPeering vpngateways=VpnGateway "
        + " ".join(
            f"{zones}/{kind}={record}"
            for zones, record in (
                ("dnszones", "RecordSet"),
                ("privatednszones", "PrivateRecordSet"),
            )
            for kind in ("a", "aaaa", "cname", "mx", "ptr", "srv", "txt")
        )
        + " "
        + " ".join(
            f"trafficmanagerprofiles/{kind}endpoints=Endpoint"
            for kind in ("azure", "external", "nested")
        ),
    ),
    "operationalinsights/workspaces": (
        "operationalinsights",
        "=Workspace dataexports=DataExport tables=Table",
    ),
    "recoveryservices/vaults": (
        "recoveryservices",
        (
            "=Vault backupfabrics/protectioncontainers/protecteditems=ProtectedItem "
            "backuppolicies=ProtectionPolicy"
        ),
    ),
    "resources": ("resources", "deployments=Deployment resourcegroups=ResourceGroup"),
    "search": ("search", "searchservices=Service"),
    "servicebus/namespaces": (
        "servicebus",
        (
            "=Namespace authorizationrules=NamespaceAuthorizationRule "
            "disasterrecoveryconfigs=DisasterRecoveryConfig networkrulesets=NamespaceNetworkRuleSet "
            "queues=Queue queues/authorizationrules=QueueAuthorizationRule topics=Topic "
            "topics/authorizationrules=TopicAuthorizationRule topics/subscriptions=Subscription "
            "topics/subscriptions/rules=Rule"
        ),
    ),
    "signalrservice": ("signalrservice", "signalr=SignalR"),
    "sql": (
        "sql",
        (
            "managedinstances=ManagedInstance managedinstances/databases=ManagedDatabase "
            "servers=Server servers/administrators=ServerAzureADAdministrator "
            "servers/auditingsettings=ServerBlobAuditingPolicy "
            "servers/azureadonlyauthentications=ServerAzureADOnlyAuthentication "
            "servers/databases=Database "
            "servers/databases/auditingsettings=DatabaseBlobAuditingPolicy "
            "servers/databases/backuplongtermretentionpolicies=LongTermRetentionPolicy "
            "servers/databases/backupshorttermretentionpolicies=BackupShortTermRetentionPolicy "
            "servers/databases/geobackuppolicies=GeoBackupPolicy "
            "servers/databases/transparentdataencryption=TransparentDataEncryption "
            "servers/elasticpools=ElasticPool servers/encryptionprotector=EncryptionProtector "
            "servers/extendedauditingsettings=ExtendedServerBlobAuditingPolicy "
            "servers/failovergroups=FailoverGroup servers/firewallrules=FirewallRule "
            "servers/ipv6firewallrules=IPv6FirewallRule "
            "servers/securityalertpolicies=ServerSecurityAlertPolicy "
            "servers/virtualnetworkrules=VirtualNetworkRule"
        ),
    ),
    "storage/storageaccounts": (
        "storage",
        (
            "=StorageAccount blobservices=BlobServiceProperties "
            "blobservices/containers=BlobContainer "
            "blobservices/containers/immutabilitypolicies=BlobContainerImmutabilityPolicy "
            "encryptionscopes=EncryptionScope fileservices=FileServiceProperties "
            "fileservices/shares=FileShare localusers=LocalUser "
            "managementpolicies=ManagementPolicy objectreplicationpolicies=ObjectReplicationPolicy "
            "queueservices/queues=Queue tableservices/tables=Table"
        ),
    ),
    "synapse/workspaces": (
        "synapse",
        "=Workspace bigdatapools=BigDataPool firewallrules=IpFirewallRule sqlpools=SqlPool",
    ),
    "web": (
        "web",
        (
            "certificates=Certificate serverfarms=AppServicePlan sites=WebApp "
            "sites/hostnamebindings=WebAppHostNameBinding sites/slots=WebAppSlot "
            "sites/sourcecontrols=WebAppSourceControl staticsites=StaticSite "
            "staticsites/customdomains=StaticSiteCustomDomain"
        ),
    ),
}
"""By namespace and what its types have in common: the module, and the types in lower case."""

_RANGES = {"ipRules.value": "iPAddressOrRange"}
_RENAMED: Mapping[str, Mapping[str, str]] = {
    "azure-native:containerregistry:Registry": _RANGES,
    "azure-native:storage:StorageAccount": {
        **_RANGES,
        "networkAcls": "networkRuleSet",
        "supportsHttpsTrafficOnly": "enableHttpsTrafficOnly",
        "virtualNetworkRules.id": "virtualNetworkResourceId",
        "keyvaultproperties": "keyVaultProperties",
        "keyname": "keyName",
        "keyversion": "keyVersion",
    },
}
"""Properties that the specification has another name for, by native type; `a.b` is a `b` in `a`."""
_HELD = "properties"


@cache
def tokens() -> Mapping[str, str]:
    """Give the native type of every type known here: `microsoft.storage/storageaccounts`."""
    return {
        f"microsoft.{'/'.join(filter(None, (shared, own)))}": f"azure-native:{module}:{name}"
        for shared, (module, names) in _TYPES.items()
        for own, _, name in (written.partition("=") for written in names.split())
    }


def token_of(type_: Value) -> str:
    """Give the native type of `Microsoft.Storage/storageAccounts@2023-01-01`, else nothing."""
    return tokens().get(type_.partition("@")[0].lower(), "") if isinstance(type_, str) else ""


def body_of(value: Value) -> Value:
    """Read a body, which may be written as text; `None` where there is none."""
    if not isinstance(value, str):
        return value
    try:
        document: Value = json.loads(value)
    except ValueError:
        return None
    return document


def lifted(body: Mapping[str, Value], token: str) -> dict[str, Value]:
    """Give a body as the native provider writes it; `properties` stay beside what they hold."""
    names = _RENAMED.get(token, {})
    held = body.get(_HELD)
    inner = held if isinstance(held, Mapping) else {}
    told = {_first(key): value for key, value in _called(inner, "", names).items()}
    return {**told, **body}


def path_in(body: Mapping[str, Value], path: Path, token: str) -> Path:
    """Lead a path through the lifted form of a body back to where it stands in the body."""
    if not path or path[0] in body:
        return path
    held, names = body.get(_HELD), _RENAMED.get(token, {})
    return (_HELD, *_led_back(held, path, "", names))


def _led_back(
    value: Value, path: Path, parent: str, names: Mapping[str, str]
) -> Iterator[str | int]:
    for step in path:
        written = step
        if isinstance(value, Mapping):
            ways = (key for key in value if step in (_name(key, parent, names), _first(key)))
            written = next(ways, step)
            value, parent = value.get(str(written)), str(written)
        elif isinstance(value, list | tuple) and isinstance(step, int) and step < len(value):
            value = value[step]
        yield written


def _called(
    value: Mapping[str, Value], parent: str, names: Mapping[str, str]
) -> Mapping[str, Value]:
    """Call properties as clients do."""
    if not names:
        return value
    return {_name(key, parent, names): _inside(held, key, names) for key, held in value.items()}


def _inside(held: Value, key: str, names: Mapping[str, str]) -> Value:
    if isinstance(held, Mapping):
        return _called(held, key, names)
    if isinstance(held, list | tuple):
        return [_inside(item, key, names) for item in held]
    return held


def _name(key: str, parent: str, names: Mapping[str, str]) -> str:
    return names.get(f"{parent}.{key}") or names.get(key) or key


def _first(key: str) -> str:
    """Begin a name in lower case, as clients do (`RetentionInDays`)."""
    return f"{key[:1].lower()}{key[1:]}"
