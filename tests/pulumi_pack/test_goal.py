"""What happens to a stack, found out from what will be there and what was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from pulumi_pack.driver import PROVIDER, ROOT, Resource, export, urn

from planguard.model.words import Mode, Verb
from planguard.pulumi_pack.goal import Run, Seen, is_changed, merged, run_of
from planguard.pulumi_pack.prior import Prior
from planguard.readers import read_plans

TOPIC = Resource("aws:sns/topic:Topic", "events", {"name": "events"}, {"arn": "arn:aws:sns:1:e"})
QUEUE = Resource("aws:sqs/queue:Queue", "jobs", {"name": "jobs"}, dependencies=[TOPIC.urn])


def prior(*resources: Resource | Mapping[str, Any]) -> Prior:
    whole = export(*resources)
    return Prior(
        resources=tuple(whole["deployment"]["resources"]), whole=json.dumps(whole).encode()
    )


def seen(resource: Resource, **fields: Any) -> Seen:
    told: dict[str, Any] = {"inputs": resource.inputs, "provider": PROVIDER, "parent": ROOT}
    told |= {"protect": resource.protect, "aliases": tuple(resource.aliases), **fields}
    return Seen(urn=resource.urn, type=resource.type, **told)


STACK = Seen(urn=ROOT, type="pulumi:pulumi:Stack", inputs={})
BEFORE = prior(TOPIC, QUEUE)


def ops(run: Run) -> dict[str, str]:
    return {step["urn"].rpartition("::")[2]: step["op"] for step in run.steps}


def test_what_stays_changes_comes_and_goes() -> None:
    longer = QUEUE._replace(inputs={"name": "jobs", "delaySeconds": 5})
    new = TOPIC._replace(name="other")
    run = run_of((STACK, seen(longer), seen(new)), BEFORE)
    assert ops(run) == {
        "shop-prod": "same", "jobs": "update", "other": "create", "events": "delete"
    }  # fmt: skip
    (plan,) = read_plans([(run.document, "run"), (BEFORE.whole, "state")])
    assert not plan.completeness.doubts
    assert {each.verb for each in plan.changes} == {Verb.UPDATE, Verb.CREATE, Verb.DELETE}


def test_the_last_made_goes_first() -> None:
    run = run_of((STACK,), BEFORE)
    assert [step["urn"] for step in run.steps[1:]] == [QUEUE.urn, TOPIC.urn]


def test_an_alias_is_the_same_object() -> None:
    moved = TOPIC._replace(name="renamed", aliases=[TOPIC.urn])
    run = run_of((STACK, seen(moved), seen(QUEUE)), BEFORE)
    assert ops(run)["renamed"] == "same"
    assert is_changed(seen(moved), BEFORE)
    (plan,) = read_plans([(run.document, "run"), (BEFORE.whole, "state")])
    assert [each.verb for each in plan.changes] == [Verb.MOVE]


@pytest.mark.parametrize("mark", ["external", "viewOf"])
def test_what_the_program_only_reads_never_goes(mark: str) -> None:
    read = {**TOPIC.state, mark: "something"}
    assert ops(run_of((STACK, seen(QUEUE)), prior(read, QUEUE))) == {
        "shop-prod": "same", "jobs": "same"
    }  # fmt: skip


def test_what_a_targeted_run_leaves_out_stays() -> None:
    untouched = seen(TOPIC, inputs=None, outputs={"name": "other"})
    assert ops(run_of((STACK, untouched, seen(QUEUE)), BEFORE))["events"] == "same"
    (step,) = run_of((untouched,), Prior()).steps
    assert step["newState"]["inputs"] == {"name": "other"}


def test_providers_of_the_engine_are_no_part_of_the_program() -> None:
    own = Seen(urn=PROVIDER, type="pulumi:providers:aws", inputs={"region": "eu-west-1"})
    explicit = Seen(
        urn=urn("pulumi:providers:aws", "mine"), type="pulumi:providers:aws", inputs={}
    )
    run = run_of((STACK, own, explicit), Prior())
    assert ops(run) == {"shop-prod": "create", "mine": "create"}
    (plan,) = read_plans([(run.document, "run")])
    assert [each.mode for each in plan.resources.values()] == [Mode.PROVIDER]


def test_what_has_no_provider_is_a_component() -> None:
    part = Seen(urn=urn("acme:shop:Backend", "b"), type="acme:shop:Backend", inputs={})
    (step,) = run_of((part,), Prior()).steps
    assert step["newState"]["custom"] is False
    known = {"urn": part.urn, "type": part.type, "custom": True, "inputs": {}}
    assert run_of((part,), prior(known), whole=False).steps[0]["newState"]["custom"] is True


def test_options_the_engine_does_not_show_stay_as_they_were() -> None:
    kept = {**TOPIC.state, "retainOnDelete": True, "deletedWith": QUEUE.urn}
    (step,) = run_of((seen(TOPIC),), prior(kept), whole=False).steps
    assert step["newState"]["retainOnDelete"] is True
    assert step["newState"]["deletedWith"] == QUEUE.urn


def test_a_change_of_the_guard_is_a_change() -> None:
    assert not is_changed(seen(TOPIC), BEFORE)
    assert is_changed(seen(TOPIC, protect=True), BEFORE)
    assert is_changed(seen(TOPIC._replace(name="other")), BEFORE)


def test_dependencies_are_those_shown_at_the_end() -> None:
    shown = Seen(
        urn=QUEUE.urn, type=QUEUE.type, outputs={"id": "x"}, parent=ROOT,
        dependencies=(TOPIC.urn,), property_dependencies={"name": (TOPIC.urn,)},
    )  # fmt: skip
    both = merged(seen(QUEUE, parent="", secret_outputs=("name",)), shown)
    assert merged(None, shown) is shown
    (step,) = run_of((both,), Prior()).steps
    assert step["newState"]["propertyDependencies"] == {"name": [TOPIC.urn]}
    assert step["newState"]["additionalSecretOutputs"] == ["name"]
    (alone,) = run_of((seen(QUEUE, provider=""),), BEFORE, whole=False).steps
    assert alone["newState"]["dependencies"] == [TOPIC.urn]
    assert alone["newState"]["provider"].startswith(PROVIDER)
