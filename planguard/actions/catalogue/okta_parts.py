"""Okta's objects that belong to others and go with them: the whole speaks for them."""

from __future__ import annotations

from planguard.actions.interface import Part

PARTS: tuple[Part, ...] = (
    Part("okta_admin_role_targets", "user_id", "okta_user"),
    Part("okta_app_", "app_id", "okta_app_auto_login"),
    Part("okta_app_", "app_id", "okta_app_basic_auth"),
    Part("okta_app_", "app_id", "okta_app_bookmark"),
    Part("okta_app_", "app_id", "okta_app_oauth"),
    Part("okta_app_", "app_id", "okta_app_saml"),
    Part("okta_app_", "app_id", "okta_app_swa"),
    Part("okta_app_signon_policy_rule", "policy_id", "okta_app_signon_policy"),
    Part("okta_app_user", "user_id", "okta_user"),
    Part("okta_auth_server_", "auth_server_id", "okta_auth_server"),
    Part("okta_auth_server_policy_rule", "policy_id", "okta_auth_server_policy"),
    Part("okta_domain_certificate", "domain_id", "okta_domain"),
    Part("okta_group_memberships", "group_id", "okta_group"),
    Part("okta_group_owner", "group_id", "okta_group"),
    Part("okta_group_role", "group_id", "okta_group"),
    Part("okta_policy_rule_mfa", "policy_id", "okta_policy_mfa"),
    Part("okta_policy_rule_password", "policy_id", "okta_policy_password"),
    Part("okta_policy_rule_signon", "policy_id", "okta_policy_signon"),
    Part("okta_user_admin_roles", "user_id", "okta_user"),
    Part("okta_user_factor_question", "user_id", "okta_user"),
    Part("okta_user_group_memberships", "user_id", "okta_user"),
)
