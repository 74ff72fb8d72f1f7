"""Stack exports and checkpoints: `DeploymentV3` and its forerunners in pulumi/pulumi."""

from __future__ import annotations

from planguard.errors import PlanFormatError
from planguard.readers.pulumi.contradictions import check_stack
from planguard.readers.pulumi.states import state_of
from planguard.readers.pulumi.steps import Document, Kind, State
from planguard.readers.pulumi.wire import WireExport, decode

_NEWEST = 4


def read_state(document: bytes, label: str) -> Document:
    """
    Read a stack export or a checkpoint.

    Objects whose replacement an earlier run began by deleting them are not there any more.
    Raises `PlanFormatError` with the JSON path where it has another shape or a newer format.
    """
    wire = decode(document, WireExport, label)
    if wire.version > _NEWEST:
        raise PlanFormatError(
            f"{label}: $.version",
            f"state format {wire.version} is newer than the {_NEWEST} known here",
            "update planguard",
        )
    inside = "$.deployment.resources"
    deployment = wire.deployment
    if wire.checkpoint is not None:
        deployment, inside = wire.checkpoint.latest, "$.checkpoint.latest.resources"
    listed = (deployment and deployment.resources) or []
    first = None
    states: list[State] = []
    gone: list[State] = []
    for place, item in enumerate(listed):
        where = f"{label}: {inside}[{place}]"
        state = state_of(item, where, ".urn")
        first = check_stack(first, state.urn, where)
        (gone if item.pending_replacement else states).append(state)
    return Document(
        kind=Kind.STATE,
        label=label,
        states=tuple(states),
        aside=tuple(gone),
        unfinished=tuple(
            each.resource.urn
            for each in (deployment and deployment.pending_operations) or ()
            if each.type != "reading"
        ),
        shows_sames=True,
        version=(deployment and deployment.manifest and deployment.manifest.version) or "",
        stack=first.stack if first else "",
        project=first.project if first else "",
    )
