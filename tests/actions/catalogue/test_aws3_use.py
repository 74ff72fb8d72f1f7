"""What reading further AWS types in the order of their use put right."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.model.value import Unknown
from planguard.testing import change, plan

_NONE: dict[str, Any] = {}
_BOTH = {"access.grant", "access.revoke"}
_Case = tuple[str, str, dict[str, Any], dict[str, Any], set[str]]


def _unused(*excluded: str) -> dict[str, Any]:
    rules = [{"account_ids": [account]} for account in excluded]
    block = {"unused_access_age": 90, "analysis_rule": [{"exclusion": rules}]}
    return {"configuration": [{"unused_access": [block]}]}


def _fields(*patterns: str) -> dict[str, Any]:
    item = {"public_key_id": "k", "provider_id": "p", "field_patterns": [{"items": [*patterns]}]}
    return {"encryption_entities": [{"items": [item]}]}


def _profiles(*ids: str, unknown: bool = False) -> dict[str, Any]:
    items = [{"content_type": f"t/{name}", "profile_id": name} for name in ids]
    block = {
        "forward_when_content_type_is_unknown": unknown,
        "content_type_profiles": [{"items": items}],
    }
    return {"content_type_profile_config": [block]}


def _private(policy: str, *protocols: str, name: str = "o") -> dict[str, Any]:
    block = {
        "name": name, "arn": "a", "http_port": 80, "https_port": 443,
        "origin_protocol_policy": policy, "origin_ssl_protocols": [{"items": [*protocols]}],
    }  # fmt: skip
    return {"vpc_origin_endpoint_config": [block]}


def _wall(stateless: str, *stateful: str) -> dict[str, Any]:
    block = {
        "stateless_default_actions": [stateless],
        "stateful_default_actions": [*stateful],
    }
    return {"firewall_policy": [block]}


def _subdomains(**branches: str) -> dict[str, Any]:
    blocks = [
        {"prefix": "" if name == "root" else name, "branch_name": branch}
        for name, branch in branches.items()
    ]
    return {"sub_domain": blocks}


def _shared(*organizations: str) -> dict[str, Any]:
    permission = [{"organizational_unit_arns": [*organizations]}]
    ami = [{"launch_permission": permission}]
    return {"distribution": [{"region": "r", "ami_distribution_configuration": ami}]}


def _kept(value: int, unit: str) -> dict[str, Any]:
    age = [{"type": "AGE", "value": value, "unit": unit}]
    return {"policy_detail": [{"action": [{"type": "DELETE"}], "filter": age}]}


def _backends(*names: str) -> dict[str, Any]:
    services = [{"virtual_service": [{"virtual_service_name": name}]} for name in names]
    return {"spec": [{"backend": services}]}


def _select(table: str) -> dict[str, Any]:
    return {"principal": "p", "permissions": ["SELECT"], "table": [{"name": table}]}


def _guarding(
    topics: tuple[str, ...] = (), filters: dict[str, str] | None = None
) -> dict[str, Any]:
    strengths = [
        {"type": kind, "input_strength": word, "output_strength": word}
        for kind, word in (filters or {}).items()
    ]
    return {
        "topic_policy_config": [{"topics_config": [{"name": name} for name in topics]}],
        "content_policy_config": [{"filters_config": strengths}],
    }


def _ports(*ports: int) -> dict[str, Any]:
    return {
        "port_info": [
            {"from_port": port, "to_port": port, "protocol": "tcp", "cidrs": ["10.0.0.0/8"]}
            for port in ports
        ]
    }


def _living(value: int, unit: str) -> dict[str, Any]:
    lifetime = [{"value": value, "unit": unit}]
    return {"online_store_config": [{"enable_online_store": True, "ttl_duration": lifetime}]}


def _secured(*, at_rest: bool, in_transit: bool) -> dict[str, Any]:
    block = {"EnableAtRestEncryption": at_rest, "EnableInTransitEncryption": in_transit}
    return {"configuration": json.dumps({"EncryptionConfiguration": block})}


def _letting(*ports: int) -> dict[str, Any]:
    return {
        "ec2_inbound_permission": [
            {"from_port": port, "to_port": port, "protocol": "TCP", "ip_range": "10.0.0.0/8"}
            for port in ports
        ]
    }


def _properties(**values: str) -> dict[str, Any]:
    group = [{"property_group_id": "g", "property_map": {**values}}]
    return {"application_configuration": [{"environment_properties": [{"property_group": group}]}]}


def _credentials(key: str) -> dict[str, Any]:
    block = [{"datadog": [{"api_key": key, "application_key": "k"}]}]
    return {"connector_profile_config": [{"connector_profile_credentials": block}]}


def _points(duration: int, units: str) -> dict[str, Any]:
    return {"pit_policy": [{"enabled": True, "retention_duration": duration, "units": units}]}


def _sources(*names: str) -> dict[str, Any]:
    blocks = [{"aws_log_source_resource": [{"source_name": name}]} for name in names]
    return {"source": blocks}


def _redacting(*patterns: str) -> dict[str, Any]:
    blocks = [{"built_in_pattern_id": name} for name in patterns]
    return {"inline_redaction_configuration": [{"inline_redaction_pattern": blocks}]}


def _ranked(importance: int) -> dict[str, Any]:
    relevance = [{"importance": importance}]
    field = {"name": "author", "type": "STRING_VALUE", "relevance": relevance}
    return {"document_metadata_configuration_updates": [field]}


def _counted(value: int) -> dict[str, Any]:
    count = [{"type": "COUNT", "value": value}]
    return {"policy_detail": [{"action": [{"type": "DELETE"}], "filter": count}]}


def _clients(*ids: str) -> dict[str, Any]:
    pool = [{"user_pool_arn": "p", "client_ids": [*ids]}]
    return {"configuration": [{"cognito_user_pool_configuration": pool}]}


def _domains(kind: str, *targets: str) -> dict[str, Any]:
    names = {"generated_rules_type": kind, "target_types": ["TLS_SNI"], "targets": [*targets]}
    return {"rule_group": [{"rules_source": [{"rules_source_list": [names]}]}]}


def _permitted(permission: str) -> dict[str, Any]:
    grant = {"grantee": [{"id": "a", "type": "CanonicalUser"}], "permission": permission}
    return {"access_control_policy": [{"grant": [grant]}]}


CASES: tuple[_Case, ...] = (
    ("aws_api_gateway_account", "delete", {"cloudwatch_role_arn": "r"}, _NONE,
     {"observability.logs-off"}),
    ("aws_api_gateway_account", "delete", {"cloudwatch_role_arn": ""}, _NONE, {"other"}),
    ("aws_api_gateway_gateway_response", "replace", {"response_type": "A"},
     {"response_type": "B"}, {"config.parameter"}),
    ("aws_lb_trust_store", "delete", {"name": "a"}, _NONE, {"access.revoke"}),
    ("aws_iam_role_policies_exclusive", "update", {"policy_names": ["a"]},
     {"policy_names": ["a", "b"]}, {"other"}),
    ("aws_iam_user_policies_exclusive", "create", _NONE, {"policy_names": ["a"]}, {"other"}),
    ("aws_iam_group_policies_exclusive", "update", {"policy_names": ["a", "b"]},
     {"policy_names": ["a"]}, {"access.revoke"}),
    ("aws_cloudfront_vpc_origin", "update", _private("https-only", "TLSv1.2"),
     _private("https-only", "TLSv1.2", name="p"), {"other"}),
    ("aws_cloudfront_vpc_origin", "update", _private("https-only", "TLSv1.2"),
     _private("http-only", "TLSv1.2"), {"exposure.tls-weaken"}),
    ("aws_cloudfront_vpc_origin", "update", _private("https-only", "TLSv1", "TLSv1.2"),
     _private("https-only", "TLSv1.2"), {"protection.up"}),
    ("aws_cloudfront_field_level_encryption_profile", "update", _fields("a"), _fields("a", "b"),
     {"protection.up"}),
    ("aws_cloudfront_field_level_encryption_profile", "update", _fields("a", "b"), _fields("a"),
     {"protection.encryption-off"}),
    ("aws_cloudfront_field_level_encryption_config", "update", _profiles("a"),
     _profiles("a", "b"), {"protection.up"}),
    ("aws_cloudfront_field_level_encryption_config", "update", _profiles("a"),
     _profiles("a", unknown=True), {"protection.encryption-off"}),
    ("aws_ec2_host", "update", {"instance_type": "m5.large"}, {"instance_type": "m5.xlarge"},
     {"scale.resize-up", "cost.up"}),
    ("aws_ec2_host", "replace", {"availability_zone": "a"}, {"availability_zone": "b"}, {"other"}),
    ("aws_ec2_instance_state", "create", _NONE, {"state": "running"}, {"other"}),
    ("aws_ec2_instance_state", "create", _NONE, {"state": "stopped"}, {"scale.to-zero"}),
    ("aws_ec2_instance_metadata_defaults", "delete", {"http_tokens": "optional"}, _NONE,
     {"other"}),
    ("aws_ec2_instance_metadata_defaults", "delete", {"http_tokens": "required"}, _NONE,
     {"protection.guard-off"}),
    ("aws_default_vpc", "delete", {"force_destroy": True}, _NONE, {"routing.remove"}),
    ("aws_default_subnet", "delete", {"force_destroy": True}, _NONE, {"routing.remove"}),
    ("aws_default_vpc", "delete", {"force_destroy": False}, _NONE, {"other"}),
    ("aws_dx_connection", "replace", {"bandwidth": "1Gbps"}, {"bandwidth": "10Gbps"},
     {"routing.network", "scale.resize-up", "cost.up"}),
    ("aws_dx_connection", "update", {"encryption_mode": "no_encrypt"},
     {"encryption_mode": "should_encrypt"}, {"protection.up"}),
    ("aws_dx_connection", "delete", {"skip_destroy": True}, _NONE, {"other"}),
    ("aws_dx_lag", "replace", {"connections_bandwidth": "1Gbps"},
     {"connections_bandwidth": "10Gbps"}, {"routing.network", "scale.resize-up", "cost.up"}),
    ("aws_dx_hosted_connection", "replace", {"bandwidth": "500Mbps"}, {"bandwidth": "1Gbps"},
     {"routing.network", "scale.resize-up", "cost.up"}),
    ("aws_dx_connection_association", "delete", {"lag_id": "a"}, _NONE, {"routing.network"}),
    ("aws_vpc_ipam_pool_cidr", "delete", {"cidr": "10.0.0.0/8"}, _NONE, {"config.parameter"}),
    ("aws_vpc_ipam_organization_admin_account", "create", _NONE,
     {"delegated_admin_account_id": "1"}, {"access.grant"}),
    ("aws_macie2_organization_admin_account", "replace", {"admin_account_id": "1"},
     {"admin_account_id": "2"}, _BOTH),
    ("aws_vpc_block_public_access_options", "create", _NONE,
     {"internet_gateway_block_mode": "block-bidirectional"}, {"exposure.narrow"}),
    ("aws_vpc_block_public_access_options", "delete", {"internet_gateway_block_mode": "off"},
     _NONE, {"other"}),
    ("aws_networkfirewall_firewall_policy", "update", _wall("aws:forward_to_sfe"),
     _wall("aws:pass"), {"protection.guard-off"}),
    ("aws_networkfirewall_firewall_policy", "update",
     _wall("aws:drop", "aws:drop_strict", "aws:alert_strict"),
     _wall("aws:drop", "aws:alert_strict"), {"protection.guard-off"}),
    ("aws_accessanalyzer_analyzer", "update", _unused("1", "2"), _unused("1"), {"protection.up"}),
    ("aws_account_region", "create", _NONE, {"enabled": False}, {"access.revoke"}),
    ("aws_acmpca_permission", "replace",
     {"actions": ["IssueCertificate"], "certificate_authority_arn": "a"},
     {"actions": ["IssueCertificate"], "certificate_authority_arn": "b"}, {"access.grant"}),
    ("aws_inspector2_enabler", "update", {"resource_types": ["EC2", "ECR"]},
     {"resource_types": ["EC2"]}, {"observability.alarm-off"}),
    ("aws_securityhub_configuration_policy_association", "delete", {"policy_id": "p"}, _NONE,
     {"config.parameter"}),
    ("aws_fms_policy", "update", {"exclude_map": [{"account": ["1", "2"]}]},
     {"exclude_map": [{"account": ["1"]}]}, {"protection.up"}),
    ("aws_oam_link", "replace", {"label_template": "a"}, {"label_template": "b"}, {"other"}),
    ("aws_oam_link", "update", {"resource_types": ["a", "b"]}, {"resource_types": ["a"]},
     {"observability.logs-off"}),
    ("aws_cloudwatch_log_delivery", "replace", {"delivery_destination_arn": "a"},
     {"delivery_destination_arn": "b"}, {"config.parameter"}),
    ("aws_amplify_branch", "update", {"enable_auto_build": False}, {"enable_auto_build": True},
     {"config.flag"}),
    ("aws_amplify_domain_association", "update", _subdomains(www="main", root="main"),
     _subdomains(www="main"), {"routing.remove"}),
    ("aws_codeartifact_repository", "update",
     {"external_connections": [{"external_connection_name": "public:npmjs"}]},
     {"external_connections": []}, {"access.revoke"}),
    ("aws_codeartifact_domain", "replace", {"encryption_key": "a"}, {"encryption_key": "b"},
     {"data.replace"}),
    ("aws_codebuild_fleet", "replace", {"environment_type": "LINUX_CONTAINER"},
     {"environment_type": "ARM_CONTAINER"}, {"config.parameter"}),
    ("aws_imagebuilder_distribution_configuration", "update", _shared("o-1", "o-2"),
     _shared("o-1"), {"access.revoke"}),
    ("aws_imagebuilder_lifecycle_policy", "update", _kept(1, "MONTHS"), _kept(2, "MONTHS"),
     {"config.parameter"}),
    ("aws_imagebuilder_lifecycle_policy", "update", _kept(2, "MONTHS"), _kept(3, "WEEKS"),
     {"data.retention-cut"}),
    ("aws_appmesh_virtual_node", "update", _backends("a", "b"), _backends("a"),
     {"routing.remove"}),
    ("aws_apprunner_connection", "replace", {"connection_name": "a"}, {"connection_name": "b"},
     {"access.trust", "access.revoke"}),
    ("aws_cloud9_environment_membership", "update", {"permissions": "read-write"},
     {"permissions": "read-only"}, {"access.revoke"}),
    ("aws_sesv2_dedicated_ip_assignment", "replace", {"destination_pool_name": "a"},
     {"destination_pool_name": "b"}, {"routing.rule"}),
    ("aws_iot_policy_attachment", "replace", {"policy": "p", "target": "a"},
     {"policy": "p", "target": "b"}, _BOTH),
    ("aws_iot_role_alias", "update", {"role_arn": "a"}, {"role_arn": "b"}, _BOTH),
    ("aws_iot_topic_rule", "update", {"sns": [{"target_arn": "a"}], "sqs": [{"queue_url": "q"}]},
     {"sns": [], "sqs": [{"queue_url": "q"}]}, {"routing.remove"}),
    ("aws_lambda_function_recursion_config", "delete", {"recursive_loop": "Terminate"}, _NONE,
     {"other"}),
    ("aws_lakeformation_data_cells_filter", "update",
     {"table_data": [{"column_names": ["a", "b"]}]}, {"table_data": [{"column_names": ["a"]}]},
     {"access.revoke"}),
    ("aws_lakeformation_permissions", "replace", _select("a"), _select("b"), _BOTH),
    ("aws_lakeformation_resource_lf_tags", "replace",
     {"lf_tag": [{"key": "k", "value": "a"}, {"key": "l", "value": "b"}]},
     {"lf_tag": [{"key": "k", "value": "a"}]}, _BOTH),
    ("aws_redshift_endpoint_authorization", "update", {"vpc_ids": ["a"]}, {"vpc_ids": []},
     {"access.grant"}),
    ("aws_redshift_event_subscription", "update", {"severity": "INFO"}, {"severity": "ERROR"},
     {"observability.alarm-loosened"}),
    ("aws_dsql_cluster", "update", {"kms_encryption_key": "k"},
     {"kms_encryption_key": "AWS_OWNED_KMS_KEY"}, {"protection.encryption-off"}),
    ("aws_opensearchserverless_security_config", "update",
     {"saml_options": [{"metadata": "m", "session_timeout": 60}]},
     {"saml_options": [{"metadata": "m", "session_timeout": 30}]}, {"config.parameter"}),
    ("aws_mwaa_environment", "update", {"execution_role_arn": "a"}, {"execution_role_arn": "b"},
     _BOTH),
    ("aws_bedrock_guardrail", "update", _guarding(topics=("a", "b")), _guarding(topics=("a",)),
     {"protection.guard-off"}),
    ("aws_bedrock_guardrail", "update", _guarding(filters={"HATE": "HIGH"}),
     _guarding(filters={"HATE": "HIGH", "VIOLENCE": "LOW"}), {"protection.up"}),
    ("aws_bedrock_guardrail", "update", _guarding(filters={"HATE": "HIGH", "VIOLENCE": "LOW"}),
     _guarding(filters={"HATE": "HIGH"}), {"protection.guard-off"}),
    ("aws_bedrock_model_invocation_logging_configuration", "update",
     {"logging_config": [{"s3_config": [{"bucket_name": "b"}]}]},
     {"logging_config": [{"s3_config": []}]}, {"observability.logs-off"}),
    ("aws_kendra_index", "update", {"role_arn": "a"}, {"role_arn": "b"}, _BOTH),
    ("aws_lightsail_instance_public_ports", "replace", _ports(22, 443), _ports(443),
     {"exposure.narrow"}),
    ("aws_sagemaker_domain", "delete", {"retention_policy": []}, _NONE, {"access.revoke"}),
    ("aws_sagemaker_domain", "delete",
     {"retention_policy": [{"home_efs_file_system": "Delete"}]}, _NONE, {"data.delete"}),
    ("aws_sagemaker_feature_group", "update", _living(24, "Hours"), _living(2, "Days"),
     {"other"}),
    ("aws_transfer_profile", "update", {"certificate_ids": ["a", "b"]},
     {"certificate_ids": ["a"]}, {"access.revoke"}),
    ("aws_workspaces_workspace", "update",
     {"workspace_properties": [{"compute_type_name": "VALUE"}]},
     {"workspace_properties": [{"compute_type_name": "POWER"}]}, {"scale.resize-up", "cost.up"}),
    ("aws_workspaces_directory", "update",
     {"workspace_access_properties": [{"device_type_web": "DENY"}]},
     {"workspace_access_properties": [{"device_type_web": "ALLOW"}]}, {"access.grant"}),
    ("aws_directory_service_log_subscription", "replace", {"log_group_name": "a"},
     {"log_group_name": "b"}, {"config.parameter"}),
    ("aws_rum_metrics_destination", "replace", {"destination_arn": "a"},
     {"destination_arn": "b"}, {"config.parameter"}),
    ("aws_ssoadmin_application_assignment_configuration", "create", _NONE,
     {"assignment_required": False}, {"access.grant"}),
    ("aws_ssmincidents_response_plan", "update",
     {"integration": [{"pagerduty": [{"service_id": "s"}]}]}, {"integration": []},
     {"observability.alarm-off"}),
    ("aws_rolesanywhere_profile", "update", {"managed_policy_arns": ["a"]},
     {"managed_policy_arns": ["a", "arn:aws:iam::aws:policy/AdministratorAccess"]},
     {"access.grant"}),
    ("aws_rolesanywhere_profile", "update", {"managed_policy_arns": []},
     {"managed_policy_arns": ["arn:aws:iam::aws:policy/AdministratorAccess"]},
     {"access.revoke"}),
    ("aws_s3control_access_grants_location", "replace",
     {"iam_role_arn": "r", "location_scope": "s3://a"},
     {"iam_role_arn": "r", "location_scope": "s3://b"}, _BOTH),
    ("aws_emr_security_configuration", "replace", _secured(at_rest=True, in_transit=False),
     _secured(at_rest=True, in_transit=True), {"protection.up"}),
    ("aws_emr_security_configuration", "replace", _secured(at_rest=True, in_transit=True),
     _secured(at_rest=False, in_transit=True), {"protection.encryption-off"}),
    ("aws_emr_studio_session_mapping", "update", {"session_policy_arn": "a"},
     {"session_policy_arn": "b"}, _BOTH),
    ("aws_glue_dev_endpoint", "update", {"public_keys": ["a", "b"]}, {"public_keys": ["a"]},
     {"access.revoke"}),
    ("aws_gamelift_fleet", "update", _letting(22, 443), _letting(443), {"exposure.narrow"}),
    ("aws_msk_single_scram_secret_association", "replace", {"secret_arn": "a"},
     {"secret_arn": "b"}, _BOTH),
    ("aws_internetmonitor_monitor", "update", {"resources": ["a", "b"]}, {"resources": ["a"]},
     {"observability.alarm-loosened"}),
    ("aws_kinesisanalyticsv2_application", "update", _properties(a="1"), _properties(a="2"),
     {"config.env"}),
    ("aws_devopsguru_resource_collection", "replace",
     {"cloudformation": [{"stack_names": ["a", "b"]}]},
     {"cloudformation": [{"stack_names": ["a"]}]}, {"observability.alarm-loosened"}),
    ("aws_chatbot_teams_channel_configuration", "update", {"guardrail_policy_arns": []},
     {"guardrail_policy_arns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"]}, {"access.revoke"}),
    ("aws_cleanrooms_collaboration", "replace",
     {"member": [{"account_id": "1"}, {"account_id": "2"}]}, {"member": [{"account_id": "1"}]},
     {"access.revoke"}),
    ("aws_appflow_connector_profile", "update", _credentials("a"), _credentials("b"),
     {"secret.change"}),
    ("aws_drs_replication_configuration_template", "update", _points(48, "HOUR"),
     _points(7, "DAY"), {"protection.up"}),
    ("aws_drs_replication_configuration_template", "update", {"ebs_encryption": "CUSTOM"},
     {"ebs_encryption": "DEFAULT"}, {"protection.encryption-off"}),
    ("aws_dsql_cluster_peering", "update", {"clusters": ["a", "b"]}, {"clusters": ["a"]},
     {"protection.guard-off"}),
    ("aws_quicksight_role_membership", "replace", {"role": "READER", "member_name": "a"},
     {"role": "READER", "member_name": "b"}, _BOTH),
    ("aws_route53recoverycontrolconfig_safety_rule", "update", {"asserted_controls": ["a"]},
     {"asserted_controls": ["a", "b"]}, {"protection.up"}),
    ("aws_securitylake_aws_log_source", "replace", {"source": [{"regions": ["a"]}]},
     {"source": [{"regions": ["a", "b"]}]}, {"protection.up"}),
    ("aws_securitylake_subscriber", "update", _sources("ROUTE53", "VPC_FLOW"),
     _sources("ROUTE53"), {"access.revoke"}),
    ("aws_workspacesweb_ip_access_settings", "update",
     {"ip_rule": [{"ip_range": "10.0.0.0/8"}, {"ip_range": "192.0.2.0/24"}]},
     {"ip_rule": [{"ip_range": "10.0.0.0/8"}]}, {"exposure.narrow"}),
    ("aws_verifiedaccess_endpoint", "update", {"policy_document": ""},
     {"policy_document": "permit(principal, action, resource);"}, {"access.revoke"}),
    ("aws_verifiedaccess_group", "update",
     {"policy_document": "permit(principal, action, resource);"}, {"policy_document": ""},
     {"access.revoke"}),
    ("aws_workspacesweb_data_protection_settings", "update", _redacting("ssn", "email"),
     _redacting("ssn"), {"protection.guard-off"}),
    ("aws_lakeformation_permissions", "create", _NONE,
     {"principal": "IAM_ALLOWED_PRINCIPALS", "permissions": ["SELECT"]}, {"access.grant"}),
    ("aws_sesv2_email_identity_feedback_attributes", "delete", {"email_forwarding_enabled": True},
     _NONE, {"observability.alarm-off"}),
    ("aws_inspector2_organization_configuration", "delete", {"auto_enable": [{"ec2": True}]},
     _NONE, {"observability.alarm-loosened"}),
    ("aws_verifiedaccess_instance", "replace", {"fips_enabled": False}, {"fips_enabled": True},
     {"routing.network", "protection.up"}),
    ("aws_dms_s3_endpoint", "create", _NONE, {"canned_acl_for_objects": "public-read"},
     {"exposure.public"}),
    ("aws_verifiedpermissions_policy", "update",
     {"definition": [{"static": [{"description": "a", "statement": "permit(a,b,c);"}]}]},
     {"definition": [{"static": [{"description": "b", "statement": "permit(a,b,c);"}]}]},
     {"other"}),
    ("aws_kendra_index", "update", _ranked(1), _ranked(5), {"config.parameter"}),
    ("aws_workspaces_directory", "update", {"saml_properties": [{"status": "ENABLED"}]},
     {"saml_properties": [{"status": "DISABLED"}]}, {"access.revoke"}),
    ("aws_backup_restore_testing_selection", "update", {"protected_resource_arns": ["a", "b"]},
     {"protected_resource_arns": ["a"]}, {"protection.guard-off"}),
    ("aws_rum_app_monitor", "update",
     {"app_monitor_configuration": [{"telemetries": ["errors", "http"]}]},
     {"app_monitor_configuration": [{"telemetries": ["errors"]}]}, {"observability.logs-off"}),
    ("aws_imagebuilder_lifecycle_policy", "update", _counted(10), _counted(20),
     {"config.parameter"}),
    ("aws_imagebuilder_lifecycle_policy", "update", _counted(20), _counted(10),
     {"data.retention-cut"}),
    ("aws_verifiedpermissions_identity_source", "update", _clients("a", "b"), _clients("a"),
     {"access.revoke"}),
    ("aws_directory_service_radius_settings", "update", {"radius_servers": ["a", "b"]},
     {"radius_servers": ["a"]}, {"config.parameter"}),
    ("aws_quicksight_data_set", "update",
     {"column_level_permission_rules": [{"column_names": ["a"], "principals": ["p"]}]},
     {"column_level_permission_rules": [{"column_names": ["a", "b"], "principals": ["p"]}]},
     {"access.revoke"}),
    ("aws_networkfirewall_rule_group", "update", _domains("DENYLIST", "a", "b"),
     _domains("DENYLIST", "a"), {"protection.guard-off"}),
    ("aws_networkfirewall_rule_group", "update", _domains("DENYLIST", "a"),
     _domains("DENYLIST", "a", "b"), {"protection.up"}),
    ("aws_networkfirewall_rule_group", "update", _domains("ALLOWLIST", "a"),
     _domains("ALLOWLIST", "a", "b"), {"routing.rule"}),
    ("aws_directory_service_trust", "create", _NONE, {"trust_direction": "Two-Way"},
     {"access.trust"}),
    ("aws_verifiedpermissions_policy_template", "delete", {"statement": "permit(a,b,c);"}, _NONE,
     {"access.revoke"}),
    ("aws_elastictranscoder_pipeline", "update",
     {"content_config_permissions": [{"grantee": "a"}, {"grantee": "b"}]},
     {"content_config_permissions": [{"grantee": "a"}]}, {"access.revoke"}),
    ("aws_s3_bucket_acl", "update", _permitted("FULL_CONTROL"), _permitted("READ"),
     {"access.revoke"}),
    ("aws_s3_bucket_acl", "update", _permitted("READ"), _permitted("FULL_CONTROL"),
     {"access.grant"}),
    ("aws_s3_bucket_acl", "update", _permitted("WRITE"), _permitted("READ"), _BOTH),
    ("aws_s3_bucket_acl", "update", {"acl": "public-read-write"}, {"acl": "public-read"},
     {"exposure.narrow"}),
    ("aws_s3_bucket_acl", "update", {"acl": "public-read"}, {"acl": "authenticated-read"},
     {"exposure.narrow"}),
    ("aws_s3_bucket_acl", "update", {"acl": "private"}, {"acl": "public-read"},
     {"exposure.public"}),
    ("aws_s3_bucket_acl", "create", _NONE, {"acl": "public-read"}, {"exposure.public"}),
    ("aws_oam_sink", "delete", {"name": "a"}, _NONE, {"other"}),
    ("aws_datazone_asset_type", "delete", {"name": "a"}, _NONE, {"other"}),
    ("aws_datazone_form_type", "delete", {"name": "a"}, _NONE, {"other"}),
    ("aws_rekognition_project", "delete", {"name": "a"}, _NONE, {"other"}),
    ("aws_kms_custom_key_store", "delete", {"custom_key_store_name": "a"}, _NONE, {"other"}),
    ("aws_vpclattice_service_network", "update", {"auth_type": "AWS_IAM"}, {"auth_type": "NONE"},
     {"access.grant"}),
    ("aws_vpclattice_service", "update", {"auth_type": "AWS_IAM"}, {"auth_type": "NONE"},
     {"access.grant"}),
    ("aws_kms_external_key", "update", {"valid_to": "2027-01-01T00:00:00Z"},
     {"valid_to": "2026-12-01T00:00:00Z"}, {"key.disable"}),
    ("aws_kms_external_key", "update", {"valid_to": "2026-12-01T00:00:00Z"},
     {"valid_to": "2027-01-01T00:00:00Z"}, {"other"}),
    ("aws_transfer_connector", "update",
     {"security_policy_name": "TransferSFTPConnectorSecurityPolicy-2024-03"},
     {"security_policy_name": "TransferSFTPConnectorSecurityPolicy-FIPS-2024-10"},
     {"protection.up"}),
    ("aws_transfer_connector", "update",
     {"as2_config": [{"encryption_algorithm": "AES256_CBC"}]},
     {"as2_config": [{"encryption_algorithm": "DES_EDE3_CBC"}]},
     {"config.parameter", "exposure.tls-weaken"}),
    ("aws_securityhub_organization_configuration", "delete", {"auto_enable": True}, _NONE,
     {"observability.alarm-loosened"}),
    ("aws_securityhub_organization_configuration", "delete", {"auto_enable": False}, _NONE,
     {"other"}),
    ("aws_ce_cost_allocation_tag", "delete", {"status": "Active"}, _NONE, {"config.flag"}),
    ("aws_ce_cost_allocation_tag", "delete", {"status": "Inactive"}, _NONE, {"other"}),
    ("aws_config_config_rule", "update", {"maximum_execution_frequency": "One_Hour"},
     {"maximum_execution_frequency": None}, {"observability.alarm-loosened"}),
    ("aws_config_config_rule", "update", {"maximum_execution_frequency": "TwentyFour_Hours"},
     {"maximum_execution_frequency": None}, {"other"}),
    ("aws_bedrockagent_agent_alias", "update",
     {"routing_configuration": [{"agent_version": "3"}]},
     {"routing_configuration": [{"agent_version": "2"}]}, {"deploy.rollback"}),
    ("aws_redshift_scheduled_action", "update", {"iam_role": "a"}, {"iam_role": "b"}, _BOTH),
    ("aws_dx_connection", "replace", {"request_macsec": True}, {"request_macsec": False},
     {"protection.encryption-off", "routing.network"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_change_means_what_the_documentation_says(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    found = classify(subject, build(subject, NoSources()))
    assert {action.id for action in found.items if action.kind != "plan"} == expected


def _split(version: str, **shares: float) -> dict[str, Any]:
    routing = [{"additional_version_weights": shares}] if shares else []
    return {"function_version": version, "routing_config": routing}


@pytest.mark.parametrize(
    ("before", "after", "points"),
    [
        (_split("4"), _split("4", five=0.1), 10),
        (_split("4", five=0.1), _split("4"), 10),
        (_split("4", five=0.1), _split("five"), 90),
        (_split("4", five=0.1), _split("4", five=0.5), 40),
    ],
)
def test_the_version_of_an_alias_takes_what_is_not_told(
    before: dict[str, Any], after: dict[str, Any], points: float
) -> None:
    subject = plan(change("aws_lambda_alias", before=before, after=after))
    found = classify(subject, build(subject, NoSources()))
    moved = [action for action in found.items if action.id == "routing.traffic"]
    assert [action.details["points"] for action in moved] == [points]


def test_a_version_that_is_published_meanwhile_takes_an_unknown_share() -> None:
    after = _split("4") | {"function_version": Unknown()}
    subject = plan(change("aws_lambda_alias", before=_split("4", five=0.1), after=after))
    found = classify(subject, build(subject, NoSources()))
    [moved] = [action for action in found.items if action.id == "routing.traffic"]
    assert isinstance(moved.details["points"], Unknown)
    assert moved.confidence == "inferred"
