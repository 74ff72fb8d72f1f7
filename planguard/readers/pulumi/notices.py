"""What a reader of the plan must see beside its changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planguard.model.plan import Change, Notice
from planguard.model.words import ReplaceOrder, Verb
from planguard.readers.pulumi.operations import Operation
from planguard.readers.pulumi.urn import address_of, is_provider


def notices_of(change: Change) -> Iterator[Notice]:
    """List what one change says beside its verb."""
    address = change.address
    if change.previous_address:
        yield Notice(kind="move", subject=address, text=f"moved from {change.previous_address}")
    if change.import_id or change.verb is Verb.IMPORT:
        yield Notice(kind="import", subject=address, text="imported into the state")
    if change.verb is Verb.FORGET or change.order is ReplaceOrder.CREATE_THEN_FORGET:
        text = "leaves the state and stays in the world"
        yield Notice(kind="forget", subject=address, text=text)
    if change.deposed:
        text = f"left over from an earlier replacement: {change.verb}"
        yield Notice(kind="deposed", subject=address, text=text)
    if change.verb is Verb.READ:
        text = "is read during the update; what follows from it is not known"
        yield Notice(kind="read", subject=address, text=text)


def retry_notices(operations: Iterable[Operation]) -> Iterator[Notice]:
    """List what did not come up when it was last made or updated."""
    for operation in operations:
        if operation.verb is Verb.UPDATE and operation.old is not None and operation.old.unready:
            text = "did not come up the last time, so it is waited for again"
            yield Notice(kind="retry", subject=address_of(operation.urn), text=text)


def provider_notices(operations: Iterable[Operation]) -> Iterator[Notice]:
    """List the program's own providers whose settings change, by the names of the settings."""
    for operation in operations:
        old, new = operation.old, operation.new
        state = new or old
        if state is None or not is_provider(state.type):
            continue
        if operation.verb not in {Verb.UPDATE, Verb.REPLACE} or old is None or new is None:
            continue
        had, given = old.inputs(), new.inputs()
        named = [*operation.step.diff_keys, *operation.step.replace_keys]
        named += [str(each.path[0]) for each in operation.step.details or () if each.path]
        differ = {name for name in {*had, *given} if had.get(name) != given.get(name)}
        names = ", ".join(sorted(differ | {name for name in named if not name.startswith("__")}))
        how = "is replaced" if operation.verb is Verb.REPLACE else "changes"
        text = how + (f": {names}" if names else "")
        yield Notice(kind="provider", subject=address_of(operation.urn), text=text)
