"""
`markdown`: the report as a comment on a pull request or merge request.

    planguard check plan.json --format markdown=comment.md

Its first line is a hidden marker, such as

    <!-- planguard:report prod/plan.json 5c0f3a1b -->

by which a bot finds its own earlier comment and writes over it: it is made of the environment and
the name of each plan and of nothing else, so it stays while they stay, and two stacks or two
environments of one pull request have two comments. Look for a comment whose first line is this
line, whole.

Verdict and what is held come first, by policy, each with what to do; then the part that can go
alone, the table of actions and, folded, reasons, evidence, ways, a Mermaid picture of what depends
on the changes, what is not enforced, and notices. Names with `@`, numbers with `#`, addresses of
pages and everything that Markdown could take for syntax is written as code, so that a report
mentions nobody and links to nothing.

GitHub takes 65,536 characters (https://github.com/orgs/community/discussions/41331). Bytes are
counted here, of which there are never fewer, and 536 are left for what a bot adds. What does not
fit is left out, least important first: picture, notices, what is not enforced, rows of the table,
evidence, ways, reasons, warnings, lanes, the safe part, facts, fixes, messages, and only then names
of what is held, from the least severe; a line at the top says how much. The verdict stays.
"""

from __future__ import annotations

import hashlib
import re

from planguard.formats.interface import Style
from planguard.formats.interface.markdown_fit import fit
from planguard.formats.interface.markdown_report import report_parts
from planguard.model.report import Report

name = "markdown"
pictured = True
proven = True
MOST = 65_000
_LIMIT = "the 65,536 characters of a comment"
_MOST_NAME = 80


def write(report: Report, style: Style) -> str:
    """Give the report as Markdown that fits a comment."""
    first = f"{marker(report)}\n"
    return first + fit(list(report_parts(report, style)), MOST - len(first), _LIMIT)


def marker(report: Report) -> str:
    """Give the line by which the comment about the same plans is found again."""
    stacks = [f"{each.environment.name}/{each.label}" for each in report.sections]
    digest = hashlib.sha256("\n".join(stacks).encode(errors="replace")).hexdigest()[:8]
    shown = re.sub(r"[^A-Za-z0-9._/]+|\.\.+", "-", ",".join(stacks))[:_MOST_NAME].strip("-")
    return f"<!-- planguard:report {shown} {digest} -->"
