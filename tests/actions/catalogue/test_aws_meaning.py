"""What the catalogue says of changes that break production, and of those that do not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.testing import change, plan

_DEFAULT = {"cidr_block": "0.0.0.0/0", "gateway_id": "igw-1", "nat_gateway_id": ""}
_OFFICE = {"cidr_block": "10.80.0.0/16", "gateway_id": "vgw-1", "nat_gateway_id": ""}


def _images(kept: int, status: str = "any") -> str:
    selection = {"tagStatus": status, "countType": "imageCountMoreThan", "countNumber": kept}
    return json.dumps({"rules": [{"rulePriority": 1, "selection": selection}]})


def _column(name: str, type_: str = "string") -> dict[str, str]:
    return {"name": name, "type": type_}


CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("aws_instance", "update", {"ami": "ami-1", "instance_type": "m5.large"},
     {"ami": "ami-1", "instance_type": "m5.xlarge"}, {"scale.resize-up", "cost.up"}),
    ("aws_instance", "update", {"metadata_options": [{"http_tokens": "required"}]},
     {"metadata_options": [{"http_tokens": "optional"}]}, {"protection.guard-off"}),
    ("aws_instance", "delete", {"ami": "ami-1"}, {}, {"scale.to-zero"}),
    ("aws_instance", "delete",
     {"ebs_block_device": [{"device_name": "/dev/sdf", "delete_on_termination": True}]}, {},
     {"scale.to-zero", "data.delete"}),
    ("aws_instance", "delete",
     {"ebs_block_device": [{"device_name": "/dev/sdf", "delete_on_termination": False}]}, {},
     {"scale.to-zero"}),
    ("aws_instance", "replace", {"ami": "ami-1"}, {"ami": "ami-2"}, {"deploy.version"}),
    ("aws_launch_template", "update", {"description": "a"}, {"description": "b"}, set()),
    ("aws_lambda_function", "update", {"reserved_concurrent_executions": -1},
     {"reserved_concurrent_executions": 0}, {"scale.to-zero"}),
    ("aws_lambda_function", "update", {"reserved_concurrent_executions": 20},
     {"reserved_concurrent_executions": -1}, {"scale.limits-up", "cost.up"}),
    ("aws_lambda_function_url", "create", {}, {"authorization_type": "NONE"}, {"access.public"}),
    ("aws_lambda_function_url", "update", {"authorization_type": "NONE"},
     {"authorization_type": "AWS_IAM"}, {"access.revoke"}),
    ("aws_lambda_permission", "create", {}, {"principal": "*"},
     {"access.grant", "access.public"}),
    ("aws_lambda_permission", "create", {}, {"principal": "s3.amazonaws.com"}, {"access.grant"}),
    ("aws_lambda_layer_version", "replace", {"source_code_hash": "a"}, {"source_code_hash": "b"},
     {"deploy.version"}),
    ("aws_ecs_service", "update", {"desired_count": 6}, {"desired_count": 2}, {"scale.down"}),
    ("aws_ecs_service", "update", {"load_balancer": [{"target_group_arn": "a"}]},
     {"load_balancer": []}, {"routing.remove"}),
    ("aws_ecs_task_definition", "replace", {"cpu": "256"}, {"cpu": "512"},
     {"scale.resize-up", "cost.up"}),
    ("aws_eks_cluster", "update", {"vpc_config": [{"public_access_cidrs": ["10.0.0.0/8"]}]},
     {"vpc_config": [{"public_access_cidrs": ["0.0.0.0/0"]}]}, {"exposure.public"}),
    ("aws_eks_cluster", "delete", {"version": "1.30"}, {}, {"data.delete", "scale.to-zero"}),
    ("aws_ecr_repository", "update", {"image_tag_mutability": "IMMUTABLE"},
     {"image_tag_mutability": "MUTABLE"}, {"protection.guard-off"}),
    ("aws_autoscaling_group", "update", {"max_size": 8}, {"max_size": 0}, {"scale.to-zero"}),
    ("aws_appautoscaling_target", "update",
     {"suspended_state": [{"dynamic_scaling_out_suspended": False}]},
     {"suspended_state": [{"dynamic_scaling_out_suspended": True}]}, {"scale.limits-down"}),
    ("aws_route53_record", "replace", {"name": "a.example.com", "ttl": 60},
     {"name": "b.example.com", "ttl": 60}, {"routing.remove", "routing.dns"}),
    ("aws_route53_record", "create", {}, {"name": "a.example.com", "allow_overwrite": True},
     {"routing.dns"}),
    ("aws_alb", "update", {"access_logs": [{"enabled": True, "bucket": "a"}]},
     {"access_logs": []}, {"observability.logs-off", "config.parameter"}),
    ("aws_lb", "replace", {"internal": True}, {"internal": False},
     {"exposure.public", "routing.dns"}),
    ("aws_lb_listener", "update", {"protocol": "HTTPS", "certificate_arn": "a"},
     {"protocol": "HTTP", "certificate_arn": None}, {"exposure.tls-weaken"}),
    ("aws_lb_listener_rule", "update",
     {"action": [{"type": "authenticate-oidc", "authenticate_oidc": [{"issuer": "a"}]}]},
     {"action": [{"type": "authenticate-oidc", "authenticate_oidc": []}]},
     {"access.public", "access.trust"}),
    ("aws_cloudfront_distribution", "update", {"web_acl_id": "a", "comment": "a"},
     {"web_acl_id": "", "comment": "b"}, {"protection.guard-off"}),
    ("aws_cloudfront_distribution", "update", {"enabled": True}, {"enabled": False},
     {"routing.remove"}),
    ("aws_api_gateway_method", "update", {"authorization": "AWS_IAM"},
     {"authorization": "NONE"}, {"access.public"}),
    ("aws_api_gateway_stage", "update", {"canary_settings": [{"percent_traffic": 5}]},
     {"canary_settings": [{"percent_traffic": 10}]}, {"routing.traffic"}),
    ("aws_security_group", "update", {"egress": [{"cidr_blocks": ["0.0.0.0/0"]}]},
     {"egress": []}, {"routing.network"}),
    ("aws_network_acl", "update",
     {"ingress": [{"action": "allow", "cidr_block": "10.0.0.0/8", "from_port": 0, "to_port": 0,
                   "protocol": "-1", "rule_no": 1}]},
     {"ingress": [{"action": "allow", "cidr_block": "10.0.0.0/7", "from_port": 0, "to_port": 0,
                   "protocol": "-1", "rule_no": 1}]}, {"exposure.open"}),
    ("aws_ec2_managed_prefix_list_entry", "create", {}, {"cidr": "0.0.0.0/0"},
     {"exposure.open"}),
    ("aws_ec2_managed_prefix_list", "update", {"entry": [{"cidr": "10.0.0.0/8"}]},
     {"entry": [{"cidr": "10.0.0.0/8"}, {"cidr": "172.16.0.0/12"}]}, {"exposure.open"}),
    ("aws_wafv2_web_acl_association", "delete", {"resource_arn": "a"}, {},
     {"protection.guard-off"}),
    ("aws_vpc", "delete", {"cidr_block": "10.0.0.0/16"}, {}, {"routing.remove"}),
    ("aws_subnet", "update", {"map_public_ip_on_launch": False},
     {"map_public_ip_on_launch": True}, {"exposure.open"}),
    ("aws_flow_log", "delete", {"traffic_type": "ALL"}, {}, {"observability.logs-off"}),
    ("aws_default_vpc", "delete", {"enable_dns_support": True}, {}, {"other"}),
    ("aws_lb_target_group_attachment", "delete", {"target_id": "i-1"}, {}, {"routing.remove"}),
    ("aws_ssm_parameter", "update", {"type": "SecureString"}, {"type": "String"},
     {"secret.expose", "protection.encryption-off"}),
    ("aws_appconfig_deployment", "replace", {"configuration_version": "1"},
     {"configuration_version": "2"}, {"config.flag"}),
    ("aws_elastic_beanstalk_environment", "update", {"version_label": "1.4.3"},
     {"version_label": "1.4.2"}, {"deploy.rollback"}),
    ("aws_codedeploy_deployment_group", "update",
     {"auto_rollback_configuration": [{"enabled": True}]},
     {"auto_rollback_configuration": [{"enabled": False}]}, {"protection.guard-off"}),
    ("aws_cloudformation_stack", "delete", {"template_body": "{}"}, {}, {"data.delete"}),
    ("aws_ecr_lifecycle_policy", "replace", {"policy": _images(50)}, {"policy": _images(100)},
     {"other"}),
    ("aws_ecr_lifecycle_policy", "replace", {"policy": _images(50)}, {"policy": _images(5)},
     {"data.retention-cut"}),
    ("aws_ecr_lifecycle_policy", "replace", {"policy": _images(50, "tagged")},
     {"policy": _images(50)}, {"data.retention-cut"}),
    ("aws_ecr_lifecycle_policy", "replace", {"policy": '{"rules":[]}'}, {"policy": _images(50)},
     {"data.retention-cut"}),
    ("aws_route_table", "update", {"route": [_DEFAULT]}, {"route": [_DEFAULT, _OFFICE]}, {"other"}),
    ("aws_route_table", "update", {"route": [_OFFICE]}, {"route": [_DEFAULT, _OFFICE]},
     {"routing.network"}),
    ("aws_route_table", "update", {"route": [_DEFAULT, _OFFICE]}, {"route": [_DEFAULT]},
     {"routing.network", "routing.remove"}),
    ("aws_route_table", "update", {"route": [_DEFAULT]},
     {"route": [{**_DEFAULT, "gateway_id": "", "nat_gateway_id": "nat-1"}]}, {"routing.network"}),
    ("aws_lb_listener", "update",
     {"default_action": [{"redirect": [{"port": "443", "status_code": "HTTP_302"}]}]},
     {"default_action": [{"redirect": [{"port": "443", "status_code": "HTTP_301"}]}]}, {"other"}),
    ("aws_lb_listener", "update",
     {"default_action": [{"redirect": [{"port": "443", "status_code": "HTTP_302"}]}]},
     {"default_action": [{"redirect": [{"port": "444", "status_code": "HTTP_302"}]}]},
     {"routing.rule"}),
    ("aws_dynamodb_table", "update", {"stream_enabled": True}, {"stream_enabled": False},
     {"routing.remove"}),
    ("aws_glue_catalog_table", "update",
     {"storage_descriptor": [{"columns": [_column("id")]}]},
     {"storage_descriptor": [{"columns": [_column("id"), _column("country")]}]}, {"other"}),
    ("aws_glue_catalog_table", "update",
     {"storage_descriptor": [{"columns": [_column("id"), _column("country")]}]},
     {"storage_descriptor": [{"columns": [_column("id")]}]}, {"schema.keys"}),
    ("aws_glue_catalog_table", "update",
     {"storage_descriptor": [{"columns": [_column("id", "int")]}]},
     {"storage_descriptor": [{"columns": [_column("id", "string")]}]}, {"schema.keys"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_change_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    assert {action.id for action in found if action.kind != "plan"} == expected
