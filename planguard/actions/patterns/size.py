"""
Compare the name of a size, such as `db.r6g.2xlarge`, or one of the rule's own list of names.

Sizes are ordered nano, micro, small, medium, large, xlarge, 2xlarge ... metal, whatever the family
in front of them: another family or generation of the same size is no move. The magnitude is the
ratio of Amazon's normalisation factors (large 1, xlarge 2, 2xlarge 4). Plain numbers and amounts
with a unit (`512`, `2 vCPU`, `4 GB`, `10Gi`) compare as numbers, a list of one size as that size. Other
names that differ in nothing but numbers (`e2-standard-4`, `Standard_D4s_v3`) compare by those,
generations aside. Two names that cannot be ordered give
`down` as a `guess`; a new size that is known only after apply gives `down`, `inferred`.

Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html (normalisation factors).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.quantities import quantity_of
from planguard.actions.values.scalar import is_hidden, move, number_of, word_of
from planguard.model.action import NO_NUMBER, Action
from planguard.model.difference import is_nothing
from planguard.model.value import Unknown, Value, path_text
from planguard.model.words import Confidence

_WORDS = {
    "nano": 1 / 16,
    "micro": 1 / 8,
    "small": 1 / 4,
    "medium": 1 / 2,
    "large": 1.0,
    "xlarge": 2.0,
}
_METAL = float("inf")
_UNITS = {"vcpu": 1024.0, "mb": 1.0, "mib": 1.0, "gb": 1024.0, "gib": 1024.0, "tb": 1024.0**2}


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `up` or `down` for every size under the rule's path."""
    order = rule.options.get("order")
    words = [word_of(word) for word in order] if isinstance(order, Sequence) else []
    for pair in subject.pairs(rule.path):
        if is_nothing(pair.before) or is_nothing(pair.after):
            continue
        old, new = _alone(pair.before), _alone(pair.after)
        if is_hidden(old) or is_hidden(new):
            yield from _unclear(subject, rule, pair, "", Confidence.INFERRED)
            continue
        before, after = _rank(old, words), _rank(new, words)
        if before is None or after is None:
            before, after = _by_numbers(word_of(old), word_of(new))
        if before is None or after is None:
            yield from _unclear(subject, rule, pair, ", which cannot be ordered", Confidence.GUESS)
        elif before != after and (
            action_id := rule.actions.get("up" if after > before else "down")
        ):
            yield subject.action(
                action_id,
                pair,
                f"{path_text(pair.path)} {move(pair.before, pair.after)}",
                rule=rule,
                magnitude=_ratio(before, after, ordered=bool(words)),
            )


def _alone(value: Value) -> Value:
    """Give the item of a list of one; several sizes cannot be ordered."""
    if isinstance(value, list | tuple) and len(value) == 1:
        item: Value = value[0]
        return item
    return value


def _rank(value: Value, words: list[str]) -> float | None:
    """Give a number that orders sizes; `None` when the name says no size."""
    word = word_of(value)
    if words:
        return float(words.index(word)) if word in words else None
    number = quantity_of(value)
    if number is not None:
        return number
    amount, _, unit = word.partition(" ")
    number = number_of(amount)
    if number is not None and unit in _UNITS:
        return number * _UNITS[unit]
    ranks = (_named(part) for part in reversed(word.replace("_", ".").split(".")))
    return next((rank for rank in ranks if rank is not None), None)


def _named(part: str) -> float | None:
    if part in _WORDS:
        return _WORDS[part]
    if part == "metal":
        return _METAL
    count = part.removeprefix("metal-")
    for ending in ("xlarge", "xl"):
        digits = count.removesuffix(ending)
        if digits != count and digits.isdecimal():
            return 2.0 * int(digits)
    return None


def _by_numbers(old: str, new: str) -> tuple[float, float] | tuple[None, None]:
    """Compare names that differ in their numbers alone: `e2-standard-2`, `standard_d4s_v3`."""
    old, new = _GENERATION.sub("", old), _GENERATION.sub("", new)
    if not old or _NUMBER.sub("#", old) != _NUMBER.sub("#", new):
        return None, None
    pairs = list(zip(map(int, _NUMBER.findall(old)), map(int, _NUMBER.findall(new)), strict=True))
    moved = [(before, after) for before, after in pairs if before != after]
    if len({before < after for before, after in moved}) > 1:
        return None, None
    before, after = moved[0] if moved else (1, 1)
    return float(before), float(after)


_NUMBER = re.compile(r"\d+")
_GENERATION = re.compile(r"_v\d+\Z|\A[a-z]+\d+[a-z]*(?=-)")
"""Tells one generation or family from another, which is no size."""


def _ratio(before: float, after: float, *, ordered: bool) -> float | Unknown:
    if ordered or before == 0 or _METAL in (before, after):
        return NO_NUMBER
    return after / before


def _unclear(
    subject: Subject, rule: Rule, pair: Pair, remark: str, confidence: Confidence
) -> Iterator[Action]:
    if action_id := rule.actions.get("down") or rule.actions.get("up"):
        yield subject.action(
            action_id,
            pair,
            f"{path_text(pair.path)} {move(pair.before, pair.after)}{remark}",
            rule=rule,
            magnitude=Unknown(reason="the sizes cannot be compared"),
            confidence=confidence,
        )
