"""What the catalogue says of changes to Kubernetes objects, and of those that mean little."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.source import NoSources
from planguard.model.words import Confidence
from planguard.testing import change, plan

KEY = "AKIAQ3EGRZ7TVXNWB4LM"
_APP: dict[str, Any] = {
    "name": "app",
    "image": "shop/app:1.4.2",
    "env": [
        {"name": "MODE", "value": "live"},
        {"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db", "key": "pw"}}},
    ],
    "resources": {
        "requests": {"cpu": "250m", "memory": "256Mi"},
        "limits": {"cpu": "500m", "memory": "512Mi"},
    },
}


def _found(type_: str, verb: str, before: dict[str, Any], after: dict[str, Any]) -> list[Action]:
    subject = plan(change(f"kubernetes:{type_}", verb=verb, before=before, after=after))
    actions = classify(subject, build(subject, NoSources())).items
    return [action for action in actions if action.kind != "plan"]


def _ids(type_: str, verb: str, before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {action.id for action in _found(type_, verb, before, after)}


def _pods(container: dict[str, Any] | None = None, **spec: Any) -> dict[str, Any]:
    """Give a Deployment; `container` changes its container, `spec` its pods."""
    block = {**_APP, **(container or {})}
    return {
        "spec": {"replicas": 3, "template": {"spec": {"containers": [block], **spec}}},
        "metadata": {"name": "app", "labels": {"app": "app"}},
    }


def _spec(**fields: Any) -> dict[str, Any]:
    return {"spec": fields}


def _meta(kind: str, **values: str) -> dict[str, Any]:
    return {"metadata": {"name": "a", kind: {k.replace("__", "/"): v for k, v in values.items()}}}


_PODS: tuple[tuple[dict[str, Any], set[str]], ...] = (
    (_pods({"image": "shop/app:1.4.3"}), {"deploy.version"}),
    (_pods({"image": "shop/app:1.4.1"}), {"deploy.rollback"}),
    (_pods({"resources": {"requests": {"cpu": "500m", "memory": "0.25Gi"},
                          "limits": {"cpu": 1, "memory": "512Mi"}}}),
     {"scale.resize-up", "cost.up"}),
    (_pods({"resources": {"requests": {"cpu": "250m", "memory": "128Mi"},
                          "limits": {"cpu": "500m", "memory": "512Mi"}}}),
     {"scale.resize-down"}),
    (_pods({"resources": {"requests": {"cpu": "250m", "memory": "256Mi"}}}),
     {"protection.guard-off"}),
    (_pods({"resources": {**_APP["resources"], "requests": {"cpu": "250m"}}}),
     {"config.parameter"}),
    (_pods({"env": [{"name": "MODE", "value": "test"}, _APP["env"][1]]}), {"config.env"}),
    (_pods({"env": [_APP["env"][0]]}), {"config.env"}),
    (_pods({"env": [_APP["env"][0],
                    {"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db2"}}}]}),
     {"secret.change"}),
    (_pods({"env": [_APP["env"][0], {"name": "DB_PASSWORD", "value": "c0rrect-h0rse-9"}]}),
     {"config.env", "secret.expose"}),
    (_pods({"env": [*_APP["env"],
                    {"name": "A", "valueFrom": {"configMapKeyRef": {"name": "a", "key": "b"}}}]}),
     {"config.env"}),
    (_pods({"envFrom": [{"secretRef": {"name": "all"}}]}), {"config.env"}),
    (_pods({"securityContext": {"privileged": True}}), {"protection.guard-off"}),
    (_pods({"securityContext": {"capabilities": {"add": ["SYS_ADMIN"]}}}),
     {"protection.guard-off"}),
    (_pods({"securityContext": {"capabilities": {"add": ["NET_BIND_SERVICE"]}}}), {"other"}),
    (_pods({"command": ["serve"]}), {"deploy.version"}),
    (_pods({"livenessProbe": {"httpGet": {"path": "/"}}}), {"deploy.version"}),
    (_pods({"ports": [{"containerPort": 8080}]}), {"routing.rule"}),
    (_pods({"volumeMounts": [{"name": "a", "mountPath": "/a"}]}), {"deploy.version"}),
    (_pods(hostNetwork=True), {"protection.guard-off"}),
    (_pods(hostPID=True), {"protection.guard-off"}),
    (_pods(volumes=[{"name": "a", "hostPath": {"path": "/"}}]),
     {"protection.guard-off", "deploy.version"}),
    (_pods(serviceAccountName="admin"), {"access.grant"}),
    (_pods(nodeSelector={"zone": "a"}), {"deploy.version"}),
    (_pods(initContainers=[{"name": "wait", "image": "b:1"}]), {"deploy.version"}),
    (_pods(), set()),
)  # fmt: skip


@pytest.mark.parametrize("type_", ["apps:Deployment", "apps:DaemonSet", "apps:StatefulSetPatch"])
@pytest.mark.parametrize(("after", "expected"), _PODS)
def test_the_pods_of_a_workload(type_: str, after: dict[str, Any], expected: set[str]) -> None:
    assert _ids(type_, "update", _pods(), after) == expected


_SET = {"persistentVolumeClaimRetentionPolicy": {"whenScaled": "Delete", "whenDeleted": "Delete"}}
_DEFAULT_DENY = _spec(podSelector={}, policyTypes=["Ingress"])
_FROM_WEB = {"from": [{"podSelector": {"matchLabels": {"app": "web"}}}], "ports": [{"port": 80}]}
_ADMIN = {"kind": "ClusterRole", "name": "cluster-admin"}
_VIEW = {"kind": "ClusterRole", "name": "view"}
_ANN = {"kind": "User", "name": "ann"}
_READ = {"apiGroups": [""], "resources": ["pods"], "verbs": ["get", "list"]}
_BOUND = {"roleRef": _VIEW, "subjects": [_ANN]}
_DELETES = {"persistentVolumeReclaimPolicy": "Delete"}


def _host(path: str = "/", service: str = "shop", host: str = "a.example.com") -> dict[str, Any]:
    backend = {"service": {"name": service, "port": {"number": 80}}}
    return {"host": host, "http": {"paths": [{"path": path, "backend": backend}]}}


def _tls() -> list[dict[str, Any]]:
    return [{"hosts": ["a.example.com"], "secretName": "cert"}]


def _service(kind: str, *ports: int, **more: Any) -> dict[str, Any]:
    blocks = [{"name": f"p{port}", "port": port} for port in ports or (443,)]
    return _spec(type=kind, ports=blocks, **more)


CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("apps:Deployment", "update", _spec(replicas=3), _spec(replicas=1), {"scale.down"}),
    ("apps:Deployment", "update", _spec(replicas=3), _spec(replicas=0), {"scale.to-zero"}),
    ("apps:Deployment", "update", _spec(replicas=3), _spec(replicas=9), {"scale.up", "cost.up"}),
    ("apps:Deployment", "update",
     _spec(strategy={"rollingUpdate": {"maxUnavailable": "25%"}}),
     _spec(strategy={"rollingUpdate": {"maxUnavailable": "100%"}}), {"protection.guard-off"}),
    ("apps:Deployment", "update", _spec(revisionHistoryLimit=10), _spec(revisionHistoryLimit=2),
     {"config.parameter"}),
    ("apps:Deployment", "update", _meta("labels", app="a"), _meta("labels", app="b"),
     {"other.tags"}),
    ("apps:Deployment", "update", _meta("annotations", kubectl__a="1"),
     _meta("annotations", kubectl__a="2"), {"other.tags"}),
    ("apps:Deployment", "update", _meta("annotations"), _meta("annotations", token=KEY),
     {"secret.expose", "other.tags"}),
    ("apps:Deployment", "delete", _pods(), {}, {"scale.to-zero"}),
    ("apps:DeploymentPatch", "delete", _pods(), {}, {"other"}),
    ("apps:Deployment", "replace", _pods(), _pods({"image": "shop/app:2.0.0"}),
     {"deploy.version"}),
    ("apps:Deployment", "create", {}, _pods(), {"other"}),
    ("apps:Deployment", "create", {}, _pods({"securityContext": {"privileged": True}}),
     {"access.grant"}),
    ("apps:Deployment", "create", {}, _pods(hostNetwork=True), {"access.grant"}),
    ("apps:Deployment", "create", {}, _pods({"env": [{"name": "AWS_KEY", "value": KEY}]}),
     {"secret.expose"}),
    ("apps:StatefulSet", "delete", _spec(replicas=3), {}, {"scale.to-zero"}),
    ("apps:StatefulSet", "delete", _spec(replicas=3, **_SET), {},
     {"scale.to-zero", "data.delete"}),
    ("apps:StatefulSet", "update", _spec(replicas=3, **_SET), _spec(replicas=2, **_SET),
     {"scale.down", "data.delete"}),
    ("apps:StatefulSet", "update", _spec(replicas=3), _spec(replicas=2), {"scale.down"}),
    ("apps:StatefulSet", "update",
     _spec(volumeClaimTemplates=[
         {"metadata": {"name": "d"}, "spec": {"resources": {"requests": {"storage": "500Gi"}}}}]),
     _spec(volumeClaimTemplates=[
         {"metadata": {"name": "d"}, "spec": {"resources": {"requests": {"storage": "1Ti"}}}}]),
     {"scale.resize-up", "cost.up"}),
    ("batch:CronJob", "update", _spec(schedule="0 1 * * *"), _spec(schedule="0 2 * * *"),
     {"config.parameter"}),
    ("batch:CronJob", "update", _spec(suspend=False), _spec(suspend=True), {"scale.to-zero"}),
    ("batch:Job", "update", _spec(parallelism=4), _spec(parallelism=2), {"scale.down"}),
    ("core:Pod", "update", _spec(containers=[_APP]),
     _spec(containers=[{**_APP, "image": "shop/app:1.5.0"}]), {"deploy.version"}),
    ("core:Pod", "delete", _spec(containers=[_APP]), {}, {"scale.to-zero"}),
    ("helm.sh:Release", "update", {"version": "4.1.0"}, {"version": "4.2.0"},
     {"deploy.version"}),
    ("helm.sh:Release", "update", {"version": "4.1.0"}, {"version": "4.0.9"},
     {"deploy.rollback"}),
    ("helm.sh:Release", "update", {"values": {"replicaCount": 3}},
     {"values": {"replicaCount": 0}}, {"scale.to-zero"}),
    ("helm.sh:Release", "update", {"values": {"auth": {"password": ""}}},
     {"values": {"auth": {"password": "c0rrect-h0rse-9"}}}, {"config.env", "secret.expose"}),
    ("helm.sh:Release", "update", {"values": {}},
     {"values": {"auth": {"existingSecret": "shop-db-credentials"}}}, {"config.env"}),
    ("helm.sh:Release", "delete", {"version": "4.1.0"}, {}, {"scale.to-zero"}),
    ("core:Service", "create", {}, _service("ClusterIP"), {"other"}),
    ("core:Service", "create", {}, _service("NodePort"), {"exposure.open"}),
    ("core:Service", "create", {}, _service("LoadBalancer"), {"exposure.public"}),
    ("core:Service", "create", {},
     _service("LoadBalancer", loadBalancerSourceRanges=["10.0.0.0/8"]), {"exposure.open"}),
    ("core:Service", "update", _service("ClusterIP"), _service("LoadBalancer"),
     {"exposure.public"}),
    ("core:Service", "update", _service("LoadBalancer"), _service("ClusterIP"),
     {"exposure.narrow", "routing.remove"}),
    ("core:Service", "update", _service("LoadBalancer"), _service("LoadBalancer", 443, 22),
     {"exposure.public"}),
    ("core:Service", "update",
     {**_service("LoadBalancer"),
      **_meta("annotations", **{"networking.gke.io/load-balancer-type": "Internal"})},
     {**_service("LoadBalancer"), **_meta("annotations")},
     {"exposure.public", "routing.rule"}),
    ("core:Service", "update", _spec(selector={"v": "blue"}), _spec(selector={"v": "green"}),
     {"routing.rule"}),
    ("core:Service", "update", _spec(ports=[{"name": "a", "port": 80}, {"name": "b", "port": 81}]),
     _spec(ports=[{"name": "a", "port": 80}]), {"routing.remove"}),
    ("core:Service", "delete", _service("ClusterIP"), {}, {"routing.remove"}),
    ("networking.k8s.io:Ingress", "update", _spec(rules=[_host()]),
     _spec(rules=[_host(service="new")]), {"routing.rule"}),
    ("networking.k8s.io:Ingress", "update", _spec(rules=[_host(), _host("/old")]),
     _spec(rules=[_host()]), {"routing.remove"}),
    ("networking.k8s.io:Ingress", "update", _spec(rules=[_host()], tls=_tls()),
     _spec(rules=[_host()]), {"exposure.tls-weaken"}),
    ("networking.k8s.io:Ingress", "update", _spec(rules=[_host()]),
     _spec(rules=[_host()], tls=_tls()), {"protection.up"}),
    ("networking.k8s.io:Ingress", "update", _meta("annotations"),
     _meta("annotations", alb__x="1") | _meta(
         "annotations", **{"alb.ingress.kubernetes.io/scheme": "internet-facing"}),
     {"exposure.public"}),
    ("networking.k8s.io:Ingress", "update", _meta("annotations"),
     _meta("annotations", **{"nginx.ingress.kubernetes.io/force-ssl-redirect": "false"}),
     {"exposure.tls-weaken"}),
    ("networking.k8s.io:Ingress", "delete", _spec(rules=[_host()]), {}, {"routing.remove"}),
    ("networking.k8s.io:NetworkPolicy", "create", {}, _DEFAULT_DENY, {"exposure.narrow"}),
    ("networking.k8s.io:NetworkPolicy", "delete", _DEFAULT_DENY, {},
     {"exposure.open", "protection.guard-off"}),
    ("networking.k8s.io:NetworkPolicy", "update", _DEFAULT_DENY,
     _spec(podSelector={}, policyTypes=["Ingress"], ingress=[_FROM_WEB]), {"exposure.open"}),
    ("networking.k8s.io:NetworkPolicy", "update", _spec(podSelector={}, ingress=[_FROM_WEB]),
     _spec(podSelector={}, ingress=[]), {"exposure.narrow"}),
    ("networking.k8s.io:NetworkPolicy", "update", _spec(podSelector={}, ingress=[]),
     _spec(podSelector={}, ingress=[{}]), {"exposure.open"}),
    ("networking.k8s.io:NetworkPolicy", "update", _spec(podSelector={}, ingress=[_FROM_WEB]),
     _spec(podSelector={"matchLabels": {"app": "a"}}, ingress=[_FROM_WEB]), {"exposure.open"}),
    ("networking.k8s.io:NetworkPolicy", "update", _spec(podSelector={}, egress=[]),
     _spec(podSelector={}, egress=[{}]), {"routing.network"}),
    ("rbac.authorization.k8s.io:Role", "update", {"rules": [_READ]},
     {"rules": [{**_READ, "verbs": ["get", "list", "delete"]}]}, {"access.grant"}),
    ("rbac.authorization.k8s.io:Role", "update", {"rules": [_READ]},
     {"rules": [{**_READ, "verbs": ["get"]}]}, {"access.revoke"}),
    ("rbac.authorization.k8s.io:ClusterRole", "create", {},
     {"rules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]},
     {"access.grant", "access.admin"}),
    ("rbac.authorization.k8s.io:ClusterRole", "update", _meta("labels"),
     _meta("labels", **{"rbac.authorization.k8s.io/aggregate-to-admin": "true"}),
     {"access.grant"}),
    ("rbac.authorization.k8s.io:ClusterRole", "delete", {"rules": [_READ]}, {},
     {"access.revoke"}),
    ("rbac.authorization.k8s.io:ClusterRoleBinding", "create", {},
     {"roleRef": _ADMIN, "subjects": [_ANN]}, {"access.grant", "access.admin"}),
    ("rbac.authorization.k8s.io:RoleBinding", "update", _BOUND,
     {**_BOUND, "subjects": [_ANN, {"kind": "Group", "name": "system:unauthenticated"}]},
     {"access.grant", "access.public"}),
    ("rbac.authorization.k8s.io:RoleBinding", "replace", _BOUND,
     {"roleRef": _ADMIN, "subjects": [_ANN]},
     {"access.grant", "access.admin", "access.revoke"}),
    ("rbac.authorization.k8s.io:RoleBinding", "delete", _BOUND, {}, {"access.revoke"}),
    ("core:ServiceAccount", "update", _meta("annotations"),
     _meta("annotations", **{"eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/a"}),
     {"access.grant"}),
    ("core:ConfigMap", "update", {"data": {"a": "1"}}, {"data": {"a": "2"}}, {"config.env"}),
    ("core:ConfigMap", "create", {}, {"data": {"a": "1"}}, {"other"}),
    ("core:ConfigMap", "update", {**_meta("labels"), "data": {"mapRoles": "a"}},
     {**_meta("labels"), "data": {"mapRoles": "b"}}, {"config.env"}),
    ("core:ConfigMap", "update", {"metadata": {"name": "aws-auth"}, "data": {"mapRoles": "a"}},
     {"metadata": {"name": "aws-auth"}, "data": {"mapRoles": "b"}},
     {"config.env", "access.grant"}),
    ("core:ConfigMap", "create", {}, {"data": {"app.ini": f"user=a\nkey={KEY}\n"}},
     {"secret.expose"}),
    ("core:Secret", "create", {}, {"stringData": {"pw": "a"}}, {"secret.create"}),
    ("core:Secret", "update", {"stringData": {"pw": "a"}}, {"stringData": {"pw": "b"}},
     {"secret.change"}),
    ("core:Secret", "update", {"stringData": {"pw": "a"}}, {"data": {"pw": "YQ=="}}, {"other"}),
    ("core:Secret", "update", {"data": {"pw": "YQ==", "old": "YQ=="}}, {"data": {"pw": "YQ=="}},
     {"secret.delete"}),
    ("core:Secret", "replace", {"data": {"pw": "YQ=="}}, {"data": {"pw": "Yg=="}},
     {"secret.change"}),
    ("core:Secret", "delete", {"data": {"pw": "YQ=="}}, {}, {"secret.delete"}),
    ("core:PersistentVolumeClaim", "delete", _spec(storageClassName="gp3"), {}, {"data.delete"}),
    ("core:PersistentVolumeClaim", "update", _spec(resources={"requests": {"storage": "10Gi"}}),
     _spec(resources={"requests": {"storage": "20Gi"}}), {"scale.resize-up", "cost.up"}),
    ("core:PersistentVolumeClaim", "replace", _spec(storageClassName="gp3"),
     _spec(storageClassName="io2"), {"data.replace", "config.parameter"}),
    ("core:PersistentVolume", "update", _spec(persistentVolumeReclaimPolicy="Retain"),
     _spec(**_DELETES), {"protection.guard-off"}),
    ("core:PersistentVolume", "delete", _spec(**_DELETES), {}, {"data.delete"}),
    ("storage.k8s.io:StorageClass", "update", {"parameters": {"encrypted": "true"}},
     {"parameters": {"encrypted": "false"}}, {"protection.encryption-off"}),
    ("autoscaling:HorizontalPodAutoscaler", "update", _spec(minReplicas=2, maxReplicas=4),
     _spec(minReplicas=2, maxReplicas=6), {"scale.limits-up", "cost.up"}),
    ("autoscaling:HorizontalPodAutoscaler", "delete", _spec(maxReplicas=4), {},
     {"scale.limits-down"}),
    ("policy:PodDisruptionBudget", "update", _spec(minAvailable="50%"),
     _spec(minAvailable="10%"), {"protection.guard-off"}),
    ("policy:PodDisruptionBudget", "update", _spec(minAvailable="50%"), _spec(minAvailable=1),
     {"protection.guard-off"}),
    ("policy:PodDisruptionBudget", "update", _spec(maxUnavailable=1), _spec(maxUnavailable=3),
     {"protection.guard-off"}),
    ("policy:PodDisruptionBudget", "delete", _spec(minAvailable=1), {},
     {"protection.guard-off"}),
    ("core:ResourceQuota", "update", _spec(hard={"limits.memory": "1Gi"}),
     _spec(hard={"limits.memory": "512Mi"}), {"scale.limits-down"}),
    ("core:Namespace", "delete", _meta("labels"), {}, {"data.delete", "scale.to-zero"}),
    ("core:Namespace", "update",
     _meta("labels", **{"pod-security.kubernetes.io/enforce": "restricted"}),
     _meta("labels", **{"pod-security.kubernetes.io/enforce": "privileged"}),
     {"protection.guard-off"}),
    ("core:Namespace", "update", _meta("labels"), _meta("labels", team="a"), {"other.tags"}),
    ("apiextensions.k8s.io:CustomResourceDefinition", "delete", _spec(group="a"), {},
     {"data.delete"}),
    ("apiextensions.k8s.io:CustomResourceDefinition", "update",
     _spec(versions=[{"name": "v1", "served": True}, {"name": "v2", "served": True}]),
     _spec(versions=[{"name": "v2", "served": True}]), {"schema.keys"}),
    ("admissionregistration.k8s.io:ValidatingWebhookConfiguration", "update",
     {"webhooks": [{"name": "a", "failurePolicy": "Fail"}]},
     {"webhooks": [{"name": "a", "failurePolicy": "Ignore"}]}, {"protection.guard-off"}),
    ("core:Node", "update", _spec(unschedulable=False), _spec(unschedulable=True),
     {"scale.limits-down"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_change_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    assert _ids(type_, verb, before, after) == expected


def test_a_new_balancer_may_face_the_internet() -> None:
    [action] = _found("core:Service", "create", {}, _service("LoadBalancer"))
    assert (action.confidence, action.details["ports"]) == (Confidence.INFERRED, ["443"])


def test_no_secret_is_shown() -> None:
    before, after = {"stringData": {"pw": "c0rrect"}}, {"stringData": {"pw": "h0rse"}}
    assert "c0rrect" not in repr(_found("core:Secret", "update", before, after))
    assert "h0rse" not in repr(_found("core:Secret", "update", before, after))
