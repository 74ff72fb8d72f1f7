"""
A small Mermaid picture of the reach, for Markdown that people read beside the change.

GitHub draws up to 500 edges and 50,000 characters (https://mermaid.js.org/config/schema-docs/config.html:
`maxEdges`, `maxTextSize`); a picture that is taken in at a glance has far fewer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from planguard.formats.interface.wording import is_held
from planguard.model.picture import Edge, Node, Picture
from planguard.model.redaction import clipped
from planguard.model.report import Section
from planguard.model.words import Decision, Verb

_MOST_STARTS = 12
"""Objects that change, those that are held first."""
_MOST_USERS = 4
"""Of each of these, objects that depend on it."""
_MOST_EDGES = 60
_MOST_LABEL = 90
_MOST_NAMED = 3
_UNSAFE = re.compile(r"[^\w .,:/()*=+-]", re.ASCII)
_CLASSES: Mapping[str, str] = {
    "deny": "fill:#f5b5b5,stroke:#9b1c1c,stroke-width:3px,color:#000",
    "approve": "fill:#dcc6f5,stroke:#5b2a86,stroke-width:3px,color:#000",
    "changed": "fill:#ffe8a3,stroke:#8a6d00,color:#000",
}


@dataclass(slots=True, kw_only=True)
class _Drawing:
    """What is drawn: objects in order with what becomes of them, and who depends on whom."""

    said: dict[str, tuple[str, ...]] = field(default_factory=dict)
    edges: dict[tuple[str, str], tuple[str, bool]] = field(default_factory=dict)

    def join(self, dependency: Node, dependent: Node, edge: Edge) -> None:
        if len(self.edges) >= _MOST_EDGES:
            return
        for node in (dependency, dependent):
            actions = ", ".join(node.actions[:_MOST_NAMED])
            verb = "" if node.verb is Verb.NO_OP else str(node.verb)
            told = ": ".join(filter(None, (verb, actions)))
            self.said[node.address] = (node.address, told) if told else (node.address,)
        label = ", ".join(edge.carriers[:_MOST_NAMED])
        self.edges[edge.dependency, edge.dependent] = label, edge.is_inferred

    def more(self, dependency: str, number: int) -> None:
        if number > 0 and dependency in self.said:
            rest = f"and more of {dependency}"
            self.said[rest] = (f"and {number} more",)
            self.edges[dependency, rest] = "", False


def reach_drawn(section: Section) -> str:
    """Draw what changes and the nearest that depends on it; empty where there is no arrow."""
    held: dict[str, Decision] = {}
    for finding in section.findings:
        if is_held(finding):
            for address in (finding.address, *finding.addresses):
                if address:
                    held.setdefault(address, finding.decision)
    drawing = _of_picture(section.picture, held) if section.picture else _of_ways(section)
    return "\n".join(_lines(drawing, held)) if drawing.edges else ""


def _of_picture(picture: Picture, held: Mapping[str, Decision]) -> _Drawing:
    """Choose what is held, then what else changes, and a few that depend on each of these."""
    nodes: dict[str, Node] = {node.address: node for node in picture.nodes}
    users: dict[str, list[Edge]] = {}
    for edge in picture.edges:
        users.setdefault(edge.dependency, []).append(edge)
    changing = [node.address for node in picture.nodes if _changes(node)]
    starts = [nodes[each].address for each in dict.fromkeys([*held, *changing]) if each in nodes]
    drawing = _Drawing()
    for start in [each for each in starts if each in users or each in held][:_MOST_STARTS]:
        ordered = sorted(users.get(start, ()), key=lambda edge: edge.dependent not in starts)
        for edge in ordered[:_MOST_USERS]:
            drawing.join(nodes[start], nodes[edge.dependent], edge)
        drawing.more(start, len(ordered) - _MOST_USERS)
    return drawing


def _changes(node: Node) -> bool:
    return node.verb not in {Verb.NO_OP, Verb.READ}


def _of_ways(section: Section) -> _Drawing:
    """Draw the ways that the findings tell of, where the report holds no picture."""
    verbs = {change.address: str(change.verb) for change in section.changes}
    drawing = _Drawing()
    for finding in section.findings:
        for way in finding.reach.paths:
            before = finding.address
            for hop in way if before else ():
                if len(drawing.edges) >= _MOST_EDGES:
                    return drawing
                for each in (before, hop.address):
                    lines = (each, verbs[each]) if each in verbs else (each,)
                    drawing.said.setdefault(each, lines)
                drawing.edges.setdefault((before, hop.address), (hop.attribute, hop.inferred))
                before = hop.address
    return drawing


def _lines(drawing: _Drawing, held: Mapping[str, Decision]) -> Iterator[str]:
    ids = {address: f"n{place}" for place, address in enumerate(drawing.said)}
    yield "flowchart LR"
    used = set()
    for address, said in drawing.said.items():
        kind = str(held[address]) if address in held else "changed" if said[1:] else ""
        used.add(kind)
        label = "<br/>".join(map(_escaped, said))
        yield f'  {ids[address]}["{label}"]{f":::{kind}" if kind else ""}'
    for (source, target), (label, inferred) in drawing.edges.items():
        arrow = "-.->" if inferred else "-->"
        text = f'|"{_escaped(label)}"|' if label else ""
        yield f"  {ids[source]} {arrow}{text} {ids[target]}"
    for kind, style in _CLASSES.items():
        if kind in used:
            yield f"  classDef {kind} {style}"


def _escaped(text: str) -> str:
    """Write everything that Mermaid or HTML could take for syntax as a numbered entity."""
    return _UNSAFE.sub(lambda found: f"#{ord(found[0])};", clipped(text, _MOST_LABEL))
