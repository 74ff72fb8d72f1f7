"""
The plan does not tell the whole story.

Planning ended with an error, covers only a part of the configuration (`-target`, `-exclude`), puts
changes off to a later plan, or the document contradicts itself. Whatever is judged on such a plan
holds for what it shows and for nothing else. A refresh that was switched off leaves no trace in the
document and cannot be seen.

It is one action without an address. Details: `count`, the reasons there are.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import Overview
from planguard.model.action import Action

_ERRORED = "planning ended with an error"
_INCOMPLETE = "the plan says that it is not complete"


def find(overview: Overview) -> Iterator[Action]:
    """Give `plan.partial` when anything is missing or doubtful."""
    known = overview.plan.completeness
    reasons = [*known.reasons, *known.doubts]
    if known.errored and not known.reasons:
        reasons.insert(0, _ERRORED)
    elif not known.complete and not known.reasons:
        reasons.insert(0, _INCOMPLETE)
    if reasons:
        yield overview.action(
            "plan.partial", (), "; ".join(reasons), details={"count": len(reasons)}
        )
