"""
Azure: configuration, APIs, search, analytics, learning and desktops, as Terraform names them.

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
    happens,
    members,
    number,
    order,
    presence,
    retention,
    secret,
    size,
    toggle,
    variables,
    version,
    when,
)
from planguard.actions.providers.azure import (
    COGNITIVE_SIZES,
    firewall,
    identities,
    keys,
    loses,
    own_key,
    password,
    plain_allowed,
    reachable,
    restrictions,
)
from planguard.actions.providers.forms import (
    danger,
    encrypted,
    guard,
    parameters,
    room,
    units,
)
from planguard.model.words import Disruption, Role, Verb

_REGISTRY = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources"
_AZ = "azurerm_"
_API = "azurerm_api_management"
_QUIET, _RESTART, _OUTAGE = Disruption.NONE, Disruption.RESTART, Disruption.OUTAGE
_SEARCH = ("free", "basic", "standard", "standard2", "standard3",
           "storage_optimized_l1", "storage_optimized_l2")  # fmt: skip
_WEAK = ("backend_ssl30", "backend_tls10", "backend_tls11", "frontend_ssl30", "frontend_tls10",
         "frontend_tls11")  # fmt: skip
_API_SCALING = "https://learn.microsoft.com/azure/api-management/upgrade-and-scale"
_API_POWER = {"Consumption": 0, "Developer": 500, "Basic": 1000, "BasicV2": 1000,
              "Standard": 2500, "StandardV2": 2500, "Premium": 4000, "PremiumV2": 4000}  # fmt: skip
"""About how many requests a second a unit of a tier serves."""
_API_SIZES = tuple(
    name
    for _, name in sorted(
        (power * units_, f"{tier}_{units_}")
        for tier, power in _API_POWER.items()
        for units_ in range(31)
        if units_ or not power
    )
)
_STRICT = ("High", "Medium", "Low")
_OLD_CIPHERS = (
    *(f"ecdhe_{kind}_with_aes{bits}_cbc_sha" for kind in ("ecdsa", "rsa")
      for bits in (128, 256)),
    *(f"rsa_with_aes{cipher}" for cipher in ("128_cbc_sha", "128_cbc_sha256", "128_gcm_sha256",
                                             "256_cbc_sha", "256_cbc_sha256",
                                             "256_gcm_sha384")),
)  # fmt: skip
_HOSTS = ("developer_portal", "management", "portal", "proxy", "scm")
_ISOLATION = ("Disabled", "AllowInternetOutbound", "AllowOnlyApprovedOutbound")
_CONSOLE = "The developer portal's console uses it; who may call is for policies to say."
_FILTERS = "The policy decides which contents are filtered."
_APART = "Its data lie in a storage account, which stays."
_TEXTS = ("description", "display_name")


def _ends(name: str, role: Role, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe what runs: without it the service is gone."""
    return entry(
        f"{_AZ}{name}", role, *rules, delete="scale.to-zero", replace="scale.to-zero",
        replace_disruption=_OUTAGE, ignore=ignore,
    )  # fmt: skip


def _policy(name: str) -> TypeEntry:
    return entry(
        f"{_API}{name}", Role.ROUTING,
        *(changed(path, "routing.rule",
                  note="A policy may send requests elsewhere, and let in or refuse callers.")
          for path in ("xml_content", "xml_link")),
        create="routing.rule", delete="access.grant", replace="routing.rule",
    )  # fmt: skip


def _fragment(name: str, text: str, form: str) -> TypeEntry:
    """Describe a part of policies: alone it decides nothing, and in use it cannot be deleted."""
    return entry(
        f"{_API}{name}", Role.ROUTING,
        changed(text, "routing.rule",
                note="A policy may send requests elsewhere, and let in or refuse callers."),
        replace="routing.rule", ignore=("description", form),
    )  # fmt: skip


def _key(name: str, *paths: str, stays: str = "") -> TypeEntry:
    """Describe the key a thing is encrypted with; `stays` says why it goes on after deletion."""
    gone = happens("config.parameter", Verb.DELETE, note=stays)
    return entry(
        f"{_AZ}{name}", Role.KEY, *(changed(path, "key.rotate") for path in paths),
        *(documented(f"{_REGISTRY}/{name}", gone) if stays else ()),
        create="protection.up", delete=() if stays else "protection.encryption-off",
        replace="key.rotate",
    )  # fmt: skip


def _assigned(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.IDENTITY,
        *(members(name, came="access.grant", gone="access.revoke")
          for name in ("role", "principal_id")),
        choice("role", {"Admin": "access.admin", "AllDatabasesAdmin": "access.admin"},
               verbs=ARRIVING),
        create="access.grant", delete="access.revoke", replace="access.grant",
    )  # fmt: skip


def _identity(name: str, *paths: str) -> TypeEntry:
    return entry(
        f"{_API}_{name}", Role.IDENTITY,
        *(members(path, came="access.trust", gone="access.revoke") if "tenants" in path else
          changed(path, "access.trust") for path in paths),
        secret("api_secret_key" if name.endswith("twitter") else
               "app_secret" if name.endswith("facebook") else "client_secret"),
        create="access.trust", delete="access.revoke", replace="access.trust",
    )  # fmt: skip


def _hostnames(kinds: tuple[str, ...], at: str) -> tuple[Rule, ...]:
    return tuple(
        rule
        for kind in kinds
        for rule in (
            members(f"{at}{kind}.host_name", came="routing.dns", gone="routing.remove"),
            presence(f"{at}{kind}.key_vault_id", changed="key.rotate"),
            presence(f"{at}{kind}.key_vault_certificate_id", changed="key.rotate"),
            toggle(f"{at}{kind}.negotiate_client_certificate",
                   on="access.revoke", off="access.grant"),
            secret(f"{at}{kind}.certificate"), secret(f"{at}{kind}.certificate_password"),
        )
    )  # fmt: skip


def _cognitive(name: str, local: str, public: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.COMPUTE, reachable(public), keys(local),
        *firewall("network_acls.", "default_action", "ip_rules"),
        members("network_acls.virtual_network_rules.subnet_id", came="exposure.open",
                gone="exposure.narrow"),
        members("network_acls.bypass", came="exposure.open", gone="exposure.narrow",
                within="AzureServices"),
        toggle("outbound_network_access_restricted", on="exposure.narrow", off="exposure.open"),
        own_key("customer_managed_key.key_vault_key_id"),
        size("sku_name", order=COGNITIVE_SIZES, disruption=_QUIET),
        *identities("identity.identity_ids"),
        *loses("It can be restored, or purged for good, for 48 hours."),
    )  # fmt: skip


def _hdinsight(kind: str) -> TypeEntry:
    return entry(
        f"{_AZ}hdinsight_{kind}_cluster", Role.COMPUTE,
        units("roles.worker_node.target_instance_count"), size("roles.worker_node.vm_size"),
        size("roles.head_node.vm_size"),
        version("cluster_version", newer="dependency.runtime"),
        secret("gateway.password"), secret("roles.worker_node.password"),
        secret("storage_account.storage_account_key"),
        order("tls_min_version", ("1.0", "1.1", "1.2"), up="protection.up",
              down="exposure.tls-weaken"),
        changed("component_version", "dependency.runtime"),
        *(secret(path) for path in (
            *(f"metastores.{store}.password" for store in ("ambari", "hive", "oozie")),
            *(f"roles.{node}_node.password" for node in ("head", "zookeeper")),
            "security_profile.domain_user_password")),
        own_key("disk_encryption.key_vault_key_id"),
        *((toggle("encryption_in_transit_enabled", on="protection.up",
                  off="protection.encryption-off"),)
          if kind in {"kafka", "spark", "interactive_query"} else ()),
        *(loses() if kind == "kafka" else
          tuple(happens("scale.to-zero", verb, disruption=_OUTAGE, note=_APART)
                for verb in (Verb.DELETE, Verb.REPLACE))),
    )  # fmt: skip


def _linked(
    name: str, *secrets: str, places: tuple[str, ...] = (), rules: tuple[Rule, ...] = ()
) -> TypeEntry:
    """Describe where a data factory reads or writes; `places` say where that is, and as whom."""
    runtime = "integration_runtime" if name == "custom_service" else "integration_runtime_name"
    return entry(
        f"{_AZ}data_factory_linked_{name}", Role.CONFIG, *map(secret, secrets),
        *(changed(path, "config.parameter",
                  note="It says where data are read from and written to.") for path in places),
        changed(runtime, "config.parameter"), *rules,
        delete="routing.remove", replace="config.parameter",
        ignore=("description", "annotations"),
    )  # fmt: skip


def _trigger(name: str, *paths: str) -> TypeEntry:
    return entry(
        f"{_AZ}data_factory_trigger_{name}", Role.COMPUTE,
        toggle("activated", on="config.parameter", off="scale.to-zero", default=True),
        *(changed(path, "config.parameter", disruption=_QUIET, note="It says when pipelines run.")
          for path in paths),
        changed("pipeline", "config.parameter", disruption=_QUIET),
        delete="scale.to-zero", replace="config.parameter", ignore=("description", "annotations"),
    )  # fmt: skip


_KUSTO = (
    "Dev(No SLA)_Standard_D11_v2/Dev(No SLA)_Standard_E2a_v4", "Standard_D11_v2/Standard_E2a_v4",
    "Standard_D12_v2/Standard_E4a_v4", "Standard_D13_v2/Standard_E8a_v4",
    "Standard_D14_v2/Standard_E16a_v4",
)  # fmt: skip

ENTRIES: tuple[TypeEntry, ...] = (
    *map(_policy, ("_api_policy", "_api_operation_policy", "_policy", "_product_policy",
                   "_workspace_policy")),
    _fragment("_policy_fragment", "value", "format"),
    _fragment("_workspace_policy_fragment", "xml_content", "xml_format"),
    entry(
        _API, Role.ROUTING,
        *documented(
            _API_SCALING,
            when(size("sku_name", order=_API_SIZES, disruption=_OUTAGE),
                 only={"sku_name": "Developer_1"}),
            when(size("sku_name", order=_API_SIZES, disruption=_QUIET),
                 unless={"sku_name": "Developer_1"}),
        ),
        reachable("public_network_access_enabled"),
        choice("virtual_network_type", {"None": "exposure.public", "External": "exposure.public",
                                        "Internal": "exposure.narrow"}, default="None",
               disruption=_OUTAGE),
        changed("virtual_network_configuration.subnet_id", "routing.network",
                disruption=_OUTAGE),
        *(plain_allowed(f"security.{name}_enabled") for name in _WEAK),
        *(plain_allowed(f"security.enable_{name}") for name in _WEAK),
        *(toggle(f"security.tls_{name}_ciphers_enabled", on="exposure.tls-weaken",
                 off="protection.up") for name in _OLD_CIPHERS),
        *(toggle(f"delegation.{name}_enabled", on="access.trust", off="access.revoke")
          for name in ("subscriptions", "user_registration")),
        toggle("additional_location.gateway_disabled", on="routing.remove", off="routing.rule"),
        toggle("gateway_disabled", on="routing.remove", off="routing.rule"),
        toggle("client_certificate_enabled", on="access.revoke", off="access.grant"),
        toggle("sign_up.enabled", on="access.grant", off="access.revoke"),
        *_hostnames(_HOSTS, "hostname_configuration."),
        members("additional_location.location", came="scale.up", gone="scale.down"),
        units("additional_location.capacity"), changed("zones", "config.parameter"),
        presence("certificate", came="access.trust", gone="access.revoke",
                 changed="access.trust"),
        secret("delegation.validation_key"), plain_allowed("security.triple_des_ciphers_enabled"),
        toggle("sign_in.enabled", on="access.revoke", off="access.grant"),
        toggle("tenant_access.enabled", on="access.grant", off="access.revoke"),
        *identities("identity.identity_ids"),
        delete=("routing.remove", "data.delete"), replace=("routing.remove", "data.replace"),
        replace_disruption=_OUTAGE, ignore=("publisher_name", "publisher_email"),
    ),
    entry(
        f"{_API}_api", Role.ROUTING,
        changed("service_url", "routing.rule"), changed("path", "routing.rule"),
        members("protocols", gone="routing.remove",
                words={"http": "exposure.tls-weaken", "ws": "exposure.tls-weaken"}),
        toggle("subscription_required", on="access.revoke", off="access.public", default=True),
        changed("oauth2_authorization", "config.parameter", note=_CONSOLE),
        changed("openid_authentication", "config.parameter", note=_CONSOLE),
        changed("revision", "deploy.version"), changed("import", "deploy.version"),
        changed("version", "deploy.version"),
        delete="routing.remove", replace="routing.rule",
        ignore=(*_TEXTS, "contact", "license", "terms_of_service_url"),
    ),
    entry(
        f"{_API}_api_operation", Role.ROUTING,
        changed("method", "routing.rule"), changed("url_template", "routing.rule"),
        create="routing.rule", delete="routing.remove", replace="routing.rule", ignore=_TEXTS,
    ),
    entry(
        f"{_API}_api_release", Role.ROUTING, changed("api_id", "deploy.version"),
        create="deploy.version", replace="deploy.version", ignore=("notes",),
    ),
    entry(
        f"{_API}_api_version_set", Role.ROUTING, changed("versioning_scheme", "routing.rule"),
        changed("version_header_name", "routing.rule"),
        changed("version_query_name", "routing.rule"),
        delete="routing.remove", replace="routing.rule", ignore=_TEXTS,
    ),
    entry(
        f"{_API}_authorization_server", Role.IDENTITY,
        *(changed(path, "config.parameter", note=_CONSOLE)
          for path in ("authorization_endpoint", "token_endpoint", "client_id")),
        secret("client_secret"), secret("resource_owner_password"),
        delete="config.parameter", ignore=_TEXTS,
    ),
    entry(
        f"{_API}_openid_connect_provider", Role.IDENTITY,
        *(changed(path, "config.parameter", note=_CONSOLE)
          for path in ("metadata_endpoint", "client_id")),
        secret("client_secret"), delete="config.parameter", ignore=_TEXTS,
    ),
    entry(
        f"{_API}_backend", Role.ROUTING,
        changed("url", "routing.rule"), changed("resource_id", "routing.rule"),
        *(toggle(f"tls.validate_certificate_{name}", on="protection.up",
                 off="exposure.tls-weaken", default=True) for name in ("chain", "name")),
        presence("circuit_breaker_rule", came="protection.up", gone="protection.guard-off",
                 changed="config.parameter"),
        secret("credentials.authorization.parameter"), secret("proxy.password"),
        delete="routing.remove", replace="routing.rule", ignore=("description", "title"),
    ),
    entry(
        f"{_API}_certificate", Role.KEY, secret("data"), secret("password"),
        changed("key_vault_secret_id", "key.rotate"),
        create="key.create", delete="key.delete", replace="key.rotate",
    ),
    entry(
        f"{_API}_custom_domain", Role.ROUTING,
        *_hostnames(("developer_portal", "gateway", "management", "portal", "scm"), ""),
        create="routing.dns", delete="routing.remove", replace="routing.dns",
    ),
    *(
        entry(
            f"{_API}_{name}", Role.OBSERVABILITY,
            number("sampling_percentage", down="observability.logs-off"),
            order("verbosity", ("error", "information", "verbose"),
                  down="observability.logs-off"),
            changed("api_management_logger_id", "config.parameter", disruption=_QUIET),
            toggle("always_log_errors", off="observability.logs-off"),
            delete="observability.logs-off", replace="observability.logs-off",
        )
        for name in ("api_diagnostic", "diagnostic")
    ),
    entry(
        f"{_API}_gateway", Role.ROUTING,
        delete="routing.remove", replace="routing.rule", ignore=("description", "location_data"),
    ),
    entry(
        f"{_API}_gateway_api", Role.ROUTING,
        create="routing.rule", delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_API}_group", Role.IDENTITY, delete="access.revoke", replace="access.revoke",
        ignore=_TEXTS,
    ),
    entry(
        f"{_API}_api_schema", Role.CONFIG,
        *parameters("value", "components", "definitions"), delete="config.parameter",
    ),
    *(
        entry(f"{_API}_notification_recipient_{who}", Role.OBSERVABILITY,
              delete="observability.alarm-loosened", replace="observability.alarm-loosened")
        for who in ("email", "user")
    ),
    entry(
        f"{_API}_group_user", Role.IDENTITY,
        create="access.grant", delete="access.revoke", replace="access.grant",
    ),
    _identity("identity_provider_aad", "allowed_tenants", "signin_tenant", "client_id"),
    _identity("identity_provider_aadb2c", "allowed_tenant", "authority", "client_id"),
    _identity("identity_provider_facebook", "app_id"),
    _identity("identity_provider_google", "client_id"),
    _identity("identity_provider_microsoft", "client_id"),
    _identity("identity_provider_twitter", "api_key"),

    entry(
        f"{_API}_logger", Role.OBSERVABILITY,
        changed("resource_id", "config.parameter", disruption=_QUIET),
        secret("application_insights.instrumentation_key"),
        secret("application_insights.connection_string"), secret("eventhub.connection_string"),
        delete="observability.logs-off", replace="observability.logs-off",
        ignore=("description",),
    ),
    entry(
        f"{_API}_named_value", Role.CONFIG,
        when(secret("value"), only={"secret": ("true",)}),
        when(changed("value", "config.parameter"), unless={"secret": ("true",)}),
        changed("value_from_key_vault.secret_id", "secret.change"),
        toggle("secret", on="protection.up", off="secret.expose"),
        when(happens("secret.delete", Verb.DELETE), only={"secret": ("true",)}),
        when(happens("config.parameter", Verb.DELETE), unless={"secret": ("true",)}),
        ignore=("display_name",),
    ),
    entry(
        f"{_API}_product", Role.ROUTING,
        toggle("published", on="access.grant", off="routing.remove"),
        toggle("subscription_required", on="access.revoke", off="access.public", default=True),
        toggle("approval_required", on="access.revoke", off="access.grant"),
        number("subscriptions_limit", up="scale.limits-up", down="scale.limits-down"),
        delete="routing.remove", ignore=(*_TEXTS, "terms"),
    ),
    *(
        entry(
            f"{_API}_product_{name}", Role.IDENTITY,
            create="access.grant", delete="access.revoke", replace="access.grant",
        )
        for name in ("api", "group")
    ),
    entry(
        f"{_API}_redis_cache", Role.CONFIG, secret("connection_string"),
        changed("redis_cache_id", "config.parameter"), delete="config.parameter",
        ignore=("description",),
    ),
    entry(
        f"{_API}_subscription", Role.IDENTITY,
        *(changed(path, action, both=action != "access.grant")
          for path in ("product_id", "api_id", "user_id")
          for action in ("access.grant", "access.revoke")),
        secret("primary_key"), secret("secondary_key"),
        choice("state", {"active": "access.grant", "suspended": "access.revoke",
                         "cancelled": "access.revoke", "expired": "access.revoke",
                         "rejected": "access.revoke"}),
        toggle("allow_tracing", on="access.grant", off="access.revoke", default=True),
        create="access.grant", delete="access.revoke", replace="access.grant",
        ignore=("display_name",),
    ),
    entry(
        f"{_API}_user", Role.IDENTITY, secret("password"),
        choice("state", {"active": "access.grant", "blocked": "access.revoke"}),
        create="access.grant", delete="access.revoke", replace="access.grant",
        ignore=("first_name", "last_name", "note"),
    ),
    entry(
        f"{_AZ}app_configuration", Role.CONFIG,
        reachable("public_network_access"), guard("purge_protection_enabled"),
        keys("local_auth_enabled"),
        number("soft_delete_retention_days", up="protection.up", down="protection.guard-off"),
        own_key("encryption.key_vault_key_identifier"),
        members("replica.name", came="scale.up", gone="scale.down"),
        size("sku", order=("free", "developer", "standard", "premium"), disruption=_QUIET),
        *identities("identity.identity_ids"),
        *loses("It can be restored while deleted stores are kept."),
    ),
    entry(
        f"{_AZ}app_configuration_feature", Role.CONFIG,
        toggle("enabled", on="config.flag", off="config.flag"),
        *(changed(name, "config.flag")
          for name in ("percentage_filter_value", "targeting_filter", "timewindow_filter")),
        toggle("locked", on="protection.up", off="protection.guard-off"),
        create="config.flag", delete="config.flag", replace="config.flag",
        ignore=("description", "etag"),
    ),
    entry(
        f"{_AZ}app_configuration_key", Role.CONFIG,
        changed("value", "config.parameter"), changed("vault_key_reference", "secret.change"),
        toggle("locked", on="protection.up", off="protection.guard-off"),
        create="config.parameter", delete="config.parameter", replace="config.parameter",
        ignore=("etag", "content_type"),
    ),
    _cognitive("cognitive_account", "local_auth_enabled", "public_network_access_enabled"),
    _cognitive("ai_services", "local_authentication_enabled", "public_network_access"),
    _key("cognitive_account_customer_managed_key", "key_vault_key_id"),
    entry(
        f"{_AZ}cognitive_account_rai_policy", Role.PROTECTION,
        *(toggle(f"content_filter.{name}_enabled", on="protection.up",
                 off="protection.guard-off", note=_FILTERS) for name in ("block", "filter")),
        order("content_filter.severity_threshold", _STRICT, up="protection.up",
              down="protection.guard-off", note="Contents are stopped from that severity on."),
        members("content_filter.name", came="protection.up", gone="protection.guard-off"),
        changed("base_policy_name", "protection.guard-off", note=_FILTERS),
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    _ends("cognitive_deployment", Role.COMPUTE,
          version("model.version", newer="deploy.version", older="deploy.rollback"),
          changed("model.name", "deploy.version"),
          number("sku.capacity", up="scale.limits-up", down="scale.limits-down"),
          presence("rai_policy_name", gone="protection.guard-off",
                   changed="protection.guard-off", note=_FILTERS),
          changed("sku.name", "config.parameter", disruption=_QUIET),
          changed("version_upgrade_option", "config.parameter", disruption=_QUIET)),
    entry(
        f"{_AZ}databricks_workspace", Role.COMPUTE, reachable("public_network_access_enabled"),
        toggle("custom_parameters.no_public_ip", on="exposure.narrow", off="exposure.open",
               default=True),
        toggle("default_storage_firewall_enabled", on="exposure.narrow", off="exposure.public"),
        encrypted("infrastructure_encryption_enabled"),
        own_key("managed_services_cmk_key_vault_key_id"),
        own_key("managed_disk_cmk_key_vault_key_id"),
        toggle("managed_disk_cmk_rotation_to_latest_version_enabled",
               off="key.rotation-off", on="protection.up"),
        size("sku", order=("trial", "standard", "premium")),
        changed("network_security_group_rules_required", "routing.network"),
        *(toggle(f"enhanced_security_compliance.{name}_enabled",
                 on="protection.up", off="protection.guard-off")
          for name in ("automatic_cluster_update", "compliance_security_profile",
                       "enhanced_security_monitoring")),
        *loses("Its managed group, with the workspace's storage, goes with it."),
    ),
    entry(
        f"{_AZ}databricks_access_connector", Role.IDENTITY, *identities("identity.identity_ids"),
        delete="access.revoke", replace="access.revoke", replace_disruption=_OUTAGE,
    ),
    _key("databricks_workspace_customer_managed_key", "key_vault_key_id"),
    _key("databricks_workspace_root_dbfs_customer_managed_key", "key_vault_key_id"),
    _ends("data_factory", Role.COMPUTE, reachable("public_network_enabled"),
          own_key("customer_managed_key_id"), changed("global_parameter", "config.parameter"),
          toggle("managed_virtual_network_enabled", on="exposure.narrow", off="exposure.open"),
          changed("github_configuration", "config.parameter", disruption=_QUIET),
          changed("vsts_configuration", "config.parameter", disruption=_QUIET),
          *identities("identity.identity_ids")),
    _ends("data_factory_integration_runtime_azure", Role.COMPUTE,
          size("core_count", disruption=_QUIET), changed("compute_type", "config.parameter"),
          toggle("virtual_network_enabled", on="exposure.narrow", off="exposure.open"),
          ignore=("description",)),
    _ends("data_factory_integration_runtime_azure_ssis", Role.COMPUTE,
          units("number_of_nodes"), size("node_size"), changed("vnet_integration",
                                                               "routing.network"),
          secret("catalog_info.administrator_password"),
          secret("custom_setup_script.sas_token"), ignore=("description",)),
    _ends("data_factory_integration_runtime_self_hosted", Role.COMPUTE,
          presence("rbac_authorization", came="access.trust", gone="access.revoke",
                   changed="access.trust"), ignore=("description",)),
    _linked("custom_service", places=("type_properties_json",)),
    _linked("service_azure_file_storage", "connection_string", "password",
            places=("host", "user_id", "file_share")),
    _linked("service_azure_search", "search_service_key", places=("url",)),
    _linked("service_cosmosdb_mongoapi", "connection_string", places=("database",)),
    _linked("service_odata", "basic_authentication.password", places=("url",)),
    _linked("service_azure_blob_storage", "connection_string", "sas_uri",
            "service_principal_key",
            places=("connection_string_insecure", "service_endpoint", "service_principal_id",
                    "use_managed_identity")),
    _linked("service_azure_sql_database", "connection_string", "service_principal_key",
            places=("credential_name", "service_principal_id", "use_managed_identity")),
    _linked("service_data_lake_storage_gen2", "storage_account_key", "service_principal_key",
            places=("url", "service_principal_id", "use_managed_identity")),
    _linked("service_azure_table_storage", "connection_string"),
    _linked("service_azure_databricks", "access_token",
            places=("adb_domain", "existing_cluster_id", "msi_work_space_resource_id",
                    "new_cluster_config", "instance_pool")),
    _linked("service_azure_function", "key", places=("url",)),
    _linked("service_cosmosdb", "account_key", "connection_string",
            places=("account_endpoint", "database")),
    _linked("service_key_vault", places=("key_vault_id",)),
    _linked("service_kusto", "service_principal_key",
            places=("kusto_endpoint", "kusto_database_name", "service_principal_id",
                    "use_managed_identity")),
    _linked("service_mysql", "connection_string"),
    _linked("service_odbc", "connection_string", "basic_authentication.password"),
    _linked("service_postgresql", "connection_string"),
    _linked("service_sftp", "password", "private_key_content_base64", "private_key_passphrase",
            places=("host", "port", "username", "host_key_fingerprint"),
            rules=(danger("skip_host_key_validation"),)),
    _linked("service_snowflake", "connection_string"),
    _linked("service_sql_server", "connection_string"),
    _linked("service_synapse", "connection_string"), _linked("service_web", "password",
                                                               places=("url", "username")),
    entry(
        f"{_AZ}data_factory_managed_private_endpoint", Role.NETWORK,
        create="routing.network", delete="routing.remove", replace="routing.network",
    ),
    entry(
        f"{_AZ}data_factory_pipeline", Role.COMPUTE,
        changed("activities_json", "deploy.version", disruption=_QUIET),
        changed("parameters", "config.parameter"), changed("variables", "config.parameter"),
        room("concurrency"), delete="scale.to-zero", replace="deploy.version",
        ignore=("description", "annotations", "folder"),
    ),
    entry(
        f"{_AZ}data_factory_data_flow", Role.COMPUTE,
        changed("script", "deploy.version", disruption=_QUIET),
        changed("script_lines", "deploy.version", disruption=_QUIET),
        changed("source", "config.parameter"), changed("sink", "config.parameter"),
        delete="scale.to-zero", replace="deploy.version",
        ignore=("description", "annotations", "folder"),
    ),
    _trigger("schedule", "frequency", "interval", "schedule", "start_time", "end_time",
             "time_zone", "pipeline_name"),
    _trigger("tumbling_window", "frequency", "interval", "start_time", "end_time"),
    _trigger("blob_event", "events", "blob_path_begins_with", "blob_path_ends_with",
             "storage_account_id"),
    _trigger("custom_event", "events", "subject_begins_with", "subject_ends_with",
             "eventgrid_topic_id"),
    _key("data_factory_customer_managed_key", "customer_managed_key_id",
         stays="A factory cannot go back from its own key: it stays in use."),
    entry(
        f"{_AZ}kusto_cluster", Role.DATA_STORE, reachable("public_network_access_enabled"),
        size("sku.name", order=_KUSTO),
        when(units("sku.capacity"), only={"optimized_auto_scale.maximum_instances": ""}),
        room("optimized_auto_scale.maximum_instances"),
        room("optimized_auto_scale.minimum_instances"), restrictions("allowed_ip_ranges"),
        guard("disk_encryption_enabled"), guard("double_encryption_enabled"),
        toggle("purge_enabled", on="protection.guard-off", off="protection.up"),
        toggle("outbound_network_access_restricted", on="exposure.narrow", off="exposure.open"),
        members("trusted_external_tenants", came="access.trust", gone="access.revoke",
                words={"*": "access.public", "MyTenantOnly": "access.revoke"}),
        changed("streaming_ingestion_enabled", "config.parameter"),
        toggle("auto_stop_enabled", on="config.parameter", off="config.parameter", default=True),
        *identities("identity.identity_ids"), *loses(),
    ),
    _key("kusto_cluster_customer_managed_key", "key_vault_id", "key_name", "key_version"),
    entry(
        f"{_AZ}kusto_database", Role.DATA_STORE,
        retention("soft_delete_period", cut="data.retention-cut"),
        changed("hot_cache_period", "config.parameter", disruption=_QUIET), *loses(),
    ),
    _assigned("kusto_cluster_principal_assignment"),
    _assigned("kusto_database_principal_assignment"),
    *(
        entry(
            f"{_AZ}kusto_{kind}_data_connection", Role.ROUTING,
            changed("table_name", "routing.rule"), changed("mapping_rule_name", "routing.rule"),
            *(() if kind == "cosmosdb" else
              (changed("data_format", "routing.rule"),
               changed("database_routing_type", "routing.rule"))),
            *((changed("consumer_group", "routing.rule"),
               changed("event_system_properties", "config.parameter", disruption=_QUIET))
              if kind in {"eventhub", "iothub"} else ()),
            *((changed("compression", "routing.rule"), changed("identity_id", "config.parameter"))
              if kind == "eventhub" else ()),
            create="routing.rule", delete="routing.remove", replace="routing.rule",
        )
        for kind in ("cosmosdb", "eventgrid", "eventhub", "iothub")
    ),
    entry(
        f"{_AZ}kusto_script", Role.SCHEMA,
        changed("script_content", "schema.keys", disruption=_QUIET), secret("sas_token"),
        changed("url", "schema.keys", disruption=_QUIET), create="schema.keys",
    ),
    _ends("machine_learning_compute_cluster", Role.COMPUTE, size("vm_size"),
          room("scale_settings.max_node_count"), room("scale_settings.min_node_count"),
          keys("local_auth_enabled"),
          toggle("ssh_public_access_enabled", on="access.grant", off="access.revoke"),
          toggle("node_public_ip_enabled", on="exposure.open", off="exposure.narrow",
                 default=True),
          secret("ssh.admin_password"), *identities("identity.identity_ids"),
          ignore=("description",)),
    _ends("machine_learning_compute_instance", Role.COMPUTE, size("virtual_machine_size"),
          keys("local_auth_enabled"),
          *(members(path, came="access.grant", gone="access.revoke")
            for path in ("ssh.public_key", "assign_to_user.object_id")),
          toggle("node_public_ip_enabled", on="exposure.open", off="exposure.narrow",
                 default=True), *identities("identity.identity_ids"),
          ignore=("description",)),
    entry(
        f"{_AZ}machine_learning_workspace", Role.COMPUTE,
        reachable("public_network_access_enabled"),
        order("managed_network.isolation_mode", _ISOLATION, up="exposure.narrow",
              down="exposure.open"), own_key("encryption.key_id"),
        toggle("serverless_compute.public_ip_enabled", on="exposure.open",
               off="exposure.narrow"),
        *(changed(name, "config.parameter")
          for name in ("storage_account_id", "key_vault_id", "container_registry_id",
                       "application_insights_id")),
        *identities("identity.identity_ids"), *loses(), ignore=("description", "friendly_name"),
    ),
    entry(
        f"{_AZ}ai_foundry", Role.COMPUTE, reachable("public_network_access"),
        order("managed_network.isolation_mode", _ISOLATION, up="exposure.narrow",
              down="exposure.open"), own_key("encryption.key_id"),
        *(changed(name, "config.parameter")
          for name in ("container_registry_id", "application_insights_id")),
        *identities("identity.identity_ids"), *loses(), ignore=("description", "friendly_name"),
    ),
    entry(
        f"{_AZ}ai_foundry_project", Role.COMPUTE, *identities("identity.identity_ids"), *loses(),
        ignore=("description", "friendly_name"),
    ),
    entry(
        f"{_AZ}digital_twins_instance", Role.DATA_STORE, *identities("identity.identity_ids"),
        *loses(),
    ),
    entry(
        f"{_AZ}healthcare_workspace", Role.DATA_STORE,
        *loses("Its services, and what they hold, go with it."),
    ),
    _ends("maps_account", Role.ROUTING, keys("local_authentication_enabled"),
          members("cors.allowed_origins", came="access.grant", gone="access.revoke",
                  words={"*": "access.public"}),
          *identities("identity.identity_ids")),
    entry(
        f"{_AZ}active_directory_domain_service", Role.IDENTITY,
        size("sku", order=("Standard", "Enterprise", "Premium")),
        *(toggle(f"security.{name}_enabled", on="exposure.tls-weaken", off="protection.up")
          for name in ("kerberos_rc4_encryption", "ntlm_v1", "tls_v1")),
        guard("security.kerberos_armoring_enabled"),
        toggle("secure_ldap.enabled", on="protection.up", off="exposure.tls-weaken"),
        toggle("secure_ldap.external_access_enabled", on="exposure.public",
               off="exposure.narrow"),
        secret("secure_ldap.pfx_certificate"), secret("secure_ldap.pfx_certificate_password"),
        members("notifications.additional_recipients", gone="observability.alarm-loosened"),
        delete=("access.revoke", "data.delete"), replace=("access.revoke", "data.replace"),
        replace_disruption=_OUTAGE,
    ),
    *(
        entry(
            f"{_AZ}virtual_desktop_{name}", role, *rules, create=created, delete=deleted,
            replace=replaced, ignore=("description", "friendly_name") if name.endswith(
                "application") else (),
        )
        for name, role, rules, created, deleted, replaced in (
            ("application", Role.COMPUTE,
             (changed("path", "deploy.version"), changed("command_line_arguments",
                                                         "config.parameter")),
             (), "routing.remove", "deploy.version"),
            ("host_pool_registration_info", Role.IDENTITY,
             (deadline("expiration_date", earlier="access.revoke", later="access.grant"),),
             "access.grant", "access.revoke", "access.grant"),
            ("scaling_plan_host_pool_association", Role.SCALING,
             (toggle("enabled", on="scale.limits-up", off="scale.limits-down"),),
             (), "scale.limits-down", ()),
            ("workspace_application_group_association", Role.ROUTING, (), "routing.rule",
             "routing.remove", "routing.rule"),
        )
    ),
    entry(
        f"{_AZ}search_service", Role.DATA_STORE, units("replica_count"),
        number("partition_count", up="scale.resize-up", down="scale.resize-down",
               disruption=_QUIET),
        size("sku", order=_SEARCH), reachable("public_network_access_enabled"),
        keys("local_authentication_enabled"),
        when(restrictions("allowed_ips"), unless={"public_network_access_enabled": ("false",)}),
        guard("customer_managed_key_enforcement_enabled"),
        presence("authentication_failure_mode", came="access.trust", gone="access.revoke",
                 changed="config.parameter",
                 note="While it is set, logins are taken beside keys."),
        choice("network_rule_bypass_option", {"AzureServices": "exposure.open",
                                              "None": "exposure.narrow"}),
        *identities("identity.identity_ids"), *loses(),
    ),
    entry(
        f"{_AZ}search_shared_private_link_service", Role.NETWORK,
        create="routing.network", delete="routing.remove", replace="routing.network",
    ),
    entry(
        f"{_AZ}purview_account", Role.DATA_STORE, reachable("public_network_enabled"),
        toggle("managed_event_hub_enabled", on="config.parameter", off="routing.remove",
               default=True),
        *identities("identity.identity_ids"), *loses(),
    ),
    _ends("spring_cloud_service", Role.COMPUTE,
          changed("sku_name", "config.parameter"),
          changed("config_server_git_setting", "config.parameter"),
          secret("config_server_git_setting.http_basic_auth.password"),
          secret("config_server_git_setting.ssh_auth.private_key"),
          secret("container_registry.password"),
          toggle("log_stream_public_endpoint_enabled", on="exposure.public",
                 off="exposure.narrow"),
          number("build_agent_pool_size", up="scale.up", down="scale.down"),
          toggle("service_registry_enabled", on="config.parameter", off="routing.remove")),
    _ends("spring_cloud_app", Role.COMPUTE,
          toggle("is_public", on="exposure.public", off="exposure.narrow"),
          toggle("public_endpoint_enabled", on="exposure.public", off="exposure.narrow"),
          toggle("https_only", on="protection.up", off="exposure.tls-weaken"),
          toggle("tls_enabled", on="protection.up", off="protection.encryption-off"),
          changed("persistent_disk", "config.parameter"), *identities("identity.identity_ids")),
    *(
        _ends(f"spring_cloud_{kind}_deployment", Role.COMPUTE,
              units("instance_count"), size("quota.cpu"), size("quota.memory"),
              variables("environment_variables"), *rules)
        for kind, rules in (
            ("java", (version("runtime_version", newer="dependency.runtime"),
                      changed("jvm_options", "config.parameter", disruption=_RESTART))),
            ("container", (version("image", newer="deploy.version", older="deploy.rollback",
                                   what="image"),)),
            ("build", (changed("build_result_id", "deploy.version"),)),
        )
    ),
    entry(
        f"{_AZ}spring_cloud_active_deployment", Role.ROUTING,
        changed("deployment_name", "deploy.version",
                note="All requests go to the other deployment at once."),
        create="deploy.version", delete="routing.remove", replace="deploy.version",
    ),
    _ends("service_fabric_cluster", Role.COMPUTE,
          units("node_type.instance_count"),
          version("cluster_code_version", newer="dependency.cluster"),
          order("reliability_level", ("None", "Bronze", "Silver", "Gold", "Platinum"),
                up="protection.up", down="protection.guard-off"),
          order("node_type.durability_level", ("Bronze", "Silver", "Gold"),
                up="protection.up", down="protection.guard-off"),
          members("client_certificate_thumbprint.thumbprint",
                  came="access.grant", gone="access.revoke"),
          members("client_certificate_common_name.common_name",
                  came="access.grant", gone="access.revoke"),
          *(order(f"client_certificate_{name}.is_admin", ("false", "true"), up="access.admin",
                  down="access.revoke") for name in ("thumbprint", "common_name")),
          presence("azure_active_directory", came="access.trust", gone="access.revoke",
                   changed="access.trust"),
          changed("certificate", "key.rotate"), changed("fabric_settings", "config.parameter")),
    *map(_hdinsight, ("hadoop", "hbase", "interactive_query", "kafka", "spark")),
    _ends("stream_analytics_job", Role.COMPUTE,
          changed("transformation_query", "deploy.version"), units("streaming_units"),
          secret("job_storage_account.account_key"), *identities("identity.identity_ids")),
    entry(
        f"{_AZ}stream_analytics_job_schedule", Role.SCALING,
        create="scale.up", delete="scale.to-zero", replace="scale.to-zero",
    ),
    _ends("synapse_spark_pool", Role.COMPUTE,
          when(number("node_count", up="scale.up", down="scale.down"),
               only={"auto_scale": ("", "[]", "()")}),
          room("auto_scale.max_node_count"), room("auto_scale.min_node_count"),
          presence("auto_scale", came="config.parameter", gone="config.parameter"),
          size("node_size", order=("None", "Small", "Medium", "Large", "XLarge", "XXLarge",
                                   "XXXLarge")),
          version("spark_version", newer="dependency.runtime"),
          changed("library_requirement", "deploy.version"),
          changed("spark_config", "config.parameter")),
    entry(
        f"{_AZ}synapse_sql_pool", Role.DATA_STORE, size("sku_name"),
        choice("storage_account_type", {"LRS": "protection.backup-cut",
                                        "GRS": "protection.up"}),
        toggle("geo_backup_policy_enabled", off="protection.backup-cut", on="protection.up",
               default=True),
        toggle("data_encrypted", off="protection.encryption-off", on="protection.up"),
        changed("collation", "schema.engine"), *loses(),
    ),
    entry(
        f"{_AZ}synapse_role_assignment", Role.IDENTITY,
        *(members(name, came="access.grant", gone="access.revoke")
          for name in ("role_name", "principal_id")),
        choice("role_name", {"Synapse Administrator": "access.admin",
                             "Workspace Admin": "access.admin"}, verbs=ARRIVING),
        create="access.grant", delete="access.revoke", replace="access.grant",
    ),
    entry(
        f"{_AZ}synapse_workspace", Role.DATA_STORE,
        reachable("public_network_access_enabled"), password("sql_administrator_login_password"),
        toggle("azuread_authentication_only", on="access.revoke", off="access.grant"),
        guard("data_exfiltration_protection_enabled"),
        members("linking_allowed_for_aad_tenant_ids", came="access.trust", gone="access.revoke"),
        toggle("sql_identity_control_enabled", on="access.grant", off="access.revoke"),
        own_key("customer_managed_key.key_versionless_id"), *identities("identity.identity_ids"),
        *loses(),
    ),
    _key("synapse_workspace_key", "customer_managed_key_versionless_id", "active",
         stays="A key that protects a workspace is not deleted."),
    _ends("batch_account", Role.COMPUTE, reachable("public_network_access_enabled"),
          *firewall("network_profile.account_access.", "default_action", "ip_rule.ip_range"),
          *firewall("network_profile.node_management_access.", "default_action",
                    "ip_rule.ip_range"),
          own_key("encryption.key_vault_key_id"),
          members("allowed_authentication_modes", came="access.grant", gone="access.revoke"),
          *identities("identity.identity_ids")),
    _ends("batch_pool", Role.COMPUTE, size("vm_size"),
          units("fixed_scale.target_dedicated_nodes"),
          units("fixed_scale.target_low_priority_nodes"),
          changed("auto_scale", "config.parameter"),
          version("storage_image_reference.version", newer="deploy.version",
                  older="deploy.rollback"),
          changed("start_task", "deploy.version"),
          members("container_configuration.container_image_names", came="deploy.version",
                  gone="deploy.version"),
          secret("user_accounts.password"),
          secret("user_accounts.linux_user_configuration.ssh_private_key"),
          secret("container_configuration.container_registries.password"),
          secret("mount.cifs_mount.password"), guard("security_profile.host_encryption_enabled"),
          *(secret(f"mount.azure_{kind}.account_key")
            for kind in ("file_share", "blob_file_system")),
          *identities("identity.identity_ids")),
    entry(
        f"{_AZ}batch_certificate", Role.KEY, secret("certificate"), secret("password"),
        create="key.create", delete="key.delete", replace="key.rotate",
    ),
    _ends("virtual_desktop_host_pool", Role.COMPUTE,
          order("public_network_access",
                ("Enabled", "EnabledForClientsOnly", "EnabledForSessionHostsOnly", "Disabled"),
                up="exposure.narrow", down="exposure.public"),
          room("maximum_sessions_allowed"), changed("load_balancer_type", "routing.traffic"),
          changed("custom_rdp_properties", "config.parameter"),
          toggle("start_vm_on_connect", on="config.parameter", off="config.parameter"),
          ignore=("description", "friendly_name")),
    _ends("virtual_desktop_application_group", Role.ROUTING,
          ignore=("description", "friendly_name", "default_desktop_display_name")),
    _ends("virtual_desktop_workspace", Role.ROUTING,
          reachable("public_network_access_enabled"), ignore=("description", "friendly_name")),
    entry(
        f"{_AZ}virtual_desktop_scaling_plan", Role.SCALING,
        changed("schedule", "config.parameter"),
        toggle("host_pool.scaling_plan_enabled", on="scale.limits-up", off="scale.limits-down"),
        delete="scale.limits-down", ignore=("description", "friendly_name"),
    ),
    entry(
        f"{_AZ}analysis_services_server", Role.DATA_STORE, size("sku", order=(
            "D1", "B1", "B2", "S0", "S1", "S2", "S4", "S8", "S9", "S8v2", "S9v2")),
        members("admin_users", came="access.admin", gone="access.revoke"),
        members("ipv4_firewall_rule.name", came="exposure.open", gone="exposure.narrow"),
        *(presence(f"ipv4_firewall_rule.range_{end}", changed="exposure.open")
          for end in ("start", "end")),
        toggle("power_bi_service_enabled", on="exposure.open", off="exposure.narrow"),
        presence("backup_blob_container_uri", came="protection.up", gone="protection.backup-off",
                 changed="config.parameter"),
        *loses(),
    ),
    _ends("powerbi_embedded", Role.COMPUTE, size("sku_name"),
          members("administrators", came="access.admin", gone="access.revoke")),
    _ends("fabric_capacity", Role.COMPUTE, size("sku.name"),
          members("administration_members", came="access.admin", gone="access.revoke")),
    entry(
        f"{_AZ}managed_application", Role.COMPUTE, changed("parameter_values", "config.parameter"),
        *loses("Its managed group goes with it."),
    ),
    entry(
        f"{_AZ}healthcare_fhir_service", Role.DATA_STORE,
        reachable("public_network_access_enabled"), changed("authentication", "access.trust"),
        members("access_policy_object_ids", came="access.grant", gone="access.revoke"),
        *identities("identity.identity_ids"),
        *loses(),
    ),
    entry(
        f"{_AZ}confidential_ledger", Role.DATA_STORE,
        *(
            rule
            for holder, who in (("azuread_based_service", "principal_id"),
                                ("certificate_based_security", "pem_public_key"))
            for rule in (
                members(f"{holder}_principal.{who}", came="access.grant", gone="access.revoke"),
                order(f"{holder}_principal.ledger_role_name",
                      ("Reader", "Contributor", "Administrator"), up="access.grant",
                      down="access.revoke"),
            )
        ),
        *loses(),
    ),
    _ends("communication_service", Role.MESSAGING),
    *(
        entry(f"{_AZ}bot_channel_{kind}", Role.ROUTING, *rules,
              create="routing.rule", delete="routing.remove", replace="routing.rule")
        for kind, rules in (
            *((kind, ()) for kind in ("alexa", "direct_line_speech", "email", "facebook", "line",
                                      "ms_teams", "slack", "sms", "web_chat")),
            ("directline", (toggle("site.enabled", on="routing.rule", off="routing.remove",
                                   default=True),
                            members("site.trusted_origins", came="access.grant",
                                    gone="access.revoke"))),
        )
    ),
    entry(
        f"{_AZ}bot_service_azure_bot", Role.ROUTING, changed("endpoint", "routing.rule"),
        toggle("local_authentication_enabled", on="access.grant", off="access.revoke",
               default=True),
        reachable("public_network_access_enabled"), own_key("cmk_key_vault_key_url"),
        presence("developer_app_insights_key", gone="observability.logs-off",
                 changed="config.parameter"),
        *(changed(name, "config.parameter", disruption=_QUIET)
          for name in ("sku", "luis_app_ids", "streaming_endpoint_enabled")),
        secret("developer_app_insights_api_key"), secret("luis_key"),
        delete="routing.remove", replace="routing.rule", ignore=("display_name", "icon_url"),
    ),
    entry(
        f"{_AZ}nginx_certificate", Role.KEY,
        presence("key_vault_secret_id", changed="key.rotate"),
        happens("exposure.tls-weaken", Verb.DELETE,
                note="The certificate stays in its vault; what is served with it no longer is."),
    ),
    entry(
        f"{_AZ}nginx_api_key", Role.IDENTITY, secret("secret_text"),
        deadline("end_date_time", earlier="access.revoke", later="access.grant"),
        create="access.grant", delete="access.revoke",
    ),
    entry(
        f"{_AZ}nginx_deployment", Role.ROUTING, room("capacity"),
        room("auto_scale_profile.max_capacity"), room("auto_scale_profile.min_capacity"),
        guard("web_application_firewall.activation_state_enabled"),
        presence("logging_storage_account", gone="observability.logs-off"),
        changed("frontend_private", "routing.network"),
        toggle("diagnose_support_enabled", off="observability.logs-off"),
        changed("frontend_public", "routing.network"), *identities("identity.identity_ids"),
        delete="routing.remove", replace="routing.remove", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}nginx_configuration", Role.ROUTING,
        changed("config_file", "routing.rule"), changed("package_data", "routing.rule"),
        secret("protected_file.content"),
        delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}oracle_autonomous_database", Role.DATA_STORE, units("compute_count"),
        number("data_storage_size_in_tbs", up="scale.resize-up", down="scale.resize-down"),
        number("backup_retention_period_in_days", up="protection.up",
               down="protection.backup-cut"),
        version("db_version", newer="schema.engine"), secret("admin_password"),
        toggle("mtls_connection_required", on="access.revoke", off="access.grant"),
        restrictions("allowed_ips"),
        *(toggle(f"auto_scaling{for_}_enabled", on="scale.limits-up", off="scale.limits-down")
          for for_ in ("", "_for_storage")),
        toggle("long_term_backup_schedule.enabled", off="protection.backup-cut",
               on="protection.up"), *loses(),
        ignore=("display_name",),
    ),
    _ends("vmware_private_cloud", Role.COMPUTE, units("management_cluster.size"),
          secret("nsxt_password"), secret("vcenter_password"),
          toggle("internet_connection_enabled", on="exposure.open", off="exposure.narrow"),
          *loses("The virtual machines on it, and what they stored, go with it.")),
)  # fmt: skip
