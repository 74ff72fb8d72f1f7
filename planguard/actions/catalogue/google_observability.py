"""
Google Cloud's logging, monitoring, budgets and security findings: what changes to them mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
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
from planguard.actions.providers.forms import guard
from planguard.actions.providers.google import glue, own_key
from planguard.model.words import Disruption, Role, Verb

_QUIET = Disruption.NONE
_DROPPED = "What an exclusion drops is kept nowhere."
_CONDITIONS = "conditions.condition_"
_INBUILT_SINKS = {"name": ("_default", "_required")}
"""Sinks that are always there, and stay where they are taken out of the state."""
_INBUILT = {"bucket_id": ("_default", "_required")}


_WRITERS = {
    "google_logging_project_sink": tuple(
        changed(
            writer,
            "config.parameter",
            disruption=_QUIET,
            note="Nothing arrives until the new account may write to the destination.",
        )
        for writer in ("unique_writer_identity", "custom_writer_identity")
    )
}


def _sink(type_: str, *rules: Rule) -> TypeEntry:
    """Describe what sends logs on to where they are kept."""
    return entry(
        type_,
        Role.OBSERVABILITY,
        changed("destination", "config.parameter", disruption=_QUIET),
        when(
            changed("filter", "observability.logs-off", note="The two filters are not compared."),
            unless={"filter": ""},
        ),
        toggle("disabled", on="observability.logs-off"),
        changed("bigquery_options", "config.parameter", disruption=_QUIET),
        presence(
            "exclusions.filter",
            came="observability.logs-off",
            changed="observability.logs-off",
            note=_DROPPED,
        ),
        toggle("exclusions.disabled", off="observability.logs-off"),
        *_WRITERS.get(type_, ()),
        *rules,
        *(
            when(happens("observability.logs-off", verb), unless=_INBUILT_SINKS)
            for verb in (Verb.DELETE, Verb.REPLACE)
        ),
        ignore=("description", "writer_identity"),
    )


_CHILDREN = (
    toggle("include_children", off="observability.logs-off"),
    toggle(
        "intercept_children",
        on="observability.logs-off",
        note="What it takes, the sinks of folders and projects below no longer get.",
    ),
)


def _exclusion(type_: str) -> TypeEntry:
    return entry(
        type_,
        Role.OBSERVABILITY,
        when(
            changed("filter", "observability.logs-off", note=_DROPPED),
            unless={"disabled": "true"},
        ),
        toggle("disabled", off="observability.logs-off"),
        when(
            happens("observability.logs-off", Verb.CREATE, note=_DROPPED),
            unless={"disabled": "true"},
        ),
        ignore=("description",),
    )


def _bucket(type_: str, *rules: Rule) -> TypeEntry:
    """Describe where logs are kept; the two that are always there cannot be deleted."""
    return entry(
        type_,
        Role.OBSERVABILITY,
        number(
            "retention_days",
            up="observability.log-retention-up",
            down="observability.log-retention-cut",
        ),
        own_key("cmek_settings.kms_key_name"),
        *rules,
        *(
            when(happens("observability.logs-off", verb), unless=_INBUILT)
            for verb in (Verb.DELETE, Verb.REPLACE)
        ),
        ignore=("description",),
    )


def _organization(type_: str) -> TypeEntry:
    return entry(
        type_,
        Role.OBSERVABILITY,
        toggle(
            "disable_default_sink",
            on="observability.logs-off",
            note="It holds for projects and folders that are made from then on.",
        ),
        changed("storage_location", "config.parameter", disruption=_QUIET),
        own_key(),
    )


def _findings(type_: str) -> TypeEntry:
    """Describe what tells people of security findings."""
    return entry(
        type_,
        Role.OBSERVABILITY,
        changed("streaming_config.filter", "observability.alarm-loosened"),
        changed("pubsub_topic", "config.parameter", disruption=_QUIET),
        delete="observability.alarm-off",
        ignore=("description",),
    )


def _muted(type_: str) -> TypeEntry:
    return entry(
        type_,
        Role.OBSERVABILITY,
        changed("filter", "observability.alarm-loosened"),
        create="observability.alarm-loosened",
        ignore=("description",),
    )


def _feed(type_: str) -> TypeEntry:
    return entry(
        type_,
        Role.OBSERVABILITY,
        members("asset_types", gone="observability.alarm-loosened"),
        members("asset_names", gone="observability.alarm-loosened"),
        presence(
            "condition.expression",
            came="observability.alarm-loosened",
            changed="observability.alarm-loosened",
        ),
        changed("content_type", "config.parameter", disruption=_QUIET),
        changed(
            "feed_output_config.pubsub_destination.topic", "config.parameter", disruption=_QUIET
        ),
        delete="observability.alarm-off",
    )


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "google_billing_budget",
        Role.OBSERVABILITY,
        number(
            "amount.specified_amount.units",
            up="observability.alarm-loosened",
        ),
        number("threshold_rules.threshold_percent", up="observability.alarm-loosened"),
        presence("threshold_rules.threshold_percent", gone="observability.alarm-loosened"),
        *(
            limit(
                f"budget_filter.{part}",
                narrower="observability.alarm-loosened",
                wider="",
                note="What is spent elsewhere is not counted.",
            )
            for part in ("projects", "services", "resource_ancestors", "subaccounts")
        ),
        changed("budget_filter.credit_types_treatment", "config.parameter", disruption=_QUIET),
        members(
            "all_updates_rule.monitoring_notification_channels", gone="observability.alarm-off"
        ),
        toggle("all_updates_rule.disable_default_iam_recipients", on="observability.alarm-off"),
        toggle("all_updates_rule.enable_project_level_recipients", off="observability.alarm-off"),
        choice(
            "threshold_rules.spend_basis",
            {"CURRENT_SPEND": "observability.alarm-loosened"},
            both=True,
            note="People are told when it is spent, not when it is to be expected.",
        ),
        presence("all_updates_rule.pubsub_topic", gone="observability.alarm-off"),
        delete="observability.alarm-off",
        ignore=("display_name",),
    ),
    _feed("google_cloud_asset_folder_feed"),
    _feed("google_cloud_asset_organization_feed"),
    _feed("google_cloud_asset_project_feed"),
    entry(
        "google_cloud_ids_endpoint",
        Role.OBSERVABILITY,
        order(
            "severity",
            ("CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL"),
            down="observability.alarm-loosened",
        ),
        members("threat_exceptions", came="observability.alarm-loosened"),
        delete="observability.alarm-off",
        replace="observability.alarm-off",
        ignore=("description",),
    ),
    _bucket("google_logging_billing_account_bucket_config"),
    _exclusion("google_logging_billing_account_exclusion"),
    _sink("google_logging_billing_account_sink"),
    _bucket("google_logging_folder_bucket_config"),
    _exclusion("google_logging_folder_exclusion"),
    _organization("google_logging_folder_settings"),
    _sink("google_logging_folder_sink", *_CHILDREN),
    glue("google_logging_linked_dataset"),
    entry(
        "google_logging_log_scope",
        Role.OBSERVABILITY,
        changed("resource_names", "config.parameter", disruption=_QUIET),
        ignore=("description",),
    ),
    entry(
        "google_logging_log_view",
        Role.IDENTITY,
        changed("filter", "access.grant"),
        delete="access.revoke",
        ignore=("description",),
    ),
    entry(
        "google_logging_metric",
        Role.OBSERVABILITY,
        changed(
            "filter", "observability.alarm-loosened", note="Alerts on the metric see other logs."
        ),
        toggle("disabled", on="observability.alarm-off"),
        changed("value_extractor", "observability.alarm-loosened"),
        *(
            changed(part, "config.parameter", disruption=_QUIET)
            for part in ("label_extractors", "metric_descriptor", "bucket_options")
        ),
        delete="observability.alarm-off",
        replace="observability.alarm-off",
        ignore=("description",),
    ),
    _bucket("google_logging_organization_bucket_config"),
    _exclusion("google_logging_organization_exclusion"),
    _organization("google_logging_organization_settings"),
    _sink("google_logging_organization_sink", *_CHILDREN),
    _bucket(
        "google_logging_project_bucket_config",
        guard("locked"),
        toggle("enable_analytics", off="config.parameter", on="config.parameter"),
    ),
    _exclusion("google_logging_project_exclusion"),
    _sink("google_logging_project_sink"),
    entry(
        "google_monitoring_alert_policy",
        Role.OBSERVABILITY,
        toggle("enabled", off="observability.alarm-off", default=True),
        members("notification_channels", gone="observability.alarm-off"),
        threshold(
            f"{_CONDITIONS}threshold.threshold_value",
            comparison=f"{_CONDITIONS}threshold.comparison",
        ),
        *(
            retention(
                f"{_CONDITIONS}{kind}.duration",
                cut="config.parameter",
                up="observability.alarm-loosened",
                zero_is="nothing",
                block=f"{_CONDITIONS}{kind}",
                arriving=False,
            )
            for kind in (
                *("threshold", "absent", "monitoring_query_language"),
                "prometheus_query_language",
            )
        ),
        number(f"{_CONDITIONS}threshold.trigger.count", up="observability.alarm-loosened"),
        number(f"{_CONDITIONS}threshold.trigger.percent", up="observability.alarm-loosened"),
        presence("conditions.display_name", gone="observability.alarm-loosened"),
        *(
            presence(
                f"{_CONDITIONS}{path}",
                changed="observability.alarm-loosened",
                note="The two conditions are not compared.",
            )
            for path in (
                "threshold.filter",
                "threshold.aggregations",
                "threshold.denominator_filter",
                "threshold.denominator_aggregations",
                "absent.aggregations",
                "absent.filter",
                "matched_log.filter",
                "monitoring_query_language.query",
                "prometheus_query_language.query",
                "sql.query",
            )
        ),
        order(
            "combiner",
            ("AND_WITH_MATCHING_RESOURCE", "AND", "OR"),
            down="observability.alarm-loosened",
        ),
        order(
            f"{_CONDITIONS}threshold.evaluation_missing_data",
            tuple(f"EVALUATION_MISSING_DATA_{word}" for word in ("INACTIVE", "NO_OP", "ACTIVE")),
            down="observability.alarm-loosened",
        ),
        order(
            "severity",
            ("WARNING", "ERROR", "CRITICAL"),
            down="observability.alarm-loosened",
        ),
        retention(
            "alert_strategy.notification_rate_limit.period",
            cut="config.parameter",
            up="observability.alarm-loosened",
            zero_is="nothing",
        ),
        delete="observability.alarm-off",
        ignore=("display_name", "documentation"),
    ),
    entry(
        "google_monitoring_custom_service",
        Role.OBSERVABILITY,
        ignore=("display_name", "telemetry"),
    ),
    entry("google_monitoring_dashboard", Role.OBSERVABILITY, ignore=("dashboard_json",)),
    entry(
        "google_monitoring_group",
        Role.OBSERVABILITY,
        *(
            changed(path, "observability.alarm-loosened", note="Alerts on the group see others.")
            for path in ("filter", "parent_name")
        ),
        delete="observability.alarm-loosened",
        ignore=("display_name",),
    ),
    entry(
        "google_monitoring_metric_descriptor",
        Role.OBSERVABILITY,
        delete="observability.logs-off",
        replace="observability.logs-off",
        ignore=("description", "display_name", "launch_stage"),
    ),
    entry(
        "google_monitoring_monitored_project",
        Role.OBSERVABILITY,
        delete="observability.alarm-loosened",
    ),
    entry(
        "google_monitoring_notification_channel",
        Role.OBSERVABILITY,
        toggle("enabled", off="observability.alarm-off", default=True),
        changed("labels", "observability.alarm-off", note="Other people are told from then on."),
        secret("sensitive_labels.auth_token"),
        secret("sensitive_labels.password"),
        secret("sensitive_labels.service_key"),
        toggle("force_delete", on="protection.guard-off", off="protection.up"),
        delete="observability.alarm-off",
        replace="observability.alarm-off",
        ignore=("description", "display_name"),
    ),
    entry("google_monitoring_service", Role.OBSERVABILITY, ignore=("display_name",)),
    entry(
        "google_monitoring_slo",
        Role.OBSERVABILITY,
        number("goal", down="observability.alarm-loosened", whole=1),
        changed("request_based_sli", "observability.alarm-loosened"),
        changed("windows_based_sli", "observability.alarm-loosened"),
        changed("basic_sli", "observability.alarm-loosened"),
        changed("rolling_period_days", "config.parameter", disruption=_QUIET),
        changed("calendar_period", "config.parameter", disruption=_QUIET),
        delete="observability.alarm-off",
        ignore=("display_name",),
    ),
    entry(
        "google_monitoring_uptime_check_config",
        Role.OBSERVABILITY,
        retention("period", cut="config.parameter", up="observability.alarm-loosened"),
        retention("timeout", cut="config.parameter", up="observability.alarm-loosened"),
        toggle("http_check.validate_ssl", off="observability.alarm-loosened"),
        toggle("http_check.use_ssl", off="observability.alarm-loosened"),
        *(
            changed(asked, "config.parameter", disruption=_QUIET)
            for asked in (
                *("http_check.path", "http_check.port", "http_check.request_method"),
                *("http_check.body", "http_check.headers", "tcp_check.port"),
            )
        ),
        changed("http_check.accepted_response_status_codes", "observability.alarm-loosened"),
        changed("http_check.auth_info.password_wo_version", "secret.change"),
        limit(
            "selected_regions",
            narrower="observability.alarm-loosened",
            wider="",
            note="Without any it is asked from all regions.",
        ),
        changed("content_matchers", "observability.alarm-loosened"),
        changed("monitored_resource", "config.parameter", disruption=_QUIET),
        secret("http_check.auth_info.password"),
        delete="observability.alarm-off",
        replace="observability.alarm-off",
        ignore=("display_name",),
    ),
    entry(
        "google_network_management_vpc_flow_logs_config",
        Role.OBSERVABILITY,
        choice("state", {"DISABLED": "observability.logs-off"}),
        number("flow_sampling", down="observability.logs-off"),
        when(
            changed(
                "filter_expr", "observability.logs-off", note="The two filters are not compared."
            ),
            unless={"filter_expr": ""},
        ),
        choice("metadata", {"EXCLUDE_ALL_METADATA": "observability.logs-off"}),
        members("metadata_fields", gone="observability.logs-off"),
        *(
            presence(
                part,
                changed="observability.logs-off",
                gone="observability.logs-off",
                note="What was recorded before is recorded no longer.",
            )
            for part in ("network", "subnet", "vpn_tunnel", "interconnect_attachment")
        ),
        delete="observability.logs-off",
        ignore=("description",),
    ),
    _findings("google_scc_folder_notification_config"),
    _muted("google_scc_mute_config"),
    _findings("google_scc_notification_config"),
    _findings("google_scc_project_notification_config"),
    _muted("google_scc_v2_folder_mute_config"),
    _findings("google_scc_v2_folder_notification_config"),
    _muted("google_scc_v2_organization_mute_config"),
    _findings("google_scc_v2_organization_notification_config"),
    _muted("google_scc_v2_project_mute_config"),
    _findings("google_scc_v2_project_notification_config"),
)
