"""What each resource depends on, as the documents of a run tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from planguard.model.plan import Use
from planguard.model.value import Value
from planguard.model.words import Address
from planguard.readers.pulumi.naming import counterpart
from planguard.readers.pulumi.steps import State
from planguard.readers.pulumi.urn import address_of, is_hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One resource of the run, with its sides."""

    urn: str
    old: State | None = None
    new: State | None = None
    replaced: bool = False

    @property
    def state(self) -> State:
        """The resource as it will be, or as it was where it goes away."""
        state = self.new or self.old
        assert state is not None  # noqa: S101 - a node is made of one at least
        return state

    @property
    def depending(self) -> tuple[State, ...]:
        """The sides whose dependencies count: both of what is replaced, the one that is else."""
        both = (self.new, self.old) if self.replaced else (self.new or self.old,)
        return tuple(state for state in both if state is not None)


class Uses:
    """Finds the dependencies of the resources of one run."""

    def __init__(
        self, nodes: Mapping[str, Node], moved: Mapping[str, str], is_near: Callable[[str], bool]
    ) -> None:
        """Take the nodes by URN, new URNs by old ones, and which nodes the changes are about."""
        self._nodes = nodes
        self._moved = moved
        self._is_near = is_near
        self._children: dict[str, list[str]] = {}
        for urn, node in nodes.items():
            self._children.setdefault(self._now(node.state.parent), []).append(urn)

    def of(self, urn: str) -> tuple[Use, ...]:
        """List what one resource depends on."""
        node = self._nodes[urn]
        found: dict[Use, None] = {}
        for state in node.depending:
            found.update(dict.fromkeys(self._of_state(urn, node, state)))
        own = address_of(urn)
        return tuple(use for use in found if use.address != own)

    def _of_state(self, urn: str, node: Node, state: State) -> Iterator[Use]:
        kin = counterpart(state.type)
        covered = set()
        for name, urns in (state.property_dependencies or {}).items():
            if not urns:
                continue
            attribute = ".".join(str(step) for step in kin.canonical_path((name,)))
            for each in self._members(urns):
                covered.add(each)
                target = ""
                if self._is_near(urn) or self._is_near(each):
                    target = self._target(node, name, each)
                yield Use(address_of(each), attribute, target)
        rest = [*(state.dependencies or ()), *state.replace_with, state.deleted_with]
        for each in self._members(filter(None, rest)):
            if each not in covered:
                yield Use(address_of(each), kind="depends_on")
        for one, kind in (
            (state.parent, "parent"),
            (state.view_of, "parent"),
            (state.provider, "provider"),
        ):
            if one and not is_hidden(one):
                yield Use(address_of(self._now(one)), kind=kind)

    def _now(self, urn: str) -> str:
        return self._moved.get(urn, urn)

    def _members(self, urns: Iterable[str]) -> Iterator[str]:
        """Put what a component holds in its place."""
        for urn in map(self._now, urns):
            node = self._nodes.get(urn)
            if is_hidden(urn):
                continue
            inner = list(self._inside(urn)) if node and not node.state.custom else []
            yield from inner or [urn]

    def _inside(self, urn: str) -> Iterator[str]:
        waiting, seen = [urn], {urn}
        while waiting:
            for child in self._children.get(waiting.pop(), ()):
                if child not in seen:
                    seen.add(child)
                    waiting.append(child)
                    if self._nodes[child].state.custom:
                        yield child

    def _target(self, node: Node, name: str, used: str) -> str:
        """Find the one output of a dependency that an input has the value of."""
        other = self._nodes.get(used)
        if other is None:
            return ""
        for mine, theirs in ((node.old, other.old), (node.new, other.new), (node.old, other.new)):
            if mine is None or theirs is None:
                continue
            texts = set(_texts(mine.inputs().get(name)))
            if not texts:
                continue
            outputs = {**theirs.outputs(), **({"id": theirs.id} if theirs.id else {})}
            found = [key for key, value in outputs.items() if _is_text(value) and value in texts]
            if len(found) == 1:
                path = counterpart(theirs.type).canonical_path((found[0],))
                return ".".join(str(step) for step in path)
        return ""


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and value != ""


def _texts(value: object) -> Iterator[str]:
    """Give the texts in an input: itself, or those in its lists and blocks."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, Mapping):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)


def identities_of(nodes: Mapping[str, Node]) -> dict[str, Address]:
    """Find the ids and ARNs that name exactly one resource."""
    owners: dict[str, Address] = {}
    shared: set[str] = set()
    for urn, node in nodes.items():
        state = node.old or node.new
        if state is None or not state.custom or state.external:
            continue
        for name in {state.id, state.outputs().get("arn")}:
            if isinstance(name, str) and len(name) >= _SHORTEST_IDENTITY:
                if name in owners:
                    shared.add(name)
                owners[name] = address_of(urn)
    return {name: address for name, address in owners.items() if name not in shared}


_SHORTEST_IDENTITY = 8


def mentions_of(
    nodes: Mapping[str, Node], identities: Mapping[str, Address]
) -> Iterator[tuple[Address, str]]:
    """
    Find identities among the texts that resources have, JSON text included.

    Programs write names out, too, and providers tell in outputs who belongs to whom.
    """
    for urn, node in nodes.items():
        address = address_of(urn)
        found: dict[str, None] = {}
        for state in filter(None, (node.old, node.new)):
            for text in _texts([state.inputs(), state.outputs()]):
                found.update(dict.fromkeys((text, *(text.split('"') if '"' in text else ()))))
        for text in found:
            if identities.get(text, address) != address:
                yield address, text
