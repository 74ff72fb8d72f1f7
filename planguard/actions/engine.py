"""
Classifies the changes of a plan: catalogue first, then what values and names give away.

Longer than other files: who speaks first for a change, and who is silent then, is one story.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from planguard.actions.belonging import Wholes, own_actions
from planguard.actions.catalogue import entries_of
from planguard.actions.composed import Documents
from planguard.actions.computed import Configured
from planguard.actions.copies import with_copies
from planguard.actions.costs import settled
from planguard.actions.entries import Asked, asked, by_entry, by_rules, differing_of
from planguard.actions.firewalls import Firewalls
from planguard.actions.following import followed
from planguard.actions.interface import ALWAYS, Overview, Pair, Subject, TypeEntry, toggle
from planguard.actions.marks import TAG_NAMES, by_marks
from planguard.actions.patterns import PATTERNS
from planguard.actions.plan_patterns import PLAN_PATTERNS
from planguard.actions.providers.aws_accounts import own_accounts
from planguard.actions.renames import under_new_names
from planguard.actions.taxonomy import ACTIONS
from planguard.actions.verbs import is_abandoned, why_nothing_goes
from planguard.graph import DependencyGraph
from planguard.model.action import NO_NUMBER, Action, ActionId, Actions
from planguard.model.plan import Change, Plan
from planguard.model.value import PLAIN, Unknown, Value, holds_unknown
from planguard.model.words import Address, Confidence, Mode, Role, Verb

if TYPE_CHECKING:
    from planguard.model.standing import Since

_CLASSIFIED = frozenset({Verb.CREATE, Verb.UPDATE, Verb.REPLACE, Verb.DELETE})


def classify(
    plan: Plan,
    graph: DependencyGraph,
    own: Mapping[str, TypeEntry] | None = None,
    *,
    live: bool = False,
    since: Since | None = None,
) -> Actions:
    """
    Name every action of a plan, in plan order, those of the whole plan last.

    `own` holds a team's catalogue entries; they go before those shipped. `since` tells what the
    configuration stood on before.
    """
    types = {resource.type for resource in plan.resources.values()}
    types.update(change.type for change in plan.changes)
    entries = {**entries_of(types), **(own or {})}
    around = _Surroundings(plan, graph, entries)
    found: list[Action] = []
    for change in plan.changes:
        if change.verb in _CLASSIFIED and change.resource.mode is Mode.MANAGED:
            found.extend(_classify(change, around))
    found = list(with_copies(followed(found), plan))
    roles = {type_: _role(type_, entries) for type_ in types}
    overview = Overview(
        plan=plan, graph=graph, actions=tuple(found), roles=roles, live=live, since=since
    )
    for pattern in PLAN_PATTERNS:
        found.extend(pattern(overview))
    return Actions(items=tuple(found), roles=roles)


def _role(type_: str, entries: Mapping[str, TypeEntry]) -> Role:
    if type_ in entries:
        return entries[type_].role
    from planguard.actions.generic import role_of  # noqa: PLC0415 - seldom, and many patterns

    return role_of(type_)


def _guessed(change: Change, differing: Mapping[str, tuple[Value, Value]]) -> TypeEntry:
    from planguard.actions.generic import entry_for, paths_of  # noqa: PLC0415 - as above

    return entry_for(change.type, paths_of(differing), change.verb)


class _Surroundings:
    """What the meaning of one change takes from the rest of the plan."""

    def __init__(
        self, plan: Plan, graph: DependencyGraph, entries: Mapping[str, TypeEntry]
    ) -> None:
        self.plan = plan
        self.graph = graph
        self.entries = entries
        self.wholes = Wholes(plan.changes)
        self.documents = Documents(plan, graph)
        self.firewalls = Firewalls(plan, graph)
        self._configured: dict[tuple[str, str], Configured | None] = {}
        self._asked: dict[tuple[str, Verb], Asked] = {}

    def asked(self, type_: str, verb: Verb) -> Asked:
        """Give the rules of a known type that speak of a verb."""
        key = (type_, verb)
        if key not in self._asked:
            self._asked[key] = asked(self.entries[type_].rules, verb)
        return self._asked[key]

    def configured(self, change: Change) -> Configured | None:
        """Give what the configuration says of the object; `None` where there is none."""
        key = (change.resource.config_module, change.resource.local)
        if key not in self._configured:
            module = self.plan.configuration.modules.get(key[0])
            block = module.blocks.get(key[1]) if module else None
            self._configured[key] = Configured(block) if block else None
        return self._configured[key]

    @cached_property
    def accounts(self) -> frozenset[str]:
        """Give the accounts of AWS that the plan is about."""
        return own_accounts(self.plan)

    @cached_property
    def members(self) -> Mapping[str, tuple[int, int]]:
        """Count the members of each deleted block, before and after."""
        going = {c.address: c.resource for c in self.plan.changes if c.verb is Verb.DELETE}
        kinds = {(resource.type, resource.name) for resource in going.values()}
        before: Counter[str] = Counter()
        after: Counter[str] = Counter()
        for resource in self.plan.resources.values():
            if (resource.type, resource.name) in kinds and resource.in_state:
                before[resource.block] += 1
                after[resource.block] += resource.address not in going
        return {block: (count, after[block]) for block, count in before.items()}


def _classify(planned: Change, around: _Surroundings) -> Iterator[Action]:
    change = under_new_names(_with_documents(_without_computed(planned, around), around))
    known = around.entries.get(change.type)
    differing = differing_of(change)
    entry = known or _guessed(change, differing)
    subject = Subject(
        change=change,
        graph=around.graph,
        confidence=Confidence.EXACT if known else Confidence.GUESS,
        secrets=around.plan.secrets,
        firewalls=around.firewalls,
        accounts=around.accounts,
    )
    found: list[Action] = []
    found.extend(by_entry(subject, entry))
    rules = around.asked(change.type, change.verb) if known else asked(entry.rules, change.verb)
    found.extend(by_rules(subject, rules, differing, PATTERNS))
    if change.resource.token:
        told = replace(subject, confidence=Confidence.EXACT)
        found.extend(by_rules(told, asked(OPTIONS, change.verb), differing, PATTERNS))
    if change.deposed:
        found = [action for action in found if action.id in _LOST]
    found.extend(by_marks(subject, entry, differing, tuple(found)))
    if change.verb is Verb.DELETE and is_abandoned(change):
        found = []
    elif change.verb is Verb.DELETE:
        found = [_among_siblings(action, change, around) for action in found]
    whole = around.wholes.whole_of(change)
    if whole:
        found = list(own_actions(found, change, whole[1]))
    found = list(settled(found))
    group = around.wholes.around(change) if change.verb is Verb.DELETE else None
    if group:
        found = [_with_group(action, group) for action in found]
    if found:
        yield from found
    elif whole:
        yield subject.action("other", _NOWHERE, f"it goes with {whole[0]}")
    else:
        yield from _nothing_known(subject, entry, differing)


_LOST = frozenset({"data.delete", "key.delete"})
"""What the deletion of an object can mean whose place another has taken."""
_NOWHERE = Pair(path=(), before=None, after=None)


def _with_group(action: Action, group: Address) -> Action:
    """Say of what is deleted that the group it lies in is deleted too."""
    return action if action.paths else replace(action, because=f"{action.because} with {group}")


def _among_siblings(action: Action, change: Change, around: _Surroundings) -> Action:
    """Tell the loss of one of several like units from the end of the service."""
    counted = action.id in {"scale.to-zero", "scale.down"} and isinstance(
        action.magnitude, Unknown
    )
    if not counted or action.paths or change.resource.key == "":
        return action
    before, after = around.members.get(change.resource.block, (1, 0))
    if not after:
        return action
    meaning = ACTIONS[ActionId("scale.down")]
    return replace(
        action,
        id=ActionId("scale.down"),
        before=before,
        after=after,
        magnitude=after / before,
        because=f"{action.because}; {after} of {before} stay",
        reversible=meaning.reversible,
        disruption=meaning.disruption,
        details={},
    )


def _without_computed(change: Change, around: _Surroundings) -> Change:
    """Take as unchanged what is unknown only because the provider decides it."""
    unknown = [
        name
        for name, value in change.after.items()
        if value.__class__ not in PLAIN and holds_unknown(value)
    ]
    configured = around.configured(change) if unknown else None
    if configured is None:
        return change
    settled = {
        name: configured.settled(
            name, change.before.get(name), change.after[name], stays=change.verb is Verb.UPDATE
        )
        for name in unknown
    }
    after = {
        name: settled.get(name, value)
        for name, value in change.after.items()
        if name in change.before or settled.get(name, value) is not None
    }
    return replace(change, after=after)


def _with_documents(change: Change, around: _Surroundings) -> Change:
    """Take policy documents that the apply reads as what they will say."""
    told = around.documents.told(change)
    return replace(change, after={**change.after, **told}) if told else change


OPTIONS = (
    toggle("pulumi_protect", off="protection.guard-off", on="protection.up"),
    toggle("pulumi_retain_on_delete", off="protection.guard-off", on="protection.up"),
)
"""What Pulumi's options decide on any resource (https://www.pulumi.com/docs/iac/concepts/options)."""


_TELLING_ALL = frozenset({"capabilities"})
"""Patterns that read a whole document: where they find nothing, nothing but its words differs."""


def _nothing_known(
    subject: Subject, entry: TypeEntry, differing: Mapping[str, tuple[Value, Value]]
) -> Iterator[Action]:
    change = subject.change
    told = {rule.path for rule in entry.rules if rule.pattern in _TELLING_ALL}
    names = [name for name in differing if name not in entry.ignore | told]
    if change.verb is Verb.UPDATE and not names:
        return
    if change.verb is Verb.UPDATE and TAG_NAMES.issuperset(names):
        action_id, because = "other.tags", "only tags or labels differ"
    elif change.verb is Verb.UPDATE:
        action_id, because = "other", f"differs in {', '.join(names[:5])}"
    else:
        action_id, because = "other", why_nothing_goes(change)
    shown = names[:8] if change.verb in ALWAYS - {Verb.CREATE, Verb.DELETE} else []
    first = (*differing.get(shown[0], (None, None)),) if shown else (None, None)
    action = subject.action(action_id, Pair(path=(), before=first[0], after=first[1]), because)
    meaning = ACTIONS[ActionId(action_id)]
    yield replace(
        action,
        paths=tuple((name,) for name in shown),
        magnitude=NO_NUMBER,
        confidence=subject.confidence,
        reversible=meaning.reversible,
    )
