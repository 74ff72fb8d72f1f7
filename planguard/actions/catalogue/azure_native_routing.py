"""
Azure: names, balancers, front doors and their firewalls, as Pulumi's native provider names them.

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
    limit,
    members,
    number,
    order,
    presence,
    secret,
    toggle,
    weights,
    when,
)
from planguard.actions.providers.azure import (
    GATEWAY_POLICIES,
    OLD_CIPHERS,
    RULE_ACTIONS,
    identities,
    known_as,
    tls,
)
from planguard.actions.providers.forms import room, units
from planguard.model.words import Disruption, Role, Verb

_AZ = "azure-native:"
_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_CACHED = "Whoever asked before keeps the earlier answer that long."
_OVERRIDES = "managedRules.managedRuleSets.ruleGroupOverrides"
_PUBLIC = ("aRecords", "aaaaRecords", "cnameRecord", "mxRecords", "ptrRecords", "soaRecord",
           "srvRecords", "txtRecords")  # fmt: skip
_CAA = ("caaRecords", "dsRecords", "naptrRecords", "nsRecords", "tlsaRecords", "targetResource.id",
        "trafficManagementProfile.id")  # fmt: skip


def _on(path: str, *, default: bool = True) -> Rule:
    """Describe a switch without which no request comes through."""
    return toggle(path, on="routing.rule", off="routing.remove", default=default)


def _record(name: str, attributes: tuple[str, ...]) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.ROUTING,
        *(changed(attribute, "routing.dns") for attribute in attributes),
        number("ttl", up="routing.ttl", down="routing.ttl", note=_CACHED),
        create="routing.dns", delete="routing.remove", replace="routing.dns",
        ignore=("metadata",),
    )  # fmt: skip


def _zone(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.ROUTING,
        happens("routing.remove", Verb.DELETE,
                note="All its records go; a zone made anew has other name servers."),
        happens("routing.remove", Verb.REPLACE), replace_disruption=_OUTAGE,
    )  # fmt: skip


def _waf(name: str, state: str, rules: str, rates: str = "") -> TypeEntry:
    """Describe a web application firewall; `rates` are the rules that count requests."""
    return entry(
        f"{_AZ}{name}", Role.PROTECTION,
        toggle(f"policySettings.{state}", on="protection.up", off="protection.guard-off",
               default=True),
        order("policySettings.mode", ("Detection", "Prevention"),
              up="protection.up", down="protection.guard-off",
              note="In detection mode it writes down what it would have stopped."),
        members(f"{rules}.name", came="config.parameter", gone="protection.guard-off",
                note="What a new rule lets in or refuses is not compared."),
        order(f"{rules}.action", RULE_ACTIONS, up="protection.up", down="protection.guard-off"),
        presence(f"{rules}.matchConditions", changed="protection.guard-off"),
        number(f"{rates or rules}.rateLimitThreshold", up="protection.guard-off", down="protection.up"),
        members("managedRules.managedRuleSets.ruleSetType",
                came="protection.up", gone="protection.guard-off"),
        changed("managedRules.managedRuleSets.ruleSetVersion", "config.parameter"),
        members("managedRules.managedRuleSets.ruleGroupOverrides.ruleGroupName",
                came="protection.guard-off", gone="config.parameter"),
        order(f"{_OVERRIDES}.rules.{state}", ("Disabled", "Enabled"), up="protection.up",
              down="protection.guard-off"),
        choice(f"{_OVERRIDES}.rules.action",
               {"Allow": "protection.guard-off", "Log": "protection.guard-off"}),
        toggle(f"{rules}.{state}", on="protection.up", off="protection.guard-off", default=True),
        *_unseen(name),
        delete="protection.guard-off", replace="protection.guard-off", create="protection.up",
    )  # fmt: skip


def _unseen(name: str) -> tuple[Rule, ...]:
    """Describe what a firewall does not look at."""
    if name.startswith("cdn"):
        return ()
    sets = "managedRules." if name.startswith("network") else "managedRules.managedRuleSets."
    return (
        members(f"{sets}exclusions.matchVariable", came="protection.guard-off",
                gone="protection.up"),
        presence(f"{sets}exclusions.selector", changed="protection.guard-off"),
        toggle("policySettings.requestBodyCheck", on="protection.up", off="protection.guard-off",
               default=True),
    )  # fmt: skip


def _policy(at: str) -> tuple[Rule, ...]:
    return (
        order(f"{at}.policyName", GATEWAY_POLICIES, up="protection.up",
              down="exposure.tls-weaken"),
        tls(f"{at}.minProtocolVersion"),
        members(f"{at}.cipherSuites", came="config.parameter", gone="config.parameter",
                words=OLD_CIPHERS),
        members(f"{at}.disabledSslProtocols", came="protection.up", gone="exposure.tls-weaken"),
    )  # fmt: skip


def _balanced(at: str) -> tuple[Rule, ...]:
    return (
        weights(at, target="name", weight="weight"),
        changed(f"{at}.priority", "routing.traffic"),
    )


_GATEWAY_LISTS = ("requestRoutingRules", "routingRules", "httpListeners", "listeners",
                  "backendAddressPools", "urlPathMaps", "redirectConfigurations",
                  "rewriteRuleSets")  # fmt: skip

_PRESENT: tuple[TypeEntry, ...] = (
    _record("dns:RecordSet", (*_PUBLIC, *_CAA)), _record("privatedns:PrivateRecordSet", _PUBLIC),
    _zone("dns:Zone"), _zone("privatedns:PrivateZone"),
    _waf("frontdoor:Policy", "enabledState", "customRules.rules"),
    entry(
        f"{_AZ}dns:DnssecConfig", Role.ROUTING,
        create="routing.dns", delete="routing.dns",
    ),
    entry(
        f"{_AZ}frontdoor:FrontDoor", Role.ROUTING,
        _on("enabledState"), _on("routingRules.enabledState"),
        weights("backendPools.backends", target="address", weight="weight"),
        changed("backendPools.backends.priority", "routing.traffic"),
        changed("backendPools.backends.backendHostHeader", "routing.rule"),
        _on("backendPools.backends.enabledState"),
        members("backendPools.backends.address", came="routing.rule", gone="routing.rule"),
        changed("routingRules.patternsToMatch", "routing.rule"),
        changed("routingRules.routeConfiguration", "routing.rule"),
        members("routingRules.acceptedProtocols", came="exposure.tls-weaken",
                gone="protection.up", within="^Http$"),
        members("routingRules.acceptedProtocols", came="protection.up",
                gone="exposure.tls-weaken", within="^Https$"),
        members("frontendEndpoints.hostName", came="routing.dns", gone="routing.remove"),
        presence("frontendEndpoints.webApplicationFirewallPolicyLink.id", came="protection.up",
                 gone="protection.guard-off", changed="config.parameter"),
        toggle("backendPoolsSettings.enforceCertificateNameCheck",
               on="protection.up", off="exposure.tls-weaken", default=True),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}privatedns:VirtualNetworkLink", Role.ROUTING,
        toggle("registrationEnabled", on="routing.dns", off="routing.dns"),
        changed("resolutionPolicy", "routing.dns"), changed("virtualNetwork.id", "routing.dns"),
        create="routing.dns", delete="routing.remove", replace="routing.dns",
    ),
    entry(
        f"{_AZ}trafficmanager:Endpoint", Role.ROUTING,
        changed("target", "routing.dns"), changed("targetResourceId", "routing.dns"),
        weights("weight", target="", weight=""), changed("priority", "routing.traffic"),
        changed("geoMapping", "routing.traffic"), changed("subnets", "routing.traffic"),
        _on("endpointStatus"),
        create="routing.traffic", delete="routing.remove", replace="routing.dns",
    ),
    entry(
        f"{_AZ}trafficmanager:Profile", Role.ROUTING,
        changed("trafficRoutingMethod", "routing.traffic"), _on("profileStatus"),
        number("dnsConfig.ttl", up="routing.ttl", down="routing.ttl", note=_CACHED),
        changed("dnsConfig.relativeName", "routing.dns"),
        *_balanced("endpoints"), _on("endpoints.endpointStatus"),
        changed("endpoints.target", "routing.dns"),
        changed("endpoints.targetResourceId", "routing.dns"),
        members("endpoints.name", came="routing.traffic", gone="routing.remove"),
        changed("monitorConfig", "config.parameter",
                note="What counts as healthy decides where requests go."),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
    ),
)  # fmt: skip

ENTRIES: tuple[TypeEntry, ...] = (
    *_PRESENT,
    *known_as(
        _PRESENT,
        {
            f"{_AZ}{module}:": f"{_AZ}network:"
            for module in ("dns", "frontdoor", "privatedns", "trafficmanager")
        },
    ),
    _waf("network:WebApplicationFirewallPolicy", "state", "customRules"),
    _waf("cdn:Policy", "enabledState", "customRules.rules", "rateLimitRules.rules"),
    entry(
        f"{_AZ}cdn:AFDCustomDomain", Role.ROUTING,
        order("tlsSettings.minimumTlsVersion", ("TLS10", "TLS12", "TLS13"), up="protection.up",
              down="exposure.tls-weaken"),
        changed("tlsSettings.certificateType", "key.rotate"),
        changed("tlsSettings.secret.id", "key.rotate"),
        create="routing.dns", delete="routing.remove", replace="routing.dns",
    ),
    entry(
        f"{_AZ}cdn:AFDEndpoint", Role.ROUTING, _on("enabledState"),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}cdn:AFDOrigin", Role.ROUTING,
        changed("hostName", "routing.rule"), changed("originHostHeader", "routing.rule"),
        changed("httpsPort", "routing.rule"), changed("httpPort", "routing.rule"),
        weights("weight", target="", weight=""), changed("priority", "routing.traffic"),
        _on("enabledState"),
        toggle("enforceCertificateNameCheck", on="protection.up", off="exposure.tls-weaken",
               default=True),
        presence("sharedPrivateLinkResource", came="exposure.narrow", gone="exposure.open",
                 changed="routing.network"),
        create="routing.traffic", delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}cdn:AFDOriginGroup", Role.ROUTING,
        changed("healthProbeSettings", "config.parameter"),
        changed("loadBalancingSettings", "routing.traffic"),
        toggle("sessionAffinityState", on="config.parameter", off="config.parameter"),
        delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}cdn:Endpoint", Role.ROUTING,
        changed("origins.hostName", "routing.rule"), changed("originHostHeader", "routing.rule"),
        changed("originPath", "routing.rule"), changed("deliveryPolicy", "routing.rule"),
        *_balanced("origins"), _on("origins.enabled"),
        toggle("isHttpAllowed", on="exposure.tls-weaken", off="protection.up", default=True),
        toggle("isHttpsAllowed", on="protection.up", off="exposure.tls-weaken", default=True),
        when(members("geoFilters.countryCodes", came="access.revoke", gone="access.grant"),
             only={"geoFilters.action": ("block",)}),
        when(limit("geoFilters.countryCodes"), unless={"geoFilters.action": ("block",)}),
        changed("queryStringCachingBehavior", "config.parameter", disruption=_QUIET),
        presence("webApplicationFirewallPolicyLink.id", came="protection.up",
                 gone="protection.guard-off", changed="config.parameter"),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}cdn:Profile", Role.ROUTING,
        changed("originResponseTimeoutSeconds", "config.parameter", disruption=_QUIET),
        order("sku.name", ("Standard_AzureFrontDoor", "Premium_AzureFrontDoor"),
              up="protection.up", down="protection.guard-off"),
        *identities(), delete="routing.remove", replace="routing.remove",
        replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}cdn:Route", Role.ROUTING,
        _on("enabledState"), changed("patternsToMatch", "routing.rule"),
        changed("originGroup.id", "routing.rule"), changed("originPath", "routing.rule"),
        members("customDomains.id", came="routing.rule", gone="routing.remove"),
        members("ruleSets.id", came="routing.rule", gone="routing.rule"),
        toggle("linkToDefaultDomain", on="routing.rule", off="routing.remove"),
        toggle("httpsRedirect", on="protection.up", off="exposure.tls-weaken"),
        order("forwardingProtocol", ("HttpOnly", "MatchRequest", "HttpsOnly"),
              up="protection.up", down="exposure.tls-weaken"),
        members("supportedProtocols", gone="routing.remove"),
        when(members("supportedProtocols", words={"Http": "exposure.tls-weaken"}),
             unless={"httpsRedirect": ("enabled", "")}),
        changed("cacheConfiguration", "config.parameter", disruption=_QUIET),
        create="routing.rule", delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}cdn:Rule", Role.ROUTING,
        changed("actions", "routing.rule"), changed("conditions", "routing.rule"),
        changed("order", "routing.rule"), changed("matchProcessingBehavior", "routing.rule"),
        create="routing.rule", delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}cdn:SecurityPolicy", Role.PROTECTION,
        changed("parameters.wafPolicy.id", "config.parameter"),
        members("parameters.associations.domains.id",
                came="protection.up", gone="protection.guard-off"),
        members("parameters.associations.patternsToMatch",
                came="protection.up", gone="protection.guard-off"),
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        f"{_AZ}network:ApplicationGateway", Role.ROUTING,
        *(changed(f"{name}", "routing.rule") for name in _GATEWAY_LISTS),
        changed("backendHttpSettingsCollection", "routing.rule"),
        changed("probes", "config.parameter",
                note="What counts as healthy decides where requests go."),
        members("requestRoutingRules.name", gone="routing.remove"),
        members("httpListeners.name", gone="routing.remove"),
        choice("httpListeners.protocol", {"Http": "exposure.tls-weaken"}),
        order("httpListeners.protocol", ("Http", "Https"), up="protection.up"),
        choice("backendHttpSettingsCollection.protocol", {"Http": "exposure.tls-weaken"}),
        order("backendHttpSettingsCollection.protocol", ("Http", "Https"), up="protection.up"),
        *_policy("sslPolicy"), *_policy("sslProfiles.sslPolicy"),
        toggle("sslProfiles.clientAuthConfiguration.verifyClientCertIssuerDN",
               on="access.revoke", off="access.grant"),
        *(rule for kind in ("trustedClient", "trustedRoot", "authentication") for rule in (
            members(f"{kind}Certificates.name", came="access.trust", gone="access.revoke"),
            presence(f"{kind}Certificates.data", changed="access.trust"))),
        changed("frontendPorts", "routing.rule"),
        presence("frontendIPConfigurations.privateIPAddress", changed="routing.network"),
        changed("privateLinkConfigurations", "routing.network"),
        changed("customErrorConfigurations", "config.parameter", disruption=_QUIET),
        changed("zones", "config.parameter"),
        toggle("enableHttp2", on="config.parameter", off="config.parameter"),
        toggle("enableFips", on="protection.up", off="protection.guard-off"),
        presence("sslCertificates.keyVaultSecretId", changed="key.rotate"),
        secret("sslCertificates.data"), secret("sslCertificates.password"),
        when(toggle("webApplicationFirewallConfiguration.enabled",
                    on="protection.up", off="protection.guard-off"),
             only={"firewallPolicy.id": ("",)}),
        order("webApplicationFirewallConfiguration.firewallMode", ("Detection", "Prevention"),
              up="protection.up", down="protection.guard-off"),
        members("webApplicationFirewallConfiguration.disabledRuleGroups.ruleGroupName",
                came="protection.guard-off", gone="protection.up"),
        presence("webApplicationFirewallConfiguration.disabledRuleGroups.rules",
                 came="protection.up", gone="protection.guard-off",
                 changed="protection.guard-off", empty=True),
        members("webApplicationFirewallConfiguration.exclusions.matchVariable",
                came="protection.guard-off", gone="protection.up"),
        presence("webApplicationFirewallConfiguration.exclusions.selector",
                 changed="protection.guard-off"),
        presence("firewallPolicy.id", came="protection.up", gone="protection.guard-off",
                 changed="config.parameter"),
        presence("frontendIPConfigurations.publicIPAddress.id", came="exposure.public",
                 gone="exposure.narrow", changed="routing.network"),
        when(units("sku.capacity"), only={"autoscaleConfiguration.minCapacity": ("",)}),
        presence("autoscaleConfiguration", came="config.parameter", gone="config.parameter"),
        room("autoscaleConfiguration.maxCapacity"),
        room("autoscaleConfiguration.minCapacity"),
        order("sku.tier", ("Basic", "Standard", "Standard_v2", "WAF", "WAF_v2"),
              up="protection.up", down="protection.guard-off"),
        changed("gatewayIPConfigurations", "routing.network", disruption=_OUTAGE),
        *identities(), delete="routing.remove", replace="routing.rule",
        replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}network:LoadBalancer", Role.ROUTING,
        *(changed(name, "routing.rule")
          for name in ("loadBalancingRules", "inboundNatRules", "inboundNatPools",
                       "backendAddressPools")),
        members("loadBalancingRules.name", gone="routing.remove"),
        changed("outboundRules", "routing.network"),
        changed("probes", "config.parameter",
                note="What counts as healthy decides where requests go."),
        presence("frontendIPConfigurations.publicIPAddress.id", came="exposure.public",
                 gone="exposure.narrow", changed="routing.network"),
        *(presence(f"frontendIPConfigurations.{name}", changed="routing.network",
                   disruption=_OUTAGE) for name in ("privateIPAddress", "subnet.id")),
        members("frontendIPConfigurations.name", came="routing.network", gone="routing.remove"),
        presence("frontendIPConfigurations.publicIPPrefix.id", changed="routing.network",
                 disruption=_OUTAGE),
        presence("frontendIPConfigurations.gatewayLoadBalancer.id", came="routing.network",
                 gone="routing.network", changed="routing.network"),
        changed("frontendIPConfigurations.zones", "config.parameter"),
        changed("sku.name", "config.parameter", disruption=_OUTAGE),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}network:PrivateDnsZoneGroup", Role.ROUTING,
        changed("privateDnsZoneConfigs", "routing.dns"),
        create="routing.dns", delete="routing.remove", replace="routing.dns",
    ),
)  # fmt: skip
