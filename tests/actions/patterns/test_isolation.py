from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import isolation
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = isolation("spec")
OPEN, NARROW, BOTH = (
    ["exposure.open"],
    ["exposure.narrow"],
    ["exposure.open", "exposure.narrow"],
)
WEB = {"podSelector": {"matchLabels": {"app": "web"}}}
ALL: dict[str, Value] = {"namespaceSelector": {}}
OFFICE = {"ipBlock": {"cidr": "10.0.0.0/8"}}


def _policy(*rules: Value, **more: Value) -> dict[str, Value]:
    return {"spec": {"podSelector": {}, "policyTypes": ["Ingress"], "ingress": rules, **more}}


def _from(*peers: Value, **port: Value) -> dict[str, Value]:
    return {"from": list(peers), **({"ports": [port]} if port else {})}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (_policy(), _policy({}), OPEN),
        (_policy({}), _policy(), NARROW),
        (_policy({}), _policy(_from(WEB)), NARROW),
        (_policy(_from(WEB)), _policy(_from(WEB, OFFICE)), OPEN),
        (_policy(_from(WEB)), _policy(_from(OFFICE)), BOTH),
        (_policy(_from(WEB), _from(OFFICE)), _policy(_from(OFFICE), _from(WEB)), []),
        (_policy({}), _policy(_from(ALL)), []),
        (_policy({}), _policy(_from({"ipBlock": {"cidr": "0.0.0.0/0"}})), []),
        (_policy(_from(WEB, port=80)), _policy(_from(WEB, port=80, endPort=90)), OPEN),
        (_policy(_from(WEB, port=80)), _policy(_from(WEB, port=80, protocol="TCP")), []),
        (_policy(_from(WEB, port="http")), _policy(_from(WEB, port="admin")), BOTH),
        (_policy(_from(WEB, protocol="TCP")), _policy(_from(WEB, port=80)), NARROW),
        (_policy(_from(OFFICE)),
         _policy(_from({"ipBlock": {"cidr": "10.0.0.0/8", "except": ["10.1.0.0/16"]}})), NARROW),
        (_policy(), _policy(policyTypes=["Egress"]), OPEN),
        (_policy(), _policy(podSelector={"matchLabels": {"a": "b"}}), OPEN),
        (_policy(), _policy(egress=[{}]), ["routing.network"]),
        (_policy(), _policy(Unknown()), OPEN),
        (_policy(), _policy(_from({"ipBlock": {"cidr": Sensitive("10.0.0.0/8")}})), OPEN),
        (_policy(), {"spec": Unknown()}, OPEN),
        (_policy(), _policy(), []),
    ],
)  # fmt: skip
def test_who_is_let_in(
    ids: Ids, before: dict[str, Value], after: dict[str, Value], expected: list[str]
) -> None:
    assert ids(RULE, before, after) == expected


@pytest.mark.parametrize(
    ("policy", "created", "deleted"),
    [
        (_policy(), NARROW, ["protection.guard-off", *OPEN]),
        (_policy(_from(WEB)), BOTH, BOTH),
        (_policy(policyTypes=["Egress"], egress=[]), [], []),
    ],
)
def test_alone(ids: Ids, policy: dict[str, Value], created: list[str], deleted: list[str]) -> None:
    assert ids(RULE, {}, policy, verb=Verb.CREATE) == created
    assert ids(RULE, policy, {}, verb=Verb.DELETE) == deleted


def test_confidence(compare: Compare) -> None:
    [action] = compare(RULE, {}, _policy(), verb=Verb.CREATE)
    assert action.confidence is Confidence.EXACT
    actions = compare(RULE, {}, _policy(_from(WEB)), verb=Verb.CREATE)
    assert {action.confidence for action in actions} == {Confidence.INFERRED}
    [action] = compare(RULE, _policy(), _policy(_from(WEB, port=80)))
    assert (action.confidence, action.details["ports"]) == (Confidence.EXACT, ["80"])


def test_what_a_range_leaves_out(compare: Compare) -> None:
    def ranged(*without: str) -> dict[str, Value]:
        return _policy(_from({"ipBlock": {"cidr": "10.0.0.0/8", "except": list(without)}}))

    [action] = compare(RULE, ranged("10.1.0.0/16"), ranged())
    assert action.id == "exposure.open"
    assert [a.id for a in compare(RULE, ranged(), ranged("10.1.0.0/16"))] == ["exposure.narrow"]
    halves = ranged("10.1.0.0/17", "10.1.128.0/17")
    assert compare(RULE, ranged("10.1.0.0/16"), halves) == []


def test_selectors_in_words(compare: Compare) -> None:
    [action] = compare(RULE, _policy(), _policy(_from({**WEB, **ALL})))
    assert action.because == "it lets in pods with app=web in namespaces of every kind"
    expressions = {"matchExpressions": [{"key": "app", "operator": "Exists"}]}
    [action] = compare(RULE, _policy(), _policy(_from({"podSelector": expressions})))
    assert action.because.startswith("it lets in pods by {")
