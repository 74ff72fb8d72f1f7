from __future__ import annotations

import pytest

from planguard.actions.values.blocks import block_of, blocks_of, holds_hidden
from planguard.model.value import Sensitive, Unknown, Value


def test_what_is_no_block_is_an_empty_one() -> None:
    assert block_of({"a": 1}) == {"a": 1}
    assert block_of("a") == block_of(Unknown()) == {}
    assert blocks_of([{"a": 1}, "b", None]) == [{"a": 1}]
    assert blocks_of({"a": 1}) == blocks_of(None) == []


@pytest.mark.parametrize("value", [Unknown(), [{"a": [Sensitive("x")]}], {"a": {"b": Unknown()}}])
def test_hidden_is_what_holds_something_hidden(value: Value) -> None:
    assert holds_hidden(value)
    assert not holds_hidden([{"a": [1]}, "b", None])
