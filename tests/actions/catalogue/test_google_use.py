"""What a review of the Google types people use most, against their documentation, put right."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.model.words import Reversible
from planguard.testing import change, plan

GONE: dict[str, Any] = {}
_REVOKED, _GRANTED = "access.revoke", "access.grant"
_OPEN, _NARROW = "exposure.open", "exposure.narrow"
_OFF, _UP = "protection.guard-off", "protection.up"
_CUT = "data.retention-cut"


def _collected(*rules: dict[str, Any], mode: str = "union") -> dict[str, Any]:
    return {"gc_rules": json.dumps({"mode": mode, "rules": rules})}


def _kept(**kinds: Any) -> dict[str, Any]:
    blocks: dict[str, Any] = {"quantity_based_retention": [], "time_based_retention": []}
    given = {kind: [values] for kind, values in kinds.items()}
    return {"automated_backup_policy": [{"enabled": True, **blocks, **given}]}


def _written(mode: str) -> dict[str, Any]:
    return {"persistence_config": [{"mode": mode}]}


def _expires(*rules: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    plain: dict[str, Any] = {"age": None, "matches_prefix": [], "with_state": "ANY"}
    return {
        "lifecycle_rule": [
            {"action": [{"type": type_}], "condition": [{**plain, **condition}]}
            for type_, condition in rules
        ]
    }


def _exports(*ranges: str) -> dict[str, Any]:
    options = [{"ip_ranges": list(ranges)}]
    return {"file_shares": [{"capacity_gb": 1024, "nfs_export_options": options}]}


def _denied(*rules: tuple[str, ...]) -> dict[str, Any]:
    return {
        "rules": [
            {"deny_rule": [{"denied_principals": [who], "exception_principals": list(but)}]}
            for who, *but in rules
        ]
    }


def _audited(*exempted: tuple[str, str]) -> dict[str, Any]:
    return {
        "audit_log_config": [
            {"log_type": kind, "exempted_members": [who] if who else []} for kind, who in exempted
        ]
    }


def _table(**kinds: Any) -> dict[str, Any]:
    return {"view": [], "materialized_view": [], "external_data_configuration": [], **kinds}


def _ruled(**rule: Any) -> dict[str, Any]:
    return {"spec": [{"rules": [{"values": [], **rule}]}]}


def _allowed(*values: str) -> dict[str, Any]:
    return _ruled(values=[{"allowed_values": list(values)}])


def _reasons(*reasons: str) -> dict[str, Any]:
    return {"key_access_justifications_policy": [{"allowed_access_reasons": list(reasons)}]}


def _bundles(*domains: str) -> dict[str, Any]:
    bundles = [
        {"trust_domain": domain, "trust_anchors": [{"pem_certificate": domain}]}
        for domain in domains
    ]
    return {"inline_trust_config": [{"additional_trust_bundles": bundles}]}


def _callers(*identities: str) -> dict[str, Any]:
    callers = [{"identities": list(identities), "identity_type": None}]
    policies = [{"ingress_from": callers, "ingress_to": [{"resources": ["*"]}]}]
    return {"status": [{"ingress_policies": policies}]}


def _approvers(*principals: str) -> dict[str, Any]:
    steps = [{"approvals_needed": 1, "approvers": [{"principals": list(principals)}]}]
    return {"approval_workflow": [{"manual_approvals": [{"steps": steps}]}]}


def _clients(text: str) -> dict[str, Any]:
    return {"export_policy": [{"rules": [{"allowed_clients": text}]}]}


def _planned(*days: int) -> dict[str, Any]:
    rules = [{"rule_id": f"every-{kept}", "backup_retention_days": kept} for kept in days]
    return {"backup_rules": rules}


def _called(*emails: str) -> dict[str, Any]:
    return {"http_target": [{"oidc_token": [{"service_account_email": one} for one in emails]}]}


def _item(key: str, value: str) -> dict[str, Any]:
    return {"key": key, "value": value}


def _scheme(word: str) -> dict[str, Any]:
    return {"load_balancing_scheme": word}


def _by_expression(action: str, text: str, *, preview: bool = False) -> dict[str, Any]:
    match = [{"expr": [{"expression": text}]}]
    return {"priority": 100, "action": action, "preview": preview, "match": match}


def _by_range(action: str, *ranges: str) -> dict[str, Any]:
    match = [{"versioned_expr": "SRC_IPS_V1", "config": [{"src_ip_ranges": list(ranges)}]}]
    return {"priority": 200, "action": action, "preview": False, "match": match}


def _referred(*versions: str) -> dict[str, Any]:
    named = [{"key": "A", "secret": "a", "project_id": "p", "version": each} for each in versions]
    return {"service_config": [{"secret_environment_variables": named}]}


def _listed(*permissions: str) -> dict[str, Any]:
    return {
        "acl_entries": [
            {"principal": f"User:{word}", "permission_type": word, "operation": "READ"}
            for word in permissions
        ]
    }


def _noted(word: str) -> dict[str, Any]:
    return {"metadata": [{"annotations": {"run.googleapis.com/ingress": word}}]}


def _version(version: str) -> dict[str, Any]:
    reference = [{"secret_key_ref": [{"secret": "a", "version": version}]}]
    env = [{"name": "PASSWORD_FILE", "value": None, "value_source": reference}]
    return {"template": [{"containers": [{"image": "a:1", "env": env}]}]}


def _scaled(**notes: str) -> dict[str, Any]:
    named = {f"autoscaling.knative.dev/{name}": value for name, value in notes.items()}
    return {"template": [{"metadata": [{"annotations": named}]}]}


_ALL = _by_range("allow", "*")
_DENIED_OUT = {
    "direction": "EGRESS",
    "deny": [{"protocol": "all", "ports": []}],
    "destination_ranges": ["0.0.0.0/0"],
}
_EXCLUDED = {"preconfigured_waf_config": [{"exclusion": [{"target_rule_set": "sqli"}]}]}
_OLD = ("Delete", {"age": 365})

CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("google_sql_database_instance", "update", {"restore_backup_context": [{"backup_run_id": 1}]},
     {"restore_backup_context": [{"backup_run_id": 2}]}, {"data.replace"}),
    ("google_sql_database_instance", "replace", {"settings": [{"disk_type": "PD_SSD"}]},
     {"settings": [{"disk_type": "HYPERDISK_BALANCED"}]}, {"data.replace"}),
    ("google_bigtable_gc_policy", "update", _collected({"max_age": "10h"}),
     _collected({"max_age": "20h"}), {"other"}),
    ("google_bigtable_gc_policy", "update", _collected({"max_age": "10h"}),
     _collected({"max_age": "5h"}), {_CUT}),
    ("google_bigtable_gc_policy", "update", _collected({"max_age": "10h"}),
     _collected({"max_age": "10h"}, {"max_version": 2}), {_CUT}),
    ("google_bigtable_gc_policy", "update", _collected({"max_age": "10h"}, mode="intersection"),
     _collected({"max_age": "10h"}, {"max_version": 2}, mode="intersection"), {"other"}),
    ("google_bigtable_gc_policy", "update",
     _collected({"max_age": "10h"}, {"max_version": 2}, mode="intersection"),
     _collected({"max_age": "10h"}, mode="intersection"), {_CUT}),
    ("google_alloydb_cluster", "update", _kept(quantity_based_retention={"count": 7}),
     _kept(time_based_retention={"retention_period": "604800s"}), {_UP}),
    ("google_redis_cluster", "update", _written("AOF"), _written("RDB"),
     {"protection.backup-cut"}),
    ("google_memorystore_instance", "update", _written("RDB"), _written("DISABLED"),
     {"protection.backup-off"}),
    ("google_storage_bucket", "update", _expires(_OLD),
     _expires(_OLD, ("SetStorageClass", {"age": 30})), {"other"}),
    ("google_storage_bucket", "update", _expires(("SetStorageClass", {"age": 30})),
     _expires(("Delete", {"age": 30})), {_CUT}),
    ("google_storage_bucket", "update", _expires(("Delete", {"age": 1, "matches_prefix": ["a/"]})),
     _expires(("Delete", {"age": 1, "matches_prefix": ["a/", "b/"]})), {_CUT}),
    ("google_storage_bucket", "update", _expires(("Delete", {"age": 1})),
     _expires(("Delete", {"age": 1, "matches_prefix": ["a/"]})), {"other"}),
    ("google_storage_bucket", "update",
     _expires(("Delete", {"age": 30, "send_age_if_zero": True})),
     _expires(("Delete", {"age": 0, "send_age_if_zero": True})), {_CUT}),
    ("google_storage_bucket", "update", _expires(),
     _expires(("Delete", {"age": 0, "send_age_if_zero": True})), {_CUT}),
    ("google_storage_bucket", "update", {"cors": []}, {"cors": [{"origin": ["*"]}]},
     {"config.parameter"}),
    ("google_filestore_instance", "update", _exports(), _exports("10.0.0.0/24"), {_NARROW}),
    ("google_filestore_instance", "update", _exports("10.0.0.0/24"), _exports(), {_OPEN}),
    ("google_filestore_instance", "update", _exports("10.0.0.0/24"),
     _exports("10.0.0.0/24", "10.9.0.0/24"), {_OPEN}),
    ("google_bigquery_table", "delete", _table(view=[{"query": "select 1"}]), GONE,
     {"schema.keys"}),
    ("google_bigquery_table", "delete",
     _table(external_data_configuration=[{"source_uris": ["gs://a/*"]}]), GONE, {"schema.keys"}),
    ("google_bigquery_table", "delete", _table(), GONE, {"data.delete"}),
    ("google_bigquery_table", "replace", _table(materialized_view=[{"query": "a"}]),
     _table(materialized_view=[{"query": "b"}]), {"schema.keys"}),
    ("google_bigquery_table", "update", {"expiration_time": 1700000000000},
     {"expiration_time": 1800000000000}, {"other"}),
    ("google_bigquery_table", "update", {"expiration_time": 1700000000000},
     {"expiration_time": 1600000000000}, {_CUT}),
    ("google_iam_deny_policy", "update", _denied(("a",)), _denied(("a",), ("b", "c")),
     {_REVOKED}),
    ("google_iam_deny_policy", "update", _denied(("a",)), _denied(("a", "c")), {_GRANTED}),
    ("google_project_iam_audit_config", "update", _audited(("ADMIN_READ", "")),
     _audited(("ADMIN_READ", ""), ("DATA_READ", "user:a")), {"other"}),
    ("google_project_iam_audit_config", "update", _audited(("ADMIN_READ", "")),
     _audited(("ADMIN_READ", "user:a")), {"observability.logs-off"}),
    ("google_folder", "delete", {"display_name": "a"}, GONE, {_REVOKED}),
    ("google_org_policy_policy", "update", _ruled(allow_all="TRUE"), _allowed("a"), {_UP}),
    ("google_org_policy_policy", "update", _allowed("a"), _ruled(allow_all="TRUE"), {_OFF}),
    ("google_org_policy_policy", "update", _allowed("a"), _allowed("a", "b"), {_OFF}),
    ("google_project_default_service_accounts", "delete",
     {"action": "DEPRIVILEGE", "restore_policy": "REVERT"}, GONE, {"other"}),
    ("google_project_default_service_accounts", "delete",
     {"action": "DISABLE", "restore_policy": "REVERT"}, GONE, {_GRANTED}),
    ("google_project_iam_custom_role", "update", {"stage": "DISABLED"}, {"stage": "GA"},
     {_GRANTED}),
    ("google_iam_workload_identity_pool", "update", _bundles("a", "b"), _bundles("a"),
     {_REVOKED}),
    ("google_identity_platform_config", "delete", {"name": "a"}, GONE, {"other"}),
    ("google_access_context_manager_service_perimeter", "update", _callers("user:a", "user:b"),
     _callers("user:a"), {_NARROW}),
    ("google_access_context_manager_service_perimeter_ingress_policy", "replace",
     {"ingress_from": [{"identity_type": "ANY_IDENTITY"}]},
     {"ingress_from": [{"identity_type": "ANY_USER_ACCOUNT"}]}, {_NARROW}),
    ("google_privileged_access_manager_entitlement", "update", _approvers("user:a", "user:b"),
     _approvers("user:a"), {_REVOKED}),
    ("google_alloydb_instance", "delete", {"instance_type": "SECONDARY"}, GONE, {"other"}),
    ("google_logging_project_sink", "delete", {"name": "_Default"}, GONE, {"other"}),
    ("google_clouddomains_registration", "delete", {"domain_name": "a.example"}, GONE, {"other"}),
    ("google_deployment_manager_deployment", "delete", {"delete_policy": "ABANDON"}, GONE,
     {"other"}),
    ("google_container_attached_cluster", "delete", {"name": "a"}, GONE, {_REVOKED}),
    ("google_compute_node_template", "replace", {"node_type": "n1-node-96-624"},
     {"node_type": "n2-node-128-864"}, {"scale.resize-up"}),
    ("google_vmwareengine_external_access_rule", "create", GONE, {"action": "DENY"}, {_NARROW}),
    ("google_netapp_volume", "update", _clients("192.0.2.1, 192.0.2.2"), _clients("192.0.2.1"),
     {_NARROW}),
    ("google_netapp_backup_policy", "update", {"daily_backup_limit": 2, "weekly_backup_limit": 2},
     {"daily_backup_limit": 0, "weekly_backup_limit": 2}, {"protection.backup-cut"}),
    ("google_backup_dr_backup_plan", "update", _planned(3, 30), _planned(3),
     {"protection.backup-cut"}),
    ("google_privateca_ca_pool", "update", {"issuance_policy": []},
     {"issuance_policy": [{"baseline_values": [{"key_usage": [{"base_key_usage": [{"cert_sign": True}]}]}]}]},
     {_REVOKED}),
    ("google_kms_crypto_key", "update", {"version_template": [{"algorithm": "A"}]},
     {"version_template": [{"algorithm": "B"}]}, {"config.parameter"}),
    ("google_kms_crypto_key", "update", _reasons("A", "B"), _reasons("A"), {_REVOKED}),
    ("google_kms_crypto_key", "update", {"rotation_period": None},
     {"rotation_period": "7776000s"}, {_UP}),
    ("google_cloud_tasks_queue", "update", _called("a"), _called(), {_REVOKED}),
    ("google_project_service", "replace", {"service": "a", "disable_on_destroy": True},
     {"service": "b", "disable_on_destroy": True}, {"scale.to-zero"}),
    ("google_compute_image", "replace", {"source_disk": "a"}, {"source_disk": "b"},
     {"deploy.version"}),
    ("google_compute_project_metadata_item", "update",
     _item("ssh-keys", "a:ssh-ed25519 A\nb:ssh-ed25519 B"),
     _item("ssh-keys", "a:ssh-ed25519 A"), {_REVOKED, "config.parameter"}),
    ("google_compute_project_metadata_item", "create", GONE,
     _item("ssh-keys", "a:ssh-ed25519 A"), {_GRANTED}),
    ("google_compute_backend_service", "update", _scheme("EXTERNAL"), _scheme("EXTERNAL_MANAGED"),
     {"routing.rule"}),
    ("google_compute_backend_service", "update", {"protocol": "TCP"}, {"protocol": "HTTP"},
     {"config.parameter"}),
    ("google_compute_region_backend_service", "update", {"protocol": "HTTPS"},
     {"protocol": "HTTP"}, {"exposure.tls-weaken"}),
    ("google_cloudfunctions2_function", "update", _referred(), _referred("1"), {"config.env"}),
    ("google_cloudfunctions2_function", "update", _referred("1"), _referred("2"),
     {"secret.change"}),
    ("google_compute_instance_group_manager", "update", {"stateful_disk": []},
     {"stateful_disk": [{"device_name": "a", "delete_rule": "ON_PERMANENT_INSTANCE_DELETION"}]},
     {_UP}),
    ("google_sql_user", "update", {"deletion_policy": None}, {"deletion_policy": "DELETE"},
     {"other"}),
    ("google_compute_forwarding_rule", "update", _scheme("INTERNAL"), _scheme("INTERNAL_MANAGED"),
     {"routing.rule"}),
    ("google_compute_global_forwarding_rule", "update", _scheme("EXTERNAL_MANAGED"),
     _scheme("INTERNAL_SELF_MANAGED"), {_NARROW}),
    ("google_compute_security_policy", "update", {"rule": [_ALL]},
     {"rule": [_ALL, _by_expression("deny(403)", "a", preview=True)]}, {"other"}),
    ("google_compute_security_policy", "update",
     {"rule": [_ALL, _by_expression("deny(403)", "a")]},
     {"rule": [_ALL, _by_expression("deny(403)", "a", preview=True)]}, {_OFF}),
    ("google_compute_security_policy", "update", {"rule": [_by_range("deny(403)", "*")]},
     {"rule": [_by_range("deny(403)", "*"), _by_expression("allow", "a")]}, {_OPEN}),
    ("google_compute_security_policy", "update", {"rule": [_ALL]},
     {"rule": [_ALL, _by_expression("deny(403)", "a")]}, {_UP}),
    ("google_compute_security_policy", "update", {"rule": [_ALL]},
     {"rule": [_ALL, {**_by_expression("deny(403)", "a"), **_EXCLUDED}]}, {_UP}),
    ("google_compute_security_policy", "update",
     {"rule": [_ALL, _by_expression("deny(403)", "a")]},
     {"rule": [_ALL, {**_by_expression("deny(403)", "a"), **_EXCLUDED}]}, {_OFF}),
    ("google_compute_security_policy_rule", "update", _by_range("deny(403)", "192.0.2.1/32"),
     _by_range("deny(404)", "192.0.2.1/32"), {"other"}),
    ("google_compute_security_policy_rule", "update", _by_range("deny(403)", "192.0.2.1/32"),
     _by_range("throttle", "192.0.2.1/32"), {_OPEN}),
    ("google_compute_security_policy_rule", "update", _by_range("deny(403)", "192.0.2.1/32"),
     _by_range("deny(403)", "192.0.2.1/32", "192.0.2.2/32"), {_UP}),
    ("google_compute_security_policy_rule", "update",
     _by_range("allow", "192.0.2.1/32", "192.0.2.2/32"), _by_range("allow", "192.0.2.1/32"),
     {_NARROW}),
    ("google_compute_security_policy_rule", "create", GONE, _by_range("allow", "192.0.2.1/32"),
     {_OPEN}),
    ("google_compute_firewall", "create", GONE, _DENIED_OUT, {"routing.network"}),
    ("google_compute_firewall", "delete", _DENIED_OUT, GONE, {"routing.network"}),
    ("google_compute_organization_security_policy_rule", "update",
     {"action": "deny", "match": [{"config": [{"src_ip_ranges": ["192.0.2.1"]}]}]},
     {"action": "deny", "match": [{"config": [{"src_ip_ranges": ["192.0.2.1", "192.0.2.2"]}]}]},
     {_UP}),
    ("google_managed_kafka_acl", "update", _listed("ALLOW"), _listed("ALLOW", "DENY"),
     {_REVOKED}),
    ("google_pubsub_topic", "delete", {"deletion_policy": "ABANDON"}, GONE, {"other"}),
    ("google_bigquery_table", "delete", {"deletion_policy": "ABANDON"}, GONE, {"other"}),
    ("google_bigquery_table", "delete", {"deletion_policy": "DELETE"}, GONE, {"data.delete"}),
    ("google_container_registry", "delete", {"location": "EU"}, GONE, {"other"}),
    ("google_container_cluster", "update",
     {"database_encryption": [{"state": "DECRYPTED", "key_name": ""}]},
     {"database_encryption": [{"state": "ENCRYPTED", "key_name": "a"}]}, {_UP}),
    ("google_cloud_run_service", "update", _noted("internal"),
     _noted("internal-and-cloud-load-balancing"), {_OPEN}),
    ("google_cloud_run_service", "update", _noted("internal"), _noted("all"),
     {"exposure.public"}),
    ("google_cloud_run_service", "update", _scaled(maxScale="10"), _scaled(maxScale="4"),
     {"scale.limits-down"}),
    ("google_cloud_run_service", "update", _scaled(minScale="1"), _scaled(minScale="0"),
     {"config.parameter"}),
    ("google_cloud_run_v2_service", "update", _version("1"), _version("2"), {"secret.change"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_what_it_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    assert {str(action.id) for action in found if action.kind not in {"plan", "cost"}} == expected


@pytest.mark.parametrize(
    ("saved", "expected"), [(True, Reversible.YES), (False, Reversible.WITH_DATA_LOSS)]
)
def test_a_disk_that_is_saved_first_has_a_way_back(*, saved: bool, expected: Reversible) -> None:
    before = {"create_snapshot_before_destroy": saved}
    subject = plan(change("google_compute_disk", verb="delete", before=before, after={}))
    found = classify(subject, build(subject, NoSources())).items
    assert [action.reversible for action in found if action.id == "data.delete"] == [expected]


def test_who_read_a_dataset_goes_with_it() -> None:
    reader = {"dataset_id": "orders", "role": "roles/bigquery.dataViewer", "member": "user:a"}
    dataset = {"id": "projects/p/datasets/orders", "dataset_id": "orders"}
    subject = plan(
        change("google_bigquery_dataset", verb="delete", before=dataset, after={}),
        change("google_bigquery_dataset_iam_member", verb="delete", before=reader, after={}),
    )
    found = classify(subject, build(subject, NoSources())).items
    assert [str(action.id) for action in found if action.kind != "plan"] == [
        "data.delete",
        "other",
    ]


def test_a_spoke_goes_with_its_hub() -> None:
    subject = plan(
        change("google_network_connectivity_hub", verb="delete", before={"id": "h"}, after={}),
        change("google_network_connectivity_spoke", verb="delete", before={"hub": "h"}, after={}),
    )
    found = classify(subject, build(subject, NoSources())).items
    assert [str(action.id) for action in found if action.kind != "plan"] == [
        "routing.remove",
        "other",
    ]
