"""The tables of names, against the catalogue and against the SDKs where they are installed."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path as File

import pytest
from actions.catalogue.cloudflare_4 import types_of_4
from actions.catalogue.test_snowflake_schema import ELSEWHERE as OF_SNOWFLAKE_0
from provider_schemas import Property
from pulumi_names import Sdk

from planguard.actions.catalogue import all_entries
from planguard.model.value import Path
from planguard.readers.pulumi.names import PACKAGES, checksum, table_of, words_of
from planguard.readers.pulumi.naming import counterpart, tokens_of

PREFIXES = {"azure": "azurerm", "gcp": "google"}
SHORT = {prefix: package for package, prefix in PREFIXES.items()}
TABLES = sorted(PACKAGES)
WITHOUT_A_PROPERTY = {
    **{
        f"aws_quicksight_{each} definition": "left out of the SDK"
        for each in ("analysis", "dashboard", "template")
    },
    **{
        f"aws_redshift_cluster logging.{name}": "only in earlier providers"
        for name in ("enable", "log_destination_type", "log_exports")
    },
    "azurerm_key_vault soft_delete_enabled": "only in providers before the oldest table",
    "azurerm_managed_disk encryption_settings.enabled": "only in earlier providers",
    "azurerm_monitor_aad_diagnostic_setting log.enabled": "only in earlier providers",
    "azurerm_monitor_diagnostic_setting log.enabled": "only in earlier providers",
    "azurerm_monitor_diagnostic_setting log.retention_policy.days": "only in earlier providers",
    "azurerm_monitor_diagnostic_setting log.retention_policy.enabled": "only in earlier providers",
    "azurerm_storage_account allow_blob_public_access": "only in providers before the oldest table",
    "azurerm_subnet address_prefix": "only in providers before the oldest table",
    **{
        f"azurerm_{machine} source_image_reference.id": "what all references to images may have"
        for machine in (
            "linux_virtual_machine",
            "linux_virtual_machine_scale_set",
            "orchestrated_virtual_machine_scale_set",
            "windows_virtual_machine",
            "windows_virtual_machine_scale_set",
        )
    },
    "cloudflare_rate_limit disabled": "only in earlier providers",
    "cloudflare_zone_setting value.strict_transport_security.enabled": "what the value may hold",
    "okta_rate_limiting authorize": "only in earlier providers",
    "okta_rate_limiting login": "only in earlier providers",
    "okta_trusted_origin active": "only in earlier providers",
    "datadog_logs_index prevent_deletion": "only in later providers",
    "github_branch_protection push_restrictions": "only in earlier providers",
    "github_enterprise_actions_permissions sha_pinning_required": "only in later providers",
    "datadog_monitor locked": "deprecated before the oldest table",
    "datadog_observability_pipeline config.processors": "only in earlier providers",
}
DOCUMENTS = {
    ("aws_ecr_lifecycle_policy", "policy"),
    ("aws_emr_security_configuration", "configuration"),
    ("aws_opensearchserverless_access_policy", "policy"),
    ("aws_opensearchserverless_lifecycle_policy", "policy"),
    ("aws_opensearchserverless_security_policy", "policy"),
    ("aws_sns_topic", "archive_policy"),
    ("datadog_monitor_json", "monitor"),
    ("datadog_security_monitoring_rule_json", "json"),
    ("google_bigquery_table", "schema"),
    ("google_bigtable_gc_policy", "gc_rules"),
}
"""Attributes of text that rules look into."""
WITHOUT_A_TOKEN = {"datadog_app_key_registration": "no SDK has it"}
OF_CLOUDFLARE_4 = types_of_4()
"""Pulumi's tokens of these types and attributes mean those of version 5."""


@pytest.fixture(scope="module", params=TABLES)
def sdk(request: pytest.FixtureRequest) -> Iterator[tuple[str, Sdk]]:
    package = str(request.param)
    found = find_spec(f"pulumi_{package}")
    if found is None or found.origin is None:
        pytest.skip(f"pulumi-{package} is not installed")
    # Millions of small nodes are made and none is garbage: collecting takes most of the time.
    gc.disable()
    yield package, Sdk.of_folder(File(found.origin).parent)
    gc.enable()


def prefix(package: str) -> str:
    return f"{PREFIXES.get(package, package)}_"


def of(package: str, types: Iterable[str]) -> set[str]:
    return {type_ for type_ in types if type_.startswith(prefix(package))}


def test_every_token_is_one_of_the_sdk(sdk: tuple[str, Sdk]) -> None:
    package, classes = sdk
    types = table_of(package).words
    told = {token for type_ in types for token in tokens_of(prefix(package) + type_)}
    assert len(told) >= len(types) > 0
    assert told - classes.tokens().keys() == set(table_of(package).older)


@pytest.mark.parametrize("package", TABLES)
def test_every_type_of_the_catalogue_has_a_token(package: str) -> None:
    types = of(package, all_entries()) - WITHOUT_A_TOKEN.keys() - OF_CLOUDFLARE_4.keys()
    types -= OF_SNOWFLAKE_0
    assert [type_ for type_ in sorted(types) if not tokens_of(type_)] == []


def test_every_watched_attribute_is_a_property(sdk: tuple[str, Sdk]) -> None:
    package, classes = sdk
    tokens = classes.tokens()
    missing = set()
    for type_ in of(package, all_entries()):
        token = next(iter(tokens_of(type_)), "")
        if token in tokens:
            own = classes.resource(token, *tokens[token])
            missing |= {
                f"{type_} {path}"
                for path in watched(type_)
                if not is_there(type_, tuple(path.split(".")), own)
                and not _was_there(OF_CLOUDFLARE_4.get(type_, {}), tuple(path.split(".")))
            }
    assert sorted(missing - WITHOUT_A_PROPERTY.keys()) == []


def _was_there(parts: Mapping[str, Property], path: Path) -> bool:
    return not path or (
        path[0] in parts
        and (not parts[str(path[0])].parts or _was_there(parts[str(path[0])].parts, path[1:]))
    )


def watched(type_: str) -> set[str]:
    rules = all_entries()[type_].rules
    paths = {path for rule in rules for path in (rule.path, *rule.conditions)}
    return {path for path in paths - {""} if (type_, path.partition(".")[0]) not in DOCUMENTS}


def is_there(type_: str, path: Path, parts: Mapping[str, Property]) -> bool:
    """Tell whether the SDK has a property, or that an SDK of an earlier version had it."""
    package, _, short = type_.partition("_")
    earlier = words_of(SHORT.get(package, package), short)
    for step, own in zip(path, counterpart(tokens_of(type_)[0]).naming.path(path), strict=True):
        found = parts.get(str(own))
        if found is None or found.shape == "map":
            return found is not None or ("_" in str(step) and checksum(str(step)) in earlier)
        parts = found.parts
    return True
