from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pulumi_rig.rig import FakePulumi, install

from planguard.load.pulumi_run import load_preview

if TYPE_CHECKING:
    from cli.conftest import Run

HELD = "capacity-cut-sharply"
PREVIEW = ("pulumi", "preview")


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakePulumi:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    return install(tmp_path, "capacity-cut", monkeypatch)


@pytest.fixture
def left(tmp_path: Path) -> Path:
    return tmp_path / "temporary"


@pytest.mark.usefixtures("fake")
def test_a_preview_is_judged(command: Run, left: Path) -> None:
    ran = command(*PREVIEW, "--env", "prod")
    assert ran.code == 3
    assert ran.out.startswith("capacity-cut/prod  (pulumi v3.263.0; prod, protected, from --env)")
    assert f"APPROVE  {HELD}  aws:ecs/service:Service::checkout" in ran.out
    assert ran.err == ""
    assert list(left.iterdir()) == []


def test_the_flags_are_those_that_tell_most(command: Run, fake: FakePulumi) -> None:
    command(*PREVIEW, "--", "--stack", "acme/shop/prod", "--refresh")
    (flags,) = fake.called("preview")
    assert {"--non-interactive", "--json", "--show-sames", "--refresh"} <= flags.keys()
    assert flags["--stack"] == "acme/shop/prod"
    assert Path(flags["--event-log"]).name == "events.ndjson"
    assert fake.called("stack", "export") == [
        {"--non-interactive": "true", "--stack": "acme/shop/prod"}
    ]


@pytest.mark.parametrize("words", [("-s", "prod"), ("-sprod",), ("-s=prod",), ("--stack=prod",)])
def test_every_way_to_name_the_stack(
    command: Run, fake: FakePulumi, words: tuple[str, ...]
) -> None:
    command(*PREVIEW, "--", *words)
    assert fake.called("stack", "export")[0]["--stack"] == "prod"


def test_the_directory_is_that_of_both_commands(command: Run, fake: FakePulumi) -> None:
    Path("infra").mkdir()
    command(*PREVIEW, "--", "-C", "infra")
    assert [each["flags"]["--cwd"] for each in fake.calls] == ["infra", "infra"]


def test_what_is_given_anyway_may_be_given(command: Run, fake: FakePulumi) -> None:
    ran = command(*PREVIEW, "--", "--json", "-j=true", "--show-sames=true", "--non-interactive")
    assert ran.code == 3
    assert len(fake.called("preview")) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--json=false",), "--json: cannot be switched off"),
        (("--output", "json"), "--output: cannot be given to the preview"),
        (("--remote",), "--remote: cannot be given to the preview"),
        (("--event-log", "tcp://127.0.0.1:1"), "--event-log: must be a file here"),
        (("--stack",), "--stack: needs a value"),
        (("--save-plan=",), "--save-plan: needs a value"),
        (("preview", "--stack", "x"), "preview: stands where arguments"),
    ],
)
def test_what_does_not_go_with_it(
    command: Run, fake: FakePulumi, words: tuple[str, ...], said: str
) -> None:
    ran = command(*PREVIEW, "--", *words)
    assert (ran.code, fake.calls) == (2, [])
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_documents_that_the_user_wants_are_kept(command: Run, fake: FakePulumi) -> None:
    Path("infra").mkdir()
    command(*PREVIEW, "--", "--cwd=infra", "--save-plan=plan.json", "--event-log", "events")
    assert Path("infra/plan.json").read_bytes() == (fake.place / "plan.json").read_bytes()
    assert stat.S_IMODE(Path("infra/plan.json").stat().st_mode) == 0o600
    assert Path("infra/events").is_file()


@pytest.mark.usefixtures("fake")
def test_a_document_that_cannot_be_kept(command: Run) -> None:
    ran = command(*PREVIEW, "--", "--save-plan", "absent/plan.json")
    assert (ran.code, "plan.json: cannot be written" in ran.err) == (2, True)


@pytest.mark.parametrize("flag", ["--event-log", "--save-plan", "--show-sames"])
def test_an_older_cli_does_without(command: Run, fake: FakePulumi, flag: str) -> None:
    fake.set(unknown=[flag])
    ran = command(*PREVIEW)
    assert (ran.code, ran.err) == (3, "")
    assert [flag in each for each in fake.called("preview")] == [False]


def test_several_unknown_flags(command: Run, fake: FakePulumi) -> None:
    fake.set(unknown=["--event-log", "--save-plan", "--show-sames"])
    assert command(*PREVIEW).code == 3


@pytest.mark.usefixtures("fake")
def test_a_flag_of_the_users_that_is_unknown(command: Run) -> None:
    ran = command(*PREVIEW, "--", "--zzz")
    assert ran.code == 2
    assert ran.err.startswith("error: unknown flag: --zzz\nplanguard: pulumi preview: ended with")


def test_a_preview_that_fails_is_never_allowed(command: Run, fake: FakePulumi) -> None:
    fake.set(code=1, says="error: preview failed\n")
    ran = command(*PREVIEW, "--env", "dev")
    assert ran.code in {1, 4}
    assert "`pulumi preview` ended with exit code 1" in ran.out
    assert ran.err == "error: preview failed\n"


def test_what_pulumi_says_is_passed_on(command: Run, fake: FakePulumi) -> None:
    fake.set(says="warning: one\nwarning: [secret]\n", noise="Installing policy pack ...\n")
    ran = command(*PREVIEW, "--env", "dev")
    assert (ran.code, ran.err) == (0, "warning: one\nwarning: [secret]\n")


def test_a_state_that_cannot_be_exported_is_told(command: Run, fake: FakePulumi) -> None:
    fake.set(export=255)
    ran = command(*PREVIEW)
    assert ran.code == 3
    assert "`pulumi stack export` ended with 255; judged without" in ran.err


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("PULUMI_ACCESS_TOKEN must be set for login during ...", "nobody is logged in"),
        ("no stack named 'zzz' found", "there is no such stack"),
        ("no stack selected; please use `pulumi stack select`", "no stack is chosen"),
        ("no Pulumi.yaml project file found", "there is no Pulumi project here"),
        ("passphrase must be set with PULUMI_CONFIG_PASSPHRASE", "the passphrase"),
        ("unexpected", "ended with exit code 255 and wrote no preview"),
    ],
)
def test_no_preview_at_all(command: Run, fake: FakePulumi, says: str, told: str) -> None:
    (fake.place / "preview.json").unlink()
    fake.set(code=255, says=f"error: {says}\n")
    ran = command(*PREVIEW)
    assert ran.code == 2
    assert ran.out == ""
    first, second = ran.err.splitlines()
    assert first == f"error: {says}"
    assert told in second
    assert "255" in second


def test_documents_that_make_no_plan_after_a_failure(command: Run, fake: FakePulumi) -> None:
    fake.set(code=255, says="error: no stack named 'x' found\n")
    fake.edit("preview.json", lambda document: document["steps"][-1].update(op="zzz"))
    ran = command(*PREVIEW)
    assert (ran.code, "there is no such stack" in ran.err) == (2, True)


def test_documents_that_make_no_plan(command: Run, fake: FakePulumi) -> None:
    fake.edit("preview.json", lambda document: document["steps"][-1].update(op="zzz"))
    ran = command(*PREVIEW)
    assert (ran.code, "zzz" in ran.err) == (2, True)


@pytest.mark.parametrize("name", ["events.ndjson", "plan.json"])
def test_a_document_that_is_none_is_not_left_out(
    command: Run, fake: FakePulumi, name: str
) -> None:
    (fake.place / name).write_text("{")
    ran = command(*PREVIEW)
    assert (ran.code, name in ran.err) == (2, True)


def test_no_pulumi(command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    ran = command(*PREVIEW)
    assert ran.code == 2
    assert ran.err.startswith("planguard: pulumi: is not on the PATH (install Pulumi's CLI")


def test_another_command(command: Run, fake: FakePulumi, monkeypatch: pytest.MonkeyPatch) -> None:
    (fake.tools / "pulumi").rename(fake.tools / "pulumi-3.1")
    assert command(*PREVIEW, "--pulumi", "pulumi-3.1").code == 3
    monkeypatch.setenv("PLANGUARD_PULUMI", str(fake.tools / "pulumi-3.1"))
    assert command(*PREVIEW).code == 3


def test_a_command_that_cannot_be_run(command: Run, fake: FakePulumi) -> None:
    (fake.tools / "broken").write_text("#!/nonexistent\n")
    (fake.tools / "broken").chmod(0o755)
    ran = command(*PREVIEW, "--pulumi", "broken")
    assert (ran.code, "cannot be run" in ran.err) == (2, True)


def test_the_documents_are_nobody_elses(command: Run, fake: FakePulumi) -> None:
    command(*PREVIEW)
    assert [each["mode"] for each in fake.calls] == [0o700, 0]


@pytest.mark.usefixtures("fake")
def test_the_stack_names_the_environment(command: Run) -> None:
    Path("planguard.yaml").write_text(
        "environments:\n  sandbox: {protected: false, match: {stack: [capacity-cut/p*]}}\n"
    )
    ran = command(*PREVIEW)
    assert ran.code == 0
    assert "sandbox, not protected, from stack prod" in ran.out


@contextmanager
def heeded(sign: signal.Signals) -> Iterator[None]:
    """Have children heed a signal, which whoever started the tests may have told them to ignore."""
    before = signal.signal(sign, signal.SIG_DFL)
    yield
    signal.signal(sign, before)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_is_passed_on(fake: FakePulumi, left: Path, sign: signal.Signals) -> None:
    fake.set(sleep=60)
    with heeded(sign):
        started = subprocess.Popen(
            [sys.executable, "-m", "planguard", *PREVIEW],
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "TMPDIR": str(left)},
        )
    deadline = time.monotonic() + 20
    while not (fake.place / "running").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    pid = int((fake.place / "running").read_text())
    started.send_signal(sign)
    started.communicate(timeout=20)
    assert started.returncode == 130
    assert list(left.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_preview_away_from_the_main_thread(fake: FakePulumi, place: Path) -> None:
    with ThreadPoolExecutor() as pool:
        (loaded,) = pool.submit(load_preview, ["--stack", "prod"]).result()
    assert loaded.plan.label == "capacity-cut/prod"
    assert loaded.path == place / "Pulumi.yaml"
    assert len(fake.calls) == 2


def test_the_files_of_a_pack(command: Run) -> None:
    ran = command("pulumi", "init-pack", "policy")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        str(Path("policy") / name)
        for name in ("PulumiPolicy.yaml", "__main__.py", "requirements.txt")
    ]
    Path("policy/__main__.py").write_text("mine")
    assert command("pulumi", "init-pack", "policy").code == 2
