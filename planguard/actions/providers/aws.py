"""The settings that most services of AWS share, whichever interface names the attributes."""

from __future__ import annotations

from collections.abc import Mapping

from planguard.actions.interface import (
    ALWAYS,
    ARRIVING,
    CHANGING,
    Rule,
    TypeEntry,
    document,
    entry,
    grants,
    members,
    number,
    presence,
    retention,
    toggle,
    when,
)
from planguard.model.value import Value
from planguard.model.words import Role


def guard(path: str, *, default: bool = False) -> Rule:
    """Describe a switch that guards against loss."""
    return toggle(path, off="protection.guard-off", on="protection.up", default=default)


def danger(path: str) -> Rule:
    """Describe a switch that takes a guard away when it is on."""
    return toggle(path, on="protection.guard-off", off="protection.up")


def encrypted(path: str) -> Rule:
    """Describe a switch for encryption."""
    return toggle(path, off="protection.encryption-off", on="protection.up")


def own_key(path: str) -> Rule:
    """Describe the customer's key that encrypts it."""
    return presence(path, came="protection.up", gone="protection.encryption-off")


def backups(path: str) -> Rule:
    """Describe how long backups are kept; for no time is none at all."""
    return retention(
        path, cut="protection.backup-cut", up="protection.up", off="protection.backup-off",
        zero_is="nothing",
    )  # fmt: skip


def records(path: str, *, default: bool = False) -> Rule:
    """Describe a switch that records what happens."""
    return toggle(path, off="observability.logs-off", default=default)


def units(path: str) -> Rule:
    """Describe how many units run."""
    return number(path, up="scale.up", down="scale.down", zero="scale.to-zero")


def room(path: str) -> Rule:
    """Describe the room that scaling has."""
    return number(path, up="scale.limits-up", down="scale.limits-down")


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


def store(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe a store of data, which is lost with it."""
    return entry(
        type_, Role.DATA_STORE, *rules, delete="data.delete", replace="data.replace", ignore=ignore
    )
