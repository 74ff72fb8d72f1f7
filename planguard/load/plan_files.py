"""Plan files: JSON, standard input, and the binary plan, which its own tool converts."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from planguard.errors import ConfigError, PlanFormatError
from planguard.model.plan import Plan
from planguard.readers import read_plan

_ZIP = b"PK\x03\x04"
_TOOLS = ("terraform", "tofu")
_TIMEOUT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A plan with what was done to get it."""

    plan: Plan
    path: Path | None
    """`None` for standard input."""
    converted_with: str = ""


def load_plan_file(name: str, *, tool: str = "") -> Loaded:
    """
    Read the plan at `name`; `-` is standard input.

    A binary plan file is converted by `tool`, else by `terraform` or `tofu` from the PATH, run in
    the directory that holds `.terraform`. Raises `PlanFormatError` or `ConfigError`.
    """
    if name == "-":
        raw = sys.stdin.buffer.read()
        if raw.startswith(_ZIP):
            raise PlanFormatError("standard input", "is a binary plan file", "give it as a file")
        return Loaded(plan=read_plan(raw, "standard input"), path=None)
    if not name:
        raise PlanFormatError("", "the name of a plan is empty", "give the path of a plan file")
    path = Path(name)
    raw = _bytes(path, name)
    if not raw.startswith(_ZIP):
        return Loaded(plan=read_plan(raw, name), path=path)
    command = _tool(tool, name)
    return Loaded(
        plan=read_plan(_show(command, path, name), name),
        path=path,
        converted_with=Path(command).name,
    )


def _bytes(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise PlanFormatError(name, "does not exist", "give the path of a plan file") from None
    except IsADirectoryError:
        raise PlanFormatError(name, "is a directory", "give the path of a plan file") from None
    except OSError as error:
        raise PlanFormatError(name, f"cannot be read: {error.strerror}") from None


def _tool(wanted: str, name: str) -> str:
    for command in (wanted,) if wanted else _TOOLS:
        if found := shutil.which(command):
            return found
    missing = wanted or "neither terraform nor tofu"
    raise ConfigError(
        name,
        f"is a binary plan file, and {missing} {'is not' if wanted else 'is'} on the PATH",
        "run `terraform show -json PLANFILE > plan.json` where the plan was made",
    )


def _show(command: str, path: Path, name: str) -> bytes:
    """Run `show` where the providers are, since it needs their schemas."""
    place = next(
        (
            folder
            for folder in (path.resolve().parent, Path.cwd())
            if (folder / ".terraform").is_dir()
        ),
        path.resolve().parent,
    )
    try:
        done = subprocess.run(  # noqa: S603 - the tool the user has on the PATH, no shell
            [command, "show", "-json", str(path.resolve())],
            cwd=place,
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise PlanFormatError(name, f"{Path(command).name} show did not answer") from None
    if done.returncode:
        raise PlanFormatError(
            name,
            f"{Path(command).name} show -json cannot read it in {place.name or place}",
            f"run `{Path(command).name} init` there, or convert the plan where it was made",
        )
    return done.stdout
