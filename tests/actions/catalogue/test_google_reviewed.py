"""What a review of Google types, drawn by lot, against their documentation put right, and their sisters."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.testing import change, plan


def _cluster(*names: str) -> dict[str, Any]:
    return {"cluster": [{"cluster_id": n, "num_nodes": 3, "storage_type": "SSD"} for n in names]}


def _view(*prefixes: str) -> dict[str, Any]:
    return {"subset_view": [{"row_prefixes": list(prefixes)}]}


def _serving(nodes: int | None, *scaling: dict[str, int]) -> dict[str, Any]:
    return {"online_serving_config": [{"fixed_node_count": nodes, "scaling": list(scaling)}]}


def _domains(*domains: str, enable: bool = True) -> dict[str, Any]:
    settings = [{"enable": enable, "domains": list(domains)}]
    return {"access_settings": [{"allowed_domains_settings": settings}]}


def _admin(*domains: str) -> dict[str, Any]:
    return {"admin_settings": [{"allowed_email_domains": list(domains)}] if domains else []}


def _keys(*keys: str, comment: str = "") -> dict[str, Any]:
    public = [{"ascii_armored_pgp_public_key": key, "comment": comment} for key in keys]
    return {"attestation_authority_note": [{"note_reference": "a", "public_keys": public}]}


def _pools(*pools: str) -> dict[str, Any]:
    trusted = [{"cas_configs": [{"ca_pool": pool} for pool in pools]}]
    return {"tls_config": [{"trust_config": trusted}]}


def _handlers(*handlers: tuple[str, str, str]) -> dict[str, Any]:
    return {
        "handlers": [
            {"url_regex": url, "login": f"LOGIN_{login}", "security_level": f"SECURE_{level}"}
            for url, login, level in handlers
        ]
    }


def _instances(most: int) -> dict[str, Any]:
    settings = {"standard_scheduler_settings": [{"max_instances": most}]}
    return {"automatic_scaling": [settings]}


def _condition(name: str, filter_: str) -> dict[str, Any]:
    block = {"filter": filter_, "threshold_value": 1, "evaluation_missing_data": None}
    return {"display_name": name, "condition_threshold": [block]}


def _policy(*filters: str) -> dict[str, Any]:
    return {"conditions": [_condition(f"c{at}", each) for at, each in enumerate(filters)]}


def _disks(*names: str) -> dict[str, Any]:
    return {"preserved_state": [{"disk": [{"device_name": n, "source": n} for n in names]}]}


def _metadata(**values: str) -> dict[str, Any]:
    return {"metadata": {key.replace("_", "-"): value for key, value in values.items()}}


def _comments(word: str) -> dict[str, Any]:
    return {"github": [{"name": "a", "pull_request": [{"comment_control": f"COMMENTS_{word}"}]}]}


def _route(blue: int, green: int) -> dict[str, Any]:
    shares = [{"service_name": "b", "weight": blue}, {"service_name": "g", "weight": green}]
    return {"rules": [{"matches": [{"alpn": ["h2"]}], "action": [{"destinations": shares}]}]}


def _targets(*services: str) -> dict[str, Any]:
    return {"restrictions": [{"api_targets": [{"service": s, "methods": []} for s in services]}]}


def _trusts(*certificates: str) -> dict[str, Any]:
    return {"allowlisted_certificates": [{"pem_certificate": each} for each in certificates]}


def _scaling(mode: str, count: int | None) -> dict[str, Any]:
    return {"scaling": [{"scaling_mode": mode, "manual_instance_count": count}]}


def _acl(*entries: tuple[str, str]) -> dict[str, Any]:
    return {
        "acl_entries": [
            {"principal": who, "permission_type": permission, "operation": "READ"}
            for who, permission in entries
        ]
    }


def _asks(*audiences: str) -> dict[str, Any]:
    provider = [{"audiences": list(audiences), "allowed_issuers": []}]
    return {"deployed_index_auth_config": [{"auth_provider": provider}]}


def _columns(**modes: str) -> dict[str, Any]:
    each = [{"name": name, "type": "STRING", "mode": mode} for name, mode in modes.items()]
    return {"schema": json.dumps(each)}


def _exports(*clients: str) -> dict[str, Any]:
    return {"export_policy": [{"rules": [{"allowed_clients": each} for each in clients]}]}


def _perimeter(*services: str) -> dict[str, Any]:
    let_in = [
        {"ingress_from": [{"identity_type": "ANY_IDENTITY"}],
         "ingress_to": [{"operations": [{"service_name": name}]}]}
        for name in services
    ]  # fmt: skip
    return {"status": [{"ingress_policies": let_in}]}


def _vault(restriction: str) -> dict[str, Any]:
    return {"access_restriction": restriction}


def _ingress(word: str) -> dict[str, Any]:
    return {"network_settings": [{"ingress_traffic_allowed": f"INGRESS_TRAFFIC_ALLOWED_{word}"}]}


GONE: dict[str, Any] = {}
CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("google_backup_dr_backup_vault", "update", _vault("WITHIN_ORGANIZATION"),
     _vault("WITHIN_PROJECT"), {"protection.up"}),
    ("google_backup_dr_backup_vault", "update", _vault("WITHIN_PROJECT"),
     _vault("WITHIN_ORGANIZATION"), {"protection.guard-off"}),
    ("google_backup_dr_backup_vault", "update", {"force_update": False}, {"force_update": True},
     set()),
    ("google_bigtable_instance", "update", _cluster("a"), _cluster("a", "b"), {"protection.up"}),
    ("google_bigtable_instance", "update", _cluster("a", "b"), _cluster("a"),
     {"protection.guard-off"}),
    ("google_bigtable_authorized_view", "update", _view("a", "b"), _view("a"), {"access.revoke"}),
    ("google_bigtable_authorized_view", "update", _view("a"), _view("a", "b"), {"access.grant"}),
    ("google_vertex_ai_featurestore", "update", _serving(2),
     _serving(None, {"min_node_count": 1, "max_node_count": 3}), {"other"}),
    ("google_vertex_ai_featurestore", "update", _serving(2), {"online_serving_config": []},
     {"scale.to-zero"}),
    ("google_vertex_ai_index_endpoint_deployed_index", "update",
     {"deployed_index_auth_config": []}, _asks("a"), {"access.revoke"}),
    ("google_vertex_ai_index_endpoint_deployed_index", "update", _asks("a"), _asks("a", "b"),
     {"access.grant"}),
    ("google_iap_settings", "update", _domains("a", "b"), _domains("a"), {"access.revoke"}),
    ("google_iap_settings", "update", _domains("a"), _domains("a", enable=False),
     {"access.grant"}),
    ("google_looker_instance", "update", _admin(), _admin("a.com"), {"access.revoke"}),
    ("google_looker_instance", "update", _admin("a.com"), _admin(), {"access.grant"}),
    ("google_looker_instance", "update", {"private_ip_enabled": True},
     {"private_ip_enabled": False}, {"routing.network"}),
    ("google_looker_instance", "update", {"platform_edition": "LOOKER_CORE_STANDARD_ANNUAL"},
     {"platform_edition": "LOOKER_CORE_ENTERPRISE_ANNUAL"}, {"scale.resize-up", "cost.up"}),
    ("google_bigquery_capacity_commitment", "update", {"plan": "MONTHLY"}, {"plan": "ANNUAL"},
     {"config.parameter"}),
    ("google_bigquery_capacity_commitment", "update", {"renewal_plan": "ANNUAL"},
     {"renewal_plan": "NONE"}, {"scale.limits-down"}),
    ("google_binary_authorization_attestor", "update", _keys("a", "b"), _keys("a"),
     {"access.revoke"}),
    ("google_binary_authorization_attestor", "update", _keys("a"), _keys("a", comment="mine"),
     {"other"}),
    ("google_managed_kafka_cluster", "update", _pools("a", "b"), _pools("a"), {"access.revoke"}),
    ("google_managed_kafka_acl", "update", _acl(("a", "ALLOW")), _acl(("a", "DENY")),
     {"access.revoke"}),
    ("google_app_engine_standard_app_version", "update", _handlers(("/a", "OPTIONAL", "ALWAYS")),
     _handlers(("/a", "OPTIONAL", "ALWAYS"), ("/b", "OPTIONAL", "OPTIONAL")), {"routing.rule"}),
    ("google_app_engine_standard_app_version", "update", _handlers(("/a", "ADMIN", "ALWAYS")),
     _handlers(("/a", "REQUIRED", "OPTIONAL")), {"access.grant", "exposure.tls-weaken"}),
    ("google_app_engine_standard_app_version", "update", _instances(10), _instances(0),
     {"scale.limits-up", "cost.up"}),
    ("google_app_engine_standard_app_version", "delete", {"noop_on_destroy": True}, GONE,
     {"other"}),
    ("google_app_engine_flexible_app_version", "delete", {"noop_on_destroy": False}, GONE,
     {"scale.to-zero"}),
    ("google_app_engine_service_network_settings", "update", _ingress("INTERNAL_ONLY"),
     _ingress("UNSPECIFIED"), {"exposure.public"}),
    ("google_app_engine_service_split_traffic", "update", {"split": [{"shard_by": "IP"}]},
     {"split": [{"shard_by": "RANDOM"}]}, {"routing.traffic"}),
    ("google_cloud_run_v2_job", "update", {"template": [{"parallelism": 5}]},
     {"template": [{"parallelism": 0}]}, {"scale.limits-up", "cost.up"}),
    ("google_cloud_run_v2_service", "update", _scaling("MANUAL", 3), _scaling("AUTOMATIC", None),
     {"other"}),
    ("google_cloud_run_v2_worker_pool", "update", _scaling("MANUAL", 3), _scaling("MANUAL", 0),
     {"scale.to-zero"}),
    ("google_monitoring_alert_policy", "update", _policy("a"), _policy("a", "b"), {"other"}),
    ("google_monitoring_alert_policy", "update", _policy("a"), _policy("b"),
     {"observability.alarm-loosened"}),
    ("google_logging_organization_sink", "replace", {"include_children": True},
     {"include_children": False}, {"observability.logs-off"}),
    ("google_logging_folder_sink", "update", {"intercept_children": False},
     {"intercept_children": True}, {"observability.logs-off"}),
    ("google_logging_billing_account_sink", "update", {"filter": "severity>=ERROR"},
     {"filter": ""}, {"other"}),
    ("google_logging_folder_exclusion", "create", GONE, {"filter": "a", "disabled": True},
     {"other"}),
    ("google_logging_folder_exclusion", "create", GONE, {"filter": "a"},
     {"observability.logs-off"}),
    ("google_cloud_asset_folder_feed", "update", {"condition": [{"expression": "a"}]},
     {"condition": []}, {"other"}),
    ("google_compute_region_per_instance_config", "update", _disks("a", "b"), _disks("a"),
     {"protection.guard-off"}),
    ("google_compute_region_per_instance_config", "delete", {"remove_instance_on_destroy": True},
     GONE, {"protection.guard-off", "scale.down"}),
    ("google_compute_instance_template", "replace", _metadata(ssh_keys="a:ssh-rsa AAAA a"), {},
     {"access.revoke", "config.env"}),
    ("google_cloudbuild_trigger", "update", _comments("ENABLED"), _comments("DISABLED"),
     {"access.grant", "config.parameter"}),
    ("google_network_security_gateway_security_policy_rule", "update",
     {"basic_profile": "DENY"}, {"basic_profile": "ALLOW"}, {"routing.network"}),
    ("google_network_services_tls_route", "update", _route(90, 10), _route(50, 50),
     {"routing.traffic"}),
    ("google_network_services_tcp_route", "update", {"meshes": ["a", "b"]}, {"meshes": ["a"]},
     {"routing.remove"}),
    ("google_compute_target_https_proxy", "update", {"certificate_map": None},
     {"certificate_map": "a"}, {"routing.rule"}),
    ("google_bigquery_dataset", "delete", {"external_dataset_reference": [
        {"external_source": "aws-glue://a", "connection": "b"}]}, GONE, {"other"}),
    ("google_bigquery_dataset", "delete", {"external_dataset_reference": []}, GONE,
     {"data.delete"}),
    ("google_bigquery_table", "update", _columns(a="NULLABLE"),
     _columns(a="NULLABLE", b="REPEATED"), {"other"}),
    ("google_bigquery_table", "update", _columns(a="NULLABLE"), _columns(a="REPEATED"),
     {"schema.keys"}),
    ("google_netapp_volume", "update", _exports("10.0.0.0/8", "10.1.0.0/16"),
     _exports("10.0.0.0/8"), {"exposure.narrow"}),
    ("google_access_context_manager_service_perimeter", "update", _perimeter("a", "b"),
     _perimeter("a"), {"exposure.narrow"}),
    ("google_project", "delete", {"skip_delete": True}, GONE, {"other"}),
    ("google_apikeys_key", "update", _targets(), _targets("a"), {"access.revoke"}),
    ("google_apikeys_key", "update", _targets("a"), _targets(), {"access.grant"}),
    ("google_certificate_manager_trust_config", "update", _trusts("a", "b"), _trusts("a"),
     {"access.revoke"}),
    ("google_compute_interconnect_attachment", "update", {"bandwidth": "BPS_1G"},
     {"bandwidth": "BPS_10G"}, {"scale.resize-up", "cost.up"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_what_it_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    assert {str(action.id) for action in found if action.kind != "plan"} == expected
