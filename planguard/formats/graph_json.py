"""
`json`: the graph for programs.

`nodes` have `address`, `type`, `verb`, `actions` and, for a group that stands for several objects,
`members`, their number. `edges` lead `from` the dependent `to` the dependency, with one of `links`
for each way it is used: its `attribute`, the `target` attribute, `via` and what it passes
`through`. Fields may be added, none is removed or changes meaning.
"""

from __future__ import annotations

import json

from planguard.model.picture import Edge, Node, Picture

name = "json"


def draw(picture: Picture) -> str:
    """Give the graph as one JSON document."""
    document = {
        "nodes": [_node(node) for node in picture.nodes],
        "edges": [_edge(edge) for edge in picture.edges],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _node(node: Node) -> dict[str, object]:
    told: dict[str, object] = {
        "address": node.address,
        "type": node.type,
        "verb": node.verb,
        "actions": node.actions,
    }
    return {**told, "members": node.members} if node.members else told


def _edge(edge: Edge) -> dict[str, object]:
    links = [
        {
            "attribute": line.attribute,
            "target": line.target,
            "via": line.via,
            "through": line.through,
        }
        for line in edge.lines
    ]
    return {"from": edge.dependent, "to": edge.dependency, "links": links}
