"""Tests for regions and accounts told by attributes."""

from __future__ import annotations

from planguard.model.value import Unknown
from planguard.policy.whereabouts import account_of, region_of

QUEUE = {"arn": "arn:aws:sqs:eu-west-1:123456789012:orders"}


def test_an_arn_tells_both() -> None:
    assert region_of({}, QUEUE) == "eu-west-1"
    assert account_of({}, QUEUE) == "123456789012"


def test_an_attribute_is_believed_before_an_arn() -> None:
    assert region_of({**QUEUE, "region": "eu-central-1"}) == "eu-central-1"
    assert account_of({**QUEUE, "owner_id": "210987654321"}) == "210987654321"


def test_an_arn_may_leave_them_out() -> None:
    assert region_of({"arn": "arn:aws:s3:::shop"}) == ""
    assert account_of({"arn": "arn:aws:s3:::shop"}) == ""


def test_nobody_tells() -> None:
    nothing = {"arn": Unknown(), "region": None, "project": ""}
    assert region_of(nothing) == ""
    assert account_of(nothing) == ""
