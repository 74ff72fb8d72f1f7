from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import variables
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = variables("env")
KEY = "AKIAQ3EGRZ7TVXNWB4LM"


def _env(**values: Value) -> dict[str, Value]:
    return {"env": values}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (_env(A="1"), _env(A="2"), ["config.env"]),
        (_env(A="1"), _env(A=1), []),
        (_env(A="1"), {}, ["config.env"]),
        ({}, _env(A=""), []),
        (_env(B="1"), _env(A="", B="1"), []),
        (_env(A="1"), _env(A=KEY), ["config.env", "secret.expose"]),
        (_env(A=KEY), _env(A=KEY, B="1"), ["config.env"]),
        (_env(), {"env": {"DB_PASSWORD": "hunter2hunter2"}}, ["config.env", "secret.expose"]),
        (_env(), _env(DB_PASSWORD=Sensitive("horse battery")), ["config.env", "secret.expose"]),
        (_env(), _env(DB_HOST=Sensitive("x")), ["config.env"]),
        (_env(), _env(DB_HOST=Sensitive(KEY)), ["config.env", "secret.expose"]),
        (_env(A="1"), {"env": Unknown()}, ["config.env"]),
        (_env(A="1"), {"env": Sensitive({"A": KEY})}, ["config.env"]),
        (_env(A="1"), _env(A=Unknown()), ["config.env"]),
        ({"env": Sensitive({"A": "1"})}, _env(A=KEY), ["config.env", "secret.expose"]),
    ],
)
def test_map(
    ids: Ids, before: dict[str, Value], after: dict[str, Value], expected: list[str]
) -> None:
    assert ids(RULE, before, after) == expected


def test_blocks(compare: Compare) -> None:
    after = {
        "env": [{"name": "A", "value": "2"}, {"name": "TOKEN", "value": KEY}, {"x": 1}, "odd"]
    }
    env, secret = compare(RULE, {"env": [{"name": "A", "value": "1"}]}, after)
    assert (env.id, env.details["count"]) == ("config.env", 2)
    assert env.because == "environment variables change: A, TOKEN"
    assert (secret.id, secret.paths) == ("secret.expose", (("env",),))


def test_value_that_is_a_secret_elsewhere(compare: Compare) -> None:
    origins = {"env": ("random_password.db.result",)}
    options = {"secrets": frozenset({"sesame-5tree7!"}), "origins": origins}
    _, action = compare(RULE, {}, _env(GREETING="sesame-5tree7!"), **options)
    assert action.id == "secret.expose"
    assert origins["env"][0] in action.details.values()
    assert action.confidence is Confidence.EXACT
    assert action.paths == (("env", "GREETING"),)


def test_a_secret_that_the_apply_brings(compare: Compare) -> None:
    origins = {"env": ("random_password.db.result", "aws_vpc.a.id")}
    after = _env(DB_PASSWORD=Unknown(), DB_HOST=Unknown())
    found = compare(RULE, {}, after, verb=Verb.CREATE, origins=origins)
    assert [action.paths for action in found] == [(("env", "DB_PASSWORD"),)]
    assert not compare(RULE, {}, after, verb=Verb.CREATE, origins={"env": ("aws_vpc.a.id",)})


def test_creation_tells_of_secrets_only(ids: Ids) -> None:
    assert ids(RULE, {}, _env(A="1"), verb=Verb.CREATE) == []
    assert ids(RULE, {}, _env(A=KEY), verb=Verb.CREATE) == ["secret.expose"]
    assert ids(RULE, {}, {"env": Unknown()}, verb=Verb.CREATE) == []


def test_no_secret_is_shown(compare: Compare) -> None:
    actions = compare(
        RULE, {"env": {"TOKEN": "old-secret-1"}}, {"env": {"TOKEN": "new-secret-2", "A": KEY}}
    )
    assert "secret-" not in repr(actions)
    assert KEY not in repr(actions)


def test_confidence(compare: Compare) -> None:
    [action] = compare(RULE, {}, _env(A=Unknown()))
    assert action.confidence is Confidence.INFERRED
    *_, action = compare(RULE, {}, _env(TOKEN=Sensitive("x")))
    assert action.confidence is Confidence.INFERRED
