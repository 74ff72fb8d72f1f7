"""Draws the dependency graph of a plan as a picture: names, verbs and actions, never a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from planguard.graph import DependencyGraph, Link
from planguard.model.action import Actions
from planguard.model.as_written import AsWritten
from planguard.model.impact import Impact
from planguard.model.picture import Edge, Line, Node, Picture
from planguard.model.plan import Plan
from planguard.model.redaction import Redactor
from planguard.model.words import Address, Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Painted:
    """What a picture is drawn of."""

    plan: Plan
    graph: DependencyGraph
    actions: Actions
    impact: Impact
    redactor: Redactor


def around_changes(of: Painted) -> frozenset[Address]:
    """Give what changes, what notices it, and everything on a way between two of these."""
    graph = of.graph
    chosen = {change.address for change in of.plan.changes if change.address in graph}
    for action in of.actions.items:
        chosen.update(of.impact.reach(action).addresses)
    between = _closure(chosen, graph.uses) & _closure(chosen, graph.users)
    return frozenset(chosen | between)


def _closure(
    start: Iterable[Address], step: Callable[[Address], Mapping[Address, object]]
) -> set[Address]:
    seen = set(start)
    stack = list(seen)
    while stack:
        for address in step(stack.pop()):
            if address not in seen:
                seen.add(address)
                stack.append(address)
    return seen


def paint(of: Painted, shown: frozenset[Address]) -> Picture:
    """Draw the part of the graph that is in `shown`."""
    painter = _Painter(of)
    edges = (
        painter.edge(dependent, dependency, links)
        for dependent, dependency, links in of.graph.edges()
        if dependent in shown and dependency in shown
    )
    nodes = tuple(painter.node(address) for address in of.graph.nodes if address in shown)
    return Picture(nodes=nodes, edges=tuple(edges), left_out=len(of.graph) - len(nodes))


class _Painter:
    """Turns parts of a graph into parts of a picture, without secrets."""

    def __init__(self, of: Painted) -> None:
        self._plan = of.plan
        self._impact = of.impact
        self._groups = of.graph.groups
        self._written = AsWritten(of.plan)
        self._safe = cache(of.redactor.text)
        self._verbs: dict[Address, Verb] = {}
        for change in sorted(self._plan.changes, key=lambda each: bool(each.deposed)):
            self._verbs.setdefault(change.address, change.verb)
        self._actions: dict[Address, dict[str, None]] = {}
        for action in of.actions.items:
            for address in (action.address, *action.addresses):
                self._actions.setdefault(address, {})[action.id] = None

    def node(self, address: Address) -> Node:
        resource = self._plan.resources.get(address)
        return Node(
            address=address,
            type=resource.shown_type if resource else "",
            verb=self._verbs.get(address, Verb.NO_OP),
            actions=tuple(self._actions.get(address, ())),
            members=len(self._groups.get(address, ())) if resource is None else 0,
            module=resource.module if resource else "",
            services=tuple(map(self._safe, self._impact.service(address))) if resource else (),
            owners=tuple(map(self._safe, self._impact.owner(address))) if resource else (),
        )

    def edge(self, dependent: Address, dependency: Address, links: tuple[Link, ...]) -> Edge:
        lines = (
            Line(
                attribute=self._safe(self._written.attribute(dependent, link.attribute)),
                target=self._safe(self._written.attribute(dependency, link.target)),
                via=link.via.value,
                through=tuple(map(self._safe, link.through)),
            )
            for link in links
        )
        return Edge(dependent=dependent, dependency=dependency, lines=tuple(lines))
