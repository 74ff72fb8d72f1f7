"""
Google Cloud's functions, App Engine, build and delivery, jobs and queues of tasks.

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
    number,
    order,
    presence,
    retention,
    secret,
    toggle,
    variables,
    version,
    weights,
    when,
)
from planguard.actions.providers.forms import danger, floor, grows, guard, image, room, units
from planguard.actions.providers.google import acts_as, front, machine, own_key, running, setting
from planguard.model.words import Disruption, Role, Verb

_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_INGRESS = ("ALLOW_INTERNAL_ONLY", "ALLOW_INTERNAL_AND_GCLB", "ALLOW_ALL")
_APP_INGRESS = (
    *("INGRESS_TRAFFIC_ALLOWED_INTERNAL_ONLY", "INGRESS_TRAFFIC_ALLOWED_INTERNAL_AND_LB"),
    "INGRESS_TRAFFIC_ALLOWED_ALL",
)
_CLASSES = ("F1", "B1", "F2", "B2", "F4", "B4", "F4_1G", "B4_1G", "B8")
_CALLERS = "Who may call it is still for IAM to say."


def _runtime(path: str) -> Rule:
    return version(path, newer="dependency.runtime", what="runtime")


def _code(*paths: str) -> tuple[Rule, ...]:
    return tuple(version(path, newer="deploy.version", what="hash") for path in paths)


def _ingress(
    path: str, words: tuple[str, ...] = _INGRESS, unsaid: tuple[str, ...] = ()
) -> tuple[Rule, Rule]:
    """
    Describe where calls may come from; the last of the words, and `unsaid`, is everywhere.

    So is absence, as far as a provider shows it.
    """
    everywhere = (words[-1], *unsaid)
    return (
        when(
            choice(path, dict.fromkeys(everywhere, "exposure.public"), note=_CALLERS),
            was_not={path: ""},
        ),
        when(
            order(path, words, up="exposure.open", down="exposure.narrow"),
            unless={path: everywhere},
        ),
    )


def _secrets(path: str) -> tuple[Rule, ...]:
    return (
        *(
            presence(f"{path}secret_{kind}.{part}", changed="secret.change")
            for kind in ("environment_variables", "volumes")
            for part in ("secret", "project_id")
        ),
        presence(f"{path}secret_environment_variables.version", changed="secret.change"),
        presence(f"{path}secret_volumes.versions", changed="secret.change"),
        *(
            presence(f"{path}secret_{name}", came="config.env", gone="config.env")
            for name in ("environment_variables.key", "volumes.mount_path")
        ),
    )


def _app(type_: str, *rules: Rule, disruption: Disruption = _OUTAGE) -> TypeEntry:
    return entry(
        type_,
        Role.COMPUTE,
        when(happens("scale.to-zero", Verb.DELETE), unless={"noop_on_destroy": "true"}),
        toggle("noop_on_destroy", off="protection.guard-off", on="protection.up"),
        danger("delete_service_on_destroy"),
        _runtime("runtime"),
        *_code("deployment.zip.source_url", "deployment.files.sha1_sum"),
        variables("env_variables"),
        acts_as(),
        units("manual_scaling.instances"),
        changed("entrypoint.shell", "deploy.version"),
        changed("vpc_access_connector.name", "routing.network"),
        order(
            "handlers.security_level",
            ("SECURE_NEVER", "SECURE_OPTIONAL", "SECURE_DEFAULT", "SECURE_ALWAYS"),
            down="exposure.tls-weaken",
            up="protection.up",
        ),
        order(
            "handlers.login",
            ("LOGIN_OPTIONAL", "LOGIN_REQUIRED", "LOGIN_ADMIN"),
            down="access.grant",
            up="access.revoke",
        ),
        changed("handlers.url_regex", "routing.rule"),
        *rules,
        replace_disruption=disruption,
        ignore=("description",),
    )


def _client(type_: str, *rules: Rule) -> TypeEntry:
    """Describe an application that is known to Firebase."""
    return entry(
        type_,
        Role.CONFIG,
        *(
            when(
                happens(
                    "config.parameter",
                    verb,
                    disruption=_OUTAGE,
                    note="What was built with its settings gets no answers any more.",
                ),
                unless={"deletion_policy": "ABANDON"},
            )
            for verb in (Verb.DELETE, Verb.REPLACE)
        ),
        *rules,
        changed("api_key_id", "config.parameter", both=True, disruption=_QUIET),
        ignore=("display_name",),
    )


def _tokens(at: str) -> tuple[Rule, ...]:
    """Describe in whose name calls are made."""
    return (
        *(
            presence(
                f"{at}.{token}.service_account_email",
                came="access.grant",
                gone="access.revoke",
                changed="access.grant",
                note="Without a token the calls come from nobody.",
            )
            for token in ("oidc_token", "oauth_token")
        ),
        changed(f"{at}.oauth_token.scope", "access.grant"),
    )


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "google_app_engine_application",
        Role.COMPUTE,
        choice(
            "serving_status",
            {"USER_DISABLED": "scale.to-zero", "SERVING": "scale.up"},
        ),
        toggle("iap.enabled", off="protection.guard-off", on="protection.up"),
        secret("iap.oauth2_client_secret"),
        changed("auth_domain", "access.trust"),
    ),
    front(
        "google_app_engine_application_url_dispatch_rules",
        changed("dispatch_rules", "routing.rule"),
    ),
    _app(
        "google_app_engine_flexible_app_version",
        image("deployment.container.image"),
        grows("resources.cpu", disruption=_OUTAGE),
        grows("resources.memory_gb", disruption=_OUTAGE),
        grows("resources.disk_gb", disruption=_OUTAGE),
        changed("beta_settings", "config.parameter"),
        room("automatic_scaling.max_total_instances"),
        room("automatic_scaling.min_total_instances"),
        choice("serving_status", {"STOPPED": "scale.to-zero", "SERVING": "scale.up"}),
        changed("network.name", "routing.network"),
        changed("liveness_check", "config.parameter"),
        changed("readiness_check", "config.parameter"),
    ),
    setting(
        "google_app_engine_service_network_settings",
        *_ingress(
            "network_settings.ingress_traffic_allowed",
            _APP_INGRESS,
            unsaid=("INGRESS_TRAFFIC_ALLOWED_UNSPECIFIED",),
        ),
        role=Role.NETWORK,
    ),
    entry(
        "google_app_engine_service_split_traffic",
        Role.ROUTING,
        weights("split.allocations", target="", weight=""),
        changed("split.shard_by", "routing.traffic"),
        toggle("migrate_traffic", off="config.parameter", on="config.parameter"),
    ),
    _app(
        "google_app_engine_standard_app_version",
        order("instance_class", _CLASSES, up="scale.resize-up", down="scale.resize-down"),
        number(
            "automatic_scaling.standard_scheduler_settings.max_instances",
            up="scale.limits-up",
            down="scale.limits-down",
            zero_is="no-limit",
            note="0 takes the limit away.",
        ),
        floor("automatic_scaling.standard_scheduler_settings.min_instances"),
        room("basic_scaling.max_instances"),
        changed("vpc_access_connector.egress_setting", "routing.network", both=True),
    ),
    running(
        "google_cloud_scheduler_job",
        changed("schedule", "config.parameter"),
        toggle("paused", on="scale.to-zero", off="scale.up"),
        *(
            changed(path, "routing.rule")
            for path in (
                "http_target.uri",
                "pubsub_target.topic_name",
                "app_engine_http_target.relative_uri",
                "app_engine_http_target.app_engine_routing",
            )
        ),
        changed("time_zone", "config.parameter"),
        *_tokens("http_target"),
        *(
            changed(path, "config.parameter")
            for path in (
                "http_target.body",
                "http_target.headers",
                "http_target.http_method",
                "http_target.oidc_token.audience",
                "pubsub_target.data",
                "pubsub_target.attributes",
                "app_engine_http_target.body",
                "app_engine_http_target.headers",
                "app_engine_http_target.http_method",
                "retry_config",
                "attempt_deadline",
            )
        ),
        replace="config.parameter",
        disruption=_QUIET,
    ),
    entry(
        "google_cloud_tasks_queue",
        Role.MESSAGING,
        room("rate_limits.max_concurrent_dispatches"),
        room("rate_limits.max_dispatches_per_second"),
        number("retry_config.max_attempts", up="config.parameter", down="data.retention-cut"),
        changed("app_engine_routing_override", "routing.rule"),
        retention("retry_config.max_retry_duration", cut="data.retention-cut"),
        changed("http_target.uri_override", "routing.rule"),
        *(
            changed(f"http_target.{part}", "config.parameter", disruption=_QUIET)
            for part in ("http_method", "header_overrides", "oidc_token.audience")
        ),
        *_tokens("http_target"),
        number("stackdriver_logging_config.sampling_ratio", down="observability.logs-off"),
        presence("stackdriver_logging_config", gone="observability.logs-off"),
        delete="data.delete",
        replace="data.replace",
    ),
    entry(
        "google_cloudbuild_trigger",
        Role.CONFIG,
        *(
            changed(path, "config.parameter")
            for path in (
                "build",
                "filename",
                "github",
                "trigger_template",
                "git_file_source",
                "repository_event_config",
                "included_files",
                "ignored_files",
                "filter",
                "source_to_build",
                "bitbucket_server_trigger_config",
                "pubsub_config.topic",
                "webhook_config",
            )
        ),
        variables("substitutions"),
        acts_as(),
        toggle("disabled", on="scale.to-zero", off="scale.up"),
        guard("approval_config.approval_required"),
        *(
            order(
                f"{source}.pull_request.comment_control",
                (
                    *("", "COMMENTS_DISABLED"),
                    *("COMMENTS_ENABLED_FOR_EXTERNAL_CONTRIBUTORS_ONLY", "COMMENTS_ENABLED"),
                ),
                up="access.revoke",
                down="access.grant",
                note="Whoever opens a pull request runs the build.",
            )
            for source in ("github", "repository_event_config", "bitbucket_server_trigger_config")
        ),
        happens("scale.to-zero", Verb.DELETE),
        ignore=("description", "tags", "trigger_id"),
    ),
    running(
        "google_cloudbuild_worker_pool",
        machine("worker_config.machine_type"),
        grows("worker_config.disk_size_gb"),
        toggle("worker_config.no_external_ip", off="exposure.open", on="exposure.narrow"),
        changed("network_config", "routing.network"),
        changed("private_service_connect", "routing.network"),
    ),
    setting(
        "google_cloudbuildv2_connection",
        toggle("disabled", on="scale.to-zero", off="scale.up"),
        *(
            changed(f"{host}_config.{part}", "secret.change")
            for host, part in (
                ("github", "authorizer_credential.oauth_token_secret_version"),
                ("github_enterprise", "private_key_secret_version"),
                ("github_enterprise", "webhook_secret_secret_version"),
                *(
                    (host, part)
                    for host in ("gitlab", "bitbucket_cloud", "bitbucket_data_center")
                    for part in (
                        "authorizer_credential.user_token_secret_version",
                        "read_authorizer_credential.user_token_secret_version",
                        "webhook_secret_secret_version",
                    )
                ),
            )
        ),
        *(
            changed(f"{host}_config.{part}", "access.trust", both=True)
            for host in ("github_enterprise", "gitlab", "bitbucket_data_center")
            for part in ("host_uri", "ssl_ca")
        ),
        *(
            changed(
                f"{host}_config.app_installation_id",
                "access.grant",
                both=True,
                note="Another installation sees other repositories.",
            )
            for host in ("github", "github_enterprise")
        ),
        happens(
            "scale.to-zero",
            Verb.DELETE,
            note="Builds of the repositories behind it are started no longer.",
        ),
    ),
    setting(
        "google_cloudbuildv2_repository",
        changed("remote_uri", "config.parameter"),
        happens("config.parameter", Verb.DELETE),
    ),
    entry(
        "google_clouddeploy_automation",
        Role.CONFIG,
        toggle("suspended", on="config.parameter", off="config.parameter"),
        changed("rules", "config.parameter"),
        changed(
            "selector", "config.parameter", note="Releases go on by themselves to other targets."
        ),
        acts_as(),
        happens("config.parameter", Verb.DELETE, note="Releases no longer go on by themselves."),
        ignore=("description",),
    ),
    entry(
        "google_clouddeploy_delivery_pipeline",
        Role.CONFIG,
        toggle("suspended", on="scale.to-zero", off="scale.up"),
        changed("serial_pipeline.stages", "config.parameter"),
        delete="scale.to-zero",
        ignore=("description",),
    ),
    entry(
        "google_clouddeploy_target",
        Role.CONFIG,
        guard("require_approval"),
        changed("gke", "routing.rule"),
        changed("run", "routing.rule"),
        changed("anthos_cluster", "routing.rule"),
        changed("multi_target.target_ids", "routing.rule"),
        changed("custom_target", "routing.rule"),
        changed("deploy_parameters", "config.parameter"),
        acts_as("execution_configs.service_account"),
        ignore=("description",),
    ),
    running(
        "google_cloudfunctions2_function",
        _runtime("build_config.runtime"),
        *_code(
            "build_config.source.storage_source.bucket",
            "build_config.source.storage_source.object",
            "build_config.source.storage_source.generation",
            "build_config.source.repo_source.commit_sha",
            "build_config.source.repo_source.tag_name",
            "build_config.source.repo_source.branch_name",
        ),
        changed("build_config.entry_point", "deploy.version"),
        variables("service_config.environment_variables"),
        variables("build_config.environment_variables"),
        *_secrets("service_config."),
        grows("service_config.available_memory"),
        grows("service_config.available_cpu"),
        room("service_config.max_instance_count"),
        floor("service_config.min_instance_count"),
        changed("service_config.timeout_seconds", "config.parameter", disruption=_QUIET),
        *_ingress("service_config.ingress_settings"),
        acts_as("service_config.service_account_email"),
        acts_as("build_config.service_account"),
        presence("event_trigger.service_account_email", changed="access.grant"),
        presence(
            "service_config.binary_authorization_policy",
            gone="protection.guard-off",
            came="protection.up",
        ),
        changed(
            "service_config.max_instance_request_concurrency",
            "config.parameter",
            both=True,
            disruption=_QUIET,
        ),
        changed("service_config.vpc_connector", "routing.network"),
        changed("service_config.vpc_connector_egress_settings", "routing.network"),
        toggle(
            "service_config.all_traffic_on_latest_revision",
            on="routing.traffic",
            off="routing.traffic",
        ),
        changed("event_trigger.pubsub_topic", "routing.rule"),
        changed("event_trigger.event_filters", "routing.rule"),
        changed("event_trigger.event_type", "routing.rule"),
        choice(
            "event_trigger.retry_policy",
            {
                "RETRY_POLICY_DO_NOT_RETRY": "protection.guard-off",
                "RETRY_POLICY_RETRY": "protection.up",
            },
        ),
        own_key(),
    ),
    running(
        "google_cloudfunctions_function",
        _runtime("runtime"),
        *_code("source_archive_object", "source_archive_bucket", "source_repository.url"),
        changed("entry_point", "deploy.version"),
        variables("environment_variables"),
        variables("build_environment_variables"),
        *_secrets(""),
        grows("available_memory_mb"),
        room("max_instances"),
        floor("min_instances"),
        changed("timeout", "config.parameter", disruption=_QUIET),
        *_ingress("ingress_settings"),
        choice(
            "https_trigger_security_level",
            {"SECURE_OPTIONAL": "exposure.tls-weaken", "SECURE_ALWAYS": "protection.up"},
            default="SECURE_OPTIONAL",
        ),
        acts_as("service_account_email"),
        changed("vpc_connector", "routing.network"),
        changed("vpc_connector_egress_settings", "routing.network", both=True),
        changed("event_trigger.resource", "routing.rule"),
        changed("event_trigger.event_type", "routing.rule"),
        toggle(
            "event_trigger.failure_policy.retry", off="protection.guard-off", on="protection.up"
        ),
        own_key(),
    ),
    setting(
        "google_deployment_manager_deployment",
        changed("target.config", "config.parameter"),
        changed("target.imports", "config.parameter"),
        when(
            happens("data.delete", Verb.DELETE, note="What it made is deleted with it."),
            unless={"delete_policy": "ABANDON"},
        ),
    ),
    _client(
        "google_firebase_android_app",
        *(
            changed(
                hashes,
                "config.parameter",
                note="Builds that are signed otherwise cannot sign in by Google.",
            )
            for hashes in ("sha1_hashes", "sha256_hashes")
        ),
    ),
    entry(
        "google_firebase_app_check_service_config",
        Role.PROTECTION,
        choice("enforcement_mode", {"ENFORCED": "protection.up"}),
        when(
            presence(
                "enforcement_mode",
                changed="protection.guard-off",
                gone="protection.guard-off",
                note="Requests of other applications than yours are served again.",
            ),
            was={"enforcement_mode": "ENFORCED"},
        ),
        when(happens("protection.guard-off", Verb.DELETE), only={"enforcement_mode": "ENFORCED"}),
    ),
    front(
        "google_firebase_app_hosting_traffic",
        weights("target.splits", target="build", weight="percent"),
    ),
    _client("google_firebase_apple_app"),
    front(
        "google_firebase_hosting_custom_domain",
        changed("redirect_target", "routing.rule"),
        changed("cert_preference", "config.parameter"),
        ignore=("wait_dns_verification",),
    ),
    entry(
        "google_firebase_hosting_release",
        Role.COMPUTE,
        version("version_name", newer="deploy.version", what="hash"),
        replace_disruption=_QUIET,
    ),
    running("google_firebase_hosting_site", replace="scale.to-zero"),
    entry(
        "google_firebase_project",
        Role.CONFIG,
        happens("other", Verb.DELETE, note="Firebase cannot be removed from a project."),
        ignore=("display_name",),
    ),
    _client("google_firebase_web_app"),
    entry(
        "google_firebaserules_release",
        Role.IDENTITY,
        changed(
            "ruleset_name",
            "access.grant",
            note="The rules decide who reads and writes; the two sets are not compared.",
        ),
        delete="access.revoke",
        replace="access.grant",
    ),
    entry(
        "google_firebaserules_ruleset",
        Role.IDENTITY,
        changed(
            "source.files.content",
            "access.grant",
            note="The rules are not compared; they hold as soon as a release names them.",
        ),
    ),
    running(
        "google_workflows_workflow",
        version("source_contents", newer="deploy.version", what="hash"),
        acts_as(),
        variables("user_env_vars"),
        own_key("crypto_key_name"),
        guard("deletion_protection", default=True),
        choice("call_log_level", {"LOG_NONE": "observability.logs-off"}),
        when(
            order(
                "call_log_level",
                ("LOG_NONE", "LOG_ERRORS_ONLY", "LOG_ALL_CALLS"),
                down="observability.logs-off",
            ),
            only={"call_log_level": "LOG_ERRORS_ONLY"},
        ),
        choice("execution_history_level", {"EXECUTION_HISTORY_BASIC": "observability.logs-off"}),
    ),
)
