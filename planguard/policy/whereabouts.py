"""Tells in which region and account an object is, from its attributes."""

from __future__ import annotations

from collections.abc import Mapping

from planguard.model.value import Value

_ARN_REGION, _ARN_ACCOUNT = 3, 4


def _from_arn(part: int, *sides: Mapping[str, Value]) -> str:
    for side in sides:
        arn = side.get("arn")
        if isinstance(arn, str) and arn.startswith("arn:"):
            pieces = arn.split(":")
            if len(pieces) > part and pieces[part]:
                return pieces[part]
    return ""


def region_of(*sides: Mapping[str, Value]) -> Value:
    """Give the region the first of `sides` that tells one is in; `""` when none does."""
    for side in sides:
        for name in ("region", "location"):
            if isinstance(found := side.get(name), str) and found:
                return found
    return _from_arn(_ARN_REGION, *sides)


def account_of(*sides: Mapping[str, Value]) -> Value:
    """Give the account, subscription or project of the first that tells one; `""` for none."""
    for side in sides:
        for name in ("owner_id", "account_id", "subscription_id", "project"):
            if isinstance(found := side.get(name), str) and found:
                return found
    return _from_arn(_ARN_ACCOUNT, *sides)
