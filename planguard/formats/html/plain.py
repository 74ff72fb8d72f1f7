"""The verdict in words, and the findings as markup for where no script runs."""

from __future__ import annotations

from html import escape

from planguard.model.report import CANNOT_DECIDE, Finding, Report
from planguard.model.words import Decision, Outcome

_VERDICT = {
    Decision.ALLOW: "Allowed",
    Decision.WARN: "Allowed, with warnings",
    Decision.APPROVE: "Approval needed",
    Decision.DENY: "Denied",
}
_SURE = {Outcome.UNKNOWN: " (not known)", Outcome.ERROR: " (policy error)"}


def verdict(report: Report) -> str:
    """Say what becomes of the plans."""
    return "Cannot decide" if report.exit_code == CANNOT_DECIDE else _VERDICT[report.decision]


def document_title(report: Report) -> str:
    """Name the page by its verdict and its plans."""
    first, *others = (section.label for section in report.sections)
    more = f" and {len(others)} more" if others else ""
    return f"{verdict(report)}: {first}{more} - planguard"


def plain_findings(report: Report) -> str:
    """Give every finding as ASCII markup."""
    parts = []
    for section in report.sections:
        parts.append(f"<h2>{escape(section.label)}</h2>")
        parts.extend(_plain_finding(finding) for finding in section.findings)
        if not section.findings:
            parts.append("<p>Nothing was found.</p>")
    return "\n".join(parts).encode("ascii", "xmlcharrefreplace").decode("ascii")


def _plain_finding(finding: Finding) -> str:
    place = "".join(f" {each.file}:{each.line}" for each in finding.locations[:1])
    word = f"{finding.decision.upper()}{_SURE.get(finding.outcome, '')}"
    return (
        f"<h3>{escape(word)} {escape(finding.policy)}</h3>"
        f"<p>{escape(finding.address)}{escape(place)}</p>"
        f"<p>{escape(finding.message)}</p><p>Fix: {escape(finding.fix)}</p>"
    )
