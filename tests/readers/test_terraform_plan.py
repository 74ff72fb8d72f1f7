"""Terraform's plan JSON to the model: verbs, marks, notices, and what contradicts itself."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planguard.errors import PlanFormatError
from planguard.model.plan import Change, Plan
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Mode, ReplaceOrder, Verb
from planguard.readers import read_plan
from planguard.readers.terraform_plan import read

Json: TypeAlias = dict[str, Any]
AWS = "registry.terraform.io/hashicorp/aws"
UNKNOWN = Unknown()


def item(actions: list[str], **keys: Any) -> Json:
    """Make one resource change that does not contradict itself."""
    has_before = actions[0] not in {"create", "read", "open"} or len(actions) > 1
    has_after = actions not in (["delete"], ["forget"])
    change = {
        "actions": actions,
        "before": {"a": 1} if has_before else None,
        "after": {"a": 1 if actions in (["no-op"], ["move"]) else 2} if has_after else None,
        "after_unknown": {},
        **keys.pop("change", {}),
    }
    type_, name = keys.get("type", "aws_x"), keys.get("name", "y")
    prefix = {"managed": "", "data": "data.", "ephemeral": "ephemeral."}.get(
        keys.get("mode", ""), ""
    )
    return {
        "address": f"{prefix}{type_}.{name}", "mode": "managed", "type": type_, "name": name,
        "provider_name": AWS, "change": change, **keys,
    }  # fmt: skip


def document(*items: Json, **keys: Any) -> Json:
    return {
        "format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": list(items),
        **keys,
    }  # fmt: skip


def plan(*items: Json, **keys: Any) -> Plan:
    return read_plan(json.dumps(document(*items, **keys)).encode(), "p.json")


def only(*items: Json, **keys: Any) -> Change:
    (change,) = plan(*items, **keys).changes
    return change


def doubts(*items: Json, **keys: Any) -> str:
    return "; ".join(plan(*items, **keys).completeness.doubts)


def state(*resources: Json, **keys: Any) -> Json:
    return {"prior_state": {"values": {"root_module": {"resources": list(resources)}, **keys}}}


def known(address: str = "aws_x.y", **keys: Any) -> Json:
    type_, _, name = (
        address.rpartition("]")[0].rpartition("[")[0].rpartition(".")
        if ("]" in address)
        else address.rpartition(".")
    )
    return {"address": address, "mode": "managed", "type": type_, "name": name,
            "provider_name": AWS, "values": {"a": 1}, **keys}  # fmt: skip


@pytest.mark.parametrize(
    ("actions", "verb", "order"),
    [
        (["create"], Verb.CREATE, ReplaceOrder.NOT_REPLACED),
        (["update"], Verb.UPDATE, ReplaceOrder.NOT_REPLACED),
        (["delete"], Verb.DELETE, ReplaceOrder.NOT_REPLACED),
        (["forget"], Verb.FORGET, ReplaceOrder.NOT_REPLACED),
        (["move"], Verb.MOVE, ReplaceOrder.NOT_REPLACED),
        (["delete", "create"], Verb.REPLACE, ReplaceOrder.DELETE_FIRST),
        (["create", "delete"], Verb.REPLACE, ReplaceOrder.CREATE_FIRST),
        (["create", "forget"], Verb.REPLACE, ReplaceOrder.CREATE_THEN_FORGET),
    ],
)
def test_verbs(actions: list[str], verb: Verb, order: ReplaceOrder) -> None:
    told = plan(item(actions))
    assert [(c.verb, c.order) for c in told.changes] == [(verb, order)]
    assert told.completeness.doubts == ()


def test_what_does_not_change_is_known_but_no_change() -> None:
    told = plan(item(["no-op"]), item(["read"], mode="data", name="z"))
    assert [(c.verb, c.address) for c in told.changes] == [(Verb.READ, "data.aws_x.z")]
    assert set(told.resources) == {"aws_x.y", "data.aws_x.z"}
    assert [n.kind for n in told.notices] == ["read"]
    assert told.resources[told.changes[0].address].mode is Mode.DATA


def test_an_ephemeral_value_is_opened_and_read() -> None:
    opened = item(["open"], mode="ephemeral", change={"after": None})
    assert only(opened).verb is Verb.READ
    assert doubts(opened) == ""


@pytest.mark.parametrize(
    "actions", [["destroy"], [], ["create", "create"], ["update", "delete"], ["no-op", "read"]]
)
def test_an_unknown_combination_is_refused_with_its_path(actions: list[str]) -> None:
    with pytest.raises(PlanFormatError) as caught:
        plan(item(["create"]), item(["create"], name="z", change={"actions": actions}))
    assert caught.value.where == "p.json: $.resource_changes[1].change.actions"
    assert caught.value.problem == f"[{', '.join(actions)}] is no combination of verbs known here"


def test_unknown_fields_are_ignored() -> None:
    change = only({**item(["create"]), "new": {"a": 1}}, newer=[1], timestamp="2026")
    assert change.verb is Verb.CREATE


def after(values: Any, *, unknown: Any = None, sensitive: Any = None) -> Value:
    """Read the value `v` that stands under these masks."""
    change = {
        "after": {"v": values} if values != "absent" else {},
        "after_sensitive": {"v": sensitive},
        "after_unknown": {"v": unknown},
    }
    return only(item(["create"], change=change)).after.get("v", "absent")


@pytest.mark.parametrize(
    ("values", "unknown", "expected"),
    [
        ("absent", True, UNKNOWN),
        ("absent", False, "absent"),
        (None, True, UNKNOWN),
        (1, False, 1),
        ("absent", {"a": True}, {"a": UNKNOWN}),
        ({"b": 1}, {"a": True, "b": False}, {"a": UNKNOWN, "b": 1}),
        ({"b": 1}, {}, {"b": 1}),
        ([1], [False, True], [1, UNKNOWN]),
        ([1, 2], [False], [1, 2]),
        ([{"a": 1}], [{"b": True}], [{"a": 1, "b": UNKNOWN}]),
        ([None, 2], [True], [UNKNOWN, 2]),
        ([], [False, {"a": False}, [True]], [None, None, [UNKNOWN]]),
        (None, {"a": False}, None),
        (None, [False], None),
        (None, [], None),
        ("absent", [True], [UNKNOWN]),
        ({"a": [1]}, {"a": [False, {"b": [True]}]}, {"a": [1, {"b": [UNKNOWN]}]}),
    ],
)
def test_what_is_unknown_is_merged(values: Any, unknown: Any, expected: Value) -> None:
    assert after(values, unknown=unknown) == expected


@pytest.mark.parametrize(
    ("values", "sensitive", "expected"),
    [
        ("x", True, Sensitive("x")),
        (None, True, None),
        ({"a": "x", "b": 1}, {"a": True}, {"a": Sensitive("x"), "b": 1}),
        ({"a": "x"}, {"z": True}, {"a": "x"}),
        (["x", "y"], [True], [Sensitive("x"), "y"]),
        (["x"], [True, True], [Sensitive("x")]),
        ([{"a": "x"}], [{"a": True}], [{"a": Sensitive("x")}]),
        ("x", {"a": True}, "x"),
        ({"a": 1}, [True], {"a": 1}),
        ({"a": 1}, True, Sensitive({"a": 1})),
    ],
)
def test_what_is_sensitive_is_wrapped(values: Any, sensitive: Any, expected: Value) -> None:
    assert after(values, sensitive=sensitive) == expected


def test_unknown_and_sensitive_at_once() -> None:
    told = after("absent", unknown=True, sensitive=True)
    assert isinstance(told, Sensitive)
    assert told.is_unknown


def test_a_mark_on_the_whole_object_is_one_on_each_attribute() -> None:
    marked = {"before_sensitive": True, "after_sensitive": True}
    told = plan(
        item(["update"], change=marked | {"before": {"a": "old-secret"}, "after": {"a": "n"}})
    )
    assert told.changes[0].before == {"a": Sensitive("old-secret")}
    assert told.changes[0].after == {"a": Sensitive("n")}
    assert "old-secret" in told.secrets
    same = {"before": {"a": "kept-secret"}, "after": {"a": "kept-secret"}, **marked}
    told = plan(item(["no-op"], change=same))
    assert told.secrets == {"kept-secret"}
    assert told.resources[next(iter(told.resources))].values() == {"a": Sensitive("kept-secret")}


def test_an_object_known_only_after_apply_as_a_whole() -> None:
    assert only(item(["create"], change={"after": None, "after_unknown": True})).after == {}
    assert "has no `after`" in doubts(
        item(["create"], change={"after": None, "after_unknown": True})
    )


MASK = st.recursive(
    st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2)
    ),
    max_leaves=6,
)
VALUE = st.recursive(
    st.none() | st.integers(0, 9) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2)
    ),
    max_leaves=6,
)


@given(VALUE, MASK, MASK)
def test_any_value_takes_any_mask(value: Any, unknown: Any, sensitive: Any) -> None:
    told = plan(
        item(
            ["update"],
            change={
                "after": {"v": value},
                "after_unknown": {"v": unknown},
                "after_sensitive": {"v": sensitive},
            },
        )
    )
    if sensitive is True and value is not None:
        assert isinstance(told.changes[0].after["v"], Sensitive)
    elif unknown is True and sensitive is False:
        assert told.changes[0].after["v"] == UNKNOWN
        assert bool(told.completeness.doubts) == (value is not None)


def test_moved_imported_deposed_and_forgotten() -> None:
    told = plan(
        item(["no-op"], name="a", previous_address="aws_x.old"),
        item(["update"], name="b", previous_address="aws_x.older"),
        item(["no-op"], name="c", previous_address="aws_x.c"),
        item(["no-op"], name="d", change={"importing": {"id": "i-1"}}),
        item(["no-op"], name="e", change={"importing": {"identity": {"k": 1}}}),
        item(["update"], name="f", change={"importing": {"id": {"a": 1}}}),
        item(["delete"], name="g", deposed="abcd1234"),
        item(["forget"], name="h"),
        item(["create", "forget"], name="i"),
    )
    by_name = {c.resource.name: c for c in told.changes}
    assert (by_name["a"].verb, by_name["a"].previous_address) == (Verb.MOVE, "aws_x.old")
    assert by_name["b"].verb is Verb.UPDATE
    assert by_name["c"].verb is Verb.NO_OP
    assert (by_name["d"].verb, by_name["d"].import_id) == (Verb.IMPORT, "i-1")
    assert by_name["e"].verb is Verb.IMPORT
    assert (by_name["f"].verb, by_name["f"].import_id) == (Verb.UPDATE, "(structured)")
    assert by_name["g"].deposed == "abcd1234"
    assert "aws_x.g" not in told.resources
    assert [n.kind for n in told.notices] == [
        "move", "move", "import", "import", "import", "deposed", "forget", "forget",
    ]  # fmt: skip
    assert told.completeness.doubts == ()


def test_replacement_keeps_its_reasons() -> None:
    change = only(
        item(
            ["delete", "create"],
            action_reason="replace_because_cannot_update",
            change={"replace_paths": [["a"], ["b", 0, "c"], ["d", 1.0]]},
        )
    )
    assert change.reason == "replace_because_cannot_update"
    assert change.replace_paths == (("a",), ("b", 0, "c"), ("d", 1))


@pytest.mark.parametrize(
    ("index", "suffix", "key"),
    [(None, "", ""), (0, "[0]", 0), (7, "[7]", 7), ("k", '["k"]', "k"), ('a"b', '["a\\"b"]', 'a"b'),
     ("${x}", '["$${x}"]', "${x}"), (2.0, "[2]", 2)],
)  # fmt: skip
def test_instance_keys(index: str | float | None, suffix: str, key: str | int) -> None:
    change = only(
        item(["create"], index=index, module_address="module.m",
             address=f"module.m.aws_x.y{suffix}")
    )  # fmt: skip
    assert (change.resource.key, change.resource.module) == (key, "module.m")
    assert change.resource.block == "module.m.aws_x.y"


def test_drift_outputs_checks_and_what_runs() -> None:
    told = plan(
        item(["no-op"]),
        resource_drift=[item(["update"]), {"change": {"actions": ["update"]}}],
        output_changes={
            "gone": {"actions": ["delete"], "before": "x", "after": None},
            "same": {"actions": ["no-op"], "before": 1, "after": 1},
            "new": {"actions": ["create"], "after_unknown": True},
            "secret": {"actions": ["update"], "before": "old-secret-1", "after": "new-secret-2",
                       "before_sensitive": True, "after_sensitive": True},
        },
        checks=[
            {"address": {"to_display": "check.a"}, "status": "fail"},
            {"address": {"to_display": "check.b"}, "status": "error"},
            {"address": {"to_display": "check.c"}, "status": "unknown"},
            {"address": {"to_display": "check.d"}, "status": "pass",
             "instances": [{"status": "pass", "problems": [{"message": "m"}]}]},
        ],
        action_invocations=[
            {"address": "action.a.b", "type": "a",
             "lifecycle_action_trigger": {"triggering_resource_address": "aws_x.y",
                                          "action_trigger_event": "AfterCreate"}},
            {"address": "action.a.c", "type": "a"},
        ],
    )  # fmt: skip
    assert [c.address for c in told.drift] == ["aws_x.y"]
    assert [(o.name, o.verb, o.before, o.after) for o in told.outputs] == [
        ("gone", Verb.DELETE, "x", None),
        ("new", Verb.CREATE, None, UNKNOWN),
        ("secret", Verb.UPDATE, Sensitive("old-secret-1"), Sensitive("new-secret-2")),
    ]
    assert told.secrets == {"old-secret-1", "new-secret-2"}
    assert [(i.address, i.trigger) for i in told.invocations] == [
        ("action.a.b", "AfterCreate aws_x.y"), ("action.a.c", ""),
    ]  # fmt: skip
    texts = [n.text for n in told.notices if n.kind == "check"]
    assert texts == ["the check fails", "the check has an error", "the check is not known"]


@pytest.mark.parametrize(
    ("keys", "reason", "errored"),
    [
        ({}, "", False),
        ({"errored": True}, "planning ended with an error", True),
        ({"complete": False}, "covers only a part", False),
        ({"deferred_changes": [{"reason": "unknown", "resource_change": None}]}, "put off", False),
        ({"deferred_changes": [{"resource_change": item(["create"])}]}, "put off", False),
        ({"deferred_action_invocations": [{}]}, "put off", False),
        ({"applyable": False}, "", False),
    ],
)
def test_what_makes_a_plan_partial(keys: Json, reason: str, *, errored: bool) -> None:
    told = plan(item(["create"]), **keys).completeness
    assert bool(told.reasons) == bool(reason)
    assert reason in " ".join(told.reasons)
    assert told.errored is errored
    assert told.complete is not bool(reason)
    assert told.applyable is (keys.get("applyable") is None)


def test_an_early_plan_without_many_fields() -> None:
    raw = json.dumps(
        {
            "format_version": "0.1",
            "terraform_version": "0.12.31",
            "resource_changes": [
                {"address": "module.m.aws_x.y[0]", "module_address": "module.m", "mode": "managed",
                 "type": "aws_x", "name": "y", "index": 0,
                 "change": {"actions": ["delete"], "before": {"a": 1}, "after": None}}
            ],
            "prior_state": {"values": {"root_module": {"child_modules": [
                {"address": "module.m", "resources": [
                    {"address": "aws_x.y", "mode": "managed", "type": "aws_x", "name": "y",
                     "index": 0, "values": {"a": 1}},
                    {"address": "data.aws_z.y", "mode": "data", "type": "aws_z", "name": "y",
                     "index": "k"}]}]}}},
        }
    ).encode()  # fmt: skip
    told = read(raw, "p")
    assert set(told.resources) == {"module.m.aws_x.y[0]", 'module.m.data.aws_z.y["k"]'}
    assert told.completeness.doubts == told.completeness.reasons == ()
    assert told.changes[0].resource.in_state
    assert told.had_state
    assert (told.tool, told.changes[0].resource.provider) == ("terraform", "")


def test_a_plan_of_outputs_alone() -> None:
    raw = b'{"format_version":"1.2","output_changes":{}}'
    assert read_plan(raw, "p").changes == ()
    nothing = b'{"format_version":"1.2","planned_values":{"root_module":{}}}'
    assert read_plan(nothing, "p").completeness.doubts == ()


def test_opentofu_is_told_by_its_registry() -> None:
    tofu = item(["create"], provider_name="registry.opentofu.org/hashicorp/aws")
    assert plan(tofu).tool == "opentofu"


@pytest.mark.parametrize(
    ("changed", "doubt"),
    [
        (item(["update"], change={"before": None}), "says update, but has no `before`"),
        (item(["delete"], change={"before": None}), "says delete, but has no `before`"),
        (item(["update"], change={"after": None}), "says update, but has no `after`"),
        (item(["update"], change={"after": None, "after_unknown": {"b": True}}), "no `after`"),
        (item(["create"], change={"before": {}}), "says create, but has a `before`"),
        (item(["delete"], change={"after": {}}), "says delete, but has an `after`"),
        (item(["forget"], change={"after": {"a": 1}}), "says forget, but has an `after`"),
        (item(["read"]), "says read, but is a managed resource"),
        (item(["delete"], mode="data"), "says delete, but is no managed resource"),
        (item(["update"], deposed="a"), "says update, but is left over from a replacement"),
        (item(["update"], change={"before": {}}), "one side of it is empty"),
        (item(["delete", "create"], change={"after": {}}), "one side of it is empty"),
        (item(["update"], change={"after": {"a": 1}}), "before and after are the same"),
        (item(["no-op"], change={"after": {"a": 2}}), "before and after are not the same"),
        (item(["no-op"], change={"after_unknown": {"a": True}}), "known only after apply"),
        (item(["no-op"], previous_address="aws_x.o", change={"after": {"a": 2}}), "not the same"),
        (item(["move"], change={"after": {"a": 2}}), "not the same"),
        (item(["update"], change={"after_unknown": {"a": True}}), "has values for what it says"),
        (item(["update"], change={"after_unknown": True}), "has values for what it says"),
        (item(["update"], change={"after": {"a": [{"b": 1}]},
                                  "after_unknown": {"a": [{"b": True}]}}), "has values for what"),
        (item(["create"], address="aws_x.z"), "does not agree with its own"),
        (item(["create"], address="aws_x.y[0]"), "does not agree with its own"),
        (item(["create"], index=1, address="aws_x.y[0]"), "does not agree with its own"),
        (item(["create"], index="k", address="aws_x.y[0]"), "does not agree with its own"),
        (item(["create"], module_address="module.m"), "does not agree with its own"),
        (item(["create"], type="", address=".y"), "does not agree with its own"),
        (item(["read"], mode="data", address="aws_x.y"), "does not agree with its own"),
    ],
)  # fmt: skip
def test_a_contradiction_is_doubted(changed: Json, doubt: str) -> None:
    assert doubt in doubts(changed)


def test_an_object_made_again_may_be_unknown_throughout() -> None:
    change = {"before": {"a": 1}, "after": {}, "after_unknown": {"a": True}}
    assert doubts(item(["delete", "create"], change=change)) == ""


def test_marks_that_change_alone_are_an_update() -> None:
    marked = {"after": {"a": 1}, "after_sensitive": {"a": True}}
    assert doubts(item(["update"], change=marked)) == ""
    spaced = json.dumps(document(item(["no-op"]))).replace(
        '"after": {"a": 1}', '"after": { "a":1}'
    )
    assert read_plan(spaced.encode(), "p").completeness.doubts == ()


@pytest.mark.parametrize(
    ("prior", "doubt"),
    [
        ([known()], ""),
        ([known(provider_name="other")], "another provider than in the state"),
        ([known("aws_x.z", mode="data")], "the state does not know it"),
        ([known("aws_x.z", mode="data"), known(deposed_key="abcd")], "the state does not know it"),
    ],
)
def test_the_state_contradicts_a_change(prior: list[Json], doubt: str) -> None:
    assert doubt in doubts(item(["update"]), **state(*prior))
    assert bool(doubts(item(["update"]), **state(*prior))) == bool(doubt)
    assert doubts(item(["create"]), **state(*prior[:0])) == ""


def test_what_the_state_knows_of_leftovers_and_imports() -> None:
    left = item(["delete"], deposed="abcd")
    whole = state(known(), known(deposed_key="abcd"))
    assert doubts(left, item(["no-op"]), **whole) == ""
    assert "says it is left over" in doubts(left, item(["no-op"]), **state(known()))
    imported = item(["update"], name="i", change={"importing": {"id": "1"}})
    assert doubts(item(["no-op"]), imported, **state(known())) == ""


def test_objects_of_the_state_that_the_changes_leave_out() -> None:
    more = state(known(), known("aws_x.z"), known("data.aws_x.d", mode="data"))
    told = plan(item(["no-op"]), **more).completeness
    assert "covers only a part" in told.reasons[0]
    assert not told.complete
    assert plan(item(["no-op"]), complete=False, **more).completeness.doubts == ()
    assert "leaves out objects of the state" in doubts(item(["no-op"]), complete=True, **more)
    assert plan(**more).completeness.reasons == ()


def test_planned_values_without_changes() -> None:
    planned = {"root_module": {"resources": [{"address": "aws_x.y"}]}}
    assert "has planned values" in doubts(planned_values=planned)


@pytest.mark.parametrize(
    ("changed", "where", "problem"),
    [
        (item(["create"], address=""), "$.resource_changes[0]", "the change has no `address`"),
        (item(["create"], mode="made-up"), "$.resource_changes[0].mode", "made-up is no mode"),
        (item(["create"], mode="S3cret/9"), "$.resource_changes[0].mode", "no word is no mode"),
        (item(["Zx9-kQ7wLm2"]), "$.resource_changes[0].change.actions", "[what is no word] is no"),
        (
            item(["create"], change={"after": [1]}),
            "$.resource_changes[0].change.after",
            "no object",
        ),
        (
            item(["update"], change={"before": "x"}),
            "$.resource_changes[0].change.before",
            "no obj",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_path(
    changed: Json, where: str, problem: str
) -> None:
    with pytest.raises(PlanFormatError) as caught:
        plan(changed)
    assert caught.value.where == f"p.json: {where}"
    assert problem in caught.value.problem


def test_the_state_adds_what_the_changes_do_not_have() -> None:
    told = plan(
        item(["no-op"]),
        **state(
            known(depends_on=["aws_x.z"]),
            known("data.aws_x.d", mode="data", values={"p": "kept-secret-9"},
                  sensitive_values={"p": True}),
            outputs={"o": {"value": ["out-secret-9"], "sensitive": True}, "p": {"value": 1}},
        ),
    )  # fmt: skip
    assert told.resources[next(iter(told.resources))].depends_on == ("aws_x.z",)
    data = next(r for r in told.resources.values() if r.mode is Mode.DATA)
    assert data.values() == {"p": Sensitive("kept-secret-9")}
    assert told.secrets == {"kept-secret-9", "out-secret-9"}
    with pytest.raises(PlanFormatError, match=r"\$.prior_state \(aws_x.q\).mode"):
        plan(item(["no-op"]), **state(known("aws_x.q", mode="odd")))


def test_variables_are_hidden_when_declared_so() -> None:
    told = plan(
        item(["create"]),
        variables={"p": {"value": "var-secret-9"}, "q": {"value": 1}, "r": {}},
        configuration={"root_module": {"variables": {"p": {"sensitive": True}, "q": {}}}},
    )
    assert told.variables == {"p": Sensitive("var-secret-9"), "q": 1, "r": None}
    assert told.secrets == {"var-secret-9"}


def test_identities_and_who_mentions_them() -> None:
    arn = "arn:aws:kms:eu-west-1:1:key/a"
    told = plan(
        item(["no-op"]),
        **state(
            known(values={"id": "vpc-12345678", "arn": arn}),
            known("aws_x.z", values={"id": "z-1234567", "vpc": "vpc-12345678",
                                     "policy": json.dumps({"r": arn})}),
            known("aws_x.twin", values={"id": "same-same"}),
            known("aws_x.twin2", values={"id": "same-same", "arn": "same-same"}),
            known("aws_x.short", values={"id": "short", "arn": 3}),
            known("aws_x.odd", values=[1]),
        ),
    )  # fmt: skip
    assert told.identities == {
        "vpc-12345678": "aws_x.y", arn: "aws_x.y", "z-1234567": "aws_x.z",
    }  # fmt: skip
    assert sorted(told.mentions()) == [("aws_x.z", arn), ("aws_x.z", "vpc-12345678")]
    without = plan(item(["delete"], change={"before": {"id": "vpc-12345678"}}))
    assert without.identities == {"vpc-12345678": "aws_x.y"}


CONFIGURATION: Json = {
    "provider_config": {"aws": {"name": "aws", "full_name": AWS, "version_constraint": "~> 5",
                                "expressions": {"region": {"constant_value": "eu-west-1"},
                                                "role": {"references": ["var.r"]},
                                                "list": {"constant_value": [1]}}}},
    "root_module": {
        "resources": [
            {"address": "aws_x.y", "mode": "managed", "type": "aws_x", "name": "y",
             "provider_config_key": "aws", "depends_on": ["aws_x.z"],
             "count_expression": {"references": ["var.n"]},
             "provisioners": [{"type": "local-exec"}],
             "expressions": {
                 "a": {"references": ["aws_x.z.id", "aws_x.z"]},
                 "b": [{"c": {"references": ["var.c"]}}, {"c": {"references": ["var.d"]}}],
                 "e": {"constant_value": {"references": ["no"]}}}},
            {"mode": "data", "type": "aws_x", "name": "d",
             "for_each_expression": {"references": ["local.m"]}},
        ],
        "outputs": {"o": {"expression": {"references": ["aws_x.y.id"]},
                          "depends_on": ["aws_x.y"]}},
        "module_calls": {
            "m": {"source": "./m", "version_constraint": "1.0",
                  "expressions": {"i": {"references": ["aws_x.y"]}},
                  "module": {"module_calls": {"n": {"module": {}}}}},
            "lost": {"source": "./lost"}},
    },
}  # fmt: skip


def test_the_configuration() -> None:
    told = plan(item(["create"]), configuration=CONFIGURATION).configuration
    assert set(told.modules) == {"", "module.m", "module.m.module.n"}
    root = told.modules[""]
    block = root.blocks["aws_x.y"]
    assert block.references == {"a": ("aws_x.z.id", "aws_x.z"), "b.c": ("var.c", "var.d")}
    assert (block.repetition, block.depends_on) == (("var.n",), ("aws_x.z",))
    assert (block.provider, block.provisioners) == ("aws", ("local-exec",))
    assert root.blocks["data.aws_x.d"].repetition == ("local.m",)
    assert root.outputs == {"o": ("aws_x.y.id",)}
    assert root.output_depends_on == {"o": ("aws_x.y",)}
    assert root.calls["m"].references == {"i": ("aws_x.y",)}
    assert (told.modules["module.m"].source, told.modules["module.m"].version) == ("./m", "1.0")
    provider = told.providers["aws"]
    assert provider.constants == {"region": "eu-west-1"}
    assert (provider.references, provider.version) == ({"role": ("var.r",)}, "~> 5")


IN_CLEAR = "zQ01wert!Xy"


@pytest.mark.parametrize(
    "fields",
    [
        {"prior_state": {"values": {"root_module": {"resources": [
            {"address": "aws_x.y", "type": "aws_x", "name": "y", "values": {"v": IN_CLEAR},
             "sensitive_values": {"v": True}}]}}}},
        {"output_changes": {"o": {"actions": ["update"], "before": IN_CLEAR, "after": "b",
                                  "after_sensitive": True}}},
        {"output_changes": {"o": {"actions": ["update"], "before": "a", "after": IN_CLEAR}},
         "configuration": {"root_module": {"outputs": {"o": {"sensitive": True}}}}},
        {"configuration": {"root_module": {
            "variables": {"v": {"sensitive": True, "default": {"a": [IN_CLEAR]}}}}}},
        {"configuration": {"root_module": {"module_calls": {"m": {
            "expressions": {"v": {"constant_value": IN_CLEAR}, "w": {}},
            "module": {"variables": {"v": {"sensitive": True}, "w": {}}}}, "lost": {}}}}},
    ],
    ids=["state", "output before", "output declared", "default", "module input"],
)  # fmt: skip
def test_secrets_are_learnt_wherever_they_are_marked(fields: dict[str, Any]) -> None:
    known = plan(item(["update"]), **fields).secrets
    assert IN_CLEAR in known


def test_an_output_that_is_sensitive_no_longer_tells_so() -> None:
    change = {"actions": ["update"], "before": "a", "after": "b", "before_sensitive": True}
    (output,) = plan(item(["update"]), output_changes={"o": change}).outputs
    assert (output.before, output.after) == (Sensitive("a"), "b")
    change = {"actions": ["update"], "before": "a", "after": "b", "after_sensitive": True}
    (output,) = plan(item(["update"]), output_changes={"o": change}).outputs
    assert (output.before, output.after) == (Sensitive("a"), Sensitive("b"))


def test_no_secret_is_in_the_text_of_a_plan() -> None:
    secret = "Zx9-kQ7wLm2"  # noqa: S105 - made up
    change = {"before": {"p": secret}, "after": {"p": f"{secret}4"}, "after_sensitive": {"p": True},
              "before_sensitive": {"p": True}}  # fmt: skip
    told = plan(item(["update"], change=change), **state(known(values={"p": secret})))
    assert secret in told.secrets
    assert secret not in repr(told)
