"""
The shape of the report's version 1 as models: its JSON Schema, and the way to read it back.

Writing goes past these models, for speed; a test holds them to the report's own values, field by
field. What is added to a model has a default, so that older documents stay valid. Long, since every
field of the document is described in one place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.json_schema import GenerateJsonSchema

from planguard.errors import ConfigError
from planguard.model.words import (
    Confidence,
    Decision,
    Disruption,
    Outcome,
    ReplaceOrder,
    Reversible,
    Verb,
)


class _Part(BaseModel):
    model_config = ConfigDict(
        strict=True, frozen=True, extra="ignore", use_attribute_docstrings=True
    )


class LocationDocument(_Part):
    """A place in a file of the configuration; lines and columns count from 1."""

    file: str
    """Relative to the repository, or to the source directory where that is in none, with `/`."""
    line: int
    """First line."""
    column: int
    """First column, in code points."""
    end_line: int
    """Last line."""
    what: str
    """`attribute`, `resource`, `data`, `ephemeral`, `module call`, `argument` (of one), `output`,
    `local`, `variable`, `provider` or `removed`."""


class OperationDocument(_Part):
    """One operation of RFC 6902; values are redacted JSON text."""

    op: str
    """`add`, `remove` or `replace`."""
    path: str
    """JSON pointer (RFC 6901) into the attributes."""
    before: str
    """Value before; empty when there is none."""
    after: str
    """Value after; empty when there is none."""


class HopDocument(_Part):
    """One step of an effect: `address` notices because its `attribute` uses `source`."""

    address: str
    """Resource that notices."""
    attribute: str
    """Its attribute that carries the effect; empty when that is not known."""
    source: str
    """Attribute used, as `address.attribute`."""
    inferred: bool
    """Nobody wrote the reference: a value in the state names the other."""


class ReachDocument(_Part):
    """How far an action reaches: its blast radius."""

    count: int
    """Other resources that would notice."""
    types: Mapping[str, int]
    """How many of each resource type; empty where there are too many findings to tell."""
    owners: Mapping[str, int]
    """How many of each owner; empty as `types`."""
    services: Mapping[str, int]
    """How many of each service; empty as `types`."""
    addresses: tuple[str, ...]
    """The nearest of them; `count` tells how many there are."""
    paths: tuple[tuple[HopDocument, ...], ...]
    """A way to each of `addresses`."""


class ActionDocument(_Part):
    """What a change means in the world."""

    id: str
    """Action, such as `scale.down`."""
    address: str
    """Object that is changed; the first of `addresses` for a `plan.*` action."""
    type: str
    """Resource type; empty where no change is at `address`."""
    verb: Verb
    """What the provider does to the object."""
    paths: tuple[str, ...]
    """Attributes it is about, dotted."""
    before: str
    """First attribute's value before, redacted, as JSON text."""
    after: str
    """First attribute's value after, redacted, as JSON text."""
    magnitude: float | None
    """How large, mostly after divided by before; `null` where there is no such number."""
    because: str
    """What tells that it is this action."""
    confidence: Confidence
    """How planguard knows it."""
    reversible: Reversible
    """Whether the opposite change brings the former state back."""
    disruption: Disruption
    """What the object's users notice while the change is made."""
    source: str = ""
    """Page of the provider or vendor that says so; empty where planguard infers."""
    evidence: tuple[OperationDocument, ...]
    """The changed attributes it rests on."""
    reach: ReachDocument
    """How far it reaches; names and ways are with the findings."""
    cause: str
    """Address of the change that this one follows from; its own when it follows from none."""
    addresses: tuple[str, ...]
    """Everything a `plan.*` action is about; else empty."""
    locations: tuple[LocationDocument, ...]
    """Where it is written, the most precise place first."""


class FactDocument(_Part):
    """A live fact beside the finding it decided, or why there is none."""

    topic: str
    """What was asked, such as `load.cpu`."""
    subject: str
    """Address it is about; empty where there is no fact."""
    value: str
    """With its unit; `unknown: ` and the reason where there is none."""
    compared: str
    """What the policy holds it against, such as `> 60 %`; empty when that is no plain limit."""
    source: str
    """Who answered; empty where there is no fact."""
    observed_at: str
    """ISO 8601, UTC; empty when unknown."""
    seen: str
    """How long before the check that was, such as `40 s ago`."""
    detail: str
    """What the source adds."""


class FindingDocument(_Part):
    """One outcome of one policy on one action, change or plan."""

    policy: str
    """Id of the policy."""
    title: str
    """What it holds back, in a line."""
    address: str
    """Object; the first of `addresses` for a `plan.*` action, empty for the plan itself."""
    addresses: tuple[str, ...]
    """Everything concerned, `address` included."""
    action: str
    """Action, such as `scale.down`; empty when the finding is about a change or the plan."""
    outcome: Outcome
    """`fail`, `unknown` or `error`; what passed is not a finding."""
    decision: Decision
    """What it leads to."""
    message: str
    """What was found."""
    reason: str
    """Why the outcome is unknown or an error; empty otherwise."""
    why: str
    """Why the policy exists."""
    fix: str
    """What to do."""
    confidence: Confidence
    """How the action is known."""
    facts: tuple[FactDocument, ...]
    """Live state it rests on."""
    locations: tuple[LocationDocument, ...]
    """Where it is written, the most precise place first."""
    evidence: tuple[OperationDocument, ...]
    """The changed attributes it rests on."""
    reach: ReachDocument
    """How far the action reaches."""
    relaxed_by: str
    """Lane that made a severer decision this one; empty when none did."""
    note: str
    """What a lane has to say: why it relaxed this, or what kept it from doing so."""


class LaneDocument(_Part):
    """One use of a lane: an action let through, and by which policies it would have been held."""

    lane: str
    """Id of the lane."""
    title: str
    """What it lets through, in a line."""
    address: str
    """Object."""
    action: str
    """Action let through."""
    message: str
    """Why the lane is open."""
    relaxed: tuple[str, ...]
    """Ids of the policies that would have held it."""
    facts: tuple[FactDocument, ...]
    """Live state it rests on."""


class ChangeDocument(_Part):
    """One change of the plan."""

    address: str
    """Object that is changed."""
    type: str
    """Resource type."""
    verb: Verb
    """What the provider does to it."""
    order: ReplaceOrder
    """Which half of a replacement comes first."""
    cause: str
    """Address of the change that this one follows from; its own when it follows from none."""
    actions: tuple[str, ...]
    """Ids of what it means."""


class SafePartDocument(_Part):
    """The changes that are not held and depend on none that is, and how to apply them alone."""

    addresses: tuple[str, ...]
    """Those changes, sorted."""
    command: str
    """Makes a plan of them alone; empty when there are too many to name."""
    caveat: str
    """What to mind."""


class NotEnforcedDocument(_Part):
    """A policy that was left out or changed, and what would switch it on."""

    policy: str
    """Id of the policy."""
    title: str
    """What it holds back; of an override, what was changed."""
    reason: str
    """Why."""
    enable: str
    """Lines of planguard.yaml."""
    topics: tuple[str, ...]
    """Those of live state that nobody answers."""


class NoticeDocument(_Part):
    """Something else the plan says that a reader must see."""

    kind: str
    """`move`, `import`, `forget`, `deposed`, `check`, `invocation`, `deferred`, `read`, `drift`,
    `output`, `partial` or `missing`; further ones may come."""
    subject: str
    """What it is about; may be empty."""
    text: str
    """What there is to say."""


class EnvironmentDocument(_Part):
    """Where the plan will be applied."""

    name: str
    """Empty when nobody recognised it."""
    protected: bool
    """Whether policies take it for one that people rely on; one not recognised is."""
    live: bool
    """Declared to be in use already."""
    known_from: str
    """How it was recognised, such as `--env` or `workspace`."""


class SectionDocument(_Part):
    """The part of the report that is about one plan."""

    label: str
    """Name of the plan's file as it was given."""
    tool: str
    """`terraform` or `opentofu`."""
    tool_version: str
    """Version of the tool that made the plan."""
    environment: EnvironmentDocument
    """Where the plan will be applied."""
    verbs: Mapping[Verb, int]
    """How many changes of each verb."""
    resources: int
    """Objects the plan knows, changed or not."""
    changes: tuple[ChangeDocument, ...]
    """Everything that is changed, in plan order."""
    causes: int
    """Changes that follow from no other."""
    actions: tuple[ActionDocument, ...]
    """What the changes mean."""
    findings: tuple[FindingDocument, ...]
    """Everything that did not pass, most severe first."""
    passed: int
    """Policy evaluations that passed."""
    lanes: tuple[LaneDocument, ...]
    """What was let through as urgent."""
    not_enforced: tuple[NotEnforcedDocument, ...]
    """Policies left out, and what would switch them on."""
    overridden: tuple[NotEnforcedDocument, ...]
    """Policies that the configuration changed or switched off."""
    notices: tuple[NoticeDocument, ...]
    """What else the plan says."""
    decision: Decision
    """What happens to this plan."""
    undecidable: bool
    """Nothing is denied on evidence, but something that must be known is not."""
    safe: SafePartDocument | None
    """Where some changes are held and others are not; else `null`."""


class ReportDocument(_Part):
    """What planguard says of one or more plans before they are applied."""

    version: Literal[1]
    """Of this document; fields may be added within a version."""
    decision: Decision
    """What happens: the severest of the sections'."""
    exit_code: int
    """Of `check`: 0 allowed (warnings included), 1 denied, 3 approval needed, 4 cannot decide."""
    sections: tuple[SectionDocument, ...]
    """One for each plan."""


class _Untitled(GenerateJsonSchema):
    """Leaves out the titles of fields, which only repeat their names."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - as pydantic calls it
        return False


def report_schema() -> str:
    """Give the JSON Schema (2020-12) of the report's version 1 as text."""
    schema = {
        "$schema": GenerateJsonSchema.schema_dialect,
        **ReportDocument.model_json_schema(schema_generator=_Untitled),
        "title": "planguard report, version 1",
    }
    return json.dumps(schema, indent=2) + "\n"


def read_report(document: Mapping[str, Any], where: str) -> ReportDocument:
    """
    Read a report of version 1 from the JSON object it is; fields not known here are passed over.

    Raises `ConfigError` with the place in the document, and nothing of what stands there.
    """
    try:
        # Only JSON mode takes words and lists for enumerations and tuples when it is strict; it
        # refuses a half of a surrogate pair, which may stand in an address.
        text = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
        return ReportDocument.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        keys = [f"[{key}]" if isinstance(key, int) else f".{key}" for key in first["loc"]]
        raise ConfigError(
            f"{where}: ${''.join(keys)}",
            f"is no report of version 1: {first['msg'][:1].lower()}{first['msg'][1:]}",
            "give a file as this or an older planguard's `check --format json` writes it",
        ) from None
