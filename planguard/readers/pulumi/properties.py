"""Inputs and outputs of one resource: raw until somebody asks, and then hidden alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Raw, Struct

from planguard.model.secret_shape import names_secret
from planguard.model.value import Path, Sensitive, Unknown, Value, both_hidden
from planguard.readers.pulumi.encoding import (
    SECRET,
    SIGNATURE,
    UNKNOWNS,
    hidden_strings,
    internals_of,
    properties_of,
)

_WRITTEN_SECRET = re.compile(
    rb"(?i:passw|passphrase|secret|token|api_?key|access_?key|private_?key|credential)"
    rb'[A-Za-z0-9_]*"\s*:\s*"(?!\[secret\]")'
)
_SIGNATURE, _SECRET = SIGNATURE.encode(), SECRET.encode()
_KEYS = tuple(
    f"{end}{between}key".encode() for end in ("pi", "ss", "te") for between in ("", "_", "-")
)
"""How the names of API, access and private keys end."""
_NONE: frozenset[str] = frozenset()
_LONG = 8
"""Shorter texts may be the same by chance."""


class _Identity(Struct, gc=False):
    arn: Any = None


_IDENTITY = msgspec.json.Decoder(_Identity)


class Properties(Struct, gc=False):
    """
    Inputs and outputs of one resource, decoded once when asked for, and hidden alike.

    None of these can be part of a cycle, and there are very many, so the garbage collector does
    not look at them.
    """

    raw_inputs: Raw | bytes = b""
    raw_outputs: Raw | bytes = b""
    secret: tuple[str, ...] = ()
    """Names of properties that are secrets."""
    _may_hide: bool | None = None
    _decoded: tuple[Mapping[str, Value], Mapping[str, Value]] | None = None

    def __repr__(self) -> str:
        """Tell nothing of what is inside."""
        return "Properties()"

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

    def internals(self) -> list[tuple[Path, Value]]:
        """Find what the bridge keeps for itself among the inputs."""
        return internals_of(self.raw_inputs)

    @property
    def tells_outputs(self) -> bool:
        """Whether the document has outputs at all, be they empty."""
        return bool(self.raw_outputs)

    def arn(self) -> Value:
        """Give the output `arn`; decodes nothing else where nothing can be hidden."""
        if self._decoded is not None or self.may_hide():
            return self.outputs().get("arn")
        try:
            arn = _IDENTITY.decode(self.raw_outputs).arn if self.raw_outputs else None
        except msgspec.ValidationError:
            return None
        return None if isinstance(arn, str) and arn in UNKNOWNS else arn

    def raw(self) -> bytes:
        """Give both as they are in the document."""
        return b" ".join((self.raw_inputs, self.raw_outputs))

    def may_hide(self) -> bool:
        """Tell whether anything can be a secret, by marks and by words in names of secrets."""
        if self._may_hide is None:
            self._may_hide = bool(self.secret) or _may_hide(self.raw())
        return self._may_hide

    def _may_tell_secrets(self) -> bool:
        if not self.may_hide():
            return False
        if self.secret:
            return True
        raw = self.raw()
        return _SIGNATURE in raw or _SECRET in raw or bool(_WRITTEN_SECRET.search(raw))

    def _both(self) -> tuple[Mapping[str, Value], Mapping[str, Value]]:
        if self._decoded is None:
            inputs, outputs = properties_of(self.raw_inputs), properties_of(self.raw_outputs)
            self._decoded = self._hidden(inputs, outputs) if self.may_hide() else (inputs, outputs)
        return self._decoded

    def _hidden(
        self, inputs: Mapping[str, Value], outputs: Mapping[str, Value]
    ) -> tuple[Mapping[str, Value], Mapping[str, Value]]:
        inputs, outputs = self._marked(inputs), self._marked(outputs)
        # What is a secret on one side is the same secret on the other.
        shared = {name: value for name, value in outputs.items() if name in inputs}
        ours, theirs = both_hidden(inputs, shared)
        assert isinstance(ours, Mapping)  # noqa: S101 - mappings stay mappings
        assert isinstance(theirs, Mapping)  # noqa: S101 - mappings stay mappings
        every = {**outputs, **theirs}
        known = {
            text for text in (*hidden_strings(ours), *hidden_strings(every)) if len(text) >= _LONG
        }
        told = {
            name: Sensitive(value) if isinstance(value, str) and value in known else value
            for name, value in every.items()
        }
        return ours, told

    def _marked(self, values: Mapping[str, Value]) -> dict[str, Value]:
        return {
            name: Sensitive(value) if self._hides(name, value) else value
            for name, value in values.items()
        }

    def _hides(self, name: str, value: Value) -> bool:
        if value is None or isinstance(value, Sensitive):
            return False
        if name in self.secret:
            return not isinstance(value, Unknown)
        return isinstance(value, str) and value != "" and names_secret(name)


def _may_hide(raw: bytes) -> bool:
    """Look for the words themselves, which is much faster than for names with them inside."""
    text = raw.lower()
    return (
        b"secret" in text
        or b"passw" in text
        or b"passphrase" in text
        or b"token" in text
        or b"credential" in text
        or (b"key" in text and any(end in text for end in _KEYS))
        or _SIGNATURE in text
    )
