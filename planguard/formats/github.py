"""
`github`: annotations in a GitHub Actions job, by workflow commands on standard output.

A denial is an `::error`, an approval a `::warning`, a warning a `::notice`, each at the line it is
about (where the value is written, else the attribute, its block, the call of its module) where
that lies in the repository. The last line is the verdict. It needs no upload and no permission;
`sarif` keeps alerts over time.

GitHub keeps 10 errors, 10 warnings and 10 notices of a step (and 50 of a job) and drops the rest
without a word; so the most severe come first, and one notice, which is one of the ten, tells how
many there are beyond. Texts are cut before the 4,096 characters at which the runner cuts them.
Whatever an address, a message or a value holds stays inside its own annotation.
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from planguard.formats.interface import Style
from planguard.formats.interface.wording import (
    NOT_WHOLE,
    counted,
    fact_told,
    in_repository,
    is_held_as_a_whole,
    reach_told,
    section_verdict,
    verdict,
)
from planguard.model.redaction import clipped
from planguard.model.report import Finding, Report, Section
from planguard.model.source import Location
from planguard.model.words import Confidence, Decision, Outcome

name = "github"
pictured = False
proven = False

_MOST_OF_A_KIND = 10
_MOST_TITLE = 255
_MOST_TEXT = 2_000
"""Characters beyond the first plane count twice at the runner's limit of 4,096."""
_VALUES = frozenset({"attribute", "argument", "local"})
_KINDS = {Decision.DENY: "error", Decision.APPROVE: "warning"}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Note:
    """One annotation."""

    kind: str
    title: str
    text: str
    place: Location | None = None

    def command(self) -> str:
        """Write it as a command that ends where its line does."""
        fields = {"title": clipped(self.title, _MOST_TITLE)}
        if self.place:
            fields = {
                "file": self.place.file,
                "line": str(self.place.line),
                "endLine": str(_end(self.place)),
                **fields,
            }
        told = ",".join(f"{key}={_property(value)}" for key, value in fields.items())
        return f"::{self.kind} {told}::{_data(clipped(self.text, _MOST_TEXT))}"


def write(report: Report, style: Style) -> str:  # noqa: ARG001 - one signature for all formats
    """Give the report as workflow commands and a verdict."""
    return "".join(f"{line}\n" for line in (*_commands(report), _verdict(report)))


def _commands(report: Report) -> Iterator[str]:
    notes = [note for each in report.sections for note in _notes(each)]
    counts = Counter(note.kind for note in notes)
    beyond = any(number > _MOST_OF_A_KIND for number in counts.values())
    left = dict.fromkeys(("error", "warning", "notice"), _MOST_OF_A_KIND)
    left["notice"] -= beyond
    for kind, most in left.items():
        shown = [note for note in notes if note.kind == kind][:most]
        counts[kind] -= len(shown)
        for note in shown:
            yield note.command()
    if beyond:
        told = [counted(counts[kind], kind) for kind in left if counts[kind]]
        text = f"and {counts.total()} more ({', '.join(told)}): see the whole report."
        yield _Note(kind="notice", title="planguard", text=text).command()


def _notes(section: Section) -> Iterator[_Note]:
    """Tell the findings of a plan, and why it is held where none of them says so."""
    if is_held_as_a_whole(section):
        yield _Note(
            kind=_KINDS[section.decision],
            title=f"planguard: {section_verdict(section)}",
            text=f"{section.label}: {NOT_WHOLE}",
        )
    for finding in section.findings:
        yield _Note(
            kind="notice" if finding.relaxed_by else _KINDS.get(finding.decision, "notice"),
            title=f"{finding.policy}: {finding.address}" if finding.address else finding.policy,
            text="\n".join(_told(finding)),
            place=next((each for each in finding.locations if in_repository(each.file)), None),
        )


def _told(finding: Finding) -> Iterator[str]:
    yield finding.message or finding.title
    if finding.outcome is Outcome.UNKNOWN:
        yield f"Not decided because {finding.reason}"
    elif finding.outcome is Outcome.ERROR:
        yield f"The policy could not be evaluated: {finding.reason}"
    if finding.confidence is Confidence.GUESS:
        yield "This is a guess from names."
    if finding.relaxed_by:
        yield f"Relaxed by {finding.relaxed_by}"
    if finding.note:
        yield finding.note
    yield from map(fact_told, finding.facts)
    if reach := reach_told(finding):
        yield reach
    if finding.fix:
        yield f"Fix: {finding.fix}"


def _verdict(report: Report) -> str:
    """Say the decision in words that hold nothing of the plan."""
    found = Counter(each.decision for part in report.sections for each in part.findings)
    number = found[report.decision]
    told = f": {counted(number, 'finding')}" if number else ""
    return f"planguard: {verdict(report)}{told} (exit {report.exit_code})"


def _end(place: Location) -> int:
    """Keep annotations of whole blocks at their first line, not below their last."""
    return place.end_line if place.what in _VALUES else place.line


def _data(text: str) -> str:
    clean = _CONTROLS.sub(" ", text)
    return clean.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
