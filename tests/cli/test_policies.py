from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cli.live_state import ASKS, BUSY, INCIDENT, LANE, write_config, write_policies
from planguard.load.policies import load_policies

if TYPE_CHECKING:
    from cli.conftest import Run

OWN = """\
id: nothing-shrinks
title: Something shrinks
on: [scale.down]
when: "true"
decision: deny
message: "{{ change.address }} shrinks"
why: because
fix: do not
"""
EXAMPLES = """\
examples:
  - name: ten to two
    expect: EXPECT
    change: {type: aws_ecs_service, before: {desired_count: 10}, after: {desired_count: 2}}
  - name: nothing
    expect: OTHER
    change: {type: aws_ecs_service, before: {name: a}, after: {name: a}}
"""


def write(text: str, name: str = "own/nothing-shrinks.yaml") -> None:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def test_every_shipped_policy_is_listed(command: Run) -> None:
    ran = command("policies")
    assert ran.code == 0
    assert all(f"{policy.id}  {policy.decision}  on " in ran.out for policy in load_policies())
    assert "  max_cut = 0.5  " in ran.out
    assert "not enforced until a parameter is set" in ran.out


def test_json(command: Run) -> None:
    listed = {each["id"]: each for each in json.loads(command("policies", "-f", "json").out)}
    (param,) = listed["capacity-cut-sharply"]["params"]
    assert (param["name"], param["default"], param["set"]) == ("max_cut", 0.5, False)
    assert listed["required-tags"]["enforced"] is False
    assert listed["required-tags"]["source"].startswith("shipped:governance/")


def test_what_the_configuration_changed(command: Run) -> None:
    write(OWN)
    Path("planguard.yaml").write_text(
        "policy_folders: [own]\n"
        "overrides:\n"
        "  capacity-cut-sharply: {reason: calm, params: {max_cut: 0.8}}\n"
        "  mutable-image-tag: {reason: pinned elsewhere, off: true}\n",
        encoding="utf-8",
    )
    ran = command("policies")
    assert "max_cut = 0.8 (set, default 0.5)" in ran.out
    assert "mutable-image-tag  off  " in ran.out
    assert "  switched off: pinned elsewhere\n" in ran.out
    assert "nothing-shrinks  deny  on scale.down  (" in ran.out
    assert "1 switched off" in ran.out


def test_further_folders(command: Run) -> None:
    write(OWN)
    assert "nothing-shrinks" in command("policies", "--policy", "own").out
    assert "no 'xml'" in command("policies", "--format", "xml").err


def test_a_parameter_without_a_default(command: Run) -> None:
    write(
        OWN.replace('when: "true"', "when: params.most > 1").replace(
            "decision", "params: {most: {about: the most}}\ndecision"
        )
    )
    Path("planguard.yaml").write_text(
        "policy_folders: [own]\nshipped_policies: false\n"
        "overrides: {nothing-shrinks: {reason: ours, params: {most: 3}}}\n",
        encoding="utf-8",
    )
    assert "  most = 3 (set)  the most\n" in command("policies").out


def test_examples_of_the_shipped_and_the_configured(command: Run) -> None:
    write(OWN + EXAMPLES.replace("EXPECT", "fail").replace("OTHER", "pass"))
    Path("planguard.yaml").write_text("policy_folders: [own]\n", encoding="utf-8")
    ran = command("policies", "test")
    assert ran.code == 0, ran.out
    assert "ok     capacity-cut-sharply  " in ran.out
    assert "ok     nothing-shrinks  2 examples\n" in ran.out
    assert ran.out.endswith(": all examples hold\n")


@pytest.mark.parametrize(
    ("expect", "other", "said"),
    [
        ("pass", "pass", "expected pass, found fail: aws_ecs_service.example shrinks"),
        ("fail", "fail", "expected fail, found pass (actions of the example: none)"),
    ],
)
def test_an_example_that_does_not_hold(command: Run, expect: str, other: str, said: str) -> None:
    write(OWN + EXAMPLES.replace("EXPECT", expect).replace("OTHER", other))
    ran = command("policies", "test", "own")
    assert ran.code == 1
    assert "FAIL   nothing-shrinks  2 examples\n" in ran.out
    assert said in ran.out


def test_files_that_cannot_be_used_do_not_hide_the_others(command: Run) -> None:
    write(OWN)
    write("on: [", "own/broken.yaml")
    ran = command("policies", "test", "own")
    assert ran.code == 2
    assert "error  broken\n  own/broken.yaml:2:1: " in ran.out
    assert "ok     nothing-shrinks  no examples\n" in ran.out
    assert ran.out.endswith("2 policies: 1 not usable\n")


def test_one_file(command: Run) -> None:
    write(OWN)
    ran = command("policies", "test", "own/nothing-shrinks.yaml")
    assert (ran.code, "1 policy: all examples hold" in ran.out) == (0, True)


def test_nothing_to_test(command: Run) -> None:
    Path("empty").mkdir()
    assert "there are no policy files" in command("policies", "test", "empty").err
    assert command("policies", "test", "absent").code == 2
    Path("planguard.yaml").write_text("shipped_policies: false\n", encoding="utf-8")
    assert command("policies", "test").code == 2


def test_schema(command: Run) -> None:
    schema = json.loads(command("policies", "schema").out)
    assert "on_unknown" in schema["properties"]


def test_policies_that_ask_and_lanes(command: Run) -> None:
    write_policies(BUSY, INCIDENT, LANE)
    write_config()
    told = command("policies").out
    assert "  asks load.cpu\n  in the groups step-size\n" in told
    assert "  no source is bound to incident.active: leads to approve\n" in told
    assert "  asks traffic.rate\n  a lane for the groups step-size\n" in told
    listed = {each["id"]: each for each in json.loads(command("policies", "-f", "json").out)}
    assert listed["busy-cut"]["asks"] == {"cpu": "load.cpu"}
    assert listed["incident-cut"]["unbound"] == ["incident.active"]
    assert (listed["calm-lane"]["relax"], listed["busy-cut"]["groups"]) == (
        ["step-size"], ["step-size"],
    )  # fmt: skip
    Path("planguard.yaml").unlink()
    told = command("policies", "-p", "own").out
    assert "  no source is bound to load.cpu: not enforced then\n" in told
    assert "  no source is bound to traffic.rate: the lane stays closed\n" in told


def test_examples_about_topics_of_a_teams_own(command: Run) -> None:
    write(
        ASKS.format(
            name="old", title="Old", on="scale.down", decision="deny", message="{{ oldest }}",
            keys="ask: {oldest: queue.oldest}\nwhen: oldest > 5.0",
        )
        + EXAMPLES.replace("EXPECT", "fail\n    facts: {queue.oldest: 9}").replace("OTHER", "pass"),
        "own/old.yaml",
    )  # fmt: skip
    ran = command("policies", "test", "own")
    assert (ran.code, "there is no topic 'queue.oldest'" in ran.out) == (2, True)
    Path("planguard.yaml").write_text(
        "topics: {queue.oldest: {kind: number, about: age of the oldest}}\n", encoding="utf-8"
    )
    ran = command("policies", "test", "own")
    assert (ran.code, "ok     old  2 examples\n" in ran.out) == (0, True)
