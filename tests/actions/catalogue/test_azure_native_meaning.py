"""What the catalogue says of changes to Azure's native types, dangerous ones and others."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.catalogue import MODULES, all_entries
from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.source import NoSources
from planguard.testing import change, plan

Case = tuple[str, str, dict[str, Any], dict[str, Any], set[str]]
_ROLES = "/subscriptions/1/providers/Microsoft.Authorization/roleDefinitions/"
_OWNER = f"{_ROLES}8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
_READER = f"{_ROLES}acdd72a7-3385-48ef-bd42-f606fba81ae7"
_FIRST = "0.0.0.0"  # noqa: S104 - an address in a rule; nothing is bound
_GROUP = "/subscriptions/1/resourceGroups/shop"


def _holds(role: str = _READER, scope: str = _GROUP, who: str = "u") -> dict[str, Any]:
    return {"roleDefinitionId": role, "scope": scope, "principalId": who}


def _lets(source: str = "10.0.0.0/8", port: str = "443", **more: Any) -> dict[str, Any]:
    rule = {
        "name": "r",
        "access": "Allow",
        "direction": "Inbound",
        "protocol": "Tcp",
        "priority": 100,
        "sourceAddressPrefix": source,
        "destinationPortRange": port,
    }
    return {**rule, **more}  # fmt: skip


def _pod(image: str, **more: Any) -> dict[str, Any]:
    return {"template": {"containers": [{"name": "web", "image": image, **more}]}}


ACCESS: tuple[Case, ...] = (
    ("resources:ResourceGroup", "delete", {"location": "eu"}, {}, {"data.delete"}),
    ("resources:ResourceGroup", "replace", {"location": "eu"}, {"location": "us"},
     {"data.replace"}),
    ("resources:ResourceGroup", "update", {"tags": {"a": "b"}}, {"tags": {"a": "c"}},
     {"other.tags"}),
    ("resources:Deployment", "create", {}, {"properties": {"mode": "Complete"}},
     {"protection.guard-off"}),
    ("resources:Deployment", "create", {}, {"properties": {"mode": "Incremental"}}, {"other"}),
    ("authorization:RoleAssignment", "create", {}, _holds(), {"access.grant"}),
    ("authorization:RoleAssignment", "create", {}, _holds(_OWNER),
     {"access.grant", "access.admin"}),
    ("authorization:RoleAssignment", "replace", _holds(), _holds(_OWNER),
     {"access.grant", "access.admin", "access.revoke"}),
    ("authorization:RoleAssignment", "replace", _holds(_OWNER),
     _holds(_OWNER, "/subscriptions/1"), {"access.grant", "access.admin"}),
    ("authorization:RoleAssignment", "replace", _holds(_OWNER, "/subscriptions/1"),
     _holds(_OWNER), {"access.revoke"}),
    ("authorization:RoleAssignment", "delete", _holds(_OWNER), {}, {"access.revoke"}),
    ("authorization:RoleAssignment", "update", {**_holds(_OWNER), "description": "a"},
     {**_holds(_OWNER), "description": "b"}, set()),
    ("authorization:RoleDefinition", "update", {"permissions": [{"actions": ["*/read"]}]},
     {"permissions": [{"actions": ["*/read", "*"]}]}, {"access.admin"}),
    ("authorization:RoleDefinition", "update",
     {"permissions": [{"notActions": ["Microsoft.Authorization/*"]}]},
     {"permissions": [{"notActions": []}]}, {"access.grant"}),
    ("authorization:ManagementLockByScope", "delete", {"level": "CanNotDelete"}, {},
     {"protection.guard-off"}),
    ("authorization:ManagementLockByScope", "update", {"level": "ReadOnly"},
     {"level": "CanNotDelete"}, {"protection.guard-off"}),
    ("authorization:ManagementLockByScope", "update", {"level": "ReadOnly", "notes": "a"},
     {"level": "ReadOnly", "notes": "b"}, set()),
    ("authorization:PolicyAssignment", "delete", {"enforcementMode": "Default"}, {},
     {"protection.guard-off"}),
    ("authorization:PolicyAssignment", "update", {"enforcementMode": "Default"},
     {"enforcementMode": "DoNotEnforce"}, {"protection.guard-off"}),
    ("authorization:PolicyExemption", "create", {}, {"exemptionCategory": "Waiver"},
     {"protection.guard-off"}),
    ("authorization:PolicyDefinition", "delete", {"mode": "All"}, {}, {"protection.guard-off"}),
    ("managedidentity:FederatedIdentityCredential", "update", {"subject": "repo:a/b"},
     {"subject": "repo:a/*"}, {"access.trust"}),
    ("managedidentity:UserAssignedIdentity", "delete", {"location": "eu"}, {},
     {"access.revoke"}),
)  # fmt: skip

STORAGE: tuple[Case, ...] = (
    ("storage:StorageAccount", "delete", {"kind": "StorageV2"}, {}, {"data.delete"}),
    ("storage:StorageAccount", "create", {}, {"allowBlobPublicAccess": True},
     {"exposure.public"}),
    ("storage:StorageAccount", "create", {}, {"kind": "StorageV2"}, {"other"}),
    ("storage:StorageAccount", "update", {"publicNetworkAccess": "Disabled"},
     {"publicNetworkAccess": "Enabled"}, {"exposure.public"}),
    ("storage:StorageAccount", "update", {}, {"publicNetworkAccess": "Enabled"}, {"other"}),
    ("storage:StorageAccount", "update", {"publicNetworkAccess": "SecuredByPerimeter"}, {},
     {"exposure.public"}),
    ("storage:StorageAccount", "update", {"networkRuleSet": {"defaultAction": "Deny"}},
     {"networkRuleSet": {"defaultAction": "Allow"}}, {"exposure.public"}),
    ("storage:StorageAccount", "update", {"networkRuleSet": {"defaultAction": "Deny"}}, {},
     {"exposure.public"}),
    ("storage:StorageAccount", "update", {"networkRuleSet": {"defaultAction": "Allow"}},
     {"networkRuleSet": {"defaultAction": "Deny"}}, {"exposure.narrow"}),
    ("storage:StorageAccount", "update",
     {"networkRuleSet": {"defaultAction": "Deny", "ipRules": []}},
     {"networkRuleSet": {"defaultAction": "Deny",
                         "ipRules": [{"iPAddressOrRange": "203.0.113.7"}]}},
     {"exposure.open"}),
    ("storage:StorageAccount", "update", {"minimumTlsVersion": "TLS1_2"},
     {"minimumTlsVersion": "TLS1_0"}, {"exposure.tls-weaken"}),
    ("storage:StorageAccount", "update", {"minimumTlsVersion": "TLS1_2"}, {},
     {"exposure.tls-weaken"}),
    ("storage:StorageAccount", "update", {"minimumTlsVersion": "TLS1_0"},
     {"minimumTlsVersion": "TLS1_2"}, {"protection.up"}),
    ("storage:StorageAccount", "update", {"enableHttpsTrafficOnly": True},
     {"enableHttpsTrafficOnly": False}, {"exposure.tls-weaken"}),
    ("storage:StorageAccount", "update", {"allowSharedKeyAccess": False},
     {"allowSharedKeyAccess": True}, {"access.grant"}),
    ("storage:StorageAccount", "update", {"sku": {"name": "Standard_GRS"}},
     {"sku": {"name": "Standard_LRS"}}, {"protection.guard-off"}),
    ("storage:StorageAccount", "update", {"accessTier": "Hot"}, {"accessTier": "Cool"},
     {"config.parameter"}),
    ("storage:StorageAccount", "update", {"tags": {"a": "b"}}, {"tags": {"a": "c"}},
     {"other.tags"}),
    ("storage:BlobContainer", "create", {}, {"publicAccess": "Blob"}, {"exposure.public"}),
    ("storage:BlobContainer", "create", {}, {"publicAccess": "None"}, {"other"}),
    ("storage:BlobContainer", "update", {"publicAccess": "Container"}, {"publicAccess": "None"},
     {"exposure.narrow"}),
    ("storage:BlobContainer", "delete", {"accountName": "a"}, {}, {"data.delete"}),
    ("storage:BlobServiceProperties", "update",
     {"deleteRetentionPolicy": {"enabled": True, "days": 30}},
     {"deleteRetentionPolicy": {"enabled": True, "days": 7}}, {"protection.backup-cut"}),
    ("storage:BlobServiceProperties", "update",
     {"deleteRetentionPolicy": {"enabled": True, "days": 30}},
     {"deleteRetentionPolicy": {"enabled": False}}, {"protection.guard-off"}),
    ("storage:BlobServiceProperties", "update", {"isVersioningEnabled": True},
     {"isVersioningEnabled": False}, {"protection.guard-off"}),
    ("storage:FileShare", "update", {"shareQuota": 100}, {"shareQuota": 200},
     {"scale.resize-up", "cost.up"}),
    ("storage:Queue", "delete", {"queueName": "q"}, {}, {"data.delete"}),
    ("storage:Table", "delete", {"tableName": "t"}, {}, {"data.delete"}),
    ("storage:ManagementPolicy", "update",
     {"policy": {"rules": [{"name": "r", "definition": {"actions": {"baseBlob": {
         "delete": {"daysAfterModificationGreaterThan": 90}}}}}]}},
     {"policy": {"rules": [{"name": "r", "definition": {"actions": {"baseBlob": {
         "delete": {"daysAfterModificationGreaterThan": 30}}}}}]}},
     {"data.retention-cut"}),
    ("storage:BlobContainerImmutabilityPolicy", "delete",
     {"immutabilityPeriodSinceCreationInDays": 9}, {}, {"protection.guard-off"}),
    ("storage:BlobContainerLegalHold", "delete", {"tags": ["case"]}, {},
     {"protection.guard-off"}),
)  # fmt: skip

KEYS: tuple[Case, ...] = (
    ("keyvault:Vault", "delete", {"vaultName": "v"}, {}, {"key.delete", "secret.delete"}),
    ("keyvault:Vault", "update", {"properties": {"enablePurgeProtection": True}},
     {"properties": {}}, {"protection.guard-off"}),
    ("keyvault:Vault", "update", {"properties": {"softDeleteRetentionInDays": 90}},
     {"properties": {"softDeleteRetentionInDays": 7}}, {"protection.guard-off"}),
    ("keyvault:Vault", "update", {"properties": {"networkAcls": {"defaultAction": "Deny"}}},
     {"properties": {"networkAcls": {"defaultAction": "Allow"}}}, {"exposure.public"}),
    ("keyvault:Vault", "update",
     {"properties": {"accessPolicies": [{"objectId": "o", "permissions": {"keys": ["get"]}}]}},
     {"properties": {"accessPolicies": [{"objectId": "o",
                                         "permissions": {"keys": ["get", "all"]}}]}},
     {"access.admin"}),
    ("keyvault:Vault", "update",
     {"properties": {"accessPolicies": [{"objectId": "o", "permissions": {"keys": ["get"]}}]}},
     {"properties": {"accessPolicies": []}}, {"access.revoke"}),
    ("keyvault:Key", "create", {}, {"keyName": "k"}, {"key.create"}),
    ("keyvault:Key", "delete", {"keyName": "k"}, {}, {"key.delete"}),
    ("keyvault:Key", "update", {"properties": {"attributes": {"enabled": True}}},
     {"properties": {"attributes": {"enabled": False}}}, {"key.disable"}),
    ("keyvault:Key", "update", {"properties": {"rotationPolicy": {"attributes": {
        "expiryTime": "P1Y"}}}}, {"properties": {"keyOps": []}}, {"key.rotation-off"}),
    ("keyvault:Secret", "create", {}, {"properties": {"value": "one"}}, {"secret.create"}),
    ("keyvault:Secret", "update", {"properties": {"value": "one"}},
     {"properties": {"value": "two"}}, {"secret.change"}),
    ("keyvault:Secret", "delete", {"properties": {"value": "one"}}, {}, {"secret.delete"}),
    ("keyvault:AccessPolicy", "create", {},
     {"policy": {"objectId": "o", "permissions": {"secrets": ["get"]}}}, {"access.grant"}),
    ("keyvault:Vault", "update", {"tags": {"a": "b"}}, {"tags": {"a": "c"}}, {"other.tags"}),
)  # fmt: skip

DATABASES: tuple[Case, ...] = (
    ("sql:Server", "delete", {"version": "12.0"}, {}, {"data.delete"}),
    ("sql:Server", "update", {"publicNetworkAccess": "Disabled"},
     {"publicNetworkAccess": "Enabled"}, {"exposure.public"}),
    ("sql:Server", "update", {"minimalTlsVersion": "1.2"}, {"minimalTlsVersion": "None"},
     {"exposure.tls-weaken"}),
    ("sql:Server", "update", {"administratorLoginPassword": "a"},
     {"administratorLoginPassword": "b"}, {"secret.change"}),
    ("sql:FirewallRule", "create", {},
     {"startIpAddress": _FIRST, "endIpAddress": "255.255.255.255"}, {"exposure.public"}),
    ("sql:FirewallRule", "create", {},
     {"startIpAddress": _FIRST, "endIpAddress": _FIRST}, {"exposure.open"}),
    ("sql:FirewallRule", "delete",
     {"startIpAddress": "203.0.113.1", "endIpAddress": "203.0.113.9"}, {}, {"exposure.narrow"}),
    ("redis:FirewallRule", "update", {"startIP": "203.0.113.1", "endIP": "203.0.113.9"},
     {"startIP": "203.0.113.1", "endIP": "203.0.113.2"}, {"exposure.narrow"}),
    ("sql:Database", "delete", {"collation": "c"}, {}, {"data.delete"}),
    ("sql:Database", "delete", {"createMode": "Secondary"}, {}, {"scale.down"}),
    ("sql:Database", "update", {"sku": {"name": "S0"}}, {"sku": {"name": "P1"}},
     {"scale.resize-up", "cost.up"}),
    ("sql:Database", "update", {"sku": {"name": "GP_Gen5_4"}}, {"sku": {"name": "GP_Gen5_2"}},
     {"scale.resize-down"}),
    ("sql:Database", "update", {"requestedBackupStorageRedundancy": "Geo"},
     {"requestedBackupStorageRedundancy": "Local"}, {"protection.backup-cut"}),
    ("sql:Database", "update", {"zoneRedundant": True}, {"zoneRedundant": False},
     {"protection.guard-off"}),
    ("sql:BackupShortTermRetentionPolicy", "update", {"retentionDays": 35},
     {"retentionDays": 7}, {"protection.backup-cut"}),
    ("sql:LongTermRetentionPolicy", "update", {"weeklyRetention": "P5W"},
     {"weeklyRetention": "P1W"}, {"protection.backup-cut"}),
    ("sql:LongTermRetentionPolicy", "update", {"weeklyRetention": "P1W"},
     {"weeklyRetention": "P2M"}, {"protection.up"}),
    ("sql:LongTermRetentionPolicy", "update", {"yearlyRetention": "P1Y"},
     {"yearlyRetention": "PT0S"}, {"protection.backup-off"}),
    ("sql:TransparentDataEncryption", "update", {"state": "Enabled"}, {"state": "Disabled"},
     {"protection.encryption-off"}),
    ("sql:ServerBlobAuditingPolicy", "update", {"state": "Enabled"}, {"state": "Disabled"},
     {"observability.logs-off"}),
    ("sql:ServerBlobAuditingPolicy", "update", {"retentionDays": 0}, {"retentionDays": 30},
     {"observability.log-retention-cut"}),
    ("sql:ServerAzureADAdministrator", "update", {"sid": "a"}, {"sid": "b"},
     {"access.admin", "access.revoke"}),
    ("sql:FailoverGroup", "delete", {"databases": ["d"]}, {},
     {"protection.backup-off", "routing.remove"}),
    ("dbforpostgresql:Server", "update", {"version": "13"}, {"version": "16"},
     {"schema.engine"}),
    ("dbforpostgresql:Server", "update", {"backup": {"backupRetentionDays": 30}},
     {"backup": {"backupRetentionDays": 7}}, {"protection.backup-cut"}),
    ("dbforpostgresql:Server", "update", {"highAvailability": {"mode": "ZoneRedundant"}},
     {"highAvailability": {"mode": "Disabled"}}, {"protection.guard-off"}),
    ("dbforpostgresql:Server", "update", {"sku": {"name": "Standard_D4s_v3"}},
     {"sku": {"name": "Standard_D2s_v3"}}, {"scale.resize-down"}),
    ("dbforpostgresql:Server", "update", {"sku": {"name": "Standard_D4s_v3"}},
     {"sku": {"name": "Standard_D4s_v5"}}, {"other"}),
    ("dbforpostgresql:Server", "delete", {"version": "16"}, {}, {"data.delete"}),
    ("dbforpostgresql:Configuration", "update", {"value": "100"}, {"value": "200"},
     {"config.parameter"}),
    ("dbformysql:Server", "replace", {"version": "5.7"}, {"version": "8.0.21"},
     {"data.replace", "schema.engine"}),
    ("dbformysql:Database", "delete", {"charset": "utf8"}, {}, {"data.delete"}),
    ("redis:Redis", "update", {"enableNonSslPort": False}, {"enableNonSslPort": True},
     {"exposure.tls-weaken"}),
    ("cache:Redis", "update", {"minimumTlsVersion": "1.2"}, {"minimumTlsVersion": "1.0"},
     {"exposure.tls-weaken"}),
    ("redis:Redis", "update", {"sku": {"capacity": 2}}, {"sku": {"capacity": 1}},
     {"scale.resize-down"}),
    ("redis:Redis", "update", {"redisConfiguration": {"rdbBackupEnabled": "true"}},
     {"redisConfiguration": {"rdbBackupEnabled": "false"}}, {"protection.backup-off"}),
    ("redis:Redis", "update", {"tags": {"a": "b"}}, {"tags": {"a": "c"}}, {"other.tags"}),
    ("cosmosdb:DatabaseAccount", "delete", {"kind": "MongoDB"}, {}, {"data.delete"}),
    ("documentdb:DatabaseAccount", "update", {"ipRules": [{"ipAddressOrRange": "203.0.113.7"}]},
     {"ipRules": []}, {"exposure.public"}),
    ("cosmosdb:DatabaseAccount", "update", {},
     {"ipRules": [{"ipAddressOrRange": "203.0.113.7"}]}, {"exposure.narrow"}),
    ("cosmosdb:DatabaseAccount", "update", {"backupPolicy": {"type": "Continuous"}},
     {"backupPolicy": {"type": "Periodic"}}, {"protection.backup-cut"}),
    ("cosmosdb:SqlResourceSqlContainer", "replace",
     {"resource": {"partitionKey": {"paths": ["/id"]}}},
     {"resource": {"partitionKey": {"paths": ["/tenant"]}}}, {"data.replace", "schema.keys"}),
    ("cosmosdb:SqlResourceSqlContainer", "update", {"resource": {"defaultTtl": -1}},
     {"resource": {"defaultTtl": 60}}, {"data.retention-cut"}),
    ("cosmosdb:SqlResourceSqlDatabase", "update", {"options": {"throughput": 400}},
     {"options": {"throughput": 800}}, {"scale.resize-up", "cost.up"}),
)  # fmt: skip

COMPUTE: tuple[Case, ...] = (
    ("compute:VirtualMachine", "delete", {"vmName": "v"}, {}, {"scale.to-zero"}),
    ("compute:VirtualMachine", "delete",
     {"storageProfile": {"dataDisks": [{"lun": 0, "deleteOption": "Delete"}]}}, {},
     {"scale.to-zero", "data.delete"}),
    ("compute:VirtualMachine", "update", {"hardwareProfile": {"vmSize": "Standard_D2s_v5"}},
     {"hardwareProfile": {"vmSize": "Standard_D8s_v5"}}, {"scale.resize-up", "cost.up"}),
    ("compute:VirtualMachine", "update", {"osProfile": {"adminPassword": "a"}},
     {"osProfile": {"adminPassword": "b"}}, {"secret.change"}),
    ("compute:VirtualMachine", "update", {"tags": {"a": "b"}}, {"tags": {"a": "c"}},
     {"other.tags"}),
    ("compute:VirtualMachineScaleSet", "update", {"sku": {"capacity": 9}},
     {"sku": {"capacity": 2}}, {"scale.down"}),
    ("compute:VirtualMachineScaleSet", "update", {"sku": {"capacity": 9}},
     {"sku": {"capacity": 0}}, {"scale.to-zero"}),
    ("compute:VirtualMachineScaleSet", "update", {"virtualMachineProfile": {"storageProfile": {
        "imageReference": {"version": "1.0.2"}}}}, {"virtualMachineProfile": {
            "storageProfile": {"imageReference": {"version": "1.0.1"}}}}, {"deploy.rollback"}),
    ("compute:Disk", "delete", {"diskSizeGB": 10}, {}, {"data.delete"}),
    ("compute:Disk", "update", {"diskSizeGB": 10}, {"diskSizeGB": 20},
     {"scale.resize-up", "cost.up"}),
    ("compute:Disk", "update", {"networkAccessPolicy": "DenyAll"},
     {"networkAccessPolicy": "AllowAll"}, {"exposure.public"}),
    ("compute:Snapshot", "delete", {"diskSizeGB": 10}, {}, {"protection.backup-cut"}),
    ("containerservice:ManagedCluster", "update", {"kubernetesVersion": "1.29"},
     {"kubernetesVersion": "1.30"}, {"dependency.cluster"}),
    ("containerservice:ManagedCluster", "update",
     {"apiServerAccessProfile": {"authorizedIPRanges": ["203.0.113.0/24"]}},
     {"apiServerAccessProfile": {"authorizedIPRanges": []}}, {"exposure.public"}),
    ("containerservice:ManagedCluster", "update",
     {"apiServerAccessProfile": {"enablePrivateCluster": True}},
     {"apiServerAccessProfile": {"enablePrivateCluster": False}}, {"exposure.public"}),
    ("containerservice:ManagedCluster", "update", {"disableLocalAccounts": True},
     {"disableLocalAccounts": False}, {"access.grant"}),
    ("containerservice:ManagedCluster", "update",
     {"agentPoolProfiles": [{"name": "a", "count": 5}]},
     {"agentPoolProfiles": [{"name": "a", "count": 2}]}, {"scale.down"}),
    ("containerservice:ManagedCluster", "update",
     {"agentPoolProfiles": [{"name": "a", "count": 5, "enableAutoScaling": True}]},
     {"agentPoolProfiles": [{"name": "a", "count": 2, "enableAutoScaling": True}]}, {"other"}),
    ("containerservice:ManagedCluster", "delete", {"dnsPrefix": "d"}, {},
     {"data.delete", "scale.to-zero"}),
    ("containerservice:AgentPool", "update", {"maxCount": 9}, {"maxCount": 3},
     {"scale.limits-down"}),
    ("containerservice:AgentPool", "update", {"nodeLabels": {"a": "b"}},
     {"nodeLabels": {"a": "c"}}, {"config.parameter"}),
    ("containerregistry:Registry", "update", {"anonymousPullEnabled": False},
     {"anonymousPullEnabled": True}, {"access.public"}),
    ("containerregistry:Registry", "delete", {"adminUserEnabled": False}, {}, {"data.delete"}),
    ("containerinstance:ContainerGroup", "create", {}, {"ipAddress": {"type": "Public"}},
     {"exposure.public"}),
    ("containerinstance:ContainerGroup", "replace",
     {"containers": [{"name": "a", "image": "a:1.4.3"}]},
     {"containers": [{"name": "a", "image": "a:1.4.2"}]},
     {"deploy.version", "deploy.rollback"}),
    ("app:ContainerApp", "update", _pod("shop:1.4.2"), _pod("shop:1.4.3"), {"deploy.version"}),
    ("app:ContainerApp", "update", _pod("shop:1.4.3"), _pod("shop:1.4.2"), {"deploy.rollback"}),
    ("app:ContainerApp", "update", _pod("shop:1", env=[{"name": "A", "value": "1"}]),
     _pod("shop:1", env=[{"name": "A", "value": "2"}]), {"config.env"}),
    ("app:ContainerApp", "create", {}, {"configuration": {"ingress": {"external": True}}},
     {"other"}),
    ("app:ContainerApp", "update",
     {"configuration": {"ingress": {"targetPort": 80, "external": False}}},
     {"configuration": {"ingress": {"targetPort": 80, "external": True}}}, {"exposure.public"}),
    ("app:ContainerApp", "update", {"configuration": {"ingress": {"traffic": [
        {"revisionName": "a", "weight": 100}, {"revisionName": "b", "weight": 0}]}}},
     {"configuration": {"ingress": {"traffic": [
         {"revisionName": "a", "weight": 50}, {"revisionName": "b", "weight": 50}]}}},
     {"routing.traffic"}),
    ("app:Job", "delete", {"location": "eu"}, {}, {"scale.to-zero"}),
    ("web:WebApp", "update", {"httpsOnly": True}, {"httpsOnly": False},
     {"exposure.tls-weaken"}),
    ("web:WebApp", "update", {"siteConfig": {"minTlsVersion": "1.2"}},
     {"siteConfig": {"minTlsVersion": "1.0"}}, {"exposure.tls-weaken"}),
    ("web:WebApp", "update",
     {"siteConfig": {"ipSecurityRestrictions": [{"ipAddress": "203.0.113.0/24",
                                                 "action": "Allow"}]}},
     {"siteConfig": {"ipSecurityRestrictions": []}}, {"exposure.public"}),
    ("web:WebApp", "update", {"siteConfig": {"appSettings": [{"name": "A", "value": "1"}]}},
     {"siteConfig": {"appSettings": [{"name": "A", "value": "2"}]}}, {"config.env"}),
    ("web:WebApp", "delete", {"kind": "app"}, {}, {"scale.to-zero"}),
    ("web:WebAppSlot", "update", {"enabled": True}, {"enabled": False}, {"scale.to-zero"}),
    ("web:WebAppApplicationSettings", "update", {"properties": {"A": "1"}},
     {"properties": {"A": "2"}}, {"config.env"}),
    ("web:WebAppConnectionStrings", "update", {"properties": {"db": {"value": "a"}}},
     {"properties": {"db": {"value": "b"}}}, {"secret.change"}),
    ("web:AppServicePlan", "update", {"sku": {"name": "P2v3", "capacity": 3}},
     {"sku": {"name": "P1v3", "capacity": 3}}, {"scale.resize-down"}),
    ("web:AppServicePlan", "update", {"sku": {"name": "P1v3", "capacity": 3}},
     {"sku": {"name": "P1v3", "capacity": 1}}, {"scale.down"}),
    ("web:WebAppAuthSettingsV2", "update", {"platform": {"enabled": True}},
     {"platform": {"enabled": False}}, {"access.public"}),
)  # fmt: skip

NETWORK: tuple[Case, ...] = (
    ("network:NetworkSecurityGroup", "create", {}, {"securityRules": [_lets("*", "22")]},
     {"exposure.public"}),
    ("network:NetworkSecurityGroup", "update", {"securityRules": [_lets()]},
     {"securityRules": [_lets("Internet")]}, {"exposure.public"}),
    ("network:NetworkSecurityGroup", "update", {"securityRules": [_lets("*")]},
     {"securityRules": [_lets("VirtualNetwork")]}, {"exposure.narrow"}),
    ("network:NetworkSecurityGroup", "update", {"securityRules": [_lets()]},
     {"securityRules": [_lets(description="why")]}, {"other"}),
    ("network:NetworkSecurityGroup", "update", {"securityRules": []},
     {"securityRules": [_lets("*", direction="Outbound")]}, {"other"}),
    ("network:SecurityRule", "create", {}, _lets("0.0.0.0/0", "3389"), {"exposure.public"}),
    ("network:SecurityRule", "create", {}, _lets("0.0.0.0/0", direction="Outbound"), {"other"}),
    ("network:SecurityRule", "create", {}, _lets("10.0.0.0/8"), {"exposure.open"}),
    ("network:SecurityRule", "delete", _lets("0.0.0.0/0"), {}, {"exposure.narrow"}),
    ("network:SecurityRule", "delete", _lets("Internet", access="Deny"), {}, {"exposure.open"}),
    ("network:SecurityRule", "update", {**_lets(), "description": "a"},
     {**_lets(), "description": "b"}, set()),
    ("network:Subnet", "update", {"networkSecurityGroup": {"id": "nsg"}}, {},
     {"exposure.open"}),
    ("network:Subnet", "delete", {"addressPrefix": "10.0.0.0/24"}, {}, {"routing.remove"}),
    ("network:Route", "update", {"nextHopIpAddress": "10.0.0.4"},
     {"nextHopIpAddress": "10.0.0.5"}, {"routing.network"}),
    ("network:RouteTable", "delete", {"location": "eu"}, {}, {"routing.remove"}),
    ("network:VirtualNetwork", "delete", {"location": "eu"}, {}, {"routing.remove"}),
    ("network:VirtualNetworkPeering", "delete", {"useRemoteGateways": True}, {},
     {"routing.remove"}),
    ("network:PublicIPAddress", "delete", {"ipAddress": "203.0.113.9"}, {},
     {"routing.remove"}),
    ("network:AzureFirewall", "update", {"threatIntelMode": "Deny"},
     {"threatIntelMode": "Off"}, {"protection.guard-off"}),
    ("network:FirewallPolicyRuleCollectionGroup", "update",
     {"ruleCollections": [{"name": "c", "rules": [{"name": "r",
                                                   "sourceAddresses": ["10.0.0.0/8"]}]}]},
     {"ruleCollections": [{"name": "c", "rules": [{"name": "r",
                                                   "sourceAddresses": ["*"]}]}]},
     {"exposure.open", "exposure.narrow"}),
    ("network:FlowLog", "delete", {"enabled": True}, {}, {"observability.logs-off"}),
    ("network:ApplicationGateway", "update",
     {"webApplicationFirewallConfiguration": {"enabled": True, "firewallMode": "Prevention"}},
     {"webApplicationFirewallConfiguration": {"enabled": True, "firewallMode": "Detection"}},
     {"protection.guard-off"}),
    ("network:WebApplicationFirewallPolicy", "delete", {"location": "eu"}, {},
     {"protection.guard-off"}),
    ("network:LoadBalancer", "update",
     {"loadBalancingRules": [{"name": "a", "frontendPort": 80}]},
     {"loadBalancingRules": [{"name": "a", "frontendPort": 81}]}, {"routing.rule"}),
    ("dns:RecordSet", "update", {"aRecords": [{"ipv4Address": "203.0.113.1"}]},
     {"aRecords": [{"ipv4Address": "203.0.113.2"}]}, {"routing.dns"}),
    ("network:RecordSet", "delete", {"ttl": 300}, {}, {"routing.remove"}),
    ("dns:RecordSet", "update", {"ttl": 300, "metadata": {"a": "b"}},
     {"ttl": 300, "metadata": {"a": "c"}}, set()),
    ("dns:RecordSet", "update", {"ttl": 300}, {"ttl": 3600}, {"routing.ttl"}),
    ("dns:Zone", "delete", {"zoneType": "Public"}, {}, {"routing.remove"}),
    ("trafficmanager:Endpoint", "update", {"weight": 1}, {"weight": 99}, {"routing.traffic"}),
    ("trafficmanager:Profile", "update",
     {"endpoints": [{"name": "a", "weight": 90}, {"name": "b", "weight": 10}]},
     {"endpoints": [{"name": "a", "weight": 10}, {"name": "b", "weight": 90}]},
     {"routing.traffic"}),
    ("frontdoor:Policy", "update", {"policySettings": {"mode": "Prevention"}},
     {"policySettings": {"mode": "Detection"}}, {"protection.guard-off"}),
    ("cdn:Route", "update", {"httpsRedirect": "Enabled"}, {"httpsRedirect": "Disabled"},
     {"exposure.tls-weaken"}),
    ("cdn:AFDOrigin", "update", {"hostName": "a.example"}, {"hostName": "b.example"},
     {"routing.rule"}),
)  # fmt: skip

MESSAGING: tuple[Case, ...] = (
    ("eventhub:EventHub", "update", {"messageRetentionInDays": 7},
     {"messageRetentionInDays": 1}, {"data.retention-cut"}),
    ("eventhub:EventHub", "delete", {"partitionCount": 4}, {}, {"data.delete"}),
    ("eventhub:Namespace", "update", {"maximumThroughputUnits": 4},
     {"maximumThroughputUnits": 20}, {"scale.limits-up", "cost.runaway"}),
    ("eventhub:NamespaceNetworkRuleSet", "update", {"defaultAction": "Deny"},
     {"defaultAction": "Allow"}, {"exposure.public"}),
    ("eventhub:NamespaceAuthorizationRule", "update", {"rights": ["Listen"]},
     {"rights": ["Listen", "Manage"]}, {"access.admin"}),
    ("servicebus:Queue", "update", {"defaultMessageTimeToLive": "P14D"},
     {"defaultMessageTimeToLive": "PT1H"}, {"data.retention-cut"}),
    ("servicebus:Queue", "update", {"deadLetteringOnMessageExpiration": True},
     {"deadLetteringOnMessageExpiration": False}, {"protection.guard-off"}),
    ("servicebus:Queue", "delete", {"queueName": "q"}, {}, {"data.delete"}),
    ("servicebus:Queue", "update", {"userMetadata": "a"}, {"userMetadata": "b"}, set()),
    ("servicebus:Namespace", "update", {"disableLocalAuth": True},
     {"disableLocalAuth": False}, {"access.grant"}),
    ("servicebus:Subscription", "update", {"status": "Active"}, {"status": "Disabled"},
     {"routing.remove"}),
    ("eventgrid:EventSubscription", "delete", {"scope": "s"}, {}, {"routing.remove"}),
    ("eventgrid:Topic", "update", {"publicNetworkAccess": "Disabled"},
     {"publicNetworkAccess": "Enabled"}, {"exposure.public"}),
    ("signalrservice:SignalR", "update", {"sku": {"capacity": 2}}, {"sku": {"capacity": 1}},
     {"scale.down"}),
)  # fmt: skip


def _alert(threshold: int, operator: str = "GreaterThan") -> dict[str, Any]:
    criterion = {"name": "c", "operator": operator, "threshold": threshold}
    return {"criteria": {"allOf": [criterion]}}


OBSERVABILITY: tuple[Case, ...] = (
    ("monitor:MetricAlert", "delete", {"enabled": True}, {}, {"observability.alarm-off"}),
    ("insights:MetricAlert", "update", {"enabled": True}, {"enabled": False},
     {"observability.alarm-off"}),
    ("monitor:MetricAlert", "update", _alert(80), _alert(95), {"observability.alarm-loosened"}),
    ("monitor:MetricAlert", "update", _alert(95), _alert(80), {"other"}),
    ("monitor:MetricAlert", "update", {"windowSize": "PT5M"}, {"windowSize": "PT1H"},
     {"observability.alarm-loosened"}),
    ("monitor:MetricAlert", "update", {"description": "a"}, {"description": "b"}, set()),
    ("monitor:ActionGroup", "update", {"emailReceivers": [{"name": "a", "emailAddress": "x"}]},
     {"emailReceivers": []}, {"observability.alarm-off", "observability.alarm-loosened"}),
    ("monitor:DiagnosticSetting", "delete", {"workspaceId": "w"}, {},
     {"observability.logs-off"}),
    ("monitor:DiagnosticSetting", "update",
     {"logs": [{"category": "Audit", "enabled": True}]},
     {"logs": [{"category": "Audit", "enabled": False}]}, {"observability.logs-off"}),
    ("monitor:AutoscaleSetting", "update",
     {"profiles": [{"name": "p", "capacity": {"maximum": "10", "minimum": "2"}}]},
     {"profiles": [{"name": "p", "capacity": {"maximum": "4", "minimum": "2"}}]},
     {"scale.limits-down"}),
    ("operationalinsights:Workspace", "update", {"retentionInDays": 90},
     {"retentionInDays": 30}, {"observability.log-retention-cut"}),
    ("operationalinsights:Workspace", "update", {"retentionInDays": 30},
     {"retentionInDays": 90}, {"observability.log-retention-up"}),
    ("operationalinsights:Workspace", "delete", {"location": "eu"}, {},
     {"observability.logs-off", "data.delete"}),
    ("applicationinsights:Component", "delete", {"kind": "web"}, {},
     {"observability.logs-off"}),
    ("recoveryservices:Vault", "delete", {"location": "eu"}, {}, {"protection.backup-off"}),
    ("recoveryservices:Vault", "update",
     {"properties": {"securitySettings": {"softDeleteSettings": {"softDeleteState": "Enabled"}}}},
     {"properties": {"securitySettings": {"softDeleteSettings": {
         "softDeleteState": "Disabled"}}}}, {"protection.guard-off"}),
    ("recoveryservices:ProtectionPolicy", "update",
     {"properties": {"retentionPolicy": {"dailySchedule": {"retentionDuration": {"count": 30}}}}},
     {"properties": {"retentionPolicy": {"dailySchedule": {"retentionDuration": {"count": 7}}}}},
     {"protection.backup-cut"}),
    ("recoveryservices:ProtectedItem", "delete", {"vaultName": "v"}, {},
     {"protection.backup-off"}),
    ("dataprotection:BackupVault", "update", {"properties": {"securitySettings": {
        "immutabilitySettings": {"state": "Unlocked"}}}}, {"properties": {"securitySettings": {
            "immutabilitySettings": {"state": "Disabled"}}}}, {"protection.guard-off"}),
)  # fmt: skip

PLATFORM: tuple[Case, ...] = (
    ("appconfiguration:KeyValue", "update", {"value": "on"}, {"value": "off"}, {"config.parameter"}),
    ("appconfiguration:ConfigurationStore", "delete", {"sku": {"name": "standard"}}, {},
     {"data.delete"}),
    ("apimanagement:Api", "update", {"subscriptionRequired": True},
     {"subscriptionRequired": False}, {"access.public"}),
    ("apimanagement:Api", "update", {"description": "a"}, {"description": "b"}, set()),
    ("apimanagement:NamedValue", "update", {"value": "a", "secret": True},
     {"value": "b", "secret": True}, {"secret.change"}),
    ("apimanagement:NamedValue", "update", {"value": "a"}, {"value": "b"},
     {"config.parameter"}),
    ("apimanagement:ApiPolicy", "update", {"value": "<a/>"}, {"value": "<b/>"},
     {"routing.rule"}),
    ("search:Service", "update", {"replicaCount": 3}, {"replicaCount": 1}, {"scale.down"}),
    ("synapse:SqlPool", "delete", {"sku": {"name": "DW100c"}}, {}, {"data.delete"}),
    ("synapse:SqlPool", "update", {"sku": {"name": "DW200c"}}, {"sku": {"name": "DW100c"}},
     {"scale.resize-down"}),
    ("databricks:Workspace", "update", {"publicNetworkAccess": "Disabled"},
     {"publicNetworkAccess": "Enabled"}, {"exposure.public"}),
    ("datafactory:Pipeline", "update", {"activities": [{"name": "a", "type": "Copy"}]},
     {"activities": [{"name": "a", "type": "Wait"}]}, {"deploy.version"}),
    ("machinelearningservices:OnlineEndpoint", "update",
     {"properties": {"traffic": {"blue": 100, "green": 0}}},
     {"properties": {"traffic": {"blue": 50, "green": 50}}}, {"routing.traffic"}),
    ("machinelearningservices:Compute", "delete", {"location": "eu"}, {}, {"scale.to-zero"}),
    ("cognitiveservices:Account", "update", {"properties": {"disableLocalAuth": True}},
     {"properties": {"disableLocalAuth": False}}, {"access.grant"}),
)  # fmt: skip

CASES = (
    *(*ACCESS, *STORAGE, *KEYS, *DATABASES, *COMPUTE, *NETWORK, *MESSAGING, *OBSERVABILITY),
    *PLATFORM,
)


def _actions(type_: str, verb: str, before: Any, after: Any) -> list[Action]:
    made = plan(change(f"azure-native:{type_}", verb=verb, before=before, after=after))
    found = classify(made, build(made, NoSources())).items
    return [action for action in found if action.kind != "plan"]


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_change_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    assert {action.id for action in _actions(type_, verb, before, after)} == expected


def test_every_module_is_tried() -> None:
    tried = {f"azure-native:{case[0]}".split(":")[1] for case in CASES}
    for module, services in MODULES["azure-native"].items():
        assert tried & set(services.split()), module


@pytest.mark.parametrize(
    "name", [name for name in all_entries() if name.startswith("azure-native:")]
)
def test_new_tags_are_no_more_than_that(name: str) -> None:
    type_ = name.partition(":")[2]
    found = _actions(type_, "update", {"location": "eu", "tags": {"a": "b"}},
                     {"location": "eu", "tags": {"a": "c"}})  # fmt: skip
    assert {action.id for action in found} <= {"other.tags"}


def test_the_reach_of_a_role_is_told() -> None:
    found = _actions("authorization:RoleAssignment", "create", {},
                     _holds(_OWNER, "/subscriptions/1"))  # fmt: skip
    assert {action.details["reach"] for action in found} == {"subscription"}
