from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import planguard
from planguard.errors import ConfigError, PlanFormatError
from planguard.load.plan_files import load_plan_file

PLAN = json.dumps({"format_version": "1.2", "terraform_version": "1.9.0", "resource_changes": []})
BINARY = b"PK\x03\x04 the rest of a binary plan"


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Put a tool on the PATH that runs this shell script."""

    def put(name: str, script: str) -> Path:
        tools = tmp_path / "tools"
        tools.mkdir(exist_ok=True)
        path = tools / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tools}{os.pathsep}/usr/bin{os.pathsep}/bin")
        return path

    return put


@pytest.fixture
def binary(tmp_path: Path) -> Path:
    path = tmp_path / "stack" / "tf.plan"
    path.parent.mkdir()
    path.write_bytes(BINARY)
    return path


def test_json(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(PLAN, encoding="utf-8")
    assert planguard.load_plan(path).label == str(path)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PLAN.encode())))
    loaded = load_plan_file("-")
    assert (loaded.path, loaded.plan.label) == (None, "standard input")


def test_a_binary_plan_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BINARY)))
    with pytest.raises(PlanFormatError, match="give it as a file"):
        load_plan_file("-")


def test_tofu_from_the_path(fake: Callable[..., Path], binary: Path) -> None:
    fake("tofu", f"pwd > {binary.parent}/where; echo '{PLAN}'")
    loaded = load_plan_file(str(binary))
    assert loaded.converted_with == "tofu"
    assert (binary.parent / "where").read_text().strip() == str(binary.parent.resolve())


def test_it_is_run_where_the_providers_are(
    fake: Callable[..., Path], binary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    (root / ".terraform").mkdir(parents=True)
    monkeypatch.chdir(root)
    fake("terraform", f"pwd > {tmp_path}/where; echo '{PLAN}'")
    assert load_plan_file(str(binary)).converted_with == "terraform"
    assert (tmp_path / "where").read_text().strip() == str(root.resolve())


def test_the_tool_can_be_told(fake: Callable[..., Path], binary: Path) -> None:
    fake("terraform", "exit 1")
    fake("tofu-1.9", f"echo '{PLAN}'")
    assert load_plan_file(str(binary), tool="tofu-1.9").converted_with == "tofu-1.9"


def test_a_tool_that_fails(fake: Callable[..., Path], binary: Path) -> None:
    fake("terraform", "exit 1")
    with pytest.raises(PlanFormatError, match="terraform show -json cannot read it in stack"):
        load_plan_file(str(binary))


def test_a_tool_that_hangs(
    fake: Callable[..., Path], binary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake("terraform", "exec sleep 5")
    monkeypatch.setattr("planguard.load.plan_files._TIMEOUT", 0.1)
    with pytest.raises(PlanFormatError, match="did not answer"):
        load_plan_file(str(binary))


@pytest.mark.parametrize(("tool", "said"), [("", "neither"), ("tofoo", "tofoo is not")])
def test_no_tool(binary: Path, monkeypatch: pytest.MonkeyPatch, tool: str, said: str) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(ConfigError, match=said):
        load_plan_file(str(binary), tool=tool)


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(PlanFormatError, match="cannot be read"):
        load_plan_file("x" * 5000)


@pytest.mark.skipif(shutil.which("terraform") is None, reason="terraform is not on the PATH")
def test_a_real_binary_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "main.tf").write_text('resource "terraform_data" "a" {\n  input = "x"\n}\n')
    for name in [name for name in os.environ if name.startswith("TF_")]:
        monkeypatch.delenv(name)
    for words in (["init"], ["plan", "-out", "tf.plan"]):
        command = ["terraform", f"-chdir={tmp_path}", *words, "-input=false"]
        subprocess.run(command, check=True, capture_output=True)
    loaded = load_plan_file(str(tmp_path / "tf.plan"))
    assert loaded.converted_with == "terraform"
    assert [change.address for change in loaded.plan.changes] == ["terraform_data.a"]
