"""What policies say of changes: outcomes, decisions, messages, facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from planguard.analyze import analyze
from planguard.model.fact import Answer, Ask, Fact, Query, Unbound, ask_nobody
from planguard.model.plan import Completeness, Plan
from planguard.model.report import Finding, Report
from planguard.model.settings import Environment, Settings
from planguard.model.value import Unknown
from planguard.model.words import Confidence, Decision, Outcome
from planguard.policy.document import Example
from planguard.policy.reading import Policy, read_policy
from planguard.testing import change, example_plan, plan

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
CUT = change("aws_ecs_service", before={"desired_count": 9}, after={"desired_count": 2})


def policy(when: str = "true", **keys: Any) -> Policy:
    """Make a policy; `params` holds defaults."""
    params = "".join(
        f"\n  {name}: {{about: a{'' if value is None else f', default: {value}'}}}"
        for name, value in keys.pop("params", {}).items()
    )
    told = {
        "on": ["*"], "decision": "deny", "message": "m", "why": "w", "fix": "f", **keys,
    }  # fmt: skip
    lines = [f"{key}: {value!r}" for key, value in told.items()]
    text = "\n".join(["id: p", "title: t", *lines, f"when: {when!r}", f"params: {params or '{}'}"])
    return read_policy(text, "p.yaml", "p")


def report(subject: Plan, *policies: Policy, ask: Ask = ask_nobody) -> Report:
    settings = Settings(environment=Environment(name="prod"), actor="ann")
    return analyze(subject, policies=policies, settings=settings, ask=ask, now=NOW)


def finding(subject: Plan, *policies: Policy, ask: Ask = ask_nobody) -> Finding:
    (found,) = report(subject, *policies, ask=ask).sections[0].findings
    return found


def judged(when: str, subject: Plan | None = None, **keys: Any) -> Outcome:
    findings = report(subject or plan(CUT), policy(when, **keys)).sections[0].findings
    return findings[0].outcome if findings else Outcome.PASS


@pytest.mark.parametrize(
    "when",
    [
        'action.id == "scale.down" && action.kind == "scale" && action.direction == "down"',
        'action.address == "aws_ecs_service.example" && action.addresses == []',
        'action.paths == ["desired_count"] && action.paths[0] == "desired_count"',
        "action.before == 9 && action.after == 2 && action.numeric && action.settled",
        "action.magnitude > 0.2 && action.magnitude < 0.3",
        'action.confidence == "exact" && action.because != "" && action.details.cidrs == []',
        'action.reversible != "" && action.disruption != ""',
        'change.type == "aws_ecs_service" && change.name == "example" && change.module == ""',
        'change.verb == "update" && change.order == "not-replaced" && change.replace_paths == []',
        'change.provider.endsWith("/aws") && "scale.down" in change.actions',
        "change.before.desired_count == 9 && change.after.nothing == null",
        'resource.type == "aws_ecs_service" && resource.name == "example"',
        'resource.role == "compute" && resource.tags == {} && resource.owner == ""',
        'resource.service == "" && resource.region == "" && resource.account == ""',
        'plan.tool == "terraform" && plan.changes == 1 && plan.resources == 1 && !plan.partial',
        'plan.had_state && plan.providers == ["registry.terraform.io/hashicorp/aws"]',
        "plan.provider_versions == [] && plan.modules == [] && plan.module_versions == []",
        'plan.stack == "" && plan.project == "" && change.token == ""',
        "plan.variables == {} && plan.variables.region == null",
        'env.name == "prod" && env.protected && !env.live && actor.name == "ann"',
        "impact.count == 0 && impact.types == {} && impact.owners == [] && impact.services == []",
        "impact.is_cause && impact.consequences == 0 && change.targets == []",
        'now == timestamp("2026-01-15T12:00:00Z")',
    ],
)
def test_every_name_answers(when: str) -> None:
    assert judged(when, on=["scale.down"]) is Outcome.FAIL


def test_where_something_lies_is_told_by_its_attributes() -> None:
    arn = "arn:aws:ecs:eu-west-1:123456789012:service/a"
    moved = change("aws_ecs_service", before={"desired_count": 9, "arn": arn},
                   after={"desired_count": 2, "tags": {"team": "a"}})  # fmt: skip
    when = (
        'resource.region == "eu-west-1" && resource.account == "123456789012" '
        '&& resource.tags.team == "a" && resource.owner == "a"'
    )
    assert judged(when, plan(moved)) is Outcome.FAIL


def test_what_a_change_refers_to_is_told_with_what_becomes_of_it() -> None:
    example = Example.model_validate(
        {
            "name": "",
            "expect": "fail",
            "unchanged": [{"type": "aws_iam_role", "name": "old"}],
            "changes": [
                {"type": "aws_ecs_cluster", "name": "new", "verb": "create"},
                {
                    "type": "aws_ecs_service",
                    "before": {"desired_count": 9},
                    "after": {"desired_count": 2},
                    "references": {
                        "cluster": ["aws_ecs_cluster.new.arn"],
                        "iam_role": ["aws_iam_role.old.arn", "aws_iam_role.old"],
                    },
                },
            ],
        }
    )
    when = (
        'change.targets.map(t, t.verb) == ["create", "no-op"]'
        ' && change.targets[1].address == "aws_iam_role.old"'
        ' && change.targets[1].type == "aws_iam_role" && change.targets[1].role == "identity"'
    )
    assert judged(when, example_plan(example), on=["scale.down"]) is Outcome.FAIL


def test_what_is_not_listed_may_notice_too() -> None:
    cut = change("aws_ecs_service", before={"desired_count": 9}, after={"desired_count": 2})
    subject = plan(cut, unlisted="the preview lists only what changes")
    assert judged("impact.count == 0", subject, on=["scale.down"]) is Outcome.UNKNOWN
    assert judged("impact.is_cause", subject, on=["scale.down"]) is Outcome.FAIL
    assert judged("plan.resources == 8", subject, on=["scale.down"]) is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("per", "when", "outcome"),
    [
        ("plan", "plan.changes == 1", Outcome.FAIL),
        ("plan", "action.id == 'a'", Outcome.UNKNOWN),
        ("plan", "change.type == 'a'", Outcome.UNKNOWN),
        ("plan", "resource.type == 'a'", Outcome.UNKNOWN),
        ("change", "change.verb == 'update'", Outcome.FAIL),
        ("change", "action.id == 'a'", Outcome.UNKNOWN),
        ("change", "impact.count == 0", Outcome.UNKNOWN),
        ("change", "impact.is_cause", Outcome.FAIL),
        ("action", "action.id == 'scale.down'", Outcome.FAIL),
    ],
)
def test_a_policy_is_judged_per_action_change_or_plan(
    per: str, when: str, outcome: Outcome
) -> None:
    assert judged(when, per=per, on=["scale.*"]) is outcome


def test_a_change_without_such_an_action_is_not_concerned() -> None:
    assert judged("true", per="change", on=["data.*"]) is Outcome.PASS
    assert judged("true", on=["data.*"]) is Outcome.PASS


@pytest.mark.parametrize(
    ("keys", "outcome", "decision"),
    [
        ({"when": "false"}, None, None),
        ({"when": "true"}, Outcome.FAIL, Decision.DENY),
        ({"when": "true", "decision": "warn"}, Outcome.FAIL, Decision.WARN),
        ({"when": "true", "where": "false"}, None, None),
        ({"when": "change.after.x"}, Outcome.ERROR, Decision.DENY),
        ({"when": "change.type > 3", "decision": "warn"}, Outcome.ERROR, Decision.DENY),
        ({"when": "1", "decision": "warn"}, Outcome.ERROR, Decision.DENY),
        ({"when": "true", "where": "change.type > 3"}, Outcome.ERROR, Decision.DENY),
        ({"when": "true", "where": "change.name"}, Outcome.ERROR, Decision.DENY),
        ({"when": "change.after.u == 1"}, Outcome.UNKNOWN, Decision.APPROVE),
        ({"when": "change.after.u == 1", "on_unknown": "allow"}, Outcome.UNKNOWN, Decision.ALLOW),
        ({"when": "change.after.u == 1", "on_unknown": "deny"}, Outcome.UNKNOWN, Decision.DENY),
        ({"when": "true", "where": "change.after.u == 1"}, Outcome.UNKNOWN, Decision.APPROVE),
        ({"when": "change.after.s == 'x'"}, Outcome.UNKNOWN, Decision.APPROVE),
        ({"when": "change.after.l.exists(x, x == 9)"}, Outcome.UNKNOWN, Decision.APPROVE),
    ],
)
def test_outcomes_and_decisions(
    keys: Mapping[str, Any], outcome: Outcome | None, decision: Decision | None
) -> None:
    subject = change(
        "aws_ecs_service",
        before={"desired_count": 9, "l": []},
        after={"desired_count": 2, "s": "hidden-value-1", "l": [{"a": 1}]},
        unknown=["u", "l.b"],
        sensitive=["s"],
    )
    told = report(plan(subject), policy(on=["scale.*"], **keys)).sections[0]
    assert [(f.outcome, f.decision) for f in told.findings] == (
        [(outcome, decision)] if outcome else []
    )
    assert all(f.reason for f in told.findings if f.outcome is not Outcome.FAIL)
    assert told.passed == (outcome is None)


@pytest.mark.parametrize(
    ("keys", "decision"),
    [
        ({"when": "true"}, Decision.APPROVE),
        ({"when": "true", "decision": "warn"}, Decision.WARN),
        ({"when": "plan.variables.x.y == 1 || change.after.u", "on_unknown": "deny"},
         Decision.APPROVE),
        ({"when": "change.type > 3"}, Decision.DENY),
    ],
)  # fmt: skip
def test_a_guess_never_denies(keys: Mapping[str, Any], decision: Decision) -> None:
    guessed = change("made_up_thing", before={"replicas": 9}, after={"replicas": 1}, unknown=["u"])
    found = report(plan(guessed), policy(**keys)).sections[0].findings
    sure = [f for f in found if f.confidence is Confidence.GUESS]
    assert [f.decision for f in sure] == [decision]


def told(value: Any, age: timedelta = timedelta(0), unit: str = "") -> Ask:
    def ask(queries: Sequence[Query]) -> Mapping[Query, Answer]:
        return {
            query: Fact(
                query=query, value=value, unit=unit, observed_at=NOW - age, source="a test"
            )
            for query in queries
        }

    return ask


@pytest.mark.parametrize(
    ("when", "value"),
    [
        ("load > 3", 4),
        ("load.value > 3", 4),
        ("load.seen > duration('1h') && !load.none", 4),
        ("load.unit == 'rps' && load.source == 'a test'", 4),
        ("load.age > duration('1h')", 4),
    ],
)
def test_facts_are_asked_and_seen(when: str, value: object) -> None:
    asks = {"load": {"topic": "traffic.rate", "max_age": "3h"}}
    asking = policy(when, ask=asks, on=["scale.*"])
    found = finding(plan(CUT), asking, ask=told(value, timedelta(hours=2), "rps"))
    assert found.outcome is Outcome.FAIL
    (fact,) = found.facts
    assert (fact.topic, fact.source) == ("traffic.rate", "a test")
    assert fact.observed_at == "2026-01-15T10:00:00+00:00"
    assert fact.value.endswith(" rps")


def test_an_age_is_unknown_without_a_clock() -> None:
    aged = policy("load.age > duration('1h')", ask={"load": "traffic.rate"}, on=["scale.*"])
    found = analyze(plan(CUT), policies=[aged], ask=told(1)).sections[0].findings
    assert [f.outcome for f in found] == [Outcome.UNKNOWN]


def test_each_question_is_asked_once_and_only_where_it_matters() -> None:
    asked: list[Query] = []

    def ask(queries: Sequence[Query]) -> Mapping[Query, Answer]:
        asked.extend(queries)
        return {}

    one = policy("load > 3", ask={"load": "traffic.rate", "again": "traffic.rate"}, on=["scale.*"])
    two = policy("load > 3", ask={"load": "traffic.rate"}, where="false")
    whole = policy("load > 3", ask={"load": "tests.passed"}, per="plan", where="load || true")
    unset = policy("load > params.max", ask={"load": "load.cpu"}, params={"max": None})
    report(plan(CUT), one, two, whole, unset, ask=ask)
    assert asked == [
        Query(topic="traffic.rate", subject="aws_ecs_service.example", plan="example"),
        Query(topic="tests.passed", subject="prod", plan="example"),
    ]


@pytest.mark.parametrize(
    ("on_unbound", "outcome", "decision"),
    [
        ("skip", None, None),
        ("approve", Outcome.UNKNOWN, Decision.APPROVE),
        ("deny", Outcome.UNKNOWN, Decision.DENY),
    ],
)
def test_nobody_answers(
    on_unbound: str, outcome: Outcome | None, decision: Decision | None
) -> None:
    asking = policy(
        "load > 3", ask={"load": "traffic.rate"}, on_unbound=on_unbound, on=["scale.*"]
    )
    section = report(plan(CUT), asking).sections[0]
    assert [(f.outcome, f.decision) for f in section.findings] == (
        [(outcome, decision)] if outcome else []
    )
    assert [each.reason for each in section.not_enforced] == (
        [] if outcome else ["no source is bound to traffic.rate"]
    )


def test_a_topic_without_a_source_matters_only_where_it_is_touched() -> None:
    keys: dict[str, Any] = {
        "ask": {"load": "queue.depth"},
        "on_unbound": "deny",
        "on": ["scale.*"],
    }
    assert report(plan(CUT), policy("false && load > 3", **keys)).decision is Decision.ALLOW
    assert finding(plan(CUT), policy("true || load > 3", **keys)).outcome is Outcome.FAIL
    assert finding(plan(CUT), policy("change.type > 3", **keys)).outcome is Outcome.ERROR


def test_a_source_that_does_not_answer_is_unknown_not_unbound() -> None:
    def ask(queries: Sequence[Query]) -> Mapping[Query, Answer]:
        return dict.fromkeys(queries, Unknown(reason="timed out"))

    found = finding(
        plan(CUT), policy("load > 3", ask={"load": "queue.depth"}, on=["scale.*"]), ask=ask
    )
    assert (found.outcome, found.reason) == (Outcome.UNKNOWN, "queue.depth: timed out")
    assert found.facts[0].value == "unknown: timed out"


def test_an_unbound_fact_is_shown_as_such() -> None:
    asking = policy("load > 3", ask={"load": "queue.depth"}, on_unbound="warn", on=["scale.*"])
    found = finding(
        plan(CUT), asking, ask=lambda q: dict.fromkeys(q, Unbound(topic="queue.depth"))
    )
    assert found.facts[0].value == "unknown: no source is bound to it"
    assert found.decision is Decision.WARN


SHOWN = change(
    "aws_ecs_service",
    before={"desired_count": 9, "ratio": 0.123456, "password": "hunter2hunter2"},
    after={
        "desired_count": 2, "names": ["a", "b"], "mixed": [1, "a"], "flag": True,
        "token": "Zx9-kQ2w/71", "s": "hidden-value-1", "also": "see hidden-value-1",
        "shape": "ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "deep": {"db_password": "Zx9-kQ2w/71", "x": 1},
    },
    sensitive=["s"],
    unknown=["u"],
)  # fmt: skip


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("change.after.desired_count", "2"),
        ("change.before.ratio", "0.123"),
        ("action.magnitude", "0.222"),
        ("change.after.names", "a, b"),
        ("change.after.mixed", '[1, "a"]'),
        ("change.after.flag", "true"),
        ("change.after.nothing", "null"),
        ("change.after.u", "(known after apply)"),
        ("change.after.s", "(sensitive)"),
        ("change.after.also", "see (sensitive)"),
        ("change.after.shape", "(sensitive)"),
        ("change.after.token", "(sensitive)"),
        ("change.after.deep", '{"db_password": "(sensitive)", "x": 1}'),
        ("change.after.s + 'x'", "(change.after.s: sensitive)"),
        ("change.after.u == 1", "(change.after.u: known after apply)"),
        ("change.type + 1", "(unknown)"),
        ("change.after.names.size() + 1", "3"),
        ("string(change.after.desired_count) + '!'", "2!"),
        ("now - timestamp('2026-01-15T10:00:00Z')", "2 h"),
    ],
)
def test_a_message_is_filled_without_secrets(place: str, text: str) -> None:
    filled = policy(message=f"it is {{{{ {place} }}}}.", fix="{{ action.id }}", on=["scale.down"])
    found = finding(plan(SHOWN), filled)
    assert found.message == f"it is {text}."
    assert found.fix == "scale.down"


def test_one_finding_for_a_policy_and_an_address() -> None:
    both = change(
        "aws_ecs_service",
        before={"desired_count": 9, "cpu": 4, "launch_type": "A"},
        after={"desired_count": 0, "cpu": 1, "launch_type": "B"},
    )
    found = finding(plan(both), policy("true", decision="warn"))
    assert found.decision is Decision.WARN
    weighed = policy("change.after.cpu == 1 && action.before > 3", decision="warn")
    assert len(report(plan(both), weighed).sections[0].findings) == 1


@pytest.mark.parametrize(
    ("completeness", "decisions", "code"),
    [
        (Completeness(), [], 0),
        (Completeness(), ["warn"], 0),
        (Completeness(), ["approve"], 3),
        (Completeness(), ["deny", "warn"], 1),
        (Completeness(errored=True, complete=False, reasons=("e",)), [], 4),
        (Completeness(errored=True, complete=False, reasons=("e",)), ["deny"], 1),
        (Completeness(doubts=("d",)), ["warn"], 4),
        (Completeness(doubts=("d",)), ["approve"], 4),
        (Completeness(complete=False, reasons=("r",)), [], 3),
        (Completeness(complete=False, reasons=("r",)), ["warn"], 3),
        (Completeness(complete=False, reasons=("r",)), ["deny"], 1),
    ],
)
def test_the_floor_of_a_decision(
    completeness: Completeness, decisions: list[str], code: int
) -> None:
    policies = [policy("true", decision=word, on=["scale.*"]) for word in decisions]
    subject = plan(CUT, completeness=completeness)
    found = [
        analyze(subject, policies=[each], settings=Settings(), now=NOW).exit_code
        for each in policies
    ] or [analyze(subject, policies=[], settings=Settings(), now=NOW).exit_code]
    assert code in found


def test_an_unknown_that_denies_cannot_decide() -> None:
    unknown = policy("plan.variables.x > 1 && impact.count > 3 || change.after.u", on=["scale.*"])
    assert report(plan(CUT), unknown).exit_code == 4  # an error in the policy
    denying = policy("action.settled && load > 1", ask={"load": "load.cpu"}, on_unbound="deny",
                     on=["scale.*"])  # fmt: skip
    assert report(plan(CUT), denying).exit_code == 4
