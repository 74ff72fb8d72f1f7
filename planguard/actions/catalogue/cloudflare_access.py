"""
Who may come and who may change things at Cloudflare: Access, Gateway, devices, members and tokens.

Holds the names of version 4 of the provider beside those of version 5. A table of one entry a
type, hence its length.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    deadline,
    documented,
    entry,
    grants,
    happens,
    limit,
    members,
    order,
    presence,
    secret,
    toggle,
    when,
)
from planguard.actions.providers.forms import danger, guard, parameters
from planguard.model.words import Role, Verb

_OFF, _UP = "protection.guard-off", "protection.up"
_POLICY_PAGE = "https://developers.cloudflare.com/cloudflare-one/policies/access/"
_ROLES_PAGE = "https://developers.cloudflare.com/fundamentals/manage-members/roles/"
_SUPER = "33666b9c79b9a5273fc7344ff42f953d"
"""
The role Super Administrator, the same in every account.

Source: https://developers.cloudflare.com/api/resources/accounts/subresources/roles/
"""
_STAMPS = ("created_at", "updated_at", "created_on", "modified_on", "description", "name")
_ENTRANCES = ("saas", "dash_sso", "app_launcher", "warp", "infrastructure", "bookmark")
"""Types of applications that let people in somewhere, and keep nobody out of anything."""
_REFUSES = {"decision": "deny"}
_ANYBODY = ("true", "{}")
"""How the selector `everyone` stands in a plan of version 4, and of version 5."""
_LISTED = (
    *("email", "email_domain", "email_list", "group", "ip", "ip_list", "geo", "service_token"),
    *(
        "device_posture",
        "login_method",
        "common_names",
        "azure.id",
        "github.teams",
        "gsuite.email",
    ),
    *("okta.name",),
)
"""Selectors of version 4 that list whom they mean."""
_SINGLE = (
    *("email.email", "email_domain.domain", "email_list.id", "group.id", "ip.ip", "ip_list.id"),
    *("geo.country_code", "service_token.token_id", "device_posture.integration_uid"),
    *("login_method.id", "common_name.common_name", "azure_ad.id", "github_organization.team"),
    *("gsuite.email", "okta.name", "saml.attribute_value", "oidc.claim_value"),
    *("auth_context.id", "auth_method.auth_method", "github_organization.name"),
    *("external_evaluation.evaluate_url", "linked_app_token.app_uid"),
)
"""Selectors of version 5, of which each block has one."""


def _who(*, older: bool, listed: bool = True, root: str = "") -> Iterator[Rule]:
    """
    Compare whom a policy or group means: those it takes in, leaves out and asks more of.

    Types that only version 4 has are `older`; others are written either way, unless only version
    5 writes them there (not `listed`). `root` is the path of the block that holds them.
    """
    for block, came, gone in (
        ("include", "access.grant", "access.revoke"),
        ("exclude", "access.revoke", "access.grant"),
        ("require", "access.revoke", "access.grant"),
    ):
        paths = (*(_LISTED if listed else ()), *(() if older else _SINGLE))
        yield from (members(f"{root}{block}.{path}", came=came, gone=gone) for path in paths)
        if listed:
            yield toggle(f"{block}.any_valid_service_token", on=came, off=gone)
            yield toggle(f"{block}.certificate", on=came, off=gone)


def _anybody(words: Mapping[str, str | tuple[str, ...]]) -> tuple[Rule, ...]:
    """Tell where everyone is let in, under these conditions: a switch, or an empty block."""
    nobody_else = {**words, "require": ("", "[]", "()")}
    return (
        when(toggle("include.everyone", on="access.public"), only=nobody_else),
        when(changed("include", "access.public"),
             only={**nobody_else, "include.everyone": "{}"}),
        when(presence("require", gone="access.public",
                      note="What was asked of everyone beside no longer is."),
             only={**words, "include.everyone": _ANYBODY}),
    )  # fmt: skip


def _policy(type_: str, *, older: bool) -> TypeEntry:
    lets_in = {"decision": ("allow", "bypass", "non_identity")}
    return entry(
        type_, Role.IDENTITY,
        *documented(
            _POLICY_PAGE,
            *_anybody(lets_in),
            when(choice("decision", {"bypass": "access.public"}, note="Nobody is asked who they are."),
                 only={"include.everyone": _ANYBODY, "require": ("", "[]", "()")}),
            when(happens("access.public", Verb.CREATE,
                         note="Everyone is anybody who can log in, or nobody is asked at all."),
                 only={**lets_in, "include.everyone": _ANYBODY, "require": ("", "[]", "()")}),
            choice("decision", {"bypass": _OFF, "non_identity": "access.grant",
                                "deny": "access.revoke"}),
            when(choice("decision", {"allow": "access.grant"}), was_not={"decision": "bypass"}),
            when(choice("decision", {"allow": "access.revoke"}), was={"decision": "bypass"}),
        ),
        *_who(older=older),
        guard("approval_required"),
        guard("isolation_required"),
        guard("purpose_justification_required"),
        presence("approval_group", gone=_OFF, came=_UP),
        *([] if older else [presence("approval_groups", gone=_OFF, came=_UP)]),
        *parameters("session_duration", "precedence"),
        when(happens("access.grant", Verb.CREATE), unless=_REFUSES),
        when(happens("access.revoke", Verb.CREATE), only=_REFUSES),
        when(happens("access.revoke", Verb.DELETE), unless=_REFUSES),
        when(happens("access.grant", Verb.DELETE), only=_REFUSES),
        ignore=_STAMPS,
    )  # fmt: skip


def _group(type_: str, *, older: bool) -> TypeEntry:
    return entry(
        type_, Role.IDENTITY, *_anybody({}), *_who(older=older),
        create="access.grant", delete="access.revoke", ignore=_STAMPS,
    )  # fmt: skip


def _application(type_: str, *, older: bool) -> TypeEntry:
    return entry(
        type_, Role.IDENTITY,
        members("self_hosted_domains", came=_UP, gone=_OFF,
                note="A domain that is not listed is open to everybody who can reach it."),
        presence("domain", came=_UP, gone=_OFF, changed=_OFF,
                 note="The earlier domain is no longer behind Access."),
        presence("destinations.uri", came=_UP, gone=_OFF, changed=_OFF),
        members("policies", came="access.grant", gone="access.revoke"),
        *([] if older else [
            members("policies.id", came="access.grant", gone="access.revoke"),
            choice("policies.decision", {"bypass": _OFF}),
            *_who(older=False, listed=False, root="policies."),
        ]),
        limit("allowed_idps", note="Without the list all identity providers may be chosen."),
        toggle("allow_authenticate_via_warp", on="access.grant", off="access.revoke"),
        danger("options_preflight_bypass"),
        danger("cors_headers.allow_all_origins"),
        guard("enable_binding_cookie"),
        guard("http_only_cookie_attribute", default=True),
        members("saas_app.redirect_uris", came="access.trust", gone="access.revoke"),
        changed("saas_app.consumer_service_url", "access.trust"),
        secret("scim_config.authentication.password"),
        secret("scim_config.authentication.token"),
        *parameters("session_duration", "type", "auto_redirect_to_identity",
                    "same_site_cookie_attribute", "scim_config.enabled"),
        when(happens(_OFF, Verb.DELETE, note="What was behind it is open to whoever reaches it."),
             unless={"type": _ENTRANCES}),
        when(happens("access.revoke", Verb.DELETE, note="Nobody can log in by it any more."),
             only={"type": _ENTRANCES}),
        ignore=("aud", "app_launcher_logo_url", "app_launcher_visible", "logo_url", "bg_color",
                "header_bg_color", "custom_deny_message", "custom_deny_url", "footer_links",
                "landing_page_design", "skip_interstitial", "skip_app_launcher_login_page",
                "custom_pages", "custom_non_identity_deny_url", "name"),
    )  # fmt: skip


def _service_token(type_: str) -> TypeEntry:
    return entry(
        type_, Role.SECRET,
        *parameters("duration", "min_days_for_renewal"),
        changed("client_secret_version", "secret.change"),
        create="secret.create", delete="secret.delete", replace="secret.change",
        ignore=("expires_at", "name", "client_id"),
    )  # fmt: skip


def _identity_provider(type_: str, *, newer: bool) -> TypeEntry:
    names = (
        *("directory_id", "issuer_url", "auth_url", "token_url", "certs_url", "sso_target_url"),
        *("okta_account", "onelogin_account", "ping_env_id", "centrify_account", "apps_domain"),
        *("client_id", "email_claim_name", "email_attribute_name", "authorization_server_id"),
    )
    return entry(
        type_, Role.IDENTITY,
        *(changed(f"config.{name}", "access.trust") for name in names),
        members("config.idp_public_certs" if newer else "config.idp_public_cert",
                came="access.trust", gone="access.revoke"),
        changed("type", "access.trust"),
        secret("config.client_secret"),
        guard("config.sign_request"), guard("config.pkce_enabled"),
        guard("config.conditional_access_enabled"),
        guard("scim_config.enabled"), guard("scim_config.user_deprovision"),
        guard("scim_config.seat_deprovision"),
        create="access.trust", delete="access.revoke", replace="access.trust",
        ignore=("name",),
    )  # fmt: skip


def _organization(type_: str) -> TypeEntry:
    return entry(
        type_, Role.CONFIG,
        guard("is_ui_read_only"),
        toggle("allow_authenticate_via_warp", on="access.grant", off="access.revoke"),
        *parameters("auth_domain", "session_duration", "warp_auth_session_duration",
                    "user_seat_expiration_inactive_time", "auto_redirect_to_identity"),
        ignore=("login_design", "custom_pages", "name", "ui_read_only_toggle_reason"),
    )  # fmt: skip


def _client_certificate(type_: str) -> TypeEntry:
    return entry(
        type_, Role.IDENTITY,
        changed("certificate", "access.trust",
                note="Whose client certificates are believed."),
        members("associated_hostnames", came=_UP, gone=_OFF),
        create="access.trust", delete=_OFF, replace="access.trust",
        ignore=("expires_on", "fingerprint", "name"),
    )  # fmt: skip


def _short_lived(type_: str) -> TypeEntry:
    return entry(
        type_, Role.KEY, create="key.create", delete="key.delete", replace="key.rotate",
        ignore=("public_key", "aud"),
    )  # fmt: skip


def _gateway_policy(type_: str) -> TypeEntry:
    lets = ("off", "noscan", "allow", "", "scan", "isolate", "block")
    passive = ("allow", "off", "noscan", "safesearch", "ytrestricted", "l4_override", "override",
               "egress", "resolve", "audit_ssh")  # fmt: skip
    return entry(
        type_, Role.PROTECTION,
        order("action", lets, up=_UP, down=_OFF),
        when(guard("enabled"), unless={"action": passive}),
        when(changed("enabled", "config.parameter"), only={"action": passive}),
        *map(danger, ("rule_settings.insecure_disable_dnssec_validation",
                      "rule_settings.allow_child_bypass", "rule_settings.bypass_parent_rule")),
        order("rule_settings.untrusted_cert.action", ("pass_through", "", "block", "error"),
              up=_UP, down="exposure.tls-weaken"),
        toggle("rule_settings.audit_ssh.command_logging", off="observability.logs-off"),
        changed("rule_settings.l4override", "routing.rule"),
        changed("rule_settings.override_host", "routing.dns"),
        changed("rule_settings.override_ips", "routing.dns"),
        changed("rule_settings.egress", "routing.network"),
        changed("rule_settings.dns_resolvers", "routing.dns"),
        *parameters("traffic", "identity", "device_posture", "filters", "precedence",
                    "rule_settings.check_session"),
        when(happens(_OFF, Verb.DELETE), unless={"action": passive}),
        when(happens("config.parameter", Verb.DELETE), only={"action": passive}),
        ignore=(*_STAMPS, "version"),
    )  # fmt: skip


def _gateway_settings(type_: str, root: str = "") -> TypeEntry:
    tls = "settings.tls_decrypt.enabled" if root else "tls_decrypt_enabled"
    log = "settings.activity_log.enabled" if root else "activity_log_enabled"
    protocol = "settings.protocol_detection.enabled" if root else "protocol_detection_enabled"
    return entry(
        type_, Role.PROTECTION,
        toggle(log, off="observability.logs-off"),
        guard(tls), guard(protocol),
        *(guard(f"{root}antivirus.{name}")
          for name in ("enabled_download_phase", "enabled_upload_phase", "fail_closed")),
        guard(f"{root}fips.tls"),
        changed(f"{root}body_scanning.inspection_mode", "config.parameter"),
        *(guard(path) for path in (
            ("settings.sandbox.enabled",) if root else ("proxy.tcp", "proxy.udp",
                                                        "logging.redact_pii"))),
        *_logged("logging.settings_by_rule_type") if not root else (),
        ignore=("updated_at", "created_at"),
    )  # fmt: skip


def _logged(path: str) -> tuple[Rule, ...]:
    return tuple(
        toggle(f"{path}.{kind}.{name}", off="observability.logs-off")
        for kind in ("dns", "http", "l4")
        for name in ("log_all", "log_blocks")
    )


def _posture_rule(type_: str) -> TypeEntry:
    return entry(
        type_, Role.PROTECTION, *parameters("input", "match", "schedule", "expiration", "type"),
        delete=_OFF, replace=_OFF, ignore=("description", "name"),
    )  # fmt: skip


def _posture_integration(type_: str) -> TypeEntry:
    return entry(
        type_, Role.PROTECTION,
        secret("config.client_secret"), secret("config.client_key"),
        secret("config.access_client_secret"),
        *parameters("config.api_url", "config.auth_url", "config.client_id", "interval"),
        delete=_OFF, ignore=("name",),
    )  # fmt: skip


def _device_profile(type_: str, mode: str) -> TypeEntry:
    return entry(
        type_, Role.PROTECTION,
        danger("allowed_to_leave"), danger("allow_mode_switch"), guard("switch_locked"),
        *([toggle("enabled", off=_OFF, on=_UP)] if "default" not in type_ else []),
        changed(mode, "routing.network"),
        *parameters("auto_connect", "captive_portal", "tunnel_protocol", "disable_auto_fallback"),
        *([changed("exclude", "routing.network"), changed("include", "routing.network")]
          if mode == "service_mode_v2.mode" else []),
        *(parameters("match", "precedence") if "default" not in type_ else ()),
        ignore=("description", "name", "support_url"),
    )  # fmt: skip


def _names_of_devices(type_: str, *, stays: bool = False) -> TypeEntry:
    """Describe names that devices ask others for; some the provider leaves when it deletes them."""
    return entry(type_, Role.ROUTING, changed("domains", "routing.dns"),
                 delete=() if stays else "routing.remove")  # fmt: skip


def _list(type_: str) -> TypeEntry:
    return entry(
        type_, Role.PROTECTION,
        changed("items", "config.parameter",
                note="Whether the rules that use the list allow or block it is not known here."),
        delete=_OFF, replace=_OFF, ignore=_STAMPS,
    )  # fmt: skip


def _location(type_: str) -> TypeEntry:
    return entry(
        type_, Role.NETWORK,
        changed("networks", "config.parameter"), changed("client_default", "config.parameter"),
        guard("endpoints.doh.require_token"),
        delete="routing.remove", ignore=_STAMPS,
    )  # fmt: skip


def _proxy(type_: str) -> TypeEntry:
    return entry(
        type_, Role.ROUTING, members("ips", came="exposure.open", gone="exposure.narrow"),
        delete="routing.remove", ignore=("name",),
    )  # fmt: skip


def _leak_profile(type_: str, entries: str) -> TypeEntry:
    return entry(
        type_, Role.PROTECTION,
        presence(f"{entries}.name" if type_ != "cloudflare_zero_trust_dlp_predefined_profile"
                 else f"{entries}.id", gone=_OFF, came=_UP),
        guard(f"{entries}.enabled"),
        *parameters("allowed_match_count"),
        delete=_OFF, ignore=_STAMPS,
    )  # fmt: skip


def _leak_entry(type_: str) -> TypeEntry:
    return entry(
        type_, Role.PROTECTION, guard("enabled"), *parameters("pattern"),
        delete=_OFF, ignore=("name", "created_at", "updated_at"),
    )  # fmt: skip


def _target(type_: str) -> TypeEntry:
    """Describe a machine that Access lets people reach."""
    return entry(
        type_, Role.ROUTING, changed("ip", "routing.rule"), delete="routing.remove",
        ignore=("created_at", "modified_at"),
    )  # fmt: skip


def _token(type_: str, policies: str, groups: str) -> TypeEntry:
    return entry(
        type_, Role.SECRET,
        members(f"{policies}.{groups}", came="access.grant", gone="access.revoke"),
        changed(f"{policies}.resources", "access.grant", both=True,
                note="The resources are not compared: they may be more or fewer."),
        choice(f"{policies}.effect", {"deny": "access.revoke", "allow": "access.grant"},
               both=True),
        limit("condition.request_ip.in", narrower="exposure.narrow", wider="exposure.open"),
        members("condition.request_ip.not_in", came="exposure.narrow", gone="exposure.open"),
        presence("condition.request_ip", gone="exposure.open", came="exposure.narrow"),
        deadline("expires_on", earlier=_UP, later=_OFF),
        choice("status", {"disabled": "access.revoke", "active": "access.grant"}),
        create="secret.create", delete="secret.delete", replace="secret.change",
        ignore=("issued_on", "last_used_on", "modified_on", "name"),
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    _application("cloudflare_access_application", older=True),
    _short_lived("cloudflare_access_ca_certificate"),
    entry("cloudflare_access_custom_page", Role.GLUE),
    _group("cloudflare_access_group", older=True),
    _identity_provider("cloudflare_access_identity_provider", newer=False),
    entry("cloudflare_access_keys_configuration", Role.KEY,
          *parameters("key_rotation_interval_days")),
    _client_certificate("cloudflare_access_mutual_tls_certificate"),
    entry("cloudflare_access_mutual_tls_hostname_settings", Role.CONFIG,
          *parameters("settings")),
    _organization("cloudflare_access_organization"),
    _policy("cloudflare_access_policy", older=True),
    _service_token("cloudflare_access_service_token"),
    entry("cloudflare_access_tag", Role.GLUE),
    entry(
        "cloudflare_account", Role.IDENTITY,
        guard("enforce_twofactor"), guard("settings.enforce_twofactor"),
        delete="access.revoke", ignore=("name", "created_on"),
    ),
    entry(
        "cloudflare_account_member", Role.IDENTITY,
        *documented(
            _ROLES_PAGE,
            grants("roles", admin=(_SUPER,)),
            grants("role_ids", admin=(_SUPER,)),
        ),
        *(members(f"policies.{groups}.id", came="access.grant", gone="access.revoke")
          for groups in ("permission_groups", "resource_groups")),
        choice("policies.access", {"deny": "access.revoke", "allow": "access.grant"}, both=True),
        *(changed(path, action) for path in ("email", "email_address")
          for action in ("access.grant", "access.revoke")),
        delete="access.revoke", ignore=("status", "user"),
    ),
    _token("cloudflare_account_token", "policies", "permission_groups.id"),
    entry(
        "cloudflare_api_token", Role.SECRET,
        *_token("", "policy", "permission_groups").rules[:3],
        *_token("", "policies", "permission_groups.id").rules,
        create="secret.create", delete="secret.delete", replace="secret.change",
        ignore=("issued_on", "last_used_on", "modified_on", "name"),
    ),
    entry("cloudflare_device_managed_networks", Role.CONFIG, *parameters("config"),
          delete="config.parameter"),
    entry("cloudflare_device_policy_certificates", Role.PROTECTION, guard("enabled")),
    _posture_integration("cloudflare_device_posture_integration"),
    _posture_rule("cloudflare_device_posture_rule"),
    _device_profile("cloudflare_device_settings_policy", "service_mode_v2_mode"),
    _leak_profile("cloudflare_dlp_profile", "entry"),
    _names_of_devices("cloudflare_fallback_domain"),
    _target("cloudflare_infrastructure_access_target"),
    entry("cloudflare_risk_behavior", Role.CONFIG, *parameters("behavior")),
    entry("cloudflare_split_tunnel", Role.NETWORK,
          changed("tunnels", "routing.network"), changed("mode", "routing.network"),
          delete="routing.network"),
    entry(
        "cloudflare_sso_connector", Role.IDENTITY,
        guard("enabled"), changed("email_domain", "access.trust"),
        create="access.trust", delete="access.revoke",
        ignore=("created_on", "updated_on", "verification"),
    ),
    _gateway_settings("cloudflare_teams_account"),
    _list("cloudflare_teams_list"),
    _location("cloudflare_teams_location"),
    _proxy("cloudflare_teams_proxy_endpoint"),
    _gateway_policy("cloudflare_teams_rule"),
    entry("cloudflare_user", Role.IDENTITY),
    _application("cloudflare_zero_trust_access_application", older=False),
    entry("cloudflare_zero_trust_access_custom_page", Role.GLUE),
    _group("cloudflare_zero_trust_access_group", older=False),
    _identity_provider("cloudflare_zero_trust_access_identity_provider", newer=True),
    _target("cloudflare_zero_trust_access_infrastructure_target"),
    entry("cloudflare_zero_trust_access_key_configuration", Role.KEY,
          *parameters("key_rotation_interval_days")),
    _client_certificate("cloudflare_zero_trust_access_mtls_certificate"),
    entry("cloudflare_zero_trust_access_mtls_hostname_settings", Role.CONFIG,
          *parameters("settings")),
    _organization("cloudflare_zero_trust_access_organization"),
    _policy("cloudflare_zero_trust_access_policy", older=False),
    _service_token("cloudflare_zero_trust_access_service_token"),
    _short_lived("cloudflare_zero_trust_access_short_lived_certificate"),
    entry("cloudflare_zero_trust_access_tag", Role.GLUE),
    entry("cloudflare_zero_trust_device_certificates", Role.PROTECTION, guard("enabled")),
    _device_profile("cloudflare_zero_trust_device_custom_profile", "service_mode_v2.mode"),
    _names_of_devices("cloudflare_zero_trust_device_custom_profile_local_domain_fallback",
                      stays=True),
    _device_profile("cloudflare_zero_trust_device_default_profile", "service_mode_v2.mode"),
    entry("cloudflare_zero_trust_device_default_profile_certificates", Role.PROTECTION,
          guard("enabled")),
    _names_of_devices("cloudflare_zero_trust_device_default_profile_local_domain_fallback",
                      stays=True),
    entry("cloudflare_zero_trust_device_managed_networks", Role.CONFIG, *parameters("config"),
          delete="config.parameter"),
    _posture_integration("cloudflare_zero_trust_device_posture_integration"),
    _posture_rule("cloudflare_zero_trust_device_posture_rule"),
    _device_profile("cloudflare_zero_trust_device_profiles", "service_mode_v2_mode"),
    entry("cloudflare_zero_trust_device_settings", Role.PROTECTION,
          guard("gateway_proxy_enabled"), guard("gateway_udp_proxy_enabled"),
          guard("root_certificate_installation_enabled"), *parameters("disable_for_time")),
    _leak_entry("cloudflare_zero_trust_dlp_custom_entry"),
    _leak_profile("cloudflare_zero_trust_dlp_custom_profile", "entries"),
    entry("cloudflare_zero_trust_dlp_dataset", Role.PROTECTION, delete=_OFF, ignore=_STAMPS),
    _leak_entry("cloudflare_zero_trust_dlp_entry"),
    _leak_entry("cloudflare_zero_trust_dlp_integration_entry"),
    _leak_entry("cloudflare_zero_trust_dlp_predefined_entry"),
    _leak_profile("cloudflare_zero_trust_dlp_predefined_profile", "entries"),
    _leak_profile("cloudflare_zero_trust_dlp_profile", "entry"),
    _location("cloudflare_zero_trust_dns_location"),
    entry("cloudflare_zero_trust_gateway_certificate", Role.KEY,
          toggle("activate", off="key.disable"),
          create="key.create", delete="key.delete", replace="key.rotate",
          ignore=("binding_status", "in_use")),
    entry("cloudflare_zero_trust_gateway_logging", Role.OBSERVABILITY,
          *_logged("settings_by_rule_type"), toggle("redact_pii", off=_OFF, on=_UP)),
    _gateway_policy("cloudflare_zero_trust_gateway_policy"),
    _proxy("cloudflare_zero_trust_gateway_proxy_endpoint"),
    _gateway_settings("cloudflare_zero_trust_gateway_settings", "settings."),
    _target("cloudflare_zero_trust_infrastructure_access_target"),
    entry("cloudflare_zero_trust_key_access_key_configuration", Role.KEY,
          *parameters("key_rotation_interval_days")),
    _list("cloudflare_zero_trust_list"),
    _names_of_devices("cloudflare_zero_trust_local_fallback_domain"),
    _organization("cloudflare_zero_trust_organization"),
    entry("cloudflare_zero_trust_risk_behavior", Role.CONFIG, *parameters("behaviors")),
    entry("cloudflare_zero_trust_split_tunnel", Role.NETWORK,
          changed("tunnels", "routing.network"), changed("mode", "routing.network"),
          delete="routing.network"),
)  # fmt: skip
