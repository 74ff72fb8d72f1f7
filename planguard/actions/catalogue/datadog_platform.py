"""
Datadog's logs, integrations, keys and people: what changes to them mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
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
    secret,
    toggle,
    when,
)
from planguard.actions.providers.forms import guard, parameters
from planguard.actions.providers.services import moves
from planguard.model.words import Disruption, Role, Verb

_QUIET = Disruption.NONE
_OFF, _UP = "protection.guard-off", "protection.up"
_BLIND, _SILENT = "observability.logs-off", "observability.alarm-off"
_INDEX_PAGE = "https://docs.datadoghq.com/logs/log_configuration/indexes/"
_ARCHIVE_PAGE = "https://docs.datadoghq.com/logs/log_configuration/archives/"
_SCANNER_PAGE = "https://docs.datadoghq.com/security/sensitive_data_scanner/"
_KEYS_PAGE = "https://docs.datadoghq.com/account_management/api-app-keys/"
_ALLOWLIST_PAGE = "https://docs.datadoghq.com/account_management/org_settings/ip_allowlist/"
_WHO = ("admins", "members", "organization")
_ADMIN_ROLES = ("Datadog Admin Role", "adm", "st_admin")


def _collected(path: str, *, default: bool = True) -> Rule:
    return toggle(path, off=_BLIND, default=default)


def _source(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe where measurements and logs come from: Datadog is blind there without it."""
    return entry(type_, Role.OBSERVABILITY, *rules, delete=_BLIND, replace=_BLIND, ignore=ignore)


def _channel(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe the way an alarm takes to people."""
    return entry(type_, Role.OBSERVABILITY, *rules, delete=_SILENT, replace=_SILENT, ignore=ignore)


def _kept(path: str) -> Rule:
    return retention(
        path, cut="observability.log-retention-cut", up="observability.log-retention-up",
        zero_is="nothing",
    )  # fmt: skip


def _key(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    return entry(
        type_, Role.SECRET, *rules,
        create="secret.create", delete="secret.delete", replace="secret.change",
        ignore=("name", *ignore),
    )  # fmt: skip


def _scoped_key(type_: str, *ignore: str) -> TypeEntry:
    return _key(
        type_,
        *documented(
            _KEYS_PAGE,
            limit("scopes", note="A key without scopes may do all that its owner may."),
        ),
        ignore=ignore,
    )  # fmt: skip


def _measure(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a measurement made of other records: it ends with its definition."""
    return entry(
        type_, Role.OBSERVABILITY,
        *parameters("filter.query", "group_by", "compute"), *rules,
        delete=_BLIND, ignore=("name",),
    )  # fmt: skip


def _sampled(type_: str, rate: str, *rules: Rule) -> TypeEntry:
    return entry(
        type_, Role.OBSERVABILITY,
        toggle("enabled", off=_BLIND), number(rate, down=_BLIND), *rules,
        delete=_BLIND, ignore=("name",),
    )  # fmt: skip


def _person(type_: str) -> TypeEntry:
    return entry(
        type_, Role.IDENTITY,
        grants("roles", admin=_ADMIN_ROLES),
        toggle("disabled", on="access.revoke", off="access.grant"),
        delete="access.revoke", ignore=("name",),
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "datadog_action_connection", Role.IDENTITY,
        changed("aws.assume_role.role", "access.grant"),
        changed("aws.assume_role.account_id", "access.grant"),
        changed("http.base_url", "routing.rule"),
        secret("http.token_auth.token.value"),
        delete="access.revoke", ignore=("name",),
    ),
    entry(
        "datadog_agentless_scanning_aws_scan_options", Role.PROTECTION,
        *map(guard, ("lambda", "sensitive_data", "vuln_containers_os", "vuln_host_os")),
        delete=_OFF,
    ),
    entry("datadog_agentless_scanning_gcp_scan_options", Role.PROTECTION,
          *map(guard, ("vuln_containers_os", "vuln_host_os")), delete=_OFF),
    _key("datadog_api_key",
         toggle("remote_config_read_enabled", on="access.grant", off="access.revoke")),
    _sampled("datadog_apm_retention_filter", "rate", number("trace_rate", down=_BLIND),
             *parameters("filter.query", "filter_type")),
    entry("datadog_apm_retention_filter_order", Role.CONFIG, *parameters("filter_ids")),
    entry("datadog_app_builder_app", Role.COMPUTE, changed("app_json", "deploy.version",
                                                           disruption=_QUIET),
          toggle("published", off="scale.to-zero"), delete="scale.to-zero",
          ignore=("name", "description")),
    entry("datadog_app_key_registration", Role.IDENTITY, create="access.grant",
          delete="access.revoke"),
    _scoped_key("datadog_application_key"),
    entry("datadog_authn_mapping", Role.IDENTITY,
          grants("role", admin=_ADMIN_ROLES), *moves("key", "value", "team")),
    entry("datadog_child_organization", Role.IDENTITY, ignore=("name", "description")),
    entry("datadog_dataset", Role.IDENTITY,
          members("principals", came="access.grant", gone="access.revoke"),
          changed("product_filters", "access.grant",
                  note="Whether more or less is meant is not compared."),
          create="access.revoke", delete="access.grant",
          ignore=("name",)),
    entry(
        "datadog_domain_allowlist", Role.PROTECTION,
        guard("enabled"), members("domains", came="access.grant", gone="access.revoke"),
        delete=_OFF,
    ),
    _source(
        "datadog_integration_aws",
        *map(_collected, ("metrics_collection_enabled",)),
        members("excluded_regions", came=_BLIND), members("filter_tags", came=_BLIND),
        guard("cspm_resource_collection_enabled"),
        secret("secret_access_key"), changed("access_key_id", "secret.change"),
        *parameters("role_name", "account_specific_namespace_rules", "host_tags"),
        ignore=("external_id", "resource_collection_enabled"),
    ),
    _source(
        "datadog_integration_aws_account",
        _collected("metrics_config.enabled"),
        limit("aws_regions.include_only", narrower=_BLIND, wider=""),
        members("metrics_config.namespace_filters.exclude_only", came=_BLIND),
        limit("metrics_config.namespace_filters.include_only", narrower=_BLIND, wider=""),
        members("logs_config.lambda_forwarder.lambdas", gone=_BLIND),
        members("logs_config.lambda_forwarder.sources", gone=_BLIND),
        toggle("traces_config.xray_services.include_all", off=_BLIND),
        toggle("metrics_config.collect_cloudwatch_alarms", off=_BLIND),
        guard("resources_config.cloud_security_posture_management_collection"),
        secret("auth_config.aws_auth_config_keys.secret_access_key"),
        *parameters("auth_config.aws_auth_config_role.role_name", "metrics_config.tag_filters"),
        ignore=("account_tags",),
    ),
    _source("datadog_integration_aws_event_bridge"),
    _source("datadog_integration_aws_lambda_arn"),
    _source("datadog_integration_aws_log_collection", members("services", gone=_BLIND)),
    entry("datadog_integration_aws_tag_filter", Role.OBSERVABILITY,
          *parameters("tag_filter_str"), delete="config.parameter"),
    _source(
        "datadog_integration_azure",
        secret("client_secret"), changed("client_id", "secret.change"),
        *map(_collected, ("metrics_enabled", "metrics_enabled_default")),
        _collected("custom_metrics_enabled", default=False),
        guard("cspm_enabled"),
        *parameters("host_filters", "app_service_plan_filters", "container_app_filters",
                    "resource_provider_configs", "automute"),
    ),
    _source("datadog_integration_cloudflare_account", secret("api_key"),
            limit("resources", narrower=_BLIND, wider=""), ignore=("name",)),
    _source("datadog_integration_confluent_account", secret("api_secret"),
            changed("api_key", "secret.change")),
    _source("datadog_integration_confluent_resource"),
    _source("datadog_integration_fastly_account", secret("api_key"), ignore=("name",)),
    _source("datadog_integration_fastly_service"),
    _source(
        "datadog_integration_gcp",
        secret("private_key"), changed("private_key_id", "secret.change"),
        guard("cspm_resource_collection_enabled"),
        guard("is_security_command_center_enabled"),
        *parameters("host_filters", "cloud_run_revision_filters", "automute",
                    "monitored_resource_configs"),
    ),
    _source(
        "datadog_integration_gcp_sts",
        guard("is_cspm_enabled"), guard("is_security_command_center_enabled"),
        toggle("metric_namespace_configs.disabled", on=_BLIND),
        *parameters("host_filters", "cloud_run_revision_filters", "automute",
                    "monitored_resource_configs", "client_email"),
        ignore=("account_tags", "delegate_account_email"),
    ),
    _channel("datadog_integration_ms_teams_tenant_based_handle", *parameters("channel_name")),
    _channel("datadog_integration_ms_teams_workflows_webhook_handle", *parameters("url")),
    _channel("datadog_integration_opsgenie_service_object", secret("opsgenie_api_key"),
             *parameters("region", "custom_url")),
    _channel("datadog_integration_pagerduty", secret("api_token"),
             changed("subdomain", "routing.rule", note="Another account is paged."),
             members("schedules", gone="observability.alarm-loosened")),
    _channel("datadog_integration_pagerduty_service_object", secret("service_key")),
    _channel("datadog_integration_slack_channel", *parameters("display")),
    entry(
        "datadog_ip_allowlist", Role.NETWORK,
        *documented(
            _ALLOWLIST_PAGE,
            toggle("enabled", off="exposure.public", on="exposure.narrow",
                   note="Whoever has a key or a password may come from anywhere."),
            when(members("entry.cidr_block", came="exposure.open", gone="exposure.narrow",
                         words=dict.fromkeys(("0.0.0.0/0", "::/0"), "exposure.public")),
                 only={"enabled": "true"}),
        ),
        when(happens("exposure.public", Verb.DELETE), only={"enabled": "true"}),
    ),
    _source(
        "datadog_logs_archive",
        *documented(
            _ARCHIVE_PAGE,
            *parameters("query", "s3_archive.bucket", "s3_archive.path", "s3_archive.role_name",
                        "azure_archive.container", "gcs_archive.bucket", "include_tags"),
            presence("s3_archive.encryption_key", gone="protection.encryption-off", came=_UP,
                     changed="key.rotate"),
        ),
        number("rehydration_max_scan_size_in_gb", up="scale.limits-up", down="scale.limits-down"),
        ignore=("name", "rehydration_tags"),
    ),
    entry("datadog_logs_archive_order", Role.CONFIG, *parameters("archive_ids")),
    _source(
        "datadog_logs_custom_destination",
        toggle("enabled", off=_BLIND, default=True),
        secret("elasticsearch_destination.basic_auth.password"),
        secret("http_destination.basic_auth.password"),
        secret("http_destination.custom_header_auth.header_value"),
        secret("splunk_destination.access_token"),
        *parameters("query", "http_destination.endpoint", "splunk_destination.endpoint",
                    "elasticsearch_destination.endpoint"),
        ignore=("name",),
    ),
    entry(
        "datadog_logs_custom_pipeline", Role.OBSERVABILITY,
        toggle("is_enabled", off="config.parameter", on="config.parameter"),
        *parameters("filter", "processor"),
        delete="config.parameter", ignore=("name", "description"),
    ),
    _source(
        "datadog_logs_index",
        *documented(
            _INDEX_PAGE,
            _kept("retention_days"), _kept("flex_retention_days"),
            number("daily_limit", up="scale.limits-up", down="scale.limits-down",
                   note="Logs beyond the limit are not indexed."),
            toggle("disable_daily_limit", on="scale.limits-up", off="scale.limits-down"),
            toggle("exclusion_filter.is_enabled", on=_BLIND, off=_UP,
                   note="Logs that the filter matches are not indexed."),
            number("exclusion_filter.filter.sample_rate", up=_BLIND),
        ),
        presence("exclusion_filter.filter.query", changed="config.parameter"),
        guard("prevent_deletion"),
        *parameters("filter.query", "daily_limit_reset"),
    ),
    entry("datadog_logs_index_order", Role.CONFIG, *parameters("indexes")),
    entry("datadog_logs_integration_pipeline", Role.CONFIG,
          toggle("is_enabled", off="config.parameter", on="config.parameter")),
    _measure("datadog_logs_metric"),
    entry("datadog_logs_pipeline_order", Role.CONFIG, *parameters("pipelines")),
    entry("datadog_metric_metadata", Role.CONFIG),
    entry("datadog_metric_tag_configuration", Role.CONFIG,
          members("tags", gone="config.parameter", came="config.parameter"),
          *parameters("exclude_tags_mode", "include_percentiles", "aggregations"),
          delete="config.parameter"),
    _source("datadog_observability_pipeline",
            *(changed(f"config.{part}", "config.parameter")
              for part in ("sources", "processors", "destinations")), ignore=("name",)),
    entry("datadog_org_connection", Role.IDENTITY,
          members("connection_types", came="access.trust", gone="access.revoke"),
          create="access.trust", delete="access.revoke"),
    entry(
        "datadog_organization_settings", Role.PROTECTION,
        guard("settings.saml.enabled"), guard("settings.saml_strict_mode.enabled"),
        toggle("settings.saml_autocreate_users_domains.enabled", on="access.grant",
               off="access.revoke"),
        members("settings.saml_autocreate_users_domains.domains", came="access.grant",
                gone="access.revoke"),
        choice("settings.saml_autocreate_access_role", {"adm": "access.admin",
                                                        "st": "access.grant",
                                                        "ro": "access.revoke"}),
        toggle("settings.private_widget_share", on="access.grant", off="access.revoke"),
        members("security_contacts", gone="observability.alarm-loosened"),
        ignore=("name", "description"),
    ),
    entry("datadog_reference_table", Role.CONFIG,
          *parameters("source", "schema"), delete="config.parameter"),
    entry(
        "datadog_restriction_policy", Role.IDENTITY,
        members("bindings.principals", came="access.grant", gone="access.revoke"),
        members("bindings.relation", came="access.grant", gone="access.revoke"),
        create="access.revoke", delete="access.grant",
    ),
    entry(
        "datadog_role", Role.IDENTITY,
        presence("permission.id", came="access.grant", gone="access.revoke",
                 changed="access.grant"),
        toggle("default_permissions_opt_out", on="access.revoke", off="access.grant"),
        delete="access.revoke", ignore=("name", "user_count", "validate"),
    ),
    _source("datadog_rum_application", choice("rum_event_processing_state", {"NONE": _BLIND}),
            ignore=("name", "client_token")),
    _measure("datadog_rum_metric"),
    _sampled("datadog_rum_retention_filter", "sample_rate", *parameters("query")),
    entry("datadog_rum_retention_filters_order", Role.CONFIG,
          *parameters("retention_filter_ids")),
    entry(
        "datadog_sensitive_data_scanner_group", Role.PROTECTION,
        *documented(
            _SCANNER_PAGE,
            guard("is_enabled"),
            members("product_list", gone=_OFF, came=_UP),
            number("samplings.rate", down=_OFF, up=_UP),
        ),
        *parameters("filter.query"),
        delete=_OFF, ignore=("name", "description"),
    ),
    entry("datadog_sensitive_data_scanner_group_order", Role.CONFIG, *parameters("group_ids")),
    entry(
        "datadog_sensitive_data_scanner_rule", Role.PROTECTION,
        *documented(
            _SCANNER_PAGE,
            guard("is_enabled"),
            choice("text_replacement.type", {"none": _OFF, "": _OFF},
                   otherwise=_UP, note="What is found stays in the clear."),
            members("excluded_namespaces", came=_OFF, gone=_UP),
            presence("namespaces", came=_OFF, gone=_UP, changed="config.parameter"),
        ),
        *parameters("pattern", "standard_pattern_id", "included_keyword_configuration"),
        delete=_OFF, ignore=("name", "description", "priority"),
    ),
    _person("datadog_service_account"),
    _scoped_key("datadog_service_account_application_key", "created_at", "last4"),
    entry("datadog_service_definition_yaml", Role.GLUE),
    entry("datadog_software_catalog", Role.GLUE),
    _measure("datadog_spans_metric"),
    entry("datadog_team", Role.IDENTITY, delete="access.revoke",
          ignore=("name", "description", "summary")),
    entry("datadog_team_hierarchy_links", Role.IDENTITY,
          *moves("parent_team_id", "sub_team_id"), create="access.grant",
          delete="access.revoke"),
    entry("datadog_team_membership", Role.IDENTITY,
          choice("role", {"admin": "access.grant", "": "access.revoke",
                          "member": "access.revoke"}),
          *moves("team_id", "user_id"), create="access.grant", delete="access.revoke"),
    entry("datadog_team_permission_setting", Role.IDENTITY,
          order("value", _WHO, up="access.grant"), order("value", _WHO, down="access.revoke")),
    _person("datadog_user"),
    entry("datadog_user_role", Role.IDENTITY, grants("role_id", admin=_ADMIN_ROLES),
          *moves("user_id")),
    _channel("datadog_webhook", *parameters("url", "payload", "encode_as", "custom_headers"),
             ignore=("name",)),
    entry(
        "datadog_webhook_custom_variable", Role.SECRET,
        when(secret("value"), only={"is_secret": "true"}),
        when(changed("value", "config.env"), unless={"is_secret": "true"}),
        toggle("is_secret", off="secret.expose", on=_UP),
        when(happens("secret.delete", Verb.DELETE), only={"is_secret": "true"}),
        ignore=("name",),
    ),
    entry("datadog_workflow_automation", Role.COMPUTE,
          changed("spec_json", "deploy.version", disruption=_QUIET),
          toggle("published", off="scale.to-zero"), secret("webhook_secret"),
          delete="scale.to-zero", ignore=("name", "description")),
)  # fmt: skip
