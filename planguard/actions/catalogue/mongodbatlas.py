"""
MongoDB Atlas: what changes to its objects mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ALWAYS,
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    deadline,
    documented,
    entry,
    grants,
    happens,
    ingress,
    limit,
    members,
    number,
    order,
    presence,
    retention,
    secret,
    size,
    threshold,
    toggle,
    version,
    when,
)
from planguard.actions.providers.forms import guard, lets, room, store, units
from planguard.actions.providers.services import (
    admits,
    ceiling,
    control,
    holder,
    limits,
    moves,
    parameters,
    setting,
)
from planguard.model.words import Disruption, Role, Verb

_QUIET, _RESTART = Disruption.NONE, Disruption.RESTART
_OUTAGE = Disruption.OUTAGE
_DOCS = "https://www.mongodb.com/docs/atlas/"

_SIZES = (
    *("M0", "M2", "M5", "M10", "R10", "M20", "R20", "M30", "R30", "M40", "R40", "M50", "R50"),
    *("M60", "R60", "M80", "R80", "M100", "M140", "M200", "R200", "M250", "M300", "R300"),
    *("M400", "R400", "M700", "R700"),
)
"""Tiers of a cluster, small to large. Source: https://www.mongodb.com/docs/atlas/cluster-tier/"""

_SEARCH_SIZES = tuple(f"S{number_}0_HIGHCPU_NVME" for number_ in range(2, 8))

_REBUILT = "Searches are answered by the former index until the new one is built."
_TLS = ("TLS1_0", "TLS1_1", "TLS1_2", "TLS1_3")
"""Lowest versions of TLS."""

_ADMIN_ROLES = ("atlasAdmin", "root", "userAdminAnyDatabase", "dbAdminAnyDatabase")
"""
Roles of a database user with which he may do everything, or give himself everything.

Source: https://www.mongodb.com/docs/atlas/mongodb-users-roles-and-privileges/
"""

_OWNERS = ("ORG_OWNER", "GROUP_OWNER")
"""
Roles in Atlas with which everything may be done in an organization or a project.

Source: https://www.mongodb.com/docs/atlas/reference/user-roles/
"""

_CADENCES = ("hourly", "daily", "weekly", "monthly", "yearly")


def _roles(path: str = "roles") -> Rule:
    return grants(path, admin=_OWNERS)


def _keeps() -> tuple[Rule, ...]:
    """Describe the snapshots that are made, how often and for how long."""
    return (
        *(rule for cadence in _CADENCES for rule in _kept(f"policy_item_{cadence}")),
        *_window(),
        number(
            "policy_item_hourly.frequency_interval",
            up="protection.backup-cut",
            down="protection.up",
        ),
    )


def _kept(block: str) -> tuple[Rule, ...]:
    return (
        retention(
            f"{block}.retention_value",
            cut="protection.backup-cut",
            up="protection.up",
            zero_is="nothing",
            block=block,
            unit="retention_unit",
            note="It counts in the unit beside it: 7 days are one week.",
        ),
        presence(f"{block}.retention_value", came="protection.up", gone="protection.backup-cut"),
    )


def _window() -> tuple[Rule, ...]:
    """Describe how far back every point in time can be restored."""
    return (
        retention(
            "restore_window_days",
            cut="protection.backup-cut",
            up="protection.up",
            zero_is="nothing",
        ),
    )


def _in_region(path: str) -> Rule:
    """Describe how many nodes run in one region; without them others go on."""
    return number(path, up="scale.up", down="scale.down")


def _nodes(path: str, *, disruption: Disruption = _RESTART) -> tuple[Rule, ...]:
    """Describe the nodes of one kind in one region."""
    return (
        size(f"{path}.instance_size", order=_SIZES, disruption=disruption),
        _in_region(f"{path}.node_count"),
        number(
            f"{path}.disk_size_gb",
            up="scale.resize-up",
            down="scale.resize-down",
            disruption=disruption,
        ),
        number(
            f"{path}.disk_iops",
            up="scale.resize-up",
            down="scale.resize-down",
            disruption=disruption,
        ),
    )


def _scaling(path: str) -> tuple[Rule, ...]:
    """Describe the room in which a cluster sizes itself."""
    return (
        size(
            f"{path}.compute_max_instance_size",
            up="scale.limits-up",
            down="scale.limits-down",
            order=_SIZES,
            disruption=_QUIET,
        ),
        size(
            f"{path}.compute_min_instance_size",
            up="scale.limits-up",
            down="scale.limits-down",
            order=_SIZES,
            disruption=_QUIET,
        ),
        toggle(f"{path}.compute_enabled", on="scale.limits-up", off="scale.limits-down"),
        toggle(f"{path}.disk_gb_enabled", on="scale.limits-up", off="scale.limits-down"),
    )


def _settings(path: str = "advanced_configuration") -> tuple[Rule, ...]:
    """Describe the settings of the processes of a cluster."""
    return (
        order(
            f"{path}.minimum_enabled_tls_protocol",
            _TLS,
            up="protection.up",
            down="exposure.tls-weaken",
        ),
        choice(
            f"{path}.minimum_enabled_tls_protocol",
            dict.fromkeys(("TLS1_0", "TLS1_1"), "exposure.tls-weaken"),
            default="TLS1_2",
        ),
        limit(
            f"{path}.custom_openssl_cipher_config_tls12",
            narrower="protection.up",
            wider="exposure.tls-weaken",
        ),
        retention(
            f"{path}.oplog_min_retention_hours",
            cut="protection.backup-cut",
            up="protection.up",
            zero_is="nothing",
            note="A member that was away for longer, and a consumer of changes, must start anew.",
        ),
        retention(
            f"{path}.change_stream_options_pre_and_post_images_expire_after_seconds",
            cut="data.retention-cut",
            zero_is="for-ever",
        ),
        *parameters(
            *(f"{path}.{name}" for name in ("default_write_concern", "default_read_concern")),
            *(f"{path}.{name}" for name in ("javascript_enabled", "no_table_scan")),
            *(f"{path}.{name}" for name in ("default_max_time_ms", "fail_index_key_too_long")),
            *(
                f"{path}.{name}"
                for name in ("oplog_size_mb", "transaction_lifetime_limit_seconds")
            ),
        ),
    )


def _running(*, backup: str) -> tuple[Rule, ...]:
    """Describe what every kind of cluster has."""
    return (
        *documented(
            f"{_DOCS}tutorial/major-version-change/",
            version("mongo_db_major_version", newer="schema.engine", disruption=_RESTART),
        ),
        presence("pinned_fcv", came="config.parameter", gone="schema.engine"),
        toggle(backup, off="protection.backup-off", on="protection.up"),
        toggle("pit_enabled", off="protection.backup-cut", on="protection.up"),
        guard(
            "retain_backups_enabled",
            note="Its backups outlive the cluster only where this is set.",
        ),
        guard("termination_protection_enabled"),
        *documented(
            f"{_DOCS}pause-terminate-cluster/",
            toggle("paused", on="scale.to-zero", off="scale.up"),
        ),
        choice(
            "encryption_at_rest_provider",
            {"NONE": "protection.encryption-off"},
            otherwise="protection.up",
            default="NONE",
            note="The disks stay encrypted, with keys of the cloud's own.",
        ),
        guard(
            "redact_client_log_data",
            note="Without it the values of queries stand in the logs.",
        ),
        choice("cluster_type", {}, otherwise="config.parameter"),
        changed("version_release_system", "schema.engine"),
        toggle(
            "bi_connector_config.enabled",
            on="config.parameter",
            off="scale.to-zero",
        ),
        *_settings(),
    )


def _endpoint(type_: str, *, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe a private way to the cluster."""
    return entry(
        type_, Role.NETWORK,
        create="routing.network", delete="routing.remove", replace="routing.remove",
        replace_disruption=_OUTAGE, ignore=ignore,
    )  # fmt: skip


def _invited(type_: str, *rules: Rule) -> TypeEntry:
    return holder(type_, _roles(), *moves("username"), *rules)


def _members_of(type_: str) -> TypeEntry:
    return holder(type_, *(when(rule, verbs=ARRIVING) for rule in admits("usernames")))


_REGION = "replication_specs.region_configs"


def _placed(at: str, *, provider: bool = True) -> tuple[Rule, ...]:
    """Describe where the nodes of a region are, and which region has the primary."""
    return (
        *(
            changed(f"{at}.{name}", "config.parameter", both=True, note="The nodes move.")
            for name in ("region_name", *(("provider_name",) if provider else ()))
        ),
        changed(
            f"{at}.priority",
            "routing.traffic",
            both=True,
            note="The primary is elected in the region of the highest priority.",
        ),
    )


def _regions(path: str) -> Rule:
    return presence(path, came="scale.up", gone="scale.down", note="With it its nodes come or go.")


_NOTIFIED = (
    *("api_token", "datadog_api_key", "microsoft_teams_webhook_url", "ops_genie_api_key"),
    *("service_key", "victor_ops_api_key", "victor_ops_routing_key", "webhook_secret"),
)

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "mongodbatlas_access_list_api_key",
        Role.NETWORK,
        ingress("cidr_block", "ranges"),
        when(ingress("ip_address", "ranges"), only={"cidr_block": ""}),
    ),
    store(
        "mongodbatlas_advanced_cluster",
        *_running(backup="backup_enabled"),
        *_nodes(f"{_REGION}.electable_specs"),
        *_nodes(f"{_REGION}.read_only_specs"),
        *_nodes(f"{_REGION}.analytics_specs"),
        *_scaling(f"{_REGION}.auto_scaling"),
        *_scaling(f"{_REGION}.analytics_auto_scaling"),
        *_placed(_REGION),
        number("replication_specs.num_shards", up="scale.up", down="scale.down"),
        _regions(f"{_REGION}.region_name"),
        number(
            "disk_size_gb", up="scale.resize-up", down="scale.resize-down", disruption=_RESTART
        ),
        ignore=("delete_on_create_timeout", "accept_data_risks_and_force_replica_set_reconfig"),
    ),
    entry(
        "mongodbatlas_alert_configuration",
        Role.OBSERVABILITY,
        toggle("enabled", off="observability.alarm-off"),
        *(
            threshold(f"{block}.threshold", comparison=f"{block}.operator")
            for block in ("metric_threshold_config", "threshold_config")
        ),
        presence("notification", gone="observability.alarm-off"),
        *(
            changed(f"notification.{name}", "config.parameter")
            for name in ("email_address", "channel_name", "team_id", "webhook_url")
        ),
        when(
            members(
                "notification.type_name",
                gone="observability.alarm-loosened",
                swapped="config.parameter",
            ),
            unless={"notification": ("", "[]", "()")},
        ),
        *(
            number(f"notification.{name}", up="observability.alarm-loosened")
            for name in ("delay_min", "interval_min")
        ),
        *(secret(f"notification.{name}") for name in _NOTIFIED),
        changed("event_type", "observability.alarm-off", note="The earlier one tells nobody."),
        limit("matcher", narrower="observability.alarm-loosened", wider=""),
        delete="observability.alarm-off",
    ),
    holder("mongodbatlas_api_key", _roles("role_names"), ignore=("description",)),
    holder("mongodbatlas_api_key_project_assignment", _roles(), *moves("project_id")),
    entry(
        "mongodbatlas_auditing",
        Role.OBSERVABILITY,
        toggle("enabled", off="observability.logs-off"),
        toggle("audit_authorization_success", off="observability.logs-off"),
        changed("audit_filter", "config.parameter", note="It says what is recorded."),
        delete="observability.logs-off",
    ),
    entry(
        "mongodbatlas_backup_compliance_policy",
        Role.PROTECTION,
        guard("copy_protection_enabled"),
        guard("encryption_at_rest_enabled"),
        guard("pit_enabled"),
        *_keeps(),
        *_kept("on_demand_policy_item"),
        *moves("authorized_email"),
        create="protection.up",
    ),
    entry(
        "mongodbatlas_cloud_backup_schedule",
        Role.PROTECTION,
        *_keeps(),
        presence("copy_settings", came="protection.up", gone="protection.backup-cut"),
        toggle("copy_settings.should_copy_oplogs", off="protection.backup-cut"),
        members("copy_settings.frequencies", came="protection.up", gone="protection.backup-cut"),
        toggle("auto_export_enabled", off="protection.backup-cut", on="protection.up"),
        toggle(
            "update_snapshots",
            on="config.parameter",
            note="Snapshots that are there already are kept as the new policy says.",
        ),
        *parameters("reference_hour_of_day", "reference_minute_of_hour"),
        create="protection.up",
        delete="protection.backup-off",
        ignore=("use_org_and_group_names_in_export_prefix",),
    ),
    entry(
        "mongodbatlas_cloud_backup_snapshot",
        Role.PROTECTION,
        create="protection.up",
        delete="protection.backup-cut",
        replace="protection.backup-cut",
        ignore=("description",),
    ),
    entry(
        "mongodbatlas_cloud_backup_snapshot_export_bucket",
        Role.PROTECTION,
        changed("bucket_name", "config.parameter"),
        delete="protection.backup-cut",
    ),
    entry(
        "mongodbatlas_cloud_backup_snapshot_export_job", Role.PROTECTION, create="protection.up"
    ),
    entry(
        "mongodbatlas_cloud_backup_snapshot_restore_job",
        Role.DATA_STORE,
        *documented(
            f"{_DOCS}backup/cloud-backup/restore-overview/",
            *(
                when(
                    happens(
                        "data.replace", verb, note="What the target cluster holds is deleted."
                    ),
                    only={f"delivery_type_config.{way}": "true"},
                )
                for way in ("automated", "point_in_time")
                for verb in (Verb.CREATE, Verb.REPLACE)
            ),
        ),
    ),
    holder(
        "mongodbatlas_cloud_provider_access_authorization",
        *moves("aws.iam_assumed_role_arn", "azure.service_principal_id"),
    ),
    holder("mongodbatlas_cloud_provider_access_setup"),
    store(
        "mongodbatlas_cluster",
        *_running(backup="cloud_backup"),
        when(
            toggle("backup_enabled", off="protection.backup-off", on="protection.up"),
            unless={"cloud_backup": "true"},
        ),
        size("provider_instance_size_name", order=_SIZES, disruption=_RESTART),
        toggle("auto_scaling_compute_enabled", on="scale.limits-up", off="scale.limits-down"),
        toggle("auto_scaling_disk_gb_enabled", on="scale.limits-up", off="scale.limits-down"),
        *(
            size(
                f"provider_auto_scaling_compute_{bound}_instance_size",
                up="scale.limits-up",
                down="scale.limits-down",
                order=_SIZES,
                disruption=_QUIET,
            )
            for bound in ("min", "max")
        ),
        *(
            number(name, up="scale.resize-up", down="scale.resize-down", disruption=_RESTART)
            for name in ("disk_size_gb", "provider_disk_iops")
        ),
        toggle("provider_encrypt_ebs_volume", off="protection.encryption-off", on="protection.up"),
        when(units("replication_factor"), unless={"replication_factor": ""}),
        number("num_shards", up="scale.up", down="scale.down"),
        number("replication_specs.num_shards", up="scale.up", down="scale.down"),
        *(
            _in_region(f"replication_specs.regions_config.{kind}_nodes")
            for kind in ("electable", "read_only", "analytics")
        ),
        *_placed("replication_specs.regions_config", provider=False),
        _regions("replication_specs.regions_config.region_name"),
        changed("provider_region_name", "config.parameter"),
        changed("provider_name", "config.parameter"),
        ignore=("accept_data_risks_and_force_replica_set_reconfig",),
    ),
    entry(
        "mongodbatlas_cluster_outage_simulation",
        Role.COMPUTE,
        happens(
            "scale.down", Verb.CREATE, disruption=_OUTAGE, note="The nodes of a region are shut."
        ),
        delete="scale.up",
    ),
    holder(
        "mongodbatlas_custom_db_role",
        grants("actions.action"),
        *moves("actions.resources"),
        grants("inherited_roles.role_name", admin=_ADMIN_ROLES),
    ),
    entry(
        "mongodbatlas_custom_dns_configuration_cluster_aws",
        Role.ROUTING,
        toggle("enabled", on="routing.dns", off="routing.dns"),
        delete="routing.dns",
    ),
    store(
        "mongodbatlas_data_lake_pipeline",
        changed("source", "config.parameter"),
        changed("sink", "config.parameter"),
        changed("transformations", "schema.keys", disruption=_QUIET),
    ),
    holder(
        "mongodbatlas_database_user",
        grants("roles.role_name", admin=_ADMIN_ROLES),
        *(
            presence(f"roles.{name}", empty=True, changed=action)
            for name in ("database_name", "collection_name")
            for action in ("access.grant", "access.revoke")
        ),
        presence(
            "roles.collection_name",
            empty=True,
            came="access.revoke",
            gone="access.grant",
            note="Without one the role holds for all collections.",
        ),
        *limits("scopes"),
        secret("password"),
        *moves("auth_database_name", "aws_iam_type", "ldap_auth_type", "oidc_auth_type"),
        *moves("username", "x509_type"),
        ignore=("description",),
    ),
    entry(
        "mongodbatlas_encryption_at_rest",
        Role.KEY,
        *(
            rule
            for block, key in (
                ("aws_kms_config", "customer_master_key_id"),
                ("azure_key_vault_config", "key_identifier"),
                ("google_cloud_kms_config", "key_version_resource_id"),
            )
            for rule in (
                toggle(f"{block}.enabled", off="protection.encryption-off", on="protection.up"),
                presence(f"{block}.{key}", changed="key.rotate"),
            )
        ),
        *map(
            guard,
            (
                "aws_kms_config.require_private_networking",
                "azure_key_vault_config.require_private_networking",
                "enabled_for_search_nodes",
            ),
        ),
        *map(
            secret,
            (
                "aws_kms_config.secret_access_key",
                "azure_key_vault_config.secret",
                "google_cloud_kms_config.service_account_key",
            ),
        ),
        *moves("aws_kms_config.role_id", "google_cloud_kms_config.role_id"),
        create="protection.up",
        delete="protection.encryption-off",
        replace="protection.encryption-off",
    ),
    _endpoint("mongodbatlas_encryption_at_rest_private_endpoint"),
    entry(
        "mongodbatlas_event_trigger",
        Role.COMPUTE,
        toggle("disabled", on="scale.to-zero", off="scale.up"),
        changed("function_id", "deploy.version", disruption=_QUIET),
        *parameters("config_schedule", "config_match", "config_project", "config_collection"),
        *parameters("config_database", "config_operation_types", "config_full_document"),
        changed("event_processors", "routing.rule"),
        delete="scale.to-zero",
    ),
    entry(
        "mongodbatlas_federated_database_instance",
        Role.SCHEMA,
        changed("storage_databases", "schema.keys", disruption=_QUIET),
        changed("storage_stores", "schema.keys", disruption=_QUIET),
        toggle("storage_stores.public", on="exposure.public", off="exposure.narrow"),
        *moves("cloud_provider_config.aws.role_id", "cloud_provider_config.azure.role_id"),
        changed("data_process_region", "config.parameter"),
        delete="schema.keys",
        replace="schema.keys",
    ),
    entry(
        "mongodbatlas_federated_query_limit",
        Role.CONFIG,
        room("value"),
        changed("overrun_policy", "config.parameter"),
        delete="scale.limits-up",
    ),
    holder(
        "mongodbatlas_federated_settings_identity_provider",
        *(
            changed(name, "access.trust")
            for name in ("sso_url", "issuer_uri", "audience", "client_id", "okta_idp_id")
        ),
        *admits("associated_domains"),
        changed("groups_claim", "access.trust"),
        changed("user_claim", "access.trust"),
        choice("status", {"INACTIVE": "access.revoke", "ACTIVE": "access.grant"}),
        order(
            "response_signature_algorithm",
            ("SHA-1", "SHA-256"),
            up="protection.up",
            down="protection.guard-off",
        ),
        changed("sso_debug_enabled", "config.parameter"),
        ignore=("description", "name"),
    ),
    entry(
        "mongodbatlas_federated_settings_org_config",
        Role.IDENTITY,
        guard("domain_restriction_enabled"),
        *admits("domain_allow_list", "data_access_identity_provider_ids"),
        changed("identity_provider_id", "access.trust"),
        grants("post_auth_role_grants", admin=_OWNERS),
        delete="protection.guard-off",
    ),
    holder(
        "mongodbatlas_federated_settings_org_role_mapping",
        _roles("role_assignments.roles"),
        *moves("external_group_name"),
    ),
    store(
        "mongodbatlas_flex_cluster",
        guard("termination_protection_enabled"),
        changed("provider_settings.region_name", "config.parameter"),
    ),
    entry(
        "mongodbatlas_global_cluster_config",
        Role.SCHEMA,
        *(
            changed(f"managed_namespaces.{name}", "schema.keys", both=True)
            for name in ("custom_shard_key", "is_custom_shard_key_hashed", "is_shard_key_unique")
        ),
        presence(
            "managed_namespaces.collection", came="config.parameter", gone="config.parameter"
        ),
        changed("custom_zone_mappings", "config.parameter"),
        delete="schema.keys",
    ),
    holder(
        "mongodbatlas_ldap_configuration",
        toggle("authentication_enabled", on="access.trust", off="access.revoke"),
        toggle("authorization_enabled", on="access.trust", off="access.revoke"),
        *(changed(name, "access.trust") for name in ("hostname", "port", "ca_certificate")),
        changed("authz_query_template", "access.grant"),
        changed("user_to_dn_mapping", "access.grant"),
        secret("bind_password"),
        changed("bind_username", "config.parameter"),
    ),
    entry("mongodbatlas_ldap_verify", Role.CONFIG, ignore=("bind_password",)),
    setting(
        "mongodbatlas_maintenance_window",
        *parameters("day_of_week", "hour_of_day", "auto_defer", "protected_hours"),
        toggle("start_asap", on="config.parameter", disruption=_RESTART),
    ),
    holder(
        "mongodbatlas_mongodb_employee_access_grant",
        happens("access.grant", Verb.CREATE),
        *moves("grant_type"),
        deadline("expiration_time", earlier="access.revoke", later="access.grant"),
    ),
    entry(
        "mongodbatlas_network_container",
        Role.NETWORK,
        changed("atlas_cidr_block", "routing.network", disruption=_OUTAGE),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "mongodbatlas_network_peering",
        Role.NETWORK,
        *(
            changed(name, "routing.network", disruption=_OUTAGE)
            for name in ("route_table_cidr_block", "vpc_id", "container_id", "network_name")
        ),
        create="routing.network",
        delete="routing.remove",
        replace="routing.remove",
    ),
    store(
        "mongodbatlas_online_archive",
        retention(
            "data_expiration_rule.expire_after_days",
            cut="data.retention-cut",
            up="protection.up",
            zero_is="for-ever",
            note="What is older is deleted from the archive, and nowhere else.",
        ),
        toggle("paused", on="config.parameter", off="config.parameter"),
        changed("criteria", "config.parameter", note="It says what leaves the cluster, and when."),
        changed("partition_fields", "schema.keys"),
        *parameters("schedule", "data_process_region"),
        ignore=("sync_creation",),
    ),
    _invited("mongodbatlas_org_invitation", *admits("teams_ids")),
    holder(
        "mongodbatlas_organization",
        *map(guard, ("api_access_list_required", "multi_factor_auth_required")),
        guard("restrict_employee_access"),
        _roles("role_names"),
        *parameters("gen_ai_features_enabled", "skip_default_alerts_settings"),
        changed("security_contact", "config.parameter"),
        *moves("org_owner_id"),
        ignore=("description", "name"),
    ),
    setting(
        "mongodbatlas_private_endpoint_regional_mode",
        toggle("enabled", on="routing.network", off="routing.network", disruption=_OUTAGE),
    ),
    _endpoint("mongodbatlas_privatelink_endpoint"),
    _endpoint("mongodbatlas_privatelink_endpoint_serverless"),
    _endpoint("mongodbatlas_privatelink_endpoint_service"),
    _endpoint(
        "mongodbatlas_privatelink_endpoint_service_data_federation_online_archive",
        ignore=("comment",),
    ),
    _endpoint("mongodbatlas_privatelink_endpoint_service_serverless", ignore=("comment",)),
    holder(
        "mongodbatlas_project",
        grants("teams.role_names", admin=_OWNERS),
        *admits("teams.team_id"),
        ceiling("limits.value"),
        lets("is_data_explorer_enabled", default=True),
        toggle("is_performance_advisor_enabled", off="observability.alarm-off", default=True),
        toggle(
            "is_realtime_performance_panel_enabled", off="observability.alarm-off", default=True
        ),
        toggle(
            "is_collect_database_specifics_statistics_enabled",
            off="observability.alarm-off",
            default=True,
        ),
        changed("region_usage_restrictions", "config.parameter"),
        *moves("project_owner_id"),
        ignore=("is_extended_storage_sizes_enabled", "with_default_alerts_settings"),
    ),
    holder(
        "mongodbatlas_project_api_key",
        _roles("project_assignment.role_names"),
        *moves("project_assignment.project_id"),
        ignore=("description",),
    ),
    _invited("mongodbatlas_project_invitation"),
    entry(
        "mongodbatlas_project_ip_access_list",
        Role.NETWORK,
        ingress("cidr_block", "ranges"),
        when(ingress("ip_address", "ranges"), only={"cidr_block": ""}),
        presence(
            "aws_security_group",
            came="exposure.open",
            gone="exposure.narrow",
            changed="exposure.open",
            verbs=ALWAYS,
        ),
        ignore=("comment",),
    ),
    entry(
        "mongodbatlas_push_based_log_export",
        Role.OBSERVABILITY,
        *parameters("bucket_name", "prefix_path"),
        delete="observability.logs-off",
        replace="observability.logs-off",
    ),
    control(
        "mongodbatlas_resource_policy",
        presence("policies.body", came="protection.up", gone="protection.guard-off"),
        changed(
            "policies.body", "config.parameter", both=True, note="It says what nobody may set up."
        ),
        ignore=("description", "name"),
    ),
    entry(
        "mongodbatlas_search_deployment",
        Role.COMPUTE,
        size("specs.instance_size", order=_SEARCH_SIZES),
        units("specs.node_count"),
        delete="scale.to-zero",
        replace="scale.to-zero",
        replace_disruption=Disruption.OUTAGE,
        ignore=("delete_on_create_timeout", "skip_wait_on_update"),
    ),
    entry(
        "mongodbatlas_search_index",
        Role.SCHEMA,
        *(
            changed(name, "config.parameter", disruption=_QUIET, note=_REBUILT)
            for name in ("mappings_fields", "mappings_dynamic", "fields", "stored_source", "type")
        ),
        *(
            changed(name, "config.parameter", disruption=_QUIET, note=_REBUILT)
            for name in ("analyzer", "analyzers", "search_analyzer", "synonyms")
        ),
        delete="schema.keys",
        replace="schema.keys",
        ignore=("wait_for_index_build_completion",),
    ),
    store(
        "mongodbatlas_serverless_instance",
        guard("termination_protection_enabled"),
        toggle("continuous_backup_enabled", off="protection.backup-cut", on="protection.up"),
        changed("auto_indexing", "config.parameter"),
    ),
    entry(
        "mongodbatlas_stream_connection",
        Role.MESSAGING,
        secret("authentication.password"),
        *(
            changed(name, "routing.network")
            for name in ("bootstrap_servers", "url", "networking", "cluster_name")
        ),
        choice(
            "security.protocol",
            {"PLAINTEXT": "exposure.tls-weaken", "SASL_PLAINTEXT": "exposure.tls-weaken"},
            otherwise="protection.up",
        ),
        *moves("aws.role_arn"),
        grants("db_role_to_execute.role", admin=_ADMIN_ROLES),
        changed("config", "config.parameter"),
        delete="routing.remove",
    ),
    entry(
        "mongodbatlas_stream_instance",
        Role.COMPUTE,
        changed("stream_config.tier", "config.parameter"),
        changed("data_process_region", "config.parameter"),
        delete="scale.to-zero",
        replace="scale.to-zero",
        replace_disruption=Disruption.OUTAGE,
    ),
    _endpoint("mongodbatlas_stream_privatelink_endpoint"),
    entry(
        "mongodbatlas_stream_processor",
        Role.COMPUTE,
        changed("pipeline", "deploy.version"),
        choice("state", {"STOPPED": "scale.to-zero", "STARTED": "scale.up"}),
        changed("options", "config.parameter"),
        delete="scale.to-zero",
    ),
    _members_of("mongodbatlas_team"),
    _members_of("mongodbatlas_teams"),
    entry(
        "mongodbatlas_third_party_integration",
        Role.OBSERVABILITY,
        toggle("enabled", off="observability.alarm-off"),
        *map(secret, ("api_key", "password", "secret", "service_key", "routing_key")),
        *parameters("url", "channel_name", "team_name", "region", "service_discovery"),
        toggle("send_database_metrics", off="observability.alarm-off"),
        delete="observability.alarm-off",
        replace="observability.alarm-off",
    ),
    holder(
        "mongodbatlas_x509_authentication_database_user",
        changed("customer_x509_cas", "access.trust"),
        changed("months_until_expiration", "config.parameter"),
        *moves("username"),
    ),
)
