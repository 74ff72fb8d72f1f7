"""
What a configuration file says of providers, modules and guards: values, unlike its outline.

Blocks are cut out of the text and only those parsed that can tell something.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from planguard.errors import InputError
from planguard.model.standing import Called, Requirement
from planguard.model.value import Unknown
from planguard.readers.terraform_hcl.tree import (
    arguments,
    bare,
    block_header,
    body_of,
    branches,
    literal,
    members,
    parse,
    word,
)

if TYPE_CHECKING:
    from planguard.readers.terraform_hcl.tree import Branch

_HEADER = re.compile(
    r'^[ \t]*(?P<kind>terraform|module|resource)\b[ \t]*(?P<labels>(?:"[^"\n]*"[ \t]*){0,2})\{',
    re.MULTILINE,
)
_LABEL = re.compile(r'"([^"]*)"')
_LOCKED = re.compile(
    r'^provider[ \t]+"(?P<name>[^"\n]+)"[ \t]*\{[^}]*?^[ \t]*version[ \t]*=[ \t]*"(?P<version>[^"\n]+)"',
    re.MULTILINE,
)
_GUARD = "prevent_destroy"
_DEFAULT_HOST = "registry.terraform.io"
_LEGACY = "hashicorp"


@dataclass(slots=True)
class FileStanding:
    """What one file says."""

    required: dict[str, Requirement] = field(default_factory=dict)
    calls: dict[str, Called] = field(default_factory=dict)
    blocks: dict[str, bool | Unknown] = field(default_factory=dict)


def read_standing(text: str, name: str) -> FileStanding:
    """Read a file, `.json` by its name; what cannot be read is left out."""
    told = FileStanding()
    if name.endswith(".json"):
        _read_json(text.removeprefix("\ufeff"), told)
        return told
    for kind, labels, piece in _pieces(text):
        if kind == "resource":
            told.blocks[".".join(labels)] = _guard(piece) if _GUARD in piece else False
        elif kind == "module":
            told.calls[labels[0]] = _call(piece)
        elif "required_providers" in piece:
            told.required |= _requirements(piece)
    return told


def read_lock(text: str) -> Mapping[str, str]:
    """Read the versions in a lock file, by the provider's full name."""
    return {found["name"]: found["version"] for found in _LOCKED.finditer(text)}


def full_name(source: str, local: str) -> str:
    """Write a provider's source in full, as plans do."""
    parts = (source or f"{_LEGACY}/{local}").lower().split("/")
    parts = [_LEGACY, *parts] if len(parts) == 1 else parts
    return "/".join([_DEFAULT_HOST, *parts] if len(parts) == len("ab") else parts)


def without_credentials(source: str) -> str:
    """Take out of a module's source what may let somebody in: a login, and parameters but `ref`."""
    address, mark, query = source.partition("?")
    address = re.sub(r"(://)[^/@]*@", r"\1", address)
    ref = re.search(r"(?:^|&)(ref=[^&]*)", query)
    return f"{address}?{ref[1]}" if mark and ref else address


def _pieces(text: str) -> Iterator[tuple[str, list[str], str]]:
    starts = list(_HEADER.finditer(text))
    for at, match in enumerate(starts):
        labels = _LABEL.findall(match["labels"])
        if len(labels) != {"terraform": 0, "module": 1, "resource": 2}[match["kind"]]:
            continue
        upper = starts[at + 1].start() if at + 1 < len(starts) else len(text)
        yield match["kind"], labels, _block_text(text[match.start() : upper])


def _block_text(text: str) -> str:
    """Cut a block at its own brace, which stands as far in as its header."""
    indent = len(text) - len(text.lstrip(" \t"))
    closing = re.compile(rf"^{re.escape(text[:indent])}\}}", re.MULTILINE)
    first_line = text.partition("\n")[0]
    if first_line.count("{") == first_line.count("}"):
        return first_line
    found = closing.search(text)
    return text[: found.end()] if found else text


@lru_cache(maxsize=512)
def _call(piece: str) -> Called:
    for node in _blocks(piece):
        own = arguments(body_of(node))
        found = {name: literal(own[name]) or "" for name in ("source", "version") if name in own}
        return Called(without_credentials(found.get("source", "")), found.get("version", ""))
    return Called()


@lru_cache(maxsize=512)
def _guard(piece: str) -> bool | Unknown:
    for node in _blocks(piece):
        for inner in branches(body_of(node)):
            if inner.data == "block" and block_header(inner)[0] == "lifecycle":
                own = arguments(body_of(inner))
                if _GUARD in own:
                    return _flag(word(bare(own[_GUARD])))
        return False
    return Unknown(reason="the block cannot be read")


def _flag(written: str) -> bool | Unknown:
    if written in {"true", "false"}:
        return written == "true"
    return Unknown(reason="set by an expression")


@lru_cache(maxsize=512)
def _requirements(piece: str) -> Mapping[str, Requirement]:
    found: dict[str, Requirement] = {}
    for node in _blocks(piece):
        for inner in branches(body_of(node)):
            if inner.data != "block" or block_header(inner)[0] != "required_providers":
                continue
            for local, value in arguments(body_of(inner)).items():
                parts = {name: literal(part) or "" for name, _, part in members(value)}
                constraint = parts.get("version", "") if parts else literal(value) or ""
                name = full_name(parts.get("source", ""), local)
                found[local] = Requirement(name, constraint)
    return found


def _blocks(piece: str) -> Iterable[Branch]:
    try:
        tree = parse(piece + "\n", "")
    except InputError:
        return ()
    return [node for node in branches(body_of(tree)) if node.data == "block"]


def _read_json(text: str, told: FileStanding) -> None:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return
    told.required |= dict(_json_requirements(document))
    told.calls |= dict(_json_calls(document))
    told.blocks |= dict(_json_blocks(document))


def _json_requirements(document: object) -> Iterator[tuple[str, Requirement]]:
    for settings in _objects(document, "terraform"):
        for required in _objects(settings, "required_providers"):
            for local, value in required.items():
                parts = value if isinstance(value, dict) else {"version": value}
                name = full_name(_text(parts.get("source")), local)
                yield local, Requirement(name, _text(parts.get("version")))


def _json_calls(document: object) -> Iterator[tuple[str, Called]]:
    for calls in _objects(document, "module"):
        for name in calls:
            for call in _objects(calls, name):
                source = without_credentials(_text(call.get("source")))
                yield name, Called(source, _text(call.get("version")))


def _json_blocks(document: object) -> Iterator[tuple[str, bool | Unknown]]:
    for kinds in _objects(document, "resource"):
        for kind in kinds:
            for named in _objects(kinds, kind):
                yield from ((f"{kind}.{name}", _json_guard(named, name)) for name in named)


def _json_guard(named: Mapping[str, object], name: str) -> bool | Unknown:
    for block in _objects(named, name):
        for lifecycle in _objects(block, "lifecycle"):
            if _GUARD in lifecycle:
                return _flag(json.dumps(lifecycle[_GUARD]).strip('"'))
    return False


def _objects(value: object, key: str) -> Iterator[dict[str, object]]:
    """Give the objects at a key, through lists of them."""
    inner = value.get(key) if isinstance(value, dict) else None
    for item in inner if isinstance(inner, list) else [inner]:
        if isinstance(item, dict):
            yield item


def _text(value: object) -> str:
    return value if isinstance(value, str) and "${" not in value else ""
