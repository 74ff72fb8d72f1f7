from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.model.value import Unknown
from planguard.model.words import Disruption
from planguard.testing import change, plan

_DISK = "the disk it records stays"


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


@pytest.mark.parametrize(
    ("type_", "verb", "before", "said"),
    [
        ("aws_lambda_layer_version", "delete", {"skip_destroy": True},
         "it leaves the state and stays in the world: skip_destroy is true"),
        ("google_sql_database", "delete", {"deletion_policy": "ABANDON"},
         "it leaves the state and stays in the world: deletion_policy is abandon"),
        ("google_project_service", "delete", {"disable_on_destroy": False},
         "it leaves the state and stays in the world: disable_on_destroy is false"),
        ("terraform_data", "replace", {"input": "a", "skip_destroy": True},
         "it is replaced (delete first); the old one stays in the world: skip_destroy is true"),
        ("kubernetes_persistent_volume_v1", "delete",
         {"spec": [{"persistent_volume_reclaim_policy": "Retain"}]},
         f"it is deleted; {_DISK}: spec[0].persistent_volume_reclaim_policy is Retain"),
        ("kubernetes:core/v1:PersistentVolume", "delete",
         {"spec": {"persistentVolumeReclaimPolicy": "Retain"}},
         f"it is deleted; {_DISK}: spec.persistentVolumeReclaimPolicy is Retain"),
        ("terraform_data", "delete", {"input": "a"}, "it is deleted"),
    ],
)  # fmt: skip
def test_what_a_switch_leaves_in_the_world(
    type_: str, verb: str, before: dict[str, Any], said: str
) -> None:
    after = {} if verb == "delete" else before
    subject = plan(change(type_, verb=verb, before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    assert [each.because for each in found if each.kind != "plan"] == [said]
    assert [each.id for each in found if each.kind != "plan"] == ["other"]


@pytest.mark.parametrize(
    ("type_", "before", "said"),
    [
        ("aws_db_instance", {"deletion_protection": True},
         "it is deleted; the apply stops at that while deletion_protection is on"),
        ("aws_lb", {"enable_deletion_protection": True},
         "it is deleted; the apply stops at that while enable_deletion_protection is on"),
        ("aws_cognito_user_pool", {"deletion_protection": "ACTIVE"},
         "it is deleted; the apply stops at that while deletion_protection is on"),
        ("google_sql_database_instance", {"deletion_protection": False}, "it is deleted"),
        ("aws_dynamodb_table", {"deletion_protection_enabled": False}, "it is deleted"),
        ("aws_db_instance", {"deletion_protection": Unknown()}, "it is deleted"),
    ],
)  # fmt: skip
def test_a_guard_that_is_on_stops_the_apply(type_: str, before: dict[str, Any], said: str) -> None:
    subject = plan(change(type_, verb="delete", before={"name": "a", **before}))
    found = classify(subject, build(subject, NoSources())).items
    assert {each.because for each in found if not each.paths and each.kind != "plan"} == {said}
