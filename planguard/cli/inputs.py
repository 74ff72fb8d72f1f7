"""What several commands take: a plan with its configuration, policies and sources."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from planguard.analyze import Prepared, conclude, observe, prepare
from planguard.cli import completion
from planguard.cli.output import near
from planguard.errors import ConfigError
from planguard.graph import DependencyGraph
from planguard.load.config import Config, find_config, load_config, settings_for
from planguard.load.plan_files import Loaded, load_plan_file
from planguard.load.policies import load_policies
from planguard.load.sources import find_repository, find_sources, open_sources
from planguard.model.action import Actions
from planguard.model.impact import Impact
from planguard.model.report import Report
from planguard.model.settings import Settings
from planguard.model.source import NoSources, Sources
from planguard.model.words import Address
from planguard.policy.reading import Policy

PlanArgument = Annotated[
    # Explained in the commands' texts: click 8.5 loses what is said here.
    str, typer.Argument(hidden=True)
]
ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config", "-c", envvar="PLANGUARD_CONFIG", metavar="FILE",
        help="Configuration file; otherwise planguard.yaml here or above.",
    ),
]  # fmt: skip
EnvOption = Annotated[
    str,
    typer.Option(
        "--env", "-e", envvar="PLANGUARD_ENV", metavar="NAME",
        autocompletion=completion.environments,
        help="Environment the plan is for; otherwise recognised by the configuration.",
    ),
]  # fmt: skip
WorkspaceOption = Annotated[
    str,
    typer.Option(
        "--workspace", envvar=["PLANGUARD_WORKSPACE", "TF_WORKSPACE"],
        metavar="NAME",
        help="Workspace the plan was made in.",
    ),
]  # fmt: skip
SourceOption = Annotated[
    Path | None,
    typer.Option(
        "--source", "-s", envvar="PLANGUARD_SOURCE", metavar="DIR",
        help="Directory of the .tf files; otherwise the plan's directory or this one.",
    ),
]  # fmt: skip
PolicyOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--policy", "-p", envvar="PLANGUARD_POLICY", metavar="PATH",
        help="Folder of further policy files, or one file; repeatable.",
    ),
]  # fmt: skip
ToolOption = Annotated[
    str,
    typer.Option(
        "--tool", envvar="PLANGUARD_TOOL", metavar="COMMAND", autocompletion=completion.tools,
        help="Command that converts a binary plan file: terraform or tofu.",
    ),
]  # fmt: skip

ActorOption = Annotated[
    str,
    typer.Option(
        "--actor", envvar="PLANGUARD_ACTOR", metavar="NAME",
        help="Who asks for the apply; live state is not asked for it then.",
    ),
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a command was called, as far as its plans are concerned."""

    config: Path | None = None
    env: str = ""
    workspace: str = ""
    source: Path | None = None
    tool: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One plan with everything needed to judge it."""

    loaded: Loaded
    config: Config
    settings: Settings
    sources: Sources


def read_config(wanted: Wanted) -> Config:
    """Read the configuration asked for, else the one found upwards."""
    if wanted.config is not None and not wanted.config.is_file():
        found = "is a directory" if wanted.config.is_dir() else "does not exist"
        raise ConfigError(str(wanted.config), found, "give the path of a planguard.yaml")
    return load_config(wanted.config or find_config(Path.cwd()))


def open_case(name: str, wanted: Wanted, config: Config) -> Case:
    """Read one plan and find out what belongs to it."""
    loaded = load_plan_file(name, tool=wanted.tool)
    plan = loaded.plan
    modules = {path: each.source for path, each in plan.configuration.modules.items()}
    folder = find_sources(wanted.source, loaded.path, Path.cwd())
    sources: Sources = (
        open_sources(folder, modules, find_repository(folder))
        if folder
        else NoSources("no .tf files beside the plan or here (--source DIR)")
    )
    settings = settings_for(
        config,
        plan,
        env=wanted.env,
        env_from=_told_by(wanted.env),
        workspace=wanted.workspace or _workspace(loaded.path),
        path=loaded.path.resolve().as_posix() if loaded.path else "",
        actor=wanted.actor,
    )
    return Case(loaded=loaded, config=config, settings=settings, sources=sources)


def read_policies(config: Config, folders: list[Path] | None) -> tuple[Policy, ...]:
    """Read the policies of the configuration and of the command line."""
    return load_policies(
        [*config.policy_folders, *(folders or ())],
        config.overrides,
        shipped=config.shipped_policies,
        config_file=config.path,
        topics=config.live.topics,
    )


def prepare_case(case: Case, policies: tuple[Policy, ...], now: datetime) -> Prepared:
    """Run the pipeline on one plan up to the questions to live state."""
    return prepare(
        case.loaded.plan,
        policies=policies,
        settings=case.settings,
        catalogue=case.config.catalogue,
        sources=case.sources,
        now=now,
    )


def judge_case(case: Case, policies: tuple[Policy, ...]) -> Report:
    """Run the pipeline on one plan, now, without asking live state."""
    return conclude(prepare_case(case, policies, datetime.now(UTC)), {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """One plan with its graph and what was found out about it, without policies."""

    case: Case
    graph: DependencyGraph
    actions: Actions
    impact: Impact


def study(case: Case) -> Study:
    """Build the graph of a plan and say what its changes mean."""
    scene = observe(
        case.loaded.plan,
        settings=case.settings,
        sources=case.sources,
        catalogue=case.config.catalogue,
    )
    return Study(case=case, graph=scene.graph, actions=scene.actions, impact=scene.impact)


def match_addresses(word: str, known: Iterable[Address]) -> tuple[Address, ...]:
    """
    Give the addresses that `word` names: one, all instances of a resource, or all of a module.

    Raises `ConfigError` with what is spelt alike when there are none.
    """
    addresses = sorted(known)
    if word in addresses:
        return (Address(word),)
    inside = tuple(each for each in addresses if each.startswith((f"{word}[", f"{word}.")))
    if not inside:
        hint = near(word, [*addresses, *_wholes(addresses)]) or "`planguard graph PLAN` lists them"
        raise ConfigError(word, "there is no such address in the plan", hint)
    return inside


def _wholes(addresses: Iterable[Address]) -> set[str]:
    """Give the resources without their instances, and the modules around them."""
    resources = {each.rpartition("[")[0] if each.endswith("]") else each for each in addresses}
    return resources | {found[0][:-1] for each in addresses if (found := _MODULE.match(each))}


_MODULE = re.compile(r"(?:module\.[^.\[]+(?:\[[^\]]*\])?\.)+")


def _told_by(env: str) -> str:
    if not env:
        return ""
    return "PLANGUARD_ENV" if os.environ.get("PLANGUARD_ENV") == env else "--env"


def _workspace(path: Path | None) -> str:
    """Read the workspace that `terraform workspace select` left beside the plan."""
    folder = path.resolve().parent if path else Path.cwd()
    data = Path(os.environ.get("TF_DATA_DIR", ".terraform"))
    try:
        return (folder / data / "environment").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
