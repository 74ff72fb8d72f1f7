"""
Compares version constraints of providers and modules: `~> 5.0` with `>= 5.20, < 7`.

A constraint is the range of versions it lets in, as Terraform reads it
(https://developer.hashicorp.com/terraform/language/expressions/version-constraints); versions that
`!=` leaves out do not matter to the range, and pre-releases are compared as their releases.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from planguard.actions.values.versions import Move

_TERM = re.compile(r"(=|!=|>=|<=|>|<|~>)?\s*v?(\d+(?:\.\d+){0,3})(?:[-+][\w.+-]*)?")
_Numbers = tuple[int, ...]


class Range(NamedTuple):
    """The versions a constraint lets in: from `low` on, up to but not with `high`."""

    low: _Numbers
    high: _Numbers | None
    """`None` where nothing ends it."""

    @property
    def is_open(self) -> bool:
        """Whether the next major version gets in without anybody's doing."""
        return self.high is None


def range_of(constraint: str) -> Range | None:
    """Read a constraint; `None` where it is not understood. None at all lets in everything."""
    low: _Numbers = (0,)
    high: _Numbers | None = None
    for term in filter(None, map(str.strip, constraint.split(","))):
        found = _TERM.fullmatch(term)
        if not found:
            return None
        numbers = tuple(map(int, found[2].split(".")))
        below, above = _ends(found[1] or "=", numbers)
        low = max(low, below, key=_padded)
        if above is not None:
            high = above if high is None else min(high, above, key=_padded)
    return Range(low=low, high=high)


def _ends(operator: str, numbers: _Numbers) -> tuple[_Numbers, _Numbers | None]:
    full = _padded(numbers)
    after = (*full[:-1], full[-1] + 1)
    match operator:
        case "=":
            return full, after
        case ">=":
            return numbers, None
        case ">":
            return after, None
        case "<":
            return (0,), full
        case "<=":
            return (0,), after
        case "~>" if len(numbers) > 1:
            return numbers, _padded((*numbers[:-2], numbers[-2] + 1))
        case "~>":
            # Of one number nothing is fixed.
            return numbers, None
        case _:
            return (0,), None


def _padded(numbers: _Numbers) -> _Numbers:
    return (*numbers, 0, 0, 0, 0)[:4]


def is_widened(before: Range, after: Range) -> bool:
    """Tell whether all that got in still does, and later versions besides."""
    if before.high is None:
        return False
    later = after.high is None or _padded(after.high) > _padded(before.high)
    return later and _padded(after.low) <= _padded(before.low)


def constraint_move_of(before: str, after: str) -> Move:
    """Compare two constraints: `up` or `down` where no version is in both, else unordered."""
    old, new = range_of(before), range_of(after)
    if old is None or new is None:
        return Move(older=False, step="other")
    up = old.high is not None and _padded(new.low) >= _padded(old.high)
    down = new.high is not None and _padded(old.low) >= _padded(new.high)
    pairs = zip(_padded(old.low), _padded(new.low), strict=True)
    place = next((at for at, (one, other) in enumerate(pairs) if one != other), 3)
    step = ("major", "minor", "patch", "other")[place] if up or down else "other"
    return Move(older=down, newer=up, step=step)
