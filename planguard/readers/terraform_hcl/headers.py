"""What a configuration file may hold, told without parsing it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

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


_GAP = r"(?:[ \t]|/\*.*?\*/)*"
_LABEL = r'(?:"([^"\n]*)"|([A-Za-z_][\w-]*))'
_HEADER = re.compile(
    rf"^\ufeff?{_GAP}(?:(locals){_GAP}\{{"
    rf"|({'|'.join(KINDS)})\b{_GAP}{_LABEL}{_GAP}(?:{_LABEL}{_GAP})?\{{)",
    re.MULTILINE,
)
_ASSIGNMENT = re.compile(rf"(?<![\w.-])([^\W\d][\w-]*){_GAP}=(?![=>])")


def scan_headers(text: str, name: str) -> Mapping[str, int]:
    """
    List what a file may hold, without parsing it: at least the header of every block and local.

    Gives the line of each, 0 where it cannot be told.
    """
    if name.endswith(".json"):
        return _scan_json(text)
    found: dict[str, int] = {}
    line, start, has_locals = 1, 0, False
    for match in _HEADER.finditer(text):
        line += text.count("\n", start, match.start())
        start = match.start()
        if match[1]:
            has_locals = True
            continue
        prefix, labels, _ = KINDS[match[2]]
        names = [match[3] or match[4] or "", match[5] or match[6] or ""][:labels]
        found.setdefault(prefix + ".".join(names), line)
    if has_locals:
        found |= {f"local.{match[1]}": 0 for match in _ASSIGNMENT.finditer(text)}
    return found


def _scan_json(text: str) -> Mapping[str, int]:
    try:
        document = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return {ANYTHING: 0}
    found: dict[str, int] = {}
    for kind, first, body in _json_pairs(document):
        if kind == "locals":
            found[f"local.{first}"] = 0
        elif kind in KINDS:
            prefix, labels, _ = KINDS[kind]
            seconds = [""] if labels == 1 else [f".{key}" for key, _ in _json_items(body)]
            found |= {prefix + first + second: 0 for second in seconds}
    return found


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
