"""Live systems that answer questions, one file each; the only other network."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

from planguard.sources.interface import Source

SOURCES: Mapping[str, str] = {
    "prometheus": "planguard.sources.prometheus",
    "alertmanager": "planguard.sources.alertmanager",
    "aws": "planguard.sources.aws",
    "postgres": "planguard.sources.postgres",
    "calendar": "planguard.sources.calendar",
    "flags": "planguard.sources.flags",
    "http": "planguard.sources.http",
    "command": "planguard.sources.command",
    "file": "planguard.sources.file",
    "ci": "planguard.sources.ci",
}
"""Every kind of source and its module, which is imported when it is configured."""


def source_named(name: str) -> Source | None:
    """Give the kind of source called `name`, if there is one."""
    module = SOURCES.get(name)
    return importlib.import_module(module) if module else None  # type: ignore[return-value] # a module is one
