"""
What several commands take: a plan with its configuration, policies and sources.

Over 300 lines: the options that commands share stand with what becomes of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planguard.analyze import Prepared, conclude, observe, prepare
from planguard.cli import completion
from planguard.cli.earlier import earlier
from planguard.cli.output import near
from planguard.errors import ConfigError
from planguard.graph import DependencyGraph
from planguard.load.config import Config, find_config, load_config, settings_for
from planguard.load.plan_files import Loaded, load_plan_files
from planguard.load.policies import policies_of
from planguard.load.source_files import find_repository, find_sources
from planguard.model.action import Actions
from planguard.model.estimate import NOT_ESTIMATED, Estimate
from planguard.model.impact import Impact
from planguard.model.report import Report
from planguard.model.settings import Settings
from planguard.model.source import NoSources, Sources
from planguard.model.words import Address
from planguard.policy.reading import Policy

if TYPE_CHECKING:
    from planguard.model.standing import Since

PlansArgument = Annotated[
    # Explained in the commands' texts: click 8.5 loses what is said here.
    list[str], typer.Argument(hidden=True)
]
StateOption = Annotated[
    list[str] | None,
    typer.Option(
        "--state", metavar="FILE",
        help="State of a Pulumi stack (`pulumi stack export`), beside its preview; repeatable.",
    ),
]  # fmt: skip
EventsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--events", metavar="FILE",
        help="Pulumi's engine events (`--event-log`), beside the preview; repeatable.",
    ),
]  # fmt: skip
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

InfracostOption = Annotated[
    Path | None,
    typer.Option(
        "--infracost", envvar="PLANGUARD_INFRACOST", metavar="FILE",
        help="Infracost's JSON report of the plan: what each change costs a month.",
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
    states: Sequence[str] = ()
    events: Sequence[str] = ()
    base: str = ""
    previous: str = ""
    infracost: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One plan with everything needed to judge it."""

    loaded: Loaded
    config: Config
    settings: Settings
    sources: Sources
    since: Since | None = None
    estimate: Estimate = NOT_ESTIMATED


def read_config(wanted: Wanted) -> Config:
    """Read the configuration asked for, else the one found upwards."""
    if wanted.config is not None and not wanted.config.is_file():
        found = "is a directory" if wanted.config.is_dir() else "does not exist"
        raise ConfigError(str(wanted.config), found, "give the path of a planguard.yaml")
    return load_config(wanted.config or find_config(Path.cwd()))


def open_cases(
    names: Sequence[str], wanted: Wanted, config: Config, *, state_alone: bool = False
) -> tuple[Case, ...]:
    """Read the plans in several documents and find out what belongs to each."""
    found = load_plan_files(
        names,
        states=wanted.states,
        events=wanted.events,
        tool=wanted.tool,
        state_alone=state_alone,
    )
    cases = tuple(case_of(each, wanted, config) for each in found)
    return _estimated(cases, wanted.infracost) if wanted.infracost else cases


def _estimated(cases: tuple[Case, ...], report: Path) -> tuple[Case, ...]:
    """Give each plan what the report says of it."""
    from planguard.load.estimates import load_infracost  # noqa: PLC0415 - most checks have none

    read, alone = load_infracost(report), len(cases) == 1
    return tuple(
        replace(each, estimate=read.estimate_of(each.loaded.plan.label, alone=alone))
        for each in cases
    )


def open_case(names: Sequence[str], wanted: Wanted, config: Config) -> Case:
    """
    Read the documents of one plan, or of one stack, and find out what belongs to it.

    A state of Pulumi alone will do. Raises `ConfigError` when there are several plans.
    """
    cases = open_cases(names, wanted, config, state_alone=True)
    if len(cases) > 1:
        labels = ", ".join(each.loaded.plan.label for each in cases)
        raise ConfigError(labels, f"these are {len(cases)} plans", "give the documents of one")
    return cases[0]


def case_of(loaded: Loaded, wanted: Wanted, config: Config) -> Case:
    """Find out what belongs to a plan."""
    plan = loaded.plan
    of_stack = plan.tool == "pulumi"
    settings = settings_for(
        config,
        plan,
        env=wanted.env,
        env_from=_told_by(wanted.env),
        workspace="" if of_stack else wanted.workspace or _workspace(loaded.path),
        path=loaded.path.resolve().as_posix() if loaded.path else "",
        actor=wanted.actor,
    )
    # What Pulumi writes tells by itself where things stand in the program.
    sources = NoSources("") if of_stack else _sources(loaded, wanted)
    since = (
        None
        if of_stack
        else earlier(loaded, wanted.source, wanted.base, wanted.previous, wanted.tool)
    )
    return Case(loaded=loaded, config=config, settings=settings, sources=sources, since=since)


def _sources(loaded: Loaded, wanted: Wanted) -> Sources:
    folder = find_sources(wanted.source, loaded.path, Path.cwd())
    if folder is None:
        return NoSources("no .tf files beside the plan or here (--source DIR)")
    from planguard.load.sources import open_sources  # noqa: PLC0415 - many checks have no sources

    modules = {path: each.source for path, each in loaded.plan.configuration.modules.items()}
    return open_sources(folder, modules, find_repository(folder))


def read_policies(config: Config, folders: list[Path] | None) -> tuple[Policy, ...]:
    """Read the policies of the configuration and of the command line."""
    return policies_of(config, folders or ())


def prepare_case(case: Case, policies: tuple[Policy, ...], now: datetime) -> Prepared:
    """Run the pipeline on one plan up to the questions to live state."""
    return prepare(
        case.loaded.plan,
        policies=policies,
        settings=case.settings,
        catalogue=case.config.catalogue,
        sources=case.sources,
        now=now,
        since=case.since,
        estimate=case.estimate,
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
        since=case.since,
        estimate=case.estimate,
    )
    return Study(case=case, graph=scene.graph, actions=scene.actions, impact=scene.impact)


def match_addresses(word: str, known: Iterable[Address]) -> tuple[Address, ...]:
    """
    Give the addresses that `word` names: one, all instances of a resource, or all of a module.

    An object of Pulumi is also named by its URN, and by its name, which several may have.
    Raises `ConfigError` with what is spelt alike when there are none.
    """
    addresses = sorted(known)
    word = _URN.sub("", word)
    if word in addresses:
        return (Address(word),)
    inside = tuple(each for each in addresses if each.startswith((f"{word}[", f"{word}.")))
    inside = inside or tuple(each for each in addresses if each.partition("::")[2] == word)
    if not inside:
        hint = near(word, [*addresses, *_wholes(addresses)]) or "`planguard graph PLAN` lists them"
        raise ConfigError(word, "there is no such address in the plan", hint)
    return inside


_URN = re.compile(r"^urn:pulumi:(?:(?!::).)*::(?:(?!::).)*::")
"""What stands before the address in a URN: stack and project."""


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
