from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import notes
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
KEY = "AKIAQ3EGRZ7TVXNWB4LM"
RULE = notes(
    "a",
    {
        "lb/scheme": {"public": "exposure.public", "": "exposure.narrow"},
        "lb/*": "routing.rule",
        "tls/*": {"*": "protection.up"},
    },
)


def _held(**keys: Value) -> dict[str, Value]:
    return {"a": {key.replace("__", "/"): value for key, value in keys.items()}}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"lb__scheme": "Public"}, ["exposure.public"]),
        ({"lb__scheme": "public"}, {}, ["exposure.narrow"]),
        ({}, {"lb__scheme": "other"}, []),
        ({"lb__path": "a"}, {"lb__path": "b"}, ["routing.rule"]),
        ({}, {"tls__cert": "a"}, ["protection.up"]),
        ({"tls__cert": "a"}, {}, []),
        ({"team": "a"}, {"team": "b", "more": "c"}, ["other.tags"]),
        ({}, {"kubectl.kubernetes.io__restartedAt": "now"}, []),
        ({}, {"lb__scheme": Unknown()}, ["exposure.public", "exposure.narrow"]),
        ({}, {"tls__cert": Sensitive("a")}, ["protection.up"]),
        ({}, {"lb__path": Unknown()}, ["routing.rule"]),
    ],
)
def test_keys(
    ids: Ids, before: dict[str, Value], after: dict[str, Value], expected: list[str]
) -> None:
    assert ids(RULE, _held(**before), _held(**after)) == expected


def test_keys_that_cannot_be_read(compare: Compare, ids: Ids) -> None:
    actions = compare(RULE, _held(), {"a": Unknown()})
    assert {action.confidence for action in actions} == {Confidence.INFERRED}
    assert {action.id for action in actions} == {
        *("exposure.public", "exposure.narrow", "routing.rule", "protection.up")
    }
    assert ids(notes("a", {}), _held(), {"a": Sensitive({"b": "c"})}) == ["other.tags"]


def test_a_secret_in_clear(compare: Compare) -> None:
    actions = compare(RULE, _held(), _held(token=KEY))
    assert [action.id for action in actions] == ["secret.expose", "other.tags"]
    assert KEY not in repr(actions[0])


@pytest.mark.parametrize("off", ["false", "disabled"])
def test_blocks_of_key_and_value(ids: Ids, off: str) -> None:
    rule = notes("s", {"guard": {"": "protection.guard-off", "*": "protection.up"}})
    on, gone = [{"key": "guard", "value": "true"}], [{"key": "guard", "value": off}, "x"]
    assert ids(rule, {"s": on}, {"s": gone}) == ["protection.guard-off"]
    assert ids(rule, {"s": []}, {"s": gone}) == []
    assert ids(rule, {"s": gone}, {"s": [{"name": "guard", "value": "on"}]}) == ["protection.up"]
