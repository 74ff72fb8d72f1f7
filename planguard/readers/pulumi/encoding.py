"""
How Pulumi writes values: unknown, secret, assets and the rest, told from plain ones.

The marks are those of pulumi/pulumi: `pkg/resource/stack/deployment.go`,
`sdk/go/common/resource/sig/sig.go` and `sdk/go/common/apitype/property-values.json`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
import re
import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Raw

from planguard.errors import PlanFormatError
from planguard.model.value import Path, Sensitive, Unknown, Value
from planguard.readers.pulumi.urn import address_of

SECRET = "[secret]"  # noqa: S105 - what stands in place of a secret
SIGNATURE = "4dabf18193072939515e22adb298388d"
_SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - a mark
_ASSET = "c44067f5952c0a294b673a41bacd8c17"
_ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7"
_REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e"
_NUMBER = "8ad145fe-0d11-4827-bfd7-1abcbf086f5c"
_BYTES = "803fd3297a5875dc03ca845dda5d2a98"
_OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"

_UNKNOWN = Unknown()
UNKNOWNS = frozenset(
    (
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    )
)
"""A text, truth value, number, list, asset, archive or object that is not known yet."""

_UNKNOWN_PART = re.compile("|".join(UNKNOWNS))
_LENGTH = min(map(len, UNKNOWNS))

_INTERNAL = frozenset(
    ("__defaults", "__meta", "__pulumi_raw_state_delta", "__inputs", "__provider")
)
"""What the bridge keeps for itself, at any depth; other names so may be the user's below the top."""
_MARKS = (SECRET.encode(), SIGNATURE.encode(), b'"__', *(mark.encode() for mark in UNKNOWNS))


def properties_of(raw: Raw | bytes) -> dict[str, Value]:
    """Decode the properties of a resource, marks merged in; nothing for what is no object."""
    decoded = _decoded(raw)
    if not isinstance(decoded, dict):
        return {}
    text = bytes(raw)
    return properties_in(decoded) if any(mark in text for mark in _MARKS) else decoded


def _decoded(raw: Raw | bytes) -> Any:
    try:
        return msgspec.json.decode(raw) if raw else None
    except (msgspec.DecodeError, RecursionError):
        # The document was valid when it was taken apart, so this is about its size alone.
        raise PlanFormatError(
            "the properties of a resource",
            "hold a number that is too large, or are nested too deeply",
            "give the file as Pulumi wrote it",
        ) from None


def properties_in(decoded: Mapping[str, Any]) -> dict[str, Value]:
    """Merge marks into the properties of a resource; drops what the bridge keeps for itself."""
    return {name: value_of(value) for name, value in decoded.items() if not name.startswith("__")}


def internals_of(raw: Raw | bytes) -> list[tuple[Path, Value]]:
    """Find what the bridge keeps for itself in the properties of a resource, at any depth."""
    found: list[tuple[Path, Value]] = []
    stack: list[tuple[Path, Value]] = [((), _decoded(raw))]
    while stack:
        path, value = stack.pop()
        if isinstance(value, Mapping):
            for name, inner in value.items():
                own = name in _INTERNAL or (not path and name.startswith("__"))
                (found if own else stack).append(((*path, name), inner))
        elif isinstance(value, list):
            stack.extend(((*path, place), inner) for place, inner in enumerate(value))
    return found


def value_of(value: Any) -> Value:
    """Merge marks into one value."""
    if isinstance(value, str):
        # Of a text that a program or a provider made of what is not known yet, nothing is known.
        known = value if len(value) < _LENGTH or not _UNKNOWN_PART.search(value) else _UNKNOWN
        # Events have secret settings cut out of longer texts, too.
        return Sensitive(known) if SECRET in value else known
    if isinstance(value, dict):
        if SIGNATURE in value:
            return _SIGNED.get(str(value[SIGNATURE]), _strange)(value)
        return {name: value_of(inner) for name, inner in value.items() if name not in _INTERNAL}
    if isinstance(value, list):
        return [value_of(inner) for inner in value]
    return value if isinstance(value, bool | int | float) else None


def _strange(_: Mapping[str, Any]) -> Value:
    return Unknown(reason="a kind of value that is not known here")


def _secret(value: Mapping[str, Any]) -> Value:
    """Hide a secret; ciphertexts differ from run to run, so they are never looked at."""
    hidden: Value = SECRET
    if isinstance(text := value.get("plaintext"), str):
        try:
            hidden = value_of(msgspec.json.decode(text))
        except (msgspec.DecodeError, RecursionError):
            hidden = text
    elif "value" in value:
        hidden = value_of(value["value"])
    return hidden if isinstance(hidden, Sensitive) else Sensitive(hidden)


def _output(value: Mapping[str, Any]) -> Value:
    known = value_of(value["value"]) if "value" in value else _UNKNOWN
    hide = value.get("secret") is True and not isinstance(known, Sensitive)
    return Sensitive(known) if hide else known


def _asset(value: Mapping[str, Any]) -> Value:
    """Tell an asset by its hash and place; what is in it is the program's, and may be long."""
    told: dict[str, Value] = {
        name: inner for name in ("hash", "path", "uri") if (inner := value.get(name))
    }
    if "hash" not in told and isinstance(text := value.get("text"), str):
        told["hash"] = hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()
    if "hash" not in told and isinstance(assets := value.get("assets"), dict):
        told["assets"] = {name: value_of(inner) for name, inner in assets.items()}
    return told


def _reference(value: Mapping[str, Any]) -> Value:
    return address_of(str(value.get("urn", "")))


def _number(value: Mapping[str, Any]) -> Value:
    """Name a number that JSON has no word for: not a number, or infinite."""
    try:
        (number,) = struct.unpack(">d", bytes.fromhex(str(value.get("value"))))
    except (ValueError, struct.error):
        return _strange(value)
    if math.isnan(number):
        return "NaN"
    return ("Infinity" if number > 0 else "-Infinity") if math.isinf(number) else float(number)


def _bytes(value: Mapping[str, Any]) -> Value:
    """Write bytes that are no text as the digest does."""
    text = str(value.get("value"))
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return _strange(value)
    return f'b"{text}"'


_SIGNED: Mapping[str, Callable[[Mapping[str, Any]], Value]] = {
    _SECRET: _secret,
    _ASSET: _asset,
    _ARCHIVE: _asset,
    _REFERENCE: _reference,
    _NUMBER: _number,
    _BYTES: _bytes,
    _OUTPUT: _output,
}


def hidden_strings(value: Value) -> Iterator[str]:
    """List the strings under the marks in a value, but for the word in place of a secret."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, Sensitive):
            yield from (text for text in item.strings() if SECRET not in text)
        elif isinstance(item, Mapping):
            stack.extend(item.values())
        elif isinstance(item, list | tuple):
            stack.extend(item)
