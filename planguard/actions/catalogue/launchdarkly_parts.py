"""Which of LaunchDarkly's types describe what belongs to another object, and go with it."""

from __future__ import annotations

from planguard.actions.interface import Part

PARTS: tuple[Part, ...] = (
    Part("launchdarkly_", "project_key", "launchdarkly_project"),
    Part("launchdarkly_feature_flag_environment", "flag_id", "launchdarkly_feature_flag"),
    Part("launchdarkly_team_role_mapping", "team_key", "launchdarkly_team"),
)
