from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import deadline
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = deadline("until", earlier="access.revoke", later="access.grant")
SOONER, LONGER = ["access.revoke"], ["access.grant"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("2027-01-01T00:00:00Z", "2026-12-01T00:00:00Z", SOONER),
        ("2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z", LONGER),
        ("2026-12-01T00:00:00Z", "2026-12-01T01:00:00+01:00", []),
        ("2026-12-01", "2026-12-01T00:00:00Z", []),
        ("2026-12-01 00:00:00+00", "2026-12-02", LONGER),
        (None, "2026-12-01", SOONER),
        ("2026-12-01", None, LONGER),
        ("infinity", "2026-12-01", SOONER),
        ("2026-12-01", "never", LONGER),
        (1764547200, 1764633600, LONGER),
        (1764547200, 1764547200000, []),
        ("1764633600", 1764547200, SOONER),
        (0, "", []),
        ("2026-12-01", Unknown(), SOONER),
        ("2026-12-01", Sensitive("2027-12-01"), SOONER),
        ("2026-12-01", "in a while", SOONER),
    ],
)
def test_direction(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(RULE, {"until": before}, {"until": after}) == expected


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ("2026-12-31", "until goes from 2026-12-01 to 2026-12-31, 30 days later"),
        ("2026-11-30", "until goes from 2026-12-01 to 2026-11-30, 1 day earlier"),
        ("2026-12-01T02:30:00Z", "until goes from 2026-12-01 to 2026-12-01T02:30:00Z, 2 h later"),
        (
            "2026-12-01T00:05:00Z",
            "until goes from 2026-12-01 to 2026-12-01T00:05:00Z, 5 min later",
        ),
        ("", "until goes from 2026-12-01 to nothing"),
    ],
)
def test_how_far_it_moves(compare: Compare, after: str, said: str) -> None:
    [action] = compare(RULE, {"until": "2026-12-01"}, {"until": after})
    assert action.because == said


def test_what_cannot_be_read_is_no_certain_end(compare: Compare, ids: Ids) -> None:
    [action] = compare(RULE, {"until": "2026-12-01"}, {"until": Unknown()})
    assert action.confidence is Confidence.INFERRED
    longer = deadline("until", later="access.grant")
    assert ids(longer, {"until": "2026-12-01"}, {"until": Unknown()}) == LONGER
    assert ids(longer, {"until": "2026-12-01"}, {"until": "2026-11-01"}) == []


def test_ends_on_both_sides(ids: Ids) -> None:
    rule = deadline("until", earlier="access.revoke", later="access.grant", both=True)
    assert ids(rule, {"until": None}, {"until": "2026-12-01"}) == []
    assert ids(rule, {"until": "2026-12-02"}, {"until": "2026-12-01"}) == SOONER


def test_a_block_that_comes_or_goes_is_left_to_others(ids: Ids) -> None:
    rule = deadline("block.until", earlier="access.revoke", later="access.grant")
    block = {"block": [{"name": "a", "until": "2026-12-01"}]}
    assert ids(rule, {"block": []}, block) == ids(rule, block, {"block": []}) == []
