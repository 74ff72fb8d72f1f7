"""The arcs an effect travels along, and the sets it reaches, for each carrier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from planguard.graph import DependencyGraph, Link, Via, reached
from planguard.impact.carriers import JOINTS, OBSERVERS, Carrier, carries, is_part
from planguard.model.impact import Hop
from planguard.model.plan import Resource
from planguard.model.words import Address, Mode, Role


class Ask(NamedTuple):
    """Where an effect starts, how it travels, and which attributes it is about (`None`: all)."""

    address: Address
    carrier: Carrier
    attributes: frozenset[str] | None
    existence: bool = False
    """Whether the object itself comes to an end, which `count` and `for_each` notice."""


class Arc(NamedTuple):
    """One step: `receiver` notices, because of `link`; `upwards` when `sender` is part of it."""

    receiver: Address
    sender: Address
    link: Link
    upwards: bool = False


class Way(NamedTuple):
    """One step of a way, with the steps before it; `None` where an effect starts."""

    arc: Arc
    before: Way | None


class Spreading:
    """Answers many asks at once: those that travel alike share one pass over the graph."""

    def __init__(
        self,
        resources: Mapping[Address, Resource],
        graph: DependencyGraph,
        roles: Mapping[str, Role],
        asked: Iterable[Ask],
    ) -> None:
        """Take the graph, and every ask that is known to come."""
        self._resources = resources
        self._graph = graph
        self._roles = roles
        self._order = graph.order
        self._numbers = {address: number for number, address in enumerate(self._order)}
        self._coming: dict[Carrier, dict[Ask, None]] = {}
        self._known: dict[Ask, int] = {}
        self._rows: dict[int, Sequence[int]] = {}
        self._kinds = _kinds(map(resources.get, self._order))
        self._silent = _silent(self._kinds)
        self._observers = self._find_observers()
        for ask in asked:
            self._coming.setdefault(ask.carrier, {})[ask] = None

    def number(self, address: Address) -> int:
        """Give the place of an address in bit sets; -1 when the graph does not know it."""
        return self._numbers.get(address, -1)

    def bit(self, address: Address) -> int:
        """Give the bit of an address; 0 when the graph does not know it."""
        number = self.number(address)
        return 0 if number < 0 else 1 << number

    def addresses(self, bits: int) -> Iterator[Address]:
        """List the addresses whose bits are set."""
        text = f"{bits:b}"[::-1]
        place = text.find("1")
        while place >= 0:
            yield self._order[place]
            place = text.find("1", place + 1)

    def bits(self, ask: Ask) -> int:
        """Give what an ask reaches; the first of a carrier answers for all that are known."""
        if ask.carrier is Carrier.NOBODY or ask.address not in self._numbers:
            return 0
        known = self._known.get(ask)
        if known is None:
            asks = [*self._coming.pop(ask.carrier, {}), ask]
            starts = [self._receivers(self.first(one)) for one in asks]
            own = ~self._silent
            for one, found in zip(asks, reached(self._arcs_of(ask.carrier), starts), strict=True):
                self._known[one] = found & own & ~self.bit(one.address)
            known = self._known[ask]
        return known

    def first(self, ask: Ask) -> Iterator[Arc]:
        """Give the first steps of an effect: users, and for a part the whole and its users."""
        yield from self._to_users(ask.address, ask.attributes, existence=ask.existence)
        yield from self._to_joined(ask.address)
        seen = {ask.address}
        stack = [ask.address]
        while stack:
            for arc in self._to_whole(stack.pop()):
                if arc.receiver not in seen:
                    seen.add(arc.receiver)
                    stack.append(arc.receiver)
                    yield arc
                    yield from self._to_users(arc.receiver, None)

    def onward(self, carrier: Carrier, address: Address) -> Iterator[Arc]:
        """Give the steps an effect takes from one that noticed it."""
        number = self.number(address)
        if number >= 0 and self._carries(carrier, self._kinds[number]):
            yield from self._from_noticed(address)

    def ways(self, asks: Iterable[Ask]) -> Iterator[Way]:
        """
        Search a shortest way to each node that the asks of one action reach, nearest first.

        They travel alike. Nothing is searched beyond the last way taken from the iterator.
        """
        # The first steps have several lengths (a part works through its whole), hence the heap.
        heap: list[tuple[int, int, Way]] = []
        turn = count()
        carrier = Carrier.NOBODY
        for ask in asks:
            if ask.carrier is Carrier.NOBODY or ask.address not in self._numbers:
                continue
            carrier = ask.carrier
            made: dict[Address, tuple[int, Way]] = {}
            for arc in self.first(ask):
                length, before = made.get(arc.sender, (0, None))
                if arc.sender == ask.address:
                    length, before = 0, None
                way = Way(arc, before)
                made.setdefault(arc.receiver, (length + 1, way))
                heappush(heap, (length + 1, next(turn), way))
        came: set[Address] = set()
        while heap:
            length, _, way = heappop(heap)
            here = way.arc.receiver
            if here in came:
                continue
            came.add(here)
            yield way
            for arc in self.onward(carrier, here):
                if arc.receiver not in came:
                    heappush(heap, (length + 1, next(turn), Way(arc, way)))

    def notices(self, address: Address) -> bool:
        """Tell whether a node counts: what stands for others and data sources do not."""
        return bool(self._kinds[self._numbers[address]])

    def hops(self, way: Way) -> tuple[Hop, ...]:
        """Write a way out; nodes that stand for several instances are not told."""
        found: list[Hop] = []
        here: Way | None = way
        while here is not None:
            if here.arc.receiver in self._resources:
                found.append(_hop(here.arc))
            here = here.before
        return tuple(reversed(found))

    def _arcs_of(self, carrier: Carrier) -> Callable[[int], Sequence[int]]:
        rows, order, kinds = self._rows, self._order, self._kinds
        carrying = {kind: self._carries(carrier, kind) for kind in set(kinds)}

        def arcs(number: int) -> Sequence[int]:
            if not carrying[kinds[number]]:
                return ()
            row = rows.get(number)
            if row is None:
                row = rows[number] = self._receivers(self._from_noticed(order[number]))
            return row

        return arcs

    def _receivers(self, arcs: Iterable[Arc]) -> list[int]:
        return [self._numbers[arc.receiver] for arc in arcs]

    def _from_noticed(self, address: Address) -> Iterator[Arc]:
        yield from self._to_users(address, None)
        yield from self._to_joined(address)

    def _to_users(
        self, address: Address, attributes: frozenset[str] | None, *, existence: bool = False
    ) -> Iterator[Arc]:
        for user, links in self._graph.users(address).items():
            if user in self._observers:
                continue
            for link in links:
                if link.via is Via.REPETITION and not existence:
                    continue
                if attributes is None or not link.target or _head(link.target) in attributes:
                    yield Arc(user, address, link)
                    break

    def _to_joined(self, address: Address) -> Iterator[Arc]:
        resource = self._resources.get(address)
        attributes = JOINTS.get(resource.type) if resource else None
        if attributes:
            for other, links in self._graph.uses(address).items():
                for link in links:
                    if link.attribute in attributes and link.via is not Via.INFERRED:
                        yield Arc(other, address, link, upwards=True)
                        break

    def _to_whole(self, address: Address) -> Iterator[Arc]:
        resource = self._resources.get(address)
        if resource is None:
            return
        for other, links in self._graph.uses(address).items():
            whole = self._resources.get(other)
            if whole and whole.mode is Mode.MANAGED and is_part(resource.type, whole.type):
                yield Arc(other, address, links[0], upwards=True)

    def _find_observers(self) -> frozenset[Address]:
        types = {kind for kind, role in self._roles.items() if role in OBSERVERS}
        return frozenset(
            address
            for address, kind in zip(self._order, self._kinds, strict=True)
            if kind in types
        )

    def _carries(self, carrier: Carrier, kind: str) -> bool:
        return not kind or carries(carrier, kind, self._roles.get(kind, Role.UNKNOWN))


def _kinds(resources: Iterable[Resource | None]) -> list[str]:
    """Give the types; nothing for what carries every effect and never counts."""
    return [each.type if each and each.mode is Mode.MANAGED else "" for each in resources]


def _silent(kinds: Sequence[str]) -> int:
    store = bytearray(len(kinds) // 8 + 1)
    for number, kind in enumerate(kinds):
        if not kind:
            store[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(store, "little")


def _head(dotted: str) -> str:
    return dotted.partition(".")[0]


def _hop(arc: Arc) -> Hop:
    inferred = arc.link.via is Via.INFERRED
    if arc.upwards:
        source = f"{arc.sender}.{arc.link.attribute}" if arc.link.attribute else arc.sender
        return Hop(
            address=arc.receiver, attribute=arc.link.target, source=source, inferred=inferred
        )
    source = f"{arc.sender}.{arc.link.target}" if arc.link.target else arc.sender
    return Hop(
        address=arc.receiver, attribute=arc.link.attribute, source=source, inferred=inferred
    )
