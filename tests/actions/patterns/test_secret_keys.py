from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import secret_keys
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
DATA, PLAIN = secret_keys("data", plain="stringData")
CREATE, CHANGE, DELETE = ["secret.create"], ["secret.change"], ["secret.delete"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"data": {}}, {"data": {"a": "YQ=="}}, CREATE),
        ({"data": {"a": "YQ=="}}, {"data": {"a": "Yg=="}}, CHANGE),
        ({"data": {"a": "YQ=="}}, {"data": {}}, DELETE),
        ({"data": {"a": "YQ=="}}, {"data": {"b": "YQ=="}}, [*DELETE, *CREATE]),
        ({"data": {"a": Sensitive("YQ==")}}, {"data": {"a": "YQ=="}}, []),
        ({"data": {"a": Sensitive("YQ==")}}, {"data": {"a": Sensitive("Yg==")}}, CHANGE),
        ({"data": {"a": "not base64"}}, {"data": {"a": "still not"}}, CHANGE),
        ({"data": {"a": "gA=="}}, {"data": {"a": "gQ=="}}, CHANGE),
        ({"data": {"a": "YQ=="}}, {"data": {"a": Unknown()}}, CHANGE),
        ({"data": {"a": ""}}, {"data": {"a": "YQ=="}}, CREATE),
        ({"data": {"a": ""}}, {"data": {"b": ""}}, []),
        ({"data": {"a": "YQ=="}}, {"data": Unknown()}, CHANGE),
        ({"data": Sensitive("x")}, {"data": Sensitive("y")}, CHANGE),
        ({"data": Sensitive("x")}, {"data": Sensitive("x")}, []),
    ],
)
def test_keys(
    ids: Ids, before: dict[str, Value], after: dict[str, Value], expected: list[str]
) -> None:
    assert ids(DATA, before, after) == expected


def test_in_clear_or_not(ids: Ids, compare: Compare) -> None:
    encoded, clear = {"data": {"a": "YQ=="}}, {"stringData": {"a": "a"}}
    assert ids(DATA, encoded, clear) == ids(PLAIN, encoded, clear) == []
    [action] = compare(PLAIN, encoded, {**encoded, "stringData": {"a": "b"}})
    assert (action.id, action.paths) == ("secret.change", (("stringData", "a"),))


def test_a_manifest_holds_it(compare: Compare) -> None:
    rule, _ = secret_keys("manifest.data", plain="manifest.stringData")
    [action] = compare(
        rule, {"manifest": {"data": {"a": "c2VjcmV0"}}}, {"manifest": {"data": {"a": Unknown()}}}
    )
    assert (action.paths, action.confidence) == (
        (("manifest", "data", "a"),),
        Confidence.INFERRED,
    )
    assert "c2VjcmV0" not in repr(action)
