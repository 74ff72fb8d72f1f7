"""The GitLab template: valid with its inputs, and its script run; a local server plays the API."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from integrations.forge import Forge, serve
from integrations.runner import BIN, ROOT

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the script is for bash")
TEMPLATE = (ROOT / "templates" / "planguard.yml").read_text(encoding="utf-8")
_INPUT = re.compile(r"\$\[\[ inputs\.([\w-]+) \]\]")
GIVEN = {"plan-job": "plan", "env": "prod", "plan": "capacity-cut/plan.json"}
BOT = {"id": 3, "username": "project_1_bot"}
SOMEBODY = {"id": 4, "username": "mallory"}


def inputs() -> dict[str, Any]:
    specification: dict[str, Any] = next(yaml.safe_load_all(TEMPLATE))
    return dict(specification["spec"]["inputs"])


def filled(given: Mapping[str, str]) -> dict[str, Any]:
    values = {**{name: each.get("default") for name, each in inputs().items()}, **given}
    assert None not in values.values(), "an input that must be given"
    text = _INPUT.sub(lambda found: str(values[found[1]]), TEMPLATE.partition("\n---\n")[2])
    return dict(yaml.safe_load(text))


@pytest.fixture
def gitlab() -> Iterator[Forge]:
    """Let GitLab's REST API answer about merge request 5 of project 42."""
    notes = "/api/v4/projects/42/merge_requests/5/notes"
    with serve(Forge(things=notes, thing=notes, who=BOT, author="author")) as forge:
        yield forge


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What the job's script did."""

    code: int
    log: str
    place: Path


@pytest.fixture
def run(place: Path, gitlab: Forge) -> Any:
    def ran(given: Mapping[str, str] | None = None, **environ: str) -> Ran:
        (job,) = filled({**GIVEN, **(given or {})}).values()
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", "\n".join(job["script"])],
            cwd=place,
            env={
                "PATH": os.environ["PATH"],
                "PLANGUARD_VENV": str(BIN.parent),
                "CI_API_V4_URL": f"{gitlab.url}/api/v4",
                "CI_PROJECT_ID": "42",
                "CI_MERGE_REQUEST_IID": "5",
                "CI_JOB_URL": "https://gitlab.example/jobs/9",
                "PLANGUARD_GITLAB_TOKEN": "t0ken",
                **job["variables"],
                **environ,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert "t0ken" not in done.stdout
        return Ran(code=done.returncode, log=done.stdout, place=place)

    return ran


def test_the_schema_of_pipelines_holds(tmp_path: Path) -> None:
    (tmp_path / "spec.yml").write_text(TEMPLATE.partition("\n---\n")[0], encoding="utf-8")
    (tmp_path / "job.yml").write_text(yaml.safe_dump(filled(GIVEN)), encoding="utf-8")
    files = [str(tmp_path / "spec.yml"), str(tmp_path / "job.yml")]
    done = subprocess.run(
        [BIN / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_inputs_are_used_and_only_one_must_be_given() -> None:
    used = set(_INPUT.findall(TEMPLATE))
    assert used == set(inputs())
    assert [name for name, each in inputs().items() if "default" not in each] == ["plan-job"]


def test_the_script_is_sound(tmp_path: Path) -> None:
    (job,) = filled(GIVEN).values()
    script = tmp_path / "script.sh"
    script.write_text("\n".join(["#!/bin/bash", *job["before_script"], *job["script"]]))
    done = subprocess.run(
        [BIN / "shellcheck", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_a_note_is_created_then_written_over(run: Any, gitlab: Forge) -> None:
    ran = run()
    assert ran.code == 3, ran.log
    assert "APPROVE  capacity-cut-sharply" in ran.log
    (note,) = gitlab.comments
    assert note["body"].startswith("<!-- planguard:report prod/capacity-cut/plan.json ")
    assert note["body"].endswith(
        "[The job](https://gitlab.example/jobs/9) has the whole report.\n"
    )
    first = note["body"].partition("\n")[0]
    gitlab.comments[:] = []
    other = gitlab.add(f"{first}\nfake", SOMEBODY)
    for _ in range(120):
        gitlab.add("system note", SOMEBODY)
    mine = gitlab.add(f"{first}\nold")
    run()
    assert len(gitlab.comments) == 122
    assert other["body"] == f"{first}\nfake"
    assert "approval needed" in mine["body"]


def test_everything_that_is_kept_is_there(run: Any) -> None:
    ran = run({"plan": "table-key-changed/plan.json"})
    assert ran.code == 1
    (job,) = filled(GIVEN).values()
    kept = [*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()]
    assert all((ran.place / each).stat().st_size for each in kept)
    numbers = json.loads((ran.place / "planguard/terraform.json").read_text())
    assert set(numbers) == {"create", "update", "delete"}
    told = (ran.place / "planguard/planguard.env").read_text()
    assert told == "PLANGUARD_DECISION=deny\nPLANGUARD_EXIT_CODE=1\n"


def test_approval_may_be_a_warning(run: Any) -> None:
    (job,) = filled(GIVEN).values()
    assert job["allow_failure"] == {"exit_codes": [77]}
    assert run({"approval": "warn"}).code == 77
    assert run({"approval": "warn", "plan": "table-key-changed/plan.json"}).code == 1


@pytest.mark.parametrize("environ", [{"CI_MERGE_REQUEST_IID": ""}, {"PLANGUARD_GITLAB_TOKEN": ""}])
def test_no_request_or_no_token_no_note(
    run: Any, gitlab: Forge, environ: Mapping[str, str]
) -> None:
    assert run({"plan": "image-bump/plan.json"}, **environ).code == 0
    assert gitlab.asked == []


def test_trouble_with_notes_changes_no_verdict(run: Any, gitlab: Forge) -> None:
    gitlab.status = 403
    ran = run({"plan": "image-bump/plan.json"})
    assert ran.code == 0
    assert "GitLab answered 403" in ran.log
    refused = run({"plan": "image-bump/plan.json"}, CI_API_V4_URL="http://127.0.0.1:9")
    assert (refused.code, "ConnectError" in refused.log) == (0, True)


def test_bad_input_fails_and_quotes_are_kept(run: Any) -> None:
    assert run({"plan": "absent.json"}).code == 2
    odd = run({"arguments": "--record 'my facts.yaml'", "env": "a b", "source": "image-bump"})
    assert odd.code == 3, odd.log
    assert (odd.place / "my facts.yaml").is_file()
