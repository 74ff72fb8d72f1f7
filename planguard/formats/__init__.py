"""Report formats and graph formats, one file each; a format is imported when it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

from planguard.formats.interface import Format, GraphFormat, Style

FORMATS: Mapping[str, str] = {
    "text": "planguard.formats.text",
    "json": "planguard.formats.json",
    "sarif": "planguard.formats.sarif",
    "github": "planguard.formats.github",
    "markdown": "planguard.formats.markdown",
    "github-summary": "planguard.formats.github_summary",
    "atlantis": "planguard.formats.atlantis",
    "junit": "planguard.formats.junit",
    "gitlab": "planguard.formats.gitlab",
    "gitlab-terraform": "planguard.formats.gitlab_terraform",
    "html": "planguard.formats.html",
}
"""Every report format and its module."""
GRAPH_FORMATS: Mapping[str, str] = {
    "text": "planguard.formats.graph_text",
    "json": "planguard.formats.graph_json",
    "dot": "planguard.formats.graph_dot",
    "mermaid": "planguard.formats.graph_mermaid",
    "graphml": "planguard.formats.graph_graphml",
}
"""Every graph format and its module."""

__all__ = [
    "FORMATS",
    "GRAPH_FORMATS",
    "Format",
    "GraphFormat",
    "Style",
    "format_named",
    "graph_format_named",
]


def format_named(name: str) -> Format | None:
    """Give the report format called `name`, if there is one."""
    module = FORMATS.get(name)
    return importlib.import_module(module) if module else None


def graph_format_named(name: str) -> GraphFormat | None:
    """Give the graph format called `name`, if there is one."""
    module = GRAPH_FORMATS.get(name)
    return importlib.import_module(module) if module else None
