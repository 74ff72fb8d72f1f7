"""What an installed SDK of a native Pulumi provider has: its types and their properties."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import pytest

from planguard.actions.interface import steps_of

_TOKEN = re.compile(r"super\((\w+), __self__\)\.__init__\(\s*['\"]([^'\"]+)['\"]")
_OLDER = re.compile(r'type_="([^"]+)"')
_VERSION = re.compile(r"/[^:]*")
_CLASS = re.compile(r"(?m)^class (\w+)(.*\n(?:(?:[ \t].*)?\n)*)")
_NAMED = re.compile(r"'((?:[_\w]+\.)*\w+)'")


def folder_of(package: str) -> Path:
    """Give the folder of an SDK; without it the test is skipped."""
    found = find_spec(package)
    if found is None or found.origin is None:
        pytest.skip(f"{package} is not installed")
    return Path(found.origin).parent


def resources(folder: Path) -> dict[str, list[Path]]:
    """Give the modules of every type, by its tokens without version, those it had before too."""
    found: dict[str, list[Path]] = {}
    for file in sorted(folder.rglob("*.py")):
        if file.name.startswith(("_", "get_", "list_", "outputs")):
            continue
        text = file.read_text("utf-8")
        tokens = [token for _, token in _TOKEN.findall(text)]
        for token in dict.fromkeys((*tokens, *_OLDER.findall(text))):
            found.setdefault(_VERSION.sub("", token), []).append(file)
    return found


def missing(file: Path, path: str) -> str:
    """Name the first step of a path that the type of a module has neither as input nor as output."""
    resource = _TOKEN.findall(file.read_text("utf-8"))[0][0]
    names = (f"{resource}InitArgs", f"{resource}Args", resource)
    steps = steps_of(path)
    answers = [_missing(file, name, steps) for name in names if name in _classes(file)]
    return "" if "" in answers else answers[0]


@cache
def _classes(file: Path) -> Mapping[str, str]:
    """Give the source of every class of a file; the files are too large to parse whole."""
    return dict(_CLASS.findall(file.read_text("utf-8")))


@cache
def _properties(file: Path, name: str) -> Mapping[str, str]:
    """Give the properties of a class with their types, by the names Pulumi has for them."""
    node = ast.parse(f"class {name}{_classes(file)[name]}").body[0]
    return dict(_getters(cast("ast.ClassDef", node)))


def _getters(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for function in node.body:
        if not isinstance(function, ast.FunctionDef) or function.returns is None:
            continue
        for decorator in map(ast.unparse, function.decorator_list):
            if decorator.startswith("pulumi.getter"):
                named = re.search(r"name='([^']+)'", decorator)
                yield named[1] if named else function.name, ast.unparse(function.returns)


def _missing(file: Path, name: str, steps: tuple[str, ...]) -> str:
    properties = _properties(file, name)
    if steps[0] not in properties:
        return steps[0]
    kind, rest = properties[steps[0]], steps[1:]
    if "Mapping[" in kind and rest:
        rest = rest[1:]
    if not rest or "Any" in kind:
        return ""
    classes = [each for each in _NAMED.findall(kind) if _is_object(each)]
    if not classes:
        # Text may be a JSON document, of which the SDK knows nothing.
        return "" if "str" in kind and len(rest) > 1 else rest[0]
    answers = [_missing(*_found(each, file), rest) for each in classes]
    return "" if "" in answers else answers[0]


def _is_object(name: str) -> bool:
    return name.endswith("Args") or "outputs." in name


def _found(name: str, file: Path) -> tuple[Path, str]:
    """Find the class that a type names: `AArgs`, `outputs.A` beside it, `_core.v1.AArgs` elsewhere."""
    *modules, last = name.split(".")
    place = file.parent
    if modules and modules[0].startswith("_"):
        while (place.parent / "__init__.py").exists():
            place = place.parent
        if modules[0] not in {"_root_outputs", "_root_inputs"}:
            place = place.joinpath(
                modules[0][1:], *(each for each in modules[1:] if each != "outputs")
            )
    return place / ("_inputs.py" if last.endswith("Args") else "outputs.py"), last
