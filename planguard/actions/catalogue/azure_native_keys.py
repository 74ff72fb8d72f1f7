"""Azure: vaults, keys and secrets, as Pulumi's native provider names them."""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    CHANGING,
    Rule,
    TypeEntry,
    changed,
    choice,
    entry,
    happens,
    members,
    number,
    presence,
    secret,
    toggle,
    when,
)
from planguard.actions.providers.azure import SOFT_DELETED, firewall, reachable
from planguard.actions.providers.forms import guard
from planguard.model.words import Disruption, Reversible, Role, Verb

_AZ = "azure-native:keyvault:"
_UNPURGED = {"properties.enablePurgeProtection": "true"}
_NOBODY_PURGES = (
    "Nobody can purge it before its retention is over; until then it can be recovered."
)


def _back(action: str, verb: Verb = Verb.DELETE) -> Rule:
    """Describe a loss that the vault can undo for some days."""
    return happens(action, verb, reversible=Reversible.UNKNOWN, note=SOFT_DELETED)


def _permissions(policies: str, *, verbs: frozenset[Verb]) -> tuple[Rule, ...]:
    return tuple(
        members(
            f"{policies}.permissions.{kind}",
            came="access.grant",
            gone="access.revoke",
            words={"all": "access.admin"},
            verbs=verbs,
            fold=True,
        )
        for kind in ("keys", "secrets", "certificates", "storage")
    )


_VAULT = (
    guard("properties.enablePurgeProtection"),
    guard("properties.enableSoftDelete", default=True),
    number("properties.softDeleteRetentionInDays",
           up="protection.up", down="protection.guard-off"),
    reachable("properties.publicNetworkAccess"),
    *firewall("properties.networkAcls.", "defaultAction", "ipRules.value"),
    members("properties.networkAcls.virtualNetworkRules.id",
            came="exposure.open", gone="exposure.narrow"),
    choice("properties.networkAcls.bypass", {"AzureServices": "exposure.open",
                                             "None": "exposure.narrow"}),
)  # fmt: skip

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        f"{_AZ}AccessPolicy", Role.IDENTITY,
        *_permissions("policy", verbs=ARRIVING),
        members("policy.objectId", came="access.grant", gone="access.revoke"),
        delete="access.revoke",
    ),
    entry(
        f"{_AZ}Key", Role.KEY,
        toggle("properties.attributes.enabled", off="key.disable", on="key.create", default=True),
        toggle("properties.attributes.exportable", on="protection.guard-off",
               off="protection.up"),
        changed("properties.attributes.expires", "config.parameter",
                note="From that day on nothing can be encrypted or signed with it."),
        presence("properties.rotationPolicy", gone="key.rotation-off", came="protection.up",
                 changed="config.parameter"),
        members("properties.keyOps", came="access.grant", gone="access.revoke"),
        changed("properties.keySize", "key.rotate"),
        changed("properties.kty", "key.rotate"),
        changed("properties.curveName", "key.rotate"),
        _back("key.delete"), _back("key.delete", Verb.REPLACE), create="key.create",
    ),
    entry(
        f"{_AZ}ManagedHsm", Role.KEY, *_VAULT,
        members("properties.initialAdminObjectIds", came="access.admin", gone="access.revoke"),
        _back("key.delete"), _back("key.delete", Verb.REPLACE), create="key.create",
    ),
    entry(
        f"{_AZ}Secret", Role.SECRET,
        secret("properties.value"),
        toggle("properties.attributes.enabled", off="secret.delete", on="secret.create",
               default=True, note="A secret that is switched off cannot be read."),
        changed("properties.attributes.expires", "config.parameter", disruption=Disruption.NONE),
        _back("secret.delete"), _back("secret.delete", Verb.REPLACE),
    ),
    entry(
        f"{_AZ}Vault", Role.SECRET, *_VAULT,
        *_permissions("properties.accessPolicies", verbs=CHANGING),
        *(members("properties.accessPolicies.objectId", swapped=action)
          for action in ("access.grant", "access.revoke")),
        toggle("properties.enableRbacAuthorization", on="access.grant", off="access.grant",
               note="Access policies and roles change places: who could read may no longer, "
               "and others may."),
        toggle("properties.enabledForDeployment", on="access.grant", off="access.revoke"),
        toggle("properties.enabledForDiskEncryption", on="access.grant", off="access.revoke"),
        toggle("properties.enabledForTemplateDeployment",
               on="access.grant", off="access.revoke"),
        choice("properties.sku.name", {"standard": "protection.encryption-off",
                                       "premium": "protection.up"}),
        changed("properties.tenantId", "access.trust"),
        *(when(_back(action, verb), unless=_UNPURGED) for action in ("key.delete", "secret.delete")
          for verb in (Verb.DELETE, Verb.REPLACE)),
        *(when(happens(action, verb, reversible=Reversible.YES, note=_NOBODY_PURGES),
               only=_UNPURGED)
          for action in ("key.delete", "secret.delete") for verb in (Verb.DELETE, Verb.REPLACE)),
    ),
)  # fmt: skip
