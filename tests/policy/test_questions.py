"""What is asked about whom, and how an answer is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
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
        (("owner",), Unknown(reason="the change gives it another owner")),
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


@pytest.mark.parametrize(("before", "after"), [("shop", "pay"), ("", "pay"), ("shop", "")])
def test_a_change_does_not_choose_by_a_tag_whose_state_is_looked_at(
    before: str, after: str
) -> None:
    sides = [
        {"desired_count": n, "tags": {"service": tag}} for n, tag in ((9, before), (2, after))
    ]
    moved = change("aws_ecs_service", before=sides[0], after=sides[1])
    (query,) = prepared(subject=moved, settings=Settings()).queries
    assert query.look(("service",)) == Unknown(reason="the change gives it another service")


def test_a_move_does_not_choose_by_address_whose_state_is_looked_at() -> None:
    rules = (
        OwnerRule(pattern="module.shop.*", names=("shop",)),
        OwnerRule(pattern="*", names=("pay",)),
    )
    sides = {"before": {"desired_count": 9}, "after": {"desired_count": 2}}
    moved = change("aws_ecs_service", moved_from="module.shop.aws_ecs_service.a", **sides)
    settings = Settings(ownership=Ownership(services=rules))
    (query,) = prepared(subject=moved, settings=settings).queries
    assert query.look(("service",)) == Unknown(reason="the change gives it another service")


def test_a_secret_deep_in_a_long_text_is_told_to_no_system() -> None:
    before = {**CUT.before, "description": "x" * 400 + "hunter2hunter2"}
    subject = change(
        "aws_ecs_service",
        before={**before, "token": "hunter2hunter2"},
        after={"desired_count": 2, "token": "hunter2hunter2"},
        sensitive=["token"],
    )
    (query,) = prepared(subject=subject).queries
    assert isinstance(query.look(("attributes", "description")), Sensitive)


def test_what_stands_under_a_telling_name_is_told_to_no_system() -> None:
    listed = {
        "api_keys": ["a8f3kd93kd02kf93"],
        "env": [{"name": "DB_PASSWORD", "value": "a8f3kd93kd02kf93"}],
        "tags": {"note": "fine"},
    }
    sides = [{**listed, "desired_count": number} for number in (9, 2)]
    (query,) = prepared(subject=change("aws_ecs_service", before=sides[0], after=sides[1])).queries
    assert isinstance(query.look(("attributes", "api_keys", 0)), Sensitive)
    assert isinstance(query.look(("attributes", "env", 0, "value")), Sensitive)
    assert query.look(("tags",)) == {"note": "fine"}


def test_an_environment_is_told_even_where_its_name_is_a_secret_too() -> None:
    named = Settings(environment=Environment(name="hunter2hunter2"))
    (query,) = prepared(settings=named).queries
    assert query.look(("environment",)) == "hunter2hunter2"


@pytest.mark.parametrize(
    "value", ["hunter2hunter2", ["a", "hunter2hunter2"], {"state": "hunter2hunter2"}]
)
def test_a_text_that_may_not_be_shown_is_no_answer_to_compare(value: Any) -> None:
    query = Query(topic="change.ticket", subject="prod")
    answers: dict[Query, Answer] = dict(ask_for(value)([query]))
    told = screened(answers, prepared().redactor)
    assert told[query] == Unknown(
        reason="not told: the answer holds what is sensitive in the plan"
    )
    assert screened(told, prepared().redactor) == told


def test_no_answer_begins_a_line_or_steers_a_terminal() -> None:
    query = Query(topic="incident.active", subject="prod")
    event = {"id": "A\n::error::b", "title": "\x1b[2Ja\u202eb", "services": ["a"]}
    fact = ask_for([event])([query])[query]
    assert isinstance(fact, Fact)
    odd = replace(fact, source="s\r", detail="d\ne")
    (told,) = screened({query: odd}, prepared().redactor).values()
    assert isinstance(told, Fact)
    assert told.value == [{"id": "A ::error::b", "title": " [2Ja b", "services": ["a"]}]
    assert (told.source, told.detail) == ("s ", "d e")
    unknown: dict[Query, Answer] = {query: Unknown(reason="a\n::error::b")}
    assert screened(unknown, prepared().redactor) == {query: Unknown(reason="a ::error::b")}


def test_a_title_that_may_not_be_shown_hides_no_event() -> None:
    query = Query(topic="incident.active", subject="prod")
    event = {"id": "A", "title": "is hunter2hunter2", "services": ["hunter2hunter2"]}
    (told,) = screened(dict(ask_for([event])([query])), prepared().redactor).values()
    assert isinstance(told, Fact)
    assert told.value == [{"id": "A", "title": "is (sensitive)", "services": ["(sensitive)"]}]


def test_a_backup_of_tomorrow_is_no_backup() -> None:
    fresh = policy("{b: backup.latest}", "b.age > duration('24h')")
    assert outcome(fresh, ask_for(NOW + timedelta(minutes=4))) == (Outcome.PASS, "")
    assert outcome(fresh, ask_for(NOW + timedelta(days=3))) == (
        Outcome.UNKNOWN,
        "backup.latest: says in 3 d, where it is about the past",
    )
    end = policy("{e: dependency.end_of_life}", "e.age > duration('0s')")
    assert outcome(end, ask_for(NOW + timedelta(days=3))) == (Outcome.PASS, "")


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
        "load.cpu: too old: observed 11 min ago, and 10 min is the limit",
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
        "load.cpu: observed 60 min in the future: the clocks disagree",
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
