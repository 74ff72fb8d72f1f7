"""Spans of time as people write and read them: `90s`, `15m`, `3h`, `2d`."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_SPAN = re.compile(r"(?:\d{1,7}(?:\.\d{1,3})?[smhdw]){1,10}\Z")
_PART = re.compile(r"([\d.]+)([smhdw])")
_AGO = re.compile(r"(in\s+)?(\S+)(\s+ago)?\Z")


def span_of(text: str) -> timedelta | None:
    """Read `90s`, `15m`, `1h30m` or `2d`; `None` when it is none."""
    if not _SPAN.match(text):
        return None
    return timedelta(seconds=sum(float(n) * _UNITS[unit] for n, unit in _PART.findall(text)))


def moment_of(text: str, now: datetime | None = None) -> datetime | None:
    """
    Read an ISO 8601 moment (without a zone it is UTC), and with `now` also `26h ago` and `in 3d`.

    Gives `None` when it is none.
    """
    text = text.strip()
    if now is not None and (found := _AGO.match(text)) and bool(found[1]) != bool(found[3]):
        span = span_of(found[2])
        with suppress(OverflowError):
            if span is not None:
                return now + span if found[1] else now - span
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def span_text(span: timedelta) -> str:
    """Write a span as people say it, in its largest unit: `40 s`, `3 min`, `26 h`, `12 d`."""
    seconds = abs(span.total_seconds())
    for limit, size, unit in ((120, 1, "s"), (7_200, 60, "min"), (172_800, 3_600, "h")):
        if seconds < limit:
            return f"{int(seconds // size)} {unit}"
    return f"{int(seconds // 86_400)} d"


def ago_text(span: timedelta) -> str:
    """Write how long ago, or how far ahead, something is."""
    return f"in {span_text(span)}" if span < timedelta(0) else f"{span_text(span)} ago"
