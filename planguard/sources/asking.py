"""
One time-boxed round of questions to all sources at once.

Questions that come to the same are asked once. Whatever goes wrong with a source becomes an
`Unknown` that names it and the trouble; nothing is raised and nothing outlasts the deadline.

Longer than most files here: who is asked, in time, and what becomes of the answers is one story.
"""

from __future__ import annotations

import json
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase
from functools import partial
from typing import Any, TypeVar

from planguard.errors import SourceError
from planguard.model.fact import Answer, Fact, Query, Unbound
from planguard.model.topic import MONEY, Kind, Topic
from planguard.model.value import Path, Unknown, Value
from planguard.sources.interface import (
    Connection,
    Question,
    Reply,
    Source,
    Surroundings,
    as_text,
    seconds_of,
)
from planguard.sources.interface.pipeline import pipeline_fields
from planguard.sources.interface.shape import ShapeError, shaped, unit_of
from planguard.sources.interface.template import Template

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Told how many questions are answered, of how many."""
_LONGEST = 86_400.0
"""Seconds of a round at most; a wait of more than a system can count to is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One configured source."""

    name: str
    """As planguard.yaml calls it."""
    source: Source
    options: Any

    @property
    def label(self) -> str:
        """Name it for people: with its kind where the name does not tell."""
        kind = self.source.name
        return self.name if self.name == kind else f"{self.name} ({kind})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """Which source answers a topic, with what question, for which subjects."""

    topic: Topic
    name: str
    link: Link
    wants: Any
    templates: Mapping[Path, Template] = field(default_factory=dict)
    types: tuple[str, ...] = ("*",)
    environments: tuple[str, ...] = ("*",)
    unit: str = ""
    """The unit of the answers when it is not the topic's."""

    def answers(self, topic: str) -> bool:
        """Tell whether this binding is for a topic; only `flag.*` is for more than its own."""
        return topic == self.name or (
            self.name.endswith(".*") and topic.startswith(self.name.removesuffix("*"))
        )

    def fits(self, query: Query) -> bool:
        """Tell whether this binding is for the query's subject."""
        environment = query.look(("environment",))
        return self.fits_but_for_environment(query) and any(
            fnmatchcase(str(environment or ""), glob) for glob in self.environments
        )

    def fits_but_for_environment(self, query: Query) -> bool:
        """Tell whether this binding is for the query's subject, wherever that is."""
        type_ = query.look(("type",))
        return self.answers(query.topic) and (
            type_ is None or any(fnmatchcase(str(type_), glob) for glob in self.types)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A query with who will be asked what; `question` is the answer already when none can be."""

    query: Query
    binding: Binding
    question: Question | Unknown

    @property
    def key(self) -> str:
        """Tell questions apart that come to different answers."""
        assert isinstance(self.question, Question)  # noqa: S101 - only those are asked
        source = self.binding.link.source
        parts = [self.binding.link.name, self.query.topic, self.question.wants.model_dump()]
        if source.about_subject:
            parts += [self.query.plan, self.query.subject]
        return json.dumps(parts, sort_keys=True, default=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Everything bound, ready to answer the queries of a check."""

    bindings: tuple[Binding, ...]
    around: Surroundings
    seconds: float = 10.0
    progress: Progress | None = None

    def __call__(self, queries: Sequence[Query]) -> Mapping[Query, Answer]:
        """Answer all queries, within the time for the round."""
        planned = self.plan(queries)
        asked = {
            each.key: each for each in planned.values() if isinstance(each.question, Question)
        }
        replies = self._ask(asked)
        return {query: self._answer(query, planned.get(query), replies) for query in queries}

    def plan(self, queries: Sequence[Query]) -> Mapping[Query, Planned]:
        """Say who will be asked what, without asking; queries that nobody answers are left out."""
        found: dict[Query, Planned] = {}
        pipeline = pipeline_fields(self.around.environ)
        for query in queries:
            binding = next((each for each in self.bindings if each.fits(query)), None)
            if binding is not None:
                question = _question(query, binding, pipeline)
                found[query] = Planned(query=query, binding=binding, question=question)
            elif (binding := self._elsewhere(query)) is not None:
                # Nobody said that nobody answers here: a plan that nobody recognises is protected.
                reason = "the environment is not known, and the binding is for some alone"
                found[query] = Planned(
                    query=query, binding=binding, question=Unknown(reason=reason)
                )
        return found

    def _elsewhere(self, query: Query) -> Binding | None:
        """Give the binding that may be meant for a subject whose environment is not known."""
        if query.look(("environment",)):
            return None
        fitting = (each for each in self.bindings if each.fits_but_for_environment(query))
        return next(fitting, None)

    def _ask(self, asked: Mapping[str, Planned]) -> Mapping[str, Reply | SourceError]:
        deadline = time.monotonic() + min(self.seconds, _LONGEST)
        replies: queue.SimpleQueue[tuple[str, Reply | SourceError]] = queue.SimpleQueue()
        by_link: dict[str, list[Planned]] = {}
        for each in asked.values():
            by_link.setdefault(each.binding.link.name, []).append(each)
        for group in by_link.values():
            _Line(group, self.around, deadline, replies).start()
        found: dict[str, Reply | SourceError] = {}
        while len(found) < len(asked):
            self._tell(len(found), len(asked))
            try:
                key, reply = replies.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                break
            found[key] = reply
        self._tell(len(found), len(asked))
        return found

    def _tell(self, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(done, total)

    def _answer(
        self, query: Query, planned: Planned | None, replies: Mapping[str, Reply | SourceError]
    ) -> Answer:
        if planned is None:
            return Unbound(topic=query.topic)
        label = planned.binding.link.label
        if isinstance(planned.question, Unknown):
            return Unknown(reason=f"{label} cannot be asked: {planned.question.reason}")
        reply = replies.get(planned.key)
        if reply is None:
            return _told(label, f"did not answer within the {self.seconds:g} s of the round")
        if isinstance(reply, SourceError):
            return _told(label, str(reply))
        return _fact(query, planned.binding, reply, self.around.now())


class _Line:
    """The threads that ask one source; they are left behind when the time is over."""

    def __init__(
        self,
        planned: Sequence[Planned],
        around: Surroundings,
        deadline: float,
        replies: queue.SimpleQueue[tuple[str, Reply | SourceError]],
    ) -> None:
        """Keep what is to be asked."""
        self._link = planned[0].binding.link
        self._waiting = deque(planned)
        self._around = around
        self._deadline = deadline
        self._replies = replies
        self._opening = threading.Lock()
        self._opened: Connection | SourceError | None = None

    def start(self) -> None:
        """Begin to ask, in threads that do not keep the process alive."""
        for _ in range(min(self._link.options.concurrency, len(self._waiting))):
            threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        while self._waiting and time.monotonic() < self._deadline:
            try:
                planned = self._waiting.popleft()
            except IndexError:
                return
            self._replies.put((planned.key, _guarded(partial(self._reply, planned))))

    def _reply(self, planned: Planned) -> Reply | SourceError:
        connection = self._connection()
        if isinstance(connection, SourceError):
            return connection
        left = min(seconds_of(self._link.options.timeout), self._deadline - time.monotonic())
        assert isinstance(planned.question, Question)  # noqa: S101 - only those are asked
        return _guarded(lambda: connection.answer(planned.question, max(left, 0.01)))  # type: ignore[arg-type]

    def _connection(self) -> Connection | SourceError:
        with self._opening:
            if self._opened is None:
                link = self._link
                self._opened = _guarded(lambda: link.source.connect(link.options, self._around))
            return self._opened


def _guarded(work: Callable[[], T]) -> T | SourceError:
    """Give what `work` gives, or in words why it gives nothing, whatever happened."""
    try:
        return work()
    except SourceError as error:
        return error
    except Exception as error:  # noqa: BLE001 - a source's fault is an unknown fact, no crash
        return SourceError(f"failed ({type(error).__name__})")


def _question(query: Query, binding: Binding, pipeline: Mapping[str, str]) -> Question | Unknown:
    def text_of(path: Path) -> str:
        if path[0] == "ci":
            value: Value = pipeline.get(str(path[1]))
            if not value:
                raise SourceError(f"the environment tells no ci.{path[1]}")
            return str(value)
        return as_text(query.look(path), path)

    try:
        filled = {path: each.fill(text_of) for path, each in binding.templates.items()}
    except SourceError as error:
        return Unknown(reason=str(error))
    return Question(
        topic=binding.topic,
        name=query.topic,
        wants=_with(binding.wants, filled) if filled else binding.wants,
        subject=query.subject,
        look=query.look,
    )


def _with(wants: Any, filled: Mapping[Path, str]) -> Any:
    """Give `wants` with texts replaced where they lie."""
    fields = {str(path[0]) for path in filled}
    plain = wants.model_dump(include=fields)
    for path, text in filled.items():
        inner = plain
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = text
    return wants.model_copy(update=plain)


def _fact(query: Query, binding: Binding, reply: Reply, now: datetime) -> Answer:
    topic, unit = binding.topic, reply.unit or binding.unit
    if topic.unit == MONEY and reply.unit and binding.unit and reply.unit != binding.unit:
        return _told(binding.link.label, f"counts in {reply.unit}, not in {binding.unit}")
    try:
        value = shaped(topic, reply.value, unit=unit)
    except ShapeError as error:
        return _told(binding.link.label, str(error))
    if topic.kind is Kind.EVENTS and isinstance(value, list):
        value = _in_scope(value, query, binding)
    return Fact(
        query=query,
        value=value,
        unit=unit_of(topic, unit),
        observed_at=reply.observed_at or now,
        source=binding.link.label,
        detail=reply.detail,
    )


def _in_scope(events: list[Any], query: Query, binding: Binding) -> list[Value]:
    """Name the subject's service in events that were asked for by it and name none."""
    asked_for = any(path == ("service",) for t in binding.templates.values() for path in t.paths)
    service = query.look(("service",)) if asked_for else None
    if not isinstance(service, str):
        return events
    return [each if each["services"] else {**each, "services": [service]} for each in events]


def _told(label: str, reason: str) -> Unknown:
    return Unknown(reason=f"{label} {reason}" if reason[:1].islower() else f"{label}: {reason}")
