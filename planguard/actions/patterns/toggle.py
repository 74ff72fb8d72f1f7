"""
Compare a boolean: it is switched on or off.

Null and absent count as the rule's default. Words are understood too: `true`, `Enabled`, `off`.
A new value that is known only after apply, or cannot be read, gives the switch that is possible:
`off` for what is on, `on` for what is off, `inferred`.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import Rule, Subject
from planguard.actions.values.scalar import is_hidden, move, truth_of
from planguard.model.action import Action
from planguard.model.difference import is_nothing
from planguard.model.value import Value, path_text
from planguard.model.words import Confidence


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `on` or `off` for every boolean under the rule's path."""
    default = rule.options.get("default") is True
    for pair in subject.places(rule.path):
        before, after = _state(pair.before, default=default), _state(pair.after, default=default)
        if before is not None and before == after:
            continue
        finding = _finding(before, after, rule)
        if action_id := rule.actions.get(finding):
            unclear = before is None or after is None
            said = f"is switched {finding}"
            if unclear:
                said = f"{move(pair.before, pair.after)}"
            yield subject.action(
                action_id,
                pair,
                f"{path_text(pair.path)} {said}",
                rule=rule,
                confidence=_confidence(pair.before, pair.after, unclear=unclear),
            )


def _state(value: Value, *, default: bool) -> bool | None:
    truth = truth_of(value)
    if truth is None and not is_hidden(value) and is_nothing(value):
        return default
    return truth


def _finding(before: bool | None, after: bool | None, rule: Rule) -> str:  # noqa: FBT001 - the two sides of a change
    if after is not None:
        return "on" if after else "off"
    if before is None:
        return "off" if "off" in rule.actions else "on"
    return "off" if before else "on"


def _confidence(before: Value, after: Value, *, unclear: bool) -> Confidence | None:
    if not unclear:
        return None
    return Confidence.INFERRED if is_hidden(before) or is_hidden(after) else Confidence.GUESS
