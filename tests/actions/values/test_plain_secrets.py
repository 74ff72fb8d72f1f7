from __future__ import annotations

import base64
import gzip

import pytest

from planguard.actions.values.environment import exposed
from planguard.actions.values.plain_secrets import KNOWN, Exposure, exposure, kinds, known_in
from planguard.actions.values.scripts import come_new, secrets_in
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence

TOKEN = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"  # noqa: S105 - made up
KNOWN_ONES = frozenset({"Qx7-kQ9z/Lm2+Tr5", "production", "shop-prod-db", "Qx7-kQ9z/Other-1"})


@pytest.mark.parametrize(
    ("name", "value", "kind", "confidence"),
    [
        ("a", "Qx7-kQ9z/Lm2+Tr5", KNOWN, Confidence.EXACT),
        ("a", "url=Qx7-kQ9z/Lm2+Tr5&x", KNOWN, Confidence.EXACT),
        ("a", TOKEN, "GitHub token", Confidence.INFERRED),
        ("DB_PASSWORD", "tr0ub4dor-3", "secret by its name", Confidence.INFERRED),
        ("DB_PASSWORD", "correct horse battery", "secret by its name", Confidence.GUESS),
    ],
)
def test_what_is_exposed(name: str, value: str, kind: str, confidence: Confidence) -> None:
    found = exposure(name, value, KNOWN_ONES)
    assert found is not None
    assert (found.kind, found.confidence) == (kind, confidence)
    assert value not in f"{found} {found!r} {found.said} {found.details}"


@pytest.mark.parametrize(
    ("name", "value"),
    [("a", "production"), ("DB", "shop-prod-db"), ("a", ""), ("a", None), ("a", 7),
     ("DB_PASSWORD", Unknown()), ("a", "Qx7-kQ9z")],
)  # fmt: skip
def test_what_is_not(name: str, value: Value) -> None:
    assert exposure(name, value, KNOWN_ONES) is None


def test_a_known_password_under_its_name() -> None:
    found = exposure("DB_PASSWORD", "correct-horse-battery", frozenset({"correct-horse-battery"}))
    assert found is not None
    assert found.confidence is Confidence.EXACT


def test_known_inside() -> None:
    text = "a Qx7-kQ9z/Lm2+Tr5 b Qx7-kQ9z/Lm2+Tr5 c Qx7-kQ9z/Other-1"
    assert known_in(text, KNOWN_ONES) == ("Qx7-kQ9z/Lm2+Tr5", "Qx7-kQ9z/Other-1")
    assert known_in("production of shop-prod-db", KNOWN_ONES) == ()
    assert known_in("short", KNOWN_ONES) == ()


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("DB_PASSWORD", Sensitive("horse battery"), True),
        ("DB_PASSWORD", Sensitive(Unknown()), True),
        ("DB_PASSWORD", Sensitive(""), False),
        ("DB_PASSWORD", Sensitive("arn:aws:secretsmanager:eu-west-1:1:secret:a"), False),
        ("DB_HOST", Sensitive("horse battery"), False),
        ("DB_HOST", Sensitive(TOKEN), True),
    ],
)
def test_marked_variables(name: str, value: Value, found: bool) -> None:  # noqa: FBT001 - a table
    assert (exposed(name, value, frozenset()) is not None) is found


def _packed(text: str) -> str:
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


_LINES = base64.encodebytes(
    b"#!/bin/sh\nexport DB_PASSWORD=Qx7vLm2RpZ9k\n" + b"echo ok\n" * 20
).decode()


@pytest.mark.parametrize(
    "text",
    [
        "DB_PASSWORD=Qx7vLm2RpZ9k",
        'db_password = "Qx7vLm2RpZ9k"',
        '{"db": {"password": "Qx7vLm2RpZ9k"}}',
        "{'password':'Qx7vLm2RpZ9k'}",
        "run --db-password Qx7vLm2RpZ9k now",
        "run --db-password=Qx7vLm2RpZ9k now",
        "echo 'admin:Qx7vLm2RpZ9k' | chpasswd",
        '$p = ConvertTo-SecureString "Qx7vLm2RpZ9k" -AsPlainText -Force',
        "Content-Type: multipart/mixed\n\n--B\nContent-Transfer-Encoding: base64\n\n" + _LINES,
        "#cloud-config\nwrite_files:\n- encoding: gz+b64\n  content: "
        + _packed("DB_PASSWORD=Qx7vLm2RpZ9k\n"),
        _packed(_packed("DB_PASSWORD=Qx7vLm2RpZ9k\n")),
    ],
)
def test_scripts(text: str) -> None:
    assert [each.text for each in secrets_in(text, frozenset())] == ["Qx7vLm2RpZ9k"]


@pytest.mark.parametrize(
    "text",
    [
        "export DB_PASSWORD=$(aws ssm get-parameter --name /db)",
        'password = "${var.password}"',
        '"token.actions.githubusercontent.com:sub": "repo:shop/checkout:ref:refs/heads/main"',
        "secretsManagerArn: arn:aws:secretsmanager:eu-west-1:1:secret:a",
        "secretKeyRef:\n  name: shop-db\n  key: password",
        "password: required",
        "run --token-file /run/token",
        "const tokenizer = 'cl100k_base'",
    ],
)
def test_scripts_without_a_secret(text: str) -> None:
    assert secrets_in(text, frozenset()) == frozenset()


def test_what_comes_new_the_surest_first() -> None:
    known = frozenset({"Qx7-kQ9z/Lm2+Tr5"})
    before = secrets_in("PASSWORD=Old7vLm2RpZ9", known)
    after = secrets_in(f"PASSWORD=Old7vLm2RpZ9 {TOKEN} PASSWORD=Qx7-kQ9z/Lm2+Tr5", known)
    came = come_new(before, after)
    assert [each.kind for each in came] == [KNOWN, "GitHub token"]
    assert kinds([*came, *came]).startswith("value that is sensitive elsewhere in the plan, 16 to")


def test_an_exposure_without_a_text_has_no_length() -> None:
    assert Exposure("", KNOWN, Confidence.INFERRED).details["secret_length"] == ""
