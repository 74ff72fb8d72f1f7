"""What a configuration file may hold, told without parsing it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from planguard.errors import InputError

ANYTHING = "*"
"""Stands in the scan of a file of which not even the headers can be told."""

KINDS = {
    "resource": ("", 2, "resource"),
    "data": ("data.", 2, "data"),
    "ephemeral": ("ephemeral.", 2, "ephemeral"),
    "module": ("module.", 1, "module call"),
    "output": ("output.", 1, "output"),
    "variable": ("var.", 1, "variable"),
    "provider": ("provider.", 1, "provider"),
}


_GAP = r"(?:[ \t]|/\*(?:[^*\n]|\*(?!/))*\*/)*"
_LABEL = r'(?:"([^"\n]*)"|([A-Za-z_][\w-]*))'
_HEADER = re.compile(
    rf"^\ufeff?(?:[^\n]*\*/)?[ \t]*(?:(locals){_GAP}\{{"
    rf"|({'|'.join(KINDS)})\b{_GAP}{_LABEL}{_GAP}(?:{_LABEL}{_GAP})?\{{)",
    re.MULTILINE,
)
_END = re.compile(r"^\}", re.MULTILINE)
_ASSIGNMENT = re.compile(rf"(?<![\w.-])([^\W\d][\w-]*){_GAP}=(?![=>])")
_HIDDEN = re.compile(
    r"\bdynamic\b[^\n{]*\{|\"dynamic\"[ \t]*:"
    r"|replace_triggered_by|precondition|postcondition|\bconnection\b\"?[ \t]*[:{]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """The text of what seems to be one block, and the line it starts on."""

    header: str
    """`""` for `locals`."""
    what: str
    line: int
    text: str


def broken(name: str, line: int) -> InputError:
    """Make the error for a file that cannot be read from `line` on."""
    return InputError(
        f"{name}:{line}",
        "this is not valid configuration, or not in a form that can be read here",
        "run `terraform validate`; other files are read all the same",
    )


def scan_headers(text: str, name: str) -> frozenset[str]:
    """List what a file may hold, without parsing it: every header in it, perhaps more."""
    if name.endswith(".json"):
        return frozenset(_scan_json(text))
    found = {_header_of(match) for match in _HEADER.finditer(text)}
    if "" in found:
        found |= {f"local.{match[1]}" for match in _ASSIGNMENT.finditer(text)}
    return frozenset(found)


def may_hide(text: str) -> bool:
    """Tell, without parsing it, whether a file may hold references that a plan leaves out."""
    return _HIDDEN.search(text) is not None


def cut(text: str) -> Iterator[Piece]:
    """Cut a file into its blocks, as far as their last braces stand at the start of a line."""
    line, start = 1, 0
    for match in _HEADER.finditer(text):
        line += text.count("\n", start, match.start())
        start = match.start()
        end = _END.search(text, start)
        what = "" if match[1] else KINDS[match[2]][2]
        body = text[start : end.end() if end else None]
        yield Piece(header=_header_of(match), what=what, line=line, text=body)


def _header_of(match: re.Match[str]) -> str:
    if match[1]:
        return ""
    prefix, labels, _ = KINDS[match[2]]
    names = [match[3] or match[4] or "", match[5] or match[6] or ""][:labels]
    return prefix + ".".join(names)


def _scan_json(text: str) -> Iterator[str]:
    try:
        document = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        yield ANYTHING
        return
    for kind, first, body in _json_pairs(document):
        if kind == "locals":
            yield f"local.{first}"
        elif kind in KINDS:
            prefix, labels, _ = KINDS[kind]
            seconds = [""] if labels == 1 else [f".{key}" for key, _ in _json_items(body)]
            yield from (prefix + first + second for second in seconds)


def _json_pairs(document: object) -> Iterator[tuple[str, str, object]]:
    for kind, members in _json_items(document):
        for first, body in _json_items(members):
            yield kind, first, body


def _json_items(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        for item in value:
            yield from _json_items(item)
