"""The source `alertmanager`, against a real Alertmanager that a real Prometheus tells."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from sources.rig import Asked, Given, ask, serve
from sources.servers import Server, alertmanager, eventually, exporter, prometheus, send, series

from planguard.errors import ConfigError
from planguard.model.fact import Answer, Fact
from planguard.model.value import Unknown, Value

HOSTILE = (
    'check"out',
    "check'out",
    "back\\slash",
    "ends in \\",
    '"',
    '",alertname=~".*',
    '"} or {',
    ".*",
    ".+|other",
    "(?i)OTHER",
    "[a-z]+",
    "^other$",
    "\\n \\x41",
    "größe ✓ 日本 \u2028",
    "&active=false&filter=",
    "{{ service }}",
)
RULES: tuple[Mapping[str, Any], ...] = (
    {
        "alert": "Hot",
        "expr": "cpu_percent > 60",
        "labels": {"severity": "page"},
        "annotations": {"summary": "{{ $labels.service }} is\n hot"},
    },
    {"alert": "Watchdog", "expr": "vector(1)", "labels": {"severity": "none"}},
)
SETTLED = ", settle: 0s"
WATCHED = SETTLED + ", watchdog: ['alertname=\"Watchdog\"']"


@pytest.fixture(scope="module")
def alerts() -> Iterator[Server]:
    quiet = {"source_matchers": ['set="loud"'], "target_matchers": ['set="quiet"']}
    with alertmanager(inhibit=[quiet]) as running:
        yield running


def config(server: Server | str, matchers: Sequence[str], options: str, topic: str) -> str:
    """Write a planguard.yaml that binds one topic."""
    url = server if isinstance(server, str) else server.url
    return f"""
sources:
  alerts: {{type: alertmanager, url: "{url}"{options}}}
bindings:
  {topic}: {{source: alerts, matchers: {json.dumps(list(matchers))}}}
"""


BY_SERVICE = ('service="{{ service }}"',)


def found(
    server: Server | str,
    matchers: Sequence[str] = BY_SERVICE,
    options: str = SETTLED,
    service: str = "checkout",
    topic: str = "alarm.firing",
    now: datetime | None = None,
) -> Answer:
    fields: Mapping[str, Value] = {"service": service}
    return ask(config(server, matchers, options, topic), topic, fields, now=now)


def events(answer: Answer) -> Any:
    assert isinstance(answer, Fact), answer
    return answer.value


def ids(answer: Answer) -> list[str]:
    return [each["id"] for each in events(answer)]


def reason(answer: Answer) -> str:
    assert isinstance(answer, Unknown), answer
    return answer.reason


def fire(server: Server, *alerts: Mapping[str, str], **annotations: str) -> None:
    """Tell an Alertmanager of alerts, by their labels."""
    told = [{"labels": labels, "annotations": annotations} for labels in alerts]
    send(f"{server.url}/api/v2/alerts", told)


def silence(server: Server, **labels: str) -> None:
    """Silence what has these labels."""
    begun = datetime.now(UTC)
    body = {
        "matchers": [
            {"name": name, "value": text, "isRegex": False, "isEqual": True}
            for name, text in labels.items()
        ],
        "startsAt": begun.isoformat(),
        "endsAt": (begun + timedelta(hours=1)).isoformat(),
        "createdBy": "test",
        "comment": "known",
    }
    send(f"{server.url}/api/v2/silences", body)


def test_from_the_load_to_the_alarm_and_back() -> None:
    key = series("cpu_percent", service="checkout")
    values = {key: 41.0}
    with (
        alertmanager() as alerts,
        exporter(values) as target,
        prometheus([target], rules=RULES, alertmanagers=[alerts.address]) as prom,
    ):
        eventually(lambda: found(alerts, options=WATCHED), lambda each: isinstance(each, Fact))
        assert events(found(alerts, options=WATCHED)) == []
        values[key] = 81
        [event] = events(eventually(lambda: found(alerts), _holds_some))
        assert (event["id"], event["title"]) == ("Hot", "checkout is hot")
        assert (event["severity"], event["services"]) == ("page", ["checkout"])
        assert abs(datetime.now(UTC) - event["since"]) < timedelta(seconds=30)
        assert "/graph?g0.expr=" in event["url"]
        assert ids(found(alerts, (), WATCHED)) == ["Hot"]
        assert events(found(alerts, service="other")) == []
        values[key] = 41
        assert events(eventually(lambda: found(alerts), _holds_none)) == []
        values[key] = 81
        assert ids(eventually(lambda: found(alerts), _holds_some)) == ["Hot"]

        silence(alerts, alertname="Hot")
        silence(alerts, alertname="Watchdog")
        assert events(eventually(lambda: found(alerts, options=WATCHED), _holds_none)) == []

        prom.kill()
        unwatched = eventually(lambda: found(alerts, (), WATCHED), _is_unknown)
        assert reason(unwatched) == (
            "alerts (alertmanager) has no watchdog alert, so nobody may be raising alerts at all"
        )
        alerts.kill()
        assert reason(found(alerts)) == ("alerts (alertmanager) cannot be reached: no connection")


def _holds_some(answer: Answer) -> bool:
    return isinstance(answer, Fact) and bool(answer.value)


def _holds_none(answer: Answer) -> bool:
    return isinstance(answer, Fact) and not answer.value


def _is_unknown(answer: Answer) -> bool:
    return isinstance(answer, Unknown)


def test_one_that_just_began_does_not_know_yet(alerts: Server) -> None:
    told = (
        "alerts (alertmanager) began a short while ago (see `settle`), and may not know of all "
        "alerts yet"
    )
    later = datetime.now(UTC) + timedelta(minutes=3)
    assert reason(found(alerts, options="", service="calm")) == told
    assert reason(found(alerts, options=", settle: 10m", service="calm", now=later)) == told
    assert events(found(alerts, options="", service="calm", now=later)) == []


def test_alerts_are_events(alerts: Server) -> None:
    fire(alerts, {"alertname": "Slow", "team": "a", "zone": "b"}, description="it is slow")
    fire(alerts, {"alertname": "Slow", "team": "a", "zone": "c"}, summary="zone c is slow")
    fire(alerts, {"team": "a", "app": "shop", "severity": "low"})
    found_now = found(alerts, ('team="a"',), SETTLED + ", service_label: app")
    first, *slow = events(found_now)
    assert [(each["id"], each["title"]) for each in slow] == [
        ("Slow", "it is slow"),
        ("Slow", "zone c is slow"),
    ]
    assert len(first["id"]) == 16
    assert (first["title"], first["severity"], first["services"]) == (first["id"], "low", ["shop"])
    assert "url" not in first


def test_several_matchers_must_all_match(alerts: Server) -> None:
    fire(alerts, {"alertname": "One", "kind": "x", "zone": "a"})
    fire(alerts, {"alertname": "Two", "kind": "x", "zone": "b"})
    assert ids(found(alerts, ('kind="x"', 'zone!="a"'))) == ["Two"]
    assert ids(found(alerts, (' kind =~ "x|y" ', 'zone!~"b.*"'), topic="incident.active")) == [
        "One"
    ]


def test_an_event_of_the_service_asked_for_names_it(alerts: Server) -> None:
    fire(alerts, {"alertname": "Named", "app": "till"})
    [event] = events(found(alerts, ('app="{{ service }}"',), service="till"))
    assert event["services"] == ["till"]


def test_what_is_inhibited_does_not_fire(alerts: Server) -> None:
    matchers = ('set=~"loud|quiet"',)
    fire(alerts, {"alertname": "Effect", "set": "quiet"})
    assert ids(found(alerts, matchers)) == ["Effect"]
    fire(alerts, {"alertname": "Cause", "set": "loud"})
    answer = eventually(lambda: found(alerts, matchers), lambda each: len(ids(each)) == 1)
    assert ids(answer) == ["Cause"]


def test_what_is_silenced_does_not_fire(alerts: Server) -> None:
    fire(alerts, {"alertname": "Known", "set": "muted"}, {"alertname": "New", "set": "muted"})
    assert ids(found(alerts, ('set="muted"',))) == ["Known", "New"]
    silence(alerts, alertname="Known")
    answer = eventually(lambda: found(alerts, ('set="muted"',)), lambda each: len(ids(each)) == 1)
    assert ids(answer) == ["New"]


@pytest.mark.parametrize("sign", ["=", "=~"])
def test_no_tag_leaves_its_quotes(alerts: Server, sign: str) -> None:
    fire(alerts, *({"alertname": f"A{at}", "tag": tag} for at, tag in enumerate(HOSTILE)))
    fire(alerts, {"alertname": "Other", "tag": "other"})
    matchers = (f'tag{sign}"{{{{ service }}}}"',)
    for at, tag in enumerate(HOSTILE):
        assert ids(found(alerts, matchers, service=tag)) == [f"A{at}"], tag
        assert events(found(alerts, matchers, service=f"{tag}x")) == [], tag


@pytest.mark.parametrize(
    "matcher",
    ["service='{{ service }}'", "service", 'service=="x"', '"x"', 'a="b" or c="d"', 'a="b', ""],
)
def test_a_matcher_that_means_something_else_is_refused(matcher: str) -> None:
    with pytest.raises(ConfigError, match='must be of the form label="value"'):
        found("http://127.0.0.1:9", (matcher,))
    with pytest.raises(ConfigError, match='must be of the form label="value"'):
        found("http://127.0.0.1:9", (), f", watchdog: [{json.dumps(matcher)}]")


def test_a_matcher_that_it_does_not_take_is_unknown(alerts: Server) -> None:
    assert reason(found(alerts, ('service=~"("',))) == (
        "alerts (alertmanager) does not take a matcher (400)"
    )


FORM = "answered in another form than Alertmanager's API v2"
ALERT: Mapping[str, Any] = {
    "labels": {"alertname": "A"},
    "annotations": {},
    "fingerprint": "0123456789abcdef",
    "startsAt": "2026-01-15T12:00:00.000Z",
    "endsAt": "2026-01-15T13:00:00.000Z",
    "updatedAt": "2026-01-15T12:00:00.000Z",
    "receivers": [{"name": "nobody"}],
    "status": {"state": "active", "silencedBy": [], "inhibitedBy": []},
    "generatorURL": "javascript:alert(1)",
}


def listed(**changed: object) -> Given:
    return Given(body=json.dumps([{**ALERT, **changed}]).encode())


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (Given(status=401), "refused the login (401)"),
        (Given(status=500), "answered with status 500"),
        (Given(status=307, headers={"Location": "/login"}), "redirects (307)"),
        (Given(body=b"<!DOCTYPE html>"), "a web page that is no JSON"),
        (Given(body=b"garbage"), "something that is no JSON"),
        (Given(body=b" " * 5 * 1024**2), "more than 4 MiB"),
        (Given(body=b"{}"), FORM),
        (Given(body=b"null"), FORM),
        (Given(body=b"[7]"), FORM),
        (listed(labels=None), FORM),
        (listed(labels={"alertname": 7}), FORM),
        (listed(annotations=[]), FORM),
        (listed(fingerprint=None), FORM),
        (listed(startsAt="lately"), "where a time in ISO 8601 belongs"),
    ],
)
def test_an_answer_that_is_none_is_unknown(given: Given, told: str) -> None:
    with serve(lambda _: given) as url:
        assert told in reason(found(url))


@pytest.mark.parametrize("status", [[], {}, {"uptime": 7}, {"uptime": "long"}, None])
def test_when_it_began_must_be_told(status: object) -> None:
    def respond(asked: Asked) -> Given:
        return Given(body=b"[]" if "/alerts" in asked.path else json.dumps(status).encode())

    with serve(respond) as url:
        assert reason(found(url, options="")) == f"alerts (alertmanager) {FORM}"


def test_only_web_addresses_are_shown() -> None:
    with serve(lambda _: listed()) as url:
        [event] = events(found(url))
    assert "url" not in event


def test_a_slow_answer_is_unknown() -> None:
    def respond(_: Asked) -> Given:
        time.sleep(0.6)
        return Given(body=b"[]")

    with serve(respond) as url:
        answer = found(url, options=", timeout: 0.2s")
    assert reason(answer).startswith("alerts (alertmanager) did not answer within")


def test_the_request_is_as_documented() -> None:
    requests: list[Asked] = []

    def respond(asked: Asked) -> Given:
        requests.append(asked)
        return Given(body=b"[]")

    with serve(respond) as url:
        text = config(f"{url}/am", BY_SERVICE, SETTLED + ", token_env: TOKEN", "alarm.firing")
        asked = {"service": 'a"b'}
        assert isinstance(ask(text, "alarm.firing", asked, environ={"TOKEN": "a-token"}), Fact)
        assert "TOKEN is not set" in reason(ask(text, "alarm.firing", asked))
    [request] = requests
    parts = urlsplit(request.path)
    assert (request.method, parts.path) == ("GET", "/am/api/v2/alerts")
    assert parse_qsl(parts.query) == [
        ("active", "true"),
        ("silenced", "false"),
        ("inhibited", "false"),
        ("filter", 'service="a\\"b"'),
    ]
    assert request.headers["Authorization"] == "Bearer a-token"
