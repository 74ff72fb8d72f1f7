"""Tests for what an expression may ask of an action's two values."""

from __future__ import annotations

import pytest

from planguard.model.value import Sensitive, Unknown, Value
from planguard.policy.certainty import numeric, settled


@pytest.mark.parametrize("after", [None, False, 0, "", "off", [], Sensitive("s")])
def test_a_known_value_is_settled(after: Value) -> None:
    assert settled(after) is True


def test_what_the_apply_decides_is_not_settled() -> None:
    origin = Unknown(origins=("aws_lb.a.arn",))
    assert settled(origin) == Unknown(
        reason="not certain: the new value is known only after apply", origins=origin.origins
    )
    assert isinstance(settled(Sensitive(Unknown())), Unknown)


@pytest.mark.parametrize("value", [0, -1, 2.5, "3", "-10", "0.5"])
def test_numbers_may_be_text(value: Value) -> None:
    assert numeric(1, value) is True
    assert numeric(value, 1) is True


@pytest.mark.parametrize("value", [None, True, "", "-", "a1", "1.2.3", [1], {}])
def test_anything_else_is_no_number(value: Value) -> None:
    assert numeric(1, value) is False


@pytest.mark.parametrize("value", [Unknown(), Sensitive(3)])
def test_what_cannot_be_read_is_neither(value: Value) -> None:
    assert isinstance(numeric(1, value), Unknown)
    assert isinstance(numeric(value, 1), Unknown)
