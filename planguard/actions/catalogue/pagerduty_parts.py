"""Which of PagerDuty's types describe what belongs to another object, and go with it."""

from __future__ import annotations

from planguard.actions.interface import Part

PARTS: tuple[Part, ...] = (
    Part("pagerduty_event_orchestration_", "event_orchestration", "pagerduty_event_orchestration"),
    Part("pagerduty_event_orchestration_", "service", "pagerduty_service"),
    Part("pagerduty_ruleset_rule", "ruleset", "pagerduty_ruleset"),
    Part("pagerduty_service_", "service", "pagerduty_service"),
    Part("pagerduty_team_membership", "team_id", "pagerduty_team"),
    Part("pagerduty_team_membership", "user_id", "pagerduty_user"),
    Part("pagerduty_user_", "user_id", "pagerduty_user"),
)
