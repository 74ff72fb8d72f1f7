"""The Containerfile: linted, and what it runs is run, below a folder instead of a container's root."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
from integrations.runner import BIN, ROOT

FILE = ROOT / "Containerfile"
TEXT = FILE.read_text(encoding="utf-8")
COMMANDS = re.sub(r"\\\n\s*", "", TEXT)
"""With each instruction on one line."""
PLACES = ("/src", "/wheels", "/usr/local/planguard")


def instructions(word: str) -> list[str]:
    return re.findall(rf"(?m)^{word} (.*)$", COMMANDS)


def test_the_linter_finds_nothing() -> None:
    done = subprocess.run([BIN / "hadolint", FILE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_it_runs_as_nobody() -> None:
    assert instructions("USER") == ["65532:65532"]
    assert COMMANDS.rindex("\nFROM ") < COMMANDS.index("\nUSER ") < COMMANDS.index("\nENTRYPOINT ")


def test_builders_get_what_is_copied_and_no_more() -> None:
    told = (ROOT / ".containerignore").read_text(encoding="utf-8")
    assert (ROOT / ".dockerignore").read_text(encoding="utf-8") == told
    kept = {line[1:] for line in told.splitlines() if line.startswith("!")}
    copied = " ".join(each for each in instructions("COPY") if not each.startswith("--from"))
    assert kept == {each for each in copied.split() if not each.startswith(".")}
    assert not any(fnmatch(".venv", each) for each in kept)


@pytest.mark.skipif(os.name == "nt", reason="the commands are for sh")
def test_what_is_built_runs(tmp_path: Path) -> None:
    """Nothing is fetched: what planguard needs is that of the tests."""

    def inside(text: str) -> str:
        for place in PLACES:
            text = text.replace(place, f"{tmp_path}{place}")
        return text.replace("python -m", f"{sys.executable} -m")

    source = tmp_path / "src"
    source.mkdir()
    for line in instructions("COPY")[:3]:
        *names, to = line.split()
        for name in names:
            target = source / to / (name if (ROOT / name).is_file() else "")
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, target)
    environ = {**os.environ, "PIP_NO_DEPS": "1"}
    if importlib.util.find_spec("hatchling"):
        environ["PIP_NO_BUILD_ISOLATION"] = "0"  # which says that it is not wanted
    for line in instructions("RUN"):
        subprocess.run(["sh", "-c", inside(line)], check=True, cwd=source, env=environ)
    (entry,) = re.findall(r'"(\w+)"', instructions("ENTRYPOINT")[0])
    built = tmp_path / "usr/local/planguard/bin" / entry
    environ = {"PYTHONPATH": str(Path(pytest.__file__).parents[1]), "PATH": os.environ["PATH"]}
    plan = ROOT / "fixtures" / "capacity-cut" / "plan.json"
    told = subprocess.run([built, "--version"], check=True, capture_output=True, env=environ)
    assert told.stdout.startswith(b"planguard 0.")
    done = subprocess.run(
        [built, "check", plan, "--env", "prod", "--format", f"html={tmp_path / 'x.html'}"],
        env=environ, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 3
    assert not list((tmp_path / "usr").rglob("bin/pip*"))
