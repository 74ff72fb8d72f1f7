"""Public addresses and endpoints of every provider: what opens, and what is merely made so."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.testing import change, plan

OPEN, PUBLIC, NARROW = "exposure.open", "exposure.public", "exposure.narrow"
_ARN = "arn:aws:acm:eu-west-1:123456789012:certificate"
_TYPES = "endpoint_configuration"


def _task(public: bool) -> dict[str, Any]:  # noqa: FBT001 - a value of the table
    return {"network_configuration": [{"assign_public_ip": public}]}


def _cluster(public: bool, *cidrs: str) -> dict[str, Any]:  # noqa: FBT001 - as above
    reach = {"endpoint_public_access": public, "public_access_cidrs": list(cidrs)}
    return {"vpc_config": [reach]}


def _sql(**more: Any) -> dict[str, Any]:
    return {"settings": [{"ip_configuration": [more]}]}


def _masters(*blocks: str) -> dict[str, Any]:
    return {
        "master_authorized_networks_config": [
            {"cidr_blocks": [{"cidr_block": each} for each in blocks]}
        ]
    }


CASES: tuple[tuple[str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("aws_instance", {}, {"ami": "a", "associate_public_ip_address": True}, {OPEN}),
    ("aws_instance", {}, {"ami": "a", "associate_public_ip_address": False}, set()),
    ("aws_eip", {}, {"domain": "vpc"}, set()),
    ("aws_eip", {"domain": "vpc"}, {"domain": "vpc", "instance": "i-1"}, {OPEN}),
    ("aws_eip", {"domain": "vpc", "instance": "i-1"}, {"domain": "vpc"}, {NARROW}),
    ("aws_eip_association", {}, {"allocation_id": "a", "instance_id": "i-1"}, {OPEN}),
    ("aws_ecs_service", _task(public=False), _task(public=True), {OPEN}),
    ("aws_ecs_service", {}, _task(public=True), {OPEN}),
    ("aws_ecs_service", {}, _task(public=False), set()),
    ("aws_lb", {}, {"internal": False}, {OPEN}),
    ("aws_lb", {}, {"internal": True}, set()),
    ("aws_elb", {}, {"internal": False}, {OPEN}),
    ("aws_eks_cluster", _cluster(False), _cluster(True), {PUBLIC}),  # noqa: FBT003 - as above
    ("aws_eks_cluster", _cluster(True, "10.0.0.0/8"), _cluster(True, "10.0.0.0/9"), {NARROW}),  # noqa: FBT003 - as above
    ("aws_api_gateway_rest_api", {_TYPES: [{"types": ["PRIVATE"]}]},
     {_TYPES: [{"types": ["REGIONAL"]}]}, {PUBLIC}),
    ("aws_api_gateway_rest_api", {_TYPES: [{"types": ["EDGE"]}]},
     {_TYPES: [{"types": ["REGIONAL"]}]}, set()),
    ("aws_lb_listener", {"certificate_arn": f"{_ARN}/a"}, {"certificate_arn": f"{_ARN}/b"}, set()),
    ("azurerm_storage_account", {"public_network_access_enabled": False},
     {"public_network_access_enabled": True}, {PUBLIC}),
    ("azurerm_storage_account_network_rules", {"default_action": "Deny"},
     {"default_action": "Allow"}, {PUBLIC}),
    ("azurerm_mssql_firewall_rule", {},
     {"start_ip_address": "0.0.0.0", "end_ip_address": "0.0.0.0"}, {OPEN}),  # noqa: S104 - no socket
    ("azurerm_mssql_firewall_rule", {},
     {"start_ip_address": "0.0.0.0", "end_ip_address": "255.255.255.255"}, {PUBLIC}),  # noqa: S104 - as above
    ("google_sql_database_instance", _sql(ipv4_enabled=False), _sql(ipv4_enabled=True), {PUBLIC}),
    ("google_container_cluster", {}, _masters("203.0.113.0/24"), set()),
    ("google_container_cluster", _masters("203.0.113.0/24"), _masters("0.0.0.0/0"), {PUBLIC}),
    ("google_container_cluster", _masters("203.0.113.0/24"), {}, {PUBLIC}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "before", "after", "expected"), CASES)
def test_who_can_reach_it(
    type_: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    after = after or {"name": "shop"}
    verb = "update" if before else "create"
    subject = plan(change(type_, verb=verb, before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    assert {action.id for action in found if action.kind == "exposure"} == expected
