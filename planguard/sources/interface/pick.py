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
_MACRO = r"\.\s*(?P<kind>all|exists|exists_one|map|filter)\s*\(\s*(?P<name>[A-Za-z_]\w*)\s*,"
_MARKS = re.compile(rf"(?P<macro>{_MACRO})|(?P<opens>\()|(?P<closes>\))")
_ROOT = re.compile(r"(?<![\w.)\]])([A-Za-z_]\w*)(?:\s*\.\s*\w+|\[[^\[\]]*\])*\s*\Z")
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
"""Steps of all loops together, about a second."""
_MOST_ENTRIES = 250_000
"""Entries of all lists and objects together, about half a second to hand over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """A loop of an expression; `outer` is the place of the one around it, -1 for none."""

    outer: int
    copies: bool
    """The interpreter copies the whole list that it builds at each step."""
    inside: bool
    """Its list is a part of what a loop around it is at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A compiled expression."""

    program: Any
    loops: tuple[Loop, ...]

    def value(self, answer: Any, now: datetime) -> Value | datetime:
        """Give what the expression picks. Raises `SourceError` when it does not fit the answer."""
        longest, entries = _extent(answer)
        if entries > _MOST_ENTRIES or self.steps(longest, entries) > _MOST_STEPS:
            raise SourceError("gave an answer too long for the expression: ask for less")
        context = _cel().Context()
        try:
            context.add_variable("answer", answer)
            context.add_variable("now", now)
            found: Value | datetime = self.program.execute(context)
        except (RuntimeError, TypeError, ValueError, LookupError, ArithmeticError):
            raise SourceError("gave an answer that the expression does not fit") from None
        return found

    def steps(self, longest: int, entries: int) -> int:
        """Count the steps of all loops at most, for an answer of this extent."""
        rounds: list[int] = []
        total = 0
        for loop in self.loops:
            outer = rounds[loop.outer] if loop.outer >= 0 else 1
            rounds.append(outer // longest * entries if loop.inside else outer * longest)
            total += rounds[-1] * (longest if loop.copies else 1)
        return total

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
    bound = {found["name"] for found in re.finditer(_MACRO, bare)}
    strange = set(program.variables()) - _NAMES - bound
    if strange:
        raise ValueError(f"there is no {min(strange)!r}: an expression has `answer` and `now`")
    called = {name for name in program.functions() if name.isidentifier() and name[0] != "_"}
    if called - _FUNCTIONS:
        raise ValueError(f"there is no function {min(called - _FUNCTIONS)!r}")
    return Pick(program=program, loops=_loops(bare, bound))


def _cel() -> Any:
    # The extension module alone, where something has loaded it: the package brings a command line.
    return sys.modules.get("cel.cel") or import_module("cel")


def _loops(text: str, bound: set[str]) -> tuple[Loop, ...]:
    """Find the loops of an expression without string literals, outer ones first."""
    found: list[Loop] = []
    brackets: list[int] = []
    for mark in _MARKS.finditer(text):
        if mark["closes"]:
            brackets.pop()
            continue
        outer = brackets[-1] if brackets else -1
        if mark["macro"]:
            root = _ROOT.search(text[: mark.start()])
            found.append(
                Loop(
                    outer=outer,
                    copies=mark["kind"] in {"map", "filter"},
                    inside=outer >= 0 and root is not None and root[1] in bound,
                )
            )
            outer = len(found) - 1
        brackets.append(outer)
    return tuple(found)


def _extent(answer: Any) -> tuple[int, int]:
    """Give the length of the longest list or object, and of all of them together; 1 at least."""
    longest, entries, waiting = 1, 1, [answer]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict | list):
            longest, entries = max(longest, len(each)), entries + len(each)
            waiting.extend(each.values() if isinstance(each, dict) else each)
    return longest, entries
