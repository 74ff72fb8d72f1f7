"""Several documents of one run as one plan."""

from __future__ import annotations

import json
from typing import Any

import pytest
from readers.pulumi_rig import (
    BUCKET,
    CIPHER,
    PROJECT,
    ROOT,
    ROOT_URN,
    STACK,
    event,
    export,
    pair,
    plan_from,
    preview,
    state,
    step,
    stream,
    urn,
)
from readers.pulumi_rig import summary as ends

from planguard.errors import PlanFormatError
from planguard.model.plan import Plan, Use
from planguard.model.value import Sensitive
from planguard.model.words import Address, Mode, Verb
from planguard.readers.pulumi.run import plan_of
from planguard.readers.pulumi.steps import Document, Kind

TOPIC = "aws:sns/topic:Topic"
A = Address(f"{BUCKET}::a")
ARN = "arn:aws:s3:::a-bucket"


def bucket(name: str = "a", /, **keys: Any) -> dict[str, Any]:
    return state(name, **{"id": name, "inputs": {"acl": "x"}, **keys})


ELSEWHERE = bucket(urn=f"urn:pulumi:prod::shop::{BUCKET}::a")


def goal(**keys: Any) -> dict[str, Any]:
    return {"type": BUCKET, "custom": True, "protect": False, **keys}


def update_plan(**plans: Any) -> dict[str, Any]:
    named = {urn(BUCKET, name): each for name, each in plans.items()}
    return {"manifest": {"version": "v3.200.0"}, "resourcePlans": named}


def sentences(plan: Plan) -> tuple[str, ...]:
    return (*plan.completeness.reasons, *plan.completeness.doubts)


def test_a_state_tells_what_stays() -> None:
    new = bucket(inputs={"acl": "y"})
    run = preview(step("update", bucket(), new), changeSummary={"update": 1, "same": 2})
    plan = plan_from(run, export(bucket(), bucket("b")))
    assert list(plan.resources) == [A, f"{BUCKET}::b"]
    assert (plan.label, plan.tool_version, plan.unlisted) == ("file0", "v3.200.0", "")
    assert (plan.completeness.doubts, plan.format_version) == ((), "pulumi preview")


@pytest.mark.parametrize(
    ("counts", "sames", "told"),
    [({"same": 3}, 0, True), ({"same": 2}, 1, False), ({"same": 1}, 0, False), (None, 0, True)],
)
def test_what_a_preview_does_not_list(counts: Any, sames: int, *, told: bool) -> None:
    steps = [step("same", bucket(), bucket())] * sames
    plan = plan_from(
        preview(step("update", bucket("b"), bucket("b")), *steps, changeSummary=counts)
    )
    assert plan.unlisted.startswith("the preview lists only what changes" if told else "")
    assert bool(plan.unlisted) is told


def test_a_state_of_another_time_is_doubted() -> None:
    change = step("update", bucket(), bucket(inputs={}))
    counts = {"update": 1, "delete": 1, "same": 2}
    run = preview(change, step("delete", bucket("c"), None), changeSummary=counts)
    plan = plan_from(run, export(bucket("b")))
    assert sentences(plan) == (
        f"{A} is in the preview and not in the state (and 1 more): the state is of another time",
    )
    plan = plan_from(preview(step("create", None, bucket())), export(bucket()))
    assert sentences(plan) == (
        f"{A} is to be created and is in the state already: the state is of another time",
    )


def test_an_update_plan_with_its_state() -> None:
    diff = {"adds": {"b": "1"}, "updates": {"acl": "y"}, "deletes": ["c"]}
    plan = plan_from(
        update_plan(
            a={"steps": ["update"], "goal": goal(inputDiff=diff)},
            b={"steps": ["delete"], "state": None},
            c={"steps": ["create"], "goal": goal(inputDiff={"adds": {"acl": "z"}})},
            d={"steps": ["same"], "goal": goal(protect=True)},
            e={"steps": ["same"], "goal": goal(aliases=[urn(BUCKET, "old")])},
        ),
        export(
            bucket(inputs={"acl": "x", "c": "2"}),
            bucket("b", retainOnDelete=True),
            bucket("d", retainOnDelete=True, deletedWith=urn(BUCKET, "a")),
            bucket("old"),
        ),
    )
    found = {change.resource.name: change for change in plan.changes}
    assert found["a"].before == {"acl": "x", "c": "2", "id": "a"}
    assert found["a"].after == {"acl": "y", "b": "1", "id": "a"}
    verbs = {name: change.verb for name, change in found.items()}
    assert verbs == {
        "a": Verb.UPDATE, "b": Verb.FORGET, "c": Verb.CREATE, "d": Verb.UPDATE, "e": Verb.MOVE,
    }  # fmt: skip
    assert found["d"].before["pulumi_protect"] is False
    assert found["d"].after["pulumi_retain_on_delete"] is True
    assert found["e"].previous_address == f"{BUCKET}::old"
    assert sentences(plan) == ()


def test_an_update_plan_alone_has_no_old_values() -> None:
    plan = plan_from(update_plan(a={"steps": ["delete"], "state": None}))
    (change,) = plan.changes
    assert (change.verb, change.before, plan.completeness.complete) == (Verb.DELETE, {}, False)
    assert sentences(plan) == (
        "an update plan has no old values: give the stack's state with --state",
    )


def test_secrets_of_an_update_plan_differ_where_it_sets_them() -> None:
    sets = {"steps": ["update"], "goal": goal(inputDiff={"updates": {"password": CIPHER}})}
    stored = export(bucket(inputs={"password": CIPHER, "x": CIPHER}))
    (change,) = plan_from(update_plan(a=sets), stored).changes
    differ = [name for name in change.before if change.before[name] != change.after[name]]
    assert differ == ["password"]


def test_old_forms_of_an_update_plan() -> None:
    old = goal(checkedInputs={"acl": "y"})
    ops = ["create-replacement", "replace", "delete-replaced"]
    plan = plan_from(update_plan(a={"steps": ops, "goal": old}), export(bucket()))
    (change,) = plan.changes
    assert (change.verb, change.after["acl"]) == (Verb.REPLACE, "y")
    assert plan_from(update_plan(a={})).changes == ()
    same = plan_from(update_plan(a={"steps": ["update"], "goal": goal()}), export(bucket()))
    assert same.changes[0].before == same.changes[0].after


def test_events_take_dependencies_from_the_state_and_positions() -> None:
    old = bucket("b")
    keys = {"dependencies": [urn(BUCKET, "a")], "sourcePosition": "project:///x.py#1,2"}
    stored = export(bucket(), {**old, **keys})
    events = stream(*pair("update", old, bucket("b", inputs={})), ends(update=1))
    plan = plan_from(events, stored)
    resource = plan.resources[Address(f"{BUCKET}::b")]
    assert resource.uses == (Use(A, kind="depends_on"),)
    assert resource.position == ("x.py", 1, 2)
    assert plan.identities == {}
    goals = update_plan(b={"steps": ["update"], "goal": goal(dependencies=keys["dependencies"])})
    plan = plan_from(events, goals)
    assert plan.resources[Address(f"{BUCKET}::b")].uses == (Use(A, kind="depends_on"),)


def test_events_alone_tell_who_mentions_whom() -> None:
    user = bucket("user", inputs={"json": f'{{"x":"{ARN}"}}', "plain": [{"y": ARN}]})
    owner = bucket("a", outputs={"arn": ARN})
    twins = [bucket(name, outputs={"arn": "arn:aws:s3:::twins"}) for name in ("c", "d")]
    same = [each for one in (owner, user, *twins) for each in pair("same", one, one)]
    plan = plan_from(stream(*same, ends(same=4)))
    assert plan.identities == {ARN: A}
    assert list(plan.mentions()) == [(f"{BUCKET}::user", ARN)]
    assert plan_from(preview()).mentions() == ()


def test_old_values_of_a_preview_may_come_from_events() -> None:
    bare = {**step("delete", bucket(), None), "oldState": None}
    plan = plan_from(preview(bare), stream(event("resourcePreEvent", "delete", bucket(), None)))
    assert plan.changes[0].before == {"acl": "x", "id": "a"}


def uses(*documents: Any) -> dict[str, tuple[Use, ...]]:
    plan = plan_from(*documents, state_alone=True)
    return {each.name: each.uses for each in plan.resources.values()}


def test_each_kind_of_dependency() -> None:
    web = state("web", "acme:x:Web", custom=False, provider="")
    west = state("west", "pulumi:providers:aws")
    inner = bucket("inner", parent=web["urn"], provider=f"{west['urn']}::1-2")
    user = state(
        "user", TOPIC, id="u",
        dependencies=[urn(BUCKET, "a"), web["urn"], urn(BUCKET, "b")],
        propertyDependencies={"kmsMasterKeyId": [urn(BUCKET, "a")], "name": None},
        deletedWith=urn(BUCKET, "b"), replaceWith=[urn(BUCKET, "c")], viewOf=urn(BUCKET, "v"),
    )  # fmt: skip
    found = uses(export(web, west, inner, bucket(), user))
    assert found["inner"] == (
        Use(Address("acme:x:Web::web"), kind="parent"),
        Use(Address("pulumi:providers:aws::west"), kind="provider"),
    )
    assert [(use.address, use.attribute, use.kind) for use in found["user"]] == [
        (A, "kms_master_key_id", "reference"),
        (f"{BUCKET}::inner", "", "depends_on"),
        (f"{BUCKET}::b", "", "depends_on"),
        (f"{BUCKET}::c", "", "depends_on"),
        (f"{BUCKET}::v", "", "parent"),
    ]
    assert found["web"] == found["west"] == found["a"] == ()
    empty = {**user, "propertyDependencies": {}, "dependencies": [web["urn"]]}
    assert uses(export(web, empty))["user"][0].address == "acme:x:Web::web"


@pytest.mark.parametrize(
    ("outputs", "value", "target"),
    [
        ({"arn": ARN, "bucketDomainName": "d"}, ARN, "arn"),
        ({"arn": ARN, "bucketDomainName": "d"}, [{"x": "d"}], "bucket_domain_name"),
        ({"arn": ARN, "copy": ARN}, ARN, ""),
        ({}, "other", ""),
        ({}, 3, ""),
        ({}, "a", "id"),
    ],
)
def test_the_attribute_depended_on(outputs: Any, value: Any, target: str) -> None:
    used = bucket(outputs=outputs)
    keys = {"inputs": {"policy": value}, "propertyDependencies": {"policy": [used["urn"]]}}
    user = state("user", TOPIC, id="u", **keys)
    document = preview(step("update", used, used), step("same", user, user))
    assert uses(document)["user"] == (Use(A, "policy", target),)


def test_both_states_of_a_replacement_depend_and_moves_are_followed() -> None:
    old = bucket("user", dependencies=[urn(BUCKET, "old")])
    new = bucket("user", dependencies=[urn(BUCKET, "b")])
    moved = step("same", bucket("old"), bucket("a"))
    found = uses(preview(moved, step("replace", old, new), step("delete", bucket("z"), None)))
    assert [use.address for use in found["user"]] == [f"{BUCKET}::b", A]
    assert [use.address for use in uses(preview(step("update", old, new)))["user"]] == [
        f"{BUCKET}::b"
    ]


def test_errors_and_counts() -> None:
    wrong = preview(step("create", None, bucket()), diagnostics=[{"severity": "error"}])
    plan = plan_from(wrong)
    assert (plan.completeness.errored, plan.completeness.complete) == (True, False)
    assert "the run ended with an error" in sentences(plan)[0]
    plan = plan_from(preview(changeSummary={"same": 1, "delete": 1, "read": 1}))
    assert sentences(plan) == (
        "the engine counts 1 to delete, listed in the preview: 0",
        "the engine counts 1 to read, listed in the preview: 0",
    )
    assert "has no `changeSummary`" in sentences(plan_from(preview(changeSummary=None)))[0]
    assert (
        "no summary at their end"
        in sentences(plan_from(stream(*pair("same", bucket(), bucket()))))[0]
    )
    assert plan_from(preview(maybeCorrupt=True)).completeness.errored
    refreshed = preview(step("refresh", bucket(), bucket()), changeSummary={"same": 1})
    assert sentences(plan_from(refreshed)) == ()
    assert (
        "counts 3 to update"
        in sentences(plan_from({**refreshed, "changeSummary": {"update": 3}}))[0]
    )


def test_documents_of_two_stacks_or_of_one_kind() -> None:
    other = elsewhere(preview(step("create", None, bucket())))
    with pytest.raises(PlanFormatError, match="is a second preview of one stack, beside file0"):
        plan_from(preview(), preview())
    with pytest.raises(PlanFormatError) as caught:
        plan_from(other, export(bucket()))
    assert caught.value.where == "file1"
    assert caught.value.problem == (
        f"is of stack {PROJECT}/{STACK}, but file0 is of {PROJECT}/prod"
    )


def test_one_plan_is_of_one_stack() -> None:
    here, there = (
        Document(kind=Kind.PREVIEW, label=stack, stack=stack, project="shop")
        for stack in ("dev", "prod")
    )
    with pytest.raises(
        PlanFormatError, match="prod: is of stack shop/prod, but dev is of shop/dev"
    ):
        plan_of([here, there])


def elsewhere(document: dict[str, Any]) -> Any:
    """Give the same document of another stack."""
    return json.loads(json.dumps(document).replace(f"pulumi:{STACK}::", "pulumi:prod::"))


def test_settings_are_the_plans_variables() -> None:
    config = {"shop:size": "3", "shop:password": "[secret]", "shop:map": {"secure": "v1:x"}}
    plan = plan_from(preview(config=config))
    assert plan.variables == {
        "shop:size": "3",
        "shop:password": Sensitive("[secret]"),
        "shop:map": Sensitive("[secret]"),
    }


def test_outputs_of_the_program() -> None:
    root = {"urn": ROOT_URN, "type": ROOT, "custom": False}
    old, new = ({**root, "outputs": each} for each in ({"a": 1, "b": 2}, {"b": 3, "c": 4}))
    plan = plan_from(stream(*pair("same", old, new), ends(same=1)))
    assert [(each.name, each.verb) for each in plan.outputs] == [
        ("a", Verb.DELETE), ("b", Verb.UPDATE), ("c", Verb.CREATE),
    ]  # fmt: skip
    assert [notice.subject for notice in plan.notices] == ["a", "b", "c"]
    assert plan_from(stream(event("resourcePreEvent", "same", old, root))).outputs == ()
    deleted = {**preview(), "steps": [step("delete", old, None)]}
    assert [each.verb for each in plan_from(deleted).outputs] == [Verb.DELETE, Verb.DELETE]
    assert plan_from(preview()).outputs == ()


def test_whether_there_was_anything_before() -> None:
    first = {**preview(step("create", None, bucket())), "changeSummary": {"create": 2}}
    first["steps"][0] = step("create", None, first["steps"][0]["newState"])
    assert plan_from(first).had_state is False
    assert plan_from(preview(step("create", None, bucket()))).had_state is True
    assert plan_from(preview(step("delete", bucket(), None), changeSummary={})).had_state is True
    assert plan_from(export(bucket()), state_alone=True).had_state is True


def test_a_components_mode_in_events_is_told_by_leaving_custom_out() -> None:
    web = {key: each for key, each in state("web", "acme:x:Web").items() if key != "custom"}
    other = bucket()
    plan = plan_from(stream(*pair("same", web, web), *pair("same", other, other), ends(same=2)))
    assert [each.mode for each in plan.resources.values()] == [Mode.COMPONENT, Mode.MANAGED]
    plan = plan_from(stream(*pair("same", web, web), ends(same=1)))
    assert [each.mode for each in plan.resources.values()] == [Mode.MANAGED]


def test_what_a_preview_does_not_list_comes_from_events() -> None:
    stays, goals = bucket("b"), {"a": {"steps": ["update"]}, "b": {"steps": ["same"]}}
    goals["b"]["goal"] = goal(dependencies=[urn(BUCKET, "a")])  # type: ignore[assignment]
    change = step("update", bucket(), bucket(inputs={}))
    same = (*pair("same", stays, stays), *pair("update", bucket(), bucket(inputs={})))
    run = preview(change, changeSummary={"update": 1, "same": 2})
    plan = plan_from(run, stream(*same, ends(update=1, same=1)), update_plan(**goals))
    assert list(plan.resources) == [A, f"{BUCKET}::b"]
    assert plan.resources[Address(f"{BUCKET}::b")].uses == (Use(A, kind="depends_on"),)
    assert (plan.unlisted, sentences(plan)) == ("", ())


@pytest.mark.parametrize(
    ("steps", "doubt"),
    [
        (
            [step("create", None, bucket()), step("delete", bucket(), None)],
            "says create and delete of",
        ),
        (
            [step("delete", bucket(), None), step("same", bucket(), bucket())],
            "says delete and same of",
        ),
        ([step("create", None, bucket())] * 2, "says create twice of"),
        ([step("same", bucket(), bucket(), diffReasons=["acl"])], "says same, which does not go"),
        ([step("create", bucket(), bucket())], "says create, which does not go"),
        ([step("delete", bucket(), bucket())], "says delete, which does not go"),
        ([step("discard", bucket(), None)] * 2, "says discard (and 1 more), which does not go"),
        ([step("discard-replaced", bucket(), None)], "says discard-replaced, which does not go"),
        ([step("read-replacement", bucket(), bucket())], "says read-replacement, which does not"),
        ([step("read", None, bucket())], "says read, which does not go"),
        ([step("same", bucket(), None)], "says same, but not its state"),
        ([step("diff", bucket(), bucket())], "says what becomes of"),
        ([step("remove-pending-replace", bucket(), None)], "says what becomes of"),
    ],
)
def test_steps_that_no_run_has_are_doubted(steps: list[Any], doubt: str) -> None:
    assert any(doubt in each for each in sentences(plan_from(preview(*steps))))


def test_what_an_earlier_run_left_open_is_doubted() -> None:
    left = export(bucket())
    begun = {"resource": bucket("b"), "type": "creating"}
    left["deployment"]["pending_operations"] = [begun, {**begun, "type": "reading"}]
    told = sentences(plan_from(preview(step("same", bucket(), bucket())), left))
    assert told == (
        f"an earlier update was cut off before it had told what became of {BUCKET}::b",
    )


def test_a_refresh_finds_nothing_new() -> None:
    start, end = pair("refresh", bucket(), bucket())
    assert sentences(plan_from(stream(start, ends()))) == (
        f"nothing in the events says what becomes of {A}",
    )
    end["resOutputsEvent"]["metadata"]["op"] = "create"
    told = sentences(plan_from(stream(start, end, ends(create=1))))
    assert told == ("the engine counts 1 to create, listed in the events: 0",)


def test_what_only_events_may_say() -> None:
    tried_twice = [*pair("update", bucket(), bucket(inputs={})) * 2, ends(update=2)]
    ended = [*pair("remove-pending-replace", bucket(), None), ends()]
    assert sentences(plan_from(stream(*tried_twice))) == sentences(plan_from(stream(*ended))) == ()
    untold = stream(*pair("diff", bucket(), bucket()), ends())
    assert sentences(plan_from(untold)) == (f"nothing in the events says what becomes of {A}",)


def test_an_unknown_operation_is_refused_wherever_it_stands() -> None:
    bad = preview(step("same", bucket(), bucket()))
    bad["steps"][0]["op"] = "levitate"
    with pytest.raises(PlanFormatError, match=r"steps\[0\].op: levitate is no operation"):
        plan_from(bad)
    beside = stream(*pair("levitate", bucket(), bucket()), ends())
    with pytest.raises(PlanFormatError, match="levitate is no operation"):
        plan_from(preview(step("same", bucket(), bucket())), beside)


@pytest.mark.parametrize(
    "document",
    [
        preview(step("same", ELSEWHERE, ELSEWHERE)),
        stream(*pair("same", bucket(), bucket()), ends(), *pair("same", ELSEWHERE, ELSEWHERE)),
        export(bucket(), ELSEWHERE),
    ],
)
def test_a_document_is_of_one_stack(document: Any) -> None:
    with pytest.raises(
        PlanFormatError, match="is of stack shop/prod, but what is before it is of"
    ):
        plan_from(document, state_alone=True)


def test_what_nobody_knows_of_a_run_is_a_failure() -> None:
    assert plan_from(preview(diagnostics=[{"severity": "fatal"}])).completeness.errored
    assert not plan_from(preview(diagnostics=[{"severity": "info#err"}])).completeness.errored
    ended = {"summaryEvent": {"resourceChanges": {"same": 1}, "result": "paused"}}
    assert plan_from(stream(*pair("same", bucket(), bucket()), ended)).completeness.errored


def test_events_of_an_update_are_no_preview() -> None:
    ran = ends(create=1)
    ran["summaryEvent"]["isPreview"] = False
    plan = plan_from(stream(*pair("create", None, bucket()), ran))
    assert "of an update that has run already" in sentences(plan)[0]


@pytest.mark.parametrize(
    ("other", "doubt"),
    [
        (stream(*pair("delete", bucket(), None), ends(delete=1)), "says update of"),
        (stream(ends()), "the events no change: they are of different runs"),
        (stream(*pair("update", bucket(), bucket(inputs={}))), "no summary at their end"),
        (update_plan(a={"steps": ["replace", "delete-replaced"]}), "the update plan replace"),
    ],
)
def test_documents_of_different_runs_are_doubted(other: Any, doubt: str) -> None:
    run = preview(step("update", bucket(), bucket(inputs={})))
    assert any(doubt in each for each in sentences(plan_from(run, other)))


def test_a_state_with_other_objects_is_doubted() -> None:
    run = preview(step("same", bucket(), bucket()))
    assert sentences(plan_from(run, export(bucket()))) == ()
    assert "is another object in the state" in sentences(plan_from(run, export(bucket(id="x"))))[0]
    more = export(bucket(), bucket("b"), bucket("c", external=True))
    assert (
        f"{BUCKET}::b is in the state and not in the preview" in sentences(plan_from(run, more))[0]
    )


def test_secrets_of_what_is_no_resource_are_secrets() -> None:
    told = "hunter2-Zx9"
    creates = step("create", None, bucket())
    keys = {"inputs": {"secretKey": told}}
    default = state("default_7_0", "pulumi:providers:aws", **keys)
    assert told in plan_from(preview(creates, step("same", default, default))).secrets
    assert told in plan_from(stream(*pair("same", default, default), ends())).secrets
    gone = bucket("gone", inputs={"password": told}, pendingReplacement=True)
    plan = plan_from(preview(creates), export(gone))
    assert (told in plan.secrets, list(plan.resources)) == (True, [A])
    plan = plan_from(preview(config={"shop:dbPassword": told, "shop:size": "small-enough-7"}))
    assert (plan.secrets, plan.variables["shop:dbPassword"]) == (
        frozenset({told}),
        Sensitive(told),
    )


def test_an_update_that_shows_no_difference_is_doubted() -> None:
    plan = plan_from(preview(step("update", bucket(), bucket())))
    assert sentences(plan) == (f"{A} says update, but before and after are the same",)


def test_an_update_with_another_reason_is_not_doubted() -> None:
    plan = plan_from(preview(step("update", bucket(initErrors=["timed out"]), bucket())))
    assert (plan.changes[0].verb, sentences(plan)) == (Verb.UPDATE, ())
    assert [(each.kind, each.subject) for each in plan.notices] == [("retry", A)]
    deep = {"rules": [{"__defaults": ["days"], "days": 1}], "__defaults": []}
    same = {"rules": [{"__defaults": [], "days": 1}], "__defaults": []}
    plan = plan_from(preview(step("update", bucket(inputs=deep), bucket(inputs=same))))
    assert (plan.changes[0].verb, sentences(plan)) == (Verb.UPDATE, ())
    plan = plan_from(preview(step("update", bucket(inputs=deep), bucket(inputs=deep))))
    assert len(sentences(plan)) == 1


def test_a_program_that_depends_on_nothing_known() -> None:
    user = bucket("user", dependencies=[ROOT_URN, "x"], parent="")
    assert uses(export(user))["user"] == (Use(Address("x"), kind="depends_on"),)
