from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import limit
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Disruption

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = limit("who")
GRANT, REVOKE = "access.grant", "access.revoke"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], ["a"], [REVOKE]),
        (None, "a", [REVOKE]),
        (["a"], [], [GRANT]),
        ("a", None, [GRANT]),
        (["a"], ["a", "b"], [GRANT]),
        (["a", "b"], ["b"], [REVOKE]),
        (["a"], ["b"], [GRANT, REVOKE]),
        ([7, 8], [8, 9], [GRANT, REVOKE]),
        ([7], [7, 8], [GRANT]),
        ("10.0.0.0/8", "10.0.0.0/8, 192.168.0.0/16", [GRANT]),
        ('{"a": [1, 2]}', '{"a": [1]}', [GRANT, REVOKE]),
        ([{"name": "a"}], [{"name": "a"}, {"name": "b"}], [GRANT]),
        (["a"], Unknown(), [GRANT]),
        (["a"], ["a", Unknown()], [GRANT]),
        (["a"], Sensitive(["b"]), [GRANT]),
        ([], Unknown(), [REVOKE]),
        (["a", "b"], ["b", "a"], []),
        ([], None, []),
    ],
)
def test_finding(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(RULE, {"who": before}, {"who": after}) == expected


def test_another_measure(ids: Ids) -> None:
    rule = limit("who", narrower="", wider="exposure.open")
    assert ids(rule, {"who": ["a"]}, {"who": ["b"]}) == ["exposure.open"]
    assert ids(rule, {"who": []}, {"who": ["b"]}) == []


def test_what_is_said(compare: Compare) -> None:
    [action] = compare(RULE, {"who": ["a"]}, {"who": ["a", "b"]})
    assert (action.because, action.confidence) == ("who lets in b", Confidence.EXACT)
    [action] = compare(RULE, {"who": ["a"]}, {"who": None})
    assert action.because == "who limits nobody any more"
    [action] = compare(RULE, {"who": ["a"]}, {"who": Sensitive(["hush"])})
    assert action.confidence is Confidence.INFERRED
    assert "hush" not in action.because


def test_disruption_is_that_of_the_rule(compare: Compare) -> None:
    [action] = compare(limit("who", disruption=Disruption.RESTART), {"who": ["a"]}, {})
    assert action.disruption is Disruption.RESTART
