"""Pulumi's documents, made small: states, steps, digests, events, update plans and exports."""

from __future__ import annotations

import json
from typing import Any

from planguard.model.plan import Change, Plan
from planguard.readers import read_plans

STACK, PROJECT = "dev", "shop"
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SIGNATURE = "4dabf18193072939515e22adb298388d"
CIPHER = {SIGNATURE: "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "v1:abc"}
BUCKET = "aws:s3/bucket:Bucket"
ROOT = "pulumi:pulumi:Stack"


def urn(type_: str, name: str) -> str:
    """Name a resource."""
    return f"urn:pulumi:{STACK}::{PROJECT}::{type_}::{name}"


ROOT_URN = urn(ROOT, f"{PROJECT}-{STACK}")
DEFAULT_PROVIDER = f"{urn('pulumi:providers:aws', 'default_7_0_0')}::11-22"


def state(name: str, type_: str = BUCKET, /, **keys: Any) -> dict[str, Any]:
    """Make a resource as digests and exports have it."""
    return {
        "urn": urn(type_, name),
        "type": type_,
        "custom": True,
        "parent": ROOT_URN,
        "provider": DEFAULT_PROVIDER,
        **keys,
    }


def step(
    op: str, old: dict[str, Any] | None, new: dict[str, Any] | None, /, **keys: Any
) -> dict[str, Any]:
    """Make a step of a digest."""
    side = new or old or {}
    both = {"oldState": old, "newState": new}
    told = {name: each for name, each in both.items() if each is not None}
    return {"op": op, "urn": side.get("urn", ""), **told, "detailedDiff": None, **keys}


def preview(*steps: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """Make a digest with the root stack and a summary that agrees."""
    root = {"urn": ROOT_URN, "type": ROOT, "custom": False}
    every = [step("same", root, root), *steps]
    counts: dict[str, int] = {}
    for each in every:
        counts[each["op"]] = counts.get(each["op"], 0) + 1
    return {"config": {}, "steps": every, "duration": 5, "changeSummary": counts, **keys}


def event(kind: str, op: str, old: Any, new: Any, /, **keys: Any) -> dict[str, Any]:
    """Make an event about a step: `resourcePreEvent` or `resOutputsEvent`."""
    side = new or old or {}
    told = {"op": op, "urn": side["urn"], "type": side["type"], "old": old, "new": new}
    return {"sequence": 0, kind: {"metadata": {**told, "detailedDiff": None, **keys}}}


def pair(op: str, old: Any, new: Any, /, **keys: Any) -> list[dict[str, Any]]:
    """Make the events at the start and at the end of a step."""
    return [event(kind, op, old, new, **keys) for kind in ("resourcePreEvent", "resOutputsEvent")]


def summary(**counts: int) -> dict[str, Any]:
    """Make the event at the end of a preview."""
    return {"summaryEvent": {"resourceChanges": counts, "isPreview": True, "result": "succeeded"}}


def stream(*events: dict[str, Any]) -> bytes:
    """Write events, a line each."""
    every = [{"preludeEvent": {"config": {}}}, *events]
    return b"".join(json.dumps(each).encode() + b"\n" for each in every)


def export(*states: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """Make a stack export."""
    root = {"urn": ROOT_URN, "type": ROOT, "custom": False}
    deployment = {"manifest": {"version": "v3.200.0"}, "resources": [root, *states]}
    return {"version": 3, "deployment": deployment, **keys}


def written(document: Any) -> bytes:
    """Write a document."""
    return document if isinstance(document, bytes) else json.dumps(document).encode()


def plan_from(*documents: Any, state_alone: bool = False) -> Plan:
    """Read the one plan that the documents tell of."""
    labelled = [(written(each), f"file{place}") for place, each in enumerate(documents)]
    (plan,) = read_plans(labelled, state_alone=state_alone)
    return plan


def change_from(*documents: Any) -> Change:
    """Read the only change that the documents tell of."""
    (change,) = plan_from(*documents).changes
    return change
