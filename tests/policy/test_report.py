"""The report of a plan: what is listed, in which order, with which texts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import yaml

from planguard.analyze import analyze, combine_reports
from planguard.errors import InputError
from planguard.load.config_document import ConfigDocument
from planguard.model.plan import Completeness, Notice, Plan
from planguard.model.report import Report, Section
from planguard.model.settings import Override, Settings
from planguard.model.source import Location, NoSources
from planguard.model.words import Decision, Verb
from planguard.policy.reading import Policy, read_policy
from planguard.testing import change, plan

TEXT = """\
id: {id}
title: About {id}
on: [{on}]
when: {when}
decision: {decision}
message: m
why: w
fix: f
"""
CUT = change("aws_ecs_service", before={"desired_count": 9}, after={"desired_count": 2})
GONE = change("aws_s3_bucket", verb="delete", before={"bucket": "b"})


def policy(
    name: str, *, on: str = '"*"', when: str = "'true'", decision: str = "warn", more: str = ""
) -> Policy:
    text = TEXT.format(id=name, on=on, when=when, decision=decision) + more
    return read_policy(text, f"{name}.yaml", name)


def report(subject: Plan, *policies: Policy, settings: Settings | None = None) -> Report:
    return analyze(subject, policies=policies, settings=settings)


def section(subject: Plan, *policies: Policy, settings: Settings | None = None) -> Section:
    return report(subject, *policies, settings=settings).sections[0]


def test_the_most_severe_comes_first_then_by_address_and_policy() -> None:
    told = section(
        plan(GONE, CUT),
        policy("z-warns"),
        policy("a-warns"),
        policy("denies", on="data.delete", decision="deny"),
    )
    assert [(f.policy, f.address) for f in told.findings] == [
        ("denies", "aws_s3_bucket.example"),
        ("a-warns", "aws_ecs_service.example"),
        ("z-warns", "aws_ecs_service.example"),
        ("a-warns", "aws_s3_bucket.example"),
        ("z-warns", "aws_s3_bucket.example"),
    ]


def test_changes_and_verbs_are_counted() -> None:
    told = section(plan(CUT, GONE))
    assert told.verbs == {Verb.UPDATE: 1, Verb.DELETE: 1}
    assert told.resources == 2
    assert [each.address for each in told.changes] == [CUT.address, GONE.address]
    assert told.causes == 2
    assert told.decision is Decision.ALLOW


def test_several_plans_make_one_report_with_the_worst_decision() -> None:
    warned = report(plan(CUT), policy("warns"))
    denied = report(plan(CUT), policy("denies", decision="deny"))
    asked = report(plan(CUT), policy("asks", decision="approve"))
    doubted = report(plan(CUT, completeness=Completeness(doubts=("d",))))
    assert combine_reports([warned]).exit_code == 0
    assert combine_reports([warned, asked]).exit_code == 3
    assert combine_reports([asked, doubted]).exit_code == 4
    assert combine_reports([doubted, denied, asked]).exit_code == 1
    assert len(combine_reports([doubted, denied]).sections) == 2


def test_no_plan_is_never_allowed() -> None:
    with pytest.raises(InputError):
        combine_reports([])


UNSET = "params:\n  max: {about: m}\n  min: {about: m}\n  set: {about: m, default: 1}\n"


def test_what_is_not_enforced_tells_what_would_switch_it_on() -> None:
    told = section(plan(CUT), policy("waits", more=UNSET)).not_enforced
    assert [(each.policy, each.reason) for each in told] == [
        ("waits", "parameter max, min is not set")
    ]
    enabled = yaml.safe_load(told[0].enable)
    enabled["overrides"]["waits"]["reason"] = "because we say so"
    document = ConfigDocument.model_validate(enabled)
    assert set(document.overrides["waits"].params) == {"max", "min"}


def test_an_unbound_topic_is_listed_once() -> None:
    other = change("aws_ecs_service", name="b", before={"desired_count": 9}, after={})
    asking = policy(
        "asks", on="scale.*", when="load > 3", more="ask: {load: load.cpu, more: flag.x}\n"
    )
    told = section(plan(CUT, other), asking).not_enforced
    assert [each.policy for each in told] == ["asks"]
    lines = yaml.safe_load(told[0].enable)
    assert sorted(lines["sources"]) == ["flags", "prom"]
    assert lines["bindings"]["flag.x"] == {"source": "flags"}
    assert lines["bindings"]["load.cpu"]["source"] == "prom"


def test_overrides_are_listed_with_their_reasons() -> None:
    overrides = {
        "z": Override(reason="too loud", off=True),
        "b": Override(reason="softer", decision=Decision.WARN),
        "a": Override(reason="ours", params={"max": 3}),
        "c": Override(reason="both", decision=Decision.DENY, params={"max": 3}),
        "d": Override(reason="nothing"),
    }
    told = section(plan(CUT), settings=Settings(overrides=overrides)).overridden
    assert [(each.policy, each.title, each.reason) for each in told] == [
        ("a", "max is 3", "ours"),
        ("b", "decision is warn", "softer"),
        ("c", "decision is deny, max is 3", "both"),
        ("d", "nothing changed", "nothing"),
        ("z", "off", "too loud"),
    ]


def test_notices_of_the_plan_come_first_and_hold_no_secret() -> None:
    secret = change("aws_x", before={"s": "hidden-value-1"}, after={"s": "b"}, sensitive=["s"])
    noted = plan(
        secret,
        notices=(Notice(kind="check", subject="", text="failed for hidden-value-1"),),
        completeness=Completeness(doubts=("it says a and b",)),
        drift=(CUT,),
    )
    told = section(noted).notices
    assert told[0].text == "failed for (sensitive)"
    assert "the plan is in doubt: it says a and b" in [each.text for each in told]
    assert {each.kind for each in told} >= {"check", "partial", "drift", "missing"}
    assert "hidden" not in json.dumps([each.text for each in told])


class Files(NoSources):
    """Files that know where everything is."""

    def locate(
        self, module: str, local: str, attribute: str, address: str = ""
    ) -> tuple[Location, ...]:
        """Tell what was asked."""
        assert address
        where = f"{module}|{local}|{attribute}"
        return (Location(file=where, line=1, column=1, end_line=1),)


def test_findings_are_located_by_attribute() -> None:
    told = analyze(plan(CUT, GONE), policies=[policy("warns")], sources=Files(""))
    assert [f.locations[0].file for f in told.sections[0].findings] == [
        "|aws_ecs_service.example|desired_count",
        "|aws_s3_bucket.example|",
    ]
    assert not [n for n in told.sections[0].notices if n.kind == "missing"]


def test_a_finding_of_the_whole_plan_has_no_place() -> None:
    whole = policy("whole", more="per: plan\n")
    found = analyze(plan(CUT), policies=[whole], sources=Files("")).sections[0].findings
    assert [(f.address, f.action, f.locations, f.evidence) for f in found] == [("", "", (), ())]


def test_what_is_left_over_hides_nothing_at_its_address() -> None:
    left = change("aws_ecs_service", verb="delete", before={"desired_count": 9})
    subject = plan(replace(left, deposed="abcd"), CUT)
    told = section(subject, policy("warns", on="scale.down", when="change.verb == 'update'"))
    assert {f.address for f in told.findings} == {CUT.address}


def test_a_report_can_be_made_without_a_clock() -> None:
    timed = policy("timed", when='now < timestamp("2026-01-01T00:00:00Z")')
    one = analyze(plan(CUT), policies=[timed], now=datetime(2025, 1, 1, tzinfo=UTC))
    assert one.sections[0].findings
    assert analyze(plan(CUT), policies=[timed]) == analyze(plan(CUT), policies=[timed])
