"""What names give away of types that nobody described: guesses, shallow and deep."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.actions.generic import paths_of
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.model.words import Confidence
from planguard.testing import change, plan

INBOUND = {"direction": "Inbound", "access": "Allow"}
CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("acme_deployment", "update", {"spec": [{"replicas": "3"}]},
     {"spec": [{"replicas": "0"}]}, {"scale.to-zero"}),
    ("acme_deployment", "update",
     {"spec": [{"template": [{"spec": [{"container": [{"name": "a", "image": "a:1.0"}]}]}]}]},
     {"spec": [{"template": [{"spec": [{"container": [{"name": "a", "image": "a:1.1"}]}]}]}]},
     {"deploy.version"}),
    ("acme_deployment", "delete", {"id": "a"}, {}, {"scale.to-zero"}),
    ("acme_namespace", "delete", {"id": "a"}, {}, {"data.delete"}),
    ("acme_cluster_role_binding", "create", {},
     {"role_ref": [{"name": "cluster-admin", "kind": "ClusterRole"}]},
     {"access.grant", "access.admin"}),
    ("acme_config_map", "update", {"metadata": [{"labels": {"image": "a"}}]},
     {"metadata": [{"labels": {"image": "b"}}]}, {"other"}),
    ("acme_sql_database_instance", "update",
     {"settings": [{"backup_configuration": [{"enabled": True}]}]},
     {"settings": [{"backup_configuration": [{"enabled": False}]}]}, {"protection.backup-off"}),
    ("acme_storage_bucket_iam_member", "create", {}, {"member": "allUsers"}, {"access.public"}),
    ("acme_project_iam_member", "create", {}, {"role": "roles/owner"},
     {"access.grant", "access.admin"}),
    ("acme_compute_firewall", "update", {"source_ranges": ["10.0.0.0/8"]},
     {"source_ranges": ["0.0.0.0/0"]}, {"exposure.public"}),
    ("acme_compute_subnetwork", "update", {"cidr_block": "10.0.0.0/8"},
     {"cidr_block": "0.0.0.0/0"}, {"other"}),
    ("acme_storage_account", "update", {"allow_nested_items_to_be_public": False},
     {"allow_nested_items_to_be_public": True}, {"exposure.public"}),
    ("acme_storage_account", "update", {"min_tls_version": "TLS1_2"},
     {"min_tls_version": "TLS1_0"}, {"exposure.tls-weaken"}),
    ("acme_network_security_rule", "create", {}, {"source_address_prefix": "*", **INBOUND},
     {"exposure.public"}),
    ("acme_network_security_rule", "create", {},
     {"source_address_prefix": "10.0.0.0/8", **INBOUND}, {"exposure.open"}),
    ("acme_network_security_rule", "create", {},
     {"source_address_prefix": "*", **INBOUND, "access": "Deny"}, {"other"}),
    ("acme_role_assignment", "create", {}, {"role_definition_name": "Owner"},
     {"access.grant", "access.admin"}),
    ("acme_monitor", "delete", {"id": "a"}, {}, {"observability.alarm-off"}),
    ("acme_dashboard", "delete", {"id": "a"}, {}, {"other"}),
    ("acme_record", "update", {"content": "192.0.2.1"}, {"content": "192.0.2.2"},
     {"routing.dns"}),
    ("acme_zone", "update", {"content": "a"}, {"content": "b"}, {"other"}),
    ("acme_repository", "update", {"visibility": "private"}, {"visibility": "public"},
     {"exposure.public"}),
    ("x_app", "update", {"env": {"replicas": "3"}}, {"env": {"replicas": "1"}}, {"config.env"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_guess(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    found = [a for a in classify(subject, build(subject, NoSources())).items if a.kind != "plan"]
    assert {action.id for action in found} == expected
    assert {action.confidence for action in found} == {Confidence.GUESS}


def test_paths_end_at_values() -> None:
    deep: Any = "x"
    for _ in range(9):
        deep = [{"a": deep}]
    differing: dict[str, Any] = {
        "spec": ([{"n": [{"image": "a", "x.y/z": "b"}]}], [{"n": None}]),
        "tags": ({"a": "1"}, {}),
        "env": ({"a": "1"}, None),
        "deep": (deep, None),
    }
    assert paths_of(differing) == {"spec.n.image", "env"}
