"""
Ways by which whoever holds certain permissions in AWS comes by others: escalation paths.

Each method goes by its name at https://pathfinding.cloud, the catalogue that grew from the list of
Rhino Security Labs (https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/).
A method counts where its permissions hold for whatever is there, not for one object that is named:
`iam:PassRole` for one role passes that one. What a `Deny` without conditions takes away, a role
that may be passed to other services only (`iam:PassedToService`), and IAM rights that are tied to
a boundary, a policy or a tag are respected. Methods through things that run already, the
daily use of which is to start them (`codebuild:StartBuild`, `ecs:ExecuteCommand`), are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planguard.actions.values.conditions import Condition
from planguard.actions.values.documents import Statement
from planguard.actions.values.wildcard import any_covers

_NOBODY_NAMED = "\N{REPLACEMENT CHARACTER}"
"""Stands in a name for whatever: no pattern has it but a wildcard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One way: its published name and the permissions it takes."""

    id: str
    needs: tuple[str, ...]
    passed_to: str = ""
    """Service a role is passed to."""
    on: str = ""
    """What the first permission must hold for any of: `role/` of IAM; `""` for no matter what."""
    direct: bool = False
    """Whether the holder gives himself every right, whoever else is there."""

    def text(self) -> str:
        """Give it for people."""
        return f"{' + '.join(self.needs)} ({self.id})"


def _self(id_: str, action: str, on: str) -> Method:
    return Method(id=id_, needs=(f"iam:{action}",), on=on, direct=True)


def _other(id_: str, action: str, on: str) -> Method:
    return Method(id=id_, needs=(action,), on=on)


def _passes(id_: str, service: str, *actions: str, by: str = "") -> Method:
    named = tuple(f"{by or service}:{action}" for action in actions)
    return Method(
        id=id_, needs=("iam:PassRole", *named), passed_to=f"{service}.amazonaws.com", on="role/"
    )


METHODS: tuple[Method, ...] = (
    _self("iam-001", "CreatePolicyVersion", "policy/"),
    _self("iam-002", "SetDefaultPolicyVersion", "policy/"),
    _self("iam-007", "AttachUserPolicy", "user/"),
    _self("iam-008", "AttachGroupPolicy", "group/"),
    _self("iam-009", "AttachRolePolicy", "role/"),
    _self("iam-010", "PutUserPolicy", "user/"),
    _self("iam-011", "PutGroupPolicy", "group/"),
    _self("iam-012", "PutRolePolicy", "role/"),
    _other("iam-004", "iam:CreateAccessKey", "user/"),
    _other("iam-005", "iam:CreateLoginProfile", "user/"),
    _other("iam-006", "iam:UpdateLoginProfile", "user/"),
    _other("iam-013", "iam:AddUserToGroup", "group/"),
    _other("iam-014", "iam:UpdateAssumeRolePolicy", "role/"),
    _other("sts-001", "sts:AssumeRole", "role/"),
    _passes("apprunner-001", "tasks.apprunner", "CreateService", by="apprunner"),
    _passes("batch-001", "ecs-tasks", "RegisterJobDefinition", "SubmitJob", by="batch"),
    _passes("cloudformation-001", "cloudformation", "CreateStack"),
    _passes("cloudformation-003", "cloudformation", "CreateStackSet", "CreateStackInstances"),
    _passes("cloudformation-004", "cloudformation", "UpdateStackSet"),
    _passes("codebuild-001", "codebuild", "CreateProject", "StartBuild"),
    _passes("codebuild-004", "codebuild", "CreateProject", "StartBuildBatch"),
    _passes(
        "datapipeline-001", "datapipeline",
        "CreatePipeline", "PutPipelineDefinition", "ActivatePipeline",
    ),
    _passes("ec2-001", "ec2", "RunInstances"),
    _passes("ec2-003", "ec2", "RequestSpotInstances"),
    _passes("ecs-003", "ecs-tasks", "RegisterTaskDefinition", "CreateService", by="ecs"),
    _passes("ecs-004", "ecs-tasks", "RegisterTaskDefinition", "RunTask", by="ecs"),
    _passes("ecs-005", "ecs-tasks", "RegisterTaskDefinition", "StartTask", by="ecs"),
    _passes("glue-001", "glue", "CreateDevEndpoint"),
    _passes("glue-003", "glue", "CreateJob", "StartJobRun"),
    _passes("lambda-001", "lambda", "CreateFunction", "InvokeFunction"),
    _passes("lambda-002", "lambda", "CreateFunction", "CreateEventSourceMapping"),
    _passes("lambda-006", "lambda", "CreateFunction", "AddPermission"),
    _passes("sagemaker-001", "sagemaker", "CreateNotebookInstance"),
    _passes("sagemaker-002", "sagemaker", "CreateTrainingJob"),
    _passes("sagemaker-003", "sagemaker", "CreateProcessingJob"),
    _passes("ssm-003", "ssm", "CreateDocument", "StartAutomationExecution"),
    _other("cloudformation-002", "cloudformation:UpdateStack", "stack/"),
    _other("lambda-003", "lambda:UpdateFunctionCode", "function:"),
    _other("glue-002", "glue:UpdateDevEndpoint", "devEndpoint/"),
    _other("ssm-001", "ssm:StartSession", "instance/"),
    _other("ssm-002", "ssm:SendCommand", "instance/"),
)  # fmt: skip

_TYING_KEYS = frozenset({"iam:permissionsboundary", "iam:policyarn", "iam:associatedresourcearn"})
_PASSED_TO = "iam:passedtoservice"
_OF_INSTANCES = frozenset({"ssm:startsession", "ssm:sendcommand"})


def escalations(statements: Iterable[Statement]) -> Iterator[Method]:
    """Give every method that the permissions of one holder, taken together, are enough for."""
    said = tuple(statements)
    allowing = [one for one in said if one.allows]
    denying = [one for one in said if not one.allows]
    if not allowing:
        return
    for method in METHODS:
        first, *further = method.needs
        if _may(allowing, denying, first, method) and all(
            _may(allowing, denying, action, None) for action in further
        ):
            yield method


def _may(
    allowing: list[Statement], denying: list[Statement], action: str, method: Method | None
) -> bool:
    """Tell whether an action is allowed; with a method, on whatever the method needs it for."""
    name = action.lower()
    return any(
        _is_about(one, name)
        and (method is None or (_reaches_any(one, name, method.on) and _is_loose(one, method)))
        and not any(_takes_away(other, one, name) for other in denying)
        for one in allowing
    )


def _is_about(statement: Statement, name: str) -> bool:
    actions = statement.actions
    return any_covers(actions.patterns, name) is not actions.inverted


def _reaches_any(statement: Statement, name: str, kind: str) -> bool:
    """Tell whether a statement holds for any object of a kind, whatever its name."""
    resources = statement.resources
    if resources.inverted:
        return True
    service = "ec2" if name in _OF_INSTANCES else name.partition(":")[0]
    service = "iam" if service == "sts" else service
    return any(any_covers((one,), _example(one, service, kind)) for one in resources.patterns)


def _example(pattern: str, service: str, kind: str) -> str:
    """Write the ARN of something nobody named, in the account and region a pattern is about."""
    parts = [*pattern.split(":", 5), *[""] * 6][:6]
    place = [
        part if part and "*" not in part and "?" not in part else _NOBODY_NAMED
        for part in (parts[1], parts[3], parts[4])
    ]
    region = "" if service == "iam" else place[1]
    return f"arn:{place[0]}:{service}:{region}:{place[2]}:{kind}{_NOBODY_NAMED}"


def _is_loose(statement: Statement, method: Method) -> bool:
    """Tell whether no condition keeps a permission from being used for a method."""
    return not any(_stops(condition, method) for condition in statement.conditions)


def _stops(condition: Condition, method: Method) -> bool:
    if condition.spares_absent:
        return False
    if condition.key == _PASSED_TO:
        return bool(method.passed_to) and not any_covers(condition.values, method.passed_to)
    tags = ("aws:resourcetag/", "iam:resourcetag/", "ssm:resourcetag/")
    return condition.key in _TYING_KEYS or condition.key.startswith(tags)


def _takes_away(denial: Statement, given: Statement, name: str) -> bool:
    """Tell whether a refusal leaves nothing of an action that a statement allows."""
    return (
        _is_about(denial, name)
        and denial.resources.covers(given.resources)
        and not denial.conditions - given.conditions
    )
