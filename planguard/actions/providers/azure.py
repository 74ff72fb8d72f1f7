"""
What Azure's own words mean: roles, TLS versions, sizes, and the settings most services share.

Shared by every table of Azure types, whatever tool names the attributes: the makers of rules take
the path as their tool writes it. Longer than other files: the tables of both tools import one
vocabulary.
"""

from __future__ import annotations

from dataclasses import replace

from planguard.actions.interface import (
    ARRIVING,
    CHANGING,
    Rule,
    TypeEntry,
    assignment,
    choice,
    happens,
    ingress,
    members,
    number,
    order,
    presence,
    retention,
    secret,
    size,
    toggle,
    version,
    when,
)
from planguard.actions.providers.forms import lets
from planguard.model.words import Disruption, Reversible, Verb

ADMIN_ROLES: tuple[str, ...] = (
    *("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner"),
    *("b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor"),
    *("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "User Access Administrator"),
    *("f58310d9-a9f6-439a-9e8d-f62e7b41a168", "Role Based Access Control Administrator"),
    *("b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b", "Azure Kubernetes Service RBAC Cluster Admin"),
    *("00482a5a-887f-4fb3-b363-3b7fe8e74483", "Key Vault Administrator"),
)
"""
Roles that may do everything there is to do, or give any role to anybody: ids and names.

Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
"""

ADMIN_OPERATIONS: dict[str, str] = dict.fromkeys(
    (
        "*",
        "*/write",
        "Microsoft.Authorization/*",
        "Microsoft.Authorization/*/write",
        "Microsoft.Authorization/roleAssignments/*",
        "Microsoft.Authorization/roleAssignments/write",
        "Microsoft.Authorization/roleDefinitions/*",
        "Microsoft.Authorization/roleDefinitions/write",
        "Microsoft.Authorization/elevateAccess/action",
    ),
    "access.admin",
)
"""
Operations of a role with which its holder has, or can give himself, every right.

Source: https://learn.microsoft.com/azure/role-based-access-control/permissions/management-and-governance
"""

TLS: tuple[str, ...] = (
    *("TLSEnforcementDisabled", "None", "1.0", "TLS1_0", "TLSv1_0", "TLS10", "Tls", "TLSv1"),
    *("1.1", "TLS1_1", "TLSv1_1", "TLS11", "Tls11", "TLSv1.1"),
    *("1.2", "TLS1_2", "TLSv1_2", "TLS12", "Tls12", "TLSv1.2"),
    *("1.3", "TLS1_3", "TLSv1_3", "TLS13", "Tls13", "TLSv1.3"),
)
"""How the services write TLS versions, oldest first."""

GATEWAY_POLICIES: tuple[str, ...] = (
    *("AppGwSslPolicy20150501", "AppGwSslPolicy20170401", "AppGwSslPolicy20170401S"),
    *("AppGwSslPolicy20220101", "AppGwSslPolicy20220101S"),
)
"""
Predefined TLS policies of an application gateway, weakest first.

Source: https://learn.microsoft.com/azure/application-gateway/application-gateway-ssl-policy-overview
"""

OLD_CIPHERS: dict[str, str] = dict.fromkeys(
    (
        *(f"TLS_ECDHE_{kind}_WITH_AES_{bits}_CBC_SHA{hash_}" for kind in ("RSA", "ECDSA")
          for bits, hash_ in (("128", ""), ("256", ""), ("128", "256"), ("256", "384"))),
        *(f"TLS_DHE_{kind}_WITH_AES_{bits}_CBC_SHA{hash_}" for kind in ("RSA", "DSS")
          for bits in ("128", "256") for hash_ in ("", "256")),
        *(f"TLS_RSA_WITH_AES_{bits}_CBC_SHA{hash_}" for bits in ("128", "256")
          for hash_ in ("", "256")),
        *("TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_256_GCM_SHA384"),
        *("TLS_RSA_WITH_3DES_EDE_CBC_SHA", "TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA"),
    ),
    "exposure.tls-weaken",
)  # fmt: skip
"""
Cipher suites of an application gateway without forward secrecy or authenticated encryption.

Source: https://learn.microsoft.com/azure/application-gateway/application-gateway-ssl-policy-overview
"""

RULE_ACTIONS: tuple[str, ...] = (
    *("Allow", "Log", "JSChallenge", "ManagedChallenge", "CAPTCHA", "Redirect", "Block"),
)
"""
What a rule of a web application firewall does with a request, most lenient first.

Source: https://learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-custom-rules
"""

REDUNDANCY: tuple[str, ...] = (
    *("Standard_LRS", "Standard_ZRS", "Standard_GRS", "Standard_RAGRS"),
    *("Standard_GZRS", "Standard_RAGZRS"),
)
"""
How many places a storage account keeps its data in, fewest first.

Source: https://learn.microsoft.com/azure/storage/common/storage-redundancy
"""

GATEWAY_SIZES: tuple[str, ...] = (
    *("Basic", "Standard", "ErGw1AZ", "HighPerformance", "ErGw2AZ", "UltraPerformance", "ErGw3AZ"),
    *("ErGwScale", "VpnGw1", "VpnGw1AZ", "VpnGw2", "VpnGw2AZ", "VpnGw3", "VpnGw3AZ", "VpnGw4"),
    *("VpnGw4AZ", "VpnGw5", "VpnGw5AZ"),
)
"""
Sizes of a network's gateway, smallest first: those for ExpressRoute, then those for VPN.

Source: https://learn.microsoft.com/azure/expressroute/expressroute-about-virtual-network-gateways
"""

SIGNAL_SIZES: tuple[str, ...] = ("Free_F1", "Standard_S1", "Premium_P1", "Premium_P2")
"""Sizes of SignalR and Web PubSub, smallest first."""

COGNITIVE_SIZES: tuple[str, ...] = (
    *("F0", "F1", "S0", "S", "S1", "S2", "S3", "S4", "S5", "S6", "P0", "P1", "P2"),
)
"""Sizes of cognitive services, smallest first."""

SHARE_ROLES: tuple[str, ...] = (
    *("None", "StorageFileDataSmbShareReader", "StorageFileDataSmbShareContributor"),
    "StorageFileDataSmbShareElevatedContributor",
)
"""What a file share lets those do who log in with a directory, least first."""

BACKUP_PLACES: tuple[str, ...] = ("Local", "Zone", "Geo", "GeoZone")
"""Where backups of a database are kept, fewest places first."""

TIERS: tuple[str, ...] = (
    *("Free", "F1", "D1", "Developer", "Shared", "Consumption", "Basic", "Burstable", "Standard"),
    *("GeneralPurpose", "Premium", "BusinessCritical", "MemoryOptimized", "Isolated"),
)
"""Tiers of services, smallest first."""

PERFORMANCE: tuple[str, ...] = (
    *("Standard_LRS", "StandardSSD_LRS", "StandardSSD_ZRS", "Premium_LRS", "Premium_ZRS"),
    *("PremiumV2_LRS", "UltraSSD_LRS"),
)
"""
Kinds of managed disks, slowest first.

Source: https://learn.microsoft.com/azure/virtual-machines/disks-types
"""

DATABASE_SIZES: tuple[str, ...] = (
    *("Free", "ElasticPool", "Basic", "S0", "S1", "S2", "S3", "S4", "S6", "S7", "S9", "S12"),
    *("P1", "P2", "P4", "P6", "P11", "P15"),
)
"""
Sizes of Azure SQL databases counted in DTUs, smallest first; others (`GP_Gen5_4`) end in cores.

Source: https://learn.microsoft.com/azure/azure-sql/database/service-tiers-dtu
"""

APP_PLANS: tuple[str, ...] = (
    *("Y1/FC1", "F1", "FREE", "D1", "SHARED", "B1", "S1", "B2", "S2", "B3", "S3", "P0v3"),
    *("P1v2/EP1/WS1", "P0v4", "P1v3/I1v2", "P2v2/EP2/WS2", "P1v4", "P1mv3/P1mv4", "P2v3/I2v2"),
    *("P3v2/EP3/WS3", "P2v4", "P2mv3/P2mv4", "P3v3/I3v2", "P3v4", "P3mv3/P3mv4", "I4v2"),
    *("P4mv3/P4mv4", "I5v2", "P5mv3/P5mv4", "I6v2"),
)
"""
Sizes of App Service plans by cores and memory, smallest first.

Source: https://learn.microsoft.com/azure/app-service/overview-hosting-plans
"""

GROUP_LOSS = "Everything in the group is deleted with it, whether or not the plan lists it."
PERIOD = r"P\w+$"
"""The period at the end of a repeating interval of ISO 8601 (`R/2024-01-01T02:00:00+00:00/P1D`)."""
SOFT_DELETED = "It can be restored while its vault keeps deleted objects."


def known_as(entries: tuple[TypeEntry, ...], older: dict[str, str]) -> tuple[TypeEntry, ...]:
    """
    Give entries once more under the module names that older releases of a provider have for them.

    `older` maps the present beginning of a type to the older one.
    """
    return tuple(
        replace(found, type=f"{before}{found.type.removeprefix(now)}")
        for found in entries
        for now, before in older.items()
        if found.type.startswith(now)
    )


def reachable(path: str = "publicNetworkAccess") -> Rule:
    """Describe the word that opens or shuts the endpoint; a service is open where none is given."""
    return when(ingress(path, "gate"), verbs=CHANGING)


def firewall(path: str, shut: str, addresses: str) -> tuple[Rule, ...]:
    """
    Describe an endpoint's own firewall: its default and the addresses that pass.

    `shut` is the path of the default word, `addresses` of the ranges let in; those count only
    while the default is not to let everybody in.
    """
    return (
        when(ingress(f"{path}{shut}", "gate"), verbs=CHANGING),
        when(ingress(f"{path}{addresses}", "ranges"), only={f"{path}{shut}": ("Deny",)}),
    )


def restrictions(path: str, default: str = "") -> Rule:
    """
    Describe a list of addresses that may come; where there is none everybody may.

    `default` names the attribute that says what holds for those whom the list does not name.
    """
    rule = when(ingress(path, "restrictions"), verbs=CHANGING)
    return replace(rule, options={**rule.options, "default": default}) if default else rule


def addresses(path: str = "startIpAddress") -> Rule:
    """Describe a firewall rule that is an object of its own: from one address to another."""
    return ingress(path, "span", note=FROM_AZURE)


FROM_AZURE = "From 0.0.0.0 to 0.0.0.0 lets in every service inside Azure, anybody's included."


def from_internet(path: str) -> Rule:
    """Describe a switch that lets calls from the internet in; it is on where none is given."""
    return toggle(path, on="exposure.public", off="exposure.narrow", default=True)


def messaging_status() -> Rule:
    """Describe whether a queue or topic of a service bus takes and gives messages."""
    return choice(
        "status",
        {
            **dict.fromkeys(("Disabled", "SendDisabled", "ReceiveDisabled"), "routing.remove"),
            "Active": "routing.rule",
        },
    )


def tls(path: str, *, weakest: bool = False) -> Rule:
    """Describe the lowest TLS version accepted; with `weakest` none given means the oldest."""
    words = ("", *TLS) if weakest else TLS
    return order(path, words, up="protection.up", down="exposure.tls-weaken")


def https_only(path: str, *, default: bool = False) -> Rule:
    """Describe a switch that turns plain HTTP away."""
    return toggle(path, on="protection.up", off="exposure.tls-weaken", default=default)


def plain_allowed(path: str, *, default: bool = False) -> Rule:
    """Describe a switch that lets plain connections in."""
    return toggle(
        path, on="exposure.tls-weaken", off="protection.up", default=default, verbs=ARRIVING
    )


def no_keys(path: str) -> Rule:
    """Describe a switch that turns shared keys and local accounts away."""
    return toggle(path, on="access.revoke", off="access.grant")


def keys(path: str, *, default: bool = True) -> Rule:
    """Describe a switch that accepts shared keys or passwords."""
    return lets(path, default=default)


def own_key(path: str) -> Rule:
    """Describe the customer's key that encrypts it."""
    return presence(
        path, came="protection.up", gone="protection.encryption-off", changed="key.rotate"
    )


def spread(path: str) -> Rule:
    """Describe a standby that takes over: none, in the same zone, in another."""
    return order(
        path,
        ("Disabled", "SameZone", "ZoneRedundant"),
        up="protection.up",
        down="protection.guard-off",
    )


def geo_backups(path: str) -> Rule:
    """Describe a switch that keeps backups in another region too."""
    return toggle(path, off="protection.backup-cut", on="protection.up")


def expiry(path: str) -> Rule:
    """Describe after what time what is stored is dropped; none given is never."""
    return retention(path, cut="data.retention-cut")


def loses(note: str = "", reversible: Reversible | None = None) -> tuple[Rule, Rule]:
    """Describe what is lost when a store of data goes, or is made anew."""
    return (
        happens("data.delete", Verb.DELETE, note=note, reversible=reversible),
        happens("data.replace", Verb.REPLACE, note=note, reversible=reversible),
    )


def logs_kept(path: str) -> Rule:
    """Describe how long logs are kept; without a number the service's own time holds."""
    return number(
        path, up="observability.log-retention-up", down="observability.log-retention-cut"
    )


def sized(path: str, *, disruption: Disruption = Disruption.RESTART) -> Rule:
    """Describe the name of a size: `Standard_D2s_v5`, `GP_Gen5_4`, `P1v3`."""
    return size(path, disruption=disruption)


def tiered(path: str, *, disruption: Disruption = Disruption.RESTART) -> Rule:
    """Describe the tier of a service."""
    return size(path, order=TIERS, disruption=disruption)


def engine(path: str = "version") -> Rule:
    """Describe the version of a database engine."""
    return version(path, newer="schema.engine", disruption=Disruption.OUTAGE)


def identities(path: str = "identity.userAssignedIdentities") -> tuple[Rule, Rule]:
    """
    Describe the identities a thing acts as; beside those of others it may have one of its own.

    Source: https://learn.microsoft.com/azure/automation/disable-managed-identity-for-automation
    """
    return (
        members(path, came="access.grant", gone="access.revoke"),
        members(
            f"{path.rpartition('.')[0]}.type",
            gone="access.revoke",
            within="SystemAssigned",
            note="What its own identity was allowed goes with it.",
        ),
    )


def attached(path: str, note: str = "") -> Rule:
    """Describe a security group that filters traffic: without it nothing is filtered."""
    return presence(
        path, came="exposure.narrow", gone="exposure.open", changed="exposure.open", note=note
    )


def own_addresses(at: str, *names: str) -> tuple[Rule, ...]:
    """Describe the addresses of a thing: a further one stops nothing, another one does."""
    return (
        *(
            presence(f"{at}.{name}", changed="routing.network", disruption=Disruption.OUTAGE)
            for name in names
        ),
        members(f"{at}.name", came="routing.network", gone="routing.network"),
    )


def password(path: str = "administratorLoginPassword") -> Rule:
    """Describe the administrator's password."""
    return secret(path)


def role_assignment(
    path: str, *, scope: str = "scope", principal: str = "principalId", note: str = ""
) -> Rule:
    """Compare who holds which of Azure's roles where; `path` names the role."""
    return assignment(path, scope=scope, principal=principal, admin=ADMIN_ROLES, note=note)
