"""What is measured on the labelled plans, and that its page says so."""

from __future__ import annotations

import accuracy
import pytest
import rivals


@pytest.fixture(scope="module")
def rows() -> dict[str, accuracy.Row]:
    return accuracy.measure()


def test_every_dangerous_plan_is_held_and_no_routine_one(rows: dict[str, accuracy.Row]) -> None:
    total = sum(rows.values(), accuracy.Row())
    assert (total.held, total.stopped) == (total.dangerous, 0), total.missing


def test_actions_are_right(rows: dict[str, accuracy.Row]) -> None:
    total = sum(rows.values(), accuracy.Row())
    assert min(total.precision, total.recall) >= 0.98, total.missing


def test_the_page_says_what_is_measured(rows: dict[str, accuracy.Row]) -> None:
    assert accuracy.PAGE.read_text(encoding="utf-8") == accuracy.page(rows)


def test_what_is_wrong_is_counted() -> None:
    row = accuracy.Row(right=3, extra=1, missed=2, missing=["a is no b"])
    assert (row.precision, row.recall, row.missed) == (0.75, 0.6, 2)
    assert "- a is no b" in accuracy.page({"data": row})
    assert accuracy.Row().precision == accuracy.Row().recall == 1.0


def test_the_page_of_other_tools_is_of_these_plans(rows: dict[str, accuracy.Row]) -> None:
    text = rivals.PAGE.read_text(encoding="utf-8")
    total = sum(rows.values(), accuracy.Row())
    ours = f"| {total.held} of {total.dangerous} | {total.stopped} of {total.routine} |"
    assert text.startswith(rivals.HEAD)
    assert next(line for line in text.splitlines() if line.startswith("| planguard")).endswith(
        ours
    )
    assert text.count("\n| ") == 1 + 1 + len(rivals.RIVALS)
