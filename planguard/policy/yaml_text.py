"""YAML that people write: parsed fast, and searched for a place when something is wrong."""

from __future__ import annotations

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


def scalar_at(text: str, key: str) -> tuple[str, int, int]:
    """Give the style, line and column (from 1) of the value of a top-level key."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == key:
                mark = value.start_mark
                return str(value.style or ""), mark.line + 1, mark.column + 1
    return "", 1, 1
