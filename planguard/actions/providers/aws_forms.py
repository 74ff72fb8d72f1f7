"""Forms that entries of several of AWS's areas have in common."""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    document,
    entry,
    order,
    presence,
    toggle,
)
from planguard.actions.providers.forms import image
from planguard.model.words import Disruption, Role

QUIET = Disruption.NONE
UNCOMPARED = "Whether the new one lets more or less through is not compared."


def code(*paths: str) -> tuple[Rule, ...]:
    """Describe what runs, where it has no version that could be ordered."""
    return tuple(changed(path, "deploy.version", disruption=QUIET) for path in paths)


def images(*paths: str) -> tuple[Rule, ...]:
    """Describe images that run."""
    return tuple(map(image, paths))


def targets(*paths: str) -> tuple[Rule, ...]:
    """Describe where requests, calls or records go."""
    return tuple(changed(path, "routing.rule") for path in paths)


def key(path: str) -> Rule:
    """Describe the customer's key that encrypts it."""
    return presence(
        path,
        came="protection.up",
        gone="protection.encryption-off",
        note="Without a key of one's own the service's default key is used, or none.",
    )


def custom_key(path: str) -> Rule:
    """Describe the customer's key of what is encrypted with or without it."""
    return presence(
        path,
        came="protection.up",
        gone="protection.encryption-off",
        note="Without a key of one's own the service's default key is used.",
    )


def key_within(path: str) -> Rule:
    """Describe the key of one of several things: when the thing goes, its key says nothing."""
    return presence(path, came="protection.up", gone="protection.encryption-off", empty=True)


def encrypted_within(path: str) -> Rule:
    """Describe a switch for the encryption of one of several things, which may come and go."""
    return order(path, ("false", "true"), up="protection.up", down="protection.encryption-off")


def addressed(path: str) -> Rule:
    """Describe a switch that gives machines public addresses; their firewalls stay."""
    return toggle(path, on="exposure.open", off="exposure.narrow")


def recorded(path: str) -> Rule:
    """Describe a block or destination without which nothing is recorded."""
    return presence(
        path, came="protection.up", gone="observability.logs-off", changed="config.parameter"
    )


def switch(path: str, on: str, off: str) -> Rule:
    """Describe a word that lets requests through or stops them."""
    return choice(path, {on: "routing.rule", off: "routing.remove"})


def permission(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe a permission that is an object of its own, whatever its attributes."""
    return entry(
        type_, Role.IDENTITY, *rules,
        create="access.grant", delete="access.revoke", replace=("access.grant", "access.revoke"),
        ignore=ignore,
    )  # fmt: skip


def resource_policy(type_: str, path: str = "policy") -> TypeEntry:
    """Describe the policy of a resource, where it is an object of its own."""
    return entry(type_, Role.IDENTITY, document(path, "resource"))


def network(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe a piece of the packets' way: gone, it is cut; replaced, it is another."""
    return entry(
        type_, Role.NETWORK, *rules,
        delete="routing.remove", replace="routing.network", replace_disruption=Disruption.OUTAGE,
        ignore=ignore,
    )  # fmt: skip


def delegate(type_: str) -> TypeEntry:
    """Describe the account that looks after a service for the whole organization."""
    return entry(
        type_, Role.OBSERVABILITY,
        create="access.grant", delete=("access.revoke", "observability.alarm-off"),
        replace=("access.grant", "access.revoke"),
    )  # fmt: skip


def setting(type_: str, *rules: Rule, ignore: tuple[str, ...] = ("description",)) -> TypeEntry:
    """Describe what says how other things work, and leaves nothing behind when it goes."""
    return entry(type_, Role.CONFIG, *rules, ignore=ignore)


def worker(
    type_: str, *rules: Rule, serves: bool = False, ignore: tuple[str, ...] = ()
) -> TypeEntry:
    """Describe what runs and keeps nothing; while it is replaced nobody has what it `serves`."""
    return entry(
        type_,
        Role.COMPUTE,
        *rules,
        delete="scale.to-zero",
        replace="deploy.version",
        replace_disruption=Disruption.OUTAGE if serves else None,
        ignore=ignore,
    )


def model(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe a trained model: made anew from its training data it answers otherwise."""
    return entry(
        type_,
        Role.COMPUTE,
        *rules,
        delete="scale.to-zero",
        replace="deploy.version",
        ignore=ignore,
    )


def route(type_: str, *rules: Rule, ignore: tuple[str, ...] = ("description",)) -> TypeEntry:
    """Describe a way for requests: replaced or deleted, what comes meanwhile is lost."""
    return entry(
        type_, Role.ROUTING, *rules,
        delete="routing.remove", replace="routing.remove", ignore=ignore,
    )  # fmt: skip


def feed(type_: str, *rules: Rule, ignore: tuple[str, ...] = ("description",)) -> TypeEntry:
    """Describe a way for messages or records."""
    return entry(
        type_, Role.MESSAGING, *rules,
        delete="routing.remove", replace="routing.remove", ignore=ignore,
    )  # fmt: skip


def record(type_: str, *rules: Rule, ignore: tuple[str, ...] = ("description",)) -> TypeEntry:
    """Describe what records what happens."""
    return entry(type_, Role.OBSERVABILITY, *rules, delete="observability.logs-off", ignore=ignore)


def watcher(type_: str, *rules: Rule, ignore: tuple[str, ...] = ("description",)) -> TypeEntry:
    """Describe what looks for trouble and tells somebody."""
    return entry(
        type_, Role.OBSERVABILITY, *rules, delete="observability.alarm-off", ignore=ignore
    )


def view(type_: str, *rules: Rule, ignore: tuple[str, ...] = ("description",)) -> TypeEntry:
    """Describe what shows what others record, or looks once."""
    return entry(type_, Role.OBSERVABILITY, *rules, ignore=ignore)


def safeguard(type_: str, *rules: Rule, ignore: tuple[str, ...] = ("description",)) -> TypeEntry:
    """Describe what guards other things while it is there."""
    return entry(
        type_, Role.PROTECTION, *rules,
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
        ignore=ignore,
    )  # fmt: skip


def tie(type_: str, *rules: Rule, gone: str = "", ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe what ties two objects together; `gone` is what its end means."""
    return entry(type_, Role.GLUE, *rules, delete=gone or (), replace=gone or (), ignore=ignore)


def label(type_: str) -> TypeEntry:
    """Describe one tag of an object that others look after."""
    return entry(
        type_, Role.GLUE, changed("value", "other.tags", disruption=QUIET),
        create="other.tags", delete="other.tags", replace="other.tags",
    )  # fmt: skip
