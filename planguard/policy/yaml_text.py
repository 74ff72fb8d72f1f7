"""YAML that people write: parsed fast, and searched for a place when something is wrong."""

from __future__ import annotations

import re
from typing import Any

import yaml

from planguard.errors import PolicyError


def load_yaml(text: str, where: str) -> Any:
    """Parse YAML with the fast loader. Raises `PolicyError` with line and column."""
    try:
        return yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, in C where there is one
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{where}:{mark.line + 1}:{mark.column + 1}" if mark else where
        raise PolicyError(place, f"is no valid YAML: {error.problem}") from None
    except yaml.YAMLError:
        raise PolicyError(where, "is no valid YAML") from None


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def position(text: str, where: str, keys: tuple[str | int, ...]) -> str:
    """Give `file:line:column` of what lies at `keys` in a YAML text."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    mark = node.start_mark if node else None
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            found = [(k, v) for k, v in node.value if k.value == str(key)]
            if not found:
                break
            mark, node = found[0][0].start_mark, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            if key >= len(node.value):
                break
            node = node.value[key]
            mark = node.start_mark
    return f"{where}:{mark.line + 1}:{mark.column + 1}" if mark else where


def scalar_position(text: str, where: str, key: str, value: str, offset: int) -> str:
    """
    Give `file:line:column` of an offset into the text `value` of a top-level key.

    However the scalar is written (plain, quoted, folded over lines), the word at the offset is
    found again by counting how often it stood before.
    """
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    found = next((inner for name, inner in pairs if name.value == key), None)
    if found is None:
        return where
    place = found.start_mark.index
    if word := _WORD.match(value, offset):
        same = re.compile(rf"(?<![\w.]){re.escape(word[0])}(?![\w.])")
        before = sum(1 for _ in same.finditer(value, 0, offset))
        places = [each.start() for each in same.finditer(text, place, found.end_mark.index)]
        place = places[before] if before < len(places) else place
    line = text.count("\n", 0, place) + 1
    return f"{where}:{line}:{place - text.rfind(chr(10), 0, place)}"


_WORD = re.compile(r"\w[\w.]*")
