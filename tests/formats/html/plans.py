"""Plans of any size: a tree of resources, each of which uses another, some of them changed."""

from __future__ import annotations

from planguard.model.plan import Plan
from planguard.policy.document import Example, ExampleChange
from planguard.testing import example_plan

TYPES = (
    "aws_security_group", "aws_lb", "aws_lb_target_group", "aws_ecs_service", "aws_db_instance",
    "aws_dynamodb_table", "aws_sqs_queue", "aws_iam_role", "aws_cloudwatch_log_group",
)  # fmt: skip


def tree_plan(size: int) -> Plan:
    """
    Make a plan of `size` resources of which one in eight changes.

    The first is replaced, so that what uses it notices; services and owners are in tags.
    """
    known = [_resource(number) for number in range(size)]
    return example_plan(
        Example(
            name="tree",
            expect="pass",
            changes=[_changed(number, known[number]) for number in range(size) if not number % 8],
            unchanged=[known[number] for number in range(size) if number % 8],
        )
    )


def _resource(number: int) -> ExampleChange:
    tags = {"service": f"service-{number % 7}", "owner": f"team-{number % 5}"}
    above = (number - 1) // 3
    return ExampleChange(
        type=TYPES[number % len(TYPES)],
        name=f"r{number}",
        before={"name": f"r{number}", "tags": tags, "size": 4},
        references={"vpc_id": [f"{TYPES[above % len(TYPES)]}.r{above}.id"]} if number else {},
    )


def _changed(number: int, known: ExampleChange) -> ExampleChange:
    verb = ("replace", "update", "create", "delete", "update")[number // 8 % 5]
    after = {**known.before, "size": 2, "description": "smaller"}
    told = {"verb": verb, "after": {} if verb == "delete" else after}
    return known.model_copy(update=told | ({"before": {}} if verb == "create" else {}))
