from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest
import yaml

from planguard.actions.interface import manifest
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE, TEXT = manifest("manifest"), manifest("yaml_body", shown="yaml_body_parsed")
TOKEN = "k9Qw3Zx7Lp2Vn8Rt5Yb1"  # noqa: S105 - an example


def _object(kind: str, version: str = "v1", name: str = "a", **fields: Any) -> dict[str, Any]:
    return {"apiVersion": version, "kind": kind, "metadata": {"name": name}, **fields}


def _deployment(image: str = "a:1.0", name: str = "a", replicas: Value = 3) -> dict[str, Any]:
    pods = {"spec": {"containers": [{"name": "app", "image": image}]}}
    spec = {"replicas": replicas, "template": pods}
    return _object("Deployment", "apps/v1", name, spec=spec)


def _run(compare: Compare, before: Any, after: Any, **options: Any) -> list[Action]:
    return compare(RULE, {"manifest": before}, {"manifest": after}, **options)


def test_an_object(compare: Compare) -> None:
    [action] = _run(compare, _deployment(), _deployment("a:1.1"))
    assert (action.id, action.confidence) == ("deploy.version", Confidence.EXACT)
    assert action.paths == (("manifest", "spec", "template", "spec", "containers"),)
    assert _run(compare, _deployment(), _deployment()) == []


def test_another_object_takes_its_place(ids: Ids) -> None:
    sides = {"manifest": _deployment()}, {"manifest": _deployment(name="b")}
    assert ids(RULE, *sides, verb=Verb.REPLACE) == ["scale.to-zero"]
    kinds = {"manifest": _object("Secret", data={"a": "YQ=="})}, {"manifest": _object("ConfigMap")}
    assert ids(RULE, *kinds, verb=Verb.REPLACE) == ["secret.delete"]


def test_the_verb_is_that_of_the_object(ids: Ids) -> None:
    one = {"manifest": _deployment()}
    assert ids(RULE, one, {}, verb=Verb.DELETE) == ["scale.to-zero"]
    assert ids(RULE, {}, one, verb=Verb.CREATE) == []
    assert ids(RULE, one, one, verb=Verb.REPLACE) == ["deploy.version"]


def test_documents_and_lists(ids: Ids) -> None:
    texts = [
        yaml.safe_dump_all([_deployment(), _object("Secret", data={"a": "YQ=="})]),
        yaml.safe_dump_all([_deployment(replicas=1)]),
    ]
    sides = [{"yaml_body": text} for text in texts]
    assert sorted(ids(TEXT, *sides)) == ["scale.down", "secret.delete"]
    listed = [{"manifest": [_deployment(replicas=n)]} for n in (3, 5)]
    assert ids(RULE, *listed) == ["scale.up"]
    held = [
        {"manifest": {"apiVersion": "v1", "kind": "List", "items": [_deployment(replicas=n)]}}
        for n in (3, 0)
    ]
    assert ids(RULE, *held) == ["scale.to-zero"]
    named = [
        {"manifest": json.dumps({"apps/a": json.dumps(_deployment(replicas=n))})} for n in (3, 2)
    ]
    assert ids(RULE, *named) == ["scale.down"]


def test_a_namespace_that_is_left_out_is_the_default(ids: Ids) -> None:
    other = _deployment(replicas=4)
    other["metadata"] = {"name": "a", "namespace": "default"}
    assert ids(RULE, {"manifest": _deployment()}, {"manifest": other}) == ["scale.up"]


def test_a_name_that_is_not_known_yet(ids: Ids) -> None:
    other = _deployment(replicas=4)
    other["metadata"] = {"name": Unknown()}
    assert "scale.up" in ids(RULE, {"manifest": _deployment()}, {"manifest": other})


def test_a_kind_nobody_described(compare: Compare) -> None:
    sides = [_object("AcmeDatabase", "acme.example/v1", spec={"a": n}) for n in (1, 2)]
    assert _run(compare, *sides) == []
    [action] = _run(compare, sides[0], None, verb=Verb.DELETE)
    assert (action.id, action.confidence) == ("data.delete", Confidence.GUESS)


@pytest.mark.parametrize(
    ("kind", "version", "expected"),
    [
        ("Deployment", "apps/v1", {"deploy.version"}),
        ("ClusterRole", "rbac.authorization.k8s.io/v1", {"access.grant"}),
        ("Service", "v1", {"exposure.open", "exposure.public"}),
        ("Secret", "v1", {"secret.change"}),
    ],
)
@pytest.mark.parametrize("after", [Unknown(), Sensitive(["a"])])
def test_what_cannot_be_read_may_be_anything(
    compare: Compare, kind: str, version: str, expected: set[str], after: Value
) -> None:
    fields: dict[str, Any] = {
        "spec": {"type": "ClusterIP"},
        "rules": [{"verbs": ["get"]}],
        "data": {"a": "YQ=="},
    }
    found = _run(compare, _object(kind, version, **fields), after)
    assert {each.id for each in found} & expected
    assert {each.confidence for each in found} <= {Confidence.INFERRED, Confidence.EXACT}


def test_only_the_kind_is_known(compare: Compare) -> None:
    known = {"api_version": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole"}
    sides = [{"yaml_body": Sensitive(text), **known} for text in ("[", "]")]
    found = compare(TEXT, *sides)
    assert "access.grant" in {each.id for each in found}
    assert {each.confidence for each in found} == {Confidence.INFERRED}
    assert (
        compare(TEXT, {}, {"yaml_body": Unknown(), **known}, verb=Verb.CREATE)[0].id
        == "access.grant"
    )
    assert [e.id for e in compare(TEXT, sides[0], {}, verb=Verb.DELETE)] == ["access.revoke"]


def test_not_even_the_kind_is_known(compare: Compare, ids: Ids) -> None:
    [action] = _run(compare, Unknown(), Unknown())
    assert (action.id, action.confidence) == ("deploy.version", Confidence.INFERRED)
    assert _run(compare, None, Unknown(), verb=Verb.CREATE) == []
    assert ids(RULE, {"manifest": "a: ["}, {"manifest": "b: ["}) == ["deploy.version"]


def test_a_sensitive_text_is_read_by_what_is_shown(compare: Compare) -> None:
    def side(password: str, label: str) -> dict[str, Value]:
        whole = _object("Secret", stringData={"pw": password, "user": "ann"})
        whole["metadata"]["labels"] = {"app": label}
        shown = {**whole, "stringData": {"pw": "(sensitive value)", "user": "(sensitive value)"}}
        return {
            "yaml_body": Sensitive(yaml.safe_dump(whole)),
            "yaml_body_parsed": yaml.safe_dump(shown),
        }

    [action] = compare(TEXT, side("c0rrect", "a"), side("h0rse-9", "a"))
    assert (action.id, action.paths) == ("secret.change", (("yaml_body", "stringData", "pw"),))
    assert "c0rrect" not in repr(action)
    [action] = compare(TEXT, side("c0rrect", "a"), side("c0rrect", "b"))
    assert action.id == "other.tags"


def test_a_sensitive_text_nobody_shows(compare: Compare) -> None:
    sides = [{"yaml_body": Sensitive(yaml.safe_dump(_deployment(replicas=n)))} for n in (3, 1)]
    found = compare(TEXT, *sides)
    assert found
    assert "'app'" not in repr(found)
    assert {each.confidence for each in found} == {Confidence.INFERRED}


def test_a_secret_of_the_plan_in_the_clear(compare: Compare) -> None:
    sides = [_object("Widget", "acme.example/v1", spec={"keys": [text]}) for text in ("", TOKEN)]
    [action] = _run(compare, *sides, secrets=frozenset({TOKEN}))
    assert (action.id, action.paths) == ("secret.expose", (("manifest", "spec", "keys", 0),))
    assert TOKEN not in repr(action)
    assert _run(compare, sides[1], sides[1], secrets=frozenset({TOKEN})) == []
    kept = _object("Secret", stringData={"a": TOKEN})
    assert _run(compare, None, kept, verb=Verb.CREATE, secrets=frozenset({TOKEN}))[0].id == (
        "secret.create"
    )
