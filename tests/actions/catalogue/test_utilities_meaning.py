"""What values of the state alone mean when they change: their own change says little."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from planguard.actions.catalogue import MODULES, entries_of
from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.model.words import Confidence
from planguard.testing import change, plan


def told(type_: str, verb: str, before: Any, after: Any) -> set[tuple[str, Confidence]]:
    read = plan(change(type_, verb=verb, before=before, after=after))
    found = classify(read, build(read, NoSources())).items
    return {(action.id, action.confidence) for action in found if action.kind != "plan"}


@pytest.mark.parametrize(
    ("type_", "verb", "before", "after", "action"),
    [
        ("local_file", "create", {}, {"filename": "out.txt", "content": "a"}, "other"),
        ("null_resource", "replace", {"triggers": {"a": "1"}}, {"triggers": {"a": "2"}}, "other"),
        ("random_id", "replace", {"byte_length": 4}, {"byte_length": 8}, "other"),
        ("random_password", "create", {}, {"length": 20}, "secret.create"),
        ("random_password", "replace", {"length": 20}, {"length": 30}, "secret.change"),
        ("random_password", "delete", {"length": 20}, {}, "other"),
        ("time_sleep", "replace", {"create_duration": "1s"}, {"create_duration": "9s"}, "other"),
        ("tls_private_key", "replace", {"rsa_bits": 2048}, {"rsa_bits": 4096}, "key.rotate"),
        ("tls_private_key", "delete", {"rsa_bits": 2048}, {}, "other"),
    ],
)
def test_what_a_change_means(type_: str, verb: str, before: Any, after: Any, action: str) -> None:
    assert told(type_, verb, before, after) == {(action, Confidence.EXACT)}


def test_every_type_is_found_by_its_prefix() -> None:
    entries = import_module("planguard.actions.catalogue.utilities").ENTRIES
    types = {entry.type for entry in entries}
    assert entries_of(types).keys() == types
    listed = {
        f"{prefix}_{word}"
        for prefix, modules in MODULES.items()
        for words in [modules.get("utilities", "")]
        for word in words.split()
    }
    assert {"_".join(type_.split("_")[:2]) for type_ in types} == listed
