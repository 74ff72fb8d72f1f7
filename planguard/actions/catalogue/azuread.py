"""
Microsoft Entra ID: what changes to its applications, groups, roles and conditions mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ALWAYS,
    TypeEntry,
    changed,
    choice,
    entry,
    grants,
    members,
    order,
    presence,
    secret,
    toggle,
)
from planguard.actions.providers.forms import guard, lets
from planguard.actions.providers.services import (
    control,
    holder,
    joins,
    membership,
    moves,
    parameters,
)
from planguard.model.words import Role

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
_STATES = ("disabled", "enabledForReportingButNotEnforced", "enabled")
_UNENFORCED = "In report-only mode nobody is held up: what would have happened is merely noted."


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
    membership("azuread_administrative_unit_role_member",
               grants("role_object_id"), *moves("member_object_id")),
    membership("azuread_app_role_assignment",
               grants("app_role_id", admin=_PERMISSIONS), *moves("principal_object_id")),
    holder(
        "azuread_application",
        order("sign_in_audience", ("AzureADandPersonalMicrosoftAccount", "AzureADMultipleOrgs",
                                   "AzureADMyOrg"), down=_GRANT, up=_REVOKE),
        members("owners", came=_GRANT, gone=_REVOKE),
        members("required_resource_access.resource_access.id", came="config.parameter",
                gone="config.parameter", note="It asks for them; an assignment gives them."),
        members("web.redirect_uris", came=_TRUST, gone=_REVOKE,
                note="Logins, and what they give, are sent there."),
        members("single_page_application.redirect_uris", came=_TRUST, gone=_REVOKE),
        members("public_client.redirect_uris", came=_TRUST, gone=_REVOKE),
        lets("fallback_public_client_enabled"),
        *parameters("api", "app_role", "group_membership_claims", "identifier_uris",
                    "optional_claims"),
        ignore=("description", "display_name", "feature_tags", "logo_image", "marketing_url",
                "notes", "privacy_statement_url", "support_url", "terms_of_service_url"),
    ),
    membership("azuread_application_api_access",
               *parameters("role_ids", "scope_ids")),
    _certificate("azuread_application_certificate"),
    _federated("azuread_application_federated_identity_credential",
               "issuer", "subject", "audiences"),
    _federated("azuread_application_flexible_federated_identity_credential",
               "issuer", "claims_matching_expression", "audience"),
    entry("azuread_application_owner", Role.IDENTITY, *moves("owner_object_id"),
          create=_GRANT, delete=_REVOKE),
    _password("azuread_application_password", "application_id"),
    membership("azuread_application_pre_authorized", *joins("permission_ids")),
    membership("azuread_application_redirect_uris",
               members("redirect_uris", came=_TRUST, gone=_REVOKE)),
    holder("azuread_application_registration",
           order("sign_in_audience", ("AzureADandPersonalMicrosoftAccount",
                                      "AzureADMultipleOrgs", "AzureADMyOrg"),
                 down=_GRANT, up=_REVOKE),
           ignore=("description", "display_name", "notes")),
    control(
        "azuread_conditional_access_policy",
        order("state", _STATES, down="protection.guard-off", up="protection.up",
              note=_UNENFORCED),
        members("conditions.users.excluded_users", came="protection.guard-off",
                gone="protection.up"),
        members("conditions.users.excluded_groups", came="protection.guard-off",
                gone="protection.up"),
        members("conditions.users.excluded_roles", came="protection.guard-off",
                gone="protection.up"),
        members("conditions.users.included_users", came="protection.up",
                gone="protection.guard-off"),
        members("conditions.users.included_groups", came="protection.up",
                gone="protection.guard-off"),
        members("conditions.applications.excluded_applications", came="protection.guard-off",
                gone="protection.up"),
        members("conditions.applications.included_applications", came="protection.up",
                gone="protection.guard-off"),
        members("grant_controls.built_in_controls", came="protection.up",
                gone="protection.guard-off"),
        presence("grant_controls", gone="protection.guard-off", came="protection.up"),
        *parameters("conditions.client_app_types", "conditions.locations",
                    "conditions.platforms", "session_controls"),
        ignore=("display_name",),
    ),
    holder("azuread_custom_directory_role",
           *joins("permissions.allowed_resource_actions"),
           toggle("enabled", on=_GRANT, off=_REVOKE), ignore=("description", "display_name")),
    membership("azuread_directory_role_assignment",
               grants("role_id", admin=_ROLES), *moves("principal_object_id")),
    membership("azuread_directory_role_eligibility_schedule_request",
               grants("role_definition_id", admin=_ROLES), *moves("principal_id")),
    membership("azuread_directory_role_member",
               grants("role_object_id"), *moves("member_object_id")),
    holder(
        "azuread_group",
        *joins("members", "owners"),
        changed("dynamic_membership.rule", _GRANT),
        toggle("security_enabled", on=_GRANT, off=_REVOKE),
        choice("visibility", {"Public": _GRANT}, verbs=ALWAYS),
        ignore=("description", "display_name", "theme"),
    ),
    membership("azuread_group_member", grants("member_object_id")),
    entry("azuread_invitation", Role.IDENTITY, create=_GRANT, delete=_REVOKE),
    control(
        "azuread_named_location",
        toggle("ip.trusted", on="protection.guard-off", off="protection.up"),
        members("ip.ip_ranges", came="config.parameter", gone="config.parameter"),
        *parameters("country"), ignore=("display_name",),
    ),
    holder(
        "azuread_service_principal",
        toggle("account_enabled", on=_GRANT, off=_REVOKE, default=True),
        guard("app_role_assignment_required"),
        members("owners", came=_GRANT, gone=_REVOKE),
        ignore=("alternative_names", "description", "feature_tags", "features", "notes"),
    ),
    _certificate("azuread_service_principal_certificate"),
    membership("azuread_service_principal_delegated_permission_grant", *joins("claim_values")),
    _password("azuread_service_principal_password", "service_principal_id"),
    _certificate("azuread_service_principal_token_signing_certificate"),
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
