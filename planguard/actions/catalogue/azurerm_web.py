"""
Azure: web apps, functions, workflows and their plans, as Terraform names them.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    documented,
    entry,
    happens,
    members,
    number,
    order,
    presence,
    secret,
    size,
    toggle,
    variables,
    version,
    when,
)
from planguard.actions.providers.azure import (
    APP_PLANS,
    https_only,
    identities,
    reachable,
    restrictions,
    tls,
)
from planguard.actions.providers.forms import backups, floor, guard, image, room, units
from planguard.model.words import Disruption, Role, Verb

_REGISTRY = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources"
_SETTINGS = "https://learn.microsoft.com/azure/app-service/configure-common"
_SCALING = "https://learn.microsoft.com/azure/app-service/manage-scale-up"

_AZ = "azurerm_"
_READS_SECRETS = "It reads the secrets that settings refer to: without rights it cannot."
_QUIET, _RESTART, _OUTAGE = Disruption.NONE, Disruption.RESTART, Disruption.OUTAGE
_CERTIFICATES = ("", "OptionalInteractiveUser", "Optional", "Required")
_FTP = ("AllAllowed", "FtpsOnly", "Disabled")
_LEVELS = {"Off": "observability.logs-off", "": "observability.logs-off"}
_PUBLISHES = ("ftp_publish_basic_authentication_enabled",
              "webdeploy_publish_basic_authentication_enabled")  # fmt: skip
_IMAGE = "It names an image (`DOCKER|...`) or a runtime (`NODE|20`)."
_SITE = "site_config"
_STACK = f"{_SITE}.application_stack"
_MOVES = "The app moves to another plan: other machines, other sizes."


def _let_in(list_: str, default: str, closed: str, main: str = "") -> tuple[Rule, ...]:
    """Describe who may call: a list of rules, and what holds for those it does not name."""
    unless = {**({closed: ("false",)} if closed else {}), **({main: ("true",)} if main else {})}
    return (
        when(restrictions(list_, default), unless=unless),
        when(choice(default, {"Allow": "exposure.public"}), was={default: "Deny"}),
        # Without the attribute everybody is let in until there are rules, which then shut others out.
        when(choice(default, {"Allow": "exposure.public"}), was={default: ""},
             was_not={f"{list_}.priority": ""}),
        choice(default, {"Deny": "exposure.narrow"}),
    )  # fmt: skip


def _common(*, certificate: str = "client_certificate") -> tuple[Rule, ...]:
    """Describe what every kind of app has."""
    return (
        *documented(
            _SETTINGS,
            variables("app_settings", note="Every change restarts the app."),
            secret("connection_string.value"),
        ),
        https_only("https_only"),
        order(f"{_SITE}.ftps_state", _FTP, up="protection.up", down="exposure.tls-weaken"),
        order(f"{certificate}_mode", _CERTIFICATES, up="access.revoke", down="access.grant"),
        toggle("enabled", on="scale.up", off="scale.to-zero", default=True),
        toggle(f"{_SITE}.always_on", on="config.parameter", off="config.parameter"),
        presence(f"{_SITE}.health_check_path", came="protection.up",
                 gone="protection.guard-off", changed="config.parameter"),
        changed(f"{_SITE}.cors", "config.parameter", disruption=_QUIET),
        toggle(f"{_SITE}.vnet_route_all_enabled", on="routing.network", off="routing.network"),
        *identities("identity.identity_ids"),
    )  # fmt: skip


_PRESENT: tuple[Rule, ...] = (
    tls(f"{_SITE}.minimum_tls_version"), tls(f"{_SITE}.scm_minimum_tls_version"),
    reachable("public_network_access_enabled"),
    *_let_in(f"{_SITE}.ip_restriction", f"{_SITE}.ip_restriction_default_action",
             "public_network_access_enabled"),
    *_let_in(f"{_SITE}.scm_ip_restriction", f"{_SITE}.scm_ip_restriction_default_action",
             "public_network_access_enabled", f"{_SITE}.scm_use_main_ip_restriction"),
    toggle(f"{_SITE}.remote_debugging_enabled", on="access.grant", off="access.revoke",
           verbs=ARRIVING),
    toggle("client_certificate_enabled", on="access.revoke", off="access.grant"),
    members("client_certificate_exclusion_paths", came="access.grant", gone="access.revoke",
            within="[^;]+"),
    units(f"{_SITE}.worker_count"),
    changed(f"{_SITE}.app_command_line", "deploy.version"),
    changed("zip_deploy_file", "deploy.version"),
    secret("storage_account.access_key"),
    changed("key_vault_reference_identity_id", "config.parameter", note=_READS_SECRETS),
    changed("virtual_network_subnet_id", "routing.network"),
    *documented(
        _SETTINGS,
        changed("service_plan_id", "config.parameter", disruption=_RESTART, note=_MOVES),
    ),
    *(toggle(f"{_SITE}.{name}", on="config.parameter", off="config.parameter")
      for name in ("http2_enabled", "websockets_enabled")),
    changed("sticky_settings", "config.env", note="Which settings stay with their slot."),
)  # fmt: skip
_AUTHENTICATION: tuple[Rule, ...] = (
    toggle("auth_settings.enabled", on="access.revoke", off="access.public"),
    toggle("auth_settings_v2.auth_enabled", on="access.revoke", off="access.public"),
    toggle("auth_settings_v2.require_authentication", on="access.revoke", off="access.public"),
    choice("auth_settings.unauthenticated_client_action",
           {"AllowAnonymous": "access.public", "RedirectToLoginPage": "access.revoke"}),
    choice("auth_settings_v2.unauthenticated_action",
           {"AllowAnonymous": "access.public", "RedirectToLoginPage": "access.revoke",
            "Return401": "access.revoke", "Return403": "access.revoke"}),
    members("auth_settings_v2.excluded_paths", came="access.public", gone="access.revoke"),
    *(when(presence(f"auth_settings_v2.{kind}_v2", came="access.trust", gone="access.revoke",
                    changed="access.trust"),
           only={"auth_settings_v2.auth_enabled": ("true",)})
      for kind in ("active_directory", "apple", "azure_static_web_app", "custom_oidc", "facebook",
                   "github", "google", "microsoft", "twitter")),
    guard("auth_settings_v2.require_https", default=True),
    *(when(presence(f"auth_settings.{kind}", came="access.trust", gone="access.revoke",
                    changed="access.trust"),
           only={"auth_settings.enabled": ("true",)})
      for kind in ("issuer", "active_directory.client_id", "facebook", "github", "google",
                   "microsoft", "twitter")),
    when(members("auth_settings.active_directory.allowed_audiences", came="access.trust",
                 gone="access.revoke"),
         only={"auth_settings.enabled": ("true",)}),
    secret("auth_settings.active_directory.client_secret"),
)  # fmt: skip
_OLD_AUTHENTICATION = tuple(
    rule
    for rule in _AUTHENTICATION
    if rule.path.startswith("auth_settings.") and not rule.path.endswith(".github")
)
_LOGGED: tuple[Rule, ...] = (
    choice("logs.application_logs.file_system_level", _LEVELS),
    presence("logs.application_logs.azure_blob_storage", gone="observability.logs-off"),
    *(presence(f"logs.http_logs.{store}", gone="observability.logs-off")
      for store in ("azure_blob_storage", "file_system")),
    *(number(f"logs.{log}.retention_in_days", up="observability.log-retention-up",
             down="observability.log-retention-cut")
      for log in ("application_logs.azure_blob_storage", "http_logs.azure_blob_storage",
                  "http_logs.file_system")),
)  # fmt: skip
_BACKED: tuple[Rule, ...] = (
    presence("backup", came="protection.up", gone="protection.backup-off"),
    toggle("backup.enabled", off="protection.backup-off", on="protection.up", default=True),
    toggle("backup.schedule.keep_at_least_one_backup", off="protection.backup-cut",
           on="protection.up"),
    *(
        when(number("backup.schedule.frequency_interval", up="protection.backup-cut",
                    down="protection.up"),
             only={"backup.schedule.frequency_unit": unit},
             was={"backup.schedule.frequency_unit": unit})
        for unit in ("Day", "Hour")
    ),
    order("backup.schedule.frequency_unit", ("Day", "Hour"), up="protection.up",
          down="protection.backup-cut"),
)  # fmt: skip
_RUNTIMES = {
    "linux_web": ("dotnet", "go", "java", "java_server", "node", "php", "python", "ruby"),
    "windows_web": ("dotnet", "dotnet_core", "java", "node", "php", "tomcat"),
    "linux_function": ("dotnet", "java", "node", "powershell_core", "python"),
    "windows_function": ("dotnet", "java", "node", "powershell_core"),
}


def _without(rules: tuple[Rule, ...], *paths: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.path not in paths)


def _runs(kind: str) -> tuple[Rule, ...]:
    """Describe the runtime or image of an app."""
    images = f"{_STACK}.docker_image_name"
    if kind == "linux_function":
        images = f"{_STACK}.docker.image_name"
        tags: tuple[Rule, ...] = (
            version(f"{_STACK}.docker.image_tag", newer="deploy.version",
                    older="deploy.rollback", what="image"),
            secret(f"{_STACK}.docker.registry_password"),
            presence(f"{_STACK}.docker.registry_url", changed="deploy.version"),
        )  # fmt: skip
    else:
        tags = (
            (
                secret(f"{_STACK}.docker_registry_password"),
                presence(f"{_STACK}.docker_registry_url", changed="deploy.version"),
            )
            if "web" in kind
            else ()
        )
    return (
        *documented(
            _SETTINGS,
            *(version(f"{_STACK}.{name}_version", newer="dependency.runtime",
                      disruption=_RESTART) for name in _RUNTIMES[kind]),
        ),
        *((image(images),) if kind != "windows_function" else ()), *tags,
    )  # fmt: skip


_OF_FUNCTIONS: tuple[Rule, ...] = (
    room(f"{_SITE}.app_scale_limit", zero_is="no-limit"),
    room(f"{_SITE}.elastic_instance_minimum"),
    floor(f"{_SITE}.pre_warmed_instance_count"),
    toggle("builtin_logging_enabled", off="observability.logs-off", default=True),
    number(f"{_SITE}.app_service_logs.retention_period_days",
           up="observability.log-retention-up", down="observability.log-retention-cut"),
    version("functions_extension_version", newer="dependency.runtime"),
    secret("storage_account_access_key"),
    secret(f"{_SITE}.application_insights_key"),
    secret(f"{_SITE}.application_insights_connection_string"),
    *documented(
        _SETTINGS, changed("storage_account_name", "config.parameter", disruption=_RESTART)
    ),
    room("daily_memory_time_quota", zero_is="no-limit"),
)  # fmt: skip


def _app(kind: str, slot: str) -> TypeEntry:
    mixed = _runs(kind)
    if kind == "linux_web":
        mixed = (*mixed, image(f"{_STACK}.docker_image"), version(
            f"{_STACK}.docker_image_tag", newer="deploy.version", older="deploy.rollback",
            what="image"))  # fmt: skip
    if kind == "windows_web":
        mixed = (*mixed, image(f"{_STACK}.docker_container_name"), version(
            f"{_STACK}.docker_container_tag", newer="deploy.version", older="deploy.rollback",
            what="image"))  # fmt: skip
    web = "web" in kind
    own: tuple[Rule, ...] = (
        (*_LOGGED,
         *(toggle(f"logs.{name}", off="observability.logs-off")
           for name in ("detailed_error_messages", "failed_request_tracing")),
         presence(f"{_SITE}.auto_heal_setting", came="protection.up",
                  gone="protection.guard-off"))
        if web else
        _OF_FUNCTIONS
    )  # fmt: skip
    if slot:
        own = (*own, changed(f"{_SITE}.auto_swap_slot_name", "routing.traffic"))
    shared = _PRESENT
    if slot:
        shared = _without(shared, "sticky_settings", *(() if web else ("zip_deploy_file",)))
    return entry(
        f"{_AZ}{kind}_app{slot}", Role.COMPUTE, *_common(), *shared, *mixed,
        *_AUTHENTICATION, *own, *_BACKED, backups("backup.schedule.retention_period_days"),
        *(toggle(name, on="access.grant", off="access.revoke", default=True)
          for name in _PUBLISHES),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
    )  # fmt: skip


_OLD: tuple[Rule, ...] = (
    tls(f"{_SITE}.min_tls_version"),
    version(f"{_SITE}.linux_fx_version", newer="deploy.version", older="deploy.rollback",
            what="image", note=_IMAGE),
    *(version(f"{_SITE}.{name}_version", newer="dependency.runtime", disruption=_RESTART)
      for name in ("dotnet_framework", "java")),
    restrictions(f"{_SITE}.ip_restriction"),
    when(restrictions(f"{_SITE}.scm_ip_restriction"),
         unless={f"{_SITE}.scm_use_main_ip_restriction": ("true",)}),
    changed("app_service_plan_id", "config.parameter", disruption=_RESTART, note=_MOVES),
)  # fmt: skip
_OLD_SITE: tuple[Rule, ...] = (
    version(f"{_SITE}.windows_fx_version", newer="deploy.version", older="deploy.rollback",
            what="image", note=_IMAGE),
    *(version(f"{_SITE}.{name}_version", newer="dependency.runtime", disruption=_RESTART)
      for name in ("php", "python")),
    toggle(f"{_SITE}.remote_debugging_enabled", on="access.grant", off="access.revoke",
           verbs=ARRIVING),
    units(f"{_SITE}.number_of_workers"), changed(f"{_SITE}.app_command_line", "deploy.version"),
    secret("storage_account.access_key"), *_LOGGED,
    *(toggle(f"logs.{name}_enabled", off="observability.logs-off")
      for name in ("detailed_error_messages", "failed_request_tracing")),
)  # fmt: skip


def _older(name: str, *rules: Rule) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.COMPUTE, *rules,
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
    )  # fmt: skip


def _joins(name: str, *rules: Rule, action: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.ROUTING, *rules,
        create=action, delete="routing.remove", replace=action,
    )  # fmt: skip


def _swap(name: str, *paths: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}_active_slot", Role.ROUTING,
        *(changed(path, "deploy.version", disruption=_QUIET,
                  note="The slot that was tried takes all requests at once.")
          for path in paths),
        create="deploy.version", replace="deploy.version",
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    *(_app(kind, slot) for kind in _RUNTIMES for slot in ("", "_slot")),
    _older("app_service", *_common(certificate="client_cert"), *_OLD, *_OLD_SITE,
           *_OLD_AUTHENTICATION, *_BACKED, backups("backup.schedule.retention_period_in_days"),
           toggle("client_cert_enabled", on="access.revoke", off="access.grant"),
           changed(f"{_SITE}.auto_swap_slot_name", "routing.traffic"),
           changed("source_control", "deploy.version"),
           changed("key_vault_reference_identity_id", "config.parameter", note=_READS_SECRETS)),
    _older("app_service_slot", *_without(_common(), "client_certificate_mode"), *_OLD,
           *_OLD_SITE, *_OLD_AUTHENTICATION,
           changed(f"{_SITE}.auto_swap_slot_name", "routing.traffic")),
    *(
        _older(name, *_common(certificate="client_cert") if not slot
               else _without(_common(), "client_certificate_mode"),
               *_OLD, *_OLD_AUTHENTICATION,
               room(f"{_SITE}.app_scale_limit", zero_is="no-limit"),
               room(f"{_SITE}.elastic_instance_minimum"),
               secret("storage_account_access_key"),
               version("version", newer="dependency.runtime"))
        for name, slot in (("function_app", False), ("function_app_slot", True))
    ),
    entry(
        f"{_AZ}function_app_flex_consumption", Role.COMPUTE,
        *_without(_common(), f"{_SITE}.ftps_state", f"{_SITE}.always_on"),
        *_without(_PRESENT, "storage_account.access_key", "key_vault_reference_identity_id"),
        *_AUTHENTICATION,
        version("runtime_version", newer="dependency.runtime"),
        changed("runtime_name", "dependency.runtime"),
        room("maximum_instance_count"),
        number("instance_memory_in_mb", up="scale.resize-up", down="scale.resize-down"),
        floor("always_ready.instance_count"),
        members("always_ready.name", gone="scale.limits-down"),
        room("http_concurrency"), changed("storage_authentication_type", "config.parameter"),
        secret("storage_access_key"), changed("storage_container_endpoint", "deploy.version"),
        secret(f"{_SITE}.application_insights_key"),
        secret(f"{_SITE}.application_insights_connection_string"),
        toggle("webdeploy_publish_basic_authentication_enabled", on="access.grant",
               off="access.revoke", default=True),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}logic_app_standard", Role.COMPUTE,
        *_common(), *_without(_OLD, f"{_SITE}.java_version"), tls(f"{_SITE}.scm_min_tls_version"),
        reachable("public_network_access"), reachable(f"{_SITE}.public_network_access_enabled"),
        room(f"{_SITE}.app_scale_limit", zero_is="no-limit"),
        room(f"{_SITE}.elastic_instance_minimum"),
        secret("storage_account_access_key"), version("version", newer="dependency.runtime"),
        changed("virtual_network_subnet_id", "routing.network"),
        *(toggle(f"{name}_publish_basic_authentication_enabled", on="access.grant",
                 off="access.revoke", default=True) for name in ("ftp", "scm")),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}logic_app_workflow", Role.COMPUTE,
        toggle("enabled", on="scale.up", off="scale.to-zero", default=True),
        changed("workflow_parameters", "config.parameter"),
        changed("parameters", "config.parameter"),
        *(restrictions(f"access_control.{part}.allowed_caller_ip_address_range")
          for part in ("action", "content", "trigger", "workflow_management")),
        members("access_control.trigger.open_authentication_policy.name", came="access.trust",
                gone="access.revoke"),
        changed("access_control.trigger.open_authentication_policy.claim", "access.trust",
                both=True),
        *identities("identity.identity_ids"),
        delete="scale.to-zero", replace="deploy.version",
    ),
    *(
        entry(
            f"{_AZ}logic_app_{name}", Role.COMPUTE,
            *(changed(path, "deploy.version", disruption=_QUIET) for path in paths),
            create="deploy.version", delete="deploy.version", replace="deploy.version",
        )
        for name, paths in (("action_custom", ("body",)), ("trigger_custom", ("body",)),
                            ("action_http", ("uri", "method", "body", "headers", "queries",
                                             "run_after")),
                            ("trigger_http_request", ("schema", "method", "relative_path")),
                            ("trigger_recurrence", ("frequency", "interval", "schedule",
                                                    "start_time", "time_zone")))
    ),
    entry(
        f"{_AZ}service_plan", Role.COMPUTE,
        *documented(
            _SCALING,
            size("sku_name", order=APP_PLANS),
        ), when(units("worker_count"), unless={"worker_count": ""}),
        room("maximum_elastic_worker_count"), guard("zone_balancing_enabled"),
        toggle("per_site_scaling_enabled", on="config.parameter", off="config.parameter"),
        toggle("premium_plan_auto_scale_enabled", on="scale.limits-up",
               off="scale.limits-down"),
        *documented(
            f"{_REGISTRY}/service_plan",
            changed("app_service_environment_id", "routing.network", disruption=_OUTAGE),
        ),
        delete="scale.to-zero", replace="scale.to-zero", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}app_service_plan", Role.COMPUTE,
        size("sku.size", order=APP_PLANS),
        when(units("sku.capacity"), unless={"sku.tier": "Dynamic"}),
        room("maximum_elastic_worker_count"), guard("zone_redundant"),
        toggle("per_site_scaling", on="config.parameter", off="config.parameter"),
        delete="scale.to-zero", replace="scale.to-zero", replace_disruption=_OUTAGE,
    ),
    *(
        entry(
            f"{_AZ}app_service_environment{name}", Role.COMPUTE,
            choice("internal_load_balancing_mode", {
                "": "exposure.public", "None": "exposure.public",
                "Web, Publishing": "exposure.narrow", "Web": "exposure.narrow"}),
            changed("cluster_setting", "config.parameter", disruption=_OUTAGE), *rules,
            delete="scale.to-zero", replace="scale.to-zero", replace_disruption=_OUTAGE,
        )
        for name, rules in (("", (number("front_end_scale_factor", up="scale.down",
                                         down="scale.up"),)),
                            ("_v3", (guard("zone_redundant"),
                                     toggle("remote_debugging_enabled", on="access.grant",
                                            off="access.revoke"),
                                     toggle("allow_new_private_endpoint_connections",
                                            on="exposure.open", off="exposure.narrow",
                                            default=True))))
    ),
    entry(
        f"{_AZ}app_service_certificate", Role.KEY,
        changed("key_vault_secret_id", "key.rotate"), secret("pfx_blob"), secret("password"),
        create="key.create", delete="key.delete", replace="key.rotate",
    ),
    entry(
        f"{_AZ}app_service_managed_certificate", Role.KEY,
        create="key.create", delete="key.delete", replace="key.rotate",
    ),
    entry(
        f"{_AZ}app_service_certificate_binding", Role.ROUTING,
        presence("certificate_id", changed="key.rotate"),
        create="routing.rule", delete="exposure.tls-weaken", replace="routing.rule",
    ),
    *(
        _joins(f"app_service_{name}custom_hostname_binding",
               presence("thumbprint", changed="key.rotate"),
               presence("ssl_state", gone="exposure.tls-weaken", came="protection.up"),
               action="routing.rule")
        for name in ("", "slot_")
    ),
    *(
        entry(
            f"{_AZ}app_service_{name}virtual_network_swift_connection", Role.NETWORK,
            changed("subnet_id", "routing.network"),
            create="routing.network", delete="routing.network", replace="routing.network",
        )
        for name in ("", "slot_")
    ),
    *(
        entry(
            f"{_AZ}{name}_hybrid_connection", Role.NETWORK,
            changed("hostname", "routing.network"), changed("port", "routing.network"),
            create="routing.network", delete="routing.remove", replace="routing.network",
        )
        for name in ("app_service", "function_app", "web_app")
    ),
    _swap("app_service", "app_service_slot_name"),
    *(_swap(name, "slot_id") for name in ("function_app", "web_app")),
    *(
        entry(
            f"{_AZ}app_service_source_control{slot}", Role.CONFIG,
            changed("branch", "deploy.version"), changed("repo_url", "deploy.version"),
            secret("github_action_configuration.container_configuration.registry_password"),
            create="deploy.version", replace="deploy.version",
        )
        for slot in ("", "_slot")
    ),
    *(
        entry(
            f"{_AZ}{name}", Role.SECRET, secret("token"), secret("token_secret"),
            happens("secret.delete", Verb.DELETE),
        )
        for name in ("app_service_source_control_token", "source_control_token")
    ),
    entry(
        f"{_AZ}function_app_function", Role.COMPUTE,
        changed("config_json", "deploy.version"), changed("file", "deploy.version"),
        toggle("enabled", on="scale.up", off="scale.to-zero", default=True),
        create="deploy.version", delete="scale.to-zero", replace="deploy.version",
        ignore=("test_data",),
    ),
    *(
        entry(
            f"{_AZ}{name}", Role.COMPUTE,
            size("sku_size", order=("Free", "Standard")), size("sku_tier", order=("Free",
                                                                                "Standard")),
            variables("app_settings"), *rules, *identities("identity.identity_ids"),
            delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
        )
        for name, rules in (
            ("static_site", ()),
            ("static_web_app", (
                reachable("public_network_access_enabled"),
                presence("basic_auth", came="access.revoke", gone="access.public"),
                choice("basic_auth.environments", {"StagingEnvironments": "access.public"},
                       both=True),
                secret("basic_auth.password"), secret("repository_token"),
                toggle("preview_environments_enabled", on="config.parameter",
                       off="config.parameter", default=True, disruption=_QUIET),
                changed("repository_branch", "deploy.version"),
                changed("repository_url", "deploy.version"))),
        )
    ),
    *(_joins(f"{name}_custom_domain", action="routing.dns")
      for name in ("static_site", "static_web_app")),
    entry(
        f"{_AZ}static_web_app_function_app_registration", Role.ROUTING,
        create="routing.rule", delete="routing.remove", replace="routing.rule",
    ),
)  # fmt: skip
