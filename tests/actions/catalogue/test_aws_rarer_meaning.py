"""What the catalogue says of the services of AWS that fewer people use."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planguard.actions.catalogue import all_entries
from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.model.value import Sensitive
from planguard.testing import change, plan

_ALLOWS = json.dumps({"Statement": [{"Effect": "Allow", "Action": "iot:*", "Resource": "*"}]})
_ANYBODY = json.dumps(
    {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "cloudsearch:search"}]}
)
_UP = {"scale.up", "cost.up"}
_BIGGER = {"scale.resize-up", "cost.up"}

CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("aws_iot_policy", "create", {}, {"policy": _ALLOWS}, {"access.grant"}),
    ("aws_iot_policy_attachment", "delete", {"policy": "p", "target": "t"}, {}, {"access.revoke"}),
    ("aws_iot_certificate", "update", {"active": True}, {"active": False}, {"access.revoke"}),
    ("aws_iot_ca_certificate", "update", {"allow_auto_registration": False},
     {"allow_auto_registration": True}, {"access.trust"}),
    ("aws_iot_domain_configuration", "update",
     {"tls_config": [{"security_policy": "IotSecurityPolicy_TLS13_1_2_2022_10"}]},
     {"tls_config": [{"security_policy": "IotSecurityPolicy_TLS12_1_0_2016_01"}]},
     {"exposure.tls-weaken"}),
    ("aws_iot_domain_configuration", "update", {"status": "ENABLED"}, {"status": "DISABLED"},
     {"routing.remove"}),
    ("aws_iot_topic_rule", "update", {"enabled": True, "sql": "a"}, {"enabled": False, "sql": "a"},
     {"routing.remove"}),
    ("aws_iot_topic_rule", "update", {"enabled": True, "sql": "a"}, {"enabled": True, "sql": "b"},
     {"routing.rule"}),
    ("aws_iot_thing", "delete", {"name": "a"}, {}, {"other"}),
    ("aws_iot_logging_options", "update", {"disable_all_logs": False},
     {"disable_all_logs": True}, {"observability.logs-off"}),
    ("aws_opsworks_php_app_layer", "update", {"auto_healing": True}, {"auto_healing": False},
     {"protection.guard-off"}),
    ("aws_opsworks_java_app_layer", "update", {"jvm_version": "8"}, {"jvm_version": "7"},
     {"dependency.runtime"}),
    ("aws_opsworks_application", "update", {"app_source": [{"revision": "1.4.3"}]},
     {"app_source": [{"revision": "1.4.2"}]}, {"deploy.rollback"}),
    ("aws_opsworks_instance", "delete",
     {"ebs_block_device": [{"device_name": "/dev/sdf", "delete_on_termination": True}]}, {},
     {"scale.to-zero", "data.delete"}),
    ("aws_opsworks_permission", "create", {}, {"level": "manage"},
     {"access.grant", "access.admin"}),
    ("aws_connect_phone_number", "delete", {"target_arn": "a"}, {}, {"routing.remove"}),
    ("aws_connect_instance", "delete", {"instance_alias": "a"}, {}, {"data.delete"}),
    ("aws_connect_instance", "update", {"inbound_calls_enabled": True},
     {"inbound_calls_enabled": False}, {"routing.remove"}),
    ("aws_connect_contact_flow", "update", {"content": "a"}, {"content": "b"}, {"routing.rule"}),
    ("aws_connect_queue", "update", {"status": "ENABLED"}, {"status": "DISABLED"},
     {"routing.remove"}),
    ("aws_chime_voice_connector", "update", {"require_encryption": True},
     {"require_encryption": False}, {"exposure.tls-weaken"}),
    ("aws_chime_voice_connector_termination", "update",
     {"cidr_allow_list": ["10.0.0.0/27"]}, {"cidr_allow_list": ["10.0.0.0/27", "0.0.0.0/0"]},
     {"exposure.public"}),
    ("aws_pinpoint_sms_channel", "update", {"enabled": True}, {"enabled": False},
     {"routing.remove"}),
    ("aws_pinpoint_baidu_channel", "update", {"api_key": Sensitive("a")},
     {"api_key": Sensitive("b")}, {"secret.change"}),
    ("aws_pinpointsmsvoicev2_phone_number", "update", {"deletion_protection_enabled": True},
     {"deletion_protection_enabled": False}, {"protection.guard-off"}),
    ("aws_customerprofiles_domain", "update", {"default_expiration_days": 366},
     {"default_expiration_days": 30}, {"data.retention-cut"}),
    ("aws_lex_bot_alias", "update", {"bot_version": "3"}, {"bot_version": "2"},
     {"deploy.rollback"}),
    ("aws_lexv2models_intent", "update", {"sample_utterance": [{"utterance": "a"}]},
     {"sample_utterance": [{"utterance": "b"}]}, {"config.parameter"}),
    ("aws_sesv2_account_suppression_attributes", "update",
     {"suppressed_reasons": ["BOUNCE", "COMPLAINT"]}, {"suppressed_reasons": ["BOUNCE"]},
     {"protection.guard-off"}),
    ("aws_medialive_channel", "update", {"start_channel": True}, {"start_channel": False},
     {"scale.to-zero"}),
    ("aws_medialive_input_security_group", "update",
     {"whitelist_rules": [{"cidr": "10.0.0.0/8"}]}, {"whitelist_rules": [{"cidr": "0.0.0.0/0"}]},
     {"exposure.public"}),
    ("aws_ivs_channel", "update", {"authorized": True}, {"authorized": False}, {"access.public"}),
    ("aws_media_convert_queue", "update", {"status": "ACTIVE"}, {"status": "PAUSED"},
     {"scale.to-zero"}),
    ("aws_account_region", "update", {"enabled": True}, {"enabled": False}, {"access.revoke"}),
    ("aws_auditmanager_account_registration", "delete", {"deregister_on_destroy": False}, {},
     {"other"}),
    ("aws_auditmanager_account_registration", "delete", {"deregister_on_destroy": True}, {},
     {"observability.logs-off"}),
    ("aws_controltower_control", "delete", {"control_identifier": "a"}, {},
     {"protection.guard-off"}),
    ("aws_fms_policy", "update", {"remediation_enabled": True}, {"remediation_enabled": False},
     {"protection.guard-off"}),
    ("aws_fms_policy", "update", {"exclude_map": []}, {"exclude_map": [{"account": ["1"]}]},
     {"protection.guard-off"}),
    ("aws_servicecatalog_portfolio", "update", {"description": "a"}, {"description": "b"}, set()),
    ("aws_servicecatalog_principal_portfolio_association", "create", {},
     {"principal_arn": "a"}, {"access.grant"}),
    ("aws_inspector2_filter", "create", {}, {"action": "SUPPRESS"},
     {"observability.alarm-loosened"}),
    ("aws_inspector2_filter", "create", {}, {"action": "NONE"}, {"other"}),
    ("aws_fis_experiment_template", "update",
     {"stop_condition": [{"source": "alarm", "value": "arn"}]},
     {"stop_condition": [{"source": "none", "value": None}]}, {"protection.guard-off"}),
    ("aws_cur_report_definition", "delete", {"report_name": "a"}, {}, {"observability.logs-off"}),
    ("aws_rds_reserved_instance", "create", {}, {"offering_id": "a"}, {"cost.up"}),
    ("aws_cloudsearch_domain", "delete", {"name": "a"}, {}, {"data.delete"}),
    ("aws_cloudsearch_domain", "update", {"scaling_parameters": [{"desired_replication_count": 2}]},
     {"scaling_parameters": [{"desired_replication_count": 1}]}, {"scale.down"}),
    ("aws_cloudsearch_domain_service_access_policy", "create", {}, {"access_policy": _ANYBODY},
     {"access.grant", "access.public"}),
    ("aws_dms_s3_endpoint", "update", {"ssl_mode": "verify-full"}, {"ssl_mode": "none"},
     {"exposure.tls-weaken"}),
    ("aws_dynamodb_tag", "update", {"value": "a"}, {"value": "b"}, {"other.tags"}),
    ("aws_ec2_tag", "delete", {"key": "a", "value": "b"}, {}, {"other.tags"}),
    ("aws_opensearch_vpc_endpoint", "delete", {"domain_arn": "a"}, {}, {"routing.remove"}),
    ("aws_rds_export_task", "delete", {"source_arn": "a"}, {}, {"other"}),
    ("aws_datasync_location_object_storage", "update", {"server_protocol": "HTTPS"},
     {"server_protocol": "HTTP"}, {"exposure.tls-weaken"}),
    ("aws_datasync_location_smb", "update", {"password": Sensitive("a")},
     {"password": Sensitive("b")}, {"secret.change"}),
    ("aws_drs_replication_configuration_template", "update",
     {"pit_policy": [{"retention_duration": 30, "units": "DAY"}]},
     {"pit_policy": [{"retention_duration": 7, "units": "DAY"}]}, {"protection.backup-cut"}),
    ("aws_m2_environment", "update", {"publicly_accessible": False},
     {"publicly_accessible": True}, {"exposure.public"}),
    ("aws_m2_environment", "update", {"instance_type": "M2.m5.large"},
     {"instance_type": "M2.m5.xlarge"}, _BIGGER),
    ("aws_transfer_connector", "update", {"as2_config": [{"encryption_algorithm": "AES256_CBC"}]},
     {"as2_config": [{"encryption_algorithm": "NONE"}]}, {"exposure.tls-weaken"}),
    ("aws_s3_bucket_inventory", "update", {"enabled": True}, {"enabled": False},
     {"observability.logs-off"}),
    ("aws_bedrockagent_data_source", "delete", {"data_deletion_policy": "RETAIN"}, {}, {"other"}),
    ("aws_bedrockagent_data_source", "delete", {"data_deletion_policy": "DELETE"}, {},
     {"data.delete"}),
    ("aws_comprehend_document_classifier", "replace", {"mode": "MULTI_CLASS"},
     {"mode": "MULTI_LABEL"}, {"deploy.version"}),
    ("aws_sagemaker_workforce", "update", {"source_ip_config": [{"cidrs": ["10.0.0.0/8"]}]},
     {"source_ip_config": []}, {"exposure.public"}),
    ("aws_sagemaker_workforce", "update", {"source_ip_config": [{"cidrs": ["10.0.0.0/8"]}]},
     {"source_ip_config": [{"cidrs": ["10.0.0.0/8", "192.168.0.0/16"]}]}, {"exposure.open"}),
    ("aws_sagemaker_app", "update", {"resource_spec": [{"instance_type": "ml.t3.medium"}]},
     {"resource_spec": [{"instance_type": "ml.t3.large"}]}, _BIGGER),
    ("aws_quicksight_account_settings", "update", {"termination_protection_enabled": True},
     {"termination_protection_enabled": False}, {"protection.guard-off"}),
    ("aws_quicksight_role_membership", "create", {}, {"role": "ADMIN"},
     {"access.grant", "access.admin"}),
    ("aws_appflow_connector_profile", "update",
     {"connector_profile_config": [{"connector_profile_credentials": [
         {"snowflake": [{"password": Sensitive("a")}]}]}]},
     {"connector_profile_config": [{"connector_profile_credentials": [
         {"snowflake": [{"password": Sensitive("b")}]}]}]}, {"secret.change"}),
    ("aws_finspace_kx_cluster", "update", {"capacity_configuration": [{"node_count": 2}]},
     {"capacity_configuration": [{"node_count": 4}]}, _UP),
    ("aws_datazone_domain", "delete", {"name": "a"}, {}, {"data.delete"}),
    ("aws_kinesis_analytics_application", "update", {"start_application": True},
     {"start_application": False}, {"scale.to-zero"}),
    ("aws_schemas_schema", "update", {"content": "{}"}, {"content": '{"a": 1}'},
     {"schema.keys"}),
    ("aws_ec2_traffic_mirror_session", "delete", {"session_number": 1}, {},
     {"observability.logs-off"}),
    ("aws_vpc_ipam_pool", "update", {"publicly_advertisable": False},
     {"publicly_advertisable": True}, {"exposure.open"}),
    ("aws_networkmanager_site", "update", {"location": [{"address": "a"}]},
     {"location": [{"address": "b"}]}, set()),
    ("aws_waf_byte_match_set", "delete", {"name": "a"}, {}, {"protection.guard-off"}),
    ("aws_workspacesweb_user_settings", "update", {"download_allowed": "Disabled"},
     {"download_allowed": "Enabled"}, {"access.grant"}),
    ("aws_workspacesweb_ip_access_settings", "delete", {"display_name": "a"}, {},
     {"exposure.open"}),
    ("aws_iam_account_alias", "replace", {"account_alias": "a"}, {"account_alias": "b"},
     {"routing.remove", "routing.dns"}),
    ("aws_verifiedpermissions_policy_template", "update", {"statement": "a"}, {"statement": "b"},
     {"access.grant"}),
    ("aws_codepipeline_webhook", "create", {}, {"authentication": "UNAUTHENTICATED"},
     {"access.public"}),
    ("aws_codecommit_approval_rule_template_association", "delete", {"repository_name": "a"}, {},
     {"protection.guard-off"}),
    ("aws_evidently_project", "update", {"data_delivery": [{"cloudwatch_logs": [{"log_group": "a"}]}]},
     {"data_delivery": []}, {"observability.logs-off"}),
    ("aws_elasticache_cluster", "update", {"final_snapshot_identifier": "last"},
     {"final_snapshot_identifier": None}, {"protection.backup-off"}),
    ("aws_efs_file_system", "update", {"kms_key_id": None}, {"kms_key_id": "arn"},
     {"protection.up"}),
    ("aws_kinesis_firehose_delivery_stream", "update",
     {"splunk_configuration": [{"s3_backup_mode": "AllEvents"}]},
     {"splunk_configuration": [{"s3_backup_mode": "FailedEventsOnly"}]},
     {"protection.backup-cut"}),
    ("aws_dynamodb_table", "update", {"on_demand_throughput": [{"max_read_request_units": 100}]},
     {"on_demand_throughput": [{"max_read_request_units": 10}]}, {"scale.limits-down"}),
    ("aws_chatbot_slack_channel_configuration", "update", {"logging_level": "ERROR"},
     {"logging_level": "NONE"}, {"observability.logs-off"}),
    ("aws_mskconnect_connector", "update",
     {"kafka_cluster_encryption_in_transit": [{"encryption_type": "TLS"}]},
     {"kafka_cluster_encryption_in_transit": [{"encryption_type": "PLAINTEXT"}]},
     {"exposure.tls-weaken"}),
    ("aws_dynamodb_table", "update",
     {"replica": [{"region_name": "a", "kms_key_arn": "arn"}, {"region_name": "b"}]},
     {"replica": [{"region_name": "b"}]}, {"protection.backup-cut"}),
    ("aws_instance", "update",
     {"ebs_block_device": [{"device_name": "/dev/sdf", "kms_key_id": "arn", "iops": 3}]},
     {"ebs_block_device": [{"device_name": "/dev/sdf", "kms_key_id": "arn", "iops": 4}]}, {"other"}),
    ("aws_ecs_service", "update",
     {"volume_configuration": [{"managed_ebs_volume": [{"encrypted": True, "size_in_gb": 5}]}]},
     {"volume_configuration": [{"managed_ebs_volume": [{"encrypted": False, "size_in_gb": 5}]}]},
     {"protection.encryption-off"}),
    ("aws_ecs_service", "update",
     {"volume_configuration": [{"managed_ebs_volume": [{"encrypted": True, "kms_key_id": "a"}]}]},
     {"volume_configuration": []}, {"other"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_change_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    assert {action.id for action in found if action.kind != "plan"} == expected


def test_a_released_number_does_not_come_back() -> None:
    subject = plan(change("aws_connect_phone_number", verb="delete", before={"type": "DID"}))
    (found,) = classify(subject, build(subject, NoSources())).items
    assert (found.id, found.reversible) == ("routing.remove", "no")


def test_disabling_a_region_names_the_page_that_says_what_it_does() -> None:
    (rule,) = all_entries()["aws_account_region"].rules
    assert rule.source.startswith("https://docs.aws.amazon.com/")
