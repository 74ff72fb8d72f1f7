"""
Judges actions by policies: pure, so that it can be replayed.

`judge` gives one judgement for every policy and every action, change or plan it concerns. Lanes
are no verdicts: see `lanes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planguard.model.action import Action
from planguard.model.fact import Answer, Query, Unbound
from planguard.model.redaction import Redactor
from planguard.model.value import Unknown, Value
from planguard.model.words import Address, Confidence, Decision, Outcome
from planguard.policy.expression import Failed
from planguard.policy.messages import fill
from planguard.policy.questions import facts_of, subjects, where
from planguard.policy.reading import Policy
from planguard.policy.scope import Scene, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one policy says of one subject; texts are redacted."""

    policy: Policy
    address: Address
    action: Action | None
    outcome: Outcome
    decision: Decision
    message: str = ""
    fix: str = ""
    reason: str = ""
    facts: tuple[tuple[str, Answer], ...] = ()
    unanswered: str = ""
    """The topic that `on_unbound` decided about, for nobody answers it."""
    relaxed_by: str = ""
    """The lane that made a severer decision this one."""
    note: str = ""
    """What a lane has to say of it."""


def judge(
    policies: Sequence[Policy],
    scene: Scene,
    answers: Mapping[Query, Answer],
    redactor: Redactor,
) -> Iterator[Judgement]:
    """Judge every subject by every policy that concerns it, in the order of the policies."""
    for policy in policies:
        if not policy.unset and not policy.relax:
            for subject in subjects(policy, scene):
                yield _judge_one(policy, subject, answers, redactor)


def distinct(judgements: Iterable[Judgement]) -> Iterable[Judgement]:
    """Keep one judgement of a policy at an address: the most severe, the first of equals."""
    best: dict[tuple[str, Address], Judgement] = {}
    for each in judgements:
        key = (each.policy.id, each.address)
        if key not in best or _weight(each) > _weight(best[key]):
            best[key] = each
    return best.values()


_OUTCOMES = (Outcome.PASS, Outcome.SKIP, Outcome.UNKNOWN, Outcome.FAIL, Outcome.ERROR)


def _weight(judgement: Judgement) -> tuple[int, int]:
    return judgement.decision.rank, _OUTCOMES.index(judgement.outcome)


def _judge_one(
    policy: Policy, subject: Subject, answers: Mapping[Query, Answer], redactor: Redactor
) -> Judgement:
    if policy.where.roots.isdisjoint(policy.ask):
        unasked = subject.lookup(policy.params, {})
        if where(policy, subject, unasked) is False:
            return _passed(policy, subject)
    facts = facts_of(policy, subject, answers)
    lookup = subject.lookup(policy.params, facts)

    def judgement(
        outcome: Outcome, decision: Decision, reason: str = "", unanswered: str = ""
    ) -> Judgement:
        told = outcome not in _SILENT
        return Judgement(
            policy=policy,
            address=subject.address,
            action=subject.action,
            outcome=outcome,
            decision=decision,
            message=fill(policy.message, lookup, redactor, policy.ask) if told else "",
            fix=fill(policy.fix, lookup, redactor, policy.ask) if told else "",
            reason=redactor.text(_by_topic(reason, policy)) if reason and told else reason,
            facts=tuple(facts.items()),
            unanswered=unanswered,
        )

    applies = where(policy, subject, lookup)
    if applies is False:
        return judgement(Outcome.PASS, Decision.ALLOW)
    if (settled := _settle(applies, "where")) is not None:
        return judgement(*_settled_decision(policy, settled, subject.action))
    result = policy.when.evaluate(lookup)
    if result is False:
        return judgement(Outcome.PASS, Decision.ALLOW)
    if (settled := _settle(result, "when")) is None:
        return judgement(Outcome.FAIL, _weighed(policy.decision, subject.action))
    unbound = next((fact for fact in facts.values() if isinstance(fact, Unbound)), None)
    if unbound is None or settled[0] is not Outcome.UNKNOWN or _is_known_missing(facts.values()):
        return judgement(*_settled_decision(policy, settled, subject.action))
    if policy.on_unbound is None:
        return judgement(Outcome.SKIP, Decision.ALLOW, _unbound(unbound.topic))
    decision = _weighed(policy.on_unbound, subject.action)
    return judgement(Outcome.UNKNOWN, decision, settled[1], unbound.topic)


def _passed(policy: Policy, subject: Subject) -> Judgement:
    return Judgement(
        policy=policy,
        address=subject.address,
        action=subject.action,
        outcome=Outcome.PASS,
        decision=Decision.ALLOW,
    )


_SILENT = frozenset({Outcome.PASS, Outcome.SKIP})
"""Outcomes that no report writes a message of."""


def told_once(judgements: Iterable[Judgement]) -> Iterator[Judgement]:
    """
    Leave out that nobody answers a question about an action which is held anyway.

    `on_unbound` holds an action for want of a source. Where another policy holds the same action
    at least as severely, for what is known, that tells nothing new: it becomes a skip.
    """
    told = tuple(judgements)
    held: dict[tuple[Address, str], int] = {}
    for each in told:
        if not each.unanswered:
            held[_about(each)] = max(held.get(_about(each), 0), each.decision.rank)
    for each in told:
        if each.unanswered and held.get(_about(each), 0) >= max(each.decision.rank, 1):
            reason = _unbound(each.unanswered)
            yield replace(each, outcome=Outcome.SKIP, decision=Decision.ALLOW, reason=reason)
        else:
            yield each


def _about(judgement: Judgement) -> tuple[Address, str]:
    return judgement.address, judgement.action.id if judgement.action else ""


def _unbound(topic: str) -> str:
    return f"no source is bound to {topic}"


def _is_known_missing(facts: Iterable[Answer]) -> bool:
    """Tell whether a system that should have answered did not."""
    return any(isinstance(fact, Unknown) for fact in facts)


def _by_topic(reason: str, policy: Policy) -> str:
    """Name the topic that is not known, not what the policy calls it."""
    chain, colon, rest = reason.partition(": ")
    asked = policy.ask.get(chain.partition(".")[0])
    return f"{asked.name}{colon}{rest}" if asked and colon else reason


def _settle(result: Value | Failed, key: str) -> tuple[Outcome, str] | None:
    """Say why a result is neither true nor false; `None` when it is one of them."""
    if isinstance(result, bool):
        return None
    if isinstance(result, Unknown):
        return Outcome.UNKNOWN, result.reason
    if isinstance(result, Failed):
        return Outcome.ERROR, f"`{key}`: {result.reason}"
    return Outcome.ERROR, f"`{key}` is neither true nor false"


def _settled_decision(
    policy: Policy, settled: tuple[Outcome, str], action: Action | None
) -> tuple[Outcome, Decision, str]:
    """Turn an unknown or an error into a decision: `on_unknown`, or deny."""
    outcome, reason = settled
    if outcome is Outcome.ERROR:
        return outcome, Decision.DENY, reason
    return outcome, _weighed(policy.on_unknown, action), reason


def _weighed(decision: Decision, action: Action | None) -> Decision:
    """Turn a denial that rests on a guess into a question to a person."""
    if action and action.confidence is Confidence.GUESS and decision is Decision.DENY:
        return Decision.APPROVE
    return decision
