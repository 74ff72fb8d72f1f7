r"""
`prometheus`: numbers, moments and firing alerts from Prometheus, or a server with its API.

Reads: `GET /api/v1/query`, with `range` `GET /api/v1/query_range`; for topics of events that are
asked with `ALERTS` also `GET /api/v1/rules` and `GET /api/v1/status/runtimeinfo`.

Rights: to query; nothing is written.

Unknown when: the server cannot be reached, refuses the login or the query, warns that its answer
may be incomplete, or finds no series (which is never taken for 0, nor for none), several where one
belongs, or NaN. Of alerts also when it has no alerting rule, one that fails, or just began.

What the topic is decides what is read. A number is the value of the one series that is found;
with `reduce`, of all samples of all series. A moment is given in Unix seconds, yes and no as 1 and
0. For events each series is one, except those whose value is 0 or that are pending: its id is
the label `alertname`, else `id`, else its name.

How old a value is: Prometheus tells when it evaluated a query, and takes samples up to 5 minutes
old for that. To go by the scrape itself, ask for a selector with a span, `up{job="a"}[5m]`, and
`reduce: last`; for anything else let `seen` be a query that gives the moment, such as
`min(timestamp(x))`, or `push_time_seconds{job="a"}` for what a Pushgateway repeats.

    sources:
      prom: {type: prometheus, url: "https://prometheus.example.com", token_env: PROM_TOKEN}
    bindings:
      load.cpu:
        {source: prom, query: 'cpu_percent{service="{{ service }}"}', range: 15m, reduce: max}
      traffic.rate: {source: prom, query: 'sum(rate(requests_total{app="{{ tags.app }}"}[5m]))'}
      backup.latest: {source: prom, query: 'max(backup_last_success_seconds{db="{{ id }}"})'}
      alarm.firing: {source: prom, query: 'ALERTS{alertstate="firing",service="{{ service }}"}'}
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from statistics import fmean
from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from planguard.model.moment import moment_of
from planguard.model.topic import Kind
from planguard.model.value import Value
from planguard.sources.interface import (
    Connection,
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

name = "prometheus"
topics = ("*",)
about_subject = False

_POINTS = 60
_REDUCE: Mapping[str, Callable[[Sequence[float]], float]] = {
    "max": max,
    "min": min,
    "avg": fmean,
    "last": lambda values: values[-1],
}
_STRING = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|`[^`]*`', re.DOTALL)
_ERRORS = frozenset({"bad_data", "canceled", "execution", "internal", "timeout", "unavailable"})
_OF_STATUS: Mapping[str, str] = {
    "answered with status 400": "could not evaluate the query (bad_data)",
    "answered with status 422": "could not evaluate the query (execution)",
    "answered with status 503": "could not evaluate the query (timeout, or not ready)",
}
"""https://prometheus.io/docs/prometheus/latest/querying/api/#format-overview"""
_FORM = "answered in another form than Prometheus' API"


class Options(WebOptions):
    """A server with the API of Prometheus."""

    service_label: str = Field(default="service", description="label with an event's service")
    settle: Span = Field(
        default="2m",
        description="how long after its start it may not know of all `ALERTS`; `0s`: not asked",
    )


class Wants(AnyWants):
    """A query in PromQL."""

    query: Quoted = Field(min_length=1, description="PromQL; places stand in quotes")
    range: Span | Literal[""] = Field(default="", description="look back so far, in 60 steps")
    reduce: Literal["", "max", "min", "avg", "last"] = Field(
        default="",
        description="makes one number of several samples or series",
        validate_default=True,
    )
    seen: Quoted = Field(default="", description="PromQL for when it was true, in Unix seconds")

    @field_validator("query", "seen")
    @classmethod
    def refuse_comments(cls, text: str) -> str:
        """Refuse comments: a quote in one would hide where the strings of the query are."""
        if "#" in _STRING.sub("", text):
            raise ValueError("holds a comment (#): write it in YAML, beside the query")
        return text

    @field_validator("reduce")
    @classmethod
    def check_range(cls, reduce: str, told: ValidationInfo) -> str:
        """Refuse a range that gives no number."""
        if (span := told.data.get("range")) and (not reduce or seconds_of(span) < 1):
            raise ValueError("must be given with `range`, which is 1s at least")
        return reduce


@dataclass(frozen=True, slots=True, kw_only=True)
class _Series:
    labels: Mapping[str, str]
    samples: Sequence[tuple[float, float]]
    """Moments in Unix seconds with values, one at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prometheus:
    web: Web
    options: Options
    now: Callable[[], datetime]

    def answer(self, question: Question, seconds: float) -> Reply:
        """Answer one question with what the query finds."""
        wants, deadline = question.wants, time.monotonic() + seconds
        if question.topic.kind is Kind.EVENTS:
            return self._events(wants, deadline)
        read = _READ.get(question.topic.kind)
        if read is None:
            raise SourceError(f"holds numbers, and {question.name} is a {question.topic.kind}")
        found = self._series(wants.query, wants.range, deadline)
        seen, value = _reduced(found, wants.reduce)
        if wants.seen:
            seen = _reduced(self._series(wants.seen, "", deadline), "")[1]
        over = f" over {wants.range}" * bool(wants.range)
        detail = f"{wants.reduce} of {len(found)} series{over}" * bool(wants.reduce)
        return Reply(value=read(value), observed_at=_moment(seen), detail=detail)

    def _events(self, wants: Wants, deadline: float) -> Reply:
        if wants.range or wants.reduce or wants.seen:
            raise SourceError("has no `range`, `reduce` or `seen` for a topic of events")
        found = self._series(wants.query, "", deadline)
        if re.search(r"\bALERTS\b", _STRING.sub("", wants.query)):
            # After the query: a server that began anew in between is found out.
            self._check_alerting(deadline)
        elif not found:
            raise SourceError("found no series (one of value 0 would say that there is none)")
        events: list[dict[str, Any]] = [
            _event(each.labels, self.options.service_label)
            for each in found
            if each.samples[-1][1] and each.labels.get("alertstate") != "pending"
        ]
        events.sort(key=lambda each: (each["id"], each["title"]))
        return Reply(value=events)

    def _check_alerting(self, deadline: float) -> None:
        """Refuse an answer on alerts from a server that cannot surely tell."""
        told = self._read("rules", {"type": "alert"}, deadline)
        try:
            states = [rule["health"] for group in told["groups"] for rule in group["rules"]]
        except (KeyError, TypeError):
            raise SourceError(_FORM) from None
        if not states:
            raise SourceError("has no alerting rules, so that none can fire")
        if failed := sum(state != "ok" for state in states):
            raise SourceError(f"could not evaluate {failed} of its {len(states)} alerting rules")
        if settle := seconds_of(self.options.settle):
            told = self._read("status/runtimeinfo", {}, deadline)
            began = moment_of(str(told.get("startTime"))) if isinstance(told, Mapping) else None
            if began is None:
                raise SourceError("does not tell when it began, which `settle` needs")
            if (self.now() - began).total_seconds() < settle:
                raise SourceError(
                    "began a short while ago (see `settle`), and may not know of all alerts yet"
                )

    def _series(self, query: str, span: str, deadline: float) -> list[_Series]:
        if not span:
            return _series_in(self._read("query", {"query": query}, deadline))
        length, end = seconds_of(span), self.now().timestamp()
        times = {"start": end - length, "end": end, "step": max(length / _POINTS, 1)}
        params = {"query": query, **{name: f"{at:.3f}" for name, at in times.items()}}
        return _series_in(self._read("query_range", params, deadline))

    def _read(self, path: str, params: Mapping[str, str], deadline: float) -> Any:
        seconds = max(deadline - time.monotonic(), 0.01)
        if "query" in params:
            params = {**params, "timeout": f"{seconds:.3f}"}
        try:
            answer = self.web.json(f"/api/v1/{path}", params, seconds=seconds)
        except SourceError as error:
            raise SourceError(_OF_STATUS.get(str(error), str(error))) from None
        if not isinstance(answer, Mapping):
            raise SourceError(_FORM)
        if answer.get("status") == "error" and str(answer.get("errorType")) in _ERRORS:
            raise SourceError(f"could not evaluate the query ({answer['errorType']})")
        if answer.get("status") != "success":
            raise SourceError(_FORM)
        if answer.get("warnings"):
            raise SourceError("warns that its answer may be incomplete")
        return answer.get("data")


def connect(options: Options, around: Surroundings) -> Connection:
    """Read the credentials. Raises `SourceError` when one is missing."""
    return _Prometheus(web=Web(options, around), options=options, now=around.now)


def _series_in(found: Any) -> list[_Series]:
    try:
        kind, result = found["resultType"], found["result"]
        if kind == "scalar":
            return [_Series(labels={}, samples=(_sample(result),))]
        return [_one_series(each, several=kind == "matrix") for each in result]
    except (AttributeError, KeyError, TypeError, ValueError):
        raise SourceError(_FORM) from None


def _one_series(found: Any, *, several: bool) -> _Series:
    pairs = found["values"] if several else [found["value"]]
    if not pairs or "histograms" in found:
        raise ValueError
    labels = {str(label): str(text) for label, text in found["metric"].items()}
    return _Series(labels=labels, samples=[_sample(each) for each in pairs])


def _sample(pair: Any) -> tuple[float, float]:
    moment, value = pair
    if not isinstance(value, str):
        raise TypeError
    if not isfinite(float(value)):
        raise SourceError("found a value that is no finite number (NaN or Inf)")
    return float(moment), float(value)


def _reduced(found: Sequence[_Series], reduce: str) -> tuple[float, float]:
    """Make one sample of all: the moment is that of the series that ended first."""
    if not found:
        raise SourceError("found no series")
    if len(found) > 1 and reduce in {"", "last"}:
        raise SourceError(
            f"found {len(found)} series where one belongs: aggregate them in the query "
            "(sum, max, avg) or set `reduce`"
        )
    samples = [sample for each in found for sample in each.samples]
    if len(samples) > 1 and not reduce:
        raise SourceError(f"found {len(samples)} samples where one belongs: set `reduce`")
    value = _REDUCE[reduce or "last"]([value for _, value in samples])
    return min(each.samples[-1][0] for each in found), value


def _truth(value: float) -> bool:
    if value not in {0, 1}:
        raise SourceError("found a number that is neither 0 nor 1, for yes or no")
    return bool(value)


def _moment(value: float) -> datetime:
    with suppress(ValueError, OverflowError, OSError):
        if value > 0:
            return datetime.fromtimestamp(value, UTC)
    raise SourceError("found a number that is no moment in Unix seconds")


_READ: Mapping[Kind, Callable[[float], Value | datetime]] = {
    Kind.NUMBER: float,
    Kind.BOOLEAN: _truth,
    Kind.TIME: _moment,
}


def _event(labels: Mapping[str, str], service_label: str) -> dict[str, Any]:
    event_id = labels.get("alertname") or labels.get("id") or labels.get("__name__")
    told = {"alertname", "alertstate", "id", "__name__", "severity", "title", service_label}
    rest = ", ".join(f"{label}={labels[label]}" for label in sorted(labels.keys() - told))
    if not event_id:
        raise SourceError("found a series without `alertname`, `id` or name to call an event by")
    return {
        "id": event_id,
        "title": labels.get("title") or (f"{event_id} ({rest})" if rest else event_id),
        "severity": labels.get("severity"),
        "services": [labels[service_label]] if labels.get(service_label) else [],
    }
