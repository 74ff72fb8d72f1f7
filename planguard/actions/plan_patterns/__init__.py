"""
What the plan as a whole means: one file for each `plan.*` action, and for what no change tells.

These are its outputs, the versions it stands on, and guards that only files know of.
"""

from collections.abc import Iterable
from importlib import import_module

from planguard.actions.interface import Overview, PlanPattern
from planguard.actions.plan_patterns import (
    combined_rights,
    drift_revert,
    exposed_outputs,
    forgets,
    index_shift,
    invokes,
    mass_change,
    partial,
    rename_without_move,
    state_lost,
)
from planguard.model.action import Action


def _compares(name: str) -> PlanPattern:
    """Give a pattern that compares with what was before; few checks can, so it is imported late."""

    def find(overview: Overview) -> Iterable[Action]:
        if overview.since is None and overview.plan.tool != "pulumi":
            return ()
        found: Iterable[Action] = import_module(f"{__name__}.{name}").find(overview)
        return found

    find.__module__ = f"{__name__}.{name}"
    return find


PLAN_PATTERNS: tuple[PlanPattern, ...] = (
    rename_without_move.find,
    index_shift.find,
    drift_revert.find,
    state_lost.find,
    mass_change.find,
    partial.find,
    invokes.find,
    forgets.find,
    exposed_outputs.find,
    _compares("dependencies"),
    _compares("prevented_destroys"),
    combined_rights.find,
)
"""Every pattern over the whole plan, in the order their actions are reported."""
