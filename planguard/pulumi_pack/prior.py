"""What the stack was before this run: a file, or what `pulumi stack export` says."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

VARIABLE = "PLANGUARD_PULUMI_STATE"
_TIMEOUT = 60.0
_REMEDY = f"{VARIABLE}, or let `pulumi stack export` run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """The prior state, as Pulumi writes it, or why there is none."""

    resources: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    """Without those that are only left over from a replacement."""
    whole: bytes = field(default=b"", repr=False)
    """The export; empty for a stack that has nothing yet."""
    missing: str = ""
    """Why the prior state is not known; `""` when it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """The stack being analysed, as the engine names it."""

    name: str
    project: str
    organization: str = ""
    dry_run: bool = True
    config: Mapping[str, str] = field(default_factory=dict, repr=False)
    secret_keys: frozenset[str] = frozenset()

    @property
    def full_name(self) -> str:
        """The name by which Pulumi finds the stack from anywhere."""
        return "/".join(part for part in (self.organization, self.project, self.name) if part)

    @property
    def prefix(self) -> str:
        """What a URN of the stack begins with."""
        return f"urn:pulumi:{self.name}::{self.project}::"

    @property
    def root(self) -> str:
        """URN of the stack itself."""
        return f"{self.prefix}pulumi:pulumi:Stack::{self.project}-{self.name}"


class PriorState:
    """
    Finds the prior state in the background while the program runs.

    It must be asked for as soon as the stack is known, since an update writes a new one.
    """

    def __init__(self, stack: Stack, environ: Mapping[str, str], folder: Path) -> None:
        """Begin to look for it."""
        self._found: list[Prior] = []
        self._thread = Thread(target=self._find, args=(stack, environ, folder), daemon=True)
        self._thread.start()

    def get(self) -> Prior:
        """Wait for it."""
        self._thread.join()
        return self._found[0] if self._found else Prior(missing=_missing("looking for it failed"))

    def _find(self, stack: Stack, environ: Mapping[str, str], folder: Path) -> None:
        self._found.append(find_prior(stack, environ, folder))


def find_prior(stack: Stack, environ: Mapping[str, str], folder: Path) -> Prior:
    """Read the prior state from the file that the environment names, else ask Pulumi for it."""
    name = environ.get(VARIABLE, "")
    if not name:
        return _exported(stack, environ, folder)
    try:
        text = (folder / name).read_bytes()
    except OSError as error:
        return Prior(missing=f"{VARIABLE} cannot be read: {error.strerror}")
    return prior_of(text, stack, VARIABLE)


def prior_of(text: bytes, stack: Stack, where: str) -> Prior:
    """Take a stack export apart; what is none, or of another stack, is no prior state."""
    try:
        whole = json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Prior(missing=_missing(f"{where} holds no JSON"))
    deployment = _part(whole, "deployment", "checkpoint")
    if deployment is _ABSENT:
        return Prior(missing=_missing(f"{where} holds no stack export"))
    if isinstance(deployment, dict) and "latest" in deployment:
        deployment = deployment["latest"]
    listed = (deployment or {}).get("resources") or []
    if not isinstance(listed, list) or not all(map(_is_resource, listed)):
        return Prior(missing=_missing(f"{where} holds no stack export"))
    resources = tuple(listed)
    if any(not each["urn"].startswith(stack.prefix) for each in resources):
        return Prior(missing=_missing(f"{where} holds the state of another stack"))
    current = [each for each in resources if not each.get("delete")]
    there = tuple(each for each in current if not each.get("pendingReplacement"))
    return Prior(resources=there, whole=text if resources else b"")


def _is_resource(listed: Any) -> bool:
    return isinstance(listed, dict) and isinstance(listed.get("urn"), str)


_ABSENT: Any = object()


def _part(whole: Any, *names: str) -> Any:
    """Give the part that holds the resources: an object, or null for a stack that has none."""
    if not isinstance(whole, dict):
        return _ABSENT
    found = next((whole[name] for name in names if name in whole), _ABSENT)
    return found if found is None or isinstance(found, dict) else _ABSENT


def _exported(stack: Stack, environ: Mapping[str, str], folder: Path) -> Prior:
    command = shutil.which("pulumi", path=environ.get("PATH"))
    if command is None:
        return Prior(missing=_missing("pulumi is not on the PATH"))
    export = [command, "stack", "export", "--non-interactive", "--stack", stack.full_name]
    reason = ""
    # Secrets can only be compared in clear; whoever may not see them still learns all the rest.
    for further in (["--show-secrets"], []):
        try:
            done = subprocess.run(  # noqa: S603 - the tool that runs us, no shell
                [*export, *further],
                cwd=folder,
                env={**environ, "PULUMI_SKIP_UPDATE_CHECK": "true"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_TIMEOUT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Prior(missing=_missing(f"no answer in {_TIMEOUT:.0f} s"))
        except OSError as error:
            return Prior(missing=_missing(f"pulumi cannot be run: {error.strerror}"))
        if done.returncode == 0:
            return prior_of(done.stdout, stack, "`pulumi stack export`")
        reason = f"`pulumi stack export` ended with code {done.returncode}"
    return Prior(missing=_missing(reason))


def _missing(why: str) -> str:
    return f"{why} ({_REMEDY})"
