"""Causes, reach and ownership."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planguard.actions.taxonomy import ACTIONS
from planguard.graph import build
from planguard.impact import trace
from planguard.impact.carriers import BY_ACTION, Carrier, carrier_of, is_part
from planguard.impact.ownership import owner_of, service_of
from planguard.impact.spreading import Ask, Spreading
from planguard.model.action import Action, ActionId, Actions
from planguard.model.impact import Impact
from planguard.model.plan import Change, ConfigBlock, ConfigModule, Configuration, Plan, Resource
from planguard.model.settings import OwnerRule, Ownership
from planguard.model.source import NoSources
from planguard.model.value import Unknown, Value
from planguard.model.words import Address, Disruption, Mode, Role, Verb

Blocks = Mapping[str, Mapping[str, str]]
ROLES = {
    "aws_cloudwatch_metric_alarm": Role.OBSERVABILITY,
    "aws_appautoscaling_target": Role.SCALING,
    "aws_iam_role": Role.IDENTITY,
    "aws_iam_policy": Role.IDENTITY,
    "aws_iam_role_policy_attachment": Role.IDENTITY,
    "aws_iam_instance_profile": Role.IDENTITY,
    "aws_security_group": Role.NETWORK,
    "aws_security_group_rule": Role.NETWORK,
    "aws_ssm_parameter": Role.CONFIG,
    "aws_instance": Role.COMPUTE,
    "aws_ecs_service": Role.COMPUTE,
    "aws_ecs_task_definition": Role.COMPUTE,
    "aws_db_instance": Role.DATA_STORE,
    "aws_route53_record": Role.ROUTING,
}


def resource(address: str, **values: Value) -> Resource:
    type_, _, name = address.removeprefix("data.").partition(".")
    return Resource(
        address=Address(address),
        mode=Mode.DATA if address.startswith("data.") else Mode.MANAGED,
        type=type_,
        name=name,
        module="",
        key="",
        provider="",
        values=lambda: values,
        in_state=True,
    )


def change(
    address: str,
    verb: Verb = Verb.UPDATE,
    before: Mapping[str, Value] | None = None,
    after: Mapping[str, Value] | None = None,
    forced: str = "",
) -> Change:
    return Change(
        resource=resource(address),
        verb=verb,
        before=before or {},
        after=after or {},
        replace_paths=((forced,),) if forced else (),
    )


def plan(blocks: Blocks, *changes: Change) -> Plan:
    """Make a plan of blocks, each a mapping of attribute to `type.name.attribute`."""
    root = ConfigModule(
        path="",
        blocks={
            local: ConfigBlock(
                references={
                    attribute: tuple(target.split()) for attribute, target in references.items()
                }
            )
            for local, references in blocks.items()
        },
        calls={},
        outputs={},
        output_depends_on={},
    )
    return Plan(
        label="plan.json",
        tool="terraform",
        tool_version="",
        format_version="1.2",
        changes=changes,
        resources={Address(local): resource(local) for local in blocks},
        configuration=Configuration(modules={"": root}),
    )


def act(action_id: str, address: str, *addresses: str) -> Action:
    return Action(
        id=ActionId(action_id),
        address=Address(address),
        because="",
        addresses=tuple(map(Address, addresses)),
    )


def impact(known: Plan, *actions: Action) -> Impact:
    return trace(
        known, Actions(items=actions, roles=ROLES), build(known, NoSources()), Ownership()
    )


def reach(known: Plan, action: Action) -> tuple[str, ...]:
    found = impact(known, action).reach(action)
    assert found.count == len(found.addresses) == sum(found.types.values())
    return found.addresses


IMAGE: Blocks = {
    "aws_ecs_task_definition.web": {},
    "aws_ecs_service.web": {"task_definition": "aws_ecs_task_definition.web.arn"},
    "aws_appautoscaling_target.web": {"resource_id": "aws_ecs_service.web.name"},
}
NEW_IMAGE = change(
    "aws_ecs_task_definition.web",
    Verb.REPLACE,
    {"container_definitions": "1", "arn": "arn:1", "family": "web"},
    {"container_definitions": "2", "arn": Unknown(), "family": "web"},
    forced="container_definitions",
)
ROLLOUT = change(
    "aws_ecs_service.web",
    before={"task_definition": "arn:1", "version": "1"},
    after={"task_definition": Unknown(), "version": Unknown()},
)


def test_service_follows_from_its_task_definition() -> None:
    found = impact(plan(IMAGE, ROLLOUT, NEW_IMAGE))
    (cause,) = found.causes
    assert cause.address == "aws_ecs_task_definition.web"
    assert cause.consequences == ("aws_ecs_service.web",)
    assert found.cause_of(Address("aws_ecs_service.web")) == cause.address
    assert found.cause_of(Address("aws_appautoscaling_target.web")).endswith("target.web")


def test_a_change_of_its_own_is_a_cause() -> None:
    bigger = replace(
        ROLLOUT,
        before={**ROLLOUT.before, "desired_count": 2},
        after={**ROLLOUT.after, "desired_count": 4},
    )
    assert len(impact(plan(IMAGE, NEW_IMAGE, bigger)).causes) == 2


def test_part_of_a_container_changed_by_hand_is_a_cause() -> None:
    blocks: Blocks = {"t.a": {}, "t.b": {"x": "t.a.id"}}
    first = change("t.a", Verb.REPLACE, {"id": "1"}, {"id": Unknown()})
    second = change("t.b", before={"x": ["1", "k"]}, after={"x": [Unknown(), "l"]})
    assert len(impact(plan(blocks, first, second)).causes) == 2
    second = change("t.b", before={"x": {"v": "1"}}, after={"x": {"v": Unknown()}})
    assert len(impact(plan(blocks, first, second)).causes) == 1


def test_known_values_follow_their_origin_too() -> None:
    blocks: Blocks = {"t.a": {}, "t.b": {"x": "t.a.input"}, "t.c": {"x": "t.b.x"}}
    changes = [
        change("t.c", before={"x": 1}, after={"x": 2}),
        change("t.b", before={"x": 1}, after={"x": 2}),
        change("t.a", before={"input": 1}, after={"input": 2}),
    ]
    (cause,) = impact(plan(blocks, *changes)).causes
    assert (cause.address, cause.consequences) == ("t.a", ("t.c", "t.b"))


def test_replacement_forced_by_a_replaced_one_follows() -> None:
    blocks: Blocks = {"t.a": {}, "t.b": {"vpc": "t.a"}}
    first = change("t.a", Verb.REPLACE, {"id": "1"}, {"id": Unknown()}, forced="cidr")
    second = change(
        "t.b", Verb.REPLACE, {"vpc": "1", "n": 1}, {"vpc": Unknown(), "n": 2}, forced="vpc"
    )
    assert len(impact(plan(blocks, first, second)).causes) == 1
    own = replace(second, replace_paths=(("n",),))
    assert len(impact(plan(blocks, first, own)).causes) == 2
    untold = replace(second, replace_paths=())
    assert len(impact(plan(blocks, first, untold)).causes) == 2


def test_data_sources_follow_and_creations_do_not() -> None:
    blocks: Blocks = {"t.a": {}, "data.t.d": {"x": "t.a.id"}, "t.b": {"x": "data.t.d.json"}}
    changes = [
        change("t.a", Verb.CREATE, after={"id": Unknown()}),
        change("data.t.d", Verb.READ, after={"json": Unknown()}),
        change("t.b", before={"x": "1"}, after={"x": Unknown()}),
        change("t.c", Verb.CREATE, after={"x": Unknown()}),
        change("t.gone", Verb.DELETE, before={"x": "1"}),
    ]
    found = [(one.address, one.consequences) for one in impact(plan(blocks, *changes)).causes]
    assert found == [("t.a", ("data.t.d", "t.b")), ("t.c", ()), ("t.gone", ())]


def test_rings_of_changes_end() -> None:
    blocks: Blocks = {"t.a": {"x": "t.b.x"}, "t.b": {"x": "t.a.x"}}
    changes = [change(f"t.{n}", before={"x": 1}, after={"x": Unknown()}) for n in "ab"]
    (cause,) = impact(plan(blocks, *changes)).causes
    assert len(cause.consequences) == 1


def test_origin_that_does_not_move_is_no_cause() -> None:
    blocks: Blocks = {"t.a": {}, "t.b": {"x": "t.a.id"}}
    steady = change("t.a", before={"id": "1", "n": 1}, after={"id": "1", "n": 2})
    moved = change("t.b", before={"x": "1"}, after={"x": "2"})
    assert len(impact(plan(blocks, steady, moved)).causes) == 2
    gone = change("t.a", Verb.DELETE, {"id": "1"})
    assert len(impact(plan(blocks, gone, moved)).causes) == 2


def test_replacement_reaches_users_of_changing_attributes() -> None:
    blocks: Blocks = {
        **IMAGE,
        "t.family": {"f": "aws_ecs_task_definition.web.family"},
        "aws_route53_record.web": {"alias": "aws_ecs_service.web.id"},
    }
    action = act("deploy.version", "aws_ecs_task_definition.web")
    known = plan(blocks, NEW_IMAGE)
    assert reach(known, action) == ("aws_ecs_service.web", "aws_route53_record.web")
    hops = impact(known, action).reach(action).path(Address("aws_route53_record.web"))
    assert [(hop.address, hop.attribute, hop.source) for hop in hops] == [
        ("aws_ecs_service.web", "task_definition", "aws_ecs_task_definition.web.arn"),
        ("aws_route53_record.web", "alias", "aws_ecs_service.web.id"),
    ]
    assert impact(known, action).reach(action).path(Address("t.family")) == ()


def test_deletion_reaches_all_users_and_resize_those_that_need_it_up() -> None:
    blocks: Blocks = {
        "aws_db_instance.a": {},
        "data.t.d": {"x": "aws_db_instance.a.address"},
        "aws_instance.b": {"user_data": "data.t.d.json"},
        "aws_cloudwatch_metric_alarm.c": {"dimensions": "aws_db_instance.a.id"},
    }
    known = plan(blocks, change("aws_db_instance.a", before={"id": "x"}, after={"id": "x"}))
    assert reach(known, act("scale.resize-down", "aws_db_instance.a")) == ("aws_instance.b",)
    gone = plan(blocks, change("aws_db_instance.a", Verb.DELETE, {"id": "x"}))
    assert reach(gone, act("data.delete", "aws_db_instance.a")) == ("aws_instance.b",)


@pytest.mark.parametrize(
    "quiet", ["other.tags", "observability.logs-off", "protection.guard-off", "cost.up"]
)
def test_what_nobody_notices(quiet: str) -> None:
    assert reach(plan(IMAGE), act(quiet, "aws_ecs_task_definition.web")) == ()


def test_unknown_meaning_goes_by_what_differs() -> None:
    blocks: Blocks = {"t.a": {}, "t.b": {"x": "t.a.port"}, "t.c": {"x": "t.a.id"}}
    known = plan(
        blocks, change("t.a", before={"port": 1, "id": "x"}, after={"port": 2, "id": "x"})
    )
    assert reach(known, act("other", "t.a")) == ("t.b",)


def test_rule_of_a_group_reaches_what_stands_behind_the_group() -> None:
    blocks: Blocks = {
        "aws_security_group.g": {},
        "aws_security_group_rule.r": {"security_group_id": "aws_security_group.g.id"},
        "aws_instance.i": {"vpc_security_group_ids": "aws_security_group.g.id"},
        "aws_route53_record.n": {"records": "aws_instance.i.private_ip"},
    }
    action = act("exposure.narrow", "aws_security_group_rule.r")
    assert reach(plan(blocks), action) == ("aws_instance.i", "aws_security_group.g")
    hops = impact(plan(blocks), action).reach(action).path(Address("aws_instance.i"))
    assert hops[0].source == "aws_security_group_rule.r.security_group_id"
    assert hops[0].attribute == "id"


def test_policy_reaches_the_role_it_is_attached_to_and_its_users() -> None:
    blocks: Blocks = {
        "aws_iam_policy.p": {},
        "aws_iam_role.r": {},
        "aws_iam_role_policy_attachment.a": {
            "role": "aws_iam_role.r.name",
            "policy_arn": "aws_iam_policy.p.arn",
        },
        "aws_iam_instance_profile.f": {"role": "aws_iam_role.r.name"},
        "aws_instance.i": {"iam_instance_profile": "aws_iam_instance_profile.f.name"},
        "aws_route53_record.n": {"records": "aws_instance.i.private_ip"},
    }
    found = reach(plan(blocks), act("access.grant", "aws_iam_policy.p"))
    assert found == (
        "aws_iam_instance_profile.f",
        "aws_iam_role.r",
        "aws_iam_role_policy_attachment.a",
        "aws_instance.i",
    )


def test_parameters_reach_their_users_through_templates_only() -> None:
    blocks: Blocks = {
        **IMAGE,
        "aws_ssm_parameter.p": {},
        "aws_ecs_task_definition.web": {"container_definitions": "aws_ssm_parameter.p.arn"},
        "t.end": {"x": "aws_ecs_service.web.id"},
    }
    found = reach(plan(blocks), act("config.parameter", "aws_ssm_parameter.p"))
    assert found == ("aws_ecs_service.web", "aws_ecs_task_definition.web")


def test_repetition_notices_an_end_and_no_restart() -> None:
    known = plan({"t.a": {}, "t.b": {}})
    block = ConfigBlock(references={}, repetition=("t.a.names", "t.a"))
    root = known.configuration.modules[""]
    root = replace(root, blocks={**root.blocks, "t.b": block})
    known = replace(known, configuration=Configuration(modules={"": root}))
    assert reach(known, act("scale.resize-up", "t.a")) == ()
    gone = replace(known, changes=(change("t.a", Verb.DELETE, {"names": ["x"]}),))
    assert reach(gone, act("data.delete", "t.a")) == ("t.b",)


def test_inferred_hops_say_so() -> None:
    known = replace(
        plan({"t.a": {}, "t.b": {}}),
        identities={"id-12345678": Address("t.a")},
        mentions=lambda: [(Address("t.b"), "id-12345678")],
    )
    action = act("scale.to-zero", "t.a")
    (hop,) = impact(known, action).reach(action).path(Address("t.b"))
    assert (hop.inferred, hop.attribute, hop.source) == (True, "", "t.a.id")


def test_actions_of_the_plan_reach_what_their_addresses_reach() -> None:
    blocks: Blocks = {"t.a": {}, "t.b": {}, "t.c": {"x": "t.a.id"}, "t.d": {"x": "t.b.id"}}
    action = act("plan.mass-change", "", "t.a", "t.b", "t.unknown")
    assert reach(plan(blocks), action) == ("t.c", "t.d")
    found = impact(plan(blocks)).reach(action)
    assert len(found.path(Address("t.d"))) == 1


def test_nodes_that_stand_for_many_are_not_told() -> None:
    names = [f"t.{name}[{key}]" for name in "ab" for key in range(50)]
    known = plan({"t.b": {"x": "t.a.id"}})
    instances = {
        Address(name): replace(resource(name[:3]), address=Address(name), key=int(name[4:-1]))
        for name in names
    }
    known = replace(known, resources=instances)
    action = act("scale.to-zero", "t.a[3]")
    found = impact(known, action).reach(action)
    assert found.count == 50
    (hop,) = found.path(Address("t.b[7]"))
    assert (hop.address, hop.attribute) == ("t.b[7]", "x")


def test_the_nearest_come_first_and_no_more_than_asked_for() -> None:
    blocks: Blocks = {
        "t.a": {},
        "data.t.d": {"x": "t.a.id"},
        "t.far": {"x": "data.t.d.id"},
        "t.z": {"x": "t.a.id"},
        "t.b": {"x": "t.a.id"},
    }
    found = impact(plan(blocks)).reach(act("scale.to-zero", "t.a"))
    ends = [way[-1].address for way in found.nearest(3)]
    assert ends == ["t.z", "t.b", "t.far"]
    assert [hop.address for hop in found.nearest(9)[2]] == ["data.t.d", "t.far"]
    assert found.nearest(1) == (found.path(Address("t.z")),)
    assert impact(plan(blocks)).reach(act("other.tags", "t.a")).nearest(3) == ()


def test_what_an_action_of_the_plan_names_is_not_near_it() -> None:
    blocks: Blocks = {"t.a": {}, "t.b": {"x": "t.a.id"}, "t.c": {"x": "t.b.id"}}
    found = impact(plan(blocks)).reach(act("plan.mass-change", "", "t.a", "t.b", "t.gone"))
    assert [way[-1].address for way in found.nearest(5)] == ["t.c"]


def test_owner_and_service_of_one_resource() -> None:
    rules = (OwnerRule(pattern="*.tf", names=("@one", "@two")),)
    known = plan({"t.a": {}})
    tagged = {Address("t.a"): resource("t.a", tags={"service": "shop"})}
    known = replace(known, resources=tagged)
    asked: list[str] = []

    def files(address: Address) -> tuple[str, ...]:
        asked.append(address)
        return ("main.tf",)

    found = trace(
        known,
        Actions(items=(), roles={}),
        build(known, NoSources()),
        Ownership(codeowners=rules),
        files,
    )
    assert found.owner(Address("t.a")) == found.owner(Address("t.a")) == ("@one", "@two")
    assert asked == ["t.a"]
    assert found.service(Address("t.a")) == ("shop",)
    assert found.owner(Address("t.gone")) == found.service(Address("t.gone")) == ()


def test_owners_and_services_are_counted() -> None:
    known = plan({"t.a": {}, "t.b": {"x": "t.a.id"}, "t.c": {"x": "t.a.id"}})
    tagged = {
        **known.resources,
        Address("t.b"): resource("t.b", tags={"Owner": "one", "Service": "shop"}),
    }
    ownership = Ownership(owners=(OwnerRule(pattern="t.c", names=("two", "three")),))
    action = act("scale.to-zero", "t.a")
    known = replace(known, resources=tagged)
    found = trace(
        known, Actions(items=(action,), roles={}), build(known, NoSources()), ownership
    ).reach(action)
    assert dict(found.owners) == {"one": 1, "two": 1, "three": 1}
    assert dict(found.services) == {"shop": 1}
    assert (
        not trace(known, Actions(items=(), roles={}), build(known, NoSources()), ownership)
        .reach(act("other.tags", "t.a"))
        .owners
    )


def test_tags_after_the_change_come_before_address_and_files() -> None:
    thing = resource("t.a", tags={"team": "old"}, labels={"app": "shop"})
    ownership = Ownership(
        owners=(OwnerRule(pattern="t.*", names=("address",)),),
        codeowners=(OwnerRule(pattern="*", names=("files",)),),
    )
    moved = change("t.a", before={"tags": {"team": "old"}}, after={"tags": {"team": "new"}})
    assert owner_of(thing, moved, ownership) == ("new",)
    assert owner_of(thing, None, ownership) == ("old",)
    assert owner_of(resource("t.b", tags=None), None, ownership) == ("address",)
    assert service_of(thing, None, ownership) == ("shop",)
    assert service_of(resource("x.y"), None, ownership) == ()
    assert owner_of(resource("x.y"), None, ownership) == ()


@pytest.mark.parametrize(
    ("pattern", "file", "matches"),
    [
        ("*", "a/b/main.tf", True),
        ("*.tf", "a/b/main.tf", True),
        ("/infra/", "infra/x/main.tf", True),
        ("/infra/", "a/infra/main.tf", False),
        ("infra/", "a/infra/main.tf", True),
        ("docs/*", "docs/a.tf", True),
        ("docs/*", "docs/x/a.tf", False),
        ("a/**/c.tf", "a/b/d/c.tf", True),
        ("**/logs", "x/logs/a.tf", True),
        ("a/**", "a/b/c.tf", True),
        ("main.tf", "x/main.tfvars", False),
    ],
)
def test_codeowners_patterns(pattern: str, file: str, matches: bool) -> None:  # noqa: FBT001
    ownership = Ownership(codeowners=(OwnerRule(pattern=pattern, names=("x",)),))
    found = owner_of(resource("t.a"), None, ownership, lambda _: (file,))
    assert bool(found) is matches


def test_last_codeowners_match_wins_even_when_it_names_nobody() -> None:
    rules = (OwnerRule(pattern="*", names=("all",)), OwnerRule(pattern="/open/", names=()))
    ownership = Ownership(codeowners=rules)
    assert owner_of(resource("t.a"), None, ownership, lambda _: ("open/a.tf",)) == ()
    assert owner_of(resource("t.a"), None, ownership, lambda _: ("a.tf",)) == ("all",)


def test_every_action_has_a_carrier() -> None:
    named = {action for action in ACTIONS if not action.startswith("other")}
    assert all(name in BY_ACTION or name.partition(".")[0] in BY_ACTION for name in named)
    kinds = {name.partition(".")[0] for name in ACTIONS}
    assert all(name in ACTIONS or name in kinds for name in BY_ACTION)
    assert carrier_of(act("other", "t.a"), replaced=True) is Carrier.UPTIME
    loud = replace(act("other", "t.a"), disruption=Disruption.OUTAGE)
    assert carrier_of(loud, replaced=False) is Carrier.UPTIME


def test_parts_by_name_and_by_list() -> None:
    assert is_part("aws_iam_role_policy", "aws_iam_role")
    assert is_part("aws_route", "aws_route_table")
    assert not is_part("aws_route", "aws_nat_gateway")
    assert not is_part("aws_vpc_endpoint", "aws_vpc")
    assert is_part("google_compute_firewall", "google_compute_network")
    assert not is_part("google_compute_network_endpoint_group", "google_compute_network")
    assert not is_part("google_project_service", "google_project")


types = st.sampled_from(sorted(ROLES))
graphs = st.lists(
    st.tuples(types, st.lists(st.integers(0, 9), max_size=3)), min_size=1, max_size=10
)


@given(graphs, st.sampled_from(sorted(Carrier)))
@settings(max_examples=150, deadline=None)
def test_reach_equals_a_search_step_by_step(
    shape: list[tuple[str, list[int]]], carrier: Carrier
) -> None:
    names = [f"{type_}.n{place}" for place, (type_, _) in enumerate(shape)]
    blocks = {
        names[place]: {
            f"role{n}" if n else "role": f"{names[t % len(names)]}.id" for n, t in enumerate(to)
        }
        for place, (_, to) in enumerate(shape)
    }
    known = plan(blocks)
    graph = build(known, NoSources())
    asks = [Ask(Address(name), carrier, None) for name in names]
    spreading = Spreading(known.resources, graph, ROLES, asks)
    for ask in asks:
        seen: set[Address] = set()
        layer = [] if carrier is Carrier.NOBODY else [arc.receiver for arc in spreading.first(ask)]
        while layer:
            seen.update(layer)
            layer = [
                arc.receiver
                for node in dict.fromkeys(layer)
                for arc in spreading.onward(carrier, node)
                if arc.receiver not in seen
            ]
        found = set(spreading.addresses(spreading.bits(ask)))
        assert found == seen - {ask.address}
        ways = list(map(spreading.hops, spreading.ways([ask])))
        assert {way[-1].address for way in ways} - {ask.address} == found
        assert sorted(map(len, ways)) == list(map(len, ways))
        for hops in ways:
            assert all(one.address != two.address for one, two in pairwise(hops))


def test_what_is_expected_reaches_as_far() -> None:
    known = plan(IMAGE, NEW_IMAGE, ROLLOUT)
    actions = (
        act("deploy.version", "aws_ecs_task_definition.web"),
        act("other", "aws_ecs_service.web"),
    )
    for expected in ((), actions[:1], actions):
        told = impact(known, *actions)
        told.expect(expected)
        assert [told.reach(each).addresses for each in actions] == [
            reach(known, each) for each in actions
        ]
