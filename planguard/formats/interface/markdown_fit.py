"""Makes a long document fit its limit: the least important pieces go first, and that is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from planguard.formats.interface.wording import counted


class Rank(IntEnum):
    """How much a piece matters; what comes first here is dropped first."""

    PICTURE = 0
    NOTICE = 1
    SETTING = 2
    """What is not enforced, or overridden."""
    ROW = 3
    EVIDENCE = 4
    WAY = 5
    WHY = 6
    ASIDE = 7
    """What a warning has to say."""
    WARNING = 8
    LANE = 9
    SAFE = 10
    FACT = 11
    FIX = 12
    MESSAGE = 13
    NAME = 14
    """Policy and address of what is held."""
    SECTION = 15
    """The heading of one of several plans."""
    KEPT = 16


_COUNTED: Mapping[Rank, str] = {
    Rank.PICTURE: "picture",
    Rank.NOTICE: "notice",
    Rank.SETTING: "policy setting",
    Rank.ROW: "row of actions",
    Rank.EVIDENCE: "changed value",
    Rank.WAY: "way of the reach",
    Rank.WHY: "reason why",
    Rank.ASIDE: "detail of warnings",
    Rank.WARNING: "warning",
    Rank.LANE: "use of a lane",
    Rank.SAFE: "safe part",
    Rank.FACT: "fact",
    Rank.FIX: "fix",
    Rank.MESSAGE: "message",
    Rank.NAME: "finding",
    Rank.SECTION: "plan",
}
_PLURALS = {
    "policy setting": "settings of policies",
    "row of actions": "rows of actions",
    "way of the reach": "ways of the reach",
    "reason why": "reasons why",
    "detail of warnings": "details of warnings",
    "use of a lane": "uses of lanes",
    "fix": "fixes",
}
_NOTE = 700
"""Bytes kept free for the line that says what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of the document; pieces are joined as they are, without anything between them."""

    text: str
    rank: Rank
    frames: tuple[int, ...] = ()
    """The headings, tables and folds it stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The beginning or end of a heading, table or fold: it goes when nothing is left in it."""

    text: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Where it is said what was left out."""


Part = Piece | Frame | Note


def within(number: int, parts: Iterator[Part]) -> Iterator[Part]:
    """Put parts into a frame."""
    for part in parts:
        if isinstance(part, Piece):
            yield Piece(text=part.text, rank=part.rank, frames=(number, *part.frames))
        else:
            yield part


def fit(parts: Sequence[Part], most: int, limit: str) -> str:
    """Join as many parts as `most` bytes of UTF-8 hold; `limit` says in words what they do."""
    dropped = _dropped(parts, most - _NOTE)
    kept = {
        number
        for place, part in enumerate(parts)
        if isinstance(part, Piece) and place not in dropped
        for number in part.frames
    }
    missing = [part for place, part in enumerate(parts) if place in dropped]
    counts = Counter(part.rank for part in missing if isinstance(part, Piece))
    return "".join(_joined(parts, dropped, kept, _note(counts, limit)))


def _joined(parts: Sequence[Part], dropped: set[int], kept: set[int], note: str) -> Iterator[str]:
    for place, part in enumerate(parts):
        match part:
            case Note():
                yield note
            case Frame():
                if part.number in kept:
                    yield part.text
            case Piece():
                if place not in dropped:
                    yield part.text


def _dropped(parts: Sequence[Part], most: int) -> set[int]:
    """Choose the pieces that have to go: by rank, of each rank the last ones first."""
    sizes = [0 if isinstance(part, Note) else len(part.text.encode()) for part in parts]
    over = sum(sizes) - most
    dropped: set[int] = set()
    if over <= 0:
        return dropped
    by_rank: dict[Rank, list[int]] = {}
    for place, part in enumerate(parts):
        if isinstance(part, Piece):
            by_rank.setdefault(part.rank, []).append(place)
    frames = _Frames(parts)
    for rank in Rank:
        if rank is Rank.KEPT:
            break
        for place in reversed(by_rank.get(rank, ())):
            if over <= 0:
                return dropped
            dropped.add(place)
            over -= sizes[place] + frames.freed_by(parts[place])
    return dropped


class _Frames:
    """Knows how many pieces are left in each frame, and what the frame itself takes."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._left: Counter[int] = Counter()
        self._sizes: Counter[int] = Counter()
        for part in parts:
            if isinstance(part, Frame):
                self._sizes[part.number] += len(part.text.encode())
            elif isinstance(part, Piece):
                self._left.update(part.frames)

    def freed_by(self, part: Part) -> int:
        """Give the bytes of the frames that are empty when `part` goes."""
        freed = 0
        for number in part.frames if isinstance(part, Piece) else ():
            self._left[number] -= 1
            if not self._left[number]:
                freed += self._sizes[number]
        return freed


def _note(counts: Mapping[Rank, int], limit: str) -> str:
    if not counts:
        return ""
    told = [_number(counts[rank], rank) for rank in sorted(counts, reverse=True)]
    return (
        f"**Left out to fit {limit}:** {', '.join(told)}. "
        "`planguard check --verbose` shows everything.\n\n"
    )


def _number(number: int, rank: Rank) -> str:
    thing = _COUNTED[rank]
    return (
        f"{number} {_PLURALS[thing]}"
        if number > 1 and thing in _PLURALS
        else counted(number, thing)
    )
