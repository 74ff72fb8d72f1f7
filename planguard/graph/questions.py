"""
The questions a dependency graph answers.

networkx searches ways between two nodes here, and folds rings in `spread`; it is loaded when the
first such question comes. The other questions look at one node's rows, or at each row once, and
loading it (0.1 s) would cost more than answering them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from planguard.graph.links import Link
from planguard.model.value import Path
from planguard.model.words import Address

if TYPE_CHECKING:
    import networkx as nx

_NO_ROW: Mapping[Address, tuple[Link, ...]] = MappingProxyType({})


class DependencyGraph:
    """
    Which resource instance uses which attribute of which other.

    Edges lead from the dependent to the dependency. Where many instances use all of many others,
    one node stands between them (see `groups`); `nodes`, `edges` and `users` show it, the other
    questions look through it.
    """

    def __init__(
        self,
        edges: Mapping[Address, Mapping[Address, tuple[Link, ...]]],
        groups: Mapping[Address, tuple[Address, ...]] | None = None,
    ) -> None:
        """Take the edges by dependent, and what the group nodes among them stand for."""
        self._out = edges
        self._groups = groups or {}

    @cached_property
    def nodes(self) -> tuple[Address, ...]:
        """Every address, sorted, groups included."""
        return tuple(sorted(self._out))

    @property
    def groups(self) -> Mapping[Address, tuple[Address, ...]]:
        """Nodes that stand for several instances: an address without key, and its members."""
        return MappingProxyType(dict(self._groups))

    def edges(self) -> Iterator[tuple[Address, Address, tuple[Link, ...]]]:
        """Give every (dependent, dependency, links), sorted."""
        for dependent in self.nodes:
            for dependency, links in sorted(self._out[dependent].items()):
                yield dependent, dependency, links

    def __contains__(self, address: object) -> bool:
        """Tell whether the graph knows `address`."""
        return address in self._out

    def __len__(self) -> int:
        """Count the nodes."""
        return len(self._out)

    @cached_property
    def _in(self) -> dict[Address, dict[Address, tuple[Link, ...]]]:
        rows: dict[Address, dict[Address, tuple[Link, ...]]] = {node: {} for node in self._out}
        for dependent, row in self._out.items():
            for dependency, links in row.items():
                rows[dependency][dependent] = links
        return rows

    def users(self, address: Address) -> Mapping[Address, tuple[Link, ...]]:
        """Give the nodes with an edge to `address`, groups included, with what carries each."""
        return self._in.get(address, _NO_ROW)

    def uses(self, address: Address) -> Mapping[Address, tuple[Link, ...]]:
        """Give the nodes `address` has an edge to, groups included, with what carries each."""
        return self._out.get(address, _NO_ROW)

    def dependencies(self, address: Address) -> tuple[Address, ...]:
        """List what `address` uses directly, sorted."""
        return self._across(address, self._out)

    def dependents(self, address: Address) -> tuple[Address, ...]:
        """List what uses `address` directly, sorted."""
        return self._across(address, self._in)

    def _across(
        self, address: Address, rows: Mapping[Address, Mapping[Address, tuple[Link, ...]]]
    ) -> tuple[Address, ...]:
        found: set[Address] = set()
        for node in rows.get(address, _NO_ROW):
            found.update(rows[node] if node in self._groups else (node,))
        found.discard(address)
        return tuple(sorted(found))

    def links(self, dependent: Address, dependency: Address) -> tuple[Link, ...]:
        """List the ways `dependent` uses `dependency` directly."""
        row = self.uses(dependent)
        found = row.get(dependency, ())
        for node in row:
            if node in self._groups and node != dependency and dependency in self._out[node]:
                found += tuple(link for link in row[node] if link not in found)
        return found

    def origins(self, address: Address, path: Path) -> tuple[str, ...]:
        """
        Name the attributes (`address.attribute`) that the value at `path` comes from.

        References are kept by the longest attribute that holds `path`, else by those inside it.
        A value that comes from all instances of a repeated resource may be told by its address
        without key.
        """
        return tuple(
            f"{source}.{link.target}" if link.target else source
            for source, link in self.sources(address, path)
        )

    def sources(self, address: Address, path: Path) -> list[tuple[Address, Link]]:
        """Give the nodes, groups included, and links that the value at `path` comes from."""
        wanted = ".".join([step for step in path if isinstance(step, str)]) + "."
        best = 0
        found: list[tuple[Address, Link]] = []
        inside: list[tuple[Address, Link]] = []
        for dependency, links in self.uses(address).items():
            for link in links:
                name = link.attribute + "."
                if not link.attribute:
                    continue
                if name.startswith(wanted):
                    inside.append((dependency, link))
                if wanted.startswith(name) and len(name) >= best:
                    if len(name) > best:
                        best, found = len(name), []
                    found.append((dependency, link))
        return found or inside

    def path(self, dependent: Address, dependency: Address) -> tuple[Address, ...]:
        """Give a shortest way from one to the other, both ends included; empty if none."""
        import networkx as nx  # noqa: PLC0415 - 0.1 s that most checks do not need

        try:
            way: list[Address] = nx.shortest_path(self._digraph, dependent, dependency)
        except (nx.NetworkXNoPath, nx.NodeNotFound):
            return ()
        return tuple(node for node in way if node not in self._groups)

    @cached_property
    def _digraph(self) -> nx.DiGraph[Address]:
        import networkx as nx  # noqa: PLC0415 - 0.1 s that most checks do not need

        graph: nx.DiGraph[Address] = nx.DiGraph()
        graph.add_nodes_from(self.nodes)
        graph.add_edges_from((a, b, {"links": links}) for a, b, links in self.edges())
        return graph

    def neighbourhood(self, focus: Iterable[Address], depth: int) -> tuple[Address, ...]:
        """List, sorted, all within `depth` edges of `focus` in either direction."""
        seen = {address for address in focus if address in self._out}
        edge = set(seen)
        for _ in range(depth):
            edge = {
                near
                for node in edge
                for near in (*self.dependencies(node), *self.dependents(node))
                if near not in seen
            }
            seen |= edge
        return tuple(sorted(seen))

    @cached_property
    def order(self) -> tuple[Address, ...]:
        """Every node, dependents before what they depend on, as far as there is no cycle."""
        found: list[Address] = []
        seen: set[Address] = set()
        for root in self._out:
            if root in seen:
                continue
            seen.add(root)
            stack = [(root, iter(self._in[root]))]
            while stack:
                node, users = stack[-1]
                for user in users:
                    if user not in seen:
                        seen.add(user)
                        stack.append((user, iter(self._in[user])))
                        break
                else:
                    found.append(node)
                    stack.pop()
        return tuple(found)
