"""
AWS contact centres, calls, bots, customer profiles and messages to people.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    entry,
    grants,
    happens,
    ingress,
    members,
    number,
    presence,
    retention,
    secret,
    toggle,
    version,
    when,
)
from planguard.actions.providers.aws import assigned
from planguard.actions.providers.aws_forms import (
    code,
    feed,
    key,
    key_within,
    record,
    route,
    setting,
    switch,
    targets,
    tie,
    watcher,
    worker,
)
from planguard.actions.providers.forms import guard, parameters, records, room, store
from planguard.model.words import Reversible, Role, Verb


def _flags(*paths: str) -> tuple[Rule, ...]:
    return tuple(changed(path, "config.flag") for path in paths)


def _channel(name: str, *rules: Rule) -> TypeEntry:
    """Describe a way to send messages to people."""
    return feed(
        f"aws_pinpoint_{name}_channel",
        toggle("enabled", on="routing.rule", off="routing.remove", default=True),
        *rules,
        ignore=(),
    )


def _apple(name: str) -> TypeEntry:
    return _channel(
        name,
        *(secret(path) for path in ("certificate", "private_key", "token_key")),
        *parameters("bundle_id", "default_authentication_method", "team_id", "token_key_id"),
    )


_NUMBER_GONE = "A number that is released may be given to somebody else."
_RELEASED = (
    happens("routing.remove", Verb.DELETE, reversible=Reversible.NO, note=_NUMBER_GONE),
    happens("routing.remove", Verb.REPLACE, reversible=Reversible.NO, note=_NUMBER_GONE),
)
_FILE = tuple(when(rule, only={"content_hash": ""}) for rule in targets("filename"))
"""Where a flow is read from, which says nothing while the hash of what is read stays."""
_HOOKS = ("dialog_code_hook", "fulfillment_code_hook")
_TALK = ("closing_setting", "confirmation_setting", "initial_response_setting", "input_context",
         "kendra_configuration", "output_context", "sample_utterance", "slot_priority")  # fmt: skip

ENTRIES: tuple[TypeEntry, ...] = (
    feed("aws_appintegrations_data_integration", key("kms_key"), *targets("source_uri"),
         *parameters("schedule_config")),
    feed("aws_appintegrations_event_integration", *targets("event_filter", "eventbridge_bus")),
    route(
        "aws_chime_voice_connector",
        toggle("require_encryption", on="protection.up", off="exposure.tls-weaken"), ignore=(),
    ),
    route("aws_chime_voice_connector_group", *targets("connector"), ignore=()),
    record(
        "aws_chime_voice_connector_logging", records("enable_sip_logs"),
        records("enable_media_metric_logs"), ignore=(),
    ),
    route(
        "aws_chime_voice_connector_origination", *targets("route"),
        toggle("disabled", on="routing.remove", off="routing.rule"), ignore=(),
    ),
    record(
        "aws_chime_voice_connector_streaming",
        retention("data_retention", cut="data.retention-cut", zero_is="nothing"),
        toggle("disabled", on="observability.logs-off"),
        toggle("media_insights_configuration.disabled", on="observability.logs-off"),
        presence("media_insights_configuration.configuration_arn", came="config.parameter",
                 changed="config.parameter", gone="observability.logs-off"),
        *parameters("streaming_notification_targets"),
        ignore=(),
    ),
    route(
        "aws_chime_voice_connector_termination",
        ingress("cidr_allow_list", "ranges"),
        members("calling_regions", came="access.grant", gone="access.revoke"),
        room("cps_limit"),
        toggle("disabled", on="routing.remove", off="routing.rule"),
        *parameters("default_phone_number"), ignore=(),
    ),
    entry(
        "aws_chime_voice_connector_termination_credentials", Role.SECRET,
        secret("credentials.password"), changed("credentials.username", "secret.change"),
        delete="secret.delete",
    ),
    record(
        "aws_chimesdkvoice_global_settings",
        presence("voice_connector.cdr_bucket", gone="observability.logs-off",
                 changed="config.parameter"),
        ignore=(),
    ),
    route("aws_chimesdkvoice_sip_media_application", *targets("endpoints"), ignore=()),
    route(
        "aws_chimesdkvoice_sip_rule", *targets("target_applications", "trigger_value"),
        toggle("disabled", on="routing.remove", off="routing.rule"), ignore=(),
    ),
    store("aws_chimesdkvoice_voice_profile_domain",
          key("server_side_encryption_configuration.kms_key_arn"), ignore=("description",)),
    tie("aws_connect_bot_association", *targets("lex_bot"), gone="routing.remove"),
    route("aws_connect_contact_flow", *targets("content", "content_hash"), *_FILE),
    route("aws_connect_contact_flow_module", *targets("content", "content_hash"), *_FILE),
    setting("aws_connect_hours_of_operation", *parameters("config", "time_zone")),
    store(
        "aws_connect_instance",
        toggle("inbound_calls_enabled", on="routing.rule", off="routing.remove"),
        toggle("outbound_calls_enabled", on="routing.rule", off="routing.remove"),
        records("contact_flow_logs_enabled"),
        changed("identity_management_type", "access.trust"),
        *_flags("auto_resolve_best_voices_enabled", "contact_lens_enabled",
                "early_media_enabled", "multi_party_conference_enabled"),
        changed("instance_alias", "routing.dns"),
    ),
    record(
        "aws_connect_instance_storage_config",
        retention("storage_config.kinesis_video_stream_config.retention_period_hours",
                  cut="data.retention-cut", zero_is="nothing"),
        key("storage_config.kinesis_video_stream_config.encryption_config"),
        key("storage_config.s3_config.encryption_config"),
        *parameters("storage_config.s3_config.bucket_name",
                    "storage_config.s3_config.bucket_prefix",
                    "storage_config.kinesis_firehose_config",
                    "storage_config.kinesis_stream_config", "storage_config.storage_type"),
        ignore=(),
    ),
    entry(
        "aws_connect_lambda_function_association", Role.GLUE,
        create="access.grant", delete="access.revoke", replace=("access.grant", "access.revoke"),
    ),
    entry(
        "aws_connect_phone_number", Role.ROUTING, *targets("target_arn"), *_RELEASED,
        ignore=("description",),
    ),
    route(
        "aws_connect_queue",
        switch("status", "ENABLED", "DISABLED"),
        room("max_contacts"),
        *targets("hours_of_operation_id"),
        *parameters("outbound_caller_config", "quick_connect_ids"),
    ),
    route("aws_connect_quick_connect", *targets("quick_connect_config")),
    setting(
        "aws_connect_routing_profile",
        *targets("default_outbound_queue_id", "queue_configs"),
        number("media_concurrencies.concurrency", up="scale.limits-up", down="scale.limits-down"),
    ),
    entry("aws_connect_security_profile", Role.IDENTITY, grants("permissions"),
          ignore=("description",)),
    entry(
        "aws_connect_user", Role.IDENTITY,
        assigned("security_profile_ids"),
        *targets("routing_profile_id"),
        secret("password"),
        *parameters("directory_user_id", "hierarchy_group_id", "phone_config"),
        delete="access.revoke", ignore=("identity_info",),
    ),
    setting("aws_connect_user_hierarchy_group", ignore=()),
    setting("aws_connect_user_hierarchy_structure", *parameters("hierarchy_structure"), ignore=()),
    setting("aws_connect_vocabulary", *parameters("content"), ignore=()),
    store(
        "aws_customerprofiles_domain",
        changed("rule_based_matching.status", "config.flag"),
        retention("default_expiration_days", cut="data.retention-cut"),
        key("default_encryption_key"),
        presence("dead_letter_queue_url", came="protection.up", gone="protection.guard-off",
                 changed="config.parameter"),
        *_flags("matching.enabled", "matching.auto_merging.enabled",
                "rule_based_matching.enabled"),
        *parameters("matching.exporting_config", "rule_based_matching.exporting_config",
                    "rule_based_matching.matching_rules"),
    ),
    entry("aws_customerprofiles_profile", Role.DATA_STORE,
          delete="data.delete", replace="data.replace"),
    worker(
        "aws_lex_bot",
        *code("intent"),
        *_flags("child_directed", "detect_sentiment", "enable_model_improvements"),
        *parameters("abort_statement", "clarification_prompt", "idle_session_ttl_in_seconds",
                    "nlu_intent_confidence_threshold", "voice_id"),
        ignore=("create_version", "description", "process_behavior"),
        serves=True,
    ),
    route(
        "aws_lex_bot_alias",
        version("bot_version", newer="deploy.version", older="deploy.rollback"),
        presence("conversation_logs", came="protection.up", gone="observability.logs-off"),
        key_within("conversation_logs.log_settings.kms_key_arn"),
        *parameters("conversation_logs.log_settings.resource_arn"),
    ),
    setting(
        "aws_lex_intent",
        *code("dialog_code_hook", "fulfillment_activity"),
        *parameters("conclusion_statement", "confirmation_prompt", "follow_up_prompt",
                    "parent_intent_signature", "rejection_statement", "sample_utterances",
                    "slot"),
        ignore=("create_version", "description"),
    ),
    setting("aws_lex_slot_type", *parameters("enumeration_value", "value_selection_strategy"),
            ignore=("create_version", "description")),
    worker(
        "aws_lexv2models_bot", *targets("members"),
        *parameters("data_privacy", "idle_session_ttl_in_seconds"), assigned("role_arn"),
        ignore=("description", "test_bot_alias_tags"),
        serves=True,
    ),
    setting("aws_lexv2models_bot_locale",
            *parameters("n_lu_intent_confidence_threshold", "voice_settings")),
    setting("aws_lexv2models_bot_version", *code("locale_specification")),
    setting("aws_lexv2models_intent", *code(*_HOOKS),
            *parameters(*_TALK, "parent_intent_signature")),
    setting(
        "aws_lexv2models_slot",
        choice("obfuscation_setting.obfuscation_setting_type",
               {"None": "protection.guard-off", "DefaultObfuscation": "protection.up"}),
        *parameters("multiple_values_setting", "slot_type_id", "sub_slot_setting",
                    "value_elicitation_setting"),
    ),
    setting(
        "aws_lexv2models_slot_type",
        *parameters("composite_slot_type_setting", "external_source_setting",
                    "parent_slot_type_signature", "slot_type_values", "value_selection_setting"),
    ),
    entry("aws_notifications_notification_hub", Role.OBSERVABILITY),
    entry("aws_notificationscontacts_email_contact", Role.OBSERVABILITY,
          delete="observability.alarm-off", replace="observability.alarm-off"),
    _channel("adm", secret("client_id"), secret("client_secret")),
    _apple("apns"),
    _apple("apns_sandbox"),
    _apple("apns_voip"),
    _apple("apns_voip_sandbox"),
    store(
        "aws_pinpoint_app",
        room("limits.daily"), room("limits.maximum_duration"), room("limits.messages_per_second"),
        room("limits.total"),
        *parameters("campaign_hook", "quiet_time"),
    ),
    _channel("baidu", secret("api_key"), secret("secret_key")),
    _channel(
        "email",
        *parameters("configuration_set", "from_address", "identity", "role_arn",
                    "orchestration_sending_role_arn"),
    ),
    setting("aws_pinpoint_email_template", *parameters("email_template"), ignore=()),
    record("aws_pinpoint_event_stream", *parameters("destination_stream_arn", "role_arn"),
           ignore=()),
    _channel("gcm", secret("api_key"), secret("service_json"),
             *parameters("default_authentication_method")),
    _channel("sms", *parameters("sender_id", "short_code")),
    setting("aws_pinpointsmsvoicev2_configuration_set",
            *parameters("default_message_type", "default_sender_id"), ignore=()),
    store("aws_pinpointsmsvoicev2_opt_out_list"),
    entry(
        "aws_pinpointsmsvoicev2_phone_number", Role.ROUTING, *_RELEASED,
        guard("deletion_protection_enabled"),
        *_flags("self_managed_opt_outs_enabled", "two_way_channel_enabled"),
        *targets("two_way_channel_arn"),
        *parameters("opt_out_list_name", "two_way_channel_role"),
    ),
    tie("aws_ses_domain_identity_verification"),
    entry(
        "aws_sesv2_account_suppression_attributes", Role.PROTECTION,
        members("suppressed_reasons", came="protection.up", gone="protection.guard-off",
                swapped="protection.guard-off"),
    ),
    entry(
        "aws_sesv2_account_vdm_attributes", Role.OBSERVABILITY,
        choice("vdm_enabled", {"DISABLED": "observability.logs-off"}),
        choice("dashboard_attributes.engagement_metrics", {"DISABLED": "observability.logs-off"}),
        choice("guardian_attributes.optimized_shared_delivery",
               {"DISABLED": "config.flag", "ENABLED": "config.flag"}),
        delete="observability.logs-off",
    ),
    entry(
        "aws_sesv2_email_identity_feedback_attributes", Role.OBSERVABILITY,
        when(happens("observability.alarm-off", Verb.DELETE,
                     note="Deleting it switches forwarding off."),
             only={"email_forwarding_enabled": "true"}),
        toggle("email_forwarding_enabled", off="observability.alarm-off"),
    ),
    watcher("aws_ssmcontacts_contact", ignore=("display_name",)),
)  # fmt: skip
