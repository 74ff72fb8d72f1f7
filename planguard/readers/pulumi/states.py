"""Wire states and steps to those all documents share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from planguard.errors import PlanFormatError
from planguard.model.value import Path
from planguard.readers.pulumi.encoding import SECRET
from planguard.readers.pulumi.properties import Properties
from planguard.readers.pulumi.steps import Detail, State, Step
from planguard.readers.pulumi.urn import Urn, is_hidden, is_own_position, provider_urn, split_urn
from planguard.readers.pulumi.wire import WireDetail, WireState

_PATH_STEP = re.compile(r'\["((?:[^"\\]|\\.)*)"\]|\[(\d{1,9})\]|([^.\[\]]+)|(\[)')
_KUBERNETES_SECRET = re.compile(r"kubernetes:core/v\d\w*:Secret")


def state_of(
    wire: WireState, where: str, side: str = "", *, custom: bool = True, tells: bool = True
) -> State:
    """
    Give the resource; `custom` is what it is when not told.

    `side` is where in `where` it is, for errors.

    `tells` says whether the document leaves dependencies out only where there are none.

    Raises `PlanFormatError` when it has no URN.
    """
    urn = urn_of(wire.urn, where, side)
    type_ = wire.type or urn.type
    secret = wire.additional_secret_outputs or ()
    if type_.endswith(":Secret") and _KUBERNETES_SECRET.fullmatch(type_):
        secret = (*secret, "data", "stringData")
    properties = Properties(wire.inputs, wire.outputs, secret)
    return State(
        urn=wire.urn,
        type=type_,
        custom=custom if wire.custom is None else wire.custom,
        id=wire.id if isinstance(wire.id, str) else "",
        parent=wire.parent or "",
        provider=provider_urn(wire.provider or ""),
        given=properties,
        result=properties,
        dependencies=wire.dependencies or () if tells else None,
        property_dependencies=wire.property_dependencies or _NOTHING if tells else None,
        protect=bool(wire.protect),
        external=bool(wire.external),
        retain_on_delete=bool(wire.retain_on_delete),
        pending_delete=bool(wire.delete),
        deleted_with=wire.deleted_with or "",
        replace_with=wire.replace_with or (),
        aliases=wire.aliases or (),
        import_id=wire.import_id or "",
        source_position=_position(wire),
        view_of=wire.view_of or "",
        unready=bool(wire.init_errors),
    )


_NOTHING: Mapping[str, tuple[str, ...] | None] = {}


def urn_of(text: str, where: str, side: str = "") -> Urn:
    """Take a URN apart; raises `PlanFormatError` with `side` in `where` when it is none."""
    urn = split_urn(text)
    if urn is None:
        raise PlanFormatError(
            where + side, "is no URN of Pulumi's", "give the file as Pulumi wrote it"
        )
    return urn


def _position(wire: WireState) -> str:
    """Choose the first place in the user's own program, not in a library it uses."""
    own = wire.source_position or ""
    if is_own_position(own):
        return own
    frames = (each.source_position for each in wire.stack_trace or ())
    return next((text for text in frames if text and is_own_position(text)), "")


def sides_aside(steps: Iterable[Step]) -> tuple[State, ...]:
    """Give both sides of what the engine made for itself."""
    return tuple(
        side
        for step in steps
        if is_hidden(step.urn)
        for side in (step.old, step.new)
        if side is not None
    )


def details_of(wire: Mapping[str, WireDetail] | None) -> tuple[Detail, ...] | None:
    """Give what the provider says in detail; `None` where it says nothing."""
    if wire is None:
        return None
    return tuple(
        Detail(
            path=property_path(text),
            kind=each.kind or each.diff_kind or "update",
            input_diff=bool(each.input_diff),
        )
        for text, each in wire.items()
    )


def property_path(text: str) -> Path:
    r"""Take a property path apart: `a.b`, `a[0]`, `a["k.1"]` with `\"` for a quote."""
    steps: list[str | int] = []
    for quoted, position, plain, stray in _PATH_STEP.findall(text):
        if position:
            steps.append(int(position))
        elif plain:
            steps.append(plain)
        elif not stray:
            steps.append(quoted.replace('\\"', '"').replace("\\\\", "\\"))
    return tuple(steps)


def config_of(wire: Mapping[str, Any] | None) -> dict[str, str]:
    """Give the stack's settings as text; secret and structured ones are `[secret]`."""
    return {
        name: value if isinstance(value, str) else SECRET for name, value in (wire or {}).items()
    }
