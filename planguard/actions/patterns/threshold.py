"""
Compare an alarm's threshold: it is loosened when it moves away from what sets the alarm off.

With an operator that fires above the threshold (`GreaterThan...`) that is a rise, below it
(`LessThan...`) a fall. The magnitude is after divided by before. A move whose operator or new
value is not known counts as loosened, `inferred`. An operator that fires on the other side is loosened:
what set the alarm off does no longer. Where a whole query stands for the operator (`avg(last_5m):... > 90`),
the comparison at its end is read; of two queries that differ in more the direction is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planguard.actions.interface import Rule, Subject
from planguard.actions.values.scalar import move, number_of, word_of
from planguard.model.action import NO_NUMBER, Action
from planguard.model.difference import is_nothing
from planguard.model.value import Unknown, Value, path_text
from planguard.model.words import Confidence


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `loosened` for every threshold under the rule's path that moves the quiet way."""
    action_id = rule.actions.get("loosened")
    for pair in subject.pairs(str(rule.options.get("comparison", ""))):
        sides = _operator_of(pair.before)[:1], _operator_of(pair.after)[:1]
        if action_id and set(sides) == {"g", "l"}:
            yield subject.action(
                action_id,
                pair,
                f"{path_text(pair.path)} {move(pair.before, pair.after)}",
                rule=rule,
            )
            return
    for pair in subject.pairs(rule.path):
        if not action_id or is_nothing(pair.before) or is_nothing(pair.after):
            continue
        before, after = number_of(pair.before), number_of(pair.after)
        operator = _operator(subject, rule)
        readable = before is not None and after is not None
        clear = readable and operator.startswith(("greater", "less", "gt", "lt"))
        if clear and not _is_looser(before or 0, after or 0, operator):
            continue
        magnitude: float | Unknown = Unknown(reason="the threshold cannot be read")
        if before is not None and after is not None:
            magnitude = after / before if before else NO_NUMBER
        yield subject.action(
            action_id,
            pair,
            f"{path_text(pair.path)} {move(pair.before, pair.after)}",
            rule=rule,
            magnitude=magnitude,
            confidence=None if clear else Confidence.INFERRED,
        )


def _operator(subject: Subject, rule: Rule) -> str:
    operators = {
        word
        for pair in subject.places(str(rule.options.get("comparison", "")))
        for word in (_operator_of(pair.before), _operator_of(pair.after))
        if word
    }
    return operators.pop() if len(operators) == 1 else ""


def _operator_of(value: Value) -> str:
    """
    Read an operator: `GreaterThanThreshold`, `COMPARISON_GT`, `>`, or one at the end of a query.

    What a query asks stays behind its operator: it must not differ, or the limits compare nothing.
    """
    word = word_of(value).removeprefix("comparison_")
    if query := _QUERY.fullmatch(word):
        return f"{'greater' if query[2] == '>' else 'less'} {query[1].strip()}"
    return word if word.replace("_", "").isalnum() else ""


_QUERY = re.compile(r"(.*?)([<>])=?\s*(?:[-+]?\d+(?:\.\d*)?(?:e[-+]?\d+)?\s*)?", re.DOTALL)


def _is_looser(before: float, after: float, operator: str) -> bool:
    return after > before if operator.startswith("g") else after < before
