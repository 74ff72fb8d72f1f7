"""What cannot be true together: within a document, between those of a run, and with the state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from planguard.errors import PlanFormatError
from planguard.readers.pulumi.operations import check_operation
from planguard.readers.pulumi.steps import Document, Kind, State, Step
from planguard.readers.pulumi.urn import Urn, address_of, is_provider, split_urn, type_of

_DECIDING = frozenset(
    ("same", "create", "update", "delete", "replace", "import", "discard", "read")
)
"""Each says alone what becomes of a resource; an import may come before another."""
_CHANGING = _DECIDING - {"same", "read"}
_INTERNAL = frozenset(("diff", "extend-parameterize", "remove-pending-replace"))
"""Steps that the engine takes for itself, and never shows in a preview."""
_UNTOLD = _INTERNAL - {"remove-pending-replace"}
"""Those that leave open what becomes of a resource; the other one ends what a run before began."""


def check_steps(steps: Iterable[Step]) -> Urn | None:
    """
    Give the URN of the first step; `None` where there is none.

    Raises `PlanFormatError` for an operation that is not known here, be it on what is no resource,
    and for a URN of another stack.
    """
    first: Urn | None = None
    for step in steps:
        check_operation(step)
        first = check_stack(first, step.urn, step.where)
    return first


def check_stack(first: Urn | None, text: str, where: str) -> Urn | None:
    """Give `first`, else the URN in a text; raises `PlanFormatError` where it is of another stack."""
    urn = split_urn(text)
    if first is None or urn is None:
        return first or urn
    if (urn.stack, urn.project) != (first.stack, first.project):
        raise PlanFormatError(
            where,
            f"is of stack {urn.project}/{urn.stack}, "
            f"but what is before it is of {first.project}/{first.stack}",
            "give the documents of one stack",
        )
    return first


def contradictions_in(document: Document) -> Iterator[str]:
    """Look for steps of one document that no run of the engine has."""
    if document.kind is Kind.EVENTS and not document.is_preview:
        yield "the events are of an update that has run already, not of a preview"
    if odd := [step for step in document.steps if _is_odd(step)]:
        told = f"{address_of(odd[0].urn)} says {odd[0].op}{_more(odd)}"
        yield f"{told}, which does not go with what is told beside it"
    by_urn: dict[str, list[str]] = {}
    for step in document.steps:
        # The end of a refresh says what it found, and every one in a stream has an end.
        open_end = step.op == "refresh" and not step.verdict and document.kind is Kind.EVENTS
        by_urn.setdefault(step.urn, []).append("diff" if open_end else step.op)
    for urn, told_of in by_urn.items():
        if told_of == ["same"]:
            continue
        counted = Counter(told_of)
        ops = sorted((counted.keys() & _DECIDING) - {"import"})
        twice = [op for op in ops if counted[op] > 1 and document.kind is Kind.PREVIEW]
        if len(ops) > 1 or twice:
            told = " and ".join(ops) if len(ops) > 1 else f"{twice[0]} twice"
            yield f"the {document.kind} says {told} of {address_of(urn)}"
        silent = counted.keys() <= (_INTERNAL if document.kind is Kind.PREVIEW else _UNTOLD)
        if silent and not is_provider(type_of(urn)):
            yield f"nothing in the {document.kind} says what becomes of {address_of(urn)}"


def _is_odd(step: Step) -> bool:
    old, new = step.old, step.new
    if step.op == "same":
        return bool(step.details or step.diff_keys or step.replace_keys)
    if step.op == "create":
        return old is not None and not old.pending_delete
    if step.op in {"discard", "discard-replaced"}:
        return old is not None and not old.external
    if step.op in {"read", "read-replacement"}:
        return new is not None and not new.external
    return step.op == "delete" and new is not None


def disagreements_of(first: Document, other: Document) -> Iterator[str]:
    """Look for changes that one document of a run tells otherwise than the other."""
    ours, theirs = _changes_in(first), _changes_in(other)
    differing = [
        urn for urn in dict.fromkeys((*ours, *theirs)) if ours.get(urn) != theirs.get(urn)
    ]
    if differing:
        urn, more = differing[0], _more(differing)
        said, says = (
            " and ".join(sorted(each.get(urn, ()))) or "no change" for each in (ours, theirs)
        )
        yield (
            f"the {first.kind} says {said} of {address_of(urn)}{more}, the {other.kind} {says}: "
            "they are of different runs"
        )


def _changes_in(document: Document) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for step in document.steps:
        if step.op in _CHANGING:
            found.setdefault(step.urn, set()).add(step.op)
    return found


def misfits_of(
    document: Document, steps: Sequence[Step], states: Mapping[str, State], *, every: bool
) -> Iterator[str]:
    """
    Look for what a document says of a state that is another than the one given.

    `steps` are all that is known of the run, and `every` says whether they list what stays the
    same, too.
    """
    told = document.steps
    gone = {step.urn for step in told if step.op == "refresh" and step.new is None}
    olds = [
        step.old
        for step in told
        if step.op in {"update", "replace", "delete", "same"}
        and step.old is not None
        and not step.old.pending_delete
    ]
    unknown = [old.urn for old in olds if old.urn not in states]
    others = [old.urn for old in olds if old.urn in states and _is_another(old, states[old.urn])]
    there = [
        step.urn
        for step in told
        if step.op == "create" and step.urn in states and step.urn not in gone
    ]
    if unknown:
        yield _other_state(unknown, "is in the preview and not in the state")
    if there:
        yield _other_state(there, "is to be created and is in the state already")
    if others:
        yield _other_state(others, "is another object in the state than in the preview")
    if every and (left_out := list(_left_out(steps, states))):
        more = _more(left_out)
        yield (
            f"{address_of(left_out[0])} is in the state and not in the preview{more}: the state "
            "is of another time, or the preview of a part of the stack"
        )


def _is_another(old: State, stored: State) -> bool:
    return bool(old.id and stored.id) and old.id != stored.id


def _left_out(steps: Sequence[Step], states: Mapping[str, State]) -> Iterator[str]:
    """List managed objects of the state of which the steps say nothing."""
    told = {step.urn for step in steps}
    told |= {side.urn for step in steps for side in (step.old, step.new) if side}
    for urn, state in states.items():
        managed = state.custom and not state.external and not state.view_of
        if managed and urn not in told and not is_provider(state.type):
            yield urn


def _other_state(urns: Sequence[str], problem: str) -> str:
    return f"{address_of(urns[0])} {problem}{_more(urns)}: the state is of another time"


def _more(found: Sequence[object]) -> str:
    return f" (and {len(found) - 1} more)" if len(found) > 1 else ""
