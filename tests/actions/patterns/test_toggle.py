from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import ARRIVING, toggle
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
_YES, _NO = map(Sensitive, (True, False))
GUARD = toggle("g", on="protection.up", off="protection.guard-off")
PUBLIC = toggle("g", on="exposure.public")
DEFAULT_ON = toggle("g", off="exposure.public", default=True, verbs=ARRIVING)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (True, False, ["protection.guard-off"]),
        (True, None, ["protection.guard-off"]),
        (None, True, ["protection.up"]),
        ("false", "true", ["protection.up"]),
        ("Enabled", "Disabled", ["protection.guard-off"]),
        (1, 0, ["protection.guard-off"]),
        (None, False, []),
        (True, "true", []),
        (True, Unknown(), ["protection.guard-off"]),
        (False, Unknown(), ["protection.up"]),
        (_YES, _NO, ["protection.guard-off"]),
        (_YES, _YES, []),
        (Sensitive("x"), Sensitive("y"), ["protection.guard-off"]),
        (True, "perhaps", ["protection.guard-off"]),
    ],
)
def test_direction(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(GUARD, {"g": before}, {"g": after}) == expected


def test_default_that_is_on(ids: Ids) -> None:
    assert ids(DEFAULT_ON, {}, {"g": False}) == ["exposure.public"]
    assert ids(DEFAULT_ON, {}, {"g": False}, verb=Verb.CREATE) == ["exposure.public"]
    assert ids(DEFAULT_ON, {}, {}, verb=Verb.CREATE) == []
    assert ids(DEFAULT_ON, {"g": True}, {}) == []


def test_unknown_gives_the_switch_that_is_possible(compare: Compare, ids: Ids) -> None:
    [action] = compare(PUBLIC, {"g": False}, {"g": Unknown()})
    assert (action.id, action.confidence) == ("exposure.public", Confidence.INFERRED)
    assert ids(PUBLIC, {"g": True}, {"g": Unknown()}) == []
    assert ids(PUBLIC, {"g": Sensitive("x")}, {"g": Sensitive("y")}) == ["exposure.public"]


def test_confidence_and_sentence(compare: Compare) -> None:
    [action] = compare(GUARD, {"g": True}, {"g": False})
    assert (action.because, action.confidence) == ("g is switched off", Confidence.EXACT)
    [action] = compare(GUARD, {"g": True}, {"g": "perhaps"})
    assert action.confidence is Confidence.GUESS
