"""
Azure: logs, alerts, autoscaling and defence, as Terraform names them.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
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
from planguard.actions.providers.azure import (
    from_internet,
    identities,
    keys,
    logs_kept,
    no_keys,
    reachable,
)
from planguard.actions.providers.forms import room
from planguard.model.words import Disruption, Role, Verb

_AZ = "azurerm_"
_QUIET = Disruption.NONE
_SAID = ("description",)
_TITLED = ("description", "display_name")
_BUILT_IN = ("fusion", "machine_learning_behavior_analytics", "threat_intelligence")
_OFF, _LOOSER = "observability.alarm-off", "observability.alarm-loosened"
_LOGS = "observability.logs-off"
_TABLE_STAYS = "The table stays; its rows are kept as long as the workspace says."
_FULL = "Once the quota is full nothing more is recorded."
_RECEIVERS = (
    *("arm_role", "automation_runbook", "azure_app_push", "azure_function", "email", "event_hub"),
    *("itsm", "logic_app", "sms", "voice", "webhook"),
)


_NOBODY = {f"{kind}_receiver.name": ("",) for kind in _RECEIVERS}
_ASKED = ("category", "operation_name", "level", "status", "sub_status", "caller",
          "resource_group", "resource_id", "resource_provider", "resource_type",
          "recommendation_category", "recommendation_impact", "recommendation_type")  # fmt: skip
"""What an event must have for an alert to take it: one word each, none given is any."""
_ASKED_LISTS = ("levels", "statuses", "sub_statuses", "resource_groups", "resource_ids",
                "resource_providers", "resource_types", "service_health.events",
                "service_health.locations", "service_health.services",
                "resource_health.current", "resource_health.previous",
                "resource_health.reason")  # fmt: skip
_SOURCES = (
    *(f"{kind}.name" for kind in ("data_import.event_hub_data_source", "extension", "iis_log",
                                  "log_file", "performance_counter", "platform_telemetry",
                                  "prometheus_forwarder", "syslog", "windows_event_log",
                                  "windows_firewall_log")),
    *("syslog.facility_names", "syslog.log_levels", "windows_event_log.x_path_queries",
      "performance_counter.counter_specifiers", "log_file.file_patterns"),
)  # fmt: skip
"""What a rule collects, by the places where it says so."""
_VALIDATED = (
    presence("validation_rules", gone=_LOOSER),
    order("validation_rules.ssl_check_enabled", ("false", "true"), down=_LOOSER),
    presence("validation_rules.ssl_cert_remaining_lifetime", gone=_LOOSER, empty=True),
    number("validation_rules.ssl_cert_remaining_lifetime", down=_LOOSER),
    presence("validation_rules.expected_status_code", changed="config.parameter",
             disruption=_QUIET),
    presence("validation_rules.content", gone=_LOOSER, changed="config.parameter", empty=True),
    changed("request", "config.parameter", disruption=_QUIET),
    toggle("retry_enabled", on=_LOOSER),
)  # fmt: skip
_CONNECTED = {
    **{
        name: tuple(toggle(f"{kind}_enabled", off=_LOGS, default=True) for kind in kinds)
        for name, kinds in {
            "microsoft_cloud_app_security": ("alerts", "discovery_logs"),
            "office_365": ("exchange", "sharepoint", "teams"),
        }.items()
    },
    "threat_intelligence_taxii": (
        secret("password"), changed("api_root_url", "config.parameter"),
        changed("collection_id", "config.parameter")),
    "aws_cloud_trail": (changed("aws_role_arn", "config.parameter"),),
    "aws_s3": (changed("aws_role_arn", "config.parameter"),
               members("sqs_urls", gone=_LOGS), changed("destination_table", "config.parameter")),
}  # fmt: skip
"""What connectors of Sentinel read, where they say so."""


_CLOSES = {"action_incident.status": ("closed",)}


def _enabled(path: str = "enabled", action: str = _OFF) -> Rule:
    return toggle(path, off=action, default=True)


def _severity() -> Rule:
    return number("severity", up=_LOOSER, note="0 is critical, 4 is verbose.")


def _waits(path: str) -> Rule:
    """Describe how long an alert waits: a span such as `PT5M`."""
    return retention(path, cut="config.parameter", up=_LOOSER, zero_is="nothing")


def _alert(name: str, *rules: Rule, ignore: tuple[str, ...] = ("description",)) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.OBSERVABILITY, *rules, delete=_OFF, replace=_LOOSER, ignore=ignore,
    )  # fmt: skip


def _record(name: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.OBSERVABILITY, *rules, delete=_LOGS, replace=_LOGS, ignore=ignore,
    )  # fmt: skip


def _goes(*names: str) -> tuple[Rule, ...]:
    return tuple(presence(name, gone=_LOGS, changed="config.parameter") for name in names)


def _retained(at: str) -> Rule:
    return when(
        number(f"{at}.days", down="observability.log-retention-cut",
               up="observability.log-retention-up"),
        only={f"{at}.enabled": ("true",)},
    )  # fmt: skip


def _budget(place: str) -> TypeEntry:
    return entry(
        f"{_AZ}consumption_budget_{place}", Role.OBSERVABILITY,
        number("amount", up=_LOOSER), toggle("notification.enabled", off=_OFF, default=True),
        number("notification.threshold", up=_LOOSER),
        presence("notification.threshold", gone=_LOOSER),
        choice("notification.threshold_type", {"Actual": _LOOSER}, both=True),
        *(members(f"notification.contact_{who}", gone=_LOOSER)
          for who in ("emails", *(() if place.startswith("management") else ("groups", "roles")))),
        presence("filter", came=_LOOSER, changed=_LOOSER),
        delete=_OFF, replace=_LOOSER, ignore=("etag",),
    )  # fmt: skip


def _guards(name: str, *rules: Rule) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.PROTECTION, *rules,
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    *map(_budget, ("management_group", "resource_group", "subscription")),
    _record("monitor_diagnostic_setting",
            *(when(members(f"enabled_log.{name}", gone=_LOGS),
                   unless={"enabled_log.category_group": ("alllogs",)})
              for name in ("category", "category_group")),
            changed("log_analytics_destination_type", "config.parameter", disruption=_QUIET),
            members("enabled_metric.category", gone=_LOGS),
            toggle("log.enabled", off=_LOGS, default=True),
            toggle("metric.enabled", off=_LOGS, default=True),
            _retained("enabled_log.retention_policy"), _retained("log.retention_policy"),
            *_goes("log_analytics_workspace_id", "storage_account_id",
                   "eventhub_authorization_rule_id", "partner_solution_id")),
    _record("monitor_aad_diagnostic_setting",
            members("enabled_log.category", gone=_LOGS),
            toggle("log.enabled", off=_LOGS, default=True),
            _retained("enabled_log.retention_policy"),
            *_goes("log_analytics_workspace_id", "storage_account_id",
                   "eventhub_authorization_rule_id")),
    _record("monitor_log_profile",
            members("categories", gone=_LOGS), members("locations", gone=_LOGS),
            _retained("retention_policy"),
            *_goes("storage_account_id", "servicebus_rule_id")),
    _record("monitor_data_collection_rule",
            presence("data_flow", gone=_LOGS), members("data_flow.streams", gone=_LOGS),
            members("data_flow.destinations", gone=_LOGS),
            presence("data_flow.transform_kql", came=_LOGS, changed=_LOGS, empty=True,
                     note="What the query drops is recorded nowhere."),
            *(members(f"data_sources.{name}", gone=_LOGS) for name in _SOURCES),
            changed("data_sources", "config.parameter", disruption=_QUIET),
            changed("destinations", "config.parameter", disruption=_QUIET),
            *identities("identity.identity_ids"), ignore=_SAID),
    _record("monitor_data_collection_rule_association",
            presence("data_collection_rule_id", gone=_LOGS, changed="config.parameter"),
            ignore=_SAID),
    _record("monitor_data_collection_endpoint",
            reachable("public_network_access_enabled"), ignore=_SAID),
    entry(
        f"{_AZ}monitor_workspace", Role.OBSERVABILITY, reachable("public_network_access_enabled"),
        delete=(_LOGS, "data.delete"), replace=(_LOGS, "data.replace"),
    ),
    _record("monitor_private_link_scope",
            *(choice(f"{kind}_access_mode", {"Open": "exposure.public",
                                             "PrivateOnly": "exposure.narrow"})
              for kind in ("ingestion", "query"))),
    _alert("monitor_action_group", _enabled(),
           *(when(presence(f"{kind}_receiver", gone=_OFF), only=_NOBODY) for kind in _RECEIVERS),
           *(members(f"{kind}_receiver.name", gone=_LOOSER) for kind in _RECEIVERS),
           members("email_receiver.email_address", gone=_LOOSER),
           members("webhook_receiver.service_uri", gone=_LOOSER), ignore=("short_name",)),
    _alert("monitor_activity_log_alert", _enabled(),
           members("action.action_group_id", gone=_OFF), members("scopes", gone=_LOOSER),
           *(presence(f"criteria.{name}", came=_LOOSER, changed=_LOOSER) for name in _ASKED),
           *(limit(f"criteria.{name}", narrower=_LOOSER, wider="config.parameter")
             for name in _ASKED_LISTS)),
    _alert("monitor_alert_processing_rule_action_group", _enabled(),
           members("add_action_group_ids", gone=_OFF), members("scopes", gone=_LOOSER),
           *(presence(name, came=_LOOSER, changed=_LOOSER) for name in ("condition", "schedule"))),
    entry(
        f"{_AZ}monitor_alert_processing_rule_suppression", Role.OBSERVABILITY,
        toggle("enabled", on=_OFF, default=True), members("scopes", came=_OFF),
        *(presence(name, gone=_OFF, changed=_OFF) for name in ("condition", "schedule")),
        create=_OFF, replace=_OFF, ignore=("description",),
    ),
    entry(
        f"{_AZ}monitor_action_rule_suppression", Role.OBSERVABILITY,
        toggle("enabled", on=_OFF, default=True), changed("scope", _OFF),
        changed("condition", _OFF), changed("suppression", _OFF),
        create=_OFF, replace=_OFF, ignore=("description",),
    ),
    _alert("monitor_action_rule_action_group", _enabled(),
           changed("action_group_id", _LOOSER), changed("condition", _LOOSER)),
    _alert("monitor_alert_prometheus_rule_group",
           _enabled("rule_group_enabled"), _enabled("rule.enabled"),
           members("rule.alert", gone=_OFF), presence("rule.expression", changed=_LOOSER),
           retention("rule.for", cut="config.parameter", up=_LOOSER, zero_is="nothing",
                     block="rule", arriving=False),
           number("rule.severity", up=_LOOSER),
           members("rule.action.action_group_id", gone=_OFF), _waits("interval")),
    entry(
        f"{_AZ}monitor_autoscale_setting", Role.SCALING,
        toggle("enabled", on="scale.limits-up", off="scale.limits-down", default=True),
        room("profile.capacity.maximum"), room("profile.capacity.minimum"),
        number("profile.capacity.default", up="scale.up", down="scale.down"),
        changed("profile.rule", "config.parameter", disruption=_QUIET),
        changed("profile.recurrence", "config.parameter", disruption=_QUIET),
        changed("target_resource_id", "scale.limits-down"),
        delete="scale.limits-down", replace="scale.limits-down", ignore=("notification",),
    ),
    _alert("monitor_metric_alert", _enabled(), _severity(),
           threshold("criteria.threshold", comparison="criteria.operator"),
           *(presence(f"criteria.{name}", changed=_LOOSER)
             for name in ("metric_name", "metric_namespace", "aggregation")),
           members("criteria.metric_name", came=_LOOSER,
                   note="Every criterion must be met before anybody is told."),
           presence("criteria.dimension", came=_LOOSER, changed=_LOOSER),
           presence("dynamic_criteria.dimension", came=_LOOSER, changed=_LOOSER),
           *(presence(f"dynamic_criteria.{name}", changed=_LOOSER)
             for name in ("metric_name", "metric_namespace", "aggregation", "operator")),
           order("dynamic_criteria.alert_sensitivity", ("Low", "Medium", "High"), down=_LOOSER),
           number("dynamic_criteria.evaluation_failure_count", up=_LOOSER),
           number("application_insights_web_test_location_availability_criteria."
                  "failed_location_count", up=_LOOSER),
           members("scopes", gone=_LOOSER), members("action.action_group_id", gone=_OFF),
           _waits("window_size"), _waits("frequency"),
           toggle("auto_mitigate", on="config.parameter", off="config.parameter", default=True,
                  disruption=_QUIET)),
    _alert("monitor_scheduled_query_rules_alert", _enabled(), _severity(),
           threshold("trigger.threshold", comparison="trigger.operator"),
           changed("query", _LOOSER), members("action.action_group", gone=_OFF),
           number("frequency", up=_LOOSER), number("throttling", up=_LOOSER),
           changed("time_window", _LOOSER)),
    _alert("monitor_scheduled_query_rules_alert_v2", _enabled(), _severity(),
           threshold("criteria.threshold", comparison="criteria.operator"),
           *(presence(f"criteria.{name}", changed=_LOOSER)
             for name in ("query", "time_aggregation_method", "metric_measure_column")),
           presence("criteria.dimension", came=_LOOSER, changed=_LOOSER),
           number("criteria.failing_periods.minimum_failing_periods_to_trigger_alert",
                  up=_LOOSER),
           number("criteria.failing_periods.number_of_evaluation_periods", down=_LOOSER),
           toggle("auto_mitigation_enabled", on="config.parameter", off="config.parameter",
                  disruption=_QUIET),
           members("scopes", gone=_LOOSER), members("action.action_groups", gone=_OFF),
           _waits("window_duration"), _waits("evaluation_frequency"),
           _waits("mute_actions_after_alert_duration"),
           *identities("identity.identity_ids"), ignore=_TITLED),
    _alert("monitor_smart_detector_alert_rule", _enabled(),
           members("action_group.ids", gone=_OFF), members("scope_resource_ids", gone=_LOOSER),
           order("severity", ("Sev4", "Sev3", "Sev2", "Sev1", "Sev0"), down=_LOOSER),
           _waits("frequency"), _waits("throttling_duration")),
    _record("application_insights", logs_kept("retention_in_days"),
            number("daily_data_cap_in_gb", down=_LOGS, up="scale.limits-up", note=_FULL),
            number("sampling_percentage", down=_LOGS),
            from_internet("internet_ingestion_enabled"), from_internet("internet_query_enabled"),
            no_keys("local_authentication_disabled"),
            toggle("disable_ip_masking", on="config.parameter", off="config.parameter",
                   disruption=_QUIET, note="It says whether visitors' addresses are recorded."),
            toggle("daily_data_cap_notifications_disabled", on=_LOOSER),
            changed("workspace_id", "config.parameter", disruption=_QUIET)),
    entry(
        f"{_AZ}application_insights_api_key", Role.IDENTITY,
        members("read_permissions", came="access.grant", gone="access.revoke"),
        members("write_permissions", came="access.grant", gone="access.revoke"),
        create="access.grant", delete="access.revoke", replace="access.grant",
    ),
    _alert("application_insights_smart_detection_rule", _enabled(),
           members("additional_email_recipients", gone=_LOOSER),
           toggle("send_emails_to_subscription_owners", off=_LOOSER, default=True), ignore=()),
    *(
        _alert(f"application_insights_{name}web_test",
               toggle("enabled", off=_OFF), number("frequency", up=_LOOSER),
               members("geo_locations", gone=_LOOSER), number("timeout", up=_LOOSER), *rules)
        for name, rules in (("", (changed("configuration", _LOOSER),)), ("standard_", _VALIDATED))
    ),
    _record("log_analytics_cluster", room("size_gb"), *identities("identity.identity_ids")),
    entry(
        f"{_AZ}log_analytics_cluster_customer_managed_key", Role.KEY,
        changed("key_vault_key_id", "key.rotate"),
        create="protection.up", delete="protection.encryption-off", replace="key.rotate",
    ),
    _record("log_analytics_data_export_rule",
            toggle("enabled", off=_LOGS), members("table_names", gone=_LOGS),
            changed("destination_resource_id", "config.parameter", disruption=_QUIET)),
    *(
        _record(f"log_analytics_datasource_windows_{name}", *rules)
        for name, rules in (("event", (members("event_types", gone=_LOGS),)),
                            ("performance_counter", (number("interval_seconds", up=_LOGS),)))
    ),
    _record("log_analytics_linked_storage_account",
            members("storage_account_ids", gone=_LOGS)),
    _record("log_analytics_solution"),
    _record("log_analytics_storage_insights",
            members("blob_container_names", gone=_LOGS), members("table_names", gone=_LOGS),
            secret("storage_account_key")),
    entry(
        f"{_AZ}log_analytics_workspace", Role.OBSERVABILITY, logs_kept("retention_in_days"),
        number("daily_quota_gb", down=_LOGS, up="scale.limits-up", note=_FULL),
        toggle("immediate_data_purge_on_30_days_enabled", on="observability.log-retention-cut"),
        no_keys("local_authentication_disabled"), keys("local_authentication_enabled"),
        toggle("allow_resource_only_permissions", on="access.grant", off="access.revoke",
               default=True),
        from_internet("internet_ingestion_enabled"), from_internet("internet_query_enabled"),
        room("reservation_capacity_in_gb_per_day"),
        toggle("cmk_for_query_forced", on="protection.up", off="protection.encryption-off"),
        changed("data_collection_rule_id", "config.parameter", disruption=_QUIET),
        *identities("identity.identity_ids"),
        delete=(_LOGS, "data.delete"), replace=(_LOGS, "data.replace"),
    ),
    *(
        entry(
            f"{_AZ}log_analytics_workspace_table{name}", Role.OBSERVABILITY,
            logs_kept("retention_in_days"), logs_kept("total_retention_in_days"),
            choice("plan", {"Basic": "observability.log-retention-cut",
                            "Auxiliary": "observability.log-retention-cut"}), *rules,
            ignore=_TITLED if name else (),
        )
        for name, rules in (
            ("", (happens("observability.log-retention-cut", Verb.DELETE, note=_TABLE_STAYS),)),
            ("_custom_log", (members("column.name", gone="schema.keys"),
                             presence("column.type", changed="schema.keys"),
                             *(happens(action, verb) for verb, actions in (
                                 (Verb.DELETE, (_LOGS, "data.delete")),
                                 (Verb.REPLACE, (_LOGS, "data.replace"))) for action in actions))),
        )
    ),
    _guards("advanced_threat_protection",
            toggle("enabled", off="protection.guard-off", on="protection.up")),
    _guards("security_center_auto_provisioning",
            choice("auto_provision", {"Off": "protection.guard-off", "On": "protection.up"})),
    entry(
        f"{_AZ}security_center_contact", Role.OBSERVABILITY,
        toggle("alert_notifications", off=_OFF), toggle("alerts_to_admins", off=_LOOSER),
        changed("email", _LOOSER), delete=_OFF, ignore=("phone",),
    ),
    _guards("security_center_setting",
            toggle("enabled", off="protection.guard-off", on="protection.up")),
    _guards("security_center_storage_defender",
            toggle("malware_scanning_on_upload_enabled", off="protection.guard-off",
                   on="protection.up"),
            toggle("sensitive_data_discovery_enabled", off="protection.guard-off",
                   on="protection.up"),
            number("malware_scanning_on_upload_cap_gb_per_month", down="protection.guard-off",
                   up="protection.up")),
    entry(
        f"{_AZ}security_center_subscription_pricing", Role.PROTECTION,
        order("tier", ("Free", "Standard"), up="protection.up", down="protection.guard-off"),
        order("subplan", ("PerTransaction", "P1", "PerStorageAccount", "P2",
                          "DefenderForStorageV2"),
              up="protection.up", down="protection.guard-off"),
        members("extension.name", came="protection.up", gone="protection.guard-off"),
        happens("protection.guard-off", Verb.DELETE),
    ),
    _record("security_center_workspace", changed("workspace_id", "config.parameter")),
    _alert("security_center_automation", _enabled(),
           members("action.resource_id", gone=_LOOSER), members("scopes", gone=_LOOSER),
           secret("action.connection_string"),
           members("source.event_source", gone=_LOOSER),
           presence("source.rule_set", came=_LOOSER, changed=_LOOSER)),
    *(
        _alert(f"sentinel_alert_rule_{name}", _enabled(),
               *((changed("query", _LOOSER),
                  order("severity", ("Informational", "Low", "Medium", "High"), down=_LOOSER),
                  toggle("suppression_enabled", on=_LOOSER))
                 if name in {"nrt", "scheduled"} else ()),
               *((toggle("incident.create_incident_enabled", off=_OFF, default=True),
                  when(_waits("suppression_duration"), only={"suppression_enabled": "true"}))
                 if name in {"nrt", "scheduled"} else ()),
               *((threshold("trigger_threshold", comparison="trigger_operator"),
                  _waits("query_frequency")) if name == "scheduled" else ()),
               *((toggle("source.enabled", off=_LOOSER, default=True),
                  toggle("source.sub_type.enabled", off=_LOOSER, default=True),
                  members("source.sub_type.severities_allowed", gone=_LOOSER))
                 if name == "fusion" else ()),
               *((members("severity_filter", gone=_LOOSER),
                  members("display_name_exclude_filter", came=_LOOSER),
                  limit("display_name_filter", narrower=_LOOSER, wider="config.parameter"),
                  presence("product_filter", changed=_LOOSER))
                 if name == "ms_security_incident" else ()),
               ignore=() if name in _BUILT_IN else _TITLED)
        for name in ("fusion", "ms_security_incident", "nrt", "scheduled",
                     "threat_intelligence", "machine_learning_behavior_analytics")
    ),
    entry(
        f"{_AZ}sentinel_automation_rule", Role.OBSERVABILITY,
        when(_enabled(), unless=_CLOSES), changed("condition_json", _LOOSER),
        members("action_playbook.logic_app_id", gone=_LOOSER),
        choice("action_incident.status", {"Closed": _OFF}, verbs=ARRIVING,
               note="Nobody looks at incidents that are closed as they come."),
        when(happens(_OFF, Verb.DELETE), unless=_CLOSES), replace=_LOOSER,
        ignore=("display_name",),
    ),
    *(
        _record(f"sentinel_data_connector_{name}", *_CONNECTED.get(name, ()))
        for name in ("aws_cloud_trail", "aws_s3", "azure_active_directory",
                     "azure_advanced_threat_protection", "azure_security_center",
                     "microsoft_cloud_app_security",
                     "microsoft_defender_advanced_threat_protection",
                     "microsoft_threat_protection", "office_365", "threat_intelligence",
                     "dynamics_365", "iot", "microsoft_threat_intelligence",
                     "office_365_project", "office_atp", "office_irm", "office_power_bi",
                     "threat_intelligence_taxii")
    ),
    _record("sentinel_log_analytics_workspace_onboarding"),
    *(
        entry(
            f"{_AZ}{name}", Role.CONFIG,
            *(changed(path, "config.parameter", disruption=_QUIET) for path in paths),
            delete="config.parameter", ignore=ignore,
        )
        for name, paths, ignore in (
            ("application_insights_workbook", ("data_json", "source_id"), _TITLED),
            ("log_analytics_linked_service", ("read_access_id", "write_access_id"), ()),
            ("log_analytics_saved_search", ("query", "function_alias"), ("display_name",)),
            ("portal_dashboard", ("dashboard_properties",), ()),
            ("sentinel_watchlist", ("default_duration",), _TITLED),
            ("sentinel_watchlist_item", ("properties",), ()),
        )
    ),
    _record("monitor_scheduled_query_rules_log", _enabled(action=_LOGS),
            changed("criteria", "config.parameter", disruption=_QUIET), ignore=_SAID),
    entry(
        f"{_AZ}monitor_private_link_scoped_service", Role.GLUE,
        create="routing.network", delete="routing.network", replace="routing.network",
    ),
    _alert("network_connection_monitor", _enabled("test_group.enabled"),
           members("test_group.name", gone=_LOOSER), members("endpoint.name", gone=_LOOSER),
           members("output_workspace_resource_ids", gone=_LOOSER),
           number("test_configuration.test_frequency_in_seconds", up=_LOOSER),
           number("test_configuration.success_threshold.checks_failed_percent", up=_LOOSER),
           number("test_configuration.success_threshold.round_trip_time_ms", up=_LOOSER),
           ignore=("notes",)),
    _alert("cost_anomaly_alert", members("email_addresses", gone=_LOOSER),
           ignore=("display_name", "message", "email_subject")),
    *(
        _alert(f"sentinel_alert_rule_anomaly_{name}", toggle("enabled", off=_OFF),
               order("mode", ("Flighting", "Production"), down=_LOOSER), ignore=())
        for name in ("built_in", "duplicate")
    ),
    *map(_guards, ("security_center_server_vulnerability_assessments_setting",
                   "security_center_server_vulnerability_assessment_virtual_machine")),
    entry(
        f"{_AZ}dashboard_grafana", Role.OBSERVABILITY,
        reachable("public_network_access_enabled"),
        toggle("api_key_enabled", on="access.grant", off="access.revoke", verbs=ARRIVING),
        toggle("zone_redundancy_enabled", off="protection.guard-off", on="protection.up"),
        changed("azure_monitor_workspace_integrations", "config.parameter", disruption=_QUIET),
        secret("smtp.password"), *identities("identity.identity_ids"),
        toggle("smtp.verification_skip_enabled", on="exposure.tls-weaken", off="protection.up"),
        toggle("smtp.enabled", off=_LOOSER),
        delete=_OFF, replace=_OFF,
    ),
)  # fmt: skip
