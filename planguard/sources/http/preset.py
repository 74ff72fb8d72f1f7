"""What a preset is: an API that is known, and how it answers the topics it can answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any

from planguard.errors import SourceError
from planguard.model.value import Value

PAGES = 10
"""Pages of a list that are read; a longer one is not known as a whole."""
_REPOSITORY = re.compile(r"[\w.-]+(?:/[\w.-]+)+\Z", re.ASCII)
_COMMIT = re.compile(r"[0-9a-fA-F]{7,64}\Z")
_NUMBER = re.compile(r"\d{1,12}\Z", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One question to a preset."""

    ask: Callable[[str, Sequence[tuple[str, str]]], Any]
    """Gives the JSON at a path with parameters. Raises `SourceError`."""
    wants: Any
    """The `Wants` of the source http."""
    pipeline: Mapping[str, str]
    """What the CI system tells."""
    now: datetime
    url: str

    @property
    def repository(self) -> str:
        """Give the repository as `owner/name`. Raises `SourceError`."""
        return self._told("repository", _REPOSITORY)

    @property
    def commit(self) -> str:
        """Give the commit. Raises `SourceError`."""
        return self._told("commit", _COMMIT)

    @property
    def pull_request(self) -> str:
        """Give the number of the pull or merge request. Raises `SourceError`."""
        return self._told("pull_request", _NUMBER)

    def _told(self, name: str, form: re.Pattern[str]) -> str:
        value: str = getattr(self.wants, name) or self.pipeline.get(name, "")
        if not value:
            raise SourceError(f"needs `{name}`: no CI system tells it")
        if not form.match(value) or ".." in value:
            raise SourceError(f"is asked about a `{name}` of a form that none has")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer to one question."""

    value: Value | datetime
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """An API that is known."""

    name: str
    url: str
    """Where it is for everybody; empty when each has their own."""
    topics: Mapping[str, Callable[[Asking], Found]]
    scheme: str = "Bearer "
    """What stands before the token in the header Authorization."""
    headers: Mapping[str, str] = field(default_factory=dict)


def rows(answer: Any, *keys: str) -> list[dict[str, Any]]:
    """Give the list of objects that lies at `keys`. Raises `SourceError`."""
    found = answer
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise SourceError("answered in another shape than its documentation says")
    return found


def too_many(what: str) -> SourceError:
    """Say that a list is longer than is read."""
    return SourceError(f"has {what} for more than {PAGES} pages, which are not read to their end")


def judged(results: Sequence[tuple[str, str]], wants: Any) -> Found:
    """
    Say whether tests passed, from names with `passed`, `failed`, `running` or `skipped`.

    Those in `except` do not count; with `checks`, only these count and each must be there. None
    where nothing ran.
    """
    counted: dict[str, str] = {}
    order = ("skipped", "passed", "running", "failed")
    for name, state in results:
        wanted = not wants.checks or any(fnmatchcase(name, glob) for glob in wants.checks)
        if wanted and not any(fnmatchcase(name, glob) for glob in wants.except_):
            counted[name] = max(state, counted.get(name, "skipped"), key=order.index)
    missing = [
        glob
        for glob in wants.checks
        if not any(
            fnmatchcase(name, glob) for name, state in counted.items() if state != "skipped"
        )
    ]
    if not set(counted.values()) - {"skipped"}:
        return Found(value=None, detail="no check ran")
    parts = [f"{len(names)} of {len(counted)} checks {words}: {', '.join(sorted(names)[:5])}"
             for state, words in (("failed", "failed"), ("running", "still running"))
             if (names := [name for name, found in counted.items() if found == state])]  # fmt: skip
    if missing:
        parts.append(f"not run: {', '.join(missing[:5])}")
    if parts:
        return Found(value=False, detail="; ".join(parts))
    return Found(value=True, detail=f"{len(counted)} checks passed")
