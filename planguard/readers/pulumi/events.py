"""
Engine events: a line each, as Pulumi Cloud wraps them, or in one list.

The shapes are those of `sdk/go/common/apitype/events.go` in pulumi/pulumi.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from planguard.errors import PlanFormatError
from planguard.readers.pulumi.contradictions import check_stack, check_steps
from planguard.readers.pulumi.properties import Properties
from planguard.readers.pulumi.states import config_of, details_of, sides_aside, state_of, urn_of
from planguard.readers.pulumi.steps import Document, Kind, State, Step
from planguard.readers.pulumi.urn import STACK, Urn, is_hidden
from planguard.readers.pulumi.wire import WireEvent, WireMetadata, WireState, WireSummary, decode


class _Wrapped(Struct):
    events: list[Raw] | None = None


def read_events(document: bytes, label: str) -> Document:
    """
    Read a stream of events, past lines that are none.

    Raises `PlanFormatError` with the line where an event has another shape or is cut short.
    """
    run = _Run(label=label)
    for where, event in _events(document, label):
        run.take(where, event)
    return run.document()


def _events(document: bytes, label: str) -> Iterator[tuple[str, WireEvent]]:
    head = document.lstrip()[:1]
    wrapped = _listed(document, head, label)
    if wrapped is not None:
        for place, raw in enumerate(wrapped):
            where = f"{label}: $.events[{place}]" if head == b"{" else f"{label}: $[{place}]"
            yield where, decode(raw, WireEvent, where, place="$")
        return
    for number, line in enumerate(document.splitlines(), 1):
        if line.lstrip().startswith(b"{"):
            where = f"{label}:{number}"
            try:
                yield where, decode(line, WireEvent, where)
            except msgspec.ValidationError:  # pragma: no cover - told by `decode`
                raise
            except msgspec.DecodeError as error:
                raise PlanFormatError(
                    where,
                    "the event is cut short" if "truncated" in str(error) else "is no valid JSON",
                    "write the file again, whole",
                ) from None


def _listed(document: bytes, head: bytes, label: str) -> list[Raw] | None:
    """Give the events of one list; `None` for a line each."""
    if head == b"[":
        return decode(document, list[Raw], label)
    try:
        return msgspec.json.decode(document, type=_Wrapped).events
    except msgspec.DecodeError:
        return None


@dataclass(slots=True, kw_only=True)
class _Run:
    """What the events so far say."""

    label: str
    config: dict[str, str] = field(default_factory=dict)
    metadata: list[tuple[str, WireMetadata, bool]] = field(default_factory=list)
    """Where, what, and whether it is said of the outputs."""
    summary: WireSummary | None = None
    errors: int = 0
    first: Urn | None = None

    def take(self, where: str, event: WireEvent) -> None:
        """Add one event; a run that starts after another, as `up` does, puts it away."""
        if event.prelude_event is not None:
            if self.metadata:
                self.metadata.clear()
                self.summary, self.errors = None, 0
            self.config = config_of(event.prelude_event.config)
        elif (told := event.resource_pre_event or event.res_outputs_event) is not None:
            self.first = check_stack(self.first, told.metadata.urn, where)
            late = event.resource_pre_event is None
            self.metadata.append((where, told.metadata, late))
        elif event.summary_event is not None:
            self.summary = event.summary_event
        elif event.res_op_failed_event is not None or event.error_event:
            self.errors += 1
        elif event.diagnostic_event is not None:
            self.errors += event.diagnostic_event.is_error

    def document(self) -> Document:
        """Give all of it as one document."""
        states = [side for _, each, _ in self.metadata for side in (each.old, each.new) if side]
        # A component is told by leaving `custom` out, unless nobody tells it at all.
        custom = not any(state.custom for state in states)
        every = [(_step(where, each, custom=custom), late) for where, each, late in self.metadata]
        check_steps(step for step, _ in every)
        steps = tuple(_merged(every))
        summary, first = self.summary, self.first
        return Document(
            kind=Kind.EVENTS,
            label=self.label,
            steps=tuple(step for step in steps if not is_hidden(step.urn)),
            states=tuple(
                step.new
                for step, late in every
                if late and step.new is not None and not is_hidden(step.urn)
            ),
            summary=None if summary is None else summary.resource_changes or {},
            errors=self.errors,
            failed=summary is not None and summary.is_failure,
            shows_sames=True,
            is_preview=summary is None or summary.is_preview is not False,
            config=self.config,
            aside=sides_aside(steps),
            stack=first.stack if first else "",
            project=first.project if first else "",
            outputs=tuple(
                step if late else _without_outputs(step)
                for step, late in every
                if urn_of(step.urn, self.label).type == STACK
            ),
        )


def _without_outputs(step: Step) -> Step:
    """Leave out outputs that the program has not set yet."""
    return step if step.new is None else replace(step, new=replace(step.new, result=Properties()))


def _merged(every: Iterable[tuple[Step, bool]]) -> Iterator[Step]:
    """Give the steps as they start; a refresh as it ends, which alone tells what it found."""
    open_refreshes: dict[str, int] = {}
    steps: list[Step] = []
    for step, late in every:
        if not late:
            if step.op == "refresh":
                open_refreshes[step.urn] = len(steps)
            steps.append(step)
        elif (place := open_refreshes.pop(step.urn, None)) is not None:
            steps[place] = replace(step, op="refresh", verdict=step.op)
    yield from steps


def _step(where: str, wire: WireMetadata, *, custom: bool) -> Step:
    urn_of(wire.urn, where)
    return Step(
        op=wire.op,
        urn=wire.urn,
        where=where,
        old=_state(wire.old, wire.urn, where, custom=custom),
        new=_state(wire.new, wire.urn, where, custom=custom),
        replace_keys=wire.keys or (),
        diff_keys=wire.diffs or (),
        details=details_of(wire.detailed_diff),
    )


def _state(wire: WireState | None, urn: str, where: str, *, custom: bool) -> State | None:
    if wire is None:
        return None
    wire.urn = wire.urn or urn
    return state_of(wire, where, custom=custom, tells=False)
