"""Whether the documents of a run tell the whole story, and what makes one doubt it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from planguard.model.plan import Completeness
from planguard.readers.pulumi.contradictions import (
    contradictions_in,
    disagreements_of,
    misfits_of,
)
from planguard.readers.pulumi.operations import OPERATIONS, lacks_side
from planguard.readers.pulumi.steps import Document, Kind, State, Step
from planguard.readers.pulumi.urn import address_of

_COUNTED = ("create", "update", "delete", "replace", "import", "discard")
_FOUND = frozenset(("same", "update", "delete"))
"""What a refresh may find."""
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
    if not errored:
        doubts.extend(_disputed(documents, chosen))
    if chosen.kind is not Kind.UPDATE_PLAN or states is not None:
        doubts.extend(_empty(steps))
    doubts.extend(
        f"an earlier update was cut off before it had told what became of {address_of(urn)}"
        for each in documents
        for urn in each.unfinished
    )
    if states is not None and chosen.kind is not Kind.STATE:
        by_kind = {each.kind: each for each in documents}
        every = Kind.EVENTS in by_kind or not unlisted_in(by_kind, None)
        doubts.extend(misfits_of(chosen, steps, states, every=every and not errored))
    return Completeness(
        errored=errored, complete=not reasons, reasons=tuple(reasons), doubts=tuple(doubts)
    )


def _disputed(documents: Sequence[Document], chosen: Document) -> Iterator[str]:
    """Look for what is not true of one run of the engine."""
    for each in documents:
        if each.kind in {Kind.PREVIEW, Kind.EVENTS}:
            yield from _miscounts(each)
        yield from contradictions_in(each)
        if each is not chosen and each.kind is not Kind.STATE:
            yield from disagreements_of(chosen, each)


def _empty(steps: Sequence[Step]) -> Iterable[str]:
    """Look for steps that do not say what they are about."""
    empty = [step for step in steps if lacks_side(step)]
    if empty:
        more = f" (and {len(empty) - 1} more)" if len(empty) > 1 else ""
        what = "its state before or after"
        yield f"{address_of(empty[0].urn)} says {empty[0].op}, but not {what}{more}"


def _miscounts(document: Document) -> Iterator[str]:
    """Hold the engine's own count against the steps; a refresh counts as what it finds."""
    if document.summary is None:
        preview = document.kind is Kind.PREVIEW
        what = (
            "preview has no `changeSummary`" if preview else "events have no summary at their end"
        )
        yield f"the {what}, so the run may be cut short"
        return
    listed = Counter(step.op for step in _counted(document))
    refreshed = Counter(step.verdict for step in document.steps if step.op == "refresh")
    for op in dict.fromkeys((*_COUNTED, *document.summary)):
        told = document.summary.get(op, 0)
        found = listed[op] + (refreshed[op] if op in _FOUND else 0)
        if told > found if op not in _COUNTED else told != found:
            if op == "same" and document.kind is Kind.PREVIEW:
                continue
            what = op if op in OPERATIONS else "do what is not known here"
            yield f"the engine counts {told} to {what}, listed in the {document.kind}: {found}"


def _counted(document: Document) -> Iterable[Step]:
    """Give the steps as the engine counts them; the root stack is one, and so is each only once."""
    yield from document.steps
    seen = set()
    for step in document.outputs:
        if step.op not in seen:
            seen.add(step.op)
            yield step


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
