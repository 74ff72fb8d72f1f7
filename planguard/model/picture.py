"""The dependency graph as it is drawn: names, verbs and action ids, never an attribute's value."""

from __future__ import annotations

from dataclasses import dataclass

from planguard.model.words import Address, Verb

INFERRED = "inferred"
"""What `Line.via` says of an edge that nobody wrote down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One object, or a group that stands for several."""

    address: Address
    type: str
    """Resource type; empty for a group."""
    verb: Verb = Verb.NO_OP
    actions: tuple[str, ...] = ()
    members: int = 0
    """Objects that a group stands for; 0 for a single object."""
    module: str = ""
    """Address of the module instance; empty for the root and for a group."""
    services: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One way a dependent uses a dependency."""

    attribute: str
    target: str
    via: str
    """`reference`, `depends_on`, `repetition`, `provider`, `state` or `inferred`."""
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Everything that joins one dependent to one dependency."""

    dependent: Address
    dependency: Address
    lines: tuple[Line, ...]

    @property
    def is_inferred(self) -> bool:
        """Whether nothing but values in the state joins the two."""
        return all(line.via == INFERRED for line in self.lines)

    @property
    def carriers(self) -> tuple[str, ...]:
        """Name what carries the edge: attributes of the dependent, else how it is known."""
        return tuple(dict.fromkeys(line.attribute or line.via for line in self.lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A graph, or the part of one that was asked for; nodes and edges are sorted."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0
    """Nodes of the whole graph that are not in the picture."""
