from __future__ import annotations

import pytest
import yaml

from planguard.actions.providers.kubernetes_manifests import manifests_of, type_of, uncovered
from planguard.model.value import Sensitive, Unknown, Value

ROLE = {
    "apiVersion": "rbac.authorization.k8s.io/v1",
    "kind": "Role",
    "rules": [{"verbs": ["get"]}],
}


@pytest.mark.parametrize(
    ("version", "kind", "expected"),
    [
        ("apps/v1", "Deployment", "kubernetes:apps:Deployment"),
        ("v1", "Secret", "kubernetes:core:Secret"),
        ("v1", "", ""),
        (Unknown(), "Secret", ""),
    ],
)
def test_the_type_of_a_kind(version: Value, kind: Value, expected: str) -> None:
    assert type_of(version, kind) == expected


@pytest.mark.parametrize(
    "value",
    ["words alone", {"a": 1}, ["a"], "a: [", Sensitive("a: ["), Sensitive(Unknown()), Unknown()],
)
def test_what_holds_no_objects_cannot_be_read(value: Value) -> None:
    assert manifests_of(value) is None


def test_nothing_holds_no_objects() -> None:
    assert manifests_of(None) == manifests_of("") == manifests_of("# nothing") == ()


def test_a_sensitive_text_tells_only_its_kind() -> None:
    found = manifests_of(Sensitive(yaml.safe_dump({**ROLE, "metadata": None})))
    assert found is not None
    assert found[0].type == "kubernetes:rbac.authorization.k8s.io:Role"
    assert "get" not in repr(found)
    assert found[0].manifest["metadata"] is None


def _laid(shown: str, whole: Value) -> Value:
    return uncovered(shown, whole)


def test_what_is_blanked_out_stays_hidden() -> None:
    shown, whole = "a: [x, '***']\nb: {c: 1}", "a: [x, secret]\nb: {c: 1}"
    assert _laid(shown, Sensitive(whole)) == {"a": ["x", Sensitive("secret")], "b": {"c": 1}}
    assert _laid("a: '***'\n---\nb: 1", Sensitive("a: x\n---\nb: 1")) == [
        {"a": Sensitive("x")}, {"b": 1},
    ]  # fmt: skip


@pytest.mark.parametrize(
    "whole", ["a: 1", Sensitive(Unknown()), Sensitive("["), Sensitive("a: 1\n---\nb: 1")]
)
def test_what_cannot_be_laid_over_one_another(whole: Value) -> None:
    assert _laid("a: 1", whole) == "a: 1"


def test_what_is_missing_in_the_whole_is_as_shown() -> None:
    assert _laid("a: 1\nb: [1]", Sensitive("b: [1, 2]\nc: 1")) == {"a": 1, "b": Sensitive([1, 2])}
