"""
Azure: networks, security groups, firewalls and gateways, as Pulumi's native provider names them.

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
from planguard.actions.providers.azure import GATEWAY_SIZES, attached, identities, own_addresses
from planguard.actions.providers.forms import guard, room, units, way
from planguard.model.words import Disruption, Role, Verb

_AZ = "azure-native:network:"
_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_KIND = "ruleCollections.action.type"
_LETS_IN = {_KIND: ("allow", "dnat")}
_MODES = ("Off", "Alert", "Deny")
_UNFILTERED = "Without the group nothing filters what comes in."
_DETACHED = "It can only be deleted where nothing is behind it any more."
_ROUTES: tuple[str, ...] = ("addressPrefix", "nextHopType", "nextHopIpAddress")


def _firewall_rules(at: str, *places: str, inbound: bool = False) -> tuple[Rule, ...]:
    """
    Describe who may come and where to, or may not; what lets in speaks before what refuses.

    Only a rule that translates addresses lets the internet in; others speak of the networks
    behind the firewall.
    """
    action = f"{at.rpartition('.')[0]}.action.type"
    named = [f"{at}.{name}" for name in ("sourceIpGroups", *places)]
    translates, allowed = {action: ("dnat",)}, {action: ("allow", "snat", "dnat", "")}
    came_in = members(f"{at}.sourceAddresses", came="exposure.open", gone="exposure.narrow",
                      words={"*": "exposure.public", "0.0.0.0/0": "exposure.public"},
                      verbs=ARRIVING)  # fmt: skip
    passes = members(f"{at}.sourceAddresses", came="exposure.open", gone="exposure.narrow",
                     verbs=ARRIVING)  # fmt: skip
    others = tuple(members(name, came="exposure.open", gone="exposure.narrow") for name in named)
    if inbound:
        return (came_in, *others)
    refuses = (
        members(name, came="exposure.narrow", gone="exposure.open")
        for name in (f"{at}.sourceAddresses", *named)
    )
    return (
        when(came_in, only=translates),
        when(passes, only={action: ("allow", "snat", "")}, unless=translates),
        *(when(rule, only=allowed) for rule in others),
        *(when(rule, unless=allowed) for rule in refuses),
    )


_SUBNET = (
    ("addressPrefix", "routing.network"), ("addressPrefixes", "routing.network"),
    ("routeTable.id", "routing.network"), ("natGateway.id", "routing.network"),
    ("delegations", "config.parameter"), ("serviceEndpoints", "routing.network"),
    ("serviceEndpointPolicies", "routing.network"),
)  # fmt: skip
_WHERE = ("destinationAddresses", "destinationPorts")


def _subnet(at: str) -> tuple[Rule, ...]:
    return (
        presence(f"{at}networkSecurityGroup", came="exposure.narrow", gone="exposure.open",
                 changed="exposure.open", empty=True, note=_UNFILTERED)
        if at else attached(f"{at}networkSecurityGroup.id", note=_UNFILTERED),
        *(changed(f"{at}{name}", action) for name, action in _SUBNET),
        toggle(f"{at}defaultOutboundAccess", on="routing.network", off="routing.network",
               default=True),
        order(f"{at}privateEndpointNetworkPolicies",
              ("Disabled", "RouteTableEnabled", "NetworkSecurityGroupEnabled", "Enabled"),
              up="protection.up", down="protection.guard-off"),
        toggle(f"{at}privateLinkServiceNetworkPolicies", on="protection.up",
               off="protection.guard-off", default=True),
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
        changed("localSubnetNames", "routing.network"),
        changed("remoteSubnetNames", "routing.network"),
        toggle("peerCompleteVnets", on="routing.network", off="routing.network", default=True),
        toggle("allowVirtualNetworkAccess", on="exposure.open", off="exposure.narrow",
               default=True),
        toggle("allowForwardedTraffic", on="exposure.open", off="exposure.narrow"),
        toggle("allowGatewayTransit", on="routing.network", off="routing.network"),
        toggle("useRemoteGateways", on="routing.network", off="routing.network")),
    way(f"{_AZ}VirtualNetworkGateway",
        size("sku.name", order=GATEWAY_SIZES),
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
        *(presence(f"vpnClientConfiguration.{name}", came="access.trust", gone="access.revoke",
                   changed="access.trust")
          for name in ("aadAudience", "aadIssuer", "aadTenant", "radiusServerAddress",
                       "radiusServers.radiusServerAddress")),
        changed("vpnClientConfiguration.vpnClientProtocols", "config.parameter"),
        changed("vpnClientConfiguration.vpnClientIpsecPolicies", "config.parameter",
                disruption=_OUTAGE),
        changed("ipConfigurations", "routing.network"),
        secret("vpnClientConfiguration.radiusServerSecret"),
        secret("vpnClientConfiguration.radiusServers.radiusServerSecret")),
    way(f"{_AZ}VirtualNetworkGatewayConnection",
        secret("sharedKey"), secret("authorizationKey"),
        changed("ipsecPolicies", "config.parameter", disruption=_OUTAGE),
        changed("connectionProtocol", "config.parameter", disruption=_OUTAGE),
        changed("routingWeight", "routing.traffic"),
        changed("trafficSelectorPolicies", "routing.network"),
        changed("localNetworkGateway2.id", "routing.network"),
        changed("peer.id", "routing.network"),
        toggle("enableBgp", on="routing.network", off="routing.network")),
    way(f"{_AZ}VpnGateway",
        units("vpnGatewayScaleUnit"), changed("connections", "routing.network"),
        changed("bgpSettings", "routing.network"), changed("natRules", "routing.network")),
    way(f"{_AZ}LocalNetworkGateway",
        changed("gatewayIpAddress", "routing.network"), changed("fqdn", "routing.network"),
        changed("localNetworkAddressSpace.addressPrefixes", "routing.network"),
        changed("bgpSettings", "routing.network")),
    way(f"{_AZ}ExpressRouteCircuit",
        changed("peerings", "routing.network"), changed("sku.tier", "config.parameter"),
        changed("sku.family", "config.parameter", disruption=_QUIET),
        number("serviceProviderProperties.bandwidthInMbps", up="scale.resize-up",
               down="scale.resize-down",
               note="A circuit cannot be made smaller without making it anew."),
        number("bandwidthInGbps", up="scale.resize-up", down="scale.resize-down"),
        changed("serviceProviderProperties.serviceProviderName", "routing.network"),
        changed("serviceProviderProperties.peeringLocation", "routing.network"),
        toggle("globalReachEnabled", on="exposure.open", off="exposure.narrow"),
        secret("authorizationKey")),
    way(f"{_AZ}VirtualHub",
        changed("routeTable", "routing.network"), changed("addressPrefix", "routing.network"),
        changed("hubRoutingPreference", "routing.network"),
        toggle("allowBranchToBranchTraffic", on="exposure.open", off="exposure.narrow"),
        room("virtualRouterAutoScaleConfiguration.minCapacity")),
    way(f"{_AZ}PrivateEndpoint",
        changed("subnet.id", "routing.network", disruption=_OUTAGE),
        *(changed(f"{kind}.{name}", "routing.network", disruption=_OUTAGE)
          for kind in ("privateLinkServiceConnections", "manualPrivateLinkServiceConnections")
          for name in ("privateLinkServiceId", "groupIds")),
        changed("ipConfigurations.privateIPAddress", "routing.network", disruption=_OUTAGE),
        changed("customDnsConfigs", "routing.dns")),
    way(f"{_AZ}PrivateLinkService",
        members("visibility.subscriptions", came="access.grant", gone="access.revoke",
                words={"*": "access.public"}, verbs=ARRIVING),
        members("autoApproval.subscriptions", came="access.grant", gone="access.revoke",
                words={"*": "access.public"}, verbs=ARRIVING),
        changed("loadBalancerFrontendIpConfigurations", "routing.rule"),
        changed("ipConfigurations", "routing.network")),
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
        *_firewall_rules("networkRuleCollections.rules", *_WHERE, "destinationFqdns",
                         "destinationIpGroups"),
        *_firewall_rules("natRuleCollections.rules", *_WHERE, inbound=True),
        *_firewall_rules("applicationRuleCollections.rules", "targetFqdns", "fqdnTags"),
        *(choice(f"{kind}RuleCollections.action.type",
                 {"Allow": "exposure.open", "Deny": "exposure.narrow"})
          for kind in ("network", "application")),
        *(changed(f"natRuleCollections.rules.translated{name}", "routing.rule")
          for name in ("Address", "Port")),
        presence("firewallPolicy.id", came="exposure.open", gone="exposure.narrow",
                 changed="exposure.open", note="Without rules it lets nothing through."),
        order("threatIntelMode", _MODES, up="protection.up", down="protection.guard-off"),
        order("sku.tier", ("Basic", "Standard", "Premium"),
              up="scale.resize-up", down="scale.resize-down"),
        room("autoscaleConfiguration.maxCapacity"),
        room("autoscaleConfiguration.minCapacity"),
        *own_addresses("ipConfigurations", "subnet.id", "publicIPAddress.id"),
        presence("managementIpConfiguration.publicIPAddress.id", changed="routing.network"),
        changed("virtualHub.id", "routing.network", disruption=_OUTAGE),
        changed("zones", "config.parameter"),
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
        changed("sku.name", "config.parameter"),
        toggle("enableKerberos", on="config.parameter", off="config.parameter"),
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
          for name in ("name", "sourceAddresses", "sourceIpGroups", "destinationAddresses",
                       "destinationIpGroups", "destinationPorts")),
        members("threatIntelWhitelist.ipAddresses", came="exposure.open",
                gone="exposure.narrow"),
        members("threatIntelWhitelist.fqdns", came="exposure.open", gone="exposure.narrow"),
        toggle("insights.isEnabled", off="observability.logs-off"),
        number("insights.retentionDays", down="observability.log-retention-cut",
               up="observability.log-retention-up"),
        toggle("sql.allowSqlRedirect", on="exposure.open", off="exposure.narrow"),
        changed("explicitProxy", "routing.network"),
        order("sku.tier", ("Basic", "Standard", "Premium"), up="protection.up",
              down="protection.guard-off"),
        presence("transportSecurity.certificateAuthority", came="protection.up",
                 gone="protection.guard-off", changed="key.rotate"),
        changed("dnsSettings", "routing.dns"), changed("basePolicy.id", "exposure.open"),
        changed("snat", "routing.network"), *identities(),
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        f"{_AZ}FirewallPolicyRuleCollectionGroup", Role.NETWORK,
        *_firewall_rules("ruleCollections.rules", *_WHERE, "destinationFqdns",
                         "destinationIpGroups", "targetFqdns", "targetUrls", "fqdnTags"),
        choice("ruleCollections.action.type",
               {"Allow": "exposure.open", "Deny": "exposure.narrow", "DNAT": "exposure.open"}),
        changed("ruleCollections.rules.translatedAddress", "routing.rule"),
        changed("ruleCollections.rules.translatedFqdn", "routing.rule"),
        changed("ruleCollections.rules.translatedPort", "routing.rule"),
        changed("ruleCollections.priority", "config.parameter"),
        changed("priority", "config.parameter"),
        when(happens("exposure.narrow", Verb.DELETE), only=_LETS_IN),
        when(happens("exposure.open", Verb.DELETE), only={_KIND: ("deny",)}, unless=_LETS_IN),
    ),
    entry(
        f"{_AZ}FlowLog", Role.OBSERVABILITY,
        toggle("enabled", off="observability.logs-off"),
        when(retention("retentionPolicy.days", cut="observability.log-retention-cut",
                       up="observability.log-retention-up",
                       unbounded="observability.log-unbounded"),
             only={"retentionPolicy.enabled": ("true",)}),
        toggle("flowAnalyticsConfiguration.networkWatcherFlowAnalyticsConfiguration.enabled",
               off="observability.logs-off"),
        changed("storageId", "config.parameter", disruption=_QUIET),
        changed("targetResourceId", "observability.logs-off"),
        delete="observability.logs-off", replace="observability.logs-off",
    ),
    entry(
        f"{_AZ}IpGroup", Role.NETWORK,
        when(ingress("ipAddresses", "ranges",
                     note="Firewalls that name the group let in, or refuse, what stands in it."),
             verbs=CHANGING),
    ),
    entry(
        f"{_AZ}NetworkInterface", Role.NETWORK,
        attached("networkSecurityGroup.id", note=_UNFILTERED),
        presence("ipConfigurations.publicIPAddress.id", came="exposure.open",
                 gone="exposure.narrow", changed="routing.network", verbs=ARRIVING),
        *own_addresses("ipConfigurations", "subnet.id", "privateIPAddress"),
        changed("ipConfigurations.loadBalancerBackendAddressPools", "routing.rule"),
        changed("dnsSettings.internalDnsNameLabel", "routing.dns"),
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
        changed("dnsSettings.reverseFqdn", "routing.dns"), changed("zones", "config.parameter"),
        changed("idleTimeoutInMinutes", "config.parameter", disruption=_QUIET),
        delete="routing.remove", replace="routing.network", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}SecurityRule", Role.NETWORK,
        ingress("sourceAddressPrefix", "azure-rule"),
        changed("priority", "config.parameter",
                note="Another rule may speak first: what reaches the group can change."),
        ignore=("description",),
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
        changed("flowTimeoutInMinutes", "config.parameter", disruption=_QUIET),
        *_subnet("subnets."), members("subnets.name", gone="routing.remove"),
        changed("virtualNetworkPeerings", "routing.network"),
        delete="routing.remove", replace="routing.network", replace_disruption=_OUTAGE,
    ),
)  # fmt: skip
