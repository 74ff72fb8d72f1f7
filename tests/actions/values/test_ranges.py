from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planguard.actions.values.ranges import Opening, beyond, network_of, ports_of, protocol_of

OPENINGS = st.lists(
    st.builds(
        Opening,
        source=st.sampled_from(
            ["10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/0", "::/0", "fd00::/8", "sg"]
        ),
        protocol=st.sampled_from(["tcp", "udp", "all"]),
        first=st.integers(0, 50),
        last=st.integers(51, 100),
    ),
    max_size=5,
)


@given(OPENINGS)
def test_nothing_is_beyond_itself(openings: list[Opening]) -> None:
    assert beyond(openings, openings) == []
    assert beyond([], openings) == []


@given(OPENINGS, OPENINGS)
def test_fewer_openings_open_nothing(some: list[Opening], more: list[Opening]) -> None:
    assert beyond(some, some + more) == []


@given(OPENINGS)
def test_everything_is_beyond_nothing(openings: list[Opening]) -> None:
    assert bool(beyond(openings, [])) is bool(openings)


def test_gap_between_ports_is_found() -> None:
    before = [
        Opening(source="10.0.0.0/8", protocol="tcp", first=1, last=10),
        Opening(source="10.0.0.0/8", protocol="tcp", first=12, last=20),
    ]
    [gap] = beyond([Opening(source="10.0.0.0/8", protocol="tcp", first=1, last=20)], before)
    assert gap.ports == "1-20"


def test_all_protocols_cover_one_but_not_the_reverse() -> None:
    every = Opening(source="10.0.0.0/8")
    one = Opening(source="10.0.0.0/8", protocol="tcp")
    assert beyond([one], [every]) == []
    assert beyond([every], [one]) == [every]


@pytest.mark.parametrize(
    ("first", "last", "text"), [(22, 22, "22"), (0, 65535, "all"), (80, 90, "80-90")]
)
def test_ports_text(first: int, last: int, text: str) -> None:
    assert Opening(source="", first=first, last=last).ports == text


def test_ports_of() -> None:
    assert ports_of(22, 23, "tcp") == (22, 23)
    assert ports_of(0, 0, "all") == ports_of(-1, -1, "icmp") == ports_of(None, 5, "tcp")
    assert ports_of(8, -1, "icmp") == (8, 8)
    assert ports_of(7, 9, "50") == (0, 65535)
    assert ports_of(-1, -1, "tcp") == (0, 65535)


def test_words() -> None:
    assert [protocol_of(word) for word in ("-1", "6", "TCP", "58")] == [
        "all",
        "tcp",
        "tcp",
        "icmpv6",
    ]
    assert network_of("sg-1") is None
    assert str(network_of(" 10.0.0.1/8")) == "10.0.0.0/8"


def test_whole_internet() -> None:
    assert Opening(source="::/0", protocol="tcp").is_whole_internet
    assert not Opening(source="0.0.0.0/0", protocol="icmp").is_whole_internet
    assert not Opening(source="sg-1").is_whole_internet


@pytest.mark.parametrize(
    ("others", "covered"),
    [
        (["10.0.0.0/8"], True),
        (["10.1.0.0/16", "10.1.2.0/24"], True),
        (["10.1.2.0/25", "10.1.2.128/25"], True),
        (["10.1.2.0/25", "10.1.3.0/24"], False),
        (["10.2.0.0/16", "fd00::/8"], False),
        (["sg-1"], False),
        (["10.1.2.0/25", "10.1.2.64/26", "10.1.2.128/25", "192.0.2.0/24"], True),
    ],
)
def test_ranges_cover(others: list[str], covered: bool) -> None:  # noqa: FBT001 - a table
    before = [Opening(source=source, protocol="tcp") for source in others]
    found = beyond([Opening(source="10.1.2.0/24", protocol="tcp")], before)
    assert (found == []) is covered


@pytest.mark.parametrize("source", ["0.0.0.0/1", "128.0.0.0/2", "2000::/3", "0:0:0:0:0:0:0:0/0"])
def test_more_than_anybody_has_is_the_whole_internet(source: str) -> None:
    assert Opening(source=source).is_whole_internet
    assert not Opening(source=source, protocol="icmp").is_whole_internet
