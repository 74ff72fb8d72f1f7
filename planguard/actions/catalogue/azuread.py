"""
Microsoft Entra ID: what changes to its applications, groups, roles and conditions mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ALWAYS,
    ARRIVING,
    CHANGING,
    Rule,
    TypeEntry,
    changed,
    choice,
    deadline,
    entry,
    grants,
    happens,
    limit,
    members,
    order,
    presence,
    retention,
    secret,
    toggle,
    when,
)
from planguard.actions.providers.forms import guard, lets
from planguard.actions.providers.services import (
    holder,
    joins,
    membership,
    moves,
    parameters,
)
from planguard.model.words import Role, Verb

_GRANT, _REVOKE, _TRUST = "access.grant", "access.revoke", "access.trust"
_ROLES = (
    "62e90394-69f5-4237-9190-012177145e10",
    "e8611ab8-c189-46e8-94e1-60213ab1f814",
    "7be44c8a-adaf-4e2a-84d6-ab2649e08a13",
)
"""
Global Administrator, and who can become one: the administrators of roles and of logins.

Source: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
"""
_PERMISSIONS = (
    "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8",
    "06b708a9-e830-4db3-a914-8e69da51d44f",
)
"""
Permissions of Microsoft Graph by which an application can give itself any role.

Source: https://learn.microsoft.com/graph/permissions-reference
"""
_TEXTS = tuple(f"{who}_consent_{what}" for who in ("admin", "user")
               for what in ("description", "display_name"))  # fmt: skip
_STATES = ("disabled", "enabledForReportingButNotEnforced", "enabled")
_UNENFORCED = "In report-only mode nobody is held up: what would have happened is merely noted."
_IDLE = {"state": ("disabled", "enabledforreportingbutnotenforced")}
_OFF, _UP = "protection.guard-off", "protection.up"
_AUDIENCES = ("AzureADandPersonalMicrosoftAccount", "AzureADMultipleOrgs", "AzureADMyOrg")


def _asked_for() -> tuple[Rule, ...]:
    """
    Describe what a conditional access policy asks for, and of whom.

    Under `OR` each further control is another way in, under `AND` another one to meet. A list of
    places, platforms or risks that is not there limits nothing.
    """
    of, either = "conditions", {"grant_controls.operator": ("or",)}
    controls = "grant_controls.built_in_controls"
    users = ("users", "groups", "roles")
    return (
        *(members(f"{of}.users.excluded_{who}", came=_OFF, gone=_UP) for who in users),
        *(members(f"{of}.users.included_{who}", came=_UP, gone=_OFF) for who in users),
        presence(f"{of}.users.excluded_guests_or_external_users", came=_OFF, gone=_UP,
                 changed="config.parameter"),
        presence(f"{of}.users.included_guests_or_external_users", came=_UP, gone=_OFF,
                 changed="config.parameter"),
        members(f"{of}.applications.excluded_applications", came=_OFF, gone=_UP),
        *(members(f"{of}.applications.included_{what}", came=_UP, gone=_OFF)
          for what in ("applications", "user_actions")),
        members(f"{of}.client_app_types", came=_UP, gone=_OFF),
        *(members(f"{of}.{what}.excluded_{what}", came=_OFF, gone=_UP)
          for what in ("locations", "platforms")),
        *(limit(f"{of}.{what}", narrower=_OFF, wider=_UP)
          for what in ("locations.included_locations", "platforms.included_platforms",
                       "sign_in_risk_levels", "user_risk_levels",
                       "service_principal_risk_levels")),
        when(limit(controls, narrower=_UP, wider=_OFF), only=either),
        when(members(controls, came=_UP, gone=_OFF), unless=either),
        order("grant_controls.operator", ("OR", "AND"), up=_UP, down=_OFF),
        presence("grant_controls.authentication_strength_policy_id", came=_UP, gone=_OFF,
                 changed="config.parameter"),
        presence("grant_controls", gone=_OFF, came=_UP),
        retention("session_controls.sign_in_frequency", cut=_UP, up=_OFF, zero_is="for-ever",
                  unit="sign_in_frequency_period"),
        choice("session_controls.persistent_browser_mode", {"always": _OFF, "never": _UP}),
        guard("session_controls.application_enforced_restrictions_enabled"),
        presence("session_controls.cloud_app_security_policy", came=_UP, gone=_OFF,
                 changed="config.parameter"),
        *parameters("conditions.devices", "conditions.client_applications"),
    )  # fmt: skip


def _group(name: str, *rules: Rule) -> TypeEntry:
    return holder(
        name, *rules, *joins("owners"),
        *(changed("dynamic_membership.rule", action, both=action == _REVOKE)
          for action in (_GRANT, _REVOKE)),
        toggle("security_enabled", on=_GRANT, off=_REVOKE), lets("external_senders_allowed"),
        choice("visibility", {"Public": _GRANT}, verbs=ALWAYS),
        ignore=("description", "display_name", "theme"),
    )  # fmt: skip


def _scheduled(kind: str) -> TypeEntry:
    return entry(
        f"azuread_privileged_access_group_{kind}_schedule", Role.IDENTITY,
        *moves("principal_id", "group_id"), lets("permanent_assignment"),
        deadline("expiration_date", earlier=_REVOKE, later=_GRANT, both=True),
        create=_GRANT, delete=_REVOKE, ignore=("justification", "ticket_number", "ticket_system"),
    )  # fmt: skip


def _password(type_: str, holder_: str) -> TypeEntry:
    return entry(
        type_, Role.SECRET, secret("value"), *parameters("end_date", "end_date_relative"),
        *moves(holder_), delete="secret.delete", ignore=("display_name",),
    )  # fmt: skip


def _certificate(type_: str) -> TypeEntry:
    return entry(
        type_, Role.KEY, create="key.create", delete="key.delete", replace="key.rotate",
        ignore=("end_date_relative",),
    )  # fmt: skip


def _federated(type_: str, *paths: str) -> TypeEntry:
    return entry(
        type_, Role.IDENTITY, *(changed(path, _TRUST) for path in paths),
        create=_TRUST, delete=_REVOKE, replace=_TRUST, ignore=("description",),
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    membership("azuread_access_package_assignment_policy",
               lets("requestor_settings.requests_accepted"),
               toggle("approval_settings.approval_required", on=_REVOKE, off=_GRANT),
               changed("requestor_settings.scope_type", _GRANT, both=True),
               guard("assignment_review_settings.enabled"),
               retention("duration_in_days", cut=_REVOKE, up=_GRANT),
               ignore=("description", "display_name")),
    membership("azuread_access_package_catalog_role_assignment",
               grants("role_id"), *moves("principal_object_id", "catalog_id")),
    entry("azuread_access_package_resource_package_association", Role.IDENTITY,
          *moves("catalog_resource_association_id", "access_package_id"),
          create=_GRANT, delete=_REVOKE),
    holder("azuread_administrative_unit", members("members", came=_GRANT, gone=_REVOKE),
           ignore=("description", "display_name")),
    membership("azuread_administrative_unit_member", grants("member_object_id"),
               *moves("administrative_unit_object_id")),
    membership("azuread_administrative_unit_role_member",
               grants("role_object_id"),
               *moves("member_object_id", "administrative_unit_object_id")),
    membership("azuread_app_role_assignment",
               grants("app_role_id", admin=_PERMISSIONS),
               *moves("principal_object_id", "resource_object_id")),
    holder(
        "azuread_application",
        order("sign_in_audience", _AUDIENCES, down=_GRANT, up=_REVOKE),
        members("owners", came=_GRANT, gone=_REVOKE),
        members("required_resource_access.resource_access.id", came="config.parameter",
                gone="config.parameter", note="It asks for them; an assignment gives them."),
        members("web.redirect_uris", came=_TRUST, gone=_REVOKE,
                note="Logins, and what they give, are sent there."),
        members("single_page_application.redirect_uris", came=_TRUST, gone=_REVOKE),
        members("public_client.redirect_uris", came=_TRUST, gone=_REVOKE),
        lets("fallback_public_client_enabled"), secret("password.value"),
        *(lets(f"web.implicit_grant.{kind}_token_issuance_enabled") for kind in ("access", "id")),
        *parameters("api", "app_role", "group_membership_claims", "identifier_uris",
                    "optional_claims"),
        ignore=("description", "display_name", "feature_tags", "logo_image", "marketing_url",
                "notes", "privacy_statement_url", "support_url", "terms_of_service_url"),
    ),
    membership("azuread_application_api_access",
               *parameters("role_ids", "scope_ids")),
    holder("azuread_application_app_role", *parameters("value", "allowed_member_types"),
           ignore=("description", "display_name")),
    _certificate("azuread_application_certificate"),
    membership("azuread_application_fallback_public_client", lets("enabled", verbs=ARRIVING)),
    _federated("azuread_application_federated_identity_credential",
               "issuer", "subject", "audiences"),
    _federated("azuread_application_flexible_federated_identity_credential",
               "issuer", "claims_matching_expression", "audience"),
    membership("azuread_application_identifier_uri", *parameters("identifier_uri")),
    membership("azuread_application_known_clients",
               members("known_client_ids", came=_TRUST, gone=_REVOKE)),
    membership("azuread_application_optional_claims",
               *parameters("access_token", "id_token", "saml2_token")),
    entry("azuread_application_owner", Role.IDENTITY, *moves("owner_object_id"),
          create=_GRANT, delete=_REVOKE),
    _password("azuread_application_password", "application_id"),
    holder("azuread_application_permission_scope",
           order("type", ("User", "Admin"), up=_REVOKE, down=_GRANT,
                 note="Where it says User, users consent to it themselves."),
           *parameters("value"), ignore=_TEXTS),
    membership("azuread_application_pre_authorized", *joins("permission_ids"),
               *moves("authorized_client_id")),
    membership("azuread_application_redirect_uris",
               members("redirect_uris", came=_TRUST, gone=_REVOKE,
                       verbs=CHANGING | {Verb.DELETE})),
    holder("azuread_application_registration",
           order("sign_in_audience", _AUDIENCES, down=_GRANT, up=_REVOKE),
           *(lets(f"implicit_{kind}_token_issuance_enabled") for kind in ("access", "id")),
           ignore=("description", "display_name", "notes")),
    entry("azuread_authentication_strength_policy", Role.PROTECTION,
          members("allowed_combinations", came=_OFF, gone=_UP,
                  note="Each combination is a way to log in that suffices."),
          delete=_OFF, ignore=("description", "display_name")),
    membership("azuread_claims_mapping_policy", *parameters("definition"),
               ignore=("display_name",)),
    entry(
        "azuread_conditional_access_policy", Role.IDENTITY,
        order("state", _STATES, down="protection.guard-off", up="protection.up",
              note=_UNENFORCED),
        *(when(rule, unless=_IDLE) for rule in _asked_for()),
        *(when(happens(action, verb), unless=_IDLE)
          for action, verb in ((_UP, Verb.CREATE), (_OFF, Verb.DELETE))),
        ignore=("display_name",),
    ),
    holder("azuread_custom_directory_role",
           *joins("permissions.allowed_resource_actions"),
           toggle("enabled", on=_GRANT, off=_REVOKE), ignore=("description", "display_name")),
    membership("azuread_directory_role_assignment",
               grants("role_id", admin=_ROLES),
               *moves("principal_object_id", "directory_scope_id", "app_scope_id")),
    membership("azuread_directory_role_eligibility_schedule_request",
               grants("role_definition_id", admin=_ROLES),
               *moves("principal_id", "directory_scope_id"), ignore=("justification",)),
    membership("azuread_directory_role_member",
               grants("role_object_id"), *moves("member_object_id")),
    _group("azuread_group", *joins("members")),
    membership("azuread_group_member", grants("member_object_id"), *moves("group_object_id")),
    membership("azuread_group_role_management_policy",
               *(toggle(f"{rules}.require_{what}", on=_REVOKE, off=_GRANT)
                 for rules, whats in (
                     ("activation_rules", ("approval", "multifactor_authentication",
                                           "justification", "ticket_info")),
                     ("active_assignment_rules", ("multifactor_authentication", "justification",
                                                  "ticket_info")),
                 ) for what in whats),
               *(toggle(f"{kind}_assignment_rules.expiration_required", on=_REVOKE, off=_GRANT)
                 for kind in ("active", "eligible")),
               retention("activation_rules.maximum_duration", cut=_REVOKE, up=_GRANT,
                         zero_is="nothing", arriving=False)),
    _group("azuread_group_without_members"),
    entry("azuread_invitation", Role.IDENTITY, create=_GRANT, delete=_REVOKE),
    entry(
        "azuread_named_location", Role.IDENTITY,
        toggle("ip.trusted", on=_OFF, off=_UP),
        when(members("ip.ip_ranges", came=_OFF, gone=_UP), only={"ip.trusted": ("true",)}),
        when(members("ip.ip_ranges", came="config.parameter", gone="config.parameter"),
             unless={"ip.trusted": ("true",)}),
        *parameters("country"),
        happens("config.parameter", Verb.DELETE,
                note="While a policy names it, it cannot be deleted."),
        ignore=("display_name",),
    ),
    *map(_scheduled, ("assignment", "eligibility")),
    holder(
        "azuread_service_principal",
        toggle("account_enabled", on=_GRANT, off=_REVOKE, default=True),
        guard("app_role_assignment_required"),
        members("owners", came=_GRANT, gone=_REVOKE),
        ignore=("alternative_names", "description", "feature_tags", "features", "notes"),
    ),
    _certificate("azuread_service_principal_certificate"),
    membership("azuread_service_principal_delegated_permission_grant", *joins("claim_values"),
               limit("user_object_id", note="Without a user it holds for all of them."),
               *moves("service_principal_object_id", "resource_service_principal_object_id")),
    _password("azuread_service_principal_password", "service_principal_id"),
    _certificate("azuread_service_principal_token_signing_certificate"),
    membership("azuread_synchronization_job",
               *(toggle("enabled", on="config.parameter", off="config.parameter", default=True),)),
    entry("azuread_synchronization_secret", Role.SECRET, secret("credential.value"),
          delete="secret.delete"),
    holder(
        "azuread_user",
        toggle("account_enabled", on=_GRANT, off=_REVOKE, default=True),
        secret("password"),
        lets("disable_strong_password"),
        lets("disable_password_expiration"),
        ignore=("city", "company_name", "cost_center", "department", "display_name",
                "employee_id", "given_name", "job_title", "surname"),
    ),
)  # fmt: skip
