"""Azure: storage accounts and what they hold, as Pulumi's native provider names them."""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    entry,
    limit,
    members,
    number,
    order,
    prefix,
    presence,
    retention,
    toggle,
    when,
)
from planguard.actions.providers.azure import (
    REDUNDANCY,
    SHARE_ROLES,
    firewall,
    https_only,
    identities,
    keys,
    loses,
    own_key,
    reachable,
    tls,
)
from planguard.actions.providers.forms import deleted_kept, encrypted, grows, guard
from planguard.model.words import Disruption, Reversible, Role

_AZ = "azure-native:storage:"
_QUIET = Disruption.NONE
_ANONYMOUS = {"Blob": "exposure.public", "Container": "exposure.public"}
_TWO_WEEKS = "It may be recovered for two weeks, unless another account takes its name."
_DIRECTORIES = r"^(?!None$).+"
_SIGNED: tuple[Rule, ...] = (
    members("signedIdentifiers.accessPolicy.permission", came="access.grant",
            gone="access.revoke", within="[a-z]"),
    presence("signedIdentifiers.accessPolicy.expiryTime", changed="access.grant"),
)  # fmt: skip
_KEPT = "It can be restored while its service keeps deleted objects."


def _soft_delete(block: str) -> tuple[Rule, ...]:
    return (
        toggle(f"{block}.enabled", off="protection.guard-off", on="protection.up"),
        when(deleted_kept(f"{block}.days"), unless={f"{block}.enabled": ("false", "")}),
        toggle(f"{block}.allowPermanentDelete", on="protection.guard-off", off="protection.up"),
    )


def _expiry(part: str) -> tuple[Rule, ...]:
    """Describe after how many days a lifecycle rule deletes blobs."""
    block = f"policy.rules.definition.actions.{part}.delete"
    return (
        presence(block, came="data.retention-cut", verbs=ARRIVING),
        *(
            number(f"{block}.{name}", down="data.retention-cut", up="config.parameter")
            for name in (
                "daysAfterCreationGreaterThan",
                *(("daysAfterModificationGreaterThan",) if part == "baseBlob" else ()),
            )
        ),
    )


ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        f"{_AZ}BlobContainer", Role.DATA_STORE,
        choice("publicAccess", _ANONYMOUS, verbs=ARRIVING,
               note="Anybody can read what the account's own setting lets out."),
        choice("publicAccess", {"None": "exposure.narrow", "": "exposure.narrow"}),
        guard("immutableStorageWithVersioning.enabled"),
        presence("defaultEncryptionScope", came="protection.up",
                 gone="protection.encryption-off", changed="key.rotate"),
        toggle("denyEncryptionScopeOverride", on="protection.up", off="protection.guard-off"),
        *loses(_KEPT), ignore=("metadata",),
    ),
    entry(
        f"{_AZ}BlobContainerImmutabilityPolicy", Role.PROTECTION,
        number("immutabilityPeriodSinceCreationInDays",
               up="protection.up", down="protection.guard-off"),
        toggle("allowProtectedAppendWritesAll", on="protection.guard-off", off="protection.up"),
        toggle("allowProtectedAppendWrites", on="protection.guard-off", off="protection.up"),
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        f"{_AZ}BlobContainerLegalHold", Role.PROTECTION,
        members("tags", came="protection.up", gone="protection.guard-off"),
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        f"{_AZ}BlobServiceProperties", Role.PROTECTION,
        *_soft_delete("deleteRetentionPolicy"),
        *_soft_delete("containerDeleteRetentionPolicy"),
        toggle("isVersioningEnabled", off="protection.guard-off", on="protection.up"),
        toggle("restorePolicy.enabled", off="protection.backup-off", on="protection.up"),
        when(deleted_kept("restorePolicy.days"), unless={"restorePolicy.enabled": ("false", "")}),
        toggle("changeFeed.enabled", off="observability.logs-off"),
        when(retention("changeFeed.retentionInDays", cut="observability.log-retention-cut",
                       up="observability.log-retention-up",
                       unbounded="observability.log-retention-up"),
             only={"changeFeed.enabled": "true"}, was={"changeFeed.enabled": "true"}),
        changed("cors", "config.parameter", disruption=_QUIET),
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        f"{_AZ}EncryptionScope", Role.KEY,
        choice("state", {"Disabled": "key.disable"}),
        choice("source", {"Microsoft.Storage": "protection.encryption-off",
                          "Microsoft.KeyVault": "protection.up"}),
        changed("keyVaultProperties.keyUri", "key.rotate"),
        delete="key.disable", replace="key.disable",
    ),
    entry(
        f"{_AZ}FileServiceProperties", Role.PROTECTION,
        *_soft_delete("shareDeleteRetentionPolicy"),
        members("protocolSettings.smb.versions", came="config.parameter",
                gone="config.parameter", words={"smb2.1": "exposure.tls-weaken"},
                within=r"SMB[\d.]+"),
        changed("protocolSettings.smb.channelEncryption", "config.parameter"),
        changed("protocolSettings.smb.authenticationMethods", "config.parameter"),
        delete="protection.guard-off", replace="protection.guard-off",
    ),
    entry(
        f"{_AZ}FileShare", Role.DATA_STORE,
        grows("shareQuota"),
        grows("provisionedIops"),
        grows("provisionedBandwidthMibps"),
        order("rootSquash", ("NoRootSquash", "RootSquash", "AllSquash"), up="access.revoke",
              down="access.grant"),
        changed("accessTier", "config.parameter", disruption=_QUIET),
        *_SIGNED, *loses(_KEPT), ignore=("metadata",),
    ),
    entry(
        f"{_AZ}LocalUser", Role.IDENTITY,
        members("permissionScopes.resourceName", came="access.grant", gone="access.revoke"),
        members("permissionScopes.permissions", came="access.grant", gone="access.revoke",
                within="[a-z]"),
        members("sshAuthorizedKeys.key", came="access.grant", gone="access.revoke"),
        toggle("hasSshPassword", on="access.grant", off="access.revoke"),
        toggle("hasSharedKey", on="access.grant", off="access.revoke"),
        toggle("allowAclAuthorization", on="access.grant", off="access.revoke"),
        changed("homeDirectory", "config.parameter"),
        create="access.grant", delete="access.revoke",
        replace=("access.grant", "access.revoke"),
    ),
    entry(
        f"{_AZ}ManagementPolicy", Role.CONFIG,
        *(rule for part in ("baseBlob", "snapshot", "version") for rule in _expiry(part)),
        members("policy.rules.name", came="config.parameter", gone="config.parameter"),
        toggle("policy.rules.enabled", on="data.retention-cut", off="config.parameter",
               default=True),
        *(presence(f"policy.rules.definition.actions.{part}.tierTo{tier}",
                   came="config.parameter", gone="config.parameter", changed="config.parameter",
                   empty=True)
          for part in ("baseBlob", "snapshot", "version")
          for tier in ("Archive", "Cold", "Cool", "Hot")),
        prefix("policy.rules.definition.filters.prefixMatch",
               wider="data.retention-cut", narrower="config.parameter"),
        *(presence(f"policy.rules.definition.filters.{name}", gone="data.retention-cut",
                   changed="data.retention-cut", empty=True,
                   note="Another filter may take in blobs that were to stay.")
          for name in ("blobTypes", "blobIndexMatch")),
        delete="config.parameter", replace="config.parameter",
    ),
    entry(
        f"{_AZ}ObjectReplicationPolicy", Role.PROTECTION,
        members("rules.sourceContainer", came="protection.up", gone="protection.backup-cut"),
        limit("rules.filters.prefixMatch", narrower="protection.backup-cut",
              wider="protection.up", note="None given are all blobs."),
        changed("destinationAccount", "protection.backup-cut"),
        create="protection.up", delete="protection.backup-off", replace="protection.backup-cut",
    ),
    entry(f"{_AZ}Queue", Role.MESSAGING, *loses(), ignore=("metadata",)),
    entry(
        f"{_AZ}StorageAccount", Role.DATA_STORE,
        toggle("allowBlobPublicAccess", on="exposure.public", off="exposure.narrow",
               verbs=ARRIVING),
        reachable(),
        *firewall("networkRuleSet.", "defaultAction", "ipRules.iPAddressOrRange"),
        members("networkRuleSet.virtualNetworkRules.virtualNetworkResourceId",
                came="exposure.open", gone="exposure.narrow"),
        members("networkRuleSet.resourceAccessRules.resourceId",
                came="exposure.open", gone="exposure.narrow"),
        members("networkRuleSet.bypass", came="exposure.open", gone="exposure.narrow",
                within="AzureServices|Logging|Metrics"),
        tls("minimumTlsVersion", weakest=True),
        https_only("enableHttpsTrafficOnly", default=True),
        keys("allowSharedKeyAccess"),
        toggle("allowCrossTenantReplication", on="access.grant", off="access.revoke"),
        toggle("isLocalUserEnabled", on="access.grant", off="access.revoke"),
        toggle("isSftpEnabled", on="exposure.open", off="exposure.narrow"),
        presence("allowedCopyScope", came="access.revoke", gone="access.grant",
                 changed="access.grant"),
        presence("sasPolicy", came="protection.up", gone="protection.guard-off"),
        presence("keyPolicy", came="protection.up", gone="protection.guard-off"),
        choice("encryption.keySource", {"Microsoft.Storage": "protection.encryption-off",
                                        "Microsoft.Keyvault": "protection.up"}),
        own_key("encryption.keyVaultProperties.keyName"),
        changed("encryption.keyVaultProperties.keyVersion", "key.rotate"),
        encrypted("encryption.requireInfrastructureEncryption"),
        guard("immutableStorageWithVersioning.enabled"),
        number("immutableStorageWithVersioning.immutabilityPolicy."
               "immutabilityPeriodSinceCreationInDays",
               up="protection.up", down="protection.guard-off"),
        choice("immutableStorageWithVersioning.immutabilityPolicy.state",
               {"Disabled": "protection.guard-off", "Locked": "protection.up"}),
        order("sku.name", REDUNDANCY, up="protection.up", down="protection.guard-off"),
        changed("accessTier", "config.parameter", disruption=_QUIET),
        members("azureFilesIdentityBasedAuthentication.directoryServiceOptions",
                came="access.trust", gone="access.revoke", within=_DIRECTORIES),
        *(presence(f"azureFilesIdentityBasedAuthentication.activeDirectoryProperties.{name}",
                   changed="access.trust") for name in ("domainGuid", "domainSid")),
        order("azureFilesIdentityBasedAuthentication.defaultSharePermission", SHARE_ROLES,
              up="access.grant", down="access.revoke"),
        toggle("defaultToOAuthAuthentication", on="config.parameter", off="config.parameter",
               disruption=_QUIET),
        changed("customDomain", "routing.dns"),
        changed("routingPreference", "routing.network", disruption=_QUIET),
        *identities(), *loses(_TWO_WEEKS, Reversible.UNKNOWN),
    ),
    entry(
        f"{_AZ}StorageAccountStaticWebsite", Role.ROUTING,
        changed("indexDocument", "routing.rule"),
        create="exposure.public", delete="routing.remove", replace="routing.rule",
    ),
    entry(
        f"{_AZ}Table", Role.DATA_STORE,
        *_SIGNED, *loses(),
    ),
)  # fmt: skip
