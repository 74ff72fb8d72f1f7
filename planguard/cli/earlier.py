"""What the configuration of a plan stood on before, as a command is told or the CI system says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planguard.cli.output import plain
from planguard.errors import ConfigError
from planguard.load.plan_files import Loaded
from planguard.load.source_files import find_repository, find_sources

if TYPE_CHECKING:
    from planguard.model.standing import Since

BaseOption = Annotated[
    str,
    typer.Option(
        "--base", envvar="PLANGUARD_BASE", metavar="REVISION",
        help="Git revision the change sets out from, to compare versions and guards with; "
        "otherwise the branch that the CI system says the change goes to.",
    ),
]  # fmt: skip
PreviousOption = Annotated[
    str,
    typer.Option(
        "--previous", envvar="PLANGUARD_PREVIOUS", metavar="PLAN",
        help="Plan that was applied last, to compare versions of providers and modules with.",
    ),
]  # fmt: skip
_PIPELINES = ("CI", "TF_BUILD", "JENKINS_URL", "ATLANTIS_TERRAFORM_VERSION")
"""Variables of which each CI system that names a target branch sets one."""


def earlier(
    loaded: Loaded, source: Path | None, base: str, previous: str, tool: str
) -> Since | None:
    """
    Find out what the configuration stood on before; `None` where nothing tells.

    Raises:
        ConfigError: `--base` or `--previous` was told wrongly.
        PlanFormatError: the earlier plan cannot be read.

    """
    if base and previous:
        raise ConfigError("--previous", "goes without --base", "compare with one of the two")
    if not (base or previous or any(map(os.environ.get, _PIPELINES))):
        return None
    from planguard.load.standing import (  # noqa: PLC0415 - most checks by hand compare with nothing
        since_plan,
        since_revision,
        target_of,
    )

    if previous:
        return since_plan(previous, loaded.plan, tool=tool)
    folder = find_sources(source, loaded.path, Path.cwd())
    if folder is None:
        if base:
            problem = "there are no .tf files to compare"
            raise ConfigError(f"--base {base}", problem, "say where with --source DIR")
        return None
    repository = find_repository(folder)
    since = since_revision(folder, repository, os.environ, base)
    target = target_of(os.environ)
    if since is None and repository and target:
        typer.echo(
            f"planguard: versions and guards are not compared with {plain(target)}: this clone has "
            "no common commit with it (fetch the history, fetch-depth: 0 or GIT_DEPTH: 0)",
            err=True,
        )
    return since
