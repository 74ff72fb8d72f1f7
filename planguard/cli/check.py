"""`planguard check`: judge plans and exit with the decision."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from planguard.analyze import Prepared, combine_reports, conclude
from planguard.cli import completion
from planguard.cli.earlier import BaseOption, PreviousOption
from planguard.cli.inputs import (
    ActorOption,
    Case,
    ConfigOption,
    EnvOption,
    EventsOption,
    InfracostOption,
    PlansArgument,
    PolicyOption,
    SourceOption,
    StateOption,
    ToolOption,
    Wanted,
    WorkspaceOption,
    open_cases,
    prepare_case,
    read_config,
    read_policies,
)
from planguard.cli.live import (
    Asking,
    FactsOption,
    OfflineOption,
    RecordOption,
    TimeoutOption,
    answers_for,
    asking,
    write_record,
)
from planguard.cli.output import OutputOption, choice, write_out
from planguard.errors import ConfigError
from planguard.formats import FORMATS, Format, Style, format_named
from planguard.policy.reading import Policy

FormatsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--format", "-f", envvar="PLANGUARD_FORMAT", metavar="NAME[=FILE]",
        autocompletion=completion.report_formats,
        help=f"One of {', '.join(FORMATS)}, to standard output or a file; repeatable. "
        "Otherwise text.",
    ),
]  # fmt: skip
VerboseOption = Annotated[
    bool, typer.Option("--verbose", "-v", help="Show everything, evidence included.")
]
ColorOption = Annotated[
    bool | None, typer.Option("--color/--no-color", help="Colours; default: on a terminal.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A format and the file it goes to; no file means standard output."""

    format: Format
    file: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How the report is written."""

    targets: tuple[Target, ...]
    color: bool | None
    verbose: bool


def check(  # noqa: PLR0913 - one parameter for each option
    plans: PlansArgument,
    *,
    formats: FormatsOption = None,
    output: OutputOption = None,
    state: StateOption = None,
    events: EventsOption = None,
    env: EnvOption = "",
    workspace: WorkspaceOption = "",
    config: ConfigOption = None,
    policy: PolicyOption = None,
    source: SourceOption = None,
    base: BaseOption = "",
    previous: PreviousOption = "",
    tool: ToolOption = "",
    actor: ActorOption = "",
    infracost: InfracostOption = None,
    facts: FactsOption = None,
    record: RecordOption = None,
    offline: OfflineOption = False,
    timeout: TimeoutOption = "",
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> int:
    """
    Judge plans before they are applied.

    PLANS are JSON (of `terraform show -json`) or binary plan files, - for standard input; or
    what Pulumi writes: `preview --json`, engine events, an update plan, and the stack's state
    beside them. The documents of one stack make one plan.

    What policies ask of live state is asked of the sources in planguard.yaml, all in one round;
    an answer that does not come counts as unknown, never as a pass (`planguard questions` shows
    what would be asked). --record keeps the answers, --facts judges by a file of them and asks
    nobody, --offline has every bound fact unknown. --infracost takes what the changes cost a month
    from a report that was made of the same plans.

    Exit codes: 0 allowed (warnings included), 1 denied, 2 bad input, policy or arguments,
    3 approval needed, 4 cannot decide, 70 a fault of planguard itself. Several plans make one
    report with the worst decision.
    """
    shown = shown_as(formats, output, color=color, verbose=verbose)
    wanted = Wanted(
        config=config,
        env=env,
        workspace=workspace,
        source=source,
        base=base,
        previous=previous,
        tool=tool,
        actor=actor,
        states=state or (),
        events=events or (),
        infracost=infracost,
    )
    settings = read_config(wanted)
    policies = read_policies(settings, policy)
    asked = asking(settings.live, facts=facts, offline=offline, timeout=timeout)
    return judge_cases(open_cases(plans, wanted, settings), policies, asked, shown, record)


def shown_as(
    formats: list[str] | None, output: Path | None, *, color: bool | None, verbose: bool
) -> Shown:
    """Choose the formats. Raises `ConfigError` for options that do not go together."""
    return Shown(
        targets=tuple(_targets(formats or ["text"], output)), color=color, verbose=verbose
    )


def judge_cases(
    cases: Sequence[Case],
    policies: tuple[Policy, ...],
    asked: Asking,
    shown: Shown,
    record: Path | None,
) -> int:
    """Judge plans together, write the reports and give the exit code."""
    prepared = [_prepare(each, policies, asked) for each in cases]
    answers = answers_for(prepared, asked, recorded=record is not None)
    if record is not None:
        write_record(record, asked.now, answers)
    pictured = any(target.format.pictured for target in shown.targets)
    proven = any(target.format.proven for target in shown.targets)
    report = combine_reports(
        [
            conclude(each, told, pictured=pictured, proven=proven)
            for each, told in zip(prepared, answers, strict=True)
        ]
    )
    for target in shown.targets:
        style = _style(target, color=shown.color, verbose=shown.verbose)
        write_out(target.format.write(report, style), target.file)
    return report.exit_code


def _prepare(case: Case, policies: tuple[Policy, ...], asked: Asking) -> Prepared:
    if case.loaded.converted_with:
        label, command = case.loaded.plan.label, case.loaded.converted_with
        typer.echo(f"planguard: {label} read with {command} show", err=True)
    return prepare_case(case, policies, asked.now)


def _targets(wanted: list[str], output: Path | None) -> list[Target]:
    targets = []
    for word in wanted:
        name, _, file = word.partition("=")
        found = format_named(name)
        if found is None:
            raise choice("--format", name, FORMATS)
        targets.append(Target(format=found, file=Path(file) if file else output))
    if sum(target.file is None for target in targets) > 1 or (output and len(targets) > 1):
        raise ConfigError("--format", "several formats need a file each", "--format NAME=FILE")
    return targets


def _style(target: Target, *, color: bool | None, verbose: bool) -> Style:
    terminal = target.file is None and sys.stdout.isatty()
    if color is None:
        color = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = os.get_terminal_size().columns if terminal else 100
    return Style(color=color, width=max(80, min(width, 140)), verbose=verbose)
