from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from planguard.actions.composed import Documents
from planguard.graph import DependencyGraph
from planguard.model.plan import Change, Resource
from planguard.model.value import Path, Sensitive, Unknown, Value
from planguard.model.words import Address, Mode, Verb
from planguard.testing import plan

DOCUMENT = "data.aws_iam_policy_document.worker"
QUEUE = "aws_sqs_queue.mails"
TABLES = "aws_dynamodb_table.all"


class _Graph(DependencyGraph):
    """A graph that knows where the values of the document come from."""

    def __init__(self, *origins: str) -> None:
        self._told = origins

    def origins(self, address: Address, path: Path) -> tuple[str, ...]:
        if address == DOCUMENT:
            return self._told
        return (f"{DOCUMENT}.json",) if path == ("policy",) else ("a.b.c", "d.e.f")


def _resource(address: str, mode: Mode = Mode.MANAGED) -> Resource:
    type_, _, name = address.removeprefix("data.").partition(".")
    return Resource(
        address=Address(address), mode=mode, type=type_, name=name, module="", key="",
        provider="", values=dict,
    )  # fmt: skip


def _told(document: Mapping[str, Value], *origins: str) -> Mapping[str, Value]:
    read = Change(
        resource=_resource(DOCUMENT, Mode.DATA), verb=Verb.READ, before={}, after=document
    )
    policy = Change(
        resource=_resource("aws_iam_policy.worker"), verb=Verb.UPDATE, before={},
        after={"policy": Unknown(), "description": Unknown(), "name": "worker"},
    )  # fmt: skip
    known = [_resource(QUEUE), _resource("aws_sqs_queue.a"), _resource("terraform_data.x")]
    known += [_resource("data.aws_sqs_queue.b", Mode.DATA)]
    subject = plan(read, policy, resources={each.address: each for each in known})
    return Documents(subject, _Graph(*origins)).told(policy)


def _statement(**parts: Any) -> dict[str, Any]:
    return {"statement": [{"actions": ["sqs:SendMessage"], "resources": ["*"], **parts}]}


def test_what_the_plan_shows() -> None:
    document = _statement(
        effect="Deny",
        not_resources=["arn:a"],
        principals=[
            {"type": "AWS", "identifiers": ["arn:b"]},
            {"type": "*", "identifiers": ["*"]},
        ],
        condition=[{"test": "Bool", "variable": "aws:SecureTransport", "values": ["false"]}],
    )
    assert _told(document) == {
        "policy": {
            "Statement": [
                {
                    "Effect": "Deny",
                    "Action": ["sqs:SendMessage"],
                    "Resource": ["*"],
                    "NotResource": ["arn:a"],
                    "Principal": {"AWS": ["arn:b", "*"]},
                    "Condition": {"Bool": {"aws:SecureTransport": ["false"]}},
                }
            ]
        }
    }


@pytest.mark.parametrize("resources", [Unknown(), ["arn:a", Unknown()]])
@pytest.mark.parametrize("origin", [f"{QUEUE}.arn", QUEUE, f"{QUEUE}.stream_arn"])
def test_a_resource_to_come(resources: Value, origin: str) -> None:
    told = _told(_statement(resources=resources), origin)
    assert "(known after apply)" in repr(told)


@pytest.mark.parametrize(
    "origins",
    [
        (),
        (f"{QUEUE}.tags",),
        (f"{QUEUE}.arn", "var.any"),
        ("terraform_data.x.output",),
        ("terraform_data.x.id",),
        ("data.aws_sqs_queue.b.arn",),
    ],
)
def test_what_may_be_a_wildcard(origins: tuple[str, ...]) -> None:
    assert _told(_statement(resources=[Unknown()]), *origins) == {}


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"statement": Unknown()},
        {"statement": [Unknown()]},
        _statement(actions=Unknown()),
        _statement(actions=["sqs:*", Unknown()]),
        _statement(resources=Sensitive(["*"])),
        _statement(effect=Unknown()),
        _statement(principals=Unknown()),
        _statement(principals=[Unknown()]),
        _statement(condition=[{"test": "Bool", "variable": "a", "values": Unknown()}]),
        {**_statement(), "source_policy_documents": ["{}"]},
        {**_statement(), "override_policy_documents": Unknown()},
    ],
)
def test_what_cannot_be_told(document: Mapping[str, Value]) -> None:
    assert _told(document) == {}


def test_no_documents() -> None:
    change = Change(
        resource=_resource(QUEUE), verb=Verb.CREATE, before={}, after={"policy": Unknown()}
    )
    assert Documents(plan(change), _Graph()).told(change) == {}
