"""The pre-commit hooks: their manifest, and what they do, run by pre-commit itself."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from integrations.runner import BIN, ROOT

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
POLICY = """\
id: no-cut
title: t
on: [scale.down]
when: "true"
decision: deny
message: m
why: w
fix: f
examples:
  - name: a cut
    expect: {expect}
    change: {{type: aws_ecs_service, before: {{desired_count: 4}}, after: {{desired_count: 2}}}}
"""
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def execute(*command: str | Path, place: Path) -> subprocess.CompletedProcess[str]:
    environ = {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(place.parent),
        "PRE_COMMIT_HOME": str(place.parent / "pre-commit"),
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    return subprocess.run(
        command, cwd=place, env=environ, capture_output=True, text=True, check=False
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Make a repository that uses the hooks, with planguard as it is installed here."""
    place = tmp_path / "repository"
    (place / "policies").mkdir(parents=True)
    hooks = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    own = [{**hook, "language": "system"} for hook in hooks]
    config = {"repos": [{"repo": "local", "hooks": own}]}
    (place / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (place / "planguard.yaml").write_text("policy_folders: [policies]\n", encoding="utf-8")
    (place / "policies" / "no-cut.yaml").write_text(POLICY.format(expect="fail"), encoding="utf-8")
    execute("git", "init", "-q", place=place)
    return place


def checked(place: Path) -> subprocess.CompletedProcess[str]:
    execute("git", "add", ".", place=place)
    return execute("pre-commit", "run", "--all-files", "--color=never", place=place)


def test_the_manifest_is_valid() -> None:
    done = execute("pre-commit", "validate-manifest", MANIFEST, place=ROOT)
    assert done.returncode == 0, done.stdout


def test_what_is_right_passes(repository: Path) -> None:
    ran = checked(repository)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.count("Passed") == 2


def test_an_example_that_does_not_hold_stops_the_commit(repository: Path) -> None:
    (repository / "policies" / "no-cut.yaml").write_text(POLICY.format(expect="pass"))
    ran = checked(repository)
    assert ran.returncode == 1
    assert "a cut: expected pass, found fail" in ran.stdout


def test_a_configuration_that_cannot_be_used_stops_the_commit(repository: Path) -> None:
    (repository / "planguard.yaml").write_text("polices: []\n", encoding="utf-8")
    ran = checked(repository)
    assert ran.returncode == 1
    assert "planguard.yaml:1:1" in ran.stdout


def test_other_files_start_nothing(repository: Path) -> None:
    (repository / "main.tf").write_text("", encoding="utf-8")
    execute("git", "add", ".", place=repository)
    ran = execute("pre-commit", "run", "--files", "main.tf", place=repository)
    assert ran.stdout.count("Skipped") == 2
