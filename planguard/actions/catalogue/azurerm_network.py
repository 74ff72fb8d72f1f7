"""
Azure: networks, security groups, firewalls and gateways, as Terraform names them.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    CHANGING,
    Rule,
    TypeEntry,
    changed,
    choice,
    entry,
    happens,
    ingress,
    members,
    number,
    order,
    presence,
    retention,
    secret,
    size,
    toggle,
    when,
)
from planguard.actions.providers.azure import GATEWAY_SIZES, identities, own_addresses
from planguard.actions.providers.forms import guard, reroutes, units, way, wiring
from planguard.model.words import Disruption, Role, Verb

_AZ = "azurerm_"
_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_MODES = ("Off", "Alert", "Deny")
_POLICIES = ("Disabled", "RouteTableEnabled", "NetworkSecurityGroupEnabled", "Enabled")
_UNFILTERED = "Without the group nothing filters what comes in."
_DEPLOYED = "What its configurations change in networks is not in this plan."
_DETACHED = "It can only be deleted where nothing is behind it any more."
_SEEN = "Whoever lets calls in by their address sees another one."
_ROUTES = ("address_prefix", "next_hop_type", "next_hop_in_ip_address")


def _opens(*names: str, default: bool = False) -> tuple[Rule, ...]:
    return tuple(
        toggle(name, on="exposure.open", off="exposure.narrow", default=default) for name in names
    )


def _trusts(*names: str) -> tuple[Rule, ...]:
    """Describe whose word is taken for who somebody is."""
    return tuple(
        presence(name, came="access.trust", gone="access.revoke", changed="access.trust")
        for name in names
    )


_ANYBODY = {"*": "exposure.public", "0.0.0.0/0": "exposure.public"}


def _lets(at: str, *places: str, inbound: bool = False) -> tuple[Rule, ...]:
    """
    Describe the rules of a firewall: who may come, and to which `places`, or may not.

    Only a rule that translates addresses lets the internet in; others speak of the networks
    behind the firewall.
    """
    named = [f"{at}.{name}" for name in ("source_ip_groups", *places)]
    lets = (
        members(f"{at}.source_addresses", came="exposure.open", gone="exposure.narrow",
                words=_ANYBODY if inbound else {}, verbs=ARRIVING),
        *(members(name, came="exposure.open", gone="exposure.narrow") for name in named),
    )  # fmt: skip
    if inbound:
        return lets
    action = f"{at.rpartition('.')[0]}.action".lstrip(".")
    refuses = (
        members(name, came="exposure.narrow", gone="exposure.open")
        for name in (f"{at}.source_addresses", *named)
    )
    allowed = {action: ("allow", "")}
    if "." in action:
        return (
            *(when(rule, beside=allowed) for rule in lets),
            *(when(rule, not_beside=allowed) for rule in refuses),
        )
    return (
        *(when(rule, only=allowed) for rule in lets),
        *(when(rule, unless=allowed) for rule in refuses),
    )


def _collection(kind: str, *rules: Rule) -> TypeEntry:
    return entry(
        f"{_AZ}firewall_{kind}_rule_collection", Role.NETWORK, *rules,
        changed("priority", "config.parameter"),
        when(happens("exposure.open", Verb.DELETE), only={"action": ("deny",)}),
        when(happens("exposure.narrow", Verb.DELETE), unless={"action": ("deny",)}),
    )  # fmt: skip


def _ended() -> tuple[Rule, ...]:
    """Describe the end of a group of collections, each of which lets in or refuses."""
    of = [f"{kind}_rule_collection.action" for kind in ("network", "application", "nat")]
    return tuple(
        when(happens(action, Verb.DELETE), only={path: words},
             unless=dict.fromkeys(of[:at], words))
        for action, words in (("exposure.open", "deny"), ("exposure.narrow", ("allow", "dnat")))
        for at, path in enumerate(of)
    )  # fmt: skip


_WHERE = ("destination_addresses", "destination_ports")
_ALLOWS = {"Allow": "exposure.open", "Deny": "exposure.narrow", "Dnat": "exposure.open"}


def _subnet(at: str, group: str) -> tuple[Rule, ...]:
    return (
        *((presence(f"{at}{group}", came="exposure.narrow", gone="exposure.open",
                    changed="exposure.open", empty=True, note=_UNFILTERED),) if group else ()),
        *wiring(*(f"{at}{name}" for name in
                  ("address_prefix", "address_prefixes", "service_endpoints",
                   "service_endpoint_policy_ids"))),
        changed(f"{at}delegation", "config.parameter"),
        reroutes(f"{at}default_outbound_access_enabled", default=True),
        order(f"{at}private_endpoint_network_policies", _POLICIES, up="protection.up",
              down="protection.guard-off"),
        toggle(f"{at}private_link_service_network_policies_enabled", on="protection.up",
               off="protection.guard-off", default=True),
    )  # fmt: skip


def _joins(name: str, *rules: Rule) -> TypeEntry:
    """Describe what only joins two things: packets go another way from then on."""
    return entry(
        f"{_AZ}{name}", Role.GLUE, *rules,
        create="routing.network", delete="routing.network", replace="routing.network",
    )  # fmt: skip


_BALANCED = ("backend_address_pool", "nat_rule", "application_gateway_backend_address_pool")

ENTRIES: tuple[TypeEntry, ...] = (
    way(f"{_AZ}route", *wiring(*_ROUTES, disruption=_OUTAGE)),
    way(f"{_AZ}nat_gateway",
        changed("idle_timeout_in_minutes", "config.parameter", disruption=_QUIET)),
    way(f"{_AZ}virtual_network_peering",
        changed("remote_virtual_network_id", "routing.network"),
        *wiring("local_subnet_names", "remote_subnet_names"),
        reroutes("peer_complete_virtual_networks_enabled", default=True),
        *_opens("allow_virtual_network_access", default=True),
        *_opens("allow_forwarded_traffic"),
        reroutes("allow_gateway_transit"), reroutes("use_remote_gateways")),
    way(f"{_AZ}virtual_network_gateway",
        size("sku", order=GATEWAY_SIZES),
        *_opens("remote_vnet_traffic_enabled", "virtual_wan_traffic_enabled"),
        guard("ip_sec_replay_protection_enabled", default=True),
        toggle("active_active", on="protection.up", off="protection.guard-off"),
        reroutes("enable_bgp"),
        *wiring("bgp_settings", "default_local_network_gateway_id", "custom_route",
                "ip_configuration"),
        members("vpn_client_configuration.address_space",
                came="exposure.open", gone="exposure.narrow"),
        members("vpn_client_configuration.revoked_certificate.thumbprint",
                came="access.revoke", gone="access.grant"),
        members("vpn_client_configuration.root_certificate.public_cert_data",
                came="access.trust", gone="access.revoke"),
        *_trusts(*(f"vpn_client_configuration.{name}" for name in
                   ("aad_audience", "aad_issuer", "aad_tenant", "radius_server_address",
                    "radius_server.address"))),
        members("vpn_client_configuration.vpn_auth_types",
                came="access.trust", gone="access.revoke"),
        changed("vpn_client_configuration.vpn_client_protocols", "config.parameter"),
        changed("vpn_client_configuration.ipsec_policy", "config.parameter",
                disruption=_OUTAGE),
        secret("vpn_client_configuration.radius_server_secret"),
        secret("vpn_client_configuration.radius_server.secret")),
    way(f"{_AZ}virtual_network_gateway_connection",
        secret("shared_key"), secret("authorization_key"),
        changed("ipsec_policy", "config.parameter", disruption=_OUTAGE),
        changed("connection_protocol", "config.parameter", disruption=_OUTAGE),
        changed("routing_weight", "routing.traffic"),
        *wiring("traffic_selector_policy", "local_network_gateway_id",
                "express_route_circuit_id"),
        reroutes("enable_bgp")),
    way(f"{_AZ}virtual_network_gateway_nat_rule",
        *wiring("external_mapping", "internal_mapping")),
    way(f"{_AZ}vpn_gateway", units("scale_unit"), *wiring("bgp_settings", "routing_preference")),
    way(f"{_AZ}vpn_gateway_connection",
        *wiring("vpn_link", "routing", "traffic_selector_policy"),
        secret("vpn_link.shared_key"),
        toggle("internet_security_enabled", on="exposure.narrow", off="exposure.open")),
    way(f"{_AZ}vpn_site", *wiring("address_cidrs", "link")),
    way(f"{_AZ}point_to_site_vpn_gateway",
        units("scale_unit"), *wiring("connection_configuration", "dns_servers"),
        *(changed("vpn_server_configuration_id", action, both=True)
          for action in ("access.trust", "access.revoke"))),
    way(f"{_AZ}local_network_gateway",
        *wiring("gateway_address", "gateway_fqdn", "address_space", "bgp_settings")),
    way(f"{_AZ}express_route_circuit",
        number("bandwidth_in_mbps", up="scale.resize-up", down="scale.resize-down",
               note="A circuit cannot be made smaller without making it anew."),
        number("bandwidth_in_gbps", up="scale.resize-up", down="scale.resize-down"),
        changed("sku.tier", "config.parameter"),
        changed("sku.family", "config.parameter", disruption=_QUIET),
        changed("peering_location", "routing.network"),
        changed("service_provider_name", "routing.network"), secret("authorization_key")),
    way(f"{_AZ}express_route_circuit_peering",
        *wiring("vlan_id", "peer_asn", "primary_peer_address_prefix",
                "secondary_peer_address_prefix", "microsoft_peering_config",
                "route_filter_id", "ipv6"),
        secret("shared_key")),
    way(f"{_AZ}express_route_circuit_connection",
        *wiring("address_prefix_ipv4", "address_prefix_ipv6", "peer_peering_id"),
        secret("authorization_key")),
    way(f"{_AZ}express_route_connection",
        *wiring("routing"), changed("routing_weight", "routing.traffic"),
        toggle("enable_internet_security", on="exposure.narrow", off="exposure.open"),
        secret("authorization_key")),
    way(f"{_AZ}express_route_gateway", units("scale_units"),
        *_opens("allow_non_virtual_wan_traffic")),
    way(f"{_AZ}express_route_port",
        *(toggle(f"link{number_}.admin_enabled", on="routing.network", off="routing.remove")
          for number_ in (1, 2)),
        *(presence(f"link{number_}.macsec_cak_keyvault_secret_id", came="protection.up",
                   gone="protection.encryption-off", changed="key.rotate")
          for number_ in (1, 2))),
    way(f"{_AZ}route_filter", *wiring("rule")),
    way(f"{_AZ}route_server",
        *_opens("branch_to_branch_traffic_enabled"), *wiring("hub_routing_preference")),
    way(f"{_AZ}route_server_bgp_connection", *wiring("peer_asn", "peer_ip")),
    way(f"{_AZ}virtual_hub",
        *wiring("route", "address_prefix", "hub_routing_preference"),
        *_opens("branch_to_branch_traffic_enabled"),
        number("virtual_router_auto_scale_min_capacity",
               up="scale.limits-up", down="scale.limits-down")),
    way(f"{_AZ}virtual_hub_bgp_connection", *wiring("peer_asn", "peer_ip")),
    way(f"{_AZ}virtual_hub_connection",
        *wiring("routing"),
        toggle("internet_security_enabled", on="exposure.narrow", off="exposure.open")),
    way(f"{_AZ}virtual_hub_route_table", *wiring("route", "labels")),
    way(f"{_AZ}virtual_hub_route_table_route",
        *wiring("destinations", "next_hop", "destinations_type")),
    way(f"{_AZ}virtual_hub_routing_intent", *wiring("routing_policy")),
    way(f"{_AZ}virtual_wan",
        *_opens("allow_branch_to_branch_traffic", default=True),
        toggle("disable_vpn_encryption", on="protection.encryption-off", off="protection.up"),
        changed("type", "config.parameter")),
    way(f"{_AZ}private_endpoint",
        *wiring("subnet_id",
                *(f"private_service_connection.{name}"
                  for name in ("private_connection_resource_id",
                               "private_connection_resource_alias", "subresource_names")),
                "ip_configuration.private_ip_address", disruption=_OUTAGE),
        changed("private_service_connection.is_manual_connection", "config.parameter"),
        changed("private_dns_zone_group", "routing.dns")),
    way(f"{_AZ}private_link_service",
        *(members(f"{name}_subscription_ids", came="access.grant", gone="access.revoke",
                  words={"*": "access.public"}, verbs=ARRIVING)
          for name in ("visibility", "auto_approval")),
        changed("load_balancer_frontend_ip_configuration_ids", "routing.rule"),
        changed("nat_ip_configuration", "routing.network")),
    *(
        _joins(f"network_interface_{name}_association")
        for name in (*_BALANCED, "application_security_group")
    ),
    _joins("subnet_route_table_association", *wiring("route_table_id", disruption=_OUTAGE)),
    _joins("subnet_nat_gateway_association"),
    entry(
        f"{_AZ}express_route_circuit_authorization", Role.IDENTITY,
        create="access.grant", delete="access.revoke", replace="access.grant",
    ),
    way(f"{_AZ}route_map", *wiring("rule")),
    way(f"{_AZ}vpn_gateway_nat_rule", *wiring("external_mapping", "internal_mapping")),
    way(f"{_AZ}virtual_hub_ip", *wiring("public_ip_address_id", "subnet_id")),
    entry(
        f"{_AZ}network_manager", Role.NETWORK,
        members("scope_accesses", came="config.parameter", gone="routing.network"),
        changed("scope", "config.parameter"), delete="routing.network",
        replace="routing.network", ignore=("description",),
    ),
    entry(
        f"{_AZ}network_manager_connectivity_configuration", Role.NETWORK,
        *wiring("connectivity_topology", "hub", "applies_to_group", "global_mesh_enabled"),
        toggle("delete_existing_peering_enabled", on="protection.guard-off",
               off="protection.up", note="Peerings that others made go."),
        delete="routing.network", ignore=("description",),
    ),
    entry(
        f"{_AZ}network_manager_deployment", Role.NETWORK,
        changed("configuration_ids", "routing.network", note=_DEPLOYED),
        happens("routing.network", Verb.CREATE, note=_DEPLOYED),
        happens("routing.network", Verb.DELETE, note="What it had brought to networks goes."),
    ),
    entry(
        f"{_AZ}network_manager_security_admin_configuration", Role.NETWORK,
        delete="protection.guard-off", ignore=("description",),
    ),
    entry(
        f"{_AZ}network_manager_admin_rule_collection", Role.NETWORK,
        members("network_group_ids", came="protection.up", gone="protection.guard-off"),
        delete="protection.guard-off", ignore=("description",),
    ),
    entry(
        f"{_AZ}network_manager_network_group", Role.NETWORK, delete="routing.network",
        ignore=("description",),
    ),
    _joins("network_manager_static_member"),
    *(
        entry(
            f"{_AZ}nat_gateway_public_ip_{name}association", Role.GLUE,
            happens("routing.network", Verb.DELETE, note=_SEEN),
            happens("routing.network", Verb.REPLACE, note=_SEEN), create="routing.network",
        )
        for name in ("", "prefix_")
    ),
    _joins("private_endpoint_application_security_group_association"),
    *(
        entry(
            f"{_AZ}{name}", Role.NETWORK,
            create="exposure.narrow", replace="exposure.open",
            delete="exposure.open",
        )
        for name in ("network_interface_security_group_association",
                     "subnet_network_security_group_association")
    ),
    entry(
        f"{_AZ}application_security_group", Role.NETWORK,
        happens("exposure.narrow", Verb.DELETE,
                note="Rules that name it can let nobody in by it any more."),
    ),
    entry(
        f"{_AZ}route_table", Role.NETWORK,
        *(presence(f"route.{name}", changed="routing.network", disruption=_OUTAGE)
          for name in _ROUTES),
        members("route.name", came="routing.network", gone="routing.remove"),
        reroutes("bgp_route_propagation_enabled", default=True),
        reroutes("disable_bgp_route_propagation"),
        delete="routing.remove", replace="routing.network",
    ),
    entry(
        f"{_AZ}firewall", Role.NETWORK,
        order("threat_intel_mode", _MODES, up="protection.up", down="protection.guard-off"),
        order("sku_tier", ("Basic", "Standard", "Premium"),
              up="scale.resize-up", down="scale.resize-down"),
        presence("firewall_policy_id", came="exposure.open", gone="exposure.narrow",
                 changed="exposure.open", note="Without rules it lets nothing through."),
        *own_addresses("ip_configuration", "subnet_id", "public_ip_address_id"),
        presence("management_ip_configuration.public_ip_address_id", changed="routing.network"),
        toggle("dns_proxy_enabled", on="routing.dns", off="routing.dns"),
        changed("zones", "config.parameter"),
        changed("virtual_hub", "routing.network", disruption=_OUTAGE),
        changed("private_ip_ranges", "routing.network"),
        changed("dns_servers", "routing.dns"),
        delete=("routing.remove", "protection.guard-off"),
        replace=("routing.network", "protection.guard-off"), replace_disruption=_OUTAGE,
    ),
    _collection("network", *_lets("rule", *_WHERE, "destination_fqdns", "destination_ip_groups"),
                choice("action", _ALLOWS)),
    _collection("nat", *_lets("rule", *_WHERE, inbound=True),
                changed("rule.translated_address", "routing.rule"),
                changed("rule.translated_port", "routing.rule")),
    _collection("application", *_lets("rule", "target_fqdns", "fqdn_tags"),
                choice("action", _ALLOWS)),
    entry(
        f"{_AZ}firewall_policy", Role.NETWORK,
        order("threat_intelligence_mode", _MODES, up="protection.up",
              down="protection.guard-off"),
        order("intrusion_detection.mode", _MODES, up="protection.up",
              down="protection.guard-off"),
        presence("intrusion_detection", came="protection.up", gone="protection.guard-off"),
        choice("intrusion_detection.signature_overrides.state",
               {"Off": "protection.guard-off", "Deny": "protection.up"}),
        *(members(f"intrusion_detection.traffic_bypass.{name}", came="protection.guard-off",
                  gone="protection.up")
          for name in ("name", "source_addresses", "source_ip_groups", "destination_addresses",
                       "destination_ip_groups", "destination_ports")),
        members("threat_intelligence_allowlist.ip_addresses", came="exposure.open",
                gone="exposure.narrow"),
        members("threat_intelligence_allowlist.fqdns", came="exposure.open",
                gone="exposure.narrow"),
        toggle("insights.enabled", off="observability.logs-off"),
        presence("insights", gone="observability.logs-off"),
        number("insights.retention_in_days", down="observability.log-retention-cut",
               up="observability.log-retention-up"),
        presence("tls_certificate", came="protection.up", gone="protection.guard-off",
                 changed="key.rotate"),
        toggle("sql_redirect_allowed", on="exposure.open", off="exposure.narrow"),
        changed("dns", "routing.dns"), changed("base_policy_id", "exposure.open"),
        changed("private_ip_ranges", "routing.network"), changed("explicit_proxy",
                                                                 "routing.network"),
        order("sku", ("Basic", "Standard", "Premium"), up="protection.up",
              down="protection.guard-off"),
        *identities("identity.identity_ids"),
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        f"{_AZ}firewall_policy_rule_collection_group", Role.NETWORK,
        *_lets("network_rule_collection.rule", *_WHERE, "destination_fqdns",
               "destination_ip_groups"),
        *_lets("nat_rule_collection.rule", "destination_ports", inbound=True),
        *_lets("application_rule_collection.rule",
               *(f"destination_{name}" for name in ("addresses", "fqdns", "fqdn_tags", "urls"))),
        *(choice(f"{kind}_rule_collection.action", _ALLOWS)
          for kind in ("network", "nat", "application")),
        *(changed(f"nat_rule_collection.rule.translated_{name}", "routing.rule")
          for name in ("address", "fqdn", "port")),
        *(changed(f"{kind}_rule_collection.priority", "config.parameter")
          for kind in ("network", "nat", "application")),
        changed("priority", "config.parameter"),
        *_ended(),
    ),
    entry(
        f"{_AZ}bastion_host", Role.NETWORK,
        *(toggle(f"{name}_enabled", on="access.grant", off="access.revoke")
          for name in ("shareable_link", "tunneling", "ip_connect", "file_copy")),
        toggle("copy_paste_enabled", on="access.grant", off="access.revoke", default=True),
        toggle("session_recording_enabled", off="observability.logs-off"), units("scale_units"),
        changed("sku", "config.parameter"),
        toggle("kerberos_enabled", on="config.parameter", off="config.parameter"),
        create="exposure.open", delete="exposure.narrow", replace="exposure.open",
    ),
    entry(
        f"{_AZ}network_ddos_protection_plan", Role.PROTECTION,
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        f"{_AZ}network_watcher_flow_log", Role.OBSERVABILITY,
        toggle("enabled", off="observability.logs-off"),
        when(retention("retention_policy.days", cut="observability.log-retention-cut",
                       up="observability.log-retention-up",
                       unbounded="observability.log-unbounded"),
             only={"retention_policy.enabled": ("true",)}),
        toggle("traffic_analytics.enabled", off="observability.logs-off"),
        changed("storage_account_id", "config.parameter", disruption=_QUIET),
        changed("network_security_group_id", "observability.logs-off"),
        changed("target_resource_id", "observability.logs-off"),
        delete="observability.logs-off", replace="observability.logs-off",
    ),
    entry(
        f"{_AZ}network_manager_admin_rule", Role.NETWORK,
        when(choice("action", {"Allow": "exposure.open", "AlwaysAllow": "exposure.open",
                               "Deny": "exposure.narrow"}), unless={"direction": ("outbound",)}),
        when(members("source.address_prefix", came="exposure.open", gone="exposure.narrow",
                     words={"*": "exposure.public", "0.0.0.0/0": "exposure.public",
                            "Internet": "exposure.public"}, verbs=ARRIVING),
             only={"action": ("allow", "alwaysallow")}, unless={"direction": ("outbound",)}),
        when(members("destination_port_ranges", came="exposure.open", gone="exposure.narrow"),
             only={"action": ("allow", "alwaysallow")}, unless={"direction": ("outbound",)}),
        when(members("destination_port_ranges", came="exposure.narrow", gone="exposure.open"),
             only={"action": ("deny",)}, unless={"direction": ("outbound",)}),
        changed("priority", "config.parameter"),
        when(happens("exposure.open", Verb.DELETE), only={"action": ("deny",)},
             unless={"direction": ("outbound",)}),
        when(happens("exposure.narrow", Verb.DELETE),
             unless={"action": ("deny",), "direction": ("outbound",)}),
        ignore=("description",),
    ),
    entry(
        f"{_AZ}ip_group", Role.NETWORK,
        when(ingress("cidrs", "ranges",
                     note="Firewalls that name the group let in, or refuse, what stands in it."),
             verbs=CHANGING),
    ),
    entry(
        f"{_AZ}ip_group_cidr", Role.NETWORK,
        members("cidr", came="exposure.open", gone="exposure.narrow", verbs=ARRIVING),
        happens("exposure.narrow", Verb.DELETE),
    ),
    entry(
        f"{_AZ}network_interface", Role.NETWORK,
        presence("ip_configuration.public_ip_address_id", came="exposure.open",
                 gone="exposure.narrow", changed="routing.network", verbs=ARRIVING),
        *own_addresses("ip_configuration", "subnet_id", "private_ip_address"),
        presence("ip_configuration.private_ip_address_allocation", changed="config.parameter",
                 disruption=_QUIET),
        presence("ip_configuration.gateway_load_balancer_frontend_ip_configuration_id",
                 came="routing.network", gone="routing.network", changed="routing.network"),
        changed("dns_servers", "routing.dns"),
        changed("internal_dns_name_label", "routing.dns"),
        reroutes("ip_forwarding_enabled"), reroutes("enable_ip_forwarding"),
        *(toggle(name, on="config.parameter", off="config.parameter")
          for name in ("accelerated_networking_enabled", "enable_accelerated_networking")),
        delete="routing.remove", replace="routing.network", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}network_security_group", Role.NETWORK,
        when(ingress("security_rule", "azure"), verbs=ARRIVING),
        happens("exposure.open", Verb.DELETE, note=_DETACHED),
    ),
    entry(
        f"{_AZ}network_security_rule", Role.NETWORK,
        ingress("source_address_prefix", "azure-rule"),
        changed("priority", "config.parameter",
                note="Another rule may speak first: what reaches the group can change."),
        ignore=("description",),
    ),
    entry(
        f"{_AZ}public_ip", Role.NETWORK,
        changed("domain_name_label", "routing.dns"), changed("reverse_fqdn", "routing.dns"),
        choice("ddos_protection_mode", {"Disabled": "protection.guard-off",
                                        "Enabled": "protection.up"}),
        changed("allocation_method", "routing.network"),
        changed("zones", "config.parameter"),
        changed("idle_timeout_in_minutes", "config.parameter", disruption=_QUIET),
        delete="routing.remove", replace="routing.network", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}public_ip_prefix", Role.NETWORK,
        delete="routing.remove", replace="routing.network", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}subnet", Role.NETWORK, *_subnet("", ""),
        when(toggle("private_endpoint_network_policies_enabled", on="protection.up",
                    off="protection.guard-off"),
             unless={"private_endpoint_network_policies": "Enabled"}),
        *(toggle(f"enforce_private_link_{name}_network_policies", on="protection.guard-off",
                 off="protection.up") for name in ("endpoint", "service")),
        delete="routing.remove", replace="routing.network", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}subnet_service_endpoint_storage_policy", Role.NETWORK,
        members("definition.service_resources", came="exposure.open", gone="exposure.narrow"),
        delete="exposure.open",
    ),
    entry(
        f"{_AZ}virtual_network", Role.NETWORK,
        members("address_space", came="routing.network", gone="routing.network"),
        changed("dns_servers", "routing.dns"), guard("ddos_protection_plan.enable"),
        changed("ip_address_pool", "routing.network"),
        changed("flow_timeout_in_minutes", "config.parameter", disruption=_QUIET),
        presence("encryption.enforcement", came="protection.up",
                 gone="protection.encryption-off", changed="config.parameter"),
        *_subnet("subnet.", "security_group"), members("subnet.name", gone="routing.remove"),
        changed("subnet.route_table_id", "routing.network"),
        delete="routing.remove", replace="routing.network", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}virtual_network_dns_servers", Role.ROUTING, changed("dns_servers", "routing.dns"),
        create="routing.dns", delete="routing.dns", replace="routing.dns",
    ),
    entry(
        f"{_AZ}vpn_server_configuration", Role.IDENTITY,
        members("vpn_authentication_types", came="access.trust", gone="access.revoke"),
        members("client_root_certificate.public_cert_data", came="access.trust",
                gone="access.revoke"),
        members("client_revoked_certificate.thumbprint", came="access.revoke",
                gone="access.grant"),
        *_trusts(*(f"azure_active_directory_authentication.{name}"
                   for name in ("audience", "issuer", "tenant")), "radius.server.address"),
        secret("radius.server.secret"),
        changed("ipsec_policy", "config.parameter", disruption=_OUTAGE),
        delete="access.revoke", replace="access.trust",
    ),
)  # fmt: skip
