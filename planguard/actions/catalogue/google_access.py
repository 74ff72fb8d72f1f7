"""
Google Cloud's identities: service accounts, custom roles, pools, perimeters and sign-in.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    entry,
    happens,
    limit,
    members,
    number,
    order,
    presence,
    retention,
    secret,
    toggle,
    version,
    when,
)
from planguard.actions.providers.forms import guard
from planguard.actions.providers.google import ADMIN_PERMISSIONS, glue
from planguard.model.words import Disruption, Role, Verb

_OUTAGE = Disruption.OUTAGE
_FOREIGN = "Whoever the provider vouches for, and the condition lets pass, is in the pool."
_UNTIED = "Without a condition everybody whom the provider knows is in the pool."
_BOUNDS = "rules.access_boundary_rule"
_GROUPS = "The groups of whoever signs in are read there."
_ANOTHER = "Bindings know an account by its unique id: one of the same name has none of them."


def _enabled(path: str = "disabled") -> Rule:
    return toggle(path, on="access.revoke", off="access.grant")


def _role(type_: str) -> TypeEntry:
    return entry(
        type_,
        Role.IDENTITY,
        members(
            "permissions",
            came="access.grant",
            gone="access.revoke",
            words=ADMIN_PERMISSIONS,
            verbs=ARRIVING,
        ),
        choice("stage", {"DISABLED": "access.revoke"}),
        when(presence("stage", changed="access.grant"), was={"stage": "DISABLED"}),
        delete="access.revoke",
        replace="access.revoke",
        ignore=("description", "title"),
    )


def _bound(type_: str) -> TypeEntry:
    """
    Describe what limits principals to the resources of a boundary policy.

    Source: https://cloud.google.com/iam/docs/principal-access-boundary-policies
    """
    return entry(
        type_,
        Role.IDENTITY,
        presence(
            "condition.expression",
            came="access.grant",
            gone="access.revoke",
            changed="access.grant",
            note="It limits only whom the condition is true of; two are not compared.",
        ),
        create="access.revoke",
        delete="access.grant",
        replace=("access.grant", "access.revoke"),
        ignore=("display_name",),
    )


def _issuer(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a provider of foreign identities."""
    return entry(
        type_,
        Role.IDENTITY,
        presence(
            "attribute_condition",
            gone="access.trust",
            changed="access.trust",
            came="access.revoke",
            note=_UNTIED,
        ),
        changed("attribute_mapping", "access.trust", note=_FOREIGN),
        changed("oidc.issuer_uri", "access.trust"),
        changed("oidc.jwks_json", "access.trust"),
        changed("saml.idp_metadata_xml", "access.trust"),
        _enabled(),
        when(
            happens("access.trust", Verb.CREATE, note=_UNTIED),
            only={"attribute_condition": ""},
        ),
        *rules,
        delete="access.revoke",
        replace="access.revoke",
        ignore=("description", "display_name"),
    )


_WIDER, _NARROWER = "exposure.open", "exposure.narrow"
_SOME = ("ANY_USER_ACCOUNT", "ANY_SERVICE_ACCOUNT")


def _let_through(at: str) -> tuple[Rule, ...]:
    """
    Describe whom a rule lets through a perimeter, and to what.

    Source: https://cloud.google.com/vpc-service-controls/docs/ingress-egress-rules
    """
    outward = at.endswith("egress")
    return (
        *(
            members(f"{at}_{part}", came="exposure.open", gone="exposure.narrow")
            for part in (
                "from.identities",
                *("to.resources", "to.roles", "to.operations.service_name"),
                *("to.operations.method_selectors.method",),
                *("to.operations.method_selectors.permission",),
                *(("to.external_resources",) if outward else ()),
            )
        ),
        *_from_places(at, outward=outward),
        *_of_kind(f"{at}_from.identity_type"),
    )


def _from_places(at: str, *, outward: bool) -> tuple[Rule, ...]:
    """Describe from where; what goes out is limited to sources only where that is switched on."""
    limited = f"{at}_from.source_restriction"
    enabled = {limited: "SOURCE_RESTRICTION_ENABLED"} if outward else None
    sources = tuple(
        when(
            members(f"{at}_from.sources.{part}", came="exposure.open", gone="exposure.narrow"),
            only=enabled,
            was=enabled,
        )
        for part in ("access_level", "resource")
    )
    if not outward:
        return sources
    return (
        *sources,
        when(presence(limited, came=_NARROWER, changed=_NARROWER, empty=True), only=enabled),
        when(presence(limited, gone=_WIDER, changed=_WIDER, empty=True), was=enabled),
    )


def _of_kind(kind: str) -> tuple[Rule, ...]:
    return (
        choice(
            kind,
            {
                "": "exposure.narrow",
                "IDENTITY_TYPE_UNSPECIFIED": "exposure.narrow",
                "ANY_IDENTITY": "exposure.open",
            },
        ),
        when(choice(kind, dict.fromkeys(_SOME, "exposure.narrow")), was={kind: "ANY_IDENTITY"}),
        when(choice(kind, dict.fromkeys(_SOME, "exposure.open")), was_not={kind: "ANY_IDENTITY"}),
    )


def _perimeter(at: str) -> tuple[Rule, ...]:
    """Describe what a perimeter around projects keeps in and out."""
    limited = {f"{at}vpc_accessible_services.enable_restriction": "true"}
    return (
        members(f"{at}resources", came="protection.up", gone="protection.guard-off"),
        members(f"{at}restricted_services", came="protection.up", gone="protection.guard-off"),
        members(f"{at}access_levels", came="exposure.open", gone="exposure.narrow"),
        presence(
            f"{at}ingress_policies.ingress_from", came="exposure.open", gone="exposure.narrow"
        ),
        *_let_through(f"{at}ingress_policies.ingress"),
        *_let_through(f"{at}egress_policies.egress"),
        when(
            members(
                f"{at}vpc_accessible_services.allowed_services",
                came="exposure.open",
                gone="exposure.narrow",
            ),
            only=limited,
            was=limited,
        ),
        presence(f"{at}egress_policies.egress_to", came="exposure.open", gone="exposure.narrow"),
        toggle(
            f"{at}vpc_accessible_services.enable_restriction",
            off="exposure.open",
            on="exposure.narrow",
        ),
    )


def _through(type_: str, at: str) -> TypeEntry:
    """Describe what lets something through a perimeter."""
    return entry(
        type_,
        Role.NETWORK,
        *_let_through(at),
        create="exposure.open",
        delete="exposure.narrow",
    )


def _sign_in(type_: str, *rules: Rule) -> TypeEntry:
    return entry(
        type_,
        Role.IDENTITY,
        *rules,
        delete="access.revoke",
        replace="access.revoke",
    )


_SIGN_UP = toggle(
    "client.permissions.disabled_user_signup", off="access.grant", on="access.revoke"
)


_SAML = (
    toggle("enabled", off="access.revoke", on="access.trust"),
    changed("idp_config.idp_entity_id", "access.trust"),
    changed("idp_config.sso_url", "access.trust"),
    presence(
        "idp_config.idp_certificates.x509_certificate",
        came="access.trust",
        changed="access.trust",
        gone="access.revoke",
    ),
    guard("idp_config.sign_request"),
    changed("sp_config.callback_uri", "config.parameter"),
)


_OAUTH = (
    toggle("enabled", off="access.revoke", on="access.trust"),
    changed("issuer", "access.trust"),
    changed("client_id", "access.trust"),
    secret("client_secret"),
)


def _asked(
    path: str, *, wider: str = "access.grant", narrower: str = "access.revoke"
) -> tuple[Rule, Rule]:
    """
    Describe what a condition asks of a request: nothing, where the list is empty.

    Where one condition of several is enough, a new one lets in those that it lists.
    """
    either = {f"{path.partition('basic.')[0]}basic.combining_function": "OR"}
    return (
        when(limit(path, wider=wider, narrower=narrower), unless=either),
        when(members(path, came=wider, gone=narrower), only=either),
    )


def _oldest(condition: str) -> str:
    """Give the place of the oldest system that a device may have."""
    return f"{condition}.device_policy.os_constraints.minimum_version"


def _level(at: str = "") -> tuple[Rule, ...]:
    """Describe who meets an access level."""
    asked = f"{at}basic.conditions"
    return (
        *_asked(f"{asked}.ip_subnetworks", wider="exposure.open", narrower="exposure.narrow"),
        members(
            f"{asked}.ip_subnetworks",
            words=dict.fromkeys(("0.0.0.0/0", "::/0"), "exposure.public"),
            verbs=ARRIVING,
        ),
        *_asked(f"{asked}.members"),
        *_asked(f"{asked}.regions"),
        choice(f"{at}basic.combining_function", {"OR": "access.grant", "AND": "access.revoke"}),
        presence(f"{asked}.device_policy", gone="protection.guard-off", came="protection.up"),
        *(
            guard(f"{asked}.device_policy.{part}")
            for part in ("require_screen_lock", "require_corp_owned", "require_admin_approval")
        ),
        *(
            limit(f"{asked}.device_policy.{part}")
            for part in ("allowed_encryption_statuses", "allowed_device_management_levels")
        ),
        when(
            version(_oldest(asked), newer="protection.up", older="protection.guard-off"),
            unless={_oldest(asked): ""},
        ),
        members(f"{asked}.required_access_levels", gone="access.grant", came="access.revoke"),
        changed(f"{asked}.vpc_network_sources", "access.grant"),
        toggle(f"{asked}.negate", on="access.grant", off="access.grant"),
        changed(f"{at}custom.expr.expression", "access.grant"),
    )


_FEDERATED = (
    toggle("enabled", off="access.revoke", on="access.trust"),
    changed("client_id", "access.trust"),
    secret("client_secret"),
)


def _tried(type_: str) -> TypeEntry:
    """Describe what a perimeter is only tried out with: it logs, and refuses nothing."""
    return entry(type_, Role.CONFIG)


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "google_access_context_manager_access_level",
        Role.IDENTITY,
        *_level(),
        delete="access.revoke",
        replace="access.revoke",
        ignore=("description", "title"),
    ),
    entry(
        "google_access_context_manager_access_levels",
        Role.IDENTITY,
        *_level("access_levels."),
        presence("access_levels.name", gone="access.revoke"),
        delete="access.revoke",
        replace="access.revoke",
    ),
    entry(
        "google_access_context_manager_access_policy",
        Role.PROTECTION,
        changed("scopes", "protection.guard-off"),
        delete="protection.guard-off",
        replace="protection.guard-off",
        ignore=("title",),
    ),
    entry(
        "google_access_context_manager_authorized_orgs_desc",
        Role.IDENTITY,
        members("orgs", came="access.trust", gone="access.revoke"),
        create="access.trust",
        delete="access.revoke",
    ),
    entry(
        "google_access_context_manager_egress_policy",
        Role.NETWORK,
        create="exposure.open",
        delete="exposure.narrow",
        replace=("exposure.open", "exposure.narrow"),
    ),
    entry(
        "google_access_context_manager_gcp_user_access_binding",
        Role.IDENTITY,
        changed("access_levels", "access.grant", note="The two levels are not compared."),
        create="access.revoke",
        delete="access.grant",
        replace=("access.grant", "access.revoke"),
    ),
    entry(
        "google_access_context_manager_ingress_policy",
        Role.NETWORK,
        create="exposure.open",
        delete="exposure.narrow",
        replace=("exposure.open", "exposure.narrow"),
    ),
    entry(
        "google_access_context_manager_service_perimeter",
        Role.PROTECTION,
        *_perimeter("status."),
        delete="protection.guard-off",
        replace="protection.guard-off",
        ignore=("description", "title", "spec"),
    ),
    _tried("google_access_context_manager_service_perimeter_dry_run_egress_policy"),
    _tried("google_access_context_manager_service_perimeter_dry_run_ingress_policy"),
    _tried("google_access_context_manager_service_perimeter_dry_run_resource"),
    _through("google_access_context_manager_service_perimeter_egress_policy", "egress"),
    _through("google_access_context_manager_service_perimeter_ingress_policy", "ingress"),
    entry(
        "google_access_context_manager_service_perimeter_resource",
        Role.PROTECTION,
        create="protection.up",
        delete="protection.guard-off",
        replace="protection.guard-off",
    ),
    entry(
        "google_access_context_manager_service_perimeters",
        Role.PROTECTION,
        *_perimeter("service_perimeters.status."),
        presence("service_perimeters.name", gone="protection.guard-off", came="protection.up"),
        delete="protection.guard-off",
        replace="protection.guard-off",
    ),
    entry(
        "google_cloud_identity_group",
        Role.IDENTITY,
        delete="access.revoke",
        replace="access.revoke",
        ignore=("description", "display_name"),
    ),
    entry(
        "google_cloud_identity_group_membership",
        Role.IDENTITY,
        presence("roles.name", came="access.grant", gone="access.revoke"),
        order(
            "roles.name",
            ("MEMBER", "MANAGER", "OWNER"),
            up="access.grant",
            down="access.revoke",
        ),
        presence(
            "roles.expiry_detail",
            came="access.revoke",
            gone="access.grant",
            empty=True,
            note="From then on the membership ends, or does not end, by itself.",
        ),
        create="access.grant",
        delete="access.revoke",
        replace=("access.grant", "access.revoke"),
    ),
    entry(
        "google_iam_access_boundary_policy",
        Role.IDENTITY,
        members(f"{_BOUNDS}.available_permissions", came="access.grant", gone="access.revoke"),
        changed(f"{_BOUNDS}.available_resource", "access.grant", both=True),
        presence(
            f"{_BOUNDS}.availability_condition",
            came="access.revoke",
            gone="access.grant",
            empty=True,
        ),
        changed(
            f"{_BOUNDS}.availability_condition.expression",
            "access.grant",
            both=True,
            note="The two conditions are not compared.",
        ),
        create="access.revoke",
        delete="access.grant",
        ignore=("display_name",),
    ),
    entry(
        "google_iam_deny_policy",
        Role.IDENTITY,
        members("rules.deny_rule.denied_permissions", came="access.revoke", gone="access.grant"),
        members("rules.deny_rule.denied_principals", came="access.revoke", gone="access.grant"),
        members(
            "rules.deny_rule.exception_principals",
            came="access.grant",
            gone="access.revoke",
            standing=True,
        ),
        members(
            "rules.deny_rule.exception_permissions",
            came="access.grant",
            gone="access.revoke",
            standing=True,
        ),
        presence(
            "rules.deny_rule.denial_condition",
            came="access.grant",
            gone="access.revoke",
            changed="access.grant",
            empty=True,
            note="The two conditions are not compared.",
        ),
        create="access.revoke",
        delete=("access.grant", "protection.guard-off"),
        replace="access.grant",
        ignore=("display_name",),
    ),
    _bound("google_iam_folders_policy_binding"),
    entry(
        "google_iam_oauth_client",
        Role.IDENTITY,
        members("allowed_redirect_uris", came="access.trust", gone="access.revoke"),
        members("allowed_scopes", came="access.grant", gone="access.revoke"),
        members("allowed_grant_types", came="access.trust", gone="access.revoke"),
        _enabled(),
        delete="access.revoke",
        replace="access.revoke",
        ignore=("description", "display_name"),
    ),
    entry(
        "google_iam_oauth_client_credential",
        Role.SECRET,
        _enabled(),
        create="secret.create",
        delete="secret.delete",
        replace="secret.change",
    ),
    _bound("google_iam_organizations_policy_binding"),
    entry(
        "google_iam_principal_access_boundary_policy",
        Role.IDENTITY,
        members("details.rules.resources", came="access.grant", gone="access.revoke"),
        number(
            "details.enforcement_version",
            up="access.revoke",
            down="access.grant",
            note="The limit holds for the services of its version.",
        ),
        choice("details.enforcement_version", {"latest": "access.revoke"}, both=True),
        delete="access.grant",
        ignore=("display_name",),
    ),
    _bound("google_iam_projects_policy_binding"),
    entry(
        "google_iam_workforce_pool",
        Role.IDENTITY,
        _enabled(),
        retention("session_duration", cut="access.revoke", up="access.grant", zero_is="nothing"),
        limit("access_restrictions.allowed_services.domain"),
        toggle(
            "access_restrictions.disable_programmatic_signin",
            off="access.grant",
            on="access.revoke",
        ),
        delete="access.revoke",
        replace="access.revoke",
        ignore=("description", "display_name"),
    ),
    _issuer(
        "google_iam_workforce_pool_provider",
        secret("oidc.client_secret.value.plain_text"),
        changed("oidc.client_id", "access.trust"),
        changed("oidc.web_sso_config", "config.parameter"),
        secret("extra_attributes_oauth2_client.client_secret.value.plain_text"),
        *(
            changed(f"extra_attributes_oauth2_client.{part}", "access.trust", note=_GROUPS)
            for part in ("issuer_uri", "client_id", "attributes_type", "query_parameters.filter")
        ),
    ),
    entry(
        "google_iam_workload_identity_pool",
        Role.IDENTITY,
        _enabled(),
        presence(
            "inline_trust_config.additional_trust_bundles.trust_domain",
            came="access.trust",
            changed="access.trust",
            gone="access.revoke",
        ),
        presence(
            "inline_trust_config.additional_trust_bundles.trust_anchors.pem_certificate",
            came="access.trust",
            changed="access.trust",
        ),
        delete="access.revoke",
        replace="access.revoke",
        ignore=("description", "display_name"),
    ),
    entry(
        "google_iam_workload_identity_pool_managed_identity",
        Role.IDENTITY,
        _enabled(),
        presence(
            "attestation_rules.google_cloud_resource",
            came="access.trust",
            changed="access.trust",
            gone="access.revoke",
        ),
        delete="access.revoke",
        replace="access.revoke",
        ignore=("description",),
    ),
    entry(
        "google_iam_workload_identity_pool_namespace",
        Role.IDENTITY,
        _enabled(),
        delete="access.revoke",
        replace="access.revoke",
        ignore=("description",),
    ),
    _issuer(
        "google_iam_workload_identity_pool_provider",
        members("oidc.allowed_audiences", came="access.trust", gone="access.revoke"),
        changed("aws.account_id", "access.trust"),
        changed("x509.trust_store", "access.trust"),
    ),
    entry(
        "google_iap_brand",
        Role.CONFIG,
        happens("other", Verb.DELETE, note="A brand cannot be deleted: it only leaves the state."),
    ),
    entry(
        "google_iap_client",
        Role.SECRET,
        create="secret.create",
        delete="secret.delete",
        replace="secret.change",
    ),
    entry(
        "google_iap_settings",
        Role.IDENTITY,
        when(
            members(
                "access_settings.allowed_domains_settings.domains",
                came="access.grant",
                gone="access.revoke",
            ),
            only={"access_settings.allowed_domains_settings.enable": "true"},
        ),
        toggle(
            "access_settings.allowed_domains_settings.enable",
            off="access.grant",
            on="access.revoke",
        ),
        members("access_settings.identity_sources", came="access.trust", gone="access.revoke"),
        members(
            "access_settings.gcip_settings.tenant_ids", came="access.trust", gone="access.revoke"
        ),
        members(
            "access_settings.oauth_settings.programmatic_clients",
            came="access.grant",
            gone="access.revoke",
        ),
        members(
            "access_settings.workforce_identity_settings.workforce_pools",
            came="access.trust",
            gone="access.revoke",
        ),
        secret("access_settings.workforce_identity_settings.oauth2.client_secret"),
        presence(
            "access_settings.reauth_settings", gone="protection.guard-off", came="protection.up"
        ),
        order(
            "access_settings.reauth_settings.method",
            ("LOGIN", "ENROLLED_SECOND_FACTORS", "SECURE_KEY"),
            down="protection.guard-off",
            up="protection.up",
        ),
        retention(
            "access_settings.reauth_settings.max_age",
            cut="protection.up",
            up="protection.guard-off",
        ),
        toggle(
            "access_settings.cors_settings.allow_http_options",
            on="access.grant",
            off="access.revoke",
        ),
        delete="protection.guard-off",
    ),
    entry(
        "google_iap_tunnel_dest_group",
        Role.IDENTITY,
        members("cidrs", came="access.grant", gone="access.revoke"),
        members("fqdns", came="access.grant", gone="access.revoke"),
        delete="access.revoke",
        replace="access.revoke",
    ),
    entry(
        "google_identity_platform_config",
        Role.IDENTITY,
        happens(
            "other",
            Verb.DELETE,
            note="Once set up it cannot be deleted: it only leaves the state.",
        ),
        toggle("sign_in.email.enabled", off="access.revoke", on="access.grant"),
        toggle("sign_in.phone_number.enabled", off="access.revoke", on="access.grant"),
        toggle("multi_tenant.allow_tenants", off="access.revoke", on="access.grant"),
        toggle("sign_in.anonymous.enabled", on="access.public", off="access.revoke"),
        toggle("sign_in.email.password_required", off="access.grant", on="access.revoke"),
        _SIGN_UP,
        members("authorized_domains", came="access.trust", gone="access.revoke"),
        order(
            "mfa.state",
            ("DISABLED", "ENABLED", "MANDATORY"),
            up="protection.up",
            down="protection.guard-off",
        ),
        changed("blocking_functions", "access.trust"),
        toggle("monitoring.request_logging.enabled", off="observability.logs-off"),
    ),
    _sign_in(
        "google_identity_platform_default_supported_idp_config",
        *_FEDERATED,
    ),
    _sign_in("google_identity_platform_inbound_saml_config", *_SAML),
    _sign_in("google_identity_platform_oauth_idp_config", *_OAUTH),
    _sign_in(
        "google_identity_platform_tenant",
        toggle("allow_password_signup", on="access.grant", off="access.revoke"),
        toggle("disable_auth", on="access.revoke", off="access.grant"),
        toggle("enable_email_link_signin", on="access.grant", off="access.revoke"),
        _SIGN_UP,
    ),
    _sign_in("google_identity_platform_tenant_default_supported_idp_config", *_FEDERATED),
    _sign_in("google_identity_platform_tenant_inbound_saml_config", *_SAML),
    _sign_in("google_identity_platform_tenant_oauth_idp_config", *_OAUTH),
    _role("google_organization_iam_custom_role"),
    entry(
        "google_os_login_ssh_public_key",
        Role.SECRET,
        changed("key", "access.grant"),
        create="access.grant",
        delete="access.revoke",
    ),
    entry(
        "google_privileged_access_manager_entitlement",
        Role.IDENTITY,
        members("eligible_users.principals", came="access.grant", gone="access.revoke"),
        presence(
            "privileged_access.gcp_iam_access.role_bindings.role",
            came="access.grant",
            gone="access.revoke",
            changed="access.grant",
        ),
        presence(
            "privileged_access.gcp_iam_access.role_bindings.condition_expression",
            came="access.revoke",
            gone="access.grant",
            changed="access.grant",
            empty=True,
            note="The two conditions are not compared.",
        ),
        presence("approval_workflow", gone="protection.guard-off", came="protection.up"),
        members(
            "approval_workflow.manual_approvals.steps.approvers.principals",
            came="access.trust",
            gone="access.revoke",
        ),
        number(
            "approval_workflow.manual_approvals.steps.approvals_needed",
            down="protection.guard-off",
            up="protection.up",
        ),
        retention("max_request_duration", cut="access.revoke", up="access.grant"),
        create="access.grant",
        delete="access.revoke",
    ),
    entry(
        "google_project_default_service_accounts",
        Role.IDENTITY,
        choice(
            "action",
            {
                "DELETE": "access.revoke",
                "DISABLE": "access.revoke",
                "DEPRIVILEGE": "access.revoke",
            },
        ),
        when(
            happens("access.grant", Verb.DELETE),
            unless={"restore_policy": "NONE", "action": "DEPRIVILEGE"},
        ),
        create="access.revoke",
    ),
    _role("google_project_iam_custom_role"),
    entry(
        "google_project_iam_member_remove",
        Role.IDENTITY,
        create="access.revoke",
    ),
    glue("google_project_service_identity"),
    entry(
        "google_service_account",
        Role.IDENTITY,
        _enabled(),
        happens("access.revoke", Verb.REPLACE, disruption=_OUTAGE, note=_ANOTHER),
        delete="access.revoke",
        ignore=("description", "display_name"),
    ),
)
