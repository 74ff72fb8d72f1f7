from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import ingress
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
BLOCKS = ingress("ingress", "blocks")
RULE = ingress("cidr_blocks", "rule")
VPC_RULE = ingress("cidr_ipv4", "vpc-rule")
ACL = ingress("cidr_block", "acl-rule")
RANGES = ingress("ranges", "ranges")
OPEN, PUBLIC, NARROW = ["exposure.open"], ["exposure.public"], ["exposure.narrow"]


def _block(cidrs: Value, first: Value = 22, last: Value = 22, **more: Value) -> dict[str, Value]:
    block = {"cidr_blocks": cidrs, "from_port": first, "to_port": last, "protocol": "tcp"}
    return {**block, **more}


_ALLOW: dict[str, Value] = {
    "cidr_block": "0.0.0.0/0",
    "protocol": "-1",
    "action": "allow",
    "rule_no": 100,
}
_DENY: dict[str, Value] = {
    "cidr_block": "192.0.2.0/24",
    "protocol": "-1",
    "action": "deny",
    "rule_no": 10,
}


def _blocks(*blocks: Value) -> dict[str, Value]:
    return {"ingress": list(blocks)}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (_blocks(), _blocks(_block(["10.0.0.0/8"])), OPEN),
        (_blocks(), _blocks(_block(["0.0.0.0/0"])), PUBLIC),
        (_blocks(), _blocks(_block(["0.0.0.0/1", "128.0.0.0/1"])), PUBLIC),
        (_blocks(), _blocks(_block([], ipv6_cidr_blocks=["::/0"])), PUBLIC),
        (_blocks(_block(["0.0.0.0/0"])), _blocks(_block(["10.0.0.0/8"])), NARROW),
        (_blocks(_block(["10.0.0.0/8"])), _blocks(_block(["10.1.0.0/16"])), NARROW),
        (_blocks(_block(["10.0.0.0/9", "10.128.0.0/9"])), _blocks(_block(["10.0.0.0/8"])), []),
        (
            _blocks(_block(["10.0.0.0/8"], 1, 50), _block(["10.0.0.0/8"], 51, 99)),
            _blocks(_block(["10.0.0.0/8"], 1, 99)),
            [],
        ),
        (_blocks(_block(["10.0.0.0/8"])), _blocks(_block(["10.0.0.0/8"], 22, 23)), OPEN),
        (_blocks(_block(["10.0.0.0/8"])), _blocks(_block(["10.0.0.0/8"], protocol="udp")), None),
        (_blocks(_block(["10.0.0.0/8"], protocol="6")), _blocks(_block(["10.0.0.0/8"])), []),
        (_blocks(_block(["10.0.0.0/8"], 0, 0, protocol="-1")), _blocks(), NARROW),
        (_blocks(), _blocks(_block(["0.0.0.0/0"], -1, -1, protocol="icmp")), OPEN),
        (_blocks(), _blocks(_block([], security_groups=["sg-1"])), OPEN),
        (_blocks(_block([], security_groups=["sg-1"])), _blocks(_block([], self=True)), None),
        (_blocks(_block(["10.0.0.0/8"])), _blocks(_block([Unknown()])), OPEN),
        (_blocks(_block(["10.0.0.0/8"])), _blocks(_block(Sensitive(["10.0.0.0/8"]))), OPEN),
        (_blocks(_block(["10.0.0.0/8"])), {"ingress": Unknown()}, OPEN),
        (_blocks(), _blocks(_block(["10.0.0.0/8"], action="deny")), []),
        (_blocks(_block(["0.0.0.0/0"], action="deny")), _blocks(), []),
        (_blocks(_DENY, _ALLOW), _blocks(_ALLOW), OPEN),
        (_blocks(_ALLOW), _blocks(_ALLOW, _DENY), NARROW),
        (_blocks(_ALLOW, {**_DENY, "rule_no": 9}), _blocks(_ALLOW, _DENY), []),
        (_blocks(_ALLOW, {**_DENY, "rule_no": 101}), _blocks(_ALLOW, _DENY), NARROW),
        (_blocks({**_DENY, "cidr_block": "0.0.0.0/0"}, _ALLOW), _blocks(_ALLOW), PUBLIC),
        (
            _blocks(_block(["0.0.0.0/0"], 0, 65535)),
            _blocks(_block(["0.0.0.0/0"], 0, 0, protocol="-1")),
            PUBLIC,
        ),
        (
            _blocks(_block(["10.0.0.0/8"], 8, -1, protocol="icmp")),
            _blocks(_block(["10.0.0.0/8"], -1, -1, protocol="icmp")),
            OPEN,
        ),
        (
            _blocks(_block(["10.0.0.0/8"], 1, 2, protocol="50")),
            _blocks(_block(["10.0.0.0/8"], 0, 0, protocol="50")),
            [],
        ),
        (
            _blocks(_block([], ipv6_cidr_blocks=["2000::/3"])),
            _blocks(_block([], ipv6_cidr_blocks=["::/0"])),
            OPEN,
        ),
    ],
)
def test_blocks(
    ids: Ids, before: dict[str, Value], after: dict[str, Value], expected: list[str] | None
) -> None:
    assert ids(BLOCKS, before, after) == (OPEN + NARROW if expected is None else expected)


def test_details_and_sentence(compare: Compare) -> None:
    after = _blocks(_block(["10.0.0.0/8"], 8000, 8080), _block(["0.0.0.0/0"]))
    public, action = compare(BLOCKS, {}, after)
    assert public.details == {
        "cidrs": ["0.0.0.0/0"],
        "ports": ["22"],
        "added": ["22/tcp from 0.0.0.0/0, was nobody"],
        "addresses": 2**32,
    }
    assert (action.details["cidrs"], action.details["ports"]) == (["10.0.0.0/8"], ["8000-8080"])
    [wider] = compare(
        BLOCKS, _blocks(_block(["10.1.0.0/16"])), _blocks(_block(["10.0.0.0/8"], 22, 22))
    )
    assert wider.details["added"] == ["22/tcp from 10.0.0.0/8, was 10.1.0.0/16"]
    assert wider.details["addresses"] == 2**24 - 2**16
    assert action.because == "10.0.0.0/8 can reach it on port 8000-8080"
    [action] = compare(RANGES, {"ranges": ["10.0.0.0/8"]}, {"ranges": []})
    assert action.because == "10.0.0.0/8 can no longer reach it on every port"


def test_computed_blocks(compare: Compare, ids: Ids) -> None:
    assert ids(BLOCKS, {}, {"ingress": Unknown()}, verb=Verb.CREATE) == []
    before = _blocks(_block(["10.0.0.0/8"]))
    assert ids(BLOCKS, before, {"ingress": Unknown()}, verb=Verb.REPLACE) == []
    origins = {"ingress": ("var.x",)}
    [action] = compare(BLOCKS, {}, {"ingress": Unknown()}, verb=Verb.CREATE, origins=origins)
    assert (action.id, action.confidence) == ("exposure.open", Confidence.INFERRED)
    assert isinstance(action.details["cidrs"], Unknown)
    assert "var.x" in action.because


def test_rule_that_is_a_resource(compare: Compare, ids: Ids) -> None:
    rule = {"type": "ingress", **_block(["0.0.0.0/0"])}
    [action] = compare(RULE, {}, rule, verb=Verb.CREATE)
    assert action.id == "exposure.public"
    assert ("cidr_blocks",) in action.paths
    assert ("from_port",) in action.paths
    assert ids(RULE, rule, {}, verb=Verb.DELETE) == NARROW
    assert ids(RULE, {}, {**rule, "type": "egress"}, verb=Verb.CREATE) == []
    assert ids(RULE, rule, {**rule, "description": "x"}) == []
    moved = {**rule, "from_port": 20}
    assert ids(RULE, rule, moved) == PUBLIC


def test_computed_source_beside_a_known_one(compare: Compare, ids: Ids) -> None:
    rule = {"type": "ingress", **_block(["10.0.0.0/8"]), "source_security_group_id": Unknown()}
    assert ids(RULE, {}, rule, verb=Verb.CREATE) == OPEN
    only = {**rule, "cidr_blocks": None}
    origins = {"source_security_group_id": ("aws_security_group.a.id",)}
    [action] = compare(RULE, {}, only, verb=Verb.CREATE, origins=origins)
    assert action.because == "it can be reached from a value from aws_security_group.a.id"
    assert ids(RULE, {}, only, verb=Verb.CREATE) == OPEN


def test_vpc_rule(ids: Ids) -> None:
    rule: dict[str, Value] = {"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "-1", "from_port": None}
    assert ids(VPC_RULE, {}, rule, verb=Verb.CREATE) == PUBLIC
    group: dict[str, Value] = {"referenced_security_group_id": "sg-1", "ip_protocol": "tcp"}
    assert ids(VPC_RULE, group, {**group, "referenced_security_group_id": "sg-2"}) == OPEN + NARROW


def test_acl_rule(ids: Ids) -> None:
    allow: dict[str, Value] = {
        "egress": False,
        "rule_action": "allow",
        "cidr_block": "0.0.0.0/0",
        "protocol": "-1",
    }
    deny = {**allow, "rule_action": "deny"}
    assert ids(ACL, {}, allow, verb=Verb.CREATE) == PUBLIC
    assert ids(ACL, allow, deny) == NARROW
    assert ids(ACL, deny, {}, verb=Verb.DELETE) == OPEN
    assert ids(ACL, {}, {**allow, "egress": True}, verb=Verb.CREATE) == []


def test_source_that_was_hidden_already(ids: Ids) -> None:
    hidden = Sensitive("10.0.0.0/8")
    assert ids(RANGES, {"ranges": [hidden]}, {"ranges": [hidden, "10.0.0.0/8"]}) == OPEN


def test_ranges(ids: Ids) -> None:
    assert ids(RANGES, {"ranges": ["10.0.0.0/8"]}, {"ranges": ["10.0.0.0/8", "1.2.3.4"]}) == OPEN
    assert ids(RANGES, {"ranges": []}, {"ranges": ["0.0.0.0/0"]}) == PUBLIC
    assert ids(RANGES, {"ranges": ["a-b", "c-d"]}, {"ranges": ["c-d", "a-b"]}) == []


def _native(cidr: str, last: int = 22) -> dict[str, Value]:
    return {"cidrIp": cidr, "fromPort": 22, "toPort": last, "ipProtocol": "tcp"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [_native("0.0.0.0/0")], PUBLIC),
        ([_native("10.0.0.0/8")], [_native("10.0.0.0/8", 23)], OPEN),
        ([_native("10.0.0.0/8")], [], NARROW),
        ([], [{"sourceSecurityGroupId": "sg-1", "ipProtocol": "-1"}], OPEN),
        ([_native("10.0.0.0/8")], [{**_native("10.0.0.0/8"), "description": "office"}], []),
    ],
)
def test_names_of_the_api(
    ids: Ids, before: list[Value], after: list[Value], expected: list[str]
) -> None:
    rule = ingress("securityGroupIngress", "blocks")
    found = ids(rule, {"securityGroupIngress": before}, {"securityGroupIngress": after})
    assert found == expected


def test_a_rule_of_its_own_by_the_names_of_the_api(ids: Ids) -> None:
    rule = ingress("cidrIp", "rule")
    assert ids(rule, {}, _native("0.0.0.0/0"), verb=Verb.CREATE) == PUBLIC
    group = {"sourceSecurityGroupId": Unknown()}
    assert (
        ids(rule, {}, group, verb=Verb.CREATE, origins={"sourceSecurityGroupId": ("sg.id",)})
        == OPEN
    )
