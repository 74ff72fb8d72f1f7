"""
Tells of a store that goes which copies of it stay: replicas that can be promoted.

Replicas run behind: what was written last may be missing from them, so that they are a way back with
a loss of data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from planguard.model.action import Action
from planguard.model.plan import Plan, Resource
from planguard.model.value import Value, at
from planguard.model.words import Address, Mode, Reversible, Verb

_REPLICAS: Mapping[str, str] = {
    "aws_db_instance": "replicate_source_db",
    "aws_neptune_cluster": "replication_source_identifier",
    "aws_rds_cluster": "replication_source_identifier",
    "azurerm_mssql_database": "creation_source_database_id",
    "azurerm_mysql_flexible_server": "source_server_id",
    "azurerm_postgresql_flexible_server": "source_server_id",
    "google_sql_database_instance": "master_instance_name",
}
"""Attribute by which a replica, of the same type, names the store it copies."""
_MEMBERS: Mapping[str, str] = {
    "aws_docdb_cluster": "global_cluster_identifier",
    "aws_elasticache_replication_group": "global_replication_group_id",
    "aws_neptune_cluster": "global_cluster_identifier",
    "aws_rds_cluster": "global_cluster_identifier",
}
"""Attribute with the global store whose members hold the same data."""
_COPYING: Mapping[str, frozenset[str]] = {
    "azurerm_mssql_database": frozenset({"secondary", "onlinesecondary"}),
    "azurerm_mysql_flexible_server": frozenset({"replica"}),
    "azurerm_postgresql_flexible_server": frozenset({"replica"}),
}
"""Words of `create_mode` for what goes on copying; others copy once."""
_IDENTITIES = ("id", "arn", "identifier", "cluster_identifier", "name")
_LOST = frozenset({"data.delete", "data.replace"})
_GOING = frozenset({Verb.DELETE, Verb.REPLACE})


def with_copies(found: Iterable[Action], plan: Plan) -> Iterator[Action]:
    """Add to the loss of a store that a copy of it stays."""
    copies: dict[str, list[Resource]] = {}
    for action in found:
        resource = plan.resources.get(action.address) if action.id in _LOST else None
        if resource is None or not {resource.type} & {*_REPLICAS, *_MEMBERS}:
            yield action
            continue
        if resource.type not in copies:
            copies[resource.type] = list(_staying(plan, resource.type))
        names = sorted(_copies_of(resource, copies[resource.type]))
        yield _with_way_back(action, names) if names else action


def _staying(plan: Plan, type_: str) -> Iterator[Resource]:
    """Give the objects of a type that are there and stay."""
    going = {change.address for change in plan.changes if change.verb in _GOING}
    for resource in plan.resources.values():
        is_there = resource.in_state and resource.mode is Mode.MANAGED
        if resource.type == type_ and is_there and resource.address not in going:
            yield resource


def _copies_of(store: Resource, others: Iterable[Resource]) -> Iterator[Address]:
    values = store.values()
    own = {value for name in _IDENTITIES if isinstance(value := values.get(name), str) and value}
    member = _text(values, _MEMBERS.get(store.type, ""))
    for other in others:
        theirs = other.values()
        if other.address == store.address or not _goes_on(other.type, theirs):
            continue
        source = _text(theirs, _REPLICAS.get(other.type, ""))
        # Google writes `project:name` for a primary of another project.
        replica = source in own or source.rpartition(":")[2] in own
        if (source and replica) or (member and member == _text(theirs, _MEMBERS[other.type])):
            yield other.address


def _goes_on(type_: str, values: Mapping[str, Value]) -> bool:
    """Tell whether what was made as a copy is kept up to date."""
    words = _COPYING.get(type_)
    return words is None or _text(values, "create_mode").lower() in words


def _text(values: Mapping[str, Value], name: str) -> str:
    value = at(values, (name,)) if name else None
    return value if isinstance(value, str) else ""


def _with_way_back(action: Action, names: list[Address]) -> Action:
    said = "stays, which copies it" if len(names) == 1 else "stay, which copy it"
    kept = action.reversible is Reversible.YES
    return replace(
        action,
        because=f"{action.because}; {', '.join(names)} {said} and can be promoted",
        reversible=Reversible.YES if kept else Reversible.WITH_DATA_LOSS,
    )
