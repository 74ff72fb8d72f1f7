"""`planguard graph`: draw what depends on what in a plan."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated

import typer

from planguard.cli.inputs import (
    ConfigOption,
    PlanArgument,
    SourceOption,
    ToolOption,
    Wanted,
    match_addresses,
    open_case,
    read_config,
    study,
)
from planguard.cli.output import OutputOption, choice, write_out
from planguard.formats import GRAPH_FORMATS, graph_format_named
from planguard.graph import Link
from planguard.model.picture import Edge, Line, Node, Picture
from planguard.model.redaction import Redactor
from planguard.model.words import Address, Verb

if TYPE_CHECKING:
    from planguard.cli.inputs import Study

_RENDERED = 500
"""Edges up to which Mermaid renders a flowchart."""


def graph(  # noqa: PLR0913 - one parameter for each option
    plan: PlanArgument,
    *,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="NAME", help="text, json, dot or mermaid.")
    ] = "text",
    focus: Annotated[
        list[str] | None,
        typer.Option(
            "--focus", metavar="ADDRESS",
            help="Only what is near a resource, module or instance; repeatable.",
        ),
    ] = None,
    depth: Annotated[
        int, typer.Option("--depth", min=0, help="Edges to follow from --focus, both ways.")
    ] = 2,
    changed: Annotated[
        bool,
        typer.Option("--changed", help="Only what changes, what notices it and what joins them."),
    ] = False,
    output: OutputOption = None,
    config: ConfigOption = None,
    source: SourceOption = None,
    tool: ToolOption = "",
) -> int:  # fmt: skip
    """
    Draw what depends on what in a plan.

    Arrows lead from the dependent to the dependency and name the attributes that carry them.
    Dashed ones (~> in text) are inferred: a value in the state names the other's id or ARN, but
    nobody wrote a reference. Where many objects use all of many others, one group node stands
    between them. Names, verbs and actions are drawn, values of attributes never are.

    PLAN is JSON (of `terraform show -json`) or a binary plan file, - for standard input. --format json has nodes (address, type,
    verb, actions) and edges (from, to, links).

    Exit codes: 0 drawn, 2 bad input or arguments, 70 a fault of planguard itself.
    """
    drawer = graph_format_named(format_)
    if drawer is None:
        raise choice("--format", format_, [each.name for each in GRAPH_FORMATS])
    wanted = Wanted(config=config, source=source, tool=tool)
    found = study(open_case(plan, wanted, read_config(wanted)))
    shown = _selection(found, focus or [], depth, changed=changed)
    picture = _picture(found, shown)
    write_out(drawer.draw(picture), output)
    if drawer.name == "mermaid" and len(picture.edges) > _RENDERED:
        sys.stderr.write(
            f"planguard: Mermaid renders {_RENDERED} edges, this graph has {len(picture.edges)} "
            "(--changed and --focus make it smaller)\n"
        )
    return 0


def _selection(found: Study, focus: list[str], depth: int, *, changed: bool) -> frozenset[Address]:
    nodes = frozenset(found.graph.nodes)
    if focus:
        centres = [each for word in focus for each in match_addresses(word, found.graph.nodes)]
        near = set(found.graph.neighbourhood(centres, depth))
        # What stands for many is drawn where it joins two that are drawn.
        near |= {
            group
            for group in found.graph.groups
            if near.intersection(found.graph.users(group))
            and near.intersection(found.graph.uses(group))
        }
        nodes &= near
    if changed:
        nodes &= _around_changes(found)
    return nodes


def _around_changes(found: Study) -> frozenset[Address]:
    """Give what changes, what notices it, and everything on a way between two of these."""
    graph = found.graph
    chosen = {
        change.address for change in found.case.loaded.plan.changes if change.address in graph
    }
    for action in found.actions.items:
        chosen.update(found.impact.reach(action).addresses)
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


def _picture(found: Study, shown: frozenset[Address]) -> Picture:
    painter = _Painter(found)
    graph = found.graph
    edges = (
        painter.edge(dependent, dependency, links)
        for dependent, dependency, links in graph.edges()
        if dependent in shown and dependency in shown
    )
    nodes = tuple(painter.node(address) for address in graph.nodes if address in shown)
    return Picture(nodes=nodes, edges=tuple(edges), left_out=len(graph) - len(nodes))


class _Painter:
    """Turns parts of a graph into parts of a picture, without secrets."""

    def __init__(self, found: Study) -> None:
        self._plan = found.case.loaded.plan
        self._groups = found.graph.groups
        redactor = Redactor(self._plan.secrets, public=self._plan.resources)
        self._safe = cache(redactor.text)
        self._verbs: dict[Address, Verb] = {}
        for change in sorted(self._plan.changes, key=lambda each: bool(each.deposed)):
            self._verbs.setdefault(change.address, change.verb)
        self._actions: dict[Address, dict[str, None]] = {}
        for action in found.actions.items:
            for address in (action.address, *action.addresses):
                self._actions.setdefault(address, {})[action.id] = None

    def node(self, address: Address) -> Node:
        resource = self._plan.resources.get(address)
        return Node(
            address=address,
            type=resource.type if resource else "",
            verb=self._verbs.get(address, Verb.NO_OP),
            actions=tuple(self._actions.get(address, ())),
            members=len(self._groups.get(address, ())) if resource is None else 0,
        )

    def edge(self, dependent: Address, dependency: Address, links: tuple[Link, ...]) -> Edge:
        lines = (
            Line(
                attribute=self._safe(link.attribute),
                target=self._safe(link.target),
                via=link.via.value,
                through=tuple(map(self._safe, link.through)),
            )
            for link in links
        )
        return Edge(dependent=dependent, dependency=dependency, lines=tuple(lines))
