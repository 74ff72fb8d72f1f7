"""Both sides of an update or a replacement, from inputs, outputs and what the provider says."""

from __future__ import annotations

from typing import Any

import pytest
from readers.pulumi_rig import (
    CIPHER,
    SIGNATURE,
    UNKNOWN,
    change_from,
    export,
    pair,
    plan_from,
    preview,
    state,
    step,
    stream,
)
from readers.pulumi_rig import summary as ends

from planguard.model.plan import Change
from planguard.model.value import Sensitive, Unknown, Value

TYPE = "aws:rds/instance:Instance"
PLAIN = {SIGNATURE: "1b47061264138c4ac30d75fd1eb44270", "plaintext": '"hunter2hunter2"'}


def changed(
    old: dict[str, Any],
    new: dict[str, Any],
    outputs: dict[str, Any] | None = None,
    op: str = "update",
    **keys: Any,
) -> Change:
    before = state("db", TYPE, id="db-1", inputs=old, outputs={"id": "db-1", **(outputs or {})})
    return change_from(preview(step(op, before, state("db", TYPE, inputs=new), **keys)))


def differing(change: Change) -> dict[str, tuple[Value, Value]]:
    """List what differs, on both sides."""
    names = dict.fromkeys((*change.before, *change.after))
    pairs = {name: (change.before.get(name), change.after.get(name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def update(path: str, **keys: Any) -> dict[str, Any]:
    return {path: {"kind": "update", "inputDiff": True, **keys}}


def test_names_and_shapes_are_the_catalogues() -> None:
    change = changed({"instanceClass": "db.t3"}, {"instanceClass": "db.r5"}, {"multiAz": False})
    assert change.type == "aws_db_instance"
    assert differing(change) == {"instance_class": ("db.t3", "db.r5")}
    assert change.after["multi_az"] is False


def test_what_is_set_now_had_the_providers_value_before() -> None:
    change = changed({}, {"multiAz": True}, {"multiAz": False})
    assert differing(change) == {"multi_az": (False, True)}
    change = changed({}, {"multiAz": False}, {"multiAz": False})
    assert differing(change) == {}


def test_an_input_no_longer_set_stays_where_the_provider_says_nothing_of_it() -> None:
    old = {"a": "1", "b": {"c": "2", "d": "3"}}
    assert differing(changed(old, {"b": {"c": "2"}}, detailedDiff={})) == {}
    told = {"a": {"kind": "delete"}, "b.d": {"kind": "delete"}}
    assert sorted(differing(changed(old, {"b": {"c": "2"}}, detailedDiff=told))) == ["a", "b"]
    assert sorted(differing(changed(old, {"b": {"c": "2"}}))) == ["a", "b"]
    gone = changed(old, {"b": old["b"]}, detailedDiff=update("a"))
    assert differing(gone) == {"a": ("1", Unknown())}


def test_a_block_set_now_keeps_what_only_the_provider_says() -> None:
    change = changed({}, {"b": {"c": "2"}}, {"b": {"c": "1", "d": "3"}})
    before, after = differing(change)["b"]
    assert (before, after) == ([{"c": "1", "d": "3"}], [{"c": "2", "d": "3"}])
    lists = changed({"b": [{"c": 1, "d": 2}]}, {"b": [{"c": 3}]}, detailedDiff=update("b[0].c"))
    assert differing(lists) == {"b": ([{"c": 1, "d": 2}], [{"c": 3, "d": 2}])}


def test_drift_that_is_put_right() -> None:
    same = {"multiAz": True, "block": {"create": "1m"}, "list": ["a"]}
    said = {"multiAz": False, "block": {"create": "2m", "x": "y"}, "list": ["a", "b"]}
    details = {"multiAz": {"kind": "update"}, "block.create": {"kind": "update"},
               "block.x": {"kind": "delete"}, "list[1]": {"kind": "delete"}}  # fmt: skip
    found = differing(changed(same, same, said, detailedDiff=details))
    assert found["multi_az"] == (False, True)
    assert found["list"] == (["a", "b"], ["a"])
    assert found["block"][0] == [{"create": "2m", "x": "y"}]
    assert differing(changed(same, same, said, detailedDiff=update("multiAz"))) == {}


def test_drift_that_took_a_part_away() -> None:
    same = {"tags": {"a": "b"}}
    details = {"tags.a": {"kind": "add", "inputDiff": False}}
    found = differing(changed(same, same, {"tags": {}}, detailedDiff=details))
    assert found == {"tags": ({}, {"a": "b"})}
    odd = changed(
        same, same, {"tags": {"a": {"b": 1}}}, detailedDiff=update("tags.a.b", inputDiff=False)
    )
    assert differing(odd) == {}
    below = {"tags.a.b.c": {"kind": "add", "inputDiff": False}}
    assert differing(changed(same, same, {"tags": {}}, detailedDiff=below)) == {}


def test_an_output_the_provider_names_is_not_known() -> None:
    said = {"arn": "arn:x", "none": None}
    change = changed({}, {}, said, detailedDiff=update("arn") | update("none"))
    assert differing(change) == {"arn": ("arn:x", Unknown()), "none": (None, Unknown())}
    assert differing(changed({}, {}, said, diffReasons=["arn"])) == {"arn": ("arn:x", Unknown())}


def test_a_replacement_leaves_outputs_unknown_and_says_what_forces_it() -> None:
    change = changed(
        {"engine": "a"},
        {"engine": "b"},
        {"arn": "arn:x", "none": None, "endpoint": "[secret]"},
        op="replace",
        replaceReasons=["engine"],
        detailedDiff={"engine": {"kind": "update-replace"}, "x": {"kind": "update"}},
    )
    assert change.replace_paths == (("engine",),)
    found = differing(change)
    assert found["id"] == ("db-1", Unknown())
    assert found["arn"] == ("arn:x", Unknown())
    assert found["endpoint"][1] == Sensitive(Unknown())
    assert "none" not in found
    change = changed({}, {}, op="replace", replaceReasons=["dbName", "engine"])
    assert change.replace_paths == (("db_name",), ("engine",))


def test_the_configuration_lists_what_the_program_sets() -> None:
    before = state("db", TYPE, id="1", inputs={}, outputs={"arn": "a"})
    inputs = {"instanceClass": UNKNOWN, "tags": {"a": "b"}, "list": [{"x": 1}], "empty": {}}
    plan = plan_from(preview(step("replace", before, state("db", TYPE, inputs=inputs))))
    (address,) = plan.resources
    block = plan.configuration.modules[""].blocks[address]
    assert plan.resources[address].local == address
    assert block.configured() == {"instance_class", "tags.a", "list.x", "empty"}
    plan = plan_from(preview(step("create", None, state("db", TYPE, inputs={"engine": "x"}))))
    assert plan.configuration.modules[""].blocks[address].configured() == {"engine"}


SECRET = {"password": "[secret]"}


@pytest.mark.parametrize(
    ("keys", "differ"),
    [
        ({"detailedDiff": {}}, False),
        ({"detailedDiff": update("engine")}, False),
        ({}, False),
        ({"diffReasons": ["engine"]}, False),
        ({"detailedDiff": update("password")}, True),
        ({"diffReasons": ["password"]}, True),
        ({"replaceReasons": ["password"]}, True),
    ],
)
def test_a_secret_differs_where_the_engine_says_so(keys: dict[str, Any], *, differ: bool) -> None:
    assert differing(changed(SECRET, SECRET, **keys)).keys() == ({"password"} if differ else set())


def test_a_secret_inside_a_block_or_a_list_or_a_text() -> None:
    old = {"env": {"a": "[secret]", "b": "[secret]"}, "l": ["[secret]"], "url": "x:[secret]@y"}
    named = update("env.a") | update("l[0]") | update("url")
    found = differing(changed(old, old, detailedDiff=named))
    assert sorted(found) == ["env", "l", "url"]
    before, after = found["env"]
    assert isinstance(before, list)
    assert isinstance(after, list)
    assert before[0]["b"] == after[0]["b"]
    assert before[0]["a"] != after[0]["a"]


def test_ciphertexts_and_clear_texts_are_not_compared_with_what_nobody_shows() -> None:
    other = {**CIPHER, "ciphertext": "v1:other"}
    assert differing(changed({"password": CIPHER}, {"password": other})) == {}
    assert differing(changed({"password": PLAIN}, SECRET)) == {}
    assert differing(changed(SECRET, {"password": PLAIN})) == {}
    third = {**PLAIN, "plaintext": '"other"'}
    assert sorted(differing(changed({"password": PLAIN}, {"password": third}))) == ["password"]
    assert differing(changed({"x": "a"}, {"x": "[secret]"}, detailedDiff={})) == {}
    assert sorted(differing(changed({"x": "a"}, {"x": "[secret]"}))) == ["x"]
    assert sorted(differing(changed(SECRET, {"password": UNKNOWN}))) == ["password"]


def test_clear_texts_under_a_mark_are_the_plans_secrets() -> None:
    plan = plan_from(
        preview(), export(state("db", TYPE, inputs={"x": PLAIN}, outputs={"y": "hunter2hunter2"}))
    )
    assert plan.secrets == {"hunter2hunter2"}
    (resource,) = plan.resources.values()
    assert resource.values() == {
        "x": Sensitive("hunter2hunter2"),
        "y": Sensitive("hunter2hunter2"),
    }


@pytest.mark.parametrize(
    ("type_", "keys", "name"),
    [
        (TYPE, {"inputs": {"masterPassword": "hunter2"}}, "master_password"),
        (TYPE, {"inputs": {"x": "hunter2"}, "outputs": {"x": "[secret]"}}, "x"),
        (TYPE, {"outputs": {"x": "hunter2"}, "additionalSecretOutputs": ["x"]}, "x"),
        ("kubernetes:core/v1:Secret", {"inputs": {"data": {"a": "hunter2"}}}, "data"),
    ],
)
def test_secrets_that_nobody_marks(type_: str, keys: dict[str, Any], name: str) -> None:
    old = state("db", type_, id="1", **keys)
    plan = plan_from(preview(step("same", old, old)))
    (resource,) = plan.resources.values()
    assert isinstance(resource.values()[name], Sensitive)
    assert plan.secrets == {"hunter2"}


def test_what_hides_nothing_is_not_hidden() -> None:
    keys = {"password": None, "passwordWo": UNKNOWN, "token": "", "managePassword": True}
    old = state("db", TYPE, inputs=keys, additionalSecretOutputs=["passwordWo"])
    plan = plan_from(preview(step("create", None, old)))
    (change,) = plan.changes
    assert not any(isinstance(value, Sensitive) for value in change.after.values())
    assert plan.secrets == frozenset()


def test_outputs_come_from_the_events_of_the_same_run() -> None:
    new = state("db", TYPE, inputs={"engine": "x"})
    told = {**new, "outputs": {"arn": UNKNOWN, "port": 5432}}
    events = stream(*pair("create", None, told), ends(create=1, same=1))
    plan = plan_from(preview(step("create", None, new)), events)
    (change,) = plan.changes
    assert change.after == {"engine": "x", "arn": Unknown(), "port": 5432, "id": Unknown()}
    old = state("db", TYPE, id="1", inputs={}, outputs={"port": 1})
    events = stream(*pair("update", old, told), ends(update=1))
    assert change_from(events).after == {"engine": "x", "arn": Unknown(), "port": 5432, "id": "1"}


def test_an_id_that_is_the_secret() -> None:
    keys = {"id": "hunter2hunter2", "outputs": {"base64": PLAIN, "copy": "hunter2hunter2"}}
    old = state("db", TYPE, **keys)
    change = change_from(preview(step("update", old, state("db", TYPE))), export(old))
    assert change.before["id"] == change.before["copy"] == Sensitive("hunter2hunter2")


def test_what_is_said_to_come_and_shown_nowhere_is_unknown() -> None:
    told = {
        "region": {"kind": "add", "inputDiff": False},
        "__meta": {"kind": "add"},
        "id": {"kind": "add"},
        "engine": {"kind": "update"},
    }
    bucket = state("a", inputs={"acl": "x"}, outputs={"acl": "x"})
    plan = plan_from(preview(step("update", bucket, bucket, detailedDiff=told)))
    (found,) = plan.changes
    assert ("region" in found.before, found.after["region"]) == (False, Unknown())
    assert not found.after.keys() & {"__meta", "engine"}
    assert plan.completeness.doubts == ()
