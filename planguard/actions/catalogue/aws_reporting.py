"""
AWS catalogues, analyses, dashboards and flows of data between services.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    entry,
    grants,
    members,
    number,
    order,
    presence,
    secret,
    size,
    toggle,
    version,
)
from planguard.actions.providers.aws import assigned, groups
from planguard.actions.providers.aws_forms import (
    code,
    feed,
    key,
    permission,
    record,
    recorded,
    setting,
    targets,
    tie,
    worker,
)
from planguard.actions.providers.forms import danger, guard, parameters, room, store, units, wiring
from planguard.model.words import Role


def _catalogue(type_: str, *rules: Rule, ignore: tuple[str, ...] = ("description",)) -> TypeEntry:
    """Describe what says how data looks; the data itself lies elsewhere and stays."""
    return entry(
        type_, Role.SCHEMA, *rules, delete="schema.keys", replace="schema.keys", ignore=ignore
    )


def _shown(name: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe what people look at, and who may."""
    return entry(
        f"aws_quicksight_{name}", Role.CONFIG, *rules, assigned("permissions.principal"),
        assigned("permissions.actions"), ignore=ignore,
    )  # fmt: skip


def _allowed(path: str) -> Rule:
    """Describe a number of columns, members or regions that may be used."""
    return members(path, came="access.grant", gone="access.revoke")


_CREDENTIALS = "connector_profile_config.connector_profile_credentials"
_SECRETS = (
    *("amplitude.secret_key", "custom_connector.basic.password"),
    *("custom_connector.custom.credentials_map", "custom_connector.oauth2.access_token"),
    *("custom_connector.oauth2.client_secret", "google_analytics.access_token"),
    *("google_analytics.client_secret", "honeycode.access_token"),
    *("infor_nexus.secret_access_key", "marketo.access_token", "marketo.client_secret"),
    *("redshift.password", "salesforce.access_token", "sapo_data.basic_auth_credentials.password"),
    *("sapo_data.oauth_credentials.access_token", "service_now.password", "slack.access_token"),
    *("slack.client_secret", "snowflake.password", "trendmicro.api_secret_key"),
    *("veeva.password", "zendesk.access_token", "zendesk.client_secret"),
)
_ADMINS = ("ADMIN", "ADMIN_PRO")
_LOGGED = choice("query_log_status", {"DISABLED": "observability.logs-off"})

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws_appfabric_app_authorization", Role.SECRET,
        secret("credential.api_key_credential.api_key"),
        secret("credential.oauth2_credential.client_secret"),
        changed("credential.oauth2_credential.client_id", "secret.change"),
        *parameters("auth_type", "tenant"),
        delete="observability.logs-off",
    ),
    tie("aws_appfabric_app_authorization_connection", gone="observability.logs-off",
        ignore=("auth_request",)),
    record("aws_appfabric_app_bundle", key("customer_managed_key_arn"), ignore=()),
    record("aws_appfabric_ingestion", ignore=()),
    record("aws_appfabric_ingestion_destination",
           *parameters("destination_configuration", "processing_configuration"), ignore=()),
    entry(
        "aws_appflow_connector_profile", Role.SECRET,
        *(secret(f"{_CREDENTIALS}.{path}") for path in _SECRETS),
        choice("connection_mode", {"Private": "exposure.narrow", "Public": "exposure.open"}),
        key("kms_arn"),
        *targets("connector_profile_config.connector_profile_properties"),
        delete="secret.delete",
    ),
    feed(
        "aws_appflow_flow",
        key("kms_arn"),
        *targets("destination_flow_config", "source_flow_config"),
        *parameters("metadata_catalog_config", "task", "trigger_config"),
    ),
    setting("aws_athena_named_query", *parameters("database", "query", "workgroup")),
    setting("aws_athena_prepared_statement", *parameters("query_statement")),
    entry(
        "aws_cleanrooms_collaboration", Role.IDENTITY,
        changed("member", "access.grant"),
        changed("creator_member_abilities", "access.grant"),
        _LOGGED,
        toggle("data_encryption_metadata.allow_clear_text",
               on="protection.encryption-off", off="protection.up"),
        delete="access.revoke", ignore=("creator_display_name", "description"),
    ),
    entry(
        "aws_cleanrooms_configured_table", Role.IDENTITY,
        _allowed("allowed_columns"),
        changed("analysis_method", "access.grant"),
        *(changed("table_reference", action) for action in ("access.grant", "access.revoke")),
        delete="access.revoke", ignore=("description",),
    ),
    entry(
        "aws_cleanrooms_membership", Role.IDENTITY, _LOGGED,
        *parameters("default_result_configuration", "payment_configuration"),
        delete="access.revoke",
    ),
    store("aws_dataexchange_data_set", ignore=("description",)),
    feed("aws_dataexchange_event_action", *targets("action", "event"), ignore=()),
    setting("aws_dataexchange_revision", ignore=("comment",)),
    store(
        "aws_dataexchange_revision_assets",
        danger("force_destroy"),
        changed("finalized", "config.flag"),
        *parameters("asset"), ignore=("comment",),
    ),
    _catalogue("aws_datazone_asset_type", changed("forms_input", "schema.keys")),
    store(
        "aws_datazone_domain",
        danger("skip_deletion_check"),
        key("kms_key_identifier"),
        choice("single_sign_on.type", {"DISABLED": "access.revoke", "IAM_IDC": "access.trust"}),
        choice("single_sign_on.user_assignment",
               {"AUTOMATIC": "access.grant", "MANUAL": "access.revoke"}),
        assigned("domain_execution_role"),
        ignore=("description",),
    ),
    worker(
        "aws_datazone_environment", *parameters("profile_identifier", "user_parameters"),
        ignore=("description", "glossary_terms"),
    ),
    setting(
        "aws_datazone_environment_blueprint_configuration",
        members("enabled_regions", came="config.flag", gone="config.flag"),
        assigned("manage_access_role_arn"), assigned("provisioning_role_arn"),
        *parameters("regional_parameters"), ignore=(),
    ),
    setting("aws_datazone_environment_profile",
            *parameters("aws_account_id", "aws_account_region", "user_parameters")),
    _catalogue("aws_datazone_form_type", changed("model", "schema.keys"),
               changed("status", "config.flag")),
    setting("aws_datazone_glossary", changed("status", "config.flag")),
    setting("aws_datazone_glossary_term", changed("status", "config.flag"),
            *parameters("term_relations"), ignore=("long_description", "short_description")),
    setting("aws_datazone_project", danger("skip_deletion_check"),
            ignore=("description", "glossary_terms")),
    entry(
        "aws_datazone_user_profile", Role.IDENTITY,
        choice("status", {"ACTIVATED": "access.grant", "ASSIGNED": "access.grant",
                          "DEACTIVATED": "access.revoke", "NOT_ASSIGNED": "access.revoke"}),
    ),
    worker(
        "aws_emr_studio",
        changed("auth_mode", "access.trust"),
        changed("idp_auth_url", "access.trust"),
        key("encryption_key_arn"),
        assigned("service_role"), assigned("user_role"),
        groups("engine_security_group_id"), groups("workspace_security_group_id"),
        *wiring("subnet_ids", "vpc_id"),
        *parameters("default_s3_location", "idp_relay_state_parameter_name"),
        ignore=("description",),
    ),
    setting(
        "aws_emrcontainers_job_template",
        version("job_template_data.release_label", newer="dependency.runtime", what="hash"),
        *code("job_template_data.job_driver"),
        *parameters("job_template_data.configuration_overrides"),
        assigned("job_template_data.execution_role_arn"),
        key("kms_key_arn"), ignore=(),
    ),
    worker("aws_emrcontainers_virtual_cluster", *parameters("container_provider")),
    worker(
        "aws_finspace_kx_cluster",
        version("release_label", newer="dependency.runtime"),
        units("capacity_configuration.node_count"),
        size("capacity_configuration.node_type"),
        room("auto_scaling_configuration.max_node_count"),
        room("auto_scaling_configuration.min_node_count"),
        units("scaling_group_configuration.node_count"),
        number("scaling_group_configuration.cpu", up="scale.resize-up", down="scale.resize-down"),
        number("scaling_group_configuration.memory_limit",
               up="scale.resize-up", down="scale.resize-down"),
        number("scaling_group_configuration.memory_reservation",
               up="scale.resize-up", down="scale.resize-down"),
        number("cache_storage_configurations.size",
               up="scale.resize-up", down="scale.resize-down"),
        number("savedown_storage_configuration.size",
               up="scale.resize-up", down="scale.resize-down"),
        order("az_mode", ("SINGLE", "MULTI"), up="protection.up", down="protection.guard-off"),
        *code("code", "initialization_script"),
        *parameters("command_line_arguments", "database", "tickerplant_log_configuration"),
        assigned("execution_role"),
        groups("vpc_configuration.security_group_ids"),
        *wiring("vpc_configuration.subnet_ids", "vpc_configuration.vpc_id"),
        ignore=("description",),
    ),
    store("aws_finspace_kx_database", ignore=("description",)),
    worker(
        "aws_finspace_kx_dataview",
        *code("changeset_id"),
        changed("auto_update", "config.flag"),
        *parameters("read_write", "segment_configurations"), ignore=("description",),
    ),
    store(
        "aws_finspace_kx_environment",
        key("kms_key_id"),
        changed("custom_dns_configuration", "routing.dns"),
        *wiring("transit_gateway_configuration"), ignore=("description",),
    ),
    worker("aws_finspace_kx_scaling_group", size("host_type")),
    entry("aws_finspace_kx_user", Role.IDENTITY, grants("iam_role")),
    store(
        "aws_finspace_kx_volume",
        number("nas1_configuration.size", up="scale.resize-up", down="scale.resize-down"),
        *parameters("nas1_configuration.type"), ignore=("description",),
    ),
    entry(
        "aws_glue_classifier", Role.SCHEMA,
        *parameters("csv_classifier", "grok_classifier", "json_classifier", "xml_classifier"),
    ),
    entry(
        "aws_glue_data_quality_ruleset", Role.PROTECTION, *parameters("ruleset"),
        delete="protection.guard-off", ignore=("description",),
    ),
    worker(
        "aws_glue_dev_endpoint",
        version("glue_version", newer="dependency.runtime"),
        units("number_of_nodes"), units("number_of_workers"),
        size("worker_type", order=("Standard", "G.1X", "G.2X")),
        changed("public_key", "access.trust"), changed("public_keys", "access.trust"),
        presence("security_configuration", gone="protection.encryption-off"),
        groups("security_group_ids"), *wiring("subnet_id"),
        *code("extra_jars_s3_path", "extra_python_libs_s3_path"),
        *parameters("arguments"), assigned("role_arn"),
    ),
    entry("aws_glue_partition_index", Role.SCHEMA, *parameters("partition_index"),
          delete="config.parameter"),
    _catalogue("aws_glue_user_defined_function", *code("class_name", "resource_uris"),
               *parameters("owner_name", "owner_type"), ignore=()),
    worker("aws_glue_workflow", room("max_concurrent_runs"),
           *parameters("default_run_properties"), ignore=("description",)),
    worker(
        "aws_kinesis_analytics_application",
        *code("code"),
        toggle("start_application", on="scale.up", off="scale.to-zero"),
        number("inputs.parallelism.count", up="scale.up", down="scale.down"),
        *targets("inputs.kinesis_firehose", "inputs.kinesis_stream", "outputs",
                 "reference_data_sources"),
        *code("inputs.processing_configuration", "inputs.schema"),
        recorded("cloudwatch_logging_options"),
        ignore=("description",),
    ),
    entry(
        "aws_lakeformation_lf_tag", Role.IDENTITY,
        members("values", came="config.parameter", gone="access.revoke"),
        delete="access.revoke", replace="access.revoke",
    ),
    permission("aws_lakeformation_opt_in"),
    permission("aws_lakeformation_resource_lf_tag"),
    permission("aws_lakeformation_resource_lf_tags", changed("lf_tag", "access.grant")),
    entry("aws_quicksight_account_settings", Role.PROTECTION,
          guard("termination_protection_enabled", default=True),
          *parameters("default_namespace")),
    _shown(
        "analysis", *parameters("definition", "parameters", "source_entity", "theme_arn"),
        number("recovery_window_in_days", up="protection.up", down="protection.guard-off"),
    ),
    _shown("dashboard",
           *parameters("dashboard_publish_options", "definition", "parameters", "source_entity",
                       "theme_arn"), ignore=("version_description",)),
    _shown("folder", *parameters("folder_type", "parent_folder_arn")),
    tie("aws_quicksight_folder_membership"),
    entry("aws_quicksight_group", Role.IDENTITY, delete="access.revoke", ignore=("description",)),
    entry(
        "aws_quicksight_iam_policy_assignment", Role.IDENTITY,
        grants("policy_arn"), grants("identities.group"), grants("identities.user"),
        choice("assignment_status", {"DISABLED": "access.revoke", "DRAFT": "access.revoke",
                                     "ENABLED": "access.grant"}),
    ),
    setting("aws_quicksight_ingestion", *parameters("ingestion_type"), ignore=()),
    entry("aws_quicksight_namespace", Role.IDENTITY, changed("identity_store", "access.trust"),
          delete="access.revoke", replace="access.revoke"),
    setting("aws_quicksight_refresh_schedule", *parameters("schedule"), ignore=()),
    entry("aws_quicksight_role_membership", Role.IDENTITY, grants("role", admin=_ADMINS),
          changed("member_name", "access.grant")),
    _shown("template", *parameters("definition", "source_entity"),
           ignore=("version_description",)),
    setting("aws_quicksight_template_alias", *parameters("template_version_number"), ignore=()),
    _shown("theme", *parameters("base_theme_id", "configuration"),
           ignore=("version_description",)),
    entry(
        "aws_quicksight_vpc_connection", Role.NETWORK,
        groups("security_group_ids"), *wiring("subnet_ids"),
        changed("dns_resolvers", "routing.dns"), assigned("role_arn"),
        delete="routing.remove", replace="routing.remove",
    ),
    entry("aws_schemas_discoverer", Role.SCHEMA, *parameters("source_arn"),
          ignore=("description",)),
    _catalogue("aws_schemas_registry"),
    _catalogue("aws_schemas_schema", changed("content", "schema.keys"),
               changed("type", "schema.keys")),
    worker(
        "aws_timestreamquery_scheduled_query",
        *code("query_string"),
        key("kms_key_id"),
        *targets("target_configuration"),
        *parameters("error_report_configuration", "notification_configuration",
                    "schedule_configuration"),
        assigned("execution_role_arn"),
        ignore=("last_run_summary", "recently_failed_runs"),
    ),
)  # fmt: skip
