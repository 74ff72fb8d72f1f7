"""Wire states and steps to those all documents share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Raw

from planguard.errors import PlanFormatError
from planguard.model.secret_shape import names_secret
from planguard.model.value import Path, Sensitive, Unknown, Value, both_hidden
from planguard.readers.pulumi.encoding import (
    SECRET,
    SIGNATURE,
    hidden_strings,
    internals_of,
    properties_of,
)
from planguard.readers.pulumi.steps import Detail, State
from planguard.readers.pulumi.urn import Urn, is_own_position, provider_urn, split_urn
from planguard.readers.pulumi.wire import WireDetail, WireState

_PATH_STEP = re.compile(r'\["((?:[^"\\]|\\.)*)"\]|\[(\d{1,9})\]|([^.\[\]]+)|(\[)')
_KUBERNETES_SECRET = re.compile(r"kubernetes:core/v\d\w*:Secret")
_WRITTEN_SECRET = re.compile(
    rb"(?i:passw|passphrase|secret|token|api_?key|access_?key|private_?key|credential)"
    rb'[A-Za-z0-9_]*"\s*:\s*"(?!\[secret\]")'
)
_MARKS = (SIGNATURE.encode(), SECRET.encode())


class Properties:
    """Inputs and outputs of one resource, decoded once when asked for, and hidden alike."""

    __slots__ = ("_decoded", "_raw", "_secret")

    def __init__(self, inputs: Raw, outputs: Raw, secret: Sequence[str]) -> None:
        """Keep both raw; `secret` are the names of properties that are secrets."""
        self._raw = (inputs, outputs)
        self._secret = frozenset(secret) if secret else _NONE
        self._decoded: tuple[Mapping[str, Value], Mapping[str, Value]] | None = None

    def inputs(self) -> Mapping[str, Value]:
        """Give what the program sets."""
        return self._both()[0]

    def outputs(self) -> Mapping[str, Value]:
        """Give what the provider says."""
        return self._both()[1]

    def secrets(self) -> frozenset[str]:
        """Find what stands in clear under a mark; decodes nothing where nothing can."""
        if not self._may_tell_secrets():
            return _NONE
        sides = (self.inputs(), self.outputs())
        return frozenset(text for side in sides for text in hidden_strings(side))

    def _may_tell_secrets(self) -> bool:
        if self._secret:
            return True
        return any(
            any(mark in raw for mark in _MARKS) or _WRITTEN_SECRET.search(raw)
            for raw in map(bytes, self._raw)
        )

    def _both(self) -> tuple[Mapping[str, Value], Mapping[str, Value]]:
        if self._decoded is None:
            inputs, outputs = (self._hidden(properties_of(raw)) for raw in self._raw)
            # What is a secret on one side is the same secret on the other.
            shared = {name: value for name, value in outputs.items() if name in inputs}
            ours, theirs = both_hidden(inputs, shared)
            assert isinstance(ours, Mapping)  # noqa: S101 - mappings stay mappings
            assert isinstance(theirs, Mapping)  # noqa: S101 - mappings stay mappings
            hidden = (*hidden_strings(ours), *hidden_strings({**outputs, **theirs}))
            known = {text for text in hidden if len(text) >= _LONG}
            told = {
                name: Sensitive(value) if isinstance(value, str) and value in known else value
                for name, value in {**outputs, **theirs}.items()
            }
            self._decoded = (ours, told)
        return self._decoded

    def _hidden(self, values: dict[str, Value]) -> dict[str, Value]:
        return {
            name: Sensitive(value) if self._hides(name, value) else value
            for name, value in values.items()
        }

    def _hides(self, name: str, value: Value) -> bool:
        if value is None or isinstance(value, Sensitive):
            return False
        if name in self._secret:
            return not isinstance(value, Unknown)
        return isinstance(value, str) and value != "" and names_secret(name)


_NONE: frozenset[str] = frozenset()
_LONG = 8
"""Shorter texts may be the same by chance."""


def state_of(wire: WireState, where: str, *, custom: bool = True, tells: bool = True) -> State:
    """
    Give the resource; `custom` is what it is when not told.

    `tells` says whether the document leaves dependencies out only where there are none.

    Raises `PlanFormatError` when it has no URN.
    """
    urn = urn_of(wire.urn, where)
    type_ = wire.type or urn.type
    secret = list(wire.additional_secret_outputs or ())
    if _KUBERNETES_SECRET.fullmatch(type_):
        secret += ["data", "stringData"]
    properties = Properties(wire.inputs, wire.outputs, secret)
    uses = wire.property_dependencies or {}
    return State(
        urn=wire.urn,
        type=type_,
        custom=custom if wire.custom is None else wire.custom,
        id=wire.id if isinstance(wire.id, str) else "",
        parent=wire.parent or "",
        provider=provider_urn(wire.provider or ""),
        inputs=properties.inputs if wire.inputs else dict,
        outputs=properties.outputs if wire.outputs else dict,
        dependencies=tuple(wire.dependencies or ()) if tells else None,
        property_dependencies={name: tuple(urns or ()) for name, urns in uses.items()}
        if tells
        else None,
        protect=bool(wire.protect),
        external=bool(wire.external),
        retain_on_delete=bool(wire.retain_on_delete),
        pending_delete=bool(wire.delete),
        deleted_with=wire.deleted_with or "",
        replace_with=tuple(wire.replace_with or ()),
        aliases=tuple(wire.aliases or ()),
        import_id=wire.import_id or "",
        source_position=_position(wire),
        view_of=wire.view_of or "",
        unready=bool(wire.init_errors),
        internals=partial(internals_of, wire.inputs),
        secrets=properties.secrets,
    )


def urn_of(text: str, where: str) -> Urn:
    """Take a URN apart; raises `PlanFormatError` when it is none."""
    urn = split_urn(text)
    if urn is None:
        raise PlanFormatError(where, "is no URN of Pulumi's", "give the file as Pulumi wrote it")
    return urn


def _position(wire: WireState) -> str:
    """Choose the first place in the user's own program, not in a library it uses."""
    frames = [wire.source_position, *(each.source_position for each in wire.stack_trace or ())]
    return next((text for text in frames if text and is_own_position(text)), "")


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
