"""Runs a composite action step by step as GitHub's runner does, as far as action.yml needs it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
BIN = Path(sys.executable).parent
PULL = {"number": 7, "title": "$(touch pwned)", "head": {"sha": "5ca1ab1e" * 5}}
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_COMMAND = re.compile(r"::([a-z-]+)(?: (.*?))?::(.*)")
_COMPARISON = re.compile(r"\s*(\S+) (==|!=) '(.*)'\s*")


@dataclass(kw_only=True)
class Job:
    """One use of the action in a job."""

    inputs: Mapping[str, str]
    place: Path
    api: str = "http://127.0.0.1:9"
    event: Mapping[str, Any] = field(default_factory=lambda: {"pull_request": PULL})
    token: str = "t0ken"  # noqa: S105 - opens nothing
    environ: Mapping[str, str] = field(default_factory=dict)
    installed: bool = True
    """Whether the step that installs is left out, and the planguard of the tests taken."""
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    log: str = ""
    summary: str = ""
    used: dict[str, dict[str, str]] = field(default_factory=dict)
    """Actions that would be used -> with what."""
    code: int = 0

    def run(self) -> Job:
        """Run the steps until one fails."""
        defaults = {name: each.get("default", "") for name, each in ACTION["inputs"].items()}
        self.inputs = {**defaults, **self.inputs}
        self.inputs = {name: self._filled(value) for name, value in self.inputs.items()}
        if self.installed:
            found = {"planguard": str(BIN / "planguard"), "python": sys.executable}
            self.outputs["install"] = found
        for step in STEPS[self.installed :]:
            if not self._holds(step.get("if", "")):
                continue
            if "uses" in step:
                told = {name: self._filled(str(each)) for name, each in step["with"].items()}
                self.used[step["uses"].partition("@")[0]] = told
            elif self._run(step):
                break
        return self

    def _run(self, step: Mapping[str, Any]) -> int:
        runner = self.place / "runner"
        runner.mkdir(exist_ok=True)
        files = {
            "GITHUB_OUTPUT": runner / "output",
            "GITHUB_STEP_SUMMARY": runner / "summary",
            "GITHUB_EVENT_PATH": runner / "event.json",
        }
        for file in files.values():
            file.write_text("", encoding="utf-8")
        files["GITHUB_EVENT_PATH"].write_text(json.dumps(self.event), encoding="utf-8")
        script = runner / "script.sh"
        script.write_text(self._filled(step["run"]), encoding="utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
            cwd=self.place / self._filled(step.get("working-directory", ".")),
            env={
                **_own_environment(),
                "RUNNER_TEMP": str(runner),
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_API_URL": self.api,
                "GITHUB_SERVER_URL": "https://github.com",
                "GITHUB_REPOSITORY": "acme/shop",
                "GITHUB_RUN_ID": "4711",
                **{name: str(file) for name, file in files.items()},
                **self.environ,
                **{name: self._filled(each) for name, each in step["env"].items()},
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.log += done.stdout
        self.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        lines = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
        told = dict(line.split("=", 1) for line in lines)
        self.outputs.setdefault(step.get("id", ""), {}).update(told)
        self.code = done.returncode
        return self.code

    def output(self, name: str) -> str:
        """Give an output of the action."""
        return self._filled(ACTION["outputs"][name]["value"])

    def commands(self) -> Iterator[tuple[str, str]]:
        """Give the workflow commands of the log that a runner would obey: name, text."""
        stopped = ""
        for line in self.log.splitlines():
            if stopped:
                stopped = "" if line == f"::{stopped}::" else stopped
            elif found := _COMMAND.match(line):
                if found[1] == "stop-commands":
                    stopped = found[3]
                else:
                    yield found[1], found[3]

    def _filled(self, text: str) -> str:
        return _EXPRESSION.sub(lambda found: self._value(found[1]), text)

    def _value(self, name: str) -> str:
        match name.split("."):
            case ["inputs", word]:
                return self.inputs[word]
            case ["steps", step, "outputs", word]:
                return self.outputs.get(step, {}).get(word, "")
            case ["github", "token"]:
                return self.token
            case _:
                raise AssertionError(name)

    def _holds(self, condition: str) -> bool:
        for part in filter(None, condition.split("&&")):
            found = _COMPARISON.fullmatch(part)
            assert found, part
            if (self._value(found[1]) == found[3]) is (found[2] == "!="):
                return False
        return True


def _own_environment() -> dict[str, str]:
    """Give what a runner has of its own, and what measures coverage."""
    kept = ("COVERAGE_", "PIP_", "PATH", "HOME", "TMPDIR", "LANG")
    return {name: value for name, value in os.environ.items() if name.startswith(kept)}
