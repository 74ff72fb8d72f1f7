"""Tests for changes that only take over what another one brings."""

from __future__ import annotations

from pathlib import Path

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.load import load_plan
from planguard.model.source import NoSources

BUMP = Path(__file__).parents[2] / "fixtures" / "image-bump" / "plan.json"


def _actions(file: Path) -> dict[str, str]:
    plan = load_plan(file)
    return {str(each.address): each.id for each in classify(plan, build(plan, NoSources())).items}


def test_a_service_goes_back_with_its_task_definition(tmp_path: Path) -> None:
    bump = BUMP.read_text(encoding="utf-8")
    back = tmp_path / "plan.json"
    swapped = bump.replace(":1.4.2", ":old").replace(":1.4.3", ":1.4.2").replace(":old", ":1.4.3")
    back.write_text(swapped, encoding="utf-8")
    assert set(_actions(back).values()) == {"deploy.rollback"}
    assert set(_actions(BUMP).values()) == {"deploy.version"}
