r"""
`atlantis`: the report as the output of a custom policy check of Atlantis.

    policy_check:
      steps:
        - show
        - run: planguard check "$SHOWFILE" --format atlantis || echo "1 failure"

Atlantis goes by the text, not by the exit code: a policy set fails when the output is empty, starts
with `FAIL`, or holds `([1-9][0-9]* failure|failures": \[)` anywhere
(https://www.runatlantis.io/docs/custom-policy-checks, server/events/project_command_runner.go). So
this is never empty; it starts with `FAIL` when the plan is denied, cannot be decided or needs
approval; otherwise it starts with `PASS` and ends in `0 failures`, and where a message would speak
of `3 failures` the blank between the two is one that does not break lines. What `echo` adds makes a
failure of a check that could not be made at all, whose only output is an error message.

Needing approval is a failure, too: `atlantis approve_policies` is the approval, by the owners of
the policy set. Atlantis asks the same owners for a denial and for what cannot be decided.

Every finding that holds the plan has one line of its own for sticky approvals:

    policy_item_regex: "(?m)^FAIL.*"

Such a line has the policy, the address, the action, and a digest of the changed values and of all
addresses; no time, no live number. So an approval lasts while the same is to be done to the same
object, and is asked for again when the values change, or when what was not known is known. What the
policy has to say stands below, indented, and is not compared. Three backticks would end the block
that Atlantis shows the output in; they are written as apostrophes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from planguard.formats.interface import Style
from planguard.formats.interface.wording import (
    NOT_WHOLE,
    changes_told,
    counted,
    fact_told,
    held_as,
    is_held,
    is_held_as_a_whole,
    place_told,
    reach_told,
    section_verdict,
    verdict,
)
from planguard.model.report import Finding, Report, Section
from planguard.model.words import Decision

name = "atlantis"
pictured = False
proven = False

_COUNT = re.compile(r"([1-9][0-9]*) (failure)")
_LIST = re.compile(r'(failures": )\[')
_BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_NO_BREAK = "\u00a0"


def write(report: Report, style: Style) -> str:  # noqa: ARG001 - one signature for all formats
    """Give the report as text that Atlantis takes for what it is."""
    held = report.decision.rank >= Decision.APPROVE.rank
    told = _harmless("\n".join(_report(report)))
    first = "" if held else f"PASS - planguard - {verdict(report)}\n"
    return f"{first}{told}\n\n{_count(report)}\n"


def _report(report: Report) -> Iterator[str]:
    """Give the lines; those of sections that are held come first, so that one of them is first."""
    ordered = sorted(report.sections, key=lambda each: each.decision.rank, reverse=True)
    for section in ordered:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    where = f" - {_line(section.label)}"
    if is_held_as_a_whole(section):
        yield f"FAIL - {section_verdict(section)}{where} - {NOT_WHOLE}"
    for finding in section.findings:
        if is_held(finding):
            yield _item(finding, where)
            yield from _told(finding)
    for finding in section.findings:
        if not is_held(finding):
            told = f"{finding.policy} - {finding.address or section.label} - {finding.message}"
            yield f"{'WARN' if finding.decision is Decision.WARN else 'PASS'} - {_line(told)}"
    for use in section.lanes:
        yield f"LANE - {_line(f'{use.lane} - {use.address} - {use.message}')}"
    yield f"{_line(section.label)}: {section_verdict(section)}; {changes_told(section)}"


def _item(finding: Finding, where: str) -> str:
    """Write the line by which Atlantis knows the finding again: nothing in it may age."""
    about = f" - {_line(finding.address)}" if finding.address else where
    action = f" - {_line(finding.action)}" if finding.action else ""
    told = f"FAIL - {held_as(finding)} - {_line(finding.policy)}{about}{action}"
    return f"{told} - {_digest(finding)}"


def _digest(finding: Finding) -> str:
    """Sum up what is to be done, and to which objects."""
    values = [f"{each.op} {each.path} {each.before} {each.after}" for each in finding.evidence]
    told = "\0".join([*finding.addresses, *values])
    return hashlib.sha256(told.encode(errors="replace")).hexdigest()[:12]


def _told(finding: Finding) -> Iterator[str]:
    place = place_told(finding.locations)
    reason = f"not decided because {finding.reason}" if finding.reason else ""
    facts = map(fact_told, finding.facts)
    fix = f"fix: {finding.fix}" if finding.fix else ""
    for text in (place, finding.message, reason, *facts, finding.note, reach_told(finding), fix):
        yield from (f"  {_line(line)}" for line in _BREAKS.split(text) if line.strip())


def _line(text: str) -> str:
    return _CONTROL.sub("\ufffd", _BREAKS.sub(" ", text))


def _harmless(text: str) -> str:
    """Break what Atlantis would count as failures, and what would end its code block."""
    text = _COUNT.sub(rf"\1{_NO_BREAK}\2", text)
    return _LIST.sub(rf"\1{_NO_BREAK}[", text).replace("```", "'''")


def _count(report: Report) -> str:
    """Write the last line as conftest does."""
    findings = [finding for section in report.sections for finding in section.findings]
    passed = sum(section.passed for section in report.sections)
    failed = sum(map(is_held, findings)) + sum(map(is_held_as_a_whole, report.sections))
    warned = sum(finding.decision is Decision.WARN for finding in findings)
    return (
        f"{counted(passed + len(findings), 'test')}, {passed} passed, "
        f"{counted(warned, 'warning')}, {counted(failed, 'failure')}"
    )
