"""Finds what gives a secret away in a value that anybody may read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from planguard.actions.values.scalar import listed
from planguard.model.secret_shape import (
    is_made_up,
    length_class,
    names_secret,
    plain_secrets,
    secret_kind,
    stays_secret,
)
from planguard.model.value import Value
from planguard.model.words import Confidence

_START = 8
"""A known secret is looked up by so many of its first characters; shorter ones are none."""
_MADE_UP = frozenset({"chosen", "worded"})


class Exposure(NamedTuple):
    """A secret that can be read; what may be told of it is its kind, its length and its place."""

    text: str
    kind: str
    confidence: Confidence

    def __repr__(self) -> str:
        """Hide the secret."""
        return f"Exposure((sensitive), {self.kind!r}, {self.confidence!r})"

    def __str__(self) -> str:
        """Hide the secret."""
        return repr(self)

    @property
    def said(self) -> str:
        """What is told of it in a sentence."""
        length = f", {length_class(self.text)} characters" if self.text else ""
        return f"{self.kind}{length}"

    @property
    def details(self) -> Mapping[str, Value]:
        """What an action says of it."""
        length = length_class(self.text) if self.text else ""
        return {"secret_kind": self.kind, "secret_length": length}


KNOWN = "value that is sensitive elsewhere in the plan"


def exposure(name: str, value: Value, secrets: AbstractSet[str]) -> Exposure | None:
    """
    Say what the variable `name` gives away; `secrets` are those of the whole plan.

    What is sensitive elsewhere is `exact`. The shape of a secret is `inferred`, and so is a
    literal under a name that suggests a secret; one of plain words is a `guess`.
    """
    if not isinstance(value, str) or len(value) < _START:
        return None
    if value in secrets and len(value) >= _START:
        if names_secret(name) and secret_kind(name, value):
            return Exposure(value, KNOWN, Confidence.EXACT)
        if stays_secret(value) or plain_secrets(value):
            return Exposure(value, KNOWN, Confidence.EXACT)
    if inside := known_in(value, secrets):
        return Exposure(inside[0], KNOWN, Confidence.EXACT)
    kind = secret_kind(name, value)
    if kind in _MADE_UP:
        sure = Confidence.GUESS if kind == "worded" else Confidence.INFERRED
        return Exposure(value, "secret by its name", sure)
    if kind:
        found = next(each for each in plain_secrets(value) if each.kind == kind)
        return Exposure(found.text, kind, Confidence.INFERRED)
    return None


_GIVING = re.compile(r"(?:\A|_)(?:secret_(?:string|data|binary)|connection_string)\Z")


def gives_secret(origin: str) -> bool:
    """Tell whether an attribute, as `address.attribute`, is a secret by its name and its type."""
    address, _, attribute = origin.rpartition(".")
    type_ = next((part for part in address.split(".") if "_" in part), "")
    if attribute in {"value", "result"}:
        return "password" in type_ or type_.endswith("_secret")
    return names_secret(attribute) or bool(_GIVING.search(attribute))


def kinds(found: Iterable[Exposure]) -> str:
    """Word which kinds of secrets were found."""
    said = dict.fromkeys(each.said for each in found)
    return listed(list(said))


def known_in(text: str, secrets: AbstractSet[str]) -> tuple[str, ...]:
    """List the secrets of the plan that stand inside a longer text and that a generator made."""
    index = _index(secrets) if isinstance(secrets, frozenset) else {}
    if not index or len(text) <= _START:
        return ()
    return tuple(dict.fromkeys(_standing(text, index)))


def _standing(text: str, index: Mapping[str, list[str]]) -> Iterator[str]:
    # One look per character, however many secrets a plan has; nearly always there is none.
    places = range(len(text) - _START + 1)
    if index.keys().isdisjoint({text[at : at + _START] for at in places}):
        return
    for at in places:
        for secret in index.get(text[at : at + _START], ()):
            if len(secret) < len(text) and text.startswith(secret, at):
                yield secret


@lru_cache(maxsize=4)
def _index(secrets: frozenset[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for secret in secrets:
        if stays_secret(secret) and (is_made_up(secret) or plain_secrets(secret)):
            found[secret[:_START]].append(secret)
    return dict(found)
