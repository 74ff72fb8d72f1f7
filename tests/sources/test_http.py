from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sources.rig import NOW, Asked, Given, ask, serve

from planguard.errors import ConfigError, SourceError
from planguard.model.fact import Answer, Fact
from planguard.model.value import Unknown
from planguard.sources.interface.pick import compile_pick


def answers(body: object) -> Callable[[Asked], Given]:
    return lambda _: Given(body=json.dumps(body).encode())


def put(
    url: str,
    binding: str,
    topic: str = "queue.depth",
    fields: dict[str, Any] | None = None,
    seconds: float = 5.0,
) -> Answer:
    config = f"sources: {{api: {{type: http, url: '{url}'}}}}\n"
    config += f"bindings: {{{topic}: {{source: api, {binding}}}}}\n"
    return ask(config, topic, fields, now=NOW, seconds=seconds)


def value(answer: Answer) -> object:
    assert isinstance(answer, Fact), answer
    return answer.value


def listed(answer: Answer) -> list[Any]:
    found = value(answer)
    assert isinstance(found, list)
    return found


def reason(answer: Answer) -> str:
    assert isinstance(answer, Unknown), answer
    return answer.reason.removeprefix("api (http) ")


def test_a_number_is_picked_and_dated() -> None:
    body = {"messages": {"ready": 12}, "sampled_at": "2026-01-15T11:59:00Z"}
    with serve(answers(body)) as url:
        fact = put(url, "value: answer.messages.ready, observed_at: answer.sampled_at")
    assert isinstance(fact, Fact)
    assert (fact.value, fact.unit, fact.source) == (12, "messages", "api (http)")
    assert fact.observed_at == datetime(2026, 1, 15, 11, 59, tzinfo=UTC)


def test_without_a_time_it_is_of_now() -> None:
    with serve(answers([1, 2, 3])) as url:
        fact = put(url, "value: size(answer)")
    assert isinstance(fact, Fact)
    assert (fact.value, fact.observed_at) == (3, NOW)


def test_events_are_picked() -> None:
    body = {
        "open": [{"key": "I-1", "what": "slow", "on": ["checkout"], "at": "2026-01-15T10:00:00Z"}]
    }
    pick = 'answer.open.map(i, {"id": i.key, "title": i.what, "services": i.on, "since": i.at})'
    with serve(answers(body)) as url:
        (event,) = listed(put(url, f"value: '{pick}'", "incident.active"))
    assert event["id"] == "I-1"
    assert event["services"] == ["checkout"]
    assert event["since"] == datetime(2026, 1, 15, 10, tzinfo=UTC)


def test_times_and_records_are_picked() -> None:
    with serve(answers({"secs": 3600, "n": "CHG1"})) as url:
        picked = put(url, "value: 'now - duration(string(answer.secs) + \"s\")'", "backup.latest")
        assert value(picked) == datetime(2026, 1, 15, 11, tzinfo=UTC)
        picked = put(url, 'value: \'{"id": answer.n, "approved": true, "x": 1}\'', "change.ticket")
        assert value(picked) == {"id": "CHG1", "approved": True}
        assert value(put(url, "value: 'null'", "change.ticket")) is None


def test_what_is_asked_holds_the_subjects_fields() -> None:
    asked: list[Asked] = []

    def respond(request: Asked) -> Given:
        asked.append(request)
        return Given(body=b"1")

    fields = {"name": "a/b?c", "tags": {"team": "x&y=z"}}
    with serve(respond) as url:
        binding = "path: '/q/{{ name }}', params: {team: '{{ tags.team }}'}, value: answer"
        assert value(put(f"{url}/api/", binding, fields=fields)) == 1
        binding = "body: {query: {team: ['{{ tags.team }}', 3]}}, value: answer"
        assert value(put(f"{url}/api/", binding, fields=fields)) == 1
    assert asked[0].path == "/api/q/a%2Fb%3Fc?team=x%26y%3Dz"
    assert (asked[1].method, asked[1].path) == ("POST", "/api/")
    assert json.loads(asked[1].body) == {"query": {"team": ["x&y=z", 3]}}


@pytest.mark.parametrize(
    "team", ["../../admin", "?x=", "#", "%2e%2e", "a\nb", "caf\u00e9", '"}, {"x": "', "{{ id }}"]
)  # fmt: skip
def test_a_hostile_tag_stays_where_it_was_put(team: str) -> None:
    asked: list[Asked] = []

    def respond(request: Asked) -> Given:
        asked.append(request)
        return Given(body=b"1")

    binding = "path: '/t/{{ tags.team }}/x', params: {t: '{{ tags.team }}'}, value: answer"
    body = "path: /y, body: {t: '{{ tags.team }}'}, value: answer"
    with serve(respond) as url:
        put(url, binding, fields={"tags": {"team": team}})
        put(url, body, fields={"tags": {"team": team}})
    for each in asked:
        path, _, query = each.path.partition("?")
        if each.method == "POST":
            assert (path, json.loads(each.body)) == ("/y", {"t": team})
        else:
            assert path.startswith("/t/")
            assert path.endswith("/x")
            assert path.count("/") == 3
            assert query.startswith("t=")
            assert not set("&#?\"' \n{}") & set(query)


@pytest.mark.parametrize(
    ("pick", "words"),
    [
        ("answer.nothing", "gave an answer that the expression does not fit"),
        ("answer.n.k", "gave an answer that the expression does not fit"),
        ('answer.n + "x"', "gave an answer that the expression does not fit"),
        ("answer.list[7]", "gave an answer that the expression does not fit"),
        ("answer.n / 0", "gave an answer that the expression does not fit"),
        ("answer.text", "answered text where a number belongs"),
        ("answer.n == 1", "answered true or false where a number belongs"),
        ("answer.list", "answered a list where a number belongs"),
        ("now", "answered something else where a number belongs"),
    ],
)  # fmt: skip
def test_an_expression_that_does_not_fit_is_unknown(pick: str, words: str) -> None:
    with serve(answers({"n": 1, "list": [], "text": "hush"})) as url:
        told = reason(put(url, f"value: '{pick}'"))
    assert told == words


def test_a_time_that_is_none_is_unknown() -> None:
    with serve(answers({"n": 1, "at": "noon"})) as url:
        for pick in ("answer.at", "answer.n", "now - now"):
            told = reason(put(url, f"value: answer.n, observed_at: {pick}"))
            assert told == "answered something else where the time of observation belongs"
        assert value(put(url, "value: answer.n, observed_at: now")) == 1


@pytest.mark.parametrize(
    ("binding", "words"),
    [
        ("value: answer.", "is no valid CEL: 1:8: Syntax error"),
        ("value: foo.bar", "there is no 'foo': an expression has `answer` and `now`"),
        ("value: 'answer.map(i, j)'", "there is no 'j'"),
        ("value: 'fetch(answer)'", "there is no function 'fetch'"),
        ("value: '{{ tags.team }}'", "no valid CEL"),
        ("value: answer, observed_at: '('", "no valid CEL"),
        ("value: ''", "no valid CEL"),
        ("value: answer, path: evil.example", "`path` begins with /"),
        ("value: answer, path: '{{ tags.host }}/x'", "`path` begins with /"),
        ("path: /x", "needs `value`"),
        ("body: {}", "needs `value`"),
        ("observed_at: now", "needs `value`"),
        ("value: answer, valeu: 1", "valeu"),
    ],
)
def test_a_binding_that_cannot_work_is_an_error_of_the_config(binding: str, words: str) -> None:
    with pytest.raises(ConfigError, match=r"planguard\.yaml:2") as caught:
        put("https://api.example", binding)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("", "needs `url` or `preset`"),
        (", preset: pagerdutty", "did you mean pagerduty?"),
        (", preset: xyz, url: 'https://x'", "there are: pagerduty,"),
        (", preset: servicenow", "the preset servicenow needs `url`"),
        (", preset: statuspage, url: ''", "the preset statuspage needs `url`"),
        (", preset: 3", "preset"),
    ],
)
def test_a_source_that_cannot_be_is_an_error_of_the_config(options: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        ask(f"sources: {{api: {{type: http{options}}}}}\n", "queue.depth")
    assert words in str(caught.value)


def test_without_preset_and_expression_it_is_told() -> None:
    with pytest.raises(ConfigError, match=r"cannot answer queue.depth: `value` is missing"):
        put("http://127.0.0.1:1", "params: {}")


def test_the_trouble_of_a_server_is_told() -> None:
    with serve(lambda _: Given(status=500, body=b"Traceback: password=1")) as url:
        assert reason(put(url, "value: answer")) == "answered with status 500"
    assert reason(put(url, "value: answer")) == "cannot be reached: no connection"


AT = datetime(2026, 1, 15, tzinfo=UTC)
LONG = list(range(3_000))
NESTED = 'answer.map(i, {"id": i.id, "services": i.on.map(s, s.name)})'


@pytest.mark.parametrize(
    ("pick", "answer"),
    [
        ("answer.all(x, answer.exists(y, y == x))", LONG),
        ("answer.map(x, x)", LONG),
        ("answer.filter(x, true)", LONG),
        ("answer.a.map(x, answer.b.map(y, 1))", {"a": [], "b": LONG}),
        ("answer.all(x, answer.all(y, answer.all(z, true)))", LONG[:200]),
        ("answer[0]", list(range(300_000))),
        (NESTED, [{"id": "1", "on": [{"name": "x"}] * 40}] * 400),
    ],
)
def test_what_would_take_too_long_is_not_begun(pick: str, answer: object) -> None:
    started = time.monotonic()
    with pytest.raises(SourceError, match="too long for the expression"):
        compile_pick(pick).value(answer, AT)
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    ("pick", "answer"),
    [
        ("answer.all(x, answer.exists(y, y == x))", LONG[:500]),
        ("size(answer.map(x, x)) == 900", LONG[:900]),
        ("answer.all(x, x >= 0)", LONG * 50),
        (f"size({NESTED}) == 100", [{"id": "1", "on": [{"name": "x"}] * 5}] * 100),
    ],
)
def test_what_is_usual_is_done_in_time(pick: str, answer: object) -> None:
    started = time.monotonic()
    assert compile_pick(pick).value(answer, AT) is True
    assert time.monotonic() - started < 2


def test_loops_after_loops_and_brackets_in_texts_are_no_deeper() -> None:
    def depths(pick: str) -> list[tuple[int, bool]]:
        return [(loop.outer, loop.inside) for loop in compile_pick(pick).loops]

    assert depths("answer.map(x, x + 1).filter(x, (x > 2)).all(x, true)") == [(-1, False)] * 3
    assert depths("')' == '.map(x, ' && answer == now // .map(x, ") == []
    nested = "answer.map(a, (a.b[0].map(b, (b))).map(c, a.c.exists(d, answer.d.all(e, e == c))))"
    assert depths(nested) == [(-1, False), (0, True), (0, False), (2, True), (3, False)]
