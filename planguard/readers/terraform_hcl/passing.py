"""What is told from a line or two, as it is seldom asked for: values handed on, `removed` blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planguard.model.source import Span

_STEP = r"(?:\.[A-Za-z_][\w-]*|\[\"[^\"\\\n]*\"\]|\[(?:each\.(?:key|value)|count\.index|\d+)\])"
_REFERENCE = rf"[A-Za-z_][\w-]*{_STEP}+"
_END = r"[\s,}]*(?:(?:#|//).*)?"
_ARGUMENT = re.compile(
    r"\s*(?:\"[^\"\n]*\"|[\w-]+)\s*[=:]\s*"
    r"(?:(?:tostring|tonumber|tobool|toset|tolist|tomap|length|sort|keys)\(\s*)*(?:\"\$\{\s*)?"
    rf"(?P<reference>{_REFERENCE})"
    rf"\s*(?:\}}\")?[\s)]*{_END}"
)
_TEMPLATE = re.compile(
    rf"\s*[\w-]+\s*=\s*\"[^\"$]*\$\{{\s*(?P<reference>{_REFERENCE})\s*\}}[^\"$]*\"{_END}"
)
_SELECTION = re.compile(
    r"\s*for_each\s*=\s*\{\s*for\s+(?P<key>\w+)\s*,\s*(?P<value>\w+)\s+in\s+"
    rf"(?P<reference>{_REFERENCE})\s*:\s*(?P=key)\s*=>\s*(?P=value)(?P<steps>(?:\.\w+)*)"
    rf"(?:\s+if\b.*)?\s*\}}{_END}"
)
_REMOVED = re.compile(r"^removed[ \t]*\{(?P<body>.*?)^\}", re.MULTILINE | re.DOTALL)
_FROM = re.compile(r"(?<![\w-])from[ \t]*=[ \t]*(?P<source>[\w.-]+)")
_SETTINGS = re.compile(r"^terraform[ \t]*\{", re.MULTILINE)
_STEPS = re.compile(r"\.([A-Za-z_][\w-]*)|\[\"([^\"]*)\"\]|\[([^\]]*)\]")


def passed_on(line: str) -> tuple[str, ...]:
    """
    Give the reference that an argument's line hands on, step by step; `()` when it does more.

    A conversion, a text around one reference and the choice of some of a map's members hand on as
    well: `("var", "settings", "[each.key]", "desired")`. Indexes that are not constant keep their
    brackets; the members a choice is made of are `"[each.key]"`.
    """
    found = _ARGUMENT.fullmatch(line) or _TEMPLATE.fullmatch(line)
    if found:
        return _steps(found["reference"])
    chosen = _SELECTION.fullmatch(line)
    if chosen:
        return (*_steps(chosen["reference"]), "[each.key]", *chosen["steps"].split(".")[1:])
    return ()


def removed_blocks(text: str) -> tuple[tuple[str, Span], ...]:
    """Give the `removed` blocks of a file with what they name, an address without keys."""
    return tuple(_removed(text)) if "removed" in text else ()


def _removed(text: str) -> Iterator[tuple[str, Span]]:
    for found in _REMOVED.finditer(text):
        if source := _FROM.search(found["body"]):
            line = text.count("\n", 0, found.start()) + 1
            span = Span(line=line, column=1, end_line=line + found[0].count("\n"))
            yield source["source"], span


def settings_line(text: str) -> int:
    """Find the line of a file's `terraform` block; 0 when it has none."""
    found = _SETTINGS.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def _steps(reference: str) -> tuple[str, ...]:
    """Split a reference into its steps."""
    root = re.match(r"[\w-]+", reference)
    first = root[0] if root else ""
    rest = (
        name or key or f"[{index}]" for name, key, index in _STEPS.findall(reference[len(first) :])
    )
    return (first, *rest)
