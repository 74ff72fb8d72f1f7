from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.source import NoSources
from planguard.model.words import Reversible
from planguard.policy.document import Example
from planguard.testing import example_plan

MAIN = {"identifier": "main", "id": "db-1", "skip_final_snapshot": True}


def _lost(type_: str, before: dict[str, Any], copy: dict[str, Any], verb: str = "") -> Action:
    """Give what the loss of a store means beside another of its type, changed or not."""
    told: dict[str, Any] = {"type": type_, "name": "copy", "before": copy}
    gone = {"type": type_, "name": "main", "verb": "delete", "before": before}
    subject = example_plan(
        Example.model_validate(
            {
                "name": "",
                "expect": "fail",
                "changes": [gone, {**told, "verb": verb}] if verb else [gone],
                "unchanged": [] if verb else [told],
            }
        )
    )
    found = classify(subject, build(subject, NoSources())).items
    (action,) = (each for each in found if each.id.startswith("data.") and "main" in each.address)
    return action


@pytest.mark.parametrize(
    ("type_", "before", "copy"),
    [
        ("aws_db_instance", MAIN, {"replicate_source_db": "main"}),
        ("aws_db_instance", MAIN, {"replicate_source_db": "arn:aws:rds:eu-west-1:1:db:main"}),
        ("aws_rds_cluster", {"cluster_identifier": "a", "global_cluster_identifier": "g"},
         {"cluster_identifier": "b", "global_cluster_identifier": "g"}),
        ("google_sql_database_instance", {"name": "main"}, {"master_instance_name": "shop:main"}),
        ("azurerm_mssql_database", {"id": "/databases/main"},
         {"create_mode": "Secondary", "creation_source_database_id": "/databases/main"}),
    ],
)  # fmt: skip
def test_a_replica_that_stays_is_a_way_back(
    type_: str, before: dict[str, Any], copy: dict[str, Any]
) -> None:
    action = _lost(type_, before, copy)
    assert f"{type_}.copy stays, which copies it and can be promoted" in action.because
    assert action.reversible in {Reversible.WITH_DATA_LOSS, Reversible.YES}


@pytest.mark.parametrize(
    ("type_", "before", "copy", "verb"),
    [
        ("aws_db_instance", MAIN, {"replicate_source_db": "other"}, ""),
        ("aws_db_instance", MAIN, {"replicate_source_db": ""}, ""),
        ("aws_db_instance", MAIN, {"replicate_source_db": "main"}, "delete"),
        ("azurerm_mssql_database", {"id": "/databases/main"},
         {"create_mode": "Copy", "creation_source_database_id": "/databases/main"}, ""),
        ("aws_dynamodb_table", {"name": "main"}, {"name": "other"}, ""),
    ],
)  # fmt: skip
def test_what_goes_too_or_copies_something_else_is_none(
    type_: str, before: dict[str, Any], copy: dict[str, Any], verb: str
) -> None:
    assert "promoted" not in _lost(type_, before, copy, verb).because


def test_several_copies_are_named_together() -> None:
    copies = [
        {"type": "aws_db_instance", "name": name, "before": {"replicate_source_db": "main"}}
        for name in ("b", "a")
    ]
    gone = {"type": "aws_db_instance", "verb": "delete", "before": MAIN}
    document = {"name": "", "expect": "fail", "changes": [gone], "unchanged": copies}
    subject = example_plan(Example.model_validate(document))
    found = classify(subject, build(subject, NoSources())).items
    (said,) = (each.because for each in found if each.id == "data.delete")
    assert "aws_db_instance.a, aws_db_instance.b stay, which copy it and can be promoted" in said
