"""What Google's firewalls and security policies let in, before against after."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.actions.providers.google_traffic import sides
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.source import NoSources
from planguard.model.value import Unknown
from planguard.model.words import Confidence
from planguard.testing import change, plan

OPEN, PUBLIC, NARROW = "exposure.open", "exposure.public", "exposure.narrow"
FIREWALL = "google_compute_firewall"
POLICY_RULE = "google_compute_network_firewall_policy_rule"
POLICY = "google_compute_network_firewall_policy_with_rules"
ARMOR = "google_compute_security_policy"
WORLD, OFFICE = "0.0.0.0/0", "203.0.113.0/24"
LAST = 2147483647


def _rule(*ranges: str, ports: tuple[str, ...] = ("443",), **more: Any) -> dict[str, Any]:
    allow = [{"protocol": "tcp", "ports": list(ports)}]
    return {"direction": "INGRESS", "source_ranges": list(ranges), "allow": allow, **more}


def _deny(*ranges: str) -> dict[str, Any]:
    return {"source_ranges": list(ranges), "deny": [{"protocol": "all"}]}


def _match(*ranges: str, action: str = "allow", **more: Any) -> dict[str, Any]:
    layer = [{"ip_protocol": "tcp", "ports": ["22"]}]
    match = [{"src_ip_ranges": list(ranges), "layer4_configs": layer}]
    return {"action": action, "direction": "INGRESS", "match": match, "priority": 1000, **more}


def _group(*rules: dict[str, Any]) -> dict[str, Any]:
    return {"rule": list(rules)}


def _armor(priority: int, action: str, *ranges: str, **more: Any) -> dict[str, Any]:
    match = [{"config": [{"src_ip_ranges": list(ranges)}]}]
    return {"priority": priority, "action": action, "match": match, **more}


def _asked(priority: int, action: str, expression: str) -> dict[str, Any]:
    match = [{"expr": [{"expression": expression}]}]
    return {"priority": priority, "action": action, "match": match}


def _found(type_: str, before: dict[str, Any], after: dict[str, Any], **more: Any) -> list[Action]:
    verb = "create" if not before else "update" if after else "delete"
    subject = plan(change(type_, verb=verb, before=before, after=after, **more))
    found = classify(subject, build(subject, NoSources())).items
    return [action for action in found if action.kind == "exposure"]


CASES: tuple[tuple[str, dict[str, Any], dict[str, Any], list[str]], ...] = (
    (FIREWALL, {}, _rule(OFFICE), [OPEN]),
    (FIREWALL, {}, _rule(WORLD), [PUBLIC]),
    (FIREWALL, {}, _rule("0.0.0.0/1", "128.0.0.0/1"), [PUBLIC]),
    (FIREWALL, {}, _rule("::/0"), [PUBLIC]),
    (FIREWALL, {}, _rule(), [PUBLIC]),
    (FIREWALL, {}, _rule(source_tags=["web"]), [OPEN]),
    (FIREWALL, {}, _rule(WORLD, direction="EGRESS"), []),
    (FIREWALL, {}, _rule(WORLD, disabled=True), []),
    (FIREWALL, {}, _deny(WORLD), [NARROW]),
    (FIREWALL, _deny(WORLD), {}, [OPEN]),
    (FIREWALL, _rule(WORLD), {}, [NARROW]),
    (FIREWALL, {}, {**_rule(WORLD), "allow": [{"protocol": "icmp"}]}, [OPEN]),
    (FIREWALL, _rule(OFFICE), _rule(WORLD), [PUBLIC]),
    (FIREWALL, _rule(WORLD), _rule(OFFICE), [NARROW]),
    (FIREWALL, _rule("10.0.0.0/8"), _rule("10.0.0.0/9", "10.128.0.0/9"), []),
    (FIREWALL, _rule(WORLD), _rule(WORLD, ports=("443", "22")), [PUBLIC]),
    (FIREWALL, _rule(WORLD, ports=("20-25",)), _rule(WORLD, ports=("22",)), [NARROW]),
    (FIREWALL, _rule(WORLD), _rule(WORLD, ports=("odd",)), [PUBLIC]),
    (FIREWALL, _rule(WORLD, disabled=True), _rule(WORLD), [PUBLIC]),
    (FIREWALL, _rule(WORLD, priority=1000), _rule(WORLD, priority=900), []),
    (FIREWALL, _rule(WORLD, target_tags=["a"]), _rule(WORLD, target_tags=[]), [PUBLIC]),
    (FIREWALL, _rule(WORLD, target_tags=["a"]), _rule(WORLD, target_tags=["b"]), [PUBLIC]),
    (FIREWALL, _rule(WORLD), _rule(WORLD, target_tags=["a"]), [NARROW]),
    (FIREWALL, _rule(OFFICE), _rule(WORLD, target_tags=["a"]), [PUBLIC]),
    (FIREWALL, _rule(WORLD, target_tags=["a", "b"]), _rule(WORLD, target_tags=["b", "a"]), []),
    (POLICY_RULE, {}, _match(OFFICE), [OPEN]),
    (POLICY_RULE, {}, _match(WORLD), [PUBLIC]),
    (POLICY_RULE, {}, _match(), [PUBLIC]),
    (POLICY_RULE, {}, _match(WORLD, action="goto_next"), []),
    (POLICY_RULE, {}, _match(WORLD, direction="EGRESS"), []),
    (POLICY_RULE, _match(WORLD), _match(WORLD, action="deny"), [NARROW]),
    (POLICY_RULE, _match(OFFICE, target_secure_tags=[{"name": "a"}]),
     _match(OFFICE, target_secure_tags=[]), [OPEN]),
    (POLICY, _group(_match(OFFICE)), _group(_match(OFFICE), _match(WORLD, priority=2000)),
     [PUBLIC]),
    (POLICY, _group(_match(WORLD, action="deny")),
     _group(_match(WORLD, action="deny"), _match(OFFICE, priority=2000)), []),
    (ARMOR, _group(_armor(LAST, "deny(403)", "*")), _group(_armor(LAST, "allow", "*")), [PUBLIC]),
    (ARMOR, _group(_armor(LAST, "allow", "*")), _group(_armor(LAST, "deny(404)", "*")), [NARROW]),
    (ARMOR, _group(_armor(LAST, "allow", "*")),
     _group(_armor(1, "deny(403)", "*"), _armor(LAST, "allow", "*")), [NARROW]),
    (ARMOR, _group(_armor(LAST, "allow", "*")),
     _group(_armor(1, "deny(403)", "*", preview=True), _armor(LAST, "allow", "*")), []),
    (ARMOR, _group(_armor(LAST, "deny(403)", "*")),
     _group(_asked(1, "allow", "origin.region_code == 'DE'"), _armor(LAST, "deny(403)", "*")),
     [OPEN]),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "before", "after", "expected"), CASES)
def test_what_is_let_in(
    type_: str, before: dict[str, Any], after: dict[str, Any], expected: list[str]
) -> None:
    assert [action.id for action in _found(type_, before, after)] == expected


def test_who_may_come_is_told_by_ports() -> None:
    both = _rule(WORLD, allow=[{"protocol": "tcp", "ports": ["443"]}, {"protocol": "icmp"}])
    public, others = _found(FIREWALL, {}, both)
    assert (public.details["cidrs"], public.details["ports"]) == ([WORLD], ["443"])
    assert (others.id, others.details["ports"]) == (OPEN, ["icmp"])


def test_a_range_that_comes_later_opens() -> None:
    [action] = _found(FIREWALL, _rule(OFFICE), {**_rule(), "source_ranges": Unknown()})
    assert (action.id, action.confidence) == (OPEN, Confidence.INFERRED)


def test_a_hidden_source_of_a_policy_opens() -> None:
    after = {**_match(OFFICE), "match": [{"src_ip_ranges": Unknown()}]}
    [action] = _found(POLICY_RULE, _match(OFFICE), after)
    assert (action.id, action.confidence) == (OPEN, Confidence.INFERRED)
    [action] = _found(POLICY, _group(_match(OFFICE)), _group(after))
    assert (action.id, action.confidence) == (OPEN, Confidence.INFERRED)


def test_a_hidden_target_is_left_alone() -> None:
    before, after = _rule(OFFICE, target_tags=["a"]), _rule(OFFICE, target_tags=Unknown())
    assert _found(FIREWALL, before, after) == []


@pytest.mark.parametrize("name", ["cidr_range", "value"])
def test_networks(name: str) -> None:
    blocks = sides("google-networks", [], [{name: OFFICE}, {name: Unknown()}])
    assert [opening.source for opening in blocks[1].allowed] == [OFFICE]
    assert len(blocks[1].hidden) == 1


def test_a_control_plane_without_the_block_is_for_everybody() -> None:
    before, after = sides("google-masters", [], [{"cidr_blocks": [{"cidr_block": OFFICE}]}])
    assert [opening.source for opening in before.allowed] == [WORLD, "::/0"]
    assert [opening.source for opening in after.allowed] == [OFFICE]
