"""Snowflake's objects that belong to others and go with them: the whole speaks for them."""

from __future__ import annotations

from planguard.actions.interface import Part

PARTS: tuple[Part, ...] = (
    Part("snowflake_", "database", "snowflake_database"),
    Part("snowflake_grant_", "account_role_name", "snowflake_account_role"),
    Part("snowflake_grant_", "to_share", "snowflake_share"),
    Part("snowflake_grant_account_role", "role_name", "snowflake_account_role"),
    Part("snowflake_grant_account_role", "user_name", "snowflake_user"),
    Part("snowflake_user_", "user_name", "snowflake_user"),
    Part("snowflake_user_programmatic_access_token", "user", "snowflake_user"),
    Part("snowflake_user_public_keys", "name", "snowflake_user"),
)
