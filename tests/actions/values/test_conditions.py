from __future__ import annotations

import pytest

from planguard.actions.values.conditions import conditions_of, is_implied
from planguard.model.value import Value

Table = tuple[str, Value, str, Value]


def _implied(one: tuple[str, Value], by: tuple[str, Value], *, key: str = "aws:x") -> bool:
    [wide] = conditions_of({one[0]: {key: one[1]}})
    return is_implied(wide, conditions_of({by[0]: {key.upper(): by[1]}}))


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        (("StringLike", "a*"), ("StringEquals", "ab")),
        (("StringLike", "a*"), ("StringLike", "ab*")),
        (("StringEqualsIfExists", "a"), ("StringEquals", "a")),
        (("StringEquals", ["a", "b"]), ("StringEquals", "a")),
        (("StringEqualsIgnoreCase", "A"), ("StringEquals", "a")),
        (("StringNotEquals", "a"), ("StringNotEquals", ["a", "b"])),
        (("StringNotEquals", "ab"), ("StringNotLike", "a*")),
        (("NumericLessThan", "20"), ("NumericLessThan", 10)),
        (("NumericLessThanEquals", 10), ("NumericLessThan", 10)),
        (("NumericGreaterThan", 5), ("NumericEquals", 6)),
        (("IpAddress", "10.0.0.0/8"), ("IpAddress", ["10.1.0.0/16", "10.2.3.4"])),
        (("NotIpAddress", "10.1.0.0/16"), ("NotIpAddress", "10.0.0.0/8")),
        (("Null", "false"), ("StringEquals", "a")),
        (("DateLessThan", "2026-02-01"), ("DateLessThan", "2026-01-01T00:00:00Z")),
        (("StringLike", "arn:aws:s3:::a*"), ("ArnLike", "arn:aws:s3:::a*")),
    ],
)
def test_one_that_is_looser(wide: tuple[str, Value], narrow: tuple[str, Value]) -> None:
    assert _implied(wide, narrow)
    assert not _implied(narrow, wide)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Bool", True), ("bool", "TRUE")),
        (("StringEquals", "a"), ("StringLike", ["a"])),
        (("ArnEquals", "a*"), ("ArnLike", "a*")),
        (("StringNotEquals", "a"), ("StringNotEqualsIfExists", "a")),
        (("NumericEquals", 1), ("NumericEquals", "1")),
    ],
)
def test_two_writings_of_one(one: tuple[str, Value], other: tuple[str, Value]) -> None:
    assert _implied(one, other)
    assert _implied(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("StringEquals", "a"), ("ForAllValues:StringEquals", "a")),
        (("NumericLessThan", "x"), ("NumericLessThan", 1)),
        (("DateLessThan", "soon"), ("DateLessThan", "2026-01-01")),
        (("IpAddress", "10.0.0.0/8"), ("IpAddress", "fd00::/8")),
        (("IpAddress", "x"), ("IpAddress", "10.0.0.0/8")),
        (("Bool", True), ("StringEquals", "true")),
        (("BinaryEquals", "a"), ("BinaryEquals", "b")),
    ],
)
def test_nothing_is_known(one: tuple[str, Value], other: tuple[str, Value]) -> None:
    assert not _implied(one, other)


def test_text_for_people_and_no_conditions() -> None:
    [found] = conditions_of({"StringEquals": {"aws:X": ["b", "a"]}})
    assert found.text() == "stringequals aws:x a, b"
    assert not list(conditions_of("x"))
    assert not is_implied(found, ())
