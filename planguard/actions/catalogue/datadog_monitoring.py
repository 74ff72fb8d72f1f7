"""
What Datadog watches and whom it tells: what changes to that mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    deadline,
    documented,
    entry,
    happens,
    limit,
    members,
    number,
    order,
    presence,
    retention,
    secret,
    threshold,
    toggle,
    when,
)
from planguard.actions.providers.forms import parameters
from planguard.model.words import Disruption, Role, Verb

_QUIET = Disruption.NONE
_OFF, _UP = "protection.guard-off", "protection.up"
_TIMES = "Alarms are silent at other times than before."
_SILENT, _LOOSE = "observability.alarm-off", "observability.alarm-loosened"
_BLIND = "observability.logs-off"
_MONITOR_PAGE = "https://docs.datadoghq.com/monitors/configuration/"
_DOWNTIME_PAGE = "https://docs.datadoghq.com/monitors/downtimes/"
_SYNTHETICS_PAGE = "https://docs.datadoghq.com/synthetics/api_tests/http_tests/"
_SLO_PAGE = "https://docs.datadoghq.com/service_management/service_level_objectives/"
_RULE_PAGE = "https://docs.datadoghq.com/security/detection_rules/"
_SEVERITIES = ("", "info", "low", "medium", "high", "critical")
_HANDLE = r"[\w.+/-]*\w"
_CALLS = r"(?:pagerduty|opsgenie|oncall|on-call|victorops|splunk|xmatters|incident)"
_PAGERS, _OTHERS = rf"@{_CALLS}{_HANDLE}", rf"(?<![\w.])@(?!{_CALLS}){_HANDLE}"
"""
Handles of whoever gets people out of bed, and of the others.

Source: https://docs.datadoghq.com/monitors/notify/#notifications
"""
_RECIPIENTS = "Whom the monitor tells stands in its message."
_TELLS = "show_and_notify_no_data"


def _watch(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe what tells people: they are not told when it goes."""
    return entry(type_, Role.OBSERVABILITY, *rules, delete=_SILENT, ignore=ignore)


def _later(path: str) -> Rule:
    return number(path, up=_LOOSE)


def _reminded(path: str) -> Rule:
    return number(path, up=_LOOSE, zero_is="no-limit", absent=0,
                  note="Without an interval nobody is told a second time.")  # fmt: skip


def _told(path: str = "message") -> tuple[Rule, ...]:
    """Compare whom a message tells, by the handles in it."""
    return (
        presence(path, gone=_SILENT, changed="config.parameter", note=_RECIPIENTS),
        *(
            when(members(path, gone=_LOOSE, swapped="config.parameter", within=handles,
                         note="Whoever was told by that handle no longer is."),
                 unless={path: ("",)})
            for handles in (_PAGERS, _OTHERS)
        ),
    )  # fmt: skip


def _editors(path: str = "restricted_roles") -> Rule:
    """Describe a list of the only roles that may change it; without it everybody may."""
    return limit(path, note="Without the list everybody who may write may change it.")


def _enabled(path: str = "enabled") -> Rule:
    return toggle(path, off=_SILENT, on=_UP, default=True)


def _detection(type_: str, *rules: Rule, ignore: tuple[str, ...]) -> TypeEntry:
    return _watch(type_, *_detected(), *rules, ignore=ignore)


def _detected() -> tuple[Rule, ...]:
    """Describe what a rule finds, and whom it tells."""
    return documented(
        _RULE_PAGE,
        _enabled(),
        order("case.status", _SEVERITIES, down=_LOOSE),
        members("case.notifications", gone=_LOOSE),
        presence("filter.query", came=_LOOSE, changed="config.parameter"),
        *parameters("query"),
    )


def _thresholds(root: str, query: str) -> tuple[Rule, ...]:
    return (
        *(threshold(f"{root}.{name}", comparison=query) for name in ("critical", "warning")),
        presence(f"{root}.critical", gone=_LOOSE),
        presence(f"{root}.warning", gone=_LOOSE),
        *parameters(f"{root}.critical_recovery", f"{root}.warning_recovery"),
    )


def _downtime(
    type_: str, *ends: str, scope: Rule, which: tuple[str, ...], again: tuple[Rule, ...]
) -> TypeEntry:
    """Describe when nobody is told; `again` are the rules of what comes back."""
    forever = dict.fromkeys(ends, ("", "0"))
    return entry(
        type_, Role.OBSERVABILITY,
        *documented(
            _DOWNTIME_PAGE,
            when(happens(_SILENT, Verb.CREATE, note="It has no end: nobody is told until it goes."),
                 only=forever),
            scope,
            *(presence(path, gone=_SILENT) for path in ends[:1]),
            *(deadline(path, later=_LOOSE, both=True) for path in ends[:1]),
            *(changed(path, _LOOSE, note="Other monitors are silent than before.")
              for path in which),
        ),
        *again,
        ignore=("message", "mute_first_recovery_notification"),
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "datadog_appsec_waf_custom_rule", Role.PROTECTION,
        toggle("enabled", off=_OFF, on=_UP), toggle("blocking", off=_OFF, on=_UP),
        *parameters("condition", "scope", "path_glob"),
        delete=_OFF,
    ),
    entry(
        "datadog_appsec_waf_exclusion_filter", Role.PROTECTION,
        toggle("enabled", on=_OFF, off=_UP, verbs=ARRIVING),
        *parameters("path_glob", "rules_target", "scope", "ip_list", "parameters"),
        ignore=("description",),
    ),
    _watch(
        "datadog_cloud_configuration_rule",
        _enabled(), order("severity", _SEVERITIES, down=_LOOSE),
        members("notifications", gone=_LOOSE), *parameters("policy", "filter"),
        ignore=("message", "name"),
    ),
    _watch("datadog_cloud_workload_security_agent_rule", _enabled(),
           *parameters("expression"), ignore=("description", "name")),
    entry("datadog_compliance_custom_framework", Role.OBSERVABILITY, *parameters("requirements"),
          delete="config.parameter", ignore=("name",)),
    _watch(
        "datadog_cost_budget",
        number("total_amount", up=_LOOSE), number("entries.amount", up=_LOOSE),
        *parameters("metrics_query"), ignore=("name",),
    ),
    _watch("datadog_csm_threats_agent_rule", _enabled(), *parameters("expression", "actions"),
           ignore=("description", "name")),
    _watch("datadog_csm_threats_policy", _enabled(), *parameters("host_tags_lists"),
           ignore=("description", "name")),
    entry("datadog_dashboard", Role.OBSERVABILITY, _editors()),
    entry("datadog_dashboard_json", Role.OBSERVABILITY),
    entry("datadog_dashboard_list", Role.GLUE),
    _downtime(
        "datadog_downtime", "end", "end_date", "recurrence.until_date",
        "recurrence.until_occurrences",
        scope=members("scope", words={"*": _SILENT}, verbs=ARRIVING,
                      note="All monitors are silent."),
        which=("scope", "monitor_id", "monitor_tags"),
        again=parameters("end_date", "recurrence.until_date", "recurrence.until_occurrences"),
    ),
    _downtime(
        "datadog_downtime_schedule", "one_time_schedule.end", "recurring_schedule.recurrence.duration",
        scope=choice("scope", {"*": _SILENT}, verbs=ARRIVING, note="All monitors are silent."),
        which=("scope", "monitor_identifier"),
        again=(
            retention("recurring_schedule.recurrence.duration", up=_LOOSE, cut="config.parameter",
                      arriving=False),
            changed("recurring_schedule.recurrence.rrule", _LOOSE, note=_TIMES),
        ),
    ),
    _watch(
        "datadog_incident_notification_rule",
        _enabled(), members("handles", gone=_LOOSE), *parameters("conditions", "trigger"),
    ),
    entry("datadog_incident_notification_template", Role.OBSERVABILITY,
          *parameters("content", "subject")),
    _watch(
        "datadog_monitor",
        *documented(
            _MONITOR_PAGE,
            *_thresholds("monitor_thresholds", "query"),
            when(toggle("notify_no_data", off=_LOOSE), unless={"on_missing_data": _TELLS}),
            when(choice("on_missing_data",
                        dict.fromkeys(("resolve", "show_no_data", "default", ""), _LOOSE)),
                 was={"on_missing_data": _TELLS}, unless={"notify_no_data": "true"}),
            _later("no_data_timeframe"),
            _reminded("renotify_interval"),
            number("priority", up=_LOOSE, note="1 is the highest priority, 5 the lowest."),
            *_told(),
            choice("draft_status", {"draft": _SILENT}, note="A draft tells nobody."),
            *parameters("query", "type",
                        note="What the query means is not compared."),
            changed("new_host_delay", "config.parameter", both=True, disruption=_QUIET),
            changed("require_full_window", "config.parameter", both=True, disruption=_QUIET),
            *parameters(
                "evaluation_delay", "new_group_delay", "scheduling_options", "notify_by",
                "timeout_h", "monitor_threshold_windows",
                "escalation_message", "variables", "renotify_statuses", "renotify_occurrences",
            ),
        ),
        _editors(),
        toggle("locked", off=_OFF, on=_UP),
        toggle("force_delete", on=_OFF, off=_UP),
        ignore=("name", "validate", "include_tags", "enable_logs_sample", "enable_samples",
                "notification_preset_name"),
    ),
    entry("datadog_monitor_config_policy", Role.CONFIG, *parameters("tag_policy")),
    _watch(
        "datadog_monitor_json",
        *_thresholds("monitor.options.thresholds", "monitor.query"),
        toggle("monitor.options.notify_no_data", off=_LOOSE),
        number("monitor.priority", up=_LOOSE),
        presence("monitor.options.silenced", came=_SILENT),
        *parameters("monitor.query"),
        *_told("monitor.message"), _reminded("monitor.options.renotify_interval"),
        ignore=("url",),
    ),
    _watch("datadog_monitor_notification_rule",
           members("recipients", gone=_LOOSE), *parameters("filter"), ignore=("name",)),
    _watch(
        "datadog_on_call_escalation_policy",
        _later("step.escalate_after_seconds"),
        presence("step.target", gone=_LOOSE),
        *parameters("step", "retries"),
        ignore=("name",),
    ),
    _watch("datadog_on_call_schedule", *parameters("layer", "time_zone"), ignore=("name",)),
    _watch(
        "datadog_on_call_team_routing_rules",
        presence("rule.escalation_policy", gone=_SILENT, changed="config.parameter"),
        choice("rule.urgency", {"low": _LOOSE}),
        *parameters("rule.query", "rule.time_restrictions"),
    ),
    entry(
        "datadog_security_monitoring_default_rule", Role.OBSERVABILITY, *_detected(),
        ignore=("custom_message", "custom_name"),
    ),
    entry(
        "datadog_security_monitoring_filter", Role.OBSERVABILITY,
        toggle("is_enabled", off=_BLIND, on=_UP),
        presence("exclusion_filter.query", came=_BLIND, changed="config.parameter"),
        *parameters("query"),
        delete=_BLIND, ignore=("name", "version"),
    ),
    _detection(
        "datadog_security_monitoring_rule",
        *parameters("case.condition", "options", "type"),
        ignore=("message", "name", "validate"),
    ),
    _watch(
        "datadog_security_monitoring_rule_json",
        _enabled("json.isEnabled"), *parameters("json.queries", "json.cases"),
    ),
    entry(
        "datadog_security_monitoring_suppression", Role.OBSERVABILITY,
        toggle("enabled", on=_LOOSE, off=_UP, verbs=ARRIVING),
        changed("suppression_query", _LOOSE), changed("rule_query", _LOOSE),
        changed("data_exclusion_query", _LOOSE), deadline("expiration_date", later=_LOOSE),
        ignore=("description", "name", "validate"),
    ),
    _watch("datadog_security_notification_rule", _enabled(), members("targets", gone=_LOOSE),
           *parameters("selectors", "time_aggregation"), ignore=("name", "version")),
    _watch(
        "datadog_service_level_objective",
        *documented(
            _SLO_PAGE,
            *(number(path, down=_LOOSE, whole=100,
                     note="What counts is the error budget: what is missing to 100.")
              for path in ("thresholds.target", "thresholds.warning", "target_threshold",
                           "warning_threshold")),
            members("monitor_ids", gone=_LOOSE),
            presence("thresholds.target", gone=_LOOSE),
        ),
        *parameters("query", "sli_specification", "groups", "timeframe"),
        toggle("force_delete", on=_OFF, off=_UP),
        ignore=("name", "description", "validate"),
    ),
    entry("datadog_slo_correction", Role.OBSERVABILITY,
          *parameters("start", "end", "rrule", "category"), create="config.parameter",
          delete="config.parameter"),
    entry("datadog_synthetics_concurrency_cap", Role.CONFIG,
          number("on_demand_concurrency_cap", up="scale.limits-up", down="scale.limits-down")),
    entry(
        "datadog_synthetics_global_variable", Role.SECRET,
        when(secret("value"), only={"secure": "true"}),
        when(changed("value", "config.env"), unless={"secure": "true"}),
        toggle("secure", off="secret.expose", on=_UP),
        _editors(),
        when(happens("secret.delete", Verb.DELETE), only={"secure": "true"}),
        ignore=("description",),
    ),
    _watch("datadog_synthetics_private_location", _editors("metadata.restricted_roles"),
           ignore=("name", "description", "config")),
    _watch(
        "datadog_synthetics_test",
        *documented(
            _SYNTHETICS_PAGE,
            choice("status", {"paused": _SILENT, "live": _UP}),
            members("locations", gone=_LOOSE),
            _later("options_list.tick_every"), _later("options_list.min_failure_duration"),
            _later("options_list.min_location_failed"), _later("options_list.retry.count"),
            _later("options_list.monitor_priority"),
            presence("assertion.type", gone=_LOOSE), presence("api_step.name", gone=_LOOSE),
            presence("browser_step.name", gone=_LOOSE),
            _reminded("options_list.monitor_options.renotify_interval"), *_told(),
            toggle("options_list.accept_self_signed", on=_LOOSE),
            toggle("options_list.allow_insecure", on=_LOOSE),
        ),
        secret("request_basicauth.password"), secret("request_basicauth.client_secret"),
        secret("api_step.request_basicauth.password"),
        secret("request_client_certificate.key.content"),
        *parameters("assertion", "request_definition", "api_step", "browser_step", "device_ids",
                    "request_headers"),
        _editors("options_list.restricted_roles"),
        ignore=("name",),
    ),
)  # fmt: skip
