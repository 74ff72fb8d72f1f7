"""Shell completion: what is offered, and that bash, zsh and fish themselves offer it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from integrations.runner import BIN

from planguard.cli import run
from planguard.formats import FORMATS, GRAPH_FORMATS

CONFIG = """\
environments: {prod: {}, staging: {}}
policy_folders: [policies]
topics: {queue.oldest: {kind: number, unit: s, about: age}}
sources: {our-facts: {type: file, path: facts.yaml}}
"""
Offered = Callable[[str], list[str]]
SHELLS = ("bash", "zsh", "fish")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a place with a policy of its own."""
    place = tmp_path / "here"
    (place / "policies").mkdir(parents=True)
    (place / "policies" / "our-own-rule.yaml").touch()
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Offered:
    """Give what is offered for the last word of a line."""

    def offers(line: str) -> list[str]:
        monkeypatch.setenv("_PLANGUARD_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
        run([])
        return capsys.readouterr().out.split()

    return offers


def test_commands_and_options(offered: Offered) -> None:
    assert offered("planguard che") == ["check"]
    assert offered("planguard policies ") == ["test", "schema"]
    assert {"--format", "--env", "--facts"} <= set(offered("planguard check --"))


def test_formats(offered: Offered) -> None:
    assert offered("planguard check --format ") == list(FORMATS)
    assert offered("planguard check -f github") == ["github", "github-summary"]
    assert offered("planguard graph -f ") == [*GRAPH_FORMATS, "svg"]


def test_what_can_be_explained(offered: Offered) -> None:
    assert {"scale", "scale.down", "scaling-ceiling-runaway"} <= set(
        offered("planguard explain sc")
    )
    assert offered("planguard explain load.") == ["load.cpu", "load.memory"]
    assert offered("planguard explain prom") == ["prometheus"]
    assert offered("planguard explain our") == []


def test_what_the_team_named_is_offered_too(offered: Offered, here: Path) -> None:
    (here / "planguard.yaml").write_text(CONFIG, encoding="utf-8")
    assert offered("planguard explain our") == ["our-facts", "our-own-rule"]
    assert offered("planguard explain queue.") == ["queue.depth", "queue.oldest"]
    assert offered("planguard check --env ") == ["prod", "staging"]
    (here / "planguard.yaml").write_text("shipped_policies: false\n", encoding="utf-8")
    assert offered("planguard explain capacity-") == []


def test_a_wrong_configuration_is_not_in_the_way(offered: Offered, here: Path) -> None:
    (here / "planguard.yaml").write_text("polices: []", encoding="utf-8")
    assert offered("planguard explain load.c") == ["load.cpu"]
    assert offered("planguard check --env p") == []


def test_tools_and_files(offered: Offered) -> None:
    assert offered("planguard check --tool ") == ["terraform", "tofu"]
    assert offered("planguard check pl") == offered("planguard check --config pl") == []


DRIVEN = {
    "bash": """
        eval "$(_PLANGUARD_COMPLETE=source_bash planguard)"
        COMP_WORDS=(planguard explain capacity-cut-u) COMP_CWORD=2
        _planguard_completion planguard
        printf '%s\n' "${COMPREPLY[@]}"
    """,
    # Completion needs a terminal in zsh; what it would be called with is shown instead.
    "zsh": """
        compdef() { : }
        eval "$(_PLANGUARD_COMPLETE=source_zsh planguard)"
        _arguments() { print -r -- "${@//[^a-z-]/ }" }
        words=(planguard explain capacity-cut-u) CURRENT=3
        _planguard_completion
    """,
    "fish": """
        env _PLANGUARD_COMPLETE=source_fish planguard | source
        complete -C "planguard explain capacity-cut-u"
    """,
}


def driven(shell: str, script: str, home: Path) -> str:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    environ = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "HOME": str(home)}
    done = subprocess.run(
        [shell, "-c", script], env=environ, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_shells_complete(shell: str, tmp_path: Path) -> None:
    told = driven(shell, DRIVEN[shell], tmp_path)
    assert told.split() == ["capacity-cut-under-load", "capacity-cut-under-memory-pressure"]


@pytest.mark.parametrize(
    ("shell", "file"),
    [
        ("bash", ".bash_completions/planguard.sh"),
        ("zsh", ".zfunc/_planguard"),
        ("fish", ".config/fish/completions/planguard.fish"),
    ],
)
def test_shells_are_told(shell: str, file: str, tmp_path: Path) -> None:
    told = driven(shell, "planguard --install-completion; true", tmp_path)
    assert f"{shell} completion installed" in told
    assert "_PLANGUARD_COMPLETE" in (tmp_path / file).read_text(encoding="utf-8")
