"""
What names give away: a catalogue entry made up for a type that nobody described.

Everything here is a guess by design. A guess is shown, and may ask for a person, but never
denies. Attributes inside blocks count like those outside.

Longer than other files: it is a table of names, and what reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from planguard.actions.interface import (
    ARRIVING,
    Rule,
    TypeEntry,
    changed,
    choice,
    document,
    grants,
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
from planguard.model.action import ActionId
from planguard.model.value import Value
from planguard.model.words import Role, Verb

_ROLES: tuple[tuple[str, Role], ...] = (
    (r"alarm|alert|monitor|dashboard|metric|log_|logging|diagnostic|trail", Role.OBSERVABILITY),
    (r"backup|snapshot|recovery|vault_lock", Role.PROTECTION),
    (r"kms|key_ring|crypto_key|encryption_key|certificate", Role.KEY),
    (r"secret|password|credential|access_key|api_key|token", Role.SECRET),
    (r"_iam_|_role|role_|policy|permission|user|group_member|service_account", Role.IDENTITY),
    (r"security_group|firewall|network|subnet|vpc|vnet|route|peering|nat|gateway", Role.NETWORK),
    (r"dns|record|zone|listener|load_balancer|_lb|ingress|cdn|frontdoor|domain", Role.ROUTING),
    (r"autoscal|scaling|scaler", Role.SCALING),
    (r"attachment|association|_membership$|_binding$", Role.GLUE),
    (
        (
            r"database|_db$|_db_|sql|postgres|mysql|mongo|redis|cassandra|bigtable|spanner|"
            r"firestore|cosmosdb|bucket|storage_account|storage_container|file_system|fileshare|"
            r"filestore|disk|volume|_table$|dataset|warehouse|elasticsearch|opensearch|keyspace|"
            r"datastore|cluster_db"
        ),
        Role.DATA_STORE,
    ),
    (r"queue|topic|subscription|stream|eventhub|pubsub|servicebus|kafka", Role.MESSAGING),
    (
        r"instance|machine|cluster|service|function|deployment|container|node_pool|app$|_app_|job",
        Role.COMPUTE,
    ),
    (r"parameter|setting|config|flag", Role.CONFIG),
)
_MATCHERS = tuple((re.compile(pattern), role) for pattern, role in _ROLES)

_ON_DELETE: dict[Role, str] = {
    Role.DATA_STORE: "data.delete",
    Role.KEY: "key.delete",
    Role.SECRET: "secret.delete",
    Role.ROUTING: "routing.remove",
    Role.IDENTITY: "access.revoke",
    Role.PROTECTION: "protection.backup-off",
}
_ENDS: tuple[tuple[str, str], ...] = (
    (r"namespace$|resource_group$|_project$", "data.delete"),
    (
        (
            r"deployment|stateful_?set|daemon_?set|cron_?job|virtual_machine|_instance$|"
            r"function|_app$|container_app|cloud_run|node_pool|helm_release"
        ),
        "scale.to-zero",
    ),
    (r"alarm|alert|monitor$", "observability.alarm-off"),
    (r"_log_|logging|diagnostic|trail$|log_sink|flow_log", "observability.logs-off"),
)
"""What ends with an object whose role says nothing of that, by its type's name."""
_ENDERS = tuple((re.compile(pattern), action) for pattern, action in _ENDS)
_ON_REPLACE: dict[Role, str] = {Role.DATA_STORE: "data.replace"}
_ON_CREATE: dict[Role, str] = {Role.KEY: "key.create", Role.SECRET: "secret.create"}

_PROTOCOLS = (
    *("ssl3", "tls1_0", "tlsv1", "tlsv1_0", "1.0", "tls1.0", "tls1_1", "tlsv1_1", "1.1", "tls1.1"),
    *("tls1_2", "tlsv1_2", "1.2", "tls1.2", "tls1_3", "tlsv1_3", "1.3", "tls1.3"),
)
_ANYWHERE = dict.fromkeys(("*", "Internet", "Any", "0.0.0.0/0", "::/0"), "exposure.public")
_ADMINS = (
    *(
        "roles/owner",
        "roles/editor",
        "roles/iam.securityAdmin",
        "roles/resourcemanager.projectIamAdmin",
    ),
    *("Owner", "User Access Administrator", "Role Based Access Control Administrator"),
    *("cluster-admin", "AccountAdmin", "ACCOUNTADMIN"),
)
_GUESSES: tuple[tuple[str, Callable[[str], Rule]], ...] = (
    (
        (
            r"^(desired_.*|replicas?|node_count|instance_count|instances|num_.*nodes?|shard_count|"
            r"capacity)$"
        ),
        lambda path: number(path, up="scale.up", down="scale.down", zero="scale.to-zero"),
    ),
    (
        r"^(min|max)_?(size|count|capacity|replicas|instances|nodes?)$|.*_(max|min)_count$|^quota",
        lambda path: number(path, up="scale.limits-up", down="scale.limits-down"),
    ),
    (
        r"^(instance_type|machine_type|node_type|instance_class|vm_size|sku|sku_name|tier|plan)$",
        size,
    ),
    (
        r"^(cpu|memory|memory_size|storage_gb|disk_size.*|allocated_storage)$",
        lambda path: number(path, up="scale.resize-up", down="scale.resize-down"),
    ),
    (
        r"^(image|image_id|image_uri|image_name|source_code_hash|chart_version|template_version)$",
        lambda path: version(path, newer="deploy.version", older="deploy.rollback", what="image"),
    ),
    (
        r"^(engine_version|database_version|db_version|server_version|mysql_version)$",
        lambda path: version(path, newer="schema.engine"),
    ),
    (
        r"^(kubernetes_version|cluster_version|min_master_version|k8s_version)$",
        lambda path: version(path, newer="dependency.cluster"),
    ),
    (
        r"^runtime(_version)?$",
        lambda path: version(path, newer="dependency.runtime", what="runtime"),
    ),
    (
        (
            r"deletion_protection|prevent_destroy|termination_protection|purge_protection|"
            r"delete_protection|object_lock"
        ),
        lambda path: toggle(path, off="protection.guard-off", on="protection.up"),
    ),
    (
        r"^force_(destroy|delete)$|^skip_final_snapshot$",
        lambda path: toggle(path, on="protection.guard-off", off="protection.up"),
    ),
    (
        r"publicly_accessible|public_network_access|^public_access$|_public_access_enabled$",
        lambda path: toggle(path, on="exposure.public", off="exposure.narrow"),
    ),
    (
        r"^allow_.*public|_be_public$",
        lambda path: toggle(path, on="exposure.public", off="exposure.narrow", verbs=ARRIVING),
    ),
    (
        r"^visibility$",
        lambda path: choice(path, {"public": "exposure.public", "private": "exposure.narrow"}),
    ),
    (
        r"(^|_)min(imum)?_(tls|ssl|protocol)_version$|^min_tls$",
        lambda path: order(path, _PROTOCOLS, up="protection.up", down="exposure.tls-weaken"),
    ),
    (
        (
            r"^(source_ranges|allowed_(cidrs?|ips?|ip_ranges)|"
            r"authorized_(networks|ip_ranges)|public_access_cidrs|cidr_blocks|cidr_block)$"
        ),
        lambda path: ingress(path, "ranges"),
    ),
    (
        r"^source_address_prefix(es)?$",
        lambda path: when(
            members(path, came="exposure.open", words=_ANYWHERE, verbs=ARRIVING),
            unless={"direction": "Outbound", "access": "Deny"},
        ),
    ),
    (
        r"^(member|members)$",
        lambda path: members(
            path,
            came="access.grant",
            gone="access.revoke",
            verbs=ARRIVING,
            words={"allUsers": "access.public", "allAuthenticatedUsers": "access.public"},
        ),
    ),
    (
        r"^(role|role_definition_name)$|(^|\.)role_ref\.name$",
        lambda path: grants(path, admin=_ADMINS),
    ),
    (
        r"(^|\.)(backup|backup_configuration|backup_policy|point_in_time_recovery)\.enabled$",
        lambda path: toggle(path, off="protection.backup-off", on="protection.up"),
    ),
    (
        r"^backup_retention.*|^backup_.*days$|^snapshot_retention.*",
        lambda path: retention(
            path,
            cut="protection.backup-cut",
            up="protection.up",
            off="protection.backup-off",
            zero_is="nothing",
        ),
    ),
    (
        r".*log.*retention.*",
        lambda path: retention(
            path,
            cut="observability.log-retention-cut",
            up="observability.log-retention-up",
            unbounded="observability.log-unbounded",
        ),
    ),
    (
        r"retention.*(days|hours|seconds|period|duration)$|^message_retention.*",
        lambda path: retention(path, cut="data.retention-cut"),
    ),
    (
        r"^(storage_)?encrypted$|^encryption_enabled$|encryption_at_rest|_encryption_enabled$",
        lambda path: toggle(path, off="protection.encryption-off", on="protection.up"),
    ),
    (
        r"^kms_key.*|.*customer_managed_key.*|^disk_encryption_key.*",
        lambda path: presence(path, gone="protection.encryption-off", came="protection.up"),
    ),
    (r"^ttl$", lambda path: number(path, up="routing.ttl", down="routing.ttl")),
    (
        r"^(records?|rrdatas|target|alias|value|content)$",
        lambda path: changed(path, "routing.dns"),
    ),
    (
        (
            r"^(password|secret|secret_data|secret_string|private_key|api_key|token|"
            r"master_password|administrator_login_password|client_secret)$"
        ),
        secret,
    ),
    (
        r"^(environment|environment_variables|env|env_vars|app_settings)$",
        lambda path: changed(path, "config.env"),
    ),
    (r"^(policy|policy_document|policy_json)$", lambda path: document(path, "identity")),
)
_GUESSERS = tuple((re.compile(pattern), make) for pattern, make in _GUESSES)
_ONLY_ROUTING = frozenset({"ttl", "records", "record", "rrdatas", "target", "alias"})
_ONLY_RECORDS = frozenset({"value", "content"})
_ONLY_NETWORKS = frozenset({"cidr_blocks", "cidr_block"})
_WHOLE = frozenset({"environment", "environment_variables", "env", "env_vars", "app_settings"})
"""Compared as a whole: the names inside are somebody else's."""
_CLOSED = frozenset({"tags", "tags_all", "labels", "annotations", "metadata", "triggers"})
_DEEPEST = 6


@cache
def role_of(type_: str) -> Role:
    """Guess what a type is for from its name, the provider's prefix aside."""
    name = type_.partition("_")[2] or type_
    for matcher, role in _MATCHERS:
        if matcher.search(name):
            return role
    return Role.UNKNOWN


def paths_of(differing: Mapping[str, tuple[Value, Value]]) -> frozenset[str]:
    """List the attributes that hold no blocks, dotted, under those that differ."""
    return frozenset(
        path
        for name, sides in differing.items()
        for value in sides
        for path in _leaves(name, name, value, _DEEPEST)
    )


def _leaves(path: str, name: str, value: Value, depth: int) -> Iterator[str]:
    blocks = value if isinstance(value, list | tuple) else (value,)
    inner = [block for block in blocks if isinstance(block, Mapping)]
    if not inner or name in _WHOLE:
        if value is not None:
            yield path
    elif depth and name not in _CLOSED:
        for block in inner:
            for key, held in block.items():
                if "." not in key:
                    yield from _leaves(f"{path}.{key}", key, held, depth - 1)


@cache
def entry_for(type_: str, attributes: frozenset[str], verb: Verb) -> TypeEntry:
    """Make up an entry for a type from its name and the attributes, dotted, that differ."""
    role = role_of(type_)
    return TypeEntry(
        type=type_,
        role=role,
        create=_ids(_ON_CREATE.get(role)),
        delete=_ids(_ON_DELETE.get(role) or _end_of(type_)),
        replace=_ids(_ON_REPLACE.get(role)),
        rules=() if verb is Verb.DELETE else tuple(_rules(type_, role, attributes)),
    )


def _ids(action: str | None) -> tuple[ActionId, ...]:
    return (ActionId(action),) if action else ()


def _end_of(type_: str) -> str | None:
    return next((action for matcher, action in _ENDERS if matcher.search(type_)), None)


def _rules(type_: str, role: Role, attributes: frozenset[str]) -> Iterator[Rule]:
    for path in sorted(attributes):
        name = path.rpartition(".")[2]
        if (
            (name in _ONLY_ROUTING and role is not Role.ROUTING)
            or (name in _ONLY_RECORDS and not ("record" in type_ and name == path))
            or (name in _ONLY_NETWORKS and "firewall" not in type_ and "security" not in type_)
        ):
            continue
        for matcher, make in _GUESSERS:
            if matcher.search(name) or matcher.search(path):
                yield make(path)
                break
