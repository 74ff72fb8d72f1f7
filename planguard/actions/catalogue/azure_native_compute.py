"""Azure: machines, scale sets, disks and images, as Pulumi's native provider names them."""

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
    order,
    presence,
    script,
    secret,
    size,
    toggle,
    version,
    when,
)
from planguard.actions.providers.azure import PERFORMANCE, identities, own_key, reachable
from planguard.actions.providers.forms import grows, guard
from planguard.model.words import Disruption, Reversible, Role, Verb

_AZ = "azure-native:compute:"
_RESTART, _REPLACE, _OUTAGE = Disruption.RESTART, Disruption.REPLACE, Disruption.OUTAGE
_QUIET = Disruption.NONE
_BOOTS = "It is read when a machine first starts: running ones keep the earlier one."
_NETWORKS = {"AllowAll": "exposure.public", "AllowPrivate": "exposure.narrow",
             "DenyAll": "exposure.narrow"}  # fmt: skip


def _disks(disks: str) -> tuple[Rule, ...]:
    """Describe what a machine starts from, and its disks."""
    return (
        *(
            version(f"{disks}imageReference.{name}", newer="deploy.version",
                    older="deploy.rollback", disruption=_REPLACE)
            for name in ("version", "id")
        ),
        *(changed(f"{disks}imageReference.{name}", "deploy.version", disruption=_REPLACE)
          for name in ("publisher", "offer", "sku")),
        size(f"{disks}osDisk.managedDisk.storageAccountType", order=PERFORMANCE,
             disruption=_RESTART),
        size(f"{disks}dataDisks.managedDisk.storageAccountType", order=PERFORMANCE,
             disruption=_QUIET),
        *(presence(f"{disks}{disk}.caching", changed="config.parameter")
          for disk in ("osDisk", "dataDisks")),
        presence(f"{disks}dataDisks.managedDisk.diskEncryptionSet.id", changed="key.rotate"),
        number(f"{disks}osDisk.diskSizeGB", up="scale.resize-up", down="scale.resize-down",
               disruption=_RESTART),
        number(f"{disks}dataDisks.diskSizeGB", up="scale.resize-up", down="scale.resize-down",
               disruption=_QUIET),
        presence(f"{disks}osDisk.managedDisk.diskEncryptionSet.id", came="protection.up",
                 gone="protection.encryption-off", changed="key.rotate"),
    )  # fmt: skip


def _machine(at: str, *, fleet: bool) -> tuple[Rule, ...]:
    """Describe what a machine and the model of a scale set have in common."""
    return (
        *_disks(f"{at}storageProfile."),
        secret(f"{at}osProfile.adminPassword"),
        script(f"{at}osProfile.customData", note=_BOOTS),
        changed(f"{at}osProfile.customData", "deploy.version"),
        script(f"{at}userData", note=_BOOTS),
        changed(f"{at}userData", "config.parameter", disruption=_QUIET),
        toggle(f"{at}osProfile.linuxConfiguration.disablePasswordAuthentication",
               on="access.revoke", off="access.grant"),
        members(f"{at}osProfile.linuxConfiguration.ssh.publicKeys.keyData",
                came="access.grant", gone="access.revoke"),
        toggle(f"{at}osProfile.windowsConfiguration.enableAutomaticUpdates",
               on="protection.up", off="protection.guard-off", default=True),
        members(f"{at}osProfile.windowsConfiguration.winRM.listeners.protocol",
                came="access.grant", gone="access.revoke",
                words={"Http": "exposure.tls-weaken"}),
        changed(f"{at}osProfile.secrets", "key.rotate"),
        changed(f"{at}applicationProfile.galleryApplications.packageReferenceId",
                "deploy.version"),
        guard(f"{at}securityProfile.encryptionAtHost"),
        guard(f"{at}securityProfile.uefiSettings.secureBootEnabled"),
        guard(f"{at}securityProfile.uefiSettings.vTpmEnabled"),
        toggle(f"{at}diagnosticsProfile.bootDiagnostics.enabled", off="observability.logs-off"),
        choice(f"{at}priority", {"Spot": "config.parameter", "Regular": "config.parameter",
                                 "Low": "config.parameter"}, disruption=_OUTAGE),
        *(_interfaces(f"{at}networkProfile.networkInterfaceConfigurations") if fleet else
          (changed(f"{at}networkProfile.networkInterfaces.id", "routing.network",
                   disruption=_RESTART),)),
    )  # fmt: skip


def _interfaces(at: str) -> tuple[Rule, ...]:
    """Describe the interfaces that each machine of a scale set gets."""
    of = f"{at}.ipConfigurations"
    return (
        presence(f"{at}.networkSecurityGroup", came="exposure.narrow", gone="exposure.open",
                 changed="exposure.open", empty=True),
        presence(f"{of}.publicIPAddressConfiguration", came="exposure.open",
                 gone="exposure.narrow"),
        changed(f"{of}.subnet.id", "routing.network", disruption=_REPLACE),
        *(changed(f"{of}.{kind}BackendAddressPools", "routing.rule")
          for kind in ("loadBalancer", "applicationGateway")),
        members(f"{of}.applicationSecurityGroups.id", came="routing.network",
                gone="routing.network"),
        changed(f"{at}.dnsSettings.dnsServers", "routing.dns"),
        toggle(f"{at}.enableIPForwarding", on="routing.network", off="routing.network"),
        members(f"{at}.name", came="routing.network", gone="routing.network"),
    )  # fmt: skip


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        f"{_AZ}AvailabilitySet", Role.COMPUTE,
        changed("platformFaultDomainCount", "config.parameter"),
        changed("platformUpdateDomainCount", "config.parameter"),
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        f"{_AZ}Disk", Role.DATA_STORE,
        grows("diskSizeGB"), grows("diskIOPSReadWrite"), grows("diskMBpsReadWrite"),
        size("sku.name", order=PERFORMANCE), size("tier"),
        choice("networkAccessPolicy", _NETWORKS), reachable(),
        presence("encryption.diskEncryptionSetId", came="protection.up",
                 gone="protection.encryption-off", changed="key.rotate"),
        toggle("encryptionSettingsCollection.enabled",
               on="protection.up", off="protection.encryption-off"),
        number("maxShares", up="access.grant", down="access.revoke"),
        happens("data.delete", Verb.DELETE), happens("data.replace", Verb.REPLACE),
    ),
    entry(
        f"{_AZ}DiskEncryptionSet", Role.KEY,
        own_key("activeKey.keyUrl"),
        choice("encryptionType",
               {"EncryptionAtRestWithCustomerKey": "protection.encryption-off",
                "EncryptionAtRestWithPlatformAndCustomerKeys": "protection.up"}),
        toggle("rotationToLatestKeyVersionEnabled", on="protection.up", off="key.rotation-off"),
        *identities(), delete="key.disable", replace="key.disable",
    ),
    entry(
        f"{_AZ}GalleryImageVersion", Role.COMPUTE,
        toggle("publishingProfile.excludeFromLatest", on="deploy.rollback",
               off="deploy.version"),
        changed("publishingProfile.targetRegions", "config.parameter", disruption=_QUIET),
        toggle("safetyProfile.allowDeletionOfReplicatedLocations",
               on="protection.guard-off", off="protection.up"),
        create="deploy.version", delete="deploy.rollback", replace="deploy.version",
    ),
    entry(
        f"{_AZ}Image", Role.COMPUTE,
        happens("config.parameter", Verb.DELETE,
                note="No further machine can be made from it; those that run stay as they are."),
        replace="deploy.version",
    ),
    entry(
        f"{_AZ}Snapshot", Role.PROTECTION,
        choice("networkAccessPolicy", _NETWORKS), reachable(),
        presence("encryption.diskEncryptionSetId", came="protection.up",
                 gone="protection.encryption-off", changed="key.rotate"),
        create="protection.up", delete="protection.backup-cut", replace="protection.backup-cut",
    ),
    entry(
        f"{_AZ}SshPublicKey", Role.IDENTITY,
        changed("publicKey", "config.parameter", disruption=_QUIET,
                note="Machines made from now on get it; those that are there keep what they "
                "were given."),
    ),
    entry(
        f"{_AZ}VirtualMachine", Role.COMPUTE,
        size("hardwareProfile.vmSize", disruption=_RESTART),
        *_machine("", fleet=False), *identities(),
        members("storageProfile.dataDisks.lun", came="scale.resize-up",
                gone="scale.resize-down"),
        choice("storageProfile.osDisk.deleteOption", {"Delete": "protection.guard-off",
                                                      "Detach": "protection.up"}),
        choice("storageProfile.dataDisks.deleteOption", {"Delete": "protection.guard-off",
                                                         "Detach": "protection.up"}),
        *(
            when(happens(action, verb, note="Disks marked so are deleted with the machine."),
                 only={"storageProfile.dataDisks.deleteOption": ("Delete",)})
            for action, verb in (("data.delete", Verb.DELETE), ("data.replace", Verb.REPLACE))
        ),
        changed("availabilitySet.id", "config.parameter", disruption=_OUTAGE),
        changed("proximityPlacementGroup.id", "config.parameter", disruption=_OUTAGE),
        delete="scale.to-zero", replace="deploy.version", replace_disruption=_OUTAGE,
    ),
    entry(
        f"{_AZ}VirtualMachineExtension", Role.COMPUTE,
        version("typeHandlerVersion", newer="deploy.version", older="deploy.rollback"),
        changed("settings", "config.parameter"), script("settings"),
        toggle("enableAutomaticUpgrade", on="config.parameter", off="config.parameter",
               disruption=_QUIET),
        changed("forceUpdateTag", "config.parameter"),
        secret("protectedSettings"),
        toggle("autoUpgradeMinorVersion", on="config.parameter", off="config.parameter",
               disruption=_QUIET),
        create="deploy.version", delete="deploy.version", replace="deploy.version",
    ),
    entry(
        f"{_AZ}VirtualMachineScaleSet", Role.COMPUTE,
        number("sku.capacity", up="scale.up", down="scale.down", zero="scale.to-zero"),
        size("sku.name", disruption=_RESTART),
        *_machine("virtualMachineProfile.", fleet=True), *identities(),
        order("upgradePolicy.mode", ("Automatic", "Rolling", "Manual"),
              up="config.parameter", down="protection.guard-off",
              note="`Automatic` brings a new model to all machines at once."),
        number("upgradePolicy.rollingUpgradePolicy.maxBatchInstancePercent",
               up="protection.guard-off", down="protection.up"),
        number("upgradePolicy.rollingUpgradePolicy.maxUnhealthyInstancePercent",
               up="protection.guard-off", down="protection.up"),
        toggle("upgradePolicy.automaticOSUpgradePolicy.enableAutomaticOSUpgrade",
               on="protection.up", off="protection.guard-off"),
        toggle("upgradePolicy.automaticOSUpgradePolicy.disableAutomaticRollback",
               on="protection.guard-off", off="protection.up"),
        toggle("automaticRepairsPolicy.enabled", on="protection.up", off="protection.guard-off"),
        toggle("scaleInPolicy.forceDeletion", on="protection.guard-off", off="protection.up"),
        toggle("overprovision", on="config.parameter", off="config.parameter", default=True,
               disruption=_QUIET),
        changed("virtualMachineProfile.extensionProfile", "deploy.version"),
        secret("virtualMachineProfile.extensionProfile.extensions.protectedSettings"),
        presence("virtualMachineProfile.networkProfile.healthProbe.id", came="protection.up",
                 gone="protection.guard-off"),
        changed("scaleInPolicy.rules", "config.parameter", disruption=_QUIET),
        changed("zones", "config.parameter"),
        happens("scale.to-zero", Verb.DELETE, reversible=Reversible.YES),
        replace="deploy.version", replace_disruption=_OUTAGE,
    ),
)  # fmt: skip
