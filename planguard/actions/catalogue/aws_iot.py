"""
AWS IoT: things, their certificates and rights, and the rules for what they send.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    TypeEntry,
    changed,
    choice,
    document,
    entry,
    grants,
    number,
    order,
    presence,
    toggle,
)
from planguard.actions.providers.aws import assigned
from planguard.actions.providers.aws_forms import permission, route, setting, switch, targets
from planguard.actions.providers.forms import parameters, wiring
from planguard.model.words import Role

_TLS = tuple(
    f"IotSecurityPolicy_{name}"
    for name in (
        *("TLS12_1_0_2015_01", "TLS12_1_0_2016_01", "TLS12_1_2_2022_10"),
        *("TLS13_1_2_2022_10", "TLS13_1_3_2022_10"),
    )
)
_RULE_ACTIONS = (
    *("cloudwatch_alarm", "cloudwatch_logs", "cloudwatch_metric", "dynamodb", "dynamodbv2"),
    *("elasticsearch", "firehose", "http", "iot_analytics", "iot_events", "kafka", "kinesis"),
    *("lambda", "republish", "s3", "sns", "sqs", "step_functions", "timestream"),
)

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws_iot_authorizer", Role.IDENTITY,
        changed("authorizer_function_arn", "access.trust"),
        changed("token_signing_public_keys", "access.trust"),
        toggle("signing_disabled", on="protection.guard-off", off="protection.up"),
        choice("status", {"ACTIVE": "access.grant", "INACTIVE": "access.revoke"}),
        *parameters("enable_caching_for_http", "token_key_name"),
        delete="access.revoke", replace="access.trust",
    ),
    setting("aws_iot_billing_group", ignore=()),
    entry(
        "aws_iot_ca_certificate", Role.IDENTITY,
        toggle("active", on="access.trust", off="access.revoke"),
        toggle("allow_auto_registration", on="access.trust", off="access.revoke",
               note="Devices whose certificates it has signed register themselves."),
        changed("ca_certificate_pem", "access.trust"),
        *parameters("certificate_mode", "registration_config"),
        create="access.trust", delete="access.revoke", ignore=("verification_certificate_pem",),
    ),
    entry(
        "aws_iot_certificate", Role.KEY,
        toggle("active", on="access.grant", off="access.revoke"),
        changed("certificate_pem", "key.rotate"),
        changed("ca_pem", "key.rotate"),
        changed("csr", "key.rotate"),
        create="key.create", delete="access.revoke",
    ),
    route(
        "aws_iot_domain_configuration",
        *targets("domain_name", "server_certificate_arns", "service_type",
                 "application_protocol"),
        changed("authentication_type", "access.trust"),
        switch("status", "ENABLED", "DISABLED"),
        changed("authorizer_config.default_authorizer_name", "access.trust"),
        toggle("authorizer_config.allow_authorizer_override",
               on="access.grant", off="access.revoke"),
        order("tls_config.security_policy", _TLS, up="protection.up", down="exposure.tls-weaken"),
        ignore=("validation_certificate_arn",),
    ),
    setting("aws_iot_event_configurations", changed("event_configurations", "config.flag"),
        ignore=()),
    setting(
        "aws_iot_indexing_configuration",
        *parameters("thing_group_indexing_configuration", "thing_indexing_configuration"),
        ignore=(),
    ),
    entry(
        "aws_iot_logging_options", Role.OBSERVABILITY,
        toggle("disable_all_logs", on="observability.logs-off"),
        choice("default_log_level", {"DISABLED": "observability.logs-off"},
               otherwise="config.parameter"),
        *parameters("role_arn"),
    ),
    entry("aws_iot_policy", Role.IDENTITY, document("policy", "identity")),
    entry("aws_iot_policy_attachment", Role.IDENTITY, grants("policy"),
          *(changed("target", action) for action in ("access.grant", "access.revoke"))),
    entry(
        "aws_iot_provisioning_template", Role.IDENTITY,
        toggle("enabled", on="access.grant", off="access.revoke"),
        presence("pre_provisioning_hook", came="protection.up", gone="protection.guard-off",
                 changed="config.parameter"),
        assigned("provisioning_role_arn"),
        *parameters("template_body"),
        delete="access.revoke", ignore=("description",),
    ),
    permission(
        "aws_iot_role_alias",
        assigned("role_arn"),
        number("credential_duration", up="access.grant", down="access.revoke"),
    ),
    setting("aws_iot_thing", *parameters("attributes", "thing_type_name"), ignore=()),
    setting("aws_iot_thing_group", *parameters("properties"), ignore=()),
    entry("aws_iot_thing_group_membership", Role.GLUE, ignore=("override_dynamic_group",)),
    permission("aws_iot_thing_principal_attachment"),
    setting("aws_iot_thing_type", changed("deprecated", "config.flag"), *parameters("properties"),
        ignore=()),
    route(
        "aws_iot_topic_rule",
        toggle("enabled", on="routing.rule", off="routing.remove"),
        *targets("sql"),
        *(presence(where, came="routing.rule", gone="routing.remove", changed="routing.rule")
          for where in _RULE_ACTIONS),
        *parameters("sql_version"),
        presence("error_action", came="protection.up", gone="protection.guard-off",
                 changed="config.parameter"),
    ),
    route(
        "aws_iot_topic_rule_destination",
        toggle("enabled", on="routing.rule", off="routing.remove", default=True),
        *wiring("vpc_configuration.security_groups", "vpc_configuration.subnet_ids",
                "vpc_configuration.vpc_id"),
        assigned("vpc_configuration.role_arn"), ignore=(),
    ),
)  # fmt: skip
