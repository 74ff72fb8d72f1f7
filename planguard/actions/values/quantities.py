"""Reads amounts as Kubernetes writes them (`500m`, `1.5Gi`, `25%`), and words how far one moves."""

from __future__ import annotations

import re

from planguard.actions.values.scalar import number_of
from planguard.model.value import Value

_QUANTITY = re.compile(r"(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))(?P<unit>[numkMGTPE]|[KMGTPE]i)\Z")
_UNITS = {
    "n": 1e-9,
    "u": 1e-6,
    "m": 1e-3,
    **{unit: 1000.0**power for power, unit in enumerate("kMGTPE", 1)},
    **{f"{unit}i": 1024.0**power for power, unit in enumerate("KMGTPE", 1)},
}


def quantity_of(value: Value) -> float | None:
    """
    Read a plain number or one with a unit; `None` when it is neither.

    Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
    """
    number = number_of(value)
    if number is not None or not isinstance(value, str):
        return number
    found = _QUANTITY.match(value.strip())
    return float(found["number"]) * _UNITS[found["unit"]] if found else None


def percentage_of(value: Value) -> float | None:
    """Read a percentage, `25%`; `None` when it is none."""
    text = value.strip() if isinstance(value, str) else ""
    return number_of(text[:-1]) if text.endswith("%") else None


_NOTABLE, _LARGE = 1.5, 4.0


def size_class(ratio: float) -> str:
    """Word how far a size or number moves up: slight, notable, large; `""` where it does not."""
    if ratio <= 1:
        return ""
    if ratio < _NOTABLE:
        return "slight"
    return "notable" if ratio < _LARGE else "large"
