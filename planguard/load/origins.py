"""
Follows a value to where it is written: through variables, locals, `each` and module calls.

In a configuration of modules the line of an attribute says `var.size`, and what a change of the
value changed is a line of the root module. A line is followed only where it hands on one value;
what does more with it is where the trace ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from planguard.model.source import Block, Location, Span
from planguard.readers.terraform_hcl import passed_on

_MOST_STEPS = 30
_KEYED = re.compile(r"(?:^|\.)module\.([^.\[]+)(?:\[(?:\"((?:[^\"\\]|\\.)*)\"|(\d+))\])?(?=\.)")
_LAST_KEY = re.compile(r"\[(?:\"((?:[^\"\\]|\\.)*)\"|(\d+))\]$")
_ITERATED = re.compile(r"\s*for_each\s*=")


class Files(Protocol):
    """What of the files is asked for."""

    def blocks(self, module: str, header: str) -> Iterator[tuple[str, Block]]:
        """Give the blocks with a header and their files, those that override others first."""

    def line(self, module: str, label: str, number: int) -> str:
        """Give a line of a file."""

    def assigned(self, variable: str) -> tuple[str, Span] | None:
        """Find where a file of values sets a variable of the root module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """An argument of a block, with the instance that it is asked for."""

    module: str
    header: str
    path: tuple[str, ...]
    key: str = ""


def origins(
    files: Files, module: str, local: str, attribute: Sequence[str], address: str
) -> tuple[Location, ...]:
    """
    Give the places a value comes from, the one where it is written last.

    `attribute` is the path in the block `local` of the configuration module `module`; empty for
    the object as a whole, which `count` or `for_each` brings into being. `address` names the
    instance.
    """
    keys = _module_keys(address)
    last = _LAST_KEY.search(address)
    place = _Place(
        module=module,
        header=local,
        path=tuple(attribute),
        key=(last[1] or last[2]) if last else "",
    )
    if not attribute:
        repeated = _repeated(files, place, keys)
        if repeated is None:
            return ()
        place = repeated
    return tuple(_follow(files, place, keys, own=bool(attribute)))


def _repeated(files: Files, place: _Place, keys: Mapping[str, str]) -> _Place | None:
    """
    Give the `for_each` or `count` that an instance comes from: its own, else its module's.

    A block that is gone, or not at hand, is no matter of how often it is repeated.
    """
    if not any(files.blocks(place.module, place.header)):
        return None
    while not place.key:
        if not place.module:
            return None
        parent, name = split_call(place.module)
        key = keys.get(place.module, "")
        place = _Place(module=parent, header=f"module.{name}", path=(), key=key)
    for _, block in files.blocks(place.module, place.header):
        path = ("for_each", place.key) if "for_each" in block.attributes else ("count",)
        return _Place(module=place.module, header=place.header, path=path, key=place.key)
    return None


def _follow(
    files: Files, place: _Place, keys: Mapping[str, str], *, own: bool
) -> Iterator[Location]:
    """Give the places on the way; the argument of the resource itself is told elsewhere."""
    seen: set[_Place] = set()
    current: _Place | None = place
    while current is not None and current not in seen and len(seen) < _MOST_STEPS:
        seen.add(current)
        found = _written(files, current)
        if found is None:
            current = _not_given(current)
            continue
        label, span, rest = found
        if not (own and len(seen) == 1):
            yield _location(current.header, label, span)
        current = _next(files, current, label, span, rest, keys)


def _written(files: Files, place: _Place) -> tuple[str, Span, tuple[str, ...]] | None:
    """Find an argument, or the nearest around it, and the steps that are left."""
    if not place.module and place.header.startswith("var."):
        assigned = files.assigned(place.header.removeprefix("var."))
        if assigned:
            return (*assigned, ())
    for label, block in files.blocks(place.module, place.header):
        if place.header.startswith("var.") and not _has_default(block):
            return None
        for length in range(len(place.path), 0, -1):
            span = block.attributes.get(".".join(place.path[:length]))
            if span:
                return label, span, place.path[length:]
        if place.header.startswith("local."):
            return label, block.span, place.path
    return None


def _has_default(variable: Block) -> bool:
    """Tell whether a variable's value may be its default: that of a secret comes from elsewhere."""
    return "default" in variable.attributes and "sensitive" not in variable.attributes


def _not_given(place: _Place) -> _Place | None:
    """Go on, for an argument that a call leaves out, with the variable's own default."""
    if not place.header.startswith("module.") or not place.path:
        return None
    inside = f"{place.module}.{place.header}" if place.module else place.header
    name, *rest = place.path
    return _Place(module=inside, header=f"var.{name}", path=("default", *rest))


def _next(
    files: Files,
    place: _Place,
    label: str,
    span: Span,
    rest: tuple[str, ...],
    keys: Mapping[str, str],
) -> _Place | None:
    """Give the place that a line hands on from."""
    line = files.line(place.module, label, span.line)[span.column - 1 :]
    steps = passed_on(line)
    if not steps and line.lstrip().startswith("dynamic "):
        inside = (files.line(place.module, label, n) for n in range(span.line, span.end_line))
        steps, rest = passed_on(next(filter(_ITERATED.match, inside), "")), ()
    if len(steps) < 2:  # noqa: PLR2004 - a root and a name
        return None
    root, name, *more = steps
    path = tuple(_constant((*more, *rest), place.key))
    if root == "each":
        return _Place(
            module=place.module,
            header=place.header,
            path=("for_each", place.key, *(path if name == "value" else ())),
            key=place.key,
        )
    if root in place.path[:-1]:  # what a `dynamic` block repeats over
        path = place.path[: place.path.index(root) + 1]
        return _Place(module=place.module, header=place.header, path=path, key=place.key)
    if root == "local":
        return _Place(module=place.module, header=f"local.{name}", path=path)
    return _given(place, name, path, keys) if root == "var" else None


def _given(place: _Place, variable: str, path: tuple[str, ...], keys: Mapping[str, str]) -> _Place:
    """Give where a variable of a module gets its value: in the call, or by default."""
    if not place.module:
        return _Place(module="", header=f"var.{variable}", path=("default", *path))
    parent, call = split_call(place.module)
    key = keys.get(place.module, "")
    return _Place(module=parent, header=f"module.{call}", path=(variable, *path), key=key)


def _constant(steps: Sequence[str], key: str) -> Iterator[str]:
    """Give the steps as far as they are known: positions are not, in an outline."""
    for step in steps:
        if step in {"[each.key]", "[each.value]"} and key:
            yield key
        elif step.startswith("["):
            return
        else:
            yield step


def _location(header: str, label: str, span: Span) -> Location:
    kind = header.partition(".")[0]
    what = {"module": "argument", "local": "local", "var": "variable"}.get(kind, "attribute")
    return Location(
        file=label, line=span.line, column=span.column, end_line=span.end_line, what=what
    )


def _module_keys(address: str) -> Mapping[str, str]:
    """Give the instance keys of an address's modules, by path of the configuration module."""
    path, keys = "", {}
    for name, text, number in _KEYED.findall(address):
        path = f"{path}.module.{name}" if path else f"module.{name}"
        keys[path] = text or number
    return keys


def split_call(module: str) -> tuple[str, str]:
    """Split a module's path into its caller's and its name."""
    parent, _, name = module.rpartition(".module.")
    return parent, name if parent else module.removeprefix("module.")
