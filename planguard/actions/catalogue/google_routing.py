"""
Google Cloud's DNS, load balancing, gateways and domains: what changes to them mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    entry,
    happens,
    ingress,
    limit,
    members,
    number,
    order,
    presence,
    secret,
    toggle,
    version,
    weights,
    when,
)
from planguard.actions.providers.forms import danger, guard, records
from planguard.actions.providers.google import TLS, TLS_PROFILES, acts_as, front, goes_to
from planguard.model.words import Disruption, Role, Verb

_QUIET = Disruption.NONE
_RULE = "routing.rule"
_FILTER = "Without the policy nothing filters the requests on their way to the backends."
_OUTSIDE = ("EXTERNAL", "EXTERNAL_MANAGED")
_INSIDE = ("INTERNAL", "INTERNAL_MANAGED", "INTERNAL_SELF_MANAGED")


_JOINED = tuple(
    members(path, came="routing.rule", gone="routing.remove", swapped="routing.rule")
    for path in ("meshes", "gateways")
)
_MESHED = (
    *_JOINED,
    members(
        "rules.action.destinations.service_name",
        came="routing.rule",
        gone="routing.rule",
        swapped="routing.rule",
    ),
    weights("rules.action.destinations", target="service_name", weight="weight"),
)


def _scheme() -> Iterator[Rule]:
    """Describe whether it is for callers from outside: from one generation to the next is no move."""
    path = "load_balancing_scheme"
    for words, others, meaning in (
        (_OUTSIDE, _INSIDE, "exposure.open"),
        (_INSIDE, _OUTSIDE, "exposure.narrow"),
    ):
        yield when(presence(path, changed=meaning), only={path: words}, was={path: others})
        yield when(changed(path, "routing.rule", both=True), only={path: words}, was={path: words})


def _protocol() -> tuple[Rule, ...]:
    """Describe what is spoken with the backends: in clear or not."""
    clear, sealed = ("HTTP", "H2C", "TCP"), ("HTTPS", "HTTP2", "SSL")
    return (
        when(
            choice("protocol", dict.fromkeys(clear, "exposure.tls-weaken")),
            was={"protocol": sealed},
        ),
        when(choice("protocol", dict.fromkeys(sealed, "protection.up")), was={"protocol": clear}),
        when(
            changed("protocol", "config.parameter", both=True),
            only={"protocol": clear},
            was={"protocol": clear},
        ),
        when(
            changed("protocol", "config.parameter", both=True),
            only={"protocol": sealed},
            was={"protocol": sealed},
        ),
    )


def _protected(path: str) -> Rule:
    return presence(
        path,
        gone="protection.guard-off",
        came="protection.up",
        changed="protection.guard-off",
        note=_FILTER,
    )


_CDN = (
    toggle("enable_cdn", on="config.parameter", off="config.parameter"),
    choice(
        "cdn_policy.cache_mode",
        {
            "FORCE_CACHE_ALL": "exposure.open",
            "CACHE_ALL_STATIC": "config.parameter",
            "USE_ORIGIN_HEADERS": "config.parameter",
        },
        note="Everything is cached, and what was meant for one caller may be given to others.",
    ),
    changed("cdn_policy.default_ttl", "routing.ttl"),
    changed("cdn_policy.max_ttl", "routing.ttl"),
    changed("cdn_policy.client_ttl", "routing.ttl"),
    changed("cdn_policy.cache_key_policy", "config.parameter"),
    _protected("edge_security_policy"),
)


_HEADERS = (
    changed("custom_response_headers", "config.parameter", disruption=_QUIET),
    changed("compression_mode", "config.parameter", disruption=_QUIET),
)


def _backend(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a backend service: which groups a balancer sends requests to."""
    return front(
        type_,
        members("backend.group", came="routing.rule", gone="routing.rule", swapped="routing.rule"),
        weights("backend", target="group", weight="capacity_scaler"),
        members(
            "health_checks",
            gone="protection.guard-off",
            came="protection.up",
            swapped="config.parameter",
        ),
        *_protocol(),
        changed("port_name", "routing.rule"),
        *_scheme(),
        toggle(
            "iap.enabled",
            off="protection.guard-off",
            on="protection.up",
            note="Nobody is asked who he is before his request passes.",
        ),
        secret("iap.oauth2_client_secret"),
        toggle("log_config.enable", off="observability.logs-off"),
        number("log_config.sample_rate", down="observability.logs-off"),
        changed("timeout_sec", "config.parameter"),
        changed("session_affinity", "config.parameter"),
        changed("connection_draining_timeout_sec", "config.parameter", disruption=_QUIET),
        changed("outlier_detection", "config.parameter"),
        changed("circuit_breakers", "config.parameter"),
        changed("locality_lb_policy", "config.parameter", disruption=_QUIET),
        changed("consistent_hash", "config.parameter", disruption=_QUIET),
        *(
            presence(f"backend.{limit}", changed="config.parameter", disruption=_QUIET)
            for limit in (
                *("balancing_mode", "max_utilization", "max_rate", "max_rate_per_instance"),
                *("max_rate_per_endpoint", "max_connections", "max_connections_per_instance"),
                "max_connections_per_endpoint",
            )
        ),
        _protected("security_policy"),
        *rules,
        ignore=("fingerprint", "generated_id"),
    )


def _url_map(type_: str) -> TypeEntry:
    return front(
        type_,
        goes_to("default_service"),
        changed("default_route_action", "routing.rule", but=("weight",)),
        goes_to("default_url_redirect"),
        goes_to("host_rule"),
        goes_to("path_matcher.default_service"),
        changed("path_matcher.default_route_action", "routing.rule", but=("weight",)),
        goes_to("path_matcher.default_url_redirect"),
        *(
            changed(f"path_matcher.{rules}", "routing.rule", but=("weight",))
            for rules in ("path_rule", "route_rules")
        ),
        *(
            changed(f"{at}{part}", "config.parameter", disruption=_QUIET)
            for part in ("header_action", "default_custom_error_response_policy")
            for at in (("", "path_matcher.") if type_ == "google_compute_url_map" else ())
        ),
        *(
            weights(
                f"{at}route_action.weighted_backend_services",
                target="backend_service",
                weight="weight",
            )
            for at in (
                "default_",
                *(f"path_matcher.{part}" for part in ("default_", "path_rule.", "route_rules.")),
            )
        ),
        ignore=("fingerprint", "map_id", "test"),
    )


def _forwarding(type_: str, *rules: Rule) -> TypeEntry:
    """Describe the address and port that a balancer listens on."""
    return front(
        type_,
        goes_to("target"),
        changed(
            "ip_address", "routing.dns", note="Records that name the old address lead nowhere."
        ),
        changed("port_range", "routing.rule"),
        changed("ip_protocol", "routing.rule"),
        when(ingress("source_ip_ranges", "ranges"), unless={"source_ip_ranges": ("", "[]", "()")}),
        *_scheme(),
        changed("network", "routing.network"),
        changed("subnetwork", "routing.network"),
        *rules,
        ignore=("label_fingerprint",),
    )


def _https(type_: str, *rules: Rule) -> TypeEntry:
    return front(
        type_,
        goes_to("url_map"),
        members(
            "ssl_certificates", gone="routing.rule", came="routing.rule", swapped="routing.rule"
        ),
        members(
            "certificate_manager_certificates",
            gone="routing.rule",
            came="routing.rule",
            swapped="routing.rule",
        ),
        presence(
            "ssl_policy",
            gone="exposure.tls-weaken",
            came="protection.up",
            changed="config.parameter",
            note="Without a policy TLS 1.0 is accepted.",
        ),
        presence(
            "server_tls_policy",
            gone="protection.guard-off",
            came="protection.up",
            changed="config.parameter",
        ),
        changed("http_keep_alive_timeout_sec", "config.parameter"),
        *rules,
        ignore=("proxy_id",),
    )


_CHECKED = ("google_compute_health_check", "google_compute_region_health_check")


def _health(type_: str) -> TypeEntry:
    return entry(
        type_,
        Role.ROUTING,
        number("unhealthy_threshold", up="config.parameter", down="config.parameter"),
        changed("check_interval_sec", "config.parameter"),
        changed("timeout_sec", "config.parameter"),
        *(
            changed(
                path,
                "config.parameter",
                note="Where the backends do not answer the new question, all of them are out.",
            )
            for path in (
                ("request_path", "port", "host")
                if "_http" in type_
                else (
                    "http_health_check",
                    "https_health_check",
                    "http2_health_check",
                    "tcp_health_check",
                    "ssl_health_check",
                    "grpc_health_check",
                    *(("grpc_tls_health_check",) if type_ in _CHECKED else ()),
                )
            )
        ),
        changed("healthy_threshold", "config.parameter"),
        *((records("log_config.enable"),) if type_ in _CHECKED else ()),
        delete="protection.guard-off",
        replace_disruption=_QUIET,
        ignore=("description",),
    )


def _ssl_policy(type_: str) -> TypeEntry:
    return entry(
        type_,
        Role.ROUTING,
        order("min_tls_version", TLS, up="protection.up", down="exposure.tls-weaken"),
        order("profile", TLS_PROFILES, up="protection.up", down="exposure.tls-weaken"),
        *(
            when(rule, only={"profile": "custom"})
            for rule in (
                limit(
                    "custom_features",
                    wider="exposure.tls-weaken",
                    narrower="",
                    note="Those of a profile that it had before are not compared.",
                ),
                members("custom_features", gone="protection.up"),
            )
        ),
        delete="exposure.tls-weaken",
        ignore=("description", "fingerprint"),
    )


_SERVERLESS = (
    goes_to("cloud_run.service"),
    goes_to("cloud_run.tag"),
    goes_to("cloud_function.function"),
    goes_to("app_engine.service"),
    goes_to("app_engine.version"),
    goes_to("psc_target_service"),
)


ENTRIES: tuple[TypeEntry, ...] = (
    front("google_api_gateway_api"),
    front(
        "google_api_gateway_api_config",
        changed("openapi_documents", "routing.rule"),
        changed("grpc_services", "routing.rule"),
        acts_as("gateway_config.backend_config.google_service_account"),
        ignore=("api_config_id", "service_config_id"),
    ),
    front("google_api_gateway_gateway", goes_to("api_config")),
    front("google_apigee_api", version("detect_md5hash", newer="deploy.version", what="hash")),
    front("google_apigee_endpoint_attachment", changed("service_attachment", "routing.network")),
    front(
        "google_apigee_envgroup", members("hostnames", came="routing.rule", gone="routing.remove")
    ),
    front("google_apigee_envgroup_attachment"),
    front("google_apigee_instance_attachment"),
    front(
        "google_apigee_sharedflow", version("detect_md5hash", newer="deploy.version", what="hash")
    ),
    front(
        "google_apigee_target_server",
        changed("host", "routing.rule"),
        changed("port", "routing.rule"),
        toggle("is_enabled", off="routing.remove", on="routing.rule", default=True),
        toggle("s_sl_info.enabled", off="exposure.tls-weaken", on="protection.up"),
        toggle("s_sl_info.enforce", off="exposure.tls-weaken", on="protection.up"),
        toggle(
            "s_sl_info.ignore_validation_errors", on="exposure.tls-weaken", off="protection.up"
        ),
        toggle("s_sl_info.client_auth_enabled", on="config.parameter", off="config.parameter"),
        members(
            "s_sl_info.protocols",
            words=dict.fromkeys(("SSLv3", "TLSv1", "TLSv1.1"), "exposure.tls-weaken"),
        ),
        presence(
            "s_sl_info.trust_store",
            came="protection.up",
            changed="access.trust",
            gone="exposure.tls-weaken",
            note="Without one the certificate of the target is not verified.",
        ),
        changed("s_sl_info.common_name.value", "access.trust", both=True),
        *(changed(f"s_sl_info.{part}", "key.rotate") for part in ("key_alias", "key_store")),
    ),
    front(
        "google_app_engine_domain_mapping",
        changed("ssl_settings.certificate_id", "routing.rule"),
        choice("ssl_settings.ssl_management_type", {"MANUAL": "config.parameter"}),
    ),
    entry(
        "google_clouddomains_registration",
        Role.ROUTING,
        happens("other", Verb.DELETE, note="The domain stays registered: it leaves the state."),
        changed("dns_settings.custom_dns.name_servers", "routing.dns"),
        choice(
            "management_settings.transfer_lock_state",
            {"UNLOCKED": "protection.guard-off", "LOCKED": "protection.up"},
        ),
        choice(
            "management_settings.preferred_renewal_method",
            {"MANUAL_RENEWAL": "protection.guard-off"},
        ),
    ),
    front("google_compute_backend_bucket", goes_to("bucket_name"), *_CDN, *_HEADERS),
    _backend(
        "google_compute_backend_service",
        *_CDN,
        *_HEADERS,
        changed("custom_request_headers", "config.parameter"),
        changed("locality_lb_policies", "config.parameter", disruption=_QUIET),
        changed("max_stream_duration", "config.parameter", disruption=_QUIET),
        presence("tls_settings", gone="exposure.tls-weaken", came="protection.up"),
        presence(
            "security_settings.client_tls_policy",
            gone="exposure.tls-weaken",
            came="protection.up",
            changed="config.parameter",
        ),
        presence(
            "external_managed_migration_state", came="routing.traffic", changed="routing.traffic"
        ),
        number(
            "external_managed_migration_testing_percentage",
            up="routing.traffic",
            down="routing.traffic",
        ),
    ),
    _forwarding(
        "google_compute_forwarding_rule",
        goes_to("backend_service"),
        changed("ports", "routing.rule"),
        toggle("all_ports", on="exposure.open", off="exposure.narrow"),
        toggle("allow_global_access", on="exposure.open", off="exposure.narrow"),
        toggle("allow_psc_global_access", on="exposure.open", off="exposure.narrow"),
    ),
    _forwarding(
        "google_compute_global_forwarding_rule",
        toggle("allow_psc_global_access", on="exposure.open", off="exposure.narrow"),
    ),
    front(
        "google_compute_global_network_endpoint",
        goes_to("fqdn"),
        goes_to("ip_address"),
        goes_to("port"),
    ),
    front("google_compute_global_network_endpoint_group", goes_to("default_port")),
    _health("google_compute_health_check"),
    _health("google_compute_http_health_check"),
    _health("google_compute_https_health_check"),
    front(
        "google_compute_network_endpoint",
        goes_to("instance"),
        goes_to("ip_address"),
        goes_to("port"),
    ),
    front("google_compute_network_endpoint_group", goes_to("default_port")),
    front(
        "google_compute_network_endpoints",
        presence("network_endpoints.ip_address", gone="scale.down", came="scale.up"),
    ),
    _backend(
        "google_compute_region_backend_service",
        changed("failover_policy", "config.parameter"),
        changed("connection_tracking_policy", "config.parameter", disruption=_QUIET),
        changed("ha_policy", "config.parameter"),
        changed("network", "routing.network"),
    ),
    _health("google_compute_region_health_check"),
    front(
        "google_compute_region_network_endpoint",
        goes_to("fqdn"),
        goes_to("ip_address"),
        goes_to("port"),
    ),
    front("google_compute_region_network_endpoint_group", *_SERVERLESS),
    _ssl_policy("google_compute_region_ssl_policy"),
    front("google_compute_region_target_http_proxy", goes_to("url_map")),
    _https("google_compute_region_target_https_proxy"),
    front("google_compute_region_target_tcp_proxy", goes_to("backend_service")),
    _url_map("google_compute_region_url_map"),
    _ssl_policy("google_compute_ssl_policy"),
    front("google_compute_target_grpc_proxy", goes_to("url_map")),
    front("google_compute_target_http_proxy", goes_to("url_map")),
    _https(
        "google_compute_target_https_proxy",
        presence(
            "certificate_map",
            came="routing.rule",
            changed="routing.rule",
            gone="routing.rule",
            note="With a map the certificates listed beside it are no longer used.",
        ),
        changed("quic_override", "config.parameter", disruption=_QUIET),
        changed("tls_early_data", "config.parameter", disruption=_QUIET),
    ),
    front("google_compute_target_instance", goes_to("instance"), _protected("security_policy")),
    front(
        "google_compute_target_pool",
        members("instances", came="scale.up", gone="scale.down", swapped="routing.rule"),
        members("health_checks", gone="protection.guard-off", came="protection.up"),
        goes_to("backup_pool"),
        _protected("security_policy"),
    ),
    front(
        "google_compute_target_ssl_proxy",
        goes_to("backend_service"),
        members(
            "ssl_certificates", gone="routing.rule", came="routing.rule", swapped="routing.rule"
        ),
        presence(
            "ssl_policy",
            gone="exposure.tls-weaken",
            came="protection.up",
            changed="config.parameter",
        ),
        presence(
            "certificate_map", came="routing.rule", changed="routing.rule", gone="routing.rule"
        ),
        changed("proxy_header", "config.parameter"),
    ),
    front(
        "google_compute_target_tcp_proxy",
        goes_to("backend_service"),
        changed("proxy_header", "config.parameter"),
    ),
    _url_map("google_compute_url_map"),
    entry(
        "google_dns_managed_zone",
        Role.ROUTING,
        choice(
            "dnssec_config.state",
            {"off": "protection.guard-off", "on": "protection.up", "transfer": "config.parameter"},
            note="Resolvers that have the old chain of trust refuse the zone until it has expired.",
        ),
        members(
            "private_visibility_config.networks.network_url",
            came="routing.dns",
            gone="routing.remove",
        ),
        members(
            "private_visibility_config.gke_clusters.gke_cluster_name",
            came="routing.dns",
            gone="routing.remove",
        ),
        changed("service_directory_config.namespace.namespace_url", "routing.dns"),
        changed("forwarding_config.target_name_servers", "routing.dns"),
        changed("peering_config.target_network.network_url", "routing.dns"),
        choice(
            "visibility",
            {"public": "exposure.open", "private": "exposure.narrow"},
            default="public",
        ),
        toggle("cloud_logging_config.enable_logging", off="observability.logs-off"),
        danger("force_destroy"),
        delete="routing.remove",
        replace="routing.remove",
        ignore=("description",),
    ),
    entry(
        "google_dns_policy",
        Role.ROUTING,
        changed("alternative_name_server_config.target_name_servers", "routing.dns"),
        toggle("enable_inbound_forwarding", on="exposure.open", off="routing.remove"),
        toggle("enable_logging", off="observability.logs-off"),
        changed("dns64_config", "routing.dns"),
        members("networks.network_url", came="routing.dns", gone="routing.dns"),
        delete="routing.dns",
        ignore=("description",),
    ),
    entry(
        "google_dns_record_set",
        Role.ROUTING,
        changed("rrdatas", "routing.dns"),
        changed("type", "routing.dns"),
        number("ttl", up="routing.ttl", down="routing.ttl"),
        changed("routing_policy.geo", "routing.dns"),
        weights("routing_policy.wrr.weight", target="", weight=""),
        changed("routing_policy.wrr.rrdatas", "routing.dns"),
        changed("routing_policy.wrr.health_checked_targets", "routing.dns"),
        changed("routing_policy.primary_backup", "routing.dns"),
        toggle("routing_policy.enable_geo_fencing", on="routing.dns", off="routing.dns"),
        presence("routing_policy.health_check", gone="protection.guard-off", came="protection.up"),
        when(happens("routing.remove", Verb.DELETE), unless={"type": "soa"}),
        when(
            happens("other", Verb.DELETE, note="A zone keeps its SOA record."),
            only={"type": "soa"},
        ),
        create="routing.dns",
        replace=("routing.remove", "routing.dns"),
    ),
    entry(
        "google_dns_response_policy",
        Role.ROUTING,
        members("networks.network_url", came="routing.dns", gone="routing.dns"),
        members("gke_clusters.gke_cluster_name", came="routing.dns", gone="routing.dns"),
        delete="routing.dns",
        ignore=("description",),
    ),
    entry(
        "google_dns_response_policy_rule",
        Role.ROUTING,
        changed("local_data.local_datas", "routing.dns"),
        changed("behavior", "routing.dns"),
        changed("dns_name", "routing.dns"),
        create="routing.dns",
        delete="routing.dns",
        replace="routing.dns",
    ),
    front(
        "google_endpoints_service",
        changed("openapi_config", "routing.rule"),
        changed("grpc_config", "routing.rule"),
        ignore=("config_id",),
    ),
    front(
        "google_network_services_edge_cache_origin",
        changed("origin_address", "routing.rule"),
        changed("failover_origin", "routing.rule"),
        *_protocol(),
    ),
    front(
        "google_network_services_edge_cache_service",
        changed("routing", "routing.rule"),
        guard("require_tls"),
        presence("ssl_policy", gone="exposure.tls-weaken", came="protection.up"),
        _protected("edge_security_policy"),
        toggle("log_config.enable", off="observability.logs-off"),
        changed("edge_ssl_certificates", "routing.rule"),
    ),
    front(
        "google_network_services_gateway",
        presence("gateway_security_policy", gone="protection.guard-off", came="protection.up"),
        presence("server_tls_policy", gone="exposure.tls-weaken", came="protection.up"),
        changed("certificate_urls", "routing.rule"),
        changed("ports", "routing.rule"),
    ),
    front(
        "google_network_services_grpc_route",
        changed("hostnames", "routing.rule"),
        *_MESHED,
        goes_to("rules.matches"),
        goes_to("rules.action.fault_injection_policy"),
    ),
    front(
        "google_network_services_http_route",
        changed("hostnames", "routing.rule"),
        changed("rules.matches", "routing.rule"),
        weights("rules.action.destinations", target="service_name", weight="weight"),
        *(
            presence(f"rules.action.{part}", came=_RULE, changed=_RULE, gone=_RULE, empty=True)
            for part in (
                *("redirect", "url_rewrite", "request_mirror_policy", "fault_injection_policy"),
            )
        ),
        *(
            presence(f"rules.action.{part}", changed="config.parameter", disruption=_QUIET)
            for part in (
                *("cors_policy", "retry_policy", "timeout"),
                *("request_header_modifier", "response_header_modifier"),
            )
        ),
        *_JOINED,
    ),
    front("google_network_services_mesh", changed("interception_port", "routing.network")),
    front("google_network_services_tcp_route", goes_to("rules.matches"), *_MESHED),
    front("google_network_services_tls_route", goes_to("rules.matches"), *_MESHED),
    front(
        "google_service_directory_endpoint",
        changed("address", "routing.dns"),
        changed("port", "routing.rule"),
    ),
    front("google_service_directory_namespace"),
    front("google_service_directory_service"),
)
