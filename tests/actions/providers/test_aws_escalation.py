from __future__ import annotations

import pytest

from planguard.actions.providers.aws_escalation import METHODS, escalations
from planguard.actions.values.documents import statements_of
from planguard.model.value import Value

ROLE = "arn:aws:iam::123456789012:role"
PASSED_TO_EC2: Value = {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}


def _ids(*blocks: Value) -> list[str]:
    found = statements_of({"Statement": list(blocks)})
    assert found is not None
    return [method.id for method in escalations(found)]


def _allow(*actions: str, on: Value = "*", **more: Value) -> dict[str, Value]:
    return {"Effect": "Allow", "Action": list(actions), "Resource": on, **more}


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([_allow("iam:CreatePolicyVersion")], ["iam-001"]),
        (
            [_allow("iam:CreatePolicyVersion", on="arn:aws:iam::123456789012:policy/*")],
            ["iam-001"],
        ),
        ([_allow("iam:CreatePolicyVersion", on="arn:aws:iam::123456789012:policy/a")], []),
        ([_allow("iam:AttachRolePolicy", on=f"{ROLE}/*")], ["iam-009"]),
        ([_allow("iam:AttachRolePolicy", on=f"{ROLE}/app-*")], []),
        ([_allow("iam:CreateAccessKey", on="arn:aws:iam::*:user/${aws:username}")], []),
        ([_allow("iam:PassRole", "ec2:RunInstances")], ["ec2-001"]),
        (
            [_allow("iam:PassRole"), _allow("ec2:RunInstances", on="arn:aws:ec2:*:1:x")],
            ["ec2-001"],
        ),
        ([_allow("iam:PassRole", on=f"{ROLE}/web"), _allow("ec2:RunInstances")], []),
        (
            [_allow("iam:PassRole", on=[f"{ROLE}/web", f"{ROLE}/*"]), _allow("ec2:Run*")],
            ["ec2-001"],
        ),
        ([_allow("iam:PassRole", Condition=PASSED_TO_EC2), _allow("lambda:*")], ["lambda-003"]),
        ([_allow("iam:PassRole", Condition=PASSED_TO_EC2), _allow("ec2:Run*")], ["ec2-001"]),
        ([_allow("sts:AssumeRole")], ["sts-001"]),
        ([_allow("sts:AssumeRole", on=f"{ROLE}/reader")], []),
        (
            [_allow("lambda:UpdateFunctionCode", on="arn:aws:lambda:*:1:function:*")],
            ["lambda-003"],
        ),
        ([_allow("lambda:UpdateFunctionCode", on="arn:aws:lambda:*:1:function:a")], []),
        ([_allow("ssm:StartSession", on="arn:aws:ec2:eu-west-1:1:instance/*")], ["ssm-001"]),
        ([_allow("s3:*")], []),
        ([], []),
    ],
)
def test_methods(blocks: list[Value], expected: list[str]) -> None:
    assert _ids(*blocks) == expected


def test_refusals_and_ties_are_respected() -> None:
    refused: dict[str, Value] = {"Effect": "Deny", "Action": "iam:PassRole", "Resource": "*"}
    assert _ids(_allow("iam:PassRole", "ec2:RunInstances"), refused) == []
    only_without_mfa = {**refused, "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}
    assert _ids(_allow("iam:PassRole", "ec2:RunInstances"), only_without_mfa) == ["ec2-001"]
    bounded: Value = {"StringEquals": {"iam:PermissionsBoundary": "arn:b"}}
    assert _ids(_allow("iam:PutRolePolicy", Condition=bounded)) == []
    tagged: Value = {"StringEquals": {"aws:ResourceTag/team": "a"}}
    assert _ids(_allow("ssm:StartSession", Condition=tagged)) == []
    loosely: Value = {"StringEqualsIfExists": {"aws:ResourceTag/team": "a"}}
    assert _ids(_allow("ssm:StartSession", Condition=loosely)) == ["ssm-001"]


def test_everything_but_identities_passes_no_role() -> None:
    power: Value = {"Effect": "Allow", "NotAction": ["iam:*", "sts:*"], "Resource": "*"}
    assert "ec2-001" not in _ids(power)
    assert "ec2-001" in _ids(power, _allow("iam:PassRole"))
    but: Value = {"Effect": "Allow", "Action": "iam:*", "NotResource": f"{ROLE}/admin"}
    assert "iam-009" in _ids(but)


def test_names_are_used_once() -> None:
    ids = [method.id for method in METHODS]
    assert len(ids) == len(set(ids))
    assert METHODS[0].text() == "iam:CreatePolicyVersion (iam-001)"
