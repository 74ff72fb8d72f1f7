"""
`graphml`: the graph for networkx, yEd, Gephi, Cytoscape and other tools of graphs.

Nodes have `address` (and the same as `label`), `type`, `verb`, `actions`, `module`, `services`,
`owners` and, for a group that stands for several objects, `members`. Edges lead from the dependent
to the dependency, with its `attributes` that carry them, the attributes of the dependency they
take as `targets`, how they are known as `via`, and `inferred` where nothing but values in the
state joins the two. Several of one kind are separated by a comma and a blank; the ids of nodes are
of no meaning. What is left out of the drawing is counted in the graph's `left_out`. yEd shows
names, colours for verbs and dashed lines at once; its layouts (hierarchical, left to right) set
the places. http://graphml.graphdrawing.org/primer/graphml-primer.html

    graph = networkx.read_graphml("graph.xml")
    graph = networkx.relabel_nodes(graph, networkx.get_node_attributes(graph, "address"))
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planguard.model.picture import Edge, Node, Picture
from planguard.model.words import Verb

name = "graphml"

_NODE_KEYS = {
    "address": "string", "label": "string", "type": "string", "verb": "string",
    "actions": "string", "module": "string", "services": "string", "owners": "string",
    "members": "int",
}  # fmt: skip
_EDGE_KEYS = {
    "attributes": "string", "targets": "string", "via": "string", "inferred": "boolean",
}  # fmt: skip
_FILL = {
    Verb.CREATE: "#b7e4c7",
    Verb.UPDATE: "#ffe8a3",
    Verb.REPLACE: "#ffc58a",
    Verb.DELETE: "#f5b5b5",
    Verb.FORGET: "#d9d9d9",
    Verb.MOVE: "#c9dcf7",
    Verb.IMPORT: "#c9dcf7",
    Verb.READ: "#eef3fb",
    Verb.NO_OP: "#ffffff",
}
_LETTER, _LEAST_WIDTH = 7, 60
"""Of a box in yEd, in its units."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_SYNTAX = re.compile('[&<>"\n\t]')
_NOT_XML = re.compile("[^\t\n\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What may not stand in XML 1.0, not even as a reference; a carriage return would be changed."""


def draw(picture: Picture) -> str:
    """Give the graph as one GraphML document."""
    return "\n".join(_lines(picture)) + "\n"


def _lines(picture: Picture) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
        ' xmlns:y="http://www.yworks.com/xml/graphml">'
    )
    yield from _keys("graph", "g", {"left_out": "int"})
    yield from _keys("node", "n", _NODE_KEYS)
    yield from _keys("edge", "e", _EDGE_KEYS)
    yield '  <key id="node-graphics" for="node" yfiles.type="nodegraphics"/>'
    yield '  <key id="edge-graphics" for="edge" yfiles.type="edgegraphics"/>'
    yield '  <graph id="planguard" edgedefault="directed">'
    yield f'    <data key="g-left_out">{picture.left_out}</data>'
    ids = {node.address: f"n{place}" for place, node in enumerate(picture.nodes)}
    for node in picture.nodes:
        yield f'    <node id="{ids[node.address]}">'
        yield from _data("n", _node(node))
        yield _box(node)
        yield "    </node>"
    for edge in picture.edges:
        yield f'    <edge source="{ids[edge.dependent]}" target="{ids[edge.dependency]}">'
        yield from _data("e", _edge(edge))
        yield _arrow(edge)
        yield "    </edge>"
    yield "  </graph>"
    yield "</graphml>"


def _keys(of: str, letter: str, keys: dict[str, str]) -> Iterator[str]:
    for key, type_ in keys.items():
        yield f'  <key id="{letter}-{key}" for="{of}" attr.name="{key}" attr.type="{type_}"/>'


def _data(letter: str, told: dict[str, str]) -> Iterator[str]:
    for key, text in told.items():
        yield f'      <data key="{letter}-{key}">{_escaped(text)}</data>'


def _node(node: Node) -> dict[str, str]:
    told = {
        "address": str(node.address),
        "label": str(node.address),
        "type": node.type,
        "verb": str(node.verb),
        "actions": ", ".join(node.actions),
        "module": node.module,
        "services": ", ".join(node.services),
        "owners": ", ".join(node.owners),
    }
    return {**told, "members": str(node.members)} if node.members else told


def _edge(edge: Edge) -> dict[str, str]:
    lines = edge.lines
    return {
        "attributes": _joined(line.attribute for line in lines),
        "targets": _joined(line.target for line in lines),
        "via": _joined(line.via for line in lines),
        "inferred": "true" if edge.is_inferred else "false",
    }


def _box(node: Node) -> str:
    """Draw a node for yEd."""
    width = max(_LEAST_WIDTH, (len(node.address) + 2) * _LETTER)
    shape = "octagon" if node.members else "roundrectangle"
    return (
        '      <data key="node-graphics"><y:ShapeNode>'
        f'<y:Geometry height="30.0" width="{width}.0" x="0.0" y="0.0"/>'
        f'<y:Fill color="{_FILL[node.verb]}" transparent="false"/>'
        f"<y:NodeLabel>{_escaped(node.address)}</y:NodeLabel>"
        f'<y:Shape type="{shape}"/></y:ShapeNode></data>'
    )


def _arrow(edge: Edge) -> str:
    """Draw an edge for yEd."""
    line = "dashed" if edge.is_inferred else "line"
    return (
        '      <data key="edge-graphics"><y:PolyLineEdge>'
        f'<y:LineStyle color="#606060" type="{line}" width="1.0"/>'
        '<y:Arrows source="none" target="standard"/></y:PolyLineEdge></data>'
    )


def _joined(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, words)))


def _escaped(text: str) -> str:
    """Write what XML would take for syntax as entities, and what it forbids as a sign for it."""
    return _SYNTAX.sub(lambda found: _ENTITIES[found[0]], _NOT_XML.sub("\ufffd", text))
