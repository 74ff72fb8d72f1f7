"""Report formats, one file each."""

from __future__ import annotations

from planguard.formats import json, text
from planguard.formats.interface import Format, Style

FORMATS: tuple[Format, ...] = (text, json)

__all__ = ["FORMATS", "Format", "Style", "format_named"]


def format_named(name: str) -> Format | None:
    """Give the format called `name`, if there is one."""
    return next((each for each in FORMATS if each.name == name), None)
