"""
`alertmanager`: what is firing now, from Prometheus' Alertmanager.

Reads: `GET /api/v2/alerts` for the alerts that are active, neither silenced nor inhibited, and
`GET /api/v2/status` for when it began.

Rights: to read alerts; nothing is written.

Unknown when: it cannot be reached or refuses the login or a matcher; it began less than `settle`
ago, and those who raise alerts have not told it all of them again; or the alert of `watchdog` is
not firing.

No alert that matches means that none is firing. It also looks so when nobody raises alerts any
more, because Prometheus is down: name in `watchdog` an alert that always fires, as the one called
Watchdog in many rule sets.

An event's id is the alert's name, also where several alerts have it; its title the annotation
`summary`, else `description`.

    sources:
      alerts:
        type: alertmanager
        url: https://alertmanager.example.com
        token_env: ALERTMANAGER_TOKEN
        watchdog: ['alertname="Watchdog"']
    bindings:
      alarm.firing: {source: alerts, matchers: ['service="{{ service }}"']}
      incident.active: {source: alerts, matchers: ['severity=~"page|critical"']}
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from planguard.model.moment import moment_of
from planguard.sources.interface import (
    Connection,
    Plain,
    Question,
    Quoted,
    Reply,
    SourceError,
    Span,
    Surroundings,
    seconds_of,
)
from planguard.sources.interface import Wants as AnyWants
from planguard.sources.interface.web import Web, WebOptions

name = "alertmanager"
topics = ("alarm.firing", "incident.active")
about_subject = False

_PLACE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_MATCHER = re.compile(r'\s*[A-Za-z_]\w*\s*(=~|!~|!=|=)\s*"([^"\\]|\\.)*"\s*\Z', re.ASCII)
_FORM = "answered in another form than Alertmanager's API v2"


def _matchers(texts: list[str]) -> list[str]:
    """Refuse what Alertmanager would read otherwise than it looks, such as single quotes."""
    if not all(_MATCHER.match(_PLACE.sub("", each)) for each in texts):
        raise ValueError('each matcher must be of the form label="value", with =, !=, =~ or !~')
    return texts


class Options(WebOptions):
    """An Alertmanager."""

    service_label: str = Field(default="service", description="label with an alert's service")
    settle: Span = Field(
        default="2m",
        description="how long after its start it may not know of all alerts; `0s`: not asked",
    )
    watchdog: Annotated[list[Plain], AfterValidator(_matchers)] = Field(
        default_factory=list,
        description="matchers of an alert that always fires; without it nothing is known",
    )


class Wants(AnyWants):
    """Which alerts."""

    matchers: Annotated[list[Quoted], AfterValidator(_matchers)] = Field(
        default_factory=list,
        description='what all of the labels must match, each `label="value"` with =, !=, =~ or '
        "!~; places stand in the quotes; without any, every alert counts",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alertmanager:
    web: Web
    options: Options
    now: Callable[[], datetime]

    def answer(self, question: Question, seconds: float) -> Reply:
        """Answer with the alerts that are firing."""
        deadline = time.monotonic() + seconds
        found = self._alerts(question.wants.matchers, deadline)
        # Afterwards: one that began anew, or lost its senders, in between is found out.
        always = self._watchdog(deadline)
        self._check_settled(deadline)
        label = self.options.service_label
        events = [_event(each, label) for each in found if _fingerprint(each) not in always]
        events.sort(key=lambda each: (each["id"], each["title"], str(each["since"])))
        return Reply(value=events)

    def _alerts(
        self, matchers: Sequence[str], deadline: float, *, muted: str = "false"
    ) -> Sequence[Any]:
        params = [("active", "true"), ("silenced", muted), ("inhibited", muted)]
        params += [("filter", each) for each in matchers]
        found = self._read("alerts", params, deadline)
        if not isinstance(found, list):
            raise SourceError(_FORM)
        return found

    def _watchdog(self, deadline: float) -> frozenset[str]:
        """Give the alerts that always fire. Raises `SourceError` when they do not."""
        if not self.options.watchdog:
            return frozenset()
        found = self._alerts(self.options.watchdog, deadline, muted="true")
        if not found:
            raise SourceError("has no watchdog alert, so nobody may be raising alerts at all")
        return frozenset(map(_fingerprint, found))

    def _check_settled(self, deadline: float) -> None:
        settle = seconds_of(self.options.settle)
        if not settle:
            return
        status = self._read("status", [], deadline)
        told = status.get("uptime") if isinstance(status, Mapping) else None
        began = moment_of(told) if isinstance(told, str) else None
        if began is None:
            raise SourceError(_FORM)
        if (self.now() - began).total_seconds() < settle:
            raise SourceError(
                "began a short while ago (see `settle`), and may not know of all alerts yet"
            )

    def _read(self, path: str, params: list[tuple[str, str]], deadline: float) -> Any:
        left = max(deadline - time.monotonic(), 0.01)
        try:
            return self.web.json(f"/api/v2/{path}", params, seconds=left)
        except SourceError as error:
            bad = str(error) == "answered with status 400"
            raise SourceError("does not take a matcher (400)" if bad else str(error)) from None


def connect(options: Options, around: Surroundings) -> Connection:
    """Read the credentials. Raises `SourceError` when one is missing."""
    return _Alertmanager(web=Web(options, around), options=options, now=around.now)


def _fingerprint(alert: Any) -> str:
    found = alert.get("fingerprint") if isinstance(alert, Mapping) else None
    if not isinstance(found, str):
        raise SourceError(_FORM)
    return found


def _event(alert: Mapping[str, Any], service_label: str) -> dict[str, Any]:
    labels, annotations = _texts(alert, "labels"), _texts(alert, "annotations")
    event_id = labels.get("alertname") or _fingerprint(alert)
    title = annotations.get("summary") or annotations.get("description") or event_id
    url = str(alert.get("generatorURL") or "")
    return {
        "id": event_id,
        "title": " ".join(title.split()),
        "severity": labels.get("severity"),
        "services": [labels[service_label]] if labels.get(service_label) else [],
        "since": alert.get("startsAt"),
        "url": url if url.startswith(("http://", "https://")) else None,
    }


def _texts(alert: Mapping[str, Any], field: str) -> Mapping[str, str]:
    found = alert.get(field)
    if not isinstance(found, Mapping) or not all(isinstance(each, str) for each in found.values()):
        raise SourceError(_FORM)
    return found
