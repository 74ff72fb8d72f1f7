"""What a report format is, and what a graph format is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from planguard.model.picture import Picture
from planguard.model.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a format may write: nothing else of the terminal is known to it."""

    color: bool = False
    width: int = 100
    verbose: bool = False


class Format(Protocol):
    """One report format; it knows no clock, path, version or terminal."""

    name: str
    pictured: bool
    """Whether it draws the graph: the report then holds a picture and all attributes."""
    proven: bool
    """Whether it tells the proof and the reach of every action, not of findings alone."""

    def write(self, report: Report, style: Style) -> str:
        """Give the report as text, with a newline at the end."""


class GraphFormat(Protocol):
    """One way to write the dependency graph; it knows no clock, path, version or terminal."""

    name: str

    def draw(self, picture: Picture) -> str:
        """Give the picture as text, with a newline at the end."""
