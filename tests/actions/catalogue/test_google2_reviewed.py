"""What a second review of Google types, drawn by lot, against their documentation put right."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.model.words import Disruption
from planguard.testing import change, plan


def _keys(*people: str) -> dict[str, Any]:
    return {"metadata": {"ssh-keys": "\n".join(f"{one}:ssh-ed25519 AAAA {one}" for one in people)}}


def _repository(mode: str) -> dict[str, Any]:
    return {"mode": mode, "format": "DOCKER"}


def _cleaned(*policies: tuple[str, str], dry: bool = False) -> dict[str, Any]:
    each = [{"id": name, "action": action} for name, action in policies]
    return {"cleanup_policies": each, "cleanup_policy_dry_run": dry}


def _account(*emails: str) -> dict[str, Any]:
    return {"service_account": [{"email": email, "scopes": []} for email in emails]}


def _order(word: str | None) -> dict[str, Any]:
    return {"network_firewall_policy_enforcement_order": word}


def _copied(schedule: str, *, delete: bool = False) -> dict[str, Any]:
    return {"replication_schedule": schedule, "delete_destination_volume": delete}


def _resolver(**parts: str) -> dict[str, Any]:
    certificate = {"raw_der": parts.pop("der", "A"), "not_after_time": parts.pop("ends", "2030")}
    return {"service_resolvers": [{**parts, "server_certificates": [certificate]}]}


def _list_policy(*allowed: str, every: bool = False) -> dict[str, Any]:
    return {"list_policy": [{"allow": [{"all": every, "values": list(allowed)}]}]}


def _roles(*names: str, expires: str = "") -> dict[str, Any]:
    expiry = [{"expire_time": expires}] if expires else []
    return {"roles": [{"name": name, "expiry_detail": expiry} for name in names]}


def _call(*emails: str) -> dict[str, Any]:
    tokens = [{"service_account_email": email} for email in emails]
    return {"http_target": [{"uri": "https://a.example", "oidc_token": tokens}]}


def _ciphers(*names: str) -> dict[str, Any]:
    return {"profile": "CUSTOM", "custom_features": list(names)}


def _rules(*modes: str) -> dict[str, Any]:
    return {
        "rule": [
            {
                "priority": at,
                "action": "allow",
                "direction": "INGRESS",
                "enable_logging": mode == "logged",
                "match": [
                    {
                        "src_ip_ranges": [f"10.{at}.0.0/16"],
                        "layer4_config": [{"ip_protocol": "tcp", "ports": ["22"]}],
                    }
                ],
            }
            for at, mode in enumerate(modes)
        ]
    }


def _push(*emails: str) -> dict[str, Any]:
    tokens = [{"service_account_email": email} for email in emails]
    return {"push_config": [{"push_endpoint": "https://a.example", "oidc_token": tokens}]}


def _weighted(*weights: int) -> dict[str, Any]:
    each = [{"weight": one, "rrdatas": [f"192.0.2.{at}"]} for at, one in enumerate(weights)]
    return {"routing_policy": [{"wrr": each}]}


def _recurrence(*, daily: bool) -> dict[str, Any]:
    weekly = [] if daily else [{"day": "SUNDAY"}]
    return {"daily_recurrence": [{}] if daily else [], "weekly_recurrence": weekly}


GONE: dict[str, Any] = {}
CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("google_compute_project_metadata", "update", _keys("a", "b"), _keys("a"),
     {"access.revoke", "config.env"}),
    ("google_compute_instance_settings", "update",
     {"metadata": [{"items": _keys("a", "b")["metadata"]}]},
     {"metadata": [{"items": _keys("a")["metadata"]}]}, {"access.revoke", "config.env"}),
    ("google_compute_project_metadata", "update", _keys("a"), _keys("a", "b"),
     {"access.grant", "config.env"}),
    ("google_compute_project_metadata", "delete", {"metadata": {"enable-oslogin": "TRUE"}}, GONE,
     {"protection.guard-off", "config.env"}),
    ("google_compute_region_instance_template", "replace", _account("a"), _account(),
     {"access.revoke"}),
    ("google_compute_instance", "update", _account("a"), _account("b"), {"access.grant"}),
    ("google_compute_network", "update", _order(None), _order("AFTER_CLASSIC_FIREWALL"),
     {"other"}),
    ("google_compute_network", "update", _order("BEFORE_CLASSIC_FIREWALL"),
     _order("AFTER_CLASSIC_FIREWALL"), {"exposure.open"}),
    ("google_compute_network", "update", _order(None), _order("BEFORE_CLASSIC_FIREWALL"),
     {"exposure.open"}),
    ("google_compute_network_peering_routes_config", "delete", {"peering": "a"}, GONE, {"other"}),
    ("google_compute_network_peering", "delete", {"name": "a"}, GONE, {"routing.remove"}),
    ("google_service_networking_vpc_service_controls", "update", {"enabled": True},
     {"enabled": False}, {"routing.network", "protection.guard-off"}),
    ("google_service_networking_vpc_service_controls", "create", GONE, {"enabled": True},
     {"routing.network"}),
    ("google_service_networking_peered_dns_domain", "replace", {"dns_suffix": "a.example."},
     {"dns_suffix": "b.example."}, {"routing.dns"}),
    ("google_artifact_registry_repository", "delete", _repository("VIRTUAL_REPOSITORY"), GONE,
     {"routing.remove"}),
    ("google_artifact_registry_repository", "delete", _repository("STANDARD_REPOSITORY"), GONE,
     {"data.delete"}),
    ("google_artifact_registry_repository", "update", {"cleanup_policy_dry_run": True},
     {"cleanup_policy_dry_run": False}, {"other"}),
    ("google_artifact_registry_repository", "update", _cleaned(("a", "DELETE"), dry=True),
     _cleaned(("a", "DELETE")), {"data.retention-cut"}),
    ("google_artifact_registry_repository", "update", _cleaned(("a", "DELETE")),
     _cleaned(("a", "DELETE"), ("b", "KEEP")), {"other"}),
    ("google_artifact_registry_repository", "update", _cleaned(("a", "DELETE")),
     _cleaned(("a", "DELETE"), ("b", "DELETE")), {"data.retention-cut"}),
    ("google_filestore_backup", "update", {"kms_key_name": "a"}, {"kms_key_name": None},
     set()),
    ("google_netapp_volume_replication", "delete", _copied("DAILY", delete=True), GONE,
     {"protection.guard-off", "data.delete"}),
    ("google_netapp_volume_replication", "delete", _copied("DAILY"), GONE,
     {"protection.guard-off"}),
    ("google_netapp_volume_replication", "update", _copied("HOURLY"), _copied("DAILY"),
     {"protection.backup-cut"}),
    ("google_storage_notification", "replace", {"object_name_prefix": "a/"},
     {"object_name_prefix": "b/"}, {"routing.rule"}),
    ("google_kms_ekm_connection", "update", _resolver(hostname="a", ends="2030"),
     _resolver(hostname="a", ends="2031"), {"other"}),
    ("google_kms_ekm_connection", "update", _resolver(hostname="a"), _resolver(hostname="b"),
     {"routing.rule"}),
    ("google_kms_ekm_connection", "update", _resolver(der="A"), _resolver(der="B"),
     {"access.trust"}),
    ("google_secret_manager_regional_secret", "update", {"ttl": "3600s"}, {"ttl": "7200s"},
     {"other"}),
    ("google_secret_manager_secret", "update", {"ttl": None}, {"ttl": "7200s"},
     {"secret.delete"}),
    ("google_secret_manager_secret", "update", {"version_aliases": {"a": "1"}},
     {"version_aliases": {"a": "1", "b": "2"}}, {"other"}),
    ("google_secret_manager_secret", "update", {"version_aliases": {"a": "1"}},
     {"version_aliases": {"a": "2"}}, {"secret.change"}),
    ("google_organization_policy", "update", _list_policy(every=True), _list_policy("a"),
     {"protection.up"}),
    ("google_organization_policy", "create", GONE, {"restore_policy": [{"default": True}]},
     {"protection.guard-off"}),
    ("google_organization_policy", "create", GONE, {"boolean_policy": [{"enforced": True}]},
     {"protection.up"}),
    ("google_project_organization_policy", "delete", {"boolean_policy": [{"enforced": False}]},
     GONE, {"protection.up"}),
    ("google_org_policy_policy", "create", GONE, {"spec": [{"rules": [{"enforce": "FALSE"}]}]},
     {"protection.guard-off"}),
    ("google_org_policy_policy", "delete", {"spec": [{"rules": [{"enforce": "TRUE"}]}]}, GONE,
     {"protection.guard-off"}),
    ("google_folder_organization_policy", "update", _list_policy("a"), _list_policy("a", "b"),
     {"protection.guard-off"}),
    ("google_cloud_identity_group_membership", "update", _roles("MEMBER", "OWNER"),
     _roles("MEMBER", "MANAGER"), {"access.grant", "access.revoke"}),
    ("google_cloud_identity_group_membership", "update", _roles("OWNER"), _roles("MEMBER"),
     {"access.revoke"}),
    ("google_cloud_identity_group_membership", "update", _roles("MEMBER", expires="2030"),
     _roles("MEMBER"), {"access.grant"}),
    ("google_cloud_identity_group_membership", "update", _roles("MEMBER"),
     _roles("MEMBER", "OWNER"), {"access.grant"}),
    ("google_cloud_scheduler_job", "update", _call("a"), _call(), {"access.revoke"}),
    ("google_cloud_scheduler_job", "update", {"pubsub_target": [{"data": "a"}]},
     {"pubsub_target": [{"data": "b"}]}, {"config.parameter"}),
    ("google_bigquery_reservation", "update", {"concurrency": 10}, {"concurrency": 0},
     {"scale.limits-up", "cost.up"}),
    ("google_bigquery_reservation", "update", {"autoscale": [{"max_slots": 100}]},
     {"autoscale": []}, {"scale.limits-down"}),
    ("google_bigquery_reservation", "update", {"secondary_location": "a"},
     {"secondary_location": None}, {"protection.guard-off"}),
    ("google_bigquery_row_access_policy", "update", {"grantees": ["user:a"]},
     {"grantees": ["user:a", "allAuthenticatedUsers"]}, {"access.public"}),
    ("google_data_catalog_taxonomy", "replace", {"region": "a"}, {"region": "b"},
     {"access.grant"}),
    ("google_alloydb_user", "create", GONE, {"database_roles": ["alloydbsuperuser"]},
     {"access.grant", "access.admin"}),
    ("google_firestore_backup_schedule", "replace", _recurrence(daily=True),
     _recurrence(daily=False), {"protection.backup-cut", "config.parameter"}),
    ("google_compute_region_ssl_policy", "update", _ciphers("A"),
     {"profile": "RESTRICTED", "custom_features": []}, {"exposure.tls-weaken"}),
    ("google_compute_ssl_policy", "update", _ciphers("A"), _ciphers("A", "B"),
     {"exposure.tls-weaken"}),
    ("google_compute_ssl_policy", "update", _ciphers("A", "B"), _ciphers("A"),
     {"protection.up"}),
    ("google_compute_region_network_firewall_policy_with_rules", "update", _rules("logged", "logged"),
     _rules("logged", "silent"), {"observability.logs-off"}),
    ("google_compute_network_firewall_policy_with_rules", "update", _rules("logged", "logged"),
     _rules("logged"), {"exposure.narrow"}),
    ("google_managed_kafka_connector", "update", {"configs": {"tasks.max": "3"}},
     {"configs": {"tasks.max": "3", "connection.password": "correct horse"}},
     {"config.env", "secret.expose"}),
    ("google_pubsub_subscription", "update", _push("a"), _push(), {"protection.guard-off"}),
    ("google_sql_user", "delete", {"deletion_policy": "ABANDON"}, GONE, {"other"}),
    ("google_secret_manager_secret", "update", {"rotation": [{"rotation_period": "3600s"}]},
     {"rotation": [{"rotation_period": "7200s"}]}, {"config.parameter"}),
    ("google_dns_record_set", "update", _weighted(90, 10), _weighted(50, 50),
     {"routing.traffic"}),
    ("google_dns_record_set", "update", _weighted(90), _weighted(90, 10),
     {"routing.traffic", "routing.dns"}),
    ("google_clouddomains_registration", "update",
     {"management_settings": [{"preferred_renewal_method": "AUTOMATIC_RENEWAL"}]},
     {"management_settings": [{"preferred_renewal_method": "MANUAL_RENEWAL"}]},
     {"protection.guard-off"}),
    ("google_dns_record_set", "delete", {"type": "SOA"}, GONE, {"other"}),
    ("google_dns_record_set", "update", {"routing_policy": [{"enable_geo_fencing": False}]},
     {"routing_policy": [{"enable_geo_fencing": True}]}, {"routing.dns"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_what_it_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    assert {str(action.id) for action in found if action.kind != "plan"} == expected


CAPACITY = {"capacity_config": [{"vcpu_count": 12}]}, {"capacity_config": [{"vcpu_count": 24}]}
VARIABLE: tuple[dict[str, Any], dict[str, Any]] = (
    {"metadata": {"a": "1"}},
    {"metadata": {"a": "2"}},
)


@pytest.mark.parametrize(
    ("type_", "sides", "expected"),
    [
        ("google_managed_kafka_connect_cluster", CAPACITY, Disruption.RESTART),
        ("google_compute_project_metadata", VARIABLE, Disruption.NONE),
    ],
)
def test_what_users_notice(
    type_: str, sides: tuple[dict[str, Any], dict[str, Any]], expected: Disruption
) -> None:
    before, after = sides
    subject = plan(change(type_, verb="update", before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    assert {a.disruption for a in found if a.id in {"scale.resize-up", "config.env"}} == {expected}
