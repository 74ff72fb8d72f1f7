from __future__ import annotations

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.model.words import Disruption
from planguard.testing import change, plan


@pytest.mark.parametrize(
    ("type_", "order", "expected"),
    [
        ("aws_lb", "delete-first", Disruption.OUTAGE),
        ("aws_lb", "create-first", Disruption.REPLACE),
        ("aws_dynamodb_table", "create-first", Disruption.OUTAGE),
    ],
)
def test_with_the_new_object_first_there_is_one_to_answer(
    type_: str, order: str, expected: Disruption
) -> None:
    made = change(type_, verb="replace", order=order, before={"name": "a"}, after={"name": "b"})
    subject = plan(made)
    found = classify(subject, build(subject, NoSources())).items
    assert [each.disruption for each in found if "forced_by" in each.details] == [expected]
