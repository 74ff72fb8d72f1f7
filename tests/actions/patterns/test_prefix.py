from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import prefix
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = prefix("p", wider="data.retention-cut", narrower="config.parameter")
WIDER, NARROWER = ["data.retention-cut"], ["config.parameter"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("logs/", "logs/app/", NARROWER),
        ("logs/app/", "logs/", WIDER),
        ("logs/", "tmp/", [*WIDER, *NARROWER]),
        ("logs/", None, WIDER),
        (None, "logs/", NARROWER),
        (["logs/"], ["logs/", "tmp/"], WIDER),
        (["logs/", "tmp/"], ["tmp/"], NARROWER),
        (["logs/", "logs/app/"], ["logs/"], []),
        (["logs/"], [], WIDER),
        ("logs/", Unknown(), WIDER),
        ("logs/", Sensitive("tmp/"), WIDER),
    ],
)
def test_which_names_are_meant(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(RULE, {"p": before}, {"p": after}) == expected


def test_what_cannot_be_read_may_cover_more(compare: Compare) -> None:
    [action] = compare(RULE, {"p": "logs/"}, {"p": [Unknown()]})
    assert (action.id, action.confidence) == ("data.retention-cut", Confidence.INFERRED)


def test_blocks_that_come_or_go_are_left_to_others(ids: Ids) -> None:
    rule = prefix("rule.p", wider="data.retention-cut", narrower="config.parameter")
    rules = {"rule": [{"name": "a", "p": "logs/"}]}
    assert ids(rule, {"rule": []}, rules) == ids(rule, rules, {"rule": []}) == []
