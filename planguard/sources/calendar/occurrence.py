"""One freeze or window at one time, wherever it was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator

AHEAD = timedelta(days=31)
"""How far to look for the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A freeze or window from `since` until just before `until`, both in UTC."""

    id: str
    title: str
    since: datetime
    until: datetime
    services: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    location: str = ""
    url: str = ""


def _known_zone(zone: str) -> str:
    try:
        ZoneInfo(zone or "UTC")
    except (OSError, ValueError, KeyError):
        raise ValueError("is no time zone: write it as Europe/Berlin") from None
    return zone


Zone = Annotated[str, AfterValidator(_known_zone)]
"""A time zone in planguard.yaml; empty for none."""


def moment_in(zone: tzinfo, moment: date) -> datetime:
    """Give the moment in UTC; a day is its first moment, and what has no zone is in `zone`."""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=zone)
    elif moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return moment.astimezone(UTC)
