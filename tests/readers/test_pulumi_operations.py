"""Operations of the engine as verbs."""

from __future__ import annotations

from typing import Any

import pytest
from readers.pulumi_rig import BUCKET, change_from, pair, plan_from, preview, state, step, stream
from readers.pulumi_rig import summary as ends

from planguard.errors import PlanFormatError
from planguard.model.plan import Change, Plan
from planguard.model.words import Mode, ReplaceOrder, Verb

OLD = state("a", id="i-1", inputs={"acl": "x"}, outputs={"id": "i-1"})
NEW = state("a", inputs={"acl": "y"})
LEFT = {**OLD, "delete": True}


def of(*steps: dict[str, Any]) -> Plan:
    return plan_from(preview(*steps))


def verbs(*steps: dict[str, Any]) -> list[Any]:
    return [(change.verb, change.order, change.deposed) for change in of(*steps).changes]


def plain(verb: Verb) -> list[Any]:
    return [(verb, ReplaceOrder.NOT_REPLACED, "")]


@pytest.mark.parametrize(
    ("op", "old", "new", "verb"),
    [
        ("create", None, NEW, Verb.CREATE),
        ("update", OLD, NEW, Verb.UPDATE),
        ("delete", OLD, None, Verb.DELETE),
        ("delete", {**OLD, "retainOnDelete": True}, None, Verb.FORGET),
        ("delete", {**OLD, "external": True}, None, Verb.FORGET),
        ("discard", {**OLD, "external": True}, None, Verb.FORGET),
        ("read", None, {**OLD, "external": True}, Verb.READ),
        ("import", None, OLD, Verb.IMPORT),
    ],
)
def test_plain_operations(op: str, old: Any, new: Any, verb: Verb) -> None:
    assert verbs(step(op, old, new)) == plain(verb)


@pytest.mark.parametrize("op", ["same", "refresh", "remove-pending-replace", "diff"])
def test_operations_that_change_nothing(op: str) -> None:
    assert of(step(op, OLD, OLD)).changes == ()


def test_an_operation_that_is_not_known_is_refused() -> None:
    with pytest.raises(PlanFormatError) as caught:
        of(step("teleport", OLD, NEW))
    assert str(caught.value) == (
        "file0: $.steps[1].op: teleport is no operation known here (update planguard)"
    )
    with pytest.raises(PlanFormatError) as caught:
        of(step("hunter2 PASSWORD", OLD, NEW))
    assert "hunter2" not in str(caught.value)


def test_what_was_only_read_is_data() -> None:
    for op in ("delete", "discard"):
        change = change_from(preview(step(op, {**OLD, "external": True}, None)))
        assert change.resource.mode is Mode.DATA
    change = change_from(preview(step("read", None, {**OLD, "external": True})))
    assert change.resource.mode is Mode.DATA


@pytest.mark.parametrize(
    ("old", "order"),
    [
        (OLD, ReplaceOrder.DELETE_FIRST),
        (LEFT, ReplaceOrder.CREATE_FIRST),
        ({**LEFT, "retainOnDelete": True}, ReplaceOrder.CREATE_THEN_FORGET),
    ],
)
def test_the_order_of_a_replacement(old: Any, order: ReplaceOrder) -> None:
    assert verbs(step("replace", old, NEW)) == [(Verb.REPLACE, order, "")]


@pytest.mark.parametrize(
    ("ops", "order"),
    [
        (("create-replacement", "replace", "delete-replaced"), ReplaceOrder.CREATE_FIRST),
        (("delete-replaced", "replace", "create-replacement"), ReplaceOrder.DELETE_FIRST),
        (("create-replacement", "delete-replaced"), ReplaceOrder.CREATE_FIRST),
    ],
)
def test_the_halves_of_a_replacement_are_one_change(
    ops: tuple[str, ...], order: ReplaceOrder
) -> None:
    steps = [step(op, OLD, None if op == "delete-replaced" else NEW) for op in ops]
    assert verbs(*steps) == [(Verb.REPLACE, order, "")]


def test_what_an_earlier_replacement_left_over_is_deleted() -> None:
    left = step("delete-replaced", LEFT, None)
    assert verbs(left) == [(Verb.DELETE, ReplaceOrder.NOT_REPLACED, "pending delete")]
    assert verbs(step("update", OLD, NEW), left)[1][2] == "pending delete"
    assert len(verbs(step("replace", LEFT, NEW), left, left)) == 2
    assert verbs(step("delete-replaced", {**LEFT, "retainOnDelete": True}, None))[0][0] is (
        Verb.FORGET
    )
    plan = of(step("same", OLD, OLD), left)
    assert list(plan.resources) == [f"{BUCKET}::a"]
    assert [notice.kind for notice in plan.notices] == ["deposed"]


def test_an_import_and_what_follows_it() -> None:
    imported = {**OLD, "importID": "given"}
    change = change_from(preview(step("import", None, imported)))
    assert (change.verb, change.import_id) == (Verb.IMPORT, "given")
    assert change.before == change.after == {"acl": "x", "id": "i-1"}
    change = change_from(preview(step("import", None, OLD), step("update", OLD, NEW)))
    assert (change.verb, change.import_id) == (Verb.UPDATE, "i-1")
    change = change_from(preview(step("import", None, imported), step("replace", OLD, NEW)))
    assert (change.verb, change.import_id) == (Verb.REPLACE, "given")


def replaced(made: str, gone: str, old: Any, new: Any) -> Change:
    parts = (step(made, old, new), step("replace", old, new), step(gone, old, None))
    return change_from(preview(*parts))


def test_replacements_between_what_is_managed_and_what_is_read() -> None:
    read = {**OLD, "external": True}
    assert replaced("read-replacement", "delete-replaced", OLD, read).verb is Verb.REPLACE
    assert replaced("import-replacement", "discard-replaced", read, OLD).verb is Verb.IMPORT
    assert replaced("create-replacement", "discard-replaced", read, NEW).verb is Verb.CREATE
    assert replaced("read-replacement", "discard-replaced", read, read).verb is Verb.READ
    change = replaced("import-replacement", "delete-replaced", OLD, {**NEW, "importID": "given"})
    assert (change.verb, change.import_id) == (Verb.REPLACE, "given")
    assert change_from(preview(step("replace", read, NEW))).verb is Verb.CREATE


def test_a_new_name_by_an_alias_is_a_move() -> None:
    new = state("b", id="i-1", inputs={"acl": "x"})
    plan = of(step("same", OLD, new))
    (change,) = plan.changes
    assert (change.verb, change.previous_address) == (Verb.MOVE, f"{BUCKET}::a")
    assert change.before == change.after == {"acl": "x", "id": "i-1"}
    assert list(plan.resources) == [f"{BUCKET}::b"]
    assert [notice.text for notice in plan.notices] == [f"moved from {BUCKET}::a"]
    change = change_from(preview(step("update", OLD, {**NEW, "urn": new["urn"]})))
    assert (change.verb, change.previous_address) == (Verb.UPDATE, f"{BUCKET}::a")


@pytest.mark.parametrize(
    ("option", "value", "attribute", "shown", "unset"),
    [
        ("protect", True, "pulumi_protect", True, False),
        ("retainOnDelete", True, "pulumi_retain_on_delete", True, False),
        ("deletedWith", OLD["urn"], "pulumi_deleted_with", f"{BUCKET}::a", ""),
    ],
)
def test_an_option_that_changes_alone(
    option: str, value: Any, attribute: str, shown: Any, unset: Any
) -> None:
    with_it = {**OLD, option: value}
    change = change_from(preview(step("same", with_it, OLD)))
    assert (change.verb, change.reason) == (Verb.UPDATE, "only the resource's options change")
    assert change.before == {"acl": "x", "id": "i-1", attribute: shown}
    assert change.after == {"acl": "x", "id": "i-1", attribute: unset}
    change = change_from(preview(step("update", with_it, {**NEW, option: value})))
    assert change.before[attribute] == change.after[attribute] == shown


def test_components_and_providers_are_no_changes() -> None:
    component = state("web", "acme:x:Web", custom=False, provider="")
    provider = state("west", "pulumi:providers:aws", inputs={"region": "a", "profile": "p"})
    other = {**provider, "inputs": {"region": "b", "profile": "p"}}
    hidden = state("default_7", "pulumi:providers:aws")
    plan = of(
        step("create", None, component),
        step("update", provider, other, diffReasons=["region"]),
        step("create", None, hidden),
        *[],
    )
    assert plan.changes == ()
    assert [each.mode for each in plan.resources.values()] == [Mode.COMPONENT, Mode.PROVIDER]
    (notice,) = plan.notices
    assert (notice.kind, notice.subject) == ("provider", "pulumi:providers:aws::west")
    assert notice.text == "changes: region"
    details = {"profile": {"kind": "update-replace"}}
    plan = of(step("replace", provider, provider, detailedDiff=details))
    assert plan.notices[0].text == "is replaced: profile"


def test_a_change_without_its_sides_is_not_lost() -> None:
    bare = {"op": "create", "urn": NEW["urn"]}
    plan = of(bare, {**bare, "op": "update", "urn": state("b")["urn"]})
    assert [change.verb for change in plan.changes] == [Verb.CREATE, Verb.UPDATE]
    assert plan.completeness.doubts == (
        f"{BUCKET}::a says create, but not its state before or after (and 1 more)",
    )
    assert of({**bare, "op": "delete"}).changes[0].verb is Verb.DELETE


def test_drift_is_what_a_refresh_finds() -> None:
    changed = {**OLD, "outputs": {"id": "i-1", "acl": "z"}, "inputs": {"acl": "z"}}
    plan = of(step("refresh", OLD, changed), step("update", changed, NEW))
    assert [(each.verb, each.before["acl"], each.after["acl"]) for each in plan.drift] == [
        (Verb.UPDATE, "x", "z")
    ]
    assert [change.verb for change in plan.changes] == [Verb.UPDATE]
    assert of(step("refresh", OLD, OLD), step("same", OLD, OLD)).drift == ()


def test_what_a_refresh_does_not_find_is_made_again() -> None:
    plan = of(step("refresh", OLD, None), step("create", None, NEW))
    assert [(each.verb, each.after) for each in plan.drift] == [(Verb.DELETE, {})]
    assert [change.verb for change in plan.changes] == [Verb.CREATE]
    assert plan.notices == ()


def test_what_a_refresh_finds_may_be_told_as_outputs_alone() -> None:
    changed = {**OLD, "outputs": {"id": "i-2", "acl": "z"}}
    plan = of(step("refresh", OLD, changed))
    assert [(each.verb, each.before["acl"], each.after["acl"]) for each in plan.drift] == [
        (Verb.UPDATE, "x", "z")
    ]


def test_the_end_of_a_refresh_says_what_it_found() -> None:
    start, end = pair("refresh", OLD, OLD)
    changed = {**OLD, "inputs": {"acl": "z"}}
    for op, new, drift in (
        ("same", changed, []),
        ("update", changed, [Verb.UPDATE]),
        ("delete", OLD, [Verb.DELETE]),
        ("refresh", None, [Verb.DELETE]),
    ):
        told = end["resOutputsEvent"]["metadata"]
        told.update(op=op, new=new)
        plan = plan_from(stream(start, end, ends(**({op: 1} if op != "refresh" else {}))))
        assert [each.verb for each in plan.drift] == drift
        assert (plan.changes, plan.completeness.doubts) == ((), ())
