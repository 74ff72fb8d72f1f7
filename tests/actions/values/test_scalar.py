from __future__ import annotations

import pytest

from planguard.actions.values.scalar import (
    hidden_in,
    is_hidden,
    is_unknown,
    is_unset,
    listed,
    move,
    number_of,
    shown,
    truth_of,
    word_of,
    words_of,
)
from planguard.model.value import Sensitive, Unknown, Value

YES = Sensitive(bool(1))


@pytest.mark.parametrize(
    ("value", "number"),
    [(1, 1), ("1.5", 1.5), (True, None), ("x", None), ("nan", None), ("inf", None), (None, None)],
)
def test_number(value: Value, number: float | None) -> None:
    assert number_of(value) == number


@pytest.mark.parametrize(
    ("value", "truth"),
    [(True, True), ("Enabled", True), (0, False), ("off", False), ("x", None), (YES, True)],
)
def test_truth(value: Value, truth: bool | None) -> None:  # noqa: FBT001 - a table
    assert truth_of(value) is truth


def test_words() -> None:
    assert [word_of(v) for v in (None, " A ", False, 3, ["a"], Unknown())] == [
        *("", "a", "false", "3", "", "")
    ]
    assert words_of("a") == words_of(["a", 1, ""]) == ["a"]
    assert words_of("") == words_of(Unknown()) == []


def test_hidden() -> None:
    assert is_hidden(Sensitive(1))
    assert is_unknown(Sensitive(Unknown()))
    assert not is_unknown(Sensitive(1))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Sensitive("x"), "a sensitive value"),
        (Unknown(), "an unknown value"),
        (Unknown(origins=("a.b.c", "d.e.f")), "a value from a.b.c, d.e.f"),
        (None, "nothing"),
        (True, "true"),
        (2.50, "2.5"),
        ([1, "a"], "1, a"),
        ([{}], "1 entry"),
        ([], "0 entries"),
        ([1, 2, 3, 4], "4 entries"),
        ([Sensitive("x")], "1 entry"),
        ({"a": Sensitive("x"), "b": 1}, "2 entries"),
        ("x" * 101, "a text of 101 characters"),
        (7, "7"),
    ],
)
def test_shown(value: Value, text: str) -> None:
    assert shown(value) == text


def test_move() -> None:
    assert move(1, [2, 3]) == "goes from 1 to 2, 3"
    assert move({"a": 1}, {"b": 2}) == "changes"


def test_listed() -> None:
    assert listed(["a", "b"]) == "a, b"
    assert listed(["a", "b", "c"], 2) == "a, b and 1 more"


@pytest.mark.parametrize(
    ("value", "unset"),
    [(None, True), ("", True), ([], True), (False, False), (0, False), ("a", False)],
)
def test_unset(value: Value, unset: bool) -> None:  # noqa: FBT001 - a table
    assert is_unset(value) is unset


def test_hidden_members() -> None:
    assert hidden_in(["a", YES, Unknown()]) == [YES, Unknown()]
    assert (hidden_in(YES), hidden_in("a"), hidden_in(None)) == ([YES], [], [])
