from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from formats.report_rig import (
    FIXTURES,
    HOSTILE,
    KEPT,
    change,
    finding,
    hostile,
    judged,
    live,
    report,
    section,
    written,
)
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from planguard.model.report import Report
from planguard.model.settings import Environment
from planguard.model.source import Location
from planguard.model.words import Decision, Outcome, ReplaceOrder, Verb

CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""The table of fields at https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""
CASES = sorted(path.parent.name for path in FIXTURES.glob("*/plan.json"))


class PlainFile(SingleFileSnapshotExtension):
    """One JSON file for each snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "json"


@pytest.fixture
def kept(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(PlainFile)


def entries(subject: Report) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(written("gitlab", subject))
    jsonschema.validate(told, CODE_QUALITY)
    assert len({each["fingerprint"] for each in told}) == len(told)
    return told


def denied(**fields: Any) -> Report:
    return report(decision=Decision.DENY, findings=(finding(**fields),))


@pytest.mark.parametrize("case", KEPT)
def test_output(kept: SnapshotAssertion, case: str) -> None:
    assert len(entries(judged(case))) >= len(judged(case).sections[0].findings)
    assert written("gitlab", judged(case)) == kept


def test_live_state(kept: SnapshotAssertion) -> None:
    severities = [each["severity"] for each in entries(live())]
    assert severities == ["blocker", "major", "minor"]
    assert written("gitlab", live()) == kept


def test_nothing_found_is_an_empty_list() -> None:
    assert written("gitlab", report()) == "[]\n"


def test_a_finding_is_an_entry() -> None:
    (entry,) = entries(denied(message="it\n  shrinks"))
    del entry["fingerprint"]
    assert entry == {
        "description": "it shrinks",
        "check_name": "no-less",
        "severity": "blocker",
        "location": {"path": "main.tf", "lines": {"begin": 3}},
    }


@pytest.mark.parametrize(
    ("decision", "outcome", "severity"),
    [
        (Decision.DENY, Outcome.UNKNOWN, "critical"),
        (Decision.DENY, Outcome.ERROR, "critical"),
        (Decision.APPROVE, Outcome.UNKNOWN, "major"),
        (Decision.WARN, Outcome.FAIL, "minor"),
        (Decision.ALLOW, Outcome.FAIL, "info"),
    ],
)
def test_severities(decision: Decision, outcome: Outcome, severity: str) -> None:
    held = finding(decision=decision, outcome=outcome, message="")
    (entry,) = entries(report(decision=decision, findings=(held,)))
    assert (entry["severity"], entry["description"]) == (severity, "Less")


def test_a_fingerprint_is_of_what_stays() -> None:
    def fingerprint(subject: Report) -> str:
        return str(entries(subject)[0]["fingerprint"])

    moved = (Location(file="other.tf", line=9, column=1, end_line=9),)
    same = denied(message="now 99 %", locations=moved, outcome=Outcome.UNKNOWN)
    assert fingerprint(same) == fingerprint(denied())
    (told,) = denied().sections
    others = [
        denied(policy="other"),
        report(replace(told, findings=(finding("aws_x.b"),))),
        report(replace(told, label="other")),
        report(replace(told, environment=Environment(name="dev"))),
    ]
    assert len({fingerprint(denied()), *map(fingerprint, others)}) == 5


def test_two_plans_that_are_called_the_same_do_not_hide_each_other() -> None:
    (told,) = denied().sections
    assert len(entries(report(told, told))) == 2


@pytest.mark.parametrize("label", ["/srv/ci/plan.json", "./plan.json", "stacks\\a\\plan.json"])
def test_without_sources_the_place_is_the_plan(label: str) -> None:
    held = finding(locations=())
    (entry,) = entries(report(label=label, decision=Decision.DENY, findings=(held,)))
    assert entry["location"]["path"] in {"srv/ci/plan.json", "plan.json", "stacks/a/plan.json"}
    assert entry["location"]["lines"] == {"begin": 1}


def test_a_plan_that_is_not_whole_is_an_entry() -> None:
    (entry,) = entries(report(decision=Decision.DENY, undecidable=True))
    assert (entry["check_name"], entry["severity"]) == ("plan-not-whole", "critical")
    assert entry["description"] == "cannot decide: the plan is not whole"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_data(text: str) -> None:
    first, second = entries(hostile(text))
    assert first["check_name"] == text
    assert second["check_name"] == "other"
    assert not written("gitlab", hostile(text)).startswith("\ufeff")


def jq(path: Path) -> dict[str, int]:
    """Count as https://docs.gitlab.com/user/infrastructure/iac/mr_integration/ has jq do it."""
    changes = json.loads(path.read_bytes()).get("resource_changes", [])
    verbs = [verb for each in changes for verb in each["change"]["actions"]]
    return {verb: verbs.count(verb) for verb in ("create", "update", "delete")}


@pytest.mark.parametrize("case", CASES)
def test_the_numbers_are_those_that_gitlab_has_jq_count(case: str) -> None:
    told = json.loads(written("gitlab-terraform", judged(case)))
    assert told == jq(FIXTURES / case / "plan.json")


def test_a_terraform_report(kept: SnapshotAssertion) -> None:
    assert written("gitlab-terraform", judged("shop-mixed")) == kept


def test_replacements_are_counted_as_what_they_are_made_of() -> None:
    orders = {
        "aws_x.a": ReplaceOrder.DELETE_FIRST,
        "aws_x.b": ReplaceOrder.CREATE_FIRST,
        "aws_x.c": ReplaceOrder.CREATE_THEN_FORGET,
    }
    replaced = [change(name, verb=Verb.REPLACE, order=how) for name, how in orders.items()]
    others = [change(str(verb), verb=verb) for verb in Verb if verb is not Verb.REPLACE]
    told = report(section(changes=tuple(replaced)), section(changes=tuple(others)))
    assert written("gitlab-terraform", told) == '{"create": 4, "update": 1, "delete": 3}\n'
