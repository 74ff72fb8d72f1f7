from __future__ import annotations

from collections.abc import Callable

import pytest

from planguard.actions.engine import classify
from planguard.actions.interface import Rule, TypeEntry, entry
from planguard.actions.providers import forms
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.model.value import Value
from planguard.model.words import Disruption, Role, Verb
from planguard.testing import change, plan

Side = dict[str, Value]
Make = Callable[[str], TypeEntry]


def ids(kind: TypeEntry, verb: Verb, before: Side | None, after: Side | None) -> list[str]:
    document = plan(change("acme_thing", verb=verb, before=before or {}, after=after or {}))
    found = classify(document, build(document, NoSources()), {"acme_thing": kind})
    return [action.id for action in found.items if not action.id.startswith("cost.")]


def turned(*rules: Rule, before: Value, after: Value) -> list[str]:
    kind = entry("acme_thing", Role.CONFIG, *rules)
    return ids(kind, Verb.UPDATE, {"at": before}, {"at": after})


@pytest.mark.parametrize(
    ("make", "before", "after", "told", "back"),
    [
        (forms.guard, True, False, "protection.guard-off", "protection.up"),
        (forms.danger, False, True, "protection.guard-off", "protection.up"),
        (forms.at_least, 8, 6, "protection.guard-off", "protection.up"),
        (forms.encrypted, True, False, "protection.encryption-off", "protection.up"),
        (forms.backups, 7, 1, "protection.backup-cut", "protection.up"),
        (forms.deleted_kept, 30, 7, "protection.backup-cut", "protection.up"),
        (forms.copies, 3, 1, "protection.backup-cut", "protection.up"),
        (forms.lets, False, True, "access.grant", "access.revoke"),
        (forms.public, False, True, "exposure.public", "exposure.narrow"),
        (forms.units, 1, 3, "scale.up", "scale.down"),
        (forms.room, 1, 3, "scale.limits-up", "scale.limits-down"),
        (forms.floor, 2, 3, "scale.limits-up", "scale.limits-down"),
        (forms.grows, 10, 20, "scale.resize-up", "scale.resize-down"),
        (forms.image, "a/b:1.0", "a/b:1.1", "deploy.version", "deploy.rollback"),
        (forms.reroutes, False, True, "routing.network", "routing.network"),
    ],
)
def test_both_ways(
    make: Callable[[str], Rule], before: Value, after: Value, told: str, back: str
) -> None:
    assert turned(make("at"), before=before, after=after) == [told]
    assert turned(make("at"), before=after, after=before) == [back]


def test_one_way() -> None:
    assert turned(forms.records("at"), before=True, after=False) == ["observability.logs-off"]
    assert turned(forms.later("at"), before=1, after=5) == ["observability.alarm-loosened"]
    assert turned(*forms.parameters("at"), before=1, after=5) == ["config.parameter"]
    assert turned(*forms.wiring("at"), before="a", after="b") == ["routing.network"]


def test_nothing_left() -> None:
    assert turned(forms.units("at"), before=2, after=0) == ["scale.to-zero"]
    assert turned(forms.floor("at"), before=1, after=0) == ["config.parameter"]
    assert turned(forms.backups("at"), before=7, after=0) == ["protection.backup-off"]
    assert turned(forms.room("at", zero="scale.to-zero"), before=2, after=0) == ["scale.to-zero"]


def test_no_limit() -> None:
    limit = forms.room("at", zero_is="no-limit")
    assert turned(limit, before=5, after=0) == ["scale.limits-up"]
    assert turned(limit, before=None, after=5) == ["scale.limits-down"]


def test_settings_stop_nothing() -> None:
    assert {rule.disruption for rule in forms.parameters("a", "b")} == {Disruption.NONE}


@pytest.mark.parametrize(
    ("make", "created", "deleted", "replaced"),
    [
        (forms.store, ["other"], ["data.delete"], ["data.replace"]),
        (forms.queue, ["other"], ["data.delete"], ["data.replace"]),
        (forms.spare, ["protection.up"], ["protection.backup-cut"], ["protection.backup-cut"]),
        (forms.way, ["routing.network"], ["routing.remove"], ["routing.network"]),
        (forms.front, ["other"], ["routing.remove"], ["routing.remove"]),
    ],
)
def test_entries(make: Make, created: list[str], deleted: list[str], replaced: list[str]) -> None:
    kind = make("acme_thing")
    assert ids(kind, Verb.CREATE, None, {"a": 1}) == created
    assert ids(kind, Verb.DELETE, {"a": 1}, None) == deleted
    assert ids(kind, Verb.REPLACE, {"a": 1}, {"a": 2}) == replaced
