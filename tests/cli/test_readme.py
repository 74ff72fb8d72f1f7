"""What the README tells people to type is typed here, word by word, and shows what it says."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cli.conftest import Run

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"```(sh|text|yaml)\n(.*?)```\n", re.DOTALL)
_LIVE = README[README.index("\n## Live in five minutes") : README.index("\n## Environments and")]
_MARK = "--- the end of what is typed ---"
_PORT = "9090"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Lines to type, and what they show; `...` stands for any lines."""

    typed: str
    shown: tuple[str, ...]


def steps() -> Iterator[Step]:
    blocks = [found.groups() for found in _BLOCK.finditer(_LIVE) if found[1] != "yaml"]
    for place, (kind, text) in enumerate(blocks):
        if kind == "sh":
            after = blocks[place + 1] if place + 1 < len(blocks) else ("sh", "")
            shown = after[1] if after[0] == "text" else ""
            yield Step(typed=text, shown=tuple(re.split(r"(?m)^\.\.\.\n", shown)))


def free_port() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


@pytest.mark.skipif(shutil.which("prometheus") is None, reason="prometheus is not installed")
@pytest.mark.skipif(shutil.which("bash") is None, reason="the README is for a POSIX shell")
def test_live_in_five_minutes(place: Path) -> None:
    (place / "fixtures").symlink_to(ROOT / "fixtures")
    told = list(steps())
    script = f"echo '{_MARK}'\n".join(step.typed for step in told)
    script = script.replace(_PORT, free_port())
    here = str(Path(sys.executable).parent)
    environ = {**os.environ, "PATH": f"{here}{os.pathsep}{os.environ['PATH']}"}
    ran = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, check=False, env=environ
    )
    assert "planguard:" not in ran.stderr
    outputs = ran.stdout.split(f"{_MARK}\n")
    assert len(outputs) == len(told) > 8
    for step, output in zip(told, outputs, strict=True):
        at = 0
        for piece in step.shown:
            found = output.find(piece, at)
            assert found >= 0, f"{step.typed}\n{output}\nholds no\n{piece}"
            at = found + len(piece)


def test_the_configurations_of_the_readme_are_right(command: Run) -> None:
    texts = [text for kind, text in _BLOCK.findall(README) if kind == "yaml"]
    configs = [text for text in texts if not text.startswith("id:")]
    assert len(configs) == 2
    Path("policies").mkdir()
    for text in configs:
        Path("planguard.yaml").write_text(text, encoding="utf-8")
        ran = command("config", "show")
        assert (ran.code, ran.err) == (0, "")


def test_the_policies_of_the_readme_are_right(command: Run) -> None:
    texts = [text for kind, text in _BLOCK.findall(README) if kind == "yaml"]
    policies = [text for text in texts if text.startswith("id:")]
    assert len(policies) == 2
    for text in policies:
        name = text.partition("\n")[0].removeprefix("id: ")
        Path(f"{name}.yaml").write_text(text, encoding="utf-8")
        ran = command("policies", "test", f"{name}.yaml")
        assert (ran.code, ran.err) == (0, ""), ran.out
