"""Takes what a source said as the topic's kind and unit, or says what does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from math import isfinite

from planguard.model.moment import moment_of
from planguard.model.topic import EVENT_FIELDS, MONEY, Kind, Topic
from planguard.model.value import Value

_MOMENTS = frozenset({"since", "until", "starts", "ends"})
_FACTORS: Mapping[tuple[str, str], float] = {
    ("ratio", "%"): 100,
    ("ms", "s"): 0.001,
    ("min", "s"): 60,
    ("h", "s"): 3600,
    ("1/min", "1/s"): 1 / 60,
    ("kB", "bytes"): 1_000,
    ("MB", "bytes"): 1_000_000,
    ("GB", "bytes"): 1_000_000_000,
    ("KiB", "bytes"): 1024,
    ("MiB", "bytes"): 1024**2,
    ("GiB", "bytes"): 1024**3,
}


class ShapeError(ValueError):
    """An answer that is not of the topic's kind; the message never holds the answer."""


def unit_of(topic: Topic, unit: str) -> str:
    """Give the unit of a shaped answer: the topic's, or the currency it came in."""
    return (unit or topic.unit) if topic.unit == MONEY else topic.unit


def units_for(topic: Topic) -> tuple[str, ...]:
    """Name the units that answers of a topic may come in."""
    return (topic.unit, *(found for found, wanted in _FACTORS if wanted == topic.unit))


def shaped(
    topic: Topic, value: object, *, unit: str = "", now: datetime | None = None
) -> Value | datetime:
    """
    Give an answer as the topic's kind; `None` stays none, or is an empty list of events or texts.

    `unit` is the answer's when it is not the topic's; with `now`, times may be written `26h ago`.
    Raises `ShapeError`.
    """
    if topic.kind in {Kind.EVENTS, Kind.TEXTS}:
        return _list(topic, value, now)
    if value is None:
        return None
    match topic.kind:
        case Kind.NUMBER:
            return _number(topic, value, unit)
        case Kind.BOOLEAN:
            return _of_type(value, bool, "true or false")
        case Kind.TEXT:
            return _of_type(value, str, "text")
        case Kind.TIME:
            return _time(value, now)
        case _:
            return _record(value, topic.fields, now)


def _of_type(value: object, wanted: type, words: str) -> Value:
    if not isinstance(value, wanted):
        raise ShapeError(f"answered {_kind(value)} where {words} belongs")
    return value  # type: ignore[return-value] # one of the two types asked for above


def _number(topic: Topic, value: object, unit: str) -> float | int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ShapeError(f"answered {_kind(value)} where a number belongs")
    if not _is_finite(value):
        raise ShapeError("answered a number that is not finite")
    if value < 0 and topic.is_amount:
        raise ShapeError("answered a number below zero, of which there is none")
    if not unit or topic.unit in (unit, MONEY):
        return value
    factor = _FACTORS.get((unit, topic.unit))
    if factor is None:
        raise ShapeError(f"answered in {unit}, which is not {topic.unit or 'a plain number'}")
    if not _is_finite(value * factor):
        raise ShapeError("answered a number that is not finite")
    return value * factor


def _is_finite(value: float) -> bool:
    try:
        return isfinite(value)
    except OverflowError:
        return False


def _time(value: object, now: datetime | None) -> datetime:
    if isinstance(value, datetime):
        found = moment_of(value.isoformat())
    else:
        found = moment_of(value, now) if isinstance(value, str) else None
    if found is None:
        raise ShapeError(f"answered {_kind(value)} where a time in ISO 8601 belongs")
    return found


def _list(topic: Topic, value: object, now: datetime | None) -> Value:
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        raise ShapeError(f"answered {_kind(value)} where a list belongs")
    if topic.kind is Kind.TEXTS:
        return [_of_type(each, str, "text") for each in value]
    return [_event(each, now) for each in value]


def _event(value: object, now: datetime | None) -> Value:
    if isinstance(value, str):
        value = {"id": value}
    record = _record(value, EVENT_FIELDS, now)
    assert isinstance(record, dict)  # noqa: S101 - a record is one
    if not isinstance(record.get("id"), str) or not record["id"]:
        raise ShapeError("answered an event without an id")
    named = record.get("services") or []
    if isinstance(named, str):
        named = [named]
    if not isinstance(named, list) or not all(isinstance(each, str) for each in named):
        raise ShapeError("answered an event whose services are no list of names")
    return {**record, "title": str(record.get("title") or record["id"]), "services": named}


def _record(value: object, fields: Mapping[str, str], now: datetime | None) -> Value:
    """Keep the fields a record may have; the others are not ours to carry about."""
    if not isinstance(value, Mapping):
        raise ShapeError(f"answered {_kind(value)} where keys and values belong")
    found: dict[str, Value] = {}
    for name in fields:
        inner = value.get(name)
        if name in _MOMENTS and inner is not None:
            inner = _time(inner, now)
        if inner is not None:
            found[name] = inner
    return found


def _kind(value: object) -> str:
    kinds: Mapping[type, str] = {bool: "true or false", str: "text", list: "a list"}
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "a number"
    if isinstance(value, Mapping):
        return "keys and values"
    return kinds.get(type(value), "something else")
