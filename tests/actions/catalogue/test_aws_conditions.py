"""What a change of one AWS object means depends on its other attributes."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.catalogue import all_entries
from planguard.actions.engine import classify
from planguard.actions.interface import TypeEntry
from planguard.actions.taxonomy import ACTIONS
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.source import NoSources
from planguard.model.words import Disruption, Reversible
from planguard.testing import change, plan

_EVERYWHERE = {"cost.runaway", "other", "other.tags"}
"""Actions the engine gives for any type."""
_ELSEWHERE = {"dependency.module", "dependency.provider"}
"""Actions about the configuration: a plan does not tell the versions used before."""
_BY_PATTERN = {
    "containers": {"deploy.version", "deploy.rollback", "config.env", "secret.expose"},
    "document": {"access.grant", "access.revoke", "access.admin", "access.public", "access.trust"},
    "grants": {"access.grant", "access.revoke", "access.admin"},
    "ingress": {"exposure.open", "exposure.narrow", "exposure.public"},
    "variables": {"config.env", "secret.expose"},
}


def _found(type_: str, verb: str, before: dict[str, Any], after: dict[str, Any]) -> list[Action]:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    actions = classify(subject, build(subject, NoSources())).items
    return [action for action in actions if action.kind != "plan"]


def _deleted(type_: str, **before: Any) -> list[str]:
    return [action.id for action in _found(type_, "delete", before, {})]


def _updated(type_: str, before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {action.id for action in _found(type_, "update", before, after)}


def _reached(entry: TypeEntry) -> set[str]:
    reached: set[str] = {*entry.create, *entry.delete, *entry.replace}
    for rule in entry.rules:
        reached |= {*rule.actions.values()} | _BY_PATTERN.get(rule.pattern, set())
    return reached


def test_every_action_follows_from_something() -> None:
    aws = [entry for name, entry in all_entries().items() if name.startswith("aws_")]
    reached = _EVERYWHERE.union(*map(_reached, aws))
    wanted = {name for name in ACTIONS if not name.startswith("plan.")}
    assert wanted - reached == _ELSEWHERE


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("SecureString", "secret.change"), ("String", "config.parameter")],
)
def test_only_a_secure_parameter_is_a_secret(kind: str, expected: str) -> None:
    before, after = {"type": kind, "value": "aaaaaaaa"}, {"type": kind, "value": "bbbbbbbb"}
    assert _updated("aws_ssm_parameter", before, after) == {expected}
    gone = _deleted("aws_ssm_parameter", type=kind, value="aaaaaaaa")
    assert gone == [{"secret.change": "secret.delete"}.get(expected, expected)]


def test_a_log_group_that_is_kept_loses_nothing() -> None:
    assert _deleted("aws_cloudwatch_log_group", skip_destroy=True) == ["other"]
    assert _deleted("aws_cloudwatch_log_group", skip_destroy=False) == ["observability.logs-off"]


def test_a_secret_without_recovery_window_is_gone_at_once() -> None:
    at_once, later = (
        _found("aws_secretsmanager_secret", "delete", {"recovery_window_in_days": days}, {})[0]
        for days in (0, 30)
    )
    assert (at_once.id, later.id) == ("secret.delete", "secret.delete")
    assert (at_once.reversible, later.reversible) == (Reversible.NO, Reversible.YES)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ({"engine": "memcached", "snapshot_retention_limit": 0}, "scale.to-zero"),
        ({"engine": "redis", "snapshot_retention_limit": 5}, "data.delete"),
        ({"engine": "redis", "snapshot_retention_limit": 0}, "data.delete"),
        ({"engine": "redis", "replication_group_id": "g"}, "scale.down"),
    ],
)
def test_caches(before: dict[str, Any], expected: str) -> None:
    assert _deleted("aws_elasticache_cluster", **before) == [expected]


def test_a_cache_without_snapshots_may_be_no_loss() -> None:
    before = {"engine": "valkey", "snapshot_retention_limit": 0}
    [action] = _found("aws_elasticache_cluster", "delete", before, {})
    assert (action.id, action.reversible) == ("data.delete", Reversible.UNKNOWN)


def test_a_read_replica_is_a_copy() -> None:
    [action] = _found("aws_db_instance", "delete", {"replicate_source_db": "orders"}, {})
    assert (action.id, action.disruption) == ("scale.down", Disruption.OUTAGE)
    assert _deleted("aws_db_instance", engine="postgres") == ["data.delete"]


def test_an_instance_that_becomes_a_replica_loses_its_data() -> None:
    found = _found("aws_db_instance", "replace", {"engine": "mysql"},
                   {"engine": "mysql", "replicate_source_db": "orders"})  # fmt: skip
    assert "data.replace" in {action.id for action in found}


def test_a_volume_with_a_final_snapshot_comes_back() -> None:
    [action] = _found("aws_ebs_volume", "delete", {"size": 10, "final_snapshot": True}, {})
    assert (action.id, action.reversible) == ("data.delete", Reversible.YES)


@pytest.mark.parametrize(
    ("type_", "attribute", "lost"),
    [
        ("aws_s3_bucket", "force_destroy", Reversible.NO),
        ("aws_ecr_repository", "force_delete", Reversible.WITH_DATA_LOSS),
    ],
)
def test_what_is_not_emptied_may_refuse_to_go(
    type_: str, attribute: str, lost: Reversible
) -> None:
    emptied, kept = (_found(type_, "delete", {attribute: on}, {})[0] for on in (True, False))
    assert (emptied.id, kept.id) == ("data.delete", "data.delete")
    assert (emptied.reversible, kept.reversible) == (lost, Reversible.UNKNOWN)


CASES: tuple[tuple[str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("aws_wafv2_web_acl",
     {"rule": [{"name": "a", "action": [{"block": [{}], "count": []}]}]},
     {"rule": [{"name": "a", "action": [{"block": [], "count": [{}]}]}]},
     {"protection.guard-off"}),
    ("aws_wafv2_web_acl",
     {"default_action": [{"block": [{}], "allow": []}]},
     {"default_action": [{"block": [], "allow": [{}]}]}, {"protection.guard-off"}),
    ("aws_wafv2_web_acl",
     {"default_action": [{"allow": [{}]}], "rule": []},
     {"default_action": [{"allow": [{}]}],
      "rule": [{"name": "a", "action": [{"count": [{}]}]}]}, {"config.parameter"}),
    ("aws_eks_cluster", {"enabled_cluster_log_types": ["api", "audit"]},
     {"enabled_cluster_log_types": ["api"]}, {"observability.logs-off"}),
    ("aws_eks_cluster", {"enabled_cluster_log_types": ["api"]},
     {"enabled_cluster_log_types": ["api", "audit"]}, {"other"}),
    ("aws_db_instance", {"enabled_cloudwatch_logs_exports": ["audit", "error"]},
     {"enabled_cloudwatch_logs_exports": ["error"]}, {"observability.logs-off"}),
    ("aws_cloudwatch_metric_alarm", {"alarm_actions": ["arn:a"]}, {"alarm_actions": []},
     {"observability.alarm-off"}),
    ("aws_cloudwatch_metric_alarm", {"alarm_actions": ["arn:a"]}, {"alarm_actions": ["arn:b"]},
     {"config.parameter"}),
    ("aws_instance", {"vpc_security_group_ids": ["sg-1", "sg-2"]},
     {"vpc_security_group_ids": ["sg-2"]}, {"exposure.narrow"}),
    ("aws_instance", {"vpc_security_group_ids": ["sg-1"]},
     {"vpc_security_group_ids": ["sg-1", "sg-2"]}, {"exposure.open"}),
    ("aws_ecs_service", {"task_definition": "arn:x:task-definition/a:12"},
     {"task_definition": "arn:x:task-definition/a:11"}, {"deploy.rollback"}),
    ("aws_eks_node_group", {"instance_types": ["m5.large"]}, {"instance_types": ["m5.xlarge"]},
     {"scale.resize-up", "cost.up"}),
    ("aws_backup_selection", {"resources": ["a", "b"]}, {"resources": ["a"]},
     {"protection.backup-cut"}),
    ("aws_backup_plan", {"rule": [{"rule_name": "a", "schedule": "x"}]},
     {"rule": [{"rule_name": "a", "schedule": "x"},
               {"rule_name": "b", "lifecycle": [{"delete_after": 7}]}]}, {"protection.up"}),
    ("aws_cloudfront_distribution", {"aliases": ["a.example.com", "b.example.com"]},
     {"aliases": ["a.example.com"]}, {"routing.remove"}),
    ("aws_cloudfront_distribution",
     {"origin": [{"origin_id": "a",
                  "custom_origin_config": [{"origin_ssl_protocols": ["TLSv1.2"]}]}]},
     {"origin": [{"origin_id": "a",
                  "custom_origin_config": [{"origin_ssl_protocols": ["TLSv1.2", "TLSv1"]}]}]},
     {"exposure.tls-weaken"}),
    ("aws_cloudwatch_event_permission", {"principal": "123456789012"}, {"principal": "*"},
     {"access.public"}),
    ("aws_db_snapshot", {"shared_accounts": []}, {"shared_accounts": ["all"]},
     {"access.public"}),
    ("aws_organizations_policy", {"content": "{}"},
     {"content": '{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'},
     {"access.grant"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "before", "after", "expected"), CASES)
def test_an_update_means(
    type_: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    assert _updated(type_, before, after) == expected


QUIET: tuple[tuple[str, dict[str, Any]], ...] = (
    ("aws_api_gateway_method", {"authorization": "NONE", "http_method": "OPTIONS"}),
    ("aws_api_gateway_method",
     {"authorization": "NONE", "http_method": "GET", "api_key_required": True}),
    ("aws_lambda_permission", {"principal": "*", "principal_org_id": "o-1"}),
    ("aws_iam_openid_connect_provider", {"url": "https://oidc.eks.example"}),
    ("aws_eks_cluster", {"vpc_config": [{"endpoint_public_access": False,
                                         "public_access_cidrs": ["0.0.0.0/0"]}]}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "after"), QUIET)
def test_an_ordinary_creation_is_quiet(type_: str, after: dict[str, Any]) -> None:
    ids = {action.id for action in _found(type_, "create", {}, after)}
    assert ids <= {"other", "access.grant", "exposure.narrow"}
