"""
What expressions can see: the scene of a plan, and one subject in it.

Longer than other files: where each root has its names from stands together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from planguard.graph import DependencyGraph
from planguard.model.action import DETAILS, Action, Actions, is_one_of
from planguard.model.estimate import NOT_ESTIMATED, Estimate
from planguard.model.fact import Answer, Fact
from planguard.model.impact import Impact
from planguard.model.plan import Change, Plan, Resource
from planguard.model.settings import Environment
from planguard.model.value import Sensitive, Unknown, Value, at, path_text
from planguard.model.words import Address, Mode, Role
from planguard.policy.certainty import numeric, settled
from planguard.policy.expression import Failed, Lookup, Steps
from planguard.policy.fact_value import fact_value
from planguard.policy.targets import targets_of
from planguard.policy.whereabouts import account_of, region_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One plan with everything that was found out about it."""

    plan: Plan
    graph: DependencyGraph
    actions: Actions
    impact: Impact
    environment: Environment
    actor: str
    now: datetime | Unknown
    estimate: Estimate = NOT_ESTIMATED
    applies: dict[tuple[str, int, int], Value | Failed] = field(default_factory=dict, repr=False)
    """By policy, action and change: what the policy's `where` said."""
    _index: dict[str, list[Action]] = field(default_factory=dict, repr=False)
    _changes: dict[Address, Change] = field(default_factory=dict, repr=False)
    _ids: dict[Address, list[str]] = field(default_factory=dict, repr=False)

    def actions_on(self, globs: tuple[str, ...]) -> tuple[Action, ...]:
        """Give the actions whose id matches one of `globs`, kinds in order of appearance."""
        if not self._index:
            for action in self.actions.items:
                self._index.setdefault(action.id, []).append(action)
        return tuple(
            action
            for name, found in self._index.items()
            if is_one_of(name, globs)
            for action in found
        )

    def action_ids(self, address: Address) -> tuple[str, ...]:
        """Give the ids of every action at an address."""
        if not self._ids:
            for action in self.actions.items:
                self._ids.setdefault(action.address, []).append(action.id)
        return tuple(self._ids.get(address, ()))

    def change_of(self, action: Action) -> Change | None:
        """Give the change behind an action; `None` for actions of the whole plan."""
        return self.change_at(action.address)

    def change_at(self, address: Address) -> Change | None:
        """Give the change at an address; `None` where nothing changes."""
        if not self._changes:
            # What is left over from a replacement shares its address with what is there now.
            for change in sorted(self.plan.changes, key=lambda each: bool(each.deposed)):
                self._changes.setdefault(change.address, change)
        return self._changes.get(address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What one evaluation is about: an action with its change, a change, or the plan."""

    scene: Scene
    action: Action | None = None
    change: Change | None = None

    @property
    def address(self) -> Address:
        """Address of the object; `""` for the plan."""
        if self.action is not None:
            return self.action.address
        return self.change.address if self.change is not None else Address("")

    @property
    def services(self) -> tuple[str, ...]:
        """Services the object belongs to, as planned."""
        return self.scene.impact.service(self.change.address) if self.change else ()

    @property
    def services_before(self) -> tuple[str, ...]:
        """Services the object belongs to before the change."""
        return self.scene.impact.service(self.change.address, before=True) if self.change else ()

    def lookup(self, params: Mapping[str, Value], facts: Mapping[str, Answer]) -> Lookup:
        """Give the function that answers chains of names for this subject."""

        def look(steps: Steps) -> Value:
            root, rest = steps[0], steps[1:]
            if root in facts:
                fact = facts[str(root)]
                # A change must not leave an incident, or enter one, by the tag that it sets.
                known = isinstance(fact, Fact)
                sides = (self.services_before, self.services) if known else ()
                return fact_value(fact, rest, self.scene.now, sides)
            if root == "params":
                return at(params, rest)
            return _ROOTS[str(root)](self, rest)

        return look


def _action(subject: Subject, rest: Steps) -> Value:
    action = subject.action
    if action is None:
        return Unknown(reason="not told: the policy is not judged per action")
    if rest[0] == "details":
        name = str(rest[1])
        return at({name: action.details.get(name, DETAILS[name])}, rest[1:])
    if made := _MADE_OF_ACTION.get(str(rest[0])):
        return at(made(action), rest[1:])
    return at(getattr(action, str(rest[0])), rest[1:])


_MADE_OF_ACTION: Mapping[str, Callable[[Action], Value]] = {
    "paths": lambda action: [path_text(path) for path in action.paths],
    "addresses": lambda action: list(action.addresses),
    "settled": lambda action: settled(action.after),
    "numeric": lambda action: numeric(action.before, action.after),
}


def _change(subject: Subject, rest: Steps) -> Value:
    change = subject.change
    if change is None:
        return Unknown(reason="not told: there is no single change")
    if rest[0] == "actions":
        return at(list(subject.scene.action_ids(change.address)), rest[1:])
    if rest[0] == "targets":
        scene = subject.scene
        told = targets_of(change.address, scene.plan, scene.graph, scene.actions, scene.change_at)
        return at(told, rest[1:])
    return at(_OF_CHANGE[str(rest[0])](change), rest[1:])


_OF_CHANGE: Mapping[str, Callable[[Change], Value]] = {
    "address": lambda change: change.address,
    "type": lambda change: change.type,
    "token": lambda change: change.resource.token,
    "name": lambda change: change.resource.name,
    "module": lambda change: change.resource.module,
    "verb": lambda change: str(change.verb),
    "order": lambda change: str(change.order),
    "provider": lambda change: change.resource.provider,
    "before": lambda change: change.before,
    "after": lambda change: change.after,
    "replace_paths": lambda change: [path_text(path) for path in change.replace_paths],
}


def _resource(subject: Subject, rest: Steps) -> Value:
    change = subject.change
    if change is None:
        return Unknown(reason="not told: there is no single resource")
    scene, attributes = subject.scene, change.after or change.before
    match rest[0]:
        case "tags":
            return at(tags_of(attributes), rest[1:])
        case "role":
            return str(scene.actions.roles.get(change.type, Role.UNKNOWN))
        case "owner":
            return ", ".join(scene.impact.owner(change.address))
        case "service":
            return ", ".join(subject.services)
        case "region":
            return region_of(change.after, change.before)
        case "account":
            return account_of(change.after, change.before)
        case "name":
            return change.resource.name
        case _:
            return change.type


TAG_ATTRIBUTES = ("tags_all", "effective_labels", "tags", "labels")
"""Where objects have tags or labels, those with the provider's defaults first."""


def tags_of(attributes: Mapping[str, Value]) -> Value:
    """Give the tags or labels of an object, defaults of the provider included."""
    for name in TAG_ATTRIBUTES:
        tags = attributes.get(name)
        if isinstance(tags, Unknown | Sensitive) or (isinstance(tags, Mapping) and tags):
            return tags
    return {}


def _plan(subject: Subject, rest: Steps) -> Value:
    if rest[0] == "cost":
        return at(subject.scene.estimate.told, rest[1:])
    return at(_OF_PLAN[str(rest[0])](subject.scene.plan), rest[1:])


def _providers(plan: Plan) -> Value:
    named = [item.full_name for item in plan.configuration.providers.values()]
    used = [item.provider for item in plan.resources.values()]
    return sorted({name for name in (*named, *used) if name})


def _provider_versions(plan: Plan) -> Value:
    providers = plan.configuration.providers.values()
    return sorted(f"{each.full_name} {each.version}" for each in providers if each.version)


def _module_versions(plan: Plan) -> Value:
    modules = plan.configuration.modules.values()
    return sorted({f"{each.source} {each.version}".strip() for each in modules if each.source})


_OF_PLAN: Mapping[str, Callable[[Plan], Value]] = {
    "tool": lambda plan: plan.tool,
    "stack": lambda plan: plan.stack,
    "project": lambda plan: plan.project,
    "changes": lambda plan: sum(_is_managed(change.resource) for change in plan.changes),
    "resources": lambda plan: (
        Unknown(reason=plan.unlisted)
        if plan.unlisted
        else sum(map(_is_managed, plan.resources.values()))
    ),
    "partial": lambda plan: bool(plan.completeness.reasons),
    "had_state": lambda plan: plan.had_state,
    "variables": lambda plan: plan.variables,
    "providers": _providers,
    "provider_versions": _provider_versions,
    "modules": lambda plan: sorted(
        {each.source for each in plan.configuration.modules.values() if each.source}
    ),
    "module_versions": _module_versions,
}


def _is_managed(resource: Resource) -> bool:
    return resource.mode is Mode.MANAGED


def _env(subject: Subject, rest: Steps) -> Value:
    environment = subject.scene.environment
    told: dict[str, Value] = {
        "name": environment.name,
        "protected": environment.protected,
        "live": environment.live,
    }
    return at(told, rest)


def _impact(subject: Subject, rest: Steps) -> Value:
    impact = subject.scene.impact
    if rest[0] in {"is_cause", "consequences"}:
        cause = impact.cause_of(subject.address)
        if rest[0] == "is_cause":
            return cause == subject.address
        return next((len(c.consequences) for c in impact.causes if c.address == cause), 0)
    if subject.action is None:
        return Unknown(reason="not told: the policy is not judged per action")
    if subject.scene.plan.unlisted:
        return Unknown(reason=subject.scene.plan.unlisted)
    reach = impact.reach(subject.action)
    match rest[0]:
        case "count":
            return reach.count
        case "changing":
            return sum(bool(subject.scene.action_ids(address)) for address in reach.addresses)
        case "types":
            return at(reach.types, rest[1:])
        case "owners":
            return sorted(reach.owners)
        case _:
            return sorted(reach.services)


def _actor(subject: Subject, rest: Steps) -> Value:
    return at({"name": subject.scene.actor}, rest)


def _now(subject: Subject, rest: Steps) -> Value:  # noqa: ARG001 - one signature for all roots
    return subject.scene.now  # type: ignore[return-value] # CEL takes a datetime


_ROOTS = {
    "action": _action,
    "change": _change,
    "resource": _resource,
    "plan": _plan,
    "env": _env,
    "impact": _impact,
    "actor": _actor,
    "now": _now,
}
