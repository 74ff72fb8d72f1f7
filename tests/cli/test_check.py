from __future__ import annotations

import io
import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cli.conftest import Run, WritePlan

HELD = "capacity-cut-sharply"


def write(path: str, text: str) -> Path:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")
    return Path(path)


def environment(command: Run, *arguments: str | Path) -> dict[str, object]:
    ran = command("check", *arguments, "-f", "json")
    found: dict[str, object] = json.loads(ran.out)["sections"][0]["environment"]
    return found


def test_held_on_a_protected_environment(command: Run, fewer: Path) -> None:
    ran = command("check", fewer, "--env", "prod")
    assert ran.code == 3
    assert f"APPROVE  {HELD}  aws_ecs_service.web" in ran.out
    assert ran.out.endswith("(exit 3)\n")


def test_allowed_elsewhere(command: Run, fewer: Path) -> None:
    assert command("check", fewer, "--env", "dev").code == 0


def test_an_unknown_environment_is_protected(command: Run, fewer: Path) -> None:
    assert command("check", fewer).code == 3


def test_several_plans_make_one_report(command: Run, fewer: Path, write_plan: WritePlan) -> None:
    quiet = write_plan(to="quiet.json")
    ran = command("check", quiet, fewer, "--env", "prod")
    assert ran.code == 3
    assert "quiet.json" in ran.out
    assert "plan.json" in ran.out


def test_standard_input_can_be_read_only_once(command: Run) -> None:
    ran = command("check", "-", "-")
    assert (ran.code, "only once" in ran.err) == (2, True)


def test_json_goes_to_a_file_and_text_to_the_screen(command: Run, fewer: Path) -> None:
    ran = command("check", fewer, "-f", "text", "-f", "json=report.json")
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    assert report["exit_code"] == ran.code == 3
    assert "approval needed" in ran.out


def test_output_takes_the_only_format(command: Run, fewer: Path) -> None:
    assert command("check", fewer, "-o", "report.txt").out == ""
    assert "approval needed" in Path("report.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "options",
    [
        ("-f", "text", "-f", "json"),
        ("-f", "text=a", "-f", "json=b", "-o", "c"),
        ("-f", "xml"),
        ("-f", "text=absent/x"),
        ("-o", "."),
        ("--config", "absent.yaml"),
        ("--source", "absent"),
        ("--policy", "absent"),
    ],
)
def test_arguments_that_do_not_work(command: Run, fewer: Path, options: tuple[str, ...]) -> None:
    ran = command("check", fewer, *options)
    assert ran.code == 2
    assert ran.err.startswith("planguard: ")


def test_formats_from_the_environment(
    command: Run, fewer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANGUARD_FORMAT", "json")
    assert json.loads(command("check", fewer).out)["version"] == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b'{"format_version": "1.2", "resource_ch', ""),
        (b"Terraform will perform the following actions:", ""),
        (b'{"version": 4, "serial": 1, "lineage": "x", "resources": []}', "state"),
        (b"[]", ""),
        (b"\xff\xfe\x00", ""),
    ],
)
def test_what_is_no_plan(command: Run, content: bytes, said: str) -> None:
    Path("bad.json").write_bytes(content)
    ran = command("check", "bad.json")
    assert ran.code == 2
    assert ran.err.startswith("planguard: bad.json")
    assert said in ran.err


def test_files_that_cannot_be_read(command: Run, fewer: Path) -> None:
    assert "does not exist" in command("check", "absent.json").err
    assert "is a directory" in command("check", ".").err
    assert command("check", "x" * 5000).code == 2
    assert command("check", fewer, "absent.json").code == 2


def test_the_flag_goes_before_the_environment_and_that_before_the_file(
    command: Run, fewer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("planguard.yaml", "environments: {live: {match: {workspace: [default]}}}\n")
    assert environment(command, fewer, "--workspace", "default")["name"] == "live"
    monkeypatch.setenv("PLANGUARD_ENV", "dev")
    told = environment(command, fewer, "--workspace", "default")
    assert (told["name"], told["known_from"]) == ("dev", "PLANGUARD_ENV")
    told = environment(command, fewer, "--workspace", "default", "--env", "prod")
    assert (told["name"], told["known_from"]) == ("prod", "--env")


def test_the_configuration_is_searched_upwards(
    command: Run, fewer: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("planguard.yaml", f"overrides: {{{HELD}: {{off: true, reason: we can take it}}}}\n")
    below = place / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    ran = command("check", place / fewer)
    assert ran.code == 0
    assert f"Overridden here\n  {HELD} (off): we can take it" in ran.out


def test_the_configuration_can_be_told(
    command: Run, fewer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("other.yaml", f"overrides: {{{HELD}: {{params: {{max_cut: 0.9}}, reason: batch}}}}\n")
    assert command("check", fewer, "-c", "other.yaml").code == 0
    monkeypatch.setenv("PLANGUARD_CONFIG", "other.yaml")
    assert command("check", fewer).code == 0


def test_an_override_of_the_decision(command: Run, fewer: Path) -> None:
    write("planguard.yaml", f"overrides: {{{HELD}: {{decision: deny, reason: too often}}}}\n")
    assert command("check", fewer).code == 1


@pytest.mark.parametrize(
    ("recognised", "options"),
    [
        ("workspace: [eu-*]", ("--workspace", "eu-1")),
        ("path: [here/*]", ()),
        ("variable: {stage: [blue]}", ()),
        ("tag: {environment: [prod*]}", ()),
    ],
)
def test_ways_to_recognise_an_environment(
    command: Run, write_plan: WritePlan, recognised: str, options: tuple[str, ...]
) -> None:
    write("planguard.yaml", f"environments: {{x: {{live: true, match: {{{recognised}}}}}}}\n")
    tags = {"tags": {"environment": "production"}}
    plan = write_plan(
        ("aws_sqs_queue", "q", ["update"], {"name": "q", **tags}, {"name": "r", **tags}),
        variables={"stage": {"value": "blue"}},
    )
    told = environment(command, plan, *options)
    assert (told["name"], told["live"], told["protected"]) == ("x", True, True)


def test_tags_that_differ_recognise_nothing(command: Run, write_plan: WritePlan) -> None:
    write("planguard.yaml", "environments: {x: {match: {tag: {env: ['*']}, variable: {v: [w]}}}}")
    plan = write_plan(
        ("aws_sqs_queue", "q", ["create"], None, {"tags": {"env": "a"}}),
        ("aws_sqs_queue", "r", ["create"], None, {"tags": {"env": "b"}}),
        ("aws_sqs_queue", "s", ["create"], None, {"tags": {"other": "b"}}),
    )
    assert environment(command, plan, "--workspace", "w")["name"] == ""


def test_the_workspace_that_was_selected_beside_the_plan(
    command: Run, fewer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("planguard.yaml", "environments: {dev: {protected: false, match: {workspace: [dev]}}}\n")
    write(".terraform/environment", "dev\n")
    assert environment(command, fewer)["known_from"] == "workspace dev"
    monkeypatch.setenv("TF_WORKSPACE", "prod")
    assert environment(command, fewer)["name"] == ""
    monkeypatch.delenv("TF_WORKSPACE")
    monkeypatch.setenv("TF_DATA_DIR", "elsewhere")
    assert environment(command, fewer)["name"] == ""


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("environment: {}\n", "1:1", "there is no key `environment`"),
        ("owners:\n  tags: 3\n", "2:3", "`owners.tags`"),
        ("overrides:\n  x: {off: true}\n", "", "is missing"),
        ("a: [1\n", "2:1", "no valid YAML"),
        ("- 1\n", "", ""),
        ("overrides: {nope: {off: true, reason: because}}\n", "", "there is no policy 'nope'"),
        ("policy_folders: [absent]\n", "1:18", "there is no folder"),
        ("catalogue:\n  x_y: {role: glue, delete: [no.such]}\n", "2:30", "no action 'no.such'"),
        ("owners: {codeowners: absent}\n", "1:10", "there is no file"),
        (
            "catalogue:\n  x_y:\n    role: glue\n    rules: [{pattern: nope, path: p}]\n",
            "4:14",
            "no pattern 'nope'",
        ),
        (f"overrides: {{{HELD}: {{params: {{max: 1}}, reason: because}}}}\n", "", "no parameter"),
    ],
)
def test_a_bad_configuration(command: Run, fewer: Path, text: str, at: str, said: str) -> None:
    write("planguard.yaml", text)
    ran = command("check", fewer)
    assert ran.code == 2
    assert f"planguard.yaml:{at}" in ran.err if at else said in ran.err
    assert said in ran.err


def test_a_configuration_that_is_no_text(command: Run, fewer: Path) -> None:
    Path("planguard.yaml").write_bytes(b"\xff\xff")
    assert "UTF-8" in command("check", fewer).err


def test_an_empty_configuration_is_the_default(command: Run, fewer: Path) -> None:
    write("planguard.yaml", "# nothing yet\n")
    assert command("check", fewer).code == 3


def test_own_types_owners_and_services(command: Run, write_plan: WritePlan) -> None:
    write("CODEOWNERS", "# who\n[Section]\n*.tf @platform\n")
    write(
        "planguard.yaml",
        "catalogue:\n"
        "  acme_queue:\n"
        "    role: messaging\n"
        "    delete: [data.delete]\n"
        "    rules:\n"
        "      - {pattern: number, path: n, actions: {down: scale.down}, on_create: true}\n"
        "owners:\n"
        "  patterns: [{match: 'acme_*', names: [team-a]}]\n"
        "  codeowners: CODEOWNERS\n",
    )
    plan = write_plan(("acme_queue", "q", ["update"], {"n": 9}, {"n": 1}))
    ran = command("check", plan, "--env", "prod", "-f", "json")
    (action,) = json.loads(ran.out)["sections"][0]["actions"]
    assert (action["id"], action["confidence"]) == ("scale.down", "exact")


OWN = """\
id: {name}
title: Anything
on: [scale.*]
when: "true"
decision: deny
message: "{{{{ change.address }}}} moves"
why: because
fix: do not
"""


def test_policies_of_the_command_line(
    command: Run, fewer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write("more/nothing-moves.yaml", OWN.format(name="nothing-moves"))
    assert command("check", fewer, "-p", "more").code == 1
    assert command("check", fewer, "-p", file).code == 1
    monkeypatch.setenv("PLANGUARD_POLICY", "more")
    assert command("check", fewer).code == 1


def test_policies_that_cannot_be_used(command: Run, fewer: Path) -> None:
    write("a/x.yaml", OWN.format(name="y"))
    assert "the id is 'y'" in command("check", fewer, "-p", "a").err
    write("b/one/z.yaml", OWN.format(name="z"))
    write("b/two/z.yaml", OWN.format(name="z"))
    assert "policy z is also in" in command("check", fewer, "-p", "b").err
    write("c/w.yaml", "on: [")
    assert "c/w.yaml:2:1: " in command("check", fewer, "-p", "c").err
    write("d/v.yaml", "")
    Path("d/v.yaml").write_bytes(b"\xff")
    assert "UTF-8" in command("check", fewer, "-p", "d").err


def test_shipped_policies_can_be_left_out(command: Run, fewer: Path) -> None:
    write("planguard.yaml", "shipped_policies: false\n")
    assert command("check", fewer).code == 0


def test_sources_give_file_and_line(command: Run, fewer: Path) -> None:
    write("main.tf", 'resource "aws_ecs_service" "web" {\n  desired_count = 2\n}\n')
    assert "main.tf:2" in command("check", fewer).out
    assert "main.tf:2" in command("check", fewer, "--source", ".").out


class Terminal(io.StringIO):
    """Standard output that is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, command: Run, plan: Path) -> str:
    shown = Terminal()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", shown)
        patched.setattr(os, "get_terminal_size", lambda: os.terminal_size((200, 50)))
        assert command("check", plan).code == 3
    return shown.getvalue()


def test_colours_on_a_terminal(monkeypatch: pytest.MonkeyPatch, command: Run, fewer: Path) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[1;35m" in on_a_terminal(monkeypatch, command, fewer)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_colours(
    monkeypatch: pytest.MonkeyPatch, command: Run, fewer: Path, name: str, value: str
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(name, value)
    shown = on_a_terminal(monkeypatch, command, fewer)
    assert shown.startswith("plan.json")
    assert "\x1b" not in shown


def test_colours_can_be_asked_for(command: Run, fewer: Path) -> None:
    assert "\x1b" in command("check", fewer, "--color").out
    assert "\x1b" not in command("check", fewer).out


def test_more_is_said_when_verbose(command: Run, fewer: Path) -> None:
    ran = command("check", fewer, "-v")
    assert "replace /desired_count: 10 -> 2" in ran.out
    assert "why: " in ran.out


@pytest.mark.skipif(shutil.which("sh") is None, reason="the tool is a shell script")
def test_it_tells_which_tool_read_a_binary_plan(
    command: Run, fewer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = write("tools/tofu", f"#!/bin/sh\ncat {fewer.resolve()}\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PLANGUARD_TOOL", str(tool.resolve()))
    Path("tf.plan").write_bytes(b"PK\x03\x04")
    ran = command("check", "tf.plan", "--env", "prod")
    assert (ran.code, ran.err) == (3, "planguard: tf.plan read with tofu show\n")
