"""
Google Cloud's projects, folders, services, organization policies, quotas and tags.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    Words,
    changed,
    choice,
    entry,
    happens,
    limit,
    members,
    number,
    presence,
    toggle,
    when,
)
from planguard.actions.providers.forms import guard
from planguard.actions.providers.google import glue, setting
from planguard.model.words import Disruption, Role, Verb

_ALL = (
    "Everything in the project is deleted with it, whether or not the plan lists it; for 30 days "
    "it can be had back."
)
_UNPAID = "Without billing the services of the project stop, and some delete their data."
_LIFTED = "As long as it is there, what is forbidden above it is allowed here."
_MOVED = "It comes under other policies and bindings; they are not compared."
_KEPT: Words = {"deletion_policy": ("abandon", "prevent"), "skip_delete": "true"}
_EMPTY = (
    "Only a folder without projects and folders can be deleted; what was bound to it, and its "
    "policies, go with it. For 30 days it can be had back."
)
_CONDITIONAL = "A tag decides which conditional bindings and policies hold for what has it."


def _limit(at: str) -> tuple[Rule, ...]:
    """
    Describe a rule of an organization policy.

    Source: https://cloud.google.com/resource-manager/docs/organization-policy/overview
    """
    return (
        toggle(f"{at}.rules.enforce", off="protection.guard-off", on="protection.up"),
        toggle(f"{at}.rules.allow_all", on="protection.guard-off", off="protection.up"),
        toggle(f"{at}.rules.deny_all", off="protection.guard-off", on="protection.up"),
        *(
            when(
                members(f"{at}.rules.values.{values}", came=came, gone=gone),
                unless={f"{at}.rules.{whole}": "true"},
                was_not={f"{at}.rules.{whole}": "true"},
            )
            for values, whole, came, gone in (
                ("allowed_values", "allow_all", "protection.guard-off", "protection.up"),
                ("denied_values", "deny_all", "protection.up", "protection.guard-off"),
            )
        ),
        changed(f"{at}.rules.condition.expression", "protection.guard-off"),
        toggle(f"{at}.reset", on="protection.guard-off", off="protection.up"),
    )


def _stands(*lifted: Words) -> tuple[Rule, ...]:
    """Describe what a policy does by being there: it forbids, or lets all go in so many words."""
    anything = {path: word for words in lifted for path, word in words.items()}
    return (
        when(happens("protection.up", Verb.CREATE), unless=anything),
        when(happens("protection.guard-off", Verb.DELETE), unless=anything),
        *(
            when(happens(meaning, verb, note=_LIFTED), only=words)
            for words in lifted
            for meaning, verb in (
                ("protection.guard-off", Verb.CREATE),
                ("protection.up", Verb.DELETE),
            )
        ),
    )


def _older_limit(type_: str) -> TypeEntry:
    return entry(
        type_,
        Role.PROTECTION,
        toggle("boolean_policy.enforced", off="protection.guard-off", on="protection.up"),
        toggle("list_policy.allow.all", on="protection.guard-off", off="protection.up"),
        toggle("list_policy.deny.all", off="protection.guard-off", on="protection.up"),
        when(
            limit(
                "list_policy.allow.values",
                wider="protection.guard-off",
                narrower="protection.up",
                note="Where no value is listed every value is allowed, unless all are denied.",
            ),
            unless={"list_policy.deny.all": "true"},
        ),
        members("list_policy.deny.values", came="protection.up", gone="protection.guard-off"),
        toggle(
            "list_policy.inherit_from_parent", off="protection.guard-off", on="config.parameter"
        ),
        toggle("restore_policy.default", on="protection.guard-off"),
        *_stands(
            {"boolean_policy.enforced": "false"},
            {"list_policy.allow.all": "true"},
            {"restore_policy.default": "true"},
        ),
    )


def _access_approval(type_: str) -> TypeEntry:
    return entry(
        type_,
        Role.PROTECTION,
        presence(
            "enrolled_services.cloud_product",
            gone="protection.guard-off",
            came="protection.up",
        ),
        members("notification_emails", gone="observability.alarm-off", came="protection.up"),
        delete="protection.guard-off",
    )


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "google_billing_project_info",
        Role.CONFIG,
        presence(
            "billing_account",
            gone="scale.to-zero",
            changed="config.parameter",
            note=_UNPAID,
        ),
        happens("scale.to-zero", Verb.DELETE, note=_UNPAID),
    ),
    entry(
        "google_cloud_quotas_quota_preference",
        Role.SCALING,
        number("quota_config.preferred_value", up="scale.limits-up", down="scale.limits-down"),
        choice(
            "ignore_safety_checks",
            {
                "QUOTA_DECREASE_BELOW_USAGE": "protection.guard-off",
                "QUOTA_DECREASE_PERCENTAGE_TOO_HIGH": "protection.guard-off",
            },
        ),
    ),
    entry(
        "google_essential_contacts_contact",
        Role.OBSERVABILITY,
        changed("email", "observability.alarm-off"),
        changed("parent", "observability.alarm-off"),
        members(
            "notification_category_subscriptions",
            gone="observability.alarm-off",
        ),
        delete="observability.alarm-off",
        ignore=("language_tag",),
    ),
    entry(
        "google_folder",
        Role.IDENTITY,
        changed("parent", "access.grant", note=_MOVED),
        guard("deletion_protection", default=True),
        happens("access.revoke", Verb.DELETE, note=_EMPTY),
        happens("access.revoke", Verb.REPLACE, note=_EMPTY),
        ignore=("display_name",),
    ),
    _access_approval("google_folder_access_approval_settings"),
    _older_limit("google_folder_organization_policy"),
    entry(
        "google_org_policy_custom_constraint",
        Role.PROTECTION,
        choice("action_type", {"ALLOW": "protection.guard-off", "DENY": "protection.up"}),
        changed("condition", "protection.guard-off"),
        members("resource_types", gone="protection.guard-off", came="protection.up"),
        members("method_types", gone="protection.guard-off", came="protection.up"),
        create="protection.up",
        delete="protection.guard-off",
        ignore=("description", "display_name"),
    ),
    entry(
        "google_org_policy_policy",
        Role.PROTECTION,
        *_limit("spec"),
        toggle(
            "spec.inherit_from_parent",
            off="protection.guard-off",
            on="protection.up",
        ),
        *_stands(
            {"spec.rules.enforce": "false"},
            {"spec.rules.allow_all": "true"},
            {"spec.reset": "true"},
        ),
        ignore=("dry_run_spec",),
    ),
    _access_approval("google_organization_access_approval_settings"),
    _older_limit("google_organization_policy"),
    entry(
        "google_project",
        Role.IDENTITY,
        when(happens("data.delete", Verb.DELETE, note=_ALL), unless=_KEPT),
        when(happens("data.replace", Verb.REPLACE, note=_ALL), unless=_KEPT),
        choice(
            "deletion_policy",
            {
                "DELETE": "protection.guard-off",
                "PREVENT": "protection.up",
                "ABANDON": "protection.up",
            },
            default="PREVENT",
        ),
        toggle("skip_delete", off="protection.guard-off", on="protection.up"),
        presence(
            "billing_account", gone="scale.to-zero", changed="config.parameter", note=_UNPAID
        ),
        changed("folder_id", "access.grant", note=_MOVED),
        changed("org_id", "access.grant", note=_MOVED),
        ignore=("name",),
    ),
    _access_approval("google_project_access_approval_settings"),
    _older_limit("google_project_organization_policy"),
    entry(
        "google_project_service",
        Role.CONFIG,
        *(
            when(
                happens("scale.to-zero", verb, note="What the service runs in the project stops."),
                unless={"disable_on_destroy": "false"},
            )
            for verb in (Verb.DELETE, Verb.REPLACE)
        ),
        guard("check_if_service_has_usage_on_destroy"),
        toggle("disable_on_destroy", on="protection.guard-off", off="protection.up"),
        toggle("disable_dependent_services", on="protection.guard-off", off="protection.up"),
    ),
    entry(
        "google_project_usage_export_bucket",
        Role.OBSERVABILITY,
        changed("bucket_name", "config.parameter", disruption=Disruption.NONE),
        changed("prefix", "config.parameter", disruption=Disruption.NONE),
        delete="observability.logs-off",
    ),
    entry(
        "google_resource_manager_lien",
        Role.PROTECTION,
        create="protection.up",
        delete="protection.guard-off",
        replace="protection.guard-off",
    ),
    entry(
        "google_service_usage_consumer_quota_override",
        Role.SCALING,
        number("override_value", up="scale.limits-up", down="scale.limits-down"),
        toggle("force", on="protection.guard-off", off="protection.up"),
        delete="scale.limits-down",
    ),
    glue(
        "google_tags_location_tag_binding",
        happens("access.revoke", Verb.DELETE, note=_CONDITIONAL),
        happens("access.grant", Verb.CREATE, note=_CONDITIONAL),
        changed("tag_value", "access.grant", note=_CONDITIONAL),
        changed("tag_value", "access.revoke", note=_CONDITIONAL),
    ),
    glue(
        "google_tags_tag_binding",
        happens("access.revoke", Verb.DELETE, note=_CONDITIONAL),
        happens("access.grant", Verb.CREATE, note=_CONDITIONAL),
        changed("tag_value", "access.grant", note=_CONDITIONAL),
        changed("tag_value", "access.revoke", note=_CONDITIONAL),
    ),
    setting(
        "google_tags_tag_key",
        happens("access.revoke", Verb.DELETE, note=_CONDITIONAL),
    ),
    setting(
        "google_tags_tag_value",
        happens("access.revoke", Verb.DELETE, note=_CONDITIONAL),
    ),
)
