"""What rules let through, taken apart and put together."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planguard.actions.values.ranges import Opening, beyond
from planguard.actions.values.regions import addresses_in, intersect, meets, subtract, told

_NETWORKS = st.one_of(
    st.builds(
        lambda bits, length: str(ip_network((bits, length), strict=False)),
        st.integers(0, 2**32 - 1),
        st.sampled_from([0, 1, 2, 4, 8, 16, 31, 32]),
    ),
    st.builds(
        lambda bits, length: str(ip_network((bits, length), strict=False)),
        st.integers(2**32, 2**128 - 1),
        st.sampled_from([0, 1, 3, 16, 64, 128]),
    ),
    st.sampled_from(["10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/0", "::/0", "sg-1", "sg-2"]),
)
OPENING = st.builds(
    lambda source, protocol, ports: Opening(
        source=source, protocol=protocol, first=min(ports), last=max(ports)
    ),
    _NETWORKS,
    st.sampled_from(["tcp", "udp", "icmp", "all"]),
    st.tuples(st.sampled_from([0, 21, 22, 443, 65535]), st.sampled_from([0, 22, 23, 8080, 65535])),
)
OPENINGS = st.lists(OPENING, max_size=5)


def _opening(
    source: str = "10.0.0.0/8", first: int = 0, last: int = 65535, protocol: str = "tcp"
) -> Opening:
    return Opening(source=source, first=first, last=last, protocol=protocol)


@given(OPENINGS)
def test_nothing_is_left_of_what_is_taken_away(openings: list[Opening]) -> None:
    assert subtract(openings, openings) == []
    assert subtract([], openings) == intersect(openings, []) == []


@given(OPENINGS, OPENINGS)
def test_what_is_added_is_new_and_is_there(before: list[Opening], after: list[Opening]) -> None:
    added = subtract(after, before)
    assert intersect(added, before) == []
    assert subtract(added, after) == []
    assert beyond(added, after) == []
    assert subtract(after, [*added, *before]) == []


@given(OPENINGS, OPENINGS)
def test_both_sides_agree_with_what_covers(some: list[Opening], others: list[Opening]) -> None:
    assert bool(subtract(some, others)) is bool(beyond(some, others))
    shared = intersect(some, others)
    assert subtract(shared, some) == subtract(shared, others) == []
    assert subtract(some, [*shared, *subtract(some, others)]) == []


@pytest.mark.parametrize(
    ("some", "others", "left"),
    [
        (
            _opening(first=1, last=9),
            _opening(first=4, last=5),
            [("10.0.0.0/8", "1-3"), ("10.0.0.0/8", "6-9")],
        ),
        (_opening("0.0.0.0/0"), _opening("0.0.0.0/1"), [("128.0.0.0/1", "all")]),
        (_opening("::/0"), _opening("8000::/1"), [("::/1", "all")]),
        (_opening("sg-1"), _opening("sg-2"), [("sg-1", "all")]),
        (_opening(protocol="udp"), _opening(protocol="all"), []),
    ],
)
def test_what_is_left(some: Opening, others: Opening, left: list[tuple[str, str]]) -> None:
    assert [(one.source, one.ports) for one in subtract([some], [others])] == left


def test_all_protocols_are_more_than_those_with_a_name() -> None:
    named = [_opening(protocol=name) for name in ("tcp", "udp")]
    [left] = subtract([_opening(protocol="all")], named)
    assert left.protocol == "other than tcp, udp"
    assert subtract([_opening(protocol="50")], [left]) == []
    assert subtract([_opening(protocol="tcp")], [left]) == [_opening(protocol="tcp")]
    assert subtract([left], [_opening(protocol="all")]) == []
    assert not meets(left, _opening(protocol="tcp"))
    assert meets(left, _opening(protocol="50"))
    assert meets(_opening(protocol="50"), left)
    assert not meets(_opening(first=1, last=2), _opening(first=3, last=4))


def test_addresses_are_counted_once() -> None:
    assert addresses_in([_opening(), _opening("10.1.0.0/16", 22, 22), _opening("::/0")]) == 2**24
    assert addresses_in([_opening("sg-1")]) == 0


@pytest.mark.parametrize(
    ("added", "before", "text"),
    [
        (
            _opening(first=22, last=22),
            [_opening("10.1.0.0/16")],
            "22/tcp from 10.0.0.0/8, was 10.1.0.0/16",
        ),
        (
            _opening(first=22, last=22),
            [_opening(first=23, last=23)],
            "22/tcp from 10.0.0.0/8, was nobody",
        ),
        (_opening(protocol="all"), [], "everything from 10.0.0.0/8, was nobody"),
        (_opening(), [_opening(protocol="udp")], "all tcp from 10.0.0.0/8, was nobody"),
        (_opening(first=8, last=8, protocol="icmp"), [], "icmp 8 from 10.0.0.0/8, was nobody"),
        (_opening(first=1, last=2, protocol="all"), [], "1-2/any from 10.0.0.0/8, was nobody"),
    ],
)
def test_words(added: Opening, before: list[Opening], text: str) -> None:
    assert told([added], before) == [text]
