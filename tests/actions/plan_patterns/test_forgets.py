from __future__ import annotations

from collections.abc import Callable

from planguard.actions.plan_patterns.forgets import find
from planguard.model.action import Action
from planguard.model.plan import Change
from planguard.model.words import ReplaceOrder, Verb

Make = Callable[..., Change]
Look = Callable[..., list[Action]]


def test_one_forgotten_object_is_named(change: Make, look: Look) -> None:
    (action,) = look(find, [change("t.a", {"x": 1}, verb=Verb.FORGET)])
    assert action.because == "t.a leaves the state and stays in the world, managed by nobody"


def test_a_replacement_may_forget_too(change: Make, look: Look) -> None:
    order = ReplaceOrder.CREATE_THEN_FORGET
    changes = [
        change("t.a", {"x": 1}, verb=Verb.FORGET),
        change("t.b", {"x": 1}, {"x": 2}, verb=Verb.REPLACE, order=order),
        change("t.c", {"x": 1}),
    ]
    (action,) = look(find, changes)
    assert action.addresses == ("t.a", "t.b")
    assert action.because.startswith("2 objects leave the state and stay")


def test_nothing_forgotten_and_data_sources_are_silent(change: Make, look: Look) -> None:
    changes = [change("t.c", {"x": 1}), change("data.t.d", {"x": 1}, verb=Verb.FORGET)]
    assert not look(find, changes)
