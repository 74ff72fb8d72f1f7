"""
Finds secrets in longer text: a script, a configuration file, a document.

The text may be plain, base64 or compressed, and so may be parts of it: the parts of a message in
MIME, the files that cloud-init writes.
"""

from __future__ import annotations

import re
import zlib
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from planguard.actions.values.plain_secrets import KNOWN, Exposure, known_in
from planguard.model.secret_shape import plain_secrets, secret_kind, stays_secret
from planguard.model.value import Sensitive, Value
from planguard.model.words import Confidence

_LONGEST = 1_000_000
_PACKED = b"\x1f\x8b"
_DEEPEST = 3
_ASSIGNED = re.compile(
    r"""(?:^|[\s"'{,;:-])(?P<name>[A-Za-z_][\w.-]*)(?:=|:\s+|["']\s*[:=]\s*|\s*=\s*(?=["']))"""
    r"""(?P<quote>["']?)(?P<value>[^\s"';&|$<>]+)(?=[\s"';&|,}<]|\Z)""",
    re.MULTILINE,
)
_FLAG = re.compile(
    r"""(?:^|\s)--(?P<name>[a-z][\w-]*)\s+["']?(?P<value>[^\s"';&|$<>-][^\s"';&|$<>]+)"""
)
_SAID = (
    re.compile(
        r"""ConvertTo-SecureString\s+(?:-String\s+)?["'](?P<value>[^"'$]+)["']""", re.IGNORECASE
    ),
    re.compile(r"""echo\s+["']?[\w.-]+:(?P<value>[^\s"'|$]+)["']?\s*\|\s*(?:sudo\s+)?chpasswd"""),
)
"""Commands that are told a password."""
_RUN = re.compile(r"(?<![A-Za-z0-9+/=])(?:[A-Za-z0-9+/]{60,76}\r?\n)*[A-Za-z0-9+/]{24,}={0,2}")
"""Base64 inside a text, in one line or in several of the same length."""


def secrets_in(value: Value, known: AbstractSet[str]) -> frozenset[Exposure]:
    """
    List the secrets in a text, in whatever way it is packed.

    `known` are those of the whole plan.
    """
    marked = isinstance(value, Sensitive)
    texts = value.strings() if isinstance(value, Sensitive) else (value,)
    found: dict[str, Exposure] = {}
    for text in texts:
        for each in _secrets(text, known) if isinstance(text, str) else ():
            # The text itself is marked, and what it says is not given away by that.
            if not (marked and each.text == text):
                found.setdefault(each.text, each)
    return frozenset(found.values())


def come_new(before: AbstractSet[Exposure], after: AbstractSet[Exposure]) -> list[Exposure]:
    """List what is among the secrets of a text now and was not, the surest first."""
    old = {each.text for each in before}
    order = list(Confidence)
    new = [each for each in after if each.text not in old]
    return sorted(new, key=lambda each: (order.index(each.confidence), each.kind, each.text))


def _secrets(packed: str, known: AbstractSet[str]) -> Iterator[Exposure]:
    for text in _unpacked(packed, _DEEPEST):
        for kind, found in plain_secrets(text):
            yield Exposure(found, kind, Confidence.INFERRED)
        for found in known_in(text, known):
            yield Exposure(found, KNOWN, Confidence.EXACT)
        for name, found in _assigned(text):
            if found in known and stays_secret(found):
                yield Exposure(found, KNOWN, Confidence.EXACT)
            elif secret_kind(name, found) == "chosen":
                yield Exposure(found, "secret by its name", Confidence.INFERRED)


def _assigned(text: str) -> Iterator[tuple[str, str]]:
    """Give the literals of a text with the names they are given to."""
    for pattern in (_ASSIGNED, _FLAG):
        yield from ((found["name"], found["value"]) for found in pattern.finditer(text))
    for pattern in _SAID:
        yield from (("password", found["value"]) for found in pattern.finditer(text))


def _unpacked(text: str, depth: int) -> Iterator[str]:
    """Give a text and what is packed in it; what is packed as a whole is not read as it stands."""
    whole = _opened(text.strip())
    if whole is not None:
        if depth:
            yield from _unpacked(whole, depth - 1)
        return
    yield text
    for run in _RUN.finditer(text) if depth else ():
        inner = _opened(run[0])
        if inner is not None:
            yield from _unpacked(inner, depth - 1)


def _opened(text: str) -> str | None:
    """Undo base64 and gzip; `None` for text that is neither."""
    if len(text) < len("YWFhYWFh"):
        return None
    try:
        packed = b64decode("".join(text.split()), validate=True)
        if packed.startswith(_PACKED):
            packed = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, _LONGEST)
        told = packed.decode()
    except (Error, zlib.error, ValueError):
        return None
    return told if told.isprintable() or "\n" in told or "\t" in told else None
