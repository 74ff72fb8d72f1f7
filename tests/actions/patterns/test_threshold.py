from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import threshold
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = threshold("limit", comparison="operator")
LOOSER = ["observability.alarm-loosened"]


@pytest.mark.parametrize(
    ("operator", "before", "after", "expected"),
    [
        ("GreaterThanThreshold", 80, 95, LOOSER),
        ("GreaterThanOrEqualToThreshold", 95, 80, []),
        ("LessThanThreshold", 10, 5, LOOSER),
        ("COMPARISON_GT", 80, 95, LOOSER),
        ("COMPARISON_LT", 5, 10, []),
        (">", 90, 85, []),
        ("<=", 10, 5, LOOSER),
        ("avg(last_5m):avg:system.cpu.user{*} > 90", 90, 95, LOOSER),
        ("avg(last_5m):avg:system.cpu.user{*} > 90", 90, 85, []),
        ("avg(last_5m):avg:system.disk.free{*} <= 1.5e+9", 5, 10, []),
        ('logs("status:error").rollup("count").last("5m") > 10', 10, 9, []),
        ('"http.can_connect".over("*").last(4).count_by_status()', 2, 3, LOOSER),
        ("LessThanThreshold", "5", "10", []),
        ("LessThanThreshold", 5, Unknown(), LOOSER),
        (None, 5, 6, LOOSER),
        ("Odd", 6, 5, LOOSER),
        ("GreaterThanThreshold", 0, 5, LOOSER),
        ("GreaterThanThreshold", None, 5, []),
        ("GreaterThanThreshold", 5, None, []),
        ("GreaterThanThreshold", 5, 5.0, []),
    ],
)
def test_direction(
    ids: Ids, operator: Value, before: Value, after: Value, expected: list[str]
) -> None:
    sides = [{"operator": operator, "limit": limit} for limit in (before, after)]
    assert ids(RULE, *sides) == expected


def test_an_operator_that_looks_the_other_way(compare: Compare, ids: Ids) -> None:
    before = {"operator": "GreaterThanThreshold", "limit": 10}
    [action] = compare(RULE, before, {"operator": "LessThanThreshold", "limit": 10})
    assert action.because == "operator goes from GreaterThanThreshold to LessThanThreshold"
    assert (action.confidence, action.paths) == (Confidence.EXACT, (("operator",),))
    rule = threshold("limit", comparison="operator", loosened="")
    assert ids(rule, before, {**before, "limit": 20}) == []
    assert ids(rule, before, {"operator": "LessThanThreshold", "limit": 10}) == []


def test_another_operator_on_the_same_side_is_unclear(compare: Compare) -> None:
    before = {"operator": "GreaterThanThreshold", "limit": 10}
    after = {"operator": "GreaterThanOrEqualToThreshold", "limit": 5}
    [action] = compare(RULE, before, after)
    assert (action.confidence, action.magnitude) == (Confidence.INFERRED, 0.5)


@pytest.mark.parametrize(
    ("query", "sure"), [("avg(last_5m):cpu{*} > 90", True), ("avg(last_1h):cpu{*} > 90", False)]
)
def test_a_query_that_asks_something_else(compare: Compare, query: str, *, sure: bool) -> None:
    before = {"operator": "avg(last_5m):cpu{*} > 80", "limit": 80}
    [action] = compare(RULE, before, {"operator": query, "limit": 90})
    assert (action.confidence is Confidence.EXACT) is sure


def test_sensitive(compare: Compare) -> None:
    [action] = compare(RULE, {"limit": 5}, {"limit": Sensitive(4711)}, verb=Verb.UPDATE)
    assert isinstance(action.magnitude, Unknown)
    assert "4711" not in action.because
