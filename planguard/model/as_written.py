"""Puts the names people wrote in the place of the catalogue's, in everything a report shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from planguard.model.action import Action
from planguard.model.impact import Hop
from planguard.model.plan import SAME_NAMES, Naming, Plan, Resource
from planguard.model.source import Location
from planguard.model.value import Path, Value, path_text
from planguard.model.words import Address

VALUE_FOLLOWS = (" from ", " to ", " becomes ", " gains ", " loses ")
"""What stands in a sentence before a value, which may read like a name."""


@lru_cache(maxsize=1024)
def _attributes(names: tuple[str, ...]) -> re.Pattern[str]:
    """Find names that stand by themselves, as one group."""
    every = "|".join(map(re.escape, names))
    return re.compile(rf"""(?<![\w.:/$"'-])({every})(?![\w/$"'-]|[.\[]\w|:\S)""")


def value_as_written(naming: Naming, path: Path, value: Value) -> Value:
    """Give the value of an attribute with the keys people know in its blocks."""
    if naming is SAME_NAMES:
        return value
    if isinstance(value, Mapping):
        return {
            str((naming.path((*path, key)) or (key,))[-1]): value_as_written(
                naming, (*path, key), inner
            )
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        items = [value_as_written(naming, (*path, n), each) for n, each in enumerate(value)]
        single = len(items) == 1 and naming.path((*path, 0)) == naming.path(path)
        return items[0] if single else items
    return value


class AsWritten:
    """The spelling of one plan; Terraform's is that of the catalogue."""

    def __init__(self, plan: Plan) -> None:
        """Take the resources, and those that are no longer among them."""
        self._resources: dict[Address, Resource] = {
            change.address: change.resource for change in plan.changes
        }
        self._resources.update(plan.resources)
        self._types = {each.type: each.shown_type for each in self._resources.values()}

    def naming(self, address: Address) -> Naming:
        """Give the names at an address; those of the catalogue where there is no such object."""
        resource = self._resources.get(address)
        return resource.naming if resource else SAME_NAMES

    def types(self, counted: Mapping[str, int]) -> Mapping[str, int]:
        """Count by the types people wrote what is counted by the catalogue's."""
        return {self._types.get(name, name): count for name, count in counted.items()}

    def path(self, address: Address, path: Path) -> str:
        """Write a path as people know it."""
        return path_text(self.naming(address).path(path))

    def value(self, address: Address, path: Path, value: Value) -> Value:
        """Write the value of an attribute as people know it."""
        return value_as_written(self.naming(address), path, value)

    def text(self, address: Address, text: str) -> str:
        """Write a sentence about an object with the names people know."""
        return self.naming(address).text(text)

    def because(self, action: Action, told: str) -> str:
        """
        Write why something is an action with the names people know; `told` is redacted.

        The attributes that prove it are known here, also those whose names are words like others.
        """
        naming = self.naming(action.address)
        own = {path_text(path): path_text(naming.path(path)) for path in action.paths}
        names = tuple(sorted((name for name in own if own[name] != name), key=len, reverse=True))
        if not names:
            return naming.text(told)
        parts = _attributes(names).split(told)
        for place, part in enumerate(parts):
            if place % 2 == 0:
                parts[place] = naming.text(part)
            elif not parts[place - 1].endswith(VALUE_FOLLOWS):
                parts[place] = own[part]
        return "".join(parts)

    def message(self, action: Action | None, address: Address, text: str, told: str) -> str:
        """Write what a policy says of an action, in which `told` is why it is one."""
        if action is None or not told:
            return self.text(address, text)
        because = self.because(action, told)
        return because.join(self.text(address, part) for part in text.split(told))

    def attribute(self, address: Address, dotted: str) -> str:
        """Write a dotted attribute as people know it."""
        if not dotted:
            return ""
        path = self.naming(address).path(tuple(dotted.split(".")))
        return ".".join(step for step in path if isinstance(step, str))

    def hop(self, hop: Hop) -> tuple[str, str]:
        """Give the attribute and the source (`address.attribute`) of one step of an effect."""
        return self.attribute(hop.address, hop.attribute), self._source(hop.source)

    def _source(self, source: str) -> str:
        """Tell the address from the attribute: both may have points in them."""
        if source in self._resources:
            return source
        address, dot, _ = source.rpartition(".")
        while dot:
            if address in self._resources:
                attribute = source[len(address) + 1 :]
                return f"{address}.{self.attribute(Address(address), attribute)}"
            address, dot, _ = address.rpartition(".")
        return source

    def place(self, address: Address) -> tuple[Location, ...]:
        """Give where the program declares an object, as far as the document tells."""
        resource = self._resources.get(address)
        if resource is None or resource.position is None:
            return ()
        file, line, column = resource.position
        # Some languages tell the line alone.
        start = max(column, 1)
        return (Location(file=file, line=line, column=start, end_line=line, what="resource"),)
