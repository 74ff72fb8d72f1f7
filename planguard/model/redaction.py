"""
Keeps secrets out of every text.

Whatever planguard prints of a plan goes through a `Redactor`: values under a mark are never
shown, strings that are sensitive anywhere in the plan are hidden everywhere, and so is what has
a secret's shape or stands under a name that says so.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from html import escape
from urllib.parse import quote, quote_plus

from planguard.model.moment import span_text
from planguard.model.secret_shape import looks_secret, secret_shapes
from planguard.model.value import Sensitive, Unknown, Value

HIDDEN = "(sensitive)"
_SUBSTRING_FROM = 8
"""Shorter secrets are hidden where they are a whole value or word, not inside other words."""
_WHOLE_FROM = 3
_TELLING = re.compile(r"(?=.{4})(?![a-z]+\Z|[\d.,]{,5}\Z).*[\w]", re.DOTALL)
"""Shorter secrets that are no common word or small number: they are hidden between other words."""
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{11,}={0,2}\Z")
_RUN = re.compile(r"[A-Za-z0-9+/_-]{11,}={0,2}")
_GIVEN = re.compile(
    r"""(?P<name>[A-Za-z][\w.-]*)(?:=|\\?["']:\s?)\\?["']?(?P<value>[^\s"'&;,{}<>()\\]{8,})"""
)
_BEARER = re.compile(r"\b[Bb]earer\s+(?P<value>(?=\S*\d)[\w.~+/-]{8,}=*)")
_BESIDE = ("value", "text")
_TEXT_LIMIT = 300


class Redactor:
    """Turns values into text that may be printed."""

    def __init__(self, secrets: Iterable[str], public: Iterable[str] = ()) -> None:
        """Learn the secrets of a plan; `public` are names that stay readable whatever is marked."""
        known = {
            line.strip(edge)
            for secret in secrets
            for text in (secret, _decoded(secret) if _BASE64.match(secret) else "")
            for line in _lines(text)
            for edge in ("\r\n", None)
        }
        names = "\n".join(public)
        self._whole = frozenset(text for text in known if len(text) >= _WHOLE_FROM)
        unnamed = sorted((text for text in known if text not in names), key=len, reverse=True)
        longest = [text for text in unnamed if len(text.strip()) >= _SUBSTRING_FROM]
        words = [text for text in unnamed if len(text) < _SUBSTRING_FROM and _TELLING.match(text)]
        forms = [re.escape(form) for form in _forms(longest)]
        forms.extend(map(_alone, _forms(words)))
        self._inside = re.compile("|".join(forms)) if forms else None

    def text(self, text: str) -> str:
        """Hide the secrets inside a text."""
        if self._inside is not None:
            text = _RUN.sub(self._run, self._inside.sub(HIDDEN, text))
        for secret in (*secret_shapes(text), *_given(text)):
            text = text.replace(secret, HIDDEN)
        return text

    def _run(self, found: re.Match[str]) -> str:
        """Hide a stretch of a text that is a secret, or holds one, in base64."""
        told = _decoded(found[0])
        return HIDDEN if told and self.text(told) != told else found[0]

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
            return clipped(self._string(value, name), limit)
        if isinstance(value, datetime):
            return value.strftime("%Y-%m-%d %H:%M %Z").strip()
        if isinstance(value, timedelta):
            return span_text(value)
        return clipped(json.dumps(self.plain(value, name), ensure_ascii=False, default=str), limit)

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
        if _BASE64.match(value) and (told := _decoded(value)) and self.text(told) != told:
            return HIDDEN
        if value.lstrip()[:1] in ("{", "[") and (parsed := _parsed(value)) is not None:
            return json.dumps(self.plain(parsed, name), ensure_ascii=False, separators=(",", ":"))
        return self.text(value)


def _given(text: str) -> Iterator[str]:
    """List the literals that a script, query or document in a text gives to a secret's name."""
    if "=" in text or '":' in text:
        for found in _GIVEN.finditer(text):
            if looks_secret(found["name"], found["value"]):
                yield found["value"]
    for found in _BEARER.finditer(text):
        if looks_secret("token", found["value"]):
            yield found["value"]


def name_of(values: Mapping[str, Value], key: str) -> str:
    """Give the name a value stands under: its key, or the `name` that a `value` lies beside."""
    if key.lower() not in _BESIDE:
        return key
    beside = (values.get(each) for each in ("name", "key", "Name", "Key"))
    return next((each for each in beside if isinstance(each, str)), key)


def _forms(texts: Iterable[str]) -> dict[str, None]:
    """Give each text as it is and as it stands inside JSON, of `jsonencode` too, a URL and HTML."""
    found: dict[str, None] = {}
    for text in texts:
        quoted = json.dumps(text)[1:-1]
        encoded = quoted.translate(_ENCODED)
        found |= dict.fromkeys((text, quoted, encoded, json.dumps(text, ensure_ascii=False)[1:-1]))
        found |= dict.fromkeys(
            (
                quote(text, errors="replace"),
                quote(text, "", errors="replace"),
                quote_plus(text, errors="replace"),
                escape(text),
            )
        )
    return found


_ENCODED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


def _alone(word: str) -> str:
    """Match a word that is no part of another."""
    before = r"(?<!\w)" if word[0].isalnum() else ""
    behind = r"(?!\w)" if word[-1].isalnum() else ""
    return f"{before}{re.escape(word)}{behind}"


def _decoded(text: str) -> str:
    digits = text.rstrip("=")
    padded = digits + "=" * (-len(digits) % 4)
    try:
        return b64decode(padded, altchars=b"-_" if "-" in text or "_" in text else None).decode()
    except ValueError:
        return ""


def _lines(text: str) -> tuple[str, ...]:
    return (text, *text.split("\n"))


def _parsed(text: str) -> Value:
    try:
        value: Value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict | list) else None


def clipped(text: str, most: int) -> str:
    """Cut a text that is longer than `most` characters, visibly."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
