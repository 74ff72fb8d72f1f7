"""Holds what the catalogue says of a provider to the names its CDK for Terraform has."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping

from actions.catalogue.native_sdk import folder_of
from provider_schemas import Property, cdk_types

from planguard.actions.catalogue import MODULES, all_entries, parts_of
from planguard.actions.interface import TypeEntry, steps_of
from planguard.actions.taxonomy import ACTIONS

ANYWHERE = {"comment", "fully_qualified_name", "show_output", "describe_output", "parameters"}
"""What the makers of entries ignore wherever it is."""


def known_types(provider: str) -> dict[str, dict[str, Property]]:
    """Read the types of a provider, with their attributes."""
    return cdk_types(folder_of(f"cdktf_cdktf_provider_{provider}"))


def described(provider: str) -> dict[str, TypeEntry]:
    """Give the entries of a provider's types."""
    return {n: each for n, each in all_entries().items() if n.startswith(f"{provider}_")}


def unknown_names(provider: str, known: Mapping[str, Mapping[str, Property]]) -> set[str]:
    """List types, and attributes behind their type, that the provider does not have."""
    entries = described(provider)
    wrong = set(entries.keys() - known.keys())
    for name in entries.keys() & known.keys():
        for path in _paths(entries[name]):
            if missing(known[name], steps_of(path)):
                wrong.add(f"{name} {path}")
    return wrong


def missing(parts: Mapping[str, Property], steps: tuple[str, ...]) -> str:
    """Name the first step that is no attribute or block; text may be a document."""
    if not steps:
        return ""
    held = parts.get(steps[0])
    if held is None:
        return steps[0]
    ends = held.shape == "map" or (held.shape == "leaf" and not held.parts)
    return "" if ends else missing(held.parts, steps[1:])


def _paths(entry: TypeEntry) -> Iterator[str]:
    yield from sorted(entry.ignore - ANYWHERE)
    for rule in entry.rules:
        yield from (path for path in (rule.path, *rule.conditions) if path)
        if rule.options.get("comparison"):
            yield str(rule.options["comparison"])


def disorder(provider: str) -> list[str]:
    """List what is not sorted, not told by its service, or no action of the taxonomy."""
    found: list[str] = []
    for name, services in MODULES[provider].items():
        module = importlib.import_module(f"planguard.actions.catalogue.{name}")
        types = [entry.type for entry in module.ENTRIES]
        found += [name] if types != sorted(set(types)) else []
        found += sorted({type_.split("_")[1] for type_ in types} ^ set(services.split()))
    for entry in described(provider).values():
        named = {*entry.create, *entry.delete, *entry.replace}
        named |= {action for rule in entry.rules for action in rule.actions.values()}
        found += sorted(named - ACTIONS.keys())
    return found


def unknown_parts(provider: str, known: Mapping[str, Mapping[str, Property]]) -> list[str]:
    """List the parts whose types, attribute or whole the provider does not have."""
    found = []
    for part in parts_of(provider):
        ends = part.prefix.endswith("_")
        types = [n for n in known if (n.startswith(part.prefix) if ends else n == part.prefix)]
        if part.whole not in known or not any(part.attribute in known[name] for name in types):
            found.append(f"{part.prefix} {part.attribute} {part.whole}")
    return found
