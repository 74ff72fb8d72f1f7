"""What a review of Azure's types, drawn by lot, against their documentation put right, and their sisters."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.source import NoSources
from planguard.model.words import Disruption
from planguard.testing import change, plan

_NONE: dict[str, Any] = {}


def _gateway(capacity: int | None = 2, *scaling: dict[str, int]) -> dict[str, Any]:
    sku = {"name": "WAF_v2", "tier": "WAF_v2", "capacity": capacity}
    return {"sku": [sku], "autoscale_configuration": list(scaling)}


def _waf(*disabled: tuple[str, list[int]]) -> dict[str, Any]:
    groups = [{"rule_group_name": name, "rules": rules} for name, rules in disabled]
    return {
        "waf_configuration": [
            {"enabled": True, "firewall_mode": "Prevention", "disabled_rule_group": groups}
        ]
    }


def _listens(**protocols: str) -> dict[str, Any]:
    return {"http_listener": [{"name": name, "protocol": protocols[name]} for name in protocols]}


def _trusts(*names: str) -> dict[str, Any]:
    return {"trusted_client_certificate": [{"name": name, "data": name} for name in names]}


def _suites(*names: str) -> dict[str, Any]:
    return {"ssl_policy": [{"policy_type": "CustomV2", "cipher_suites": list(names)}]}


def _blocks(at: str, **actions: str) -> dict[str, Any]:
    match = [{"operator": "IPMatch"}]
    key = {"custom_rules": "match_conditions", "custom_rule": "match_condition"}[at]
    return {at: [{"name": name, "action": actions[name], "enabled": True, key: match}
                 for name in actions]}  # fmt: skip


def _excludes(*variables: str) -> dict[str, Any]:
    return {"managed_rules": [{"exclusion": [{"match_variable": name, "selector": name}
                                             for name in variables]}]}  # fmt: skip


def _https(by: str = "", version: str = "TLS12") -> dict[str, Any]:
    cdn = {"certificate_type": "Dedicated", "protocol_type": "ServerNameIndication"}
    blocks = {"cdn": cdn, "user": {"key_vault_secret_id": "a"}}
    return {f"{name}_managed_https": [{**block, "tls_version": version}] * (name == by)
            for name, block in blocks.items()}  # fmt: skip


def _regions(*names: str) -> dict[str, Any]:
    return {"geo_location": [{"location": name, "failover_priority": at, "zone_redundant": False}
                             for at, name in enumerate(names)]}  # fmt: skip


def _capable(*names: str) -> dict[str, Any]:
    return {"capabilities": [{"name": name} for name in names]}


def _let_in(*ranges: str) -> dict[str, Any]:
    return {"is_virtual_network_filter_enabled": True, "ip_range_filter": list(ranges)}


def _keys(*names: str) -> dict[str, Any]:
    return {"admin_ssh_key": [{"username": "a", "public_key": name} for name in names]}


def _addresses(*names: str, subnet: str = "s") -> dict[str, Any]:
    return {"ip_configuration": [{"name": name, "subnet_id": subnet} for name in names]}


def _parameter(name: str, value: str) -> dict[str, Any]:
    return {"name": name, "value": value}


def _checks(**validation: Any) -> dict[str, Any]:
    return {"validation_rules": [validation]}


_SCALES = {"min_capacity": 2, "max_capacity": 5}
_STRONG, _OLD = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_AES_256_CBC_SHA"
_SHARED = {"Groups": {"sharing": [{"permission": "Groups"}]},
           "Community": {"sharing": [{"permission": "Community"}]}}  # fmt: skip

CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("application_gateway", "update", _gateway(), _gateway(None, _SCALES), {"config.parameter"}),
    ("application_gateway", "update", _gateway(4), _gateway(2), {"scale.down"}),
    ("application_gateway", "update", _waf(), {"waf_configuration": []},
     {"protection.guard-off"}),
    ("application_gateway", "update", _waf(),
     {"waf_configuration": [], "firewall_policy_id": "p"}, {"protection.up"}),
    ("application_gateway", "update", _waf(), _waf(("a", [1])), {"protection.guard-off"}),
    ("application_gateway", "update", _waf(("a", [1])), _waf(), {"protection.up"}),
    ("application_gateway", "update", _waf(("a", [1])), _waf(("a", [])),
     {"protection.guard-off"}),
    ("application_gateway", "update", _listens(a="Https"), _listens(a="Https", b="Https"),
     {"routing.rule"}),
    ("application_gateway", "update", _listens(a="Https"), _listens(a="Http"),
     {"routing.rule", "exposure.tls-weaken"}),
    ("application_gateway", "update", _trusts("a", "b"), _trusts("a"), {"access.revoke"}),
    ("application_gateway", "update", _trusts("a"), _trusts("a", "b"), {"access.trust"}),
    ("application_gateway", "update", _suites(_OLD), _suites(_OLD, _STRONG),
     {"config.parameter"}),
    ("application_gateway", "update", _suites(_STRONG), _suites(_OLD, _STRONG),
     {"exposure.tls-weaken"}),
    ("web_application_firewall_policy", "update", _blocks("custom_rules", a="Block"),
     _blocks("custom_rules", a="Block", b="Block"), {"config.parameter"}),
    ("web_application_firewall_policy", "update", _blocks("custom_rules", a="Block", b="Block"),
     _blocks("custom_rules", a="Block"), {"protection.guard-off"}),
    ("web_application_firewall_policy", "update", _blocks("custom_rules", a="Allow"),
     _blocks("custom_rules", a="Block"), {"protection.up"}),
    ("cdn_frontdoor_firewall_policy", "update", _blocks("custom_rule", a="Block"),
     _blocks("custom_rule", a="Log"), {"protection.guard-off"}),
    ("web_application_firewall_policy", "update", _excludes("a", "b"), _excludes("a"),
     {"protection.up"}),
    ("cdn_endpoint_custom_domain", "update", _https("cdn"), _https("user"), {"protection.up"}),
    ("cdn_endpoint_custom_domain", "update", _https("cdn"), _https(), {"exposure.tls-weaken"}),
    ("cdn_endpoint_custom_domain", "update", _https("user"), _https("user", "TLS10"),
     {"exposure.tls-weaken"}),
    ("resource_group_policy_exemption", "update", {"policy_definition_reference_ids": []},
     {"policy_definition_reference_ids": ["a"]}, {"protection.up"}),
    ("subscription_policy_exemption", "update", {"policy_definition_reference_ids": ["a"]},
     {"policy_definition_reference_ids": []}, {"protection.guard-off"}),
    ("resource_policy_exemption", "update", {"expires_on": None}, {"expires_on": "2027-01-01"},
     {"protection.up"}),
    ("sql_virtual_network_rule", "update", {"subnet_id": "a"}, {"subnet_id": "b"},
     {"exposure.open", "exposure.narrow"}),
    ("mysql_flexible_server_active_directory_administrator", "update", {"object_id": "a"},
     {"object_id": "b"}, {"access.admin", "access.revoke"}),
    ("mssql_managed_instance", "update",
     {"azure_active_directory_administrator": [{"object_id": "a"}]},
     {"azure_active_directory_administrator": []}, {"access.revoke"}),
    ("mssql_server", "update", {"azuread_administrator": [{"object_id": "a"}]},
     {"azuread_administrator": []}, {"access.revoke"}),
    ("mysql_flexible_server_configuration", "create", _NONE,
     _parameter("require_secure_transport", "OFF"), {"config.parameter", "exposure.tls-weaken"}),
    ("postgresql_flexible_server_configuration", "update",
     _parameter("ssl_min_protocol_version", "TLSv1.3"),
     _parameter("ssl_min_protocol_version", "TLSv1.2"),
     {"config.parameter", "exposure.tls-weaken"}),
    ("mysql_flexible_server_configuration", "delete", _parameter("audit_log_enabled", "ON"),
     _NONE, {"config.parameter", "observability.logs-off"}),
    ("mysql_flexible_server_configuration", "update", _parameter("wait_timeout", "600"),
     _parameter("wait_timeout", "60"), {"config.parameter"}),
    ("mssql_job_step", "delete", {"sql_script": "SELECT 1"}, _NONE, {"deploy.version"}),
    ("mssql_job_step", "update", {"job_target_group_id": "a"}, {"job_target_group_id": "b"},
     {"config.parameter"}),
    ("cosmosdb_account", "update", _regions("eu"), _regions("eu", "us"),
     {"scale.up", "cost.up"}),
    ("cosmosdb_account", "update", _capable(), _capable("DisableRateLimitingResponses"),
     {"config.parameter"}),
    ("cosmosdb_account", "update", {"default_identity_type": "FirstPartyIdentity"},
     {"default_identity_type": "SystemAssignedIdentity"}, {"config.parameter"}),
    ("cosmosdb_account", "update", _let_in("192.0.2.1"), _let_in("192.0.2.1", "198.51.100.7"),
     {"exposure.open"}),
    ("cosmosdb_postgresql_cluster", "update", {"node_count": 2}, {"node_count": 0},
     {"scale.down"}),
    ("linux_virtual_machine_scale_set", "update", _keys("a", "b"), _keys("a"),
     {"access.revoke"}),
    ("linux_virtual_machine_scale_set", "update", _keys("a"), _keys("a", "b"), {"access.grant"}),
    ("windows_virtual_machine", "replace", {"winrm_listener": [{"protocol": "Http"}]},
     {"winrm_listener": []}, {"deploy.version", "access.revoke"}),
    ("linux_virtual_machine_scale_set", "update", {"identity": [{"type": "SystemAssigned"}]},
     {"identity": [{"type": "UserAssigned", "identity_ids": ["a"]}]},
     {"access.grant", "access.revoke"}),
    ("cosmosdb_account", "update", {"identity": [{"type": "SystemAssigned"}]},
     {"identity": []}, {"access.revoke"}),
    ("shared_image_gallery", "create", _NONE, _SHARED["Community"], {"access.public"}),
    ("shared_image_gallery", "replace", _SHARED["Community"], _SHARED["Groups"],
     {"deploy.version", "access.revoke"}),
    ("virtual_machine_data_disk_attachment", "replace", {"lun": 1}, {"lun": 2},
     {"config.parameter"}),
    ("application_insights", "update", {"disable_ip_masking": False},
     {"disable_ip_masking": True}, {"config.parameter"}),
    ("application_insights_standard_web_test", "update", _checks(ssl_check_enabled=False),
     _checks(ssl_check_enabled=True), {"other"}),
    ("application_insights_standard_web_test", "update", _checks(ssl_check_enabled=True),
     _checks(ssl_check_enabled=False), {"observability.alarm-loosened"}),
    ("sentinel_data_connector_microsoft_cloud_app_security", "update",
     {"alerts_enabled": True, "discovery_logs_enabled": True},
     {"alerts_enabled": True, "discovery_logs_enabled": False}, {"observability.logs-off"}),
    ("api_management_workspace_policy_fragment", "delete", {"xml_content": "<a/>"}, _NONE,
     {"other"}),
    ("spring_cloud_active_deployment", "delete", {"deployment_name": "a"}, _NONE,
     {"routing.remove"}),
    ("kusto_eventhub_data_connection", "update", {"data_format": "JSON"},
     {"data_format": "CSV"}, {"routing.rule"}),
    ("bot_service_azure_bot", "update", {"cmk_key_vault_key_url": "a"},
     {"cmk_key_vault_key_url": None}, {"protection.encryption-off"}),
    ("data_factory_linked_service_web", "update", {"url": "a"}, {"url": "b"},
     {"config.parameter"}),
    ("container_app_custom_domain", "replace", {"certificate_binding_type": "SniEnabled"},
     {"certificate_binding_type": "Disabled"}, {"routing.rule", "exposure.tls-weaken"}),
    ("redis_cache", "update", {"shard_count": 2}, {"shard_count": 0}, {"scale.down"}),
    ("mssql_database", "update", {"read_replica_count": 1}, {"read_replica_count": 0},
     {"scale.down"}),
    ("servicebus_namespace", "update", {"sku": "Premium", "capacity": 1},
     {"sku": "Standard", "capacity": 0}, {"scale.resize-down", "scale.down"}),
    ("synapse_spark_pool", "update", {"node_count": 3, "auto_scale": []},
     {"node_count": None, "auto_scale": [_SCALES]}, {"config.parameter"}),
    ("machine_learning_compute_cluster", "update", {"scale_settings": [{"min_node_count": 1}]},
     {"scale_settings": [{"min_node_count": 0}]}, {"scale.limits-down"}),
    ("storage_account_local_user", "update", {"ssh_authorized_key": [{"key": "a"}]},
     {"ssh_authorized_key": []}, {"access.revoke"}),
    ("confidential_ledger", "update",
     {"azuread_based_service_principal": [
         {"principal_id": "a", "ledger_role_name": "Reader"},
         {"principal_id": "b", "ledger_role_name": "Reader"}]},
     {"azuread_based_service_principal": [
         {"principal_id": "a", "ledger_role_name": "Reader"}]}, {"access.revoke"}),
    ("kusto_database_principal_assignment", "replace", {"role": "Viewer", "principal_id": "a"},
     {"role": "Viewer", "principal_id": "b"}, {"access.grant", "access.revoke"}),
    ("analysis_services_server", "update", {"ipv4_firewall_rule": [{"name": "a"}]},
     {"ipv4_firewall_rule": []}, {"exposure.narrow"}),
    ("automation_credential", "replace", {"name": "a", "password": "p"},
     {"name": "b", "password": "p"}, {"secret.change"}),
)  # fmt: skip

SISTERS: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("network:ApplicationGateway", "update", {"sku": {"capacity": 2}},
     {"sku": {}, "autoscaleConfiguration": {"minCapacity": 2, "maxCapacity": 5}},
     {"config.parameter"}),
    ("network:ApplicationGateway", "update",
     {"webApplicationFirewallConfiguration": {"enabled": True}}, {"firewallPolicy": {"id": "p"}},
     {"protection.up"}),
    ("network:WebApplicationFirewallPolicy", "update",
     {"customRules": [{"name": "a", "action": "Block"}]},
     {"customRules": [{"name": "a", "action": "Block"}, {"name": "b", "action": "Block"}]},
     {"config.parameter"}),
    ("authorization:PolicyExemption", "update", {"policyDefinitionReferenceIds": []},
     {"policyDefinitionReferenceIds": ["a"]}, {"protection.up"}),
    ("compute:VirtualMachine", "update",
     {"osProfile": {"linuxConfiguration": {"ssh": {"publicKeys": [{"keyData": "a"}]}}}},
     {"osProfile": {"linuxConfiguration": {"ssh": {"publicKeys": []}}}}, {"access.revoke"}),
    ("sql:Server", "update", {"identity": {"type": "SystemAssigned"}}, {}, {"access.revoke"}),
    ("sql:Server", "update", {"administrators": {"sid": "a"}}, {"administrators": {}},
     {"access.revoke"}),
    ("servicebus:Namespace", "update", {"sku": {"capacity": 1}}, {"sku": {"capacity": 0}},
     {"scale.down"}),
    ("dbforpostgresql:ServerGroupCluster", "update", {"nodeCount": 2}, {"nodeCount": 0},
     {"scale.down"}),
)  # fmt: skip


def _named(type_: str, verb: str, before: dict[str, Any], after: dict[str, Any]) -> list[Action]:
    provider = "azure-native:" if ":" in type_ else "azurerm_"
    subject = plan(change(f"{provider}{type_}", verb=verb, before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    return [action for action in found if action.kind != "plan"]


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), [*CASES, *SISTERS])
def test_change_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    assert {str(action.id) for action in _named(type_, verb, before, after)} == expected


def test_a_further_address_stops_nothing_and_another_subnet_does() -> None:
    (further,) = _named("network_interface", "update", _addresses("a"), _addresses("a", "b"))
    (other,) = _named("network_interface", "update", _addresses("a"), _addresses("a", subnet="t"))
    assert (further.id, other.id) == ("routing.network", "routing.network")
    assert further.disruption is not Disruption.OUTAGE
    assert other.disruption is Disruption.OUTAGE


def test_a_job_that_gets_more_memory_restarts_nothing() -> None:
    sizes = [{"template": [{"container": [{"memory": size}]}]} for size in ("1Gi", "2Gi")]
    found = {str(a.id): a.disruption for a in _named("container_app_job", "update", *sizes)}
    assert found["scale.resize-up"] is Disruption.NONE
