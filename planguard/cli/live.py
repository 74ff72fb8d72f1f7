"""How a command asks live state: of the sources, of a file, or of nobody; and what it records."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planguard.analyze import Prepared
from planguard.cli.output import write_out
from planguard.errors import ConfigError
from planguard.model.fact import Answer, Ask, Query, Unbound, ask_nobody
from planguard.model.moment import span_of
from planguard.model.value import Unknown
from planguard.policy.questions import screened

if TYPE_CHECKING:
    from planguard.load.live import Live

FactsOption = Annotated[
    Path | None,
    typer.Option(
        "--facts", envvar="PLANGUARD_FACTS", metavar="FILE",
        help="Take the facts from a file, written by hand or by --record; nothing is asked.",
    ),
]  # fmt: skip
RecordOption = Annotated[
    Path | None,
    typer.Option("--record", metavar="FILE", help="Write every fact that was asked for."),
]
OfflineOption = Annotated[
    bool,
    typer.Option(
        "--offline", envvar="PLANGUARD_OFFLINE", help="Ask nothing: every bound fact is unknown."
    ),
]
TimeoutOption = Annotated[
    str,
    typer.Option(
        "--timeout", envvar="PLANGUARD_TIMEOUT", metavar="TIME",
        help="Time for all questions together, such as 5s; otherwise live.timeout, or 10s.",
    ),
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who answers, and what the time of the check is."""

    ask: Ask
    now: datetime


def asking(
    live: Live, *, facts: Path | None = None, offline: bool = False, timeout: str = ""
) -> Asking:
    """Choose who answers. Raises `ConfigError` for options that do not go together."""
    now = datetime.now(UTC)
    if facts is not None:
        if offline:
            raise ConfigError("--offline", "does not go with --facts", "a file asks nobody anyway")
        from planguard.load.facts import load_facts  # noqa: PLC0415 - only for a file of facts

        file = load_facts(facts, live, now)
        return Asking(ask=file, now=file.now)
    if offline:
        return Asking(ask=_Offline(live=live), now=now)
    seconds = None
    if timeout:
        span = span_of(timeout)
        if span is None or not span:
            raise ConfigError("--timeout", "is no span of time", "such as 5s or 1m")
        seconds = span.total_seconds()
    if not live.bindings:
        return Asking(ask=ask_nobody, now=now)
    return Asking(ask=live.round(seconds=seconds, progress=_progress()), now=now)


def answers_for(prepared: Sequence[Prepared], asking: Asking) -> list[Mapping[Query, Answer]]:
    """Ask everything that several plans need in one round; screened, one mapping for each."""
    told = asking.ask([query for each in prepared for query in each.queries])
    found: list[Mapping[Query, Answer]] = []
    for each in prepared:
        mine = {query: told.get(query, Unbound(topic=query.topic)) for query in each.queries}
        found.append(screened(mine, each.redactor))
    return found


def write_record(file: Path, now: datetime, answers: Sequence[Mapping[Query, Answer]]) -> None:
    """Write the facts of a check. Raises `ConfigError` when the file cannot be written."""
    from planguard.load.facts import record_text  # noqa: PLC0415 - only when asked for

    write_out(record_text(now, [pair for each in answers for pair in each.items()]), file)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offline:
    """Asks nobody; who is bound is not known for now."""

    live: Live

    def __call__(self, queries: Sequence[Query]) -> Mapping[Query, Answer]:
        """Answer that nothing was asked."""
        return {
            query: Unknown(reason="not asked: the check is offline")
            if self.live.is_bound(query.topic)
            else Unbound(topic=query.topic)
            for query in queries
        }


def _progress() -> _Line | None:
    """Show a line of progress where somebody looks on."""
    return _Line() if sys.stderr.isatty() else None


class _Line:
    """One line on the terminal, wiped when all is answered."""

    def __call__(self, done: int, total: int) -> None:
        """Tell how far the round is."""
        text = f"asking live state: {done} of {total} answered" if done < total else ""
        with suppress(OSError, ValueError):  # a terminal may be gone
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()
