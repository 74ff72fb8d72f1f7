"""
What the plan as a whole means: one file for each `plan.*` action, and for what no change tells.

These are its outputs, the versions it stands on, and guards that only files know of.
"""

from planguard.actions.interface import PlanPattern
from planguard.actions.plan_patterns import (
    combined_rights,
    dependencies,
    drift_revert,
    exposed_outputs,
    forgets,
    index_shift,
    invokes,
    mass_change,
    partial,
    prevented_destroys,
    rename_without_move,
    state_lost,
)

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
    dependencies.find,
    prevented_destroys.find,
    combined_rights.find,
)
"""Every pattern over the whole plan, in the order their actions are reported."""
