from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planguard.actions.costs import priced, settled
from planguard.actions.values.quantities import size_class
from planguard.model.action import NO_NUMBER, Action, ActionId, Actions
from planguard.model.estimate import NOT_ESTIMATED, Cost, Estimate
from planguard.model.value import Unknown
from planguard.model.words import Address, Confidence
from planguard.testing import change, plan


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


def _priced(estimate: Estimate) -> list[Action]:
    subject = plan(*(change("x", name=name, verb="create", after={"a": 1}) for name in "abc"))
    found = settled([_action("scale.up", 4.0), _action("plan.partial", NO_NUMBER)])
    last = sorted(found, key=lambda each: each.kind == "plan")
    return list(priced(Actions(items=tuple(last), roles={}), subject, estimate).items)


def _estimate(**costs: Cost) -> Estimate:
    objects = {Address(f"x.{name}"): cost for name, cost in costs.items()}
    return Estimate(currency="EUR", objects=objects)


def test_money_is_told_beside() -> None:
    told = _priced(_estimate(a=Cost(before=10.0, after=40.0), b=Cost(before=0.0, after=5.0)))
    assert [each.id for each in told] == ["scale.up", "cost.up", "cost.up", "plan.partial"]
    assert told[1].details["monthly_after"] == 40.0
    assert told[1].because.endswith("by the estimate 10.00 EUR a month become 40.00")
    assert (told[2].address, told[2].details["currency"]) == ("x.b", "EUR")


def test_a_price_that_rises_says_how_far() -> None:
    [*_, rise, _] = _priced(_estimate(c=Cost(before=10.0, after=50.0)))
    assert (rise.magnitude, rise.details["size_class"]) == (5.0, "large")


def test_what_nobody_can_price_stays_unknown() -> None:
    [_, cost, _] = _priced(_estimate(a=Cost(before=NO_NUMBER, after=4.0)))
    assert (cost.details["monthly_before"], cost.because) == (
        NO_NUMBER,
        "follows from scale.up: it grows",
    )


def test_what_gets_cheaper_is_no_action() -> None:
    assert len(_priced(_estimate(b=Cost(before=9.0, after=1.0)))) == 3
    assert len(_priced(NOT_ESTIMATED)) == 3
