"""Which product's end of life applies to a version: by type and attribute, or by an image's name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from planguard.actions.values.end_of_life import LIFECYCLES, ends_of
from planguard.actions.values.scalar import word_of
from planguard.actions.values.versions import image_of, read_version
from planguard.model.value import Path, Value

_Attributes: TypeAlias = Mapping[str, Value]
_Choose: TypeAlias = Callable[[_Attributes], str]
"""Gives a product's name for an object's attributes; `""` where none is known."""

_RDS = {
    "postgres": "amazon-rds-postgresql",
    "mysql": "amazon-rds-mysql",
    "mariadb": "amazon-rds-mariadb",
    "aurora-postgresql": "amazon-aurora-postgresql",
    "aurora-mysql": "amazon-aurora-mysql",
    "docdb": "amazon-documentdb",
    "neptune": "amazon-neptune",
}
_LANGUAGES = {"node": "nodejs", "python": "python", "php": "php", "dotnet": "dotnet"}
_OFFICIAL = re.compile(
    r"(?:(?:docker\.io|index\.docker\.io|public\.ecr\.aws/docker|mirror\.gcr\.io)/)?(?:library/)?"
    r"(?P<name>node|python|php|postgres|mongo|ubuntu|debian|alpine)"
)
"""Official images (https://hub.docker.com/u/library)."""
_OF_IMAGE = {"node": "nodejs", "postgres": "postgresql", "mongo": "mongodb"}


def end_of_life(type_: str, path: Path, version: str, attributes: _Attributes) -> str:
    """
    Give the day from which the version at an attribute gets no more fixes, `YYYY-MM-DD`.

    It is `""` where that is not known: for a type or release that the table does not have.
    """
    names = tuple(step for step in path if isinstance(step, str))
    choose = _WATCHED.get((type_, names[-1] if names else ""))
    product = choose(attributes) if choose else _of_stack(type_, names)
    lifecycle = LIFECYCLES.get(product)
    if lifecycle is None:
        return ""
    if product in _BY_IDENTIFIER:
        return lifecycle.ends.get(version, "")
    read = read_version(re.sub(r"^[a-zA-Z]+[|_]", "", version))
    return ends_of(product, read.numbers) if read else ""


def image_end_of_life(name: str) -> str:
    """Give the day from which what an official image is named after gets no more fixes."""
    image = image_of(name)
    found = _OFFICIAL.fullmatch(image.repository)
    read = read_version(image.tag) if found else None
    if not found or read is None or read.product:
        return ""
    return ends_of(_OF_IMAGE.get(found["name"], found["name"]), read.numbers)


def _always(product: str) -> _Choose:
    return lambda _: product


def _by_engine(attributes: _Attributes) -> str:
    return _RDS.get(word_of(attributes.get("engine")), "")


def _redis(attributes: _Attributes) -> str:
    engine = word_of(attributes.get("engine"))
    return "amazon-elasticache-redis" if engine == "redis" else ""


def _opensearch(attributes: _Attributes) -> str:
    version = word_of(attributes.get("engine_version") or attributes.get("engineVersion"))
    return "amazon-opensearch" if version.startswith("opensearch") else ""


def _aks(attributes: _Attributes) -> str:
    plan = word_of(attributes.get("support_plan") or attributes.get("supportPlan"))
    return "" if plan == "akslongtermsupport" else "azure-kubernetes-service"


def _of_stack(type_: str, names: tuple[str, ...]) -> str:
    """Follow languages on App Service: it supports them for as long as their communities do."""
    # https://learn.microsoft.com/azure/app-service/language-support-policy
    if not type_.startswith("azurerm_") or "application_stack" not in names:
        return ""
    return _LANGUAGES.get(names[-1].removesuffix("_version"), "")


_BY_IDENTIFIER = frozenset({"aws-lambda", "google-functions"})
_LAMBDA, _FUNCTIONS = _always("aws-lambda"), _always("google-functions")
_EKS, _GKE = _always("amazon-eks"), _always("google-kubernetes-engine")
_WATCHED: Mapping[tuple[str, str], _Choose] = {
    ("aws_lambda_function", "runtime"): _LAMBDA,
    ("aws-native:lambda:Function", "runtime"): _LAMBDA,
    ("google_cloudfunctions_function", "runtime"): _FUNCTIONS,
    ("google_cloudfunctions2_function", "runtime"): _FUNCTIONS,
    ("aws_eks_cluster", "version"): _EKS,
    ("aws_eks_node_group", "version"): _EKS,
    ("aws-native:eks:Cluster", "version"): _EKS,
    ("aws-native:eks:Nodegroup", "version"): _EKS,
    ("google_container_cluster", "min_master_version"): _GKE,
    ("google_container_cluster", "node_version"): _GKE,
    ("google_container_node_pool", "version"): _GKE,
    ("azurerm_kubernetes_cluster", "kubernetes_version"): _aks,
    ("azure-native:containerservice:ManagedCluster", "kubernetesVersion"): _aks,
    ("aws_db_instance", "engine_version"): _by_engine,
    ("aws_rds_cluster", "engine_version"): _by_engine,
    ("aws_rds_global_cluster", "engine_version"): _by_engine,
    ("aws-native:rds:DbInstance", "engineVersion"): _by_engine,
    ("aws-native:rds:DbCluster", "engineVersion"): _by_engine,
    ("aws_docdb_cluster", "engine_version"): _always("amazon-documentdb"),
    ("aws_neptune_cluster", "engine_version"): _always("amazon-neptune"),
    ("aws_elasticache_cluster", "engine_version"): _redis,
    ("aws_elasticache_replication_group", "engine_version"): _redis,
    ("aws_opensearch_domain", "engine_version"): _opensearch,
    ("aws-native:opensearchservice:Domain", "engineVersion"): _opensearch,
    ("aws_msk_cluster", "kafka_version"): _always("amazon-msk"),
    ("azurerm_postgresql_flexible_server", "version"): _always("azure-database-for-postgresql"),
    ("azurerm_mysql_flexible_server", "version"): _always("azure-database-for-mysql"),
    ("mongodbatlas_cluster", "mongo_db_major_version"): _always("mongodb"),
    ("mongodbatlas_advanced_cluster", "mongo_db_major_version"): _always("mongodb"),
}
