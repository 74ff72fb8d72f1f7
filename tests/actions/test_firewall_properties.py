"""What holds of every change of a security group, whatever its rules are."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planguard.actions.engine import classify
from planguard.actions.providers.aws_traffic import wall_of
from planguard.actions.values.ranges import Opening
from planguard.actions.values.regions import intersect, subtract
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.source import NoSources
from planguard.testing import change, plan

GROUP, RULE = "aws_security_group", "aws_security_group_rule"
_OPENING = {"exposure.open", "exposure.public"}
_RULES = st.lists(
    st.fixed_dictionaries(
        {
            "cidr_blocks": st.lists(
                st.sampled_from(["10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/0", "192.0.2.0/31"]),
                min_size=1,
                max_size=2,
                unique=True,
            ),
            "ipv6_cidr_blocks": st.sampled_from([[], ["::/0"], ["fd00::/8"]]),
            "protocol": st.sampled_from(["tcp", "udp", "6"]),
            "from_port": st.sampled_from([20, 22]),
            "to_port": st.sampled_from([22, 25, 65535]),
        }
    ),
    min_size=1,
    max_size=4,
)


def _actions(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[Action]:
    changed = change(GROUP, before={"ingress": before}, after={"ingress": after})
    subject = plan(changed)
    found = classify(subject, build(subject, NoSources())).items
    return [action for action in found if action.kind == "exposure"]


def _halves(rule: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Write one rule as several: each range as two, each port range as two."""
    middle = (rule["from_port"] + rule["to_port"]) // 2
    spans = [(rule["from_port"], middle), (middle + 1, rule["to_port"])]
    for first, last in spans if rule["from_port"] < rule["to_port"] else spans[:1]:
        for name in ("cidr_blocks", "ipv6_cidr_blocks"):
            for cidr in rule[name]:
                for half in ip_network(cidr).subnets():
                    ports = {"from_port": first, "to_port": last, "description": "why"}
                    yield {"protocol": rule["protocol"], **ports, name: [str(half)]}


@given(_RULES)
def test_the_same_written_otherwise_is_nothing(rules: list[dict[str, Any]]) -> None:
    split = [part for rule in rules for part in _halves(rule)]
    assert _actions(rules, split) == _actions(split, rules) == []
    assert _actions(rules, [*rules[::-1], *rules]) == []


@given(_RULES)
def test_the_same_as_objects_of_its_own_is_nothing(rules: list[dict[str, Any]]) -> None:
    parts = {
        RULE: [{**rule, "type": "ingress", "security_group_id": "sg-0123456"} for rule in rules]
    }
    changes = [
        change(
            GROUP,
            before={"id": "sg-0123456", "ingress": rules},
            after={"id": "sg-0123456", "ingress": []},
        ),
        *(
            change(RULE, name=f"r{at}", verb="create", after=part)
            for at, part in enumerate(parts[RULE])
        ),
    ]
    subject = plan(*changes, identities={"sg-0123456": changes[0].address})
    found = classify(subject, build(subject, NoSources())).items
    assert [action for action in found if action.kind == "exposure"] == []


@given(_RULES, st.data())
def test_narrower_never_opens(rules: list[dict[str, Any]], data: st.DataObject) -> None:
    fewer = data.draw(st.lists(st.sampled_from([*rules, *(p for r in rules for p in _halves(r))])))
    assert not any(action.id in _OPENING for action in _actions(rules, fewer))
    assert not any(action.id == "exposure.narrow" for action in _actions(fewer, rules))


@given(_RULES, _RULES)
def test_what_is_told_is_new_and_is_let_in(
    before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> None:
    was, now = wall_of(before).allowed, wall_of(after).allowed
    found = [action for action in _actions(before, after) if action.id in _OPENING]
    assert bool(found) is bool(subtract(now, was))
    for action in found:
        cidrs, ports = action.details["cidrs"], action.details["ports"]
        assert isinstance(cidrs, list)
        assert isinstance(ports, list)
        for source in cidrs:
            assert intersect(subtract(now, was), [Opening(source=str(source))])
        for span in ports:
            first, _, last = str(span).partition("-")
            own = [
                Opening(source=each, first=int(first), last=int(last or first))
                for each in ("0.0.0.0/0", "::/0")
            ]
            assert intersect(subtract(now, was), own)
