"""What YAML lets pass and people did not mean: keys given twice, words read as truth values, tabs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from planguard.errors import InputError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOOLEAN = "tag:yaml.org,2002:bool"
_MEANT = frozenset({"on", "off"})
"""Keys that YAML reads as truth values and that our documents have."""


def refuse_surprises(text: str, where: str, error: type[InputError]) -> None:
    """
    Refuse YAML that cannot be read or says something else than it seems to.

    Raises `error` with line and column.
    """
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as found:
        mark = found.problem_mark or found.context_mark
        place = _place(where, mark) if mark else where
        raise error(place, f"is no valid YAML: {found.problem}", _remedy(text, mark)) from None
    except yaml.YAMLError:
        raise error(where, "is no valid YAML: it holds control characters") from None
    try:
        for node in _nodes(root):
            _refuse_keys(node, where, error)
    except RecursionError:
        raise error(where, "holds itself by an anchor", "write it out") from None


def _refuse_keys(node: Any, where: str, error: type[InputError]) -> None:
    """Refuse keys of one mapping that are given twice or read as truth values."""
    seen: dict[str, int] = {}
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
        if not isinstance(key, yaml.ScalarNode):
            continue
        word, place = key.value, _place(where, key.start_mark)
        if key.tag == _BOOLEAN and word.lower() not in _MEANT:
            raise error(place, f"YAML reads the key {word} as a truth value", f'write "{word}"')
        if word in seen:
            raise error(place, f"the key `{word}` is given twice", f"first on line {seen[word]}")
        seen[word] = key.start_mark.line + 1


def _nodes(root: Any) -> Iterator[Any]:
    """Give every node once, however often an anchor repeats it; raise when one holds itself."""
    open_, done = set[int](), set[int]()
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            open_.discard(id(node))
            done.add(id(node))
        elif id(node) in open_:
            raise RecursionError
        elif id(node) not in done:
            yield node
            open_.add(id(node))
            stack.append((node, True))
            stack.extend((inner, False) for inner in _inside(node))


def _inside(node: Any) -> list[Any]:
    if isinstance(node, yaml.MappingNode):
        return [inner for _, inner in node.value]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _remedy(text: str, mark: Any) -> str:
    lines = text.splitlines()
    if mark and mark.line < len(lines) and "\t" in lines[mark.line][: mark.column + 1]:
        return "a tab stands there: indent with spaces"
    return "compare the indentation, quotes and brackets of this line and the one above"


def _place(where: str, mark: Any) -> str:
    return f"{where}:{mark.line + 1}:{mark.column + 1}"
