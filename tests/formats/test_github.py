"""
Annotations, read as the runner reads them.

`runner` follows `ActionCommand.TryParseV2`, `TryParse` (the older `##[name]message`, which may stand
anywhere in a line) and `ExecutionContext.AddIssue` of https://github.com/actions/runner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from formats.test_sarif import CASES, HOSTILE, at, judged
from formats.test_text import REACH, fact, finding, report
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from planguard.formats import Style, format_named
from planguard.model.report import Report
from planguard.model.source import Location
from planguard.model.words import Address, Confidence, Decision, Outcome

KNOWN = {
    "error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "set-env", "add-path",
    "set-output", "save-state", "stop-commands", "add-matcher", "remove-matcher", "echo",
}  # fmt: skip
OLDER = re.compile(r"##\[(?P<name>[^ \]]+)")
UNESCAPED = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


class Plain(SingleFileSnapshotExtension):
    """One text file for each snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What the runner makes of one line."""

    name: str
    fields: dict[str, str]
    text: str


def runner(output: str) -> Iterator[Command | str]:
    """Read output as the runner does: commands, and lines that are none."""
    for line in re.split(r"\r\n|\r|\n", output.removesuffix("\n")):
        told = re.match(r"\s*::(?P<command>.*?)::(?P<text>.*)", line, re.DOTALL)
        name, _, rest = (told["command"] if told else "").partition(" ")
        if told and name in KNOWN:
            pairs = (pair.partition("=") for pair in rest.split(",") if pair)
            fields = {key: unescape(value, UNESCAPED) for key, _, value in pairs}
            text = unescape(told["text"], ("%0D", "%0A", "%25"))
            yield Command(name=name, fields=fields, text=text)
        elif (older := OLDER.search(line)) and older["name"] in KNOWN:
            yield Command(name=older["name"], fields={}, text=line)
        else:
            yield line


def unescape(text: str, tokens: object) -> str:
    for token, character in UNESCAPED.items():
        if token in tokens:  # type: ignore[operator]
            text = text.replace(token, character)
    return text


def write(subject: Report) -> str:
    format_ = format_named("github")
    assert format_ is not None
    return format_.write(subject, Style())


def commands(subject: Report) -> list[Command]:
    """Give the annotations of a report; the last line is the verdict, and no command."""
    *told, verdict = runner(write(subject))
    assert isinstance(verdict, str)
    assert verdict.startswith("planguard: ")
    assert all(isinstance(each, Command) for each in told)
    return [each for each in told if isinstance(each, Command)]


@pytest.mark.parametrize("case", CASES)
def test_output(case: str, snapshot: SnapshotAssertion) -> None:
    subject = judged(case)
    for each in commands(subject):
        assert {"title"} <= each.fields.keys() <= {"file", "line", "endLine", "title"}
    assert write(subject) == snapshot.use_extension(Plain)


def test_live_state(snapshot: SnapshotAssertion) -> None:
    subject = report(
        1,
        decision=Decision.DENY,
        findings=(
            finding(
                locations=(at("main.tf", 3, "attribute"),),
                facts=(fact(), fact(value="unknown: off", source="")),
                reach=REACH,
            ),
            finding(outcome=Outcome.UNKNOWN, decision=Decision.APPROVE, reason="prom is silent"),
            finding(outcome=Outcome.ERROR, reason="no such name", confidence=Confidence.GUESS),
            finding(decision=Decision.APPROVE, relaxed_by="incident-fix", note="INC-7 is open"),
        ),
    )
    assert [each.name for each in commands(subject)] == ["error", "error", "warning", "notice"]
    assert write(subject) == snapshot.use_extension(Plain)


def test_a_finding() -> None:
    place = Location(file="a, b:c%/main.tf", line=3, column=1, end_line=5, what="attribute")
    told = finding(locations=(place,), message="50 % less\r\nof it", fix="")
    (command,) = commands(report(1, decision=Decision.DENY, findings=(told,)))
    assert command == Command(
        name="error",
        fields={
            "file": "a, b:c%/main.tf",
            "line": "3",
            "endLine": "5",
            "title": "no-less: aws_x.a",
        },
        text="50 % less\r\nof it",
    )


@pytest.mark.parametrize(
    ("places", "file", "end"),
    [
        ((at(".terraform/modules/a/m.tf", 1, "attribute"), at("m.tf", 9, "module call")), "m.tf", 9),
        ((Location(file="m.tf", line=2, column=1, end_line=8, what="resource"),), "m.tf", 2),
        ((at("l.tf", 4, "local"), at("a/m.tf", 7, "attribute")), "l.tf", 4),
        ((at("../m.tf", 1, "resource"),), None, None),
        ((), None, None),
    ],
)  # fmt: skip
def test_the_place(places: tuple[Location, ...], file: str | None, end: int | None) -> None:
    told = finding(locations=places)
    (command,) = commands(report(1, decision=Decision.DENY, findings=(told,)))
    assert command.fields.get("file") == file
    assert command.fields.get("endLine") == (str(end) if end else None)


def many(number: int, decision: Decision) -> list[object]:
    return [finding(decision=decision, address=Address(f"aws_x.a{n}")) for n in range(number)]


def test_ten_of_each_kind_need_no_roll_up() -> None:
    rows = [
        row for each in (Decision.DENY, Decision.APPROVE, Decision.WARN) for row in many(10, each)
    ]
    told = commands(report(1, decision=Decision.DENY, findings=tuple(rows)))
    assert [each.name for each in told] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10


def test_one_notice_tells_what_is_beyond() -> None:
    rows = (*many(13, Decision.DENY), *many(11, Decision.APPROVE), *many(10, Decision.WARN))
    *told, last = commands(report(1, decision=Decision.DENY, findings=rows))
    assert [each.name for each in (*told, last)] == (
        ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    )
    assert told[0].fields["title"] == "no-less: aws_x.a0"
    assert last.text == "and 5 more (3 errors, 1 warning, 1 notice): see the whole report."


def test_a_plan_that_is_not_whole_is_an_error() -> None:
    subject = report(4, decision=Decision.DENY, undecidable=True, findings=many(10, Decision.WARN))
    first, *_ = commands(replace(subject, sections=subject.sections))
    assert (first.name, first.fields["title"]) == ("error", "planguard: cannot decide")
    assert write(subject).endswith("\nplanguard: cannot decide (exit 4)\n")


def test_an_allowed_plan_is_a_verdict() -> None:
    assert write(report()) == "planguard: allowed (exit 0)\n"


def test_texts_end_before_the_runner_cuts_them() -> None:
    told = finding(message="😀" * 9_000, address=Address("a" * 900))
    (command,) = commands(report(1, decision=Decision.DENY, findings=(told,)))
    assert len(command.text.encode("utf-16-le")) / 2 <= 4096
    assert len(command.fields["title"]) == 255


@given(
    st.lists(
        st.sampled_from(
            [
                *HOSTILE,
                "::",
                "##[error]",
                "::stop-commands::x",
                "%0A",
                "%25",
                "%3A",
                "\n",
                "\r",
                "\u2028",
                "\x85",
                ",",
                "=",
            ]
        )
    ).map("".join)
)
def test_no_text_makes_a_command_of_its_own(text: str) -> None:  # fmt: skip
    told = finding(
        **dict.fromkeys(("policy", "title", "message", "fix", "reason", "note"), f"a{text}"),
        address=Address(text),
        outcome=Outcome.UNKNOWN,
        locations=(at(f"dir/a{text}", 1, "attribute"),),
    )
    subject = report(1, decision=Decision.DENY, findings=(told,), label=text)
    for command in commands(subject):
        assert command.name == "error"
        assert command.fields.keys() == {"file", "line", "endLine", "title"}
        assert "\u2028" not in command.text
    assert len(write(subject).splitlines()) == 2
