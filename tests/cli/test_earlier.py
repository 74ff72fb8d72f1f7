from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cli.conftest import Run, WritePlan

CHANGE = (
    "aws_sqs_queue",
    "a",
    ["update"],
    {"name": "a", "tags": {}},
    {"name": "a", "tags": {"b": "c"}},
)
AWS = "registry.terraform.io/hashicorp/aws"
GUARDED = 'resource "aws_sqs_queue" "a" {\n  lifecycle {\n    prevent_destroy = %s\n  }\n}\n'
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def _standing_on(constraint: str) -> dict[str, object]:
    provider = {"name": "aws", "full_name": AWS, "version_constraint": constraint}
    return {"configuration": {"provider_config": {"aws": provider}, "root_module": {}}}


def _actions(out: str) -> list[str]:
    return [action["id"] for action in json.loads(out)["sections"][0]["actions"]]


def _committed(text: str) -> None:
    Path("main.tf").write_text(text, encoding="utf-8")
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    for words in (["init", "-q", "-b", "main"], ["add", "main.tf"], ["commit", "-q", "-m", "a"]):
        subprocess.run(["git", *identity, *words], check=True, capture_output=True)


def test_a_provider_since_the_last_plan(command: Run, write_plan: WritePlan) -> None:
    last = write_plan(to="last.json", **_standing_on("~> 5.0"))
    now = write_plan(CHANGE, **_standing_on("~> 6.0"))
    ran = command("check", now, "--previous", last, "--env", "prod")
    assert "WARN  provider-upgraded-major" in ran.out
    assert f"the provider {AWS} goes from ~> 5.0 to ~> 6.0" in ran.out
    assert ran.code == 0
    assert "provider-upgraded-major" not in command("check", now, "--env", "prod").out


@needs_git
def test_a_guard_since_a_revision(
    command: Run, write_plan: WritePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    _committed(GUARDED % "true")
    Path("main.tf").write_text(GUARDED % "false", encoding="utf-8")
    plan = write_plan(CHANGE)
    ran = command("check", plan, "--base", "main", "--env", "prod")
    assert "APPROVE  deletion-guard-removed  aws_sqs_queue.a" in ran.out
    assert ran.code == 3
    monkeypatch.setenv("PLANGUARD_BASE", "main")
    assert "protection.guard-off" in _actions(command("check", plan, "-f", "json").out)


@needs_git
def test_a_guard_of_an_object_that_stays_as_it_is(command: Run, write_plan: WritePlan) -> None:
    _committed(GUARDED % "true")
    Path("main.tf").write_text(GUARDED % "false", encoding="utf-8")
    kept = ("aws_sqs_queue", "a", ["no-op"], {"name": "a"}, {"name": "a"})
    ran = command("check", write_plan(kept), "--base", "main", "--env", "prod")
    assert "aws_sqs_queue.a loses a guard: prevent_destroy is taken away" in ran.out
    assert ran.code == 3


@needs_git
def test_the_ci_system_says_where_the_change_goes(
    command: Run, write_plan: WritePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    _committed(GUARDED % "true")
    Path("main.tf").write_text(GUARDED % "false", encoding="utf-8")
    for name, value in (("CI", "1"), ("GITLAB_CI", "true"), ("GITHUB_ACTIONS", "")):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main")
    ran = command("check", write_plan(CHANGE), "-f", "json")
    assert "protection.guard-off" in _actions(ran.out)
    Path("main.tf").unlink()
    assert _actions(command("check", write_plan(CHANGE), "-f", "json").out) == ["other.tags"]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--base", "main", "--previous", "x.json"], "goes without --base"),
        (["--base", "main"], "there are no .tf files to compare"),
        (["--previous", "x.json"], "does not exist"),
    ],
)
def test_what_is_told_must_be_there(
    command: Run, write_plan: WritePlan, arguments: list[str], problem: str
) -> None:
    ran = command("check", write_plan(CHANGE), *arguments)
    assert (ran.code, problem in ran.err) == (2, True)


@needs_git
def test_a_clone_without_the_target_is_told(
    command: Run, write_plan: WritePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    _committed(GUARDED % "true")
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_BASE_REF", "elsewhere")
    ran = command("check", write_plan(CHANGE), "--env", "prod")
    assert ran.code == 0
    assert "are not compared with elsewhere: this clone has no common commit" in ran.err
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    assert "not compared" not in command("check", write_plan(CHANGE), "--env", "prod").err
