"""
Azure: names, balancers, gateways, content delivery and their firewalls, as Terraform names them.

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
    TLS,
    identities,
    tls,
)
from planguard.actions.providers.forms import danger, guard, room, units
from planguard.model.words import Disruption, Role, Verb

_GATEWAY_FAQ = "https://learn.microsoft.com/azure/application-gateway/application-gateway-faq"

_AZ = "azurerm_"
_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_CACHED = "Whoever asked before keeps the earlier answer that long."
_HEALTHY = "What counts as healthy decides where requests go."
_DETECTS = "In detection mode it writes down what it would have stopped."
_RENAMED = "All its records go; a zone made anew has other name servers."
_UNCOMPARED = "What a new rule lets in or refuses is not compared."


def _on(path: str = "enabled", *, default: bool = True) -> Rule:
    """Describe a switch without which no request comes through."""
    return toggle(path, on="routing.rule", off="routing.remove", default=default)


def _record(kind: str, *places: str, public: bool = True) -> TypeEntry:
    name = f"dns_{kind}_record" if public else f"private_dns_{kind}_record"
    return entry(
        f"{_AZ}{name}", Role.ROUTING,
        *(changed(place, "routing.dns") for place in places),
        number("ttl", up="routing.ttl", down="routing.ttl", note=_CACHED),
        create="routing.dns", delete="routing.remove", replace="routing.dns",
    )  # fmt: skip


def _zone(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.ROUTING,
        happens("routing.remove", Verb.DELETE, note=_RENAMED),
        happens("routing.remove", Verb.REPLACE, note=_RENAMED),
        changed("soa_record", "routing.dns"), replace_disruption=_OUTAGE,
    )  # fmt: skip


def _joins(name: str, *rules: Rule, action: str = "routing.dns") -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.ROUTING, *rules,
        create=action, delete="routing.remove", replace=action,
    )  # fmt: skip


def _excluded(path: str) -> tuple[Rule, ...]:
    """Describe what a firewall does not look at: fewer exclusions are a stronger one."""
    return (
        members(f"{path}.match_variable", came="protection.guard-off", gone="protection.up"),
        presence(f"{path}.selector", changed="protection.guard-off"),
    )


def _inspected(name: str, managed: str, override: str) -> tuple[Rule, ...]:
    """Describe how much of a request a firewall looks at."""
    if name.startswith("web"):
        return (
            guard("policy_settings.request_body_check", default=True),
            *(changed(f"policy_settings.{size}", "config.parameter", disruption=_QUIET)
              for size in ("max_request_body_size_in_kb", "file_upload_limit_in_mb")),
        )  # fmt: skip
    if name.startswith("cdn"):
        return (
            guard("request_body_check_enabled", default=True),
            *_excluded(f"{managed}.{override}.exclusion"),
            order(f"{managed}.action", ("Allow", "Log", "Redirect", "Block"), up="protection.up",
                  down="protection.guard-off"),
        )  # fmt: skip
    return ()


def _waf(name: str, at: str, rules: str, match: str, managed: str, override: str) -> TypeEntry:
    """Describe a web application firewall; `at` is where its switch and mode stand."""
    return entry(
        f"{_AZ}{name}", Role.PROTECTION,
        toggle(f"{at}enabled", on="protection.up", off="protection.guard-off", default=True),
        order(f"{at}mode", ("Detection", "Prevention"),
              up="protection.up", down="protection.guard-off", note=_DETECTS),
        members(f"{rules}.name", came="config.parameter", gone="protection.guard-off",
                note=_UNCOMPARED),
        toggle(f"{rules}.enabled", on="protection.up", off="protection.guard-off", default=True),
        order(f"{rules}.action", RULE_ACTIONS, up="protection.up", down="protection.guard-off"),
        presence(f"{rules}.{match}", changed="protection.guard-off"),
        number(f"{rules}.rate_limit_threshold", up="protection.guard-off",
               down="protection.up"),
        members(f"{managed}.type", came="protection.up", gone="protection.guard-off"),
        changed(f"{managed}.version", "config.parameter"),
        members(f"{managed}.{override}.rule_group_name", came="protection.guard-off",
                gone="config.parameter"),
        toggle(f"{managed}.{override}.rule.enabled", on="protection.up",
               off="protection.guard-off", default=True),
        choice(f"{managed}.{override}.rule.action",
               {"Allow": "protection.guard-off", "Log": "protection.guard-off"}),
        *_excluded("managed_rules.exclusion" if at else f"{managed}.exclusion"),
        *_inspected(name, managed, override),
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
    )  # fmt: skip


def _endpoint(kind: str, target: str) -> TypeEntry:
    return entry(
        f"{_AZ}traffic_manager_{kind}_endpoint", Role.ROUTING,
        changed(target, "routing.dns"), weights("weight", target="", weight=""),
        *(changed(name, "routing.traffic") for name in ("priority", "geo_mappings", "subnet")),
        *((changed("endpoint_location", "routing.traffic"),) if kind != "azure" else ()),
        *((changed("minimum_child_endpoints", "config.parameter", note=_HEALTHY),)
          if kind == "nested" else
          (danger("always_serve_enabled", note="It is served whether healthy or not."),)),
        _on(),
        create="routing.traffic", delete="routing.remove", replace="routing.dns",
    )  # fmt: skip


def _policy(at: str) -> tuple[Rule, ...]:
    return (
        order(f"{at}.policy_name", GATEWAY_POLICIES, up="protection.up",
              down="exposure.tls-weaken"),
        tls(f"{at}.min_protocol_version"),
        members(f"{at}.cipher_suites", came="config.parameter", gone="config.parameter",
                words=OLD_CIPHERS),
        members(f"{at}.disabled_protocols", came="protection.up", gone="exposure.tls-weaken"),
    )  # fmt: skip


_LISTS = ("request_routing_rule", "http_listener", "backend_address_pool", "url_path_map",
          "redirect_configuration", "rewrite_rule_set", "backend_http_settings")  # fmt: skip
_OLD_TLS = ("", *TLS[: TLS.index("1.2")], "TLS10", *TLS[TLS.index("1.2") :])

ENTRIES: tuple[TypeEntry, ...] = (
    *(_record(kind, "records", "target_resource_id") for kind in ("a", "aaaa")),
    *(_record(kind, "record") for kind in ("caa", "mx", "srv", "txt")),
    *(_record(kind, "records") for kind in ("ns", "ptr")),
    _record("cname", "record", "target_resource_id"),
    *(_record(kind, "records", public=False) for kind in ("a", "aaaa", "ptr")),
    *(_record(kind, "record", public=False) for kind in ("cname", "mx", "srv", "txt")),
    _zone("dns_zone"), _zone("private_dns_zone"),
    _joins("private_dns_zone_virtual_network_link",
           toggle("registration_enabled", on="routing.dns", off="routing.dns"),
           changed("resolution_policy", "routing.dns")),
    _joins("private_dns_resolver"),
    _joins("private_dns_resolver_dns_forwarding_ruleset",
           changed("private_dns_resolver_outbound_endpoint_ids", "routing.dns")),
    _joins("private_dns_resolver_forwarding_rule",
           changed("target_dns_servers", "routing.dns"), _on()),
    _joins("private_dns_resolver_inbound_endpoint", changed("ip_configurations", "routing.dns")),
    _joins("private_dns_resolver_outbound_endpoint"),
    _joins("private_dns_resolver_virtual_network_link"),
    _endpoint("azure", "target_resource_id"), _endpoint("external", "target"),
    _endpoint("nested", "target_resource_id"),
    entry(
        f"{_AZ}traffic_manager_profile", Role.ROUTING,
        changed("traffic_routing_method", "routing.traffic"),
        choice("profile_status", {"Disabled": "routing.remove", "Enabled": "routing.rule"}),
        number("dns_config.ttl", up="routing.ttl", down="routing.ttl", note=_CACHED),
        changed("dns_config.relative_name", "routing.dns"),
        changed("monitor_config", "config.parameter", note=_HEALTHY),
        changed("max_return", "routing.dns"),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
    ),
    _waf("web_application_firewall_policy", "policy_settings.", "custom_rules",
         "match_conditions", "managed_rules.managed_rule_set", "rule_group_override"),
    *(_waf(f"{name}_firewall_policy", "", "custom_rule", "match_condition", "managed_rule",
           "override") for name in ("frontdoor", "cdn_frontdoor")),
    entry(
        f"{_AZ}frontdoor", Role.ROUTING,
        _on("load_balancer_enabled"), _on("routing_rule.enabled"),
        weights("backend_pool.backend", target="address", weight="weight"),
        changed("backend_pool.backend.priority", "routing.traffic"),
        changed("backend_pool.backend.host_header", "routing.rule"),
        _on("backend_pool.backend.enabled"),
        members("backend_pool.backend.address", came="routing.rule", gone="routing.rule"),
        changed("routing_rule.patterns_to_match", "routing.rule"),
        changed("routing_rule.forwarding_configuration", "routing.rule"),
        changed("routing_rule.redirect_configuration", "routing.rule"),
        members("routing_rule.accepted_protocols", came="exposure.tls-weaken",
                gone="protection.up", within="^Http$"),
        members("routing_rule.accepted_protocols", came="protection.up",
                gone="exposure.tls-weaken", within="^Https$"),
        members("frontend_endpoint.host_name", came="routing.dns", gone="routing.remove"),
        presence("frontend_endpoint.web_application_firewall_policy_link_id",
                 came="protection.up", gone="protection.guard-off", changed="config.parameter"),
        *(toggle(path, on="protection.up", off="exposure.tls-weaken", default=True)
          for path in ("backend_pool_settings.enforce_backend_pools_certificate_name_check",)),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}frontdoor_custom_https_configuration", Role.KEY,
        toggle("custom_https_provisioning_enabled", on="protection.up",
               off="exposure.tls-weaken"),
        tls("custom_https_configuration.minimum_tls_version"),
        presence("custom_https_configuration.certificate_source", changed="key.rotate"),
        *(presence(f"custom_https_configuration.azure_key_vault_certificate_{name}",
                   changed="key.rotate")
          for name in ("secret_name", "secret_version", "vault_id")),
        delete="exposure.tls-weaken",
    ),
    _joins("frontdoor_rules_engine", changed("rule", "routing.rule"), _on(),
           action="routing.rule"),
    entry(
        f"{_AZ}cdn_endpoint", Role.ROUTING,
        changed("origin", "routing.rule"), changed("origin_host_header", "routing.rule"),
        changed("origin_path", "routing.rule"), changed("delivery_rule", "routing.rule"),
        changed("global_delivery_rule", "routing.rule"),
        toggle("is_http_allowed", on="exposure.tls-weaken", off="protection.up", default=True),
        toggle("is_https_allowed", on="protection.up", off="exposure.tls-weaken", default=True),
        when(members("geo_filter.country_codes", came="access.revoke", gone="access.grant"),
             only={"geo_filter.action": ("block",)}),
        when(limit("geo_filter.country_codes"), unless={"geo_filter.action": ("block",)}),
        changed("querystring_caching_behaviour", "config.parameter", disruption=_QUIET),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
    ),
    _joins("cdn_endpoint_custom_domain",
           when(presence("cdn_managed_https", came="protection.up", gone="exposure.tls-weaken"),
                only={"user_managed_https.key_vault_secret_id": ("",)}),
           when(presence("user_managed_https", came="protection.up",
                         gone="exposure.tls-weaken"),
                only={"cdn_managed_https.certificate_type": ("",)}),
           *(order(f"{by}_managed_https.tls_version", ("None", "TLS10", "TLS12"),
                   up="protection.up", down="exposure.tls-weaken") for by in ("cdn", "user")),
           presence("user_managed_https.key_vault_secret_id", changed="key.rotate"),
           *(presence(f"cdn_managed_https.{name}_type", changed="config.parameter")
             for name in ("certificate", "protocol"))),
    _joins("cdn_frontdoor_custom_domain",
           order("tls.minimum_tls_version", _OLD_TLS, up="protection.up",
                 down="exposure.tls-weaken"),
           changed("tls.certificate_type", "key.rotate"),
           changed("tls.cdn_frontdoor_secret_id", "key.rotate")),
    _joins("cdn_frontdoor_custom_domain_association",
           members("cdn_frontdoor_route_ids", came="routing.rule", gone="routing.remove"),
           action="routing.rule"),
    entry(
        f"{_AZ}cdn_frontdoor_endpoint", Role.ROUTING, _on(),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}cdn_frontdoor_origin", Role.ROUTING,
        *(changed(name, "routing.rule")
          for name in ("host_name", "origin_host_header", "http_port", "https_port")),
        weights("weight", target="", weight=""), changed("priority", "routing.traffic"),
        _on(),
        toggle("certificate_name_check_enabled", on="protection.up", off="exposure.tls-weaken"),
        presence("private_link", came="exposure.narrow", gone="exposure.open",
                 changed="routing.network"),
        create="routing.traffic", delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}cdn_frontdoor_origin_group", Role.ROUTING,
        changed("health_probe", "config.parameter", note=_HEALTHY),
        changed("load_balancing", "routing.traffic"),
        toggle("session_affinity_enabled", on="config.parameter", off="config.parameter",
               default=True),
        delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}cdn_frontdoor_profile", Role.ROUTING,
        changed("response_timeout_seconds", "config.parameter", disruption=_QUIET),
        order("sku_name", ("Standard_AzureFrontDoor", "Premium_AzureFrontDoor"),
              up="protection.up", down="protection.guard-off"),
        *identities("identity.identity_ids"),
        delete="routing.remove", replace="routing.remove", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}cdn_profile", Role.ROUTING,
        delete="routing.remove", replace="routing.remove", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}cdn_frontdoor_route", Role.ROUTING, _on(),
        *(changed(name, "routing.rule")
          for name in ("patterns_to_match", "cdn_frontdoor_origin_group_id",
                       "cdn_frontdoor_origin_path")),
        members("cdn_frontdoor_custom_domain_ids", came="routing.rule", gone="routing.remove"),
        members("cdn_frontdoor_rule_set_ids", came="routing.rule", gone="routing.rule"),
        toggle("link_to_default_domain", on="routing.rule", off="routing.remove", default=True),
        toggle("https_redirect_enabled", on="protection.up", off="exposure.tls-weaken",
               default=True),
        order("forwarding_protocol", ("HttpOnly", "MatchRequest", "HttpsOnly"),
              up="protection.up", down="exposure.tls-weaken"),
        members("supported_protocols", gone="routing.remove"),
        when(members("supported_protocols", words={"Http": "exposure.tls-weaken"}),
             unless={"https_redirect_enabled": ("true", "")}),
        changed("cache", "config.parameter", disruption=_QUIET),
        create="routing.rule", delete="routing.remove", replace="routing.rule",
        ignore=("cdn_frontdoor_origin_ids",),
    ),
    _joins("cdn_frontdoor_rule",
           *(changed(name, "routing.rule")
             for name in ("actions", "conditions", "order", "behavior_on_match")),
           action="routing.rule"),
    entry(
        f"{_AZ}cdn_frontdoor_rule_set", Role.ROUTING,
        delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}cdn_frontdoor_secret", Role.KEY,
        presence("secret.customer_certificate.key_vault_certificate_id", changed="key.rotate"),
        happens("config.parameter", Verb.DELETE,
                note="The certificate stays in its vault. While a domain uses it, it stays too."),
    ),
    entry(
        f"{_AZ}cdn_frontdoor_security_policy", Role.PROTECTION,
        changed("security_policies.firewall.cdn_frontdoor_firewall_policy_id",
                "config.parameter"),
        members("security_policies.firewall.association.domain.cdn_frontdoor_domain_id",
                came="protection.up", gone="protection.guard-off"),
        members("security_policies.firewall.association.patterns_to_match",
                came="protection.up", gone="protection.guard-off"),
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        f"{_AZ}application_gateway", Role.ROUTING,
        *(changed(name, "routing.rule") for name in _LISTS),
        changed("probe", "config.parameter", note=_HEALTHY),
        members("request_routing_rule.name", gone="routing.remove"),
        members("http_listener.name", gone="routing.remove"),
        choice("http_listener.protocol", {"Http": "exposure.tls-weaken"}),
        order("http_listener.protocol", ("Http", "Https"), up="protection.up"),
        choice("backend_http_settings.protocol", {"Http": "exposure.tls-weaken"}),
        order("backend_http_settings.protocol", ("Http", "Https"), up="protection.up"),
        *_policy("ssl_policy"), *_policy("ssl_profile.ssl_policy"),
        *(toggle(f"ssl_profile.{name}", on="access.revoke", off="access.grant")
          for name in ("verify_client_cert_issuer_dn",)),
        presence("ssl_profile.verify_client_certificate_revocation", came="access.revoke",
                 gone="access.grant"),
        presence("ssl_certificate.key_vault_secret_id", changed="key.rotate"),
        secret("ssl_certificate.data"), secret("ssl_certificate.password"),
        *(
            rule
            for name in ("trusted_client_certificate", "trusted_root_certificate",
                         "authentication_certificate")
            for rule in (members(f"{name}.name", came="access.trust", gone="access.revoke"),
                         presence(f"{name}.data", changed="access.trust"))
        ),
        when(toggle("waf_configuration.enabled", on="protection.up",
                    off="protection.guard-off"), only={"firewall_policy_id": ("",)}),
        order("waf_configuration.firewall_mode", ("Detection", "Prevention"),
              up="protection.up", down="protection.guard-off", note=_DETECTS),
        members("waf_configuration.disabled_rule_group.rule_group_name",
                came="protection.guard-off", gone="protection.up"),
        presence("waf_configuration.disabled_rule_group.rules", came="protection.up",
                 gone="protection.guard-off", changed="protection.guard-off", empty=True,
                 note="None listed are all rules of the group."),
        *_excluded("waf_configuration.exclusion"),
        presence("firewall_policy_id", came="protection.up", gone="protection.guard-off",
                 changed="config.parameter"),
        presence("frontend_ip_configuration.public_ip_address_id", came="exposure.public",
                 gone="exposure.narrow", changed="routing.network"),
        changed("frontend_port", "routing.rule"),
        when(units("sku.capacity"), only={"autoscale_configuration.min_capacity": ("",)}),
        presence("autoscale_configuration", came="config.parameter", gone="config.parameter"),
        room("autoscale_configuration.max_capacity"),
        room("autoscale_configuration.min_capacity"),
        order("sku.tier", ("Basic", "Standard", "Standard_v2", "WAF", "WAF_v2"),
              up="protection.up", down="protection.guard-off"),
        *documented(
            _GATEWAY_FAQ,
            changed("gateway_ip_configuration", "routing.network", disruption=_OUTAGE),
        ),
        presence("frontend_ip_configuration.private_ip_address", changed="routing.network"),
        changed("private_link_configuration", "routing.network"),
        changed("custom_error_configuration", "config.parameter", disruption=_QUIET),
        changed("zones", "config.parameter"),
        toggle("enable_http2", on="config.parameter", off="config.parameter"),
        toggle("fips_enabled", on="protection.up", off="protection.guard-off"),
        *identities("identity.identity_ids"),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}application_load_balancer", Role.ROUTING,
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    _joins("application_load_balancer_frontend"),
    entry(
        f"{_AZ}application_load_balancer_security_policy", Role.PROTECTION,
        changed("web_application_firewall_policy_id", "config.parameter"),
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        f"{_AZ}lb", Role.ROUTING,
        presence("frontend_ip_configuration.public_ip_address_id", came="exposure.public",
                 gone="exposure.narrow", changed="routing.network"),
        *(presence(f"frontend_ip_configuration.{name}", changed="routing.network",
                   disruption=_OUTAGE)
          for name in ("private_ip_address", "subnet_id", "public_ip_prefix_id")),
        members("frontend_ip_configuration.name", came="routing.network",
                gone="routing.remove"),
        presence("frontend_ip_configuration.gateway_load_balancer_frontend_ip_configuration_id",
                 came="routing.network", gone="routing.network", changed="routing.network"),
        changed("frontend_ip_configuration.zones", "config.parameter"),
        changed("sku", "config.parameter", disruption=_OUTAGE),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}lb_backend_address_pool", Role.ROUTING,
        changed("virtual_network_id", "routing.rule"),
        changed("tunnel_interface", "routing.network"),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    _joins("lb_backend_address_pool_address", changed("ip_address", "routing.rule"),
           action="routing.rule"),
    *(
        _joins(f"lb_{kind}",
               *(changed(name, "routing.rule") for name in ("backend_port", "protocol", *ports,
                                                            "frontend_ip_configuration_name")),
               action="routing.rule")
        for kind, ports in (("nat_pool", ("frontend_port_start", "frontend_port_end")),
                            ("nat_rule", ("frontend_port", "backend_address_pool_id")))
    ),
    entry(
        f"{_AZ}lb_outbound_rule", Role.ROUTING,
        changed("backend_address_pool_id", "routing.network"),
        changed("frontend_ip_configuration", "routing.network"),
        changed("protocol", "routing.network"),
        changed("allocated_outbound_ports", "config.parameter"),
        create="routing.network", delete="routing.remove", replace="routing.network",
    ),
    entry(
        f"{_AZ}lb_probe", Role.ROUTING,
        *(changed(name, "config.parameter", note=_HEALTHY)
          for name in ("port", "protocol", "request_path", "interval_in_seconds",
                       "number_of_probes", "probe_threshold")),
        delete="config.parameter", replace="config.parameter",
    ),
    _joins("lb_rule",
           *(changed(name, "routing.rule")
             for name in ("backend_port", "frontend_port", "protocol",
                          "frontend_ip_configuration_name", "backend_address_pool_ids",
                          "load_distribution")),
           changed("probe_id", "config.parameter", note=_HEALTHY),
           *(toggle(name, on="config.parameter", off="config.parameter")
             for name in ("enable_floating_ip", "floating_ip_enabled", "disable_outbound_snat",
                          "enable_tcp_reset", "tcp_reset_enabled")),
           changed("idle_timeout_in_minutes", "config.parameter", disruption=_QUIET),
           action="routing.rule"),
)  # fmt: skip
