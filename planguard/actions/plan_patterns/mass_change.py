"""
A large part of the stack is destroyed or replaced.

The share is the managed objects that are deleted or replaced, divided by all managed objects known
before the change. Left-over (deposed) objects of earlier replacements do not count, nor do objects
that are only forgotten. The action is given from five objects and a share of 5 % on, fewer are no mass;
how much is too much is a policy's parameter. A document that lists only what changes does not tell
the share: it is unknown then.

Details: `share` (0 to 1), `count` (objects deleted or replaced).
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import Overview
from planguard.model.action import Action
from planguard.model.value import Unknown, Value
from planguard.model.words import Mode, Verb

FEWEST = 5
SMALLEST_SHARE = 0.05


def find(overview: Overview) -> Iterator[Action]:
    """Give `plan.mass-change` when more than a small part goes."""
    going = [
        change
        for change in overview.plan.changes
        if change.resource.mode is Mode.MANAGED
        and change.verb in {Verb.DELETE, Verb.REPLACE}
        and not change.deposed
    ]
    known = sum(
        resource.in_state and resource.mode is Mode.MANAGED
        for resource in overview.plan.resources.values()
    )
    total = max(known, len(going))
    if len(going) < FEWEST or len(going) <= SMALLEST_SHARE * total:
        return
    replaced = sum(change.verb is Verb.REPLACE for change in going)
    share: Value = len(going) / total
    part = f"{len(going)} of {total} managed objects ({share:.0%}) go"
    if unlisted := overview.plan.unlisted:
        share = Unknown(reason=unlisted)
        part = f"{len(going)} managed objects go, of how many is not told"
    yield overview.action(
        "plan.mass-change",
        (change.address for change in going),
        f"{part}: {len(going) - replaced} deleted, {replaced} replaced",
        details={"share": share, "count": len(going)},
    )
