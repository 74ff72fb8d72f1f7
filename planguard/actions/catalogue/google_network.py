"""
Google Cloud's networks: subnets, routes, routers, NAT, VPN, peering and their addresses.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    documented,
    entry,
    happens,
    members,
    number,
    order,
    presence,
    secret,
    toggle,
    when,
)
from planguard.actions.providers.forms import grows, reroutes, room
from planguard.actions.providers.google import machine, setting, way
from planguard.model.words import Disruption, Role, Verb

_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_ADDRESS = "Whoever lets calls in by their address, or has it in a record, sees another one."
_SERVICE_CONTROLS = (
    "https://cloud.google.com/sdk/gcloud/reference/services/vpc-peerings/"
    "enable-vpc-service-controls"
)
_NO_WAY_OUT = (
    "While it is on, the network of the service has no route to the internet, and reaches "
    "Google's services by the restricted addresses alone."
)
_HOPS = (
    *("next_hop_gateway", "next_hop_ilb", "next_hop_instance", "next_hop_ip"),
    "next_hop_vpn_tunnel",
)
_BANDWIDTHS = tuple(
    f"BPS_{speed}"
    for speed in (
        *("50M", "100M", "200M", "300M", "400M", "500M"),
        *("1G", "2G", "5G", "10G", "20G", "50G", "100G"),
    )
)
_OPEN_WORDS = {
    "ACCEPT_AUTOMATIC": "access.grant",
    "ACCEPT_MANUAL": "access.revoke",
}


def _moves(path: str, *, disruption: Disruption | None = None, note: str = "") -> Rule:
    return changed(path, "routing.network", disruption=disruption, note=note)


def _address(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    return entry(
        type_,
        Role.NETWORK,
        _moves("address", disruption=_OUTAGE, note=_ADDRESS),
        _moves("address_type"),
        *rules,
        delete="routing.remove",
        replace="routing.network",
        ignore=("description", "label_fingerprint", *ignore),
    )


def _ranges(*paths: str) -> tuple[Rule, ...]:
    return tuple(
        members(path, came="routing.network", gone="routing.network", swapped="routing.network")
        for path in paths
    )


def _exchanged() -> tuple[Rule, ...]:
    """Describe which routes the two sides of a peering tell each other."""
    return (
        reroutes("export_custom_routes"),
        reroutes("import_custom_routes"),
        reroutes("export_subnet_routes_with_public_ip", default=True),
        reroutes("import_subnet_routes_with_public_ip"),
    )


ENTRIES: tuple[TypeEntry, ...] = (
    _address(
        "google_compute_address",
        changed("network_tier", "config.parameter"),
        ignore=("users",),
    ),
    way(
        "google_compute_external_vpn_gateway",
        _moves("interface.ip_address"),
        _moves("redundancy_type"),
    ),
    _address("google_compute_global_address"),
    way(
        "google_compute_ha_vpn_gateway",
        _moves("network"),
        changed("stack_type", "config.parameter"),
    ),
    way(
        "google_compute_interconnect",
        toggle("admin_enabled", off="routing.remove", on="routing.network", default=True),
        grows("requested_link_count"),
        toggle("macsec_enabled", off="protection.encryption-off", on="protection.up"),
        toggle("macsec.fail_open", on="protection.guard-off", off="protection.up"),
    ),
    way(
        "google_compute_interconnect_attachment",
        toggle("admin_enabled", off="routing.remove", on="routing.network", default=True),
        _moves("interconnect"),
        _moves("router"),
        order("bandwidth", _BANDWIDTHS, up="scale.resize-up", down="scale.resize-down"),
        changed("mtu", "config.parameter"),
        choice("encryption", {"NONE": "protection.encryption-off", "IPSEC": "protection.up"}),
    ),
    entry(
        "google_compute_network",
        Role.NETWORK,
        _moves("routing_mode"),
        changed("mtu", "config.parameter", disruption=_OUTAGE),
        reroutes("delete_default_routes_on_create"),
        reroutes("auto_create_subnetworks", default=True),
        when(
            presence(
                "network_firewall_policy_enforcement_order",
                came="exposure.open",
                note="Which rules speak first changes.",
            ),
            only={"network_firewall_policy_enforcement_order": "before_classic_firewall"},
        ),
        presence(
            "network_firewall_policy_enforcement_order",
            changed="exposure.open",
            note="Which rules speak first changes.",
        ),
        _moves("bgp_best_path_selection_mode"),
        reroutes("bgp_always_compare_med"),
        _moves("bgp_inter_region_cost"),
        reroutes("enable_ula_internal_ipv6"),
        _moves("internal_ipv6_range"),
        delete="routing.remove",
        replace="routing.network",
        ignore=("description",),
    ),
    entry(
        "google_compute_network_attachment",
        Role.NETWORK,
        choice("connection_preference", _OPEN_WORDS),
        members("producer_accept_lists", came="access.grant", gone="access.revoke"),
        members("producer_reject_lists", came="access.revoke", gone="access.grant"),
        _moves("subnetworks"),
        delete="routing.remove",
        ignore=("description",),
    ),
    way(
        "google_compute_network_peering",
        *_exchanged(),
        _moves("peer_network"),
        changed("stack_type", "config.parameter"),
    ),
    entry(
        "google_compute_network_peering_routes_config",
        Role.NETWORK,
        *_exchanged(),
        happens("other", Verb.DELETE, note="The peering stays as it is."),
        create="routing.network",
        replace="routing.network",
    ),
    entry(
        "google_compute_packet_mirroring",
        Role.OBSERVABILITY,
        changed("mirrored_resources", "config.parameter", disruption=_QUIET),
        changed("collector_ilb.url", "config.parameter", disruption=_QUIET),
        delete="observability.logs-off",
    ),
    setting(
        "google_compute_project_default_network_tier",
        changed("network_tier", "config.parameter", disruption=_QUIET),
    ),
    way("google_compute_public_advertised_prefix"),
    way("google_compute_public_delegated_prefix", _moves("ip_cidr_range")),
    way(
        "google_compute_route",
        *(_moves(name, disruption=_OUTAGE) for name in _HOPS),
        _moves("dest_range", disruption=_OUTAGE),
        _moves("priority"),
        _moves("tags"),
    ),
    way(
        "google_compute_router",
        _moves("bgp.asn", disruption=_OUTAGE),
        _moves("bgp.advertise_mode"),
        _moves("bgp.advertised_groups"),
        _moves("bgp.advertised_ip_ranges"),
        changed("bgp.keepalive_interval", "config.parameter"),
        secret("md5_authentication_keys.key"),
        _moves("network"),
    ),
    way(
        "google_compute_router_interface",
        _moves("ip_range"),
        _moves("vpn_tunnel"),
        _moves("interconnect_attachment"),
    ),
    way(
        "google_compute_router_nat",
        members(
            "nat_ips",
            came="routing.network",
            gone="routing.network",
            swapped="routing.network",
            note=_ADDRESS,
        ),
        members("drain_nat_ips", came="routing.network", gone="routing.network"),
        _moves("nat_ip_allocate_option", note=_ADDRESS),
        _moves("source_subnetwork_ip_ranges_to_nat"),
        _moves("subnetwork"),
        room("min_ports_per_vm"),
        room("max_ports_per_vm"),
        toggle("enable_dynamic_port_allocation", on="config.parameter", off="config.parameter"),
        toggle(
            "enable_endpoint_independent_mapping", on="config.parameter", off="config.parameter"
        ),
        changed("rules", "routing.network"),
        *(
            _moves(path)
            for path in (
                *("auto_network_tier", "nat64_subnetwork"),
                "source_subnetwork_ip_ranges_to_nat64",
            )
        ),
        *(
            changed(f"{kind}_timeout_sec", "config.parameter", disruption=_QUIET)
            for kind in (
                *("udp_idle", "icmp_idle", "tcp_established_idle", "tcp_transitory_idle"),
                "tcp_time_wait",
            )
        ),
        toggle("log_config.enable", off="observability.logs-off"),
        choice(
            "log_config.filter",
            dict.fromkeys(("ERRORS_ONLY", "TRANSLATIONS_ONLY"), "observability.logs-off"),
            both=True,
        ),
    ),
    way("google_compute_router_nat_address", *_ranges("nat_ips", "drain_nat_ips")),
    way(
        "google_compute_router_peer",
        _moves("peer_asn", disruption=_OUTAGE),
        _moves("peer_ip_address", disruption=_OUTAGE),
        _moves("advertise_mode"),
        _moves("advertised_groups"),
        _moves("advertised_ip_ranges"),
        _moves("advertised_route_priority"),
        _moves("import_policies"),
        _moves("export_policies"),
        _moves("custom_learned_ip_ranges"),
        _moves("custom_learned_route_priority"),
        _moves("router_appliance_instance"),
        reroutes("enable_ipv4"),
        reroutes("enable_ipv6"),
        toggle("enable", off="routing.remove", on="routing.network", default=True),
        secret("md5_authentication_key.key"),
        changed("bfd", "config.parameter"),
    ),
    way("google_compute_router_route_policy", changed("terms", "routing.network")),
    entry(
        "google_compute_service_attachment",
        Role.ROUTING,
        choice("connection_preference", _OPEN_WORDS),
        members(
            "consumer_accept_lists.project_id_or_num",
            came="access.grant",
            gone="access.revoke",
        ),
        members("consumer_accept_lists.network_url", came="access.grant", gone="access.revoke"),
        members("consumer_reject_lists", came="access.revoke", gone="access.grant"),
        toggle(
            "reconcile_connections",
            on="access.revoke",
            off="config.parameter",
            note="Connections that stand already are then held to the lists.",
        ),
        room("propagated_connection_limit"),
        changed("target_service", "routing.rule"),
        changed(
            "enable_proxy_protocol",
            "config.parameter",
            note="The service is sent a header before each connection, or none any more.",
        ),
        changed("nat_subnets", "routing.network"),
        room("consumer_accept_lists.connection_limit"),
        delete="routing.remove",
        replace="routing.remove",
        ignore=("description",),
    ),
    entry(
        "google_compute_shared_vpc_host_project",
        Role.NETWORK,
        delete="routing.remove",
    ),
    entry(
        "google_compute_shared_vpc_service_project",
        Role.NETWORK,
        create="access.grant",
        delete="routing.remove",
        replace="routing.network",
    ),
    entry(
        "google_compute_subnetwork",
        Role.NETWORK,
        _moves(
            "ip_cidr_range",
            note="The range can only grow in place; another one means another subnet.",
        ),
        presence(
            "secondary_ip_range.ip_cidr_range", gone="routing.network", changed="routing.network"
        ),
        toggle(
            "private_ip_google_access",
            off="routing.network",
            on="routing.network",
            note="Without it, machines that have no public address do not reach Google's APIs.",
        ),
        choice("ipv6_access_type", {"EXTERNAL": "exposure.open", "INTERNAL": "exposure.narrow"}),
        changed("stack_type", "config.parameter"),
        changed("purpose", "config.parameter"),
        changed("role", "routing.network"),
        presence("log_config", gone="observability.logs-off", empty=True),
        number("log_config.flow_sampling", down="observability.logs-off"),
        choice(
            "log_config.metadata",
            {"EXCLUDE_ALL_METADATA": "observability.logs-off"},
            both=True,
            note="The records no longer say which machines and networks they are about.",
        ),
        when(
            changed("log_config.filter_expr", "observability.logs-off", both=True),
            unless={"log_config.filter_expr": ("", "true")},
        ),
        changed("log_config.aggregation_interval", "config.parameter", disruption=_QUIET),
        _moves("private_ipv6_google_access"),
        _moves("network", disruption=_OUTAGE),
        delete="routing.remove",
        replace="routing.network",
        ignore=("description", "fingerprint", "gateway_address"),
    ),
    way("google_compute_vpn_gateway", _moves("network")),
    way(
        "google_compute_vpn_tunnel",
        secret("shared_secret"),
        _moves("peer_ip", disruption=_OUTAGE),
        _moves("peer_external_gateway", disruption=_OUTAGE),
        _moves("peer_gcp_gateway", disruption=_OUTAGE),
        _moves("router", disruption=_OUTAGE),
        _moves("local_traffic_selector"),
        _moves("remote_traffic_selector"),
        choice(
            "ike_version",
            {"1": "protection.encryption-off", "2": "protection.up"},
            disruption=_OUTAGE,
        ),
        changed("cipher_suite", "config.parameter"),
    ),
    entry(
        "google_network_connectivity_group",
        Role.NETWORK,
        members("auto_accept.auto_accept_projects", came="access.grant", gone="access.revoke"),
        delete="routing.remove",
        ignore=("description",),
    ),
    way(
        "google_network_connectivity_hub",
        reroutes("export_psc"),
        changed("policy_mode", "routing.network"),
    ),
    way(
        "google_network_connectivity_policy_based_route",
        _moves("next_hop_ilb_ip"),
        _moves("next_hop_other_routes"),
        _moves("filter"),
        _moves("priority"),
        _moves("virtual_machine.tags"),
    ),
    way(
        "google_network_connectivity_service_connection_policy",
        _moves("psc_config.subnetworks"),
        room("psc_config.limit"),
    ),
    way(
        "google_network_connectivity_spoke",
        _moves("linked_vpc_network.exclude_export_ranges"),
        _moves("linked_vpc_network.include_export_ranges"),
        _moves("linked_vpn_tunnels.uris"),
        _moves("linked_interconnect_attachments.uris"),
        _moves("linked_router_appliance_instances.instances"),
        *(
            rule
            for kind in ("vpn_tunnels", "interconnect_attachments", "router_appliance_instances")
            for rule in (
                _moves(f"linked_{kind}.include_import_ranges"),
                reroutes(f"linked_{kind}.site_to_site_data_transfer"),
            )
        ),
        *(
            _moves(f"linked_producer_vpc_network.{part}_export_ranges")
            for part in ("include", "exclude")
        ),
        _moves("hub"),
        _moves("group"),
    ),
    entry(
        "google_service_networking_connection",
        Role.NETWORK,
        members("reserved_peering_ranges", came="routing.network"),
        members(
            "reserved_peering_ranges",
            gone="routing.network",
            note="Services that have addresses of the range lose them.",
        ),
        when(happens("routing.remove", Verb.DELETE), unless={"deletion_policy": "abandon"}),
        replace="routing.network",
    ),
    entry(
        "google_service_networking_peered_dns_domain",
        Role.ROUTING,
        changed("dns_suffix", "routing.dns"),
        delete="routing.remove",
        replace="routing.dns",
    ),
    setting(
        "google_service_networking_vpc_service_controls",
        *documented(
            _SERVICE_CONTROLS,
            toggle("enabled", on="routing.network", off="routing.network", note=_NO_WAY_OUT),
            toggle("enabled", on="protection.up", off="protection.guard-off"),
            toggle("enabled", on="routing.network", verbs=frozenset({Verb.CREATE})),
        ),
    ),
    entry(
        "google_vmwareengine_external_access_rule",
        Role.NETWORK,
        choice("action", {"ALLOW": "exposure.open", "DENY": "exposure.narrow"}),
        *(
            when(members(path, came=came, gone=gone), only={"action": action})
            for path in (
                *("source_ip_ranges.ip_address_range", "source_ip_ranges.ip_address"),
                "destination_ports",
            )
            for action, came, gone in (
                ("ALLOW", "exposure.open", "exposure.narrow"),
                ("DENY", "exposure.narrow", "exposure.open"),
            )
        ),
        *(
            when(happens(meaning, verb), only={"action": action})
            for action, verb, meaning in (
                ("ALLOW", Verb.CREATE, "exposure.open"),
                ("ALLOW", Verb.DELETE, "exposure.narrow"),
                ("DENY", Verb.CREATE, "exposure.narrow"),
                ("DENY", Verb.DELETE, "exposure.open"),
            )
        ),
    ),
    way(
        "google_vpc_access_connector",
        machine(),
        room("max_instances"),
        room("min_instances"),
        room("max_throughput"),
        room("min_throughput"),
        _moves("network"),
        _moves("ip_cidr_range"),
        _moves("subnet.name"),
    ),
)
