"""
Picks a value out of a JSON answer with a CEL expression over `answer` and `now`.

The interpreter holds Python's lock while it runs and cannot be stopped, so what a stranger's
answer may make it do is bounded before it starts.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from typing import Any

from planguard.errors import SourceError
from planguard.model.moment import moment_of
from planguard.model.value import Value

_STRING = re.compile(
    r"""\"\"\"[\s\S]*?\"\"\"|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|//[^\n]*"""
)
_MACRO = r"\.\s*(?:all|exists|exists_one|map|filter)\s*\(\s*([A-Za-z_]\w*)\s*,"
_MARKS = re.compile(rf"(?P<macro>{_MACRO})|(?P<opens>\()|(?P<closes>\))")
_NAMES = frozenset({"answer", "now"})
_FUNCTIONS = frozenset(
    [
        *("size", "contains", "startsWith", "endsWith", "matches", "string", "bytes", "double"),
        *("int", "uint", "type", "dyn", "duration", "timestamp", "getFullYear", "getMonth"),
        *("getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear", "getHours", "getMinutes"),
        *("getSeconds", "getMilliseconds"),
    ]
)
_MOST_STEPS = 2_000_000
"""Rounds of the innermost loop, about half a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A compiled expression; `loops` is how deep its loops lie in one another."""

    program: Any
    loops: int

    def value(self, answer: Any, now: datetime) -> Value | datetime:
        """Give what the expression picks. Raises `SourceError` when it does not fit the answer."""
        if self.loops and _longest(answer) ** self.loops > _MOST_STEPS:
            raise SourceError("answered with lists too long for the expression")
        context = _cel().Context()
        try:
            context.add_variable("answer", answer)
            context.add_variable("now", now)
            found: Value | datetime = self.program.execute(context)
        except (RuntimeError, TypeError, ValueError, LookupError, ArithmeticError):
            raise SourceError("gave an answer that the expression does not fit") from None
        return found

    def moment(self, answer: Any, now: datetime) -> datetime:
        """Give a time that the expression picks. Raises `SourceError` when it is none."""
        found = self.value(answer, now)
        if isinstance(found, datetime):
            found = found.isoformat()
        moment = moment_of(found) if isinstance(found, str) else None
        if moment is None:
            raise SourceError("answered something else where the time of observation belongs")
        return moment


@lru_cache(maxsize=256)
def compile_pick(text: str) -> Pick:
    """Compile an expression. Raises `ValueError` that says what is wrong with it."""
    try:
        program = _cel().compile(text)
    except (ValueError, RuntimeError) as error:
        words = " ".join(str(error).split()).rpartition("ERROR: <input>:")[2]
        words = words.partition(" expecting")[0].partition(" | ")[0]
        raise ValueError(f"is no valid CEL: {words}") from None
    bare = _STRING.sub("''", text)
    strange = set(program.variables()) - _NAMES - set(re.findall(_MACRO, bare))
    if strange:
        raise ValueError(f"there is no {min(strange)!r}: an expression has `answer` and `now`")
    called = {name for name in program.functions() if name.isidentifier() and name[0] != "_"}
    if called - _FUNCTIONS:
        raise ValueError(f"there is no function {min(called - _FUNCTIONS)!r}")
    return Pick(program=program, loops=_depth(bare))


def _cel() -> Any:
    # The extension module alone, where something has loaded it: the package brings a command line.
    return sys.modules.get("cel.cel") or import_module("cel")


def _depth(text: str) -> int:
    """Count how many loops lie in one another at most."""
    deepest = 0
    open_marks: list[bool] = []
    for found in _MARKS.finditer(text):
        if found["closes"]:
            if open_marks:
                open_marks.pop()
        else:
            open_marks.append(bool(found["macro"]))
            deepest = max(deepest, sum(open_marks))
    return deepest


def _longest(answer: Any) -> int:
    """Give the length of the longest list or object."""
    longest, waiting = 0, [answer]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict | list):
            longest = max(longest, len(each))
            waiting.extend(each.values() if isinstance(each, dict) else each)
    return longest
