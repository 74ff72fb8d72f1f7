"""
Sets of reached nodes as bits of whole numbers, all starting points in one pass.

Rings are common (a role and its attachment notice each other) and nearly always tiny: going round
until nothing is added costs less there than loading networkx. In a large graph every round costs
as much as the whole answer and all sets are kept at once, so networkx first folds rings into one
node each, and one pass is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

MOST_ROUNDED = 2_000
"""Nodes up to which rings are gone round instead of folded."""


def reached(arcs: Callable[[int], Sequence[int]], starts: Sequence[Sequence[int]]) -> list[int]:
    """
    Give, for each start, the bit set of all that its nodes and the arcs from them lead to.

    `arcs` gives the nodes an effect goes on to from a node, and is asked once for each; a start
    includes its own first nodes. Nodes numbered so that arcs lead to lower numbers take one pass.
    """
    rows = _needed(arcs, starts)
    if all(target < node for node, row in rows.items() for target in row):
        return _one_pass(rows, starts, {})
    if len(rows) <= MOST_ROUNDED:
        return _rounds(rows, starts)
    return _folded(rows, starts)


def _needed(
    arcs: Callable[[int], Sequence[int]], starts: Sequence[Sequence[int]]
) -> dict[int, Sequence[int]]:
    """Collect the arcs of every node met, lowest number first."""
    rows: dict[int, Sequence[int]] = {}
    stack = [node for start in starts for node in start]
    while stack:
        node = stack.pop()
        if node not in rows:
            rows[node] = row = arcs(node)
            stack += row
    return dict(sorted(rows.items()))


def _rounds(rows: Mapping[int, Sequence[int]], starts: Sequence[Sequence[int]]) -> list[int]:
    """Repeat passes until nothing is added."""
    bits = {node: 1 << node for node in rows}
    grew = True
    while grew:
        grew = False
        for node, row in rows.items():
            found = bits[node] | _union(row, bits)
            if found != bits[node]:
                bits[node] = found
                grew = True
    return [_union(start, bits) for start in starts]


def _folded(rows: Mapping[int, Sequence[int]], starts: Sequence[Sequence[int]]) -> list[int]:
    """Fold each ring into one node and go upwards once."""
    import networkx as nx  # noqa: PLC0415 - 0.1 s that most checks do not need

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from((node, target) for node, row in rows.items() for target in row)
    graph.add_nodes_from(rows)
    # Those that lead nowhere come first, so that arcs lead to lower numbers.
    rings = list(nx.strongly_connected_components(graph))
    place = {node: number for number, ring in enumerate(rings) for node in ring}
    folded = {
        number: sorted({place[target] for node in ring for target in rows[node]} - {number})
        for number, ring in enumerate(rings)
    }
    members = {number: _bits(ring) for number, ring in enumerate(rings)}
    return _one_pass(
        folded, [sorted({place[node] for node in start}) for start in starts], members
    )


def _one_pass(
    rows: Mapping[int, Sequence[int]], starts: Sequence[Sequence[int]], members: Mapping[int, int]
) -> list[int]:
    """
    Go upwards once, letting go of each set when the last that wants it has it.

    `members` tells the bits of nodes that do not stand for themselves alone.
    """
    results = [0] * len(starts)
    due: dict[int, list[int]] = {}
    left = dict.fromkeys(rows, 0)
    for place, start in enumerate(starts):
        if start:
            due.setdefault(max(start), []).append(place)
        for node in start:
            left[node] += 1
    for row in rows.values():
        for target in row:
            left[target] += 1
    bits: dict[int, int] = {}
    for node, row in rows.items():
        own = members.get(node)
        bits[node] = _union(row, bits) | (1 << node if own is None else own)
        used = list(row)
        for place in due.get(node, ()):
            results[place] = _union(starts[place], bits)
            used += starts[place]
        for target in used:
            left[target] -= 1
            if not left[target]:
                del bits[target]
    return results


def _union(nodes: Sequence[int], bits: Mapping[int, int]) -> int:
    found = 0
    for node in nodes:
        found |= bits[node]
    return found


def _bits(nodes: set[int]) -> int:
    found = 0
    for node in nodes:
        found |= 1 << node
    return found
