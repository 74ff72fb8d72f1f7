"""
AWS address plans, sites and links, mirrored and multicast traffic, readiness of recovery.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    entry,
    happens,
    members,
    secret,
    toggle,
    when,
)
from planguard.actions.providers.aws_forms import (
    label,
    permission,
    record,
    setting,
    tie,
    view,
    watcher,
)
from planguard.actions.providers.forms import danger, parameters
from planguard.model.words import Reversible, Role, Verb


def _plan(type_: str, *rules: Rule, ignore: tuple[str, ...] = ("description",)) -> TypeEntry:
    """Describe a part of an address plan: addresses that are given out stay as they are."""
    return entry(type_, Role.NETWORK, *rules, ignore=ignore)


def _lengths(*names: str) -> tuple[Rule, ...]:
    return parameters(*(f"allocation_{name}_netmask_length" for name in names))


_MIRRORED = ("network_interface_id", "packet_length", "session_number",
             "traffic_mirror_filter_id", "traffic_mirror_target_id",
             "virtual_network_id")  # fmt: skip

ENTRIES: tuple[TypeEntry, ...] = (
    tie("aws_dx_connection_confirmation"),
    entry("aws_dx_gateway_association_proposal", Role.NETWORK,
          changed("allowed_prefixes", "routing.network")),
    entry(
        "aws_dx_macsec_key_association", Role.KEY,
        secret("cak"), changed("ckn", "key.rotate"), changed("secret_arn", "key.rotate"),
        create="protection.up", delete="protection.encryption-off",
    ),
    setting("aws_ec2_availability_zone_group", changed("opt_in_status", "config.flag")
            , ignore=()),
    entry(
        "aws_ec2_capacity_block_reservation", Role.SCALING,
        happens("cost.up", Verb.CREATE, reversible=Reversible.NO,
                note="A capacity block is paid for its whole term."),
    ),
    view("aws_ec2_network_insights_analysis", ignore=("wait_for_completion",)),
    view("aws_ec2_network_insights_path",
         *parameters("destination", "destination_ip", "destination_port",
                     "filter_at_destination", "filter_at_source", "protocol", "source",
                     "source_ip"), ignore=()),
    _plan("aws_ec2_subnet_cidr_reservation"),
    label("aws_ec2_tag"),
    view("aws_ec2_traffic_mirror_filter", *parameters("network_services")),
    view(
        "aws_ec2_traffic_mirror_filter_rule",
        *parameters("destination_cidr_block", "destination_port_range", "protocol",
                    "rule_action", "rule_number", "source_cidr_block", "source_port_range",
                    "traffic_direction"),
        when(happens("observability.logs-off", Verb.DELETE), only={"rule_action": "accept"}),
    ),
    record("aws_ec2_traffic_mirror_session", *parameters(*_MIRRORED)),
    view("aws_ec2_traffic_mirror_target"),
    entry(
        "aws_ec2_transit_gateway_multicast_domain", Role.NETWORK,
        changed("igmpv2_support", "routing.network"),
        changed("static_sources_support", "routing.network"),
        choice("auto_accept_shared_associations",
               {"disable": "access.revoke", "enable": "access.grant"}),
        delete="routing.remove", replace="routing.remove",
    ),
    tie("aws_ec2_transit_gateway_multicast_domain_association",
        changed("subnet_id", "routing.network"), gone="routing.remove"),
    tie("aws_ec2_transit_gateway_multicast_group_member",
        changed("network_interface_id", "routing.network"), gone="routing.remove"),
    tie("aws_ec2_transit_gateway_multicast_group_source",
        changed("network_interface_id", "routing.network"), gone="routing.remove"),
    _plan("aws_networkmanager_connection"),
    tie("aws_networkmanager_customer_gateway_association"),
    _plan("aws_networkmanager_device",
          ignore=("description", "location", "model", "serial_number", "type", "vendor")),
    _plan("aws_networkmanager_global_network"),
    _plan("aws_networkmanager_link", *parameters("bandwidth"),
          ignore=("description", "provider_name", "type")),
    tie("aws_networkmanager_link_association"),
    _plan("aws_networkmanager_site", ignore=("description", "location")),
    tie("aws_networkmanager_transit_gateway_connect_peer_association"),
    setting("aws_route53_cidr_collection", ignore=()),
    entry("aws_route53_cidr_location", Role.ROUTING, changed("cidr_blocks", "routing.dns"),
          delete="routing.dns"),
    entry("aws_route53recoverycontrolconfig_cluster", Role.PROTECTION,
          delete="protection.guard-off", replace="protection.guard-off"),
    entry("aws_route53recoverycontrolconfig_control_panel", Role.PROTECTION,
          delete="protection.guard-off", replace="protection.guard-off"),
    view("aws_route53recoveryreadiness_cell", *parameters("cells"), ignore=()),
    watcher("aws_route53recoveryreadiness_readiness_check", *parameters("resource_set_name"),
            ignore=()),
    view("aws_route53recoveryreadiness_recovery_group", *parameters("cells"), ignore=()),
    view("aws_route53recoveryreadiness_resource_set", *parameters("resources"), ignore=()),
    entry(
        "aws_vpc_endpoint_connection_notification", Role.OBSERVABILITY,
        members("connection_events", gone="observability.alarm-loosened"),
        *parameters("connection_notification_arn"),
        delete="observability.alarm-off",
    ),
    tie("aws_vpc_endpoint_service_private_dns_verification",
        ignore=("wait_for_verification",)),
    _plan(
        "aws_vpc_ipam",
        danger("cascade"),
        *parameters("enable_private_gua", "operating_regions"),
        choice("tier", {"advanced": "cost.up"}),
    ),
    permission("aws_vpc_ipam_organization_admin_account"),
    _plan(
        "aws_vpc_ipam_pool",
        danger("cascade"),
        toggle("publicly_advertisable", on="exposure.open", off="exposure.narrow"),
        changed("auto_import", "config.flag"),
        *_lengths("default", "max", "min"),
        *parameters("allocation_resource_tags", "public_ip_source"),
    ),
    _plan("aws_vpc_ipam_pool_cidr_allocation"),
    entry("aws_vpc_ipam_preview_next_cidr", Role.NETWORK),
    _plan("aws_vpc_ipam_resource_discovery", *parameters("operating_regions")),
    tie("aws_vpc_ipam_resource_discovery_association"),
    _plan("aws_vpc_ipam_scope"),
    record("aws_vpc_network_performance_metric_subscription",
           *parameters("metric", "statistic"), ignore=()),
)  # fmt: skip
