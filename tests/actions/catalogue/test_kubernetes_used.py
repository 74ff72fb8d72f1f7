"""What a review of the Kubernetes kinds people use most, and of operators' kinds, put right."""

from __future__ import annotations

from typing import Any

import pytest
from actions.catalogue.judged import judged

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.model.words import Reversible
from planguard.testing import change, plan

_RBAC = "rbac.authorization.k8s.io"
_NGINX = "nginx.ingress.kubernetes.io/whitelist-source-range"
_ALB = "alb.ingress.kubernetes.io"
_CIDRS, _SCHEME = f"{_ALB}/inbound-cidrs", f"{_ALB}/scheme"
_LEVEL = "pod-security.kubernetes.io/enforce"
_PODS = {"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}
_SECRETS = {"apiGroups": [""], "resources": ["secrets"], "verbs": ["get", "list"]}
_ONE = {**_SECRETS, "resourceNames": ["tls"], "verbs": ["get"]}
_DENY = {"spec": {"podSelector": {}, "policyTypes": ["Ingress"]}}
_FINAL = {"metadata": {"finalizers": ["resources-finalizer.argocd.argoproj.io"]}}
_HTTPS = {"name": "https", "port": 443, "tls": {"mode": "Terminate"}}
_HTTP = {"name": "http", "port": 80}
_SERVERS = [
    {"port": {"number": 80}, "hosts": ["a"]},
    {"port": {"number": 443}, "hosts": ["b"], "tls": {"mode": "SIMPLE"}},
]


def _spec(**fields: Any) -> dict[str, Any]:
    return {"spec": fields}


def _noted(kind: str = "annotations", **values: str) -> dict[str, Any]:
    return {"metadata": {"name": "a", kind: {"a": "b", **values}}}


def _schema(**fields: int) -> dict[str, Any]:
    return _spec(versions=[{"name": "v1", "served": True, "schema": fields}])


def _routed(first: int, second: int) -> dict[str, Any]:
    route = [
        {"destination": {"host": "shop", "subset": subset}, "weight": weight}
        for subset, weight in (("v1", first), ("v2", second))
    ]
    return _spec(http=[{"route": route}])


def _taken(most: str) -> dict[str, Any]:
    return _spec(strategy={"rollingUpdate": {"maxUnavailable": most}})


def _from(*namespaces: str) -> dict[str, Any]:
    return _spec(destinations=[{"namespace": name, "server": "s"} for name in namespaces])


def _opened(word: str) -> dict[str, Any]:
    return _spec(listeners=[{"name": "a", "allowedRoutes": {"namespaces": {"from": word}}}])


def _kafka(**storage: Any) -> dict[str, Any]:
    return _spec(kafka={"storage": storage})


def _ready(word: str) -> dict[str, Any]:
    notes = {"autoscaling.knative.dev/min-scale": word}
    return _spec(template={"metadata": {"annotations": notes}})


_OWN: tuple[tuple[str, dict[str, Any], dict[str, Any], set[str], str], ...] = (
    (f"{_RBAC}:ClusterRole", {"rules": [_PODS]}, {"rules": [_PODS, _SECRETS]},
     {"access.grant"}, "approve"),
    (f"{_RBAC}:ClusterRole", {"rules": [_PODS]}, {"rules": [_PODS, _ONE]},
     {"access.grant"}, "allow"),
    (f"{_RBAC}:Role", {"rules": [_PODS]}, {"rules": [_PODS, _SECRETS]}, {"access.grant"}, "allow"),
    (f"{_RBAC}:ClusterRole", {"rules": [{**_PODS, "verbs": ["get", "list"]}]},
     {"rules": [{**_PODS, "apiGroups": ["", "apps"]}]}, {"access.grant", "access.revoke"}, "allow"),
    (f"{_RBAC}:ClusterRole", {"rules": [_PODS]}, {"rules": [{**_PODS, "apiGroups": ["", "apps"]}]},
     {"access.grant"}, "allow"),
    ("storage.k8s.io:StorageClass", {"provisioner": "a"},
     {"provisioner": "a", "reclaimPolicy": "Delete"}, {"other"}, "allow"),
    ("core:Service", _spec(type="ClusterIP"), _spec(type="ClusterIP", sessionAffinity="None"),
     {"other"}, "allow"),
    ("networking.k8s.io:NetworkPolicy", _DENY, {},
     {"exposure.open", "protection.guard-off"}, "approve"),
    ("networking.k8s.io:Ingress", _noted(**{_NGINX: "10.0.0.0/8"}), _noted(),
     {"exposure.public"}, "deny"),
    ("networking.k8s.io:Ingress", _noted(), _noted(**{_NGINX: "10.0.0.0/8"}),
     {"exposure.narrow"}, "allow"),
    ("networking.k8s.io:Ingress", _noted(**{_NGINX: "10.0.0.0/8,192.0.2.0/24"}),
     _noted(**{_NGINX: "10.0.0.0/8"}), {"exposure.narrow"}, "allow"),
    ("networking.k8s.io:Ingress", _noted(**{_NGINX: "10.0.0.0/8"}),
     _noted(**{_NGINX: "10.0.0.0/8,192.0.2.0/24"}), {"exposure.open"}, "allow"),
    ("networking.k8s.io:Ingress", _noted(**{_CIDRS: "10.0.0.0/8", _SCHEME: "internal"}),
     _noted(**{_SCHEME: "internal"}), {"exposure.open"}, "allow"),
    ("networking.k8s.io:Ingress", _noted(**{_CIDRS: "10.0.0.0/8", _SCHEME: "internet-facing"}),
     _noted(**{_SCHEME: "internet-facing"}), {"exposure.public"}, "deny"),
    ("apps:Deployment", _taken("25%"), _taken("30%"), {"config.parameter"}, "allow"),
    ("apps:Deployment", _taken("25%"), _taken("100%"), {"protection.guard-off"}, "approve"),
    ("apps:StatefulSetPatch", _spec(persistentVolumeClaimRetentionPolicy={"whenDeleted": "Delete"}),
     {}, {"other"}, "allow"),
    ("batch:Job", _spec(parallelism=1), {}, {"config.parameter"}, "allow"),
    ("core:ResourceQuota", {}, _spec(hard={"pods": "3"}), {"other"}, "allow"),
    ("core:ResourceQuota", _spec(hard={"pods": "3"}), _spec(hard={"pods": "3", "count/jobs": "9"}),
     {"config.parameter"}, "allow"),
    ("policy:PodDisruptionBudget", _spec(minAvailable=1), _spec(maxUnavailable=1),
     {"config.parameter"}, "allow"),
    ("policy:PodDisruptionBudget", _spec(maxUnavailable=1), _spec(),
     {"protection.guard-off"}, "approve"),
    ("autoscaling:HorizontalPodAutoscaler",
     _spec(behavior={"scaleUp": {"selectPolicy": "Max"}}),
     _spec(behavior={"scaleUp": {"selectPolicy": "Min"}}), {"other"}, "allow"),
    ("autoscaling:HorizontalPodAutoscaler",
     _spec(scaleTargetRef={"apiVersion": "apps/v1beta2", "kind": "Deployment", "name": "a"}),
     _spec(scaleTargetRef={"apiVersion": "apps/v1", "kind": "Deployment", "name": "a"}),
     {"other"}, "allow"),
    ("core:Namespace", _noted("labels", **{_LEVEL: "restricted"}),
     _noted("labels", **{_LEVEL: "baseline"}), {"protection.guard-off"}, "approve"),
    ("core:Namespace", _noted("labels", **{_LEVEL: "privileged"}),
     _noted("labels", **{_LEVEL: "baseline"}), {"protection.up"}, "allow"),
    ("apiextensions.k8s.io:CustomResourceDefinition", _schema(a=1), _schema(a=1, b=2),
     {"config.parameter"}, "allow"),
    ("admissionregistration.k8s.io:ValidatingAdmissionPolicyBinding",
     _spec(validationActions=["Deny"]), _spec(validationActions=["Audit"]),
     {"config.parameter", "protection.guard-off"}, "approve"),
    ("admissionregistration.k8s.io:ValidatingWebhookConfiguration",
     {"webhooks": [{"name": "a"}]},
     {"webhooks": [{"name": "a", "matchConditions": [{"name": "not-ci"}]}]},
     {"protection.guard-off"}, "approve"),
)  # fmt: skip
_OPERATORS: tuple[tuple[str, dict[str, Any], dict[str, Any], set[str], str], ...] = (
    ("argoproj.io:Application", _FINAL, {}, {"scale.to-zero"}, "approve"),
    ("argoproj.io:Application", _spec(project="a"), {}, {"config.parameter"}, "allow"),
    ("argoproj.io:Rollout", _spec(replicas=1), _spec(paused=False), {"other"}, "allow"),
    ("argoproj.io:AppProject", _from("a", "b"), _from("a"), {"access.revoke"}, "allow"),
    ("cert-manager.io:Certificate", _spec(dnsNames=["a"]), {}, {"key.rotation-off"}, "approve"),
    ("cert-manager.io:ClusterIssuer", _spec(acme={"server": "a", "solvers": [{"a": "b"}]}),
     _spec(acme={"server": "a", "solvers": [{"a": "c"}]}), {"config.parameter"}, "allow"),
    ("cert-manager.io:ClusterIssuer", _spec(acme={"server": "a"}), _spec(acme={"server": "b"}),
     {"access.trust"}, "approve"),
    ("external-secrets.io:ExternalSecret", _spec(target={"creationPolicy": "Orphan"}), {},
     {"other"}, "allow"),
    ("external-secrets.io:ExternalSecret", _spec(target={"creationPolicy": "Owner"}), {},
     {"secret.delete"}, "approve"),
    ("external-secrets.io:SecretStore", _spec(provider={"vault": {"path": "a"}}), {},
     {"config.parameter"}, "allow"),
    ("gateway.networking.k8s.io:Gateway", _spec(listeners=[_HTTP, _HTTPS]),
     _spec(listeners=[_HTTP]), {"routing.remove"}, "approve"),
    ("gateway.networking.k8s.io:Gateway", _opened("Same"), _opened("Selector"),
     {"exposure.open"}, "allow"),
    ("networking.istio.io:Gateway", _spec(servers=_SERVERS), _spec(servers=_SERVERS[:1]),
     {"routing.remove"}, "approve"),
    ("networking.istio.io:VirtualService", _routed(90, 10), _routed(10, 90),
     {"routing.traffic"}, "approve"),
    ("security.istio.io:PeerAuthentication", _spec(portLevelMtls={"80": {"mode": "DISABLE"}}),
     _spec(portLevelMtls={"80": {"mode": "STRICT"}}), {"protection.up"}, "allow"),
    ("security.istio.io:PeerAuthentication", _spec(mtls={"mode": "STRICT"}), _spec(),
     {"exposure.tls-weaken"}, "approve"),
    ("keda.sh:ScaledObject", _spec(minReplicaCount=1), _spec(minReplicaCount=0),
     {"config.parameter"}, "allow"),
    ("keda.sh:ScaledObject", _spec(minReplicaCount=9), _spec(minReplicaCount=0),
     {"scale.limits-down"}, "approve"),
    ("serving.knative.dev:Service", _ready("1"), _ready("0"),
     {"config.parameter", "deploy.version"}, "allow"),
    ("karpenter.sh:NodePool", _spec(limits={"cpu": 9}), {}, {"scale.down"}, "approve"),
    ("kafka.strimzi.io:Kafka", _spec(kafka={"replicas": 3}), _spec(kafka={}), {"other"}, "allow"),
    ("kafka.strimzi.io:KafkaTopic", _spec(partitions=3), _spec(partitions=6),
     {"schema.keys"}, "approve"),
    ("velero.io:Schedule", _spec(template={"includedNamespaces": ["a", "b"]}),
     _spec(template={"includedNamespaces": ["a"]}), {"protection.backup-cut"}, "approve"),
    ("kyverno.io:ClusterPolicy", _spec(rules=[{"name": "a"}, {"name": "b"}]),
     _spec(rules=[{"name": "a"}]), {"config.parameter", "protection.guard-off"}, "approve"),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "before", "after", "expected", "decision"), [*_OWN, *_OPERATORS])
def test_a_change_means(
    kind: str, before: dict[str, Any], after: dict[str, Any], expected: set[str], decision: str
) -> None:
    verb = "create" if not before else "update" if after else "delete"
    assert judged(f"kubernetes:{kind}", verb, before, after) == (expected, decision)


def _scaled(least: int) -> dict[str, Any]:
    return {"template": [{"scaling": [{"min_instance_count": least}], "min_replicas": least}]}


@pytest.mark.parametrize("type_", ["google_cloud_run_v2_service", "azurerm_container_app"])
def test_one_that_is_no_longer_ready_is_no_capacity(type_: str) -> None:
    assert judged(type_, "update", _scaled(1), _scaled(0)) == ({"config.parameter"}, "allow")
    assert judged(type_, "update", _scaled(9), _scaled(0)) == ({"scale.limits-down"}, "approve")


@pytest.mark.parametrize(
    ("storage", "reversible"),
    [
        ({"type": "persistent-claim"}, Reversible.YES),
        ({"type": "jbod", "volumes": [{"type": "persistent-claim"}]}, Reversible.YES),
        ({"type": "persistent-claim", "deleteClaim": True}, Reversible.WITH_DATA_LOSS),
        ({"type": "ephemeral"}, Reversible.WITH_DATA_LOSS),
    ],
)
def test_claims_of_kafka_stay_unless_it_says_so(
    storage: dict[str, Any], reversible: Reversible
) -> None:
    gone = change("kubernetes:kafka.strimzi.io:Kafka", verb="delete", before=_kafka(**storage))
    subject = plan(gone)
    [action] = classify(subject, build(subject, NoSources())).items
    assert (action.id, action.reversible) == ("data.delete", reversible)
