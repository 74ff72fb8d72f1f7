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

_POLICY = "ELBSecurityPolicy"
LISTENER_POLICIES = (
    f"{_POLICY}-TLS-1-0-2015-04", f"{_POLICY}-2015-05", f"{_POLICY}-2016-08",
    f"{_POLICY}-FS-2018-06", f"{_POLICY}-TLS13-1-0-2021-06", f"{_POLICY}-TLS13-1-0-FIPS-2023-04",
    f"{_POLICY}-TLS-1-1-2017-01", f"{_POLICY}-FS-1-1-2019-08", f"{_POLICY}-TLS13-1-1-2021-06",
    f"{_POLICY}-TLS13-1-1-FIPS-2023-04", f"{_POLICY}-TLS-1-2-Ext-2018-06",
    f"{_POLICY}-TLS-1-2-2017-01", f"{_POLICY}-FS-1-2-2019-08", f"{_POLICY}-FS-1-2-Res-2019-08",
    f"{_POLICY}-FS-1-2-Res-2020-10", f"{_POLICY}-TLS13-1-2-Ext2-2021-06",
    f"{_POLICY}-TLS13-1-2-Ext2-FIPS-2023-04", f"{_POLICY}-TLS13-1-2-Ext1-2021-06",
    f"{_POLICY}-TLS13-1-2-Ext1-FIPS-2023-04", f"{_POLICY}-TLS13-1-2-Ext0-FIPS-2023-04",
    f"{_POLICY}-TLS13-1-2-2021-06", f"{_POLICY}-TLS13-1-2-FIPS-2023-04",
    f"{_POLICY}-TLS13-1-2-Res-2021-06", f"{_POLICY}-TLS13-1-2-Res-FIPS-2023-04",
    f"{_POLICY}-TLS13-1-2-Res-PQ-2025-09", f"{_POLICY}-TLS13-1-2-FIPS-PQ-2025-09",
    f"{_POLICY}-TLS13-1-3-2021-06", f"{_POLICY}-TLS13-1-3-FIPS-2023-04",
    f"{_POLICY}-TLS13-1-3-PQ-2025-09",
)  # fmt: skip
"""From the oldest protocol accepted to the newest, then from more ciphers to fewer."""


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
