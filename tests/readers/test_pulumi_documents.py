"""Bytes to Pulumi's documents: which it is, noise around it, and one clear error."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readers.pulumi_rig import (
    BUCKET,
    CIPHER,
    ROOT,
    ROOT_URN,
    event,
    export,
    pair,
    plan_from,
    preview,
    state,
    step,
    stream,
    urn,
    written,
)
from readers.pulumi_rig import summary as ends

from planguard.errors import PlanFormatError
from planguard.model.words import Verb
from planguard.readers import kind_of, read_plan, read_plans

OLD = state("a", id="a", inputs={"acl": "x"})
NEW = state("a", inputs={"acl": "y"})
PREVIEW = preview(step("update", OLD, NEW))
EVENTS = [{"preludeEvent": {"config": {"k": "v"}}}, *pair("update", OLD, NEW), ends(update=1)]
UPDATE_PLAN = {"manifest": {}, "resourcePlans": {urn(BUCKET, "a"): {"steps": ["delete"]}}}
CHECKPOINT = {"version": 1, "checkpoint": {"latest": {"resources": [OLD]}}}
TERRAFORM = {"format_version": "1.2", "resource_changes": []}


def refusal(raw: Any, **keys: Any) -> PlanFormatError:
    with pytest.raises(PlanFormatError) as caught:
        read_plans([(written(raw), "file")], **keys)
    assert caught.value.where.startswith("file")
    return caught.value


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (PREVIEW, "preview"),
        ({"duration": 3}, "preview"),
        ({"changeSummary": {"same": 3}}, "preview"),
        (stream(*EVENTS), "events"),
        (stream(EVENTS[1]).splitlines()[0], "events"),
        ({"events": EVENTS}, "events"),
        (EVENTS, "events"),
        (UPDATE_PLAN, "update plan"),
        (export(), "state"),
        (CHECKPOINT, "state"),
        (TERRAFORM, "terraform"),
        (b"Updating...\n" + written(PREVIEW), "preview"),
        (written(PREVIEW) + b"\nwarning: x", "preview"),
        (b"[resource plugin x]\n" + stream(*EVENTS), ""),
        ([], ""),
        ([{"a": 1}], ""),
        (b'[{"xEvent": }]', ""),
        ({"version": 4, "resources": []}, ""),
        ({"deployment": {}}, ""),
        ({}, ""),
        (b"", ""),
        (b"{", ""),
        (b'{"a": {"b"', ""),
        (b'{"steps": [{"op"', "preview"),
        (b'{\n "version": 3,\n "deployment": {', "state"),
        (b'{"a":' * 5000, ""),
        (b"{ 1", ""),
    ],
)
def test_which_document_it_is(document: Any, kind: str) -> None:
    assert kind_of(written(document)) == kind


@pytest.mark.parametrize(
    "document",
    [
        PREVIEW,
        stream(*EVENTS),
        {"events": EVENTS},
        EVENTS,
        [{"type": next(iter(each)), **each} for each in EVENTS],
        json.dumps(PREVIEW, indent=2).encode("utf-16"),
        b"\xef\xbb\xbf" + stream(*EVENTS).replace(b"\n", b"\r\n"),
    ],
)
def test_each_form_says_the_same(document: Any) -> None:
    (change,) = plan_from(document).changes
    assert (change.verb, change.before["acl"], change.after["acl"]) == (Verb.UPDATE, "x", "y")


@pytest.mark.parametrize(
    ("before", "behind", "doubted"),
    [
        ("Installing policy pack ...\n", "", False),
        ("\x1b[33mwarning: a {thing}\x1b[0m\n", "\nUpdate plan written to 'plan.json'\n", False),
        ("", "\n{", True),
        ("", '\n{"steps": []}', True),
    ],
)
def test_text_around_a_preview(before: str, behind: str, *, doubted: bool) -> None:
    raw = before.encode() + written(PREVIEW) + behind.encode()
    plan = plan_from(raw)
    assert [change.verb for change in plan.changes] == [Verb.UPDATE]
    doubts = ("there is other text behind the JSON of the preview",) if doubted else ()
    assert plan.completeness.doubts == doubts


def test_text_between_events() -> None:
    lines = stream(*EVENTS[1:]).replace(b"\n", b"\nwarning: x\n")
    assert len(plan_from(b"Previewing\n" + lines).changes) == 1


SUMMARY = {"result": "succeeded", "duration": 1, "summary": {}, "resources": []}


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (SUMMARY, "file: is the summary of a preview, which has no values"),
        (export(OLD), "file: is a stack export, which holds no changes"),
        ({"version": 5, "deployment": {}}, "file: $.version: state format 5 is newer than the 4"),
        (written(PREVIEW)[:-40], "file: the JSON is cut short"),
        (stream(*EVENTS)[:-40], "file:5: the event is cut short"),
        (stream(*EVENTS) + b"{oops}", "file:6: is no valid JSON"),
        ({"steps": [{"urn": "x"}]}, "file: $.steps[0]: Object missing required field `op`"),
        ({"steps": [{"op": "same", "urn": "x"}]}, "file: $.steps[0].urn: is no URN of Pulumi's"),
        ({"events": [{"xEvent": {}}, {"resourcePreEvent": 3}]},
         "file: $.events[1]: $.resourcePreEvent: Expected `object | null`, got `int`"),
        ({"version": "x", "deployment": {}}, "file: $.version: Expected `int`, got `str`"),
    ],
)  # fmt: skip
def test_each_refusal(raw: Any, error: str) -> None:
    told = refusal(raw)
    assert str(told).startswith(error)
    assert told.hint


def test_a_refusal_says_the_right_command() -> None:
    assert refusal(SUMMARY).hint == "run `pulumi preview --json --show-sames > preview.json`"
    hint = "give the preview with it: `planguard check preview.json --state FILE`"
    assert refusal(export(OLD)).hint == hint


def test_json_that_is_nested_too_deeply() -> None:
    deep = b'{"a":' * 3000 + b"1" + b"}" * 3000
    raw = written(PREVIEW).replace(b'{"acl": "y"}', deep)
    assert refusal(raw).problem == "the JSON is nested too deeply"
    raw = b'{"a":' + deep + b', "steps": []} {'
    assert refusal(raw).problem


def test_plans_are_one_a_stack_in_order() -> None:
    other = json.loads(json.dumps(PREVIEW).replace(":dev::", ":prod::"))
    documents = [(TERRAFORM, "t"), (export(OLD), "s"), (other, "o"), (PREVIEW, "p")]
    plans = read_plans([(written(each), label) for each, label in documents])
    assert [(each.label, each.stack) for each in plans] == [("t", ""), ("p", "dev"), ("o", "prod")]


def test_a_document_without_any_urn_goes_to_the_only_stack_there_is() -> None:
    plan = plan_from({"duration": 3}, export(OLD))
    assert (plan.changes, plan.stack, list(plan.resources)) == ((), "dev", [f"{BUCKET}::a"])
    assert plan_from({"duration": 3}).stack == ""


def test_a_state_alone_where_it_may_be() -> None:
    plan = plan_from(export(OLD), state_alone=True)
    assert (plan.changes, list(plan.resources)) == ((), [f"{BUCKET}::a"])
    assert (plan.completeness.complete, plan.completeness.doubts) == (True, ())
    left = {**OLD, "delete": True}
    gone = {**state("b"), "pendingReplacement": True}
    assert plan_from(export(left, gone), state_alone=True).resources == {}
    assert plan_from({"version": 3, "deployment": None}, state_alone=True).resources == {}
    assert len(plan_from(CHECKPOINT, state_alone=True).resources) == 1


def test_one_document_is_one_plan() -> None:
    assert read_plan(written(PREVIEW), "p").label == "p"
    with pytest.raises(PlanFormatError, match="stack export"):
        read_plan(written(export(OLD)), "p")


def test_only_the_last_run_of_a_stream_counts() -> None:
    first = [*pair("delete", OLD, None), {"diagnosticEvent": {"severity": "error"}}]
    plan = plan_from(stream(*first, *EVENTS))
    assert [change.verb for change in plan.changes] == [Verb.UPDATE]
    assert (plan.variables, plan.completeness.reasons) == ({"k": "v"}, ())


@pytest.mark.parametrize(
    "last",
    [
        {"diagnosticEvent": {"severity": "error"}},
        event("resOpFailedEvent", "update", OLD, NEW),
        {"errorEvent": {"error": "x"}},
        {"summaryEvent": {"resourceChanges": {"update": 1}, "result": "failed"}},
        {"summaryEvent": {"resourceChanges": None, "result": "canceled"}},
        {"summaryEvent": {"maybeCorrupt": True}},
    ],
)
def test_a_run_that_failed(last: dict[str, Any]) -> None:
    plan = plan_from(stream(*EVENTS, last))
    assert (plan.completeness.errored, plan.completeness.complete) == (True, False)


def test_events_about_hidden_resources_are_left_out() -> None:
    root = {"urn": ROOT_URN, "type": ROOT}
    provider = state("default_7", "pulumi:providers:aws")
    events = [*pair("create", None, root), *pair("create", None, provider), *EVENTS[1:3]]
    plan = plan_from(stream(*events, ends(create=1, update=1)))
    assert [change.verb for change in plan.changes] == [Verb.UPDATE]
    assert plan.completeness.doubts == ()


def test_ciphertexts_are_in_no_plan() -> None:
    plan = plan_from(export(state("a", inputs={"x": CIPHER})), state_alone=True)
    (resource,) = plan.resources.values()
    assert repr(dict(resource.values())) == "{'x': (sensitive)}"
    assert plan.secrets == frozenset()


WHOLE = {
    "preview": written(PREVIEW),
    "events": stream(*EVENTS),
    "plan": written(UPDATE_PLAN),
}


@settings(max_examples=300)
@given(st.sampled_from(sorted(WHOLE)), st.integers(0, 3000), st.integers(0, 255))
def test_one_wrong_byte_is_an_error_or_a_plan(form: str, place: int, byte: int) -> None:
    raw = WHOLE[form]
    place %= len(raw)
    problem = "none"
    try:
        read_plan(raw[:place] + bytes([byte]) + raw[place + 1 :], "p")
    except PlanFormatError as error:
        problem = error.problem
    assert problem != ""


@settings(max_examples=200)
@given(st.sampled_from(sorted(WHOLE)), st.integers(1, 3000))
def test_a_document_cut_short_is_never_whole(form: str, place: int) -> None:
    raw = WHOLE[form].rstrip()
    try:
        plan = read_plan(raw[: place % len(raw)], "p")
    except PlanFormatError:
        return
    assert form == "events"
    assert plan.completeness.doubts
