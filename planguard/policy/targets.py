"""What a change refers to directly, as expressions see it."""

from __future__ import annotations

from collections.abc import Callable

from planguard.graph import DependencyGraph
from planguard.model.action import Actions
from planguard.model.plan import Change, Plan
from planguard.model.value import Value
from planguard.model.words import Address, Role, Verb


def targets_of(
    address: Address,
    plan: Plan,
    graph: DependencyGraph,
    actions: Actions,
    change_at: Callable[[Address], Change | None],
) -> Value:
    """Describe the objects that one refers to: who it is, and what the plan does to each."""
    found: list[Value] = []
    for target in graph.dependencies(address):
        resource, change = plan.resources.get(target), change_at(target)
        if resource is not None:
            role = actions.roles.get(resource.type, Role.UNKNOWN)
            verb = change.verb if change else Verb.NO_OP
            found.append(
                {
                    "address": target,
                    "type": resource.type,
                    "role": str(role),
                    "verb": str(verb),
                }
            )
    return found
