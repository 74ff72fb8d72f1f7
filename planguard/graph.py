"""The dependency graph of a plan: networkx behind questions with names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from planguard.model.plan import Plan
from planguard.model.source import Sources
from planguard.model.value import Path
from planguard.model.words import Address


class Via(StrEnum):
    """How an edge is known."""

    REFERENCE = "reference"
    DEPENDS_ON = "depends_on"
    REPETITION = "repetition"
    PROVIDER = "provider"
    STATE = "state"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One way a dependent uses a dependency."""

    attribute: str
    """Attribute of the dependent, dotted; empty for `depends_on` and the like."""
    target: str
    """Attribute of the dependency that is used, dotted; empty for the whole object."""
    via: Via
    through: tuple[str, ...] = ()
    """Module inputs, outputs and locals passed on the way."""


class DependencyGraph:
    """Which resource instance uses which attribute of which other."""

    def origins(self, address: Address, path: Path) -> tuple[str, ...]:
        """Name the attributes (`address.attribute`) that the value at `path` comes from."""
        raise NotImplementedError
