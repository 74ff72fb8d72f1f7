"""What an edge of the dependency graph says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Via(StrEnum):
    """How an edge is known."""

    REFERENCE = "reference"
    DEPENDS_ON = "depends_on"
    REPETITION = "repetition"
    PARENT = "parent"
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
