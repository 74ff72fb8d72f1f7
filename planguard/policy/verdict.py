"""Which decision the findings of a plan come to, and the plans of a report together."""

from __future__ import annotations

from collections.abc import Sequence

from planguard.errors import InputError
from planguard.model.report import CANNOT_DECIDE, EXIT_CODES, Finding, Report, Section
from planguard.model.words import Decision, Outcome
from planguard.policy.scope import Scene


def decide(scene: Scene, findings: Sequence[Finding]) -> tuple[Decision, bool]:
    """
    Give the decision, and whether a denial rests on what is not known rather than on evidence.

    A plan that ended with an error or contradicts itself is never allowed; nor is an incomplete
    one without a person's word, whatever the policies say.
    """
    completeness = scene.plan.completeness
    decision = max((f.decision for f in findings), key=lambda d: d.rank, default=Decision.ALLOW)
    failed = any(f.decision is Decision.DENY and f.outcome is Outcome.FAIL for f in findings)
    if completeness.errored or completeness.doubts:
        return Decision.DENY, not failed
    if completeness.reasons and decision.rank < Decision.APPROVE.rank:
        decision = Decision.APPROVE
    return decision, decision is Decision.DENY and not failed


def combine(sections: Sequence[Section]) -> Report:
    """
    Make one report of several sections; its decision is the worst of theirs.

    Raises `InputError` when there are none: what was not judged is not allowed.
    """
    if not sections:
        raise InputError("plans", "there is none to judge", "give at least one plan")
    decision = max((each.decision for each in sections), key=lambda d: d.rank)
    worst = [each for each in sections if each.decision is decision]
    undecidable = decision is Decision.DENY and all(each.undecidable for each in worst)
    return Report(
        sections=tuple(sections),
        decision=decision,
        exit_code=CANNOT_DECIDE if undecidable else EXIT_CODES[decision],
    )
