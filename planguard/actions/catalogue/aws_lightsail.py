"""AWS Lightsail: its machines, containers, stores, names and balancers."""

from __future__ import annotations

from planguard.actions.interface import (
    TypeEntry,
    changed,
    choice,
    entry,
    ingress,
    members,
    number,
    presence,
    script,
    secret,
    size,
    toggle,
    variables,
    version,
)
from planguard.actions.providers.forms import public
from planguard.model.words import Disruption, Role

_REPLACE, _OUTAGE = Disruption.REPLACE, Disruption.OUTAGE
_DATABASES = tuple(
    f"{size_}_{kind}"
    for size_ in ("micro", "small", "medium", "large")
    for kind in ("1_0", "2_0", "ha_1_0", "ha_2_0")
)
"""Bundles of databases from small to large."""
_MACHINES = tuple(
    "/".join(
        f"{size_}_{kind}{generation}_0"
        for kind in ("", "win_", "ipv6_", "win_ipv6_")
        for generation in (1, 2, 3)
    )
    for size_ in (
        "nano",
        "micro",
        "small",
        "medium",
        "large",
        "xlarge",
        "2xlarge",
        "4xlarge",
    )
)
"""Bundles of machines from small to large."""

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws_lightsail_bucket", Role.DATA_STORE,
        toggle("force_delete", on="protection.guard-off", off="protection.up"),
        size("bundle_id", order=("small_1_0", "medium_1_0", "large_1_0"),
             disruption=Disruption.NONE),
        delete="data.delete", replace="data.replace",
    ),
    entry(
        "aws_lightsail_bucket_access_key", Role.SECRET,
        create="secret.create", delete="secret.delete", replace="secret.change",
    ),
    entry(
        "aws_lightsail_bucket_resource_access", Role.IDENTITY,
        create="access.grant", delete="access.revoke", replace=("access.grant", "access.revoke"),
    ),
    entry(
        "aws_lightsail_certificate", Role.KEY,
        members("subject_alternative_names", gone="routing.remove"),
        create="key.create", delete="key.delete", replace="key.rotate",
        ignore=("domain_validation_options",),
    ),
    entry(
        "aws_lightsail_container_service", Role.COMPUTE,
        size("power", order=("nano", "micro", "small", "medium", "large", "xlarge")),
        number("scale", up="scale.up", down="scale.down", zero="scale.to-zero"),
        toggle("is_disabled", on="scale.to-zero", off="scale.up"),
        toggle("private_registry_access.ecr_image_puller_role.is_active",
               on="access.grant", off="access.revoke"),
        changed("public_domain_names", "routing.dns"),
        delete="scale.to-zero", replace="scale.to-zero", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_lightsail_container_service_deployment_version", Role.COMPUTE,
        version("container.image", newer="deploy.version", older="deploy.rollback", what="image"),
        variables("container.environment"),
        changed("container.command", "deploy.version"),
        changed("public_endpoint.container_name", "routing.rule"),
        changed("public_endpoint.container_port", "routing.rule"),
        changed("public_endpoint.health_check", "config.parameter"),
        changed("container.ports", "routing.rule"),
    ),
    entry(
        "aws_lightsail_database", Role.DATA_STORE,
        changed("blueprint_id", "schema.engine"),
        size("bundle_id", order=_DATABASES,
             note="A bundle of high availability (`ha`) has a second machine that stands by."),
        secret("master_password"),
        public("publicly_accessible"),
        toggle("backup_retention_enabled", on="protection.up", off="protection.backup-off",
               default=True),
        toggle("skip_final_snapshot", on="protection.backup-off", off="protection.up"),
        delete="data.delete", replace="data.replace", replace_disruption=_OUTAGE,
        ignore=("apply_immediately", "ram_size", "cpu_count", "disk_size",
                "preferred_maintenance_window"),
    ),
    entry(
        "aws_lightsail_disk", Role.DATA_STORE,
        delete="data.delete", replace="data.replace", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_lightsail_disk_attachment", Role.GLUE,
        replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_lightsail_distribution", Role.ROUTING,
        changed("origin", "routing.rule"),
        changed("default_cache_behavior", "config.parameter"),
        changed("cache_behavior", "config.parameter"),
        changed("cache_behavior_settings", "config.parameter"),
        changed("certificate_name", "routing.rule"),
        size("bundle_id", order=("small_1_0", "medium_1_0", "large_1_0"), disruption=Disruption.NONE),
        changed("ip_address_type", "routing.network"),
        choice("origin.protocol_policy",
               {"http-only": "exposure.tls-weaken", "https-only": "protection.up"}),
        toggle("is_enabled", on="routing.rule", off="routing.remove", default=True),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
        ignore=("status", "support_code"),
    ),
    entry(
        "aws_lightsail_domain", Role.ROUTING,
        delete="routing.remove", replace="routing.remove", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_lightsail_domain_entry", Role.ROUTING,
        changed("target", "routing.dns"),
        changed("type", "routing.dns"),
        changed("name", "routing.remove"),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_lightsail_instance", Role.COMPUTE,
        changed("blueprint_id", "deploy.version", disruption=_REPLACE),
        size("bundle_id", order=_MACHINES, disruption=_REPLACE),
        changed("user_data", "deploy.version", disruption=_REPLACE),
        changed("key_pair_name", "access.trust", disruption=_REPLACE),
        changed("ip_address_type", "routing.network"),
        script("user_data"),
        presence("add_on", came="protection.up", gone="protection.backup-off"),
        choice("add_on.status", {"Disabled": "protection.backup-off", "Enabled": "protection.up"}),
        delete=("data.delete", "scale.to-zero"), replace="data.replace",
        replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_lightsail_instance_public_ports", Role.NETWORK,
        ingress(
            "port_info.cidrs", "ranges",
            note="A port without ranges is open to everyone, and ports not listed are closed.",
        ),
        *(presence(f"port_info.{end}", came="exposure.open", gone="exposure.narrow",
                   changed="exposure.open") for end in ("from_port", "to_port")),
        delete="exposure.narrow",
    ),
    entry(
        "aws_lightsail_key_pair", Role.IDENTITY,
        changed("public_key", "access.grant"),
        delete="access.revoke", replace="access.grant",
    ),
    entry(
        "aws_lightsail_lb", Role.ROUTING,
        changed("instance_port", "routing.rule"),
        changed("health_check_path", "config.parameter"),
        changed("ip_address_type", "routing.network"),
        delete="routing.remove", replace="routing.dns", replace_disruption=_OUTAGE,
        ignore=("support_code",),
    ),
    entry(
        "aws_lightsail_lb_attachment", Role.GLUE,
        delete="routing.remove", replace="routing.rule",
    ),
    entry(
        "aws_lightsail_lb_certificate", Role.KEY,
        members("subject_alternative_names", gone="routing.remove"),
        create="key.create", delete="key.delete", replace="key.rotate",
        ignore=("domain_validation_records", "support_code"),
    ),
    entry(
        "aws_lightsail_lb_certificate_attachment", Role.GLUE,
        delete="exposure.tls-weaken", replace="routing.rule",
    ),
    entry(
        "aws_lightsail_lb_https_redirection_policy", Role.ROUTING,
        toggle("enabled", on="protection.up", off="exposure.tls-weaken"),
        delete="exposure.tls-weaken",
    ),
    entry(
        "aws_lightsail_lb_stickiness_policy", Role.ROUTING,
        toggle("enabled", on="routing.traffic", off="routing.traffic"),
        changed("cookie_duration", "routing.traffic"),
        delete="routing.traffic",
    ),
    entry(
        "aws_lightsail_static_ip", Role.NETWORK,
        delete="routing.remove", replace="routing.network", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_lightsail_static_ip_attachment", Role.GLUE,
        delete="routing.remove", replace="routing.network", replace_disruption=_OUTAGE,
    ),
)  # fmt: skip
