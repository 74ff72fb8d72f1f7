"""
`github-summary`: the report as the summary of a job in GitHub Actions.

    planguard check plan.json --format "github-summary=$GITHUB_STEP_SUMMARY"

It is the page that `markdown` writes, without its marker and with more room: a step may write
1 MiB, and one byte more and GitHub shows nothing of it
(https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits).
48 KiB of that are left for what else the step writes. What does not fit is left out as it is there.
"""

from __future__ import annotations

from planguard.formats.interface import Style
from planguard.formats.interface.markdown_fit import fit
from planguard.formats.interface.markdown_report import report_parts
from planguard.model.report import Report

name = "github-summary"
pictured = True
proven = True
MOST = 1_000 * 1024
_LIMIT = "the 1 MiB of a job summary"


def write(report: Report, style: Style) -> str:
    """Give the report as Markdown that fits a job summary."""
    return fit(list(report_parts(report, style)), MOST, _LIMIT)
