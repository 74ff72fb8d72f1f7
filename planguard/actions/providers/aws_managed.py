"""
What the managed policies of AWS that matter for escalation allow, as far as it matters for that.

Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
"""

from __future__ import annotations

from collections.abc import Mapping

from planguard.actions.values.documents import Statement, statements_of
from planguard.model.value import Value


def _allow(*actions: str, **more: Value) -> Value:
    return {"Effect": "Allow", "Action": list(actions), "Resource": "*", **more}


def _passing(*services: str) -> Value:
    condition: Value = {"StringEquals": {"iam:PassedToService": list(services)}}
    return _allow("iam:PassRole", Condition=condition)


_POLICIES: Mapping[str, tuple[Value, ...]] = {
    "AdministratorAccess": (_allow("*"),),
    "IAMFullAccess": (_allow("iam:*"),),
    "PowerUserAccess": (
        {"Effect": "Allow", "NotAction": ["iam:*", "organizations:*", "account:*"],
         "Resource": "*"},
    ),
    "AmazonEC2FullAccess": (_allow("ec2:*"),),
    "AmazonECS_FullAccess": (
        _allow("ecs:*"),
        _passing("ecs-tasks.amazonaws.com"),
    ),
    "AmazonSSMFullAccess": (_allow("ssm:*"),),
    "AWSCloudFormationFullAccess": (_allow("cloudformation:*"),),
    "AWSCodeBuildAdminAccess": (_allow("codebuild:*"),),
    "AWSLambda_FullAccess": (_allow("lambda:*"), _passing("lambda.amazonaws.com")),
}  # fmt: skip


def managed_policy(arn: str) -> tuple[Statement, ...]:
    """Give the statements of one of AWS's policies; none for those that are not told here."""
    parts = arn.split(":")
    if parts[4:5] != ["aws"]:
        return ()
    statements = _POLICIES.get(arn.rpartition("/")[2], ())
    return statements_of({"Statement": list(statements)}) or () if statements else ()
