"""What depends on the value before, on the block around an attribute, and on how long it holds."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.catalogue import all_entries
from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.model.words import Disruption, Reversible
from planguard.testing import change, plan

GRANT, REVOKE, CUT = "access.grant", "access.revoke", "data.retention-cut"
UP, OFF, LOOSER = "protection.up", "protection.guard-off", "observability.alarm-loosened"
OPEN, NARROW, PUBLIC = "exposure.open", "exposure.narrow", "exposure.public"
SOON, LATE = "2026-12-01T00:00:00Z", "2027-12-01T00:00:00Z"


def _pim(end: str) -> dict[str, Any]:
    return {"schedule": [{"expiration": [{"end_date_time": end}]}]}


def _signature(expiry: str) -> dict[str, Any]:
    policy = [{"permissions": "r", "start": "2026-01-01", "expiry": expiry}]
    return {"acl": [{"id": "a", "access_policy": policy}]}


def _lifecycle(date: str) -> dict[str, Any]:
    return {"rule": [{"id": "old", "status": "Enabled", "expiration": [{"date": date}]}]}


def _web(*rules: dict[str, Any], default: str = "Deny") -> dict[str, Any]:
    site = {"ip_restriction": list(rules), "ip_restriction_default_action": default}
    return {"site_config": [site]}


_Case = tuple[str, dict[str, Any], dict[str, Any], set[str]]
ENDS: tuple[_Case, ...] = (
    ("google_secret_manager_secret", {"expire_time": LATE}, {"expire_time": SOON},
     {"secret.delete"}),
    ("google_secret_manager_secret", {}, {"expire_time": SOON}, {"secret.delete"}),
    ("google_secret_manager_regional_secret", {"expire_time": SOON}, {"expire_time": LATE},
     {"config.parameter"}),
    ("azurerm_resource_policy_exemption", {"expires_on": LATE}, {"expires_on": SOON}, {UP}),
    ("azurerm_resource_policy_exemption", {"expires_on": SOON}, {"expires_on": LATE}, {OFF}),
    ("azurerm_resource_policy_exemption", {"expires_on": SOON}, {}, {OFF}),
    ("azure-native:authorization:PolicyExemption", {"expiresOn": LATE}, {"expiresOn": SOON}, {UP}),
    ("azurerm_pim_active_role_assignment", _pim(SOON), _pim(LATE), {GRANT}),
    ("azurerm_pim_eligible_role_assignment", _pim(LATE), _pim(SOON), {REVOKE}),
    ("azurerm_automation_webhook", {"expiry_time": LATE}, {"expiry_time": SOON}, {REVOKE}),
    ("azurerm_storage_table", _signature(SOON), _signature(LATE), {GRANT}),
    ("azurerm_storage_table", _signature(LATE), _signature(SOON), {REVOKE}),
    ("datadog_security_monitoring_suppression", {"expiration_date": 1764547200000}, {}, {LOOSER}),
    ("datadog_downtime_schedule", {"one_time_schedule": {"end": SOON}},
     {"one_time_schedule": {"end": LATE}}, {LOOSER}),
    ("datadog_downtime_schedule", {"one_time_schedule": {"end": LATE}},
     {"one_time_schedule": {"end": SOON}}, {"other"}),
    ("pagerduty_maintenance_window", {"end_time": SOON}, {"end_time": LATE}, {LOOSER}),
    ("pagerduty_maintenance_window", {"end_time": LATE}, {"end_time": SOON}, {"other"}),
    ("pagerduty_maintenance_window", {"start_time": LATE}, {"start_time": SOON}, {LOOSER}),
    ("aws_appsync_api_key", {"expires": SOON}, {"expires": LATE}, {GRANT}),
    ("postgresql_role", {"valid_until": SOON}, {"valid_until": "infinity"}, {GRANT}),
    ("postgresql_role", {"valid_until": "infinity"}, {"valid_until": SOON}, {REVOKE}),
    ("mongodbatlas_mongodb_employee_access_grant", {"expiration_time": SOON},
     {"expiration_time": LATE}, {GRANT}),
    ("aws_s3_bucket_lifecycle_configuration", _lifecycle(LATE), _lifecycle(SOON), {CUT}),
    ("aws_s3_bucket_lifecycle_configuration", _lifecycle(SOON), _lifecycle(LATE),
     {"config.parameter"}),
)  # fmt: skip
_POOL = "aws_cognito_user_pool_client"


def _tokens(number: int, unit: str = "") -> dict[str, Any]:
    units = [{"access_token": unit, "id_token": "", "refresh_token": ""}] if unit else []
    return {"name": "web", "access_token_validity": number, "token_validity_units": units}


UNITS: tuple[_Case, ...] = (
    (_POOL, _tokens(1, "days"), _tokens(24), {"other"}),
    (_POOL, _tokens(1), _tokens(1, "days"), {GRANT}),
    (_POOL, _tokens(60, "minutes"), _tokens(12), {GRANT}),
    (_POOL, _tokens(1, "days"), _tokens(60, "minutes"), {REVOKE}),
    (_POOL, _tokens(8), _tokens(4), {REVOKE}),
    (_POOL, _tokens(0), _tokens(24), {"other"}),
    (_POOL, _tokens(24), {**_tokens(24), "name": "shop"}, {"other"}),
)
BEFORE: tuple[_Case, ...] = (
    ("aws_autoscaling_schedule", {"desired_capacity": -1}, {"desired_capacity": 4},
     {"config.parameter"}),
    ("aws_autoscaling_schedule", {"desired_capacity": -1}, {"desired_capacity": 0},
     {"scale.to-zero"}),
    ("aws_autoscaling_schedule", {"min_size": 4}, {"min_size": -1}, {"config.parameter"}),
    ("aws_autoscaling_schedule", {"min_size": 4}, {"min_size": 2}, {"scale.limits-down"}),
)  # fmt: skip
LISTS: tuple[_Case, ...] = (
    ("azurerm_linux_web_app", _web({"ip_address": "192.0.2.0/24", "action": "Allow"}),
     _web({"ip_address": "192.0.2.0/24", "action": "Allow", "priority": 200},
          {"ip_address": "192.0.2.7/32", "action": "Deny", "priority": 100}), {NARROW}),
    ("azurerm_linux_web_app",
     _web({"ip_address": "192.0.2.0/24", "action": "Deny"}, default="Allow"),
     _web(default="Allow"), {OPEN}),
    ("azurerm_linux_web_app", _web(),
     _web({"service_tag": "AzureFrontDoor.Backend", "action": "Allow"}), {OPEN}),
    ("azurerm_container_app",
     {"ingress": [{"external_enabled": True, "ip_security_restriction": []}]},
     {"ingress": [{"external_enabled": True, "ip_security_restriction": [
         {"name": "a", "ip_address_range": "192.0.2.0/24", "action": "Deny"}]}]}, {NARROW}),
)  # fmt: skip

REPLACED = (
    ("google_cloud_run_v2_service", "deploy.version", Disruption.OUTAGE),
    ("google_cloud_run_v2_job", "deploy.version", Disruption.NONE),
    ("google_compute_instance", "deploy.version", Disruption.OUTAGE),
    ("google_container_node_pool", "deploy.version", Disruption.OUTAGE),
    ("google_dataproc_cluster", "scale.to-zero", Disruption.OUTAGE),
    ("google_cloud_scheduler_job", "config.parameter", Disruption.NONE),
    ("google_memcache_instance", "scale.to-zero", Disruption.OUTAGE),
    ("aws_rds_cluster_instance", "deploy.version", Disruption.OUTAGE),
    ("aws_lex_bot", "deploy.version", Disruption.OUTAGE),
    ("aws_glue_job", "deploy.version", Disruption.RESTART),
    ("aws_dax_cluster", "scale.to-zero", Disruption.OUTAGE),
)


@pytest.mark.parametrize(("type_", "expected", "noticed"), REPLACED)
def test_nothing_runs_while_it_is_replaced(type_: str, expected: str, noticed: Disruption) -> None:
    made = plan(change(type_, verb="replace", before={"arn": "a"}, after={"arn": "b"}))
    found = classify(made, build(made, NoSources())).items
    assert (expected, noticed) in {(action.id, action.disruption) for action in found}


def _cosmos(*places: tuple[str, int]) -> dict[str, Any]:
    regions = [{"location": name, "failover_priority": at} for name, at in places]
    return {"name": "shop", "geo_location": regions}


def _atlas(*places: tuple[str, int, int]) -> dict[str, Any]:
    regions = [
        {"region_name": name, "priority": first, "electable_specs": [{"node_count": nodes}]}
        for name, first, nodes in places
    ]
    return {"name": "shop", "replication_specs": [{"region_configs": regions}]}


_ATLAS = "mongodbatlas_advanced_cluster"
REGIONS: tuple[_Case, ...] = (
    (_ATLAS, _atlas(("WEST", 7, 3), ("EAST", 6, 2)), _atlas(("EAST", 7, 2), ("WEST", 6, 3)),
     {"routing.traffic"}),
    (_ATLAS, _atlas(("WEST", 7, 3), ("EAST", 6, 2)), _atlas(("WEST", 7, 3), ("EAST", 6, 0)),
     {"scale.down"}),
    ("azurerm_cosmosdb_account", _cosmos(("westeurope", 0), ("northeurope", 1)),
     _cosmos(("northeurope", 0), ("westeurope", 1)), {"routing.traffic"}),
    ("azurerm_cosmosdb_account", _cosmos(("westeurope", 0), ("northeurope", 1)),
     _cosmos(("westeurope", 0)), {"scale.down"}),
    ("azurerm_cosmosdb_account", _cosmos(("westeurope", 0), ("northeurope", 1)),
     _cosmos(("westeurope", 0), ("uksouth", 1)), {"scale.down", "scale.up"}),
)  # fmt: skip
_CYCLE = "aws_s3_bucket_lifecycle_configuration"


def _logs(prefix: str, ending: str = "expiration", status: str = "Enabled") -> dict[str, Any]:
    ends: dict[str, Any] = {"expiration": [], "transition": [], ending: [{"days": 30}]}
    rule = {"id": "old", "status": status, "filter": [{"prefix": prefix, "and": []}], **ends}
    return {"bucket": "logs", "rule": [rule]}


LIFECYCLES: tuple[_Case, ...] = (
    (_CYCLE, _logs("logs/"), _logs("logs/app/"), {"config.parameter"}),
    (_CYCLE, _logs("logs/app/"), _logs("logs/"), {CUT}),
    (_CYCLE, _logs("logs/"), _logs(""), {CUT}),
    (_CYCLE, _logs("logs/", "transition"), _logs("", "transition"), {"other"}),
    (_CYCLE, _logs("logs/", status="Disabled"), _logs("", status="Disabled"), {"other"}),
)


def _group(allowed: list[str], denied: list[str]) -> dict[str, Any]:
    return {
        "network_rule_collection": [
            {"name": name, "action": word, "rule": [{"name": "r", "source_addresses": sources}]}
            for name, word, sources in (("a", "Allow", allowed), ("d", "Deny", denied))
        ]
    }


def _scope(kind: str, *names: str) -> dict[str, Any]:
    return {"access_scope": [{"type": kind, "namespaces": list(names)}], "principal_arn": "p"}


def _family(value: str, method: str) -> dict[str, Any]:
    block = {"name": "work_mem", "value": value, "apply_method": method}
    return {"name": "a", "parameter": [block]}


def _bucket(algorithm: str) -> dict[str, Any]:
    by = {"sse_algorithm": algorithm, "kms_master_key_id": ""}
    rule = {"apply_server_side_encryption_by_default": [by]}
    return {"bucket": "a", "server_side_encryption_configuration": [{"rule": [rule]}]}


_HOOK = "kubernetes_validating_webhook_configuration_v1"


def _asked(*operations: str) -> dict[str, Any]:
    rule = {"resources": ["pods"], "operations": list(operations)}
    return {"metadata": [{"name": "a"}], "webhook": [{"name": "a.b", "rule": [rule]}]}


BOTH_KINDS: tuple[_Case, ...] = (
    (_HOOK, _asked("CREATE", "DELETE"), _asked("CREATE"), {OFF, "config.parameter"}),
    (_HOOK, _asked("*"), _asked("CREATE", "UPDATE"), {OFF, "config.parameter"}),
    (_HOOK, _asked("CREATE", "UPDATE"), _asked("*"), {"config.parameter"}),
    ("azurerm_firewall_policy_rule_collection_group", _group(["10.0.0.1"], ["10.0.0.2"]),
     _group(["10.0.0.1"], ["10.0.0.2", "10.0.0.3"]), {NARROW}),
    ("azurerm_firewall_policy_rule_collection_group", _group(["10.0.0.1"], ["10.0.0.2"]),
     _group(["10.0.0.1", "10.0.0.3"], ["10.0.0.2"]), {OPEN}),
    ("aws_eks_access_policy_association", _scope("cluster"), _scope("namespace", "shop"),
     {REVOKE}),
    ("aws_eks_access_policy_association", _scope("namespace", "shop"),
     _scope("namespace", "shop", "api"), {GRANT}),
    ("aws_rds_cluster_parameter_group", _family("4MB", "immediate"),
     _family("4MB", "pending-reboot"), {"other"}),
    ("aws_db_parameter_group", _family("4MB", "immediate"), _family("8MB", "immediate"),
     {"config.parameter"}),
    ("aws_s3_bucket", _bucket("AES256"), {"bucket": "a"}, {"other"}),
    ("aws_s3_bucket", _bucket("aws:kms"), {"bucket": "a"}, {"protection.encryption-off"}),
)  # fmt: skip
_ACL = "aws_wafv2_web_acl"


def _rule(name: str, act: str, within: str = "action") -> dict[str, Any]:
    acts: dict[str, Any] = {"action": [], "override_action": [], within: [{act: [{}]}]}
    return {"name": name, "priority": 1, "statement": [{"geo_match_statement": []}], **acts}


def _waf(*rules: dict[str, Any]) -> dict[str, Any]:
    return {"name": "shop", "rule": list(rules)}


BLOCKS = _rule("a", "block")
FILTERS: tuple[_Case, ...] = (
    (_ACL, _waf(BLOCKS), _waf(BLOCKS, _rule("b", "block")), {UP}),
    (_ACL, _waf(BLOCKS), _waf(BLOCKS, _rule("b", "none", "override_action")), {UP}),
    (_ACL, _waf(BLOCKS), _waf(BLOCKS, _rule("b", "count")), {"config.parameter"}),
    (_ACL, _waf(BLOCKS), _waf(BLOCKS, _rule("b", "allow")), {"config.parameter"}),
    (_ACL, _waf(BLOCKS, _rule("b", "count")), _waf(BLOCKS), {"config.parameter"}),
    (_ACL, _waf(BLOCKS, _rule("b", "challenge")), _waf(BLOCKS), {OFF}),
    ("aws_wafv2_rule_group", _waf(BLOCKS), _waf(), {OFF}),
)


def ids(type_: str, verb: str, before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    made = plan(change(type_, verb=verb, before=before, after=after))
    found = classify(made, build(made, NoSources())).items
    return {str(action.id) for action in found if action.kind not in {"plan", "cost"}}


@pytest.mark.parametrize(
    ("type_", "before", "after", "expected"),
    [*ENDS, *UNITS, *BEFORE, *LISTS, *FILTERS, *REGIONS, *LIFECYCLES, *BOTH_KINDS],
)
def test_a_change_means(
    type_: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    assert ids(type_, "update", before, after) == expected


_WHOLE = {"assignment", "bindings", "chart", "permission", "role_members", "secret_keys", "verb"}
"""Patterns that read more than the places under the path of their rule."""


def test_conditions_on_blocks_are_for_patterns_that_go_from_place_to_place() -> None:
    rules = [rule for entry in all_entries().values() for rule in entry.rules]
    limited = [rule for rule in rules if rule.elsewhere.beside or rule.elsewhere.not_beside]
    assert limited
    assert {rule.pattern for rule in limited} & _WHOLE == set()
    roots = [(rule.path.split(".")[0], name.split(".")[0]) for rule in limited
             for name in (*rule.elsewhere.beside, *rule.elsewhere.not_beside)]  # fmt: skip
    assert [pair for pair in roots if pair[0] != pair[1]] == []


@pytest.mark.parametrize(("days", "back"), [(None, Reversible.YES), (3, Reversible.NO)])
def test_a_lock_in_compliance_mode_stays_for_good(days: int | None, back: Reversible) -> None:
    lock = {"backup_vault_name": "main", "min_retention_days": 7, "changeable_for_days": days}
    made = plan(change("aws_backup_vault_lock_configuration", verb="create", after=lock))
    found = classify(made, build(made, NoSources())).items
    assert [each.reversible for each in found if each.id == UP] == [back]
