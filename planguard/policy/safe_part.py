"""
Finds the part of a plan that may be applied while the rest is held.

Both tools apply what a target depends on, so a change is safe alone only when nothing it depends
on is held; they look at whole resources there, not at instances. What is deleted goes after what
depends on it, so that must not be held either.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence

from planguard.graph import DependencyGraph
from planguard.model.plan import Plan
from planguard.model.report import Finding, SafePart
from planguard.model.words import Address, Decision, Mode, Verb

_MOST = 30
"""More targets than this are no command that anybody should paste."""
_KEY = re.compile(r"\[(?:\d+|\"(?:[^\"\\]|\\.)*\")\]")
_GOING = frozenset({Verb.DELETE, Verb.REPLACE, Verb.FORGET})
_CAVEAT = (
    "A partial apply is for urgent cases: outputs may be left out, and the plan it makes is a new "
    "one: check that, too, and apply the rest soon."
)


def safe_part(plan: Plan, graph: DependencyGraph, findings: Sequence[Finding]) -> SafePart | None:
    """Give the safe part; `None` when nothing is held, or everything is."""
    held: set[Address] = set()
    for finding in findings:
        if finding.decision.rank >= Decision.APPROVE.rank:
            if not finding.address:
                return None
            held.update(finding.addresses)
    changed = {c.address: c.verb for c in plan.changes if c.resource.mode is Mode.MANAGED}
    if not held or not held <= changed.keys() or plan.completeness.reasons:
        return None
    reached = _reached(held, changed, graph)
    safe = tuple(address for address in changed if address not in reached)
    if not safe:
        return None
    excluding = plan.tool == "opentofu"
    chosen = sorted(held) if excluding else sorted(safe)
    return SafePart(
        addresses=tuple(sorted(safe)),
        command=_command(plan, chosen),
        caveat=_CAVEAT,
    )


_COMMANDS = {
    "terraform": ("terraform plan -out=part.tfplan", "-target="),
    "opentofu": ("tofu plan -out=part.tfplan", "-exclude="),
    "pulumi": ("pulumi preview --save-plan=part.json", "--target="),
}


def _command(plan: Plan, addresses: Sequence[Address]) -> str:
    if len(addresses) > _MOST:
        return ""
    program, flag = _COMMANDS[plan.tool]
    prefix = plan.urn_prefix
    options = " ".join(f"{flag}{shlex.quote(prefix + address)}" for address in addresses)
    return f"{program} {options}"


def _reached(
    held: set[Address], changed: Mapping[Address, Verb], graph: DependencyGraph
) -> set[Address]:
    """Give what may not be applied: what is held, what depends on it, what goes before it."""
    wholes = {address: _whole(address) for address in changed}
    instances: dict[str, list[Address]] = {}
    for address in graph.nodes:
        if "[" in address:
            instances.setdefault(_whole(address), []).append(address)
    above, below = _Beyond(instances, graph.users), _Beyond(instances, graph.uses)
    going = {wholes[each] for each, verb in changed.items() if verb in _GOING}
    reached = set(held)
    while True:
        above.add(wholes[each] for each in reached)
        found = {each for each, whole in wholes.items() if whole in above.found}
        below.add(wholes[each] for each in reached | found)
        gone = going & below.found
        found |= {each for each, whole in wholes.items() if whole in gone}
        if found <= reached:
            return reached
        reached |= found


class _Beyond:
    """The resources reached in one step or more from those added so far."""

    def __init__(
        self,
        instances: Mapping[str, Sequence[Address]],
        step: Callable[[Address], Iterable[Address]],
    ) -> None:
        self.found: set[str] = set()
        self._left: set[str] = set()
        self._instances = instances
        self._step = step

    def add(self, start: Iterable[str]) -> None:
        stack = [each for each in start if each not in self._left]
        while stack:
            one = stack.pop()
            if one in self._left:
                continue
            self._left.add(one)
            for instance in (Address(one), *self._instances.get(one, ())):
                others = {_whole(each) for each in self._step(instance)}
                others.discard(one)
                stack.extend(others - self.found)
                self.found |= others


def _whole(address: str) -> str:
    """Give the resource of the configuration that an instance belongs to; Pulumi's are alone."""
    if "[" not in address or "::" in address:
        return address
    return _KEY.sub("", address)
