"""
Cloudflare's Workers, Pages and what they keep data in: what changes to them mean.

Holds the names of version 4 of the provider beside those of version 5. A table of one entry a
type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    deadline,
    documented,
    entry,
    happens,
    members,
    number,
    order,
    prefix,
    presence,
    retention,
    secret,
    toggle,
    variables,
    weights,
    when,
)
from planguard.actions.providers.forms import front, parameters
from planguard.model.words import Disruption, Role, Verb

_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_OFF, _UP = "protection.guard-off", "protection.up"
_LOGS_OFF = "observability.logs-off"
_MIGRATIONS_PAGE = (
    "https://developers.cloudflare.com/durable-objects/reference/durable-objects-migrations/"
)
_VERSIONS_PAGE = (
    "https://developers.cloudflare.com/workers/configuration/versions-and-deployments/"
)
_SECRETS_PAGE = "https://developers.cloudflare.com/workers/configuration/secrets/"
_DEV_PAGE = "https://developers.cloudflare.com/workers/configuration/routing/workers-dev/"
_PUBLIC_PAGE = "https://developers.cloudflare.com/r2/buckets/public-buckets/"
_LIFECYCLE_PAGE = "https://developers.cloudflare.com/r2/buckets/object-lifecycles/"
_EXPIRY = "rules.delete_objects_transition.condition.max_age"
_STAMPS = ("created_on", "modified_on", "created_at", "modified_at")


def _store(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    return entry(
        type_, Role.DATA_STORE, *rules, delete="data.delete", replace="data.replace",
        ignore=(*_STAMPS, *ignore),
    )  # fmt: skip


def _code(*paths: str) -> tuple[Rule, ...]:
    """Describe what runs; a new version takes the requests at once, those that run end."""
    return documented(
        _VERSIONS_PAGE,
        *(changed(path, "deploy.version", disruption=_QUIET) for path in paths),
    )


_DELETED_CLASSES = documented(
    _MIGRATIONS_PAGE,
    *(members(path, came="data.delete", verbs=ARRIVING,
              note="Deleting a class of Durable Objects deletes all that its objects store.")
      for path in ("migrations.deleted_classes", "migrations.steps.deleted_classes")),
    *(presence(path, changed="config.parameter", came="config.parameter")
      for path in ("migrations.renamed_classes.to", "migrations.steps.renamed_classes.to")),
)  # fmt: skip
_SHOWN = documented(
    _DEV_PAGE,
    toggle("subdomain.enabled", on="exposure.open", off="exposure.narrow"),
    toggle("subdomain.previews_enabled", on="exposure.open", off="exposure.narrow"),
)
_BOUND = ("d1_database_binding.database_id", "kv_namespace_binding.namespace_id",
          "r2_bucket_binding.bucket_name", "queue_binding.queue", "service_binding.service",
          "hyperdrive_config_binding.id", "analytics_engine_binding.dataset")  # fmt: skip


def _script(type_: str, *more: Rule) -> TypeEntry:
    return entry(
        type_, Role.COMPUTE,
        *_code("content", "placement.mode"),
        changed("compatibility_date", "dependency.runtime", disruption=_QUIET),
        changed("compatibility_flags", "dependency.runtime", disruption=_QUIET),
        changed("plain_text_binding", "config.env", disruption=_QUIET),
        *(changed(path, "config.env", disruption=_QUIET) for path in _BOUND),
        *documented(_SECRETS_PAGE, secret("secret_text_binding.text")),
        toggle("logpush", off=_LOGS_OFF),
        *more,
        delete="scale.to-zero", replace="scale.to-zero", replace_disruption=_OUTAGE,
        ignore=("tags",),
    )  # fmt: skip


def _pages(kind: str) -> tuple[Rule, ...]:
    root = f"deployment_configs.{kind}"
    return (
        variables(f"{root}.environment_variables"),
        changed(f"{root}.env_vars", "config.env", disruption=_QUIET),
        secret(f"{root}.secrets.*"),
        *(changed(f"{root}.{name}", "dependency.runtime", disruption=_QUIET)
          for name in ("compatibility_date", "compatibility_flags")),
        *(changed(f"{root}.{name}", "config.env", disruption=_QUIET) for name in (
            "d1_databases", "durable_object_namespaces", "kv_namespaces", "r2_buckets",
            "hyperdrive_bindings", "queue_producers", "services")),
        *parameters(f"{root}.fail_open", f"{root}.usage_model"),
    )  # fmt: skip


def _route(type_: str, script: str) -> TypeEntry:
    return front(
        type_,
        presence(script, came="routing.rule", gone="routing.remove", changed="routing.rule"),
        changed("pattern", "routing.rule"),
    )


def _domain(type_: str) -> TypeEntry:
    return front(
        type_,
        changed("service", "routing.rule"),
        changed("environment", "routing.rule"),
        changed("hostname", "routing.remove", disruption=_OUTAGE),
    )


def _clock(type_: str) -> TypeEntry:
    return entry(
        type_, Role.CONFIG,
        changed("schedules", "config.parameter"), changed("script_name", "routing.rule"),
        when(happens("routing.remove", Verb.DELETE,
                     note="Version 5 of the provider leaves the schedules as they are."),
             only={"schedules.cron": ""}),
    )  # fmt: skip


def _secret(type_: str) -> TypeEntry:
    return entry(
        type_, Role.SECRET, *documented(_SECRETS_PAGE, secret("secret_text")),
        changed("name", "secret.delete"), changed("script_name", "secret.delete"),
        delete="secret.delete",
    )  # fmt: skip


def _dispatch(type_: str) -> TypeEntry:
    return entry(
        type_, Role.COMPUTE, delete="scale.to-zero", replace="scale.to-zero",
        replace_disruption=_OUTAGE,
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    entry("cloudflare_calls_sfu_app", Role.SECRET, create="secret.create",
          delete="secret.delete", replace="secret.change"),
    entry("cloudflare_calls_turn_app", Role.SECRET, create="secret.create",
          delete="secret.delete", replace="secret.change"),
    _store(
        "cloudflare_d1_database",
        changed("read_replication.mode", "config.parameter"),
        ignore=("version", "file_size", "num_tables"),
    ),
    front(
        "cloudflare_hyperdrive_config",
        secret("origin.password"),
        secret("origin.access_client_secret"),
        *(changed(f"origin.{name}", "routing.rule") for name in ("host", "port", "database")),
        *parameters("origin.user", "caching", "origin_connection_limit"),
        order("mtls.sslmode", ("", "require", "verify-ca", "verify-full"), up=_UP,
              down="exposure.tls-weaken"),
        ignore=("name", *_STAMPS[:2]),
    ),
    _store("cloudflare_image",
           toggle("require_signed_urls", off="access.public", on="access.revoke"),
           ignore=("metadata", "meta", "filename", "uploaded", "variants")),
    entry("cloudflare_image_variant", Role.CONFIG,
          toggle("never_require_signed_urls", on="access.public", off="access.revoke"),
          *parameters("options"), delete="routing.remove", ignore=("variant",)),
    front("cloudflare_pages_domain",
          changed("name", "routing.remove"), changed("domain", "routing.remove"),
          changed("project_name", "routing.rule"), ignore=("status",)),
    entry(
        "cloudflare_pages_project", Role.COMPUTE,
        *_pages("production"), *_pages("preview"),
        changed("production_branch", "deploy.version", disruption=_QUIET),
        *parameters("build_config", "source"),
        delete="scale.to-zero", replace="scale.to-zero", replace_disruption=_OUTAGE,
        ignore=("created_on", "latest_deployment", "canonical_deployment", "domains",
                "subdomain", "name"),
    ),
    entry(
        "cloudflare_queue", Role.MESSAGING,
        retention("settings.message_retention_period", cut="data.retention-cut",
                  zero_is="nothing"),
        toggle("settings.delivery_paused", on="scale.to-zero", off="config.parameter"),
        *parameters("settings.delivery_delay"),
        delete="data.delete", replace="data.replace",
        ignore=("consumers", "producers", "consumers_total_count", "producers_total_count",
                *_STAMPS[:2]),
    ),
    entry(
        "cloudflare_queue_consumer", Role.MESSAGING,
        changed("script_name", "routing.rule"),
        presence("dead_letter_queue", gone=_OFF, came=_UP, changed="routing.rule"),
        number("settings.max_concurrency", up="scale.limits-up", down="scale.limits-down"),
        *parameters("settings.batch_size", "settings.max_retries", "settings.max_wait_time_ms",
                    "settings.retry_delay", "settings.visibility_timeout_ms", "type"),
        delete="routing.remove", ignore=("created_on", "consumer_id", "script"),
    ),
    _store("cloudflare_r2_bucket", *parameters("storage_class"),
           ignore=("creation_date",)),
    entry("cloudflare_r2_bucket_cors", Role.CONFIG, *parameters("rules")),
    entry("cloudflare_r2_bucket_event_notification", Role.MESSAGING,
          changed("queue_id", "routing.rule"), changed("rules", "routing.rule"),
          delete="routing.remove"),
    entry(
        "cloudflare_r2_bucket_lifecycle", Role.CONFIG,
        *documented(
            _LIFECYCLE_PAGE,
            retention(_EXPIRY, cut="data.retention-cut",
                      block="rules.delete_objects_transition"),
            when(presence(_EXPIRY, came="data.retention-cut",
                          note="Objects that are older than that go within a day."),
                 not_beside={"rules.enabled": "false"}),
            when(toggle("rules.enabled", on="data.retention-cut"),
                 not_beside={"rules.delete_objects_transition": ("", "{}")}),
            presence("rules.delete_objects_transition.condition.date", came="data.retention-cut"),
            deadline("rules.delete_objects_transition.condition.date",
                     earlier="data.retention-cut", later="config.parameter", both=True),
            when(prefix("rules.conditions.prefix",
                        wider="data.retention-cut", narrower="config.parameter"),
                 not_beside={"rules.delete_objects_transition": ("", "{}")}),
            *parameters("rules.storage_class_transitions"),
        ),
    ),
    entry(
        "cloudflare_r2_bucket_lock", Role.PROTECTION,
        toggle("rules.enabled", off=_OFF, on=_UP),
        number("rules.condition.max_age_seconds", up=_UP, down=_OFF),
        presence("rules.condition.type", gone=_OFF, came=_UP),
        presence("rules.prefix", came=_OFF, changed=_OFF, gone=_UP, empty=True),
        create=_UP,
    ),
    entry(
        "cloudflare_r2_bucket_sippy", Role.CONFIG,
        secret("source.secret_access_key"), secret("source.private_key"),
        secret("destination.secret_access_key"),
        toggle("enabled", on="config.parameter", off="config.parameter"),
        *parameters("source.bucket"),
    ),
    entry(
        "cloudflare_r2_custom_domain", Role.ROUTING,
        *documented(_PUBLIC_PAGE, toggle("enabled", on="exposure.public", off="routing.remove",
                                         verbs=ARRIVING)),
        order("min_tls", ("", "1.0", "1.1", "1.2", "1.3"), up=_UP, down="exposure.tls-weaken"),
        changed("domain", "routing.remove"),
        delete="routing.remove", ignore=("status",),
    ),
    entry(
        "cloudflare_r2_managed_domain", Role.ROUTING,
        *documented(_PUBLIC_PAGE, toggle("enabled", on="exposure.public", off="exposure.narrow",
                                         verbs=ARRIVING)),
    ),
    entry("cloudflare_snippet", Role.COMPUTE,
          *_code("files"), delete="scale.to-zero", ignore=_STAMPS[:2]),
    front("cloudflare_snippet_rules", changed("rules", "routing.rule")),
    entry("cloudflare_snippets", Role.COMPUTE,
          *_code("files"), delete="scale.to-zero", ignore=_STAMPS[:2]),
    _store("cloudflare_stream",
           toggle("require_signed_urls", off="access.public", on="access.revoke"),
           *parameters("allowed_origins"),
           presence("scheduled_deletion", came="data.retention-cut",
                    changed="data.retention-cut"),
           ignore=("meta", "status", "modified", "thumbnail", "playback")),
    entry("cloudflare_stream_key", Role.KEY, create="key.create", delete="key.delete",
          replace="key.rotate"),
    entry("cloudflare_stream_live_input", Role.ROUTING,
          toggle("recording.require_signed_urls", off="access.public", on="access.revoke"),
          delete="routing.remove"),
    entry("cloudflare_stream_webhook", Role.MESSAGING,
          changed("notification_url", "routing.rule"), delete="routing.remove"),
    entry(
        "cloudflare_worker", Role.COMPUTE,
        *_SHOWN,
        toggle("observability.enabled", off=_LOGS_OFF), toggle("logpush", off=_LOGS_OFF),
        toggle("observability.logs.enabled", off=_LOGS_OFF),
        number("observability.head_sampling_rate", down=_LOGS_OFF),
        presence("tail_consumers.name", gone=_LOGS_OFF),
        delete="scale.to-zero", replace="scale.to-zero", replace_disruption=_OUTAGE,
        ignore=("created_on", "updated_on", "references"),
    ),
    _clock("cloudflare_worker_cron_trigger"),
    _domain("cloudflare_worker_domain"),
    _route("cloudflare_worker_route", "script_name"),
    _script("cloudflare_worker_script"),
    _secret("cloudflare_worker_secret"),
    entry(
        "cloudflare_worker_version", Role.COMPUTE,
        *_code("modules", "main_module", "assets.asset_manifest_sha256"),
        changed("compatibility_date", "dependency.runtime", disruption=_QUIET),
        changed("bindings", "config.env", disruption=_QUIET),
        *_DELETED_CLASSES,
        ignore=("created_on", "number", "source", "annotations"),
    ),
    _clock("cloudflare_workers_cron_trigger"),
    _domain("cloudflare_workers_custom_domain"),
    entry(
        "cloudflare_workers_deployment", Role.ROUTING,
        *documented(
            _VERSIONS_PAGE,
            weights("versions", target="version_id", weight="percentage"),
            presence("versions.version_id", came="deploy.version", changed="deploy.version"),
        ),
        ignore=("annotations", "created_on", "author_email", "source"),
    ),
    _domain("cloudflare_workers_domain"),
    _dispatch("cloudflare_workers_for_platforms_dispatch_namespace"),
    _dispatch("cloudflare_workers_for_platforms_namespace"),
    entry("cloudflare_workers_kv", Role.CONFIG,
          changed("value", "config.parameter"), delete="config.parameter", ignore=("metadata",)),
    _store("cloudflare_workers_kv_namespace", ignore=("title",)),
    entry(
        "cloudflare_workers_route", Role.ROUTING,
        *(presence(path, came="routing.rule", gone="routing.remove", changed="routing.rule")
          for path in ("script", "script_name")),
        changed("pattern", "routing.rule"),
        delete="routing.remove", replace="routing.remove",
    ),
    _script(
        "cloudflare_workers_script",
        *_code("content_sha256", "content_file", "main_module", "assets.asset_manifest_sha256"),
        changed("bindings", "config.env", disruption=_QUIET),
        *_DELETED_CLASSES,
        toggle("observability.enabled", off=_LOGS_OFF),
        toggle("observability.logs.enabled", off=_LOGS_OFF),
        number("observability.head_sampling_rate", down=_LOGS_OFF),
        number("observability.logs.head_sampling_rate", down=_LOGS_OFF),
        number("limits.cpu_ms", up="scale.resize-up", down="scale.resize-down"),
        presence("tail_consumers.service", gone=_LOGS_OFF),
    ),
    entry(
        "cloudflare_workers_script_subdomain", Role.ROUTING,
        *documented(
            _DEV_PAGE,
            toggle("enabled", on="exposure.open", off="exposure.narrow"),
            toggle("previews_enabled", on="exposure.open", off="exposure.narrow"),
        ),
    ),
    _secret("cloudflare_workers_secret"),
    entry(
        "cloudflare_workflow", Role.COMPUTE,
        changed("class_name", "deploy.version"), changed("script_name", "routing.rule"),
        delete="scale.to-zero", replace="scale.to-zero",
        ignore=("created_on", "modified_on", "instances", "triggered_on", "version_id"),
    ),
)  # fmt: skip
