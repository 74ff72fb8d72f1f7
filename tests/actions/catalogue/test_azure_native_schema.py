"""The catalogue names nothing of Azure's native provider that its SDK does not have."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import pytest

from planguard.actions.catalogue import all_entries, entries_of
from planguard.actions.interface import Rule, TypeEntry
from planguard.actions.taxonomy import ACTIONS

ENTRIES = {name: each for name, each in all_entries().items() if name.startswith("azure-native:")}
_TOKEN = re.compile(r"__init__\(\s*'(azure-native:\w+:\w+)'")
_OLDER = re.compile(r'type_="(azure-native:\w+)(?:/\w+)?(:\w+)"')
_INPUT = re.compile(r"(?m)^@pulumi\.input_type\n(?=class (\w+)Args:)")


@pytest.fixture(scope="module")
def sdk() -> Path:
    found = find_spec("pulumi_azure_native")
    if found is None or found.origin is None:
        pytest.skip("pulumi_azure_native is not installed")
    return Path(found.origin).parent


@cache
def _tokens(folder: Path) -> Mapping[str, list[Path]]:
    """Give the files of every type, by its present token and those it had before."""
    modules = {name.split(":")[1] for name in ENTRIES}
    found: dict[str, list[Path]] = {}
    for module in sorted(modules | {"cosmosdb", "monitor"}):
        for file in sorted((folder / module).glob("*.py")):
            if file.name.startswith(("_", "get_", "list_", "outputs")):
                continue
            text = file.read_text("utf-8")
            older = map("".join, _OLDER.findall(text))
            for token in dict.fromkeys((*_TOKEN.findall(text), *older)):
                found.setdefault(token, []).append(file)
    return found


@cache
def _inputs(file: Path) -> Mapping[str, str]:
    """Give the source of every input class of a file; the files are too large to parse whole."""
    parts = _INPUT.split(file.read_text("utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@cache
def _properties(file: Path, name: str) -> Mapping[str, str]:
    """Give the properties of an input class with their types."""
    source = re.split(r"(?m)^(?=\S)", _inputs(file)[name].removeprefix("class"), maxsplit=1)[0]
    node = cast("ast.ClassDef", ast.parse(f"class{source}").body[0])
    return dict(_getters(node))


def _getters(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for function in node.body:
        if not isinstance(function, ast.FunctionDef) or function.returns is None:
            continue
        for decorator in map(ast.unparse, function.decorator_list):
            if decorator.startswith("pulumi.getter"):
                named = re.search(r"name='([^']+)'", decorator)
                yield named[1] if named else function.name, ast.unparse(function.returns)


def _missing(file: Path, name: str, steps: tuple[str, ...]) -> str:
    """Name the first step of a path that a class does not have."""
    properties = _properties(file, name)
    if not steps or steps[0] not in properties:
        return steps[0] if steps else ""
    kind, rest = properties[steps[0]], steps[1:]
    if "Mapping[" in kind and rest:
        rest = rest[1:]
    if not rest or "Any" in kind:
        return ""
    classes = re.findall(r"'(\w+)Args'", kind)
    answers = [_missing(file.parent / "_inputs.py", each, rest) for each in classes]
    return "" if "" in answers else (answers or [rest[0]])[0]


def _missing_of(files: Iterable[Path], path: str) -> str:
    """Name what a path has that none of the forms of a type has."""
    steps = tuple(path.split("."))
    answers = [_missing(file, _arguments(file), steps) for file in files]
    return "" if "" in answers else answers[0]


def _arguments(file: Path) -> str:
    token = _TOKEN.findall(file.read_text("utf-8"))[0].rpartition(":")[2]
    return f"{token}Init" if f"{token}Init" in _inputs(file) else token


def _paths(rule: Rule) -> Iterable[str]:
    options = [rule.options.get(name) for name in ("comparison", "scope", "principal", "block")]
    nested = [
        f"{rule.path}.{rule.options[name]}"
        for name in ("target", "weight")
        if rule.options.get(name)
    ]
    yield from (str(each) for each in (rule.path, *options) if each)
    yield from (*nested, *rule.only, *rule.unless)


def test_every_type_is_a_token(sdk: Path) -> None:
    assert sorted(ENTRIES.keys() - _tokens(sdk).keys()) == []
    assert len(ENTRIES) >= 90


def test_every_attribute_exists(sdk: Path) -> None:
    tokens = _tokens(sdk)
    wrong = [
        f"{name} {path}: {step}"
        for name, entry in ENTRIES.items()
        if name in tokens
        for path in sorted(
            {*entry.ignore, *(path for rule in entry.rules for path in _paths(rule))}
        )
        if (step := _missing_of(tokens[name], path))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("type_", "path", "step"),
    [
        ("storage:StorageAccount", "networkRuleSet.ipRules.iPAddressOrRange", ""),
        ("storage:StorageAccount", "networkRuleSet.ipRules.address", "address"),
        ("network:NetworkSecurityGroup", "securityRules.access", ""),
        ("compute:Disk", "sku.name.first", "first"),
    ],
)
def test_what_is_missing_is_found(sdk: Path, type_: str, path: str, step: str) -> None:
    name = f"azure-native:{type_}"
    assert _missing_of(_tokens(sdk)[name], path) == step


def test_every_action_is_known() -> None:
    named = {action for each in ENTRIES.values() for action in _actions(each)}
    assert named <= ACTIONS.keys()


def _actions(entry: TypeEntry) -> Iterator[str]:
    yield from (*entry.create, *entry.delete, *entry.replace)
    yield from (action for rule in entry.rules for action in rule.actions.values())


def test_only_modules_that_are_needed() -> None:
    assert entries_of(ENTRIES).keys() == ENTRIES.keys()
    assert entries_of(["azure-native:unheard:Of"]) == {}
