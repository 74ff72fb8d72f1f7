"""What a review of the rarer Google types, against their documentation, put right."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.model.words import Reversible
from planguard.testing import change, plan

GONE: dict[str, Any] = {}
_REVOKED, _GRANTED = "access.revoke", "access.grant"
_OFF, _UP = "protection.guard-off", "protection.up"
_ORGANIZATION = "google_compute_organization_security_policy_rule"


def _bounded(*permissions: str, where: str = "//p", condition: str = "") -> dict[str, Any]:
    conditions = [{"expression": condition, "title": "t"}] if condition else []
    rule = {
        "available_permissions": list(permissions),
        "available_resource": where,
        "availability_condition": conditions,
    }
    return {"rules": [{"access_boundary_rule": [rule]}]}


def _posture(**modes: str | None) -> dict[str, Any]:
    return {"default_cluster_config": [{"security_posture_config": [modes]}]}


def _bound(condition: str = "") -> dict[str, Any]:
    return {"policy": "p", "condition": [{"expression": condition}] if condition else []}


def _device(**asked: Any) -> dict[str, Any]:
    condition = {"device_policy": [{"require_corp_owned": True, **asked}]}
    return {"access_levels": [{"name": "a", "basic": [{"conditions": [condition]}]}]}


def _controlled(**config: Any) -> dict[str, Any]:
    return {"policycontroller": [{"policy_controller_hub_config": [config]}]}


def _synced(**git: str) -> dict[str, Any]:
    return {"configmanagement": [{"config_sync": [{"git": [git]}]}]}


def _shared(*tables: str) -> dict[str, Any]:
    selected = [{"table": table} for table in tables]
    return {"bigquery_dataset": [{"dataset": "d", "selected_resources": selected}]}


def _watched(*, disabled: bool) -> dict[str, Any]:
    return {"monitoring_config": [{"snapshot_analysis": [{"disabled": disabled}]}]}


def _from(*ranges: str) -> dict[str, Any]:
    conditions = [{"ip_subnetworks": list(ranges)}]
    basic = {"combining_function": "AND", "conditions": conditions}
    return {"access_levels": [{"name": "a", "basic": [basic]}]}


def _wall(**rule: Any) -> dict[str, Any]:
    match = {"src_ip_ranges": ["10.0.0.0/8"], "dest_ip_ranges": ["10.0.0.0/8"]}
    plain = {
        "action": "allow",
        "direction": "INGRESS",
        "priority": 1,
        "target_service_accounts": [],
        "match": [{**match, "layer4_config": [{"ip_protocol": "all", "ports": []}]}],
    }
    return {"rule": [{**plain, **rule}]}


def _perimeter(*sources: str, limited: bool = True, **more: Any) -> dict[str, Any]:
    callers = {
        "identity_type": "ANY_IDENTITY",
        "sources": [{"resource": name} for name in sources],
        "source_restriction": "SOURCE_RESTRICTION_ENABLED" if limited else None,
    }
    policies = [{"egress_from": [callers], "egress_to": [{"resources": ["*"]}]}]
    status = {"resources": ["p"], "egress_policies": policies, **more}
    return {"service_perimeters": [{"name": "a", "status": [status]}]}


def _services(*allowed: str, limited: bool = True) -> dict[str, Any]:
    block = {"allowed_services": list(allowed), "enable_restriction": limited}
    return _perimeter(vpc_accessible_services=[block])


def _spread(nodes: int | None, **scaled: int) -> dict[str, Any]:
    grows = [scaled] if scaled else []
    return {"cluster": [{"cluster_id": "a", "num_nodes": nodes, "autoscaling_config": grows}]}


def _ported(*ports: str) -> dict[str, Any]:
    config = {"src_ip_ranges": ["10.0.0.0/8"], "layer4_config": [{"ports": list(ports)}]}
    return {"action": "allow", "match": [{"config": [config]}]}


def _role(word: str, user: str = "a") -> dict[str, Any]:
    return {"user": user, "role": [{"predefined_role": word}]}


def _logged(severity: str) -> dict[str, Any]:
    return {"logging_config": [{"log_severity": severity}]}


def _kept(days: int) -> dict[str, Any]:
    return {"retention_policy": [{"backup_retain_days": days, "locked": False}]}


def _callers(*who: str, action: str = "ALLOW") -> dict[str, Any]:
    sources = [{"principals": list(who), "ip_blocks": []}]
    return {"action": action, "rules": [{"sources": sources, "destinations": []}]}


def _shared_with(*projects: str) -> dict[str, Any]:
    named = [{"id": one, "project_id": one} for one in projects]
    return {"share_settings": [{"share_type": "SPECIFIC_PROJECTS", "project_map": named}]}


def _override(action: str) -> dict[str, Any]:
    overrides = [{"severity": "HIGH", "action": action}]
    return {"threat_prevention_profile": [{"severity_overrides": overrides}]}


def _signed(*certificates: str) -> dict[str, Any]:
    listed = [{"x509_certificate": one} for one in certificates]
    return {"idp_config": [{"idp_entity_id": "e", "idp_certificates": listed}]}


def _held(place: str, name: str, role: str = "roles/viewer") -> dict[str, Any]:
    return {place: name, "role": role, "member": "user:a@example.com"}


_ANYONE = {"member": "allUsers"}
CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("google_container_node_pool", "update", {"node_count": 3},
     {"autoscaling": [{"min_node_count": 1, "max_node_count": 4}]}, {"scale.limits-up"}),
    ("google_bigtable_instance", "update", _spread(3), _spread(None, max_nodes=4), {"other"}),
    ("google_bigtable_instance", "update", _spread(3), _spread(1), {"scale.down"}),
    ("google_compute_node_group", "update", {"initial_size": 3},
     {"autoscaling_policy": [{"min_nodes": 1, "max_nodes": 4}]}, {"other"}),
    (_ORGANIZATION, "update", {"action": "allow"}, {"action": "goto_next"}, {"exposure.narrow"}),
    (_ORGANIZATION, "update", {"action": "deny"}, {"action": "goto_next"}, {"exposure.open"}),
    (_ORGANIZATION, "update", {"action": "deny", "direction": "EGRESS"},
     {"action": "allow", "direction": "EGRESS"}, {"routing.network"}),
    (_ORGANIZATION, "update", {**_ported("22"), "direction": "EGRESS"},
     {**_ported("22", "80"), "direction": "EGRESS"}, {"routing.network"}),
    (_ORGANIZATION, "create", GONE, _ported("22"), {"exposure.open"}),
    ("google_workstations_workstation", "replace", {"workstation_id": "a"},
     {"workstation_id": "b"}, {"data.replace"}),
    ("google_workstations_workstation", "delete", {"workstation_id": "a"}, GONE,
     {"data.delete", "scale.to-zero"}),
    ("google_workstations_workstation_cluster", "replace", {"subnetwork": "a"},
     {"subnetwork": "b"}, {"scale.to-zero", "routing.network"}),
    ("google_vertex_ai_featurestore_entitytype", "update", _watched(disabled=False),
     _watched(disabled=True), {"observability.alarm-off"}),
    ("google_network_security_tls_inspection_policy", "update", {"ca_pool": "a"},
     {"ca_pool": "b"}, {"key.rotate"}),
    ("google_network_security_tls_inspection_policy", "update", {"trust_config": "a"},
     {"trust_config": None}, {_REVOKED}),
    ("google_network_security_tls_inspection_policy", "update", {"min_tls_version": "TLS_1_2"},
     {"min_tls_version": "TLS_VERSION_UNSPECIFIED"}, {"exposure.tls-weaken"}),
    ("google_iam_projects_policy_binding", "update", _bound("a"), _bound(), {_REVOKED}),
    ("google_iam_projects_policy_binding", "update", _bound(), _bound("a"), {_GRANTED}),
    ("google_iam_folders_policy_binding", "delete", _bound(), GONE, {_GRANTED}),
    ("google_iam_organizations_policy_binding", "create", GONE, _bound(), {_REVOKED}),
    ("google_iam_access_boundary_policy", "update", _bounded("a", "b"), _bounded("a"),
     {_REVOKED}),
    ("google_iam_access_boundary_policy", "update", _bounded("a"), _bounded("a", "b"),
     {_GRANTED}),
    ("google_iam_access_boundary_policy", "update", _bounded("a"), _bounded("a", condition="c"),
     {_REVOKED}),
    ("google_iam_access_boundary_policy", "update", _bounded("a"), _bounded("a", where="//q"),
     {_GRANTED}),
    ("google_iam_principal_access_boundary_policy", "update",
     {"details": [{"enforcement_version": "2"}]}, {"details": [{"enforcement_version": "1"}]},
     {_GRANTED}),
    ("google_gke_hub_fleet", "update", _posture(mode="ENTERPRISE"), _posture(mode="BASIC"),
     {_OFF}),
    ("google_gke_hub_fleet", "update", _posture(mode="BASIC"), _posture(mode="ENTERPRISE"),
     {_UP}),
    ("google_gke_hub_fleet", "update", _posture(mode="BASIC"), _posture(mode=None), {_OFF}),
    ("google_gke_hub_fleet", "update", _posture(mode=None), _posture(mode="DISABLED"),
     {"other"}),
    ("google_gke_hub_feature_membership", "update",
     _controlled(install_spec="INSTALL_SPEC_ENABLED"),
     _controlled(install_spec="INSTALL_SPEC_SUSPENDED"), {_OFF}),
    ("google_gke_hub_feature_membership", "update", _controlled(exemptable_namespaces=["a"]),
     _controlled(exemptable_namespaces=["a", "b"]), {_OFF}),
    ("google_gke_hub_feature_membership", "update", _synced(sync_rev="1"), _synced(sync_rev="2"),
     {"deploy.version"}),
    ("google_gke_hub_feature_membership", "delete",
     _controlled(install_spec="INSTALL_SPEC_ENABLED"), GONE, {_OFF, "config.parameter"}),
    ("google_firebase_hosting_site", "replace", {"site_id": "a"}, {"site_id": "b"},
     {"scale.to-zero"}),
    ("google_firebase_storage_bucket", "delete", {"bucket_id": "a"}, GONE, {_REVOKED}),
    ("google_bigquery_analytics_hub_listing", "update",
     {"discovery_type": "DISCOVERY_TYPE_PRIVATE"}, {"discovery_type": "DISCOVERY_TYPE_PUBLIC"},
     {"config.parameter"}),
    ("google_bigquery_analytics_hub_listing", "update", _shared("a", "b"), _shared("a"),
     {_REVOKED}),
    ("google_access_context_manager_access_levels", "update", _device(require_screen_lock=True),
     _device(require_screen_lock=False), {_OFF}),
    ("google_apigee_target_server", "update", {"s_sl_info": [{"protocols": ["TLSv1.2"]}]},
     {"s_sl_info": [{"protocols": ["TLSv1.2", "TLSv1"]}]}, {"exposure.tls-weaken"}),
    ("google_compute_network_edge_security_service", "replace", {"region": "a"},
     {"region": "b"}, {_OFF}),
    ("google_netapp_active_directory", "update", {"nfs_users_with_ldap": False},
     {"nfs_users_with_ldap": True}, {_GRANTED}),
    ("google_storage_bucket_iam_member", "replace", _held("bucket", "a"), _held("bucket", "b"),
     {_GRANTED, _REVOKED}),
    ("google_project_iam_member", "replace", _held("project", "a", "roles/owner"),
     _held("project", "b", "roles/owner"), {_GRANTED, _REVOKED, "access.admin"}),
    ("google_cloud_run_v2_service_iam_member", "replace", {**_held("name", "a"), **_ANYONE},
     {**_held("name", "b"), **_ANYONE}, {_GRANTED, _REVOKED, "access.public"}),
    ("google_access_context_manager_access_levels", "update", _from("10.0.0.0/8"), _from(),
     {"exposure.open"}),
    ("google_access_context_manager_access_levels", "update", _from(), _from("10.0.0.0/8"),
     {"exposure.narrow"}),
    ("google_access_context_manager_access_levels", "update", _from("10.0.0.0/8"),
     _from("10.0.0.0/8", "0.0.0.0/0"), {"exposure.open", "exposure.public"}),
    ("google_access_context_manager_service_perimeters", "update", _perimeter(limited=False),
     _perimeter("projects/1"), {"exposure.narrow"}),
    ("google_access_context_manager_service_perimeters", "update", _perimeter("projects/1"),
     _perimeter("projects/1", "projects/2"), {"exposure.open"}),
    ("google_access_context_manager_service_perimeters", "update", _services(limited=False),
     _services("storage.googleapis.com"), {"exposure.narrow"}),
    ("google_compute_firewall_policy_with_rules", "update",
     _wall(target_service_accounts=["a"]), _wall(), {"exposure.open"}),
    ("google_compute_firewall_policy_with_rules", "update", _wall(action="deny"), {"rule": []},
     {_OFF}),
    ("google_compute_firewall_policy_with_rules", "update",
     _wall(direction="EGRESS", action="deny"), {"rule": []}, {"routing.network"}),
    ("google_compute_organization_security_policy_rule", "update", _ported("22"), _ported(),
     {"exposure.open"}),
    ("google_compute_organization_security_policy_rule", "update",
     {"action": "allow", "preview": False}, {"action": "allow", "preview": True},
     {"exposure.narrow"}),
    ("google_compute_security_policy_rule", "update",
     {"action": "allow", "preview": True}, {"action": "allow", "preview": False},
     {"exposure.open"}),
    ("google_gke_hub_scope_rbac_role_binding", "update", _role("ADMIN"), _role("EDIT"),
     {_REVOKED}),
    ("google_gke_hub_scope_rbac_role_binding", "update", _role("VIEW"), _role("ADMIN"),
     {_GRANTED, "access.admin"}),
    ("google_gke_hub_membership_rbac_role_binding", "update", _role("VIEW", "a"),
     _role("VIEW", "b"), {_GRANTED, _REVOKED}),
    ("google_monitoring_alert_policy", "update", {"combiner": "AND_WITH_MATCHING_RESOURCE"},
     {"combiner": "AND"}, {"other"}),
    ("google_monitoring_alert_policy", "update", {"combiner": "OR"},
     {"combiner": "AND_WITH_MATCHING_RESOURCE"}, {"observability.alarm-loosened"}),
    ("google_eventarc_message_bus", "update", _logged("DEBUG"), _logged("ERROR"),
     {"observability.logs-off"}),
    ("google_gke_backup_backup_plan", "update", _kept(0), _kept(30), {"protection.backup-cut"}),
    ("google_gke_backup_backup_plan", "update", _kept(30), _kept(0), {_UP}),
    ("google_network_security_authorization_policy", "update", _callers("a", "b"),
     _callers("a"), {_REVOKED}),
    ("google_network_security_authorization_policy", "update", _callers("a", action="DENY"),
     _callers("a", "b", action="DENY"), {_REVOKED}),
    ("google_network_security_authorization_policy", "update", _callers("a"), _callers(),
     {_REVOKED, _GRANTED}),
    ("google_compute_node_group", "update", _shared_with("a", "b"), _shared_with("a"),
     {_REVOKED}),
    ("google_network_security_security_profile", "update", _override("ALERT"),
     _override("DENY"), {_UP}),
    ("google_network_security_security_profile", "update", _override("DENY"),
     _override("ALERT"), {_OFF}),
    ("google_identity_platform_inbound_saml_config", "update", _signed("a", "b"), _signed("a"),
     {_REVOKED}),
    ("google_network_management_vpc_flow_logs_config", "update", {"filter_expr": "a"},
     {"filter_expr": None}, {"other"}),
    ("google_tags_tag_binding", "replace", {"tag_value": "a"}, {"tag_value": "b"},
     {_GRANTED, _REVOKED}),
    ("google_backup_dr_backup_plan_association", "replace", {"resource": "a"},
     {"resource": "b"}, {"protection.backup-off"}),
    ("google_access_context_manager_authorized_orgs_desc", "update",
     {"orgs": ["organizations/1"]}, {"orgs": ["organizations/1", "organizations/2"]},
     {"access.trust"}),
    ("google_access_context_manager_egress_policy", "create", GONE, {"resource": "projects/1"},
     {"exposure.open"}),
    ("google_firebase_app_check_service_config", "update", {"enforcement_mode": "ENFORCED"},
     {"enforcement_mode": "UNENFORCED"}, {_OFF}),
    ("google_firebase_app_check_service_config", "update", {"enforcement_mode": None},
     {"enforcement_mode": "UNENFORCED"}, {"other"}),
    ("google_network_security_backend_authentication_config", "update",
     {"client_certificate": "a"}, {"client_certificate": None}, {"exposure.tls-weaken"}),
    ("google_apigee_api", "update", {"detect_md5hash": "a"}, {"detect_md5hash": "b"},
     {"deploy.version"}),
)  # fmt: skip


def test_a_role_on_a_key_goes_with_it() -> None:
    key = change("google_kms_crypto_key", verb="replace", before={"id": "k"}, after={"id": "n"})
    holder = "google_kms_crypto_key_iam_member"
    before, after = _held("crypto_key_id", "k"), _held("crypto_key_id", "n")
    subject = plan(key, change(holder, verb="replace", before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    assert {str(action.id) for action in found if holder in action.address} == {"other"}


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_what_it_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    assert {str(action.id) for action in found if action.kind not in {"plan", "cost"}} == expected


def test_a_version_of_a_secret_that_is_disabled_can_be_enabled_again() -> None:
    type_ = "google_secret_manager_regional_secret_version"
    subject = plan(
        change(type_, verb="update", before={"enabled": True}, after={"enabled": False})
    )
    (found,) = classify(subject, build(subject, NoSources())).items
    assert (found.id, found.reversible) == ("secret.delete", Reversible.YES)
