"""
The rules and entries that every provider's tables are full of, under one name each.

What only one provider's tables share stands beside it, in the module named after that provider.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    CHANGING,
    Rule,
    TypeEntry,
    changed,
    entry,
    number,
    retention,
    toggle,
    version,
)
from planguard.model.words import Disruption, Role, Verb


def guard(path: str, *, default: bool = False, note: str = "") -> Rule:
    """Describe a switch that guards against loss or misuse."""
    return toggle(path, off="protection.guard-off", on="protection.up", default=default, note=note)


def danger(path: str, *, default: bool = False, note: str = "") -> Rule:
    """Describe a switch that takes a guard away when it is on."""
    return toggle(path, on="protection.guard-off", off="protection.up", default=default, note=note)


def at_least(path: str) -> Rule:
    """Describe a number that guards the better the higher it is."""
    return number(path, up="protection.up", down="protection.guard-off")


def encrypted(path: str, *, default: bool = False) -> Rule:
    """Describe a switch for encryption."""
    return toggle(path, off="protection.encryption-off", on="protection.up", default=default)


def backups(path: str, *, block: str = "", note: str = "") -> Rule:
    """Describe how long, or how many, backups are kept; for no time is none at all."""
    return retention(
        path, cut="protection.backup-cut", up="protection.up", off="protection.backup-off",
        zero_is="nothing", block=block, note=note,
    )  # fmt: skip


def deleted_kept(path: str) -> Rule:
    """Describe how long deleted objects, or copies of them, can be had back."""
    return retention(path, cut="protection.backup-cut", up="protection.up", zero_is="nothing")


def copies(path: str) -> Rule:
    """Describe how many backups, or for how many intervals, are kept."""
    return number(path, up="protection.up", down="protection.backup-cut")


def records(path: str, *, default: bool = False) -> Rule:
    """Describe a switch that records what happens."""
    return toggle(path, off="observability.logs-off", default=default)


def later(path: str) -> Rule:
    """Describe a number that makes people hear the later the higher it is."""
    return number(path, up="observability.alarm-loosened")


def lets(
    path: str, *, default: bool = False, verbs: frozenset[Verb] = CHANGING, note: str = ""
) -> Rule:
    """Describe a switch that lets somebody in, or do more, when it is on."""
    return toggle(
        path, on="access.grant", off="access.revoke", default=default, verbs=verbs, note=note
    )


def public(path: str, *, default: bool = False) -> Rule:
    """Describe a switch that puts it on the internet."""
    return toggle(
        path, on="exposure.public", off="exposure.narrow", default=default, verbs=ARRIVING
    )


def units(path: str, *, disruption: Disruption | None = None) -> Rule:
    """Describe how many units run."""
    return number(
        path, up="scale.up", down="scale.down", zero="scale.to-zero", disruption=disruption
    )


def room(path: str, *, zero: str = "", zero_is: str = "") -> Rule:
    """
    Describe the room that scaling, or a quota, has.

    `zero` is what a fall to 0 means; with `no-limit` as `zero_is` 0 and absence are all the room
    there is.
    """
    return number(
        path, up="scale.limits-up", down="scale.limits-down", zero=zero, zero_is=zero_is,
        absent=0 if zero_is else None,
    )  # fmt: skip


def floor(path: str) -> Rule:
    """Describe how many stay ready of what starts when it is asked for."""
    return number(
        path,
        up="scale.limits-up",
        down="scale.limits-down",
        cold="config.parameter",
        note="With none ready, the first request waits for one to start.",
    )


def grows(path: str, *, disruption: Disruption = Disruption.NONE) -> Rule:
    """Describe an amount of storage, throughput or power that grows and shrinks while in use."""
    return number(path, up="scale.resize-up", down="scale.resize-down", disruption=disruption)


def image(path: str, *, disruption: Disruption | None = None) -> Rule:
    """Describe a container image or boot image."""
    return version(
        path, newer="deploy.version", older="deploy.rollback", what="image", disruption=disruption
    )


def parameters(*paths: str, note: str = "") -> tuple[Rule, ...]:
    """Describe settings of which nothing more is said than that they differ; nothing stops."""
    return tuple(
        changed(path, "config.parameter", disruption=Disruption.NONE, note=note) for path in paths
    )


def wiring(*paths: str, disruption: Disruption | None = None) -> tuple[Rule, ...]:
    """Describe subnets, routes and the like: where in the network it stands."""
    return tuple(changed(path, "routing.network", disruption=disruption) for path in paths)


def reroutes(path: str, *, default: bool = False) -> Rule:
    """Describe a switch that settles the packets' way."""
    return toggle(path, on="routing.network", off="routing.network", default=default)


def store(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe a store of data, which is lost with it."""
    return entry(
        type_, Role.DATA_STORE, *rules, delete="data.delete", replace="data.replace", ignore=ignore
    )


def queue(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe a place where messages wait: they are gone with it."""
    return entry(
        type_, Role.MESSAGING, *rules, delete="data.delete", replace="data.replace", ignore=ignore
    )


def spare(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe a backup, snapshot or another spare copy of data that lives elsewhere."""
    return entry(
        type_, Role.PROTECTION, *rules,
        create="protection.up", delete="protection.backup-cut", replace="protection.backup-cut",
        ignore=ignore,
    )  # fmt: skip


def way(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe a piece of the packets' way: it comes, goes and moves."""
    return entry(
        type_, Role.NETWORK, *rules,
        create="routing.network", delete="routing.remove", replace="routing.network",
        ignore=ignore,
    )  # fmt: skip


def front(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe something requests pass through: they stop when it goes."""
    return entry(
        type_, Role.ROUTING, *rules, delete="routing.remove", replace="routing.remove",
        ignore=ignore,
    )  # fmt: skip
