from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from planguard.formats import Style, format_named
from planguard.model.impact import Hop
from planguard.model.plan import Notice
from planguard.model.report import (
    ActionShown,
    ChangeShown,
    FactShown,
    Finding,
    LaneShown,
    NotEnforced,
    Operation,
    ReachShown,
    Report,
    SafePart,
    Section,
)
from planguard.model.settings import Environment
from planguard.model.source import Location
from planguard.model.words import (
    Address,
    Confidence,
    Decision,
    Disruption,
    Outcome,
    ReplaceOrder,
    Reversible,
    Verb,
)

NO_REACH = ReachShown(count=0, types={}, owners={}, services={}, addresses=(), paths=())
HOP = Hop(address=Address("aws_x.b"), attribute="role", source="aws_x.a.arn")
REACH = ReachShown(
    count=2,
    types={"aws_x": 2},
    owners={"team": 1},
    services={"shop": 1},
    addresses=(Address("aws_x.b"),),
    paths=((HOP, replace(HOP, address=Address("aws_x.c"), attribute="", inferred=True)),) * 3,
)


def action(**fields: Any) -> ActionShown:
    told: dict[str, Any] = {
        "id": "scale.down",
        "address": Address("aws_x.a"),
        "type": "aws_x",
        "verb": Verb.UPDATE,
        "paths": ("count",),
        "before": "4",
        "after": "1",
        "magnitude": 0.25,
        "because": "count falls",
        "confidence": Confidence.EXACT,
        "reversible": Reversible.YES,
        "disruption": Disruption.NONE,
        "source": "",
        "evidence": (),
        "reach": NO_REACH,
        "cause": Address("aws_x.a"),
        "addresses": (),
        "locations": (),
    }
    return ActionShown(**{**told, **fields})


def finding(**fields: Any) -> Finding:
    told: dict[str, Any] = {
        "policy": "no-less",
        "title": "Less",
        "address": Address("aws_x.a"),
        "addresses": (),
        "action": "scale.down",
        "outcome": Outcome.FAIL,
        "decision": Decision.DENY,
        "message": "it shrinks",
        "reason": "",
        "why": "load stays",
        "fix": "do not",
        "confidence": Confidence.EXACT,
        "facts": (),
        "locations": (),
        "evidence": (),
        "reach": NO_REACH,
        "relaxed_by": "",
        "note": "",
    }
    return Finding(**{**told, **fields})


def fact(**fields: Any) -> FactShown:
    told: dict[str, Any] = {
        "topic": "load.cpu",
        "subject": "aws_x.a",
        "value": "81 %",
        "compared": "> 60 %",
        "source": "prom",
        "observed_at": "2026-01-15T11:59:20+00:00",
        "seen": "40 s ago",
        "detail": "3 series",
    }
    return FactShown(**{**told, **fields})


def change(address: str = "aws_x.a", **fields: Any) -> ChangeShown:
    told: dict[str, Any] = {
        "address": Address(address),
        "type": "aws_x",
        "verb": Verb.UPDATE,
        "order": ReplaceOrder.NOT_REPLACED,
        "cause": Address(address),
        "actions": (),
    }
    return ChangeShown(**{**told, **fields})


def report(exit_code: int = 0, **fields: Any) -> Report:
    told: dict[str, Any] = {
        "label": "plan.json",
        "tool": "terraform",
        "tool_version": "1.11.4",
        "environment": Environment(name="prod", known_from="--env"),
        "verbs": {Verb.UPDATE: 1},
        "resources": 1,
        "changes": (change(),),
        "causes": 1,
        "actions": (action(),),
        "findings": (),
        "passed": 3,
        "lanes": (),
        "not_enforced": (),
        "overridden": (),
        "notices": (),
        "decision": Decision.ALLOW,
        "undecidable": False,
    }
    section = Section(**{**told, **fields})
    return Report(sections=(section,), decision=section.decision, exit_code=exit_code)


def shown(subject: Report, **style: Any) -> str:
    format_ = format_named("text")
    assert format_ is not None
    return format_.write(subject, Style(**style))


def test_an_allowed_plan() -> None:
    assert shown(report()) == (
        "plan.json  (terraform 1.11.4; prod, protected, from --env)\n"
        "  1 cause, 1 change (1 to update), of 1 resource\n"
        "\n"
        "What changes\n"
        "  update  aws_x.a\n"
        "          scale.down count: 4 -> 1 (x0.25)\n"
        "\n"
        "allowed (exit 0)\n"
    )


def test_a_plan_without_changes() -> None:
    text = shown(report(verbs={}, changes=(), actions=(), causes=0, resources=2))
    assert "  no changes, of 2 resources\n\nallowed" in text


def test_a_finding() -> None:
    text = shown(
        report(
            1,
            decision=Decision.DENY,
            findings=(
                finding(
                    locations=(Location(file="main.tf", line=3, column=1, end_line=3),),
                    reach=REACH,
                    facts=(
                        fact(),
                        fact(topic="backup", value="unknown: off", source="", seen=""),
                    ),
                ),
            ),
        )
    )
    assert "DENY  no-less  aws_x.a  main.tf:3\n  it shrinks\n" in text
    assert "  load.cpu 81 % > 60 %, prom, 40 s ago (3 series)\n  backup: unknown: off\n" in text
    assert "  reaches 2 other resources, services shop, owners team\n" in text
    assert text.count("    aws_x.a.arn -> aws_x.b (role) ~> aws_x.c\n") == 1
    assert text.endswith("denied: 1 finding (exit 1)\n")


def test_a_lane_and_what_it_says_of_findings() -> None:
    use = LaneShown(
        lane="incident-fix",
        title="Fix",
        address=Address("aws_x.a"),
        action="scale.up",
        message="INC-7 is open",
        relaxed=("frozen",),
        facts=(fact(compared="", detail=""), fact(source="", value="unknown: off")),
    )
    held = finding(note="the lane incident-fix is open, but not for config.env")
    text = shown(report(1, findings=(held,), lanes=(use,), decision=Decision.DENY))
    assert "  it shrinks\n  the lane incident-fix is open, but not for config.env\n" in text
    assert (
        "Let through for an urgent fix\n"
        "  incident-fix  aws_x.a  scale.up: INC-7 is open\n"
        "    relaxed: frozen\n"
        "    load.cpu 81 %, prom, 40 s ago\n"
        "\n"
    ) in text


def test_the_part_that_may_go_ahead() -> None:
    names = tuple(Address(f"aws_x.{n}") for n in range(12))
    part = SafePart(addresses=names, command="terraform plan -target=aws_x.1", caveat="Check it.")
    text = shown(report(safe=part))
    assert "Not held, and needs nothing that is: 12 changes\n  aws_x.0, aws_x.1," in text
    assert (
        "  and 2 more (--verbose lists them)\n  terraform plan -target=aws_x.1\n  Check it.\n"
        in text
    )
    assert "aws_x.11" in shown(report(safe=replace(part, command="")), verbose=True)


@pytest.mark.parametrize("color", [False, True])
def test_nothing_obeys_what_a_plan_says(*, color: bool) -> None:
    held = finding(message="a\x1b]0;title\x07b\r\n::error::x\n  ::stop-commands::y\x9b2J")
    text = shown(report(1, findings=(held,), decision=Decision.DENY), color=color)
    assert "a\\x1b]0;title\\x07b" in text
    assert "\n  : :error::x\n" in text
    assert not [line for line in text.splitlines() if line.strip().startswith("::")]
    assert not set(text) & {"\x07", "\r", "\x9b"}


def test_nothing_paints_but_the_report() -> None:
    held = finding(message="\x1b[8mhidden \x1b[38;5;1m")
    for color in (True, False):
        text = shown(report(1, findings=(held,), decision=Decision.DENY), color=color)
        assert "\\x1b[8mhidden \\x1b[38;5;1m" in text
        assert ("\x1b" in text) is color


def test_outcomes_that_are_no_failure() -> None:
    text = shown(
        report(
            4,
            decision=Decision.DENY,
            undecidable=True,
            findings=(
                finding(outcome=Outcome.UNKNOWN, reason="nobody knows"),
                finding(outcome=Outcome.ERROR, address=Address("")),
                finding(confidence=Confidence.GUESS, decision=Decision.APPROVE),
            ),
        )
    )
    assert "DENY (not known)  no-less" in text
    assert "not decided because nobody knows" in text
    assert "DENY (policy error)  no-less\n" in text
    assert "this is a guess from names" in text
    assert text.endswith("cannot decide: 2 findings (exit 4)\n")


def test_a_plan_that_is_not_whole() -> None:
    text = shown(report(4, decision=Decision.DENY, undecidable=True))
    assert text.endswith("cannot decide: the plan is not whole (exit 4)\n")


def test_evidence_and_reasons_when_verbose() -> None:
    evidence = (
        Operation(op="replace", path="/a", before="1", after="2"),
        Operation(op="remove", path="/b", before="", after=""),
    )
    subject = report(
        1, decision=Decision.DENY, findings=(finding(evidence=evidence, reach=REACH),)
    )
    text = shown(subject, verbose=True)
    assert "  replace /a: 1 -> 2\n  remove /b\n" in text
    assert "  why: load stays\n" in text
    assert text.count("aws_x.a.arn -> aws_x.b") == 3
    assert "why:" not in shown(subject)


def test_long_reports_are_cut() -> None:
    addresses = [f"aws_x.a{place:02}" for place in range(40)]
    subject = report(
        3,
        decision=Decision.APPROVE,
        findings=tuple(finding(decision=Decision.APPROVE) for _ in addresses),
        changes=tuple(map(change, addresses)),
        actions=tuple(action(address=Address(each)) for each in addresses),
        notices=tuple(Notice(kind="move", subject="s", text=each) for each in addresses),
    )
    text = shown(subject)
    assert "  and 20 more findings (--verbose lists them):\n    no-less 20\n" in text
    assert "  and 10 more changes (--verbose lists them); actions in all:\n" in text
    assert "  and 25 more (--verbose lists them)\n" in text
    assert "more" not in shown(subject, verbose=True)


def test_what_means_something_comes_first() -> None:
    subject = report(
        changes=(change("aws_x.dull"), change("aws_x.a", cause=Address("aws_x.z"))),
        actions=(
            action(id="other", address=Address("aws_x.dull"), because="differs in x"),
            action(id="cost.up"),
            action(
                confidence=Confidence.GUESS,
                disruption=Disruption.OUTAGE,
                reversible=Reversible.NO,
                magnitude=None,
                before="x" * 80,
            ),
            action(
                paths=(),
                reversible=Reversible.WITH_DATA_LOSS,
                because="it is replaced",
                magnitude=None,
            ),
        ),
    )
    text = shown(subject, width=200)
    assert text.index("aws_x.a") < text.index("aws_x.dull")
    assert "  update  aws_x.a  (follows from aws_x.z)\n" in text
    assert f"count: {'x' * 59}… -> 1  (outage, irreversible) [guess]\n" in text
    assert "scale.down: it is replaced  (loses data)\n" in text
    assert "other: differs in x" in text
    assert "cost.up" not in text
    assert "cost.up" in shown(subject, verbose=True)


def test_notices_overrides_and_what_is_not_enforced() -> None:
    policy = NotEnforced(policy="tags", title="off", reason="no tags here", enable="params")
    subject = report(
        notices=(
            Notice(kind="output", subject="url", text="output url: update"),
            Notice(kind="drift", subject="", text="2 objects"),
            Notice(kind="drift", subject="aws_x.a", text="was changed"),
            Notice(kind="drift", subject="aws_x.b", text="was changed"),
        ),
        overridden=(policy,),
        not_enforced=(policy,),
    )
    text = shown(subject)
    assert "  output url: update\n  drift: 2 objects\n" in text
    assert "  drift: aws_x.a was changed (1 more likewise)\n" in text
    assert "  drift: aws_x.b was changed\n" in shown(subject, verbose=True)
    assert "\nOverridden here\n  tags (off): no tags here\n" in text
    assert "Not enforced here, waiting: 1 policy for a parameter" in text
    told = "  tags: no tags here; planguard.yaml:\n    params\n"
    assert told in shown(subject, verbose=True)


def test_what_live_state_is_not_asked() -> None:
    def asks(*topics: str) -> NotEnforced:
        return NotEnforced(policy="p", title="t", reason="r", enable="a:\n  b", topics=topics)

    subject = report(not_enforced=(asks("load.cpu"), asks("actor", "load.cpu")))
    assert "2 policies for live state that no source answers: actor, load.cpu" in shown(subject)
    assert "  p: r; planguard.yaml:\n    a:\n      b\n" in shown(subject, verbose=True)


def test_several_plans() -> None:
    two = report().sections + report(label="b.json", environment=Environment()).sections
    text = shown(Report(sections=two, decision=Decision.ALLOW, exit_code=0))
    assert (
        "\n\nb.json  (terraform 1.11.4; environment not known, so taken as protected; --env names it)\n"
        in text
    )


@pytest.mark.parametrize(
    ("decision", "color"),
    [
        (Decision.ALLOW, "32"),
        (Decision.WARN, "33"),
        (Decision.APPROVE, "35"),
        (Decision.DENY, "31"),
    ],
)
def test_colours(decision: Decision, color: str) -> None:
    text = shown(report(decision=decision, findings=(finding(decision=decision),)), color=True)
    assert f"\x1b[1;{color}m{decision.upper()}\x1b[0m" in text
    assert "\x1b" not in shown(report())


def test_long_lines_are_wrapped_and_blocks_are_not() -> None:
    block = "word " * 30 + "\n" + " " * 4 + "from = " + "x" * 120
    text = shown(report(findings=(finding(message=block, decision=Decision.WARN),)), width=80)
    assert all(len(line) <= 80 for line in text.splitlines() if "xxx" not in line)
    assert f"      from = {'x' * 120}\n" in text


def test_json_is_the_whole_report() -> None:
    format_ = format_named("json")
    assert format_ is not None
    told = json.loads(format_.write(report(findings=(finding(reach=REACH),)), Style()))
    assert told["version"] == 1
    assert told["exit_code"] == 0
    (section,) = told["sections"]
    assert section["findings"][0]["reach"]["paths"][0][0] == {
        "address": "aws_x.b",
        "attribute": "role",
        "source": "aws_x.a.arn",
        "inferred": False,
    }
    assert section["environment"]["name"] == "prod"


def test_there_is_no_other_format() -> None:
    assert format_named("xml") is None


def test_what_findings_in_a_row_have_in_common_stands_once() -> None:
    row = (finding(), finding(address=Address("aws_x.b")), finding(policy="other", fix="run"))
    text = shown(report(1, decision=Decision.DENY, findings=(*row, finding())))
    assert "it shrinks\n\nDENY  no-less  aws_x.b\n  it shrinks\n  fix: do not\n\n" in text
    assert text.count("fix: do not") == 1
    assert "fix: as said above for no-less\n" in text
    assert shown(report(findings=row), verbose=True).count("why: load stays") == 2


def test_approvals_beside_a_denial_are_counted() -> None:
    row = (finding(), finding(decision=Decision.APPROVE))
    text = shown(report(1, decision=Decision.DENY, findings=row))
    assert text.endswith("denied: 1 finding, and 1 that would need approval (exit 1)\n")


def test_documents_are_told_in_words_and_addresses_are_not_broken() -> None:
    long = f"aws_x.{'a' * 90}"
    subject = report(
        changes=(change(long, cause=Address("aws_x.z")),),
        actions=(
            action(address=Address(long), after=f'[{{"a": "{"b" * 80}"}}]', because="it opens"),
            action(address=Address(long), before="", after="key"),
        ),
    )
    text = shown(subject)
    assert f"  update  {long}\n          (follows from aws_x.z)\n" in text
    assert "scale.down: it opens (x0.25)\n" in text
    assert 'scale.down count: "" -> key (x0.25)\n' in text


def test_a_way_that_only_begins_another_is_not_told() -> None:
    ways = ((HOP,), (HOP, replace(HOP, address=Address("aws_x.c"))))
    text = shown(report(findings=(finding(reach=replace(REACH, paths=ways)),)))
    assert text.count("aws_x.a.arn -> aws_x.b (role)") == 1
