"""What the engine is told: diagnostics and policies that do not apply, without its protocol."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

PACK = "planguard"
"""Name of the pack, and of its policy about what could not be judged at all."""


class Level(IntEnum):
    """What Pulumi does about a violation; numbered as in its protocol."""

    ADVISORY = 0
    MANDATORY = 1
    DISABLED = 2
    REMEDIATE = 3


class Severity(IntEnum):
    """How bad a violation is; numbered as in Pulumi's protocol."""

    UNSPECIFIED = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One violation as Pulumi shows it; every text is redacted."""

    policy: str
    description: str
    message: str
    level: Level
    severity: Severity
    urn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inapplicable:
    """A policy that could not say anything, and why."""

    policy: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to one question of the engine."""

    diagnostics: tuple[Diagnostic, ...] = ()
    inapplicable: tuple[Inapplicable, ...] = ()
