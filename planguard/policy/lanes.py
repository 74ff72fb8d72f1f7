"""
The way through for urgent safe fixes: lanes relax groups of policies for healing actions.

A lane is a policy with `relax`. Where its condition holds for an action, findings of the policies
in those groups on that action become the lane's decision. A finding about several actions is
relaxed only when every one of them is healing; otherwise it names those that are not. A lane
whose condition is not surely true is closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planguard.model.action import Action
from planguard.model.fact import Answer, Query, Unbound
from planguard.model.redaction import Redactor
from planguard.model.words import Address, Decision, Outcome
from planguard.policy.judge import Judgement
from planguard.policy.messages import fill
from planguard.policy.questions import facts_of, subjects
from planguard.policy.reading import Policy
from planguard.policy.scope import Scene, Subject

_RELAXABLE = frozenset({Outcome.FAIL, Outcome.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A lane that is open for one action; `message` says why, redacted."""

    lane: Policy
    action: Action
    message: str
    facts: tuple[tuple[str, Answer], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What one lane let through: the opening, and the judgements it relaxed."""

    opening: Opening
    relaxed: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """All judgements of a plan, relaxed where a lane is open."""

    judgements: tuple[Judgement, ...]
    uses: tuple[Use, ...] = ()
    closed: tuple[Judgement, ...] = ()
    """Lanes that stayed closed; the outcome is `skip` where nobody answers."""


def relax(
    judgements: Iterable[Judgement],
    policies: Sequence[Policy],
    scene: Scene,
    answers: Mapping[Query, Answer],
    redactor: Redactor,
) -> Judged:
    """Apply the lanes among `policies` to the judgements of the others."""
    openings: list[Opening] = []
    closed: list[Judgement] = []
    for lane in policies:
        if lane.relax and not lane.unset:
            for subject in subjects(lane, scene):
                found = _open(lane, subject, answers, redactor)
                (openings if isinstance(found, Opening) else closed).append(found)  # type: ignore[arg-type]
    if not openings:
        return Judged(judgements=tuple(judgements), closed=tuple(closed))
    used: dict[int, list[Judgement]] = {}
    told = tuple(_relaxed(each, openings, scene, used) for each in judgements)
    uses = tuple(
        Use(opening=opening, relaxed=tuple(used[place]))
        for place, opening in enumerate(openings)
        if place in used
    )
    return Judged(judgements=told, uses=uses, closed=tuple(closed))


def _open(
    lane: Policy, subject: Subject, answers: Mapping[Query, Answer], redactor: Redactor
) -> Opening | Judgement:
    facts = facts_of(lane, subject, answers)
    lookup = subject.lookup(lane.params, facts)
    action = subject.action
    is_open = lane.where.evaluate(lookup) is True and lane.when.evaluate(lookup) is True
    if is_open and action is not None:
        message = fill(lane.message, lookup, redactor, lane.ask)
        return Opening(lane=lane, action=action, message=message, facts=tuple(facts.items()))
    unbound = [fact.topic for fact in facts.values() if isinstance(fact, Unbound)]
    return Judgement(
        policy=lane,
        address=subject.address,
        action=action,
        outcome=Outcome.SKIP if unbound else Outcome.PASS,
        decision=Decision.ALLOW,
        reason=f"no source is bound to {unbound[0]}" if unbound else "",
        facts=tuple(facts.items()),
    )


def _relaxed(
    judgement: Judgement,
    openings: Sequence[Opening],
    scene: Scene,
    used: dict[int, list[Judgement]],
) -> Judgement:
    if judgement.outcome not in _RELAXABLE or not judgement.policy.groups:
        return judgement
    fitting = [
        (place, each)
        for place, each in enumerate(openings)
        if set(each.lane.relax) & set(judgement.policy.groups)
        and each.lane.decision.rank < judgement.decision.rank
    ]
    if not fitting:
        return judgement
    concerned = list(_actions(judgement, scene))
    healing = {id(each.action): (place, each) for place, each in fitting}
    if concerned and all(id(action) in healing for action in concerned):
        ways = [healing[id(action)] for action in concerned]
        weakest = max((way.lane for _, way in ways), key=lambda lane: lane.decision.rank)
        relaxed = replace(
            judgement,
            decision=weakest.decision,
            relaxed_by=weakest.id,
            note=f"relaxed from {judgement.decision}: {ways[0][1].message}",
        )
        for place in {place for place, _ in ways}:
            used.setdefault(place, []).append(relaxed)
        return relaxed
    addresses = {each.action.address for _, each in fitting}
    if not addresses & {action.address for action in concerned}:
        return judgement
    held = sorted({action.id for action in concerned if id(action) not in healing})
    note = f"the lane {fitting[0][1].lane.id} is open, but not for {', '.join(held)}"
    return replace(judgement, note=note)


def _actions(judgement: Judgement, scene: Scene) -> Iterator[Action]:
    """Give what a judgement is about: its action, else all of its change or of the plan."""
    if judgement.action is not None:
        yield judgement.action
        return
    for action in scene.actions.items:
        if judgement.address in {Address(""), action.address} and judgement.policy.concerns(
            action.id
        ):
            yield action
