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
    """Name the page by its verdict and its plans, as markup."""
    first, *others = (section.label for section in report.sections)
    more = f" and {len(others)} more" if others else ""
    return markup(f"{verdict(report)}: {first}{more} - planguard")


def markup(text: str) -> str:
    """Give text as ASCII markup, in which every character can be written."""
    return escape(text).encode("ascii", "xmlcharrefreplace").decode("ascii")


def plain_findings(report: Report) -> str:
    """Give every finding as markup."""
    parts = []
    for section in report.sections:
        parts.append(f"<h2>{markup(section.label)}</h2>")
        parts.extend(_plain_finding(finding) for finding in section.findings)
        if not section.findings:
            parts.append("<p>Nothing was found.</p>")
    return "\n".join(parts)


def _plain_finding(finding: Finding) -> str:
    place = "".join(f" {each.file}:{each.line}" for each in finding.locations[:1])
    word = f"{finding.decision.upper()}{_SURE.get(finding.outcome, '')}"
    return (
        f"<h3>{markup(word)} {markup(finding.policy)}</h3>"
        f"<p>{markup(finding.address)}{markup(place)}</p>"
        f"<p>{markup(finding.message)}</p><p>Fix: {markup(finding.fix)}</p>"
    )
