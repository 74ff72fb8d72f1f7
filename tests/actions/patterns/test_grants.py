from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import grants
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = grants("policies", admin=("Owner",))
ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["a"], ["a", "b"], ["access.grant"]),
        (["a", "b"], ["b"], ["access.revoke"]),
        ("a", "b", ["access.grant", "access.revoke"]),
        (None, ADMIN, ["access.grant", "access.admin"]),
        ([], ["roles/Owner"], ["access.grant", "access.admin"]),
        ([ADMIN], [ADMIN, "a"], ["access.grant"]),
        ("a", None, ["access.revoke"]),
        ("a", Unknown(), ["access.grant"]),
        (["a"], ["a", Unknown()], ["access.grant"]),
        (["a"], Sensitive(["b"]), ["access.grant"]),
        (["a-1", "b-2"], ["b-2", "a-1"], []),
        (None, "", []),
    ],
)
def test_names(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(RULE, {"policies": before}, {"policies": after}) == expected


def test_details(compare: Compare) -> None:
    [action] = compare(RULE, {}, {"policies": ["a", "b"]}, verb=Verb.CREATE)
    assert action.details == {"permissions": ["a", "b"]}
    assert action.because == "policies gains a, b"


def test_unknown_names_its_origin(compare: Compare) -> None:
    origins = {"policies": ("aws_iam_policy.a.arn",)}
    [action] = compare(RULE, {}, {"policies": Unknown()}, origins=origins, verb=Verb.CREATE)
    assert action.confidence is Confidence.INFERRED
    assert "aws_iam_policy.a.arn" in action.because
    assert isinstance(action.details["permissions"], Unknown)
    [action] = compare(RULE, {}, {"policies": Sensitive("p1")})
    assert isinstance(action.details["permissions"], Unknown)


def test_every_name_may_be_all_powerful(ids: Ids) -> None:
    rule = grants("g", admin=True)
    assert ids(rule, {"g": []}, {"g": ["x"]}) == ["access.grant", "access.admin"]
    assert ids(grants("g", admin=False), {"g": []}, {"g": ["x"]}) == ["access.grant"]
