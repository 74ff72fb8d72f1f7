"""
The patterns that rules name: one file for each piece of comparing logic.

Their modules are imported when a rule first asks for them: most plans need a few, and importing
all of them takes longer than reading a small plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final

from planguard.actions.interface import Pattern

NAMES: Final = (
    "annotations",
    "arm",
    "assignment",
    "bindings",
    "capabilities",
    "changed",
    "chart",
    "choice",
    "containers",
    "deadline",
    "document",
    "grants",
    "ingress",
    "isolation",
    "limit",
    "manifest",
    "members",
    "number",
    "order",
    "permission",
    "prefix",
    "presence",
    "rbac",
    "retention",
    "role_members",
    "routes",
    "script",
    "secret",
    "secret_keys",
    "service",
    "settings",
    "size",
    "template",
    "threshold",
    "toggle",
    "variables",
    "verb",
    "version",
    "weights",
)


class _Patterns(Mapping[str, Pattern]):
    """The `compare` function of each pattern, by the name of its module."""

    def __init__(self) -> None:
        self._known: dict[str, Pattern] = {}

    def __getitem__(self, name: str) -> Pattern:
        """Give a pattern; an unknown name is a `KeyError`."""
        if name not in self._known:
            if name not in NAMES:
                raise KeyError(name)
            compare: Pattern = import_module(f"{__name__}.{name}").compare
            self._known[name] = compare
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return iter(NAMES)

    def __len__(self) -> int:
        """Count the patterns."""
        return len(NAMES)


PATTERNS: Final[Mapping[str, Pattern]] = _Patterns()
"""Every pattern, by the name rules have for it."""
