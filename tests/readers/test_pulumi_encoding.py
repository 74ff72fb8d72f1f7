"""Pulumi's marks for what is unknown, secret or no plain value."""

from __future__ import annotations

import json
import math
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers.pulumi_rig import SIGNATURE, UNKNOWN, urn

from planguard.errors import PlanFormatError
from planguard.model.value import Sensitive, Unknown, Value
from planguard.readers.pulumi.encoding import (
    UNKNOWNS,
    hidden_strings,
    internals_of,
    properties_of,
    value_of,
)

MARKED = "1b47061264138c4ac30d75fd1eb44270"
ASSET = "c44067f5952c0a294b673a41bacd8c17"
ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7"
NUMBER = "8ad145fe-0d11-4827-bfd7-1abcbf086f5c"
BYTES = "803fd3297a5875dc03ca845dda5d2a98"
OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e"
NO_VALUE = Unknown(reason="a kind of value that is not known here")


def signed(mark: str, **keys: Any) -> dict[str, Any]:
    return {SIGNATURE: mark, **keys}


@pytest.mark.parametrize("text", sorted(UNKNOWNS))
def test_each_unknown(text: str) -> None:
    assert value_of([text, {"a": text}]) == [Unknown(), {"a": Unknown()}]


@pytest.mark.parametrize(
    ("encoded", "value"),
    [
        ("[secret]", Sensitive("[secret]")),
        ("a:[secret]@b", Sensitive("a:[secret]@b")),
        (f"prefix-{UNKNOWN}/x", Unknown()),
        (f"[secret]:{UNKNOWN}", Sensitive(Unknown())),
        (signed(MARKED, ciphertext="v1:1"), Sensitive("[secret]")),
        (signed(MARKED, ciphertext="v1:2", plaintext='{"a":["b"]}'), Sensitive({"a": ["b"]})),
        (signed(MARKED, plaintext="broken {"), Sensitive("broken {")),
        (signed(MARKED, value={"a": 1}), Sensitive({"a": 1})),
        (signed(MARKED, value=signed(MARKED, value="x")), Sensitive("x")),
        (signed(MARKED, value=UNKNOWN), Sensitive(Unknown())),
        (signed(OUTPUT), Unknown()),
        (signed(OUTPUT, value=3, secret=True), Sensitive(3)),
        (signed(OUTPUT, value="[secret]", secret=True), Sensitive("[secret]")),
        (signed(ASSET, hash="abc", text="print(1)"), {"hash": "abc"}),
        (signed(ASSET, hash="abc", path="a.py"), {"hash": "abc", "path": "a.py"}),
        (signed(ARCHIVE, hash="abc", assets={"a": signed(ASSET, hash="1")}), {"hash": "abc"}),
        (signed(ARCHIVE, assets={"a": signed(ASSET, hash="1")}), {"assets": {"a": {"hash": "1"}}}),
        (signed(REFERENCE, urn=urn("a:b:C", "x::y")), "a:b:C::x::y"),
        (signed(NUMBER, value="7ff8000000000001"), "NaN"),
        (signed(NUMBER, value="7ff0000000000000"), "Infinity"),
        (signed(NUMBER, value="fff0000000000000"), "-Infinity"),
        (signed(NUMBER, value="3ff8000000000000"), 1.5),
        (signed(NUMBER, value="zz"), NO_VALUE),
        (signed(BYTES, value="/w=="), 'b"/w=="'),
        (signed(BYTES, value="?"), NO_VALUE),
        (signed("a kind of later"), NO_VALUE),
        (None, None),
        (True, True),
        (1.5, 1.5),
    ],
)  # fmt: skip
def test_each_mark(encoded: Any, value: Value) -> None:
    assert value_of(encoded) == value


def test_an_asset_is_told_by_the_hash_of_its_text_only() -> None:
    (told,) = properties_of(json.dumps({"a": signed(ASSET, text="s3cret")}).encode()).values()
    assert isinstance(told, dict)
    assert list(told) == ["hash"]
    assert len(str(told["hash"])) == 64


def test_what_the_bridge_keeps_for_itself_is_dropped() -> None:
    raw = b'{"__meta": "x", "__any": 1, "a": {"__defaults": [], "__mine": 2}, "b": "[secret]"}'
    assert properties_of(raw) == {"a": {"__mine": 2}, "b": Sensitive("[secret]")}


@pytest.mark.parametrize("raw", [b"", b"null", b"[1]", b'"a"'])
def test_what_is_no_object_has_no_properties(raw: bytes) -> None:
    assert properties_of(raw) == {}


@pytest.mark.parametrize("raw", [b'{"a":1e999}', b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}"])
def test_what_is_too_large_is_refused(raw: bytes) -> None:
    for decode in (properties_of, internals_of):
        with pytest.raises(PlanFormatError, match="too large, or are nested too deeply"):
            decode(raw)


def test_strings_under_marks() -> None:
    values: Value = {
        "a": [Sensitive({"b": "one", "c": Sensitive("two")})],
        "d": Sensitive("x[secret]"),
    }
    assert sorted(hidden_strings(values)) == ["one", "two"]


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["a", "b", "c"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["x", "y"]), inner, max_size=2)
    ),
)


def encrypted(value: Any) -> Any:
    return signed(MARKED, ciphertext="v1:x", plaintext=json.dumps(value))


@given(PLAIN)
def test_plain_values_are_what_they_are(value: Any) -> None:
    assert value_of(value) == value
    assert properties_of(json.dumps({"a": value}).encode()) == {"a": value}


@given(PLAIN)
def test_nothing_under_a_secret_mark_can_be_seen(value: Any) -> None:
    marked = value_of({"a": [encrypted(value)], "b": UNKNOWN})
    assert str(marked) == str({"a": [Sensitive(None)], "b": Unknown()})
    assert marked == {"a": [Sensitive(value)], "b": Unknown()}


@given(st.floats())
def test_numbers_without_a_word_in_json(number: float) -> None:
    told = value_of(signed(NUMBER, value=struct.pack(">d", number).hex()))
    assert told == (number if math.isfinite(number) else str(told))
