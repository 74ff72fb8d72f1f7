from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import choice
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = choice(
    "s",
    {"Suspended": "protection.guard-off", "Enabled": "protection.up", "": "other"},
)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Enabled", "Suspended", ["protection.guard-off"]),
        ("Suspended", "enabled", ["protection.up"]),
        ("Enabled", "ENABLED", []),
        ("Enabled", None, ["other"]),
        ("Enabled", "Odd", []),
        ("Enabled", Unknown(), ["protection.guard-off", "other"]),
        (None, Unknown(), ["protection.guard-off", "protection.up"]),
        ("Enabled", Sensitive("Suspended"), ["protection.guard-off", "other"]),
        (Sensitive("x"), "Enabled", ["protection.up"]),
    ],
)
def test_word(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(RULE, {"s": before}, {"s": after}) == expected


def test_otherwise(ids: Ids, compare: Compare) -> None:
    rule = choice("s", {"a": "scale.up"}, otherwise="other")
    assert ids(rule, {"s": "a"}, {"s": "b"}) == ["other"]
    assert ids(rule, {"s": "a"}, {}) == []
    [action] = compare(rule, {"s": "a"}, {"s": Unknown()})
    assert (action.id, action.confidence) == ("other", Confidence.INFERRED)
    assert ids(choice("s", {"true": "other"}), {}, {"s": True}, verb=Verb.CREATE) == ["other"]


def test_a_star_is_a_word(ids: Ids) -> None:
    rule = choice("c", {"*": "access.public"}, otherwise="access.grant")
    assert ids(rule, {"c": "a"}, {"c": "*"}) == ["access.public"]
    assert ids(rule, {"c": "a"}, {"c": "b"}) == ["access.grant"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, "Delete", []),
        ("delete", None, []),
        (None, "keep", ["protection.up"]),
        ("keep", None, ["protection.guard-off"]),
        ("keep", "delete", ["protection.guard-off"]),
        (None, Unknown(), ["protection.up"]),
    ],
)
def test_absence_may_stand_for_a_word(
    ids: Ids, before: Value, after: Value, expected: list[str]
) -> None:
    words = {"keep": "protection.up", "delete": "protection.guard-off"}
    rule = choice("b.s", words, default="DELETE")
    assert ids(rule, {"b": [{"s": before}]}, {"b": [{"s": after}]}) == expected
    assert ids(rule, {"b": [{"s": "keep"}]}, {"b": []}) == []


def test_only_from_one_word_to_another(ids: Ids) -> None:
    rule = choice("s", {"a": "scale.up", "": "scale.down"}, both=True)
    assert ids(rule, {"s": None}, {"s": "a"}) == []
    assert ids(rule, {"s": "b"}, {"s": None}) == []
    assert ids(rule, {"s": "b"}, {"s": "a"}) == ["scale.up"]
    assert ids(rule, {"s": False}, {"s": "a"}) == ["scale.up"]
    assert ids(rule, {"s": "b"}, {"s": Unknown()}) == ["scale.up", "scale.down"]
