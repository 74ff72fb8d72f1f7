"""Pulumi's resources as those of the model."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from planguard.model.plan import Resource, Use
from planguard.model.words import Mode, Verb
from planguard.readers.pulumi.naming import counterpart
from planguard.readers.pulumi.operations import REMOVING, Operation
from planguard.readers.pulumi.steps import State
from planguard.readers.pulumi.urn import address_of, is_provider, position_of, split_urn, type_of
from planguard.readers.pulumi.values import values_of


def resource_of(
    urn: str, old: State | None, state: State, mode: Mode | None, uses: tuple[Use, ...] = ()
) -> Resource:
    """Give the resource; `state` is how it is to be, or was where it goes away."""
    kin = counterpart(state.type)
    parts = split_urn(urn)
    return Resource(
        address=address_of(urn),
        mode=mode or _mode(state),
        type=kin.type,
        name=parts.name if parts else "",
        module="",
        key="",
        provider=kin.provider,
        values=partial(values_of, old or state, kin),
        in_state=old is not None,
        token=state.type,
        naming=kin.naming,
        uses=uses,
        position=position_of(state.source_position),
    )


def _mode(state: State) -> Mode:
    if is_provider(state.type):
        return Mode.PROVIDER
    if not state.custom:
        return Mode.COMPONENT
    return Mode.DATA if state.external else Mode.MANAGED


def with_sides(operation: Operation) -> Operation:
    """Make up the sides that a verb is about and nobody tells: a change is never lost."""
    bare = State(urn=operation.urn, type=type_of(operation.urn))
    old, new = operation.old, operation.new
    if operation.verb in REMOVING:
        old = old or bare
    elif operation.verb is not Verb.NO_OP:
        new = new or bare
        if operation.verb in {Verb.UPDATE, Verb.REPLACE}:
            old = old or replace(bare, type=new.type, custom=new.custom)
    if old is operation.old and new is operation.new:
        return operation
    return replace(operation, old=old, new=new)
