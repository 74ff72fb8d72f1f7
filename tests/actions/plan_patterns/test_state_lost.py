from __future__ import annotations

from collections.abc import Callable

from planguard.actions.plan_patterns.state_lost import find
from planguard.model.action import Action
from planguard.model.plan import Change
from planguard.model.words import Verb

Make = Callable[..., Change]
Look = Callable[..., list[Action]]


def test_all_created_and_nothing_known(change: Make, look: Look) -> None:
    created = [change("t.a", after={"x": 1}), change('module.m["a.b"].t.b', after={"x": 1})]
    (action,) = look(find, created, had_state=False)
    assert action.id == "plan.state-lost"
    assert action.addresses == ("t.a", 'module.m["a.b"].t.b')
    assert action.details == {"count": 2}
    assert action.because.startswith("all 2 managed objects are created")


def test_one_object_is_worded_as_one(change: Make, look: Look) -> None:
    (action,) = look(find, [change("t.a", after={})], had_state=False)
    assert action.because.startswith("the one managed object is created")


def test_data_sources_in_the_state_prove_nothing(change: Make, look: Look) -> None:
    changes = [change("t.a", after={}), change("data.t.b", after={}, verb=Verb.READ)]
    assert look(find, changes, others={"data.t.c": {}})


def test_a_known_object_is_proof(change: Make, look: Look) -> None:
    assert not look(find, [change("t.a", after={})], others={"t.b": {}})


def test_any_other_verb_is_proof(change: Make, look: Look) -> None:
    changes = [change("t.a", after={}), change("t.b", {}, {}, verb=Verb.IMPORT)]
    assert not look(find, changes, had_state=False)
    assert not look(find, [], had_state=False)


def test_what_was_found_deleted_was_known(change: Make, look: Look) -> None:
    gone = change("t.a", {"x": 1})
    assert not look(find, [change("t.a", after={"x": 1})], drift=(gone,), had_state=False)
