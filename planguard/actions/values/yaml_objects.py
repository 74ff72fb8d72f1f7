"""
Reads YAML (and JSON) inside attributes as values: one object for each document.

Nothing in it is run, dates stay text, and text that only grows large by its aliases is not read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from itertools import count
from typing import Any

from planguard.model.value import Value

_MOST = 200_000
"""Values of one text, aliases written out."""
_DEEPEST = 100
_DATE = "tag:yaml.org,2002:timestamp"


def documents_of(text: str) -> tuple[Value, ...] | None:
    """Read each document of a text that is not empty; `None` when it cannot be read."""
    try:
        if text.lstrip()[:1] in {"{", "["}:
            return (_plain(json.loads(text), count(), 0),)
    except (ValueError, RecursionError):
        pass
    import yaml  # noqa: PLC0415 - few plans hold YAML, and it is slow to import

    try:
        counted = count()
        return tuple(
            _plain(document, counted, 0)
            for document in yaml.load_all(text, Loader=_loader())
            if document is not None
        )
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


@cache
def _loader() -> Any:
    import yaml  # noqa: PLC0415 - as above

    safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    known = safe.yaml_implicit_resolvers
    resolvers = {
        first: [(tag, matcher) for tag, matcher in found if tag != _DATE]
        for first, found in known.items()
    }
    return type("_Loader", (safe,), {"yaml_implicit_resolvers": resolvers})


def _plain(value: Any, counted: count[int], depth: int) -> Value:
    """Give what is read as values are; keys are texts."""
    if next(counted) > _MOST or depth > _DEEPEST:
        raise ValueError("too large")
    if isinstance(value, Mapping):
        return {str(key): _plain(held, counted, depth + 1) for key, held in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(held, counted, depth + 1) for held in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)
