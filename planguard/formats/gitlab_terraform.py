"""
`gitlab-terraform`: how much a plan creates, updates and deletes, for GitLab's merge requests.

    script: planguard check plan.json --format gitlab-terraform=tfplan.json
    artifacts: {when: always, reports: {terraform: tfplan.json}}

GitLab shows the three numbers beside the job
(https://docs.gitlab.com/user/infrastructure/iac/mr_integration/) and asks to make them of the plan
with jq, so that no credentials come into the artefact. They are counted as there: a replacement is
one to create and one to delete, one that forgets the old object only one to create; moves, imports,
reads and what is forgotten are not counted. Several plans are added up: for a line each, write each
in a job of its own.
"""

from __future__ import annotations

import json

from planguard.formats.interface import Style
from planguard.model.report import ChangeShown, Report
from planguard.model.words import ReplaceOrder, Verb

name = "gitlab-terraform"
pictured = False
proven = False


def write(report: Report, style: Style) -> str:  # noqa: ARG001 - one signature for all formats
    """Give the three numbers as JSON."""
    counts = {"create": 0, "update": 0, "delete": 0}
    for section in report.sections:
        for change in section.changes:
            for verb in _counted_as(change):
                counts[verb] += 1
    return json.dumps(counts) + "\n"


def _counted_as(change: ChangeShown) -> tuple[str, ...]:
    """Give what the plan's own list of actions has for a change, as far as it is counted."""
    match change.verb:
        case Verb.REPLACE if change.order is ReplaceOrder.CREATE_THEN_FORGET:
            return ("create",)
        case Verb.REPLACE:
            return ("create", "delete")
        case Verb.CREATE | Verb.UPDATE | Verb.DELETE:
            return (str(change.verb),)
        case _:
            return ()
