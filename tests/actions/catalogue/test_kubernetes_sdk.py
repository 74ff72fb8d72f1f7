"""The catalogue names nothing of Kubernetes that the SDK does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import pytest
from actions.catalogue.native_sdk import folder_of, missing, resources

from planguard.actions.catalogue import MODULES, all_entries, entries_of
from planguard.actions.interface import Rule, TypeEntry
from planguard.actions.taxonomy import ACTIONS

ENTRIES = {name: each for name, each in all_entries().items() if name.startswith("kubernetes:")}


def _paths(entry: TypeEntry, rule: Rule) -> Iterator[str]:
    if rule.path:
        yield rule.path
    for option in ("encoded", "plain", "role", "spec", "subjects"):
        if rule.options.get(option):
            yield str(rule.options[option])
    yield from (*rule.only, *rule.unless)
    yield from sorted(entry.ignore)


@pytest.fixture(scope="module")
def known() -> dict[str, list[Path]]:
    return resources(folder_of("pulumi_kubernetes"))


def test_every_type_and_property_exists(known: dict[str, list[Path]]) -> None:
    assert sorted(ENTRIES.keys() - known.keys()) == []
    # The versions of an API differ; one that has the property is enough.
    wrong = [
        f"{name} {path}"
        for name, entry in ENTRIES.items()
        for path in sorted({path for rule in _rules(entry) for path in _paths(entry, rule)})
        if all(missing(file, path) for file in known[name])
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("path", "step"),
    [
        ("spec.template.spec.containers.image", ""),
        ("spec.template.spec.containers.imagee", "imagee"),
        ("spec.template.spec.nodeSelector.zone", ""),
        ("spec.replicas.most", "most"),
        ("metadata.labels.app.name", "name"),
        ("specs", "specs"),
    ],
)
def test_what_is_missing_is_found(known: dict[str, list[Path]], path: str, step: str) -> None:
    assert missing(known["kubernetes:apps:Deployment"][0], path) == step


def test_every_action_is_known() -> None:
    ids = {
        action
        for entry in ENTRIES.values()
        for found in (entry.create, entry.delete, entry.replace, *_found(entry))
        for action in found
    }
    assert ids <= ACTIONS.keys()


def test_only_modules_that_are_needed() -> None:
    types = [name for name in ENTRIES if name.split(":")[1] in _services("kubernetes_config")]
    assert {"kubernetes:core:Secret", "kubernetes:core:ConfigMap"} <= entries_of(types).keys()
    assert entries_of(ENTRIES).keys() == ENTRIES.keys()
    assert entries_of(["kubernetes:core:Unheard", "kubernetes:example.com:Widget"]) == {}


def test_modules_tell_the_services_they_have_types_of() -> None:
    for provider in ("kubernetes", "aws-native"):
        for name, words in MODULES[provider].items():
            entries = import_module(f"planguard.actions.catalogue.{name}").ENTRIES
            assert {entry.type.split(":")[1] for entry in entries} == set(words.split()), name
            assert {entry.type.split(":")[0] for entry in entries} == {provider}


def _services(module: str) -> list[str]:
    return MODULES["kubernetes"][module].split()


def _rules(entry: TypeEntry) -> Iterator[Rule]:
    yield Rule(pattern="", path="")
    yield from entry.rules


def _found(entry: TypeEntry) -> Iterator[tuple[str, ...]]:
    for rule in entry.rules:
        yield tuple(rule.actions.values())
        meanings = rule.options.get("meanings")
        for meaning in meanings.values() if isinstance(meanings, Mapping) else ():
            words = meaning.values() if isinstance(meaning, Mapping) else (meaning,)
            yield tuple(str(word) for word in words)
