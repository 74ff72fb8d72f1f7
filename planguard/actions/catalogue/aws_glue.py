"""AWS associations: types with no meaning of their own beyond tying two objects together."""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    documented,
    entry,
    happens,
    toggle,
    when,
)
from planguard.actions.providers.aws import (
    groups,
)
from planguard.model.words import Disruption, Role, Verb

_OUTAGE = Disruption.OUTAGE


def _tie(
    type_: str, *attributes: str | Rule, action: str, gone: str = "routing.remove", came: str = ""
) -> TypeEntry:
    """Describe a tie: `action` when either end changes, `gone` when it is cut."""
    rules = (changed(name, action) if isinstance(name, str) else name for name in attributes)
    return entry(
        type_, Role.GLUE, *rules,
        create=(came,) if came else (), delete=gone or (), replace=action,
        replace_disruption=_OUTAGE if gone == "routing.remove" else None,
    )  # fmt: skip


_DEFAULT_OPTIONS = "A VPC that loses its set gets the default one of its account and region."
_AT_RENEWAL = "Machines take the new set when they renew their lease, within hours."
_LEFT = (changed("security_group_id", "exposure.narrow"),)
_MAIN_TABLE = "The subnet goes by the main route table of its VPC from then on."
_UNREAD = "What the policies ask for, protocols or stickiness, is told where they are made."
_HTTP = {"load_balancer_port": "80"}
_STICKY: tuple[Rule, ...] = (changed("load_balancer", "routing.rule"),)

ENTRIES: tuple[TypeEntry, ...] = (
    entry("aws_acm_certificate_validation", Role.GLUE),
    _tie("aws_alb_listener_certificate", "certificate_arn", action="routing.rule"),
    _tie("aws_alb_target_group_attachment", "target_id", "port", action="routing.rule"),
    entry(
        "aws_app_cookie_stickiness_policy", Role.GLUE, *_STICKY,
        delete="routing.traffic", replace="routing.traffic",
    ),
    _tie(
        "aws_apprunner_custom_domain_association",
        changed("enable_www_subdomain", "config.flag"), "domain_name", "service_arn",
        action="routing.dns",
    ),
    _tie("aws_appsync_domain_name_api_association", "api_id", action="routing.dns"),
    _tie("aws_autoscaling_attachment", "lb_target_group_arn", "elb", action="routing.rule"),
    entry(
        "aws_autoscaling_group_tag", Role.GLUE, changed("tag", "other.tags"),
        create="other.tags", delete="other.tags", replace="other.tags",
    ),
    _tie("aws_autoscaling_traffic_source_attachment", "traffic_source", action="routing.rule"),
    _tie("aws_ec2_transit_gateway_default_route_table_association",
         "transit_gateway_route_table_id", action="routing.network", gone="routing.network"),
    _tie("aws_ec2_transit_gateway_default_route_table_propagation",
         "transit_gateway_route_table_id", action="routing.network", gone="routing.network"),
    _tie("aws_ec2_transit_gateway_route_table_association", "transit_gateway_route_table_id",
         "transit_gateway_attachment_id", action="routing.network"),
    _tie("aws_ec2_transit_gateway_route_table_propagation", "transit_gateway_route_table_id",
         "transit_gateway_attachment_id", action="routing.network"),
    _tie("aws_eip_association", "allocation_id", "instance_id", "network_interface_id",
         "private_ip_address", "public_ip", action="routing.network", came="exposure.open"),
    _tie("aws_elb_attachment", "elb", "instance", action="routing.rule"),
    _tie("aws_internet_gateway_attachment", "vpc_id", "internet_gateway_id",
         action="routing.network"),
    entry(
        "aws_lb_cookie_stickiness_policy", Role.GLUE, *_STICKY,
        delete="routing.traffic", replace="routing.traffic",
    ),
    _tie("aws_lb_listener_certificate", "certificate_arn", "listener_arn", action="routing.rule"),
    _tie("aws_lb_target_group_attachment", "target_id", "port", "target_group_arn",
         action="routing.rule"),
    entry(
        "aws_load_balancer_backend_server_policy", Role.GLUE,
        changed("policy_names", "config.parameter"),
        delete="config.parameter",
    ),
    entry(
        "aws_load_balancer_listener_policy", Role.GLUE,
        changed("policy_names", "config.parameter", note=_UNREAD),
        when(happens("exposure.tls-weaken", Verb.DELETE), unless=_HTTP),
        when(happens("config.parameter", Verb.DELETE), only=_HTTP),
        ignore=("triggers",),
    ),
    _tie("aws_main_route_table_association", "route_table_id", "vpc_id",
         action="routing.network", gone="routing.network"),
    _tie("aws_network_acl_association", "network_acl_id", "subnet_id",
         action="exposure.open", gone="exposure.open"),
    _tie("aws_network_interface_attachment", "instance_id", "network_interface_id",
         action="routing.network"),
    _tie("aws_network_interface_sg_attachment", "security_group_id", "network_interface_id",
         *_LEFT, action="exposure.open", gone="exposure.narrow", came="exposure.open"),
    entry("aws_placement_group", Role.GLUE, changed("strategy", "config.parameter")),
    entry(
        "aws_proxy_protocol_policy", Role.GLUE,
        changed("instance_ports", "config.parameter"),
        delete="config.parameter",
    ),
    _tie("aws_route53_resolver_query_log_config_association", "resource_id",
         "resolver_query_log_config_id", action="config.parameter",
         gone="observability.logs-off"),
    _tie("aws_route53_resolver_rule_association", "resolver_rule_id", "vpc_id",
         action="routing.dns"),
    entry(
        "aws_route53_vpc_association_authorization", Role.GLUE,
        create="access.grant", delete="access.revoke",
        replace=("access.grant", "access.revoke"),
    ),
    _tie("aws_route53_zone_association", "zone_id", "vpc_id", action="routing.dns"),
    _tie("aws_route53profiles_association", "profile_id", "resource_id", action="routing.dns"),
    _tie("aws_route53profiles_resource_association", "resource_arn", "profile_id",
         action="routing.dns"),
    _tie("aws_route_table_association", "route_table_id", "subnet_id", "gateway_id",
         *documented("https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateRouteTable.html",
                     happens("routing.network", Verb.DELETE, note=_MAIN_TABLE)),
         action="routing.network", gone=""),
    _tie("aws_shield_protection_health_check_association", "health_check_arn",
         action="config.parameter", gone="protection.guard-off"),
    _tie("aws_vpc_dhcp_options_association",
         *documented("https://docs.aws.amazon.com/goto/WebAPI/ec2/AssociateDhcpOptions",
                     changed("dhcp_options_id", "routing.dns", note=_AT_RENEWAL)),
         changed("vpc_id", "routing.dns", note=_DEFAULT_OPTIONS),
         action="routing.dns", gone="routing.dns"),
    entry(
        "aws_vpc_endpoint_connection_accepter", Role.GLUE,
        create="access.grant", delete="access.revoke",
    ),
    entry(
        "aws_vpc_endpoint_private_dns", Role.GLUE,
        toggle("private_dns_enabled", on="routing.dns", off="routing.dns"),
    ),
    _tie("aws_vpc_endpoint_route_table_association", "route_table_id", "vpc_endpoint_id",
         action="routing.network"),
    _tie("aws_vpc_endpoint_security_group_association", "security_group_id", "vpc_endpoint_id",
         *_LEFT, action="exposure.open", gone="exposure.narrow", came="exposure.open"),
    _tie("aws_vpc_endpoint_subnet_association", "subnet_id", "vpc_endpoint_id",
         action="routing.network"),
    _tie("aws_vpc_security_group_vpc_association", "security_group_id", "vpc_id",
         action="routing.network", gone="exposure.narrow"),
    _tie("aws_vpclattice_service_network_resource_association",
         "resource_configuration_identifier", "service_network_identifier",
         action="routing.rule"),
    _tie("aws_vpclattice_service_network_service_association", "service_identifier",
         "service_network_identifier", action="routing.rule"),
    _tie("aws_vpclattice_service_network_vpc_association",
        groups("security_group_ids"), "vpc_identifier",
         "service_network_identifier", action="routing.network"),
    _tie("aws_vpclattice_target_group_attachment", "target", "target_group_identifier",
         action="routing.rule"),
    _tie("aws_vpn_gateway_attachment", "vpc_id", "vpn_gateway_id", action="routing.network"),
    _tie("aws_vpn_gateway_route_propagation", "route_table_id", "vpn_gateway_id",
         action="routing.network"),
)  # fmt: skip
