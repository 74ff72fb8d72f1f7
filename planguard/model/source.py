"""Where things stand in the configuration's files, as far as those are at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in a file; lines and columns count from 1."""

    file: str
    """Relative to the source directory, with `/`."""
    line: int
    column: int
    end_line: int
    what: str = ""
    """`resource`, `attribute`, `module call`, `output` ..."""


class Sources(Protocol):
    """The configuration's own files. Every question may be answered with nothing."""

    @property
    def missing(self) -> str:
        """Say why there are no sources, `""` when there are."""

    def locals_of(self, module: str, name: str) -> tuple[str, ...]:
        """Give the references in `local.name` of the configuration module `module`."""

    def locate(self, module: str, local: str, attribute: str) -> tuple[Location, ...]:
        """
        Find the block `local` (`aws_vpc.a`) of the configuration module `module`.

        The most precise place comes first: the attribute, else its block; then the calls of the
        module, innermost first.
        """

    def lifecycle(self, module: str, local: str) -> Mapping[str, object]:
        """Give the block's `lifecycle` arguments."""


class NoSources:
    """No files are at hand."""

    def __init__(self, why: str = "no configuration files were given") -> None:
        self.missing = why

    def locals_of(self, module: str, name: str) -> tuple[str, ...]:  # noqa: ARG002
        """Know nothing."""
        return ()

    def locate(self, module: str, local: str, attribute: str) -> tuple[Location, ...]:  # noqa: ARG002
        """Know nothing."""
        return ()

    def lifecycle(self, module: str, local: str) -> Mapping[str, object]:  # noqa: ARG002
        """Know nothing."""
        return {}
