from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from planguard.formats import GRAPH_FORMATS

if TYPE_CHECKING:
    from cli.conftest import Run, WritePlan

NEEDS_GRAPHVIZ = pytest.mark.skipif(
    shutil.which("dot") is None, reason="Graphviz is not on the PATH"
)
QUEUE = {"name": "jobs", "id": "https://queue/jobs", "arn": "arn:aws:sqs:eu-west-1:1:jobs"}
REFERENCES = {
    "root_module": {
        "resources": [
            {
                "address": "aws_lambda_function.worker",
                "mode": "managed",
                "type": "aws_lambda_function",
                "name": "worker",
                "expressions": {"role": {"references": ["aws_iam_role.worker.arn"]}},
            },
            {
                "address": "aws_iam_role.worker",
                "mode": "managed",
                "type": "aws_iam_role",
                "name": "worker",
                "expressions": {},
            },
        ]
    }
}


@pytest.fixture
def worker(write_plan: WritePlan) -> Path:
    """Write a plan in which a function uses a role, and a queue stands alone."""
    return write_plan(
        ("aws_lambda_function", "worker", ["update"], {"memory_size": 1}, {"memory_size": 2}),
        ("aws_iam_role", "worker", ["no-op"], {"name": "w"}, {"name": "w"}),
        ("aws_sqs_queue", "jobs", ["no-op"], QUEUE, QUEUE),
        configuration=REFERENCES,
    )


def test_text_is_the_default(command: Run, worker: Path) -> None:
    ran = command("graph", worker)
    assert ran.code == 0
    assert "update   aws_lambda_function.worker  [scale.resize-up, cost.up]" in ran.out
    assert "  -> aws_iam_role.worker  role = arn\n" in ran.out
    assert ran.out.endswith("3 objects, 1 changed, 1 edge\n")


def test_json_has_the_published_shape(command: Run, worker: Path) -> None:
    graph = json.loads(command("graph", worker, "--format", "json").out)
    assert [node["address"] for node in graph["nodes"]] == [
        "aws_iam_role.worker",
        "aws_lambda_function.worker",
        "aws_sqs_queue.jobs",
    ]
    assert graph["nodes"][1] == {
        "address": "aws_lambda_function.worker",
        "type": "aws_lambda_function",
        "verb": "update",
        "actions": ["scale.resize-up", "cost.up"],
    }
    link = {"attribute": "role", "target": "arn", "via": "reference", "through": []}
    (edge,) = graph["edges"]
    assert edge == {
        "from": "aws_lambda_function.worker",
        "to": "aws_iam_role.worker",
        "links": [link],
    }


def addresses(command: Run, plan: Path, *options: str) -> list[str]:
    graph = json.loads(command("graph", plan, "-f", "json", *options).out)
    return [node["address"] for node in graph["nodes"]]


def test_focus(command: Run, worker: Path) -> None:
    near = ["aws_iam_role.worker", "aws_lambda_function.worker"]
    assert addresses(command, worker, "--focus", "aws_iam_role.worker") == near
    assert addresses(command, worker, "--focus", near[0], "--depth", "0") == near[:1]
    both = ("--focus", near[0], "--focus", "aws_sqs_queue", "--depth", "0")
    assert addresses(command, worker, *both) == [near[0], "aws_sqs_queue.jobs"]


def test_changed(command: Run, worker: Path) -> None:
    assert addresses(command, worker, "--changed") == ["aws_lambda_function.worker"]
    assert "2 objects not shown" in command("graph", worker, "--changed").out


def test_changed_shows_what_joins(command: Run, fixture_plan: Callable[[str], Path]) -> None:
    plan = fixture_plan("shop-release")
    whole, part = addresses(command, plan), addresses(command, plan, "--changed")
    assert set(part) < set(whole)
    graph = json.loads(command("graph", plan, "-f", "json", "--changed").out)
    assert {"no-op", "update", "replace"} <= {node["verb"] for node in graph["nodes"]}


def test_to_a_file(command: Run, worker: Path) -> None:
    assert command("graph", worker, "-f", "dot", "-o", "graph.dot").out == ""
    assert Path("graph.dot").read_text(encoding="utf-8").startswith("digraph planguard {")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--format", "png"), "one of: text, json, dot, mermaid, graphml, svg"),
        (("--focus", "aws_iam_role.workr"), "did you mean aws_iam_role.worker"),
        (("--focus", "?"), "`planguard graph PLAN` lists them"),
        (("--depth", "-1"), "Invalid value"),
    ],
)
def test_wrong_arguments(command: Run, worker: Path, options: tuple[str, ...], said: str) -> None:
    ran = command("graph", worker, *options)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@NEEDS_GRAPHVIZ
def test_no_values_and_no_secrets(command: Run, fixture_plan: Callable[[str], Path]) -> None:
    plan = fixture_plan("secret-passed-around")
    for name in [*GRAPH_FORMATS, "svg"]:
        assert "arn:aws" not in command("graph", plan, "-f", name).out


def test_many_with_many_are_joined_by_a_group(command: Run, write_plan: WritePlan) -> None:
    members = [
        (type_, f"x[{place}]", ["no-op"], {"name": "n"}, {"name": "n"})
        for type_ in ("aws_instance", "aws_ebs_volume")
        for place in range(50)
    ]
    plan = write_plan(*members)
    document = json.loads(plan.read_text(encoding="utf-8"))
    for change in document["resource_changes"]:
        change["index"] = int(change["name"][2:-1])
        change["name"] = "x"
    user = {
        "address": "aws_instance.x", "mode": "managed", "type": "aws_instance", "name": "x",
        "expressions": {"v": {"references": ["aws_ebs_volume.x[*].id", "aws_ebs_volume.x"]}},
        "count_expression": {"constant_value": 50},
    }  # fmt: skip
    used = {**user, "address": "aws_ebs_volume.x", "type": "aws_ebs_volume", "expressions": {}}
    document["configuration"] = {"root_module": {"resources": [user, used]}}
    plan.write_text(json.dumps(document), encoding="utf-8")
    assert "(group of 50)" in command("graph", plan).out
    focused = command("graph", plan, "--focus", "aws_instance.x[1]", "--depth", "1")
    assert "-> aws_ebs_volume.x (all 50)" in focused.out
    assert "shape=folder" in command("graph", plan, "-f", "dot").out


def test_mermaid_says_when_it_is_too_large(
    command: Run, worker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planguard.cli.graph._RENDERED", 0)
    ran = command("graph", worker, "-f", "mermaid")
    assert (ran.code, "this graph has 1" in ran.err) == (0, True)


def test_graphml_is_for_networkx(command: Run, worker: Path) -> None:
    assert command("graph", worker, "-f", "graphml", "-o", "graph.xml").code == 0
    graph = nx.read_graphml("graph.xml")
    verbs = {told["address"]: told["verb"] for _, told in graph.nodes(data=True)}
    assert verbs["aws_lambda_function.worker"] == "update"
    assert [told["attributes"] for *_, told in graph.edges(data=True)] == ["role"]


def svg_texts(text: str) -> list[str]:
    root = ET.fromstring(text)  # noqa: S314 - drawn just now
    return [str(each.text) for each in root.iter("{http://www.w3.org/2000/svg}text")]


@NEEDS_GRAPHVIZ
def test_svg_is_drawn_by_graphviz(command: Run, worker: Path) -> None:
    assert command("graph", worker, "-f", "svg", "-o", "graph.svg").out == ""
    drawn = Path("graph.svg").read_text(encoding="utf-8")
    assert svg_texts(drawn) == [
        "aws_iam_role.worker",
        "aws_lambda_function.worker",
        "update: scale.resize-up, cost.up",
        "role",
        "aws_sqs_queue.jobs",
    ]
    assert command("graph", worker, "-f", "svg").out == drawn


@NEEDS_GRAPHVIZ
def test_svg_of_hostile_names(command: Run, write_plan: WritePlan) -> None:
    name = '<script>-- & é"\\N]]>|%0A\x01'
    plan = write_plan(("aws_sqs_queue", "jobs", ["no-op"], QUEUE, QUEUE))
    document = json.loads(plan.read_text(encoding="utf-8"))
    (change,) = document["resource_changes"]
    change.update(
        address=f"aws_sqs_queue.jobs[{json.dumps(name, ensure_ascii=False)}]", index=name
    )
    plan.write_text(json.dumps(document), encoding="utf-8")
    ran = command("graph", plan, "-f", "svg")
    assert ran.code == 0, ran.err
    assert "<script" not in ran.out
    (text,) = svg_texts(ran.out)
    assert "<script>-- & é" in text


def test_svg_needs_graphviz(
    command: Run, worker: Path, monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    monkeypatch.setenv("PATH", str(place))
    ran = command("graph", worker, "-f", "svg")
    assert (ran.code, ran.out) == (2, "")
    assert "--format svg: is drawn by Graphviz, and its `dot` is not on the PATH" in ran.err
    assert "or take --format dot" in ran.err


def fake_dot(place: Path, script: str) -> None:
    (place / "dot").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (place / "dot").chmod(0o755)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (
            "/bin/sleep 5",
            "did not set 3 objects and 1 edges in 0.2 seconds (--changed and --focus",
        ),
        ("exit 3", "could not draw 3 objects and 1 edges (it ended with 3)"),
        ("exit 0", "could not draw 3 objects and 1 edges (it ended with 0)"),
    ],
)
def test_graphviz_may_fail(
    command: Run,
    worker: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: Path,
    script: str,
    said: str,
) -> None:
    fake_dot(place, script)
    monkeypatch.setenv("PATH", str(place))
    monkeypatch.setattr("planguard.cli.graph._SECONDS", 0.2)
    ran = command("graph", worker, "-f", "svg", "-o", "graph.svg")
    assert (ran.code, Path("graph.svg").exists()) == (2, False)
    assert said in ran.err


def test_graphviz_may_not_run(command: Run, worker: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("planguard.cli.graph.shutil.which", lambda _: "/x/dot")
    monkeypatch.setattr("planguard.cli.graph.subprocess.run", run)
    ran = command("graph", worker, "-f", "svg")
    assert ran.code == 2
    assert "/x/dot cannot be run: Permission denied (take --format dot)" in ran.err
