"""The same stack in Terraform and in Pulumi means, reaches and is decided the same."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml

from fixtures.pulumi_lab import record
from fixtures.pulumi_provider import pulumi_name
from planguard.analyze import Prepared, conclude, prepare
from planguard.load import load_policies
from planguard.load.config import UNPROTECTED
from planguard.load.sources import open_sources
from planguard.model.fact import Fact
from planguard.model.plan import Plan
from planguard.model.report import Section
from planguard.model.settings import Environment, Settings
from planguard.model.source import NoSources
from planguard.model.value import Unknown, Value
from planguard.model.words import Address, Decision
from planguard.readers import read_plans

FIXTURES = Path(__file__).parents[1] / "fixtures"
NOW = datetime(2026, 1, 15, tzinfo=UTC)
CASES = sorted(folder.parent.parent.name for folder in FIXTURES.glob("*/pulumi/after"))
DOCUMENTS = ("preview.json", "state.json", "events.ndjson")

FOUND_BY = ("type", "id", "arn", "region", "account", "environment")

RECORDED_WITH = "7.51.1"

Named = tuple[str, str]
"""Type in the catalogue and name in the Pulumi program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a plan comes to, without the words of the tool."""

    decision: Decision
    actions: Mapping[tuple[str, str, str], tuple[Named, ...]]
    """What each action reaches, by type, name and action."""
    traits: Mapping[tuple[str, str, str], tuple[object, ...]]
    """What else is said of each action, and of the change it is read from."""
    findings: Mapping[str, frozenset[Named]]
    """By policy, when nobody answers its questions."""
    informed: Mapping[str, frozenset[Named]]
    """By policy, when every question is answered with "there is none"."""
    questions: frozenset[tuple[str, ...]]
    """Topic, and what a source finds the subject by."""


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


def prepared_for(case: str, *documents: str) -> Prepared:
    """Prepare Terraform's plan of the case, or what these documents of Pulumi's say together."""
    folder = FIXTURES / case
    raw = (folder / "plan.json").read_bytes()
    plan = pulumi_plan(case, *documents) if documents else read_plans([(raw, "plan.json")])[0]
    modules = {path: module.source for path, module in plan.configuration.modules.items()}
    name = str(expected(case)["environment"])
    return prepare(
        plan,
        policies=load_policies(),
        settings=Settings(environment=Environment(name=name, protected=name not in UNPROTECTED)),
        sources=NoSources() if documents else open_sources(folder / "after", modules),
        now=NOW,
    )


@cache
def verdict(case: str, *documents: str) -> Verdict:
    """Judge Terraform's plan of the case, or what these documents of Pulumi's say together."""
    prepared = prepared_for(case, *documents)
    scene = prepared.scene
    none = {
        query: Fact(query=query, value=None, unit="", observed_at=NOW, source="the test")
        for query in prepared.queries
    }
    section = conclude(prepared, {}).sections[0]
    orders = {change.address: change.order for change in section.changes}

    named = partial(name_in, scene.plan)
    return Verdict(
        decision=section.decision,
        actions={
            (*named(action.address), action.id): tuple(
                sorted(map(named, scene.impact.reach(action).addresses))
            )
            for action in scene.actions.items
        },
        traits={
            (*named(shown.address), shown.id): (
                *(shown.verb, orders.get(shown.address), named(shown.cause)),
                *(shown.confidence, shown.reversible, shown.disruption, shown.magnitude),
            )
            for shown in section.actions
        },
        findings=by_policy(section, named),
        informed=by_policy(conclude(prepared, none).sections[0], named),
        questions=frozenset(
            (query.topic, *(_told(query.look((field,))) for field in FOUND_BY))
            for query in prepared.queries
        ),
    )


def name_in(plan: Plan, address: Address) -> Named:
    """Name an object as both tools do."""
    if address not in plan.resources:
        return ("", address)
    resource = plan.resources[address]
    name = resource.name if resource.token else pulumi_name(address, resource.type)
    return (resource.type, name)


def by_policy(section: Section, named: Callable[[Address], Named]) -> dict[str, frozenset[Named]]:
    found: dict[str, set[Named]] = {}
    for finding in section.findings:
        found.setdefault(finding.policy, set()).update(map(named, finding.addresses))
    return {policy: frozenset(names) for policy, names in found.items()}


def _told(value: Value) -> str:
    """Give a value as text; what waits for the apply is told by Terraform's plan alone."""
    return "" if value is None or isinstance(value, Unknown) else str(value)


def listed(case: str) -> dict[tuple[str, str], set[str]]:
    """Read what only one of the two reaches, by that one and what is changed, off `pair.yaml`."""
    path = FIXTURES / case / "pulumi" / "pair.yaml"
    entries = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
    assert all(each["why"] for each in entries)
    return {
        (each["only"], changed): set(each["reached"]) for each in entries for changed in each["by"]
    }


def test_there_are_enough_pairs() -> None:
    assert len(CASES) >= 12


@pytest.mark.parametrize("case", CASES)
def test_a_pair_is_judged_alike(case: str) -> None:
    terraform, pulumi = verdict(case), verdict(case, "preview.json", "state.json")
    assert pulumi.actions.keys() == terraform.actions.keys()
    assert pulumi.traits == terraform.traits
    assert pulumi.findings == terraform.findings
    assert pulumi.informed == terraform.informed
    assert pulumi.questions == terraform.questions
    assert pulumi.decision == terraform.decision


@pytest.mark.parametrize("case", CASES)
def test_a_pair_reaches_alike_but_for_what_is_listed(case: str) -> None:
    terraform, pulumi = verdict(case), verdict(case, "preview.json", "state.json")
    found: dict[tuple[str, str], set[str]] = {}
    for action, reached in terraform.actions.items():
        there, here = Counter(reached), Counter(pulumi.actions[action])
        for side, more in (("terraform", there - here), ("pulumi", here - there)):
            if more:
                changed = (side, ".".join(action[:2]))
                found.setdefault(changed, set()).update(".".join(each) for each in more)
    assert found == listed(case)


@pytest.mark.parametrize("case", CASES)
def test_the_events_say_what_the_preview_says(case: str) -> None:
    """Events tell no dependencies, so what does not exist yet reaches nothing in them."""
    events = verdict(case, "events.ndjson", "state.json")
    preview = verdict(case, "preview.json", "state.json")
    assert events.actions.keys() == preview.actions.keys()
    assert events.findings == preview.findings
    assert events.decision == preview.decision


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


@pytest.mark.skipif(version("pulumi-aws") != RECORDED_WITH, reason="recorded with another SDK")
@pytest.mark.parametrize("case", ["rename-with-move", "secret-rotated"])
def test_recording_again_gives_the_same_bytes(case: str) -> None:
    documents, _ = record(FIXTURES / case)
    for name, text in documents.items():
        assert (FIXTURES / case / "pulumi" / name).read_text(encoding="utf-8") == text
