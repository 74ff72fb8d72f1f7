"""
Judges actions by policies: pure, so that it can be replayed.

`needed` lists the questions that the policies have; `judge` gives one judgement for every policy
and every action, change or plan it concerns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planguard.model.action import Action
from planguard.model.fact import Answer, Query, Unbound
from planguard.model.redaction import Redactor
from planguard.model.value import Sensitive, Unknown, Value, both_hidden
from planguard.model.words import Address, Confidence, Decision, Outcome
from planguard.policy.expression import Expression, Failed, Lookup, Steps
from planguard.policy.reading import Message, Policy
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


def needed(policies: Sequence[Policy], scene: Scene) -> tuple[Query, ...]:
    """List every question the policies have about this plan, each once."""
    found: dict[Query, None] = {}
    for policy in policies:
        if policy.ask and not policy.unset:
            unasked = dict.fromkeys(policy.ask, Unknown(reason="not asked yet"))
            for subject in _subjects(policy, scene):
                if policy.where.evaluate(subject.lookup(policy.params, unasked)) is not False:
                    found.update(dict.fromkeys(_queries(policy, subject).values()))
    return tuple(found)


def judge(
    policies: Sequence[Policy],
    scene: Scene,
    answers: Mapping[Query, Answer],
    redactor: Redactor,
) -> Iterator[Judgement]:
    """Judge every subject by every policy that concerns it, in the order of the policies."""
    for policy in policies:
        if not policy.unset:
            for subject in _subjects(policy, scene):
                yield _judge_one(policy, subject, answers, redactor)


def _subjects(policy: Policy, scene: Scene) -> Iterator[Subject]:
    if policy.per == "plan":
        yield Subject(scene=scene)
        return
    if policy.per == "change":
        yield from (
            Subject(scene=scene, change=change)
            for change in scene.plan.changes
            if any(map(policy.concerns, scene.action_ids(change.address)))
        )
        return
    for action in scene.actions_on(policy.on):
        yield Subject(scene=scene, action=action, change=scene.change_of(action))


def _queries(policy: Policy, subject: Subject) -> Mapping[str, Query]:
    return {
        alias: Query(topic=topic, subject=subject.address or subject.scene.environment.name)
        for alias, topic in policy.ask.items()
    }


def _judge_one(
    policy: Policy, subject: Subject, answers: Mapping[Query, Answer], redactor: Redactor
) -> Judgement:
    queries = _queries(policy, subject)
    facts = {
        alias: answers.get(query, Unbound(topic=query.topic)) for alias, query in queries.items()
    }
    lookup = subject.lookup(policy.params, facts)

    def judgement(outcome: Outcome, decision: Decision, reason: str = "") -> Judgement:
        told = outcome is not Outcome.PASS
        return Judgement(
            policy=policy,
            address=subject.address,
            action=subject.action,
            outcome=outcome,
            decision=decision,
            message=_fill(policy.message, lookup, redactor) if told else "",
            fix=_fill(policy.fix, lookup, redactor) if told else "",
            reason=redactor.text(reason),
            facts=tuple(facts.items()),
        )

    applies = policy.where.evaluate(lookup)
    if applies is False:
        return judgement(Outcome.PASS, Decision.ALLOW)
    if (settled := _settle(applies, "where")) is not None:
        return judgement(*_settled_decision(policy, settled, subject.action))
    unbound = [alias for alias, fact in facts.items() if isinstance(fact, Unbound)]
    if unbound and policy.on_unbound is None:
        return judgement(Outcome.SKIP, Decision.ALLOW, "nobody answers " + policy.ask[unbound[0]])
    result = policy.when.evaluate(lookup)
    if result is False:
        return judgement(Outcome.PASS, Decision.ALLOW)
    if (settled := _settle(result, "when")) is not None:
        if unbound and policy.on_unbound is not None and settled[0] is Outcome.UNKNOWN:
            decision = _weighed(policy.on_unbound, subject.action)
            return judgement(Outcome.UNKNOWN, decision, settled[1])
        return judgement(*_settled_decision(policy, settled, subject.action))
    return judgement(Outcome.FAIL, _weighed(policy.decision, subject.action))


def _settle(result: Value | Failed, key: str) -> tuple[Outcome, str] | None:
    """Say why a result is neither true nor false; `None` when it is one of them."""
    if isinstance(result, Unknown):
        return Outcome.UNKNOWN, result.reason
    if isinstance(result, Failed):
        return Outcome.ERROR, f"`{key}`: {result.reason}"
    if not isinstance(result, bool):
        return Outcome.ERROR, f"`{key}` is neither true nor false"
    return None


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


def _fill(message: Message, lookup: Lookup, redactor: Redactor) -> str:
    text = "".join(
        piece if isinstance(piece, str) else _shown(piece, lookup, redactor)
        for piece in message.pieces
    )
    return " ".join(text.split(" ")).strip()


def _shown(expression: Expression, lookup: Lookup, redactor: Redactor) -> str:
    result: Value | Failed
    if len(expression.variables) == 1 and _is_chain(expression):
        steps = expression.variables[0].steps
        result, name = lookup(steps), _attribute(steps, lookup)
        if steps in _SIDES:
            sides = both_hidden(lookup(_SIDES[0]), lookup(_SIDES[1]))
            result = sides[_SIDES.index(steps)]
    else:
        result, name = expression.evaluate(lookup), ""
    if isinstance(result, Failed):
        return "(unknown)"
    if isinstance(result, Unknown | Sensitive):
        return str(result)
    if isinstance(result, float):
        return f"{result:.3g}"
    if isinstance(result, list | tuple) and all(isinstance(item, str) for item in result):
        return ", ".join(redactor.value(item, name) for item in result)
    return redactor.value(result, name, _MESSAGE_VALUE)


_SIDES: tuple[Steps, Steps] = (("action", "before"), ("action", "after"))
_MESSAGE_VALUE = 4_000
"""Long enough for a block to paste."""


def _attribute(steps: Steps, lookup: Lookup) -> str:
    """Name the attribute that a value stands under, which may tell that it is a secret."""
    if steps in _SIDES:
        first = lookup(("action", "paths", 0))
        return first.rpartition(".")[2] if isinstance(first, str) else ""
    return str(steps[-1])


def _is_chain(expression: Expression) -> bool:
    return "(" not in expression.source and not any(c in expression.source for c in "+-*/?<>=!&|")
