"""Pulumi's names of resources: URNs, addresses, and where a program declares what they name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from planguard.model.words import Address

_PREFIX = "urn:pulumi:"
_PARTS = 4
_POSITION = re.compile(r"project:///(?P<file>[^#]+)#(?P<line>\d{1,9})(?:,(?P<column>\d{1,9}))?")
_FOREIGN = ("node_modules/", "site-packages/", "/.pulumi/", "venv/")

STACK = "pulumi:pulumi:Stack"
_PROVIDERS = "pulumi:providers:"


class Urn(NamedTuple):
    """What a URN says; only the name may hold `::`."""

    stack: str
    project: str
    qualified: str
    """Type with those of the parents before it: `acme:shop:Backend$aws:rds/instance:Instance`."""
    name: str

    @property
    def type(self) -> str:
        """The resource's own type."""
        return self.qualified.rpartition("$")[2]

    @property
    def address(self) -> Address:
        """The name within its stack and project."""
        return Address(_printable(f"{self.qualified}::{self.name}"))

    @property
    def is_default_provider(self) -> bool:
        """Whether the engine made this provider itself, which is no part of the program."""
        return is_provider(self.type) and self.name.startswith("default")


@lru_cache(maxsize=65536)
def split_urn(text: str) -> Urn | None:
    """Take a URN apart; `None` when it is none."""
    parts = text.removeprefix(_PREFIX).split("::", _PARTS - 1)
    if not text.startswith(_PREFIX) or len(parts) != _PARTS:
        return None
    stack, project, qualified, name = parts
    return Urn(_printable(stack), _printable(project), qualified, name)


def _printable(text: str) -> str:
    """Write out what would steer a terminal, a runner's log or the direction of a text."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


@lru_cache(maxsize=65536)
def address_of(text: str) -> Address:
    """Give the address for a URN, and any other text as it is."""
    urn = split_urn(text)
    return urn.address if urn else Address(text)


def type_of(text: str) -> str:
    """Give the type in a URN; `""` for any other text."""
    urn = split_urn(text)
    return urn.type if urn else ""


def is_provider(type_: str) -> bool:
    """Tell whether a type is that of a provider."""
    return type_.startswith(_PROVIDERS)


def is_hidden(urn: str) -> bool:
    """Tell whether a URN is that of the root stack or of a provider the engine made itself."""
    if STACK not in urn and _PROVIDERS not in urn:
        return False
    parts = split_urn(urn)
    return parts is not None and (parts.qualified == STACK or parts.is_default_provider)


def provider_urn(reference: str) -> str:
    """Give the URN in a reference to a provider, which ends with the provider's id."""
    return reference.rpartition("::")[0]


@lru_cache(maxsize=4096)
def is_own_position(text: str) -> bool:
    """Tell whether a source position is in the user's program, not in a library of it."""
    return text.startswith("project:///") and not any(part in text for part in _FOREIGN)


@lru_cache(maxsize=4096)
def position_of(text: str) -> tuple[str, int, int] | None:
    """Give file, line and column for `project:///index.ts#43,20`; `None` for anything else."""
    found = _POSITION.fullmatch(text)
    if found is None or not is_own_position(text):
        return None
    return found["file"], int(found["line"]), int(found["column"] or 0)
