"""
`sarif`: results for code scanning: GitHub's alerts on the lines of a pull request, and others.

One SARIF 2.1.0 run with a rule for each policy that did not pass and a result for each finding: at
the line where the value is written, else the attribute's, its block's, or the call of its module.
Paths are relative to the repository (`%SRCROOT%`) and never point into installed modules or out of
it. A denial is an error, an approval a warning, a warning a note. Results whose actions are about
access, exposure, secrets, keys or protection have a `security-severity`; GitHub calls those of a
denial high.

GitHub shows an alert in a pull request when all of its lines are in the diff, so a result points at
one line; it refuses the whole file when one result has no line, and when the run says that it did
not succeed. A finding on what stands nowhere any more, or on the plan as a whole, is shown at the
first line of the root module, and says so. Without the files it is no result: it is told, with how
many there are, in the run's notifications, as is that planguard cannot decide (the exit code stands
beside it).
Fingerprints hold policy, address and action alone, so alerts keep their identity when lines move
and live values change. GitHub ignores graphs, so the reach is told in words.

Of more than 5,000 results, which is what GitHub keeps, the most severe are written; long texts are
cut, and the 10 MB of an upload are not reached.
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from planguard.formats.interface import Style
from planguard.formats.interface.wording import in_repository
from planguard.formats.sarif.message import MOST_TEXT, Entry, message
from planguard.formats.sarif.rules import LEVELS, rules
from planguard.model.redaction import clipped
from planguard.model.report import CANNOT_DECIDE, Finding, Report, Section
from planguard.model.source import Location
from planguard.model.words import Decision

name = "sarif"
pictured = False
proven = False

_MOST_RESULTS = 5_000
_MOST_PLACES = 10
_MOST_NAMED = 20
_SAFE_IN_URI = re.compile(r"[A-Za-z0-9._~/-]")


def write(report: Report, style: Style) -> str:  # noqa: ARG001 - one signature for all formats
    """Give the report as one SARIF log."""
    entries = sorted(_entries(report), key=lambda each: -each.finding.decision.rank)
    placed = [each for each in entries if each.places]
    shown = placed[:_MOST_RESULTS]
    described = rules(each.finding for each in shown)
    run = {
        "tool": {"driver": {"name": "planguard", "rules": list(described.values())}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The repository."}}},
        "invocations": [
            {
                "executionSuccessful": True,
                "exitCode": report.exit_code,
                "toolExecutionNotifications": list(_notifications(report, entries)),
            }
        ],
        "results": [],
    }
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    results = _results(shown, list(described), several=len(report.sections) > 1)
    return _written(document, results)


def _written(document: Mapping[str, Any], results: Iterable[Mapping[str, Any]]) -> str:
    """Write the log with a line for each result, which is many times faster than to indent them."""
    before, empty, after = json.dumps(document, indent=1, ensure_ascii=False).rpartition("[]")
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in results)
    return f"{before}[\n{lines}\n]{after}\n" if lines else f"{before}{empty}{after}\n"


def _entries(report: Report) -> Iterator[Entry]:
    for section in report.sections:
        because = {(each.id, each.address): each.because for each in section.actions}
        for finding in section.findings:
            yield Entry(
                plan=section.label,
                finding=finding,
                because=because.get((finding.action, finding.address), ""),
                places=_places(finding.locations) or _anchor(section),
            )


def _places(locations: Iterable[Location]) -> tuple[Location, ...]:
    lines: dict[tuple[str, int], Location] = {}
    for each in locations:
        if in_repository(each.file):
            lines.setdefault((each.file, each.line), each)
    return tuple(lines.values())[:_MOST_PLACES]


def _anchor(section: Section) -> tuple[Location, ...]:
    """Give what stands for the plan as a whole; the message says that it does."""
    return _places([section.anchor] if section.anchor else ())


def _results(
    entries: Iterable[Entry], policies: Sequence[str], *, several: bool
) -> list[Mapping[str, Any]]:
    index = {policy: place for place, policy in enumerate(policies)}
    seen: Counter[str] = Counter()
    found: list[Mapping[str, Any]] = []
    for each in entries:
        finding = each.finding
        mark = _fingerprint(finding)
        seen[mark] += 1
        result: dict[str, Any] = {
            "ruleId": finding.policy,
            "ruleIndex": index[finding.policy],
            "level": "note" if finding.relaxed_by else LEVELS.get(finding.decision, "note"),
            "message": {"text": message(each, several=several)},
            "locations": [_location(each.places[0], finding)],
            "partialFingerprints": {"primaryLocationLineHash": f"{mark}:{seen[mark]}"},
            "properties": {
                "decision": finding.decision,
                "outcome": finding.outcome,
                "action": finding.action,
                "plan": each.plan,
            },
        }
        if len(each.places) > 1:
            result["relatedLocations"] = [
                {"id": number, **_physical(place), "message": {"text": place.what or "related"}}
                for number, place in enumerate(each.places[1:], start=1)
            ]
        found.append(result)
    return found


def _fingerprint(finding: Finding) -> str:
    """Name a finding the same whatever the lines, the values and the day."""
    told = f"{finding.policy}\0{finding.address}\0{finding.action}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _location(place: Location, finding: Finding) -> Mapping[str, Any]:
    logical = [{"fullyQualifiedName": each, "kind": "resource"} for each in _objects(finding)]
    return {**_physical(place), **({"logicalLocations": logical} if logical else {})}


def _objects(finding: Finding) -> Sequence[str]:
    named = dict.fromkeys((finding.address, *finding.addresses))
    return [each for each in named if each][:_MOST_NAMED]


def _physical(place: Location) -> dict[str, Any]:
    uri = "".join(
        each
        if _SAFE_IN_URI.match(each)
        else "".join(f"%{byte:02X}" for byte in each.encode("utf-8", "replace"))
        for each in place.file
    )
    region = {"startLine": place.line, "startColumn": place.column, "endLine": place.line}
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
            "region": region,
        }
    }


def _notifications(report: Report, entries: Sequence[Entry]) -> Iterator[Mapping[str, Any]]:
    if report.exit_code == CANNOT_DECIDE:
        yield _notification(
            "cannot-decide", "planguard cannot decide: something that must be known is not."
        )
    placeless = [each.finding for each in entries if not each.places]
    if placeless:
        named = [f"{each.policy} ({each.address or 'the plan'})" for each in placeless]
        more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
        yield _notification(
            "findings-without-a-line",
            f"{len(named)} of {len(entries)} findings are no results, because no line of the "
            f"configuration is known for them: {', '.join(named[:_MOST_NAMED])}{more}.",
            max(placeless, key=lambda each: each.decision.rank).decision,
        )
    rest = len(entries) - len(placeless) - _MOST_RESULTS
    if rest > 0:
        yield _notification(
            "results-left-out", f"{rest} results are left out, the least severe.", Decision.APPROVE
        )


def _notification(
    identifier: str, text: str, decision: Decision = Decision.DENY
) -> Mapping[str, Any]:
    return {
        "descriptor": {"id": identifier},
        "level": LEVELS.get(decision, "note"),
        "message": {"text": clipped(text, MOST_TEXT)},
    }
