"""
`gitlab`: the findings as a Code Quality report, which GitLab shows in merge requests.

    script: planguard check plan.json --source . --format gitlab=gl-code-quality-report.json
    artifacts: {when: always, reports: {codequality: gl-code-quality-report.json}}

A finding that denies is a `blocker`, or `critical` where it rests on what is not known; one that
needs approval is `major`, a warning `minor`, and what a lane let through `info`; a plan that is not
whole is `critical`. `check_name` is the policy, the description its message. The place is the
configuration's, so give `--source`, and run at the root of the repository: GitLab wants paths from
there. Without one it is the first line of the plan's file.

The fingerprint is made of plan, environment, policy and address: a finding whose line or text
changes stays the same one. Of those on the target branch GitLab shows none as new, so let the
default branch write the report, too. https://docs.gitlab.com/ci/testing/code_quality/ has the
fields; others are ignored and not written.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from planguard.formats.interface import Style
from planguard.formats.interface.wording import (
    NOT_WHOLE,
    is_held_as_a_whole,
    section_verdict,
)
from planguard.model.report import Finding, Report, Section
from planguard.model.words import Decision, Outcome

name = "gitlab"
pictured = False
proven = False

_SEVERITIES = {
    Decision.ALLOW: "info",
    Decision.WARN: "minor",
    Decision.APPROVE: "major",
    Decision.DENY: "blocker",
}
_UNSURE = "critical"


def write(report: Report, style: Style) -> str:  # noqa: ARG001 - one signature for all formats
    """Give the findings as GitLab's subset of the Code Climate format."""
    seen: Counter[str] = Counter()
    entries = []
    for section in report.sections:
        for entry in _entries(section):
            seen[entry["fingerprint"]] += 1
            times = seen[entry["fingerprint"]]
            if times > 1:
                entry["fingerprint"] = _sum(entry["fingerprint"], str(times))
            entries.append(entry)
    return json.dumps(entries, indent=2) + "\n"


def _entries(section: Section) -> Iterator[dict[str, Any]]:
    if is_held_as_a_whole(section):
        yield _entry(
            section,
            policy="plan-not-whole",
            address="",
            told=f"{section_verdict(section)}: {NOT_WHOLE}",
            severity=_UNSURE,
            place=(section.label, 1),
        )
    for finding in section.findings:
        yield _entry(
            section,
            policy=finding.policy,
            address=finding.address,
            told=finding.message or finding.title,
            severity=_severity(finding),
            place=_place(section, finding),
        )


def _entry(
    section: Section,
    *,
    policy: str,
    address: str,
    told: str,
    severity: str,
    place: tuple[str, int],
) -> dict[str, Any]:
    path, line = place
    return {
        "description": " ".join(told.split()),
        "check_name": policy,
        "fingerprint": _sum(section.environment.name, section.label, policy, address),
        "severity": severity,
        "location": {"path": _relative(path), "lines": {"begin": line}},
    }


def _place(section: Section, finding: Finding) -> tuple[str, int]:
    if finding.locations:
        return finding.locations[0].file, finding.locations[0].line
    return section.label, 1


def _relative(path: str) -> str:
    return path.replace("\\", "/").removeprefix("./").lstrip("/")


def _severity(finding: Finding) -> str:
    if finding.decision is Decision.DENY and finding.outcome is not Outcome.FAIL:
        return _UNSURE
    return _SEVERITIES[finding.decision]


def _sum(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()
