"""A run of `pulumi preview` in which every document is kept, and the plan that they make."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import IO

from planguard.errors import ConfigError, InputError, PlanFormatError
from planguard.load.plan_files import Loaded
from planguard.load.pulumi_arguments import Arguments, arguments_of
from planguard.model.plan import Plan
from planguard.readers import decode_text, kind_of, read_plans

_PREVIEW, _EVENTS, _PLAN = _FILES = ("preview.json", "events.ndjson", "plan.json")
_OPTIONAL = ("--event-log", "--save-plan", "--show-sames")
"""Flags that a CLI may be too old for; what they add is done without."""
_UNKNOWN_FLAG = re.compile(rf"unknown flag: ({'|'.join(_OPTIONAL)})\b")
_PATIENCE = 5
"""Seconds for the last lines of standard error."""
_KEPT = 200
"""Lines of standard error in which the reason of a failure is looked for."""
_REASONS: tuple[tuple[str, str, str], ...] = (
    (
        r"PULUMI_ACCESS_TOKEN must be set|not logged in",
        "nobody is logged in to Pulumi here",
        "`pulumi login`, or PULUMI_ACCESS_TOKEN in a pipeline",
    ),
    (
        r"no stack named|stack .* not found",
        "there is no such stack",
        "`pulumi stack ls` lists them; name one: `-- --stack NAME`",
    ),
    (
        r"no stack selected|no current stack|use the --stack",
        "no stack is chosen",
        "`pulumi stack select`, or name it: `-- --stack NAME`",
    ),
    (
        r"no Pulumi(?:\.yaml)? project",
        "there is no Pulumi project here",
        "run it in the directory of Pulumi.yaml, or name that: `-- --cwd DIR`",
    ),
    (
        r"PULUMI_CONFIG_PASSPHRASE",
        "the passphrase of the stack's secrets is missing",
        "set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ended:
    """How a command ended."""

    code: int
    said: str
    """The end of what it wrote to standard error."""


def load_preview(words: Sequence[str], *, command: str = "pulumi") -> tuple[Loaded, ...]:
    """
    Run `pulumi preview` with the arguments `words` and read everything it writes.

    The documents hold values in clear: they lie in a directory that only the user can read and
    that is gone afterwards. Standard error is passed on. A preview that fails makes a plan that
    is not whole. Raises `InputError` when there is no plan at all.
    """
    found = shutil.which(command)
    if found is None:
        raise ConfigError(
            command, "is not on the PATH", "install Pulumi's CLI, or name it: --pulumi COMMAND"
        )
    arguments = arguments_of(words)
    with tempfile.TemporaryDirectory(prefix="planguard-") as name, _termination_as_interrupt():
        folder = Path(name)
        ended = _preview(found, arguments, folder)
        documents = list(_documents([folder / each for each in _FILES]))
        _copy(folder, arguments)
        if not documents:
            raise _no_plan(ended)
        documents += _export(found, arguments, folder / "state.json")
    try:
        plans = read_plans(documents)
    except PlanFormatError:
        if ended.code:
            raise _no_plan(ended) from None
        raise
    path = (arguments.cwd or Path.cwd()) / "Pulumi.yaml"
    return tuple(Loaded(plan=_named(each, ended.code), path=path) for each in plans)


def _preview(command: str, arguments: Arguments, folder: Path) -> _Ended:
    """Run the preview, again without a flag that the CLI does not know."""
    flags = {
        "--event-log": ["--event-log", str(folder / _EVENTS)],
        "--save-plan": ["--save-plan", str(folder / _PLAN)],
        "--show-sames": ["--show-sames"],
    }
    while True:
        mine = [word for words in flags.values() for word in words]
        words = [command, "preview", "--non-interactive", "--json", *mine, *arguments.words]
        ended = _run(words, folder / _PREVIEW)
        unknown = _UNKNOWN_FLAG.search(ended.said) if ended.code else None
        if unknown is None or flags.pop(unknown[1], None) is None:
            return ended


def _copy(folder: Path, arguments: Arguments) -> None:
    """Put documents where the user wants to have them, too."""
    for name, target in ((_EVENTS, arguments.event_log), (_PLAN, arguments.save_plan)):
        if target is None or not (folder / name).is_file():
            continue
        try:
            shutil.copy(folder / name, target)
        except OSError as error:
            raise ConfigError(str(target), f"cannot be written: {error.strerror}") from None


def _export(command: str, arguments: Arguments, file: Path) -> list[tuple[bytes, str]]:
    """Fetch the state; the preview tells nearly all of it, so that it can be done without."""
    ended = _run([command, "stack", "export", "--non-interactive", *arguments.stack_words], file)
    documents = list(_documents([file]))
    if ended.code or not documents:
        sys.stderr.write(
            f"planguard: `pulumi stack export` ended with {ended.code}; "
            "judged without the stack's state\n"
        )
        return []
    return documents


def _documents(files: Sequence[Path]) -> Iterator[tuple[bytes, str]]:
    """Read the files that hold something to read."""
    for file in files:
        content = file.read_bytes() if file.is_file() else b""
        label = f"pulumi's {file.name}"
        # What was asked for and is something else is for the reader to refuse; where a preview or a
        # state is missing, the command says better why.
        asked = file.name in {_EVENTS, _PLAN} and content.strip()
        if kind_of(decode_text(content, label)) or asked:
            yield content, label


def _named(plan: Plan, code: int) -> Plan:
    """Call a plan by its stack; one of a preview that failed is not whole."""
    label = f"{plan.project}/{plan.stack}" if plan.stack else plan.label
    if not code:
        return replace(plan, label=label)
    known = plan.completeness
    reason = f"`pulumi preview` ended with exit code {code}"
    return replace(
        plan,
        label=label,
        completeness=replace(known, errored=True, reasons=(*known.reasons, reason)),
    )


def _no_plan(ended: _Ended) -> InputError:
    for pattern, problem, hint in _REASONS:
        if re.search(pattern, ended.said):
            return InputError(f"pulumi preview (exit code {ended.code})", problem, hint)
    problem = f"ended with exit code {ended.code} and wrote no preview"
    return InputError("pulumi preview", problem, "what it says stands above")


def _run(words: list[str], output: Path) -> _Ended:
    """Run a command, its standard output into a file, its standard error passed on."""
    environ = {
        **os.environ,
        "PULUMI_DEBUG_COMMANDS": "true",  # without it there is no --event-log
        "PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "false",
    }
    with output.open("wb") as file:
        try:
            process = subprocess.Popen(  # noqa: S603 - the tool the user has on the PATH, no shell
                words,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.PIPE,
                env=environ,
                # In a group of its own an interrupt reaches it once; the second one would make
                # the engine drop everything.
                process_group=None if os.name == "nt" else 0,
            )
        except OSError as error:
            raise ConfigError(words[0], f"cannot be run: {error.strerror}") from None
        kept: list[str] = []
        assert process.stderr is not None  # noqa: S101 - it is a pipe
        reader = threading.Thread(target=_pass_on, args=(process.stderr, kept), daemon=True)
        reader.start()
        try:
            code = _wait(process)
        finally:
            # What outlives the command, such as a plugin, may hold the pipe open.
            reader.join(_PATIENCE)
            if not reader.is_alive():
                process.stderr.close()
    return _Ended(code=code, said="\n".join(kept))


def _wait(process: subprocess.Popen[bytes]) -> int:
    """Wait for a command; what interrupts us interrupts it first, and then is awaited."""
    try:
        return process.wait()
    except KeyboardInterrupt:
        while process.poll() is None:
            try:
                process.send_signal(signal.SIGINT)
                process.wait()
            except KeyboardInterrupt:
                continue
        raise


def _pass_on(stream: IO[bytes], kept: list[str]) -> None:
    """Write lines to standard error, but that a flag is unknown which is done without."""
    for line in stream:
        text = line.decode("utf-8", "replace")
        kept.append(text)
        del kept[:-_KEPT]
        if not _UNKNOWN_FLAG.search(text):
            sys.stderr.write(text)
            sys.stderr.flush()


@contextmanager
def _termination_as_interrupt() -> Iterator[None]:
    """Have a request to end clear up as an interrupt does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {each: signal.signal(each, _interrupt) for each in _ENDS if _is_heard(each)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


_ENDS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


def _is_heard(number: signal.Signals) -> bool:
    """Tell whether a signal is not ignored, as `nohup` has it."""
    return signal.getsignal(number) is not signal.SIG_IGN


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
