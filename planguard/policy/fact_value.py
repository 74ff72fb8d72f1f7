"""What expressions see of a live fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from planguard.model.fact import Answer, Fact, Unbound
from planguard.model.redaction import HIDDEN
from planguard.model.topic import EVENT_GROUPS
from planguard.model.value import Unknown, Value, at
from planguard.policy.expression import Steps

NONE = Unknown(reason="there is none")
"""What a fact is whose system says so: known, and yet no value."""


Sides: TypeAlias = Sequence[Sequence[str]]
"""The services of a subject, before the change and as planned."""


def fact_value(answer: Answer, steps: Steps, now: datetime | Unknown, sides: Sides) -> Value:
    """Give what lies at `steps` of an answer about a subject of these services."""
    if isinstance(answer, Unbound):
        return Unknown(reason=f"not answered: no source is bound to {answer.topic}")
    if isinstance(answer, Unknown):
        return answer
    field, rest = str(steps[0]) if steps else "value", steps[1:]
    if field.isdigit():
        field, rest = "value", steps
    value = answer.value
    if field == "none":
        return value is None
    if field in _OF_FACT:
        return str(getattr(answer, field))
    if field in {"age", "seen"}:
        return _age(answer, field, now)
    if isinstance(value, list):
        return _of_list(answer, value, field, rest, sides)
    if value is None:
        return NONE
    return at(value, rest) if field == "value" else at(value, steps)  # type: ignore[arg-type]


def _age(answer: Fact, field: str, now: datetime | Unknown) -> Value:
    if isinstance(now, Unknown):
        return now
    if field == "age" and answer.value is None:
        return NONE
    is_time = field == "age" and isinstance(answer.value, datetime)
    since = answer.value if is_time else answer.observed_at
    return now - since  # type: ignore[return-value, operator] # CEL takes a timedelta


_OF_FACT = frozenset({"unit", "source", "detail"})


def _of_list(
    answer: Fact, events: Sequence[Value], field: str, rest: Steps, sides: Sides
) -> Value:
    if field == "value":
        return at(events, rest)
    if field in EVENT_GROUPS:
        chosen = [each for each in events if _concerns(each, sides, surely=field == "certain")]
        return _of_list(answer, chosen, str(rest[0]), (), sides)
    if field == "count":
        return len(events)
    return [at(each, (field.removesuffix("s"),)) for each in events]


def _concerns(event: Value, sides: Sides, *, surely: bool) -> bool:
    """
    Tell whether an event names one of the services, or may be about them.

    An object whose service the change sets is concerned by what names the one or the other, and
    surely only by what names both.
    """
    named = event.get("services") if isinstance(event, Mapping) else None
    if not isinstance(named, list) or not named:
        return not surely
    if surely:
        return all(set(named) & set(services) for services in sides)
    words = {_folded(str(each)) for each in named}
    # A name that is not shown, since it is a secret of the plan as well, may be any.
    return any(not services or words & {HIDDEN, *map(_folded, services)} for services in sides)


def _folded(name: str) -> str:
    return name.strip().casefold()
