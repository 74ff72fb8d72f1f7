"""
Cloudflare's firewalls, rulesets, logs and alarms: what changes to them mean.

Holds the names of version 4 of the provider beside those of version 5. A table of one entry a
type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    CHANGING,
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
    toggle,
    when,
)
from planguard.actions.providers.forms import danger, guard, later, parameters
from planguard.model.words import Role, Verb

_OFF, _UP = "protection.guard-off", "protection.up"
_ALARM_OFF, _LOGS_OFF = "observability.alarm-off", "observability.logs-off"
_ACTIONS_PAGE = "https://developers.cloudflare.com/ruleset-engine/rules-language/actions/"
_STAMPS = ("description", "name", "created_on", "modified_on", "created", "modified")
_LEAVING = CHANGING | {Verb.DELETE}
_UNCOMPARED = "What the expression matches is not compared: it may be more or less."

_SHARP = (
    *("js_challenge", "managed_challenge", "challenge", "score", "execute", "rewrite"),
    *("block", "ddos_dynamic", "force_connection_close"),
)
_RULE_ACTIONS = ("skip", "", "log", *_SHARP)
"""
Actions of a rule of a firewall, weakest first: one that skips takes others away.

Source: https://developers.cloudflare.com/ruleset-engine/rules-language/actions/
"""
_OVERRIDES = ("log", "", *_SHARP)
_IP_MODES = ("bypass", "allow", "whitelist", "", "simulate", "log", *_SHARP[:3], "ban", "block")
_LIMITS = ("simulate", "js_challenge", "managed_challenge", "challenge", "ban", "block")
_SENSITIVITY = ("eoff", "low", "medium", "", "default", "high")
_ANSWERS = ("none", "", "log", "block")

_FIREWALL = (
    *("http_request_firewall_custom", "http_request_firewall_managed", "http_ratelimit"),
    *("http_request_sbfm", "http_response_firewall_managed", "ddos_l4", "ddos_l7"),
    *("magic_transit", "magic_transit_managed", "magic_transit_ids_managed"),
    *("magic_transit_ratelimit", "http_request_api_gateway_late"),
)
_SENDING = ("http_request_dynamic_redirect", "http_request_redirect", "http_request_origin")
_REDIRECTING = (
    *_SENDING,
    *("http_request_transform", "http_request_late_transform", "http_request_sanitize"),
    *("http_response_headers_transform", "http_custom_errors", "http_request_cloud_connector"),
)
"""
Phases of a ruleset.

Source: https://developers.cloudflare.com/ruleset-engine/reference/phases-list/
"""


def _in_firewall(*rules: Rule) -> tuple[Rule, ...]:
    return tuple(when(rule, only={"phase": _FIREWALL}) for rule in rules)


def _stays(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe settings that the provider leaves as they are when it deletes the resource."""
    return entry(type_, Role.PROTECTION, *rules, ignore=ignore)


def _overridden(path: str) -> tuple[Rule, ...]:
    return (
        order(f"{path}.action", _OVERRIDES, up=_UP, down=_OFF),
        guard(f"{path}.enabled", default=True),
        order(f"{path}.sensitivity_level", _SENSITIVITY, up=_UP, down=_OFF),
    )


def _wall(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe something that keeps requests out: they come in when it goes."""
    return entry(type_, Role.PROTECTION, *rules, delete=_OFF, replace=_OFF, ignore=ignore)


def _watch(type_: str, *rules: Rule, ends: str = _ALARM_OFF) -> TypeEntry:
    return entry(type_, Role.OBSERVABILITY, *rules, delete=ends, ignore=_STAMPS)


_LOG_POLICY = (
    toggle("enabled", off=_LOGS_OFF, on=_UP),
    presence("filter", came=_LOGS_OFF, changed="config.parameter"),
    members("output_options.field_names", gone=_LOGS_OFF),
    number("output_options.sample_rate", down=_LOGS_OFF),
    when(
        presence("output_options.sample_rate", came=_LOGS_OFF),
        unless={"output_options.sample_rate": ("1", "1.0")},
    ),
)

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "cloudflare_access_rule", Role.PROTECTION,
        order("mode", _IP_MODES, up=_UP, down=_OFF, verbs=_LEAVING),
        *parameters("configuration", note="Whether more or less is meant is not compared."),
        ignore=("notes", *_STAMPS[2:4], "allowed_modes", "scope"),
    ),
    _wall("cloudflare_api_shield", *parameters("auth_id_characteristics")),
    _wall("cloudflare_api_shield_operation", *parameters("endpoint", "host", "method")),
    _wall(
        "cloudflare_api_shield_operation_schema_validation_settings",
        order("mitigation_action", _ANSWERS, up=_UP, down=_OFF),
    ),
    _wall("cloudflare_api_shield_schema", guard("validation_enabled"),
          *parameters("source", "file")),
    _wall(
        "cloudflare_api_shield_schema_validation_settings",
        order("validation_default_mitigation_action", _ANSWERS, up=_UP, down=_OFF),
        choice("validation_override_mitigation_action", {"none": _OFF, "disable_override": _UP,
                                                         "": _UP}),
    ),
    _wall("cloudflare_authenticated_origin_pulls", guard("enabled"), guard("config.enabled"),
          *parameters("authenticated_origin_pulls_certificate", "config.cert_id")),
    entry(
        "cloudflare_authenticated_origin_pulls_certificate", Role.KEY,
        changed("certificate", "key.rotate"), secret("private_key"),
        create="key.create", delete="key.delete", replace="key.rotate",
        ignore=("expires_on", "uploaded_on", "status", "issuer", "signature"),
    ),
    _stays("cloudflare_authenticated_origin_pulls_settings", guard("enabled")),
    _stays(
        "cloudflare_bot_management",
        guard("fight_mode"), guard("enable_js"), guard("sbfm_static_resource_protection"),
        *(order(f"sbfm_{kind}", ("allow", "", *_LIMITS), up=_UP, down=_OFF)
          for kind in ("definitely_automated", "likely_automated")),
        danger("suppress_session_score"),
        *parameters("sbfm_verified_bots", "ai_bots_protection", "optimize_wordpress",
                    "auto_update_model"),
        ignore=("using_latest_model", "stale_zone_configuration"),
    ),
    entry(
        "cloudflare_content_scanning", Role.PROTECTION, guard("enabled"), guard("value"),
        *(when(happens(_OFF, verb), only={"value": ""}) for verb in (Verb.DELETE, Verb.REPLACE)),
        ignore=("modified",),
    ),
    _wall("cloudflare_content_scanning_expression", *parameters("payload", "body")),
    _wall("cloudflare_email_security_block_sender", *parameters("pattern"), ignore=("comments",)),
    _wall("cloudflare_email_security_impersonation_registry", *parameters("email"),
          ignore=("comments",)),
    entry("cloudflare_email_security_trusted_domains", Role.PROTECTION,
          changed("pattern", _OFF), create=_OFF, delete=_UP,
          ignore=("comments",)),
    _wall("cloudflare_filter", *parameters("expression", note=_UNCOMPARED), danger("paused"),
          ignore=("description", "ref")),
    entry(
        "cloudflare_firewall_rule", Role.PROTECTION,
        order("action", _IP_MODES, up=_UP, down=_OFF, verbs=_LEAVING),
        order("action.mode", _IP_MODES, up=_UP, down=_OFF, verbs=_LEAVING),
        danger("paused"),
        *parameters("filter_id", "filter.expression", note=_UNCOMPARED),
        *parameters("priority", "products"),
        ignore=("description", "ref"),
    ),
    _watch(
        "cloudflare_healthcheck",
        toggle("suspended", on=_ALARM_OFF),
        *map(later, ("consecutive_fails", "interval", "retries", "timeout")),
        toggle("allow_insecure", on="exposure.tls-weaken", off=_UP),
        toggle("http_config.allow_insecure", on="exposure.tls-weaken", off=_UP),
        *parameters("address", "type", "expected_codes", "expected_body", "path", "port",
                    "method", "check_regions", "http_config.expected_codes",
                    "http_config.expected_body", "http_config.path", "http_config.port",
                    "tcp_config.port"),
    ),
    _wall("cloudflare_leaked_credential_check", guard("enabled")),
    _wall("cloudflare_leaked_credential_check_rule", *parameters("username", "password")),
    entry(
        "cloudflare_list", Role.PROTECTION,
        *(when(changed(path, "config.parameter",
                       note="Whether the rules that use the list allow or block it is not known "
                            "here."),
               unless={"kind": "redirect"}) for path in ("item", "items")),
        *(when(changed(path, "routing.rule"), only={"kind": "redirect"})
          for path in ("item", "items")),
        *(when(happens(_OFF, verb), unless={"kind": "redirect"})
          for verb in (Verb.DELETE, Verb.REPLACE)),
        *(when(happens("routing.remove", verb), only={"kind": "redirect"})
          for verb in (Verb.DELETE, Verb.REPLACE)),
        ignore=(*_STAMPS, "num_items", "num_referencing_filters"),
    ),
    entry(
        "cloudflare_list_item", Role.PROTECTION,
        *parameters("ip", "asn", "hostname"),
        changed("redirect.target_url", "routing.rule"),
        changed("redirect.source_url", "routing.rule"),
        *parameters("redirect.status_code", "redirect.include_subdomains",
                    "redirect.subpath_matching", "redirect.preserve_query_string",
                    "redirect.preserve_path_suffix"),
        when(happens("routing.remove", Verb.DELETE), unless={"redirect.source_url": ""}),
        when(happens("config.parameter", Verb.DELETE), only={"redirect.source_url": ""}),
        ignore=("comment", "created_on", "modified_on", "operation_id"),
    ),
    _watch("cloudflare_logpull_retention", toggle("enabled", off=_LOGS_OFF),
           toggle("flag", off=_LOGS_OFF), ends=_LOGS_OFF),
    entry(
        "cloudflare_logpush_job", Role.OBSERVABILITY, *_LOG_POLICY,
        changed("dataset", _LOGS_OFF, note="What was recorded before is no longer."),
        *parameters("destination_conf", "logpull_options", "frequency"),
        delete=_LOGS_OFF,
        ignore=("name", "ownership_challenge", "error_message", "last_complete", "last_error",
                "max_upload_bytes", "max_upload_interval_seconds", "max_upload_records"),
    ),
    entry("cloudflare_logpush_ownership_challenge", Role.GLUE),
    _wall("cloudflare_magic_firewall_ruleset", *parameters("rules", note=_UNCOMPARED),
          ignore=("description", "name")),
    _watch("cloudflare_magic_network_monitoring_rule",
           later("bandwidth_threshold"), later("packet_threshold"),
           *parameters("prefixes", "duration", "automatic_advertisement")),
    _watch(
        "cloudflare_notification_policy",
        toggle("enabled", off=_ALARM_OFF, default=True),
        *(members(path, gone="observability.alarm-loosened") for path in (
            "email_integration.id", "pagerduty_integration.id", "webhooks_integration.id",
            "mechanisms.email.id", "mechanisms.pagerduty.id", "mechanisms.webhooks.id",
        )),
        *parameters("alert_type", "filters", "alert_interval"),
    ),
    _watch(
        "cloudflare_notification_policy_webhooks",
        secret("secret"), *parameters("url"),
    ),
    _wall(
        "cloudflare_page_shield_policy",
        guard("enabled"), order("action", ("", "log", "allow"), up=_UP, down=_OFF),
        *parameters("expression", "value", note=_UNCOMPARED),
        ignore=("description",),
    ),
    _wall(
        "cloudflare_rate_limit",
        number("threshold", up=_OFF, down=_UP),
        order("action.mode", _LIMITS, up=_UP, down=_OFF),
        danger("disabled"),
        members("bypass_url_patterns", came=_OFF, gone=_UP),
        *parameters("match", "period", "correlate", "action.timeout"),
        ignore=("description",),
    ),
    entry(
        "cloudflare_ruleset", Role.PROTECTION,
        *documented(
            _ACTIONS_PAGE,
            *_in_firewall(
                when(order("rules.action", _RULE_ACTIONS, up=_UP, down=_OFF),
                     not_beside={"rules.enabled": "false"}),
                when(choice("rules.enabled", {"false": _OFF, "true": _UP}, both=True),
                     not_beside={"rules.action": "skip"}),
                when(choice("rules.enabled", {"false": _UP, "true": _OFF}, both=True),
                     beside={"rules.action": "skip"}),
                *(members(f"rules.action_parameters.{name}", came=_OFF, gone=_UP)
                  for name in ("phases", "products", "rulesets")),
                presence("rules.action_parameters.ruleset", came=_OFF, gone=_UP),
                *_overridden("rules.action_parameters.overrides"),
                *_overridden("rules.action_parameters.overrides.rules"),
                *_overridden("rules.action_parameters.overrides.categories")[:2],
                number("rules.ratelimit.requests_per_period", up=_OFF, down=_UP),
                *parameters("rules.expression", note=_UNCOMPARED),
                *parameters("rules.ratelimit.period", "rules.ratelimit.mitigation_timeout",
                            "rules.ratelimit.characteristics"),
            ),
        ),
        toggle("rules.logging.enabled", off=_LOGS_OFF, default=True),
        *(when(rule, only={"phase": _SENDING}) for rule in (
            presence("rules.expression", came="routing.rule", gone="routing.remove",
                     changed="routing.rule"),
            choice("rules.enabled", {"false": "routing.remove", "true": "routing.rule"},
                   both=True),
            *(presence(f"rules.{name}", came="routing.rule", changed="routing.rule")
              for name in ("action", *(f"action_parameters.{part}" for part in (
                  "from_value.target_url", "from_value.status_code",
                  "from_value.preserve_query_string", "from_list", "origin", "host_header",
                  "sni")))),
        )),
        when(changed("rules", "routing.rule"), only={"phase": _REDIRECTING[len(_SENDING):]}),
        when(changed("rules", "config.parameter"), unless={"phase": (*_FIREWALL, *_REDIRECTING)}),
        when(order("rules.action_parameters.ssl", ("off", "flexible", "", "full", "strict",
                                                   "origin_pull"),
                   up=_UP, down="exposure.tls-weaken"), only={"phase": "http_config_settings"}),
        when(order("rules.action_parameters.security_level",
                   ("off", "essentially_off", "low", "", "medium", "high", "under_attack"),
                   up=_UP, down=_OFF), only={"phase": "http_config_settings"}),
        *(when(happens(_OFF, verb), only={"phase": _FIREWALL})
          for verb in (Verb.DELETE, Verb.REPLACE)),
        *(when(happens("routing.remove", verb), only={"phase": _REDIRECTING})
          for verb in (Verb.DELETE, Verb.REPLACE)),
        when(happens("config.parameter", Verb.DELETE),
             unless={"phase": (*_FIREWALL, *_REDIRECTING)}),
        ignore=("description", "name", "last_updated", "version"),
    ),
    _wall(
        "cloudflare_schema_validation_operation_settings",
        order("mitigation_action", _ANSWERS, up=_UP, down=_OFF),
    ),
    _wall("cloudflare_schema_validation_schemas", guard("validation_enabled"),
          *parameters("source")),
    _stays(
        "cloudflare_schema_validation_settings",
        order("validation_default_mitigation_action", _ANSWERS, up=_UP, down=_OFF),
    ),
    _wall("cloudflare_token_validation_config", *parameters("credentials", "token_sources"),
          ignore=("title", "description")),
    _wall(
        "cloudflare_token_validation_rules",
        guard("enabled"), order("action", ("log", "block"), up=_UP, down=_OFF),
        *parameters("expression", "selector", note=_UNCOMPARED),
        ignore=("title", "description"),
    ),
    _wall(
        "cloudflare_turnstile_widget",
        members("domains", came="access.grant", gone="access.revoke"),
        guard("bot_fight_mode"), *parameters("mode", "clearance_level"),
        ignore=("name", "created_on", "modified_on"),
    ),
    _wall(
        "cloudflare_user_agent_blocking_rule",
        order("mode", _LIMITS, up=_UP, down=_OFF), danger("paused"),
        *parameters("configuration"), ignore=("description",),
    ),
    entry("cloudflare_web_analytics_rule", Role.OBSERVABILITY,
          *parameters("host", "paths", "is_paused", "inclusive"), delete="config.parameter"),
    _watch("cloudflare_web_analytics_site", toggle("enabled", off=_LOGS_OFF),
           *parameters("auto_install"), ends=_LOGS_OFF),
    _wall(
        "cloudflare_zone_lockdown",
        members("configurations.value", came="exposure.open", gone="exposure.narrow"),
        members("urls", came="exposure.narrow", gone="exposure.open"),
        toggle("paused", on="exposure.open", off="exposure.narrow"), danger("paused"),
        *parameters("priority"), ignore=_STAMPS[:1],
    ),
)  # fmt: skip
