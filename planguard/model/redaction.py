"""
Keeps secrets out of every text.

Whatever planguard prints of a plan goes through a `Redactor`: values under a mark are never
shown, strings that are sensitive anywhere in the plan are hidden everywhere, and so is what has
a secret's shape or stands under a name that says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from planguard.model.secret_shape import looks_secret, secret_shapes
from planguard.model.value import Sensitive, Unknown, Value

HIDDEN = "(sensitive)"
_SUBSTRING_FROM = 8
"""Shorter secrets are hidden where they are the whole value, not inside other words."""
_WHOLE_FROM = 4
_TEXT_LIMIT = 300


class Redactor:
    """Turns values into text that may be printed."""

    def __init__(self, secrets: Iterable[str], public: Iterable[str] = ()) -> None:
        """Learn the secrets of a plan; `public` are names that stay readable whatever is marked."""
        known = {
            line.strip(edge)
            for text in secrets
            for line in _lines(text)
            for edge in ("\r\n", None)
        }
        names = "\n".join(public)
        self._whole = frozenset(text for text in known if len(text) >= _WHOLE_FROM)
        longest = sorted(
            (text for text in known if len(text.strip()) >= _SUBSTRING_FROM and text not in names),
            key=len,
            reverse=True,
        )
        forms = dict.fromkeys(form for text in longest for form in (text, json.dumps(text)[1:-1]))
        self._inside = re.compile("|".join(map(re.escape, forms))) if forms else None

    def text(self, text: str) -> str:
        """Hide the secrets inside a text."""
        if self._inside is not None:
            text = self._inside.sub(HIDDEN, text)
        for secret in secret_shapes(text):
            text = text.replace(secret, HIDDEN)
        return text

    def value(self, value: Value, name: str = "", limit: int = _TEXT_LIMIT) -> str:
        """
        Write a value as people read it: JSON, shortened to `limit`, secrets hidden.

        `name` is the attribute it stands under.
        """
        if value is None:
            return "null"
        if isinstance(value, Unknown | Sensitive):
            return str(value)
        if isinstance(value, str):
            return _shorten(self._string(value, name), limit)
        if isinstance(value, datetime | timedelta):
            return str(value)
        return _shorten(
            json.dumps(self.plain(value, name), ensure_ascii=False, default=str), limit
        )

    def plain(self, value: Value, name: str = "") -> Value:
        """Give a value as plain JSON with every secret and mark replaced by a word."""
        if isinstance(value, Unknown | Sensitive):
            return str(value)
        if isinstance(value, str):
            return self._string(value, name)
        if isinstance(value, Mapping):
            return {
                self.text(key): self.plain(item, name_of(value, key))
                for key, item in value.items()
            }
        if isinstance(value, list | tuple):
            return [self.plain(item, name) for item in value]
        return value

    def _string(self, value: str, name: str) -> str:
        if value in self._whole or (name and looks_secret(name, value)):
            return HIDDEN
        if value.lstrip()[:1] in ("{", "[") and (parsed := _parsed(value)) is not None:
            return json.dumps(self.plain(parsed, name), ensure_ascii=False, separators=(",", ":"))
        return self.text(value)


def name_of(values: Mapping[str, Value], key: str) -> str:
    """Give the name a value stands under: its key, or the `name` that a `value` lies beside."""
    if key.lower() != "value":
        return key
    beside = (values.get(each) for each in ("name", "key", "Name", "Key"))
    return next((each for each in beside if isinstance(each, str)), key)


def _lines(text: str) -> tuple[str, ...]:
    return (text, *text.split("\n"))


def _parsed(text: str) -> Value:
    try:
        value: Value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict | list) else None


def _shorten(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
