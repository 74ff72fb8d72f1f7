"""Turns judgements into the report readers see: redacted, located, ordered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from planguard.model.action import Action
from planguard.model.as_written import AsWritten
from planguard.model.fact import Answer
from planguard.model.impact import Hop, Reach
from planguard.model.picture import Picture
from planguard.model.plan import Change
from planguard.model.redaction import Redactor
from planguard.model.report import (
    ActionShown,
    ChangeShown,
    FactShown,
    Finding,
    LaneShown,
    Operation,
    ReachShown,
    Section,
)
from planguard.model.settings import Settings
from planguard.model.source import Location, Sources
from planguard.model.value import Unknown, Value, at, both_hidden
from planguard.model.words import Address, Confidence, Mode, Outcome, Verb
from planguard.policy.evidence import attribute_shown, operations, whole_change
from planguard.policy.facts_shown import compared, shown
from planguard.policy.judge import Judgement, distinct
from planguard.policy.lanes import Judged, Use
from planguard.policy.reading import Policy
from planguard.policy.remarks import not_enforced, notices, overridden
from planguard.policy.safe_part import safe_part
from planguard.policy.scope import Scene, Subject
from planguard.policy.verdict import decide

_NO_REACH = ReachShown(count=0, types={}, owners={}, services={}, addresses=(), paths=())
_SHOWN = 5
_NAMED_FOR = 200
"""Up to this many findings have the nearest in reach named, and this many objects their place."""


def section(
    scene: Scene,
    judged: Judged,
    policies: Sequence[Policy],
    settings: Settings,
    sources: Sources,
    redactor: Redactor,
    picture: Picture | None = None,
    *,
    proven: bool = True,
) -> Section:
    """
    Put together the part of the report that is about one plan.

    With a picture every changed attribute is told as well; `proven` has evidence, reach and places
    told of every action, which otherwise stand at findings alone.
    """
    told = judged.judgements
    kept = [each for each in told if each.outcome is not Outcome.PASS]
    held = [each for each in distinct(kept) if each.outcome is not Outcome.SKIP]
    writer = _Writer(scene, sources, redactor)
    if not proven:
        scene.impact.expect(filter(None, (each.action for each in held)))
    findings = sorted(
        (writer.finding(each, named=len(kept) <= _NAMED_FOR) for each in held),
        key=lambda f: (-f.decision.rank, f.address, f.policy),
    )
    decision, undecidable = decide(scene, findings)
    plan = scene.plan
    return Section(
        label=plan.label,
        tool=plan.tool,
        tool_version=plan.tool_version,
        environment=scene.environment,
        verbs=dict(Counter(change.verb for change in plan.changes)),
        resources=sum(item.mode is Mode.MANAGED for item in plan.resources.values()),
        changes=tuple(writer.change(each, whole=picture is not None) for each in plan.changes),
        causes=sum(cause.address in writer.acting for cause in scene.impact.causes),
        actions=tuple(writer.action(each, proven=proven) for each in scene.actions.items),
        findings=tuple(findings),
        passed=len(told) - len(kept),
        lanes=tuple(map(writer.lane, judged.uses)),
        not_enforced=not_enforced(policies, [*kept, *judged.closed]),
        overridden=overridden(settings.overrides),
        notices=notices(scene, sources, redactor),
        decision=decision,
        undecidable=undecidable,
        safe=safe_part(plan, scene.graph, findings),
        picture=picture,
        anchor=sources.anchor,
    )


class _Writer:
    """Writes parts of the report for one scene."""

    def __init__(self, scene: Scene, sources: Sources, redactor: Redactor) -> None:
        self.scene = scene
        self.sources = sources
        self.redactor = redactor
        self.written = AsWritten(scene.plan)
        # Of two at one address the one that is left over from a replacement comes first.
        ordered = sorted(scene.plan.changes, key=lambda each: not each.deposed)
        self.changes = {change.address: change for change in ordered}
        self.acting = {action.address for action in scene.actions.items}
        self.few = len(self.acting) <= _NAMED_FOR

    def change(self, change: Change, *, whole: bool) -> ChangeShown:
        return ChangeShown(
            address=change.address,
            type=change.resource.shown_type,
            verb=change.verb,
            order=change.order,
            cause=self.scene.impact.cause_of(change.address),
            actions=self.scene.action_ids(change.address),
            operations=whole_change(change, self.redactor) if whole else (),
        )

    def action(self, action: Action, *, proven: bool) -> ActionShown:
        change = self.changes.get(action.address)
        name = str(action.paths[0][-1]) if action.paths and action.paths[0] else ""
        before, after = both_hidden(*self.sides(action, change))
        evidence = self.evidence(action) if proven else ()
        placed = self.few and proven
        return ActionShown(
            id=action.id,
            address=action.address,
            type=change.resource.shown_type if change else "",
            verb=change.verb if change else Verb.NO_OP,
            paths=tuple(
                self.redactor.text(self.written.path(action.address, path))
                for path in action.paths
            ),
            before=self.redactor.value(before, name),
            after=self.redactor.value(after, name),
            magnitude=None if isinstance(action.magnitude, Unknown) else action.magnitude,
            because=self.written.because(action, self.redactor.text(action.because)),
            confidence=action.confidence,
            reversible=action.reversible,
            disruption=action.disruption,
            source=action.source,
            evidence=evidence,
            reach=self.reach(action, named=False) if proven else _NO_REACH,
            cause=self.scene.impact.cause_of(action.address),
            addresses=action.addresses,
            locations=self.locate(action, action.address, evidence) if placed else (),
        )

    def sides(self, action: Action, change: Change | None) -> tuple[Value, Value]:
        """Give both sides of an action; those of an attribute with the names people know."""
        path = action.paths[0] if action.paths else ()
        if change is None or not path:
            return action.before, action.after
        pairs = ((change.before, action.before), (change.after, action.after))
        before, after = (
            self.written.value(action.address, path, told) if at(side, path) is told else told
            for side, told in pairs
        )
        return before, after

    def evidence(self, action: Action) -> tuple[Operation, ...]:
        change = self.changes.get(action.address)
        return operations(action, change, self.redactor) if change else ()

    def reach(self, action: Action, *, named: bool) -> ReachShown:
        reach: Reach = self.scene.impact.reach(action)
        count = reach.count
        if not count:
            return _NO_REACH
        ways = reach.nearest(_SHOWN) if named else ()
        return ReachShown(
            count=count,
            types=self.written.types(reach.types) if named else {},
            owners=self.names(reach.owners) if named else {},
            services=self.names(reach.services) if named else {},
            addresses=tuple(way[-1].address for way in ways),
            paths=tuple(tuple(map(self.hop, way)) for way in ways),
        )

    def names(self, counts: Mapping[str, int]) -> Mapping[str, int]:
        told: Counter[str] = Counter()
        for name, count in counts.items():
            told[self.redactor.value(name)] += count
        return told

    def hop(self, hop: Hop) -> Hop:
        attribute, source = self.written.hop(hop)
        return replace(hop, attribute=self.redactor.text(attribute), source=source)

    def finding(self, each: Judgement, *, named: bool) -> Finding:
        action = each.action
        evidence = self.evidence(action) if action else ()
        return Finding(
            policy=each.policy.id,
            title=each.policy.title,
            address=each.address,
            addresses=(action and action.addresses) or (each.address,),
            action=action.id if action else "",
            outcome=each.outcome,
            decision=each.decision,
            message=self.message(action, each.address, each.message),
            reason=each.reason,
            why=each.policy.why,
            fix=self.written.text(each.address, each.fix),
            confidence=action.confidence if action else Confidence.EXACT,
            facts=self.facts(each.policy, action, each.facts),
            locations=self.locate(action, each.address, evidence),
            evidence=evidence,
            reach=self.reach(action, named=named) if action else _NO_REACH,
            relaxed_by=each.relaxed_by,
            note=each.note,
        )

    def message(self, action: Action | None, address: Address, text: str) -> str:
        told = self.redactor.text(action.because) if action else ""
        return self.written.message(action, address, text, told)

    def lane(self, use: Use) -> LaneShown:
        opening = use.opening
        return LaneShown(
            lane=opening.lane.id,
            title=opening.lane.title,
            address=opening.action.address,
            action=opening.action.id,
            message=self.message(opening.action, opening.action.address, opening.message),
            relaxed=tuple(sorted({each.policy.id for each in use.relaxed})),
            facts=self.facts(opening.lane, opening.action, opening.facts),
        )

    def facts(
        self, policy: Policy, action: Action | None, facts: Iterable[tuple[str, Answer]]
    ) -> tuple[FactShown, ...]:
        found = dict(facts)
        change = self.scene.change_of(action) if action else None
        subject = Subject(scene=self.scene, action=action, change=change)
        lookup = subject.lookup(policy.params, found)
        return tuple(
            shown(
                policy.ask[alias].name,
                answer,
                self.scene.now,
                self.redactor,
                compared(policy.when, alias, lookup),
            )
            for alias, answer in found.items()
        )

    def locate(
        self, action: Action | None, address: Address, evidence: Sequence[Operation]
    ) -> tuple[Location, ...]:
        change = self.changes.get(address)
        if change is None or change.resource.position:
            return self.written.place(address)
        resource = change.resource
        attribute = attribute_shown(action, evidence)
        return self.sources.locate(resource.config_module, resource.local, attribute, address)
