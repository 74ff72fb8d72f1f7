"""
What a configuration stood on before: at a revision in git, or in the plan that was applied last.

Revisions are read with the `git` on the PATH, objects alone: no working copy is touched, nothing
is fetched, no hook or filter runs. Where that fails nothing is claimed, unless it was asked for.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from posixpath import normpath
from typing import TypeAlias

from planguard.errors import ConfigError
from planguard.load.plan_files import load_plan_file
from planguard.load.source_files import SUFFIXES
from planguard.model.plan import Configuration, Plan
from planguard.model.standing import Block, Called, Requirement, Since, Standing
from planguard.model.value import Unknown
from planguard.readers.terraform_hcl.standing import (
    read_lock,
    read_standing,
    without_credentials,
)
from planguard.sources.interface.pipeline import pipeline_fields

Folder: TypeAlias = Callable[[str], Mapping[str, str]]
"""Gives the files of a directory, relative to the root, by name; nothing where there is none."""

_LOCK = ".terraform.lock.hcl"
_TIMEOUT = 30
_LARGEST = 4 * 1024 * 1024
_DEEPEST = 12


def since_plan(name: str, now: Plan, *, tool: str = "") -> Since:
    """Compare with the configuration of an earlier plan. Raises what reading a plan raises."""
    before = load_plan_file(name, tool=tool).plan
    return Since(
        label=before.label,
        before=standing_of(before.configuration),
        now=standing_of(now.configuration),
    )


def standing_of(configuration: Configuration) -> Standing:
    """Give what the configuration in a plan says: constraints and sources alone."""
    required: dict[tuple[str, str], Requirement] = {}
    for each in configuration.providers.values():
        key = (each.module, each.name)
        # Of a provider's aliases not all repeat the constraint.
        if each.full_name and (each.version or key not in required):
            required[key] = Requirement(each.full_name, each.version)
    return Standing(
        required=required,
        calls={
            path: Called(without_credentials(module.source), module.version)
            for path, module in configuration.modules.items()
            if path
        },
    )


def since_revision(
    directory: Path, home: Path | None, environ: Mapping[str, str], revision: str = ""
) -> Since | None:
    """
    Compare with where the change set out from: the merge base of `revision` with what is checked out.

    Without a revision it is the branch that the CI system says the change goes to. `home` is the
    root of the working copy. `None` where nobody names a revision, or it is not here.

    Raises:
        ConfigError: the revision that was asked for cannot be read.

    """
    wanted = (revision,) if revision else _targets(environ)
    if not wanted:
        return None
    git = _Git(home) if home is not None and shutil.which("git") else None
    found = git and next((each for each in map(git.base, wanted) if each), None)
    if git is None or home is None or not found:
        if revision:
            raise ConfigError(
                f"--base {revision}", "there is no such revision here",
                "fetch it (a shallow clone lacks it), and run inside the working copy",
            )  # fmt: skip
        return None
    name, commit = found
    root = Path(os.path.relpath(directory.resolve(), home.resolve())).as_posix()
    before = standing_in(lambda folder: git.files(commit, folder), root)
    if before is None:  # the root module is new: there is nothing to compare
        return Since(label=f"{name} ({commit[:7]})", before=Standing(), now=Standing())
    now = standing_in(lambda folder: _files_of(home / folder), root) or Standing()
    return Since(label=f"{name} ({commit[:7]})", before=before, now=now)


def target_of(environ: Mapping[str, str]) -> str:
    """Give the branch that the CI system says the change goes to; `""` where it says none."""
    return pipeline_fields(environ).get("target", "")


def _targets(environ: Mapping[str, str]) -> tuple[str, ...]:
    target = target_of(environ)
    return (f"origin/{target}", target) if target else ()


def standing_in(files: Folder, root: str) -> Standing | None:
    """Read a root module with the modules in folders beside it; `None` where nothing is there."""
    if not any(name.endswith(SUFFIXES) for name in files(root)):
        return None
    required: dict[tuple[str, str], Requirement] = {}
    calls: dict[str, Called] = {}
    blocks: dict[Block, bool | Unknown] = {}
    todo = [("", root)]
    while todo:
        path, folder = todo.pop()
        for name, text in sorted(files(folder).items(), key=_overriding_last):
            if not name.endswith(SUFFIXES):
                continue
            told = read_standing(text, name)
            required |= {(path, local): need for local, need in told.required.items()}
            blocks |= {Block(path, local): guard for local, guard in told.blocks.items()}
            for call, called in told.calls.items():
                inner = f"{path}.module.{call}" if path else f"module.{call}"
                calls[inner] = called
                if called.source.startswith(("./", "../")) and inner.count("module.") < _DEEPEST:
                    todo.append((inner, normpath(f"{folder}/{called.source}")))
    lock = files(root).get(_LOCK, "")
    return Standing(required=required, locked=read_lock(lock), calls=calls, blocks=blocks)


def _overriding_last(item: tuple[str, str]) -> tuple[bool, str]:
    stem = item[0].partition(".")[0]
    return stem == "override" or stem.endswith("_override"), item[0]


def _files_of(folder: Path) -> Mapping[str, str]:
    found = {}
    try:
        for path in folder.iterdir():
            if _counts(path.name) and path.is_file():
                found[path.name] = path.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError:
        return found
    return found


def _counts(name: str) -> bool:
    return name == _LOCK or (name.endswith(SUFFIXES) and not name.startswith("."))


class _Git:
    """Objects of one repository, read and never fetched."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._kept: dict[tuple[str, str], Mapping[str, str]] = {}

    def base(self, revision: str) -> tuple[str, str] | None:
        """Give a revision's name and the commit it has in common with what is checked out."""
        if revision.startswith("-"):
            return None
        asked = f"{revision}^{{commit}}"
        commit = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", asked)
        if not commit:
            return None
        merged = self._ask("merge-base", commit.decode().strip(), "HEAD")
        return revision, (merged or commit).decode().split()[0]

    def files(self, commit: str, folder: str) -> Mapping[str, str]:
        """Read the configuration files of a folder, once."""
        key = (commit, folder)
        if key not in self._kept:
            self._kept[key] = {} if folder.startswith("../") else self._read(commit, folder)
        return self._kept[key]

    def _read(self, commit: str, folder: str) -> Mapping[str, str]:
        at = [] if folder in {"", "."} else ["--", f"{folder}/"]
        listed = self._ask("ls-tree", "-z", "--full-tree", commit, *at)
        entries: list[tuple[str, str]] = []
        for line in listed.decode(errors="replace").split("\0"):
            found = re.fullmatch(
                r"100(?:644|755) blob ([0-9a-f]+)\t(?:.*/)?([^/]+)", line, re.DOTALL
            )
            if found and _counts(found[2]):
                entries.append((found[1], found[2]))
        asked = "".join(f"{oid}\n" for oid, _ in entries).encode()
        told = self._ask("cat-file", "--batch", given=asked) if entries else b""
        texts: dict[str, str] = {}
        for _, name in entries:
            head, _, told = told.partition(b"\n")
            parts = head.split()
            if len(parts) != len(("oid", "type", "size")):
                break
            size = int(parts[2])
            if size <= _LARGEST:
                texts[name] = told[:size].decode("utf-8-sig", errors="replace")
            told = told[size + 1 :]
        return texts

    def _ask(self, *words: str, given: bytes = b"") -> bytes:
        """Run git; nothing where it fails."""
        quiet = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
        try:
            done = subprocess.run(  # noqa: S603 - the one on the PATH, no shell
                ["git", "--no-replace-objects", *words],  # noqa: S607 - as above
                cwd=self._home,
                env={**os.environ, **quiet},
                input=given,
                capture_output=True,
                timeout=_TIMEOUT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return b""
        return done.stdout if done.returncode == 0 else b""
