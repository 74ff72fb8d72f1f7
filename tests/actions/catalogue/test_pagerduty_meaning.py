"""What the catalogue says of changes to PagerDuty that break production, and of those that do not."""

from __future__ import annotations

from typing import Any

import pytest
from actions.catalogue.judged import Case, judged

SILENT, LOOSE = "observability.alarm-off", "observability.alarm-loosened"
GRANT, REVOKE, PARAMETER = "access.grant", "access.revoke", "config.parameter"


def _policy(*levels: list[str], delay: int = 10) -> dict[str, Any]:
    rules = [
        {
            "escalation_delay_in_minutes": delay,
            "target": [{"id": name, "type": "user_reference"} for name in targets],
        }
        for targets in levels
    ]
    return {"name": "shop", "num_loops": 2, "rule": rules}


def _schedule(*users: str, **more: Any) -> dict[str, Any]:
    layer = {"name": "weekly", "users": list(users), "rotation_turn_length_seconds": 604800}
    return {"name": "shop", "time_zone": "Etc/UTC", "layer": [{**layer, **more}]}


def _global(**actions: Any) -> dict[str, Any]:
    caught: dict[str, Any] = {"actions": [{}]}
    rule = {"label": "batch", "actions": [actions], "condition": [{"expression": "a"}]}
    return {"set": [{"id": "start", "rule": [rule]}], "catch_all": [caught]}


def _service(**more: Any) -> dict[str, Any]:
    return {"name": "shop", "escalation_policy": "P1", "acknowledgement_timeout": "600", **more}


DANGEROUS: tuple[Case, ...] = (
    ("pagerduty_service", "update", _service(), _service(escalation_policy="P2"),
     {"routing.rule"}, "approve"),
    ("pagerduty_service", "delete", _service(), {}, {SILENT}, "approve"),
    ("pagerduty_service", "update", _service(), _service(acknowledgement_timeout="null"),
     {LOOSE}, "approve"),
    ("pagerduty_service", "update", _service(auto_resolve_timeout="14400"),
     _service(auto_resolve_timeout="600"), {LOOSE}, "approve"),
    ("pagerduty_service", "update", _service(incident_urgency_rule=[{"urgency": "high"}]),
     _service(incident_urgency_rule=[{"urgency": "low"}]), {LOOSE}, "approve"),
    ("pagerduty_escalation_policy", "delete", _policy(["a"]), {}, {SILENT}, "approve"),
    ("pagerduty_escalation_policy", "update", _policy(["a"], ["b"]), _policy(["a"]), {LOOSE},
     "approve"),
    ("pagerduty_escalation_policy", "update", _policy(["a", "b"]), _policy(["a"]), {LOOSE},
     "approve"),
    ("pagerduty_escalation_policy", "update", _policy(["a"], delay=10), _policy(["a"], delay=60),
     {LOOSE}, "approve"),
    ("pagerduty_schedule", "delete", _schedule("a"), {}, {SILENT}, "approve"),
    ("pagerduty_schedule", "update", _schedule("a"), _schedule("a", end="2026-02-01T00:00:00Z"),
     {LOOSE}, "approve"),
    ("pagerduty_event_orchestration_global", "update", _global(severity="critical"),
     _global(severity="critical", suppress=True), {SILENT}, "approve"),
    ("pagerduty_event_orchestration_global", "update", _global(),
     _global(drop_event=True), {SILENT}, "approve"),
    ("pagerduty_event_orchestration_router", "update",
     {"catch_all": [{"actions": [{"route_to": "P1"}]}]},
     {"catch_all": [{"actions": [{"route_to": "unrouted"}]}]}, {SILENT}, "approve"),
    ("pagerduty_service_event_rule", "create", {},
     {"service": "P1", "actions": [{"suppress": [{"value": True}]}]}, {SILENT}, "approve"),
    ("pagerduty_service_integration", "delete", {"name": "Events"}, {}, {SILENT}, "approve"),
    ("pagerduty_service_integration", "replace", {"vendor": "a"}, {"vendor": "b"}, {SILENT},
     "approve"),
    ("pagerduty_maintenance_window", "update", {"end_time": "2026-01-01T02:00:00Z"},
     {"end_time": "2026-06-01T02:00:00Z"}, {LOOSE}, "approve"),
    ("pagerduty_user", "update", {"role": "user"}, {"role": "admin"},
     {GRANT, "access.admin"}, "deny"),
    ("pagerduty_webhook_subscription", "update", {"active": True}, {"active": False}, {SILENT},
     "approve"),
    ("pagerduty_slack_connection", "delete", {"channel_id": "C1"}, {}, {SILENT}, "approve"),
    ("pagerduty_user_contact_method", "delete", {"type": "phone_contact_method"}, {}, {LOOSE},
     "approve"),
)  # fmt: skip
ROUTINE: tuple[Case, ...] = (
    ("pagerduty_service", "create", {}, _service(), {"other"}, "allow"),
    ("pagerduty_service", "update", _service(description="a"), _service(description="b"), set(),
     "allow"),
    ("pagerduty_service", "update", _service(), _service(acknowledgement_timeout="300"),
     {"other"}, "allow"),
    ("pagerduty_escalation_policy", "update", _policy(["a"]), _policy(["a"], ["b"]), {"other"},
     "allow"),
    ("pagerduty_escalation_policy", "update", _policy(["a"]), _policy(["b"]), {PARAMETER},
     "allow"),
    ("pagerduty_schedule", "update", _schedule("a", "b"), _schedule("a", "c"), {PARAMETER},
     "allow"),
    ("pagerduty_maintenance_window", "create", {}, {"end_time": "2026-01-01T02:00:00Z"},
     {PARAMETER}, "allow"),
    ("pagerduty_maintenance_window", "delete", {"end_time": "2026-01-01T02:00:00Z"}, {},
     {"other"}, "allow"),
    ("pagerduty_user", "create", {}, {"name": "a", "role": "user"}, {GRANT}, "allow"),
    ("pagerduty_user", "update", {"job_title": "a"}, {"job_title": "b"}, set(), "allow"),
    ("pagerduty_team_membership", "create", {}, {"role": "responder"}, {GRANT}, "allow"),
    ("pagerduty_service_integration", "create", {}, {"name": "Events"}, {"other"}, "allow"),
    ("pagerduty_event_orchestration_global", "update", _global(suppress=True), _global(),
     {"protection.up"}, "allow"),
    ("pagerduty_business_service", "delete", {"name": "shop"}, {}, {"other"}, "allow"),
    ("pagerduty_tag", "delete", {"label": "a"}, {}, {"other"}, "allow"),
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
