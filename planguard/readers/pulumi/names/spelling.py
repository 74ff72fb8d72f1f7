"""How the names of one type are spelt on the other side: what is told of it, else the plain rule."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from planguard.readers.pulumi.names import SHAPES, spellings_of, table_of

_MAPS = frozenset(
    (
        *("tags", "tags_all", "labels", "annotations", "variables", "triggers", "keepers"),
        *("environment_variables", "effective_labels", "effective_annotations", "pulumi_labels"),
        *("node_labels", "match_labels", "metadata", "app_settings", "default_tags_all"),
    )
)


class Spelling(NamedTuple):
    """What a property is called on the other side, and its shape."""

    name: str
    shape: str
    """One of `SHAPES`, or nothing."""


class Spellings:
    """How the names of one type are spelt on the other side; places are dotted, in given names."""

    def __init__(self, package: str, side: str, token: str, type_: str) -> None:
        """Take what is told of one type; `side` is `forward` or `back`."""
        told = getattr(table_of(package), side).types
        self._own: Mapping[str, str] = told.get(token) or told.get(type_) or {}
        self._anywhere = spellings_of(package, side)
        self._plain = _snake if side == "forward" else _camel
        self._maps = frozenset() if self._anywhere else _MAPS

    def of(self, place: str, name: str) -> tuple[str, Spelling]:
        """Give the place of what is called `name` in a place, and its spelling."""
        within = f"{place}.{name}"
        told = self._own.get(within)
        if told is None:
            told = self._own.get(f"{place.rpartition('.')[2]}.{name}")
        if told is None:
            told = self._own.get(name)
        if told is None:
            told = self._anywhere.get(name, "")
        for shape in SHAPES:
            if told.endswith(shape):
                return within, Spelling(told.removesuffix(shape) or self._plain(name), shape)
        other = told or self._plain(name)
        shape = "{}" if name in self._maps or other in self._maps else ""
        return within, Spelling(other, shape)


@lru_cache(maxsize=8192)
def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


@lru_cache(maxsize=8192)
def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)
