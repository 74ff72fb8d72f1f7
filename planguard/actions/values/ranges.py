"""Network ranges and ports: what one set of rules lets through and another does not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network

    Network: TypeAlias = IPv4Network | IPv6Network

LAST_PORT = 65535
_NOBODY_HAS = 4
"""A prefix so short that the range is a sixteenth of all addresses, or more."""
_USED = {4: (0, 0xDFFFFFFF), 6: (0x2 << 124, (0x4 << 124) - 1)}
"""By version of IP, the first and last address that single machines have."""
ALL_PROTOCOLS = "all"
_WITH_PORTS = frozenset({"tcp", "udp", "sctp"})
_PROTOCOLS = {"-1": ALL_PROTOCOLS, "": ALL_PROTOCOLS, "6": "tcp", "17": "udp", "1": "icmp"} | {
    "58": "icmpv6"
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One source that may reach one range of ports over one protocol."""

    source: str
    """A range in CIDR notation, or the name of a group or list."""
    protocol: str = ALL_PROTOCOLS
    first: int = 0
    last: int = LAST_PORT

    @property
    def is_whole_internet(self) -> bool:
        """
        Whether everybody is let through to a port; echo requests do not count.

        A range larger than any network has (`0.0.0.0/1`, `2000::/3`) is taken for everybody, unless
        nobody has an address in it.
        """
        network = network_of(self.source)
        if network is None or self.is_echo:
            return False
        first, last = _USED[network.version]
        used = int(network.network_address) <= last and first <= int(network.broadcast_address)
        return network.prefixlen <= _NOBODY_HAS and used

    @property
    def is_echo(self) -> bool:
        """Whether it is of ICMP, which has types in place of ports."""
        return self.protocol.startswith("icmp")

    @property
    def ports(self) -> str:
        """The ports as people write them: `22`, `8000-8080`, `all`; `icmp`, `icmp 8`."""
        if (self.first, self.last) == (0, LAST_PORT):
            return self.protocol if self.is_echo else "all"
        span = str(self.first) if self.first == self.last else f"{self.first}-{self.last}"
        return f"{self.protocol} {span}" if self.is_echo else span

    @property
    def service(self) -> str:
        """The ports with their protocol: `22/tcp`, `all tcp`, `everything`."""
        if self.is_echo:
            return self.ports
        if self.ports == "all":
            return "everything" if self.protocol == ALL_PROTOCOLS else f"all {self.protocol}"
        return f"{self.ports}/{'any' if self.protocol == ALL_PROTOCOLS else self.protocol}"


@cache
def network_of(text: str) -> Network | None:
    """Read a range or a single address; `None` when the text is neither."""
    from ipaddress import ip_network  # noqa: PLC0415 - most plans change no range

    try:
        return ip_network(text.strip(), strict=False)
    except ValueError:
        return None


def protocol_of(word: str) -> str:
    """Give a protocol its name: `-1` is `all`, `6` is `tcp`."""
    return _PROTOCOLS.get(word.lower(), word.lower())


def ports_of(first: float | None, last: float | None, protocol: str) -> tuple[int, int]:
    """
    Give the first and last port.

    Without ports, and for protocols that have none, that is all of them. ICMP writes its type in
    the place of the first and a code, which is not looked at, in that of the last.

    Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
    """
    if first is None or first < 0:
        return 0, LAST_PORT
    if protocol.startswith("icmp"):
        return int(first), int(first)
    if protocol not in _WITH_PORTS or last is None:
        return 0, LAST_PORT
    return int(first), int(last)


def beyond(after: Iterable[Opening], before: Sequence[Opening]) -> list[Opening]:
    """List the openings of `after`, neighbours joined, that `before` did not wholly let through."""
    known = frozenset(before)
    candidates = joined([opening for opening in after if opening not in known])
    return [opening for opening in candidates if not _is_covered(opening, before)]


def joined(openings: Sequence[Opening]) -> list[Opening]:
    """Join the ranges of one protocol and port range: two halves of the internet are all of it."""
    from ipaddress import collapse_addresses  # noqa: PLC0415 - most plans change no range

    groups: dict[tuple[str, int, int, int], list[Opening]] = {}
    for opening in openings:
        network = network_of(opening.source)
        version: int = network.version if network else 0
        key = (opening.protocol, opening.first, opening.last, version)
        groups.setdefault(key, []).append(opening)
    found: list[Opening] = []
    for (protocol, first, last, version), group in groups.items():
        sources: Iterable[str] = dict.fromkeys(opening.source for opening in group)
        if version:
            networks = [network for source in sources if (network := network_of(source))]
            sources = map(str, collapse_addresses(networks))  # type: ignore[type-var]
        found.extend(
            Opening(source=source, protocol=protocol, first=first, last=last) for source in sources
        )
    return found


def _is_covered(opening: Opening, before: Sequence[Opening]) -> bool:
    """Tell whether every packet of `opening` was let through, by one of `before` or several."""
    relevant = [
        other
        for other in before
        if other.protocol in (opening.protocol, ALL_PROTOCOLS)
        and other.first <= opening.last
        and other.last >= opening.first
    ]
    edges = {opening.first, opening.last + 1}
    for other in relevant:
        edges.update(
            edge for edge in (other.first, other.last + 1) if opening.first < edge <= opening.last
        )
    starts = sorted(edges)[:-1]
    return all(
        _is_source_covered(
            opening.source, [o.source for o in relevant if o.first <= start <= o.last]
        )
        for start in starts
    )


def _is_source_covered(source: str, others: Sequence[str]) -> bool:
    network = network_of(source)
    if network is None or source in others:
        return source in others
    spans = _spans(tuple(others), network.version)
    first, last = int(network.network_address), int(network.broadcast_address)
    place = bisect_right(spans, (first, last)) - 1
    candidates = spans[max(place, 0) : place + 2]
    return any(start <= first and last <= end for start, end in candidates)


@lru_cache(maxsize=64)
def _spans(sources: tuple[str, ...], version: int) -> list[tuple[int, int]]:
    """Give the first and last address of the ranges, neighbours joined, in order."""
    joined: list[tuple[int, int]] = []
    known = [network for network in map(network_of, sources) if network]
    for start, end in sorted(
        (int(network.network_address), int(network.broadcast_address))
        for network in known
        if network.version == version
    ):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
