"""What a review of further Azure types, and of Entra ID's, put right."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.source import NoSources
from planguard.testing import change, plan

_NONE: dict[str, Any] = {}
_GRANT, _REVOKE, _TRUST = "access.grant", "access.revoke", "access.trust"
_UP, _OFF, _CUT = "protection.up", "protection.guard-off", "protection.backup-cut"
_LOOSER, _CONFIG = "observability.alarm-loosened", "config.parameter"


def _until(**expiration: Any) -> dict[str, Any]:
    return {"role_definition_id": "r", "principal_id": "p", "scope": "/subscriptions/s",
            "schedule": [{"expiration": [expiration]}]}  # fmt: skip


def _upgraded(version: str) -> dict[str, Any]:
    upgrade = {"type": "Full", "kubernetes_version": version}
    return {"managed_cluster_update": [{"upgrade": [upgrade]}]}


def _sized(name: str) -> dict[str, Any]:
    return {"sku": [{"name": name, "capacity": 2}]}


def _spread(low: int, high: int) -> dict[str, Any]:
    scaled = {"minimum_instances": low, "maximum_instances": high}
    return {"sku": [{"capacity": None}], "optimized_auto_scale": [scaled]}


def _logins(*names: str) -> dict[str, Any]:
    policies = [{"name": name, "claim": [{"name": "iss", "value": name}]} for name in names]
    return {"access_control": [{"trigger": [{"open_authentication_policy": policies}]}]}


def _partners(*names: str) -> dict[str, Any]:
    return {"partner_server": [{"id": name, "location": name} for name in names]}


def _snapshots(*spans: str) -> dict[str, Any]:
    return {f"{span}_schedule": [{"snapshots_to_keep": 7}] for span in spans}


def _exports(*clients: str) -> dict[str, Any]:
    return {"export_policy_rule": [{"rule_index": 1, "allowed_clients": list(clients)}]}


def _squash(mode: str) -> dict[str, Any]:
    return {"root_squash": [{"mode": mode, "no_squash_nids": "a"}]}


def _protocols(*names: str) -> dict[str, Any]:
    return {"routing_rule": [{"name": "a", "accepted_protocols": list(names)}]}


def _served(*hosts: str) -> dict[str, Any]:
    return {"gateway": [{"host_name": host, "key_vault_id": f"https://v/{host}"}
                        for host in hosts]}  # fmt: skip


def _filters(severity: str, *names: str) -> dict[str, Any]:
    return {"content_filter": [{"name": name, "filter_enabled": True, "block_enabled": True,
                                "severity_threshold": severity, "source": "Prompt"}
                               for name in names]}  # fmt: skip


def _isolated(mode: str) -> dict[str, Any]:
    return {"managed_network": [{"isolation_mode": mode}]}


def _rules(*alerts: str) -> dict[str, Any]:
    return {"rule": [{"alert": name, "expression": f"{name} > 1", "for": "PT5M", "enabled": True}
                     for name in alerts]}  # fmt: skip


def _exports_to(*places: str) -> dict[str, Any]:
    return {"action": [{"type": "EventHub", "resource_id": place} for place in places]}


def _fires(operator: str, least: int) -> dict[str, Any]:
    return {"trigger_operator": operator, "trigger_threshold": least, "query": "a"}


def _condition(operator: str, *controls: str, state: str = "enabled") -> dict[str, Any]:
    return {"state": state, "conditions": [{"users": [{"included_users": ["All"]}]}],
            "grant_controls": [{"operator": operator, "built_in_controls": list(controls)}]}  # fmt: skip


def _place(*ranges: str, trusted: bool = True) -> dict[str, Any]:
    return {"ip": [{"trusted": trusted, "ip_ranges": list(ranges)}]}


_SECURITY = "Microsoft.WindowsAzure.ApiManagement.Gateway.Security"


def _fleet(group: str | None) -> dict[str, Any]:
    interface = {"name": "a", **({"networkSecurityGroup": {"id": group}} if group else {})}
    return {"virtualMachineProfile": {
        "networkProfile": {"networkInterfaceConfigurations": [interface]}}}  # fmt: skip


def _network_rules(*sources: str) -> dict[str, Any]:
    rules = [{"name": "r", "sourceAddresses": list(sources)}]
    return {"networkRuleCollections": [{"action": {"type": "Allow"}, "rules": rules}]}


def _collections(action: str, *sources: str) -> dict[str, Any]:
    rules = [{"name": "r", "sourceAddresses": list(sources)}]
    return {"ruleCollections": [{"name": "c", "action": {"type": action}, "rules": rules}]}


def _overridden(state: str) -> dict[str, Any]:
    override = {"ruleGroupName": "SQLI", "rules": [{"ruleId": "1", "enabledState": state}]}
    return {"managedRules": {"managedRuleSets": [{"ruleSetType": "Default",
                                                  "ruleGroupOverrides": [override]}]}}  # fmt: skip


def _providers(*kinds: str) -> dict[str, Any]:
    return {"platform": {"enabled": True},
            "identityProviders": {kind: {"registration": {"clientId": "a"}} for kind in kinds}}  # fmt: skip


def _taken(frequency: str) -> dict[str, Any]:
    return {"properties": {"schedulePolicy": {"scheduleRunFrequency": frequency}}}


def _asks(*fields: str) -> dict[str, Any]:
    return {"condition": {"allOf": [{"field": field, "equals": "a"} for field in fields]}}


def _criteria(*names: str) -> dict[str, Any]:
    return {"criteria": {"allOf": [{"name": name, "metricName": name, "operator": "GreaterThan",
                                    "threshold": 5} for name in names]}}  # fmt: skip


def _failing(least: int) -> dict[str, Any]:
    periods = {"minFailingPeriodsToAlert": least, "numberOfEvaluationPeriods": 4}
    return {"criteria": {"allOf": [{"query": "a", "failingPeriods": periods}]}}


CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("kubernetes_fleet_update_run", "create", _NONE, _upgraded("1.30"), {"other"}),
    ("kubernetes_fleet_update_run", "update", _upgraded("1.30"), _upgraded("1.31"), {_CONFIG}),
    ("kusto_cluster", "update", _sized("Dev(No SLA)_Standard_D11_v2"), _sized("Standard_D13_v2"),
     {"scale.resize-up", "cost.up"}),
    ("kusto_cluster", "update", {"sku": [{"capacity": 2}]}, _spread(2, 5), {"other"}),
    ("kusto_cluster", "update", {"trusted_external_tenants": ["a"]},
     {"trusted_external_tenants": ["MyTenantOnly"]}, {_REVOKE}),
    ("kusto_cluster", "update", {"streaming_ingestion_enabled": True},
     {"streaming_ingestion_enabled": False}, {_CONFIG}),
    ("eventgrid_event_subscription", "update", {"delivery_property": [{"header_name": "a"}]},
     {"delivery_property": []}, {_CONFIG}),
    ("machine_learning_datastore_fileshare", "update", {"service_data_identity": "None"},
     {"service_data_identity": "WorkspaceSystemAssignedIdentity"}, {_TRUST}),
    ("management_group", "update", {"parent_management_group_id": "a"},
     {"parent_management_group_id": "b"}, {_GRANT, _REVOKE}),
    ("management_group_subscription_association", "replace", {"management_group_id": "a"},
     {"management_group_id": "b"}, {_GRANT, _REVOKE}),
    ("pim_eligible_role_assignment", "replace", _until(duration_days=30), _until(duration_days=7),
     {_REVOKE}),
    ("pim_active_role_assignment", "replace", _until(duration_hours=4), _until(duration_hours=8),
     {_GRANT}),
    ("resource_group_template_deployment", "replace", {"name": "a"}, {"name": "b"},
     {"data.replace"}),
    ("automation_job_schedule", "delete", {"runbook_name": "a"}, _NONE, {_CONFIG}),
    ("automation_variable_string", "delete", {"encrypted": True, "value": "a"}, _NONE,
     {_CONFIG, "secret.delete"}),
    ("key_vault_managed_storage_account", "create", _NONE, {"storage_account_key": "key1"},
     {"other"}),
    ("function_app_flex_consumption", "update",
     {"always_ready": [{"name": "http", "instance_count": 2}]}, {"always_ready": []},
     {"scale.limits-down"}),
    ("logic_app_standard", "update", {"client_certificate_mode": None},
     {"client_certificate_mode": "Required"}, {_REVOKE}),
    ("logic_app_workflow", "update", _logins("a", "b"), _logins("a"), {_REVOKE}),
    ("app_service_plan", "update", {"sku": [{"tier": "Standard", "size": "S1", "capacity": 1}]},
     {"sku": [{"tier": "Dynamic", "size": "Y1", "capacity": 0}]}, {"scale.resize-down"}),
    ("app_service_certificate_binding", "delete", {"certificate_id": "a"}, _NONE,
     {"exposure.tls-weaken"}),
    ("mssql_failover_group", "update", _partners("a"), _partners("a", "b"), {_UP}),
    ("mssql_server_transparent_data_encryption", "delete", {"server_id": "a"}, _NONE, {"other"}),
    ("mssql_server_transparent_data_encryption", "delete", {"key_vault_key_id": "a"}, _NONE,
     {"protection.encryption-off"}),
    ("postgresql_configuration", "create", _NONE, {"name": "log_connections", "value": "off"},
     {_CONFIG, "observability.logs-off"}),
    ("cosmosdb_cassandra_cluster", "update", {"client_certificate_pems": ["a", "b"]},
     {"client_certificate_pems": ["a"]}, {_REVOKE}),
    ("mongo_cluster", "delete", {"create_mode": "GeoReplica"}, _NONE, {"scale.down"}),
    ("mongo_cluster", "update", {"high_availability_mode": "ZoneRedundantPreferred"},
     {"high_availability_mode": "SameZone"}, {_OFF}),
    ("netapp_account", "update", {"active_directory": [{"domain": "a", "dns_servers": ["1"]}]},
     {"active_directory": []}, {_REVOKE}),
    ("netapp_snapshot_policy", "update", _snapshots("daily", "weekly"), _snapshots("daily"),
     {_CUT}),
    ("netapp_volume", "update", _exports("10.0.0.0/8"), _exports("10.0.0.0/8", "0.0.0.0/0"),
     {"exposure.open"}),
    ("managed_lustre_file_system", "update", _squash("All"), _squash("RootOnly"), {_GRANT}),
    ("point_to_site_vpn_gateway", "update", {"vpn_server_configuration_id": "a"},
     {"vpn_server_configuration_id": "b"}, {_REVOKE, _TRUST}),
    ("ip_group", "create", _NONE, {"cidrs": ["10.0.0.0/8"]}, {"other"}),
    ("frontdoor", "update", _protocols("Http", "Https"), _protocols("Http"),
     {"exposure.tls-weaken"}),
    ("frontdoor_custom_https_configuration", "update",
     {"custom_https_configuration": [{"provisioning_state": "Enabling"}]},
     {"custom_https_configuration": [{"provisioning_state": "Enabled"}]}, {"other"}),
    ("cdn_frontdoor_secret", "delete", {"name": "a"}, _NONE, {_CONFIG}),
    ("signalr_service_custom_certificate", "delete", {"name": "a"}, _NONE, {_CONFIG}),
    ("api_management", "update", {"certificate": [{"store_name": "Root", "thumbprint": "a"}]},
     {"certificate": []}, {_REVOKE}),
    ("api_management", "update", {"sku_name": "Developer_1"}, {"sku_name": "Premium_2"},
     {"cost.up", "scale.resize-up"}),
    ("api_management_api", "update", {"oauth2_authorization": [{"scope": "a"}]},
     {"oauth2_authorization": []}, {_CONFIG}),
    ("api_management_openid_connect_provider", "update", {"metadata_endpoint": "a"},
     {"metadata_endpoint": "b"}, {_CONFIG}),
    ("api_management_custom_domain", "update", _served("a"), _served("a", "b"), {"routing.dns"}),
    ("api_management_custom_domain", "update", _served("a", "b"), _served("a"),
     {"routing.remove"}),
    ("api_management_identity_provider_aad", "update", {"allowed_tenants": ["a", "b"]},
     {"allowed_tenants": ["a"]}, {_REVOKE}),
    ("api_management_subscription", "replace", {"product_id": "a"}, {"product_id": "b"},
     {_GRANT, _REVOKE}),
    ("cognitive_account", "update", {"sku_name": "F0"}, {"sku_name": "S0"},
     {"cost.up", "scale.resize-up"}),
    ("cognitive_account_rai_policy", "update", _filters("High", "Hate"), _filters("Low", "Hate"),
     {_UP}),
    ("cognitive_account_rai_policy", "update", _filters("Low", "Hate"),
     _filters("Low", "Hate", "Violence"), {_UP}),
    ("data_factory_integration_runtime_self_hosted", "replace",
     {"rbac_authorization": [{"resource_id": "a"}]}, {"rbac_authorization": []},
     {"scale.to-zero", _REVOKE}),
    ("machine_learning_workspace", "update", _isolated("Disabled"),
     _isolated("AllowInternetOutbound"), {"exposure.narrow"}),
    ("machine_learning_compute_instance", "replace", {"ssh": [{"public_key": "a"}]}, {"ssh": []},
     {"scale.to-zero", _REVOKE}),
    ("search_service", "update", {"customer_managed_key_enforcement_enabled": True},
     {"customer_managed_key_enforcement_enabled": False}, {_OFF}),
    ("eventhub_namespace_customer_managed_key", "delete", {"key_vault_key_ids": ["a"]}, _NONE,
     {_CONFIG}),
    ("data_factory_customer_managed_key", "delete", {"customer_managed_key_id": "a"}, _NONE,
     {_CONFIG}),
    ("cognitive_account_customer_managed_key", "delete", {"key_vault_key_id": "a"}, _NONE,
     {"protection.encryption-off"}),
    ("data_protection_backup_vault_customer_managed_key", "delete", {"key_vault_key_id": "a"},
     _NONE, {_CONFIG}),
    ("synapse_workspace_key", "delete", {"active": True}, _NONE, {_CONFIG}),
    ("log_analytics_workspace_table", "delete", {"retention_in_days": 90}, _NONE,
     {"observability.log-retention-cut"}),
    ("managed_redis", "update", {"default_database": [{"port": 10000}]},
     {"default_database": []}, {"data.delete"}),
    ("hdinsight_spark_cluster", "delete", {"name": "a"}, _NONE, {"scale.to-zero"}),
    ("hdinsight_kafka_cluster", "delete", {"name": "a"}, _NONE, {"data.delete"}),
    ("synapse_workspace", "update", {"linking_allowed_for_aad_tenant_ids": ["a", "b"]},
     {"linking_allowed_for_aad_tenant_ids": ["a"]}, {_REVOKE}),
    ("virtual_desktop_host_pool", "update", {"public_network_access": "Disabled"},
     {"public_network_access": "EnabledForClientsOnly"}, {"exposure.public"}),
    ("image", "delete", {"name": "a"}, _NONE, {_CONFIG}),
    ("orchestrated_virtual_machine_scale_set", "update", {"sku_name": "Standard_D2s_v5"},
     {"sku_name": "Mix"}, {"other"}),
    ("data_protection_backup_policy_disk", "update",
     {"backup_repeating_time_intervals": ["R/2024-01-01T01:00:00+00:00/P1D"]},
     {"backup_repeating_time_intervals": ["R/2024-01-01T01:00:00+00:00/P1D",
                                          "R/2024-01-01T13:00:00+00:00/P1D"]}, {_UP}),
    ("web_pubsub", "update", {"live_trace": [{"enabled": True}]},
     {"live_trace": [{"enabled": False}]}, {_CONFIG}),
    ("consumption_budget_subscription", "update", {"filter": [{"tag": [{"name": "a"}]}]},
     {"filter": []}, {"other"}),
    ("monitor_data_collection_rule_association", "update", {"data_collection_rule_id": None},
     {"data_collection_rule_id": "a"}, {"other"}),
    ("monitor_alert_prometheus_rule_group", "update", _rules("a"), _rules("a", "b"), {"other"}),
    ("security_center_automation", "update", _exports_to("a"), _exports_to("a", "b"), {"other"}),
    ("security_center_automation", "update", _exports_to("a", "b"), _exports_to("a"), {_LOOSER}),
    ("sentinel_alert_rule_scheduled", "update", _fires("LessThan", 5), _fires("LessThan", 9),
     {"other"}),
    ("sentinel_alert_rule_scheduled", "update", _fires("GreaterThan", 5),
     _fires("GreaterThan", 9), {_LOOSER}),
    ("sentinel_automation_rule", "delete", {"action_incident": [{"status": "Closed"}]}, _NONE,
     {"other"}),
)  # fmt: skip

ENTRA: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("azuread_conditional_access_policy", "update", _condition("OR", "mfa"),
     _condition("OR", "mfa", "compliantDevice"), {_OFF}),
    ("azuread_conditional_access_policy", "update", _condition("AND", "mfa"),
     _condition("AND", "mfa", "compliantDevice"), {_UP}),
    ("azuread_conditional_access_policy", "update", _condition("OR", "mfa", state="disabled"),
     _condition("OR", "mfa", "compliantDevice", state="disabled"), {"other"}),
    ("azuread_conditional_access_policy", "delete", _condition("OR", "mfa", state="disabled"),
     _NONE, {"other"}),
    ("azuread_named_location", "create", _NONE, _place("10.0.0.0/8"), {"other"}),
    ("azuread_named_location", "update", _place("10.0.0.0/8"),
     _place("10.0.0.0/8", "10.9.0.0/16"), {_OFF}),
    ("azuread_named_location", "update", _place("10.0.0.0/8", trusted=False),
     _place("10.0.0.0/8", "10.9.0.0/16", trusted=False), {_CONFIG}),
    ("azuread_group", "update", {"dynamic_membership": [{"rule": "a"}]},
     {"dynamic_membership": [{"rule": "b"}]}, {_GRANT, _REVOKE}),
    ("azuread_service_principal_delegated_permission_grant", "replace",
     {"user_object_id": "u", "claim_values": ["a"]},
     {"user_object_id": None, "claim_values": ["a"]}, {_GRANT}),
    ("azuread_application_redirect_uris", "delete", {"redirect_uris": ["https://a"]}, _NONE,
     {_REVOKE}),
    ("azapi_resource_action", "create", _NONE, {"action": "start", "when": "apply"}, {_CONFIG}),
)  # fmt: skip


SISTERS: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("storage:StorageAccount", "update", {"networkRuleSet": {"bypass": "AzureServices, Logging"}},
     {"networkRuleSet": {"bypass": "Logging"}}, {"exposure.narrow"}),
    ("storage:StorageAccount", "update",
     {"azureFilesIdentityBasedAuthentication": {"directoryServiceOptions": "AD"}},
     {"azureFilesIdentityBasedAuthentication": {"directoryServiceOptions": "None"}}, {_REVOKE}),
    ("storage:FileShare", "update", {"rootSquash": "AllSquash"}, {"rootSquash": "RootSquash"},
     {_GRANT}),
    ("storage:Table", "update",
     {"signedIdentifiers": [{"id": "a", "accessPolicy": {"permission": "rau"}}]},
     {"signedIdentifiers": [{"id": "a", "accessPolicy": {"permission": "r"}}]}, {_REVOKE}),
    ("storage:ManagementPolicy", "update",
     {"policy": {"rules": [{"name": "a", "enabled": False}]}},
     {"policy": {"rules": [{"name": "a", "enabled": True}]}}, {"data.retention-cut"}),
    ("keyvault:AccessPolicy", "update", {"policy": {"objectId": "a"}},
     {"policy": {"objectId": "b"}}, {_GRANT, _REVOKE}),
    ("authorization:PolicySetDefinition", "update",
     {"policyDefinitions": [{"policyDefinitionId": "a"}, {"policyDefinitionId": "b"}]},
     {"policyDefinitions": [{"policyDefinitionId": "a"}]}, {_CONFIG, _OFF}),
    ("compute:SshPublicKey", "delete", {"publicKey": "a"}, _NONE, {"other"}),
    ("compute:Image", "delete", {"imageName": "a"}, _NONE, {_CONFIG}),
    ("compute:VirtualMachineScaleSet", "update", _fleet("s"), _fleet(None), {"exposure.open"}),
    ("network:VirtualNetwork", "update",
     {"subnets": [{"name": "a", "networkSecurityGroup": {"id": "g"}}]},
     {"subnets": [{"name": "a"}]}, {"exposure.open"}),
    ("network:AzureFirewall", "update", _network_rules("10.0.0.0/8"),
     _network_rules("10.0.0.0/8", "0.0.0.0/0"), {"exposure.open"}),
    ("network:FirewallPolicyRuleCollectionGroup", "update", _collections("DNAT", "10.0.0.0/8"),
     _collections("DNAT", "10.0.0.0/8", "*"), {"exposure.public"}),
    ("network:FirewallPolicyRuleCollectionGroup", "delete", _collections("Deny", "a"), _NONE,
     {"exposure.open"}),
    ("network:FirewallPolicyRuleCollectionGroup", "delete", _collections("Allow", "a"), _NONE,
     {"exposure.narrow"}),
    ("network:IpGroup", "create", _NONE, {"ipAddresses": ["10.0.0.0/8"]}, {"other"}),
    ("network:ExpressRouteCircuit", "update", {"sku": {"tier": "Standard"}},
     {"sku": {"tier": "Premium"}}, {_CONFIG}),
    ("cdn:Endpoint", "update", {"geoFilters": [{"action": "Block", "countryCodes": ["DE"]}]},
     {"geoFilters": [{"action": "Block", "countryCodes": ["DE", "FR"]}]}, {_REVOKE}),
    ("frontdoor:Policy", "update", _overridden("Disabled"), _overridden("Enabled"), {_UP}),
    ("sql:FailoverGroup", "update", {"partnerServers": [{"id": "a"}]},
     {"partnerServers": [{"id": "a"}, {"id": "b"}]}, {_UP}),
    ("sql:EncryptionProtector", "delete", {"serverKeyType": "ServiceManaged"}, _NONE, {"other"}),
    ("redis:Redis", "update", {"redisConfiguration": {"rdbBackupFrequency": "360"}},
     {"redisConfiguration": {"rdbBackupFrequency": "60"}}, {_UP}),
    ("redis:AccessPolicyAssignment", "update", {"accessPolicyName": "Data Owner"},
     {"accessPolicyName": "Data Reader"}, {_GRANT, _REVOKE}),
    ("cosmosdb:SqlResourceSqlRoleAssignment", "update", {"principalId": "a"},
     {"principalId": "b"}, {_GRANT, _REVOKE}),
    ("cosmosdb:DatabaseAccount", "update", {"disableKeyBasedMetadataWriteAccess": True},
     {"disableKeyBasedMetadataWriteAccess": False}, {_GRANT}),
    ("eventhub:NamespaceAuthorizationRule", "create", _NONE,
     {"rights": ["Listen", "Send", "Manage"]}, {_GRANT}),
    ("eventgrid:EventSubscription", "update",
     {"deliveryWithResourceIdentity": {"identity": {"type": "SystemAssigned"}}}, _NONE,
     {_REVOKE}),
    ("signalrservice:SignalR", "update", {"liveTraceConfiguration": {"enabled": "true"}},
     {"liveTraceConfiguration": {"enabled": "false"}}, {_CONFIG}),
    ("web:WebAppHostNameBinding", "update", {"thumbprint": "a"}, {"thumbprint": "b"},
     {"key.rotate"}),
    ("web:WebAppAuthSettingsV2", "update", _providers("google", "gitHub"), _providers("google"),
     {_REVOKE}),
    ("containerregistry:Token", "update", {"scopeMapId": "a"}, {"scopeMapId": "b"},
     {_GRANT, _REVOKE}),
    ("containerregistry:Registry", "update", {"networkRuleBypassOptions": "AzureServices"},
     {"networkRuleBypassOptions": "None"}, {"exposure.narrow"}),
    ("recoveryservices:ProtectionPolicy", "update", _taken("Weekly"), _taken("Daily"), {_UP}),
    ("monitor:ActivityLogAlert", "update", _asks("category", "caller"), _asks("category"),
     {"other"}),
    ("monitor:MetricAlert", "update", _criteria("a", "b"), _criteria("a"), {"other"}),
    ("monitor:ScheduledQueryRule", "update", _failing(2), _failing(1), {"other"}),
    ("applicationinsights:Component", "update", {"disableIpMasking": False},
     {"disableIpMasking": True}, {_CONFIG}),
    ("operationalinsights:Table", "update", {"schema": {"columns": [{"name": "a"}]}},
     {"schema": {"columns": [{"name": "a"}, {"name": "b"}]}}, {"other"}),
    ("apimanagement:Api", "update", {"authenticationSettings": {"oAuth2": {"scope": "a"}}},
     _NONE, {_CONFIG}),
    ("apimanagement:ApiManagementService", "update",
     {"customProperties": {f"{_SECURITY}.Protocols.Tls10": "false"}},
     {"customProperties": {f"{_SECURITY}.Protocols.Tls10": "true"}},
     {_CONFIG, "exposure.tls-weaken"}),
    ("search:Service", "update", {"encryptionWithCmk": {"enforcement": "Enabled"}},
     {"encryptionWithCmk": {"enforcement": "Disabled"}}, {_OFF}),
)  # fmt: skip
"""The same of Azure's own interface."""


def _named(type_: str, verb: str, before: dict[str, Any], after: dict[str, Any]) -> list[Action]:
    provider = "azure-native:" if ":" in type_ else "azurerm_"
    known = type_ if type_.startswith(("azuread_", "azapi_")) else f"{provider}{type_}"
    subject = plan(change(known, verb=verb, before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    return [action for action in found if action.kind != "plan"]


@pytest.mark.parametrize(
    ("type_", "verb", "before", "after", "expected"), [*CASES, *ENTRA, *SISTERS]
)
def test_change_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    assert {str(action.id) for action in _named(type_, verb, before, after)} == expected


def test_key_of_a_vault_is_no_secret() -> None:
    (found,) = _named("key_vault_managed_storage_account", "update",
                      {"storage_account_key": "key1"}, {"storage_account_key": "key2"})  # fmt: skip
    assert found.id == _CONFIG


def test_role_of_an_hsm_administrator_is_one() -> None:
    role = "/Microsoft.KeyVault/providers/Microsoft.Authorization/roleDefinitions/"
    held = {"role_definition_id": f"{role}a290e904-7015-4bba-90c8-60543313cdb4",
            "principal_id": "p", "scope": "/keys"}  # fmt: skip
    type_ = "key_vault_managed_hardware_security_module_role_assignment"
    assert {str(each.id) for each in _named(type_, "create", _NONE, held)} == {
        _GRANT,
        "access.admin",
    }
