"""Who Azure's rules let in, whichever way they are written."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.interface import Rule, Subject, ingress
from planguard.actions.patterns import PATTERNS
from planguard.actions.providers.azure import ADMIN_ROLES, TLS, restrictions
from planguard.actions.providers.azure_restrictions import restrictions_wall
from planguard.actions.providers.azure_traffic import (
    Traffic,
    field,
    group_traffic,
    is_closed,
    rule_traffic,
    span_traffic,
    written,
)
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.source import NoSources
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence
from planguard.testing import change, plan

GROUP = ingress("rules", "azure")
ALONE = ingress("sourceAddressPrefix", "azure-rule")
OPEN, PUBLIC, NARROW = "exposure.open", "exposure.public", "exposure.narrow"


def _rule(source: Value = "10.0.0.0/8", port: Value = "443", **more: Value) -> dict[str, Value]:
    return {"access": "Allow", "direction": "Inbound", "protocol": "Tcp", "priority": 100,
            "sourceAddressPrefix": source, "destinationPortRange": port, **more}  # fmt: skip


def _deny(source: Value = "*", port: Value = "*", **more: Value) -> dict[str, Value]:
    return _rule(source, port, access="Deny", **{"protocol": "*", "priority": 10, **more})


def _compare(rule: Rule, before: dict[str, Any], after: dict[str, Any]) -> list[Action]:
    changed = change("azure-native:network:SecurityRule", before=before, after=after)
    graph = build(plan(changed), NoSources())
    return list(PATTERNS["ingress"](Subject(change=changed, graph=graph), rule))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [_rule()], [OPEN]),
        ([], [_rule("*")], [PUBLIC]),
        ([], [_rule("Internet", "22")], [PUBLIC]),
        ([], [_rule("Any", protocol="*")], [PUBLIC]),
        ([], [_rule("*", protocol="Icmp", port="*")], [OPEN]),
        ([], [_rule("AzureCloud")], [OPEN]),
        ([], [_rule("VirtualNetwork")], []),
        ([_rule("*")], [_rule("AzureCloud")], [NARROW]),
        ([_rule("AzureCloud")], [_rule("*")], [PUBLIC]),
        ([_rule()], [_rule(port="440-450")], [OPEN]),
        ([_rule(port="440-450")], [_rule()], [NARROW]),
        ([_rule()], [_rule(None, sourceAddressPrefixes=["10.0.0.0/9", "10.128.0.0/9"])], []),
        ([_rule()], [_rule(None, sourceApplicationSecurityGroups=[{"id": "a"}])], None),
        ([_rule()], [_rule("*", direction="Outbound"), _rule()], []),
        # A rule behind one that refuses all of it lets nobody in.
        ([], [_deny(), _rule("*")], [NARROW]),
        ([_deny(), _rule("*")], [_rule("*")], [PUBLIC, OPEN]),
        ([_rule("*")], [_deny(priority=4000), _rule("*")], [NARROW]),
        ([_deny(priority=4096)], [], [OPEN]),
        ([], [_deny("Internet", priority=4096)], []),
        ([_deny("203.0.113.0/24"), _rule("*")], [_deny("203.0.113.0/24"), _rule("*")], []),
        ([_rule()], [_rule(Unknown())], [OPEN]),
        ([_rule()], Unknown(), [OPEN]),
        ([], [_rule(port="all of them", source="*")], [PUBLIC]),
    ],
)
def test_a_group_of_rules(before: Value, after: Value, expected: list[str] | None) -> None:
    found = [action.id for action in _compare(GROUP, {"rules": before}, {"rules": after})]
    assert found == ([OPEN, NARROW] if expected is None else expected)


def test_who_and_which_ports_are_told() -> None:
    (action,) = _compare(GROUP, {}, {"rules": [_rule("*", "22")]})
    assert action.details["cidrs"] == ["0.0.0.0/0", "::/0"]
    assert action.details["ports"] == ["22"]
    assert action.because == "0.0.0.0/0, ::/0 can reach it on port 22"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, _rule("*"), [PUBLIC]),
        ({}, _rule("*", direction="Outbound"), []),
        (_rule("*"), {}, [NARROW]),
        (_rule(), _rule(Sensitive("10.0.0.0/8")), [OPEN]),
        (_rule(), _rule(priority=200), []),
        (_rule(), {**_rule(), "description": "why"}, []),
        ({}, _deny(), [NARROW]),
        (_deny(), {}, [OPEN]),
        (_deny(), _rule("*"), [PUBLIC]),
        ({"source_address_prefix": "10.0.0.0/8"}, {"source_address_prefix": "*"}, [PUBLIC]),
        ({}, {"source_address_prefixes": [Unknown()], "access": "Allow"}, [OPEN]),
    ],
)
def test_a_rule_of_its_own(
    before: dict[str, Any], after: dict[str, Any], expected: list[str]
) -> None:
    found = _compare(ALONE, before, after)
    assert [action.id for action in found] == expected


def test_what_a_refusal_let_go_of_is_not_certain() -> None:
    (action,) = _compare(ALONE, _deny("Internet", "22"), {})
    assert action.confidence is Confidence.INFERRED
    (action,) = _compare(ALONE, {}, _rule("*"))
    assert action.confidence is Confidence.EXACT


@pytest.mark.parametrize(
    ("start", "end", "sources"),
    [
        ("0.0.0.0", "255.255.255.255", ["0.0.0.0/0"]),  # noqa: S104 - a range of a rule
        ("0.0.0.0", "0.0.0.0", ["AzureServices"]),  # noqa: S104 - stands for no range
        ("203.0.113.0", "203.0.113.255", ["203.0.113.0/24"]),
        ("203.0.113.7", None, ["203.0.113.7/32"]),
        ("2001:db8::", "2001:db8::ffff", ["2001:db8::/112"]),
        ("203.0.113.9", "203.0.113.1", ["203.0.113.9-203.0.113.1"]),
        ("203.0.113.9", "2001:db8::1", ["203.0.113.9-2001:db8::1"]),
        ("somewhere", "else", ["somewhere-else"]),
    ],
)
def test_a_range_by_its_ends(start: str, end: str | None, sources: list[str]) -> None:
    for names in (("startIpAddress", "endIpAddress"), ("start_ip", "end_ip")):
        block = dict(zip(names, (start, end), strict=True))
        assert [each.source for each in span_traffic(block).allowed] == sources


@pytest.mark.parametrize(
    ("block", "hidden"),
    [
        ({"startIP": Unknown(), "endIP": "203.0.113.1"}, "startIP"),
        ({"startIP": "203.0.113.1", "endIP": Unknown()}, "endIP"),
        ({"start_ip_address": Unknown()}, "start_ip_address"),
    ],
)
def test_an_end_nobody_knows(block: dict[str, Value], hidden: str) -> None:
    assert [name for name, _ in span_traffic(block).hidden] == [hidden]
    assert [a.id for a in _compare(ingress("startIP", "span"), {}, block)] == [OPEN]


def test_no_range_at_all() -> None:
    assert span_traffic(None) == span_traffic({}) == Traffic()
    assert rule_traffic(Unknown(), ()).hidden == (("", Unknown()),)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["203.0.113.0/24"], [], [PUBLIC]),
        ([], ["203.0.113.0/24"], [NARROW]),
        (None, [{"value": "203.0.113.7"}], [NARROW]),
        ([{"ipMask": "203.0.113.0/24"}], [{"ipMask": "203.0.113.0/25"}], [NARROW]),
        (["203.0.113.0/25"], ["203.0.113.0/24"], [OPEN]),
        (["203.0.113.0/25"], ["0.0.0.0/0"], [PUBLIC]),
        ([{"ipAddress": "203.0.113.0/24", "action": "Allow"}],
         [{"ipAddress": "203.0.113.0/24", "action": "Deny"}], [PUBLIC, NARROW]),
        (["203.0.113.0/25"], [Unknown()], [OPEN]),
        (["203.0.113.0/25"], Unknown(), [OPEN]),
    ],
)  # fmt: skip
def test_those_who_may_come(before: Value, after: Value, expected: list[str]) -> None:
    found = _compare(ingress("may", "restrictions"), {"may": before}, {"may": after})
    assert [action.id for action in found] == expected


@pytest.mark.parametrize(
    ("default", "before", "after", "expected", "cidrs"),
    [
        ("", [], [{"ip_address": "203.0.113.0/24", "action": "Deny"}], [NARROW],
         ["203.0.113.0/24"]),
        ("", [{"ip_address": "203.0.113.0/24", "action": "Deny"}], [], [OPEN],
         ["203.0.113.0/24"]),
        ("Allow", [{"ip_address": "203.0.113.0/24", "action": "Deny"}],
         [{"ip_address": "203.0.113.0/25", "action": "Deny"}], [OPEN], ["203.0.113.128/25"]),
        ("Allow", [], [{"ip_address": "203.0.113.0/24", "action": "Allow"}], [], []),
        ("Deny", [], [{"ip_address": "203.0.113.0/24"}], [OPEN], ["203.0.113.0/24"]),
        ("Deny", [{"ip_address": "203.0.113.0/24"}], [], [NARROW], ["203.0.113.0/24"]),
        ("Deny", [{"service_tag": "AzureCloud"}], [{"service_tag": "AzureFrontDoor.Backend"}],
         [OPEN, NARROW], ["AzureFrontDoor.Backend"]),
        ("Deny", [{"ip_address": "203.0.113.0/24", "priority": 200}],
         [{"ip_address": "203.0.113.0/24", "priority": 200},
          {"ip_address": "203.0.113.7/32", "priority": 100, "action": "Deny"}], [NARROW],
         ["203.0.113.7/32"]),
        ("Deny", [], [{"ip_address": "Any"}], [PUBLIC], ["0.0.0.0/0", "::/0"]),
    ],
)  # fmt: skip
def test_what_holds_for_those_a_list_does_not_name(
    default: str, before: Value, after: Value, expected: list[str], cidrs: list[str]
) -> None:
    rule = restrictions("may", "others")
    found = _compare(rule, {"may": before, "others": default}, {"may": after, "others": default})
    assert [action.id for action in found] == expected
    assert [action.details["cidrs"] for action in found[:1]] == [cidrs] * bool(expected)


def test_an_empty_list_lets_everybody_in() -> None:
    assert [each.source for each in restrictions_wall([]).allowed] == ["0.0.0.0/0", "::/0"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Disabled", "Enabled", [PUBLIC]),
        ("Deny", None, [PUBLIC]),
        (None, "Allow", []),
        ("SecuredByPerimeter", "Disabled", []),
        ("Allow", "Deny", [NARROW]),
        ("Deny", Unknown(), [PUBLIC]),
        (Unknown(), "Deny", [NARROW]),
        ("Enabled", Unknown(), []),
    ],
)
def test_a_word_that_shuts(before: Value, after: Value, expected: list[str]) -> None:
    found = _compare(ingress("word", "gate"), {"word": before}, {"word": after})
    assert [action.id for action in found] == expected
    hidden = Unknown() in (before, after)
    assert all((a.confidence is Confidence.INFERRED) is hidden for a in found)


def test_both_ways_to_write_a_name() -> None:
    assert written("startIPv6Address") == ("startIPv6Address", "start_ipv6_address")
    assert written("endIP") == ("endIP", "end_ip")
    assert field({"destination_port_range": "22"}, "destinationPortRange") == "22"
    assert field({"destinationPortRange": "22"}, "destinationPortRange") == "22"


@pytest.mark.parametrize("word", ["Deny", "disabled", "SecuredByPerimeter", False])
def test_words_that_shut(word: Value) -> None:
    assert is_closed(word)
    assert not is_closed(None)


def test_groups_by_id_and_ports_by_list() -> None:
    rule = {
        "source_application_security_group_ids": ["a"],
        "destination_port_ranges": ["1-2", "9"],
    }
    allowed = rule_traffic(rule, ()).allowed
    assert [(each.source, each.ports) for each in allowed] == [("a", "1-2"), ("a", "9")]
    assert group_traffic(None, ()).allowed[0].source == "VirtualNetwork"


def test_words_are_written_once() -> None:
    assert len(set(TLS)) == len(TLS)
    assert len(set(ADMIN_ROLES)) == len(ADMIN_ROLES)
