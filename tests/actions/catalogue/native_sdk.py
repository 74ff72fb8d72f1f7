"""What an installed SDK of a native Pulumi provider has: its types and their properties."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

_TOKEN = re.compile(r"super\(\w+, __self__\)\.__init__\(\s*['\"]([^'\"]+)['\"]")
_VERSION = re.compile(r"/[^:]*")
_CLASS = re.compile(r"'((?:[_\w]+\.)*\w+)'")


def folder_of(package: str) -> Path:
    """Give the folder of an SDK; without it the test is skipped."""
    found = find_spec(package)
    if found is None or found.origin is None:
        pytest.skip(f"{package} is not installed")
    return Path(found.origin).parent


@cache
def _tree(file: Path) -> Mapping[str, ast.ClassDef]:
    tree = ast.parse(file.read_text("utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


def resources(folder: Path) -> dict[str, list[Path]]:
    """Give the modules of every type, by its token without version."""
    found: dict[str, list[Path]] = {}
    for file in sorted(folder.rglob("*.py")):
        if file.name.startswith(("_", "get_", "outputs")):
            continue
        for token in _TOKEN.findall(file.read_text("utf-8")):
            found.setdefault(_VERSION.sub("", token), []).append(file)
    return found


def missing(file: Path, path: str) -> str:
    """Name the first step of a path that the type of a module does not have."""
    classes = _tree(file)
    resource = next(name for name, node in classes.items() if _makes(node))
    steps = tuple(path.split("."))
    return _missing(_properties(file, resource), steps, file)


def _makes(node: ast.ClassDef) -> bool:
    return any(
        ast.unparse(base).startswith("pulumi.CustomResource") for base in node.bases
    ) or any(ast.unparse(base).startswith("pulumi.ComponentResource") for base in node.bases)


def _properties(file: Path, name: str) -> dict[str, str]:
    """Give the properties of a class with their types, by the names Pulumi has for them."""
    return dict(_getters(_tree(file)[name]))


def _getters(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for function in node.body:
        if not isinstance(function, ast.FunctionDef) or function.returns is None:
            continue
        for decorator in function.decorator_list:
            text = ast.unparse(decorator)
            if text.startswith("pulumi.getter"):
                named = re.search(r"name='([^']+)'", text)
                yield named[1] if named else function.name, ast.unparse(function.returns)


def _missing(properties: Mapping[str, str], steps: tuple[str, ...], file: Path) -> str:
    step, rest = steps[0], steps[1:]
    if step not in properties:
        return step
    return _missing_in_type(properties[step], rest, file)


def _missing_in_type(kind: str, steps: tuple[str, ...], file: Path) -> str:
    if not steps or "Any" in kind:
        return ""
    named = _CLASS.search(kind)
    if named is None:
        if "Mapping[" in kind:
            return "" if len(steps) == 1 else steps[1]
        # Text may be a JSON document, of which the SDK knows nothing.
        return "" if kind.endswith("str]") and len(steps) > 1 else steps[0]
    if "Mapping[" in kind:
        steps = steps[1:]
    if not steps:
        return ""
    where, name = _found(named[1], file)
    return _missing(_properties(where, name), steps, where)


def _found(name: str, file: Path) -> tuple[Path, str]:
    """Find the class that a type names: `outputs.A` beside it, `_core.v1.outputs.A` elsewhere."""
    *modules, last = name.split(".")
    place = file.parent
    if modules[0] == "_root_outputs" or modules[0] == "_root_inputs":
        while (place.parent / "__init__.py").exists():
            place = place.parent
        return place / "outputs.py", last
    if modules[0].startswith("_"):
        while (place.parent / "__init__.py").exists():
            place = place.parent
        place = place.joinpath(modules[0][1:], *modules[1:-1])
    return place / "outputs.py", last
