from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import Rule, weights
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
BLOCKS = weights("group", target="arn", weight="weight")
MAP = weights("split", target="", weight="")
NUMBER = weights("weight", target="", weight="")
MOVED = ["routing.traffic"]


def _groups(**shares: Value) -> dict[str, Value]:
    return {"group": [{"arn": name, "weight": weight} for name, weight in shares.items()]}


@pytest.mark.parametrize(
    ("before", "after", "points"),
    [
        (_groups(blue=100, green=0), _groups(blue=90, green=10), 10),
        (_groups(blue=3, green=1), _groups(blue=1, green=1), 25),
        (_groups(blue=1, green=1), _groups(blue=1), 50),
        (_groups(blue=1), _groups(green=1), 100),
        ({}, _groups(green=1), 100),
        (_groups(green="1"), {}, 100),
        (_groups(green=None), _groups(green=None, blue=None), 50),
    ],
)
def test_blocks(
    compare: Compare, before: dict[str, Value], after: dict[str, Value], points: float
) -> None:
    [action] = compare(BLOCKS, before, after)
    assert action.details == {"points": points}
    assert action.confidence is Confidence.EXACT


def test_same_shares(ids: Ids) -> None:
    assert ids(BLOCKS, _groups(a=1, b=1), _groups(a=50, b=50)) == []
    assert ids(BLOCKS, _groups(a=0), _groups(a=0, b=0)) == []
    assert ids(BLOCKS, _groups(a=1, b=2), _groups(b=2, a=1)) == []


def test_sentence(compare: Compare) -> None:
    [action] = compare(MAP, {"split": {"v2": 0.1}}, {"split": {"v2": "0.3"}})
    assert action.because.startswith("split moves 20 points of traffic; ")
    [action] = compare(MAP, {"split": {"v2": 0.1}}, {"split": {}})
    assert action.details["points"] == 100


def test_unlisted(ids: Ids) -> None:
    rule = Rule(pattern="weights", path="weight")
    assert ids(rule, {"weight": 1}, {"weight": 2}) == []


def test_number(compare: Compare) -> None:
    [action] = compare(NUMBER, {"weight": 10}, {"weight": "0"})
    assert (action.magnitude, action.details["points"]) == (0, 10)
    [action] = compare(NUMBER, {"weight": 0}, {"weight": 255})
    assert action.details["points"] == 100


def test_a_list_of_numbers(compare: Compare, ids: Ids) -> None:
    rule = weights("split", target="", weight="", moved="config.flag")
    [action] = compare(rule, {"split": [90000, 10000]}, {"split": ["10000", 90000]})
    assert (action.id, action.details["points"]) == ("config.flag", 80)
    assert action.because == "split moves 80 points of traffic; number 1 goes from 90 % to 10 %"
    assert ids(rule, {"split": [9, 1]}, {"split": [90, 10]}) == []
    [action] = compare(rule, {"split": [9, 1]}, {"split": [9, Unknown()]})
    assert action.confidence is Confidence.INFERRED


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        (BLOCKS, _groups(a=1), _groups(a=Unknown())),
        (BLOCKS, _groups(a=1), {"group": [{"arn": Unknown(), "weight": 1}]}),
        (BLOCKS, _groups(a=1), {"group": Unknown()}),
        (MAP, {"split": {"a": 0.5}}, {"split": {"a": Sensitive(0.6)}}),
        (NUMBER, {"weight": 1}, {"weight": Unknown()}),
    ],
)
def test_unknown(
    compare: Compare, rule: object, before: dict[str, Value], after: dict[str, Value]
) -> None:
    [action] = compare(rule, before, after, verb=Verb.UPDATE)
    assert action.confidence is Confidence.INFERRED
    assert isinstance(action.details["points"], Unknown)
    assert [action.id] == MOVED


def test_a_single_target_is_named_beside_the_blocks(compare: Compare) -> None:
    rule = weights("do.forward.target_group", target="arn", weight="weight", alone="arn")
    single: dict[str, Value] = {"do": [{"arn": "blue", "forward": []}]}

    def shared(**shares: Value) -> dict[str, Value]:
        groups = [{"arn": name, "weight": weight} for name, weight in shares.items()]
        return {"do": [{"arn": "", "forward": [{"target_group": groups}]}]}

    assert compare(rule, single, shared(blue=1)) == []
    [action] = compare(rule, single, shared(blue=90, green=10))
    assert action.details["points"] == 10
    assert compare(rule, shared(blue=100, green=0), single) == []


def test_blocks_around_that_come_or_go(ids: Ids) -> None:
    rule = weights("route.backend", target="arn", weight="weight")
    one, other = ({"path": name, "backend": [{"arn": name, "weight": 1}]} for name in "ab")
    assert ids(rule, {"route": [one]}, {"route": [one, other]}) == []
    assert ids(rule, {"route": [one, other]}, {"route": [one]}) == []
    assert ids(rule, {"route": []}, {"route": [one]}) == MOVED


def test_the_rest_goes_to_the_main_target(compare: Compare) -> None:
    rule = weights("group", target="arn", weight="weight", rest="main")
    [action] = compare(rule, _groups(a=0.1), _groups(a=0.4))
    assert action.details == {"points": 30}
    [action] = compare(rule, {}, _groups(a=0.1))
    assert action.details == {"points": 10}


def test_the_rest_may_be_of_a_hundred(compare: Compare) -> None:
    rule = weights("group", target="arn", weight="weight", rest="main", whole=100)
    [action] = compare(rule, {}, _groups(a=10))
    assert action.details == {"points": 10}
    [action] = compare(rule, _groups(a=10), _groups(a=20))
    assert action.details == {"points": 10}


def _run(template: str, **shares: int) -> dict[str, Value]:
    blocks: list[Value] = [
        {"revision": name.strip("_"), "percent": share} for name, share in shares.items()
    ]
    return {"traffic": blocks, "ready": "services/shop/revisions/one", "template": template}


@pytest.mark.parametrize(
    ("before", "after", "points"),
    [
        (_run("a", _=100), _run("b", one=90, _=10), [10]),
        (_run("a", _=100), _run("a", one=90, _=10), []),
        (_run("a", _=100), _run("a", zero=100), [100]),
        (_run("a", zero=100), _run("a", _=100), [100]),
    ],
)
def test_the_latest_revision_has_a_name(
    compare: Compare, before: dict[str, Value], after: dict[str, Value], points: list[float]
) -> None:
    rule = weights("traffic", target="revision", weight="percent", latest=("ready", "template"))
    assert [each.details["points"] for each in compare(rule, before, after)] == points
