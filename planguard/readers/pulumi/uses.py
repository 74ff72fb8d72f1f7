"""What each resource depends on, as the documents of a run tell it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from planguard.model.plan import Use
from planguard.model.value import Value
from planguard.model.words import Address
from planguard.readers.pulumi.naming import counterpart
from planguard.readers.pulumi.steps import State
from planguard.readers.pulumi.urn import address_of, is_hidden


class Node(Struct, frozen=True, kw_only=True, gc=False):
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
        self._members: dict[str, tuple[str, ...]] = {}
        self._attributes: dict[tuple[str, str], str] = {}
        self._children: dict[str, list[str]] = {}
        for urn, node in nodes.items():
            self._children.setdefault(self._now(node.state.parent), []).append(urn)

    def of(self, urn: str) -> tuple[Use, ...]:
        """List what one resource depends on."""
        node = self._nodes[urn]
        found: dict[Use, None] = {}
        for state in node.depending:
            self._add(found, urn, node, state)
        own = address_of(urn)
        return tuple(use for use in found if use.address != own)

    def _add(self, found: dict[Use, None], urn: str, node: Node, state: State) -> None:
        """Add what one side of a resource depends on."""
        near = self._is_near(urn)
        covered = set()
        for name, urns in (state.property_dependencies or {}).items():
            for each in urns or ():
                for member in self._members_of(each):
                    covered.add(member)
                    target = ""
                    if near or self._is_near(member):
                        target = self._target(node, name, member)
                    attribute = self._attribute(state.type, name)
                    found[Use(address_of(member), attribute, target)] = None
        for each in (*(state.dependencies or ()), *state.replace_with, state.deleted_with):
            for member in self._members_of(each) if each else ():
                if member not in covered:
                    found[Use(address_of(member), kind="depends_on")] = None
        for one, kind in (
            (state.parent, "parent"),
            (state.view_of, "parent"),
            (state.provider, "provider"),
        ):
            if one and not is_hidden(one):
                found[Use(address_of(self._now(one)), kind=kind)] = None

    def _now(self, urn: str) -> str:
        return self._moved.get(urn, urn)

    def _attribute(self, type_: str, name: str) -> str:
        """Give the catalogue's name of an input, dotted."""
        known = self._attributes.get((type_, name))
        if known is None:
            known = _dotted(type_, name)
            self._attributes[type_, name] = known
        return known

    def _members_of(self, urn: str) -> tuple[str, ...]:
        """Put what a component holds in its place."""
        known = self._members.get(urn)
        if known is None:
            now = self._now(urn)
            node = self._nodes.get(now)
            inner = tuple(self._inside(now)) if node and not node.state.custom else ()
            known = () if is_hidden(now) else inner or (now,)
            self._members[urn] = known
        return known

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
                return self._attribute(theirs.type, found[0])
        return ""


def _dotted(type_: str, name: str) -> str:
    return ".".join(str(step) for step in counterpart(type_).canonical_path((name,)))


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and value != ""


def _texts(value: object) -> Iterator[str]:
    """Give the texts in an input: itself, or those in its lists and blocks."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
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
        names = [name for name in (state.id, state.result.arn()) if isinstance(name, str)]
        for name in dict.fromkeys(names):
            if len(name) >= _SHORTEST_IDENTITY:
                if name in owners:
                    shared.add(name)
                owners[name] = address_of(urn)
    return {name: address for name, address in owners.items() if name not in shared}


_SHORTEST_IDENTITY = 8
_TEXTS_IN = re.compile(rb'"([^\s:,\]}"\\][^"\\]{7,}+)(?=\\?")').findall
"""Gives what stands between quotes, plain or escaped; what follows a closing one never starts so."""
_ESCAPES = (b"\\u", b"\\/")
"""Ways to write otherwise what needs no escape."""
_FOUND_PLAIN = re.compile(rb'[^\s:,\]}"\\\0-\x1f][^"\\\0-\x1f]*').fullmatch
"""Matches what `_TEXTS_IN` finds wherever it is written without escapes."""


def mentions_of(
    nodes: Mapping[str, Node], identities: Mapping[str, Address]
) -> Iterator[tuple[Address, str]]:
    """
    Find identities among the texts that resources have, JSON text included.

    Programs write names out, too, and providers tell in outputs who belongs to whom.
    """
    may_mention = _lookout(identities)
    for urn, node in nodes.items():
        address = address_of(urn)
        sides = [state for state in (node.old, node.new) if state is not None]
        if not any(may_mention(state, address) for state in sides):
            continue
        found: dict[str, None] = {}
        for state in sides:
            for text in _texts([state.inputs(), state.outputs()]):
                for part in (text, *text.split('"')) if '"' in text else (text,):
                    if identities.get(part, address) != address:
                        found[part] = None
        for text in found:
            yield address, text


def _lookout(identities: Mapping[str, Address]) -> Callable[[State, Address], bool]:
    """Find who may mention another without decoding anything; keys are taken for values."""
    known = {name.encode(): address for name, address in identities.items()}
    if not all(map(_FOUND_PLAIN, known)):
        return lambda _, __: True
    find = frozenset(known).intersection

    def may_mention(state: State, own: Address) -> bool:
        raws = [state.given.raw()]
        if state.result is not state.given:
            raws.append(state.result.raw())
        for raw in raws:
            if any(escape in raw for escape in _ESCAPES):
                return True
            if any(known[text] != own for text in find(_TEXTS_IN(raw))):
                return True
        return False

    return may_mention
