"""Digests of `pulumi preview --json`: one document, the plain verbs."""

from __future__ import annotations

from readers.pulumi_rig import BUCKET, change_from, plan_from, preview, state, step

from planguard.model.value import Unknown
from planguard.model.words import Mode, Verb


def test_a_create() -> None:
    change = change_from(preview(step("create", None, state("logs", inputs={"bucket": "b"}))))
    assert (change.address, change.verb) == (f"{BUCKET}::logs", Verb.CREATE)
    assert (change.type, change.resource.token) == ("aws_s3_bucket", BUCKET)
    assert change.after == {"bucket": "b", "id": Unknown()}
    assert (change.before, change.resource.in_state) == ({}, False)


def test_an_update_keeps_what_only_the_provider_says() -> None:
    old = state(
        "logs", id="b", inputs={"forceDestroy": False}, outputs={"arn": "arn:b", "id": "b"}
    )
    new = state("logs", inputs={"forceDestroy": True})
    change = change_from(preview(step("update", old, new, diffReasons=["forceDestroy"])))
    assert change.before == {"force_destroy": False, "arn": "arn:b", "id": "b"}
    assert change.after == {"force_destroy": True, "arn": "arn:b", "id": "b"}


def test_a_delete() -> None:
    change = change_from(
        preview(step("delete", state("logs", id="b", inputs={"bucket": "b"}), None))
    )
    assert (change.verb, change.before, change.after) == (
        Verb.DELETE,
        {"bucket": "b", "id": "b"},
        {},
    )


def test_what_stays_is_a_resource() -> None:
    same = state("logs", id="b", inputs={"bucket": "b"})
    plan = plan_from(preview(step("same", same, same)))
    (resource,) = plan.resources.values()
    assert (resource.mode, dict(resource.values())) == (Mode.MANAGED, {"bucket": "b", "id": "b"})
    assert (plan.tool, plan.stack, plan.project, plan.changes) == ("pulumi", "dev", "shop", ())
    assert (plan.unlisted, plan.completeness.doubts, plan.completeness.complete) == ("", (), True)
