"""Update plans of `pulumi preview --save-plan`: `sdk/go/common/apitype/plan.go`."""

from __future__ import annotations

from collections.abc import Iterator

from planguard.readers.pulumi.contradictions import check_steps
from planguard.readers.pulumi.encoding import properties_of
from planguard.readers.pulumi.states import config_of, sides_aside, state_of, urn_of
from planguard.readers.pulumi.steps import Document, Kind, Patch, State, Step
from planguard.readers.pulumi.urn import STACK, is_hidden
from planguard.readers.pulumi.wire import (
    WireGoal,
    WireResourcePlan,
    WireState,
    WireUpdatePlan,
    decode,
)

_FRESH = frozenset(("create", "create-replacement", "replace"))
"""Operations whose inputs are told whole, not as a difference."""


def read_update_plan(document: bytes, label: str) -> Document:
    """
    Read an update plan.

    Raises `PlanFormatError` with the JSON path where it has another shape.
    """
    wire = decode(document, WireUpdatePlan, label)
    steps = [
        step
        for place, (urn, plan) in enumerate(wire.resource_plans.items())
        for step in _steps(urn, plan, f"{label}: $.resourcePlans[{place}]")
    ]
    first = check_steps(steps)
    return Document(
        kind=Kind.UPDATE_PLAN,
        label=label,
        steps=tuple(step for step in steps if not is_hidden(step.urn)),
        shows_sames=True,
        config=config_of(wire.config),
        version=(wire.manifest and wire.manifest.version) or "",
        stack=first.stack if first else "",
        project=first.project if first else "",
        outputs=tuple(step for step in steps if urn_of(step.urn, label).type == STACK),
        aside=sides_aside(steps),
    )


def _steps(urn: str, wire: WireResourcePlan, where: str) -> Iterator[Step]:
    urn_of(urn, where)
    goal = wire.goal
    for op in wire.steps or ():
        new = None if goal is None or op.startswith(("delete", "discard")) else _goal(urn, goal)
        fresh = op in _FRESH
        yield Step(
            op=op,
            urn=urn,
            where=where,
            new=new,
            patch=None if fresh or new is None or goal is None else _patch(goal),
        )


def _goal(urn: str, goal: WireGoal) -> State:
    """Give the resource as it is to be; its inputs are whole where it is new."""
    wire = WireState(
        urn=urn,
        type=goal.type,
        custom=goal.custom,
        inputs=goal.input_diff.adds if goal.input_diff else goal.checked_inputs,
        parent=goal.parent,
        provider=goal.provider,
        protect=goal.protect,
        dependencies=goal.dependencies,
        property_dependencies=goal.property_dependencies,
        additional_secret_outputs=goal.additional_secret_outputs,
        aliases=goal.aliases,
        import_id=goal.id,
        retain_on_delete=goal.retain_on_delete,
        deleted_with=goal.deleted_with,
    )
    return state_of(wire, urn)


def _patch(goal: WireGoal) -> Patch:
    diff = goal.input_diff
    if diff is None:
        return Patch()
    return Patch(
        sets=lambda: {**properties_of(diff.adds), **properties_of(diff.updates)},
        drops=diff.deletes or (),
    )
