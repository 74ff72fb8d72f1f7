"""The source `prometheus`, against a real Prometheus that scrapes a real exporter."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sources.rig import Asked, Given, ask, serve
from sources.servers import Server, eventually, exporter, prometheus, series

from planguard.errors import ConfigError
from planguard.model.fact import Answer, Fact
from planguard.model.value import Unknown, Value

HOSTILE = (
    'check"out',
    "check'out",
    "back\\slash",
    "ends in \\",
    '\\"} or vector(1) #',
    '"} or vector(1) #',
    "'} or vector(1) #",
    '"}) or (vector(1)',
    '",service=~".*',
    "`} or vector(1) #",
    ".*",
    ".+|other",
    "a|other",
    "(?i)OTHER",
    "[a-z]+",
    "^other$",
    "other{1}",
    "{{ service }}",
    "$1 %s \\n \\x41",
    "größe ✓ 日本 \u2028 \u202e",
    "# ALERTS",
)
"""What a tag may hold; each is also a label of the exporter, with its own number."""
TESTED = datetime(2026, 1, 10, 8, tzinfo=UTC)
RULES: tuple[Mapping[str, Any], ...] = (
    {
        "alert": "Hot",
        "expr": "cpu_percent > 60",
        "labels": {"severity": "page", "team": "core"},
    },
    {"alert": "Waiting", "expr": "cpu_percent > 60", "for": "1h"},
)


@pytest.fixture(scope="module")
def values() -> dict[str, float]:
    """Give what the exporter shows."""
    return {
        series("cpu_percent", service="checkout"): 41.5,
        series("cpu_percent", service="other"): 12,
        series("cpu_percent", service="broken"): math.nan,
        series("cpu_percent", service="endless"): math.inf,
        series("zone_load", service="checkout", zone="a"): 10,
        series("zone_load", service="checkout", zone="b"): 30,
        series("tests_ok", commit="good"): 1,
        series("tests_ok", commit="bad"): 0,
        series("tests_ok", commit="odd"): 0.5,
        series("archived_seconds", db="main"): TESTED.timestamp(),
        series("archived_seconds", db="never"): 0,
        series("archived_seconds", db="millis"): TESTED.timestamp() * 1e6,
        series("deploying", id="deploy-7", service="checkout", severity="low", zone="a"): 1,
        series("deploying", id="deploy-8", service="other"): 0,
        series("deploying", title="a rollout", service="plain"): 1,
        **{series("tagged", service=tag): 1000 + at for at, tag in enumerate(HOSTILE)},
        series("tagged", service="other"): 5,
        series("tagged", service=""): 6,
    }


@pytest.fixture(scope="module")
def target(values: dict[str, float]) -> Iterator[str]:
    with exporter(values) as running:
        yield running


@pytest.fixture(scope="module")
def prom(target: str) -> Iterator[Server]:
    with prometheus([target], rules=RULES) as running:
        yield running


def config(server: Server | str, topic: str, binding: str, options: str = "") -> str:
    """Write a planguard.yaml that binds one topic."""
    url = server if isinstance(server, str) else server.url
    return f"""
sources:
  prom: {{type: prometheus, url: "{url}"{options}}}
topics:
  quota.name: {{kind: text, about: a text}}
bindings:
  {topic}:
    source: prom
{"".join(f"    {line}" + chr(10) for line in binding.splitlines())}"""


def found(
    server: Server | str,
    binding: str,
    topic: str = "load.cpu",
    options: str = "",
    fields: Mapping[str, Value] | None = None,
) -> Answer:
    return ask(config(server, topic, binding, options), topic, fields or {"service": "checkout"})


def value(answer: Answer) -> Any:
    assert isinstance(answer, Fact), answer
    return answer.value


def reason(answer: Answer) -> str:
    assert isinstance(answer, Unknown), answer
    return answer.reason


CPU = "query: 'cpu_percent{service=\"{{ service }}\"}'"


def test_the_one_series_is_the_number(prom: Server) -> None:
    answer = found(prom, CPU)
    assert isinstance(answer, Fact)
    assert (answer.value, answer.unit, answer.source) == (41.5, "%", "prom (prometheus)")
    assert abs(datetime.now(UTC) - answer.observed_at) < timedelta(seconds=5)


def test_a_scalar_is_a_number(prom: Server) -> None:
    assert value(found(prom, "query: scalar(cpu_percent{service='{{ service }}'})")) == 41.5


def test_the_unit_of_the_binding_counts(prom: Server) -> None:
    assert value(found(prom, "query: vector(0.5)\nunit: ratio")) == 50


def test_several_series_need_to_be_made_one(prom: Server) -> None:
    assert reason(found(prom, "query: zone_load")) == (
        "prom (prometheus) found 2 series where one belongs: aggregate them in the query "
        "(sum, max, avg) or set `reduce`"
    )
    assert value(found(prom, "query: sum(zone_load)")) == 40


@pytest.mark.parametrize(("how", "number"), [("max", 30), ("min", 10), ("avg", 20)])
def test_reduce_makes_several_series_one(prom: Server, how: str, number: float) -> None:
    answer = found(prom, f"query: zone_load\nreduce: {how}")
    assert isinstance(answer, Fact)
    assert (answer.value, answer.detail) == (number, f"{how} of 2 series")


def test_the_last_of_several_series_is_none_of_them(prom: Server) -> None:
    assert "found 2 series" in reason(found(prom, "query: zone_load\nreduce: last"))


def test_no_series_is_unknown_and_never_zero(prom: Server) -> None:
    for query in ("gone", "cpu_percent > 99", "scalar(gone)"):
        assert isinstance(found(prom, f"query: {query}"), Unknown)
    assert reason(found(prom, "query: gone")) == "prom (prometheus) found no series"


@pytest.mark.parametrize("service", ["broken", "endless"])
def test_what_is_no_finite_number_is_unknown(prom: Server, service: str) -> None:
    assert "no finite number" in reason(found(prom, CPU, fields={"service": service}))


def test_a_range_is_looked_back_over(prom: Server, values: dict[str, float]) -> None:
    key = series("spiked", service="checkout")
    query = "query: spiked\nrange: 20s\nreduce: "
    values[key] = 90
    eventually(lambda: found(prom, "query: spiked"), lambda each: isinstance(each, Fact))
    eventually(lambda: time.time() % 1, lambda part: part < 0.1)
    time.sleep(1.2)
    values[key] = 10
    last = eventually(
        lambda: found(prom, query + "last"), lambda each: getattr(each, "value", 0) == 10
    )
    most = found(prom, query + "max")
    assert isinstance(last, Fact)
    assert isinstance(most, Fact)
    assert (last.value, most.value, most.detail) == (10, 90, "max of 1 series over 20s")
    assert 10 < value(found(prom, query + "avg")) < 90
    assert value(found(prom, query + "min")) == 10


def test_a_span_of_a_selector_tells_when_it_was_scraped(
    prom: Server, values: dict[str, float]
) -> None:
    values[series("pushed")] = 3
    eventually(lambda: found(prom, "query: pushed"), lambda each: isinstance(each, Fact))
    del values[series("pushed")]
    eventually(lambda: found(prom, "query: pushed"), lambda each: isinstance(each, Unknown))
    before = datetime.now(UTC)
    answer = found(prom, "query: pushed[5m]\nreduce: last")
    assert isinstance(answer, Fact)
    assert answer.value == 3
    assert answer.observed_at < before
    assert "samples where one belongs" in reason(found(prom, "query: up[5m]"))


def test_seen_says_when_a_value_was_taken(prom: Server) -> None:
    seen = 'seen: archived_seconds{db="main"}'
    answer = found(prom, f"{CPU}\n{seen}")
    assert isinstance(answer, Fact)
    assert (answer.value, answer.observed_at) == (41.5, TESTED)
    assert "found no series" in reason(found(prom, f"{CPU}\nseen: gone"))
    stale = found(prom, f"{CPU}\nseen: min(timestamp(cpu_percent))")
    assert isinstance(stale, Fact)
    assert datetime.now(UTC) - stale.observed_at < timedelta(seconds=10)


def test_a_time_is_in_unix_seconds(prom: Server) -> None:
    query = "query: 'archived_seconds{db=\"{{ id }}\"}'"
    topic = "database.archived"
    assert value(found(prom, query, topic, fields={"id": "main"})) == TESTED
    for db in ("never", "millis"):
        assert reason(found(prom, query, topic, fields={"id": db})) == (
            "prom (prometheus) found a number that is no moment in Unix seconds"
        )


def test_yes_and_no_are_one_and_zero(prom: Server) -> None:
    query = "query: 'tests_ok{commit=\"{{ id }}\"}'"
    answers = {
        commit: found(prom, query, "tests.passed", fields={"id": commit})
        for commit in ("good", "bad", "odd")
    }
    assert value(answers["good"]) is True
    assert value(answers["bad"]) is False
    assert "neither 0 nor 1" in reason(answers["odd"])


def test_a_text_cannot_be_answered(prom: Server) -> None:
    assert reason(found(prom, CPU, "quota.name")) == (
        "prom (prometheus) holds numbers, and quota.name is a text"
    )


def test_series_that_are_not_zero_are_events(prom: Server) -> None:
    assert value(found(prom, "query: deploying", "deploy.running")) == [
        {"id": "deploy-7", "title": f"deploy-7 (instance={instance_of(prom)}, job=test, zone=a)"}
        | {"severity": "low", "services": ["checkout"]},
        {"id": "deploying", "title": "a rollout", "services": ["plain"]},
    ]


def instance_of(prom: Server) -> str:
    title = value(found(prom, "query: up", "deploy.running"))[0]["title"]
    return str(title).split("instance=")[1].split(",")[0]


def test_a_series_of_zero_says_that_there_is_no_event(prom: Server) -> None:
    binding = "query: 'deploying{service=\"{{ service }}\"}'"
    assert value(found(prom, binding, "deploy.running", fields={"service": "other"})) == []
    missing = found(prom, binding, "deploy.running", fields={"service": "nobody"})
    assert "found no series" in reason(missing)
    assert "to call an event by" in reason(found(prom, "query: vector(1)", "deploy.running"))
    assert "has no `range`" in reason(found(prom, "query: up\nreduce: max", "deploy.running"))


ALERTS = "query: 'ALERTS{service=\"{{ service }}\"}'"


def test_an_alert_fires_and_ends(prom: Server, values: dict[str, float]) -> None:
    def alarms() -> Answer:
        return found(prom, ALERTS, "alarm.firing", ", settle: 0s")

    key = series("cpu_percent", service="checkout")
    assert value(eventually(alarms, lambda each: isinstance(each, Fact))) == []
    values[key] = 81
    firing = value(eventually(alarms, lambda each: bool(getattr(each, "value", []))))
    values[key] = 41.5
    # `Waiting` is pending, for an hour.
    assert [each["id"] for each in firing] == ["Hot"]
    assert (firing[0]["severity"], firing[0]["services"]) == ("page", ["checkout"])
    assert firing[0]["title"].endswith("job=test, team=core)")
    assert value(eventually(alarms, lambda each: getattr(each, "value", 0) == [])) == []


def test_alerts_are_not_believed_right_after_the_start(prom: Server) -> None:
    assert reason(found(prom, ALERTS, "alarm.firing")) == (
        "prom (prometheus) began a short while ago (see `settle`), and may not know of all "
        "alerts yet"
    )
    assert value(found(prom, ALERTS, "alarm.firing", ", settle: 1s")) == []


def test_alerts_need_rules_that_work() -> None:
    both = 'label_replace(vector(1), "a", "b", "", "") or vector(2)'
    rules = [*RULES, {"alert": "Torn", "expr": f"vector(1) * on() ({both})"}]
    with prometheus(rules=rules) as torn, prometheus() as empty:
        answer = eventually(
            lambda: found(torn, ALERTS, "alarm.firing", ", settle: 0s"),
            lambda each: "1 of" in str(each),
        )
        assert reason(answer) == "prom (prometheus) could not evaluate 1 of its 3 alerting rules"
        assert reason(found(empty, ALERTS, "alarm.firing", ", settle: 0s")) == (
            "prom (prometheus) has no alerting rules, so that none can fire"
        )


@pytest.mark.parametrize("sign", ["=", "=~"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_no_tag_leaves_its_quotes(prom: Server, sign: str, quote: str) -> None:
    text = f"sum(tagged{{service{sign}{quote}{{{{ tags.of }}}}{quote}}})"
    binding = f"query: {json.dumps(text)}"
    for at, tag in enumerate(HOSTILE):
        answer = found(prom, binding, fields={"tags": {"of": tag}})
        assert value(answer) == 1000 + at, tag
        missing = found(prom, binding, fields={"tags": {"of": f"{tag} "}})
        assert reason(missing) == "prom (prometheus) found no series", tag


@given(
    st.text(alphabet=st.sampled_from("\\\"'`{}()[]=~!,#$|.*+?^ a\u2028é"), min_size=1),
    st.sampled_from("\"'"),
    st.sampled_from(["=", "=~"]),
)
@settings(max_examples=60, deadline=None)
def test_no_text_at_all_leaves_its_quotes(prom: Server, tag: str, quote: str, sign: str) -> None:
    assume(tag not in HOSTILE)
    text = f"sum(tagged{{service{sign}{quote}{{{{ tags.of }}}}{quote}}})"
    answer = found(prom, f"query: {json.dumps(text)}", fields={"tags": {"of": tag}})
    assert reason(answer) == "prom (prometheus) found no series"


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("two\nlines", "a value of the plan holds control characters"),
        ("x" * 1001, "longer than 1000 characters"),
        ("\ud800", "prom (prometheus) "),
        ("", "the object has no tags.of"),
    ],
)
def test_what_cannot_be_written_is_not_asked(prom: Server, tag: str, told: str) -> None:
    binding = "query: 'sum(tagged{service=\"{{ tags.of }}\"})'"
    assert told in reason(found(prom, binding, fields={"tags": {"of": tag}}))


def test_a_tag_does_not_make_a_query_one_of_alerts(prom: Server) -> None:
    binding = "query: 'deploying{service=\"{{ service }}\"}'"
    answer = found(prom, binding, "deploy.running", ", settle: 0s", {"service": "ALERTS"})
    assert "found no series" in reason(answer)


@pytest.mark.parametrize(
    ("binding", "told"),
    [
        ("query: up\nrange: 5m", "must be given with `range`"),
        ("query: up\nrange: 0s\nreduce: max", "is 1s at least"),
        ("query: ''", "says too little"),
        ('query: |\n  # don\'t ask\n  up{job="{{ service }}"}', "holds a comment"),
        ("query: up\nseen: 'x # y'", "holds a comment"),
        ("query: 'up{job={{ service }}}'", "must stand inside double or single quotes"),
        ("query: up\nreduce: sum", "reduce"),
    ],
)
def test_a_binding_that_cannot_work_is_refused(binding: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        found("http://127.0.0.1:9", binding)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("cpu_percent{", "could not evaluate the query (bad_data)"),
        ("sum(cpu_percent) by (x) + on() cpu_percent", "could not evaluate the query (execution)"),
        ("'\"text\"'", "answered in another form than Prometheus' API"),
    ],
)
def test_a_query_that_fails_is_unknown(prom: Server, query: str, told: str) -> None:
    binding = f"query: {query}" if query.startswith("'") else f"query: '{query}'"
    assert reason(found(prom, binding)) == f"prom (prometheus) {told}"


def test_the_server_stops_when_we_do(prom: Server) -> None:
    slow = "query: count(count_over_time(vector(1)[10h:1ms]))"
    begun = time.monotonic()
    assert reason(found(prom, slow, options=", timeout: 0.2s"))
    assert time.monotonic() - begun < 2


def test_a_login_is_asked_for(target: str) -> None:
    # The hash is the one of the guide on basic authentication; its password is `test`.
    known = {"admin": "$2b$12$hNf2lSsxfm0.i4a.1kVpSOVyBCfIB51VRjgBUyv6kdnyTlgWj81Ay"}
    with prometheus([target], login=known) as guarded:
        text = config(guarded, "load.cpu", "query: vector(7)", ", user: admin, password_env: PW")
        assert reason(found(guarded, "query: vector(7)")) == (
            "prom (prometheus) refused the login (401)"
        )
        assert "(401)" in reason(ask(text, "load.cpu", environ={"PW": "wrong-password"}))
        assert "PW is not set" in reason(ask(text, "load.cpu"))
        assert value(ask(text, "load.cpu", environ={"PW": "test"})) == 7


def test_what_dies_between_two_questions_is_told_apart() -> None:
    with (
        ExitStack() as running,
        exporter({series("cpu_percent", service="checkout"): 81}) as target,
    ):
        server = running.enter_context(prometheus([target]))
        assert value(found(server, CPU)) == 81
        lasting = running.pop_all()
    with lasting:
        without = eventually(lambda: found(server, CPU), lambda each: isinstance(each, Unknown))
        assert reason(without) == "prom (prometheus) found no series"
        server.kill()
        assert reason(found(server, CPU)) == "prom (prometheus) cannot be reached: no connection"


def vector(*samples: object, **more: object) -> bytes:
    """Write an answer as the API documents it."""
    result = [{"metric": {"__name__": "x"}, "value": each} for each in samples]
    told = {"status": "success", "data": {"resultType": "vector", "result": result}}
    return json.dumps({**told, **more}).encode()


def matrix(**series: object) -> bytes:
    result = [{"metric": {}, **series}]
    told = {"status": "success", "data": {"resultType": "matrix", "result": result}}
    return json.dumps(told).encode()


FORM = "answered in another form than Prometheus' API"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (Given(status=401), "refused the login (401)"),
        (Given(status=403), "refused access (403)"),
        (Given(status=500), "answered with status 500"),
        (Given(status=503), "could not evaluate the query (timeout, or not ready)"),
        (Given(status=302, headers={"Location": "/login"}), "redirects (302)"),
        (Given(body=b"<html>sign in</html>"), "a web page that is no JSON"),
        (Given(body=b"\xff\x00garbage"), "something that is no JSON"),
        (Given(body=b"[" * 100_000), "something that is no JSON"),
        (Given(body=b" " * 5 * 1024**2), "more than 4 MiB"),
        (Given(body=b"[]"), FORM),
        (Given(body=b"{}"), FORM),
        (Given(body=b"null"), FORM),
        (Given(body=b'{"status": "success"}'), FORM),
        (Given(body=b'{"status": ["success"], "data": {}}'), FORM),
        (Given(body=b'{"status": "success", "data": {"resultType": "vector"}}'), FORM),
        (Given(body=b'{"status": "error", "errorType": "internal"}'), "(internal)"),
        (Given(body=b'{"status": "error", "errorType": {"x": "secret"}}'), FORM),
        (Given(body=vector([1e9, "1"], warnings=["a store is away"])), "may be incomplete"),
        (Given(body=vector([1e9, 1])), FORM),
        (Given(body=vector([1e9, "one"])), FORM),
        (Given(body=vector(["then", "1"])), FORM),
        (Given(body=vector([1e9])), FORM),
        (Given(body=vector(["NaN", "1"])), "no moment in Unix seconds"),
        (Given(body=vector(7)), FORM),
        (Given(body=matrix(values=[])), FORM),
        (Given(body=matrix(values=[[1e9, "1"]], histograms=[])), FORM),
    ],
)
def test_an_answer_that_is_none_is_unknown(given: Given, told: str) -> None:
    with serve(lambda _: given) as url:
        answer = reason(found(url, "query: up"))
    assert told in answer
    assert "secret" not in answer


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("rules", b'{"status": "success", "data": []}', FORM),
        ("rules", b'{"status": "success", "data": {"groups": [{"rules": [{}]}]}}', FORM),
        ("status", b'{"status": "success", "data": []}', "does not tell when it began"),
        ("status", b'{"status": "success", "data": {"startTime": "now"}}', "does not tell"),
    ],
)
def test_what_is_told_of_the_rules_must_be_whole(path: str, body: bytes, told: str) -> None:
    rules = b'{"status": "success", "data": {"groups": [{"rules": [{"health": "ok"}]}]}}'
    answers = {"query": vector(), "rules": rules, path: body}

    def respond(asked: Asked) -> Given:
        return Given(body=answers[asked.path.split("?")[0].split("/")[3]])

    with serve(respond) as url:
        assert told in reason(found(url, "query: ALERTS", "alarm.firing"))


def test_a_slow_answer_is_unknown() -> None:
    def respond(_: Asked) -> Given:
        time.sleep(0.6)
        return Given(body=vector([1e9, "1"]))

    with serve(respond) as url:
        answer = found(url, "query: up", options=", timeout: 0.2s")
    assert reason(answer).startswith("prom (prometheus) did not answer within 0.2 s")


def test_the_request_is_as_documented() -> None:
    requests: list[Asked] = []

    def respond(asked: Asked) -> Given:
        requests.append(asked)
        return Given(body=vector([1e9, "1"]))

    with serve(respond) as url:
        binding = "query: up\nrange: 15m\nreduce: max"
        ask(
            config(f"{url}/prometheus/", "load.cpu", binding, ", token_env: TOKEN"),
            "load.cpu",
            environ={"TOKEN": "bearer-of-news"},
        )
    parts = urlsplit(requests[0].path)
    params = {
        name: float(each[0]) for name, each in parse_qs(parts.query).items() if name != "query"
    }
    assert (requests[0].method, parts.path) == ("GET", "/prometheus/api/v1/query_range")
    assert requests[0].headers["Authorization"] == "Bearer bearer-of-news"
    assert params["end"] - params["start"] == pytest.approx(900)
    assert params["step"] == 15
    assert 0 < params["timeout"] <= 5
