"""
Says which actions cost more, and by how much: more units, bigger units or more room.

There are no prices here: the magnitude is the ratio of sizes or numbers, and `size_class` words it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from planguard.actions.values.sizes import size_class
from planguard.model.action import Action, ActionId
from planguard.model.value import Unknown
from planguard.model.words import Confidence, Disruption, Reversible

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
