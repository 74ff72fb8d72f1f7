"""
Google Kubernetes Engine, Cloud Run and registries: what changes to them mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from dataclasses import replace

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    Words,
    changed,
    choice,
    documented,
    entry,
    happens,
    members,
    notes,
    number,
    order,
    presence,
    retention,
    size,
    toggle,
    variables,
    version,
    weights,
    when,
)
from planguard.actions.providers.forms import floor, grows, guard, image, records, room, units
from planguard.actions.providers.google import (
    DISK_TYPES,
    acts_as,
    filtered,
    glue,
    machine,
    own_key,
    private,
    running,
    schedule,
    scopes,
    setting,
)
from planguard.model.words import Disruption, Role, Verb

_CONTROLLER = "policycontroller.policy_controller_hub_config"
_SYNCED = ("sync_repo", "sync_branch", "sync_rev", "policy_dir")
_FLEET = (
    (
        "default_cluster_config.binary_authorization_config.evaluation_mode",
        ("DISABLED", "POLICY_BINDINGS"),
    ),
    (
        "default_cluster_config.security_posture_config.mode",
        ("DISABLED", "BASIC", "ENTERPRISE"),
    ),
    (
        "default_cluster_config.security_posture_config.vulnerability_mode",
        ("VULNERABILITY_DISABLED", "VULNERABILITY_BASIC", "VULNERABILITY_ENTERPRISE"),
    ),
)
"""What clusters of a fleet are made with, from weak to strong."""
_REGISTRY = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources"
_OF_OTHERS: Words = {"mode": ("remote_repository", "virtual_repository")}
_PASSED_ON = (
    "It holds nothing but copies of what lies in others; nobody gets them through it any more."
)
_CLEANED: Words = {"cleanup_policies.action": "delete"}
_REVISIONS = "https://cloud.google.com/run/docs/rollouts-rollbacks-traffic-migration"
_UPGRADES = "https://cloud.google.com/kubernetes-engine/docs/concepts/cluster-upgrades"
_NODE_UPGRADES = (
    "https://cloud.google.com/kubernetes-engine/docs/concepts/node-pool-upgrade-strategies"
)
_CLUSTER_DNS = "https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-dns"

_QUIET, _RESTART, _OUTAGE = Disruption.NONE, Disruption.RESTART, Disruption.OUTAGE
_REPLACED = Disruption.REPLACE
_REMADE = "The nodes are made anew, one after the other, as the upgrade settings say."
_CONTROL = "The control plane is replaced; a zonal one cannot be asked meanwhile, and no version comes back."
_CHANNELS = ("UNSPECIFIED", "EXTENDED", "STABLE", "REGULAR", "RAPID")
_INGRESS = (
    *("INGRESS_TRAFFIC_INTERNAL_ONLY", "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"),
    "INGRESS_TRAFFIC_ALL",
)
_INGRESS_NOTE = 'metadata.annotations."run.googleapis.com/ingress"'
_MOST = 'template.metadata.annotations."autoscaling.knative.dev/maxScale"'
_LEAST = 'template.metadata.annotations."autoscaling.knative.dev/minScale"'
_DEFAULTS = "cluster_autoscaling.auto_provisioning_defaults"
_CALLERS = "Who may call it is still for IAM to say."
_ENFORCED = ("DRYRUN_AUDIT_LOG_ONLY", "ENFORCED_BLOCK_AND_AUDIT_LOG")
_EVALUATED = ("ALWAYS_ALLOW", "REQUIRE_ATTESTATION", "ALWAYS_DENY")


def _nodes(at: str = "node_config") -> tuple[Rule, ...]:
    """Describe the machines of a node pool."""
    return (
        *documented(
            _NODE_UPGRADES,
            machine(f"{at}.machine_type", disruption=_REPLACED),
            grows(f"{at}.disk_size_gb", disruption=_REPLACED),
            size(f"{at}.disk_type", order=DISK_TYPES, disruption=_REPLACED),
            changed(f"{at}.image_type", "deploy.version", disruption=_REPLACED, note=_REMADE),
        ),
        changed(f"{at}.service_account", "access.grant"),
        scopes(f"{at}.oauth_scopes"),
        toggle(f"{at}.preemptible", on="protection.guard-off", off="protection.up"),
        toggle(f"{at}.spot", on="protection.guard-off", off="protection.up"),
        guard(f"{at}.shielded_instance_config.enable_secure_boot"),
        guard(f"{at}.shielded_instance_config.enable_integrity_monitoring", default=True),
        choice(
            f"{at}.workload_metadata_config.mode",
            {"GCE_METADATA": "access.grant", "GKE_METADATA": "access.revoke"},
            note="Every pod can then act as the node's service account.",
        ),
        toggle(
            f"{at}.kubelet_config.insecure_kubelet_readonly_port_enabled",
            on="exposure.open",
            off="exposure.narrow",
        ),
        members(f"{at}.tags", came="exposure.open", gone="exposure.narrow"),
        changed(f"{at}.labels", "config.parameter", disruption=_QUIET),
        changed(f"{at}.taint", "config.parameter"),
        own_key(f"{at}.boot_disk_kms_key"),
        *documented(
            _NODE_UPGRADES,
            grows(f"{at}.guest_accelerator.count", disruption=_REPLACED),
        ),
        presence(f"{at}.sandbox_config", gone="protection.guard-off", came="protection.up"),
        *documented(
            _NODE_UPGRADES,
            grows(f"{at}.boot_disk.size_gb", disruption=_REPLACED),
            size(f"{at}.boot_disk.disk_type", order=DISK_TYPES, disruption=_REPLACED),
        ),
        toggle(
            f"{at}.confidential_nodes.enabled",
            off="protection.encryption-off",
            on="protection.up",
        ),
        *(
            changed(f"{at}.{part}", "config.parameter")
            for part in (
                *("linux_node_config", "kubelet_config.cpu_manager_policy"),
                *("kubelet_config.pod_pids_limit", "kubelet_config.cpu_cfs_quota"),
                *("metadata", "gvnic.enabled", "gcfs_config.enabled"),
            )
        ),
    )


_NODE_POOL = (
    when(units("node_count"), unless={"node_count": ""}),
    room("autoscaling.max_node_count"),
    room("autoscaling.min_node_count"),
    room("autoscaling.total_max_node_count"),
    room("autoscaling.total_min_node_count"),
    presence("autoscaling", gone="scale.limits-down", came="scale.limits-up"),
    *documented(
        _NODE_UPGRADES,
        version("version", newer="dependency.cluster", disruption=_REPLACED, note=_REMADE),
    ),
    members("node_locations", came="protection.up", gone="protection.guard-off"),
    toggle("management.auto_repair", off="protection.guard-off", on="protection.up", default=True),
    toggle(
        "management.auto_upgrade", off="protection.guard-off", on="protection.up", default=True
    ),
    number("upgrade_settings.max_unavailable", up="protection.guard-off", down="protection.up"),
    changed("upgrade_settings.strategy", "config.parameter", both=True, disruption=_QUIET),
    changed("upgrade_settings.max_surge", "config.parameter", both=True, disruption=_QUIET),
    toggle("network_config.enable_private_nodes", off="exposure.open", on="exposure.narrow"),
    presence("placement_policy.policy_name", gone="config.parameter", came="config.parameter"),
)


def _logged(path: str) -> Rule:
    return members(path, gone="observability.logs-off")


_REFERRED = "value_source.secret_key_ref.version"
_PORTLESS = ("google_cloud_run_v2_job", "google_cloud_run_v2_worker_pool")
_TOLD = ("client", "client_version", "etag", "generation", "observed_generation")


def _run(type_: str, at: str, *rules: Rule, role: Role = Role.COMPUTE) -> TypeEntry:
    """Describe a service, job or worker pool of Cloud Run; `at` is the path of its template."""
    return entry(
        type_,
        role,
        *documented(
            _REVISIONS,
            image(f"{at}.containers.image", disruption=_QUIET),
            replace(variables(f"{at}.containers.env"), disruption=_QUIET),
            changed(f"{at}.containers.command", "deploy.version", disruption=_QUIET),
            changed(f"{at}.containers.args", "deploy.version", disruption=_QUIET),
            *(
                presence(f"{at}.containers.env.{part}", changed="secret.change", disruption=_QUIET)
                for part in (
                    ("value_from.secret_key_ref.name", "value_from.secret_key_ref.key")
                    if type_ == "google_cloud_run_service"
                    else ("value_source.secret_key_ref.secret", _REFERRED)
                )
            ),
            *(
                changed(f"{at}.containers.{part}", "config.parameter", disruption=_QUIET)
                for part in (
                    "volume_mounts",
                    *(() if type_ in _PORTLESS else ("ports", "liveness_probe")),
                    *(() if type_ in _PORTLESS else ("startup_probe",)),
                )
            ),
            *(
                number(
                    f"{at}.containers.resources.limits.{kind}",
                    up="scale.resize-up",
                    down="scale.resize-down",
                    disruption=_QUIET,
                )
                for kind in ("cpu", "memory")
            ),
        ),
        *rules,
        delete="scale.to-zero",
        replace="deploy.version",
        replace_disruption=_QUIET if type_ == "google_cloud_run_v2_job" else _OUTAGE,
        ignore=() if type_ == "google_cloud_run_service" else _TOLD,
    )


_RUN_V2 = (
    acts_as("template.service_account"),
    own_key("template.encryption_key"),
    guard("deletion_protection", default=True),
    presence("binary_authorization", gone="protection.guard-off", came="protection.up"),
    presence(
        "binary_authorization.breakglass_justification",
        came="protection.guard-off",
        gone="protection.up",
    ),
)


def _holds(type_: str, *parts: str | Rule) -> TypeEntry:
    """Describe who holds one of Kubernetes' own roles, by the attributes that name him."""
    holders = [part for part in parts if isinstance(part, str)]
    return entry(
        type_,
        Role.IDENTITY,
        choice("role.predefined_role", {"ADMIN": "access.admin"}, verbs=ARRIVING),
        order(
            "role.predefined_role",
            ("VIEW", "EDIT", "ADMIN"),
            up="access.grant",
            down="access.revoke",
        ),
        *(
            rule
            for holder in holders
            for rule in (
                presence(holder, came="access.grant", changed="access.grant"),
                presence(holder, changed="access.revoke", gone="access.revoke"),
            )
        ),
        *(part for part in parts if isinstance(part, Rule)),
        create="access.grant",
        delete="access.revoke",
    )


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "google_artifact_registry_repository",
        Role.DATA_STORE,
        *(
            when(happens(lost, verb), unless=_OF_OTHERS)
            for lost, verb in (("data.delete", Verb.DELETE), ("data.replace", Verb.REPLACE))
        ),
        *(
            when(happens("routing.remove", verb, note=_PASSED_ON), only=_OF_OTHERS)
            for verb in (Verb.DELETE, Verb.REPLACE)
        ),
        own_key(),
        guard("docker_config.immutable_tags", note="A tag may then come to mean another image."),
        toggle(
            "maven_config.allow_snapshot_overwrites",
            on="protection.guard-off",
            off="protection.up",
        ),
        when(
            toggle(
                "cleanup_policy_dry_run",
                off="data.retention-cut",
                on="protection.up",
                note="Cleanup policies begin to delete.",
            ),
            only=_CLEANED,
        ),
        *(
            when(rule, only=_CLEANED, unless={"cleanup_policy_dry_run": "true"})
            for rule in (
                retention(
                    "cleanup_policies.condition.older_than",
                    cut="data.retention-cut",
                    block="cleanup_policies",
                ),
                number(
                    "cleanup_policies.most_recent_versions.keep_count", down="data.retention-cut"
                ),
                presence(
                    "cleanup_policies.most_recent_versions.keep_count", gone="data.retention-cut"
                ),
                choice("cleanup_policies.action", {"DELETE": "data.retention-cut"}),
                *(
                    when(
                        presence(
                            f"cleanup_policies.condition.{names}",
                            gone="data.retention-cut",
                            empty=True,
                        ),
                        beside={"cleanup_policies.action": "DELETE"},
                    )
                    for names in (
                        *("package_name_prefixes", "version_name_prefixes", "tag_prefixes"),
                    )
                ),
                when(
                    choice(
                        "cleanup_policies.condition.tag_state",
                        {"ANY": "data.retention-cut"},
                        both=True,
                    ),
                    beside={"cleanup_policies.action": "DELETE"},
                ),
            )
        ),
        changed("maven_config.version_policy", "config.parameter"),
        changed("remote_repository_config", "config.parameter"),
        changed("virtual_repository_config.upstream_policies", "config.parameter"),
        choice(
            "vulnerability_scanning_config.enablement_config",
            {"DISABLED": "protection.guard-off", "INHERITED": "protection.up"},
        ),
        ignore=("description",),
    ),
    entry(
        "google_binary_authorization_attestor",
        Role.IDENTITY,
        *(
            presence(
                f"attestation_authority_note.public_keys.{key}",
                came="access.trust",
                changed="access.trust",
                gone="access.revoke",
                note="Whoever holds such a key decides which images may run.",
            )
            for key in ("ascii_armored_pgp_public_key", "pkix_public_key.public_key_pem")
        ),
        delete="protection.guard-off",
        ignore=("description",),
    ),
    entry(
        "google_binary_authorization_policy",
        Role.PROTECTION,
        order(
            "default_admission_rule.evaluation_mode",
            _EVALUATED,
            up="protection.up",
            down="protection.guard-off",
        ),
        order(
            "default_admission_rule.enforcement_mode",
            _ENFORCED,
            up="protection.up",
            down="protection.guard-off",
        ),
        order(
            "cluster_admission_rules.evaluation_mode",
            _EVALUATED,
            up="protection.up",
            down="protection.guard-off",
        ),
        order(
            "cluster_admission_rules.enforcement_mode",
            _ENFORCED,
            up="protection.up",
            down="protection.guard-off",
        ),
        members(
            "admission_whitelist_patterns.name_pattern",
            came="protection.guard-off",
            gone="protection.up",
        ),
        members(
            "default_admission_rule.require_attestations_by",
            gone="protection.guard-off",
            came="protection.up",
        ),
        when(
            presence("cluster_admission_rules.evaluation_mode", came="protection.guard-off"),
            beside={"cluster_admission_rules.evaluation_mode": "ALWAYS_ALLOW"},
        ),
        members(
            "cluster_admission_rules.require_attestations_by",
            gone="protection.guard-off",
            came="protection.up",
        ),
        toggle("global_policy_evaluation_mode", off="protection.guard-off", on="protection.up"),
        delete="protection.guard-off",
        ignore=("description",),
    ),
    entry(
        "google_cloud_run_domain_mapping",
        Role.ROUTING,
        changed("spec.route_name", "routing.rule"),
        choice(
            "spec.certificate_mode",
            {"NONE": "exposure.tls-weaken", "AUTOMATIC": "protection.up"},
        ),
        delete="routing.remove",
        replace="routing.remove",
    ),
    _run(
        "google_cloud_run_service",
        "template.spec",
        weights(
            "traffic",
            target="revision_name",
            weight="percent",
            latest=("status.0.latest_ready_revision_name", "template"),
        ),
        acts_as("template.spec.service_account_name"),
        notes(
            "metadata.annotations",
            {
                "run.googleapis.com/ingress": {},
                "run.googleapis.com/launch-stage": "config.parameter",
                "run.googleapis.com/binary-authorization*": {"": "protection.guard-off"},
                "run.googleapis.com/invoker-iam-disabled": {"true": "access.public"},
            },
        ),
        notes(
            "template.metadata.annotations",
            {
                "run.googleapis.com/client-*": "other.tags",
                "run.googleapis.com/vpc-access-*": "routing.network",
                "run.googleapis.com/network-interfaces": "routing.network",
                "autoscaling.knative.dev/maxScale": {},
                "autoscaling.knative.dev/minScale": {},
            },
            otherwise="config.parameter",
        ),
        choice(_INGRESS_NOTE, {"all": "exposure.public"}, default="all", note=_CALLERS),
        when(
            order(
                _INGRESS_NOTE,
                ("internal", "internal-and-cloud-load-balancing", "all"),
                up="exposure.open",
                down="exposure.narrow",
            ),
            unless={_INGRESS_NOTE: "all"},
        ),
        room(_MOST),
        presence(_MOST, came="config.parameter", gone="config.parameter", disruption=_QUIET),
        floor(_LEAST),
        when(
            presence(_LEAST, came="scale.limits-up", gone="scale.limits-down"),
            unless={_LEAST: "0"},
            was_not={_LEAST: "0"},
        ),
        changed("template.spec.containers.env_from", "config.env", disruption=_QUIET),
        changed("template.spec.container_concurrency", "config.parameter"),
        changed("template.spec.timeout_seconds", "config.parameter", disruption=_QUIET),
        changed("template.spec.volumes", "config.parameter"),
    ),
    _run(
        "google_cloud_run_v2_job",
        "template.template",
        acts_as("template.template.service_account"),
        own_key("template.template.encryption_key"),
        guard("deletion_protection", default=True),
        number(
            "template.parallelism",
            up="scale.limits-up",
            down="scale.limits-down",
            zero_is="no-limit",
            absent=0,
            note="With 0, or nothing said, as many tasks run at once as can.",
        ),
        number("template.task_count", up="scale.up", down="scale.down"),
        changed("template.template.timeout", "config.parameter", disruption=_QUIET),
        changed("template.template.max_retries", "config.parameter", both=True, disruption=_QUIET),
        changed("template.template.vpc_access", "routing.network"),
        changed("template.template.volumes", "config.parameter"),
        presence("binary_authorization", gone="protection.guard-off", came="protection.up"),
        presence("binary_authorization.breakglass_justification", came="protection.guard-off"),
    ),
    _run(
        "google_cloud_run_v2_service",
        "template",
        weights(
            "traffic",
            target="revision",
            weight="percent",
            latest=("latest_ready_revision", "template"),
        ),
        *_RUN_V2,
        room("template.scaling.max_instance_count"),
        floor("template.scaling.min_instance_count"),
        floor("scaling.min_instance_count"),
        when(
            units("scaling.manual_instance_count"),
            unless={"scaling.scaling_mode": "AUTOMATIC"},
        ),
        when(
            choice("ingress", {"INGRESS_TRAFFIC_ALL": "exposure.public"}, note=_CALLERS),
            was_not={"ingress": ""},
        ),
        when(
            order("ingress", _INGRESS, up="exposure.open", down="exposure.narrow"),
            unless={"ingress": "INGRESS_TRAFFIC_ALL"},
        ),
        toggle(
            "invoker_iam_disabled",
            on="access.public",
            off="access.revoke",
            verbs=ARRIVING,
            note="Nobody is asked who he is.",
        ),
        members("custom_audiences", came="access.grant", gone="access.revoke"),
        *(
            changed(part, "config.parameter", both=True, disruption=_QUIET)
            for part in (
                "template.session_affinity",
                *("template.containers.resources.cpu_idle", "template.node_selector"),
                "template.containers.resources.startup_cpu_boost",
            )
        ),
        toggle("iap_enabled", off="protection.guard-off", on="protection.up"),
        toggle("default_uri_disabled", off="exposure.open", on="exposure.narrow"),
        changed("template.max_instance_request_concurrency", "config.parameter"),
        changed("template.timeout", "config.parameter", disruption=_QUIET),
        changed("template.vpc_access", "routing.network"),
        changed("template.volumes", "config.parameter"),
        choice(
            "template.execution_environment",
            {
                "EXECUTION_ENVIRONMENT_GEN1": "config.parameter",
                "EXECUTION_ENVIRONMENT_GEN2": "config.parameter",
            },
        ),
    ),
    _run(
        "google_cloud_run_v2_worker_pool",
        "template",
        *_RUN_V2,
        weights("instance_splits", target="revision", weight="percent"),
        when(
            units("scaling.manual_instance_count"),
            unless={"scaling.scaling_mode": "AUTOMATIC"},
        ),
        room("scaling.max_instance_count"),
        room("scaling.min_instance_count"),
        changed("template.vpc_access", "routing.network"),
    ),
    entry(
        "google_container_attached_cluster",
        Role.COMPUTE,
        happens(
            "access.revoke",
            Verb.DELETE,
            note="It runs on where it is; only the way to it through Google goes.",
        ),
        choice(
            "binary_authorization.evaluation_mode",
            {
                "DISABLED": "protection.guard-off",
                "PROJECT_SINGLETON_POLICY_ENFORCE": "protection.up",
            },
        ),
        records("monitoring_config.managed_prometheus_config.enabled"),
        changed("oidc_config.issuer_url", "access.trust"),
        changed("oidc_config.jwks", "access.trust"),
        version("platform_version", newer="dependency.cluster"),
        members("authorization.admin_users", came="access.admin", gone="access.revoke"),
        members("authorization.admin_groups", came="access.admin", gone="access.revoke"),
        _logged("logging_config.component_config.enable_components"),
    ),
    entry(
        "google_container_cluster",
        Role.COMPUTE,
        *documented(
            _UPGRADES,
            version(
                "min_master_version",
                newer="dependency.cluster",
                disruption=_RESTART,
                note=_CONTROL,
            ),
        ),
        *documented(
            _NODE_UPGRADES,
            version(
                "node_version", newer="dependency.cluster", disruption=_REPLACED, note=_REMADE
            ),
        ),
        order(
            "release_channel.channel",
            _CHANNELS,
            up="dependency.cluster",
            down="dependency.cluster",
        ),
        guard("deletion_protection", default=True),
        filtered("google-masters", "master_authorized_networks_config"),
        toggle(
            "master_authorized_networks_config.gcp_public_cidrs_access_enabled",
            on="exposure.open",
            off="exposure.narrow",
        ),
        private("private_cluster_config.enable_private_endpoint"),
        toggle(
            "private_cluster_config.enable_private_nodes",
            off="exposure.open",
            on="exposure.narrow",
        ),
        toggle(
            "private_cluster_config.master_global_access_config.enabled",
            on="exposure.open",
            off="exposure.narrow",
        ),
        toggle(
            "control_plane_endpoints_config.dns_endpoint_config.allow_external_traffic",
            on="exposure.open",
            off="exposure.narrow",
            note="Who calls is still asked by IAM.",
        ),
        toggle(
            "enable_legacy_abac",
            on="access.admin",
            off="access.revoke",
            note="Every identity the cluster knows then has broad rights that no role limits.",
        ),
        toggle(
            "rbac_binding_config.enable_insecure_binding_system_unauthenticated",
            on="access.public",
            off="access.revoke",
        ),
        toggle(
            "rbac_binding_config.enable_insecure_binding_system_authenticated",
            on="access.public",
            off="access.revoke",
        ),
        choice(
            "anonymous_authentication_config.mode",
            {"ENABLED": "access.grant", "LIMITED": "access.revoke"},
        ),
        presence(
            "workload_identity_config.workload_pool",
            gone="access.grant",
            came="access.revoke",
            note="Without it pods act as the service account of their node.",
        ),
        presence(
            "authenticator_groups_config.security_group",
            came="access.trust",
            changed="access.trust",
            gone="access.revoke",
        ),
        toggle("identity_service_config.enabled", on="access.trust", off="access.revoke"),
        toggle("allow_net_admin", on="protection.guard-off", off="protection.up"),
        toggle(
            "service_external_ips_config.enabled",
            on="protection.guard-off",
            off="protection.up",
            note="Who may change Services can then take traffic meant for any address.",
        ),
        toggle(
            "control_plane_endpoints_config.ip_endpoints_config.enabled",
            on="exposure.open",
            off="exposure.narrow",
            default=True,
        ),
        toggle(
            "enable_cilium_clusterwide_network_policy", off="exposure.open", on="exposure.narrow"
        ),
        toggle(
            "node_pool_auto_config.node_kubelet_config.insecure_kubelet_readonly_port_enabled",
            on="exposure.open",
            off="exposure.narrow",
        ),
        members(
            "node_pool_auto_config.network_tags.tags",
            came="exposure.open",
            gone="exposure.narrow",
        ),
        choice(
            "binary_authorization.evaluation_mode",
            {
                "DISABLED": "protection.guard-off",
                "PROJECT_SINGLETON_POLICY_ENFORCE": "protection.up",
            },
        ),
        choice(
            "database_encryption.state",
            {"DECRYPTED": "protection.encryption-off", "ENCRYPTED": "protection.up"},
        ),
        presence("database_encryption.key_name", changed="key.rotate"),
        choice(
            "in_transit_encryption_config",
            {
                "IN_TRANSIT_ENCRYPTION_DISABLED": "protection.encryption-off",
                "IN_TRANSIT_ENCRYPTION_INTER_NODE_TRANSPARENT": "protection.up",
            },
            default="IN_TRANSIT_ENCRYPTION_DISABLED",
        ),
        toggle("confidential_nodes.enabled", off="protection.encryption-off", on="protection.up"),
        toggle("network_policy.enabled", off="exposure.open", on="exposure.narrow"),
        guard("enable_shielded_nodes", default=True),
        guard("binary_authorization.enabled"),
        guard("pod_security_policy_config.enabled"),
        toggle(
            "secret_manager_config.enabled",
            off="config.parameter",
            on="config.parameter",
            note="Without it pods cannot mount secrets of Secret Manager.",
        ),
        records("monitoring_config.advanced_datapath_observability_config.enable_metrics"),
        toggle(
            "node_pool_defaults.node_config_defaults.insecure_kubelet_readonly_port_enabled",
            on="exposure.open",
            off="exposure.narrow",
        ),
        toggle("enable_intranode_visibility", off="observability.logs-off"),
        _logged("logging_config.enable_components"),
        members("monitoring_config.enable_components", gone="observability.logs-off"),
        records("monitoring_config.managed_prometheus.enabled"),
        choice("logging_service", {"none": "observability.logs-off"}),
        choice("monitoring_service", {"none": "observability.logs-off"}),
        toggle("cluster_autoscaling.enabled", on="scale.limits-up", off="scale.limits-down"),
        room("cluster_autoscaling.resource_limits.maximum"),
        room("cluster_autoscaling.resource_limits.minimum"),
        changed("cluster_autoscaling.autoscaling_profile", "config.parameter", both=True),
        presence(f"{_DEFAULTS}.service_account", changed="access.grant"),
        when(
            scopes(f"{_DEFAULTS}.oauth_scopes"),
            was_not={f"{_DEFAULTS}.oauth_scopes": ("", "[]", "()")},
        ),
        own_key(f"{_DEFAULTS}.boot_disk_kms_key"),
        *(
            guard(f"{_DEFAULTS}.{switch}")
            for switch in (
                *("management.auto_repair", "management.auto_upgrade"),
                "shielded_instance_config.enable_secure_boot",
            )
        ),
        changed("vertical_pod_autoscaling.enabled", "config.parameter"),
        toggle(
            "addons_config.horizontal_pod_autoscaling.disabled",
            on="scale.limits-down",
            off="scale.limits-up",
        ),
        toggle(
            "addons_config.http_load_balancing.disabled",
            on="routing.remove",
            off="routing.rule",
        ),
        toggle(
            "addons_config.network_policy_config.disabled",
            on="exposure.open",
            off="exposure.narrow",
        ),
        toggle(
            "addons_config.gke_backup_agent_config.enabled",
            off="protection.backup-off",
            on="protection.up",
        ),
        *(
            toggle(
                f"addons_config.{driver}_config.enabled",
                off="config.parameter",
                on="config.parameter",
                note="Without it pods cannot mount such volumes.",
            )
            for driver in (
                *("gce_persistent_disk_csi_driver", "gcp_filestore_csi_driver"),
                *("gcs_fuse_csi_driver", "parallelstore_csi_driver"),
            )
        ),
        *documented(
            f"{_REGISTRY}/container_cluster",
            toggle(
                "addons_config.dns_cache_config.enabled",
                off="config.parameter",
                on="config.parameter",
                disruption=_REPLACED,
                note="All nodes are made anew.",
            ),
        ),
        changed("gateway_api_config.channel", "config.parameter"),
        changed("default_snat_status.disabled", "routing.network"),
        *documented(
            _CLUSTER_DNS,
            changed("dns_config", "config.parameter", disruption=_RESTART),
        ),
        members("node_locations", came="protection.up", gone="protection.guard-off"),
        presence("maintenance_policy", gone="config.parameter", came="config.parameter"),
        *(
            presence(f"maintenance_policy.{window}", changed="config.parameter", disruption=_QUIET)
            for window in ("maintenance_exclusion", "recurring_window", "daily_maintenance_window")
        ),
        toggle("notification_config.pubsub.enabled", off="observability.alarm-off"),
        presence("resource_usage_export_config", gone="observability.logs-off"),
        *documented(
            f"{_REGISTRY}/container_cluster",
            changed("network", "routing.network", disruption=_OUTAGE),
            changed("subnetwork", "routing.network", disruption=_OUTAGE),
        ),
        choice(
            "security_posture_config.mode",
            {
                "DISABLED": "protection.guard-off",
                "BASIC": "protection.up",
                "ENTERPRISE": "protection.up",
            },
        ),
        choice(
            "security_posture_config.vulnerability_mode",
            {"VULNERABILITY_DISABLED": "protection.guard-off"},
            otherwise="protection.up",
            both=True,
        ),
        toggle(
            "master_auth.client_certificate_config.issue_client_certificate",
            on="access.grant",
            off="access.revoke",
        ),
        *_nodes(),
        when(units("node_pool.node_count"), not_beside={"node_pool.node_count": ""}),
        room("node_pool.autoscaling.max_node_count"),
        room("node_pool.autoscaling.min_node_count"),
        *documented(
            _NODE_UPGRADES, machine("node_pool.node_config.machine_type", disruption=_REPLACED)
        ),
        presence(
            "node_pool.name",
            gone="scale.down",
            came="scale.up",
            note="Pools inside the cluster's own block are ruled by it.",
        ),
        delete=("data.delete", "scale.to-zero"),
        replace="data.replace",
        ignore=("description", "resource_labels", "operation", "label_fingerprint"),
    ),
    entry(
        "google_container_node_pool",
        Role.COMPUTE,
        *_NODE_POOL,
        *_nodes(),
        delete="scale.to-zero",
        replace="deploy.version",
        replace_disruption=_OUTAGE,
        ignore=("instance_group_urls", "managed_instance_group_urls", "operation"),
    ),
    entry(
        "google_container_registry",
        Role.DATA_STORE,
        *(
            happens("other", verb, note="The registry and its bucket stay.")
            for verb in (Verb.DELETE, Verb.REPLACE)
        ),
    ),
    schedule("google_gke_backup_backup_channel"),
    schedule(
        "google_gke_backup_backup_plan",
        retention(
            "retention_policy.backup_retain_days",
            cut="protection.backup-cut",
            up="protection.up",
            unbounded="protection.up",
            block="retention_policy",
            note="Without a number of days backups are kept until somebody deletes them.",
        ),
        retention(
            "retention_policy.backup_delete_lock_days",
            cut="protection.guard-off",
            up="protection.up",
            zero_is="nothing",
        ),
        guard("retention_policy.locked"),
        toggle("deactivated", on="protection.backup-off", off="protection.up"),
        toggle("backup_schedule.paused", on="protection.backup-off", off="protection.up"),
        presence("backup_schedule.cron_schedule", gone="protection.backup-off"),
        number(
            "backup_schedule.rpo_config.target_rpo_minutes",
            up="protection.backup-cut",
            down="protection.up",
        ),
        toggle(
            "backup_config.include_volume_data", off="protection.backup-cut", on="protection.up"
        ),
        toggle("backup_config.include_secrets", off="protection.backup-cut", on="protection.up"),
        toggle("backup_config.all_namespaces", off="protection.backup-cut", on="protection.up"),
        *(
            members(f"backup_config.{part}", gone="protection.backup-cut", came="protection.up")
            for part in (
                "selected_namespaces.namespaces",
                "selected_applications.namespaced_names.name",
            )
        ),
        own_key("backup_config.encryption_key.gcp_kms_encryption_key"),
    ),
    setting(
        "google_gke_hub_feature",
        changed("spec", "config.parameter"),
        changed("fleet_default_member_config", "config.parameter"),
        happens("config.parameter", Verb.DELETE),
    ),
    setting(
        "google_gke_hub_feature_membership",
        changed("configmanagement", "config.parameter", but=("policy_controller", *_SYNCED)),
        changed("mesh", "config.parameter"),
        changed(
            "policycontroller", "config.parameter", but=("install_spec", "exemptable_namespaces")
        ),
        *(
            changed(f"configmanagement.config_sync.{kind}.{part}", "deploy.version", both=True)
            for kind, parts in (
                ("git", ("sync_repo", "sync_branch", "sync_rev", "policy_dir")),
                ("oci", ("sync_repo", "policy_dir")),
            )
            for part in parts
        ),
        guard("configmanagement.policy_controller.enabled"),
        choice(
            f"{_CONTROLLER}.install_spec",
            {
                **dict.fromkeys(
                    (
                        "INSTALL_SPEC_NOT_INSTALLED",
                        "INSTALL_SPEC_SUSPENDED",
                        "INSTALL_SPEC_DETACHED",
                    ),
                    "protection.guard-off",
                ),
                "INSTALL_SPEC_ENABLED": "protection.up",
            },
            both=True,
        ),
        *(
            members(
                f"{at}.exemptable_namespaces",
                came="protection.guard-off",
                gone="protection.up",
                standing=True,
            )
            for at in ("configmanagement.policy_controller", _CONTROLLER)
        ),
        presence("policycontroller", gone="protection.guard-off"),
        happens("config.parameter", Verb.DELETE),
        *(
            when(happens("protection.guard-off", Verb.DELETE), only=running_)
            for running_ in (
                {f"{_CONTROLLER}.install_spec": "INSTALL_SPEC_ENABLED"},
                {"configmanagement.policy_controller.enabled": "true"},
            )
        ),
    ),
    setting(
        "google_gke_hub_fleet",
        *(
            rule
            for path, words in _FLEET
            for rule in (
                order(path, words, up="protection.up", down="protection.guard-off"),
                when(presence(path, came="protection.up"), only={path: words[1:]}),
                when(presence(path, gone="protection.guard-off"), was={path: words[1:]}),
            )
        ),
        members(
            "default_cluster_config.binary_authorization_config.policy_bindings.name",
            came="protection.up",
            gone="protection.guard-off",
            standing=True,
        ),
    ),
    glue(
        "google_gke_hub_membership",
        changed("authority.issuer", "access.trust"),
        happens("access.revoke", Verb.DELETE),
    ),
    _holds("google_gke_hub_membership_rbac_role_binding", "user"),
    _holds(
        "google_gke_hub_scope_rbac_role_binding",
        "user",
        "group",
        changed("role.custom_role", "access.grant", note="The two roles are not compared."),
    ),
    running(
        "google_gkeonprem_vmware_node_pool",
        when(
            number("config.replicas", up="scale.up", down="scale.down", zero="scale.to-zero"),
            only={"node_pool_autoscaling.max_replicas": ""},
        ),
        room("node_pool_autoscaling.max_replicas"),
        room("node_pool_autoscaling.min_replicas"),
        grows("config.cpus", disruption=_REPLACED),
        grows("config.memory_mb", disruption=_REPLACED),
    ),
)
