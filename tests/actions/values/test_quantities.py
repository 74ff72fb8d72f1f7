from __future__ import annotations

import pytest

from planguard.actions.values.quantities import percentage_of, quantity_of
from planguard.model.value import Value


@pytest.mark.parametrize(
    ("value", "expected"),
    [("500m", 0.5), ("1Ki", 1024), ("2k", 2000), ("1.5Gi", 1.5 * 1024**3), ("3", 3), (4, 4)],
)
def test_quantities(value: Value, expected: float) -> None:
    assert quantity_of(value) == expected


@pytest.mark.parametrize("value", ["", "large", "Gi", "5 Gi", "25%", None, True, []])
def test_what_is_none(value: Value) -> None:
    assert quantity_of(value) is None


def test_percentages() -> None:
    assert percentage_of(" 25% ") == 25
    assert percentage_of("25") is None
    assert percentage_of("many%") is None
    assert percentage_of(25) is None
