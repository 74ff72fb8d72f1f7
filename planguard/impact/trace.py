"""The impact of a plan: causes, and the reach of every action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from types import MappingProxyType

from planguard.graph import DependencyGraph
from planguard.impact.carriers import Carrier, carrier_of
from planguard.impact.causes import Causes
from planguard.impact.ownership import FilesOf, no_files, owner_of, service_of
from planguard.impact.spreading import Ask, Spreading
from planguard.model.action import Action, Actions
from planguard.model.impact import Cause, Hop, Impact, Reach
from planguard.model.plan import Plan
from planguard.model.settings import Ownership
from planguard.model.words import Address, Verb

_NOBODY: Mapping[str, int] = MappingProxyType({})


def trace(
    plan: Plan,
    actions: Actions,
    graph: DependencyGraph,
    ownership: Ownership,
    files: FilesOf = no_files,
) -> Impact:
    """
    Trace what follows from what, and how far each action reaches.

    Nothing is computed before it is asked for; the first question about reach answers for all
    actions whose effect travels the same way, or for all of those that are expected. `files` finds a resource's files for CODEOWNERS.
    """
    return Traced(plan=plan, actions=actions, graph=graph, ownership=ownership, files=files)


@dataclass(frozen=True, kw_only=True)
class Traced:
    """What follows from what, and how far each action reaches, in one plan."""

    plan: Plan
    actions: Actions
    graph: DependencyGraph
    ownership: Ownership
    files: FilesOf = no_files

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """Every changed resource in exactly one cause, in plan order."""
        return self._causes.all()

    def cause_of(self, address: Address) -> Address:
        """Give the change that `address` follows from; itself when it is a cause."""
        return self._causes.root(address)

    def expect(self, actions: Iterable[Action]) -> None:
        """Say whose reach will be asked for; once reach was asked for, that is settled."""
        self._expected.extend(actions)

    def reach(self, action: Action) -> Reach:
        """Give the reach of one action; a plan's action reaches what its addresses reach."""
        asks = self._known.get(id(action)) or self._asks(action)
        bits = 0
        for ask in asks:
            bits |= self._spreading.bits(ask)
        own = frozenset((action.address, *action.addresses))
        if len(own) > 1:  # what an ask reaches never holds its own address
            for address in own:
                bits &= ~self._spreading.bit(address)
        return Reached(traced=self, asks=asks, bits=bits, own=own)

    @cached_property
    def _causes(self) -> Causes:
        changes = (change for change in self.plan.changes if not change.deposed)
        return Causes(changes, self.graph)

    @cached_property
    def _spreading(self) -> Spreading:
        asked = (ask for asks in self._known.values() for ask in asks)
        return Spreading(self.plan.resources, self.graph, self.actions.roles, asked)

    @cached_property
    def _expected(self) -> list[Action]:
        return []

    @cached_property
    def _known(self) -> Mapping[int, tuple[Ask, ...]]:
        """What each action asks, by its identity: it holds what cannot be hashed."""
        return {id(action): self._asks(action) for action in self._expected or self.actions.items}

    def _asks(self, action: Action) -> tuple[Ask, ...]:
        addresses = action.addresses if action.kind == "plan" else (action.address,)
        return tuple(self._ask(action, address) for address in addresses)

    def _ask(self, action: Action, address: Address) -> Ask:
        change = self._causes.change(address)
        verb = change.verb if change else Verb.UPDATE
        existence = verb in {Verb.REPLACE, Verb.DELETE}
        carrier = carrier_of(action, replaced=existence)
        narrowed = verb is Verb.REPLACE or (verb is Verb.UPDATE and action.id == "other")
        if narrowed and carrier in {Carrier.UPTIME, Carrier.USERS}:
            return Ask(address, carrier, self._causes.differing(address), existence)
        return Ask(address, carrier, None, existence)

    def owner(self, address: Address) -> tuple[str, ...]:
        """Name who owns a resource; nobody when that is not told."""
        known = self._owners.get(address)
        if known is None:
            known = ()
            if (resource := self.plan.resources.get(address)) is not None:
                change = self._causes.change(address)
                known = owner_of(resource, change, self.ownership, self.files)
            self._owners[address] = known
        return known

    def service(self, address: Address, *, before: bool = False) -> tuple[str, ...]:
        """Name the service a resource belongs to; nothing when that is not told."""
        known = self._services.get((address, before))
        if known is None:
            known = ()
            if (resource := self.plan.resources.get(address)) is not None:
                change = self._causes.change(address)
                known = service_of(resource, change, self.ownership, before=before)
            self._services[address, before] = known
        return known

    def owner_before(self, address: Address) -> tuple[str, ...]:
        """Name who owns a resource before the change; nobody when that is not told."""
        resource = self.plan.resources.get(address)
        if resource is None:
            return ()
        change = self._causes.change(address)
        return owner_of(resource, change, self.ownership, self.files, before=True)

    @cached_property
    def _services(self) -> dict[tuple[Address, bool], tuple[str, ...]]:
        return {}

    @cached_property
    def _owners(self) -> dict[Address, tuple[str, ...]]:
        return {}

    @cached_property
    def type_masks(self) -> Mapping[str, int]:
        """Bits of the resources of each type."""
        return self._masks(lambda address: (self.plan.resources[address].type,))

    @cached_property
    def owner_masks(self) -> Mapping[str, int]:
        """Bits of the resources of each owner."""
        return self._masks(self.owner)

    @cached_property
    def service_masks(self) -> Mapping[str, int]:
        """Bits of the resources of each service."""
        return self._masks(self.service)

    def _masks(self, words: Callable[[Address], Iterable[str]]) -> Mapping[str, int]:
        members: dict[str, list[int]] = {}
        for address in self.plan.resources:
            number = self._spreading.number(address)
            if number >= 0:
                for word in words(address):
                    members.setdefault(word, []).append(number)
        return {word: _bits(numbers) for word, numbers in sorted(members.items())}

    def addresses(self, bits: int) -> tuple[Address, ...]:
        """List the addresses of a bit set, sorted."""
        return tuple(sorted(self._spreading.addresses(bits)))

    def holds(self, bits: int, address: Address) -> bool:
        """Tell whether the bit of an address is set."""
        number = self._spreading.number(address)
        return number >= 0 and bool(bits >> number & 1)

    def nearest(
        self, asks: tuple[Ask, ...], own: frozenset[Address], limit: int
    ) -> tuple[tuple[Hop, ...], ...]:
        """Give the ways to the nearest that would notice, leaving `own` out."""
        spreading = self._spreading
        ways = (
            way
            for way in spreading.ways(asks)
            if way.arc.receiver not in own and spreading.notices(way.arc.receiver)
        )
        return tuple(map(spreading.hops, islice(ways, limit)))

    def path(self, asks: tuple[Ask, ...], address: Address) -> tuple[Hop, ...]:
        """Give a shortest way the effect asked about takes to `address`."""
        ways = (way for way in self._spreading.ways(asks) if way.arc.receiver == address)
        return next(map(self._spreading.hops, ways), ())


@dataclass(frozen=True, kw_only=True)
class Reached:
    """What else would notice one action."""

    traced: Traced
    asks: tuple[Ask, ...]
    bits: int
    own: frozenset[Address]
    """What the action itself is about, which does not count."""

    @property
    def count(self) -> int:
        """Number of other resources that would notice."""
        return self.bits.bit_count()

    @cached_property
    def addresses(self) -> tuple[Address, ...]:
        """Those resources, sorted."""
        return self.traced.addresses(self.bits)

    @cached_property
    def types(self) -> Mapping[str, int]:
        """How many of each resource type."""
        return self._counted(self.traced.type_masks) if self.bits else _NOBODY

    @cached_property
    def owners(self) -> Mapping[str, int]:
        """How many of each owner; a resource with two owners counts for both."""
        return self._counted(self.traced.owner_masks) if self.bits else _NOBODY

    @cached_property
    def services(self) -> Mapping[str, int]:
        """How many of each service."""
        return self._counted(self.traced.service_masks) if self.bits else _NOBODY

    def path(self, address: Address) -> tuple[Hop, ...]:
        """Give a shortest way the effect takes to `address`; empty when it does not get there."""
        if not self.traced.holds(self.bits, address):
            return ()
        return self.traced.path(self.asks, address)

    def nearest(self, limit: int) -> tuple[tuple[Hop, ...], ...]:
        """Give the ways to the nearest resources that would notice, at most `limit`."""
        return self.traced.nearest(self.asks, self.own, limit) if self.bits else ()

    def _counted(self, masks: Mapping[str, int]) -> Mapping[str, int]:
        counts = Counter({word: (self.bits & mask).bit_count() for word, mask in masks.items()})
        return {word: count for word, count in counts.items() if count}


def _bits(numbers: Iterable[int]) -> int:
    """Set many bits at once; adding them one by one would copy the set each time."""
    chosen = list(numbers)
    store = bytearray(max(chosen) // 8 + 1)
    for number in chosen:
        store[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(store, "little")
