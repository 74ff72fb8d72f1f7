"""Causes and reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from planguard.model.action import Action
from planguard.model.words import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One step of an effect: `address` notices because its `attribute` uses `source`."""

    address: Address
    attribute: str
    source: str
    """The attribute used, as `address.attribute`."""
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A change that others in the plan follow from; alone when nothing follows."""

    address: Address
    consequences: tuple[Address, ...]


class Reach(Protocol):
    """What else would notice one action (its blast radius)."""

    @property
    def count(self) -> int:
        """Number of other resources that would notice."""

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Those resources, sorted."""

    @property
    def types(self) -> Mapping[str, int]:
        """How many of each resource type."""

    @property
    def owners(self) -> Mapping[str, int]:
        """How many of each owner."""

    @property
    def services(self) -> Mapping[str, int]:
        """How many of each service."""

    def nearest(self, limit: int) -> tuple[tuple[Hop, ...], ...]:
        """
        Give the ways to the nearest resources that would notice, at most `limit`.

        Each ends at the resource; fewer steps first, then in the order of the plan.
        """

    def path(self, address: Address) -> tuple[Hop, ...]:
        """Give a shortest way the effect takes to `address`; empty when it does not get there."""


class Impact(Protocol):
    """What follows from what, and how far each action reaches."""

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Every changed resource is in exactly one cause; plan order."""

    def cause_of(self, address: Address) -> Address:
        """Give the change that `address` follows from; itself when it is a cause."""

    def expect(self, actions: Iterable[Action]) -> None:
        """Say whose reach will be asked for, where that is not every action's: it costs less."""

    def reach(self, action: Action) -> Reach:
        """Give the reach of one action."""

    def owner(self, address: Address) -> tuple[str, ...]:
        """Name who owns a resource as planned; nobody when that is not told."""

    def owner_before(self, address: Address) -> tuple[str, ...]:
        """Name who owns a resource before the change; nobody when that is not told."""

    def service(self, address: Address, *, before: bool = False) -> tuple[str, ...]:
        """
        Name the service a resource belongs to; nothing when that is not told.

        As planned, or as it is `before` the change.
        """
