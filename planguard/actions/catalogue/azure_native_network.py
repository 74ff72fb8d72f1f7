"""
Azure: networks, security groups, firewalls and gateways, as Pulumi's native provider names them.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    entry,
    happens,
    ingress,
    members,
    order,
    presence,
    retention,
    secret,
    size,
    toggle,
    when,
)
from planguard.actions.providers.azure import attached, identities, sized
from planguard.actions.providers.forms import guard, room, units, way
from planguard.model.words import Disruption, Role, Verb

_AZ = "azure-native:network:"
_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_MODES = ("Off", "Alert", "Deny")
_UNFILTERED = "Without the group nothing filters what comes in."
_DETACHED = "It can only be deleted where nothing is behind it any more."
_ROUTES: tuple[str, ...] = ("addressPrefix", "nextHopType", "nextHopIpAddress")


def _firewall_rules(at: str) -> tuple[Rule, ...]:
    """Describe who may come and where to, or may not; what lets in speaks before what refuses."""
    places = ("destinationAddresses", "destinationPorts")
    lets = (
        members(f"{at}.sourceAddresses", came="exposure.open", gone="exposure.narrow",
                words={"*": "exposure.public", "0.0.0.0/0": "exposure.public"},
                verbs=ARRIVING),
        *(members(f"{at}.{name}", came="exposure.open", gone="exposure.narrow")
          for name in places),
    )  # fmt: skip
    refuses = (
        members(f"{at}.{name}", came="exposure.narrow", gone="exposure.open")
        for name in ("sourceAddresses", *places)
    )
    allowed = {f"{at.rpartition('.')[0]}.action.type": ("allow", "dnat", "snat", "")}
    return (
        *(when(rule, only=allowed) for rule in lets),
        *(when(rule, unless=allowed) for rule in refuses),
    )


_SUBNET = (
    ("addressPrefix", "routing.network"), ("addressPrefixes", "routing.network"),
    ("routeTable.id", "routing.network"), ("natGateway.id", "routing.network"),
    ("delegations", "config.parameter"), ("serviceEndpoints", "routing.network"),
)  # fmt: skip


def _subnet(at: str) -> tuple[Rule, ...]:
    return (
        presence(f"{at}networkSecurityGroup.id", came="exposure.narrow", gone="exposure.open",
                 changed="exposure.open", empty=True, note=_UNFILTERED)
        if at else attached(f"{at}networkSecurityGroup.id", note=_UNFILTERED),
        *(changed(f"{at}{name}", action) for name, action in _SUBNET),
        toggle(f"{at}defaultOutboundAccess", on="routing.network", off="routing.network",
               default=True),
        order(f"{at}privateEndpointNetworkPolicies",
              ("Disabled", "RouteTableEnabled", "NetworkSecurityGroupEnabled", "Enabled"),
              up="protection.up", down="protection.guard-off"),
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    way(
        f"{_AZ}Route",
        *(changed(name, "routing.network", disruption=_OUTAGE) for name in _ROUTES),
    ),
    way(f"{_AZ}NatGateway",
        presence("publicIpAddresses", gone="routing.network", changed="routing.network",
                 note="Whoever lets calls in by their address sees another one."),
        presence("publicIpPrefixes", gone="routing.network", changed="routing.network"),
        changed("idleTimeoutInMinutes", "config.parameter", disruption=_QUIET)),
    way(f"{_AZ}VirtualNetworkPeering",
        changed("remoteVirtualNetwork.id", "routing.network"),
        toggle("allowVirtualNetworkAccess", on="exposure.open", off="exposure.narrow",
               default=True),
        toggle("allowForwardedTraffic", on="exposure.open", off="exposure.narrow"),
        toggle("allowGatewayTransit", on="routing.network", off="routing.network"),
        toggle("useRemoteGateways", on="routing.network", off="routing.network")),
    way(f"{_AZ}VirtualNetworkGateway",
        size("sku.name", order=("Basic", "VpnGw1", "VpnGw1AZ", "VpnGw2", "VpnGw2AZ", "VpnGw3",
                                "VpnGw3AZ", "VpnGw4", "VpnGw4AZ", "VpnGw5", "VpnGw5AZ")),
        toggle("activeActive", on="protection.up", off="protection.guard-off"),
        toggle("enableBgp", on="routing.network", off="routing.network"),
        changed("bgpSettings", "routing.network"),
        changed("gatewayDefaultSite.id", "routing.network"),
        changed("customRoutes", "routing.network"),
        members("vpnClientConfiguration.vpnClientAddressPool.addressPrefixes",
                came="exposure.open", gone="exposure.narrow"),
        members("vpnClientConfiguration.vpnClientRevokedCertificates.thumbprint",
                came="access.revoke", gone="access.grant"),
        members("vpnClientConfiguration.vpnClientRootCertificates.publicCertData",
                came="access.trust", gone="access.revoke"),
        members("vpnClientConfiguration.vpnAuthenticationTypes",
                came="access.trust", gone="access.revoke"),
        secret("vpnClientConfiguration.radiusServerSecret")),
    way(f"{_AZ}VirtualNetworkGatewayConnection",
        secret("sharedKey"), secret("authorizationKey"),
        changed("ipsecPolicies", "config.parameter", disruption=_OUTAGE),
        changed("connectionProtocol", "config.parameter", disruption=_OUTAGE),
        changed("routingWeight", "routing.traffic"),
        changed("trafficSelectorPolicies", "routing.network"),
        toggle("enableBgp", on="routing.network", off="routing.network")),
    way(f"{_AZ}VpnGateway",
        units("vpnGatewayScaleUnit"), changed("connections", "routing.network"),
        changed("bgpSettings", "routing.network"), changed("natRules", "routing.network")),
    way(f"{_AZ}LocalNetworkGateway",
        changed("gatewayIpAddress", "routing.network"), changed("fqdn", "routing.network"),
        changed("localNetworkAddressSpace.addressPrefixes", "routing.network"),
        changed("bgpSettings", "routing.network")),
    way(f"{_AZ}ExpressRouteCircuit",
        changed("peerings", "routing.network"), sized("sku.tier"),
        changed("serviceProviderProperties.peeringLocation", "routing.network"),
        toggle("globalReachEnabled", on="exposure.open", off="exposure.narrow"),
        secret("authorizationKey")),
    way(f"{_AZ}VirtualHub",
        changed("routeTable", "routing.network"), changed("addressPrefix", "routing.network"),
        changed("hubRoutingPreference", "routing.network"),
        toggle("allowBranchToBranchTraffic", on="exposure.open", off="exposure.narrow")),
    way(f"{_AZ}PrivateEndpoint",
        changed("subnet.id", "routing.network", disruption=_OUTAGE),
        *(changed(f"privateLinkServiceConnections.{name}", "routing.network",
                  disruption=_OUTAGE) for name in ("privateLinkServiceId", "groupIds")),
        changed("customDnsConfigs", "routing.dns")),
    way(f"{_AZ}PrivateLinkService",
        members("visibility.subscriptions", came="access.grant", gone="access.revoke",
                words={"*": "access.public"}, verbs=ARRIVING),
        members("autoApproval.subscriptions", came="access.grant", gone="access.revoke",
                words={"*": "access.public"}, verbs=ARRIVING),
        changed("loadBalancerFrontendIpConfigurations", "routing.rule")),
    entry(
        f"{_AZ}RouteTable", Role.NETWORK,
        *(presence(f"routes.{name}", changed="routing.network", disruption=_OUTAGE)
          for name in _ROUTES),
        members("routes.name", came="routing.network", gone="routing.remove"),
        toggle("disableBgpRoutePropagation", on="routing.network", off="routing.network"),
        delete="routing.remove", replace="routing.network",
    ),
    entry(
        f"{_AZ}AzureFirewall", Role.NETWORK,
        *_firewall_rules("networkRuleCollections.rules"),
        *_firewall_rules("natRuleCollections.rules"),
        members("applicationRuleCollections.rules.targetFqdns",
                came="exposure.open", gone="exposure.narrow"),
        choice("networkRuleCollections.action.type",
               {"Allow": "exposure.open", "Deny": "exposure.narrow"}),
        changed("firewallPolicy.id", "exposure.open"),
        order("threatIntelMode", _MODES, up="protection.up", down="protection.guard-off"),
        order("sku.tier", ("Basic", "Standard", "Premium"),
              up="scale.resize-up", down="scale.resize-down"),
        room("autoscaleConfiguration.maxCapacity"),
        room("autoscaleConfiguration.minCapacity"),
        changed("ipConfigurations", "routing.network", disruption=_OUTAGE),
        delete=("routing.remove", "protection.guard-off"),
        replace=("routing.network", "protection.guard-off"), replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}BastionHost", Role.NETWORK,
        toggle("enableShareableLink", on="access.grant", off="access.revoke"),
        toggle("enableTunneling", on="access.grant", off="access.revoke"),
        toggle("enableIpConnect", on="access.grant", off="access.revoke"),
        toggle("enableFileCopy", on="access.grant", off="access.revoke"),
        toggle("disableCopyPaste", on="access.revoke", off="access.grant"),
        toggle("enableSessionRecording", off="observability.logs-off"),
        ingress("networkAcls.ipRules.addressPrefix", "ranges"), units("scaleUnits"),
        create="exposure.open", delete="exposure.narrow", replace="exposure.open",
    ),
    entry(
        f"{_AZ}DdosProtectionPlan", Role.PROTECTION,
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        f"{_AZ}FirewallPolicy", Role.NETWORK,
        order("threatIntelMode", _MODES, up="protection.up", down="protection.guard-off"),
        order("intrusionDetection.mode", _MODES,
              up="protection.up", down="protection.guard-off"),
        presence("intrusionDetection", came="protection.up", gone="protection.guard-off"),
        choice("intrusionDetection.configuration.signatureOverrides.mode",
               {"Off": "protection.guard-off", "Deny": "protection.up"}),
        *(members(f"intrusionDetection.configuration.bypassTrafficSettings.{name}",
                  came="protection.guard-off", gone="protection.up")
          for name in ("name", "sourceAddresses", "destinationAddresses", "destinationPorts")),
        members("threatIntelWhitelist.ipAddresses", came="exposure.open",
                gone="exposure.narrow"),
        members("threatIntelWhitelist.fqdns", came="exposure.open", gone="exposure.narrow"),
        toggle("insights.isEnabled", off="observability.logs-off"),
        presence("transportSecurity.certificateAuthority", came="protection.up",
                 gone="protection.guard-off", changed="key.rotate"),
        changed("dnsSettings", "routing.dns"), changed("basePolicy.id", "exposure.open"),
        changed("snat", "routing.network"), *identities(),
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        f"{_AZ}FirewallPolicyRuleCollectionGroup", Role.NETWORK,
        *_firewall_rules("ruleCollections.rules"),
        members("ruleCollections.rules.targetFqdns",
                came="exposure.open", gone="exposure.narrow"),
        choice("ruleCollections.action.type",
               {"Allow": "exposure.open", "Deny": "exposure.narrow", "DNAT": "exposure.open"}),
        changed("ruleCollections.rules.translatedAddress", "routing.rule"),
        changed("ruleCollections.rules.translatedPort", "routing.rule"),
        changed("ruleCollections.priority", "config.parameter"),
        changed("priority", "config.parameter"),
        delete="exposure.narrow",
    ),
    entry(
        f"{_AZ}FlowLog", Role.OBSERVABILITY,
        toggle("enabled", off="observability.logs-off"),
        when(retention("retentionPolicy.days", cut="observability.log-retention-cut",
                       up="observability.log-retention-up",
                       unbounded="observability.log-unbounded"),
             only={"retentionPolicy.enabled": ("true",)}),
        changed("storageId", "config.parameter", disruption=_QUIET),
        changed("targetResourceId", "observability.logs-off"),
        delete="observability.logs-off", replace="observability.logs-off",
    ),
    entry(
        f"{_AZ}IpGroup", Role.NETWORK,
        ingress("ipAddresses", "ranges",
                note="Firewalls that name the group let in, or refuse, what stands in it."),
    ),
    entry(
        f"{_AZ}NetworkInterface", Role.NETWORK,
        attached("networkSecurityGroup.id", note=_UNFILTERED),
        presence("ipConfigurations.publicIPAddress.id", came="exposure.open",
                 gone="exposure.narrow", changed="routing.network", verbs=ARRIVING),
        changed("ipConfigurations.subnet.id", "routing.network", disruption=_OUTAGE),
        changed("ipConfigurations.privateIPAddress", "routing.network", disruption=_OUTAGE),
        changed("ipConfigurations.loadBalancerBackendAddressPools", "routing.rule"),
        changed("dnsSettings.dnsServers", "routing.dns"),
        toggle("enableIPForwarding", on="routing.network", off="routing.network"),
        toggle("enableAcceleratedNetworking", on="config.parameter", off="config.parameter"),
        delete="routing.remove", replace="routing.network", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}NetworkSecurityGroup", Role.NETWORK,
        when(ingress("securityRules", "azure"), verbs=ARRIVING),
        happens("exposure.open", Verb.DELETE, note=_DETACHED),
    ),
    entry(
        f"{_AZ}PublicIPAddress", Role.NETWORK,
        changed("dnsSettings.domainNameLabel", "routing.dns"),
        choice("ddosSettings.protectionMode", {"Disabled": "protection.guard-off",
                                               "Enabled": "protection.up"}),
        changed("publicIPAllocationMethod", "routing.network"),
        changed("natGateway.id", "routing.network"),
        delete="routing.remove", replace="routing.network", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}SecurityRule", Role.NETWORK,
        ingress("sourceAddressPrefix", "azure-rule"),
        changed("priority", "config.parameter",
                note="Another rule may speak first: what reaches the group can change."),
    ),
    entry(
        f"{_AZ}Subnet", Role.NETWORK, *_subnet(""),
        delete="routing.remove", replace="routing.network", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}VirtualNetwork", Role.NETWORK,
        members("addressSpace.addressPrefixes", came="routing.network", gone="routing.network"),
        changed("dhcpOptions.dnsServers", "routing.dns"),
        guard("enableDdosProtection"),
        toggle("encryption.enabled", on="protection.up", off="protection.encryption-off"),
        *_subnet("subnets."), members("subnets.name", gone="routing.remove"),
        changed("virtualNetworkPeerings", "routing.network"),
        delete="routing.remove", replace="routing.network", replace_disruption=_OUTAGE,
    ),
)  # fmt: skip
