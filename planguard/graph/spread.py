"""Sets of reached nodes as bits of whole numbers, all starting points in one pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence


def reached(arcs: Callable[[int], Sequence[int]], starts: Sequence[Sequence[int]]) -> list[int]:
    """
    Give, for each start, the bit set of all that its nodes and the arcs from them lead to.

    `arcs` gives the nodes an effect goes on to from a node, and is asked once for each; a start
    includes its own first nodes. Nodes numbered so that arcs lead to lower numbers take one pass;
    where arcs lead back or round, passes repeat until nothing is added.
    """
    rows = _needed(arcs, starts)
    if all(target < node for node, row in rows.items() for target in row):
        return _one_pass(rows, starts)
    bits = dict.fromkeys(rows, 0)
    grew = True
    while grew:
        grew = False
        for node, row in rows.items():
            found = _union(row, bits)
            if found != bits[node]:
                bits[node] = found
                grew = True
    return [_union(start, bits) for start in starts]


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


def _one_pass(rows: Mapping[int, Sequence[int]], starts: Sequence[Sequence[int]]) -> list[int]:
    """Go upwards once, letting go of each set when the last that wants it has it."""
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
        bits[node] = _union(row, bits)
        used = list(row)
        for place in due.get(node, ()):
            results[place] = _union(starts[place], bits)
            used += starts[place]
        for target in used:
            left[target] -= 1
            if not left[target]:
                del bits[target]
    return results


def _union(nodes: Sequence[int], bits: dict[int, int]) -> int:
    found = 0
    for node in nodes:
        found |= bits[node] | 1 << node
    return found
