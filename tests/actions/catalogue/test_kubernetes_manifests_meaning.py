"""What the catalogue says of releases, of manifests, of single fields and of custom kinds."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from planguard.actions.catalogue import parts_of
from planguard.actions.catalogue.kubernetes_custom import ENTRIES
from planguard.actions.engine import classify
from planguard.actions.interface import TypeEntry
from planguard.actions.taxonomy import ACTIONS
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.source import NoSources
from planguard.model.value import Sensitive, Unknown
from planguard.testing import change, plan


def _found(type_: str, verb: str, before: dict[str, Any], after: dict[str, Any]) -> list[Action]:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    actions = classify(subject, build(subject, NoSources())).items
    return [action for action in actions if action.kind != "plan"]


def _ids(type_: str, verb: str, before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {action.id for action in _found(type_, verb, before, after)}


_LEVEL = "pod-security.kubernetes.io/enforce"
_TAINT = {"metadata": [{"name": "n"}], "taint": [{"key": "a", "effect": "NoSchedule"}]}

CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("helm_release", "update", {"version": "4.1.0"}, {"version": "4.2.0"}, {"deploy.version"}),
    ("helm_release", "update", {"version": "4.1.0"}, {"version": "4.0.9"}, {"deploy.rollback"}),
    ("helm_release", "update", {"values": ["image: {tag: 1.0}"], "metadata": [{"revision": 1}]},
     {"values": ["image: {tag: 1.1}"], "metadata": Unknown()}, {"deploy.version"}),
    ("helm_release", "update", {"values": ["# a\na: 1"]}, {"values": ["a: 1"]}, {"other"}),
    ("helm_release", "update", {"atomic": True}, {"atomic": False}, {"protection.guard-off"}),
    ("helm_release", "update", {"force_update": False}, {"force_update": True},
     {"protection.guard-off"}),
    ("helm_release", "update", {"timeout": 300}, {"timeout": 600}, {"config.parameter"}),
    ("helm_release", "update", {"description": "a"}, {"description": "b"}, set()),
    ("helm_release", "update", {"status": "failed"}, {"status": "deployed"}, set()),
    ("helm_release", "update",
     {"set_sensitive": [{"name": "auth.token", "value": Sensitive("a")}]},
     {"set_sensitive": [{"name": "auth.token", "value": Sensitive("b")}]},
     {"config.env"}),
    ("helm_release", "replace", {"namespace": "a", "version": "1"},
     {"namespace": "b", "version": "1"}, {"deploy.version", "scale.to-zero"}),
    ("helm_release", "delete", {"version": "4.1.0"}, {}, {"scale.to-zero"}),
    ("helm_release", "create", {}, {"version": "1", "values": ["a: 1"]}, {"other"}),
    ("kubernetes_labels", "update", {"kind": "Namespace", "labels": {_LEVEL: "restricted"}},
     {"kind": "Namespace", "labels": {_LEVEL: "privileged"}}, {"protection.guard-off"}),
    ("kubernetes_labels", "update", {"kind": "Node", "labels": {"a": "b"}},
     {"kind": "Node", "labels": {"a": "c"}}, {"other.tags"}),
    ("kubernetes_labels", "delete", {"kind": "Namespace", "labels": {"a": "b"}}, {}, {"other"}),
    ("kubernetes_annotations", "update", {"kind": "ServiceAccount", "annotations": {}},
     {"kind": "ServiceAccount",
      "annotations": {"eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/a"}}, {"access.grant"}),
    ("kubernetes_annotations", "update", {"kind": "Deployment", "template_annotations": {"a": "1"}},
     {"kind": "Deployment", "template_annotations": {"a": "2"}}, {"deploy.version"}),
    ("kubernetes_env", "update", {"env": [{"name": "A", "value": "1"}]},
     {"env": [{"name": "A", "value": "2"}]}, {"config.env"}),
    ("kubernetes_env", "create", {}, {"env": [{"name": "DB_PASSWORD", "value": "c0rrect-h0rse-9"}]},
     {"secret.expose"}),
    ("kubernetes_env", "delete", {"env": [{"name": "A", "value": "1"}]}, {}, {"config.env"}),
    ("kubernetes_node_taint", "create", {}, _TAINT, {"scale.limits-down"}),
    ("kubernetes_node_taint", "delete", _TAINT, {}, {"scale.limits-up", "cost.up"}),
    ("kubernetes_token_request_v1", "create", {}, {"spec": [{"audiences": ["a"]}]},
     {"secret.create"}),
    ("kubernetes_pod_security_policy", "update", {"spec": [{"privileged": False}]},
     {"spec": [{"privileged": True}]}, {"protection.guard-off"}),
    ("kubernetes_config_map_v1_data", "update",
     {"metadata": [{"name": "aws-auth"}], "data": {"mapRoles": "a"}},
     {"metadata": [{"name": "aws-auth"}], "data": {"mapRoles": "b"}},
     {"config.env", "access.grant"}),
    ("kubernetes_config_map_v1_data", "delete", {"data": {"a": "b"}}, {}, {"other"}),
    ("kubernetes_secret", "update", {"data": Sensitive({"a": "b"})}, {"data": Sensitive({"a": "c"})},
     {"secret.change"}),
    ("kubernetes_secret_v1_data", "update", {"data": {"a": "b"}}, {"data": {"a": "c"}},
     {"secret.change"}),
    ("kustomization_resource", "update", {"manifest": '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"a":"1"}}'},
     {"manifest": '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"a":"2"}}'},
     {"config.env"}),
    ("kubectl_manifest", "update", {"force_new": False, "live_uid": "a"},
     {"force_new": True, "live_uid": Unknown()}, {"protection.guard-off"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_change_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    assert _ids(type_, verb, before, after) == expected


def _kubectl(replicas: int, **more: Any) -> dict[str, Any]:
    text = yaml.safe_dump(_object("apps/v1", "Deployment", replicas=replicas))
    return {
        "yaml_body": Sensitive(text), "yaml_body_parsed": text,
        "yaml_incluster": Sensitive(str(replicas)), "live_manifest_incluster": Sensitive("a"),
        **more,
    }  # fmt: skip


def _object(version: str, kind: str, **spec: Any) -> dict[str, Any]:
    return {"apiVersion": version, "kind": kind, "metadata": {"name": "a"}, "spec": spec}


def test_kubectl_keeps_copies_that_mean_nothing() -> None:
    assert _ids("kubectl_manifest", "update", _kubectl(3), _kubectl(1)) == {"scale.down"}
    unknown = _kubectl(3) | {"yaml_incluster": Sensitive(Unknown())}
    assert _ids("kubectl_manifest", "update", _kubectl(3), unknown) == set()


def test_kubectl_may_leave_the_object() -> None:
    assert _ids("kubectl_manifest", "delete", _kubectl(3, apply_only=True), {}) == {"other"}
    assert _ids("kubectl_manifest", "delete", _kubectl(3), {}) == {"scale.to-zero"}


_HELM = {
    "source": {"repoURL": "r", "targetRevision": "1.2.0", "helm": {"values": "replicaCount: 2"}}
}
_LESS = {"source": {**_HELM["source"], "helm": {"values": "replicaCount: 0"}}}
_OLDER = {"source": {**_HELM["source"], "targetRevision": "1.1.0"}}

CUSTOM: tuple[tuple[str, dict[str, Any] | None, dict[str, Any] | None, set[str]], ...] = (
    ("argoproj.io/v1alpha1 Application", _HELM, _OLDER, {"deploy.rollback"}),
    ("argoproj.io/v1alpha1 Application", _HELM, _LESS, {"scale.to-zero"}),
    ("argoproj.io/v1alpha1 Application", {"syncPolicy": {"automated": {"selfHeal": True}}},
     {"syncPolicy": {"automated": {"selfHeal": True, "prune": True}}}, {"protection.guard-off"}),
    ("argoproj.io/v1alpha1 Application", _HELM, None, {"config.parameter"}),
    ("argoproj.io/v1alpha1 Rollout", {"replicas": 3}, {"replicas": 1}, {"scale.down"}),
    ("helm.toolkit.fluxcd.io/v2 HelmRelease", {"values": {"replicaCount": 3}},
     {"values": {"replicaCount": 0}}, {"scale.to-zero"}),
    ("kustomize.toolkit.fluxcd.io/v1 Kustomization", {"prune": True}, None, {"scale.to-zero"}),
    ("kustomize.toolkit.fluxcd.io/v1 Kustomization", {"prune": False}, None, {"other"}),
    ("cert-manager.io/v1 Certificate", {"dnsNames": ["a", "b"]}, {"dnsNames": ["a"]},
     {"exposure.tls-weaken"}),
    ("external-secrets.io/v1beta1 ExternalSecret", {"data": [{"secretKey": "a"}]},
     {"data": [{"secretKey": "b"}]}, {"secret.change"}),
    ("external-secrets.io/v1beta1 ExternalSecret", None, {"data": []}, {"secret.create"}),
    ("monitoring.coreos.com/v1 PrometheusRule",
     {"groups": [{"name": "g", "rules": [{"alert": "a", "expr": "b"}]}]},
     {"groups": [{"name": "g", "rules": []}]}, {"observability.alarm-off"}),
    ("monitoring.coreos.com/v1 PrometheusRule", {"groups": [{"name": "g"}]}, None,
     {"observability.alarm-off"}),
    ("monitoring.coreos.com/v1 Prometheus", {"retention": "15d"}, {"retention": "36h"},
     {"data.retention-cut"}),
    ("gateway.networking.k8s.io/v1 HTTPRoute", {"hostnames": ["a", "b"]}, {"hostnames": ["a"]},
     {"routing.remove"}),
    ("security.istio.io/v1 PeerAuthentication", {"mtls": {"mode": "STRICT"}},
     {"mtls": {"mode": "PERMISSIVE"}}, {"exposure.tls-weaken"}),
    ("keda.sh/v1alpha1 ScaledObject", {"maxReplicaCount": 9}, {"maxReplicaCount": 3},
     {"scale.limits-down"}),
    ("kyverno.io/v1 ClusterPolicy", {"validationFailureAction": "Enforce"},
     {"validationFailureAction": "Audit"}, {"protection.guard-off"}),
    ("velero.io/v1 Schedule", {"template": {"ttl": "720h0m0s"}}, {"template": {"ttl": "24h0m0s"}},
     {"protection.backup-cut"}),
    ("velero.io/v1 Schedule", {"schedule": "a"}, None, {"protection.backup-off"}),
    ("postgresql.cnpg.io/v1 Cluster", {"instances": 3}, None, {"data.delete"}),
    ("postgresql.cnpg.io/v1 Cluster", {"instances": 3, "backup": {"a": "b"}}, {"instances": 3},
     {"protection.backup-off"}),
    ("kafka.strimzi.io/v1beta2 KafkaTopic", {"partitions": 3}, None, {"data.delete"}),
    ("cilium.io/v2 CiliumNetworkPolicy", {"ingress": [{"a": "b"}]}, {"ingress": [{}]},
     {"exposure.open"}),
    ("traefik.io/v1alpha1 IngressRoute", {"routes": [{"match": "a"}], "tls": {"a": "b"}},
     {"routes": [{"match": "a"}]}, {"exposure.tls-weaken"}),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "before", "after", "expected"), CUSTOM)
def test_a_custom_kind_means(
    kind: str, before: dict[str, Any] | None, after: dict[str, Any] | None, expected: set[str]
) -> None:
    version, name = kind.split()
    sides = [
        {"manifest": _object(version, name, **spec)} if spec is not None else {}
        for spec in (before, after)
    ]
    verb = "create" if before is None else "delete" if after is None else "update"
    assert _ids("kubernetes_manifest", verb, *sides) - {"cost.up"} == expected
    group = version.partition("/")[0]
    native = [side.get("manifest", {}) for side in sides]
    assert _ids(f"kubernetes:{group}:{name}", verb, *native) - {"cost.up"} == expected


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.type)
def test_custom_kinds_name_known_actions(entry: TypeEntry) -> None:
    named = {action for rule in entry.rules for action in rule.actions.values()}
    assert named | {*entry.create, *entry.delete, *entry.replace} <= ACTIONS.keys()


def _gone(type_: str, **before: Any) -> Any:
    return change(type_, verb="delete", before=before)


def _together(*changes: Any) -> dict[str, set[str]]:
    subject = plan(*changes)
    actions = classify(subject, build(subject, NoSources())).items
    return {
        each.type: {a.id for a in actions if a.address == each.address and a.kind != "plan"}
        for each in changes
    }


def test_what_goes_with_its_namespace() -> None:
    space = _gone("kubernetes_namespace_v1", id="shop", metadata=[{"name": "shop"}])
    inside = {"metadata": [{"name": "a", "namespace": "shop"}], "spec": [{"replicas": 2}]}
    found = _together(
        space, _gone("kubernetes_deployment", **inside),
        _gone("kubernetes_persistent_volume_claim", **inside),
        _gone("kubernetes_service", metadata=[{"name": "a", "namespace": "other"}], spec=[]),
        _gone("kubernetes_secret", metadata=[], data={"a": "b"}),
    )  # fmt: skip
    assert found["kubernetes_deployment"] == {"other"}
    assert found["kubernetes_persistent_volume_claim"] == {"data.delete"}
    assert found["kubernetes_service"] == {"routing.remove"}
    assert found["kubernetes_secret"] == {"secret.delete"}


def test_what_goes_with_its_workload() -> None:
    workload = _gone("kubernetes_deployment_v1", metadata=[{"name": "web"}], spec=[])
    scaler = {"spec": [{"max_replicas": 4, "scale_target_ref": [{"name": "web"}]}]}
    found = _together(workload, _gone("kubernetes_horizontal_pod_autoscaler_v2", **scaler))
    assert found["kubernetes_horizontal_pod_autoscaler_v2"] == {"other"}
    alone = _together(_gone("kubernetes_horizontal_pod_autoscaler_v2", **scaler))
    assert alone["kubernetes_horizontal_pod_autoscaler_v2"] == {"scale.limits-down"}


def test_parts_are_of_types_that_are_known() -> None:
    assert all(part.whole.startswith("kubernetes") for part in parts_of("kubernetes"))


def test_a_text_that_is_read_without_its_secrets_hides_none() -> None:
    before, after = _kubectl(3), _kubectl(3)
    before["yaml_body"], after["yaml_body"] = Sensitive("# old"), Sensitive("# new")
    before["yaml_body_parsed"] = after["yaml_body_parsed"] = "kind: Secret"
    assert _ids("kubectl_manifest", "update", before, after) == {"other"}
