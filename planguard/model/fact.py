"""Questions to live state and their answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from planguard.model.value import Path, Unknown, Value

Look: TypeAlias = Callable[[Path], Value]
"""Gives a field of a question's subject, such as `("tags", "team")`; `None` for what is absent."""


def look_nowhere(path: Path) -> Value:  # noqa: ARG001 - one signature for all looks
    """Know nothing of the subject."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """
    One question: a topic about a subject (an address, or the plan's environment).

    `look` gives the subject's fields (see `SUBJECT_FIELDS`), for a source to find it in the live
    system; it never gives a secret away. Queries are equal when topic,
    subject and plan are.
    """

    topic: str
    subject: str
    plan: str = ""
    """Label of the plan, since several plans of one check may have objects of one address."""
    look: Look = field(default=look_nowhere, compare=False, repr=False)


SUBJECT_FIELDS: Mapping[str, str] = {
    "address": "address of the object; the environment's name where the plan is asked about",
    "type": "resource type",
    "name": "name of the resource in the configuration",
    "module": "address of the module instance, empty for the root",
    "id": "the object's id",
    "arn": "the object's ARN",
    "region": "from the ARN or a region attribute",
    "account": "account, subscription or project",
    "service": "the one service it belongs to",
    "owner": "the one owner it has",
    "environment": "name of the environment",
    "plan": "label of the plan",
    "tags": "tags or labels, by name",
    "attributes": "attributes as they are now, or as planned for what is created, by name",
    "before": "attributes before the change, by name",
    "after": "attributes after the change, by name",
}
"""What a question's subject can be asked for; the last four have fields of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """
    An answer, with when it was seen and where it comes from.

    `value` is of the topic's kind (a `datetime` for a time); `None` means that the system
    answered and there is none (no backup, no ticket), which is something else than not knowing.
    """

    query: Query
    value: Value | datetime
    unit: str
    observed_at: datetime
    source: str
    detail: str = ""
    """What was found, in the source's words, such as `3 of 12 checks failed: lint, e2e, unit`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbound:
    """Nobody said which system answers this topic."""

    topic: str


Answer: TypeAlias = Fact | Unknown | Unbound
Ask: TypeAlias = Callable[[Sequence[Query]], Mapping[Query, Answer]]


def ask_nobody(queries: Sequence[Query]) -> Mapping[Query, Answer]:
    """Answer every query with `Unbound`: no source is configured."""
    return {query: Unbound(topic=query.topic) for query in queries}
