"""Tests that worse news never make a milder decision: every live policy on every fixture."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from planguard.analyze import Prepared, conclude, prepare
from planguard.load import load_plan
from planguard.model.fact import Answer, Fact, Query
from planguard.model.report import Section
from planguard.model.settings import Environment, OwnerRule, Ownership, Settings
from planguard.model.topic import TOPICS
from planguard.model.value import Unknown
from planguard.model.words import Decision
from planguard.policy.judge import judge
from planguard.policy.reading import Policy, read_policy
from planguard.testing import NOW

ROOT = Path(__file__).parents[2]
FIXTURES = sorted(folder.parent for folder in (ROOT / "fixtures").glob("*/plan.json"))
EVERY_FIXTURE = pytest.mark.parametrize("folder", FIXTURES, ids=lambda folder: folder.name)
SILENT = Unknown(reason="timed out")
SHOP = ["shop"]
LIMITS: Mapping[str, Mapping[str, Any]] = {
    "actor-not-allowed": {"actors": ["deploy-bot"]},
    "approvals-missing": {"min_approvals": 1},
    "branch-not-allowed": {"branches": ["main"]},
    "cost-above-budget": {"budget": 500},
    "removed-while-flag-on": {"tag": ""},
}
NEWS: Mapping[str, tuple[Any, Any]] = {
    "actor": ("deploy-bot", "mallory"),
    "alarm.firing": ([], [{"id": "A", "title": "A", "services": SHOP}]),
    "backup.kept": (NOW - timedelta(hours=2), None),
    "backup.latest": (NOW - timedelta(minutes=5), NOW - timedelta(days=3)),
    "change.approvals": (2, 0),
    "change.branch": ("main", "try"),
    "change.ticket": (
        {"id": "CHG1", "approved": True},
        {"id": "CHG1", "approved": False, "ends": NOW - timedelta(days=1)},
    ),
    "cost.monthly_delta": (3.5, 912.5),
    "database.blocked": (0, 3),
    "database.connections": (0, 40),
    "database.longest_transaction": (0.2, 4000.5),
    "dependency.end_of_life": (NOW + timedelta(days=900), NOW - timedelta(days=9)),
    "deploy.running": ([], [{"id": "d", "title": "d", "services": SHOP}]),
    "error_budget.remaining": (80.0, -3.2),
    "flag.guard": (False, True),
    "freeze.active": ([], [{"id": "xmas", "title": "Christmas", "services": []}]),
    "incident.active": ([], [{"id": "INC-7", "title": "slow", "services": SHOP}]),
    "key.last_used": (NOW - timedelta(days=400), NOW - timedelta(hours=2)),
    "load.cpu": (20.0, 81.4),
    "load.memory": (30.0, 92.0),
    "queue.depth": (0, 1240),
    "secret.last_used": (NOW - timedelta(days=400), NOW - timedelta(hours=2)),
    "targets.healthy": (4, 0),
    "tests.passed": (True, False),
    "traffic.rate": (0.0, 412.3),
    "units.running": (0, 9000),
    "window.active": ([{"id": "weekdays", "title": "weekdays", "services": []}], []),
}
"""By topic: what is told on a quiet day, and what on a bad one."""
CALM = {topic: calm for topic, (calm, _) in NEWS.items()}
BAD = {topic: bad for topic, (_, bad) in NEWS.items()}


@cache
def _policies() -> tuple[Policy, ...]:
    files = sorted((ROOT / "policies").rglob("*.yaml"))
    return tuple(
        read_policy(f.read_text(encoding="utf-8"), f.name, f.stem, settings=LIMITS.get(f.stem, {}))
        for f in files
    )


def _prepared(folder: Path, *, lanes: bool) -> Prepared:
    ownership = Ownership(services=(OwnerRule(pattern="*", names=("shop",)),))
    return prepare(
        load_plan(folder / "plan.json"),
        policies=[each for each in _policies() if lanes or not each.relax],
        settings=Settings(environment=Environment(name="prod"), ownership=ownership),
        now=NOW,
    )


def _answer(query: Query, told: Any) -> Answer:
    if isinstance(told, Unknown):
        return told
    unit = TOPICS[query.topic].unit
    return Fact(query=query, value=told, unit=unit, observed_at=NOW, source="test")


def _answers(prepared: Prepared, facts: Mapping[str, Any]) -> dict[Query, Answer]:
    return {query: _answer(query, facts[query.topic]) for query in prepared.queries}


def _section(prepared: Prepared, facts: Mapping[str, Any]) -> Section:
    return conclude(prepared, _answers(prepared, facts)).sections[0]


def _held(section: Section) -> dict[tuple[str, str], int]:
    return {(each.policy, each.address): each.decision.rank for each in section.findings}


def _judged(prepared: Prepared, facts: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    """Give the decision of each policy on each object; a report would take three times as long."""
    worst: dict[tuple[str, str], int] = {}
    answers = _answers(prepared, facts)
    for each in judge(prepared.policies, prepared.scene, answers, prepared.redactor):
        key = each.policy.id, each.address
        worst[key] = max(worst.get(key, 0), each.decision.rank)
    return worst


def test_there_are_good_and_bad_news_of_every_topic_that_is_asked() -> None:
    asked = {each.name for policy in _policies() for each in policy.ask.values()}
    assert asked == NEWS.keys()


@EVERY_FIXTURE
def test_worse_news_never_lower_a_decision(folder: Path) -> None:
    prepared = _prepared(folder, lanes=False)
    quiet, all_bad = _judged(prepared, CALM), _judged(prepared, BAD)
    for topic in {query.topic for query in prepared.queries}:
        calm, bad = NEWS[topic]
        relieved = _judged(prepared, {**BAD, topic: calm})
        for milder, worse in (
            (quiet, _judged(prepared, {**CALM, topic: SILENT})),
            (quiet, _judged(prepared, {**CALM, topic: bad})),
            (relieved, _judged(prepared, {**BAD, topic: SILENT})),
            (relieved, all_bad),
        ):
            assert all(worse[key] >= rank for key, rank in milder.items())


@EVERY_FIXTURE
def test_a_lane_lowers_what_it_names_and_nothing_else(folder: Path) -> None:
    facts = {**BAD, "targets.healthy": 4}
    strict = _held(_section(_prepared(folder, lanes=False), facts))
    section = _section(_prepared(folder, lanes=True), facts)
    assert _held(section).keys() == strict.keys()
    groups = {each.id: set(each.groups) for each in _policies()}
    lanes = {each.id: each for each in _policies() if each.relax}
    for found in section.findings:
        if found.decision.rank == strict[found.policy, found.address]:
            assert not found.relaxed_by
            continue
        lane = lanes[found.relaxed_by]
        assert found.decision is Decision.WARN
        assert groups[found.policy] & set(lane.relax)
        assert lane.concerns(found.action)
        assert "INC-7" in found.note
