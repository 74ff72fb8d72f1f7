"""Whether the documents of a run tell the whole story, and what makes one doubt it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from planguard.model.plan import Completeness
from planguard.readers.pulumi.operations import lacks_side
from planguard.readers.pulumi.steps import Document, Kind, State, Step
from planguard.readers.pulumi.urn import address_of

_COUNTED = ("create", "update", "delete", "replace", "import", "discard")
_FAILED = "the run ended with an error or was cancelled, so changes are missing"
UNLISTED = (
    "the preview lists only what changes: make it with --show-sames, "
    "or give the stack's state with --state"
)


def completeness_of(
    documents: Sequence[Document],
    chosen: Document,
    steps: Sequence[Step],
    states: Mapping[str, State] | None,
) -> Completeness:
    """Say what is missing; `steps` are those of the `chosen` document, filled from the others."""
    errored = any(each.errors or each.failed for each in documents)
    reasons = [_FAILED] if errored else []
    if chosen.kind is Kind.UPDATE_PLAN and states is None:
        reasons.append("an update plan has no old values: give the stack's state with --state")
    doubts = [
        f"there is other text behind the JSON of the {each.kind}"
        for each in documents
        if each.noise
    ]
    if chosen.kind in {Kind.PREVIEW, Kind.EVENTS} and not errored:
        doubts.extend(_miscounts(chosen))
    if chosen.kind is not Kind.UPDATE_PLAN or states is not None:
        doubts.extend(_empty(steps))
    if states is not None:
        doubts.extend(_contradictions(chosen.steps, states))
    return Completeness(
        errored=errored, complete=not reasons, reasons=tuple(reasons), doubts=tuple(doubts)
    )


def _empty(steps: Sequence[Step]) -> Iterable[str]:
    """Look for steps that do not say what they are about."""
    empty = [step for step in steps if lacks_side(step)]
    if empty:
        more = f" (and {len(empty) - 1} more)" if len(empty) > 1 else ""
        what = "its state before or after"
        yield f"{address_of(empty[0].urn)} says {empty[0].op}, but not {what}{more}"


def _miscounts(document: Document) -> Iterable[str]:
    """Hold the engine's own count against the steps; a refresh counts what it finds as well."""
    steps = (*document.steps, *document.outputs)
    listed = Counter(step.op for step in _counted(document))
    if document.summary is None:
        preview = document.kind is Kind.PREVIEW
        what = (
            "preview has no `changeSummary`" if preview else "events have no summary at their end"
        )
        yield f"the {what}, so the run may be cut short"
        return
    if any(step.op == "refresh" for step in steps):
        return
    for op in _COUNTED:
        told = document.summary.get(op, 0)
        if told != listed[op]:
            yield f"the engine counts {told} to {op}, listed in the {document.kind}: {listed[op]}"
    if document.summary.get("read", 0) > listed["read"]:
        yield f"the engine counts more to read than stand in the {document.kind}"


def _counted(document: Document) -> Iterable[Step]:
    """Give the steps as the engine counts them; the root stack is one, and so is each only once."""
    yield from document.steps
    seen = set()
    for step in document.outputs:
        if step.op not in seen:
            seen.add(step.op)
            yield step


def _contradictions(steps: Sequence[Step], states: Mapping[str, State]) -> Iterable[str]:
    """Look for what the steps say of a state that is another than the one given."""
    gone = {step.urn for step in steps if step.op == "refresh" and step.new is None}
    unknown = [
        step.urn
        for step in steps
        if step.op in {"update", "replace", "delete", "same"}
        and step.old is not None
        and not step.old.pending_delete
        and step.old.urn not in states
    ]
    there = [
        step.urn
        for step in steps
        if step.op == "create" and step.urn in states and step.urn not in gone
    ]
    if unknown:
        yield _other_state(unknown, "is in the preview and not in the state")
    if there:
        yield _other_state(there, "is to be created and is in the state already")


def _other_state(urns: Sequence[str], problem: str) -> str:
    more = f" (and {len(urns) - 1} more)" if len(urns) > 1 else ""
    return f"{address_of(urns[0])} {problem}{more}: the state is of another time"


def unlisted_in(by_kind: Mapping[Kind, Document], states: Mapping[str, State] | None) -> str:
    """Say why what stays may be missing; `""` when all of it is there."""
    chosen = by_kind.get(Kind.PREVIEW)
    if chosen is None or states is not None or Kind.EVENTS in by_kind:
        return ""
    own = sum(step.op == "same" for step in (*chosen.steps, *chosen.outputs))
    told = (chosen.summary or {}).get("same")
    if told is None:
        return UNLISTED if any(step.old for step in chosen.steps) else ""
    return UNLISTED if told > own else ""
