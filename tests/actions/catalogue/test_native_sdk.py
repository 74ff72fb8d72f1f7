"""The catalogue names nothing of Pulumi's native providers that their SDKs do not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from actions.catalogue.native_sdk import folder_of, missing, resources

from planguard.actions.catalogue import MODULES, all_entries, entries_of, kubernetes_custom
from planguard.actions.interface import TypeEntry

SDKS = {
    "aws-native": "pulumi_aws_native",
    "azure-native": "pulumi_azure_native",
    "kubernetes": "pulumi_kubernetes",
}
OPTIONS = (
    "block",
    "comparison",
    "encoded",
    "plain",
    "principal",
    "role",
    "scope",
    "spec",
    "subjects",
)
"""Options of rules that name an attribute from the top, and those that name one in their block."""
NESTED = ("target", "weight")

BROUGHT_BY_OPERATORS = frozenset(each.type for each in kubernetes_custom.ENTRIES)
"""Kinds that no SDK has."""


@cache
def entries(provider: str) -> Mapping[str, TypeEntry]:
    known = all_entries().items()
    return {
        name: each
        for name, each in known
        if name.startswith(f"{provider}:") and name not in BROUGHT_BY_OPERATORS
    }


@cache
def known(provider: str) -> Mapping[str, list[Path]]:
    folder = folder_of(SDKS[provider])
    services = {name.split(":")[1] for name in entries(provider)}
    folders = [folder / name for word in services for name in (word, f"{word}_")]
    found = [each for each in folders if each.is_dir()] if provider != "kubernetes" else [folder]
    tokens: dict[str, list[Path]] = {}
    for each in found:
        for token, files in resources(each).items():
            tokens.setdefault(token, []).extend(files)
    return tokens


def paths(entry: TypeEntry) -> Iterator[str]:
    yield from entry.ignore
    for rule in entry.rules:
        yield from filter(None, (rule.path, *rule.conditions))
        yield from (str(rule.options[name]) for name in OPTIONS if rule.options.get(name))
        yield from (
            f"{rule.path}.{rule.options[name]}" for name in NESTED if rule.options.get(name)
        )


@pytest.mark.parametrize("provider", SDKS)
def test_every_type_and_property_exists(provider: str) -> None:
    tokens = known(provider)
    assert sorted(entries(provider).keys() - tokens.keys()) == []
    # The versions of an API differ; one that has the property is enough.
    wrong = [
        f"{name} {path}: {steps[0]}"
        for name, entry in entries(provider).items()
        for path in sorted(set(paths(entry)))
        for steps in [[missing(file, path) for file in tokens[name]]]
        if all(steps)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("type_", "path", "step"),
    [
        ("kubernetes:apps:Deployment", "spec.template.spec.containers.image", ""),
        ("kubernetes:apps:Deployment", "spec.template.spec.containers.imagee", "imagee"),
        ("kubernetes:apps:Deployment", "spec.template.spec.nodeSelector.zone", ""),
        ("kubernetes:apps:Deployment", "spec.replicas.most", "most"),
        ("kubernetes:apps:Deployment", "metadata.labels.app.name", "name"),
        ("kubernetes:apps:Deployment", "specs", "specs"),
        ("aws-native:s3:Bucket", "lifecycleConfiguration.rules.expirationInDays", ""),
        ("aws-native:s3:Bucket", "lifecycleConfiguration.rules.expiresInDays", "expiresInDays"),
        ("aws-native:s3:Bucket", "bucketName.first", "first"),
        ("aws-native:s3:Bucket", "versioning", "versioning"),
        ("azure-native:storage:StorageAccount", "networkRuleSet.ipRules.iPAddressOrRange", ""),
        ("azure-native:storage:StorageAccount", "networkRuleSet.ipRules.address", "address"),
        ("azure-native:network:NetworkSecurityGroup", "securityRules.access", ""),
        ("azure-native:compute:Disk", "sku.name.first", "first"),
    ],
)
def test_what_is_missing_is_found(type_: str, path: str, step: str) -> None:
    (file, *_) = known(type_.partition(":")[0])[type_]
    assert missing(file, path) == step


@pytest.mark.parametrize("provider", SDKS)
def test_modules_tell_the_services_they_have_types_of(provider: str) -> None:
    for name, words in MODULES[provider].items():
        found = import_module(f"planguard.actions.catalogue.{name}").ENTRIES
        services = {entry.type.replace("_", ":").split(":")[1] for entry in found}
        assert services == set(words.split()), name
        assert {entry.type.replace("_", ":").split(":")[0] for entry in found} == {provider}


@pytest.mark.parametrize("provider", SDKS)
def test_entries_are_found_by_their_types(provider: str) -> None:
    types = entries(provider)
    assert entries_of(types) == types
    assert len(types) >= 70
    assert entries_of([f"{provider}:unheard:Of", "kubernetes:core:Unheard"]) == {}
