"""
Compare until when something holds or is kept: the end moves nearer, or farther off.

The end is a date, a time (RFC 3339, else UTC), or a number of seconds or milliseconds since 1970. Where
there is none, or a word for that (`never`, `infinity`), it never ends: an end that comes is
`earlier`, one that goes `later`, unless the rule asks for one on both sides (`both`). What comes or
goes with the block around it is left to other rules. No clock is asked: an end that has passed is one
like others. A new end that is known only after apply, is sensitive or cannot be read counts as
`earlier`, else `later`, `inferred`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.scalar import is_hidden, move, number_of, word_of
from planguard.model.action import Action
from planguard.model.difference import is_nothing
from planguard.model.value import Value, path_text
from planguard.model.words import Confidence

_NEVER = frozenset({"", "0", "never", "infinity", "none"})
_ENDLESS = float("inf")
_MILLISECONDS = 1e11
"""As seconds since 1970 this would be in the year 5138."""


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `earlier` or `later` for every end under the rule's path."""
    for pair in subject.pairs(rule.path):
        if pair.ends_before or pair.ends_after:
            continue
        if rule.options.get("both") is True and (
            is_nothing(pair.before) or is_nothing(pair.after)
        ):
            continue
        before, after = _seconds(pair.before), _seconds(pair.after)
        if before is None or after is None:
            yield from _give(subject, rule, pair, "")
        elif before != after:
            yield from _give(
                subject, rule, pair, "earlier" if after < before else "later", after - before
            )


def _seconds(value: Value) -> float | None:
    """Read a time as seconds since 1970; `None` when nobody can."""
    if is_hidden(value):
        return None
    if word_of(value) in _NEVER:
        return _ENDLESS
    number = number_of(value)
    if number is not None:
        return number / 1000 if number > _MILLISECONDS else number
    try:
        time = datetime.fromisoformat(str(value).strip())
    except ValueError:
        return None
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


def _give(
    subject: Subject, rule: Rule, pair: Pair, finding: str, moved: float = _ENDLESS
) -> Iterator[Action]:
    unclear = next((word for word in ("earlier", "later") if word in rule.actions), "")
    if action_id := rule.actions.get(finding or unclear):
        finite = finding and abs(moved) < _ENDLESS
        by = f", {_span(abs(moved))} {finding}" if finite else ""
        yield subject.action(
            action_id,
            pair,
            f"{path_text(pair.path)} {move(pair.before, pair.after)}{by}",
            rule=rule,
            confidence=None if finding else Confidence.INFERRED,
        )


def _span(seconds: float) -> str:
    span = timedelta(seconds=seconds)
    if span.days:
        return f"{span.days} day{'' if span.days == 1 else 's'}"
    return f"{span.seconds // 3600} h" if seconds >= 3600 else f"{span.seconds // 60} min"  # noqa: PLR2004 - an hour
