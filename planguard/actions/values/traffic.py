"""What a firewall lets in: its filters in their order, and what is seen of the rest of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from planguard.actions.values.ranges import Opening
from planguard.actions.values.regions import subtract
from planguard.model.plan import Change
from planguard.model.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One opening that is let in or refused."""

    opening: Opening
    denies: bool = False
    order: float = 0
    """Of two filters the lower speaks first; of equals, the one that refuses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """A source that cannot be read."""

    attribute: str
    value: Value
    template: Filter = field(default_factory=lambda: Filter(opening=Opening(source="")))
    """What it would be let in for."""

    def named(self, source: str) -> Filter:
        """Give the filter once the source is known."""
        return replace(self.template, opening=replace(self.template.opening, source=source))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """Filters of one side of a change, in any order."""

    filters: tuple[Filter, ...] = ()
    hidden: tuple[Hidden, ...] = ()

    @property
    def allowed(self) -> list[Opening]:
        """What its own filters let in, others left aside."""
        return [each.opening for each in self.filters if not each.denies]

    @property
    def denied(self) -> list[Opening]:
        """What its own filters refuse."""
        return [each.opening for each in self.filters if each.denies]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What else of the same firewall the plan shows, before and after."""

    before: tuple[Filter, ...] = ()
    after: tuple[Filter, ...] = ()
    complete: bool = False
    """Whether the firewall has no further filters."""
    same: bool = True
    """Whether the change stays in its firewall; otherwise it leaves one for another."""
    new: bool = False
    """Whether the plan makes the firewall."""


class Surroundings(Protocol):
    """Answers what a rule's effect depends on beside itself."""

    def rest(self, change: Change) -> Rest:
        """Give the rest of the firewall that a change is a part of."""

    def resolved(self, wall: Wall, change: Change, *, after: bool) -> Wall:
        """Put what the plan knows of them in the place of references to groups and lists."""

    def users(self, change: Change) -> tuple[tuple[str, Opening], ...]:
        """Name the firewalls that let in whom the changed list holds, and to what."""


class Alone:
    """Surroundings of which nothing is known."""

    def rest(self, change: Change) -> Rest:  # noqa: ARG002 - as the protocol has it
        """Know no further filters."""
        return Rest()

    def resolved(self, wall: Wall, change: Change, *, after: bool) -> Wall:  # noqa: ARG002 - as above
        """Leave references as they are."""
        return wall

    def users(self, change: Change) -> tuple[tuple[str, Opening], ...]:  # noqa: ARG002 - as above
        """Know nobody who uses a list."""
        return ()


def passed(filters: Iterable[Filter]) -> list[Opening]:
    """List what is let in once each filter has spoken in its turn."""
    allowed: list[Opening] = []
    refused: list[Opening] = []
    for each in sorted(filters, key=lambda each: (each.order, not each.denies)):
        if each.denies:
            refused.append(each.opening)
        elif refused:
            allowed += subtract([each.opening], refused)
        else:
            allowed.append(each.opening)
    return allowed


def filters_of(
    openings: Sequence[Opening], *, denies: bool = False, order: float = 0
) -> list[Filter]:
    """Make filters of openings that are treated alike."""
    return [Filter(opening=opening, denies=denies, order=order) for opening in openings]
