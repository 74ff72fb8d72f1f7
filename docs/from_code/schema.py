"""Tables of keys out of JSON Schemas."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .text import flat, table, written

_KINDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "keys and values",
    "null": "null",
}
Schema = Mapping[str, Any]


def keys_of(
    schema: Schema, defs: Schema | None = None, told: Callable[[str], str] = lambda _: ""
) -> str:
    """
    Write the keys of an object as a table, those inside of others behind a point.

    `told` gives the meaning of a key whose schema has none.
    """
    defs = schema.get("$defs", {}) if defs is None else defs
    rows = list(_rows(schema, defs, "", told))
    return table(("key", "what it is", "meaning"), rows)


def fields_of(schema: Schema, link_of: Callable[[str], str]) -> str:
    """Write the fields of an object as a table; `link_of` links to other objects."""
    rows = [
        (f"`{name}`", kind_of(each, {}, link_of), written(flat(each.get("description", ""))))
        for name, each in schema.get("properties", {}).items()
    ]
    return table(("field", "what it is", "meaning"), rows)


def _rows(
    schema: Schema, defs: Schema, prefix: str, told: Callable[[str], str]
) -> Iterator[tuple[str, str, str]]:
    needed = schema.get("required", ())
    for name, each in schema.get("properties", {}).items():
        default = each.get("default")
        must = ", needed" if name in needed else ""
        shown = "" if default in (None, "", [], {}) else f", by default `{json.dumps(default)}`"
        about = each.get("description") or told(prefix + name)
        yield f"`{prefix}{name}`", f"{kind_of(each, defs)}{must}{shown}", written(flat(about))
        inner, sign = _inside(each, defs)
        if inner:
            yield from _rows(inner, defs, f"{prefix}{name}{sign}.", told)


def _inside(each: Schema, defs: Schema) -> tuple[Schema | None, str]:
    """Give the object inside a value, the items of a list or the values of a mapping."""
    if each.get("type") == "array":
        found, _ = _inside(each.get("items", {}), defs)
        return found, "[]"
    if isinstance(each.get("additionalProperties"), Mapping):
        found, _ = _inside(each["additionalProperties"], defs)
        return found, ".NAME"
    ways = [way for way in each.get("anyOf") or each.get("oneOf") or () if "$ref" in way]
    if ways:
        each = ways[0]
    if "$ref" in each:
        each = _named(each, defs)
    return (each, "") if each.get("properties") else (None, "")


def kind_of(each: Schema, defs: Schema, link_of: Callable[[str], str] | None = None) -> str:
    """Say in words what a value is."""
    if "$ref" in each:
        if link_of is not None:
            return link_of(str(each["$ref"]).rpartition("/")[2])
        return kind_of(_named(each, defs), defs)
    if "enum" in each or "const" in each:
        words = [each["const"]] if "const" in each else each["enum"]
        return " or ".join(f"`{json.dumps(word) if word == '' else word}`" for word in words)
    if "anyOf" in each or "oneOf" in each:
        ways = (kind_of(way, defs, link_of) for way in each.get("anyOf") or each["oneOf"])
        return " or ".join(dict.fromkeys(ways))
    if each.get("type") == "array":
        return f"list of {kind_of(each.get('items', {}), defs, link_of)}"
    if "smhdw" in str(each.get("pattern")):
        return "time, such as `5s` or `15m`"
    return _KINDS.get(str(each.get("type")), "anything")


def _named(each: Schema, defs: Schema) -> Schema:
    named: Schema = defs[str(each["$ref"]).rpartition("/")[2]]
    return named
