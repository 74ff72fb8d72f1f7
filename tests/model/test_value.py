"""Values with their marks: nothing under one can be printed, copied or guessed."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planguard.model.value import (
    Path,
    Sensitive,
    Unknown,
    Value,
    at,
    holds_unknown,
    path_text,
    strings_of,
)

SECRET = "Wx7-kQ9z/Lm2+Tr5"  # noqa: S105 - made up
HIDDEN = Sensitive(SECRET)


@pytest.mark.parametrize(
    "write",
    [str, repr, format, "{:>20}".format, "{!r}".format, lambda value: str([value]),
     lambda value: str({"a": value}), lambda value: json.dumps(value, default=str)],
    ids=["str", "repr", "format", "padded", "conversion", "list", "map", "json"],
)  # fmt: skip
def test_no_text_of_a_sensitive_value_tells_it(write: Callable[[object], str]) -> None:
    assert SECRET not in write(HIDDEN)
    assert "(sensitive)" in write(HIDDEN)


def test_a_sensitive_value_is_never_written_or_taken_apart() -> None:
    for spoil in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="never written"):
            spoil(HIDDEN)
    with pytest.raises(AttributeError):
        HIDDEN.other = 1  # type: ignore[attr-defined]


def test_a_sensitive_value_can_be_compared_but_not_by_its_hash() -> None:
    assert Sensitive("a") == Sensitive("a")
    assert Sensitive("a") != Sensitive("b")
    assert HIDDEN != SECRET
    assert hash(Sensitive("a")) == hash(Sensitive("b"))
    assert HIDDEN.hides(SECRET)
    assert not HIDDEN.hides("other")


@pytest.mark.parametrize("value", [None, "", [], {}, ()])
def test_an_empty_sensitive_value(value: Value) -> None:
    assert Sensitive(value).is_empty
    assert not Sensitive([value]).is_empty
    assert not Sensitive(0).is_empty


def test_an_unknown_sensitive_value() -> None:
    assert Sensitive(Unknown()).is_unknown
    assert not HIDDEN.is_unknown


def test_unknown_tells_its_reason() -> None:
    assert str(Unknown()) == "(known after apply)"
    assert f"{Unknown(reason='not told')}" == "(not told)"


def test_strings_are_found_everywhere() -> None:
    value: Value = {"a": ["b", 1, None, Sensitive({"c": ["d"]})], "e": Unknown(), "f": ("g",)}
    assert sorted(strings_of(value)) == ["b", "d", "g"]
    assert set(Sensitive(["x", {"y": "z"}]).strings()) == {"x", "z"}


@pytest.mark.parametrize(
    ("value", "path", "expected"),
    [
        ({"a": [{"b": 1}]}, ("a", 0, "b"), 1),
        ({"a": 1}, (), {"a": 1}),
        ({"a": 1}, ("b",), None),
        ({"a": [1]}, ("a", 1), None),
        ({"a": [1]}, ("a", "b"), None),
        ({"a": "text"}, ("a", 0), None),
        ({"a": {"0": 1}}, ("a", 0), None),
        ({"a": Unknown()}, ("a", "b", 0), Unknown()),
        ({"a": Sensitive({"b": 1})}, ("a", "b"), Sensitive({"b": 1})),
        (None, ("a",), None),
        (3, ("a",), None),
    ],
)
def test_at(value: Value, path: Path, expected: Value) -> None:
    assert at(value, path) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, False), ("a", False), (None, False), (Unknown(), True), (Sensitive(Unknown()), True),
        (Sensitive([Unknown()]), False), ([1, [Unknown()]], True), ({"a": {"b": Unknown()}}, True),
        (("a",), False), ({}, False),
    ],
)  # fmt: skip
def test_holds_unknown(value: Value, *, expected: bool) -> None:
    assert holds_unknown(value) is expected


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""), (("a",), "a"), (("a", 0, "b_c"), "a[0].b_c"), ((0,), "[0]"),
        (("tags", "a.b/c"), 'tags["a.b/c"]'), (("tags", "a-b"), "tags.a-b"), (("", "a"), '[""].a'),
    ],
)  # fmt: skip
def test_path_text(path: Path, text: str) -> None:
    assert path_text(path) == text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@given(JSON, st.lists(st.text(max_size=2) | st.integers(0, 3), max_size=3))
def test_at_never_fails(value: Value, path: list[str | int]) -> None:
    at(value, tuple(path))
    assert not holds_unknown(value)
    assert path_text(tuple(path)) or not path
