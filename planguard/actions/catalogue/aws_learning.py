"""
AWS machine learning: what SageMaker, Bedrock and the trained services make beside their endpoints.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    documented,
    entry,
    grants,
    happens,
    ingress,
    number,
    presence,
    script,
    secret,
    size,
    toggle,
    variables,
    version,
    when,
)
from planguard.actions.providers.aws import assigned, groups
from planguard.actions.providers.aws_forms import (
    code,
    images,
    key,
    key_within,
    model,
    route,
    setting,
    tie,
    worker,
)
from planguard.actions.providers.forms import encrypted, parameters, store, units, wiring
from planguard.model.words import Disruption, Reversible, Role, Verb

_DRAFT = "Aliases answer by the version they point to, a snapshot; the working draft changes."


def _drafted(*states: str) -> tuple[Rule, ...]:
    """Describe a part of an agent's working draft, which versions made of it keep."""
    return documented(
        "https://docs.aws.amazon.com/bedrock/latest/userguide/deploy-agent.html",
        *(
            happens("routing.remove", verb, disruption=Disruption.NONE, note=_DRAFT)
            for verb in (Verb.DELETE, Verb.REPLACE)
        ),
        *(
            choice(path, {"ENABLED": "routing.rule", "DISABLED": "routing.remove"},
                   disruption=Disruption.NONE, note=_DRAFT)
            for path in states
        ),
    )  # fmt: skip


_AGAIN = "What was read from the source goes; it can be read again."
_TRAINED = (
    key("model_kms_key_id"),
    key("volume_kms_key_id"),
    *wiring("vpc_config.security_group_ids", "vpc_config.subnets"),
    *code("input_data_config"),
    assigned("data_access_role_arn"),
)
_APPS = ("code_editor_app", "jupyter_lab")

ENTRIES: tuple[TypeEntry, ...] = (
    model(
        "aws_bedrock_custom_model",
        key("custom_model_kms_key_id"),
        *code("base_model_identifier", "customization_type", "hyperparameters",
              "training_data_config"),
        *parameters("output_data_config", "validation_data_config"),
        assigned("role_arn"),
        *wiring("vpc_config.security_group_ids", "vpc_config.subnet_ids"),
        ignore=("job_name",),
    ),
    entry(
        "aws_bedrock_guardrail_version", Role.PROTECTION,
        when(happens("protection.guard-off", Verb.DELETE), unless={"skip_destroy": "true"}),
        ignore=("description", "skip_destroy"),
    ),
    route("aws_bedrock_inference_profile", *code("model_source")),
    entry(
        "aws_bedrockagent_agent_action_group", Role.ROUTING,
        *_drafted("action_group_state"),
        *code("action_group_executor", "api_schema", "function_schema"),
        *parameters("parent_action_group_signature"),
        toggle("skip_resource_in_use_check", on="protection.guard-off", off="protection.up"),
        ignore=("description", "prepare_agent"),
    ),
    route(
        "aws_bedrockagent_agent_alias",
        version("routing_configuration.agent_version", newer="deploy.version",
                older="deploy.rollback", disruption=Disruption.NONE),
        *parameters("routing_configuration.provisioned_throughput"),
    ),
    tie("aws_bedrockagent_agent_collaborator", *_drafted(), *code("agent_descriptor"),
        *parameters("collaboration_instruction", "relay_conversation_history"),
        ignore=("prepare_agent",)),
    tie("aws_bedrockagent_agent_knowledge_base_association",
        *_drafted("knowledge_base_state"), ignore=("description",)),
    entry(
        "aws_bedrockagent_data_source", Role.DATA_STORE,
        choice("data_deletion_policy",
               {"DELETE": "protection.guard-off", "RETAIN": "protection.up"}),
        when(happens("data.delete", Verb.DELETE, reversible=Reversible.YES, note=_AGAIN),
             unless={"data_deletion_policy": "RETAIN"}),
        when(happens("data.replace", Verb.REPLACE, reversible=Reversible.YES, note=_AGAIN),
             unless={"data_deletion_policy": "RETAIN"}),
        key("server_side_encryption_configuration.kms_key_arn"),
        *parameters("data_source_configuration", "vector_ingestion_configuration"),
        ignore=("description",),
    ),
    setting("aws_bedrockagent_prompt", key("customer_encryption_key_arn"),
            *code("default_variant", "variant")),
    model(
        "aws_comprehend_document_classifier", *_TRAINED, *code("mode", "language_code"),
        version("version_name", newer="deploy.version"),
        key_within("output_data_config.kms_key_id"),
        *parameters("output_data_config.s3_uri"),
        ignore=("version_name_prefix",),
    ),
    model(
        "aws_comprehend_entity_recognizer", *_TRAINED, *code("language_code"),
        version("version_name", newer="deploy.version"),
        ignore=("version_name_prefix",),
    ),
    worker(
        "aws_glue_ml_transform",
        version("glue_version", newer="dependency.runtime"),
        number("max_capacity", up="scale.limits-up", down="scale.limits-down"),
        units("number_of_workers"),
        size("worker_type", order=("Standard", "G.1X", "G.2X")),
        *code("parameters"),
        *parameters("input_record_tables", "max_retries", "timeout"),
        assigned("role_arn"),
        ignore=("description",),
    ),
    entry(
        "aws_kendra_data_source", Role.DATA_STORE,
        happens("data.delete", Verb.DELETE, reversible=Reversible.YES, note=_AGAIN),
        happens("data.replace", Verb.REPLACE, reversible=Reversible.YES, note=_AGAIN),
        *parameters("configuration", "custom_document_enrichment_configuration", "schedule",
                    "language_code"),
        assigned("role_arn"),
        ignore=("description",),
    ),
    route("aws_kendra_experience", *parameters("configuration"), assigned("role_arn")),
    setting("aws_kendra_faq", *parameters("file_format", "s3_path"), assigned("role_arn")),
    setting("aws_kendra_query_suggestions_block_list", *parameters("source_s3_path"),
            assigned("role_arn")),
    setting("aws_kendra_thesaurus", *parameters("source_s3_path"), assigned("role_arn")),
    store(
        "aws_qbusiness_application",
        key("encryption_configuration.kms_key_id"),
        changed("identity_center_instance_arn", "access.trust"),
        choice("attachments_configuration.attachments_control_mode",
               {"ENABLED": "config.flag", "DISABLED": "config.flag"}),
        assigned("iam_service_role_arn"),
        ignore=("description", "display_name"),
    ),
    setting("aws_rekognition_project", changed("auto_update", "config.flag"),
            *parameters("feature"), ignore=()),
    entry(
        "aws_rekognition_stream_processor", Role.COMPUTE,
        key("kms_key_id"),
        toggle("data_sharing_preference.opt_in", on="access.grant", off="access.revoke"),
        presence("notification_channel.sns_topic_arn", gone="observability.alarm-off",
                 changed="config.parameter"),
        *parameters("input", "output", "regions_of_interest", "settings"),
        assigned("role_arn"),
        delete="scale.to-zero", replace="scale.to-zero",
    ),
    worker(
        "aws_sagemaker_app",
        size("resource_spec.instance_type"),
        *images("resource_spec.sagemaker_image_arn"),
        *code("resource_spec.lifecycle_config_arn", "resource_spec.sagemaker_image_version_alias",
              "resource_spec.sagemaker_image_version_arn"),
    ),
    setting(
        "aws_sagemaker_app_image_config",
        *(variables(f"{app}_image_config.container_config.container_environment_variables")
          for app in _APPS),
        *code(*(f"{app}_image_config.container_config.container_{word}"
                for app in _APPS for word in ("arguments", "entrypoint")),
              "kernel_gateway_image_config"),
        *parameters(*(f"{app}_image_config.file_system_config" for app in _APPS)),
        ignore=(),
    ),
    setting("aws_sagemaker_code_repository",
            *code("git_config.branch", "git_config.repository_url"),
            changed("git_config.secret_arn", "secret.change"), ignore=()),
    setting(
        "aws_sagemaker_data_quality_job_definition",
        *images("data_quality_app_specification.image_uri"),
        *code("data_quality_app_specification.post_analytics_processor_source_uri",
              "data_quality_app_specification.record_preprocessor_source_uri"),
        variables("data_quality_app_specification.environment"),
        *parameters("data_quality_baseline_config", "data_quality_job_input",
                    "data_quality_job_output_config.monitoring_outputs", "stopping_condition"),
        key_within("data_quality_job_output_config.kms_key_id"),
        key_within("job_resources.cluster_config.volume_kms_key_id"),
        size("job_resources.cluster_config.instance_type"),
        number("job_resources.cluster_config.instance_count", up="scale.up", down="scale.down"),
        number("job_resources.cluster_config.volume_size_in_gb",
               up="scale.resize-up", down="scale.resize-down"),
        encrypted("network_config.enable_inter_container_traffic_encryption"),
        toggle("network_config.enable_network_isolation",
               on="exposure.narrow", off="exposure.open"),
        *wiring("network_config.vpc_config.security_group_ids",
                "network_config.vpc_config.subnets"),
        assigned("role_arn"),
        ignore=(),
    ),
    setting("aws_sagemaker_device", *parameters("device.device_name", "device.iot_thing_name"),
            ignore=()),
    setting(
        "aws_sagemaker_device_fleet",
        toggle("enable_iot_role_alias", on="access.grant", off="access.revoke"),
        key_within("output_config.kms_key_id"), *parameters("output_config.s3_output_location"),
        assigned("role_arn"),
    ),
    setting(
        "aws_sagemaker_flow_definition",
        *parameters("human_loop_activation_config", "human_loop_config",
                    "human_loop_request_source", "output_config.s3_output_path"),
        key_within("output_config.kms_key_id"), assigned("role_arn"), ignore=(),
    ),
    setting("aws_sagemaker_hub", *parameters("s3_storage_config"),
            ignore=("hub_description", "hub_display_name", "hub_search_keywords")),
    setting("aws_sagemaker_human_task_ui", *parameters("ui_template"), ignore=()),
    setting("aws_sagemaker_image", assigned("role_arn"), ignore=("description", "display_name")),
    setting(
        "aws_sagemaker_image_version", *images("base_image"),
        ignore=("horovod", "job_type", "ml_framework", "processor", "programming_lang",
                "release_notes", "vendor_guidance"),
    ),
    setting(
        "aws_sagemaker_notebook_instance_lifecycle_configuration",
        *code("on_create", "on_start"), script("on_create"), script("on_start"), ignore=(),
    ),
    setting("aws_sagemaker_project", *code("service_catalog_provisioning_details"),
            ignore=("project_description",)),
    entry(
        "aws_sagemaker_servicecatalog_portfolio_status", Role.IDENTITY,
        choice("status", {"Disabled": "access.revoke", "Enabled": "access.grant"},
               verbs=ARRIVING),
    ),
    setting(
        "aws_sagemaker_studio_lifecycle_config",
        *code("studio_lifecycle_config_content"), script("studio_lifecycle_config_content"),
        ignore=(),
    ),
    entry(
        "aws_sagemaker_workforce", Role.IDENTITY,
        changed("cognito_config", "access.trust"),
        *(changed(f"oidc_config.{path}", "access.trust") for path in (
            "authorization_endpoint", "client_id", "issuer", "jwks_uri", "token_endpoint",
            "user_info_endpoint")),
        secret("oidc_config.client_secret"),
        when(ingress("source_ip_config.cidrs", "ranges"), unless={"source_ip_config.cidrs": ""}),
        presence("source_ip_config", came="exposure.narrow", gone="exposure.public"),
        groups("workforce_vpc_config.security_group_ids"),
        *wiring("workforce_vpc_config.subnets", "workforce_vpc_config.vpc_id"),
        delete="access.revoke",
    ),
    entry(
        "aws_sagemaker_workteam", Role.IDENTITY,
        grants("member_definition.cognito_member_definition.user_group"),
        grants("member_definition.oidc_member_definition.groups"),
        presence("member_definition.cognito_member_definition.user_pool", changed="access.trust"),
        *parameters("notification_configuration"),
        *(toggle(f"worker_access_configuration.s3_presign.iam_policy_constraints.{source}",
                 on="exposure.narrow", off="exposure.open")
          for source in ("source_ip", "vpc_source_ip")),
        ignore=("description",),
    ),
    model("aws_transcribe_language_model", *code("base_model_name", "input_data_config")),
    setting("aws_transcribe_medical_vocabulary", *parameters("vocabulary_file_uri"), ignore=()),
    setting("aws_transcribe_vocabulary", *parameters("phrases", "vocabulary_file_uri"), ignore=()),
    setting("aws_transcribe_vocabulary_filter",
            *parameters("vocabulary_filter_file_uri", "words"), ignore=()),
)  # fmt: skip
