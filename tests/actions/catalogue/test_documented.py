"""That what a change costs is said with the page that says so, for the types people change most."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.catalogue import all_entries, entries_of
from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.source import NoSources
from planguard.model.words import Disruption, Reversible
from planguard.testing import change, plan

AWS = (
    *("aws_autoscaling_group", "aws_db_instance", "aws_docdb_cluster"),
    *("aws_docdb_cluster_instance", "aws_dynamodb_table", "aws_ebs_volume", "aws_ecs_service"),
    *("aws_ecs_task_definition", "aws_efs_file_system", "aws_eks_addon", "aws_eks_cluster"),
    *("aws_eks_node_group", "aws_elasticache_cluster", "aws_elasticache_replication_group"),
    *("aws_elasticsearch_domain", "aws_instance", "aws_kinesis_stream", "aws_kms_key"),
    *("aws_lambda_function", "aws_launch_configuration", "aws_launch_template", "aws_lb"),
    *("aws_lb_listener", "aws_lb_listener_rule", "aws_lb_target_group", "aws_memorydb_cluster"),
    *("aws_mq_broker", "aws_msk_cluster", "aws_neptune_cluster", "aws_neptune_cluster_instance"),
    *("aws_opensearch_domain", "aws_rds_cluster", "aws_rds_cluster_instance"),
    *("aws_redshift_cluster", "aws_s3_bucket", "aws_secretsmanager_secret", "aws_sns_topic"),
    "aws_sqs_queue",
)
AZURE = (
    *("azurerm_application_gateway", "azurerm_cosmosdb_account", "azurerm_key_vault"),
    *("azurerm_key_vault_key", "azurerm_key_vault_secret", "azurerm_kubernetes_cluster"),
    *("azurerm_kubernetes_cluster_node_pool", "azurerm_linux_function_app"),
    *("azurerm_linux_virtual_machine", "azurerm_linux_web_app", "azurerm_managed_disk"),
    *("azurerm_mssql_database", "azurerm_mssql_server", "azurerm_mysql_flexible_server"),
    *("azurerm_postgresql_flexible_server", "azurerm_redis_cache", "azurerm_service_plan"),
    *("azurerm_storage_account", "azurerm_storage_container", "azurerm_windows_function_app"),
    *("azurerm_windows_virtual_machine", "azurerm_windows_web_app"),
)
GOOGLE = (
    *("google_bigquery_dataset", "google_bigquery_table", "google_bigtable_instance"),
    *("google_bigtable_table", "google_cloud_run_service", "google_cloud_run_v2_service"),
    *("google_compute_disk", "google_compute_instance", "google_compute_instance_group_manager"),
    *("google_compute_instance_template", "google_compute_region_instance_group_manager"),
    *("google_container_cluster", "google_container_node_pool", "google_redis_instance"),
    *("google_spanner_database", "google_spanner_instance", "google_sql_database_instance"),
    "google_storage_bucket",
)
KUBERNETES = (
    *("helm_release", "kubernetes_deployment", "kubernetes_deployment_v1"),
    *("kubernetes_persistent_volume_claim_v1", "kubernetes_service_v1"),
    "kubernetes_stateful_set_v1",
)
LOUD = frozenset({Disruption.RESTART, Disruption.REPLACE, Disruption.OUTAGE})


def _of(type_: str, verb: str, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Action]:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    return {str(action.id): action for action in found}


@pytest.mark.parametrize("type_", [*AWS, *AZURE, *GOOGLE, *KUBERNETES])
def test_what_interrupts_says_where_it_is_documented(type_: str) -> None:
    entry = entries_of({type_})[type_]
    silent = [rule.path for rule in entry.rules if rule.disruption in LOUD and not rule.source]
    assert silent == []


@pytest.mark.parametrize("type_", [*AWS, *AZURE, *GOOGLE, *KUBERNETES])
def test_a_way_back_says_where_it_is_documented(type_: str) -> None:
    entry = entries_of({type_})[type_]
    assert all(rule.source for rule in entry.rules if rule.reversible)


def test_every_page_can_be_opened() -> None:
    named = {rule.source for entry in all_entries().values() for rule in entry.rules} - {""}
    assert [page for page in sorted(named) if not page.startswith("https://")] == []
    assert [page for page in sorted(named) if any(each.isspace() for each in page)] == []


LAST: tuple[tuple[str, dict[str, Any], str, Reversible], ...] = (
    ("aws_db_instance", {"skip_final_snapshot": False}, "data.delete", Reversible.YES),
    ("aws_db_instance", {"skip_final_snapshot": True}, "data.delete", Reversible.WITH_DATA_LOSS),
    ("aws_rds_cluster", {"skip_final_snapshot": False}, "data.delete", Reversible.YES),
    ("aws_dynamodb_table", {"point_in_time_recovery": [{"enabled": True}]}, "data.delete",
     Reversible.YES),
    ("aws_dynamodb_table", {"point_in_time_recovery": [{"enabled": False}]}, "data.delete",
     Reversible.WITH_DATA_LOSS),
    ("aws_dynamodb_table", {"name": "a"}, "data.delete", Reversible.WITH_DATA_LOSS),
    ("aws_elasticache_replication_group", {"final_snapshot_identifier": "last"}, "data.delete",
     Reversible.YES),
    ("aws_kms_key", {"deletion_window_in_days": 7}, "key.delete", Reversible.YES),
    ("aws_secretsmanager_secret", {"recovery_window_in_days": 0}, "secret.delete", Reversible.NO),
    ("azurerm_key_vault", {"purge_protection_enabled": True}, "key.delete", Reversible.YES),
    ("azurerm_key_vault", {"purge_protection_enabled": False}, "key.delete", Reversible.UNKNOWN),
    ("azurerm_storage_account", {"name": "a"}, "data.delete", Reversible.UNKNOWN),
    ("google_sql_database_instance", {"settings": [{"final_backup_config": [{"enabled": True}]}]},
     "data.delete", Reversible.YES),
    ("google_sql_database_instance", {"settings": [{"tier": "db-f1-micro"}]}, "data.delete",
     Reversible.WITH_DATA_LOSS),
    ("google_storage_bucket", {"soft_delete_policy": [{"retention_duration_seconds": 604800}]},
     "data.delete", Reversible.YES),
    ("google_storage_bucket", {"soft_delete_policy": [{"retention_duration_seconds": 0}]},
     "data.delete", Reversible.WITH_DATA_LOSS),
    ("google_bigquery_table", {"table_id": "a"}, "data.delete", Reversible.YES),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "before", "action", "back"), LAST)
def test_what_is_left_of_what_is_deleted(
    type_: str, before: dict[str, Any], action: str, back: Reversible
) -> None:
    found = _of(type_, "delete", before, {})[action]
    assert found.reversible is back
    assert found.source.startswith("https://")


def test_a_store_is_lost_once() -> None:
    subject = plan(change("aws_rds_cluster", verb="delete", before={"skip_final_snapshot": False}))
    found = classify(subject, build(subject, NoSources())).items
    assert [str(action.id) for action in found].count("data.delete") == 1


_SPEC: dict[str, Any] = {"template": [{"spec": [{"container": [{"name": "a", "image": "a:1"}]}]}]}
_NEXT: dict[str, Any] = {"template": [{"spec": [{"container": [{"name": "a", "image": "a:2"}]}]}]}
COSTS: tuple[tuple[str, dict[str, Any], dict[str, Any], str, Disruption], ...] = (
    ("aws_autoscaling_group", {"launch_configuration": "a"}, {"launch_configuration": "b"},
     "deploy.version", Disruption.NONE),
    ("aws_autoscaling_group", {"launch_configuration": "a"},
     {"launch_configuration": "b", "instance_refresh": [{"strategy": "Rolling"}]},
     "deploy.version", Disruption.REPLACE),
    ("aws_db_instance", {"parameter_group_name": "a"}, {"parameter_group_name": "b"},
     "schema.engine", Disruption.NONE),
    ("aws_elasticache_replication_group", {"node_type": "cache.t4g.small"},
     {"node_type": "cache.t4g.medium", "automatic_failover_enabled": True},
     "scale.resize-up", Disruption.REPLACE),
    ("aws_elasticache_replication_group", {"node_type": "cache.t4g.small"},
     {"node_type": "cache.t4g.medium", "automatic_failover_enabled": False},
     "scale.resize-up", Disruption.RESTART),
    ("aws_lambda_function", {"source_code_hash": "a"}, {"source_code_hash": "b"},
     "deploy.version", Disruption.NONE),
    ("aws_lambda_function", {"environment": [{"variables": {"A": "1"}}]},
     {"environment": [{"variables": {"A": "2"}}]}, "config.env", Disruption.NONE),
    ("aws_mq_broker", {"host_instance_type": "mq.m5.large"},
     {"host_instance_type": "mq.m5.xlarge"}, "scale.resize-up", Disruption.RESTART),
    ("google_cloud_run_v2_service", {"template": [{"containers": [{"image": "a:1"}]}]},
     {"template": [{"containers": [{"image": "a:2"}]}]}, "deploy.version", Disruption.NONE),
    ("google_compute_instance_group_manager", {"version": [{"instance_template": "a"}]},
     {"version": [{"instance_template": "b"}], "update_policy": [{"type": "OPPORTUNISTIC"}]},
     "deploy.version", Disruption.NONE),
    ("google_compute_instance_group_manager", {"version": [{"instance_template": "a"}]},
     {"version": [{"instance_template": "b"}], "update_policy": [{"type": "PROACTIVE"}]},
     "deploy.version", Disruption.REPLACE),
    ("kubernetes_deployment_v1", {"spec": [_SPEC]}, {"spec": [_NEXT]},
     "deploy.version", Disruption.RESTART),
    ("kubernetes_deployment_v1", {"spec": [{**_SPEC, "strategy": [{"type": "Recreate"}]}]},
     {"spec": [{**_NEXT, "strategy": [{"type": "Recreate"}]}]},
     "deploy.version", Disruption.OUTAGE),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "before", "after", "action", "noticed"), COSTS)
def test_what_a_change_costs(
    type_: str,
    before: dict[str, Any],
    after: dict[str, Any],
    action: str,
    noticed: Disruption,
) -> None:
    found = _of(type_, "update", before, after)[action]
    assert found.disruption is noticed
    assert found.source.startswith("https://")
