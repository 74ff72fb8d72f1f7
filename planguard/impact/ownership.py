"""Who owns a resource, and which service it belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from fnmatch import translate
from functools import cache

from planguard.model.plan import Change, Resource
from planguard.model.settings import OwnerRule, Ownership
from planguard.model.value import Value, at
from planguard.model.words import Address

FilesOf = Callable[[Address], tuple[str, ...]]
"""Finds the files a resource is written in, most precise first."""

_TAGS = ("tags", "tags_all", "labels", "effective_labels")


def no_files(address: Address) -> tuple[str, ...]:  # noqa: ARG001 - the shape of `FilesOf`
    """Know no file."""
    return ()


def owner_of(
    resource: Resource,
    change: Change | None,
    ownership: Ownership,
    files: FilesOf = no_files,
    *,
    before: bool = False,
) -> tuple[str, ...]:
    """
    Name who owns a resource: by tag, else by address, else by CODEOWNERS.

    In CODEOWNERS the last line that matches a file wins, and a line may name nobody. As planned,
    or as it is `before` the change.
    """
    if by_tag := _tagged(resource, change, ownership.owner_tags, before=before):
        return (by_tag,)
    if by_address := _ruled(_address(resource, change, before=before), ownership.owners):
        return by_address
    if not ownership.codeowners:
        return ()
    for file in files(resource.address):
        for rule in reversed(ownership.codeowners):
            if _codeowners(rule.pattern).search(file):
                return rule.names
    return ()


def service_of(
    resource: Resource, change: Change | None, ownership: Ownership, *, before: bool = False
) -> tuple[str, ...]:
    """
    Name the service a resource belongs to: by tag, else by address.

    As planned, or as it is `before` the change.
    """
    if by_tag := _tagged(resource, change, ownership.service_tags, before=before):
        return (by_tag,)
    return _ruled(_address(resource, change, before=before), ownership.services)


def _address(resource: Resource, change: Change | None, *, before: bool) -> Address:
    moved_from = change.previous_address if change is not None else ""
    return Address(moved_from) if before and moved_from else resource.address


def _tagged(
    resource: Resource, change: Change | None, names: Iterable[str], *, before: bool
) -> str:
    values: Mapping[str, Value] = resource.values()
    if change is not None:
        sides = (change.before, change.after) if before else (change.after, change.before)
        values = sides[0] or sides[1] or values
    for attribute in _TAGS:
        tags = at(values, (attribute,))
        if not isinstance(tags, Mapping):
            continue
        known = {str(key).lower(): tag for key, tag in tags.items()}
        for name in names:
            tag = known.get(name.lower())
            if isinstance(tag, str) and tag:
                return tag
    return ""


def _ruled(address: Address, rules: Iterable[OwnerRule]) -> tuple[str, ...]:
    for rule in rules:
        if _glob(rule.pattern).match(address):
            return rule.names
    return ()


@cache
def _glob(pattern: str) -> re.Pattern[str]:
    """Read a glob on addresses; `[` is part of an address, not of the pattern."""
    return re.compile(translate(pattern.replace("[", "[[]")))


@cache
def _codeowners(pattern: str) -> re.Pattern[str]:
    """
    Read a CODEOWNERS pattern.

    See https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
    """
    anchored = "/" in pattern.rstrip("/")
    body = pattern.strip("/")
    parts = re.split(r"(\*\*/|/\*\*|\*|\?)", body)
    words = {"**/": "(?:.*/)?", "/**": "/.*", "*": "[^/]*", "?": "[^/]"}
    text = "".join(words.get(part, re.escape(part)) for part in parts)
    start = "^" if anchored else "(?:^|/)"
    end = "/" if pattern.endswith("/") else "(?:/|$)"
    if body.endswith("/*"):
        end = "$"
    return re.compile(start + text + end)
