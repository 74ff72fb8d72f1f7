"""Where things stand in the configuration's files, as far as those are at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in a file; lines and columns (in code points) count from 1."""

    file: str
    """Relative to the repository, or to the source directory where that is in none, with `/`."""
    line: int
    column: int
    end_line: int
    what: str = ""
    """`attribute`, `resource`, `data`, `ephemeral`, `module call`, `argument` (of one), `output`,
    `local`, `variable`, `provider`, `removed` or `root module`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where something stands in one file; lines and columns (in code points) count from 1."""

    line: int
    column: int
    end_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """
    One block of a file, or one local, by structure alone: never with the values it holds.

    Paths of attributes are dotted, pass through nested and `dynamic` blocks and object values
    (`ingress.cidr_blocks`, `tags.Name`) and drop positions: the first block of a name counts.
    """

    header: str
    """`aws_vpc.a`, `data.t.n`, `ephemeral.t.n`, `module.m`, `output.x`, `local.y`, `var.x` or
    `provider.aws`."""
    what: str
    """As in `Location`."""
    span: Span
    attributes: Mapping[str, Span] = field(default_factory=dict)
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By attribute; a local's own are under `""`."""
    lifecycle: Mapping[str, object] = field(default_factory=dict)
    hidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """References where a plan does not show them: see `Sources.references_of`."""
    source: str = ""
    """A module call's source when it is a local path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The structure of one configuration file."""

    blocks: tuple[Block, ...] = ()


class Sources(Protocol):
    """The configuration's own files. Every question may be answered with nothing."""

    @property
    def missing(self) -> str:
        """Say why there are no sources, or what of them could not be read; `""` when all is well."""

    @property
    def directory(self) -> str:
        """Directory of the root module, absolute, with `/`; `""` when there are no files."""

    @property
    def anchor(self) -> Location | None:
        """
        Give where to send a reader for what stands nowhere: the first line of the root module.

        Its `terraform` block, else its main file or its first, as a `root module`.
        """

    def files(self, module: str, local: str) -> tuple[str, ...]:
        """
        Name the files of a block and of the calls of its module, innermost first.

        They are relative to `directory`, as in `Location`.
        """

    def references_of(self, module: str, local: str) -> Mapping[str, tuple[str, ...]]:
        """
        Give the references in the block `local` that a plan leaves out, by attribute.

        They stand in `dynamic` blocks (`ingress.cidr_blocks`, and `ingress` for what it repeats
        over), `lifecycle.replace_triggered_by`, conditions and `connection` blocks. Their form is
        that of `locals_of`.
        """

    def locals_of(self, module: str, name: str) -> tuple[str, ...]:
        """
        Give the references in `local.name` of the configuration module `module`.

        They are the long forms (`aws_vpc.a.id`), without their prefixes. Splats and indexes that
        are not constant are left out (`aws_vpc.a[*].id` is `aws_vpc.a.id`), and so are the
        variables of `for` expressions.
        """

    def locate(
        self, module: str, local: str, attribute: str, address: str = ""
    ) -> tuple[Location, ...]:
        """
        Find the block `local` (`aws_vpc.a`, `output.x` ...) of the configuration module `module`.

        The most precise place comes first: the attribute, or the nearest thing around it that is
        written down; then the block; then the calls of the module, innermost first. With the
        address of an instance the line where its value is written comes before these, and the
        places it is handed on by come after them.
        """

    def lifecycle(self, module: str, local: str) -> Mapping[str, object]:
        """
        Give the block's `lifecycle` arguments.

        `prevent_destroy` and `create_before_destroy` are booleans, or `Unknown` when they are
        expressions; `ignore_changes` is a tuple of dotted paths, `("all",)` for all of them;
        `replace_triggered_by` is a tuple of references.
        """


class NoSources:
    """No files are at hand."""

    def __init__(self, why: str = "no configuration files were given") -> None:
        """Keep why there are none."""
        self.missing = why
        self.directory = ""
        self.anchor: Location | None = None

    def files(self, module: str, local: str) -> tuple[str, ...]:  # noqa: ARG002
        """Know nothing."""
        return ()

    def references_of(self, module: str, local: str) -> Mapping[str, tuple[str, ...]]:  # noqa: ARG002
        """Know nothing."""
        return {}

    def locals_of(self, module: str, name: str) -> tuple[str, ...]:  # noqa: ARG002
        """Know nothing."""
        return ()

    def locate(
        self,
        module: str,  # noqa: ARG002
        local: str,  # noqa: ARG002
        attribute: str,  # noqa: ARG002
        address: str = "",  # noqa: ARG002
    ) -> tuple[Location, ...]:
        """Know nothing."""
        return ()

    def lifecycle(self, module: str, local: str) -> Mapping[str, object]:  # noqa: ARG002
        """Know nothing."""
        return {}
