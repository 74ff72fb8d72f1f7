from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import bindings
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE, BY_ROLE = bindings("subjects", role="roleRef")
ANN = {"kind": "User", "name": "ann"}
BOT = {"kind": "ServiceAccount", "name": "bot", "namespace": "shop"}
VIEW = {"kind": "ClusterRole", "name": "view"}


def _bound(*subjects: Value, role: Value = None) -> dict[str, Value]:
    return {"subjects": list(subjects), "roleRef": role or VIEW}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (_bound(ANN), _bound(BOT, ANN), ["access.grant"]),
        (_bound(ANN, BOT), _bound(BOT), ["access.revoke"]),
        (_bound(ANN), _bound(BOT), ["access.grant", "access.revoke"]),
        (_bound(ANN, BOT), _bound(BOT, ANN), []),
        (_bound(), _bound({"kind": "Group", "name": "system:masters"}),
         ["access.grant", "access.admin"]),
        (_bound(), _bound({"kind": "User", "name": "system:anonymous"}),
         ["access.grant", "access.public"]),
        (_bound(ANN), _bound(ANN, role={"kind": "ClusterRole", "name": "cluster-admin"}),
         ["access.grant", "access.admin", "access.revoke"]),
        (_bound(ANN), _bound(Unknown()), ["access.grant"]),
        (_bound(ANN), _bound({"kind": "User", "name": Unknown()}), ["access.grant"]),
        (_bound(ANN), {"subjects": Sensitive([ANN]), "roleRef": VIEW}, ["access.grant"]),
    ],
)  # fmt: skip
def test_who_has_a_role(
    ids: Ids, before: dict[str, Value], after: dict[str, Value], expected: list[str]
) -> None:
    assert ids(RULE, before, after) == ids(BY_ROLE, before, after) == expected


def test_everybody_who_can_log_in(compare: Compare) -> None:
    group = {"kind": "Group", "name": "system:authenticated"}
    _, action = compare(RULE, {}, _bound(group), verb=Verb.CREATE)
    assert (action.id, action.confidence) == ("access.public", Confidence.INFERRED)
    assert action.details["principals"] == ["Group/system:authenticated"]


def test_a_manifest_holds_it(compare: Compare) -> None:
    rule, _ = bindings("manifest.subjects", role="manifest.roleRef")
    [action] = compare(rule, {"manifest": _bound(BOT)}, {}, verb=Verb.DELETE)
    assert action.id == "access.revoke"
    assert action.because == "ServiceAccount/shop/bot loses ClusterRole/view"
