"""`check` with live state: asked, recorded, replayed, left unasked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from sources.rig import Asked, Given, serve

from cli.live_state import BUSY, INCIDENT, TAGGED, write_config, write_policies
from planguard.cli.live import _progress

if TYPE_CHECKING:
    from cli.conftest import Ran, Run, WritePlan

LOADS = {"web": 81.5, "calm": 12}


@pytest.fixture
def prom(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Give the URL of what answers as Prometheus does, with a load for each name."""
    monkeypatch.setenv("PROM_TOKEN", "hunter2hunter2")
    write_policies(BUSY, INCIDENT)
    with serve(lambda asked: _answer(asked, LOADS)) as url:
        write_config(url)
        yield url


def _answer(asked: Asked, loads: Mapping[str, float], delay: float = 0.0) -> Given:
    time.sleep(delay)
    (query,) = parse_qs(urlsplit(asked.path).query)["query"]
    found = [load for name, load in loads.items() if f'"{name}"' in query]
    series = [{"metric": {}, "value": [time.time(), str(load)]} for load in found]
    told = {"status": "success", "data": {"resultType": "vector", "result": series}}
    return Given(body=json.dumps(told).encode())


def both(command: Run, *arguments: str | Path) -> tuple[Ran, bytes, bytes]:
    """Check and give the reports for people and for programs."""
    ran = command("check", *arguments, "--env", "prod", "-f", "text=r.txt", "-f", "json=r.json")
    return ran, Path("r.txt").read_bytes(), Path("r.json").read_bytes()


def test_the_load_decides(command: Run, fewer: Path, prom: str) -> None:
    assert prom
    ran = command("check", fewer, "--env", "prod")
    assert ran.code == 1
    assert "DENY  busy-cut  aws_ecs_service.web\n  aws_ecs_service.web: load is 81.5" in ran.out
    assert "  load.cpu 81.5 % > 60 %, prom (prometheus), 0 s ago\n" in ran.out
    assert "hunter2" not in ran.out + ran.err


def test_a_record_replays_to_the_byte_with_no_network(
    command: Run, fewer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROM_TOKEN", "hunter2hunter2")
    write_policies(BUSY, INCIDENT, TAGGED)
    with serve(lambda asked: _answer(asked, LOADS)) as url:
        write_config(url)
        first = both(command, fewer, "--record", "facts.yaml")
    recorded = Path("facts.yaml").read_text(encoding="utf-8")
    assert first[0].code == 1
    assert "hunter2" not in recorded
    time.sleep(1.1)  # Nothing of the report may come from the time of the replay.
    assert both(command, fewer, "--facts", "facts.yaml") == first
    # Nobody is bound any more, and the answers stay.
    Path("planguard.yaml").write_text(
        "shipped_policies: false\npolicy_folders: [own]\n", encoding="utf-8"
    )
    assert both(command, fewer, "--facts", "facts.yaml", "--record", "again.yaml") == first
    assert Path("again.yaml").read_text(encoding="utf-8") == recorded


def test_what_a_record_holds(command: Run, fewer: Path, prom: str) -> None:
    assert prom
    command("check", fewer, "--env", "prod", "--record", "facts.yaml")
    told = yaml.safe_load(Path("facts.yaml").read_text(encoding="utf-8"))
    facts = {each["topic"]: each for each in told["facts"]}
    assert set(told) == {"now", "facts"}
    assert facts["incident.active"]["unbound"] is True
    assert facts["load.cpu"]["value"] == 81.5
    assert facts["load.cpu"]["source"] == "prom (prometheus)"
    assert facts["load.cpu"]["plan"] == "plan.json"


def test_trouble_is_recorded_too(command: Run, fewer: Path) -> None:
    write_policies(BUSY)
    write_config()
    first = both(command, fewer, "--record", "facts.yaml")
    assert first[0].code == 3
    assert b"PROM_TOKEN" in first[1]
    assert both(command, fewer, "--facts", "facts.yaml") == first


def test_a_record_that_cannot_be_written(command: Run, fewer: Path) -> None:
    ran = command("check", fewer, "--record", "absent/facts.yaml")
    assert (ran.code, ran.out, "cannot be written" in ran.err) == (2, "", True)


def test_offline_makes_what_is_bound_unknown(
    command: Run, fewer: Path, prom: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert prom
    ran = command("check", fewer, "--env", "prod", "--offline")
    assert ran.code == 3
    assert "not asked: the check is offline" in ran.out
    assert "live state that no source answers: incident.active" in " ".join(ran.out.split())
    monkeypatch.setenv("PLANGUARD_OFFLINE", "1")
    assert command("check", fewer, "--env", "prod").out == ran.out


@pytest.mark.parametrize(
    ("facts", "code", "said"),
    [
        ("{load.cpu: 30, incident.active: []}", 0, "allowed (exit 0)"),
        ("{load.cpu: 81, incident.active: []}", 1, "load.cpu 81 % > 60 %, facts.yaml, 0 s ago"),
        ("{load.cpu: 30, incident.active: [INC-7]}", 3, "incident.active INC-7, facts.yaml"),
        ("{load.cpu: {value: 30, age: 2h}, incident.active: []}", 3, "too old: observed 2 h ago"),
        ("{load.cpu: {unknown: it timed out}, incident.active: []}", 3, "it timed out"),
        ("{incident.active: []}", 3, "facts.yaml holds no fact about it"),
        ("[{topic: load.cpu, subject: aws_ecs_service.*, value: 70}]", 1, "load.cpu 70 %"),
    ],
)
def test_facts_by_hand(
    command: Run, fewer: Path, prom: str, facts: str, code: int, said: str
) -> None:
    assert prom
    Path("facts.yaml").write_text(f"facts: {facts}\n", encoding="utf-8")
    ran = command("check", fewer, "--env", "prod", "--facts", "facts.yaml")
    assert (ran.code, ran.err) == (code, "")
    assert said in " ".join(ran.out.split())


def test_facts_from_the_environment(
    command: Run, fewer: Path, prom: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert prom
    Path("f.json").write_text('{"facts": {"load.cpu": 1, "incident.active": null}}', "utf-8")
    monkeypatch.setenv("PLANGUARD_FACTS", "f.json")
    assert command("check", fewer, "--env", "prod").code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "facts:\n  load.cpu: 3\n  load.cpus: 4\n",
            "facts.yaml:3:3: there is no topic 'load.cpus'",
        ),
        ("facts:\n  load.cpu: much\n", "facts.yaml:2:3: load.cpu holds text"),
        ("load.cpu: 3\n", "facts.yaml:1:1: there is no key 'load.cpu' here (put the topics below"),
        ("facts: [\n", "facts.yaml:2:1: "),
        ("", "holds no facts"),
    ],
)
def test_a_file_of_facts_that_cannot_be_used(
    command: Run, fewer: Path, text: str, said: str
) -> None:
    Path("facts.yaml").write_text(text, encoding="utf-8")
    ran = command("check", fewer, "--facts", "facts.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--facts", "f.yaml", "--offline"), "--offline: does not go with --facts"),
        (("--facts", "absent.yaml"), "absent.yaml: cannot be read"),
        (("--timeout", "soon"), "--timeout: is no span of time (such as 5s or 1m)"),
        (("--timeout", "0s"), "--timeout: is no span of time"),
    ],
)
def test_options_that_do_not_work(
    command: Run, fewer: Path, options: tuple[str, ...], said: str
) -> None:
    Path("f.yaml").write_text("facts: {}\n", encoding="utf-8")
    ran = command("check", fewer, *options)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_round_ends_in_time(command: Run, fewer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROM_TOKEN", "hunter2hunter2")
    write_policies(BUSY)
    with serve(lambda asked: _answer(asked, LOADS, delay=2.0)) as url:
        write_config(url)
        begun = time.monotonic()
        ran = command("check", fewer, "--env", "prod", "--timeout", "0.2s")
        assert time.monotonic() - begun < 1.8
        assert (ran.code, "did not answer within" in ran.out) == (3, True)
        write_config(url, "live: {timeout: 0.1s}\n")
        assert command("check", fewer, "--env", "prod").code == 3
        monkeypatch.setenv("PLANGUARD_TIMEOUT", "8s")
        assert command("check", fewer, "--env", "prod").code == 1


def test_plans_with_the_same_addresses(command: Run, write_plan: WritePlan, prom: str) -> None:
    assert prom
    for name in LOADS:
        sides = ({"desired_count": 9, "name": name}, {"desired_count": 8, "name": name})
        write_plan(("aws_ecs_service", "web", ["update"], *sides), to=f"{name}.json")
    first = both(command, "web.json", "calm.json", "--record", "facts.yaml")
    decisions = [each["decision"] for each in json.loads(first[2])["sections"]]
    assert (first[0].code, decisions) == (1, ["deny", "approve"])
    assert both(command, "web.json", "calm.json", "--facts", "facts.yaml") == first
    assert command("check", "calm.json", "--env", "prod", "--facts", "facts.yaml").code == 3


@pytest.mark.skipif(sys.platform == "win32", reason="it has no pseudo-terminals")
def test_a_line_of_progress_on_a_terminal(fewer: Path, prom: str) -> None:
    assert prom
    import pty  # noqa: PLC0415 - not everywhere

    ours, theirs = pty.openpty()
    line = [sys.executable, "-m", "planguard", "check", str(fewer), "--env", "prod"]
    ran = subprocess.run(line, stdout=subprocess.PIPE, stderr=theirs, check=False)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert ran.returncode == 1, shown
    assert "asking live state: 0 of 1 answered" in shown
    assert shown.endswith("\r\x1b[K")
    assert b"asking" not in ran.stdout


@pytest.mark.parametrize("closed", ["2>&-", "2>&- >&-"])
def test_a_stream_that_is_closed_changes_no_decision(
    write_plan: WritePlan, prom: str, closed: str
) -> None:
    assert prom
    before = {"desired_count": 10, "name": "calm"}
    plan = write_plan(
        ("aws_ecs_service", "web", ["update"], before, {**before, "desired_count": 9})
    )
    line = f"{sys.executable} -m planguard check {plan} --env prod {closed}"
    ran = subprocess.run(["/bin/sh", "-c", line], capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (3, b"")
    assert (b"incident-cut" in ran.stdout) is (closed == "2>&-")


def test_a_terminal_that_is_gone_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("gone").open("w", encoding="utf-8") as closed:
        pass
    monkeypatch.setattr(sys, "stderr", SimpleNamespace(isatty=lambda: True, write=closed.write))
    progress = _progress()
    assert progress is not None
    progress(1, 2)


def test_no_line_of_progress_elsewhere(command: Run, fewer: Path, prom: str) -> None:
    assert prom
    assert command("check", fewer).err == ""
