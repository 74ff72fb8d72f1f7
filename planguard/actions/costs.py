"""
Says which actions cost more, and by how much: more units, bigger units or more room.

There are no prices here: the magnitude is the ratio of sizes or numbers, and `size_class` words it.
Money comes from an estimate that somebody else made, where one is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from planguard.actions.taxonomy import ACTIONS
from planguard.actions.values.quantities import size_class
from planguard.model.action import NO_NUMBER, Action, ActionId, Actions
from planguard.model.estimate import Cost, Estimate
from planguard.model.plan import Plan
from planguard.model.value import Unknown, Value
from planguard.model.words import Address, Confidence, Disruption, Reversible

_COSTLY = frozenset({"scale.up", "scale.resize-up", "scale.limits-up"})
_RUNAWAY = 3.0
"""How many times its value a ceiling grows before it stops nobody any more."""


def settled(found: Iterable[Action]) -> Iterator[Action]:
    """Drop doubles and add what follows: `cost.up`, and `cost.runaway` for a ceiling."""
    seen: set[tuple[object, ...]] = set()
    costs: dict[ActionId, Action] = {}
    for action in found:
        key = (action.id, action.paths, action.because)
        if key in seen:
            continue
        seen.add(key)
        yield action
        if action.id in _COSTLY:
            word = ActionId("cost.runaway" if _runs_away(action) else "cost.up")
            if word not in costs or _ratio(action) > _ratio(costs[word]):
                costs[word] = action
    for word, action in costs.items():
        yield _cost(word, action)


def _runs_away(action: Action) -> bool:
    return action.id == "scale.limits-up" and _ratio(action) > _RUNAWAY


def _ratio(action: Action) -> float:
    return 0.0 if isinstance(action.magnitude, Unknown) else action.magnitude


def _cost(word: ActionId, action: Action) -> Action:
    ratio = action.magnitude
    step = "" if isinstance(ratio, Unknown) else size_class(ratio)
    guessed = action.confidence is Confidence.GUESS
    return replace(
        action,
        id=word,
        because=f"follows from {action.id}: {action.because}",
        confidence=Confidence.GUESS if guessed else Confidence.INFERRED,
        reversible=Reversible.YES,
        disruption=Disruption.NONE,
        details={**action.details, **({"size_class": step} if step else {})},
    )


def priced(actions: Actions, plan: Plan, estimate: Estimate) -> Actions:
    """
    Add to what costs more how much money it is, by an estimate.

    A change whose price rises though nothing of the above says so (a new object, another kind of
    storage) becomes a `cost.up` as well.
    """
    if not estimate.objects:
        return actions
    rising = {
        address: cost
        for address, cost in estimate.objects.items()
        if not isinstance(cost.rise, Unknown) and cost.rise > 0
    }
    told = {action.address for action in actions.items if action.kind == "cost"}
    items = [
        _with_money(action, estimate) if action.kind == "cost" else action
        for action in actions.items
    ]
    last = next((at for at, each in enumerate(items) if each.kind == "plan"), len(items))
    changed = dict.fromkeys(change.address for change in plan.changes)
    items[last:last] = [
        _rise(address, rising[address], estimate.currency)
        for address in changed
        if address in rising and address not in told
    ]
    return replace(actions, items=tuple(items))


def _with_money(action: Action, estimate: Estimate) -> Action:
    cost = estimate.objects.get(action.address)
    if cost is None:
        return action
    details = {**action.details, **_money(cost, estimate.currency)}
    said = f"{action.because}; {_said(cost, estimate.currency)}" if _is_told(cost) else ""
    return replace(action, details=details, because=said or action.because)


def _money(cost: Cost, currency: str) -> dict[str, Value]:
    return {"monthly_before": cost.before, "monthly_after": cost.after, "currency": currency}


def _is_told(cost: Cost) -> bool:
    return not isinstance(cost.rise, Unknown)


def _said(cost: Cost, currency: str) -> str:
    return f"by the estimate {cost.before:.2f} {currency} a month become {cost.after:.2f}"


def _rise(address: Address, cost: Cost, currency: str) -> Action:
    meaning = ACTIONS[ActionId("cost.up")]
    before, after = cost.before, cost.after
    ratio: float | Unknown = NO_NUMBER
    if not isinstance(before, Unknown) and not isinstance(after, Unknown) and before:
        ratio = after / before
    step = "" if isinstance(ratio, Unknown) else size_class(ratio)
    return Action(
        id=ActionId("cost.up"),
        address=address,
        magnitude=ratio,
        because=_said(cost, currency),
        confidence=Confidence.INFERRED,
        reversible=meaning.reversible,
        disruption=meaning.disruption,
        details={**_money(cost, currency), **({"size_class": step} if step else {})},
    )
