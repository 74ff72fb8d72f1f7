"""
AWS logs, alarms, trails and watchers: what changes to them mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    document,
    documented,
    entry,
    grants,
    happens,
    limit,
    members,
    number,
    order,
    presence,
    retention,
    threshold,
    toggle,
    variables,
    version,
    when,
)
from planguard.actions.providers.aws import assigned, groups, own_key
from planguard.actions.providers.aws_forms import (
    custom_key,
    delegate,
    key_within,
    record,
    resource_policy,
    view,
    watcher,
)
from planguard.actions.providers.forms import guard, later, parameters, records
from planguard.model.words import Disruption, Role, Verb


def _watches(path: str, *, default: bool = False) -> Rule:
    return toggle(path, off="observability.alarm-off", default=default)


def _kept(path: str, note: str = "") -> Rule:
    return retention(
        path,
        cut="observability.log-retention-cut",
        up="observability.log-retention-up",
        unbounded="observability.log-unbounded",
        note=note,
    )


_LOOSENED = "observability.alarm-loosened"
_CONTROLS = "configuration_policy.security_controls_configuration"
_CENTRAL = {"organization_configuration.configuration_type": "CENTRAL"}
"""Policies of the organization settle which accounts are watched; the switches are off."""
_LEFT = (
    "New accounts of the organization are not watched any more: the provider switches that off."
)


def _state(path: str, off: str, action: str = "observability.alarm-off") -> Rule:
    return choice(path, {off: action})


def _record(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    return entry(
        type_,
        Role.OBSERVABILITY,
        *rules,
        delete="observability.logs-off",
        replace="observability.logs-off",
        ignore=ignore,
    )


def _watcher(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe what notices and tells; made anew, it goes on as before."""
    return watcher(type_, *rules, ignore=ignore)


def _setting(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a setting that stays as it is when its resource is deleted."""
    return view(type_, *rules, ignore=())


def _silencer(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe what keeps findings from people."""
    return entry(
        type_, Role.OBSERVABILITY, *rules, create="observability.alarm-loosened", ignore=ignore
    )


_EXCLUDED = members(
    "excluded_accounts", came="observability.alarm-loosened", gone="config.parameter"
)
_FREQUENCIES = ("TwentyFour_Hours", "Twelve_Hours", "Six_Hours", "Three_Hours", "One_Hour")


def _organization_rule(type_: str, *rules: Rule) -> TypeEntry:
    return _watcher(
        type_,
        _EXCLUDED,
        order("maximum_execution_frequency", _FREQUENCIES, down="observability.alarm-loosened"),
        *parameters(
            "input_parameters",
            "resource_id_scope",
            "resource_types_scope",
            "tag_key_scope",
            "tag_value_scope",
        ),
        *rules,
        ignore=("description",),
    )


_SILENT = members(
    "alarm_actions",
    came="config.parameter",
    gone="observability.alarm-off",
    swapped="config.parameter",
)
_UNSURE = members(
    "insufficient_data_actions",
    came="config.parameter",
    gone="observability.alarm-loosened",
    swapped="config.parameter",
)
_ACTIONS_ENABLED = _watches("actions_enabled", default=True)
_LEVELS = ("NONE", "NEW", "ALL")

_ASLEEP = {"activate": "false"}
_CHATBOT = (
    members("sns_topic_arns", gone="observability.alarm-off"),
    limit("guardrail_policy_arns", note="Together they limit what may be done from the channel."),
    assigned("iam_role_arn"),
    toggle("user_authorization_required", on="protection.up", off="protection.guard-off"),
)

_FINDING = "actions.finding_fields_update"
_DONE, _LOW = ("SUPPRESSED", "RESOLVED"), ("INFORMATIONAL", "LOW")
_SUPPRESSES: dict[str, str | tuple[str, ...]] = {f"{_FINDING}.workflow.status": _DONE}
_LOWERS: dict[str, str | tuple[str, ...]] = {f"{_FINDING}.severity.label": _LOW}
_DISABLED: dict[str, str | tuple[str, ...]] = {"rule_status": "DISABLED"}

ENTRIES: tuple[TypeEntry, ...] = (
    _watcher(
        "aws_accessanalyzer_analyzer",
        later("configuration.unused_access.unused_access_age"),
        members(
            "configuration.unused_access.analysis_rule.exclusion.account_ids",
            came=_LOOSENED,
            gone="protection.up",
        ),
        presence(
            "configuration.unused_access.analysis_rule.exclusion.resource_tags",
            came=_LOOSENED,
            gone="protection.up",
            changed=_LOOSENED,
        ),
    ),
    _silencer(
        "aws_accessanalyzer_archive_rule", changed("filter", "observability.alarm-loosened")
    ),
    _watcher(
        "aws_applicationinsights_application",
        changed("auto_config_enabled", "config.flag"),
        presence("ops_item_sns_topic_arn", gone="observability.alarm-off"),
        _watches("cwe_monitor_enabled"),
        _watches("ops_center_enabled"),
    ),
    _watcher(
        "aws_budgets_budget",
        later("limit_amount"),
        later("notification.threshold"),
        presence("notification.threshold", gone="observability.alarm-off"),
        *(
            members(
                f"notification.subscriber_{kind}",
                came="config.parameter",
                gone="observability.alarm-loosened",
                swapped="config.parameter",
            )
            for kind in ("email_addresses", "sns_topic_arns")
        ),
        order(
            "notification.notification_type",
            ("ACTUAL", "FORECASTED"),
            up="config.parameter",
            down="observability.alarm-loosened",
        ),
        *parameters(
            *("auto_adjust_data", "budget_type", "cost_filter", "cost_types", "limit_unit"),
            *("planned_limit", "time_period_end", "time_unit"),
        ),
    ),
    entry(
        "aws_budgets_budget_action",
        Role.PROTECTION,
        choice("approval_model", {"AUTOMATIC": "protection.up", "MANUAL": "protection.guard-off"}),
        later("action_threshold.action_threshold_value"),
        members(
            "subscriber.address", gone="observability.alarm-loosened", swapped="config.parameter"
        ),
        assigned("execution_role_arn"),
        *parameters("action_threshold.action_threshold_type", "definition", "notification_type"),
        create="protection.up",
        delete="protection.guard-off",
    ),
    _watcher(
        "aws_ce_anomaly_monitor",
        *parameters("monitor_dimension", "monitor_specification", "monitor_type"),
    ),
    _watcher(
        "aws_ce_anomaly_subscription",
        order("frequency", ("WEEKLY", "DAILY", "IMMEDIATE"), down="observability.alarm-loosened"),
        presence(
            "subscriber.address", gone="observability.alarm-loosened", changed="config.parameter"
        ),
        members(
            "monitor_arn_list",
            came="config.parameter",
            gone="observability.alarm-loosened",
            swapped="config.parameter",
        ),
        changed(
            "threshold_expression",
            "observability.alarm-loosened",
            note="Whether more or less is told of is not compared.",
        ),
    ),
    _watcher(
        "aws_chatbot_slack_channel_configuration",
        choice("logging_level", {"NONE": "observability.logs-off"}, otherwise="config.parameter"),
        *_CHATBOT,
        changed("slack_channel_id", "config.parameter"),
        changed("slack_team_id", "config.parameter"),
    ),
    _watcher(
        "aws_chatbot_teams_channel_configuration",
        choice("logging_level", {"NONE": "observability.logs-off"}, otherwise="config.parameter"),
        *_CHATBOT,
        changed("channel_id", "config.parameter"),
        changed("team_id", "config.parameter"),
    ),
    _record(
        "aws_cloudtrail",
        changed("cloud_watch_logs_role_arn", "config.parameter"),
        records("enable_logging", default=True),
        records("is_multi_region_trail"),
        records("include_global_service_events", default=True),
        records("is_organization_trail"),
        guard("enable_log_file_validation"),
        custom_key("kms_key_id"),
        presence("cloud_watch_logs_group_arn", gone="observability.logs-off"),
        presence("sns_topic_name", gone="observability.alarm-off"),
        choice(
            "event_selector.read_write_type",
            {"ReadOnly": "observability.logs-off", "WriteOnly": "observability.logs-off"},
        ),
        records("event_selector.include_management_events", default=True),
        members(
            "event_selector.exclude_management_event_sources",
            came="observability.logs-off",
            gone="config.parameter",
        ),
        when(
            members(
                "event_selector.data_resource.values",
                came="config.parameter",
                gone="observability.logs-off",
                swapped="config.parameter",
            ),
            only={"advanced_event_selector.field_selector.field": ""},
        ),
        presence("insight_selector.insight_type", gone="observability.alarm-off"),
        *parameters("advanced_event_selector", "s3_bucket_name", "s3_key_prefix"),
    ),
    _record(
        "aws_cloudtrail_event_data_store",
        _kept("retention_period"),
        guard("termination_protection_enabled", default=True),
        records("multi_region_enabled", default=True),
        records("organization_enabled"),
        choice("suspend", {"true": "observability.logs-off"}),
        custom_key("kms_key_id"),
        *parameters("advanced_event_selector", "billing_mode"),
    ),
    entry(
        "aws_cloudtrail_organization_delegated_admin_account",
        Role.IDENTITY,
        create="access.grant",
        delete="access.revoke",
        replace=("access.grant", "access.revoke"),
    ),
    _watcher(
        "aws_cloudwatch_composite_alarm",
        _ACTIONS_ENABLED,
        _SILENT,
        _UNSURE,
        changed("alarm_rule", "config.parameter", disruption=Disruption.NONE),
        presence("actions_suppressor", came="observability.alarm-loosened"),
        changed("actions_suppressor.alarm", "config.parameter", both=True),
        *parameters("ok_actions"),
        later("actions_suppressor.wait_period"),
        later("actions_suppressor.extension_period"),
        ignore=("alarm_description",),
    ),
    _watcher(
        "aws_cloudwatch_contributor_insight_rule",
        _state("rule_state", "DISABLED"),
        *parameters("rule_definition"),
    ),
    _watcher("aws_cloudwatch_contributor_managed_insight_rule", _state("state", "DISABLED")),
    entry("aws_cloudwatch_dashboard", Role.OBSERVABILITY, ignore=("dashboard_body",)),
    entry(
        "aws_cloudwatch_log_account_policy",
        Role.PROTECTION,
        *parameters("policy_document", "selection_criteria"),
        *(
            when(happens(action, Verb.DELETE), only={"policy_type": kind})
            for kind, action in (
                ("DATA_PROTECTION_POLICY", "protection.guard-off"),
                ("SUBSCRIPTION_FILTER_POLICY", "observability.logs-off"),
                (("FIELD_INDEX_POLICY", "TRANSFORMER_POLICY"), "config.parameter"),
            )
        ),
    ),
    _watcher(
        "aws_cloudwatch_log_anomaly_detector",
        own_key("kms_key_id"),
        _watches("enabled", default=True),
        members("log_group_arn_list", gone="observability.alarm-loosened"),
        order(
            "evaluation_frequency",
            ("ONE_HOUR", "THIRTY_MIN", "FIFTEEN_MIN", "TEN_MIN", "FIVE_MIN", "ONE_MIN"),
            down="observability.alarm-loosened",
        ),
        *parameters("anomaly_visibility_time", "filter_pattern"),
    ),
    entry(
        "aws_cloudwatch_log_data_protection_policy",
        Role.PROTECTION,
        *parameters("policy_document"),
        create="protection.up",
        delete="protection.guard-off",
    ),
    record(
        "aws_cloudwatch_log_delivery",
        members("record_fields", came="config.parameter", gone="config.parameter"),
        *parameters("delivery_destination_arn", "delivery_source_name"),
        ignore=(),
    ),
    record(
        "aws_cloudwatch_log_delivery_destination",
        changed("delivery_destination_configuration.destination_resource_arn", "routing.rule"),
        *parameters("output_format"),
        ignore=(),
    ),
    resource_policy(
        "aws_cloudwatch_log_delivery_destination_policy", "delivery_destination_policy"
    ),
    record(
        "aws_cloudwatch_log_delivery_source",
        *(changed(what, "observability.logs-off") for what in ("log_type", "resource_arn")),
        ignore=(),
    ),
    _record("aws_cloudwatch_log_destination", changed("target_arn", "routing.rule")),
    entry(
        "aws_cloudwatch_log_destination_policy",
        Role.IDENTITY,
        when(
            document(
                "access_policy", "resource", note="Deleted, it stays until its destination goes."
            ),
            verbs=ARRIVING,
        ),
    ),
    entry(
        "aws_cloudwatch_log_group",
        Role.OBSERVABILITY,
        *(
            when(happens("observability.logs-off", verb), unless={"skip_destroy": "true"})
            for verb in (Verb.DELETE, Verb.REPLACE)
        ),
        _kept("retention_in_days", note="What is older is deleted within about three days."),
        custom_key("kms_key_id"),
        guard("skip_destroy"),
        order(
            "log_group_class",
            ("DELIVERY", "INFREQUENT_ACCESS", "STANDARD"),
            down="observability.alarm-loosened",
        ),
    ),
    _watcher(
        "aws_cloudwatch_log_metric_filter",
        *parameters("log_group_name", "pattern", "metric_transformation"),
    ),
    resource_policy("aws_cloudwatch_log_resource_policy", "policy_document"),
    _record("aws_cloudwatch_log_stream"),
    entry(
        "aws_cloudwatch_log_subscription_filter",
        Role.OBSERVABILITY,
        changed("destination_arn", "routing.rule"),
        changed("log_group_name", "observability.logs-off"),
        *parameters("filter_pattern", "distribution"),
        delete="observability.logs-off",
    ),
    _watcher(
        "aws_cloudwatch_metric_alarm",
        _ACTIONS_ENABLED,
        _SILENT,
        threshold("threshold", comparison="comparison_operator"),
        later("evaluation_periods"),
        later("datapoints_to_alarm"),
        later("period"),
        later("metric_query.metric.period"),
        _UNSURE,
        _state("evaluate_low_sample_count_percentiles", "ignore", "observability.alarm-loosened"),
        order(
            "treat_missing_data",
            ("notBreaching", "ignore", "missing", "breaching"),
            down="observability.alarm-loosened",
        ),
        *parameters(
            "comparison_operator",
            "dimensions",
            "extended_statistic",
            "metric_name",
            "metric_query.account_id",
            "metric_query.expression",
            "metric_query.metric.dimensions",
            "metric_query.metric.metric_name",
            "metric_query.metric.namespace",
            "metric_query.metric.stat",
            "metric_query.metric.unit",
            "metric_query.return_data",
            "namespace",
            "ok_actions",
            "statistic",
            "threshold_metric_id",
            "unit",
        ),
        ignore=("alarm_description",),
    ),
    _record(
        "aws_cloudwatch_metric_stream",
        changed("firehose_arn", "routing.rule"),
        records("include_linked_accounts_metrics"),
        assigned("role_arn"),
        *parameters(
            "exclude_filter", "include_filter", "output_format", "statistics_configuration"
        ),
    ),
    entry("aws_cloudwatch_query_definition", Role.OBSERVABILITY, ignore=("query_string",)),
    _watcher(
        "aws_config_config_rule",
        *parameters("evaluation_mode", "input_parameters", "scope", "source"),
        order("maximum_execution_frequency", _FREQUENCIES, down="observability.alarm-loosened"),
        when(
            presence("maximum_execution_frequency", gone="observability.alarm-loosened"),
            was_not={"maximum_execution_frequency": _FREQUENCIES[0]},
        ),
        ignore=("description",),
    ),
    entry(
        "aws_config_configuration_aggregator",
        Role.OBSERVABILITY,
        when(
            members("account_aggregation_source.account_ids", gone=_LOOSENED),
            only={"organization_aggregation_source.role_arn": ""},
        ),
        *(
            rule
            for source in ("account_aggregation_source", "organization_aggregation_source")
            for rule in (
                when(
                    members(f"{source}.regions", gone=_LOOSENED),
                    unless={f"{source}.all_regions": "true"},
                ),
                choice(f"{source}.all_regions", {"false": _LOOSENED}),
            )
        ),
        assigned("organization_aggregation_source.role_arn"),
        delete=_LOOSENED,
    ),
    _record(
        "aws_config_configuration_recorder",
        records("recording_group.all_supported", default=True),
        records("recording_group.include_global_resource_types"),
        members(
            "recording_group.exclusion_by_resource_types.resource_types",
            came="observability.logs-off",
            gone="config.parameter",
        ),
        when(
            members(
                "recording_group.resource_types",
                came="config.parameter",
                gone="observability.logs-off",
            ),
            unless={
                "recording_group.all_supported": "true",
                "recording_group.recording_strategy.use_only": (
                    "ALL_SUPPORTED_RESOURCE_TYPES",
                    "EXCLUSION_BY_RESOURCE_TYPES",
                ),
            },
        ),
        *parameters("recording_mode.recording_mode_override"),
        assigned("role_arn"),
        order(
            "recording_mode.recording_frequency",
            ("DAILY", "CONTINUOUS"),
            down="observability.alarm-loosened",
        ),
    ),
    _record("aws_config_configuration_recorder_status", records("is_enabled")),
    _watcher(
        "aws_config_conformance_pack",
        *parameters("template_body", "template_s3_uri", "input_parameter"),
    ),
    _record(
        "aws_config_delivery_channel",
        presence("sns_topic_arn", gone="observability.alarm-off"),
        custom_key("s3_kms_key_arn"),
        *parameters("s3_bucket_name", "s3_key_prefix", "snapshot_delivery_properties"),
    ),
    _watcher(
        "aws_config_organization_conformance_pack",
        _EXCLUDED,
        *parameters("template_body", "template_s3_uri", "input_parameter"),
    ),
    _organization_rule(
        "aws_config_organization_custom_policy_rule",
        changed("policy_runtime", "config.parameter"),
        *parameters("policy_text", "trigger_types"),
    ),
    _organization_rule(
        "aws_config_organization_custom_rule",
        *parameters("lambda_function_arn", "trigger_types"),
    ),
    _organization_rule("aws_config_organization_managed_rule", *parameters("rule_identifier")),
    entry(
        "aws_config_remediation_configuration",
        Role.PROTECTION,
        guard("automatic"),
        *parameters(
            "execution_controls",
            "maximum_automatic_attempts",
            "parameter",
            "resource_type",
            "retry_attempt_seconds",
            "target_id",
            "target_version",
        ),
        delete="protection.guard-off",
    ),
    entry(
        "aws_config_retention_configuration", Role.OBSERVABILITY, _kept("retention_period_in_days")
    ),
    _watcher("aws_detective_graph"),
    _watcher("aws_detective_member", ignore=("message",)),
    _watcher("aws_devopsguru_notification_channel", *parameters("filters", "sns")),
    _watcher(
        "aws_devopsguru_resource_collection",
        *(
            members(what, gone=_LOOSENED)
            for what in ("cloudformation.stack_names", "tags.tag_values")
        ),
    ),
    entry(
        "aws_grafana_role_association",
        Role.IDENTITY,
        grants("role", admin=("ADMIN",)),
        *(
            rule
            for path in ("group_ids", "user_ids")
            for rule in (
                when(grants(path, admin=True), only={"role": "ADMIN"}),
                when(grants(path), unless={"role": "ADMIN"}),
            )
        ),
    ),
    _record(
        "aws_grafana_workspace",
        changed("vpc_configuration.security_group_ids", "routing.network"),
        changed("vpc_configuration.subnet_ids", "routing.network"),
        members("authentication_providers", came="access.trust", gone="access.revoke"),
        members("organizational_units", came="access.grant", gone="access.revoke"),
        assigned("organization_role_name"),
        assigned("role_arn"),
        choice(
            "account_access_type",
            {"CURRENT_ACCOUNT": "access.revoke", "ORGANIZATION": "access.grant"},
        ),
        presence("network_access_control", gone="exposure.public"),
        *(
            when(
                limit(
                    f"network_access_control.{kind}",
                    narrower="exposure.narrow",
                    wider="exposure.open",
                ),
                unless={f"network_access_control.{kind}": ("", "[]", "()")},
            )
            for kind in ("prefix_list_ids", "vpce_ids")
        ),
        version("grafana_version", newer="dependency.cluster"),
        *parameters(
            "configuration",
            "data_sources",
            "notification_destinations",
            "permission_type",
            "stack_set_name",
        ),
        ignore=("description",),
    ),
    entry(
        "aws_grafana_workspace_api_key",
        Role.SECRET,
        grants("key_role", admin=("ADMIN",)),
        create="secret.create",
        delete="secret.delete",
        replace="secret.change",
    ),
    entry(
        "aws_grafana_workspace_saml_configuration",
        Role.IDENTITY,
        changed("idp_metadata_url", "access.trust"),
        changed("idp_metadata_xml", "access.trust"),
        grants("admin_role_values", admin=True),
        grants("editor_role_values"),
        limit("allowed_organizations"),
        changed("role_assertion", "access.trust"),
        changed("org_assertion", "access.trust"),
        *parameters(
            "email_assertion",
            "groups_assertion",
            "login_assertion",
            "login_validity_duration",
            "name_assertion",
        ),
        delete="access.revoke",
    ),
    entry(
        "aws_grafana_workspace_service_account",
        Role.IDENTITY,
        grants("grafana_role", admin=("ADMIN",)),
    ),
    entry(
        "aws_grafana_workspace_service_account_token",
        Role.SECRET,
        create="secret.create",
        delete="secret.delete",
        replace="secret.change",
    ),
    _watcher(
        "aws_guardduty_detector",
        _watches("enable", default=True),
        order(
            "finding_publishing_frequency",
            ("SIX_HOURS", "ONE_HOUR", "FIFTEEN_MINUTES"),
            down="observability.alarm-loosened",
        ),
        _watches("datasources.kubernetes.audit_logs.enable"),
        _watches(
            "datasources.malware_protection.scan_ec2_instance_with_findings.ebs_volumes.enable"
        ),
        _watches("datasources.s3_logs.enable"),
    ),
    _setting(
        "aws_guardduty_detector_feature",
        _state("status", "DISABLED"),
        _state("additional_configuration.status", "DISABLED"),
    ),
    entry(
        "aws_guardduty_filter",
        Role.OBSERVABILITY,
        choice("action", {"ARCHIVE": "observability.alarm-loosened"}, verbs=ARRIVING),
        when(
            changed("finding_criteria", "observability.alarm-loosened"),
            only={"action": "ARCHIVE"},
        ),
        ignore=("description",),
    ),
    entry(
        "aws_guardduty_ipset",
        Role.OBSERVABILITY,
        when(happens("observability.alarm-loosened", Verb.CREATE), unless=_ASLEEP),
        toggle("activate", on="observability.alarm-loosened"),
        when(changed("location", "observability.alarm-loosened"), unless=_ASLEEP),
    ),
    entry(
        "aws_guardduty_malware_protection_plan",
        Role.PROTECTION,
        *parameters("actions", "role", "protected_resource.s3_bucket.object_prefixes"),
        changed("protected_resource.s3_bucket.bucket_name", "protection.guard-off"),
        create="protection.up",
        delete="protection.guard-off",
    ),
    _watcher("aws_guardduty_member", ignore=("invitation_message",)),
    _setting(
        "aws_guardduty_member_detector_feature",
        choice("additional_configuration.status", {"DISABLED": "observability.alarm-off"}),
        _state("status", "DISABLED"),
    ),
    delegate("aws_guardduty_organization_admin_account"),
    _setting(
        "aws_guardduty_organization_configuration",
        toggle(
            "datasources.malware_protection.scan_ec2_instance_with_findings.ebs_volumes.auto_enable",
            off="observability.alarm-loosened",
        ),
        order(
            "auto_enable_organization_members",
            _LEVELS,
            up="protection.up",
            down="observability.alarm-loosened",
        ),
        toggle("auto_enable", off="observability.alarm-loosened"),
        toggle("datasources.s3_logs.auto_enable", off="observability.alarm-loosened"),
        toggle("datasources.kubernetes.audit_logs.enable", off="observability.alarm-loosened"),
    ),
    _setting(
        "aws_guardduty_organization_configuration_feature",
        *(
            order(path, _LEVELS, up="protection.up", down="observability.alarm-loosened")
            for path in ("auto_enable", "additional_configuration.auto_enable")
        ),
    ),
    _record(
        "aws_guardduty_publishing_destination",
        own_key("kms_key_arn"),
        *parameters("destination_arn"),
    ),
    _watcher("aws_guardduty_threatintelset", _watches("activate"), *parameters("location")),
    delegate("aws_inspector2_delegated_admin_account"),
    _watcher(
        "aws_inspector2_enabler",
        *(
            members(what, came="protection.up", gone="observability.alarm-off")
            for what in ("account_ids", "resource_types")
        ),
    ),
    _watcher("aws_inspector2_member_association"),
    entry(
        "aws_inspector2_organization_configuration",
        Role.OBSERVABILITY,
        *(
            toggle(f"auto_enable.{what}", off=_LOOSENED)
            for what in ("ec2", "ecr", "lambda", "lambda_code")
        ),
        delete=_LOOSENED,
    ),
    _watcher(
        "aws_internetmonitor_monitor",
        choice(
            "internet_measurements_log_delivery.s3_config.log_delivery_status",
            {"DISABLED": "observability.logs-off"},
        ),
        _state("status", "INACTIVE"),
        members("resources", gone=_LOOSENED),
        number("traffic_percentage_to_monitor", down=_LOOSENED),
        number("max_city_networks_to_monitor", down=_LOOSENED),
        number(
            "health_events_config.availability_score_threshold",
            down="observability.alarm-loosened",
        ),
        number(
            "health_events_config.performance_score_threshold", down="observability.alarm-loosened"
        ),
    ),
    _watcher(
        "aws_macie2_account",
        _state("status", "PAUSED"),
        order(
            "finding_publishing_frequency",
            ("SIX_HOURS", "ONE_HOUR", "FIFTEEN_MINUTES"),
            down="observability.alarm-loosened",
        ),
    ),
    _record(
        "aws_macie2_classification_export_configuration",
        key_within("s3_destination.kms_key_arn"),
        *parameters("s3_destination.bucket_name", "s3_destination.key_prefix"),
    ),
    _watcher(
        "aws_macie2_classification_job",
        choice(
            "job_status",
            {"CANCELLED": "observability.alarm-off", "USER_PAUSED": "observability.alarm-off"},
        ),
        number("sampling_percentage", down="observability.alarm-loosened"),
        members(
            "s3_job_definition.bucket_definitions.buckets", came="config.parameter", gone=_LOOSENED
        ),
        members("custom_data_identifier_ids", came="config.parameter", gone=_LOOSENED),
        *parameters(
            "s3_job_definition.bucket_criteria", "s3_job_definition.scoping", "schedule_frequency"
        ),
        ignore=("description",),
    ),
    entry(
        "aws_macie2_findings_filter",
        Role.OBSERVABILITY,
        choice("action", {"ARCHIVE": "observability.alarm-loosened"}, verbs=ARRIVING),
        when(
            changed("finding_criteria", "observability.alarm-loosened"),
            only={"action": "ARCHIVE"},
        ),
        ignore=("description",),
    ),
    _watcher("aws_macie2_member", _state("status", "PAUSED")),
    _setting(
        "aws_macie2_organization_configuration",
        toggle("auto_enable", off="observability.alarm-loosened"),
    ),
    _watcher("aws_notifications_channel_association"),
    _watcher(
        "aws_notifications_event_rule",
        *parameters("event_pattern", "event_type", "source"),
        members("regions", came="config.parameter", gone="observability.alarm-loosened"),
    ),
    _watcher("aws_notifications_notification_configuration", ignore=("description",)),
    record(
        "aws_oam_link",
        members("resource_types", came="protection.up", gone="observability.logs-off"),
        *parameters("link_configuration"),
        ignore=(),
    ),
    view("aws_oam_sink", ignore=()),
    resource_policy("aws_oam_sink_policy"),
    _watcher("aws_prometheus_alert_manager_definition", *parameters("definition")),
    _watcher("aws_prometheus_rule_group_namespace", *parameters("data")),
    _record(
        "aws_prometheus_scraper",
        groups("source.eks.security_group_ids"),
        changed("source.eks.subnet_ids", "routing.network"),
        changed("destination.amp.workspace_arn", "routing.rule"),
        *parameters("role_configuration", "scrape_configuration"),
    ),
    _record(
        "aws_prometheus_workspace",
        own_key("kms_key_arn"),
        presence("logging_configuration", gone="observability.logs-off"),
        ignore=("alias",),
    ),
    entry(
        "aws_prometheus_workspace_configuration",
        Role.OBSERVABILITY,
        _kept("retention_period_in_days"),
        number(
            "limits_per_label_set.limits.max_series",
            up="scale.limits-up",
            down="scale.limits-down",
        ),
    ),
    _record(
        "aws_rum_app_monitor",
        records("app_monitor_configuration.enable_xray"),
        changed("custom_events.status", "config.flag"),
        records("cw_log_enabled"),
        number("app_monitor_configuration.session_sample_rate", zero="observability.logs-off"),
        members(
            "app_monitor_configuration.telemetries",
            came="config.parameter",
            gone="observability.logs-off",
        ),
        assigned("app_monitor_configuration.guest_role_arn"),
        *parameters("domain", "domain_list"),
    ),
    record("aws_rum_metrics_destination", *parameters("destination_arn"), ignore=()),
    _watcher(
        "aws_securityhub_account",
        toggle("auto_enable_controls", off="observability.alarm-loosened", default=True),
        *parameters("control_finding_generator"),
    ),
    _watcher("aws_securityhub_action_target", ignore=("description",)),
    entry(
        "aws_securityhub_automation_rule",
        Role.OBSERVABILITY,
        *(
            when(rule, only=quiet, unless=unless)
            for quiet, unless in ((_SUPPRESSES, _DISABLED), (_LOWERS, _DISABLED | _SUPPRESSES))
            for rule in (
                happens(_LOOSENED, Verb.CREATE),
                changed("criteria", _LOOSENED),
                choice("rule_status", {"ENABLED": _LOOSENED}),
            )
        ),
        choice(f"{_FINDING}.workflow.status", dict.fromkeys(_DONE, _LOOSENED)),
        choice(f"{_FINDING}.severity.label", dict.fromkeys(_LOW, _LOOSENED)),
        *parameters(
            *(
                f"{_FINDING}.{path}"
                for path in (
                    *("confidence", "criticality", "note", "related_findings", "severity"),
                    *("types", "user_defined_fields", "verification_state", "workflow"),
                )
            ),
            "is_terminal",
            "rule_order",
            "rule_status",
        ),
        when(parameters("criteria")[0], unless=_SUPPRESSES | _LOWERS),
        ignore=("description",),
    ),
    _watcher(
        "aws_securityhub_configuration_policy",
        _watches("configuration_policy.service_enabled"),
        members("configuration_policy.enabled_standard_arns", gone="observability.alarm-off"),
        members(
            f"{_CONTROLS}.disabled_control_identifiers",
            came="observability.alarm-loosened",
            gone="config.parameter",
        ),
        members(
            f"{_CONTROLS}.enabled_control_identifiers",
            came="config.parameter",
            gone="observability.alarm-loosened",
        ),
        *parameters(f"{_CONTROLS}.security_control_custom_parameter"),
        ignore=("description",),
    ),
    entry(
        "aws_securityhub_configuration_policy_association",
        Role.OBSERVABILITY,
        changed(
            "policy_id", "config.parameter", note="Which controls it switches on is told there."
        ),
        happens(
            "config.parameter",
            Verb.DELETE,
            note="The target goes by what it inherits from then on, or keeps what it has.",
        ),
        replace="config.parameter",
    ),
    _watcher(
        "aws_securityhub_finding_aggregator",
        order(
            "linking_mode",
            (
                *("NO_REGIONS", "SPECIFIED_REGIONS"),
                *("ALL_REGIONS_EXCEPT_SPECIFIED", "ALL_REGIONS"),
            ),
            up="config.parameter",
            down=_LOOSENED,
        ),
        when(
            members("specified_regions", came="config.parameter", gone=_LOOSENED),
            only={"linking_mode": "SPECIFIED_REGIONS"},
        ),
        when(
            members("specified_regions", came=_LOOSENED, gone="config.parameter"),
            only={"linking_mode": "ALL_REGIONS_EXCEPT_SPECIFIED"},
        ),
    ),
    _watcher("aws_securityhub_member"),
    delegate("aws_securityhub_organization_admin_account"),
    entry(
        "aws_securityhub_organization_configuration",
        Role.OBSERVABILITY,
        *documented(
            "https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_OrganizationConfiguration.html",
            when(toggle("auto_enable", off=_LOOSENED), unless=_CENTRAL),
            when(_state("auto_enable_standards", "NONE", _LOOSENED), unless=_CENTRAL),
        ),
        *parameters("organization_configuration.configuration_type"),
        *(
            when(happens(_LOOSENED, Verb.DELETE, note=_LEFT), only=watched)
            for watched in ({"auto_enable": "true"}, _CENTRAL)
        ),
    ),
    _watcher("aws_securityhub_product_subscription"),
    entry(
        "aws_securityhub_standards_control",
        Role.OBSERVABILITY,
        choice("control_status", {"DISABLED": "observability.alarm-off"}, verbs=ARRIVING),
    ),
    entry(
        "aws_securityhub_standards_control_association",
        Role.OBSERVABILITY,
        choice("association_status", {"DISABLED": "observability.alarm-off"}, verbs=ARRIVING),
    ),
    _watcher("aws_securityhub_standards_subscription"),
    record(
        "aws_securitylake_aws_log_source",
        *(
            members(f"source.{what}", came="protection.up", gone="observability.logs-off")
            for what in ("accounts", "regions")
        ),
        changed("source.source_name", "observability.logs-off"),
        *parameters("source.source_version"),
        ignore=(),
    ),
    _record(
        "aws_securitylake_custom_log_source",
        assigned("configuration.provider_identity.principal"),
        assigned("configuration.crawler_configuration.role_arn"),
    ),
    _record(
        "aws_securitylake_data_lake",
        own_key("configuration.encryption_configuration.kms_key_id"),
        choice(
            "configuration.encryption_configuration.kms_key_id",
            {"S3_MANAGED_KEY": "protection.encryption-off"},
            both=True,
        ),
        _kept("configuration.lifecycle_configuration.expiration.days"),
        assigned("meta_store_manager_role_arn"),
        members(
            "configuration.replication_configuration.regions",
            came="protection.up",
            gone="protection.backup-cut",
        ),
    ),
    entry(
        "aws_securitylake_subscriber",
        Role.IDENTITY,
        grants("subscriber_identity.principal"),
        *(
            presence(
                f"source.{kind}_log_source_resource.source_name",
                came="access.grant",
                gone="access.revoke",
                changed="access.grant",
            )
            for kind in ("aws", "custom")
        ),
        *(
            changed(
                f"source.{kind}_log_source_resource.source_version", "config.parameter", both=True
            )
            for kind in ("aws", "custom")
        ),
    ),
    _watcher("aws_ssmcontacts_contact_channel", *parameters("delivery_address")),
    _watcher("aws_ssmcontacts_plan", *parameters("stage")),
    _watcher("aws_ssmcontacts_rotation", *parameters("contact_ids", "recurrence")),
    entry(
        "aws_ssmincidents_replication_set",
        Role.OBSERVABILITY,
        key_within("region.kms_key_arn"),
        presence("region.name", came="protection.up", gone="protection.guard-off"),
        *(
            happens(action, verb, note="Response plans, incidents and contacts go with it.")
            for action, verb in (
                ("data.delete", Verb.DELETE),
                ("data.replace", Verb.REPLACE),
                ("observability.alarm-off", Verb.DELETE),
                ("observability.alarm-off", Verb.REPLACE),
            )
        ),
    ),
    _watcher(
        "aws_ssmincidents_response_plan",
        members("engagements", gone="observability.alarm-off"),
        members("chat_channel", gone="observability.alarm-loosened"),
        presence(
            "incident_template.notification_target.sns_topic_arn",
            gone=_LOOSENED,
            changed="config.parameter",
        ),
        presence(
            "integration.pagerduty.service_id",
            gone="observability.alarm-off",
            changed="config.parameter",
        ),
        *parameters("action", "incident_template.impact"),
    ),
    _watcher(
        "aws_synthetics_canary",
        own_key("artifact_config.s3_encryption.kms_key_arn"),
        changed("vpc_config.security_group_ids", "routing.network"),
        changed("vpc_config.subnet_ids", "routing.network"),
        _watches("start_canary"),
        assigned("execution_role_arn"),
        records("run_config.active_tracing"),
        *parameters(
            "artifact_s3_location",
            "handler",
            "run_config.timeout_in_seconds",
            "schedule.duration_in_seconds",
        ),
        changed("schedule.expression", "config.parameter", disruption=Disruption.NONE),
        version("runtime_version", newer="dependency.runtime", what="runtime"),
        version("s3_version", newer="deploy.version", what="hash"),
        version("s3_key", newer="deploy.version", what="hash"),
        changed("s3_bucket", "deploy.version"),
        version("zip_file", newer="deploy.version", what="hash"),
        variables("run_config.environment_variables"),
        number("run_config.memory_in_mb", up="scale.resize-up", down="scale.resize-down"),
        _kept("success_retention_period"),
        _kept("failure_retention_period"),
        choice(
            "artifact_config.s3_encryption.encryption_mode",
            {"SSE_KMS": "protection.up", "SSE_S3": "protection.encryption-off"},
        ),
    ),
    entry(
        "aws_xray_encryption_config",
        Role.PROTECTION,
        choice("type", {"KMS": "protection.up", "NONE": "protection.encryption-off"}),
    ),
    resource_policy("aws_xray_resource_policy", "policy_document"),
    entry(
        "aws_xray_sampling_rule",
        Role.OBSERVABILITY,
        number(
            "fixed_rate",
            zero="observability.logs-off",
            down="config.parameter",
            up="config.parameter",
        ),
        number("reservoir_size", down="config.parameter", up="config.parameter"),
        *parameters(
            *("attributes", "host", "http_method", "priority", "resource_arn", "service_name"),
            *("service_type", "url_path"),
        ),
    ),
)
