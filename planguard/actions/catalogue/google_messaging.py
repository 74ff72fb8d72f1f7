"""Google Cloud's Pub/Sub, Kafka and Eventarc: what changes to them mean."""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    documented,
    entry,
    members,
    number,
    order,
    presence,
    retention,
    toggle,
    variables,
    when,
)
from planguard.actions.providers.forms import grows, queue, room
from planguard.actions.providers.google import acts_as, front, goes_to, own_key, running
from planguard.model.words import Disruption, Role

_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_KAFKA = "https://docs.cloud.google.com/managed-service-for-apache-kafka/docs/update-cluster"
_CONNECT = (
    "https://cloud.google.com/managed-service-for-apache-kafka/docs/connect-cluster/"
    "update-connect-cluster"
)
_SEVERITIES = (
    *("NONE", "EMERGENCY", "ALERT", "CRITICAL", "ERROR", "WARNING", "NOTICE", "INFO", "DEBUG"),
)
_DENIED = {"acl_entries.permission_type": "DENY"}
_UNREAD = "Messages that were not read are lost, and others that are published meanwhile."


def _kept(path: str) -> Rule:
    return retention(path, cut="data.retention-cut", zero_is="nothing", note=_UNREAD)


ENTRIES: tuple[TypeEntry, ...] = (
    front("google_eventarc_enrollment", goes_to("cel_match"), goes_to("destination")),
    entry(
        "google_eventarc_message_bus",
        Role.MESSAGING,
        own_key("crypto_key_name"),
        order("logging_config.log_severity", _SEVERITIES, down="observability.logs-off"),
        delete="routing.remove",
        replace="routing.remove",
    ),
    front(
        "google_eventarc_pipeline",
        goes_to("destinations"),
        goes_to("mediations"),
        own_key("crypto_key_name"),
        changed("retry_policy", "config.parameter", disruption=_QUIET),
    ),
    front(
        "google_eventarc_trigger",
        goes_to("destination"),
        goes_to("matching_criteria"),
        acts_as(),
        goes_to("transport.pubsub.topic"),
    ),
    entry(
        "google_managed_kafka_acl",
        Role.IDENTITY,
        when(
            presence(
                "acl_entries.principal",
                came="access.grant",
                gone="access.revoke",
                changed="access.grant",
            ),
            not_beside=_DENIED,
        ),
        when(
            presence(
                "acl_entries.principal",
                came="access.revoke",
                gone="access.grant",
                changed="access.grant",
            ),
            beside=_DENIED,
        ),
        presence("acl_entries.operation", changed="access.grant"),
        presence("acl_entries.host", changed="access.grant"),
        order(
            "acl_entries.permission_type",
            ("DENY", "ALLOW"),
            up="access.grant",
            down="access.revoke",
        ),
        create="access.grant",
        delete="access.revoke",
    ),
    queue(
        "google_managed_kafka_cluster",
        *documented(
            _KAFKA,
            grows("capacity_config.vcpu_count", disruption=Disruption.RESTART),
            grows("capacity_config.memory_bytes", disruption=Disruption.RESTART),
        ),
        own_key("gcp_config.kms_key"),
        members(
            "gcp_config.access_config.network_configs.subnet",
            came="exposure.open",
            gone="routing.network",
        ),
        members(
            "tls_config.trust_config.cas_configs.ca_pool",
            came="access.trust",
            gone="access.revoke",
            note="Whoever has a certificate of the pool is let in as what its name says.",
        ),
        changed(
            "tls_config.ssl_principal_mapping_rules", "access.grant", disruption=Disruption.RESTART
        ),
        changed("rebalance_config.mode", "config.parameter", disruption=_QUIET),
    ),
    running(
        "google_managed_kafka_connect_cluster",
        *documented(
            _CONNECT,
            grows("capacity_config.vcpu_count", disruption=Disruption.RESTART),
            grows("capacity_config.memory_bytes", disruption=Disruption.RESTART),
        ),
        *(
            changed(f"gcp_config.access_config.network_configs.{part}", "routing.network")
            for part in ("primary_subnet", "additional_subnets", "dns_domain_names")
        ),
        changed("kafka_cluster", "routing.rule"),
    ),
    running(
        "google_managed_kafka_connector",
        variables("configs"),
        changed("task_restart_policy", "config.parameter", disruption=_QUIET),
    ),
    queue(
        "google_managed_kafka_topic",
        number(
            "partition_count",
            up="schema.keys",
            down="schema.keys",
            note="Records of one key go to another partition from then on.",
        ),
        number("replication_factor", up="protection.up", down="protection.guard-off"),
        *(
            number(f'configs."{name}"', down="data.retention-cut")
            for name in ("retention.ms", "retention.bytes")
        ),
        changed("configs", "config.parameter"),
    ),
    entry(
        "google_pubsub_lite_reservation",
        Role.SCALING,
        room("throughput_capacity"),
        delete="scale.limits-down",
    ),
    queue(
        "google_pubsub_lite_subscription",
        choice(
            "delivery_config.delivery_requirement",
            {
                "DELIVER_IMMEDIATELY": "config.parameter",
                "DELIVER_AFTER_STORED": "config.parameter",
            },
        ),
    ),
    queue(
        "google_pubsub_lite_topic",
        number("partition_config.count", up="schema.keys", down="schema.keys"),
        room("partition_config.capacity.publish_mib_per_sec"),
        room("partition_config.capacity.subscribe_mib_per_sec"),
        retention("retention_config.period", cut="data.retention-cut"),
        number("retention_config.per_partition_bytes", down="data.retention-cut"),
    ),
    entry(
        "google_pubsub_schema",
        Role.SCHEMA,
        changed("definition", "schema.keys", disruption=_QUIET),
        changed("type", "schema.keys", disruption=_OUTAGE),
        delete="schema.keys",
    ),
    queue(
        "google_pubsub_subscription",
        _kept("message_retention_duration"),
        toggle("retain_acked_messages", off="data.retention-cut", on="protection.up"),
        retention(
            "expiration_policy.ttl",
            cut="protection.guard-off",
            note="A subscription that nobody uses so long is deleted.",
        ),
        number("ack_deadline_seconds", up="config.parameter", down="config.parameter"),
        presence("dead_letter_policy", gone="protection.guard-off", came="protection.up"),
        number(
            "dead_letter_policy.max_delivery_attempts",
            up="config.parameter",
            down="config.parameter",
        ),
        presence("dead_letter_policy.dead_letter_topic", changed="routing.rule"),
        presence(
            "push_config.push_endpoint",
            came="routing.rule",
            gone="routing.rule",
            changed="routing.rule",
        ),
        presence("push_config.oidc_token", gone="protection.guard-off", came="protection.up"),
        presence("push_config.oidc_token.service_account_email", changed="access.grant"),
        *(
            changed(path, "config.parameter", disruption=_QUIET)
            for path in (
                "push_config.attributes",
                "push_config.no_wrapper",
                *(
                    f"bigquery_config.{part}"
                    for part in (
                        *("use_topic_schema", "use_table_schema", "write_metadata"),
                        "drop_unknown_fields",
                    )
                ),
                *(
                    f"cloud_storage_config.{part}"
                    for part in (
                        *("filename_prefix", "filename_suffix", "filename_datetime_format"),
                        *("max_duration", "max_bytes", "max_messages", "avro_config"),
                    )
                ),
            )
        ),
        *(
            presence(f"{target}.service_account_email", changed="access.grant")
            for target in ("bigquery_config", "cloud_storage_config")
        ),
        changed("bigquery_config.table", "routing.rule"),
        changed("cloud_storage_config.bucket", "routing.rule"),
        changed("filter", "routing.rule"),
        toggle("enable_exactly_once_delivery", on="config.parameter", off="config.parameter"),
        changed("retry_policy", "config.parameter", disruption=_QUIET),
        changed("message_transforms", "routing.rule"),
    ),
    front(
        "google_pubsub_topic",
        _kept("message_retention_duration"),
        own_key(),
        changed("schema_settings.schema", "schema.keys", disruption=_QUIET),
        members(
            "message_storage_policy.allowed_persistence_regions",
            came="config.parameter",
            gone="config.parameter",
        ),
        changed("ingestion_data_source_settings", "config.parameter"),
        changed("message_transforms", "routing.rule"),
        changed("schema_settings.encoding", "config.parameter", disruption=_QUIET),
    ),
)
