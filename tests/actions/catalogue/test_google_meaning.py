"""What the catalogue says of changes to Google Cloud that break production, and of those that do not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.model.words import Confidence, Disruption
from planguard.testing import change, plan


def _sql(**settings: Any) -> dict[str, Any]:
    return {"name": "orders", "settings": [settings]}


def _net(**settings: Any) -> dict[str, Any]:
    return _sql(ip_configuration=[settings])


def _backup(**settings: Any) -> dict[str, Any]:
    return _sql(backup_configuration=[settings])


def _column(name: str, type_: str = "STRING", **more: str) -> dict[str, str]:
    return {"name": name, "type": type_, **more}


def _schema(*columns: dict[str, str]) -> dict[str, Any]:
    return {"table_id": "orders", "schema": json.dumps(columns)}


def _run(image: str = "shop:1.4.2", **more: Any) -> dict[str, Any]:
    return {"template": [{"containers": [{"image": image, **more}]}]}


def _condition(value: float, comparison: str = "COMPARISON_GT") -> dict[str, Any]:
    block = {"threshold_value": value, "comparison": comparison, "duration": "60s"}
    return {"conditions": [{"display_name": "errors", "condition_threshold": [block]}]}


def _armor(*rules: tuple[int, str, str]) -> dict[str, Any]:
    return {
        "rule": [
            {
                "priority": priority,
                "action": action,
                "match": [{"versioned_expr": "SRC_IPS_V1", "config": [{"src_ip_ranges": [who]}]}],
            }
            for priority, action, who in rules
        ]
    }


def _pool(**more: Any) -> dict[str, Any]:
    return {"name": "blue", "node_count": 3, **more}


def _age(days: int, action: str = "Delete") -> dict[str, Any]:
    rule = {"action": [{"type": action}], "condition": [{"age": days}]}
    return {"name": "logs", "lifecycle_rule": [rule]}


def _interface(**more: Any) -> dict[str, Any]:
    return {"network_interface": [{"network": "default", **more}]}


def _weighted(blue: int, green: int) -> dict[str, Any]:
    services = [
        {"backend_service": "blue", "weight": blue},
        {"backend_service": "green", "weight": green},
    ]
    return {"default_route_action": [{"weighted_backend_services": services}]}


Case = tuple[str, str, dict[str, Any], dict[str, Any], set[str]]
UP, OFF = "protection.up", "protection.guard-off"
DANGEROUS: tuple[Case, ...] = (
    # databases
    ("google_sql_database_instance", "delete", _sql(tier="db-custom-4-15360"), {},
     {"data.delete"}),
    ("google_sql_database_instance", "replace", _sql(), {**_sql(), "region": "b"},
     {"data.replace"}),
    ("google_sql_database_instance", "delete", {**_sql(), "master_instance_name": "a"}, {},
     {"scale.down"}),
    ("google_sql_database_instance", "update", _sql(tier="db-custom-4-15360"),
     _sql(tier="db-custom-2-7680"), {"scale.resize-down"}),
    ("google_sql_database_instance", "update", {"database_version": "POSTGRES_14"},
     {"database_version": "POSTGRES_15"}, {"schema.engine"}),
    ("google_sql_database_instance", "update", {"deletion_protection": True},
     {"deletion_protection": False}, {OFF}),
    ("google_sql_database_instance", "update", _backup(enabled=True), _backup(enabled=False),
     {"protection.backup-off"}),
    ("google_sql_database_instance", "update",
     _backup(backup_retention_settings=[{"retained_backups": 30}]),
     _backup(backup_retention_settings=[{"retained_backups": 7}]), {"protection.backup-cut"}),
    ("google_sql_database_instance", "update", _sql(availability_type="REGIONAL"),
     _sql(availability_type="ZONAL"), {OFF}),
    ("google_sql_database_instance", "update", _net(ipv4_enabled=False),
     _net(ipv4_enabled=True), {"exposure.public"}),
    ("google_sql_database_instance", "update", _net(authorized_networks=[]),
     _net(authorized_networks=[{"value": "0.0.0.0/0"}]), {"exposure.public"}),
    ("google_sql_database_instance", "create", {},
     _net(ipv4_enabled=True, authorized_networks=[{"value": "0.0.0.0/0"}]),
     {"exposure.public"}),
    ("google_sql_database_instance", "update", _net(ssl_mode="ENCRYPTED_ONLY"),
     _net(ssl_mode="ALLOW_UNENCRYPTED_AND_ENCRYPTED"), {"exposure.tls-weaken"}),
    ("google_sql_database_instance", "update", _net(private_network="a"),
     _net(private_network="b"), {"routing.network"}),
    ("google_sql_database_instance", "update", _sql(activation_policy="ALWAYS"),
     _sql(activation_policy="NEVER"), {"scale.to-zero"}),
    ("google_sql_database", "delete", {"name": "a", "deletion_policy": "DELETE"}, {},
     {"data.delete"}),
    ("google_sql_user", "update", {"password": "before-1"}, {"password": "after-22"},
     {"secret.change"}),
    ("google_spanner_instance", "update", {"num_nodes": 6}, {"num_nodes": 2}, {"scale.down"}),
    ("google_spanner_database", "update", {"enable_drop_protection": True},
     {"enable_drop_protection": False}, {OFF}),
    ("google_bigtable_instance", "update", {"cluster": [{"cluster_id": "a", "num_nodes": 5}]},
     {"cluster": [{"cluster_id": "a", "num_nodes": 3}]}, {"scale.down"}),
    ("google_bigtable_gc_policy", "update", {"max_age": [{"duration": "720h"}]},
     {"max_age": [{"duration": "24h"}]}, {"data.retention-cut"}),
    ("google_firestore_database", "update",
     {"point_in_time_recovery_enablement": "POINT_IN_TIME_RECOVERY_ENABLED"},
     {"point_in_time_recovery_enablement": "POINT_IN_TIME_RECOVERY_DISABLED"},
     {"protection.backup-off"}),
    ("google_firestore_database", "delete", {"deletion_policy": "DELETE"}, {}, {"data.delete"}),
    ("google_redis_instance", "update", {"tier": "STANDARD_HA"}, {"tier": "BASIC"}, {OFF}),
    ("google_redis_instance", "update", {"auth_enabled": True}, {"auth_enabled": False},
     {"access.grant"}),
    ("google_memorystore_instance", "update", {"shard_count": 6}, {"shard_count": 3},
     {"scale.down"}),
    ("google_alloydb_cluster", "update",
     {"continuous_backup_config": [{"enabled": True, "recovery_window_days": 14}]},
     {"continuous_backup_config": [{"enabled": True, "recovery_window_days": 3}]},
     {"protection.backup-cut"}),
    ("google_alloydb_cluster", "delete", {"cluster_type": "PRIMARY"}, {}, {"data.delete"}),
    # storage and analytics
    ("google_storage_bucket", "delete", {"name": "a"}, {}, {"data.delete"}),
    ("google_storage_bucket", "update", {"versioning": [{"enabled": True}]},
     {"versioning": [{"enabled": False}]}, {OFF}),
    ("google_storage_bucket", "update", {"public_access_prevention": "enforced"},
     {"public_access_prevention": "inherited"}, {OFF}),
    ("google_storage_bucket", "update", _age(365), _age(30), {"data.retention-cut"}),
    ("google_storage_bucket", "update", {"force_destroy": False}, {"force_destroy": True}, {OFF}),
    ("google_storage_bucket", "update",
     {"soft_delete_policy": [{"retention_duration_seconds": 604800}]},
     {"soft_delete_policy": [{"retention_duration_seconds": 0}]}, {"protection.backup-off"}),
    ("google_storage_bucket_acl", "update", {"role_entity": ["READER:user-a"]},
     {"role_entity": ["READER:user-a", "READER:allUsers"]}, {"access.grant", "access.public"}),
    ("google_storage_bucket_access_control", "create", {},
     {"entity": "allUsers", "role": "READER"}, {"access.grant", "access.public"}),
    ("google_bigquery_dataset", "update", {"access": []},
     {"access": [{"role": "READER", "special_group": "allAuthenticatedUsers"}]},
     {"access.grant", "access.public"}),
    ("google_bigquery_dataset", "update", {"delete_contents_on_destroy": False},
     {"delete_contents_on_destroy": True}, {OFF}),
    ("google_bigquery_table", "delete", {"table_id": "orders"}, {}, {"data.delete"}),
    ("google_bigquery_table", "replace", {"time_partitioning": [{"field": "a"}]},
     {"time_partitioning": [{"field": "b"}]}, {"data.replace", "schema.keys"}),
    ("google_bigquery_table", "update", _schema(_column("id"), _column("name")),
     _schema(_column("id")), {"schema.keys"}),
    ("google_bigquery_table", "update", _schema(_column("id", "INT64")),
     _schema(_column("id", "STRING")), {"schema.keys"}),
    ("google_composer_environment", "delete", {"name": "a"}, {}, {"scale.to-zero"}),
    ("google_filestore_instance", "update",
     {"file_shares": [{"nfs_export_options": [{"ip_ranges": ["10.0.0.0/8"]}]}]},
     {"file_shares": [{"nfs_export_options": [{"ip_ranges": ["0.0.0.0/0"]}]}]},
     {"exposure.public"}),
    # machines and clusters
    ("google_compute_instance", "delete", {"name": "a"}, {}, {"scale.to-zero"}),
    ("google_compute_instance", "update", {"machine_type": "e2-standard-4"},
     {"machine_type": "e2-standard-2"}, {"scale.resize-down"}),
    ("google_compute_instance", "update", {"deletion_protection": True},
     {"deletion_protection": False}, {OFF}),
    ("google_compute_instance", "update", _interface(access_config=[]),
     _interface(access_config=[{"nat_ip": ""}]), {"exposure.open"}),
    ("google_compute_instance", "update", {"metadata": {"ssh-keys": "a:ssh-ed25519 A"}},
     {"metadata": {"ssh-keys": "b:ssh-ed25519 B"}},
     {"access.grant", "access.revoke", "config.env"}),
    ("google_compute_instance", "update", {"desired_status": "RUNNING"},
     {"desired_status": "TERMINATED"}, {"scale.to-zero"}),
    ("google_compute_instance_group_manager", "update", {"target_size": 6}, {"target_size": 0},
     {"scale.to-zero"}),
    ("google_compute_region_instance_group_manager", "update",
     {"version": [{"instance_template": "a"}]}, {"version": [{"instance_template": "b"}]},
     {"deploy.version"}),
    ("google_compute_autoscaler", "update", {"autoscaling_policy": [{"max_replicas": 10}]},
     {"autoscaling_policy": [{"max_replicas": 2}]}, {"scale.limits-down"}),
    ("google_compute_disk", "delete", {"name": "a"}, {}, {"data.delete"}),
    ("google_compute_snapshot", "delete", {"name": "a"}, {}, {"protection.backup-cut"}),
    ("google_compute_resource_policy", "delete",
     {"snapshot_schedule_policy": [{"schedule": [{"daily_schedule": [{}]}]}]}, {},
     {"protection.backup-off"}),
    ("google_container_cluster", "delete", {"name": "a"}, {}, {"data.delete", "scale.to-zero"}),
    ("google_container_cluster", "update", {"min_master_version": "1.29.4-gke.100"},
     {"min_master_version": "1.30.1-gke.200"}, {"dependency.cluster"}),
    ("google_container_cluster", "update",
     {"master_authorized_networks_config": [{"cidr_blocks": [{"cidr_block": "10.0.0.0/8"}]}]},
     {"master_authorized_networks_config": []}, {"exposure.public"}),
    ("google_container_cluster", "update",
     {"master_authorized_networks_config": [{"cidr_blocks": [{"cidr_block": "10.0.0.0/8"}]}]},
     {"master_authorized_networks_config": [{"cidr_blocks": [{"cidr_block": "10.0.0.0/8"},
                                                            {"cidr_block": "0.0.0.0/0"}]}]},
     {"exposure.public"}),
    ("google_container_cluster", "update", {"enable_legacy_abac": False},
     {"enable_legacy_abac": True}, {"access.admin"}),
    ("google_container_cluster", "update",
     {"logging_config": [{"enable_components": ["SYSTEM_COMPONENTS", "WORKLOADS"]}]},
     {"logging_config": [{"enable_components": ["SYSTEM_COMPONENTS"]}]},
     {"observability.logs-off"}),
    ("google_container_cluster", "update", {"database_encryption": [{"state": "ENCRYPTED"}]},
     {"database_encryption": [{"state": "DECRYPTED"}]}, {"protection.encryption-off"}),
    ("google_container_node_pool", "update", _pool(), _pool(node_count=0), {"scale.to-zero"}),
    ("google_container_node_pool", "delete", _pool(), {}, {"scale.to-zero"}),
    ("google_container_node_pool", "update",
     _pool(node_config=[{"machine_type": "n2-standard-8"}]),
     _pool(node_config=[{"machine_type": "n2-standard-4"}]), {"scale.resize-down"}),
    ("google_cloud_run_v2_service", "update", _run(), _run("shop:1.4.1"), {"deploy.rollback"}),
    ("google_cloud_run_v2_service", "update", {"ingress": "INGRESS_TRAFFIC_INTERNAL_ONLY"},
     {"ingress": "INGRESS_TRAFFIC_ALL"}, {"exposure.public"}),
    ("google_cloud_run_v2_service", "update", {"ingress": "INGRESS_TRAFFIC_INTERNAL_ONLY"},
     {"ingress": "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"}, {"exposure.open"}),
    ("google_cloud_run_v2_service", "update", {"invoker_iam_disabled": False},
     {"invoker_iam_disabled": True}, {"access.public"}),
    ("google_cloud_run_v2_service", "update",
     {"traffic": [{"revision": "a", "percent": 100}]},
     {"traffic": [{"revision": "b", "percent": 100}]}, {"routing.traffic"}),
    ("google_cloud_run_service", "update", {"metadata": [{"annotations": {
        "run.googleapis.com/ingress": "internal"}}]},
     {"metadata": [{"annotations": {"run.googleapis.com/ingress": "all"}}]},
     {"exposure.public"}),
    ("google_cloudfunctions2_function", "update",
     {"service_config": [{"ingress_settings": "ALLOW_INTERNAL_ONLY"}]},
     {"service_config": [{"ingress_settings": "ALLOW_ALL"}]}, {"exposure.public"}),
    ("google_cloudfunctions_function", "update", {"runtime": "nodejs18"},
     {"runtime": "nodejs20"}, {"dependency.runtime"}),
    ("google_artifact_registry_repository", "delete", {"repository_id": "a"}, {},
     {"data.delete"}),
    ("google_binary_authorization_policy", "update",
     {"default_admission_rule": [{"evaluation_mode": "REQUIRE_ATTESTATION"}]},
     {"default_admission_rule": [{"evaluation_mode": "ALWAYS_ALLOW"}]}, {OFF}),
    ("google_gke_backup_backup_plan", "update",
     {"retention_policy": [{"backup_retain_days": 30}]},
     {"retention_policy": [{"backup_retain_days": 3}]}, {"protection.backup-cut"}),
    # networks and firewalls
    ("google_compute_subnetwork", "replace", {"ip_cidr_range": "10.0.0.0/24"},
     {"ip_cidr_range": "10.1.0.0/24"}, {"routing.network"}),
    ("google_compute_route", "delete", {"dest_range": "0.0.0.0/0"}, {}, {"routing.remove"}),
    ("google_compute_router_nat", "update", {"nat_ips": ["a"]}, {"nat_ips": ["b"]},
     {"routing.network"}),
    ("google_compute_vpn_tunnel", "replace", {"shared_secret": "before-1"},
     {"shared_secret": "after-22"}, {"secret.change", "routing.network"}),
    ("google_compute_network_peering", "delete", {"name": "a"}, {}, {"routing.remove"}),
    ("google_compute_security_policy", "update",
     _armor((1000, "allow", "10.0.0.0/8"), (2147483647, "deny(403)", "*")),
     _armor((1000, "allow", "10.0.0.0/8"), (2147483647, "allow", "*")), {"exposure.public"}),
    ("google_compute_security_policy", "delete", _armor((2147483647, "allow", "*")), {}, {OFF}),
    ("google_compute_security_policy_rule", "delete", {"action": "deny(403)"}, {}, {OFF}),
    # balancers and names
    ("google_compute_backend_service", "update", {"security_policy": "a"},
     {"security_policy": ""}, {OFF}),
    ("google_compute_backend_service", "update", {"backend": [{"group": "a"}, {"group": "b"}]},
     {"backend": [{"group": "a"}]}, {"routing.rule", "routing.traffic"}),
    ("google_compute_url_map", "update", {"default_service": "a"}, {"default_service": "b"},
     {"routing.rule"}),
    ("google_compute_url_map", "update", _weighted(90, 10), _weighted(10, 90),
     {"routing.traffic"}),
    ("google_compute_global_forwarding_rule", "delete", {"name": "a"}, {}, {"routing.remove"}),
    ("google_compute_target_https_proxy", "update", {"ssl_policy": "a"}, {"ssl_policy": ""},
     {"exposure.tls-weaken"}),
    ("google_compute_ssl_policy", "update", {"min_tls_version": "TLS_1_2"},
     {"min_tls_version": "TLS_1_0"}, {"exposure.tls-weaken"}),
    ("google_compute_ssl_policy", "update", {"profile": "RESTRICTED"},
     {"profile": "COMPATIBLE"}, {"exposure.tls-weaken"}),
    ("google_dns_record_set", "update", {"rrdatas": ["192.0.2.1"], "ttl": 60},
     {"rrdatas": ["192.0.2.2"], "ttl": 60}, {"routing.dns"}),
    ("google_dns_record_set", "delete", {"rrdatas": ["192.0.2.1"]}, {}, {"routing.remove"}),
    ("google_dns_managed_zone", "update", {"dnssec_config": [{"state": "on"}]},
     {"dnssec_config": [{"state": "off"}]}, {OFF}),
    # keys, secrets, identities
    ("google_kms_crypto_key", "delete", {"name": "a"}, {}, {"key.delete"}),
    ("google_kms_crypto_key", "update", {"rotation_period": "7776000s"},
     {"rotation_period": None}, {"key.rotation-off"}),
    ("google_kms_crypto_key_version", "update", {"state": "ENABLED"}, {"state": "DISABLED"},
     {"key.disable"}),
    ("google_secret_manager_secret", "delete", {"secret_id": "a"}, {}, {"secret.delete"}),
    ("google_secret_manager_secret_version", "update", {"enabled": True}, {"enabled": False},
     {"secret.delete"}),
    ("google_secret_manager_secret_version", "delete", {"secret_data": "before-1"}, {},
     {"secret.delete"}),
    ("google_service_account_key", "create", {}, {"service_account_id": "a"}, {"secret.create"}),
    ("google_service_account", "delete", {"account_id": "a"}, {}, {"access.revoke"}),
    ("google_iam_workload_identity_pool_provider", "update",
     {"attribute_condition": "assertion.repository_owner == 'acme'"},
     {"attribute_condition": None}, {"access.trust"}),
    ("google_iam_workload_identity_pool_provider", "create", {},
     {"oidc": [{"issuer_uri": "https://token.actions.githubusercontent.com"}]},
     {"access.trust"}),
    ("google_project_iam_custom_role", "update", {"permissions": ["storage.objects.get"]},
     {"permissions": ["storage.objects.get", "resourcemanager.projects.setIamPolicy"]},
     {"access.admin"}),
    ("google_iam_deny_policy", "delete", {"name": "a"}, {}, {"access.grant", OFF}),
    # projects and rules
    ("google_project", "delete", {"project_id": "a", "deletion_policy": "DELETE"}, {},
     {"data.delete"}),
    ("google_project", "update", {"billing_account": "a"}, {"billing_account": None},
     {"scale.to-zero"}),
    ("google_project_service", "delete", {"service": "run.googleapis.com"}, {},
     {"scale.to-zero"}),
    ("google_org_policy_policy", "update", {"spec": [{"rules": [{"enforce": "TRUE"}]}]},
     {"spec": [{"rules": [{"enforce": "FALSE"}]}]}, {OFF}),
    ("google_access_context_manager_service_perimeter", "update",
     {"status": [{"restricted_services": ["storage.googleapis.com"]}]},
     {"status": [{"restricted_services": []}]}, {OFF}),
    # logs, alarms, messages
    ("google_logging_project_sink", "delete", {"name": "a"}, {}, {"observability.logs-off"}),
    ("google_logging_project_exclusion", "create", {}, {"filter": "severity < ERROR"},
     {"observability.logs-off"}),
    ("google_logging_project_bucket_config", "update", {"retention_days": 400},
     {"retention_days": 30}, {"observability.log-retention-cut"}),
    ("google_monitoring_alert_policy", "update", {"enabled": True}, {"enabled": False},
     {"observability.alarm-off"}),
    ("google_monitoring_alert_policy", "update", _condition(0.8), _condition(0.95),
     {"observability.alarm-loosened"}),
    ("google_monitoring_alert_policy", "update", {"notification_channels": ["a", "b"]},
     {"notification_channels": ["a"]}, {"observability.alarm-off"}),
    ("google_pubsub_subscription", "delete", {"name": "a"}, {}, {"data.delete"}),
    ("google_pubsub_subscription", "update", {"message_retention_duration": "604800s"},
     {"message_retention_duration": "600s"}, {"data.retention-cut"}),
    ("google_cloud_scheduler_job", "update", {"paused": False}, {"paused": True},
     {"scale.to-zero"}),
    ("google_dataflow_job", "update", {"on_delete": "drain"}, {"on_delete": "cancel"}, {OFF}),
)  # fmt: skip
ROUTINE: tuple[Case, ...] = (
    ("google_sql_database_instance", "create", {}, _net(ipv4_enabled=True), {"other"}),
    ("google_sql_database_instance", "update", _sql(disk_size=100), _sql(disk_size=200),
     {"scale.resize-up", "cost.up"}),
    ("google_sql_database_instance", "update", _sql(user_labels={"a": "1"}),
     _sql(user_labels={"a": "2"}), {"other"}),
    ("google_sql_database_instance", "update", _backup(enabled=False), _backup(enabled=True),
     {UP}),
    ("google_sql_database", "delete", {"name": "a", "deletion_policy": "ABANDON"}, {}, {"other"}),
    ("google_firestore_database", "delete", {"deletion_policy": "ABANDON"}, {}, {"other"}),
    ("google_storage_bucket", "create", {}, {"name": "a"}, {"other"}),
    ("google_storage_bucket", "update", {"labels": {"a": "1"}}, {"labels": {"a": "2"}},
     {"other.tags"}),
    ("google_storage_bucket", "update", _age(30, "SetStorageClass"),
     _age(10, "SetStorageClass"), {"other"}),
    ("google_bigquery_table", "update", _schema(_column("id")),
     _schema(_column("id"), _column("note", mode="NULLABLE")), {"other"}),
    ("google_bigquery_table", "update", _schema(_column("id"), _column("b")),
     {"schema": json.dumps([_column("id"), _column("b")], indent=2), "table_id": "orders"},
     set()),
    ("google_compute_instance", "create", {}, _interface(access_config=[{}]), {"other"}),
    ("google_compute_instance", "update", {"labels": {"a": "1"}}, {"labels": {"a": "2"}},
     {"other.tags"}),
    ("google_compute_instance", "update", {"machine_type": "e2-standard-2"},
     {"machine_type": "e2-standard-4"}, {"scale.resize-up", "cost.up"}),
    ("google_compute_instance_template", "replace",
     {"name": "a", "disk": [{"source_image": "debian-11"}]},
     {"name": "b", "disk": [{"source_image": "debian-12"}]}, {"deploy.version"}),
    ("google_container_cluster", "create", {}, {"name": "a", "enable_shielded_nodes": True},
     {"other"}),
    ("google_container_cluster", "update", {"master_authorized_networks_config": []},
     {"master_authorized_networks_config": [{"cidr_blocks": [{"cidr_block": "10.0.0.0/8"}]}]},
     {"exposure.narrow"}),
    ("google_container_node_pool", "update", _pool(), _pool(node_count=5),
     {"scale.up", "cost.up"}),
    ("google_container_node_pool", "create", {}, _pool(), {"other"}),
    ("google_cloud_run_v2_service", "update", _run(), _run("shop:1.4.3"), {"deploy.version"}),
    ("google_cloud_run_v2_service", "update", {"client": "gcloud", "client_version": "1"},
     {"client": "terraform", "client_version": "2"}, set()),
    ("google_cloud_run_v2_service", "update", _run(env=[{"name": "LEVEL", "value": "info"}]),
     _run(env=[{"name": "LEVEL", "value": "debug"}]), {"config.env"}),
    ("google_cloudfunctions2_function", "update",
     {"build_config": [{"source": [{"storage_source": [{"object": "a.zip"}]}]}]},
     {"build_config": [{"source": [{"storage_source": [{"object": "b.zip"}]}]}]},
     {"deploy.version"}),
    ("google_compute_subnetwork", "create", {}, {"ip_cidr_range": "10.0.0.0/24"}, {"other"}),
    ("google_compute_security_policy", "create", {}, _armor((2147483647, "allow", "*")),
     {"other"}),
    ("google_compute_health_check", "update", {"description": "a"}, {"description": "b"}, set()),
    ("google_dns_record_set", "create", {}, {"rrdatas": ["192.0.2.1"]}, {"routing.dns"}),
    ("google_kms_crypto_key", "create", {}, {"name": "a"}, {"key.create"}),
    ("google_kms_crypto_key", "update", {"rotation_period": "7776000s"},
     {"rotation_period": "2592000s"}, {UP}),
    ("google_kms_key_ring", "delete", {"name": "a"}, {}, {"other"}),
    ("google_secret_manager_secret", "create", {}, {"secret_id": "a"}, {"other"}),
    ("google_secret_manager_secret_version", "delete",
     {"secret_data": "before-1", "deletion_policy": "ABANDON"}, {}, {"other"}),
    ("google_service_account", "update", {"display_name": "a"}, {"display_name": "b"}, set()),
    ("google_iam_workload_identity_pool_provider", "create", {},
     {"attribute_condition": "assertion.repository_owner == 'acme'"}, {"other"}),
    ("google_project", "create", {}, {"project_id": "a"}, {"other"}),
    ("google_project", "delete", {"project_id": "a", "deletion_policy": "ABANDON"}, {},
     {"other"}),
    ("google_project_service", "create", {}, {"service": "run.googleapis.com"}, {"other"}),
    ("google_project_service", "delete",
     {"service": "run.googleapis.com", "disable_on_destroy": False}, {}, {"other"}),
    ("google_org_policy_policy", "create", {}, {"spec": [{"rules": [{"enforce": "TRUE"}]}]},
     {UP}),
    ("google_logging_project_bucket_config", "update", {"retention_days": 30},
     {"retention_days": 400}, {"observability.log-retention-up"}),
    ("google_logging_project_bucket_config", "delete", {"bucket_id": "_Default"}, {}, {"other"}),
    ("google_monitoring_alert_policy", "update", _condition(0.9), _condition(0.8), {"other"}),
    ("google_monitoring_dashboard", "update", {"dashboard_json": "{}"},
     {"dashboard_json": '{"a": 1}'}, set()),
    ("google_pubsub_topic", "create", {}, {"name": "a"}, {"other"}),
    ("google_service_account_iam_member", "create", {},
     {"role": "roles/iam.workloadIdentityUser",
      "member": "serviceAccount:p.svc.id.goog[shop/api]"}, {"access.grant"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), DANGEROUS + ROUTINE)
def test_meaning(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    found = [a for a in classify(subject, build(subject, NoSources())).items if a.kind != "plan"]
    assert {action.id for action in found} == expected
    assert Confidence.GUESS not in {action.confidence for action in found}


def test_what_is_noticed_is_told() -> None:
    resize = change(
        "google_compute_instance",
        before={"machine_type": "e2-standard-2"},
        after={"machine_type": "e2-standard-4"},
    )
    tag = change("google_compute_disk", before={"size": 10}, after={"size": 20})
    subject = plan(resize, tag)
    found = classify(subject, build(subject, NoSources())).items
    told = {(a.address, a.disruption) for a in found if a.id == "scale.resize-up"}
    assert {disruption for _, disruption in told} == {Disruption.RESTART, Disruption.NONE}
