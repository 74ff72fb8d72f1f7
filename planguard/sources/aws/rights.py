"""Every API call the source can make, as IAM actions; a call that does not stand here is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from typing import Any

_METRIC = ("cloudwatch:GetMetricStatistics",)
_VAULTS = "backup:ListRecoveryPointsByResource"
_RDS_INSTANCE = ("rds:DescribeDBInstances", "rds:DescribeDBSnapshots", _VAULTS)
_RDS_CLUSTER = ("rds:DescribeDBClusters", "rds:DescribeDBClusterSnapshots", _VAULTS)
_DYNAMODB = ("dynamodb:DescribeTable", "dynamodb:ListBackups", _VAULTS)
_GROUP = ("autoscaling:DescribeAutoScalingGroups",)
_SERVICE = ("ecs:DescribeServices",)
_HEALTH = ("elasticloadbalancing:DescribeTargetHealth",)
_ALARMS = ("cloudwatch:DescribeAlarms",)
_SECRET = ("secretsmanager:DescribeSecret",)
_KEY = ("kms:GetKeyLastUsage", "cloudtrail:LookupEvents")
_KEPT: Mapping[str, tuple[str, ...]] = {
    "aws_db_instance": _RDS_INSTANCE,
    "aws_docdb_cluster": _RDS_CLUSTER,
    "aws_dynamodb_table": _DYNAMODB,
    "aws_ebs_volume": ("ec2:DescribeVolumes", "ec2:DescribeSnapshots"),
    "aws_efs_file_system": ("elasticfilesystem:DescribeFileSystems", _VAULTS),
    "aws_elasticache_replication_group": (
        "elasticache:DescribeReplicationGroups",
        "elasticache:DescribeSnapshots",
    ),
    "aws_neptune_cluster": _RDS_CLUSTER,
    "aws_rds_cluster": _RDS_CLUSTER,
    "aws_rds_cluster_instance": _RDS_CLUSTER,
    "aws_redshift_cluster": ("redshift:DescribeClusters", "redshift:DescribeClusterSnapshots"),
}
LOGIN = ("sts:GetCallerIdentity", "sts:AssumeRole")
"""Made for any topic; the first needs no right, the second only with `role_arn`."""
ANY = "*"
"""Stands for objects of any type, where the binding names the metric."""
RIGHTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "alarm.firing": {
        "aws_cloudwatch_composite_alarm": _ALARMS,
        "aws_cloudwatch_metric_alarm": _ALARMS,
    },
    "backup.kept": _KEPT,
    "backup.latest": {
        **_KEPT,
        "aws_dynamodb_table": (*_DYNAMODB, "dynamodb:DescribeContinuousBackups"),
    },
    "database.connections": {
        "aws_db_instance": _METRIC,
        "aws_docdb_cluster": _METRIC,
        "aws_elasticache_cluster": _METRIC,
        "aws_rds_cluster": _METRIC,
        "aws_rds_cluster_instance": _METRIC,
        "aws_redshift_cluster": _METRIC,
        ANY: _METRIC,
    },
    "database.replication_lag": {ANY: _METRIC},
    "database.size": {ANY: _METRIC},
    "deploy.running": {"aws_appautoscaling_target": _SERVICE, "aws_ecs_service": _SERVICE},
    "key.last_used": {
        "aws_kms_alias": _KEY,
        "aws_kms_external_key": _KEY,
        "aws_kms_key": _KEY,
        "aws_kms_replica_key": _KEY,
    },
    "load.cpu": {
        "aws_appautoscaling_target": _METRIC,
        "aws_autoscaling_group": _METRIC,
        "aws_db_instance": _METRIC,
        "aws_docdb_cluster": _METRIC,
        "aws_ecs_cluster": _METRIC,
        "aws_ecs_service": _METRIC,
        "aws_elasticache_cluster": _METRIC,
        "aws_instance": _METRIC,
        "aws_neptune_cluster": _METRIC,
        "aws_rds_cluster": _METRIC,
        "aws_rds_cluster_instance": _METRIC,
        "aws_redshift_cluster": _METRIC,
        ANY: _METRIC,
    },
    "load.memory": {
        "aws_appautoscaling_target": _METRIC,
        "aws_ecs_cluster": _METRIC,
        "aws_ecs_service": _METRIC,
        ANY: _METRIC,
    },
    "queue.depth": {"aws_sqs_queue": ("sqs:GetQueueUrl", "sqs:GetQueueAttributes")},
    "secret.last_used": {
        "aws_secretsmanager_secret": _SECRET,
        "aws_secretsmanager_secret_rotation": _SECRET,
        "aws_secretsmanager_secret_version": _SECRET,
    },
    "targets.healthy": {
        "aws_ecs_service": _HEALTH,
        "aws_lb_listener": _HEALTH,
        "aws_lb_listener_rule": _HEALTH,
        "aws_lb_target_group": _HEALTH,
        "aws_lb_target_group_attachment": _HEALTH,
    },
    "traffic.errors": {ANY: _METRIC},
    "traffic.rate": {ANY: _METRIC},
    "units.running": {
        "aws_appautoscaling_target": _SERVICE,
        "aws_autoscaling_group": _GROUP,
        "aws_ecs_service": _SERVICE,
        "aws_instance": ("ec2:DescribeInstances",),
    },
}
"""By topic and type of the subject, the IAM actions, which are named like the API's operations."""

_RESOURCES: Mapping[str, tuple[str, ...]] = {
    "dynamodb:DescribeContinuousBackups": ("dynamodb:*:*:table/*",),
    "dynamodb:DescribeTable": ("dynamodb:*:*:table/*",),
    "ecs:DescribeServices": ("ecs:*:*:service/*",),
    "elasticache:DescribeReplicationGroups": ("elasticache:*:*:replicationgroup:*",),
    "elasticache:DescribeSnapshots": (
        "elasticache:*:*:replicationgroup:*",
        "elasticache:*:*:snapshot:*",
    ),
    "elasticfilesystem:DescribeFileSystems": ("elasticfilesystem:*:*:file-system/*",),
    "kms:GetKeyLastUsage": ("kms:*:*:key/*",),
    "rds:DescribeDBClusterSnapshots": ("rds:*:*:cluster:*", "rds:*:*:cluster-snapshot:*"),
    "rds:DescribeDBClusters": ("rds:*:*:cluster:*",),
    "rds:DescribeDBInstances": ("rds:*:*:db:*",),
    "rds:DescribeDBSnapshots": ("rds:*:*:db:*", "rds:*:*:snapshot:*"),
    "redshift:DescribeClusters": ("redshift:*:*:cluster:*",),
    "secretsmanager:DescribeSecret": ("secretsmanager:*:*:secret:*",),
    "sqs:GetQueueAttributes": ("sqs:*:*:*",),
    "sqs:GetQueueUrl": ("sqs:*:*:*",),
}
"""What an action can be narrowed to, without the partition; the others take `*` alone."""


def iam_policy(
    topics: Collection[str], *, role_arn: str = "", partition: str = "aws"
) -> Mapping[str, Any]:
    """
    Write the least-privilege policy document for the topics that are bound to the source.

    An action that IAM can narrow to a kind of resource is given for that kind (`table/*`), for
    the objects of coming plans are not known; the others stand with `Resource: "*"`, which is all
    that IAM takes for them (AWS Service Authorization Reference). `cloudwatch:DescribeAlarms` is
    one of these because a narrower right leaves composite alarms out. `sts:GetCallerIdentity` is
    called too and needs no right. With `role_arn` the document has one more statement, which the
    caller of the role needs; the others are for the role. `partition` is `aws-cn` in China.
    """
    actions = {
        action
        for topic in topics
        for rights in RIGHTS.get(topic, {}).values()
        for action in rights
    }
    statements = [
        _statement(_sid(place, resources), [action for _, action in group], list(resources))
        for (place, resources), group in groupby(
            sorted(_grouped(actions, partition)), key=lambda pair: pair[0]
        )
    ]
    if role_arn:
        statements.append(_statement("AssumeTheRole", ["sts:AssumeRole"], [role_arn]))
    return {"Version": "2012-10-17", "Statement": statements}


def _grouped(
    actions: Collection[str], partition: str
) -> list[tuple[tuple[str, tuple[str, ...]], str]]:
    """Give each action after its service and resources."""
    return [
        (
            (
                action.partition(":")[0],
                tuple(f"arn:{partition}:{each}" for each in _RESOURCES.get(action, ())) or ("*",),
            ),
            action,
        )
        for action in actions
    ]


def _sid(service: str, resources: Sequence[str]) -> str:
    """Name a statement after its service and kinds of resources, as `ReadDynamodbTable`."""
    pieces = [each.rpartition("/")[0] if "/" in each else each for each in resources]
    kinds = [piece for each in pieces for piece in each.split(":")[5:] if piece != "*"]
    words = ["read", service, *kinds]
    return "".join(each for word in words for each in word.title() if each.isalnum())


def _statement(sid: str, actions: Sequence[str], resources: Sequence[str]) -> Mapping[str, Any]:
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Action": list(actions),
        "Resource": resources[0] if len(resources) == 1 else list(resources),
    }
