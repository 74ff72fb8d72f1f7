from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from formats.report_rig import (
    HOSTILE,
    KEPT,
    fact,
    finding,
    hostile,
    judged,
    lane,
    live,
    reach,
    report,
    section,
    written,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from planguard.model.report import Operation, Report
from planguard.model.words import Address, Decision, Outcome

FAILED = re.compile(r'([1-9][0-9]* failure|failures": \[)')
"""As in server/events/project_command_runner.go of https://github.com/runatlantis/atlantis."""
ITEM = re.compile(r"(?m)^FAIL.*")
"""The `policy_item_regex` that is offered."""


class PlainFile(SingleFileSnapshotExtension):
    """One text file for each snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def kept(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(PlainFile)


def fails(output: str) -> bool:
    """Judge an output as Atlantis does."""
    return not output or bool(FAILED.search(output)) or output.strip().startswith("FAIL")


@pytest.mark.parametrize("case", KEPT)
def test_output(kept: SnapshotAssertion, case: str) -> None:
    text = written("atlantis", judged(case))
    assert fails(text) == (judged(case).exit_code != 0)
    assert text == kept


def test_live_state(kept: SnapshotAssertion) -> None:
    assert written("atlantis", live()) == kept


@pytest.mark.parametrize(
    ("fields", "failed"),
    [
        ({}, False),
        ({"decision": Decision.WARN, "findings": (finding(decision=Decision.WARN),)}, False),
        ({"decision": Decision.APPROVE, "findings": (finding(decision=Decision.APPROVE),)}, True),
        ({"decision": Decision.DENY, "findings": (finding(),)}, True),
        ({"decision": Decision.DENY, "undecidable": True}, True),
        ({"decision": Decision.APPROVE}, True),
    ],
)
def test_what_is_held_fails_in_both_ways(fields: dict[str, Decision], failed: bool) -> None:  # noqa: FBT001 - a parameter of the test
    text = written("atlantis", report(**fields))
    assert text.startswith("FAIL - " if failed else "PASS - planguard - ")
    assert bool(FAILED.search(text)) == failed
    assert text.endswith(", 0 failures\n") == (not failed)


def test_an_allowed_plan_counts_no_failure() -> None:
    warned = finding(decision=Decision.WARN, message="takes\n3 failures")
    text = written("atlantis", report(decision=Decision.WARN, findings=(warned,)))
    assert text.startswith("PASS - planguard - allowed, with warnings\n")
    assert "WARN - no-less - aws_x.a - takes 3\u00a0failures\n" in text
    assert text.endswith("\n4 tests, 3 passed, 1 warning, 0 failures\n")
    assert not fails(text)


def allowed(subject: Report) -> Report:
    (told,) = subject.sections
    findings = tuple(replace(each, decision=Decision.WARN) for each in told.findings)
    return report(replace(told, findings=findings, decision=Decision.WARN))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_decide_nothing(text: str) -> None:
    passed = written("atlantis", allowed(hostile(text)))
    held = written("atlantis", hostile(text))
    assert not fails(passed)
    assert ITEM.findall(passed) == []
    assert len(ITEM.findall(held)) == 1
    assert "```" not in passed + held
    assert "\x1b" not in passed + held


@given(
    st.lists(st.sampled_from(["1", "20", " ", "failure", 's": ', "[", "\n", "FAIL", "\t", "x"]))
)
@settings(deadline=None)
def test_no_text_makes_an_allowed_plan_fail(parts: list[str]) -> None:
    assert not fails(written("atlantis", allowed(hostile("".join(parts)))))


def test_one_line_for_each_finding_that_holds() -> None:
    held = finding(
        reason="nobody knows",
        outcome=Outcome.UNKNOWN,
        facts=(fact(),),
        reach=reach(count=2),
        message="it\nshrinks",
    )
    text = written(
        "atlantis",
        report(
            decision=Decision.DENY,
            findings=(held, finding("", action=""), finding(decision=Decision.ALLOW)),
            lanes=(lane(),),
        ),
    )
    first, second = ITEM.findall(text)
    assert re.fullmatch(
        r"FAIL - deny \(not known\) - no-less - aws_x\.a - scale\.down - [0-9a-f]{12}", first
    )
    assert re.fullmatch(r"FAIL - deny - no-less - plan\.json - [0-9a-f]{12}", second)
    assert (
        "\n  main.tf:3\n  it\n  shrinks\n  not decided because nobody knows\n"
        "  load.cpu 81 % > 60 %, prom, 40 s ago (3 series)\n"
        "  reaches 2 other resources, services shop, owners @acme/platform\n"
        "  fix: do not\n"
    ) in text
    assert "\nPASS - no-less - aws_x.a - it shrinks\n" in text
    assert "\nLANE - incident-fix - aws_x.a - INC-7 is open\n" in text
    assert text.endswith("6 tests, 3 passed, 0 warnings, 2 failures\n")


def test_approvals_stick_while_the_same_is_to_be_done() -> None:
    items = ITEM.findall(written("atlantis", live()))
    assert items
    assert ITEM.findall(written("atlantis", live(99.0))) == items


def item(**fields: Any) -> str:
    (told,) = ITEM.findall(
        written("atlantis", report(decision=Decision.DENY, findings=(finding(**fields),)))
    )
    return str(told)


def test_approvals_end_when_something_else_is_to_be_done() -> None:
    more = (Operation(op="replace", path="/count", before="4", after="0"),)
    others = [
        item(evidence=more),
        item(outcome=Outcome.UNKNOWN),
        item(action="data.delete"),
        item(addresses=(Address("aws_x.a"), Address("aws_x.b"))),
        item(policy="other"),
    ]
    assert len({item(), *others}) == 6
    assert item() == item(message="now 99 %", facts=(fact(),), note="x", reason="y")


def test_what_is_held_comes_first_of_several_plans() -> None:
    held = section(label="b.json", decision=Decision.DENY, findings=(finding(),))
    text = written("atlantis", report(section(), held))
    assert text.startswith("FAIL - deny")
    assert text.index("b.json: denied;") < text.index("plan.json: allowed;")


def test_a_plan_that_is_not_whole_has_a_line_too() -> None:
    text = written("atlantis", report(decision=Decision.DENY, undecidable=True))
    assert text.startswith("FAIL - cannot decide - plan.json - the plan is not whole\n")
    assert text.endswith("3 tests, 3 passed, 0 warnings, 1 failure\n")
