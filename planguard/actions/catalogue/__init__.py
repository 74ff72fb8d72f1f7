"""What planguard knows of resource types: one module per area, imported when a plan needs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module

from planguard.actions.interface import Part, TypeEntry

MODULES: Mapping[str, tuple[str, ...]] = {
    "aws": (
        "aws_analytics",
        "aws_backup",
        "aws_compute",
        "aws_config",
        "aws_containers",
        "aws_databases",
        "aws_delivery",
        "aws_desktops",
        "aws_firewall",
        "aws_functions",
        "aws_gateway",
        "aws_glue",
        "aws_identity",
        "aws_keys",
        "aws_lightsail",
        "aws_messaging",
        "aws_network",
        "aws_observability",
        "aws_routing",
        "aws_scaling",
        "aws_storage",
    ),
}
"""Modules of this package by the provider's prefix, the part of a type before the first `_`."""


def entries_of(types: Iterable[str]) -> Mapping[str, TypeEntry]:
    """Give the entries for those of `types` that have one; other providers are not imported."""
    wanted = frozenset(types)
    known: dict[str, TypeEntry] = {}
    for prefix in sorted({name.partition("_")[0] for name in wanted} & MODULES.keys()):
        known |= {name: found for name, found in _table(prefix).items() if name in wanted}
    return known


def all_entries() -> Mapping[str, TypeEntry]:
    """Give every entry of every provider, by resource type."""
    return {name: found for prefix in MODULES for name, found in _table(prefix).items()}


@cache
def _table(prefix: str) -> Mapping[str, TypeEntry]:
    modules = (import_module(f"{__name__}.{name}") for name in MODULES[prefix])
    return {found.type: found for module in modules for found in module.ENTRIES}


def parts_of(prefix: str) -> tuple[Part, ...]:
    """Give what is known of a provider's objects that belong to others."""
    if prefix not in MODULES:
        return ()
    parts: tuple[Part, ...] = import_module(f"{__name__}.{prefix}_parts").PARTS
    return parts
