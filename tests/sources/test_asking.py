"""One round of questions: asked once, at once, in time, and whatever goes wrong is unknown."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from pydantic import Field

from planguard.errors import SourceError
from planguard.model.fact import Answer, Fact, Query, Unbound
from planguard.model.topic import TOPICS
from planguard.model.value import Path, Sensitive, Unknown, Value, at
from planguard.sources.asking import Binding, Link, Round
from planguard.sources.interface import (
    Data,
    Options,
    Question,
    Reply,
    Source,
    Surroundings,
    Wants,
)
from planguard.sources.interface.template import Dialect, compile_template

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
AROUND = Surroundings(now=lambda: NOW)


class Want(Wants):
    """What the source of these tests is asked."""

    key: Data = ""
    keys: dict[str, list[Data]] = Field(default_factory=dict)


@dataclass(frozen=True)
class Telling:
    """A connection that answers as it is told and keeps what it was asked."""

    say: Callable[[Question], Any]
    asked: list[Question] = field(default_factory=list)

    def answer(self, question: Question, seconds: float) -> Reply:
        """Say what is to be said."""
        assert 0 < seconds <= 5
        self.asked.append(question)
        said = self.say(question)
        return said if isinstance(said, Reply) else Reply(value=said)


def link(
    say: Callable[[Question], Any],
    *,
    name: str = "tell",
    about_subject: bool = False,
    **options: Any,
) -> tuple[Link, Telling]:
    telling = Telling(say)
    source = SimpleNamespace(
        name="telling",
        topics=("*",),
        about_subject=about_subject,
        Options=Options,
        Wants=Want,
        connect=lambda options, around: telling,  # noqa: ARG005 - its signature
    )
    made = Link(name=name, source=cast("Source", source), options=Options(**options))
    return made, telling


def binding(link: Link, topic: str = "load.cpu", key: str = "", **fields: Any) -> Binding:
    templates: dict[Path, Any] = (
        {("key",): compile_template(key, Dialect.DATA)} if "{{" in key else {}
    )
    given = {"wants": Want(key=key), "templates": templates, **fields}
    return Binding(topic=TOPICS[topic], name=topic, link=link, **given)


def query(topic: str = "load.cpu", subject: str = "aws_x.a", **fields: Value) -> Query:
    told: Mapping[str, Value] = {"type": "aws_x", "environment": "prod", **fields}
    return Query(topic=topic, subject=subject, look=lambda path: at(told, path))


def ask(bound: Binding, asked: Query | None = None, **fields: Any) -> Answer:
    asked = asked or query()
    return Round(bindings=(bound,), around=AROUND, **fields)([asked])[asked]


def test_an_answer_becomes_a_fact() -> None:
    seen = datetime(2026, 1, 15, 11, tzinfo=UTC)
    made, _ = link(lambda _: Reply(value=0.5, observed_at=seen, unit="ratio", detail="of 2"))
    fact = ask(binding(made))
    assert isinstance(fact, Fact)
    assert (fact.value, fact.unit, fact.observed_at) == (50, "%", seen)
    assert (fact.source, fact.detail) == ("tell (telling)", "of 2")


def test_without_a_time_of_its_own_it_was_seen_now_and_a_plain_name_is_enough() -> None:
    made, _ = link(lambda _: 3, name="telling")
    fact = ask(binding(made, unit="ratio"))
    assert isinstance(fact, Fact)
    assert (fact.value, fact.observed_at, fact.source) == (300, NOW, "telling")


@pytest.mark.parametrize("environment", ["", None])
def test_an_environment_that_nobody_knows_makes_nothing_unbound(environment: str | None) -> None:
    made, telling = link(lambda _: 3)
    answer = ask(binding(made, environments=("prod",)), query(environment=environment))
    assert answer == Unknown(
        reason="tell (telling) cannot be asked: the environment is not known, and the binding is "
        "for some alone"
    )
    assert telling.asked == []
    assert ask(binding(made, types=("aws_y",)), query(environment=environment)) == Unbound(
        topic="load.cpu"
    )
    assert isinstance(ask(binding(made), query(environment=environment)), Fact)


def test_signs_in_a_topic_match_nothing_but_themselves() -> None:
    made, _ = link(lambda _: 3)
    odd = replace(binding(made), name="load[1]?")
    assert odd.answers("load[1]?")
    assert not odd.answers("load1x")
    assert replace(binding(made), name="flag.*").answers("flag.a[1]")


def test_a_round_may_be_as_long_as_people_write() -> None:
    made, _ = link(lambda _: 3)
    assert isinstance(ask(binding(made), seconds=6e12), Fact)


def test_a_thread_that_fails_before_it_asks_is_an_answer() -> None:
    made, _ = link(lambda _: 3)
    broken = replace(made, options=Options.model_construct(timeout=None, concurrency=1))
    assert isinstance(ask(binding(broken), seconds=5), Unknown)


def test_what_comes_to_the_same_is_asked_once() -> None:
    made, telling = link(lambda _: 3)
    queries = [query(subject=f"aws_x.{n}", service="a" if n < 5 else "b") for n in range(9)]
    answers = Round(bindings=(binding(made, key="{{ service }}"),), around=AROUND)(queries)
    assert sorted(q.wants.key for q in telling.asked) == ["a", "b"]
    assert {fact.query.subject for fact in answers.values() if isinstance(fact, Fact)} == {
        f"aws_x.{n}" for n in range(9)
    }


def test_a_source_that_looks_at_the_subject_is_asked_for_each() -> None:
    made, telling = link(lambda _: 3, about_subject=True)
    queries = [query(subject="aws_x.a"), query(subject="aws_x.b")]
    Round(bindings=(binding(made),), around=AROUND)([*queries, queries[0]])
    assert sorted(q.subject for q in telling.asked) == ["aws_x.a", "aws_x.b"]


def test_places_are_filled_wherever_they_stand() -> None:
    made, telling = link(lambda _: 3)
    path: Path = ("keys", "x", 1)
    template = compile_template("<{{ tags.t }}>", Dialect.DATA)
    bound = binding(made, wants=Want(keys={"x": ["plain", "?"]}), templates={path: template})
    ask(bound, query(tags={"t": 7}))
    assert telling.asked[0].wants.keys == {"x": ["plain", "<7>"]}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "the object has no service"),
        ({"service": ""}, "the object has no service"),
        ({"service": Sensitive("s3cret")}, "service is sensitive, and no system is told it"),
        ({"service": Unknown()}, "service: known after apply"),
        ({"service": ["a"]}, "service is no text"),
        ({"service": "a\nb"}, "a value of the plan holds control characters"),
    ],
)
def test_a_place_without_a_usable_value_is_unknown_and_nothing_is_asked(
    fields: dict[str, Any], reason: str
) -> None:
    made, telling = link(lambda _: 3)
    answer = ask(binding(made, key="{{ service }}"), query(**fields))
    assert isinstance(answer, Unknown)
    assert answer.reason == f"tell (telling) cannot be asked: {reason}"
    assert telling.asked == []


def test_truth_values_are_written_as_words() -> None:
    made, telling = link(lambda _: 3)
    ask(binding(made, key="{{ tags.t }}"), query(tags={"t": True}))
    assert telling.asked[0].wants.key == "true"


def test_a_pipelines_own_fields_come_from_its_environment() -> None:
    made, telling = link(lambda _: 3)
    around = Surroundings(environ={"GITHUB_ACTIONS": "true", "GITHUB_SHA": "abc"}, now=lambda: NOW)
    asked = query()
    for key, reason in (("{{ ci.commit }}", None), ("{{ ci.run }}", "tells no ci.run")):
        answer = Round(bindings=(binding(made, key=key),), around=around)([asked])[asked]
        assert (reason in answer.reason) if reason and isinstance(answer, Unknown) else not reason
    assert [q.wants.key for q in telling.asked] == ["abc"]


@pytest.mark.parametrize(
    ("fields", "asked", "fits"),
    [
        ({}, query(), True),
        ({"types": ("aws_db_*", "aws_x")}, query(), True),
        ({"types": ("aws_db_*",)}, query(), False),
        ({"types": ("aws_db_*",)}, query(type=None), True),
        ({"environments": ("prod*",)}, query(), True),
        ({"environments": ("dev",)}, query(), False),
        ({}, query(topic="load.memory"), False),
    ],
)
def test_a_binding_is_for_some_subjects(
    fields: dict[str, Any], asked: Query, *, fits: bool
) -> None:
    made, _ = link(lambda _: 3)
    answer = ask(binding(made, **fields), asked)
    assert isinstance(answer, Fact if fits else Unbound)


def test_the_first_binding_that_fits_answers() -> None:
    one, _ = link(lambda _: 1, name="one")
    two, _ = link(lambda _: 2, name="two")
    bound = (binding(one, types=("aws_y",)), binding(two), binding(one))
    asked = query()
    fact = Round(bindings=bound, around=AROUND)([asked])[asked]
    assert isinstance(fact, Fact)
    assert fact.value == 2


def _raise(error: Exception) -> Any:
    raise error


@pytest.mark.parametrize(
    ("say", "reason"),
    [
        (lambda _: _raise(SourceError("refused the login (401)")), "tell (telling) refused the login (401)"),
        (lambda _: _raise(SourceError("Too much")), "tell (telling): Too much"),
        (lambda _: _raise(KeyError("s3cret")), "tell (telling) failed (KeyError)"),
        (lambda _: "much", "tell (telling) answered text where a number belongs"),
    ],
)  # fmt: skip
def test_trouble_is_unknown_and_names_the_source(say: Any, reason: str) -> None:
    made, _ = link(say)
    assert ask(binding(made)) == Unknown(reason=reason)


def test_a_source_that_cannot_be_opened_is_unknown_for_every_question() -> None:
    made, _ = link(lambda _: 3)
    made.source.connect = lambda options, around: _raise(SourceError("has no login"))  # type: ignore[method-assign] # noqa: ARG005
    queries = [query(), query(subject="aws_x.b")]
    answers = Round(bindings=(binding(made),), around=AROUND)(queries)
    assert set(answers.values()) == {Unknown(reason="tell (telling) has no login")}


def test_a_source_that_hangs_costs_the_time_of_the_round_and_no_more() -> None:
    hanging = threading.Event()
    slow, _ = link(lambda _: hanging.wait(5), name="slow")
    fast, _ = link(lambda _: 3, name="fast")
    bound = (binding(slow), binding(fast, topic="load.memory"))
    queries = [query(), query(topic="load.memory")]
    began = time.monotonic()
    answers = Round(bindings=bound, around=AROUND, seconds=0.3)(queries)
    hanging.set()
    assert time.monotonic() - began < 2
    assert answers[queries[0]] == Unknown(
        reason="slow (telling) did not answer within the 0.3 s of the round"
    )
    assert isinstance(answers[queries[1]], Fact)


def test_questions_are_asked_at_once_as_far_as_a_source_allows() -> None:
    together, most = 0, 0
    lock = threading.Lock()

    def say(_: Question) -> int:
        nonlocal together, most
        with lock:
            together += 1
            most = max(most, together)
        time.sleep(0.02)
        with lock:
            together -= 1
        return 3

    made, telling = link(say, about_subject=True, concurrency=4)
    Round(bindings=(binding(made),), around=AROUND)([query(subject=f"x.{n}") for n in range(20)])
    assert len(telling.asked) == 20
    assert 1 < most <= 4


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    made, _ = link(lambda _: 3)
    ask(binding(made), progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 1), (1, 1)]


def test_events_asked_for_by_service_are_about_it() -> None:
    events = [{"id": "A"}, {"id": "B", "services": ["other"]}]
    made, _ = link(lambda _: events)
    by_service = ask(
        binding(made, "incident.active", "{{ service }}"), query("incident.active", service="shop")
    )
    of_all = ask(binding(made, "incident.active"), query("incident.active", service="shop"))
    assert isinstance(by_service, Fact)
    assert isinstance(of_all, Fact)
    assert at(cast("Value", by_service.value), (0, "services")) == ["shop"]
    assert at(cast("Value", by_service.value), (1, "services")) == ["other"]
    assert at(cast("Value", of_all.value), (0, "services")) == []


def test_what_will_be_asked_can_be_seen_without_asking() -> None:
    made, telling = link(lambda _: 3)
    queries = [query(service="a"), query(subject="aws_x.b"), query(topic="load.memory")]
    planned = Round(bindings=(binding(made, key="{{ service }}"),), around=AROUND).plan(queries)
    assert list(planned) == queries[:2]
    assert planned[queries[0]].question != planned[queries[1]].question
    assert telling.asked == []


def test_another_currency_than_the_one_named_is_no_answer() -> None:
    made, _ = link(lambda _: Reply(value=12, unit="USD"))
    asked = query("cost.monthly_delta")
    assert ask(binding(made, "cost.monthly_delta", unit="EUR"), asked) == Unknown(
        reason="tell (telling) counts in USD, not in EUR"
    )
    fact = ask(binding(made, "cost.monthly_delta"), asked)
    assert isinstance(fact, Fact)
    assert (fact.value, fact.unit) == (12, "USD")
