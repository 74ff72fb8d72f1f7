"""
`json`: the whole report for programs, version 1.

`version`, `decision` and `exit_code` stand on top; `sections` hold one entry for each plan, with
its changes, actions, findings, lanes, what is not enforced, notices and the part that is safe
alone. `planguard schema report` prints the JSON Schema of it, in which every field is described;
`planguard diff` compares two such reports. Every text is redacted.

The promise: within version 1 fields may be added, and words to the closed sets; no field and no
word is removed, none changes its meaning, a field that is always there stays so. A program reads
`version`, passes over fields that it does not know, and takes a word that it does not know for the
gravest. Whatever breaks this has another `version`.

The document is the same whatever other formats are written with it, so the picture of the graph
(`planguard graph --format json`) and the attributes that no action is about are never in it. A
field without a value is there: `""`, `[]`, `{}`, or `null` for `magnitude` and `safe`. `magnitude`
is `null` where there is no finite number.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from math import isfinite
from operator import attrgetter
from typing import Any

from planguard.formats.interface import Style
from planguard.model.report import ActionShown, ChangeShown, Report, Section

name = "json"
pictured = False
proven = True
VERSION = 1
LEFT_OUT: Mapping[type, frozenset[str]] = {
    ChangeShown: frozenset({"operations"}),
    Section: frozenset({"anchor", "picture"}),
}
"""What a report has for other formats alone."""


def write(report: Report, style: Style) -> str:  # noqa: ARG001 - one signature for all formats
    """Give the report as one JSON document."""
    document = {
        "version": VERSION,
        "decision": report.decision,
        "exit_code": report.exit_code,
        "sections": report.sections,
    }
    return json.dumps(document, default=_plain, indent=2, ensure_ascii=False) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    names, read = _reader(type(value))  # type: ignore[arg-type] # a class is hashable
    told = dict(zip(names, read(value), strict=True))
    if isinstance(value, ActionShown) and not isfinite(value.magnitude or 0):
        told["magnitude"] = None
    return told


@cache
def _reader(kind: type) -> tuple[tuple[str, ...], Callable[[object], tuple[Any, ...]]]:
    """Give the names of what is written of one kind of value, and what reads them at once."""
    left_out = LEFT_OUT.get(kind, frozenset())
    names = tuple(each.name for each in fields(kind) if each.name not in left_out)
    return names, attrgetter(*names)
