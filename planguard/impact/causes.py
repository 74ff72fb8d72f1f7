"""Which changes follow from others in the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planguard.graph import DependencyGraph, Via
from planguard.model.difference import same
from planguard.model.impact import Cause
from planguard.model.plan import Change
from planguard.model.value import Path, Unknown, Value, at, holds_unknown
from planguard.model.words import Address, Verb


def differing(change: Change) -> frozenset[str]:
    """Name the top-level attributes that differ, or may differ, after the change."""
    before, after = change.before, change.after
    if not after:
        return frozenset(before)
    return frozenset(
        name
        for name in {**before, **after}
        if (old := before.get(name)) is not (new := after.get(name))
        and old != new
        and (_differs(old, new) or holds_unknown(new))
    )


def _differs(before: Value, after: Value) -> bool:
    return before is not after and before != after and not same(before, after)


def _leaves(path: Path, before: Value, after: Value) -> Iterator[Path]:
    """Give the innermost places that differ; lists of unlike length differ as a whole."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in {**before, **after}:
            yield from _leaves((*path, name), before.get(name), after.get(name))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for place, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _leaves((*path, place), old, new)
    elif _differs(before, after) or holds_unknown(after):
        yield path


class Causes:
    """Follows changed values back to where they come from."""

    def __init__(self, changes: Iterable[Change], graph: DependencyGraph) -> None:
        """Take the changes, in plan order."""
        self._graph = graph
        self._changes: dict[Address, Change] = {}
        for change in changes:
            self._changes.setdefault(change.address, change)
        self._differing: dict[Address, frozenset[str]] = {}
        self._roots: dict[Address, Address] = {}

    def change(self, address: Address) -> Change | None:
        """Give the change of `address`, if it has one."""
        return self._changes.get(address)

    def differing(self, address: Address) -> frozenset[str]:
        """Name the attributes of `address` that change; empty when it does not."""
        known = self._differing.get(address)
        if known is None:
            change = self._changes.get(address)
            known = differing(change) if change else frozenset()
            self._differing[address] = known
        return known

    def all(self) -> tuple[Cause, ...]:
        """Fold every change under its root, in plan order."""
        following: dict[Address, list[Address]] = {}
        for address in self._changes:
            root = self.root(address)
            members = following.setdefault(root, [])
            if root != address:
                members.append(address)
        order = [address for address in self._changes if address in following]
        return tuple(
            Cause(address=address, consequences=tuple(following[address])) for address in order
        )

    def root(self, address: Address) -> Address:
        """Give the change at the start of the chain that leads to `address`."""
        chain: dict[Address, None] = {}
        here = address
        while here not in self._roots:
            chain[here] = None
            parent = next((p for p in self._parents(here) if p not in chain), None)
            if parent is None:
                self._roots[here] = here
                break
            here = parent
        root = self._roots[here]
        for member in chain:
            self._roots[member] = root
        return root

    def _parents(self, address: Address) -> Iterator[Address]:
        """Give the changed resources that settle this change, first in plan order first."""
        change = self._changes.get(address)
        if change is None:
            return
        found: Iterable[Address] = ()
        if change.verb is Verb.REPLACE:
            found = self._behind_all(address, change.replace_paths)
        elif change.verb is Verb.UPDATE:
            found = self._behind_all(address, self._meant(change))
        elif change.verb is Verb.READ:
            found = [one for one in self._graph.dependencies(address) if one in self._changes]
        wanted = set(found) - {address}
        yield from (one for one in self._changes if one in wanted) if len(wanted) > 1 else wanted

    def _meant(self, change: Change) -> list[Path]:
        """Leave out what the provider computes again: unknown, and nobody wrote it down."""
        return [
            path
            for name in sorted(self.differing(change.address))
            for path in _leaves((name,), change.before.get(name), change.after.get(name))
            if len(path) > 1
            or not isinstance(change.after.get(name), Unknown)
            or self._graph.sources(change.address, path)
        ]

    def _behind_all(self, address: Address, paths: Iterable[Path]) -> set[Address]:
        """Give the changes behind the values at `paths`; nothing when one has none behind it."""
        found: set[Address] = set()
        for path in paths:
            behind = set(self._behind(address, path))
            if not behind:
                return set()
            found |= behind
        return found

    def _behind(self, address: Address, path: Path) -> Iterator[Address]:
        change = self._changes[address]
        value = at(change.after, path)
        for source, link in self._graph.sources(address, path):
            if link.via is Via.INFERRED:
                continue
            for member in self._graph.groups.get(source, (source,)):
                other = self._changes.get(member)
                if other is not None and _moves(link.target, other, value):
                    yield member


def _moves(attribute: str, source: Change, value: Value) -> bool:
    """Tell whether `attribute` of a changed resource is behind a value that changes."""
    if source.verb in {Verb.DELETE, Verb.FORGET, Verb.NO_OP, Verb.MOVE}:
        return False
    name = attribute.partition(".")[0]
    if not name:
        return holds_unknown(value)
    after = source.after.get(name)
    if holds_unknown(after):
        return holds_unknown(value) or source.verb is Verb.READ
    before: Mapping[str, Value] = source.before
    return source.verb in {Verb.UPDATE, Verb.REPLACE} and _differs(before.get(name), after)
