"""Reads the rules of Azure's network security groups and firewalls: what they let in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from planguard.actions.values.ranges import LAST_PORT, Opening
from planguard.actions.values.scalar import is_hidden, number_of, word_of, words_of
from planguard.actions.values.traffic import Filter, Hidden, Wall, passed
from planguard.model.value import Value

FIELDS = (
    *("access", "direction", "priority", "protocol"),
    *("sourceAddressPrefix", "sourceAddressPrefixes", "sourceApplicationSecurityGroups"),
    *("destinationPortRange", "destinationPortRanges"),
)
"""What decides whom a rule lets in, as Azure names it; other tools write the same in snake_case."""
_SOURCES = ("sourceAddressPrefix", "sourceAddressPrefixes")
_GROUPS = ("sourceApplicationSecurityGroups", "sourceApplicationSecurityGroupIds")
_PORTS = ("destinationPortRange", "destinationPortRanges")
_ENDS = (
    *(("startIpAddress", "endIpAddress"), ("startIP", "endIP"), ("startIp", "endIp")),
    ("startIPv6Address", "endIPv6Address"),
)
_ANYBODY = ("0.0.0.0/0", "::/0")
_EVERYBODY = frozenset({"*", "any"})
_INTERNET = frozenset({*_EVERYBODY, "internet"})
_LAST = 65000
"""Priority of the rules every group ends with."""
_NETWORK, _BALANCER = "VirtualNetwork", "AzureLoadBalancer"
INBUILT = (
    Filter(opening=Opening(source=_NETWORK), order=_LAST),
    Filter(opening=Opening(source=_BALANCER), order=_LAST),
)
"""What every group lets in behind its own rules."""
SERVICES = "AzureServices"
"""Stands for every service inside Azure, whoever's it is: a range from 0.0.0.0 to 0.0.0.0."""
CLOSED = frozenset({"deny", "disabled", "disable", "securedbyperimeter", "false", "private"})
"""Words that shut an endpoint to the internet; any other word, and none, leaves it open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """What one side of a change lets in."""

    allowed: tuple[Opening, ...] = ()
    denied: tuple[Opening, ...] = ()
    """What a single rule refuses; whether another lets it in is not known here."""
    hidden: tuple[tuple[str, Value], ...] = ()
    """Sources that cannot be read, by the attribute they stand in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    priority: float
    denies: bool
    openings: tuple[Opening, ...]
    hidden: tuple[tuple[str, Value], ...]


def field(block: Mapping[str, Value], name: str) -> Value:
    """Give an attribute of a block, whether it is written `likeThis` or `like_this`."""
    found = block.get(name)
    return block.get(_snake(name)) if found is None else found


def _snake(name: str) -> str:
    return _HUMP.sub("_", name).lower()


_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])(?!Pv)")


def names_in(*sides: Value) -> frozenset[str]:
    """Collect the sources that are no ranges: service tags and groups."""
    rules = [rule for side in sides for rule in _rules_of(side)]
    sources = {opening.source for rule in rules for opening in rule.openings}
    return frozenset(source for source in sources if _is_name(source))


def _is_name(source: str) -> bool:
    return (
        bool(source)
        and source.lower() not in _INTERNET
        and not source[:1].isdigit()
        and ":" not in source
    )


def group_traffic(value: Value, names: Iterable[str]) -> Traffic:
    """
    Read all rules of a group: what is let in once the order of priorities is settled.

    Every group ends with rules that let in its own network and the load balancer's probes, and
    nobody else. `names` are all that `*` covers beside the addresses.

    Source: https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
    """
    wall = wall_in(value)
    filters = spread_filters((*wall.filters, *INBUILT), names)
    hidden = tuple((each.attribute, each.value) for each in wall.hidden)
    return Traffic(allowed=tuple(passed(filters)), hidden=hidden)


def wall_in(value: Value) -> Wall:
    """Read rules, one or a list of them, with sources as they are written."""
    rules = _rules_of(value)
    return Wall(
        filters=tuple(
            Filter(opening=opening, denies=rule.denies, order=rule.priority)
            for rule in rules
            for opening in rule.openings
        ),
        hidden=tuple(
            Hidden(attribute=name, value=item)
            for rule in rules
            if not rule.denies
            for name, item in rule.hidden
        ),
    )


def spread_filters(filters: Iterable[Filter], names: Iterable[str] = ()) -> list[Filter]:
    """Write `*` and `Internet` as what they cover: ranges, and `names` beside those met here."""
    known = tuple(filters)
    met = {*names, *(each.opening.source for each in known)}
    every = frozenset({*filter(_is_name, met), _NETWORK, _BALANCER})
    return [
        replace(each, opening=opening)
        for each in known
        for opening in _spread([each.opening], every)
    ]


def rule_traffic(value: Value, names: Iterable[str]) -> Traffic:
    """Read one rule that is an object of its own; what other rules say is not known."""
    every = frozenset(names)
    allowed: list[Opening] = []
    denied: list[Opening] = []
    hidden: list[tuple[str, Value]] = []
    for rule in _rules_of(value):
        side = denied if rule.denies else allowed
        side += _spread(rule.openings, every)
        hidden += () if rule.denies else rule.hidden
    return Traffic(allowed=tuple(allowed), denied=tuple(denied), hidden=tuple(hidden))


def _spread(openings: Iterable[Opening], names: frozenset[str]) -> list[Opening]:
    """Write `*` and `Internet` as the ranges they are, and `*` as the names it covers too."""
    spread: list[Opening] = []
    for opening in openings:
        word = opening.source.lower()
        sources: tuple[str, ...] = (opening.source,)
        if word in _INTERNET:
            sources = (*_ANYBODY, *(sorted(names) if word in _EVERYBODY else ()))
        spread += [
            Opening(
                source=source, protocol=opening.protocol, first=opening.first, last=opening.last
            )
            for source in sources
        ]
    return spread


def _rules_of(value: Value) -> list[_Rule]:
    found = []
    for block in value if isinstance(value, list | tuple) else (value,):
        if is_hidden(block):
            found.append(_Rule(priority=0, denies=False, openings=(), hidden=(("", block),)))
        elif isinstance(block, Mapping) and word_of(field(block, "direction")) != "outbound":
            found.append(_rule_of(block))
    return found


def _rule_of(block: Mapping[str, Value]) -> _Rule:
    protocol = word_of(field(block, "protocol"))
    protocol = "all" if protocol in {"", "*", "any"} else protocol
    sources = [source for name in _SOURCES for source in words_of(field(block, name))]
    sources += [source for name in _GROUPS for source in _groups(field(block, name))]
    openings = [
        Opening(source=source.strip(), protocol=protocol, first=first, last=last)
        for source in sources
        for first, last in _ports(block)
    ]
    hidden = [
        (name if name in block else _snake(name), item)
        for name in (*_SOURCES, *_GROUPS)
        for value in (field(block, name),)
        for item in (value if isinstance(value, list | tuple) else (value,))
        if is_hidden(item)
    ]
    priority = number_of(field(block, "priority"))
    return _Rule(
        priority=0 if priority is None else priority,
        denies=word_of(field(block, "access")) == "deny",
        openings=tuple(openings),
        hidden=tuple(hidden),
    )


def _groups(value: Value) -> Iterator[str]:
    """Give the ids of groups, written alone or in blocks of `id`."""
    for item in value if isinstance(value, list | tuple) else ():
        name = item.get("id") if isinstance(item, Mapping) else item
        if isinstance(name, str) and name:
            yield name


def _ports(block: Mapping[str, Value]) -> list[tuple[int, int]]:
    """Give the port ranges of a rule; what cannot be read is every port."""
    words = [word for name in _PORTS for word in words_of(field(block, name))]
    found = []
    for word in words or ["*"]:
        first, _, last = word.partition("-")
        ends = number_of(first), number_of(last or first)
        if ends[0] is None or ends[1] is None:
            return [(0, LAST_PORT)]
        found.append((int(ends[0]), int(ends[1])))
    return found


def span_traffic(block: Value) -> Traffic:
    """
    Read a firewall rule that lets in the addresses from one to another.

    Source: https://learn.microsoft.com/azure/azure-sql/database/firewall-configure
    """
    if not isinstance(block, Mapping):
        return Traffic()
    for names in _ENDS:
        start, end = (field(block, name) for name in names)
        if is_hidden(start) or is_hidden(end):
            at, value = (names[0], start) if is_hidden(start) else (names[1], end)
            return Traffic(hidden=((at if at in block else _snake(at), value),))
        if isinstance(start, str) and start:
            sources = _span(start, end if isinstance(end, str) and end else start)
            return Traffic(allowed=tuple(Opening(source=source) for source in sources))
    return Traffic()


SPAN_FIELDS = (*dict.fromkeys(name for ends in _ENDS for name in ends),)


def _span(start: str, end: str) -> list[str]:
    from ipaddress import ip_address, summarize_address_range  # noqa: PLC0415 - most plans change no range

    if start == end == "0.0.0.0":  # noqa: S104 - compared, nothing is bound
        return [SERVICES]
    try:
        first, last = ip_address(start.strip()), ip_address(end.strip())
        return [str(network) for network in summarize_address_range(first, last)]
    except (ValueError, TypeError):
        return [f"{start}-{end}"]


def is_closed(value: Value) -> bool:
    """Tell whether a word shuts an endpoint to the internet."""
    if isinstance(value, list | tuple):
        return bool(value) and all(map(is_closed, value))
    return word_of(value) in CLOSED or value is False


def written(name: str) -> tuple[str, str]:
    """Give both ways to write an attribute's name."""
    return name, _snake(name)
