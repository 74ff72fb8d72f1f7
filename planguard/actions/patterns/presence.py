"""
Tell whether an attribute or block is set: it came, went, or has another value.

A value that is known only after apply counts as set when the dependency graph names where it
comes from. Without an origin nobody can tell: what was set counts as gone, `inferred`. Blocks that
hold nothing (`block {}`) count as set where the rule says so, inside a block that was there before.
Words that the rule lists as names of one thing are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.scalar import is_unknown, move, shown, word_of, words_of
from planguard.model.action import Action
from planguard.model.difference import is_nothing, same
from planguard.model.value import Value, path_text
from planguard.model.words import Confidence


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `came`, `gone` or `changed` for every place under the rule's path."""
    places = subject.places if rule.options.get("empty") else subject.pairs
    for pair in places(rule.path):
        if rule.options.get("empty") and (pair.ends_before, pair.ends_after) != (None, None):
            continue
        finding = _finding(subject, rule, pair)
        if action_id := rule.actions.get(finding):
            yield subject.action(
                action_id,
                pair,
                _sentence(pair, finding),
                rule=rule,
                confidence=Confidence.INFERRED if is_unknown(pair.after) else None,
            )


def _finding(subject: Subject, rule: Rule, pair: Pair) -> str:
    empty = rule.options.get("empty") is True
    was_set = _is_set(pair.before, empty=empty)
    if not is_unknown(pair.after):
        if not _is_set(pair.after, empty=empty):
            return "gone" if was_set else ""
        if not was_set:
            return "came"
        alike = same(pair.before, pair.after) or _are_alike(pair, rule)
        return "" if alike else "changed"
    if not was_set:
        return "came"
    known = subject.graph.origins(subject.change.address, pair.path)
    return "changed" if known or "gone" not in rule.actions else "gone"


def _are_alike(pair: Pair, rule: Rule) -> bool:
    """Tell whether both sides are names of one thing."""
    families = rule.options.get("alike")
    sides = {word_of(pair.before), word_of(pair.after)}
    return isinstance(families, list | tuple) and any(
        sides.issubset(words_of(words)) for words in families
    )


def _is_set(value: Value, *, empty: bool) -> bool:
    """Tell whether a value says something, or is a block at least."""
    if empty and isinstance(value, list | tuple):
        return any(item is not None for item in value)
    if empty and isinstance(value, Mapping):
        return True
    return not is_nothing(value)


def _sentence(pair: Pair, finding: str) -> str:
    where = path_text(pair.path)
    if finding == "changed":
        return f"{where} {move(pair.before, pair.after)}"
    if finding == "came":
        return f"{where} is set to {shown(pair.after)}"
    return f"{where} was {shown(pair.before)} and is {'unknown' if is_unknown(pair.after) else 'no longer set'}"
