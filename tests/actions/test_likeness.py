from __future__ import annotations

import pytest

from planguard.actions.likeness import canonical, known_parts, leaves, names_object
from planguard.model.value import Path, Sensitive, Unknown, Value


@pytest.mark.parametrize(
    ("type_", "path", "own"),
    [
        ("aws_sqs_queue", ("name",), True),
        ("aws_s3_bucket", ("bucket",), True),
        ("aws_s3_bucket_policy", ("bucket",), False),
        ("aws_lambda_function", ("function_name",), True),
        ("aws_lambda_alias", ("function_name",), False),
        ("aws_rds_cluster_instance", ("cluster_identifier",), False),
        ("aws_iam_policy", ("policy",), False),
        ("kubernetes_service", ("metadata", 0, "name"), True),
        ("kubernetes_service", ("spec", 0, "name"), False),
        ("t", (), False),
    ],
)
def test_an_objects_own_name(type_: str, path: Path, own: bool) -> None:  # noqa: FBT001 - a table
    assert names_object(type_, path) is own


def test_known_parts_leave_the_unknown_and_the_computed_out() -> None:
    values: dict[str, Value] = {
        "id": "i-1",
        "a": 1,
        "b": Unknown(),
        "c": [{"d": 1, "e": Unknown()}],
        "f": {"g": Sensitive(Unknown()), "h": 2},
    }
    assert known_parts(values) == {("a",): 1, ("c", 0, "d"): 1, ("f", "h"): 2}


def test_leaves_open_mappings_and_keep_lists() -> None:
    values: dict[str, Value] = {"arn": "x", "tags": {"a": {"b": 1}}, "list": [{"c": 1}]}
    assert dict(leaves(values)) == {("tags", "a", "b"): 1, ("list",): [{"c": 1}]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, {}),
        ("", False),
        (1, "1"),
        (1, 1.0),
        (2.5, "2.5"),
        (True, "true"),
        (["a", "b"], ["b", "a"]),
        ('{"a": 1, "b": null}', '{"a":1}'),
        ({"a": 1, "b": ""}, {"a": "1"}),
        (Sensitive("hunter22"), Sensitive("hunter33")),
    ],
)
def test_what_means_the_same_is_written_alike(one: Value, other: Value) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"), [(0, None), (1, 2), ("a", "b"), (["a"], "a"), ("{broken", "{")]
)
def test_what_differs_is_written_differently(one: Value, other: Value) -> None:
    assert canonical(one) != canonical(other)
