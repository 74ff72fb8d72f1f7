"""The report: everything a reader needs, redacted, in the order it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planguard.model.impact import Hop
from planguard.model.picture import Picture
from planguard.model.plan import Notice
from planguard.model.settings import Environment
from planguard.model.source import Location
from planguard.model.words import (
    Address,
    Confidence,
    Decision,
    Disruption,
    Outcome,
    ReplaceOrder,
    Reversible,
    Verb,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One RFC 6902 operation; values are redacted JSON text."""

    op: str
    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachShown:
    """How far an action reaches."""

    count: int
    types: Mapping[str, int]
    owners: Mapping[str, int]
    services: Mapping[str, int]
    addresses: tuple[Address, ...]
    """The first of them; `count` tells how many there are."""
    paths: tuple[tuple[Hop, ...], ...]
    """A way to each of `addresses`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionShown:
    """
    One action as printed; every text in it is redacted.

    `evidence`, `reach` and `locations` are empty in a report that is not `proven`.
    """

    id: str
    address: Address
    type: str
    verb: Verb
    paths: tuple[str, ...]
    before: str
    after: str
    magnitude: float | None
    because: str
    confidence: Confidence
    reversible: Reversible
    disruption: Disruption
    source: str
    evidence: tuple[Operation, ...]
    reach: ReachShown
    cause: Address
    addresses: tuple[Address, ...]
    locations: tuple[Location, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactShown:
    """A live fact beside the finding it decided, or why there is none."""

    topic: str
    subject: str
    value: str
    """With its unit; `unknown: ` and the reason where there is none."""
    compared: str
    """What the policy holds it against, such as `> 60 %`; empty when that is no plain limit."""
    source: str
    observed_at: str
    """ISO 8601, UTC; empty when unknown."""
    seen: str
    """How long before the check that was, such as `40 s ago`."""
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One outcome of one policy on one action, change or plan."""

    policy: str
    title: str
    address: Address
    """The object; the first of `addresses` for a plan.* action, `""` for the plan itself."""
    addresses: tuple[Address, ...]
    """Everything concerned, `address` included."""
    action: str
    outcome: Outcome
    decision: Decision
    message: str
    reason: str
    """Why the outcome is unknown or an error; empty otherwise."""
    why: str
    fix: str
    confidence: Confidence
    facts: tuple[FactShown, ...]
    locations: tuple[Location, ...]
    evidence: tuple[Operation, ...]
    reach: ReachShown
    relaxed_by: str
    """The lane that made a severer decision this one."""
    note: str
    """What a lane has to say: why it relaxed this, or what kept it from doing so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneShown:
    """One use of a lane: an action let through, and by which policies it would have been held."""

    lane: str
    title: str
    address: Address
    action: str
    message: str
    relaxed: tuple[str, ...]
    facts: tuple[FactShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeShown:
    """One change of the plan, in a line."""

    address: Address
    type: str
    verb: Verb
    order: ReplaceOrder
    cause: Address
    actions: tuple[str, ...]
    operations: tuple[Operation, ...] = ()
    """What becomes of its attributes; only in a report that is `pictured`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SafePart:
    """The changes that are not held and depend on none that is, and how to apply them alone."""

    addresses: tuple[Address, ...]
    command: str
    caveat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEnforced:
    """A policy that was left out, and what would switch it on."""

    policy: str
    title: str
    reason: str
    enable: str
    """Lines of planguard.yaml."""
    topics: tuple[str, ...] = ()
    """Those of live state that nobody answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The part of the report that is about one plan."""

    label: str
    tool: str
    tool_version: str
    environment: Environment
    verbs: Mapping[Verb, int]
    resources: int
    """Objects the plan knows, changed or not."""
    changes: tuple[ChangeShown, ...]
    causes: int
    actions: tuple[ActionShown, ...]
    findings: tuple[Finding, ...]
    """Everything that did not pass, most severe first."""
    passed: int
    """Policy evaluations that passed."""
    lanes: tuple[LaneShown, ...]
    not_enforced: tuple[NotEnforced, ...]
    overridden: tuple[NotEnforced, ...]
    notices: tuple[Notice, ...]
    decision: Decision
    undecidable: bool
    """Nothing is denied on evidence, but something that must be known is not."""
    safe: SafePart | None = None
    """Where some changes are held and others are not."""
    picture: Picture | None = None
    """The graph around the changes; only where it was asked for."""
    anchor: Location | None = None
    """Where to send a reader for what stands nowhere, where that is known."""


EXIT_CODES: Mapping[Decision, int] = {
    Decision.ALLOW: 0,
    Decision.WARN: 0,
    Decision.APPROVE: 3,
    Decision.DENY: 1,
}
"""What `check` exits with for each decision."""
CANNOT_DECIDE = 4
"""What it exits with when a denial rests on what is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole."""

    sections: tuple[Section, ...]
    decision: Decision
    exit_code: int
