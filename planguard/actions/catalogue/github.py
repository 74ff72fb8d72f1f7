"""
GitHub's repositories, their guards, and who may do what: what changes to them mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    CHANGING,
    Rule,
    TypeEntry,
    changed,
    choice,
    documented,
    entry,
    happens,
    limit,
    members,
    number,
    order,
    presence,
    secret,
    toggle,
    when,
)
from planguard.actions.providers.forms import danger, guard, parameters
from planguard.actions.providers.services import moves
from planguard.model.words import Disruption, Role, Verb

_QUIET = Disruption.NONE
_OFF, _UP = "protection.guard-off", "protection.up"
_GRANT, _REVOKE = "access.grant", "access.revoke"
_REPOSITORY_PAGE = (
    "https://docs.github.com/repositories/creating-and-managing-repositories/deleting-a-repository"
)
_VISIBILITY_PAGE = (
    "https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/"
    "managing-repository-settings/setting-repository-visibility"
)
_BRANCH_PAGE = (
    "https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/"
    "managing-protected-branches/about-protected-branches"
)
_RULESET_PAGE = (
    "https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/"
    "managing-rulesets/available-rules-for-rulesets"
)
_ENVIRONMENT_PAGE = (
    "https://docs.github.com/actions/deployment/targeting-different-environments/"
    "managing-environments-for-deployment"
)
_OIDC_PAGE = (
    "https://docs.github.com/actions/security-for-github-actions/"
    "security-hardening-your-deployments/about-security-hardening-with-openid-connect"
)
_ACTIONS_PAGE = (
    "https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/"
    "enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository"
)
_CHOSEN = {"allowed_actions": ("selected", "")}
_PERMISSIONS = ("pull", "triage", "push", "maintain", "admin")
_BASES = ("none", "read", "write", "admin")
_NONE = ("", "[]", "()")
"""How a block that is not there stands in a plan."""
_ENDING = CHANGING | {Verb.DELETE}
_RESET = "Without the resource the settings are those that GitHub begins with."
_ON_DRIFT = ("github_actions_secret", "github_actions_organization_secret")


def _wider(path: str, words: tuple[str, ...]) -> tuple[Rule, ...]:
    """Compare words from the fewest rights to the most; a role of one's own may be either."""
    return (order(path, words, up=_GRANT), order(path, words, down=_REVOKE))


def _held(path: str, words: tuple[str, ...]) -> tuple[Rule, ...]:
    """Describe rights that end in those of an administrator."""
    return (*_wider(path, words), choice(path, {"admin": "access.admin"}, verbs=ARRIVING))


def _exempt(path: str, *blocks: str) -> Rule:
    """Describe those for whom a guard, written in these blocks, does not count."""
    return _standing(members(path, came=_OFF, gone=_UP), *blocks)


def _standing(rule: Rule, *blocks: str) -> Rule:
    """Let a rule count where these blocks are there on both sides."""
    absent = dict.fromkeys(blocks, _NONE)
    return when(rule, unless=absent, was_not=absent)


def _limited(path: str) -> Rule:
    """Describe the only ones who may get past a guard; with nobody listed everybody may."""
    return limit(path, narrower=_UP, wider=_OFF)


def _shared_with(path: str, among: str = "") -> Rule:
    """
    Describe the repositories or organizations that may use it, by their numbers.

    They count while the attribute `among` says that not all may.
    """
    listed = members(path, came=_GRANT, gone=_REVOKE)
    chosen = {among: ("selected", "")}
    return when(listed, only=chosen, was=chosen) if among else listed


def _given(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe something that is a permission: it is given and taken as it comes and goes."""
    return entry(
        type_, Role.IDENTITY, *rules, create=_GRANT, delete=_REVOKE, ignore=("etag", *ignore),
    )  # fmt: skip


def _glue(type_: str, *rules: Rule) -> TypeEntry:
    return entry(type_, Role.GLUE, *rules)


def _secret(type_: str, *shared: str, where: tuple[str, ...] = ("repository",)) -> TypeEntry:
    return entry(
        type_, Role.SECRET,
        secret("plaintext_value"), secret("encrypted_value"),
        changed("secret_name", "secret.delete"),
        *(_wider("visibility", ("selected", "private", "all")) if "visibility" in shared else ()),
        *([_shared_with("selected_repository_ids", *shared)] if shared else []),
        *(() if shared else [changed(path, "secret.delete") for path in where]),
        delete="secret.delete",
        ignore=("created_at", "updated_at",
                *(("destroy_on_drift",) if type_ in _ON_DRIFT else ())),
    )  # fmt: skip


def _variable(type_: str, *rules: Rule) -> TypeEntry:
    return entry(
        type_, Role.CONFIG,
        changed("value", "config.env", disruption=_QUIET),
        changed("variable_name", "config.env", disruption=_QUIET),
        *rules, delete="config.env", ignore=("created_at", "updated_at"),
    )  # fmt: skip


def _elsewhere(*paths: str) -> tuple[Rule, ...]:
    """Describe what a variable belongs to: with another it is no longer there."""
    return tuple(changed(path, "config.env", disruption=_QUIET) for path in paths)


def _shared_secret(type_: str) -> TypeEntry:
    """Describe the repositories that may read a secret of the organization."""
    return _given(type_, _shared_with("selected_repository_ids"), *moves("secret_name"))


def _webhook(type_: str) -> TypeEntry:
    return entry(
        type_, Role.MESSAGING,
        toggle("active", off="routing.remove", on="routing.rule", default=True),
        changed("configuration.url", "routing.rule"),
        secret("configuration.secret"),
        presence("configuration.secret", gone=_OFF,
                 note="The receiver can no longer tell GitHub's calls from others."),
        toggle("configuration.insecure_ssl", on="exposure.tls-weaken", off=_UP),
        members("events", came="routing.rule", gone="routing.remove"),
        *parameters("configuration.content_type"),
        delete="routing.remove", replace="routing.remove", ignore=("etag", "url"),
    )  # fmt: skip


def _reviews(block: str, dismiss: str, owners: str, *more: Rule) -> tuple[Rule, ...]:
    return (
        presence(block, gone=_OFF, came=_UP),
        number(f"{block}.required_approving_review_count", down=_OFF, up=_UP),
        guard(f"{block}.{dismiss}"),
        guard(f"{block}.{owners}"),
        guard(f"{block}.require_last_push_approval"),
        *more,
    )


def _checks(block: str, strict: str, *rules: Rule) -> tuple[Rule, ...]:
    return (presence(block, gone=_OFF, came=_UP), guard(f"{block}.{strict}"), *rules)


def _ruleset(type_: str, *rules: Rule) -> TypeEntry:
    return entry(
        type_, Role.PROTECTION,
        *documented(
            _RULESET_PAGE,
            order("enforcement", ("disabled", "evaluate", "active"), up=_UP, down=_OFF),
            presence("bypass_actors.actor_id", came=_OFF, gone=_UP, changed=_OFF),
            choice("bypass_actors.bypass_mode", {"always": _OFF, "pull_request": _UP}, both=True),
            members("conditions.ref_name.include", came=_UP, gone=_OFF),
            members("conditions.ref_name.exclude", came=_OFF, gone=_UP),
            *(guard(f"rules.{name}") for name in (
                "creation", "deletion", "non_fast_forward", "required_linear_history",
                "required_signatures", "update")),
            *_reviews("rules.pull_request", "dismiss_stale_reviews_on_push",
                      "require_code_owner_review",
                      guard("rules.pull_request.required_review_thread_resolution")),
            *_checks("rules.required_status_checks", "strict_required_status_checks_policy",
                     presence("rules.required_status_checks.required_check.context",
                              gone=_OFF, came=_UP, changed=_OFF),
                     _standing(danger("rules.required_status_checks.do_not_enforce_on_create"),
                               "rules.required_status_checks")),
            presence("rules.required_code_scanning.required_code_scanning_tool.tool",
                     gone=_OFF, came=_UP, changed=_OFF),
            *(presence(f"rules.{name}.pattern", gone=_OFF, came=_UP, changed="config.parameter")
              for name in ("branch_name_pattern", "commit_author_email_pattern",
                           "commit_message_pattern", "committer_email_pattern",
                           "tag_name_pattern")),
            members("rules.file_path_restriction.restricted_file_paths", gone=_OFF, came=_UP),
            members("rules.file_extension_restriction.restricted_file_extensions",
                    gone=_OFF, came=_UP),
            number("rules.max_file_size.max_file_size", up=_OFF, down=_UP),
            number("rules.max_file_path_length.max_file_path_length", up=_OFF, down=_UP),
            *(presence(f"rules.{name}", gone=_OFF, came=_UP)
              for name in ("max_file_size", "max_file_path_length")),
            *rules,
        ),
        *parameters("target"),
        *(when(happens(action, verb), only={"enforcement": ("active", "")})
          for action, verb in ((_UP, Verb.CREATE), (_OFF, Verb.DELETE), (_OFF, Verb.REPLACE))),
        ignore=("etag", "name", "node_id", "ruleset_id"),
    )  # fmt: skip


def _actions_policy(type_: str, *rules: Rule) -> TypeEntry:
    """Describe which actions and reusable workflows may run."""
    config = "allowed_actions_config"
    return entry(
        type_, Role.PROTECTION,
        *documented(
            _ACTIONS_PAGE,
            order("allowed_actions", ("local_only", "selected", "all"), up=_OFF, down=_UP),
            *(when(rule, only=_CHOSEN, was=_CHOSEN) for rule in (
                members(f"{config}.patterns_allowed", came=_GRANT, gone=_REVOKE),
                toggle(f"{config}.github_owned_allowed", on=_GRANT, off=_REVOKE),
                toggle(f"{config}.verified_allowed", on=_GRANT, off=_REVOKE),
            )),
            guard("sha_pinning_required"),
        ),
        *rules, delete=_OFF,
    )  # fmt: skip


def _runner_group(type_: str, chosen: str) -> TypeEntry:
    return entry(
        type_, Role.COMPUTE,
        *_wider("visibility", ("selected", "private", "all")),
        danger("allows_public_repositories"), guard("restricted_to_workflows"),
        members("selected_workflows", came=_GRANT, gone=_REVOKE),
        _shared_with(chosen, "visibility"),
        delete=_REVOKE, replace=_REVOKE,
        ignore=("etag", "name", "runners_url", "inherited", "default"),
    )  # fmt: skip


def _workflow_token(type_: str) -> TypeEntry:
    return entry(
        type_, Role.IDENTITY,
        *documented(
            _ACTIONS_PAGE,
            order("default_workflow_permissions", ("read", "write"), up=_GRANT, down=_REVOKE),
            danger("can_approve_pull_request_reviews"),
        ),
    )  # fmt: skip


def _custom_role(type_: str) -> TypeEntry:
    return entry(
        type_, Role.IDENTITY,
        members("permissions", came=_GRANT, gone=_REVOKE),
        *_wider("base_role", ("", "read", "triage", "write", "maintain", "admin")),
        delete=_REVOKE, ignore=("description", "name"),
    )  # fmt: skip


def _subject_claims(type_: str, *rules: Rule) -> TypeEntry:
    return entry(
        type_, Role.IDENTITY,
        *documented(
            _OIDC_PAGE,
            changed("include_claim_keys", "access.trust",
                    note="Clouds that trust the subject see another one."),
            *rules,
        ),
        create="access.trust", delete="access.trust",
    )  # fmt: skip


def _deploys(type_: str, *patterns: str) -> TypeEntry:
    """Describe a branch or tag that may deploy to an environment."""
    return _given(type_, *moves(*patterns, "repository"))


ENTRIES: tuple[TypeEntry, ...] = (
    _secret("github_actions_environment_secret", where=("repository", "environment")),
    _variable("github_actions_environment_variable", *_elsewhere("repository", "environment")),
    entry(
        "github_actions_hosted_runner", Role.COMPUTE,
        number("maximum_runners", up="scale.limits-up", down="scale.limits-down"),
        changed("image.id", "deploy.version"), changed("image_version", "deploy.version"),
        toggle("public_ip_enabled", on="config.parameter", off="config.parameter"),
        *parameters("size"),
        delete="scale.to-zero", ignore=("name", "status", "last_active_on"),
    ),
    _subject_claims("github_actions_organization_oidc_subject_claim_customization_template"),
    _actions_policy(
        "github_actions_organization_permissions",
        *_wider("enabled_repositories", ("none", "selected", "all")),
        _shared_with("enabled_repositories_config.repository_ids", "enabled_repositories"),
    ),
    _secret("github_actions_organization_secret", "visibility"),
    _shared_secret("github_actions_organization_secret_repositories"),
    _given("github_actions_organization_secret_repository",
           *moves("secret_name", "repository_id")),
    _variable(
        "github_actions_organization_variable",
        *_wider("visibility", ("selected", "private", "all")),
        _shared_with("selected_repository_ids", "visibility"),
    ),
    entry("github_actions_repository_access_level", Role.IDENTITY,
          *_wider("access_level", ("none", "user", "organization", "enterprise")),
          when(happens(_REVOKE, Verb.DELETE), unless={"access_level": "none"})),
    _subject_claims(
        "github_actions_repository_oidc_subject_claim_customization_template",
        toggle("use_default", on="access.trust", off="access.trust"),
    ),
    _actions_policy("github_actions_repository_permissions",
                    toggle("enabled", on="config.parameter", off="config.parameter",
                           default=True)),
    _runner_group("github_actions_runner_group", "selected_repository_ids"),
    _secret("github_actions_secret"),
    _variable("github_actions_variable", *_elsewhere("repository")),
    _given("github_app_installation_repositories",
           members("selected_repositories", came=_GRANT, gone=_REVOKE),
           *moves("installation_id")),
    _given("github_app_installation_repository", *moves("installation_id", "repository")),
    entry("github_branch", Role.DATA_STORE, delete="data.delete", replace="data.replace",
          ignore=("etag", "sha", "ref", "source_sha")),
    entry("github_branch_default", Role.CONFIG, *parameters("branch"), ignore=("etag",)),
    entry(
        "github_branch_protection", Role.PROTECTION,
        *documented(
            _BRANCH_PAGE,
            changed("pattern", _OFF, note="Branches that only the earlier pattern named are open."),
            *map(guard, (
                "enforce_admins", "lock_branch", "require_conversation_resolution",
                "require_signed_commits", "required_linear_history")),
            danger("allows_deletions"), danger("allows_force_pushes"),
            _exempt("force_push_bypassers"),
            *_reviews(
                "required_pull_request_reviews", "dismiss_stale_reviews",
                "require_code_owner_reviews",
                guard("required_pull_request_reviews.restrict_dismissals"),
                _limited("required_pull_request_reviews.dismissal_restrictions"),
                _exempt("required_pull_request_reviews.pull_request_bypassers",
                        "required_pull_request_reviews"),
            ),
            *_checks("required_status_checks", "strict",
                     members("required_status_checks.contexts", gone=_OFF, came=_UP)),
            presence("restrict_pushes", gone=_OFF, came=_UP),
            guard("restrict_pushes.blocks_creations"),
            _standing(members("restrict_pushes.push_allowances", came=_GRANT, gone=_REVOKE),
                      "restrict_pushes"),
            limit("push_restrictions"), guard("blocks_creations"),
        ),
        create=_UP, delete=_OFF, replace=_OFF,
    ),
    entry(
        "github_branch_protection_v3", Role.PROTECTION,
        *documented(
            _BRANCH_PAGE,
            changed("branch", _OFF, note="The earlier branch is open."),
            *map(guard, ("enforce_admins", "require_conversation_resolution",
                         "require_signed_commits")),
            *_reviews(
                "required_pull_request_reviews", "dismiss_stale_reviews",
                "require_code_owner_reviews",
                *(_limited(f"required_pull_request_reviews.dismissal_{name}")
                  for name in ("apps", "teams", "users")),
                *(_exempt(f"required_pull_request_reviews.bypass_pull_request_allowances.{name}",
                          "required_pull_request_reviews")
                  for name in ("apps", "teams", "users")),
            ),
            *_checks("required_status_checks", "strict",
                     members("required_status_checks.contexts", gone=_OFF, came=_UP),
                     members("required_status_checks.checks", gone=_OFF, came=_UP)),
            presence("restrictions", gone=_OFF, came=_UP),
            *(_standing(members(f"restrictions.{name}", came=_GRANT, gone=_REVOKE), "restrictions")
              for name in ("apps", "teams", "users")),
        ),
        create=_UP, delete=_OFF, replace=_OFF, ignore=("etag",),
    ),
    _secret("github_codespaces_organization_secret", "visibility"),
    _shared_secret("github_codespaces_organization_secret_repositories"),
    _secret("github_codespaces_secret"),
    _secret("github_codespaces_user_secret", ""),
    _secret("github_dependabot_organization_secret", "visibility"),
    _shared_secret("github_dependabot_organization_secret_repositories"),
    _secret("github_dependabot_secret"),
    _given("github_emu_group_mapping", *moves("group_id", "team_slug")),
    _actions_policy(
        "github_enterprise_actions_permissions",
        *_wider("enabled_organizations", ("none", "selected", "all")),
        _shared_with("enabled_organizations_config.organization_ids", "enabled_organizations"),
    ),
    _runner_group("github_enterprise_actions_runner_group", "selected_organization_ids"),
    _workflow_token("github_enterprise_actions_workflow_permissions"),
    entry(
        "github_enterprise_organization", Role.IDENTITY,
        members("admin_logins", came="access.admin", gone=_REVOKE, verbs=ARRIVING),
        *parameters("billing_email"), delete="data.delete",
        ignore=("description", "display_name"),
    ),
    entry(
        "github_enterprise_security_analysis_settings", Role.PROTECTION,
        *map(guard, (
            "advanced_security_enabled_for_new_repositories",
            "secret_scanning_enabled_for_new_repositories",
            "secret_scanning_push_protection_enabled_for_new_repositories",
            "secret_scanning_validity_checks_enabled")),
    ),
    _glue("github_issue"),
    _glue("github_issue_label"),
    _glue("github_issue_labels"),
    _given("github_membership", *_held("role", ("member", "admin")), *moves("username"),
           ignore=("downgrade_on_destroy",)),
    entry("github_organization_block", Role.IDENTITY, create=_REVOKE, delete=_GRANT,
          ignore=("etag",)),
    _glue("github_organization_custom_properties"),
    _custom_role("github_organization_custom_role"),
    _glue("github_organization_project"),
    _custom_role("github_organization_repository_role"),
    _custom_role("github_organization_role"),
    _given("github_organization_role_team", *moves("role_id", "team_slug")),
    _given("github_organization_role_team_assignment", *moves("role_id", "team_slug")),
    _given("github_organization_role_user", *moves("role_id", "login")),
    _ruleset(
        "github_organization_ruleset",
        members("conditions.repository_name.include", came=_UP, gone=_OFF),
        members("conditions.repository_name.exclude", came=_OFF, gone=_UP),
        members("conditions.repository_id", came=_UP, gone=_OFF),
        _standing(danger("rules.required_workflows.do_not_enforce_on_create"),
                  "rules.required_workflows"),
        presence("rules.required_workflows.required_workflow.path", gone=_OFF, came=_UP,
                 changed=_OFF),
    ),
    _given("github_organization_security_manager", *moves("team_slug")),
    entry(
        "github_organization_settings", Role.IDENTITY,
        *_held("default_repository_permission", _BASES),
        when(happens(_GRANT, Verb.DELETE, note=_RESET),
             only={"default_repository_permission": "none"}),
        when(happens(_REVOKE, Verb.DELETE, note=_RESET),
             only={"default_repository_permission": ("write", "admin")}),
        *(toggle(f"members_can_{name}", on=_GRANT, off=_REVOKE, default=True, verbs=_ENDING,
                 note=_RESET) for name in (
            "create_internal_repositories", "create_pages", "create_private_pages",
            "create_private_repositories", "create_public_pages", "create_public_repositories",
            "create_repositories")),
        toggle("members_can_fork_private_repositories", on=_GRANT, off=_REVOKE),
        *(toggle(path, off=_OFF, on=_UP, verbs=_ENDING, note=_RESET) for path in (
            "web_commit_signoff_required", *(f"{name}_enabled_for_new_repositories" for name in (
                "advanced_security", "dependabot_alerts", "dependabot_security_updates",
                "dependency_graph", "secret_scanning", "secret_scanning_push_protection")))),
        *parameters("billing_email", "has_organization_projects", "has_repository_projects"),
        ignore=("blog", "company", "description", "email", "location", "name",
                "twitter_username"),
    ),
    _webhook("github_organization_webhook"),
    _glue("github_project_card"),
    _glue("github_project_column"),
    entry("github_release", Role.GLUE,
          changed("tag_name", "deploy.version", disruption=_QUIET),
          ignore=("body", "name", "etag")),
    entry(
        "github_repository", Role.DATA_STORE,
        *documented(
            _REPOSITORY_PAGE,
            when(happens("data.delete", Verb.DELETE,
                         note="Issues, pull requests, releases and settings go with it; a deleted "
                              "repository can be restored for 90 days where it has no forks."),
                 unless={"archive_on_destroy": "true"}),
            when(happens(_REVOKE, Verb.DELETE, note="It is archived: nobody may write any more."),
                 only={"archive_on_destroy": "true"}),
            happens("data.replace", Verb.REPLACE),
        ),
        *documented(
            _VISIBILITY_PAGE,
            choice("visibility", {"public": "access.public"},
                   note="Code, its history, and the logs of Actions can be read by everybody."),
            order("visibility", ("private", "internal", "public"), up=_GRANT, down=_REVOKE),
            when(toggle("private", off="access.public", on=_REVOKE), only={"visibility": ""}),
        ),
        toggle("archived", on=_REVOKE, off=_GRANT, note="Nobody may write to an archived one."),
        toggle("vulnerability_alerts", off="observability.alarm-off", on=_UP),
        *(choice(f"security_and_analysis.{name}.status", {"disabled": _OFF, "enabled": _UP})
          for name in ("advanced_security", "code_security", "secret_scanning",
                       "secret_scanning_ai_detection", "secret_scanning_non_provider_patterns",
                       "secret_scanning_push_protection")),
        toggle("archive_on_destroy", off=_OFF, on=_UP),
        guard("web_commit_signoff_required"),
        presence("pages", came="routing.rule", gone="routing.remove"),
        changed("pages.cname", "routing.dns"),
        changed("pages.source", "routing.rule"),
        changed("name", "config.parameter",
                note="GitHub redirects from the old name until another repository takes it."),
        *parameters(
            "default_branch", "allow_auto_merge", "allow_merge_commit", "allow_rebase_merge",
            "allow_squash_merge", "allow_update_branch", "delete_branch_on_merge", "has_issues",
            "has_wiki", "has_projects", "has_discussions", "merge_commit_message",
            "merge_commit_title", "squash_merge_commit_message", "squash_merge_commit_title",
        ),
        ignore=("etag", "description", "homepage_url", "topics", "is_template", "has_downloads",
                "auto_init", "gitignore_template", "license_template", "node_id", "repo_id",
                "ignore_vulnerability_alerts_during_read", "primary_language", "full_name",
                "html_url", "ssh_clone_url", "http_clone_url", "git_clone_url", "svn_url"),
    ),
    _glue("github_repository_autolink_reference"),
    _given("github_repository_collaborator", *_held("permission", _PERMISSIONS),
           *moves("username", "repository"),
           ignore=("permission_diff_suppression", "invitation_id")),
    _given(
        "github_repository_collaborators",
        *(members(path, came=_GRANT, gone=_REVOKE) for path in ("user.username", "team.team_id")),
        *moves("repository"),
        *_held("user.permission", _PERMISSIONS), *_held("team.permission", _PERMISSIONS),
        ignore=("invitation_ids", "ignore_team"),
    ),
    _glue("github_repository_custom_property"),
    entry("github_repository_dependabot_security_updates", Role.PROTECTION, guard("enabled"),
          delete=_OFF),
    _given("github_repository_deploy_key",
           toggle("read_only", off=_GRANT, on=_REVOKE, default=True),
           changed("key", "access.trust"), changed("key", _REVOKE), *moves("repository"),
           ignore=("title",)),
    _deploys("github_repository_deployment_branch_policy", "name", "environment_name"),
    entry(
        "github_repository_environment", Role.PROTECTION,
        *documented(
            _ENVIRONMENT_PAGE,
            presence("reviewers", gone=_OFF, came=_UP),
            *(presence(f"reviewers.{who}", changed="config.parameter")
              for who in ("teams", "users")),
            number("wait_timer", down=_OFF, up=_UP), presence("wait_timer", gone=_OFF, came=_UP),
            guard("prevent_self_review"), danger("can_admins_bypass", default=True),
            presence("deployment_branch_policy", gone=_OFF, came=_UP),
            toggle("deployment_branch_policy.protected_branches", off="config.parameter",
                   on="config.parameter"),
        ),
        delete=_OFF, replace=_OFF,
    ),
    _deploys("github_repository_environment_deployment_policy", "branch_pattern", "tag_pattern",
             "environment"),
    entry("github_repository_file", Role.CONFIG, *parameters("content", "branch", "file"),
          delete="config.parameter",
          ignore=("commit_author", "commit_email", "commit_message", "commit_sha", "sha", "ref",
                  "overwrite_on_create")),
    _glue("github_repository_milestone"),
    _glue("github_repository_project"),
    _glue("github_repository_pull_request"),
    _ruleset(
        "github_repository_ruleset",
        presence("rules.merge_queue", gone=_OFF, came=_UP, changed="config.parameter"),
        members("rules.required_deployments.required_deployment_environments", gone=_OFF,
                came=_UP),
    ),
    _glue("github_repository_topics"),
    _webhook("github_repository_webhook"),
    entry(
        "github_team", Role.IDENTITY,
        members("parent_team_id", came=_GRANT, gone=_REVOKE,
                note="A team has what its parent is given."),
        *moves("ldap_dn"),
        *parameters("privacy"),
        delete=_REVOKE,
        ignore=("description", "etag", "name", "members_count", "slug", "node_id",
                "create_default_maintainer", "notification_setting", "parent_team_read_id",
                "parent_team_read_slug"),
    ),
    _given(
        "github_team_members",
        members("members.username", came=_GRANT, gone=_REVOKE),
        order("members.role", ("member", "maintainer"), up=_GRANT, down=_REVOKE),
        *moves("team_id"),
    ),
    _given("github_team_membership",
           order("role", ("member", "maintainer"), up=_GRANT, down=_REVOKE),
           *moves("team_id", "username")),
    _given("github_team_repository", *_held("permission", _PERMISSIONS),
           *moves("team_id", "repository")),
    _glue("github_team_settings"),
    _given("github_team_sync_group_mapping",
           members("group.group_id", came=_GRANT, gone=_REVOKE), *moves("team_slug")),
    _given("github_user_gpg_key", changed("armored_public_key", "access.trust"),
           changed("armored_public_key", _REVOKE)),
    _given("github_user_ssh_key", changed("key", "access.trust"), changed("key", _REVOKE),
           ignore=("title", "url")),
    _workflow_token("github_workflow_repository_permissions"),
)  # fmt: skip
