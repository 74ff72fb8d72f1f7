"""
AWS by its own interface: networks, balancers, names, content delivery and firewalls.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    CHANGING,
    Rule,
    TypeEntry,
    changed,
    choice,
    document,
    entry,
    happens,
    ingress,
    members,
    notes,
    order,
    presence,
    secret,
    toggle,
    weights,
    when,
)
from planguard.actions.providers.aws_forms import network
from planguard.model.words import Disruption, Role, Verb

_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_GROUPS = "Which groups are attached decides who can reach it; their rules are not compared."
_TLS_POLICIES = (
    "ELBSecurityPolicy-2015-05", "ELBSecurityPolicy-2016-08",
    "ELBSecurityPolicy-TLS-1-0-2015-04", "ELBSecurityPolicy-TLS-1-1-2017-01",
    "ELBSecurityPolicy-TLS-1-2-2017-01", "ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
    "ELBSecurityPolicy-FS-2018-06", "ELBSecurityPolicy-FS-1-1-2019-08",
    "ELBSecurityPolicy-FS-1-2-2019-08", "ELBSecurityPolicy-FS-1-2-Res-2020-10",
    "ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-TLS13-1-3-2021-06",
)  # fmt: skip
_ROUTE = (
    *("gatewayId", "natGatewayId", "transitGatewayId", "vpcPeeringConnectionId"),
    *("networkInterfaceId", "vpcEndpointId", "instanceId", "egressOnlyInternetGatewayId"),
    *("carrierGatewayId", "localGatewayId", "coreNetworkArn"),
)
_VIEWER = ("allow-all", "redirect-to-https", "https-only")
_CDN = "distributionConfig"


def _targets(block: str) -> tuple[Rule, ...]:
    """Describe where the actions of a listener or a rule send requests."""
    return (
        changed(f"{block}.type", "routing.rule"),
        changed(f"{block}.targetGroupArn", "routing.rule"),
        weights(f"{block}.forwardConfig.targetGroups", target="targetGroupArn", weight="weight"),
        changed(f"{block}.redirectConfig", "routing.rule"),
        changed(f"{block}.fixedResponseConfig", "routing.rule"),
        presence(f"{block}.authenticateOidcConfig", came="access.revoke", gone="access.public"),
        presence(f"{block}.authenticateCognitoConfig", came="access.revoke",
                 gone="access.public"),
        choice(f"{block}.authenticateOidcConfig.onUnauthenticatedRequest",
               {"allow": "access.public"}),
        changed(f"{block}.authenticateOidcConfig.issuer", "access.trust"),
        secret(f"{block}.authenticateOidcConfig.clientSecret"),
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws-native:ec2:SecurityGroup", Role.NETWORK,
        ingress("securityGroupIngress", "blocks"),
        changed("securityGroupEgress", "routing.network"),
        happens("exposure.narrow", Verb.DELETE),
        replace="routing.network", ignore=("groupDescription",),
    ),
    entry(
        "aws-native:ec2:SecurityGroupIngress", Role.NETWORK,
        ingress("cidrIp", "rule"), ignore=("description",),
    ),
    network("aws-native:ec2:SecurityGroupEgress", ignore=("description",)),
    network(
        "aws-native:ec2:Route",
        *(presence(name, came="routing.network", gone="routing.network",
                   changed="routing.network") for name in _ROUTE),
    ),
    network("aws-native:ec2:RouteTable"),
    network("aws-native:ec2:SubnetRouteTableAssociation",
            changed("routeTableId", "routing.network")),
    network(
        "aws-native:ec2:Subnet",
        toggle("mapPublicIpOnLaunch", on="exposure.open", off="exposure.narrow"),
        toggle("assignIpv6AddressOnCreation", on="exposure.open", off="exposure.narrow"),
    ),
    network(
        "aws-native:ec2:Vpc",
        toggle("enableDnsSupport", on="routing.dns", off="routing.remove", default=True),
        toggle("enableDnsHostnames", on="routing.dns", off="routing.dns"),
    ),
    network("aws-native:ec2:NatGateway", changed("subnetId", "routing.network"),
            changed("allocationId", "routing.network")),
    network("aws-native:ec2:InternetGateway"),
    network("aws-native:ec2:VpcGatewayAttachment"),
    network("aws-native:ec2:Eip", changed("instanceId", "routing.network")),
    network(
        "aws-native:ec2:VpcEndpoint",
        when(document("policyDocument", "boundary"), verbs=CHANGING),
        members("securityGroupIds", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
        changed("subnetIds", "routing.network"),
        changed("routeTableIds", "routing.network"),
        toggle("privateDnsEnabled", on="routing.dns", off="routing.dns"),
    ),
    network("aws-native:ec2:VpcPeeringConnection", changed("peerVpcId", "routing.network")),
    entry(
        "aws-native:ec2:FlowLog", Role.OBSERVABILITY,
        choice("trafficType", {"REJECT": "observability.logs-off",
                               "ACCEPT": "observability.logs-off"}),
        changed("logDestination", "config.parameter"),
        delete="observability.logs-off", replace="observability.logs-off",
    ),
    entry(
        "aws-native:elasticloadbalancingv2:LoadBalancer", Role.ROUTING,
        choice("scheme", {"internet-facing": "exposure.public", "internal": "exposure.narrow"}),
        members("securityGroups", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
        changed("subnets", "routing.network"),
        changed("subnetMappings", "routing.network"),
        notes("loadBalancerAttributes", {
            "deletion_protection.enabled": {"": "protection.guard-off", "*": "protection.up"},
            "access_logs.s3.enabled": {"": "observability.logs-off", "*": "protection.up"},
            "connection_logs.s3.enabled": {"": "observability.logs-off"},
            "routing.http.drop_invalid_header_fields.enabled": {
                "": "protection.guard-off", "*": "protection.up"},
            "waf.fail_open.enabled": {"": "protection.up", "*": "protection.guard-off"},
        }, otherwise="config.parameter"),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws-native:elasticloadbalancingv2:Listener", Role.ROUTING,
        *_targets("defaultActions"),
        changed("port", "routing.rule"),
        choice("protocol", {"HTTP": "exposure.tls-weaken", "TCP": "exposure.tls-weaken",
                            "HTTPS": "protection.up", "TLS": "protection.up"}),
        order("sslPolicy", _TLS_POLICIES, up="protection.up", down="exposure.tls-weaken"),
        presence("certificates", came="routing.rule", gone="exposure.tls-weaken",
                 changed="routing.rule"),
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
          for name in ("port", "protocol", "protocolVersion", "targetType", "vpcId")),
        presence("targets", came="routing.rule", gone="routing.remove", changed="routing.rule"),
        notes("targetGroupAttributes", {
            "load_balancing.*": "routing.traffic", "stickiness.*": "routing.traffic",
            "slow_start.*": "routing.traffic"}, otherwise="config.parameter"),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws-native:route53:HostedZone", Role.ROUTING,
        presence("vpcs.vpcId", came="routing.dns", gone="routing.remove", changed="routing.dns"),
        presence("queryLoggingConfig", gone="observability.logs-off"),
        delete="routing.remove", replace="routing.remove", replace_disruption=_OUTAGE,
        ignore=("hostedZoneTags", "hostedZoneConfig"),
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
        changed("geoLocation", "routing.traffic"),
        changed("region", "routing.traffic"),
        presence("healthCheckId", gone="protection.guard-off", came="protection.up",
                 changed="config.parameter"),
        order("aliasTarget.evaluateTargetHealth", ("false", "true"), up="protection.up",
              down="protection.guard-off"),
        delete="routing.remove", replace=("routing.remove", "routing.dns"),
        ignore=("comment",),
    ),
    entry(
        "aws-native:cloudfront:Distribution", Role.ROUTING,
        toggle(f"{_CDN}.enabled", on="routing.rule", off="routing.remove"),
        members(f"{_CDN}.aliases", came="routing.dns", gone="routing.remove"),
        presence(f"{_CDN}.origins.domainName", came="routing.rule", gone="routing.remove",
                 changed="routing.rule"),
        changed(f"{_CDN}.defaultCacheBehavior.targetOriginId", "routing.rule"),
        presence(f"{_CDN}.cacheBehaviors", came="routing.rule", gone="routing.remove",
                 changed="routing.rule"),
        order(f"{_CDN}.defaultCacheBehavior.viewerProtocolPolicy", _VIEWER, up="protection.up",
              down="exposure.tls-weaken"),
        order(f"{_CDN}.viewerCertificate.minimumProtocolVersion",
              ("SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016", "TLSv1.2_2018", "TLSv1.2_2019",
               "TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"),
              up="protection.up", down="exposure.tls-weaken"),
        changed(f"{_CDN}.viewerCertificate.acmCertificateArn", "routing.rule"),
        presence(f"{_CDN}.webAclId", came="protection.up", gone="protection.guard-off",
                 changed="config.parameter"),
        presence(f"{_CDN}.logging", came="config.parameter", gone="observability.logs-off"),
        changed(f"{_CDN}.restrictions", "exposure.open"),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws-native:wafv2:WebAcl", Role.PROTECTION,
        presence("defaultAction.allow", came="protection.guard-off", empty=True),
        presence("defaultAction.block", came="protection.up", empty=True),
        presence("rules.name", came="config.parameter", gone="protection.guard-off",
                 note="A new rule may block requests or let them past the others."),
        presence("rules.action.count", came="protection.guard-off", gone="protection.up",
                 empty=True),
        presence("rules.action.allow", came="protection.guard-off", empty=True),
        *(
            presence(f"rules.action.{puzzle}", came="config.parameter", gone="config.parameter",
                     empty=True)
            for puzzle in ("captcha", "challenge")
        ),
        presence("rules.overrideAction.count", came="protection.guard-off", empty=True),
        presence("rules.statement", changed="config.parameter"),
        changed("rules.priority", "config.parameter"),
        toggle("visibilityConfig.cloudWatchMetricsEnabled", off="observability.logs-off"),
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
        members("addresses", came="config.parameter", gone="config.parameter"),
        delete="protection.guard-off", ignore=("description",),
    ),
)  # fmt: skip
