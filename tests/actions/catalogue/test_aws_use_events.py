"""What a review of AWS types in daily use put right: events, queues, alarms, builds, catalogues."""

from __future__ import annotations

from typing import Any

import pytest
from actions.catalogue.meaning import found

_NONE: dict[str, Any] = {}
_TASK = "arn:aws:ecs:eu-west-1:111122223333:task-definition/web"
_ORG = {"key": "aws:PrincipalOrgID", "type": "StringEquals", "value": "o-1"}
_SESSION = '{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'


def _at(path: str, value: Any) -> dict[str, Any]:
    """Put a value into nested blocks, `name` within `name`."""
    *outer, last = path.split(".")
    found: dict[str, Any] = {last: value}
    for name in reversed(outer):
        found = {name: [found]}
    return found


def _users(*names: str) -> dict[str, Any]:
    return {"user": [{"username": name, "console_access": False} for name in names]}


def _vpc_clients(**ways: bool) -> dict[str, Any]:
    clients = [{"sasl": [{"iam": ways.get("iam", False)}], "tls": ways.get("tls", False)}]
    connectivity = [{"vpc_connectivity": [{"client_authentication": clients}]}]
    return {"broker_node_group_info": [{"connectivity_info": connectivity}]}


def _topics(*names: str) -> dict[str, Any]:
    return _at("replication_info_list.topic_replication.topics_to_replicate", list(names))


def _recorder(use: str, *types: str, everything: bool = False) -> dict[str, Any]:
    group: dict[str, Any] = {
        "all_supported": everything,
        "recording_strategy": [{"use_only": use}],
        "resource_types": list(types) if use == "INCLUSION_BY_RESOURCE_TYPES" else [],
        "exclusion_by_resource_types": [{"resource_types": list(types)}]
        if use == "EXCLUSION_BY_RESOURCE_TYPES"
        else [],
    }
    return {"recording_group": [group]}


def _data_events(*values: str) -> dict[str, Any]:
    resource = [{"type": "AWS::S3::Object", "values": list(values)}]
    return {"event_selector": [{"data_resource": resource}]}


def _notification(kind: str, *addresses: str) -> dict[str, Any]:
    told = {"notification_type": kind, "threshold": 80, "comparison_operator": "GREATER_THAN",
            "subscriber_email_addresses": list(addresses)}  # fmt: skip
    return {"notification": [told]}


def _reached_by(*endpoints: str) -> dict[str, Any]:
    control = {"prefix_list_ids": ["pl-1"], "vpce_ids": list(endpoints)}
    return {"network_access_control": [control] if endpoints else []}


def _stages(*actions: tuple[str, str]) -> dict[str, Any]:
    return {
        "stage": [{
            "name": "deploy",
            "action": [{"name": name, "category": category} for name, category in actions],
        }]
    }  # fmt: skip


def _mappings(*targets: str) -> dict[str, Any]:
    return {
        "home_directory_mappings": [
            {"entry": f"/{target}", "target": target} for target in targets
        ]
    }


def _encryption(mode: str) -> dict[str, Any]:
    return _at("encryption_configuration.s3_encryption.s3_encryption_mode", mode)


def _permissions(*words: str) -> dict[str, Any]:
    return _at("create_table_default_permission.permissions", list(words))


CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("aws_cloudwatch_event_rule", "update", {"state": None}, {"state": "ENABLED"}, {"other"}),
    ("aws_cloudwatch_event_rule", "update", {"state": "DISABLED"}, {"state": None},
     {"routing.rule"}),
    ("aws_cloudwatch_event_rule", "update", {"state": None}, {"state": "DISABLED"},
     {"routing.remove"}),
    ("aws_scheduler_schedule", "update", {"state": None}, {"state": "ENABLED"}, {"other"}),
    ("aws_pipes_pipe", "update", {"desired_state": "STOPPED"}, {"desired_state": None},
     {"routing.rule"}),
    ("aws_cloudwatch_event_target", "update", {"role_arn": "a"}, {"role_arn": None},
     {"access.revoke"}),
    ("aws_cloudwatch_event_target", "update", _at("ecs_target.task_definition_arn", f"{_TASK}:7"),
     _at("ecs_target.task_definition_arn", f"{_TASK}:6"), {"deploy.rollback"}),
    ("aws_cloudwatch_event_permission", "update", {"principal": "*", "condition": [_ORG]},
     {"principal": "*", "condition": []}, {"access.public"}),
    ("aws_cloudwatch_event_permission", "update", {"principal": "*", "condition": []},
     {"principal": "*", "condition": [_ORG]}, {"access.revoke"}),
    ("aws_cloudwatch_event_endpoint", "update", _at("replication_config.state", None),
     _at("replication_config.state", "ENABLED"), {"other"}),
    ("aws_sns_topic", "update", {"signature_version": 2}, {"signature_version": 1},
     {"protection.guard-off"}),
    ("aws_mq_broker", "update", _users("a", "b"), _users("a"), {"access.revoke"}),
    ("aws_msk_cluster", "update", _vpc_clients(tls=True), _vpc_clients(), {"access.revoke"}),
    ("aws_msk_cluster", "update", _vpc_clients(), _vpc_clients(iam=True), {"access.grant"}),
    ("aws_msk_cluster", "update", {"enhanced_monitoring": "PER_BROKER"},
     {"enhanced_monitoring": "DEFAULT"}, {"observability.logs-off"}),
    ("aws_mskconnect_connector", "replace", {"name": "a"}, {"name": "b"}, {"config.parameter"}),
    ("aws_msk_replicator", "update", _topics("a", "b"), _topics("a"),
     {"protection.backup-cut", "config.parameter"}),
    ("aws_kinesis_firehose_delivery_stream", "update",
     {"destination": "extended_s3", **_at("extended_s3_configuration.s3_backup_mode", "Disabled")},
     {"destination": "splunk",
      **_at("splunk_configuration.s3_backup_mode", "FailedEventsOnly")}, {"routing.rule"}),
    ("aws_kinesis_firehose_delivery_stream", "update",
     {"destination": "splunk", **_at("splunk_configuration.s3_backup_mode", "AllEvents")},
     {"destination": "extended_s3",
      **_at("extended_s3_configuration.s3_backup_mode", "Disabled")}, {"routing.rule"}),
    ("aws_kinesis_firehose_delivery_stream", "update",
     _at("splunk_configuration.s3_backup_mode", "AllEvents"),
     _at("splunk_configuration.s3_backup_mode", "FailedEventsOnly"), {"protection.backup-cut"}),
    ("aws_kinesis_firehose_delivery_stream", "update",
     _at("extended_s3_configuration.cloudwatch_logging_options", [{"enabled": True}]),
     _at("extended_s3_configuration.cloudwatch_logging_options", [{"enabled": False}]),
     {"observability.logs-off"}),
    ("aws_sesv2_configuration_set", "update", _at("delivery_options.tls_policy", "REQUIRE"),
     {"delivery_options": []}, {"exposure.tls-weaken"}),
    ("aws_config_configuration_recorder", "update",
     _recorder("EXCLUSION_BY_RESOURCE_TYPES", "AWS::EC2::Subnet", "AWS::EC2::VPC"),
     _recorder("EXCLUSION_BY_RESOURCE_TYPES", "AWS::EC2::VPC"), {"config.parameter"}),
    ("aws_config_configuration_recorder", "update",
     _recorder("INCLUSION_BY_RESOURCE_TYPES", "AWS::EC2::Subnet", "AWS::EC2::VPC"),
     _recorder("INCLUSION_BY_RESOURCE_TYPES", "AWS::EC2::VPC"), {"observability.logs-off"}),
    ("aws_config_configuration_recorder", "update",
     _recorder("INCLUSION_BY_RESOURCE_TYPES", "AWS::EC2::VPC"),
     _recorder("ALL_SUPPORTED_RESOURCE_TYPES", everything=True), {"other"}),
    ("aws_config_organization_managed_rule", "update", {"excluded_accounts": ["1", "2"]},
     {"excluded_accounts": ["1"]}, {"config.parameter"}),
    ("aws_config_organization_conformance_pack", "update", {"excluded_accounts": ["1"]},
     {"excluded_accounts": ["1", "2"]}, {"observability.alarm-loosened"}),
    ("aws_cloudtrail", "update", _data_events("arn:aws:s3:::a/", "arn:aws:s3:::b/"),
     _data_events("arn:aws:s3:::a/"), {"observability.logs-off"}),
    ("aws_cloudtrail", "update", _at("event_selector.exclude_management_event_sources", ["a", "b"]),
     _at("event_selector.exclude_management_event_sources", ["a"]), {"config.parameter"}),
    ("aws_cloudwatch_composite_alarm", "update", {"insufficient_data_actions": ["a", "b"]},
     {"insufficient_data_actions": ["a"]}, {"observability.alarm-loosened"}),
    ("aws_cloudwatch_log_account_policy", "delete",
     {"policy_type": "SUBSCRIPTION_FILTER_POLICY"}, _NONE, {"observability.logs-off"}),
    ("aws_cloudwatch_log_account_policy", "delete",
     {"policy_type": "DATA_PROTECTION_POLICY"}, _NONE, {"protection.guard-off"}),
    ("aws_cloudwatch_log_account_policy", "delete",
     {"policy_type": "FIELD_INDEX_POLICY"}, _NONE, {"config.parameter"}),
    ("aws_budgets_budget", "update", _notification("ACTUAL", "a", "b"),
     _notification("ACTUAL", "a"), {"observability.alarm-loosened"}),
    ("aws_budgets_budget", "update", _notification("FORECASTED", "a"),
     _notification("ACTUAL", "a"), {"observability.alarm-loosened"}),
    ("aws_ce_anomaly_subscription", "update", {"monitor_arn_list": ["a", "b"]},
     {"monitor_arn_list": ["a"]}, {"observability.alarm-loosened"}),
    ("aws_grafana_workspace", "update", _reached_by("vpce-1", "vpce-2"), _reached_by("vpce-1"),
     {"exposure.narrow"}),
    ("aws_grafana_workspace", "update", _reached_by("vpce-1"), _reached_by("vpce-1", "vpce-2"),
     {"exposure.open"}),
    ("aws_grafana_workspace", "update", _reached_by("vpce-1"), _reached_by(),
     {"exposure.public"}),
    ("aws_grafana_workspace", "update", _reached_by(), _reached_by("vpce-1"),
     {"exposure.narrow"}),
    ("aws_grafana_workspace", "update", {"authentication_providers": ["SAML", "AWS_SSO"]},
     {"authentication_providers": ["AWS_SSO"]}, {"access.revoke"}),
    ("aws_grafana_role_association", "update", {"role": "ADMIN", "user_ids": ["a"]},
     {"role": "ADMIN", "user_ids": ["a", "b"]}, {"access.grant", "access.admin"}),
    ("aws_grafana_role_association", "update", {"role": "VIEWER", "user_ids": ["a"]},
     {"role": "VIEWER", "user_ids": ["a", "b"]}, {"access.grant"}),
    ("aws_codebuild_project", "update", {"logs_config": []},
     _at("logs_config.s3_logs.status", "DISABLED"), {"other"}),
    ("aws_codebuild_project", "update", _at("logs_config.s3_logs.status", "ENABLED"),
     {"logs_config": []}, {"observability.logs-off"}),
    ("aws_codebuild_project", "create", _NONE, {"project_visibility": "PUBLIC_READ"},
     {"access.public"}),
    ("aws_codepipeline", "update",
     _stages(("build", "Build"), ("ask", "Approval"), ("go", "Deploy")),
     _stages(("build", "Build"), ("go", "Deploy")),
     {"protection.guard-off", "config.parameter"}),
    ("aws_codepipeline", "update", _stages(("build", "Build"), ("go", "Deploy")),
     _stages(("build", "Build"), ("try", "Test"), ("go", "Deploy")), {"config.parameter"}),
    ("aws_codestarnotifications_notification_rule", "update", _at("target.address", "a"),
     _at("target.address", "b"), {"config.parameter"}),
    ("aws_cloudformation_stack", "update", {"policy_body": '{"Statement": []}'},
     {"policy_body": '{"Statement": [1]}'}, {"config.parameter"}),
    ("aws_codepipeline_webhook", "create", _NONE, {"authentication": "GITHUB_HMAC"}, {"other"}),
    ("aws_codepipeline_webhook", "update", {"authentication": "UNAUTHENTICATED"},
     {"authentication": "GITHUB_HMAC"}, {"access.revoke"}),
    ("aws_appconfig_deployment", "replace", {"configuration_version": "1"},
     {"configuration_version": "2"}, {"config.flag"}),
    ("aws_glue_security_configuration", "replace", _encryption("SSE-KMS"),
     _encryption("SSE-S3"), {"protection.encryption-off"}),
    ("aws_glue_catalog_database", "update", _permissions("ALL", "SELECT"), _permissions("SELECT"),
     {"access.revoke"}),
    ("aws_glue_catalog_database", "update", _permissions("SELECT"), _permissions("ALL", "SELECT"),
     {"access.grant"}),
    ("aws_lakeformation_data_lake_settings", "update",
     _at("create_table_default_permissions.permissions", ["ALL"]),
     {"create_table_default_permissions": []}, {"access.revoke"}),
    ("aws_emr_cluster", "update", {"autoscaling_role": "a"}, {"autoscaling_role": None},
     {"access.revoke"}),
    ("aws_lakeformation_resource", "update", {"role_arn": "a"}, {"role_arn": None},
     {"access.revoke"}),
    ("aws-native:events:Rule", "update", {"state": None}, {"state": "ENABLED"}, {"other"}),
    ("aws_glue_crawler", "update", {"schema_change_policy": []},
     _at("schema_change_policy.update_behavior", "UPDATE_IN_DATABASE"), {"other"}),
    ("aws_athena_workgroup", "update", {"state": None}, {"state": "ENABLED"}, {"other"}),
    ("aws_transfer_user", "update", _mappings("a", "b"), _mappings("a"), {"access.revoke"}),
    ("aws_transfer_access", "update", _mappings("a"), _mappings("a", "b"), {"access.grant"}),
    ("aws_transfer_user", "update", {"policy": None}, {"policy": _SESSION}, {"access.revoke"}),
    ("aws_transfer_user", "update", {"policy": _SESSION}, {"policy": None}, {"access.grant"}),
    ("aws_transfer_server", "update", {"protocols": ["SFTP"]}, {"protocols": ["SFTP", "FTP"]},
     {"config.parameter", "exposure.tls-weaken"}),
    ("aws_datasync_task", "update", {"options": []}, _at("options.overwrite_mode", "ALWAYS"),
     {"other"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_change_means_what_the_documentation_says(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    told = found(type_, verb, before, after)
    assert {action.id for action in told.items if action.kind != "plan"} == expected
