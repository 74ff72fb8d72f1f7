"""
Google Cloud's firewalls, firewall policies, Cloud Armor and network security.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    CHANGING,
    Rule,
    TypeEntry,
    Words,
    changed,
    choice,
    entry,
    happens,
    ingress,
    limit,
    members,
    order,
    presence,
    toggle,
    when,
)
from planguard.actions.providers.google import filtered, glue, setting
from planguard.model.words import Disruption, Role, Verb

_QUIET = Disruption.NONE
_FIREWALL = (
    "Another rule with a lower priority number may have spoken before, which is not seen here."
)
_OUT = {"direction": "EGRESS"}
_REFUSALS = ("deny", "deny(403)", "deny(404)", "deny(502)")
_DENIES: Words = {"action": _REFUSALS}
_ALLOWS: Words = {"action": "allow"}
_UNCOMPARED = "The two expressions are not compared."
_RANK = "A rule with a lower priority number may still refuse, which is not seen here."
_OTHERS = "Rules of other policies and of the network may still refuse, which is not seen here."


def _rule(type_: str, *rules: Rule) -> TypeEntry:
    """Describe one rule of a firewall policy."""
    return entry(
        type_,
        Role.NETWORK,
        filtered("google-rule", "match", note=_OTHERS),
        *(
            when(changed(part, "routing.network"), only=_OUT)
            for part in ("match", "action", "target_secure_tags", "target_service_accounts")
        ),
        when(toggle("disabled", on="routing.network", off="routing.network"), only=_OUT),
        *(
            when(happens("routing.network", verb), only={**_OUT, "action": "deny"})
            for verb in (Verb.CREATE, Verb.DELETE)
        ),
        toggle("enable_logging", off="observability.logs-off"),
        toggle("tls_inspect", off="protection.guard-off", on="protection.up"),
        presence("security_profile_group", gone="protection.guard-off", came="protection.up"),
        changed("priority", "config.parameter", disruption=_QUIET),
        *rules,
        ignore=("description",),
    )


def _policy(type_: str, *rules: Rule) -> TypeEntry:
    return entry(
        type_,
        Role.NETWORK,
        *rules,
        delete="protection.guard-off",
        replace="protection.guard-off",
        ignore=("description", "fingerprint"),
    )


def _rules(type_: str) -> TypeEntry:
    return _policy(
        type_,
        when(filtered("google-rules", "rule"), verbs=CHANGING),
        presence("rule.enable_logging", gone="observability.logs-off", empty=True),
        *(
            presence(f"rule.{part}", came="protection.up", gone="protection.guard-off", empty=True)
            for part in ("tls_inspect", "security_profile_group")
        ),
        *(
            when(
                presence(
                    f"rule.{whom}", came=came, gone=gone, changed="exposure.open", empty=True
                ),
                beside={"rule.action": action},
                not_beside={"rule.direction": "EGRESS", "rule.disabled": "true"},
            )
            for whom in ("target_service_accounts", "target_secure_tag")
            for action, came, gone in (
                ("allow", "exposure.narrow", "exposure.open"),
                ("deny", "exposure.open", "exposure.narrow"),
            )
        ),
        when(
            presence("rule.action", came="protection.up", gone="protection.guard-off"),
            beside={"rule.action": "deny"},
            not_beside={"rule.direction": "EGRESS", "rule.disabled": "true"},
        ),
        *(
            when(changed(f"rule.{part}", "routing.network"), beside={"rule.direction": "EGRESS"})
            for part in ("match", "action", "disabled", "target_service_accounts")
        ),
        changed("rule.priority", "config.parameter", both=True, disruption=_QUIET),
    )


def _joined(type_: str) -> TypeEntry:
    """Describe what makes a policy hold somewhere."""
    return entry(
        type_,
        Role.GLUE,
        changed("firewall_policy", "exposure.open", note="The two policies are not compared."),
        changed("attachment_target", "protection.guard-off"),
        create="exposure.narrow",
        delete="protection.guard-off",
    )


def _armor(type_: str, at: str, *rules: Rule) -> TypeEntry:
    """
    Describe a policy that filters requests before they reach a balancer's backends.

    Source: https://cloud.google.com/armor/docs/security-policy-overview
    """
    return _policy(
        type_,
        when(filtered("google-armor", at), verbs=CHANGING),
        *(
            when(
                presence(
                    f"{at}.preview",
                    came=came,
                    gone=gone,
                    empty=True,
                    note="A rule that is only tried out refuses nothing, and lets nobody in.",
                ),
                beside={f"{at}.action": "allow"} if allows else None,
                not_beside={f"{at}.match.versioned_expr": "SRC_IPS_V1"}
                if allows
                else {f"{at}.action": "allow"},
            )
            for allows, came, gone in (
                (False, "protection.guard-off", "protection.up"),
                (True, "exposure.narrow", "exposure.open"),
            )
        ),
        when(
            presence(
                f"{at}.match.expr.expression",
                came="protection.up",
                gone="protection.guard-off",
                changed="protection.guard-off",
                note="The two expressions are not compared.",
            ),
            not_beside={f"{at}.action": "allow", f"{at}.preview": "true"},
        ),
        presence(
            f"{at}.preconfigured_waf_config",
            came="protection.guard-off",
            gone="protection.up",
            changed="protection.guard-off",
            empty=True,
            note="What is excluded passes the rule.",
        ),
        presence(f"{at}.rate_limit_options", gone="protection.guard-off", came="protection.up"),
        *(
            presence(
                f"{at}.rate_limit_options.{part}", changed="config.parameter", disruption=_QUIET
            )
            for part in ("rate_limit_threshold", "ban_threshold", "ban_duration_sec")
        ),
        choice(
            "advanced_options_config.json_parsing",
            {"DISABLED": "protection.guard-off"},
            otherwise="protection.up",
            both=True,
            note="Without it the rules do not look into bodies of JSON.",
        ),
        *rules,
    )


def _armor_rule(type_: str) -> TypeEntry:
    return entry(
        type_,
        Role.NETWORK,
        when(changed("action", "exposure.open"), unless=_DENIES, was=_DENIES),
        when(changed("action", "exposure.narrow"), only=_DENIES, was_not=_DENIES),
        when(changed("action", "protection.guard-off"), only=_ALLOWS, was_not=_DENIES),
        when(
            changed("action", "protection.up"),
            unless={"action": (*_REFUSALS, "allow")},
            was=_ALLOWS,
        ),
        when(toggle("preview", on="protection.guard-off", off="protection.up"), unless=_ALLOWS),
        when(toggle("preview", on="exposure.narrow", off="exposure.open"), only=_ALLOWS),
        *(
            rule
            for path in (
                "match.config.src_ip_ranges",
                *(("network_match.src_ip_ranges",) if "_region_" in type_ else ()),
            )
            for rule in (
                when(members(path, came="exposure.open", gone="exposure.narrow"), only=_ALLOWS),
                when(
                    members(path, came="protection.up", gone="protection.guard-off"),
                    unless=_ALLOWS,
                ),
            )
        ),
        when(
            changed("match.expr.expression", "exposure.open", note=_UNCOMPARED),
            only=_ALLOWS,
        ),
        when(
            changed("match.expr.expression", "protection.guard-off", note=_UNCOMPARED),
            unless=_ALLOWS,
        ),
        *(
            changed(f"rate_limit_options.{part}", "config.parameter", disruption=_QUIET)
            for part in (
                *("rate_limit_threshold", "ban_threshold", "ban_duration_sec"),
                *("conform_action", "exceed_action", "enforce_on_key"),
            )
        ),
        changed("priority", "config.parameter", disruption=_QUIET),
        *(
            ()
            if "_region_" in type_
            else (
                changed("redirect_options", "routing.rule"),
                changed("header_action", "config.parameter", disruption=_QUIET),
            )
        ),
        when(
            happens("exposure.open", Verb.CREATE, note=_RANK),
            only=_ALLOWS,
            unless={"preview": "true"},
        ),
        presence(
            "preconfigured_waf_config.exclusion",
            came="protection.guard-off",
            changed="protection.guard-off",
            gone="protection.up",
        ),
        when(happens("exposure.narrow", Verb.DELETE), only=_ALLOWS, unless={"preview": "true"}),
        when(
            happens("protection.guard-off", Verb.DELETE),
            unless={**_ALLOWS, "preview": "true"},
        ),
        ignore=("description",),
    )


def _overridden(path: str) -> tuple[Rule, ...]:
    """Describe what is done about a threat in place of what Google would do."""
    denied = {path: "DENY"}
    return (
        choice(path, {"ALLOW": "protection.guard-off", "DENY": "protection.up"}),
        *(
            when(rule, was=denied)
            for rule in (
                choice(path, dict.fromkeys(("ALERT", "DEFAULT_ACTION"), "protection.guard-off")),
                presence(path, gone="protection.guard-off"),
            )
        ),
    )


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "google_app_engine_firewall_rule",
        Role.NETWORK,
        when(ingress("source_range", "ranges"), only={"action": "ALLOW"}),
        choice("action", {"ALLOW": "exposure.open", "DENY": "exposure.narrow"}),
        when(members("source_range", gone="exposure.open"), only={"action": "DENY"}),
        changed("priority", "config.parameter", disruption=_QUIET),
        when(happens("exposure.narrow", Verb.CREATE), only={"action": "DENY"}),
        when(happens("exposure.open", Verb.DELETE), only={"action": "DENY"}),
        ignore=("description",),
    ),
    entry(
        "google_compute_firewall",
        Role.NETWORK,
        filtered("google", "source_ranges", note=_FIREWALL),
        *(
            when(changed(name, "routing.network", note="What may be reached changes."), only=_OUT)
            for name in (
                *("allow", "deny", "destination_ranges", "target_tags"),
                "target_service_accounts",
            )
        ),
        *(
            when(
                happens("routing.network", verb, note="What may be reached changes."),
                only=_OUT,
                unless={"deny.protocol": "", "disabled": "true"},
            )
            for verb in (Verb.CREATE, Verb.DELETE)
        ),
        when(
            toggle("disabled", on="routing.network", off="routing.network"),
            only=_OUT,
        ),
        changed("priority", "config.parameter", disruption=_QUIET),
        presence("log_config", gone="observability.logs-off", empty=True),
        toggle("enable_logging", off="observability.logs-off"),
        ignore=("description",),
    ),
    _policy("google_compute_firewall_policy"),
    _joined("google_compute_firewall_policy_association"),
    _rule("google_compute_firewall_policy_rule"),
    _rules("google_compute_firewall_policy_with_rules"),
    entry(
        "google_compute_network_edge_security_service",
        Role.PROTECTION,
        presence(
            "security_policy",
            gone="protection.guard-off",
            came="protection.up",
            changed="protection.guard-off",
            note="The two policies are not compared.",
        ),
        create="protection.up",
        delete="protection.guard-off",
        replace="protection.guard-off",
        ignore=("description",),
    ),
    _policy("google_compute_network_firewall_policy"),
    _joined("google_compute_network_firewall_policy_association"),
    _rule("google_compute_network_firewall_policy_rule"),
    _rules("google_compute_network_firewall_policy_with_rules"),
    _policy("google_compute_organization_security_policy"),
    glue(
        "google_compute_organization_security_policy_association",
        happens("protection.guard-off", Verb.DELETE),
    ),
    entry(
        "google_compute_organization_security_policy_rule",
        Role.NETWORK,
        when(choice("action", {"allow": "exposure.open", "deny": "exposure.narrow"}), unless=_OUT),
        *(
            when(choice("action", {"goto_next": found}), unless=_OUT, was={"action": was})
            for was, found in (("deny", "exposure.open"), ("allow", "exposure.narrow"))
        ),
        when(
            members(
                "match.config.src_ip_ranges",
                came="exposure.open",
                gone="exposure.narrow",
                words=dict.fromkeys(("0.0.0.0/0", "::/0"), "exposure.public"),
                verbs=ARRIVING,
            ),
            only=_ALLOWS,
            unless=_OUT,
        ),
        when(
            members(
                "match.config.src_ip_ranges", came="protection.up", gone="protection.guard-off"
            ),
            only={"action": "deny"},
            unless=_OUT,
        ),
        *(
            when(changed(part, "routing.network"), only=_OUT)
            for part in ("action", "match.config.layer4_config", "target_service_accounts")
        ),
        toggle("enable_logging", off="observability.logs-off"),
        *(
            when(
                limit("match.config.layer4_config.ports", wider=more, narrower=less),
                only={"action": action},
                unless=_OUT,
            )
            for action, more, less in (
                ("allow", "exposure.open", "exposure.narrow"),
                ("deny", "protection.up", "protection.guard-off"),
            )
        ),
        when(changed("match.config.dest_ip_ranges", "routing.network"), only=_OUT),
        when(
            toggle("preview", on="protection.guard-off", off="protection.up"),
            unless={**_ALLOWS, **_OUT},
        ),
        when(
            toggle("preview", on="exposure.narrow", off="exposure.open"), only=_ALLOWS, unless=_OUT
        ),
        when(happens("protection.guard-off", Verb.DELETE), only={"action": "deny"}, unless=_OUT),
        when(happens("exposure.narrow", Verb.DELETE), only={"action": "allow"}, unless=_OUT),
    ),
    setting(
        "google_compute_project_cloud_armor_tier",
        order(
            "cloud_armor_tier",
            ("CA_STANDARD", "CA_ENTERPRISE_PAYGO", "CA_ENTERPRISE_ANNUAL"),
            up="cost.up",
            down="protection.guard-off",
        ),
    ),
    _policy("google_compute_region_network_firewall_policy"),
    _joined("google_compute_region_network_firewall_policy_association"),
    _rule("google_compute_region_network_firewall_policy_rule"),
    _rules("google_compute_region_network_firewall_policy_with_rules"),
    _armor(
        "google_compute_region_security_policy",
        "rules",
        choice(
            "ddos_protection_config.ddos_protection",
            {"STANDARD": "protection.guard-off", "ADVANCED": "protection.up"},
        ),
    ),
    _armor_rule("google_compute_region_security_policy_rule"),
    _armor(
        "google_compute_security_policy",
        "rule",
        presence("rule.redirect_options", changed="routing.rule"),
        presence("rule.header_action", changed="config.parameter", disruption=_QUIET),
        toggle(
            "adaptive_protection_config.layer_7_ddos_defense_config.enable",
            off="protection.guard-off",
            on="protection.up",
        ),
    ),
    _armor_rule("google_compute_security_policy_rule"),
    entry(
        "google_network_security_address_group",
        Role.NETWORK,
        ingress("items", "ranges", note="Rules that name the group decide what the ranges may."),
        ignore=("description",),
    ),
    entry(
        "google_network_security_authorization_policy",
        Role.IDENTITY,
        choice("action", {"ALLOW": "access.grant", "DENY": "access.revoke"}),
        changed(
            "rules",
            "access.grant",
            but=("principals", "ip_blocks"),
            note="The requests that match are not compared.",
        ),
        *(
            when(rule, only={"action": action})
            for action, more, less in (
                ("ALLOW", "access.grant", "access.revoke"),
                ("DENY", "access.revoke", "access.grant"),
            )
            for who in ("rules.sources.principals", "rules.sources.ip_blocks")
            for rule in (
                members(who, came=more, gone=less),
                presence(who, gone=more, empty=True, note="Then the rule is for everybody."),
            )
        ),
        delete="access.grant",
        ignore=("description",),
    ),
    entry(
        "google_network_security_authz_policy",
        Role.IDENTITY,
        choice("action", {"ALLOW": "access.grant", "DENY": "access.revoke"}),
        changed("http_rules", "access.grant"),
        changed("target.resources", "access.grant"),
        delete="access.grant",
        ignore=("description",),
    ),
    entry(
        "google_network_security_backend_authentication_config",
        Role.ROUTING,
        presence(
            "trust_config", came="access.trust", changed="access.trust", gone="access.revoke"
        ),
        choice(
            "well_known_roots",
            {"NONE": "access.revoke", "PUBLIC_ROOTS": "access.trust"},
            both=True,
        ),
        presence(
            "client_certificate",
            came="protection.up",
            changed="key.rotate",
            gone="exposure.tls-weaken",
        ),
        delete="exposure.tls-weaken",
        ignore=("description",),
    ),
    entry(
        "google_network_security_client_tls_policy",
        Role.ROUTING,
        presence(
            "server_validation_ca",
            gone="exposure.tls-weaken",
            came="protection.up",
            changed="access.trust",
            note="Without it any server is taken for the right one.",
        ),
        presence("client_certificate", changed="config.parameter"),
        changed("sni", "config.parameter"),
        delete="exposure.tls-weaken",
        ignore=("description",),
    ),
    entry(
        "google_network_security_firewall_endpoint",
        Role.PROTECTION,
        delete="protection.guard-off",
        replace="protection.guard-off",
    ),
    entry(
        "google_network_security_firewall_endpoint_association",
        Role.GLUE,
        toggle("disabled", on="protection.guard-off", off="protection.up"),
        presence("tls_inspection_policy", gone="protection.guard-off", came="protection.up"),
        delete="protection.guard-off",
    ),
    entry(
        "google_network_security_gateway_security_policy",
        Role.NETWORK,
        presence("tls_inspection_policy", gone="protection.guard-off", came="protection.up"),
        delete="protection.guard-off",
        ignore=("description",),
    ),
    entry(
        "google_network_security_gateway_security_policy_rule",
        Role.NETWORK,
        changed("basic_profile", "routing.network"),
        changed("priority", "routing.network"),
        changed("session_matcher", "routing.network"),
        changed("application_matcher", "routing.network"),
        toggle("enabled", on="routing.network", off="routing.network"),
        toggle("tls_inspection_enabled", off="protection.guard-off", on="protection.up"),
        delete="routing.network",
        ignore=("description",),
    ),
    entry(
        "google_network_security_security_profile",
        Role.PROTECTION,
        *(
            rule
            for kind in ("severity", "threat", "antivirus")
            for rule in _overridden(f"threat_prevention_profile.{kind}_overrides.action")
        ),
        *(
            changed(path, "config.parameter", disruption=_QUIET)
            for path in (
                "custom_mirroring_profile.mirroring_endpoint_group",
                "custom_intercept_profile.intercept_endpoint_group",
            )
        ),
        delete="protection.guard-off",
        ignore=("description",),
    ),
    entry(
        "google_network_security_security_profile_group",
        Role.PROTECTION,
        presence(
            "threat_prevention_profile",
            gone="protection.guard-off",
            came="protection.up",
            changed="protection.guard-off",
            note="The two profiles are not compared.",
        ),
        delete="protection.guard-off",
        ignore=("description",),
    ),
    entry(
        "google_network_security_server_tls_policy",
        Role.ROUTING,
        toggle("allow_open", on="exposure.tls-weaken", off="protection.up"),
        choice(
            "mtls_policy.client_validation_mode",
            {
                "ALLOW_INVALID_OR_MISSING_CLIENT_CERT": "exposure.tls-weaken",
                "REJECT_INVALID": "protection.up",
            },
        ),
        presence("mtls_policy", gone="exposure.tls-weaken", came="protection.up"),
        changed("mtls_policy.client_validation_trust_config", "access.trust"),
        delete="exposure.tls-weaken",
        ignore=("description",),
    ),
    entry(
        "google_network_security_tls_inspection_policy",
        Role.PROTECTION,
        changed(
            "ca_pool",
            "key.rotate",
            note="Clients that do not trust the new pool cannot connect any more.",
        ),
        presence(
            "trust_config", came="access.trust", changed="access.trust", gone="access.revoke"
        ),
        toggle("exclude_public_ca_set", on="access.revoke", off="access.trust"),
        *(
            order(path, words, up="protection.up", down="exposure.tls-weaken")
            for path, words in (
                (
                    "min_tls_version",
                    ("TLS_VERSION_UNSPECIFIED", "TLS_1_0", "TLS_1_1", "TLS_1_2", "TLS_1_3"),
                ),
                (
                    "tls_feature_profile",
                    (
                        *("PROFILE_UNSPECIFIED", "PROFILE_COMPATIBLE"),
                        *("PROFILE_MODERN", "PROFILE_RESTRICTED"),
                    ),
                ),
            )
        ),
        members("custom_tls_features", came="exposure.tls-weaken", gone="protection.up"),
        delete="protection.guard-off",
        ignore=("description",),
    ),
    entry(
        "google_network_security_url_lists",
        Role.NETWORK,
        members("values", came="routing.network", gone="routing.network"),
        ignore=("description",),
    ),
)
