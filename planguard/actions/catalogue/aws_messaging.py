"""
AWS queues, topics, streams, brokers, event buses, schedules and mail: what changes to them mean.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ALWAYS,
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
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
    secret,
    size,
    toggle,
    variables,
    version,
    when,
)
from planguard.actions.providers.aws import assigned, groups, inline, own_key
from planguard.actions.providers.aws_forms import feed, key, key_within, resource_policy
from planguard.actions.providers.forms import (
    danger,
    guard,
    parameters,
    public,
    queue,
    records,
    room,
    units,
)
from planguard.model.words import Disruption, Role, Verb

_BROKER_UPGRADE = (
    "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/upgrading-brokers.html"
)
_BROKER_SIZE = (
    "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/upgrading-instance-type.html"
)
_BROKER_REBOOT = (
    "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/maintaining-brokers.html"
)
_KAFKA_UPGRADE = "https://docs.aws.amazon.com/msk/latest/developerguide/version-upgrades.html"
_KAFKA_SIZE = "https://docs.aws.amazon.com/msk/latest/developerguide/msk-update-broker-type.html"
_CONNECTOR_OFFSETS = "https://docs.aws.amazon.com/msk/latest/developerguide/msk-connect-set-offset-storage-topic.html"
_KAFKA_CONFIGURATION = (
    "https://docs.aws.amazon.com/msk/latest/developerguide/msk-update-cluster-config.html"
)


def _dead_letters(path: str) -> Rule:
    return presence(
        path,
        came="protection.up",
        gone="protection.guard-off",
        changed="config.parameter",
        note="Without it, messages that fail again and again are dropped or retried for ever.",
    )


def _switch(path: str, on: str, off: str) -> Rule:
    """Describe a word that starts or stops a route for events; open where none is given."""
    return choice(path, {on: "routing.rule", off: "routing.remove"}, default=on)


def _task(path: str) -> Rule:
    """Describe the revision of a task or job that is started."""
    return version(
        path,
        newer="deploy.version",
        older="deploy.rollback",
        what="revision",
        disruption=Disruption.NONE,
    )


def _route(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe a way for messages: replaced or deleted, what comes meanwhile is lost."""
    return feed(type_, *rules, ignore=ignore)


_REBOOTED = "It waits for a reboot or the maintenance window; a single broker is away meanwhile."


_BLOCKS = {"policy": "block"}


def _tls(path: str) -> Rule:
    return order(path, ("Optional", "Require"), up="protection.up", down="exposure.tls-weaken")


_DELIVERED = (
    order("delivery_options.tls_policy", ("Optional", "Require"), up="protection.up"),
    order(
        "delivery_options.tls_policy",
        ("", "Optional", "Require"),
        down="exposure.tls-weaken",
        note="Without the block TLS is optional.",
    ),
)
_ALL_EVENTS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
_ECS_TARGET = (
    _task("ecs_target.task_definition_arn"),
    number("ecs_target.task_count", up="scale.up", down="scale.down"),
    toggle(
        "ecs_target.network_configuration.assign_public_ip",
        on="exposure.open",
        off="exposure.narrow",
    ),
    toggle("ecs_target.enable_execute_command", on="access.grant", off="access.revoke"),
)
_ENDPOINTS = ("application", "firehose", "http", "lambda", "sqs")
_FIREHOSE_DESTINATIONS = (
    "elasticsearch_configuration",
    "extended_s3_configuration",
    "http_endpoint_configuration",
    "iceberg_configuration",
    "opensearch_configuration",
    "opensearchserverless_configuration",
    "redshift_configuration",
    "snowflake_configuration",
    "splunk_configuration",
)
_FIREHOSE_SEARCH = (
    "elasticsearch_configuration",
    "opensearch_configuration",
    "opensearchserverless_configuration",
)
_FIREHOSE_BACKUPS = (
    *((block, "Documents") for block in _FIREHOSE_SEARCH),
    ("http_endpoint_configuration", "Data"),
    ("iceberg_configuration", "Data"),
    ("snowflake_configuration", "Data"),
    ("splunk_configuration", "Events"),
)
_FIREHOSE_BUCKETS = (
    *(f"{block}.s3_configuration" for block, _ in _FIREHOSE_BACKUPS),
    "redshift_configuration.s3_configuration",
    "extended_s3_configuration.s3_backup_configuration",
    "redshift_configuration.s3_backup_configuration",
)
_FIREHOSE_SOURCES = (
    ("kinesis_source_configuration", "kinesis_stream_arn"),
    ("msk_source_configuration", "msk_cluster_arn"),
    ("msk_source_configuration", "topic_name"),
)
_FORMAT = "extended_s3_configuration.data_format_conversion_configuration"
_SERIALIZER = f"{_FORMAT}.output_format_configuration.serializer"
_FIREHOSE_FLAGS = (
    f"{_FORMAT}.enabled",
    f"{_SERIALIZER}.orc_ser_de.enable_padding",
    f"{_SERIALIZER}.parquet_ser_de.enable_dictionary_compression",
    "extended_s3_configuration.dynamic_partitioning_configuration.enabled",
    "http_endpoint_configuration.secrets_manager_configuration.enabled",
    "redshift_configuration.secrets_manager_configuration.enabled",
    "snowflake_configuration.secrets_manager_configuration.enabled",
    "snowflake_configuration.snowflake_role_configuration.enabled",
    "splunk_configuration.secrets_manager_configuration.enabled",
)
_FIREHOSE_TARGETS = (
    "elasticsearch_configuration.domain_arn",
    "elasticsearch_configuration.index_name",
    "extended_s3_configuration.bucket_arn",
    "extended_s3_configuration.prefix",
    "http_endpoint_configuration.url",
    "opensearch_configuration.domain_arn",
    "opensearch_configuration.index_name",
    "opensearchserverless_configuration.collection_endpoint",
    "opensearchserverless_configuration.index_name",
    "redshift_configuration.cluster_jdbcurl",
    "redshift_configuration.data_table_name",
    "snowflake_configuration.account_url",
    "snowflake_configuration.table",
    "splunk_configuration.hec_endpoint",
)

ENTRIES: tuple[TypeEntry, ...] = (
    _route(
        "aws_cloudwatch_event_api_destination",
        changed("invocation_endpoint", "routing.rule"),
        changed("http_method", "routing.rule"),
        changed("connection_arn", "routing.rule"),
        room("invocation_rate_limit_per_second"),
        ignore=("description",),
    ),
    queue(
        "aws_cloudwatch_event_archive",
        retention("retention_days", cut="data.retention-cut"),
        changed("event_pattern", "routing.rule"),
        ignore=("description",),
    ),
    _route(
        "aws_cloudwatch_event_bus",
        key("kms_key_identifier"),
        _dead_letters("dead_letter_config.arn"),
        ignore=("description",),
    ),
    resource_policy("aws_cloudwatch_event_bus_policy"),
    entry(
        "aws_cloudwatch_event_connection",
        Role.SECRET,
        own_key("kms_key_identifier"),
        secret("auth_parameters.invocation_http_parameters.body.value"),
        secret("auth_parameters.invocation_http_parameters.header.value"),
        secret("auth_parameters.invocation_http_parameters.query_string.value"),
        secret("auth_parameters.oauth.oauth_http_parameters.body.value"),
        secret("auth_parameters.oauth.oauth_http_parameters.header.value"),
        secret("auth_parameters.oauth.oauth_http_parameters.query_string.value"),
        secret("auth_parameters.api_key.value"),
        secret("auth_parameters.basic.password"),
        secret("auth_parameters.oauth.client_parameters.client_secret"),
        changed("auth_parameters.oauth.authorization_endpoint", "access.trust"),
        changed("invocation_connectivity_parameters", "routing.network"),
        *parameters(
            "auth_parameters.api_key.key",
            "auth_parameters.basic.username",
            "auth_parameters.oauth.client_parameters.client_id",
            "auth_parameters.oauth.http_method",
            "authorization_type",
        ),
        delete="secret.delete",
        ignore=("description",),
    ),
    _route(
        "aws_cloudwatch_event_endpoint",
        changed("event_bus", "routing.rule"),
        changed("routing_config", "routing.rule"),
        guard("replication_config.state", default=True),
        assigned("role_arn"),
        ignore=("description",),
    ),
    entry(
        "aws_cloudwatch_event_permission",
        Role.IDENTITY,
        when(
            members(
                "principal",
                came="access.grant",
                gone="access.revoke",
                verbs=ALWAYS,
                words={"*": "access.public"},
                note="`*` is every AWS account.",
            ),
            unless={"condition.key": "aws:PrincipalOrgID"},
        ),
        when(
            members("principal", came="access.grant", gone="access.revoke", verbs=ALWAYS),
            only={"condition.key": "aws:PrincipalOrgID"},
        ),
        when(
            presence("condition", gone="access.public", note="`*` is every AWS account."),
            only={"principal": "*"},
        ),
        when(presence("condition", gone="access.grant"), unless={"principal": "*"}),
        presence("condition", came="access.revoke", changed="access.grant"),
    ),
    _route(
        "aws_cloudwatch_event_rule",
        _switch("state", "ENABLED", "DISABLED"),
        choice("state", {_ALL_EVENTS: "routing.rule"}),
        toggle("is_enabled", on="routing.rule", off="routing.remove", default=True),
        changed("event_pattern", "routing.rule"),
        changed("schedule_expression", "config.parameter", disruption=Disruption.NONE),
        assigned("role_arn"),
        danger("force_destroy"),
        ignore=("description",),
    ),
    _route(
        "aws_cloudwatch_event_target",
        version("ecs_target.platform_version", newer="dependency.runtime"),
        groups("ecs_target.network_configuration.security_groups"),
        changed("ecs_target.network_configuration.subnets", "routing.network"),
        changed("arn", "routing.rule"),
        changed("http_target", "routing.rule"),
        changed("sqs_target", "routing.rule"),
        _task("batch_target.job_definition"),
        *_ECS_TARGET,
        _dead_letters("dead_letter_config.arn"),
        *parameters(
            "appsync_target",
            "batch_target.array_size",
            "batch_target.job_attempts",
            "ecs_target.capacity_provider_strategy",
            "ecs_target.launch_type",
            "input",
            "input_path",
            "input_transformer",
            "kinesis_target",
            "redshift_target",
            "retry_policy",
            "run_command_targets",
            "sagemaker_pipeline_target",
        ),
        assigned("role_arn"),
    ),
    entry(
        "aws_kinesis_firehose_delivery_stream",
        Role.MESSAGING,
        changed("destination", "routing.rule"),
        *(changed(path, "routing.rule") for path in _FIREHOSE_TARGETS),
        *(changed(f"{source}.{name}", "routing.rule") for source, name in _FIREHOSE_SOURCES),
        *(
            assigned(f"{block}.role_arn")
            for block in _FIREHOSE_DESTINATIONS
            if block != "splunk_configuration"
        ),
        *(
            order(
                f"{block}.s3_backup_mode",
                (f"Failed{what}Only", f"All{what}"),
                up="protection.up",
                down="protection.backup-cut",
            )
            for block, what in _FIREHOSE_BACKUPS
        ),
        *(
            choice(
                f"{block}.s3_backup_mode",
                {"Disabled": "protection.backup-off", "Enabled": "protection.up"},
                both=True,
            )
            for block in ("extended_s3_configuration", "redshift_configuration")
        ),
        *(
            toggle(
                f"{block}.cloudwatch_logging_options.enabled",
                on="config.flag",
                off="observability.logs-off",
            )
            for block in (*_FIREHOSE_DESTINATIONS, *_FIREHOSE_BUCKETS)
        ),
        *(key_within(f"{block}.kms_key_arn") for block in _FIREHOSE_BUCKETS),
        *(changed(f"{block}.bucket_arn", "config.parameter") for block in _FIREHOSE_BUCKETS),
        key("extended_s3_configuration.kms_key_arn"),
        toggle(
            "server_side_encryption.enabled", on="protection.up", off="protection.encryption-off"
        ),
        order(
            "server_side_encryption.key_type",
            ("AWS_OWNED_CMK", "CUSTOMER_MANAGED_CMK"),
            up="protection.up",
            down="protection.encryption-off",
        ),
        *(changed(path, "config.flag") for path in _FIREHOSE_FLAGS),
        *(
            changed(f"{block}.vpc_config.{name}", "routing.network")
            for block in _FIREHOSE_SEARCH
            for name in ("security_group_ids", "subnet_ids")
        ),
        *parameters(
            *(f"{block}.processing_configuration" for block in _FIREHOSE_DESTINATIONS),
            *(
                f"{block}.buffering_{what}"
                for block in _FIREHOSE_DESTINATIONS
                if block != "redshift_configuration"
                for what in ("interval", "size")
            ),
            "extended_s3_configuration.compression_format",
            f"{_FORMAT}.schema_configuration",
            "extended_s3_configuration.error_output_prefix",
        ),
        secret("http_endpoint_configuration.access_key"),
        secret("redshift_configuration.password"),
        secret("snowflake_configuration.private_key"),
        secret("snowflake_configuration.key_passphrase"),
        secret("splunk_configuration.hec_token"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    resource_policy("aws_kinesis_resource_policy"),
    queue(
        "aws_kinesis_stream",
        own_key("kms_key_id"),
        when(
            units("shard_count"),
            unless={"stream_mode_details.stream_mode": "ON_DEMAND"},
        ),
        retention("retention_period", cut="data.retention-cut", zero_is="nothing"),
        choice("encryption_type", {"KMS": "protection.up", "NONE": "protection.encryption-off"}),
        choice(
            "stream_mode_details.stream_mode",
            {"ON_DEMAND": "scale.limits-up", "PROVISIONED": "scale.limits-down"},
        ),
        danger("enforce_consumer_deletion"),
        members("shard_level_metrics", gone="observability.logs-off"),
    ),
    _route("aws_kinesis_stream_consumer"),
    queue(
        "aws_kinesis_video_stream",
        own_key("kms_key_id"),
        retention("data_retention_in_hours", cut="data.retention-cut", zero_is="nothing"),
    ),
    queue(
        "aws_mq_broker",
        changed("subnet_ids", "routing.network"),
        own_key("encryption_options.kms_key_id"),
        *documented(
            _BROKER_UPGRADE,
            version("engine_version", newer="dependency.cluster", note=_REBOOTED),
        ),
        *documented(
            _BROKER_SIZE,
            size("host_instance_type", note=_REBOOTED),
        ),
        public("publicly_accessible"),
        groups("security_groups"),
        choice(
            "deployment_mode",
            {
                "ACTIVE_STANDBY_MULTI_AZ": "protection.up",
                "CLUSTER_MULTI_AZ": "protection.up",
                "SINGLE_INSTANCE": "protection.guard-off",
            },
        ),
        *documented(
            _BROKER_REBOOT,
            changed("configuration.id", "config.parameter", disruption=Disruption.RESTART),
            changed("configuration.revision", "config.parameter", disruption=Disruption.RESTART),
        ),
        records("logs.general"),
        records("logs.audit"),
        members("user.username", came="access.grant", gone="access.revoke"),
        secret("user.password"),
        assigned("user.groups"),
        toggle("user.console_access", on="access.grant", off="access.revoke"),
        changed("authentication_strategy", "access.trust"),
        *(
            changed(f"ldap_server_metadata.{name}", "access.trust")
            for name in (
                *("hosts", "role_base", "role_name", "role_search_matching"),
                *("role_search_subtree", "service_account_username", "user_base"),
                *("user_role_name", "user_search_matching", "user_search_subtree"),
            )
        ),
        order(
            "data_replication_mode",
            ("NONE", "CRDR"),
            up="protection.up",
            down="protection.guard-off",
        ),
        *parameters("apply_immediately", "auto_minor_version_upgrade"),
        secret("ldap_server_metadata.service_account_password"),
        ignore=("maintenance_window_start_time",),
    ),
    entry(
        "aws_mq_configuration",
        Role.CONFIG,
        version("engine_version", newer="schema.engine"),
        changed("data", "config.parameter"),
        ignore=("description",),
    ),
    queue(
        "aws_msk_cluster",
        changed("broker_node_group_info.client_subnets", "routing.network"),
        *(
            toggle(
                "broker_node_group_info.connectivity_info.vpc_connectivity"
                f".client_authentication.{way}",
                on="access.grant",
                off="access.revoke",
            )
            for way in ("sasl.iam", "sasl.scram", "tls")
        ),
        own_key("encryption_info.encryption_at_rest_kms_key_arn"),
        changed("logging_info.broker_logs.cloudwatch_logs.log_group", "config.parameter"),
        units("number_of_broker_nodes"),
        *documented(
            _KAFKA_UPGRADE,
            version(
                "kafka_version",
                newer="dependency.cluster",
                note="Brokers are restarted one after the other; there is no way back to the old one.",
            ),
        ),
        *documented(
            _KAFKA_SIZE,
            size("broker_node_group_info.instance_type"),
        ),
        groups("broker_node_group_info.security_groups"),
        number(
            "broker_node_group_info.storage_info.ebs_storage_info.volume_size",
            up="scale.resize-up",
            down="scale.resize-down",
            disruption=Disruption.NONE,
        ),
        number(
            "broker_node_group_info.storage_info.ebs_storage_info.provisioned_throughput"
            ".volume_throughput",
            up="scale.resize-up",
            down="scale.resize-down",
        ),
        changed(
            "storage_mode",
            "config.parameter",
            both=True,
            note="There is no way back from tiered storage but a new cluster.",
        ),
        order(
            "enhanced_monitoring",
            ("DEFAULT", "PER_BROKER", "PER_TOPIC_PER_BROKER", "PER_TOPIC_PER_PARTITION"),
            up="config.parameter",
            down="observability.logs-off",
        ),
        records("open_monitoring.prometheus.jmx_exporter.enabled_in_broker"),
        records("open_monitoring.prometheus.node_exporter.enabled_in_broker"),
        choice(
            "broker_node_group_info.connectivity_info.public_access.type",
            {"SERVICE_PROVIDED_EIPS": "exposure.public"},
            verbs=ARRIVING,
        ),
        choice(
            "broker_node_group_info.connectivity_info.public_access.type",
            {"DISABLED": "exposure.narrow"},
        ),
        toggle(
            "client_authentication.unauthenticated",
            on="access.public",
            off="access.revoke",
            verbs=ARRIVING,
        ),
        toggle("client_authentication.sasl.iam", on="access.grant", off="access.revoke"),
        toggle("client_authentication.sasl.scram", on="access.grant", off="access.revoke"),
        members(
            "client_authentication.tls.certificate_authority_arns",
            came="access.trust",
            gone="access.revoke",
            swapped="access.trust",
        ),
        order(
            "encryption_info.encryption_in_transit.client_broker",
            ("PLAINTEXT", "TLS_PLAINTEXT", "TLS"),
            up="protection.up",
            down="exposure.tls-weaken",
        ),
        toggle(
            "encryption_info.encryption_in_transit.in_cluster",
            on="protection.up",
            off="protection.encryption-off",
            default=True,
        ),
        *documented(
            _KAFKA_CONFIGURATION,
            changed("configuration_info.arn", "config.parameter", disruption=Disruption.RESTART),
            changed(
                "configuration_info.revision", "config.parameter", disruption=Disruption.RESTART
            ),
        ),
        records("logging_info.broker_logs.cloudwatch_logs.enabled"),
        records("logging_info.broker_logs.firehose.enabled"),
        records("logging_info.broker_logs.s3.enabled"),
    ),
    resource_policy("aws_msk_cluster_policy"),
    entry(
        "aws_msk_configuration",
        Role.CONFIG,
        changed("server_properties", "config.parameter"),
        ignore=("description",),
    ),
    entry(
        "aws_msk_replicator",
        Role.PROTECTION,
        groups("kafka_cluster.vpc_config.security_groups_ids"),
        changed("kafka_cluster.vpc_config.subnet_ids", "routing.network"),
        members(
            "replication_info_list.topic_replication.topics_to_replicate",
            gone="protection.backup-cut",
        ),
        members(
            "replication_info_list.topic_replication.topics_to_exclude",
            came="protection.backup-cut",
        ),
        changed("replication_info_list", "config.parameter"),
        delete="protection.backup-cut",
        replace="protection.backup-cut",
        ignore=("description",),
    ),
    entry("aws_msk_scram_secret_association", Role.IDENTITY, grants("secret_arn_list")),
    queue(
        "aws_msk_serverless_cluster",
        changed("client_authentication.sasl.iam.enabled", "access.trust"),
        changed("vpc_config.subnet_ids", "routing.network"),
        groups("vpc_config.security_group_ids"),
    ),
    entry(
        "aws_msk_vpc_connection",
        Role.NETWORK,
        changed("client_subnets", "routing.network"),
        groups("security_groups"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "aws_mskconnect_connector",
        Role.COMPUTE,
        number("capacity.autoscaling.mcu_count", up="scale.resize-up", down="scale.resize-down"),
        changed("capacity.autoscaling.scale_in_policy", "config.parameter"),
        changed("capacity.autoscaling.scale_out_policy", "config.parameter"),
        changed("kafka_cluster.apache_kafka_cluster.bootstrap_servers", "routing.rule"),
        assigned("service_execution_role_arn"),
        *parameters(
            "kafka_cluster_client_authentication.authentication_type", "worker_configuration"
        ),
        changed("kafka_cluster.apache_kafka_cluster.vpc.security_groups", "routing.network"),
        changed("kafka_cluster.apache_kafka_cluster.vpc.subnets", "routing.network"),
        choice(
            "kafka_cluster_encryption_in_transit.encryption_type",
            {"PLAINTEXT": "exposure.tls-weaken", "TLS": "protection.up"},
        ),
        changed("log_delivery.worker_log_delivery.cloudwatch_logs.log_group", "config.parameter"),
        records("log_delivery.worker_log_delivery.firehose.enabled"),
        records("log_delivery.worker_log_delivery.s3.enabled"),
        version("kafkaconnect_version", newer="dependency.runtime"),
        changed("plugin.custom_plugin.arn", "deploy.version"),
        changed("plugin.custom_plugin.revision", "deploy.version"),
        variables("connector_configuration"),
        room("capacity.autoscaling.max_worker_count"),
        room("capacity.autoscaling.min_worker_count"),
        units("capacity.provisioned_capacity.worker_count"),
        number(
            "capacity.provisioned_capacity.mcu_count",
            up="scale.resize-up",
            down="scale.resize-down",
        ),
        records("log_delivery.worker_log_delivery.cloudwatch_logs.enabled"),
        *documented(
            _CONNECTOR_OFFSETS,
            happens(
                "config.parameter",
                Verb.REPLACE,
                disruption=Disruption.OUTAGE,
                note="A source begins anew, unless its workers name a topic for offsets; a sink goes"
                " on under its former name alone.",
            ),
        ),
        delete="scale.to-zero",
        ignore=("description",),
    ),
    _route(
        "aws_pipes_pipe",
        presence(
            "log_configuration.cloudwatch_logs_log_destination",
            gone="observability.logs-off",
            changed="config.parameter",
        ),
        changed(
            "source_parameters.managed_streaming_kafka_parameters.credentials.client_certificate_tls_auth",
            "secret.change",
        ),
        changed(
            "source_parameters.self_managed_kafka_parameters.credentials.client_certificate_tls_auth",
            "secret.change",
        ),
        changed(
            "source_parameters.self_managed_kafka_parameters.vpc.security_groups",
            "routing.network",
        ),
        changed("source_parameters.self_managed_kafka_parameters.vpc.subnets", "routing.network"),
        changed(
            "target_parameters.batch_job_parameters.container_overrides.instance_type",
            "config.parameter",
        ),
        variables("target_parameters.batch_job_parameters.container_overrides.environment"),
        changed("target_parameters.cloudwatch_logs_parameters", "routing.rule"),
        toggle(
            "target_parameters.ecs_task_parameters.enable_execute_command",
            on="access.grant",
            off="access.revoke",
        ),
        version(
            "target_parameters.ecs_task_parameters.platform_version", newer="dependency.runtime"
        ),
        number(
            "target_parameters.ecs_task_parameters.task_count", up="scale.up", down="scale.down"
        ),
        choice(
            "target_parameters.ecs_task_parameters.network_configuration.aws_vpc_configuration.assign_public_ip",
            {"DISABLED": "exposure.narrow", "ENABLED": "exposure.open"},
        ),
        groups(
            "target_parameters.ecs_task_parameters.network_configuration.aws_vpc_configuration.security_groups"
        ),
        changed(
            "target_parameters.ecs_task_parameters.network_configuration.aws_vpc_configuration.subnets",
            "routing.network",
        ),
        variables(
            "target_parameters.ecs_task_parameters.overrides.container_override.environment"
        ),
        _switch("desired_state", "RUNNING", "STOPPED"),
        changed("target", "routing.rule"),
        changed("enrichment", "routing.rule"),
        _task("target_parameters.batch_job_parameters.job_definition"),
        *(
            _dead_letters(f"source_parameters.{stream}_stream_parameters.dead_letter_config.arn")
            for stream in ("dynamodb", "kinesis")
        ),
        changed("source_parameters.filter_criteria", "routing.rule"),
        _task("target_parameters.ecs_task_parameters.task_definition_arn"),
        key("kms_key_identifier"),
        choice("log_configuration.level", {"OFF": "observability.logs-off"}),
        *parameters("enrichment_parameters", "target_parameters.input_template"),
        changed("role_arn", "access.grant"),
        ignore=("description",),
    ),
    _route(
        "aws_scheduler_schedule",
        toggle(
            "target.ecs_parameters.enable_execute_command", on="access.grant", off="access.revoke"
        ),
        version("target.ecs_parameters.platform_version", newer="dependency.runtime"),
        toggle(
            "target.ecs_parameters.network_configuration.assign_public_ip",
            on="exposure.open",
            off="exposure.narrow",
        ),
        groups("target.ecs_parameters.network_configuration.security_groups"),
        changed("target.ecs_parameters.network_configuration.subnets", "routing.network"),
        _switch("state", "ENABLED", "DISABLED"),
        changed("target.arn", "routing.rule"),
        _task("target.ecs_parameters.task_definition_arn"),
        number("target.ecs_parameters.task_count", up="scale.up", down="scale.down"),
        _dead_letters("target.dead_letter_config.arn"),
        key("kms_key_arn"),
        *parameters(
            "schedule_expression",
            "schedule_expression_timezone",
            "start_date",
            "end_date",
            "flexible_time_window",
            "target.ecs_parameters.capacity_provider_strategy",
            "target.ecs_parameters.launch_type",
            "target.eventbridge_parameters",
            "target.input",
            "target.kinesis_parameters",
            "target.retry_policy",
            "target.sagemaker_pipeline_parameters",
            "target.sqs_parameters",
        ),
        changed("target.role_arn", "access.grant"),
        ignore=("description",),
    ),
    _route("aws_scheduler_schedule_group"),
    resource_policy("aws_schemas_registry_policy"),
    _route("aws_ses_active_receipt_rule_set", changed("rule_set_name", "routing.rule")),
    _route(
        "aws_ses_configuration_set",
        toggle("sending_enabled", on="routing.rule", off="routing.remove", default=True),
        *_DELIVERED,
        records("reputation_metrics_enabled"),
        changed("tracking_options.custom_redirect_domain", "routing.rule"),
    ),
    entry("aws_ses_domain_dkim", Role.KEY),
    _route("aws_ses_domain_identity"),
    _route(
        "aws_ses_domain_mail_from",
        changed("mail_from_domain", "routing.dns"),
        changed("behavior_on_mx_failure", "config.parameter"),
    ),
    _route("aws_ses_email_identity"),
    entry(
        "aws_ses_event_destination",
        Role.OBSERVABILITY,
        records("enabled"),
        members("matching_types", gone="observability.logs-off"),
        *parameters("cloudwatch_destination"),
        changed("kinesis_destination.stream_arn", "routing.rule"),
        changed("sns_destination.topic_arn", "routing.rule"),
        delete="observability.logs-off",
    ),
    entry(
        "aws_ses_identity_notification_topic",
        Role.OBSERVABILITY,
        presence("topic_arn", gone="observability.alarm-off"),
        delete="observability.alarm-off",
    ),
    resource_policy("aws_ses_identity_policy"),
    entry(
        "aws_ses_receipt_filter",
        Role.PROTECTION,
        when(ingress("cidr", "ranges"), unless=_BLOCKS),
        when(happens("exposure.narrow", Verb.CREATE), only=_BLOCKS),
        when(members("cidr", came="exposure.narrow", gone="exposure.open"), only=_BLOCKS),
        when(happens("exposure.open", Verb.DELETE), only=_BLOCKS),
        choice("policy", {"Allow": "exposure.open", "Block": "exposure.narrow"}),
    ),
    _route(
        "aws_ses_receipt_rule",
        toggle("enabled", on="routing.rule", off="routing.remove"),
        changed("recipients", "routing.rule"),
        changed("bounce_action", "routing.rule"),
        changed("lambda_action", "routing.rule"),
        changed("s3_action", "routing.rule"),
        changed("sns_action", "routing.rule"),
        changed("stop_action", "routing.rule"),
        changed("workmail_action", "routing.rule"),
        changed("after", "routing.rule"),
        *parameters("add_header_action"),
        toggle("scan_enabled", on="protection.up", off="protection.guard-off"),
        _tls("tls_policy"),
    ),
    _route("aws_ses_receipt_rule_set"),
    entry("aws_ses_template", Role.CONFIG, *parameters("html", "subject", "text")),
    _route(
        "aws_sesv2_configuration_set",
        order(
            "tracking_options.https_policy",
            ("OPTIONAL", "REQUIRE_OPEN_ONLY", "REQUIRE"),
            up="protection.up",
            down="exposure.tls-weaken",
        ),
        toggle(
            "sending_options.sending_enabled",
            on="routing.rule",
            off="routing.remove",
            default=True,
        ),
        *_DELIVERED,
        changed("delivery_options.sending_pool_name", "routing.rule"),
        changed("tracking_options.custom_redirect_domain", "routing.rule"),
        records("reputation_options.reputation_metrics_enabled"),
        *parameters(
            "delivery_options.max_delivery_seconds",
            "suppression_options.suppressed_reasons",
            "vdm_options",
        ),
    ),
    entry(
        "aws_sesv2_configuration_set_event_destination",
        Role.OBSERVABILITY,
        records("event_destination.enabled"),
        members("event_destination.matching_event_types", gone="observability.logs-off"),
        *parameters("event_destination.cloud_watch_destination"),
        changed(
            "event_destination.kinesis_firehose_destination.delivery_stream_arn", "routing.rule"
        ),
        changed("event_destination.sns_destination.topic_arn", "routing.rule"),
        changed("event_destination.event_bridge_destination.event_bus_arn", "routing.rule"),
        changed("event_destination.pinpoint_destination.application_arn", "routing.rule"),
        delete="observability.logs-off",
    ),
    queue(
        "aws_sesv2_contact_list",
        changed(
            "topic",
            "config.parameter",
            note="What the contacts chose for a topic that goes is lost.",
        ),
        ignore=("description",),
    ),
    entry(
        "aws_sesv2_dedicated_ip_assignment",
        Role.MESSAGING,
        delete="routing.rule",
        replace="routing.rule",
    ),
    _route("aws_sesv2_dedicated_ip_pool"),
    _route(
        "aws_sesv2_email_identity",
        changed("configuration_set_name", "config.parameter"),
        secret("dkim_signing_attributes.domain_signing_private_key"),
        changed("dkim_signing_attributes.domain_signing_selector", "key.rotate"),
        order(
            "dkim_signing_attributes.next_signing_key_length",
            ("RSA_1024_BIT", "RSA_2048_BIT"),
            up="key.rotate",
            down="protection.encryption-off",
        ),
    ),
    _route(
        "aws_sesv2_email_identity_mail_from_attributes",
        changed("mail_from_domain", "routing.dns"),
        changed("behavior_on_mx_failure", "config.parameter"),
    ),
    resource_policy("aws_sesv2_email_identity_policy"),
    entry(
        "aws_sns_platform_application",
        Role.MESSAGING,
        secret("platform_credential"),
        secret("platform_principal"),
        presence("event_delivery_failure_topic_arn", gone="observability.alarm-off"),
        presence("failure_feedback_role_arn", gone="observability.logs-off"),
        presence("success_feedback_role_arn", gone="observability.logs-off"),
        *parameters(
            "apple_platform_bundle_id",
            "apple_platform_team_id",
            "event_endpoint_created_topic_arn",
            "event_endpoint_deleted_topic_arn",
            "event_endpoint_updated_topic_arn",
            "success_feedback_sample_rate",
        ),
        delete="routing.remove",
        replace="routing.remove",
    ),
    entry(
        "aws_sns_sms_preferences",
        Role.CONFIG,
        room("monthly_spend_limit"),
        presence("usage_report_s3_bucket", gone="observability.logs-off"),
        presence("delivery_status_iam_role_arn", gone="observability.logs-off"),
        *parameters("default_sms_type", "default_sender_id"),
    ),
    _route(
        "aws_sns_topic",
        inline("policy"),
        key("kms_master_key_id"),
        retention(
            "archive_policy.MessageRetentionPeriod",
            cut="data.retention-cut",
            up="config.parameter",
            zero_is="nothing",
        ),
        *(
            presence(f"{endpoint}_{outcome}_feedback_role_arn", gone="observability.logs-off")
            for endpoint in _ENDPOINTS
            for outcome in ("failure", "success")
        ),
        *(
            number(
                f"{endpoint}_success_feedback_sample_rate",
                zero="observability.logs-off",
                up="config.parameter",
                down="config.parameter",
            )
            for endpoint in _ENDPOINTS
        ),
        choice("tracing_config", {"PassThrough": "observability.logs-off"}, default="PassThrough"),
        order("signature_version", ("1", "2"), up="protection.up", down="protection.guard-off"),
        *parameters("delivery_policy", "content_based_deduplication", "fifo_throughput_scope"),
        ignore=("display_name",),
    ),
    entry(
        "aws_sns_topic_data_protection_policy",
        Role.PROTECTION,
        changed("policy", "config.parameter"),
        create="protection.up",
        delete="protection.guard-off",
    ),
    resource_policy("aws_sns_topic_policy"),
    _route(
        "aws_sns_topic_subscription",
        changed("endpoint", "routing.rule"),
        changed("filter_policy", "routing.rule"),
        changed("filter_policy_scope", "routing.rule"),
        _dead_letters("redrive_policy"),
        changed("replay_policy", "routing.rule"),
        choice("protocol", {"http": "exposure.tls-weaken"}),
        assigned("subscription_role_arn"),
        *parameters("delivery_policy", "raw_message_delivery"),
        ignore=("confirmation_timeout_in_minutes", "endpoint_auto_confirms"),
    ),
    queue(
        "aws_sqs_queue",
        retention("message_retention_seconds", cut="data.retention-cut", zero_is="nothing"),
        key("kms_master_key_id"),
        when(
            toggle(
                "sqs_managed_sse_enabled",
                on="protection.up",
                off="protection.encryption-off",
                note="It is also switched off when a KMS key takes over.",
            ),
            only={"kms_master_key_id": ""},
        ),
        inline("policy"),
        _dead_letters("redrive_policy"),
        *parameters(
            "visibility_timeout_seconds",
            "delay_seconds",
            "max_message_size",
            "receive_wait_time_seconds",
            "redrive_allow_policy",
            "content_based_deduplication",
            "deduplication_scope",
            "fifo_throughput_limit",
            "kms_data_key_reuse_period_seconds",
        ),
    ),
    resource_policy("aws_sqs_queue_policy"),
    entry("aws_sqs_queue_redrive_allow_policy", Role.CONFIG, *parameters("redrive_allow_policy")),
    entry(
        "aws_sqs_queue_redrive_policy",
        Role.PROTECTION,
        *parameters("redrive_policy"),
        create="protection.up",
        delete="protection.guard-off",
    ),
)
