from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import secret
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = secret("password")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (Sensitive("a"), Sensitive("b"), ["secret.change"]),
        (Sensitive("a"), Sensitive("a"), []),
        (Sensitive("a"), Sensitive(None), ["secret.delete"]),
        (Sensitive(""), Sensitive("b"), ["secret.create"]),
        (None, "hunter2", ["secret.create"]),
        ("hunter2", "hunter3", ["secret.change"]),
        (Sensitive("a"), Unknown(), []),
        (Sensitive("a"), Sensitive(Unknown()), []),
        (None, Unknown(), ["secret.create"]),
    ],
)
def test_finding(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(RULE, {"password": before}, {"password": after}) == expected


def test_unknown_that_something_feeds_is_a_change(compare: Compare) -> None:
    origins = {"password": ("random_password.db.result",)}
    [action] = compare(
        RULE, {"password": Sensitive("a")}, {"password": Sensitive(Unknown())}, origins=origins
    )
    assert (action.id, action.confidence) == ("secret.change", Confidence.INFERRED)
    assert action.because.endswith("from random_password.db.result")


def test_replacement_makes_another_secret(ids: Ids) -> None:
    before, after = {"password": Sensitive("a")}, {"password": Unknown()}
    assert ids(RULE, before, after, verb=Verb.REPLACE) == ["secret.change"]


def test_values_stay_hidden(compare: Compare) -> None:
    [action] = compare(RULE, {"password": "hunter2"}, {"password": "hunter3"})
    assert "hunter" not in repr(action)
