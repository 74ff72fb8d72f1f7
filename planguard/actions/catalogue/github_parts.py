"""Which of GitHub's types describe what belongs to another object, and go with it."""

from __future__ import annotations

from planguard.actions.interface import Part

_OF_REPOSITORIES = (
    *("github_actions_environment_", "github_actions_repository_", "github_actions_secret"),
    *("github_actions_variable", "github_app_installation_repository", "github_branch"),
    *("github_branch_", "github_codespaces_secret", "github_dependabot_secret"),
    *("github_issue", "github_issue_", "github_release", "github_team_repository"),
    "github_workflow_repository_permissions",
)

PARTS: tuple[Part, ...] = (
    *(Part(prefix, "repository", "github_repository") for prefix in _OF_REPOSITORIES),
    Part("github_branch_protection", "repository_id", "github_repository"),
    Part("github_team_", "team_id", "github_team"),
)
