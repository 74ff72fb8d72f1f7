"""What the catalogue says of changes to Azure's types in Terraform, dangerous ones and others."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.catalogue import MODULES, all_entries
from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.plan import Change
from planguard.model.source import NoSources
from planguard.testing import change, plan

Case = tuple[str, str, dict[str, Any], dict[str, Any], set[str]]
_ROLES = "/subscriptions/1/providers/Microsoft.Authorization/roleDefinitions/"
_OWNER = f"{_ROLES}8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
_READER = f"{_ROLES}acdd72a7-3385-48ef-bd42-f606fba81ae7"
_GROUP = "/subscriptions/1/resourceGroups/shop"
_ANY = "0.0.0.0"  # noqa: S104 - an address in a rule; nothing is bound


def _rule(source: str = "10.0.0.0/8", port: str = "443", **more: Any) -> dict[str, Any]:
    """Write a rule as the provider plans it: what is not given is empty."""
    empty = {
        "description": "",
        "destination_address_prefix": "*",
        "destination_address_prefixes": [],
        "destination_application_security_group_ids": [],
        "destination_port_ranges": [],
        "source_address_prefixes": [],
        "source_application_security_group_ids": [],
        "source_port_range": "*",
        "source_port_ranges": [],
    }
    told = {
        "name": "r", "access": "Allow", "direction": "Inbound", "protocol": "Tcp",
        "priority": 100, "source_address_prefix": source, "destination_port_range": port,
    }  # fmt: skip
    return {**empty, **told, **more}


def _held(**more: Any) -> dict[str, Any]:
    return {"scope": _GROUP, "principal_id": "u", **more}


def _account(**more: Any) -> dict[str, Any]:
    return {
        "name": "shop", "account_replication_type": "GRS", "min_tls_version": "TLS1_2",
        "allow_nested_items_to_be_public": True, "shared_access_key_enabled": True,
        "https_traffic_only_enabled": True, "public_network_access_enabled": True,
        "local_user_enabled": True, "network_rules": [], "static_website": [], **more,
    }  # fmt: skip


def _blobs(**more: Any) -> dict[str, Any]:
    return _account(blob_properties=[{"versioning_enabled": True, **more}])


def _cluster(pool: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    nodes = {"name": "a", "node_count": 3, "vm_size": "Standard_D4s_v5", **(pool or {})}
    return {
        "kubernetes_version": "1.31.2", "private_cluster_enabled": True,
        "role_based_access_control_enabled": True, "run_command_enabled": True,
        "sku_tier": "Standard", "default_node_pool": [nodes], **more,
    }  # fmt: skip


def _web(**site: Any) -> dict[str, Any]:
    return {"enabled": True, "https_only": True, "public_network_access_enabled": True,
            "site_config": [site]}  # fmt: skip


ACCESS: tuple[Case, ...] = (
    ("resource_group", "delete", {"location": "eu"}, {}, {"data.delete"}),
    ("resource_group", "create", {}, {"name": "a", "location": "eu"}, {"other"}),
    ("role_assignment", "create", {}, _held(role_definition_name="Reader"), {"access.grant"}),
    ("role_assignment", "create", {}, _held(role_definition_name="Owner"),
     {"access.grant", "access.admin"}),
    ("role_assignment", "create", {}, _held(role_definition_id=_OWNER),
     {"access.grant", "access.admin"}),
    ("role_assignment", "delete",
     _held(role_definition_name="Reader", role_definition_id=_READER), {}, {"access.revoke"}),
    ("role_assignment", "replace", _held(role_definition_name="Reader"),
     _held(role_definition_name="Contributor"), {"access.grant", "access.revoke"}),
    ("role_assignment", "create", {},
     {**_held(role_definition_name="Contributor"), "scope": "/subscriptions/1"},
     {"access.grant", "access.admin"}),
    ("role_assignment", "update", _held(role_definition_name="Reader", description="a"),
     _held(role_definition_name="Reader", description="b"), set()),
    ("role_definition", "update", {"permissions": [{"actions": ["a/read"]}]},
     {"permissions": [{"actions": ["a/read", "*"]}]}, {"access.admin"}),
    ("role_definition", "update", {"permissions": [{"actions": ["a/read"], "not_actions": []}]},
     {"permissions": [{"actions": ["a/read"], "not_actions": ["b/read"]}]}, {"access.revoke"}),
    ("pim_active_role_assignment", "create", {}, _held(role_definition_id=_OWNER),
     {"access.grant", "access.admin"}),
    ("management_lock", "delete", {"lock_level": "CanNotDelete"}, {}, {"protection.guard-off"}),
    ("management_lock", "update", {"lock_level": "ReadOnly"}, {"lock_level": "CanNotDelete"},
     {"protection.guard-off"}),
    ("subscription_policy_assignment", "update", {"enforce": True}, {"enforce": False},
     {"protection.guard-off"}),
    ("subscription_policy_assignment", "update", {"description": "a"}, {"description": "b"},
     set()),
    ("federated_identity_credential", "update", {"subject": "repo:a:ref:main"},
     {"subject": "repo:a:*"}, {"access.trust"}),
    ("user_assigned_identity", "delete", {"name": "a"}, {}, {"access.revoke"}),
    ("resource_group_template_deployment", "create", {}, {"deployment_mode": "Complete"},
     {"protection.guard-off"}),
    ("resource_group_template_deployment", "create", {}, {"deployment_mode": "Incremental"},
     {"other"}),
    ("automation_variable_string", "update", {"encrypted": True, "value": "a"},
     {"encrypted": False, "value": "a"}, {"secret.expose"}),
    ("automation_variable_string", "update", {"encrypted": False, "value": "a"},
     {"encrypted": False, "value": "b"}, {"config.parameter"}),
)  # fmt: skip

STORAGE: tuple[Case, ...] = (
    ("storage_account", "create", {}, _account(), {"other"}),
    ("storage_account", "delete", _account(), {}, {"data.delete"}),
    ("storage_account", "replace", _account(), _account(account_tier="Premium"),
     {"data.replace"}),
    ("storage_account", "update", _account(allow_nested_items_to_be_public=False), _account(),
     {"exposure.public"}),
    ("storage_account", "update", _account(min_tls_version="TLS1_2"),
     _account(min_tls_version="TLS1_0"), {"exposure.tls-weaken"}),
    ("storage_account", "update", _account(), _account(https_traffic_only_enabled=False),
     {"exposure.tls-weaken"}),
    ("storage_account", "update", {"enable_https_traffic_only": True},
     {"enable_https_traffic_only": False}, {"exposure.tls-weaken"}),
    ("storage_account", "update", _account(network_rules=[{"default_action": "Deny"}]),
     _account(network_rules=[{"default_action": "Allow"}]), {"exposure.public"}),
    ("storage_account", "update",
     _account(network_rules=[{"default_action": "Deny", "ip_rules": ["192.0.2.1"]}]),
     _account(network_rules=[{"default_action": "Deny",
                              "ip_rules": ["192.0.2.1", "192.0.2.9"]}]), {"exposure.open"}),
    ("storage_account", "update", _account(public_network_access_enabled=False), _account(),
     {"exposure.public"}),
    ("storage_account", "update", _account(), _account(account_replication_type="LRS"),
     {"protection.guard-off"}),
    ("storage_account", "update", _account(), _account(access_tier="Cool"),
     {"config.parameter"}),
    ("storage_account", "update", _blobs(), _blobs(versioning_enabled=False),
     {"protection.guard-off"}),
    ("storage_account", "update", _blobs(delete_retention_policy=[{"days": 30}]),
     _blobs(delete_retention_policy=[{"days": 7}]), {"protection.backup-cut"}),
    ("storage_account", "update", _blobs(delete_retention_policy=[{"days": 30}]),
     _blobs(delete_retention_policy=[]), {"protection.guard-off"}),
    ("storage_account", "update", _blobs(delete_retention_policy=[]),
     _blobs(delete_retention_policy=[{"days": 7}]), {"protection.up"}),
    ("storage_account", "update", _blobs(restore_policy=[{"days": 6}]),
     _blobs(restore_policy=[]), {"protection.backup-off"}),
    ("storage_account", "update", _account(customer_managed_key=[{"key_vault_key_id": "k"}]),
     _account(customer_managed_key=[]), {"protection.encryption-off"}),
    ("storage_account", "update", _account(), _account(static_website=[{}]),
     {"exposure.public"}),
    ("storage_account_network_rules", "delete", {"default_action": "Deny"}, {},
     {"exposure.public"}),
    ("storage_container", "create", {}, {"name": "a", "container_access_type": "private"},
     {"other"}),
    ("storage_container", "create", {}, {"name": "a", "container_access_type": "blob"},
     {"exposure.public"}),
    ("storage_container", "delete", {"name": "a"}, {}, {"data.delete"}),
    ("storage_management_policy", "update",
     {"rule": [{"name": "a", "actions": [{"base_blob": [
         {"delete_after_days_since_modification_greater_than": 365}]}]}]},
     {"rule": [{"name": "a", "actions": [{"base_blob": [
         {"delete_after_days_since_modification_greater_than": 30}]}]}]},
     {"data.retention-cut"}),
    ("storage_share", "update", {"quota": 50}, {"quota": 100}, {"scale.resize-up", "cost.up"}),
    ("storage_blob", "update", {"content_md5": "a"}, {"content_md5": "b"}, {"deploy.version"}),
    ("netapp_volume", "delete", {"name": "a"}, {}, {"data.delete"}),
    ("netapp_snapshot_policy", "update", {"enabled": True}, {"enabled": False},
     {"protection.backup-off"}),
)  # fmt: skip

KEYS: tuple[Case, ...] = (
    ("key_vault", "delete", {"name": "a"}, {}, {"key.delete", "secret.delete"}),
    ("key_vault", "update", {"purge_protection_enabled": True},
     {"purge_protection_enabled": False}, {"protection.guard-off"}),
    ("key_vault", "update", {"access_policy": [{"object_id": "a", "key_permissions": ["Get"]}]},
     {"access_policy": [{"object_id": "a", "key_permissions": ["Get", "Purge"]}]},
     {"access.grant"}),
    ("key_vault", "update", {"network_acls": [{"default_action": "Deny"}]},
     {"network_acls": [{"default_action": "Allow"}]}, {"exposure.public"}),
    ("key_vault", "update", {"contact": [{"email": "a@example.com"}]},
     {"contact": [{"email": "b@example.com"}]}, set()),
    ("key_vault_access_policy", "create", {},
     {"object_id": "a", "secret_permissions": ["Get"]}, {"access.grant"}),
    ("key_vault_key", "delete", {"name": "a"}, {}, {"key.delete"}),
    ("key_vault_key", "update", {"rotation_policy": [{"automatic": [{"a": "P30D"}]}]},
     {"rotation_policy": []}, {"key.rotation-off"}),
    ("key_vault_secret", "update", {"name": "a", "content_type": "a"},
     {"name": "a", "content_type": "b"}, set()),
    ("key_vault_secret", "update", {"value_wo_version": 1}, {"value_wo_version": 2},
     {"secret.change"}),
    ("key_vault_managed_hardware_security_module", "update", {"admin_object_ids": ["a"]},
     {"admin_object_ids": ["a", "b"]}, {"access.admin"}),
)  # fmt: skip

DATABASES: tuple[Case, ...] = (
    ("mssql_firewall_rule", "create", {},
     {"start_ip_address": _ANY, "end_ip_address": "255.255.255.255"}, {"exposure.public"}),
    ("mssql_firewall_rule", "create", {}, {"start_ip_address": _ANY, "end_ip_address": _ANY},
     {"exposure.open"}),
    ("sql_firewall_rule", "create", {},
     {"start_ip_address": "192.0.2.1", "end_ip_address": "192.0.2.9"}, {"exposure.open"}),
    ("mssql_server", "update", {"minimum_tls_version": "1.2"}, {"minimum_tls_version": "1.0"},
     {"exposure.tls-weaken"}),
    ("mssql_server", "update", {"public_network_access_enabled": False},
     {"public_network_access_enabled": True}, {"exposure.public"}),
    ("mssql_server", "delete", {"name": "a"}, {}, {"data.delete"}),
    ("mssql_database", "delete", {"create_mode": "Default"}, {}, {"data.delete"}),
    ("mssql_database", "delete", {"create_mode": "Secondary"}, {}, {"scale.down"}),
    ("mssql_database", "update", {"sku_name": "S3"}, {"sku_name": "S1"}, {"scale.resize-down"}),
    ("mssql_database", "update", {"sku_name": "GP_Gen5_4"}, {"sku_name": "GP_Gen5_8"},
     {"scale.resize-up", "cost.up"}),
    ("mssql_database", "update", {"short_term_retention_policy": [{"retention_days": 35}]},
     {"short_term_retention_policy": [{"retention_days": 7}]}, {"protection.backup-cut"}),
    ("mssql_database", "update", {"transparent_data_encryption_enabled": True},
     {"transparent_data_encryption_enabled": False}, {"protection.encryption-off"}),
    ("mssql_managed_instance", "create", {}, {"public_data_endpoint_enabled": True},
     {"exposure.public"}),
    ("mssql_server_extended_auditing_policy", "update", {"retention_in_days": 90},
     {"retention_in_days": 7}, {"observability.log-retention-cut"}),
    ("mssql_virtual_network_rule", "create", {}, {"subnet_id": "a"}, {"exposure.open"}),
    ("postgresql_flexible_server", "update", {"version": "14"}, {"version": "16"},
     {"schema.engine"}),
    ("postgresql_flexible_server", "update", {"high_availability": [{"mode": "ZoneRedundant"}]},
     {"high_availability": []}, {"protection.guard-off"}),
    ("postgresql_flexible_server", "update", {"backup_retention_days": 35},
     {"backup_retention_days": 7}, {"protection.backup-cut"}),
    ("postgresql_flexible_server", "update", {"sku_name": "GP_Standard_D4s_v3"},
     {"sku_name": "GP_Standard_D2s_v3"}, {"scale.resize-down"}),
    ("postgresql_flexible_server_configuration", "update", {"value": "on"}, {"value": "off"},
     {"config.parameter"}),
    ("postgresql_flexible_server_database", "delete", {"name": "a"}, {}, {"data.delete"}),
    ("postgresql_server", "update", {"ssl_enforcement_enabled": True},
     {"ssl_enforcement_enabled": False}, {"exposure.tls-weaken"}),
    ("mysql_flexible_server", "replace", {"delegated_subnet_id": "a"},
     {"delegated_subnet_id": "b"}, {"data.replace", "routing.network"}),
    ("redis_cache", "update", {"non_ssl_port_enabled": False}, {"non_ssl_port_enabled": True},
     {"exposure.tls-weaken"}),
    ("redis_cache", "create", {},
     {"redis_configuration": [{"authentication_enabled": False}]}, {"access.public"}),
    ("redis_cache", "create", {},
     {"redis_configuration": [{"authentication_enabled": True}]}, {"other"}),
    ("redis_cache", "update", {"sku_name": "Premium"}, {"sku_name": "Standard"},
     {"scale.resize-down"}),
    ("cosmosdb_account", "update", {"backup": [{"type": "Continuous"}]},
     {"backup": [{"type": "Periodic"}]}, {"protection.backup-cut"}),
    ("cosmosdb_account", "update", {"ip_range_filter": ["192.0.2.1"]}, {"ip_range_filter": []},
     {"exposure.public"}),
    ("cosmosdb_sql_container", "replace", {"partition_key_paths": ["/a"]},
     {"partition_key_paths": ["/b"]}, {"schema.keys", "data.replace"}),
    ("cosmosdb_sql_container", "update", {"default_ttl": -1}, {"default_ttl": 3600},
     {"data.retention-cut"}),
    ("cosmosdb_sql_database", "update", {"throughput": 800}, {"throughput": 400},
     {"scale.resize-down"}),
)  # fmt: skip

COMPUTE: tuple[Case, ...] = (
    ("linux_virtual_machine", "update", {"size": "Standard_D2s_v5"},
     {"size": "Standard_D4s_v5"}, {"scale.resize-up", "cost.up"}),
    ("linux_virtual_machine", "delete", {"name": "a"}, {}, {"scale.to-zero"}),
    ("linux_virtual_machine", "replace",
     {"source_image_reference": [{"sku": "22_04-lts", "version": "1.0"}]},
     {"source_image_reference": [{"sku": "24_04-lts", "version": "1.0"}]}, {"deploy.version"}),
    ("linux_virtual_machine", "update", {"disable_password_authentication": True},
     {"disable_password_authentication": False}, {"access.grant"}),
    ("windows_virtual_machine", "update", {"license_type": "None"},
     {"license_type": "Windows_Server"}, {"config.parameter"}),
    ("virtual_machine", "delete",
     {"delete_data_disks_on_termination": True, "storage_data_disk": [{"name": "d"}]}, {},
     {"scale.to-zero", "data.delete"}),
    ("virtual_machine", "delete",
     {"delete_data_disks_on_termination": True, "storage_data_disk": []}, {},
     {"scale.to-zero"}),
    ("linux_virtual_machine_scale_set", "update", {"instances": 4}, {"instances": 2},
     {"scale.down"}),
    ("linux_virtual_machine_scale_set", "update", {"upgrade_mode": "Rolling"},
     {"upgrade_mode": "Automatic"}, {"protection.guard-off"}),
    ("managed_disk", "delete", {"disk_size_gb": 64}, {}, {"data.delete"}),
    ("managed_disk", "update", {"disk_size_gb": 64}, {"disk_size_gb": 128},
     {"scale.resize-up", "cost.up"}),
    ("virtual_machine_data_disk_attachment", "delete", {"lun": 1}, {}, {"scale.resize-down"}),
    ("virtual_machine_data_disk_attachment", "create", {}, {"lun": 1}, {"other"}),
    ("kubernetes_cluster", "create", {}, _cluster(), {"other"}),
    ("kubernetes_cluster", "update", _cluster(), _cluster(kubernetes_version="1.32.0"),
     {"dependency.cluster"}),
    ("kubernetes_cluster", "update", _cluster(), _cluster(private_cluster_enabled=False),
     {"exposure.public"}),
    ("kubernetes_cluster", "update", _cluster(), _cluster({"node_count": 5}),
     {"scale.up", "cost.up"}),
    ("kubernetes_cluster", "update", _cluster({"auto_scaling_enabled": True}),
     _cluster({"auto_scaling_enabled": True, "node_count": 5}), {"other"}),
    ("kubernetes_cluster", "update", _cluster(sku_tier="Standard"), _cluster(sku_tier="Free"),
     {"protection.guard-off"}),
    ("kubernetes_cluster", "update",
     _cluster(private_cluster_enabled=False, api_server_access_profile=[
         {"authorized_ip_ranges": ["192.0.2.0/24"]}]),
     _cluster(private_cluster_enabled=False, api_server_access_profile=[
         {"authorized_ip_ranges": []}]), {"exposure.public"}),
    ("kubernetes_cluster", "delete", _cluster(), {}, {"data.delete", "scale.to-zero"}),
    ("kubernetes_cluster_node_pool", "update", {"max_count": 3}, {"max_count": 9},
     {"scale.limits-up", "cost.up"}),
    ("kubernetes_cluster_node_pool", "delete", {"name": "a"}, {}, {"scale.to-zero"}),
    ("container_app", "update", {"template": [{"container": [{"name": "a", "image": "a:1.1"}]}]},
     {"template": [{"container": [{"name": "a", "image": "a:1.2"}]}]}, {"deploy.version"}),
    ("container_app", "create", {},
     {"ingress": [{"external_enabled": True, "allow_insecure_connections": False}]}, {"other"}),
    ("container_registry", "create", {}, {"admin_enabled": False}, {"other"}),
    ("container_registry", "update", {"anonymous_pull_enabled": False},
     {"anonymous_pull_enabled": True}, {"access.public"}),
    ("container_group", "replace", {"container": [{"name": "a", "image": "a:1.1"}]},
     {"container": [{"name": "a", "image": "a:1.0"}]}, {"deploy.rollback", "deploy.version"}),
)  # fmt: skip

NETWORK: tuple[Case, ...] = (
    ("network_security_rule", "create", {}, _rule(), {"exposure.open"}),
    ("network_security_rule", "create", {}, _rule("*", "22"), {"exposure.public"}),
    ("network_security_rule", "create", {}, _rule("*", "22", direction="Outbound"), {"other"}),
    ("network_security_rule", "update", _rule("10.0.0.0/8"), _rule("10.1.0.0/16"),
     {"exposure.narrow"}),
    ("network_security_rule", "update", _rule(), _rule(description="new"), set()),
    ("network_security_group", "create", {}, {"name": "a", "security_rule": []}, {"other"}),
    ("network_security_group", "update", {"security_rule": [_rule()]},
     {"security_rule": [_rule(), _rule("Internet", "3389", name="s", priority=200)]},
     {"exposure.public"}),
    ("network_security_group", "update", {"security_rule": [_rule("*", "22")]},
     {"security_rule": [_rule("*", "22"),
                        _rule("*", "*", name="d", priority=50, access="Deny")]},
     {"exposure.narrow"}),
    ("network_security_group", "delete", {"name": "a"}, {}, {"exposure.open"}),
    ("subnet_network_security_group_association", "delete", {"subnet_id": "a"}, {},
     {"exposure.open"}),
    ("subnet_network_security_group_association", "create", {}, {"subnet_id": "a"},
     {"exposure.narrow"}),
    ("subnet", "update", {"address_prefixes": ["10.0.1.0/24"]},
     {"address_prefixes": ["10.0.1.0/24", "10.0.2.0/24"]}, {"routing.network"}),
    ("subnet", "create", {}, {"name": "a", "address_prefixes": ["10.0.1.0/24"]}, {"other"}),
    ("subnet", "delete", {"name": "a"}, {}, {"routing.remove"}),
    ("virtual_network", "create", {}, {"address_space": ["10.0.0.0/16"], "subnet": []},
     {"other"}),
    ("network_interface", "create", {},
     {"ip_configuration": [{"name": "a", "private_ip_address_allocation": "Dynamic"}]},
     {"other"}),
    ("network_interface", "update", {"ip_configuration": [{"name": "a"}]},
     {"ip_configuration": [{"name": "a", "public_ip_address_id": "p"}]}, {"exposure.open"}),
    ("route", "update", {"next_hop_in_ip_address": "10.0.0.4"},
     {"next_hop_in_ip_address": "10.0.0.5"}, {"routing.network"}),
    ("route_table", "update", {"bgp_route_propagation_enabled": True},
     {"bgp_route_propagation_enabled": False}, {"routing.network"}),
    ("firewall_policy", "update", {"threat_intelligence_mode": "Deny"},
     {"threat_intelligence_mode": "Off"}, {"protection.guard-off"}),
    ("firewall_nat_rule_collection", "update", {"rule": [{"source_addresses": ["10.0.0.1"]}]},
     {"rule": [{"source_addresses": ["10.0.0.1", "*"]}]}, {"exposure.public"}),
    ("firewall_application_rule_collection", "create", {},
     {"action": "Allow", "rule": [{"name": "a", "source_addresses": ["*"],
                                   "target_fqdns": ["example.com"]}]}, {"exposure.open"}),
    ("firewall_network_rule_collection", "delete", {"action": "Deny"}, {}, {"exposure.open"}),
    ("virtual_network_peering", "create", {}, {"allow_forwarded_traffic": False},
     {"routing.network"}),
    ("express_route_circuit", "delete", {"name": "a"}, {}, {"routing.remove"}),
    ("network_watcher_flow_log", "update", {"enabled": True}, {"enabled": False},
     {"observability.logs-off"}),
    ("public_ip", "replace", {"sku": "Basic"}, {"sku": "Standard"}, {"routing.network"}),
    ("dns_a_record", "update", {"records": ["192.0.2.1"]}, {"records": ["192.0.2.2"]},
     {"routing.dns"}),
    ("dns_a_record", "update", {"ttl": 300}, {"ttl": 60}, {"routing.ttl"}),
    ("private_dns_zone", "delete", {"name": "a"}, {}, {"routing.remove"}),
    ("traffic_manager_azure_endpoint", "update", {"weight": 100}, {"weight": 1},
     {"routing.traffic"}),
    ("application_gateway", "update",
     {"waf_configuration": [{"enabled": True, "firewall_mode": "Prevention"}]},
     {"waf_configuration": [{"enabled": True, "firewall_mode": "Detection"}]},
     {"protection.guard-off"}),
    ("application_gateway", "update",
     {"ssl_policy": [{"policy_name": "AppGwSslPolicy20220101"}]},
     {"ssl_policy": [{"policy_name": "AppGwSslPolicy20150501"}]}, {"exposure.tls-weaken"}),
    ("lb_rule", "update", {"backend_port": 80}, {"backend_port": 8080}, {"routing.rule"}),
    ("cdn_frontdoor_route", "update", {"https_redirect_enabled": True},
     {"https_redirect_enabled": False}, {"exposure.tls-weaken"}),
    ("cdn_frontdoor_custom_domain", "update", {"tls": [{"minimum_tls_version": "TLS12"}]},
     {"tls": [{"minimum_tls_version": "TLS10"}]}, {"exposure.tls-weaken"}),
    ("cdn_frontdoor_firewall_policy", "update", {"mode": "Prevention"}, {"mode": "Detection"},
     {"protection.guard-off"}),
    ("web_application_firewall_policy", "update", {"policy_settings": [{"enabled": True}]},
     {"policy_settings": [{"enabled": False}]}, {"protection.guard-off"}),
)  # fmt: skip

PLATFORM: tuple[Case, ...] = (
    ("eventhub", "replace", {"partition_count": 4}, {"partition_count": 8},
     {"schema.keys", "data.replace"}),
    ("eventhub", "update", {"message_retention": 7}, {"message_retention": 1},
     {"data.retention-cut"}),
    ("eventhub_namespace", "update", {"capacity": 4}, {"capacity": 2}, {"scale.down"}),
    ("eventhub_namespace_authorization_rule", "create", {}, {"listen": True, "send": False},
     {"access.grant"}),
    ("eventhub_namespace_authorization_rule", "create", {},
     {"listen": True, "send": True, "manage": True}, {"access.grant"}),
    ("eventhub_namespace_authorization_rule", "update", {"listen": True, "manage": False},
     {"listen": True, "manage": True}, {"access.admin"}),
    ("servicebus_queue", "delete", {"name": "a"}, {}, {"data.delete"}),
    ("servicebus_queue", "update", {"default_message_ttl": "P14D"},
     {"default_message_ttl": "P1D"}, {"data.retention-cut"}),
    ("servicebus_queue", "create", {}, {"status": "Active", "requires_session": False},
     {"other"}),
    ("eventgrid_event_subscription", "delete", {"name": "a"}, {}, {"routing.remove"}),
    ("iothub", "update", {"min_tls_version": "1.2"}, {"min_tls_version": "1.0"},
     {"exposure.tls-weaken"}),
    ("signalr_service", "update", {"cors": [{"allowed_origins": ["https://a"]}]},
     {"cors": [{"allowed_origins": ["https://a", "*"]}]}, {"access.public"}),
    ("monitor_diagnostic_setting", "delete", {"name": "a"}, {}, {"observability.logs-off"}),
    ("monitor_diagnostic_setting", "update", {"enabled_log": [{"category": "AuditEvent"}]},
     {"enabled_log": []}, {"observability.logs-off"}),
    ("monitor_metric_alert", "update",
     {"enabled": True, "criteria": [{"operator": "GreaterThan", "threshold": 80}]},
     {"enabled": True, "criteria": [{"operator": "GreaterThan", "threshold": 99}]},
     {"observability.alarm-loosened"}),
    ("monitor_metric_alert", "update", {"enabled": True, "description": "a"},
     {"enabled": True, "description": "b"}, set()),
    ("monitor_action_group", "update", {"email_receiver": [{"name": "a"}]},
     {"email_receiver": []}, {"observability.alarm-off", "observability.alarm-loosened"}),
    ("monitor_autoscale_setting", "update",
     {"profile": [{"name": "a", "capacity": [{"minimum": 2, "maximum": 4, "default": 2}]}]},
     {"profile": [{"name": "a", "capacity": [{"minimum": 2, "maximum": 8, "default": 2}]}]},
     {"scale.limits-up", "cost.up"}),
    ("monitor_alert_processing_rule_suppression", "create", {}, {"enabled": True},
     {"observability.alarm-off"}),
    ("log_analytics_workspace", "update", {"retention_in_days": 90}, {"retention_in_days": 30},
     {"observability.log-retention-cut"}),
    ("log_analytics_workspace", "create", {}, {"retention_in_days": 30}, {"other"}),
    ("security_center_subscription_pricing", "update", {"tier": "Standard"}, {"tier": "Free"},
     {"protection.guard-off"}),
    ("consumption_budget_subscription", "update", {"amount": 100}, {"amount": 900},
     {"observability.alarm-loosened"}),
    ("backup_protected_vm", "delete", {"source_vm_id": "a"}, {}, {"protection.backup-off"}),
    ("backup_policy_vm", "update", {"retention_daily": [{"count": 30}]},
     {"retention_daily": [{"count": 7}]}, {"protection.backup-cut"}),
    ("recovery_services_vault", "update", {"soft_delete_enabled": True},
     {"soft_delete_enabled": False}, {"protection.guard-off"}),
    ("data_protection_backup_policy_disk", "update", {"default_retention_duration": "P30D"},
     {"default_retention_duration": "P7D"}, {"protection.backup-cut"}),
    ("linux_web_app", "create", {}, _web(minimum_tls_version="1.2", ftps_state="Disabled"),
     {"other"}),
    ("linux_web_app", "update", _web(application_stack=[{"node_version": "18-lts"}]),
     _web(application_stack=[{"node_version": "22-lts"}]), {"dependency.runtime"}),
    ("linux_web_app", "update", _web(application_stack=[{"docker_image_name": "a:1.1"}]),
     _web(application_stack=[{"docker_image_name": "a:1.2"}]), {"deploy.version"}),
    ("linux_web_app", "update", {"app_settings": {"A": "1"}}, {"app_settings": {"A": "2"}},
     {"config.env"}),
    ("linux_web_app", "update", _web(ip_restriction_default_action="Deny"),
     _web(ip_restriction_default_action="Allow"), {"exposure.public"}),
    ("linux_web_app", "update", _web(ip_restriction=[{"ip_address": "192.0.2.0/24"}]),
     _web(ip_restriction=[]), {"exposure.public"}),
    ("windows_web_app", "delete", _web(), {}, {"scale.to-zero"}),
    ("linux_function_app", "update", _web(minimum_tls_version="1.2"),
     _web(minimum_tls_version="1.0"), {"exposure.tls-weaken"}),
    ("app_service", "update", {"https_only": True}, {"https_only": False},
     {"exposure.tls-weaken"}),
    ("service_plan", "update", {"sku_name": "P1v3"}, {"sku_name": "B1"}, {"scale.resize-down"}),
    ("service_plan", "update", {"worker_count": 3}, {"worker_count": 1}, {"scale.down"}),
    ("web_app_active_slot", "update", {"slot_id": "a"}, {"slot_id": "b"}, {"deploy.version"}),
    ("api_management_api_policy", "update", {"xml_content": "<a/>"}, {"xml_content": "<b/>"},
     {"routing.rule"}),
    ("api_management_api", "update", {"subscription_required": True},
     {"subscription_required": False}, {"access.public"}),
    ("app_configuration_feature", "update", {"enabled": False}, {"enabled": True},
     {"config.flag"}),
    ("cognitive_account", "update", {"local_auth_enabled": False},
     {"local_auth_enabled": True}, {"access.grant"}),
    ("data_factory_pipeline", "update", {"activities_json": "[1]"}, {"activities_json": "[2]"},
     {"deploy.version"}),
    ("synapse_sql_pool", "delete", {"sku_name": "DW100c"}, {}, {"data.delete"}),
    ("search_service", "update", {"replica_count": 3}, {"replica_count": 1}, {"scale.down"}),
)  # fmt: skip

CASES = (*ACCESS, *STORAGE, *KEYS, *DATABASES, *COMPUTE, *NETWORK, *PLATFORM)


def _found(*changes: Change) -> list[Action]:
    made = plan(*changes)
    found = classify(made, build(made, NoSources())).items
    return [action for action in found if action.kind != "plan"]


def _actions(type_: str, verb: str, before: Any, after: Any) -> list[Action]:
    return _found(change(f"azurerm_{type_}", verb=verb, before=before, after=after))


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_change_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    assert {action.id for action in _actions(type_, verb, before, after)} == expected


def test_every_module_is_tried() -> None:
    tried = {case[0].split("_")[0] for case in CASES}
    for module, services in MODULES["azurerm"].items():
        assert tried & set(services.split()), module


@pytest.mark.parametrize("name", [name for name in all_entries() if name.startswith("azurerm_")])
def test_new_tags_are_no_more_than_that(name: str) -> None:
    found = _found(change(name, verb="update", before={"location": "eu", "tags": {"a": "b"}},
                          after={"location": "eu", "tags": {"a": "c"}}))  # fmt: skip
    assert {action.id for action in found} <= {"other.tags"}


@pytest.mark.parametrize("name", [name for name in all_entries() if name.startswith("azurerm_")])
def test_a_bare_new_object_endangers_nothing(name: str) -> None:
    found = _found(change(name, verb="create", after={"name": "a", "location": "eu"}))
    dangers = {"data", "schema", "protection", "access", "exposure", "observability", "key"}
    told = {action.id for action in found if action.kind in dangers}
    assert told <= _ON_CREATION


_ON_CREATION = {
    *("protection.up", "access.grant", "access.trust", "access.admin", "key.create"),
    *("exposure.open", "exposure.narrow", "exposure.public", "protection.guard-off"),
    *("observability.alarm-off", "schema.keys"),
}
"""What the creation of some types is by itself: an exemption, a suppression, a website."""


def test_parts_say_nothing_beside_their_whole() -> None:
    network = change("azurerm_virtual_network", verb="delete", before={"id": "v", "name": "v"})
    subnet = change("azurerm_subnet", verb="delete",
                    before={"id": "s", "virtual_network_name": "v"})  # fmt: skip
    joined = change("azurerm_subnet_network_security_group_association", verb="delete",
                    before={"subnet_id": "s", "network_security_group_id": "n"})  # fmt: skip
    found = _found(network, subnet, joined)
    assert [action.id for action in found] == ["routing.remove", "other", "other"]


def test_the_records_of_a_part_are_lost_whoever_loses_it() -> None:
    account = change("azurerm_storage_account", verb="delete", before={"name": "s", "id": "/s"})
    container = change("azurerm_storage_container", verb="delete",
                       before={"name": "c", "storage_account_id": "/s"})  # fmt: skip
    assert {a.id for a in _found(account, container)} == {"data.delete"}


def test_the_reach_of_a_role_is_told() -> None:
    found = _actions("role_assignment", "create", {},
                     _held(role_definition_name="Owner", scope="/subscriptions/1"))  # fmt: skip
    assert {action.details["reach"] for action in found} == {"subscription"}
