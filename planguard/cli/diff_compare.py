"""What a second report says differently from a first: findings, changes, facts, verdicts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from planguard.model.words import Decision

if TYPE_CHECKING:
    from planguard.formats.json.document import (
        ChangeDocument,
        FindingDocument,
        ReportDocument,
        SectionDocument,
    )

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
_Key: TypeAlias = tuple[tuple[str, str, str], int]
_AGE = re.compile(r"( UTC), (?:in .*|.* ago)\Z")
_UNKNOWN = "unknown: "


class Turn(StrEnum):
    """What became of a finding."""

    NEW = "new"
    SEVERER = "severer"
    MILDER = "milder"
    SOLVED = "solved"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingTurn:
    """A finding then and now."""

    turn: Turn
    then: FindingDocument | None
    now: FindingDocument | None
    because: str = ""
    """What turned it, as far as the reports tell."""

    @property
    def told(self) -> FindingDocument:
        """The finding as it was last told."""
        told = self.now or self.then
        assert told is not None  # noqa: S101 - one of the two is always there
        return told

    @property
    def is_worse(self) -> bool:
        """Whether it holds something that was held less, or not at all."""
        risen = self.turn in {Turn.NEW, Turn.SEVERER}
        return risen and self.now is not None and is_held(self.now.decision)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTurn:
    """A change that was added, removed, or became another."""

    address: str
    then: ChangeDocument | None
    now: ChangeDocument | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTurn:
    """A fact of live state that moved between the checks."""

    topic: str
    address: str
    then: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionDifference:
    """What is different about one plan."""

    then: SectionDocument | None
    now: SectionDocument | None
    findings: tuple[FindingTurn, ...]
    """By turn and severity, those that are the same included."""
    changes: tuple[ChangeTurn, ...]
    unchanged: int
    """Changes that are as before."""
    facts: tuple[FactTurn, ...]

    @property
    def is_worse(self) -> bool:
        """Whether more of the plan is held."""
        then, now = verdict(self.then), verdict(self.now)
        return any(each.is_worse for each in self.findings) or (
            is_held(now) and now.rank > then.rank
        )


def is_held(decision: Decision) -> bool:
    """Tell whether a decision holds a plan back."""
    return decision.rank >= Decision.APPROVE.rank


def verdict(section: SectionDocument | None) -> Decision:
    """Give the decision on a plan; one that is not there is not held."""
    return section.decision if section else Decision.ALLOW


def compare(old: ReportDocument, new: ReportDocument) -> tuple[SectionDifference, ...]:
    """
    Compare two reports plan by plan.

    One plan each is the same plan, whatever it is called; of several those with one label are.
    """
    return tuple(_section(then, now) for then, now in _plans(old, new))


def _plans(
    old: ReportDocument, new: ReportDocument
) -> Iterator[tuple[SectionDocument | None, SectionDocument | None]]:
    if len(old.sections) == len(new.sections) == 1:
        yield old.sections[0], new.sections[0]
        return
    then = _numbered((each.label, each) for each in old.sections)
    now = _numbered((each.label, each) for each in new.sections)
    yield from (pair for _, pair in _paired(then, now))


def _section(then: SectionDocument | None, now: SectionDocument | None) -> SectionDifference:
    changes = [
        ChangeTurn(address=address, then=one, now=other)
        for (address, _), (one, other) in _paired(_changes(then), _changes(now))
    ]
    moved = [each for each in changes if _becomes(each.then) != _becomes(each.now)]
    return SectionDifference(
        then=then,
        now=now,
        findings=_findings(then, now),
        changes=tuple(moved),
        unchanged=len(changes) - len(moved),
        facts=tuple(_facts(then, now)),
    )


def _changes(section: SectionDocument | None) -> Mapping[tuple[str, int], ChangeDocument]:
    """Key changes by address; an object left over from a replacement has that of its successor."""
    return _numbered((each.address, each) for each in (section.changes if section else ()))


def _becomes(change: ChangeDocument | None) -> object:
    return change and (change.verb, change.order, change.actions)


def _findings(
    then: SectionDocument | None, now: SectionDocument | None
) -> tuple[FindingTurn, ...]:
    pairs = _paired(_keyed(then), _keyed(now))
    turns = [_turn(one, other, then, now) for _, (one, other) in pairs]
    order = list(Turn)
    return tuple(
        sorted(
            turns,
            key=lambda each: (
                order.index(each.turn),
                -each.told.decision.rank,
                each.told.address,
                each.told.policy,
            ),
        )
    )


def _keyed(section: SectionDocument | None) -> Mapping[_Key, FindingDocument]:
    found = section.findings if section else ()
    return _numbered(((each.policy, each.address, each.action), each) for each in found)


def _turn(
    one: FindingDocument | None,
    other: FindingDocument | None,
    then: SectionDocument | None,
    now: SectionDocument | None,
) -> FindingTurn:
    if one is None or other is None:
        turn = Turn.SOLVED if other is None else Turn.NEW
        return FindingTurn(turn=turn, then=one, now=other, because=_because(one, other, then, now))
    rise = other.decision.rank - one.decision.rank
    turn = Turn.SEVERER if rise > 0 else Turn.MILDER if rise < 0 else Turn.SAME
    return FindingTurn(turn=turn, then=one, now=other, because=_lane(one, other))


def _lane(one: FindingDocument, other: FindingDocument) -> str:
    if other.relaxed_by and not one.relaxed_by:
        return f"the lane {other.relaxed_by} is open"
    if one.relaxed_by and not other.relaxed_by:
        return f"the lane {one.relaxed_by} is closed"
    return ""


def _because(
    one: FindingDocument | None,
    other: FindingDocument | None,
    then: SectionDocument | None,
    now: SectionDocument | None,
) -> str:
    """Say what else than the plan itself may have made or solved a finding."""
    finding = other or one
    if then is None or now is None or finding is None:
        return ""
    there, here = (now, then) if other is None else (then, now)
    if finding.policy in {each.policy for each in there.not_enforced}:
        return f"its policy {'is' if other is None else 'was'} not enforced"
    if finding.policy in {name for name, _ in _overrides(there) ^ _overrides(here)}:
        return "its policy is overridden otherwise"
    was = finding.address in {each.address for each in then.changes}
    stays = finding.address in {each.address for each in now.changes}
    if was != stays:
        return "the change is gone" if was else "the change is new"
    return "it is another environment" if _place(then) != _place(now) else ""


def _place(section: SectionDocument) -> tuple[str, bool]:
    return section.environment.name, section.environment.protected


def _overrides(section: SectionDocument) -> frozenset[tuple[str, str]]:
    return frozenset((each.policy, each.title) for each in section.overridden)


def _facts(then: SectionDocument | None, now: SectionDocument | None) -> Iterator[FactTurn]:
    """Give the facts told in both reports whose values differ, by topic and object."""
    before, after = _told(then), _told(now)
    for topic, address in sorted(before.keys() & after.keys()):
        one, other = before[topic, address], after[topic, address]
        # A moment is told with its age, which moves by itself.
        if _AGE.sub(r"\1", one) != _AGE.sub(r"\1", other):
            yield FactTurn(topic=topic, address=address, then=one, now=other)


def _told(section: SectionDocument | None) -> Mapping[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    if section is None:
        return found
    told = [(each.address, each.facts) for each in section.findings]
    told += [(each.address, each.facts) for each in section.lanes]
    for address, facts in told:
        for fact in facts:
            key = (fact.topic, address)
            # Of two policies one may find the same answer too old.
            if key not in found or found[key].startswith(_UNKNOWN):
                found[key] = fact.value
    return found


def _numbered(items: Iterable[tuple[K, T]]) -> Mapping[tuple[K, int], T]:
    """Key by what may come several times and which time it is."""
    seen: Counter[K] = Counter()
    found: dict[tuple[K, int], T] = {}
    for key, value in items:
        found[key, seen[key]] = value
        seen[key] += 1
    return found


def _paired(
    then: Mapping[K, T], now: Mapping[K, T]
) -> Iterator[tuple[K, tuple[T | None, T | None]]]:
    """Join what has one key, in the order of now, then what is only in the first."""
    for key in dict.fromkeys([*now, *then]):
        yield key, (then.get(key), now.get(key))
