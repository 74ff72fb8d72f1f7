from __future__ import annotations

from collections.abc import Mapping

import pytest

from planguard.actions.providers.lifecycles import end_of_life, image_end_of_life
from planguard.model.value import Path, Value

_STACK: Path = ("site_config", 0, "application_stack", 0, "node_version")


@pytest.mark.parametrize(
    ("type_", "path", "version", "attributes", "expected"),
    [
        ("aws_eks_cluster", ("version",), "1.31", {}, "2025-11-26"),
        ("aws_eks_cluster", ("version",), "9.99", {}, ""),
        ("aws_db_instance", ("engine_version",), "11.20", {"engine": "postgres"}, "2024-02-29"),
        ("aws_db_instance", ("engine_version",), "19", {"engine": "oracle-ee"}, ""),
        ("aws_rds_cluster", ("engine_version",), "5.7.mysql_aurora.2.11.4",
         {"engine": "aurora-mysql"}, "2024-10-31"),
        ("aws_elasticache_replication_group", ("engine_version",), "6.2", {"engine": "redis"},
         "2027-01-31"),
        ("aws_elasticache_replication_group", ("engine_version",), "7.2", {"engine": "valkey"}, ""),
        ("aws_opensearch_domain", ("engine_version",), "OpenSearch_2.5",
         {"engine_version": "OpenSearch_2.5"}, "2025-11-07"),
        ("aws_opensearch_domain", ("engine_version",), "Elasticsearch_2.3",
         {"engine_version": "Elasticsearch_2.3"}, ""),
        ("google_container_cluster", ("min_master_version",), "1.30.1-gke.123", {}, "2025-09-30"),
        ("azurerm_kubernetes_cluster", ("kubernetes_version",), "1.30.4", {}, "2025-07-31"),
        ("azurerm_kubernetes_cluster", ("kubernetes_version",), "1.30.4",
         {"support_plan": "AKSLongTermSupport"}, ""),
        ("azurerm_linux_web_app", _STACK, "18-lts", {}, "2025-04-30"),
        ("azurerm_linux_web_app", ("site_config", 0, "minimum_tls_version"), "1.2", {}, ""),
        ("azurerm_postgresql_flexible_server", ("version",), "13", {}, "2026-07-31"),
        ("aws_lambda_function", ("runtime",), "python3.8", {}, "2024-10-14"),
        ("google_cloudfunctions_function", ("runtime",), "nodejs16", {}, "2024-01-30"),
        ("aws_eks_cluster", ("version",), "newest", {}, ""),
        ("aws_eks_cluster", (), "1.31", {}, ""),
    ],
)  # fmt: skip
def test_end_of_life(
    type_: str, path: Path, version: str, attributes: Mapping[str, Value], expected: str
) -> None:
    assert end_of_life(type_, path, version, attributes) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("python:3.7-alpine3.10", "2023-06-27"),
        ("docker.io/library/ubuntu:20.04", "2025-05-31"),
        ("public.ecr.aws/docker/library/debian:10-slim", "2024-06-30"),
        ("debian:buster", ""),
        ("python", ""),
        ("python:slim-3.7", ""),
        ("acme/python:3.7", ""),
        ("ghcr.io/library/node:16", ""),
        ("postgres:12.4", "2024-11-14"),
    ],
)
def test_image_end_of_life(name: str, expected: str) -> None:
    assert image_end_of_life(name) == expected
