"""
What Google Cloud's own words mean, and the settings most services share.

Shared by every table of Google's types: the makers of rules take the path as the tool writes it.
"""

from __future__ import annotations

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    choice,
    entry,
    ingress,
    members,
    presence,
    secret,
    size,
    toggle,
    version,
)
from planguard.model.words import Disruption, Role

ADMIN_ROLES: tuple[str, ...] = (
    *("roles/owner", "roles/editor"),
    *("roles/iam.admin", "roles/iam.securityAdmin"),
    *("roles/resourcemanager.organizationAdmin", "roles/resourcemanager.folderAdmin"),
    *("roles/resourcemanager.folderIamAdmin", "roles/resourcemanager.projectIamAdmin"),
)
"""
Roles that may do nearly everything, or give any role to anybody.

Source: https://cloud.google.com/iam/docs/roles-overview, .../iam/docs/roles-permissions/resourcemanager
"""

ADMIN_PERMISSIONS: dict[str, str] = dict.fromkeys(
    (
        "resourcemanager.projects.setIamPolicy",
        "resourcemanager.folders.setIamPolicy",
        "resourcemanager.organizations.setIamPolicy",
        "iam.roles.update",
    ),
    "access.admin",
)
"""
Permissions with which the holder of a custom role can give himself every other.

Source: https://cloud.google.com/iam/docs/understanding-custom-roles
"""

EVERYBODY: tuple[str, ...] = ("allUsers", "allAuthenticatedUsers")
"""
Members that are anybody with, or without, a Google account.

Source: https://cloud.google.com/iam/docs/principals-overview
"""

TLS: tuple[str, ...] = ("", "TLS_1_0", "TLS_1_1", "TLS_1_2", "TLS_1_3")
"""Lowest TLS versions, oldest first; none given means 1.0."""

TLS_PROFILES: tuple[str, ...] = ("", "COMPATIBLE", "MODERN", "FIPS_202205", "RESTRICTED")
"""
Profiles of an SSL policy, weakest first.

Source: https://cloud.google.com/load-balancing/docs/ssl-policies-concepts
"""

DISK_TYPES: tuple[str, ...] = ("pd-standard", "pd-balanced", "pd-ssd", "pd-extreme")
"""Persistent disks, slowest first. Source: https://cloud.google.com/compute/docs/disks"""

DATABASE_DISKS: tuple[str, ...] = ("PD_HDD", "PD_SSD/HYPERDISK_BALANCED")

DEFAULT_KEY = "Without a key of the customer's, Google's own encrypts it."
FORCED = "Google deletes it at once; nothing in it can be had back."
_RESTART = Disruption.RESTART


def store(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe a store of data."""
    return entry(
        type_, Role.DATA_STORE, *rules,
        delete="data.delete", replace="data.replace", ignore=("description", *ignore),
    )  # fmt: skip


def spare(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe a backup, snapshot or another spare copy of data that lives elsewhere."""
    return entry(
        type_, Role.PROTECTION, *rules,
        create="protection.up", delete="protection.backup-cut", replace="protection.backup-cut",
        ignore=("description", *ignore),
    )  # fmt: skip


def schedule(type_: str, *rules: Rule) -> TypeEntry:
    """Describe what makes backups by the clock: with it they end."""
    return entry(
        type_, Role.PROTECTION, *rules, create="protection.up", delete="protection.backup-off",
        ignore=("description",),
    )  # fmt: skip


def running(
    type_: str,
    *rules: Rule,
    replace: str = "deploy.version",
    disruption: Disruption = Disruption.OUTAGE,
    role: Role = Role.COMPUTE,
) -> TypeEntry:
    """
    Describe something that runs: deleting it ends the service.

    Between the old object and the new one nothing runs; `scale.to-zero` for a platform on which
    others run.
    """
    return entry(
        type_, role, *rules, delete="scale.to-zero", replace=replace, replace_disruption=disruption,
        ignore=("description",),
    )  # fmt: skip


def way(type_: str, *rules: Rule) -> TypeEntry:
    """Describe a piece of the packets' way: it comes, goes and moves."""
    return entry(
        type_, Role.NETWORK, *rules,
        create="routing.network", delete="routing.remove", replace="routing.network",
        ignore=("description",),
    )  # fmt: skip


def front(type_: str, *rules: Rule, ignore: tuple[str, ...] = ()) -> TypeEntry:
    """Describe a piece of a balancer or gateway: requests pass through it."""
    return entry(
        type_, Role.ROUTING, *rules, delete="routing.remove", replace="routing.remove",
        ignore=("description", *ignore),
    )  # fmt: skip


def glue(type_: str, *rules: Rule) -> TypeEntry:
    """Describe what only joins or holds others together."""
    return entry(type_, Role.GLUE, *rules, ignore=("description",))


def setting(type_: str, *rules: Rule, role: Role = Role.CONFIG) -> TypeEntry:
    """Describe a setting of others."""
    return entry(type_, role, *rules, ignore=("description",))


def abandons(path: str = "deletion_policy") -> Rule:
    """Describe what becomes of the object when it is deleted here: kept, refused or destroyed."""
    return choice(
        path,
        {
            **dict.fromkeys(("DELETE", "FORCE"), "protection.guard-off"),
            **dict.fromkeys(("ABANDON", "PREVENT"), "protection.up"),
        },
        default="DELETE",
    )


def own_key(path: str = "kms_key_name") -> Rule:
    """Describe the customer's key that encrypts it."""
    return presence(
        path, came="protection.up", gone="protection.encryption-off", changed="key.rotate",
        note=DEFAULT_KEY,
    )  # fmt: skip


def backs_up(path: str) -> Rule:
    """Describe a switch for backups."""
    return toggle(path, off="protection.backup-off", on="protection.up")


def machine(path: str = "machine_type", *, disruption: Disruption = _RESTART) -> Rule:
    """Describe a machine type: `e2-standard-4`, `db-custom-2-7680`."""
    return size(path, disruption=disruption)


def engine(path: str, *, disruption: Disruption = Disruption.OUTAGE) -> Rule:
    """Describe the version of a database engine: `POSTGRES_15`, `REDIS_7_2`."""
    return version(path, newer="schema.engine", disruption=disruption)


def private(path: str, *, default: bool = False) -> Rule:
    """Describe a switch that keeps it off the internet; without it, it is made reachable."""
    return toggle(path, off="exposure.public", on="exposure.narrow", default=default)


def networks(path: str) -> Rule:
    """Describe a list of the ranges that may come."""
    return ingress(path, "ranges")


def acts_as(path: str = "service_account") -> Rule:
    """Describe the service account something acts as: another one has other rights."""
    return changed(path, "access.grant")


def scopes(path: str) -> Rule:
    """
    Describe the OAuth scopes of a machine's tokens: `cloud-platform` stands for all of them.

    Source: https://cloud.google.com/compute/docs/access/service-accounts#scopes_best_practice
    """
    return members(path, came="access.grant", gone="access.revoke")


def goes_to(path: str) -> Rule:
    """Describe where requests or messages go, or which of them."""
    return changed(path, "routing.rule")


def reads(path: str, *, note: str = "") -> Rule:
    """Describe a secret in clear."""
    return secret(path, note=note)


def filtered(shape: str, path: str, *, note: str = "") -> Rule:
    """Compare whom a firewall or its rules let in, as Google writes them."""
    return ingress(path, shape, note=note)
