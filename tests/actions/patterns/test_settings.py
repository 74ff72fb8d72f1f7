from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import settings
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE, CHART = settings("data"), settings("values", nested=True)
KEY = "AKIAQ3EGRZ7TVXNWB4LM"
ENV, BOTH = ["config.env"], ["config.env", "secret.expose"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a": "1"}, {"a": "2"}, ENV),
        ({"a": "1"}, {"b": "1"}, ENV),
        ({"a": "1"}, {"a": "1"}, []),
        ({}, {"app.ini": f"user=a\nkey={KEY}\n"}, BOTH),
        ({"app.ini": f"key={KEY}"}, {"app.ini": f"key={KEY}\nmode=b"}, BOTH),
        ({"app.ini": "password=c0rrect-h0rse-9"},
         {"app.ini": "password=c0rrect-h0rse-9\nmode=b"}, ENV),
        ({}, {"DB_PASSWORD": "c0rrect-h0rse-9"}, BOTH),
        ({}, {"DB_PASSWORD": Sensitive("a-word")}, BOTH),
        ({"a": "1"}, Unknown(), ENV),
        ({"a": "1"}, {"a": Unknown()}, ENV),
    ],
)  # fmt: skip
def test_keys(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(RULE, {"data": before}, {"data": after}) == expected


def test_creation_tells_of_secrets_only(ids: Ids) -> None:
    assert ids(RULE, {}, {"data": {"a": "1", "key": KEY}}, verb=Verb.CREATE) == ["secret.expose"]
    assert ids(RULE, {}, {"data": Unknown()}, verb=Verb.CREATE) == []


def test_no_secret_is_shown(compare: Compare) -> None:
    changed, exposed = compare(RULE, {"data": {}}, {"data": {"app.ini": f"a=b\nkey={KEY}"}})
    assert KEY not in repr(changed)
    assert KEY not in repr(exposed)
    assert exposed.paths == (("data", "app.ini"),)
    [action] = compare(RULE, {"data": {"a": "1"}}, {"data": Unknown()})
    assert action.confidence is Confidence.INFERRED


def test_values_of_a_chart(compare: Compare, ids: Ids) -> None:
    changed, exposed = compare(
        CHART, {"values": {}}, {"values": {"auth": {"password": "c0rrect-h0rse-9"}}}
    )
    assert changed.because == "keys change: auth.password"
    assert exposed.paths == (("values", "auth", "password"),)
    kept = {"values": {"auth": {"existingSecret": "shop-db-credentials", "secretName": "a-b-9-c"}}}
    assert ids(CHART, {"values": {}}, kept) == ENV
