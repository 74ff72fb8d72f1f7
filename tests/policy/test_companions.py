"""Tests for parts that are deleted together with their whole."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.model.plan import Change
from planguard.policy.companions import Departures
from planguard.testing import change


def _deleted(type_: str, **before: Any) -> Change:
    return change(type_, verb="delete", before=before)


BUCKET = _deleted("aws_s3_bucket", id="shop", bucket="shop")
BLOCK = _deleted("aws_s3_bucket_public_access_block", id="shop", bucket="shop")
VERSIONING = _deleted("aws_s3_bucket_versioning", id="shop", bucket="shop")
KEY = _deleted("aws_kms_key", id="1234", key_id="1234")
ALIAS = _deleted("aws_kms_alias", id="alias/shop", target_key_id="1234")


@pytest.mark.parametrize(("part", "whole"), [(BLOCK, BUCKET), (ALIAS, KEY)])
def test_a_part_goes_with_its_whole(part: Change, whole: Change) -> None:
    assert Departures([part, whole]).take_along(part)
    assert not Departures([part, whole]).take_along(whole)


def test_two_parts_of_a_bucket_that_stays_are_no_companions() -> None:
    assert not Departures([BLOCK, VERSIONING]).take_along(BLOCK)


def test_another_bucket_is_not_its_whole() -> None:
    other = _deleted("aws_s3_bucket", id="other", bucket="other")
    assert not Departures([BLOCK, other]).take_along(BLOCK)


def test_a_whole_that_is_only_changed_takes_nothing_along() -> None:
    kept = change("aws_s3_bucket", before={"id": "shop"}, after={"id": "shop"})
    assert not Departures([BLOCK, kept]).take_along(BLOCK)


def test_a_part_that_stays_is_not_asked() -> None:
    kept = change("aws_s3_bucket_versioning", before={"bucket": "shop"}, after={"bucket": "shop"})
    assert not Departures([BUCKET, kept]).take_along(kept)
