"""URNs, addresses and places in the program."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planguard.readers.pulumi.states import property_path
from planguard.readers.pulumi.urn import (
    address_of,
    is_hidden,
    position_of,
    provider_urn,
    split_urn,
    type_of,
)

DB = "urn:pulumi:dev::shop::acme:x:Y$aws:rds/instance:Instance::db"


def test_a_urn_with_a_parent() -> None:
    urn = split_urn(DB)
    assert urn == ("dev", "shop", "acme:x:Y$aws:rds/instance:Instance", "db")
    assert urn is not None
    assert urn.type == type_of(DB) == "aws:rds/instance:Instance"
    assert address_of(DB) == "acme:x:Y$aws:rds/instance:Instance::db"


PART = st.text(st.characters(categories=("L", "N", "P", "S"), exclude_characters=":$"), min_size=1)
NAME = st.text(st.characters(categories=("L", "N", "P", "S")), max_size=20)


@given(PART, PART, PART, NAME)
def test_only_the_name_may_hold_colons(stack: str, project: str, type_: str, name: str) -> None:
    text = f"urn:pulumi:{stack}::{project}::{type_}::{name}"
    assert split_urn(text) == (stack, project, type_, name)
    assert address_of(text) == f"{type_}::{name}"


@given(st.text())
def test_any_other_text_is_no_urn(text: str) -> None:
    assert split_urn(f"urn:pulumi:{text}".replace("::", "")) is None
    assert address_of(f"x{text}") == f"x{text}"
    assert type_of(f"x{text}") == ""


@pytest.mark.parametrize(
    ("urn", "hidden"),
    [
        ("urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", True),
        ("urn:pulumi:dev::shop::pulumi:providers:aws::default_7_0_0", True),
        ("urn:pulumi:dev::shop::pulumi:providers:aws::west", False),
        ("urn:pulumi:dev::shop::pulumi:pulumi:Stack$a:b:C::default", False),
        (DB, False),
        ("", False),
    ],
)
def test_what_is_no_part_of_the_program(urn: str, hidden: bool) -> None:  # noqa: FBT001 - a column
    assert is_hidden(urn) is hidden


def test_no_name_steers_what_shows_it() -> None:
    told = split_urn("urn:pulumi:a\x1b[8m::p\n::t:m:T::x\n::error::\u202ey")
    assert told is not None
    assert (told.stack, told.project) == ("a\\x1b[8m", "p\\n")
    assert told.address == r"t:m:T::x\n::error::\u202ey"


def test_a_reference_to_a_provider() -> None:
    assert provider_urn(f"{DB}::04da6b54-80e4") == DB
    assert provider_urn("") == ""


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("project:///index.ts#43,20", ("index.ts", 43, 20)),
        ("project:///a b/main.py#7", ("a b/main.py", 7, 0)),
        ("project:///node_modules/@x/y.js#1,2", None),
        ("project:///venv/lib/x.py#1,2", None),
        ("file:///index.ts#1,2", None),
        ("", None),
    ],
)
def test_positions(text: str, position: tuple[str, int, int] | None) -> None:
    assert position_of(text) == position


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a", ("a",)),
        ("a.b[0].c", ("a", "b", 0, "c")),
        ('tags["k.1"].x', ("tags", "k.1", "x")),
        (r'["a\"b"]', ('a"b',)),
        ("a[*]", ("a", "*")),
        ("", ()),
    ],
)
def test_property_paths(text: str, path: tuple[str | int, ...]) -> None:
    assert property_path(text) == path
