"""What a review of AWS types, drawn by lot, against their documentation put right: first half, and their sisters."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.testing import change, plan

_SAME: dict[str, Any] = {}


def _selected(*tags: str) -> dict[str, Any]:
    return {"selection_tag": [{"key": tag, "type": "STRINGEQUALS", "value": "b"} for tag in tags]}


def _meeting(*tags: str) -> dict[str, Any]:
    return {"condition": [{"string_equals": [{"key": tag, "value": "b"} for tag in tags]}]}


def _scope(*namespaces: str) -> dict[str, Any]:
    kind = "namespace" if namespaces else "cluster"
    return {"access_scope": [{"type": kind, "namespaces": list(namespaces)}]}


def _fields(**types: str) -> dict[str, Any]:
    return {"index_field": [{"name": name, "type": type_} for name, type_ in types.items()]}


def _stream(mode: str, shards: int | None) -> dict[str, Any]:
    return {"shard_count": shards, "stream_mode_details": [{"stream_mode": mode}]}


def _table(mode: str, capacity: int) -> dict[str, Any]:
    return {"billing_mode": mode, "read_capacity": capacity, "write_capacity": capacity}


def _negotiates(kind: str, **attributes: str) -> dict[str, Any]:
    named = [{"name": name, "value": value} for name, value in attributes.items()]
    return {"policy_type_name": f"{kind}PolicyType", "policy_attribute": named}


def _rules(**actions: str) -> dict[str, Any]:
    every = ("allow", "block", "captcha", "count")
    return {
        "rule": [
            {"name": name, "priority": 1, "action": [{word: [{}] * (word == chosen)
             for word in every}]}
            for name, chosen in actions.items()
        ]
    }  # fmt: skip


_TLS12, _TLS10 = {"Protocol-TLSv1.2": "true"}, {"Protocol-TLSv1": "true"}

CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("aws_backup_selection", "replace", _selected("a"), _selected("a", "c"), {"protection.up"}),
    ("aws_backup_selection", "replace", _selected("a", "c"), _selected("a"),
     {"protection.backup-cut"}),
    ("aws_backup_selection", "replace", _selected("a"), _selected("c"), {"protection.backup-cut"}),
    ("aws_backup_selection", "replace", _meeting("a"), _meeting("a", "c"),
     {"protection.backup-cut"}),
    ("aws_backup_selection", "replace", _meeting("a", "c"), _meeting("a"), {"protection.up"}),
    ("aws_kinesis_stream", "update", _stream("PROVISIONED", 4), _stream("ON_DEMAND", None),
     {"scale.limits-up", "cost.up"}),
    ("aws_kinesis_stream", "update", _stream("PROVISIONED", 4), _stream("PROVISIONED", 2),
     {"scale.down"}),
    ("aws_dynamodb_table", "update", _table("PROVISIONED", 5), _table("PAY_PER_REQUEST", 0),
     {"scale.limits-up", "cost.up"}),
    ("aws_dynamodb_table", "update", _table("PROVISIONED", 5), _table("PROVISIONED", 2),
     {"scale.down"}),
    ("aws_datasync_location_efs", "replace",
     {"ec2_config": [{"security_group_arns": ["a"], "subnet_arn": "s"}]},
     {"ec2_config": [{"security_group_arns": ["a", "b"], "subnet_arn": "s"}]},
     {"routing.network"}),
    ("aws_chatbot_slack_channel_configuration", "create", _SAME,
     {"guardrail_policy_arns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"]}, {"other"}),
    ("aws_chatbot_slack_channel_configuration", "update", {"sns_topic_arns": ["a", "b"]},
     {"sns_topic_arns": ["a"]}, {"observability.alarm-off"}),
    ("aws_rekognition_stream_processor", "update",
     {"settings": [{"connected_home": [{"labels": ["PET"]}]}]},
     {"settings": [{"connected_home": [{"labels": ["PERSON"]}]}]}, {"config.parameter"}),
    ("aws_rekognition_stream_processor", "replace", {"name": "a"}, {"name": "b"},
     {"scale.to-zero"}),
    ("aws_lambda_code_signing_config", "update",
     {"allowed_publishers": [{"signing_profile_version_arns": ["a", "b"]}]},
     {"allowed_publishers": [{"signing_profile_version_arns": ["a"]}]}, {"access.revoke"}),
    ("aws_wafv2_web_acl", "update", _rules(a="block"), _rules(a="block", b="allow"),
     {"config.parameter"}),
    ("aws_wafv2_web_acl", "update", _rules(a="block"), _rules(a="captcha"), {"config.parameter"}),
    ("aws_wafv2_web_acl", "update", _rules(a="block"), _rules(a="count"),
     {"protection.guard-off"}),
    ("aws_db_event_subscription", "update", {"event_categories": ["failure", "failover"]},
     {"event_categories": ["failure"]}, {"observability.alarm-loosened"}),
    ("aws_db_event_subscription", "update", {"event_categories": ["failure"]},
     {"event_categories": []}, {"other"}),
    ("aws_apigatewayv2_model", "update", {"schema": "{}"}, {"schema": '{"type": "object"}'},
     {"config.parameter"}),
    ("aws_sqs_queue", "update", {"sqs_managed_sse_enabled": True, "kms_master_key_id": ""},
     {"sqs_managed_sse_enabled": False, "kms_master_key_id": "alias/x"}, {"protection.up"}),
    ("aws_sqs_queue", "update", {"sqs_managed_sse_enabled": True, "kms_master_key_id": ""},
     {"sqs_managed_sse_enabled": False, "kms_master_key_id": ""}, {"protection.encryption-off"}),
    ("aws_eks_access_policy_association", "replace", _scope("a", "b"), _scope("a"),
     {"access.revoke"}),
    ("aws_eks_access_policy_association", "replace", _scope("a"), _scope(), {"access.grant"}),
    ("aws_eks_access_policy_association", "replace", {"principal_arn": "a"},
     {"principal_arn": "b"}, {"access.grant", "access.revoke"}),
    ("aws_cloudsearch_domain", "update", _fields(a="int"), _fields(a="int", b="int"),
     {"config.parameter"}),
    ("aws_cloudsearch_domain", "update", _fields(a="int", b="int"), _fields(a="int"),
     {"schema.keys"}),
    ("aws_cloudsearch_domain", "update", _fields(a="int"), _fields(a="text"), {"schema.keys"}),
    ("aws_cloudsearch_domain", "update", {"scaling_parameters": [{"desired_partition_count": 2}]},
     {"scaling_parameters": [{"desired_partition_count": 0}]}, {"other"}),
    ("aws_storagegateway_smb_file_share", "update", {"invalid_user_list": ["a", "b"]},
     {"invalid_user_list": ["a"]}, {"access.grant"}),
    ("aws_storagegateway_smb_file_share", "update", {"object_acl": "private"},
     {"object_acl": "authenticated-read"}, {"exposure.public"}),
    ("aws_elasticsearch_domain", "update", {"ebs_options": [{"volume_type": "gp2"}]},
     {"ebs_options": [{"volume_type": "gp3"}]}, {"other"}),
    ("aws_guardduty_ipset", "create", _SAME, {"activate": False, "location": "a"}, {"other"}),
    ("aws_guardduty_ipset", "create", _SAME, {"activate": True, "location": "a"},
     {"observability.alarm-loosened"}),
    ("aws_eks_addon", "delete", {"preserve": True}, _SAME, {"other"}),
    ("aws_eks_addon", "delete", {"preserve": None}, _SAME, {"scale.to-zero"}),
    ("aws_eks_addon", "update", {"service_account_role_arn": "a"},
     {"service_account_role_arn": ""}, {"access.revoke"}),
    ("aws_lightsail_database", "update", {"bundle_id": "large_1_0"}, {"bundle_id": "micro_2_0"},
     {"scale.resize-down"}),
    ("aws_lightsail_database", "create", _SAME, {"publicly_accessible": True},
     {"exposure.public"}),
    ("aws_load_balancer_policy", "update", _negotiates("AppCookieStickiness", CookieName="a"),
     _negotiates("AppCookieStickiness", CookieName="b"), {"config.parameter"}),
    ("aws_load_balancer_policy", "update", _negotiates("SSLNegotiation", **_TLS12),
     _negotiates("SSLNegotiation", **_TLS12, **_TLS10), {"exposure.tls-weaken"}),
    ("aws_lb_ssl_negotiation_policy", "replace",
     {"attribute": [{"name": "Protocol-TLSv1", "value": "true"}]},
     {"attribute": [{"name": "Protocol-TLSv1", "value": "false"}]}, {"protection.up"}),
    ("aws_macie2_classification_export_configuration", "update",
     {"s3_destination": [{"bucket_name": "a", "kms_key_arn": "k"}]},
     {"s3_destination": [{"bucket_name": "b", "kms_key_arn": "k"}]}, {"config.parameter"}),
    ("aws_s3_bucket_website_configuration", "replace", {"bucket": "a"}, {"bucket": "b"},
     {"routing.remove"}),
    ("aws_notifications_event_rule", "update", {"regions": ["a", "b"]}, {"regions": ["a"]},
     {"observability.alarm-loosened"}),
    ("aws_iam_openid_connect_provider", "update", {"client_id_list": ["a", "b"]},
     {"client_id_list": ["a"]}, {"access.revoke"}),
    ("aws_iam_openid_connect_provider", "update", {"thumbprint_list": ["a"]},
     {"thumbprint_list": ["b"]}, {"access.trust"}),
    ("aws_cognito_user_pool_client", "update", {"callback_urls": ["a"]},
     {"callback_urls": ["a", "b"]}, {"access.trust"}),
    ("aws_organizations_organization", "update",
     {"enabled_policy_types": ["SERVICE_CONTROL_POLICY", "TAG_POLICY"]},
     {"enabled_policy_types": ["TAG_POLICY"]}, {"protection.guard-off"}),
    ("aws_autoscaling_group", "update", {"enabled_metrics": ["a", "b"]},
     {"enabled_metrics": ["a"]}, {"observability.logs-off"}),
    ("aws_lambda_function_url", "update", {"cors": [{"allow_origins": ["a", "b"]}]},
     {"cors": [{"allow_origins": ["a"]}]}, {"access.revoke"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_change_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    assert {action.id for action in found if action.kind != "plan"} == expected


def test_an_index_is_rebuilt_while_it_answers() -> None:
    subject = plan(
        change("aws_cloudsearch_domain", verb="update", before=_fields(a="int"), after=_fields())
    )
    [action] = classify(subject, build(subject, NoSources())).items
    assert action.disruption.value == "none"
    assert action.source.startswith("https://docs.aws.amazon.com/cloudsearch/")
