"""AWS desktops and streamed applications: WorkSpaces and AppStream."""

from __future__ import annotations

from dataclasses import replace

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    documented,
    entry,
    ingress,
    limit,
    members,
    number,
    presence,
    size,
    toggle,
    when,
)
from planguard.actions.providers.aws import assigned, groups, own_key
from planguard.actions.providers.forms import parameters, units
from planguard.model.words import Disruption, Role

_OUTAGE = Disruption.OUTAGE

_FLEET = (
    "https://docs.aws.amazon.com/sdk-for-kotlin/api/latest/appstream/"
    "aws.sdk.kotlin.services.appstream/update-fleet.html"
)
_HOMES = "https://docs.aws.amazon.com/appstream2/latest/developerguide/home-folders-admin-cli.html"
_KEPT = "What users stored stays in the bucket; it is no longer shown to them in their sessions."


def _stopped(rule: Rule) -> Rule:
    """Describe what a fleet that runs cannot change: the provider stops it and starts it again."""
    return replace(rule, disruption=_OUTAGE)


_COMPUTE = (
    "VALUE", "STANDARD", "PERFORMANCE", "POWER", "POWERPRO", "GENERALPURPOSE_4XLARGE",
    "GENERALPURPOSE_8XLARGE",
)  # fmt: skip

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws_appstream_fleet", Role.COMPUTE,
        *(when(units(f"compute_capacity.desired_{counted}"),
               only={f"compute_capacity.desired_{other}": ("", "0")})
          for counted, other in (("instances", "sessions"), ("sessions", "instances"))),
        *documented(
            _FLEET,
            changed("image_name", "deploy.version"),
            changed("image_arn", "deploy.version"),
            *parameters("disconnect_timeout_in_seconds", "idle_disconnect_timeout_in_seconds"),
            *map(_stopped, (
                size("instance_type"),
                assigned("iam_role_arn"),
                groups("vpc_config.security_group_ids"),
                changed("vpc_config.subnet_ids", "routing.network"),
                toggle("enable_default_internet_access",
                       on="routing.network", off="routing.network"),
                *parameters("domain_join_info", "max_user_duration_in_seconds", "stream_view"),
                changed("description", "config.parameter",
                        note="The provider stops the fleet even for another description."),
            )),
        ),
        *parameters("max_sessions_per_instance"),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
        ignore=("display_name", "state"),
    ),
    entry(
        "aws_appstream_fleet_stack_association", Role.GLUE,
        delete="routing.remove", replace="routing.rule",
    ),
    entry(
        "aws_appstream_stack", Role.COMPUTE,
        changed("application_settings.enabled", "config.flag"),
        *documented(_HOMES, presence("storage_connectors.connector_type", came="config.flag",
                                     gone="config.flag", changed="config.flag", note=_KEPT)),
        members("storage_connectors.domains", came="access.grant", gone="access.revoke"),
        choice("user_settings.permission",
               {"DISABLED": "access.revoke", "ENABLED": "access.grant"}),
        presence("access_endpoints", came="exposure.narrow", gone="exposure.open",
                 changed="routing.network"),
        members("embed_host_domains", came="access.grant", gone="access.revoke"),
        *parameters("application_settings.settings_group", "redirect_url",
                    "streaming_experience_settings"),
        delete="routing.remove", replace="routing.remove", replace_disruption=_OUTAGE,
        ignore=("description", "display_name", "feedback_url"),
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
        *(toggle(f"self_service_permissions.{what}", on="access.grant", off="access.revoke",
                 default=what == "restart_workspace")
          for what in ("change_compute_type", "increase_volume_size", "rebuild_workspace",
                       "restart_workspace", "switch_running_mode")),
        *(choice(f"workspace_access_properties.device_type_{device}",
                 {"ALLOW": "access.grant", "DENY": "access.revoke"}, both=True)
          for device in ("android", "chromeos", "ios", "linux", "osx", "web", "windows",
                         "zeroclient")),
        groups("workspace_creation_properties.custom_security_group_id"),
        changed("workspace_creation_properties.enable_maintenance_mode", "config.flag"),
        limit("ip_group_ids", narrower="exposure.narrow", wider="exposure.open",
              note="Which groups are attached decides who can reach it."),
        toggle("workspace_creation_properties.enable_internet_access",
               on="exposure.open", off="exposure.narrow"),
        toggle("workspace_creation_properties.user_enabled_as_local_administrator",
               on="access.grant", off="access.revoke"),
        choice("saml_properties.status", {"DISABLED": "access.revoke"}, otherwise="access.trust"),
        changed("saml_properties.user_access_url", "access.trust", both=True),
        changed("saml_properties.relay_state_parameter_name", "config.parameter", both=True),
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
        size("workspace_properties.compute_type_name", order=_COMPUTE),
        *(number(f"workspace_properties.{which}_volume_size_gib", up="scale.resize-up",
                 disruption=Disruption.NONE) for which in ("root", "user")),
        choice("workspace_properties.running_mode", {"ALWAYS_ON": "cost.up"}),
        toggle("user_volume_encryption_enabled",
               on="protection.up", off="protection.encryption-off"),
        toggle("root_volume_encryption_enabled",
               on="protection.up", off="protection.encryption-off"),
        delete="data.delete", replace="data.replace", replace_disruption=_OUTAGE,
        ignore=("state", "ip_address", "computer_name"),
    ),
)  # fmt: skip
