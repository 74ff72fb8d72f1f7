"""
Exact arithmetic on what rules let through: protocols, port ranges and address ranges together.

An opening is a box: one protocol (or all), a range of ports, a range of addresses (or a name, which
is nothing but itself). Sets of boxes are taken apart protocol by protocol and port by port, and put
together again as few boxes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final, TypeAlias

from planguard.actions.values.ranges import ALL_PROTOCOLS, Opening, network_of
from planguard.actions.values.scalar import listed

_OTHERS: Final = "other than "
"""Begins the name of what is left of all protocols when some are taken away."""
_REST = "*"
"""Stands for the protocols that no opening names."""
_V4, _V6 = "4", "6"
_FEW = 8
"""So many openings or fewer are looked at one by one."""

Spans: TypeAlias = tuple[tuple[int, int], ...]
"""First and last address of ranges, neighbours joined, in order."""
_Slices: TypeAlias = Mapping[tuple[int, int], Spans]
"""Addresses by the first and last port for which they hold."""
_Boxes: TypeAlias = dict[tuple[str, str], list[tuple[int, int, int, int]]]


def subtract(some: Sequence[Opening], others: Sequence[Opening]) -> list[Opening]:
    """List what `some` let through and `others` do not, and nothing else."""
    return _combined(some, others, _minus)


def intersect(some: Sequence[Opening], others: Sequence[Opening]) -> list[Opening]:
    """List what both let through, and nothing else."""
    return _combined(some, others, _both)


def addresses_in(openings: Iterable[Opening]) -> int:
    """Count the IPv4 addresses that are in one of the openings, whatever the port."""
    located = map(_located, {opening.source for opening in openings})
    spans = _joined((first, last) for kind, first, last in located if kind == _V4)
    return sum(last - first + 1 for first, last in spans)


def _combined(
    some: Sequence[Opening], others: Sequence[Opening], combine: Callable[[Spans, Spans], Spans]
) -> list[Opening]:
    if not some:
        return []
    others = (
        [other for other in others if any(overlap(other, one) for one in some[:_FEW])]
        if (len(some) <= _FEW)
        else others
    )
    atoms = _atoms([*some, *others])
    left, right = _boxes(some, atoms), _boxes(others, atoms)
    found: dict[str, dict[str, _Slices]] = defaultdict(dict)
    for (kind, atom), boxes in left.items():
        slices = _sliced(boxes, right.get((kind, atom), []), combine)
        if slices:
            found[kind][atom] = slices
    return [
        opening for kind, by_atom in found.items() for opening in _written(kind, by_atom, atoms)
    ]


def _atoms(openings: Iterable[Opening]) -> tuple[str, ...]:
    """List the protocols that are named, and what stands for all others."""
    names = [name for opening in openings for name in _named(opening.protocol)]
    return (*sorted(dict.fromkeys(names)), _REST)


@cache
def _located(source: str) -> tuple[str, int, int]:
    """Give the version of IP with the first and last address; a name is alone where it is."""
    network = network_of(source)
    if network is None:
        return source, 0, 0
    ends = int(network.network_address), int(network.broadcast_address)
    return str(network.version), *ends


def overlap(one: Opening, other: Opening) -> bool:
    """Tell whether some packet is of both openings."""
    (kind, first, last), (other_kind, start, end) = _located(one.source), _located(other.source)
    return kind == other_kind and first <= end and start <= last and meets(one, other)


def _named(protocol: str) -> list[str]:
    if protocol.startswith(_OTHERS):
        return protocol.removeprefix(_OTHERS).split(", ")
    return [] if protocol == ALL_PROTOCOLS else [protocol]


def _boxes(openings: Iterable[Opening], atoms: Sequence[str]) -> _Boxes:
    boxes: _Boxes = defaultdict(list)
    for opening in openings:
        kind, first, last = _located(opening.source)
        meant = _named(opening.protocol)
        if opening.protocol == ALL_PROTOCOLS or opening.protocol.startswith(_OTHERS):
            meant = [atom for atom in atoms if atom not in meant]
        for atom in meant:
            boxes[kind, atom].append((opening.first, opening.last, first, last))
    return boxes


def _sliced(
    left: Sequence[tuple[int, int, int, int]],
    right: Sequence[tuple[int, int, int, int]],
    combine: Callable[[Spans, Spans], Spans],
) -> _Slices:
    """Combine the addresses of both sides port range by port range, like neighbours joined."""
    boxes = (*left, *right)
    edges = sorted({edge for box in boxes for edge in (box[0], box[1] + 1)})
    found: list[tuple[int, int, Spans]] = []
    for first, following in pairwise(edges):
        spans = combine(_held(left, first), _held(right, first))
        if not spans:
            continue
        if found and found[-1][1] == first - 1 and found[-1][2] == spans:
            found[-1] = (found[-1][0], following - 1, spans)
        else:
            found.append((first, following - 1, spans))
    return {(first, last): spans for first, last, spans in found}


def _held(boxes: Iterable[tuple[int, int, int, int]], port: int) -> Spans:
    return _joined((box[2], box[3]) for box in boxes if box[0] <= port <= box[1])


def _joined(spans: Iterable[tuple[int, int]]) -> Spans:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)


def _both(some: Spans, others: Spans) -> Spans:
    return tuple(
        (max(first, start), min(last, end))
        for first, last in some
        for start, end in others
        if first <= end and start <= last
    )


def _minus(some: Spans, others: Spans) -> Spans:
    left: list[tuple[int, int]] = []
    for first, last in some:
        at = first
        for start, end in others:
            if end < at or start > last:
                continue
            if start > at:
                left.append((at, start - 1))
            at = end + 1
        if at <= last:
            left.append((at, last))
    return tuple(left)


def _written(kind: str, by_atom: Mapping[str, _Slices], atoms: Sequence[str]) -> Iterator[Opening]:
    """Write slices as openings; what all protocols share, or all that are not named, is one."""
    pieces: dict[tuple[tuple[int, int], tuple[int, int]], set[str]] = defaultdict(set)
    for atom, slices in by_atom.items():
        for ports, spans in slices.items():
            for span in spans:
                pieces[ports, span].add(atom)
    for ((first, last), span), held in pieces.items():
        for protocol in _protocols(held, atoms):
            for source in _sources(kind, span):
                yield Opening(source=source, protocol=protocol, first=first, last=last)


def _protocols(held: set[str], atoms: Sequence[str]) -> list[str]:
    if _REST not in held:
        return sorted(held)
    missing = [atom for atom in atoms if atom not in held]
    return [f"{_OTHERS}{', '.join(missing)}" if missing else ALL_PROTOCOLS]


def _sources(kind: str, span: tuple[int, int]) -> list[str]:
    from ipaddress import (  # noqa: PLC0415 - most plans change no range
        IPv4Address,
        IPv6Address,
        summarize_address_range,
    )

    if kind == _V4:
        return list(map(str, summarize_address_range(*map(IPv4Address, span))))
    if kind == _V6:
        return list(map(str, summarize_address_range(*map(IPv6Address, span))))
    return [kind]


def told(added: Sequence[Opening], before: Sequence[Opening]) -> list[str]:
    """
    Say what is let through now, by ports, beside who was on the same ports before.

    `22/tcp from 10.0.0.0/8, was 10.1.0.0/16`.
    """
    sources: dict[str, list[Opening]] = {}
    for opening in added:
        sources.setdefault(opening.service, []).append(opening)
    found = []
    for service, openings in sources.items():
        was = dict.fromkeys(
            other.source for other in before if any(meets(other, opening) for opening in openings)
        )
        now = listed(list(dict.fromkeys(opening.source for opening in openings)))
        found.append(f"{service} from {now}, was {listed(list(was)) if was else 'nobody'}")
    return found


def meets(one: Opening, other: Opening) -> bool:
    """Tell whether two openings have a protocol and a port in common, whoever comes."""
    if one.first > other.last or other.first > one.last:
        return False
    return one.protocol == other.protocol or (
        _holds(one.protocol, other.protocol) or _holds(other.protocol, one.protocol)
    )


def _holds(protocol: str, other: str) -> bool:
    """Tell whether what stands for several protocols stands for some of another's."""
    if protocol.startswith(_OTHERS):
        return other not in _named(protocol)
    return protocol == ALL_PROTOCOLS
