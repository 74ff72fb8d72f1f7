"""
What a source is: one live system that answers questions about topics.

A source is one file: its docstring says what it reads, with which rights and when the answer is
unknown, and is shown by `planguard explain NAME`. It has the four names of `Source`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path as FilePath
from typing import Annotated, Any, Protocol

from pydantic import BaseModel, ConfigDict, Field

from planguard.errors import SourceError
from planguard.model.fact import Look, look_nowhere
from planguard.model.moment import span_of
from planguard.model.topic import Topic
from planguard.model.value import Path, Sensitive, Unknown, Value, path_text
from planguard.sources.interface.template import Data, Plain, Quoted, Url

__all__ = [
    "Connection",
    "Data",
    "Document",
    "Options",
    "Plain",
    "Question",
    "Quoted",
    "Reply",
    "Source",
    "SourceError",
    "Span",
    "Surroundings",
    "Url",
    "Wants",
    "seconds_of",
    "text_at",
]

Span = Annotated[str, Field(pattern=r"^(\d{1,7}(\.\d{1,3})?[smhdw]){1,10}$")]
"""A span of time in planguard.yaml: `90s`, `15m`, `3h`, `2d`."""


class Document(BaseModel):
    """Keys that people write in planguard.yaml; any other key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Options(Document):
    """What is said of a source under `sources:`; each source adds its own keys."""

    timeout: Span = Field(default="5s", description="how long one question may take")
    concurrency: int = Field(default=16, ge=1, le=64, description="questions asked at once")

    def refuse(self, wants: Wants, topic: str) -> str:  # noqa: ARG002 - for those that override it
        """Say why a source with these options cannot answer a topic so; `""` when it can."""
        return ""


class Wants(Document):
    """
    What is asked of a source for one topic, under `bindings:`; each source adds its own keys.

    Fields of type `Data`, `Quoted` or `Url` may hold `{{ places }}` for the subject's fields.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What of the outside world a source may use beside its own network."""

    environ: Mapping[str, str] = field(default_factory=dict)
    home: FilePath = FilePath()
    """Directory of planguard.yaml, which relative paths start from."""
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question as a source gets it: its places filled, the subject at hand."""

    topic: Topic
    name: str
    """As asked for: `flag.checkout` is of the topic `flag.*`."""
    wants: Any
    """An instance of the source's `Wants`."""
    subject: str
    look: Look = look_nowhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """
    What a source found.

    `value` is of the topic's kind (a time may be a `datetime` or ISO 8601 text, an event a
    mapping with `id`); `None` says that there is none, which is something else than not knowing.
    """

    value: Value | datetime
    observed_at: datetime | None = None
    """When it was true; `None` for now."""
    unit: str = ""
    """The unit of `value` when it is not the topic's."""
    detail: str = ""


class Connection(Protocol):
    """One open source; used by several threads at once."""

    def answer(self, question: Question, seconds: float) -> Reply:
        """
        Answer within `seconds`.

        Raises `SourceError` with the reason, for people, why there is no answer; it holds no
        credential and no text of the answer.
        """


class Source(Protocol):
    """One kind of live system: a module of this folder."""

    name: str
    """`type` in planguard.yaml."""
    topics: tuple[str, ...]
    """Topics it can answer, globs allowed."""
    about_subject: bool
    """Whether the answer depends on the subject itself, beside what the filled places say."""
    Options: type[Options]
    Wants: type[Wants]

    @staticmethod
    def connect(options: Any, around: Surroundings) -> Connection:
        """Open the source without asking anything. Raises `SourceError`."""


def seconds_of(span: str) -> float:
    """Give the seconds of a checked `Span`."""
    found = span_of(span)
    return found.total_seconds() if found else 0.0


def text_at(question: Question, *path: str | int) -> str:
    """
    Give a field of the question's subject as text: `text_at(question, "attributes", "name")`.

    Raises `SourceError` when it is absent, no text, known only after apply or sensitive.
    """
    return as_text(question.look(path), path)


def as_text(value: Value, path: Path) -> str:
    """Give a value as text. Raises `SourceError` as `text_at` does."""
    if isinstance(value, Sensitive):
        raise SourceError(f"{path_text(path)} is sensitive, and no system is told it")
    if isinstance(value, Unknown):
        raise SourceError(f"{path_text(path)}: {value.reason}")
    if value is None or value == "":
        raise SourceError(f"the object has no {path_text(path)}")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value)
    raise SourceError(f"{path_text(path)} is no text")
