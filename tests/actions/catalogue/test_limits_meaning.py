"""What limits and words mean where none is set, members that are numbers, keys with points."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.testing import change, plan

UP, DOWN = "scale.limits-up", "scale.limits-down"
GRANT, REVOKE, CUT = "access.grant", "access.revoke", "data.retention-cut"
OPEN, NARROW = "exposure.open", "exposure.narrow"
LOOSER = "observability.alarm-loosened"


def _standard(most: int) -> dict[str, Any]:
    settings = {"standard_scheduler_settings": [{"max_instances": most}]}
    return {"automatic_scaling": [settings]}


def _condition(name: str, duration: str) -> dict[str, Any]:
    return {"display_name": name, "condition_threshold": [{"duration": duration}]}


def _job(**template: Any) -> dict[str, Any]:
    return {"template": [{"task_count": 9, **template}]}


def _function(limit: int) -> dict[str, Any]:
    return {"site_config": [{"app_scale_limit": limit}]}


def _token(*ranges: str) -> dict[str, Any]:
    return {"condition": {"request_ip": {"in": list(ranges), "not_in": ["10.9.0.0/16"]}}}


def _level(function: str, *members: str) -> dict[str, Any]:
    conditions = [{"members": list(members), "ip_subnetworks": ["10.0.0.0/8"]}]
    return {"basic": [{"combining_function": function, "conditions": conditions}]}


def _topic(**config: Any) -> dict[str, Any]:
    spec = {"config": {name.replace("_", "."): value for name, value in config.items()}}
    return {"kind": "KafkaTopic", "apiVersion": "kafka.strimzi.io/v1beta2", "spec": spec}


CASES: tuple[tuple[str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("google_app_engine_standard_app_version", _standard(0), _standard(5), {DOWN}),
    ("google_app_engine_standard_app_version", _standard(5), _standard(0), {UP, "cost.up"}),
    ("google_cloud_run_v2_job", _job(parallelism=0), _job(parallelism=5), {DOWN}),
    ("google_cloud_run_v2_job", _job(), _job(parallelism=5), {DOWN}),
    ("google_cloud_run_v2_job", _job(parallelism=5), _job(), {UP, "cost.up"}),
    ("google_sql_database_instance", {"settings": [{"disk_autoresize_limit": 0}]},
     {"settings": [{"disk_autoresize_limit": 100}]}, {DOWN}),
    ("google_sql_database_instance", {"settings": [{"disk_autoresize_limit": 100}]},
     {"settings": [{"disk_autoresize_limit": 0}]}, {UP, "cost.up"}),
    ("azurerm_linux_function_app", _function(0), _function(5), {DOWN}),
    ("azurerm_windows_function_app", _function(5), _function(0), {UP, "cost.up"}),
    ("azurerm_linux_function_app", {"daily_memory_time_quota": 0},
     {"daily_memory_time_quota": 100}, {DOWN}),
    ("azure-native:web:WebApp", {"siteConfig": {"functionAppScaleLimit": 5}},
     {"siteConfig": {}}, {UP, "cost.up"}),
    ("google_monitoring_alert_policy", {"conditions": [_condition("a", "60s")]},
     {"conditions": [_condition("a", "60s"), _condition("b", "300s")]}, {"other"}),
    ("google_monitoring_alert_policy", {"conditions": [_condition("a", "60s")]},
     {"conditions": [_condition("a", "300s")]}, {LOOSER}),
    ("google_monitoring_uptime_check_config", {"selected_regions": []},
     {"selected_regions": ["USA"]}, {LOOSER}),
    ("google_monitoring_uptime_check_config", {"selected_regions": ["USA"]},
     {"selected_regions": []}, {"other"}),
    ("google_access_context_manager_access_level", _level("AND"), _level("AND", "a@b"), {REVOKE}),
    ("google_access_context_manager_access_level", _level("AND", "a@b"), _level("AND"), {GRANT}),
    ("google_access_context_manager_access_level", _level("OR", "a@b"), _level("OR", "a@b", "c@d"),
     {GRANT}),
    ("google_managed_kafka_topic", {"configs": {"retention.ms": "604800000"}},
     {"configs": {"retention.ms": "3600000"}}, {CUT, "config.parameter"}),
    ("google_managed_kafka_topic", {"configs": {"retention.ms": "-1"}},
     {"configs": {"retention.ms": "3600000"}}, {CUT, "config.parameter"}),
    ("google_managed_kafka_topic", {"configs": {}}, {"configs": {"retention.ms": "604800000"}},
     {"config.parameter"}),
    ("kubernetes:kafka.strimzi.io:KafkaTopic", _topic(retention_ms=604800000),
     _topic(retention_ms=3600000), {CUT}),
    ("kubernetes:kafka.strimzi.io:KafkaTopic", _topic(retention_ms=3600000),
     _topic(retention_ms=604800000), {"other"}),
    ("github_actions_organization_secret_repositories", {"selected_repository_ids": [1276543210]},
     {"selected_repository_ids": [1276543210, 7]}, {GRANT}),
    ("github_actions_organization_secret_repositories", {"selected_repository_ids": [8, 7]},
     {"selected_repository_ids": [7]}, {REVOKE}),
    ("github_actions_runner_group", {"selected_repository_ids": [8, 7]},
     {"selected_repository_ids": [7]}, {REVOKE}),
    ("github_organization_ruleset", {"conditions": [{"repository_id": [7, 8]}]},
     {"conditions": [{"repository_id": [7]}]}, {"protection.guard-off"}),
    ("azurerm_backup_protected_vm", {"include_disk_luns": []}, {"include_disk_luns": [0]},
     {"protection.backup-cut"}),
    ("azurerm_backup_protected_vm", {"include_disk_luns": [0]}, {"include_disk_luns": [0, 1]},
     {"protection.up"}),
    ("azurerm_backup_protected_vm", {"exclude_disk_luns": []}, {"exclude_disk_luns": [1]},
     {"protection.backup-cut"}),
    ("aws_s3control_directory_bucket_access_point_scope", {"scope": [{"prefixes": ["a"]}]},
     {"scope": [{"prefixes": []}]}, {GRANT}),
    ("cloudflare_zero_trust_access_application", {"allowed_idps": []}, {"allowed_idps": ["a"]},
     {REVOKE}),
    ("cloudflare_api_token", _token(), _token("10.0.0.0/8"), {NARROW}),
    ("cloudflare_api_token", _token("10.0.0.0/8"), _token(), {OPEN}),
    ("datadog_application_key", {"scopes": []}, {"scopes": ["monitors_read"]}, {REVOKE}),
    ("datadog_integration_cloudflare_account", {"resources": []}, {"resources": ["web"]},
     {"observability.logs-off"}),
    ("datadog_monitor", {"require_full_window": None}, {"require_full_window": True}, {"other"}),
    ("datadog_monitor", {"require_full_window": True}, {"require_full_window": False},
     {"config.parameter"}),
    ("google_secret_manager_secret_version", {"deletion_policy": None},
     {"deletion_policy": "DELETE"}, {"other"}),
    ("google_secret_manager_secret_version", {"deletion_policy": "ABANDON"},
     {"deletion_policy": None}, {"protection.guard-off"}),
    ("google_project", {"deletion_policy": None}, {"deletion_policy": "DELETE"},
     {"protection.guard-off"}),
    ("google_project", {"deletion_policy": None}, {"deletion_policy": "PREVENT"}, {"other"}),
    ("google_storage_hmac_key", {"state": None}, {"state": "ACTIVE"}, {"other"}),
    ("google_dns_managed_zone", {"visibility": None}, {"visibility": "public"}, {"other"}),
    ("google_looker_instance", {"deletion_policy": None}, {"deletion_policy": "DEFAULT"},
     {"other"}),
    ("google_firestore_database", {"deletion_policy": None}, {"deletion_policy": "DELETE"},
     {"protection.guard-off"}),
    ("google_filestore_instance", {"file_shares": [{"nfs_export_options": [{"ip_ranges": ["a"]}]}]},
     {"file_shares": [{"nfs_export_options": [
         {"ip_ranges": ["a"], "squash_mode": "NO_ROOT_SQUASH"}]}]}, {"other"}),
    ("okta_auth_server", {"status": None}, {"status": "ACTIVE"}, {"other"}),
    ("okta_auth_server", {"status": "INACTIVE"}, {"status": "ACTIVE"}, {GRANT}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "before", "after", "expected"), CASES)
def test_what_it_means(
    type_: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    subject = plan(change(type_, verb="update", before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    assert {str(action.id) for action in found if action.kind != "plan"} == expected
