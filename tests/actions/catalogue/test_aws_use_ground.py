"""What a reading of the AWS types that people use most put right: identities, keys, networks, names."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.model.value import Unknown
from planguard.model.words import Disruption
from planguard.testing import change, plan

_NONE: dict[str, Any] = {}
_LATER = Unknown()


def _policy(action: str) -> str:
    statement = {"Effect": "Allow", "Principal": "*", "Action": action, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _providers(*clients: str) -> dict[str, Any]:
    return {
        "cognito_identity_providers": [
            {"client_id": client, "provider_name": "p", "server_side_token_check": False}
            for client in clients
        ]
    }


def _mapping(*values: str) -> dict[str, Any]:
    rules = [
        {"claim": "c", "match_type": "Equals", "role_arn": value, "value": value}
        for value in values
    ]
    mapping = {"identity_provider": "a", "type": "Rules", "mapping_rule": rules}
    return {"role_mapping": [mapping] * bool(values)}


def _shared(accounts: str) -> dict[str, Any]:
    return {"permissions": {"type": "Share", "account_ids": accounts}}


def _alias(*, healthy: bool) -> dict[str, Any]:
    return {"alias": [{"name": "a", "zone_id": "z", "evaluate_target_health": healthy}]}


def _networks(*names: str) -> dict[str, Any]:
    return {"vpc": [{"vpc_id": name} for name in names]}


def _finding(action: str, value: str) -> dict[str, Any]:
    criterion = [{"field": "severity", "equals": [value]}]
    return {"action": action, "finding_criteria": [{"criterion": criterion}]}


def _controls(**identifiers: list[str]) -> dict[str, Any]:
    return {"configuration_policy": [{"security_controls_configuration": [identifiers]}]}


def _turns(days: int) -> dict[str, Any]:
    return {"rotate_immediately": True, "rotation_rules": [{"automatically_after_days": days}]}


_LET_IN = {
    "action": "allow", "cidr_block": "0.0.0.0/0", "from_port": 443, "protocol": "tcp",
    "rule_no": 100, "to_port": 443,
}  # fmt: skip
_ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"

CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("aws_cognito_identity_pool", "update", _providers("a", "b"), _providers("a"),
     {"access.revoke"}),
    ("aws_cognito_identity_pool", "update", _providers("a"), _providers("a", "b"),
     {"access.trust"}),
    ("aws_cognito_identity_pool", "update", {"supported_login_providers": {"x": "1", "y": "2"}},
     {"supported_login_providers": {"x": "1"}}, {"access.revoke"}),
    ("aws_cognito_identity_pool_roles_attachment", "update", _mapping("a", "b"), _mapping("a"),
     {"access.revoke"}),
    ("aws_cognito_identity_pool_roles_attachment", "update", _mapping("a"), _mapping(),
     {"access.revoke"}),
    ("aws_cognito_user_pool", "update",
     {"sign_in_policy": [{"allowed_first_auth_factors": ["PASSWORD", "SMS_OTP"]}]},
     {"sign_in_policy": [{"allowed_first_auth_factors": ["PASSWORD"]}]}, {"access.revoke"}),
    ("aws_cognito_user_pool", "update",
     {"user_pool_add_ons": [{"advanced_security_mode": "ENFORCED"}]}, {"user_pool_add_ons": []},
     {"protection.guard-off"}),
    ("aws_cognito_risk_configuration", "update",
     {"risk_exception_configuration": [{"blocked_ip_range_list": ["192.0.2.0/24"]}]},
     {"risk_exception_configuration": [{"blocked_ip_range_list": []}]},
     {"protection.guard-off"}),
    ("aws_organizations_policy", "update", {"type": "TAG_POLICY", "content": '{"tags": {}}'},
     {"type": "TAG_POLICY", "content": '{"tags": {"a": {}}}'}, {"config.parameter"}),
    ("aws_organizations_policy", "create", _NONE,
     {"type": "BACKUP_POLICY", "content": '{"plans": {}}'}, {"other"}),
    ("aws_organizations_organizational_unit", "replace", {"parent_id": "a"}, {"parent_id": "b"},
     {"access.grant"}),
    ("aws_iam_policy_attachment", "update", {"policy_arn": _ADMIN, "roles": ["a"]},
     {"policy_arn": _ADMIN, "roles": ["a", "b"]}, {"access.grant", "access.admin"}),
    ("aws_iam_policy_attachment", "update", {"policy_arn": _ADMIN, "roles": ["a", "b"]},
     {"policy_arn": _ADMIN, "roles": ["a"]}, {"access.revoke"}),
    ("aws_kms_grant", "replace", {"operations": ["Decrypt", "Encrypt"]},
     {"operations": ["Decrypt"]}, {"access.revoke"}),
    ("aws_kms_grant", "replace", {"grantee_principal": "a"}, {"grantee_principal": "b"},
     {"access.grant", "access.revoke"}),
    ("aws_secretsmanager_secret_rotation", "update", _turns(60), _turns(30),
     {"secret.change", "protection.up"}),
    ("aws_ssm_document", "update", _shared("1,2"), _shared("1,2,3"), {"access.grant"}),
    ("aws_ssm_document", "update", _shared("1,2"), _shared("1"), {"access.revoke"}),
    ("aws_ssm_document", "update", _shared("1"), _shared("All"), {"access.public"}),
    ("aws_ssm_parameter", "update", {"type": "String", "value": "a"},
     {"type": "StringList", "value": "a"}, {"other"}),
    ("aws_ssm_parameter", "update", {"type": "SecureString", "value": "a"},
     {"type": "StringList", "value": "a"}, {"secret.expose", "protection.encryption-off"}),
    ("aws_guardduty_filter", "update", _finding("NOOP", "1"), _finding("NOOP", "2"), {"other"}),
    ("aws_guardduty_filter", "update", _finding("ARCHIVE", "1"), _finding("ARCHIVE", "2"),
     {"observability.alarm-loosened"}),
    ("aws_macie2_findings_filter", "update", _finding("NOOP", "1"), _finding("NOOP", "2"),
     {"other"}),
    ("aws_securityhub_configuration_policy", "update",
     _controls(disabled_control_identifiers=["a", "b"]),
     _controls(disabled_control_identifiers=["a"]), {"config.parameter"}),
    ("aws_securityhub_configuration_policy", "update",
     _controls(enabled_control_identifiers=["a", "b"]),
     _controls(enabled_control_identifiers=["a"]), {"observability.alarm-loosened"}),
    ("aws_vpc_endpoint", "create", _NONE, {"policy": _policy("*")}, {"other"}),
    ("aws_vpc_endpoint", "update", {"policy": _policy("s3:GetObject")},
     {"policy": _policy("*")}, {"access.grant"}),
    ("aws_vpc_endpoint_policy", "create", _NONE, {"policy": _policy("s3:GetObject")},
     {"access.revoke"}),
    ("aws_vpc_endpoint_policy", "delete", {"policy": _policy("s3:GetObject")}, _NONE,
     {"access.grant"}),
    ("aws_vpc_endpoint_service_allowed_principal", "replace", {"principal_arn": "a"},
     {"principal_arn": "b"}, {"access.grant", "access.revoke"}),
    ("aws_ec2_client_vpn_authorization_rule", "replace", {"target_network_cidr": "192.0.2.0/24"},
     {"target_network_cidr": "198.51.100.0/24"}, {"access.grant", "access.revoke"}),
    ("aws_network_interface_permission", "replace", {"aws_account_id": "1"},
     {"aws_account_id": "2"}, {"access.grant", "access.revoke"}),
    ("aws_shield_drt_access_role_arn_association", "replace", {"role_arn": "a"},
     {"role_arn": "b"}, {"access.grant", "access.revoke"}),
    ("aws_vpc_endpoint_security_group_association", "replace", {"security_group_id": "a"},
     {"security_group_id": "b"}, {"exposure.open", "exposure.narrow"}),
    ("aws_eip", "replace", {"instance": "", "network_interface": "", "public_ipv4_pool": "a"},
     {"instance": _LATER, "network_interface": _LATER, "public_ipv4_pool": "b"},
     {"routing.network"}),
    ("aws_network_acl", "create", _NONE, {"ingress": [_LET_IN], "subnet_ids": ["s"]}, {"other"}),
    ("aws_network_acl", "delete", {"ingress": [_LET_IN], "subnet_ids": ["s"]}, _NONE,
     {"routing.network", "exposure.open"}),
    ("aws_network_acl", "delete", {"ingress": [_LET_IN], "subnet_ids": []}, _NONE,
     {"routing.network"}),
    ("aws_network_acl", "update", {"ingress": []}, {"ingress": [_LET_IN]}, {"exposure.public"}),
    ("aws_route53_resolver_firewall_rule", "update", {"action": "ALLOW"}, {"action": "ALERT"},
     {"other"}),
    ("aws_route53_resolver_firewall_rule", "update", {"action": "BLOCK"}, {"action": "ALERT"},
     {"protection.guard-off"}),
    ("aws_network_interface_sg_attachment", "update", {"security_group_id": "a"},
     {"security_group_id": "b"}, {"exposure.open", "exposure.narrow"}),
    ("aws_wafv2_ip_set", "update", {"addresses": ["192.0.2.1/32"]}, {"addresses": []},
     {"config.parameter"}),
    ("aws_route_table_association", "delete", {"subnet_id": "s", "route_table_id": "r"}, _NONE,
     {"routing.network"}),
    ("aws_route53_record", "update", _alias(healthy=True),
     {"alias": [], "records": ["192.0.2.1"], "ttl": 60}, {"routing.dns"}),
    ("aws_route53_record", "update", _alias(healthy=True), _alias(healthy=False),
     {"protection.guard-off"}),
    ("aws_route53_zone", "update", _networks("a", "b"), _networks("a"), {"routing.remove"}),
    ("aws_route53_zone", "update", _networks("a"), _networks("a", "b"), {"routing.dns"}),
    ("aws_flow_log", "replace", {"vpc_id": "a"}, {"vpc_id": "b"}, {"observability.logs-off"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_change_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    assert {action.id for action in found if action.kind != "plan"} == expected


def test_a_version_in_use_outlives_its_resource() -> None:
    version = {"secret_string": "x", "version_stages": ["AWSCURRENT"]}
    subject = plan(change("aws_secretsmanager_secret_version", verb="delete", before=version))
    [action] = classify(subject, build(subject, NoSources())).items
    assert action.disruption is Disruption.NONE
    assert action.reversible.value == "yes"
