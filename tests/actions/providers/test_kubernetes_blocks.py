from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

import pytest

from planguard.actions.interface import Rule, Subject, changed, containers, entry, when
from planguard.actions.providers.kubernetes_blocks import reads_blocks, with_blocks
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.source import NoSources
from planguard.model.value import Path, Sensitive, Unknown, Value
from planguard.model.words import Role
from planguard.testing import change, plan

Blocks: TypeAlias = Mapping[str, Value]


def _told(before: Blocks, after: Blocks, *path: str | int) -> tuple[Blocks, list[Path]]:
    """Give what a pattern that reads blocks sees after a change, and where `path` leads then."""
    seen: list[Blocks] = []

    @reads_blocks
    def look(subject: Subject, rule: Rule) -> list[Action]:
        seen.append(subject.change.after)
        pair = next(iter(subject.places("spec")))
        return [subject.action("other", replace(pair, path=path), "", rule=rule)]

    given = plan(change("kubernetes_pod", verb="update", before=before, after=after))
    subject = Subject(change=given.changes[0], graph=build(given, NoSources()))
    rule = Rule(pattern="x", path="spec", options={"written": "spec"})
    [action] = look(subject, rule)
    return seen[0], list(action.paths)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ({"spec": [{"host_pid": True, "node_name": ""}]}, {"spec": {"hostPID": True}}),
        ({"spec": [{"container": [{"name": "a"}, {"name": "b"}], "volume": []}]},
         {"spec": {"containers": [{"name": "a"}, {"name": "b"}]}}),
        ({"spec": [{"pod_selector": [{"match_labels": {}}], "ingress": [{}]}]},
         {"spec": {"podSelector": {}, "ingress": [{}]}}),
        ({"spec": [{"pod_selector": [None]}]}, {"spec": {"podSelector": {}}}),
        ({"spec": [{"node_selector": {"a_b": "c"}}]}, {"spec": {"nodeSelector": {"a_b": "c"}}}),
        ({"spec": [{"http_get": [{"port": 80, "path": "/"}]}]},
         {"spec": {"httpGet": {"port": 80, "path": "/"}}}),
        ({"spec": [{"container": Unknown()}]}, {"spec": {"containers": Unknown()}}),
        ({"spec": Sensitive("a")}, {"spec": Sensitive("a")}),
        ({"spec": [{"args": ["a"]}, {"args": ["b"]}]}, {"spec": [{"args": ["a"]}, {"args": ["b"]}]}),
        ({"spec": [{"a": 1}, Unknown()]}, {"spec": [{"a": 1}, Unknown()]}),
    ],
)  # fmt: skip
def test_blocks_as_the_object_they_are(blocks: Blocks, expected: Blocks) -> None:
    assert _told({}, blocks)[0] == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("spec", "hostNetwork"), ("spec", 0, "host_network")),
        (("spec", "containers"), ("spec", 0, "container")),
        (("spec", "containers", 1, "image"), ("spec", 0, "container", 1, "image")),
        (("spec", "tls"), ("spec", 0, "tls")),
        (("metadata", "labels", "someKey"), ("metadata", 0, "labels", "someKey")),
        ((), ()),
    ],
)
def test_paths_lead_through_the_blocks(path: Path, expected: Path) -> None:
    blocks: Blocks = {
        "metadata": [{"labels": {"someKey": "a"}}],
        "spec": [{"host_network": True, "container": [{"image": "a"}, {"image": "b"}]}],
    }
    assert _told(blocks, blocks, *path)[1] == ([expected] if expected else [])


def test_entries_are_told_in_both_spellings() -> None:
    known = entry(
        "kubernetes:apps:Thing", Role.COMPUTE,
        containers("spec.template.spec.initContainers", shape="pod"),
        when(changed("spec.clusterIP", "routing.dns"), only={"spec.externalName": "a"}),
        changed("spec.updateStrategy.type", "config.parameter"),
        changed("data.someKey", "config.env"),
        changed("spec.unheard", "config.env"),
        ignore=("status",),
    )  # fmt: skip
    renames = {
        "apps:Thing": {"spec.updateStrategy": "spec.strategy"},
        "thing": {"spec.unheard": ""},
    }
    native, thing = with_blocks([known], {"apps:Thing": "thing"}, renames)
    assert (native, thing.type, thing.ignore) == (known, "kubernetes_thing", frozenset())
    assert [rule.path for rule in thing.rules] == [
        "spec.template.spec.init_container", "spec.cluster_ip", "spec.strategy.type",
        "data.someKey",
    ]  # fmt: skip
    assert thing.rules[0].options["written"] == "spec.template.spec.initContainers"
    assert thing.rules[1].only == {"spec.external_name": ("a",)}


def test_a_pattern_reads_objects_as_they_are() -> None:
    seen: list[Callable[..., object]] = []

    @reads_blocks
    def look(subject: Subject, rule: Rule) -> list[Action]:
        assert subject.change.after == {"spec": [{"a": 1}]}
        assert rule.path == "spec"
        seen.append(look)
        return []

    given = plan(change("t", verb="create", after={"spec": [{"a": 1}]}))
    subject = Subject(change=given.changes[0], graph=build(given, NoSources()))
    assert list(look(subject, Rule(pattern="x", path="spec"))) == []
    assert seen
