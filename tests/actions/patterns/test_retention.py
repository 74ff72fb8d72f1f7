from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import retention
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
LOGS = retention(
    "days",
    cut="data.retention-cut",
    up="observability.log-retention-up",
    unbounded="observability.log-unbounded",
)
BACKUPS = retention(
    "days",
    cut="protection.backup-cut",
    up="protection.up",
    off="protection.backup-off",
    zero_is="nothing",
)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (30, 7, ["data.retention-cut"]),
        (7, 30, ["observability.log-retention-up"]),
        ("P5W", "P1M", ["data.retention-cut"]),
        ("P12M", "P1Y", []),
        ("P1Y", "P24M", ["observability.log-retention-up"]),
        ("P1M", "P30D", []),
        ("P1Y", "P2Y", ["observability.log-retention-up"]),
        ("P1D", "PT24H", []),
        ("PT1H30M", "PT45M", ["data.retention-cut"]),
        ("P1D", "Pone", ["data.retention-cut"]),
        ("P1DT", "P1D", ["data.retention-cut"]),
        (0, 7, ["data.retention-cut"]),
        (None, 7, ["data.retention-cut"]),
        (7, 0, ["observability.log-unbounded"]),
        (7, None, ["observability.log-unbounded"]),
        (7, -1, ["observability.log-unbounded"]),
        (None, 0, []),
        ("30", 30, []),
        ("2d", "24h", ["data.retention-cut"]),
        ("1d", "24h", []),
        (7, Unknown(), ["data.retention-cut"]),
        (7, Sensitive(9), ["data.retention-cut"]),
        (7, "forever", ["data.retention-cut"]),
        (7, "xd", ["data.retention-cut"]),
    ],
)
def test_zero_is_for_ever(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(LOGS, {"days": before}, {"days": after}) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (7, 0, ["protection.backup-off"]),
        (7, None, ["protection.backup-off"]),
        (0, 7, ["protection.up"]),
        (7, 1, ["protection.backup-cut"]),
        (0, Unknown(), ["protection.up"]),
        (7, Unknown(), ["protection.backup-cut"]),
    ],
)
def test_zero_is_nothing(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(BACKUPS, {"days": before}, {"days": after}) == expected


def test_without_words_for_the_ends(ids: Ids) -> None:
    rule = retention("d", cut="data.retention-cut", up="protection.up", zero_is="nothing")
    assert ids(rule, {"d": 5}, {"d": 0}) == ["data.retention-cut"]
    rule = retention("d", cut="data.retention-cut", up="protection.up")
    assert ids(rule, {"d": 5}, {"d": 0}) == ["protection.up"]
    assert ids(retention("d", cut="data.retention-cut"), {"d": 5}, {"d": 9}) == []
    rule = retention("d", cut="data.retention-cut", zero_is="nothing")
    assert ids(rule, {"d": 0}, {"d": Unknown()}) == []


def test_sentence_and_magnitude(compare: Compare) -> None:
    [action] = compare(LOGS, {"days": 0}, {"days": 7})
    assert action.because == "days goes from for ever to 7"
    [action] = compare(BACKUPS, {"days": 14}, {"days": 7})
    assert action.magnitude == 0.5
    [action] = compare(BACKUPS, {"days": 14}, {"days": "soon"})
    assert action.confidence is Confidence.GUESS
    [action] = compare(BACKUPS, {"days": 14}, {"days": Unknown()})
    assert action.confidence is Confidence.INFERRED
    [action] = compare(BACKUPS, {"days": 14}, {})
    assert action.because == "days goes from 14 to nothing"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [{"name": "a", "keep": [{"days": 30}]}], ["protection.up"]),
        ([{"name": "a", "keep": []}], [{"name": "a", "keep": [{"days": 30}]}],
         ["protection.backup-cut"]),
        ([{"name": "a", "keep": [{"days": 30}]}], [{"name": "a", "keep": [{"days": 7}]}],
         ["protection.backup-cut"]),
        ([{"name": "a", "keep": [{"days": 30}]}], [], []),
        ([{"name": "a", "keep": [{"days": 30}]}],
         [{"name": "a", "keep": [{"days": 30}]}, {"name": "b", "keep": [{"days": 7}]}],
         ["protection.up"]),
    ],
)  # fmt: skip
def test_a_new_block_is_no_cut(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    rule = retention("rule.keep.days", cut="protection.backup-cut", up="protection.up",
                     block="rule")  # fmt: skip
    assert ids(rule, {"rule": before, "x": 1}, {"rule": after, "x": 1}) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((7, "days"), (1, "weeks"), []),
        ((12, "months"), (1, "year"), []),
        ((7, "days"), (7, "weeks"), ["protection.up"]),
        ((4, "weeks"), (7, "days"), ["protection.backup-cut"]),
        ((4, "weeks"), (4, Unknown()), ["protection.backup-cut"]),
        ((4, "weeks"), (4, None), ["protection.backup-cut"]),
        ((4, "weeks"), (4, "weeks"), []),
        ((4, "weeks"), (None, "weeks"), ["protection.backup-cut"]),
    ],
)
def test_the_unit_beside(
    ids: Ids, before: tuple[Value, Value], after: tuple[Value, Value], expected: list[str]
) -> None:
    rule = retention("item.n", cut="protection.backup-cut", up="protection.up",
                     zero_is="nothing", unit="unit")  # fmt: skip
    sides = [{"item": [{"n": n, "unit": unit, "id": "a"}]} for n, unit in (before, after)]
    assert ids(rule, *sides) == expected


def test_the_unit_is_said(compare: Compare) -> None:
    rule = retention("n", cut="protection.backup-cut", unit="unit")
    [action] = compare(rule, {"n": 4, "unit": "weeks"}, {"n": 7, "unit": "days"})
    assert (action.because, action.magnitude) == ("n goes from 4 weeks to 7 days", 0.25)


def test_a_block_that_arrives_may_say_nothing(ids: Ids) -> None:
    rule = retention(
        "c.d", cut="other", up="observability.alarm-loosened", zero_is="nothing", block="c",
        arriving=False,
    )  # fmt: skip
    old: Value = {"name": "a", "d": "60s"}
    assert ids(rule, {"c": [old]}, {"c": [old, {"name": "b", "d": "300s"}]}) == []
    assert ids(rule, {"c": [old]}, {"c": [{"name": "a", "d": "300s"}]}) == [
        "observability.alarm-loosened"
    ]
