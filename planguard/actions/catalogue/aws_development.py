"""
AWS tools for building, testing, operating and looking into applications, and what they make.

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
    ingress,
    number,
    order,
    presence,
    retention,
    secret,
    size,
    toggle,
    version,
    when,
)
from planguard.actions.providers.aws import assigned, groups
from planguard.actions.providers.aws_forms import (
    code,
    images,
    key,
    key_within,
    permission,
    record,
    recorded,
    route,
    setting,
    targets,
    tie,
    view,
    watcher,
    worker,
)
from planguard.actions.providers.forms import parameters, records, store, wiring
from planguard.model.words import Disruption, Role, Verb

_HANDSHAKE = "A new connection waits until somebody authorizes it in the console."


def _types(*names: str) -> tuple[str, ...]:
    """Give the names that Cloud Control knows types of AWS by."""
    return tuple(f"AWS::{name}" for name in names)


def _lost(verb: Verb, action: str, types: tuple[str, ...]) -> Rule:
    """Describe what goes with an object whose type only an attribute names."""
    return when(happens(action, verb), only={"type_name": types})


_PARTNER_HOST = (
    *targets("provider_endpoint"),
    *wiring(
        "vpc_configuration.security_group_ids",
        "vpc_configuration.subnet_ids",
        "vpc_configuration.vpc_id",
    ),
    changed("vpc_configuration.tls_certificate", "access.trust"),
)
_DEVELOPED = "What is on the environment's disk and in no repository goes with it."
_STORES = _types(
    "Backup::BackupVault", "Cassandra::Table", "DocDB::DBCluster", "DynamoDB::GlobalTable",
    "DynamoDB::Table", "EC2::Volume", "ECR::Repository", "EFS::FileSystem",
    "ElastiCache::ReplicationGroup", "ElastiCache::ServerlessCache", "FSx::FileSystem",
    "Kinesis::Stream", "Logs::LogGroup", "MSK::Cluster", "MSK::ServerlessCluster",
    "MemoryDB::Cluster", "Neptune::DBCluster", "OpenSearchService::Domain",
    "OpenSearchServerless::Collection", "QLDB::Ledger", "RDS::DBCluster", "RDS::DBInstance",
    "RDS::GlobalCluster", "Redshift::Cluster", "RedshiftServerless::Namespace", "S3::Bucket",
    "SQS::Queue", "Timestream::Database", "Timestream::Table",
)  # fmt: skip
_KEYS = _types("KMS::Key", "KMS::ReplicaKey")
_SECRETS = _types("SecretsManager::Secret")
_RUNNING = _types(
    "AutoScaling::AutoScalingGroup", "EC2::Instance", "ECS::Service", "EKS::Cluster",
    "Lambda::Function",
)  # fmt: skip

ENTRIES: tuple[TypeEntry, ...] = (
    setting("aws_amplify_backend_environment", *parameters("deployment_artifacts", "stack_name"),
            ignore=()),
    entry("aws_amplify_webhook", Role.SECRET, create="secret.create", delete="secret.delete",
          replace="secret.change", ignore=("description",)),
    setting("aws_appconfig_extension", *code("action_point"), *parameters("parameter")),
    tie("aws_appconfig_extension_association", *parameters("parameters")),
    entry(
        "aws_apprunner_connection", Role.IDENTITY,
        *(happens(action, Verb.REPLACE, disruption=Disruption.OUTAGE, note=_HANDSHAKE)
          for action in ("access.revoke", "access.trust")),
        create="access.trust", delete="access.revoke",
    ),
    entry("aws_apprunner_deployment", Role.COMPUTE, create="deploy.version",
          replace="deploy.version"),
    view("aws_apprunner_observability_configuration", recorded("trace_configuration"), ignore=()),
    entry(
        "aws_appstream_directory_config", Role.SECRET,
        secret("service_account_credentials.account_password"),
        changed("service_account_credentials.account_name", "secret.change"),
        *parameters("organizational_unit_distinguished_names"),
        delete="secret.delete",
    ),
    worker(
        "aws_appstream_image_builder",
        size("instance_type"),
        version("appstream_agent_version", newer="dependency.runtime"),
        *images("image_arn", "image_name"),
        toggle("enable_default_internet_access", on="exposure.open", off="exposure.narrow"),
        assigned("iam_role_arn"),
        groups("vpc_config.security_group_ids"),
        *wiring("access_endpoint", "vpc_config.subnet_ids"),
        *parameters("domain_join_info"),
        ignore=("description", "display_name"),
    ),
    worker(
        "aws_cloud9_environment_ec2",
        size("instance_type"),
        *images("image_id"),
        number("automatic_stop_time_minutes", zero="cost.up"),
        changed("owner_arn", "access.admin"),
        *wiring("connection_type", "subnet_id"),
        happens("data.delete", Verb.DELETE, note=_DEVELOPED),
        happens("data.replace", Verb.REPLACE, note=_DEVELOPED),
        ignore=("description",),
    ),
    permission(
        "aws_cloud9_environment_membership",
        order("permissions", ("read-only", "read-write"), up="access.grant",
              down="access.revoke"),
    ),
    setting(
        "aws_cloudcontrolapi_resource", *parameters("desired_state"),
        _lost(Verb.DELETE, "data.delete", _STORES), _lost(Verb.REPLACE, "data.replace", _STORES),
        _lost(Verb.DELETE, "key.delete", _KEYS), _lost(Verb.REPLACE, "key.rotate", _KEYS),
        _lost(Verb.DELETE, "secret.delete", _SECRETS),
        _lost(Verb.DELETE, "scale.to-zero", _RUNNING),
        ignore=("role_arn", "schema", "type_version_id"),
    ),
    setting(
        "aws_cloudformation_type",
        *code("schema_handler_package"),
        assigned("execution_role_arn"),
        presence("logging_config", gone="observability.logs-off", changed="config.parameter"),
        ignore=(),
    ),
    view("aws_cloudwatch_log_index_policy", *parameters("policy_document"), ignore=()),
    entry(
        "aws_codebuild_report_group", Role.OBSERVABILITY,
        toggle("delete_reports", on="protection.guard-off", off="protection.up"),
        toggle("export_config.s3_destination.encryption_disabled",
               on="protection.encryption-off", off="protection.up"),
        key_within("export_config.s3_destination.encryption_key"),
        *parameters("export_config.s3_destination.bucket", "export_config.s3_destination.path",
                    "export_config.type"),
        delete="observability.logs-off",
    ),
    worker(
        "aws_codecatalyst_dev_environment",
        size("instance_type"),
        number("persistent_storage.size", up="scale.resize-up", down="scale.resize-down"),
        *images("ides.runtime"),
        *code("repositories"),
        *parameters("inactivity_timeout_minutes"),
        happens("data.delete", Verb.DELETE, note=_DEVELOPED),
        happens("data.replace", Verb.REPLACE, note=_DEVELOPED), ignore=("alias",),
    ),
    store("aws_codecatalyst_project", ignore=("description", "display_name")),
    store("aws_codecatalyst_source_repository", ignore=("description",)),
    entry(
        "aws_codecommit_approval_rule_template", Role.PROTECTION,
        changed("content", "config.parameter",
                note="Whether the new rule asks for more or fewer approvals is not compared."),
        delete="protection.guard-off", ignore=("description",),
    ),
    entry(
        "aws_codecommit_approval_rule_template_association", Role.GLUE,
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
    ),
    route("aws_codeconnections_host", *_PARTNER_HOST, ignore=()),
    record("aws_codeguruprofiler_profiling_group",
           records("agent_orchestration_config.profiling_enabled"),
           *parameters("compute_platform"), ignore=()),
    watcher("aws_codegurureviewer_repository_association", key("kms_key_details.kms_key_id"),
            *parameters("repository"), ignore=()),
    setting(
        "aws_codepipeline_custom_action_type",
        *parameters("configuration_property", "input_artifact_details",
                    "output_artifact_details", "settings", "version"), ignore=(),
    ),
    entry(
        "aws_codepipeline_webhook", Role.ROUTING,
        choice("authentication", {"UNAUTHENTICATED": "access.public", "IP": "access.grant"},
               verbs=ARRIVING),
        choice("authentication", {"GITHUB_HMAC": "access.revoke"}),
        when(ingress("authentication_configuration.allowed_ip_range", "ranges"),
             only={"authentication": "IP"}),
        secret("authentication_configuration.secret_token"),
        *targets("filter", "target_action", "target_pipeline"),
        delete="routing.remove",
    ),
    route("aws_codestarconnections_host", *_PARTNER_HOST, ignore=()),
    setting("aws_devicefarm_device_pool", *parameters("max_devices", "rule")),
    setting("aws_devicefarm_instance_profile",
            *parameters("exclude_app_packages_from_cleanup", "package_cleanup",
                        "reboot_after_use")),
    setting(
        "aws_devicefarm_network_profile",
        *parameters(*(f"{way}link_{what}" for way in ("down", "up") for what in (
            "bandwidth_bits", "delay_ms", "jitter_ms", "loss_percent"))),
    ),
    store("aws_devicefarm_project", *parameters("default_job_timeout_minutes")),
    setting("aws_devicefarm_test_grid_project",
            *wiring("vpc_config.security_group_ids", "vpc_config.subnet_ids",
                    "vpc_config.vpc_id")),
    setting("aws_devicefarm_upload", *parameters("content_type"), ignore=()),
    view("aws_devopsguru_event_sources_config",
         changed("event_sources", "config.flag"), ignore=()),
    view(
        "aws_devopsguru_service_integration",
        choice("logs_anomaly_detection.opt_in_status",
               {"DISABLED": "observability.alarm-loosened"}),
        choice("ops_center.opt_in_status", {"DISABLED": "observability.alarm-loosened"}),
        choice("kms_server_side_encryption.opt_in_status",
               {"DISABLED": "protection.encryption-off", "ENABLED": "protection.up"}),
        key("kms_server_side_encryption.kms_key_id"), ignore=(),
    ),
    setting("aws_evidently_project",
            presence("data_delivery", came="protection.up", gone="observability.logs-off",
                     changed="config.parameter")),
    setting("aws_evidently_segment", *targets("pattern")),
    setting("aws_gamelift_build",
            when(version("version", newer="deploy.version", older="deploy.rollback",
                         disruption=Disruption.NONE), verbs=frozenset({Verb.REPLACE})),
            when(changed("version", "config.parameter", disruption=Disruption.NONE,
                         note="A label: the files of the build stay."),
                 verbs=frozenset({Verb.UPDATE})),
            *code("operating_system", "storage_location"), ignore=()),
    setting("aws_gamelift_script",
            version("version", newer="deploy.version", older="deploy.rollback"),
            *code("storage_location.bucket", "storage_location.key",
                  "storage_location.object_version", "zip_file"),
            assigned("storage_location.role_arn"), ignore=()),
    setting("aws_grafana_license_association", *parameters("license_type"),
            secret("grafana_token"), ignore=()),
    setting(
        "aws_imagebuilder_infrastructure_configuration",
        *parameters("instance_types", "placement", "terminate_instance_on_failure"),
        assigned("instance_profile_name"),
        groups("security_group_ids"),
        *wiring("subnet_id"),
        changed("key_pair", "access.trust"),
        choice("instance_metadata_options.http_tokens",
               {"optional": "protection.guard-off", "required": "protection.up"}),
        presence("logging", gone="observability.logs-off", changed="config.parameter"),
        changed("sns_topic_arn", "config.parameter"),
        ignore=("description", "resource_tags"),
    ),
    setting("aws_imagebuilder_workflow", *code("data", "uri", "version"), key("kms_key_id"),
            ignore=("change_description", "description")),
    entry(
        "aws_lambda_invocation", Role.COMPUTE,
        *parameters("input", "qualifier"),
        ignore=("lifecycle_scope", "terraform_key", "triggers"),
    ),
    store("aws_location_geofence_collection", key("kms_key_id"), ignore=("description",)),
    route("aws_location_map", *parameters("configuration")),
    route("aws_location_place_index", *parameters("data_source", "data_source_configuration")),
    route("aws_location_route_calculator", *parameters("data_source")),
    store("aws_location_tracker", key("kms_key_id"), *parameters("position_filtering"),
          ignore=("description",)),
    tie("aws_location_tracker_association", gone="routing.remove"),
    record("aws_networkmonitor_monitor", *parameters("aggregation_period"), ignore=()),
    record("aws_networkmonitor_probe",
           *parameters("destination", "destination_port", "packet_size", "protocol"), ignore=()),
    entry("aws_signer_signing_job", Role.KEY, ignore=("ignore_signing_job_failure",)),
    record("aws_spot_datafeed_subscription", *parameters("bucket", "prefix"), ignore=()),
    setting("aws_ssm_maintenance_window_target", *parameters("resource_type", "targets"),
            ignore=("description", "owner_information")),
    record("aws_ssm_resource_data_sync", key_within("s3_destination.kms_key_arn"),
           *parameters("s3_destination.bucket_name", "s3_destination.prefix"), ignore=()),
    entry(
        "aws_swf_domain", Role.COMPUTE,
        retention("workflow_execution_retention_period_in_days", cut="data.retention-cut",
                  zero_is="nothing"),
        delete="scale.to-zero", replace="scale.to-zero", ignore=("description",),
    ),
    view("aws_synthetics_group", ignore=()),
    tie("aws_synthetics_group_association"),
    view("aws_xray_group", *parameters("filter_expression"),
         when(happens("observability.alarm-off", Verb.DELETE),
              only={"insights_configuration.notifications_enabled": "true"}),
         toggle("insights_configuration.insights_enabled", off="observability.alarm-off"),
         toggle("insights_configuration.notifications_enabled", off="observability.alarm-off"),
         ignore=()),
)  # fmt: skip
