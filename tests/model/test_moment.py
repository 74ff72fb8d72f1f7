"""Spans and moments as people write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from planguard.model.moment import ago_text, moment_of, span_of, span_text

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("15m", 900), ("1h30m", 5400), ("2d", 172_800), ("1w", 604_800), ("0.5s", 0.5)],
)
def test_a_span(text: str, seconds: float) -> None:
    assert span_of(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "5", "m", "5 m", "-5m", "5y", "1e3s", "99999999d", "1.s"])
def test_what_is_no_span(text: str) -> None:
    assert span_of(text) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-15T11:00:00Z", NOW - timedelta(hours=1)),
        ("2026-01-15T12:00:00+01:00", NOW - timedelta(hours=1)),
        ("2026-01-15 11:00", NOW - timedelta(hours=1)),
        ("2026-01-15", NOW - timedelta(hours=12)),
        ("26h ago", NOW - timedelta(hours=26)),
        ("in 3d", NOW + timedelta(days=3)),
        (" 0s ago ", NOW),
    ],
)
def test_a_moment(text: str, moment: datetime) -> None:
    assert moment_of(text, NOW) == moment


@pytest.mark.parametrize("text", ["", "yesterday", "26h", "in 26h ago", "in soon", "5 min ago"])
def test_what_is_no_moment(text: str) -> None:
    assert moment_of(text, NOW) is None


def test_ago_needs_a_clock() -> None:
    assert moment_of("26h ago") is None


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (timedelta(seconds=40.9), "40 s"),
        (timedelta(seconds=119), "119 s"),
        (timedelta(minutes=3), "3 min"),
        (timedelta(hours=26), "26 h"),
        (timedelta(days=12), "12 d"),
        (-timedelta(minutes=3), "3 min"),
    ],
)
def test_how_a_span_reads(span: timedelta, text: str) -> None:
    assert span_text(span) == text


def test_how_ago_reads() -> None:
    assert ago_text(timedelta(seconds=40)) == "40 s ago"
    assert ago_text(-timedelta(days=3)) == "in 3 d"
