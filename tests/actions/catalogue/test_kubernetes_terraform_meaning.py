"""A Kubernetes object means the same as Terraform's blocks, as a manifest and as YAML text."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from actions.catalogue.test_kubernetes_meaning import _PODS, CASES, _pods

from planguard.actions.catalogue import all_entries
from planguard.actions.engine import classify
from planguard.actions.providers.kubernetes_blocks import _spelt
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.source import NoSources
from planguard.model.value import at
from planguard.testing import change, plan

_MAPS = frozenset(
    {"annotations", "labels", "matchLabels", "limits", "requests", "hard", "capacity", "data",
     "nodeSelector", "parameters", "stringData", "selector", "binaryData"}
)  # fmt: skip
_OF_A_SELECTOR = frozenset({"matchLabels", "matchExpressions"})
_EMPTY = {"annotations": {}, "generate_name": "", "labels": {}}
_NATIVE = {
    "apps:Deployment": "deployment_v1",
    "apps:StatefulSet": "stateful_set",
    "apps:DaemonSet": "daemonset",
    "batch:CronJob": "cron_job_v1",
    "batch:Job": "job",
    "core:Pod": "pod",
    "core:Service": "service",
    "core:ConfigMap": "config_map",
    "core:Secret": "secret_v1",
    "core:Namespace": "namespace",
    "core:ServiceAccount": "service_account",
    "core:PersistentVolumeClaim": "persistent_volume_claim",
    "core:ResourceQuota": "resource_quota",
    "networking.k8s.io:Ingress": "ingress_v1",
    "networking.k8s.io:NetworkPolicy": "network_policy",
    "rbac.authorization.k8s.io:Role": "role",
    "rbac.authorization.k8s.io:ClusterRole": "cluster_role",
    "rbac.authorization.k8s.io:ClusterRoleBinding": "cluster_role_binding",
    "rbac.authorization.k8s.io:RoleBinding": "role_binding_v1",
    "storage.k8s.io:StorageClass": "storage_class",
    "autoscaling:HorizontalPodAutoscaler": "horizontal_pod_autoscaler",
    "policy:PodDisruptionBudget": "pod_disruption_budget_v1",
    "admissionregistration.k8s.io:ValidatingWebhookConfiguration":
        "validating_webhook_configuration",
}  # fmt: skip
_SAME = [case for case in CASES if case[0] in _NATIVE]
_OBJECTS = [
    case for case in CASES
    if f"kubernetes:{case[0]}" in all_entries() and not case[0].startswith(("helm", "core:Node"))
    and not case[0].endswith("Patch") and case[1] != "replace"
]  # fmt: skip


def _blocks(value: Any, name: str = "") -> Any:
    """Write an object as Terraform's provider does."""
    if isinstance(value, dict):
        plain = name in _MAPS and not _OF_A_SELECTOR & value.keys()
        if plain:
            return value
        written = {_name(key): _blocks(held, key) for key, held in value.items()}
        return [written | (_EMPTY | written if name == "metadata" else {})]
    if isinstance(value, list):
        return [
            {_name(key): _blocks(held, key) for key, held in item.items()}
            if isinstance(item, dict)
            else item
            for item in value
        ]
    return value


def _name(key: str) -> str:
    return key if key == "limits" else _spelt(key)


def _terraform(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    found = {_spelt(key): _blocks(held, key) for key, held in value.items()}
    if kind == "core:Secret":
        encoded = {"binary_data": value["data"]} if "data" in value else {}
        found = encoded | ({"data": value["stringData"]} if "stringData" in value else {})
    return found


def _found(type_: str, verb: str, before: dict[str, Any], after: dict[str, Any]) -> list[Action]:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    actions = classify(subject, build(subject, NoSources())).items
    return [action for action in actions if action.kind != "plan"]


def _ids(type_: str, verb: str, before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {action.id for action in _found(type_, verb, before, after)}


@pytest.mark.parametrize(("kind", "verb", "before", "after", "expected"), _SAME)
def test_blocks_mean_what_the_object_does(
    kind: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    sides = _terraform(kind, before), _terraform(kind, after)
    found = _found(f"kubernetes_{_NATIVE[kind]}", verb, *sides)
    assert {action.id for action in found} == expected
    for action in found:
        for path in action.paths:
            assert any(at(side, path[:-1]) is not None or len(path) < 2 for side in sides), path


@pytest.mark.parametrize("type_", ["deployment", "daemon_set_v1"])
@pytest.mark.parametrize(("after", "expected"), _PODS)
def test_pods_in_blocks(type_: str, after: dict[str, Any], expected: set[str]) -> None:
    sides = _terraform("", _pods()), _terraform("", after)
    assert _ids(f"kubernetes_{type_}", "update", *sides) == expected


def _manifest(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    group, _, name = kind.partition(":")
    version = "v1" if group == "core" else f"{group}/v1"
    metadata = {"name": "a", **value.get("metadata", {})}
    return {"apiVersion": version, "kind": name, **value, "metadata": metadata} if value else {}


def _wrapped(expected: set[str]) -> set[str]:
    return expected or {"other"}


@pytest.mark.parametrize(("kind", "verb", "before", "after", "expected"), _OBJECTS)
def test_a_manifest_means_what_the_object_does(
    kind: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    old, new = _manifest(kind, before), _manifest(kind, after)
    sides = [{"manifest": each} if each else {} for each in (old, new)]
    assert _ids("kubernetes_manifest", verb, *sides) == _wrapped(expected)
    texts = [{"yaml_body": yaml.safe_dump(each)} if each else {} for each in (old, new)]
    assert _ids("kubectl_manifest", verb, *texts) == _wrapped(expected)
