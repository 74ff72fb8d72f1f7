"""The settings that most services of AWS share, whichever interface names the attributes."""

from __future__ import annotations

from collections.abc import Mapping

from planguard.actions.interface import (
    ALWAYS,
    ARRIVING,
    CHANGING,
    Rule,
    document,
    grants,
    members,
    presence,
    when,
)
from planguard.model.value import Value


def own_key(path: str) -> Rule:
    """Describe the customer's key that encrypts it."""
    return presence(path, came="protection.up", gone="protection.encryption-off")


def groups(path: str = "vpc_security_group_ids") -> Rule:
    """Describe the security groups that say who can reach it."""
    return members(
        path,
        came="exposure.open",
        gone="exposure.narrow",
        note="Which groups are attached decides who can reach it; their rules are not compared.",
    )


def inline(path: str) -> Rule:
    """Describe a policy that is part of a thing and goes with it."""
    return when(document(path, "resource"), verbs=ARRIVING)


def assigned(path: str) -> Rule:
    """Describe roles and groups given to a thing: a new thing comes with them, as it must."""
    return when(grants(path), verbs=CHANGING)


def permission(
    principal: str, *, action: str, thing: str, ties: Mapping[str, str]
) -> tuple[Rule, ...]:
    """
    Compare a permission that is an object of its own, as the statement it adds to a policy.

    `principal`, `action` and `thing` (on what) name attributes, `ties` those that tie the caller
    down, each with the operator and key of the condition it makes. There is a rule for each, since
    a rule looks at a change only when what its path begins with differs.
    """
    roots = [principal, action, thing, *ties]
    options: dict[str, Value] = {
        "principal": principal, "action": action, "thing": thing, "ties": ties, "roots": roots
    }  # fmt: skip
    return tuple(
        Rule(pattern="permission", path=root, verbs=ALWAYS, options=options) for root in roots
    )
