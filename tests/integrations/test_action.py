"""Every step of action.yml, run; GitHub's REST API is played by a local server."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from integrations.forge import Forge
from integrations.runner import ACTION, BIN, ROOT, STEPS, Job

if TYPE_CHECKING:
    from integrations.conftest import Use

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the steps are for bash")
SCRIPTS = sorted((ROOT / ".github" / "action").glob("*.sh"))
BOT = {"login": "github-actions[bot]"}
SOMEBODY = {"login": "mallory"}


def passes(*command: str | Path) -> str:
    done = subprocess.run(
        [BIN / command[0], *command[1:]], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_schema_of_actions_holds() -> None:
    passes("check-jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml")


def test_an_auditor_finds_nothing() -> None:
    passes("zizmor", "--offline", "--persona", "auditor", ROOT / "action.yml")


def test_the_scripts_are_sound() -> None:
    assert len(SCRIPTS) == 3
    passes("shellcheck", *SCRIPTS)


def test_nothing_is_filled_into_what_a_shell_runs() -> None:
    assert [step["name"] for step in STEPS if "${{" in step.get("run", "")] == []


def test_actions_of_others_are_pinned() -> None:
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert len(used) == 2
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", each) for each in used)


def test_every_input_is_used() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert [name for name in ACTION["inputs"] if f"inputs.{name}" not in text] == []


@pytest.mark.parametrize(
    ("plan", "code", "decision"),
    [
        ("image-bump", 0, "allow"),
        ("table-key-changed", 1, "deny"),
        ("capacity-cut", 3, "approve"),
        ("errored-plan", 4, "undecided"),
        ("absent", 2, "error"),
    ],
)
def test_decisions(use: Use, plan: str, code: int, decision: str) -> None:
    job = use(plan)
    assert job.code == code, job.log
    assert (job.output("decision"), job.output("exit-code")) == (decision, str(code))
    if decision != "error":
        report = json.loads(Path(job.output("json")).read_text(encoding="utf-8"))
        assert report["exit_code"] == code


def verdict(**environ: str) -> int:
    script = ROOT / ".github" / "action" / "verdict.sh"
    return subprocess.run(["bash", script], env=environ, check=False).returncode


@pytest.mark.parametrize(
    ("decision", "code", "fail_on", "ends"),
    [
        ("allow", "0", "deny, approve, undecided", 0),
        ("approve", "3", "deny, undecided", 0),
        ("approve", "3", "deny approve", 3),
        ("deny", "1", "approve,undecided", 0),
        ("deny", "1", "deny", 1),
        ("undecided", "4", "none", 0),
        ("undecided", "4", "undecided", 4),
        ("error", "2", "none", 2),
        ("error", "70", "none", 70),
        ("error", "0", "none", 70),
        ("", "", "none", 70),
    ],
)
def test_what_fails_is_said_by_fail_on(decision: str, code: str, fail_on: str, ends: int) -> None:
    assert verdict(DECISION=decision, CODE=code, WITH_FAIL_ON=fail_on) == ends


def test_a_check_that_told_nothing_is_a_fault() -> None:
    assert verdict(WITH_FAIL_ON="none") == 70


def test_what_does_not_fail_is_told(use: Use) -> None:
    job = use(with_={"fail-on": "deny, undecided", "comment": "false"})
    assert (job.code, job.output("exit-code"), job.output("decision")) == (0, "3", "approve")
    told = "approve does not fail this step (fail-on: deny, undecided)"
    assert ("notice", told) in job.commands()


@pytest.mark.parametrize("fail_on", ["", " ", "denied", "none, deny", "*"])
def test_a_wrong_fail_on_lets_nothing_through(use: Use, fail_on: str) -> None:
    job = use("image-bump", with_={"fail-on": fail_on})
    assert job.code == 2
    assert "fail-on" in job.log


def test_all_reports_are_there(use: Use) -> None:
    job = use()
    for name in ("json", "html", "markdown", "sarif", "text"):
        assert Path(job.output(name)).stat().st_size > 100
    assert "✋ planguard: approval needed" in job.summary
    assert "warning" in {name for name, _ in job.commands()}
    assert "APPROVE  capacity-cut-sharply" in job.log


def test_the_report_is_uploaded(use: Use) -> None:
    job = use()
    artifact = job.used["actions/upload-artifact"]
    assert re.fullmatch(r"planguard-[0-9a-f]{8}", artifact["name"])
    assert artifact["path"].split() == [job.output("html"), job.output("json")]
    assert "github/codeql-action/upload-sarif" not in job.used


def test_findings_go_to_code_scanning_when_asked(use: Use) -> None:
    job = use(with_={"sarif": "true", "artifact": "false"})
    uploaded = job.used.pop("github/codeql-action/upload-sarif")
    assert uploaded["sarif_file"] == job.output("sarif")
    assert re.fullmatch(r"planguard-[0-9a-f]{8}", uploaded["category"])
    assert job.used == {}


def test_what_is_not_wanted_is_left_out(use: Use, github: Forge) -> None:
    job = use(with_={"annotations": "false", "summary": "false", "comment": "false"})
    assert (list(job.commands()), job.summary, github.asked) == ([], "", [])
    assert job.code == 3


def test_a_comment_is_created_then_written_over(use: Use, github: Forge) -> None:
    use()
    (comment,) = github.comments
    assert comment["body"].startswith("<!-- planguard:report prod/capacity-cut/plan.json ")
    told = "[The run](https://github.com/acme/shop/actions/runs/4711) of `5ca1ab1`"
    assert told in comment["body"]
    comment["body"] = comment["body"].partition("\n")[0] + "\r\nold"
    job = use()
    assert github.comments == [comment]
    assert "approval needed" in comment["body"]
    assert github.asked[-1] == "PATCH /repos/acme/shop/issues/comments/1000"
    assert "updated https://forge.example/1000" in job.log


def test_only_its_own_comment_is_written_over(use: Use, github: Forge) -> None:
    use()
    body = github.comments.pop()["body"]
    others = [github.add(body, SOMEBODY), github.add(f"> {body}"), github.add("")]
    others[2].update(body=None, user=None)
    kept = [dict(each) for each in others]
    for _ in range(250):
        github.add("ship it", SOMEBODY)
    mine = github.add(body.partition("\n")[0] + "\nold")
    use()
    assert github.comments[:3] == kept
    assert len(github.comments) == 254
    assert "approval needed" in mine["body"]


def test_each_environment_has_its_comment(use: Use, github: Forge) -> None:
    first, second = use(), use(with_={"env": "dev"})
    assert len({each["body"].partition("\n")[0] for each in github.comments}) == 2
    assert first.output("json") != second.output("json")


def many_changes(place: Path, number: int) -> None:
    plan = json.loads((place / "table-key-changed" / "plan.json").read_text(encoding="utf-8"))
    (change,) = (each for each in plan["resource_changes"] if each["name"] == "orders")
    plan["resource_changes"] = [
        {**change, "address": f"aws_dynamodb_table.orders[{each}]", "index": each}
        for each in range(number)
    ]
    (place / "many.json").write_text(json.dumps(plan), encoding="utf-8")


def test_a_huge_report_fits_everywhere(use: Use, github: Forge, place: Path) -> None:
    many_changes(place, 500)
    job = use("many.json")
    (comment,) = github.comments
    assert 30_000 < len(comment["body"]) <= 65_536
    assert "(https://github.com/acme/shop/actions/runs/4711)" in comment["body"]
    assert 100_000 < len(job.summary.encode()) <= 1024 * 1024
    assert [name for name, _ in job.commands()].count("error") == 10
    assert job.code == 1


def test_a_comment_that_does_not_fit_is_left_out(github: Forge, place: Path) -> None:
    huge = place / "huge.md"
    huge.write_text(f"<!-- planguard:report x 0 -->\n{'x' * 65_536}", encoding="utf-8")
    said = comment(place, github, COMMENT=str(huge))
    assert "no comment: it would have 65566 characters" in said
    huge.write_text(f"<!-- planguard:report x 0 -->\n{'x' * 65_500}", encoding="utf-8")
    comment(place, github, COMMENT=str(huge))
    assert len(github.comments[0]["body"]) == 65_530


def comment(place: Path, github: Forge, **environ: str) -> str:
    event = place / "event.json"
    if not event.exists():
        event.write_text('{"pull_request": {"number": 7}}', encoding="utf-8")
    report = place / "report.md"
    report.write_text("<!-- planguard:report x 0 -->\nreport\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, ROOT / ".github" / "action" / "comment.py"],
        env={
            "GITHUB_API_URL": github.url,
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_REPOSITORY": "acme/shop",
            "GITHUB_RUN_ID": "1",
            "GITHUB_SERVER_URL": "https://github.com",
            "COMMENT": str(report),
            "WITH_AUTHOR": "github-actions[bot]",
            "WITH_TOKEN": "t0ken",
            **environ,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "t0ken" not in done.stdout
    return done.stdout


def test_no_token_no_comment(use: Use, github: Forge) -> None:
    job = use(token="")
    assert ("notice", "no comment: there is no token") in job.commands()
    assert (job.code, github.asked) == (3, [])


def test_a_fork_may_not_comment(use: Use, github: Forge) -> None:
    github.status = 403
    job = use()
    (told,) = (text for _, text in job.commands() if text.startswith("no comment"))
    assert told.startswith("no comment: the token may not (403)")
    assert (job.code, github.comments) == (3, [])


@pytest.mark.parametrize("event", [{}, {"issue": {"number": 7}}, {"pull_request": {}}])
def test_without_a_pull_request_there_is_no_comment(
    use: Use, github: Forge, event: dict[str, Any]
) -> None:
    job = use(event=event)
    assert "no comment: this is not about a pull request" in job.log
    assert github.asked == []


def test_a_comment_on_a_pull_request_starts_it_too(use: Use, github: Forge) -> None:
    use(event={"issue": {"number": 7, "pull_request": {"url": "x"}}})
    assert len(github.comments) == 1


def test_trouble_with_comments_changes_no_verdict(place: Path, github: Forge) -> None:
    github.status = 500
    assert "::warning title=planguard::no comment: GitHub answered 500" in comment(place, github)
    refused = comment(place, github, GITHUB_API_URL="http://127.0.0.1:9")
    assert "::warning title=planguard::no comment: ConnectError" in refused


def test_another_author_is_told(place: Path, github: Forge) -> None:
    github.who = {"login": "acme-bot"}
    assert "the token writes as acme-bot: say so by `comment-author`" in comment(place, github)
    assert comment(place, github, WITH_AUTHOR="acme-bot").startswith("updated ")


HOSTILE = "\"; touch pwned; $(touch pwned) `touch pwned` ${{ github.token }} '\\"


def test_inputs_are_not_run(use: Use, place: Path) -> None:
    names = ("env", "workspace", "source", "config", "policies", "facts", "arguments")
    job = use("image-bump", with_=dict.fromkeys(names, HOSTILE))
    assert job.code == 2
    assert not list(place.rglob("pwned"))
    assert use("image-bump", with_={"env": HOSTILE}).code == 0
    assert not list(place.rglob("pwned"))


def test_names_of_plans_are_names(use: Use, place: Path) -> None:
    odd = place / "--format=json $(touch pwned) %0A::error::x.json"
    shutil.copy(place / "image-bump" / "plan.json", odd)
    job = use(odd.name)
    assert job.code == 0, job.log
    assert not list(place.rglob("pwned"))
    gone = use(f"::error::{odd.name}\nimage-bump/plan.json")
    assert gone.code == 2
    (told,) = gone.commands()
    assert told[0] == "error"
    assert "%250A" in told[1]


def test_a_plan_gives_the_runner_no_commands(use: Use, place: Path) -> None:
    text = (place / "table-key-changed" / "plan.json").read_text(encoding="utf-8")
    (place / "table-key-changed" / "plan.json").write_text(
        text.replace("orders", r"\n::add-mask::orders"), encoding="utf-8"
    )
    job = use("table-key-changed")
    assert {name for name, _ in job.commands()} <= {"error", "warning", "notice"}


def test_several_plans_policies_and_arguments(use: Use, place: Path) -> None:
    policies = place / "my policies"
    policies.mkdir()
    (policies / "no-deploys.yaml").write_text(
        "id: no-deploys\ntitle: t\non: [deploy.*]\nwhen: 'true'\ndecision: deny\n"
        "message: m\nwhy: w\nfix: f\n",
        encoding="utf-8",
    )
    job = use(
        "\n image-bump/plan.json \n\ncapacity-cut/plan.json\n",
        with_={"policies": "my policies\n", "arguments": "--offline\n--record=facts.yaml"},
    )
    assert job.code == 1, job.log
    assert "no-deploys" in job.log
    assert (place / "facts.yaml").is_file()


def test_no_plan_is_an_error(use: Use) -> None:
    job = use(" \n ")
    assert job.code == 2
    assert "plan is empty" in job.log


def test_it_runs_where_it_is_told(use: Use) -> None:
    job = use("plan.json", with_={"working-directory": "image-bump"})
    assert job.code == 0


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with what is at hand, if it is."""
    folder = tmp_path_factory.mktemp("wheels")
    how = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", *how]
    subprocess.run([*command, "-w", folder, ROOT], check=True, cwd=folder)
    return folder


def test_it_installs_a_version(place: Path, github: Forge, wheels: Path) -> None:
    """Nothing is fetched: the wheel is at hand, and what it needs is that of the tests."""
    environ = {
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_FIND_LINKS": str(wheels),
        "PYTHONPATH": str(Path(pytest.__file__).parents[1]),
    }
    inputs = {"plan": "capacity-cut/plan.json", "env": "prod", "version": "0.1.0"}
    inputs |= {"python": sys.executable, "extras": "live"}
    (place / "pip.py").write_text("raise SystemExit('the directory is not trusted')")
    (place / "venv.py").write_text("raise SystemExit('the directory is not trusted')")
    job = Job(inputs=inputs, place=place, api=github.url, environ=environ, installed=False).run()
    assert job.code == 3, job.log
    assert job.log.startswith("planguard 0.1.0\n")
    assert str(place / "runner") in job.outputs["install"]["planguard"]
    assert len(github.comments) == 1
