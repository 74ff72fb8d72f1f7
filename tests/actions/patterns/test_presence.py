from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import presence
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = presence("b", came="protection.up", gone="protection.encryption-off", changed="key.rotate")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, "k", ["protection.up"]),
        ([], [{"a": 1}], ["protection.up"]),
        ("k", None, ["protection.encryption-off"]),
        ([{"a": 1}], [], ["protection.encryption-off"]),
        ("k", "j", ["key.rotate"]),
        ("", None, []),
        ([{}], [], []),
        (Sensitive("k"), Sensitive(""), ["protection.encryption-off"]),
        ("k", Unknown(), ["protection.encryption-off"]),
        (None, Unknown(), ["protection.up"]),
        ("k", Sensitive(Unknown()), ["protection.encryption-off"]),
    ],
)
def test_finding(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(RULE, {"b": before}, {"b": after}) == expected


def test_unknown_with_origin_is_set(compare: Compare, ids: Ids) -> None:
    origins = {"b": ("aws_kms_key.a.arn",)}
    [action] = compare(RULE, {"b": "k"}, {"b": Unknown()}, origins=origins)
    assert (action.id, action.confidence) == ("key.rotate", Confidence.INFERRED)
    assert "aws_kms_key.a.arn" in action.because
    assert ids(RULE, {}, {"b": Unknown()}, origins=origins) == ["protection.up"]


def test_unlisted_gone(ids: Ids) -> None:
    assert ids(presence("b", changed="key.rotate"), {"b": 1}, {"b": Unknown()}) == ["key.rotate"]
    assert ids(presence("b", came="key.create"), {"b": 1}, {"b": Unknown()}) == []


def test_sentences(compare: Compare) -> None:
    assert compare(RULE, {"b": "k"}, {})[0].because == "b was k and is no longer set"
    assert compare(RULE, {"b": "k"}, {"b": Unknown()})[0].because == "b was k and is unknown"
    assert compare(RULE, {}, {"b": "k"})[0].because == "b is set to k"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([{"c": []}], [{"c": [{}]}], ["protection.up"]),
        ([{"c": [{}]}], [{"c": []}], ["protection.encryption-off"]),
        ([{"c": [{}]}], [{"c": [{}]}], []),
        ([{"c": None}], [{"c": []}], []),
        ([], [{"c": [{}]}], []),
        ([{"c": [{}]}], None, []),
        ([{"c": [{"d": 1}]}], [{"c": [{"d": 2}]}], ["key.rotate"]),
    ],
)
def test_blocks_that_hold_nothing(
    ids: Ids, before: Value, after: Value, expected: list[str]
) -> None:
    rule = presence(
        "b.c", came="protection.up", gone="protection.encryption-off",
        changed="key.rotate", empty=True,
    )  # fmt: skip
    assert ids(rule, {"b": before, "x": 1}, {"b": after, "x": 1}) == expected


def test_an_object_that_holds_nothing(ids: Callable[..., list[str]]) -> None:
    rule = presence("action.allow", came="protection.guard-off", empty=True)
    assert ids(rule, {"action": {"block": {}}}, {"action": {"allow": {}}}) == [
        "protection.guard-off"
    ]
    assert ids(rule, {"action": {"allow": {}}}, {"action": {"allow": {}}}) == []


def test_names_of_one_thing(ids: Ids) -> None:
    rule = presence("a", changed="schema.keys", alike=(("integer", "int64"), ("bool", "boolean")))
    assert ids(rule, {"a": "INTEGER"}, {"a": "INT64"}) == []
    assert ids(rule, {"a": "INTEGER"}, {"a": "BOOL"}) == ["schema.keys"]
