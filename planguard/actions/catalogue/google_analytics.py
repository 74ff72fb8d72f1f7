"""
Google Cloud's BigQuery, Dataproc, Dataflow, Composer, Vertex AI and their kin.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    Words,
    changed,
    choice,
    documented,
    entry,
    happens,
    limit,
    members,
    number,
    order,
    presence,
    retention,
    role_members,
    secret,
    settings,
    size,
    toggle,
    variables,
    version,
    when,
)
from planguard.actions.providers.forms import (
    danger,
    grows,
    guard,
    image,
    later,
    records,
    room,
    units,
)
from planguard.actions.providers.google import (
    EVERYBODY,
    acts_as,
    filtered,
    machine,
    own_key,
    private,
    running,
    scopes,
    setting,
    store,
)
from planguard.model.words import Disruption, Reversible, Role, Verb

_REGISTRY = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources"
_UNDELETE = "https://cloud.google.com/bigquery/docs/restore-deleted-tables"
_VIEWS_PAGE = "https://cloud.google.com/bigquery/docs/managing-views"
_TIME_TRAVEL = (
    "It can be restored within the time travel window: seven days where nothing else is said."
)

_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_LOOKER = tuple(
    f"LOOKER_CORE_{edition}"
    for edition in ("TRIAL", "STANDARD", "STANDARD_ANNUAL", "ENTERPRISE_ANNUAL", "EMBED_ANNUAL")
)
_COMPOSER = ("ENVIRONMENT_SIZE_SMALL", "ENVIRONMENT_SIZE_MEDIUM", "ENVIRONMENT_SIZE_LARGE")
_WATCHED = "monitoring_config"
_VIEWS = ("view.query", "materialized_view.query")
_HOLDERS = (
    *("role", "user_by_email", "group_by_email", "domain", "special_group", "iam_member"),
    *("view", "dataset", "routine"),
)
_SYNONYMS = (
    *(("integer", "int64"), ("float", "float64"), ("boolean", "bool"), ("record", "struct")),
    *(("numeric", "decimal"), ("bignumeric", "bigdecimal")),
)
"""
Names of one type of column.

Source: https://cloud.google.com/bigquery/docs/reference/rest/v2/tables#TableFieldSchema
"""
_OWN_RECORDS: Words = {
    **dict.fromkeys(_VIEWS, ""),
    "external_data_configuration.source_uris": ("", "[]", "()"),
}
"""A table that is no view, and does not only show what lies in files elsewhere."""
_SHOWN = "It shows what lies elsewhere; the records stay."
_OWN_TABLES = {"external_dataset_reference.external_source": ""}
"""A dataset that only shows what lies elsewhere takes nothing with it."""
_UNSHARED: Words = {"git_remote_settings.url": ""}
"""A repository of code that lies nowhere else."""
_MANAGED = "placement.managed_cluster.config."
_DOMAINS = "Where no domain is listed, content may be sent to all."
_COLUMNS = "Columns come in place; one that goes or gets another type makes the table anew."


def _columns() -> tuple[Rule, ...]:
    """Describe the columns of a table, which stand in JSON text."""
    return (
        presence("schema.name", gone="schema.keys", disruption=_QUIET, note=_COLUMNS),
        presence("schema.type", changed="schema.keys", alike=_SYNONYMS, disruption=_QUIET,
                 note=_COLUMNS),
        choice("schema.mode", {"REQUIRED": "schema.keys"}, disruption=_QUIET),
        order("schema.mode", ("NULLABLE", "REQUIRED", "REPEATED"), up="schema.keys"),
        presence("schema.fields.name", gone="schema.keys", disruption=_QUIET, note=_COLUMNS),
        presence("schema.fields.type", changed="schema.keys", alike=_SYNONYMS, disruption=_QUIET,
                 note=_COLUMNS),
        presence("schema.policyTags", gone="access.grant", changed="access.grant",
                 came="access.revoke"),
    )  # fmt: skip


def _workers(at: str) -> tuple[Rule, ...]:
    return (
        number(f"{at}.num_instances", up="scale.up", down="scale.down"),
        machine(f"{at}.machine_type", disruption=_OUTAGE),
        grows(f"{at}.disk_config.boot_disk_size_gb", disruption=_OUTAGE),
    )


def _flow(type_: str, *rules: Rule) -> TypeEntry:
    """
    Describe a job of Dataflow: another template or parameters update it, or start another.

    Source: https://cloud.google.com/dataflow/docs/guides/updating-a-pipeline
    """
    return running(
        type_,
        changed("parameters", "config.parameter"),
        room("max_workers"),
        machine(disruption=_OUTAGE),
        acts_as("service_account_email"),
        changed("network", "routing.network"),
        changed("subnetwork", "routing.network"),
        choice(
            "ip_configuration",
            {"WORKER_IP_PUBLIC": "exposure.open", "WORKER_IP_PRIVATE": "exposure.narrow"},
        ),
        choice(
            "on_delete",
            {"cancel": "protection.guard-off", "drain": "protection.up"},
            note="A job that is cancelled drops what it has read and not yet written.",
        ),
        own_key(),
        *rules,
    )


def _cpu(path: str) -> tuple[Rule, ...]:
    at = f"config.workloads_config.{path}"
    return (grows(f"{at}.cpu"), grows(f"{at}.memory_gb"))


def _scaled(at: str) -> tuple[Rule, ...]:
    return (room(f"{at}.max_replica_count"), room(f"{at}.min_replica_count"))


_DEDICATED = (
    *_scaled("dedicated_resources"),
    machine("dedicated_resources.machine_spec.machine_type", disruption=Disruption.REPLACE),
)


def _health(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a store of health records; streams and notices are where they go on to."""
    return store(
        type_,
        changed("notification_config.pubsub_topic", "routing.rule"),
        *rules,
    )


ENTRIES: tuple[TypeEntry, ...] = (
    running(
        "google_apigee_environment",
        room("node_config.max_node_count"),
        room("node_config.min_node_count"),
        replace="scale.to-zero",
    ),
    running(
        "google_apigee_instance",
        members("consumer_accept_list", came="access.grant", gone="access.revoke"),
        records("access_logging_config.enabled"),
        own_key("disk_encryption_key_name"),
        changed("ip_range", "routing.network"),
        changed("peering_cidr_range", "routing.network"),
        replace="scale.to-zero",
    ),
    store(
        "google_apigee_organization",
        choice("retention", {"MINIMUM": "protection.guard-off"}),
        changed("authorized_network", "routing.network"),
    ),
    *(
        entry(
            f"google_bigquery_analytics_hub_{kind}",
            Role.IDENTITY,
            changed(
                "discovery_type",
                "config.parameter",
                disruption=_QUIET,
                note="Who finds it changes; who may subscribe is for IAM to say.",
            ),
            *rules,
            delete="access.revoke",
            replace="access.revoke",
            ignore=("description", "display_name", "documentation", "icon"),
        )
        for kind, rules in (
            ("data_exchange", ()),
            (
                "listing",
                (
                    toggle(
                        "restricted_export_config.enabled",
                        off="access.grant",
                        on="access.revoke",
                    ),
                    toggle(
                        "restricted_export_config.restrict_query_result",
                        off="access.grant",
                        on="access.revoke",
                    ),
                    *(
                        members(
                            f"bigquery_dataset.selected_resources.{part}",
                            came="access.grant",
                            gone="access.revoke",
                        )
                        for part in ("table", "routine")
                    ),
                    danger("delete_commercial"),
                ),
            ),
        )
    ),
    entry(
        "google_bigquery_bi_reservation",
        Role.SCALING,
        room("size"),
        changed("preferred_tables", "config.parameter", disruption=_QUIET),
        delete="scale.limits-down",
    ),
    entry(
        "google_bigquery_capacity_commitment",
        Role.SCALING,
        room("slot_count"),
        order(
            "plan",
            ("FLEX", "MONTHLY", "ANNUAL", "THREE_YEAR"),
            up="config.parameter",
            down="cost.up",
            note="The longer one commits oneself, the less a slot costs.",
        ),
        choice(
            "renewal_plan",
            {"NONE": "scale.limits-down"},
            otherwise="config.parameter",
            disruption=_QUIET,
            note="Without a plan for what follows, the commitment ends with its period.",
        ),
        create="cost.up",
        delete="scale.limits-down",
    ),
    entry(
        "google_bigquery_connection",
        Role.CONFIG,
        secret("cloud_sql.credential.password"),
        changed("cloud_sql.instance_id", "routing.rule"),
        changed("aws.access_role.iam_role_id", "access.trust"),
        own_key(),
        delete="routing.remove",
        replace="routing.remove",
        ignore=("description", "friendly_name"),
    ),
    running(
        "google_bigquery_data_transfer_config",
        toggle("disabled", on="scale.to-zero", off="scale.up"),
        changed("params", "config.parameter"),
        changed("schedule", "config.parameter", disruption=_QUIET),
        changed("destination_dataset_id", "routing.rule"),
        acts_as("service_account_name"),
        secret("sensitive_params.secret_access_key"),
        changed("sensitive_params.secret_access_key_wo_version", "secret.change"),
        changed("schedule_options", "config.parameter", disruption=_QUIET),
        changed("notification_pubsub_topic", "config.parameter", disruption=_QUIET),
        toggle("email_preferences.enable_failure_email", off="observability.alarm-off"),
        replace="config.parameter",
        disruption=_QUIET,
    ),
    entry(
        "google_bigquery_datapolicy_data_policy",
        Role.IDENTITY,
        changed("data_masking_policy", "access.grant"),
        changed("policy_tag", "access.grant"),
        delete="access.grant",
    ),
    entry(
        "google_bigquery_dataset",
        Role.DATA_STORE,
        when(happens("data.delete", Verb.DELETE), only=_OWN_TABLES),
        when(happens("data.replace", Verb.REPLACE), only=_OWN_TABLES),
        *role_members("access", "access"),
        danger("delete_contents_on_destroy"),
        number(
            "default_table_expiration_ms",
            down="data.retention-cut",
            note="Tables made from then on are deleted when it has passed.",
        ),
        presence("default_table_expiration_ms", came="data.retention-cut"),
        number("default_partition_expiration_ms", down="data.retention-cut"),
        presence("default_partition_expiration_ms", came="data.retention-cut"),
        number("max_time_travel_hours", down="protection.backup-cut", up="protection.up"),
        own_key("default_encryption_configuration.kms_key_name"),
        changed("default_collation", "schema.engine"),
        changed("storage_billing_model", "config.parameter", disruption=_QUIET),
        ignore=("description", "friendly_name", "last_modified_time"),
    ),
    entry(
        "google_bigquery_dataset_access",
        Role.IDENTITY,
        *role_members("access", *_HOLDERS),
        ignore=("api_updated_member",),
    ),
    entry("google_bigquery_job", Role.COMPUTE),
    entry(
        "google_bigquery_reservation",
        Role.SCALING,
        room("slot_capacity"),
        room("autoscale.max_slots"),
        when(
            presence("autoscale.max_slots", came="scale.limits-up", gone="scale.limits-down"),
            only={"max_slots": ("", "0")},
        ),
        room("max_slots"),
        number(
            "concurrency",
            up="scale.limits-up",
            down="scale.limits-down",
            zero_is="no-limit",
            note="0 leaves it to BigQuery how many queries run at once.",
        ),
        changed("scaling_mode", "config.parameter"),
        presence(
            "secondary_location",
            came="protection.up",
            gone="protection.guard-off",
            changed="config.parameter",
            note="Where the reservation goes when its own location fails.",
        ),
        changed("edition", "config.parameter"),
        toggle("ignore_idle_slots", on="scale.limits-down", off="scale.limits-up"),
        delete="scale.limits-down",
        replace="scale.limits-down",
    ),
    entry(
        "google_bigquery_reservation_assignment",
        Role.SCALING,
        delete="scale.limits-down",
        replace="scale.limits-down",
    ),
    entry(
        "google_bigquery_routine",
        Role.SCHEMA,
        version("definition_body", newer="deploy.version", what="hash"),
        changed("remote_function_options.endpoint", "routing.rule"),
        choice("security_mode", {"DEFINER": "access.grant", "INVOKER": "access.revoke"}),
        changed("arguments", "schema.keys", disruption=_QUIET),
        changed("return_type", "schema.keys", disruption=_QUIET),
        delete="schema.keys",
        ignore=("description",),
    ),
    entry(
        "google_bigquery_row_access_policy",
        Role.IDENTITY,
        members(
            "grantees",
            came="access.grant",
            gone="access.revoke",
            words=dict.fromkeys(EVERYBODY, "access.public"),
        ),
        changed("filter_predicate", "access.grant"),
        delete="access.grant",
    ),
    entry(
        "google_bigquery_table",
        Role.DATA_STORE,
        *documented(
            _UNDELETE,
            when(
                happens("data.delete", Verb.DELETE, reversible=Reversible.YES, note=_TIME_TRAVEL),
                only=_OWN_RECORDS,
            ),
            when(
                happens(
                    "data.replace", Verb.REPLACE, reversible=Reversible.UNKNOWN, note=_TIME_TRAVEL
                ),
                only=_OWN_RECORDS,
            ),
        ),
        *documented(
            _VIEWS_PAGE,
            *(
                when(
                    happens("schema.keys", verb, reversible=Reversible.YES, note=_SHOWN),
                    unless={path: words},
                )
                for path, words in _OWN_RECORDS.items()
                for verb in (Verb.DELETE, Verb.REPLACE)
            ),
        ),
        *_columns(),
        guard("deletion_protection", default=True),
        presence("expiration_time", came="data.retention-cut"),
        number("expiration_time", down="data.retention-cut"),
        number("time_partitioning.expiration_ms", down="data.retention-cut"),
        presence("time_partitioning.expiration_ms", came="data.retention-cut"),
        *documented(
            f"{_REGISTRY}/bigquery_table",
            changed("time_partitioning.field", "schema.keys", disruption=_OUTAGE),
            changed("time_partitioning.type", "schema.keys", disruption=_OUTAGE),
            changed("range_partitioning", "schema.keys", disruption=_OUTAGE),
        ),
        changed("clustering", "config.parameter", disruption=_QUIET),
        toggle("require_partition_filter", on="config.parameter", off="config.parameter"),
        *(changed(path, "schema.keys", disruption=_QUIET) for path in _VIEWS),
        changed("table_constraints", "schema.keys", disruption=_QUIET),
        own_key("encryption_configuration.kms_key_name"),
        *(
            changed(f"external_data_configuration.{part}", "config.parameter")
            for part in (
                *("source_uris", "source_format", "connection_id", "schema", "autodetect"),
                *("csv_options", "hive_partitioning_options", "google_sheets_options"),
            )
        ),
        toggle("materialized_view.enable_refresh", off="config.parameter", default=True),
        changed("materialized_view.refresh_interval_ms", "config.parameter", disruption=_QUIET),
        ignore=("description", "friendly_name", "last_modified_time", "num_bytes", "num_rows"),
    ),
    running(
        "google_composer_environment",
        version(
            "config.software_config.image_version",
            newer="dependency.runtime",
            what="hash",
            disruption=_OUTAGE,
        ),
        changed("config.software_config.pypi_packages", "deploy.version"),
        changed("config.software_config.airflow_config_overrides", "config.parameter"),
        variables("config.software_config.env_variables"),
        order(
            "config.environment_size", _COMPOSER, up="scale.resize-up", down="scale.resize-down"
        ),
        units("config.node_count"),
        *_cpu("scheduler"),
        *_cpu("worker"),
        *_cpu("web_server"),
        room("config.workloads_config.worker.max_count"),
        room("config.workloads_config.worker.min_count"),
        number("config.workloads_config.scheduler.count", up="scale.up", down="scale.down"),
        choice(
            "config.resilience_mode",
            {"STANDARD_RESILIENCE": "protection.guard-off", "HIGH_RESILIENCE": "protection.up"},
        ),
        toggle(
            "config.recovery_config.scheduled_snapshots_config.enabled",
            off="protection.backup-off",
            on="protection.up",
        ),
        toggle(
            "config.private_environment_config.enable_private_endpoint",
            off="exposure.open",
            on="exposure.narrow",
        ),
        toggle("config.enable_private_environment", off="exposure.open", on="exposure.narrow"),
        filtered("google-networks", "config.web_server_network_access_control.allowed_ip_range"),
        filtered("google-networks", "config.master_authorized_networks_config.cidr_blocks"),
        toggle(
            "config.master_authorized_networks_config.enabled",
            off="exposure.open",
            on="exposure.narrow",
        ),
        members("config.node_config.tags", came="exposure.open", gone="exposure.narrow"),
        changed("config.node_config.network", "routing.network"),
        changed("config.node_config.subnetwork", "routing.network"),
        number("config.software_config.scheduler_count", up="scale.up", down="scale.down"),
        changed(
            "config.recovery_config.scheduled_snapshots_config.snapshot_creation_schedule",
            "config.parameter",
            disruption=_QUIET,
        ),
        number("config.workloads_config.triggerer.count", up="scale.up", down="scale.down"),
        number("config.workloads_config.dag_processor.count", up="scale.up", down="scale.down"),
        changed("config.node_config.service_account", "access.grant"),
        own_key("config.encryption_config.kms_key_name"),
        retention(
            "config.data_retention_config.airflow_metadata_retention_config.retention_days",
            cut="data.retention-cut",
        ),
        replace="scale.to-zero",
    ),
    entry(
        "google_composer_user_workloads_config_map",
        Role.CONFIG,
        settings("data"),
        delete="config.env",
        replace="config.env",
    ),
    entry(
        "google_composer_user_workloads_secret",
        Role.SECRET,
        secret("data.*"),
        delete="secret.delete",
        replace="secret.change",
    ),
    setting(
        "google_data_catalog_policy_tag",
        happens(
            "access.grant",
            Verb.DELETE,
            note="Columns that bear the tag are no longer guarded by it.",
        ),
    ),
    setting(
        "google_data_catalog_taxonomy",
        members("activated_policy_types", gone="access.grant", came="access.revoke"),
        *(
            happens("access.grant", verb, note="Columns that bear its tags are no longer guarded.")
            for verb in (Verb.DELETE, Verb.REPLACE)
        ),
    ),
    running(
        "google_data_fusion_instance",
        version("version", newer="dependency.runtime"),
        order(
            "type",
            ("DEVELOPER", "BASIC", "ENTERPRISE"),
            up="scale.resize-up",
            down="scale.resize-down",
        ),
        private("private_instance"),
        own_key("crypto_key_config.key_reference"),
        records("enable_stackdriver_logging"),
        toggle("enable_rbac", off="access.grant", on="access.revoke"),
        replace="scale.to-zero",
    ),
    _flow(
        "google_dataflow_flex_template_job",
        version("container_spec_gcs_path", newer="deploy.version", what="hash"),
        image("sdk_container_image"),
        units("num_workers"),
    ),
    _flow(
        "google_dataflow_job",
        version("template_gcs_path", newer="deploy.version", what="hash"),
    ),
    setting(
        "google_dataform_repository",
        changed("git_remote_settings", "config.parameter"),
        acts_as(),
        choice("deletion_policy", {"FORCE": "protection.guard-off"}),
        own_key(),
        when(happens("data.delete", Verb.DELETE), only=_UNSHARED),
        when(
            happens("config.parameter", Verb.DELETE, note="The code stays in the other one."),
            unless=_UNSHARED,
        ),
    ),
    setting("google_dataplex_asset", changed("discovery_spec", "config.parameter")),
    setting(
        "google_dataplex_lake",
        changed("metastore.service", "config.parameter"),
        happens("routing.remove", Verb.DELETE),
    ),
    setting("google_dataplex_zone", changed("discovery_spec", "config.parameter")),
    entry(
        "google_dataproc_autoscaling_policy",
        Role.SCALING,
        room("worker_config.max_instances"),
        room("worker_config.min_instances"),
        room("secondary_worker_config.max_instances"),
        room("secondary_worker_config.min_instances"),
        delete="scale.limits-down",
    ),
    running(
        "google_dataproc_cluster",
        *_workers("cluster_config.master_config"),
        *_workers("cluster_config.worker_config"),
        number(
            "cluster_config.preemptible_worker_config.num_instances",
            up="scale.up",
            down="scale.down",
        ),
        version(
            "cluster_config.software_config.image_version", newer="dependency.runtime", what="hash"
        ),
        changed("cluster_config.software_config.override_properties", "config.parameter"),
        changed("cluster_config.initialization_action.script", "deploy.version"),
        presence(
            "cluster_config.autoscaling_config.policy_uri",
            gone="scale.limits-down",
            changed="config.parameter",
        ),
        retention(
            "cluster_config.lifecycle_config.idle_delete_ttl",
            cut="protection.guard-off",
            note="The cluster is deleted when nothing ran on it for so long.",
        ),
        toggle(
            "cluster_config.gce_cluster_config.internal_ip_only",
            off="exposure.open",
            on="exposure.narrow",
        ),
        toggle(
            "cluster_config.endpoint_config.enable_http_port_access",
            on="exposure.open",
            off="exposure.narrow",
        ),
        changed("cluster_config.gce_cluster_config.service_account", "access.grant"),
        scopes("cluster_config.gce_cluster_config.service_account_scopes"),
        guard("cluster_config.security_config.kerberos_config.enable_kerberos"),
        guard("cluster_config.gce_cluster_config.shielded_instance_config.enable_secure_boot"),
        variables("cluster_config.gce_cluster_config.metadata"),
        changed("cluster_config.gce_cluster_config.network", "routing.network"),
        changed("cluster_config.gce_cluster_config.subnetwork", "routing.network"),
        members(
            "cluster_config.gce_cluster_config.tags",
            came="exposure.open",
            gone="exposure.narrow",
        ),
        presence(
            "cluster_config.lifecycle_config.auto_delete_time",
            came="protection.guard-off",
            gone="protection.up",
            note="Then the cluster is deleted, whatever runs on it.",
        ),
        changed("cluster_config.metastore_config.dataproc_metastore_service", "routing.rule"),
        own_key("cluster_config.encryption_config.kms_key_name"),
        replace="scale.to-zero",
    ),
    entry("google_dataproc_job", Role.COMPUTE, danger("force_delete")),
    store(
        "google_dataproc_metastore_service",
        version("hive_metastore_config.version", newer="schema.engine", disruption=_OUTAGE),
        changed("hive_metastore_config.config_overrides", "config.parameter"),
        size(
            "scaling_config.instance_size",
            order=("EXTRA_SMALL", "SMALL", "MEDIUM", "LARGE", "EXTRA_LARGE"),
        ),
        number("scaling_config.scaling_factor", up="scale.resize-up", down="scale.resize-down"),
        room("scaling_config.autoscaling_config.limit_config.max_scaling_factor"),
        room("scaling_config.autoscaling_config.limit_config.min_scaling_factor"),
        toggle("scheduled_backup.enabled", off="protection.backup-off", on="protection.up"),
        guard("deletion_protection"),
        own_key("encryption_config.kms_key"),
    ),
    running(
        "google_dataproc_workflow_template",
        changed("jobs", "deploy.version"),
        version(
            f"{_MANAGED}software_config.image_version",
            newer="dependency.runtime",
            disruption=_QUIET,
        ),
        *(
            rule
            for kind in ("master", "worker")
            for rule in (
                machine(f"{_MANAGED}{kind}_config.machine_type", disruption=_QUIET),
                number(f"{_MANAGED}{kind}_config.num_instances", up="scale.up", down="scale.down"),
            )
        ),
        acts_as(f"{_MANAGED}gce_cluster_config.service_account"),
        scopes(f"{_MANAGED}gce_cluster_config.service_account_scopes"),
        own_key(f"{_MANAGED}encryption_config.gce_pd_kms_key_name"),
        replace="config.parameter",
        disruption=_QUIET,
    ),
    store("google_discovery_engine_data_store", own_key(), ignore=("display_name",)),
    store(
        "google_healthcare_consent_store",
        retention("default_consent_ttl", cut="data.retention-cut"),
    ),
    store("google_healthcare_dataset", own_key("encryption_spec.kms_key_name")),
    _health("google_healthcare_dicom_store", changed("stream_configs", "routing.rule")),
    _health(
        "google_healthcare_fhir_store",
        toggle("disable_resource_versioning", on="protection.guard-off", off="protection.up"),
        toggle("disable_referential_integrity", on="protection.guard-off", off="protection.up"),
        changed("notification_configs.pubsub_topic", "routing.rule"),
        changed("stream_configs", "routing.rule"),
        changed("version", "schema.engine"),
    ),
    _health(
        "google_healthcare_hl7_v2_store",
        changed("notification_configs.pubsub_topic", "routing.rule"),
    ),
    store(
        "google_looker_instance",
        toggle("public_ip_enabled", on="exposure.public", off="exposure.narrow"),
        toggle("private_ip_enabled", on="routing.network", off="routing.network"),
        members("psc_config.allowed_vpcs", came="exposure.open", gone="exposure.narrow"),
        changed("consumer_network", "routing.network"),
        changed("custom_domain.domain", "routing.dns"),
        secret("oauth_config.client_secret"),
        limit("admin_settings.allowed_email_domains", note=_DOMAINS),
        own_key("encryption_config.kms_key_name"),
        order("platform_edition", _LOOKER, up="scale.resize-up", down="scale.resize-down"),
        choice(
            "deletion_policy",
            {"FORCE": "protection.guard-off", "DEFAULT": "protection.up"},
            default="DEFAULT",
        ),
    ),
    running(
        "google_ml_engine_model",
        changed("default_version.name", "deploy.version"),
        records("online_prediction_logging"),
        records("online_prediction_console_logging"),
    ),
    running(
        "google_notebooks_instance",
        machine(),
        grows("data_disk_size_gb"),
        toggle("no_public_ip", off="exposure.open", on="exposure.narrow"),
        toggle("no_proxy_access", off="exposure.open", on="exposure.narrow"),
        acts_as(),
        choice("desired_state", {"STOPPED": "scale.to-zero", "ACTIVE": "scale.up"}),
        guard("no_remove_data_disk"),
        guard("shielded_instance_config.enable_secure_boot"),
        own_key("kms_key"),
        variables("metadata"),
        changed("network", "routing.network"),
        changed("subnet", "routing.network"),
        version("container_image.tag", newer="deploy.version"),
    ),
    store(
        "google_vertex_ai_dataset",
        own_key("encryption_spec.kms_key_name"),
    ),
    running("google_vertex_ai_deployment_resource_pool", *_DEDICATED),
    running(
        "google_vertex_ai_endpoint",
        changed("traffic_split", "routing.traffic"),
        changed("network", "routing.network"),
        records("predict_request_response_logging_config.enabled"),
        number(
            "predict_request_response_logging_config.sampling_rate",
            down="observability.logs-off",
        ),
        members(
            "private_service_connect_config.project_allowlist",
            came="access.grant",
            gone="access.revoke",
        ),
        own_key("encryption_spec.kms_key_name"),
    ),
    store(
        "google_vertex_ai_feature_online_store",
        room("bigtable.auto_scaling.max_node_count"),
        room("bigtable.auto_scaling.min_node_count"),
        changed("bigtable.auto_scaling.cpu_utilization_target", "config.parameter"),
        toggle(
            "dedicated_serving_endpoint.private_service_connect_config"
            ".enable_private_service_connect",
            on="routing.network",
            off="routing.network",
        ),
        members(
            "dedicated_serving_endpoint.private_service_connect_config.project_allowlist",
            came="access.grant",
            gone="access.revoke",
        ),
        danger("force_destroy"),
    ),
    store(
        "google_vertex_ai_featurestore",
        when(
            units("online_serving_config.fixed_node_count"),
            only={"online_serving_config.scaling.min_node_count": ""},
        ),
        room("online_serving_config.scaling.max_node_count"),
        room("online_serving_config.scaling.min_node_count"),
        presence("online_serving_config", gone="scale.to-zero"),
        retention("online_storage_ttl_days", cut="data.retention-cut"),
        danger("force_destroy"),
        own_key("encryption_spec.kms_key_name"),
    ),
    store(
        "google_vertex_ai_featurestore_entitytype",
        retention("offline_storage_ttl_days", cut="data.retention-cut"),
        presence(f"{_WATCHED}.snapshot_analysis", gone="observability.alarm-off"),
        toggle(f"{_WATCHED}.snapshot_analysis.disabled", on="observability.alarm-off"),
        when(
            choice(
                f"{_WATCHED}.import_features_analysis.state",
                dict.fromkeys(("", "DEFAULT", "DISABLED"), "observability.alarm-off"),
            ),
            was={f"{_WATCHED}.import_features_analysis.state": "ENABLED"},
        ),
        later(f"{_WATCHED}.snapshot_analysis.monitoring_interval_days"),
        *(
            rule
            for part in ("numerical_threshold_config.value", "categorical_threshold_config.value")
            for rule in (
                when(later(f"{_WATCHED}.{part}"), was_not={f"{_WATCHED}.{part}": ("0", "0.0")}),
                number(f"{_WATCHED}.{part}", zero="observability.alarm-off"),
            )
        ),
    ),
    store(
        "google_vertex_ai_index",
        changed("metadata.contents_delta_uri", "config.parameter"),
        changed("metadata.config", "schema.keys"),
        toggle("metadata.is_complete_overwrite", on="protection.guard-off"),
    ),
    running(
        "google_vertex_ai_index_endpoint",
        toggle("public_endpoint_enabled", on="exposure.open", off="exposure.narrow"),
        changed("network", "routing.network"),
        members(
            "private_service_connect_config.project_allowlist",
            came="access.grant",
            gone="access.revoke",
        ),
    ),
    running(
        "google_vertex_ai_index_endpoint_deployed_index",
        version("index", newer="deploy.version", what="hash"),
        *_DEDICATED,
        *_scaled("automatic_resources"),
        records("enable_access_logging"),
        *(
            limit(
                f"deployed_index_auth_config.auth_provider.{part}",
                note="Where none is listed, nobody is asked who he is at the private endpoint.",
            )
            for part in ("allowed_issuers", "audiences")
        ),
    ),
    store("google_vertex_ai_metadata_store", own_key("encryption_spec.kms_key_name")),
    store("google_vertex_ai_tensorboard", own_key("encryption_spec.kms_key_name")),
    running(
        "google_workbench_instance",
        machine("gce_setup.machine_type"),
        toggle("gce_setup.disable_public_ip", off="exposure.open", on="exposure.narrow"),
        toggle("disable_proxy_access", off="exposure.open", on="exposure.narrow"),
        changed("gce_setup.service_accounts.email", "access.grant"),
        variables("gce_setup.metadata"),
        own_key("gce_setup.boot_disk.kms_key"),
        own_key("gce_setup.data_disks.kms_key"),
        changed("gce_setup.network_interfaces", "routing.network"),
        changed("gce_setup.vm_image", "deploy.version"),
        grows("gce_setup.data_disks.disk_size_gb"),
        grows("gce_setup.boot_disk.disk_size_gb"),
        guard("gce_setup.shielded_instance_config.enable_secure_boot"),
        members("gce_setup.tags", came="exposure.open", gone="exposure.narrow"),
        choice("desired_state", {"STOPPED": "scale.to-zero", "ACTIVE": "scale.up"}),
        members("instance_owners", came="access.grant", gone="access.revoke"),
        version("gce_setup.container_image.tag", newer="deploy.version"),
    ),
)
