from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import size
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
UP, DOWN = ["scale.resize-up"], ["scale.resize-down"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("db.r6g.large", "db.r6g.2xlarge", UP),
        ("db.r6g.2xlarge", "db.r6g.xlarge", DOWN),
        ("t3.nano", "t3.micro", UP),
        ("t3.medium", "t3.small", DOWN),
        ("m5.24xlarge", "m5.metal", UP),
        ("m7i.metal-24xl", "m7i.metal-48xl", UP),
        ("t3.large", "m7g.large", []),
        ("cache.t4g.micro", "cache.t4g.small", UP),
        ("r5.large.search", "r5.xlarge.search", UP),
        ("512", "1024", UP),
        (1024, "512", DOWN),
        ("1 vCPU", "2 vCPU", UP),
        ("2 GB", "1024 MB", DOWN),
        (None, "t3.large", []),
        ("t3.large", None, []),
        ("t3.large", Unknown(), DOWN),
        (None, Unknown(), []),
        ("t3.large", Sensitive("t3.small"), DOWN),
        ("db.serverless", "db.r6g.large", DOWN),
        ("2 lumps", "3 lumps", UP),
    ],
)
def test_direction(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(size("s"), {"s": before}, {"s": after}) == expected


def test_magnitude(compare: Compare) -> None:
    [action] = compare(size("s"), {"s": "m5.large"}, {"s": "m5.4xlarge"})
    assert action.magnitude == 8
    [action] = compare(size("s"), {"s": "m5.large"}, {"s": "m5.metal"})
    assert isinstance(action.magnitude, Unknown)


def test_own_order(compare: Compare, ids: Ids) -> None:
    rule = size("s", order=("Basic", "Standard", "Premium"))
    [action] = compare(rule, {"s": "basic"}, {"s": "Premium"})
    assert action.id == "scale.resize-up"
    assert isinstance(action.magnitude, Unknown)
    assert ids(rule, {"s": "Premium"}, {"s": "Standard"}) == DOWN


def test_what_cannot_be_ordered_is_a_guess(compare: Compare, ids: Ids) -> None:
    [action] = compare(size("s"), {"s": "gp"}, {"s": "bc"})
    assert action.confidence is Confidence.GUESS
    assert "cannot be ordered" in action.because
    assert ids(size("s", up="", down=""), {"s": "gp"}, {"s": "bc"}) == []
    assert ids(size("s", down=""), {"s": "gp"}, {"s": "bc"}) == UP


def test_a_list_of_one_is_its_size(ids: Ids) -> None:
    assert ids(size("s"), {"s": ["m5.large"]}, {"s": ["m5.xlarge"]}) == ["scale.resize-up"]
    assert ids(size("s"), {"s": ["m5.large"]}, {"s": ["m6i.large"]}) == []
    assert ids(size("s"), {"s": ["m5.large"]}, {"s": [Unknown()]}) == ["scale.resize-down"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("e2-standard-2", "e2-standard-4", UP),
        ("e2-standard-4", "n2-standard-4", []),
        ("db-custom-4-15360", "db-custom-2-7680", DOWN),
        ("db-custom-4-7680", "db-custom-2-15360", DOWN),
        ("Standard_D4s_v3", "Standard_D8s_v5", UP),
        ("Standard_D4s_v3", "Standard_D4s_v5", []),
        ("S1", "S2", UP),
        ("P1v2", "S1", DOWN),
    ],
)
def test_names_with_numbers(ids: Ids, before: str, after: str, expected: list[str]) -> None:
    assert ids(size("s"), {"s": before}, {"s": after}) == expected


def test_numbers_in_names_tell_how_much(compare: Compare) -> None:
    [action] = compare(size("s"), {"s": "e2-standard-8"}, {"s": "e2-standard-2"})
    assert action.magnitude == 0.25


@pytest.mark.parametrize(
    ("before", "after", "expected", "step"),
    [
        ("t3.micro", "m5.4xlarge", UP, "large"),
        ("m5.large", "m5.xlarge", UP, "notable"),
        ("P2v2", "P0v3", DOWN, None),
        ("g5.xlarge", "m5.4xlarge", DOWN, None),
        (100, 120, UP, "slight"),
        (0, 20, UP, None),
        ("vm.standard2.0", "vm.standard2.4", UP, None),
    ],
)
def test_how_far_it_moves(
    compare: Compare, before: Value, after: Value, expected: list[str], step: str | None
) -> None:
    [action] = compare(size("s"), {"s": before}, {"s": after})
    assert [action.id] == expected
    assert action.details.get("size_class") == step


def test_own_order_tells_how_much_where_a_ladder_does(compare: Compare, ids: Ids) -> None:
    rule = size("s", order=("m5.large", "m5.4xlarge", "m5.xlarge", "other"))
    [action] = compare(rule, {"s": "m5.large"}, {"s": "m5.xlarge"})
    assert action.magnitude == 2
    [action] = compare(rule, {"s": "m5.4xlarge"}, {"s": "m5.xlarge"})
    assert (action.id, isinstance(action.magnitude, Unknown)) == ("scale.resize-up", True)
    assert ids(rule, {"s": "other"}, {"s": "OTHER"}) == []


def test_names_that_share_a_place(compare: Compare) -> None:
    rule = size("a", order=("standard", "gp2/gp3", "io2"))
    assert compare(rule, {"a": "gp2"}, {"a": "gp3"}) == []
    assert [action.id for action in compare(rule, {"a": "gp3"}, {"a": "io2"})] == [
        "scale.resize-up"
    ]
