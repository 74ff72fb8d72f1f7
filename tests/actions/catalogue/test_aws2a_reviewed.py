"""What a second review of AWS types, drawn by lot, put right: first half, and their sisters."""

from __future__ import annotations

from typing import Any

import pytest
from actions.catalogue.meaning import found

from planguard.model.words import Disruption

_NONE: dict[str, Any] = {}
_EVERYBODY = {"rule_no": 100, "protocol": "-1", "action": "allow", "cidr_block": "0.0.0.0/0",
              "from_port": 0, "to_port": 0}  # fmt: skip
_POLICY = '{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'


def _access_list(*rules: dict[str, Any]) -> dict[str, Any]:
    return {"default_network_acl_id": "acl-1", "ingress": list(rules)}


def _group(*sources: str) -> dict[str, Any]:
    rules = [{"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": [source]}
             for source in sources]  # fmt: skip
    return {"vpc_id": "vpc-1", "ingress": rules}


def _capacity(**desired: int) -> dict[str, Any]:
    return {"compute_capacity": [{f"desired_{name}": count for name, count in desired.items()}]}


def _settings(**permissions: str) -> dict[str, Any]:
    return {
        "user_settings": [
            {"action": action, "permission": word} for action, word in permissions.items()
        ]
    }


def _endpoints(*ids: str) -> dict[str, Any]:
    return {"access_endpoints": [{"endpoint_type": "STREAMING", "vpce_id": id_} for id_ in ids]}


def _versioning(status: str, mfa: str = "") -> dict[str, Any]:
    return {"versioning_configuration": [{"status": status, "mfa_delete": mfa}]}


def _organization(kind: str, standards: str, *, enabled: bool) -> dict[str, Any]:
    return {"auto_enable": enabled, "auto_enable_standards": standards,
            "organization_configuration": [{"configuration_type": kind}]}  # fmt: skip


def _accounts(*ids: str) -> dict[str, Any]:
    source = [{"account_ids": list(ids), "all_regions": True}] if ids else []
    whole = [] if ids else [{"role_arn": "r", "all_regions": True}]
    return {"account_aggregation_source": source, "organization_aggregation_source": whole}


def _attributes(**sources: str) -> dict[str, Any]:
    return {
        "attribute": [
            {"key": key, "value": [{"source": [source]}]} for key, source in sources.items()
        ]
    }


def _assessment(roles: str, accounts: str) -> dict[str, Any]:
    return {"roles": [{"role_arn": role, "role_type": "PROCESS_OWNER"} for role in roles],
            "scope": [{"aws_accounts": [{"id": id_} for id_ in accounts]}]}  # fmt: skip


def _instance(address: str, release: str) -> dict[str, Any]:
    return {"attributes": {"AWS_INSTANCE_IPV4": address, "release": release}}


def _presign(word: str) -> dict[str, Any]:
    constraints = [{"iam_policy_constraints": [{"source_ip": word}]}]
    return {"worker_access_configuration": [{"s3_presign": constraints}]}


def _machine(cpu: str) -> dict[str, Any]:
    return {"instance_configuration": [{"cpu": cpu}]}


CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("aws_cloudformation_stack_set", "delete", {"name": "a"}, _NONE, {"config.parameter"}),
    ("aws_cloudformation_stack_set", "replace", {"name": "a"}, {"name": "b"},
     {"config.parameter"}),
    ("aws_cloudformation_stack", "update", {"capabilities": ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]},
     {"capabilities": ["CAPABILITY_IAM"]}, {"access.revoke"}),
    ("aws_serverlessapplicationrepository_cloudformation_stack", "update",
     {"capabilities": ["CAPABILITY_IAM"]}, {"capabilities": []}, {"access.revoke"}),
    ("aws_cloudformation_stack_set", "update", {"execution_role_name": "a"},
     {"execution_role_name": None}, {"access.revoke"}),
    ("aws_default_network_acl", "create", _NONE, _access_list(_EVERYBODY), {"other"}),
    ("aws_default_network_acl", "delete", _access_list(_EVERYBODY), _NONE, {"other"}),
    ("aws_default_network_acl", "update", _access_list(), _access_list(_EVERYBODY),
     {"exposure.public"}),
    ("aws_network_acl", "delete", _access_list(_EVERYBODY), _NONE, {"routing.network"}),
    ("aws_default_security_group", "delete", _group("10.0.0.0/8"), _NONE, {"other"}),
    ("aws_default_security_group", "create", _NONE, _group("0.0.0.0/0"), {"exposure.public"}),
    ("aws_iam_role_policy", "replace", {"role": "a", "policy": _POLICY},
     {"role": "b", "policy": _POLICY}, {"access.grant", "access.revoke"}),
    ("aws_iam_user_policy", "replace", {"user": "a", "policy": _POLICY},
     {"user": "b", "policy": _POLICY}, {"access.grant", "access.revoke"}),
    ("aws_iam_group_policy", "replace", {"group": "a", "policy": _POLICY},
     {"group": "b", "policy": _POLICY}, {"access.grant", "access.revoke"}),
    ("aws_iam_user_group_membership", "replace", {"user": "a", "groups": ["g"]},
     {"user": "b", "groups": ["g"]}, {"access.grant", "access.revoke"}),
    ("aws_iam_group_membership", "replace", {"group": "a", "users": ["u"]},
     {"group": "b", "users": ["u"]}, {"access.grant", "access.revoke"}),
    ("aws_ssoadmin_instance_access_control_attributes", "update", _attributes(a="1", b="2"),
     _attributes(a="1"), {"access.revoke"}),
    ("aws_ssoadmin_instance_access_control_attributes", "update", _attributes(a="1"),
     _attributes(a="1", b="2"), {"access.trust"}),
    ("aws_load_balancer_listener_policy", "update",
     {"load_balancer_port": 80, "policy_names": ["a"]},
     {"load_balancer_port": 80, "policy_names": ["b"]}, {"config.parameter"}),
    ("aws_load_balancer_listener_policy", "delete", {"load_balancer_port": 80}, _NONE,
     {"config.parameter"}),
    ("aws_load_balancer_listener_policy", "delete", {"load_balancer_port": 443}, _NONE,
     {"exposure.tls-weaken"}),
    ("aws_vpc_dhcp_options", "delete", {"domain_name": "a"}, _NONE, {"routing.dns"}),
    ("aws_appstream_fleet", "update", _capacity(instances=3), _capacity(sessions=9), {"other"}),
    ("aws_appstream_fleet", "update", _capacity(instances=3), _capacity(instances=0),
     {"scale.to-zero"}),
    ("aws_appstream_fleet", "update", _capacity(sessions=9), _capacity(sessions=3),
     {"scale.down"}),
    ("aws_appstream_fleet", "update", {"iam_role_arn": "a"}, {"iam_role_arn": None},
     {"access.revoke"}),
    ("aws_appstream_fleet", "update", {"vpc_config": [{"security_group_ids": ["a", "b"]}]},
     {"vpc_config": [{"security_group_ids": ["a"]}]}, {"exposure.narrow"}),
    ("aws_appstream_stack", "update", {"storage_connectors": [{"connector_type": "HOMEFOLDERS"}]},
     {"storage_connectors": []}, {"config.flag"}),
    ("aws_appstream_stack", "update", _settings(UPLOAD="ENABLED", PRINT="ENABLED"),
     _settings(UPLOAD="DISABLED", PRINT="ENABLED"), {"access.revoke"}),
    ("aws_appstream_stack", "update", _endpoints("vpce-1"), _endpoints(), {"exposure.open"}),
    ("aws_batch_job_queue", "update", {"state": "ENABLED"}, {"state": "DISABLED"},
     {"routing.remove"}),
    ("aws_s3_bucket_versioning", "delete", _versioning("Suspended"), _NONE, {"other"}),
    ("aws_s3_bucket_versioning", "delete", _versioning("Enabled"), _NONE,
     {"protection.guard-off"}),
    ("aws_s3_bucket_versioning", "update", _versioning("Enabled"),
     _versioning("Enabled", "Disabled"), {"other"}),
    ("aws_s3_bucket_versioning", "update", _versioning("Enabled", "Enabled"),
     _versioning("Enabled", "Disabled"), {"protection.guard-off"}),
    ("aws_securityhub_organization_configuration", "update",
     _organization("LOCAL", "DEFAULT", enabled=True),
     _organization("CENTRAL", "NONE", enabled=False), {"config.parameter"}),
    ("aws_securityhub_organization_configuration", "update",
     _organization("LOCAL", "DEFAULT", enabled=True),
     _organization("LOCAL", "DEFAULT", enabled=False), {"observability.alarm-loosened"}),
    ("aws_config_configuration_aggregator", "update", _accounts("1", "2"), _accounts("1"),
     {"observability.alarm-loosened"}),
    ("aws_config_configuration_aggregator", "update", _accounts("1", "2"), _accounts(),
     {"access.grant"}),
    ("aws_config_configuration_aggregator", "delete", _accounts("1"), _NONE,
     {"observability.alarm-loosened"}),
    ("aws_auditmanager_assessment", "update", _assessment("ab", "12"), _assessment("a", "12"),
     {"access.revoke"}),
    ("aws_auditmanager_assessment", "update", _assessment("a", "12"), _assessment("a", "1"),
     {"observability.logs-off"}),
    ("aws_auditmanager_assessment", "delete", _assessment("a", "1"), _NONE,
     {"data.delete", "observability.logs-off"}),
    ("aws_auditmanager_assessment", "replace", {"framework_id": "a"}, {"framework_id": "b"},
     {"data.replace", "config.parameter"}),
    ("aws_service_discovery_instance", "update", _instance("10.0.0.1", "1"),
     _instance("10.0.0.1", "2"), {"config.parameter"}),
    ("aws_service_discovery_instance", "update", _instance("10.0.0.1", "1"),
     _instance("10.0.0.2", "1"), {"routing.dns"}),
    ("aws_cleanrooms_configured_table", "replace",
     {"table_reference": [{"database_name": "d", "table_name": "a"}]},
     {"table_reference": [{"database_name": "d", "table_name": "b"}]},
     {"access.grant", "access.revoke"}),
    ("aws_waf_rate_based_rule", "update", {"rate_limit": 2000}, {"rate_limit": 500},
     {"protection.up"}),
    ("aws_wafregional_rate_based_rule", "update", {"rate_limit": 2000}, {"rate_limit": 500},
     {"protection.up"}),
    ("aws_autoscaling_group", "update", {"target_group_arns": ["a", "b"]},
     {"target_group_arns": ["a"]}, {"routing.remove"}),
    ("aws_autoscaling_group", "update", {"suspended_processes": ["Launch"]},
     {"suspended_processes": ["Launch", "ReplaceUnhealthy"]}, {"protection.guard-off"}),
    ("aws_autoscaling_group", "update", {"suspended_processes": ["Launch", "AZRebalance"]},
     {"suspended_processes": ["AZRebalance"]}, {"scale.limits-up", "cost.up"}),
    ("aws_cloudformation_stack_instances", "update", {"accounts": ["1"]},
     {"accounts": ["1", "2"]}, {"deploy.version"}),
    ("aws_cloudformation_stack_instances", "update", {"regions": ["a", "b"]}, {"regions": ["a"]},
     {"data.delete"}),
    ("aws_cloudformation_stack_instances", "update", {"regions": ["a", "b"], "retain_stacks": True},
     {"regions": ["a"], "retain_stacks": True}, {"other"}),
    ("aws_secretsmanager_secret", "update", {"replica": [{"region": "a"}, {"region": "b"}]},
     {"replica": [{"region": "a"}]}, {"protection.backup-cut"}),
    ("aws_ecs_service", "update",
     {"load_balancer": [{"target_group_arn": "a", "container_name": "c", "container_port": 80},
                        {"target_group_arn": "b", "container_name": "c", "container_port": 80}]},
     {"load_balancer": [{"target_group_arn": "a", "container_name": "c", "container_port": 80}]},
     {"routing.remove"}),
    ("aws_ecs_cluster_capacity_providers", "update", {"capacity_providers": ["FARGATE", "EC2"]},
     {"capacity_providers": ["FARGATE"]}, {"scale.limits-down"}),
    ("aws_elasticache_cluster", "update",
     {"log_delivery_configuration": [{"log_type": "slow-log"}, {"log_type": "engine-log"}]},
     {"log_delivery_configuration": [{"log_type": "slow-log"}]}, {"observability.logs-off"}),
    ("aws_wafv2_rule_group", "update", {"rule": [{"name": "a"}, {"name": "b"}]},
     {"rule": [{"name": "a"}]}, {"protection.guard-off"}),
    ("aws_codedeploy_deployment_group", "update", {"alarm_configuration": [{"alarms": ["a", "b"]}]},
     {"alarm_configuration": [{"alarms": ["a"]}]}, {"protection.guard-off"}),
    ("aws_codestarnotifications_notification_rule", "update", {"event_type_ids": ["a"]},
     {"event_type_ids": ["a", "b"]}, {"other"}),
    ("aws_appconfig_environment", "update", {"monitor": [{"alarm_arn": "a"}, {"alarm_arn": "b"}]},
     {"monitor": [{"alarm_arn": "a"}]}, {"protection.guard-off"}),
    ("aws_workspaces_directory", "update", {"ip_group_ids": ["a", "b"]}, {"ip_group_ids": ["a"]},
     {"exposure.narrow"}),
    ("aws_apigatewayv2_route", "update", {"authorization_scopes": ["a", "b"]},
     {"authorization_scopes": ["a"]}, {"access.revoke"}),
    ("aws_appsync_graphql_api", "update",
     {"additional_authentication_provider": [{"authentication_type": "API_KEY"}]},
     {"additional_authentication_provider": []}, {"access.revoke"}),
    ("aws_imagebuilder_distribution_configuration", "update",
     {"distribution": [{"ami_distribution_configuration": [{"target_account_ids": ["1", "2"]}]}]},
     {"distribution": [{"ami_distribution_configuration": [{"target_account_ids": ["1"]}]}]},
     {"access.revoke"}),
    ("aws_cognito_risk_configuration", "update",
     {"risk_exception_configuration": [{"skipped_ip_range_list": ["10.0.0.0/8", "192.168.0.0/16"]}]},
     {"risk_exception_configuration": [{"skipped_ip_range_list": ["10.0.0.0/8"]}]},
     {"protection.up"}),
    ("aws_connect_contact_flow", "update", {"content_hash": "1", "filename": "a"},
     {"content_hash": "1", "filename": "b"}, {"other"}),
    ("aws_connect_contact_flow_module", "update", {"filename": "a"}, {"filename": "b"},
     {"routing.rule"}),
    ("aws_sagemaker_workteam", "update", _presign("Enabled"), _presign("Disabled"),
     {"exposure.open"}),
    ("aws_apprunner_service", "update", _machine("1 vCPU"), _machine("2 vCPU"),
     {"scale.resize-up", "cost.up"}),
    ("aws_apprunner_service", "update", _machine("1024"), _machine("0.5 vCPU"),
     {"scale.resize-down"}),
    ("aws_gamelift_script", "update", {"storage_location": [{"role_arn": "a"}]},
     {"storage_location": [{"role_arn": "b"}]}, {"access.grant", "access.revoke"}),
    ("aws_ec2_client_vpn_endpoint", "update",
     {"client_route_enforcement_options": [{"enforced": True}]},
     {"client_route_enforcement_options": [{"enforced": False}]}, {"protection.guard-off"}),
    ("aws_ec2_transit_gateway_prefix_list_reference", "update",
     {"blackhole": False, "transit_gateway_attachment_id": "a"},
     {"blackhole": True, "transit_gateway_attachment_id": None}, {"routing.remove"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_change_means_what_the_documentation_says(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    told = found(type_, verb, before, after)
    assert {action.id for action in told.items if action.kind != "plan"} == expected


@pytest.mark.parametrize(
    ("type_", "verb", "before", "after", "disruption"),
    [
        ("aws_appstream_fleet", "update", {"description": "a"}, {"description": "b"},
         Disruption.OUTAGE),
        ("aws_appstream_fleet", "update", {"instance_type": "stream.standard.medium"},
         {"instance_type": "stream.standard.large"}, Disruption.OUTAGE),
        ("aws_codestarconnections_connection", "replace", {"name": "a"}, {"name": "b"},
         Disruption.OUTAGE),
        ("aws_codeconnections_connection", "replace", {"name": "a"}, {"name": "b"},
         Disruption.OUTAGE),
        ("aws_ec2_client_vpn_endpoint", "update", {"dns_servers": ["10.0.0.1"]},
         {"dns_servers": ["10.0.0.2"]}, Disruption.RESTART),
    ],
)  # fmt: skip
def test_a_change_is_noticed_as_the_documentation_says(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], disruption: Disruption
) -> None:
    told = found(type_, verb, before, after).items
    assert told[0].disruption is disruption
