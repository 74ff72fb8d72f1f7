from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from planguard.actions.interface import Rule, chart
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
RULES = chart("values", "set", rendered="manifest")
PASSWORD = "c0rrect-h0rse-9"  # noqa: S105 - an example


def _all(compare: Compare, before: Any, after: Any, **options: Any) -> list[Action]:
    return [each for rule in RULES for each in compare(rule, before, after, **options)]


def _ids(compare: Compare, before: Any, after: Any, **options: Any) -> set[str]:
    sides = {"values": before}, {"values": after}
    return {each.id for each in _all(compare, *sides, **options)}


def _image(tag: str) -> dict[str, Any]:
    return {"image": {"repository": "shop/app", "tag": tag}}


def _sized(memory: str) -> dict[str, Any]:
    return {"worker": {"resources": {"requests": {"memory": memory}}}}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (_image("1.4.2"), _image("1.4.3"), {"deploy.version"}),
        (_image("1.4.2"), _image("1.4.1"), {"deploy.rollback"}),
        ({"web": {"image": "a:1"}}, {"web": {"image": "a:2"}}, {"deploy.version"}),
        ({}, {"image": {"tag": "2.0.0"}}, {"deploy.version"}),
        ({"image": {"pullPolicy": "Always"}}, {"image": {"pullPolicy": "Never"}}, {"config.env"}),
        ({"replicaCount": 3}, {"replicaCount": 1}, {"scale.down"}),
        ({"a": {"b": {"replicas": 3}}}, {"a": {"b": {"replicas": 0}}}, {"scale.to-zero"}),
        (_sized("1Gi"), _sized("2Gi"), {"scale.resize-up"}),
        ({"env": {"MODE": "a"}}, {"env": {"MODE": "b"}}, {"config.env"}),
        ({"extraEnvVars": []}, {"extraEnvVars": [{"name": "DB_PASSWORD", "value": PASSWORD}]},
         {"config.env", "secret.expose"}),
        ({"env": {"A": {"secretKeyRef": {"name": "a", "key": "b"}}}},
         {"env": {"A": {"secretKeyRef": {"name": "c", "key": "b"}}}}, {"secret.change"}),
        ({"securityContext": {}}, {"securityContext": {"privileged": True}},
         {"protection.guard-off"}),
        ({"hostNetwork": False}, {"hostNetwork": True}, {"protection.guard-off"}),
        ({"service": {"type": "ClusterIP", "port": 80}},
         {"service": {"type": "LoadBalancer", "port": 80}}, {"exposure.public"}),
        ({"service": {"type": "LoadBalancer", "ports": {"http": 80}}},
         {"service": {"type": "LoadBalancer", "ports": {"http": 80},
                      "loadBalancerSourceRanges": ["10.0.0.0/8"]}},
         {"exposure.narrow"}),
        ({"ingress": {"enabled": True, "hosts": ["a.example.com"], "tls": True}},
         {"ingress": {"enabled": False, "hosts": ["a.example.com"], "tls": True}},
         {"routing.remove"}),
        ({"ingress": {"hosts": [{"host": "a", "paths": ["/"]}], "tls": [{"secretName": "x"}]}},
         {"ingress": {"hosts": [{"host": "a", "paths": [{"path": "/"}]}]}},
         {"exposure.tls-weaken", "config.env"}),
        ({"ingress": {"hostname": "a"}}, {"ingress": {"hostname": "b"}},
         {"routing.remove", "routing.rule"}),
        ({"autoscaling": {"maxReplicas": 4}}, {"autoscaling": {"maxReplicas": 2}},
         {"scale.limits-down"}),
        ({"persistence": {"enabled": True}}, {"persistence": {"enabled": False}},
         {"data.delete"}),
        ({}, {"persistence": {"enabled": True, "size": "8Gi"}}, {"config.env"}),
        ({"persistence": {"size": "8Gi"}}, {"persistence": {"size": "16Gi"}},
         {"scale.resize-up"}),
        ({"pdb": {"minAvailable": 2}}, {"pdb": {"minAvailable": 1}}, {"protection.guard-off"}),
        ({"networkPolicy": {"enabled": True}}, {"networkPolicy": {"enabled": False}},
         {"exposure.open"}),
        ({"tls": {"enabled": True}}, {"tls": {"enabled": False}}, {"exposure.tls-weaken"}),
        ({"auth": {"enabled": True}}, {"auth": {"enabled": False}}, {"protection.guard-off"}),
        ({"backup": {"enabled": True}}, {"backup": {"enabled": False}},
         {"protection.backup-off"}),
        ({"logLevel": "info"}, {"logLevel": "debug"}, {"config.env"}),
        ({"labels": {"image": "a"}}, {"labels": {"image": "b"}}, {"config.env"}),
        ({"a": 1}, {"a": 1}, set()),
        ({"image": {"registry": "r.io", "name": "a", "digest": "sha256:1"}},
         {"image": {"registry": "r.io", "name": "a", "digest": "sha256:2"}}, {"deploy.version"}),
        ({"image": {"tag": "1"}}, {"image": {"tag": Unknown()}}, {"deploy.version"}),
        ({"ingress": {"hosts": "a"}}, {"ingress": {"hosts": Unknown()}},
         {"routing.rule"}),
        ({"ingress": {"hosts": [{"name": "a", "paths": "/x"}, Unknown()]}},
         {"ingress": {"hosts": [{"name": "a", "paths": "/y"}, Unknown()]}}, {"routing.rule"}),
        ({"a": {"b": 1}}, {"a": None}, {"config.env"}),
    ],
)  # fmt: skip
def test_values(compare: Compare, before: Any, after: Any, expected: set[str]) -> None:
    assert _ids(compare, before, after) == expected


def test_texts_are_laid_over_one_another(compare: Compare) -> None:
    before = ["replicaCount: 2\nimage: {tag: 1.0.0}", "replicaCount: 3"]
    after = ["replicaCount: 9\nimage: {tag: 1.1.0}", "replicaCount: 3"]
    [action] = _all(compare, {"values": before}, {"values": after})
    assert action.id == "deploy.version"
    assert action.paths == (("values", 0, "image"),)
    assert action.confidence is Confidence.INFERRED


def test_single_values_go_before(compare: Compare) -> None:
    before = {"values": ["replicaCount: 3"], "set": [{"name": "replicaCount", "value": "2"}]}
    after = {"values": ["replicaCount: 3"], "set": [{"name": "replicaCount", "value": "0"}]}
    [action] = _all(compare, before, after)
    assert (action.id, action.paths) == ("scale.to-zero", (("set", 0, "value"),))
    assert "from 2 to 0" in action.because


def test_names_of_single_values(compare: Compare) -> None:
    keys = [r"nodeSelector.kubernetes\.io/os", "hosts[0].name", "tag"]
    single: list[Value] = [{"name": key, "value": "a", "type": "string"} for key in keys]
    [action] = _all(compare, {"values": []}, {"values": [], "set": single})
    assert action.because == "keys change: nodeSelector.kubernetes.io/os, hosts, tag"


@pytest.mark.parametrize(
    "after",
    [
        Unknown(),
        Sensitive("a: b"),
        ["a: 1", Unknown()],
        ["a: [1"],
        ["- a"],
    ],
)
def test_what_cannot_be_read(compare: Compare, after: Value) -> None:
    [action] = _all(compare, {"values": ["replicaCount: 1"]}, {"values": after})
    assert (action.id, action.confidence) == ("config.env", Confidence.INFERRED)
    assert _all(compare, {}, {"values": after}, verb=Verb.CREATE) == []


def test_single_values_that_cannot_be_read(compare: Compare) -> None:
    for single in (Unknown(), [{"name": Unknown(), "value": "a"}], [Unknown()]):
        [action] = _all(compare, {"values": []}, {"values": [], "set": single})
        assert (action.id, action.confidence) == ("config.env", Confidence.INFERRED)


def test_a_sensitive_value_stays_hidden(compare: Compare) -> None:
    sides = [
        {"set": [{"name": "auth.password", "value": Sensitive(text)}]}
        for text in ("old one", "new one")
    ]
    changed, exposed = _all(compare, *sides)
    assert (changed.id, exposed.id) == ("config.env", "secret.expose")
    assert exposed.confidence is Confidence.INFERRED


def test_creation_tells_what_is_in_the_open(compare: Compare) -> None:
    made = {"service": {"type": "LoadBalancer"}, "auth": {"password": PASSWORD}, "replicaCount": 2}
    assert _ids(compare, None, made, verb=Verb.CREATE) == {"exposure.public", "secret.expose"}


def _rendered(image: str) -> str:
    return (
        '{"deployment.apps/v1/a": {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": '
        '{"name": "a"}, "spec": {"template": {"spec": {"containers": [{"name": "a", "image": "'
        f'{image}"}}]}}}}}}}}}}'
    )


def test_objects_that_are_known_go_before(compare: Compare) -> None:
    sides = [
        {"values": [f"image: {{tag: {tag}}}"], "manifest": _rendered(f"a:{tag}")}
        for tag in ("1.0", "1.1")
    ]
    found = {str(each.id): each for each in _all(compare, *sides)}
    assert found.keys() == {"deploy.version", "config.env"}
    assert found["deploy.version"].confidence is Confidence.EXACT
    assert found["deploy.version"].paths[0][0] == "manifest"


def test_values_deep_inside(compare: Compare) -> None:
    rule: Rule = chart("spec.source.helm.values", "spec.source.helm.parameters")[0]
    sides = [{"spec": {"source": {"helm": {"values": f"replicaCount: {n}"}}}} for n in (2, 4)]
    [action] = compare(rule, *sides)
    assert action.id == "scale.up"
    assert action.paths == (("spec", "source", "helm", "values", "replicaCount"),)


def test_a_key_is_named_as_it_is_written(compare: Compare) -> None:
    sides = [{"values": {"db": {"persistence": {"enabled": on}}}} for on in (True, False)]
    [action] = _all(compare, *sides)
    assert action.because == "db.persistence.enabled is switched off"
    counts = [{"values": {"web": {"replicaCount": count}}} for count in (3, 1)]
    [action] = _all(compare, *counts)
    assert action.because == "web.replicaCount falls from 3 to 1"


@pytest.mark.parametrize(
    ("chart_of", "more", "ports"),
    [
        ("ingress-nginx", {}, ["80", "443"]),
        ("oci://ghcr.io/traefik/helm/traefik", {}, ["80", "443"]),
        ("ingress-nginx", {"tcp": {"5432": "shop/db:5432"}}, ["all"]),
        ("shop", {}, ["all"]),
    ],
)
def test_a_service_has_the_ports_of_its_chart(
    compare: Compare, chart_of: str, more: dict[str, Any], ports: list[str]
) -> None:
    made = {"controller": {"service": {"type": "LoadBalancer"}}, **more}
    sides = {"values": None}, {"chart": chart_of, "values": made}
    opened, *_ = (one for one in _all(compare, *sides, verb=Verb.CREATE) if one.kind == "exposure")
    assert opened.details["ports"] == ports
    assert ("on the ports that the chart opens" in opened.because) is (ports == ["all"])
