"""What the review of a random sample of AWS types by hand, its second half, put right."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.model.words import Disruption
from planguard.testing import change, plan

_ANYBODY = json.dumps(
    {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "logs:PutSubscriptionFilter"}]}
)
_EVERYTHING = "arn:aws:iam::aws:policy/AdministratorAccess"


def _activated(action: str) -> dict[str, Any]:
    return {"activated_rule": [{"rule_id": "a", "priority": 1, "action": [{"type": action}]}]}


def _squashed(user: str) -> dict[str, Any]:
    return {"root_squash_configuration": [{"root_squash": user, "no_squash_nids": []}]}


def _required(processors: int) -> dict[str, Any]:
    return {"instance_requirements": [{"vcpu_count": [{"min": processors}]}]}


def _replicated(*filters: dict[str, Any]) -> dict[str, Any]:
    rule = {"destination": [{"region": "a", "registry_id": "b"}], "repository_filter": [*filters]}
    return {"replication_configuration": [{"rule": [rule]}]}


CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("aws_dx_hosted_transit_virtual_interface_accepter", "delete", {"dx_gateway_id": "a"}, {},
     {"other"}),
    ("aws_dx_transit_virtual_interface", "update", {"mtu": 1500}, {"mtu": 8500},
     {"routing.network"}),
    ("aws_vpc_dhcp_options_association", "delete", {"vpc_id": "a", "dhcp_options_id": "b"}, {},
     {"routing.dns"}),
    ("aws_route53recoverycontrolconfig_cluster", "replace", {"name": "a"}, {"name": "b"},
     {"protection.guard-off"}),
    ("aws_ec2_fleet", "delete", {"type": "maintain", "terminate_instances": False}, {},
     {"protection.guard-off"}),
    ("aws_ec2_fleet", "delete", {"type": "maintain", "terminate_instances": True}, {},
     {"scale.to-zero"}),
    ("aws_ec2_fleet", "delete", {"type": "instant", "terminate_instances": False}, {},
     {"scale.to-zero"}),
    ("aws_spot_fleet_request", "delete",
     {"terminate_instances_on_delete": None, "terminate_instances_with_expiration": False}, {},
     {"protection.guard-off"}),
    ("aws_spot_fleet_request", "delete",
     {"terminate_instances_on_delete": None, "terminate_instances_with_expiration": True}, {},
     {"scale.to-zero"}),
    ("aws_redshiftserverless_usage_limit", "replace", {"period": "weekly"}, {"period": "monthly"},
     {"config.parameter"}),
    ("aws_qldb_ledger", "update", {"kms_key": "arn"}, {"kms_key": "AWS_OWNED_KMS_KEY"},
     {"protection.encryption-off"}),
    ("aws_db_proxy_default_target_group", "update",
     {"connection_pool_config": [{"session_pinning_filters": ["EXCLUDE_VARIABLE_SETS"]}]},
     {"connection_pool_config": [{"session_pinning_filters": []}]}, {"config.parameter"}),
    ("aws_notificationscontacts_email_contact", "replace", {"email_address": "a@b.org"},
     {"email_address": "c@b.org"}, {"observability.alarm-off"}),
    ("aws_m2_application", "replace", {"engine_type": "bluage"}, {"engine_type": "microfocus"},
     {"scale.to-zero", "deploy.version"}),
    ("aws_datapipeline_pipeline", "replace", {"name": "a"}, {"name": "b"}, {"scale.to-zero"}),
    ("aws_appconfig_configuration_profile", "update", {"retrieval_role_arn": "arn"},
     {"retrieval_role_arn": None}, {"access.revoke"}),
    ("aws_ecs_cluster", "update",
     {"setting": [{"name": "containerInsights", "value": "enhanced"}]},
     {"setting": [{"name": "containerInsights", "value": "enabled"}]},
     {"observability.logs-off"}),
    ("aws_ecs_cluster", "update",
     {"setting": [{"name": "containerInsights", "value": "disabled"}]},
     {"setting": [{"name": "containerInsights", "value": "enhanced"}]}, {"other"}),
    ("aws_ecr_replication_configuration", "update", _replicated({"filter": "prod"}),
     _replicated(), {"protection.up"}),
    ("aws_ecr_replication_configuration", "update", _replicated(), _replicated({"filter": "prod"}),
     {"protection.backup-cut"}),
    ("aws_globalaccelerator_cross_account_attachment", "update",
     {"resource": [{"endpoint_id": "a", "region": "b"}]}, {"resource": []}, {"access.revoke"}),
    ("aws_route53_health_check", "update", {"insufficient_data_health_status": "Unhealthy"},
     {"insufficient_data_health_status": "Healthy"}, {"protection.guard-off"}),
    ("aws_api_gateway_account", "delete", {"cloudwatch_role_arn": "a", "reset_on_delete": False},
     {}, {"other"}),
    ("aws_api_gateway_account", "delete", {"cloudwatch_role_arn": "a", "reset_on_delete": True},
     {}, {"observability.logs-off"}),
    ("aws_api_gateway_account", "delete", {"cloudwatch_role_arn": "a", "reset_on_delete": None},
     {}, {"observability.logs-off"}),
    ("aws_iam_role_policy_attachment", "replace", {"role": "a", "policy_arn": "arn"},
     {"role": "b", "policy_arn": "arn"}, {"access.grant", "access.revoke"}),
    ("aws_iam_role_policy_attachment", "replace", {"role": "a", "policy_arn": _EVERYTHING},
     {"role": "b", "policy_arn": _EVERYTHING}, {"access.grant", "access.revoke", "access.admin"}),
    ("aws_lambda_provisioned_concurrency_config", "replace",
     {"qualifier": "3", "skip_destroy": True}, {"qualifier": "4", "skip_destroy": True},
     {"other"}),
    ("aws_lambda_provisioned_concurrency_config", "replace",
     {"qualifier": "3", "skip_destroy": False}, {"qualifier": "4", "skip_destroy": False},
     {"scale.down"}),
    ("aws_ses_configuration_set", "update", {"delivery_options": [{"tls_policy": "Require"}]},
     {"delivery_options": []}, {"exposure.tls-weaken"}),
    ("aws_ses_event_destination", "replace", {"matching_types": ["bounce", "complaint"]},
     {"matching_types": ["bounce"]}, {"observability.logs-off"}),
    ("aws_sesv2_configuration_set_event_destination", "update",
     {"event_destination": [{"matching_event_types": ["BOUNCE", "REJECT"]}]},
     {"event_destination": [{"matching_event_types": ["BOUNCE"]}]}, {"observability.logs-off"}),
    ("aws_ses_receipt_filter", "create", {}, {"cidr": "0.0.0.0/0", "policy": "Block"},
     {"exposure.narrow"}),
    ("aws_ses_receipt_filter", "delete", {"cidr": "192.0.2.0/24", "policy": "Block"}, {},
     {"exposure.open"}),
    ("aws_ses_receipt_filter", "create", {}, {"cidr": "0.0.0.0/0", "policy": "Allow"},
     {"exposure.public"}),
    ("aws_sesv2_contact_list", "update", {"topic": [{"topic_name": "a"}]}, {"topic": []},
     {"config.parameter"}),
    ("aws_wafregional_rule_group", "update", _activated("BLOCK"), _activated("ALLOW"),
     {"protection.guard-off"}),
    ("aws_wafregional_rule_group", "update", _activated("COUNT"), _activated("BLOCK"),
     {"protection.up"}),
    ("aws_wafregional_rule_group", "update", {"activated_rule": []}, _activated("COUNT"),
     {"config.parameter"}),
    ("aws_wafregional_rule_group", "replace", {"metric_name": "a"}, {"metric_name": "b"},
     {"protection.guard-off"}),
    ("aws_guardduty_organization_configuration_feature", "delete", {"auto_enable": "ALL"}, {},
     {"other"}),
    ("aws_guardduty_organization_configuration_feature", "update",
     {"additional_configuration": [{"name": "a", "auto_enable": "ALL"}]},
     {"additional_configuration": [{"name": "a", "auto_enable": "NONE"}]},
     {"observability.alarm-loosened"}),
    ("aws_guardduty_detector_feature", "delete", {"status": "ENABLED"}, {}, {"other"}),
    ("aws_macie2_organization_configuration", "delete", {"auto_enable": True}, {}, {"other"}),
    ("aws_cloudwatch_log_destination_policy", "delete", {"access_policy": _ANYBODY}, {},
     {"other"}),
    ("aws_cloudwatch_log_subscription_filter", "replace", {"destination_arn": "a"},
     {"destination_arn": "b"}, {"routing.rule"}),
    ("aws_ssmincidents_replication_set", "delete", {"region": [{"name": "eu-west-1"}]}, {},
     {"data.delete", "observability.alarm-off"}),
    ("aws_ssmincidents_replication_set", "update",
     {"region": [{"name": "eu-west-1"}, {"name": "eu-west-2"}]},
     {"region": [{"name": "eu-west-1"}]}, {"protection.guard-off"}),
    ("aws_cloudwatch_metric_alarm", "update", {"insufficient_data_actions": ["a"]},
     {"insufficient_data_actions": []}, {"observability.alarm-loosened"}),
    ("aws_efs_file_system_policy", "delete", {"policy": _ANYBODY}, {}, {"access.grant"}),
    ("aws_fsx_lustre_file_system", "update", _squashed("0:0"), _squashed("65534:65534"),
     {"access.revoke"}),
    ("aws_fsx_lustre_file_system", "update", _squashed("65534:65534"), _squashed("0:0"),
     {"access.grant"}),
    ("aws_fsx_lustre_file_system", "update", {"skip_final_backup": None},
     {"skip_final_backup": True}, {"other"}),
    ("aws_storagegateway_file_system_association", "replace", {"location_arn": "a"},
     {"location_arn": "b"}, {"routing.remove"}),
    ("aws_launch_template", "update", _required(2), _required(8),
     {"scale.resize-up", "cost.up"}),
    ("aws_launch_template", "update", {"iam_instance_profile": [{"name": "a"}]},
     {"iam_instance_profile": []}, {"access.revoke"}),
    ("aws_launch_template", "update", {"default_version": 5}, {"default_version": 4},
     {"deploy.rollback"}),
    ("aws_cognito_managed_user_pool_client", "delete", {"name_prefix": "a"}, {}, {"other"}),
    ("aws_ecs_task_definition", "replace", {"task_role_arn": "arn"}, {"task_role_arn": None},
     {"access.revoke"}),
    ("aws_cloudformation_stack_set_instance", "delete", {"retain_stack": True}, {}, {"other"}),
    ("aws_cloudformation_stack_set_instance", "delete", {"retain_stack": False}, {},
     {"data.delete"}),
    ("aws_lambda_function", "delete", {"skip_destroy": True}, {}, {"other"}),
    ("aws_shield_subscription", "delete", {"skip_destroy": True}, {}, {"other"}),
    ("aws_organizations_account", "delete", {"close_on_deletion": False}, {},
     {"protection.guard-off"}),
    ("aws_organizations_account", "delete", {"close_on_deletion": True}, {}, {"data.delete"}),
    ("aws_organizations_policy_attachment", "delete", {"skip_destroy": True}, {}, {"other"}),
    ("aws_storagegateway_stored_iscsi_volume", "replace",
     {"target_name": "a", "disk_id": "1", "preserve_existing_data": True},
     {"target_name": "b", "disk_id": "1", "preserve_existing_data": True}, {"other"}),
    ("aws_storagegateway_stored_iscsi_volume", "replace",
     {"target_name": "a", "disk_id": "1", "preserve_existing_data": True},
     {"target_name": "b", "disk_id": "1", "preserve_existing_data": False}, {"data.replace"}),
    ("aws_storagegateway_stored_iscsi_volume", "replace",
     {"disk_id": "1", "preserve_existing_data": True},
     {"disk_id": "2", "preserve_existing_data": True}, {"data.replace"}),
    ("aws_iam_role_policy_attachments_exclusive", "delete", {"policy_arns": ["arn"]}, {},
     {"other"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_change_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    assert {action.id for action in found if action.kind != "plan"} == expected


def test_a_launch_template_disturbs_no_machine_that_runs() -> None:
    subject = plan(
        change("aws_launch_template", verb="update", before={"image_id": "ami-1"},
               after={"image_id": "ami-2"})
    )  # fmt: skip
    (action,) = classify(subject, build(subject, NoSources())).items
    assert (action.id, action.disruption) == ("deploy.version", Disruption.NONE)
    assert action.source.endswith("change-launch-config.html")
