"""What a review of the AWS stores that are used most put right."""

from __future__ import annotations

import json
from typing import Any

import pytest
from actions.catalogue.meaning import found

from planguard.model.words import Reversible

_NONE: dict[str, Any] = {}
_BLOCKED = {"block_public_acls": True, "block_public_policy": True}
_NETWORK = "network"


def _rules(*ids: str) -> dict[str, Any]:
    rules = [
        {"id": id_, "status": "Enabled", "destination": [
            {"bucket": "b", "encryption_configuration": [{"replica_kms_key_id": "k"}]}]}
        for id_ in ids
    ]  # fmt: skip
    return {"rule": rules}


def _granted(*ids: str) -> dict[str, Any]:
    grants = [{"permission": "READ", "grantee": [{"id": id_, "type": "CanonicalUser"}]}
              for id_ in ids]  # fmt: skip
    return {"access_control_policy": [{"grant": grants, "owner": [{"id": "o"}]}]}


def _functions(*ids: str) -> dict[str, Any]:
    return {"lambda_function": [
        {"id": id_, "lambda_function_arn": f"arn:{id_}", "events": ["s3:ObjectCreated:*"],
         "filter_prefix": "", "filter_suffix": ""} for id_ in ids]}  # fmt: skip


def _lifecycle(**conditions: Any) -> dict[str, Any]:
    return {"rule": [{"id": "a", "status": "Enabled", "expiration": [{"days": 30}],
                      "filter": [{"and": [conditions]}]}]}  # fmt: skip


def _encryption(algorithm: str) -> dict[str, Any]:
    return {"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": algorithm}]}]}


def _ownership(word: str) -> dict[str, Any]:
    return {"rule": [{"object_ownership": word}]}


def _exports(*clients: str) -> dict[str, Any]:
    blocks = [{"clients": client, "options": ["ro"]} for client in clients]
    return {"nfs_exports": [{"client_configurations": blocks}]}


def _audited(level: str) -> dict[str, Any]:
    return {"audit_log_configuration": [
        {"file_access_audit_log_level": level, "audit_log_destination": "a"}]}  # fmt: skip


def _index(**attributes: Any) -> dict[str, Any]:
    return {"global_secondary_index": [
        {"name": "i", "hash_key": "a", "projection_type": "ALL", **attributes}]}  # fmt: skip


def _replicas(*regions: str) -> dict[str, Any]:
    return {"replica": [{"region_name": region} for region in regions]}


def _reached(*, public: bool, collections: tuple[str, ...] = ("collection/a",)) -> dict[str, Any]:
    rules = [{"ResourceType": "collection", "Resource": list(collections)}]
    policy = [{"Rules": rules, "AllowFromPublic": public}]
    return {"type": _NETWORK, "policy": json.dumps(policy)}


def _sealed(*, owned: bool) -> dict[str, Any]:
    rules = [{"ResourceType": "collection", "Resource": ["collection/a"]}]
    return {"type": "encryption", "policy": json.dumps({"Rules": rules, "AWSOwnedKey": owned})}


def _indices(kept: str) -> dict[str, Any]:
    rules = [{"ResourceType": "index", "Resource": ["index/a/*"], "MinIndexRetention": kept}]
    return {"type": "retention", "policy": json.dumps({"Rules": rules})}


def _tagged(**tags: str) -> dict[str, Any]:
    return {"policy_details": [{"target_tags": tags, "schedule": [{"name": "a"}]}]}


def _status(word: str) -> dict[str, Any]:
    return {"backup_policy": [{"status": word}]}


def _staged(**word: str) -> dict[str, Any]:
    return {"s3_settings": [{"bucket_name": "b", **word}]}


def _brokers(protocol: str) -> dict[str, Any]:
    return {"kafka_settings": [{"broker": "b", "security_protocol": protocol}]}


def _secrets(*arns: str) -> dict[str, Any]:
    return {"auth": [{"secret_arn": arn, "iam_auth": "REQUIRED"} for arn in arns]}


def _may(*principals: str) -> dict[str, Any]:
    rules = [{"ResourceType": "index", "Resource": ["index/a/*"], "Permission": ["aoss:*"]}]
    return {"policy": json.dumps([{"Rules": rules, "Principal": list(principals)}])}


def _kept(interval: int, unit: str) -> dict[str, Any]:
    rule = {"interval": interval, "interval_unit": unit}
    return {"policy_details": [{"schedule": [{"name": "a", "retain_rule": [rule]}]}]}


def _owned(word: str) -> dict[str, Any]:
    return {"ownershipControls": {"rules": [{"objectOwnership": word}]}}


def _selected(*keys: str) -> dict[str, Any]:
    tags = [{"conditionKey": key, "conditionType": "STRINGEQUALS", "conditionValue": "x"}
            for key in keys]  # fmt: skip
    return {"backupSelection": {"listOfTags": tags}}


CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("aws_s3_bucket_public_access_block", "update", _BLOCKED, {"block_public_acls": True},
     {"exposure.public"}),
    ("aws_s3_bucket_public_access_block", "update", _BLOCKED,
     {**_BLOCKED, "block_public_policy": False}, {"exposure.public"}),
    ("aws_s3_account_public_access_block", "create", _NONE, {"block_public_acls": False},
     {"other"}),
    ("aws_s3_account_public_access_block", "update", _BLOCKED, {"block_public_acls": True},
     {"exposure.public"}),
    ("aws_s3_bucket_acl", "update", _granted("a", "b"), _granted("a"), {"access.revoke"}),
    ("aws_s3_bucket_acl", "update", _granted("a"), _granted("a", "b"), {"access.grant"}),
    ("aws_s3_bucket_notification", "update", _functions("a", "b"), _functions("a"),
     {"routing.remove"}),
    ("aws_s3_bucket_notification", "update", _functions("a"), _functions("a", "b"),
     {"routing.rule"}),
    ("aws_s3_bucket_ownership_controls", "delete", _ownership("ObjectWriter"), _NONE, {"other"}),
    ("aws_s3_bucket_ownership_controls", "delete", _ownership("BucketOwnerEnforced"), _NONE,
     {"protection.guard-off"}),
    ("aws_s3_bucket_replication_configuration", "update", _rules("a", "b"), _rules("a"),
     {"protection.backup-cut"}),
    ("aws_s3_bucket_server_side_encryption_configuration", "create", _NONE,
     _encryption("AES256"), {"other"}),
    ("aws_s3_bucket_server_side_encryption_configuration", "create", _NONE,
     _encryption("aws:kms"), {"protection.up"}),
    ("aws_s3_bucket_lifecycle_configuration", "update",
     _lifecycle(prefix="a", tags={"x": "1"}), _lifecycle(prefix="a"), {"data.retention-cut"}),
    ("aws_s3_object", "update", {"storage_class": "STANDARD"}, {"storage_class": "GLACIER"},
     {"config.parameter"}),
    ("aws_ebs_encryption_by_default", "create", _NONE, {"enabled": True}, {"protection.up"}),
    ("aws_ebs_encryption_by_default", "delete", {"enabled": False}, _NONE, {"other"}),
    ("aws_snapshot_create_volume_permission", "replace", {"account_id": "1", "snapshot_id": "a"},
     {"account_id": "1", "snapshot_id": "b"}, {"access.grant", "access.revoke"}),
    ("aws_efs_backup_policy", "delete", _status("DISABLED"), _NONE, {"other"}),
    ("aws_efs_backup_policy", "delete", _status("ENABLED"), _NONE, {"protection.backup-off"}),
    ("aws_fsx_openzfs_volume", "update", _exports("10.0.0.1", "10.0.0.2"), _exports("10.0.0.1"),
     {"exposure.narrow"}),
    ("aws_fsx_windows_file_system", "update", _audited("SUCCESS_AND_FAILURE"),
     _audited("FAILURE_ONLY"), {"observability.logs-off"}),
    ("aws_fsx_windows_file_system", "update", {"audit_log_configuration": []},
     _audited("SUCCESS_AND_FAILURE"), {"other"}),
    ("aws_dynamodb_global_table", "delete", _replicas("a", "b"), _NONE,
     {"protection.backup-cut"}),
    ("aws_dynamodb_table", "update", _index(range_key="b"), _index(), {"schema.keys"}),
    ("aws_dynamodb_table", "update", _index(), _index(projection_type="KEYS_ONLY"),
     {"schema.keys"}),
    ("aws_dynamodb_table", "update", _replicas(), _replicas("eu-west-1"), {"protection.up"}),
    ("aws_elasticache_replication_group", "update", {"num_cache_clusters": 2},
     {"num_node_groups": 1, "replicas_per_node_group": 1}, {"other"}),
    ("aws_elasticache_replication_group", "update", {"num_cache_clusters": 3},
     {"num_cache_clusters": 2}, {"scale.down"}),
    ("aws_elasticache_cluster", "update", {"num_cache_nodes": 1}, _NONE, {"other"}),
    ("aws_elasticache_user", "create", _NONE,
     {"authentication_mode": [{"type": "no-password-required"}]}, {"access.public"}),
    ("aws_opensearch_domain", "update", {"cluster_config": [{"instance_count": 3}]},
     {"cluster_config": [{"instance_type": "m5.large.search"}]}, {"scale.down"}),
    ("aws_opensearchserverless_security_policy", "update", _reached(public=True),
     _reached(public=False), {"exposure.narrow"}),
    ("aws_opensearchserverless_security_policy", "create", _NONE, _reached(public=True),
     {"exposure.public"}),
    ("aws_opensearchserverless_security_policy", "update", _sealed(owned=True),
     _sealed(owned=False), {"protection.up"}),
    ("aws_opensearchserverless_security_policy", "delete", _sealed(owned=True), _NONE, {"other"}),
    ("aws_opensearchserverless_lifecycle_policy", "update", _indices("15d"), _indices("30d"),
     {"other"}),
    ("aws_opensearchserverless_lifecycle_policy", "update", _indices("30d"), _indices("15d"),
     {"data.retention-cut"}),
    ("aws_memorydb_cluster", "create", _NONE, {"acl_name": "open-access"}, {"access.public"}),
    ("aws_redshift_snapshot_schedule_association", "delete", {"schedule_identifier": "a"}, _NONE,
     {"protection.backup-cut"}),
    ("aws_redshiftserverless_workgroup", "replace", {"workgroup_name": "a"},
     {"workgroup_name": "b"}, {"routing.dns", "scale.to-zero"}),
    ("aws_redshift_cluster", "update", {"snapshot_copy": [{"retention_period": 7}]},
     {"snapshot_copy": []}, {"protection.backup-cut"}),
    ("aws_dms_endpoint", "update", {"s3_settings": []}, _staged(encryption_mode="SSE_S3"),
     {"routing.rule"}),
    ("aws_dms_endpoint", "update", _staged(encryption_mode="SSE_KMS"),
     _staged(encryption_mode="SSE_S3"), {"protection.encryption-off"}),
    ("aws_dms_endpoint", "update", _brokers("sasl-ssl"), _brokers("plaintext"),
     {"exposure.tls-weaken"}),
    ("aws_dms_endpoint", "update", _brokers("ssl-encryption"), _brokers("sasl-ssl"),
     {"config.parameter"}),
    ("aws_db_proxy", "update", _secrets("a", "b"), _secrets("a"), {"access.revoke"}),
    ("aws_db_proxy", "update", _secrets("a"), _secrets("b"), {"secret.change"}),
    ("aws_backup_vault_notifications", "update", {"backup_vault_events": ["A"]},
     {"backup_vault_events": ["A", "B"]}, {"other"}),
    ("aws_backup_vault_notifications", "update", {"backup_vault_events": ["A", "B"]},
     {"backup_vault_events": ["A"]}, {"observability.alarm-loosened"}),
    ("aws_dlm_lifecycle_policy", "update", _tagged(a="1"), _tagged(a="1", b="2"),
     {"protection.up"}),
    ("aws_dlm_lifecycle_policy", "update", _tagged(a="1", b="2"), _tagged(a="1"),
     {"protection.backup-cut"}),
    ("aws_dynamodb_table", "update", {"billing_mode": "PAY_PER_REQUEST", "read_capacity": 0},
     {"billing_mode": "PROVISIONED", "read_capacity": 5}, {"scale.limits-down", "scale.down"}),
    ("aws_dynamodb_table", "update", {"billing_mode": "PROVISIONED", "read_capacity": 5},
     {"billing_mode": "PAY_PER_REQUEST", "read_capacity": 0}, {"scale.limits-up", "cost.up"}),
    ("aws_opensearchserverless_access_policy", "update", _may("a", "b"), _may("a"),
     {"access.revoke"}),
    ("aws_db_instance_role_association", "replace", {"role_arn": "r", "db_instance_identifier": "a"},
     {"role_arn": "r", "db_instance_identifier": "b"}, {"access.grant", "access.revoke"}),
    ("aws_dlm_lifecycle_policy", "update", _kept(1, "MONTHS"), _kept(1, "DAYS"),
     {"protection.backup-cut"}),
    ("aws_dlm_lifecycle_policy", "update", _kept(7, "DAYS"), _kept(30, "DAYS"),
     {"protection.up"}),
    ("aws_dlm_lifecycle_policy", "update", _kept(7, "DAYS"),
     {"policy_details": [{"schedule": [{"name": "a", "retain_rule": [{"count": 7}]}]}]},
     {"other"}),
    ("aws_fsx_data_repository_association", "delete", {"delete_data_in_filesystem": True}, _NONE,
     {"data.delete", "protection.backup-cut"}),
    ("aws_fsx_windows_file_system", "delete", {"skip_final_backup": False}, _NONE,
     {"data.delete"}),
    ("aws_s3_directory_bucket", "delete", {"force_destroy": False}, _NONE, {"data.delete"}),
    ("aws_s3_bucket_logging", "update", {"target_prefix": "a"}, {"target_prefix": "b"},
     {"config.parameter"}),
    ("aws-native:elasticache:ReplicationGroup", "update", {"numCacheClusters": 2},
     {"numNodeGroups": 1}, {"other"}),
    ("aws-native:s3:Bucket", "update", _owned("ObjectWriter"), _owned("BucketOwnerEnforced"),
     {"access.revoke"}),
    ("aws-native:backup:BackupSelection", "update", _selected("a"), _selected("a", "b"),
     {"protection.up"}),
    ("aws-native:backup:BackupSelection", "update", _selected("a", "b"), _selected("a"),
     {"protection.backup-cut"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_change_means_what_the_documentation_says(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    told = found(type_, verb, before, after)
    assert {action.id for action in told.items if action.kind != "plan"} == expected


@pytest.mark.parametrize(
    ("skipped", "reversible"), [(False, Reversible.YES), (True, Reversible.WITH_DATA_LOSS)]
)
def test_a_file_system_with_a_final_backup_can_be_restored(
    skipped: bool,  # noqa: FBT001 - one of two cases
    reversible: Reversible,
) -> None:
    told = found("aws_fsx_windows_file_system", "delete", {"skip_final_backup": skipped}, _NONE)
    assert [action.reversible for action in told.items] == [reversible]
