from __future__ import annotations

from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from formats.report_rig import (
    HOSTILE,
    KEPT,
    fact,
    finding,
    hostile,
    judged,
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

from planguard.model.plan import Notice
from planguard.model.report import Report
from planguard.model.words import Decision, Outcome


class PlainFile(SingleFileSnapshotExtension):
    """One XML file for each snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "xml"


@pytest.fixture
def kept(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(PlainFile)


@cache
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(Path(__file__).with_name("junit.xsd"))


def parsed(subject: Report) -> ET.Element:
    """Write, hold to the schema and parse."""
    text = written("junit", subject)
    schema().validate(text.partition("\n")[2])
    root = ET.fromstring(text.encode())  # noqa: S314 - our own
    for what, tag in (("failures", "failure"), ("errors", "error"), ("tests", "testcase")):
        assert int(root.attrib[what]) == len(root.findall(f".//{tag}"))
    return root


def case(root: ET.Element, place: int = 1) -> ET.Element:
    return root.findall(".//testcase")[place]


@pytest.mark.parametrize("name", KEPT)
def test_output(kept: SnapshotAssertion, name: str) -> None:
    root = parsed(judged(name))
    held = int(root.attrib["failures"]) + int(root.attrib["errors"])
    assert bool(held) == (judged(name).exit_code != 0)
    assert written("junit", judged(name)) == kept


def test_live_state(kept: SnapshotAssertion) -> None:
    root = parsed(live())
    assert [each.attrib["type"] for each in root.findall(".//testcase/*[@type]")] == [
        "deny",
        "unknown",
    ]
    assert written("junit", live()) == kept


def test_a_failure_says_all_there_is() -> None:
    held = finding(
        facts=(fact(),), note="a lane is closed", reach=reach("aws_x.a aws_x.b", count=1)
    )
    told = case(parsed(report(decision=Decision.DENY, findings=(held,))))
    assert told.attrib == {"classname": "planguard.no-less", "name": "aws_x.a (scale.down)"}
    failure = told[0]
    assert failure.tag == "failure"
    assert failure.attrib == {"type": "deny", "message": "it shrinks"}
    assert failure.text == (
        "it shrinks\nmain.tf:3\nload.cpu 81 % > 60 %, prom, 40 s ago (3 series)\n"
        "a lane is closed\nreaches 1 other resource, services shop, owners @acme/platform\n"
        "  aws_x.a.id -> aws_x.b (role)\nwhy: Less. load stays\nfix: do not"
    )


@pytest.mark.parametrize(
    ("fields", "tag", "type_"),
    [
        ({"decision": Decision.APPROVE}, "failure", "approve"),
        ({"outcome": Outcome.UNKNOWN, "reason": "off"}, "error", "unknown"),
        ({"outcome": Outcome.ERROR}, "error", "policy-error"),
        ({"decision": Decision.WARN}, "system-out", None),
        ({"decision": Decision.WARN, "outcome": Outcome.UNKNOWN}, "system-out", None),
        ({"decision": Decision.ALLOW}, "system-out", None),
    ],
)
def test_what_becomes_of_a_finding(
    fields: dict[str, Decision], tag: str, type_: str | None
) -> None:
    held = finding("", action="", message="", locations=(), fix="", why="", **fields)
    told = case(parsed(report(decision=held.decision, findings=(held,))))
    assert told.attrib["name"] == "the plan"
    assert (told[0].tag, told[0].get("type")) == (tag, type_)
    assert "Less" in (told[0].text or "")


def test_a_plan_without_findings_is_a_test_that_passed() -> None:
    root = parsed(report())
    assert root.attrib["tests"] == "1"
    assert case(root, 0).findtext("system-out", "").startswith("3 policy evaluations passed\n")


def test_a_plan_that_is_not_whole_is_an_error() -> None:
    notice = Notice(kind="partial", subject="", text="planning ended")
    told = case(parsed(report(decision=Decision.DENY, undecidable=True, notices=(notice,))), 0)
    assert told.attrib["name"] == "the plan is whole"
    assert told[0].attrib["type"] == "plan-not-whole"
    assert told[0].text == "cannot decide: the plan is not whole\npartial: planning ended"


def test_each_plan_is_a_suite() -> None:
    root = parsed(report(section(), section(label="b.json", findings=(finding(),))))
    assert [each.attrib["name"] for each in root] == ["plan.json (prod)", "b.json (prod)"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_text(text: str) -> None:
    root = parsed(hostile(text))
    assert {each.tag for each in root.iter()} == {
        "testsuites", "testsuite", "testcase", "failure", "system-out",
    }  # fmt: skip
    first, rest = text[0], "".join(root.itertext())
    assert first in rest
    assert "\ufffe" not in written("junit", hostile(text))


@given(st.text())
@settings(deadline=None, max_examples=50)
def test_any_text_is_well_formed(text: str) -> None:
    assert ET.fromstring(written("junit", hostile(text)).encode())  # noqa: S314 - our own
