from __future__ import annotations

from collections.abc import Callable

from planguard.actions.plan_patterns.mass_change import find
from planguard.model.action import Action
from planguard.model.plan import Change
from planguard.model.words import Verb

Make = Callable[..., Change]
Look = Callable[..., list[Action]]


def test_share_of_what_is_deleted_and_replaced(change: Make, look: Look) -> None:
    changes = [
        change("t.a", {"x": 1}),
        change("t.b", {"x": 1}, {"x": 2}, verb=Verb.REPLACE),
        change("t.c", after={"x": 1}),
    ]
    (action,) = look(find, changes, others={"t.d": {}, "t.e": {}, "data.t.f": {}})
    assert action.details == {"share": 0.5, "count": 2}
    assert action.because == "2 of 4 managed objects (50%) go: 1 deleted, 1 replaced"
    assert action.addresses == ("t.a", "t.b")


def test_one_object_is_no_mass(change: Make, look: Look) -> None:
    assert not look(find, [change("t.a", {"x": 1})])


def test_a_small_share_is_no_mass(change: Make, look: Look) -> None:
    others = {f"t.o[{n}]": {"x": 1} for n in range(38)}
    assert not look(find, [change("t.a", {}), change("t.b", {})], others=others)


def test_deposed_and_data_do_not_count(change: Make, look: Look) -> None:
    changes = [change("t.a", {}), change("t.a", {}, deposed="ab12"), change("data.t.b", {})]
    assert not look(find, changes)
