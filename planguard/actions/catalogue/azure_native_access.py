"""Azure: groups, locks, policies, roles and identities, as Pulumi's native provider names them."""

from __future__ import annotations

from planguard.actions.interface import (
    ARRIVING,
    TypeEntry,
    changed,
    choice,
    deadline,
    entry,
    happens,
    limit,
    members,
    order,
    presence,
)
from planguard.actions.providers.azure import (
    ADMIN_OPERATIONS,
    GROUP_LOSS,
    identities,
    role_assignment,
)
from planguard.model.words import Disruption, Role, Verb

_AZ = "azure-native:"
_LOCK = "While a lock stands nobody can delete what it covers, whoever he is."
_LOCKS = (
    *("ManagementLockAtResourceGroupLevel", "ManagementLockAtResourceLevel"),
    *("ManagementLockAtSubscriptionLevel", "ManagementLockByScope"),
)


def _lock(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}authorization:{name}", Role.PROTECTION,
        order("level", ("NotSpecified", "CanNotDelete", "ReadOnly"),
              up="protection.up", down="protection.guard-off", note=_LOCK),
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
        ignore=("notes",),
    )  # fmt: skip


def _policy(name: str) -> TypeEntry:
    return entry(
        f"{_AZ}authorization:{name}", Role.PROTECTION,
        changed("policyDefinitions" if "Set" in name else "policyRule", "config.parameter",
                note="What is checked, and whether it is refused, may change."),
        *((members("policyDefinitions.policyDefinitionId", came="protection.up",
                   gone="protection.guard-off"),) if "Set" in name else ()),
        changed("parameters", "config.parameter"),
        delete="protection.guard-off", replace="protection.guard-off",
        ignore=("description", "displayName", "metadata"),
    )  # fmt: skip


_OPERATIONS = tuple(
    rule
    for name in ("actions", "dataActions")
    for rule in (
        members(f"permissions.{name}", came="access.grant", gone="access.revoke",
                words=ADMIN_OPERATIONS, verbs=ARRIVING),
        members(f"permissions.not{name[0].upper()}{name[1:]}",
                came="access.revoke", gone="access.grant"),
    )
)  # fmt: skip

ENTRIES: tuple[TypeEntry, ...] = (
    *map(_lock, _LOCKS),
    *map(_policy, ("PolicyDefinition", "PolicyDefinitionAtManagementGroup",
                   "PolicySetDefinition", "PolicySetDefinitionAtManagementGroup")),
    entry(
        f"{_AZ}authorization:PolicyAssignment", Role.PROTECTION,
        choice("enforcementMode",
               {"DoNotEnforce": "protection.guard-off", "Default": "protection.up"}),
        members("notScopes", came="protection.guard-off", gone="protection.up"),
        changed("policyDefinitionId", "config.parameter"),
        changed("parameters", "config.parameter"),
        changed("overrides", "config.parameter"),
        presence("resourceSelectors", came="protection.guard-off", gone="protection.up",
                 changed="config.parameter"),
        *identities(),
        create="protection.up", delete="protection.guard-off", replace="protection.guard-off",
        ignore=("description", "displayName", "metadata", "nonComplianceMessages"),
    ),
    entry(
        f"{_AZ}authorization:PolicyExemption", Role.PROTECTION,
        deadline("expiresOn", earlier="protection.up", later="protection.guard-off"),
        limit("policyDefinitionReferenceIds", narrower="protection.up",
              wider="protection.guard-off",
              note="None listed are all definitions of the initiative."),
        create="protection.guard-off", delete="protection.up", replace="protection.guard-off",
        ignore=("description", "displayName", "metadata"),
    ),
    entry(
        f"{_AZ}authorization:RoleAssignment", Role.IDENTITY,
        role_assignment("roleDefinitionId",
                   note="A role holds for everything below the scope it is given at."),
        presence("condition", came="access.revoke", gone="access.grant", changed="access.grant"),
        ignore=("description", "conditionVersion", "principalType", "roleAssignmentName"),
    ),
    entry(
        f"{_AZ}authorization:RoleDefinition", Role.IDENTITY,
        *_OPERATIONS,
        members("assignableScopes", came="access.grant", gone="access.revoke"),
        delete="access.revoke", replace="access.revoke", ignore=("description",),
    ),
    entry(
        f"{_AZ}managedidentity:FederatedIdentityCredential", Role.IDENTITY,
        changed("issuer", "access.trust"),
        changed("subject", "access.trust"),
        changed("audiences", "access.trust"),
        create="access.trust", delete="access.revoke", replace="access.trust",
    ),
    entry(
        f"{_AZ}managedidentity:UserAssignedIdentity", Role.IDENTITY,
        delete="access.revoke", replace="access.revoke", replace_disruption=Disruption.OUTAGE,
    ),
    entry(
        f"{_AZ}resources:Deployment", Role.CONFIG,
        choice("properties.mode", {"Complete": "protection.guard-off"}, verbs=ARRIVING,
               note="What the group holds and the template does not name is deleted."),
        changed("properties.template", "config.parameter",
                note="The template makes changes that this plan does not list."),
        changed("properties.templateLink", "config.parameter"),
        changed("properties.parameters", "config.parameter"),
    ),
    entry(
        f"{_AZ}resources:ResourceGroup", Role.GLUE,
        happens("data.delete", Verb.DELETE, note=GROUP_LOSS),
        happens("data.replace", Verb.REPLACE, note=GROUP_LOSS),
    ),
)  # fmt: skip
