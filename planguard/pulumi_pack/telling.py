"""A report as Pulumi's diagnostics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from planguard.model.plan import Plan
from planguard.model.redaction import Redactor
from planguard.model.report import Finding, Section
from planguard.model.words import Decision, Outcome
from planguard.pulumi_pack.prior import VARIABLE, Stack
from planguard.pulumi_pack.rules import Rules, severity_of
from planguard.pulumi_pack.verdict import (
    PACK,
    Diagnostic,
    Inapplicable,
    Level,
    Severity,
    Verdict,
)

TITLE = "What could not be judged is held"
_PARTIAL = "plan.partial"
"""What policies about a plan that is not whole are about."""
_BLIND = "cannot tell what changes or goes: no prior state"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_COLOUR = re.compile(r"<(?=\{%)")
"""How Pulumi's own colours begin; no value may paint."""
_LEAST = {Decision.DENY: Severity.HIGH, Decision.APPROVE: Severity.MEDIUM}


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Whom diagnostics are about: the engine takes only URNs of what will be there."""

    stack: Stack
    goal: AbstractSet[str]
    about: str
    """URN for what is about no single resource."""
    only_mandatory: bool = False

    def verdict(
        self,
        section: Section,
        plan: Plan,
        rules: Rules,
        redactor: Redactor,
        hidden: Iterable[str] = (),
    ) -> Verdict:
        """Tell what was found; `hidden` are resources whose secrets could not be compared."""
        pack = _Pack(rules, self.about)
        told = [found for each in section.findings if (found := self._finding(each, rules))]
        doubts = (*plan.completeness.doubts, *plan.completeness.reasons)
        if not any(each.action == _PARTIAL for each in section.findings):
            for text in doubts:
                told += pack.says(f"The run is not wholly known: {redactor.text(text)}")
        if addresses := sorted(urn.removeprefix(self.stack.prefix) for urn in hidden):
            told += pack.says(
                "Secrets may change here: those of the prior state are encrypted and cannot be "
                f"compared: {redactor.text(', '.join(addresses))}. Make the file of {VARIABLE} "
                "with `pulumi stack export --show-secrets`"
            )
        if self.only_mandatory:
            told = [each for each in told if each.level is Level.MANDATORY]
        return Verdict(diagnostics=tuple(told), inapplicable=tuple(_inapplicable(section)))

    def _finding(self, finding: Finding, rules: Rules) -> Diagnostic | None:
        if finding.decision is Decision.ALLOW:
            return None
        held = finding.decision.rank >= Decision.APPROVE.rank
        level = rules.level_of(finding.policy)
        policy = next(each for each in rules.policies if each.id == finding.policy)
        urn = f"{self.stack.prefix}{finding.address}" if finding.address else self.about
        listed = urn in self.goal
        return Diagnostic(
            policy=finding.policy,
            description=finding.title,
            message=safe("\n".join(_lines(finding, "" if listed else urn))),
            level=Level.MANDATORY if held and level is not Level.ADVISORY else Level.ADVISORY,
            severity=max(severity_of(policy), _LEAST.get(finding.decision, Severity.LOW)),
            urn=urn if listed else self.about,
        )


@dataclass(frozen=True, slots=True)
class _Pack:
    """The pack's own policy, about what could not be judged."""

    rules: Rules
    urn: str = field(default="")

    def says(self, text: str) -> list[Diagnostic]:
        level = self.rules.level_of(PACK)
        if level is Level.DISABLED:
            return []
        told = Level.ADVISORY if level is Level.ADVISORY else Level.MANDATORY
        return [
            Diagnostic(
                policy=PACK,
                description=TITLE,
                message=safe(text),
                level=told,
                severity=Severity.HIGH if told is Level.MANDATORY else Severity.LOW,
                urn=self.urn,
            )
        ]


def without_state(found: Verdict, stack: Stack, rules: Rules, why: str) -> Verdict:
    """Add that policies which found nothing could not tell, since nobody knows what was before."""
    spoken = {each.policy for each in found.diagnostics}
    silent = {each.policy for each in found.inapplicable}
    blind = [
        policy
        for policy in rules.judged
        if policy.id not in spoken | silent and not policy.relax and not policy.unset
    ]
    message = safe(f"{_BLIND}: {why}")
    return Verdict(
        diagnostics=(
            *found.diagnostics,
            *_Pack(rules, stack.root).says(message),
            *(
                Diagnostic(
                    policy=policy.id,
                    description=policy.title,
                    message=message,
                    level=_held_at(policy.decision),
                    severity=severity_of(policy),
                    urn=stack.root,
                )
                for policy in blind
            ),
        ),
        inapplicable=(
            *found.inapplicable,
            *(Inapplicable(policy=policy.id, reason=message) for policy in blind),
        ),
    )


def held_for_want_of_state(rules: Rules, why: str, urn: str) -> Verdict:
    """Hold one resource of an update, since nobody knows what becomes of it."""
    return Verdict(diagnostics=tuple(_Pack(rules, urn).says(f"{_BLIND}: {why}")))


def safe(text: str) -> str:
    """Let no text steer a terminal, by its own means or by Pulumi's."""
    return _COLOUR.sub("< ", _CONTROL.sub(lambda each: f"\\x{ord(each[0]):02x}", text))


def _held_at(decision: Decision) -> Level:
    return Level.MANDATORY if decision.rank >= Decision.APPROVE.rank else Level.ADVISORY


def _lines(finding: Finding, urn: str) -> Iterator[str]:
    yield finding.message or finding.title
    if finding.outcome is Outcome.UNKNOWN:
        yield f"Not known: {finding.reason}"
    if finding.outcome is Outcome.ERROR:
        yield f"The policy cannot be evaluated: {finding.reason}"
    if finding.note:
        yield finding.note
    if urn and finding.address:
        yield f"Concerns {urn}"
    if finding.fix:
        yield f"Fix: {finding.fix}"


def _inapplicable(section: Section) -> Iterator[Inapplicable]:
    """Name each policy that was left out or does not know, with every reason."""
    reasons: dict[str, dict[str, None]] = {}
    for finding in section.findings:
        if finding.outcome is Outcome.UNKNOWN:
            reasons.setdefault(finding.policy, {})[finding.reason] = None
    for left_out in section.not_enforced:
        reasons.setdefault(left_out.policy, {})[f"not enforced here: {left_out.reason}"] = None
    for policy, told in reasons.items():
        yield Inapplicable(policy=policy, reason=safe("; ".join(told)))
