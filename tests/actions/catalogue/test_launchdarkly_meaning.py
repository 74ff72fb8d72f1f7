"""What the catalogue says of changes to LaunchDarkly that break production, and of those that do not."""

from __future__ import annotations

from typing import Any

import pytest
from actions.catalogue.judged import Case, judged

UP, OFF, PARAMETER = "protection.up", "protection.guard-off", "config.parameter"
FLAG, GRANT, REVOKE = "config.flag", "access.grant", "access.revoke"


def _flag(**more: Any) -> dict[str, Any]:
    return {"flag_id": "shop/checkout", "env_key": "prod", "on": True, **more}


def _project(*keys: str) -> dict[str, Any]:
    return {"key": "shop", "environments": [{"key": key, "name": key} for key in keys]}


def _environment(**more: Any) -> dict[str, Any]:
    return {"key": "prod", "project_key": "shop", "confirm_changes": True, **more}


DANGEROUS: tuple[Case, ...] = (
    ("launchdarkly_feature_flag_environment", "update", _flag(), _flag(on=False), {FLAG}, "warn"),
    ("launchdarkly_feature_flag_environment", "update", _flag(fallthrough=[{"variation": 0}]),
     _flag(fallthrough=[{"variation": 1}]), {FLAG}, "warn"),
    ("launchdarkly_feature_flag_environment", "update",
     _flag(fallthrough=[{"rollout_weights": [90000, 10000]}]),
     _flag(fallthrough=[{"rollout_weights": [10000, 90000]}]), {FLAG}, "warn"),
    ("launchdarkly_feature_flag_environment", "update",
     _flag(targets=[{"values": ["a"], "variation": 0}]),
     _flag(targets=[{"values": ["a", "b"], "variation": 0}]), {FLAG}, "warn"),
    ("launchdarkly_feature_flag", "update", {"archived": False}, {"archived": True}, {FLAG},
     "warn"),
    ("launchdarkly_feature_flag", "update", {"variations": [{"value": "a"}, {"value": "b"}]},
     {"variations": [{"value": "a"}, {"value": "c"}]}, {FLAG}, "warn"),
    ("launchdarkly_segment", "update", {"included": ["a"]}, {"included": ["a", "b"]}, {FLAG},
     "warn"),
    ("launchdarkly_project", "delete", _project("prod"), {}, {"data.delete", "secret.delete"},
     "deny"),
    ("launchdarkly_project", "update", _project("test", "prod"), _project("test"),
     {"data.delete"}, "deny"),
    ("launchdarkly_project", "update", _project("prod"), _project("test"), {"data.delete"},
     "deny"),
    ("launchdarkly_environment", "delete", _environment(), {}, {"data.delete", "secret.delete"},
     "deny"),
    ("launchdarkly_environment", "update", _environment(), _environment(confirm_changes=False),
     {OFF}, "approve"),
    ("launchdarkly_environment", "update", _environment(secure_mode=True),
     _environment(secure_mode=False), {OFF}, "approve"),
    ("launchdarkly_environment", "update",
     _environment(approval_settings=[{"required": True, "min_num_approvals": 2}]),
     _environment(approval_settings=[{"required": True, "min_num_approvals": 1}]), {OFF},
     "approve"),
    ("launchdarkly_access_token", "create", {}, {"name": "ci", "role": "admin"},
     {"secret.create", GRANT, "access.admin"}, "deny"),
    ("launchdarkly_access_token", "delete", {"name": "ci"}, {}, {"secret.delete"}, "approve"),
    ("launchdarkly_team_member", "update", {"role": "reader"}, {"role": "admin"},
     {GRANT, "access.admin"}, "deny"),
    ("launchdarkly_audit_log_subscription", "update", {"on": True}, {"on": False},
     {"observability.logs-off"}, "approve"),
    ("launchdarkly_destination", "delete", {"name": "events"}, {}, {"observability.logs-off"},
     "approve"),
    ("launchdarkly_webhook", "delete", {"url": "https://a"}, {}, {"routing.remove"}, "approve"),
    ("launchdarkly_relay_proxy_configuration", "delete", {"name": "relay"}, {},
     {"secret.delete"}, "approve"),
)  # fmt: skip
ROUTINE: tuple[Case, ...] = (
    ("launchdarkly_feature_flag", "create", {}, {"key": "checkout"}, {"other"}, "allow"),
    ("launchdarkly_feature_flag", "update", {"name": "a", "description": "a"},
     {"name": "b", "description": "b"}, set(), "allow"),
    ("launchdarkly_feature_flag", "delete", {"key": "checkout", "archived": True}, {}, {FLAG},
     "allow"),
    ("launchdarkly_feature_flag_environment", "create", {}, _flag(), {"other"}, "allow"),
    ("launchdarkly_feature_flag_environment", "update", _flag(track_events=False),
     _flag(track_events=True), set(), "allow"),
    ("launchdarkly_project", "create", {}, _project("prod"), {"other"}, "allow"),
    ("launchdarkly_project", "update", _project("test", "prod"),
     {"key": "shop", "environments": [{"key": "prod", "name": "Production"},
                                      {"key": "test", "name": "Trial"}]}, {"other"}, "allow"),
    ("launchdarkly_project", "update", _project("prod"), _project("prod", "test"), {"other"},
     "allow"),
    ("launchdarkly_environment", "create", {}, _environment(), {"other"}, "allow"),
    ("launchdarkly_environment", "update", _environment(color="a"), _environment(color="b"),
     set(), "allow"),
    ("launchdarkly_environment", "update", _environment(require_comments=False),
     _environment(require_comments=True), {UP}, "allow"),
    ("launchdarkly_segment", "create", {}, {"key": "beta"}, {"other"}, "allow"),
    ("launchdarkly_team_member", "create", {}, {"email": "a@example.com", "role": "reader"},
     {GRANT}, "allow"),
    ("launchdarkly_metric", "update", {"event_key": "a"}, {"event_key": "b"}, {PARAMETER},
     "allow"),
    ("launchdarkly_custom_role", "update", {"description": "a"}, {"description": "b"}, set(),
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
