"""The catalogue names nothing of Terraform's Kubernetes and Helm that their CDKs do not have."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from actions.catalogue.native_sdk import folder_of
from provider_schemas import Property, cdk_types

from planguard.actions.catalogue import all_entries
from planguard.actions.interface import TypeEntry
from planguard.actions.providers.kubernetes_blocks import _LISTS

ENTRIES = {
    name: each for name, each in all_entries().items() if name.startswith(("kubernetes_", "helm_"))
}
KNOWN_APART = {"label_selector", "namespace_selector", "selector"}
"""Blocks that the schema would take several of, where an object has one."""


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
    named = {path for rule in entry.rules for path in (rule.path, *rule.only, *rule.unless)}
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
        if path and _missing(known[name], tuple(path.split(".")))
    ]
    assert wrong == []


def test_every_type_is_described(known: dict[str, dict[str, Property]]) -> None:
    assert sorted(known.keys() - ENTRIES.keys()) == []


def test_what_is_missing_is_found(known: dict[str, dict[str, Property]]) -> None:
    parts = known["kubernetes_deployment"]
    assert _missing(parts, ("spec", "template", "spec", "container", "image")) == ""
    assert _missing(parts, ("spec", "template", "spec", "containers")) == "containers"


def test_blocks_that_repeat_are_lists_of_the_api(known: dict[str, dict[str, Property]]) -> None:
    """What patterns read as a whole knows which blocks are one object, and which a list."""
    pod = known["kubernetes_deployment"]["spec"].parts["template"].parts["spec"]
    kinds = {
        "kubernetes_service": "spec", "kubernetes_ingress_v1": "spec",
        "kubernetes_network_policy": "spec", "kubernetes_cluster_role": "rule",
        "kubernetes_role_binding": "subject",
    }  # fmt: skip
    roots = [pod, *(known[name][path] for name, path in kinds.items())]
    repeated = {name for root in roots for name in _repeated(root.parts)}
    single = {"grpc", "tcp_socket", "post_start", "pre_stop", "projected", "config_map", "secret"}
    assert sorted(repeated - _LISTS.keys() - KNOWN_APART - single) == []


def _repeated(parts: Mapping[str, Property]) -> set[str]:
    own = {name for name, held in parts.items() if held.shape == "many"}
    return own.union(*(_repeated(held.parts) for held in parts.values()))
