"""
`json`: the whole report for programs.

Version 1: fields may be added, none is removed or changes meaning. Words, exit codes and ids are
those of the documentation; every text is redacted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from planguard.formats.interface import Style
from planguard.model.report import Report

name = "json"
pictured = False
VERSION = 1


def write(report: Report, style: Style) -> str:  # noqa: ARG001 - one signature for all formats
    """Give the report as one JSON document."""
    document = {"version": VERSION, **_plain(report)}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _plain(value: object) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
