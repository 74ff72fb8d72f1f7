from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import ALWAYS, Rule
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = Rule(pattern="capabilities", path="policy", verbs=ALWAYS)
GRANT, ADMIN, REVOKE = "access.grant", "access.admin", "access.revoke"


def _path(path: str, *capabilities: str, more: str = "") -> str:
    listed = ", ".join(f'"{each}"' for each in capabilities)
    return f'path "{path}" {{ capabilities = [{listed}] {more} }}\n'


READS = _path("a/*", "read")
LIMITED = 'required_parameters = ["x"]'


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, READS, [GRANT]),
        (READS, None, [REVOKE]),
        (READS, _path("a/*", "read", "update"), [GRANT]),
        (_path("a/*", "read", "update"), READS, [REVOKE]),
        (READS, f"# the same\n{READS}", []),
        (READS + _path("b", "read"), _path("b", "read") + READS, []),
        (READS, READS + _path("a/b", "read"), []),
        (READS, READS + _path("a/b", "deny"), [REVOKE]),
        (READS + _path("a/b", "deny"), READS, [GRANT]),
        (READS, _path("b/*", "read"), [GRANT, REVOKE]),
        (READS, _path("*", "read", "update"), [GRANT, ADMIN]),
        (_path("*", "update"), _path("*", "update", "create"), [GRANT]),
        (READS, _path("a/*", "read", more=LIMITED), [REVOKE]),
        (_path("a/*", "read", more=LIMITED), READS, [GRANT]),
        (READS, Unknown(), [GRANT]),
        (READS, Sensitive(READS), [GRANT]),
        (READS, "no policy at all", [GRANT]),
    ],
)
def test_finding(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert sorted(ids(RULE, {"policy": before}, {"policy": after})) == sorted(expected)


def test_what_is_given_is_told(compare: Compare) -> None:
    [action] = compare(RULE, {"policy": READS}, {"policy": _path("a/*", "read", "update")})
    assert action.because == "policy gains update on a/*"
    assert action.details["permissions"] == ["update on a/*"]


def test_what_cannot_be_read_is_inferred(compare: Compare) -> None:
    [action] = compare(RULE, {"policy": READS}, {"policy": "no policy at all"})
    assert action.confidence is Confidence.INFERRED
    assert action.because == "policy becomes a text that cannot be read"
