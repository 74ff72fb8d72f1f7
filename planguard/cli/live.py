"""How a command asks live state: of the sources, of a file, or of nobody; and what it records."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planguard.analyze import Prepared
from planguard.cli.output import write_out
from planguard.load.asking import Asking
from planguard.load.asking import asking as choose
from planguard.model.fact import Answer, Query, Unbound, ask_nobody
from planguard.policy.questions import screened

if TYPE_CHECKING:
    from planguard.load.live import Live

__all__ = [
    "Asking",
    "FactsOption",
    "OfflineOption",
    "RecordOption",
    "TimeoutOption",
    "answers_for",
    "asking",
    "write_record",
]

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


def asking(
    live: Live, *, facts: Path | None = None, offline: bool = False, timeout: str = ""
) -> Asking:
    """Choose who answers, with a line of progress where somebody looks on."""
    return choose(live, facts=facts, offline=offline, timeout=timeout, progress=_progress())


def answers_for(
    prepared: Sequence[Prepared], asking: Asking, *, recorded: bool = False
) -> list[Mapping[Query, Answer]]:
    """
    Ask everything that several plans need in one round; screened, one mapping for each.

    Where nobody is there to ask the mappings are empty, which means the same unless they are to be
    `recorded`.
    """
    if asking.ask is ask_nobody and not recorded:
        return [{} for _ in prepared]
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
