"""What a plan of one change means, and what the shipped policies decide of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from planguard.actions.engine import classify
from planguard.analyze import analyze
from planguard.graph import build
from planguard.model.settings import Environment, Settings
from planguard.model.source import NoSources
from planguard.model.words import Confidence
from planguard.policy.reading import Policy, read_policy
from planguard.testing import NOW, change, plan

SHIPPED = Path(__file__).parents[3] / "policies"
Case = tuple[str, str, dict[str, Any], dict[str, Any], set[str], str]
"""Type, verb, before, after, the actions expected, and the decision."""


@cache
def _policies() -> tuple[Policy, ...]:
    files = sorted(SHIPPED.rglob("*.yaml"))
    return tuple(read_policy(f.read_text(encoding="utf-8"), f.name, f.stem) for f in files)


def judged(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any]
) -> tuple[set[str], str]:
    """Give the actions of a change that are no guesses, and what happens to its plan."""
    subject = plan(change(type_, verb=verb, before=before, after=after))
    found = classify(subject, build(subject, NoSources())).items
    settings = Settings(environment=Environment(name="prod"))
    report = analyze(subject, policies=_policies(), settings=settings, now=NOW)
    named = {
        str(action.id) if action.confidence is not Confidence.GUESS else f"{action.id}?"
        for action in found
        if action.kind != "plan"
    }
    return named, str(report.decision)
