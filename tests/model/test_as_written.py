"""Names people wrote, in what they read."""

from __future__ import annotations

from dataclasses import replace

from planguard.graph import build
from planguard.model.action import Action, ActionId
from planguard.model.as_written import AsWritten
from planguard.model.impact import Hop
from planguard.model.plan import Plan, Use
from planguard.model.source import Location, NoSources
from planguard.model.words import Address
from planguard.readers.pulumi.naming import counterpart
from planguard.testing import change, plan

DB = Address("aws:rds/instance:Instance::db.main")
APP = Address("aws:ecs/service:Service::app")


def stack() -> Plan:
    told = {
        DB: ("aws:rds/instance:Instance", ("index.ts", 43, 20)),
        APP: ("aws:ecs/service:Service", None),
    }
    resources = {}
    for address, (token, position) in told.items():
        kind = counterpart(token)
        made = change(kind.type, before={"a": 1}, after={"a": 2}).resource
        resources[address] = replace(
            made, address=address, token=token, naming=kind.naming, position=position
        )
    return replace(plan(), resources=resources, tool="pulumi", stack="prod", project="shop")


def test_paths_and_sentences_are_those_of_the_program() -> None:
    written = AsWritten(stack())
    assert written.path(DB, ("deletion_protection",)) == "deletionProtection"
    assert written.text(DB, "deletion_protection is off") == "deletionProtection is off"
    assert written.attribute(DB, "instance_class") == "instanceClass"
    assert written.attribute(DB, "") == ""


def test_attributes_that_are_words_like_others_are_renamed_where_they_prove() -> None:
    code = Address("aws:lambda/function:Function::f")
    kind = counterpart("aws:lambda/function:Function")
    made = replace(change(kind.type).resource, address=code, naming=kind.naming)
    written = AsWritten(replace(stack(), resources={code: made}))
    action = Action(
        id=ActionId("deploy.version"),
        address=code,
        paths=(("filename",), ("vpc_config", 0, "subnet_ids")),
        because="filename changes",
    )
    assert written.because(action, "filename goes from filename to f/filename") == (
        "code goes from filename to f/filename"
    )
    assert written.because(action, "vpc_config[0].subnet_ids, image_uri") == (
        "vpcConfig.subnetIds, imageUri"
    )
    assert written.message(action, code, "the filename: filename changes", "filename changes") == (
        "the filename: code changes"
    )
    assert written.message(None, code, "filename, image_uri", "") == "filename, imageUri"
    plain = replace(action, paths=(("image_uri",), ("handler",)))
    assert written.because(plain, "handler, filename") == "handler, filename"


def test_values_have_the_keys_of_the_program() -> None:
    written = AsWritten(stack())
    block = [{"security_groups": ["a_b"], "subnets": None}]
    assert written.value(APP, ("network_configuration",), block) == {
        "securityGroups": ["a_b"],
        "subnets": None,
    }
    assert written.value(APP, ("tags",), {"owner_team": "a_b"}) == {"owner_team": "a_b"}
    assert written.value(APP, ("load_balancer",), [{"target_group_arn": "x"}]) == [
        {"targetGroupArn": "x"}
    ]
    assert written.value(Address("aws_x.a"), ("b_c",), block) == block


def test_nothing_changes_where_nobody_knows_the_object() -> None:
    written = AsWritten(stack())
    assert written.path(Address("aws_x.a"), ("to_be",)) == "to_be"
    assert written.text(Address(""), "to_be") == "to_be"


def test_types_are_counted_by_their_tokens() -> None:
    counted = AsWritten(stack()).types({"aws_db_instance": 2, "aws_sqs_queue": 1})
    assert counted == {"aws:rds/instance:Instance": 2, "aws_sqs_queue": 1}


def test_a_source_is_told_from_its_attribute_though_both_have_points() -> None:
    written = AsWritten(stack())
    hop = Hop(address=APP, attribute="task_definition", source=f"{DB}.instance_class")
    assert written.hop(hop) == ("taskDefinition", f"{DB}.instanceClass")
    assert written.hop(replace(hop, source=DB))[1] == DB
    assert written.hop(replace(hop, source="module.a.x.y"))[1] == "module.a.x.y"


def test_the_place_is_that_of_the_program() -> None:
    written = AsWritten(stack())
    place = Location(file="index.ts", line=43, column=20, end_line=43, what="resource")
    assert written.place(DB) == (place,)
    assert written.place(APP) == ()
    told = stack()
    bare = replace(told.resources[DB], position=("__main__.py", 26, 0))
    written = AsWritten(replace(told, resources={DB: bare}))
    assert [each.column for each in written.place(DB)] == [1]
    assert written.place(Address("nothing")) == ()


def test_edges_that_a_document_tells_are_in_the_graph() -> None:
    told = stack()
    uses = (Use(DB, "environment", "endpoint"), Use(Address("gone"), kind="depends_on"))
    resources = {**told.resources, APP: replace(told.resources[APP], uses=uses)}
    graph = build(replace(told, resources=resources), NoSources())
    assert graph.dependencies(APP) == (DB,)
    assert graph.origins(APP, ("environment",)) == (f"{DB}.endpoint",)
