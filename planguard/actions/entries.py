"""What a catalogue entry says of one change: by its verb alone, and by its rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from planguard.actions.interface import NOWHERE_ELSE, Pattern, Rule, Subject, TypeEntry
from planguard.actions.verbs import by_verb
from planguard.model.action import Action
from planguard.model.difference import is_nothing, same
from planguard.model.plan import Change
from planguard.model.value import PLAIN, Value
from planguard.model.words import Verb

_UPDATES = frozenset({Verb.UPDATE, Verb.REPLACE})


def differing_of(change: Change) -> dict[str, tuple[Value, Value]]:
    """Give the top-level attributes whose difference means something."""
    before, after = change.before, change.after
    if not before or not after:
        alone = before or after
        return {
            name: (value, None) if before else (None, value)
            for name, value in alone.items()
            if value is not None and not is_nothing(value)
        }
    found = {}
    for name in after if before.keys() == after.keys() else dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        if old is new or (
            old.__class__ in PLAIN and old.__class__ is new.__class__ and old == new
        ):
            continue
        if not same(old, new):
            found[name] = (old, new)
    return found


def by_entry(subject: Subject, entry: TypeEntry) -> Iterator[Action]:
    """Give the actions that follow from the verb of a change."""
    change = subject.change
    ids = {
        Verb.CREATE: entry.create,
        Verb.DELETE: entry.delete,
        Verb.REPLACE: entry.replace,
    }.get(change.verb, ())
    for action_id in ids:
        yield by_verb(subject, action_id, disruption=entry.replace_disruption)


Asked: TypeAlias = Sequence[tuple[str, Rule]]
"""Rules for one verb, each with the attribute that must differ; `""` where none must."""


def asked(rules: Iterable[Rule], verb: Verb) -> Asked:
    """Choose the rules that speak of a verb."""
    updates = verb in _UPDATES
    return [
        (rule.path.partition(".")[0] if updates and not _reads_whole(rule) else "", rule)
        for rule in rules
        if verb in rule.verbs
    ]


def by_rules(
    subject: Subject,
    rules: Asked,
    differing: Mapping[str, tuple[Value, Value]],
    patterns: Mapping[str, Pattern],
) -> Iterator[Action]:
    """Give the actions of the rules whose attribute differs, or that see more than that."""
    for root, rule in rules:
        if root and root not in differing:
            continue
        if subject.meets(rule):
            far = rule.elsewhere
            limited = far is not NOWHERE_ELSE and (far.beside or far.not_beside)
            seen = replace(subject, limited=rule) if limited else subject
            yield from patterns[rule.pattern](seen, rule)


def _reads_whole(rule: Rule) -> bool:
    """Tell whether a rule sees more than a difference in meaning of the attribute at its path."""
    if rule.pattern in {"assignment", "ingress", "isolation", "manifest", "threshold", "verb"}:
        return True
    if "." in str(rule.options.get("unit") or ""):
        return True
    return rule.options.get("default") is True or rule.options.get("empty") is True
