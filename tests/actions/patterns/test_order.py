from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import order
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = order("v", ("", "TLS1.0", "TLS1.2"), up="protection.up", down="exposure.tls-weaken")
DOWN = ["exposure.tls-weaken"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("TLS1.0", "TLS1.2", ["protection.up"]),
        ("tls1.2", "TLS1.0", DOWN),
        ("TLS1.2", None, DOWN),
        ("TLS1.2", "tls1.2", []),
        ("TLS1.2", "SSL9", DOWN),
        ("SSL9", None, []),
        ("TLS1.2", Unknown(), DOWN),
        ("TLS1.2", Sensitive("TLS1.0"), DOWN),
    ],
)
def test_direction(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(RULE, {"v": before}, {"v": after}) == expected


def test_confidence(compare: Compare, ids: Ids) -> None:
    [action] = compare(RULE, {"v": "TLS1.2"}, {"v": "SSL9"})
    assert action.confidence is Confidence.GUESS
    assert "cannot be ordered" in action.because
    [action] = compare(RULE, {"v": "TLS1.2"}, {"v": Unknown()})
    assert action.confidence is Confidence.INFERRED
    rule = order("v", ("a", "b"), up="exposure.open")
    assert ids(rule, {"v": "a"}, {"v": Unknown()}) == ["exposure.open"]
    assert ids(rule, {}, {"v": "b"}, verb=Verb.CREATE) == []
    assert ids(order("v", ("a", "b")), {"v": "a"}, {"v": "c"}) == []
