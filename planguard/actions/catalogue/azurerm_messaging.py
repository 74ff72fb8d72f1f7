"""
Azure: Event Hubs, Service Bus, Event Grid, IoT and SignalR, as Terraform names them.

A table of one entry a type, hence its length.
"""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    documented,
    entry,
    happens,
    members,
    number,
    presence,
    retention,
    secret,
    size,
    toggle,
    when,
)
from planguard.actions.providers.azure import (
    SIGNAL_SIZES,
    firewall,
    identities,
    keys,
    loses,
    messaging_status,
    own_key,
    reachable,
    restrictions,
    tiered,
    tls,
)
from planguard.actions.providers.forms import guard, room, units
from planguard.model.words import Disruption, Role, Verb

_REGISTRY = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources"
_AZ = "azurerm_"
_QUIET, _OUTAGE = Disruption.NONE, Disruption.OUTAGE
_IN_VAULT = "The certificate stays in its vault."
_DEAD = "Messages that nobody could read are lost instead of kept aside."
_SENDERS = (
    *("azure_function_endpoint", "eventhub_endpoint_id", "hybrid_connection_endpoint_id"),
    *("service_bus_queue_endpoint_id", "service_bus_topic_endpoint_id"),
    *("storage_queue_endpoint", "webhook_endpoint"),
)


def _rights(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}_authorization_rule", Role.IDENTITY,
        *(toggle(right, on="access.grant", off="access.revoke", verbs=ARRIVING)
          for right in ("listen", "send")),
        toggle("manage", on="access.admin", off="access.revoke"),
        when(toggle("manage", on="access.grant"), verbs=frozenset({Verb.CREATE})),
        delete="access.revoke", replace="access.revoke",
    )  # fmt: skip


def _let_in(at: str, ranges: str, subnets: str, trusted: str) -> tuple[Rule, ...]:
    return (
        *firewall(at, "default_action", ranges),
        members(f"{at}{subnets}", came="exposure.open", gone="exposure.narrow"),
        toggle(f"{at}{trusted}", on="exposure.open", off="exposure.narrow"),
        reachable(f"{at}public_network_access_enabled"),
    )


def _namespace(name: str, *rules: Rule) -> TypeEntry:
    return entry(
        f"{_AZ}{name}_namespace", Role.MESSAGING,
        tiered("sku", disruption=_QUIET),
        number("capacity", up="scale.up", down="scale.down"),
        reachable("public_network_access_enabled"), tls("minimum_tls_version"),
        guard("zone_redundant"), *identities("identity.identity_ids"), *rules, *loses(),
    )  # fmt: skip


def _paired(name: str, partner: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}_namespace_disaster_recovery_config", Role.PROTECTION,
        changed(partner, "protection.backup-cut"),
        create="protection.up", delete="protection.backup-off", replace="protection.backup-cut",
    )  # fmt: skip


def _own_key(name: str, key: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}_namespace_customer_managed_key", Role.KEY, changed(key, "key.rotate"),
        *documented(
            f"{_REGISTRY}/{name}_namespace_customer_managed_key",
            happens("config.parameter", Verb.DELETE,
                    note="A namespace cannot go back from its own key: it stays in use."),
        ),
        create="protection.up", replace="key.rotate",
    )  # fmt: skip


_KEPT: tuple[Rule, ...] = (
    retention("default_message_ttl", cut="data.retention-cut"),
    retention("auto_delete_on_idle", cut="data.retention-cut"),
    messaging_status(),
)
_STORED: tuple[Rule, ...] = (
    number("max_size_in_megabytes", up="scale.limits-up", down="scale.limits-down"),
    number("max_message_size_in_kilobytes", up="scale.limits-up", down="scale.limits-down"),
    toggle("requires_duplicate_detection", on="config.parameter", off="config.parameter"),
    changed("duplicate_detection_history_time_window", "config.parameter", disruption=_QUIET),
    toggle(
        "batched_operations_enabled",
        on="config.parameter",
        off="config.parameter",
        default=True,
        disruption=_QUIET,
    ),
    *(
        toggle(name, on="config.parameter", off="config.parameter")
        for name in ("partitioning_enabled", "express_enabled")
    ),
)
_READ: tuple[Rule, ...] = (
    toggle("dead_lettering_on_message_expiration", on="protection.up",
           off="protection.guard-off", note=_DEAD),
    number("max_delivery_count", up="config.parameter", down="config.parameter",
           disruption=_QUIET),
    changed("lock_duration", "config.parameter"),
    changed("forward_to", "routing.rule"),
    changed("forward_dead_lettered_messages_to", "routing.rule"),
    toggle("requires_session", on="config.parameter", off="config.parameter"),
)  # fmt: skip


def _subscribed(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}eventgrid_{name}", Role.ROUTING,
        *(changed(sender, "routing.rule") for sender in _SENDERS),
        *(changed(name_, "routing.rule")
          for name_ in ("advanced_filter", "subject_filter", "included_event_types")),
        toggle("advanced_filtering_on_arrays_enabled", on="routing.rule", off="routing.rule"),
        changed("delivery_property", "config.parameter"),
        presence("delivery_identity", came="access.trust", gone="access.revoke",
                 changed="access.trust"),
        presence("storage_blob_dead_letter_destination", came="protection.up",
                 gone="protection.guard-off", changed="config.parameter", note=_DEAD),
        number("retry_policy.event_time_to_live", down="data.retention-cut",
               up="config.parameter"),
        number("retry_policy.max_delivery_attempts", up="config.parameter",
               down="config.parameter", disruption=_QUIET),
        changed("expiration_time_utc", "config.parameter", disruption=_QUIET),
        create="routing.rule", delete="routing.remove", replace="routing.rule",
        ignore=("labels",),
    )  # fmt: skip


def _topic(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}eventgrid_{name}", Role.MESSAGING,
        reachable("public_network_access_enabled"), keys("local_auth_enabled"),
        when(restrictions("inbound_ip_rule"),
             unless={"public_network_access_enabled": ("false",)}),
        changed("input_schema", "schema.keys"), *identities("identity.identity_ids"),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    )  # fmt: skip


def _signal(name: str, capacity: str, tier: str, *rules: Rule) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.MESSAGING, *rules,
        units(capacity), keys("local_auth_enabled"), keys("aad_auth_enabled"),
        size(tier, order=SIGNAL_SIZES),
        *(toggle(f"live_trace{mark}enabled", on="config.parameter", off="config.parameter",
                 disruption=_QUIET) for mark in (("_",) if "io" in name else (".",))),
        toggle("tls_client_cert_enabled", on="access.revoke", off="access.grant"),
        *identities("identity.identity_ids"),
        delete="routing.remove", replace="routing.remove", replace_disruption=_OUTAGE,
    )  # fmt: skip


def _acl(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}_network_acl", Role.NETWORK,
        choice("default_action", {"Allow": "exposure.public", "Deny": "exposure.narrow"}),
        members("public_network.allowed_request_types", came="exposure.open",
                gone="exposure.narrow"),
        members("public_network.denied_request_types", came="exposure.narrow",
                gone="exposure.open"),
        happens("exposure.public", Verb.DELETE, note="Without rules everybody is let in."),
    )  # fmt: skip


def _named(name: str, certificate: str) -> tuple[TypeEntry, ...]:
    return (
        entry(
            f"{_AZ}{name}_custom_certificate", Role.KEY,
            changed("custom_certificate_id", "key.rotate"),
            changed("certificate_version", "key.rotate"),
            happens("config.parameter", Verb.DELETE, note=_IN_VAULT),
        ),
        entry(
            f"{_AZ}{name}_custom_domain", Role.ROUTING, changed(certificate, "key.rotate"),
            create="routing.dns", delete="routing.remove", replace="routing.dns",
        ),
    )  # fmt: skip


def _hub_endpoint(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}iothub_endpoint_{name}", Role.ROUTING,
        *(changed(path, "routing.rule") for path in
          ("endpoint_uri", "container_name" if name == "storage_container" else "entity_path")),
        secret("connection_string"),
        create="routing.rule", delete="routing.remove", replace="routing.rule",
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    *map(_rights, ("eventhub", "eventhub_namespace", "servicebus_namespace", "servicebus_queue",
                   "servicebus_topic", "notification_hub", "relay_namespace",
                   "relay_hybrid_connection")),
    *map(_subscribed, ("event_subscription", "system_topic_event_subscription")),
    *map(_topic, ("domain", "topic")),
    _paired("eventhub", "partner_namespace_id"), _paired("servicebus", "partner_namespace_id"),
    _own_key("eventhub", "key_vault_key_ids"), _own_key("servicebus", "key_vault_key_id"),
    _namespace("eventhub",
               keys("local_authentication_enabled"),
               *_let_in("network_rulesets.", "ip_rule.ip_mask",
                        "virtual_network_rule.subnet_id", "trusted_service_access_enabled"),
               toggle("auto_inflate_enabled", on="scale.limits-up", off="scale.limits-down"),
               room("maximum_throughput_units"),
               changed("dedicated_cluster_id", "config.parameter")),
    _namespace("servicebus",
               keys("local_auth_enabled"),
               *_let_in("network_rule_set.", "ip_rules", "network_rules.subnet_id",
                        "trusted_services_allowed"),
               own_key("customer_managed_key.key_vault_key_id"),
               number("premium_messaging_partitions",
                      up="config.parameter", down="config.parameter")),
    entry(
        f"{_AZ}servicebus_namespace_network_rule_set", Role.NETWORK,
        *_let_in("", "ip_rules", "network_rules.subnet_id", "trusted_services_allowed"),
        happens("exposure.public", Verb.DELETE, note="Without rules everybody is let in."),
    ),
    entry(
        f"{_AZ}eventhub", Role.MESSAGING,
        number("message_retention", down="data.retention-cut", up="config.parameter"),
        number("retention_description.retention_time_in_hours",
               down="data.retention-cut", up="config.parameter"),
        number("retention_description.tombstone_retention_time_in_hours",
               down="data.retention-cut", up="config.parameter"),
        choice("retention_description.cleanup_policy",
               {"Delete": "data.retention-cut", "Compact": "config.parameter"}),
        changed("partition_count", "schema.keys",
                note="Records of one key may land in another partition than before."),
        toggle("capture_description.enabled", on="protection.up", off="protection.backup-off"),
        *(presence(f"capture_description.destination.{name}", changed="config.parameter")
          for name in ("storage_account_id", "blob_container_name", "archive_name_format")),
        *(presence(f"capture_description.{name}", changed="config.parameter", disruption=_QUIET)
          for name in ("interval_in_seconds", "size_limit_in_bytes", "encoding")),
        messaging_status(), *loses(),
    ),
    entry(
        f"{_AZ}eventhub_cluster", Role.MESSAGING, size("sku_name"),
        delete="scale.to-zero", replace="scale.to-zero",
    ),
    entry(
        f"{_AZ}eventhub_consumer_group", Role.MESSAGING,
        delete="routing.remove", replace="routing.remove", ignore=("user_metadata",),
    ),
    entry(
        f"{_AZ}eventhub_namespace_schema_group", Role.SCHEMA,
        changed("schema_compatibility", "schema.keys"), *loses(),
    ),
    entry(
        f"{_AZ}servicebus_queue", Role.MESSAGING, *_KEPT, *_STORED, *_READ, *loses(),
    ),
    entry(
        f"{_AZ}servicebus_subscription", Role.MESSAGING, *_KEPT, *_READ,
        toggle("dead_lettering_on_filter_evaluation_error", on="protection.up",
               off="protection.guard-off", default=True, note=_DEAD),
        *loses(),
    ),
    entry(
        f"{_AZ}servicebus_subscription_rule", Role.ROUTING,
        *(changed(name, "routing.rule")
          for name in ("sql_filter", "correlation_filter", "action", "filter_type")),
        create="routing.rule", delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}servicebus_topic", Role.MESSAGING, *_KEPT, *_STORED,
        toggle("support_ordering", on="config.parameter", off="config.parameter",
               note="Whether subscribers get messages in the order they were sent."),
        *loses(),
    ),
    entry(
        f"{_AZ}eventgrid_domain_topic", Role.MESSAGING,
        delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}eventgrid_namespace", Role.MESSAGING,
        units("capacity"), reachable("public_network_access"),
        when(restrictions("inbound_ip_rule"), unless={"public_network_access": ("disabled",)}),
        changed("topic_spaces_configuration", "routing.rule"),
        *identities("identity.identity_ids"),
        delete="routing.remove", replace="routing.rule", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}eventgrid_system_topic", Role.MESSAGING, *identities("identity.identity_ids"),
        delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}iothub", Role.MESSAGING,
        units("sku.capacity"), size("sku.name", order=("F1", "B1", "S1", "B2", "S2", "B3", "S3")),
        number("event_hub_retention_in_days", down="data.retention-cut", up="config.parameter"),
        changed("event_hub_partition_count", "schema.keys"),
        reachable("public_network_access_enabled"), keys("local_authentication_enabled"),
        tls("min_tls_version"),
        *firewall("network_rule_set.", "default_action", "ip_rule.ip_mask"),
        changed("route", "routing.rule"), changed("endpoint", "routing.rule"),
        changed("fallback_route", "routing.rule"), changed("cloud_to_device", "config.parameter"),
        secret("endpoint.connection_string"), secret("file_upload.connection_string"),
        *identities("identity.identity_ids"), *loses(),
    ),
    entry(
        f"{_AZ}iothub_dps", Role.IDENTITY,
        units("sku.capacity"), reachable("public_network_access_enabled"),
        changed("allocation_policy", "routing.rule"), changed("ip_filter_rule", "exposure.open"),
        members("linked_hub.hostname", came="routing.rule", gone="routing.rule"),
        secret("linked_hub.connection_string"),
        delete="access.revoke", replace="access.revoke", replace_disruption=_OUTAGE,
    ),
    *map(_hub_endpoint, ("eventhub", "servicebus_queue", "servicebus_topic",
                         "storage_container")),
    entry(
        f"{_AZ}iothub_certificate", Role.IDENTITY,
        presence("certificate_content", changed="access.trust"),
        toggle("is_verified", on="access.trust", off="access.revoke"),
        create="access.trust", delete="access.revoke", replace="access.trust",
    ),
    entry(
        f"{_AZ}iothub_enrichment", Role.ROUTING,
        *(changed(name, "routing.rule") for name in ("key", "value", "endpoint_names")),
        create="routing.rule", delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}iothub_file_upload", Role.ROUTING, secret("connection_string"),
        changed("container_name", "routing.rule"),
        retention("default_ttl", cut="data.retention-cut"), delete="routing.remove",
    ),
    entry(
        f"{_AZ}iothub_dps_shared_access_policy", Role.IDENTITY,
        *(toggle(right, on="access.grant", off="access.revoke", verbs=ARRIVING)
          for right in ("enrollment_read", "enrollment_write", "registration_read",
                        "registration_write", "service_config")),
        delete="access.revoke", replace="access.revoke",
    ),
    *(
        entry(
            f"{_AZ}{name}_shared_private_link_resource", Role.NETWORK,
            create="routing.network", delete="routing.remove", replace="routing.network",
            ignore=("request_message",),
        )
        for name in ("signalr", "web_pubsub")
    ),
    entry(
        f"{_AZ}iothub_consumer_group", Role.MESSAGING,
        delete="routing.remove", replace="routing.remove",
    ),
    entry(
        f"{_AZ}iothub_route", Role.ROUTING,
        toggle("enabled", on="routing.rule", off="routing.remove", default=True),
        *(changed(name, "routing.rule") for name in ("endpoint_names", "condition", "source")),
        create="routing.rule", delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}iothub_fallback_route", Role.ROUTING,
        toggle("enabled", on="routing.rule", off="routing.remove", default=True),
        changed("endpoint_names", "routing.rule"), delete="routing.remove",
    ),
    entry(
        f"{_AZ}iothub_shared_access_policy", Role.IDENTITY,
        *(toggle(right, on="access.grant", off="access.revoke", verbs=ARRIVING)
          for right in ("device_connect", "registry_read", "registry_write",
                        "service_connect")),
        delete="access.revoke", replace="access.revoke",
    ),
    entry(
        f"{_AZ}notification_hub", Role.MESSAGING,
        secret("apns_credential.token"), secret("gcm_credential.api_key"),
        secret("browser_credential.vapid_private_key"), *loses(),
    ),
    entry(
        f"{_AZ}notification_hub_namespace", Role.MESSAGING,
        toggle("enabled", on="routing.rule", off="routing.remove", default=True),
        size("sku_name", order=("Free", "Basic", "Standard")),
        guard("zone_redundancy_enabled"), *loses(),
    ),
    entry(
        f"{_AZ}relay_namespace", Role.ROUTING,
        delete="routing.remove", replace="routing.remove", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}relay_hybrid_connection", Role.ROUTING,
        toggle("requires_client_authorization", on="access.revoke", off="access.public",
               default=True),
        delete="routing.remove", replace="routing.remove", ignore=("user_metadata",),
    ),
    _signal("signalr_service", "sku.capacity", "sku.name",
            reachable("public_network_access_enabled"),
            members("cors.allowed_origins", came="access.grant", gone="access.revoke",
                    words={"*": "access.public"}),
            changed("upstream_endpoint", "routing.rule"),
            changed("service_mode", "config.parameter"),
            *(toggle(f"{name}_logs_enabled", off="observability.logs-off")
              for name in ("connectivity", "messaging", "http_request"))),
    _signal("web_pubsub", "capacity", "sku", reachable("public_network_access_enabled")),
    _signal("web_pubsub_socketio", "sku.capacity", "sku.name",
            reachable("public_network_access")),
    *map(_acl, ("signalr_service", "web_pubsub")),
    *_named("signalr_service", "signalr_custom_certificate_id"),
    *_named("web_pubsub", "web_pubsub_custom_certificate_id"),
    entry(
        f"{_AZ}web_pubsub_hub", Role.ROUTING,
        toggle("anonymous_connections_enabled", on="access.public", off="access.revoke",
               verbs=ARRIVING),
        changed("event_handler", "routing.rule"), changed("event_listener", "routing.rule"),
        delete="routing.remove", replace="routing.rule",
    ),
)  # fmt: skip
