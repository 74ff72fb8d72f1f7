from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planguard.model.secret_shape import looks_generated, looks_secret, names_secret, secret_shapes

KEY = "AKIAQ3EGRZ7TVXNWB4LM"
BLOCK = "-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"x {KEY} y", [KEY]),
        (f"a {BLOCK} b", [BLOCK]),
        ("-----BEGIN PRIVATE KEY-----\nMIIcut", ["-----BEGIN PRIVATE KEY-----\nMIIcut"]),
        ("t=ghp_" + "a" * 36, ["ghp_" + "a" * 36]),
        ("github_pat_" + "a" * 30, ["github_pat_" + "a" * 30]),
        ("glpat-" + "a" * 20, ["glpat-" + "a" * 20]),
        ("xoxb-123456789012-abc", ["xoxb-123456789012-abc"]),
        ("sk_live_" + "a" * 24, ["sk_live_" + "a" * 24]),
        ("eyJhbGciOiJI.eyJzdWIiOiIx.abcdefgh", ["eyJhbGciOiJI.eyJzdWIiOiIx.abcdefgh"]),
        ("postgres://u:pw12@h:5432/d", ["pw12"]),
        ("redis://:pw12@h", ["pw12"]),
        ("https://u:${PW}@h https://h:80/a@b", []),
        ("https://hooks.slack.com/services/T1/B2/c3", ["hooks.slack.com/services/T1/B2/c3"]),
        ("task_live_abcdefghijklmnop through the night", []),
        ("", []),
    ],
)
def test_shapes(text: str, found: list[str]) -> None:
    assert list(secret_shapes(text)) == found


@given(st.text())
def test_shapes_are_parts_of_the_text(text: str) -> None:
    assert all(part in text for part in secret_shapes(text))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DB_PASSWORD", "hunter2hunter2"),
        ("dbPassword", "Sup3rS3cret!"),
        ("API_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzKEY"),
        ("anything", KEY),
        ("client_secret", "0f8fad5b-d9cb-469f-a165-70867728950e"),
    ],
)
def test_secret(name: str, value: str) -> None:
    assert looks_secret(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APP_MODE", "a9f8e7d6c5b4"),
        ("PASSWORD", "short1!"),
        ("PASSWORD", "xxxxxxxxxx"),
        ("PASSWORD", "change-me-please"),
        ("PASSWORD", "${random_password.x}"),
        ("TOKEN", "12345678901"),
        ("TOKEN", "https://a.b/c?d=efgh"),
        ("TOKEN", "/prod/db/password"),
        ("TOKEN", "prod/checkout/password"),
        ("SECRET", "arn:aws:secretsmanager:eu-west-1:1:secret:a"),
        ("SECRET_ARN", "aB3dE5gH7jK9"),
        ("secretName", "aB3dE5gH7jK9"),
        ("token", "disabled"),
        ("token", "aaaabbbb"),
    ],
)
def test_no_secret(name: str, value: str) -> None:
    assert not looks_secret(name, value)


def test_names() -> None:
    assert names_secret("clientSecret")
    assert names_secret("PRIVATE_KEY")
    assert not names_secret("PASSWORD_LENGTH")
    assert not names_secret("REGION")


@pytest.mark.parametrize(
    ("value", "generated"),
    [
        ("Qx7-kQ9z/Lm2+Tr5", True),
        ("4f9c2e7b81d05a63c2e9", True),
        ("production", False),
        ("eu-west-1", False),
        ("shop.cluster-1a2b3c4d5e.eu-west-1.rds.amazonaws.com", False),
        ("Administrator", False),
    ],
)
def test_what_a_generator_may_have_made(value: str, generated: bool) -> None:  # noqa: FBT001 - a table
    assert looks_generated(value) is generated
