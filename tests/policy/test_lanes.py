"""Lanes: what an open one lets through, what it never does, and what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from planguard.analyze import analyze
from planguard.model.fact import Answer, Ask, Fact, Query, Unbound, ask_nobody
from planguard.model.plan import Change
from planguard.model.report import Section
from planguard.model.settings import Environment, OwnerRule, Ownership, Settings
from planguard.model.value import Unknown
from planguard.model.words import Decision
from planguard.policy.reading import Policy, read_policy
from planguard.testing import change, plan

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
UP = change("aws_ecs_service", before={"desired_count": 2}, after={"desired_count": 4})
MIXED = change(
    "aws_ecs_service",
    before={"desired_count": 2, "tags": {"a": "b"}, "launch_type": "EC2"},
    after={"desired_count": 4, "tags": {"a": "b"}, "launch_type": "FARGATE"},
)
DEPLOY = change(
    "aws_lambda_function",
    name="b",
    before={"source_code_hash": "x"},
    after={"source_code_hash": "y"},
)
SHOP = Ownership(services=(OwnerRule(pattern="aws_ecs_service.*", names=("shop",)),))
INCIDENT = [{"id": "INC-7", "title": "slow", "services": ["shop"]}]


def policy(id_: str, **keys: Any) -> Policy:
    told = {
        "title": "t", "on": "[scale.*, deploy.*]", "when": '"true"', "decision": "deny",
        "message": '"{{ action.id }} held"', "why": "w", "fix": "f", **keys,
    }  # fmt: skip
    lines = [f"{key}: {value}" for key, value in told.items()]
    return read_policy("\n".join([f"id: {id_}", *lines]), f"{id_}.yaml", id_)


FREEZE = policy("frozen", groups="[freeze]")
OTHER = policy("other")
LANE = policy(
    "fix",
    on="[scale.up]",
    ask="{incident: incident.active}",
    when='"incident.certain.count > 0"',
    decision="warn",
    message='"{{ incident.certain.ids }} is open"',
    relax="[freeze]",
)


def told(value: Any) -> Ask:
    def ask(queries: Sequence[Query]) -> Mapping[Query, Answer]:
        return {
            query: value
            if isinstance(value, Unknown | Unbound)
            else Fact(query=query, value=value, unit="", observed_at=NOW, source="pager")
            for query in queries
        }

    return ask


def judged(changes: Sequence[Change], *policies: Policy, incidents: Any = INCIDENT) -> Section:
    settings = Settings(environment=Environment(name="prod"), ownership=SHOP)
    ask = ask_nobody if incidents is None else told(incidents)
    report = analyze(plan(*changes), policies=policies, settings=settings, ask=ask, now=NOW)
    return report.sections[0]


def test_an_open_lane_relaxes_a_healing_action() -> None:
    section = judged([UP], FREEZE, LANE)
    (finding,) = section.findings
    assert (finding.decision, finding.relaxed_by) == (Decision.WARN, "fix")
    assert finding.note == "relaxed from deny: INC-7 is open"
    (use,) = section.lanes
    assert (use.lane, use.action, use.relaxed) == ("fix", "scale.up", ("frozen",))
    assert (use.message, use.facts[0].value) == ("INC-7 is open", "INC-7 (slow)")


def test_it_does_not_open_by_a_tag_that_the_change_sets() -> None:
    tagged = [
        {"desired_count": n, "tags": {"service": tag}} for n, tag in ((2, "search"), (4, "shop"))
    ]
    faked = change("aws_ecs_service", before=tagged[0], after=tagged[1])
    assert judged([faked], FREEZE, LANE).decision is Decision.DENY


def test_what_nobody_answers_holds_when_the_lane_lets_the_rest_through() -> None:
    asks = policy(
        "asks", ask="{cpu: load.cpu}", when='"cpu > 60"', decision="deny", on_unbound="approve"
    )

    def ask(queries: Sequence[Query]) -> Mapping[Query, Answer]:
        bound = told(INCIDENT)(queries)
        return {q: Unbound(topic=q.topic) if q.topic == "load.cpu" else bound[q] for q in queries}

    settings = Settings(environment=Environment(name="prod"), ownership=SHOP)
    report = analyze(plan(UP), policies=[FREEZE, LANE, asks], settings=settings, ask=ask, now=NOW)
    assert report.decision is Decision.APPROVE


def test_it_relaxes_no_other_policies() -> None:
    section = judged([UP], OTHER, LANE)
    assert section.decision is Decision.DENY
    assert section.lanes == ()


def test_what_is_no_fix_is_held_by_name() -> None:
    section = judged([UP, DEPLOY], FREEZE, LANE)
    assert {f.address: f.decision for f in section.findings} == {
        "aws_ecs_service.example": Decision.WARN,
        "aws_lambda_function.b": Decision.DENY,
    }
    assert section.decision is Decision.DENY


def test_a_change_that_mixes_both_is_held_for_the_rest() -> None:
    whole = policy("frozen", groups="[freeze]", per="change", message='"{{ change.address }}"')
    both = [change("aws_ecs_service", before=before(1), after=before(2))]
    (finding,) = judged(both, whole, LANE).findings
    assert finding.decision is Decision.DENY
    assert finding.note == "the lane fix is open, but not for deploy.version"


def before(number: int) -> dict[str, Any]:
    return {"desired_count": number * 2, "task_definition": f"shop:{number}"}


@pytest.mark.parametrize(
    "incidents",
    [
        [],
        [{"id": "INC-8", "title": "other", "services": ["search"]}],
        [{"id": "INC-9", "title": "of nobody", "services": []}],
        Unknown(reason="timed out"),
    ],
)
def test_a_lane_that_is_not_surely_open_is_closed(incidents: Any) -> None:
    section = judged([UP], FREEZE, LANE, incidents=incidents)
    assert section.decision is Decision.DENY
    assert section.lanes == ()
    assert section.not_enforced == ()


def test_a_lane_that_nobody_answers_is_listed() -> None:
    section = judged([UP], FREEZE, LANE, incidents=None)
    assert [each.policy for each in section.not_enforced] == ["fix"]
    assert "incident.active: {source: pager}" in section.not_enforced[0].enable


def test_a_finding_about_the_whole_plan_needs_every_action_to_heal() -> None:
    whole = policy("frozen", groups="[freeze]", per="plan", message="m")
    assert judged([UP], whole, LANE).decision is Decision.WARN
    assert judged([UP, DEPLOY], whole, LANE).decision is Decision.DENY


def test_a_lane_never_makes_a_finding_more_severe() -> None:
    soft = policy("frozen", groups="[freeze]", decision="warn")
    (finding,) = judged([UP], soft, LANE).findings
    assert (finding.decision, finding.relaxed_by) == (Decision.WARN, "")


def test_an_unknown_is_relaxed_and_a_broken_policy_is_not() -> None:
    asks = policy("frozen", groups="[freeze]", ask="{f: freeze.active}", when='"f.count > 0"')
    broken = policy("frozen", groups="[freeze]", when='"action.id > 3"')

    def ask(queries: Sequence[Query]) -> Mapping[Query, Answer]:
        lost = [query for query in queries if query.topic == "freeze.active"]
        return {**told(INCIDENT)(queries), **dict.fromkeys(lost, Unknown(reason="off"))}

    settings = Settings(environment=Environment(name="prod"), ownership=SHOP)
    for held, decision in ((asks, Decision.WARN), (broken, Decision.DENY)):
        report = analyze(plan(UP), policies=[held, LANE], settings=settings, ask=ask, now=NOW)
        assert report.decision is decision


def test_the_strictest_of_several_lanes_counts_for_a_whole_plan() -> None:
    other = policy(
        "other-fix", on="[deploy.version]", when='"true"', decision="approve", relax="[freeze]",
        message="m",
    )  # fmt: skip
    whole = policy("frozen", groups="[freeze]", per="plan", message="m")
    section = judged([UP, DEPLOY], whole, LANE, other)
    assert section.decision is Decision.APPROVE
    assert [use.lane for use in section.lanes] == ["fix", "other-fix"]
