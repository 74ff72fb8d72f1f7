"""Report formats and graph formats, one file each."""

from __future__ import annotations

from planguard.formats import graph_dot, graph_json, graph_mermaid, graph_text, json, text
from planguard.formats.interface import Format, GraphFormat, Style

FORMATS: tuple[Format, ...] = (text, json)
GRAPH_FORMATS: tuple[GraphFormat, ...] = (graph_text, graph_json, graph_dot, graph_mermaid)

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
    return next((each for each in FORMATS if each.name == name), None)


def graph_format_named(name: str) -> GraphFormat | None:
    """Give the graph format called `name`, if there is one."""
    return next((each for each in GRAPH_FORMATS if each.name == name), None)
