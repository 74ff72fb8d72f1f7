from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import number
from planguard.model.action import NO_NUMBER, Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = number("n", up="scale.up", down="scale.down", zero="scale.to-zero")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (2, 9, ["scale.up"]),
        (9, 2, ["scale.down"]),
        ("9", "2", ["scale.down"]),
        (2, 0, ["scale.to-zero"]),
        (-1, 5, ["scale.down"]),
        (5, -1, ["scale.up"]),
        (2, "2", []),
        (2, 2.0, []),
        (None, 3, []),
        (3, None, ["scale.to-zero"]),
        (0, None, []),
        (3, "many", []),
        (True, 3, []),
        (3, Unknown(), ["scale.down"]),
        (None, Unknown(), []),
        (3, Sensitive(2), ["scale.down"]),
        (Sensitive(3), Sensitive(3), []),
        (Sensitive(3), 2, ["scale.down"]),
    ],
)
def test_direction(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(RULE, {"n": before}, {"n": after}) == expected


def test_magnitude_and_sentence(compare: Compare) -> None:
    [action] = compare(RULE, {"n": 2}, {"n": 9})
    assert action.magnitude == 4.5
    assert action.because == "n rises from 2 to 9"
    assert action.paths == (("n",),)


@pytest.mark.parametrize(("before", "after"), [(0, 5), (-1, 5), (5, -1)])
def test_no_ratio(compare: Compare, before: int, after: int) -> None:
    [action] = compare(RULE, {"n": before}, {"n": after})
    assert action.magnitude is NO_NUMBER


def test_unknown_is_inferred(compare: Compare) -> None:
    [action] = compare(RULE, {"n": 2}, {"n": Unknown()}, origins={"n": ("x.y.z",)})
    assert action.confidence is Confidence.INFERRED
    assert isinstance(action.magnitude, Unknown)
    assert action.magnitude.origins == ("x.y.z",)


def test_sensitive_stays_out_of_the_sentence(compare: Compare) -> None:
    [action] = compare(RULE, {"n": 2}, {"n": Sensitive(4711)})
    assert "4711" not in action.because


def test_unlisted_finding_is_no_action(ids: Ids) -> None:
    assert ids(number("n", up="scale.up"), {"n": 2}, {"n": 1}) == []
    assert ids(number("n"), {"n": 2}, {"n": Unknown()}) == []


def test_absent_and_empty(ids: Ids) -> None:
    assert ids(RULE, {}, {}) == []
    assert ids(number("b.n", up="scale.up"), {"b": []}, {"b": [{"n": 4}]}) == []


def test_blocks_that_change_places_agree(ids: Ids) -> None:
    blocks = [{"name": "a", "n": 1}, {"name": "b", "n": 5}]
    rule = number("b.n", up="scale.up", down="scale.down")
    assert ids(rule, {"b": blocks}, {"b": blocks[::-1]}) == []
    grown = [{"name": "new", "n": 9}, *blocks[::-1]]
    assert ids(rule, {"b": blocks}, {"b": grown}) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("1Gi", "2Gi", ["scale.up"]),
        ("500m", "1", ["scale.up"]),
        ("1Gi", "1024Mi", []),
        ("50%", "25%", ["scale.down"]),
        ("50%", 3, ["scale.down"]),
        (3, "50%", ["scale.down"]),
    ],
)
def test_units_and_percentages(
    ids: Callable[..., list[str]], before: Value, after: Value, expected: list[str]
) -> None:
    rule = number("n", up="scale.up", down="scale.down")
    assert ids(rule, {"n": before}, {"n": after}) == expected


@pytest.mark.parametrize(
    ("before", "after", "magnitude"),
    [(99.9, 95, 50), ("99.9", "99.8", 2), (95, 94, 1.2), (100, 99, NO_NUMBER)],
)
def test_what_is_missing_to_a_whole(
    compare: Compare, before: Value, after: Value, magnitude: float
) -> None:
    rule = number("target", down="observability.alarm-loosened", whole=100)
    [action] = compare(rule, {"target": before}, {"target": after})
    assert action.magnitude == magnitude


def test_what_runs_when_no_number_is_given(compare: Compare) -> None:
    rule = number("a", up="scale.up", down="scale.down", zero="scale.to-zero", absent=1)
    [action] = compare(rule, {"a": 4}, {"a": None})
    assert (action.id, action.magnitude, action.confidence) == ("scale.down", 0.25, "inferred")
    assert action.because == "a was 4 and is no longer set: 1 unless an autoscaler keeps it"
    assert compare(rule, {"a": 1}, {}) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (0, 5, ["scale.limits-down"]),
        (5, 0, ["scale.limits-up"]),
        ("0", -1, []),
        (None, 5, []),
        (5, None, []),
        (5, 3, ["scale.limits-down"]),
        (0, Unknown(), ["scale.limits-down"]),
        (None, Unknown(), []),
    ],
)
def test_zero_may_stand_for_no_limit(
    ids: Ids, before: Value, after: Value, expected: list[str]
) -> None:
    rule = number("n", up="scale.limits-up", down="scale.limits-down", zero_is="no-limit")
    assert ids(rule, {"n": before}, {"n": after}) == expected


def test_so_may_absence(ids: Ids, compare: Compare) -> None:
    rule = number(
        "b.n", up="scale.limits-up", down="scale.limits-down", zero_is="no-limit", absent=0
    )
    assert ids(rule, {"b": [{"n": 5}]}, {"b": [{}]}) == ["scale.limits-up"]
    assert ids(rule, {"b": [{"n": 0}]}, {"b": [{}]}) == []
    [action] = compare(rule, {"b": [{}]}, {"b": [{"n": 5}]})
    assert (action.id, action.magnitude) == ("scale.limits-down", NO_NUMBER)
    assert action.because == "b[0].n falls from no limit to 5"
