"""Inputs and outputs of one resource: raw until somebody asks, and then hidden alike."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Raw, Struct

from planguard.model.plan import Values
from planguard.model.secret_shape import names_secret
from planguard.model.value import Sensitive, Unknown, Value, both_hidden
from planguard.readers.pulumi.encoding import (
    SECRET,
    SIGNATURE,
    UNKNOWNS,
    hidden_strings,
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


class Properties:
    """Inputs and outputs of one resource, decoded once when asked for, and hidden alike."""

    __slots__ = ("_decoded", "_may_hide", "_raw", "_secret")

    def __init__(self, inputs: Raw, outputs: Raw, secret: Sequence[str]) -> None:
        """Keep both raw; `secret` are the names of properties that are secrets."""
        self._raw = (inputs, outputs)
        self._secret = frozenset(secret) if secret else _NONE
        self._may_hide: bool | None = None
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

    def arn(self) -> Value:
        """Give the output `arn`; decodes nothing else where nothing can be hidden."""
        if self._decoded is not None or self.may_hide():
            return self.outputs().get("arn")
        try:
            arn = _IDENTITY.decode(self._raw[1]).arn if self._raw[1] else None
        except msgspec.ValidationError:
            return None
        return None if isinstance(arn, str) and arn in UNKNOWNS else arn

    def raw(self) -> bytes:
        """Give both as they are in the document."""
        return b" ".join(self._raw)

    def may_hide(self) -> bool:
        """Tell whether anything can be a secret, by marks and by words in names of secrets."""
        if self._may_hide is None:
            self._may_hide = bool(self._secret) or _may_hide(self.raw())
        return self._may_hide

    def _may_tell_secrets(self) -> bool:
        if not self.may_hide():
            return False
        if self._secret:
            return True
        raw = self.raw()
        return _SIGNATURE in raw or _SECRET in raw or bool(_WRITTEN_SECRET.search(raw))

    def _both(self) -> tuple[Mapping[str, Value], Mapping[str, Value]]:
        if self._decoded is None:
            inputs, outputs = map(properties_of, self._raw)
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
        if name in self._secret:
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


def behind(values: Values) -> Properties | None:
    """Give the properties that `values` are one side of; `None` when they come from elsewhere."""
    owner = getattr(values, "__self__", None)
    return owner if isinstance(owner, Properties) else None
