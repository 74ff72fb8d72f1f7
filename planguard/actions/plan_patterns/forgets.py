"""
Objects leave the state and stay in the world.

A `removed` block with `destroy = false`, or a replacement that creates the new object and forgets
the old one. What is forgotten goes on running, costing and being reachable, and nothing manages it
any more.

Details: `count`, the objects forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import Overview
from planguard.model.action import Action
from planguard.model.words import Mode, ReplaceOrder, Verb


def find(overview: Overview) -> Iterator[Action]:
    """Give `plan.forgets` when an object leaves the state undestroyed."""
    forgotten = [
        change.address
        for change in overview.plan.changes
        if change.resource.mode is Mode.MANAGED
        and (change.verb is Verb.FORGET or change.order is ReplaceOrder.CREATE_THEN_FORGET)
    ]
    if forgotten:
        what = forgotten[0] if len(forgotten) == 1 else f"{len(forgotten)} objects"
        leave, stay = ("leaves", "stays") if len(forgotten) == 1 else ("leave", "stay")
        yield overview.action(
            "plan.forgets",
            forgotten,
            f"{what} {leave} the state and {stay} in the world, managed by nobody",
            details={"count": len(forgotten)},
        )
