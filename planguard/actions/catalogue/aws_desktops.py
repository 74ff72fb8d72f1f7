"""AWS desktops and streamed applications: WorkSpaces and AppStream."""

from __future__ import annotations

from planguard.actions.interface import (
    TypeEntry,
    changed,
    choice,
    entry,
    ingress,
    number,
    presence,
    size,
    toggle,
)
from planguard.actions.providers.aws import (
    groups,
    own_key,
)
from planguard.model.words import Disruption, Role

_REPLACE, _OUTAGE = Disruption.REPLACE, Disruption.OUTAGE

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws_appstream_fleet", Role.COMPUTE,
        number("compute_capacity.desired_instances",
               up="scale.up", down="scale.down", zero="scale.to-zero"),
        number("compute_capacity.desired_sessions",
               up="scale.up", down="scale.down", zero="scale.to-zero"),
        size("instance_type"),
        changed("image_name", "deploy.version"),
        changed("image_arn", "deploy.version"),
        changed("iam_role_arn", "access.grant"),
        changed("vpc_config", "routing.network"),
        toggle("enable_default_internet_access", on="routing.network", off="routing.network"),
        changed("max_user_duration_in_seconds", "config.parameter"),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
        ignore=("description", "display_name", "state"),
    ),
    entry(
        "aws_appstream_fleet_stack_association", Role.GLUE,
        delete="routing.remove", replace="routing.rule",
    ),
    entry(
        "aws_appstream_stack", Role.COMPUTE,
        changed("application_settings.enabled", "config.flag"),
        presence("storage_connectors", came="protection.up", gone="data.delete"),
        changed("user_settings", "access.grant"),
        delete="routing.remove", replace="routing.remove", replace_disruption=_OUTAGE,
        ignore=("description", "display_name"),
    ),
    entry(
        "aws_appstream_user", Role.IDENTITY,
        toggle("enabled", on="access.grant", off="access.revoke", default=True),
        create="access.grant", delete="access.revoke", replace="access.grant",
    ),
    entry(
        "aws_appstream_user_stack_association", Role.IDENTITY,
        create="access.grant", delete="access.revoke", replace="access.grant",
    ),
    entry(
        "aws_workspaces_directory", Role.IDENTITY,
        toggle("self_service_permissions.increase_volume_size", on="access.grant", off="access.revoke"),
        groups("workspace_creation_properties.custom_security_group_id"),
        changed("workspace_creation_properties.enable_maintenance_mode", "config.flag"),
        changed("ip_group_ids", "exposure.open",
                note="Which groups are attached decides who can reach it."),
        toggle("workspace_creation_properties.enable_internet_access",
               on="exposure.open", off="exposure.narrow"),
        toggle("workspace_creation_properties.user_enabled_as_local_administrator",
               on="access.grant", off="access.revoke"),
        changed("saml_properties", "access.trust"),
        choice("certificate_based_auth_properties.status",
               {"DISABLED": "protection.guard-off", "ENABLED": "protection.up"}),
        changed("subnet_ids", "routing.network", disruption=_OUTAGE),
        delete="access.revoke", replace="access.revoke", replace_disruption=_OUTAGE,
    ),
    entry(
        "aws_workspaces_ip_group", Role.NETWORK,
        ingress("rules.source", "ranges"),
        ignore=("description",),
    ),
    entry(
        "aws_workspaces_workspace", Role.DATA_STORE,
        own_key("volume_encryption_key"),
        changed("bundle_id", "data.replace", disruption=_OUTAGE),
        changed("workspace_properties.compute_type_name", "scale.resize-down"),
        choice("workspace_properties.running_mode", {"ALWAYS_ON": "cost.up"}),
        toggle("user_volume_encryption_enabled",
               on="protection.up", off="protection.encryption-off"),
        toggle("root_volume_encryption_enabled",
               on="protection.up", off="protection.encryption-off"),
        delete="data.delete", replace="data.replace", replace_disruption=_OUTAGE,
        ignore=("state", "ip_address", "computer_name"),
    ),
)  # fmt: skip
