"""
Okta: what changes to its applications, policies, groups and people mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from dataclasses import replace

from planguard.actions.interface import (
    ALWAYS,
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    documented,
    entry,
    grants,
    happens,
    ingress,
    limit,
    members,
    order,
    presence,
    retention,
    secret,
    toggle,
    version,
    when,
)
from planguard.actions.providers.forms import at_least, danger, guard, lets
from planguard.actions.providers.services import (
    admits,
    among,
    at_most,
    bars,
    control,
    holder,
    joins,
    lasts,
    limits,
    membership,
    moves,
    parameters,
    setting,
)
from planguard.model.words import Disruption, Role, Verb

_OUTAGE = Disruption.OUTAGE
_SUPER = ("SUPER_ADMIN",)
"""
The role that may do everything, others' roles included.

Source: https://help.okta.com/en-us/content/topics/security/administrators-super-admin.htm
"""
_LOOKS = (
    *("accessibility_error_redirect_url", "accessibility_login_redirect_url", "admin_note"),
    *("app_links_json", "auto_submit_toolbar", "enduser_note", "hide_ios", "hide_web"),
    *("label", "logo", "logo_url"),
)
_SIGNATURES = ("SHA-1", "SHA-256")
_STRONG = (
    *("duo", "external_idp", "fido_u2f", "fido_webauthn", "google_otp", "hotp", "okta_otp"),
    *("okta_push", "okta_verify", "onprem_mfa", "rsa_token", "smart_card_idp", "symantec_vip"),
    *("webauthn", "yubikey_token"),
)
_WEAK = (
    *("okta_call", "okta_email", "okta_password", "okta_question", "okta_sms", "phone_number"),
    "security_question",
)
_ENROLL = ("NOT_ALLOWED", "OPTIONAL", "REQUIRED")
_BLOCKS = {"usage": "BLOCKLIST"}
_EXEMPT = "Whoever is left out is not asked."


def _acts(path: str = "status") -> Rule:
    """Describe whether somebody can use it, or by it."""
    return choice(path, {"INACTIVE": "access.revoke", "ACTIVE": "access.grant"}, default="ACTIVE")


def _checks(path: str = "status") -> Rule:
    """Describe whether a check is made."""
    found = {"INACTIVE": "protection.guard-off", "ACTIVE": "protection.up"}
    return choice(path, found, default="ACTIVE")


def _gone() -> tuple[Rule, ...]:
    """Describe that nobody gets in by it any more: it is deleted, or switched off."""
    return tuple(
        rule
        for action in ("access.revoke", "routing.remove")
        for rule in (
            happens(action, Verb.DELETE, disruption=_OUTAGE),
            happens(action, Verb.REPLACE, disruption=_OUTAGE),
            choice("status", {"INACTIVE": action}, default="ACTIVE", disruption=_OUTAGE),
        )
    )


def _app(type_: str, *rules: Rule, named: bool = True, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe an application: with it, nobody logs in there any more."""
    return entry(
        type_,
        Role.IDENTITY,
        *documented(
            "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/",
            *_gone(),
            choice("status", {"ACTIVE": "access.grant"}, default="ACTIVE"),
        ),
        lets("accessibility_self_service", note="People may ask for it by themselves."),
        *(parameters("user_name_template", "user_name_template_type") if named else ()),
        *rules,
        ignore=(*_LOOKS, *ignore),
    )


def _assigned(path: str) -> tuple[Rule, ...]:
    """Describe who is given an application; who keeps it (`retain_assignment`) loses nothing."""
    listed = members(path, came="access.grant", gone="access.revoke", verbs=ARRIVING)
    kept = {"retain_assignment": "true"}
    return (
        listed,
        when(listed, unless=kept, verbs=frozenset({Verb.DELETE})),
        when(happens("config.parameter", Verb.DELETE), only=kept),
    )


def _typed(type_: str, *rules: Rule, schemes: bool = True) -> TypeEntry:
    """Describe an application into which Okta types a password."""
    shared = (
        secret("shared_password"),
        changed("shared_username", "config.parameter"),
        changed("credentials_scheme", "config.parameter"),
        lets("reveal_password"),
    )
    return _app(type_, changed("url", "access.trust"), *(shared if schemes else ()), *rules)


def _exempt(*paths: str) -> tuple[Rule, ...]:
    """Describe those whom a check passes by."""
    return tuple(
        members(path, came="protection.guard-off", gone="protection.up", note=_EXEMPT)
        for path in paths
    )


def _covers(*paths: str) -> tuple[Rule, ...]:
    """Describe those whom a check meets."""
    return tuple(
        members(path, came="protection.up", gone="protection.guard-off") for path in paths
    )


def _places() -> tuple[Rule, ...]:
    """Describe from where a rule of a policy counts."""
    return parameters("network_connection", "network_includes", "network_excludes")


def _rule(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a rule of a policy, that lets in or keeps out."""
    return entry(
        type_,
        Role.IDENTITY,
        choice("access", {"ALLOW": "access.grant", "DENY": "access.revoke"}, default="ALLOW"),
        when(choice("access", {"CHALLENGE": "protection.up"}), was_not={"access": "DENY"}),
        when(choice("access", {"CHALLENGE": "access.grant"}), was={"access": "DENY"}),
        *(
            when(rule, only={"access": words})
            for rule, words in (
                (choice("status", {"INACTIVE": "protection.guard-off"}), ("DENY", "CHALLENGE")),
                (choice("status", {"ACTIVE": "protection.up"}), ("DENY", "CHALLENGE")),
                (_acts(), ("ALLOW", "")),
                (happens("protection.guard-off", Verb.DELETE), ("DENY", "CHALLENGE")),
                (happens("access.revoke", Verb.DELETE), ("ALLOW", "")),
            )
        ),
        *_places(),
        changed("priority", "config.parameter", note="The first rule that fits is the one."),
        *rules,
        ignore=("name",),
    )


def _policy(type_: str, *rules: Rule, groups: bool = True) -> TypeEntry:
    """Describe a policy about how one proves who one is."""
    return control(
        type_,
        _checks(),
        changed("priority", "config.parameter"),
        *(_covers("groups_included") if groups else ()),
        *rules,
        ignore=("description", "name"),
    )


def _default(type_: str, *rules: Rule) -> TypeEntry:
    """Describe the policy for everybody whom no other meets; it cannot be deleted."""
    return entry(type_, Role.IDENTITY, *rules, ignore=("description", "name", "priority"))


def _factors() -> tuple[Rule, ...]:
    """Describe with what one may, or must, prove a second time who one is."""
    return (
        *(
            order(f"{factor}.enroll", _ENROLL, up="protection.up", down="protection.guard-off")
            for factor in _STRONG
        ),
        *(changed(factor, "config.parameter") for factor in (*_WEAK, "external_idps")),
    )


def _passwords() -> tuple[Rule, ...]:
    """Describe what a password must be like, and how one gets a new one."""
    return (
        *(
            at_least(f"password_{name}")
            for name in ("min_length", "min_lowercase", "min_number", "min_symbol")
        ),
        *(at_least(f"password_{name}") for name in ("min_uppercase", "history_count")),
        at_least("question_min_length"),
        at_most("password_max_lockout_attempts", note="0 stands for no limit."),
        at_most("password_max_age_days", note="0 stands for no limit."),
        guard("password_dictionary_lookup"),
        guard("password_exclude_username", default=True),
        guard("password_exclude_first_name"),
        guard("password_exclude_last_name"),
        *(
            changed(f"{way}_recovery", "config.parameter")
            for way in ("email", "sms", "call", "question")
        ),
        lasts("recovery_email_token"),
        *parameters("password_auto_unlock_minutes", "password_min_age_minutes", "skip_unlock"),
    )


def _provider(type_: str, *rules: Rule) -> TypeEntry:
    """Describe somebody outside who tells who somebody is."""
    return entry(
        type_,
        Role.IDENTITY,
        happens("access.trust", Verb.CREATE),
        *(
            choice(path, {"AUTO": "access.trust", "DISABLED": "access.revoke"})
            for path in ("provisioning_action", "account_link_action")
        ),
        grants("groups_assignment"),
        members("groups_filter", came="access.grant", gone="access.revoke"),
        limit("account_link_group_include", wider="access.trust"),
        *(changed(name, "access.trust") for name in ("subject_match_type", "username_template")),
        choice("groups_action", {"NONE": "access.revoke"}, otherwise="access.grant"),
        *(
            choice(path, {"NONE": "access.revoke"}, otherwise="access.grant")
            for path in ("suspended_action", "deprovisioned_action")
        ),
        toggle("profile_master", on="access.trust", off="access.revoke"),
        choice("status", {"ACTIVE": "access.grant"}, default="ACTIVE"),
        *_gone(),
        *rules,
        ignore=("name",),
    )


def _field(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe a field of a profile: with it go its values."""
    return entry(
        type_,
        Role.SCHEMA,
        changed("type", "schema.keys"),
        changed("required", "config.parameter"),
        changed("master", "access.trust"),
        choice("permissions", {"READ_WRITE": "access.grant"}, otherwise="access.revoke"),
        *rules,
        delete="schema.keys",
        replace="schema.keys",
        ignore=("title", *ignore),
    )


def _stays(described: TypeEntry) -> TypeEntry:
    """Describe what Okta has by itself: the provider leaves it as it is when it deletes it."""
    rules = tuple(rule for rule in described.rules if rule.pattern != "verb")
    return replace(described, rules=rules, delete=(), replace=())


def _own_field(type_: str, *rules: Rule) -> TypeEntry:
    return _field(
        type_,
        changed("array_type", "schema.keys"),
        changed("unique", "schema.keys"),
        changed("scope", "config.parameter"),
        *parameters("enum", "array_enum", "min_length", "max_length"),
        *rules,
        ignore=("description",),
    )


def _device(type_: str, *rules: Rule) -> TypeEntry:
    """Describe what a device must be like; without it, any will do."""
    return control(
        type_,
        version("os_version", newer="protection.up", older="protection.guard-off"),
        *rules,
        ignore=("name", "last_update", "last_updated_by"),
    )


_BROWSER = (
    *("tpsp_builtin_dns_client_enabled", "tpsp_chrome_remote_desktop_app_blocked"),
    *("tpsp_disk_encrypted", "tpsp_os_firewall", "tpsp_screen_lock_secured"),
    "tpsp_site_isolation_enabled",
)


def _needs(*paths: str) -> tuple[Rule, ...]:
    return tuple(
        presence(path, came="protection.up", gone="protection.guard-off") for path in paths
    )


def _server(type_: str) -> TypeEntry:
    """Describe who issues tokens to applications."""
    return entry(
        type_,
        Role.IDENTITY,
        choice("status", {"ACTIVE": "access.grant"}, default="ACTIVE"),
        members("audiences", came="access.trust", gone="access.revoke"),
        choice(
            "credentials_rotation_mode",
            {"MANUAL": "key.rotation-off", "AUTO": "protection.up"},
        ),
        changed("issuer_mode", "config.parameter", disruption=_OUTAGE),
        *_gone(),
        ignore=("description", "name"),
    )


def _claim(type_: str) -> TypeEntry:
    return holder(
        type_,
        changed("value", "access.grant", note="Applications decide by it who may do what."),
        changed("value_type", "access.grant"),
        *limits("scopes"),
        _acts(),
        changed("always_include_in_token", "config.parameter"),
    )


def _page(type_: str) -> TypeEntry:
    return setting(
        type_,
        changed("page_content", "deploy.version"),
        order(
            "content_security_policy_setting.mode",
            ("", "report_only", "enforced"),
            up="protection.up",
            down="protection.guard-off",
        ),
        version("widget_version", newer="deploy.version", older="deploy.rollback"),
        changed("content_security_policy_setting.src_list", "config.parameter"),
        ignore=("widget_customizations",),
    )


def _hook(type_: str, *rules: Rule, off: str) -> TypeEntry:
    """Describe a call to somebody outside."""
    return entry(
        type_,
        Role.GLUE,
        secret("auth"),
        choice("status", {"INACTIVE": off, "ACTIVE": "config.parameter"}),
        changed("headers", "config.parameter"),
        *rules,
        delete=off,
        replace=off,
        ignore=("name",),
    )


def _zoned(path: str) -> tuple[Rule, ...]:
    """Describe the addresses or places of a zone, which lets in or keeps out."""
    return (
        when(members(path, came="exposure.open", gone="exposure.narrow"), unless=_BLOCKS),
        when(members(path, came="exposure.narrow", gone="exposure.open"), only=_BLOCKS),
    )


ENTRIES: tuple[TypeEntry, ...] = (
    holder("okta_admin_role_custom", grants("permissions"), ignore=("description", "label")),
    membership(
        "okta_admin_role_custom_assignments",
        *joins("members"),
        *moves("custom_role_id", "resource_set_id"),
    ),
    entry(
        "okta_admin_role_targets",
        Role.IDENTITY,
        *limits("apps", "groups"),
        *moves("role_type", "user_id"),
        create="access.revoke",
        delete="access.grant",
    ),
    entry(
        "okta_app_access_policy_assignment",
        Role.IDENTITY,
        *(changed(path, "access.trust") for path in ("policy_id", "app_id")),
    ),
    _app(
        "okta_app_auto_login",
        changed("sign_on_url", "access.trust"),
        changed("sign_on_redirect_url", "access.trust"),
        secret("shared_password"),
        changed("credentials_scheme", "config.parameter"),
        lets("reveal_password"),
    ),
    _typed("okta_app_basic_auth", changed("auth_url", "access.trust")),
    setting(
        "okta_app_bookmark",
        *parameters("url", "status", "authentication_policy"),
        role=Role.GLUE,
        ignore=_LOOKS,
    ),
    membership(
        "okta_app_group_assignment",
        *_assigned("group_id"),
        *moves("app_id"),
        changed("profile", "config.parameter", note="It may say what its members may do there."),
        ignore=("priority", "retain_assignment"),
    ),
    membership(
        "okta_app_group_assignments",
        members("group.id", came="access.grant", gone="access.revoke", verbs=ALWAYS),
        *moves("app_id"),
        changed("group.profile", "config.parameter"),
        changed("group.priority", "config.parameter"),
    ),
    _app(
        "okta_app_oauth",
        members("redirect_uris", came="access.trust", gone="access.revoke"),
        *admits("grant_types", "response_types"),
        choice(
            "token_endpoint_auth_method",
            {"none": "protection.guard-off"},
            otherwise="config.parameter",
        ),
        choice("wildcard_redirect", {"SUBDOMAIN": "access.trust", "DISABLED": "access.revoke"}),
        guard("pkce_required"),
        secret("client_secret"),
        secret("client_basic_secret"),
        choice(
            "refresh_token_rotation",
            {"STATIC": "protection.guard-off", "ROTATE": "protection.up"},
        ),
        lets("implicit_assignment", note="Everybody in the organization may use it."),
        choice("consent_method", {"TRUSTED": "access.grant", "REQUIRED": "protection.up"}),
        changed("authentication_policy", "access.trust"),
        toggle("auto_key_rotation", off="key.rotation-off", on="protection.up", default=True),
        changed("jwks", "key.rotate"),
        changed("jwks_uri", "access.trust"),
        presence(
            "groups_claim", came="access.grant", gone="access.revoke", changed="access.grant"
        ),
        changed("client_id", "config.parameter", disruption=_OUTAGE),
        *parameters("issuer_mode", "login_uri", "login_mode", "profile", "app_settings_json"),
        *parameters("post_logout_redirect_uris", "refresh_token_leeway"),
        ignore=("omit_secret", "client_uri", "logo_uri", "policy_uri", "tos_uri"),
    ),
    membership("okta_app_oauth_api_scope", *joins("scopes"), *moves("app_id")),
    setting(
        "okta_app_oauth_post_logout_redirect_uri",
        changed("uri", "config.parameter"),
        role=Role.IDENTITY,
    ),
    holder(
        "okta_app_oauth_redirect_uri",
        happens("access.trust", Verb.CREATE),
        changed("uri", "access.trust"),
    ),
    membership(
        "okta_app_oauth_role_assignment",
        grants("type", admin=_SUPER),
        *moves("client_id", "role", "resource_set"),
    ),
    _app(
        "okta_app_saml",
        *(
            changed(name, "access.trust", note="Whoever is there gets to know who logged in.")
            for name in ("sso_url", "recipient", "destination", "acs_endpoints")
        ),
        changed("acs_endpoints_indices", "access.trust"),
        changed("audience", "access.trust"),
        changed("authentication_policy", "access.trust"),
        guard("response_signed"),
        guard("assertion_signed"),
        guard("saml_signed_request_enabled"),
        guard("honor_force_authn"),
        order(
            "signature_algorithm",
            ("RSA_SHA1", "RSA_SHA256"),
            up="protection.up",
            down="protection.guard-off",
        ),
        order(
            "digest_algorithm", ("SHA1", "SHA256"), up="protection.up", down="protection.guard-off"
        ),
        *(changed(name, "access.trust") for name in ("subject_name_id_template", "sp_issuer")),
        changed("subject_name_id_format", "config.parameter"),
        members(
            "attribute_statements.name",
            came="access.grant",
            gone="access.revoke",
            note="It says what the other side knows.",
        ),
        *(
            changed(f"attribute_statements.{part}", "access.grant", both=True)
            for part in ("values", "filter_value")
        ),
        lets("implicit_assignment", note="Everybody in the organization may use it."),
        changed("key_years_valid", "key.rotate"),
        changed("idp_issuer", "config.parameter", disruption=_OUTAGE),
        *parameters("app_settings_json", "inline_hook_id", "authn_context_class_ref"),
        *parameters("single_logout_url", "single_logout_certificate", "default_relay_state"),
        ignore=("metadata", "certificate", "keys", "key_id", "key_name"),
    ),
    entry("okta_app_saml_app_settings", Role.IDENTITY, changed("settings", "config.parameter")),
    _typed(
        "okta_app_secure_password_store",
        *(changed(f"optional_field{number_}_value", "config.parameter") for number_ in (1, 2, 3)),
    ),
    _typed(
        "okta_app_shared_credentials",
        changed("redirect_url", "access.trust"),
        secret("shared_password"),
        changed("shared_username", "config.parameter"),
        schemes=False,
    ),
    control(
        "okta_app_signon_policy",
        lets("catch_all", default=True, note="It settles those whom no rule meets."),
        changed("priority", "config.parameter"),
        ignore=("description", "name"),
    ),
    _rule(
        "okta_app_signon_policy_rule",
        order("factor_mode", ("1FA", "2FA"), up="protection.up", down="protection.guard-off"),
        retention(
            "re_authentication_frequency",
            cut="protection.up",
            up="protection.guard-off",
            off="protection.up",
            zero_is="nothing",
        ),
        retention(
            "inactivity_period",
            cut="protection.up",
            up="protection.guard-off",
            zero_is="for-ever",
        ),
        changed("constraints", "config.parameter", note="It says what proof is good enough."),
        changed("chains", "config.parameter", note="It says what proof is good enough."),
        guard("device_is_managed"),
        guard("device_is_registered"),
        *parameters("custom_expression", "risk_score", "platform_include"),
        *parameters("groups_included", "groups_excluded", "users_included", "users_excluded"),
        *parameters("user_types_included", "user_types_excluded"),
        *_covers("device_assurances_included"),
    ),
    _app(
        "okta_app_swa",
        changed("url", "access.trust"),
        changed("redirect_url", "access.trust"),
    ),
    _typed("okta_app_three_field", secret("extra_field_value")),
    membership(
        "okta_app_user",
        *_assigned("user_id"),
        *moves("app_id"),
        secret("password"),
        changed("username", "access.trust"),
        changed("profile", "config.parameter", note="It may say what one may do there."),
        ignore=("retain_assignment",),
    ),
    _stays(_field("okta_app_user_base_schema_property")),
    _own_field("okta_app_user_schema_property"),
    _server("okta_auth_server"),
    _claim("okta_auth_server_claim"),
    _stays(_claim("okta_auth_server_claim_default")),
    _stays(_server("okta_auth_server_default")),
    holder(
        "okta_auth_server_policy",
        *among("client_whitelist", "ALL_CLIENTS"),
        changed("priority", "config.parameter"),
        _acts(),
        ignore=("description", "name"),
    ),
    holder(
        "okta_auth_server_policy_rule",
        *admits("grant_type_whitelist", "user_whitelist"),
        *among("group_whitelist", "EVERYONE"),
        *among("scope_whitelist", "*"),
        *bars("group_blacklist", "user_blacklist"),
        lasts("access_token_lifetime_minutes"),
        lasts("refresh_token_lifetime_minutes"),
        lasts("refresh_token_window_minutes"),
        changed("priority", "config.parameter"),
        changed("inline_hook_id", "config.parameter"),
        _acts(),
        ignore=("name",),
    ),
    holder(
        "okta_auth_server_scope",
        order(
            "consent",
            ("IMPLICIT", "FLEXIBLE", "REQUIRED"),
            up="protection.up",
            down="access.grant",
        ),
        lets("default"),
        changed("optional", "config.parameter"),
        ignore=("description", "display_name", "metadata_publish"),
    ),
    holder(
        "okta_authenticator",
        _acts(),
        changed("settings", "config.parameter"),
        changed("provider_json", "access.trust"),
        changed("provider_host", "access.trust"),
        changed("provider_hostname", "access.trust"),
        secret("provider_shared_secret"),
        secret("provider_secret_key"),
        secret("provider_integration_key"),
        ignore=("name", "legacy_ignore_name"),
    ),
    control(
        "okta_behavior",
        _checks(),
        *parameters("number_of_authentications", "radius_from_location", "velocity"),
        changed("location_granularity_type", "config.parameter"),
        ignore=("name",),
    ),
    setting(
        "okta_brand",
        *parameters("default_app_app_instance_id", "custom_privacy_policy_url"),
        ignore=("name", "remove_powered_by_okta", "locale", "links"),
    ),
    control(
        "okta_captcha",
        secret("secret_key"),
        changed("site_key", "config.parameter"),
        changed("type", "config.parameter"),
        ignore=("name",),
    ),
    control("okta_captcha_org_wide_settings", *_covers("enabled_for")),
    _page("okta_customized_signin_page"),
    entry(
        "okta_domain",
        Role.ROUTING,
        changed("name", "routing.dns"),
        changed("brand_id", "config.parameter"),
        changed("certificate_source_type", "key.rotate"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "okta_domain_certificate",
        Role.KEY,
        changed("certificate", "key.rotate"),
        changed("certificate_chain", "key.rotate"),
        secret("private_key"),
    ),
    entry("okta_domain_verification", Role.GLUE),
    setting("okta_email_customization", changed("body", "config.parameter"), ignore=("subject",)),
    setting("okta_email_domain", changed("domain", "routing.dns"), ignore=("display_name",)),
    entry("okta_email_domain_verification", Role.GLUE),
    setting(
        "okta_email_sender", changed("from_address", "config.parameter"), ignore=("from_name",)
    ),
    entry("okta_email_sender_verification", Role.GLUE),
    setting(
        "okta_email_smtp_server",
        secret("password"),
        changed("host", "routing.network"),
        changed("port", "routing.network"),
        changed("enabled", "config.parameter"),
        changed("username", "config.parameter"),
    ),
    setting("okta_email_template_settings", changed("recipients", "config.parameter")),
    _hook(
        "okta_event_hook",
        changed("channel", "routing.rule"),
        members("events", came="config.parameter", gone="observability.alarm-off"),
        off="observability.alarm-off",
    ),
    entry("okta_event_hook_verification", Role.GLUE),
    holder("okta_factor", toggle("active", on="access.grant", off="access.revoke", default=True)),
    holder(
        "okta_factor_totp",
        order(
            "hmac_algorithm",
            ("HMacSHA1", "HMacSHA256", "HMacSHA512"),
            up="protection.up",
            down="protection.guard-off",
        ),
        at_least("otp_length"),
        ignore=("name",),
    ),
    holder(
        "okta_group",
        changed("custom_profile_attributes", "config.parameter"),
        ignore=("description", "name", "skip_users"),
    ),
    membership(
        "okta_group_memberships", *joins("users"), *moves("group_id"), ignore=("track_all_users",)
    ),
    membership("okta_group_owner", *joins("id_of_group_owner"), *moves("group_id")),
    membership(
        "okta_group_role",
        grants("role_type", admin=_SUPER),
        *limits("target_group_list", "target_app_list"),
        *moves("group_id", "role_id", "resource_set_id"),
        ignore=("disable_notifications",),
    ),
    entry(
        "okta_group_rule",
        Role.IDENTITY,
        *admits("group_assignments"),
        changed("expression_value", "access.grant", note="It says who is in the groups."),
        changed("expression_value", "access.revoke"),
        *bars("users_excluded"),
        _acts(),
        *(
            rule
            for verb in (Verb.DELETE, Verb.REPLACE)
            for rule in (
                when(happens("access.revoke", verb), only={"remove_assigned_users": "true"}),
                when(
                    happens("config.parameter", verb, note="Whom it put into groups stays there."),
                    unless={"remove_assigned_users": "true"},
                ),
            )
        ),
        ignore=("name", "remove_assigned_users"),
    ),
    _own_field("okta_group_schema_property"),
    _provider(
        "okta_idp_oidc",
        *(
            changed(name, "access.trust")
            for name in ("issuer_url", "authorization_url", "token_url", "jwks_url", "client_id")
        ),
        changed("user_info_url", "access.trust"),
        changed("subject_match_attribute", "access.trust"),
        secret("client_secret"),
        guard("pkce_required"),
        changed("scopes", "config.parameter"),
        changed("max_clock_skew", "config.parameter"),
    ),
    _provider(
        "okta_idp_saml",
        *(changed(name, "access.trust") for name in ("issuer", "sso_url", "kid", "audience")),
        changed("subject_filter", "access.trust"),
        changed("subject_match_attribute", "access.trust"),
        order(
            "response_signature_algorithm",
            _SIGNATURES,
            up="protection.up",
            down="protection.guard-off",
        ),
        order(
            "request_signature_algorithm",
            _SIGNATURES,
            up="protection.up",
            down="protection.guard-off",
        ),
        changed("response_signature_scope", "config.parameter"),
        choice(
            "request_signature_scope",
            {"NONE": "protection.guard-off", "REQUEST": "protection.up"},
        ),
        changed("max_clock_skew", "config.parameter"),
    ),
    entry(
        "okta_idp_saml_key",
        Role.KEY,
        changed("x5c", "access.trust"),
        create="access.trust",
        delete="access.revoke",
        replace="key.rotate",
    ),
    _provider(
        "okta_idp_social",
        *(
            changed(name, "access.trust")
            for name in ("client_id", "authorization_url", "token_url", "trust_issuer")
        ),
        changed("trust_audience", "access.trust"),
        changed("subject_match_attribute", "access.trust"),
        secret("client_secret"),
        secret("apple_private_key"),
        changed("scopes", "config.parameter"),
    ),
    _hook(
        "okta_inline_hook",
        changed("channel", "access.trust", note="It answers what people are told, or may do."),
        changed("channel_json", "access.trust"),
        changed("type", "config.parameter"),
        changed("version", "config.parameter"),
        off="config.parameter",
    ),
    entry("okta_link_definition", Role.SCHEMA, delete="schema.keys", replace="schema.keys"),
    setting("okta_link_value", changed("associated_user_ids", "config.parameter")),
    entry(
        "okta_log_stream",
        Role.OBSERVABILITY,
        choice("status", {"INACTIVE": "observability.logs-off"}),
        secret("settings.token"),
        *(
            changed(f"settings.{name}", "config.parameter")
            for name in ("host", "account_id", "event_source_name", "region")
        ),
        delete="observability.logs-off",
        replace="observability.logs-off",
        ignore=("name",),
    ),
    entry(
        "okta_network_zone",
        Role.NETWORK,
        when(ingress("gateways", "ranges"), unless=_BLOCKS, verbs=frozenset({Verb.UPDATE})),
        when(members("gateways", came="exposure.narrow", gone="exposure.open"), only=_BLOCKS),
        *_zoned("proxies"),
        *_zoned("dynamic_locations"),
        *_zoned("asns"),
        *_zoned("ip_service_categories_include"),
        changed("dynamic_locations_exclude", "config.parameter"),
        changed("ip_service_categories_exclude", "config.parameter"),
        changed("dynamic_proxy_type", "config.parameter"),
        choice("usage", {"POLICY": "exposure.open", "BLOCKLIST": "exposure.narrow"}),
        when(choice("status", {"INACTIVE": "protection.guard-off"}), only=_BLOCKS),
        when(choice("status", {"ACTIVE": "protection.up"}), only=_BLOCKS),
        when(changed("status", "config.parameter"), unless=_BLOCKS),
        when(happens("protection.guard-off", Verb.DELETE), only=_BLOCKS),
        when(happens("config.parameter", Verb.DELETE), unless=_BLOCKS),
        ignore=("name",),
    ),
    setting(
        "okta_org_configuration",
        *parameters("technical_contact_user", "billing_contact_user"),
        ignore=(
            *("address_1", "address_2", "city", "company_name", "country", "logo"),
            *("opt_out_communication_emails", "phone_number", "postal_code", "state"),
            *("support_phone_number", "website", "end_user_support_help_url"),
        ),
    ),
    holder(
        "okta_org_support",
        happens(
            "access.grant", Verb.CREATE, note="People of Okta may look into the organization."
        ),
        changed("extend_by", "access.grant"),
    ),
    _device(
        "okta_policy_device_assurance_android",
        danger("jailbreak"),
        guard("secure_hardware_present"),
        *_needs("disk_encryption_type", "screenlock_type"),
    ),
    control(
        "okta_policy_device_assurance_chromeos",
        guard("tpsp_disk_encrypted"),
        guard("tpsp_os_firewall"),
        guard("tpsp_screen_lock_secured"),
        guard("tpsp_site_isolation_enabled"),
        version("tpsp_browser_version", newer="protection.up", older="protection.guard-off"),
        version("tpsp_os_version", newer="protection.up", older="protection.guard-off"),
        ignore=("name", "last_update", "last_updated_by"),
    ),
    _device(
        "okta_policy_device_assurance_ios",
        danger("jailbreak"),
        *_needs("screenlock_type"),
    ),
    _device(
        "okta_policy_device_assurance_macos",
        guard("secure_hardware_present"),
        *_needs("disk_encryption_type", "screenlock_type"),
        *map(guard, _BROWSER),
        version("tpsp_browser_version", newer="protection.up", older="protection.guard-off"),
    ),
    _device(
        "okta_policy_device_assurance_windows",
        guard("secure_hardware_present"),
        *_needs("disk_encryption_type", "screenlock_type"),
        *map(guard, _BROWSER),
        guard("tpsp_secure_boot_enabled"),
        version("tpsp_browser_version", newer="protection.up", older="protection.guard-off"),
    ),
    _policy("okta_policy_mfa", *_factors()),
    _default("okta_policy_mfa_default", *_factors()),
    _policy(
        "okta_policy_password",
        *_passwords(),
        changed("auth_provider", "access.trust"),
    ),
    _default("okta_policy_password_default", *_passwords()),
    setting(
        "okta_policy_profile_enrollment",
        changed("status", "config.parameter"),
        role=Role.IDENTITY,
        ignore=("name",),
    ),
    setting(
        "okta_policy_profile_enrollment_apps",
        members("apps", came="config.parameter", gone="config.parameter"),
        role=Role.IDENTITY,
    ),
    setting(
        "okta_policy_rule_idp_discovery",
        changed("idp_providers", "access.trust", note="It says who tells who somebody is."),
        *_places(),
        *parameters("app_include", "app_exclude", "user_identifier_patterns", "priority"),
        *parameters("user_identifier_type", "user_identifier_attribute", "status"),
        changed("platform_include", "config.parameter"),
        role=Role.IDENTITY,
        ignore=("name",),
    ),
    control(
        "okta_policy_rule_mfa",
        choice(
            "enroll",
            {
                "NEVER": "protection.guard-off",
                "CHALLENGE": "protection.up",
                "LOGIN": "protection.up",
            },
        ),
        *_places(),
        *_exempt("users_excluded"),
        *parameters("app_include", "app_exclude", "priority"),
        _checks(),
        ignore=("name",),
    ),
    setting(
        "okta_policy_rule_password",
        *(
            choice(f"password_{name}", {"ALLOW": "access.grant", "DENY": "access.revoke"})
            for name in ("change", "reset", "unlock")
        ),
        *_places(),
        *parameters("users_excluded", "priority", "status"),
        role=Role.IDENTITY,
        ignore=("name",),
    ),
    setting(
        "okta_policy_rule_profile_enrollment",
        choice("access", {"ALLOW": "access.grant", "DENY": "access.revoke"}),
        choice(
            "unknown_user_action",
            {"REGISTER": "access.public", "DENY": "access.revoke"},
            verbs=ARRIVING,
            note="Everybody can make an account.",
        ),
        guard("email_verification"),
        *moves("target_group_id"),
        *parameters("inline_hook_id", "profile_attributes", "progressive_profiling_action"),
        *_covers("enroll_authenticator_types"),
        role=Role.IDENTITY,
    ),
    _rule(
        "okta_policy_rule_signon",
        guard("mfa_required"),
        order(
            "mfa_prompt",
            ("DEVICE", "SESSION", "ALWAYS"),
            up="protection.up",
            down="protection.guard-off",
        ),
        at_most("mfa_lifetime"),
        danger("mfa_remember_device"),
        at_most("session_idle"),
        at_most("session_lifetime"),
        danger("session_persistent"),
        changed("primary_factor", "config.parameter"),
        changed("factor_sequence", "config.parameter", note="It says what proof is good enough."),
        *parameters("behaviors", "risc_level", "risk_level", "authtype"),
        changed("identity_provider", "access.trust"),
        changed("identity_provider_ids", "access.trust"),
        *_exempt("users_excluded"),
    ),
    _policy("okta_policy_signon"),
    _page("okta_preview_signin_page"),
    setting(
        "okta_profile_mapping",
        changed("mappings", "access.grant", note="Applications decide by it who may do what."),
        *parameters("delete_when_absent", "always_apply"),
        role=Role.IDENTITY,
    ),
    setting("okta_rate_limiting", *parameters("authorize", "login", "communications_enabled")),
    holder(
        "okta_resource_set",
        *admits("resources", "resources_orn"),
        ignore=("description", "label"),
    ),
    setting(
        "okta_role_subscription",
        choice("status", {"unsubscribed": "observability.alarm-off"}),
        role=Role.OBSERVABILITY,
    ),
    setting(
        "okta_security_notification_emails",
        *(
            toggle(name, off="observability.alarm-off", default=True)
            for name in (
                *(
                    "report_suspicious_activity_enabled",
                    "send_email_for_factor_enrollment_enabled",
                ),
                *(
                    "send_email_for_factor_reset_enabled",
                    "send_email_for_new_device_enabled",
                    "send_email_for_password_changed_enabled",
                ),
            )
        ),
        role=Role.OBSERVABILITY,
    ),
    setting(
        "okta_template_sms", changed("template", "config.parameter"), ignore=("translations",)
    ),
    entry(
        "okta_theme",
        Role.CONFIG,
        ignore=(
            *("background_image", "favicon", "logo", "primary_color_hex", "secondary_color_hex"),
            *("primary_color_contrast_hex", "secondary_color_contrast_hex"),
            *("email_template_touch_point_variant", "end_user_dashboard_touch_point_variant"),
            *("error_page_touch_point_variant", "sign_in_page_touch_point_variant"),
        ),
    ),
    control(
        "okta_threat_insight_settings",
        order(
            "action", ("none", "audit", "block"), up="protection.up", down="protection.guard-off"
        ),
        *_exempt("network_excludes"),
    ),
    holder(
        "okta_trusted_origin",
        happens("access.trust", Verb.CREATE),
        changed("origin", "access.trust"),
        members("scopes", came="access.trust", gone="access.revoke"),
        toggle("active", on="access.trust", off="access.revoke", default=True),
        ignore=("name",),
    ),
    holder(
        "okta_trusted_server",
        members("trusted", came="access.trust", gone="access.revoke", verbs=ARRIVING),
    ),
    holder(
        "okta_user",
        choice(
            "status",
            {
                "ACTIVE": "access.grant",
                **dict.fromkeys(("SUSPENDED", "DEPROVISIONED", "STAGED"), "access.revoke"),
            },
        ),
        secret("password"),
        secret("password_hash.value"),
        secret("recovery_answer"),
        changed("login", "config.parameter"),
        changed("email", "access.trust", note="What lets one in anew is sent there."),
        changed("second_email", "access.trust", note="What lets one in anew is sent there."),
        changed("mobile_phone", "access.trust", note="What lets one in anew is sent there."),
        changed("password_inline_hook", "access.trust"),
        *parameters("custom_profile_attributes", "user_type", "department", "division"),
        ignore=(
            *("old_password", "skip_roles", "expire_password_on_create", "display_name"),
            *("nick_name", "honorific_prefix", "honorific_suffix", "profile_url", "locale"),
            *("preferred_language", "timezone", "recovery_question", "first_name", "last_name"),
            *("middle_name", "street_address", "postal_address", "primary_phone"),
        ),
    ),
    membership(
        "okta_user_admin_roles",
        grants("admin_roles", admin=_SUPER),
        *moves("user_id"),
        ignore=("disable_notifications",),
    ),
    _stays(_field("okta_user_base_schema_property", changed("pattern", "config.parameter"))),
    holder("okta_user_factor_question", secret("answer"), changed("key", "config.parameter")),
    membership("okta_user_group_memberships", grants("groups"), *moves("user_id")),
    _own_field("okta_user_schema_property", changed("pattern", "config.parameter")),
    entry(
        "okta_user_type",
        Role.SCHEMA,
        delete="schema.keys",
        replace="schema.keys",
        ignore=("description", "display_name"),
    ),
)
