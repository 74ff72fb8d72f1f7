"""The catalogue names nothing that the provider's own schema does not have."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from actions.catalogue.aws_families import EXEMPT, exemption, is_heeded, telling

from planguard.actions.catalogue import MODULES, all_entries, entries_of, parts_of
from planguard.actions.interface import Rule, TypeEntry, steps_of
from planguard.actions.taxonomy import ACTIONS
from planguard.model.words import Role

AWS = "registry.terraform.io/hashicorp/aws"
MAIN = 'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n'
SHAPES = {
    "acl-rule": "cidr_block egress from_port protocol rule_action to_port",
    "blocks": "cidr_blocks|cidr_block|cidr",
    "ranges": "",
    "rule": "cidr_blocks from_port protocol source_security_group_id to_port type",
    "list": "",
    "gate": "",
    "egress": "",
    "vpc-rule": "cidr_ipv4 from_port ip_protocol referenced_security_group_id to_port",
}
"""Attributes that the shapes of `ingress` read: of each block at the path, else of the object."""


@pytest.fixture(scope="session")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """Ask the provider itself, through Terraform and a mirror of providers on this machine."""
    terraform, mirror = shutil.which("terraform"), _mirror()
    if terraform is None:
        pytest.skip("no terraform on the PATH")
    if mirror is None:
        pytest.skip("no provider mirror: set TF_PLUGIN_MIRROR")
    folder = tmp_path_factory.mktemp("schema")
    (folder / "main.tf").write_text(MAIN)
    config = folder / "terraform.rc"
    config.write_text(
        f'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n}}\n'
    )
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": str(config)}
    for words in (["init", "-no-color", "-input=false"], ["providers", "schema", "-json"]):
        done = subprocess.run(
            [terraform, *words], cwd=folder, env=environment, capture_output=True, check=False
        )
        assert not done.returncode, done.stderr.decode()
    found: Mapping[str, Any] = json.loads(done.stdout)["provider_schemas"][AWS]
    return {name: schema["block"] for name, schema in found["resource_schemas"].items()}


def _mirror() -> Path | None:
    named = os.environ.get("TF_PLUGIN_MIRROR")
    if named:
        return Path(named) if Path(named).is_dir() else None
    return next((found.parent for found in _folders(Path("/"), 4) if _is_mirror(found)), None)


def _is_mirror(folder: Path) -> bool:
    return folder.name == "registry.terraform.io" and (folder / "hashicorp" / "aws").is_dir()


def _folders(root: Path, depth: int) -> Iterator[Path]:
    """Give the folders under `root`, those of the running system left out."""
    try:
        inside = [item for item in sorted(root.iterdir()) if item.is_dir()]
    except OSError:
        return
    for folder in inside:
        if str(folder) in {"/proc", "/sys", "/dev"} or folder.is_symlink():
            continue
        yield folder
        if depth > 1:
            yield from _folders(folder, depth - 1)


def _missing(block: Mapping[str, Any], path: str) -> str:
    """Name the first step that the schema does not have, in no way it may be written (`a|b`)."""
    *first, last = steps_of(path)
    ways = [_missing_in_block(block, (*first, name)) for name in last.split("|")]
    return "" if "" in ways else ways[0]


def _missing_in_block(block: Mapping[str, Any], steps: tuple[str, ...]) -> str:
    if not steps:
        return ""
    step, rest = steps[0], steps[1:]
    if step in block.get("block_types", {}):
        return _missing_in_block(block["block_types"][step]["block"], rest)
    found = block.get("attributes", {}).get(step)
    if found is None:
        return step
    if "nested_type" in found:
        return _missing_in_block(found["nested_type"], rest)
    if step.endswith("policy") and found["type"] == "string":
        return ""
    return _missing_in_type(found["type"], rest)


def _missing_in_type(kind: Any, steps: tuple[str, ...]) -> str:
    if not steps:
        return ""
    if isinstance(kind, str):
        # Text may be a JSON document, of which the schema knows nothing.
        return "" if kind == "string" and len(steps) > 1 else steps[0]
    if kind[0] in {"list", "set"}:
        return _missing_in_type(kind[1], steps)
    if kind[0] == "map":
        return _missing_in_type(kind[1], steps[1:])
    inside = kind[1].get(steps[0])
    return steps[0] if inside is None else _missing_in_type(inside, steps[1:])


def _paths(entry: TypeEntry, rule: Rule) -> Iterator[str]:
    """Give every path into the provider's schema that a rule reads."""
    shape = rule.options.get("shape")
    if rule.path:
        yield rule.path
    if rule.pattern == "ingress" and isinstance(shape, str):
        prefix = f"{rule.path}." if shape == "blocks" else ""
        yield from (f"{prefix}{names}" for names in SHAPES[shape].split())
    for option in ("target", "weight"):
        if rule.options.get(option):
            yield f"{rule.path}.{rule.options[option]}"
    if rule.options.get("comparison"):
        yield str(rule.options["comparison"])
    yield from rule.conditions
    yield from sorted(entry.ignore)


def _modules() -> Iterator[tuple[str, tuple[TypeEntry, ...]]]:
    for name in MODULES["aws"]:
        module = importlib.import_module(f"planguard.actions.catalogue.{name}")
        yield name, module.ENTRIES


def test_every_type_and_attribute_exists(schemas: Mapping[str, Any]) -> None:
    wrong = [
        f"{name}: {entry.type} {path}"
        for name, entries in _modules()
        for entry in entries
        for rule in (*entry.rules, Rule(pattern="", path=""))
        for path in ("", *_paths(entry, rule))
        if entry.type not in schemas or (path and _missing(schemas[entry.type], path))
    ]
    assert wrong == []


def test_every_type_of_the_provider_has_an_entry_with_a_role(schemas: Mapping[str, Any]) -> None:
    ours = {name: entry for name, entry in all_entries().items() if name.startswith("aws_")}
    assert ours.keys() == schemas.keys()
    assert [name for name, entry in ours.items() if entry.role is Role.UNKNOWN] == []


def test_parts_name_their_whole_by_an_attribute_they_have(schemas: Mapping[str, Any]) -> None:
    for part in parts_of("aws"):
        root, open_ended = part.attribute.partition(".")[0], part.prefix.endswith("_")
        parts = [
            type_
            for type_ in schemas
            if (type_.startswith(part.prefix) if open_ended else type_ == part.prefix)
            and root in {**schemas[type_]["attributes"], **schemas[type_].get("block_types", {})}
        ]
        assert parts, part
        assert part.whole in schemas


def test_what_a_name_tells_is_heeded_ignored_or_exempt(schemas: Mapping[str, Any]) -> None:
    entries, used, left = all_entries(), set(), []
    for type_, block in schemas.items():
        for path in telling(block):
            if is_heeded(entries[type_], path):
                continue
            exempt = exemption(type_, path)
            used.add(exempt)
            left += [] if exempt else [f"{type_} {path}"]
    assert left == []
    assert [row for row in EXEMPT if row not in used] == []


def test_entries_are_sorted_and_no_type_is_entered_twice() -> None:
    seen: dict[str, str] = {}
    for name, entries in _modules():
        types = [entry.type for entry in entries]
        assert types == sorted(types), name
        twice = {type_: seen[type_] for type_ in types if type_ in seen}
        assert not twice, f"{name} repeats {twice}"
        seen |= dict.fromkeys(types, name)


def test_modules_tell_the_services_they_have_types_of() -> None:
    for name, entries in _modules():
        services = {entry.type.split("_")[1] for entry in entries}
        assert services == set(MODULES["aws"][name].split()), name


def test_every_action_is_in_the_taxonomy() -> None:
    for entry in all_entries().values():
        named = {*entry.create, *entry.delete, *entry.replace}
        named |= {action for rule in entry.rules for action in rule.actions.values()}
        assert named <= ACTIONS.keys(), entry.type


def test_at_least_150_types_carry_actions() -> None:
    carrying = [
        entry
        for entry in all_entries().values()
        if entry.rules or entry.create or entry.delete or entry.replace
    ]
    assert len([entry for entry in carrying if entry.type.startswith("aws_")]) >= 150


def test_entries_of_gives_what_is_asked_for_and_known() -> None:
    wanted = ["aws_instance", "aws_no_such_thing", "other_thing", ""]
    assert list(entries_of(wanted)) == ["aws_instance"]
    assert entries_of(["google_thing"]) == {}
