"""Sources, bindings and topics in planguard.yaml: what is read, and every mistake with its place."""

from __future__ import annotations

import pytest

from planguard.errors import ConfigError
from planguard.load.config_reading import read_live
from planguard.load.live import Live
from planguard.model.topic import TOPICS, Kind
from planguard.sources.interface import Surroundings

SOURCES = """\
sources:
  prom: {type: prometheus, url: "http://127.0.0.1:9090", timeout: 2s}
  ci: {type: ci}
"""


def read(text: str) -> Live:
    return read_live(text, "planguard.yaml", Surroundings())


def refusal(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read(text)
    return str(caught.value)


def test_nothing_is_bound_unless_it_is_said() -> None:
    live = read("")
    assert (live.links, live.bindings, live.seconds) == ({}, (), 10)
    assert not live.is_bound("load.cpu")


def test_a_binding() -> None:
    live = read(
        SOURCES
        + """\
bindings:
  load.cpu: {source: prom, unit: ratio, types: [aws_ecs_*], query: 'cpu{s="{{ service }}"}'}
live: {timeout: 1m}
"""
    )
    (bound,) = live.bindings
    assert (bound.topic, bound.link.label) == (TOPICS["load.cpu"], "prom (prometheus)")
    assert (bound.types, bound.environments, bound.unit) == (("aws_ecs_*",), ("*",), "ratio")
    assert bound.templates[("query",)].paths == (("service",),)
    assert (live.seconds, live.is_bound("load.cpu")) == (60, True)


def test_several_bindings_of_a_topic_and_one_of_all_flags() -> None:
    live = read(
        SOURCES
        + """\
  flags: {type: flags, mode: file, path: f.json}
bindings:
  load.cpu:
    - {source: prom, types: [aws_db_*], query: a}
    - {source: prom, query: b}
  flag.*: {source: flags}
"""
    )
    assert [each.wants.query for each in live.bindings[:2]] == ["a", "b"]
    assert live.is_bound("flag.checkout")


def test_topics_of_ones_own() -> None:
    live = read(
        SOURCES
        + """\
topics:
  customer.tier: {kind: text, about: who is behind it, max_age: 1h, of_plan: true}
  review: {kind: record, about: a review, fields: {by: who}}
bindings:
  customer.tier: {source: prom, query: a}
"""
    )
    tier = live.topics["customer.tier"]
    assert (tier.kind, tier.of_plan, str(tier.fresh_for)) == (Kind.TEXT, True, "1:00:00")
    assert live.topics["review"].fields == {"by": "who"}
    assert live.is_bound("customer.tier")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sources: {a: {type: promtheus}}", "planguard.yaml:1:15: there is no kind of source 'promtheus' (did you mean prometheus?)"),
        ("sources: {a: {type: xyzzy}}", "there are: prometheus, alertmanager"),
        ("sources: {a: {}}", "planguard.yaml:1:11: the key `sources.a.type` is missing"),
        (SOURCES + "  p: {type: prometheus}", "planguard.yaml:4:3: the key `url` is missing (`planguard explain prometheus` tells its keys)"),
        (SOURCES + "  p: {type: prometheus, url: 'http://h', tokn_env: A}", "there is no key `tokn_env` (did you mean `token_env`?)"),
        (SOURCES + "  p: {type: prometheus, url: 'http://ann:pw@h'}", "`url` holds credentials: use token_env"),
        (SOURCES + "  p: {type: prometheus, url: 'http://h', timeout: soon}", "`timeout` "),
        (SOURCES + "  p: {type: prometheus, url: 'http://h', token_env: T}", "would go over http:// unencrypted"),
        (SOURCES + "bindings: {load.cup: {source: prom}}", "planguard.yaml:4:12: there is no topic 'load.cup' (did you mean load.cpu?)"),
        (SOURCES + "bindings: {xyzzy: {source: prom}}", "declare your own under `topics:`"),
        (SOURCES + "bindings: {load.*: {source: prom}}", "there is no topic 'load.*'"),
        (SOURCES + "bindings: {load.cpu: {source: prm}}", "planguard.yaml:4:23: there is no source 'prm' (there are: prom, ci)"),
        ("bindings: {load.cpu: {source: a}}", "(name it under `sources:`)"),
        (SOURCES + "bindings: {load.cpu: {}}", "the key `bindings.load.cpu.source` is missing"),
        (SOURCES + "bindings: {load.cpu: [{source: prom, query: a}, {source: x}]}", "planguard.yaml:4:50: there is no source 'x'"),
        (SOURCES + "bindings: {load.cpu: {source: ci}}", "a source of type ci cannot answer load.cpu (it answers: "),
        (SOURCES + "bindings: {load.cpu: {source: prom, unit: s, query: a}}", "planguard.yaml:4:37: s cannot be turned into % (one of: %, ratio)"),
        (SOURCES + "bindings: {load.cpu: {source: prom, quary: a}}", "the key `query` is missing"),
        (SOURCES + "bindings: {load.cpu: {source: prom, query: 'a{b={{ service }}}'}}", "planguard.yaml:4:37: `query` the place {{ service }} must stand inside double or single quotes"),
        (SOURCES + "bindings: {load.cpu: {source: prom, query: a, types: []}}", "`bindings.load.cpu.types` must not be empty"),
        (SOURCES + "topics: {load.cpu: {kind: number, about: a}}", "planguard.yaml:4:10: there is a topic 'load.cpu' already"),
        (SOURCES + "topics: {'a*': {kind: number, about: a}}", "has a `*` in it"),
        (SOURCES + "topics: {a: {kind: nummer, about: a}}", "`topics.a.kind` must be "),
        ("live: {timeout: 5}", "`live.timeout` must be text"),
        ("sources: {a: {type: ci}, a: {type: ci}}", "the key `a` is given twice"),
    ],
)  # fmt: skip
def test_mistakes(text: str, told: str) -> None:
    assert told in refusal(text)


def test_money_may_come_in_any_currency() -> None:
    text = "sources: {f: {type: file, path: f}}\nbindings: {cost.monthly: {source: f, unit: EUR}}"
    assert read(text).bindings[0].unit == "EUR"
