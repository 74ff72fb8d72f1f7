"""
Compare a resource of Azure that is written as Azure's own interface takes it.

The type (`Microsoft.Storage/storageAccounts@2023-01-01`) says what the body means: it is judged as
Pulumi's native provider's type is, which has the same properties. A type nobody described is
judged by its name alone when it is deleted or replaced, a `guess`. A patch of an object that others
made neither creates nor deletes it. A body that is known only after apply, or sensitive, is no
reason to be silent on an update: every rule of the type says what it would of values that cannot
be read, `inferred`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from planguard.actions.catalogue import entries_of
from planguard.actions.generic import entry_for
from planguard.actions.interface import Rule, Subject, TypeEntry
from planguard.actions.patterns import PATTERNS
from planguard.actions.providers.azure_arm import body_of, lifted, path_in, token_of
from planguard.actions.values.scalar import is_hidden
from planguard.actions.within import Inner, actions_within, unread
from planguard.model.action import Action
from planguard.model.value import Value
from planguard.model.words import Confidence, Verb

_UPDATES = frozenset({Verb.UPDATE, Verb.REPLACE})


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give the actions of the object whose body stands at the rule's path."""
    change = subject.change
    patch = rule.options.get("patch") is True
    if patch and change.verb is Verb.DELETE:
        return
    type_ = change.after.get("type") or change.before.get("type")
    token = token_of(type_)
    entry = entries_of((token,)).get(token) if token else _guessed(type_, change.verb)
    if entry is None:
        return
    if patch:
        entry = replace(entry, create=(), delete=(), replace=())
    sides = [body_of(side.get(rule.path)) for side in (change.before, change.after)]
    hidden = any(map(is_hidden, sides))
    before, after = (
        unread(entry, {}) if is_hidden(side) and change.verb in _UPDATES else _plain(side, token)
        for side in sides
    )
    inner = Inner(type=entry.type, path=(), before=before, after=after)
    for action in actions_within(
        subject, inner, PATTERNS, entry=entry, verb=change.verb,
        confidence=_sure(subject, token, hidden=hidden),
    ):  # fmt: skip
        body = next((side for side in reversed(sides) if isinstance(side, Mapping)), {})
        yield replace(
            action,
            paths=tuple((rule.path, *path_in(body, path, token)) for path in action.paths if path),
        )


def _plain(body: Value, token: str) -> Mapping[str, Value]:
    return lifted(body, token) if isinstance(body, Mapping) else {}


def _sure(subject: Subject, token: str, *, hidden: bool) -> Confidence:
    if not token:
        return Confidence.GUESS
    return Confidence.INFERRED if hidden else subject.confidence


def _guessed(type_: Value, verb: Verb) -> TypeEntry | None:
    """Make up an entry for a type that nobody described, from its name alone."""
    if not isinstance(type_, str) or verb not in {Verb.DELETE, Verb.REPLACE}:
        return None
    name = type_.partition("@")[0].rpartition("/")[2].removesuffix("s")
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return entry_for(f"azapi_{words}", frozenset(), verb)
