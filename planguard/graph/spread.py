"""Sets of reached nodes as bits of whole numbers, all starting points in one pass."""

from __future__ import annotations

from collections.abc import Sequence


def reached(arcs: Sequence[Sequence[int]], starts: Sequence[Sequence[int]]) -> list[int]:
    """
    Give, for each start, the bit set of all that its nodes and the arcs from them lead to.

    `arcs[i]` are the nodes an effect goes on to from node `i`, which a start includes as its own
    first nodes. Nodes numbered so that arcs lead to lower numbers take one pass; where arcs lead
    back or round, passes repeat until nothing is added.
    """
    needed = _needed(arcs, starts)
    if all(target < node for node in needed for target in arcs[node]):
        return _one_pass(arcs, starts, needed)
    bits = dict.fromkeys(needed, 0)
    grew = True
    while grew:
        grew = False
        for node in needed:
            found = _union(arcs[node], bits)
            if found != bits[node]:
                bits[node] = found
                grew = True
    return [_union(start, bits) for start in starts]


def _needed(arcs: Sequence[Sequence[int]], starts: Sequence[Sequence[int]]) -> list[int]:
    seen = {node for start in starts for node in start}
    stack = list(seen)
    while stack:
        for node in arcs[stack.pop()]:
            if node not in seen:
                seen.add(node)
                stack.append(node)
    return sorted(seen)


def _one_pass(
    arcs: Sequence[Sequence[int]], starts: Sequence[Sequence[int]], needed: list[int]
) -> list[int]:
    """Go upwards once, letting go of each set when the last that wants it has it."""
    results = [0] * len(starts)
    due: dict[int, list[int]] = {}
    left = dict.fromkeys(needed, 0)
    for place, start in enumerate(starts):
        if start:
            due.setdefault(max(start), []).append(place)
        for node in start:
            left[node] += 1
    for node in needed:
        for target in arcs[node]:
            left[target] += 1
    bits: dict[int, int] = {}
    for node in needed:
        bits[node] = _union(arcs[node], bits)
        used = list(arcs[node])
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
