"""
Cloudflare's names, zones, balancers and certificates: what changes to them mean.

Holds the names of version 4 of the provider beside those of version 5. A table of one entry a
type, hence its length.
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
    size,
    toggle,
    weights,
    when,
)
from planguard.actions.providers.forms import danger, front, guard, parameters
from planguard.model.words import Disruption, Role, Verb

_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_OFF, _UP = "protection.guard-off", "protection.up"
_RECORDS_PAGE = "https://developers.cloudflare.com/dns/proxy-status/"
_PAUSE_PAGE = "https://developers.cloudflare.com/fundamentals/manage-domains/pause-cloudflare/"
_SSL_PAGE = "https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/"
_POOL_PAGE = "https://developers.cloudflare.com/load-balancing/pools/"
_STAMPS = ("created_on", "modified_on", "description")
_OF_VERSION_4 = {"created_at": ""}
"""
What tells objects of version 4 from those of version 5, whose provider leaves some as they are.

Source: the warning "Resource Destruction Considerations" of version 5.
"""
_STAYS = {"actions.forwarding_url.url": ""}
_LEVELS = ("off", "essentially_off", "low", "medium", "high", "under_attack")
_MODES = ("off", "flexible", "full", "strict", "origin_pull")
_TLS = ("1.0", "1.1", "1.2", "1.3")


def _setting(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    return entry(type_, Role.CONFIG, *rules, ignore=ignore)


def _record(type_: str) -> TypeEntry:
    return front(
        type_,
        changed("content", "routing.dns"),
        changed("data", "routing.dns"),
        changed("type", "routing.dns"),
        changed("priority", "routing.dns"),
        changed("name", "routing.remove", disruption=_OUTAGE,
                note="The record is replaced: the old name no longer answers."),
        changed("zone_id", "routing.remove", disruption=_OUTAGE),
        number("ttl", up="routing.ttl", down="routing.ttl", disruption=_QUIET,
               note="1 lets Cloudflare choose; a record it proxies is always answered for 300 s."),
        *documented(
            _RECORDS_PAGE,
            toggle("proxied", off="exposure.open", disruption=_QUIET,
                   note="Everybody can look up the origin's address and go past Cloudflare."),
            guard("proxied",
                  note="Without its proxy, Cloudflare's firewall, rules and certificate are not "
                        "in the way of requests."),
        ),
        *([when(changed("value", "routing.dns"), only={"content": ""})]
          if type_ == "cloudflare_record" else []),
        ignore=("comment", "comment_modified_on", "meta", "metadata", "proxiable", "hostname",
                "created_on", "modified_on", "tags_modified_on", "allow_overwrite"),
    )  # fmt: skip


def _zone_settings(root: str) -> tuple[Rule, ...]:
    """List what the settings of a zone decide, as attributes under `root`."""

    def off(name: str, action: str) -> Rule:
        return choice(f"{root}.{name}", {"off": action, "on": _UP}, disruption=_QUIET)

    return (
        *documented(
            _SSL_PAGE,
            order(f"{root}.ssl", _MODES, up=_UP, down="exposure.tls-weaken",
                  note="A mode the origin cannot serve breaks every request to it."),
        ),
        order(f"{root}.min_tls_version", _TLS, up=_UP, down="exposure.tls-weaken"),
        order(f"{root}.security_level", _LEVELS, up=_UP, down=_OFF),
        off("always_use_https", "exposure.tls-weaken"),
        off("tls_1_3", "exposure.tls-weaken"),
        choice(f"{root}.universal_ssl", {"off": "exposure.tls-weaken", "on": _UP},
               disruption=_OUTAGE, note="Names without another certificate are not served."),
        toggle(f"{root}.security_header.enabled", off="exposure.tls-weaken", on=_UP),
        *(off(name, _OFF) for name in ("waf", "browser_check", "tls_client_auth")),
        *parameters(
            *(f"{root}.{name}" for name in (
                "always_online", "automatic_https_rewrites", "browser_cache_ttl", "cache_level",
                "challenge_ttl", "ciphers", "cname_flattening", "development_mode", "early_hints",
                "email_obfuscation", "hotlink_protection", "http2", "http3", "ip_geolocation",
                "ipv6", "max_upload", "opportunistic_encryption", "opportunistic_onion",
                "origin_max_http_version", "polish", "proxy_read_timeout", "pseudo_ipv4",
                "response_buffering", "rocket_loader", "security_header.max_age",
                "server_side_exclude", "sort_query_string_for_cache", "true_client_ip_header",
                "websockets", "zero_rtt",
            )),
        ),
    )  # fmt: skip


_SETTING_WORDS: tuple[tuple[str, Rule], ...] = (
    ("ssl", order("value", _MODES, up=_UP, down="exposure.tls-weaken")),
    ("min_tls_version", order("value", _TLS, up=_UP, down="exposure.tls-weaken")),
    ("security_level", order("value", _LEVELS, up=_UP, down=_OFF)),
    ("always_use_https", choice("value", {"off": "exposure.tls-weaken", "on": _UP})),
    ("tls_1_3", choice("value", {"off": "exposure.tls-weaken", "on": _UP})),
    ("security_header", toggle("value.strict_transport_security.enabled",
                               off="exposure.tls-weaken", on=_UP)),
    *((name, choice("value", {"off": _OFF, "on": _UP}))
      for name in ("waf", "browser_check", "tls_client_auth")),
)  # fmt: skip


def _certificate(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    return entry(
        type_, Role.KEY, *rules,
        create="key.create", delete="key.delete", replace="key.rotate",
        ignore=("expires_on", "uploaded_on", "modified_on", "status", "issuer", "signature",
                *ignore),
    )  # fmt: skip


def _tunnel(type_: str, secret_path: str) -> TypeEntry:
    return front(
        type_,
        secret(secret_path, note="Connectors that run with the old secret can no longer connect."),
        changed("config_src", "config.parameter"),
        ignore=("name", "cname", "status", "connections", "metadata"),
    )


def _tunnel_config(type_: str, ingress: str) -> TypeEntry:
    def origin(path: str) -> tuple[Rule, ...]:
        return (
            toggle(f"{path}.no_tls_verify", on="exposure.tls-weaken", off=_UP),
            guard(f"{path}.access.required"),
            *parameters(f"{path}.http_host_header", f"{path}.origin_server_name"),
        )

    return entry(
        type_, Role.ROUTING,
        *(when(happens("routing.remove", verb), only=_OF_VERSION_4 if ingress == "ingress" else None)
          for verb in (Verb.DELETE, Verb.REPLACE)),
        presence(f"config.{ingress}.service", came="routing.rule", gone="routing.remove",
                 changed="routing.rule"),
        presence(f"config.{ingress}.hostname", changed="routing.rule"),
        presence(f"config.{ingress}.path", changed="routing.rule"),
        *origin("config.origin_request"),
        *origin(f"config.{ingress}.origin_request"),
        changed("tunnel_id", "routing.rule"),
        ignore=("version", "created_at", "source"),
    )  # fmt: skip


def _way(type_: str, *rules: Rule, ignore: tuple[str, ...] = ("comment", "name")) -> TypeEntry:
    """Describe a piece of the packets' way into a private network."""
    return entry(
        type_, Role.NETWORK, *rules,
        delete="routing.remove", replace="routing.network", ignore=(*ignore, "description"),
    )  # fmt: skip


def _ipsec(type_: str) -> TypeEntry:
    return _way(
        type_,
        secret("psk"),
        toggle("allow_null_cipher", on="protection.encryption-off", off=_UP),
        guard("replay_protection"),
        changed("customer_endpoint", "routing.network"),
        changed("cloudflare_endpoint", "routing.network"),
        changed("interface_address", "routing.network"),
        ignore=("name",),
    )


def _gre(type_: str) -> TypeEntry:
    return _way(
        type_,
        changed("customer_gre_endpoint", "routing.network"),
        changed("cloudflare_gre_endpoint", "routing.network"),
        changed("interface_address", "routing.network"),
        *parameters("mtu", "ttl"),
        ignore=("name",),
    )


def _static_route(type_: str) -> TypeEntry:
    return _way(
        type_,
        changed("nexthop", "routing.network"),
        changed("prefix", "routing.network"),
        changed("priority", "routing.network"),
        changed("weight", "routing.network"),
    )


def _tunnel_route(type_: str) -> TypeEntry:
    return _way(
        type_,
        changed("network", "routing.network"),
        changed("tunnel_id", "routing.network"),
        changed("virtual_network_id", "routing.network"),
    )


ENTRIES: tuple[TypeEntry, ...] = (
    _setting("cloudflare_account_dns_settings", changed("zone_defaults", "config.parameter")),
    _setting("cloudflare_account_dns_settings_internal_view", *parameters("zones")),
    _setting("cloudflare_account_subscription", *parameters("rate_plan", "frequency")),
    front(
        "cloudflare_address_map",
        toggle("enabled", on="routing.rule", off="routing.remove"),
        changed("ips", "routing.dns"),
        changed("memberships", "routing.dns"),
        changed("default_sni", "config.parameter"),
        ignore=("description", "created_at", "modified_at"),
    ),
    _setting("cloudflare_argo", *parameters("smart_routing", "tiered_caching")),
    _setting("cloudflare_argo_smart_routing", *parameters("value"), ignore=("modified_on",)),
    _setting("cloudflare_argo_tiered_caching", *parameters("value"), ignore=("modified_on",)),
    front(
        "cloudflare_byo_ip_prefix",
        toggle("advertised", off="routing.remove", on="routing.network", disruption=_OUTAGE),
        choice("advertisement", {"off": "routing.remove", "on": "routing.network"},
               disruption=_OUTAGE),
        ignore=("description",),
    ),
    _certificate(
        "cloudflare_certificate_pack",
        members("hosts", came="routing.rule", gone="routing.remove",
                note="The certificate is issued anew and has to be validated again."),
        changed("certificate_authority", "key.rotate"),
        ignore=("validation_errors", "validation_records", "certificates"),
    ),
    front(
        "cloudflare_cloud_connector_rules",
        changed("rules", "routing.rule"),
    ),
    front(
        "cloudflare_custom_hostname",
        changed("custom_origin_server", "routing.rule"),
        changed("custom_origin_sni", "routing.rule"),
        changed("hostname", "routing.remove", disruption=_OUTAGE),
        order("ssl.settings.min_tls_version", ("", *_TLS), up=_UP, down="exposure.tls-weaken"),
        choice("ssl.settings.tls_1_3", {"off": "exposure.tls-weaken", "on": _UP}, both=True),
        changed("ssl.custom_certificate", "key.rotate"),
        secret("ssl.custom_key"),
        *parameters("ssl.method", "ssl.wildcard", "ssl.certificate_authority", "custom_metadata"),
        ignore=("status", "ownership_verification", "ownership_verification_http", "created_at"),
    ),
    front(
        "cloudflare_custom_hostname_fallback_origin",
        changed("origin", "routing.rule"),
        ignore=("status", "created_at", "updated_at", "errors"),
    ),
    _setting("cloudflare_custom_pages", *parameters("url", "state")),
    _certificate(
        "cloudflare_custom_ssl",
        changed("certificate", "key.rotate"),
        secret("private_key"),
        changed("custom_ssl_options.certificate", "key.rotate"),
        secret("custom_ssl_options.private_key"),
        ignore=("hosts", "priority"),
    ),
    front(
        "cloudflare_dns_firewall",
        changed("upstream_ips", "routing.dns"),
        guard("attack_mitigation.enabled"),
        number("ratelimit", up=_OFF, down=_UP),
        presence("ratelimit", gone=_OFF, came=_UP),
        *parameters("maximum_cache_ttl", "minimum_cache_ttl", "deprecate_any_requests"),
        ignore=("modified_on", "name"),
    ),
    _record("cloudflare_dns_record"),
    front("cloudflare_dns_zone_transfers_acl", changed("ip_range", "access.grant"),
           changed("ip_range", "access.revoke")),
    front(
        "cloudflare_dns_zone_transfers_incoming",
        changed("peers", "routing.dns"),
        *parameters("auto_refresh_seconds"),
        ignore=("checked_time", "modified_time", "soa_serial"),
    ),
    front("cloudflare_dns_zone_transfers_outgoing", changed("peers", "routing.dns")),
    front("cloudflare_dns_zone_transfers_peer", changed("ip", "routing.dns"),
          *parameters("ixfr_enable", "port", "tsig_id")),
    entry(
        "cloudflare_dns_zone_transfers_tsig", Role.SECRET,
        secret("secret"), changed("algo", "config.parameter"), delete="secret.delete",
    ),
    entry("cloudflare_email_routing_address", Role.ROUTING,
          changed("email", "routing.rule"), delete="routing.remove",
          ignore=("created", "modified", "verified", "tag")),
    entry(
        "cloudflare_email_routing_catch_all", Role.ROUTING,
        *(when(happens("routing.remove", verb), only={"actions": ("", "[]", "()")})
          for verb in (Verb.DELETE, Verb.REPLACE)),
        changed("action", "routing.rule"), changed("actions", "routing.rule"),
        toggle("enabled", on="routing.rule", off="routing.remove"),
        ignore=("name", "tag"),
    ),
    front("cloudflare_email_routing_dns"),
    front(
        "cloudflare_email_routing_rule",
        changed("action", "routing.rule"), changed("actions", "routing.rule"),
        changed("matcher", "routing.rule"), changed("matchers", "routing.rule"),
        toggle("enabled", on="routing.rule", off="routing.remove", default=True),
        *parameters("priority"),
        ignore=("name", "tag"),
    ),
    front(
        "cloudflare_email_routing_settings",
        toggle("enabled", on="routing.rule", off="routing.remove"),
        ignore=("created", "modified", "status", "tag"),
    ),
    _gre("cloudflare_gre_tunnel"),
    _setting(
        "cloudflare_hostname_tls_setting",
        when(order("value", _TLS, up=_UP, down="exposure.tls-weaken"),
             only={"setting": ("min_tls_version", "")}, unless={"setting_id": ("http2", "ciphers")}),
        ignore=("created_at", "updated_at"),
    ),
    _setting("cloudflare_hostname_tls_setting_ciphers", *parameters("value"),
             ignore=("created_at", "updated_at")),
    _ipsec("cloudflare_ipsec_tunnel"),
    _certificate(
        "cloudflare_keyless_certificate",
        toggle("enabled", off="key.disable"),
        changed("certificate", "key.rotate"),
        *parameters("host", "port"),
    ),
    front(
        "cloudflare_load_balancer",
        toggle("enabled", off="routing.remove", on="routing.rule", default=True,
               disruption=_OUTAGE),
        *(rule for path in ("default_pools", "default_pool_ids") for rule in (
            changed(path, "routing.rule", note="Without steering the first pool takes all."),
            when(members(path, gone="routing.remove", swapped="routing.rule"),
                 unless={path: ("", "[]", "()")}))),
        changed("fallback_pool", "routing.rule"),
        changed("fallback_pool_id", "routing.rule"),
        *(changed(f"{place}_pools", "routing.rule") for place in ("country", "pop", "region")),
        weights("random_steering.pool_weights", target="", weight=""),
        changed("random_steering.default_weight", "routing.rule"),
        changed("steering_policy", "routing.rule"),
        changed("location_strategy", "routing.rule"),
        changed("adaptive_routing", "routing.rule"),
        changed("session_affinity", "routing.rule"),
        changed("rules", "routing.rule"),
        changed("name", "routing.remove", disruption=_OUTAGE),
        *documented(_RECORDS_PAGE, toggle("proxied", off="exposure.open"), guard("proxied")),
        number("ttl", up="routing.ttl", down="routing.ttl", disruption=_QUIET),
        *parameters("session_affinity_ttl", "session_affinity_attributes"),
        ignore=_STAMPS,
    ),
    entry(
        "cloudflare_load_balancer_monitor", Role.PROTECTION,
        toggle("allow_insecure", on="exposure.tls-weaken", off=_UP),
        *parameters(
            "consecutive_down", "consecutive_up", "expected_body", "expected_codes",
            "follow_redirects", "header", "interval", "method", "path", "port", "probe_zone",
            "retries", "timeout", "type",
        ),
        delete=_OFF, ignore=_STAMPS,
    ),
    front(
        "cloudflare_load_balancer_pool",
        *documented(
            _POOL_PAGE,
            toggle("enabled", off="routing.remove", on="routing.rule", default=True,
                   note="Requests go to the other pools of each balancer that has this one."),
        ),
        weights("origins", target="address", weight="weight"),
        toggle("origins.enabled", off="routing.remove", on="routing.rule", default=True),
        changed("origins.port", "routing.rule"),
        changed("origins.header", "routing.rule"),
        presence("monitor", gone=_OFF, came=_UP, changed="config.parameter",
                 note="Without a monitor an origin that does not answer keeps its requests."),
        presence("notification_email", gone="observability.alarm-off"),
        changed("load_shedding", "routing.rule"),
        changed("origin_steering.policy", "routing.rule"),
        *parameters("minimum_origins", "check_regions"),
        ignore=("created_on", "modified_on", "description", "name", "latitude", "longitude"),
    ),
    _gre("cloudflare_magic_wan_gre_tunnel"),
    _ipsec("cloudflare_magic_wan_ipsec_tunnel"),
    _static_route("cloudflare_magic_wan_static_route"),
    _setting("cloudflare_managed_headers",
             *parameters("managed_request_headers", "managed_response_headers")),
    _setting("cloudflare_managed_transforms",
             *parameters("managed_request_headers", "managed_response_headers")),
    _certificate("cloudflare_mtls_certificate", changed("certificates", "access.trust"),
                 secret("private_key")),
    _certificate(
        "cloudflare_origin_ca_certificate",
        changed("csr", "key.rotate"),
        members("hostnames", came="routing.rule", gone="routing.remove"),
        ignore=("certificate",),
    ),
    entry(
        "cloudflare_page_rule", Role.ROUTING,
        changed("actions.forwarding_url", "routing.rule"),
        changed("actions.host_header_override", "routing.rule"),
        changed("actions.resolve_override", "routing.rule"),
        changed("target", "routing.rule"),
        order("actions.ssl", ("off", "flexible", "", "full", "strict", "origin_pull"), up=_UP,
              down="exposure.tls-weaken"),
        order("actions.security_level", ("off", "essentially_off", "low", "", "medium", "high",
                                         "under_attack"), up=_UP, down=_OFF),
        toggle("actions.always_use_https", off="exposure.tls-weaken", on=_UP),
        danger("actions.disable_security"),
        choice("actions.waf", {"off": _OFF, "on": _UP}),
        when(choice("status", {"disabled": "routing.remove", "active": "routing.rule"}),
             unless=_STAYS),
        when(choice("status", {"disabled": "config.parameter", "active": "config.parameter"}),
             only=_STAYS),
        *parameters(
            "priority", "actions.cache_level", "actions.edge_cache_ttl",
            "actions.browser_cache_ttl", "actions.bypass_cache_on_cookie",
            "actions.cache_on_cookie", "actions.cache_key_fields", "actions.browser_check",
            "actions.disable_apps", "actions.disable_performance", "actions.disable_zaraz",
            "actions.cache_ttl_by_status",
        ),
        *(when(happens("routing.remove", verb), unless=_STAYS)
          for verb in (Verb.DELETE, Verb.REPLACE)),
        when(happens("config.parameter", Verb.DELETE), only=_STAYS),
        ignore=("created_on", "modified_on"),
    ),
    _record("cloudflare_record"),
    _setting("cloudflare_regional_hostname", *parameters("region_key"), ignore=("created_on",)),
    _setting("cloudflare_regional_tiered_cache", *parameters("value"), ignore=("modified_on",)),
    entry(
        "cloudflare_registrar_domain", Role.PROTECTION,
        guard("locked"), guard("auto_renew"), guard("privacy"),
    ),
    front(
        "cloudflare_spectrum_application",
        changed("origin_direct", "routing.rule"),
        changed("origin_dns.name", "routing.rule"),
        changed("origin_port", "routing.rule"),
        changed("protocol", "routing.rule"),
        changed("dns.name", "routing.remove", disruption=_OUTAGE),
        order("tls", ("", *_MODES[:4]), up=_UP, down="exposure.tls-weaken"),
        guard("ip_firewall"),
        *parameters("proxy_protocol", "traffic_type", "argo_smart_routing"),
        ignore=("created_on", "modified_on"),
    ),
    _static_route("cloudflare_static_route"),
    _setting("cloudflare_tiered_cache", *parameters("cache_type", "value"),
             ignore=("modified_on",)),
    entry("cloudflare_total_tls", Role.PROTECTION, guard("enabled"),
          when(happens(_OFF, Verb.DELETE), only={"validity_period": ""})),
    _tunnel("cloudflare_tunnel", "secret"),
    _tunnel_config("cloudflare_tunnel_config", "ingress_rule"),
    _tunnel_route("cloudflare_tunnel_route"),
    _way("cloudflare_tunnel_virtual_network", changed("is_default_network", "routing.network")),
    entry(
        "cloudflare_universal_ssl_setting", Role.PROTECTION,
        toggle("enabled", off="exposure.tls-weaken", on=_UP, disruption=_OUTAGE,
               note="Names without another certificate are not served."),
    ),
    _setting("cloudflare_url_normalization_settings", *parameters("scope", "type")),
    entry(
        "cloudflare_waiting_room", Role.PROTECTION,
        danger("suspended"),
        toggle("queue_all", on="routing.rule", off="routing.rule",
               note="Everybody waits while it is on."),
        *parameters("total_active_users", "new_users_per_minute", "session_duration",
                    "queueing_method", "custom_page_html", "host", "path"),
        delete=_OFF, ignore=_STAMPS,
    ),
    _setting("cloudflare_waiting_room_event",
             *parameters("total_active_users", "new_users_per_minute", "queueing_method",
                         "event_start_time", "event_end_time", "suspended"), ignore=_STAMPS),
    _setting("cloudflare_waiting_room_rules", *parameters("rules")),
    _setting("cloudflare_waiting_room_settings", *parameters("search_engine_crawler_bypass")),
    front("cloudflare_web3_hostname", changed("target", "routing.rule"),
          changed("dnslink", "routing.rule"), ignore=_STAMPS),
    _way("cloudflare_zero_trust_network_hostname_route", changed("hostname", "routing.network"),
         changed("tunnel_id", "routing.network"), ignore=("comment",)),
    _tunnel("cloudflare_zero_trust_tunnel_cloudflared", "tunnel_secret"),
    _tunnel_config("cloudflare_zero_trust_tunnel_cloudflared_config", "ingress"),
    _tunnel_route("cloudflare_zero_trust_tunnel_cloudflared_route"),
    _way("cloudflare_zero_trust_tunnel_cloudflared_virtual_network",
         changed("is_default_network", "routing.network"), changed("is_default", "routing.network")),
    _tunnel_route("cloudflare_zero_trust_tunnel_route"),
    _way("cloudflare_zero_trust_tunnel_virtual_network",
         changed("is_default_network", "routing.network")),
    _tunnel("cloudflare_zero_trust_tunnel_warp_connector", "tunnel_secret"),
    entry(
        "cloudflare_zone", Role.ROUTING,
        *documented(
            _PAUSE_PAGE,
            toggle("paused", on=_OFF, off=_UP,
                   note="Cloudflare answers names and does nothing else: no proxy, no firewall."),
            toggle("paused", on="exposure.open"),
        ),
        size("plan", order=("free", "lite", "pro", "pro_plus", "business", "enterprise"),
             disruption=_QUIET),
        when(changed("type", "routing.dns"), was_not={"type": ""}),
        changed("vanity_name_servers", "routing.dns"),
        delete="routing.remove", replace="routing.remove",
        ignore=("jump_start", "status", "activated_on", "created_on", "modified_on", "meta",
                "verification_key", "development_mode", "permissions", "name_servers", "owner"),
    ),
    _setting("cloudflare_zone_cache_reserve", *parameters("enabled", "value")),
    _setting("cloudflare_zone_cache_variants", *parameters("value")),
    _setting(
        "cloudflare_zone_dns_settings",
        *parameters("flatten_all_cnames", "foundation_dns", "multi_provider", "ns_ttl", "soa",
                    "zone_mode"),
        changed("nameservers", "routing.dns"),
    ),
    entry(
        "cloudflare_zone_dnssec", Role.PROTECTION,
        choice("status", {"disabled": _OFF, "pending-disabled": _OFF, "active": _UP}),
        *parameters("dnssec_multi_signer", "dnssec_presigned", "dnssec_use_nsec3"),
        create=_UP, delete=_OFF, replace=_OFF,
        ignore=("modified_on", "ds", "digest", "key_tag", "flags", "public_key", "key_type",
                "algorithm", "digest_algorithm", "digest_type"),
    ),
    entry(
        "cloudflare_zone_hold", Role.PROTECTION,
        guard("hold"), guard("include_subdomains"),
        when(happens(_OFF, Verb.DELETE), only={"hold": "true"}),
        ignore=("hold_after",),
    ),
    _setting(
        "cloudflare_zone_setting",
        *(when(rule, only={"setting_id": name}) for name, rule in _SETTING_WORDS),
        when(changed("value", "config.parameter", disruption=_QUIET),
             unless={"setting_id": tuple(name for name, _ in _SETTING_WORDS)}),
        toggle("enabled", on="config.parameter", off="config.parameter"),
        ignore=("modified_on", "editable", "time_remaining"),
    ),
    _setting(
        "cloudflare_zone_settings_override",
        *_zone_settings("settings"),
        happens("config.parameter", Verb.DELETE,
                note="The settings go back to what they were before they were managed here."),
        ignore=("initial_settings", "initial_settings_read_at", "readonly_settings",
                "zone_status", "zone_type"),
    ),
    _setting("cloudflare_zone_subscription", *parameters("rate_plan", "frequency")),
)  # fmt: skip
