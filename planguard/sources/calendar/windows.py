"""Freezes and windows that are written in planguard.yaml itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from planguard.sources.calendar.occurrence import AHEAD, Occurrence, Zone, moment_in
from planguard.sources.interface import Document

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(r"([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)\Z")
_MIDNIGHT = "24:00"


def _with_time(moment: object) -> object:
    # A day alone would leave open whether it is still within.
    if not isinstance(moment, datetime) and (not isinstance(moment, str) or ":" not in moment):
        raise ValueError("needs the time as well: 2027-01-02T08:00")
    return moment


def _known_hours(hours: str) -> str:
    if not _HOURS.match(hours) or hours[:5] == hours[6:]:
        raise ValueError("must be two times: 16:00-24:00, or 22:00-06:00 over midnight")
    return hours


Moment = Annotated[datetime, BeforeValidator(_with_time)]


class Window(Document):
    """A span of time: dated, or of every week."""

    name: str = Field(min_length=1, description="what people call it")
    starts: Moment | None = Field(default=None, alias="from", description="when it begins")
    until: Moment | None = Field(default=None, description="when it is over")
    weekdays: list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]] = Field(
        default_factory=list, description="days on which a weekly one begins"
    )
    hours: Annotated[str, AfterValidator(_known_hours)] = Field(
        default="00:00-24:00", description="from when till when, on those days"
    )
    zone: Zone = Field(default="", description="time zone; that of the source if none is given")
    services: list[str] = Field(default_factory=list, description="services it is about; or all")

    @model_validator(mode="after")
    def check_span(self) -> Self:
        """Ask for one of the two kinds, whole."""
        if self.weekdays:
            if self.starts or self.until:
                raise ValueError("has either `weekdays` and `hours`, or `from` and `until`")
            return self
        if self.starts is None or self.until is None or "hours" in self.model_fields_set:
            raise ValueError("needs `from` and `until`, or `weekdays` and `hours`")
        zone = ZoneInfo(self.zone or "UTC")
        if moment_in(zone, self.starts) >= moment_in(zone, self.until):
            raise ValueError("ends before it begins")
        return self

    @property
    def names_zone(self) -> bool:
        """Whether its times need no other zone."""
        if self.zone:
            return True
        return all(each is not None and each.tzinfo for each in (self.starts, self.until))


def occurrences(windows: Iterable[Window], zone: str, now: datetime) -> Iterator[Occurrence]:
    """Give what the windows are about now and in the time ahead; `zone` is for those without."""
    for window in windows:
        place = ZoneInfo(window.zone or zone or "UTC")
        if window.starts is not None and window.until is not None:
            yield Occurrence(
                id=window.name,
                title=window.name,
                since=moment_in(place, window.starts),
                until=moment_in(place, window.until),
                services=tuple(window.services),
            )
        else:
            yield from _weekly(window, place, now)


def _weekly(window: Window, place: ZoneInfo, now: datetime) -> Iterator[Occurrence]:
    opens, _, closes = window.hours.partition("-")
    begins = time.fromisoformat(opens)
    ends = time() if closes == _MIDNIGHT else time.fromisoformat(closes)
    yesterday = now.astimezone(place).date() - timedelta(days=1)
    for number in range(AHEAD.days):
        day = yesterday + timedelta(days=number)
        if _DAYS[day.weekday()] in window.weekdays:
            last = day + timedelta(days=1) if ends <= begins else day
            yield Occurrence(
                id=f"{window.name} {day}",
                title=window.name,
                since=moment_in(place, datetime.combine(day, begins)),
                until=moment_in(place, datetime.combine(last, ends)),
                services=tuple(window.services),
            )
