"""Tests for the shipped policies together: routine work is quiet, one offence is told once."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from planguard.analyze import analyze
from planguard.model.plan import Change
from planguard.model.settings import Environment, Settings
from planguard.policy.reading import Policy, read_policy
from planguard.testing import NOW, change, plan

SHIPPED = Path(__file__).parents[2] / "policies"


@cache
def _policies() -> tuple[Policy, ...]:
    files = sorted(SHIPPED.rglob("*.yaml"))
    return tuple(read_policy(f.read_text(encoding="utf-8"), f.name, f.stem) for f in files)


def _found(*changes: Change, **environment: Any) -> dict[str, str]:
    """Give policy and decision of every finding."""
    settings = Settings(environment=Environment(name="prod", **environment))
    report = analyze(plan(*changes), policies=_policies(), settings=settings, now=NOW)
    return {f.policy: str(f.decision) for section in report.sections for f in section.findings}


def _update(type_: str, before: dict[str, Any], after: dict[str, Any], **more: Any) -> Change:
    return change(type_, before=before, after=after, **more)


def _replace(type_: str, before: dict[str, Any], after: dict[str, Any], **more: Any) -> Change:
    return change(type_, verb="replace", before=before, after=after, **more)


def _create(type_: str, after: dict[str, Any], **more: Any) -> Change:
    return change(type_, verb="create", after=after, **more)


def _statement(actions: list[str]) -> str:
    allowed = {"Effect": "Allow", "Action": actions, "Resource": "arn:aws:s3:::shop/*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [allowed]})


def _container(tag: str) -> str:
    return json.dumps([{"name": "app", "image": f"example.com/shop:{tag}", "memory": 512}])


def _forward(share: int) -> dict[str, Any]:
    groups = [{"arn": "blue", "weight": 100 - share}, {"arn": "green", "weight": share}]
    return {"default_action": [{"type": "forward", "forward": [{"target_group": groups}]}]}


def _ssh(cidr: str) -> dict[str, Any]:
    return {
        "ingress": [{"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": [cidr]}]
    }


ROUTINE: dict[str, tuple[Change, ...]] = {
    "image bump": (
        _replace(
            "aws_ecs_task_definition",
            {"family": "shop", "container_definitions": _container("1.4.2")},
            {"family": "shop", "container_definitions": _container("1.4.3")},
        ),
        _update(
            "aws_ecs_service",
            {"task_definition": "shop:41", "desired_count": 4},
            {"desired_count": 4},
            unknown=["task_definition"],
            references={"task_definition": ["aws_ecs_task_definition.example.arn"]},
        ),
    ),
    "new code": (
        _update("aws_lambda_function", {"source_code_hash": "a"}, {"source_code_hash": "b"}),
    ),
    "new machine image": (_replace("aws_instance", {"ami": "ami-1"}, {"ami": "ami-2"}),),
    "a task more": (_update("aws_ecs_service", {"desired_count": 4}, {"desired_count": 5}),),
    "a task less": (_update("aws_ecs_service", {"desired_count": 4}, {"desired_count": 3}),),
    "some more room": (
        _update(
            "aws_autoscaling_group",
            {"min_size": 2, "max_size": 10, "desired_capacity": 4},
            {"min_size": 3, "max_size": 12, "desired_capacity": 4},
        ),
    ),
    "one size up": (
        _update("aws_db_instance", {"instance_class": "db.r6g.large"}, {"instance_class": "db.r6g.xlarge"}),
    ),
    "new database": (
        _create(
            "aws_db_instance",
            {"engine": "postgres", "storage_encrypted": True, "publicly_accessible": False},
        ),
    ),
    "new front door": (
        _create("aws_lb", {"name": "shop", "internal": False}),
        _create("aws_lb_listener", {"port": 80, "protocol": "HTTP"}),
        _create(
            "aws_vpc_security_group_ingress_rule",
            {"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": 443, "to_port": 443},
        ),
        _create("aws_route53_record", {"name": "shop", "type": "A", "records": ["192.0.2.1"]}),
    ),
    "new rule from a new group": (
        _create("aws_security_group", {"name": "shop"}, unknown=["ingress", "egress"]),
        _create(
            "aws_vpc_security_group_ingress_rule",
            {"ip_protocol": "tcp", "from_port": 5432, "to_port": 5432},
            unknown=["referenced_security_group_id"],
            references={"referenced_security_group_id": ["aws_security_group.example.id"]},
        ),
    ),
    "new rights for what is new": (
        _create("aws_iam_policy", {"name": "shop"}, unknown=["policy"]),
        _create("aws_iam_role_policy_attachment", {"role": "shop"}, unknown=["policy_arn"]),
    ),
    "longer retention": (
        _update("aws_cloudwatch_log_group", {"retention_in_days": 30}, {"retention_in_days": 90}),
        _update("aws_db_instance", {"backup_retention_period": 7}, {"backup_retention_period": 14}),
    ),
    "narrower rules": (
        _update("aws_security_group", _ssh("10.0.0.0/8"), _ssh("10.1.0.0/16")),
        _update(
            "aws_iam_policy",
            {"policy": _statement(["s3:GetObject", "s3:PutObject"])},
            {"policy": _statement(["s3:GetObject"])},
        ),
    ),
    "one more right": (
        _update(
            "aws_iam_policy",
            {"policy": _statement(["s3:GetObject"])},
            {"policy": _statement(["s3:GetObject", "s3:PutObject"])},
        ),
    ),
    "tags and descriptions": (
        _update("aws_db_instance", {"tags": {"a": "b"}}, {"tags": {"a": "c"}}),
        _update("aws_security_group_rule", {"description": "a"}, {"description": "b"}),
    ),
    "canary step": (_update("aws_lb_listener", _forward(5), _forward(25)),),
    "rename with a moved block": (
        _update("aws_dynamodb_table", {"name": "a"}, {"name": "a"}, moved_from="aws_dynamodb_table.b"),
    ),
    "minor version": (
        _update(
            "aws_db_instance",
            {"engine": "postgres", "engine_version": "16.2"},
            {"engine": "postgres", "engine_version": "16.3"},
        ),
    ),
    "another password": (
        _update("aws_db_instance", {"password": "a" * 12}, {"password": "b" * 12}, sensitive=["password"]),
    ),
    "stronger guards": (
        _update(
            "aws_db_instance",
            {"deletion_protection": False, "publicly_accessible": True},
            {"deletion_protection": True, "publicly_accessible": False},
        ),
        _update("aws_kms_key", {"enable_key_rotation": False}, {"enable_key_rotation": True}),
    ),
    "another certificate": (
        _update("aws_lb_listener", {"certificate_arn": "a"}, {"certificate_arn": "b"}),
    ),
}  # fmt: skip

OFFENCES: dict[str, tuple[Change, dict[str, str]]] = {
    "deleted database": (
        change(
            "aws_db_instance",
            verb="delete",
            before={"skip_final_snapshot": True, "backup_retention_period": 7},
        ),
        {"data-store-deleted": "deny"},
    ),
    "another hash key": (
        _replace("aws_dynamodb_table", {"hash_key": "a"}, {"hash_key": "b"}),
        {"table-keys-changed": "deny", "data-store-replaced": "deny"},
    ),
    "replaced queue": (
        _replace("aws_sqs_queue", {"name": "a"}, {"name": "b"}),
        {"data-store-replaced": "deny"},
    ),
    "replaced cluster": (
        _replace("aws_eks_cluster", {"name": "a"}, {"name": "b"}),
        {"data-store-replaced": "deny"},
    ),
    "deleted key": (
        change("aws_kms_key", verb="delete", before={"policy": _statement(["kms:*"])}),
        {"encryption-key-deleted": "deny"},
    ),
    "replaced balancer": (
        _replace("aws_lb", {"name": "a"}, {"name": "b"}),
        {"record-repointed": "approve"},
    ),
    "major version with its parameter group": (
        _update(
            "aws_db_instance",
            {"engine": "postgres", "engine_version": "14.1", "parameter_group_name": "a"},
            {"engine": "postgres", "engine_version": "16.1", "parameter_group_name": "b"},
        ),
        {"engine-upgraded": "approve"},
    ),
    "guessed type": (
        _replace("acme_sql_database", {"name": "a"}, {"name": "b"}),
        {"data-store-replaced": "approve"},
    ),
}


@pytest.mark.parametrize("name", ROUTINE)
def test_routine_work_is_quiet(name: str) -> None:
    assert _found(*ROUTINE[name]) == {}


@pytest.mark.parametrize("name", OFFENCES)
def test_an_offence_is_told_once(name: str) -> None:
    offence, told = OFFENCES[name]
    assert _found(offence) == told


def test_what_goes_with_its_whole_is_not_told_again() -> None:
    def deleted(type_: str) -> Change:
        return change(type_, verb="delete", before={"id": "shop", "bucket": "shop"})

    block, versioning = "aws_s3_bucket_public_access_block", "aws_s3_bucket_versioning"
    whole = _found(deleted("aws_s3_bucket"), deleted(block), deleted(versioning))
    assert whole == {"data-store-deleted": "deny"}
    assert _found(deleted(block)) == {"endpoint-made-public": "deny"}
    assert _found(deleted(versioning)) == {"deletion-guard-removed": "approve"}


@pytest.mark.parametrize("name", OFFENCES)
def test_an_environment_that_needs_no_care_is_left_alone(name: str) -> None:
    assert _found(OFFENCES[name][0], protected=False) == {}
