from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pulumi import automation
from pulumi_rig.rig import FakePulumi, install

from planguard.errors import ConfigError
from planguard.pulumi_pack import Held, guard

HELD = "capacity-cut-sharply"
NEWER, OLDER = "v3.263.0", "v3.180.0"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("PLANGUARD_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PLANGUARD_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakePulumi:
    return install(tmp_path, "capacity-cut", monkeypatch)


@pytest.fixture
def stack(fake: FakePulumi, place: Path) -> automation.Stack:
    assert fake.place.is_dir()
    (place / "infra").mkdir()
    return automation.select_stack(stack_name="prod", work_dir=str(place / "infra"))


def left(tmp_path: Path) -> list[str]:
    names = (each.name for each in (tmp_path / "temporary").iterdir())
    return [name for name in names if name.startswith("planguard-")]


@pytest.mark.parametrize("version", [NEWER, OLDER])
def test_a_preview_is_judged(fake: FakePulumi, tmp_path: Path, version: str) -> None:
    fake.set(version=version)
    stack = automation.select_stack(stack_name="prod", work_dir=str(tmp_path))
    judged = guard(stack, env="prod").preview(refresh=True)
    assert (judged.allowed, judged.report.exit_code) == (False, 3)
    assert [each.policy for each in judged.report.sections[0].findings] == [HELD]
    assert judged.report.sections[0].label == "capacity-cut/prod"
    assert judged.result.change_summary
    assert f"APPROVE  {HELD}" in judged.text
    (flags,) = fake.called("preview")
    assert {"--json", "--show-sames", "--refresh"} <= flags.keys()
    assert left(tmp_path) == []


def test_the_stack_itself_is_left_as_it_is(stack: automation.Stack, fake: FakePulumi) -> None:
    guard(stack).preview()
    stack.preview()
    assert ["--json" in flags for flags in fake.called("preview")] == [True, False]


def test_an_update_that_is_held_is_not_made(
    stack: automation.Stack, fake: FakePulumi, tmp_path: Path
) -> None:
    with pytest.raises(Held, match=r"^capacity-cut/prod: approve; capacity-cut-sharply: aws:ecs"):
        guard(stack, env="prod").up()
    assert fake.called("up") == []
    assert left(tmp_path) == []


def test_what_held_it_is_in_the_report(stack: automation.Stack) -> None:
    with pytest.raises(Held) as held:
        guard(stack, env="prod").up()
    assert held.value.report.exit_code == 3


def test_an_update_that_is_allowed_is_held_to_its_plan(
    stack: automation.Stack, fake: FakePulumi, tmp_path: Path
) -> None:
    heard: list[str] = []
    done = guard(stack, env="dev").up(continue_on_error=True, target=["x"], on_output=heard.append)
    assert done.summary.result == "succeeded"
    (previewed,), (made,) = fake.called("preview"), fake.called("up")
    assert made["--plan"] == previewed["--save-plan"]
    assert (previewed["--target"], made["--target"]) == ("x", "x")
    assert heard[0] == "Updating (prod):"
    assert left(tmp_path) == []


def test_another_plan_is_not_applied(stack: automation.Stack) -> None:
    with pytest.raises(ConfigError, match=r"^plan: is what up\(\) saves itself"):
        guard(stack).up(plan="other.json")


def test_a_plan_may_be_kept(stack: automation.Stack, place: Path) -> None:
    guard(stack).preview(plan=str(place / "kept.json"))
    assert (place / "kept.json").is_file()


def test_no_plan_no_update(stack: automation.Stack, fake: FakePulumi) -> None:
    fake.set(saves=False)
    with pytest.raises(ConfigError, match="saved no plan"):
        guard(stack, env="dev").up()
    assert fake.called("up") == []


def test_an_inline_program(fake: FakePulumi) -> None:
    stack = automation.create_or_select_stack(
        stack_name="prod", project_name="capacity-cut", program=lambda: None
    )
    Path("planguard.yaml").write_text(
        "environments: {lab: {protected: false, match: {stack: [prod]}}}\n"
    )
    assert guard(stack).preview().allowed
    assert "--client" in fake.called("preview")[0]


def test_a_preview_that_fails_raises_what_pulumi_raises(
    stack: automation.Stack, fake: FakePulumi
) -> None:
    fake.set(code=1, says="error: something broke\n")
    said: list[str] = []
    with pytest.raises(automation.CommandError) as raised:
        guard(stack).preview(on_error=said.append)
    assert "something broke" in str(raised.value)
    assert "code: 1" in str(raised.value)
    assert "desiredCount" not in str(raised.value)
    assert said == ["error: something broke"]


def test_the_configuration_beside_the_project(stack: automation.Stack) -> None:
    Path("planguard.yaml").write_text(
        f"overrides: {{{HELD}: {{off: true, reason: batch workers}}}}\n"
    )
    assert guard(stack).preview().allowed


def test_a_configuration_and_an_environment_that_are_told(
    stack: automation.Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("other.yaml").write_text("shipped_policies: false\n")
    assert guard(stack, config="other.yaml").preview().allowed
    monkeypatch.setenv("PLANGUARD_CONFIG", "other.yaml")
    assert guard(stack).preview().allowed
    monkeypatch.setenv("PLANGUARD_CONFIG", "absent.yaml")
    with pytest.raises(ConfigError, match=r"absent\.yaml: does not exist"):
        guard(stack).preview()


def test_further_policies(stack: automation.Stack) -> None:
    Path("more").mkdir()
    Path("more/nothing-at-all.yaml").write_text(
        "id: nothing-at-all\ntitle: Nothing\non: ['*']\nwhen: 'true'\ndecision: deny\n"
        "message: not now\nwhy: because\nfix: wait\n"
    )
    judged = guard(stack, policy=["more"], env="dev").preview()
    assert judged.report.exit_code == 1


def test_a_stack_without_a_state(stack: automation.Stack, fake: FakePulumi) -> None:
    (fake.place / "state.json").write_text("{}")
    assert guard(stack, env="dev").preview().allowed


def test_pulumi_is_imported_when_there_is_a_stack_and_not_before() -> None:
    program = "import planguard.pulumi_pack.automation, sys; sys.exit('pulumi' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_nothing_else_is_there() -> None:
    with pytest.raises(ImportError):
        from planguard.pulumi_pack import nothing  # noqa: F401, PLC0415 - the test


def test_facts_of_a_file(stack: automation.Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANGUARD_FACTS", "absent.yaml")
    with pytest.raises(ConfigError, match=r"absent\.yaml"):
        guard(stack).preview()


def test_a_secret_of_the_state_is_told_to_nobody(
    stack: automation.Stack, fake: FakePulumi
) -> None:
    clear = "hunter2-of-the-warehouse"
    mark = {
        "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
        "plaintext": f'"{clear}"',
    }
    fake.edit(
        "state.json", lambda state: state["deployment"]["resources"][-1]["inputs"].update(x=mark)
    )
    fake.edit(
        "preview.json", lambda preview: preview["steps"][-1]["newState"]["inputs"].update(y=clear)
    )
    judged = guard(stack, env="prod").preview()
    assert clear not in judged.text + repr(judged) + str(Held(judged.report))
    assert HELD in str(Held(judged.report))
