"""The instances of a plan's resources and modules, and which of them a reference means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from planguard.graph.references import Pick, SameAs, Target, unquoted
from planguard.model.plan import Resource
from planguard.model.words import Address

_MODULE_STEP = re.compile(r'module\.([^.\[\]]+)(?:\[(?:(\d+)|"((?:[^"\\]|\\.)*)")\])?(?:\.|$)')


class ModuleInstance(NamedTuple):
    """One instance of a module: the addresses from the root down, and the key of each step."""

    path: str
    lineage: tuple[str, ...]
    names: tuple[str, ...]
    keys: tuple[str | int, ...]


class Chosen(NamedTuple):
    """Instances that a reference means; `name` stands for all of them together."""

    name: Address
    members: tuple[Address, ...]


_NONE = Chosen(Address(""), ())
_ROOT = ModuleInstance("", ("",), ("",), ("",))


class Instances:
    """Every instance by module and local address."""

    def __init__(self, resources: Mapping[Address, Resource]) -> None:
        """Sort the resources into the modules they stand in."""
        self.modules: dict[str, ModuleInstance] = {"": _ROOT}
        self.blocks: dict[tuple[str, str], list[Resource]] = {}
        self._places: dict[tuple[str, str], dict[str | int, Address]] = {}
        self._children: dict[tuple[str, str], dict[str | int, str]] = {}
        self._inside: dict[str, list[Address]] = {}
        self._chosen: dict[tuple[object, ...], Chosen] = {}
        self._whole: dict[tuple[str, str], Chosen] = {}
        for address, resource in resources.items():
            module = resource.module
            at = self.modules.get(module) or self._add_module(module)
            local = resource.local
            self._places.setdefault((module, local), {})[resource.key] = address
            self.blocks.setdefault((at.path, local), []).append(resource)
            if module:
                for ancestor in at.lineage[1:]:
                    self._inside.setdefault(ancestor, []).append(address)

    def _add_module(self, address: str) -> ModuleInstance:
        lineage, keys, names = [""], [""], [""]
        found: list[str | int] = []
        for match in _MODULE_STEP.finditer(address):
            name, number, text = match.groups()
            key: str | int = int(number) if number else unquoted(text or "")
            here = address[: match.end()].removesuffix(".")
            self._children.setdefault((lineage[-1], name), {})[key] = here
            lineage.append(here)
            names.append(name)
            found.append(key)
        path = ".".join(f"module.{name}" for name in names[1:])
        instance = ModuleInstance(path, tuple(lineage), tuple(names), (*keys, *found))
        self.modules[address] = instance
        return instance

    def choose(self, module: str, key: str | int, target: Target) -> Chosen:
        """Give the instances that `target` means to the dependent with `key` in `module`."""
        at = self.modules[module]
        if target.depth >= len(at.lineage):
            return _NONE
        start = at.lineage[target.depth]
        if not target.below and target.pick is None and target.local:
            return self._all(start, target.local)
        own = (key, *at.keys[1:])
        pick = _concrete(target.pick, own)
        steps = tuple((name, _concrete(choice, own)) for name, choice in target.below)
        soft = isinstance(target.pick, SameAs)
        question = (start, steps, target.local, pick, soft)
        chosen = self._chosen.get(question)
        if chosen is None:
            chosen = self._choose(start, steps, target, pick)
            self._chosen[question] = chosen
        return chosen

    def _all(self, module: str, local: str) -> Chosen:
        place = (module, local)
        chosen = self._whole.get(place)
        if chosen is None:
            table = self._places.get(place)
            chosen = _NONE
            if table:
                # One alone is never grouped, so nobody asks for its name.
                name = _join(module, local, None) if len(table) > 1 else ""
                chosen = Chosen(Address(name), tuple(table.values()))
            self._whole[place] = chosen
        return chosen

    def _choose(
        self,
        start: str,
        steps: tuple[tuple[str, str | int | None], ...],
        target: Target,
        pick: str | int | None,
    ) -> Chosen:
        places, name = [start], start
        for (call, key), (_, choice) in zip(steps, target.below, strict=True):
            tables = [self._children.get((place, call), {}) for place in places]
            key_used = _usable(key, choice, tables)
            places = [one for table in tables for one in _members(table, key_used)]
            name = _join(name, f"module.{call}", key_used)
        if not target.local:
            members = tuple(a for place in places for a in self._inside.get(place, ()))
            return Chosen(Address(name), members)
        rows = [self._places.get((place, target.local), {}) for place in places]
        used = _usable(pick, target.pick, rows)
        members = tuple(one for row in rows for one in _members(row, used))
        return Chosen(Address(_join(name, target.local, used)), members)


def _concrete(choice: Pick, own: tuple[str | int, ...]) -> str | int | None:
    if isinstance(choice, SameAs):
        key = own[choice.level] if choice.level < len(own) else ""
        return None if key == "" else key
    return choice


def _usable(
    key: str | int | None, choice: Pick, tables: Iterable[Mapping[str | int, str]]
) -> str | int | None:
    """Keep a written key; keep "the same key" where the other side has it too."""
    if isinstance(choice, SameAs) and not any(key in table for table in tables):
        return None
    return key


def _members(
    table: Mapping[str | int, Address] | Mapping[str | int, str], key: str | int | None
) -> Iterable[Address]:
    if key is None:
        return map(Address, table.values())
    return (Address(table[key]),) if key in table else ()


def _join(name: str, step: str, key: str | int | None) -> str:
    if isinstance(key, str):
        step += '["' + key.replace("\\", "\\\\").replace('"', '\\"') + '"]'
    elif key is not None:
        step += f"[{key}]"
    return f"{name}.{step}" if name else step
