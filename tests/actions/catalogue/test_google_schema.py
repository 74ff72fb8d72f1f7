"""The catalogue names nothing of Google's that the provider's CDK does not have."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping

import pytest
from actions.catalogue.native_sdk import folder_of
from provider_schemas import Property, cdk_types

from planguard.actions.catalogue import MODULES, all_entries, parts_of
from planguard.actions.interface import TypeEntry, steps_of
from planguard.actions.taxonomy import ACTIONS
from planguard.impact.carriers import JOINTS

ENTRIES = {name: each for name, each in all_entries().items() if name.startswith("google_")}
ELSEWHERE = {
    "google_alloydb_cluster deletion_protection",  # since 7.0
    "google_project skip_delete",  # before 6.0
    "google_redis_instance deletion_protection",  # since 7.0
    "google_sql_database_instance settings.final_backup_config.enabled",  # since 7.0
    "google_sql_database_instance settings.ip_configuration.require_ssl",  # before 6.0
}
"""What other releases of the provider have than the one looked into here."""
ANYWHERE = {"description"}
"""What the makers of entries ignore wherever it is."""
SHAPES = {
    "google": "allow.protocol allow.ports deny.protocol direction disabled source_tags",
    "google-rule": "action direction match.src_ip_ranges match.layer4_configs.ip_protocol",
    "google-rules": "rule.action rule.match.src_ip_ranges rule.match.layer4_config.ports",
    "google-masters": "master_authorized_networks_config.cidr_blocks.cidr_block",
}


@pytest.fixture(scope="module")
def known() -> dict[str, dict[str, Property]]:
    return cdk_types(folder_of("cdktf_cdktf_provider_google_beta"))


def _missing(parts: Mapping[str, Property], steps: tuple[str, ...]) -> str:
    """Name the first step that is no attribute or block; text may be a document."""
    if not steps:
        return ""
    held = parts.get(steps[0])
    if held is None:
        return steps[0]
    ends = held.shape == "map" or (held.shape == "leaf" and not held.parts)
    return "" if ends else _missing(held.parts, steps[1:])


def _paths(entry: TypeEntry) -> Iterator[str]:
    yield from sorted(entry.ignore - ANYWHERE)
    for rule in entry.rules:
        yield from (path for path in (rule.path, *rule.conditions) if path)
        shape = rule.options.get("shape")
        yield from SHAPES.get(shape, "").split() if isinstance(shape, str) else ()
        for option in ("target", "weight"):
            if rule.options.get(option):
                yield f"{rule.path}.{rule.options[option]}"
        if rule.options.get("comparison"):
            yield str(rule.options["comparison"])


def test_every_type_and_attribute_exists(known: dict[str, dict[str, Property]]) -> None:
    assert sorted(ENTRIES.keys() - known.keys()) == []
    wrong = {
        f"{name} {path}"
        for name, entry in ENTRIES.items()
        for path in _paths(entry)
        if _missing(known[name], steps_of(path))
    }
    assert wrong == ELSEWHERE


def test_parts_name_what_exists(known: dict[str, dict[str, Property]]) -> None:
    for part in parts_of("google"):
        assert part.whole in known, part
        types = [
            name
            for name in known
            if (name.startswith(part.prefix) if part.prefix.endswith("_") else name == part.prefix)
        ]
        assert any(part.attribute in known[name] for name in types), part


def test_joints_name_what_exists(known: dict[str, dict[str, Property]]) -> None:
    joints = {name: ways for name, ways in JOINTS.items() if name.startswith("google_")}
    assert joints
    for name, attributes in joints.items():
        assert set(attributes) <= known[name].keys(), name


def test_every_type_with_members_is_described(known: dict[str, dict[str, Property]]) -> None:
    endings = ("_iam_member", "_iam_binding", "_iam_policy", "_iam_audit_config")
    assert {name for name in known if name.endswith(endings)} <= ENTRIES.keys()


def test_what_is_missing_is_found(known: dict[str, dict[str, Property]]) -> None:
    parts = known["google_sql_database_instance"]
    assert _missing(parts, ("settings", "backup_configuration", "enabled")) == ""
    assert _missing(parts, ("settings", "backups")) == "backups"


def test_entries_are_sorted_and_told_by_their_service() -> None:
    seen: set[str] = set()
    for name, services in MODULES["google"].items():
        entries: tuple[TypeEntry, ...] = importlib.import_module(
            f"planguard.actions.catalogue.{name}"
        ).ENTRIES
        types = [entry.type for entry in entries]
        assert types == sorted(types), name
        assert not seen & set(types), name
        seen |= set(types)
        assert {type_.split("_")[1] for type_ in types} == set(services.split()), name


def test_every_action_is_in_the_taxonomy() -> None:
    for entry in ENTRIES.values():
        named = {*entry.create, *entry.delete, *entry.replace}
        named |= {action for rule in entry.rules for action in rule.actions.values()}
        assert named <= ACTIONS.keys(), entry.type


def test_at_least_150_types_beside_those_of_members_carry_actions() -> None:
    carrying = [
        entry
        for name, entry in ENTRIES.items()
        if "_iam_" not in name and (entry.rules or entry.create or entry.delete)
    ]
    assert len(carrying) >= 400
