"""How many healthy targets are behind where a load balancer will send traffic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from planguard.errors import SourceError
from planguard.model.value import Path, Sensitive, Unknown, Value
from planguard.sources.aws.subject import Subject
from planguard.sources.interface import Reply, as_text

_PLACES: Mapping[str, str] = {
    "aws_ecs_service": "load_balancer",
    "aws_lb_listener": "default_action",
    "aws_lb_listener_rule": "action",
    "aws_lb_target_group": "arn",
    "aws_lb_target_group_attachment": "target_group_arn",
}
"""Where an object names its target groups."""
_UNCHECKED = frozenset({"unused", "unavailable"})


def healthy(subject: Subject) -> Reply:
    """
    Answer `targets.healthy`: the lowest number over the target groups that get traffic.

    Targets of a group that no load balancer uses are not checked, so nothing is known of them.
    """
    arns = sorted(set(_arns(subject)))
    if not arns:
        raise SourceError("finds no target group that gets traffic from this object")
    counts = [(*_count(subject, arn), arn) for arn in arns]
    lowest, detail, _ = min(counts, key=lambda each: each[0])
    more = f", the lowest of {len(arns)} target groups" if len(arns) > 1 else ""
    return Reply(value=lowest, detail=f"{detail}{more}")


def _count(subject: Subject, arn: str) -> tuple[int, str]:
    answer = subject.calls.one("elasticloadbalancing:DescribeTargetHealth", TargetGroupArn=arn)
    told = answer.get("TargetHealthDescriptions")
    if not isinstance(told, list):
        raise SourceError("answered with what is no AWS answer")
    states = [each["TargetHealth"]["State"] for each in told]
    name = _name(arn)
    good = states.count("healthy")
    if not good and states and _UNCHECKED.issuperset(states):
        raise SourceError(
            f"does not check the targets of {name}: "
            "it is behind no load balancer yet, or has no health checks"
        )
    return good, f"{good} of {len(states)} targets of {name} healthy"


def _name(arn: str) -> str:
    """Give `web` of `...:targetgroup/web/73e2d6bc24d8a067`."""
    parts = arn.split("/")
    return parts[1] if len(parts) > 1 else "the target group"


def _arns(subject: Subject) -> Iterator[str]:
    question = subject.question
    if question.wants.target_group:
        yield str(question.wants.target_group)
        return
    side = "after" if question.look(("after",)) else "attributes"
    attribute = _PLACES[subject.type]
    told = question.look((side, attribute))
    if attribute.endswith("arn"):
        yield as_text(told, (attribute,))
    for number, block in enumerate(_blocks(told, (attribute,))):
        yield from _of_block(block, (attribute, number))


def _of_block(block: Mapping[str, Value], path: Path) -> Iterator[str]:
    """Give the groups of an action, or of a load balancer of an ECS service."""
    named = set()
    for forward in _blocks(block.get("forward"), (*path, "forward")):
        groups = (*path, "forward", "target_group")
        for group in _blocks(forward.get("target_group"), groups):
            arn = as_text(group.get("arn"), (*groups, "arn"))
            named.add(arn)
            # Without a weight, or with one that nobody knows yet, the group may get traffic.
            if group.get("weight") != 0:
                yield arn
    if block.get("target_group_arn") not in {None, "", *named}:
        yield as_text(block["target_group_arn"], (*path, "target_group_arn"))


def _blocks(value: Value, path: Path) -> Sequence[Mapping[str, Value]]:
    """Give nested blocks. Raises `SourceError` when it is not known what they hold."""
    for each in value if isinstance(value, list | tuple) else (value,):
        if isinstance(each, Unknown | Sensitive):
            as_text(each, path)
    if not isinstance(value, list | tuple):
        return []
    return [each for each in value if isinstance(each, Mapping)]
