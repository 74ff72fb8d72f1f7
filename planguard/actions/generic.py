"""
What names give away: a catalogue entry made up for a type that nobody described.

Everything here is a guess by design. A guess is shown, and may ask for a person, but never
denies.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from planguard.actions.interface import (
    Rule,
    TypeEntry,
    changed,
    document,
    number,
    presence,
    retention,
    secret,
    size,
    toggle,
    version,
)
from planguard.model.action import ActionId
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
_ON_REPLACE: dict[Role, str] = {Role.DATA_STORE: "data.replace"}
_ON_CREATE: dict[Role, str] = {Role.KEY: "key.create", Role.SECRET: "secret.create"}

_GUESSES: tuple[tuple[str, Callable[[str], Rule]], ...] = (
    (
        r"^(desired_.*|replicas?|node_count|instance_count|num_.*nodes?|shard_count|capacity)$",
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
        r"^(records?|rrdatas|target|alias)$",
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


@cache
def role_of(type_: str) -> Role:
    """Guess what a type is for from its name, the provider's prefix aside."""
    name = type_.partition("_")[2] or type_
    for matcher, role in _MATCHERS:
        if matcher.search(name):
            return role
    return Role.UNKNOWN


@cache
def entry_for(type_: str, attributes: frozenset[str], verb: Verb) -> TypeEntry:
    """Make up an entry for a type from its name and the attributes that differ."""
    role = role_of(type_)

    def ids(table: dict[Role, str]) -> tuple[ActionId, ...]:
        return (ActionId(table[role]),) if role in table else ()

    return TypeEntry(
        type=type_,
        role=role,
        create=ids(_ON_CREATE),
        delete=ids(_ON_DELETE),
        replace=ids(_ON_REPLACE),
        rules=() if verb is Verb.DELETE else tuple(_rules(role, attributes)),
    )


def _rules(role: Role, attributes: frozenset[str]) -> list[Rule]:
    found = []
    for name in sorted(attributes):
        if name in _ONLY_ROUTING and role is not Role.ROUTING:
            continue
        for matcher, make in _GUESSERS:
            if matcher.search(name):
                found.append(make(name))
                break
    return found
