from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import template
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = template("t")
DEPLOY = ["deploy.version"]


def _template(labels: Value = None, **spec: Value) -> dict[str, Value]:
    return {"t": {"metadata": {"annotations": labels or {}}, "spec": spec}}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (_template(), _template(nodeSelector={"a": "b"}), DEPLOY),
        (_template({"checksum": "a"}), _template({"checksum": "b"}), DEPLOY),
        (_template({"v": "a"}, containers=[{"image": "a"}]),
         _template({"v": "b"}, containers=[{"image": "b"}]), []),
        (_template(), _template(hostNetwork=True), []),
        (_template(), _template(), []),
        (_template(), {"t": Unknown()}, DEPLOY),
        ({"t": Sensitive("a")}, _template(), DEPLOY),
    ],
)  # fmt: skip
def test_the_rest(
    ids: Ids, before: dict[str, Value], after: dict[str, Value], expected: list[str]
) -> None:
    assert ids(RULE, before, after) == expected


def test_what_is_told(compare: Compare) -> None:
    [action] = compare(RULE, _template(), _template(priorityClassName="high"))
    assert action.paths == (("t", "spec", "priorityClassName"),)
    assert (action.before, action.after) == (None, "high")
    [action] = compare(RULE, _template(), {"t": Unknown()})
    assert action.confidence is Confidence.INFERRED
