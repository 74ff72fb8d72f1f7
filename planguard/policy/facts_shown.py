"""Live facts as a report shows them, beside the limit that decided."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from planguard.model.fact import Answer, Fact, Unbound
from planguard.model.moment import ago_text, span_of, span_text
from planguard.model.redaction import Redactor
from planguard.model.report import FactShown
from planguard.model.value import Unknown, Value
from planguard.policy.expression import Expression, Lookup
from planguard.policy.messages import number_text

_LIMIT = (
    r"(?<![\w.]){alias}(?:\.(?:value|count|age|(?:possible|certain)\.count))?\s*"
    r"(?P<sign>[<>]=?|==|!=)\s*"
    r"(?:duration\(\s*)?(?:double\(\s*)?"
    r"(?:params\.(?P<param>\w+)|(?P<number>-?\d+(?:\.\d+)?)|[\"'](?P<text>\w+)[\"'])"
)
_MOST_LISTED = 3
_SOME = frozenset({(">", "0"), ("==", "0"), (">=", "1"), ("<", "1")})


def compared(when: Expression, alias: str, lookup: Lookup) -> str:
    """Give the limit that `when` holds a fact against, as `> 60`; `""` when there is none."""
    found = re.search(_LIMIT.format(alias=re.escape(alias)), when.source)
    if found is None:
        return ""
    limit: Value = float(found["number"]) if found["number"] else found["text"]
    if found["param"]:
        limit = lookup(("params", found["param"]))
    if isinstance(limit, str) and (span := span_of(limit)) is not None:
        limit = span_text(span)
    if isinstance(limit, float):
        limit = number_text(limit)
    if isinstance(limit, str) and (found["sign"], limit) in _SOME:
        # That there are some, or none, is said by naming them.
        return ""
    return f"{found['sign']} {limit}" if isinstance(limit, str | int) else ""


def shown(
    topic: str, answer: Answer, now: datetime | Unknown, redactor: Redactor, limit: str
) -> FactShown:
    """Write one answer for a report, secrets hidden."""
    if not isinstance(answer, Fact):
        reason = "no source is bound to it" if isinstance(answer, Unbound) else answer.reason
        return FactShown(
            topic=topic,
            subject="",
            value=f"unknown: {redactor.text(reason)}",
            compared="",
            source="",
            observed_at="",
            seen="",
            detail="",
        )
    known = not isinstance(now, Unknown)
    return FactShown(
        topic=topic,
        subject=answer.query.subject,
        value=_words(answer, now, redactor),
        compared=_beside(answer, limit),
        source=answer.source,
        observed_at=answer.observed_at.astimezone(UTC).isoformat(timespec="seconds"),
        seen=ago_text(max(now - answer.observed_at, timedelta(0))) if known else "",  # type: ignore[operator]
        detail=redactor.text(answer.detail),
    )


def _beside(fact: Fact, limit: str) -> str:
    """Give the limit with the fact's unit; none where it only counts what is listed already."""
    if isinstance(fact.value, list) and limit.startswith("=="):
        return ""
    is_number = isinstance(fact.value, int | float) and not isinstance(fact.value, bool)
    return f"{limit} {fact.unit}" if limit and fact.unit and is_number else limit


def _words(fact: Fact, now: datetime | Unknown, redactor: Redactor) -> str:
    value, unit = fact.value, f" {fact.unit}" if fact.unit else ""
    if value is None:
        return "none"
    if isinstance(value, datetime):
        moment = value.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
        return moment if isinstance(now, Unknown) else f"{moment}, {ago_text(now - value)}"
    if isinstance(value, float):
        return f"{number_text(value)}{unit}"
    if isinstance(value, list):
        told = [_event(each, redactor) for each in value[:_MOST_LISTED]]
        more = f" and {len(value) - len(told)} more" if len(value) > len(told) else ""
        return (", ".join(told) or "none") + more
    if isinstance(value, Mapping):
        return _record(value, redactor)
    return f"{redactor.value(value, fact.query.topic)}{unit}"


def _record(record: Mapping[str, Value], redactor: Redactor) -> str:
    """Write a record as its id and title, then what else it says by name."""
    named = [_event(record, redactor)] if record.get("id") else []
    rest = (
        f"{redactor.text(name).replace('_', ' ')}: {redactor.value(value, name)}"
        for name, value in record.items()
        if value is not None and name not in {"id", "title", "url"}
    )
    return ", ".join([*named, *rest]) or "empty"


def _event(event: Value, redactor: Redactor) -> str:
    if not isinstance(event, Mapping):
        return redactor.value(event)
    title = event.get("title")
    name = redactor.value(event.get("id"))
    return f"{name} ({redactor.value(title)})" if title and title != event.get("id") else name
