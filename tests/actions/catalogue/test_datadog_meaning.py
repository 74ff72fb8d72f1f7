"""What the catalogue says of changes to Datadog that break production, and of those that do not."""

from __future__ import annotations

from typing import Any

import pytest
from actions.catalogue.judged import Case, judged

UP, OFF, PARAMETER = "protection.up", "protection.guard-off", "config.parameter"
SILENT, LOOSE = "observability.alarm-off", "observability.alarm-loosened"
BLIND, CUT = "observability.logs-off", "observability.log-retention-cut"
GRANT, REVOKE = "access.grant", "access.revoke"


def _monitor(critical: float = 90, **more: Any) -> dict[str, Any]:
    thresholds = {"critical": critical, "warning": None}
    return {
        "name": "cpu",
        "type": "metric alert",
        "query": f"avg(last_5m):avg:system.cpu.user{{*}} > {critical:g}",
        "message": "too busy @pagerduty-shop",
        "monitor_thresholds": [thresholds],
        "notify_no_data": True,
        **more,
    }


def _test(**more: Any) -> dict[str, Any]:
    return {"name": "shop", "status": "live", "locations": ["aws:eu-west-1"], **more}


def _index(days: int = 30, *filters: str, limit: int = 1000) -> dict[str, Any]:
    excluded = [
        {"name": name, "is_enabled": True, "filter": [{"query": name, "sample_rate": 1.0}]}
        for name in filters
    ]
    return {
        "name": "main",
        "retention_days": days,
        "daily_limit": limit,
        "exclusion_filter": excluded,
    }


DANGEROUS: tuple[Case, ...] = (
    ("datadog_monitor", "delete", _monitor(), {}, {SILENT}, "approve"),
    ("datadog_monitor", "update", _monitor(40), _monitor(90), {LOOSE, PARAMETER}, "approve"),
    ("datadog_monitor", "update", _monitor(), _monitor(notify_no_data=False), {LOOSE}, "approve"),
    ("datadog_monitor", "update", _monitor(), _monitor(message=""), {SILENT}, "approve"),
    ("datadog_monitor", "update", _monitor(), _monitor(message="too busy @slack-shop"),
     {LOOSE, PARAMETER}, "approve"),
    ("datadog_monitor", "update", _monitor(priority=1), _monitor(priority=4), {LOOSE}, "approve"),
    ("datadog_monitor", "update", _monitor(renotify_interval=60), _monitor(renotify_interval=0),
     {LOOSE}, "approve"),
    ("datadog_service_level_objective", "update", {"thresholds": [{"target": 99.9}]},
     {"thresholds": [{"target": 95}]}, {LOOSE}, "approve"),
    ("datadog_service_level_objective", "delete", {"name": "shop"}, {}, {SILENT}, "approve"),
    ("datadog_synthetics_test", "update", _test(), _test(status="paused"), {SILENT}, "approve"),
    ("datadog_synthetics_test", "delete", _test(), {}, {SILENT}, "approve"),
    ("datadog_downtime_schedule", "create", {},
     {"scope": "env:prod", "one_time_schedule": {"start": "2026-01-01T00:00:00Z", "end": None}},
     {SILENT}, "approve"),
    ("datadog_downtime", "create", {}, {"scope": ["*"], "end": 1800000000}, {SILENT}, "approve"),
    ("datadog_logs_index", "update", _index(30), _index(3), {CUT}, "approve"),
    ("datadog_logs_index", "update", _index(), _index(30, "service:shop"), {BLIND}, "approve"),
    ("datadog_logs_index", "update", _index(limit=1000), _index(limit=10), {"scale.limits-down"},
     "approve"),
    ("datadog_logs_archive", "delete", {"name": "audit"}, {}, {BLIND}, "approve"),
    ("datadog_api_key", "delete", {"name": "agents"}, {}, {"secret.delete"}, "approve"),
    ("datadog_user", "update", {"roles": ["a"]}, {"roles": ["a", "b"]}, {GRANT}, "allow"),
    ("datadog_security_monitoring_rule", "update", {"enabled": True}, {"enabled": False},
     {SILENT}, "approve"),
    ("datadog_sensitive_data_scanner_rule", "delete", {"name": "cards"}, {}, {OFF}, "approve"),
    ("datadog_sensitive_data_scanner_group", "update", {"is_enabled": True},
     {"is_enabled": False}, {OFF}, "approve"),
    ("datadog_integration_aws_account", "delete", {"aws_account_id": "1"}, {}, {BLIND},
     "approve"),
    ("datadog_integration_pagerduty", "delete", {"subdomain": "a"}, {}, {SILENT}, "approve"),
    ("datadog_integration_slack_channel", "delete", {"channel_name": "#ops"}, {}, {SILENT},
     "approve"),
    ("datadog_ip_allowlist", "update", {"enabled": True}, {"enabled": False}, {"exposure.public"},
     "deny"),
    ("datadog_application_key", "update", {"scopes": ["monitors_read"]}, {"scopes": []}, {GRANT},
     "allow"),
    ("datadog_restriction_policy", "delete", {"resource_id": "dashboard:a"}, {}, {GRANT},
     "allow"),
)  # fmt: skip
ROUTINE: tuple[Case, ...] = (
    ("datadog_monitor", "create", {}, _monitor(), {"other"}, "allow"),
    ("datadog_monitor", "update", _monitor(tags=["team:a"]), _monitor(tags=["team:b"]),
     {"other.tags"}, "allow"),
    ("datadog_monitor", "update", _monitor(name="cpu"), _monitor(name="CPU of the shop"), set(),
     "allow"),
    ("datadog_monitor", "update", _monitor(), _monitor(message="busy @pagerduty-shop"),
     {PARAMETER}, "allow"),
    ("datadog_monitor", "update", _monitor(90), _monitor(85), {PARAMETER}, "allow"),
    ("datadog_monitor", "update", _monitor(90), _monitor(9), {PARAMETER}, "allow"),
    ("datadog_service_level_objective", "update", {"thresholds": [{"target": 99.9}]},
     {"thresholds": [{"target": 99.95}]}, {"other"}, "allow"),
    ("datadog_service_level_objective", "update", {"thresholds": [{"target": 95}]},
     {"thresholds": [{"target": 94}]}, {LOOSE}, "allow"),
    ("datadog_dashboard", "update", {"title": "a"}, {"title": "b"}, {"other"}, "allow"),
    ("datadog_monitor", "update", _monitor(restricted_roles=["a", "b"]),
     _monitor(restricted_roles=["a"]), {REVOKE}, "allow"),
    ("datadog_monitor", "update", _monitor(restricted_roles=["a"]), _monitor(restricted_roles=[]),
     {GRANT}, "allow"),
    ("datadog_dashboard", "delete", {"title": "a"}, {}, {"other"}, "allow"),
    ("datadog_synthetics_test", "create", {}, _test(), {"other"}, "allow"),
    ("datadog_synthetics_test", "update", _test(status="paused"), _test(), {UP}, "allow"),
    ("datadog_downtime_schedule", "create", {},
     {"scope": "env:prod",
      "one_time_schedule": {"start": "2026-01-01T00:00:00Z", "end": "2026-01-01T02:00:00Z"}},
     {"other"}, "allow"),
    ("datadog_downtime", "delete", {"scope": ["env:prod"]}, {}, {"other"}, "allow"),
    ("datadog_logs_index", "update", _index(7), _index(30),
     {"observability.log-retention-up"}, "allow"),
    ("datadog_logs_index", "update", _index(30, "service:shop"), _index(30), {UP}, "allow"),
    ("datadog_logs_custom_pipeline", "update", {"filter": [{"query": "a"}]},
     {"filter": [{"query": "b"}]}, {PARAMETER}, "allow"),
    ("datadog_api_key", "create", {}, {"name": "agents"}, {"secret.create"}, "allow"),
    ("datadog_role", "update", {"name": "a"}, {"name": "b"}, set(), "allow"),
    ("datadog_user", "create", {}, {"email": "a@example.com", "roles": ["a"]}, {GRANT}, "allow"),
    ("datadog_metric_metadata", "update", {"unit": "byte"}, {"unit": "bit"}, {"other"}, "allow"),
    ("datadog_integration_aws_account", "create", {}, {"aws_account_id": "1"}, {"other"},
     "allow"),
    ("datadog_webhook", "update", {"url": "https://a"}, {"url": "https://b"}, {PARAMETER},
     "allow"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("type_", "verb", "before", "after", "expected", "decision"), DANGEROUS + ROUTINE
)
def test_meaning(
    type_: str,
    verb: str,
    before: dict[str, Any],
    after: dict[str, Any],
    expected: set[str],
    decision: str,
) -> None:
    assert judged(type_, verb, before, after) == (expected, decision)
