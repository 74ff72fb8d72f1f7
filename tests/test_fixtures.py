"""Every folder in fixtures/ runs through the whole pipeline and says what it must, no more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from planguard.analyze import analyze
from planguard.formats import Format, Style
from planguard.load import load_plan, load_policies
from planguard.load.config import UNPROTECTED
from planguard.load.sources import open_sources
from planguard.model.report import Report
from planguard.model.settings import Environment, Settings

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
CASES = sorted(folder.name for folder in FIXTURES.iterdir() if (folder / "plan.json").is_file())
NOW = datetime(2026, 1, 15, tzinfo=UTC)
UNTOLD = ("other", "cost.")
"""What every change may be besides: fixtures do not list it."""


@cache
def report(case: str) -> Report:
    folder = FIXTURES / case
    plan = load_plan(folder / "plan.json")
    name = str(expected(case)["environment"])
    environment = Environment(name=name, protected=name not in UNPROTECTED)
    modules = {path: module.source for path, module in plan.configuration.modules.items()}
    return analyze(
        plan,
        policies=load_policies(),
        settings=Settings(environment=environment),
        sources=open_sources(folder / "after", modules),
        now=NOW,
    )


@cache
def expected(case: str) -> Mapping[str, Any]:
    document = yaml.safe_load((FIXTURES / case / "expected.yaml").read_text(encoding="utf-8"))
    assert isinstance(document, dict)
    return document


def listed(table: Mapping[str, list[str]] | None) -> dict[str, set[str]]:
    kept = {
        key: {word for word in words if not word.startswith(UNTOLD)}
        for key, words in (table or {}).items()
    }
    return {key: words for key, words in kept.items() if words}


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 25


@pytest.mark.parametrize("case", CASES)
def test_the_decision_is_the_expected_one(case: str) -> None:
    assert report(case).decision == expected(case)["decision"]


@pytest.mark.parametrize("case", CASES)
def test_exactly_the_expected_actions_are_named(case: str) -> None:
    (section,) = report(case).sections
    found: dict[str, list[str]] = {}
    for action in section.actions:
        if not action.id.startswith("plan."):
            found.setdefault(action.address, []).append(action.id)
    assert listed(found) == listed(expected(case)["actions"])
    plan_actions = {action.id for action in section.actions if action.id.startswith("plan.")}
    assert plan_actions == set(expected(case).get("plan_actions") or ())


@pytest.mark.parametrize("case", CASES)
def test_exactly_the_expected_findings_are_made(case: str) -> None:
    (section,) = report(case).sections
    found: dict[str, set[str]] = {}
    for finding in section.findings:
        found.setdefault(finding.policy, set()).update(finding.addresses)
    wanted = expected(case).get("findings") or {}
    assert found == {policy: set(addresses) for policy, addresses in wanted.items()}


@pytest.mark.parametrize("case", CASES)
def test_every_format_writes_it(case: str, formats: Mapping[str, Format]) -> None:
    for format_ in formats.values():
        for verbose in (False, True):
            assert format_.write(report(case), Style(verbose=verbose)).endswith("\n")


@pytest.mark.parametrize("case", CASES)
def test_the_folder_is_whole(case: str) -> None:
    folder = FIXTURES / case
    assert (folder / "why.md").read_text(encoding="utf-8").strip()
    assert list((folder / "after").glob("*.tf")) or list((folder / "before").glob("*.tf"))
    assert (folder / "graph.dot").is_file()
