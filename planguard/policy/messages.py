"""Fills the places in a policy's texts: redacted, and in words where something is not known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from planguard.model.redaction import Redactor
from planguard.model.value import Sensitive, Unknown, Value, both_hidden
from planguard.policy.expression import Expression, Failed, Lookup, Steps
from planguard.policy.fact_value import NONE
from planguard.policy.reading import Asked, Message

NOT_KNOWN = "(not known)"
"""Stands for a live fact that nobody could tell; the reason stands elsewhere."""
_NO_FACTS: Mapping[str, Asked] = MappingProxyType({})


def number_text(value: float, digits: int = 4) -> str:
    """Write a number with so many digits that count, and never in powers of ten."""
    text = f"{value:.{digits}g}"
    if "e" not in text:
        return text
    return f"{value:.0f}" if abs(value) >= 1 else f"{value:.6f}".rstrip("0").rstrip(".")


def fill(
    message: Message,
    lookup: Lookup,
    redactor: Redactor,
    facts: Mapping[str, Asked] = _NO_FACTS,
) -> str:
    """
    Give the text with every place filled.

    `facts` are the live facts by name: one that is not known is said to be so, once and without
    a unit.
    """
    text, unit = "", ""
    for piece in message.pieces:
        if isinstance(piece, str):
            text += _without_unit(piece, unit)
            continue
        shown = _shown(piece, lookup, redactor, facts)
        unit = _unit_of(piece, facts) if shown == NOT_KNOWN else ""
        text += shown
    text = _SAID_TWICE.sub(NOT_KNOWN, text.replace(f"({NOT_KNOWN})", NOT_KNOWN))
    return " ".join(text.split(" ")).strip()


_SAID_TWICE = re.compile(rf"{re.escape(NOT_KNOWN)}(?: {re.escape(NOT_KNOWN)})+")


def _unit_of(expression: Expression, facts: Mapping[str, Asked]) -> str:
    names = (str(variable.steps[0]) for variable in expression.variables)
    return next((facts[name].topic.unit for name in names if name in facts), "")


def _without_unit(text: str, unit: str) -> str:
    """Leave out a unit that would follow a number nobody knows."""
    rest = text.removeprefix(f" {unit}") if unit else text
    return text if rest[:1].isalnum() else rest


def _shown(
    expression: Expression, lookup: Lookup, redactor: Redactor, facts: Mapping[str, Asked]
) -> str:
    result: Value | Failed
    if len(expression.variables) == 1 and _is_chain(expression):
        steps = expression.variables[0].steps
        result, name = lookup(steps), _attribute(steps, lookup)
        if steps in _SIDES:
            sides = both_hidden(lookup(_SIDES[0]), lookup(_SIDES[1]))
            result = sides[_SIDES.index(steps)]
    else:
        result, name = expression.evaluate(lookup), ""
    if isinstance(result, Failed):
        return "(unknown)"
    is_live = any(variable.steps[0] in facts for variable in expression.variables)
    if isinstance(result, Unknown) and is_live:
        return "none" if result == NONE else NOT_KNOWN
    if isinstance(result, Unknown | Sensitive):
        return str(result)
    if isinstance(result, float):
        return number_text(result) if is_live else number_text(result, 3)
    if isinstance(result, list | tuple) and all(isinstance(item, str) for item in result):
        return ", ".join(redactor.value(item, name) for item in result)
    return redactor.value(result, name, _MESSAGE_VALUE)


_SIDES: tuple[Steps, Steps] = (("action", "before"), ("action", "after"))
_MESSAGE_VALUE = 4_000
"""Long enough for a block to paste."""


def _attribute(steps: Steps, lookup: Lookup) -> str:
    """Name the attribute that a value stands under, which may tell that it is a secret."""
    if steps in _SIDES:
        first = lookup(("action", "paths", 0))
        return first.rpartition(".")[2] if isinstance(first, str) else ""
    return str(steps[-1])


def _is_chain(expression: Expression) -> bool:
    return "(" not in expression.source and not any(c in expression.source for c in "+-*/?<>=!&|")
