"""
Compare a number: it rises, falls, or falls to zero.

Numbers may be written as text, with a unit of Kubernetes (`500m`, `10Gi`) or as percentages, which
compare among themselves; a percentage in place of a number counts as a fall, `inferred`. The magnitude is the number after the change divided by the one
before; from 0 there is none. Where the rule names a `whole`, what is missing to it counts: a target of
95 after 99.9 of 100 % allows fifty times the errors. `-1` stands for "no limit", as cloud providers have it, and is above
every other number; where the rule says so (`zero_is`), 0 stands for that too. A number that comes has not moved, and one that goes has only where it counts
what runs: what the provider makes of that is not known, and may be zero, unless the rule says how
many run when nothing does (one pod). From 1 to 0 of what starts when it is asked for is no fall
where the rule says so (`cold`): the first caller waits. When the new number is known only
after apply, or either is sensitive, the fall is reported as `inferred` with an unknown magnitude.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.quantities import percentage_of, quantity_of
from planguard.actions.values.scalar import is_hidden, move, number_of, shown
from planguard.model.action import NO_NUMBER, Action
from planguard.model.value import Unknown, Value, path_text
from planguard.model.words import Confidence

_NO_LIMIT = -1


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `up`, `down` or `zero` for every number under the rule's path."""
    for pair in subject.pairs(rule.path):
        if is_hidden(pair.before) or is_hidden(pair.after):
            yield from _unclear(subject, rule, pair)
            continue
        if _are_mixed(pair):
            yield from _unclear(subject, rule, pair)
            continue
        before, after = _limited(pair.before, rule), _limited(pair.after, rule)
        if before and pair.after is None and pair.ends_after is None and "zero" in rule.actions:
            yield from _gone(subject, rule, pair, before)
            continue
        if before is None or after is None or before == after:
            continue
        finding = _finding(before, after, rule)
        if action_id := rule.actions.get(finding):
            verb = "rises" if finding == "up" else "falls"
            yield subject.action(
                action_id,
                pair,
                f"{path_text(pair.path)} {verb} from {_said(pair.before, before)}"
                f" to {_said(pair.after, after)}",
                rule=rule,
                magnitude=_magnitude(before, after, rule),
            )


def _magnitude(before: float, after: float, rule: Rule) -> float | Unknown:
    """Divide after by before, or what is missing to the rule's whole after by that before."""
    whole = number_of(rule.options.get("whole"))
    if whole is not None:
        rest = whole - before
        return float(f"{(whole - after) / rest:.6g}") if rest > 0 else NO_NUMBER
    return NO_NUMBER if before == 0 or _NO_LIMIT in (before, after) else after / before


def _amount(value: Value) -> float | None:
    amount = quantity_of(value)
    return percentage_of(value) if amount is None else amount


def _limited(value: Value, rule: Rule) -> float | None:
    """Read a number, or that there is no limit, where 0 or absence stand for that."""
    amount = _amount(value)
    if rule.options.get("zero_is") != "no-limit":
        return amount
    if value is None:
        amount = number_of(rule.options.get("absent"))
    return _NO_LIMIT if amount == 0 else amount


def _are_mixed(pair: Pair) -> bool:
    """Tell whether one side is a percentage and the other a number."""
    percentages = [percentage_of(side) is not None for side in (pair.before, pair.after)]
    numbers = [quantity_of(side) is not None for side in (pair.before, pair.after)]
    return any(percentages) and any(numbers)


def _said(value: Value, read: float | None = None) -> str:
    number = _NO_LIMIT if read == _NO_LIMIT else number_of(value)
    return shown(value) if number is None else _text(number)


def _finding(before: float, after: float, rule: Rule) -> str:
    limits = [float("inf") if number == _NO_LIMIT else number for number in (before, after)]
    if (before, after) == (1, 0) and "cold" in rule.actions:
        return "cold"
    if after == 0 and before != 0 and "zero" in rule.actions:
        return "zero"
    return "up" if limits[1] > limits[0] else "down"


def _text(number: float) -> str:
    return "no limit" if number == _NO_LIMIT else f"{number:.15g}"


def _gone(subject: Subject, rule: Rule, pair: Pair, before: float) -> Iterator[Action]:
    """Assume the provider's default, else zero, where the number of what runs is no longer told."""
    said = f"{path_text(pair.path)} was {_said(pair.before)} and is no longer set"
    default = number_of(rule.options.get("absent"))
    if default is not None:
        if before > default and (action_id := rule.actions.get("down")):
            yield subject.action(
                action_id,
                Pair(path=pair.path, before=pair.before, after=default),
                f"{said}: {_text(default)} unless an autoscaler keeps it",
                rule=rule,
                magnitude=default / before,
                confidence=Confidence.INFERRED,
            )
        return
    yield subject.action(
        rule.actions["zero"],
        Pair(path=pair.path, before=pair.before, after=Unknown(reason="no longer set")),
        said,
        rule=rule,
        magnitude=Unknown(reason="the number is no longer set"),
        confidence=Confidence.INFERRED,
    )


def _unclear(subject: Subject, rule: Rule, pair: Pair) -> Iterator[Action]:
    """Assume a fall where the number was known and can no longer be read."""
    found = next((word for word in ("down", "zero", "up") if word in rule.actions), "")
    if not found or (_limited(pair.before, rule) is None and not is_hidden(pair.before)):
        return
    origins = pair.after.origins if isinstance(pair.after, Unknown) else ()
    yield subject.action(
        rule.actions[found],
        pair,
        f"{path_text(pair.path)} {move(pair.before, pair.after)}",
        rule=rule,
        magnitude=Unknown(reason="a number on one side cannot be read", origins=origins),
        confidence=Confidence.INFERRED,
    )
