"""Which patterns with `*` and `?` cover or overlap others, as IAM reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

ANYTHING = "*"


def any_covers(patterns: Iterable[str], pattern: str) -> bool:
    """Tell whether one of `patterns` matches every text that `pattern` matches."""
    return any(_covers(one, pattern) for one in patterns)


@lru_cache(maxsize=4096)
def _covers(wide: str, narrow: str) -> bool:
    """Tell whether every text that matches the pattern `narrow` matches `wide`."""
    if wide in (narrow, ANYTHING):
        return True
    if wide.startswith("AWS:arn:") and wide.endswith(":root"):
        # An account as principal stands for every identity in it, in whichever partition it is.
        return narrow.startswith("AWS:arn:") and narrow.split(":")[5:6] == wide.split(":")[5:6]
    return bool(_matcher(wide).fullmatch(narrow)) if "*" in wide or "?" in wide else False


@cache
def _matcher(pattern: str) -> re.Pattern[str]:
    wild = {"*": ".*", "?": "[^*]"}
    collapsed = re.sub(r"\*+", "*", pattern)
    return re.compile("".join(wild.get(c) or re.escape(c) for c in collapsed), re.DOTALL)


@lru_cache(maxsize=4096)
def overlap(one: str, other: str) -> bool:
    """Tell whether some text matches both patterns."""
    if not any(mark in one or mark in other for mark in "*?"):
        return one == other
    reached = {(0, 0)}
    stack = [(0, 0)]
    while stack:
        i, j = stack.pop()
        if i == len(one) and j == len(other):
            return True
        for step in _steps(one, i, other, j):
            if step not in reached:
                reached.add(step)
                stack.append(step)
    return False


def _steps(one: str, i: int, other: str, j: int) -> Iterator[tuple[int, int]]:
    a, b = one[i : i + 1], other[j : j + 1]
    if a == "*":
        yield i + 1, j
    if b == "*":
        yield i, j + 1
    if a and b and (a == b or "?" in (a, b) or "*" in (a, b)):
        yield i + (a != "*"), j + (b != "*")
