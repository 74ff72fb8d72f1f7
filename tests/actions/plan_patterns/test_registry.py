from __future__ import annotations

from pathlib import Path

from planguard.actions import plan_patterns
from planguard.actions.plan_patterns import PLAN_PATTERNS
from planguard.actions.taxonomy import ACTIONS


def test_every_plan_action_has_a_file_and_every_file_is_registered() -> None:
    files = {file.stem for file in Path(plan_patterns.__file__).parent.glob("[a-z]*.py")}
    actions = {name.removeprefix("plan.") for name in ACTIONS if name.startswith("plan.")}
    registered = {str(getattr(pattern, "__module__", "")) for pattern in PLAN_PATTERNS}
    # Outputs are no resources; rights together, versions and guards stand in no single change.
    further = {"exposed-outputs", "combined-rights", "dependencies", "prevented-destroys"}
    assert {file.replace("_", "-") for file in files} == actions | further
    assert {name.rpartition(".")[2] for name in registered} == files
