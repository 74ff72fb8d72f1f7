"""Files of facts: read instead of asking, and written of what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import yaml

from planguard.errors import ConfigError, PolicyError
from planguard.load.live import Live
from planguard.load.yaml_checks import refuse_surprises
from planguard.model.fact import Answer, Query, Unbound
from planguard.model.value import Unknown
from planguard.policy.yaml_text import load_yaml, position
from planguard.sources.interface.facts_document import (
    Entry,
    FactsDocument,
    FactsError,
    read_facts,
    write_facts,
)

_LARGEST = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsFile:
    """A file of facts that answers in place of the sources."""

    name: str
    document: FactsDocument
    live: Live
    now: datetime
    """The time of the check: the document's, if it has one."""

    def __call__(self, queries: Sequence[Query]) -> Mapping[Query, Answer]:
        """
        Answer from the file.

        What it does not hold is unknown where somebody is bound or the file tells of others, and
        unbound otherwise.
        """
        return {query: self._answer(query) for query in queries}

    def _answer(self, query: Query) -> Answer:
        entry = self.document.answer(query.topic, query.subject, query.plan)
        if entry is None:
            if self.live.is_bound(query.topic) or self.document.tells(query.topic):
                return Unknown(reason=f"{self.name} holds no fact about it")
            return Unbound(topic=query.topic)
        return entry.answer_to(query, own=self.live.topics, now=self.now, document=self.name)


def load_facts(path: Path, live: Live, now: datetime) -> FactsFile:
    """
    Read a file of facts, YAML or JSON.

    `now` is the time of the check where the file has none. Raises `ConfigError` with line and
    column.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ConfigError(str(path), "is too large for a file of facts")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise ConfigError(
            str(path), "cannot be read as UTF-8 text", "give a file as `check --record` writes it"
        ) from None
    refuse_surprises(text, str(path), ConfigError)
    try:
        document = read_facts(load_yaml(text, str(path)), now=now, own=live.topics)
    except PolicyError as error:
        raise ConfigError(error.where, error.problem, error.hint) from None
    except FactsError as error:
        place = position(text, str(path), error.keys)
        raise ConfigError(place, error.problem, error.hint) from None
    return FactsFile(name=path.name, document=document, live=live, now=document.now or now)


def record_text(now: datetime, answers: Iterable[tuple[Query, Answer]]) -> str:
    """Write answers so that reading them gives the same report; they must be screened before."""
    document = write_facts(now, [_entry(*pair) for pair in answers])
    text: str = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)
    return text


def _entry(query: Query, answer: Answer) -> Entry:
    if isinstance(answer, Unbound):
        return Entry(topic=query.topic, subject=query.subject, plan=query.plan, unbound=True)
    if isinstance(answer, Unknown):
        return Entry(
            topic=query.topic, subject=query.subject, plan=query.plan, unknown=answer.reason
        )
    return Entry(
        topic=query.topic,
        subject=query.subject,
        plan=query.plan,
        value=answer.value,
        unit=answer.unit,
        observed_at=answer.observed_at,
        source=answer.source,
        detail=answer.detail,
    )
