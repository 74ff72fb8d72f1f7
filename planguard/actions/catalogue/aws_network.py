"""
AWS networks: VPCs, subnets, routes, gateways, addresses, peering, transit, VPN, Direct Connect.

One table of data; it is long because every type of the area stands in it.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ALWAYS,
    ARRIVING,
    CHANGING,
    Rule,
    TypeEntry,
    changed,
    choice,
    document,
    documented,
    entry,
    happens,
    members,
    number,
    order,
    presence,
    secret,
    size,
    toggle,
    when,
)
from planguard.actions.providers.aws_forms import network
from planguard.actions.providers.forms import guard, parameters, wiring
from planguard.model.words import Disruption, Role, Verb

_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE

_GROUPS = "Which groups are attached decides who can reach it; their rules are not compared here."
_LOST_ADDRESS = "The address goes back to the pool: whoever has it in a list has to be told."
_BANDWIDTHS = (
    "50Mbps", "100Mbps", "200Mbps", "300Mbps", "400Mbps", "500Mbps",
    *(f"{speed}Gbps" for speed in (1, 2, 5, 10, 25, 100, 400)),
)  # fmt: skip
_STAYS = "Deleting the resource leaves the object as it is, in the account."


_ENDPOINT_POLICY = document(
    "policy",
    "boundary",
    note="What goes through an endpoint needs the policies of caller and service beside its own.",
)


def _dns(*attributes: str, default: bool = False) -> tuple[Rule, ...]:
    """Describe switches that settle which names resolve to what."""
    return tuple(
        toggle(attribute, on="routing.dns", off="routing.dns", default=default)
        for attribute in attributes
    )


_SUBNET = (
    toggle("map_public_ip_on_launch", on="exposure.open", off="exposure.narrow"),
    toggle("assign_ipv6_address_on_creation", on="exposure.open", off="exposure.narrow"),
    toggle("map_customer_owned_ip_on_launch", on="exposure.open", off="exposure.narrow"),
    *wiring("vpc_id", "cidr_block", "ipv6_cidr_block", "availability_zone", "enable_dns64"),
    *wiring("availability_zone_id", "customer_owned_ipv4_pool", "ipv6_native", "outpost_arn"),
    changed("private_dns_hostname_type_on_launch", "routing.dns"),
)
_DEFAULT_SUBNET = (
    *_SUBNET[:3],
    *wiring("ipv6_cidr_block", "availability_zone", "enable_dns64", "customer_owned_ipv4_pool",
            "ipv6_native"),
    changed("private_dns_hostname_type_on_launch", "routing.dns"),
)  # fmt: skip
_VPC = (
    *_dns("enable_dns_support", default=True),
    *_dns("enable_dns_hostnames"),
    *wiring("ipv6_cidr_block", "assign_generated_ipv6_cidr_block"),
)


def _targets(*names: str) -> tuple[Rule, ...]:
    """Describe where the `route` blocks lead to; a block that is new changes no other's way."""
    return tuple(
        presence(f"route.{name}", gone="routing.network", changed="routing.network")
        for name in names
    )


_ROUTES = (
    choice("route.cidr_block", {"0.0.0.0/0": "routing.network"}),
    choice("route.ipv6_cidr_block", {"::/0": "routing.network"}),
    *(
        presence(f"route.{destination}", gone="routing.remove", changed="routing.network")
        for destination in ("cidr_block", "ipv6_cidr_block", "destination_prefix_list_id")
    ),
    *_targets("gateway_id", "nat_gateway_id", "transit_gateway_id", "vpc_endpoint_id"),
    *_targets("vpc_peering_connection_id", "network_interface_id", "egress_only_gateway_id"),
    *_targets("core_network_arn"),
    *wiring("propagating_vgws"),
)
_REFERENCES = choice(
    "security_group_referencing_support",
    {"disable": "exposure.narrow", "enable": "exposure.open"},
    note="Rules that name groups of other networks hold only while it is enabled.",
)
_PEERING_OPTIONS = _dns(
    "accepter.allow_remote_vpc_dns_resolution", "requester.allow_remote_vpc_dns_resolution"
)
_VIRTUAL_INTERFACE = (
    *wiring("connection_id", "vlan", "bgp_asn", "amazon_address", "customer_address"),
    secret("bgp_auth_key"),
)
_JUMBO = (
    *documented(
        "https://docs.aws.amazon.com/directconnect/latest/APIReference/API_UpdateVirtualInterfaceAttributes.html",
        number(
            "mtu", up="routing.network", disruption=_OUTAGE,
            note="A connection that had no jumbo frames yet goes down for up to 30 seconds, with "
            "all its virtual interfaces.",
        ),
    ),
    number("mtu", down="routing.network"),
)  # fmt: skip
_GATEWAY_INTERFACE = (*wiring("dx_gateway_id"), *_JUMBO)


def _accepter(type_: str, *rules: Rule) -> TypeEntry:
    """Describe the far side of an interface: deleted, it is only taken out of the state."""
    return entry(
        type_, Role.NETWORK, *rules, replace="routing.network", replace_disruption=_OUTAGE
    )


def _kept(type_: str, *rules: Rule) -> TypeEntry:
    """Describe what Amazon made, and what stays when the resource is deleted."""
    return entry(type_, Role.NETWORK, *rules)


def _tunnels(*names: str) -> tuple[Rule, ...]:
    """Describe both tunnels of a VPN connection."""
    return tuple(
        changed(f"tunnel{number_}_{name}", "config.parameter", disruption=_OUTAGE)
        for number_ in (1, 2)
        for name in names
    )


ENTRIES: tuple[TypeEntry, ...] = (
    network("aws_customer_gateway",
            *wiring("ip_address", "bgp_asn", "bgp_asn_extended", "certificate_arn", "type")),
    _kept("aws_default_route_table", *_ROUTES),
    _kept(
        "aws_default_subnet",
        changed("enable_resource_name_dns_a_record_on_launch", "routing.dns"),
        changed("enable_resource_name_dns_aaaa_record_on_launch", "routing.dns"), *_DEFAULT_SUBNET,
        toggle("force_destroy", on="protection.guard-off", off="protection.up", note=_STAYS),
        when(happens("routing.remove", Verb.DELETE), only={"force_destroy": "true"}),
    ),
    _kept(
        "aws_default_vpc", *_VPC,
        toggle("force_destroy", on="protection.guard-off", off="protection.up", note=_STAYS),
        when(happens("routing.remove", Verb.DELETE), only={"force_destroy": "true"}),
    ),
    _kept("aws_default_vpc_dhcp_options"),
    network("aws_dx_bgp_peer", *wiring("bgp_asn", "amazon_address"), secret("bgp_auth_key")),
    entry(
        "aws_dx_connection", Role.NETWORK,
        *wiring("location"),
        size("bandwidth", order=_BANDWIDTHS, disruption=_OUTAGE),
        order("encryption_mode", ("no_encrypt", "should_encrypt", "must_encrypt"),
              up="protection.up", down="protection.encryption-off"),
        toggle("request_macsec", on="protection.up", off="protection.encryption-off"),
        when(happens("routing.remove", Verb.DELETE), unless={"skip_destroy": "true"}),
        replace="routing.network", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_dx_connection_association", Role.NETWORK, *wiring("connection_id", "lag_id"),
        happens("routing.network", Verb.DELETE, disruption=_OUTAGE,
                note="The connection leaves the group, and goes down and up for that."),
        replace="routing.network", replace_disruption=_OUTAGE,
    ),
    network("aws_dx_gateway", *wiring("amazon_side_asn")),
    network("aws_dx_gateway_association", *wiring("allowed_prefixes", "associated_gateway_id")),
    network(
        "aws_dx_hosted_connection", *wiring("connection_id", "vlan"),
        size("bandwidth", order=_BANDWIDTHS, disruption=_OUTAGE),
    ),
    network("aws_dx_hosted_private_virtual_interface", *_VIRTUAL_INTERFACE),
    _accepter(
        "aws_dx_hosted_private_virtual_interface_accepter",
        *wiring("dx_gateway_id", "vpn_gateway_id"),
    ),
    network(
        "aws_dx_hosted_public_virtual_interface", *_VIRTUAL_INTERFACE,
        *wiring("route_filter_prefixes"),
    ),
    _accepter("aws_dx_hosted_public_virtual_interface_accepter"),
    network("aws_dx_hosted_transit_virtual_interface", *_VIRTUAL_INTERFACE),
    _accepter("aws_dx_hosted_transit_virtual_interface_accepter", *wiring("dx_gateway_id")),
    network(
        "aws_dx_lag",
        size("connections_bandwidth", order=_BANDWIDTHS, disruption=_OUTAGE),
        toggle("force_destroy", on="protection.guard-off", off="protection.up"),
    ),
    network("aws_dx_private_virtual_interface",
        changed("sitelink_enabled", "routing.network"), *_VIRTUAL_INTERFACE, *_GATEWAY_INTERFACE),
    network(
        "aws_dx_public_virtual_interface", *_VIRTUAL_INTERFACE, *wiring("route_filter_prefixes")
    ),
    network("aws_dx_transit_virtual_interface",
        changed("sitelink_enabled", "routing.network"), *_VIRTUAL_INTERFACE, *_GATEWAY_INTERFACE),
    network("aws_ec2_carrier_gateway", *wiring("vpc_id")),
    entry(
        "aws_ec2_client_vpn_authorization_rule", Role.IDENTITY,
        toggle("authorize_all_groups", on="access.grant", off="access.revoke"),
        create="access.grant", delete="access.revoke",
        replace=("access.grant", "access.revoke"),
        ignore=("description",),
    ),
    network(
        "aws_ec2_client_vpn_endpoint",
        toggle("split_tunnel", on="routing.network", off="routing.network"),
        changed("authentication_options", "access.trust"),
        changed("server_certificate_arn", "key.rotate"),
        members("security_group_ids", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
        toggle("connection_log_options.enabled", off="observability.logs-off"),
        presence("connection_log_options.cloudwatch_log_group", changed="config.parameter",
                 disruption=Disruption.NONE),
        guard("client_connect_options.enabled"),
        presence("client_connect_options.lambda_function_arn", changed="access.trust",
                 note="Which connections the other function admits is not compared."),
        guard("client_route_enforcement_options.enforced"),
        number("session_timeout_hours", up="access.grant", down="access.revoke"),
        *parameters("disconnect_on_session_timeout", "self_service_portal"),
        *documented("https://docs.aws.amazon.com/goto/WebAPI/ec2/ModifyClientVpnEndpoint",
                    changed("dns_servers", "routing.dns", disruption=Disruption.RESTART,
                            note="Connections that are open are reset.")),
        *wiring("client_cidr_block", "transport_protocol", "vpn_port", "vpc_id"),
        ignore=("description", "self_service_portal_url"),
    ),
    network("aws_ec2_client_vpn_network_association", *wiring("subnet_id")),
    network(
        "aws_ec2_client_vpn_route", *wiring("destination_cidr_block", "target_vpc_subnet_id"),
        ignore=("description",),
    ),
    network("aws_ec2_instance_connect_endpoint", *wiring("subnet_id", "security_group_ids")),
    network("aws_ec2_local_gateway_route", *wiring("destination_cidr_block",
            "local_gateway_virtual_interface_group_id")),
    network("aws_ec2_local_gateway_route_table_vpc_association", *wiring("vpc_id")),
    network(
        "aws_ec2_transit_gateway",
        choice("auto_accept_shared_attachments",
               {"enable": "exposure.open", "disable": "exposure.narrow"}),
        *wiring("default_route_table_association", "default_route_table_propagation",
                "vpn_ecmp_support", "transit_gateway_cidr_blocks", "amazon_side_asn",
                "multicast_support"),
        _REFERENCES,
        choice("dns_support", {"disable": "routing.dns", "enable": "routing.dns"}),
        ignore=("description",),
    ),
    network("aws_ec2_transit_gateway_connect",
            *wiring("transport_attachment_id", "transit_gateway_id",
                    "transit_gateway_default_route_table_association",
                    "transit_gateway_default_route_table_propagation")),
    network("aws_ec2_transit_gateway_connect_peer", *wiring("peer_address", "inside_cidr_blocks")),
    network(
        "aws_ec2_transit_gateway_peering_attachment",
        *wiring("peer_transit_gateway_id", "peer_region", "peer_account_id", "options"),
        ignore=("state",),
    ),
    network("aws_ec2_transit_gateway_peering_attachment_accepter"),
    network("aws_ec2_transit_gateway_policy_table"),
    network("aws_ec2_transit_gateway_policy_table_association"),
    network(
        "aws_ec2_transit_gateway_prefix_list_reference",
        toggle("blackhole", on="routing.remove", off="routing.network"),
        *(when(rule, unless={"blackhole": "true"})
          for rule in wiring("transit_gateway_attachment_id")),
        *wiring("prefix_list_id"),
    ),
    network(
        "aws_ec2_transit_gateway_route",
        toggle("blackhole", on="routing.remove", off="routing.network"),
        *(when(rule, unless={"blackhole": "true"})
          for rule in wiring("transit_gateway_attachment_id")),
        *wiring("destination_cidr_block", "transit_gateway_route_table_id"),
    ),
    network("aws_ec2_transit_gateway_route_table"),
    network(
        "aws_ec2_transit_gateway_vpc_attachment",
        _REFERENCES,
        *wiring("subnet_ids", "appliance_mode_support", "ipv6_support", "vpc_id",
                "transit_gateway_id",
                "transit_gateway_default_route_table_association",
                "transit_gateway_default_route_table_propagation"),
        choice("dns_support", {"disable": "routing.dns", "enable": "routing.dns"}),
    ),
    network(
        "aws_ec2_transit_gateway_vpc_attachment_accepter",
        *wiring("transit_gateway_default_route_table_association",
                "transit_gateway_default_route_table_propagation"),
    ),
    network("aws_egress_only_internet_gateway", *wiring("vpc_id")),
    network(
        "aws_eip",
        *(
            # A new address has both known after apply only, whether it gets a holder or not.
            when(presence(holder, came="exposure.open", gone="exposure.narrow",
                          changed="routing.network"), verbs=frozenset({Verb.UPDATE}))
            for holder in ("instance", "network_interface")
        ),
        changed("associate_with_private_ip", "routing.network"),
        *(changed(path, "routing.network", disruption=_OUTAGE, note=_LOST_ADDRESS)
          for path in ("address", "customer_owned_ipv4_pool", "ipam_pool_id")),
        changed("public_ipv4_pool", "routing.network", disruption=_OUTAGE, note=_LOST_ADDRESS),
        changed("network_border_group", "routing.network", disruption=_OUTAGE,
                note=_LOST_ADDRESS),
        ignore=("public_dns", "private_dns", "ptr_record", "vpc"),
    ),
    entry(
        "aws_eip_domain_name", Role.ROUTING,
        changed("domain_name", "routing.dns"),
        delete="routing.remove", replace="routing.dns",
    ),
    entry(
        "aws_flow_log", Role.OBSERVABILITY,
        changed("log_destination_type", "config.parameter"),
        changed("log_group_name", "config.parameter"),
        choice("traffic_type",
               {"ACCEPT": "observability.logs-off", "REJECT": "observability.logs-off"}),
        changed("log_destination", "config.parameter", disruption=_QUIET),
        changed("log_format", "config.parameter", disruption=_QUIET),
        *(
            changed(watched, "observability.logs-off", note="What it watched before has no record.")
            for watched in ("eni_id", "subnet_id", "transit_gateway_attachment_id",
                            "transit_gateway_id", "vpc_id")
        ),
        *parameters("deliver_cross_account_role", "destination_options", "iam_role_arn",
                    "max_aggregation_interval"),
        delete="observability.logs-off",
    ),
    network("aws_internet_gateway", *wiring("vpc_id")),
    network(
        "aws_nat_gateway",
        changed("allocation_id", "routing.network", disruption=_OUTAGE,
                note="Everything behind it speaks from another address: lists of others may "
                "refuse it, and open connections break."),
        changed("subnet_id", "routing.network", disruption=_OUTAGE),
        changed("connectivity_type", "routing.network", disruption=_OUTAGE),
        changed("secondary_allocation_ids", "routing.network"),
        *(when(rule, only={"connectivity_type": "private"})
          for rule in wiring("secondary_private_ip_addresses",
                             "secondary_private_ip_address_count")),
        ignore=("network_interface_id", "association_id"),
    ),
    network(
        "aws_network_interface",
        members("security_groups", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
        toggle("source_dest_check", on="routing.network", off="routing.network", default=True),
        *wiring("subnet_id", "private_ips", "private_ip", "private_ip_list", "ipv6_addresses",
                "ipv4_prefixes", "ipv6_prefixes", "attachment"),
        ignore=("description",),
    ),
    entry(
        "aws_network_interface_permission", Role.IDENTITY,
        create="access.grant", delete="access.revoke",
        replace=("access.grant", "access.revoke"),
    ),
    network("aws_networkmanager_attachment_accepter"),
    network("aws_networkmanager_connect_attachment", *wiring("transport_attachment_id")),
    network("aws_networkmanager_connect_peer", *wiring("peer_address", "inside_cidr_blocks")),
    network(
        "aws_networkmanager_core_network",
        *wiring("base_policy_document", "base_policy_regions"),
        ignore=("description", "edges", "segments", "state"),
    ),
    entry(
        "aws_networkmanager_core_network_policy_attachment", Role.NETWORK,
        changed("policy_document", "routing.network"),
    ),
    network("aws_networkmanager_dx_gateway_attachment", *wiring("edge_locations")),
    network("aws_networkmanager_site_to_site_vpn_attachment", *wiring("vpn_connection_arn")),
    network("aws_networkmanager_transit_gateway_peering", *wiring("transit_gateway_arn")),
    network("aws_networkmanager_transit_gateway_registration"),
    network(
        "aws_networkmanager_transit_gateway_route_table_attachment",
        *wiring("transit_gateway_route_table_arn"),
    ),
    network(
        "aws_networkmanager_vpc_attachment", *wiring("subnet_arns", "options"), ignore=("state",)
    ),
    network(
        "aws_route",
        *wiring("gateway_id", "nat_gateway_id", "transit_gateway_id", "vpc_peering_connection_id",
                "network_interface_id", "vpc_endpoint_id", "egress_only_gateway_id",
                "carrier_gateway_id", "local_gateway_id", "core_network_arn",
                "destination_cidr_block", "destination_ipv6_cidr_block",
                "destination_prefix_list_id", "route_table_id"),
        ignore=("instance_owner_id", "origin", "state"),
    ),
    network(
        "aws_route_table", *_ROUTES,
        *_targets("carrier_gateway_id", "local_gateway_id"),
        *wiring("vpc_id"),
    ),
    network("aws_subnet",
        changed("enable_lni_at_device_index", "config.flag"),
        changed("enable_resource_name_dns_a_record_on_launch", "routing.dns"),
        changed("enable_resource_name_dns_aaaa_record_on_launch", "routing.dns"), *_SUBNET),
    network(
        "aws_vpc", *_VPC,
        *wiring("cidr_block"),
        ignore=("enable_network_address_usage_metrics", "main_route_table_id",
                "default_security_group_id", "default_route_table_id", "default_network_acl_id"),
    ),
    entry(
        "aws_vpc_dhcp_options", Role.NETWORK,
        changed("domain_name_servers", "routing.dns"),
        changed("domain_name", "routing.dns"),
        *parameters("ntp_servers", "netbios_name_servers", "netbios_node_type",
                    "ipv6_address_preferred_lease_time"),
        delete="routing.dns", replace="routing.dns",
    ),
    network(
        "aws_vpc_endpoint",
        when(_ENDPOINT_POLICY, verbs=CHANGING),
        *_dns("private_dns_enabled"),
        *wiring("subnet_ids", "route_table_ids", "service_name", "service_region",
                "service_network_arn", "resource_configuration_arn", "vpc_endpoint_type",
                "ip_address_type", "subnet_configuration"),
        members("security_group_ids", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
        changed("dns_options", "routing.dns"),
        ignore=("state", "network_interface_ids", "cidr_blocks", "dns_entry"),
    ),
    entry(
        "aws_vpc_endpoint_policy", Role.IDENTITY,
        when(_ENDPOINT_POLICY, verbs=CHANGING),
        happens("access.revoke", Verb.CREATE,
                note="It stands in place of the default policy, which lets every request through."),
        *documented("https://docs.aws.amazon.com/vpc/latest/userguide/vpc-endpoints-access.html",
                    happens("access.grant", Verb.DELETE, note="The default policy comes back, "
                            "which lets every request through.")),
    ),
    network(
        "aws_vpc_endpoint_service",
        toggle("acceptance_required", on="access.revoke", off="access.grant"),
        members("allowed_principals", came="access.grant", gone="access.revoke",
                words={"*": "access.public"}, verbs=ALWAYS),
        changed("private_dns_name", "routing.dns"),
        changed("network_load_balancer_arns", "routing.rule"),
        changed("gateway_load_balancer_arns", "routing.rule"),
        *(members(path, came="routing.network", gone="routing.remove")
          for path in ("supported_ip_address_types", "supported_regions")),
        ignore=("state", "private_dns_name_configuration", "base_endpoint_dns_names"),
    ),
    entry(
        "aws_vpc_endpoint_service_allowed_principal", Role.IDENTITY,
        choice("principal_arn", {"*": "access.public"}, verbs=ARRIVING),
        create="access.grant", delete="access.revoke",
        replace=("access.grant", "access.revoke"),
    ),
    entry(
        "aws_vpc_ipam_pool_cidr", Role.NETWORK, *parameters("cidr"),
        delete="config.parameter", replace="config.parameter",
    ),
    network("aws_vpc_ipv4_cidr_block_association", *wiring("cidr_block")),
    network("aws_vpc_ipv6_cidr_block_association", *wiring("ipv6_cidr_block")),
    network(
        "aws_vpc_peering_connection", *_PEERING_OPTIONS,
        *wiring("vpc_id", "peer_vpc_id", "peer_region", "peer_owner_id"),
        ignore=("accept_status", "auto_accept"),
    ),
    entry(
        "aws_vpc_peering_connection_accepter", Role.NETWORK, *_PEERING_OPTIONS,
        ignore=("accept_status",),
    ),
    _kept("aws_vpc_peering_connection_options", *_PEERING_OPTIONS),
    network(
        "aws_vpc_route_server",
        toggle("sns_notifications_enabled", off="observability.alarm-off"),
        changed("persist_routes", "routing.network"),
        changed("persist_routes_duration", "config.parameter"),
        *wiring("amazon_side_asn"),
    ),
    network("aws_vpc_route_server_endpoint", *wiring("subnet_id")),
    network("aws_vpc_route_server_peer", *wiring("peer_address", "bgp_options")),
    network("aws_vpc_route_server_propagation"),
    network("aws_vpc_route_server_vpc_association"),
    network(
        "aws_vpn_connection",
        changed("enable_acceleration", "config.flag"),
        changed("tunnel1_log_options.cloudwatch_log_options.log_group_arn", "config.parameter"),
        changed("tunnel1_log_options.cloudwatch_log_options.log_output_format", "config.parameter"),
        changed("tunnel2_log_options.cloudwatch_log_options.log_group_arn", "config.parameter"),
        changed("tunnel2_log_options.cloudwatch_log_options.log_output_format", "config.parameter"),
        choice("preshared_key_storage", {"SecretsManager": "protection.up"}),
        changed("tunnel1_enable_tunnel_lifecycle_control", "config.flag"),
        changed("tunnel2_enable_tunnel_lifecycle_control", "config.flag"),
        secret("tunnel1_preshared_key"),
        secret("tunnel2_preshared_key"),
        *_tunnels("inside_cidr", "ike_versions", "phase1_encryption_algorithms",
                  "phase2_encryption_algorithms", "phase1_dh_group_numbers",
                  "phase2_dh_group_numbers", "startup_action", "dpd_timeout_action",
                  "dpd_timeout_seconds", "inside_ipv6_cidr", "phase1_integrity_algorithms",
                  "phase2_integrity_algorithms", "phase1_lifetime_seconds",
                  "phase2_lifetime_seconds", "rekey_fuzz_percentage",
                  "rekey_margin_time_seconds", "replay_window_size"),
        *wiring("customer_gateway_id", "transit_gateway_id", "vpn_gateway_id",
                "static_routes_only", "local_ipv4_network_cidr", "remote_ipv4_network_cidr",
                "local_ipv6_network_cidr", "remote_ipv6_network_cidr", "outside_ip_address_type",
                "transport_transit_gateway_attachment_id", "tunnel_inside_ip_version"),
        toggle("tunnel1_log_options.cloudwatch_log_options.log_enabled",
               off="observability.logs-off"),
        toggle("tunnel2_log_options.cloudwatch_log_options.log_enabled",
               off="observability.logs-off"),
        ignore=("vgw_telemetry", "routes", "customer_gateway_configuration"),
    ),
    network("aws_vpn_connection_route", *wiring("destination_cidr_block")),
    network("aws_vpn_gateway", *wiring("vpc_id", "amazon_side_asn", "availability_zone")),
)  # fmt: skip
