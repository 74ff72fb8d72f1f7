from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from planguard.actions import pairing
from planguard.actions.interface import Overview
from planguard.actions.plan_patterns.rename_without_move import find
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.difference import same
from planguard.model.plan import Change, ConfigBlock, ConfigModule, Configuration
from planguard.model.source import NoSources
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb
from planguard.testing import change as make_change
from planguard.testing import plan as make_plan

Make = Callable[..., Change]
Look = Callable[..., list[Action]]

KNOWN: Mapping[str, Value] = {"name": "orders", "class": "r6g", "storage": 20, "port": 5432}
STATE: Mapping[str, Value] = {**KNOWN, "id": "db-1", "arn": "arn:x", "endpoint": "h", "az": "b"}
PLANNED: Mapping[str, Value] = {**KNOWN, "id": Unknown(), "endpoint": Unknown(), "az": None}


def block(old: str, new: str) -> str:
    return f"moved {{\n  from = {old}\n  to   = {new}\n}}"


def test_a_renamed_block_gives_the_text_to_paste(change: Make, look: Look) -> None:
    (action,) = look(find, [change("aws_db.a", STATE), change("aws_db.b", after=PLANNED)])
    assert action.confidence is Confidence.EXACT
    assert action.addresses == ("aws_db.a", "aws_db.b")
    assert action.details == {"block": block("aws_db.a", "aws_db.b"), "count": 1}
    assert action.because == (
        "aws_db.a is destroyed and created again as aws_db.b, with 4 attributes alike: "
        "with a `moved` block it would stay"
    )


def test_pulumi_needs_an_alias() -> None:
    names = {"name": "orders-3f2a1bc", "class": "r6g", "storage": 20, "port": 5432}
    gone = make_change("aws_db", name="orders", verb="delete", before=names)
    made = make_change(
        "aws_db", name="sales", verb="create", after={**names, "name": "sales-aa01b2c"}
    )
    both = [
        replace(each, resource=replace(each.resource, token="aws:db:Db"))  # noqa: S106 - a type
        for each in (gone, made)
    ]
    subject = make_plan(*both, tool="pulumi", stack="prod", project="shop")
    graph = build(subject, NoSources())
    overview = Overview(plan=subject, graph=graph, actions=(), roles={})
    (action,) = find(overview)
    assert action.because.endswith("with an alias it would stay")
    assert action.details["block"] == (
        'options of aws_db.sales:\n  aliases: ["urn:pulumi:prod::shop::aws_db.orders"]'
    )


@pytest.mark.parametrize(
    "other",
    [
        {"name": "orders", "class": "r6g", "storage": 100, "port": 5432},
        {"name": "billing", "class": "r6g", "storage": 20, "port": 5432},
        {"name": "billing", "class": "t4g"},
        {"name": Unknown(), "class": Unknown()},
        {},
    ],
)
def test_another_object_is_no_rename(change: Make, look: Look, other: Mapping[str, Value]) -> None:
    assert not look(find, [change("aws_db.a", STATE), change("aws_db.b", after=other)])


def test_other_types_providers_modes_and_left_over_objects_do_not_pair(
    change: Make, look: Look
) -> None:
    created = change("aws_db.b", after=PLANNED)
    assert not look(find, [change("aws_table.a", STATE), created])
    assert not look(find, [change("aws_db.a", STATE, provider="other"), created])
    assert not look(find, [change("aws_db.a", STATE, deposed="ab12"), created])
    assert not look(find, [change("data.aws_db.a", STATE), created])


def test_tags_may_change_with_the_address(change: Make, look: Look) -> None:
    old, new = {**STATE, "tags": {"n": "a"}}, {**PLANNED, "tags": {"n": "b"}}
    (action,) = look(find, [change("aws_db.a", old), change("aws_db.b", after=new)])
    assert action.confidence is Confidence.INFERRED


def test_a_name_that_follows_the_address(change: Make, look: Look) -> None:
    old = {**STATE, "engine": "pg", "name": "shop-old-db"}
    new = {**PLANNED, "engine": "pg", "name": "shop-new-db"}
    (action,) = look(find, [change("aws_db.old_db", old), change("aws_db.new_db", after=new)])
    assert action.confidence is Confidence.INFERRED
    assert "though its name changes too" in action.because
    assert not look(find, [change("aws_db.x", old), change("aws_db.y", after=new)])


def test_another_key_with_another_name_is_another_object(change: Make, look: Look) -> None:
    old, new = {**STATE, "name": "a"}, {**PLANNED, "name": "b"}
    assert not look(find, [change('aws_db.x["a"]', old), change('aws_db.x["b"]', after=new)])


def test_objects_without_a_name(change: Make, look: Look) -> None:
    def found(values: Mapping[str, Value], *more: Change) -> list[Confidence]:
        changes = [change("aws_at.a", values), change("aws_at.b", after=values), *more]
        return [action.confidence for action in look(find, changes)]

    assert found({"role": "r", "policy": "p"}) == [Confidence.INFERRED]
    assert found({"domain": "vpc"}) == [Confidence.GUESS]
    assert not found({"domain": "vpc"}, change("aws_at.c", {"domain": "other"}))
    assert not found({})


def test_what_is_not_set_any_more_tells_objects_without_a_name_apart(
    change: Make, look: Look
) -> None:
    old = {"port": 1, "kind": "in", "proto": "tcp", "cidr": "10.0.0.0/8", "tags": {"a": "b"}}
    new = {"port": 1, "kind": "in", "proto": "tcp", "cidr": None, "tags": {"a": "c"}}
    assert not look(find, [change("aws_r.a", old), change("aws_r.b", after=new)])
    new["tags"] = old["tags"]
    assert not look(find, [change("aws_r.a", old), change("aws_r.b", after=new)])
    new["cidr"], new["tags"] = old["cidr"], {}
    assert look(find, [change("aws_r.a", old), change("aws_r.b", after=new)])


def test_sensitive_values_are_compared_and_never_told(change: Make, look: Look) -> None:
    def found(before: Value, after: Value) -> list[Action]:
        old, new = {**STATE, "word": before}, {**PLANNED, "word": after}
        return look(find, [change("aws_db.a", old), change("aws_db.b", after=new)])

    (action,) = found(Sensitive("hunter22"), Sensitive("hunter22"))
    assert "hunter22" not in repr(action)
    assert found("hunter22", Sensitive("hunter22"))
    assert not found(Sensitive("hunter22"), Sensitive("hunter33"))
    assert found(Sensitive("hunter22"), Sensitive(Unknown()))


def test_known_parts_of_a_block_count(change: Make, look: Look) -> None:
    old = {"metadata": [{"name": "web", "uid": "u-1"}], "spec": {"x": 1, "ip": "10.0.0.1"}}
    new = {"metadata": [{"name": "web", "uid": Unknown()}], "spec": {"x": 1, "ip": Unknown()}}
    (action,) = look(find, [change("kube_ns.a", old), change("kube_ns.b", after=new)])
    assert action.confidence is Confidence.EXACT


def test_all_instances_move_with_their_keys(change: Make, look: Look) -> None:
    keys = ['["eu.west"]', '["a[0]"]']
    gone = [change(f"aws_db.a{key}", {**STATE, "name": key}) for key in keys]
    made = [change(f"aws_db.b{key}", after={**PLANNED, "name": key}) for key in keys]
    (action,) = look(find, gone + made)
    assert action.details == {"block": block("aws_db.a", "aws_db.b"), "count": 2}
    assert action.because.startswith("aws_db.a is destroyed and created again as aws_db.b, 2 obj")


def test_instances_that_stay_keep_the_block_from_moving_whole(change: Make, look: Look) -> None:
    changes = [change("aws_db.a[1]", STATE), change("aws_db.b[1]", after=PLANNED)]
    (action,) = look(find, changes, others={"aws_db.a[0]": STATE})
    assert action.details["block"] == block("aws_db.a[1]", "aws_db.b[1]")


def test_from_count_to_for_each(change: Make, look: Look) -> None:
    changes = [
        change("aws_db.a[0]", {**STATE, "name": "x"}),
        change("aws_db.a[1]", {**STATE, "name": "y"}),
        change('aws_db.a["x"]', after={**PLANNED, "name": "x"}),
        change('aws_db.a["y"]', after={**PLANNED, "name": "y"}),
    ]
    (action,) = look(find, changes)
    assert action.details["block"] == "\n\n".join(
        [block("aws_db.a[0]", 'aws_db.a["x"]'), block("aws_db.a[1]", 'aws_db.a["y"]')]
    )


def test_alike_objects_are_told_apart_by_key_or_left_out(change: Make, look: Look) -> None:
    gone = [change("aws_db.a[0]", STATE), change("aws_db.a[1]", STATE)]
    made = [change("aws_db.b[0]", after=PLANNED), change("aws_db.b[1]", after=PLANNED)]
    (action,) = look(find, gone + made)
    assert action.details == {"block": block("aws_db.a", "aws_db.b"), "count": 2}
    assert not look(find, [*gone, change("aws_db.c", after=PLANNED)])
    assert not look(find, [change("aws_db.x", STATE), change("aws_db.y", STATE), made[0]])


def test_the_last_of_alike_objects_is_matched(change: Make, look: Look) -> None:
    gone = [change("aws_db.a[0]", STATE), change("aws_db.z", STATE)]
    made = [change("aws_db.b[0]", after=PLANNED), change("aws_db.y[7]", after=PLANNED)]
    blocks = [action.details["block"] for action in look(find, gone + made)]
    assert blocks == [block("aws_db.a", "aws_db.b"), block("aws_db.z", "aws_db.y[7]")]


def test_one_object_cannot_become_two(change: Make, look: Look) -> None:
    less = {key: value for key, value in PLANNED.items() if key != "port"}
    made = [change("aws_db.b", after=PLANNED), change("aws_db.c", after=less)]
    assert not look(find, [change("aws_db.a", STATE), *made])


def test_a_renamed_module_gives_one_block(change: Make, look: Look) -> None:
    old, new = 'module.net["a.b"].module.in', 'module.network["a.b"].module.in'
    changes = [
        change(f"{old}.aws_db.a", STATE),
        change(f"{old}.aws_db.b", {"name": "b"}),
        change(f"{old}.null_x.c[0]", {}),
        change(f"{new}.aws_db.a", after=PLANNED),
        change(f"{new}.aws_db.b", after={"name": "b"}),
        change(f"{new}.null_x.c[0]", after={}),
    ]
    (action,) = look(find, changes)
    assert action.details == {"block": block("module.net", "module.network"), "count": 3}
    assert action.addresses[:2] == (f"{old}.aws_db.a", f"{new}.aws_db.a")
    assert "with at least 1 attribute alike" in action.because


def test_one_instance_of_a_module_moves_alone(change: Make, look: Look) -> None:
    changes = [
        change("module.a[0].aws_db.x", STATE),
        change("module.b[0].aws_db.x", after=PLANNED),
    ]
    (action,) = look(find, changes, others={"module.a[1].aws_db.x": STATE})
    assert action.details["block"] == block("module.a[0]", "module.b[0]")
    changes[1] = change('module.a["k"].aws_db.x', after=PLANNED)
    (action,) = look(find, changes)
    assert action.details["block"] == block("module.a[0]", 'module.a["k"]')


def test_a_module_that_stays_in_part_moves_object_by_object(change: Make, look: Look) -> None:
    changes = [change("module.a.aws_db.x", STATE), change("module.b.aws_db.x", after=PLANNED)]
    (action,) = look(find, changes, others={"module.a.aws_db.y": STATE})
    assert action.details["block"] == block("module.a.aws_db.x", "module.b.aws_db.x")


@pytest.mark.parametrize("module", ["module.a.", "module.a.module.b."])
def test_into_a_module(change: Make, look: Look, module: str) -> None:
    changes = [change("aws_db.x", STATE), change(f"{module}aws_db.x", after=PLANNED)]
    (action,) = look(find, changes)
    assert action.details["block"] == block("aws_db.x", f"{module}aws_db.x")


def references(*targets: str) -> Configuration:
    """`aws_rule.new` whose `group` refers to the targets."""
    used = ConfigBlock(references={"group": targets})
    blocks = {
        "aws_rule.new": used,
        **{t.rpartition(".")[0]: ConfigBlock(references={}) for t in targets},
    }
    module = ConfigModule(path="", blocks=blocks, calls={}, outputs={}, output_depends_on={})
    return Configuration(modules={"": module})


def test_what_hangs_on_a_new_object_is_new(change: Make, look: Look) -> None:
    rule = {"port": 443, "proto": "tcp", "kind": "ingress"}
    changes = [
        change("aws_rule.old", {**rule, "group": "sg-1"}),
        change("aws_rule.new", after={**rule, "group": Unknown()}),
        change("aws_group.new", after={"name": "new", "id": Unknown()}),
    ]
    configuration = references("aws_group.new.id")
    assert not look(find, changes, configuration=configuration)
    with_its_group = [*changes, change("aws_group.old", {"name": "new", "id": "sg-1"})]
    assert len(look(find, with_its_group, configuration=configuration)) == 2
    updated = [*changes[:2], change("aws_group.new", {"name": "a"}, {"name": "b"})]
    assert len(look(find, updated, configuration=configuration)) == 1


def test_hundreds_of_objects_are_looked_up(
    change: Make, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = 0

    def counted(before: Value, after: Value) -> bool:
        nonlocal calls
        calls += 1
        return same(before, after)

    monkeypatch.setattr(pairing, "same", counted)
    gone = [change(f"aws_db.a{n}", {**STATE, "name": f"n{n}"}) for n in range(500)]
    made = [change(f"aws_db.b{n}", after={**PLANNED, "name": f"n{n}"}) for n in range(500)]
    assert len(look(find, gone + made)) == 500
    assert calls <= 500 * 8


def test_hundreds_of_equals_are_ambiguous_at_once(
    change: Make, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(before: Value, after: Value) -> bool:
        raise AssertionError((before, after))

    monkeypatch.setattr(pairing, "same", never)
    gone = [change(f"aws_db.a{n}", STATE) for n in range(500)]
    made = [change(f"aws_db.b{n}", after=PLANNED) for n in range(500)]
    assert not look(find, gone + made)


def test_no_change_and_other_verbs(change: Make, look: Look) -> None:
    assert not look(find, [])
    assert not look(find, [change("aws_db.a", STATE, PLANNED, verb=Verb.REPLACE)])


def test_two_pairs_that_hang_on_one_new_object_are_both_dropped(change: Make, look: Look) -> None:
    rule = {"port": 443, "proto": "tcp", "kind": "ingress"}
    changes = [
        change("aws_rule.old", {**rule, "group": "sg-1"}),
        change("aws_rule.new", after={**rule, "group": Unknown()}),
        change("aws_pool.old", {"name": "p", "group": "sg-1"}),
        change("aws_pool.new", after={"name": "p", "group": Unknown()}),
        change("aws_group.new", after={"name": "new", "id": Unknown()}),
    ]
    known = references("aws_group.new.id", "aws_pool.new.id").modules[""]
    blocks = {
        **known.blocks,
        "aws_pool.new": ConfigBlock(references={"group": ("aws_group.new.id",)}),
    }
    module = ConfigModule(path="", blocks=blocks, calls={}, outputs={}, output_depends_on={})
    assert not look(find, changes, configuration=Configuration(modules={"": module}))


def test_a_module_inside_one_that_moves_needs_no_block_of_its_own(
    change: Make, look: Look
) -> None:
    changes = [
        change("module.a.module.c.aws_db.x", STATE),
        change("module.a.module.d.aws_net.y", {"name": "y"}),
        change("module.b.module.c.aws_db.x", after=PLANNED),
        change("module.b.module.d.aws_net.y", after={"name": "y"}),
    ]
    (action,) = look(find, changes)
    assert action.details == {"block": block("module.a", "module.b"), "count": 2}
