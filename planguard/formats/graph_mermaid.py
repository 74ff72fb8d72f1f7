"""
`mermaid`: the graph for Markdown pages and pull requests.

Arrows lead from the dependent to the dependency and are labelled with the attributes that carry
them; dotted ones are inferred from values in the state. Changed objects have a class for their
verb, groups are stacked. Renderers stop at 500 edges. https://mermaid.js.org/syntax/flowchart.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planguard.model.picture import Edge, Node, Picture
from planguard.model.words import Verb

name = "mermaid"

_MOST_NAMED = 3
_CLASSES = {
    Verb.CREATE: "fill:#b7e4c7,stroke:#2d6a4f,color:#000",
    Verb.UPDATE: "fill:#ffe8a3,stroke:#8a6d00,color:#000",
    Verb.REPLACE: "fill:#ffc58a,stroke:#9c4a00,color:#000",
    Verb.DELETE: "fill:#f5b5b5,stroke:#9b1c1c,color:#000",
    Verb.FORGET: "fill:#d9d9d9,stroke:#555,color:#000",
    Verb.MOVE: "fill:#c9dcf7,stroke:#1d4e89,color:#000",
    Verb.IMPORT: "fill:#c9dcf7,stroke:#1d4e89,color:#000",
    Verb.READ: "fill:#eef3fb,stroke:#1d4e89,color:#000",
}
_UNSAFE = re.compile(r"[^\w .,:/()*=+@-]", re.ASCII)


def draw(picture: Picture) -> str:
    """Give the graph as a `flowchart`."""
    return "\n".join(_lines(picture)) + "\n"


def _lines(picture: Picture) -> Iterator[str]:
    ids = {node.address: f"n{place}" for place, node in enumerate(picture.nodes)}
    yield "flowchart LR"
    for node in picture.nodes:
        yield f"  {ids[node.address]}{_shape(node)}{_class(node)}"
    for edge in picture.edges:
        arrow = "-.->" if edge.is_inferred else "-->"
        yield f'  {ids[edge.dependent]} {arrow}|"{_label(edge)}"| {ids[edge.dependency]}'
    used = {node.verb for node in picture.nodes}
    for verb, style in _CLASSES.items():
        if verb in used:
            yield f"  classDef {verb} {style}"


def _shape(node: Node) -> str:
    said: list[str] = [node.address]
    if node.verb is not Verb.NO_OP:
        said.append(f"{node.verb}{': ' if node.actions else ''}{', '.join(node.actions)}")
    if node.members:
        said.append(f"group of {node.members}")
    label = "<br/>".join(map(_escaped, said))
    return f'[["{label}"]]' if node.members else f'["{label}"]'


def _class(node: Node) -> str:
    return f":::{node.verb}" if node.verb in _CLASSES else ""


def _label(edge: Edge) -> str:
    named = list(edge.carriers[:_MOST_NAMED])
    if rest := len(edge.carriers) - len(named):
        named.append(f"and {rest} more")
    return _escaped(", ".join(named))


def _escaped(text: str) -> str:
    """Write everything that Mermaid or HTML could take for syntax as a numbered entity."""
    return _UNSAFE.sub(lambda found: f"#{ord(found[0])};", text)
