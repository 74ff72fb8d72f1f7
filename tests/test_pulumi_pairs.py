"""The same stack in Terraform and in Pulumi means, reaches and is decided the same."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
import yaml

from fixtures.pulumi_provider import pulumi_name
from planguard.analyze import conclude, prepare
from planguard.load import load_policies
from planguard.load.config import UNPROTECTED
from planguard.load.sources import open_sources
from planguard.model.action import Action
from planguard.model.plan import Plan
from planguard.model.settings import Environment, Settings
from planguard.model.source import NoSources
from planguard.model.words import Address, Decision
from planguard.readers import read_plans
from tests.test_fixtures import FIXTURES, NOW

CASES = sorted(folder.parent.parent.name for folder in FIXTURES.glob("*/pulumi/after"))
DOCUMENTS = ("preview.json", "state.json", "events.ndjson")

Named = tuple[str, str]
"""Type in the catalogue and name in the Pulumi program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a plan comes to, without the words of the tool."""

    decision: Decision
    actions: Mapping[tuple[str, str, str], tuple[Named, ...]]
    """What each action reaches, by type, name and action."""
    findings: Mapping[str, frozenset[Named]]


@cache
def expected(case: str) -> Mapping[str, Any]:
    text = (FIXTURES / case / "expected.yaml").read_text(encoding="utf-8")
    document = yaml.safe_load(text)
    assert isinstance(document, dict)
    return document


@cache
def pulumi_plan(case: str, *documents: str) -> Plan:
    folder = FIXTURES / case / "pulumi"
    (plan,) = read_plans([((folder / name).read_bytes(), name) for name in documents])
    return plan


@cache
def verdict(case: str, *documents: str) -> Verdict:
    """Judge Terraform's plan of the case, or what these documents of Pulumi's say together."""
    folder = FIXTURES / case
    raw = (folder / "plan.json").read_bytes()
    plan = pulumi_plan(case, *documents) if documents else read_plans([(raw, "plan.json")])[0]
    modules = {path: module.source for path, module in plan.configuration.modules.items()}
    name = str(expected(case)["environment"])
    prepared = prepare(
        plan,
        policies=load_policies(),
        settings=Settings(environment=Environment(name=name, protected=name not in UNPROTECTED)),
        sources=NoSources() if documents else open_sources(folder / "after", modules),
        now=NOW,
    )
    scene = prepared.scene
    section = conclude(prepared, {}).sections[0]

    def named(address: Address) -> Named:
        if address not in plan.resources:
            return ("", address)
        resource = plan.resources[address]
        name = resource.name if resource.token else pulumi_name(address, resource.type)
        return (resource.type, name)

    def reached(action: Action) -> tuple[Named, ...]:
        return tuple(sorted(named(each) for each in scene.impact.reach(action).addresses))

    return Verdict(
        decision=section.decision,
        actions={
            (*named(action.address), action.id): reached(action) for action in scene.actions.items
        },
        findings={
            policy: frozenset(
                named(a) for f in section.findings if f.policy == policy for a in f.addresses
            )
            for policy in {finding.policy for finding in section.findings}
        },
    )


def test_there_are_enough_pairs() -> None:
    assert len(CASES) >= 12


@pytest.mark.parametrize("case", CASES)
def test_a_pair_is_judged_alike(case: str) -> None:
    assert verdict(case, "preview.json", "state.json") == verdict(case)


@pytest.mark.parametrize("case", CASES)
def test_the_events_say_what_the_preview_says(case: str) -> None:
    assert verdict(case, "events.ndjson", "state.json") == verdict(
        case, "preview.json", "state.json"
    )


@pytest.mark.parametrize("case", CASES)
def test_all_documents_together_say_no_more(case: str) -> None:
    assert verdict(case, *DOCUMENTS) == verdict(case, "preview.json", "state.json")


@pytest.mark.parametrize("case", CASES)
def test_the_preview_alone_decides_alike(case: str) -> None:
    assert verdict(case, "preview.json").decision == verdict(case).decision


@pytest.mark.parametrize("case", CASES)
def test_every_resource_has_its_line(case: str) -> None:
    program = (FIXTURES / case / "pulumi" / "after" / "__main__.py").read_text(encoding="utf-8")
    ast.parse(program)
    placed = [x.resource for x in pulumi_plan(case, "preview.json").changes if x.after]
    assert all(resource.position for resource in placed)
