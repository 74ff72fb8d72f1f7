"""AWS settings: parameters, feature flags, Elastic Beanstalk, Systems Manager documents."""

from __future__ import annotations

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
    presence,
    secret,
    toggle,
    variables,
    version,
    when,
)
from planguard.actions.providers.aws import (
    assigned,
    own_key,
)
from planguard.model.words import Disruption, Role, Verb

_QUIET, _RESTART = Disruption.NONE, Disruption.RESTART
_OUTAGE = Disruption.OUTAGE

_RUN = "run_command_parameters"
_NEXT_WINDOW = "It counts from the next window on."
_SECURE = {"type": "SecureString"}
_CLEAR = ("string", "stringlist")
_LIVE = "Nothing sees the new version until a deployment brings it to an environment."
_PLAIN = "The value of a plain parameter shows here as well as in `value`."

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws_appconfig_application", Role.CONFIG,
        delete="config.flag", ignore=("description",),
    ),
    entry(
        "aws_appconfig_configuration_profile", Role.CONFIG,
        changed("location_uri", "config.flag"),
        presence("validator.type", came="protection.up", gone="protection.guard-off"),
        presence("validator.content", changed="config.parameter"),
        presence("kms_key_identifier", came="protection.up", gone="protection.encryption-off"),
        assigned("retrieval_role_arn"),
        delete="config.flag", replace="config.flag", ignore=("description",),
    ),
    entry(
        "aws_appconfig_deployment", Role.CONFIG,
        own_key("kms_key_identifier"),
        changed("configuration_version", "config.flag"),
        changed("configuration_profile_id", "config.flag"),
        changed("environment_id", "config.flag"),
        changed("deployment_strategy_id", "config.parameter", disruption=_QUIET),
        create="config.flag",
        ignore=("description", "state", "deployment_number"),
    ),
    entry(
        "aws_appconfig_deployment_strategy", Role.CONFIG,
        number("deployment_duration_in_minutes",
               up="config.parameter", down="protection.guard-off"),
        number("final_bake_time_in_minutes", up="config.parameter", down="protection.guard-off"),
        number("growth_factor", up="protection.guard-off", down="config.parameter"),
        changed("growth_type", "config.parameter", disruption=_QUIET),
        ignore=("description",),
    ),
    entry(
        "aws_appconfig_environment", Role.CONFIG,
        presence("monitor.alarm_arn", came="protection.up", gone="protection.guard-off",
                 note="A monitor rolls a deployment back when its alarm goes off."),
        delete="config.flag", replace="config.flag", ignore=("description", "state"),
    ),
    entry(
        "aws_appconfig_hosted_configuration_version", Role.CONFIG,
        changed("content", "config.flag", note=_LIVE),
        changed("content_type", "config.flag", note=_LIVE),
        ignore=("description", "version_number"),
    ),
    entry(
        "aws_elastic_beanstalk_application", Role.COMPUTE,
        changed("appversion_lifecycle", "config.parameter", disruption=_QUIET),
        *documented(
            "https://docs.aws.amazon.com/goto/WebAPI/elasticbeanstalk/DeleteApplication",
            *(happens("config.parameter", verb, disruption=_QUIET,
                      note="It is refused while an environment runs; versions stay in the bucket.")
              for verb in (Verb.DELETE, Verb.REPLACE)),
        ),
        ignore=("description",),
    ),
    entry(
        "aws_elastic_beanstalk_application_version", Role.COMPUTE,
        changed("key", "deploy.version", disruption=_QUIET),
        changed("bucket", "deploy.version", disruption=_QUIET),
        toggle("force_delete", on="protection.guard-off", off="protection.up"),
        ignore=("description",),
    ),
    entry(
        "aws_elastic_beanstalk_configuration_template", Role.CONFIG,
        changed("setting", "config.parameter", disruption=_QUIET),
        changed("solution_stack_name", "dependency.runtime", disruption=_QUIET),
        ignore=("description",),
    ),
    entry(
        "aws_elastic_beanstalk_environment", Role.COMPUTE,
        version("version_label", newer="deploy.version", older="deploy.rollback",
                disruption=_RESTART),
        version("solution_stack_name", newer="dependency.runtime", disruption=_RESTART),
        version("platform_arn", newer="dependency.runtime", disruption=_RESTART),
        changed("setting", "config.env", disruption=_RESTART,
                note="Settings cover environment variables, sizes and limits alike."),
        variables("setting"),
        changed("template_name", "config.parameter", disruption=_RESTART),
        changed("cname_prefix", "routing.dns", disruption=_OUTAGE),
        changed("tier", "routing.rule", disruption=_OUTAGE),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
        ignore=("description", "all_settings", "poll_interval", "wait_for_ready_timeout",
                "triggers", "instances", "queues"),
    ),
    entry(
        "aws_evidently_feature", Role.CONFIG,
        changed("default_variation", "config.flag"),
        changed("variations", "config.flag"),
        changed("entity_overrides", "config.flag"),
        changed("evaluation_strategy", "config.flag"),
        delete="config.flag", replace="config.flag",
        ignore=("description", "last_updated_time", "status"),
    ),
    entry(
        "aws_evidently_launch", Role.CONFIG,
        changed("scheduled_splits_config", "routing.traffic"),
        changed("groups", "config.flag"),
        delete="config.flag", replace="config.flag",
        ignore=("description", "last_updated_time", "status", "execution"),
    ),
    entry(
        "aws_ssm_activation", Role.IDENTITY,
        changed("iam_role", "access.grant"),
        number("registration_limit", up="access.grant", down="access.revoke"),
        create="access.grant", delete="access.revoke", replace="access.grant",
        ignore=("description", "registration_count", "expired"),
    ),
    entry(
        "aws_ssm_association", Role.CONFIG,
        changed("document_version", "deploy.version"),
        changed("name", "deploy.version"),
        changed("parameters", "config.parameter"),
        changed("targets", "config.parameter"),
        changed("schedule_expression", "config.parameter", disruption=_QUIET),
        changed("max_concurrency", "config.parameter", disruption=_QUIET),
        changed("max_errors", "config.parameter", disruption=_QUIET),
        changed("instance_id", "config.parameter"),
        changed("automation_target_parameter_name", "config.parameter"),
        changed("apply_only_at_cron_interval", "config.parameter", disruption=_QUIET),
        changed("compliance_severity", "config.parameter", disruption=_QUIET),
        changed("sync_compliance", "config.parameter", disruption=_QUIET),
        presence("output_location.s3_bucket_name", gone="observability.logs-off",
                 changed="config.parameter", disruption=_QUIET),
        delete="config.parameter", replace="config.parameter",
        ignore=("association_name", "wait_for_success_timeout_seconds"),
    ),
    entry(
        "aws_ssm_default_patch_baseline", Role.CONFIG,
        changed("baseline_id", "config.parameter", disruption=_QUIET),
        delete="config.parameter",
    ),
    entry(
        "aws_ssm_document", Role.COMPUTE,
        changed("content", "deploy.version", disruption=_QUIET),
        members("permissions.account_ids", came="access.grant", gone="access.revoke",
                words={"all": "access.public"}, within=r"[^,\s]+", verbs=ARRIVING),
        changed("attachments_source", "deploy.version", disruption=_QUIET),
        delete="config.parameter", replace="deploy.version",
        ignore=("description", "default_version", "document_version", "hash", "latest_version",
                "schema_version", "status", "parameter", "version_name"),
    ),
    entry(
        "aws_ssm_maintenance_window", Role.CONFIG,
        toggle("enabled", on="config.parameter", off="config.parameter", default=True),
        changed("schedule", "config.parameter", disruption=_QUIET),
        changed("schedule_timezone", "config.parameter", disruption=_QUIET),
        changed("duration", "config.parameter", disruption=_QUIET),
        *(
            changed(path, "config.parameter", disruption=_QUIET)
            for path in ("cutoff", "allow_unassociated_targets", "end_date", "schedule_offset",
                         "start_date")
        ),
        delete="config.parameter", ignore=("description",),
    ),
    entry(
        "aws_ssm_maintenance_window_task", Role.CONFIG,
        changed("task_arn", "deploy.version", disruption=_QUIET, note=_NEXT_WINDOW),
        *(
            changed(f"task_invocation_parameters.{path}", "deploy.version", disruption=_QUIET,
                    note=_NEXT_WINDOW)
            for path in ("automation_parameters.document_version", "lambda_parameters.qualifier",
                         f"{_RUN}.document_version", f"{_RUN}.document_hash")
        ),
        *(
            changed(path, "config.parameter", disruption=_QUIET, note=_NEXT_WINDOW)
            for path in (
                "task_invocation_parameters.automation_parameters.parameter",
                "task_invocation_parameters.lambda_parameters.client_context",
                "task_invocation_parameters.lambda_parameters.payload",
                "task_invocation_parameters.step_functions_parameters",
                f"task_invocation_parameters.{_RUN}.parameter",
                f"task_invocation_parameters.{_RUN}.timeout_seconds",
                "targets", "max_concurrency", "max_errors", "cutoff_behavior", "priority",
                "window_id",
            )
        ),
        presence(f"task_invocation_parameters.{_RUN}.output_s3_bucket",
                 gone="observability.logs-off", changed="config.parameter", disruption=_QUIET),
        toggle(f"task_invocation_parameters.{_RUN}.cloudwatch_config.cloudwatch_output_enabled",
               off="observability.logs-off"),
        presence(f"task_invocation_parameters.{_RUN}.notification_config.notification_arn",
                 gone="observability.alarm-off", changed="config.parameter", disruption=_QUIET),
        members(f"task_invocation_parameters.{_RUN}.notification_config.notification_events",
                gone="observability.alarm-loosened"),
        assigned("service_role_arn"),
        assigned(f"task_invocation_parameters.{_RUN}.service_role_arn"),
        delete="config.parameter", replace="config.parameter", ignore=("description", "name"),
    ),
    entry(
        "aws_ssm_parameter", Role.CONFIG,
        when(secret("value"), only=_SECURE),
        when(secret("value_wo_version"), only=_SECURE),
        when(changed("value", "config.parameter"), unless=_SECURE),
        when(changed("value_wo_version", "config.parameter"), unless=_SECURE),
        *(when(happens("secret.delete", verb), only=_SECURE) for verb in (Verb.DELETE, Verb.REPLACE)),
        *(when(happens("config.parameter", v), unless=_SECURE) for v in (Verb.DELETE, Verb.REPLACE)),
        changed("insecure_value", "config.parameter", note=_PLAIN),
        when(presence("type", changed="protection.up", alike=(_CLEAR,)), only=_SECURE),
        *(
            when(presence("type", changed=action, alike=(_CLEAR,)), only={"type": _CLEAR})
            for action in ("secret.expose", "protection.encryption-off")
        ),
        choice("tier", {"Advanced": "cost.up"}),
        changed("allowed_pattern", "config.parameter", disruption=_QUIET),
        changed("data_type", "config.parameter", disruption=_QUIET),
        presence("key_id", came="protection.up", gone="protection.encryption-off"),
        changed("name", "config.parameter", disruption=_OUTAGE),
        toggle("overwrite", on="config.parameter", verbs=frozenset({Verb.CREATE}),
               note="A parameter that exists already is overwritten."),
        ignore=("description", "version"),
    ),
    entry(
        "aws_ssm_patch_baseline", Role.CONFIG,
        changed("approval_rule", "config.parameter", disruption=_QUIET),
        changed("approved_patches", "config.parameter", disruption=_QUIET),
        changed("rejected_patches", "config.parameter", disruption=_QUIET),
        *(
            changed(path, "config.parameter", disruption=_QUIET)
            for path in ("global_filter", "approved_patches_compliance_level",
                         "approved_patches_enable_non_security", "rejected_patches_action",
                         "source", "operating_system")
        ),
        delete="config.parameter", ignore=("description", "json"),
    ),
    entry(
        "aws_ssm_patch_group", Role.CONFIG,
        changed("baseline_id", "config.parameter", disruption=_QUIET),
        changed("patch_group", "config.parameter", disruption=_QUIET),
        delete="config.parameter",
    ),
    entry(
        "aws_ssm_service_setting", Role.CONFIG,
        choice("setting_value", {"Disable": "exposure.narrow", "Enable": "exposure.open"},
               otherwise="config.parameter", verbs=ARRIVING,
               note="Deleting the resource puts Amazon's default back."),
        delete="config.parameter",
    ),
)  # fmt: skip
