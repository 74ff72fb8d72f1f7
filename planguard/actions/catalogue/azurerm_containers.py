"""
Azure: Kubernetes clusters, container apps, groups and registries, as Terraform names them.

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
    retention,
    secret,
    size,
    toggle,
    variables,
    version,
    weights,
    when,
)
from planguard.actions.providers.azure import (
    firewall,
    identities,
    known_as,
    own_key,
    plain_allowed,
    reachable,
    restrictions,
    tiered,
)
from planguard.actions.providers.forms import floor, guard, image, room, units
from planguard.model.words import Disruption, Role, Verb

_REGISTRY = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources"
_POOL_SIZE = "https://learn.microsoft.com/azure/aks/resize-node-pool"
_POOL_UPGRADE = "https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling"
_DATA_PLANE = "https://learn.microsoft.com/azure/aks/upgrade-aks-ipam-and-dataplane"

_AZ = "azurerm_"
_QUIET, _RESTART = Disruption.NONE, Disruption.RESTART
_REPLACE, _OUTAGE = Disruption.REPLACE, Disruption.OUTAGE
_ONE_WAY = "The control plane moves up one minor version at a time and never back."
_PATCHES = ("", "none", "node-image", "patch", "stable", "rapid")
_DRAINED = "Nodes are drained and replaced in turn."


def _renamed(*names: str, on: str, off: str) -> tuple[Rule, ...]:
    """
    Describe a switch by all the names that releases of the provider have for it.

    One that is on under another name before or afterwards has not been switched.
    """
    return tuple(
        when(
            toggle(name, on=on, off=off),
            unless={other: "true" for other in names if other != name},
            was_not={other: "true" for other in names if other != name},
        )
        for name in names
    )


def _made_anew(at: str) -> tuple[Rule, ...]:
    """Describe what a pool's nodes are replaced for, by another pool for the time being."""
    changing = {
        "config.parameter": ("max_pods", "os_disk_type", "zones", "kubelet_config",
                             "linux_os_config"),
        "deploy.version": ("os_sku", "snapshot_id"),
        "routing.network": ("vnet_subnet_id", "pod_subnet_id"),
    }  # fmt: skip
    return (
        *documented(_POOL_SIZE, size(f"{at}vm_size", disruption=_REPLACE)),
        *documented(
            f"{_REGISTRY}/kubernetes_cluster{'' if at else '_node_pool'}",
            number(f"{at}os_disk_size_gb", up="scale.resize-up", down="scale.resize-down",
                   disruption=_REPLACE),
            *(changed(f"{at}{name}", action, disruption=_REPLACE)
              for action, names in changing.items() for name in names),
        ),
    )  # fmt: skip


def _nodes(at: str) -> tuple[Rule, ...]:
    """Describe a pool of nodes, inside its cluster or on its own."""
    return (
        when(units(f"{at}node_count"),
             unless={f"{at}auto_scaling_enabled": ("true",),
                     f"{at}enable_auto_scaling": ("true",)}),
        room(f"{at}min_count"), room(f"{at}max_count"),
        members(f"{at}node_network_profile.allowed_host_ports.port_start", came="exposure.open",
                gone="exposure.narrow"),
        *_renamed(f"{at}auto_scaling_enabled", f"{at}enable_auto_scaling",
                  on="scale.limits-up", off="scale.limits-down"),
        *_made_anew(at),
        *documented(
            _POOL_UPGRADE,
            version(f"{at}orchestrator_version", newer="dependency.cluster", disruption=_RESTART,
                    note=_DRAINED),
        ),
        *_renamed(f"{at}node_public_ip_enabled", f"{at}enable_node_public_ip",
                  on="exposure.open", off="exposure.narrow"),
        *_renamed(f"{at}host_encryption_enabled", f"{at}enable_host_encryption",
                  on="protection.up", off="protection.guard-off"),
        guard(f"{at}fips_enabled"),
        changed(f"{at}node_labels", "config.parameter", disruption=_QUIET),
        changed(f"{at}upgrade_settings", "config.parameter", disruption=_QUIET),
    )  # fmt: skip


def _containers(
    at: str, env: str, *, disruption: Disruption = Disruption.RESTART
) -> tuple[Rule, ...]:
    """Describe the containers of an app, a job or a group."""
    return (
        image(f"{at}.image"), variables(f"{at}.{env}"),
        size(f"{at}.cpu", disruption=disruption), size(f"{at}.memory", disruption=disruption),
    )  # fmt: skip


_APP = (
    *(changed(f"template.{kind}container.{name}", "deploy.version")
      for kind in ("", "init_") for name in ("command", "args")),
    *(changed(f"template.{kind}container.volume_mounts", "config.parameter")
      for kind in ("", "init_")),
    *(changed(f"template.container.{name}_probe", "config.parameter")
      for name in ("liveness", "readiness", "startup")),
    image("template.init_container.image"), variables("template.init_container.env"),
    changed("template.volume", "config.parameter"),
    secret("secret.value"), changed("secret.key_vault_secret_id", "secret.change"),
    changed("registry", "config.parameter", disruption=_QUIET),
    changed("workload_profile_name", "config.parameter"),
    *identities("identity.identity_ids"),
)  # fmt: skip

_PRESENT: tuple[TypeEntry, ...] = (
    entry(
        f"{_AZ}container_app", Role.COMPUTE, *_containers("template.container", "env"), *_APP,
        room("template.max_replicas"), floor("template.min_replicas"),
        *(changed(f"template.{name}_scale_rule", "config.parameter", disruption=_QUIET)
          for name in ("azure_queue", "custom", "http", "tcp")),
        changed("template.revision_suffix", "deploy.version"),
        toggle("ingress.external_enabled", on="exposure.public", off="exposure.narrow"),
        presence("ingress", came="routing.rule", gone="routing.remove"),
        plain_allowed("ingress.allow_insecure_connections"),
        changed("ingress.target_port", "routing.rule"),
        changed("ingress.transport", "routing.rule"),
        weights("ingress.traffic_weight", target="revision_suffix", weight="percentage"),
        members("ingress.custom_domain.name", came="routing.rule", gone="routing.remove"),
        when(restrictions("ingress.ip_security_restriction"),
             only={"ingress.external_enabled": ("true",)}),
        order("ingress.client_certificate_mode", ("ignore", "accept", "require"),
              up="access.revoke", down="access.grant"),
        choice("revision_mode", {"Single": "config.parameter", "Multiple": "config.parameter"}),
        changed("dapr", "config.parameter"),
        changed("container_app_environment_id", "routing.network", disruption=_OUTAGE),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}container_app_custom_domain", Role.ROUTING,
        presence("container_app_environment_certificate_id", changed="key.rotate"),
        choice("certificate_binding_type", {"Disabled": "exposure.tls-weaken",
                                            "SniEnabled": "protection.up"}),
        create="routing.rule", delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}container_app_environment", Role.COMPUTE,
        reachable("public_network_access"),
        toggle("internal_load_balancer_enabled", on="exposure.narrow", off="exposure.public"),
        changed("infrastructure_subnet_id", "routing.network"),
        presence("log_analytics_workspace_id", gone="observability.logs-off",
                 changed="config.parameter"),
        presence("logs_destination", gone="observability.logs-off"),
        secret("dapr_application_insights_connection_string"),
        toggle("mutual_tls_enabled", on="protection.up", off="protection.encryption-off"),
        room("workload_profile.maximum_count"), room("workload_profile.minimum_count"),
        guard("zone_redundancy_enabled"), *identities("identity.identity_ids"),
        delete="scale.to-zero", replace="scale.to-zero", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}container_app_environment_certificate", Role.KEY,
        secret("certificate_blob_base64"), secret("certificate_password"),
        changed("certificate_key_vault.key_vault_secret_id", "key.rotate"),
        create="key.create", delete="key.delete", replace="key.rotate",
    ),
    entry(
        f"{_AZ}container_app_environment_custom_domain", Role.ROUTING,
        secret("certificate_blob_base64"), secret("certificate_password"),
        create="routing.dns", delete="routing.remove", replace="routing.dns",
    ),
    entry(
        f"{_AZ}container_app_environment_dapr_component", Role.CONFIG,
        changed("metadata", "config.parameter"), secret("secret.value"),
        members("scopes", came="config.parameter", gone="config.parameter"),
        changed("component_type", "config.parameter"), delete="routing.remove",
    ),
    entry(
        f"{_AZ}container_app_environment_storage", Role.CONFIG, secret("access_key"),
        choice("access_mode", {"ReadWrite": "access.grant", "ReadOnly": "access.revoke"}),
        delete="config.parameter", replace="config.parameter",
    ),
    entry(
        f"{_AZ}container_app_job", Role.COMPUTE,
        *_containers("template.container", "env", disruption=_QUIET), *_APP,
        *(changed(name, "config.parameter", disruption=_QUIET)
          for name in ("schedule_trigger_config", "manual_trigger_config",
                       "replica_timeout_in_seconds", "replica_retry_limit",
                       "event_trigger_config.parallelism",
                       "event_trigger_config.replica_completion_count",
                       "event_trigger_config.scale.polling_interval_in_seconds",
                       "event_trigger_config.scale.rules")),
        room("event_trigger_config.scale.max_executions"),
        room("event_trigger_config.scale.min_executions"),
        secret("secrets.value"),
        delete="scale.to-zero", replace="deploy.version",
    ),
    entry(
        f"{_AZ}container_group", Role.COMPUTE,
        *_containers("container", "environment_variables"),
        changed("container.commands", "deploy.version"),
        image("init_container.image"), variables("init_container.environment_variables"),
        secret("container.secure_environment_variables"),
        secret("init_container.secure_environment_variables"),
        secret("container.volume.storage_account_key"),
        secret("image_registry_credential.password"),
        secret("diagnostics.log_analytics.workspace_key"),
        *(toggle(f"{kind}container.security.privilege_enabled", on="protection.guard-off",
                 off="protection.up", verbs=ARRIVING) for kind in ("", "init_")),
        choice("ip_address_type", {"Public": "exposure.public", "Private": "exposure.narrow",
                                   "None": "exposure.narrow"}),
        changed("exposed_port", "routing.rule"), changed("container.ports", "routing.rule"),
        changed("dns_name_label", "routing.dns"),
        presence("diagnostics.log_analytics", gone="observability.logs-off"),
        changed("restart_policy", "config.parameter"), changed("subnet_ids", "routing.network"),
        own_key("key_vault_key_id"), *identities("identity.identity_ids"),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}container_registry", Role.DATA_STORE,
        reachable("public_network_access_enabled"),
        *firewall("network_rule_set.", "default_action", "ip_rule.ip_range"),
        toggle("admin_enabled", on="access.grant", off="access.revoke", verbs=ARRIVING),
        toggle("anonymous_pull_enabled", on="access.public", off="access.revoke",
               verbs=ARRIVING),
        own_key("encryption.key_vault_key_id"),
        toggle("export_policy_enabled", on="exposure.open", off="exposure.narrow", default=True),
        guard("quarantine_policy_enabled"), guard("trust_policy_enabled"),
        guard("trust_policy.enabled"),
        choice("network_rule_bypass_option", {"AzureServices": "exposure.open",
                                              "None": "exposure.narrow"}),
        retention("retention_policy_in_days", cut="data.retention-cut"),
        when(retention("retention_policy.days", cut="data.retention-cut",
                       block="retention_policy"),
             only={"retention_policy.enabled": ("true",)}),
        members("georeplications.location", came="protection.up", gone="protection.backup-cut"),
        tiered("sku", disruption=_QUIET), guard("zone_redundancy_enabled"),
        *identities("identity.identity_ids"),
        happens("data.delete", Verb.DELETE), happens("data.replace", Verb.REPLACE),
    ),
    entry(
        f"{_AZ}container_registry_agent_pool", Role.COMPUTE, units("instance_count"),
        size("tier"), delete="scale.to-zero", replace="scale.to-zero",
    ),
    entry(
        f"{_AZ}container_registry_cache_rule", Role.CONFIG,
        changed("source_repo", "config.parameter"), delete="routing.remove",
        replace="config.parameter",
    ),
    entry(
        f"{_AZ}container_registry_scope_map", Role.IDENTITY,
        members("actions", came="access.grant", gone="access.revoke", verbs=ARRIVING),
        delete="access.revoke", ignore=("description",),
    ),
    entry(
        f"{_AZ}container_registry_task", Role.COMPUTE,
        toggle("enabled", on="scale.up", off="scale.to-zero", default=True),
        *(changed(f"{step}_step", "deploy.version", disruption=_QUIET)
          for step in ("docker", "encoded", "file")),
        secret("docker_step.context_access_token"), secret("docker_step.secret_arguments"),
        *(secret(f"{step}_step.{name}") for step in ("encoded", "file")
          for name in ("context_access_token", "secret_values")),
        secret("registry_credential.custom.password"),
        changed("source_trigger.repository_url", "deploy.version"),
        changed("source_trigger.branch", "deploy.version"),
        toggle("source_trigger.enabled", on="config.parameter", off="config.parameter",
               default=True, disruption=_QUIET),
        secret("source_trigger.authentication.token"),
        changed("timer_trigger", "config.parameter", disruption=_QUIET),
        *identities("identity.identity_ids"), delete="scale.to-zero", replace="deploy.version",
    ),
    entry(
        f"{_AZ}container_registry_token", Role.IDENTITY,
        members("scope_map_id", came="access.grant", gone="access.revoke"),
        toggle("enabled", on="access.grant", off="access.revoke", default=True),
        create="access.grant", delete="access.revoke", replace="access.grant",
    ),
    entry(
        f"{_AZ}container_registry_token_password", Role.SECRET,
        changed("password1", "secret.change"), changed("password2", "secret.change"),
        create="secret.create", delete="secret.delete", replace="secret.change",
    ),
    entry(
        f"{_AZ}container_registry_webhook", Role.ROUTING,
        changed("service_uri", "routing.rule"), secret("custom_headers"),
        choice("status", {"disabled": "routing.remove", "enabled": "routing.rule"}),
        members("actions", came="routing.rule", gone="routing.rule"),
        delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}kubernetes_cluster", Role.COMPUTE,
        version("kubernetes_version", newer="dependency.cluster", disruption=_QUIET,
                note=_ONE_WAY),
        *_nodes("default_node_pool."),
        changed("default_node_pool.node_taints", "config.parameter"),
        *documented(
            f"{_REGISTRY}/kubernetes_cluster",
            toggle("default_node_pool.only_critical_addons_enabled", on="config.parameter",
                   off="config.parameter", disruption=_REPLACE),
        ),
        *(toggle(f"storage_profile.{name}_enabled", on="config.parameter", off="config.parameter",
                 default=name != "blob_driver")
          for name in ("blob_driver", "disk_driver", "file_driver", "snapshot_controller")),
        members("custom_ca_trust_certificates_base64", came="access.trust", gone="access.revoke"),
        toggle("open_service_mesh_enabled", on="routing.rule", off="routing.rule"),
        toggle("workload_autoscaler_profile.vertical_pod_autoscaler_enabled",
               on="config.parameter", off="config.parameter"),
        toggle("private_cluster_enabled", on="exposure.narrow", off="exposure.public"),
        toggle("private_cluster_public_fqdn_enabled", on="routing.dns", off="routing.dns"),
        toggle("api_server_access_profile.virtual_network_integration_enabled",
               on="routing.network", off="routing.network"),
        guard("network_profile.advanced_networking.security_enabled"),
        *(when(restrictions(path), unless={"private_cluster_enabled": ("true",)})
          for path in ("api_server_access_profile.authorized_ip_ranges",
                       "api_server_authorized_ip_ranges")),
        reachable("public_network_access_enabled"),
        toggle("run_command_enabled", on="access.grant", off="access.revoke", default=True),
        toggle("local_account_disabled", on="access.revoke", off="access.grant"),
        toggle("role_based_access_control_enabled", on="access.revoke", off="access.admin",
               default=True,
               note="Without it every user of the cluster may do everything."),
        presence("azure_active_directory_role_based_access_control", came="access.trust",
                 gone="access.revoke"),
        toggle("azure_active_directory_role_based_access_control.azure_rbac_enabled",
               on="access.trust", off="access.trust"),
        members("azure_active_directory_role_based_access_control.admin_group_object_ids",
                came="access.admin", gone="access.revoke"),
        presence("disk_encryption_set_id", came="protection.up",
                 gone="protection.encryption-off", changed="key.rotate"),
        presence("key_management_service", came="protection.up",
                 gone="protection.encryption-off"),
        presence("key_management_service.key_vault_key_id", changed="key.rotate"),
        toggle("key_vault_secrets_provider.secret_rotation_enabled",
               on="config.parameter", off="config.parameter", disruption=_QUIET),
        presence("key_vault_secrets_provider", came="config.parameter", gone="secret.delete",
                 empty=True, note="Workloads that mount secrets from the vault no longer can."),
        presence("microsoft_defender", came="protection.up", gone="observability.logs-off"),
        presence("oms_agent", gone="observability.logs-off", changed="config.parameter"),
        presence("monitor_metrics", gone="observability.logs-off", empty=True),
        toggle("workload_identity_enabled", on="access.trust", off="access.revoke"),
        toggle("oidc_issuer_enabled", on="access.trust", off="access.revoke"),
        guard("azure_policy_enabled"), guard("image_cleaner_enabled"),
        *(order(name, _PATCHES, up="config.parameter", down="config.parameter",
                note="What is upgraded, and when, without a plan.")
          for name in ("automatic_upgrade_channel", "automatic_channel_upgrade")),
        *(changed(name, "config.parameter", disruption=_QUIET)
          for name in ("node_os_upgrade_channel", "node_os_channel_upgrade", "auto_scaler_profile",
                       "maintenance_window", "maintenance_window_auto_upgrade",
                       "maintenance_window_node_os")),
        toggle("upgrade_override.force_upgrade_enabled", on="protection.guard-off",
               off="protection.up"),
        presence("network_profile.network_policy", came="exposure.narrow",
                 gone="exposure.open", changed="config.parameter"),
        *documented(
            f"{_REGISTRY}/kubernetes_cluster",
            changed("network_profile.outbound_type", "routing.network", disruption=_OUTAGE),
            changed("network_profile.network_plugin", "routing.network", disruption=_OUTAGE),
        ),
        *documented(
            _DATA_PLANE,
            *(changed(f"network_profile.{name}", "routing.network", disruption=_REPLACE)
              for name in ("network_plugin_mode", "network_data_plane", "pod_cidr")),
        ),
        *documented(
            f"{_REGISTRY}/kubernetes_cluster",
            changed("network_profile.service_cidr", "routing.network", disruption=_OUTAGE),
        ),
        changed("network_profile.load_balancer_profile", "routing.network"),
        changed("network_profile.nat_gateway_profile", "routing.network"),
        changed("private_dns_zone_id", "routing.dns"),
        changed("ingress_application_gateway", "routing.rule"),
        presence("web_app_routing", came="routing.rule", gone="routing.remove", empty=True),
        toggle("http_application_routing_enabled", on="routing.rule", off="routing.remove"),
        changed("service_mesh_profile", "routing.rule"),
        changed("http_proxy_config", "routing.network"),
        order("sku_tier", ("Free", "Standard", "Premium"),
              up="protection.up", down="protection.guard-off"),
        toggle("workload_autoscaler_profile.keda_enabled", on="scale.limits-up",
               off="scale.limits-down"),
        *documented(
            f"{_REGISTRY}/kubernetes_cluster",
            members("linux_profile.ssh_key.key_data", came="access.grant",
                    gone="access.revoke", disruption=_OUTAGE),
        ),
        secret("service_principal.client_secret"), secret("windows_profile.admin_password"),
        changed("service_principal.client_id", "access.trust"),
        *identities("identity.identity_ids"),
        delete=("data.delete", "scale.to-zero"), replace=("data.replace", "scale.to-zero"),
        replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}kubernetes_cluster_extension", Role.COMPUTE,
        version("version", newer="deploy.version", older="deploy.rollback"),
        changed("release_train", "deploy.version"),
        changed("configuration_settings", "config.parameter"),
        secret("configuration_protected_settings"),
        create="deploy.version", delete="scale.to-zero", replace="deploy.version",
    ),
    entry(
        f"{_AZ}kubernetes_cluster_node_pool", Role.COMPUTE, *_nodes(""),
        changed("node_taints", "config.parameter"),
        choice("mode", {"System": "config.parameter", "User": "config.parameter"}),
        *documented(
            f"{_REGISTRY}/kubernetes_cluster_node_pool",
            choice("priority", {"Spot": "config.parameter", "Regular": "config.parameter"},
                   disruption=_REPLACE),
        ),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_REPLACE,
    ),
    entry(
        f"{_AZ}kubernetes_cluster_trusted_access_role_binding", Role.IDENTITY,
        members("roles", came="access.grant", gone="access.revoke", verbs=ARRIVING),
        delete="access.revoke",
    ),
    entry(
        f"{_AZ}kubernetes_fleet_update_run", Role.COMPUTE,
        *(changed(part, "config.parameter", note="Nothing is upgraded until the run is started.")
          for part in ("managed_cluster_update", "stage", "fleet_update_strategy_id")),
    ),
    entry(
        f"{_AZ}kubernetes_flux_configuration", Role.COMPUTE,
        changed("git_repository", "deploy.version"), changed("bucket", "deploy.version"),
        changed("blob_storage", "deploy.version"), changed("kustomizations", "deploy.version"),
        toggle("continuous_reconciliation_enabled", on="config.parameter",
               off="config.parameter", default=True, disruption=_QUIET),
        secret("git_repository.ssh_private_key_base64"),
        secret("git_repository.https_key_base64"), secret("bucket.secret_key_base64"),
        *(secret(f"blob_storage.{name}")
          for name in ("account_key", "sas_token", "service_principal.client_secret")),
        toggle("bucket.tls_enabled", on="protection.up", off="exposure.tls-weaken", default=True),
        create="deploy.version", delete="scale.to-zero", replace="deploy.version",
    ),
    entry(
        f"{_AZ}redhat_openshift_cluster", Role.COMPUTE,
        version("cluster_profile.version", newer="dependency.cluster", note=_ONE_WAY),
        *(choice(f"{kind}_profile.visibility", {"Public": "exposure.public",
                                                "Private": "exposure.narrow"})
          for kind in ("api_server", "ingress")),
        units("worker_profile.node_count"), size("worker_profile.vm_size"),
        secret("service_principal.client_secret"), secret("cluster_profile.pull_secret"),
        delete=("data.delete", "scale.to-zero"), replace=("data.replace", "scale.to-zero"),
        replace_disruption=_OUTAGE,
    ),
)  # fmt: skip

_ELSEWHERE = tuple(
    f"{_AZ}kubernetes_{kind}" for kind in ("cluster_extension", "flux_configuration")
)

ENTRIES: tuple[TypeEntry, ...] = (
    *_PRESENT,
    *known_as(
        tuple(found for found in _PRESENT if found.type in _ELSEWHERE),
        {f"{_AZ}kubernetes_": f"{_AZ}arc_kubernetes_"},
    ),
    entry(
        f"{_AZ}arc_kubernetes_cluster",
        Role.COMPUTE,
        happens("config.parameter", Verb.DELETE, note="The cluster runs on, by itself."),
    ),
    entry(
        f"{_AZ}kubernetes_fleet_manager",
        Role.COMPUTE,
        happens("config.parameter", Verb.DELETE, note="Its clusters run on, each by itself."),
    ),
    entry(
        f"{_AZ}kubernetes_fleet_member",
        Role.GLUE,
        changed("group", "config.parameter"),
        create="config.parameter",
        delete="config.parameter",
        replace="config.parameter",
    ),
)
"""Clusters that run elsewhere get the same extensions and sources as Azure's own."""
