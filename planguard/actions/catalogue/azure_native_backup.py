"""Azure: backup vaults, their policies and what they protect, as Pulumi's provider names them."""

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
    toggle,
)
from planguard.actions.providers.azure import PERIOD, identities, own_key, reachable
from planguard.actions.providers.forms import copies, deleted_kept, guard
from planguard.model.words import Disruption, Role

_AZ = "azure-native:"
_QUIET = Disruption.NONE
_SCHEDULES = ("daily", "weekly", "monthly", "yearly")
_SHIELD = {"Disabled": "protection.guard-off", "Unlocked": "protection.up",
           "Locked": "protection.up", "Invalid": ""}  # fmt: skip
_SOFT = {"Disabled": "protection.guard-off", "Off": "protection.guard-off",
         "Enabled": "protection.up", "On": "protection.up", "AlwaysON": "protection.up",
         "AlwaysOn": "protection.up"}  # fmt: skip
_PLACES = ("LocallyRedundant", "ZoneRedundant", "GeoRedundant")


_TAKEN, _POLICY = "properties.schedulePolicy", "properties.policyRules"
_OFTEN: tuple[Rule, ...] = (
    order(f"{_TAKEN}.scheduleRunFrequency", ("Weekly", "Daily", "Hourly"), up="protection.up",
          down="protection.backup-cut"),
    *(limit(f"{_TAKEN}.{at}scheduleRunDays", narrower="protection.backup-cut",
            wider="protection.up", note="Without days it backs up every day.")
      for at in ("", "weeklySchedule.")),
    *(changed(f"{_TAKEN}.{at}scheduleRunTimes", "config.parameter", both=True,
              disruption=_QUIET) for at in ("", "dailySchedule.", "weeklySchedule.")),
    number(f"{_TAKEN}.scheduleWeeklyFrequency", up="protection.backup-cut",
           down="protection.up"),
    number(f"{_TAKEN}.scheduleFrequencyInMins", up="protection.backup-cut",
           down="protection.up"),
    number(f"{_TAKEN}.hourlySchedule.interval", up="protection.backup-cut",
           down="protection.up"),
    number(f"{_TAKEN}.hourlySchedule.scheduleWindowDuration", up="protection.up",
           down="protection.backup-cut"),
)  # fmt: skip
"""How often a policy backs up."""

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        f"{_AZ}dataprotection:BackupInstance", Role.PROTECTION,
        changed("properties.policyInfo.policyId", "protection.backup-cut",
                note="Another policy decides from now on how often and how long."),
        create="protection.up", delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        f"{_AZ}dataprotection:BackupPolicy", Role.PROTECTION,
        presence(f"{_POLICY}.name", came="protection.up", gone="protection.backup-cut"),
        deleted_kept(f"{_POLICY}.lifecycles.deleteAfter.duration"),
        members(f"{_POLICY}.trigger.schedule.repeatingTimeIntervals", came="protection.up",
                gone="protection.backup-cut", swapped="config.parameter"),
        members(f"{_POLICY}.trigger.schedule.repeatingTimeIntervals", within=PERIOD,
                swapped="protection.backup-cut", note="The two periods are not compared."),
        changed(f"{_POLICY}.trigger.taggingCriteria", "config.parameter"),
        delete="protection.backup-off", replace="protection.backup-cut",
    ),
    entry(
        f"{_AZ}dataprotection:BackupVault", Role.PROTECTION,
        choice("properties.securitySettings.immutabilitySettings.state", _SHIELD),
        choice("properties.securitySettings.softDeleteSettings.state", _SOFT),
        copies("properties.securitySettings.softDeleteSettings.retentionDurationInDays"),
        own_key("properties.securitySettings.encryptionSettings.keyVaultProperties.keyUri"),
        order("properties.storageSettings.type", _PLACES,
              up="protection.up", down="protection.backup-cut"),
        members("properties.replicatedRegions", came="protection.up",
                gone="protection.backup-cut"),
        delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        f"{_AZ}recoveryservices:ProtectedItem", Role.PROTECTION,
        changed("properties.policyId", "protection.backup-cut",
                note="Another policy decides from now on how often and how long."),
        choice("properties.protectionState", {"ProtectionStopped": "protection.backup-off",
                                              "BackupsSuspended": "protection.backup-off",
                                              "ProtectionPaused": "protection.backup-off",
                                              "Protected": "protection.up"}),
        create="protection.up", delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        f"{_AZ}recoveryservices:ProtectionPolicy", Role.PROTECTION,
        *(copies(f"properties.retentionPolicy.{span}Schedule.retentionDuration.count")
          for span in _SCHEDULES),
        *(presence(f"properties.retentionPolicy.{span}Schedule.retentionDuration.durationType",
                   changed="protection.backup-cut") for span in _SCHEDULES),
        *(presence(f"properties.retentionPolicy.{span}Schedule", came="protection.up",
                   gone="protection.backup-cut") for span in _SCHEDULES),
        copies("properties.instantRpRetentionRangeInDays"),
        *_OFTEN,
        changed("properties.timeZone", "config.parameter", disruption=_QUIET),
        delete="protection.backup-off", replace="protection.backup-cut",
    ),
    entry(
        f"{_AZ}recoveryservices:ReplicationProtectedItem", Role.PROTECTION,
        changed("properties.policyId", "protection.backup-cut"),
        create="protection.up", delete="protection.backup-off", replace="protection.backup-off",
    ),
    entry(
        f"{_AZ}recoveryservices:Vault", Role.PROTECTION,
        choice("properties.securitySettings.immutabilitySettings.state", _SHIELD),
        choice("properties.securitySettings.softDeleteSettings.softDeleteState", _SOFT),
        choice("properties.securitySettings.softDeleteSettings.enhancedSecurityState", _SOFT),
        copies("properties.securitySettings.softDeleteSettings."
               "softDeleteRetentionPeriodInDays"),
        order("properties.redundancySettings.standardTierStorageRedundancy", _PLACES,
              up="protection.up", down="protection.backup-cut"),
        guard("properties.redundancySettings.crossRegionRestore"),
        guard("properties.encryption.infrastructureEncryption"),
        own_key("properties.encryption.keyVaultProperties.keyUri"),
        reachable("properties.publicNetworkAccess"),
        *(toggle(f"properties.monitoringSettings.{name}", off="observability.alarm-off",
                 default=True)
          for name in ("azureMonitorAlertSettings.alertsForAllJobFailures",
                       "classicAlertSettings.alertsForCriticalOperations")),
        *identities(), delete="protection.backup-off", replace="protection.backup-off",
    ),
)  # fmt: skip
