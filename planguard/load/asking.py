"""Who answers the questions of a check: the sources, a file of facts, or nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from planguard.errors import ConfigError
from planguard.model.fact import Answer, Ask, Query, Unbound, ask_nobody
from planguard.model.moment import span_of
from planguard.model.value import Unknown

if TYPE_CHECKING:
    from planguard.load.live import Live
    from planguard.sources.asking import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who answers, and what the time of the check is."""

    ask: Ask
    now: datetime


def asking(
    live: Live,
    *,
    facts: Path | None = None,
    offline: bool = False,
    timeout: str = "",
    progress: Progress | None = None,
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
    return Asking(ask=live.round(seconds=seconds, progress=progress), now=now)


def asking_by_environment(
    live: Live, environ: Mapping[str, str], *, folder: Path | None = None
) -> Asking:
    """
    Choose who answers by `PLANGUARD_FACTS`, `PLANGUARD_OFFLINE` and `PLANGUARD_TIMEOUT`.

    The path of a file of facts is relative to `folder`. Raises `ConfigError` as `asking` does.
    """
    facts = environ.get("PLANGUARD_FACTS", "")
    return asking(
        live,
        facts=(folder or Path()) / facts if facts else None,
        offline=environ.get("PLANGUARD_OFFLINE", "").strip().lower() in _ON,
        timeout=environ.get("PLANGUARD_TIMEOUT", ""),
    )


_ON = frozenset({"1", "true", "t", "yes", "y", "on"})


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
