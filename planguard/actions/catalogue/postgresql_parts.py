"""PostgreSQL's objects that belong to others and go with them: the whole speaks for them."""

from __future__ import annotations

from planguard.actions.interface import Part

PARTS: tuple[Part, ...] = (
    Part("postgresql_default_privileges", "database", "postgresql_database"),
    Part("postgresql_default_privileges", "role", "postgresql_role"),
    Part("postgresql_default_privileges", "schema", "postgresql_schema"),
    Part("postgresql_extension", "database", "postgresql_database"),
    Part("postgresql_extension", "schema", "postgresql_schema"),
    Part("postgresql_function", "database", "postgresql_database"),
    Part("postgresql_function", "schema", "postgresql_schema"),
    Part("postgresql_grant", "database", "postgresql_database"),
    Part("postgresql_grant", "role", "postgresql_role"),
    Part("postgresql_grant", "schema", "postgresql_schema"),
    Part("postgresql_grant_role", "role", "postgresql_role"),
    Part("postgresql_publication", "database", "postgresql_database"),
    Part("postgresql_replication_slot", "database", "postgresql_database"),
    Part("postgresql_schema", "database", "postgresql_database"),
    Part("postgresql_subscription", "database", "postgresql_database"),
    Part("postgresql_user_mapping", "server_name", "postgresql_server"),
    Part("postgresql_user_mapping", "user_name", "postgresql_role"),
)
