"""
CEL expressions over the vocabulary, with three outcomes.

Every chain of names (`change.after.tags.env`) is replaced by a variable of its own before the
expression is compiled. So only what an expression asks for is looked up, a name that does not
exist is found when the file is loaded, and a chain whose value is unknown is simply not defined:
when CEL cannot do without it, the outcome is `Unknown`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from textwrap import shorten
from types import MappingProxyType
from typing import Any, TypeAlias

from planguard.model.topic import Topic
from planguard.model.value import PLAIN, Sensitive, Unknown, Value, holds_unknown, path_text
from planguard.policy.cel_engine import cel
from planguard.policy.vocabulary import LITERALS, ROOTS, check_chain

Steps: TypeAlias = tuple[str | int, ...]
Lookup: TypeAlias = Callable[[Steps], Value]
"""Gives the value of a chain of names; `None` for what is absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One chain of names in an expression; `asks_presence` inside `has(...)`."""

    name: str
    steps: Steps
    asks_presence: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """An expression that could not be evaluated, and why; never a value of the plan."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A compiled expression."""

    source: str
    variables: tuple[Variable, ...]
    roots: frozenset[str] = frozenset()
    """First names of the chains."""
    rewritten: str = field(repr=False)
    """As the interpreter gets it: each chain is a variable."""
    _programs: list[Any] = field(default_factory=list, repr=False, compare=False)
    _results: dict[tuple[object, ...], Value | Failed] = field(
        default_factory=dict, repr=False, compare=False
    )
    """By the values of the variables; kept until full, as threads may share an expression."""

    @property
    def program(self) -> Any:
        """Give the compiled program; it is compiled when it is first needed."""
        if not self._programs:
            self._programs.append(cel().compile(self.rewritten))
        return self._programs[0]

    def evaluate(self, lookup: Lookup) -> Value | Failed:
        """
        Give the result.

        `Unknown` when something the expression cannot do without is unknown or sensitive, `Failed`
        when types do not fit.
        """
        values = [lookup(variable.steps) for variable in self.variables]
        classes = [value.__class__ for value in values]
        if self.rewritten == _ALONE and classes == [bool]:
            return self.variables[0].asks_presence or values[0]
        if not _COMPARED.issuperset(classes):
            return self._execute(values)
        key = (*classes, *values)
        if key in self._results:
            return self._results[key]
        result = self._execute(values)
        if len(self._results) < _MOST_RESULTS:
            self._results[key] = result
        return result

    def _execute(self, values: Iterable[Value]) -> Value | Failed:
        context = cel().Context()
        missing: list[Unknown] = []
        for variable, value in zip(self.variables, values, strict=True):
            reason = _unusable(value, variable)
            if reason is not None:
                missing.append(reason)
            else:
                context.add_variable(
                    variable.name, value is not None if variable.asks_presence else _plain(value)
                )
        try:
            result: Value = self.program.execute(context)
        except (RuntimeError, TypeError, ValueError, LookupError, ArithmeticError) as error:
            if missing:
                return missing[0]
            return Failed(reason=_why(error))
        return result


_ALONE = "pg_0"
"""An expression that is one chain of names and nothing else."""
_COMPARED = PLAIN | {Unknown}
_MOST_RESULTS = 1000


class ExpressionError(ValueError):
    """An expression that does not compile; `offset` counts characters from its start."""

    def __init__(self, problem: str, offset: int = 0) -> None:
        """Keep the problem and where it is."""
        super().__init__(problem)
        self.problem = problem
        self.offset = offset


_STRING = r"""[rRbB]{0,2}(?:\"\"\"[\s\S]*?\"\"\"|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')"""
_STEP = r"""(?:\s*\.\s*[A-Za-z_]\w*|\[\s*(?:"[^"\\]*"|'[^'\\]*'|\d+)\s*\])"""
_TOKEN = re.compile(
    rf"""(?P<verbatim>{_STRING}|//[^\n]*)"""
    rf"""|(?<![\w.])has\s*\(\s*(?P<has>[A-Za-z_]\w*{_STEP}+)\s*\)"""
    rf"""|(?<![\w.)\]])(?P<chain>[A-Za-z_]\w*{_STEP}*)(?P<call>\s*\()?"""
)
_BOUND = re.compile(r"\.\s*(?:all|exists|exists_one|map|filter)\(\s*([A-Za-z_]\w*)\s*,")
_PIECE = re.compile(r"""[A-Za-z_]\w*|"([^"]*)"|'([^']*)'|\d+""")
_OPERATORS = frozenset({"in"})


def compile_expression(
    source: str,
    facts: Mapping[str, Topic] = MappingProxyType({}),
    params: frozenset[str] = frozenset(),
    *,
    trusted: bool = False,
) -> Expression:
    """
    Compile `source`; `facts` and `params` are the names that the policy itself declares.

    What is `trusted` to compile waits until it is evaluated: of many policies few are.

    Raises `ExpressionError` for a syntax error or a name outside the vocabulary.
    """
    bound = _bound_names(source, facts)
    variables: dict[tuple[Steps, bool], Variable] = {}

    def name_of(steps: Steps, offset: int, *, asks_presence: bool) -> str:
        if problem := check_chain(steps, facts, params):
            raise ExpressionError(problem, offset)
        return variables.setdefault(
            (steps, asks_presence),
            Variable(name=f"pg_{len(variables)}", steps=steps, asks_presence=asks_presence),
        ).name

    def rewrite(match: re.Match[str]) -> str:
        if match["verbatim"]:
            return match[0]
        if match["has"]:
            return name_of(_steps(match["has"]), match.start("has"), asks_presence=True)
        chain, call = match["chain"], match["call"] or ""
        steps, method = _steps(chain), ""
        if call:
            if len(steps) == 1:
                return match[0]
            method, steps = f".{steps[-1]}", steps[:-1]
        root = str(steps[0])
        if root in bound or root in LITERALS or root in _OPERATORS:
            return match[0]
        return f"{name_of(steps, match.start('chain'), asks_presence=False)}{method}{call}"

    rewritten = _TOKEN.sub(rewrite, source)
    made = Expression(
        source=source,
        variables=tuple(variables.values()),
        roots=frozenset(str(steps[0]) for steps, _ in variables),
        rewritten=rewritten,
    )
    if not trusted:
        _check(made)
    return made


def _check(expression: Expression) -> None:
    try:
        program = expression.program
    except (ValueError, RuntimeError) as error:
        problem = f"is no valid CEL: {_syntax(error, expression.variables)}"
        raise ExpressionError(problem) from None
    _check_functions(program, expression.source)


def _bound_names(source: str, facts: Mapping[str, Topic]) -> frozenset[str]:
    """Find the variables of macros; none may hide a name of the vocabulary."""
    for found in _BOUND.finditer(source):
        if found[1] in ROOTS or found[1] in facts:
            problem = (
                f"`{found[1]}` is a name of its own: call the variable of the macro otherwise"
            )
            raise ExpressionError(problem, found.start(1))
    return frozenset(_BOUND.findall(source))


def _steps(chain: str) -> Steps:
    return tuple(
        int(piece[0]) if piece[0].isdigit() else piece[1] or piece[2] or piece[0].strip("\"'")
        for piece in _PIECE.finditer(chain)
    )


def _syntax(error: Exception, variables: Iterable[Variable]) -> str:
    """Give the interpreter's words with the chains as they were written."""
    chains = {each.name: path_text(each.steps) for each in variables}
    text = (
        " ".join(str(error).split())
        .rpartition("Syntax error: ")[2]
        .partition(" expecting")[0]
        .partition(" | ")[0]
    )
    text = re.sub(r"pg_\d+", lambda found: chains.get(found[0], found[0]), text)
    return shorten(text, _SYNTAX_LENGTH, placeholder=" ...")


_SYNTAX_LENGTH = 200
_FUNCTIONS = frozenset(
    [
        *("size", "contains", "startsWith", "endsWith", "matches"),
        *("string", "bytes", "double", "int", "uint", "type", "dyn", "duration", "timestamp"),
        *("getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear"),
        *("getHours", "getMinutes", "getSeconds", "getMilliseconds", "of", "none", "orValue"),
    ]
)
"""What the interpreter knows beside operators and macros; it tells of others only when it runs."""


def _check_functions(program: Any, source: str) -> None:
    for name in program.functions():
        if name.isidentifier() and not name.startswith("_") and name not in _FUNCTIONS:
            near = difflib.get_close_matches(name, _FUNCTIONS, n=1)
            advice = f"did you mean `{near[0]}`?" if near else f"there are: {_known()}"
            raise ExpressionError(f"there is no function `{name}`; {advice}", source.find(name))


def _known() -> str:
    return ", ".join(sorted(_FUNCTIONS))


def _unusable(value: Value, variable: Variable) -> Unknown | None:
    if value.__class__ in PLAIN:
        return None
    chain = ".".join(map(str, variable.steps))
    if isinstance(value, Unknown):
        if variable.asks_presence and value.origins:
            return None
        origins = f", from {', '.join(value.origins)}" if value.origins else ""
        return Unknown(reason=f"{chain}: {value.reason}{origins}", origins=value.origins)
    if isinstance(value, Sensitive):
        if variable.asks_presence and not value.is_unknown:
            return None
        return Unknown(reason=f"{chain}: sensitive")
    if variable.asks_presence:
        return None
    if holds_unknown(value):
        return Unknown(reason=f"{chain}: a part is known only after apply")
    return Unknown(reason=f"{chain}: a part is sensitive") if _holds_sensitive(value) else None


def _holds_sensitive(value: Value) -> bool:
    if isinstance(value, Mapping):
        return any(map(_holds_sensitive, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_holds_sensitive, value))
    return isinstance(value, Sensitive)


def _plain(value: Value) -> Any:
    """Give a value as CEL takes it."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def _why(error: Exception) -> str:
    """Name the kind of failure; CEL's own text could quote a value."""
    if isinstance(error, TypeError):
        return "the types in the expression do not fit the values (text, number or null?)"
    if isinstance(error, LookupError):
        return "the expression asks for a key or position that does not exist"
    if isinstance(error, ArithmeticError):
        return "the expression divides by zero or leaves the range of numbers"
    return "the expression could not be evaluated"
