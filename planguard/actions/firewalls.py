"""
Puts together the firewalls of a plan from the objects they are spread over.

A security group, an access list or a network security group lets in what its own blocks and the
rules that are objects of their own say together. Groups and prefix lists that rules refer to are
known by their address in the plan, whether their ids are known yet or not.

Providers list all rules of a group in its state, those that are objects of their own included. So
what the state lists and the plan takes away with such an object is not counted after the change.

Over 300 lines: who belongs to whom, and what a reference stands for, need one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from planguard.actions.providers import aws_traffic, google_traffic
from planguard.actions.providers.firewall_families import (
    FAMILIES,
    FAMILY_OF,
    GOOGLE,
    GROUPS,
    LISTS,
    Family,
    incoming,
)
from planguard.actions.values.ranges import Opening
from planguard.actions.values.scalar import word_of, words_of
from planguard.actions.values.traffic import Filter, Hidden, Rest, Wall
from planguard.graph import DependencyGraph
from planguard.model.difference import same
from planguard.model.plan import Change, Plan, Resource
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Address, Mode, Verb

_Values = Mapping[str, Value]


_DATA_LISTS = {"aws_ec2_managed_prefix_list": "entries", "aws_prefix_list": "cidr_blocks"}
_OF_AWS = "com.amazonaws."
_IDENTITY = frozenset({"", "id", "name", "self_link", "groupId"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Member:
    """An object that is a firewall or a rule of one, with the firewall on both sides."""

    address: Address
    type: str
    before: _Values
    after: _Values
    was_of: str
    is_of: str
    whole: bool
    filters_before: tuple[Filter, ...]
    filters_after: tuple[Filter, ...]
    stated: bool
    """Whether the rules of the firewall itself are merely what its state lists."""
    readable: bool


class Firewalls:
    """The firewalls of a plan, by what their rules call them."""

    def __init__(self, plan: Plan, graph: DependencyGraph) -> None:
        """Keep the plan; firewalls are put together when something asks for them."""
        self._plan = plan
        self._graph = graph
        self._members: dict[int, tuple[_Member, ...]] = {}
        self._addresses: dict[int, Mapping[Address, _Member]] = {}
        self._groups: dict[int, Mapping[str, tuple[_Member, ...]]] = {}

    def rest(self, change: Change) -> Rest:
        """Give the rest of the firewall that a change is a part of."""
        family = FAMILY_OF.get(change.type)
        own = self._by_address(family).get(change.address) if family else None
        if own is None or family is None:
            return Rest()
        was, now = own.was_of or own.is_of, own.is_of or own.was_of
        groups = self._by_firewall(family)
        near = dict.fromkeys(groups.get(was, ()) + groups.get(now, ()))
        others = [each for each in near if each is not own and _concerns(family, each, own)]
        whole = [
            each for each in (*others, own) if each.whole and now in (each.was_of, each.is_of)
        ]
        gone = frozenset(
            filter_
            for each in (*others, own)
            if not each.whole and was in (each.was_of, each.is_of)
            for filter_ in each.filters_before
        )
        before = [f for each in others if now and each.was_of == now for f in each.filters_before]
        after = [
            filter_
            for each in others
            if was and each.is_of == was
            for filter_ in each.filters_after
            if not (each.stated and filter_ in gone)
        ]
        return Rest(
            before=tuple(before),
            after=tuple(after),
            complete=bool(whole) and all(each.readable for each in whole),
            same=was == now,
            new=bool(whole) and not any(each.was_of for each in whole),
        )

    def resolved(self, wall: Wall, change: Change, *, after: bool) -> Wall:
        """Put what the plan knows of them in the place of references to groups and lists."""
        own = self._key(change, change.after if after else change.before)
        family = FAMILY_OF.get(change.type)
        inline = family.wholes.get(change.type, "") if family else ""
        filters = list(wall.filters)
        hidden: list[Hidden] = []
        for each in wall.hidden:
            source = self._source(change.address, inline, each)
            filters += [each.named(source)] if source else []
            hidden += [] if source else [each]
        named = [self._known(each, own) for each in filters]
        return Wall(
            filters=tuple(one for each in named for one in self._expanded(each, after=after)),
            hidden=tuple(hidden),
        )

    def users(self, change: Change) -> tuple[tuple[str, Opening], ...]:
        """Name the firewalls that let in whom the changed list holds, and to what."""
        list_ = self._key(change, change.before or change.after)
        if FAMILY_OF.get(change.type) is not LISTS or not list_:
            return ()
        names = {list_, *(i for i, address in self._plan.identities.items() if address == list_)}
        found: dict[tuple[str, Opening], None] = {}
        for resource in self._resources(GROUPS):
            values = self._sides(resource)[0]
            inline = GROUPS.wholes.get(resource.type)
            wall = incoming(values.get(inline) if inline else values)
            group = (
                str(resource.address)
                if inline
                else self._named(resource.address, values, GROUPS.parts[resource.type])
            )
            for each in wall.filters:
                if each.opening.source in names and not each.denies:
                    found[group or str(resource.address), each.opening] = None
        return tuple(found)

    def _of(self, family: Family) -> tuple[_Member, ...]:
        if id(family) not in self._members:
            self._members[id(family)] = tuple(
                self._member(resource, family) for resource in self._resources(family)
            )
        return self._members[id(family)]

    def _by_address(self, family: Family) -> Mapping[Address, _Member]:
        if id(family) not in self._addresses:
            self._addresses[id(family)] = {each.address: each for each in self._of(family)}
        return self._addresses[id(family)]

    def _by_firewall(self, family: Family) -> Mapping[str, tuple[_Member, ...]]:
        if id(family) not in self._groups:
            found: dict[str, list[_Member]] = defaultdict(list)
            for each in self._of(family):
                for key in dict.fromkeys(filter(None, (each.was_of, each.is_of))):
                    found[key].append(each)
            self._groups[id(family)] = {key: tuple(members) for key, members in found.items()}
        return self._groups[id(family)]

    def _resources(self, family: Family) -> Iterator[Resource]:
        types = {*family.wholes, *family.parts}
        for resource in self._plan.resources.values():
            if resource.type in types and resource.mode is Mode.MANAGED:
                yield resource

    @cached_property
    def _changes(self) -> Mapping[Address, Change]:
        return {
            change.address: change
            for change in self._plan.changes
            if change.type in FAMILY_OF and not change.deposed
        }

    def _sides(self, resource: Resource) -> tuple[_Values, _Values]:
        change = self._changes.get(resource.address)
        if change is None:
            values = resource.values()
            return values, values
        stays = change.verb is Verb.FORGET
        return change.before, change.before if stays else change.after

    def _member(self, resource: Resource, family: Family) -> _Member:
        before, after = self._sides(resource)
        inline = family.wholes.get(resource.type, "")
        rules = (before.get(inline), after.get(inline)) if inline else (before, after)
        stated = bool(inline) and (
            before is after or isinstance(rules[1], Unknown) or same(rules[0], rules[1])
        )
        read = [(before, rules[0])]
        if before is not after:
            read.append((after, rules[0] if stated and after else rules[1]))
        keys = [self._key_of(resource.address, resource.type, side, family) for side, _ in read]
        walls = [family.read(side) for _, side in read]
        named = [
            tuple(self._known(each, key) for each in self._read(resource.address, inline, wall))
            for wall, key in zip(walls, keys, strict=True)
        ]
        if before is after:  # most objects stay as they are
            keys, named = keys * 2, named * 2
        expanded = [
            tuple(one for each in side for one in self._expanded(each, after=at, family=family))
            for at, side in enumerate(named)
        ]
        return _Member(
            address=resource.address, type=resource.type, before=before, after=after,
            was_of=keys[0] if before else "", is_of=keys[1] if after else "", whole=bool(inline),
            filters_before=expanded[0], filters_after=expanded[1], stated=stated,
            readable=not isinstance(rules[0], Sensitive),
        )  # fmt: skip

    def _read(self, address: Address, inline: str, wall: Wall) -> Iterator[Filter]:
        """Give the filters of a wall, those for groups included that are not known yet."""
        yield from wall.filters
        for hidden in wall.hidden:
            source = self._source(address, inline, hidden)
            if source:
                yield hidden.named(source)

    def _key(self, change: Change, side: _Values) -> str:
        family = FAMILY_OF.get(change.type)
        return self._key_of(change.address, change.type, side, family) if family else ""

    def _key_of(self, address: Address, type_: str, side: _Values, family: Family) -> str:
        """Call the firewall by its address where the plan has it, else by what the rule says."""
        if type_ in family.wholes:
            return str(address)
        named = self._named(address, side, family.parts[type_])
        if not named or named in self._plan.resources:
            return named
        if family.beside:
            within = (named, word_of(side.get(family.beside)))
            return self._by_name.get(within) or "/".join(reversed(within))
        return named

    def _named(self, address: Address, side: _Values, attribute: str) -> str:
        value = side.get(attribute)
        if isinstance(value, str):
            known = self._plan.identities.get(value)
            return (
                str(known)
                if known
                else value.rpartition("/")[2].lower()
                if ("/" in value)
                else value
            )
        return self._origin(address, attribute) if isinstance(value, Unknown) else ""

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], str]:
        """Firewalls that rules call by name, with what the name is unique in."""
        found = {}
        for family in FAMILIES:
            if not family.beside or not family.wholes:
                continue
            for resource in self._resources(family):
                if resource.type in family.wholes:
                    side = next(filter(None, self._sides(resource)), {})
                    name = side.get("name") or side.get(next(iter(family.parts.values())))
                    if isinstance(name, str):
                        found[name, word_of(side.get(family.beside))] = str(resource.address)
        return found

    def _origin(self, address: Address, attribute: str) -> str:
        """Give the one object whose identity an unknown value will be; `""` when there is none."""
        origins = self._graph.origins(address, tuple(attribute.split(".")))
        found = {origin.rpartition(".") for origin in origins}
        if len(found) != 1:
            return ""
        owner, _, target = found.pop()
        known = Address(owner) in self._plan.resources
        return owner if known and target in _IDENTITY else ""

    def _source(self, address: Address, inline: str, hidden: Hidden) -> str:
        """Name the group or list that a source which is not known yet will be."""
        if not isinstance(hidden.value, Unknown):
            return ""
        path = ".".join(filter(None, (inline, hidden.attribute)))
        owner = self._origin(address, path) if hidden.attribute else ""
        resource = self._plan.resources.get(Address(owner)) if owner else None
        named = resource is not None and resource.type in {*GROUPS.wholes, *LISTS.wholes}
        return owner if named else ""

    def _known(self, filter_: Filter, own: str) -> Filter:
        """Call a group or list by its address, and a group that lets in itself `self`."""
        source = filter_.opening.source
        address = self._plan.identities.get(source)
        name = str(address) if address else source
        if name == own:
            name = aws_traffic.SELF
        if name == source:
            return filter_
        return replace(filter_, opening=replace(filter_.opening, source=name))

    def _expanded(
        self, filter_: Filter, *, after: int | bool, family: Family | None = None
    ) -> Iterable[Filter]:
        """Put the ranges of a prefix list in its place, where the plan shows all of them."""
        source = filter_.opening.source
        if family is LISTS or not (source.startswith("pl-") or "prefix_list" in source):
            return (filter_,)
        if source in self._names:
            named = f"{source} ({self._names[source]})"
            return (replace(filter_, opening=replace(filter_.opening, source=named)),)
        ranges = self._lists[bool(after)].get(source)
        if ranges is None:
            return (filter_,)
        return tuple(
            replace(filter_, opening=replace(filter_.opening, source=text)) for text in ranges
        )

    @cached_property
    def _lists(self) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
        """Ranges of each prefix list, before and after, by address or id."""
        before: dict[str, list[str]] = defaultdict(list)
        after: dict[str, list[str]] = defaultdict(list)
        members = self._of(LISTS)
        for each in members:
            if each.whole:
                before.setdefault(each.was_of or each.is_of, [])
                after.setdefault(each.is_of or each.was_of, [])
        for each in members:
            if each.was_of in before:
                before[each.was_of] += [one.opening.source for one in each.filters_before]
            if each.is_of in after:
                gone = {
                    one.opening.source
                    for other in members
                    if each.stated and not other.whole and other.was_of == each.is_of
                    for one in other.filters_before
                }
                after[each.is_of] += [
                    one.opening.source
                    for one in each.filters_after
                    if one.opening.source not in gone
                ]
        read = self._read_lists
        return (
            {**{name: tuple(ranges) for name, ranges in before.items()}, **read},
            {**{name: tuple(ranges) for name, ranges in after.items()}, **read},
        )

    @cached_property
    def _read_lists(self) -> Mapping[str, tuple[str, ...]]:
        """Ranges of the lists that the plan reads, by address or id."""
        found = {}
        for resource in self._data_lists:
            held = resource.values().get(_DATA_LISTS[resource.type])
            if isinstance(held, list | tuple):
                texts = [one.get("cidr") if isinstance(one, Mapping) else one for one in held]
                found.update(dict.fromkeys(self._called(resource), tuple(words_of(texts))))
        return found

    @cached_property
    def _data_lists(self) -> tuple[Resource, ...]:
        return tuple(
            resource
            for resource in self._plan.resources.values()
            if resource.mode is Mode.DATA and resource.type in _DATA_LISTS
        )

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """Names of the lists that AWS keeps of its own services, by address or id."""
        return {
            called: name
            for resource in self._data_lists
            for name in words_of(resource.values().get("name"))
            if name.startswith(_OF_AWS)
            for called in self._called(resource)
        }

    @staticmethod
    def _called(resource: Resource) -> tuple[str, ...]:
        return (str(resource.address), *words_of(resource.values().get("id")))


def _concerns(family: Family, other: _Member, own: _Member) -> bool:
    """Tell whether a rule holds wherever another does."""
    if family is not GOOGLE:
        return True
    return google_traffic.covers(other.after or other.before, own.after or own.before)
