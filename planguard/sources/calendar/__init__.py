"""
`calendar`: freezes and windows for changes, from an iCalendar, or as written in planguard.yaml.

Reads: events of one iCalendar (`file`, or `url` with a login as for `http`; `url_env` for an
address that is secret), their recurrences and exceptions included, and the `windows` of
planguard.yaml: dated ones (`from`, `until`, with the time) and weekly ones (`weekdays` on which
they begin, `hours`; `22:00-06:00` ends the next morning). At exactly its end an event is over.
`summary` (patterns, any case) and `categories` choose among them. Cancelled events do not count;
tentative ones, and those shown as free time, do. An event without an end takes no time.
`services_from: categories` takes the other categories for the services an event touches,
`location` the names in its place; windows have `services`. The answer says what comes next
within a month.

All-day events and times without a zone are in `zone`, else in the calendar's X-WR-TIMEZONE, else
in UTC, which the answer says. Zones with a name of the IANA database are taken from there,
whatever the calendar's VTIMEZONE says.

Rights: to read the file or address. Plain windows need no right, and no extra.

Unknown when: the calendar cannot be had, is broken, cut short or none at all; one of its events
has a time that cannot be read or a zone nobody knows, or repeats by the minute.

    sources:
      freezes:
        type: calendar
        url: https://calendar.internal/freezes.ics
        zone: Europe/Berlin
        windows:
          - {name: Year end, from: 2026-12-20T00:00, until: 2027-01-02T08:00}
          - {name: Weekend, weekdays: [fri], hours: '16:00-24:00', services: [checkout]}
    bindings:
      freeze.active: {source: freezes, summary: ['*freeze*', Year end], services_from: location}
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from planguard.model.moment import span_text
from planguard.sources.calendar.feed import Feed, read_feeds
from planguard.sources.calendar.occurrence import AHEAD, Occurrence, Zone
from planguard.sources.calendar.windows import Window, occurrences
from planguard.sources.interface import Connection as SourceConnection
from planguard.sources.interface import Plain, Question, Reply, SourceError, Surroundings
from planguard.sources.interface import Wants as SourceWants
from planguard.sources.interface.login import variable_words
from planguard.sources.interface.web import LARGEST, Web, WebOptions

name = "calendar"
topics = ("freeze.active", "window.active")
about_subject = False


class Options(WebOptions):
    """Where the calendar is; windows beside it or in its place."""

    url: str = Field(default="", description="address of an iCalendar; https:// for webcal://")
    url_env: str = Field(default="", description="environment variable with a secret address")
    file: str = Field(default="", description="file with an iCalendar")
    zone: Zone = Field(default="", description="time zone of what names none, as Europe/Berlin")
    windows: list[Window] = Field(default_factory=list, description="spans of time, written here")

    @model_validator(mode="after")
    def check_url(self) -> Self:
        """Ask for one calendar at most, and for something."""
        calendars = [each for each in (self.file, self.url, self.url_env) if each]
        if len(calendars) > 1:
            raise ValueError("give one of `file`, `url` and `url_env`")
        if not calendars and not self.windows:
            raise ValueError("give `file`, `url`, `url_env` or `windows`")
        if self.url:
            super().check_url()  # type: ignore[operator] # pydantic leaves a function there
        return self


class Wants(SourceWants):
    """Which of the events are meant."""

    summary: list[Plain] = Field(
        default_factory=list, description="patterns for the title, any case: ['*freeze*']"
    )
    categories: list[Plain] = Field(
        default_factory=list, description="categories, any case, of which an event has one"
    )
    services_from: Literal["", "categories", "location"] = Field(
        default="", description="where events name the services they touch"
    )


def connect(options: Options, around: Surroundings) -> SourceConnection:
    """Read the login, if there is one. Raises `SourceError`."""
    if not (options.file or options.url or options.url_env):
        return _Calendar(options, around, None)
    if not (find_spec("icalendar") and find_spec("recurring_ical_events")):
        raise SourceError("needs the extra calendar: pip install 'planguard-iac[calendar]'")
    if options.file:
        return _Calendar(options, around, None)
    given = {key: getattr(options, key) for key in WebOptions.model_fields}
    if options.url_env:
        given["url"] = around.environ.get(options.url_env, "").strip()
    try:
        checked = WebOptions.model_validate(given)
    except ValidationError:
        raise SourceError(f"has no usable address in {variable_words(options.url_env)}") from None
    return _Calendar(options, around, Web(checked, around))


class _Calendar:
    """One calendar, read once, and the windows beside it."""

    def __init__(self, options: Options, around: Surroundings, web: Web | None) -> None:
        self._options = options
        self._around = around
        self._web = web
        self._reading = threading.Lock()
        self._read: list[Feed] | SourceError | None = None

    def answer(self, question: Question, seconds: float) -> Reply:
        """List what holds now, and say in the detail what comes next."""
        wants, now = question.wants, self._around.now().astimezone(UTC)
        meant = [each for each in self._near(now, seconds) if _is_meant(each, wants)]
        meant.sort(key=lambda each: (each.since, each.id))
        active = [each for each in meant if each.since <= now < each.until]
        coming = [each for each in meant if each.since > now]
        if active:
            told = ", ".join(
                f"{each.title} ends in {span_text(each.until - now)}" for each in active
            )
        elif coming:
            told = f"next: {coming[0].title} in {span_text(coming[0].since - now)}"
        else:
            told = f"none within {span_text(AHEAD)}"
        if not self._options.zone and self._assumes_zone(seconds):
            told += "; times without a zone are taken as UTC"
        return Reply(value=[_event(each, wants) for each in active], detail=told)

    def _near(self, now: datetime, seconds: float) -> Iterator[Occurrence]:
        yield from occurrences(self._options.windows, self._options.zone, now)
        for feed in self._feeds(seconds):
            yield from feed.occurrences(now)

    def _assumes_zone(self, seconds: float) -> bool:
        return any(feed.is_zone_assumed for feed in self._feeds(seconds)) or any(
            not window.names_zone for window in self._options.windows
        )

    def _feeds(self, seconds: float) -> list[Feed]:
        with self._reading:
            if self._read is None:
                try:
                    self._read = self._fetch(seconds)
                except SourceError as error:
                    self._read = error
            if isinstance(self._read, SourceError):
                raise self._read
            return self._read

    def _fetch(self, seconds: float) -> list[Feed]:
        if self._web is not None:
            return read_feeds(self._web.read(seconds=seconds), self._options.zone)
        if not self._options.file:
            return []
        try:
            with Path(self._around.home, self._options.file).expanduser().open("rb") as file:
                raw = file.read(LARGEST + 1)
        except OSError:
            raise SourceError(f"cannot read {self._options.file}") from None
        if len(raw) > LARGEST:
            raise SourceError(f"holds more than {LARGEST // 1024**2} MiB")
        return read_feeds(raw, self._options.zone)


def _is_meant(each: Occurrence, wants: Wants) -> bool:
    globs = [glob.casefold() for glob in wants.summary]
    if globs and not any(fnmatchcase(each.title.casefold(), glob) for glob in globs):
        return False
    return not wants.categories or bool(_folded(wants.categories) & _folded(each.categories))


def _folded(words: list[str] | tuple[str, ...]) -> set[str]:
    return {word.casefold() for word in words}


def _event(each: Occurrence, wants: Wants) -> dict[str, Any]:
    services = each.services
    if wants.services_from == "categories":
        kinds = _folded(wants.categories)
        services += tuple(word for word in each.categories if word.casefold() not in kinds)
    if wants.services_from == "location":
        services += tuple(filter(None, (word.strip() for word in each.location.split(","))))
    return {
        "id": each.id,
        "title": each.title,
        "since": each.since,
        "until": each.until,
        "services": list(services),
        "url": each.url if each.url.startswith(("https://", "http://")) else None,
    }
