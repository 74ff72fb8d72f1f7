"""The configuration as values: what planguard.yaml says, checked and completed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from planguard.actions.interface import TypeEntry
from planguard.load.live import Live
from planguard.model.settings import Override, Ownership


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """One environment and how it is recognised; every way holds globs."""

    protected: bool = True
    live: bool = False
    workspace: tuple[str, ...] = ()
    stack: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    variable: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tag: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The configuration as the pipeline takes it."""

    path: Path | None = None
    environments: Mapping[str, Recognition] = field(default_factory=dict)
    policy_folders: tuple[Path, ...] = ()
    shipped_policies: bool = True
    overrides: Mapping[str, Override] = field(default_factory=dict)
    catalogue: Mapping[str, TypeEntry] = field(default_factory=dict)
    ownership: Ownership = field(default_factory=Ownership)
    live: Live = field(default_factory=Live)
