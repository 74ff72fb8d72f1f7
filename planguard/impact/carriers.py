"""
How an effect travels.

| carrier | reaches first | goes on through |
|---|---|---|
| `nobody` | nothing | nothing |
| `uptime` | what uses it; after a replacement, what uses an attribute that changes | everything |
| `users` | as `uptime` | what only holds settings: templates, secrets, keys, parameters, glue |
| `network` | what stands behind it | network, routing, glue |
| `access` | the identity or thing it is part of, and its direct users | identities |

Two things hold for all: a *part* (a security group's rule, a role's policy, a listener's rule)
works through what it is part of, so that its users notice too; and a *joint* (an attachment or
association) hands an effect from one of the two it joins to the other. Observers (alarms,
backups, autoscaling) notice nothing and carry nothing; data sources carry and do not notice.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from planguard.model.action import Action
from planguard.model.words import Disruption, Role


class Carrier(StrEnum):
    """What lets an effect travel."""

    NOBODY = "nobody"
    UPTIME = "uptime"
    USERS = "users"
    NETWORK = "network"
    ACCESS = "access"


BY_ACTION: Mapping[str, Carrier] = MappingProxyType(
    {
        "access": Carrier.ACCESS,
        "config": Carrier.USERS,
        "cost": Carrier.NOBODY,
        "data": Carrier.UPTIME,
        "data.retention-cut": Carrier.USERS,
        "dependency": Carrier.UPTIME,
        "dependency.module": Carrier.NOBODY,
        "dependency.provider": Carrier.NOBODY,
        "deploy": Carrier.UPTIME,
        "exposure": Carrier.NETWORK,
        "key": Carrier.USERS,
        "observability": Carrier.NOBODY,
        "other.tags": Carrier.NOBODY,
        "plan": Carrier.UPTIME,
        "plan.forgets": Carrier.NOBODY,
        "plan.invokes": Carrier.NOBODY,
        "plan.partial": Carrier.NOBODY,
        "protection": Carrier.NOBODY,
        "routing": Carrier.NETWORK,
        "scale": Carrier.UPTIME,
        "schema": Carrier.UPTIME,
        "secret": Carrier.USERS,
    }
)
"""By action id, else by kind; what is not listed (`other`) goes by its disruption."""

OBSERVERS = frozenset({Role.OBSERVABILITY, Role.PROTECTION, Role.SCALING})

_LOUD = frozenset({Disruption.RESTART, Disruption.REPLACE, Disruption.OUTAGE})
_SETTINGS = frozenset({Role.SECRET, Role.KEY, Role.CONFIG, Role.GLUE, Role.SCHEMA})
_CARRYING: Mapping[Carrier, frozenset[Role]] = MappingProxyType(
    {
        Carrier.NOBODY: frozenset(),
        Carrier.UPTIME: frozenset(Role) - OBSERVERS,
        Carrier.USERS: _SETTINGS,
        Carrier.NETWORK: frozenset({Role.NETWORK, Role.ROUTING, Role.GLUE}),
        Carrier.ACCESS: frozenset({Role.IDENTITY}),
    }
)

_TEMPLATES = (
    "_instance_template",
    "_launch_configuration",
    "_launch_template",
    "_lambda_alias",
    "_task_definition",
)
"""Types that only hold what others run; they hand on any effect but that of a permission."""

JOINTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "aws_autoscaling_attachment": ("autoscaling_group_name",),
        "aws_iam_group_policy_attachment": ("group",),
        "aws_iam_policy_attachment": ("roles", "users", "groups"),
        "aws_iam_role_policy_attachment": ("role",),
        "aws_iam_user_policy_attachment": ("user",),
        "aws_lb_target_group_attachment": ("target_id",),
        "aws_network_interface_sg_attachment": ("network_interface_id",),
        "aws_route_table_association": ("subnet_id", "gateway_id"),
        "aws_volume_attachment": ("instance_id",),
        "aws_vpc_endpoint_route_table_association": ("route_table_id",),
        "aws_wafv2_web_acl_association": ("resource_arn",),
        "azurerm_app_service_virtual_network_swift_connection": ("app_service_id",),
        "azurerm_key_vault_access_policy": ("object_id",),
        "azurerm_nat_gateway_public_ip_association": ("nat_gateway_id",),
        "azurerm_nat_gateway_public_ip_prefix_association": ("nat_gateway_id",),
        "azurerm_network_interface_application_gateway_backend_address_pool_association": (
            "network_interface_id",
        ),
        "azurerm_network_interface_application_security_group_association": (
            "network_interface_id",
        ),
        "azurerm_network_interface_backend_address_pool_association": ("network_interface_id",),
        "azurerm_network_interface_nat_rule_association": ("network_interface_id",),
        "azurerm_network_interface_security_group_association": ("network_interface_id",),
        "azurerm_private_dns_zone_virtual_network_link": ("virtual_network_id",),
        "azurerm_role_assignment": ("principal_id",),
        "azurerm_subnet_nat_gateway_association": ("subnet_id",),
        "azurerm_subnet_network_security_group_association": ("subnet_id",),
        "azurerm_subnet_route_table_association": ("subnet_id",),
        "azurerm_virtual_machine_data_disk_attachment": ("virtual_machine_id",),
        "google_compute_attached_disk": ("instance",),
        "google_compute_disk_resource_policy_attachment": ("disk",),
        "google_compute_firewall_policy_association": ("attachment_target",),
        "google_compute_instance_group_membership": ("instance_group",),
        "google_compute_network_firewall_policy_association": ("attachment_target",),
        "google_compute_region_disk_resource_policy_attachment": ("disk",),
        "google_compute_region_network_firewall_policy_association": ("attachment_target",),
        "google_compute_router_interface": ("router",),
        "google_compute_shared_vpc_service_project": ("service_project",),
        "google_network_security_firewall_endpoint_association": ("network",),
        "google_service_account_iam_binding": ("service_account_id",),
        "google_service_account_iam_member": ("service_account_id",),
        "google_service_networking_connection": ("network",),
        "google_tags_tag_binding": ("parent",),
        **dict.fromkeys(
            (
                *("google_folder_iam_binding", "google_organization_iam_binding"),
                "google_project_iam_binding",
            ),
            ("members",),
        ),
        **dict.fromkeys(
            (
                *("google_folder_iam_member", "google_organization_iam_member"),
                "google_project_iam_member",
            ),
            ("member",),
        ),
        **dict.fromkeys(
            (
                *("kubernetes_cluster_role_binding", "kubernetes_cluster_role_binding_v1"),
                *("kubernetes_role_binding", "kubernetes_role_binding_v1"),
            ),
            ("subject", "subject.name"),
        ),
        **dict.fromkeys(
            (
                "kubernetes:rbac.authorization.k8s.io:ClusterRoleBinding",
                "kubernetes:rbac.authorization.k8s.io:RoleBinding",
            ),
            ("subjects", "subjects.name"),
        ),
    }
)
"""Types that join two others, with the attributes that name the one an effect goes on to."""

_PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "aws_route": ("aws_route_table",),
        "aws_security_group_rule": ("aws_security_group",),
        "aws_vpc_security_group_egress_rule": ("aws_security_group",),
        "aws_vpc_security_group_ingress_rule": ("aws_security_group",),
        "azurerm_network_security_rule": ("azurerm_network_security_group",),
        "azurerm_route": ("azurerm_route_table",),
        "google_compute_firewall": ("google_compute_network",),
        "google_compute_route": ("google_compute_network",),
    }
)
_NO_PARTS = (
    *("aws_instance", "aws_lb_target_group", "aws_vpc_", "google_compute_instance_"),
    *("google_compute_network_endpoint", "google_project_"),
)


def carrier_of(action: Action, *, replaced: bool) -> Carrier:
    """Tell how the effect of an action travels."""
    named = BY_ACTION.get(action.id) or BY_ACTION.get(action.kind)
    if named is not None:
        return named
    return Carrier.UPTIME if replaced or action.disruption in _LOUD else Carrier.USERS


def carries(carrier: Carrier, type_: str, role: Role) -> bool:
    """Tell whether an effect goes on through an object of this type and role."""
    if carrier not in {Carrier.NOBODY, Carrier.ACCESS} and type_.endswith(_TEMPLATES):
        return True
    return role in _CARRYING[carrier]


def is_part(type_: str, whole: str) -> bool:
    """Tell whether an object of `type_` that uses one of type `whole` is part of it."""
    if type_ in _PARTS:
        return whole in _PARTS[type_]
    return type_.startswith(whole + "_") and not type_.startswith(_NO_PARTS)
