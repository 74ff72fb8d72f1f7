from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import changed
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = changed("b.v", "config.parameter")


def test_one_action_names_every_place(compare: Compare) -> None:
    [action] = compare(RULE, {"b": [{"v": 1}, {"v": 2}]}, {"b": [{"v": 3}, {"v": 4}]})
    assert action.paths == (("b", 0, "v"), ("b", 1, "v"))
    assert action.because == "b[0].v goes from 1 to 3 (and 1 more places)"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([{"v": 1}], [{"v": "1"}], []),
        ([], [{"v": 1}], ["config.parameter"]),
        ([{"v": 1}], [{"v": Unknown()}], ["config.parameter"]),
        ([{"v": Sensitive("a")}], [{"v": Sensitive("b")}], ["config.parameter"]),
        ([{"v": 1}], Unknown(), ["config.parameter"]),
        ([{"v": 1}], Sensitive([]), ["config.parameter"]),
    ],
)
def test_difference(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(RULE, {"b": before}, {"b": after}) == expected


def test_computed_again_on_replacement(compare: Compare) -> None:
    before, after = {"v": 1}, {"v": Unknown()}
    rule = changed("v", "config.parameter")
    assert compare(rule, before, after, verb=Verb.REPLACE) == []
    [action] = compare(rule, before, after, verb=Verb.REPLACE, origins={"v": ("x.y.z",)})
    assert action.confidence is Confidence.INFERRED


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, 1, []),
        ("", "a", []),
        (1, None, []),
        (1, 2, ["config.parameter"]),
        (False, True, ["config.parameter"]),
        (1, Unknown(), ["config.parameter"]),
        (None, Unknown(), []),
    ],
)
def test_only_from_one_value_to_another(
    ids: Ids, before: Value, after: Value, expected: list[str]
) -> None:
    rule = changed("v", "config.parameter", both=True)
    assert ids(rule, {"v": before}, {"v": after}) == expected


def test_what_other_rules_tell_of_is_left_out(ids: Ids) -> None:
    rule = changed("v", "routing.rule", but=("weight",))
    before = {"v": [{"to": [{"name": "a", "weight": 9}, {"name": "b", "weight": 1}]}]}
    moved = {"v": [{"to": [{"name": "a", "weight": 5}, {"name": "b", "weight": 5}]}]}
    assert ids(rule, before, moved) == []
    assert ids(rule, before, {"v": [{"to": [{"name": "c", "weight": 9}]}]}) == ["routing.rule"]
