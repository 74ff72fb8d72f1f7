"""Numbers that CloudWatch keeps: load and connections, and any metric that a binding names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from planguard.errors import SourceError
from planguard.sources.aws.subject import Subject
from planguard.sources.interface import Reply, seconds_of

_METRICS: Mapping[str, tuple[str, str]] = {
    "database.connections": ("DatabaseConnections", "Maximum"),
    "load.cpu": ("CPUUtilization", "Average"),
    "load.memory": ("MemoryUtilization", "Average"),
}
"""Name and statistic by topic."""
_OTHER_NAMES = {("database.connections", "aws_elasticache_cluster"): "CurrConnections"}
_ECS = ("AWS/ECS", ("ClusterName", "ServiceName"))
_PLACES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "aws_appautoscaling_target": _ECS,
    "aws_autoscaling_group": ("AWS/EC2", ("AutoScalingGroupName",)),
    "aws_db_instance": ("AWS/RDS", ("DBInstanceIdentifier",)),
    "aws_docdb_cluster": ("AWS/DocDB", ("DBClusterIdentifier",)),
    "aws_ecs_cluster": ("AWS/ECS", ("ClusterName",)),
    "aws_ecs_service": _ECS,
    "aws_elasticache_cluster": ("AWS/ElastiCache", ("CacheClusterId",)),
    "aws_instance": ("AWS/EC2", ("InstanceId",)),
    "aws_neptune_cluster": ("AWS/Neptune", ("DBClusterIdentifier",)),
    "aws_rds_cluster": ("AWS/RDS", ("DBClusterIdentifier",)),
    "aws_rds_cluster_instance": ("AWS/RDS", ("DBInstanceIdentifier",)),
    "aws_redshift_cluster": ("AWS/Redshift", ("ClusterIdentifier",)),
}
"""Namespace and dimensions by type."""
_MINUTE = timedelta(minutes=1)
_LATE = timedelta(minutes=15)
"""How late the newest datapoint may come; those with basic monitoring come every 5 minutes."""
_MOST = 60
"""Datapoints in a period."""


def metric(subject: Subject) -> Reply:
    """
    Answer a topic with the statistic of a metric over the period that its newest datapoint ends.

    No datapoint is no answer, for a metric says nothing about what sent none.
    """
    wants = subject.question.wants
    namespace, name, statistic, dimensions = _asked(subject)
    period = timedelta(seconds=seconds_of(wants.period))
    step = _MINUTE * max(1, ceil(period / _MINUTE / _MOST))
    answer = subject.calls.one(
        "cloudwatch:GetMetricStatistics",
        Namespace=namespace,
        MetricName=name,
        Dimensions=[{"Name": key, "Value": value} for key, value in dimensions.items()],
        StartTime=subject.now - period - _LATE,
        EndTime=subject.now,
        Period=int(step.total_seconds()),
        Statistics=["Sum" if statistic == "Rate" else statistic],
    )
    points = answer.get("Datapoints")
    if not points:
        raise SourceError(
            f"has no recent datapoint of {namespace} {name} for "
            f"{', '.join(f'{key} {value}' for key, value in dimensions.items()) or 'it'}"
        )
    newest: datetime = max(each["Timestamp"] for each in points)
    values = [
        float(each["Sum" if statistic == "Rate" else statistic])
        for each in points
        if newest - each["Timestamp"] < period
    ]
    return Reply(
        value=_COMBINE[statistic](values, period),
        observed_at=newest,
        detail=f"{statistic.lower()} of {namespace} {name} over {wants.period}",
    )


def _asked(subject: Subject) -> tuple[str, str, str, Mapping[str, str]]:
    wants = subject.question.wants
    if wants.metric:
        if not wants.namespace:
            raise SourceError("needs `namespace` beside `metric`")
        return wants.namespace, wants.metric, wants.statistic or "Average", wants.dimensions
    topic = subject.question.topic.name
    name, statistic = _METRICS[topic]
    namespace, keys = _PLACES[subject.type]
    return (
        wants.namespace or namespace,
        _OTHER_NAMES.get((topic, subject.type), name),
        wants.statistic or statistic,
        wants.dimensions or dict(zip(keys, _values(subject), strict=True)),
    )


def _values(subject: Subject) -> Sequence[str]:
    if _PLACES[subject.type] is _ECS:
        cluster, service = subject.ecs()
        return cluster.rsplit("/", 1)[-1], service
    if subject.type == "aws_rds_cluster_instance" and not subject.question.wants.identifier:
        return (subject.text("identifier"),)
    return (subject.name(),)


_COMBINE: Mapping[str, Any] = {
    "Average": lambda values, _: sum(values) / len(values),
    "Maximum": lambda values, _: max(values),
    "Minimum": lambda values, _: min(values),
    "Rate": lambda values, period: sum(values) / period.total_seconds(),
    "Sum": lambda values, _: sum(values),
}
