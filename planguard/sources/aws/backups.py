"""
When a store was last backed up, and what is left when it is deleted.

Completed backups count alone, and only those of this very store: one of the same name that was
deleted before has another resource id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from planguard.sources.aws.refusals import GONE, AbsentError
from planguard.sources.aws.subject import Subject
from planguard.sources.interface import Reply, SourceError

_MANUAL = frozenset({"manual", "awsbackup"})
_Item: TypeAlias = Mapping[str, Any]
_Found: TypeAlias = tuple[datetime, str]
"""A moment that can be brought back, and what brings it back."""
_Read: TypeAlias = Callable[..., Iterator[_Found]]
"""Gives what there is; with `kept=True` only what outlives the store."""


def backup(subject: Subject) -> Reply:
    """Answer `backup.latest` and `backup.kept`."""
    kept = subject.question.topic.name == "backup.kept"
    found: list[_Found] = []
    lost = ""
    try:
        # One by one, so that what was found before a refusal counts: the newest is that new
        # at least.
        for each in _STORES[subject.type](subject, kept=kept):
            found.append(each)  # noqa: PERF402 - see above
    except SourceError as error:
        if not found:
            raise
        lost = f"; there may be newer ones: {error}"
    if not found:
        return Reply(value=None, detail="no backup outlives it" if kept else "no backup")
    moment, what = max(found, key=lambda each: each[0])
    return Reply(value=moment, detail=what + lost)


def _instance(subject: Subject, *, kept: bool) -> Iterator[_Found]:
    name = subject.name()
    action = "rds:DescribeDBInstances"
    live = _only(subject.calls.pages(action, "DBInstances", DBInstanceIdentifier=name))
    # Those of AWS Backup are of a type of their own, which is left out unless it is asked for.
    types: tuple[dict[str, Any], ...] = ({}, {"SnapshotType": "awsbackup"})
    for wanted in types:
        snapshots = subject.calls.pages(
            "rds:DescribeDBSnapshots", "DBSnapshots", DBInstanceIdentifier=name, **wanted
        )
        mark, label = "DbiResourceId", "DBSnapshotIdentifier"
        yield from _of_rds(live, snapshots, mark, label, kept=kept)
    yield from _vaults(subject, live.get("DBInstanceArn"))


def _cluster(subject: Subject, *, kept: bool) -> Iterator[_Found]:
    name = subject.name()
    action = "rds:DescribeDBClusters"
    live = _only(subject.calls.pages(action, "DBClusters", DBClusterIdentifier=name))
    snapshots = subject.calls.pages(
        "rds:DescribeDBClusterSnapshots", "DBClusterSnapshots", DBClusterIdentifier=name
    )
    mark, label = "DbClusterResourceId", "DBClusterSnapshotIdentifier"
    yield from _of_rds(live, snapshots, mark, label, kept=kept)
    yield from _vaults(subject, live.get("DBClusterArn"))


def _of_rds(
    live: _Item, snapshots: Iterable[_Item], mark: str, label: str, *, kept: bool
) -> Iterator[_Found]:
    # Without a retention period there is no log to replay, whatever the time says.
    restorable = live.get("LatestRestorableTime")
    if restorable and live.get("BackupRetentionPeriod") and not kept:
        yield restorable, "restorable up to then"
    for each in snapshots:
        is_its_own = each.get(mark) in {None, live.get(mark)}
        # A copy has the data of the moment when the first of them was taken.
        taken = each.get("OriginalSnapshotCreateTime") or each.get("SnapshotCreateTime")
        kind = each.get("SnapshotType")
        is_usable = each.get("Status") == "available" and kind in _lasting(kept)
        if is_its_own and is_usable and taken:
            yield taken, f"{kind} snapshot {each.get(label)}"


def _table(subject: Subject, *, kept: bool) -> Iterator[_Found]:
    name = subject.name()
    live = subject.calls.one("dynamodb:DescribeTable", TableName=name).get("Table") or {}
    if not live.get("TableArn"):
        raise AbsentError(GONE)
    if not kept:
        answer = subject.calls.one("dynamodb:DescribeContinuousBackups", TableName=name)
        point = answer["ContinuousBackupsDescription"].get("PointInTimeRecoveryDescription", {})
        restorable = point.get("LatestRestorableDateTime")
        if restorable and point.get("PointInTimeRecoveryStatus") == "ENABLED":
            yield restorable, "restorable up to then"
    backups = subject.calls.pages(
        "dynamodb:ListBackups", "BackupSummaries", TableName=name, BackupType="ALL"
    )
    for each in backups:
        is_its_own = each.get("TableId") in {None, live.get("TableId")}
        if is_its_own and each.get("BackupStatus") == "AVAILABLE":
            yield each["BackupCreationDateTime"], f"backup {each.get('BackupName')}"
    yield from _vaults(subject, live["TableArn"])


def _file_system(subject: Subject, *, kept: bool) -> Iterator[_Found]:  # noqa: ARG001 - recovery points outlive it
    action = "elasticfilesystem:DescribeFileSystems"
    live = _only(subject.calls.pages(action, "FileSystems", FileSystemId=subject.name()))
    yield from _vaults(subject, live.get("FileSystemArn"))


def _volume(subject: Subject, *, kept: bool) -> Iterator[_Found]:  # noqa: ARG001 - snapshots outlive it
    name = subject.name()
    _only(subject.calls.pages("ec2:DescribeVolumes", "Volumes", VolumeIds=[name]))
    snapshots = subject.calls.pages(
        "ec2:DescribeSnapshots",
        "Snapshots",
        OwnerIds=["self"],
        Filters=[{"Name": "volume-id", "Values": [name]}],
        MaxResults=1000,
    )
    for each in snapshots:
        if each.get("State") == "completed" and each.get("VolumeId") == name:
            yield each["StartTime"], f"snapshot {each.get('SnapshotId')}"


def _cache(subject: Subject, *, kept: bool) -> Iterator[_Found]:
    name = subject.name()
    action = "elasticache:DescribeReplicationGroups"
    live = _only(subject.calls.pages(action, "ReplicationGroups", ReplicationGroupId=name))
    snapshots = subject.calls.pages(
        "elasticache:DescribeSnapshots", "Snapshots", ReplicationGroupId=name
    )
    for each in snapshots:
        shards = [node.get("SnapshotCreateTime") for node in each.get("NodeSnapshots", [])]
        # All shards come back together, so the oldest tells the moment.
        if each.get("SnapshotStatus") == "available" and shards and all(shards):
            taken, kind = min(shards), each.get("SnapshotSource")
            if _since(live.get("ReplicationGroupCreateTime"), taken) and kind in _lasting(kept):
                yield taken, f"{kind} snapshot {each.get('SnapshotName')}"


def _warehouse(subject: Subject, *, kept: bool) -> Iterator[_Found]:
    name = subject.name()
    action = "redshift:DescribeClusters"
    live = _only(subject.calls.pages(action, "Clusters", ClusterIdentifier=name))
    snapshots = subject.calls.pages(
        "redshift:DescribeClusterSnapshots", "Snapshots", ClusterIdentifier=name
    )
    for each in snapshots:
        taken: Any = each.get("SnapshotCreateTime")
        kind = each.get("SnapshotType")
        is_its_own = each.get("ClusterIdentifier") == name and _since(
            live.get("ClusterCreateTime"), taken
        )
        if is_its_own and each.get("Status") == "available" and kind in _lasting(kept):
            yield taken, f"{kind} snapshot {each.get('SnapshotIdentifier')}"


def _lasting(kept: bool) -> frozenset[str]:  # noqa: FBT001 - it is the only argument
    """Name the types of snapshots to look at; the automated ones go with the store."""
    return _MANUAL if kept else _MANUAL | {"automated"}


def _since(created: datetime | None, taken: datetime | None) -> bool:
    """Tell whether a snapshot is of the store that is there, not of one of the same name."""
    return taken is not None and (created is None or taken >= created)


def _vaults(subject: Subject, arn: str | None) -> Iterator[_Found]:
    """Give the recovery points that AWS Backup keeps of a resource."""
    if not arn:
        raise AbsentError(GONE)
    points = subject.calls.pages(
        "backup:ListRecoveryPointsByResource",
        "RecoveryPoints",
        ResourceArn=arn,
        ManagedByAWSBackupOnly=True,
    )
    for each in points:
        # A continuous one is AVAILABLE: a log that ends with the store.
        if each.get("Status") == "COMPLETED":
            yield (
                each["CreationDate"],
                f"recovery point in the vault {each.get('BackupVaultName')}",
            )


def _only(items: Iterable[_Item]) -> _Item:
    """Give the one item that was asked for by name. Raises `AbsentError`."""
    for item in items:
        return item
    raise AbsentError(GONE)


_STORES: Mapping[str, _Read] = {
    "aws_db_instance": _instance,
    "aws_docdb_cluster": _cluster,
    "aws_dynamodb_table": _table,
    "aws_ebs_volume": _volume,
    "aws_efs_file_system": _file_system,
    "aws_elasticache_replication_group": _cache,
    "aws_neptune_cluster": _cluster,
    "aws_rds_cluster": _cluster,
    "aws_rds_cluster_instance": _cluster,
    "aws_redshift_cluster": _warehouse,
}
