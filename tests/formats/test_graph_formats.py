from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from planguard.analyze import analyze
from planguard.formats import GRAPH_FORMATS, graph_format_named
from planguard.load import load_plan
from planguard.model.picture import Edge, Line, Node, Picture
from planguard.model.words import Address, Verb

FIXTURES = Path(__file__).parents[2] / "fixtures"
CASES = sorted(folder.parent.name for folder in FIXTURES.glob("*/plan.json"))
KEPT = (
    "image-bump", "capacity-cut", "database-engine-upgraded", "data-platform-mixed",
    "drift-reverted", "secret-in-lambda-environment", "shop-mixed", "targeted-plan",
    "errored-plan", "tags-only",
)  # fmt: skip
NASTY = 'module.a["x\\"; \\\\<b>|%%{`#\n]"].aws_x.y'
REFERENCE = Line(attribute="role", target="arn", via="reference", through=("var.role",))


class GraphmlFile(SingleFileSnapshotExtension):
    """One GraphML file for each snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "graphml"


@pytest.fixture
def kept(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(GraphmlFile)


def picture_of(case: str) -> Picture:
    told = load_plan(FIXTURES / case / "plan.json")
    picture = analyze(told, policies=(), pictured=True).sections[0].picture
    assert picture is not None
    return picture


def node(address: str, **fields: object) -> Node:
    told = {"type": "aws_x", **fields}
    return Node(address=Address(address), **told)  # type: ignore[arg-type] # fields of a node


def edge(dependent: str, dependency: str, *lines: Line) -> Edge:
    return Edge(dependent=Address(dependent), dependency=Address(dependency), lines=lines)


def draw(name: str, picture: Picture) -> str:
    found = graph_format_named(name)
    assert found is not None
    return found.draw(picture)


@pytest.fixture
def picture() -> Picture:
    """Draw one of everything."""
    state = Line(attribute="", target="", via="state")
    inferred = Line(attribute="", target="id", via="inferred")
    many = [Line(attribute=f"a{place}", target="", via="reference") for place in range(5)]
    return Picture(
        nodes=(
            node("aws_x.a", verb=Verb.UPDATE, actions=("scale.up", "cost.up")),
            node("aws_x.b", verb=Verb.MOVE),
            node("aws_x.c", members=12, type=""),
            node(NASTY, module='module.a["x"]', services=("shop", "pay"), owners=("R&D <a@b>",)),
        ),
        edges=(
            edge("aws_x.a", "aws_x.b", REFERENCE, state),
            edge("aws_x.a", "aws_x.c", *many),
            edge(NASTY, "aws_x.b", inferred),
        ),
        left_out=1,
    )


@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_nothing_to_draw(name: str) -> None:
    found = graph_format_named(name)
    assert found
    assert found.draw(Picture(nodes=(), edges=())).endswith("\n")


def test_there_is_no_other() -> None:
    assert graph_format_named("svg") is None


def test_text(picture: Picture) -> None:
    lines = draw("text", picture).splitlines()
    assert lines[0] == "update   aws_x.a  [scale.up, cost.up]"
    assert lines[1] == "           -> aws_x.b  role = arn through var.role; (state)"
    assert lines[2].startswith("           -> aws_x.c (all 12)  a0 = (all of it); a1")
    assert lines[4] == "         aws_x.c  (group of 12)"
    assert lines[-3].endswith("~> aws_x.b  id (inferred)")
    assert lines[-1] == (
        "3 objects, 1 group, 2 changed, 3 edges, 1 of them inferred, 1 object not shown"
    )


def test_json(picture: Picture) -> None:
    graph = json.loads(draw("json", picture))
    assert graph["nodes"][2]["members"] == 12
    assert graph["nodes"][3]["address"] == NASTY
    assert "members" not in graph["nodes"][0]
    assert graph["edges"][0]["links"][1] == {
        "attribute": "",
        "target": "",
        "via": "state",
        "through": [],
    }


def test_dot(picture: Picture) -> None:
    text = draw("dot", picture)
    assert '"aws_x.a" [label="aws_x.a\\nupdate: scale.up, cost.up", style=filled' in text
    assert '"aws_x.a" -> "aws_x.b" [label="role, state"];' in text
    assert '[label="a0, a1, a2, and 2 more"];' in text
    assert '[label="inferred", style=dashed];' in text
    assert "shape=folder" in text
    assert len(text.splitlines()) == 12


def test_dot_quotes_whatever_an_address_holds(picture: Picture) -> None:
    for line in draw("dot", picture).splitlines()[4:-1]:
        assert re.fullmatch(r'  (?:"(?:[^"\\]|\\.)*"|[^"\\])*;', line)


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not on the PATH")
def test_graphviz_reads_it(picture: Picture) -> None:
    drawn = subprocess.run(
        ["dot", "-Tplain"], input=draw("dot", picture), capture_output=True, text=True, check=True
    )
    assert drawn.stdout.count("\nnode ") == 4


def test_mermaid(picture: Picture) -> None:
    text = draw("mermaid", picture)
    assert text.startswith("flowchart LR\n")
    assert '  n0["aws_x.a<br/>update: scale.up, cost.up"]:::update\n' in text
    assert '  n1["aws_x.b<br/>move"]:::move\n' in text
    assert '  n2[["aws_x.c<br/>group of 12"]]\n' in text
    assert '  n0 -->|"role, state"| n1\n' in text
    assert '  n3 -.->|"inferred"| n1\n' in text
    assert "  classDef update " in text
    assert "classDef delete" not in text


def test_mermaid_escapes_whatever_an_address_holds(picture: Picture) -> None:
    (line,) = (line for line in draw("mermaid", picture).splitlines() if line.startswith("  n3["))
    label = line.removeprefix('  n3["').removesuffix('"]')
    assert not set('"<>|%`\\{}[]\n') & set(label)
    assert "module.a#91;#34;x#92;#34;#59; #92;#92;#60;b#62;" in label


def read(text: str) -> nx.Graph[str]:
    graph = nx.read_graphml(io.BytesIO(text.encode()))
    return nx.relabel_nodes(graph, nx.get_node_attributes(graph, "address"))


def test_networkx_reads_graphml(picture: Picture) -> None:
    graph = read(draw("graphml", picture))
    assert list(graph) == ["aws_x.a", "aws_x.b", "aws_x.c", NASTY]
    assert graph.graph["left_out"] == 1
    told = graph.nodes["aws_x.a"]
    assert (told["label"], told["verb"], told["type"]) == ("aws_x.a", "update", "aws_x")
    assert (told["actions"], "members" in told) == ("scale.up, cost.up", False)
    assert graph.nodes["aws_x.c"]["members"] == 12
    odd = graph.nodes[NASTY]
    assert (odd["module"], odd["services"]) == ('module.a["x"]', "shop, pay")
    assert (odd["owners"], odd["label"]) == ("R&D <a@b>", NASTY)


def test_networkx_reads_edges_of_graphml(picture: Picture) -> None:
    graph = read(draw("graphml", picture))
    assert set(graph.edges) == {(edge.dependent, edge.dependency) for edge in picture.edges}
    assert graph.edges["aws_x.a", "aws_x.b"] == {
        "attributes": "role",
        "targets": "arn",
        "via": "reference, state",
        "inferred": False,
    }
    assert graph.edges[NASTY, "aws_x.b"]["inferred"] is True


def test_graphml_has_colours_and_lines_for_yed(picture: Picture) -> None:
    root = ET.fromstring(draw("graphml", picture))  # noqa: S314 - our own text
    names = {"y": "http://www.yworks.com/xml/graphml"}
    fills = [each.get("color") for each in root.iterfind(".//y:Fill", names)]
    assert fills == ["#ffe8a3", "#c9dcf7", "#ffffff", "#ffffff"]
    lines = [each.get("type") for each in root.iterfind(".//y:LineStyle", names)]
    assert lines == ["line", "line", "dashed"]
    (label,) = (
        each for each in root.iterfind(".//y:NodeLabel", names) if "module" in str(each.text)
    )
    assert label.text == NASTY


def test_graphml_holds_no_character_that_xml_forbids() -> None:
    address = 'a["\x00\x1b\r\ud800\ufffe]]>&amp;\t\u2028\U0001f600"]'
    text = draw("graphml", Picture(nodes=(node(address),), edges=()))
    assert list(read(text)) == ['a["\ufffd\ufffd\ufffd\ufffd\ufffd]]>&amp;\t\u2028\U0001f600"]']


@pytest.mark.parametrize("case", CASES)
def test_every_fixture_as_graphml(case: str) -> None:
    drawn = picture_of(case)
    graph = nx.read_graphml(io.BytesIO(draw("graphml", drawn).encode()))
    assert len(graph) == len(drawn.nodes)
    assert graph.number_of_edges() == len(drawn.edges)


@pytest.mark.parametrize("case", KEPT)
def test_graphml_output(kept: SnapshotAssertion, case: str) -> None:
    assert draw("graphml", picture_of(case)) == kept
