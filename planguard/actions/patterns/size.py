"""
Compare the name of a size, such as `db.r6g.2xlarge`, or one of the rule's own list of names.

What a name stands for is told by the ladders of Amazon, Azure, Google, Atlas and Snowflake:
processors first, memory where those stay. Another family or generation of the same size is no move.
The magnitude is the ratio of the two (`m5.large` to `m5.4xlarge` is 8), and `size_class` words it:
slight under one and a half times, large from four times on, notable between. Plain numbers and
amounts with a unit (`512`, `2 vCPU`, `4 GB`, `10Gi`) compare as numbers, a list of one size as that
size. Other names that differ in nothing but numbers compare by those, generations aside. Two names
that cannot be ordered (graphics processors against none, more processors with less memory) give
`down` as a `guess`; a new size that is known only after apply gives `down`, `inferred`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.quantities import quantity_of, size_class
from planguard.actions.values.scalar import is_hidden, move, number_of, word_of
from planguard.actions.values.sizes import WHOLE, ratio_of, size_of
from planguard.model.action import Action
from planguard.model.difference import is_nothing
from planguard.model.value import Unknown, Value, path_text
from planguard.model.words import Confidence

_ORDER_ALONE = Unknown(reason="by how much the size moves cannot be told")
_UNITS = {"vcpu": 1024.0, "mb": 1.0, "mib": 1.0, "gb": 1024.0, "gib": 1024.0, "tb": 1024.0**2}


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `up` or `down` for every size under the rule's path."""
    order = rule.options.get("order")
    words = [word_of(word).split("/") for word in order] if isinstance(order, Sequence) else []
    for pair in subject.pairs(rule.path):
        if is_nothing(pair.before) or is_nothing(pair.after):
            continue
        old, new = _alone(pair.before), _alone(pair.after)
        if is_hidden(old) or is_hidden(new):
            yield from _unclear(subject, rule, pair, "", Confidence.INFERRED)
            continue
        ratio = _ratio(old, new, words, subject.change.type)
        if ratio is None:
            yield from _unclear(subject, rule, pair, ", which cannot be ordered", Confidence.GUESS)
        elif ratio != 1 and (action_id := rule.actions.get("up" if ratio > 1 else "down")):
            told = ratio not in {0.0, WHOLE}
            step = size_class(ratio) if told else ""
            yield subject.action(
                action_id,
                pair,
                f"{path_text(pair.path)} {move(pair.before, pair.after)}",
                rule=rule,
                magnitude=ratio if told else _ORDER_ALONE,
                details={"size_class": step} if step else None,
            )


def _alone(value: Value) -> Value:
    """Give the item of a list of one; several sizes cannot be ordered."""
    if isinstance(value, list | tuple) and len(value) == 1:
        item: Value = value[0]
        return item
    return value


def _ratio(old: Value, new: Value, words: list[list[str]], type_: str) -> float | None:
    """Give how many times the size the new one is: 0 or infinite where only the order is known."""
    before, after = word_of(old), word_of(new)
    measured = _measured(old, new) or _named(before, after, type_)
    places = [[before in one for one in words], [after in one for one in words]]
    if all(map(any, places)):
        # The list decides which is larger; the ladders may tell by how much.
        rise = places[1].index(True) - places[0].index(True)
        told = measured is not None and (measured - 1) * rise > 0
        return measured if told else 1.0 if not rise else WHOLE if rise > 0 else 0.0
    if measured is not None:
        return measured
    if any(size_of(word, type_) for word in (before, after)):
        return None
    return _by_numbers(before, after)


def _measured(old: Value, new: Value) -> float | None:
    before, after = _amount(old), _amount(new)
    if before is None or after is None:
        return None
    return after / before if before else WHOLE if after else 1.0


def _amount(value: Value) -> float | None:
    """Read a number, alone or with a unit."""
    number = quantity_of(value)
    if number is not None:
        return number
    amount, _, unit = word_of(value).partition(" ")
    number = number_of(amount)
    return number * _UNITS[unit] if number is not None and unit in _UNITS else None


def _named(old: str, new: str, type_: str) -> float | None:
    before, after = size_of(old, type_), size_of(new, type_)
    return ratio_of(before, after) if before and after else None


def _by_numbers(old: str, new: str) -> float | None:
    """Compare names that differ in their numbers alone: `vm.standard2.1`, `g6-standard-2`."""
    old, new = _GENERATION.sub("", old), _GENERATION.sub("", new)
    if not old or _NUMBER.sub("#", old) != _NUMBER.sub("#", new):
        return None
    pairs = list(zip(map(int, _NUMBER.findall(old)), map(int, _NUMBER.findall(new)), strict=True))
    moved = [(before, after) for before, after in pairs if before != after]
    if len({before < after for before, after in moved}) > 1:
        return None
    before, after = moved[0] if moved else (1, 1)
    return after / before if before else WHOLE


_NUMBER = re.compile(r"\d+")
_GENERATION = re.compile(r"_v\d+\Z|\A[a-z]+\d+[a-z]*(?=-)")
"""Tells one generation or family from another, which is no size."""


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
