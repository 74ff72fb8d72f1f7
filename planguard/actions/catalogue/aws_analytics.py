"""
AWS catalogues, queries, jobs, clusters for data, machine learning and dashboards.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from dataclasses import replace

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    document,
    entry,
    grants,
    happens,
    members,
    number,
    order,
    presence,
    retention,
    secret,
    size,
    toggle,
    variables,
    version,
    weights,
    when,
)
from planguard.actions.providers.aws import assigned, groups, own_key
from planguard.actions.providers.aws_forms import code, key, key_within, permission, worker
from planguard.actions.providers.forms import (
    danger,
    encrypted,
    grows,
    guard,
    parameters,
    records,
    room,
    store,
    units,
)
from planguard.model.words import Disruption, Reversible, Role, Verb

_QUIET = Disruption.NONE
_GLUE_WORKERS = ("Standard", "G.025X", "G.1X", "G.2X", "G.4X", "G.8X", "G.12X", "G.16X")


def _columns(*paths: str) -> tuple[Rule, ...]:
    return tuple(changed(path, "schema.keys", disruption=_QUIET) for path in paths)


def _encrypts(path: str) -> Rule:
    return choice(path, {"DISABLED": "protection.encryption-off"}, otherwise="protection.up")


def _internet(path: str, on: str, off: str) -> Rule:
    return choice(path, {on: "exposure.open", off: "exposure.narrow"})


def _catalogue(
    type_: str,
    *rules: Rule,
    ignore: tuple[str, ...] = (),
    back: Reversible = Reversible.UNKNOWN,
) -> TypeEntry:
    """Describe what says how data looks; the data itself lies elsewhere and stays."""
    ends = (happens("schema.keys", verb, reversible=back) for verb in (Verb.DELETE, Verb.REPLACE))
    return entry(type_, Role.SCHEMA, *rules, *ends, ignore=ignore)


def _model(block: str) -> tuple[Rule, ...]:
    return (
        version(f"{block}.image", newer="deploy.version", older="deploy.rollback", what="image"),
        *code(
            f"{block}.model_data_url", f"{block}.model_data_source", f"{block}.model_package_name"
        ),
        variables(f"{block}.environment"),
    )


def _variants(block: str) -> tuple[Rule, ...]:
    return (
        changed(f"{block}.model_name", "deploy.version", disruption=_QUIET),
        size(f"{block}.instance_type", disruption=_QUIET),
        number(f"{block}.initial_instance_count", up="scale.up", down="scale.down"),
        number(
            f"{block}.managed_instance_scaling.max_instance_count",
            up="scale.limits-up",
            down="scale.limits-down",
        ),
        number(
            f"{block}.managed_instance_scaling.min_instance_count",
            up="scale.limits-up",
            down="scale.limits-down",
        ),
        room(f"{block}.serverless_config.max_concurrency"),
        number(
            f"{block}.serverless_config.provisioned_concurrency", up="scale.up", down="scale.down"
        ),
        number(
            f"{block}.serverless_config.memory_size_in_mb",
            up="scale.resize-up",
            down="scale.resize-down",
            disruption=_QUIET,
        ),
        toggle(f"{block}.enable_ssm_access", on="access.grant", off="access.revoke"),
    )


_AIRFLOW_LOGS = tuple(
    records(f"logging_configuration.{name}.enabled")
    for name in (
        "dag_processing_logs",
        "scheduler_logs",
        "task_logs",
        "webserver_logs",
        "worker_logs",
    )
)
_STRENGTH = ("", "NONE", "LOW", "MEDIUM", "HIGH")
_COLUMN_RULES = tuple(replace(rule, reversible=Reversible.YES) for rule in (
    presence(
        "storage_descriptor.columns.name", gone="schema.keys", changed="schema.keys",
        disruption=_QUIET,
        note="A column that is new leaves the others as they are, if it stands at the end.",
    ),
    presence("storage_descriptor.columns.type", changed="schema.keys", disruption=_QUIET),
    *_columns(
        "storage_descriptor.ser_de_info",
        "storage_descriptor.input_format",
        "storage_descriptor.output_format",
    ),
))  # fmt: skip
"""The files stay as they are: the former description reads them again."""


def _studio_roles(at: str) -> tuple[Rule, ...]:
    """Describe the roles that people work under in a studio, beside that of their notebooks."""
    canvas = f"{at}.canvas_app_settings"
    return tuple(
        assigned(path)
        for path in (
            f"{canvas}.emr_serverless_settings.execution_role_arn",
            f"{canvas}.generative_ai_settings.amazon_bedrock_role_arn",
            f"{canvas}.model_register_settings.cross_account_model_register_role_arn",
            f"{canvas}.time_series_forecasting_settings.amazon_forecast_role_arn",
            f"{at}.jupyter_lab_app_settings.emr_settings.assumable_role_arns",
            f"{at}.jupyter_lab_app_settings.emr_settings.execution_role_arns",
        )
    )


_ENCRYPTION = "configuration.EncryptionConfiguration"
_HOMES_GO = {"retention_policy.home_efs_file_system": "Delete"}
_OUTAGE = Disruption.OUTAGE
_WATCHED = (
    "contextual_grounding_policy_config.filters_config.type",
    "sensitive_information_policy_config.pii_entities_config.type",
    "sensitive_information_policy_config.regexes_config.name",
    "topic_policy_config.topics_config.name",
    "word_policy_config.managed_word_lists_config.type",
    "word_policy_config.words_config.text",
)
_LAKE_THINGS = (
    "data_cells_filter.name", "data_cells_filter.table_name", "data_location.arn",
    "database.name", "lf_tag.key", "lf_tag_policy.expression", "lf_tag_policy.resource_type",
    "table.database_name", "table.name", "table.wildcard", "table_with_columns.database_name",
    "table_with_columns.name",
)  # fmt: skip

ENTRIES: tuple[TypeEntry, ...] = (
    worker(
        "aws_athena_capacity_reservation", number("target_dpus", up="scale.up", down="scale.down")
    ),
    _catalogue("aws_athena_data_catalog", *parameters("parameters"), ignore=("description",)),
    _catalogue(
        "aws_athena_database",
        danger("force_destroy"),
        key("encryption_configuration"),
        ignore=("comment",),
    ),
    entry(
        "aws_athena_workgroup",
        Role.COMPUTE,
        changed("configuration.requester_pays_enabled", "config.flag"),
        toggle("state", off="scale.to-zero", on="scale.up", default=True),
        room("configuration.bytes_scanned_cutoff_per_query"),
        presence(
            "configuration.bytes_scanned_cutoff_per_query",
            came="scale.limits-down",
            gone="cost.runaway",
        ),
        guard("configuration.enforce_workgroup_configuration", default=True),
        presence(
            "configuration.result_configuration.encryption_configuration",
            came="protection.up",
            gone="protection.encryption-off",
        ),
        records("configuration.publish_cloudwatch_metrics_enabled", default=True),
        version(
            "configuration.engine_version.selected_engine_version",
            newer="dependency.runtime",
            disruption=_QUIET,
        ),
        order(
            "configuration.result_configuration.encryption_configuration.encryption_option",
            ("SSE_S3", "SSE_KMS", "CSE_KMS"),
            up="protection.up",
            down="protection.encryption-off",
        ),
        assigned("configuration.execution_role"),
        *parameters(
            "configuration.result_configuration.acl_configuration",
            "configuration.result_configuration.expected_bucket_owner",
            "configuration.result_configuration.output_location",
        ),
        danger("force_destroy"),
        delete="scale.to-zero",
        ignore=("description",),
    ),
    entry(
        "aws_bedrock_guardrail",
        Role.PROTECTION,
        own_key("kms_key_arn"),
        order(
            "content_policy_config.filters_config.input_strength",
            _STRENGTH,
            up="protection.up",
            down="protection.guard-off",
        ),
        order(
            "content_policy_config.filters_config.output_strength",
            _STRENGTH,
            up="protection.up",
            down="protection.guard-off",
        ),
        number(
            "contextual_grounding_policy_config.filters_config.threshold",
            up="protection.up",
            down="protection.guard-off",
        ),
        *(
            presence(
                path, came="protection.up", gone="protection.guard-off", changed="config.parameter"
            )
            for path in _WATCHED
        ),
        *(
            order(
                f"sensitive_information_policy_config.{kind}.action",
                ("ANONYMIZE", "BLOCK"),
                up="protection.up",
                down="protection.guard-off",
            )
            for kind in ("pii_entities_config", "regexes_config")
        ),
        changed(
            "sensitive_information_policy_config.regexes_config.pattern",
            "config.parameter",
            both=True,
        ),
        changed("topic_policy_config.topics_config.definition", "config.parameter", both=True),
        create="protection.up",
        delete="protection.guard-off",
        ignore=("description",),
    ),
    entry(
        "aws_bedrock_model_invocation_logging_configuration",
        Role.OBSERVABILITY,
        records("logging_config.video_data_delivery_enabled", default=True),
        *(
            presence(
                f"logging_config.{where}",
                came="protection.up",
                gone="observability.logs-off",
                changed="config.parameter",
            )
            for where in ("cloudwatch_config.log_group_name", "s3_config.bucket_name")
        ),
        records("logging_config.text_data_delivery_enabled", default=True),
        records("logging_config.image_data_delivery_enabled", default=True),
        records("logging_config.embedding_data_delivery_enabled", default=True),
        delete="observability.logs-off",
    ),
    worker(
        "aws_bedrock_provisioned_model_throughput",
        number("model_units", up="scale.up", down="scale.down"),
        changed("model_arn", "deploy.version"),
    ),
    worker(
        "aws_bedrockagent_agent",
        own_key("customer_encryption_key_arn"),
        *code("foundation_model", "instruction", "prompt_override_configuration"),
        presence("guardrail_configuration", came="protection.up", gone="protection.guard-off"),
        assigned("agent_resource_role_arn"),
        ignore=("description",),
    ),
    entry(
        "aws_bedrockagent_knowledge_base",
        Role.SCHEMA,
        changed("knowledge_base_configuration", "deploy.version"),
        changed("storage_configuration", "routing.rule"),
        assigned("role_arn"),
        delete="routing.remove",
        replace="routing.remove",
        ignore=("description",),
    ),
    entry(
        "aws_datapipeline_pipeline",
        Role.COMPUTE,
        delete="scale.to-zero",
        replace="scale.to-zero",
        replace_disruption=Disruption.OUTAGE,
        ignore=("description",),
    ),
    entry(
        "aws_datapipeline_pipeline_definition",
        Role.CONFIG,
        *code("pipeline_object"),
        *parameters("parameter_object", "parameter_value"),
    ),
    entry(
        "aws_emr_block_public_access_configuration",
        Role.PROTECTION,
        toggle(
            "block_public_security_group_rules",
            on="exposure.narrow",
            off="exposure.public",
            default=True,
            verbs=ARRIVING,
        ),
        presence(
            "permitted_public_security_group_rule_range.min_range",
            came="exposure.open",
            changed="exposure.open",
            gone="exposure.narrow",
        ),
        presence("permitted_public_security_group_rule_range.max_range", changed="exposure.open"),
    ),
    store(
        "aws_emr_cluster",
        number("ebs_root_volume_size", up="scale.resize-up", down="scale.resize-down"),
        own_key("log_encryption_kms_key_id"),
        changed("core_instance_fleet.instance_type_configs.instance_type", "config.parameter"),
        changed("core_instance_group.autoscaling_policy", "config.parameter"),
        groups("ec2_attributes.additional_master_security_groups"),
        groups("ec2_attributes.additional_slave_security_groups"),
        groups("ec2_attributes.emr_managed_master_security_group"),
        groups("ec2_attributes.emr_managed_slave_security_group"),
        groups("ec2_attributes.service_access_security_group"),
        changed("ec2_attributes.subnet_id", "routing.network"),
        changed("ec2_attributes.subnet_ids", "routing.network"),
        secret("kerberos_attributes.ad_domain_join_password"),
        secret("kerberos_attributes.cross_realm_trust_principal_password"),
        changed("master_instance_fleet.instance_type_configs.instance_type", "config.parameter"),
        guard("termination_protection"),
        version("release_label", newer="dependency.runtime", what="hash"),
        units("core_instance_group.instance_count"),
        number("master_instance_group.instance_count", up="scale.up", down="scale.down"),
        size("core_instance_group.instance_type"),
        size("master_instance_group.instance_type"),
        number("core_instance_fleet.target_on_demand_capacity", up="scale.up", down="scale.down"),
        number("core_instance_fleet.target_spot_capacity", up="scale.up", down="scale.down"),
        changed("custom_ami_id", "deploy.version"),
        changed("configurations_json", "config.parameter"),
        changed("bootstrap_action", "deploy.version"),
        assigned("service_role"),
        assigned("autoscaling_role"),
        assigned("ec2_attributes.instance_profile"),
        changed("ec2_attributes.key_name", "access.trust"),
        *parameters("applications", "configurations", "step", "scale_down_behavior"),
        number(
            "master_instance_fleet.target_on_demand_capacity", up="scale.up", down="scale.down"
        ),
        number("master_instance_fleet.target_spot_capacity", up="scale.up", down="scale.down"),
        presence("log_uri", gone="observability.logs-off"),
        presence("security_configuration", gone="protection.encryption-off"),
        secret("kerberos_attributes.kdc_admin_password"),
        presence("auto_termination_policy", came="protection.guard-off"),
        toggle("keep_job_flow_alive_when_no_steps", off="protection.guard-off"),
        number("step_concurrency_level", up="scale.limits-up", down="scale.limits-down"),
    ),
    worker(
        "aws_emr_instance_fleet",
        changed("instance_type_configs.instance_type", "config.parameter"),
        number("target_on_demand_capacity", up="scale.up", down="scale.down"),
        number("target_spot_capacity", up="scale.up", down="scale.down"),
    ),
    worker(
        "aws_emr_instance_group",
        units("instance_count"),
        size("instance_type"),
        *parameters("autoscaling_policy", "configurations_json"),
    ),
    entry(
        "aws_emr_managed_scaling_policy",
        Role.SCALING,
        room("compute_limits.maximum_ondemand_capacity_units"),
        room("compute_limits.maximum_capacity_units"),
        room("compute_limits.minimum_capacity_units"),
        room("compute_limits.maximum_core_capacity_units"),
        delete="scale.limits-down",
    ),
    entry(
        "aws_emr_security_configuration",
        Role.PROTECTION,
        *(
            encrypted(f"{_ENCRYPTION}.Enable{where}Encryption")
            for where in ("AtRest", "InTransit", "LakeFormation")
        ),
        *(
            changed(f"{_ENCRYPTION}.{where}EncryptionConfiguration", "config.parameter")
            for where in ("AtRest", "InTransit")
        ),
        changed("configuration.AuthenticationConfiguration.KerberosConfiguration", "access.trust"),
        *(
            changed(f"configuration.AuthorizationConfiguration.{kind}", "access.trust")
            for kind in ("EmrFsConfiguration", "IAMConfiguration", "IdentityCenterConfiguration")
        ),
        delete="protection.encryption-off",
    ),
    permission("aws_emr_studio_session_mapping", assigned("session_policy_arn")),
    worker(
        "aws_emrserverless_application",
        changed("interactive_configuration.livy_endpoint_enabled", "config.flag"),
        changed("interactive_configuration.studio_enabled", "config.flag"),
        changed("network_configuration.subnet_ids", "routing.network"),
        version("release_label", newer="dependency.runtime", what="hash"),
        version("image_configuration.image_uri", newer="deploy.version", what="image"),
        number(
            "initial_capacity.initial_capacity_config.worker_count",
            up="scale.up",
            down="scale.down",
        ),
        presence("maximum_capacity", came="scale.limits-down", gone="cost.runaway"),
        *(
            size(
                f"maximum_capacity.{what}",
                up="scale.limits-up",
                down="scale.limits-down",
                disruption=_QUIET,
            )
            for what in ("cpu", "memory", "disk")
        ),
        changed("auto_stop_configuration.idle_timeout_minutes", "config.parameter"),
        toggle("auto_start_configuration.enabled", off="scale.to-zero", default=True),
        toggle("auto_stop_configuration.enabled", off="cost.up", default=True),
        groups("network_configuration.security_group_ids"),
    ),
    _catalogue(
        "aws_glue_catalog_database",
        assigned("create_table_default_permission.permissions"),
        assigned("create_table_default_permission.principal.data_lake_principal_identifier"),
        *parameters("location_uri", "parameters"),
        ignore=("description",),
    ),
    _catalogue(
        "aws_glue_catalog_table",
        changed("retention", "config.parameter"),
        *_COLUMN_RULES,
        *_columns("partition_keys", "storage_descriptor.schema_reference"),
        changed(
            "storage_descriptor.location",
            "config.parameter",
            note="The table then reads other data.",
        ),
        *parameters(
            "parameters",
            "partition_index",
            "storage_descriptor.additional_locations",
            "storage_descriptor.parameters",
            "target_table",
            "view_expanded_text",
            "view_original_text",
        ),
        ignore=("description", "owner"),
    ),
    entry(
        "aws_glue_catalog_table_optimizer",
        Role.DATA_STORE,
        assigned("configuration.role_arn"),
        retention(
            "configuration.retention_configuration.iceberg_configuration"
            ".snapshot_retention_period_in_days",
            cut="data.retention-cut",
            zero_is="nothing",
        ),
        number(
            "configuration.retention_configuration.iceberg_configuration"
            ".number_of_snapshots_to_retain",
            down="data.retention-cut",
        ),
        retention(
            "configuration.orphan_file_deletion_configuration.iceberg_configuration"
            ".orphan_file_retention_period_in_days",
            cut="data.retention-cut",
            zero_is="nothing",
        ),
        toggle("configuration.enabled", on="config.parameter", off="config.parameter"),
    ),
    entry(
        "aws_glue_connection",
        Role.SECRET,
        secret("connection_properties"),
        secret("athena_properties"),
        changed("physical_connection_requirements", "routing.network"),
        delete="routing.remove",
        ignore=("description",),
    ),
    worker(
        "aws_glue_crawler",
        changed("recrawl_policy", "config.parameter"),
        presence("schedule", gone="routing.remove", changed="config.parameter"),
        choice(
            "schema_change_policy.delete_behavior",
            {"DELETE_FROM_DATABASE": "protection.guard-off", "LOG": "protection.up"},
        ),
        choice(
            "schema_change_policy.delete_behavior",
            {"DEPRECATE_IN_DATABASE": "config.parameter"},
            both=True,
        ),
        choice("schema_change_policy.update_behavior", {"LOG": "protection.up"}),
        choice(
            "schema_change_policy.update_behavior",
            {"UPDATE_IN_DATABASE": "protection.guard-off"},
            both=True,
        ),
        *parameters(
            "catalog_target",
            "classifiers",
            "configuration",
            "database_name",
            "delta_target",
            "dynamodb_target",
            "hudi_target",
            "iceberg_target",
            "jdbc_target",
            "lake_formation_configuration",
            "lineage_configuration",
            "mongodb_target",
            "s3_target",
            "table_prefix",
        ),
        assigned("role"),
        presence("security_configuration", gone="protection.encryption-off"),
        ignore=("description",),
    ),
    entry(
        "aws_glue_data_catalog_encryption_settings",
        Role.PROTECTION,
        own_key("data_catalog_encryption_settings.connection_password_encryption.aws_kms_key_id"),
        own_key("data_catalog_encryption_settings.encryption_at_rest.sse_aws_kms_key_id"),
        _encrypts("data_catalog_encryption_settings.encryption_at_rest.catalog_encryption_mode"),
        toggle(
            "data_catalog_encryption_settings.connection_password_encryption"
            ".return_connection_password_encrypted",
            on="protection.up",
            off="protection.encryption-off",
        ),
        delete="protection.encryption-off",
    ),
    worker(
        "aws_glue_job",
        changed("job_run_queuing_enabled", "config.flag"),
        version("command.runtime", newer="dependency.runtime"),
        *code("command.script_location"),
        version("glue_version", newer="dependency.runtime", disruption=_QUIET),
        version("command.python_version", newer="dependency.runtime", disruption=_QUIET),
        number("number_of_workers", up="scale.up", down="scale.down"),
        number("max_capacity", up="scale.up", down="scale.down"),
        size("worker_type", order=_GLUE_WORKERS, disruption=_QUIET),
        room("execution_property.max_concurrent_runs"),
        variables("default_arguments"),
        variables("non_overridable_arguments"),
        assigned("role_arn"),
        presence("security_configuration", gone="protection.encryption-off"),
        secret("source_control_details.auth_token"),
        *parameters(
            "connections",
            "execution_class",
            "max_retries",
            "notification_property",
            "timeout",
        ),
        ignore=("description", "maintenance_window"),
    ),
    _catalogue(
        "aws_glue_partition",
        *_COLUMN_RULES,
        changed(
            "storage_descriptor.location",
            "config.parameter",
            note="The partition then reads other data.",
        ),
        *parameters("parameters", "storage_descriptor.parameters"),
        back=Reversible.YES,
    ),
    entry(
        "aws_glue_registry",
        Role.SCHEMA,
        delete="schema.keys",
        replace="schema.keys",
        ignore=("description",),
    ),
    entry("aws_glue_resource_policy", Role.IDENTITY, document("policy", "resource")),
    _catalogue(
        "aws_glue_schema",
        *_columns("schema_definition"),
        order(
            "compatibility",
            (
                "NONE",
                "FORWARD",
                "FORWARD_ALL",
                "BACKWARD",
                "BACKWARD_ALL",
                "FULL",
                "FULL_ALL",
                "DISABLED",
            ),
            up="protection.up",
            down="protection.guard-off",
        ),
        ignore=("description",),
    ),
    entry(
        "aws_glue_security_configuration",
        Role.PROTECTION,
        own_key("encryption_configuration.cloudwatch_encryption.kms_key_arn"),
        own_key("encryption_configuration.job_bookmarks_encryption.kms_key_arn"),
        own_key("encryption_configuration.s3_encryption.kms_key_arn"),
        _encrypts("encryption_configuration.cloudwatch_encryption.cloudwatch_encryption_mode"),
        _encrypts(
            "encryption_configuration.job_bookmarks_encryption.job_bookmarks_encryption_mode"
        ),
        order(
            "encryption_configuration.s3_encryption.s3_encryption_mode",
            ("DISABLED", "SSE-S3", "SSE-KMS"),
            up="protection.up",
            down="protection.encryption-off",
        ),
        delete="protection.encryption-off",
    ),
    entry(
        "aws_glue_trigger",
        Role.ROUTING,
        toggle("enabled", on="routing.rule", off="routing.remove", default=True),
        changed("actions", "routing.rule"),
        changed("predicate", "routing.rule"),
        *parameters("event_batching_condition", "schedule"),
        delete="routing.remove",
        ignore=("description", "start_on_creation"),
    ),
    store(
        "aws_kendra_index",
        own_key("server_side_encryption_configuration.kms_key_id"),
        number("capacity_units.query_capacity_units", up="scale.up", down="scale.down"),
        number(
            "capacity_units.storage_capacity_units",
            up="scale.resize-up",
            down="scale.resize-down",
            disruption=_QUIET,
        ),
        order(
            "user_context_policy",
            ("ATTRIBUTE_FILTER", "USER_TOKEN"),
            up="access.revoke",
            down="access.grant",
        ),
        *_columns(
            *(f"document_metadata_configuration_updates.{what}" for what in ("name", "type"))
        ),
        *parameters(
            *(
                f"document_metadata_configuration_updates.{what}"
                for what in ("relevance", "search")
            )
        ),
        assigned("role_arn"),
        changed("user_token_configurations", "access.trust"),
        ignore=("description",),
    ),
    store(
        "aws_kinesisanalyticsv2_application",
        changed(
            "application_configuration.flink_application_configuration.monitoring_configuration.log_level",
            "config.parameter",
        ),
        changed(
            "application_configuration.flink_application_configuration.parallelism_configuration.auto_scaling_enabled",
            "config.flag",
        ),
        changed(
            "application_configuration.vpc_configuration.security_group_ids", "routing.network"
        ),
        changed("application_configuration.vpc_configuration.subnet_ids", "routing.network"),
        *code("application_configuration.application_code_configuration"),
        version("runtime_environment", newer="dependency.runtime", what="runtime"),
        toggle("start_application", on="scale.up", off="scale.to-zero"),
        toggle(
            "application_configuration.application_snapshot_configuration.snapshots_enabled",
            on="protection.up",
            off="protection.backup-off",
        ),
        toggle(
            "application_configuration.flink_application_configuration"
            ".checkpoint_configuration.checkpointing_enabled",
            on="protection.up",
            off="protection.guard-off",
            default=True,
        ),
        number(
            "application_configuration.flink_application_configuration"
            ".parallelism_configuration.parallelism",
            up="scale.up",
            down="scale.down",
        ),
        choice(
            "application_configuration.run_configuration.application_restore_configuration"
            ".application_restore_type",
            {"SKIP_RESTORE_FROM_SNAPSHOT": "protection.guard-off"},
            note="The application starts without the state it had.",
        ),
        toggle(
            "application_configuration.run_configuration.flink_run_configuration"
            ".allow_non_restored_state",
            on="protection.guard-off",
            off="protection.up",
        ),
        variables("application_configuration.environment_properties.property_group.property_map"),
        *(
            changed(
                f"application_configuration.sql_application_configuration.{end}", "routing.rule"
            )
            for end in ("input", "output", "reference_data_source")
        ),
        presence("cloudwatch_logging_options", gone="observability.logs-off"),
        danger("force_stop"),
        assigned("service_execution_role"),
        ignore=("description",),
    ),
    entry(
        "aws_kinesisanalyticsv2_application_snapshot",
        Role.PROTECTION,
        create="protection.up",
        delete="protection.backup-cut",
        replace="protection.backup-cut",
    ),
    entry(
        "aws_lakeformation_data_cells_filter",
        Role.IDENTITY,
        members("table_data.column_names", came="access.grant", gone="access.revoke"),
        members(
            "table_data.column_wildcard.excluded_column_names",
            came="access.revoke",
            gone="access.grant",
        ),
        *(
            changed(f"table_data.{what}", "access.grant", note="The two filters are not compared.")
            for what in ("database_name", "row_filter", "table_name")
        ),
        delete="access.revoke",
    ),
    entry(
        "aws_lakeformation_data_lake_settings",
        Role.IDENTITY,
        grants("admins", note="An administrator may grant every right on every table."),
        grants("read_only_admins"),
        grants("trusted_resource_owners"),
        grants("external_data_filtering_allow_list"),
        toggle("allow_external_data_filtering", on="access.grant", off="access.revoke"),
        toggle("allow_full_table_external_data_access", on="access.grant", off="access.revoke"),
        *(
            assigned(f"create_{kind}_default_permissions.{name}")
            for kind in ("database", "table")
            for name in ("permissions", "principal")
        ),
        delete="access.grant",
    ),
    entry(
        "aws_lakeformation_permissions",
        Role.IDENTITY,
        grants("permissions", admin=("ALL", "SUPER")),
        grants("permissions_with_grant_option", admin=("ALL", "SUPER")),
        *(
            changed(path, action)
            for path in ("principal", *_LAKE_THINGS)
            for action in ("access.grant", "access.revoke")
        ),
        *(
            members(path, came="access.grant", gone="access.revoke")
            for path in ("lf_tag.values", "table_with_columns.column_names")
        ),
        members(
            "table_with_columns.excluded_column_names", came="access.revoke", gone="access.grant"
        ),
    ),
    permission(
        "aws_lakeformation_resource",
        assigned("role_arn"),
        toggle("hybrid_access_enabled", on="access.grant", off="access.revoke"),
    ),
    store(
        "aws_mwaa_environment",
        own_key("kms_key"),
        changed("logging_configuration.dag_processing_logs.log_level", "config.parameter"),
        changed("logging_configuration.scheduler_logs.log_level", "config.parameter"),
        changed("logging_configuration.task_logs.log_level", "config.parameter"),
        changed("logging_configuration.webserver_logs.log_level", "config.parameter"),
        changed("logging_configuration.worker_logs.log_level", "config.parameter"),
        changed("network_configuration.subnet_ids", "routing.network"),
        version("airflow_version", newer="dependency.runtime", disruption=Disruption.OUTAGE),
        size(
            "environment_class",
            order=(
                "mw1.micro",
                "mw1.small",
                "mw1.medium",
                "mw1.large",
                "mw1.xlarge",
                "mw1.2xlarge",
            ),
        ),
        room("max_workers"),
        room("min_workers"),
        room("max_webservers"),
        room("min_webservers"),
        number("schedulers", up="scale.up", down="scale.down"),
        choice("webserver_access_mode", {"PUBLIC_ONLY": "exposure.public"}, verbs=ARRIVING),
        choice("webserver_access_mode", {"PRIVATE_ONLY": "exposure.narrow"}),
        changed("dag_s3_path", "deploy.version"),
        changed("requirements_s3_path", "deploy.version"),
        changed("requirements_s3_object_version", "deploy.version"),
        changed("plugins_s3_path", "deploy.version"),
        changed("plugins_s3_object_version", "deploy.version"),
        changed("startup_script_s3_path", "deploy.version"),
        changed("startup_script_s3_object_version", "deploy.version"),
        changed(
            "airflow_configuration_options", "config.parameter", disruption=Disruption.RESTART
        ),
        assigned("execution_role_arn"),
        groups("network_configuration.security_group_ids"),
        *_AIRFLOW_LOGS,
        ignore=("weekly_maintenance_window_start",),
    ),
    entry(
        "aws_quicksight_account_subscription",
        Role.DATA_STORE,
        assigned("admin_group"),
        assigned("author_group"),
        assigned("reader_group"),
        changed("authentication_method", "access.trust"),
        delete="data.delete",
        replace="data.replace",
    ),
    _catalogue(
        "aws_quicksight_data_set",
        choice(
            "row_level_permission_tag_configuration.status",
            {"DISABLED": "access.grant", "ENABLED": "access.revoke"},
        ),
        *_columns("physical_table_map", "logical_table_map"),
        assigned("permissions.principal"),
        assigned("permissions.actions"),
        presence(
            "row_level_permission_data_set",
            came="access.revoke",
            gone="access.grant",
            changed="access.grant",
        ),
        members(
            "column_level_permission_rules.column_names", came="access.revoke", gone="access.grant"
        ),
        changed("column_level_permission_rules.principals", "access.grant", both=True),
        *parameters("import_mode"),
    ),
    entry(
        "aws_quicksight_data_source",
        Role.ROUTING,
        changed("credentials.credential_pair.username", "secret.change"),
        secret("credentials.credential_pair.password"),
        changed("credentials.secret_arn", "secret.change"),
        toggle(
            "ssl_properties.disable_ssl",
            on="exposure.tls-weaken",
            off="protection.up",
            verbs=ARRIVING,
        ),
        assigned("permission.principal"),
        assigned("permission.actions"),
        changed("parameters", "routing.rule"),
        changed("vpc_connection_properties", "routing.network"),
        delete="routing.remove",
    ),
    permission("aws_quicksight_group_membership"),
    permission(
        "aws_quicksight_user",
        choice(
            "user_role", {"ADMIN": "access.admin", "ADMIN_PRO": "access.admin"}, verbs=ARRIVING
        ),
    ),
    store("aws_rekognition_collection"),
    entry(
        "aws_sagemaker_domain",
        Role.DATA_STORE,
        when(happens("data.delete", Verb.DELETE), only=_HOMES_GO),
        when(
            happens(
                "access.revoke",
                Verb.DELETE,
                disruption=_OUTAGE,
                note="The file system with the homes of its users stays.",
            ),
            unless=_HOMES_GO,
        ),
        when(happens("data.replace", Verb.REPLACE), only=_HOMES_GO),
        when(
            happens(
                "data.replace",
                Verb.REPLACE,
                reversible=Reversible.YES,
                note="The new one starts with empty homes; the former file system stays.",
            ),
            unless=_HOMES_GO,
        ),
        assigned("default_space_settings.execution_role"),
        *_studio_roles("default_user_settings"),
        assigned("domain_settings.r_studio_server_pro_domain_settings.domain_execution_role_arn"),
        own_key("kms_key_id"),
        changed("subnet_ids", "routing.network"),
        groups("default_space_settings.security_groups"),
        changed(
            "default_user_settings.canvas_app_settings.direct_deploy_settings.status",
            "config.flag",
        ),
        changed(
            "default_user_settings.canvas_app_settings.emr_serverless_settings.status",
            "config.flag",
        ),
        changed(
            "default_user_settings.canvas_app_settings.identity_provider_oauth_settings.status",
            "config.flag",
        ),
        changed("default_user_settings.canvas_app_settings.kendra_settings.status", "config.flag"),
        changed(
            "default_user_settings.canvas_app_settings.model_register_settings.status",
            "config.flag",
        ),
        changed(
            "default_user_settings.canvas_app_settings.time_series_forecasting_settings.status",
            "config.flag",
        ),
        key_within("default_user_settings.canvas_app_settings.workspace_settings.s3_kms_key_id"),
        key_within("default_user_settings.sharing_settings.s3_kms_key_id"),
        groups("domain_settings.security_group_ids"),
        changed("domain_settings.docker_settings.enable_docker_access", "config.flag"),
        choice(
            "retention_policy.home_efs_file_system",
            {"Delete": "protection.guard-off", "Retain": "protection.up"},
        ),
        _internet("app_network_access_type", "PublicInternetOnly", "VpcOnly"),
        changed("auth_mode", "access.trust"),
        assigned("default_user_settings.execution_role"),
        groups("default_user_settings.security_groups"),
    ),
    entry(
        "aws_sagemaker_endpoint",
        Role.COMPUTE,
        changed("deployment_config.rolling_update_policy", "config.parameter"),
        changed(
            "endpoint_config_name",
            "deploy.version",
            disruption=_QUIET,
            note="The old configuration serves until the new one does.",
        ),
        presence("deployment_config.auto_rollback_configuration", gone="protection.guard-off"),
        *parameters("deployment_config.blue_green_update_policy"),
        delete="scale.to-zero",
        replace="deploy.version",
        replace_disruption=Disruption.OUTAGE,
    ),
    entry(
        "aws_sagemaker_endpoint_configuration",
        Role.COMPUTE,
        key_within("async_inference_config.output_config.kms_key_id"),
        key_within("data_capture_config.kms_key_id"),
        changed("shadow_production_variants.enable_ssm_access", "config.flag"),
        changed("shadow_production_variants.inference_ami_version", "deploy.version"),
        number(
            "shadow_production_variants.initial_instance_count", up="scale.up", down="scale.down"
        ),
        size("shadow_production_variants.instance_type"),
        key_within("shadow_production_variants.core_dump_config.kms_key_id"),
        room("shadow_production_variants.managed_instance_scaling.max_instance_count"),
        room("shadow_production_variants.managed_instance_scaling.min_instance_count"),
        changed("shadow_production_variants.managed_instance_scaling.status", "config.flag"),
        room("shadow_production_variants.serverless_config.max_concurrency"),
        *_variants("production_variants"),
        weights("production_variants", target="variant_name", weight="initial_variant_weight"),
        records("data_capture_config.enable_capture"),
        number("data_capture_config.initial_sampling_percentage", down="observability.logs-off"),
        changed("shadow_production_variants.model_name", "deploy.version"),
        *parameters(
            "async_inference_config.client_config",
            "async_inference_config.output_config.s3_output_path",
            "async_inference_config.output_config.s3_failure_path",
            "async_inference_config.output_config.notification_config",
        ),
        key("kms_key_arn"),
    ),
    store(
        "aws_sagemaker_feature_group",
        key_within("online_store_config.security_config.kms_key_id"),
        *_columns(
            "feature_definition", "record_identifier_feature_name", "event_time_feature_name"
        ),
        presence("offline_store_config", gone="data.delete"),
        toggle("online_store_config.enable_online_store", off="data.delete"),
        retention("online_store_config.ttl_duration.value", cut="data.retention-cut", unit="unit"),
        assigned("role_arn"),
        room("throughput_config.provisioned_read_capacity_units"),
        room("throughput_config.provisioned_write_capacity_units"),
        ignore=("description",),
    ),
    store(
        "aws_sagemaker_mlflow_tracking_server",
        size("tracking_server_size", order=("Small", "Medium", "Large")),
        version("mlflow_version", newer="dependency.runtime"),
        assigned("role_arn"),
        *parameters("artifact_store_uri"),
        ignore=("weekly_maintenance_window_start",),
    ),
    entry(
        "aws_sagemaker_model",
        Role.COMPUTE,
        groups("vpc_config.security_group_ids"),
        changed("vpc_config.subnets", "routing.network"),
        *_model("primary_container"),
        *_model("container"),
        toggle("enable_network_isolation", on="exposure.narrow", off="exposure.open"),
        assigned("execution_role_arn"),
    ),
    store("aws_sagemaker_model_package_group", ignore=("model_package_group_description",)),
    entry(
        "aws_sagemaker_model_package_group_policy",
        Role.IDENTITY,
        document("resource_policy", "resource"),
    ),
    entry(
        "aws_sagemaker_monitoring_schedule",
        Role.OBSERVABILITY,
        *parameters("monitoring_schedule_config"),
        delete="observability.alarm-off",
    ),
    store(
        "aws_sagemaker_notebook_instance",
        own_key("kms_key_id"),
        changed("subnet_id", "routing.network"),
        size("instance_type"),
        grows("volume_size"),
        choice(
            "direct_internet_access", {"Enabled": "exposure.open", "Disabled": "exposure.narrow"}
        ),
        choice("root_access", {"Enabled": "access.grant", "Disabled": "access.revoke"}),
        changed("platform_identifier", "dependency.runtime"),
        changed("lifecycle_config_name", "deploy.version"),
        choice(
            "instance_metadata_service_configuration.minimum_instance_metadata_service_version",
            {"1": "protection.guard-off", "2": "protection.up"},
        ),
        assigned("role_arn"),
        groups("security_groups"),
    ),
    worker(
        "aws_sagemaker_pipeline",
        *code("pipeline_definition", "pipeline_definition_s3_location"),
        room("parallelism_configuration.max_parallel_execution_steps"),
        assigned("role_arn"),
        ignore=("pipeline_description", "pipeline_display_name"),
    ),
    store(
        "aws_sagemaker_space",
        *(
            size(f"space_settings.{app}_app_settings.default_resource_spec.instance_type")
            for app in ("code_editor", "jupyter_lab", "jupyter_server", "kernel_gateway")
        ),
        number(
            "space_settings.space_storage_settings.ebs_storage_settings.ebs_volume_size_in_gb",
            up="scale.resize-up",
        ),
        ignore=("space_display_name",),
    ),
    store(
        "aws_sagemaker_user_profile",
        groups("user_settings.security_groups"),
        *_studio_roles("user_settings"),
        changed("user_settings.canvas_app_settings.direct_deploy_settings.status", "config.flag"),
        changed("user_settings.canvas_app_settings.emr_serverless_settings.status", "config.flag"),
        changed(
            "user_settings.canvas_app_settings.identity_provider_oauth_settings.status",
            "config.flag",
        ),
        changed("user_settings.canvas_app_settings.kendra_settings.status", "config.flag"),
        changed("user_settings.canvas_app_settings.model_register_settings.status", "config.flag"),
        changed(
            "user_settings.canvas_app_settings.time_series_forecasting_settings.status",
            "config.flag",
        ),
        key_within("user_settings.canvas_app_settings.workspace_settings.s3_kms_key_id"),
        key_within("user_settings.sharing_settings.s3_kms_key_id"),
        assigned("user_settings.execution_role"),
    ),
)
