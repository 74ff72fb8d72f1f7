from __future__ import annotations

import json
from dataclasses import replace

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.plan import Change, Plan, Use
from planguard.model.source import NoSources
from planguard.model.value import Value
from planguard.model.words import Confidence, Verb
from planguard.testing import change, plan


def _there(type_: str, label: str, **values: Value) -> Change:
    return change(type_, name=label, before=values, after=values)


ROLE = _there("aws_iam_role", "deploy", name="deploy")


def _allow(*actions: str, resource: str = "*", effect: str = "Allow") -> str:
    block: Value = {"Effect": effect, "Action": list(actions), "Resource": resource}
    return json.dumps({"Statement": [block]})


def _inline(name: str, policy: str, *, there: bool = False) -> Change:
    values: dict[str, Value] = {"name": name, "role": "deploy", "policy": policy}
    if there:
        return _there("aws_iam_role_policy", name, **values)
    return change("aws_iam_role_policy", name=name, verb="create", after=values)


def _found(subject: Plan) -> list[Action]:
    actions = classify(subject, build(subject, NoSources())).items
    return [one for one in actions if one.addresses and one.id.startswith("access.")]


PASS = _inline("pass", _allow("iam:PassRole"), there=True)
RUN = _inline("run", _allow("ec2:RunInstances"))


def test_two_policies_of_one_role() -> None:
    [action] = _found(plan(ROLE, PASS, RUN))
    assert (action.id, action.confidence) == ("access.grant", Confidence.INFERRED)
    assert action.details["escalation"] == ["iam:PassRole + ec2:RunInstances (ec2-001)"]
    assert action.address == "aws_iam_role_policy.run"
    assert action.addresses == ("aws_iam_role_policy.run", "aws_iam_role_policy.pass")
    assert action.because.startswith("its policies taken together, aws_iam_role.deploy comes by")


@pytest.mark.parametrize(
    "changes",
    [
        (ROLE, PASS),
        (ROLE, RUN),
        (ROLE, PASS, _inline("run", _allow("ec2:RunInstances"), there=True)),
        (ROLE, _inline("both", _allow("iam:PassRole", "ec2:RunInstances"))),
        (ROLE, RUN, _inline("pass", _allow("iam:PassRole", resource="arn:aws:iam::1:role/a"))),
        (ROLE, PASS, RUN, _inline("no", _allow("iam:PassRole", effect="Deny"))),
        (ROLE, PASS, RUN, _inline("root", _allow("iam:*"), there=True)),
        (ROLE, PASS, _inline("read", _allow("s3:GetObject"))),
    ],
)
def test_nothing_new_together(changes: tuple[Change, ...]) -> None:
    assert not _found(plan(*changes))


def test_a_managed_policy_of_the_cloud_and_one_of_the_plan() -> None:
    arn = "arn:aws:iam::123456789012:policy/pass"
    attached: dict[str, Value] = {"role": "deploy", "policy_arn": arn}
    own = _there("aws_iam_policy", "pass", name="pass", arn=arn, policy=_allow("iam:PassRole"))
    link = _there("aws_iam_role_policy_attachment", "own", **attached)
    power = change(
        "aws_iam_role_policy_attachment",
        name="ec2",
        verb="create",
        after={"role": "deploy", "policy_arn": "arn:aws:iam::aws:policy/AmazonEC2FullAccess"},
    )
    [action] = _found(plan(ROLE, own, link, power))
    assert action.details["principals"] == ["aws_iam_role.deploy"]
    assert "ec2-001" in action.because


def test_policies_inside_the_role_and_a_way_to_every_right() -> None:
    inside: list[Value] = [{"name": "a", "policy": _allow("iam:PassRole")}]
    role = _there("aws_iam_role", "deploy", name="deploy", inline_policy=inside)
    [action] = _found(plan(role, RUN))
    assert action.id == "access.grant"
    guard = _inline("guard", _allow("iam:Put*", effect="Deny"), there=True)
    gone = replace(guard, verb=Verb.DELETE, after={})
    allowed = _inline("put", _allow("iam:PutRolePolicy"), there=True)
    assert not _found(plan(ROLE, guard, allowed))
    grant, admin = _found(plan(ROLE, gone, allowed))
    assert (grant.id, admin.id) == ("access.grant", "access.admin")
    assert admin.details["escalation"] == ["iam:PutRolePolicy (iam-012)"]


def test_a_policy_attached_to_several_by_name() -> None:
    arn = "arn:aws:iam::aws:policy/AmazonEC2FullAccess"
    many = change(
        "aws_iam_policy_attachment", verb="create",
        after={"name": "x", "roles": ["deploy", "other"], "users": [], "policy_arn": arn},
    )  # fmt: skip
    [action] = _found(plan(ROLE, PASS, many))
    assert action.address == "aws_iam_policy_attachment.example"


def test_what_is_made_by_the_same_plan_is_found_by_its_references() -> None:
    role = change("aws_iam_role", name="deploy", verb="create", after={"name": "deploy"})
    run = change(
        "aws_iam_policy", name="run", verb="create",
        after={"name": "run", "policy": _allow("lambda:*")},
    )  # fmt: skip
    link = change("aws_iam_role_policy_attachment", verb="create", unknown=["policy_arn", "role"])
    uses = (
        Use(address=run.address, attribute="policy_arn", target="arn"),
        Use(address=role.address, attribute="role", target="name"),
    )
    link = replace(link, resource=replace(link.resource, uses=uses))
    [action] = _found(plan(role, run, link, _inline("pass", _allow("iam:PassRole"))))
    assert action.details["principals"] == ["aws_iam_role.deploy"]
    assert run.address in action.addresses
    assert "lambda-001" in action.because
