"""Fills the places in a policy's texts: redacted, and in words where something is not known."""

from __future__ import annotations

from collections.abc import Collection

from planguard.model.redaction import Redactor
from planguard.model.value import Sensitive, Unknown, Value, both_hidden
from planguard.policy.expression import Expression, Failed, Lookup, Steps
from planguard.policy.fact_value import NONE
from planguard.policy.reading import Message


def fill(message: Message, lookup: Lookup, redactor: Redactor, facts: Collection[str] = ()) -> str:
    """
    Give the text with every place filled.

    `facts` are the names of live facts: one that is not known is said to be so in a word, since
    the reason stands elsewhere.
    """
    text = "".join(
        piece if isinstance(piece, str) else _shown(piece, lookup, redactor, facts)
        for piece in message.pieces
    )
    return " ".join(text.split(" ")).strip()


def _shown(
    expression: Expression, lookup: Lookup, redactor: Redactor, facts: Collection[str]
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
    if isinstance(result, Unknown) and any(v.steps[0] in facts for v in expression.variables):
        return "none" if result == NONE else "(not known)"
    if isinstance(result, Unknown | Sensitive):
        return str(result)
    if isinstance(result, float):
        return f"{result:.3g}"
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
