from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planguard.actions.costs import settled
from planguard.actions.values.sizes import size_class
from planguard.model.action import NO_NUMBER, Action, ActionId
from planguard.model.value import Unknown
from planguard.model.words import Address, Confidence


def _action(name: str, magnitude: float | Unknown = 2.0, **fields: Any) -> Action:
    return Action(
        id=ActionId(name),
        address=Address("x.a"),
        magnitude=magnitude,
        because="it grows",
        **fields,
    )


def _costs(*found: Action) -> list[Action]:
    return [action for action in settled(found) if action.kind == "cost"]


@pytest.mark.parametrize(
    ("ratio", "step"),
    [(1.2, "slight"), (1.5, "notable"), (3.9, "notable"), (4.0, "large"), (0.5, ""), (1.0, ""),
     ],
)  # fmt: skip
def test_size_classes(ratio: float, step: str) -> None:
    assert size_class(ratio) == step


def test_what_costs_more_says_by_how_much() -> None:
    [cost] = _costs(_action("scale.resize-up", 8.0))
    assert (cost.id, cost.magnitude, cost.details) == ("cost.up", 8.0, {"size_class": "large"})
    assert cost.because == "follows from scale.resize-up: it grows"


def test_the_largest_step_counts() -> None:
    [cost] = _costs(_action("scale.up", 1.2), _action("scale.resize-up", 4.0, paths=(("b",),)))
    assert cost.magnitude == 4.0


def test_a_ceiling_runs_away() -> None:
    assert [each.id for each in _costs(_action("scale.limits-up", 3.1))] == ["cost.runaway"]
    assert [each.id for each in _costs(_action("scale.limits-up", 3.0))] == ["cost.up"]
    assert [each.id for each in _costs(_action("scale.up", 9.0))] == ["cost.up"]


def test_what_costs_nothing_and_doubles() -> None:
    one = _action("scale.down")
    assert list(settled([one, replace(one)])) == [one]


def test_a_guess_stays_one() -> None:
    [cost] = _costs(_action("scale.up", NO_NUMBER, confidence=Confidence.GUESS))
    assert (cost.confidence, cost.details) == (Confidence.GUESS, {})
