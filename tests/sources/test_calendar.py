"""The source `calendar`: iCalendar from files and a server, recurrences, zones, plain windows."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sources.rig import Asked, Given, ask, serve

from planguard.errors import ConfigError
from planguard.model.fact import Fact
from planguard.model.value import Unknown

BERLIN = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:{offset}
TZOFFSETTO:{offset}
END:STANDARD
END:VTIMEZONE
"""


def calendar(*events: str, head: str = "") -> str:
    """Write an iCalendar whose events have these lines beside a stamp."""
    body = "".join(
        f"BEGIN:VEVENT\nDTSTAMP:20250101T000000Z\n{lines}\nEND:VEVENT\n" for lines in events
    )
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n{head}{body}END:VCALENDAR\n"
    return text.replace("\n", "\r\n")


def event(start: str, end: str, *more: str, uid: str = "one", title: str = "Freeze") -> str:
    """Write one event; `start` and `end` are whole lines after the name."""
    return "\n".join([f"UID:{uid}", f"SUMMARY:{title}", f"DTSTART{start}", f"DTEND{end}", *more])


class Desk:
    """Asks calendars in a folder."""

    def __init__(self, home: Path) -> None:
        """Keep the folder."""
        self._home = home

    def answer(
        self,
        now: str,
        *,
        feed: str | bytes | None = None,
        options: str = "",
        binding: str = "",
        topic: str = "freeze.active",
        environ: Mapping[str, str] | None = None,
    ) -> Fact | Unknown:
        """Ask at `now`, with an iCalendar in a file if one is given."""
        if feed is not None:
            content = feed.encode() if isinstance(feed, str) else feed
            (self._home / "feed.ics").write_bytes(content)
            options = f"file: feed.ics, {options}"
        config = f"""
sources: {{cal: {{type: calendar, {options}}}}}
bindings: {{{topic}: {{source: cal, {binding}}}}}
"""
        moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
        found = ask(config, topic, environ=environ, home=self._home, now=moment)
        assert isinstance(found, Fact | Unknown)
        return found

    def events(self, now: str, **asked: Any) -> list[Any]:
        """Give the events that hold."""
        found = self.answer(now, **asked)
        assert isinstance(found, Fact), found
        assert isinstance(found.value, list)
        return found.value

    def ids(self, now: str, **asked: Any) -> list[str]:
        """Give the ids of the events that hold."""
        return [each["id"] for each in self.events(now, **asked)]

    def detail(self, now: str, **asked: Any) -> str:
        """Give what is said beside the events."""
        found = self.answer(now, **asked)
        assert isinstance(found, Fact), found
        return found.detail

    def reason(self, now: str = "2026-01-01T00:00", **asked: Any) -> str:
        """Give why nothing is known."""
        found = self.answer(now, **asked)
        assert isinstance(found, Unknown), found
        return found.reason


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give an empty folder to ask in."""
    return Desk(tmp_path)


ONE = calendar(
    event(
        ":20261127T080000Z",
        ":20261130T080000Z",
        "CATEGORIES:freeze,checkout",
        "CATEGORIES:search",
        "LOCATION:billing\\, pay",
        "URL:https://wiki.internal/bf",
        title="Black Friday",
    )
)


def test_tells_an_event_that_holds_with_all_it_says(desk: Desk) -> None:
    assert desk.events("2026-11-28T00:00", feed=ONE) == [
        {
            "id": "one",
            "title": "Black Friday",
            "since": datetime(2026, 11, 27, 8, tzinfo=UTC),
            "until": datetime(2026, 11, 30, 8, tzinfo=UTC),
            "services": [],
            "url": "https://wiki.internal/bf",
        }
    ]
    assert desk.detail("2026-11-28T00:00", feed=ONE) == "Black Friday ends in 2 d"


@pytest.mark.parametrize(
    ("now", "holds"),
    [
        ("2026-11-27T07:59:59", False),
        ("2026-11-27T08:00:00", True),
        ("2026-11-30T07:59:59", True),
        ("2026-11-30T08:00:00", False),
    ],
)
def test_an_event_holds_from_its_start_until_just_before_its_end(
    desk: Desk, now: str, *, holds: bool
) -> None:
    assert bool(desk.ids(now, feed=ONE)) is holds


def test_one_that_is_still_to_come_is_named(desk: Desk) -> None:
    assert desk.detail("2026-11-24T07:00", feed=ONE) == "next: Black Friday in 3 d"
    assert desk.detail("2026-09-01T07:00", feed=ONE) == "none within 31 d"
    assert desk.detail("2026-12-01T07:00", feed=ONE) == "none within 31 d"


@pytest.mark.parametrize(
    ("binding", "services"),
    [
        ("services_from: categories", ["freeze", "checkout", "search"]),
        ("services_from: categories, categories: [FREEZE]", ["checkout", "search"]),
        ("services_from: location", ["billing", "pay"]),
        ("", []),
    ],
)
def test_events_name_services_where_the_binding_says(
    desk: Desk, binding: str, services: list[str]
) -> None:
    (found,) = desk.events("2026-11-28T00:00", feed=ONE, binding=binding)
    assert found["services"] == services


@pytest.mark.parametrize(
    ("binding", "holds"),
    [
        ("summary: ['black*']", True),
        ("summary: ['freeze*', '*FRIDAY']", True),
        ("summary: ['friday']", False),
        ("categories: [Search]", True),
        ("categories: [window]", False),
        ("categories: [search], summary: ['*window*']", False),
    ],
)
def test_the_binding_chooses_among_events(desk: Desk, binding: str, *, holds: bool) -> None:
    assert bool(desk.ids("2026-11-28T00:00", feed=ONE, binding=binding)) is holds


def test_answers_for_windows_as_well(desk: Desk) -> None:
    assert desk.ids("2026-11-28T00:00", feed=ONE, topic="window.active") == ["one"]


def test_recurrences_have_ids_of_their_own(desk: Desk) -> None:
    weekly = event(":20260102T160000Z", ":20260102T200000Z", "RRULE:FREQ=WEEKLY")
    assert desk.ids("2026-03-06T17:00", feed=calendar(weekly)) == ["one 2026-03-06T16:00Z"]
    assert desk.ids("2026-03-05T17:00", feed=calendar(weekly)) == []


def test_exceptions_additions_and_overrides_of_a_series_count(desk: Desk) -> None:
    series = event(
        ":20260102T160000Z",
        ":20260102T200000Z",
        "RRULE:FREQ=WEEKLY;UNTIL=20260401T000000Z",
        "EXDATE:20260109T160000Z",
        "RDATE:20260113T100000Z",
    )
    moved = event(":20260117T090000Z", ":20260117T110000Z", "RECURRENCE-ID:20260116T160000Z")
    off = event(
        ":20260123T160000Z",
        ":20260123T200000Z",
        "RECURRENCE-ID:20260123T160000Z",
        "STATUS:CANCELLED",
    )
    feed = calendar(series, moved, off)
    held = {
        now: bool(desk.ids(now, feed=feed))
        for now in (
            "2026-01-02T17:00",
            "2026-01-09T17:00",
            "2026-01-13T11:00",
            "2026-01-16T17:00",
            "2026-01-17T10:00",
            "2026-01-23T17:00",
            "2026-01-30T17:00",
            "2026-04-03T17:00",
        )
    }
    assert list(held.values()) == [True, False, True, False, True, False, True, False]


def test_cancelled_events_do_not_count_and_transparent_ones_do(desk: Desk) -> None:
    span = (":20260101T000000Z", ":20260103T000000Z")
    feed = calendar(
        event(*span, "STATUS:CANCELLED", uid="off"),
        event(*span, "TRANSP:TRANSPARENT", uid="free"),
        event(*span, "STATUS:TENTATIVE", uid="maybe"),
    )
    assert desk.ids("2026-01-02T00:00", feed=feed) == ["free", "maybe"]


def test_a_series_keeps_its_hour_when_clocks_change(desk: Desk) -> None:
    zone = ";TZID=Europe/Berlin"
    daily = event(f"{zone}:20260301T090000", f"{zone}:20260301T100000", "RRULE:FREQ=DAILY")
    feed = calendar(daily)
    assert desk.ids("2026-03-28T08:30", feed=feed)
    assert desk.ids("2026-03-30T07:30", feed=feed)
    assert not desk.ids("2026-03-30T08:30", feed=feed)


def test_the_repeated_hour_of_autumn_is_told_apart(desk: Desk) -> None:
    """02:30 in Berlin is at 00:30 and at 01:30 UTC; the first is meant."""
    zone = ";TZID=Europe/Berlin"
    feed = calendar(event(f"{zone}:20261024T200000", f"{zone}:20261025T023000"))
    assert desk.ids("2026-10-25T00:29", feed=feed)
    assert not desk.ids("2026-10-25T00:31", feed=feed)
    assert not desk.ids("2026-10-25T01:15", feed=feed)
    feed = calendar(event(":20261025T011000Z", ":20261025T012000Z"))
    assert desk.ids("2026-10-25T01:15", feed=feed, options="zone: Europe/Berlin")
    assert not desk.ids("2026-10-25T00:15", feed=feed, options="zone: Europe/Berlin")


def test_days_are_of_the_zone_that_is_told(desk: Desk) -> None:
    day = event(";VALUE=DATE:20260701", ";VALUE=DATE:20260702")
    held = ("2026-06-30T22:30", "2026-07-01T21:59")
    over = "2026-07-01T22:00"
    for feed, options in (
        (calendar(day), "zone: Europe/Berlin"),
        (calendar(day, head="X-WR-TIMEZONE:Europe/Berlin\n"), ""),
        (calendar(day, head="X-WR-TIMEZONE:America/Lima\n"), "zone: Europe/Berlin"),
    ):
        assert [bool(desk.ids(now, feed=feed, options=options)) for now in (*held, over)] == [
            True,
            True,
            False,
        ]
        assert "taken as UTC" not in desk.detail(over, feed=feed, options=options)


@pytest.mark.parametrize(
    "lines",
    [
        event(";VALUE=DATE:20260701", ";VALUE=DATE:20260702"),
        event(":20260701T000000", ":20260702T000000"),
        event(":20260601T000000", ":20260602T000000", "RRULE:FREQ=DAILY"),
    ],
)
def test_times_without_a_zone_are_utc_which_is_said(desk: Desk, lines: str) -> None:
    feed = calendar(lines)
    assert desk.ids("2026-07-01T00:00", feed=feed)
    assert desk.detail("2026-07-01T12:00", feed=feed).endswith(
        "; times without a zone are taken as UTC"
    )


def test_a_zone_of_its_own_is_the_calendars_alone(desk: Desk) -> None:
    """Two calendars may describe zones of one name."""
    lines = event(";TZID=Plant:20260701T100000", ";TZID=Plant:20260701T110000")
    for offset, now in (("+0200", "2026-07-01T08:30"), ("-0500", "2026-07-01T15:30")):
        feed = calendar(lines, head=BERLIN.format(name="Plant", offset=offset))
        assert desk.ids(now, feed=feed) == ["one"]


def test_a_known_zone_is_what_everybody_knows(desk: Desk) -> None:
    zone = ";TZID=Europe/Berlin"
    lines = event(f"{zone}:20260701T100000", f"{zone}:20260701T110000")
    feed = calendar(lines, head=BERLIN.format(name="Europe/Berlin", offset="-0500"))
    assert desk.ids("2026-07-01T08:30", feed=feed) == ["one"]


def test_an_event_over_new_year_with_a_duration(desk: Desk) -> None:
    feed = calendar("UID:one\nSUMMARY:Year end\nDTSTART:20261220T000000Z\nDURATION:P14D")
    assert desk.ids("2027-01-02T23:59", feed=feed) == ["one"]
    assert desk.ids("2027-01-03T00:00", feed=feed) == []


def test_an_event_without_uid_or_title_has_some(desk: Desk) -> None:
    feed = calendar("DTSTART:20260101T000000Z\nDTEND:20260102T000000Z\nURL:javascript:x")
    (found,) = desk.events("2026-01-01T12:00", feed=feed)
    assert (found["id"], found["title"]) == ("an event 2026-01-01T00:00Z", "without a title")
    assert "url" not in found


def test_a_title_shows_on_a_terminal_as_it_is(desk: Desk) -> None:
    lines = event(":20260101T000000Z", ":20260102T000000Z", title="A\\nB\u009b31m" + "x" * 900)
    (found,) = desk.events("2026-01-01T12:00", feed=calendar(lines))
    assert found["title"].startswith("A B 31mxx")
    assert len(found["title"]) == 200


def test_several_calendars_in_a_file_all_count(desk: Desk) -> None:
    other = calendar(event(":20261128T000000Z", ":20261129T000000Z", uid="two"))
    assert desk.ids("2026-11-28T12:00", feed=ONE + other) == ["one", "two"]


def test_a_calendar_without_events_has_none(desk: Desk) -> None:
    assert desk.ids("2026-11-28T12:00", feed=calendar()) == []
    assert desk.ids("2026-11-28T12:00", feed=b"\xef\xbb\xbf" + calendar().encode()) == []


CUT = "is broken or cut short"


@pytest.mark.parametrize(
    ("feed", "told"),
    [
        ("", "holds no calendar where"),
        ("\n", "holds no calendar where"),
        ("<!DOCTYPE html><title>Sign in</title>", "holds a web page where"),
        ('{"events": []}', "holds no calendar where"),
        (ONE[:200], CUT),
        (ONE + ONE[:200], CUT),
        (ONE.replace("END:VCALENDAR\r\n", ""), CUT),
        (ONE.replace("VERSION", "what is this\r\nVERSION"), CUT),
        (ONE.replace("DTSTART:2026", "DTSTART:soon"), "whose time cannot be read"),
        (ONE.replace("DTEND:2026", "DTEND:later"), "whose time cannot be read"),
        (ONE.replace("DTSTART:20261127T080000Z\r\n", ""), "whose time cannot be read"),
        (ONE.replace("UID:one", "what is this"), "whose time cannot be read"),
        (calendar(event(":20260101T000000Z", ":20260101T010000Z", "RRULE:FREQ=OFTEN")), "whose"),
        (
            calendar(event(":19700101T000000Z", ":19700101T000001Z", "RRULE:FREQ=MINUTELY")),
            "repeats by the minute",
        ),
        (
            calendar(event(";TZID=Mars/Base:20260101T000000", ":20260101T010000Z")),
            "zone that nobody knows",
        ),
        (
            calendar(
                event(
                    ":20260101T000000Z",
                    ":20260101T010000Z",
                    "RRULE:FREQ=DAILY",
                    "EXDATE;TZID=Mars/Base:20260102T000000",
                )
            ),
            "zone that nobody knows",
        ),
        (calendar(head="X-WR-TIMEZONE:Mars/Base\n"), "zone that nobody knows: set `zone`"),
        (calendar(head="CALSCALE:JULIAN\n"), CUT),
        (b"\x00\xff" * 50, "holds no calendar where"),
    ],
)
def test_a_calendar_that_is_uncertain_is_unknown(desk: Desk, feed: str | bytes, told: str) -> None:
    assert told in desk.reason(feed=feed)


def test_a_series_that_cannot_be_followed_is_unknown(desk: Desk) -> None:
    endless = "UID:one\nDTSTART:20260101T000000Z\nDURATION:P1200000D\nRRULE:FREQ=DAILY"
    assert CUT in desk.reason("2026-01-02T00:00", feed=calendar(endless))
    rule = "RRULE:FREQ=DAILY;UNTIL=20260105T000000Z;BYSETPOS=400"
    feed = calendar(event(":20260101T000000Z", ":20260101T010000Z", rule))
    assert CUT in desk.reason("2026-01-02T00:00", feed=feed)


def test_a_calendar_that_is_too_large_is_not_read(desk: Desk) -> None:
    assert "more than 4 MiB" in desk.reason(feed=ONE + " " * 4 * 1024**2)


def test_a_file_that_is_not_there_is_said(desk: Desk) -> None:
    assert desk.reason(options="file: gone.ics") == "cal (calendar) cannot read gone.ics"


def test_is_fetched_once_with_its_login(desk: Desk) -> None:
    asked: list[Asked] = []

    def respond(request: Asked) -> Given:
        asked.append(request)
        return Given(body=ONE.encode(), headers={"Content-Type": "text/calendar"})

    with serve(respond) as url:
        options = f"url: {url}/freezes.ics, token_env: WORD"
        found = desk.ids("2026-11-28T00:00", options=options, environ={"WORD": "secret-word"})
    assert found == ["one"]
    assert [(each.path, each.headers["Authorization"]) for each in asked] == [
        ("/freezes.ics", "Bearer secret-word")
    ]


def test_a_secret_address_comes_from_the_environment(desk: Desk) -> None:
    with serve(lambda _: Given(body=ONE.encode())) as url:
        environ = {"FEED": f"{url}/private-1234/basic.ics"}
        assert desk.ids("2026-11-28T00:00", options="url_env: FEED", environ=environ) == ["one"]
    for address in ("", "private-1234"):
        told = desk.reason(options="url_env: FEED", environ={"FEED": address})
        assert told == "cal (calendar) has no usable address in the environment variable FEED"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (Given(status=404), "(404)"),
        (Given(status=302, headers={"Location": "https://192.0.2.1/"}), "redirects (302)"),
        (Given(body=ONE.encode() + b" " * 4 * 1024**2), "more than 4 MiB"),
        (Given(body=b"<html>please sign in"), "holds a web page"),
        (Given(body=b""), "holds no calendar"),
        (Given(body=ONE.encode()[:-60]), CUT),
    ],
)
def test_an_address_without_a_calendar_is_unknown(desk: Desk, given: Given, told: str) -> None:
    with serve(lambda _: given) as url:
        assert told in desk.reason(options=f"url: {url}")


def test_an_address_that_hangs_or_is_gone_is_unknown(desk: Desk) -> None:
    over = threading.Event()

    def hang(_: Asked) -> Given:
        over.wait(10)
        return Given()

    with serve(hang) as url:
        assert "did not answer within 0.2 s" in desk.reason(options=f"url: {url}, timeout: 0.2s")
        over.set()
    assert "cannot be reached" in desk.reason(options=f"url: {url}")


YEAR_END = "windows: [{name: Year end, from: 2026-12-20T00:00, until: 2027-01-02T08:00%s}]"


def test_a_plain_window_over_new_year(desk: Desk) -> None:
    options = YEAR_END % ", zone: Europe/Berlin, services: [checkout]"
    (found,) = desk.events("2026-12-31T23:59", options=options)
    assert found["services"] == ["checkout"]
    assert found["until"] == datetime(2027, 1, 2, 7, tzinfo=UTC)
    assert desk.ids("2026-12-19T23:00", options=options) == ["Year end"]
    assert desk.ids("2027-01-02T07:00", options=options) == []


def test_plain_windows_share_the_sources_zone_else_utc_which_is_said(desk: Desk) -> None:
    assert desk.ids("2026-12-19T23:00", options=f"{YEAR_END % ''}, zone: Europe/Berlin")
    assert not desk.ids("2026-12-19T23:00", options=YEAR_END % "")
    assert "taken as UTC" in desk.detail("2026-12-19T23:00", options=YEAR_END % "")
    exact = "windows: [{name: a, from: '2026-12-20T00:00+01:00', until: 2027-01-02 08:00:00Z}]"
    assert desk.detail("2026-12-19T23:00", options=exact) == "a ends in 13 d"


WEEKEND = "windows: [{name: Weekend, weekdays: [fri, sat], hours: '%s', zone: Europe/Berlin}]"


@pytest.mark.parametrize(
    ("hours", "now", "holds"),
    [
        ("16:00-24:00", "2026-01-16T14:59", False),
        ("16:00-24:00", "2026-01-16T15:00", True),
        ("16:00-24:00", "2026-01-16T22:59", True),
        ("16:00-24:00", "2026-01-16T23:00", False),
        ("22:00-06:00", "2026-01-18T04:59", True),
        ("22:00-06:00", "2026-01-18T05:00", False),
        ("22:00-06:00", "2026-01-16T04:30", False),
        ("22:00-06:00", "2026-03-29T03:59", True),
        ("22:00-06:00", "2026-03-29T04:00", False),
    ],
)
def test_a_weekly_window_is_by_the_clock_of_its_place(
    desk: Desk, hours: str, now: str, *, holds: bool
) -> None:
    assert bool(desk.ids(now, options=WEEKEND % hours)) is holds


def test_a_weekly_window_has_its_day_in_the_id_and_comes_again(desk: Desk) -> None:
    options = WEEKEND % "16:00-24:00"
    assert desk.ids("2026-01-16T20:00", options=options) == ["Weekend 2026-01-16"]
    assert desk.detail("2026-01-14T15:00", options=options) == "next: Weekend in 2 d"


def test_windows_and_a_calendar_count_together(desk: Desk) -> None:
    options = "windows: [{name: Always, weekdays: [mon, tue, wed, thu, fri, sat, sun]}]"
    asked: dict[str, Any] = {"feed": ONE, "options": options}
    assert desk.ids("2026-11-28T12:00", **asked) == ["one", "Always 2026-11-28"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("zone: UTC", "give `file`, `url`, `url_env` or `windows`"),
        ("file: a.ics, url: 'https://a'", "one of `file`, `url` and `url_env`"),
        ("url: 'webcal://a/b.ics'", "must begin with http"),
        ("url: 'http://a/b.ics', token_env: A", "unencrypted"),
        ("file: a.ics, zone: Mars/Base", "is no time zone"),
        ("file: a.ics, zone: ../../etc/passwd", "is no time zone"),
        ("windows: [{name: a, from: 2026-12-20, until: 2027-01-02T00:00}]", "needs the time"),
        ("windows: [{name: a, from: '2026-12-20', until: 2027-01-02T00:00}]", "needs the time"),
        ("windows: [{name: a, from: 20261220, until: 2027-01-02T00:00}]", "needs the time"),
        ("windows: [{name: a, from: 2026-12-20T00:00}]", "needs `from` and `until`"),
        ("windows: [{name: a, hours: '16:00-24:00'}]", "needs `from` and `until`"),
        (
            "windows: [{name: a, from: 2027-01-02T00:00, until: 2026-12-20T00:00}]",
            "ends before it begins",
        ),
        (
            "windows: [{name: a, weekdays: [fri], from: 2026-12-20T00:00}]",
            "either `weekdays` and `hours`",
        ),
        ("windows: [{name: a, weekdays: [friday]}]", "must be 'mon'"),
        ("windows: [{name: a, weekdays: [fri], hours: '16-24'}]", "must be two times"),
        ("windows: [{name: a, weekdays: [fri], hours: '16:00-16:00'}]", "must be two times"),
        ("windows: [{name: a, weekdays: [fri], zone: Mars/Base}]", "is no time zone"),
    ],
)
def test_unclear_options_are_refused(desk: Desk, options: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        desk.answer("2026-01-01T00:00", options=options)


def test_without_the_libraries_the_extra_is_named(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "planguard.sources.calendar.find_spec",
        lambda name: None if name == "icalendar" else importlib.util.find_spec(name),
    )
    assert "planguard-iac[calendar]" in desk.reason(feed=ONE)
    assert desk.ids("2026-01-16T20:00", options=WEEKEND % "16:00-24:00")
