from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import planguard.cli
from planguard.cli import main, output, run
from planguard.errors import ConfigError, origin_of

if TYPE_CHECKING:
    from cli.conftest import Run

PLANGUARD = (sys.executable, "-m", "planguard")


def process(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return] # options go through
        [*PLANGUARD, *arguments], capture_output=True, text=True, check=False, **options
    )


def test_help_names_every_command(command: Run) -> None:
    ran = command("--help")
    words = (
        "check", "graph", "explain", "actions", "policies", "questions", "topics", "sources",
        "init", "config",
    )  # fmt: skip
    assert ran.code == 0
    assert all(f"  {word}" in ran.out for word in words)


@pytest.mark.parametrize(
    "words",
    [
        ("check",), ("graph",), ("policies", "test"), ("init",), ("questions",), ("topics",),
        ("sources",), ("explain",), ("config", "schema"),
    ],
)  # fmt: skip
def test_help_tells_exit_codes(command: Run, words: tuple[str, ...]) -> None:
    assert "Exit codes: 0" in command(*words, "--help").out


def test_version(command: Run) -> None:
    assert command("--version").out.startswith("planguard 0.")


def test_no_command_is_a_usage_error(command: Run) -> None:
    assert command().code == 2


@pytest.mark.parametrize("words", [("chek",), ("check", "--nope", "x"), ("check",)])
def test_wrong_usage_is_2(command: Run, words: tuple[str, ...]) -> None:
    ran = command(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage: planguard" in ran.err


def test_a_fault_of_ours_is_70_and_quotes_nothing(
    command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> int:
        raise ValueError("hunter2")

    monkeypatch.setattr(planguard.cli, "app", broken)
    ran = command("check", "plan.json")
    assert ran.code == 70
    assert "ValueError in " in ran.err
    assert "hunter2" not in ran.err


@pytest.mark.parametrize(
    ("raised", "code"), [(KeyboardInterrupt(), 130), (SystemExit(1), 70), (SystemExit(0), 0)]
)
def test_interruptions(monkeypatch: pytest.MonkeyPatch, raised: BaseException, code: int) -> None:
    def stopped(**_: object) -> int:
        raise raised

    monkeypatch.setattr(planguard.cli, "app", stopped)
    assert run([]) == code


def test_an_error_without_a_traceback_has_no_origin() -> None:
    assert origin_of(ValueError()) == "an unknown place"


def test_main_exits_with_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["planguard", "--version"])
    monkeypatch.setattr(gc, "disable", lambda: None)
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 0


def test_exit_codes_of_the_process(fewer: Path, fixture_plan: Callable[[str], Path]) -> None:
    assert process("check", str(fewer), "--env", "dev").returncode == 0
    assert process("check", str(fewer)).returncode == 3
    denied = fixture_plan("bucket-deleted")
    assert process("check", str(denied), "--env", "prod").returncode in {1, 3}
    assert process("check", "absent.json").returncode == 2


def test_standard_input(fewer: Path) -> None:
    ran = process("check", "-", "--env", "prod", input=fewer.read_text())
    assert ran.returncode == 3
    assert ran.stdout.startswith("standard input  (terraform")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close differently there")
def test_a_reader_that_goes_away_changes_no_code(fewer: Path) -> None:
    line = f"{sys.executable} -m planguard check {fewer} --env prod -v | true; echo ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert ran.stdout == "3\n"
    assert "Traceback" not in ran.stderr


def test_broken_pipes_are_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Gone())
    output.write_out("text")


def test_streams_that_cannot_show_a_character(fewer: Path) -> None:
    environ = {**os.environ, "PYTHONIOENCODING": "ascii"}
    ran = process("check", str(fewer), "--env", "prod", "-f", "json", env=environ)
    assert ran.returncode == 3


def test_a_captured_stream_is_left_alone() -> None:
    output.prepare_streams()


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be written"):
        output.write_out("text", tmp_path / "absent" / "file")


def test_a_wrong_word_names_what_is_alike_or_all() -> None:
    assert str(output.choice("--x", "tex", ["text", "json"])).endswith("(did you mean text?)")
    assert str(output.choice("--x", "?", ["a", "b"])) == "--x: there is no '?' (one of: a, b)"
    assert "and 5 more" in str(output.choice("--x", "?", map(str, range(25))))


def test_wrapped_lines_keep_indents_of_their_own() -> None:
    text = f"{'word ' * 30}\n  block\n\nend"
    lines = list(output.filled(text, 2))
    assert lines[1].startswith("    word")
    assert lines[2:] == ["    block", "  end"]


def test_a_command_imports_no_other() -> None:
    said = """
import sys
from planguard.cli.app import COMMANDS, app
app(["schema", "report"], standalone_mode=False)
print(*[each for each in COMMANDS if f"planguard.cli.{each}" in sys.modules])
"""
    ran = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "schema"


def test_a_command_that_does_not_exist_is_corrected_once(command: Run) -> None:
    ran = command("chek")
    assert (ran.code, ran.err.count("check")) == (2, 1)
