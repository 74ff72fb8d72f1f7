"""The steps of a run, with what one document leaves out taken from the others."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from planguard.readers.pulumi.steps import Document, Kind, State, Step

_MAKES = frozenset(("create", "create-replacement", "import", "read"))


def filled_steps(
    by_kind: Mapping[Kind, Document], states: Mapping[str, State] | None
) -> tuple[Step, ...]:
    """
    Give the steps of the first document in `by_kind`, filled from the others.

    What a preview does not list because it stays the same is taken from events.
    """
    chosen = next(iter(by_kind.values()))
    if chosen.kind is Kind.STATE:
        return ()
    filling = _Filling(by_kind, states or {}, chosen.kind)
    steps = list(map(filling.step, chosen.steps))
    events = by_kind.get(Kind.EVENTS)
    if events is not None and chosen.kind is Kind.PREVIEW:
        listed = {step.urn for step in steps}
        same = (step for step in events.steps if step.op == "same" and step.urn not in listed)
        filling = _Filling(by_kind, states or {}, Kind.EVENTS)
        steps.extend(map(filling.step, same))
    return tuple(steps)


class _Filling:
    """Knows what each document tells of each resource."""

    def __init__(
        self, by_kind: Mapping[Kind, Document], states: Mapping[str, State], kind: Kind
    ) -> None:
        self._kind = kind
        self._states = states
        events, goals = by_kind.get(Kind.EVENTS), by_kind.get(Kind.UPDATE_PLAN)
        self._results = {each.urn: each for each in (events.states if events else ())}
        steps = events.steps if events else ()
        self._olds = {step.urn: step.old for step in steps if step.old}
        self._goals = {each.urn: each.new for each in (goals.steps if goals else ()) if each.new}

    def step(self, step: Step) -> Step:
        """Fill both sides of a step."""
        new = step.new
        old = self._old(step)
        if new is not None:
            new = self._new(step, new, old)
        if old is step.old and new is step.new:
            return step
        return replace(step, old=old, new=new)

    def _old(self, step: Step) -> State | None:
        if step.op in _MAKES:
            return step.old
        stored = self._stored(step)
        old = step.old
        if old is None:
            return stored or (self._olds.get(step.urn) if self._kind is Kind.PREVIEW else None)
        if stored is None or stored.id != old.id:
            return old
        return _told(old, stored)

    def _stored(self, step: Step) -> State | None:
        urns = (step.old.urn,) if step.old else (step.urn, *(step.new.aliases if step.new else ()))
        return next((self._states[urn] for urn in urns if urn in self._states), None)

    def _new(self, step: Step, new: State, old: State | None) -> State:
        result = self._results.get(step.urn)
        if result is not None and result.result.tells_outputs:
            new = replace(new, result=result.result)
        if self._kind is Kind.EVENTS:
            other = self._goals.get(step.urn) or self._stored(step)
            new = new if other is None else _told(new, other)
        if self._kind is not Kind.PREVIEW and old is not None and old.deleted_with:
            new = replace(new, deleted_with=old.deleted_with)
        if self._kind is Kind.UPDATE_PLAN and old is not None and old.retain_on_delete:
            new = replace(new, retain_on_delete=True)
        return new


def _told(state: State, other: State) -> State:
    """Take what one document does not tell from another: never what it tells to be otherwise."""
    if state.dependencies is not None:
        return state
    return replace(
        state,
        dependencies=other.dependencies,
        property_dependencies=other.property_dependencies,
        deleted_with=state.deleted_with or other.deleted_with,
        replace_with=state.replace_with or other.replace_with,
        source_position=state.source_position or other.source_position,
        view_of=state.view_of or other.view_of,
        beside=other,
    )
