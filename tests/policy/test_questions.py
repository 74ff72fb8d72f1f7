"""What is asked about whom, and how an answer is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from planguard.analyze import Prepared, analyze, prepare
from planguard.model.fact import Answer, Ask, Fact, Query
from planguard.model.settings import Environment, OwnerRule, Ownership, Settings
from planguard.model.value import Sensitive, Unknown
from planguard.model.words import Outcome
from planguard.policy.questions import screened
from planguard.policy.reading import Policy, read_policy
from planguard.testing import change, plan

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
ARN = "arn:aws:ecs:eu-west-1:123456789012:service/shop"
CUT = change(
    "aws_ecs_service",
    before={"desired_count": 9, "arn": ARN, "id": "i-1", "tags": {"team": "a"}, "token": "hunter2hunter2"},
    after={"desired_count": 2, "arn": ARN, "tags": {"team": "b"}, "token": "hunter2hunter2"},
    sensitive=["token"],
)  # fmt: skip
OWNERS = Ownership(
    services=(OwnerRule(pattern="aws_ecs*", names=("shop",)),),
)
SETTINGS = Settings(environment=Environment(name="prod"), ownership=OWNERS)


def policy(ask: str = "{cpu: load.cpu}", when: str = "cpu > 60", **keys: str) -> Policy:
    told = {"on": "[scale.*]", "decision": "deny", "message": "m", "why": "w", "fix": "f", **keys}
    lines = [f"{key}: {value}" for key, value in told.items()]
    text = "\n".join(["id: p", "title: t", f"ask: {ask}", f'when: "{when}"', *lines])
    return read_policy(text, "p.yaml", "p")


def prepared(*policies: Policy, subject: Any = CUT, settings: Settings = SETTINGS) -> Prepared:
    return prepare(plan(subject), policies=policies or [policy()], settings=settings, now=NOW)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("address",), "aws_ecs_service.example"),
        (("type",), "aws_ecs_service"),
        (("name",), "example"),
        (("module",), ""),
        (("id",), "i-1"),
        (("arn",), ARN),
        (("region",), "eu-west-1"),
        (("account",), "123456789012"),
        (("service",), "shop"),
        (("owner",), "b"),
        (("environment",), "prod"),
        (("plan",), "example"),
        (("tags", "team"), "a"),
        (("attributes", "desired_count"), 9),
        (("before", "desired_count"), 9),
        (("after", "desired_count"), 2),
        (("after", "nothing"), None),
    ],
)
def test_what_a_question_knows_of_its_subject(path: tuple[str, ...], value: Any) -> None:
    (query,) = prepared().queries
    assert query.look(path) == value


def test_a_service_among_several_is_not_guessed() -> None:
    several = Ownership(services=(OwnerRule(pattern="*", names=("shop", "search")),))
    (query,) = prepared(settings=Settings(ownership=several)).queries
    assert query.look(("service",)) == Unknown(reason="it has 2 services, not one")


def test_a_secret_is_told_to_no_system() -> None:
    leaky = change("aws_x", before={"n": 1}, after={"n": 2, "description": "uses hunter2hunter2"})
    both = plan(CUT, leaky)
    asks = policy(on="['*']", per="change")
    queries = prepare(both, policies=[asks], settings=SETTINGS, now=NOW).queries
    assert queries[0].look(("attributes", "token")) == Sensitive("hunter2hunter2")
    assert isinstance(queries[-1].look(("after", "description")), Sensitive)


def test_a_question_about_the_plan_is_asked_once_and_knows_the_plan() -> None:
    asks = policy("{ok: tests.passed}", "!ok")
    other = change(
        "aws_ecs_service", name="b", before={"desired_count": 2}, after={"desired_count": 1}
    )
    (query,) = prepare(plan(CUT, other), policies=[asks], settings=SETTINGS, now=NOW).queries
    assert (query.topic, query.subject, query.plan) == ("tests.passed", "prod", "example")
    assert query.look(("address",)) == "prod"
    assert query.look(("service",)) is None


def ask_for(value: Any, seen: timedelta = timedelta(0)) -> Ask:
    def ask(queries: Sequence[Query]) -> Mapping[Query, Answer]:
        return {
            query: Fact(query=query, value=value, unit="", observed_at=NOW - seen, source="s")
            for query in queries
        }

    return ask


def outcome(asks: Policy, ask: Ask, now: Any = NOW, actor: str = "") -> tuple[Outcome, str]:
    settings = Settings(environment=Environment(name="prod"), actor=actor)
    report = analyze(plan(CUT), policies=[asks], settings=settings, ask=ask, now=now)
    findings = report.sections[0].findings
    return (findings[0].outcome, findings[0].reason) if findings else (Outcome.PASS, "")


def test_an_old_answer_is_no_answer() -> None:
    assert outcome(policy(), ask_for(90, timedelta(minutes=9)))[0] is Outcome.FAIL
    assert outcome(policy(), ask_for(10, timedelta(minutes=11))) == (
        Outcome.UNKNOWN,
        "cpu: too old: observed 11 min ago, and 10 min is the limit",
    )


def test_a_policy_says_how_old() -> None:
    strict = policy("{cpu: {topic: load.cpu, max_age: 30s}}")
    lax = policy("{cpu: {topic: load.cpu, max_age: 2d}}")
    assert outcome(strict, ask_for(10, timedelta(minutes=1)))[0] is Outcome.UNKNOWN
    assert outcome(lax, ask_for(10, timedelta(days=1)))[0] is Outcome.PASS


def test_a_clock_that_is_ahead() -> None:
    assert outcome(policy(), ask_for(90, -timedelta(minutes=4)))[0] is Outcome.FAIL
    found, reason = outcome(policy(), ask_for(10, -timedelta(hours=1)))
    assert (found, reason) == (
        Outcome.UNKNOWN,
        "cpu: observed 60 min in the future: the clocks disagree",
    )


def test_without_a_clock_freshness_is_unknown() -> None:
    assert outcome(policy(), ask_for(10), now=Unknown(reason="no time"))[0] is Outcome.UNKNOWN


def test_who_asks_is_known_when_it_was_said() -> None:
    asks = policy("{who: actor}", "who != 'ann'")
    assert prepared(asks, settings=Settings(actor="ann")).queries == ()
    assert outcome(asks, ask_for("eve"), actor="ann")[0] is Outcome.PASS
    assert outcome(asks, ask_for("eve"), actor="bob")[0] is Outcome.FAIL
    assert outcome(asks, ask_for("eve"))[0] is Outcome.FAIL
    assert outcome(asks, ask_for("x"), now=Unknown(), actor="ann")[0] is Outcome.PASS


def test_answers_are_screened() -> None:
    (query,) = prepared().queries
    redactor = prepared().redactor
    value = [{"id": "INC-1", "title": "has hunter2hunter2"}]
    fact = ask_for(value)([query])[query]
    told = screened({query: fact}, redactor)
    assert "hunter2" not in repr(told[query])
    assert screened(told, redactor) == told
    lost = screened({query: Unknown(reason="hunter2hunter2 said no")}, redactor)[query]
    assert lost == Unknown(reason="(sensitive) said no")
    moment = ask_for(NOW)([query])
    assert screened(moment, redactor) == moment


def test_one_known_fact_can_be_enough() -> None:
    asks = policy("{cpu: load.cpu, memory: load.memory}", "cpu > 60 || memory > 60")

    def ask(queries: Sequence[Query]) -> Mapping[Query, Answer]:
        return {q: a for q, a in ask_for(90)(queries).items() if q.topic == "load.cpu"}

    assert outcome(asks, ask)[0] is Outcome.FAIL
