"""AWS by its own interface: logs, alarms, trails, queues, topics, events and streams."""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    document,
    entry,
    members,
    number,
    order,
    presence,
    retention,
    threshold,
    toggle,
)
from planguard.actions.providers.aws import assigned, inline, own_key
from planguard.actions.providers.forms import parameters
from planguard.model.words import Disruption, Role

_QUIET = Disruption.NONE
_SILENT = members(
    "alarmActions", gone="observability.alarm-off", swapped="config.parameter",
    came="config.parameter",
)  # fmt: skip
_HEARD = toggle("actionsEnabled", off="observability.alarm-off", default=True)


def _later(path: str) -> Rule:
    return number(path, up="observability.alarm-loosened", down="config.parameter")


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        "aws-native:logs:LogGroup", Role.OBSERVABILITY,
        retention("retentionInDays", cut="observability.log-retention-cut",
                  up="observability.log-retention-up", unbounded="observability.log-unbounded",
                  note="What is older is deleted within about three days."),
        own_key("kmsKeyId"),
        toggle("deletionProtectionEnabled", on="protection.up", off="protection.guard-off"),
        order("logGroupClass", ("DELIVERY", "INFREQUENT_ACCESS", "STANDARD"),
              down="observability.alarm-loosened"),
        presence("dataProtectionPolicy", came="protection.up", gone="protection.guard-off",
                 changed="config.parameter"),
        inline("resourcePolicyDocument"),
        delete="observability.logs-off", replace="observability.logs-off",
    ),
    entry(
        "aws-native:logs:MetricFilter", Role.OBSERVABILITY,
        *parameters("filterPattern", "metricTransformations"),
        delete="observability.alarm-off", replace="config.parameter",
    ),
    entry(
        "aws-native:logs:SubscriptionFilter", Role.OBSERVABILITY,
        *parameters("filterPattern", "destinationArn"),
        delete="observability.logs-off", replace="config.parameter",
    ),
    entry(
        "aws-native:cloudwatch:Alarm", Role.OBSERVABILITY,
        _HEARD, _SILENT,
        threshold("threshold", comparison="comparisonOperator"),
        _later("evaluationPeriods"), _later("datapointsToAlarm"), _later("period"),
        order("treatMissingData", ("notBreaching", "ignore", "missing", "breaching"),
              down="observability.alarm-loosened"),
        *parameters("comparisonOperator", "dimensions", "extendedStatistic", "metricName",
                    "metrics", "namespace", "statistic"),
        delete="observability.alarm-off", replace="config.parameter",
        ignore=("alarmDescription",),
    ),
    entry(
        "aws-native:cloudwatch:CompositeAlarm", Role.OBSERVABILITY,
        _HEARD, _SILENT,
        changed("alarmRule", "observability.alarm-loosened",
                note="The rules are not compared."),
        presence("actionsSuppressor", came="observability.alarm-loosened"),
        delete="observability.alarm-off", replace="config.parameter",
        ignore=("alarmDescription",),
    ),
    entry(
        "aws-native:cloudtrail:Trail", Role.OBSERVABILITY,
        toggle("isLogging", off="observability.logs-off", on="protection.up"),
        toggle("isMultiRegionTrail", off="observability.logs-off", on="protection.up"),
        toggle("isOrganizationTrail", off="observability.logs-off", on="protection.up"),
        toggle("includeGlobalServiceEvents", off="observability.logs-off", default=True),
        toggle("enableLogFileValidation", off="protection.guard-off", on="protection.up"),
        presence("cloudWatchLogsLogGroupArn", gone="observability.logs-off",
                 changed="config.parameter"),
        changed("eventSelectors", "config.parameter", disruption=_QUIET),
        changed("s3BucketName", "config.parameter"),
        own_key("kmsKeyId"),
        delete="observability.logs-off", replace="observability.logs-off",
    ),
    entry(
        "aws-native:sns:Topic", Role.MESSAGING,
        own_key("kmsMasterKeyId"),
        presence("subscription", gone="observability.alarm-off", changed="routing.rule"),
        *parameters("contentBasedDeduplication", "tracingConfig", "signatureVersion"),
        delete="routing.remove", replace="routing.remove", ignore=("displayName",),
    ),
    *(
        entry(f"aws-native:{kind}", Role.IDENTITY, document("policyDocument", "resource"))
        for kind in ("sns:TopicPolicy", "sns:TopicInlinePolicy", "sqs:QueueInlinePolicy")
    ),
    entry(
        "aws-native:sns:Subscription", Role.MESSAGING,
        changed("endpoint", "routing.rule"),
        changed("protocol", "routing.rule"),
        changed("filterPolicy", "routing.rule"),
        presence("redrivePolicy", came="protection.up", gone="protection.guard-off"),
        delete="routing.remove", replace="routing.rule",
    ),
    entry(
        "aws-native:sqs:Queue", Role.MESSAGING,
        retention("messageRetentionPeriod", cut="data.retention-cut", zero_is="nothing"),
        own_key("kmsMasterKeyId"),
        toggle("sqsManagedSseEnabled", on="protection.up", off="protection.encryption-off",
               note="It is also switched off when a KMS key takes over."),
        presence("redrivePolicy", came="protection.up", gone="protection.guard-off",
                 changed="config.parameter"),
        *parameters("visibilityTimeout", "delaySeconds", "maximumMessageSize",
                    "receiveMessageWaitTimeSeconds", "redriveAllowPolicy",
                    "contentBasedDeduplication", "deduplicationScope", "fifoThroughputLimit"),
        delete="data.delete", replace="data.replace",
    ),
    entry(
        "aws-native:kinesis:Stream", Role.MESSAGING,
        number("shardCount", up="scale.up", down="scale.down"),
        retention("retentionPeriodHours", cut="data.retention-cut", zero_is="nothing"),
        presence("streamEncryption", came="protection.up", gone="protection.encryption-off"),
        choice("streamModeDetails.streamMode",
               {"PROVISIONED": "scale.limits-down", "ON_DEMAND": "scale.limits-up"}),
        delete="data.delete", replace="data.replace",
    ),
    entry(
        "aws-native:events:Rule", Role.ROUTING,
        choice("state", {"DISABLED": "routing.remove", "ENABLED": "routing.rule"},
               default="ENABLED"),
        changed("eventPattern", "routing.rule"),
        changed("scheduleExpression", "config.parameter"),
        presence("targets.arn", came="routing.rule", gone="routing.remove",
                 changed="routing.rule"),
        assigned("roleArn"),
        delete="routing.remove", replace="routing.rule", ignore=("description",),
    ),
    entry(
        "aws-native:events:EventBus", Role.MESSAGING,
        inline("policy"), own_key("kmsKeyIdentifier"),
        presence("deadLetterConfig.arn", came="protection.up", gone="protection.guard-off"),
        delete="routing.remove", replace="routing.remove", ignore=("description",),
    ),
)  # fmt: skip
