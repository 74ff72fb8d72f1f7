"""What a review of the Azure types that people use most put right."""

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


def _subnets(*names: str) -> dict[str, Any]:
    return {"subnet": [{"name": name, "address_prefixes": ["10.0.0.0/24"], "security_group": "g"}
                       for name in names]}  # fmt: skip


def _point_to_site(**trusted: Any) -> dict[str, Any]:
    return {"vpn_client_configuration": [trusted]}


def _roots(*names: str) -> dict[str, Any]:
    return _point_to_site(
        root_certificate=[{"name": name, "public_cert_data": name} for name in names]
    )


def _revoked(*names: str) -> dict[str, Any]:
    return _point_to_site(
        revoked_certificate=[{"name": name, "thumbprint": name} for name in names]
    )


def _collection(action: str, *sources: str) -> dict[str, Any]:
    return {"action": action, "rule": [{"name": "a", "source_addresses": list(sources)}]}


def _group(action: str, *sources: str) -> dict[str, Any]:
    return {"network_rule_collection": [{"name": "c", **_collection(action, *sources)}]}


def _bypass(*names: str) -> dict[str, Any]:
    return {"intrusion_detection": [{"mode": "Deny",
                                     "traffic_bypass": [{"name": name} for name in names]}]}  # fmt: skip


def _lifecycle(
    *names: str, prefixes: tuple[str, ...] = ("a",), enabled: bool = True
) -> dict[str, Any]:
    expiry = {"base_blob": [{"delete_after_days_since_creation_greater_than": 30}]}
    return {"rule": [{"name": name, "enabled": enabled, "actions": [expiry],
                      "filters": [{"prefix_match": list(prefixes), "blob_types": ["blockBlob"]}]}
                     for name in names]}  # fmt: skip


def _acl(**policies: str) -> dict[str, Any]:
    return {"acl": [{"id": name, "access_policy": [{"permissions": policies[name]}]}
                    for name in policies]}  # fmt: skip


def _ace(**users: str) -> dict[str, Any]:
    return {"ace": [{"scope": "access", "type": "user", "id": name, "permissions": users[name]}
                    for name in users]}  # fmt: skip


def _passes(*services: str) -> dict[str, Any]:
    return {"network_rules": [{"default_action": "Deny", "bypass": list(services)}]}


def _joined(*kinds: str) -> dict[str, Any]:
    return {"azure_files_authentication": [{"directory_type": kind} for kind in kinds]}


def _copies(*prefixes: str) -> dict[str, Any]:
    return {"rules": [{"source_container_name": "a", "destination_container_name": "b",
                       "filter_out_blobs_with_prefix": list(prefixes)}]}  # fmt: skip


def _reads(*holders: str) -> dict[str, Any]:
    return {"access_policy": [{"object_id": holder, "secret_permissions": ["Get"]}
                              for holder in holders]}  # fmt: skip


def _geo(action: str, *countries: str) -> dict[str, Any]:
    return {"geo_filter": [{"relative_path": "/", "action": action, "country_codes": countries}]}


def _backed_up(hours: int) -> dict[str, Any]:
    return {"short_term_retention_policy": [{"retention_days": 7,
                                             "backup_interval_in_hours": hours}]}  # fmt: skip


def _set_of(*definitions: str) -> dict[str, Any]:
    return {"policy_definition_reference": [{"policy_definition_id": name}
                                            for name in definitions]}  # fmt: skip


def _logs(*categories: str, groups: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"enabled_log": [*({"category": name} for name in categories),
                            *({"category_group": name} for name in groups)]}  # fmt: skip


def _asks(**words: Any) -> dict[str, Any]:
    return {"criteria": [{"category": "Administrative", **words}]}


def _fails(least: int, of: int) -> dict[str, Any]:
    periods = {"minimum_failing_periods_to_trigger_alert": least,
               "number_of_evaluation_periods": of}  # fmt: skip
    return {"criteria": [{"query": "a", "failing_periods": [periods]}]}


def _measures(*names: str, **words: Any) -> dict[str, Any]:
    return {"criteria": [{"metric_name": name, "operator": "GreaterThan", "threshold": 5, **words}
                         for name in names]}  # fmt: skip


def _tells(email: str = "", webhook: str = "") -> dict[str, Any]:
    return {"email_receiver": [{"name": email, "email_address": email}] * bool(email),
            "webhook_receiver": [{"name": webhook, "service_uri": webhook}] * bool(webhook)}  # fmt: skip


def _takes(**words: Any) -> dict[str, Any]:
    return {"backup": [{"frequency": "Daily", "time": "23:00", **words}]}


def _logs_in(*providers: str) -> dict[str, Any]:
    by = {f"{name}_v2": [{"client_id": "a"}] for name in providers}
    return {"auth_settings_v2": [{"auth_enabled": True, **by}]}


def _ssh(*keys: str) -> dict[str, Any]:
    return {"linux_profile": [{"ssh_key": [{"key_data": key}]} for key in keys]}


def _collects(*logs: str, **flow: str) -> dict[str, Any]:
    return {"data_sources": [{"syslog": [{"name": name, "facility_names": ["*"]}
                                         for name in logs]}],
            "data_flow": [{"streams": ["a"], "destinations": ["b"], **flow}]}  # fmt: skip


def _connects(message: str) -> dict[str, Any]:
    return {"private_service_connection": [{"private_connection_resource_id": "a",
                                            "request_message": message}]}  # fmt: skip


_WEEKLY = {"frequency": "Weekly", "weekdays": ["Monday"]}
_POLICY = "private_endpoint_network_policies"

CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("virtual_network", "update", _subnets("a", "b"), _subnets("a"),
     {"routing.network", "routing.remove"}),
    ("virtual_network", "update", _subnets("a"), _subnets("a", "b"), {"routing.network"}),
    ("subnet", "update", {_POLICY: "Enabled"}, {_POLICY: "NetworkSecurityGroupEnabled"},
     {"protection.guard-off"}),
    ("virtual_network_gateway", "update", _roots("a", "b"), _roots("a"), {"access.revoke"}),
    ("virtual_network_gateway", "update", _roots("a"), _roots("a", "b"), {"access.trust"}),
    ("virtual_network_gateway", "update", _revoked("a"), _revoked("a", "b"), {"access.revoke"}),
    ("virtual_network_gateway", "update", _point_to_site(vpn_auth_types=["AAD", "Certificate"]),
     _point_to_site(vpn_auth_types=["AAD"]), {"access.revoke"}),
    ("vpn_server_configuration", "update", {"vpn_authentication_types": ["AAD", "Radius"]},
     {"vpn_authentication_types": ["AAD"]}, {"access.revoke"}),
    ("firewall_network_rule_collection", "update", _collection("Deny", "10.0.0.1"),
     _collection("Deny", "10.0.0.1", "10.0.0.2"), {"exposure.narrow"}),
    ("firewall_network_rule_collection", "update", _collection("Allow", "10.0.0.1"),
     _collection("Allow", "10.0.0.1", "10.0.0.2"), {"exposure.open"}),
    ("firewall_policy_rule_collection_group", "update", _group("Deny", "10.0.0.1", "10.0.0.2"),
     _group("Deny", "10.0.0.1"), {"exposure.open"}),
    ("firewall_policy_rule_collection_group", "delete", _group("Deny", "10.0.0.1"), _NONE,
     {"exposure.open"}),
    ("firewall_policy_rule_collection_group", "delete", _group("Allow", "10.0.0.1"), _NONE,
     {"exposure.narrow"}),
    ("firewall_policy", "update", _bypass("a"), _bypass(), {"protection.up"}),
    ("firewall_policy", "update", _bypass(), _bypass("a"), {"protection.guard-off"}),
    ("storage_management_policy", "update", _lifecycle("a", "b"), _lifecycle("a"),
     {"config.parameter"}),
    ("storage_management_policy", "update", _lifecycle("a"), _lifecycle("a", "b"),
     {"config.parameter", "data.retention-cut"}),
    ("storage_management_policy", "update", _lifecycle("a"), _lifecycle("a", prefixes=()),
     {"data.retention-cut"}),
    ("storage_management_policy", "update", _lifecycle("a", prefixes=()), _lifecycle("a"),
     {"config.parameter"}),
    ("storage_management_policy", "update", _lifecycle("a", enabled=False), _lifecycle("a"),
     {"data.retention-cut"}),
    ("storage_share", "update", _acl(a="rwdl", b="r"), _acl(a="rwdl"), {"access.revoke"}),
    ("storage_table", "update", _acl(a="r"), _acl(a="rau"), {"access.grant"}),
    ("storage_data_lake_gen2_path", "update", _ace(a="rwx", b="r--"), _ace(a="rwx"),
     {"access.revoke"}),
    ("storage_data_lake_gen2_filesystem", "update", _ace(a="r-x"), _ace(a="r--"),
     {"access.revoke"}),
    ("storage_account", "update", _passes("None"), _passes("AzureServices"), {"exposure.open"}),
    ("storage_account", "update", _joined("AD"), _joined(), {"access.revoke"}),
    ("storage_object_replication", "update", _copies(), _copies("a"), {"protection.backup-cut"}),
    ("storage_object_replication", "update", _copies("a"), _copies(), {"protection.up"}),
    ("key_vault", "update", _reads("a"), _reads("b"), {"access.grant", "access.revoke"}),
    ("key_vault", "update", _reads("a", "b"), _reads("a"), {"access.revoke"}),
    ("cdn_endpoint", "update", _geo("Block"), _geo("Block", "DE"), {"access.revoke"}),
    ("cdn_endpoint", "update", _geo("Allow", "DE"), _geo("Allow", "DE", "FR"), {"access.grant"}),
    ("cdn_frontdoor_route", "update",
     {"supported_protocols": ["Https"], "https_redirect_enabled": True},
     {"supported_protocols": ["Http", "Https"], "https_redirect_enabled": True}, {"other"}),
    ("eventhub", "update", _NONE,
     {"capture_description": [{"enabled": True, "destination": [{"storage_account_id": "a"}]}]},
     {"protection.up"}),
    ("mssql_database", "update", _backed_up(24), _backed_up(12), {"protection.up"}),
    ("mssql_database", "update", _backed_up(12), _backed_up(24), {"protection.backup-cut"}),
    ("mssql_server_extended_auditing_policy", "update", {"predicate_expression": "a"},
     {"predicate_expression": None}, {"other"}),
    ("redis_cache_access_policy", "update", {"permissions": "+@read +get ~*"},
     {"permissions": "+@read ~*"}, {"access.revoke"}),
    ("redis_cache_access_policy", "update", {"permissions": "+@all -flushall ~*"},
     {"permissions": "+@all ~*"}, {"access.grant"}),
    ("policy_set_definition", "update", _set_of("a", "b"), _set_of("a"),
     {"config.parameter", "protection.guard-off"}),
    ("ssh_public_key", "delete", {"public_key": "a"}, _NONE, {"other"}),
    ("monitor_diagnostic_setting", "update", _logs("a", "b"), _logs(groups=("allLogs",)),
     {"other"}),
    ("monitor_diagnostic_setting", "update", _logs("a", "b"), _logs("a"),
     {"observability.logs-off"}),
    ("monitor_diagnostic_setting", "update", _logs(groups=("allLogs",)),
     _logs(groups=("audit",)), {"observability.logs-off"}),
    ("monitor_activity_log_alert", "update", _asks(levels=["Error", "Critical"]),
     _asks(levels=["Error"]), {"observability.alarm-loosened"}),
    ("monitor_activity_log_alert", "update", _asks(operation_name="a"), _asks(), {"other"}),
    ("monitor_scheduled_query_rules_alert_v2", "update", _fails(2, 4), _fails(1, 4), {"other"}),
    ("monitor_scheduled_query_rules_alert_v2", "update", _fails(2, 4), _fails(2, 3),
     {"observability.alarm-loosened"}),
    ("monitor_metric_alert", "update", _measures("a", "b"), _measures("a"), {"other"}),
    ("monitor_metric_alert", "update", _measures("a"), _measures("a", "b"),
     {"observability.alarm-loosened"}),
    ("monitor_metric_alert", "update", _measures("a", dimension=[{"name": "d"}]),
     _measures("a"), {"other"}),
    ("monitor_action_group", "update", _tells("a", "b"), _tells("", "b"),
     {"observability.alarm-loosened"}),
    ("monitor_action_group", "update", _tells("a"), _tells(),
     {"observability.alarm-loosened", "observability.alarm-off"}),
    ("backup_policy_vm", "update", _takes(**_WEEKLY), _takes(), {"protection.up"}),
    ("backup_policy_vm", "update", _takes(), _takes(time="22:00"), {"config.parameter"}),
    ("backup_policy_vm", "update", _takes(), _takes(**_WEEKLY),
     {"protection.backup-cut"}),
    ("linux_web_app", "update", _logs_in("google", "github"), _logs_in("google"),
     {"access.revoke"}),
    ("windows_function_app", "update", _logs_in("google"), _logs_in("google", "github"),
     {"access.trust"}),
    ("linux_web_app", "update", {"client_certificate_exclusion_paths": "/a;/b"},
     {"client_certificate_exclusion_paths": "/a"}, {"access.revoke"}),
    ("kubernetes_cluster", "update", _ssh("a"), _ssh("b"), {"access.grant", "access.revoke"}),
    ("monitor_data_collection_rule", "update", _collects("a"), _collects("a", "b"),
     {"config.parameter"}),
    ("monitor_data_collection_rule", "update", _collects("a", "b"), _collects("a"),
     {"config.parameter", "observability.logs-off"}),
    ("monitor_data_collection_rule", "update", _collects("a", transform_kql="source"),
     _collects("a"), {"other"}),
    ("monitor_alert_processing_rule_suppression", "update", _NONE,
     {"condition": [{"severity": [{"operator": "Equals", "values": ["Sev4"]}]}]}, {"other"}),
    ("monitor_alert_processing_rule_suppression", "update",
     {"condition": [{"severity": [{"operator": "Equals", "values": ["Sev4"]}]}]}, _NONE,
     {"observability.alarm-off"}),
    ("monitor_smart_detector_alert_rule", "update", {"severity": "Sev3"}, {"severity": "Sev1"},
     {"other"}),
    ("security_center_subscription_pricing", "update", {"subplan": "P1"}, {"subplan": "P2"},
     {"protection.up"}),
    ("role_management_policy", "update", {"activation_rules": [{"maximum_duration": "PT8H"}]},
     {"activation_rules": [{"maximum_duration": "PT1H"}]}, {"access.revoke"}),
    ("container_registry_token", "update", {"scope_map_id": "a"}, {"scope_map_id": "b"},
     {"access.grant", "access.revoke"}),
    ("cosmosdb_sql_container", "update", {"throughput": 400, "autoscale_settings": []},
     {"throughput": None, "autoscale_settings": [{"max_throughput": 4000}]},
     {"config.parameter"}),
    ("private_endpoint", "update", _connects("a"), _connects("b"), {"other"}),
)  # fmt: skip

SISTERS: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("network:FirewallPolicyRuleCollectionGroup", "update",
     {"ruleCollections": [{"action": {"type": "Deny"}, "rules": [{"sourceAddresses": ["a"]}]}]},
     {"ruleCollections": [{"action": {"type": "Deny"},
                           "rules": [{"sourceAddresses": ["a", "b"]}]}]}, {"exposure.narrow"}),
    ("network:VirtualNetworkGateway", "update",
     {"vpnClientConfiguration": {"vpnAuthenticationTypes": ["AAD", "Certificate"]}},
     {"vpnClientConfiguration": {"vpnAuthenticationTypes": ["AAD"]}}, {"access.revoke"}),
    ("storage:ManagementPolicy", "update",
     {"policy": {"rules": [{"name": "a", "definition": {"filters": {"prefixMatch": ["a"]}}}]}},
     {"policy": {"rules": []}}, {"config.parameter"}),
    ("storage:LocalUser", "update", {"sshAuthorizedKeys": [{"key": "a"}, {"key": "b"}]},
     {"sshAuthorizedKeys": [{"key": "a"}]}, {"access.revoke"}),
    ("eventhub:EventHub", "update", _NONE,
     {"captureDescription": {"enabled": True, "destination": {"blobContainer": "a"}}},
     {"protection.up"}),
    ("sql:BackupShortTermRetentionPolicy", "update", {"diffBackupIntervalInHours": 24},
     {"diffBackupIntervalInHours": 12}, {"protection.up"}),
    ("keyvault:Vault", "update",
     {"properties": {"accessPolicies": [{"objectId": "a", "permissions": {"keys": ["get"]}}]}},
     {"properties": {"accessPolicies": [{"objectId": "b", "permissions": {"keys": ["get"]}}]}},
     {"access.grant", "access.revoke"}),
    ("monitor:DiagnosticSetting", "update", {"logs": [{"category": "a", "enabled": True}]},
     {"logs": [{"categoryGroup": "allLogs", "enabled": True}]}, {"other"}),
)  # fmt: skip
"""The same of Azure's own interface."""


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


@pytest.mark.parametrize(
    ("type_", "block"),
    [
        ("firewall", "ip_configuration"),
        ("lb", "frontend_ip_configuration"),
        ("route_table", "route"),
    ],
)
def test_a_further_address_stops_nothing(type_: str, block: str) -> None:
    first, second = {"name": "a", "subnet_id": "s"}, {"name": "b", "subnet_id": "s"}
    (found,) = _named(type_, "update", {block: [first]}, {block: [first, second]})
    assert found.id == "routing.network"
    assert found.disruption is not Disruption.OUTAGE
