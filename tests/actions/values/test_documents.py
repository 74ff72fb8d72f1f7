from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planguard.actions.values.documents import (
    Comparison,
    Statement,
    account_of,
    contrast,
    statements_of,
)
from planguard.actions.values.wildcard import any_covers, overlap
from planguard.model.value import Value

ACTIONS = st.sampled_from(["*", "s3:*", "s3:Get*", "s3:GetObject", "s3:?etObject", "iam:*"])
RESOURCES = st.sampled_from(["*", "arn:aws:s3:::a/*", "arn:aws:s3:::a/b", "arn:aws:s3:::b"])
PRINCIPALS: st.SearchStrategy[Value] = st.sampled_from(
    ["*", {"AWS": "123456789012"}, {"AWS": "arn:aws:iam::123456789012:role/a"}, {"Service": "a.b"}]
)
CONDITIONS: st.SearchStrategy[Value] = st.dictionaries(
    st.sampled_from(["StringEquals", "StringLike", "StringNotLike", "NumericLessThan", "Null"]),
    st.dictionaries(
        st.sampled_from(["k", "l"]), st.lists(st.sampled_from(["a", "a*"]), min_size=1)
    ),
    max_size=2,
)


def statement(effect: st.SearchStrategy[str]) -> st.SearchStrategy[Value]:
    def some(names: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
        return st.lists(names, min_size=1, max_size=3)

    blocks = [
        st.fixed_dictionaries(
            {
                "Effect": effect,
                action: some(ACTIONS),
                resource: some(RESOURCES),
                principal: PRINCIPALS,
                "Condition": CONDITIONS,
            }
        )
        for action in ("Action", "NotAction")
        for resource in ("Resource", "NotResource")
        for principal in ("Principal", "NotPrincipal")
    ]
    return st.one_of(blocks)


ALLOW, ANY = statement(st.just("Allow")), statement(st.sampled_from(["Allow", "Deny"]))


def read(*blocks: Value) -> tuple[Statement, ...]:
    statements = statements_of(json.dumps({"Statement": blocks}))
    assert statements is not None
    return statements


@given(st.lists(ANY, max_size=4))
def test_a_document_agrees_with_itself(blocks: list[Value]) -> None:
    assert contrast(read(*blocks), read(*blocks[::-1])) == Comparison()


@given(st.lists(ANY, max_size=3), ALLOW)
def test_adding_a_permission_revokes_nothing(blocks: list[Value], more: Value) -> None:
    found = contrast(read(*blocks), read(more, *blocks))
    assert not found.revoked
    assert not found.denied
    assert not found.undenied


@given(st.lists(ANY, max_size=3), ALLOW)
def test_removing_a_permission_grants_nothing(blocks: list[Value], more: Value) -> None:
    found = contrast(read(more, *blocks), read(*blocks))
    assert not found.granted


@given(st.lists(ANY, max_size=3), st.lists(ANY, max_size=3))
def test_there_and_back_are_mirror_images(before: list[Value], after: list[Value]) -> None:
    there, back = contrast(read(*before), read(*after)), contrast(read(*after), read(*before))
    assert (there.granted, there.denied) == (back.revoked, back.undenied)


def _otherwise(block: Value) -> Value:
    """Write a statement in another way: other case, texts for lists, twice, with a name."""
    assert isinstance(block, dict)
    changed: dict[str, Value] = {"Sid": "Other"}
    for name, value in block.items():
        items = value if isinstance(value, list) else [value]
        if name in {"Action", "NotAction"}:
            items = [str(item).upper() for item in items] * 2
        if value == {"AWS": "123456789012"}:
            items = [{"AWS": ["arn:aws:iam::123456789012:root"]}]
        changed[name] = items[0] if len(items) == 1 else items[::-1]
    return changed


@given(st.lists(ANY, max_size=3))
def test_another_writing_of_a_document_is_the_same(blocks: list[Value]) -> None:
    other = [_otherwise(block) for block in blocks]
    assert contrast(read(*blocks), read(*other, *other)) == Comparison()


@given(st.lists(ALLOW, max_size=3))
def test_what_is_refused_all_the_same_is_not_granted(blocks: list[Value]) -> None:
    nothing: Value = {"Effect": "Deny", "Action": "*", "Resource": "*", "Principal": "*"}
    assert not contrast((), read(nothing, *blocks)).granted


@given(ANY)
def test_a_statement_covers_itself_and_its_permissions(block: Value) -> None:
    [one] = read(block)
    assert one.covers(one)
    assert all(one.covers(part) and one.touches(part) for part in one.permissions())


@pytest.mark.parametrize(
    ("wide", "narrow", "covers"),
    [
        ("*", "s3:*", True),
        ("s3:*", "*", False),
        ("s3:Get*", "s3:GetObject", True),
        ("s3:Get?", "s3:Get*", False),
        ("s3:Get**", "s3:Get*", True),
        ("a.c", "abc", False),
        ("AWS:arn:aws:iam::1:root", "AWS:arn:aws:iam::1:role/a", True),
        ("AWS:arn:aws:iam::1:root", "AWS:arn:aws:iam::2:role/a", False),
        ("a", "", False),
    ],
)
def test_covers(wide: str, narrow: str, covers: bool) -> None:  # noqa: FBT001 - a table
    assert any_covers([wide], narrow) is covers


@pytest.mark.parametrize(
    ("one", "other", "overlaps"),
    [
        ("s3:*", "*:get", True),
        ("s3:*", "ec2:*", False),
        ("a?c", "abc", True),
        ("a?c", "ac", False),
        ("a*", "a", True),
        ("**", "", True),
    ],
)
def test_overlap(one: str, other: str, overlaps: bool) -> None:  # noqa: FBT001 - a table
    assert overlap(one, other) is overlaps
    assert overlap(other, one) is overlaps


def test_inverted_names_cover() -> None:
    not_iam, not_both = (
        read({"Effect": "Allow", "NotAction": names, "Resource": "*"})[0]
        for names in ("iam:*", ["iam:*", "s3:*"])
    )
    everything = read({"Effect": "Allow", "Action": "*", "Resource": "*"})[0]
    assert not_iam.covers(not_both)
    assert not not_both.covers(not_iam)
    assert everything.covers(not_iam)
    assert not not_iam.covers(everything)
    assert not_iam.actions.texts() == ["all but iam:*"]
    assert "NotAction" in not_iam.text()


@pytest.mark.parametrize("value", [None, "", " ", {}, "{}", {"Statement": []}])
def test_empty_documents(value: Value) -> None:
    assert statements_of(value) == ()


@pytest.mark.parametrize(
    "value",
    [
        "{",
        "[]",
        "5",
        6,
        [1],
        {"Statement": [5]},
        {"statement": []},
        {"Statement": {"effect": "Allow"}},
    ],
)
def test_no_documents(value: Value) -> None:
    assert statements_of(value) is None


def test_odd_statements_are_read() -> None:
    [one] = read({"Effect": "allow", "Action": [], "Principal": {"AWS": None}, "Condition": "x"})
    assert one.allows
    assert one.text() == '{"Effect":"allow","Action":[],"Principal":{"AWS":null},"Condition":"x"}'


def test_account_of() -> None:
    assert account_of("arn:aws:iam::123456789012:role/a") == "123456789012"
    assert account_of("123456789012") == ""
    assert account_of("arn:aws") == ""


def test_a_statement_of_many_parts_is_compared_action_by_action() -> None:
    buckets: list[Value] = [f"arn:aws:s3:::b{n}/*" for n in range(100)]
    names: list[Value] = [f"s3:Get{n}" for n in range(30)]
    block: dict[str, Value] = {"Effect": "Allow", "Action": names, "Resource": buckets}
    found = contrast(read(block), read({**block, "Action": [*names, "s3:PutObject"]}))
    [one] = found.granted
    assert one.actions.as_written() == ["s3:PutObject"]
    assert len(one.resources.patterns) == 100
