"""
The settings that databases and services behind an API of their own have in common.

Shared by the tables of PostgreSQL, Snowflake, MongoDB Atlas, Vault and Okta: the makers of rules
take the path as the tool writes it.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ALWAYS,
    Rule,
    TypeEntry,
    changed,
    entry,
    happens,
    limit,
    members,
    number,
    presence,
    retention,
    when,
)
from planguard.actions.providers.forms import danger, lets
from planguard.model.words import Role, Verb


def holder(
    type_: str, *rules: Rule, role: Role = Role.IDENTITY, ignore: tuple[str, ...] = ()
) -> TypeEntry:
    """Describe an identity, or what gives one rights: without it, the rights are gone."""
    return entry(
        type_, role, *rules, delete="access.revoke", replace="access.revoke", ignore=ignore
    )


def membership(
    type_: str, *rules: Rule, role: Role = Role.IDENTITY, ignore: tuple[str, ...] = ()
) -> TypeEntry:
    """Describe what only says who has what: its rules tell what is given and taken."""
    return entry(type_, role, *rules, ignore=ignore)


def control(
    type_: str, *rules: Rule, role: Role = Role.IDENTITY, ignore: tuple[str, ...] = ()
) -> TypeEntry:
    """Describe a check that is made of who comes or what is asked: without it, nobody checks."""
    return entry(
        type_, role, *rules,
        create="protection.up", delete="protection.guard-off", ignore=ignore,
    )  # fmt: skip


def setting(
    type_: str, *rules: Rule, role: Role = Role.CONFIG, ignore: tuple[str, ...] = ()
) -> TypeEntry:
    """Describe a setting of others: without it, what was there before holds."""
    return entry(type_, role, *rules, delete="config.parameter", ignore=ignore)


def works(path: str, *, default: bool = True) -> Rule:
    """Describe a switch without which nobody can use it, nor use others by it."""
    return lets(path, default=default)


def moves(*paths: str) -> tuple[Rule, ...]:
    """Describe who holds something, or on what: another one gains it, the earlier one loses it."""
    return tuple(rule for path in paths for rule in _swap(path, "access.grant", "access.revoke"))


def limits(*paths: str) -> tuple[Rule, ...]:
    """Describe who may at most: none given means no limit."""
    return tuple(map(limit, paths))


def _swap(path: str, came: str, gone: str) -> tuple[Rule, Rule]:
    return presence(path, came=came, gone=gone, changed=came), presence(path, changed=gone)


def admits(*paths: str) -> tuple[Rule, ...]:
    """Describe lists of those who may, member by member."""
    return tuple(members(path, came="access.grant", gone="access.revoke") for path in paths)


def among(path: str, everybody: str) -> tuple[Rule, Rule]:
    """Describe a list of those who may, in which one word stands for all of them."""
    everyone = {path: (f"['{everybody}']", f"('{everybody}',)")}
    return (
        when(members(path, came="access.grant"), was_not=everyone),
        when(members(path, gone="access.revoke"), unless=everyone),
    )


def bars(*paths: str) -> tuple[Rule, ...]:
    """Describe lists of those who may not, member by member."""
    return tuple(members(path, came="access.revoke", gone="access.grant") for path in paths)


def lasts(path: str) -> Rule:
    """Describe for how long a login or token is good; 0 and none stand for the longest there is."""
    return retention(
        path, cut="access.revoke", up="access.grant", zero_is="for-ever",
        note="What was stolen is of use for as long.",
    )  # fmt: skip


def joins(*paths: str) -> tuple[Rule, ...]:
    """Describe who is in it, or what they get, from its creation on."""
    return tuple(
        members(path, came="access.grant", gone="access.revoke", verbs=ALWAYS) for path in paths
    )


def at_most(path: str, *, note: str = "") -> Rule:
    """Describe a number that guards the better the lower it is; 0 stands for no limit."""
    return retention(
        path, cut="protection.up", up="protection.guard-off", zero_is="for-ever", note=note
    )


def ceiling(path: str) -> Rule:
    """Describe a limit on what clients may ask for: raised, it costs nothing by itself."""
    return number(path, up="config.parameter", down="scale.limits-down")


def parameters(*paths: str) -> tuple[Rule, ...]:
    """Describe settings that change how it behaves."""
    return tuple(changed(path, "config.parameter") for path in paths)


def cascades(path: str, action: str, otherwise: str) -> tuple[Rule, Rule, Rule]:
    """Describe a deletion that takes what depends on it along where `path` says so."""
    refused = "It is refused while anything depends on it."
    return (
        danger(path),
        when(happens(action, Verb.DELETE), only={path: "true"}),
        when(happens(otherwise, Verb.DELETE, note=refused), unless={path: "true"}),
    )
