"""
Snowflake: what changes to its objects mean, by the names its provider has now and had before 1.0.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from dataclasses import replace

from planguard.actions.interface import (
    ALWAYS,
    ARRIVING,
    CHANGING,
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
    number,
    order,
    presence,
    secret,
    size,
    toggle,
    version,
    when,
)
from planguard.actions.providers.forms import at_least, danger, guard, lets, room, store
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

_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_DOCS = "https://docs.snowflake.com/en/"
_ADMIN_ROLES = tuple(
    word
    for name in ("ACCOUNTADMIN", "SECURITYADMIN", "ORGADMIN", "GLOBALORGADMIN")
    for word in (name, f'"{name}"')
)
"""
Roles with which everything may be done, or every right given.

Source: https://docs.snowflake.com/en/user-guide/security-access-control-overview
"""
_ADMIN_RIGHTS = ("MANAGE GRANTS",)
"""Source: https://docs.snowflake.com/en/user-guide/security-access-control-privileges"""
_PUBLIC = ("PUBLIC", '"PUBLIC"')
_READS_OR_WRITES = dict.fromkeys(
    (
        *("select", "insert", "update", "delete", "truncate", "ownership", "read", "write"),
        *("rebuild", "modify", "operate", "all", "all privileges", "manage grants"),
    ),
    "access.public",
)
"""What is more than the use of a database, schema or warehouse."""
_SIZES = (
    *("XSMALL", "SMALL", "MEDIUM", "LARGE", "XLARGE", "XXLARGE", "XXXLARGE"),
    *("X4LARGE", "X5LARGE", "X6LARGE"),
)
"""Source: https://docs.snowflake.com/en/user-guide/warehouses-overview"""
_TRAVEL = "Time Travel can give back what was dropped or changed for as long."
_GUARDS = (
    *("PREVENT_UNLOAD_TO_INLINE_URL", "PREVENT_UNLOAD_TO_INTERNAL_STAGES"),
    *("REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_CREATION", "PERIODIC_DATA_REKEYING"),
    *("REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_OPERATION", "DISABLE_USER_PRIVILEGE_GRANTS"),
    *("ENFORCE_NETWORK_RULES_FOR_INTERNAL_STAGES", "ENABLE_INTERNAL_STAGES_PRIVATELINK"),
)
"""Parameters that hold something back while they are on."""
_STANDING = (
    "EXTERNAL_OAUTH_ADD_PRIVILEGED_ROLES_TO_BLOCKED_LIST",
    "OAUTH_ADD_PRIVILEGED_ROLES_TO_BLOCKED_LIST",
)
"""Those that are on unless somebody says otherwise."""
_DANGERS = (
    *("ALLOW_CLIENT_MFA_CACHING", "ALLOW_ID_TOKEN", "ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR"),
    "ENABLE_UNREDACTED_SECURE_OBJECT_ERROR",
)
_KEEPING = ("DATA_RETENTION_TIME_IN_DAYS", "MIN_DATA_RETENTION_TIME_IN_DAYS")
_POLICIES = ("NETWORK_POLICY", "PASSWORD_POLICY", "SESSION_POLICY")
_HELD_BY = tuple(map(str.lower, _POLICIES))
_DAYS = tuple(str(day) for day in range(1, 91))


def _travels(path: str = "data_retention_time_in_days") -> tuple[Rule, ...]:
    """Describe for how long what was changed or dropped can be had back."""
    return documented(
        f"{_DOCS}user-guide/data-time-travel",
        _told(
            number(
                path,
                up="protection.up",
                down="protection.backup-cut",
                zero="protection.backup-off",
                note=_TRAVEL,
            )
        ),
    )


def _told(rule: Rule) -> Rule:
    """Let a rule count for numbers that are given: -1 stands for the default of what is around."""
    inherited = {rule.path: "-1"}
    return when(rule, unless=inherited, was_not=inherited)


def _switch(path: str, *, on: str, off: str, note: str = "") -> tuple[Rule, ...]:
    """Describe a switch that is off by `default`, a word of its own."""
    unset = {path: "default"}
    return (
        when(toggle(path, on=on, off=off, note=note), unless=unset, was_not=unset),
        when(choice(path, {"true": on}, note=note), was=unset),
        when(choice(path, {"default": off}, note=note), was={path: "true"}),
    )


def _transient(path: str = "is_transient") -> tuple[Rule, ...]:
    return _switch(
        path,
        on="protection.backup-cut",
        off="protection.up",
        note="What is transient has no time in which Snowflake itself can give it back.",
    )


def _logged() -> tuple[Rule, ...]:
    """Describe what is noted of what runs there."""
    return (
        choice("log_level", {"OFF": "observability.logs-off"}),
        changed("trace_level", "config.parameter"),
    )


def _runs() -> tuple[Rule, ...]:
    """Describe the settings of tasks in a database, schema or account."""
    return (
        *parameters("suspend_task_after_num_failures", "task_auto_retry_attempts"),
        *parameters("user_task_timeout_ms", "user_task_minimum_trigger_interval_in_seconds"),
        changed("user_task_managed_initial_warehouse_size", "config.parameter"),
    )


def _holds() -> tuple[Rule, ...]:
    """Describe the settings that a database and a schema share."""
    return (
        *_travels(),
        *_transient(),
        *_logged(),
        *_runs(),
        *parameters("max_data_extension_time_in_days", "default_ddl_collation"),
        *parameters("external_volume", "catalog", "storage_serialization_policy"),
        *parameters("quoted_identifiers_ignore_case", "replace_invalid_characters"),
        changed("name", "schema.keys", disruption=_OUTAGE, note="Queries name the old one."),
    )


def _columns() -> tuple[Rule, ...]:
    """Describe the columns of a table."""
    return (
        presence("column.name", came="config.parameter", disruption=_QUIET),
        presence(
            "column.name", gone="schema.keys", changed="schema.keys", note="A column is lost."
        ),
        *documented(
            f"{_DOCS}sql-reference/sql/alter-table-column",
            presence(
                "column.type",
                changed="schema.keys",
                disruption=_QUIET,
                note="Snowflake refuses types that the values there would not fit.",
            ),
        ),
    )


def _view(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe a view."""
    return entry(
        type_,
        Role.SCHEMA,
        changed("statement", "schema.keys", disruption=_QUIET),
        changed("name", "schema.keys", disruption=_OUTAGE),
        *_switch("is_secure", on="protection.up", off="protection.guard-off"),
        *rules,
        delete="schema.keys",
        ignore=ignore,
    )


def _stream(type_: str, source: str, *rules: Rule) -> TypeEntry:
    """Describe a stream of changes: with it goes the place up to which they were taken."""
    return entry(
        type_,
        Role.MESSAGING,
        changed(source, "routing.rule"),
        changed("name", "config.parameter", disruption=_OUTAGE),
        *rules,
        delete="routing.remove",
        replace="routing.remove",
        ignore=("copy_grants", "stale"),
    )


def _given(role: str) -> tuple[Rule, ...]:
    """Describe what a role may do, and on what."""
    every = {"all_privileges": "true"}
    return (
        when(grants("privileges", admin=_ADMIN_RIGHTS), unless=every, was_not=every),
        toggle("all_privileges", on="access.grant", off="access.revoke", verbs=ALWAYS),
        lets("with_grant_option", verbs=ARRIVING),
        *moves(role, "on_schema", "on_schema_object"),
        changed("always_apply", "config.parameter"),
        *_to_everybody(role),
    )


def _to_everybody(role: str) -> tuple[Rule, ...]:
    return (
        when(members("privileges", words=_READS_OR_WRITES, verbs=ARRIVING), only={role: _PUBLIC}),
        when(toggle("all_privileges", on="access.public", verbs=ARRIVING), only={role: _PUBLIC}),
    )


def _on_account() -> tuple[Rule, ...]:
    return (
        *moves("on_account_object", "on_account"),
        when(
            toggle("all_privileges", on="access.admin", verbs=ARRIVING),
            only={"on_account": "true"},
        ),
    )


def _old_grant(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a grant as it was written before 1.0: one privilege, to many roles."""
    return membership(
        type_,
        *joins("roles"),
        *rules,
        grants("privilege", admin=("MANAGE GRANTS",)),
        lets("with_grant_option"),
        when(
            members("roles", words={"public": "access.public"}, verbs=ARRIVING),
            only={"privilege": tuple(_READS_OR_WRITES)},
        ),
        ignore=("enable_multiple_grants", "revert_ownership_to_role_name"),
    )


def _user(type_: str, *rules: Rule) -> TypeEntry:
    """Describe somebody, or something, that logs in."""
    return holder(
        type_,
        *_switch("disabled", on="access.revoke", off="access.grant"),
        *map(_login_key, ("rsa_public_key", "rsa_public_key_2")),
        presence(
            "network_policy",
            came="protection.up",
            gone="protection.guard-off",
            changed="config.parameter",
        ),
        changed("login_name", "config.parameter", disruption=_OUTAGE),
        changed("days_to_expiry", "config.parameter"),
        changed("mins_to_unlock", "config.parameter"),
        *parameters("default_role", "default_secondary_roles_option", "default_warehouse"),
        *parameters("default_namespace", "statement_timeout_in_seconds"),
        guard("prevent_unload_to_internal_stages"),
        danger("enable_unredacted_query_syntax_error"),
        *_logged(),
        *rules,
        ignore=("display_name",),
    )


def _login_key(path: str) -> Rule:
    return presence(
        path, came="access.trust", gone="access.revoke", changed="key.rotate", verbs=CHANGING
    )


def _integration(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a tie to somebody outside: without it, nobody gets through."""
    return entry(
        type_,
        Role.IDENTITY,
        toggle("enabled", off="access.revoke", on="access.grant", disruption=_OUTAGE),
        *rules,
        *_gone(),
    )


def _gone() -> tuple[Rule, ...]:
    return tuple(
        happens(action, verb, disruption=_OUTAGE)
        for action in ("access.revoke", "routing.remove")
        for verb in (Verb.DELETE, Verb.REPLACE)
    )


def _oauth(*, validity: str = "oauth_refresh_token_validity") -> tuple[Rule, ...]:
    return (
        changed("oauth_redirect_uri", "access.trust"),
        *bars("blocked_roles_list"),
        lasts(validity),
        lets("oauth_issue_refresh_tokens"),
        choice(
            "oauth_use_secondary_roles",
            {"IMPLICIT": "access.grant", "NONE": "access.revoke"},
            default="NONE",
        ),
    )


def _outgoing(type_: str, *rules: Rule) -> TypeEntry:
    """Describe how Snowflake proves to others who it is."""
    return _integration(
        type_,
        secret("oauth_client_secret"),
        changed("oauth_client_id", "config.parameter"),
        changed("oauth_token_endpoint", "access.trust"),
        *rules,
        lasts("oauth_refresh_token_validity"),
    )


def _secret(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a secret that is stored."""
    told = any(rule.pattern == "secret" for rule in rules)
    return entry(
        type_,
        Role.SECRET,
        *rules,
        create=() if told else "secret.create",
        delete="secret.delete",
        replace="secret.delete",
    )


def _code(type_: str, *rules: Rule, body: str) -> TypeEntry:
    """Describe code that is called in queries: without it, they fail."""
    return entry(
        type_,
        Role.SCHEMA,
        changed(body, "deploy.version", disruption=_QUIET),
        changed("return_type", "schema.keys", disruption=_QUIET),
        changed("arguments", "schema.keys", disruption=_QUIET),
        *_switch("is_secure", on="protection.up", off="protection.guard-off"),
        *_logged(),
        *rules,
        delete="schema.keys",
        replace_disruption=_QUIET,
    )


def _hosted() -> tuple[Rule, ...]:
    """Describe code that runs on a language's own runtime."""
    return (
        *(
            changed(name, "deploy.version", disruption=_QUIET)
            for name in ("handler", "packages", "imports")
        ),
        version("runtime_version", newer="dependency.runtime"),
        *admits("external_access_integrations"),
        members("secrets.secret_id", came="access.grant", gone="access.revoke"),
    )


def _as_owner() -> Rule:
    return choice(
        "execute_as",
        {"OWNER": "access.grant", "CALLER": "access.revoke"},
        note="Whoever calls it then does what the owner may.",
    )


def _hosting(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a service in containers."""
    return entry(
        type_,
        Role.COMPUTE,
        changed("from_specification", "deploy.version"),
        changed("from_specification_template", "deploy.version"),
        *admits("external_access_integrations"),
        *parameters("compute_pool", "query_warehouse"),
        *rules,
        delete="scale.to-zero",
        replace="deploy.version",
        replace_disruption=_QUIET if type_ == "snowflake_job_service" else Disruption.OUTAGE,
    )


def _suspends(path: str) -> tuple[Rule, ...]:
    never = "0 stands for never: it is paid for whether or not it works."
    return (
        when(
            _told(number(path, up="cost.up", down="config.parameter", zero_is="no-limit")),
            unless={path: "0"},
        ),
        choice(path, {"0": "cost.runaway"}, note=never),
    )


def _parameter(type_: str) -> TypeEntry:
    """Describe a parameter, by its key."""
    return setting(
        type_,
        when(
            number(
                "value",
                up="protection.up",
                down="protection.backup-cut",
                zero="protection.backup-off",
                note=_TRAVEL,
            ),
            only={"key": _KEEPING},
        ),
        when(
            toggle("value", off="protection.guard-off", on="protection.up"),
            only={"key": (*_GUARDS, *_STANDING)},
        ),
        when(
            toggle("value", on="protection.guard-off", off="protection.up"), only={"key": _DANGERS}
        ),
        when(
            changed("value", "config.parameter"),
            unless={"key": (*_KEEPING, *_GUARDS, *_STANDING, *_DANGERS)},
        ),
        when(happens("protection.guard-off", Verb.DELETE), only={"key": (*_GUARDS, *_POLICIES)}),
        when(happens("protection.backup-cut", Verb.DELETE), only={"key": _KEEPING}),
    )


def _account(type_: str, *rules: Rule) -> TypeEntry:
    """Describe the settings of a whole account."""
    return entry(
        type_,
        Role.CONFIG,
        *(
            presence(
                name, came="protection.up", gone="protection.guard-off", changed="config.parameter"
            )
            for name in (*_HELD_BY, "resource_monitor")
        ),
        *(
            when(happens("protection.guard-off", Verb.DELETE), unless={name: ""})
            for name in _HELD_BY
        ),
        *_travels(),
        *_travels("min_data_retention_time_in_days"),
        *map(guard, map(str.lower, _GUARDS)),
        *(guard(name.lower(), default=True) for name in _STANDING),
        *map(danger, map(str.lower, _DANGERS)),
        *_logged_account(),
        *_runs(),
        *parameters("statement_timeout_in_seconds", "statement_queued_timeout_in_seconds"),
        *parameters("max_concurrency_level", "cortex_enabled_cross_region", "event_table"),
        *parameters("search_path", "default_ddl_collation", "max_data_extension_time_in_days"),
        toggle("pipe_execution_paused", on="scale.to-zero", off="scale.up"),
        changed("saml_identity_provider", "access.trust"),
        *rules,
        delete="config.parameter",
    )


def _logged_account() -> tuple[Rule, ...]:
    return (
        choice("log_level", {"OFF": "observability.logs-off"}),
        changed("trace_level", "config.parameter"),
        changed("metric_level", "config.parameter"),
    )


def _attached(type_: str, policy: str, *rules: Rule) -> TypeEntry:
    """Describe that a policy holds for somebody."""
    return control(type_, changed(policy, "config.parameter"), *rules)


def _schemaless(type_: str, *rules: Rule) -> TypeEntry:
    """Describe what queries and loads refer to: without it, they fail."""
    return entry(type_, Role.SCHEMA, *rules, delete="schema.keys")


_OLD_ON_SCHEMA = (
    *("external_table", "file_format", "function", "masking_policy", "materialized_view", "pipe"),
    *("procedure", "row_access_policy", "sequence", "stage", "stream", "table", "task", "view"),
)
_OLD_ON_ACCOUNT = (
    *("account", "database", "failover_group", "integration", "resource_monitor", "schema"),
    *("tag", "user", "warehouse"),
)
_OLD_SHARED = frozenset(
    {"database", "schema", "table", "view", "external_table", "function", "materialized_view"}
)


def _old_grants() -> tuple[TypeEntry, ...]:
    """Give the grants of before 1.0."""
    return tuple(
        _old_grant(
            f"snowflake_{kind}_grant",
            *(joins("shares") if kind in _OLD_SHARED else ()),
            *(moves("on_future") if kind in _OLD_ON_SCHEMA else ()),
        )
        for kind in (*_OLD_ON_SCHEMA, *_OLD_ON_ACCOUNT)
    )


_SHOWN = frozenset(
    {"comment", "fully_qualified_name", "show_output", "describe_output", "parameters"}
)
"""What an object says of itself, which most types have."""

_TABLE = (
    entry(
        "snowflake_account",
        Role.DATA_STORE,
        secret("admin_password"),
        changed("admin_rsa_public_key", "access.trust"),
        changed("edition", "config.parameter"),
        lets("is_org_admin"),
        delete="data.delete",
        replace="data.replace",
    ),
    _attached("snowflake_account_authentication_policy_attachment", "authentication_policy"),
    _parameter("snowflake_account_parameter"),
    _attached("snowflake_account_password_policy_attachment", "password_policy"),
    holder("snowflake_account_role", changed("name", "config.parameter", disruption=_OUTAGE)),
    entry(
        "snowflake_alert",
        Role.OBSERVABILITY,
        toggle("enabled", off="observability.alarm-off"),
        *parameters("condition", "action", "alert_schedule", "warehouse"),
        delete="observability.alarm-off",
    ),
    _outgoing(
        "snowflake_api_authentication_integration_with_authorization_code_grant",
        changed("oauth_authorization_endpoint", "access.trust"),
        *admits("oauth_allowed_scopes"),
    ),
    _outgoing(
        "snowflake_api_authentication_integration_with_client_credentials",
        *admits("oauth_allowed_scopes"),
    ),
    _outgoing(
        "snowflake_api_authentication_integration_with_jwt_bearer",
        changed("oauth_authorization_endpoint", "access.trust"),
    ),
    _integration(
        "snowflake_api_integration",
        *admits("api_allowed_prefixes"),
        *bars("api_blocked_prefixes"),
        secret("api_key"),
        *moves("api_aws_role_arn", "azure_ad_application_id", "google_audience"),
    ),
    control(
        "snowflake_authentication_policy",
        *among("authentication_methods", "ALL"),
        *among("client_types", "ALL"),
        *among("security_integrations", "ALL"),
        order(
            "mfa_enrollment",
            ("", "OPTIONAL", "REQUIRED_PASSWORD_ONLY", "REQUIRED"),
            up="protection.up",
            down="protection.guard-off",
        ),
        members("mfa_authentication_methods", came="protection.up", gone="protection.guard-off"),
        at_most("pat_policy.max_expiry_in_days"),
        order(
            "pat_policy.network_policy_evaluation",
            ("NOT_ENFORCED", "ENFORCED_NOT_REQUIRED", "ENFORCED_REQUIRED"),
            up="protection.up",
            down="protection.guard-off",
        ),
        *limits("workload_identity_policy"),
    ),
    entry(
        "snowflake_compute_pool",
        Role.COMPUTE,
        size("instance_family"),
        number("min_nodes", up="scale.up", down="scale.down"),
        room("max_nodes"),
        *_suspends("auto_suspend_secs"),
        changed("auto_resume", "config.parameter"),
        delete="scale.to-zero",
        replace="scale.to-zero",
        replace_disruption=Disruption.OUTAGE,
        ignore=("initially_suspended",),
    ),
    _schemaless(
        "snowflake_cortex_search_service",
        changed("query", "schema.keys", disruption=_QUIET),
        changed("on", "schema.keys", disruption=_QUIET),
        *parameters("target_lag", "warehouse", "embedding_model", "attributes"),
    ),
    _account(
        "snowflake_current_account",
        *(
            presence(
                name, came="protection.up", gone="protection.guard-off", changed="config.parameter"
            )
            for name in ("authentication_policy", "packages_policy")
        ),
    ),
    _account("snowflake_current_organization_account"),
    store(
        "snowflake_database",
        *_holds(),
        presence("replication", came="protection.up", gone="protection.guard-off"),
        toggle(
            "replication.enable_to_account.with_failover",
            on="protection.up",
            off="protection.guard-off",
        ),
        ignore=("drop_public_schema_on_creation",),
    ),
    holder("snowflake_database_role", changed("name", "config.parameter", disruption=_OUTAGE)),
    store(
        "snowflake_dynamic_table",
        changed("query", "schema.keys", disruption=_QUIET),
        *parameters("target_lag", "warehouse", "refresh_mode", "initialize"),
        ignore=(
            "or_replace",
            "bytes",
            "rows",
            "data_timestamp",
            "last_suspended_on",
            "refresh_mode_reason",
            "scheduling_state",
        ),
    ),
    entry(
        "snowflake_email_notification_integration",
        Role.OBSERVABILITY,
        toggle("enabled", off="observability.alarm-off"),
        limit(
            "allowed_recipients",
            narrower="observability.alarm-loosened",
            wider="config.parameter",
            note="Without the list it may write to everybody whose address is verified.",
        ),
        delete="observability.alarm-off",
    ),
    entry(
        "snowflake_execute",
        Role.UNKNOWN,
        happens("config.parameter", Verb.CREATE, note="What it does, the statement alone says."),
        happens("config.parameter", Verb.DELETE, note="The statement in `revert` runs."),
        changed("execute", "config.parameter", note="What it does, the statement alone says."),
        ignore=("query", "query_results", "revert"),
    ),
    _schemaless(
        "snowflake_external_function",
        changed("url_of_proxy_and_resource", "routing.rule"),
        *moves("api_integration"),
        changed("return_type", "schema.keys", disruption=_QUIET),
        changed("arg", "schema.keys"),
        changed("header", "config.parameter"),
        *parameters("request_translator", "response_translator", "max_batch_rows"),
    ),
    _integration(
        "snowflake_external_oauth_integration",
        *(
            changed(f"external_oauth_{name}", "access.trust")
            for name in ("issuer", "jws_keys_url", "rsa_public_key", "rsa_public_key_2")
        ),
        *(
            changed(f"external_oauth_{name}", "access.trust")
            for name in ("token_user_mapping_claim", "snowflake_user_mapping_attribute")
        ),
        members("external_oauth_audience_list", came="access.trust", gone="access.revoke"),
        *limits("external_oauth_allowed_roles_list"),
        *bars("external_oauth_blocked_roles_list"),
        choice(
            "external_oauth_any_role_mode",
            {
                "ENABLE": "access.grant",
                "ENABLE_FOR_PRIVILEGE": "access.grant",
                "DISABLE": "access.revoke",
            },
        ),
    ),
    _schemaless(
        "snowflake_external_table",
        *_columns(),
        changed("location", "routing.rule"),
        changed("partition_by", "schema.keys"),
        changed("file_format", "schema.keys"),
        changed("pattern", "config.parameter"),
        changed("auto_refresh", "config.parameter"),
    ),
    entry(
        "snowflake_external_volume",
        Role.GLUE,
        lets("allow_writes", default=True),
        changed("storage_location.storage_base_url", "routing.network"),
        presence(
            "storage_location.encryption_kms_key_id",
            came="protection.up",
            gone="protection.encryption-off",
            changed="key.rotate",
        ),
        *moves("storage_location.storage_aws_role_arn"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "snowflake_failover_group",
        Role.PROTECTION,
        *(
            members(name, came="protection.up", gone="protection.backup-cut")
            for name in ("allowed_databases", "allowed_shares", "allowed_accounts", "object_types")
        ),
        members("allowed_integration_types", came="protection.up", gone="protection.backup-cut"),
        changed("replication_schedule", "config.parameter"),
        create="protection.up",
        delete="protection.backup-off",
        replace="protection.backup-cut",
        ignore=("ignore_edition_check",),
    ),
    setting(
        "snowflake_file_format",
        *parameters("format_type", "compression", "encoding", "field_delimiter", "skip_header"),
        *parameters("record_delimiter", "field_optionally_enclosed_by", "null_if", "date_format"),
        *parameters("timestamp_format", "error_on_column_count_mismatch", "strip_outer_array"),
        *parameters("escape", "trim_space", "replace_invalid_characters", "parse_header"),
    ),
    *(
        _code(f"snowflake_function_{language}", *_hosted(), body="function_definition")
        for language in ("java", "python", "scala")
    ),
    *(
        _code(f"snowflake_function_{language}", body="function_definition")
        for language in ("javascript", "sql")
    ),
    entry(
        "snowflake_git_repository",
        Role.GLUE,
        changed("origin", "deploy.version", disruption=_QUIET),
        *moves("api_integration", "git_credentials"),
        delete="config.parameter",
    ),
    membership(
        "snowflake_grant_account_role",
        grants("role_name", admin=_ADMIN_ROLES),
        *moves("parent_role_name", "user_name"),
        choice("parent_role_name", dict.fromkeys(_PUBLIC, "access.public"), verbs=ARRIVING),
    ),
    membership(
        "snowflake_grant_application_role",
        grants("application_role_name"),
        *moves("application_name", "parent_account_role_name"),
    ),
    membership(
        "snowflake_grant_database_role",
        grants("database_role_name"),
        *moves("parent_role_name", "parent_database_role_name", "share_name"),
        choice("parent_role_name", dict.fromkeys(_PUBLIC, "access.public"), verbs=ARRIVING),
    ),
    membership(
        "snowflake_grant_ownership",
        *joins("account_role_name", "database_role_name"),
        *moves("on"),
        choice(
            "outbound_privileges",
            {"REVOKE": "access.revoke"},
            verbs=ARRIVING,
            note="What others were given on it is taken.",
        ),
    ),
    membership(
        "snowflake_grant_privileges_to_account_role",
        *_given("account_role_name"),
        *_on_account(),
        ignore=("always_apply_trigger",),
    ),
    membership(
        "snowflake_grant_privileges_to_database_role",
        *_given("database_role_name"),
        *moves("on_database"),
        ignore=("always_apply_trigger",),
    ),
    membership(
        "snowflake_grant_privileges_to_role",
        *_given("role_name"),
        *_on_account(),
        ignore=("always_apply", "always_apply_trigger"),
    ),
    membership(
        "snowflake_grant_privileges_to_share",
        grants("privileges"),
        *moves("to_share", "on_database", "on_schema", "on_table", "on_view", "on_tag"),
        *moves("on_function", "on_all_tables_in_schema"),
    ),
    store("snowflake_image_repository"),
    _hosting("snowflake_job_service"),
    _user(
        "snowflake_legacy_service_user",
        secret("password"),
        changed("must_change_password", "config.parameter"),
    ),
    entry(
        "snowflake_listing",
        Role.IDENTITY,
        toggle("publish", on="access.grant", off="access.revoke"),
        changed("manifest", "config.parameter", note="It says who is offered what."),
        *moves("share", "application_package"),
        delete="access.revoke",
    ),
    entry(
        "snowflake_managed_account",
        Role.IDENTITY,
        secret("admin_password"),
        *moves("admin_name"),
        create="access.grant",
        delete="access.revoke",
        replace="access.revoke",
    ),
    control(
        "snowflake_masking_policy",
        changed("body", "access.grant", note="It says who sees what in the clear."),
        lets("exempt_other_policies"),
        changed("argument", "schema.keys"),
        changed("return_data_type", "schema.keys"),
    ),
    _view(
        "snowflake_materialized_view",
        changed("warehouse", "config.parameter"),
        ignore=("or_replace",),
    ),
    control(
        "snowflake_network_policy",
        when(ingress("allowed_ip_list", "ranges"), verbs=frozenset({Verb.UPDATE})),
        members(
            "allowed_ip_list",
            words={"0.0.0.0/0": "exposure.public"},
            verbs=frozenset({Verb.CREATE}),
        ),
        members("blocked_ip_list", came="exposure.narrow", gone="exposure.open"),
        members("allowed_network_rule_list", came="exposure.open", gone="exposure.narrow"),
        members("blocked_network_rule_list", came="exposure.narrow", gone="exposure.open"),
        role=Role.NETWORK,
    ),
    control(
        "snowflake_network_policy_attachment",
        changed("network_policy_name", "config.parameter"),
        guard("set_for_account"),
        members("users", came="protection.up", gone="protection.guard-off"),
        role=Role.NETWORK,
    ),
    entry(
        "snowflake_network_rule",
        Role.NETWORK,
        when(
            members(
                "value_list",
                came="exposure.open",
                gone="exposure.narrow",
                words={"0.0.0.0/0": "exposure.public"},
            ),
            only={"mode": ("INGRESS", "INTERNAL_STAGE")},
        ),
        when(
            members(
                "value_list",
                words={"0.0.0.0/0": "exposure.public"},
                verbs=frozenset({Verb.CREATE}),
            ),
            only={"mode": ("INGRESS", "INTERNAL_STAGE")},
        ),
        when(
            members(
                "value_list",
                came="access.grant",
                gone="access.revoke",
                note="It says where code that runs here may send data.",
            ),
            only={"mode": "EGRESS"},
        ),
        changed("mode", "routing.network"),
        changed("type", "routing.network"),
        delete="routing.network",
    ),
    entry(
        "snowflake_notebook",
        Role.CONFIG,
        changed("from", "deploy.version", disruption=_QUIET),
        changed("main_file", "deploy.version", disruption=_QUIET),
        *parameters("warehouse", "query_warehouse", "idle_auto_shutdown_time_seconds"),
        delete="config.parameter",
    ),
    entry(
        "snowflake_notification_integration",
        Role.MESSAGING,
        toggle("enabled", off="routing.remove", on="routing.rule", default=True),
        *(
            changed(name, "routing.rule")
            for name in ("aws_sns_topic_arn", "aws_sqs_arn", "gcp_pubsub_subscription_name")
        ),
        changed("azure_storage_queue_primary_uri", "routing.rule"),
        *moves("aws_sns_role_arn", "aws_sqs_role_arn"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    _integration(
        "snowflake_oauth_integration_for_custom_clients",
        *_oauth(),
        *map(_login_key, ("oauth_client_rsa_public_key", "oauth_client_rsa_public_key_2")),
        toggle("oauth_allow_non_tls_redirect_uri", on="exposure.tls-weaken", off="protection.up"),
        guard("oauth_enforce_pkce"),
        grants("pre_authorized_roles_list", admin=_ADMIN_ROLES),
        presence("network_policy", came="protection.up", gone="protection.guard-off"),
        changed("oauth_client_type", "config.parameter"),
    ),
    _integration("snowflake_oauth_integration_for_partner_applications", *_oauth()),
    _parameter("snowflake_object_parameter"),
    control(
        "snowflake_password_policy",
        *(at_least(f"min_{name}") for name in ("length", "lower_case_chars", "numeric_chars")),
        *(at_least(f"min_{name}") for name in ("special_chars", "upper_case_chars", "age_days")),
        at_least("history"),
        at_least("lockout_time_mins"),
        at_most("max_age_days"),
        number("max_retries", up="protection.guard-off", down="protection.up"),
        changed("max_length", "config.parameter"),
        ignore=("if_not_exists", "or_replace"),
    ),
    entry(
        "snowflake_pipe",
        Role.MESSAGING,
        changed("copy_statement", "deploy.version", disruption=_QUIET),
        toggle("auto_ingest", off="scale.to-zero", on="scale.up"),
        changed("aws_sns_topic_arn", "routing.rule"),
        changed("integration", "routing.rule"),
        presence("error_integration", gone="observability.alarm-off"),
        happens(
            "scale.to-zero",
            Verb.REPLACE,
            note="It forgets which files it has loaded, and may load them again.",
        ),
        delete="scale.to-zero",
    ),
    entry(
        "snowflake_primary_connection",
        Role.ROUTING,
        members("enable_failover_to_accounts", came="protection.up", gone="protection.guard-off"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    *(
        _code(
            f"snowflake_procedure_{language}",
            *_hosted(),
            _as_owner(),
            changed("snowpark_package", "deploy.version", disruption=_QUIET),
            body="procedure_definition",
        )
        for language in ("java", "python", "scala")
    ),
    *(
        _code(f"snowflake_procedure_{language}", _as_owner(), body="procedure_definition")
        for language in ("javascript", "sql")
    ),
    control(
        "snowflake_resource_monitor",
        room("credit_quota"),
        presence("credit_quota", gone="cost.runaway"),
        *(
            rule
            for name in ("suspend_trigger", "suspend_immediate_trigger")
            for rule in (
                number(name, up="protection.guard-off", down="protection.up"),
                presence(name, came="protection.up", gone="protection.guard-off"),
            )
        ),
        *(
            rule
            for name in ("notify_triggers", "notify_users")
            for rule in (
                presence(name, gone="observability.alarm-off"),
                when(
                    members(name, gone="observability.alarm-loosened"),
                    unless={name: ("", "[]", "()")},
                ),
            )
        ),
        *parameters("frequency", "start_timestamp", "end_timestamp"),
        role=Role.PROTECTION,
    ),
    holder("snowflake_role", changed("name", "config.parameter", disruption=_OUTAGE)),
    membership(
        "snowflake_role_grants",
        *joins("roles"),
        *joins("users"),
        grants("role_name", admin=_ADMIN_ROLES),
        members("roles", words={"public": "access.public"}, verbs=ARRIVING),
        ignore=("enable_multiple_grants",),
    ),
    membership(
        "snowflake_role_ownership_grant",
        *joins("to_role_name"),
        *moves("on_role_name"),
        ignore=("current_grants", "revert_ownership_to_role_name"),
    ),
    control(
        "snowflake_row_access_policy",
        changed("body", "access.grant", note="It says who sees which rows."),
        changed("argument", "schema.keys"),
    ),
    _integration(
        "snowflake_saml2_integration",
        *(changed(f"saml2_{name}", "access.trust") for name in ("issuer", "sso_url", "x509_cert")),
        limit("allowed_user_domains", wider="access.trust"),
        limit("allowed_email_patterns", wider="access.trust"),
        guard("saml2_sign_request"),
        guard("saml2_force_authn"),
        *parameters("saml2_enable_sp_initiated", "saml2_requested_nameid_format"),
    ),
    store(
        "snowflake_schema",
        *_holds(),
        *_switch(
            "with_managed_access",
            on="protection.up",
            off="protection.guard-off",
            note="Without it owners of objects may give rights.",
        ),
        toggle("pipe_execution_paused", on="scale.to-zero", off="scale.up"),
    ),
    _integration(
        "snowflake_scim_integration",
        grants("run_as_role", admin=_ADMIN_ROLES),
        presence("network_policy", came="protection.up", gone="protection.guard-off"),
        toggle("sync_password", on="config.parameter", off="config.parameter"),
        changed("scim_client", "access.trust"),
    ),
    entry(
        "snowflake_secondary_connection",
        Role.ROUTING,
        changed("as_replica_of", "routing.dns"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "snowflake_secondary_database",
        Role.PROTECTION,
        *_travels(),
        *_transient(),
        changed("as_replica_of", "config.parameter"),
        create="protection.up",
        delete="protection.guard-off",
        replace="protection.guard-off",
    ),
    _secret(
        "snowflake_secret_with_authorization_code_grant",
        secret("oauth_refresh_token"),
        changed("api_authentication", "config.parameter"),
        changed("oauth_refresh_token_expiry_time", "config.parameter"),
    ),
    _secret(
        "snowflake_secret_with_basic_authentication",
        secret("password"),
        changed("username", "secret.change"),
    ),
    _secret(
        "snowflake_secret_with_client_credentials",
        *admits("oauth_scopes"),
        changed("api_authentication", "config.parameter"),
    ),
    _secret("snowflake_secret_with_generic_string", secret("secret_string")),
    _schemaless(
        "snowflake_semantic_view",
        *(
            changed(name, "schema.keys", disruption=_QUIET)
            for name in ("tables", "relationships", "facts", "dimensions", "metrics")
        ),
    ),
    _schemaless(
        "snowflake_sequence",
        changed("increment", "schema.keys", disruption=_QUIET),
        changed("ordering", "config.parameter"),
    ),
    _hosting(
        "snowflake_service",
        number("min_instances", up="scale.up", down="scale.down"),
        room("max_instances"),
        number("min_ready_instances", up="protection.up", down="protection.guard-off"),
        *_suspends("auto_suspend_secs"),
        changed("auto_resume", "config.parameter"),
    ),
    _user("snowflake_service_user"),
    entry(
        "snowflake_share",
        Role.IDENTITY,
        members("accounts", came="access.trust", gone="access.revoke", verbs=ARRIVING),
        *_gone(),
    ),
    entry(
        "snowflake_shared_database",
        Role.SCHEMA,
        changed("from_share", "schema.keys"),
        *parameters("default_ddl_collation", "external_volume", "catalog"),
        *_logged(),
        delete="schema.keys",
        replace="schema.keys",
    ),
    entry(
        "snowflake_stage",
        Role.DATA_STORE,
        when(happens("data.delete", Verb.DELETE), only={"url": ""}),
        when(happens("data.replace", Verb.REPLACE), only={"url": ""}),
        when(
            happens("routing.remove", Verb.DELETE, note="The files outside stay."),
            unless={"url": ""},
        ),
        changed("url", "routing.rule"),
        secret("credentials"),
        *moves("storage_integration"),
        presence("encryption", gone="protection.encryption-off", changed="config.parameter"),
        *parameters("file_format", "copy_options", "directory"),
    ),
    _integration(
        "snowflake_storage_integration",
        members(
            "storage_allowed_locations",
            came="access.grant",
            gone="access.revoke",
            words={"*": "access.admin"},
        ),
        *bars("storage_blocked_locations"),
        *moves("storage_aws_role_arn", "azure_tenant_id"),
        changed("storage_aws_external_id", "access.trust"),
        presence(
            "storage_aws_object_acl",
            came="access.grant",
            gone="access.revoke",
            note="The owner of the bucket gets full control of what is written there.",
        ),
        guard("use_privatelink_endpoint"),
        changed("storage_provider", "config.parameter"),
    ),
    _stream("snowflake_stream_on_directory_table", "stage"),
    _stream(
        "snowflake_stream_on_external_table",
        "external_table",
        changed("insert_only", "config.parameter"),
    ),
    _stream("snowflake_stream_on_table", "table", changed("append_only", "config.parameter")),
    _stream("snowflake_stream_on_view", "view", changed("append_only", "config.parameter")),
    entry(
        "snowflake_streamlit",
        Role.COMPUTE,
        changed("stage", "deploy.version", disruption=_QUIET),
        changed("main_file", "deploy.version", disruption=_QUIET),
        changed("directory_location", "deploy.version", disruption=_QUIET),
        *admits("external_access_integrations"),
        changed("query_warehouse", "config.parameter"),
        delete="scale.to-zero",
        replace="deploy.version",
        replace_disruption=Disruption.OUTAGE,
        ignore=("title",),
    ),
    store(
        "snowflake_table",
        *_columns(),
        presence("column.nullable", changed="schema.keys", disruption=_QUIET),
        changed("primary_key", "schema.keys"),
        changed("name", "schema.keys", disruption=_OUTAGE),
        *documented(
            f"{_DOCS}user-guide/data-time-travel",
            order(
                "data_retention_time_in_days",
                ("0", "-1", *_DAYS),
                up="protection.up",
                down="protection.backup-cut",
                note=f"{_TRAVEL} -1 stands for what the schema says.",
            ),
            choice("data_retention_time_in_days", {"0": "protection.backup-off"}),
        ),
        presence(
            "column.masking_policy",
            came="protection.up",
            gone="protection.guard-off",
            changed="access.grant",
        ),
        changed("cluster_by", "config.parameter", note="The table is sorted anew, which costs."),
        toggle(
            "change_tracking",
            off="config.parameter",
            on="config.parameter",
            note="Streams on the table need it.",
        ),
    ),
    control(
        "snowflake_table_column_masking_policy_application",
        changed("masking_policy", "access.grant", note="It says who sees what in the clear."),
    ),
    _schemaless(
        "snowflake_table_constraint",
        changed("columns", "schema.keys", disruption=_QUIET),
        *parameters("enforced", "enable", "validate", "rely", "foreign_key_properties"),
    ),
    entry(
        "snowflake_tag",
        Role.CONFIG,
        members("masking_policies", came="protection.up", gone="protection.guard-off"),
        changed("allowed_values", "config.parameter"),
        delete="config.parameter",
    ),
    setting(
        "snowflake_tag_association",
        changed("tag_value", "config.parameter", note="Policies may go by it."),
        changed("object_identifiers", "config.parameter"),
        ignore=("skip_validation",),
    ),
    entry(
        "snowflake_task",
        Role.COMPUTE,
        toggle("started", off="scale.to-zero", on="scale.up"),
        changed("sql_statement", "deploy.version", disruption=_QUIET),
        *parameters("schedule", "after", "when", "finalize", "config", "warehouse"),
        *parameters("allow_overlapping_execution", "statement_timeout_in_seconds"),
        *parameters("suspend_task_after_num_failures", "task_auto_retry_attempts"),
        *parameters("user_task_timeout_ms", "user_task_minimum_trigger_interval_in_seconds"),
        size("user_task_managed_initial_warehouse_size", order=_SIZES, disruption=_QUIET),
        presence("error_integration", gone="observability.alarm-off"),
        delete="scale.to-zero",
    ),
    _user(
        "snowflake_user",
        secret("password"),
        changed("must_change_password", "config.parameter"),
        danger("disable_mfa"),
        presence("mins_to_bypass_mfa", came="protection.guard-off"),
        changed("email", "config.parameter"),
    ),
    _attached(
        "snowflake_user_authentication_policy_attachment",
        "authentication_policy_name",
        changed("user_name", "config.parameter"),
    ),
    membership(
        "snowflake_user_ownership_grant",
        *joins("to_role_name"),
        *moves("on_user_name"),
        ignore=("current_grants", "revert_ownership_to_role_name"),
    ),
    _attached(
        "snowflake_user_password_policy_attachment",
        "password_policy_name",
        changed("user_name", "config.parameter"),
    ),
    entry(
        "snowflake_user_programmatic_access_token",
        Role.SECRET,
        toggle("disabled", on="access.revoke", off="access.grant"),
        *limits("role_restriction"),
        lasts("days_to_expiry"),
        presence("mins_to_bypass_network_policy_requirement", came="protection.guard-off"),
        changed("keeper", "secret.change"),
        lasts("expire_rotated_token_after_hours"),
        create="secret.create",
        delete="secret.delete",
        replace="secret.change",
    ),
    membership(
        "snowflake_user_public_keys",
        *(
            presence(
                path, came="access.trust", gone="access.revoke", changed="key.rotate", verbs=ALWAYS
            )
            for path in ("rsa_public_key", "rsa_public_key_2")
        ),
    ),
    _view(
        "snowflake_view",
        *(
            presence(
                name, came="protection.up", gone="protection.guard-off", changed="access.grant"
            )
            for name in ("row_access_policy", "aggregation_policy", "column.masking_policy")
        ),
        presence("column.projection_policy", came="protection.up", gone="protection.guard-off"),
        changed("change_tracking", "config.parameter"),
        ignore=("copy_grants", "data_metric_schedule"),
    ),
    entry(
        "snowflake_warehouse",
        Role.COMPUTE,
        *documented(
            f"{_DOCS}user-guide/warehouses-tasks",
            size("warehouse_size", order=_SIZES, disruption=_QUIET),
            number("min_cluster_count", up="scale.up", down="scale.down"),
            room("max_cluster_count"),
            *_suspends("auto_suspend"),
        ),
        presence(
            "resource_monitor",
            came="protection.up",
            gone="cost.runaway",
            changed="config.parameter",
            note="Nothing stops what it may cost.",
        ),
        *_switch("enable_query_acceleration", on="cost.up", off="config.parameter"),
        _told(number("query_acceleration_max_scale_factor", up="cost.up", zero_is="no-limit")),
        changed("name", "config.parameter", disruption=_OUTAGE, note="Queries name the old one."),
        changed(
            "auto_resume", "config.parameter", note="Without it queries fail while it sleeps."
        ),
        changed("warehouse_type", "config.parameter"),
        *parameters(
            "scaling_policy", "generation", "resource_constraint", "max_concurrency_level"
        ),
        *parameters("statement_timeout_in_seconds", "statement_queued_timeout_in_seconds"),
        delete="scale.to-zero",
        replace="scale.to-zero",
        replace_disruption=Disruption.OUTAGE,
        ignore=("initially_suspended",),
    ),
    # Names the provider had before 1.0.
    store(
        "snowflake_database_old",
        *_travels(),
        *_transient(),
        presence("replication_configuration", gone="protection.guard-off"),
    ),
    entry(
        "snowflake_function",
        Role.SCHEMA,
        changed("statement", "deploy.version", disruption=_QUIET),
        changed("arguments", "schema.keys", disruption=_QUIET),
        changed("return_type", "schema.keys", disruption=_QUIET),
        delete="schema.keys",
    ),
    _integration("snowflake_oauth_integration", *_oauth()),
    entry(
        "snowflake_procedure",
        Role.SCHEMA,
        changed("statement", "deploy.version", disruption=_QUIET),
        changed("arguments", "schema.keys", disruption=_QUIET),
        changed("return_type", "schema.keys", disruption=_QUIET),
        _as_owner(),
        delete="schema.keys",
    ),
    _integration(
        "snowflake_saml_integration",
        *(changed(f"saml2_{name}", "access.trust") for name in ("issuer", "sso_url", "x509_cert")),
    ),
    setting("snowflake_session_parameter", changed("value", "config.parameter")),
    _stream("snowflake_stream", "on_table", changed("append_only", "config.parameter")),
    control(
        "snowflake_tag_masking_policy_association", changed("masking_policy_id", "access.grant")
    ),
    entry(
        "snowflake_unsafe_execute",
        Role.UNKNOWN,
        happens("config.parameter", Verb.CREATE, note="What it does, the statement alone says."),
        happens("config.parameter", Verb.DELETE, note="The statement in `revert` runs."),
        changed("execute", "config.parameter", note="What it does, the statement alone says."),
        ignore=("query", "query_results", "revert"),
    ),
)

ENTRIES: tuple[TypeEntry, ...] = tuple(
    replace(each, ignore=each.ignore | _SHOWN)
    for each in sorted((*_TABLE, *_old_grants()), key=lambda each: each.type)
)
