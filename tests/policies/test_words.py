"""The advice of shipped policies speaks of the provider whose object it is about."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from planguard.analyze import analyze
from planguard.model.settings import Environment, Settings
from planguard.policy.reading import Policy, read_policy
from planguard.testing import NOW, change, plan

SHIPPED = Path(__file__).parents[2] / "policies"
AMAZON = (
    *("CloudTrail", "S3", "IAM ", "`aws:", "ARN", "`iam:", "`sts:", "`name_prefix`", "AWS"),
    *("blue/green", "EKS", "RDS", "docs.aws.amazon.com", "security groups,"),
)
ROLE = {"metadata": [{"name": "a"}]}


@cache
def _policies() -> tuple[Policy, ...]:
    files = sorted(SHIPPED.rglob("*.yaml"))
    return tuple(read_policy(f.read_text(encoding="utf-8"), f.name, f.stem) for f in files)


def _fixes(type_: str, verb: str, before: dict[str, Any], after: dict[str, Any]) -> dict[str, str]:
    settings = Settings(environment=Environment(name="prod"))
    subject = plan(change(type_, verb=verb, before=before, after=after))
    report = analyze(subject, policies=_policies(), settings=settings, now=NOW)
    return {each.policy: each.fix for each in report.sections[0].findings}


@pytest.mark.parametrize(
    ("type_", "verb", "before", "after", "policy", "said"),
    [
        ("google_storage_bucket_iam_member", "create", {},
         {"bucket": "b", "role": "roles/storage.objectViewer", "member": "allUsers"},
         "public-access-granted", "Cloud CDN"),
        ("azurerm_shared_image_gallery", "update", {}, {"sharing": [{"permission": "Community"}]},
         "public-access-granted", "name the subscriptions"),
        ("azurerm_log_analytics_workspace", "update", {"retention_in_days": 365},
         {"retention_in_days": 30}, "log-retention-cut", "storage account"),
        ("google_kms_crypto_key_version", "update", {"state": "ENABLED"}, {"state": "DISABLED"},
         "encryption-key-disabled", "Cloud Audit Logs"),
        ("google_dns_record_set", "delete", {"name": "a.", "rrdatas": ["192.0.2.1"]}, {},
         "route-removed", "request counts"),
        ("google_dns_record_set", "update", {"ttl": 60}, {"ttl": 86400}, "record-ttl-raised",
         "may have to move."),
        ("kubernetes_cluster_role_v1", "update",
         {**ROLE, "rule": [{"api_groups": [""], "resources": ["pods"], "verbs": ["get"]}]},
         {**ROLE, "rule": [{"api_groups": [""], "resources": ["secrets"], "verbs": ["list"]}]},
         "all-data-readable", "`resourceNames`"),
        ("vault_policy", "update", {"policy": ""},
         {"policy": 'path "*" { capabilities = ["sudo", "update"] }'},
         "administrator-access-granted", "a grant that is taken back"),
        ("azurerm_postgresql_flexible_server", "update", {"version": "15"}, {"version": "16"},
         "engine-upgraded", "learn.microsoft.com"),
        ("google_sql_database_instance", "update", {"database_version": "POSTGRES_14"},
         {"database_version": "POSTGRES_15"}, "engine-upgraded", "Take a backup"),
        ("azurerm_kubernetes_cluster", "update", {"kubernetes_version": "1.30.1"},
         {"kubernetes_version": "1.31.1"}, "cluster-upgraded", "AKS diagnostics"),
        ("google_container_cluster", "update", {"min_master_version": "1.30.1"},
         {"min_master_version": "1.31.1"}, "cluster-upgraded", "GKE deprecation insights"),
        ("mongodbatlas_advanced_cluster", "update", {"mongo_db_major_version": "7.0"},
         {"mongo_db_major_version": "8.0"}, "engine-upgraded", "maintenance window"),
        ("snowflake_network_policy", "update", {"allowed_ip_list": ["192.0.2.0/24"]},
         {"allowed_ip_list": ["0.0.0.0/0"]}, "ingress-opened-to-the-world",
         "Allow the ranges that need it"),
        ("github_repository", "update", {"visibility": "private"}, {"visibility": "public"},
         "public-access-granted", "whole history"),
        ("github_branch_protection", "update", {"enforce_admins": True},
         {"enforce_admins": False}, "deletion-guard-removed", "except that"),
    ],
)  # fmt: skip
def test_advice_is_the_providers_own(
    type_: str,
    verb: str,
    before: dict[str, Any],
    after: dict[str, Any],
    policy: str,
    said: str,
) -> None:
    fix = _fixes(type_, verb, before, after)[policy]
    assert said in fix
    assert [word for word in AMAZON if word in fix] == []


def test_advice_for_amazon_stays_exact() -> None:
    url = {"function_name": "a", "authorization_type": "NONE"}
    fixes = _fixes(
        "aws_lambda_function_url", "update", {**url, "authorization_type": "AWS_IAM"}, url
    )
    assert "CloudFront" in fixes["public-access-granted"]
    method = {"rest_api_id": "a", "http_method": "POST", "authorization": "NONE"}
    fixes = _fixes(
        "aws_api_gateway_method", "update", {**method, "authorization": "AWS_IAM"}, method
    )
    assert "authorizer" in fixes["public-access-granted"]
