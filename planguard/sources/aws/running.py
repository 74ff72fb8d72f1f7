"""What runs now: instances of a group, tasks of an ECS service, and deployments under way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from planguard.model.value import Value
from planguard.sources.aws.refusals import GONE, AbsentError
from planguard.sources.aws.subject import Subject
from planguard.sources.interface import Reply


def units(subject: Subject) -> Reply:
    """Answer `units.running`."""
    if subject.type == "aws_autoscaling_group":
        return _of_group(subject)
    if subject.type == "aws_instance":
        return _of_instance(subject)
    service = _service(subject)
    running = service["runningCount"]
    return Reply(value=running, detail=f"{running} of {service.get('desiredCount')} tasks run")


def deployments(subject: Subject) -> Reply:
    """
    Answer `deploy.running`: an event for the newest deployment while it or an older one is there.

    Services whose deployments another system controls have task sets instead.
    """
    service = _service(subject)
    steps: Sequence[Mapping[str, Any]] = [
        *service.get("deployments", []),
        *service.get("taskSets", []),
    ]
    is_moving = len(steps) > 1 or any(
        each.get("rolloutState") == "IN_PROGRESS" or each.get("stabilityStatus") == "STABILIZING"
        for each in steps
    )
    if not is_moving:
        return Reply(value=[], detail="no deployment under way")
    newest = max(steps, key=lambda each: each["createdAt"])
    name = str(service.get("serviceName"))
    running = newest.get("runningCount")
    wanted = newest.get("desiredCount", newest.get("computedDesiredCount"))
    event: Mapping[str, Value] = {
        "id": str(newest["id"]),
        "title": f"deployment of {name}: {running} of {wanted} tasks run",
        "services": subject.services(),
        "since": newest["createdAt"].isoformat(),
    }
    return Reply(value=[event], detail=f"{len(steps)} deployments of {name} are there")


def _service(subject: Subject) -> Mapping[str, Any]:
    cluster, name = subject.ecs()
    answer = subject.calls.one("ecs:DescribeServices", cluster=cluster, services=[name])
    for service in answer.get("services", []):
        if service.get("status") != "INACTIVE" and "runningCount" in service:
            return service  # type: ignore[no-any-return] # an answer of boto3 has no types
    raise AbsentError(GONE)


def _of_group(subject: Subject) -> Reply:
    groups = subject.calls.pages(
        "autoscaling:DescribeAutoScalingGroups",
        "AutoScalingGroups",
        AutoScalingGroupNames=[subject.name()],
    )
    for group in groups:
        states = [each.get("LifecycleState") for each in group.get("Instances", [])]
        running = states.count("InService")
        wanted = group.get("DesiredCapacity")
        return Reply(
            value=running,
            detail=f"{running} of {len(states)} instances in service, {wanted} wanted",
        )
    raise AbsentError(GONE)


def _of_instance(subject: Subject) -> Reply:
    reservations = subject.calls.pages(
        "ec2:DescribeInstances", "Reservations", InstanceIds=[subject.name()]
    )
    for reservation in reservations:
        for instance in reservation.get("Instances", []):
            state = instance["State"]["Name"]
            return Reply(value=int(state == "running"), detail=f"the instance is {state}")
    raise AbsentError(GONE)
