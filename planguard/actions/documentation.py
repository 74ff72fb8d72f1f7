"""Where a provider documents its resource types: what each attribute does, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

_REGISTRY = "https://registry.terraform.io/providers"
_NATIVE = "https://www.pulumi.com/registry/packages"
SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "archive": "hashicorp/archive",
        "aws": "hashicorp/aws",
        "azapi": "Azure/azapi",
        "azuread": "hashicorp/azuread",
        "azurerm": "hashicorp/azurerm",
        "cloudflare": "cloudflare/cloudflare",
        "cloudinit": "hashicorp/cloudinit",
        "datadog": "DataDog/datadog",
        "github": "integrations/github",
        "google": "hashicorp/google",
        "helm": "hashicorp/helm",
        "kubectl": "gavinbunney/kubectl",
        "kubernetes": "hashicorp/kubernetes",
        "kustomization": "kbst/kustomization",
        "launchdarkly": "launchdarkly/launchdarkly",
        "local": "hashicorp/local",
        "mongodbatlas": "mongodb/mongodbatlas",
        "null": "hashicorp/null",
        "okta": "okta/okta",
        "pagerduty": "PagerDuty/pagerduty",
        "postgresql": "cyrilgdn/postgresql",
        "random": "hashicorp/random",
        "snowflake": "snowflakedb/snowflake",
        "time": "hashicorp/time",
        "tls": "hashicorp/tls",
        "vault": "hashicorp/vault",
    }
)
"""Providers in Terraform's registry, by what their types begin with."""
_OWN_PAGES: Mapping[str, str] = MappingProxyType(
    {
        "terraform": "https://developer.hashicorp.com/terraform/language/resources/terraform-data",
        "kubernetes": "https://kubernetes.io/docs/reference/kubernetes-api/",
    }
)
"""Pages that stand for all types of a provider, since none of them has one of its own there."""


@cache
def page_of(type_: str) -> str:
    """Give the page that documents a resource type; empty for a provider nobody described."""
    if ":" in type_:
        return _native_page(type_)
    provider, _, name = type_.partition("_")
    if provider in SOURCES:
        return f"{_REGISTRY}/{SOURCES[provider]}/latest/docs/resources/{name}"
    return _OWN_PAGES.get(provider, "")


def _native_page(token: str) -> str:
    package, _, rest = token.partition(":")
    area, _, name = rest.partition(":")
    if package in _OWN_PAGES:
        return _OWN_PAGES[package]
    return f"{_NATIVE}/{package}/api-docs/{area}/{name.lower()}/"
