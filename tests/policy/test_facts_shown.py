"""Facts as reports show them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from planguard.model.fact import Fact, Query, Unbound
from planguard.model.redaction import Redactor
from planguard.model.topic import TOPICS
from planguard.model.value import Unknown
from planguard.policy.expression import compile_expression
from planguard.policy.facts_shown import compared, shown

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
FACTS = {
    "cpu": TOPICS["load.cpu"],
    "busy": TOPICS["incident.active"],
    "back": TOPICS["backup.latest"],
}
PARAMS: dict[str, Any] = {"max": 60, "age": "24h", "names": ["a"]}


def fact(value: Any, unit: str = "", **fields: Any) -> Fact:
    query = Query(topic="load.cpu", subject="aws_x.a")
    told = {"observed_at": NOW - timedelta(seconds=40), "source": "prom", **fields}
    return Fact(query=query, value=value, unit=unit, **told)


@pytest.mark.parametrize(
    ("when", "alias", "limit"),
    [
        ("cpu > 60", "cpu", "> 60"),
        ("cpu.value >= 60.5 && cpu < 99", "cpu", ">= 60.5"),
        ("cpu > double(params.max)", "cpu", "> 60"),
        ("busy.possible.count > 0", "busy", ""),
        ("busy.possible.count > 2", "busy", "> 2"),
        ("back.none || back.age > duration(params.age)", "back", "> 24 h"),
        ("back.age > duration('2d')", "back", "> 2 d"),
        ("cpu > 2500000.0", "cpu", "> 2500000"),
        ("!(cpu in params.names)", "cpu", ""),
        ("cpu > params.names", "cpu", ""),
        ("60 < cpu", "cpu", ""),
        ("cpu + 1 > 60", "cpu", ""),
    ],
)
def test_the_limit_beside_a_fact(when: str, alias: str, limit: str) -> None:
    expression = compile_expression(when, FACTS, frozenset(PARAMS))
    assert compared(expression, alias, lambda steps: PARAMS[str(steps[1])]) == limit


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (81.24999, "%", "81.25 %"),
        (81, "%", "81 %"),
        (None, "%", "none"),
        (True, "", "true"),
        ("main", "", "main"),
        ([], "", "none"),
        (["a", "b"], "", "a, b"),
        ([{"id": "INC-1", "title": "slow"}, {"id": "B", "title": "B"}], "", "INC-1 (slow), B"),
        ([{"id": str(n)} for n in range(5)], "", "0, 1, 2 and 2 more"),
        (NOW - timedelta(hours=26), "", "2026-01-14 10:00 UTC, 26 h ago"),
        ({"id": "CHG1"}, "", "CHG1"),
        (
            {
                "id": "CHG1",
                "title": "x",
                "approved": False,
                "ends": NOW,
                "state": None,
                "url": "u",
            },
            "",
            "CHG1 (x), approved: false, ends: 2026-01-15 12:00 UTC",
        ),
        ({"last_run": 3}, "", "last run: 3"),
        ({}, "", "empty"),
        (1234567.891, "%", "1234568 %"),
        (0.00002, "", "0.00002"),
    ],
)
def test_a_value_in_words(value: Any, unit: str, text: str) -> None:
    assert shown("load.cpu", fact(value, unit), NOW, Redactor([]), "").value == text


def test_a_fact_beside_its_limit() -> None:
    told = shown("load.cpu", fact(81, "%", detail="of 3"), NOW, Redactor([]), "> 60")
    assert (told.compared, told.source, told.seen, told.detail) == (
        "> 60 %", "prom", "40 s ago", "of 3",
    )  # fmt: skip
    assert told.observed_at == "2026-01-15T11:59:20+00:00"
    assert shown("x", fact(NOW), NOW, Redactor([]), "> 24 h").compared == "> 24 h"
    assert shown("x", fact([{"id": "A"}]), NOW, Redactor([]), "> 0").compared == "> 0"
    assert shown("x", fact([]), NOW, Redactor([]), "== 0").compared == ""
    assert shown("x", fact(True), NOW, Redactor([]), "== true").compared == "== true"  # noqa: FBT003 - a fact's value


def test_without_a_clock_nothing_is_ago() -> None:
    told = shown("load.cpu", fact(NOW), Unknown(), Redactor([]), "")
    assert (told.value, told.seen) == ("2026-01-15 12:00 UTC", "")


def test_what_is_not_known() -> None:
    off = shown(
        "load.cpu", Unknown(reason="off, tok3n-s3cret"), NOW, Redactor(["tok3n-s3cret"]), "> 60"
    )
    assert (off.topic, off.value, off.compared) == ("load.cpu", "unknown: off, (sensitive)", "")
    assert shown("t", Unbound(topic="t"), NOW, Redactor([]), "").value == (
        "unknown: no source is bound to it"
    )


def test_secrets_are_in_no_part_of_it() -> None:
    value = [{"id": "INC-1", "title": "password is tok3n-s3cret"}]
    told = shown("t", fact(value, detail="tok3n-s3cret"), NOW, Redactor(["tok3n-s3cret"]), "")
    assert "tok3n" not in repr(told)
