"""The digest of `pulumi preview --json`: `pkg/display/json.go` in pulumi/pulumi."""

from __future__ import annotations

from planguard.readers.pulumi.contradictions import check_steps
from planguard.readers.pulumi.states import config_of, details_of, sides_aside, state_of, urn_of
from planguard.readers.pulumi.steps import Document, Kind, State, Step
from planguard.readers.pulumi.urn import STACK, is_hidden
from planguard.readers.pulumi.wire import WirePreview, WireState, WireStep, decode


def read_preview(document: bytes, label: str) -> Document:
    """
    Read a digest.

    Raises `PlanFormatError` with the JSON path where it has another shape.
    """
    wire = decode(document, WirePreview, label)
    steps = tuple(_step(item, place, label) for place, item in enumerate(wire.steps or ()))
    first = check_steps(steps)
    shown = tuple(step for step in steps if not is_hidden(step.urn))
    return Document(
        kind=Kind.PREVIEW,
        label=label,
        steps=shown,
        summary=wire.change_summary,
        errors=sum(each.is_error for each in wire.diagnostics or ()),
        failed=bool(wire.maybe_corrupt),
        shows_sames=any(step.op == "same" for step in shown),
        config=config_of(wire.config),
        stack=first.stack if first else "",
        project=first.project if first else "",
        outputs=tuple(step for step in steps if urn_of(step.urn, label).type == STACK),
        aside=sides_aside(steps),
    )


def _step(wire: WireStep, place: int, label: str) -> Step:
    where = f"{label}: $.steps[{place}]"
    urn_of(wire.urn, where, ".urn")
    return Step(
        op=wire.op,
        urn=wire.urn,
        where=where,
        old=_state(wire.old_state, wire.urn, where, ".oldState.urn"),
        new=_state(wire.new_state, wire.urn, where, ".newState.urn"),
        replace_keys=wire.replace_reasons or (),
        diff_keys=wire.diff_reasons or (),
        details=details_of(wire.detailed_diff),
    )


def _state(wire: WireState | None, urn: str, where: str, side: str) -> State | None:
    if wire is None:
        return None
    wire.urn = wire.urn or urn
    return state_of(wire, where, side)
