"""
`dot`: the graph for Graphviz.

Arrows lead from the dependent to the dependency and are labelled with the attributes that carry
them; dashed ones are inferred from values in the state. Changed objects are filled by verb, groups
are folders. https://graphviz.org/doc/info/lang.html
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.model.picture import Edge, Node, Picture
from planguard.model.words import Verb

name = "dot"

_MOST_NAMED = 3
_FILL = {
    Verb.CREATE: "#b7e4c7",
    Verb.UPDATE: "#ffe8a3",
    Verb.REPLACE: "#ffc58a",
    Verb.DELETE: "#f5b5b5",
    Verb.FORGET: "#d9d9d9",
    Verb.MOVE: "#c9dcf7",
    Verb.IMPORT: "#c9dcf7",
    Verb.READ: "#eef3fb",
}


def draw(picture: Picture) -> str:
    """Give the graph as a `digraph`."""
    return "\n".join(_lines(picture)) + "\n"


def _lines(picture: Picture) -> Iterator[str]:
    yield "digraph planguard {"
    yield "  rankdir=LR;"
    yield '  node [shape=box, fontname="Helvetica", fontsize=10];'
    yield '  edge [fontname="Helvetica", fontsize=8];'
    for node in picture.nodes:
        yield f"  {_quoted(node.address)} [{_attributes(node)}];"
    for edge in picture.edges:
        ends = f"{_quoted(edge.dependent)} -> {_quoted(edge.dependency)}"
        yield f"  {ends} [{_edge_attributes(edge)}];"
    yield "}"


def _attributes(node: Node) -> str:
    said: list[str] = [node.address]
    if node.verb is not Verb.NO_OP:
        said.append(f"{node.verb}{': ' if node.actions else ''}{', '.join(node.actions)}")
    if node.members:
        said.append(f"group of {node.members}")
    label = "\\n".join(map(_escaped, said))
    words = [f'label="{label}"']
    if node.verb in _FILL:
        words.append(f'style=filled, fillcolor="{_FILL[node.verb]}"')
    if node.members:
        words.append("shape=folder")
    return ", ".join(words)


def _edge_attributes(edge: Edge) -> str:
    named = list(edge.carriers[:_MOST_NAMED])
    if rest := len(edge.carriers) - len(named):
        named.append(f"and {rest} more")
    words = [f'label="{_escaped(", ".join(named))}"']
    if edge.is_inferred:
        words.append("style=dashed")
    return ", ".join(words)


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    """Escape for a quoted string in which Graphviz reads backslashes and entities, as in labels."""
    return (
        text.replace("&", "&amp;")
        .replace("\\", "\\\\")
        .replace('"', '\\"')
        .replace("\n", "\\n")
        .replace("\r", "")
    )
