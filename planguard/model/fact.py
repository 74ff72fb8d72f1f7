"""Questions to live state and their answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from planguard.model.value import Unknown, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One question: a topic about a subject (an address, or the plan's environment)."""

    topic: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """An answer, with when it was seen and where it comes from."""

    query: Query
    value: Value
    unit: str
    observed_at: datetime
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbound:
    """Nobody said which system answers this topic."""

    topic: str


Answer: TypeAlias = Fact | Unknown | Unbound
Ask: TypeAlias = Callable[[Sequence[Query]], Mapping[Query, Answer]]


def ask_nobody(queries: Sequence[Query]) -> Mapping[Query, Answer]:
    """Answer every query with `Unbound`: no source is configured."""
    return {query: Unbound(topic=query.topic) for query in queries}
