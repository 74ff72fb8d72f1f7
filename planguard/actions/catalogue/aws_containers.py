"""
AWS containers: ECS, EKS, ECR, App Runner, Batch.

One table of data; it is long because every type of the area stands in it.
"""

from __future__ import annotations

from dataclasses import replace

from planguard.actions.interface import (
    ARRIVING,
    TypeEntry,
    changed,
    choice,
    containers,
    document,
    documented,
    entry,
    grants,
    happens,
    ingress,
    members,
    number,
    order,
    presence,
    retention,
    size,
    toggle,
    variables,
    version,
    when,
)
from planguard.actions.providers.aws import (
    assigned,
    danger,
    encrypted,
    own_key,
    records,
)
from planguard.actions.providers.aws_forms import (
    encrypted_within,
    key_within,
    switch,
)
from planguard.model.words import Disruption, Reversible, Role, Verb

_SERVICE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html"
_SERVICE_PARTS = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html"
_SERVICE_PAGE = (
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service"
)
_QUEUE = (
    "https://docs.aws.amazon.com/sdk-for-kotlin/api/latest/batch/"
    "aws.sdk.kotlin.services.batch.model/-update-job-queue-request/state.html"
)
_NODES = "https://docs.aws.amazon.com/eks/latest/userguide/update-managed-node-group.html"
_NODES_PAGE = (
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_node_group"
)
_ADDONS = "https://docs.aws.amazon.com/eks/latest/userguide/updating-an-add-on.html"
_NO_OLDER_NODES = "A node group cannot go back to an earlier version."

_QUIET, _RESTART = Disruption.NONE, Disruption.RESTART
_REPLACE, _OUTAGE = Disruption.REPLACE, Disruption.OUTAGE

_GROUPS = "Which groups are attached decides who can reach it; their rules are not compared here."
_EXPIRES = "The rules are not compared: images that match a new or tighter rule expire at once."
_EKS = "arn:aws:eks::aws:cluster-access-policy/"

_EMPTIED = {"force_delete": "true"}
_REFUSED = "Without `force_delete` a repository that still holds images is not deleted."

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws_apprunner_auto_scaling_configuration_version", Role.SCALING,
        number("max_size", up="scale.limits-up", down="scale.limits-down"),
        number("min_size", up="scale.limits-up", down="scale.limits-down"),
        changed("max_concurrency", "config.parameter"),
    ),
    entry(
        "aws_apprunner_default_auto_scaling_configuration_version", Role.SCALING,
        changed("auto_scaling_configuration_arn", "config.parameter", disruption=_QUIET),
    ),
    entry(
        "aws_apprunner_service", Role.COMPUTE,
        records("observability_configuration.observability_enabled"),
        changed("source_configuration.auto_deployments_enabled", "config.flag"),
        changed("source_configuration.code_repository.code_configuration.code_configuration_values.runtime_environment_secrets", "secret.change"),
        changed("source_configuration.image_repository.image_configuration.runtime_environment_secrets", "secret.change"),
        version("source_configuration.image_repository.image_identifier",
                newer="deploy.version", older="deploy.rollback", what="image"),
        changed("source_configuration.code_repository.source_code_version.value",
                "deploy.version"),
        changed("source_configuration.code_repository.repository_url", "deploy.version"),
        version("source_configuration.code_repository.code_configuration"
                ".code_configuration_values.runtime",
                newer="dependency.runtime", what="runtime"),
        changed("source_configuration.code_repository.code_configuration"
                ".code_configuration_values.start_command", "deploy.version"),
        changed("source_configuration.image_repository.image_configuration.start_command",
                "deploy.version"),
        variables("source_configuration.image_repository.image_configuration"
                  ".runtime_environment_variables"),
        variables("source_configuration.code_repository.code_configuration"
                  ".code_configuration_values.runtime_environment_variables"),
        *(changed(f"source_configuration.code_repository.{path}", "deploy.version")
          for path in ("source_directory", "code_configuration.configuration_source",
                       "code_configuration.code_configuration_values.build_command")),
        *(changed(f"source_configuration.{path}.port", "routing.rule")
          for path in ("image_repository.image_configuration",
                       "code_repository.code_configuration.code_configuration_values")),
        assigned("source_configuration.authentication_configuration.access_role_arn"),
        changed("source_configuration.authentication_configuration.connection_arn",
                "config.parameter", disruption=_QUIET),
        changed("network_configuration.ip_address_type", "routing.network"),
        size("instance_configuration.cpu"),
        size("instance_configuration.memory"),
        assigned("instance_configuration.instance_role_arn"),
        changed("auto_scaling_configuration_arn", "config.parameter", disruption=_QUIET),
        changed("health_check_configuration", "config.parameter"),
        toggle("network_configuration.ingress_configuration.is_publicly_accessible",
               on="exposure.public", off="exposure.narrow", default=True),
        changed("network_configuration.egress_configuration.vpc_connector_arn",
                "routing.network"),
        presence("encryption_configuration.kms_key",
                 came="protection.up", gone="protection.encryption-off"),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
        ignore=("status",),
    ),
    entry(
        "aws_apprunner_vpc_connector", Role.NETWORK,
        changed("subnets", "routing.network"),
        changed("security_groups", "routing.network"),
        delete="routing.remove", replace="routing.network",
    ),
    entry(
        "aws_apprunner_vpc_ingress_connection", Role.NETWORK,
        changed("ingress_vpc_configuration", "routing.network"),
        delete="routing.remove", replace="routing.network", replace_disruption=_OUTAGE,
        ignore=("status",),
    ),
    entry(
        "aws_batch_compute_environment", Role.COMPUTE,
        choice("state", {"DISABLED": "scale.to-zero", "ENABLED": "scale.up"}),
        number("compute_resources.max_vcpus", up="scale.limits-up", down="scale.limits-down",
               zero="scale.to-zero"),
        number("compute_resources.min_vcpus", up="scale.limits-up", down="scale.limits-down"),
        number("compute_resources.desired_vcpus", up="scale.up", down="scale.down"),
        changed("compute_resources.instance_type", "config.parameter"),
        choice("compute_resources.type",
               {"SPOT": "config.parameter", "FARGATE_SPOT": "config.parameter",
                "EC2": "cost.up", "FARGATE": "cost.up"}),
        changed("compute_resources.image_id", "deploy.version"),
        changed("compute_resources.ec2_configuration.image_id_override", "deploy.version"),
        changed("compute_resources.ec2_configuration.image_type", "deploy.version"),
        changed("compute_resources.launch_template.version", "deploy.version"),
        changed("compute_resources.subnets", "routing.network"),
        members("compute_resources.security_group_ids", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
        assigned("compute_resources.instance_role"),
        changed("service_role", "access.grant"),
        toggle("update_policy.terminate_jobs_on_update", on="protection.guard-off",
               off="protection.up"),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
        ignore=("status", "status_reason"),
    ),
    entry(
        "aws_batch_job_definition", Role.COMPUTE,
        changed("eks_properties.pod_properties.dns_policy", "config.parameter"),
        changed("eks_properties.pod_properties.containers.image_pull_policy", "config.parameter"),
        version("eks_properties.pod_properties.init_containers.image", newer="deploy.version", older="deploy.rollback", what="image"),
        changed("eks_properties.pod_properties.init_containers.image_pull_policy", "config.parameter"),
        containers("container_properties"),
        changed("ecs_properties", "deploy.version", disruption=_QUIET),
        changed("node_properties", "deploy.version", disruption=_QUIET),
        version("eks_properties.pod_properties.containers.image",
                newer="deploy.version", older="deploy.rollback", what="image"),
        variables("eks_properties.pod_properties.containers.env"),
        changed("parameters", "config.parameter", disruption=_QUIET),
        changed("retry_strategy.attempts", "config.parameter", disruption=_QUIET),
        changed("timeout.attempt_duration_seconds", "config.parameter", disruption=_QUIET),
        ignore=("revision", "arn_prefix"),
    ),
    entry(
        "aws_batch_job_queue", Role.MESSAGING,
        *documented(_QUEUE, switch("state", "ENABLED", "DISABLED")),
        changed("priority", "config.parameter"),
        changed("scheduling_policy_arn", "config.parameter"),
        *(changed(f"job_state_time_limit_action.{part}", "config.parameter")
          for part in ("action", "max_time_seconds")),
        changed("compute_environments", "routing.rule"),
        changed("compute_environment_order", "routing.rule"),
        delete="scale.to-zero", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_batch_scheduling_policy", Role.CONFIG,
        changed("fair_share_policy", "config.parameter", disruption=_QUIET),
        delete="config.parameter",
    ),
    entry(
        "aws_ecr_account_setting", Role.CONFIG,
        changed("value", "config.parameter", disruption=_QUIET),
    ),
    entry(
        "aws_ecr_lifecycle_policy", Role.PROTECTION,
        retention("policy.rules.selection.countNumber", cut="data.retention-cut", note=_EXPIRES),
        *(
            changed(f"policy.rules.selection.{name}", "data.retention-cut", note=_EXPIRES)
            for name in ("tagStatus", "tagPrefixList", "tagPatternList", "countType", "countUnit")
        ),
        create="data.retention-cut",
    ),
    entry(
        "aws_ecr_pull_through_cache_rule", Role.ROUTING,
        changed("upstream_registry_url", "routing.rule"),
        changed("credential_arn", "config.parameter"),
        delete="routing.remove", replace="routing.rule",
    ),
    entry(
        "aws_ecr_registry_policy", Role.IDENTITY,
        document("policy", "resource"),
        delete="access.revoke",
    ),
    entry(
        "aws_ecr_registry_scanning_configuration", Role.PROTECTION,
        order("scan_type", ("BASIC", "ENHANCED"), up="protection.up", down="protection.guard-off"),
        presence("rule.scan_frequency", came="protection.up", gone="protection.guard-off"),
        delete="protection.guard-off",
    ),
    entry(
        "aws_ecr_replication_configuration", Role.PROTECTION,
        presence("replication_configuration", came="protection.up", gone="protection.backup-off"),
        presence("replication_configuration.rule.destination.region",
                 came="protection.up", gone="protection.backup-cut"),
        presence("replication_configuration.rule.repository_filter", empty=True,
                 came="protection.backup-cut", gone="protection.up", changed="config.parameter",
                 note="Without a filter every repository is replicated."),
        delete="protection.backup-off",
    ),
    entry(
        "aws_ecr_repository", Role.DATA_STORE,
        when(happens("data.delete", Verb.DELETE), only=_EMPTIED),
        when(happens("data.replace", Verb.REPLACE), only=_EMPTIED),
        *(
            when(happens(action, verb, reversible=Reversible.UNKNOWN, note=_REFUSED),
                 unless=_EMPTIED)
            for action, verb in (("data.delete", Verb.DELETE), ("data.replace", Verb.REPLACE))
        ),
        choice("image_tag_mutability",
               {"MUTABLE": "protection.guard-off", "IMMUTABLE": "protection.up"}),
        toggle("image_scanning_configuration.scan_on_push",
               on="protection.up", off="protection.guard-off"),
        toggle("force_delete", on="protection.guard-off", off="protection.up"),
        presence("encryption_configuration.kms_key",
                 came="protection.up", gone="protection.encryption-off"),
        order("encryption_configuration.encryption_type", ("", "AES256", "KMS", "KMS_DSSE"),
              up="protection.up", down="protection.encryption-off"),
    ),
    entry(
        "aws_ecr_repository_creation_template", Role.CONFIG,
        own_key("encryption_configuration.kms_key"),
        choice("image_tag_mutability",
               {"MUTABLE": "protection.guard-off", "IMMUTABLE": "protection.up"}),
        changed("lifecycle_policy", "data.retention-cut", note=_EXPIRES),
        document("repository_policy", "resource"),
        order("encryption_configuration.encryption_type", ("", "AES256", "KMS", "KMS_DSSE"),
              up="protection.up", down="protection.encryption-off"),
        delete="protection.guard-off", ignore=("description",),
    ),
    entry(
        "aws_ecr_repository_policy", Role.IDENTITY,
        document("policy", "resource"),
        changed("repository", "access.grant"),
    ),
    entry(
        "aws_ecrpublic_repository", Role.DATA_STORE,
        toggle("force_destroy", on="protection.guard-off", off="protection.up"),
        create="access.public", delete="data.delete", replace="data.replace",
        ignore=("catalog_data",),
    ),
    entry(
        "aws_ecrpublic_repository_policy", Role.IDENTITY,
        document("policy", "resource"),
    ),
    entry(
        "aws_ecs_account_setting_default", Role.CONFIG,
        changed("value", "config.parameter"),
        delete="config.parameter", replace="config.parameter",
    ),
    entry(
        "aws_ecs_capacity_provider", Role.SCALING,
        choice("auto_scaling_group_provider.managed_termination_protection",
               {"DISABLED": "protection.guard-off", "ENABLED": "protection.up"}),
        choice("auto_scaling_group_provider.managed_draining",
               {"DISABLED": "protection.guard-off", "ENABLED": "protection.up"}),
        choice("auto_scaling_group_provider.managed_scaling.status",
               {"DISABLED": "scale.limits-down", "ENABLED": "scale.limits-up"}),
        changed("auto_scaling_group_provider.managed_scaling.target_capacity",
                "config.parameter", disruption=_QUIET),
        number("auto_scaling_group_provider.managed_scaling.maximum_scaling_step_size",
               up="scale.limits-up", down="scale.limits-down"),
        changed("auto_scaling_group_provider.auto_scaling_group_arn", "scale.limits-down"),
        delete="scale.limits-down", replace="scale.limits-down",
    ),
    entry(
        "aws_ecs_cluster", Role.COMPUTE,
        presence("configuration.execute_command_configuration.log_configuration", gone="observability.logs-off"),
        encrypted("configuration.execute_command_configuration.log_configuration.cloud_watch_encryption_enabled"),
        encrypted("configuration.execute_command_configuration.log_configuration.s3_bucket_encryption_enabled"),
        key_within("configuration.managed_storage_configuration.fargate_ephemeral_storage_kms_key_id"),
        order("setting.value", ("disabled", "enabled", "enhanced"), down="observability.logs-off",
              note="Metrics of Container Insights stop, and the alarms on them go quiet."),
        choice("configuration.execute_command_configuration.logging",
               {"NONE": "observability.logs-off"}),
        presence("configuration.execute_command_configuration.kms_key_id",
                 came="protection.up", gone="protection.encryption-off"),
        presence("configuration.managed_storage_configuration.kms_key_id",
                 came="protection.up", gone="protection.encryption-off"),
        changed("service_connect_defaults.namespace", "routing.dns"),
        delete="scale.to-zero", replace="scale.to-zero", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_ecs_cluster_capacity_providers", Role.SCALING,
        members("capacity_providers", came="scale.limits-up", gone="scale.limits-down",
                swapped="config.parameter"),
        changed("default_capacity_provider_strategy", "config.parameter", disruption=_QUIET,
                note="Services that name no strategy keep theirs until they are made anew."),
        delete="scale.limits-down", replace="scale.limits-down",
    ),
    entry(
        "aws_ecs_service", Role.COMPUTE,
        danger("force_delete"),
        encrypted_within("volume_configuration.managed_ebs_volume.encrypted"),
        key_within("volume_configuration.managed_ebs_volume.kms_key_id"),
        *documented(
            _SERVICE,
            version("task_definition", newer="deploy.version", older="deploy.rollback",
                    what="revision", disruption=_RESTART),
        ),
        number("desired_count", up="scale.up", down="scale.down", zero="scale.to-zero"),
        *documented(
            _SERVICE,
            toggle("force_new_deployment", on="deploy.version", disruption=_RESTART,
                   note="Every apply restarts the tasks, with nothing else changed."),
            changed("triggers", "deploy.version", disruption=_RESTART),
            version("platform_version", newer="dependency.runtime", disruption=_RESTART),
        ),
        *documented(
            _SERVICE_PAGE,
            changed("launch_type", "deploy.version", disruption=_OUTAGE),
        ),
        changed("capacity_provider_strategy", "config.parameter"),
        *documented(
            _SERVICE_PARTS,
            *(presence(f"load_balancer.{behind}", came="routing.rule", gone="routing.remove",
                       changed="routing.rule", disruption=_RESTART)
              for behind in ("elb_name", "target_group_arn")),
            *(presence(f"load_balancer.{part}", changed="routing.rule", disruption=_RESTART)
              for part in ("container_name", "container_port")),
        ),
        presence("service_registries", came="routing.dns", gone="routing.remove",
                 changed="routing.dns"),
        changed("service_connect_configuration", "routing.dns"),
        changed("vpc_lattice_configurations", "routing.rule"),
        *documented(
            _SERVICE_PARTS,
            changed("network_configuration.subnets", "routing.network", disruption=_RESTART),
        ),
        members("network_configuration.security_groups", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
        toggle("network_configuration.assign_public_ip",
               on="exposure.open", off="exposure.narrow", verbs=ARRIVING),
        toggle("deployment_circuit_breaker.enable",
               on="protection.up", off="protection.guard-off"),
        toggle("deployment_circuit_breaker.rollback",
               on="protection.up", off="protection.guard-off"),
        toggle("alarms.enable", on="protection.up", off="protection.guard-off"),
        number("deployment_minimum_healthy_percent",
               up="config.parameter", down="protection.guard-off"),
        changed("deployment_maximum_percent", "config.parameter", disruption=_QUIET),
        changed("health_check_grace_period_seconds", "config.parameter", disruption=_QUIET),
        *documented(
            _SERVICE_PAGE,
            changed("deployment_controller.type", "config.parameter", disruption=_OUTAGE),
        ),
        changed("placement_constraints", "config.parameter"),
        toggle("enable_execute_command", on="access.grant", off="access.revoke"),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
        ignore=("wait_for_steady_state", "propagate_tags", "enable_ecs_managed_tags"),
    ),
    entry(
        "aws_ecs_task_definition", Role.COMPUTE,
        containers("container_definitions"),
        number("cpu", up="scale.resize-up", down="scale.resize-down", disruption=_QUIET),
        number("memory", up="scale.resize-up", down="scale.resize-down", disruption=_QUIET),
        number("ephemeral_storage.size_in_gib", up="scale.resize-up", down="scale.resize-down",
               disruption=_QUIET),
        assigned("task_role_arn"),
        assigned("execution_role_arn"),
        changed("network_mode", "routing.network"),
        changed("volume", "config.parameter", disruption=_QUIET),
        changed("runtime_platform", "dependency.runtime", disruption=_QUIET),
        choice("pid_mode", {"host": "access.grant"}),
        toggle("enable_fault_injection", on="config.parameter"),
        ignore=("revision", "arn_without_revision", "track_latest", "skip_destroy"),
    ),
    entry(
        "aws_ecs_task_set", Role.COMPUTE,
        danger("force_delete"),
        version("platform_version", newer="dependency.runtime"),
        toggle("network_configuration.assign_public_ip", on="exposure.open", off="exposure.narrow"),
        version("task_definition", newer="deploy.version", older="deploy.rollback",
                what="revision"),
        number("scale.value", up="scale.up", down="scale.down", zero="scale.to-zero"),
        changed("load_balancer", "routing.rule"),
        changed("network_configuration.subnets", "routing.network"),
        members("network_configuration.security_groups", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
        delete="scale.down", replace="deploy.version", replace_disruption=_REPLACE,
        ignore=("stability_status", "status"),
    ),
    entry(
        "aws_eks_access_entry", Role.IDENTITY,
        grants("kubernetes_groups", admin=("system:masters",)),
        changed("principal_arn", "access.grant"),
        delete="access.revoke", replace="access.grant", ignore=("modified_at",),
    ),
    entry(
        "aws_eks_access_policy_association", Role.IDENTITY,
        grants("policy_arn",
               admin=(f"{_EKS}AmazonEKSClusterAdminPolicy", f"{_EKS}AmazonEKSAdminPolicy")),
        choice("access_scope.type", {"cluster": "access.grant", "namespace": "access.revoke"}),
        when(members("access_scope.namespaces", came="access.grant", gone="access.revoke"),
             only={"access_scope.type": "namespace"}),
        assigned("principal_arn"),
        ignore=("associated_at", "modified_at"),
    ),
    entry(
        "aws_eks_addon", Role.COMPUTE,
        *documented(
            _ADDONS,
            version("addon_version", newer="deploy.version", older="deploy.rollback",
                    disruption=_RESTART),
            changed("configuration_values", "config.parameter", disruption=_RESTART),
        ),
        assigned("service_account_role_arn"),
        assigned("pod_identity_association.role_arn"),
        presence("pod_identity_association.service_account", changed="access.grant"),
        *documented(
            "https://docs.aws.amazon.com/goto/WebAPI/eks/DeleteAddon",
            when(happens("scale.to-zero", Verb.DELETE), unless={"preserve": "true"}),
        ),
        replace="deploy.version", replace_disruption=_OUTAGE,
        ignore=("modified_at", "resolve_conflicts", "resolve_conflicts_on_create",
                "resolve_conflicts_on_update"),
    ),
    entry(
        "aws_eks_cluster", Role.COMPUTE,
        *documented(
            "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_cluster",
            size("outpost_config.control_plane_instance_type", disruption=_OUTAGE),
        ),
        changed("zonal_shift_config.enabled", "config.flag"),
        version("version", newer="dependency.cluster", disruption=_QUIET,
                note="The control plane moves one minor version at a time and never back; nodes "
                "and add-ons follow by changes of their own."),
        toggle("vpc_config.endpoint_public_access",
               on="exposure.public", off="exposure.narrow", default=True),
        when(ingress("vpc_config.public_access_cidrs", "ranges"),
             unless={"vpc_config.endpoint_public_access": "false"}),
        toggle("vpc_config.endpoint_private_access", on="routing.network", off="routing.network"),
        changed("vpc_config.subnet_ids", "routing.network", disruption=_QUIET),
        members("vpc_config.security_group_ids", came="exposure.open", gone="exposure.narrow", note=_GROUPS),
        changed("role_arn", "access.grant"),
        members("enabled_cluster_log_types", gone="observability.logs-off"),
        presence("encryption_config", came="protection.up", gone="protection.encryption-off"),
        changed("access_config.authentication_mode", "access.grant"),
        choice("upgrade_policy.support_type", {"EXTENDED": "cost.up"}),
        toggle("compute_config.enabled", on="scale.limits-up", off="scale.limits-down"),
        members("compute_config.node_pools", came="scale.limits-up", gone="scale.limits-down"),
        toggle("kubernetes_network_config.elastic_load_balancing.enabled",
               on="routing.rule", off="routing.remove"),
        toggle("storage_config.block_storage.enabled",
               on="config.parameter", off="config.parameter"),
        toggle("force_update_version", on="protection.guard-off"),
        delete=("data.delete", "scale.to-zero"), replace=("data.replace", "scale.to-zero"),
        replace_disruption=_OUTAGE, ignore=("status", "platform_version"),
    ),
    entry(
        "aws_eks_fargate_profile", Role.COMPUTE,
        changed("selector", "scale.to-zero", disruption=_OUTAGE,
                note="The profile is replaced: its pods go, and those no profile selects wait."),
        changed("pod_execution_role_arn", "access.grant"),
        changed("subnet_ids", "routing.network"),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_eks_identity_provider_config", Role.IDENTITY,
        changed("oidc.issuer_url", "access.trust"),
        changed("oidc.client_id", "access.trust"),
        changed("oidc.required_claims", "access.trust"),
        changed("oidc.groups_claim", "access.trust"),
        changed("oidc.groups_prefix", "access.trust"),
        create="access.trust", delete="access.revoke", replace="access.trust",
    ),
    entry(
        "aws_eks_node_group", Role.COMPUTE,
        number("scaling_config.desired_size",
               up="scale.up", down="scale.down", zero="scale.to-zero"),
        number("scaling_config.min_size", up="scale.limits-up", down="scale.limits-down"),
        number("scaling_config.max_size", up="scale.limits-up", down="scale.limits-down"),
        *documented(
            _NODES,
            version("version", newer="dependency.cluster", disruption=_RESTART,
                    note="Nodes are drained and replaced one batch at a time."),
            replace(
                version("release_version", newer="deploy.version", older="deploy.rollback",
                        disruption=_RESTART, note=_NO_OLDER_NODES),
                reversible=Reversible.NO,
            ),
            changed("launch_template.version", "deploy.version", disruption=_RESTART),
        ),
        *documented(
            _NODES_PAGE,
            changed("launch_template.id", "deploy.version", disruption=_REPLACE),
            changed("ami_type", "deploy.version", disruption=_REPLACE),
            size("instance_types", disruption=_REPLACE),
            changed("capacity_type", "config.parameter", disruption=_REPLACE),
            number("disk_size", up="scale.resize-up", down="scale.resize-down", disruption=_REPLACE),
            changed("subnet_ids", "routing.network", disruption=_REPLACE),
            changed("node_role_arn", "access.grant", disruption=_REPLACE),
        ),
        changed("taint", "config.parameter"),
        changed("labels", "config.parameter", disruption=_QUIET),
        toggle("force_update_version", on="protection.guard-off", off="protection.up",
               note="Pods are evicted even where a disruption budget forbids it."),
        toggle("node_repair_config.enabled", on="protection.up", off="protection.guard-off"),
        presence("remote_access", came="exposure.open", gone="exposure.narrow",
                 changed="exposure.open"),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_REPLACE,
        ignore=("status",),
    ),
    entry(
        "aws_eks_pod_identity_association", Role.IDENTITY,
        grants("role_arn"),
        changed("service_account", "access.trust"),
        changed("namespace", "access.trust"),
    ),
)  # fmt: skip
