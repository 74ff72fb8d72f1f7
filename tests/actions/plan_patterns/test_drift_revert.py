from __future__ import annotations

from collections.abc import Callable

from planguard.actions.plan_patterns.drift_revert import find
from planguard.model.action import Action
from planguard.model.plan import Change
from planguard.model.value import Sensitive, Unknown
from planguard.model.words import Verb

Make = Callable[..., Change]
Look = Callable[..., list[Action]]

APPLIED = {"size": 2, "policy": '{"a": 1}', "tags": {"by": "us"}, "id": "i-1", "open": {"p": 1}}
FOUND = {"size": 9, "policy": '{"a": 1}', "tags": {"by": "them"}, "id": "i-1", "open": {"p": 2}}


def test_what_was_changed_outside_is_put_back(change: Make, look: Look) -> None:
    (action,) = look(find, [change("t.a", FOUND, APPLIED)], drift=(change("t.a", APPLIED, FOUND),))
    assert action.paths == (("size",), ("open", "p"))
    assert (action.before, action.after) == (9, 2)
    assert action.because.startswith("size, open.p of t.a changed outside the tool")
    assert action.details == {"count": 2}


def test_a_new_value_in_the_configuration_asks_for_it(change: Make, look: Look) -> None:
    asked = change("t.a", FOUND, {**FOUND, "size": 4})
    assert not look(find, [asked], drift=(change("t.a", APPLIED, FOUND),))


def test_drift_that_no_change_touches_is_left_alone(change: Make, look: Look) -> None:
    touched = change("t.a", {"size": 9, "x": 1}, {"size": 9, "x": 2})
    drift = change("t.a", {"size": 2, "x": 1}, {"size": 9, "x": 1})
    assert not look(find, [touched, change("t.b", FOUND, APPLIED)], drift=(drift,))


def test_normalisation_and_tags_mean_nothing(change: Make, look: Look) -> None:
    applied = {"list": None, "policy": '{"a":1,"b":2}', "tags": {"a": "b"}}
    found = {"list": [], "policy": '{ "b": 2, "a": 1 }', "tags": {}}
    drift = change("t.a", applied, found)
    assert not look(find, [change("t.a", found, applied)], drift=(drift,))


def test_an_unknown_plan_is_no_way_back(change: Make, look: Look) -> None:
    planned = change("t.a", {"size": 9}, {"size": Unknown()}, verb=Verb.REPLACE)
    assert not look(find, [planned], drift=(change("t.a", {"size": 2}, {"size": 9}),))


def test_a_sensitive_value_keeps_its_mark(change: Make, look: Look) -> None:
    applied, found = {"word": Sensitive("hunter22")}, {"word": Sensitive("hunter33")}
    (action,) = look(find, [change("t.a", found, applied)], drift=(change("t.a", applied, found),))
    assert isinstance(action.before, Sensitive)
    assert "hunter" not in repr(action)


def test_many_attributes_are_counted(change: Make, look: Look) -> None:
    applied, found = {f"a{n}": 1 for n in range(6)}, {f"a{n}": 2 for n in range(6)}
    (action,) = look(find, [change("t.a", found, applied)], drift=(change("t.a", applied, found),))
    assert action.because.startswith("a0, a1, a2, a3 and 2 more of t.a")


def test_what_was_deleted_outside_is_made_again(change: Make, look: Look) -> None:
    (action,) = look(find, [change("t.a", after=APPLIED)], drift=(change("t.a", APPLIED),))
    assert action.because == "t.a was deleted outside the tool and is created again"


def test_a_move_is_followed_and_left_over_objects_are_not(change: Make, look: Look) -> None:
    drift = (change("t.a", APPLIED, FOUND),)
    moved = change("t.b", FOUND, APPLIED, previous_address="t.a")
    assert look(find, [moved], drift=drift)
    assert not look(find, [change("t.a", FOUND, deposed="ab12")], drift=drift)
    assert not look(find, [change("t.a", FOUND)], drift=drift)
    assert not look(find, [moved])
