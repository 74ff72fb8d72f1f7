from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import pytest

from planguard.actions.plan_patterns import prevented_destroys
from planguard.model.action import Action
from planguard.model.plan import Change
from planguard.model.standing import Block, Since, Standing
from planguard.model.value import Unknown
from planguard.model.words import Verb

Look: TypeAlias = Callable[..., list[Action]]
Make: TypeAlias = Callable[..., Change]
_Blocks: TypeAlias = Mapping[Block, bool | Unknown]
DB = Block("", "aws_db_instance.a")


def _since(before: _Blocks | None, now: _Blocks | None) -> Since:
    return Since(label="main", before=Standing(blocks=before), now=Standing(blocks=now))


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ({DB: True}, {DB: False}, ["protection.guard-off"]),
        ({DB: False}, {DB: True}, ["protection.up"]),
        ({DB: True}, {DB: True}, []),
        ({DB: True}, {DB: Unknown()}, []),
        ({DB: Unknown()}, {DB: False}, []),
        ({DB: True}, {}, []),
        ({}, {DB: True}, []),
        (None, {DB: True}, []),
        ({DB: True}, None, []),
    ],
)
def test_objects_that_stay(
    look: Look, before: _Blocks | None, now: _Blocks | None, expected: list[str]
) -> None:
    found = look(
        prevented_destroys.find, [], others={"aws_db_instance.a": {}}, since=_since(before, now)
    )
    assert [action.id for action in found] == expected
    assert all(action.address == "aws_db_instance.a" for action in found)
    assert all(action.paths == (("lifecycle", "prevent_destroy"),) for action in found)


def test_a_guard_goes_with_its_block(look: Look, change: Make) -> None:
    going = change("aws_db_instance.a", {"a": 1})
    [action] = look(prevented_destroys.find, [going], since=_since({DB: True}, {}))
    assert (action.id, action.addresses) == ("protection.guard-off", ())
    assert "its block goes" in action.because


def test_what_is_forgotten_or_new_has_no_guard_to_lose(look: Look, change: Make) -> None:
    since = _since({DB: True}, {DB: False})
    forgotten = change("aws_db_instance.a", {"a": 1}, verb=Verb.FORGET)
    assert look(prevented_destroys.find, [forgotten], since=since) == []
    assert (
        look(prevented_destroys.find, [change("aws_db_instance.a", None, {})], since=since) == []
    )
    assert look(prevented_destroys.find, [forgotten]) == []


def test_a_guard_follows_a_move(look: Look, change: Make) -> None:
    old, new = Block("module.m", "aws_db_instance.a"), Block("", "aws_db_instance.b")
    moved = change(
        "aws_db_instance.b", {"a": 1}, {"a": 2},
        previous_address='module.m["x.y"].aws_db_instance.a[0]',
    )  # fmt: skip
    since = _since({old: True}, {new: True})
    assert look(prevented_destroys.find, [moved], since=since) == []
    [action] = look(prevented_destroys.find, [moved], since=_since({old: True}, {new: False}))
    assert action.id == "protection.guard-off"
