"""
AWS identities and permissions: IAM, Organizations, Identity Center, Cognito, sharing, directories.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from dataclasses import replace

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    document,
    entry,
    grants,
    happens,
    limit,
    members,
    number,
    order,
    presence,
    retention,
    secret,
    size,
    toggle,
    when,
)
from planguard.actions.providers.aws_forms import permission
from planguard.actions.providers.forms import at_least, danger, guard, lets
from planguard.model.words import Disruption, Role, Verb

_ADMIN = ("AdministratorAccess", "IAMFullAccess", "PowerUserAccess")
_POWERFUL = tuple(f"arn:aws:iam::aws:policy/{name}" for name in _ADMIN)


def _held(rule: Rule) -> Rule:
    """Describe what an identity holds: deleting it says enough."""
    return when(rule, verbs=ARRIVING)


def _looser(path: str) -> Rule:
    """Describe a time for which access, once given, lasts."""
    return number(path, up="access.grant", down="access.revoke")


def _usable(path: str, on: str = "Active", off: str = "Inactive") -> Rule:
    return choice(path, {on: "access.grant", off: "access.revoke"})


def _trusts(*paths: str) -> tuple[Rule, ...]:
    return tuple(changed(path, "access.trust") for path in paths)


def _trusted(*paths: str) -> tuple[Rule, ...]:
    """Describe lists of those who are trusted, or of ways to be."""
    return tuple(
        members(path, came="access.trust", gone="access.revoke", swapped="access.trust")
        for path in paths
    )


def _still(path: str, action: str) -> Rule:
    """Describe a word within one of several things, whose coming and going another rule tells."""
    return presence(path, changed=action)


def _boundary(path: str) -> Rule:
    return presence(
        path,
        came="access.revoke",
        gone="protection.guard-off",
        changed="access.grant",
        note="The boundary is the most its holder may ever do; the two are not compared.",
    )


def _identity(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe somebody: gone or made anew, policies elsewhere that name them match no more."""
    return entry(
        type_,
        Role.IDENTITY,
        *rules,
        delete="access.revoke",
        replace="access.revoke",
        ignore=ignore,
        replace_disruption=Disruption.OUTAGE,
    )


def _issuer(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """
    Describe somebody whose word on who is who gets believed.

    A new one lets nobody in: that is up to the roles that come to trust it.
    """
    return entry(
        type_,
        Role.IDENTITY,
        *rules,
        delete="access.revoke",
        replace="access.trust",
        ignore=ignore,
    )


def _moves(holder: str) -> tuple[Rule, ...]:
    """Describe who has something: another has it from now on, the former no longer."""
    return (changed(holder, "access.grant"), changed(holder, "access.revoke"))


def _attachment(type_: str, path: str = "policy_arn", *rules: Rule, holder: str = "") -> TypeEntry:
    """Describe a policy given to somebody; to another `holder` it is given anew."""
    moves = _moves(holder) if holder else ()
    admin = (when(changed(holder, "access.admin"), only={path: _POWERFUL}),) if holder else ()
    return entry(type_, Role.IDENTITY, grants(path, admin=_ADMIN), *moves, *admin, *rules)


def _whole(type_: str, path: str, admin: tuple[str, ...] = ()) -> TypeEntry:
    """Describe the list of all that somebody has; deleted, it takes nothing from them."""
    return entry(type_, Role.IDENTITY, when(grants(path, admin=admin), verbs=ARRIVING))


def _inline(type_: str) -> TypeEntry:
    """Describe the list of inline policies that may stay: what it names is made elsewhere."""
    return entry(type_, Role.IDENTITY, members("policy_names", gone="access.revoke"))


def _valid(token: str, unit: str) -> Rule:
    """Describe how long a token is good for; without a number it is the service that says so."""
    path, usual = f"{token}_token_validity", ("", "0")
    return when(
        retention(
            path,
            up="access.grant",
            cut="access.revoke",
            unit=f"token_validity_units.{token}_token",
            unit_is=unit,
        ),
        was_not={path: usual},
        unless={path: usual},
    )


def _client(type_: str, *rules: Rule) -> TypeEntry:
    return _identity(
        type_,
        _held(grants("allowed_oauth_scopes")),
        *_trusted(
            "callback_urls",
            "explicit_auth_flows",
            "allowed_oauth_flows",
            "supported_identity_providers",
        ),
        order(
            "prevent_user_existence_errors",
            ("LEGACY", "ENABLED"),
            up="protection.up",
            down="protection.guard-off",
        ),
        guard("enable_token_revocation", default=True),
        _valid("access", "hours"),
        _valid("id", "hours"),
        _valid("refresh", "days"),
        *(
            members(path, came="access.grant", gone="access.revoke")
            for path in ("read_attributes", "write_attributes")
        ),
        choice(
            "refresh_token_rotation.feature",
            {"ENABLED": "protection.up", "DISABLED": "protection.guard-off"},
        ),
        *(
            changed(path, "config.parameter", disruption=Disruption.NONE)
            for path in (
                "allowed_oauth_flows_user_pool_client",
                "default_redirect_uri",
                "logout_urls",
                "auth_session_validity",
            )
        ),
        *rules,
    )


_TOKENS = "open_id_connect_configuration.token_selection"
_PASSWORDS = tuple(
    guard(f"password_policy.{name}")
    for name in ("require_lowercase", "require_numbers", "require_symbols", "require_uppercase")
)

_ELSEWHERE = "It comes under another unit's policies; they are not compared."
_AUTHORIZING = {"type": ("", "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY")}
"""Policies of an organization in the language of IAM; others settle backups, tags and settings."""

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws_cognito_identity_pool",
        Role.IDENTITY,
        toggle(
            "allow_unauthenticated_identities",
            on="access.public",
            off="access.revoke",
            verbs=ARRIVING,
        ),
        lets("allow_classic_flow"),
        *(
            presence(path, came="access.trust", gone="access.revoke", changed="access.trust")
            for path in (
                "cognito_identity_providers.client_id",
                "supported_login_providers.*",
                "developer_provider_name",
            )
        ),
        _still("cognito_identity_providers.provider_name", "access.trust"),
        order(
            "cognito_identity_providers.server_side_token_check",
            ("false", "true"),
            up="protection.up",
            down="protection.guard-off",
        ),
        *_trusted("openid_connect_provider_arns", "saml_provider_arns"),
        delete="data.delete",
        replace="data.replace",
    ),
    entry(
        "aws_cognito_identity_pool_provider_principal_tag",
        Role.IDENTITY,
        *_trusts("principal_tags", "use_defaults"),
    ),
    entry(
        "aws_cognito_identity_pool_roles_attachment",
        Role.IDENTITY,
        grants("roles.*"),
        presence("role_mapping.identity_provider", came="access.trust", gone="access.revoke"),
        grants("role_mapping.mapping_rule.role_arn"),
        *(
            _still(f"role_mapping.{path}", "access.trust")
            for path in (
                "identity_provider",
                "type",
                "mapping_rule.claim",
                "mapping_rule.match_type",
                "mapping_rule.value",
            )
        ),
        order(
            "role_mapping.ambiguous_role_resolution",
            ("Deny", "AuthenticatedRole"),
            up="access.grant",
            down="access.revoke",
        ),
    ),
    _issuer(
        "aws_cognito_identity_provider",
        *_trusts("provider_details", "attribute_mapping"),
        secret("provider_details.client_secret"),
        *_trusted("idp_identifiers"),
    ),
    replace(
        _client(
            "aws_cognito_managed_user_pool_client",
            changed("enable_propagate_additional_user_context_data", "config.flag"),
        ),
        # The service that made the client deletes it; the resource only leaves the state.
        delete=(),
        replace=(),
    ),
    entry(
        "aws_cognito_resource_server", Role.IDENTITY, grants("scope.scope_name"), ignore=("name",)
    ),
    entry(
        "aws_cognito_risk_configuration",
        Role.PROTECTION,
        *(
            order(
                f"account_takeover_risk_configuration.actions.{level}_action.event_action",
                ("NO_ACTION", "MFA_IF_CONFIGURED", "MFA_REQUIRED", "BLOCK"),
                up="protection.up",
                down="protection.guard-off",
            )
            for level in ("low", "medium", "high")
        ),
        *(
            presence(
                f"account_takeover_risk_configuration.actions.{level}_action.event_action",
                came="protection.up",
                gone="protection.guard-off",
            )
            for level in ("low", "medium", "high")
        ),
        members(
            "risk_exception_configuration.blocked_ip_range_list",
            came="protection.up",
            gone="protection.guard-off",
        ),
        order(
            "compromised_credentials_risk_configuration.actions.event_action",
            ("NO_ACTION", "BLOCK"),
            up="protection.up",
            down="protection.guard-off",
        ),
        presence("compromised_credentials_risk_configuration", gone="protection.guard-off"),
        members(
            "compromised_credentials_risk_configuration.event_filter",
            came="protection.up",
            gone="protection.guard-off",
        ),
        members(
            "risk_exception_configuration.skipped_ip_range_list",
            came="protection.guard-off",
            gone="protection.up",
        ),
        create="protection.up",
        delete="protection.guard-off",
    ),
    _identity(
        "aws_cognito_user",
        lets("enabled", default=True),
        secret("password"),
        secret("temporary_password"),
    ),
    _identity("aws_cognito_user_group", _held(grants("role_arn")), ignore=("description",)),
    permission("aws_cognito_user_in_group"),
    entry(
        "aws_cognito_user_pool",
        Role.DATA_STORE,
        toggle(
            "software_token_mfa_configuration.enabled",
            on="protection.up",
            off="protection.guard-off",
        ),
        choice(
            "deletion_protection",
            {"ACTIVE": "protection.up", "INACTIVE": "protection.guard-off"},
            default="INACTIVE",
        ),
        order(
            "mfa_configuration",
            ("OFF", "OPTIONAL", "ON"),
            up="protection.up",
            down="protection.guard-off",
        ),
        order(
            "user_pool_add_ons.advanced_security_mode",
            ("OFF", "AUDIT", "ENFORCED"),
            up="protection.up",
            down="protection.guard-off",
        ),
        toggle(
            "admin_create_user_config.allow_admin_create_user_only",
            on="access.revoke",
            off="access.public",
            note="Anyone may then sign up.",
        ),
        at_least("password_policy.minimum_length"),
        at_least("password_policy.password_history_size"),
        *_PASSWORDS,
        *_trusted("sign_in_policy.allowed_first_auth_factors"),
        presence(
            "user_pool_add_ons.advanced_security_mode",
            gone="protection.guard-off",
            note="What is not given goes back to its default, which is off.",
        ),
        members(
            "user_attribute_update_settings.attributes_require_verification_before_update",
            came="protection.up",
            gone="protection.guard-off",
        ),
        guard("device_configuration.challenge_required_on_new_device"),
        order(
            "web_authn_configuration.user_verification",
            ("preferred", "required"),
            up="protection.up",
            down="protection.guard-off",
        ),
        *(
            changed(path, "config.parameter", disruption=Disruption.NONE)
            for path in (
                "account_recovery_setting",
                "auto_verified_attributes",
                "password_policy.temporary_password_validity_days",
                "web_authn_configuration.relying_party_id",
            )
        ),
        changed("lambda_config", "config.parameter", disruption=Disruption.NONE),
        changed("email_configuration", "config.parameter", disruption=Disruption.NONE),
        changed("sms_configuration", "config.parameter", disruption=Disruption.NONE),
        changed("user_pool_tier", "config.parameter", disruption=Disruption.NONE),
        presence("schema.name", gone="schema.keys"),
        delete="data.delete",
        replace="data.replace",
        ignore=(
            "email_verification_message",
            "email_verification_subject",
            "sms_authentication_message",
            "sms_verification_message",
            "verification_message_template",
        ),
    ),
    _client(
        "aws_cognito_user_pool_client",
        changed("enable_propagate_additional_user_context_data", "config.flag"),
        toggle("generate_secret", on="secret.create", off="secret.delete"),
    ),
    entry(
        "aws_cognito_user_pool_domain",
        Role.ROUTING,
        changed("domain", "routing.dns"),
        changed("certificate_arn", "routing.rule"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry("aws_cognito_user_pool_ui_customization", Role.CONFIG, ignore=("css", "image_file")),
    entry(
        "aws_directory_service_directory",
        Role.DATA_STORE,
        changed("connect_settings.subnet_ids", "routing.network"),
        changed("vpc_settings.subnet_ids", "routing.network"),
        secret("password"),
        size("size", order=("Small", "Large")),
        number("desired_number_of_domain_controllers", up="scale.up", down="scale.down"),
        lets("enable_sso"),
        delete="data.delete",
        replace="data.replace",
        ignore=("description",),
    ),
    entry(
        "aws_directory_service_log_subscription",
        Role.OBSERVABILITY,
        changed("log_group_name", "config.parameter"),
        changed("directory_id", "observability.logs-off"),
        delete="observability.logs-off",
    ),
    entry(
        "aws_directory_service_radius_settings",
        Role.PROTECTION,
        secret("shared_secret"),
        members("radius_servers", came="access.trust", gone="config.parameter"),
        order(
            "authentication_protocol",
            ("PAP", "CHAP", "MS-CHAPv1", "MS-CHAPv2"),
            up="protection.up",
            down="protection.guard-off",
        ),
        create="protection.up",
        delete="protection.guard-off",
    ),
    permission("aws_directory_service_shared_directory"),
    _issuer(
        "aws_directory_service_trust",
        happens("access.trust", Verb.CREATE, note="Who logs in there is believed here, or back."),
        *_trusts("trust_direction", "trust_type", "remote_domain_name"),
        order("selective_auth", ("Disabled", "Enabled"), up="access.revoke", down="access.grant"),
        secret("trust_password"),
    ),
    entry(
        "aws_iam_access_key",
        Role.SECRET,
        _usable("status"),
        create="secret.create",
        delete="secret.delete",
        replace="secret.change",
    ),
    entry(
        "aws_iam_account_password_policy",
        Role.PROTECTION,
        at_least("minimum_password_length"),
        at_least("password_reuse_prevention"),
        guard("require_lowercase_characters"),
        guard("require_numbers"),
        guard("require_symbols"),
        guard("require_uppercase_characters"),
        changed("max_password_age", "config.parameter"),
        changed("hard_expiry", "config.parameter"),
        changed("allow_users_to_change_password", "config.flag"),
        create="protection.up",
        delete="protection.guard-off",
    ),
    _identity("aws_iam_group"),
    entry("aws_iam_group_membership", Role.IDENTITY, grants("users"), *_moves("group")),
    _inline("aws_iam_group_policies_exclusive"),
    entry(
        "aws_iam_group_policy",
        Role.IDENTITY,
        document("policy", "identity"),
        *_moves("group"),
    ),
    _attachment("aws_iam_group_policy_attachment", holder="group"),
    _whole("aws_iam_group_policy_attachments_exclusive", "policy_arns", _ADMIN),
    entry(
        "aws_iam_instance_profile",
        Role.IDENTITY,
        grants("role"),
        replace_disruption=Disruption.OUTAGE,
    ),
    _issuer(
        "aws_iam_openid_connect_provider",
        *_trusts("url"),
        *_trusted("client_id_list", "thumbprint_list"),
    ),
    entry(
        "aws_iam_organizations_features",
        Role.PROTECTION,
        members("enabled_features", came="protection.up", gone="protection.guard-off"),
        delete="protection.guard-off",
    ),
    entry(
        "aws_iam_policy", Role.IDENTITY, document("policy", "identity"), ignore=("description",)
    ),
    _attachment(
        "aws_iam_policy_attachment",
        "policy_arn",
        grants("groups", note="Whoever else has this policy, by whatever means, loses it."),
        grants("roles"),
        grants("users"),
        *(
            when(members(holders, came="access.admin"), only={"policy_arn": _POWERFUL})
            for holders in ("groups", "roles", "users")
        ),
    ),
    _identity(
        "aws_iam_role",
        _held(document("assume_role_policy", "trust")),
        _held(document("inline_policy.policy", "identity")),
        _held(grants("managed_policy_arns", admin=_ADMIN)),
        _boundary("permissions_boundary"),
        _looser("max_session_duration"),
        ignore=("description", "force_detach_policies"),
    ),
    _inline("aws_iam_role_policies_exclusive"),
    entry(
        "aws_iam_role_policy",
        Role.IDENTITY,
        document("policy", "identity"),
        *_moves("role"),
    ),
    _attachment("aws_iam_role_policy_attachment", holder="role"),
    _whole("aws_iam_role_policy_attachments_exclusive", "policy_arns", _ADMIN),
    _issuer("aws_iam_saml_provider", *_trusts("saml_metadata_document")),
    _identity("aws_iam_service_linked_role", ignore=("description",)),
    entry(
        "aws_iam_service_specific_credential",
        Role.SECRET,
        _usable("status"),
        create="secret.create",
        delete="secret.delete",
        replace="secret.change",
    ),
    permission("aws_iam_signing_certificate", _usable("status")),
    _identity("aws_iam_user", danger("force_destroy"), _boundary("permissions_boundary")),
    entry("aws_iam_user_group_membership", Role.IDENTITY, grants("groups"), *_moves("user")),
    entry(
        "aws_iam_user_login_profile",
        Role.SECRET,
        create="access.grant",
        delete="access.revoke",
        replace="secret.change",
        ignore=("password_length", "password_reset_required"),
    ),
    _inline("aws_iam_user_policies_exclusive"),
    entry(
        "aws_iam_user_policy",
        Role.IDENTITY,
        document("policy", "identity"),
        *_moves("user"),
    ),
    _attachment("aws_iam_user_policy_attachment", holder="user"),
    _whole("aws_iam_user_policy_attachments_exclusive", "policy_arns", _ADMIN),
    permission("aws_iam_user_ssh_key", changed("public_key", "access.trust"), _usable("status")),
    entry("aws_iam_virtual_mfa_device", Role.PROTECTION, delete="protection.guard-off"),
    _identity("aws_identitystore_group", ignore=("description",)),
    permission("aws_identitystore_group_membership"),
    _identity("aws_identitystore_user"),
    entry(
        "aws_organizations_account",
        Role.IDENTITY,
        toggle("close_on_deletion", on="protection.guard-off", off="protection.up"),
        changed("parent_id", "access.grant", note=_ELSEWHERE),
        choice("iam_user_access_to_billing", {"ALLOW": "access.grant", "DENY": "access.revoke"}),
        *(
            when(happens(action, verb), only={"close_on_deletion": "true"})
            for action, verb in (("data.delete", Verb.DELETE), ("data.replace", Verb.REPLACE))
        ),
        *(
            when(
                happens(
                    "protection.guard-off",
                    verb,
                    note="The account leaves the organization, and its policies, and stays open.",
                ),
                unless={"close_on_deletion": "true"},
            )
            for verb in (Verb.DELETE, Verb.REPLACE)
        ),
    ),
    permission("aws_organizations_delegated_administrator"),
    entry(
        "aws_organizations_organization",
        Role.IDENTITY,
        _held(grants("aws_service_access_principals")),
        members("enabled_policy_types", came="protection.up", gone="protection.guard-off"),
        order(
            "feature_set",
            ("CONSOLIDATED_BILLING", "ALL"),
            up="protection.up",
            down="protection.guard-off",
        ),
        delete="protection.guard-off",
        replace="protection.guard-off",
    ),
    entry(
        "aws_organizations_organizational_unit",
        Role.IDENTITY,
        changed("parent_id", "access.grant", note=_ELSEWHERE),
    ),
    entry(
        "aws_organizations_policy",
        Role.PROTECTION,
        when(
            document(
                "content",
                "boundary",
                note="A control policy gives nothing; it is the most that accounts may do.",
            ),
            only=_AUTHORIZING,
        ),
        when(changed("content", "config.parameter"), unless=_AUTHORIZING),
        when(happens("protection.guard-off", Verb.DELETE), unless={"skip_destroy": "true"}),
        ignore=("description",),
    ),
    entry(
        "aws_organizations_policy_attachment",
        Role.PROTECTION,
        when(happens("protection.guard-off", Verb.DELETE), unless={"skip_destroy": "true"}),
        create="access.revoke",
        replace=("access.revoke", "protection.guard-off"),
    ),
    entry("aws_organizations_resource_policy", Role.IDENTITY, document("content", "resource")),
    permission("aws_ram_principal_association"),
    permission("aws_ram_resource_association"),
    _identity(
        "aws_ram_resource_share",
        lets("allow_external_principals"),
        _held(grants("permission_arns")),
    ),
    permission("aws_ram_resource_share_accepter"),
    permission("aws_ram_sharing_with_organization"),
    entry(
        "aws_rolesanywhere_profile",
        Role.IDENTITY,
        grants("role_arns"),
        limit(
            "managed_policy_arns", note="They limit what a session may do of its role's rights."
        ),
        document("session_policy", "boundary"),
        lets("enabled"),
        _looser("duration_seconds"),
    ),
    _issuer(
        "aws_rolesanywhere_trust_anchor",
        toggle("notification_settings.enabled", off="observability.alarm-off"),
        *_trusts("source"),
        lets("enabled"),
    ),
    permission("aws_ssoadmin_account_assignment"),
    _identity(
        "aws_ssoadmin_application",
        choice("status", {"DISABLED": "access.revoke", "ENABLED": "access.grant"}),
        ignore=("description",),
    ),
    entry(
        "aws_ssoadmin_application_access_scope",
        Role.IDENTITY,
        grants("scope"),
        members("authorized_targets", came="access.grant", gone="access.revoke"),
    ),
    permission("aws_ssoadmin_application_assignment"),
    entry(
        "aws_ssoadmin_application_assignment_configuration",
        Role.IDENTITY,
        toggle(
            "assignment_required",
            on="access.revoke",
            off="access.grant",
            default=True,
            verbs=ARRIVING,
            note="When no assignment is required, everybody in the directory may use it.",
        ),
    ),
    entry(
        "aws_ssoadmin_customer_managed_policy_attachment",
        Role.IDENTITY,
        grants("customer_managed_policy_reference.name"),
        _still("customer_managed_policy_reference.path", "access.grant"),
        *_moves("permission_set_arn"),
    ),
    entry(
        "aws_ssoadmin_instance_access_control_attributes",
        Role.IDENTITY,
        presence("attribute.key", came="access.trust", gone="access.revoke"),
        presence("attribute.value.source", changed="access.trust"),
        delete="access.revoke",
    ),
    _attachment(
        "aws_ssoadmin_managed_policy_attachment",
        "managed_policy_arn",
        holder="permission_set_arn",
    ),
    _identity(
        "aws_ssoadmin_permission_set",
        changed("session_duration", "config.parameter", disruption=Disruption.NONE),
        ignore=("description", "relay_state"),
    ),
    entry(
        "aws_ssoadmin_permission_set_inline_policy",
        Role.IDENTITY,
        document("inline_policy", "identity"),
        *_moves("permission_set_arn"),
    ),
    entry(
        "aws_ssoadmin_permissions_boundary_attachment",
        Role.IDENTITY,
        _boundary("permissions_boundary.managed_policy_arn"),
        _boundary("permissions_boundary.customer_managed_policy_reference.name"),
        create="access.revoke",
        delete="access.grant",
    ),
    _issuer("aws_ssoadmin_trusted_token_issuer", *_trusts("trusted_token_issuer_configuration")),
    entry(
        "aws_verifiedpermissions_identity_source",
        Role.IDENTITY,
        *(
            limit(f"configuration.{path}", wider="access.trust")
            for path in (
                "cognito_user_pool_configuration.client_ids",
                f"{_TOKENS}.access_token_only.audiences",
                f"{_TOKENS}.identity_token_only.client_ids",
            )
        ),
        *_trusts(
            "configuration.cognito_user_pool_configuration.user_pool_arn",
            "configuration.cognito_user_pool_configuration.group_configuration",
            "configuration.open_id_connect_configuration.entity_id_prefix",
            "configuration.open_id_connect_configuration.issuer",
            "configuration.open_id_connect_configuration.group_configuration",
            f"configuration.{_TOKENS}.access_token_only.principal_id_claim",
            f"configuration.{_TOKENS}.identity_token_only.principal_id_claim",
            "principal_entity_type",
        ),
        create="access.trust",
        delete="access.revoke",
    ),
    entry(
        "aws_verifiedpermissions_policy",
        Role.IDENTITY,
        *(
            changed(
                f"definition.{what}",
                "access.grant",
                note="Cedar policies may permit or forbid; the two are not compared.",
            )
            for what in (
                "static.statement",
                "template_linked.policy_template_id",
                "template_linked.principal",
                "template_linked.resource",
            )
        ),
        delete="access.revoke",
    ),
    _identity(
        "aws_verifiedpermissions_policy_store",
        order(
            "validation_settings.mode",
            ("OFF", "STRICT"),
            up="protection.up",
            down="protection.guard-off",
        ),
        ignore=("description",),
    ),
)
