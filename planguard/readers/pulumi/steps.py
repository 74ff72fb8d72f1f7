"""
What a Pulumi document says, whichever it is: steps, each with the states around it.

The readers of single documents make these; `run` puts those of one run together into a plan.
Values of which there are several for each resource are structs: they are made five times as fast.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec
from msgspec import Struct

from planguard.model.plan import Values
from planguard.model.value import Path, Value
from planguard.readers.pulumi.properties import Properties


class Kind(StrEnum):
    """What Pulumi writes."""

    PREVIEW = "preview"
    """`pulumi preview --json`: the digest."""
    EVENTS = "events"
    """Engine events, a line each, or as Pulumi Cloud wraps them."""
    UPDATE_PLAN = "update plan"
    """`pulumi preview --save-plan`."""
    STATE = "state"
    """`pulumi stack export`, or a checkpoint."""


class State(Struct, frozen=True, kw_only=True, gc=False):
    """One resource as the engine knows it, before or after the run; names are Pulumi's."""

    urn: str
    type: str
    custom: bool = True
    id: str = ""
    """`""` while there is none."""
    parent: str = ""
    provider: str = ""
    """URN of the provider, without its id; `""` when not told."""
    given: Properties = msgspec.field(default_factory=Properties)
    """Has the inputs."""
    result: Properties = msgspec.field(default_factory=Properties)
    """Has the outputs, which another document may tell."""
    dependencies: tuple[str, ...] | None = None
    """URNs; `None` where the document does not tell them."""
    property_dependencies: Mapping[str, tuple[str, ...] | None] | None = None
    """URNs by input; `None` where the document does not tell them."""
    protect: bool = False
    external: bool = False
    """Only read (`.get()`), not managed."""
    retain_on_delete: bool = False
    pending_delete: bool = False
    """`delete: true`: in a replacement's old state, that the new one is created first; in a stack
    export, that the object is left over from a replacement."""
    deleted_with: str = ""
    replace_with: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    import_id: str = ""
    source_position: str = ""
    """`project:///index.ts#43,20`."""
    view_of: str = ""
    unready: bool = False
    """It was made or updated and did not come up (`initErrors`), so the engine tries it again."""
    beside: State | None = None
    """The same resource in another document, where that tells what this one does not."""

    def inputs(self) -> Mapping[str, Value]:
        """Give the inputs, marks merged in, without the bridge's `__` keys."""
        return self.given.inputs()

    def outputs(self) -> Mapping[str, Value]:
        """Give the outputs, likewise."""
        return self.result.outputs()

    def internals(self) -> Value:
        """Find what the bridge keeps for itself among the inputs."""
        return self.given.internals()

    def secrets(self) -> frozenset[str]:
        """Find what stands in clear under a mark; decodes nothing where nothing can."""
        own = self.given.secrets()
        return own | self.beside.secrets() if self.beside else own


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What the provider says of one property that differs."""

    path: Path
    kind: str
    """`add`, `add-replace`, `delete`, `delete-replace`, `update` or `update-replace`."""
    input_diff: bool
    """Whether the old inputs, not the old outputs, are what the new inputs are compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """How an update plan tells new inputs: by what differs from the old ones."""

    sets: Values = field(default=dict, repr=False)
    """Inputs that are new or different."""
    drops: tuple[str, ...] = ()
    """Inputs that go away."""


class Step(Struct, frozen=True, kw_only=True, gc=False):
    """One operation of the engine on one resource."""

    op: str
    urn: str
    where: str = ""
    """JSON path or line, for errors."""
    old: State | None = None
    new: State | None = None
    replace_keys: tuple[str, ...] = ()
    """Top-level inputs that force the replacement."""
    diff_keys: tuple[str, ...] = ()
    """Top-level inputs that differ."""
    details: tuple[Detail, ...] | None = None
    """`None` where the provider says nothing in detail."""
    patch: Patch | None = None
    """What becomes of the old inputs, where the new ones are told so."""
    verdict: str = ""
    """What a refresh found: `same`, `update` or `delete`; `""` where it is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file, read."""

    kind: Kind
    label: str
    steps: tuple[Step, ...] = ()
    """Of a state: none."""
    states: tuple[State, ...] = ()
    """Resources of a state, or what the outputs events of a stream say."""
    summary: Mapping[str, int] | None = None
    """The engine's own count of the operations; `None` where there is none."""
    errors: int = 0
    """Diagnostics that are errors."""
    failed: bool = False
    """The run says of itself that it failed or was cancelled."""
    shows_sames: bool = False
    """Whether resources that stay as they are are listed."""
    is_preview: bool = True
    config: Mapping[str, str] = field(default_factory=dict)
    """Stack configuration; secret values are `[secret]`."""
    version: str = ""
    """Version of the engine, where the document tells."""
    stack: str = ""
    project: str = ""
    """Both as the URNs tell them; `""` where there is none."""
    outputs: tuple[Step, ...] = ()
    """Steps on the root stack, whose outputs are those of the program."""
    aside: tuple[State, ...] = ()
    """What is no resource of the plan, and whose secrets are secrets all the same."""
    unfinished: tuple[str, ...] = ()
    """URNs of what an earlier run had begun with when it was cut off."""
    noise: bool = False
    """Whether other text stood around the JSON."""
