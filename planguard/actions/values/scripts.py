"""Finds secrets in longer text: a script, a configuration file; plain, base64 or compressed."""

from __future__ import annotations

import re
import zlib
from base64 import b64decode
from binascii import Error
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from planguard.model.secret_shape import looks_secret, secret_shapes
from planguard.model.value import Sensitive, Value

_SHORTEST = 8
_LONGEST = 1_000_000
_PACKED = b"\x1f\x8b"
_ASSIGNED = re.compile(
    r"""(?:^|[\s"'])(?P<name>[A-Za-z_][\w.-]*)(?:=|:\s+)(?P<quote>["']?)(?P<value>[^\s"';&|$]+)(?=[\s"';&|]|\Z)"""
)


def secrets_in(value: Value, known: AbstractSet[str]) -> frozenset[str]:
    """
    List the secrets in a text, in whatever way it is packed.

    `known` are those of the whole plan.
    """
    texts = value.strings() if isinstance(value, Sensitive) else (value,)
    return frozenset(
        secret
        for text in texts
        if isinstance(text, str)
        for secret in _secrets(_unpacked(text), [one for one in known if one != text])
    )


def _secrets(text: str, known: Iterable[str]) -> Iterator[str]:
    yield from secret_shapes(text)
    yield from (one for one in known if len(one) >= _SHORTEST and one != text and one in text)
    for found in _ASSIGNED.finditer(text):
        if looks_secret(found["name"], found["value"]):
            yield found["value"]


def _unpacked(text: str) -> str:
    """Undo base64 and gzip; text that is neither stays as it is."""
    try:
        packed = b64decode(text, validate=True)
        if packed.startswith(_PACKED):
            packed = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, _LONGEST)
        return packed.decode()
    except (Error, zlib.error, ValueError):
        return text
