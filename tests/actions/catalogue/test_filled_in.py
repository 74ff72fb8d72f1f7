"""What a newer provider fills in, or calls by another name, opens and takes away nothing."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.testing import change, plan

_RULES = [{"name": "office", "priority": 100, "action": "Allow", "ip_address": "203.0.113.0/24"}]
_POOL = "azurerm_kubernetes_cluster_node_pool"
_FUNCTION = "google_cloudfunctions2_function"


def _site(default: str | None, *rules: dict[str, Any]) -> dict[str, Any]:
    return {"site_config": [{"ip_restriction_default_action": default, "ip_restriction": rules}]}


def _sql(**connection: Any) -> dict[str, Any]:
    return {"settings": [{"ip_configuration": [connection]}]}


def _noted(**annotations: str) -> dict[str, Any]:
    notes = {f"run.googleapis.com/{name}": word for name, word in annotations.items()}
    return {"metadata": [{"annotations": notes}]}


def _meant(type_: str, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    subject = plan(change(type_, before={"name": "a", **before}, after={"name": "a", **after}))
    return [str(each.id) for each in classify(subject, build(subject, NoSources())).items]


@pytest.mark.parametrize(
    ("type_", "before", "after"),
    [
        ("azurerm_linux_web_app", _site(None), _site("Allow")),
        (_POOL, {"enable_auto_scaling": True}, {"auto_scaling_enabled": True}),
        ("azurerm_subnet", {"private_endpoint_network_policies_enabled": True},
         {"private_endpoint_network_policies": "Enabled"}),
        ("google_sql_database_instance", _sql(require_ssl=True),
         _sql(ssl_mode="TRUSTED_CLIENT_CERTIFICATE_REQUIRED")),
        ("google_sql_database_instance", {"settings": [{"tier": "a"}]},
         {"settings": [{"tier": "a", "connector_enforcement": "NOT_REQUIRED"}]}),
        ("google_storage_bucket", {}, {"rpo": "DEFAULT"}),
        ("google_firestore_database", {},
         {"delete_protection_state": "DELETE_PROTECTION_DISABLED"}),
        ("google_cloud_run_service", _noted(), _noted(ingress="all")),
        ("azurerm_snapshot", {}, {"network_access_policy": "AllowAll"}),
        ("azurerm_managed_disk", {}, {"network_access_policy": "AllowAll"}),
        ("azurerm_api_management", {}, {"virtual_network_type": "None"}),
        ("aws_elasticache_replication_group", {}, {"cluster_mode": "disabled"}),
        ("aws_cognito_user_pool", {}, {"deletion_protection": "INACTIVE"}),
        ("aws_ecr_repository", {}, {"image_tag_mutability": "MUTABLE"}),
        ("aws_appsync_graphql_api", {}, {"visibility": "GLOBAL"}),
        ("cloudflare_zone", {}, {"type": "full"}),
        ("google_cloud_run_v2_service", {}, {"ingress": "INGRESS_TRAFFIC_ALL"}),
        (_FUNCTION, {"service_config": [{}]}, {"service_config": [{"ingress_settings": "ALLOW_ALL"}]}),
    ],
)  # fmt: skip
def test_it_is_told_as_nothing(type_: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    assert set(_meant(type_, before, after)) <= {"other"}


@pytest.mark.parametrize(
    ("type_", "before", "after", "meant"),
    [
        ("azurerm_linux_web_app", _site(None, *_RULES), _site("Allow", *_RULES), "exposure.public"),
        ("azurerm_linux_web_app", _site("Deny"), _site("Allow"), "exposure.public"),
        (_POOL, {"enable_auto_scaling": True}, {"auto_scaling_enabled": False}, "scale.limits-down"),
        ("google_sql_database_instance", _sql(require_ssl=True), _sql(require_ssl=False),
         "exposure.tls-weaken"),
        ("google_storage_bucket", {"rpo": "ASYNC_TURBO"}, {"rpo": "DEFAULT"},
         "protection.guard-off"),
        ("google_cloud_run_service", _noted(ingress="internal"), _noted(), "exposure.public"),
        ("azurerm_api_management", {"virtual_network_type": "Internal"}, {}, "exposure.public"),
        ("aws_ecr_repository", {"image_tag_mutability": "IMMUTABLE"},
         {"image_tag_mutability": "MUTABLE"}, "protection.guard-off"),
    ],
)  # fmt: skip
def test_what_is_really_opened_or_taken_away_is_told(
    type_: str, before: dict[str, Any], after: dict[str, Any], meant: str
) -> None:
    assert _meant(type_, before, after) == [meant]
