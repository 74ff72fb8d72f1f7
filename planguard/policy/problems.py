"""Puts what pydantic finds into words."""

from __future__ import annotations

from typing import Any


def describe(problem: Any) -> str:
    """Put a validation problem into words, without the value that was found."""
    path = ".".join(str(step) for step in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"there is no key `{path}`"
    if problem["type"] == "missing":
        return f"the key `{path}` is missing"
    return f"`{path}`: {problem['msg'].removeprefix('Value error, ')}"
