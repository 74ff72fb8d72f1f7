"""
AWS video and audio: channels, inputs, transcoding and chat.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    TypeEntry,
    choice,
    entry,
    ingress,
    members,
    order,
    presence,
    toggle,
)
from planguard.actions.providers.aws import (
    assigned,
    groups,
)
from planguard.actions.providers.aws_forms import (
    feed,
    key,
    record,
    route,
    setting,
    targets,
    worker,
)
from planguard.actions.providers.forms import parameters, room, units, wiring
from planguard.model.words import Role

_STREAMED = (
    *("destinations", "encoder_settings", "input_attachments", "input_specification"),
    *("cdi_input_specification", "maintenance"),
)

ENTRIES: tuple[TypeEntry, ...] = (
    setting(
        "aws_chimesdkmediapipelines_media_insights_pipeline_configuration",
        *parameters("elements", "real_time_alert_configuration"),
        assigned("resource_access_role_arn"),
        ignore=(),
    ),
    worker(
        "aws_elastictranscoder_pipeline",
        *parameters("content_config", "input_bucket", "notifications", "output_bucket", "role",
                    "thumbnail_config"),
        key("aws_kms_key_arn"),
        *(members(f"{which}_config_permissions.{what}", came="access.grant", gone="access.revoke")
          for which in ("content", "thumbnail") for what in ("access", "grantee")),
    ),
    setting(
        "aws_elastictranscoder_preset",
        *parameters("audio", "audio_codec_options", "container", "thumbnails", "video",
                    "video_codec_options", "video_watermarks"),
    ),
    route(
        "aws_ivs_channel",
        toggle("authorized", on="access.revoke", off="access.public",
               note="A channel that asks for no authorization is played by whoever has its URL."),
        *parameters("latency_mode", "recording_configuration_arn", "type"), ignore=(),
    ),
    entry(
        "aws_ivs_playback_key_pair", Role.KEY,
        create="access.trust", delete="access.revoke", replace="key.rotate",
    ),
    setting(
        "aws_ivs_recording_configuration",
        *parameters("destination_configuration", "recording_reconnect_window_seconds",
                    "thumbnail_configuration"), ignore=(),
    ),
    record("aws_ivschat_logging_configuration", *parameters("destination_configuration"),
        ignore=()),
    feed(
        "aws_ivschat_room",
        members("logging_configuration_identifiers", gone="observability.logs-off",
                swapped="config.parameter"),
        room("maximum_message_length"),
        room("maximum_message_rate_per_second"),
        presence("message_review_handler.uri", came="protection.up", gone="protection.guard-off",
                 changed="config.parameter"),
        order("message_review_handler.fallback_result", ("ALLOW", "DENY"),
              up="protection.up", down="protection.guard-off"), ignore=(),
    ),
    worker(
        "aws_media_convert_queue",
        room("concurrent_jobs"),
        choice("status", {"ACTIVE": "scale.up", "PAUSED": "scale.to-zero"}),
        choice("pricing_plan", {"RESERVED": "cost.up"}),
        units("reservation_plan_settings.reserved_slots"),
        *parameters("reservation_plan_settings.renewal_type"),
        ignore=("description",),
    ),
    route("aws_media_package_channel"),
    route("aws_media_packagev2_channel_group"),
    worker(
        "aws_medialive_channel",
        toggle("start_channel", on="scale.up", off="scale.to-zero"),
        *parameters(*_STREAMED),
        choice("log_level", {"DISABLED": "observability.logs-off"}, otherwise="config.parameter"),
        choice("channel_class", {"SINGLE_PIPELINE": "protection.guard-off",
                                 "STANDARD": "protection.up"}),
        assigned("role_arn"),
        groups("vpc.security_group_ids"),
        *wiring("vpc.subnet_ids", "vpc.public_address_allocation_ids"),
        serves=True,
    ),
    route(
        "aws_medialive_input",
        *targets("destinations", "input_devices", "media_connect_flows", "sources"),
        members("input_security_groups", came="exposure.open", gone="exposure.narrow"),
        groups("vpc.security_group_ids"),
        *wiring("vpc.subnet_ids"), assigned("role_arn"), ignore=(),
    ),
    entry("aws_medialive_input_security_group", Role.NETWORK,
          ingress("whitelist_rules", "blocks")),
    worker(
        "aws_medialive_multiplex",
        toggle("start_multiplex", on="scale.up", off="scale.to-zero"),
        *parameters("availability_zones", "multiplex_settings"),
        serves=True,
    ),
    setting("aws_medialive_multiplex_program", *parameters("multiplex_program_settings"),
        ignore=()),
)  # fmt: skip
