from __future__ import annotations

from collections.abc import Callable

from planguard.actions.interface import Overview
from planguard.actions.plan_patterns.mass_change import find
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.plan import Change
from planguard.model.source import NoSources
from planguard.model.value import Unknown
from planguard.model.words import Verb
from planguard.testing import change as make_change
from planguard.testing import plan as make_plan

Make = Callable[..., Change]
Look = Callable[..., list[Action]]


def test_share_of_what_is_deleted_and_replaced(change: Make, look: Look) -> None:
    deleted = [change(f"t.a[{n}]", {"x": 1}) for n in range(4)]
    replaced = change("t.b", {"x": 1}, {"x": 2}, verb=Verb.REPLACE)
    others: dict[str, dict[str, int]] = {f"t.d[{n}]": {} for n in range(5)}
    changes = [*deleted, replaced, change("t.c", after={"x": 1})]
    (action,) = look(find, changes, others={**others, "data.t.f": {}})
    assert action.details == {"share": 0.5, "count": 5}
    assert action.because == "5 of 10 managed objects (50%) go: 4 deleted, 1 replaced"
    assert action.addresses == (*(each.address for each in deleted), "t.b")


def test_four_objects_are_no_mass(change: Make, look: Look) -> None:
    assert not look(find, [change(f"t.a[{n}]", {"x": 1}) for n in range(4)])


def test_a_small_share_is_no_mass(change: Make, look: Look) -> None:
    others = {f"t.o[{n}]": {"x": 1} for n in range(95)}
    assert not look(find, [change(f"t.a[{n}]", {}) for n in range(5)], others=others)


def test_deposed_and_data_do_not_count(change: Make, look: Look) -> None:
    changes = [change("t.a", {}), change("t.a", {}, deposed="ab12"), change("data.t.b", {})]
    assert not look(find, changes)


def test_the_share_of_what_is_not_listed_is_unknown() -> None:
    gone = [make_change("t", name=f"a{n}", verb="delete", before={"x": 1}) for n in range(5)]
    subject = make_plan(*gone, unlisted="the preview lists only what changes")
    overview = Overview(plan=subject, graph=build(subject, NoSources()), actions=(), roles={})
    (action,) = find(overview)
    share = Unknown(reason="the preview lists only what changes")
    assert action.details == {"share": share, "count": 5}
    assert action.because == "5 managed objects go, of how many is not told: 5 deleted, 0 replaced"
