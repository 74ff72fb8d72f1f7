from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from planguard.errors import ConfigError, PlanFormatError
from planguard.load.plan_files import load_plan_file, load_plan_files

FIXTURES = Path(__file__).parents[2] / "fixtures"
RUN, OTHER = FIXTURES / "capacity-cut" / "pulumi", FIXTURES / "secret-rotated" / "pulumi"
PREVIEW, EVENTS, STATE = (
    str(RUN / name) for name in ("preview.json", "events.ndjson", "state.json")
)


def test_a_preview() -> None:
    loaded = load_plan_file(PREVIEW)
    assert (loaded.plan.tool, loaded.plan.project, loaded.plan.stack) == (
        "pulumi",
        "capacity-cut",
        "prod",
    )
    assert loaded.path == Path(PREVIEW)


def test_documents_of_one_stack() -> None:
    (loaded,) = load_plan_files([EVENTS, PREVIEW], states=[STATE])
    assert loaded.plan.label == PREVIEW
    assert loaded.path == Path(PREVIEW)


def test_two_stacks_that_are_called_by_one_name(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = json.dumps({"format_version": "1.2", "resource_changes": []})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(plan.encode())))
    found = load_plan_files([str(OTHER / "events.ndjson"), "-", PREVIEW], states=[STATE])
    assert [each.plan.tool for each in found] == ["pulumi", "terraform", "pulumi"]
    assert [each.path for each in found] == [OTHER / "events.ndjson", None, Path(PREVIEW)]


def test_a_state_alone() -> None:
    (loaded,) = load_plan_files([], states=[STATE], state_alone=True)
    assert (loaded.plan.changes, len(loaded.plan.resources)) == ((), 3)
    with pytest.raises(PlanFormatError, match="which holds no changes"):
        load_plan_files([STATE])


def test_a_document_in_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text(Path(STATE).read_text("utf-8"), "utf-16")
    assert load_plan_files([PREVIEW], states=[str(path)])[0].plan.stack == "prod"


@pytest.mark.parametrize(
    ("states", "events", "said"),
    [
        ([PREVIEW], [], f"^--state {PREVIEW}: is no state of Pulumi"),
        ([], [STATE], f"^--events {STATE}: holds no events of Pulumi's engine"),
    ],
)
def test_something_else_than_it_is_given_as(
    states: list[str], events: list[str], said: str
) -> None:
    with pytest.raises(PlanFormatError, match=said):
        load_plan_files([PREVIEW], states=states, events=events)


def test_the_same_file_under_two_names(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(Path(PREVIEW).resolve())
    with pytest.raises(ConfigError, match="is given twice"):
        load_plan_files([PREVIEW, str(tmp_path / "link.json")])


def test_standard_input_once() -> None:
    with pytest.raises(ConfigError, match="only once"):
        load_plan_files(["-"], states=["-"])
