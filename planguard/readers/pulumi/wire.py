"""
Wire types of Pulumi's documents, as `sdk/go/common/apitype` defines them.

Fields nobody asks for are skipped, and properties stay raw until somebody needs them. None of
these values can be part of a cycle, so the garbage collector need not look at them.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec import Raw, Struct, field

from planguard.errors import PlanFormatError

_NOTHING = Raw(b"")
Shape = TypeVar("Shape")


class Frame(Struct, rename="camel", gc=False):
    """One step of the program's way to a resource."""

    source_position: str | None = None


class WireState(Struct, rename="camel", gc=False):
    """A resource, in a digest, an export or an event."""

    urn: str = ""
    type: str | None = None
    custom: bool | None = None
    delete: bool | None = None
    id: Any = None
    inputs: Raw = _NOTHING
    outputs: Raw = _NOTHING
    parent: str | None = None
    provider: str | None = None
    protect: bool | None = None
    external: bool | None = None
    dependencies: tuple[str, ...] | None = None
    property_dependencies: dict[str, tuple[str, ...] | None] | None = None
    pending_replacement: bool | None = None
    additional_secret_outputs: tuple[str, ...] | None = None
    aliases: tuple[str, ...] | None = None
    import_id: str | None = field(name="importID", default=None)
    retain_on_delete: bool | None = None
    deleted_with: str | None = None
    replace_with: tuple[str, ...] | None = None
    source_position: str | None = None
    stack_trace: list[Frame] | None = None
    view_of: str | None = None
    init_errors: Any = None


class WireDetail(Struct, rename="camel", gc=False):
    """What the provider says of one property; the digest and events name the kind differently."""

    kind: str | None = None
    diff_kind: str | None = None
    input_diff: bool | None = None


class WireStep(Struct, rename="camel", gc=False):
    """One step of a digest."""

    op: str
    urn: str
    old_state: WireState | None = None
    new_state: WireState | None = None
    diff_reasons: tuple[str, ...] | None = None
    replace_reasons: tuple[str, ...] | None = None
    detailed_diff: dict[str, WireDetail] | None = None


_HARMLESS = frozenset((None, "", "debug", "info", "info#err", "warning"))


class WireDiagnostic(Struct, gc=False):
    """One message of the engine."""

    severity: str | None = None

    @property
    def is_error(self) -> bool:
        """Whether it is one, or nobody knows what it is."""
        return self.severity not in _HARMLESS


class WirePreview(Struct, rename="camel", gc=False):
    """The digest of `pulumi preview --json`."""

    config: dict[str, Any] | None = None
    steps: list[WireStep] | None = None
    diagnostics: list[WireDiagnostic] | None = None
    change_summary: dict[str, int] | None = None
    maybe_corrupt: bool | None = None


class WireMetadata(Struct, rename="camel", gc=False):
    """What an event says of a step."""

    op: str
    urn: str
    old: WireState | None = None
    new: WireState | None = None
    keys: tuple[str, ...] | None = None
    diffs: tuple[str, ...] | None = None
    detailed_diff: dict[str, WireDetail] | None = None


class WireStepEvent(Struct, gc=False):
    """An event about a step."""

    metadata: WireMetadata


class WirePrelude(Struct, gc=False):
    """How a run starts."""

    config: dict[str, Any] | None = None


class WireSummary(Struct, rename="camel", gc=False):
    """How a run ends."""

    resource_changes: dict[str, int] | None = None
    is_preview: bool | None = None
    result: str | None = None
    maybe_corrupt: bool | None = None

    @property
    def is_failure(self) -> bool:
        """Whether the run did not come to a good end."""
        return bool(self.maybe_corrupt) or self.result not in {None, "", "succeeded"}


class WireEvent(Struct, rename="camel", gc=False):
    """One engine event."""

    prelude_event: WirePrelude | None = None
    resource_pre_event: WireStepEvent | None = None
    res_outputs_event: WireStepEvent | None = None
    res_op_failed_event: WireStepEvent | None = None
    diagnostic_event: WireDiagnostic | None = None
    error_event: Raw = _NOTHING
    summary_event: WireSummary | None = None


class WireInputDiff(Struct, gc=False):
    """How an update plan says what becomes of the inputs."""

    adds: Raw = _NOTHING
    deletes: tuple[str, ...] | None = None
    updates: Raw = _NOTHING


class WireGoal(Struct, rename="camel", gc=False):
    """What an update plan wants a resource to be."""

    type: str | None = None
    custom: bool | None = None
    input_diff: WireInputDiff | None = None
    checked_inputs: Raw = _NOTHING
    parent: str | None = None
    protect: bool | None = None
    dependencies: tuple[str, ...] | None = None
    provider: str | None = None
    property_dependencies: dict[str, tuple[str, ...] | None] | None = None
    additional_secret_outputs: tuple[str, ...] | None = None
    aliases: tuple[str, ...] | None = None
    id: str | None = None
    retain_on_delete: bool | None = None
    deleted_with: str | None = None


class WireResourcePlan(Struct, gc=False):
    """What an update plan says of one URN."""

    goal: WireGoal | None = None
    steps: tuple[str, ...] | None = None


class WireManifest(Struct, gc=False):
    """Who wrote a plan or a state."""

    version: str | None = None


class WireUpdatePlan(Struct, rename="camel", gc=False):
    """What `pulumi preview --save-plan` writes."""

    resource_plans: dict[str, WireResourcePlan]
    manifest: WireManifest | None = None
    config: dict[str, Any] | None = None


class WirePending(Struct, gc=False):
    """An operation that a run had begun with."""

    resource: WireState
    type: str | None = None


class WireDeployment(Struct, gc=False):
    """The resources of a state."""

    resources: list[WireState] | None = None
    pending_operations: list[WirePending] | None = None
    manifest: WireManifest | None = None


class WireCheckpoint(Struct, gc=False):
    """A state as the backends for files keep it."""

    latest: WireDeployment | None = None


class WireExport(Struct, gc=False):
    """What `pulumi stack export` writes, or a checkpoint."""

    version: int
    deployment: WireDeployment | None = None
    checkpoint: WireCheckpoint | None = None


def decode(document: bytes | Raw, shape: type[Shape], label: str, place: str = "$") -> Shape:
    """
    Decode one document.

    Raises `PlanFormatError` with the JSON path where it has another shape, and lets
    `msgspec.DecodeError` through where it is no JSON.
    """
    try:
        return msgspec.json.decode(document, type=shape)
    except msgspec.ValidationError as error:
        problem, _, path = str(error).partition(" - at `")
        raise PlanFormatError(
            f"{label}: {place}{path.rstrip('`').removeprefix('$')}",
            problem,
            "a document as Pulumi's engine writes it",
        ) from None
