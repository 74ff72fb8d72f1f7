"""
`text`: the graph for a terminal, one object after the other.

Below each object stands what it uses, `->` with the attributes that carry it; `~>` marks what is
only inferred from values in the state.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.formats.interface.wording import counted
from planguard.model.picture import Edge, Line, Node, Picture
from planguard.model.words import Address, Verb

name = "text"

_VERB_WIDTH = 9


def draw(picture: Picture) -> str:
    """Give the graph as lines."""
    return "\n".join(_lines(picture)) + "\n"


def _lines(picture: Picture) -> Iterator[str]:
    edges: dict[Address, list[Edge]] = {}
    for edge in picture.edges:
        edges.setdefault(edge.dependent, []).append(edge)
    groups = {node.address: node.members for node in picture.nodes if node.members}
    for node in picture.nodes:
        yield _node(node)
        for edge in edges.get(node.address, ()):
            yield _edge(edge, groups.get(edge.dependency, 0))
    if picture.nodes:
        yield ""
    yield _summary(picture)


def _node(node: Node) -> str:
    verb = "" if node.verb is Verb.NO_OP else node.verb
    actions = f"  [{', '.join(node.actions)}]" if node.actions else ""
    group = f"  (group of {node.members})" if node.members else ""
    return f"{verb:{_VERB_WIDTH}}{node.address}{group}{actions}"


def _edge(edge: Edge, members: int) -> str:
    arrow = "~>" if edge.is_inferred else "->"
    all_of = f" (all {members})" if members else ""
    how = "; ".join(dict.fromkeys(map(_way, edge.lines)))
    return f"{'':{_VERB_WIDTH}}  {arrow} {edge.dependency}{all_of}  {how}"


def _way(line: Line) -> str:
    used = f"{line.attribute} = {line.target or '(all of it)'}" if line.attribute else line.target
    known = "" if line.via == "reference" else f"({line.via})"
    through = f"through {', '.join(line.through)}" if line.through else ""
    return " ".join(filter(None, (used, known, through)))


def _summary(picture: Picture) -> str:
    changed = sum(node.verb is not Verb.NO_OP for node in picture.nodes)
    objects = sum(not node.members for node in picture.nodes)
    inferred = sum(edge.is_inferred for edge in picture.edges)
    words = [counted(objects, "object")]
    if groups := len(picture.nodes) - objects:
        words.append(counted(groups, "group"))
    words += [f"{changed} changed", counted(len(picture.edges), "edge")]
    if inferred:
        words.append(f"{inferred} of them inferred")
    if picture.left_out:
        words.append(f"{counted(picture.left_out, 'object')} not shown")
    return ", ".join(words)
