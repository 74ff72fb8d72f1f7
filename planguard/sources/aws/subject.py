"""Finds the live object: its name, region and account, from the plan's object and the binding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from planguard.errors import SourceError
from planguard.model.value import Path
from planguard.sources.aws.calls import Access, Calls
from planguard.sources.aws.rights import ANY, RIGHTS
from planguard.sources.interface import Question, text_at

_NAMES: Mapping[str, str] = {
    "aws_autoscaling_group": "name",
    "aws_cloudwatch_composite_alarm": "alarm_name",
    "aws_cloudwatch_metric_alarm": "alarm_name",
    "aws_db_instance": "identifier",
    "aws_docdb_cluster": "cluster_identifier",
    "aws_dynamodb_table": "name",
    "aws_ebs_volume": "id",
    "aws_ecs_cluster": "name",
    "aws_ecs_service": "name",
    "aws_efs_file_system": "id",
    "aws_elasticache_cluster": "cluster_id",
    "aws_elasticache_replication_group": "replication_group_id",
    "aws_instance": "id",
    "aws_kms_alias": "target_key_arn",
    "aws_kms_external_key": "arn",
    "aws_kms_key": "arn",
    "aws_kms_replica_key": "arn",
    "aws_neptune_cluster": "cluster_identifier",
    "aws_rds_cluster": "cluster_identifier",
    "aws_rds_cluster_instance": "cluster_identifier",
    "aws_redshift_cluster": "cluster_identifier",
    "aws_secretsmanager_secret": "arn",
    "aws_secretsmanager_secret_rotation": "secret_id",
    "aws_secretsmanager_secret_version": "secret_id",
    "aws_sqs_queue": "name",
}
"""The attribute that the API knows an object by; the cluster's for an instance of a cluster."""
_ARNS = ("arn", "id", "target_group_arn", "target_key_arn", "secret_id", "cluster")
"""Attributes that may hold an ARN, which tells region and account."""
_ARN = re.compile(r"arn:[^:]+:[^:]+:([^:]*):([^:]*):.")
_SERVICE = re.compile(r"service/([^/]+)/([^/]+)\Z")
_OLD_NAMES = ("aws_alb", "aws_lb")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What one question is about, and the calls that may be made for it."""

    question: Question
    type: str
    calls: Calls
    now: datetime
    history_days: int
    """How far back to look for events."""

    def text(self, attribute: str) -> str:
        """Give an attribute as text. Raises `SourceError` when it cannot be had."""
        return text_at(self.question, "attributes", attribute)

    def name(self) -> str:
        """Give what the API knows the object by; the binding's `identifier` comes first."""
        return str(self.question.wants.identifier) or self.text(_NAMES[self.type])

    def services(self) -> list[str]:
        """Name the service the subject belongs to, as an event about it does."""
        told = self.question.look(("service",))
        return [told] if isinstance(told, str) and told else []

    def ecs(self) -> tuple[str, str]:
        """Give cluster and name of an ECS service, the cluster by name or ARN."""
        wants = self.question.wants
        if self.type == "aws_appautoscaling_target" and not wants.identifier:
            found = _SERVICE.match(self.text("resource_id"))
            if not found:
                raise SourceError(f"cannot tell {self.question.name} of what this target scales")
            return found[1], found[2]
        name = wants.identifier or self.text("name")
        if wants.cluster:
            return str(wants.cluster), str(name)
        there = self.question.look(("attributes", "cluster"))
        # A service that names no cluster runs in the one called `default`.
        return ("default" if there in (None, "") else self.text("cluster")), str(name)


def subject_of(access: Access, question: Question, *, now: datetime, seconds: float) -> Subject:
    """Find out what and where the subject is. Raises `SourceError` when it cannot be asked."""
    type_ = _type(question)
    rights = _rights(question, type_)
    region, account = _whereabouts(question)
    region = access.region(region)
    if account:
        access.check_account(account, region)
    calls = Calls(access, rights=rights, region=region, seconds=seconds)
    return Subject(
        question=question,
        type=type_,
        calls=calls,
        now=now,
        history_days=access.history_days,
    )


def _type(question: Question) -> str:
    told = question.wants.object_type or question.look(("type",))
    found = told if isinstance(told, str) else ""
    old, new = _OLD_NAMES
    return f"{new}{found.removeprefix(old)}" if found.startswith(f"{old}_") else found


def _rights(question: Question, type_: str) -> tuple[str, ...]:
    known = RIGHTS.get(question.topic.name, {})
    wants = question.wants
    if wants.metric:
        if ANY not in known:
            raise SourceError(f"takes no `metric` for {question.name}")
        return known[ANY]
    if type_ in known:
        return known[type_]
    named = ", ".join(sorted(set(known) - {ANY}))
    if not named:
        raise SourceError(f"needs `namespace`, `metric` and `dimensions` for {question.name}")
    more = "; for others name `namespace`, `metric` and `dimensions`" if ANY in known else ""
    raise SourceError(f"cannot tell {question.name} of {type_ or 'this'}, but of: {named}{more}")


def _whereabouts(question: Question) -> tuple[str, str]:
    """Give region and account, each empty when nothing tells it."""
    wants = question.wants
    for told in (wants.target_group, wants.identifier, wants.cluster):
        if parts := _arn(told):
            return parts
    for name in _ARNS:
        if parts := _arn(_look(question, ("attributes", name))):
            return parts
    return _look(question, ("region",)), _look(question, ("account",))


def _look(question: Question, path: Path) -> str:
    found = question.look(path)
    return found if isinstance(found, str) else ""


def _arn(text: str) -> tuple[str, str] | None:
    """Read region and account out of `arn:aws:SERVICE:REGION:ACCOUNT:...`."""
    found = _ARN.match(text)
    return (found[1], found[2]) if found else None
