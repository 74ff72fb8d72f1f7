"""
Follow the keys of a Kubernetes Secret: one came, went, or has another value.

Values are compared, never shown. A key may stand in base64 (`data`) or in clear (`stringData`,
which goes before): moving it from one to the other changes nothing. A value that is known only
after apply counts as a change, `inferred`, and so do keys that cannot be told apart because all of
them are hidden at once.
"""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from collections.abc import Iterator, Mapping

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.scalar import is_hidden, is_unknown
from planguard.model.action import Action
from planguard.model.difference import is_nothing, same
from planguard.model.value import Path, Sensitive, Value
from planguard.model.words import Confidence

_SAID = {
    "secret.create": "is stored",
    "secret.delete": "is deleted",
    "secret.change": "gets another value",
}


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `secret.create`, `secret.delete` and `secret.change` for the keys of a Secret."""
    names = (str(rule.options.get("encoded")), str(rule.options.get("plain")))
    encoded, plain = (list(subject.places(name)) for name in names)
    if any(is_hidden(side) for pair in (*encoded, *plain) for side in (pair.before, pair.after)):
        for pair in subject.pairs(rule.path):
            yield subject.action(
                "secret.change",
                Pair(path=pair.path, before=_covered(pair.before), after=_covered(pair.after)),
                "its keys change in a way that cannot be read",
                rule=rule,
                confidence=Confidence.INFERRED,
            )
        return
    before, after = (
        {**_keys(encoded, side, decode=True), **_keys(plain, side, decode=False)}
        for side in ("before", "after")
    )
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        action_id = _finding(old, new)
        if action_id:
            value = new or old
            yield subject.action(
                action_id,
                Pair(
                    path=value[0] if value else (),
                    before=_covered(old[1]) if old else None,
                    after=_covered(new[1]) if new else None,
                ),
                f"the key {key} {_SAID[action_id]}",
                rule=rule,
                confidence=Confidence.INFERRED if new and is_unknown(new[1]) else None,
            )


_Key = tuple[Path, Value, Value]
"""Where a key stands, what stands there, and what that says."""


def _keys(pairs: list[Pair], side: str, *, decode: bool) -> dict[str, _Key]:
    found: dict[str, _Key] = {}
    for pair in pairs:
        keys = pair.before if side == "before" else pair.after
        for key, value in keys.items() if isinstance(keys, Mapping) else ():
            found[key] = ((*pair.path, key), value, _said(value, decode=decode))
    return found


def _said(value: Value, *, decode: bool) -> Value:
    """Give the secret itself, whatever mark it has and however it is written."""
    texts = value.strings() if isinstance(value, Sensitive) else (value,)
    if len(texts) != 1 or not isinstance(texts[0], str) or is_unknown(value):
        return value
    text = texts[0]
    if decode:
        try:
            text = b64decode(text, validate=True).decode()
        except (Error, ValueError):
            return value
    return Sensitive(text)


def _finding(old: _Key | None, new: _Key | None) -> str:
    if old is None or is_nothing(old[1]):
        return "secret.create" if new is not None and not is_nothing(new[1]) else ""
    if new is None or is_nothing(new[1]):
        return "secret.delete"
    agree = same(old[2], new[2]) or same(old[1], new[1])
    return "" if agree else "secret.change"


def _covered(value: Value) -> Value:
    """Mark a secret that nobody marked."""
    marked = is_nothing(value) or is_hidden(value)
    return value if marked else Sensitive(value)
