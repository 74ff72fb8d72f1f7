from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.providers.aws import permission
from planguard.model.action import Action
from planguard.model.value import Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE, *_ = permission(
    "principal",
    action="action",
    thing="function_name",
    ties={
        "source_arn": "ArnLike aws:SourceArn",
        "source_account": "StringEquals aws:SourceAccount",
    },
)
GRANT, REVOKE, PUBLIC = "access.grant", "access.revoke", "access.public"


def _side(principal: Value, **more: Value) -> dict[str, Value]:
    action = "lambda:InvokeFunction"
    return {"principal": principal, "action": action, "function_name": "f", **more}


TIED = _side("s3.amazonaws.com", source_arn="arn:aws:s3:::a")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, TIED, [GRANT]),
        ({}, _side("*"), [GRANT, PUBLIC]),
        ({}, _side("*", source_account="111111111111"), [GRANT]),
        (TIED, _side("s3.amazonaws.com"), [GRANT]),
        (_side("s3.amazonaws.com"), TIED, [REVOKE]),
        (TIED, _side("s3.amazonaws.com", source_arn="arn:aws:s3:::b"), [GRANT, REVOKE]),
        (TIED, {**TIED, "statement_id": "other"}, []),
        (TIED, {}, [REVOKE]),
    ],
)
def test_permission(
    ids: Ids, before: dict[str, Value], after: dict[str, Value], expected: list[str]
) -> None:
    assert ids(RULE, before, after, verb=Verb.REPLACE) == expected


def test_a_service_for_whichever_customer(compare: Compare) -> None:
    [action] = compare(RULE, {}, _side("s3.amazonaws.com"), verb=Verb.CREATE)
    assert action.details["services"] == ["s3.amazonaws.com"]
    assert action.details["principals"] == ["Service:s3.amazonaws.com"]
    assert "may do so for any customer" in action.because


@pytest.mark.parametrize("tie", [Unknown(), "arn:aws:s3:::a"])
def test_a_tie_that_is_known_later_is_one(compare: Compare, tie: Value) -> None:
    [action] = compare(RULE, {}, _side("s3.amazonaws.com", source_arn=tie), verb=Verb.CREATE)
    assert "services" not in action.details
    assert action.because.endswith("under conditions")


def test_somebody_unknown(compare: Compare) -> None:
    [action] = compare(RULE, {}, _side(Unknown()), verb=Verb.CREATE)
    assert (action.id, action.confidence) == (GRANT, Confidence.INFERRED)


def test_another_account(compare: Compare) -> None:
    [action] = compare(RULE, {}, _side("222222222222"), verb=Verb.CREATE)
    assert action.details["principals"] == ["AWS:arn:aws:iam::222222222222:root"]
