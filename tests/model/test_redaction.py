"""No secret comes out of a redactor, however it is wrapped; what is public stays readable."""

from __future__ import annotations

import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import escape
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planguard.model.redaction import HIDDEN, Redactor, name_of
from planguard.model.value import Sensitive, Unknown, Value

SECRETS = st.text(
    alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=8, max_size=30
).filter(lambda text: len(text.strip()) >= 8 and text.strip()[:1] not in "{[")
SHAPES = st.sampled_from(
    [
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "eyJhbGciOiJI.eyJzdWIiOiIx.abcdefgh",
        "-----BEGIN PRIVATE KEY-----\nMIIabcdef\n-----END PRIVATE KEY-----",
    ]
)


@given(SECRETS, st.text(max_size=9), st.text(max_size=9))
def test_a_secret_inside_a_text_is_hidden(secret: str, before: str, behind: str) -> None:
    told = Redactor([secret]).text(f"{before}{secret}{behind}")
    assert secret not in told or secret in HIDDEN
    assert HIDDEN in told


def wrap(secret: str) -> st.SearchStrategy[Value]:
    """Wrap a secret in structures, JSON text and maps of names and values."""
    leaf: st.SearchStrategy[Value] = st.sampled_from(
        [secret, f"x {secret} y", json.dumps({"a": secret}), json.dumps([[secret]]),
         Sensitive(secret), json.dumps(secret), f"\n{{{json.dumps(secret)}: 1}}"]
    )  # fmt: skip
    return st.recursive(
        leaf,
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(st.sampled_from(["a", secret, f"k-{secret}"]), inner, max_size=2)
            | inner.map(lambda value: {"name": "ENV", "value": value})
            | inner.map(lambda value: json.dumps(value, default=str))
        ),
        max_leaves=4,
    )


@given(SECRETS.flatmap(lambda s: st.tuples(st.just(s), wrap(s))))
def test_a_secret_inside_a_value_is_hidden(case: tuple[str, Value]) -> None:
    secret, value = case
    told = Redactor([secret]).value(value, limit=100_000)
    assert secret not in told.replace(HIDDEN, "")
    assert json.dumps(secret)[1:-1] not in told.replace(HIDDEN, "")


@given(SHAPES.flatmap(lambda s: st.tuples(st.just(s), wrap(s))))
def test_a_secret_shape_inside_a_value_is_hidden(case: tuple[str, Value]) -> None:
    shape, value = case
    told = Redactor([]).value(value, limit=100_000)
    assert shape.split("\n")[-1] not in told
    assert shape.split("\n")[min(1, shape.count("\n"))] not in told


@given(
    st.recursive(
        st.text() | st.integers() | st.none(),
        lambda i: st.lists(i) | st.dictionaries(st.text(), i),
        max_leaves=4,
    )
)
def test_nothing_under_a_mark_is_told(value: Value) -> None:
    redactor = Redactor([])
    assert redactor.value(Sensitive(value)) == HIDDEN
    assert redactor.plain([Sensitive(value), {"a": Sensitive(value)}]) == [HIDDEN, {"a": HIDDEN}]


@pytest.mark.parametrize(
    "secret", ["line one 123\nline two 456", "line one 123\r\n  line two 456  \r\n"]
)
def test_each_line_of_a_secret_is_a_secret(secret: str) -> None:
    told = Redactor([secret]).text("a: line one 123\nb:    line two 456\n")
    assert told.count(HIDDEN) == 2


def test_a_short_secret_that_is_a_common_word_is_hidden_as_a_whole_only() -> None:
    redactor = Redactor(["prod", "abc", "ab", "5432"])
    assert redactor.value("prod") == HIDDEN
    assert redactor.value("abc") == HIDDEN
    assert redactor.value(["prod", "production"]) == f'["{HIDDEN}", "production"]'
    assert redactor.text("in prod on port 5432") == "in prod on port 5432"
    assert redactor.value("ab") == "ab"


@pytest.mark.parametrize("secret", ["q03Z", "hun02k", "+a(c-", "Passwd", "123456"])
def test_a_short_secret_that_is_no_common_word_is_hidden_between_words(secret: str) -> None:
    redactor = Redactor([secret])
    assert redactor.text(f"goes from {secret} to 1") == f"goes from {HIDDEN} to 1"
    assert redactor.text(f"x{secret}y").count(HIDDEN) == secret.count("(")


@pytest.mark.parametrize("secret", ["long<er>&secret", "q<3&Z"])
def test_a_secret_in_the_json_of_terraform_is_hidden(secret: str) -> None:
    written = json.dumps({"a": secret}).translate({60: "\\u003c", 62: "\\u003e", 38: "\\u0026"})
    assert Redactor([secret]).text(f"said {written} then") == f'said {{"a": "{HIDDEN}"}} then'


@pytest.mark.parametrize("encode", [b64encode, urlsafe_b64encode])
def test_a_secret_in_base64_is_hidden(encode: Callable[[bytes], bytes]) -> None:
    redactor = Redactor(["zQ01wert!Xy"])
    assert redactor.value(encode(b"export P=zQ01wert!Xy??>").decode()) == HIDDEN
    harmless = encode(b"export P=something??>").decode()
    assert redactor.value(harmless) == harmless
    assert redactor.value("deadbeefdeadbeef") == "deadbeefdeadbeef"


@pytest.mark.parametrize(
    "wrap",
    [
        lambda text: f"postgres://user:{quote(text, safe='')}@host/db",
        lambda text: f"?p={quote_plus(text)}",
        lambda text: f"<p>{escape(text)}</p>",
        lambda text: f"Authorization: Basic {_base64('user:' + text)}, more",
        lambda text: f"auth={_base64(json.dumps({'auth': _base64('user:' + text)}))}",
    ],
    ids=["url", "query", "html", "header", "json"],
)
@pytest.mark.parametrize("secret", ['hunter2-Zx9!q"<s3cr&t>', "p@ss w/rd+42", "no-signs-at-all"])
def test_a_secret_written_for_another_place_is_hidden(
    secret: str, wrap: Callable[[str], str]
) -> None:
    assert HIDDEN in Redactor([secret]).text(wrap(secret))


def test_a_secret_that_is_no_text_is_hidden_all_the_same() -> None:
    assert Redactor(["half \ud800 a sign"]).text("a half \ud800 a sign") == f"a {HIDDEN}"


def test_what_a_secret_in_base64_says_is_a_secret() -> None:
    assert Redactor([_base64("user:hunter2-Zx9")]).text("as user:hunter2-Zx9.") == f"as {HIDDEN}."


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()


def test_public_names_stay_readable() -> None:
    redactor = Redactor(["checkout-service"], public=["aws_ecs_service.checkout-service"])
    assert redactor.text("aws_ecs_service.checkout-service") == "aws_ecs_service.checkout-service"
    assert redactor.value("checkout-service") == HIDDEN


@pytest.mark.parametrize(
    ("value", "name", "text"),
    [
        (None, "", "null"),
        (True, "", "true"),
        (3, "", "3"),
        ("a", "", "a"),
        ("", "password", ""),
        ("Zx9-kQ2w/71", "password", HIDDEN),
        ("Zx9-kQ2w/71", "", "Zx9-kQ2w/71"),
        (["Zx9-kQ2w/71"], "api_key", f'["{HIDDEN}"]'),
        ({"password": "Zx9-kQ2w/71"}, "", f'{{"password": "{HIDDEN}"}}'),
        ({"name": "API_TOKEN", "value": "Zx9-kQ2w/71"}, "",
         f'{{"name": "API_TOKEN", "value": "{HIDDEN}"}}'),
        ('{"b":1, "a": "x"}', "", '{"b":1,"a":"x"}'),
        ("{not json", "", "{not json"),
        ("[1", "", "[1"),
        ("ärger", "", "ärger"),
        (["ärger"], "", '["ärger"]'),
        (Unknown(reason="later"), "", "(later)"),
        ([Unknown()], "", '["(known after apply)"]'),
        (timedelta(hours=1), "", "60 min"),
        (datetime(2026, 1, 2, tzinfo=UTC), "", "2026-01-02 00:00 UTC"),
        ((1, "a"), "", '[1, "a"]'),
    ],
)  # fmt: skip
def test_how_values_are_written(value: Value, name: str, text: str) -> None:
    assert Redactor([]).value(value, name) == text


def test_a_long_value_is_shortened_after_hiding() -> None:
    told = Redactor(["secret-at-the-end"]).value("x" * 290 + "secret-at-the-end" + "y" * 100)
    assert len(told) == 300
    assert told.endswith("…")
    assert "secret" not in told.replace(HIDDEN, "")


def test_the_name_a_value_stands_under() -> None:
    assert name_of({"name": "A", "value": 1}, "value") == "A"
    assert name_of({"Key": "A", "Value": 1}, "Value") == "A"
    assert name_of({"name": 3, "value": 1}, "value") == "value"
    assert name_of({"name": "A", "other": 1}, "other") == "other"
    assert name_of({"name": "API_KEY", "text": "a"}, "text") == "API_KEY"


GIVEN = "Zq14xK9vB7mW3pL5tR14"


@pytest.mark.parametrize(
    "text",
    [
        f"#!/bin/sh\nexport DB_PASSWORD={GIVEN}\n",
        f"https://hooks.example.com/x?token={GIVEN}&a=1",
        f'say {{"apiKey": "{GIVEN}"}}',
        f"Authorization: Bearer {GIVEN}",
    ],
)
def test_literals_that_are_given_to_a_secrets_name(text: str) -> None:
    assert Redactor([]).text(text) == text.replace(GIVEN, HIDDEN)


@pytest.mark.parametrize(
    "text",
    [
        "a Bearer authentication header",
        "secret-exposed: aws_db_instance.main",
        "path=/var/lib/app",
    ],
)
def test_words_about_secrets_stay(text: str) -> None:
    assert Redactor([]).text(text) == text
