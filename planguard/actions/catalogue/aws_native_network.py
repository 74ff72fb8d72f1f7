"""
AWS by its own interface: networks, balancers, names, content delivery and firewalls.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ALWAYS,
    CHANGING,
    Rule,
    TypeEntry,
    changed,
    choice,
    document,
    entry,
    happens,
    ingress,
    limit,
    members,
    notes,
    number,
    order,
    presence,
    secret,
    toggle,
    weights,
    when,
)
from planguard.actions.providers.aws import LISTENER_POLICIES
from planguard.actions.providers.aws_forms import network
from planguard.actions.providers.forms import parameters, room, wiring
from planguard.model.words import Disruption, Role, Verb

_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_GROUPS = "Which groups are attached decides who can reach it; their rules are not compared."
_FACING = "A new balancer that faces the internet; its security groups say who is let in."
_NOTHING = ("", "[]", "()")
_ROUTE = (
    *("gatewayId", "natGatewayId", "transitGatewayId", "vpcPeeringConnectionId"),
    *("networkInterfaceId", "vpcEndpointId", "instanceId", "egressOnlyInternetGatewayId"),
    *("carrierGatewayId", "localGatewayId", "coreNetworkArn"),
    *("destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"),
    "routeTableId",
)
_CDN = "distributionConfig"
_ORIGINS, _PLACES = f"{_CDN}.origins", f"{_CDN}.restrictions.geoRestriction"


def _targets(block: str) -> tuple[Rule, ...]:
    """Describe where the actions of a listener or a rule send requests."""
    return (
        changed(f"{block}.type", "routing.rule"),
        when(changed(f"{block}.targetGroupArn", "routing.rule"),
             unless={f"{block}.targetGroupArn": ""}),
        weights(f"{block}.forwardConfig.targetGroups", target="targetGroupArn", weight="weight"),
        toggle(f"{block}.forwardConfig.targetGroupStickinessConfig.enabled", on="routing.rule",
               off="routing.rule"),
        changed(f"{block}.redirectConfig", "routing.rule"),
        changed(f"{block}.fixedResponseConfig", "routing.rule"),
        presence(f"{block}.authenticateOidcConfig", came="access.revoke", gone="access.public"),
        presence(f"{block}.authenticateCognitoConfig", came="access.revoke",
                 gone="access.public"),
        choice(f"{block}.authenticateOidcConfig.onUnauthenticatedRequest",
               {"allow": "access.public"}),
        choice(f"{block}.authenticateCognitoConfig.onUnauthenticatedRequest",
               {"allow": "access.public"}),
        changed(f"{block}.authenticateOidcConfig.issuer", "access.trust"),
        changed(f"{block}.authenticateCognitoConfig.userPoolArn", "access.trust"),
        secret(f"{block}.authenticateOidcConfig.clientSecret"),
    )  # fmt: skip


def _cached(block: str) -> tuple[Rule, ...]:
    """Describe how a distribution answers the requests of one behaviour."""
    return (
        changed(f"{block}.targetOriginId", "routing.rule"),
        choice(f"{block}.viewerProtocolPolicy",
               {"allow-all": "exposure.tls-weaken", "https-only": "protection.up",
                "redirect-to-https": "protection.up"}),
        *(changed(f"{block}.{name}", "deploy.version", disruption=_QUIET)
          for name in ("functionAssociations", "lambdaFunctionAssociations")),
        *(
            rule
            for name in ("trustedKeyGroups", "trustedSigners")
            for rule in (
                presence(f"{block}.{name}", gone="access.public", empty=True),
                limit(f"{block}.{name}", narrower="access.revoke", wider=""),
                members(f"{block}.{name}", came="access.trust"),
            )
        ),
        presence(f"{block}.fieldLevelEncryptionId", came="protection.up",
                 gone="protection.encryption-off", empty=True),
        presence(f"{block}.realtimeLogConfigArn", gone="observability.logs-off",
                 changed="config.parameter", empty=True),
        changed(f"{block}.allowedMethods", "routing.rule"),
        changed(f"{block}.grpcConfig.enabled", "config.flag"),
        changed(f"{block}.compress", "config.flag", disruption=_QUIET),
        *parameters(f"{block}.cachedMethods"),
        *(changed(f"{block}.{name}", "config.parameter")
          for name in ("cachePolicyId", "originRequestPolicyId", "responseHeadersPolicyId",
                       "forwardedValues", "defaultTtl", "maxTtl", "minTtl")),
    )  # fmt: skip


def _blocking() -> tuple[Rule, ...]:
    """Describe rules of a web firewall that come and go: what one did says what that means."""
    block, passing = ("block", "captcha", "challenge"), ("allow", "count")
    stops = (*(f"rules.action.{name}" for name in block), "rules.overrideAction.none")
    lets = (*(f"rules.action.{name}" for name in passing), "rules.overrideAction.count")
    return (
        *(when(presence("rules.name", came="protection.up", gone="protection.guard-off"),
               not_beside={path: _NOTHING}) for path in stops),
        *(when(presence("rules.name", came="config.parameter", gone="config.parameter"),
               not_beside={path: _NOTHING}) for path in lets),
        when(presence("rules.name", came="config.parameter", gone="protection.guard-off"),
             beside=dict.fromkeys((*stops, *lets), _NOTHING)),
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws-native:ec2:SecurityGroup", Role.NETWORK,
        ingress("securityGroupIngress", "blocks"),
        changed("securityGroupEgress", "routing.network"),
        changed("vpcId", "routing.network", disruption=_OUTAGE),
        happens("exposure.narrow", Verb.DELETE),
        replace="routing.network", ignore=("groupDescription",),
    ),
    entry(
        "aws-native:ec2:SecurityGroupIngress", Role.NETWORK,
        ingress("cidrIp", "rule"), ignore=("description",),
    ),
    entry(
        "aws-native:ec2:SecurityGroupEgress", Role.NETWORK,
        when(ingress("cidrIp", "egress"), verbs=ALWAYS - {Verb.CREATE}),
        ignore=("description",),
    ),
    network(
        "aws-native:ec2:Route",
        *(presence(name, came="routing.network", gone="routing.network",
                   changed="routing.network") for name in _ROUTE),
    ),
    network("aws-native:ec2:RouteTable", changed("vpcId", "routing.network")),
    entry(
        "aws-native:ec2:SubnetRouteTableAssociation", Role.GLUE,
        changed("routeTableId", "routing.network"), changed("subnetId", "routing.network"),
        delete="routing.network", replace="routing.network",
    ),
    network(
        "aws-native:ec2:Subnet",
        toggle("mapPublicIpOnLaunch", on="exposure.open", off="exposure.narrow"),
        toggle("assignIpv6AddressOnCreation", on="exposure.open", off="exposure.narrow"),
        *wiring("vpcId", "cidrBlock", "ipv6CidrBlock", "availabilityZone", "availabilityZoneId",
                "enableDns64", "ipv6Native", "outpostArn"),
        changed("enableLniAtDeviceIndex", "config.flag"),
        changed("privateDnsNameOptionsOnLaunch", "routing.dns"),
    ),
    network(
        "aws-native:ec2:Vpc",
        toggle("enableDnsSupport", on="routing.dns", off="routing.dns", default=True),
        toggle("enableDnsHostnames", on="routing.dns", off="routing.dns"),
        changed("cidrBlock", "routing.network"),
    ),
    network(
        "aws-native:ec2:NatGateway",
        *wiring("subnetId", "allocationId", "connectivityType", disruption=_OUTAGE),
        *wiring("secondaryAllocationIds"),
        *(when(changed(name, "routing.network"), only={"connectivityType": "private"})
          for name in ("secondaryPrivateIpAddresses", "secondaryPrivateIpAddressCount")),
    ),
    network("aws-native:ec2:InternetGateway"),
    network("aws-native:ec2:VpcGatewayAttachment",
            *wiring("vpcId", "internetGatewayId", "vpnGatewayId")),
    network(
        "aws-native:ec2:Eip",
        when(presence("instanceId", came="exposure.open", gone="exposure.narrow",
                      changed="routing.network"), verbs=frozenset({Verb.UPDATE})),
        *wiring("address", "ipamPoolId", "publicIpv4Pool", "networkBorderGroup",
                disruption=_OUTAGE),
        ignore=("domain",),
    ),
    network(
        "aws-native:ec2:VpcEndpoint",
        when(document("policyDocument", "boundary"), verbs=CHANGING),
        members("securityGroupIds", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
        changed("subnetIds", "routing.network"),
        changed("routeTableIds", "routing.network"),
        toggle("privateDnsEnabled", on="routing.dns", off="routing.dns"),
        changed("dnsOptions", "routing.dns"),
        *wiring("serviceName", "serviceRegion", "serviceNetworkArn", "resourceConfigurationArn",
                "vpcEndpointType", "ipAddressType"),
    ),
    network("aws-native:ec2:VpcPeeringConnection",
            *wiring("vpcId", "peerVpcId", "peerRegion", "peerOwnerId")),
    entry(
        "aws-native:ec2:FlowLog", Role.OBSERVABILITY,
        choice("trafficType", {"REJECT": "observability.logs-off",
                               "ACCEPT": "observability.logs-off"}),
        changed("resourceId", "observability.logs-off",
                note="What was recorded before is not any more."),
        *parameters("logDestination", "logDestinationType", "logGroupName", "logFormat",
                    "deliverCrossAccountRole", "destinationOptions", "deliverLogsPermissionArn",
                    "maxAggregationInterval"),
        delete="observability.logs-off",
    ),
    entry(
        "aws-native:elasticloadbalancingv2:LoadBalancer", Role.ROUTING,
        choice("scheme", {"internet-facing": "exposure.public", "internal": "exposure.narrow"},
               default="internet-facing", disruption=_OUTAGE),
        when(happens("exposure.open", Verb.CREATE, note=_FACING),
             unless={"scheme": "internal"}),
        members("securityGroups", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
        choice("enforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
               {"off": "exposure.open", "on": "exposure.narrow"}),
        *wiring("subnets", "subnetMappings", "ipAddressType"),
        changed("type", "routing.dns", disruption=_OUTAGE),
        room("minimumLoadBalancerCapacity.capacityUnits"),
        notes("loadBalancerAttributes", {
            "deletion_protection.enabled": {"": "protection.guard-off", "*": "protection.up"},
            "access_logs.s3.enabled": {"": "observability.logs-off", "*": "protection.up"},
            "connection_logs.s3.enabled": {"": "observability.logs-off"},
            "routing.http.drop_invalid_header_fields.enabled": {
                "": "protection.guard-off", "*": "protection.up"},
            "routing.http.desync_mitigation_mode": {
                "monitor": "protection.guard-off", "strictest": "protection.up",
                "*": "config.parameter"},
            "load_balancing.cross_zone.enabled": "routing.traffic",
            "dns_record.client_routing_policy": "routing.traffic",
            "zonal_shift.config.enabled": "config.flag",
            "waf.fail_open.enabled": {"": "protection.up", "*": "protection.guard-off"},
        }, otherwise="config.parameter"),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws-native:elasticloadbalancingv2:Listener", Role.ROUTING,
        *_targets("defaultActions"),
        changed("port", "routing.rule"),
        when(choice("protocol", {"TCP": "exposure.tls-weaken"}), was={"protocol": "TLS"}),
        choice("protocol", {"HTTP": "exposure.tls-weaken", "HTTPS": "protection.up",
                            "TLS": "protection.up"}, otherwise="routing.rule"),
        order("sslPolicy", LISTENER_POLICIES, up="protection.up", down="exposure.tls-weaken"),
        presence("certificates", came="routing.rule", gone="exposure.tls-weaken",
                 changed="routing.rule"),
        toggle("mutualAuthentication.ignoreClientCertificateExpiry", on="exposure.tls-weaken",
               off="protection.up"),
        changed("mutualAuthentication.trustStoreArn", "access.trust"),
        changed("alpnPolicy", "config.parameter"),
        notes("listenerAttributes", {
            "routing.http.response.strict_transport_security.header_value": {
                "": "exposure.tls-weaken", "*": "config.parameter"},
            **{f"routing.http.response.{header}.header_value":
               {"": "protection.guard-off", "*": "config.parameter"}
               for header in ("content_security_policy", "x_content_type_options",
                              "x_frame_options")},
            "routing.http.response.access_control_allow_origin.header_value": {
                "": "access.revoke", "*": "access.grant"},
        }, otherwise="config.parameter"),
        order("mutualAuthentication.mode", ("", "off", "passthrough", "verify"),
              up="protection.up", down="exposure.tls-weaken"),
        changed("loadBalancerArn", "routing.rule", disruption=_OUTAGE),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws-native:elasticloadbalancingv2:ListenerRule", Role.ROUTING,
        *_targets("actions"),
        changed("conditions", "routing.rule"),
        changed("priority", "routing.rule"),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws-native:elasticloadbalancingv2:TargetGroup", Role.ROUTING,
        toggle("healthCheckEnabled", on="protection.up", off="protection.guard-off",
               default=True),
        *(changed(name, "config.parameter", disruption=_QUIET)
          for name in ("healthCheckPath", "healthCheckPort", "healthCheckProtocol", "matcher",
                       "healthCheckIntervalSeconds", "healthCheckTimeoutSeconds",
                       "healthyThresholdCount", "unhealthyThresholdCount")),
        *(changed(name, "routing.rule", disruption=_OUTAGE)
          for name in ("port", "protocol", "protocolVersion", "targetType")),
        *wiring("vpcId", disruption=_OUTAGE), *wiring("ipAddressType"),
        presence("targets.id", came="routing.rule", gone="routing.remove",
                 changed="routing.rule"),
        presence("targets.port", changed="routing.rule"),
        notes("targetGroupAttributes", {
            "load_balancing.*": "routing.traffic", "stickiness.*": "routing.traffic",
            "slow_start.*": "routing.traffic"}, otherwise="config.parameter"),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws-native:route53:HostedZone", Role.ROUTING,
        presence("vpcs.vpcId", came="routing.dns", gone="routing.remove", changed="routing.dns"),
        presence("queryLoggingConfig", gone="observability.logs-off"),
        delete="routing.remove", replace=("routing.remove", "routing.dns"),
        replace_disruption=_OUTAGE, ignore=("hostedZoneTags", "hostedZoneConfig"),
    ),
    entry(
        "aws-native:route53:RecordSet", Role.ROUTING,
        changed("resourceRecords", "routing.dns"),
        changed("aliasTarget.dnsName", "routing.dns"),
        changed("aliasTarget.hostedZoneId", "routing.dns"),
        changed("type", "routing.dns"),
        changed("ttl", "routing.ttl"),
        weights("weight", target="", weight=""),
        changed("failover", "routing.dns"),
        *(changed(name, "routing.dns") for name in ("geoLocation", "region", "cidrRoutingConfig")),
        changed("multiValueAnswer", "routing.traffic"),
        *(changed(name, "routing.remove", disruption=_OUTAGE)
          for name in ("name", "hostedZoneId", "hostedZoneName")),
        presence("healthCheckId", gone="protection.guard-off", came="protection.up",
                 changed="routing.dns"),
        order("aliasTarget.evaluateTargetHealth", ("false", "true"), up="protection.up",
              down="protection.guard-off"),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
        ignore=("comment",),
    ),
    entry(
        "aws-native:cloudfront:Distribution", Role.ROUTING,
        toggle(f"{_CDN}.enabled", on="routing.rule", off="routing.remove", disruption=_OUTAGE),
        members(f"{_CDN}.aliases", came="routing.dns", gone="routing.remove"),
        *_cached(f"{_CDN}.defaultCacheBehavior"), *_cached(f"{_CDN}.cacheBehaviors"),
        presence(f"{_CDN}.cacheBehaviors.pathPattern", came="routing.rule",
                 gone="routing.remove", changed="routing.rule"),
        *(changed(f"{_ORIGINS}.{name}", "routing.rule")
          for name in ("domainName", "originPath", "originCustomHeaders",
                       "customOriginConfig.httpPort", "customOriginConfig.httpsPort",
                       "vpcOriginConfig.vpcOriginId")),
        members(f"{_ORIGINS}.customOriginConfig.originSslProtocols", gone="protection.up",
                words=dict.fromkeys(("SSLv3", "TLSv1", "TLSv1.1"), "exposure.tls-weaken")),
        order(f"{_ORIGINS}.customOriginConfig.originProtocolPolicy",
              ("http-only", "match-viewer", "https-only"), up="protection.up",
              down="exposure.tls-weaken"),
        presence(f"{_ORIGINS}.originAccessControlId", came="protection.up",
                 gone="protection.guard-off", empty=True),
        when(presence(f"{_ORIGINS}.s3OriginConfig.originAccessIdentity", came="protection.up",
                      gone="protection.guard-off"),
             only={f"{_ORIGINS}.originAccessControlId": ""}),
        *parameters(*(f"{_ORIGINS}.{name}"
                      for name in ("connectionAttempts", "connectionTimeout",
                                   "customOriginConfig.originKeepaliveTimeout",
                                   "customOriginConfig.originReadTimeout"))),
        *(changed(f"{_CDN}.{name}", "routing.rule")
          for name in ("originGroups", "customErrorResponses", "defaultRootObject")),
        changed(f"{_CDN}.continuousDeploymentPolicyId", "routing.traffic"),
        order(f"{_CDN}.priceClass", ("PriceClass_100", "PriceClass_200", "PriceClass_All"),
              up="cost.up", down="routing.traffic"),
        changed(f"{_CDN}.httpVersion", "config.parameter"),
        changed(f"{_CDN}.ipv6Enabled", "config.flag"),
        order(f"{_CDN}.viewerCertificate.minimumProtocolVersion",
              ("SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016", "TLSv1.2_2018", "TLSv1.2_2019",
               "TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"),
              up="protection.up", down="exposure.tls-weaken"),
        presence(f"{_CDN}.viewerCertificate.acmCertificateArn", came="routing.rule",
                 gone="routing.remove", changed="routing.rule"),
        changed(f"{_CDN}.viewerCertificate.iamCertificateId", "routing.rule"),
        presence(f"{_CDN}.webAclId", came="protection.up", gone="protection.guard-off",
                 changed="config.parameter"),
        presence(f"{_CDN}.logging", gone="observability.logs-off", changed="config.parameter"),
        choice(f"{_PLACES}.restrictionType",
               {"none": "exposure.open", "whitelist": "exposure.narrow",
                "blacklist": "exposure.narrow"}),
        when(limit(f"{_PLACES}.locations", wider="exposure.open", narrower="exposure.narrow"),
             only={f"{_PLACES}.restrictionType": "whitelist"}),
        when(members(f"{_PLACES}.locations", came="exposure.narrow", gone="exposure.open"),
             only={f"{_PLACES}.restrictionType": "blacklist"}),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws-native:wafv2:WebAcl", Role.PROTECTION,
        presence("defaultAction.allow", came="protection.guard-off", gone="protection.up",
                 empty=True),
        *_blocking(),
        presence("rules.action.count", came="protection.guard-off", gone="protection.up",
                 empty=True),
        presence("rules.action.allow", came="protection.guard-off", empty=True),
        *(
            presence(f"rules.action.{puzzle}", came="config.parameter", gone="config.parameter",
                     empty=True)
            for puzzle in ("captcha", "challenge")
        ),
        presence("rules.overrideAction.count", came="protection.guard-off", gone="protection.up",
                 empty=True),
        presence("rules.statement", changed="config.parameter"),
        number("rules.statement.rateBasedStatement.limit", up="protection.guard-off",
               down="protection.up"),
        changed("rules.priority", "config.parameter", both=True),
        *(number(f"{puzzle}Config.immunityTimeProperty.immunityTime", up="protection.guard-off",
                 down="protection.up") for puzzle in ("captcha", "challenge")),
        *(changed(name, "config.parameter") for name in ("customResponseBodies", "tokenDomains")),
        presence("associationConfig", came="protection.up", gone="protection.guard-off",
                 changed="config.parameter"),
        presence("dataProtectionConfig", came="protection.up", gone="protection.guard-off",
                 changed="config.parameter"),
        *(toggle(f"visibilityConfig.{name}Enabled", off="observability.logs-off")
          for name in ("cloudWatchMetrics", "sampledRequests")),
        *(order(f"rules.visibilityConfig.{name}Enabled", ("false", "true"),
                down="observability.logs-off") for name in ("cloudWatchMetrics", "sampledRequests")),
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
        ignore=("description", "capacity"),
    ),
    entry(
        "aws-native:wafv2:WebAclAssociation", Role.PROTECTION,
        changed("webAclArn", "config.parameter"),
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        "aws-native:wafv2:IpSet", Role.PROTECTION,
        changed("addresses", "config.parameter"),
        delete="protection.guard-off", replace="protection.guard-off", ignore=("description",),
    ),
)  # fmt: skip
