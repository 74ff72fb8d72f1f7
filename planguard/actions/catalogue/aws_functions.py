"""AWS functions: Lambda and Step Functions."""

from __future__ import annotations

from dataclasses import replace

from planguard.actions.interface import (
    ARRIVING,
    TypeEntry,
    changed,
    choice,
    documented,
    entry,
    happens,
    members,
    number,
    order,
    presence,
    toggle,
    variables,
    version,
    weights,
    when,
)
from planguard.actions.providers.aws import assigned, own_key, permission
from planguard.actions.providers.forms import records
from planguard.model.words import Disruption, Role, Verb

_QUIET = Disruption.NONE
_OUTAGE = Disruption.OUTAGE

_STATES = "https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html"
"""Says that calls get the earlier code and configuration until an update is done."""
_CODE = (
    version(
        "image_uri",
        newer="deploy.version",
        older="deploy.rollback",
        what="image",
        disruption=_QUIET,
    ),
    version("source_code_hash", newer="deploy.version", what="hash", disruption=_QUIET),
    version("filename", newer="deploy.version", what="hash", disruption=_QUIET),
    changed("s3_bucket", "deploy.version", disruption=_QUIET),
    version("s3_key", newer="deploy.version", older="deploy.rollback", disruption=_QUIET),
    version("s3_object_version", newer="deploy.version", what="hash", disruption=_QUIET),
)

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws_lambda_alias", Role.ROUTING,
        version(
            "function_version", newer="deploy.version", older="deploy.rollback",
            disruption=_QUIET,
        ),
        weights("routing_config.additional_version_weights", target="", weight="",
                rest="function_version"),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
        ignore=("description",),
    ),
    entry(
        "aws_lambda_code_signing_config", Role.PROTECTION,
        choice(
            "policies.untrusted_artifact_on_deployment",
            {"Warn": "protection.guard-off", "Enforce": "protection.up"},
        ),
        members("allowed_publishers.signing_profile_version_arns",
                came="access.trust", gone="access.revoke"),
        delete="protection.guard-off", ignore=("description",),
    ),
    entry(
        "aws_lambda_event_source_mapping", Role.MESSAGING,
        own_key("kms_key_arn"),
        toggle("enabled", on="scale.up", off="scale.to-zero", default=True),
        changed("function_name", "routing.rule"),
        changed("event_source_arn", "routing.rule"),
        changed("topics", "routing.rule"),
        changed("queues", "routing.rule"),
        changed("filter_criteria", "routing.rule"),
        number("batch_size", up="config.parameter", down="config.parameter"),
        changed("maximum_batching_window_in_seconds", "config.parameter"),
        changed("maximum_retry_attempts", "config.parameter"),
        changed("maximum_record_age_in_seconds", "config.parameter"),
        changed("function_response_types", "config.parameter"),
        number("parallelization_factor", up="scale.up", down="scale.down"),
        number(
            "scaling_config.maximum_concurrency", up="scale.limits-up", down="scale.limits-down"
        ),
        number(
            "provisioned_poller_config.maximum_pollers",
            up="scale.limits-up", down="scale.limits-down",
        ),
        number(
            "provisioned_poller_config.minimum_pollers",
            up="scale.limits-up", down="scale.limits-down",
        ),
        presence("scaling_config.maximum_concurrency",
                 came="scale.limits-down", gone="scale.limits-up"),
        presence("destination_config", came="protection.up", gone="protection.guard-off"),
        changed("source_access_configuration", "config.parameter"),
        *(
            changed(path, "config.parameter", disruption=_QUIET)
            for path in ("bisect_batch_on_function_error", "tumbling_window_in_seconds",
                         "document_db_event_source_config", "metrics_config",
                         "starting_position", "starting_position_timestamp",
                         "amazon_managed_kafka_event_source_config",
                         "self_managed_kafka_event_source_config")
        ),
        changed("self_managed_event_source.endpoints", "routing.rule"),
        delete="scale.to-zero", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_lambda_function", Role.COMPUTE,
        changed("logging_config.log_format", "config.parameter"), *documented(
            _STATES,
            *_CODE,
            version("runtime", newer="dependency.runtime", what="runtime", disruption=_QUIET),
            changed("architectures", "dependency.runtime", disruption=_QUIET),
            changed("handler", "deploy.version", disruption=_QUIET),
            changed("layers", "deploy.version", disruption=_QUIET),
            changed("image_config", "deploy.version", disruption=_QUIET),
            number("memory_size", up="scale.resize-up", down="scale.resize-down", disruption=_QUIET),
            number("ephemeral_storage.size", up="scale.resize-up", down="scale.resize-down",
                   disruption=_QUIET),
            changed("timeout", "config.parameter", disruption=_QUIET),
        ),
        number(
            "reserved_concurrent_executions", up="scale.limits-up", down="scale.limits-down",
            zero="scale.to-zero",
            note="-1 stands for no reservation: the function shares the account's pool.",
        ),
        *documented(
            _STATES,
            replace(variables("environment.variables"), disruption=_QUIET),
        ),
        changed("vpc_config.subnet_ids", "routing.network"),
        changed("vpc_config.security_group_ids", "routing.network"),
        changed("file_system_config", "config.parameter"),
        assigned("role"),
        order("tracing_config.mode", ("", "PassThrough", "Active"), down="observability.logs-off"),
        changed("snap_start.apply_on", "config.flag", disruption=_QUIET),
        order("logging_config.application_log_level",
              ("FATAL", "ERROR", "WARN", "INFO", "DEBUG", "TRACE"),
              down="observability.logs-off"),
        order("logging_config.system_log_level", ("WARN", "INFO", "DEBUG"),
              down="observability.logs-off"),
        changed("vpc_config.ipv6_allowed_for_dual_stack", "routing.network"),
        presence("kms_key_arn", came="protection.up", gone="protection.encryption-off"),
        presence("dead_letter_config", came="protection.up", gone="protection.guard-off"),
        presence("code_signing_config_arn", came="protection.up", gone="protection.guard-off"),
        changed("logging_config.log_group", "config.parameter", disruption=_QUIET),
        when(happens("scale.to-zero", Verb.DELETE), unless={"skip_destroy": "true"}),
        replace="deploy.version", replace_disruption=_OUTAGE,
        ignore=("description", "last_modified", "qualified_arn", "qualified_invoke_arn",
                "source_code_size", "version", "publish", "code_sha256"),
    ),
    entry(
        "aws_lambda_function_event_invoke_config", Role.CONFIG,
        changed("maximum_retry_attempts", "config.parameter", disruption=_QUIET),
        changed("maximum_event_age_in_seconds", "config.parameter", disruption=_QUIET),
        presence(
            "destination_config.on_failure", came="protection.up", gone="protection.guard-off"
        ),
        changed("destination_config.on_success", "routing.rule"),
        when(happens("protection.guard-off", Verb.DELETE,
                     note="Events that fail go nowhere any more."),
             unless={"destination_config.on_failure.destination": ""}),
        delete="config.parameter", replace="config.parameter",
    ),
    entry(
        "aws_lambda_function_recursion_config", Role.PROTECTION,
        choice("recursive_loop", {"Allow": "protection.guard-off", "Terminate": "protection.up"},
               verbs=ARRIVING),
        when(happens("protection.up", Verb.DELETE), only={"recursive_loop": "Allow"}),
    ),
    entry(
        "aws_lambda_function_url", Role.ROUTING,
        choice("authorization_type", {"NONE": "access.public"}, verbs=ARRIVING),
        choice("authorization_type", {"AWS_IAM": "access.revoke"}),
        members("cors.allow_origins", came="access.grant", gone="access.revoke"),
        toggle("cors.allow_credentials", on="access.grant", off="access.revoke"),
        *(changed(f"cors.{what}", "config.parameter", disruption=_QUIET)
          for what in ("allow_headers", "allow_methods", "expose_headers", "max_age")),
        changed("invoke_mode", "config.parameter"),
        changed("qualifier", "routing.rule"),
        changed("function_name", "routing.rule"),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
    ),
    entry("aws_lambda_layer_version", Role.COMPUTE,
        changed("compatible_runtimes", "config.parameter"), *_CODE[1:], ignore=("description",)),
    entry(
        "aws_lambda_layer_version_permission", Role.IDENTITY,
        *permission(
            "principal", action="action", thing="layer_name",
            ties={"organization_id": "StringEquals aws:PrincipalOrgID"},
        ),
    ),
    entry(
        "aws_lambda_permission", Role.IDENTITY,
        *permission(
            "principal", action="action", thing="function_name",
            ties={
                "source_arn": "ArnLike aws:SourceArn",
                "source_account": "StringEquals aws:SourceAccount",
                "principal_org_id": "StringEquals aws:PrincipalOrgID",
                "function_url_auth_type": "StringEquals lambda:FunctionUrlAuthType",
                "event_source_token": "StringEquals lambda:EventSourceToken",
            },
        ),
    ),
    entry(
        "aws_lambda_provisioned_concurrency_config", Role.SCALING,
        number(
            "provisioned_concurrent_executions",
            up="scale.up", down="scale.down", zero="scale.to-zero",
        ),
        *(
            when(happens("scale.down", verb, note="What it was set for is back to cold starts."),
                 unless={"skip_destroy": "true"})
            for verb in (Verb.DELETE, Verb.REPLACE)
        ),
    ),
    entry(
        "aws_lambda_runtime_management_config", Role.COMPUTE,
        changed("update_runtime_on", "dependency.runtime", disruption=_QUIET),
        changed("runtime_version_arn", "dependency.runtime"),
        delete="dependency.runtime",
    ),
    entry("aws_sfn_activity", Role.COMPUTE,
        presence("encryption_configuration.kms_key_id",
                 came="protection.up", gone="protection.encryption-off"),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_sfn_alias", Role.ROUTING,
        weights("routing_configuration", target="state_machine_version_arn", weight="weight"),
        delete="routing.remove", replace="routing.rule", ignore=("description",),
    ),
    entry(
        "aws_sfn_state_machine", Role.COMPUTE,
        changed("logging_configuration.log_destination", "config.parameter"),
        records("tracing_configuration.enabled"),
        changed(
            "definition", "deploy.version", disruption=_QUIET,
            note="Executions that run already finish with the definition they began with.",
        ),
        assigned("role_arn"),
        changed("logging_configuration.include_execution_data", "config.parameter",
                disruption=_QUIET),
        order("logging_configuration.level", ("", "OFF", "FATAL", "ERROR", "ALL"),
              down="observability.logs-off"),
        presence("encryption_configuration.kms_key_id",
                 came="protection.up", gone="protection.encryption-off"),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
        ignore=("description", "revision_id", "state_machine_version_arn", "publish"),
    ),
)  # fmt: skip
