"""What the catalogue says of changes to GitHub that break production, and of those that do not."""

from __future__ import annotations

from typing import Any

import pytest
from actions.catalogue.judged import Case, judged

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.testing import change, plan

UP, OFF = "protection.up", "protection.guard-off"
GRANT, REVOKE, ADMIN = "access.grant", "access.revoke", "access.admin"
PARAMETER = "config.parameter"


def _branch(count: int = 2, **more: Any) -> dict[str, Any]:
    reviews = {"required_approving_review_count": count, "require_code_owner_reviews": True}
    return {
        "pattern": "main",
        "enforce_admins": True,
        "required_pull_request_reviews": [reviews],
        "required_status_checks": [{"strict": True, "contexts": ["build", "test"]}],
        **more,
    }


def _ruleset(enforcement: str = "active", **rules: Any) -> dict[str, Any]:
    return {"name": "main", "enforcement": enforcement, "rules": [rules]}


def _hook(**more: Any) -> dict[str, Any]:
    return {"active": True, "events": ["push"], "configuration": [{"url": "https://a", **more}]}


def _scanned(status: str) -> dict[str, Any]:
    return {"security_and_analysis": [{"secret_scanning": [{"status": status}]}]}


DANGEROUS: tuple[Case, ...] = (
    ("github_repository", "delete", {"name": "shop"}, {}, {"data.delete"}, "deny"),
    ("github_repository", "replace", {"name": "shop"}, {"name": "shop2"},
     {"data.replace", PARAMETER}, "deny"),
    ("github_repository", "update", {"visibility": "private"}, {"visibility": "public"},
     {"access.public", GRANT}, "deny"),
    ("github_repository", "update", {"vulnerability_alerts": True},
     {"vulnerability_alerts": False}, {"observability.alarm-off"}, "approve"),
    ("github_repository", "update", _scanned("enabled"), _scanned("disabled"), {OFF}, "approve"),
    ("github_repository", "update", {"archive_on_destroy": True}, {"archive_on_destroy": False},
     {OFF}, "approve"),
    ("github_branch_protection", "delete", _branch(), {}, {OFF}, "approve"),
    ("github_branch_protection", "update", _branch(2), _branch(1), {OFF}, "approve"),
    ("github_branch_protection", "update", _branch(), _branch(enforce_admins=False), {OFF},
     "approve"),
    ("github_branch_protection", "update", _branch(), _branch(allows_force_pushes=True), {OFF},
     "approve"),
    ("github_branch_protection", "update", _branch(), _branch(required_pull_request_reviews=[]),
     {OFF}, "approve"),
    ("github_branch_protection", "update", _branch(),
     _branch(required_status_checks=[{"strict": True, "contexts": ["build"]}]), {OFF}, "approve"),
    ("github_branch_protection", "update", _branch(), _branch(pattern="release"), {OFF},
     "approve"),
    ("github_repository_ruleset", "update", _ruleset(deletion=True),
     _ruleset("disabled", deletion=True), {OFF}, "approve"),
    ("github_repository_ruleset", "update", _ruleset(non_fast_forward=True),
     _ruleset(non_fast_forward=False), {OFF}, "approve"),
    ("github_repository_ruleset", "update", _ruleset(deletion=True),
     {**_ruleset(deletion=True),
      "bypass_actors": [{"actor_id": 5, "actor_type": "Team", "bypass_mode": "always"}]}, {OFF},
     "approve"),
    ("github_organization_ruleset", "update",
     _ruleset(pull_request=[{"required_approving_review_count": 2}]),
     _ruleset(pull_request=[{"required_approving_review_count": 0}]), {OFF}, "approve"),
    ("github_membership", "update", {"username": "a", "role": "member"},
     {"username": "a", "role": "admin"}, {GRANT, ADMIN}, "deny"),
    ("github_repository_collaborator", "create", {}, {"username": "a", "permission": "admin"},
     {GRANT, ADMIN}, "deny"),
    ("github_team_repository", "update", {"permission": "push"}, {"permission": "admin"},
     {GRANT, ADMIN}, "deny"),
    ("github_organization_settings", "update", {"default_repository_permission": "read"},
     {"default_repository_permission": "admin"}, {GRANT, ADMIN}, "deny"),
    ("github_organization_settings", "update",
     {"secret_scanning_enabled_for_new_repositories": True},
     {"secret_scanning_enabled_for_new_repositories": False}, {OFF}, "approve"),
    ("github_actions_secret", "delete", {"secret_name": "KEY"}, {}, {"secret.delete"}, "approve"),
    ("github_actions_organization_permissions", "update", {"allowed_actions": "selected"},
     {"allowed_actions": "all"}, {OFF}, "approve"),
    ("github_workflow_repository_permissions", "update",
     {"can_approve_pull_request_reviews": False}, {"can_approve_pull_request_reviews": True},
     {OFF}, "approve"),
    ("github_repository_environment", "update",
     {"environment": "prod", "reviewers": [{"teams": [1]}], "can_admins_bypass": False},
     {"environment": "prod", "reviewers": [], "can_admins_bypass": False}, {OFF},
     "approve"),
    ("github_repository_environment", "update", {"wait_timer": 30, "can_admins_bypass": False},
     {"wait_timer": 0, "can_admins_bypass": False}, {OFF}, "approve"),
    ("github_actions_repository_oidc_subject_claim_customization_template", "update",
     {"include_claim_keys": ["repo", "ref"]}, {"include_claim_keys": ["repo"]},
     {"access.trust"}, "approve"),
    ("github_repository_webhook", "update", _hook(insecure_ssl=False), _hook(insecure_ssl=True),
     {"exposure.tls-weaken"}, "approve"),
    ("github_repository_webhook", "delete", _hook(), {}, {"routing.remove"}, "approve"),
    ("github_branch", "delete", {"branch": "release"}, {}, {"data.delete"}, "deny"),
)  # fmt: skip
ROUTINE: tuple[Case, ...] = (
    ("github_repository", "create", {}, {"name": "shop", "visibility": "private"}, {"other"},
     "allow"),
    ("github_repository", "create", {}, {"name": "docs", "visibility": "public"}, {"other"},
     "allow"),
    ("github_repository", "delete", {"name": "shop", "archive_on_destroy": True}, {}, {REVOKE},
     "allow"),
    ("github_repository", "update", {"description": "a", "topics": ["a"]},
     {"description": "b", "topics": ["b"]}, set(), "allow"),
    ("github_repository", "update", {"delete_branch_on_merge": False},
     {"delete_branch_on_merge": True}, {PARAMETER}, "allow"),
    ("github_repository", "update", {"visibility": "public"}, {"visibility": "private"},
     {REVOKE}, "allow"),
    ("github_repository", "update", _scanned("disabled"), _scanned("enabled"), {UP}, "allow"),
    ("github_branch_protection", "create", {}, _branch(), {UP}, "allow"),
    ("github_branch_protection", "update", _branch(1), _branch(2), {UP}, "allow"),
    ("github_branch_protection", "update", _branch(),
     _branch(required_status_checks=[{"strict": True, "contexts": ["build", "test", "lint"]}]),
     {UP}, "allow"),
    ("github_repository_ruleset", "update", _ruleset("evaluate", deletion=True),
     _ruleset(deletion=True), {UP}, "allow"),
    ("github_membership", "create", {}, {"username": "a", "role": "member"}, {GRANT}, "allow"),
    ("github_membership", "delete", {"username": "a", "role": "member"}, {}, {REVOKE}, "allow"),
    ("github_team_repository", "create", {}, {"team_id": "1", "permission": "push"}, {GRANT},
     "allow"),
    ("github_team_repository", "update", {"permission": "push"}, {"permission": "pull"},
     {REVOKE}, "allow"),
    ("github_team", "create", {}, {"name": "shop"}, {"other"}, "allow"),
    ("github_team_membership", "create", {}, {"username": "a", "role": "member"}, {GRANT},
     "allow"),
    ("github_actions_secret", "create", {}, {"secret_name": "KEY", "plaintext_value": "abc-1"},
     {"secret.create"}, "allow"),
    ("github_actions_secret", "update", {"plaintext_value": "before-1"},
     {"plaintext_value": "after-22"}, {"secret.change"}, "allow"),
    ("github_actions_variable", "update", {"value": "info"}, {"value": "debug"}, {"config.env"},
     "allow"),
    ("github_repository_deploy_key", "create", {}, {"title": "ci", "read_only": True}, {GRANT},
     "allow"),
    ("github_repository_environment", "update", {"wait_timer": 10, "can_admins_bypass": False},
     {"wait_timer": 30, "can_admins_bypass": False}, {UP}, "allow"),
    ("github_issue_label", "update", {"color": "ff0000"}, {"color": "00ff00"}, {"other"}, "allow"),
    ("github_repository_file", "update", {"content": "a"}, {"content": "b"}, {PARAMETER},
     "allow"),
    ("github_repository_project", "delete", {"name": "a"}, {}, {"other"}, "allow"),
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


def test_what_goes_with_its_repository_is_not_told_again() -> None:
    gone = change("github_repository", verb="delete", before={"id": "shop", "name": "shop"})
    key = change("github_actions_secret", verb="delete", before={"repository": "shop"})
    team = change("github_team_repository", verb="delete", before={"repository": "shop"})
    subject = plan(gone, key, team)
    found = classify(subject, build(subject, NoSources())).items
    assert [a.id for a in found if a.kind != "plan"] == ["data.delete", "other", "other"]
