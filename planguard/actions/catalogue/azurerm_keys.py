"""Azure: vaults, keys, certificates and secrets, as Terraform names them."""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    CHANGING,
    Rule,
    TypeEntry,
    Words,
    assignment,
    changed,
    choice,
    documented,
    entry,
    happens,
    members,
    number,
    presence,
    secret,
    toggle,
    when,
)
from planguard.actions.providers.azure import firewall, reachable
from planguard.actions.providers.forms import guard
from planguard.model.words import Disruption, Reversible, Role, Verb

_SOFT_DELETE = "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview"

_AZ = "azurerm_key_vault"
_HSM = f"{_AZ}_managed_hardware_security_module"
_KINDS = ("key", "secret", "certificate", "storage")
_CHANGE_PLACES = (
    "Access policies and roles change places: who could read may no longer, and others may."
)
_ENDS = "From that day on nothing can be encrypted or signed with it."


_UNPURGED: Words = {"purge_protection_enabled": "true"}
_NOBODY_PURGES = (
    "Nobody can purge it before its retention is over; until then it can be recovered."
)


_PURGED = (
    "The provider purges it, too, unless its vault forbids that or the feature is switched off: "
    "then it can be recovered for some days."
)
"""See https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/features-block."""


def _back(action: str, verb: Verb = Verb.DELETE) -> Rule:
    """Describe a loss that the vault can undo for some days, where nobody purges."""
    (rule,) = documented(
        _SOFT_DELETE, happens(action, verb, reversible=Reversible.UNKNOWN, note=_PURGED)
    )
    return rule


def _permissions(at: str, *, verbs: frozenset[Verb]) -> tuple[Rule, ...]:
    return tuple(
        members(f"{at}{kind}_permissions", came="access.grant", gone="access.revoke",
                words={"all": "access.admin"}, verbs=verbs, fold=True)
        for kind in _KINDS
    )  # fmt: skip


_VAULT = (
    guard("purge_protection_enabled"),
    number("soft_delete_retention_days", up="protection.up", down="protection.guard-off"),
    reachable("public_network_access_enabled"),
)
_KEY = (
    members("key_opts", came="access.grant", gone="access.revoke"),
    changed("expiration_date", "config.parameter", note=_ENDS),
    changed("not_before_date", "config.parameter"),
    changed("key_size", "key.rotate"),
    changed("key_type", "key.rotate"),
    changed("curve", "key.rotate"),
)
_ROTATION = ("time_after_creation", "time_before_expiry")
_HSM_ADMIN_ROLES = (
    "a290e904-7015-4bba-90c8-60543313cdb4",
    "515eb02d-2335-4d2d-92f2-b1cbdf9c3778",
    "4bd23610-cdcf-4971-bdee-bdc562cc28e4",
)
"""
Administrator, crypto officer and policy administrator of an HSM: each can give roles.

Source: https://learn.microsoft.com/azure/key-vault/managed-hsm/built-in-roles
"""

ENTRIES: tuple[TypeEntry, ...] = (
    entry(
        _AZ, Role.SECRET, *_VAULT, guard("soft_delete_enabled", default=True),
        *firewall("network_acls.", "default_action", "ip_rules"),
        members("network_acls.virtual_network_subnet_ids",
                came="exposure.open", gone="exposure.narrow"),
        choice("network_acls.bypass", {"AzureServices": "exposure.open",
                                       "None": "exposure.narrow"}),
        *_permissions("access_policy.", verbs=CHANGING),
        *(members("access_policy.object_id", swapped=action)
          for action in ("access.grant", "access.revoke")),
        *(toggle(name, on="access.grant", off="access.grant", note=_CHANGE_PLACES)
          for name in ("rbac_authorization_enabled", "enable_rbac_authorization")),
        *(toggle(f"enabled_for_{use}", on="access.grant", off="access.revoke")
          for use in ("deployment", "disk_encryption", "template_deployment")),
        choice("sku_name", {"standard": "protection.encryption-off",
                            "premium": "protection.up"}),
        changed("tenant_id", "access.trust"),
        *(when(_back(action, verb), unless=_UNPURGED)
          for action in ("key.delete", "secret.delete") for verb in (Verb.DELETE, Verb.REPLACE)),
        *documented(
            _SOFT_DELETE,
            *(when(happens(action, verb, reversible=Reversible.YES, note=_NOBODY_PURGES),
                   only=_UNPURGED)
              for action in ("key.delete", "secret.delete")
              for verb in (Verb.DELETE, Verb.REPLACE)),
        ),
        ignore=("contact",),
    ),
    entry(
        f"{_AZ}_access_policy", Role.IDENTITY,
        *_permissions("", verbs=ARRIVING),
        members("object_id", came="access.grant", gone="access.revoke"),
        delete="access.revoke",
    ),
    entry(
        f"{_AZ}_certificate", Role.KEY,
        secret("certificate.contents"), secret("certificate.password"),
        changed("certificate_policy.x509_certificate_properties", "key.rotate"),
        changed("certificate_policy.issuer_parameters", "key.rotate"),
        changed("certificate_policy.key_properties.key_size", "key.rotate"),
        changed("certificate_policy.key_properties.key_type", "key.rotate"),
        toggle("certificate_policy.key_properties.exportable",
               on="protection.guard-off", off="protection.up"),
        presence("certificate_policy.lifetime_action", gone="key.rotation-off",
                 came="protection.up", changed="config.parameter"),
        choice("certificate_policy.lifetime_action.action.action_type",
               {"EmailContacts": "key.rotation-off", "AutoRenew": "protection.up"}),
        _back("key.delete"), _back("key.delete", Verb.REPLACE), create="key.create",
    ),
    entry(
        f"{_AZ}_certificate_contacts", Role.OBSERVABILITY,
        members("contact.email", gone="observability.alarm-loosened"),
        delete="observability.alarm-off",
    ),
    entry(
        f"{_AZ}_certificate_issuer", Role.KEY,
        changed("provider_name", "access.trust"), changed("account_id", "access.trust"),
        secret("password"), delete="key.rotation-off", ignore=("admin",),
    ),
    entry(
        f"{_AZ}_key", Role.KEY, *_KEY,
        presence("rotation_policy", gone="key.rotation-off", came="protection.up"),
        presence("rotation_policy.automatic", gone="key.rotation-off", came="protection.up",
                 changed="config.parameter"),
        changed("rotation_policy.expire_after", "config.parameter"),
        _back("key.delete"), _back("key.delete", Verb.REPLACE), create="key.create",
    ),
    entry(
        _HSM, Role.KEY, *_VAULT,
        *firewall("network_acls.", "default_action", "bypass")[:1],
        choice("network_acls.bypass", {"AzureServices": "exposure.open",
                                       "None": "exposure.narrow"}),
        members("admin_object_ids", came="access.admin", gone="access.revoke"),
        changed("security_domain_key_vault_certificate_ids", "access.trust"),
        _back("key.delete"), _back("key.delete", Verb.REPLACE), create="key.create",
    ),
    entry(
        f"{_HSM}_key", Role.KEY, *_KEY,
        _back("key.delete"), _back("key.delete", Verb.REPLACE), create="key.create",
    ),
    entry(
        f"{_HSM}_key_rotation_policy", Role.KEY,
        *(changed(name, "config.parameter", disruption=Disruption.NONE) for name in _ROTATION),
        changed("expire_after", "config.parameter"),
        create="protection.up", delete="key.rotation-off",
    ),
    entry(
        f"{_HSM}_role_assignment", Role.IDENTITY,
        assignment("role_definition_id", scope="scope", principal="principal_id",
                   admin=_HSM_ADMIN_ROLES),
    ),
    entry(
        f"{_HSM}_role_definition", Role.IDENTITY,
        *(members(f"permission.{name}", came="access.grant", gone="access.revoke",
                  words={"*": "access.admin"}, verbs=ARRIVING)
          for name in ("actions", "data_actions")),
        *(members(f"permission.not_{name}", came="access.revoke", gone="access.grant")
          for name in ("actions", "data_actions")),
        delete="access.revoke", replace="access.revoke", ignore=("description",),
    ),
    entry(
        f"{_AZ}_managed_storage_account", Role.SECRET,
        toggle("regenerate_key_automatically", off="key.rotation-off", on="protection.up"),
        changed("regeneration_period", "config.parameter"),
        changed("storage_account_key", "config.parameter",
                note="It says which of the account's two keys is handed out."),
        delete="secret.delete", replace="secret.delete",
    ),
    entry(
        f"{_AZ}_secret", Role.SECRET,
        secret("value"), changed("value_wo_version", "secret.change"),
        changed("expiration_date", "config.parameter", disruption=Disruption.NONE),
        _back("secret.delete"), _back("secret.delete", Verb.REPLACE),
        ignore=("content_type", "not_before_date"),
    ),
)  # fmt: skip
