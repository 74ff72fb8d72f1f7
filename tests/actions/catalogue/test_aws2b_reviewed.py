"""What the review of a second random sample of AWS types by hand, its latter half, put right."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.source import NoSources
from planguard.model.words import Disruption, Reversible
from planguard.testing import change, plan


def _expiring(**rule: Any) -> dict[str, Any]:
    return {"rule": [{"id": "a", "status": "Enabled", "expiration": [{"days": 3}], **rule}]}


def _finding(status: str = "", severity: str = "") -> dict[str, Any]:
    fields = {
        "workflow": [{"status": status}] if status else [],
        "severity": [{"label": severity}] if severity else [],
    }
    return {"actions": [{"type": "FINDING_FIELDS_UPDATE", "finding_fields_update": [fields]}]}


def _recorded(*kinds: str) -> dict[str, Any]:
    sent = [
        {"log_type": k, "log_destination_type": "S3", "log_destination": {"bucketName": "a"}}
        for k in kinds
    ]
    return {"logging_configuration": [{"log_destination_config": sent}]}


def _run(**how: Any) -> dict[str, Any]:
    return {"task_invocation_parameters": [{"run_command_parameters": [how]}]}


def _replicated(status: str) -> dict[str, Any]:
    rule = {"id": "a", "status": status, "destination": [{"bucket": "b"}]}
    return {"replication_configuration": [{"role": "r", "rules": [rule]}]}


def _reviewed(result: str) -> dict[str, Any]:
    return {"message_review_handler": [{"uri": "a", "fallback_result": result}]}


_DISK = {"device_name": "/dev/sdb", "encrypted": True, "volume_size": 8}
_IN_VPC = {"vpc_config": [{"security_group_ids": ["a"], "subnet_ids": ["b"], "vpc_id": "c"}]}
_OTHER_GROUP = {"vpc_config": [{"security_group_ids": ["d"], "subnet_ids": ["b"], "vpc_id": "c"}]}

CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("aws_s3_bucket_lifecycle_configuration", "update", _expiring(filter=[{"prefix": "logs/"}]),
     {"rule": []}, {"other"}),
    ("aws_s3_bucket_lifecycle_configuration", "update", _expiring(filter=[{"prefix": "logs/"}]),
     _expiring(filter=[{"prefix": ""}]), {"data.retention-cut"}),
    ("aws_s3_bucket_lifecycle_configuration", "update", _expiring(filter=[{"prefix": "logs/"}]),
     _expiring(filter=[]), {"data.retention-cut"}),
    ("aws_s3_bucket", "update", {"lifecycle_rule": [{"enabled": False, "prefix": "a"}]},
     {"lifecycle_rule": [{"enabled": True, "prefix": "a"}]}, {"data.retention-cut"}),
    ("aws_s3_bucket", "update", {"lifecycle_rule": [{"enabled": True, "prefix": "a"}]},
     {"lifecycle_rule": []}, {"other"}),
    ("aws_s3_bucket", "update", {"grant": []},
     {"grant": [{"type": "CanonicalUser", "id": "a", "permissions": ["READ"]}]},
     {"access.grant"}),
    ("aws_s3_bucket", "update", {"acl": None}, {"acl": "private"}, {"other"}),
    ("aws_s3_bucket", "update", {"acl": "public-read"}, {"acl": "private"}, {"exposure.narrow"}),
    ("aws_s3_bucket", "update", {"acl": "private"}, {"acl": "log-delivery-write"},
     {"access.grant"}),
    ("aws_s3_bucket", "update", _replicated("Enabled"), _replicated("Disabled"),
     {"protection.backup-cut"}),
    ("aws_s3_bucket", "update", {"website": [{"index_document": "a"}]}, {"website": []},
     {"routing.remove"}),
    ("aws_s3_bucket_server_side_encryption_configuration", "delete",
     {"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "AES256"}]}]}, {},
     {"other"}),
    ("aws_s3_bucket_server_side_encryption_configuration", "delete",
     {"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms"}]}]}, {},
     {"protection.encryption-off"}),
    ("aws_launch_configuration", "replace", {"name": "a", "ebs_block_device": [_DISK]},
     {"name": "b", "ebs_block_device": []},
     {"config.parameter"}),
    ("aws_launch_configuration", "replace", {"ebs_block_device": [_DISK]},
     {"ebs_block_device": [{**_DISK, "encrypted": False}]}, {"protection.encryption-off"}),
    ("aws_launch_configuration", "replace", {"key_name": "a"}, {"key_name": "b"},
     {"access.trust"}),
    ("aws_launch_template", "update", {"block_device_mappings": [{"device_name": "a", "ebs": [
        {"encrypted": "true", "volume_size": 8}]}]}, {"block_device_mappings": []},
     {"config.parameter"}),
    ("aws_launch_template", "update", {"block_device_mappings": [{"ebs": [
        {"encrypted": "true", "volume_size": 8}]}]}, {"block_device_mappings": [{"ebs": [
            {"encrypted": "", "volume_size": 8}]}]}, {"protection.encryption-off"}),
    ("aws_instance", "update", {"iam_instance_profile": "a"}, {"iam_instance_profile": ""},
     {"access.revoke"}),
    ("aws_dynamodb_table", "update",
     {"replica": [{"region_name": "a", "point_in_time_recovery": True}]},
     {"replica": [{"region_name": "a", "point_in_time_recovery": False}]},
     {"protection.backup-off"}),
    ("aws_cloudfront_function", "update", {"code": "a", "publish": False},
     {"code": "b", "publish": False}, {"config.parameter"}),
    ("aws_cloudfront_function", "update", {"code": "a", "publish": False},
     {"code": "a", "publish": True}, {"deploy.version"}),
    ("aws_networkfirewall_logging_configuration", "update", _recorded("ALERT", "FLOW"),
     _recorded("ALERT"), {"observability.logs-off"}),
    ("aws_networkfirewall_logging_configuration", "update", _recorded("ALERT"),
     _recorded("ALERT", "FLOW"), {"protection.up"}),
    ("aws_networkfirewall_logging_configuration", "replace",
     {"firewall_arn": "a", **_recorded("ALERT")}, {"firewall_arn": "b", **_recorded("ALERT")},
     {"observability.logs-off"}),
    ("aws_iam_group_membership", "replace", {"group": "a", "users": ["b"]},
     {"group": "c", "users": ["b"]}, {"access.grant", "access.revoke"}),
    ("aws_kms_key_policy", "delete", {"key_id": "a", "policy": "{}"}, {},
     {"access.grant", "access.revoke"}),
    ("aws_kms_key_policy", "delete",
     {"key_id": "a", "policy": "{}", "bypass_policy_lockout_safety_check": True}, {}, {"other"}),
    ("aws_ses_domain_dkim", "delete", {"domain": "example.com"}, {}, {"other"}),
    ("aws_devicefarm_test_grid_project", "update", _IN_VPC, _OTHER_GROUP, {"routing.network"}),
    ("aws_kinesis_firehose_delivery_stream", "update",
     {"opensearch_configuration": [{"vpc_config": [{"security_group_ids": ["a"]}]}]},
     {"opensearch_configuration": [{"vpc_config": [{"security_group_ids": ["b"]}]}]},
     {"routing.network"}),
    ("aws_gamelift_build", "update", {"version": "1"}, {"version": "2"}, {"config.parameter"}),
    ("aws_gamelift_build", "replace",
     {"version": "2", "storage_location": [{"bucket": "a", "key": "2"}]},
     {"version": "1", "storage_location": [{"bucket": "a", "key": "1"}]},
     {"deploy.rollback", "deploy.version"}),
    ("aws_ivschat_room", "update", {"message_review_handler": []}, _reviewed("ALLOW"),
     {"protection.up"}),
    ("aws_ssm_maintenance_window_task", "update", {"service_role_arn": "a"},
     {"service_role_arn": None}, {"access.revoke"}),
    ("aws_ssm_maintenance_window_task", "update", _run(document_version="1"),
     _run(document_version="2"), {"deploy.version"}),
    ("aws_ssm_maintenance_window_task", "update", _run(output_s3_bucket="a"), _run(),
     {"observability.logs-off"}),
    ("aws_autoscaling_lifecycle_hook", "update", {"role_arn": "a"}, {"role_arn": "b"},
     {"access.grant", "access.revoke"}),
    ("aws_securityhub_automation_rule", "create", {}, _finding(severity="CRITICAL"), {"other"}),
    ("aws_securityhub_automation_rule", "create", {}, _finding("SUPPRESSED"),
     {"observability.alarm-loosened"}),
    ("aws_securityhub_automation_rule", "update", _finding(severity="HIGH"),
     _finding(severity="CRITICAL"), {"config.parameter"}),
    ("aws_securityhub_finding_aggregator", "update",
     {"linking_mode": "SPECIFIED_REGIONS", "specified_regions": ["a", "b"]},
     {"linking_mode": "SPECIFIED_REGIONS", "specified_regions": ["a"]},
     {"observability.alarm-loosened"}),
    ("aws_securityhub_finding_aggregator", "update",
     {"linking_mode": "ALL_REGIONS_EXCEPT_SPECIFIED", "specified_regions": ["a", "b"]},
     {"linking_mode": "ALL_REGIONS_EXCEPT_SPECIFIED", "specified_regions": ["a"]},
     {"config.parameter"}),
    ("aws_opsworks_static_web_layer", "delete", {"stack_id": "a"}, {}, {"config.parameter"}),
    ("aws_opsworks_nodejs_app_layer", "update",
     {"load_based_auto_scaling": [{"downscaling": [{"instance_count": 1}]}]},
     {"load_based_auto_scaling": [{"downscaling": [{"instance_count": 3}]}]},
     {"config.parameter"}),
    ("aws_s3control_object_lambda_access_point", "update",
     {"configuration": [{"supporting_access_point": "a", "cloud_watch_metrics_enabled": True}]},
     {"configuration": [{"supporting_access_point": "a", "cloud_watch_metrics_enabled": False}]},
     {"observability.logs-off"}),
    ("aws_xray_group", "delete",
     {"insights_configuration": [{"insights_enabled": True, "notifications_enabled": True}]}, {},
     {"observability.alarm-off"}),
)  # fmt: skip


def _found(type_: str, verb: str, before: dict[str, Any], after: dict[str, Any]) -> list[Action]:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    return [action for action in found if action.kind != "plan"]


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_change_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    assert {action.id for action in _found(type_, verb, before, after)} == expected


@pytest.mark.parametrize(
    ("type_", "cost"),
    [
        ("aws_cloudfront_function", (Reversible.YES, Disruption.NONE)),
        ("aws_bedrockagent_agent_action_group", (Reversible.YES, Disruption.NONE)),
        ("aws_bedrockagent_agent_collaborator", (Reversible.YES, Disruption.NONE)),
        ("aws_route53_delegation_set", (Reversible.NO, Disruption.NONE)),
        ("aws_glue_partition", (Reversible.YES, Disruption.OUTAGE)),
        ("aws_glue_catalog_table", (Reversible.UNKNOWN, Disruption.OUTAGE)),
    ],
)
def test_the_end_of_what_others_keep_costs(
    type_: str, cost: tuple[Reversible, Disruption]
) -> None:
    (action,) = _found(type_, "delete", {"name": "a"}, {})
    assert (action.reversible, action.disruption) == cost


def test_the_columns_of_files_that_stay_can_be_told_as_before() -> None:
    before, after = (
        {"storage_descriptor": [{"columns": [{"name": "id", "type": type_}]}]}
        for type_ in ("bigint", "string")
    )
    (action,) = _found("aws_glue_partition", "update", before, after)
    assert (action.id, action.reversible) == ("schema.keys", Reversible.YES)


def test_a_rule_of_a_bucket_at_cloudflare_that_goes_expires_nothing() -> None:
    rule = {"id": "a", "enabled": True, "conditions": {"prefix": "logs/"}}
    (action,) = _found(
        "cloudflare_r2_bucket_lifecycle", "update", {"rules": [rule]}, {"rules": []}
    )
    assert action.id == "other"
