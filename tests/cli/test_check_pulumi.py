from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from readers.pulumi_rig import export, preview, state, step

if TYPE_CHECKING:
    from cli.conftest import Run, WritePlan

FIXTURES = Path(__file__).parents[2] / "fixtures"
RUN = FIXTURES / "capacity-cut" / "pulumi"
PREVIEW, EVENTS, STATE = RUN / "preview.json", RUN / "events.ndjson", RUN / "state.json"
OTHER = FIXTURES / "secret-rotated" / "pulumi"
SERVICE = "aws:ecs/service:Service::checkout"
URN = f"urn:pulumi:prod::capacity-cut::{SERVICE}"


@pytest.mark.parametrize(
    "words",
    [
        (PREVIEW,),
        (EVENTS,),
        (PREVIEW, "--state", STATE),
        (PREVIEW, STATE),
        (STATE, PREVIEW, EVENTS),
        (PREVIEW, "--state", STATE, "--events", EVENTS),
    ],
)
def test_documents_of_one_stack_make_one_plan(command: Run, words: tuple[object, ...]) -> None:
    ran = command("check", *words, "-f", "json")
    (section,) = json.loads(ran.out)["sections"]
    assert ran.code == 3
    assert [each["address"] for each in section["findings"]] == [SERVICE]


def test_stacks_and_plans_have_a_section_each(command: Run, write_plan: WritePlan) -> None:
    terraform = write_plan(to="tf.json")
    words = (OTHER / "preview.json", terraform, PREVIEW)
    states = ("--state", STATE, "--state", OTHER / "state.json")
    report = json.loads(command("check", *words, *states, "-f", "json").out)
    assert [each["label"] for each in report["sections"]] == [
        str(OTHER / "preview.json"),
        "tf.json",
        str(PREVIEW),
    ]


@pytest.mark.parametrize("option", ["--state", "--events"])
@pytest.mark.parametrize("word", [PREVIEW, "plan.json", "text"])
def test_a_document_that_is_something_else(
    command: Run, write_plan: WritePlan, option: str, word: str | Path
) -> None:
    write_plan()
    Path("text").write_text("Previewing update (dev):\n")
    ran = command("check", EVENTS, option, word)
    assert ran.code == 2
    assert ran.err.startswith(f"planguard: {option} {word}: ")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("words", [(PREVIEW, PREVIEW), (PREVIEW, STATE, "--state", STATE)])
def test_a_document_twice(command: Run, words: tuple[object, ...]) -> None:
    ran = command("check", *words)
    assert (ran.code, "is given twice" in ran.err) == (2, True)


def test_a_state_alone_is_nothing_to_judge(command: Run) -> None:
    ran = command("check", STATE)
    assert (ran.code, "holds no changes" in ran.err) == (2, True)


def test_nothing_is_said_of_tf_files(command: Run, write_plan: WritePlan) -> None:
    Path("main.tf").write_text("")
    ran = command("check", PREVIEW, "--verbose")
    assert ".tf" not in ran.out
    assert ".tf" in command("check", write_plan()).out + "no .tf"


def test_standard_input(command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STATE.read_bytes())))
    assert command("check", PREVIEW, "--state", "-").code == 3


def test_the_text_of_a_preview_is_told_from_its_json(command: Run) -> None:
    Path("preview.txt").write_text("Previewing update (dev):\n\n    ~ 1 to update\n")
    ran = command("check", "preview.txt")
    assert ran.code == 2
    assert "pulumi preview --json" in ran.err


def test_the_stack_names_the_environment_and_the_workspace_does_not(command: Run) -> None:
    Path("planguard.yaml").write_text(
        "environments:\n"
        "  wrong: {match: {workspace: ['*']}}\n"
        "  lab: {protected: false, match: {stack: [nothing, prod]}}\n"
    )
    ran = command("check", PREVIEW, "--workspace", "w")
    assert ran.code == 0
    assert "lab, not protected, from stack prod" in ran.out
    assert "stack nothing, prod" in command("config", "show").out


def test_a_graph_of_a_state(command: Run) -> None:
    ran = command("graph", STATE)
    assert ran.code == 0
    assert ran.out.endswith("3 objects, 0 changed, 2 edges\n")


def test_a_graph_of_a_preview_with_its_state(command: Run) -> None:
    ran = command("graph", PREVIEW, "--state", STATE, "--events", EVENTS, "--changed")
    assert ran.code == 0
    assert SERVICE in ran.out


def test_a_graph_is_of_one_plan(command: Run) -> None:
    ran = command("graph", PREVIEW, OTHER / "preview.json")
    assert (ran.code, "these are 2 plans" in ran.err) == (2, True)


@pytest.mark.parametrize("word", [SERVICE, URN])
def test_an_object_by_its_address_or_urn(command: Run, word: str) -> None:
    ran = command("explain", word, PREVIEW, "--state", STATE)
    assert ran.code == 0
    assert ran.out.startswith(f"{SERVICE}  (aws:ecs/service:Service")
    assert "desiredCount" in ran.out
    assert "desired_count" not in ran.out


def test_an_object_by_its_name(command: Run) -> None:
    assert "aws:ecs/cluster:Cluster::shop" in command("explain", "shop", STATE).out
    ran = command("explain", "checkout", "--state", STATE)
    assert "checkout stands for 2 objects" in ran.out


def test_a_urn_of_another_stack_is_no_object(command: Run) -> None:
    ran = command("explain", URN.replace("Service::checkout", "Service::zzz"), PREVIEW)
    assert (ran.code, "there is no such address" in ran.err) == (2, True)


def test_an_action_in_a_preview(command: Run) -> None:
    assert SERVICE in command("explain", "scale.down", PREVIEW).out


def test_questions_of_a_preview(command: Run) -> None:
    ran = command("questions", PREVIEW, "--state", STATE, "--events", EVENTS)
    assert (ran.code, ran.out.count("capacity-cut-in-incident")) == (0, 1)


def test_a_mass_is_held_when_nobody_tells_of_how_many(command: Run) -> None:
    queue = "aws:sqs/queue:Queue"
    gone = [
        step("delete", state(f"q{n}", queue, inputs={"name": f"q{n}"}), None) for n in range(5)
    ]
    stay = [state(f"s{n}", queue, inputs={"name": f"s{n}"}, id=f"s{n}") for n in range(60)]
    counts = {"delete": 5, "same": 61}
    Path("p.json").write_text(json.dumps(preview(*gone, changeSummary=counts)), encoding="utf-8")
    ran = command("check", "p.json", "-f", "json")
    held = {each["policy"]: each for each in json.loads(ran.out)["sections"][0]["findings"]}
    assert held["mass-change"]["outcome"] == "unknown"
    assert "--show-sames" in held["mass-change"]["reason"]
    export_of = export(*(each["oldState"] for each in gone), *stay)
    Path("s.json").write_text(json.dumps(export_of), encoding="utf-8")
    told = json.loads(command("check", "p.json", "--state", "s.json", "-f", "json").out)
    assert "mass-change" not in {each["policy"] for each in told["sections"][0]["findings"]}


def test_a_stack_of_which_only_what_is_created_is_listed_has_a_state(command: Run) -> None:
    Path("planguard.yaml").write_text(
        "environments: {prod: {protected: true, live: true, match: {stack: ['*']}}}\n",
        encoding="utf-8",
    )
    made = step("create", None, state("q", "aws:sqs/queue:Queue", inputs={"name": "q"}))
    run = preview(made, changeSummary={"create": 1, "same": 9})
    Path("p.json").write_text(json.dumps(run), encoding="utf-8")
    ran = command("check", "p.json")
    assert "state-lost" not in ran.out
    assert ran.code == 0
