from __future__ import annotations

import pytest

from planguard.actions.values.constraints import (
    Range,
    constraint_move_of,
    is_widened,
    range_of,
)


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        ("", ((0,), None)),
        ("1.2.3", ((1, 2, 3, 0), (1, 2, 3, 1))),
        ("= v1.2", ((1, 2, 0, 0), (1, 2, 0, 1))),
        ("~> 5.0", ((5, 0), (6, 0, 0, 0))),
        ("~> 5.1.2", ((5, 1, 2), (5, 2, 0, 0))),
        ("~> 5", ((5,), None)),
        (">= 5.20, < 7", ((5, 20), (7, 0, 0, 0))),
        ("> 5.1, <= 5.9, != 5.4", ((5, 1, 0, 1), (5, 9, 0, 1))),
        ("~> 2.0.0-rc.1", ((2, 0, 0), (2, 1, 0, 0))),
    ],
)
def test_ranges(constraint: str, expected: tuple[object, object]) -> None:
    assert range_of(constraint) == expected


def test_what_is_no_constraint_has_no_range() -> None:
    assert range_of("newest") is None
    assert constraint_move_of("newest", "~> 1.0").order == ""


@pytest.mark.parametrize(
    ("before", "after", "order", "step"),
    [
        ("~> 5.0", "~> 6.0", "up", "major"),
        ("~> 6.0", "~> 5.0", "down", "major"),
        ("~> 5.1.0", "~> 5.2.0", "up", "minor"),
        ("5.1.0", "5.1.1", "up", "patch"),
        ("~> 5.0", "~> 5.20", "", "other"),
        (">= 5.0", ">= 6.0", "", "other"),
        ("~> 5.0", ">= 5.0", "", "other"),
    ],
)
def test_moves(before: str, after: str, order: str, step: str) -> None:
    move = constraint_move_of(before, after)
    assert (move.order, move.step) == (order, step)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("~> 5.0", ">= 5.0", True),
        ("~> 5.0", "", True),
        ("~> 5.0", ">= 4.0, < 7", True),
        ("~> 5.0", "~> 6.0", False),
        ("~> 5.0", "~> 5.20", False),
        (">= 5.0", "", False),
    ],
)
def test_widened(before: str, after: str, expected: bool) -> None:  # noqa: FBT001 - a table
    old, new = range_of(before), range_of(after)
    assert old is not None
    assert new is not None
    assert is_widened(old, new) is expected


def test_an_open_range_has_no_end() -> None:
    assert Range((1,), None).is_open
    assert not Range((1,), (2,)).is_open
