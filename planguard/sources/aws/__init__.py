"""
`aws`: the state of AWS resources, found by the plan's own type and attributes.

Reads, by topic:

- `backup.latest`, `backup.kept`: snapshots, recovery points and the restorable time of RDS
  instances and clusters (Aurora, DocumentDB, Neptune), DynamoDB tables, EFS file systems, EBS
  volumes, ElastiCache replication groups, Redshift clusters. Completed ones count alone; `kept`
  leaves out what goes with the store: automated snapshots and point-in-time recovery.
- `load.cpu`, `load.memory`, `database.connections`: CloudWatch, over the period that the newest
  datapoint ends. With `namespace`, `metric`, `dimensions` any metric answers these topics, and
  `traffic.rate`, `traffic.errors`, `database.size`, `database.replication_lag`.
- `queue.depth`: SQS; waiting, in work and delayed messages together.
- `units.running`, `deploy.running`: ECS services, Auto Scaling groups, instances.
- `targets.healthy`: the target groups that a listener, rule, group, attachment or ECS service
  will send traffic to; the lowest number counts.
- `alarm.firing`: a CloudWatch alarm, for the alarm itself.
- `secret.last_used`: Secrets Manager, to the day; the end of that day is taken.
- `key.last_used`: KMS, and CloudTrail's event history (90 days, this region, management events)
  for keys older than what KMS keeps; none found in both is "none", with the days in the detail.

Rights: `planguard sources --iam-policy` prints the least that the bound topics need; every call
reads. Credentials come from boto3's own chain (environment, profiles, roles), never from here.

Unknown when: a right is missing, the object is in another account or region, is not there yet,
is of a type that the topic cannot be told of, CloudWatch has no datapoint, or a target group is
known only after apply. A backup that was found counts even when another service that may have newer
ones could not be asked; the detail says so.

    sources:
      aws: {type: aws, role_arn: "arn:aws:iam::123456789012:role/planguard"}
    bindings:
      backup.latest: {source: aws}
      units.running: {source: aws}
      load.cpu:
        - {source: aws, types: [aws_ecs_task_definition], object_type: aws_ecs_service,
           cluster: main, identifier: "{{ attributes.family }}"}
        - {source: aws}
      traffic.rate: {source: aws, namespace: AWS/ApplicationELB, metric: RequestCount,
                     statistic: Rate, dimensions: {LoadBalancer: "{{ tags.balancer }}"}}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from planguard.sources.aws.alarms import alarm
from planguard.sources.aws.backups import backup
from planguard.sources.aws.calls import Access
from planguard.sources.aws.last_used import key, secret
from planguard.sources.aws.metrics import metric
from planguard.sources.aws.queues import depth
from planguard.sources.aws.rights import RIGHTS, iam_policy
from planguard.sources.aws.running import deployments, units
from planguard.sources.aws.subject import Subject, subject_of
from planguard.sources.aws.targets import healthy
from planguard.sources.interface import Options as SourceOptions
from planguard.sources.interface import Plain, Question, Reply, SourceError, Span, Surroundings
from planguard.sources.interface import Wants as SourceWants
from planguard.sources.interface.template import Data

__all__ = ["Options", "Wants", "about_subject", "connect", "iam_policy", "name", "topics"]

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_ANSWERS: Mapping[str, Callable[[Subject], Reply]] = {
    "alarm.firing": alarm,
    "backup.kept": backup,
    "backup.latest": backup,
    "deploy.running": deployments,
    "key.last_used": key,
    "queue.depth": depth,
    "secret.last_used": secret,
    "targets.healthy": healthy,
    "units.running": units,
}
"""The topics that CloudWatch's metrics answer are not here."""
name = "aws"
topics = tuple(RIGHTS)
about_subject = True


class Options(SourceOptions):
    """How to reach AWS."""

    region: Plain = Field(default="", description="region to ask in; else that of the object")
    profile: Plain = Field(default="", description="profile of the AWS configuration files")
    role_arn: Plain = Field(default="", description="role to assume for the questions")
    external_id_env: Plain = Field(
        default="", description="environment variable with the external id for the role"
    )
    endpoint_url: Plain = Field(
        default="",
        description="one address for all AWS services; for VPC endpoints set AWS_ENDPOINT_URL_...",
    )
    plain_http_login: bool = Field(
        default=False, description="ask an `endpoint_url` of another machine over http://"
    )
    history_days: int = Field(
        default=90, ge=1, le=90, description="how far back to look for the use of a key"
    )

    @model_validator(mode="after")
    def check_endpoint(self) -> Self:
        """Refuse addresses that cannot be asked safely."""
        if not self.endpoint_url:
            return self
        try:
            parts = urlsplit(self.endpoint_url)
            host = parts.hostname
        except ValueError:
            raise ValueError("`endpoint_url` is no address") from None
        if parts.scheme not in {"http", "https"} or not host or parts.username:
            raise ValueError("`endpoint_url` must be http(s)://HOST, without credentials")
        is_clear = parts.scheme == "http" and host not in _LOOPBACK
        if is_clear and not self.plain_http_login:
            raise ValueError(
                "a session would go over http:// unencrypted: use https://, or set "
                "`plain_http_login: true`"
            )
        return self


class Wants(SourceWants):
    """What to ask about, where the subject's type and attributes do not tell it."""

    object_type: Plain = Field(
        default="", description="resource type to ask as, instead of the subject's"
    )
    identifier: Data = Field(
        default="", description="name, id or ARN of the live object, as its API takes it"
    )
    cluster: Data = Field(default="", description="ECS cluster, by name or ARN")
    target_group: Data = Field(default="", description="ARN of the target group to count in")
    namespace: Data = Field(default="", description="CloudWatch namespace of `metric`")
    metric: Data = Field(default="", description="CloudWatch metric to ask instead")
    dimensions: dict[str, Data] = Field(
        default_factory=dict, description="dimensions of the metric, by name"
    )
    statistic: Literal["", "Average", "Maximum", "Minimum", "Rate", "Sum"] = Field(
        default="", description="of the metric; Rate is the sum for each second"
    )
    period: Span = Field(default="5m", description="what the statistic is over")


class _Connection:
    """One login to AWS."""

    def __init__(self, options: Options, around: Surroundings) -> None:
        self._access = Access(options, around)
        self._now = around.now

    def answer(self, question: Question, seconds: float) -> Reply:
        """Ask the API that knows, in the object's account and region."""
        answer = metric if question.wants.metric else _ANSWERS.get(question.topic.name, metric)
        try:
            return answer(subject_of(self._access, question, now=self._now(), seconds=seconds))
        except (LookupError, TypeError):
            # Also botocore's own reading of an answer breaks off so.
            raise SourceError("answered with what is no AWS answer") from None


def connect(options: Options, around: Surroundings) -> _Connection:
    """Make ready to ask. Raises `SourceError` when boto3 or a variable is missing."""
    return _Connection(options, around)
