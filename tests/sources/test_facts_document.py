from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from planguard.model.topic import EVENT_FIELDS, TOPICS, Kind, Topic
from planguard.model.value import Sensitive, Value
from planguard.sources.interface.facts_document import (
    Entry,
    FactsDocument,
    FactsError,
    read_facts,
    write_facts,
)
from planguard.sources.interface.shape import shaped

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
OWN = {"queue.lag": Topic(name="queue.lag", kind=Kind.NUMBER, about="how far behind", unit="s")}


def read(text: str, now: datetime | None = NOW) -> FactsDocument:
    return read_facts(yaml.safe_load(text), now=now, own=OWN)


def only(text: str, now: datetime | None = NOW) -> Entry:
    (entry,) = read(text, now).entries
    return entry


def refused(text: str, now: datetime | None = NOW) -> FactsError:
    with pytest.raises(FactsError) as found:
        read(text, now)
    return found.value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("load.cpu: 81", 81),
        ("load.cpu: null", None),
        ("flag.checkout: true", True),
        ("actor: jane", "jane"),
        ("actor: 2026-01-02", "2026-01-02"),
        ("change.labels: [a, b]", ["a", "b"]),
        ("incident.active: null", []),
        ("backup.latest: 26h ago", NOW - timedelta(hours=26)),
        ("backup.latest: in 3d", NOW + timedelta(days=3)),
        ("backup.latest: 2026-11-01", datetime(2026, 11, 1, tzinfo=UTC)),
        ("backup.latest: 2026-11-01T10:00:00+02:00", datetime(2026, 11, 1, 8, tzinfo=UTC)),
        ("backup.latest: 2026-11-01 10:00:00", datetime(2026, 11, 1, 10, tzinfo=UTC)),
        ("change.ticket: {id: C1, approved: true}", {"id": "C1", "approved": True}),
        ("change.ticket: {id: C1, starts: 1h ago}", {"id": "C1", "starts": NOW - timedelta(hours=1)}),
        ("queue.lag: {value: 2, unit: min}", 120),
        ("traffic.errors: {value: 0.5, unit: ratio}", 50),
    ],
)  # fmt: skip
def test_short_forms(line: str, value: object) -> None:
    assert only(f"facts: {{{line}}}").value == value


def test_an_event_is_a_mapping_with_an_id_or_the_id() -> None:
    text = "facts: {incident.active: [INC-1, {id: INC-2, services: checkout, since: 2h ago}]}"
    first, second = only(text).value  # type: ignore[misc] # a list of two
    assert first == {"id": "INC-1", "title": "INC-1", "services": []}
    assert second["since"] == NOW - timedelta(hours=2)  # type: ignore[index, call-overload]


def test_an_entry_tells_its_age_source_and_detail() -> None:
    entry = only("facts: {targets.healthy: {value: 3, age: 2m, source: alb, detail: 3 of 4}}")
    assert entry == Entry(
        topic="targets.healthy", value=3, source="alb", detail="3 of 4",
        observed_at=NOW - timedelta(minutes=2),
    )  # fmt: skip


def test_no_value_is_said_in_two_ways() -> None:
    document = read("facts: {load.cpu: {unknown: it timed out}, load.memory: {unbound: true}}")
    assert document.entries == (
        Entry(topic="load.cpu", unknown="it timed out"),
        Entry(topic="load.memory", unbound=True),
    )


def test_the_documents_now_goes_before_the_one_given() -> None:
    document = read("{now: 2026-01-01T00:00:00Z, facts: {backup.latest: 1h ago}}")
    assert document.now == datetime(2026, 1, 1, tzinfo=UTC)
    assert document.entries[0].value == datetime(2025, 12, 31, 23, tzinfo=UTC)
    assert read("facts: {load.cpu: 1}").now is None


def test_observed_at_may_be_relative_too() -> None:
    entry = only("facts: [{topic: load.cpu, value: 1, observed_at: 3m ago}]")
    assert entry.observed_at == NOW - timedelta(minutes=3)


def test_amounts_keep_their_currency() -> None:
    assert only("facts: {cost.monthly: {value: 12, unit: EUR}}").unit == "EUR"
    assert only("facts: {cost.monthly: 12}").unit == ""
    error = refused("facts: {cost.monthly: {value: 12, unit: euros}}")
    assert (error.keys, error.hint) == (
        ("facts", "cost.monthly", "unit"),
        "it can be in a currency such as EUR",
    )


BY_SUBJECT = """
facts:
- {topic: load.cpu, subject: "aws_ecs_service.*", value: 1}
- {topic: load.cpu, subject: "aws_ecs_service.a[0]", value: 2}
- {topic: load.cpu, subject: "aws_ecs_service.a[0]", plan: west, value: 3}
- {topic: load.cpu, subject: "aws_ecs_service.b[?]", value: 4}
- {topic: load.cpu, value: 5}
- {topic: load.memory, subject: aws_x.c, value: 6, plan: east}
"""


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (("load.cpu", "aws_ecs_service.a[0]"), 2),
        (("load.cpu", "aws_ecs_service.a[0]", "west"), 3),
        (("load.cpu", "aws_ecs_service.a[0]", "east"), 2),
        (("load.cpu", "aws_ecs_service.z"), 1),
        (("load.cpu", "aws_x.c"), 5),
        (("load.memory", "aws_x.c", "east"), 6),
        (("load.memory", "aws_x.c", "west"), None),
        (("load.memory", "aws_x.c"), None),
        (("load.memory", "aws_x.d"), None),
    ],
)
def test_the_subject_itself_goes_before_globs(question: tuple[str, ...], value: object) -> None:
    found = read(BY_SUBJECT).answer(*question)
    assert (found.value if found else None) == value


def test_brackets_in_a_glob_are_those_of_addresses() -> None:
    document = read('facts: [{topic: load.cpu, subject: "aws_x.b[?]", value: 4}]')
    assert document.answer("load.cpu", "aws_x.b[7]") is document.entries[0]
    assert document.answer("load.cpu", "aws_x.b?") is None


@pytest.mark.parametrize(
    ("text", "keys", "problem"),
    [
        ("", (), "holds no facts"),
        ("load.cpu: 81", ("load.cpu",), "put the topics below `facts:`"),
        ("now: 2026-01-01T00:00:00Z", (), "has no `facts:`"),
        ("{facts: {}, fact: {}}", ("fact",), "there are: now, facts"),
        ("{facts: {}, 7: {}}", (7,), "there is no key 7 here"),
        ("{facts: {}, true: {}}", ("True",), "there is no key True here"),
        ("facts: 7", ("facts",), "neither topics nor a list"),
        ("facts: [7]", ("facts", 0), "names no topic"),
        ("facts: [{load.cpu: 81}]", ("facts", 0), "write each as {topic"),
        ("facts: {load.cpus: 81}", ("facts", "load.cpus"), "did you mean 'load.cpu'?"),
        ("facts: {zzz: 81}", ("facts", "zzz"), "`planguard topics` lists them"),
        ("facts: {flag.*: true}", ("facts", "flag.*"), "there is no topic"),
        ("facts: [{topic: 7, value: 1}]", ("facts", 0, "topic"), "there is no topic 7"),
        ("facts: [{topic: load.cpu}]", ("facts", 0), "load.cpu says nothing"),
        ("facts: {load.cpu: {value: 1, unknown: x}}", ("facts", "load.cpu"), "both value and un"),
        ("facts: {load.cpu: {value: 1, agee: 1m}}", ("facts", "load.cpu", "agee"), "mean 'age'?"),
        ("facts: {load.cpu: {unknown: x, age: 1m}}", ("facts", "load.cpu", "age"), "there are: "),
        ("facts: {load.cpu: {unknown: ''}}", ("facts", "load.cpu", "unknown"), "no reason"),
        ("facts: {load.cpu: {unbound: 1}}", ("facts", "load.cpu", "unbound"), "only be true"),
        ("facts: {load.cpu: {value: 1, source: 7}}", ("facts", "load.cpu", "source"), "no text"),
        ("facts: {load.cpu: {value: 1, unit: s}}", ("facts", "load.cpu", "unit"), "in %, ratio"),
        ("facts: {actor: {value: j, unit: s}}", ("facts", "actor", "unit"), "it has no unit"),
        ("facts: {load.cpu: {value: 1, age: 40}}", ("facts", "load.cpu", "age"), "40s or 2h"),
        ("facts: {load.cpu: {value: 1, age: 9999999w}}", ("facts", "load.cpu", "age"), "range"),
        ("facts: {load.cpu: {value: 1, age: 1m, observed_at: 1m ago}}",
         ("facts", "load.cpu", "age"), "says both"),
        ("facts: {load.cpu: {value: 1, observed_at: soon}}",
         ("facts", "load.cpu", "observed_at"), "is no time"),
        ("facts: {load.cpu: true}", ("facts", "load.cpu"), "holds true or false where a number"),
        ("facts: {load.cpu: {value: x}}", ("facts", "load.cpu", "value"), "holds text where a nu"),
        ("facts: {load.cpu: .inf}", ("facts", "load.cpu"), "nothing that a fact can hold"),
        ("facts: {load.cpu: !!binary aGk=}", ("facts", "load.cpu"), "put it in quotes"),
        ("facts: {flag.a: 1}", ("facts", "flag.a"), "where true or false belongs"),
        ("facts: {actor: 7}", ("facts", "actor"), "holds a number where text belongs"),
        ("facts: {backup.latest: soon}", ("facts", "backup.latest"), "where a time"),
        ("facts: {backup.latest: 9999999w ago}", ("facts", "backup.latest"), "where a time"),
        ("facts: {incident.active: INC-1}", ("facts", "incident.active"), "where a list belongs"),
        ("facts: {incident.active: [{title: x}]}", ("facts", "incident.active"), "without an id"),
        ("facts: {incident.active: [{id: x, service: a}]}",
         ("facts", "incident.active", 0, "service"), "did you mean 'services'?"),
        ("facts: {change.ticket: {idd: x}}", ("facts", "change.ticket", "idd"), "mean 'id'?"),
        ("facts: {change.ticket: {1: x}}", ("facts", "change.ticket"), "nothing that a fact"),
        ("facts: [{topic: load.cpu, value: 1}, {topic: load.cpu, value: 2}]",
         ("facts", 1), "given twice"),
        ("{now: 7, facts: {}}", ("now",), "`now` is no time"),
        ("{now: 1h ago, facts: {}}", ("now",), "`now` is no time"),
        ("{now: '0001-01-01T00:00:00+23:59', facts: {}}", ("now",), "`now` is no time"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_their_place(
    text: str, keys: tuple[str | int, ...], problem: str
) -> None:
    error = refused(text)
    assert error.keys == keys
    assert problem in str(error)


def test_the_unit_stays_empty_where_it_is_not_said() -> None:
    assert only("facts: {load.cpu: 81}").unit == ""
    assert only("facts: {load.cpu: {value: 0.5, unit: ratio}}").unit == "%"


def test_relative_times_need_a_time_to_count_from() -> None:
    assert "`now:`" in refused("facts: {backup.latest: 1h ago}", None).hint
    assert "`now:`" in refused("facts: {load.cpu: {value: 1, age: 1m}}", None).hint


def test_anchors_cannot_fold_a_bomb() -> None:
    folds = ", ".join(f"&a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))
    bomb = f"facts: {{change.labels: [&a0 [x], {folds}]}}"
    assert "too large" in refused(bomb).problem
    assert "too deep" in refused("facts: {change.labels: &a [*a]}").problem


def test_no_facts_at_all_are_a_document() -> None:
    assert read("facts:").entries == read("facts: []").entries == ()


def test_what_is_sensitive_is_not_written() -> None:
    event: dict[str, Value] = {"id": "INC-1", "title": Sensitive("hunter22"), "services": []}
    entries = [
        Entry(topic="actor", value=Sensitive("hunter22")),
        Entry(topic="incident.active", value=[event]),
    ]
    written = write_facts(NOW, entries)
    assert "hunter22" not in json.dumps(written)
    actor, incident = read_facts(written, now=None, own={}).entries
    assert actor.unknown == "it is sensitive, and was not recorded"
    assert incident.value[0]["title"] == "(sensitive)"  # type: ignore[index, call-overload]


MOMENTS = st.datetimes(
    min_value=datetime(1, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(9999, 12, 30),  # noqa: DTZ001 - as above
    timezones=st.just(UTC),
)
WORDS = st.text(max_size=12)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner, max_size=2),
    max_leaves=4,
)  # fmt: skip


def fields_of(names: Any, moments: set[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Give any record with these fields."""
    optional = {name: MOMENTS if name in moments else PLAIN for name in names}
    return st.fixed_dictionaries({}, optional=optional)


def values_of(topic: Topic) -> st.SearchStrategy[Any]:
    """Give any value of a topic's kind, as it would come from a source."""
    events = st.builds(
        lambda rest, name, services: {**rest, "id": name, "services": services},
        fields_of(set(EVENT_FIELDS) - {"id", "services"}, {"since", "until"}),
        WORDS.filter(bool),
        st.lists(WORDS, max_size=2),
    )
    least = 0 if topic.is_amount else None
    by_kind: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.NUMBER: st.integers(least) | st.floats(least, allow_nan=False, allow_infinity=False),
        Kind.BOOLEAN: st.booleans(),
        Kind.TEXT: WORDS,
        Kind.TEXTS: st.lists(WORDS, max_size=3),
        Kind.TIME: MOMENTS,
        Kind.EVENTS: st.lists(events, max_size=2),
        Kind.RECORD: fields_of(topic.fields, {"starts", "ends"}),
    }
    return st.none() | by_kind[topic.kind]


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Give any entry that can be recorded."""
    name = draw(st.sampled_from([name for name in TOPICS if "*" not in name] + ["flag.x"]))
    topic = TOPICS.get(name, TOPICS["flag.*"])
    about = Entry(topic=name, subject=draw(WORDS) or "*", plan=draw(WORDS))
    way = draw(st.sampled_from(["value", "value", "unknown", "unbound"]))
    given: dict[str, Any] = {"unbound": True}
    if way == "unknown":
        given = {"unknown": draw(WORDS.filter(bool))}
    elif way == "value":
        given = {
            "value": shaped(topic, draw(values_of(topic))),
            "unit": draw(st.sampled_from(["EUR", "USD"])) if topic.unit == "money" else topic.unit,
            "observed_at": draw(st.none() | MOMENTS),
            "source": draw(WORDS),
            "detail": draw(WORDS),
        }
    return Entry(topic=about.topic, subject=about.subject, plan=about.plan, **given)


@given(
    now=st.none() | MOMENTS,
    told=st.lists(entries(), max_size=4, unique_by=lambda each: (each.topic, each.subject, each.plan)),
)  # fmt: skip
def test_what_is_written_reads_back_the_same(now: datetime | None, told: list[Entry]) -> None:
    written = write_facts(now, told)
    as_yaml = yaml.safe_load(yaml.safe_dump(written, sort_keys=False))
    for document in (as_yaml, json.loads(json.dumps(written))):
        assert read_facts(document, now=None, own={}) == FactsDocument(
            now=now, entries=tuple(told)
        )
