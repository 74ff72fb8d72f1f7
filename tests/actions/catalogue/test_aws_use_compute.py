"""What reading the AWS types that run and let in requests put right."""

from __future__ import annotations

import json
from typing import Any

import pytest
from actions.catalogue.meaning import found

from planguard.model.words import Disruption

_NONE: dict[str, Any] = {}


def _volume(*, goes: bool, ami: str) -> dict[str, Any]:
    return {
        "ami": ami,
        "ebs_block_device": [{"device_name": "sdf", "delete_on_termination": goes}],
    }


def _connect(port: str, *, logged: bool = True) -> dict[str, Any]:
    logs = [{"log_driver": "awslogs"}] if logged else []
    service = [{"port_name": port}]
    block = {"enabled": True, "log_configuration": logs, "service": service}
    return {"service_connect_configuration": [block]}


def _mode(word: str) -> dict[str, Any]:
    return {"access_config": [{"authentication_mode": word}]}


def _selecting(*namespaces: str) -> dict[str, Any]:
    return {"selector": [{"namespace": name} for name in namespaces]}


def _remote(*groups: str) -> dict[str, Any]:
    return {"remote_access": [{"ec2_ssh_key": "k", "source_security_group_ids": list(groups)}]}


def _expiring(**kinds: int) -> dict[str, Any]:
    rules = [
        {"selection": {"tagStatus": kind, "countType": "imageCountMoreThan", "countNumber": count}}
        for kind, count in kinds.items()
    ]
    return {"policy": json.dumps({"rules": rules})}


def _countries(word: str, *codes: str) -> dict[str, Any]:
    block = {"restriction_type": word, "locations": list(codes)}
    return {"restrictions": [{"geo_restriction": [block]}]}


def _trusting(*groups: str) -> dict[str, Any]:
    return {"default_cache_behavior": [{"trusted_key_groups": list(groups)}]}


def _paths(*paths: str) -> dict[str, Any]:
    return {
        "ordered_cache_behavior": [
            {"path_pattern": path, "trusted_key_groups": ["g"], "field_level_encryption_id": "f"}
            for path in paths
        ]
    }


def _origin(identity: str, control: str) -> dict[str, Any]:
    older = [{"origin_access_identity": identity}] if identity else []
    origin = {"domain_name": "b", "origin_access_control_id": control, "s3_origin_config": older}
    return {"origin": [origin]}


def _listening(*ports: int) -> dict[str, Any]:
    return {"listener": [{"lb_port": port, "ssl_certificate_id": "c"} for port in ports]}


def _settings(rate: int, level: str) -> dict[str, Any]:
    return {"settings": [{"throttling_rate_limit": rate, "logging_level": level}]}


_BOTH = {"access.grant", "access.revoke"}
CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("aws_instance", "update", {"iam_instance_profile": "a"}, {"iam_instance_profile": "b"}, _BOTH),
    ("aws_instance", "replace", _volume(goes=True, ami="a"), _volume(goes=True, ami="b"),
     {"deploy.version", "data.replace"}),
    ("aws_instance", "replace", _volume(goes=False, ami="a"), _volume(goes=False, ami="b"),
     {"deploy.version"}),
    ("aws_launch_configuration", "replace", {"iam_instance_profile": "a"},
     {"iam_instance_profile": "b"}, _BOTH),
    ("aws_lambda_function", "update", {"role": "a"}, {"role": "b"}, _BOTH),
    ("aws_lambda_function", "update", {"tracing_config": [{"mode": "Active"}]},
     {"tracing_config": [{"mode": "PassThrough"}]}, {"observability.logs-off"}),
    ("aws_lambda_function_event_invoke_config", "delete",
     {"destination_config": [{"on_failure": [{"destination": "q"}]}]}, _NONE,
     {"config.parameter", "protection.guard-off"}),
    ("aws_lambda_event_source_mapping", "update",
     {"scaling_config": [{"maximum_concurrency": 5}]}, {"scaling_config": []},
     {"scale.limits-up", "cost.up"}),
    ("aws_sfn_state_machine", "update", {"role_arn": "a"}, {"role_arn": "b"}, _BOTH),
    ("aws_autoscaling_schedule", "update", {"desired_capacity": 5}, {"desired_capacity": -1},
     {"config.parameter"}),
    ("aws_autoscaling_schedule", "update", {"max_size": 5}, {"max_size": 0}, {"scale.to-zero"}),
    ("aws_ecs_service", "replace", {"scheduling_strategy": "REPLICA", "desired_count": 3},
     {"scheduling_strategy": "DAEMON", "desired_count": None}, {"deploy.version"}),
    ("aws_ecs_service", "update", {"desired_count": 3}, {"desired_count": 0}, {"scale.to-zero"}),
    ("aws_ecs_service", "update", _connect("a"), _connect("a", logged=False),
     {"observability.logs-off"}),
    ("aws_ecs_service", "update", _connect("a"), _connect("b"), {"routing.dns"}),
    ("aws_eks_cluster", "update", _mode("API_AND_CONFIG_MAP"), _mode("API"), {"access.revoke"}),
    ("aws_eks_cluster", "update", _mode("CONFIG_MAP"), _mode("API_AND_CONFIG_MAP"),
     {"access.grant"}),
    ("aws_eks_fargate_profile", "replace", _selecting("a"), _selecting("a", "b"),
     {"deploy.version", "config.parameter"}),
    ("aws_eks_fargate_profile", "replace", _selecting("a", "b"), _selecting("a"),
     {"deploy.version", "scale.to-zero"}),
    ("aws_eks_access_entry", "replace", {"principal_arn": "a"}, {"principal_arn": "b"}, _BOTH),
    ("aws_eks_node_group", "create", _NONE, _remote(), {"exposure.public"}),
    ("aws_eks_node_group", "replace", _remote("a", "b"), _remote("a"),
     {"deploy.version", "exposure.narrow"}),
    ("aws_ecr_lifecycle_policy", "update", _expiring(untagged=5, any=100), _expiring(any=100),
     {"other"}),
    ("aws_ecr_lifecycle_policy", "update", _expiring(untagged=5), _expiring(any=5),
     {"data.retention-cut"}),
    ("aws_ecr_repository_creation_template", "update", {"lifecycle_policy": "{}"},
     {"lifecycle_policy": '{"rules": [1]}'}, {"config.parameter"}),
    ("aws_ecr_repository_policy", "replace", {"repository": "a"}, {"repository": "b"}, _BOTH),
    ("aws_cloudfront_distribution", "update", _countries("whitelist", "US", "CA"),
     _countries("whitelist", "US"), {"exposure.narrow"}),
    ("aws_cloudfront_distribution", "update", _countries("none"), _countries("whitelist", "US"),
     {"exposure.narrow"}),
    ("aws_cloudfront_distribution", "update", _countries("blacklist", "US"),
     _countries("blacklist", "US", "CA"), {"exposure.narrow"}),
    ("aws_cloudfront_distribution", "update", _countries("blacklist", "US", "CA"),
     _countries("blacklist", "US"), {"exposure.open"}),
    ("aws_cloudfront_distribution", "update", _trusting("a", "b"), _trusting("a"),
     {"access.revoke"}),
    ("aws_cloudfront_distribution", "update", _trusting("a"), _trusting(), {"access.public"}),
    ("aws_cloudfront_distribution", "update", _paths("/a", "/b"), _paths("/a"),
     {"routing.remove"}),
    ("aws_cloudfront_distribution", "update", _origin("oai", ""), _origin("", "oac"),
     {"protection.up"}),
    ("aws_cloudfront_distribution", "update", _origin("oai", ""), _origin("", ""),
     {"protection.guard-off"}),
    ("aws_cloudfront_origin_access_control", "update", {"signing_behavior": "never"},
     {"signing_behavior": "no-override"}, {"protection.up"}),
    ("aws_cloudfront_origin_access_control", "update", {"signing_behavior": "always"},
     {"signing_behavior": "no-override"}, {"protection.guard-off"}),
    ("aws_appsync_graphql_api", "update", {"query_depth_limit": 5}, {"query_depth_limit": 0},
     {"scale.limits-up", "cost.up"}),
    ("aws_appsync_graphql_api", "update", {"introspection_config": "DISABLED"},
     {"introspection_config": "ENABLED"}, {"access.grant"}),
    ("aws_api_gateway_method", "update", {"authorization": "NONE"}, {"authorization": "AWS_IAM"},
     {"access.trust"}),
    ("aws_api_gateway_method_settings", "delete", _settings(-1, "INFO"), _NONE,
     {"observability.logs-off"}),
    ("aws_api_gateway_method_settings", "delete", _settings(100, "OFF"), _NONE,
     {"scale.limits-up", "cost.up"}),
    ("aws_api_gateway_usage_plan_key", "replace", {"key_id": "a"}, {"key_id": "b"}, _BOTH),
    ("aws_apigatewayv2_route", "create", _NONE,
     {"route_key": "$disconnect", "authorization_type": "NONE"}, {"other"}),
    ("aws_elb", "update", _listening(443, 8443), _listening(443), {"routing.remove"}),
    ("aws_elb", "update", {"instances": ["a", "b"]}, {"instances": ["a"]}, {"routing.remove"}),
    ("aws_glue_job", "update", {"number_of_workers": 5}, {"number_of_workers": None}, {"other"}),
    ("aws_lightsail_instance", "replace", {"bundle_id": "large_2_0"}, {"bundle_id": "micro_3_0"},
     {"data.replace", "scale.resize-down"}),
    ("aws_lightsail_disk_attachment", "delete", {"disk_name": "a"}, _NONE, {"other"}),
    ("aws_launch_template", "update", {"iam_instance_profile": [{"name": "a"}]},
     {"iam_instance_profile": [{"name": "b"}]}, _BOTH),
    ("aws_ami_launch_permission", "replace", {"account_id": "1"}, {"account_id": "2"}, _BOTH),
    ("aws_ec2_capacity_reservation", "update", {"end_date": "2026-01-01T00:00:00Z"},
     {"end_date": "2027-01-01T00:00:00Z"}, {"config.parameter"}),
    ("aws_autoscaling_notification", "update", {"notifications": ["a"]},
     {"notifications": ["a", "b"]}, {"config.parameter"}),
    ("aws_spot_fleet_request", "update", {"target_group_arns": ["a", "b"]},
     {"target_group_arns": ["a"]}, {"routing.remove"}),
    ("aws_elastic_beanstalk_application", "delete", {"name": "a"}, _NONE, {"config.parameter"}),
    ("aws_api_gateway_stage", "update",
     {"canary_settings": [{"percent_traffic": 10, "deployment_id": "a"}]},
     {"canary_settings": []}, {"routing.traffic"}),
    ("aws_lb_listener", "update", {"protocol": "UDP"}, {"protocol": "TCP"}, {"routing.rule"}),
    ("aws_lb_listener", "update", {"protocol": "TLS", "certificate_arn": "c"},
     {"protocol": "TCP", "certificate_arn": None}, {"routing.rule", "exposure.tls-weaken"}),
    ("aws-native:lambda:Function", "update", {"role": "a"}, {"role": "b"}, _BOTH),
    ("aws-native:eks:AccessEntry", "replace", {"principalArn": "a"}, {"principalArn": "b"}, _BOTH),
    ("aws_codebuild_project", "update", {"service_role": "a"}, {"service_role": "b"}, _BOTH),
    ("aws_lightsail_bucket_resource_access", "replace", {"bucket_name": "a"},
     {"bucket_name": "b"}, _BOTH),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_change_means_what_the_documentation_says(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    told = found(type_, verb, before, after)
    assert {action.id for action in told.items if action.kind != "plan"} == expected


def test_a_renamed_endpoint_is_an_outage_and_not_its_end() -> None:
    told = found("aws_sagemaker_endpoint", "replace", {"name": "a"}, {"name": "b"}).items
    assert [action.id for action in told] == ["deploy.version"]
    assert told[0].disruption is Disruption.OUTAGE
