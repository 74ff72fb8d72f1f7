from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.plan import Plan
from planguard.model.source import NoSources
from planguard.model.value import Sensitive, Value
from planguard.model.words import Confidence
from planguard.testing import change, plan

TOKEN = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"  # noqa: S105 - made up
KNOWN = "Qx7-kQ9z/Lm2+Tr5"


def _exposed(
    type_: str, after: dict[str, Any], before: dict[str, Any] | None = None, **options: Any
) -> list[Action]:
    verb = "create" if before is None else "update"
    subject = plan(
        change(type_, verb=verb, before=before or {}, after=after, **options),
        secrets=frozenset({KNOWN}),
    )
    return _found(subject)


def _found(subject: Plan) -> list[Action]:
    actions = classify(subject, build(subject, NoSources()))
    found = [action for action in actions.items if action.id == "secret.expose"]
    assert actions.secrets >= {text for a in found for text in _texts(a)}
    return found


def _texts(action: Action) -> tuple[str, ...]:
    return action.after.strings() if isinstance(action.after, Sensitive) else ()


@pytest.mark.parametrize(
    "after",
    [
        {"description": f"made with {TOKEN}"},
        {"name": TOKEN},
        {"note": KNOWN},
        {"note": f"{KNOWN} and more"},
        {"block": [{"inner": [{"url": "https://shop:Qx7vLm2RpZ9k@host"}]}]},
        {"template_body": '{"Parameters": {"DbPassword": "Qx7vLm2RpZ9k"}}'},
        {"setting": [{"namespace": "n", "name": "DB_PASSWORD", "value": "Qx7vLm2RpZ9k"}]},
        {"parameters": {"MasterUserPassword": "Qx7vLm2RpZ9k"}},
        {"metadata": {"db-password": "Qx7vLm2RpZ9k"}},
        {"site_config": [{"connection": "Server=db;User Id=sa;Password=Qx7vLm2RpZ9k;"}]},
        {"labels": {"token": "Qx7vLm2RpZ9k"}},
        {"key": "db_password", "value": "Qx7vLm2RpZ9k"},
        {"user_data": "export DB_PASSWORD=Qx7vLm2RpZ9k\n"},
    ],
)
def test_a_secret_in_clear_anywhere(after: dict[str, Any]) -> None:
    [action] = _exposed("x_thing", after)
    assert action.details["secret_kind"]
    assert not {KNOWN, TOKEN, "Qx7vLm2RpZ9k"} & set(action.because.split())
    assert len(_texts(action)[0]) < 60


@pytest.mark.parametrize(
    "after",
    [
        {"id": KNOWN},
        {"password": KNOWN},
        {"source_hash": KNOWN},
        {"description": "the token of the shop and where it is kept"},
        {"parameters": {"MasterUserPassword": "{{resolve:ssm-secure:/db/password}}"}},
        {"parameters": {"TokenUrl": "Qx7vLm2RpZ9k"}},
        {"block": [{"password_rule": "Qx7vLm2RpZ9k", "kind": "Qx7vLm2RpZ9k"}]},
        {"policy": '{"Statement": [{"Sid": "Token", "Action": "sts:AssumeRole"}]}'},
    ],
)
def test_what_is_none(after: dict[str, Any]) -> None:
    assert _exposed("x_thing", after) == []


def test_what_stood_there_before_is_not_told_again() -> None:
    before = {"note": f"a {TOKEN}", "blocks": [{"a": KNOWN}], "user_data": "PASSWORD=Qx7vLm2RpZ9k"}
    after = {
        "note": f"b {TOKEN}",
        "blocks": [{"b": "1"}, {"a": KNOWN}],
        "user_data": "PASSWORD=Qx7vLm2RpZ9k\nls",
    }
    assert _exposed("x_thing", after, before) == []


def test_what_loses_its_mark() -> None:
    marked: dict[str, Value] = {"note": Sensitive(KNOWN), "blocks": [{"a": Sensitive(KNOWN)}]}
    opened = change("x_thing", verb="update", after={"note": KNOWN, "blocks": [{"a": KNOWN}]})
    subject = plan(replace(opened, before=marked), secrets=frozenset({KNOWN}))
    [action] = _found(subject)
    assert (action.confidence, action.paths) == (Confidence.EXACT, (("blocks", 0, "a"),))


def test_one_secret_in_many_places_is_told_once() -> None:
    found = _exposed("x_thing", {"a": TOKEN, "b": TOKEN, "tags": {"t": TOKEN}})
    assert [action.paths for action in found] == [(("a",),)]


@pytest.mark.parametrize(
    ("type_", "name", "value", "found"),
    [
        ("String", "/shop/db_password", "Qx7vLm2RpZ9k", ["inferred"]),
        ("String", "/shop/db_password", "correct horse battery", ["guess"]),
        ("String", "/shop/mode", TOKEN, ["inferred"]),
        ("String", "/shop/mode", "Qx7vLm2RpZ9k", []),
        ("SecureString", "/shop/db_password", "Qx7vLm2RpZ9k", []),
    ],
)
def test_parameters_that_keep_no_secret(
    type_: str, name: str, value: str, found: list[str]
) -> None:
    after = {"type": type_, "name": name, "value": value}
    actions = _exposed("aws_ssm_parameter", after, sensitive=["value"])
    assert [str(action.confidence) for action in actions] == found


def test_stores_of_secrets_may_hold_them() -> None:
    assert _exposed("x_secret_version", {"content": KNOWN, "note": KNOWN}) == []
