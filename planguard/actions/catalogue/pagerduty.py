"""
Whom PagerDuty calls, when and for what: what changes to that mean.

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
    deadline,
    documented,
    entry,
    members,
    number,
    order,
    presence,
    secret,
    toggle,
    when,
)
from planguard.actions.providers.forms import parameters
from planguard.actions.providers.services import moves
from planguard.model.words import Disruption, Role, Verb

_QUIET = Disruption.NONE
_SILENT, _LOOSE = "observability.alarm-off", "observability.alarm-loosened"
_SERVICE_PAGE = "https://support.pagerduty.com/main/docs/services-and-integrations"
_POLICY_PAGE = "https://support.pagerduty.com/main/docs/escalation-policies"
_SCHEDULE_PAGE = "https://support.pagerduty.com/main/docs/schedule-basics"
_RULES_PAGE = "https://support.pagerduty.com/main/docs/event-orchestration"
_WINDOW_PAGE = "https://support.pagerduty.com/main/docs/maintenance-windows"
_ROLES_PAGE = "https://support.pagerduty.com/main/docs/user-roles"
_LATER = "Nobody is told before."
_USER_ROLES = (
    *("read_only_limited_user", "read_only_user", "restricted_access", "observer"),
    *("limited_user", "user", "admin", "owner"),
)


def _watch(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe a piece of the way an alarm takes to people: they are not told when it goes."""
    return entry(
        type_, Role.OBSERVABILITY, *rules, delete=_SILENT, replace=_SILENT,
        ignore=("html_url", "summary", *ignore),
    )  # fmt: skip


def _setting(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    return entry(type_, Role.CONFIG, *rules, delete="config.parameter", ignore=ignore)


def _emptied(type_: str, *rules: Rule) -> TypeEntry:
    """Describe rules for events that are emptied when they go: people are told all the same."""
    return entry(
        type_, Role.OBSERVABILITY, *rules, delete="config.parameter", replace="config.parameter"
    )


def _glue(type_: str) -> TypeEntry:
    return entry(type_, Role.GLUE)


def _events(root: str, *, verbs: frozenset[Verb] = CHANGING, block: str = "") -> tuple[Rule, ...]:
    """
    Describe what becomes of events at `root`: dropped, held back, or sent to somebody.

    The values stand in `block` each, where a rule is a resource of its own.
    """

    def at(name: str) -> str:
        return f"{root}.{name}{block}"

    return (
        toggle(at("suppress"), on=_SILENT, off="protection.up", verbs=verbs,
               note="Nobody is told of events that are suppressed."),
        number(at("suspend"), up=_LOOSE),
        presence(at("suspend"), came=_LOOSE, verbs=verbs, note=_LATER),
        choice(at("severity"), {"info": _LOOSE, "warning": "config.parameter",
                                "error": "config.parameter", "critical": "config.parameter"}),
        choice(at("event_action"), {"resolve": _LOOSE, "trigger": "config.parameter"}),
        *parameters(at("priority")),
    )  # fmt: skip


def _orchestrated(*, drops: bool, routes: bool = True) -> tuple[Rule, ...]:
    found: list[Rule] = []
    for root in ("set.rule.actions", "catch_all.actions"):
        found += _events(root)
        if drops:
            found.append(toggle(f"{root}.drop_event", on=_SILENT, off="protection.up"))
        if routes:
            found += [
                changed(f"{root}.route_to", "routing.rule"),
                presence(f"{root}.escalation_policy", changed="routing.rule"),
            ]
    found += parameters("set.rule.condition", "set.rule.disabled")
    return documented(_RULES_PAGE, *found)


def _own_rule(type_: str, *rules: Rule) -> TypeEntry:
    return entry(
        type_, Role.OBSERVABILITY,
        *_events("actions", verbs=ARRIVING, block=".value"),
        *rules,
        *parameters("conditions", "time_frame", "position", "disabled"),
        delete="config.parameter",
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    _glue("pagerduty_addon"),
    _setting("pagerduty_alert_grouping_setting", *parameters("config", "type"),
             members("services", came="config.parameter", gone="config.parameter"),
             ignore=("name", "description")),
    entry(
        "pagerduty_automation_actions_action", Role.COMPUTE,
        changed("action_data_reference.script", "deploy.version", disruption=_QUIET),
        changed("action_data_reference.invocation_command", "deploy.version", disruption=_QUIET),
        changed("action_data_reference.process_automation_job_id", "deploy.version",
                disruption=_QUIET),
        changed("runner_id", "config.parameter"),
        toggle("allow_invocation_from_event_orchestration", on="access.grant",
               off="access.revoke"),
        delete="config.parameter", ignore=("name", "description", "modify_time"),
    ),
    _glue("pagerduty_automation_actions_action_service_association"),
    entry("pagerduty_automation_actions_action_team_association", Role.IDENTITY,
          *moves("action_id", "team_id"), create="access.grant", delete="access.revoke"),
    entry("pagerduty_automation_actions_runner", Role.COMPUTE,
          secret("runbook_api_key"), *parameters("runbook_base_uri"),
          delete="scale.to-zero", ignore=("name", "description", "last_seen")),
    entry("pagerduty_automation_actions_runner_team_association", Role.IDENTITY,
          *moves("runner_id", "team_id"), create="access.grant", delete="access.revoke"),
    _glue("pagerduty_business_service"),
    entry("pagerduty_business_service_subscriber", Role.OBSERVABILITY, delete=_LOOSE),
    _setting("pagerduty_enablement", toggle("enabled", on="config.parameter",
                                            off="config.parameter")),
    _watch(
        "pagerduty_escalation_policy",
        *documented(
            _POLICY_PAGE,
            presence("rule.target.id", gone=_LOOSE, changed="config.parameter"),
            number("rule.escalation_delay_in_minutes", up=_LOOSE),
            number("num_loops", down=_LOOSE),
            presence("num_loops", gone=_LOOSE),
            *parameters("rule.escalation_rule_assignment_strategy"),
        ),
        ignore=("name", "description", "teams"),
    ),
    _watch("pagerduty_event_orchestration", ignore=("name", "description", "routes", "team")),
    _emptied("pagerduty_event_orchestration_global", *_orchestrated(drops=True)),
    _setting("pagerduty_event_orchestration_global_cache_variable",
             *parameters("condition", "configuration", "disabled"), ignore=("name",)),
    _watch("pagerduty_event_orchestration_integration",
           changed("event_orchestration", "routing.rule"), ignore=("label",)),
    _watch(
        "pagerduty_event_orchestration_router",
        *documented(
            _RULES_PAGE,
            presence("set.rule.actions.route_to", came="routing.rule", gone="routing.remove",
                     changed="routing.rule"),
            changed("set.rule.actions.dynamic_route_to", "routing.rule"),
            choice("catch_all.actions.route_to", {"unrouted": _SILENT}, otherwise="routing.rule",
                   note="Events that no rule matches make no incident."),
        ),
        *parameters("set.rule.condition", "set.rule.disabled"),
    ),
    _emptied(
        "pagerduty_event_orchestration_service",
        *_orchestrated(drops=False),
        toggle("enable_event_orchestration_for_service", on="config.parameter",
               off="config.parameter"),
    ),
    _setting("pagerduty_event_orchestration_service_cache_variable",
             *parameters("condition", "configuration", "disabled"), ignore=("name",)),
    _emptied(
        "pagerduty_event_orchestration_unrouted",
        toggle("catch_all.actions.suppress", on=_SILENT, off="protection.up"),
        changed("set.rule.actions.route_to", "routing.rule"),
        *parameters("set.rule.condition", "set.rule.disabled", "catch_all.actions.severity"),
    ),
    _setting("pagerduty_event_rule", *parameters("action_json", "condition_json")),
    _watch("pagerduty_extension", changed("endpoint_url", "routing.rule"),
           members("extension_objects", gone=_SILENT), *parameters("config"), ignore=("name",)),
    _watch("pagerduty_extension_servicenow", secret("snow_password"),
           members("extension_objects", gone=_SILENT), changed("target", "routing.rule"),
           *parameters("snow_user", "sync_options", "task_type"), ignore=("name", "referer")),
    _glue("pagerduty_incident_custom_field"),
    _glue("pagerduty_incident_custom_field_option"),
    _glue("pagerduty_incident_type"),
    _glue("pagerduty_incident_type_custom_field"),
    _setting("pagerduty_incident_workflow", *parameters("step", "is_enabled"),
             ignore=("name", "description")),
    _setting(
        "pagerduty_incident_workflow_trigger",
        *parameters("condition", "services", "workflow", "subscribed_to_all_services"),
        toggle("permissions.restricted", off="access.grant", on="access.revoke"),
    ),
    _setting("pagerduty_jira_cloud_account_mapping_rule", *parameters("config", "enabled"),
             ignore=("name",)),
    entry(
        "pagerduty_maintenance_window", Role.OBSERVABILITY,
        *documented(
            _WINDOW_PAGE,
            deadline("end_time", later=_LOOSE, note="Services make no incidents while it lasts."),
            deadline("start_time", earlier=_LOOSE),
            members("services", came=_SILENT),
        ),
        create="config.parameter", ignore=("description",),
    ),
    _setting("pagerduty_response_play", presence("responder.id", gone=_LOOSE),
             presence("subscriber.id", gone=_LOOSE),
             *parameters("conference_number", "conference_url", "runnability"),
             ignore=("name", "description")),
    _watch("pagerduty_ruleset", ignore=("name",)),
    _own_rule("pagerduty_ruleset_rule", changed("actions.route.value", "routing.rule")),
    _watch(
        "pagerduty_schedule",
        *documented(
            _SCHEDULE_PAGE,
            presence("layer.users", gone=_SILENT, note="Nobody is on call in the layer."),
            presence("layer.end", came=_LOOSE, note="Nobody is on call in the layer from then on."),
            changed("layer.restriction", "config.parameter"),
            *parameters("layer.users", "layer.rotation_turn_length_seconds", "layer.start",
                        "layer.rotation_virtual_start", "time_zone", "overflow"),
        ),
        ignore=("name", "description", "final_schedule", "teams"),
    ),
    _watch(
        "pagerduty_service",
        *documented(
            _SERVICE_PAGE,
            changed("escalation_policy", "routing.rule", note="Others are told."),
            number("acknowledgement_timeout", up=_LOOSE),
            choice("acknowledgement_timeout", {"null": _LOOSE},
                   note="An incident that somebody took and forgot stays so."),
            number("auto_resolve_timeout", down=_LOOSE),
            when(changed("auto_resolve_timeout", _LOOSE,
                         note="What nobody took care of is closed after a while."),
                 was={"auto_resolve_timeout": "null"}),
            choice("incident_urgency_rule.urgency", {"low": _LOOSE}),
            choice("incident_urgency_rule.during_support_hours.urgency", {"low": _LOOSE}),
            choice("incident_urgency_rule.outside_support_hours.urgency", {"low": _LOOSE}),
            toggle("auto_pause_notifications_parameters.enabled", on=_LOOSE),
            number("auto_pause_notifications_parameters.timeout", up=_LOOSE),
            presence("scheduled_actions.to_urgency", gone=_LOOSE),
        ),
        *parameters("alert_creation", "alert_grouping", "alert_grouping_parameters",
                    "alert_grouping_timeout", "support_hours", "response_play",
                    "incident_urgency_rule.type"),
        ignore=("name", "description", "status", "last_incident_timestamp", "created_at"),
    ),
    _glue("pagerduty_service_custom_field"),
    _glue("pagerduty_service_custom_field_value"),
    _glue("pagerduty_service_dependency"),
    _own_rule("pagerduty_service_event_rule"),
    _watch(
        "pagerduty_service_integration",
        changed("service", "routing.rule"),
        changed("integration_key", "secret.change"),
        changed("integration_email", "routing.rule"),
        order("email_filter_mode", ("and-rules-email", "or-rules-email", "all-email"),
              down=_LOOSE, up="protection.up"),
        *parameters("email_filter", "email_parser", "email_incident_creation",
                    "email_parsing_fallback"),
        ignore=("name",),
    ),
    _watch("pagerduty_slack_connection", members("config.events", gone=_LOOSE),
           when(members("config.priorities", gone=_LOOSE),
                unless={"config.priorities": ("['*']", "('*',)")}),
           *parameters("channel_id", "notification_type"),
           ignore=("channel_name", "source_name")),
    _glue("pagerduty_tag"),
    _glue("pagerduty_tag_assignment"),
    entry("pagerduty_team", Role.IDENTITY,
          choice("default_role", {"manager": "access.grant", "none": "access.revoke"}),
          members("parent", came="access.grant", gone="access.revoke"), delete="access.revoke",
          ignore=("name", "description", "html_url")),
    entry("pagerduty_team_membership", Role.IDENTITY,
          order("role", ("observer", "responder", "manager"), up="access.grant",
                down="access.revoke"),
          *moves("user_id", "team_id"),
          create="access.grant", delete="access.revoke"),
    entry(
        "pagerduty_user", Role.IDENTITY,
        *documented(
            _ROLES_PAGE,
            order("role", _USER_ROLES, up="access.grant"),
            order("role", _USER_ROLES, down="access.revoke"),
            choice("role", dict.fromkeys(("admin", "owner"), "access.admin"), verbs=ARRIVING),
        ),
        *parameters("email", "time_zone", "license"),
        create="access.grant", delete="access.revoke",
        ignore=("name", "color", "description", "job_title", "avatar_url", "html_url",
                "invitation_sent"),
    ),
    entry("pagerduty_user_contact_method", Role.OBSERVABILITY,
          *parameters("address", "country_code", "type"),
          toggle("blacklisted", on=_LOOSE), toggle("enabled", off=_LOOSE, default=True),
          delete=_LOOSE, ignore=("label", "send_short_email")),
    entry("pagerduty_user_handoff_notification_rule", Role.OBSERVABILITY,
          *parameters("contact_method", "notify_advance_in_minutes", "handoff_type")),
    entry("pagerduty_user_notification_rule", Role.OBSERVABILITY,
          number("start_delay_in_minutes", up=_LOOSE),
          *parameters("contact_method", "urgency"), delete=_LOOSE),
    _watch(
        "pagerduty_webhook_subscription",
        toggle("active", off=_SILENT, default=True),
        members("events", gone=_LOOSE),
        changed("delivery_method.url", "routing.rule"),
        toggle("delivery_method.temporarily_disabled", on=_SILENT),
        secret("delivery_method.custom_header.value"),
        *parameters("filter"), ignore=("description",),
    ),
)  # fmt: skip
