"""What expressions see of facts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from planguard.model.fact import Answer, Fact, Query, Unbound
from planguard.model.value import Unknown
from planguard.policy.fact_value import fact_value

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
NONE = Unknown(reason="there is none")
EVENTS = [
    {"id": "A", "title": "a", "services": ["shop", "search"]},
    {"id": "B", "title": "b", "services": ["search"]},
    {"id": "C", "title": "c", "services": []},
]


def fact(value: Any) -> Fact:
    query = Query(topic="load.cpu", subject="aws_x.a")
    return Fact(
        query=query, value=value, unit="%", observed_at=NOW - HOUR, source="prom", detail="of 3"
    )


def see(answer: Answer, *steps: str | int, services: tuple[str, ...] = ("shop",)) -> Any:
    return fact_value(answer, steps, NOW, (services, services))


@pytest.mark.parametrize(
    ("value", "steps", "seen"),
    [
        (81, (), 81),
        (81, ("value",), 81),
        (81, ("unit",), "%"),
        (81, ("source",), "prom"),
        (81, ("detail",), "of 3"),
        (81, ("none",), False),
        (81, ("age",), HOUR),
        (81, ("seen",), HOUR),
        (NOW - 5 * HOUR, ("age",), 5 * HOUR),
        (NOW - 5 * HOUR, ("seen",), HOUR),
        (NOW - 5 * HOUR, (), NOW - 5 * HOUR),
        (None, ("none",), True),
        (None, (), NONE),
        (None, ("age",), NONE),
        (None, ("approved",), NONE),
        (None, ("seen",), HOUR),
        ({"approved": True}, ("approved",), True),
        ({"approved": True}, ("title",), None),
        ({"approved": True}, ("value", "approved"), True),
        (["a", "b"], ("count",), 2),
        (["a", "b"], (1,), "b"),
    ],
)
def test_fields(value: Any, steps: tuple[str, ...], seen: Any) -> None:
    assert see(fact(value), *steps) == seen


def test_events_are_sorted_by_whom_they_touch() -> None:
    assert see(fact(EVENTS), "count") == 3
    assert see(fact(EVENTS), "ids") == ["A", "B", "C"]
    assert see(fact(EVENTS), 1, "id") == "B"
    assert see(fact(EVENTS), "value", 0, "title") == "a"
    assert see(fact(EVENTS), "certain", "ids") == ["A"]
    assert see(fact(EVENTS), "possible", "titles") == ["a", "c"]
    assert see(fact([]), "possible", "count") == 0


def test_of_an_object_without_a_service_anything_is_possible_and_nothing_certain() -> None:
    assert see(fact(EVENTS), "certain", "count", services=()) == 0
    assert see(fact(EVENTS), "possible", "count", services=()) == 3


@pytest.mark.parametrize(("now", "planned"), [(("shop",), ("pay",)), (("pay",), ("shop",))])
def test_a_change_that_sets_the_service_leaves_no_incident_and_enters_none(
    now: tuple[str, ...], planned: tuple[str, ...]
) -> None:
    for steps, found in (("possible", ["a", "c"]), ("certain", [])):
        assert fact_value(fact(EVENTS), (steps, "titles"), NOW, (now, planned)) == found


def test_an_object_that_gets_its_first_service_may_be_concerned_by_anything() -> None:
    assert fact_value(fact(EVENTS), ("possible", "count"), NOW, ((), ("pay",))) == 3
    assert fact_value(fact(EVENTS), ("certain", "count"), NOW, ((), ("shop",))) == 0


def test_a_service_that_is_not_shown_may_be_any() -> None:
    hidden = fact([{"id": "A", "title": "a", "services": ["(sensitive)"]}])
    assert see(hidden, "possible", "count") == 1
    assert see(hidden, "certain", "count") == 0


def test_case_keeps_no_incident_away() -> None:
    assert see(fact(EVENTS), "possible", "ids", services=("Shop ",)) == ["A", "C"]
    assert see(fact(EVENTS), "certain", "ids", services=("Shop ",)) == []


def test_no_answer_is_unknown_whatever_is_asked_of_it() -> None:
    assert see(Unknown(reason="off"), "none") == Unknown(reason="off")
    unbound = see(Unbound(topic="load.cpu"), "none")
    assert unbound == Unknown(reason="not answered: no source is bound to load.cpu")


def test_an_age_needs_a_clock() -> None:
    told = Unknown(reason="no time")
    assert fact_value(fact(81), ("age",), told, ()) is told
