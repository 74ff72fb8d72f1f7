"""
The difference of two reports as a JSON document, version 1.

Fields may be added, none is removed or changes its meaning. `then` and `now` are `null` where a
finding, a change or a plan is in one report only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planguard.cli.diff_compare import SectionDifference
    from planguard.formats.json.document import (
        ChangeDocument,
        FindingDocument,
        ReportDocument,
        SectionDocument,
    )

_VERSION = 1


def difference_document(
    then: ReportDocument, now: ReportDocument, differences: Sequence[SectionDifference]
) -> dict[str, object]:
    """Give what JSON is written of."""
    return {
        "version": _VERSION,
        "worse": any(each.is_worse for each in differences),
        "then": {"decision": then.decision, "exit_code": then.exit_code},
        "now": {"decision": now.decision, "exit_code": now.exit_code},
        "plans": [_plan(each) for each in differences],
    }


def _plan(difference: SectionDifference) -> dict[str, object]:
    return {
        "worse": difference.is_worse,
        "then": _section(difference.then),
        "now": _section(difference.now),
        "findings": [
            {
                "turn": each.turn,
                "policy": each.told.policy,
                "address": each.told.address,
                "action": each.told.action,
                "because": each.because,
                "then": _finding(each.then),
                "now": _finding(each.now),
            }
            for each in difference.findings
        ],
        "changes": [
            {"address": each.address, "then": _change(each.then), "now": _change(each.now)}
            for each in difference.changes
        ],
        "unchanged": difference.unchanged,
        "facts": [
            {"topic": each.topic, "address": each.address, "then": each.then, "now": each.now}
            for each in difference.facts
        ],
    }


def _section(section: SectionDocument | None) -> object:
    return section and {
        "label": section.label,
        "decision": section.decision,
        "undecidable": section.undecidable,
        "environment": {
            "name": section.environment.name,
            "protected": section.environment.protected,
        },
    }


def _finding(finding: FindingDocument | None) -> object:
    return finding and {
        "decision": finding.decision,
        "outcome": finding.outcome,
        "message": finding.message,
        "reason": finding.reason,
        "fix": finding.fix,
    }


def _change(change: ChangeDocument | None) -> object:
    return change and {"verb": change.verb, "order": change.order, "actions": change.actions}
