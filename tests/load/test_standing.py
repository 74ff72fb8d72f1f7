from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from planguard.errors import ConfigError
from planguard.load.standing import since_plan, since_revision, standing_of
from planguard.model.standing import Block, Called, Standing
from planguard.testing import plan

MAIN = """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.0" }
  }
}
module "queue" {
  source = "../modules/queue"
}
resource "aws_db_instance" "a" {
  lifecycle {
    prevent_destroy = true
  }
}
"""
QUEUE = 'module "inner" {\n  source  = "acme/inner/aws"\n  version = "1.0.0"\n}\n'
LOCK = 'provider "registry.terraform.io/hashicorp/aws" {\n  version = "%s"\n}\n'
AWS = "registry.terraform.io/hashicorp/aws"
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give what runs git in a new repository with one commit."""
    for name, value in (("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")):
        monkeypatch.setenv(name, value)

    def run(*words: str) -> None:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True, capture_output=True)

    (tmp_path / "live").mkdir()
    (tmp_path / "modules/queue").mkdir(parents=True)
    (tmp_path / "live/main.tf").write_text(MAIN, encoding="utf-8")
    (tmp_path / "live/override.tf").write_text("", encoding="utf-8")
    (tmp_path / "live/.terraform.lock.hcl").write_text(LOCK % "5.90.0", encoding="utf-8")
    (tmp_path / "modules/queue/main.tf").write_text(QUEUE, encoding="utf-8")
    run("init", "-q", "-b", "main")
    run("add", "-A")
    run("commit", "-q", "-m", "a")
    run("checkout", "-q", "-b", "topic")
    return run


@pytest.mark.usefixtures("git")
def test_a_revision_is_compared_with_what_is_there(tmp_path: Path) -> None:
    changed = MAIN.replace("prevent_destroy = true", "prevent_destroy = false")
    (tmp_path / "live/main.tf").write_text(changed, encoding="utf-8")
    (tmp_path / "live/.terraform.lock.hcl").write_text(LOCK % "6.0.0", encoding="utf-8")
    (tmp_path / "modules/queue/main.tf").write_text(QUEUE.replace("1.0.0", "2.0.0"), "utf-8")
    since = since_revision(tmp_path / "live", tmp_path, {}, "main")
    assert since is not None
    assert since.label.startswith("main (")
    assert (since.before.locked, since.now.locked) == ({AWS: "5.90.0"}, {AWS: "6.0.0"})
    block = Block("", "aws_db_instance.a")
    assert since.before.blocks is not None
    assert since.now.blocks is not None
    assert (since.before.blocks[block], since.now.blocks[block]) == (True, False)
    path = "module.queue.module.inner"
    assert since.before.calls[path] == Called("acme/inner/aws", "1.0.0")
    assert since.now.calls[path] == Called("acme/inner/aws", "2.0.0")


def test_what_went_into_the_branch_meanwhile_is_not_of_this_change(
    tmp_path: Path, git: Callable[..., None]
) -> None:
    git("checkout", "-q", "main")
    (tmp_path / "live/.terraform.lock.hcl").write_text(LOCK % "6.0.0", encoding="utf-8")
    git("commit", "-q", "-a", "-m", "b")
    git("checkout", "-q", "topic")
    since = since_revision(tmp_path / "live", tmp_path, {}, "main")
    assert since is not None
    assert since.before.locked == since.now.locked


@pytest.mark.usefixtures("git")
def test_the_ci_system_names_the_branch(tmp_path: Path) -> None:
    told = {"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main"}
    since = since_revision(tmp_path / "live", tmp_path, told)
    assert since is not None
    assert since.label.startswith("main (")
    assert since_revision(tmp_path / "live", tmp_path, {}) is None


@pytest.mark.usefixtures("git")
def test_nothing_is_claimed_where_nothing_can_be_read(tmp_path: Path) -> None:
    told = {"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "gone"}
    assert since_revision(tmp_path / "live", tmp_path, told) is None
    assert since_revision(tmp_path / "live", None, {**told, "GITHUB_BASE_REF": "main"}) is None
    (tmp_path / "fresh").mkdir()
    fresh = since_revision(tmp_path / "fresh", tmp_path, {}, "main")
    assert fresh is not None
    assert fresh.before == fresh.now == Standing()


@pytest.mark.usefixtures("git")
@pytest.mark.parametrize("revision", ["nowhere", "--upload-pack=x"])
def test_a_revision_that_was_asked_for_must_be_there(tmp_path: Path, revision: str) -> None:
    with pytest.raises(ConfigError, match="no such revision"):
        since_revision(tmp_path / "live", tmp_path, {}, revision)


def test_an_earlier_plan(tmp_path: Path) -> None:
    module = {"module_calls": {"m": {"source": "https://u:p@x.example/m.zip", "module": {}}}}
    provider = {"aws": {"name": "aws", "full_name": AWS, "version_constraint": "~> 5.0"}}
    document = {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "resource_changes": [],
        "configuration": {"provider_config": provider, "root_module": module},
    }
    file = tmp_path / "last.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    since = since_plan(str(file), plan())
    assert since.before.required["", "aws"] == (AWS, "~> 5.0")
    assert since.before.calls == {"module.m": Called("https://x.example/m.zip", "")}
    assert since.before.blocks is None
    assert since.now == standing_of(plan().configuration)
