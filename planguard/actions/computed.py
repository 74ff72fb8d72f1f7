"""Tells values that only the provider decides from values that the configuration makes unknown."""

from __future__ import annotations

from collections.abc import Mapping

from planguard.model.plan import ConfigBlock
from planguard.model.value import PLAIN, Sensitive, Unknown, Value, holds_unknown


class Configured:
    """
    What one block of the configuration sets.

    An attribute it does not set and that is unknown is computed: ids, ARNs and defaults of an
    object made again. Plans leave out `dynamic` blocks, so of a block the configuration does not
    mention only what is unknown throughout counts as computed: what `dynamic` makes has known
    parts, unless it runs over what is unknown. Blocks that an object which stays had before may be
    made so, since providers keep what they computed once.
    """

    def __init__(self, block: ConfigBlock) -> None:
        """Take the block; its expressions are read when an unknown value asks for them."""
        self._block = block
        self._paths: frozenset[str] = frozenset()
        self._roots: frozenset[str] = frozenset()

    def settled(self, name: str, before: Value, after: Value, *, stays: bool = False) -> Value:
        """Give `after` with what is computed taken from `before`; `stays` for an update."""
        if not self._paths:
            self._paths = self._block.configured() | self._block.references.keys()
            self._roots = frozenset(path.partition(".")[0] for path in self._paths)
        if name in self._roots:
            return self._within(name, before, after)
        if stays and isinstance(after, Unknown) and _are_blocks(before):
            return after
        return before if _is_all_unknown(after) else after

    def _within(self, dotted: str, before: Value, after: Value) -> Value:
        if dotted in self._paths or not holds_unknown(after):
            return after
        if isinstance(after, Mapping):
            old = before if isinstance(before, Mapping) else {}
            inner = {
                key: self._within(f"{dotted}.{key}", old.get(key), value)
                for key, value in after.items()
            }
            return {key: value for key, value in inner.items() if value is not None or key in old}
        if isinstance(after, list | tuple):
            rest = list(before) if isinstance(before, list | tuple) else []
            rest.extend([None] * (len(after) - len(rest)))
            return [self._within(dotted, old, new) for old, new in zip(rest, after, strict=False)]
        return after if any(path.startswith(f"{dotted}.") for path in self._paths) else before


def _are_blocks(value: Value) -> bool:
    if not isinstance(value, list | tuple) or not value:
        return False
    return all(isinstance(item, Mapping) for item in value)


def _is_all_unknown(value: Value) -> bool:
    """Tell whether a value has unknown parts and no known one."""
    if value.__class__ in PLAIN:
        return False
    if isinstance(value, Unknown):
        return True
    if isinstance(value, Sensitive):
        return value.is_unknown
    if isinstance(value, Mapping | list | tuple):
        inner = value.values() if isinstance(value, Mapping) else value
        parts = [each for each in inner if each is not None and each not in ([], {}, "")]
        return bool(parts) and all(map(_is_all_unknown, parts))
    return False
