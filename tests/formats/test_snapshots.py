"""The text report and the drawn graphs of the fixtures that every format is kept for."""

from __future__ import annotations

import pytest
from formats.report_rig import FIXTURES, KEPT, judged, live, written
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from planguard.analyze import conclude, prepare
from planguard.formats import graph_format_named
from planguard.load import load_plan


class PlainFile(SingleFileSnapshotExtension):
    """One text file for each snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def kept(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(PlainFile)


@pytest.mark.parametrize("case", KEPT)
def test_text(kept: SnapshotAssertion, case: str) -> None:
    assert written("text", judged(case)) == kept


def test_text_of_live_state(kept: SnapshotAssertion) -> None:
    assert written("text", live(), verbose=True) == kept


@pytest.mark.parametrize("case", KEPT)
@pytest.mark.parametrize("name", ["dot", "mermaid", "text", "json"])
def test_graph(kept: SnapshotAssertion, name: str, case: str) -> None:
    plan = load_plan(FIXTURES / case / "plan.json")
    report = conclude(prepare(plan, policies=()), {}, pictured=True)
    drawer, picture = graph_format_named(name), report.sections[0].picture
    assert drawer
    assert picture
    assert drawer.draw(picture) == kept
