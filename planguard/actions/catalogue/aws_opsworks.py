"""AWS OpsWorks Stacks: layers, instances and applications. The service ended on 2024-05-26."""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    documented,
    entry,
    grants,
    happens,
    number,
    presence,
    secret,
    size,
    toggle,
    variables,
    version,
    when,
)
from planguard.actions.providers.aws import assigned, groups
from planguard.actions.providers.aws_forms import addressed, code, encrypted_within, setting
from planguard.actions.providers.forms import guard, parameters, records
from planguard.model.words import Disruption, Reversible, Role, Verb


def _runtime(path: str) -> Rule:
    return version(path, newer="dependency.runtime")


def _layer(name: str, *rules: Rule) -> TypeEntry:
    """Describe a layer: what the instances in it are made of."""
    return entry(
        f"aws_opsworks_{name}_layer",
        Role.COMPUTE,
        *_LAYER,
        *rules,
        *documented(
            "https://docs.aws.amazon.com/opsworks/latest/APIReference/API_DeleteLayer.html",
            happens(
                "config.parameter",
                Verb.DELETE,
                disruption=_QUIET,
                note="OpsWorks refuses while instances belong to the layer.",
            ),
        ),
    )


def _source(block: str) -> tuple[Rule, ...]:
    """Describe where the code comes from."""
    return (
        version(
            f"{block}.revision", newer="deploy.version", older="deploy.rollback", disruption=_QUIET
        ),
        *code(f"{block}.url", f"{block}.type"),
        secret(f"{block}.password"),
        secret(f"{block}.ssh_key"),
        changed(f"{block}.username", "secret.change"),
    )


_QUIET = Disruption.NONE
_EVENTS = ("configure", "deploy", "setup", "shutdown", "undeploy")
_SHAPE = (
    *parameters("load_based_auto_scaling.downscaling", "load_based_auto_scaling.upscaling"),
    changed("load_based_auto_scaling.enable", "config.flag"),
)  # fmt: skip
_LAYER = (
    addressed("auto_assign_elastic_ips"),
    addressed("auto_assign_public_ips"),
    guard("auto_healing", default=True),
    *code(*(f"custom_{event}_recipes" for event in _EVENTS), "system_packages"),
    *parameters("custom_json", "install_updates_on_boot", "use_ebs_optimized_instances"),
    *parameters("instance_shutdown_timeout"),
    guard("drain_elb_on_shutdown", default=True),
    presence(
        "cloudwatch_configuration.log_streams.file",
        gone="observability.logs-off",
        changed="observability.logs-off",
    ),
    assigned("custom_instance_profile_arn"),
    groups("custom_security_group_ids"),
    presence(
        "elastic_load_balancer", came="routing.rule", gone="routing.remove", changed="routing.rule"
    ),
    records("cloudwatch_configuration.enabled"),
    encrypted_within("ebs_volume.encrypted"),
    number("ebs_volume.size", up="scale.resize-up", down="scale.resize-down", disruption=_QUIET),
    number("ebs_volume.number_of_disks", up="scale.resize-up", down="scale.resize-down"),
    number("ebs_volume.iops", up="scale.resize-up", down="scale.resize-down", disruption=_QUIET),
    *_SHAPE,
)

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws_opsworks_application",
        Role.COMPUTE,
        *_source("app_source"),
        variables("environment"),
        toggle("enable_ssl", on="protection.up", off="exposure.tls-weaken"),
        secret("ssl_configuration.private_key"),
        changed("ssl_configuration.certificate", "routing.rule"),
        changed("domains", "routing.dns"),
        *parameters(
            "auto_bundle_on_deploy",
            "aws_flow_ruby_settings",
            "data_source_arn",
            "data_source_database_name",
            "data_source_type",
            "document_root",
            "rails_env",
        ),
        delete="scale.to-zero",
        ignore=("description",),
    ),
    _layer("custom"),
    _layer("ecs_cluster", *parameters("ecs_cluster_arn")),
    _layer("ganglia", secret("password"), changed("username", "secret.change")),
    _layer(
        "haproxy",
        secret("stats_password"),
        changed("stats_user", "secret.change"),
        changed("stats_enabled", "config.flag"),
        *parameters("healthcheck_method", "healthcheck_url"),
    ),
    entry(
        "aws_opsworks_instance",
        Role.COMPUTE,
        size("instance_type"),
        choice("state", {"running": "scale.up", "stopped": "scale.to-zero"}),
        *code("ami_id", "os"),
        changed("auto_scaling_type", "config.flag"),
        changed("elastic_ip", "routing.network"),
        changed("subnet_id", "routing.network"),
        groups("security_group_ids"),
        assigned("instance_profile_arn"),
        changed("ssh_key_name", "access.trust"),
        *parameters("agent_version", "ecs_cluster_arn", "install_updates_on_boot", "layer_ids"),
        number("root_block_device.volume_size", up="scale.resize-up", down="scale.resize-down"),
        number("ebs_block_device.volume_size", up="scale.resize-up", down="scale.resize-down"),
        toggle("delete_ebs", on="protection.guard-off", off="protection.up", default=True),
        when(
            happens("data.delete", Verb.DELETE, reversible=Reversible.WITH_DATA_LOSS),
            only={"ebs_block_device.delete_on_termination": "true"},
        ),
        delete="scale.to-zero",
        ignore=("created_at", "delete_eip", "hostname", "status"),
    ),
    _layer(
        "java_app",
        _runtime("app_server_version"),
        _runtime("jvm_version"),
        *code("app_server", "jvm_type"),
        *parameters("jvm_options"),
    ),
    _layer(
        "memcached",
        number("allocated_memory", up="scale.resize-up", down="scale.resize-down"),
    ),
    _layer(
        "mysql",
        secret("root_password"),
        *parameters("root_password_on_all_instances"),
    ),
    _layer("nodejs_app", _runtime("nodejs_version")),
    entry(
        "aws_opsworks_permission",
        Role.IDENTITY,
        grants("level", admin=("manage",)),
        toggle("allow_ssh", on="access.grant", off="access.revoke"),
        toggle("allow_sudo", on="access.admin", off="access.revoke"),
        delete="access.revoke",
    ),
    _layer("php_app"),
    _layer(
        "rails_app",
        _runtime("ruby_version"),
        _runtime("passenger_version"),
        _runtime("rubygems_version"),
        _runtime("bundler_version"),
        *code("app_server", "manage_bundler"),
    ),
    entry(
        "aws_opsworks_rds_db_instance",
        Role.GLUE,
        secret("db_password"),
        changed("db_user", "secret.change"),
        delete="routing.remove",
        replace="routing.rule",
    ),
    setting(
        "aws_opsworks_stack",
        *_source("custom_cookbooks_source"),
        *code("use_custom_cookbooks", "default_os"),
        *parameters("agent_version", "custom_json", "default_root_device_type"),
        _runtime("berkshelf_version"),
        _runtime("configuration_manager_version"),
        assigned("default_instance_profile_arn"),
        assigned("service_role_arn"),
        changed("default_ssh_key_name", "access.trust"),
        changed("default_subnet_id", "routing.network"),
        toggle(
            "use_opsworks_security_groups",
            on="exposure.open",
            off="exposure.narrow",
            default=True,
        ),
        ignore=("color", "default_availability_zone", "hostname_theme"),
    ),
    _layer("static_web"),
    entry(
        "aws_opsworks_user_profile",
        Role.IDENTITY,
        changed("ssh_public_key", "access.trust"),
        changed("ssh_username", "access.trust"),
        toggle("allow_self_management", on="access.grant", off="access.revoke"),
        delete="access.revoke",
    ),
)
