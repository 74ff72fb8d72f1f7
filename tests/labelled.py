"""The plans of fixtures/ with what a careful reviewer says of each before it is applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from planguard.analyze import analyze
from planguard.load import load_plan, load_policies
from planguard.load.config import UNPROTECTED
from planguard.load.sources import open_sources
from planguard.model.report import Report
from planguard.model.settings import Environment, Settings

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
CASES = sorted(folder.name for folder in FIXTURES.iterdir() if (folder / "plan.json").is_file())
NOW = datetime(2026, 1, 15, tzinfo=UTC)
DANGEROUS, ROUTINE = "dangerous", "routine"
HOLDS = frozenset({"deny", "approve"})
UNTOLD = ("other", "cost.")
"""What every change may be besides: fixtures do not list it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One folder of fixtures/ as `expected.yaml` describes it."""

    name: str
    label: str
    """`dangerous` or `routine`."""
    kind: str
    """Kind of action the case is about, or `plan` or `other`."""
    decision: str
    environment: str
    actions: Mapping[str, frozenset[str]]
    """By address."""
    plan_actions: frozenset[str]
    findings: Mapping[str, frozenset[str]]
    """Addresses by policy."""
    incident: Mapping[str, Any]
    """`what` happened, its `date` and `source`; empty where nobody published it."""

    @property
    def folder(self) -> Path:
        """Give the folder with the plan."""
        return FIXTURES / self.name

    @property
    def told(self) -> frozenset[tuple[str, str]]:
        """List the expected actions as (address, id), those of the plan as a whole under `""`."""
        single = {(address, id_) for address, ids in self.actions.items() for id_ in ids}
        return frozenset(single | {("", id_) for id_ in self.plan_actions})


@cache
def case(name: str) -> Case:
    """Read what is expected of one plan."""
    document = yaml.safe_load((FIXTURES / name / "expected.yaml").read_text(encoding="utf-8"))
    return Case(
        name=name,
        label=document["label"],
        kind=document["kind"],
        decision=document["decision"],
        environment=str(document["environment"]),
        actions=_listed(document["actions"]),
        plan_actions=frozenset(document.get("plan_actions") or ()),
        findings={
            key: frozenset(found) for key, found in (document.get("findings") or {}).items()
        },
        incident=document.get("incident") or {},
    )


def _listed(table: Mapping[str, list[str]] | None) -> Mapping[str, frozenset[str]]:
    kept = {
        key: frozenset(word for word in words if not word.startswith(UNTOLD))
        for key, words in (table or {}).items()
    }
    return {key: words for key, words in kept.items() if words}


@cache
def report(name: str) -> Report:
    """Judge one plan by the shipped policies, without live state."""
    plan = load_plan(FIXTURES / name / "plan.json")
    environment = case(name).environment
    modules = {path: module.source for path, module in plan.configuration.modules.items()}
    return analyze(
        plan,
        policies=load_policies(),
        settings=Settings(
            environment=Environment(name=environment, protected=environment not in UNPROTECTED)
        ),
        sources=open_sources(FIXTURES / name / "after", modules),
        now=NOW,
    )


def found(name: str) -> frozenset[tuple[str, str]]:
    """List the actions planguard names as `Case.told` does those expected."""
    (section,) = report(name).sections
    return frozenset(
        ("" if action.id.startswith("plan.") else action.address, action.id)
        for action in section.actions
        if not action.id.startswith(UNTOLD)
    )
