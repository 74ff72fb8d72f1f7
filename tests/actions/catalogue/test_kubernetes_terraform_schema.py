"""The catalogue names nothing of Terraform's Kubernetes and Helm that their CDKs do not have."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from actions.catalogue.native_sdk import folder_of
from provider_schemas import Property, cdk_types

from planguard.actions.catalogue import all_entries
from planguard.actions.interface import TypeEntry, steps_of

ENTRIES = {
    name: each for name, each in all_entries().items() if name.startswith(("kubernetes_", "helm_"))
}


@pytest.fixture(scope="module")
def known() -> dict[str, dict[str, Property]]:
    packages = ("cdktf_cdktf_provider_kubernetes", "cdktf_cdktf_provider_helm")
    found = [cdk_types(folder_of(package)) for package in packages]
    return found[0] | found[1]


def _missing(parts: Mapping[str, Property], steps: tuple[str, ...]) -> str:
    """Name the first step that is no attribute or block."""
    if not steps:
        return ""
    held = parts.get(steps[0])
    if held is None:
        return steps[0]
    return "" if held.shape == "map" else _missing(held.parts, steps[1:])


def _paths(entry: TypeEntry) -> list[str]:
    named = {path for rule in entry.rules for path in (rule.path, *rule.conditions)}
    return sorted(named | entry.ignore | _options(entry))


def _options(entry: TypeEntry) -> set[str]:
    told = [rule.options.get(name) for rule in entry.rules for name in ("encoded", "plain")]
    charts = [rule.options for rule in entry.rules if rule.pattern == "chart"]
    for options in charts:
        single = options["single"]
        told += [options["values"], options["rendered"]]
        told += single if isinstance(single, list) else []
    return {str(path) for path in told if path}


def test_every_type_and_attribute_exists(known: dict[str, dict[str, Property]]) -> None:
    assert sorted(ENTRIES.keys() - known.keys()) == []
    wrong = [
        f"{name} {path}"
        for name, entry in ENTRIES.items()
        for path in _paths(entry)
        if path and _missing(known[name], steps_of(path))
    ]
    assert wrong == []


def test_every_type_is_described(known: dict[str, dict[str, Property]]) -> None:
    assert sorted(known.keys() - ENTRIES.keys()) == []


def test_what_is_missing_is_found(known: dict[str, dict[str, Property]]) -> None:
    parts = known["kubernetes_deployment"]
    assert _missing(parts, ("spec", "template", "spec", "container", "image")) == ""
    assert _missing(parts, ("spec", "template", "spec", "containers")) == "containers"
