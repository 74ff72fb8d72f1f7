"""Answers as the topic's kind, or what does not fit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from planguard.model.topic import TOPICS, Kind, Topic
from planguard.sources.interface.shape import ShapeError, shaped, unit_of, units_for

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)
OWN = {kind: Topic(name="own", kind=kind, about="own") for kind in Kind}


@pytest.mark.parametrize(
    ("topic", "value", "expected"),
    [
        ("load.cpu", 81.5, 81.5),
        ("load.cpu", 0, 0),
        ("load.cpu", None, None),
        ("tests.passed", False, False),
        ("actor", "ann", "ann"),
        ("change.labels", ["a", "b"], ["a", "b"]),
        ("change.labels", None, []),
        ("incident.active", None, []),
        ("backup.latest", "2026-01-14T12:00:00Z", NOW - DAY),
        ("backup.latest", "24h ago", NOW - DAY),
        ("backup.latest", NOW.replace(tzinfo=None), NOW),
        ("change.ticket", {"id": "C1", "approved": True, "secret": 1, "title": None},
         {"id": "C1", "approved": True}),
        ("change.ticket", {"id": "C1", "ends": "in 1d"}, {"id": "C1", "ends": NOW + DAY}),
    ],
)  # fmt: skip
def test_what_fits(topic: str, value: Any, expected: Any) -> None:
    assert shaped(TOPICS[topic], value, now=NOW) == expected


def test_events_are_completed() -> None:
    told = [
        "INC-1",
        {"id": "INC-2", "title": "slow", "services": "a", "extra": 1},
        {"id": "INC-3", "services": None, "since": "1d ago"},
    ]
    assert shaped(TOPICS["incident.active"], told, now=NOW) == [
        {"id": "INC-1", "title": "INC-1", "services": []},
        {"id": "INC-2", "title": "slow", "services": ["a"]},
        {"id": "INC-3", "title": "INC-3", "services": [], "since": NOW - DAY},
    ]


@pytest.mark.parametrize(
    ("topic", "value", "problem"),
    [
        ("load.cpu", "81", "answered text where a number belongs"),
        ("load.cpu", True, "answered true or false where a number belongs"),
        ("load.cpu", float("nan"), "a number that is not finite"),
        ("load.cpu", 10**400, "a number that is not finite"),
        ("load.cpu", [1], "answered a list where a number belongs"),
        ("tests.passed", 1, "answered a number where true or false belongs"),
        ("actor", {}, "answered keys and values where text belongs"),
        ("change.labels", "a", "answered text where a list belongs"),
        ("change.labels", [1], "answered a number where text belongs"),
        ("incident.active", {"id": "a"}, "answered keys and values where a list belongs"),
        ("incident.active", [{"title": "a"}], "an event without an id"),
        ("incident.active", [{"id": ""}], "an event without an id"),
        ("incident.active", [3], "answered a number where keys and values belong"),
        ("incident.active", [{"id": "a", "services": [1]}], "services are no list of names"),
        ("incident.active", [{"id": "a", "since": "soon"}], "where a time in ISO 8601 belongs"),
        ("backup.latest", "yesterday", "answered text where a time in ISO 8601 belongs"),
        ("backup.latest", "0001-01-01T00:00:00+23:59", "where a time in ISO 8601 belongs"),
        ("backup.latest", "9999999w ago", "where a time in ISO 8601 belongs"),
        ("backup.latest", 1700000000, "answered a number where a time in ISO 8601 belongs"),
        ("change.ticket", [], "answered a list where keys and values belong"),
        ("change.ticket", {1, 2}, "answered something else where keys and values belong"),
    ],
)
def test_what_does_not_fit(topic: str, value: Any, problem: str) -> None:
    with pytest.raises(ShapeError, match=problem):
        shaped(TOPICS[topic], value, now=NOW)


def test_units_are_turned_into_the_topics() -> None:
    assert shaped(TOPICS["load.cpu"], 0.81, unit="ratio") == pytest.approx(81)
    assert shaped(TOPICS["load.cpu"], 81, unit="%") == 81
    assert shaped(TOPICS["database.size"], 2, unit="KiB") == 2048
    assert units_for(TOPICS["load.cpu"]) == ("%", "ratio")
    with pytest.raises(ShapeError, match="answered in kelvin, which is not %"):
        shaped(TOPICS["load.cpu"], 1, unit="kelvin")
    with pytest.raises(ShapeError, match="which is not a plain number"):
        shaped(OWN[Kind.NUMBER], 1, unit="s")


def test_money_keeps_its_currency() -> None:
    cost = TOPICS["cost.monthly_delta"]
    assert shaped(cost, 12.5, unit="EUR") == 12.5
    assert unit_of(cost, "EUR") == "EUR"
    assert unit_of(cost, "") == "money"
    assert unit_of(TOPICS["load.cpu"], "ratio") == "%"


def test_a_unit_makes_no_number_infinite() -> None:
    with pytest.raises(ShapeError, match="not finite"):
        shaped(TOPICS["database.size"], 1e308, unit="GiB")


@pytest.mark.parametrize("topic", ["load.cpu", "database.connections", "targets.healthy"])
def test_an_amount_below_zero_is_no_answer(topic: str) -> None:
    with pytest.raises(ShapeError, match="below zero"):
        shaped(TOPICS[topic], -1)
    assert shaped(TOPICS["cost.monthly_delta"], -1) == -1
    assert shaped(TOPICS["error_budget.remaining"], -1) == -1
