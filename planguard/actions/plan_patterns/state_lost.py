"""
Everything is created: the plan knows of no object that exists.

That is right for a new stack, and a disaster for one that lives: the state was lost, or the wrong
backend or workspace is selected, and the apply builds everything a second time or stops half way
at names that are taken. The plan alone cannot tell the two apart, so the action is given only where
the configuration declares the environment live. Objects that refreshing found deleted do not count as lost: their deletion is in the
plan's drift.

Details: `count`, the objects created.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import Overview
from planguard.model.action import Action
from planguard.model.words import Mode, Verb


def find(overview: Overview) -> Iterator[Action]:
    """Give `plan.state-lost` when all is created and nothing was known."""
    plan = overview.plan
    if not overview.live:
        return
    managed = [c for c in plan.changes if c.resource.mode is Mode.MANAGED]
    if not managed or any(change.verb is not Verb.CREATE for change in managed):
        return
    found_gone = any(change.resource.mode is Mode.MANAGED for change in plan.drift)
    if found_gone or (plan.had_state and _any_known(overview)):
        return
    count = len(managed)
    yield overview.action(
        "plan.state-lost",
        (change.address for change in managed),
        f"all {count} managed objects are created and none was known before"
        if count > 1
        else "the one managed object is created and nothing was known before",
        details={"count": count},
    )


def _any_known(overview: Overview) -> bool:
    """Tell whether the state holds a managed object; data sources are in that of any plan."""
    return bool(overview.plan.unlisted) or any(
        resource.in_state and resource.mode is Mode.MANAGED
        for resource in overview.plan.resources.values()
    )
