"""
PostgreSQL's own objects, by the provider `postgresql`: what changes to them mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    deadline,
    documented,
    entry,
    grants,
    happens,
    members,
    presence,
    secret,
    toggle,
    version,
    when,
)
from planguard.actions.providers.forms import danger, lets, store
from planguard.actions.providers.services import (
    admits,
    cascades,
    ceiling,
    limits,
    membership,
    moves,
    parameters,
    works,
)
from planguard.model.words import Disruption, Role, Verb

_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_DOCS = "https://www.postgresql.org/docs/current/"

_ADMINS = (
    *("postgres", "rds_superuser", "cloudsqlsuperuser", "alloydbsuperuser", "azure_pg_admin"),
    *("pg_execute_server_program", "pg_write_server_files", "pg_read_server_files"),
)
"""
Roles with which the holder is, or can make himself, a superuser.

Source: https://www.postgresql.org/docs/current/predefined-roles.html; the first five are the
administrators of the hosted databases.
"""

_BEYOND_DEFAULT = dict.fromkeys(
    (
        *("select", "insert", "update", "delete", "truncate", "references", "trigger", "create"),
        *("all", "all privileges"),
    ),
    "access.public",
)
"""
What everybody is not given anyway: connecting, running functions and using types they are.

Source: https://www.postgresql.org/docs/current/ddl-priv.html
"""


def _given() -> tuple[Rule, ...]:
    """Describe who may do what; `public` is everybody who can log in."""
    return (
        grants("privileges"),
        when(
            members("privileges", words=_BEYOND_DEFAULT, verbs=ARRIVING), only={"role": "public"}
        ),
        when(
            choice("role", {"public": "access.public"}),
            unless={"privileges": ("", "[]", "['usage']", "['connect']", "['execute']")},
        ),
        lets("with_grant_option"),
        *moves("role", "database", "object_type"),
    )


ENTRIES: tuple[TypeEntry, ...] = (
    store(
        "postgresql_database",
        *documented(
            f"{_DOCS}sql-alterdatabase.html",
            changed("name", "config.parameter", disruption=_OUTAGE, note="Clients know its name."),
            changed(
                "tablespace_name",
                "config.parameter",
                disruption=_OUTAGE,
                note="Nobody may be connected while the files are moved.",
            ),
            toggle(
                "allow_connections",
                off="access.revoke",
                on="access.grant",
                default=True,
                disruption=_OUTAGE,
            ),
            ceiling("connection_limit"),
            lets("is_template", note="Whoever may create databases can copy a template."),
        ),
        changed("encoding", "schema.engine"),
        changed("lc_collate", "schema.engine"),
        changed("lc_ctype", "schema.engine"),
        *moves("owner"),
        changed("alter_object_ownership", "config.parameter"),
    ),
    membership(
        "postgresql_default_privileges",
        *_given(),
        *moves("owner"),
        *limits("schema"),
    ),
    entry(
        "postgresql_extension",
        Role.SCHEMA,
        version("version", newer="schema.engine", disruption=_QUIET),
        changed("schema", "schema.keys"),
        *cascades("drop_cascade", "data.delete", "config.parameter"),
        when(happens("data.delete", Verb.REPLACE), only={"drop_cascade": "true"}),
        ignore=("create_cascade",),
    ),
    entry(
        "postgresql_function",
        Role.SCHEMA,
        changed("body", "deploy.version", disruption=_QUIET),
        changed("language", "deploy.version", disruption=_QUIET),
        changed("returns", "schema.keys"),
        changed("arg", "schema.keys"),
        *parameters("volatility", "strict", "parallel"),
        lets("security_definer", verbs=ARRIVING, note="It runs with the rights of its owner."),
        danger("drop_cascade"),
        delete="schema.keys",
    ),
    membership(
        "postgresql_grant",
        *_given(),
        *limits("objects", "columns"),
        *moves("schema"),
        when(
            happens("access.revoke", Verb.CREATE, note="No privileges: those it had are taken."),
            only={"privileges": ("", "[]", "()")},
        ),
    ),
    membership(
        "postgresql_grant_role",
        grants("grant_role", admin=_ADMINS),
        *moves("role"),
        lets("with_admin_option", verbs=ARRIVING, note="The member can pass the role on."),
    ),
    entry(
        "postgresql_physical_replication_slot",
        Role.PROTECTION,
        delete="protection.guard-off",
        replace="protection.guard-off",
    ),
    entry(
        "postgresql_publication",
        Role.MESSAGING,
        members("tables", came="access.grant", gone="routing.remove"),
        lets("all_tables"),
        changed("publish_param", "config.parameter"),
        changed("publish_via_partition_root_param", "config.parameter"),
        *moves("owner"),
        danger("drop_cascade"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "postgresql_replication_slot",
        Role.MESSAGING,
        changed("plugin", "config.parameter"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "postgresql_role",
        Role.IDENTITY,
        *documented(
            f"{_DOCS}sql-createrole.html",
            toggle("superuser", on="access.admin", off="access.revoke", verbs=ARRIVING),
            lets("bypass_row_level_security", verbs=ARRIVING),
            lets("replication", verbs=ARRIVING, note="It may copy the whole cluster."),
            lets("create_role", verbs=ARRIVING),
            lets("create_database"),
            works("login", default=False),
            lets("inherit", default=True),
            ceiling("connection_limit"),
            deadline(
                "valid_until",
                earlier="access.revoke",
                later="access.grant",
                note="From then on its password is not accepted.",
            ),
        ),
        grants("roles", admin=_ADMINS),
        secret("password"),
        changed("password_wo_version", "secret.change"),
        changed(
            "name", "config.parameter", disruption=_OUTAGE, note="Clients log in by its name."
        ),
        toggle("encrypted_password", off="protection.encryption-off", default=True),
        *parameters("search_path", "statement_timeout", "idle_in_transaction_session_timeout"),
        *moves("assume_role"),
        delete="access.revoke",
        replace="access.revoke",
        ignore=("skip_drop_role", "skip_reassign_owned", "encrypted"),
    ),
    entry(
        "postgresql_schema",
        Role.DATA_STORE,
        *cascades("drop_cascade", "data.delete", "config.parameter"),
        when(happens("data.replace", Verb.REPLACE), only={"drop_cascade": "true"}),
        changed("name", "schema.keys", disruption=_OUTAGE),
        *moves("owner"),
        *map(lets, ("policy.create", "policy.create_with_grant")),
        *map(lets, ("policy.usage", "policy.usage_with_grant")),
        *moves("policy.role"),
        ignore=("if_not_exists",),
    ),
    entry(
        "postgresql_security_label",
        Role.PROTECTION,
        changed("label", "config.parameter"),
        create="protection.up",
        delete="protection.guard-off",
    ),
    entry(
        "postgresql_server",
        Role.GLUE,
        presence("options", changed="routing.network"),
        changed("fdw_name", "routing.network"),
        changed("server_type", "config.parameter"),
        changed("server_version", "config.parameter"),
        *moves("server_owner"),
        danger("drop_cascade"),
        delete="schema.keys",
        replace="routing.network",
    ),
    entry(
        "postgresql_subscription",
        Role.MESSAGING,
        presence("conninfo", changed="routing.network"),
        members("publications", came="config.parameter", gone="routing.remove"),
        changed("slot_name", "config.parameter"),
        delete="routing.remove",
        replace="routing.network",
        ignore=("create_slot",),
    ),
    entry(
        "postgresql_user_mapping",
        Role.SECRET,
        secret("options.password"),
        *moves("options.user"),
        *admits("user_name"),
    ),
)
