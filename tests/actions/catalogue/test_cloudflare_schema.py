"""The catalogue names nothing of these services that the CDKs of their providers do not have."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping

import pytest
from actions.catalogue.cloudflare_4 import parts_of, types_of_4
from actions.catalogue.native_sdk import folder_of
from provider_schemas import Property, cdk_types

from planguard.actions import catalogue
from planguard.actions.catalogue import MODULES
from planguard.actions.interface import TypeEntry, steps_of
from planguard.actions.taxonomy import ACTIONS

PROVIDERS = ("cloudflare", "datadog", "github", "launchdarkly", "pagerduty")
WITH_PARTS = ("cloudflare", "github", "launchdarkly", "pagerduty")
ANYWHERE = {
    *("comment", "created", "created_at", "created_on", "description", "etag", "expires_on"),
    *("html_url", "issuer", "modified", "modified_at", "modified_on", "name", "signature"),
    *("status", "summary", "updated_at", "uploaded_on", "inherited", "meta", "metadata"),
    *("allow_overwrite", "comment_modified_on", "connections", "hostname", "tags_modified_on"),
    *("cname", "source", "version"),
}
"""What the makers of entries ignore wherever it is."""
ELSEWHERE = {
    "cloudflare_access_service_token client_secret_version",  # of version 5, under another name
    "cloudflare_zero_trust_tunnel_warp_connector config_src",  # of tunnels of another kind
    *(
        f"github_{type_}_permissions sha_pinning_required"  # of later versions
        for type_ in ("actions_organization", "actions_repository", "enterprise_actions")
    ),
    "github_branch_protection blocks_creations",  # of version 5
    "github_branch_protection push_restrictions",  # of version 5
    "github_team notification_setting",  # of later versions
    "datadog_logs_index prevent_deletion",  # of later versions
}


def _tables(provider: str) -> dict[str, tuple[TypeEntry, ...]]:
    return {
        name: importlib.import_module(f"planguard.actions.catalogue.{name}").ENTRIES
        for name in MODULES[provider]
    }


@pytest.fixture(scope="module", params=PROVIDERS)
def provider(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def known(provider: str) -> list[dict[str, dict[str, Property]]]:
    """Give what each version of the provider has."""
    package = folder_of(f"cdktf_cdktf_provider_{provider}")
    return [cdk_types(package), *([types_of_4()] if provider == "cloudflare" else [])]


@pytest.fixture(scope="module")
def entries(provider: str) -> dict[str, TypeEntry]:
    return {entry.type: entry for table in _tables(provider).values() for entry in table}


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
        for option in ("target", "weight"):
            if rule.options.get(option):
                yield f"{rule.path}.{rule.options[option]}"
        if rule.options.get("comparison"):
            yield str(rule.options["comparison"])


def test_every_type_and_attribute_exists(
    entries: dict[str, TypeEntry], known: list[dict[str, dict[str, Property]]]
) -> None:
    assert sorted(entries.keys() - set().union(*known)) == []
    wrong = {
        f"{name} {path}"
        for name, entry in entries.items()
        for path in _paths(entry)
        if all(_missing(version.get(name, {}), steps_of(path)) for version in known)
    }
    assert wrong == {each for each in ELSEWHERE if each.partition(" ")[0] in entries}


def test_what_is_missing_is_found() -> None:
    parts = parts_of("action{mode timeout} paused")
    assert _missing(parts, ("action", "mode")) == ""
    assert _missing(parts, ("action", "modes")) == "modes"
    assert _missing(parts, ("pause",)) == "pause"


@pytest.mark.parametrize("name", WITH_PARTS)
def test_parts_name_what_is_described(name: str) -> None:
    described = {entry.type for table in _tables(name).values() for entry in table}
    for part in catalogue.parts_of(name):
        assert part.whole in described, part
        assert any(type_.startswith(part.prefix) for type_ in described), part


def test_entries_are_sorted_and_told_by_their_service(provider: str) -> None:
    seen: set[str] = set()
    for name, table in _tables(provider).items():
        types = [entry.type for entry in table]
        assert types == sorted(types), name
        assert not seen & set(types), name
        seen |= set(types)
        assert {type_.split("_")[1] for type_ in types} == set(MODULES[provider][name].split())


def test_every_action_is_in_the_taxonomy(entries: dict[str, TypeEntry]) -> None:
    for entry in entries.values():
        named = {*entry.create, *entry.delete, *entry.replace}
        named |= {action for rule in entry.rules for action in rule.actions.values()}
        assert named <= ACTIONS.keys(), entry.type


def test_nearly_every_type_is_described(
    entries: dict[str, TypeEntry], known: list[dict[str, dict[str, Property]]]
) -> None:
    share = len(entries.keys() & known[0].keys()) / len(known[0])
    assert share > 0.6
