"""Tells the documents of Pulumi's engine from one another, and reads each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import msgspec
from msgspec import Raw

from planguard.errors import PlanFormatError
from planguard.readers.pulumi.events import read_events
from planguard.readers.pulumi.preview import read_preview
from planguard.readers.pulumi.state import read_state
from planguard.readers.pulumi.steps import Document, Kind
from planguard.readers.pulumi.update_plan import read_update_plan

_START = re.compile(rb"^[ \t]*(?=[{\[])", re.MULTILINE)
_PREVIEW_KEYS = frozenset(
    ("config", "steps", "diagnostics", "duration", "changeSummary", "maybeCorrupt")
)
_SUMMARY_KEYS = frozenset(("result", "summary", "resources"))
_EVENT = re.compile(r"(?:[a-z][a-zA-Z]*)Event")
_HEAD = 65536
_COMMAND = "run `pulumi preview --json --show-sames > preview.json`"

_READ: Mapping[Kind, Callable[[bytes, str], Document]] = {
    Kind.PREVIEW: read_preview,
    Kind.EVENTS: read_events,
    Kind.UPDATE_PLAN: read_update_plan,
    Kind.STATE: read_state,
}


def kind_in(document: bytes) -> Kind | None:
    """Tell which document of Pulumi's this is, past text before it; `None` for none of them."""
    found = _START.search(document)
    if found is None:
        return None
    rest = document[found.end() :]
    if rest.startswith(b"["):
        return Kind.EVENTS if b'Event"' in rest[:_HEAD] and _is_event_list(rest) else None
    keys = _keys(rest)
    return None if keys is None else _kind_of(keys)


def read_document(document: bytes, label: str) -> Document | None:
    """
    Read a document of Pulumi's, past text around it; `None` when it is none.

    Raises `PlanFormatError` with its place where it is one and broken.
    """
    found = _START.search(document)
    kind = kind_in(document)
    if found is None or kind is None:
        _refuse_summary(document, label)
        return None
    if kind is Kind.EVENTS:
        return read_events(document, label)
    first, behind = _first(document[found.end() :], label)
    read = _READ[kind](first, label)
    return replace(read, noise=_may_be_another(behind))


def _kind_of(keys: frozenset[str]) -> Kind | None:
    if "events" in keys or any(map(_EVENT.fullmatch, keys)):
        return Kind.EVENTS
    if "resourcePlans" in keys:
        return Kind.UPDATE_PLAN
    if "version" in keys and keys & {"deployment", "checkpoint"}:
        return Kind.STATE
    if "steps" in keys or (keys and keys <= _PREVIEW_KEYS):
        return Kind.PREVIEW
    return None


def _keys(rest: bytes) -> frozenset[str] | None:
    """Give the keys of the first object."""
    try:
        return frozenset(_keyed(rest))
    except (msgspec.DecodeError, RecursionError):
        pass
    line = rest.partition(b"\n")[0]
    try:
        return frozenset(_keyed(line))
    except (msgspec.DecodeError, RecursionError):
        pass
    return _keys_past_noise(rest)


def _keyed(text: bytes) -> dict[str, Raw]:
    return msgspec.json.decode(text, type=dict[str, Raw])


def _keys_past_noise(rest: bytes) -> frozenset[str] | None:
    """Give the keys where other text follows, or of what is cut short as far as it goes."""
    try:
        value, _ = json.JSONDecoder().raw_decode(rest.decode(errors="surrogateescape"))
    except (ValueError, RecursionError):
        return _keys_of_part(rest)
    return frozenset(value) if isinstance(value, dict) else None


def _keys_of_part(rest: bytes) -> frozenset[str] | None:
    """Guess from the head of a document that is cut short, so that the error can be its own."""
    found = _FIRST_KEYS.search(rest[:_HEAD])
    if found is None:
        return None
    return (
        frozenset(("version", "deployment"))
        if found[1] == b"deployment"
        else frozenset((found[1].decode(),))
    )


_FIRST_KEYS = re.compile(
    rb'\A\{[^{\[]*"(steps|config|changeSummary|resourcePlans|deployment|[a-z]+[A-Za-z]*Event)"\s*:'
)


def _is_event_list(rest: bytes) -> bool:
    try:
        events = msgspec.json.decode(rest, type=list[dict[str, Raw]])
    except (msgspec.DecodeError, RecursionError):
        return False
    return bool(events) and _kind_of(frozenset(events[0])) is Kind.EVENTS


def _first(rest: bytes, label: str) -> tuple[bytes, bytes]:
    """Split the first value from what is behind it."""
    try:
        _keyed(rest)
    except msgspec.DecodeError as error:
        if "trailing characters" not in str(error):
            return rest, b""
        text = rest.decode(errors="surrogateescape")
        _, end = json.JSONDecoder().raw_decode(text)
        encoded = text[:end].encode(errors="surrogateescape")
        return encoded, rest[len(encoded) :]
    except RecursionError:
        raise PlanFormatError(label, "the JSON is nested too deeply") from None
    return rest, b""


def _may_be_another(behind: bytes) -> bool:
    """Tell whether what follows could be one more document, or the rest of one."""
    return bool(_START.search(behind))


def _refuse_summary(document: bytes, label: str) -> None:
    """Refuse what `--output json` writes, which has no values."""
    found = _START.search(document)
    keys = _keys(document[found.end() :]) if found else None
    if keys and keys >= _SUMMARY_KEYS:
        raise PlanFormatError(label, "is the summary of a preview, which has no values", _COMMAND)
