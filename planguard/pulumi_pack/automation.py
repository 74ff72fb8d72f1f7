"""
Judges what a program of Pulumi's Automation API is about to do, before it does it.

    from planguard.pulumi_pack import guard

    stack = auto.select_stack(stack_name="prod", work_dir="infra")
    guard(stack).up()
"""

from __future__ import annotations

import copy
import inspect
import json
import os
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planguard.analyze import combine_reports, conclude, prepare
from planguard.errors import ConfigError, PlanguardError
from planguard.formats import Style, format_named
from planguard.load.asking import asking_by_environment
from planguard.load.config import find_config, load_config, settings_for
from planguard.load.policies import policies_of
from planguard.model.plan import Plan
from planguard.model.report import Report
from planguard.model.source import NoSources
from planguard.model.words import Decision
from planguard.readers import read_plans

if TYPE_CHECKING:
    from pulumi.automation import PreviewResult, Stack, UpResult

_CALLBACKS = ("on_output", "on_error", "on_event")
"""What an update tells; its preview's would be told as if the update did it."""
_NAMED = 5
"""Findings that the message of an error names."""


class Held(PlanguardError):  # noqa: N818 - read as `except Held`
    """The changes may not be made; `report` says why."""

    def __init__(self, report: Report) -> None:
        """Keep the report; nothing in it is a secret."""
        self.report = report
        held = [
            (section.label, finding)
            for section in report.sections
            for finding in section.findings
            if finding.decision.rank > Decision.WARN.rank
        ]
        told = [f"{each.policy}: {each.message}" for _, each in held[:_NAMED]]
        told += [f"and {len(held) - _NAMED} more"] if len(held) > _NAMED else []
        labels = ", ".join(section.label for section in report.sections)
        super().__init__(f"{labels}: {report.decision}; {'; '.join(told) or 'not decided'}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A preview and what planguard says of it."""

    report: Report
    result: PreviewResult = field(repr=False)
    """Pulumi's; its `stdout` is the preview in JSON."""

    @property
    def allowed(self) -> bool:
        """Whether the changes may be made; warnings let them."""
        return self.report.exit_code == 0

    @property
    def text(self) -> str:
        """The report as `planguard check` prints it."""
        style = Style(color=False, width=100, verbose=False)
        found = format_named("text")
        assert found is not None  # noqa: S101 - it is one of the formats
        return found.write(self.report, style)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """A stack whose changes are judged before they are made."""

    stack: Stack
    config: Path | None = None
    policy: tuple[Path, ...] = ()
    env: str = ""

    def preview(self, **options: Any) -> Judged:
        """
        Preview the stack and judge what is told; `options` are those of `Stack.preview`.

        A preview that fails raises what Pulumi raises. Raises `InputError` for a configuration or
        a policy that cannot be used.
        """
        with tempfile.TemporaryDirectory(prefix="planguard-") as folder:
            return self._judged(Path(options.pop("plan", Path(folder) / "plan.json")), options)

    def up(self, **options: Any) -> UpResult:
        """
        Preview the stack, judge that, and make the changes only when they are allowed.

        The update is bound to the plan that was judged: Pulumi stops where it would do more.
        `options` are those of `Stack.up`. Raises `Held` with the report when they are not allowed.
        """
        if "plan" in options:
            raise ConfigError("plan", "is what up() saves itself", "leave it out")
        known = inspect.signature(self.stack.preview).parameters.keys() - set(_CALLBACKS)
        shared = {name: value for name, value in options.items() if name in known}
        with tempfile.TemporaryDirectory(prefix="planguard-") as folder:
            file = Path(folder) / "plan.json"
            judged = self._judged(file, shared)
            if not judged.allowed:
                raise Held(judged.report)
            if not file.is_file():
                raise ConfigError(
                    "pulumi", "saved no plan to hold the update to", "update Pulumi's CLI"
                )
            return self.stack.up(**options, plan=str(file))

    def _judged(self, file: Path, options: Mapping[str, Any]) -> Judged:
        """Preview into `file`, read everything that is told and judge it."""
        state = self.stack.export_stack()
        result = _telling(self.stack).preview(**options, plan=str(file))
        label = f"the preview of {self.stack.name}"
        documents = [(result.stdout.encode(), label)]
        if state.deployment is not None:
            exported = {"version": state.version, "deployment": state.deployment}
            documents.append((json.dumps(exported).encode(), f"the state of {self.stack.name}"))
        if file.is_file():
            documents.append((file.read_bytes(), f"the update plan of {self.stack.name}"))
        reports = [self._report(plan) for plan in read_plans(documents)]
        return Judged(report=combine_reports(reports), result=result)

    def _report(self, plan: Plan) -> Report:
        plan = replace(plan, label=f"{plan.project}/{plan.stack}" if plan.stack else plan.label)
        config = load_config(self._config_file())
        told_by = "guard()" if self.env else "PLANGUARD_ENV"
        env = self.env or os.environ.get("PLANGUARD_ENV", "")
        asked = asking_by_environment(config.live, os.environ)
        prepared = prepare(
            plan,
            policies=policies_of(config, self.policy),
            settings=settings_for(
                config,
                plan,
                env=env,
                env_from=told_by if env else "",
                path=(self._folder() / "Pulumi.yaml").as_posix(),
                actor=os.environ.get("PLANGUARD_ACTOR", ""),
            ),
            catalogue=config.catalogue,
            sources=NoSources(""),
            now=asked.now,
        )
        return conclude(prepared, asked.ask(prepared.queries))

    def _config_file(self) -> Path | None:
        told = self.config or Path(os.environ.get("PLANGUARD_CONFIG", ""))
        if told == Path():
            return find_config(self._folder())
        if not told.is_file():
            raise ConfigError(str(told), "does not exist", "give the path of a planguard.yaml")
        return told

    def _folder(self) -> Path:
        """Say where the project is; that of a program inside this one is where we are."""
        workspace = self.stack.workspace
        return Path.cwd() if workspace.program else Path(workspace.work_dir).resolve()


def guard(
    stack: Stack,
    *,
    config: str | Path | None = None,
    policy: Sequence[str | Path] = (),
    env: str = "",
) -> Guard:
    """
    Put planguard before a stack of the Automation API, with a local or an inline program.

    `config` is a planguard.yaml, otherwise the one found from the project upwards; `policy` lists
    folders of further policies, or files; `env` is the environment the stack is in, otherwise
    recognised by the configuration.
    """
    return Guard(
        stack=stack,
        config=Path(config) if config else None,
        policy=tuple(Path(each) for each in policy),
        env=env,
    )


def _telling(stack: Stack) -> Stack:
    """Copy a stack so that its previews tell everything, in JSON."""
    mine = copy.copy(stack)
    mine.workspace = copy.copy(stack.workspace)
    command: Any = _Command(stack.workspace.pulumi_command)
    mine.workspace.pulumi_command = command
    return mine


class _Command:
    """Pulumi's command line, whose previews tell everything."""

    def __init__(self, command: Any) -> None:
        self._command = command

    def __getattr__(self, name: str) -> Any:
        return getattr(self._command, name)

    def run(
        self,
        args: list[str],
        cwd: str,
        additional_env: Mapping[str, str],
        on_output: Callable[[str], Any] | None = None,
        on_error: Callable[[str], Any] | None = None,
    ) -> Any:
        """Run a preview with the flags; an error does not quote the preview, which has values."""
        from pulumi.automation import CommandError, CommandResult  # noqa: PLC0415 - an extra

        said: list[str] = []

        def hear(line: str) -> None:
            said.append(line)
            if on_error is not None:
                on_error(line)

        words = [args[0], "--json", "--show-sames", *args[1:]]
        try:
            return self._command.run(words, cwd, additional_env, on_output, hear)
        except CommandError as error:
            code = re.search(r"code: (-?\d+)", str(error))
            quiet = CommandResult("", "\n".join(said), int(code[1]) if code else 255)
            raise type(error)(quiet) from None
