"""Classifies the changes of a plan: catalogue first, then what values and names give away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from planguard.actions.catalogue import entries_of
from planguard.actions.generic import entry_for, role_of
from planguard.actions.interface import ALWAYS, Overview, Pair, Subject, TypeEntry
from planguard.actions.patterns import PATTERNS
from planguard.actions.plan_patterns import PLAN_PATTERNS
from planguard.actions.taxonomy import ACTIONS
from planguard.graph import DependencyGraph
from planguard.model.action import NO_NUMBER, Action, ActionId, Actions
from planguard.model.difference import same
from planguard.model.plan import Change, Configuration, Plan
from planguard.model.secret_shape import looks_secret
from planguard.model.value import Sensitive, Unknown, Value, path_text
from planguard.model.words import Confidence, Disruption, Mode, Reversible, Role, Verb

TAG_NAMES = frozenset({"tags", "tags_all", "labels", "effective_labels", "terraform_labels"})
_COSTLY = frozenset({"scale.up", "scale.resize-up", "scale.limits-up"})
_RUNAWAY = 3.0
_CLASSIFIED = frozenset({Verb.CREATE, Verb.UPDATE, Verb.REPLACE, Verb.DELETE})


def classify(
    plan: Plan, graph: DependencyGraph, own: Mapping[str, TypeEntry] | None = None
) -> Actions:
    """
    Name every action of a plan, in plan order, those of the whole plan last.

    `own` holds a team's catalogue entries; they go before those shipped.
    """
    types = {resource.type for resource in plan.resources.values()}
    types.update(change.type for change in plan.changes)
    entries = {**entries_of(types), **(own or {})}
    found: list[Action] = []
    for change in plan.changes:
        if change.verb in _CLASSIFIED and change.resource.mode is Mode.MANAGED:
            settled = _without_computed(change, plan.configuration)
            found.extend(_classify(settled, entries.get(change.type), graph, plan.secrets))
    roles = {type_: _role(type_, entries) for type_ in types}
    overview = Overview(plan=plan, graph=graph, actions=tuple(found), roles=roles)
    for pattern in PLAN_PATTERNS:
        found.extend(pattern(overview))
    return Actions(items=tuple(found), roles=roles)


def _role(type_: str, entries: Mapping[str, TypeEntry]) -> Role:
    return entries[type_].role if type_ in entries else role_of(type_)


def _classify(
    change: Change, known: TypeEntry | None, graph: DependencyGraph, secrets: frozenset[str]
) -> Iterator[Action]:
    differing = _differing(change)
    entry = known or entry_for(change.type, frozenset(differing), change.verb)
    confidence = Confidence.EXACT if known else Confidence.GUESS
    subject = Subject(change=change, graph=graph, confidence=confidence, secrets=secrets)
    found = [] if change.deposed else list(_by_verb(subject, entry))
    if not change.deposed:
        found.extend(_by_rules(subject, entry, differing))
    found.extend(_by_marks(subject, differing, found))
    found = list(_settled(found))
    yield from found or _nothing_known(subject, entry, differing)


def _differing(change: Change) -> Mapping[str, tuple[Value, Value]]:
    """Give the top-level attributes whose difference means something."""
    before, after = change.before, change.after
    return {
        name: (before.get(name), after.get(name))
        for name in dict.fromkeys([*before, *after])
        if before.get(name) is not after.get(name) and not same(before.get(name), after.get(name))
    }


def _without_computed(change: Change, configuration: Configuration) -> Change:
    """
    Take as unchanged what is unknown only because the provider decides it.

    That is an attribute which is unknown throughout and of which the configuration says nothing:
    ids, ARNs and defaults of an object made again. The plan leaves out `dynamic` blocks, but what
    they make has known parts.
    """
    module = configuration.modules.get(change.resource.config_module)
    block = module.blocks.get(change.resource.local) if module else None
    if block is None or not change.after:
        return change
    configured = {key.partition(".")[0] for key in block.references}
    computed = {
        name
        for name, value in change.after.items()
        if name not in configured and not isinstance(value, str) and _is_all_unknown(value)
    }
    if not computed:
        return change
    after = {
        name: change.before.get(name) if name in computed else value
        for name, value in change.after.items()
        if name not in computed or name in change.before
    }
    return replace(change, after=after)


def _is_all_unknown(value: Value) -> bool:
    """Tell whether a value has unknown parts and no known one."""
    if isinstance(value, Unknown):
        return True
    if isinstance(value, Sensitive):
        return value.is_unknown
    if isinstance(value, Mapping | list | tuple):
        inner = value.values() if isinstance(value, Mapping) else value
        parts = [each for each in inner if each is not None and each not in ([], {}, "")]
        return bool(parts) and all(map(_is_all_unknown, parts))
    return False


def _by_verb(subject: Subject, entry: TypeEntry) -> Iterator[Action]:
    change = subject.change
    ids = {
        Verb.CREATE: entry.create,
        Verb.DELETE: entry.delete,
        Verb.REPLACE: entry.replace,
    }.get(change.verb, ())
    for action_id in ids:
        path = change.replace_paths[0] if change.replace_paths else ()
        action = subject.action(
            action_id, Pair(path=path, before=None, after=None), _because_of_verb(change)
        )
        if change.verb is Verb.REPLACE:
            disruption = entry.replace_disruption or action.disruption
            forced = [path_text(path) for path in change.replace_paths]
            action = replace(
                action,
                disruption=disruption,
                details={"forced_by": forced},
                paths=change.replace_paths,
            )
        elif change.verb is Verb.DELETE:
            action = replace(action, details={"snapshot": _snapshot(change)})
        yield action


def _because_of_verb(change: Change) -> str:
    if change.verb is Verb.REPLACE:
        forced = ", ".join(path_text(path) for path in change.replace_paths)
        order = change.order.value.replace("-", " ")
        return f"it is replaced ({order}){f', forced by {forced}' if forced else ''}"
    return f"it is {change.verb}d" if change.verb.endswith("e") else f"it is {change.verb}ed"


def _snapshot(change: Change) -> str:
    skips = change.before.get("skip_final_snapshot")
    if skips is None:
        return ""
    return "skipped" if skips is True else "kept"


def _by_rules(
    subject: Subject, entry: TypeEntry, differing: Mapping[str, tuple[Value, Value]]
) -> Iterator[Action]:
    verb = subject.change.verb
    for rule in entry.rules:
        if verb not in rule.verbs:
            continue
        root = rule.path.partition(".")[0]
        if verb in _UPDATES and root not in differing and not _reads_whole(rule.pattern):
            continue
        yield from PATTERNS[rule.pattern](subject, rule)


_UPDATES = frozenset({Verb.UPDATE, Verb.REPLACE})


def _reads_whole(pattern: str) -> bool:
    """Rules of these patterns look at attributes besides the one at their path."""
    return pattern in {"ingress", "threshold"}


def _by_marks(
    subject: Subject, differing: Mapping[str, tuple[Value, Value]], found: list[Action]
) -> Iterator[Action]:
    """Follow what is marked sensitive, or is a secret elsewhere in the plan, for any type."""
    covered = {action.paths[0][0] for action in found if action.paths and action.paths[0]}
    for name, (before, after) in differing.items():
        if name in covered or name in TAG_NAMES:
            continue
        pair = Pair(path=(name,), before=before, after=after)
        marked = isinstance(before, Sensitive) or isinstance(after, Sensitive)
        if marked and subject.change.verb in _UPDATES and not isinstance(after, str):
            word = "secret.change" if before is not None and after is not None else (
                "secret.create" if before is None else "secret.delete"
            )  # fmt: skip
            yield subject.action(
                word,
                pair,
                f"the sensitive attribute {name} differs",
                confidence=Confidence.INFERRED,
            )
        elif subject.change.verb is not Verb.DELETE and _is_exposed(name, after, subject):
            yield subject.action(
                "secret.expose",
                Pair(path=(name,), before=before, after=Sensitive(after)),
                f"{name} holds in clear a value that is a secret elsewhere or looks like one",
                confidence=Confidence.INFERRED,
            )


_SHORTEST_SECRET = 8
_PUBLIC = frozenset({"id", "arn", "name", "address", "endpoint", "dns_name", "region"})


def _is_exposed(name: str, value: Value, subject: Subject) -> bool:
    if not isinstance(value, str) or len(value) < _SHORTEST_SECRET or name in _PUBLIC:
        return False
    return value in subject.secrets or looks_secret("", value)


def _settled(found: Iterable[Action]) -> Iterator[Action]:
    """Drop doubles and add what follows: more units, bigger units or more room cost more."""
    seen: set[tuple[object, ...]] = set()
    costs: dict[ActionId, Action] = {}
    for action in found:
        key = (action.id, action.paths)
        if key in seen:
            continue
        seen.add(key)
        yield action
        if action.id in _COSTLY:
            runs_away = (
                action.id == "scale.limits-up"
                and not isinstance(action.magnitude, Unknown)
                and action.magnitude > _RUNAWAY
            )
            word = ActionId("cost.runaway" if runs_away else "cost.up")
            costs.setdefault(word, action)
    for word, action in costs.items():
        yield replace(
            action,
            id=word,
            because=f"follows from {action.id}: {action.because}",
            confidence=Confidence.GUESS
            if action.confidence is Confidence.GUESS
            else Confidence.INFERRED,
            reversible=Reversible.YES,
            disruption=Disruption.NONE,
        )


def _nothing_known(
    subject: Subject, entry: TypeEntry, differing: Mapping[str, tuple[Value, Value]]
) -> Iterator[Action]:
    change = subject.change
    names = [name for name in differing if name not in entry.ignore]
    if change.verb is Verb.UPDATE and not names:
        return
    if change.verb is Verb.UPDATE and TAG_NAMES.issuperset(names):
        action_id, because = "other.tags", "only tags or labels differ"
    elif change.verb is Verb.UPDATE:
        action_id, because = "other", f"differs in {', '.join(names[:5])}"
    else:
        action_id, because = "other", _because_of_verb(change)
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
