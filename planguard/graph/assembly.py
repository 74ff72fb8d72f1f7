"""Makes the dependency graph of a plan, edge by edge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from planguard.graph.instances import Chosen, Instances
from planguard.graph.links import Link, Via
from planguard.graph.questions import DependencyGraph
from planguard.graph.references import References, Target
from planguard.model.plan import Plan, Resource
from planguard.model.source import Sources
from planguard.model.words import Address

_NOBODY: frozenset[Address] = frozenset()
MOST_PAIRS = 2_000
"""Edges that one set of dependencies may cost before its dependents share a group node."""


def build(plan: Plan, sources: Sources) -> DependencyGraph:
    """
    Build the graph of every instance the plan knows.

    References come first, those that only the sources have included; the state's `depends_on`
    adds what is written down nowhere at hand (locals and `dynamic` blocks without sources,
    resources no longer configured); identities found in state values add what nobody wrote down.
    """
    assembly = _Assembly(plan)
    assembly.add_references(References(plan.configuration, sources))
    assembly.add_told()
    assembly.add_state()
    assembly.add_inferred()
    return DependencyGraph(assembly.out, assembly.groups)


class _Assembly:
    """The graph while it grows."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.instances = Instances(plan.resources)
        self.out: dict[Address, dict[Address, tuple[Link, ...]]] = {
            address: {} for address in plan.resources
        }
        self.groups: dict[Address, tuple[Address, ...]] = {}
        self._labels: dict[tuple[str, str, Via, tuple[str, ...]], tuple[Link, ...]] = {}
        self._waiting: dict[Address, tuple[Chosen, list[tuple[Address, tuple[Link, ...]]]]] = {}

    def add_references(self, references: References) -> None:
        """Add what the configuration says."""
        modules = self.plan.configuration.modules
        for (path, local), members in self.instances.blocks.items():
            module = modules.get(path)
            block = module.blocks.get(local) if module else None
            if block is None:
                continue
            for attribute, target in references.of_block(path, local, block):
                label = self._label(attribute, target)
                for resource in members:
                    self._point(resource, target, label)
        self._settle()

    def add_told(self) -> None:
        """Add what the document tells of single instances, as Pulumi's do."""
        for address, resource in self.plan.resources.items():
            for use in resource.uses:
                if use.address in self.out:
                    target = Target(0, (), "", None, use.target, (), Via(use.kind))
                    self._add(address, use.address, self._label(use.attribute, target))

    def _label(self, attribute: str, target: Target) -> tuple[Link, ...]:
        parts = (attribute, target.attribute, target.via, target.through)
        label = self._labels.get(parts)
        if label is None:
            label = (
                Link(
                    attribute=attribute,
                    target=target.attribute,
                    via=target.via,
                    through=target.through,
                ),
            )
            self._labels[parts] = label
        return label

    def _point(self, resource: Resource, target: Target, label: tuple[Link, ...]) -> None:
        chosen = self.instances.choose(resource.module, resource.key, target)
        if len(chosen.members) == 1:
            self._add(resource.address, chosen.members[0], label)
        elif chosen.members:
            waiting = self._waiting.setdefault(chosen.name, (chosen, []))
            waiting[1].append((resource.address, label))

    def _add(self, dependent: Address, dependency: Address, label: tuple[Link, ...]) -> None:
        if dependent == dependency:
            return
        row = self.out[dependent]
        known = row.get(dependency)
        if known is None:
            row[dependency] = label
        elif label[0] not in known:
            row[dependency] = known + label

    def _settle(self) -> None:
        """Join many with many through one node, few with few directly."""
        for chosen, dependents in self._waiting.values():
            if len(dependents) * len(chosen.members) <= MOST_PAIRS:
                for address, label in dependents:
                    for member in chosen.members:
                        self._add(address, member, label)
                continue
            self.out.setdefault(chosen.name, {})
            self.groups[chosen.name] = chosen.members
            for address, label in dependents:
                self._add(address, chosen.name, label)
            used = {(label[0].target, label[0].via) for _, label in dependents}
            for name, via in sorted(used):
                label = self._label(name, Target(0, (), "", None, name, (), via))
                for member in chosen.members:
                    self._add(chosen.name, member, label)
        self._waiting.clear()

    def add_state(self) -> None:
        """Add what only the state knows: its list holds every resource something depends on."""
        if not any(resource.depends_on for resource in self.plan.resources.values()):
            return
        blocks = _Blocks(self.instances, self.out)
        for resource in self.plan.resources.values():
            if not resource.depends_on:
                continue
            for name in blocks.unexplained(resource):
                target = blocks.seen_from(resource, name)
                self._point(resource, target, self._label("", target))
        self._settle()

    def add_inferred(self) -> None:
        """Add an edge where a value names another's identity and nothing else joins the pair."""
        owners = self.plan.identities
        for address, identity in self.plan.mentions():
            owner = owners.get(identity)
            if owner is None or address not in self.out or owner not in self.out:
                continue
            joined = self._joined(address, owner) or self._joined(owner, address)
            if not joined and not self._mirrored(address, owner):
                name = "arn" if identity.startswith("arn:") else "id"
                target = Target(0, (), "", None, name, (), Via.INFERRED)
                self._add(address, owner, self._label("", target))

    def _mirrored(self, address: Address, owner: Address) -> bool:
        """
        Tell whether the mention only repeats what a part of `address` says.

        Providers copy a role's inline policies, or a group's rules, into the attributes of the
        whole; the part that says it uses both.
        """
        prefix = f"{self.plan.resources[address].type}_"
        return any(
            self.plan.resources[user].type.startswith(prefix)
            for user in self._users.get(address, _NOBODY) & self._users.get(owner, _NOBODY)
            if user in self.plan.resources
        )

    @cached_property
    def _users(self) -> Mapping[Address, set[Address]]:
        """Give who uses each resource, as far as that was known before anything was inferred."""
        found: dict[Address, set[Address]] = {}
        for dependent, row in self.out.items():
            for dependency in row:
                found.setdefault(dependency, set()).add(dependent)
        return found

    def _joined(self, dependent: Address, dependency: Address) -> bool:
        row = self.out[dependent]
        return dependency in row or any(
            dependency in self.out[node] for node in row if node in self.groups
        )


class _Blocks:
    """Resources without instance keys, as the state names them in `depends_on`."""

    def __init__(
        self, instances: Instances, out: dict[Address, dict[Address, tuple[Link, ...]]]
    ) -> None:
        self._instances = instances
        self._out = out
        self._place: dict[str, tuple[str, str]] = {}
        self._name: dict[Address, str] = {}
        self._listed: dict[str, frozenset[str]] = {}
        self._covers: dict[str, frozenset[str]] = {}
        for (path, local), members in instances.blocks.items():
            name = f"{path}.{local}" if path else local
            self._place[name] = (path, local)
            self._listed[name] = frozenset(members[0].depends_on)
            for member in members:
                self._name[member.address] = name

    def unexplained(self, resource: Resource) -> list[str]:
        """List what the state says `resource` depends on and no edge leads to."""
        own = self._name[resource.address]
        left = set(resource.depends_on)
        left.discard(own)
        left.intersection_update(self._place)
        for name in self._direct(resource.address):
            left -= self._cover(name)
        for name in sorted(left, key=self._size):
            if name in left:
                left -= self._listed[name] - {name}
        return sorted(left)

    def _size(self, name: str) -> tuple[int, str]:
        return -len(self._listed[name]), name

    def _direct(self, address: Address) -> set[str]:
        found: set[str] = set()
        for dependency in self._out[address]:
            if dependency in self._name:
                found.add(self._name[dependency])
            else:
                found.update(self._name[member] for member in self._out[dependency])
        return found

    def _cover(self, name: str) -> frozenset[str]:
        """`name` and all behind it; data sources have no list of their own in the state."""
        known = self._covers.get(name)
        if known is not None:
            return known
        self._covers[name] = frozenset({name})
        found = {name} | self._listed[name]
        if not self._listed[name]:
            stack = [name]
            while stack:
                for member in self._instances.blocks[self._place[stack.pop()]]:
                    for behind in self._direct(member.address) - found:
                        found |= {behind} | self._listed[behind]
                        stack += () if self._listed[behind] else (behind,)
        self._covers[name] = frozenset(found)
        return self._covers[name]

    def seen_from(self, resource: Resource, name: str) -> Target:
        """Name the block `name` from the module instance of `resource`."""
        path, local = self._place[name]
        calls = path.removeprefix("module.").split(".module.") if path else []
        shared = _shared(self._instances.modules[resource.module].names[1:], calls)
        below = tuple((call, None) for call in calls[shared:])
        return Target(shared, below, local, None, "", (), Via.STATE)


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
