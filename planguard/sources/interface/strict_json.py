"""Reads JSON from strangers: only what RFC 8259 allows, and nothing that is made to surprise."""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import Any

_DEEPEST = 64
"""Levels of an answer; deeper ones only serve to break whoever reads them."""
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def read_json(raw: bytes) -> Any:
    """
    Parse UTF-8 JSON of at most 64 levels.

    Raises `ValueError` for anything else, which Python's own parser would partly let pass: `NaN`,
    numbers beyond a double, a key twice in one object, half a surrogate pair.
    """
    text = raw.decode("utf-8-sig")
    try:
        found = json.loads(
            text, parse_constant=_refuse, parse_float=_finite, object_pairs_hook=unique_keys
        )
    except RecursionError:
        raise ValueError("nested too deeply") from None
    _check_depth(found)
    if _SURROGATE.search(text):
        json.dumps(found, ensure_ascii=False).encode()
    return found


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError("a number that no double holds")
    return number


def unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of its members. Raises `ValueError` where one comes twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key twice")
    return found


def _check_depth(found: Any) -> None:
    level = [found]
    for _ in range(_DEEPEST):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return
    raise ValueError("nested too deeply")
