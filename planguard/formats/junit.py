"""
`junit`: the report as test results, for Jenkins, GitLab, Azure and whatever else shows tests.

    planguard check plan.json --format junit=planguard.xml

One suite for each plan, one case for each finding, of class `planguard.POLICY`, named after the
object and the action, so that a server can tell new from old ones. A finding that denies or that
needs approval is a failure of type `deny` or `approve`; one that holds the plan because something
is not known, or because the policy cannot be evaluated, is an error of type `unknown` or
`policy-error`, and so is a plan that is not whole, of type `plan-not-whole`. Warnings, and what a
lane let through, have passed and say so in their output. Policy evaluations that passed are counted
in one more case, so that no suite is empty, which Jenkins would call a failure.

Times and dates are left out: a report knows no clock. Written to the schema of Jenkins' xUnit plugin
(https://github.com/jenkinsci/xunit-plugin, junit-10.xsd), which has no place for a file, so that
file and line are part of the text; GitLab shows name, class and text
(https://docs.gitlab.com/ci/testing/unit_test_reports/). XML cannot hold control characters: each
is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from planguard.formats.interface import Style
from planguard.formats.interface.wording import (
    NOT_WHOLE,
    changes_told,
    counted,
    fact_told,
    is_held,
    is_held_as_a_whole,
    place_told,
    reach_told,
    section_verdict,
    way_told,
)
from planguard.model.report import Finding, Report, Section
from planguard.model.words import Outcome

name = "junit"
pictured = False
proven = False

_TYPES = {Outcome.UNKNOWN: "unknown", Outcome.ERROR: "policy-error"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(report: Report, style: Style) -> str:  # noqa: ARG001 - one signature for all formats
    """Give the report as JUnit's XML."""
    suites = [_suite(section) for section in report.sections]
    root = Element("testsuites", {"name": "planguard", **_counts(suites)})
    root.extend(suites)
    indent(root)
    text = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _counts(suites: list[Element]) -> dict[str, str]:
    return {
        what: str(sum(int(suite.attrib[what]) for suite in suites))
        for what in ("tests", "failures", "errors")
    }


def _suite(section: Section) -> Element:
    cases = [_passed(section), *map(_case, section.findings)]
    if is_held_as_a_whole(section):
        cases.insert(0, _not_whole(section))
    env = section.environment.name
    suite = Element(
        "testsuite",
        {
            "name": _xml(f"{section.label} ({env})" if env else section.label),
            "tests": str(len(cases)),
            "failures": str(sum(case.find("failure") is not None for case in cases)),
            "errors": str(sum(case.find("error") is not None for case in cases)),
            "skipped": "0",
        },
    )
    suite.extend(cases)
    return suite


def _passed(section: Section) -> Element:
    case = Element("testcase", {"classname": "planguard", "name": "everything else"})
    told = f"{counted(section.passed, 'policy evaluation')} passed\n{changes_told(section)}"
    SubElement(case, "system-out").text = _xml(told)
    return case


def _not_whole(section: Section) -> Element:
    case = Element("testcase", {"classname": "planguard", "name": "the plan is whole"})
    message = f"{section_verdict(section)}: {NOT_WHOLE}"
    error = SubElement(case, "error", {"type": "plan-not-whole", "message": message})
    notices = [f"{notice.kind}: {notice.text}" for notice in section.notices]
    error.text = _xml("\n".join([message, *notices]))
    return case


def _case(finding: Finding) -> Element:
    about = finding.address or "the plan"
    action = f" ({finding.action})" if finding.action else ""
    case = Element(
        "testcase",
        {"classname": _xml(f"planguard.{finding.policy}"), "name": _xml(f"{about}{action}")},
    )
    text = _xml("\n".join(filter(None, _told(finding))))
    if is_held(finding):
        kind = _TYPES.get(finding.outcome, str(finding.decision))
        tag = "error" if finding.outcome in _TYPES else "failure"
        message = _xml(finding.message or finding.title)
        SubElement(case, tag, {"type": kind, "message": message}).text = text
    else:
        SubElement(case, "system-out").text = f"{finding.decision}: {text}"
    return case


def _told(finding: Finding) -> Iterator[str]:
    yield finding.message or finding.title
    yield place_told(finding.locations)
    yield f"not decided because {finding.reason}" if finding.reason else ""
    yield from map(fact_told, finding.facts)
    yield finding.note
    yield reach_told(finding)
    yield from (f"  {way_told(way)}" for way in finding.reach.paths)
    yield f"why: {finding.title}. {finding.why}" if finding.why else ""
    yield f"fix: {finding.fix}" if finding.fix else ""


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
