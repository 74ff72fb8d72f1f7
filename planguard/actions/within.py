"""
Says what an object means that is written inside an attribute of another.

The object is judged by the entry of its own kind, as if it were a change of its own; paths lead
through the attribute.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from planguard.actions.catalogue import entries_of
from planguard.actions.generic import entry_for
from planguard.actions.interface import Pattern, Rule, Subject, TypeEntry
from planguard.actions.verbs import by_verb
from planguard.model.action import Action, ActionId
from planguard.model.difference import same
from planguard.model.value import Path, Unknown, Value
from planguard.model.words import Confidence, Verb

_UPDATES = frozenset({Verb.UPDATE, Verb.REPLACE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    """An object inside an attribute, before and after; empty where it is not."""

    type: str
    path: Path
    before: Mapping[str, Value]
    after: Mapping[str, Value]

    def verb(self, outer: Verb) -> Verb:
        """Give what happens to the object when `outer` happens to what holds it."""
        if not self.before or not self.after:
            return Verb.CREATE if self.after else Verb.DELETE
        return outer if outer in _UPDATES else Verb.UPDATE


def actions_within(
    subject: Subject,
    inner: Inner,
    patterns: Mapping[str, Pattern],
    *,
    entry: TypeEntry | None = None,
    verb: Verb | None = None,
    confidence: Confidence | None = None,
) -> Iterator[Action]:
    """
    Name what a change of the object inside means.

    `entry` is that of the type where nothing else is said, `verb` what follows from both sides;
    `confidence` is the most that can be known.
    """
    change = subject.change
    own = replace(
        change,
        resource=replace(change.resource, type=inner.type),
        verb=verb or inner.verb(change.verb),
        before=inner.before,
        after=inner.after,
        replace_paths=(),
    )
    known = entry or entries_of((inner.type,)).get(inner.type)
    described = known or _guessed(inner.type, own.verb)
    told = replace(
        subject,
        change=own,
        confidence=(confidence or subject.confidence) if known else Confidence.GUESS,
    )
    for action in (*_by_verb(told, described), *_by_rules(told, described, patterns)):
        yield replace(
            action,
            paths=tuple((*inner.path, *path) for path in action.paths) or (inner.path,),
        )


def _guessed(type_: str, verb: Verb) -> TypeEntry:
    """Make up an entry for a kind that nobody described, from its name alone."""
    kind = type_.rpartition(":")[2]
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in kind)
    return replace(entry_for(f"kubernetes{words}", frozenset(), verb), type=type_)


def _by_verb(subject: Subject, entry: TypeEntry) -> Iterator[Action]:
    ids: tuple[ActionId, ...] = {
        Verb.CREATE: entry.create,
        Verb.DELETE: entry.delete,
        Verb.REPLACE: entry.replace,
    }.get(subject.change.verb, ())
    for action_id in ids:
        yield by_verb(subject, action_id, disruption=entry.replace_disruption)


def _by_rules(
    subject: Subject, entry: TypeEntry, patterns: Mapping[str, Pattern]
) -> Iterator[Action]:
    change = subject.change
    for rule in entry.rules:
        if change.verb in rule.verbs and _is_touched(subject, rule) and subject.meets(rule):
            yield from patterns[rule.pattern](subject, rule)


def _is_touched(subject: Subject, rule: Rule) -> bool:
    change = subject.change
    if change.verb not in _UPDATES or rule.pattern in {"isolation", "verb"}:
        return True
    root = rule.path.partition(".")[0]
    return rule.options.get("default") is True or not same(
        change.before.get(root), change.after.get(root)
    )


_ABOUT = frozenset({"apiVersion", "kind", "metadata"})


def unread(entry: TypeEntry | None, known: Mapping[str, Value]) -> dict[str, Value]:
    """Give an object of which nothing can be read but what is `known`."""
    roots = {rule.path.partition(".")[0] for rule in entry.rules} if entry else set()
    hidden = {root: Unknown() for root in roots | known.keys() if root not in _ABOUT | {""}}
    return {**hidden, **{name: known[name] for name in _ABOUT & known.keys()}}
