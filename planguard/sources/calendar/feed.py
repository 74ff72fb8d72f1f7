"""Reads an iCalendar (RFC 5545): what it is about now and in the time ahead."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from planguard.sources.calendar.occurrence import AHEAD, Occurrence, moment_in
from planguard.sources.interface import SourceError

_TIMES = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY"})
_BEGINS = re.compile(r"^BEGIN:VCALENDAR\s*$", re.MULTILINE | re.IGNORECASE)
_LONGEST = 200
_PARSING = threading.Lock()
_BROKEN = "holds a calendar that is broken or cut short"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One calendar, its recurrences ready to be asked for."""

    recurrences: Any
    zone: tzinfo
    is_zone_assumed: bool
    """Whether it has times without a zone and nothing says in which they are."""
    recurring: frozenset[str]
    """UIDs of the events that occur more than once."""

    def occurrences(self, now: datetime) -> Iterator[Occurrence]:
        """Give what it is about now and in the time ahead. Raises `SourceError`."""
        local = now.astimezone(self.zone)
        try:
            # A day more, for walls whose clocks are put back: the caller compares in UTC.
            for each in self.recurrences.between(local - timedelta(days=1), local + AHEAD):
                if _text(each, "STATUS").upper() != "CANCELLED":
                    yield self._occurrence(each)
        except Exception:  # noqa: BLE001 - whatever the libraries stumble over is a broken calendar
            raise SourceError(_BROKEN) from None

    def _occurrence(self, event: Any) -> Occurrence:
        since = moment_in(self.zone, event["DTSTART"].dt)
        uid = _text(event, "UID") or _text(event, "SUMMARY") or "an event"
        is_one_of_many = uid in self.recurring or "UID" not in event
        return Occurrence(
            id=f"{uid} {since:%Y-%m-%dT%H:%MZ}" if is_one_of_many else uid,
            title=_text(event, "SUMMARY") or "without a title",
            since=since,
            until=moment_in(self.zone, event["DTEND"].dt),
            categories=tuple(_line(str(each)) for each in event.categories),
            location=_text(event, "LOCATION"),
            url=_text(event, "URL"),
        )


def read_feeds(raw: bytes, zone: str) -> list[Feed]:
    """
    Read the calendars in a file; `zone` is that of times without one, if it is told.

    Raises `SourceError` when anything about an event's time is uncertain: an event that is left
    out could be the freeze that holds now.
    """
    text = raw.decode("utf-8-sig", errors="replace")
    begun = len(_BEGINS.findall(text))
    if not begun:
        found = "a web page" if text.lstrip().startswith("<") else "no calendar"
        raise SourceError(f"holds {found} where an iCalendar belongs")
    import icalendar  # noqa: PLC0415 - an extra, and only live state needs it

    try:
        with _PARSING:
            # Else a zone that one calendar describes would be lent to the next that names it.
            icalendar.use_zoneinfo()  # type: ignore[no-untyped-call] # has none
            calendars = icalendar.Calendar.from_ical(text, multiple=True)
        feeds = [_feed(each, zone) for each in calendars]
    except SourceError:
        raise
    except Exception:  # noqa: BLE001 - as above
        raise SourceError(_BROKEN) from None
    if len(feeds) != begun:
        raise SourceError(_BROKEN)
    return feeds


def _feed(calendar: Any, told: str) -> Feed:
    import recurring_ical_events  # noqa: PLC0415 - an extra, and only live state needs it

    events = calendar.walk("VEVENT")
    for event in events:
        _check(event)
    named = told or _text(calendar, "X-WR-TIMEZONE")
    try:
        zone = ZoneInfo(named or "UTC")
    except (OSError, ValueError, KeyError):
        raise SourceError(
            "holds a calendar in a time zone that nobody knows: set `zone`"
        ) from None
    if told:
        calendar.pop("X-WR-TIMEZONE", None)
    return Feed(
        recurrences=recurring_ical_events.of(calendar),
        zone=zone,
        is_zone_assumed=not named and any(_has_no_zone(each) for each in events),
        recurring=frozenset(
            _text(each, "UID") for each in events if "RRULE" in each or "RDATE" in each
        ),
    )


def _check(event: Any) -> None:
    """Refuse what the libraries would pass over in silence."""
    if "DTSTART" not in event or any(name is None or name in _TIMES for name, _ in event.errors):
        raise SourceError("holds an event whose time cannot be read")
    for name in _TIMES:
        for each in _several(event, name):
            moments = [part.dt for part in getattr(each, "dts", [])] or [getattr(each, "dt", None)]
            # A zone that is not known leaves a time without one.
            if "TZID" in each.params and any(_is_local(moment) for moment in moments):
                raise SourceError("holds an event in a time zone that nobody knows")
    for rule in _several(event, "RRULE"):
        if _TOO_OFTEN & {str(each).upper() for each in rule.get("FREQ", [])}:
            raise SourceError("holds an event that repeats by the minute")


def _several(event: Any, name: str) -> list[Any]:
    found = event.get(name, [])
    return found if isinstance(found, list) else [found]


def _is_local(moment: object) -> bool:
    return isinstance(moment, datetime) and moment.tzinfo is None


def _has_no_zone(event: Any) -> bool:
    start = event["DTSTART"].dt
    return not isinstance(start, datetime) or start.tzinfo is None


def _text(component: Any, name: str) -> str:
    found = component.get(name, "")
    return _line(str(found[0] if isinstance(found, list) else found))


def _line(text: str) -> str:
    """Give text of others as one line that a terminal shows as it is."""
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()[:_LONGEST]
