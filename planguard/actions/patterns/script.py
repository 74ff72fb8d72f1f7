"""
Find secrets in a script that is handed to a machine.

The script may be plain text, base64 and compressed, as user data is. A secret is what has a
secret's shape, what is a secret elsewhere in the plan, or a literal given to a name that suggests
one (`DB_PASSWORD=...`, `password: ...`). Whoever may describe the machine, and every process on it,
can read the script. What stood in the script before is not told again; a script that is known only
after apply cannot be read. Secrets of a script that is sensitive are `inferred`.
"""

from __future__ import annotations

import re
import zlib
from base64 import b64decode
from binascii import Error
from collections.abc import Iterable, Iterator

from planguard.actions.interface import Pair, Rule, Subject
from planguard.model.action import Action
from planguard.model.secret_shape import looks_secret, secret_shapes
from planguard.model.value import Sensitive, Value, path_text
from planguard.model.words import Confidence

_SHORTEST = 8
_LONGEST = 1_000_000
_PACKED = b"\x1f\x8b"
_ASSIGNED = re.compile(
    r"""(?:^|[\s"'])(?P<name>[A-Za-z_][\w.-]*)(?:=|:\s+)(?P<quote>["']?)(?P<value>[^\s"';&|$]+)(?=[\s"';&|]|\Z)"""
)


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `expose` where a script holds a secret that it did not hold before."""
    for pair in subject.pairs(rule.path):
        before = _secrets_in(pair.before, subject.secrets)
        came = _secrets_in(pair.after, subject.secrets) - before
        if came and (action_id := rule.actions.get("expose")):
            marked = isinstance(pair.after, Sensitive)
            yield subject.action(
                action_id,
                Pair(
                    path=pair.path,
                    before=None,
                    after=pair.after if marked else Sensitive(pair.after),
                ),
                f"the script in {path_text(pair.path)} holds "
                f"{'a secret' if len(came) == 1 else f'{len(came)} secrets'} that can be read there",
                rule=rule,
                confidence=Confidence.INFERRED if marked else None,
            )


def _secrets_in(value: Value, known: Iterable[str]) -> frozenset[str]:
    """List the secrets in a script, in whatever way it is packed."""
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
