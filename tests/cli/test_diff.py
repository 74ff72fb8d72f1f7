from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from cli.live_state import BUSY, CONFIG, LANE, write_policies

if TYPE_CHECKING:
    from cli.conftest import Ran, Run, WritePlan

Json = dict[str, Any]


class PlainFile(SingleFileSnapshotExtension):
    """One text file for each snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def kept(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(PlainFile)


def service(name: str, before: int, after: int) -> tuple[str, str, list[str], Json, Json]:
    told = {"name": name, "tags": {"environment": "production"}}
    return (
        "aws_ecs_service", name, ["update"],
        {**told, "desired_count": before}, {**told, "desired_count": after},
    )  # fmt: skip


@pytest.fixture
def check(command: Run) -> Callable[..., Json]:
    """Check plans, keep the report and give it."""

    def checked(*plans: Path, to: str, env: str = "prod", more: tuple[str, ...] = ()) -> Json:
        command("check", *plans, "--env", env, f"--format=json={to}", *more)
        told: Json = json.loads(Path(to).read_text(encoding="utf-8"))
        return told

    return checked


@pytest.fixture
def report(check: Callable[..., Json], fewer: Path) -> Json:
    """Write old.json, of a plan that is held, and give it."""
    return check(fewer, to="old.json")


def finding_of(told: Json) -> Json:
    first: Json = told["sections"][0]["findings"][0]
    return first


@pytest.fixture
def against(command: Run, report: Json) -> Callable[..., Ran]:
    """Compare old.json with a report that was edited."""

    def compared(edit: Callable[[Json], object], *options: str) -> Ran:
        new = deepcopy(report)
        edit(new)
        Path("new.json").write_text(json.dumps(new), encoding="utf-8")
        return command("diff", "old.json", "new.json", *options)

    return compared


def test_nothing_is_different(command: Run, report: Json) -> None:
    assert report["exit_code"] == 3
    ran = command("diff", "old.json", "old.json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "then: approval needed (exit 3)\n"
        "now:  approval needed (exit 3)\n"
        "\n"
        "plan.json: approval needed\n"
        "  1 finding as before (--verbose lists them)\n"
        "\n"
        "not worse (exit 0); findings: 1 same\n"
    )
    assert "As before\n    APPROVE  capacity-cut-sharply  aws_ecs_service.web  (scale.down)\n" in (
        command("diff", "old.json", "old.json", "--verbose").out
    )


def test_nothing_at_all(command: Run, check: Callable[..., Json], write_plan: WritePlan) -> None:
    check(write_plan(), to="old.json")
    ran = command("diff", "old.json", "old.json")
    assert ran.out == (
        "then: allowed (exit 0)\nnow:  allowed (exit 0)\n\nplan.json: allowed\n"
        "  nothing is different\n\nnot worse (exit 0); findings: none\n"
    )


def test_a_plan_that_was_made_again(
    command: Run, check: Callable[..., Json], write_plan: WritePlan, kept: SnapshotAssertion
) -> None:
    bucket = {"bucket": "logs", "tags": {"environment": "production"}}
    before = write_plan(
        service("web", 10, 2),
        service("shop", 4, 6),
        ("aws_s3_bucket", "b", ["create"], None, bucket),
    )
    check(before, to="old.json")
    after = write_plan(
        service("web", 10, 9),
        service("pay", 10, 1),
        (
            "aws_s3_bucket",
            "b",
            ["delete", "create"],
            bucket,
            {"bucket": "l", "tags": bucket["tags"]},
        ),
        to="again.json",
    )
    check(after, to="new.json")
    ran = command("diff", "old.json", "new.json")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == kept
    assert command("diff", "new.json", "old.json").code == 1
    assert command("diff", "old.json", "new.json", "-f", "json", "-o", "d.json").code == 1
    told = json.loads(Path("d.json").read_text(encoding="utf-8"))
    assert (told["version"], told["worse"]) == (1, True)
    assert told["then"] == {"decision": "approve", "exit_code": 3}
    turns = {each["address"]: each["turn"] for each in told["plans"][0]["findings"]}
    assert turns["aws_ecs_service.web"] == "solved"
    assert turns["aws_ecs_service.pay"] == "new"
    (moved,) = (each for each in told["plans"][0]["changes"] if each["then"] and each["now"])
    assert (moved["then"]["verb"], moved["now"]["verb"]) == ("create", "replace")


def test_solved(
    command: Run, report: Json, check: Callable[..., Json], write_plan: WritePlan
) -> None:
    assert report
    check(write_plan(service("web", 10, 9)), to="new.json")
    ran = command("diff", "old.json", "new.json")
    assert ran.code == 0
    assert "plan.json: approval needed -> allowed\n" in ran.out
    assert (
        "Solved\n    APPROVE  capacity-cut-sharply  aws_ecs_service.web  (scale.down)\n" in ran.out
    )
    assert ran.out.endswith("not worse (exit 0); findings: 1 solved\n")


@pytest.mark.parametrize(
    ("decision", "code", "said"),
    [
        ("deny", 1, "Severer than before\n    APPROVE -> DENY  capacity-cut-sharply"),
        ("warn", 0, "Milder than before\n    APPROVE -> WARN  capacity-cut-sharply"),
        ("approve", 0, "1 finding as before"),
    ],
)
def test_another_decision(
    against: Callable[..., Ran], decision: str, code: int, said: str
) -> None:
    ran = against(lambda new: finding_of(new).update(decision=decision))
    assert ran.code == code
    assert said in ran.out


def test_a_new_warning_is_not_worse(command: Run, report: Json) -> None:
    finding_of(report).update(decision="warn")
    report["sections"][0].update(decision="warn")
    Path("new.json").write_text(json.dumps(report), encoding="utf-8")
    report["sections"][0].update(findings=[], decision="allow")
    Path("old.json").write_text(json.dumps(report), encoding="utf-8")
    ran = command("diff", "old.json", "new.json")
    assert (ran.code, "New findings\n    WARN  capacity-cut-sharply" in ran.out) == (0, True)


def test_a_verdict_without_a_finding_may_be_worse(against: Callable[..., Ran]) -> None:
    def errored(new: Json) -> None:
        new.update(decision="deny", exit_code=4)
        new["sections"][0].update(decision="deny", undecidable=True)

    ran = against(errored)
    assert ran.code == 1
    assert "now:  cannot decide (exit 4)\n" in ran.out


def test_another_outcome_is_told(against: Callable[..., Ran]) -> None:
    def unknown(new: Json) -> None:
        second = {**finding_of(new), "policy": "other"}
        new["sections"][0]["findings"].append(second)
        finding_of(new).update(outcome="unknown", reason="nobody\nanswers")

    ran = against(unknown)
    assert "As before\n    APPROVE -> APPROVE (not known)  capacity-cut-sharply" in ran.out
    assert "; not decided because nobody answers\n" in ran.out
    assert "New findings\n    APPROVE  other" in ran.out


def test_more_as_before(command: Run, report: Json) -> None:
    report["sections"][0]["findings"].append({**finding_of(report), "policy": "other"})
    Path("old.json").write_text(json.dumps(report), encoding="utf-8")
    finding_of(report).update(outcome="error")
    Path("new.json").write_text(json.dumps(report), encoding="utf-8")
    ran = command("diff", "old.json", "new.json")
    assert "-> APPROVE (policy error)" in ran.out
    assert "\n    1 more as before (--verbose lists them)\n" in ran.out


NOT_ENFORCED = {
    "policy": "capacity-cut-sharply", "title": "off", "reason": "r", "enable": "", "topics": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"not_enforced": [NOT_ENFORCED]}, "its policy is not enforced"),
        ({"overridden": [NOT_ENFORCED]}, "its policy is overridden otherwise"),
        ({"changes": []}, "the change is gone"),
        (
            {"environment": {"name": "", "protected": False, "live": False, "known_from": ""}},
            "it is another environment",
        ),
        ({}, "(scale.down)"),
    ],
)
def test_why_it_is_solved(against: Callable[..., Ran], fields: Json, said: str) -> None:
    ran = against(lambda new: new["sections"][0].update(findings=[], decision="allow", **fields))
    assert ran.code == 0
    assert ran.out.partition("Solved\n")[2].splitlines()[0].endswith(said)
    away = "environment: prod, protected -> not known, not protected\n"
    assert (away in ran.out) is ("environment" in fields)


def test_why_it_is_new(command: Run, report: Json, against: Callable[..., Ran]) -> None:
    assert report
    against(lambda new: new["sections"][0].update(findings=[], not_enforced=[NOT_ENFORCED]))
    ran = command("diff", "new.json", "old.json")
    assert ran.code == 1
    assert "(scale.down): its policy was not enforced\n" in ran.out


def test_lanes_open_and_close(command: Run, against: Callable[..., Ran]) -> None:
    relaxed = {"decision": "warn", "relaxed_by": "fix"}
    ran = against(lambda new: finding_of(new).update(**relaxed))
    assert "(scale.down): the lane fix is open\n" in ran.out
    ran = command("diff", "new.json", "old.json")
    assert (ran.code, "(scale.down): the lane fix is closed\n" in ran.out) == (1, True)


def test_facts_that_moved(command: Run, check: Callable[..., Json], fewer: Path) -> None:
    write_policies(BUSY, LANE)
    lb = CONFIG.replace(", types: [aws_lb*]", "")
    Path("planguard.yaml").write_text(lb.format(url="http://127.0.0.1:1"), encoding="utf-8")
    for name, cpu, rate in (("old", 81, 0.5), ("new", 92, 0.5), ("late", "{unknown: late}", 7)):
        text = f"now: 2026-01-15T12:00:00Z\nfacts: {{load.cpu: {cpu}, traffic.rate: {rate}}}\n"
        Path("facts.yaml").write_text(text, encoding="utf-8")
        check(fewer, to=f"{name}.json", more=("--facts", "facts.yaml"))
    ran = command("diff", "old.json", "new.json")
    assert ran.code == 0
    assert "Live state\n    load.cpu  aws_ecs_service.web: 81 % -> 92 %\n" in ran.out
    ran = command("diff", "old.json", "late.json")
    assert "load.cpu  aws_ecs_service.web: 81 % -> unknown: late\n" in ran.out
    assert "the lane calm-lane is closed" in ran.out
    assert ran.code == 1


def test_an_age_alone_is_no_move(command: Run, report: Json) -> None:
    moments = ("2026-01-15 11:59 UTC, 40 s ago", "2026-01-15 11:59 UTC, 3 min ago")
    fact = {
        "topic": "backup.latest", "subject": "s", "value": "", "compared": "", "source": "aws",
        "observed_at": "", "seen": "", "detail": "",
    }  # fmt: skip
    unknown = {**fact, "value": "unknown: too old"}
    for name, value in zip(("old", "new", "moved"), (*moments, "none"), strict=True):
        finding_of(report)["facts"] = [unknown, {**fact, "value": value}]
        Path(f"{name}.json").write_text(json.dumps(report), encoding="utf-8")
    assert "Live state" not in command("diff", "old.json", "new.json").out
    said = f"backup.latest  aws_ecs_service.web: {moments[0]} -> none\n"
    assert said in command("diff", "old.json", "moved.json").out


def test_several_plans(
    command: Run, check: Callable[..., Json], fewer: Path, write_plan: WritePlan
) -> None:
    calm = write_plan(service("calm", 2, 3), to="calm.json")
    check(calm, fewer, to="old.json")
    check(fewer, calm, to="same.json")
    check(calm, calm, to="new.json")
    assert command("diff", "old.json", "same.json").code == 0
    ran = command("diff", "old.json", "new.json")
    assert (ran.code, ran.out.count("calm.json: allowed")) == (0, 2)
    assert "calm.json: allowed; this plan is new\n" in ran.out
    assert "plan.json: was approval needed; this plan is not in the second report\n" in ran.out
    back = command("diff", "new.json", "old.json")
    assert (back.code, "plan.json: approval needed; this plan is new\n" in back.out) == (1, True)
    told = json.loads(command("diff", "new.json", "old.json", "-f", "json").out)
    assert [each["then"] is None for each in told["plans"]] == [False, True, False]
    assert [each["now"] is None for each in told["plans"]] == [False, False, True]


def test_long_lists_are_cut(command: Run, report: Json) -> None:
    first = finding_of(report)
    report["sections"][0]["findings"] = [
        {**first, "address": f"aws_x.a{place:02}"} for place in range(30)
    ]
    Path("new.json").write_text(json.dumps(report), encoding="utf-8")
    ran = command("diff", "old.json", "new.json")
    assert "\n    and 10 more (--verbose lists them)\n" in ran.out
    assert ran.out.count("APPROVE  ") == 21
    assert command("diff", "old.json", "new.json", "-v").out.count("APPROVE  ") == 31


def test_changes_become_others(command: Run, report: Json) -> None:
    change = report["sections"][0]["changes"][0]
    change.update(actions=[])
    Path("new.json").write_text(json.dumps(report), encoding="utf-8")
    ran = command("diff", "old.json", "new.json")
    assert "Changes: 1 different\n" in ran.out
    assert "~ update  aws_ecs_service.web  [scale.down] -> no action\n" in ran.out
    change.update(actions=["scale.down"], verb="replace", order="create-first")
    Path("new.json").write_text(json.dumps(report), encoding="utf-8")
    ran = command("diff", "old.json", "new.json")
    assert "~ update -> replace (create-first)  aws_ecs_service.web  [scale.down" in ran.out


def test_nothing_in_a_report_steers_the_terminal(against: Callable[..., Ran]) -> None:
    nasty = "\x1b[2J\u202e\u2028\x07 \ud800 a\nb é"
    ran = against(lambda new: finding_of(new).update(message=nasty, address=nasty))
    assert ran.code == 1
    assert not {"\x1b", "\u202e", "\u2028", "\x07"} & set(ran.out)
    assert "\\x1b[2J\\u202e" in ran.out
    assert "a b é" in ran.out


def test_standard_input(command: Run, report: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = json.dumps(report).encode("utf-16")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert command("diff", "old.json", "-").code == 0
    ran = command("diff", "-", "-")
    assert (ran.code, "standard input can be read only once" in ran.err) == (2, True)


MAKE = "`planguard check --format json=REPORT.json PLAN` writes one"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"format_version": "1.2", "resource_changes": []}', "is a plan, not a report"),
        ('{"format_version": "1.2", "planned_values": {}}', "is a plan, not a report"),
        ('{"format_version": "1.0", "values": {}}', "is a state, not a report"),
        ('{"version": 4, "serial": 1, "lineage": "x"}', "is a state file, not a report"),
        ('{"version": "2.1.0", "runs": []}', "is a SARIF report, not a report"),
        ('{"nodes": [], "edges": []}', "is a graph, not a report"),
        ('{"worse": true, "plans": []}', "is what `planguard diff` wrote, not a report"),
        ('{"version": 1}', "is no report of planguard"),
        ("[1]", "is no report: it holds no JSON object"),
        ('{"sections": []}', "is a report without a version"),
        ('{"version": true, "sections": []}', "is a report without a version"),
        ("", "is empty"),
        ("PK\x03\x04rest", "is a binary plan file, not a report"),
        ("plan.json  (terraform)\n", "is no JSON (line 1, column 1)"),
        ('{"a": 1,}', "is no JSON (line 1, column 9)"),
        ("[" * 100_000, "is no JSON"),
        (f'{{"a": {"9" * 5000}}}', "is no JSON"),
    ],
)
def test_what_is_no_report(command: Run, report: Json, text: str, said: str) -> None:
    assert report
    Path("new.json").write_text(text, encoding="utf-8")
    ran = command("diff", "old.json", "new.json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"planguard: new.json: {said} ({MAKE})\n"


def test_bytes_that_are_no_text(command: Run, report: Json) -> None:
    assert report
    Path("new.json").write_bytes(b"\xff\xfe\x00")
    assert "new.json: is no JSON" in command("diff", "old.json", "new.json").err


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_report_that_is_cut_short(command: Run, report: Json, part: float) -> None:
    assert report
    text = Path("old.json").read_text(encoding="utf-8").rstrip()
    cut = text[: int(len(text) * part)]
    Path("new.json").write_text(cut.rstrip("} \n"), encoding="utf-8")
    ran = command("diff", "old.json", "new.json")
    assert (ran.code, ran.out) == (2, "")
    assert "new.json: is cut short: it ends in line " in ran.err


def test_another_version(against: Callable[..., Ran]) -> None:
    ran = against(lambda new: new.update(version=2))
    assert (ran.code, ran.out) == (2, "")
    assert "new.json: is a report of version 2, and this planguard reads version 1 (" in ran.err


def test_a_report_that_was_tampered_with(against: Callable[..., Ran]) -> None:
    ran = against(lambda new: finding_of(new).update(decision="maybe"))
    assert ran.code == 2
    assert "new.json: $.sections[0].findings[0].decision: is no report of version 1: " in ran.err
    assert "maybe" not in ran.err


@pytest.mark.parametrize(
    ("name", "said"), [("absent.json", "does not exist"), (".", "cannot be read"), ("", "be read")]
)
def test_files_that_cannot_be_read(command: Run, report: Json, name: str, said: str) -> None:
    assert report
    ran = command("diff", name, "old.json")
    assert (ran.code, ran.out, said in ran.err) == (2, "", True)


def test_wrong_arguments(command: Run, report: Json) -> None:
    assert report
    ran = command("diff", "old.json", "old.json", "--format", "jsn")
    assert (ran.code, "did you mean json?" in ran.err) == (2, True)
    assert command("diff", "old.json").code == 2


def test_help_says_what_the_exit_codes_mean(command: Run) -> None:
    told = " ".join(command("diff", "--help").out.split())
    assert "OLD.json NEW.json" in told
    assert "Exit codes: 0 nothing is held that was not, 1 it got worse" in told
