"""
The configuration's files beside a plan: which hold what, read when a question points at them.

Over 300 lines: every question is answered from the same files, found and read once.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from planguard.load.origins import origins, split_call
from planguard.load.source_files import configuration_files
from planguard.load.value_files import assigned
from planguard.model.source import Block, Location, NoSources, Span
from planguard.readers.terraform_hcl import (
    ANYTHING,
    may_hide,
    removed_blocks,
    scan_headers,
    settings_line,
)

if TYPE_CHECKING:
    from planguard.load.outline_cache import OutlineCache


def open_sources(
    directory: Path, modules: Mapping[str, str], home: Path | None = None
) -> DirectorySources | NoSources:
    """
    Open the configuration in `directory`.

    `modules` maps paths of configuration modules (`module.a.module.b`) to the sources their calls
    name, as far as the plan tells them; for others the calls are read. Locations are relative to
    `home`, links resolved, as code hosts want them (`find_repository` gives it); without it, to
    `directory`.
    """
    if not configuration_files(directory):
        return NoSources(f"no .tf files in {directory}")
    from planguard.load.outline_cache import (  # noqa: PLC0415 - many checks have no sources
        OutlineCache,
        cache_directory,
    )

    cache = OutlineCache(cache_directory(os.environ, sys.platform))
    return DirectorySources(directory, modules, cache, home)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A configuration file that was looked at, not yet read."""

    label: str
    content: bytes
    headers: frozenset[str]
    hides: bool
    """Whether it seems to hold references that a plan leaves out."""

    @property
    def text(self) -> str:
        """Decode it; what is no UTF-8 is replaced."""
        return self.content.decode("utf-8-sig", errors="replace")


class DirectorySources:
    """The files of a root module and of its modules, as far as they are at hand."""

    def __init__(
        self,
        directory: Path,
        modules: Mapping[str, str],
        cache: OutlineCache,
        home: Path | None = None,
    ) -> None:
        """Look at nothing yet."""
        self._root = directory
        self._home = home.resolve() if home else None
        self._told = modules
        self._cache = cache
        self._problems: dict[str, str] = {}
        self._directories: dict[str, Path | None] = {"": directory}
        self._files: dict[Path, tuple[_File, ...]] = {}
        self._read: dict[str, Mapping[str, Block]] = {}
        self._lines: dict[str, list[str]] = {}
        self._removals: dict[str, tuple[tuple[str, Span], ...]] = {}
        self._hidden: dict[str, Mapping[str, Mapping[str, tuple[str, ...]]]] = {}
        self._installed: Mapping[str, Path] | None = None

    @property
    def missing(self) -> str:
        """Say which files could not be read and which modules are not at hand, so far."""
        return "; ".join(self._problems.values())

    @property
    def directory(self) -> str:
        """Directory of the root module, absolute, with `/`."""
        return self._root.resolve().as_posix()

    @property
    def anchor(self) -> Location | None:
        """Give the first line of the root module: its `terraform` block, else its main file."""
        files = [file for file in self._files_in(self._root) if file.content.strip()]
        for file in files:
            if line := settings_line(file.text):
                return self._first(file, line)
        main = sorted(files, key=lambda file: (not file.label.startswith("main."), file.label))
        return self._first(main[0], 1) if main else None

    def _first(self, file: _File, line: int) -> Location:
        span = Span(line=line, column=1, end_line=line)
        return self._at_home(_location(file.label, span, "root module"))

    def files(self, module: str, local: str) -> tuple[str, ...]:
        """Name the files of a block and of the calls of its module, innermost first."""
        found: dict[str, None] = {}
        header = local
        while True:
            found.update(dict.fromkeys(self._holding(module, header)))
            if not module:
                return tuple(found)
            module, name = split_call(module)
            header = f"module.{name}"

    def _holding(self, module: str, header: str) -> list[str]:
        """Name the files that hold a block; they are read only where it seems to be in several."""
        directory = self._directory(module)
        files = self._files_in(directory) if directory else ()
        found = [file.label for file in files if header in file.headers]
        if len(found) > 1:
            found = [label for label, _ in self.blocks(module, header)]
        return found[-1:]

    def references_of(self, module: str, local: str) -> Mapping[str, tuple[str, ...]]:
        """Give the references that a plan leaves out."""
        if module not in self._hidden:
            self._hidden[module] = self._find_hidden(module)
        return self._hidden[module].get(local, {})

    def _find_hidden(self, module: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Read the files of a module that seem to hold what a plan leaves out."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        directory = self._directory(module)
        for file in self._files_in(directory) if directory else ():
            if file.hides:
                for header, block in self._blocks_of(file).items():
                    if block.hidden:
                        # Files that override others come first.
                        found[header] = {**block.hidden, **found.get(header, {})}
        return found

    def locals_of(self, module: str, name: str) -> tuple[str, ...]:
        """Give the references in `local.name`."""
        for _, block in self.blocks(module, f"local.{name}"):
            return block.references.get("", ())
        return ()

    def locate(
        self, module: str, local: str, attribute: str, address: str = ""
    ) -> tuple[Location, ...]:
        """
        Find the attribute, its block and the calls of its module, innermost first.

        What a `removed` block takes out of the state is found there. With the address of an
        instance the line where its value is written comes before all that (an `argument` of a
        call, a `local`, a `variable`), and the places it is handed on by come last.
        """
        found: list[Location] = []
        blocks = list(self.blocks(module, local))
        steps = _named_steps(attribute)
        for path in _prefixes(steps):
            places = ((label, block.attributes.get(path)) for label, block in blocks)
            place = next(((label, span) for label, span in places if span), None)
            if place:
                found.append(_location(*place, "attribute"))
                break
        # The last is the block itself; those before it override parts of it.
        found += [_location(label, block.span, block.what) for label, block in blocks[-1:]]
        found += () if blocks else self._removed(module, local)
        inner = module
        while inner:
            inner, name = split_call(inner)
            calls = list(self.blocks(inner, f"module.{name}"))
            found += [_location(label, block.span, block.what) for label, block in calls[-1:]]
        chain = origins(self, module, local, steps, address) if address else ()
        found = [*chain[-1:], *found, *chain[:-1]]
        return tuple(self._at_home(each) for each in found)

    def _removed(self, module: str, local: str) -> Iterator[Location]:
        """Find the `removed` block of what is no longer declared, here or further out."""
        path = local
        while True:
            directory = self._directory(module)
            for file in self._files_in(directory) if directory else ():
                if file.label not in self._removals:
                    self._removals[file.label] = removed_blocks(file.text)
                for source, span in self._removals[file.label]:
                    if f"{path}.".startswith(f"{source}."):
                        yield _location(file.label, span, "removed")
                        return
            if not module:
                return
            module, name = split_call(module)
            path = f"module.{name}.{path}"

    def line(self, module: str, label: str, number: int) -> str:
        """Give a line of a file."""
        directory = self._directory(module)
        if label not in self._lines:
            texts = [
                file.text
                for file in self._files_in(directory or self._root)
                if file.label == label and not label.endswith(".json")
            ]
            self._lines[label] = "".join(texts).split("\n")
        lines = self._lines[label]
        return lines[number - 1].rstrip("\r") if number <= len(lines) else ""

    def assigned(self, variable: str) -> tuple[str, Span] | None:
        """Find where a file of values that the tool reads by itself sets a root variable."""
        return assigned(self._root, variable)

    def _at_home(self, place: Location) -> Location:
        """Name a place's file as the repository does."""
        if self._home is None:
            return place
        path = (self._root / place.file).resolve()
        return replace(place, file=Path(os.path.relpath(path, self._home)).as_posix())

    def lifecycle(self, module: str, local: str) -> Mapping[str, object]:
        """Give the block's `lifecycle` arguments, overrides applied."""
        words: dict[str, object] = {}
        for _, block in reversed(list(self.blocks(module, local))):
            words |= block.lifecycle
        return words

    def blocks(self, module: str, header: str) -> Iterator[tuple[str, Block]]:
        """Give the blocks with a header and their files, those that override others first."""
        directory = self._directory(module)
        if directory is None:
            return
        for file in self._files_in(directory):
            if header in file.headers or ANYTHING in file.headers:
                block = self._blocks_of(file).get(header)
                if block:
                    yield file.label, block

    def _blocks_of(self, file: _File) -> Mapping[str, Block]:
        """Read a file, once."""
        if file.label not in self._read:
            blocks: dict[str, Block] = {}
            outline, problem = self._cache.outline(file.content, file.label)
            for block in outline.blocks:
                blocks.setdefault(block.header, block)
            if problem:
                self._problems[file.label] = f"cannot read {problem}"
            self._read[file.label] = blocks
        return self._read[file.label]

    def _files_in(self, directory: Path) -> tuple[_File, ...]:
        """Look at the files of a module, once."""
        if directory not in self._files:
            self._files[directory] = tuple(
                file for path in configuration_files(directory) if (file := self._look_at(path))
            )
        return self._files[directory]

    def _look_at(self, path: Path) -> _File | None:
        label = self._label(path)
        try:
            content = path.read_bytes()
        except OSError as error:
            self._problems[label] = f"cannot read {label}: {error.strerror}"
            return None
        text = content.decode("utf-8-sig", errors="replace")
        return _File(
            label=label,
            content=content,
            headers=scan_headers(text, path.name),
            hides=may_hide(text),
        )

    def _label(self, path: Path) -> str:
        """Name a file relative to the source directory."""
        try:
            return Path(os.path.relpath(path, self._root)).as_posix()
        except ValueError:  # another drive
            return path.as_posix()

    def _directory(self, module: str) -> Path | None:
        """Find the directory of a configuration module, once."""
        if module not in self._directories:
            self._directories[module] = None  # ends a circle of calls
            found = self._search(module)
            if found is None:
                why = f"the files of {module} are not at hand (`terraform init` fetches them)"
                self._problems[module] = why
            self._directories[module] = found
        return self._directories[module]

    def _search(self, module: str) -> Path | None:
        """Find a module by its local source, else where the tool installed it."""
        parent, name = split_call(module)
        installed = self._installed_at().get(module)
        source = self._told.get(module, "")
        if module not in self._told and installed is None:
            source = next((block.source for _, block in self._calls(parent, name)), "")
        above = self._directory(parent)
        if above is not None and source.startswith(("./", "../", ".\\", "..\\")):
            beside = Path(os.path.normpath(above / source.replace("\\", "/")))
            if beside.is_dir():
                return beside
        return installed if installed is not None and installed.is_dir() else None

    def _calls(self, parent: str, name: str) -> Iterator[tuple[str, Block]]:
        return self.blocks(parent, f"module.{name}")

    def _installed_at(self) -> Mapping[str, Path]:
        """Read where `init` put the modules, by path of the configuration module."""
        if self._installed is None:
            self._installed = dict(_installed(self._root))
        return self._installed


def _installed(root: Path) -> Iterator[tuple[str, Path]]:
    try:
        entries = json.loads((root / ".terraform" / "modules" / "modules.json").read_bytes())
        for entry in entries["Modules"]:
            path = ".".join(f"module.{name}" for name in entry["Key"].split(".") if name)
            yield path, Path(os.path.normpath(root / entry["Dir"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return


def _named_steps(attribute: str) -> tuple[str, ...]:
    """Give the attribute's path without positions."""
    return tuple(step for step in attribute.split(".") if step and not step.isdigit())


def _prefixes(steps: Sequence[str]) -> Iterator[str]:
    """Give a path, then ever shorter ones."""
    for length in range(len(steps), 0, -1):
        yield ".".join(steps[:length])


def _location(label: str, span: Span, what: str) -> Location:
    return Location(
        file=label, line=span.line, column=span.column, end_line=span.end_line, what=what
    )
