"""What a team decides about its own ground: environments, overrides, owners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planguard.model.value import Value
from planguard.model.words import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """Where the plan will be applied. One that nobody recognised is protected."""

    name: str = ""
    protected: bool = True
    live: bool = False
    """Declared to be in use, so that a plan which creates everything means a lost state."""
    known_from: str = ""
    """How it was recognised, for people: `--env`, `workspace`, `tag environment` ..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A team's change to one policy, with the reason that goes into reports."""

    reason: str
    off: bool = False
    decision: Decision | None = None
    params: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerRule:
    """Who owns what matches: `pattern` is a glob on addresses, or on files for CODEOWNERS."""

    pattern: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """How owners and services are found; the first that answers wins, in this order."""

    owner_tags: tuple[str, ...] = ("owner", "team")
    service_tags: tuple[str, ...] = ("service", "app", "application")
    owners: tuple[OwnerRule, ...] = ()
    services: tuple[OwnerRule, ...] = ()
    codeowners: tuple[OwnerRule, ...] = ()
    """In file order; the last match wins, as on GitHub."""
    codeowners_home: str = ""
    """Directory their patterns start from, absolute, with `/`; `""` for that of the sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything configured that the pipeline needs."""

    environment: Environment = field(default_factory=Environment)
    ownership: Ownership = field(default_factory=Ownership)
    overrides: Mapping[str, Override] = field(default_factory=dict)
    actor: str = ""
