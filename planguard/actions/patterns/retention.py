"""
Compare a time to keep things: it is cut, gets longer, has no end any more, or ends altogether.

Numbers may be written as text, with units from seconds to years (`604800s`, `7d`, `720h0m0s`),
or as a span of ISO 8601 (`P30D`, `PT1H`).
What 0 and absence mean differs between providers: `for-ever` (a CloudWatch log group) or
`nothing` (automated backups of a database). Where the rule names the block without which nothing is
kept, a new block is no cut, and a block that goes is left to other rules; a rule may leave out what
is new too (`arriving`). `-1` always means for ever. The magnitude is after
divided by before where both are finite. A new time that is known only after apply, or cannot be
read, counts as a cut, `inferred`. A number whose unit stands beside it (`days`, `weeks` ...) is compared
with that: 7 days and 1 week are the same. The unit may stand in a block of its own, with a usual one
where it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.scalar import is_hidden, move, number_of, shown, word_of
from planguard.model.action import NO_NUMBER, Action
from planguard.model.difference import is_nothing, same
from planguard.model.value import Unknown, Value, path_text
from planguard.model.words import Confidence

_FOR_EVER = float("inf")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "y": 31536000}


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `cut`, `up`, `unbounded` or `off` for every time under the rule's path."""
    endless = rule.options.get("zero_is") == "for-ever"
    block = str(rule.options.get("block") or "")
    for pair, *units in _places(subject, rule):
        new = bool(block) and _ends(pair.ends_before, block)
        if block and _ends(pair.ends_after, block):
            continue
        if new and rule.options.get("arriving") is False:
            continue
        before, after = (
            _counted(_time(side, endless=endless), unit)
            for side, unit in zip((pair.before, pair.after), units, strict=True)
        )
        if new:
            before = 0
        if after is None or before is None:
            yield from _unclear(subject, rule, pair, before)
        elif before != after and (action_id := rule.actions.get(_finding(before, after, rule))):
            finite = 0 < before < _FOR_EVER and after < _FOR_EVER
            yield subject.action(
                action_id,
                pair,
                f"{path_text(pair.path)} goes from {_text(before, pair.before, units[0])}"
                f" to {_text(after, pair.after, units[1])}",
                rule=rule,
                magnitude=after / before if finite else NO_NUMBER,
            )


def _places(subject: Subject, rule: Rule) -> Iterator[tuple[Pair, Value, Value]]:
    """Give what differs, with the units that stand beside it; `None` where none has to."""
    beside = str(rule.options.get("unit") or "")
    if not beside:
        yield from ((pair, None, None) for pair in subject.pairs(rule.path))
        return
    elsewhere = "." in beside
    block = "" if elsewhere else rule.path.rpartition(".")[0]
    usual = rule.options.get("unit_is") or ""
    units = {unit.path[:-1]: unit for unit in subject.places(f"{block}.{beside}".lstrip("."))}
    for pair in subject.places(rule.path):
        unit = next(iter(units.values()), _NO_UNIT) if elsewhere else units[pair.path[:-1]]
        if not (same(pair.before, pair.after) and same(unit.before, unit.after)):
            yield pair, unit.before or usual, unit.after or usual


_NO_UNIT = Pair(path=(), before=None, after=None)


def _counted(time: float | None, unit: Value) -> float | None:
    """Give a time in seconds, where it counts units that are told."""
    if unit is None or not time or time == _FOR_EVER:
        return time
    factor = _NAMED.get(word_of(unit).removesuffix("s"))
    return time * factor if factor else None


_NAMED = {
    "second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800,
    "month": 31536000 / 12, "year": 31536000,
}  # fmt: skip


def _ends(depth: int | None, block: str) -> bool:
    """Tell whether one side has no such block."""
    return depth is not None and depth <= block.count(".") + 1


def _time(value: Value, *, endless: bool) -> float | None:
    """Give how long things are kept; `None` when that cannot be read."""
    if is_hidden(value):
        return None
    if is_nothing(value):
        return _FOR_EVER if endless else 0
    number = number_of(value)
    if number is None and isinstance(value, str):
        number = _duration(value) if _DURATION.fullmatch(value) else _span(value)
    if number is None or number == -1:
        return number and _FOR_EVER
    return _FOR_EVER if number == 0 and endless else number


_DURATION = re.compile(r"-?(\d+(\.\d+)?[smhdwy])+")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)([smhdwy])")


def _duration(text: str) -> float:
    """Read a time with units (`604800s`, `720h0m0s`), in seconds."""
    seconds = sum(float(amount) * _UNITS[unit] for amount, unit in _AMOUNT.findall(text))
    return -seconds if text.startswith("-") else seconds


def _span(text: str) -> float | None:
    """Read a span as ISO 8601 writes it (`P30D`, `PT1H`), in seconds; of 30-day months 12 are a year."""
    date, mark, clock = text.upper().partition("T")
    if not _SPAN.fullmatch(date) or bool(mark or date == "P") != bool(_CLOCK.fullmatch(clock)):
        return None
    found = [(float(amount), unit) for amount, unit in _PART.findall(date)]
    days = sum(amount * _DATES[unit] for amount, unit in found)
    days += sum(amount // 12 * 5 for amount, unit in found if unit == "M")
    return days * 86400 + sum(
        float(amount) * _UNITS[unit.lower()] for amount, unit in _PART.findall(clock)
    )


_SPAN = re.compile(r"P(\d+[YMWD])*")
_CLOCK = re.compile(r"(\d+(\.\d+)?[HMS])+")
_PART = re.compile(r"(\d+(?:\.\d+)?)([A-Z])")
_DATES = {"Y": 365, "M": 30, "W": 7, "D": 1}


def _finding(before: float, after: float, rule: Rule) -> str:
    if after == _FOR_EVER:
        return "unbounded" if "unbounded" in rule.actions else "up"
    if after == 0:
        return "off" if "off" in rule.actions else "cut"
    return "up" if after > before else "cut"


def _text(time: float, written: Value, unit: Value) -> str:
    if time == _FOR_EVER:
        return "for ever"
    return "nothing" if time == 0 else f"{shown(written)} {unit or ''}".rstrip()


def _unclear(subject: Subject, rule: Rule, pair: Pair, before: float | None) -> Iterator[Action]:
    """Assume a cut, unless nothing was kept before."""
    action_id = rule.actions.get("up" if before == 0 else "cut")
    if action_id:
        known = is_hidden(pair.before) or is_hidden(pair.after)
        yield subject.action(
            action_id,
            pair,
            f"{path_text(pair.path)} {move(pair.before, pair.after)}",
            rule=rule,
            magnitude=Unknown(reason="a time on one side cannot be read"),
            confidence=Confidence.INFERRED if known else Confidence.GUESS,
        )
