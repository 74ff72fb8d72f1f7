from __future__ import annotations

import gzip
from base64 import b64encode
from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import script
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
RULE = script("user_data")
KEY = "AKIAQ3EGRZ7TVXNWB4LM"
SCRIPT = "export DB_PASSWORD=Qx7vLm2RpZ9k\n"


def _packed(text: str) -> str:
    return b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        (f"echo {KEY}", 1),
        (SCRIPT, 1),
        ("password: 'Qx7vLm2RpZ9k'\n", 1),
        (_packed(SCRIPT), 1),
        (b64encode(gzip.compress(SCRIPT.encode(), mtime=0)).decode(), 1),
        (f"{SCRIPT}echo {KEY}", 1),
        ("echo sesame-5tree7!\n", 1),
        (_packed("run --greeting 'sesame-5tree7!'"), 1),
        ("export DB_PASSWORD=$(aws ssm get-parameter --name /db)\n", 0),
        ("export DB_PASSWORD=${PASSWORD}\n", 0),
        ("export DB_PASSWORD_FILE=/run/secrets/db\n", 0),
        ("systemctl start worker\n", 0),
        (b64encode(b"\x1f\x8b broken").decode(), 0),
        (b64encode(b"\xff\xfe").decode(), 0),
        ("", 0),
        (7, 0),
        (None, 0),
        (Unknown(), 0),
    ],
)
def test_what_comes_new(compare: Compare, text: Value, secrets: int) -> None:
    known = frozenset({"sesame-5tree7!", "short"})
    found = compare(RULE, {"user_data": "#!/bin/sh"}, {"user_data": text}, secrets=known)
    assert [action.id for action in found] == ["secret.expose"] * secrets


def test_creation_tells_too(compare: Compare) -> None:
    [action] = compare(RULE, {}, {"user_data": _packed(SCRIPT)}, verb=Verb.CREATE)
    assert action.because == (
        "the script in user_data holds a secret that can be read there "
        "(secret by its name, 8 to 15 characters)"
    )
    assert "Qx7v" not in repr(action)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("aws_iam_access_key.tests.secret", 1),
        ("random_password.db.result", 1),
        ("module.a.random_password.db[0].result", 1),
        ("tls_private_key.a.private_key_pem", 1),
        ("data.azurerm_key_vault_secret.a.value", 1),
        ("azurerm_storage_account.a.primary_connection_string", 1),
        ("aws_secretsmanager_secret.a.arn", 0),
        ("aws_iam_access_key.tests.id", 0),
        ("random_id.a.result", 0),
        ("aws_instance.a.private_ip", 0),
    ],
)
def test_a_script_that_cannot_be_read_counts_by_what_it_is_made_of(
    compare: Compare, source: str, found: int
) -> None:
    for text in (Unknown(), Sensitive("ee136737dabc18c5b81f79e767625440a0a0bc8a")):
        origins = {"user_data": ("aws_vpc.a.id", source)}
        told = compare(RULE, {}, {"user_data": text}, verb=Verb.CREATE, origins=origins)
        assert [action.details for action in told] == [{"secret_from": source}] * found


def test_several(compare: Compare) -> None:
    [action] = compare(RULE, {}, {"user_data": f"{SCRIPT}echo {KEY}"})
    assert action.because == (
        "the script in user_data holds 2 secrets that can be read there "
        "(AWS access key, 16 to 31 characters, secret by its name, 8 to 15 characters)"
    )


def test_what_was_there_is_not_told_again(compare: Compare) -> None:
    assert compare(RULE, {"user_data": SCRIPT}, {"user_data": _packed(SCRIPT + "ls\n")}) == []


def test_sensitive_scripts_are_read(compare: Compare) -> None:
    text = _packed(SCRIPT)
    [action] = compare(
        RULE, {}, {"user_data": Sensitive(text)}, secrets=frozenset({text, "Qx7vLm2RpZ9k"})
    )
    assert action.confidence is Confidence.INFERRED
    assert compare(RULE, {}, {"user_data": Sensitive("ls")}, secrets=frozenset({"ls"})) == []
