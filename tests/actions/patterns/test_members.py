from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import members
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = members("b", came="exposure.open", gone="exposure.narrow", words={"all": "access.public"})
SWAP = members("b", came="config.env", gone="observability.alarm-off", swapped="config.flag")
OPEN, NARROW = "exposure.open", "exposure.narrow"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["x"], ["x", "y"], [OPEN]),
        (["x", "y"], ["y"], [NARROW]),
        (["x"], ["y"], [OPEN, NARROW]),
        (["x-1", "y-1"], ["y-1", "x-1"], []),
        ("x", "y", [OPEN, NARROW]),
        (None, ["x"], [OPEN]),
        (["x"], None, [NARROW]),
        (["x"], [], [NARROW]),
        (None, [], []),
        (["x"], ["x", "All"], ["access.public"]),
        (["x"], ["all"], ["access.public"]),
        (["x"], ["x", "all", "y"], ["access.public", OPEN]),
        (["x"], ["x", Unknown()], [OPEN]),
        (["x"], [Unknown()], [OPEN]),
        (["x", "y"], [Unknown()], [OPEN, NARROW]),
        (["x"], Unknown(), [OPEN, NARROW]),
        (["x"], Sensitive(["y"]), [OPEN, "access.public", NARROW]),
    ],
)
def test_finding(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(RULE, {"b": before}, {"b": after}) == expected


def test_unknown_with_origin_only_came(compare: Compare) -> None:
    origins = {"b": ("aws_security_group.a.id",)}
    [action] = compare(RULE, {"b": ["x"]}, {"b": Unknown()}, origins=origins)
    assert (action.id, action.confidence) == (OPEN, Confidence.INFERRED)
    assert action.because == "b gains a value that cannot be read"


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (["y"], ["config.flag"]),
        (["x", "y"], ["config.env"]),
        ([], ["observability.alarm-off"]),
        ([Unknown()], ["config.flag"]),
    ],
)
def test_swap(ids: Ids, after: Value, expected: list[str]) -> None:
    assert ids(SWAP, {"b": ["x"]}, {"b": after}) == expected


def test_unlisted_findings_are_no_actions(ids: Ids) -> None:
    assert ids(members("b", gone=NARROW), {"b": ["x"]}, {"b": ["y", Unknown()]}) == []
    assert ids(members("b", came=OPEN), {"b": ["x"]}, {"b": []}) == []


def test_sentences(compare: Compare) -> None:
    opened, narrowed = compare(RULE, {"b": ["x"]}, {"b": ["y"]})
    assert (opened.because, narrowed.because) == ("b gains y", "b loses x")
    assert compare(SWAP, {"b": ["x"]}, {"b": ["y"]})[0].because == "b has others in place of x"


def test_a_list_of_which_nothing_is_known_may_be_empty(ids: Ids, compare: Compare) -> None:
    assert ids(SWAP, {"b": ["x"]}, {"b": Unknown()}) == ["config.env", "observability.alarm-off"]
    [action] = compare(SWAP, {"b": ["x"]}, {"b": Unknown()}, origins={"b": ("x.y.arn",)})
    assert action.id == "config.flag"


def test_case_is_nothing_where_the_rule_says_so(ids: Ids) -> None:
    folded = members("b", came=OPEN, gone=NARROW, fold=True)
    assert ids(folded, {"b": ["get", "list"]}, {"b": ["List", "Get"]}) == []
    assert ids(folded, {"b": ["get"]}, {"b": ["Get", "Set"]}) == [OPEN]


def test_a_list_whose_block_comes_or_goes_may_be_left_out(ids: Ids) -> None:
    within = members("a.b", came=OPEN, gone=NARROW, standing=True)
    assert ids(within, {"a": []}, {"a": [{"b": ["x"]}]}) == []
    assert ids(within, {"a": [{"b": ["x"]}]}, {"a": []}) == []
    assert ids(within, {"a": [{"b": []}]}, {"a": [{"b": ["x"]}]}) == [OPEN]


def test_members_within_a_text(ids: Ids) -> None:
    handles = members("b", gone=NARROW, within=r"@[\w-]*\w")
    assert ids(handles, {"b": "busy @pager. and @chat"}, {"b": "Too busy, @chat @pager"}) == []
    assert ids(handles, {"b": "busy @pager"}, {"b": "busy"}) == [NARROW]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([1276543210, 7], [7, 1276543210, 8], [OPEN]),
        ([7, 8], [8], [NARROW]),
        ([7], ["7"], []),
        ([7.0], [7], []),
        ([7], [True], [NARROW]),
    ],
)
def test_numbers_are_members(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(RULE, {"b": before}, {"b": after}) == expected


def test_large_numbers_are_told_whole(compare: Compare) -> None:
    [action] = compare(RULE, {"b": [1]}, {"b": [1, 1276543210]})
    assert action.because == "b gains 1276543210"
