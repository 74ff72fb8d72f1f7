from __future__ import annotations

from collections.abc import Callable

import pytest

from planguard.actions.plan_patterns.partial import find
from planguard.model.action import Action
from planguard.model.plan import Completeness

Look = Callable[..., list[Action]]


def test_a_whole_plan_says_nothing(look: Look) -> None:
    assert not look(find, [])


def test_reasons_and_doubts_are_joined(look: Look) -> None:
    told = Completeness(complete=False, reasons=("it was targeted",), doubts=("t.a lies",))
    (action,) = look(find, [], completeness=told)
    assert action.because == "it was targeted; t.a lies"
    assert (action.address, action.addresses, action.details) == ("", (), {"count": 2})


@pytest.mark.parametrize(
    ("told", "word"),
    [
        (Completeness(errored=True), "ended with an error"),
        (Completeness(complete=False), "not complete"),
    ],
)
def test_marks_without_a_reason_count(look: Look, told: Completeness, word: str) -> None:
    (action,) = look(find, [], completeness=told)
    assert word in action.because
