"""What "Where it plugs in" of the README shows is valid for those who read it, and runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from integrations.runner import ACTION, BIN, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
SECTION = README[README.index("\n## Where it plugs in") : README.index("\n## Limits")]
WORKFLOW, PIPELINE, HOOKS, ATLANTIS = re.findall(r"```yml\n(.*?)```\n", SECTION, re.DOTALL)
FAILED = re.compile(r'([1-9][0-9]* failure|failures": \[)')
"""As in server/events/project_command_runner.go of https://github.com/runatlantis/atlantis."""


def valid(text: str, place: Path, *command: str) -> None:
    file = place / "example.yml"
    file.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [BIN / command[0], *command[1:], file], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_workflow(tmp_path: Path) -> None:
    valid(WORKFLOW, tmp_path, "check-jsonschema", "--builtin-schema", "vendor.github-workflows")
    jobs = yaml.safe_load(WORKFLOW)["jobs"]
    (step,) = (each for each in jobs["check"]["steps"] if "planguard" in each.get("uses", ""))
    assert set(step["with"]) <= set(ACTION["inputs"])
    assert f"steps.{step['id']}.outputs.decision" in jobs["check"]["outputs"]["decision"]


def test_the_pipeline(tmp_path: Path) -> None:
    valid(PIPELINE, tmp_path, "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci")
    template = (ROOT / "templates" / "planguard.yml").read_text(encoding="utf-8")
    known = next(yaml.safe_load_all(template))["spec"]["inputs"]
    (included,) = yaml.safe_load(PIPELINE)["include"]
    assert {"plan-job"} <= set(included["inputs"]) <= set(known)


def test_the_hooks(tmp_path: Path) -> None:
    valid(HOOKS, tmp_path, "pre-commit", "validate-config")
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (repo,) = yaml.safe_load(HOOKS)["repos"]
    assert [each["id"] for each in repo["hooks"]] == [each["id"] for each in offered]


def run_of(config: dict[str, Any]) -> str:
    steps = config["workflows"]["planguard"]["policy_check"]["steps"]
    assert steps[0] == "show"
    return str(steps[1]["run"])


@pytest.mark.skipif(shutil.which("sh") is None, reason="Atlantis runs its steps by sh")
@pytest.mark.parametrize(
    ("case", "fails", "items"),
    [("image-bump", False, 0), ("capacity-cut", True, 1), ("absent", True, 0)],
)
def test_atlantis_judges_as_planguard_does(case: str, *, fails: bool, items: int) -> None:
    config = yaml.safe_load(ATLANTIS)
    done = subprocess.run(
        ["sh", "-c", run_of(config)],
        env={
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "SHOWFILE": str(ROOT / "fixtures" / case / "plan.json"),
            "WORKSPACE": "prod",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, "another code would be an error of the step"
    output = done.stdout
    failed = not output or bool(FAILED.search(output)) or output.strip().startswith("FAIL")
    assert failed is fails
    assert len(re.findall(config["policies"]["policy_item_regex"], output)) == items
