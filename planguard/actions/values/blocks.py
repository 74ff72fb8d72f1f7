"""Reads blocks and lists of them: what is none is empty, and hidden is what holds something hidden."""

from __future__ import annotations

from collections.abc import Mapping

from planguard.actions.values.scalar import is_hidden
from planguard.model.value import Value


def block_of(value: Value) -> Mapping[str, Value]:
    """Give a block; an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}


def blocks_of(value: Value) -> list[Mapping[str, Value]]:
    """Give the blocks of a list; none for anything else."""
    items = value if isinstance(value, list | tuple) else ()
    return [item for item in items if isinstance(item, Mapping)]


def holds_hidden(value: Value) -> bool:
    """Tell whether a value is hidden, or anything in it."""
    if isinstance(value, Mapping):
        return any(map(holds_hidden, value.values()))
    return is_hidden(value) or (isinstance(value, list | tuple) and any(map(holds_hidden, value)))
