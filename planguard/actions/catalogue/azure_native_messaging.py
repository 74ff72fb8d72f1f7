"""Azure: Event Hubs, Service Bus, Event Grid and SignalR, as Pulumi's native provider names them."""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    entry,
    happens,
    members,
    number,
    presence,
    retention,
    size,
    toggle,
    when,
)
from planguard.actions.providers.azure import (
    SIGNAL_SIZES,
    firewall,
    identities,
    loses,
    messaging_status,
    no_keys,
    own_key,
    reachable,
    restrictions,
    tiered,
    tls,
)
from planguard.actions.providers.forms import guard, room, units
from planguard.model.words import Disruption, Role, Verb

_AZ = "azure-native:"
_QUIET = Disruption.NONE
_DEAD = "Messages that nobody could read are lost instead of kept aside."


def _rights(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.IDENTITY,
        members("rights", came="access.grant", gone="access.revoke",
                words={"Manage": "access.admin"}),
        when(members("rights", came="access.grant"), verbs=frozenset({Verb.CREATE})),
        delete="access.revoke", replace="access.revoke",
    )  # fmt: skip


def _network(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.NETWORK, reachable(), *firewall("", "defaultAction", "ipRules.ipMask"),
        members("virtualNetworkRules.subnet.id", came="exposure.open", gone="exposure.narrow"),
        toggle("trustedServiceAccessEnabled", on="exposure.open", off="exposure.narrow"),
        happens("exposure.public", Verb.DELETE, note="Without rules everybody is let in."),
    )  # fmt: skip


def _namespace(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.MESSAGING,
        tiered("sku.name", disruption=_QUIET),
        number("sku.capacity", up="scale.up", down="scale.down"),
        reachable(), tls("minimumTlsVersion"), no_keys("disableLocalAuth"),
        guard("zoneRedundant"), own_key("encryption.keyVaultProperties.keyName"),
        changed("encryption.keyVaultProperties.keyVersion", "key.rotate"), *identities(),
        *(
            (toggle("isAutoInflateEnabled", on="scale.limits-up", off="scale.limits-down"),
             room("maximumThroughputUnits"),
             toggle("kafkaEnabled", on="config.parameter", off="routing.remove"))
            if name.startswith("eventhub")
            else (number("premiumMessagingPartitions",
                         up="config.parameter", down="config.parameter"),)
        ),
        *loses(),
    )  # fmt: skip


_KEPT: tuple[Rule, ...] = (
    retention("defaultMessageTimeToLive", cut="data.retention-cut"),
    retention("autoDeleteOnIdle", cut="data.retention-cut"),
    number("maxSizeInMegabytes", up="scale.limits-up", down="scale.limits-down"),
    number("maxMessageSizeInKilobytes", up="scale.limits-up", down="scale.limits-down"),
    toggle("requiresDuplicateDetection", on="config.parameter", off="config.parameter"),
    changed("duplicateDetectionHistoryTimeWindow", "config.parameter", disruption=_QUIET),
    toggle("enableBatchedOperations", on="config.parameter", off="config.parameter",
           default=True, disruption=_QUIET),
    *(toggle(name, on="config.parameter", off="config.parameter")
      for name in ("enablePartitioning", "enableExpress")),
    messaging_status(),
)  # fmt: skip
_OF_STORES = frozenset(
    ("maxSizeInMegabytes", "maxMessageSizeInKilobytes", "requiresDuplicateDetection",
     "duplicateDetectionHistoryTimeWindow", "enablePartitioning", "enableExpress")
)  # fmt: skip
_READ: tuple[Rule, ...] = (
    toggle("deadLetteringOnMessageExpiration", on="protection.up", off="protection.guard-off",
           note=_DEAD),
    number("maxDeliveryCount", up="config.parameter", down="config.parameter",
           disruption=_QUIET),
    changed("lockDuration", "config.parameter"),
    changed("forwardTo", "routing.rule"),
    changed("forwardDeadLetteredMessagesTo", "routing.rule"),
    toggle("requiresSession", on="config.parameter", off="config.parameter"),
)  # fmt: skip


def _subscribed(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.ROUTING,
        changed("destination", "routing.rule"), changed("filter", "routing.rule"),
        changed("deliveryWithResourceIdentity.destination", "routing.rule"),
        presence("deliveryWithResourceIdentity.identity", came="access.trust",
                 gone="access.revoke", changed="access.trust"),
        presence("deadLetterDestination", came="protection.up", gone="protection.guard-off",
                 changed="config.parameter"),
        number("retryPolicy.eventTimeToLiveInMinutes", down="data.retention-cut",
               up="config.parameter"),
        number("retryPolicy.maxDeliveryAttempts", up="config.parameter",
               down="config.parameter", disruption=_QUIET),
        changed("expirationTimeUtc", "config.parameter", disruption=_QUIET),
        create="routing.rule", delete="routing.remove", replace="routing.rule",
        ignore=("labels",),
    )  # fmt: skip


def _topic(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}{name}", Role.MESSAGING, reachable(), no_keys("disableLocalAuth"),
        when(restrictions("inboundIpRules"), unless={"publicNetworkAccess": ("Disabled",)}),
        tls("minimumTlsVersionAllowed"), changed("inputSchema", "schema.keys"), *identities(),
        delete="routing.remove", replace="routing.rule", replace_disruption=Disruption.OUTAGE,
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    *map(_namespace, ("eventhub:Namespace", "servicebus:Namespace")),
    *map(_network, ("eventhub:NamespaceNetworkRuleSet", "servicebus:NamespaceNetworkRuleSet")),
    *map(_rights, ("eventhub:EventHubAuthorizationRule", "eventhub:NamespaceAuthorizationRule",
                   "servicebus:NamespaceAuthorizationRule", "servicebus:QueueAuthorizationRule",
                   "servicebus:TopicAuthorizationRule")),
    *map(_subscribed, ("eventgrid:EventSubscription", "eventgrid:SystemTopicEventSubscription")),
    *map(_topic, ("eventgrid:Domain", "eventgrid:Topic")),
    *(
        entry(
            f"{_AZ}{name}", Role.PROTECTION,
            changed("partnerNamespace", "protection.backup-cut"),
            create="protection.up", delete="protection.backup-off",
            replace="protection.backup-cut",
        )
        for name in ("eventhub:DisasterRecoveryConfig", "servicebus:DisasterRecoveryConfig")
    ),
    entry(
        f"{_AZ}eventhub:ConsumerGroup", Role.MESSAGING,
        delete="routing.remove", replace="routing.remove", ignore=("userMetadata",),
    ),
    entry(
        f"{_AZ}eventhub:EventHub", Role.MESSAGING,
        number("messageRetentionInDays", down="data.retention-cut", up="config.parameter"),
        number("retentionDescription.retentionTimeInHours",
               down="data.retention-cut", up="config.parameter"),
        choice("retentionDescription.cleanupPolicy",
               {"Delete": "data.retention-cut", "Compact": "config.parameter"}),
        changed("partitionCount", "schema.keys",
                note="Records of one key may land in another partition than before."),
        toggle("captureDescription.enabled", on="protection.up", off="protection.backup-off"),
        *(presence(f"captureDescription.destination.{name}", changed="config.parameter")
          for name in ("storageAccountResourceId", "blobContainer", "archiveNameFormat")),
        messaging_status(), *loses(), ignore=("userMetadata",),
    ),
    entry(
        f"{_AZ}eventgrid:SystemTopic", Role.MESSAGING, *identities(),
        delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}servicebus:Queue", Role.MESSAGING, *_KEPT, *_READ, *loses(),
        ignore=("userMetadata",),
    ),
    entry(
        f"{_AZ}servicebus:Rule", Role.ROUTING,
        changed("sqlFilter", "routing.rule"), changed("correlationFilter", "routing.rule"),
        changed("action", "routing.rule"), changed("filterType", "routing.rule"),
        create="routing.rule", delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}servicebus:Subscription", Role.MESSAGING,
        *(rule for rule in _KEPT if rule.path not in _OF_STORES), *_READ,
        toggle("deadLetteringOnFilterEvaluationExceptions", on="protection.up",
               off="protection.guard-off", default=True, note=_DEAD),
        *loses(), ignore=("userMetadata",),
    ),
    entry(
        f"{_AZ}servicebus:Topic", Role.MESSAGING, *_KEPT,
        toggle("supportOrdering", on="config.parameter", off="config.parameter",
               note="Whether subscribers get messages in the order they were sent."),
        *loses(), ignore=("userMetadata",),
    ),
    entry(
        f"{_AZ}signalrservice:SignalR", Role.MESSAGING,
        size("sku.name", order=SIGNAL_SIZES), units("sku.capacity"), reachable(),
        no_keys("disableLocalAuth"), no_keys("disableAadAuth"),
        choice("networkACLs.defaultAction", {"Allow": "exposure.public",
                                             "Deny": "exposure.narrow"}),
        members("networkACLs.publicNetwork.allow", came="exposure.open", gone="exposure.narrow"),
        members("networkACLs.publicNetwork.deny", came="exposure.narrow", gone="exposure.open"),
        toggle("tls.clientCertEnabled", on="access.revoke", off="access.grant"),
        members("cors.allowedOrigins", came="access.grant", gone="access.revoke",
                words={"*": "access.public"}),
        changed("upstream", "routing.rule"), changed("features", "config.parameter"),
        toggle("resourceStopped", on="scale.to-zero", off="scale.up"),
        toggle("liveTraceConfiguration.enabled", on="config.parameter", off="config.parameter",
               disruption=_QUIET),
        toggle("resourceLogConfiguration.categories.enabled", off="observability.logs-off"),
        *identities(), delete="routing.remove", replace="routing.remove",
        replace_disruption=Disruption.OUTAGE,
    ),
)  # fmt: skip
