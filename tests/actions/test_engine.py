from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.actions.interface import TypeEntry, changed, entry, happens, toggle, when
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.plan import Change, ConfigBlock, ConfigModule, Configuration, Plan
from planguard.model.source import NoSources
from planguard.model.value import Unknown
from planguard.model.words import Confidence, Role, Verb
from planguard.testing import change, plan


def _found(subject: Plan, *own: TypeEntry) -> list[Action]:
    known = {each.type: each for each in own}
    actions = classify(subject, build(subject, NoSources()), known).items
    return [action for action in actions if action.kind != "plan"]


def _ids(subject: Change, *own: TypeEntry) -> list[str]:
    return [action.id for action in _found(plan(subject), *own)]


def _update(before: dict[str, Any], after: dict[str, Any], type_: str = "x_thing") -> Change:
    return change(type_, verb="update", before=before, after=after)


def _members(*verbs: str, type_: str = "aws_ecs_service") -> list[Change]:
    return [
        change(type_, verb=verb, key=at, before={"a": 1}, after={"a": 2})
        for at, verb in enumerate(verbs)
    ]


def test_one_of_several_units_is_fewer_units() -> None:
    *_, last = _found(plan(*_members("update", "update", "delete")))
    assert (last.id, last.magnitude) == ("scale.down", 2 / 3)
    assert (last.before, last.after, last.because) == (3, 2, "it is deleted; 2 of 3 stay")


def test_one_of_several_units_of_a_whole_is_counted_too() -> None:
    *_, last = _found(
        plan(*_members("update", "update", "delete", type_="aws_rds_cluster_instance"))
    )
    assert (last.id, last.magnitude) == ("scale.down", 2 / 3)


@pytest.mark.parametrize("verbs", [("delete",), ("delete", "delete")])
def test_all_units_are_the_service(verbs: tuple[str, ...]) -> None:
    found = _found(plan(*_members(*verbs)))
    assert {action.id for action in found} == {"scale.to-zero"}


def test_a_unit_without_siblings() -> None:
    assert _ids(change("aws_ecs_service", verb="delete", before={"a": 1})) == ["scale.to-zero"]


def test_two_different_actions_at_one_place_both_stay() -> None:
    known = entry(
        "x_thing", Role.CONFIG,
        toggle("a", on="config.flag"), changed("a", "config.flag"), changed("a", "config.flag"),
    )  # fmt: skip
    found = _found(plan(_update({"a": False}, {"a": True})), known)
    assert [action.because for action in found] == [
        "a is switched on", "a goes from false to true",
    ]  # fmt: skip


def test_a_toggle_whose_default_is_on_sees_false() -> None:
    known = entry("x_thing", Role.CONFIG, toggle("a", off="protection.guard-off", default=True))
    assert _ids(_update({"a": None, "b": 1}, {"a": False, "b": 1}), known) == [
        "protection.guard-off"
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"v": 1, "t": "Secret"}, {"v": 2, "t": "SECRET"}, ["secret.change"]),
        ({"v": 1, "t": "plain"}, {"v": 2, "t": "plain"}, ["config.parameter"]),
        ({"v": 1}, {"v": 2}, ["config.parameter"]),
        ({"v": 1, "t": "plain"}, {"v": 2, "t": Unknown()}, ["secret.change", "config.parameter"]),
    ],
)
def test_conditions(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    known = entry(
        "x_thing", Role.CONFIG,
        when(changed("v", "secret.change"), only={"t": "Secret"}),
        when(changed("v", "config.parameter"), unless={"t": ("secret", "other")}),
    )  # fmt: skip
    subject = _update(before, {key: value for key, value in after.items() if key != "t"})
    if "t" in after:
        object.__setattr__(subject, "after", after)
    assert _ids(subject, known) == expected


def test_conditions_inside_blocks_and_on_what_goes() -> None:
    known = entry(
        "x_thing", Role.CONFIG,
        when(happens("data.delete", Verb.DELETE), only={"disk.keep": "false"}),
        when(happens("data.replace", Verb.REPLACE), only={"of": ""}),
    )  # fmt: skip
    gone = {"disk": [{"keep": True}, {"keep": False}]}
    assert _ids(change("x_thing", verb="delete", before=gone), known) == ["data.delete"]
    assert _ids(change("x_thing", verb="delete", before={"disk": []}), known) == ["other"]
    copied = change("x_thing", verb="replace", before={"a": 1}, after={"of": "y"})
    assert _ids(copied, known) == ["data.replace"]


def test_when_can_say_in_which_changes_a_rule_counts() -> None:
    known = entry(
        "x_thing", Role.CONFIG, when(changed("a", "config.flag"), verbs=frozenset({Verb.CREATE}))
    )
    assert _ids(change("x_thing", verb="create", after={"a": 1}), known) == ["config.flag"]
    assert _ids(_update({"a": 1}, {"a": 2}), known) == ["other"]


def test_a_new_object_of_a_known_type_is_quiet() -> None:
    [action] = _found(plan(change("aws_ecs_cluster", verb="create", after={"name": "a"})))
    assert (action.id, action.confidence) == ("other", Confidence.EXACT)


def test_a_new_object_of_an_unknown_type_is_a_guess() -> None:
    [action] = _found(plan(change("x_gadget", verb="create", after={"name": "a"})))
    assert (action.id, action.confidence) == ("other", Confidence.GUESS)


def test_tags_alone_and_nothing_at_all() -> None:
    assert _ids(_update({"tags": {"a": "1"}}, {"tags": {"a": "2"}})) == ["other.tags"]
    assert _ids(_update({"a": ""}, {"a": None})) == []


def test_a_ceiling_lifted_by_a_lot_runs_away() -> None:
    limit = _update({"max_size": 2}, {"max_size": 9}, "aws_autoscaling_group")
    assert _ids(limit) == ["scale.limits-up", "cost.runaway"]


def test_names_of_unknown_types_give_guesses() -> None:
    subject = _update({"replicas": 3, "ttl": 1}, {"replicas": 1, "ttl": 2}, "x_app")
    [action] = _found(plan(subject))
    assert (action.id, action.confidence) == ("scale.down", Confidence.GUESS)
    assert _ids(change("x_database", verb="delete", before={"a": 1})) == ["data.delete"]
    assert _ids(_update({"ttl": 1}, {"ttl": 2}, "x_dns_record")) == ["routing.ttl"]


def _configured(subject: Change, *references: str) -> Plan:
    block = ConfigBlock(references=dict.fromkeys(references, ("var.a",)))
    module = ConfigModule(
        path="", blocks={subject.resource.local: block}, calls={}, outputs={}, output_depends_on={}
    )
    return plan(subject, configuration=Configuration(modules={"": module}))


def test_what_is_merely_computed_again_is_no_difference() -> None:
    subject = change("x_thing", verb="update", before={"a": 1, "b": 1, "c": [{"d": 1}]},
                     after={"a": 2, "n": None}, unknown=["b", "new"])  # fmt: skip
    [action] = _found(_configured(subject, "a"))
    assert action.paths == (("a",), ("c",))
    [both] = _found(_configured(subject, "a", "b.x", "new"))
    assert both.paths == (("a",), ("b",), ("c",), ("new",))
    assert _found(_configured(_update({"a": 1}, {"a": 2}), "a"))[0].id == "other"


def test_sensitive_and_secret_values_of_any_type() -> None:
    def marked(**fields: Any) -> Change:
        return change("x_thing", sensitive=["a"], **fields)

    both = marked(verb="update", before={"a": "hunter2"}, after={"a": "hunter3"})
    came = marked(verb="update", before={}, after={"a": "hunter3"})
    went = marked(verb="update", before={"a": "hunter2"}, after={})
    assert [_ids(each) for each in (both, came, went)] == [
        ["secret.change"], ["secret.create"], ["secret.delete"],
    ]  # fmt: skip
    shown = change("x_other", verb="create", after={"note": "Hunter2-l0ng", "id": "Hunter2-l0ng"})
    subject = plan(shown, secrets=frozenset({"Hunter2-l0ng"}))
    [action] = _found(subject)
    assert (action.id, str(action.after)) == ("secret.expose", "(sensitive)")


@pytest.mark.parametrize(
    ("type_", "expected"),
    [("aws_db_instance", ["data.delete"]), ("aws_kms_key", ["key.delete"]),
     ("aws_ecs_service", ["other"]), ("aws_lb", ["other"])],
)  # fmt: skip
def test_what_a_replacement_left_over_may_hold_data(type_: str, expected: list[str]) -> None:
    left = replace(change(type_, verb="delete", before={"name": "a"}), deposed="ab12cd34")
    assert [action.id for action in _found(plan(left))] == expected


def test_an_unknown_block_that_a_dynamic_one_may_make_is_a_difference() -> None:
    rule = {"cidr_blocks": ["10.0.0.0/8"], "from_port": 22, "to_port": 22, "protocol": "tcp"}
    group = change(
        "aws_security_group",
        before={"name": "a", "ingress": [rule]}, after={"name": "a"}, unknown=["ingress"],
    )  # fmt: skip
    block = ConfigBlock(references={}, configured=lambda: frozenset({"name"}))
    root = ConfigModule(
        path="", calls={}, outputs={}, output_depends_on={},
        blocks={"aws_security_group.example": block},
    )  # fmt: skip
    known = Configuration(modules={"": root})
    assert [a.id for a in _found(plan(group, configuration=known))] == ["exposure.open"]
    again = replace(group, verb=Verb.REPLACE)
    assert "exposure.open" not in [a.id for a in _found(plan(again, configuration=known))]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"token": "Zx9-kQ7w/Lm2"}, ["secret.expose"]),
        ({"build": "ghp_16C7e42F292c6912E7710c838347Ae178B4a"}, ["secret.expose"]),
        ({"copy": "Qx7-kQ9z/Lm2+Tr5"}, ["secret.expose"]),
        ({"env": "production", "secret": "shop/prod/password"}, ["other.tags"]),
        ({"old": "Qx7-kQ9z/Lm2+Tr5", "new": "1"}, ["other.tags"]),
    ],
)
def test_secrets_in_tags(tags: dict[str, Any], expected: list[str]) -> None:
    before = {"tags": {"old": "Qx7-kQ9z/Lm2+Tr5"}, "tags_all": {"old": "Qx7-kQ9z/Lm2+Tr5"}}
    after = {"tags": tags, "tags_all": tags}
    known = frozenset({"Qx7-kQ9z/Lm2+Tr5", "production"})
    found = _found(plan(_update(before, after, "aws_instance"), secrets=known))
    assert [action.id for action in found] == expected
    assert not any("Qx7" in action.because for action in found)


def _of_pulumi(subject: Change) -> Change:
    return replace(subject, resource=replace(subject.resource, token="x:index/thing:Thing"))  # noqa: S106 - a type


@pytest.mark.parametrize("option", ["pulumi_protect", "pulumi_retain_on_delete"])
def test_an_option_that_guards_any_resource(option: str) -> None:
    off = _update({option: True}, {option: False})
    (action,) = _found(plan(_of_pulumi(off)))
    assert (action.id, action.confidence) == ("protection.guard-off", Confidence.EXACT)
    assert _ids(_of_pulumi(_update({}, {option: True}))) == ["protection.up"]
    assert _ids(off) == ["other"]
