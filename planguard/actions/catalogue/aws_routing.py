"""
AWS names and balancers: Route 53, load balancers, accelerators, certificates, service discovery.

One table of data; it is long because every type of the area stands in it.
"""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    documented,
    entry,
    grants,
    happens,
    members,
    notes,
    number,
    order,
    presence,
    secret,
    toggle,
    version,
    weights,
    when,
)
from planguard.actions.providers.aws import LISTENER_POLICIES
from planguard.model.words import Disruption, Reversible, Role, Verb

_REGISTRY = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources"

_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE

_GROUPS = "Which groups are attached decides who can reach it; their rules are not compared here."
_POLICY = "ELBSecurityPolicy"
_WEAK = {"true": "exposure.tls-weaken", "": "protection.up"}


def _negotiated(path: str) -> Rule:
    """Describe the protocols and ciphers of a classic balancer, each switched on by its name."""
    (rule,) = documented(
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/ssl-config-update.html",
        notes(
            path,
            {
                **dict.fromkeys(
                    ("Protocol-SSL*", "Protocol-TLSv1", "Protocol-TLSv1.1", "*RC4*", "*DES*",
                     "*MD5*", "EXP-*", "ADH-*"),
                    _WEAK,
                ),
                "Reference-Security-Policy": {
                    f"{_POLICY}-TLS-1-2-2017-01".lower(): "protection.up",
                    "*": "exposure.tls-weaken",
                },
            },
            otherwise="config.parameter",
            note="Every predefined policy but that of 2017 for TLS 1.2 accepts older protocols.",
        ),
    )  # fmt: skip
    return rule


_NEGOTIATION = {"policy_type_name": "SSLNegotiationPolicyType"}

_FACING = when(
    happens("exposure.open", Verb.CREATE,
            note="A new balancer that faces the internet; its security groups say who is let in."),
    only={"internal": "false"},
)  # fmt: skip
_BALANCER = (
    changed("enable_zonal_shift", "config.flag"),
    *documented(
        f"{_REGISTRY}/lb",
        toggle("internal", on="exposure.narrow", off="exposure.public", disruption=_OUTAGE),
    ),
    _FACING,
    toggle("enable_deletion_protection", on="protection.up", off="protection.guard-off"),
    toggle("access_logs.enabled", off="observability.logs-off"),
    toggle("connection_logs.enabled", off="observability.logs-off"),
    *(
        changed(path, "config.parameter", disruption=_QUIET)
        for path in ("access_logs.bucket", "access_logs.prefix", "connection_logs.bucket",
                     "connection_logs.prefix", "enable_tls_version_and_cipher_suite_headers",
                     "enable_xff_client_port")
    ),
    members("security_groups", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
    changed("subnets", "routing.network"),
    changed("subnet_mapping", "routing.network"),
    changed("ip_address_type", "routing.network"),
    *documented(
        f"{_REGISTRY}/lb",
        changed("load_balancer_type", "routing.dns", disruption=_OUTAGE),
    ),
    toggle("enable_cross_zone_load_balancing", on="routing.traffic", off="routing.traffic"),
    changed("dns_record_client_routing_policy", "routing.traffic"),
    toggle("drop_invalid_header_fields", on="protection.up", off="protection.guard-off"),
    order("desync_mitigation_mode", ("monitor", "defensive", "strictest"),
          up="protection.up", down="protection.guard-off"),
    toggle("enable_waf_fail_open", on="protection.guard-off", off="protection.up"),
    choice("enforce_security_group_inbound_rules_on_private_link_traffic",
           {"off": "exposure.open", "on": "exposure.narrow"}),
    changed("idle_timeout", "config.parameter"),
    changed("client_keep_alive", "config.parameter", disruption=_QUIET),
    toggle("enable_http2", on="config.parameter", off="config.parameter", default=True),
    toggle("preserve_host_header", on="config.parameter", off="config.parameter"),
    changed("xff_header_processing_mode", "config.parameter"),
    number("minimum_load_balancer_capacity.capacity_units",
           up="scale.limits-up", down="scale.limits-down"),
)  # fmt: skip


def _targets(block: str) -> tuple[Rule, ...]:
    """Describe where the `action` blocks of a listener or a rule send requests."""
    return (
        changed(f"{block}.type", "routing.rule"),
        when(changed(f"{block}.target_group_arn", "routing.rule"),
             unless={f"{block}.target_group_arn": ("",)}),
        weights(f"{block}.forward.target_group", target="arn", weight="weight",
                alone="target_group_arn"),
        toggle(f"{block}.forward.stickiness.enabled", on="routing.rule", off="routing.rule"),
        *(changed(f"{block}.redirect.{part}", "routing.rule")
          for part in ("host", "path", "port", "protocol", "query")),
        changed(f"{block}.fixed_response", "routing.rule"),
        presence(f"{block}.authenticate_oidc", came="access.revoke", gone="access.public"),
        presence(f"{block}.authenticate_cognito", came="access.revoke", gone="access.public"),
        choice(f"{block}.authenticate_oidc.on_unauthenticated_request",
               {"allow": "access.public"}),
        choice(f"{block}.authenticate_cognito.on_unauthenticated_request",
               {"allow": "access.public"}),
        changed(f"{block}.authenticate_oidc.issuer", "access.trust"),
        changed(f"{block}.authenticate_cognito.user_pool_arn", "access.trust"),
        secret(f"{block}.authenticate_oidc.client_secret"),
    )  # fmt: skip


_LISTENER = (
    *_targets("default_action"),
    changed("port", "routing.rule"),
    choice("protocol", {"HTTP": "exposure.tls-weaken", "HTTPS": "protection.up",
                        "TLS": "protection.up"}, otherwise="routing.rule"),
    when(choice("protocol", {"TCP": "exposure.tls-weaken"}), was={"protocol": "TLS"}),
    order("ssl_policy", LISTENER_POLICIES, up="protection.up", down="exposure.tls-weaken"),
    presence("certificate_arn", came="routing.rule", gone="exposure.tls-weaken",
             changed="routing.rule"),
    order("mutual_authentication.mode", ("", "off", "passthrough", "verify"),
          up="protection.up", down="exposure.tls-weaken"),
    toggle("mutual_authentication.ignore_client_certificate_expiry",
           on="exposure.tls-weaken", off="protection.up"),
    changed("mutual_authentication.trust_store_arn", "access.trust"),
    changed("alpn_policy", "config.parameter"),
    changed("tcp_idle_timeout_seconds", "config.parameter", disruption=_QUIET),
    presence("routing_http_response_strict_transport_security_header_value",
             came="protection.up", gone="exposure.tls-weaken", changed="config.parameter"),
    *(
        presence(f"routing_http_response_{header}_header_value", came="protection.up",
                 gone="protection.guard-off", changed="config.parameter")
        for header in ("content_security_policy", "x_content_type_options", "x_frame_options")
    ),
    presence("routing_http_response_access_control_allow_origin_header_value",
             came="access.grant", gone="access.revoke", changed="access.grant"),
    *(
        changed(f"routing_http_response_{header}", "config.parameter", disruption=_QUIET)
        for header in ("access_control_allow_credentials_header_value",
                       "access_control_allow_headers_header_value",
                       "access_control_allow_methods_header_value",
                       "access_control_expose_headers_header_value",
                       "access_control_max_age_header_value", "server_enabled")
    ),
    *documented(
        f"{_REGISTRY}/lb_listener",
        changed("load_balancer_arn", "routing.rule", disruption=_OUTAGE),
    ),
)  # fmt: skip
_LISTENER_RULE = (
    *_targets("action"),
    changed("condition", "routing.rule"),
    changed("priority", "routing.rule"),
)
_TARGET_GROUP = (
    changed("lambda_multi_value_headers_enabled", "config.flag"),
    changed("target_health_state.enable_unhealthy_connection_termination", "config.flag"),
    toggle("health_check.enabled", on="protection.up", off="protection.guard-off", default=True),
    changed("health_check.path", "config.parameter"),
    changed("health_check.port", "config.parameter"),
    changed("health_check.protocol", "config.parameter"),
    changed("health_check.matcher", "config.parameter"),
    changed("health_check.interval", "config.parameter", disruption=_QUIET),
    changed("health_check.timeout", "config.parameter", disruption=_QUIET),
    changed("health_check.healthy_threshold", "config.parameter", disruption=_QUIET),
    changed("health_check.unhealthy_threshold", "config.parameter", disruption=_QUIET),
    number("deregistration_delay", up="config.parameter", down="config.parameter",
           disruption=_QUIET),
    *documented(
        f"{_REGISTRY}/lb_target_group",
        changed("port", "routing.rule", disruption=_OUTAGE),
        changed("protocol", "routing.rule", disruption=_OUTAGE),
        changed("protocol_version", "routing.rule", disruption=_OUTAGE),
        changed("target_type", "routing.rule", disruption=_OUTAGE),
        changed("vpc_id", "routing.network", disruption=_OUTAGE),
    ),
    changed("load_balancing_algorithm_type", "routing.traffic"),
    changed("load_balancing_cross_zone_enabled", "routing.traffic"),
    changed("stickiness", "routing.traffic"),
    changed("slow_start", "routing.traffic"),
    changed("preserve_client_ip", "config.parameter"),
    toggle("proxy_protocol_v2", on="config.parameter", off="config.parameter"),
    toggle("connection_termination", on="config.parameter", off="config.parameter"),
    changed("target_failover", "routing.traffic"),
    changed("target_group_health", "routing.traffic"),
    changed("load_balancing_anomaly_mitigation", "routing.traffic"),
    changed("ip_address_type", "routing.network"),
    changed("target_health_state.unhealthy_draining_interval", "config.parameter"),
)  # fmt: skip
_LOST_ADDRESS = (
    changed("ip_address_type", "routing.network"),
    toggle("enabled", on="routing.rule", off="routing.remove", default=True),
    toggle("attributes.flow_logs_enabled", off="observability.logs-off"),
)


def _listener(type_: str) -> TypeEntry:
    return entry(
        type_, Role.ROUTING, *_LISTENER,
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    )  # fmt: skip


def _listener_rule(type_: str) -> TypeEntry:
    return entry(
        type_, Role.ROUTING, *_LISTENER_RULE,
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    )  # fmt: skip


def _balancer(type_: str) -> TypeEntry:
    return entry(
        type_, Role.ROUTING, *_BALANCER,
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
        ignore=("arn_suffix",),
    )  # fmt: skip


def _target_group(type_: str) -> TypeEntry:
    return entry(
        type_, Role.ROUTING, *_TARGET_GROUP,
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
        ignore=("arn_suffix", "load_balancer_arns"),
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws_acm_certificate", Role.KEY,
        members("subject_alternative_names", gone="routing.remove",
                note="The certificate is issued anew and has to be validated again."),
        changed("certificate_body", "key.rotate"),
        changed("certificate_chain", "key.rotate"),
        changed("key_algorithm", "key.rotate"),
        secret("private_key"),
        changed("certificate_authority_arn", "access.trust"),
        choice("options.certificate_transparency_logging_preference",
               {"DISABLED": "observability.logs-off"}),
        create="key.create", delete="key.delete", replace="key.rotate",
        ignore=("domain_validation_options", "status", "validation_emails", "not_after",
                "not_before", "renewal_eligibility", "renewal_summary", "pending_renewal"),
    ),
    _balancer("aws_alb"),
    _listener("aws_alb_listener"),
    _listener_rule("aws_alb_listener_rule"),
    _target_group("aws_alb_target_group"),
    entry(
        "aws_elb", Role.ROUTING,
        toggle("internal", on="exposure.narrow", off="exposure.public", disruption=_OUTAGE),
        _FACING,
        presence("listener.lb_port", came="routing.rule", gone="routing.remove",
                 changed="routing.rule"),
        *(presence(f"listener.{part}", changed="routing.rule")
          for part in ("instance_port", "instance_protocol", "lb_protocol")),
        presence("listener.ssl_certificate_id", came="protection.up", gone="exposure.tls-weaken",
                 changed="routing.rule", empty=True),
        members("instances", came="routing.rule", gone="routing.remove", swapped="routing.rule"),
        changed("access_logs.bucket", "config.parameter", disruption=_QUIET),
        changed("connection_draining_timeout", "config.parameter", disruption=_QUIET),
        members("security_groups", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
        changed("subnets", "routing.network"),
        changed("availability_zones", "routing.network"),
        toggle("cross_zone_load_balancing",
               on="routing.traffic", off="routing.traffic", default=True),
        changed("health_check", "config.parameter"),
        changed("idle_timeout", "config.parameter"),
        toggle("connection_draining", on="protection.up", off="protection.guard-off"),
        toggle("access_logs.enabled", off="observability.logs-off"),
        order("desync_mitigation_mode", ("monitor", "defensive", "strictest"),
              up="protection.up", down="protection.guard-off"),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_globalaccelerator_accelerator", Role.ROUTING,
        changed("attributes.flow_logs_s3_bucket", "config.parameter"),
        changed("attributes.flow_logs_s3_prefix", "config.parameter"), *_LOST_ADDRESS,
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_globalaccelerator_cross_account_attachment", Role.IDENTITY,
        grants("principals"),
        *(
            presence(f"resource.{name}", came="access.grant", gone="access.revoke",
                     changed="access.grant")
            for name in ("endpoint_id", "cidr_block")
        ),
    ),
    entry(
        "aws_globalaccelerator_custom_routing_accelerator", Role.ROUTING,
        changed("attributes.flow_logs_s3_bucket", "config.parameter"),
        changed("attributes.flow_logs_s3_prefix", "config.parameter"), *_LOST_ADDRESS,
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_globalaccelerator_custom_routing_endpoint_group", Role.ROUTING,
        changed("destination_configuration", "routing.rule"),
        changed("endpoint_configuration", "routing.rule"),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_globalaccelerator_custom_routing_listener", Role.ROUTING,
        changed("port_range", "routing.rule"),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_globalaccelerator_endpoint_group", Role.ROUTING,
        weights("traffic_dial_percentage", target="", weight=""),
        weights("endpoint_configuration", target="endpoint_id", weight="weight"),
        changed("port_override", "routing.rule"),
        changed("health_check_path", "config.parameter"),
        changed("health_check_port", "config.parameter"),
        changed("health_check_protocol", "config.parameter"),
        changed("threshold_count", "config.parameter"),
        changed("health_check_interval_seconds", "config.parameter", disruption=_QUIET),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_globalaccelerator_listener", Role.ROUTING,
        changed("port_range", "routing.rule"),
        changed("protocol", "routing.rule"),
        changed("client_affinity", "routing.traffic"),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    _balancer("aws_lb"),
    _listener("aws_lb_listener"),
    _listener_rule("aws_lb_listener_rule"),
    entry(
        "aws_lb_ssl_negotiation_policy", Role.ROUTING,
        _negotiated("attribute"),
        delete="exposure.tls-weaken", ignore=("triggers",),
    ),
    _target_group("aws_lb_target_group"),
    entry(
        "aws_lb_trust_store", Role.IDENTITY,
        changed("ca_certificates_bundle_s3_key", "access.trust"),
        changed("ca_certificates_bundle_s3_object_version", "access.trust"),
        changed("ca_certificates_bundle_s3_bucket", "access.trust"),
        delete="access.revoke", replace="access.trust",
    ),
    entry(
        "aws_lb_trust_store_revocation", Role.IDENTITY,
        changed("revocations_s3_key", "access.trust"),
        changed("revocations_s3_object_version", "access.trust"),
        create="access.revoke", delete="access.grant", replace="access.trust",
    ),
    entry(
        "aws_load_balancer_policy", Role.ROUTING,
        when(_negotiated("policy_attribute"), only=_NEGOTIATION),
        when(changed("policy_attribute", "config.parameter"), unless=_NEGOTIATION),
        replace="config.parameter",
    ),
    entry(
        "aws_route53_delegation_set", Role.ROUTING,
        *(
            happens("routing.remove", verb, disruption=_QUIET, reversible=Reversible.NO,
                    note="Route 53 refuses while a zone uses it; another set has other servers.")
            for verb in (Verb.DELETE, Verb.REPLACE)
        ),
    ),
    entry(
        "aws_route53_health_check", Role.PROTECTION,
        toggle("disabled", on="protection.guard-off", off="protection.up",
               note="A disabled check counts as healthy: records fail over no more."),
        toggle("invert_healthcheck", on="routing.dns", off="routing.dns"),
        changed("fqdn", "config.parameter"),
        changed("ip_address", "config.parameter"),
        changed("port", "config.parameter"),
        changed("resource_path", "config.parameter"),
        changed("search_string", "config.parameter"),
        changed("type", "config.parameter"),
        changed("request_interval", "config.parameter"),
        changed("child_healthchecks", "config.parameter"),
        changed("child_health_threshold", "config.parameter"),
        changed("cloudwatch_alarm_name", "config.parameter"),
        changed("cloudwatch_alarm_region", "config.parameter"),
        changed("regions", "config.parameter"),
        changed("routing_control_arn", "config.parameter"),
        choice("insufficient_data_health_status", {"Healthy": "protection.guard-off"},
               otherwise="config.parameter",
               note="Without data from its alarm the check passes."),
        number("failure_threshold", up="observability.alarm-loosened", down="config.parameter"),
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        "aws_route53_hosted_zone_dnssec", Role.PROTECTION,
        choice("signing_status",
               {"NOT_SIGNING": "protection.guard-off", "SIGNING": "protection.up"},
               note="While the parent zone still holds a DS record, validating resolvers answer "
               "with failure.", disruption=_OUTAGE),
        create="protection.up", delete="protection.guard-off",
    ),
    entry(
        "aws_route53_key_signing_key", Role.KEY,
        choice("status", {"INACTIVE": "key.disable"}),
        changed("key_management_service_arn", "key.rotate"),
        create="key.create", delete="key.delete", replace="key.rotate",
    ),
    entry(
        "aws_route53_query_log", Role.OBSERVABILITY,
        changed("cloudwatch_log_group_arn", "config.parameter", disruption=_QUIET),
        changed("zone_id", "observability.logs-off"),
        delete="observability.logs-off",
    ),
    entry(
        "aws_route53_record", Role.ROUTING,
        changed("multivalue_answer_routing_policy", "routing.traffic"),
        changed("records", "routing.dns"),
        changed("alias.name", "routing.dns"),
        changed("alias.zone_id", "routing.dns"),
        number("ttl", up="routing.ttl", down="routing.ttl"),
        weights("weighted_routing_policy.weight", target="", weight=""),
        changed("failover_routing_policy", "routing.dns"),
        changed("geolocation_routing_policy", "routing.dns"),
        changed("geoproximity_routing_policy", "routing.traffic"),
        changed("latency_routing_policy", "routing.dns"),
        changed("cidr_routing_policy", "routing.dns"),
        changed("type", "routing.dns"),
        changed("name", "routing.remove", disruption=_OUTAGE,
                note="The record is replaced: the old name no longer answers."),
        changed("zone_id", "routing.remove", disruption=_OUTAGE),
        presence("health_check_id", came="protection.up", gone="protection.guard-off",
                 changed="routing.dns"),
        order("alias.evaluate_target_health", ("false", "true"),
              up="protection.up", down="protection.guard-off"),
        toggle("allow_overwrite", on="routing.dns", verbs=frozenset({Verb.CREATE}),
               note="A record that exists already is overwritten."),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
        ignore=("fqdn",),
    ),
    entry(
        "aws_route53_records_exclusive", Role.ROUTING,
        changed("resource_record_set", "routing.dns",
                note="Records of the zone that are not listed are deleted."),
        create="routing.dns",
    ),
    entry(
        "aws_route53_resolver_config", Role.CONFIG,
        changed("autodefined_reverse_flag", "routing.dns"),
    ),
    entry("aws_route53_resolver_dnssec_config", Role.PROTECTION,
        create="protection.up", delete="protection.guard-off",
    ),
    entry(
        "aws_route53_resolver_endpoint", Role.ROUTING,
        changed("ip_address", "routing.dns"),
        members("security_group_ids", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
        changed("protocols", "routing.dns"),
        changed("direction", "routing.dns"),
        changed("resolver_endpoint_type", "routing.dns"),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_route53_resolver_query_log_config", Role.OBSERVABILITY,
        changed("destination_arn", "config.parameter"),
        delete="observability.logs-off",
    ),
    entry(
        "aws_route53_resolver_rule", Role.ROUTING,
        changed("target_ip", "routing.dns"),
        changed("domain_name", "routing.dns"),
        changed("resolver_endpoint_id", "routing.dns"),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_route53_traffic_policy", Role.ROUTING,
        changed("document", "routing.dns",
                note="A new version is made; instances follow when they name it."),
        delete="routing.remove", replace="routing.dns", ignore=("comment", "version"),
    ),
    entry(
        "aws_route53_traffic_policy_instance", Role.ROUTING,
        version("traffic_policy_version", newer="routing.dns"),
        changed("traffic_policy_id", "routing.dns"),
        number("ttl", up="routing.ttl", down="routing.ttl"),
        delete="routing.remove", replace="routing.dns",
    ),
    entry(
        "aws_route53_zone", Role.ROUTING,
        toggle("force_destroy", on="protection.guard-off", off="protection.up"),
        presence("vpc.vpc_id", came="routing.dns", gone="routing.remove", changed="routing.dns"),
        delete="routing.remove", replace=("routing.remove", "routing.dns"),
        replace_disruption=_OUTAGE, ignore=("comment",),
    ),
    entry(
        "aws_route53domains_delegation_signer_record", Role.PROTECTION,
        changed("signing_attributes", "key.rotate"),
        create="protection.up", delete="protection.guard-off", replace="key.rotate",
    ),
    entry(
        "aws_route53domains_domain", Role.ROUTING,
        changed("name_server", "routing.dns", disruption=_OUTAGE),
        toggle("transfer_lock", on="protection.up", off="protection.guard-off", default=True),
        toggle("auto_renew", on="protection.up", off="protection.guard-off", default=True),
        *(
            toggle(f"{contact}_privacy", on="protection.up", off="protection.guard-off", default=True)
            for contact in ("admin", "billing", "registrant", "tech")
        ),
        create="cost.up", delete="routing.remove", replace="routing.remove",
        replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_route53domains_registered_domain", Role.ROUTING,
        changed("name_server", "routing.dns", disruption=_OUTAGE),
        toggle("transfer_lock", on="protection.up", off="protection.guard-off", default=True),
        toggle("auto_renew", on="protection.up", off="protection.guard-off", default=True),
        *(
            toggle(f"{contact}_privacy", on="protection.up", off="protection.guard-off", default=True)
            for contact in ("admin", "billing", "registrant", "tech")
        ),
        ignore=("status_list", "updated_date", "expiration_date", "creation_date"),
    ),
    entry(
        "aws_route53profiles_profile", Role.ROUTING,
        delete="routing.remove", replace="routing.dns",
    ),
    entry(
        "aws_route53recoverycontrolconfig_routing_control", Role.ROUTING,
        delete="routing.remove", replace="routing.traffic",
        replace_disruption=Disruption.UNKNOWN,
    ),
    entry(
        "aws_route53recoverycontrolconfig_safety_rule", Role.PROTECTION,
        *(members(what, came="protection.up", gone="protection.guard-off")
          for what in ("asserted_controls", "gating_controls", "target_controls")),
        changed("wait_period_ms", "config.parameter"),
        changed("rule_config", "config.parameter"),
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        "aws_service_discovery_http_namespace", Role.ROUTING,
        delete="routing.remove", replace="routing.remove", ignore=("description",),
    ),
    entry(
        "aws_service_discovery_instance", Role.ROUTING,
        notes("attributes", {"AWS_*": "routing.dns"}, otherwise="config.parameter"),
        delete="routing.remove", replace="routing.dns",
    ),
    entry(
        "aws_service_discovery_private_dns_namespace", Role.ROUTING,
        delete="routing.remove", replace="routing.remove", ignore=("description",),
    ),
    entry(
        "aws_service_discovery_public_dns_namespace", Role.ROUTING,
        delete="routing.remove", replace="routing.remove", ignore=("description",),
    ),
    entry(
        "aws_service_discovery_service", Role.ROUTING,
        number("dns_config.dns_records.ttl", up="routing.ttl", down="routing.ttl"),
        changed("dns_config.dns_records.type", "routing.dns"),
        changed("dns_config.routing_policy", "routing.traffic"),
        changed("health_check_config", "config.parameter"),
        toggle("force_destroy", on="protection.guard-off", off="protection.up"),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
        ignore=("description",),
    ),
)  # fmt: skip
