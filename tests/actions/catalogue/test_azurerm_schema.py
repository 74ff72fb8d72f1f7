"""The catalogue names nothing of Azure that Terraform's provider does not have, or once had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

import pytest
from actions.catalogue.native_sdk import folder_of
from provider_schemas import Property, cdk_types

from planguard.actions.catalogue import MODULES, parts_of
from planguard.actions.interface import Part, Rule, TypeEntry, steps_of
from planguard.actions.taxonomy import ACTIONS
from planguard.impact.carriers import JOINTS

GONE = frozenset(
    f"azurerm_{name}"
    for name in (
        "app_service_environment",
        "mariadb_configuration",
        "mariadb_database",
        "mariadb_firewall_rule",
        "mariadb_server",
        "mariadb_virtual_network_rule",
        "monitor_action_rule_action_group",
        "monitor_action_rule_suppression",
        "monitor_log_profile",
        "mysql_active_directory_administrator",
        "mysql_configuration",
        "mysql_database",
        "mysql_firewall_rule",
        "mysql_server",
        "mysql_server_key",
        "mysql_virtual_network_rule",
        "servicebus_namespace_network_rule_set",
        "sql_active_directory_administrator",
        "sql_database",
        "sql_elasticpool",
        "sql_failover_group",
        "sql_firewall_rule",
        "sql_managed_database",
        "sql_managed_instance",
        "sql_managed_instance_active_directory_administrator",
        "sql_server",
        "sql_virtual_network_rule",
        "template_deployment",
    )
)
"""Types that the provider's fourth release dropped (checked against 3.116)."""
RENAMED = frozenset(
    {
        "azurerm_container_app_job secrets.value",
        "azurerm_container_registry retention_policy.days",
        "azurerm_container_registry retention_policy.enabled",
        "azurerm_container_registry trust_policy.enabled",
        "azurerm_cosmosdb_account enable_automatic_failover",
        "azurerm_cosmosdb_account enable_multiple_write_locations",
        "azurerm_cosmosdb_sql_container partition_key_path",
        "azurerm_data_protection_backup_policy_blob_storage retention_duration",
        "azurerm_eventhub_namespace zone_redundant",
        "azurerm_kubernetes_cluster api_server_authorized_ip_ranges",
        "azurerm_kubernetes_cluster automatic_channel_upgrade",
        "azurerm_kubernetes_cluster default_node_pool.enable_auto_scaling",
        "azurerm_kubernetes_cluster default_node_pool.enable_host_encryption",
        "azurerm_kubernetes_cluster default_node_pool.enable_node_public_ip",
        "azurerm_kubernetes_cluster default_node_pool.node_taints",
        "azurerm_kubernetes_cluster node_os_channel_upgrade",
        "azurerm_kubernetes_cluster public_network_access_enabled",
        "azurerm_kubernetes_cluster_node_pool enable_auto_scaling",
        "azurerm_kubernetes_cluster_node_pool enable_host_encryption",
        "azurerm_kubernetes_cluster_node_pool enable_node_public_ip",
        "azurerm_linux_web_app site_config.application_stack.docker_image",
        "azurerm_linux_web_app site_config.application_stack.docker_image_tag",
        "azurerm_linux_web_app_slot site_config.application_stack.docker_image",
        "azurerm_linux_web_app_slot site_config.application_stack.docker_image_tag",
        "azurerm_managed_disk encryption_settings.enabled",
        "azurerm_monitor_aad_diagnostic_setting log.enabled",
        "azurerm_monitor_diagnostic_setting log.enabled",
        "azurerm_monitor_diagnostic_setting log.retention_policy.days",
        "azurerm_monitor_diagnostic_setting log.retention_policy.enabled",
        "azurerm_network_interface enable_accelerated_networking",
        "azurerm_network_interface enable_ip_forwarding",
        "azurerm_redis_cache enable_non_ssl_port",
        "azurerm_redis_cache redis_configuration.enable_authentication",
        "azurerm_route_table disable_bgp_route_propagation",
        "azurerm_servicebus_namespace zone_redundant",
        "azurerm_storage_account enable_https_traffic_only",
        "azurerm_subnet enforce_private_link_endpoint_network_policies",
        "azurerm_subnet enforce_private_link_service_network_policies",
        "azurerm_subnet private_endpoint_network_policies_enabled",
        "azurerm_virtual_network subnet.address_prefix",
        "azurerm_windows_web_app site_config.application_stack.docker_container_name",
        "azurerm_windows_web_app site_config.application_stack.docker_container_tag",
        "azurerm_windows_web_app_slot site_config.application_stack.docker_container_name",
        "azurerm_windows_web_app_slot site_config.application_stack.docker_container_tag",
    }
)
"""Attributes that the fourth release dropped (checked against 3.116)."""
EARLIER = frozenset(
    {
        "azurerm_key_vault soft_delete_enabled",
        "azurerm_storage_account allow_blob_public_access",
        "azurerm_subnet address_prefix",
    }
)
"""Attributes that the provider's third release dropped already."""
READ = {
    "azure-rule": "access direction priority protocol source_address_prefix "
    "source_address_prefixes source_application_security_group_ids "
    "destination_port_range destination_port_ranges",
    "azure": "access direction priority protocol source_address_prefix "
    "source_address_prefixes source_application_security_group_ids "
    "destination_port_range destination_port_ranges",
}
"""Attributes that the shapes of `ingress` read beside the one at their path."""


@pytest.fixture(scope="module")
def known() -> Mapping[str, Mapping[str, Property]]:
    return cdk_types(folder_of("cdktf_cdktf_provider_azurerm"))


def _modules() -> Iterator[tuple[str, tuple[TypeEntry, ...]]]:
    for name in MODULES["azurerm"]:
        yield name, import_module(f"planguard.actions.catalogue.{name}").ENTRIES


def _entries() -> list[TypeEntry]:
    return [entry for _, entries in _modules() for entry in entries]


def _missing(parts: Mapping[str, Property], steps: tuple[str, ...]) -> str:
    """Name the first step that is no attribute or block."""
    if not steps:
        return ""
    held = parts.get(steps[0])
    if held is None:
        return steps[0]
    return "" if held.shape == "map" else _missing(held.parts, steps[1:])


def _paths(rule: Rule) -> Iterator[str]:
    shape = rule.options.get("shape")
    if isinstance(shape, str):
        block = f"{rule.path}." if shape == "azure" else ""
        yield from (f"{block}{name}" for name in READ.get(shape, "").split())
    for option in ("target", "weight"):
        if rule.options.get(option):
            yield f"{rule.path}.{rule.options[option]}"
    for option in ("comparison", "scope", "principal"):
        if rule.options.get(option):
            yield str(rule.options[option])
    yield from (rule.path, *rule.conditions)


def _named(entry: TypeEntry) -> frozenset[str]:
    paths = {path for rule in entry.rules for path in _paths(rule)} | entry.ignore
    return frozenset(paths - {""})


def test_every_type_and_attribute_exists(known: Mapping[str, Mapping[str, Property]]) -> None:
    entries = _entries()
    assert {entry.type for entry in entries} - known.keys() == GONE
    missing = {
        f"{entry.type} {path}"
        for entry in entries
        if entry.type not in GONE
        for path in _named(entry)
        if _missing(known[entry.type], steps_of(path))
    }
    assert missing == RENAMED | EARLIER


def test_parts_and_joints_exist(known: Mapping[str, Mapping[str, Property]]) -> None:
    parts = parts_of("azurerm")
    assert {part.whole for part in parts} - known.keys() <= GONE
    assert [part for part in parts if not _meant(part, known)] == []
    joints = {name: way for name, way in JOINTS.items() if name.startswith("azurerm_")}
    assert [name for name, way in joints.items() if known[name].keys().isdisjoint(way)] == []


def _meant(part: Part, known: Mapping[str, Mapping[str, Property]]) -> bool:
    """Tell whether a type the part speaks of has the attribute, as far as types are known."""
    types = [name for name in known if _is_of(name, part.prefix)]
    return not types or any(part.attribute in known[name] for name in types)


def _is_of(name: str, prefix: str) -> bool:
    return name.startswith(prefix) if prefix.endswith("_") else name == prefix


def test_no_part_is_told_twice() -> None:
    parts = parts_of("azurerm")
    assert len(set(parts)) == len(parts)


def test_no_type_is_entered_twice() -> None:
    types = [entry.type for entry in _entries()]
    assert sorted(types) == sorted(set(types))


def test_modules_tell_the_services_they_have_types_of() -> None:
    for name, entries in _modules():
        services = {entry.type.split("_")[1] for entry in entries}
        assert services == set(MODULES["azurerm"][name].split()), name


def test_every_action_is_in_the_taxonomy() -> None:
    for entry in _entries():
        named = {*entry.create, *entry.delete, *entry.replace}
        named |= {action for rule in entry.rules for action in rule.actions.values()}
        assert named <= ACTIONS.keys(), entry.type


def test_more_than_600_types_carry_actions() -> None:
    carrying = [e for e in _entries() if e.rules or e.create or e.delete or e.replace]
    assert len(carrying) > 600
