"""
`command`: a program of your own, with the question as JSON on its input and the answer as JSON.

Reads: what the program prints: {"value": ...}, and if it likes "observed_at" (ISO 8601), "unit"
and "detail"; or {"unknown": "why"}; a null value says that there is none. It gets on its standard
input {"version": 1, "topic", "kind", "unit", "subject", "withheld", "with"}: the subject's
address, type, name, id, arn, region, account, service, owner, environment and tags, as far as
they are known; names of what is sensitive or not known yet are listed under `withheld`.
Rights: those of the process that runs planguard. There is no shell, and of the environment it gets
PATH, HOME, LANG and what `env` names. A program with a slash in its name is looked for beside
planguard.yaml, another on PATH. It runs in the folder of planguard.yaml, on POSIX systems.
Unknown when: it cannot be started, takes too long (it is killed with all it started), ends with an
exit code other than 0, or prints something else or more than 1 MiB. Its error output is not read.

    sources:
      ledger: {type: command, argv: [./ask-ledger, --json], env: [LEDGER_TOKEN]}
    bindings:
      change.ticket: {source: ledger, with: {branch: '{{ ci.branch }}'}}
"""

from __future__ import annotations

import atexit
import json
import os
import selectors
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field, field_validator

from planguard.model.moment import moment_of
from planguard.model.value import Value
from planguard.sources.interface import (
    Connection,
    Data,
    Plain,
    Question,
    Reply,
    SourceError,
    Surroundings,
)
from planguard.sources.interface import Options as InterfaceOptions
from planguard.sources.interface import Wants as InterfaceWants
from planguard.sources.interface.login import variable_words
from planguard.sources.interface.strict_json import read_json

name = "command"
topics = ("*",)
about_subject = True

LARGEST = 1024 * 1024
"""Bytes of an answer."""
_TOLD = (
    *("address", "type", "name", "id", "arn", "region", "account", "service", "owner"),
    *("environment", "tags"),
)
_ALWAYS = ("PATH", "HOME", "LANG")
_KEYS = frozenset({"value", "observed_at", "unit", "detail"})
_LONGEST = 300
_SHORTEST = 8
"""Characters of a credential that is recognised in an answer; shorter ones are words as well."""
_BY_SIGNAL = 128
"""Added to a signal's number, as shells do."""


class Options(InterfaceOptions):
    """A program."""

    argv: list[Plain] = Field(min_length=1, description="the program and its arguments")
    env: list[str] = Field(
        default_factory=list, description="environment variables it gets beside PATH, HOME, LANG"
    )

    @field_validator("argv")
    @classmethod
    def check_argv(cls, argv: list[str]) -> list[str]:
        """Refuse what no program can be started with, and places, which are not filled here."""
        if not argv[0] or any("\0" in each for each in argv):
            raise ValueError("`argv` begins with the name of a program")
        if any("{{" in each for each in argv):
            raise ValueError("`argv` has no places to fill: pass values under `with`")
        return argv


class Wants(InterfaceWants):
    """What the program is told beside the subject."""

    with_: dict[str, Data] = Field(
        default_factory=dict, alias="with", description="values handed over as they are"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Program:
    path: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    home: Path

    def answer(self, question: Question, seconds: float) -> Reply:
        # A little early, to be done with the killing when the round is over.
        deadline = time.monotonic() + seconds - min(0.1, seconds / 10)
        asked = json.dumps(_told(question)).encode()
        try:
            process = subprocess.Popen(  # noqa: S603 - the program that planguard.yaml names
                self.argv,
                executable=self.path,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self.home,
                env=self.env,
                start_new_session=True,
            )
        except (OSError, ValueError):
            raise SourceError("cannot be started") from None
        _RUNNING.add(process.pid)
        try:
            printed = _talk(process, asked, deadline)
            if printed is not None and len(printed) > LARGEST:
                raise SourceError("printed more than 1 MiB and was killed")
            code = None if printed is None else _exit_code(process, deadline)
        finally:
            _end(process)
        if printed is None or code is None:
            raise SourceError(f"did not answer within {seconds:.3g} s and was killed")
        if code:
            raise SourceError(f"ended with exit code {code}")
        self._refuse_echo(printed)
        return _reply(printed)

    def _refuse_echo(self, printed: bytes) -> None:
        secrets = {value for name, value in self.env.items() if name not in _ALWAYS}
        try:
            said = json.dumps(json.loads(printed), ensure_ascii=False)
        except (ValueError, RecursionError):
            return
        if any(
            len(each) >= _SHORTEST and json.dumps(each, ensure_ascii=False)[1:-1] in said
            for each in secrets
        ):
            raise SourceError("repeats a variable of `env` in its answer, which is not read")


def connect(options: Options, around: Surroundings) -> Connection:
    """Find the program without starting it. Raises `SourceError`."""
    environ = around.environ
    home = around.home.resolve()
    wanted = options.argv[0]
    path = str(home / wanted) if "/" in wanted else wanted
    found = shutil.which(path, path=environ.get("PATH") or os.defpath)
    if found is None:
        raise SourceError(f"cannot be started: there is no program {wanted} that may be executed")
    missing = [each for each in options.env if each not in environ]
    if missing:
        raise SourceError(f"needs {variable_words(missing[0])}, which is not set")
    given = {each: environ[each] for each in (*_ALWAYS, *options.env) if each in environ}
    return _Program(path=found, argv=tuple(options.argv), env=given, home=home)


def _told(question: Question) -> Mapping[str, Any]:
    subject: dict[str, Any] = {}
    withheld: list[str] = []

    def tell(into: dict[str, Any], key: str, value: Value, label: str) -> None:
        if isinstance(value, Mapping):
            inner = into.setdefault(key, {})
            for each, held in value.items():
                tell(inner, each, held, f"{label}.{each}")
        elif isinstance(value, bool | int | float | str):
            into[key] = value
        elif value is not None:
            withheld.append(label)

    for each in _TOLD:
        tell(subject, each, question.look((each,)), each)
    return {
        "version": 1,
        "topic": question.name,
        "kind": str(question.topic.kind),
        "unit": question.topic.unit,
        "subject": subject,
        "withheld": sorted(withheld),
        "with": question.wants.with_,
    }


def _talk(process: subprocess.Popen[bytes], asked: bytes, deadline: float) -> bytes | None:
    """Write the question and read until the end, too much or the deadline, which gives `None`."""
    assert process.stdin is not None  # noqa: S101 - pipes were asked for
    assert process.stdout is not None  # noqa: S101 - pipes were asked for
    printed = bytearray()
    waiting = memoryview(asked)
    os.set_blocking(process.stdin.fileno(), False)
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdin, selectors.EVENT_WRITE)
        selector.register(process.stdout, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0:
            for key, _ in selector.select(left):
                if key.fileobj is process.stdout:
                    part = os.read(key.fd, 65_536)
                    printed += part
                    if not part or len(printed) > LARGEST:
                        return bytes(printed)
                    continue
                try:
                    waiting = waiting[os.write(key.fd, waiting) :]
                except BrokenPipeError:
                    # A program need not read the question.
                    waiting = waiting[:0]
                if not waiting:
                    selector.unregister(process.stdin)
                    process.stdin.close()
    return None


def _exit_code(process: subprocess.Popen[bytes], deadline: float) -> int | None:
    """Wait for the end without collecting it: until then its group belongs to nobody else."""
    while True:
        ended = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if ended is not None:
            return ended.si_status + (0 if ended.si_code == os.CLD_EXITED else _BY_SIGNAL)
        if time.monotonic() > deadline:
            return None
        time.sleep(0.005)


_RUNNING: set[int] = set()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill whatever is left of the program and of what it started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    _RUNNING.discard(process.pid)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    process.wait()


@atexit.register
def _end_all() -> None:
    """Leave no program behind when the process ends in the middle of a round."""
    for pid in tuple(_RUNNING):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def _reply(printed: bytes) -> Reply:
    try:
        found = read_json(printed)
    except ValueError:
        raise SourceError("printed something that is no JSON") from None
    if not isinstance(found, dict):
        raise SourceError("printed JSON that is no object")
    if set(found) == {"unknown"}:
        raise SourceError(f"does not know: {_line(found['unknown'])}")
    if "value" not in found or set(found) - _KEYS:
        raise SourceError('printed an object that is no answer, such as {"value": 1}')
    seen = found.get("observed_at")
    moment = moment_of(seen) if isinstance(seen, str) else None
    if seen is not None and moment is None:
        raise SourceError("printed an `observed_at` that is no time in ISO 8601")
    return Reply(
        value=found["value"],
        observed_at=moment,
        unit=_line(found.get("unit", "")),
        detail=_line(found.get("detail", "")),
    )


def _line(text: object) -> str:
    """Give text as one line of a bearable length."""
    if not isinstance(text, str):
        raise SourceError("printed something else where text belongs")
    return "".join(sign if sign.isprintable() else " " for sign in text[:_LONGEST]).strip()
