"""
HashiCorp Vault and OpenBao, by the provider `vault`: what changes to its objects mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    CHANGING,
    Rule,
    TypeEntry,
    capabilities,
    changed,
    choice,
    document,
    documented,
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
    toggle,
    version,
    when,
)
from planguard.actions.providers.forms import at_least, danger, guard, lets
from planguard.actions.providers.services import (
    admits,
    among,
    at_most,
    bars,
    ceiling,
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

_OUTAGE = Disruption.OUTAGE
_DOCS = "https://developer.hashicorp.com/vault/docs/"
_ROOT = ("root",)
_TLS = ("tls10", "tls11", "", "tls12", "tls13")
_LEASES = "Vault revokes every lease of the mount, and with them what it has handed out."
_TOKENS = "Vault revokes every token that was got by it."
_KEPT = ("kv", "kv-v2", "generic", "")
_KEYED = ("transit", "pki", "ssh", "kmip", "keymgmt", "transform", "totp")
_WORD = r"[^,\s]+"
_ANY = ("['*']", "('*',)")
_DATABASES = (
    *("cassandra", "couchbase", "elasticsearch", "hana", "influxdb", "mongodb", "mongodbatlas"),
    *("mssql", "mysql", "mysql_aurora", "mysql_legacy", "mysql_rds", "oracle", "postgresql"),
    *("redis", "redis_elasticache", "redshift", "snowflake"),
)
_NO_URL = frozenset(
    ("cassandra", "couchbase", "elasticsearch", "influxdb", "mongodbatlas", "redis")
) | {"redis_elasticache"}
_WRITE_ONLY = frozenset(_DATABASES) - _NO_URL
"""Databases whose password may be written without being kept in the state."""
_SELF_TLS = ("cassandra", "couchbase", "elasticsearch", "influxdb", "redis")


def _token() -> tuple[Rule, ...]:
    """Describe the tokens that a login gives: what they may do, for how long, from where."""
    return (
        grants("token_policies", admin=_ROOT),
        *(lasts(f"token_{name}") for name in ("ttl", "max_ttl", "explicit_max_ttl")),
        _renewed("token_period"),
        lasts("token_num_uses"),
        *limits("token_bound_cidrs"),
        toggle("token_no_default_policy", on="access.revoke", off="access.grant"),
        changed("token_type", "config.parameter"),
    )


def _renewed(path: str) -> Rule:
    """Describe the period of tokens that may be renewed for ever; 0 and none are for others."""
    return retention(
        path, cut="access.revoke", up="access.grant", off="access.revoke", zero_is="nothing"
    )


def _bound(*paths: str) -> tuple[Rule, ...]:
    """Describe who may log in at most: none given means no limit."""
    return tuple(limit(path, wider="access.trust") for path in paths)


def _trusts(*paths: str) -> tuple[Rule, ...]:
    """Describe lists of those who may log in."""
    return tuple(members(path, came="access.trust", gone="access.revoke") for path in paths)


def _login(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe a role by which somebody logs in."""
    return holder(type_, *_token(), *rules, ignore=("alias_metadata", *ignore))


def _tuned() -> tuple[Rule, ...]:
    """Describe the settings of a mount where logins happen."""
    return (
        lasts("tune.default_lease_ttl"),
        lasts("tune.max_lease_ttl"),
        *_shown("tune.audit_non_hmac_request_keys", "tune.audit_non_hmac_response_keys"),
        changed("tune.token_type", "config.parameter"),
        *parameters("tune.passthrough_request_headers", "tune.allowed_response_headers"),
    )


def _shown(*paths: str) -> tuple[Rule, ...]:
    """Describe the values that stand in the clear in the record of requests."""
    return tuple(
        members(
            path,
            came="protection.guard-off",
            gone="protection.up",
            note="Their values stand in the clear in the record of requests.",
        )
        for path in paths
    )


def _method(
    type_: str, *rules: Rule, ignore: tuple[str, ...] = ("description", "disable_remount")
) -> TypeEntry:
    """Describe a way to log in: with it goes every token it gave."""
    return entry(
        type_,
        Role.IDENTITY,
        *documented(
            f"{_DOCS}commands/auth/disable",
            *(
                happens(action, verb, disruption=_OUTAGE, note=_TOKENS)
                for action in ("access.revoke", "secret.delete")
                for verb in (Verb.DELETE, Verb.REPLACE)
            ),
        ),
        *_tuned(),
        *rules,
        ignore=ignore,
    )


def _mounted() -> tuple[Rule, ...]:
    """Describe the settings of a mount where secrets are."""
    return (
        *_lease(),
        *_shown("audit_non_hmac_request_keys", "audit_non_hmac_response_keys"),
        *admits("allowed_managed_keys", "delegated_auth_accessors"),
        *parameters("passthrough_request_headers", "allowed_response_headers"),
        version("plugin_version", newer="deploy.version", older="deploy.rollback"),
        guard("seal_wrap"),
        changed("identity_token_key", "access.trust"),
    )


def _lease() -> tuple[Rule, ...]:
    return lasts("default_lease_ttl_seconds"), lasts("max_lease_ttl_seconds")


_UNMOVED = ("description", "disable_remount")


def _engine(
    type_: str, *rules: Rule, mounted: bool = True, ignore: tuple[str, ...] = _UNMOVED
) -> TypeEntry:
    """Describe a mount that makes credentials on demand: with it, all it made are revoked."""
    return entry(
        type_,
        Role.SECRET,
        *documented(
            f"{_DOCS}commands/secrets/disable",
            *(
                happens("secret.delete", verb, disruption=_OUTAGE, note=_LEASES)
                for verb in (Verb.DELETE, Verb.REPLACE)
            ),
        ),
        *(_mounted() if mounted else ()),
        *rules,
        ignore=ignore,
    )


def _maker(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe a role by which credentials are made on demand."""
    return holder(type_, *rules, role=Role.SECRET, ignore=ignore)


def _rotates(path: str = "rotation_period") -> Rule:
    """Describe how often a credential is made anew; without a time it never is."""
    return retention(
        path,
        cut="protection.up",
        up="config.parameter",
        unbounded="key.rotation-off",
        zero_is="for-ever",
    )


def _rotation() -> tuple[Rule, ...]:
    """Describe how the mount's own credential is made anew."""
    return (
        _rotates(),
        changed("rotation_schedule", "config.parameter"),
        toggle("disable_automated_rotation", on="key.rotation-off", off="protection.up"),
    )


def _weak_tls(*paths: str) -> tuple[Rule, ...]:
    return tuple(toggle(path, on="exposure.tls-weaken", off="protection.up") for path in paths)


def _directory() -> tuple[Rule, ...]:
    """Describe the directory that tells who somebody is."""
    return (
        changed("url", "access.trust"),
        *(changed(name, "access.trust") for name in ("userdn", "userattr", "certificate")),
        *_weak_tls("insecure_tls"),
        toggle("starttls", on="protection.up", off="exposure.tls-weaken"),
        order("tls_min_version", _TLS, up="protection.up", down="exposure.tls-weaken"),
        secret("bindpass"),
        secret("client_tls_key"),
        changed("binddn", "config.parameter"),
    )


def _destination(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a place outside where secrets are copied to."""
    return entry(
        type_,
        Role.SECRET,
        *rules,
        *parameters("secret_name_template", "granularity"),
        delete="secret.delete",
        replace="secret.delete",
    )


def _sentinel(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a policy that is a program."""
    return control(
        type_,
        order(
            "enforcement_level",
            ("advisory", "soft-mandatory", "hard-mandatory"),
            up="protection.up",
            down="protection.guard-off",
        ),
        changed("policy", "config.parameter", note="It says which requests are refused."),
        *rules,
    )


def _certificate(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a certificate that was issued: with it goes nothing but the record of it here."""
    return entry(
        type_,
        Role.KEY,
        *(changed(name, "key.rotate") for name in ("common_name", "alt_names", "ip_sans")),
        *rules,
        replace="key.rotate",
    )


def _revoked() -> Rule:
    return when(happens("key.disable", Verb.DELETE), only={"revoke": "true"})


def _databases(*, inside: str = "") -> tuple[Rule, ...]:
    """Describe the databases of which credentials are made."""
    found: list[Rule] = []
    for kind in _DATABASES:
        if kind == "mongodbatlas":
            found.append(secret(f"{kind}.private_key"))
            continue
        found.append(secret(f"{kind}.password"))
        if kind in _WRITE_ONLY:
            found.append(changed(f"{kind}.password_wo_version", "secret.change"))
        if kind not in _NO_URL:
            found.append(changed(f"{kind}.connection_url", "routing.network"))
        if kind in _SELF_TLS:
            name = "insecure" if kind == "elasticsearch" else "insecure_tls"
            found.extend(_weak_tls(f"{kind}.{name}"))
            if kind not in ("elasticsearch", "redis"):
                found.append(
                    when(
                        toggle(f"{kind}.tls", on="protection.up", off="exposure.tls-weaken"),
                        unless={kind: ("", "[]", "()")},
                    )
                )
        if inside:
            found.extend(among(f"{kind}.allowed_roles", "*"))
            found.append(changed(f"{kind}.root_rotation_statements", "config.parameter"))
    return tuple(found)


def _keeps(
    type_: str, *rules: Rule, replace: str = "secret.change", ignore: tuple[str, ...] = ()
) -> TypeEntry:
    """Describe secrets that are stored."""
    told = any(rule.pattern == "secret" for rule in rules)
    return entry(
        type_,
        Role.SECRET,
        *rules,
        create=() if told else "secret.create",
        delete="secret.delete",
        replace=replace,
        ignore=ignore,
    )


def _versions(prefix: str = "") -> tuple[Rule, ...]:
    """Describe how many versions of a secret are kept, and for how long."""
    kept = f"{prefix}max_versions"
    unset = {kept: ("", "0")}
    few = dict.fromkeys(map(str, range(1, 10)), "data.retention-cut")
    return (
        when(
            number(kept, up="protection.up", down="data.retention-cut"),
            unless=unset,
            was_not=unset,
        ),
        when(
            choice(
                kept, few, note="Without a number ten versions are kept, or those the mount says."
            ),
            was=unset,
        ),
        retention(
            f"{prefix}delete_version_after",
            cut="data.retention-cut",
            up="protection.up",
            zero_is="for-ever",
        ),
        guard(f"{prefix}cas_required", note="Writers must say which version they have seen."),
    )


def _forgets_all() -> Rule:
    return danger("delete_all_versions", note="Without it a deletion can be taken back.")


def _policies(path: str = "policies") -> Rule:
    return grants(path, admin=_ROOT)


def _loosens(path: str) -> Rule:
    return number(path, up="protection.guard-off", down="protection.up")


def _totp(type_: str, *rules: Rule) -> TypeEntry:
    return control(
        type_,
        order("algorithm", ("SHA1", "SHA256", "SHA512"), up="protection.up"),
        at_least("digits"),
        _loosens("skew"),
        _loosens("period"),
        *rules,
        ignore=("qr_size",),
    )


def _moved() -> Rule:
    return changed(
        "path", "config.parameter", disruption=_OUTAGE, note="Clients name the old path."
    )


def _login_tag() -> TypeEntry:
    return holder(
        "vault_aws_auth_backend_role_tag",
        _policies(),
        danger("allow_instance_migration"),
        guard("disallow_reauthentication"),
        *limits("instance_id"),
        lasts("max_ttl"),
    )


def _key_kind() -> tuple[Rule, ...]:
    """Describe what kind of key it is."""
    return (
        changed("key_type", "key.rotate"),
        number("key_bits", up="protection.up", down="protection.encryption-off"),
    )


def _lists(*paths: str) -> tuple[Rule, ...]:
    """Describe those who may, written with commas between; `*` is anybody."""
    return tuple(
        rule
        for path in paths
        for rule in (
            when(members(path, came="access.grant", within=_WORD), was_not={path: "*"}),
            when(members(path, gone="access.revoke", within=_WORD), unless={path: "*"}),
            choice(path, {"*": "access.admin"}),
        )
    )


_SSH_KINDS = ("allow_user_certificates", "allow_host_certificates", "allow_bare_domains")
_PKI_WIDE = (
    *("allow_glob_domains", "allow_wildcard_certificates", "allow_subdomains"),
    *("allow_bare_domains", "code_signing_flag", "email_protection_flag"),
)
_NOT_SECRET = ("accessor", "client_token", "lease_started", "lease_duration", "renewable")

ENTRIES: tuple[TypeEntry, ...] = (
    _engine(
        "vault_ad_secret_backend",
        *_lease(),
        *_directory(),
        lasts("ttl"),
        lasts("max_ttl"),
        mounted=False,
    ),
    _maker(
        "vault_ad_secret_library",
        *admits("service_account_names"),
        danger("disable_check_in_enforcement"),
        lasts("ttl"),
        lasts("max_ttl"),
    ),
    _maker("vault_ad_secret_role", *moves("service_account_name"), lasts("ttl")),
    _login("vault_alicloud_auth_backend_role", *_trusts("arn")),
    _keeps("vault_approle_auth_backend_login", ignore=_NOT_SECRET),
    _login(
        "vault_approle_auth_backend_role",
        guard("bind_secret_id", default=True),
        *_bound("secret_id_bound_cidrs"),
        lasts("secret_id_ttl"),
        lasts("secret_id_num_uses"),
        changed("role_id", "secret.change"),
    ),
    _keeps(
        "vault_approle_auth_backend_role_secret_id",
        *limits("cidr_list"),
        lasts("num_uses"),
        lasts("ttl"),
        ignore=("accessor", "wrapping_accessor", "wrapping_token", "metadata"),
    ),
    entry(
        "vault_audit",
        Role.OBSERVABILITY,
        changed("options", "config.parameter", note="It says where the record is written."),
        toggle("options.log_raw", on="secret.expose", off="protection.up", verbs=ARRIVING),
        toggle("options.hmac_accessor", off="protection.guard-off", default=True),
        *documented(
            f"{_DOCS}commands/audit/disable",
            *(happens("observability.logs-off", verb) for verb in (Verb.DELETE, Verb.REPLACE)),
        ),
        ignore=("description",),
    ),
    entry(
        "vault_audit_request_header",
        Role.OBSERVABILITY,
        guard("hmac", note="Without it the header stands in the clear in the record."),
        delete="observability.logs-off",
    ),
    _method("vault_auth_backend", changed("type", "access.trust"), _moved()),
    holder("vault_aws_auth_backend_cert", changed("aws_public_cert", "access.trust")),
    setting(
        "vault_aws_auth_backend_client",
        secret("secret_key"),
        changed("access_key", "secret.change"),
        *_rotation(),
        *moves("role_arn"),
        presence("iam_server_id_header_value", came="protection.up", gone="protection.guard-off"),
        *parameters("sts_endpoint", "sts_region", "iam_endpoint", "ec2_endpoint"),
        role=Role.IDENTITY,
    ),
    setting(
        "vault_aws_auth_backend_config_identity",
        changed("iam_alias", "access.trust"),
        changed("ec2_alias", "access.trust"),
        role=Role.IDENTITY,
        ignore=("iam_metadata", "ec2_metadata"),
    ),
    setting(
        "vault_aws_auth_backend_identity_whitelist",
        *parameters("disable_periodic_tidy", "safety_buffer"),
    ),
    _keeps("vault_aws_auth_backend_login", ignore=("accessor", "client_token", "renewable")),
    _login(
        "vault_aws_auth_backend_role",
        *_bound("bound_iam_principal_arns"),
        *_bound("bound_account_ids", "bound_ami_ids", "bound_ec2_instance_ids", "bound_vpc_ids"),
        *_bound("bound_iam_instance_profile_arns", "bound_iam_role_arns", "bound_regions"),
        *_bound("bound_subnet_ids"),
        guard("resolve_aws_unique_ids", default=True),
        guard("disallow_reauthentication"),
        danger("allow_instance_migration"),
        changed("auth_type", "access.trust"),
    ),
    _login_tag(),
    setting(
        "vault_aws_auth_backend_roletag_blacklist",
        *parameters("disable_periodic_tidy", "safety_buffer"),
    ),
    holder(
        "vault_aws_auth_backend_sts_role",
        changed("sts_role", "access.trust"),
        changed("external_id", "access.trust"),
    ),
    _engine(
        "vault_aws_secret_backend",
        secret("secret_key"),
        changed("access_key", "secret.change"),
        *_rotation(),
        *moves("role_arn"),
        *parameters("region", "iam_endpoint", "sts_endpoint", "username_template"),
    ),
    _maker(
        "vault_aws_secret_backend_role",
        grants("policy_arns"),
        document("policy_document", "identity"),
        grants("role_arns"),
        *admits("iam_groups"),
        *limits("permissions_boundary_arn"),
        changed("credential_type", "config.parameter"),
        lasts("default_sts_ttl"),
        lasts("max_sts_ttl"),
        presence("mfa_serial_number", gone="protection.guard-off"),
        ignore=("iam_tags",),
    ),
    _maker(
        "vault_aws_secret_backend_static_role",
        *moves("username", "assume_role_arn"),
        _rotates(),
    ),
    setting(
        "vault_azure_auth_backend_config",
        changed("tenant_id", "access.trust"),
        changed("resource", "access.trust"),
        secret("client_secret"),
        *_rotation(),
        role=Role.IDENTITY,
    ),
    _login(
        "vault_azure_auth_backend_role",
        *_bound("bound_group_ids", "bound_locations", "bound_resource_groups"),
        *_bound("bound_scale_sets", "bound_subscription_ids"),
        *_bound("bound_service_principal_ids"),
    ),
    _engine(
        "vault_azure_secret_backend",
        secret("client_secret"),
        *_rotation(),
        *moves("client_id", "subscription_id", "tenant_id"),
        lasts("root_password_ttl"),
    ),
    _maker(
        "vault_azure_secret_backend_role",
        grants("azure_roles.role_name", admin=("Owner", "User Access Administrator")),
        *moves("azure_roles.role_id", "azure_roles.scope", "azure_groups.object_id"),
        *moves("application_object_id"),
        lasts("ttl"),
        lasts("max_ttl"),
        lasts("explicit_max_ttl"),
        ignore=("description", "tags"),
    ),
    _maker(
        "vault_azure_secret_backend_static_role",
        *moves("application_object_id"),
        lasts("ttl"),
        secret("client_secret"),
    ),
    _login(
        "vault_cert_auth_backend_role",
        changed("certificate", "access.trust"),
        *_bound("allowed_names", "allowed_common_names", "allowed_dns_sans"),
        *_bound("allowed_email_sans", "allowed_uri_sans", "allowed_organizational_units"),
        *_bound("required_extensions"),
        guard("ocsp_enabled"),
        danger("ocsp_fail_open"),
    ),
    entry("vault_config_ui_custom_message", Role.CONFIG),
    _engine(
        "vault_consul_secret_backend",
        secret("token"),
        secret("client_key"),
        changed("address", "routing.network"),
        order("scheme", ("http", "https"), up="protection.up", down="exposure.tls-weaken"),
        changed("ca_cert", "access.trust"),
    ),
    _maker(
        "vault_consul_secret_backend_role",
        grants("policies", admin=("global-management",)),
        grants("consul_policies", admin=("global-management",)),
        grants("consul_roles"),
        grants("service_identities"),
        grants("node_identities"),
        *moves("consul_namespace", "partition"),
        lasts("ttl"),
        lasts("max_ttl"),
    ),
    _maker(
        "vault_database_secret_backend_connection",
        *_databases(),
        *among("allowed_roles", "*"),
        *_rotation(),
        changed("root_rotation_statements", "config.parameter"),
        changed("plugin_name", "config.parameter"),
        changed("data", "config.parameter"),
        ignore=("verify_connection",),
    ),
    _maker(
        "vault_database_secret_backend_role",
        changed("creation_statements", "access.grant", note="They say what each login may do."),
        changed("revocation_statements", "config.parameter"),
        changed("rollback_statements", "config.parameter"),
        changed("renew_statements", "config.parameter"),
        *moves("db_name"),
        changed("credential_type", "config.parameter"),
        lasts("default_ttl"),
        lasts("max_ttl"),
    ),
    _maker(
        "vault_database_secret_backend_static_role",
        *moves("db_name", "username"),
        _rotates(),
        changed("rotation_schedule", "config.parameter"),
        changed("rotation_statements", "config.parameter"),
        changed("password_wo_version", "secret.change"),
        secret("self_managed_password"),
        ignore=("skip_import_rotation",),
    ),
    _engine(
        "vault_database_secrets_mount",
        *_databases(inside="mount"),
        ignore=("description",),
    ),
    _sentinel("vault_egp_policy", *bars("paths")),
    _method(
        "vault_gcp_auth_backend",
        secret("credentials"),
        *_rotation(),
        *moves("service_account_email"),
        changed("custom_endpoint", "access.trust"),
        changed("iam_alias", "access.trust"),
        changed("gce_alias", "access.trust"),
    ),
    _login(
        "vault_gcp_auth_backend_role",
        *_bound("bound_service_accounts"),
        *_bound("bound_projects", "bound_zones", "bound_regions", "bound_instance_groups"),
        *_bound("bound_labels"),
        lets("allow_gce_inference", default=True),
        lasts("max_jwt_exp"),
    ),
    _engine(
        "vault_gcp_secret_backend",
        secret("credentials"),
        changed("credentials_wo_version", "secret.change"),
        *_rotation(),
        *moves("service_account_email"),
        lasts("ttl"),
        lasts("max_ttl"),
    ),
    _maker(
        "vault_gcp_secret_impersonated_account",
        *moves("impersonated_account"),
        *admits("token_scopes"),
        lasts("ttl"),
    ),
    _maker(
        "vault_gcp_secret_roleset",
        grants("binding.roles", admin=("roles/owner", "roles/editor")),
        *moves("binding.resource", "project"),
        *admits("token_scopes"),
    ),
    _maker(
        "vault_gcp_secret_static_account",
        grants("binding.roles", admin=("roles/owner", "roles/editor")),
        *moves("binding.resource", "service_account_email"),
        *admits("token_scopes"),
    ),
    entry(
        "vault_generic_endpoint",
        Role.CONFIG,
        secret("data_json"),
        when(happens("config.parameter", Verb.DELETE), unless={"disable_delete": "true"}),
        ignore=("disable_read", "ignore_absent_fields", "write_fields", "write_data"),
    ),
    _keeps(
        "vault_generic_secret",
        secret("data_json"),
        _forgets_all(),
        replace="secret.delete",
        ignore=("disable_read", "data"),
    ),
    _method(
        "vault_github_auth_backend",
        *_token(),
        changed("organization", "access.trust"),
        changed("organization_id", "access.trust"),
        changed("base_url", "access.trust"),
    ),
    holder("vault_github_team", _policies(), *moves("team")),
    holder("vault_github_user", _policies(), *moves("user")),
    holder(
        "vault_identity_entity",
        _policies(),
        toggle("disabled", on="access.revoke", off="access.grant"),
        changed("metadata", "config.parameter", note="Policies may be written by it."),
    ),
    holder("vault_identity_entity_alias", *moves("canonical_id", "mount_accessor", "name")),
    holder(
        "vault_identity_entity_policies",
        _policies(),
        *moves("entity_id"),
        toggle("exclusive", on="access.revoke", default=True),
    ),
    holder(
        "vault_identity_group",
        _policies(),
        *admits("member_entity_ids", "member_group_ids"),
        changed("type", "access.trust"),
        changed("metadata", "config.parameter", note="Policies may be written by it."),
    ),
    holder("vault_identity_group_alias", *moves("canonical_id", "mount_accessor", "name")),
    membership(
        "vault_identity_group_member_entity_ids",
        *joins("member_entity_ids"),
        *moves("group_id"),
        toggle("exclusive", on="access.revoke", default=True),
    ),
    membership(
        "vault_identity_group_member_group_ids",
        *joins("member_group_ids"),
        *moves("group_id"),
        toggle("exclusive", on="access.revoke", default=True),
    ),
    holder(
        "vault_identity_group_policies",
        _policies(),
        *moves("group_id"),
        toggle("exclusive", on="access.revoke", default=True),
    ),
    control(
        "vault_identity_mfa_duo",
        secret("secret_key"),
        secret("integration_key"),
        changed("api_hostname", "access.trust"),
        guard("use_passcode"),
        ignore=("push_info",),
    ),
    control(
        "vault_identity_mfa_login_enforcement",
        *(
            members(path, came="protection.up", gone="protection.guard-off")
            for path in ("auth_method_accessors", "auth_method_types", "identity_entity_ids")
        ),
        members("identity_group_ids", came="protection.up", gone="protection.guard-off"),
        members("mfa_method_ids", came="config.parameter", gone="config.parameter"),
    ),
    control(
        "vault_identity_mfa_okta",
        secret("api_token"),
        changed("org_name", "access.trust"),
        changed("base_url", "access.trust"),
    ),
    control(
        "vault_identity_mfa_pingid",
        secret("settings_file_base64"),
        changed("idp_url", "access.trust"),
    ),
    _totp("vault_identity_mfa_totp", _loosens("max_validation_attempts")),
    setting("vault_identity_oidc", changed("issuer", "access.trust"), role=Role.IDENTITY),
    holder("vault_identity_oidc_assignment", *admits("entity_ids", "group_ids")),
    holder(
        "vault_identity_oidc_client",
        *admits("assignments", "redirect_uris"),
        lasts("access_token_ttl"),
        lasts("id_token_ttl"),
        changed("key", "key.rotate"),
        secret("client_secret"),
        changed("client_type", "config.parameter"),
    ),
    entry(
        "vault_identity_oidc_key",
        Role.KEY,
        *among("allowed_client_ids", "*"),
        _rotates(),
        lasts("verification_ttl"),
        changed("algorithm", "key.rotate"),
        create="key.create",
        delete="key.delete",
        replace="key.rotate",
    ),
    holder("vault_identity_oidc_key_allowed_client_id", *moves("allowed_client_id")),
    holder(
        "vault_identity_oidc_provider",
        *among("allowed_client_ids", "*"),
        *admits("scopes_supported"),
        toggle("https_enabled", on="protection.up", off="exposure.tls-weaken", default=True),
        changed("issuer_host", "access.trust"),
    ),
    holder(
        "vault_identity_oidc_role",
        changed("template", "access.grant", note="It says what the tokens tell of their holder."),
        changed("key", "key.rotate"),
        *moves("client_id"),
        lasts("ttl"),
    ),
    holder(
        "vault_identity_oidc_scope", changed("template", "access.grant"), ignore=("description",)
    ),
    _method(
        "vault_jwt_auth_backend",
        *(
            changed(name, "access.trust")
            for name in ("oidc_discovery_url", "jwks_url", "jwks_pairs", "bound_issuer")
        ),
        changed("jwt_validation_pubkeys", "access.trust"),
        changed("oidc_client_id", "access.trust"),
        secret("oidc_client_secret"),
        changed("jwt_supported_algs", "config.parameter"),
        changed("default_role", "config.parameter"),
        changed("provider_config", "config.parameter"),
        _moved(),
    ),
    _login(
        "vault_jwt_auth_backend_role",
        *_bound("bound_audiences", "bound_claims", "bound_subject"),
        choice(
            "bound_claims_type",
            {"glob": "access.trust", "string": "access.revoke"},
            default="string",
        ),
        *_trusts("allowed_redirect_uris"),
        changed("user_claim", "access.trust"),
        changed("groups_claim", "access.trust"),
        changed("role_type", "access.trust"),
        *parameters("clock_skew_leeway", "expiration_leeway", "not_before_leeway"),
        toggle("verbose_oidc_logging", on="secret.expose", off="protection.up"),
        ignore=("claim_mappings", "oidc_scopes"),
    ),
    _engine(
        "vault_kmip_secret_backend",
        order("tls_min_version", _TLS, up="protection.up", down="exposure.tls-weaken"),
        changed("listen_addrs", "routing.network"),
        lasts("default_tls_client_ttl"),
        happens("key.delete", Verb.DELETE),
    ),
    _maker(
        "vault_kmip_secret_role",
        toggle("operation_all", on="access.grant", off="access.revoke"),
        *(
            lets(f"operation_{name}")
            for name in ("get", "create", "destroy", "register", "rekey", "revoke", "activate")
        ),
        *(lets(f"operation_{name}") for name in ("locate", "get_attributes", "add_attribute")),
        lasts("tls_client_ttl"),
    ),
    entry(
        "vault_kmip_secret_scope",
        Role.KEY,
        danger("force"),
        delete="key.delete",
        replace="key.delete",
    ),
    setting(
        "vault_kubernetes_auth_backend_config",
        changed("kubernetes_host", "access.trust"),
        changed("kubernetes_ca_cert", "access.trust"),
        changed("pem_keys", "access.trust"),
        changed("issuer", "access.trust"),
        secret("token_reviewer_jwt"),
        *documented(
            f"{_DOCS}auth/kubernetes",
            *parameters("disable_iss_validation", "disable_local_ca_jwt"),
        ),
        role=Role.IDENTITY,
    ),
    _login(
        "vault_kubernetes_auth_backend_role",
        *(
            rule
            for path in ("bound_service_account_names", "bound_service_account_namespaces")
            for rule in (
                when(members(path, came="access.trust"), was_not={path: _ANY}),
                when(members(path, gone="access.revoke"), unless={path: _ANY}),
            )
        ),
        *(
            when(members(path, words={"*": "access.public"}, verbs=verbs), only={other: _ANY})
            for path, other, verbs in (
                ("bound_service_account_names", "bound_service_account_namespaces", ARRIVING),
                ("bound_service_account_namespaces", "bound_service_account_names", CHANGING),
            )
        ),
        changed("bound_service_account_namespace_selector", "access.trust"),
        *_bound("audience"),
    ),
    _engine(
        "vault_kubernetes_secret_backend",
        secret("service_account_jwt"),
        changed("kubernetes_host", "routing.network"),
        changed("kubernetes_ca_cert", "access.trust"),
        ignore=("description",),
    ),
    _maker(
        "vault_kubernetes_secret_backend_role",
        *among("allowed_kubernetes_namespaces", "*"),
        changed("allowed_kubernetes_namespace_selector", "access.grant"),
        grants("kubernetes_role_name", admin=("cluster-admin",)),
        changed("kubernetes_role_type", "access.grant"),
        changed("generated_role_rules", "access.grant"),
        *moves("service_account_name"),
        lasts("token_default_ttl"),
        lasts("token_max_ttl"),
        ignore=("extra_labels", "extra_annotations", "name_template"),
    ),
    _keeps("vault_kv_secret", secret("data_json"), replace="secret.delete", ignore=("data",)),
    setting("vault_kv_secret_backend_v2", *_versions(), role=Role.SECRET),
    _keeps(
        "vault_kv_secret_v2",
        secret("data_json"),
        changed("data_json_wo_version", "secret.change"),
        *_versions("custom_metadata."),
        _forgets_all(),
        replace="secret.delete",
        ignore=("data", "metadata", "disable_read", "cas", "options"),
    ),
    _method(
        "vault_ldap_auth_backend",
        *_token(),
        *_directory(),
        changed("groupdn", "access.trust"),
        changed("groupfilter", "access.trust"),
        changed("userfilter", "access.trust"),
        guard("deny_null_bind", default=True),
        *_rotation(),
        _moved(),
    ),
    holder("vault_ldap_auth_backend_group", _policies(), *moves("groupname")),
    holder("vault_ldap_auth_backend_user", _policies(), grants("groups"), *moves("username")),
    _engine(
        "vault_ldap_secret_backend",
        secret("bindpass"),
        secret("client_tls_key"),
        changed("url", "routing.network"),
        *_weak_tls("insecure_tls"),
        toggle("starttls", on="protection.up", off="exposure.tls-weaken"),
        *_rotation(),
        changed("password_policy", "config.parameter"),
        *parameters("binddn", "userdn", "schema"),
    ),
    _maker(
        "vault_ldap_secret_backend_dynamic_role",
        changed("creation_ldif", "access.grant", note="It says what each login may do."),
        changed("deletion_ldif", "config.parameter"),
        lasts("default_ttl"),
        lasts("max_ttl"),
    ),
    _maker(
        "vault_ldap_secret_backend_library_set",
        *admits("service_account_names"),
        danger("disable_check_in_enforcement"),
        lasts("ttl"),
        lasts("max_ttl"),
    ),
    _maker(
        "vault_ldap_secret_backend_static_role",
        *moves("dn", "username"),
        _rotates(),
        ignore=("skip_import_rotation",),
    ),
    entry(
        "vault_managed_keys",
        Role.KEY,
        *(
            rule
            for kind in ("aws", "azure", "pkcs")
            for rule in (
                lets(f"{kind}.any_mount"),
                lets(f"{kind}.allow_replace_key"),
                lets(f"{kind}.allow_store_key"),
                presence(kind, gone="key.delete"),
            )
        ),
        secret("aws.secret_key"),
        secret("azure.client_secret"),
        secret("pkcs.pin"),
        delete="key.disable",
    ),
    control(
        "vault_mfa_duo",
        secret("secret_key"),
        changed("api_hostname", "access.trust"),
        ignore=("push_info",),
    ),
    control("vault_mfa_okta", secret("api_token"), changed("org_name", "access.trust")),
    control("vault_mfa_pingid", secret("settings_file_base64")),
    _totp("vault_mfa_totp"),
    _engine("vault_mongodbatlas_secret_backend", secret("private_key"), mounted=False, ignore=()),
    _maker(
        "vault_mongodbatlas_secret_role",
        grants("roles", admin=("ORG_OWNER", "GROUP_OWNER")),
        grants("project_roles", admin=("GROUP_OWNER",)),
        *limits("cidr_blocks", "ip_addresses"),
        *moves("organization_id", "project_id"),
        lasts("ttl"),
        lasts("max_ttl"),
    ),
    entry(
        "vault_mount",
        Role.SECRET,
        *documented(
            f"{_DOCS}commands/secrets/disable",
            *(
                happens("secret.delete", verb, disruption=_OUTAGE)
                for verb in (Verb.DELETE, Verb.REPLACE)
            ),
            when(happens("data.delete", Verb.DELETE), only={"type": _KEPT}),
            when(happens("data.replace", Verb.REPLACE), only={"type": _KEPT}),
            *(
                when(happens("key.delete", verb), only={"type": _KEYED})
                for verb in (Verb.DELETE, Verb.REPLACE)
            ),
        ),
        *_mounted(),
        *documented(
            f"{_DOCS}secrets/kv/kv-v2/upgrade",
            number(
                "options.version",
                up="schema.engine",
                down="schema.engine",
                disruption=_OUTAGE,
                note="Paths and policies of the two versions differ, and there is no way back.",
            ),
        ),
        changed(
            "path",
            "config.parameter",
            disruption=_OUTAGE,
            note="Clients and policies name the old path.",
        ),
        changed("local", "config.parameter"),
        ignore=("description",),
    ),
    entry(
        "vault_namespace",
        Role.DATA_STORE,
        *documented(
            f"{_DOCS}commands/namespace",
            *(happens("secret.delete", verb) for verb in (Verb.DELETE, Verb.REPLACE)),
        ),
        delete="data.delete",
        replace="data.replace",
        ignore=("custom_metadata",),
    ),
    _engine(
        "vault_nomad_secret_backend",
        secret("token"),
        secret("client_key"),
        changed("address", "routing.network"),
        changed("ca_cert", "access.trust"),
        lasts("ttl"),
        lasts("max_ttl"),
    ),
    _maker(
        "vault_nomad_secret_role",
        grants("policies"),
        choice("type", {"management": "access.admin", "client": "access.revoke"}, verbs=ARRIVING),
    ),
    _method("vault_oci_auth_backend", changed("home_tenancy_id", "access.trust"), *_rotation()),
    _login("vault_oci_auth_backend_role", *_trusts("ocid_list")),
    _method(
        "vault_okta_auth_backend",
        *_token(),
        secret("token"),
        changed("organization", "access.trust"),
        changed("base_url", "access.trust"),
        danger("bypass_okta_mfa"),
        grants("group.policies", admin=_ROOT),
        grants("user.policies", admin=_ROOT),
    ),
    holder("vault_okta_auth_backend_group", _policies(), *moves("group_name")),
    holder("vault_okta_auth_backend_user", _policies(), grants("groups"), *moves("username")),
    control(
        "vault_password_policy",
        changed("policy", "config.parameter", note="It says how long passwords are, and of what."),
    ),
    _keeps("vault_pki_secret_backend_acme_eab"),
    _certificate("vault_pki_secret_backend_cert", _revoked()),
    setting(
        "vault_pki_secret_backend_config_acme",
        toggle("enabled", on="access.grant", off="access.revoke"),
        choice(
            "eab_policy",
            {
                "not-required": "access.public",
                "new-account-required": "protection.up",
                "always-required": "protection.up",
            },
        ),
        *among("allowed_roles", "*"),
        *among("allowed_issuers", "*"),
        lets("allow_role_ext_key_usage"),
        lasts("max_ttl"),
        changed("default_directory_policy", "access.grant"),
        role=Role.KEY,
    ),
    setting(
        "vault_pki_secret_backend_config_auto_tidy",
        *parameters("enabled", "tidy_cert_store", "tidy_revoked_certs", "interval_duration"),
        retention("safety_buffer", cut="data.retention-cut", up="protection.up"),
        retention("issuer_safety_buffer", cut="data.retention-cut", up="protection.up"),
    ),
    entry(
        "vault_pki_secret_backend_config_ca",
        Role.KEY,
        secret("pem_bundle"),
        changed("pem_bundle", "key.rotate"),
        replace="key.rotate",
    ),
    setting(
        "vault_pki_secret_backend_config_cluster", *parameters("path", "aia_path"), role=Role.KEY
    ),
    setting(
        "vault_pki_secret_backend_config_cmpv2",
        lets("enabled"),
        changed("authenticators", "access.trust"),
        changed("default_path_policy", "access.grant"),
        members("disabled_validations", came="protection.guard-off", gone="protection.up"),
        role=Role.KEY,
    ),
    setting(
        "vault_pki_secret_backend_config_est",
        lets("enabled"),
        changed("authenticators", "access.trust"),
        changed("default_path_policy", "access.grant"),
        changed("label_to_path_policy", "access.grant"),
        role=Role.KEY,
    ),
    setting(
        "vault_pki_secret_backend_config_issuers",
        changed("default", "key.rotate", note="New certificates are signed by another authority."),
        changed("default_follows_latest_issuer", "config.parameter"),
        role=Role.KEY,
    ),
    setting(
        "vault_pki_secret_backend_config_scep",
        lets("enabled"),
        changed("authenticators", "access.trust"),
        changed("external_validation", "access.trust"),
        changed("default_path_policy", "access.grant"),
        members("allowed_digest_algorithms", came="protection.guard-off", gone="protection.up"),
        members(
            "allowed_encryption_algorithms", came="protection.guard-off", gone="protection.up"
        ),
        role=Role.KEY,
    ),
    setting(
        "vault_pki_secret_backend_config_urls",
        *parameters("issuing_certificates", "crl_distribution_points", "ocsp_servers"),
        role=Role.KEY,
    ),
    setting(
        "vault_pki_secret_backend_crl_config",
        danger("disable", note="What was revoked is no longer told to anybody."),
        danger("ocsp_disable"),
        guard("auto_rebuild"),
        at_most("expiry"),
        role=Role.KEY,
    ),
    _certificate("vault_pki_secret_backend_intermediate_cert_request", *_key_kind()),
    entry(
        "vault_pki_secret_backend_intermediate_set_signed",
        Role.KEY,
        changed("certificate", "key.rotate"),
        replace="key.rotate",
    ),
    entry(
        "vault_pki_secret_backend_issuer",
        Role.KEY,
        choice(
            "leaf_not_after_behavior",
            {"err": "protection.up", "truncate": "config.parameter", "permit": "access.grant"},
        ),
        changed("usage", "config.parameter", note="It says what the authority may sign."),
        *map(
            danger,
            (
                *("disable_critical_extension_checks", "disable_name_checks"),
                *("disable_name_constraint_checks", "disable_path_length_checks"),
            ),
        ),
        changed("manual_chain", "config.parameter"),
        *parameters("issuing_certificates", "crl_distribution_points", "ocsp_servers"),
        delete="key.disable",
        ignore=("issuer_name",),
    ),
    entry(
        "vault_pki_secret_backend_key",
        Role.KEY,
        *_key_kind(),
        create="key.create",
        delete="key.delete",
        replace="key.delete",
        ignore=("key_name",),
    ),
    holder(
        "vault_pki_secret_backend_role",
        toggle("allow_any_name", on="access.admin", off="access.revoke"),
        *map(lets, _PKI_WIDE),
        *(lets(name, default=True) for name in ("allow_ip_sans", "allow_localhost")),
        *(lets(name, default=True) for name in ("client_flag", "server_flag")),
        *admits("allowed_domains", "allowed_uri_sans", "allowed_other_sans", "allowed_user_ids"),
        lets("allowed_domains_template"),
        guard("enforce_hostnames", default=True),
        *parameters("require_cn"),
        members("key_usage", came="access.grant", gone="access.revoke"),
        members("ext_key_usage", came="access.grant", gone="access.revoke"),
        changed("cn_validations", "access.grant"),
        *_key_kind(),
        lasts("ttl"),
        lasts("max_ttl"),
        changed("not_after", "config.parameter"),
        changed("issuer_ref", "key.rotate", note="New certificates have another authority."),
        toggle("no_store", on="observability.logs-off", note="No record, and no revocation."),
        lets("basic_constraints_valid_for_non_ca"),
        role=Role.KEY,
    ),
    entry(
        "vault_pki_secret_backend_root_cert",
        Role.KEY,
        *_key_kind(),
        changed("common_name", "key.rotate"),
        create="key.create",
        delete="key.delete",
        replace="key.delete",
    ),
    _certificate(
        "vault_pki_secret_backend_root_sign_intermediate", changed("csr", "key.rotate"), _revoked()
    ),
    _certificate("vault_pki_secret_backend_sign", changed("csr", "key.rotate")),
    entry(
        "vault_plugin",
        Role.COMPUTE,
        version("version", newer="deploy.version", older="deploy.rollback"),
        changed("sha256", "deploy.version"),
        version("oci_image", newer="deploy.version", older="deploy.rollback", what="image"),
        *parameters("command", "args", "runtime"),
        changed("env", "config.env"),
        delete="scale.to-zero",
    ),
    entry(
        "vault_plugin_pinned_version",
        Role.CONFIG,
        version("version", newer="deploy.version", older="deploy.rollback"),
        delete="deploy.version",
    ),
    entry("vault_policy", Role.IDENTITY, capabilities("policy"), replace="access.revoke"),
    entry(
        "vault_quota_lease_count",
        Role.CONFIG,
        ceiling("max_leases"),
        *parameters("path", "role"),
        delete="protection.guard-off",
    ),
    entry(
        "vault_quota_rate_limit",
        Role.CONFIG,
        ceiling("rate"),
        ceiling("secondary_rate"),
        *parameters("path", "interval", "block_interval", "role", "group_by"),
        delete="protection.guard-off",
    ),
    _engine(
        "vault_rabbitmq_secret_backend",
        secret("password"),
        changed("connection_uri", "routing.network"),
        changed("username", "config.parameter"),
        changed("password_policy", "config.parameter"),
    ),
    _maker(
        "vault_rabbitmq_secret_backend_role",
        grants("tags", admin=("administrator",)),
        changed("vhost", "access.grant"),
        changed("vhost_topic", "access.grant"),
    ),
    setting(
        "vault_raft_autopilot",
        *parameters("cleanup_dead_servers", "dead_server_last_contact_threshold"),
        *parameters("last_contact_threshold", "max_trailing_logs", "server_stabilization_time"),
        at_least("min_quorum"),
    ),
    entry(
        "vault_raft_snapshot_agent_config",
        Role.PROTECTION,
        number("interval_seconds", up="protection.backup-cut", down="protection.up"),
        retention("retain", cut="protection.backup-cut", up="protection.up", zero_is="nothing"),
        *parameters("storage_type", "aws_s3_bucket", "azure_container_name", "google_gcs_bucket"),
        *map(
            secret,
            ("aws_secret_access_key", "azure_account_key", "google_service_account_key"),
        ),
        *_weak_tls("aws_s3_disable_tls", "google_disable_tls"),
        *(
            toggle(name, off="protection.encryption-off", on="protection.up")
            for name in ("aws_s3_server_side_encryption", "aws_s3_enable_kms")
        ),
        create="protection.up",
        delete="protection.backup-off",
    ),
    _sentinel("vault_rgp_policy"),
    _method(
        "vault_saml_auth_backend",
        *(
            changed(name, "access.trust")
            for name in ("idp_cert", "idp_entity_id", "idp_metadata_url", "idp_sso_url")
        ),
        *_trusts("acs_urls"),
        changed("default_role", "config.parameter"),
        ignore=("disable_remount",),
    ),
    _login(
        "vault_saml_auth_backend_role",
        *_bound("bound_subjects", "bound_attributes"),
        *(
            choice(name, {"glob": "access.trust", "string": "access.revoke"})
            for name in ("bound_subjects_type", "bound_attributes_type")
        ),
        changed("groups_attribute", "access.trust"),
    ),
    _login(
        "vault_scep_auth_backend_role", changed("auth_type", "access.trust"), secret("challenge")
    ),
    entry(
        "vault_secrets_sync_association",
        Role.SECRET,
        changed("secret_name", "config.parameter"),
        delete="secret.delete",
        replace="secret.delete",
    ),
    _destination(
        "vault_secrets_sync_aws_destination", secret("secret_access_key"), *moves("role_arn")
    ),
    _destination(
        "vault_secrets_sync_azure_destination",
        secret("client_secret"),
        changed("key_vault_uri", "config.parameter"),
    ),
    setting(
        "vault_secrets_sync_config",
        toggle("disabled", on="scale.to-zero", off="scale.up"),
        ceiling("queue_capacity"),
    ),
    _destination("vault_secrets_sync_gcp_destination", secret("credentials")),
    _destination(
        "vault_secrets_sync_gh_destination",
        secret("access_token"),
        changed("repository_name", "config.parameter"),
    ),
    _keeps("vault_secrets_sync_github_apps", secret("private_key")),
    _destination("vault_secrets_sync_vercel_destination", secret("access_token")),
    setting(
        "vault_spiffe_auth_backend_config",
        *(
            changed(name, "access.trust")
            for name in ("trust_domain", "bundle", "endpoint_url", "audience", "profile")
        ),
        role=Role.IDENTITY,
    ),
    _login("vault_spiffe_auth_backend_role", *_trusts("workload_id_patterns")),
    entry(
        "vault_ssh_secret_backend_ca",
        Role.KEY,
        secret("private_key"),
        create="key.create",
        delete="key.delete",
        replace="key.delete",
    ),
    holder(
        "vault_ssh_secret_backend_role",
        *_lists("allowed_users", "allowed_domains", "allowed_extensions"),
        *limits("allowed_critical_options"),
        *map(lets, _SSH_KINDS),
        *map(lets, ("allow_subdomains", "allow_user_key_ids", "allow_empty_principals")),
        lets("allowed_users_template"),
        *limits("cidr_list"),
        changed("default_user", "config.parameter"),
        changed("default_extensions", "access.grant"),
        changed("default_critical_options", "config.parameter"),
        changed("allowed_user_key_config", "config.parameter"),
        order(
            "algorithm_signer",
            ("ssh-rsa", "", "default", "rsa-sha2-256", "rsa-sha2-512"),
            up="protection.up",
            down="protection.guard-off",
        ),
        lasts("ttl"),
        lasts("max_ttl"),
        role=Role.KEY,
    ),
    _engine(
        "vault_terraform_cloud_secret_backend",
        secret("token"),
        changed("token_wo_version", "secret.change"),
        changed("address", "routing.network"),
    ),
    _keeps("vault_terraform_cloud_secret_creds", *moves("organization", "team_id")),
    _maker(
        "vault_terraform_cloud_secret_role",
        *moves("organization", "team_id", "user_id"),
        lasts("ttl"),
        lasts("max_ttl"),
        ignore=("description",),
    ),
    entry(
        "vault_token",
        Role.SECRET,
        _policies(),
        *(lasts(name) for name in ("ttl", "explicit_max_ttl", "num_uses")),
        _renewed("period"),
        toggle("no_default_policy", on="access.revoke", off="access.grant"),
        toggle("no_parent", on="access.grant", off="access.revoke"),
        create="secret.create",
        delete="secret.delete",
        replace="secret.change",
        ignore=("display_name", "metadata", "renew_increment", "renew_min_lease"),
    ),
    holder(
        "vault_token_auth_backend_role",
        *_token(),
        grants("allowed_policies", admin=_ROOT),
        grants("allowed_policies_glob", admin=("*",)),
        *bars("disallowed_policies", "disallowed_policies_glob"),
        *admits("allowed_entity_aliases"),
        lets("orphan"),
        lets("renewable", default=True),
        ignore=("alias_metadata",),
    ),
    entry(
        "vault_transform_alphabet",
        Role.SCHEMA,
        changed("alphabet", "schema.keys", note="What was encoded before cannot be read back."),
        delete="schema.keys",
    ),
    holder("vault_transform_role", *admits("transformations"), role=Role.KEY),
    entry(
        "vault_transform_template",
        Role.SCHEMA,
        *(changed(name, "schema.keys") for name in ("pattern", "alphabet", "type")),
        *parameters("encode_format", "decode_formats"),
        delete="schema.keys",
    ),
    entry(
        "vault_transform_transformation",
        Role.KEY,
        *admits("allowed_roles"),
        *(changed(name, "schema.keys") for name in ("template", "templates", "tweak_source")),
        changed("type", "schema.keys"),
        changed("masking_character", "config.parameter"),
        danger("deletion_allowed"),
        delete="key.delete",
        replace="key.delete",
    ),
    entry(
        "vault_transit_secret_backend_key",
        Role.KEY,
        *documented(
            f"{_DOCS}secrets/transit",
            danger("deletion_allowed"),
            danger("exportable", note="Whoever may can take the key out; there is no way back."),
            danger("allow_plaintext_backup"),
            _rotates("auto_rotate_period"),
            number(
                "min_decryption_version",
                up="key.disable",
                down="access.grant",
                note="What older versions encrypted cannot be read.",
            ),
            number(
                "min_encryption_version",
                up="protection.up",
                down="protection.guard-off",
            ),
        ),
        changed("type", "key.delete"),
        create="key.create",
        delete="key.delete",
        replace="key.delete",
        ignore=("min_available_version", "latest_version", "keys"),
    ),
    setting("vault_transit_secret_cache_config", changed("size", "config.parameter")),
)
