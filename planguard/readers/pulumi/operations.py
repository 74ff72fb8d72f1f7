"""What the engine's operations on one resource come to: a verb, with its order and its sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from planguard.errors import PlanFormatError
from planguard.model.words import Mode, ReplaceOrder, Verb
from planguard.readers.pulumi.steps import State, Step

OPTIONS_ONLY = "only the resource's options change"
PENDING_DELETE = "pending delete"
PARTS = frozenset(
    (
        *("create-replacement", "delete-replaced", "read-replacement", "import-replacement"),
        "discard-replaced",
    )
)
"""Halves of a replacement, which the engine does not count by themselves."""

_REPLACES = ("replace", "import-replacement", "create-replacement", "read-replacement")
_REMOVES = ("delete-replaced", "discard-replaced")
_SINGLE = ("create", "update", "delete", "discard", "import", "read")
_SILENT = ("same", "remove-pending-replace", "diff", "extend-parameterize")
_NEEDS_OLD = frozenset(("same", "update", "delete", "replace", "delete-replaced", "discard"))
_NEEDS_NEW = frozenset(
    ("same", "create", "update", "replace", "create-replacement", "import", "read")
)
REMOVING = frozenset((Verb.DELETE, Verb.FORGET))
"""What leaves nothing behind in the state."""
OPERATIONS = frozenset((*_REPLACES, *_REMOVES, *_SINGLE, *_SILENT, "refresh"))
_WORD = re.compile(r"[a-z-]{1,32}")


class Operation(Struct, frozen=True, kw_only=True, gc=False):
    """What happens to one resource, all steps on it taken together."""

    urn: str
    verb: Verb
    step: Step
    """The step that says most: reasons and details are its."""
    old: State | None = None
    new: State | None = None
    order: ReplaceOrder = ReplaceOrder.NOT_REPLACED
    mode: Mode | None = None
    """What the object is to this operation, where that is not what it is after."""
    import_id: str = ""
    deposed: str = ""
    reason: str = ""

    @property
    def previous_urn(self) -> str:
        """The URN before, where an alias gives another; `""` otherwise."""
        return self.old.urn if self.old and self.new and self.old.urn != self.urn else ""


def check_operation(step: Step) -> None:
    """Refuse an operation that is not known here: `PlanFormatError` with its place."""
    if step.op not in OPERATIONS:
        word = f"{step.op} is" if _WORD.fullmatch(step.op) else "the operation is"
        raise PlanFormatError(
            f"{step.where}.op", f"{word} no operation known here", "update planguard"
        )


def lacks_side(step: Step) -> bool:
    """Tell whether a step does not say what it is about."""
    return (step.op in _NEEDS_OLD and step.old is None) or (
        step.op in _NEEDS_NEW and step.new is None
    )


def shows_nothing(operation: Operation) -> bool:
    """
    Tell whether an update whose sides are the same has no other reason either.

    The engine tries again what did not come up the last time, and the bridge may differ in what it
    keeps for itself (`__defaults`, after an import for instance): both are updates of nothing.
    """
    old, new = operation.old, operation.new
    if operation.verb is not Verb.UPDATE or lacks_side(operation.step) or old is None:
        return False
    return not old.unready and new is not None and old.internals() == new.internals()


def operations_of(steps: Iterable[Step]) -> Iterator[Operation]:
    """
    Take the steps on each resource together, in the order the resources first occur.

    Drift is no operation of its own: see `drifts_of`.
    """
    by_urn: dict[str, list[Step]] = {}
    for step in steps:
        by_urn.setdefault(step.urn, []).append(step)
    for urn, group in by_urn.items():
        if len(group) == 1 and group[0].op == "same":
            yield _unchanged(urn, group[0])
        else:
            yield from _together(urn, group)


def drifts_of(steps: Iterable[Step]) -> Iterator[Step]:
    """Give the refreshes that found something else than the state says, or nothing at all."""
    for step in steps:
        if step.op == "refresh" and step.verdict != "same" and step.old is not None:
            yield step


def _together(urn: str, group: list[Step]) -> Iterator[Operation]:
    by_op: dict[str, Step] = {}
    for step in group:
        by_op.setdefault(step.op, step)
    left_over = [step for step in group if step.op == "delete-replaced"]
    replacing = next((by_op[op] for op in _REPLACES if op in by_op), None)
    if replacing is not None:
        yield _replacement(urn, replacing, by_op)
        del left_over[:1]
    else:
        yield _single(urn, by_op)
    for step in left_over:
        yield Operation(
            urn=urn,
            verb=Verb.FORGET if step.old and step.old.retain_on_delete else Verb.DELETE,
            step=step,
            old=step.old,
            deposed=PENDING_DELETE,
        )


def _replacement(urn: str, step: Step, by_op: Mapping[str, Step]) -> Operation:
    made = next((by_op[op] for op in _REPLACES[1:] if op in by_op), step)
    old, new = step.old or made.old, step.new or made.new
    imported = _import_id(new) if made.op == "import-replacement" else ""
    imported = imported or _imported(by_op) or (new.import_id if new else "")
    if "discard-replaced" in by_op or (old is not None and old.external):
        # What was only read is not destroyed when the program makes or takes its own.
        read = made.op == "read-replacement" or (new is not None and new.external)
        verb = Verb.READ if read else Verb.IMPORT if imported else Verb.CREATE
        return Operation(
            urn=urn, verb=verb, step=step, new=new, import_id="" if read else imported
        )
    return Operation(
        urn=urn,
        verb=Verb.REPLACE,
        step=step,
        old=old,
        new=new,
        order=_order(old, by_op),
        mode=Mode.MANAGED if new is not None and new.external else None,
        import_id=imported,
    )


def _order(old: State | None, by_op: Mapping[str, Step]) -> ReplaceOrder:
    """Read the order off the steps where both halves are listed, else off the old state."""
    if old is not None and old.retain_on_delete:
        return ReplaceOrder.CREATE_THEN_FORGET
    ops = list(by_op)
    if "delete-replaced" in by_op and (made := [op for op in _REPLACES[1:] if op in by_op]):
        first = ops.index(made[0]) < ops.index("delete-replaced")
    else:
        first = old is not None and old.pending_delete
    return ReplaceOrder.CREATE_FIRST if first else ReplaceOrder.DELETE_FIRST


def _single(urn: str, by_op: Mapping[str, Step]) -> Operation:
    op = next((op for op in ("update", "create", "delete", *_SINGLE) if op in by_op), "")
    step = by_op[op] if op else next(iter(by_op.values()))
    if not op:
        same = by_op.get("same", step)
        return _unchanged(urn, same if "same" in by_op else step)
    import_id = _imported(by_op)
    old, new = step.old, step.new
    if op == "delete":
        forget = old is not None and (old.retain_on_delete or old.external)
        mode = Mode.DATA if old is not None and old.external else None
        verb = Verb.FORGET if forget else Verb.DELETE
        return Operation(urn=urn, verb=verb, step=step, old=old, mode=mode)
    if op in {"discard", "discard-replaced"}:
        return Operation(urn=urn, verb=Verb.FORGET, step=step, old=old, mode=Mode.DATA)
    if op == "read":
        return Operation(urn=urn, verb=Verb.READ, step=step, new=new, mode=Mode.DATA)
    verb = {"create": Verb.CREATE, "update": Verb.UPDATE}.get(op, Verb.IMPORT)
    return Operation(
        urn=urn,
        verb=verb,
        step=step,
        old=old if verb is Verb.UPDATE else None,
        new=new,
        import_id=import_id or (_import_id(new) if verb is Verb.IMPORT else ""),
    )


def _unchanged(urn: str, step: Step) -> Operation:
    """Find what the engine calls the same but for its name or its options."""
    old, new = step.old, step.new
    verb, reason = Verb.NO_OP, ""
    if step.op == "same" and old is not None and new is not None:
        if options_of(old) != options_of(new):
            verb, reason = Verb.UPDATE, OPTIONS_ONLY
        elif old.urn != urn:
            verb = Verb.MOVE
    return Operation(urn=urn, verb=verb, step=step, old=old, new=new, reason=reason)


def options_of(state: State) -> tuple[bool, bool, str]:
    """Give `protect`, `retainOnDelete` and `deletedWith`."""
    return state.protect, state.retain_on_delete, state.deleted_with


def _imported(by_op: Mapping[str, Step]) -> str:
    """Give the id of what an import before other steps takes in."""
    step = by_op.get("import")
    return _import_id(step.new or step.old) if step else ""


def _import_id(state: State | None) -> str:
    return "" if state is None else state.import_id or state.id
