"""
Which types make up a firewall: the object itself, and rules that are objects of their own.

One table of data, with what reads the rules of each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from planguard.actions.providers import aws_traffic, azure_traffic, google_traffic
from planguard.actions.values.traffic import Filter, Wall
from planguard.model.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Types of objects that make up one kind of firewall."""

    wholes: Mapping[str, str]
    """The firewall itself, with the attribute that holds its rules; none where it is no object."""
    parts: Mapping[str, str]
    """Rules that are objects of their own, with the attribute that names the firewall."""
    read: Callable[[Value], Wall]
    beside: str = ""
    """A further attribute of both that a name is unique in."""


def incoming(value: Value) -> Wall:
    """Read rules of AWS, those for outgoing traffic left aside."""
    return aws_traffic.wall_of(
        aws_traffic.incoming(value) if isinstance(value, Mapping) else value
    )


def _google(value: Value) -> Wall:
    traffic = google_traffic.firewall_traffic(value)
    order = google_traffic.priority_of(value)
    return Wall(
        filters=tuple(
            Filter(opening=opening, denies=denies, order=order)
            for denies, openings in ((False, traffic.allowed), (True, traffic.denied))
            for opening in openings
        )
    )


def _span(value: Value) -> Wall:
    traffic = azure_traffic.span_traffic(value)
    return Wall(filters=tuple(Filter(opening=opening) for opening in traffic.allowed))


_AZURE_SERVERS = {
    "azurerm_cosmosdb_postgresql_firewall_rule": "cluster_id",
    "azurerm_mariadb_firewall_rule": "server_name",
    "azurerm_mongo_cluster_firewall_rule": "mongo_cluster_id",
    "azurerm_mssql_firewall_rule": "server_id",
    "azurerm_mysql_firewall_rule": "server_name",
    "azurerm_mysql_flexible_server_firewall_rule": "server_name",
    "azurerm_postgresql_firewall_rule": "server_name",
    "azurerm_postgresql_flexible_server_firewall_rule": "server_id",
    "azurerm_redis_firewall_rule": "redis_cache_name",
    "azurerm_sql_firewall_rule": "server_name",
    "azurerm_synapse_firewall_rule": "synapse_workspace_id",
}
"""Rules by first and last address, with what names the server they are of."""
GROUPS = Family(
    wholes={"aws_security_group": "ingress", "aws_default_security_group": "ingress"},
    parts={
        "aws_security_group_rule": "security_group_id",
        "aws_vpc_security_group_ingress_rule": "security_group_id",
    },
    read=incoming,
)
LISTS = Family(
    wholes={"aws_ec2_managed_prefix_list": "entry"},
    parts={"aws_ec2_managed_prefix_list_entry": "prefix_list_id"},
    read=aws_traffic.wall_of,
)
GOOGLE = Family(
    wholes={}, parts={"google_compute_firewall": "network"}, read=_google, beside="project"
)
FAMILIES = (
    GROUPS,
    LISTS,
    Family(
        wholes={"aws_network_acl": "ingress", "aws_default_network_acl": "ingress"},
        parts={"aws_network_acl_rule": "network_acl_id"},
        read=incoming,
    ),
    Family(
        wholes={"azurerm_network_security_group": "security_rule"},
        parts={"azurerm_network_security_rule": "network_security_group_name"},
        read=azure_traffic.wall_in,
        beside="resource_group_name",
    ),
    Family(
        wholes={"azure-native:network:NetworkSecurityGroup": "securityRules"},
        parts={"azure-native:network:SecurityRule": "networkSecurityGroupName"},
        read=azure_traffic.wall_in,
        beside="resourceGroupName",
    ),
    Family(
        wholes={"aws-native:ec2:SecurityGroup": "securityGroupIngress"},
        parts={"aws-native:ec2:SecurityGroupIngress": "groupId"},
        read=aws_traffic.wall_of,
    ),
    GOOGLE,
    *(
        Family(wholes={}, parts={type_: name}, read=_span, beside="resource_group_name")
        for type_, name in _AZURE_SERVERS.items()
    ),
)
FAMILY_OF = {type_: family for family in FAMILIES for type_ in (*family.wholes, *family.parts)}
