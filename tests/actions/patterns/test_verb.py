from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from planguard.actions.interface import happens
from planguard.model.action import Action
from planguard.model.words import Reversible, Verb

Compare: TypeAlias = Callable[..., list[Action]]
RULE = happens("data.delete", Verb.DELETE, reversible=Reversible.YES)


def test_the_verb_alone_decides(compare: Compare) -> None:
    [action] = compare(RULE, {"skip_final_snapshot": True}, {}, verb=Verb.DELETE)
    assert (action.id, action.reversible, action.because) == (
        "data.delete", Reversible.YES, "it is deleted",
    )  # fmt: skip
    assert action.details == {"snapshot": "skipped"}


def test_a_snapshot_kept_or_unheard_of(compare: Compare) -> None:
    [kept] = compare(RULE, {"skip_final_snapshot": False}, {}, verb=Verb.DELETE)
    [none] = compare(RULE, {"a": 1}, {}, verb=Verb.DELETE)
    assert (kept.details["snapshot"], none.details["snapshot"]) == ("kept", "")


def test_another_verb_is_nothing(compare: Compare) -> None:
    assert compare(RULE, {"a": 1}, {"a": 2}, verb=Verb.REPLACE) == []


def test_creation_has_no_details(compare: Compare) -> None:
    [action] = compare(happens("key.create", Verb.CREATE), {}, {"a": 1}, verb=Verb.CREATE)
    assert (action.because, dict(action.details)) == ("it is created", {})
