"""
LaunchDarkly's flags, their environments, and who may change them: what changes to them mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    documented,
    entry,
    grants,
    members,
    number,
    order,
    presence,
    secret,
    toggle,
    weights,
    when,
)
from planguard.actions.providers.forms import danger, guard, parameters
from planguard.model.words import Disruption, Role, Verb

_QUIET = Disruption.NONE
_OFF, _UP = "protection.guard-off", "protection.up"
_GRANT, _REVOKE = "access.grant", "access.revoke"
_FLAG = "config.flag"
_BLIND = "observability.logs-off"
_FLAGS_PAGE = "https://launchdarkly.com/docs/api/feature-flags"
_ENVIRONMENT_PAGE = "https://launchdarkly.com/docs/api/environments"
_ROLES_PAGE = "https://launchdarkly.com/docs/api/custom-roles"
_ADMINS = ("admin", "owner")
_ROLES = ("no_access", "reader", "writer", *_ADMINS)


def _flags(*paths: str) -> tuple[Rule, ...]:
    """Describe what users get; clients that are connected get it within seconds."""
    return documented(_FLAGS_PAGE, *(changed(path, _FLAG, disruption=_QUIET) for path in paths))


def _environment(root: str = "") -> tuple[Rule, ...]:
    """Describe how an environment is guarded against changes of its flags."""
    without = {f"{root}approval_settings": ("", "[]", "()")}
    return documented(
        _ENVIRONMENT_PAGE,
        *(guard(f"{root}{name}") for name in ("critical", "confirm_changes", "require_comments")),
        guard(f"{root}secure_mode",
              note="Without it a client may ask for the flags of any user."),
        guard(f"{root}approval_settings.required"),
        number(f"{root}approval_settings.min_num_approvals", down=_OFF, up=_UP),
        members(f"{root}approval_settings.required_approval_tags", gone=_OFF, came=_UP),
        *(when(danger(f"{root}approval_settings.{name}"), unless=without, was_not=without)
          for name in ("can_review_own_request", "can_apply_declined_changes",
                       "auto_apply_approved_changes")),
        *parameters(f"{root}default_ttl", f"{root}approval_settings.service_kind"),
    )  # fmt: skip


def _ranked(path: str) -> tuple[Rule, ...]:
    """Compare the roles that LaunchDarkly has by itself, from the fewest rights to the most."""
    return (
        order(path, _ROLES, up=_GRANT),
        order(path, _ROLES, down=_REVOKE),
        choice(path, dict.fromkeys(_ADMINS, "access.admin"), verbs=ARRIVING),
        choice(path, dict.fromkeys(_ROLES[1:], _GRANT), verbs=frozenset({Verb.CREATE})),
    )


def _statements(*blocks: str) -> tuple[Rule, ...]:
    """Compare what statements allow and deny, action by action and thing by thing."""
    return tuple(rule for block in blocks for rule in _stated(block))


def _stated(block: str) -> Iterator[Rule]:
    yield choice(f"{block}.effect", {"allow": _GRANT, "deny": _REVOKE}, both=True)
    for effect, came, gone in (("allow", _GRANT, _REVOKE), ("deny", _REVOKE, _GRANT)):
        ways = {"actions": (came, gone), "resources": (came, gone)}
        if block != "policy":
            ways |= {"not_actions": (gone, came), "not_resources": (gone, came)}
        for name, (more, less) in ways.items():
            yield when(
                members(f"{block}.{name}", came=more, gone=less),
                beside={f"{block}.effect": effect},
            )


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "launchdarkly_access_token", Role.SECRET,
        *documented(_ROLES_PAGE, *_ranked("role"), grants("custom_roles")),
        *documented(_ROLES_PAGE, *_statements("inline_roles", "policy_statements")),
        changed("expire", "secret.change", note="The earlier token ends."),
        create="secret.create", delete="secret.delete", replace="secret.change",
        ignore=("name",),
    ),
    entry(
        "launchdarkly_audit_log_subscription", Role.OBSERVABILITY,
        toggle("on", off=_BLIND), *parameters("config", "statements", "integration_key"),
        delete=_BLIND, ignore=("name",),
    ),
    entry(
        "launchdarkly_custom_role", Role.IDENTITY,
        *documented(_ROLES_PAGE, *_statements("policy", "policy_statements")),
        order("base_permissions", ("no_access", "reader"), up=_GRANT, down=_REVOKE),
        delete=_REVOKE, ignore=("name", "description"),
    ),
    entry(
        "launchdarkly_destination", Role.OBSERVABILITY,
        toggle("on", off=_BLIND), *parameters("config", "kind"),
        delete=_BLIND, replace=_BLIND, ignore=("name",),
    ),
    entry(
        "launchdarkly_environment", Role.CONFIG,
        *_environment(),
        delete=("data.delete", "secret.delete"), replace=("data.replace", "secret.change"),
        ignore=("name", "color", "default_track_events", "api_key", "mobile_key",
                "client_side_id"),
    ),
    entry(
        "launchdarkly_feature_flag", Role.CONFIG,
        *documented(
            _FLAGS_PAGE,
            toggle("archived", on=_FLAG, off=_FLAG,
                   note="Applications that still ask for an archived flag get their fallback."),
        ),
        *_flags("variations.value", "variation_type"),
        changed("defaults", "config.parameter",
                note="The defaults count for environments that are made later."),
        toggle("client_side_availability.using_environment_id", on="exposure.open",
               off="exposure.narrow", note="Anyone who has the page may read the flag."),
        toggle("client_side_availability.using_mobile_key", on="exposure.open",
               off="exposure.narrow"),
        *parameters("include_in_snippet"),
        delete=_FLAG, replace=_FLAG,
        ignore=("name", "description", "maintainer_id", "maintainer_team_key", "temporary",
                "custom_properties"),
    ),
    entry(
        "launchdarkly_feature_flag_environment", Role.CONFIG,
        *documented(_FLAGS_PAGE, toggle("on", on=_FLAG, off=_FLAG, disruption=_QUIET)),
        weights("fallthrough.rollout_weights", target="", weight="", moved=_FLAG),
        *_flags("fallthrough.variation", "fallthrough.bucket_by", "fallthrough.context_kind", "rules", "targets", "context_targets", "off_variation",
                "prerequisites"),
        delete=_FLAG, replace=_FLAG, ignore=("track_events",),
    ),
    entry(
        "launchdarkly_flag_trigger", Role.CONFIG,
        changed("instructions", "config.parameter"),
        toggle("enabled", on=_GRANT, off=_REVOKE,
               note="Whoever knows the address may switch the flag."),
        create=_GRANT, delete=_REVOKE, ignore=("maintainer_id",),
    ),
    entry(
        "launchdarkly_metric", Role.OBSERVABILITY,
        *parameters("event_key", "success_criteria", "kind", "is_active", "selector", "urls",
                    "analysis_type", "percentile_value"),
        delete="config.parameter", ignore=("name", "description", "maintainer_id", "version"),
    ),
    entry(
        "launchdarkly_project", Role.CONFIG,
        presence("environments.key", gone="data.delete", changed="data.delete",
                 note="The flags' settings and the SDK keys of the environment go with it."),
        *_environment("environments."),
        *parameters("default_client_side_availability", "include_in_snippet"),
        delete=("data.delete", "secret.delete"), replace=("data.replace", "secret.change"),
        ignore=("name",),
    ),
    entry(
        "launchdarkly_relay_proxy_configuration", Role.SECRET,
        *_statements("policy"),
        create="secret.create", delete="secret.delete", replace="secret.change",
        ignore=("name", "display_key"),
    ),
    entry(
        "launchdarkly_segment", Role.CONFIG,
        *_flags("included", "excluded", "included_contexts", "excluded_contexts", "rules",
                "unbounded"),
        delete=_FLAG, replace=_FLAG, ignore=("name", "description", "creation_date"),
    ),
    entry(
        "launchdarkly_team", Role.IDENTITY,
        grants("custom_role_keys"),
        members("member_ids", came=_GRANT, gone=_REVOKE),
        members("role_attributes.values", came=_GRANT, gone=_REVOKE),
        members("maintainers", came=_GRANT, gone=_REVOKE),
        delete=_REVOKE, ignore=("name", "description"),
    ),
    entry(
        "launchdarkly_team_member", Role.IDENTITY,
        *documented(_ROLES_PAGE, *_ranked("role"), grants("custom_roles")),
        members("role_attributes.values", came=_GRANT, gone=_REVOKE),
        delete=_REVOKE, ignore=("first_name", "last_name"),
    ),
    entry("launchdarkly_team_role_mapping", Role.IDENTITY, grants("custom_role_keys")),
    entry(
        "launchdarkly_webhook", Role.MESSAGING,
        toggle("on", off="routing.remove", on="routing.rule"),
        changed("url", "routing.rule"), secret("secret"),
        presence("secret", gone=_OFF,
                 note="The receiver can no longer tell LaunchDarkly's calls from others."),
        *parameters("statements"),
        delete="routing.remove", ignore=("name",),
    ),
)  # fmt: skip
