"""What a kind of source reads and how it is configured, in lines."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from typing import Any

from planguard.cli.output import columns, filled
from planguard.cli.sources import (
    documentation_of,
    extra_of,
    setting_text,
    settings_of,
    topics_of,
)
from planguard.load.live import Live
from planguard.sources.interface import Options, Source, Wants

_KINDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "keys and values",
    "null": "null",
}
_SPAN = "time, such as 5s or 15m"


def source_lines(source: Source, live: Live) -> Iterator[str]:
    """Explain one kind of source."""
    yield documentation_of(source)
    extra, installed = extra_of(source)
    if extra:
        yield ""
        how = "installed" if installed else "not installed"
        yield f"needs the extra {extra} ({how}): pip install 'planguard-iac[{extra}]'"
    yield ""
    yield from filled(f"can answer: {', '.join(source.topics)}", 0)
    yield ""
    yield f"keys under `sources:`, with `type: {source.name}`"
    yield from _keys(source.Options)
    yield ""
    yield "keys under `bindings:`, with `source:` and perhaps `types`, `environments`, `unit`"
    yield from _keys(source.Wants)
    for link in live.links.values():
        if link.source.name == source.name:
            yield ""
            yield f"configured here as {link.name}"
            rows = [(each.name, setting_text(each)) for each in settings_of(link, os.environ)]
            yield from columns(rows, "  ") if rows else ()
            yield from filled(f"answers: {', '.join(topics_of(link, live)) or 'nothing'}", 2)


def _keys(model: type[Options | Wants]) -> Iterator[str]:
    schema = model.model_json_schema()
    yield from _properties(schema, schema.get("$defs", {}), 2)


def _properties(schema: Mapping[str, Any], defs: Mapping[str, Any], indent: int) -> Iterator[str]:
    needed = schema.get("required", ())
    if not schema.get("properties"):
        yield f"{' ' * indent}none of its own"
    for name, each in schema.get("properties", {}).items():
        default = each.get("default")
        must = " (needed)" if name in needed else ""
        shown = "" if default in (None, "", [], {}) else f", by default {json.dumps(default)}"
        yield from filled(f"{name}{must}: {_kind(each, defs)}{shown}", indent)
        if about := each.get("description"):
            yield from filled(about, indent + 4, hang=0)
        if inner := _inner(each, defs):
            yield from _properties(inner, defs, indent + 4)


def _kind(each: Mapping[str, Any], defs: Mapping[str, Any]) -> str:
    if "$ref" in each:
        return _kind(_named(each, defs), defs)
    if "enum" in each or "const" in each:
        words = [each["const"]] if "const" in each else each["enum"]
        return " or ".join(json.dumps(word) if word == "" else str(word) for word in words)
    if "anyOf" in each or "oneOf" in each:
        ways = (_kind(way, defs) for way in each.get("anyOf") or each["oneOf"])
        return " or ".join(dict.fromkeys(ways))
    if each.get("type") == "array":
        return f"list of {_kind(each.get('items', {}), defs)}"
    if "smhdw" in str(each.get("pattern")):
        return _SPAN
    return _KINDS.get(str(each.get("type")), "anything")


def _inner(each: Mapping[str, Any], defs: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Give the keys inside a value, or inside the items of a list."""
    if each.get("type") == "array":
        each = each.get("items", {})
    found = _named(each, defs) if "$ref" in each else each
    return found if found.get("properties") else None


def _named(each: Mapping[str, Any], defs: Mapping[str, Any]) -> Mapping[str, Any]:
    named: Mapping[str, Any] = defs[str(each["$ref"]).rpartition("/")[2]]
    return named
