"""
Says what an object means that is written inside an attribute of another.

The object is judged by the entry of its own kind, as if it were a change of its own; paths lead
through the attribute.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from planguard.actions.catalogue import entries_of
from planguard.actions.entries import asked, by_entry, by_rules, differing_of
from planguard.actions.interface import Pattern, Subject, TypeEntry
from planguard.model.action import Action
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
    differing = differing_of(own)
    for action in (
        *by_entry(told, described),
        *by_rules(told, asked(described.rules, own.verb), differing, patterns),
    ):
        yield replace(
            action,
            paths=tuple((*inner.path, *path) for path in action.paths) or (inner.path,),
        )


def _guessed(type_: str, verb: Verb) -> TypeEntry:
    """Make up an entry for a kind that nobody described, from its name alone."""
    from planguard.actions.generic import entry_for  # noqa: PLC0415 - seldom, and many patterns

    kind = type_.rpartition(":")[2]
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in kind)
    return replace(entry_for(f"kubernetes{words}", frozenset(), verb), type=type_)


_ABOUT = frozenset({"apiVersion", "kind", "metadata"})


def unread(entry: TypeEntry | None, known: Mapping[str, Value]) -> dict[str, Value]:
    """Give an object of which nothing can be read but what is `known`."""
    roots = {rule.path.partition(".")[0] for rule in entry.rules} if entry else set()
    hidden = {root: Unknown() for root in roots | known.keys() if root not in _ABOUT | {""}}
    return {**hidden, **{name: known[name] for name in _ABOUT & known.keys()}}
