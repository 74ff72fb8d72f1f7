"""Azure: logs, alerts and autoscaling, as Pulumi's native provider names them."""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    entry,
    limit,
    members,
    number,
    order,
    presence,
    retention,
    threshold,
    toggle,
    when,
)
from planguard.actions.providers.azure import (
    from_internet,
    identities,
    known_as,
    logs_kept,
    no_keys,
    own_key,
)
from planguard.actions.providers.forms import later, room
from planguard.model.words import Disruption, Role

_AZ = "azure-native:"
_QUIET = Disruption.NONE
_RECEIVERS = (
    *("armRole", "automationRunbook", "azureAppPush", "azureFunction", "email", "eventHub"),
    *("itsm", "logicApp", "sms", "voice", "webhook"),
)


_FAILS: tuple[Rule, ...] = (
    number("criteria.allOf.failingPeriods.minFailingPeriodsToAlert",
           up="observability.alarm-loosened"),
    number("criteria.allOf.failingPeriods.numberOfEvaluationPeriods",
           down="observability.alarm-loosened"),
    presence("criteria.allOf.dimensions", came="observability.alarm-loosened",
             changed="observability.alarm-loosened"),
)  # fmt: skip
_SOURCES = (
    *(f"{kind}.name" for kind in ("extensions", "iisLogs", "logFiles", "performanceCounters",
                                  "platformTelemetry", "prometheusForwarder", "syslog",
                                  "windowsEventLogs", "windowsFirewallLogs")),
    *("syslog.facilityNames", "syslog.logLevels", "windowsEventLogs.xPathQueries",
      "performanceCounters.counterSpecifiers", "logFiles.filePatterns"),
)  # fmt: skip
"""What a rule collects, by the places where it says so."""


def _enabled(action: str = "observability.alarm-off") -> Rule:
    return toggle("enabled", off=action, default=True)


def _severity() -> Rule:
    return number("severity", up="observability.alarm-loosened",
                  note="0 is critical, 4 is verbose.")  # fmt: skip


def _waits(path: str) -> Rule:
    """Describe how long an alert waits: a span such as `PT5M`."""
    return retention(path, cut="config.parameter", up="observability.alarm-loosened",
                     zero_is="nothing")  # fmt: skip


def _settings(name: str) -> TypeEntry:
    """Describe which logs of a resource go where."""
    return entry(
        f"{_AZ}monitor:{name}", Role.OBSERVABILITY,
        toggle("logs.enabled", off="observability.logs-off") if name != "DiagnosticSetting"
        else when(toggle("logs.enabled", off="observability.logs-off"),
                  unless={"logs.categoryGroup": ("alllogs",)}),
        *(
            (
                toggle("metrics.enabled", off="observability.logs-off"),
                when(number("logs.retentionPolicy.days", down="observability.log-retention-cut",
                            up="observability.log-retention-up"),
                     only={"logs.retentionPolicy.enabled": ("true",)}),
            )
            if name == "DiagnosticSetting"
            else ()
        ),
        *(presence(where, gone="observability.logs-off", changed="config.parameter")
          for where in ("workspaceId", "storageAccountId", "eventHubAuthorizationRuleId",
                        "marketplacePartnerId")),
        delete="observability.logs-off", replace="observability.logs-off",
    )  # fmt: skip


_PRESENT: tuple[TypeEntry, ...] = (
    *map(_settings, ("DiagnosticSetting", "SubscriptionDiagnosticSetting",
                     "ManagementGroupDiagnosticSetting")),
    entry(
        f"{_AZ}monitor:ActionGroup", Role.OBSERVABILITY, _enabled(),
        *(when(presence(f"{kind}Receivers", gone="observability.alarm-off"),
               only={f"{other}Receivers.name": ("",) for other in _RECEIVERS})
          for kind in _RECEIVERS),
        *(members(f"{kind}Receivers.name", gone="observability.alarm-loosened")
          for kind in _RECEIVERS),
        members("emailReceivers.emailAddress", gone="observability.alarm-loosened"),
        members("webhookReceivers.serviceUri", gone="observability.alarm-loosened"),
        delete="observability.alarm-off", replace="observability.alarm-loosened",
    ),
    entry(
        f"{_AZ}monitor:ActivityLogAlert", Role.OBSERVABILITY, _enabled(),
        members("actions.actionGroups.actionGroupId", gone="observability.alarm-off"),
        members("scopes", gone="observability.alarm-loosened"),
        members("condition.allOf.field", came="observability.alarm-loosened",
                note="Every condition must be met before anybody is told."),
        presence("condition.allOf.equals", changed="observability.alarm-loosened"),
        limit("condition.allOf.containsAny", narrower="observability.alarm-loosened",
              wider="config.parameter"),
        members("condition.allOf.anyOf.equals", gone="observability.alarm-loosened"),
        delete="observability.alarm-off", replace="observability.alarm-loosened",
        ignore=("description",),
    ),
    entry(
        f"{_AZ}monitor:AutoscaleSetting", Role.SCALING,
        toggle("enabled", on="scale.limits-up", off="scale.limits-down", default=True),
        room("profiles.capacity.maximum"), room("profiles.capacity.minimum"),
        number("profiles.capacity.default", up="scale.up", down="scale.down"),
        changed("profiles.rules", "config.parameter", disruption=_QUIET),
        changed("profiles.recurrence", "config.parameter", disruption=_QUIET),
        changed("targetResourceUri", "scale.limits-down"),
        delete="scale.limits-down", replace="scale.limits-down",
    ),
    entry(
        f"{_AZ}monitor:DataCollectionRule", Role.OBSERVABILITY,
        presence("dataFlows", gone="observability.logs-off"),
        members("dataFlows.streams", gone="observability.logs-off"),
        members("dataFlows.destinations", gone="observability.logs-off"),
        presence("dataFlows.transformKql", came="observability.logs-off",
                 changed="observability.logs-off", empty=True,
                 note="What the query drops is recorded nowhere."),
        *(members(f"dataSources.{name}", gone="observability.logs-off") for name in _SOURCES),
        changed("dataSources", "config.parameter", disruption=_QUIET),
        *identities(),
        changed("destinations", "config.parameter", disruption=_QUIET),
        delete="observability.logs-off", replace="observability.logs-off",
        ignore=("description",),
    ),
    entry(
        f"{_AZ}monitor:MetricAlert", Role.OBSERVABILITY, _enabled(), _severity(),
        threshold("criteria.allOf.threshold", comparison="criteria.allOf.operator"),
        *(presence(f"criteria.allOf.{name}", changed="observability.alarm-loosened")
          for name in ("metricName", "metricNamespace", "timeAggregation")),
        members("criteria.allOf.metricName", came="observability.alarm-loosened",
                note="Every criterion must be met before anybody is told."),
        order("criteria.allOf.alertSensitivity", ("Low", "Medium", "High"),
              down="observability.alarm-loosened"),
        number("criteria.failedLocationCount", up="observability.alarm-loosened"),
        *_FAILS,
        members("scopes", gone="observability.alarm-loosened"),
        members("actions.actionGroupId", gone="observability.alarm-off"),
        _waits("windowSize"), _waits("evaluationFrequency"),
        toggle("autoMitigate", on="config.parameter", off="config.parameter", default=True,
               disruption=_QUIET),
        delete="observability.alarm-off", replace="observability.alarm-loosened",
        ignore=("description",),
    ),
    entry(
        f"{_AZ}monitor:ScheduledQueryRule", Role.OBSERVABILITY, _enabled(), _severity(),
        threshold("criteria.allOf.threshold", comparison="criteria.allOf.operator"),
        *(presence(f"criteria.allOf.{name}", changed="observability.alarm-loosened")
          for name in ("query", "timeAggregation", "metricMeasureColumn")),
        *_FAILS,
        members("scopes", gone="observability.alarm-loosened"),
        members("actions.actionGroups", gone="observability.alarm-off"),
        _waits("windowSize"), _waits("evaluationFrequency"), _waits("muteActionsDuration"),
        delete="observability.alarm-off", replace="observability.alarm-loosened",
        ignore=("description", "displayName"),
    ),
    entry(
        f"{_AZ}applicationinsights:Component", Role.OBSERVABILITY,
        logs_kept("retentionInDays"),
        number("samplingPercentage", down="observability.logs-off"),
        toggle("immediatePurgeDataOn30Days", on="observability.log-retention-cut"),
        from_internet("publicNetworkAccessForIngestion"), from_internet("publicNetworkAccessForQuery"),
        no_keys("disableLocalAuth"),
        toggle("disableIpMasking", on="config.parameter", off="config.parameter",
               disruption=_QUIET, note="It says whether visitors' addresses are recorded."),
        changed("workspaceResourceId", "config.parameter", disruption=_QUIET),
        delete="observability.logs-off", replace="observability.logs-off",
    ),
    entry(
        f"{_AZ}applicationinsights:WebTest", Role.OBSERVABILITY,
        toggle("enabled", off="observability.alarm-off"),
        later("frequency"), later("timeout"),
        members("locations.location", gone="observability.alarm-loosened"),
        presence("validationRules", gone="observability.alarm-loosened"),
        order("validationRules.sSLCheck", ("false", "true"),
              down="observability.alarm-loosened"),
        presence("validationRules.contentValidation", gone="observability.alarm-loosened",
                 changed="config.parameter", empty=True),
        presence("validationRules.sSLCertRemainingLifetimeCheck",
                 gone="observability.alarm-loosened", empty=True),
        number("validationRules.sSLCertRemainingLifetimeCheck",
               down="observability.alarm-loosened"),
        toggle("retryEnabled", on="observability.alarm-loosened"),
        *(changed(name, "config.parameter")
          for name in ("request", "configuration.webTest",
                       "validationRules.expectedHttpStatusCode")),
        delete="observability.alarm-off", replace="observability.alarm-loosened",
        ignore=("description",),
    ),
)  # fmt: skip

ENTRIES: tuple[TypeEntry, ...] = (
    *_PRESENT,
    *known_as(
        _PRESENT,
        {f"{_AZ}{module}:": f"{_AZ}insights:" for module in ("monitor", "applicationinsights")},
    ),
    entry(
        f"{_AZ}operationalinsights:DataExport", Role.OBSERVABILITY,
        toggle("enable", off="observability.logs-off", default=True),
        members("tableNames", gone="observability.logs-off"),
        changed("resourceId", "config.parameter", disruption=_QUIET),
        delete="observability.logs-off", replace="observability.logs-off",
    ),
    entry(
        f"{_AZ}operationalinsights:Table", Role.OBSERVABILITY,
        logs_kept("retentionInDays"), logs_kept("totalRetentionInDays"),
        choice("plan", {"Basic": "observability.log-retention-cut",
                        "Auxiliary": "observability.log-retention-cut"}),
        members("schema.columns.name", gone="schema.keys"),
        presence("schema.columns.type", changed="schema.keys"),
        delete="observability.logs-off", replace="observability.logs-off",
    ),
    entry(
        f"{_AZ}operationalinsights:Workspace", Role.OBSERVABILITY,
        logs_kept("retentionInDays"),
        number("workspaceCapping.dailyQuotaGb", down="observability.logs-off",
               up="scale.limits-up", note="Once the quota is full nothing more is recorded."),
        toggle("features.immediatePurgeDataOn30Days", on="observability.log-retention-cut"),
        no_keys("features.disableLocalAuth"),
        toggle("features.enableLogAccessUsingOnlyResourcePermissions",
               on="access.grant", off="access.revoke"),
        from_internet("publicNetworkAccessForIngestion"), from_internet("publicNetworkAccessForQuery"),
        own_key("features.clusterResourceId"),
        room("sku.capacityReservationLevel"),
        delete=("observability.logs-off", "data.delete"),
        replace=("observability.logs-off", "data.replace"),
    ),
)  # fmt: skip
