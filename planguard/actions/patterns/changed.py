"""
Give one action for any meaningful difference at a path.

A list of blocks gives one action that names every place. Where the new value is known only after
apply the action is `inferred`; on a replacement a value that nothing in the configuration feeds is
merely computed again, and is no difference. A rule may count only a change from one value to another
(`both`): what comes or goes may be the provider's default. It may leave out attributes that other rules
tell of (`but`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.scalar import is_unknown, is_unset, move, words_of
from planguard.model.action import Action
from planguard.model.difference import same
from planguard.model.value import Value, path_text
from planguard.model.words import Confidence, Verb


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give the rule's action once when anything under its path differs."""
    action_id = rule.actions.get("changed")
    pairs = [pair for pair in subject.pairs(rule.path) if _counts(subject, rule, pair)]
    if not action_id or not pairs:
        return
    first = pairs[0]
    more = f" (and {len(pairs) - 1} more places)" if len(pairs) > 1 else ""
    action = subject.action(
        action_id,
        first,
        f"{path_text(first.path)} {move(first.before, first.after)}{more}",
        rule=rule,
        confidence=Confidence.INFERRED if all(is_unknown(p.after) for p in pairs) else None,
    )
    yield replace(action, paths=tuple(pair.path for pair in pairs))


def _counts(subject: Subject, rule: Rule, pair: Pair) -> bool:
    if rule.options.get("both") is True and any(map(is_unset, (pair.before, pair.after))):
        return False
    but = words_of(rule.options.get("but"))
    if but and same(_without(pair.before, but), _without(pair.after, but)):
        return False
    return not _computed_again(subject, pair)


def _without(value: Value, names: Sequence[str]) -> Value:
    """Leave out attributes that other rules tell of, at any depth."""
    if isinstance(value, Mapping):
        return {name: _without(one, names) for name, one in value.items() if name not in names}
    if isinstance(value, list | tuple):
        return [_without(item, names) for item in value]
    return value


def _computed_again(subject: Subject, pair: Pair) -> bool:
    return (
        is_unknown(pair.after)
        and subject.change.verb is Verb.REPLACE
        and not subject.graph.origins(subject.change.address, pair.path)
    )
