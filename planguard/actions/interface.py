"""
What a catalogue entry and a pattern are.

The catalogue is data: one `TypeEntry` for a resource type, made with `entry(...)`, holding the
actions that follow from creating, deleting or replacing the object and one `Rule` for each
attribute that decides an action. A rule names a *pattern*, the piece of logic which compares the
attribute before and after; each is one file in `patterns/`.

Longer than other files: the words a catalogue is written in stand together, so that an entry
imports one module.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from planguard.actions.documentation import page_of
from planguard.actions.taxonomy import ACTIONS
from planguard.actions.values.traffic import Alone, Surroundings
from planguard.graph import DependencyGraph
from planguard.model.action import NO_NUMBER, Action, ActionId
from planguard.model.difference import aligned, same
from planguard.model.plan import Change, Plan
from planguard.model.value import Path, Sensitive, Unknown, Value
from planguard.model.words import Address, Confidence, Disruption, Reversible, Role, Verb

if TYPE_CHECKING:
    from planguard.model.standing import Since

CHANGING = frozenset({Verb.UPDATE, Verb.REPLACE})
ALWAYS = frozenset({Verb.CREATE, Verb.UPDATE, Verb.REPLACE, Verb.DELETE})
ARRIVING = frozenset({Verb.CREATE, Verb.UPDATE, Verb.REPLACE})
OTHERWISE = "(otherwise)"
"""Stands for every word that a `choice` does not list."""


Words: TypeAlias = Mapping[str, str | tuple[str, ...]]
"""Attributes, dotted, with the word or words they are to have."""
_Conditions: TypeAlias = Mapping[str, tuple[str, ...]]
_Ends: TypeAlias = tuple[int | None, int | None]
_Walked: TypeAlias = tuple[Path, Value, Value, _Ends]


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Conditions of a rule on the object before the change, and on the block around a place."""

    was: _Conditions = field(default_factory=dict)
    """Attributes that must have had one of these words before the change."""
    was_not: _Conditions = field(default_factory=dict)
    """Attributes that must not have had."""
    beside: _Conditions = field(default_factory=dict)
    """Attributes that must have one of these words in the same block as a place of the rule."""
    not_beside: _Conditions = field(default_factory=dict)
    """Attributes that must not, there."""


NOWHERE_ELSE = Elsewhere()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """
    One attribute that decides actions.

    `path` is dotted and passes through lists and blocks without positions (`ingress.cidr_blocks`);
    `*` stands for any map key, and a key with points in it stands in quotes
    (`config."retention.ms"`). `actions` maps what the pattern can find (`up`, `off`, `gone` ...)
    to action ids; a finding that is not listed is no action.
    """

    pattern: str
    path: str
    actions: Mapping[str, ActionId] = field(default_factory=dict)
    verbs: frozenset[Verb] = CHANGING
    options: Mapping[str, Value] = field(default_factory=dict)
    disruption: Disruption | None = None
    reversible: Reversible | None = None
    note: str = ""
    """A sentence for people where the provider's behaviour surprises."""
    source: str = ""
    """Page of the provider or vendor that says what the change costs; else the type's own."""
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Attributes that must have one of these words for the rule to count."""
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Attributes that must not."""
    elsewhere: Elsewhere = NOWHERE_ELSE
    """Conditions on more than the object after the change."""

    @property
    def conditions(self) -> Iterator[str]:
        """Paths of the attributes that conditions look at."""
        yield from (*self.only, *self.unless)
        if self.elsewhere is not NOWHERE_ELSE:
            far = self.elsewhere
            yield from (*far.was, *far.was_not, *far.beside, *far.not_beside)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeEntry:
    """What planguard knows of one resource type."""

    type: str
    role: Role
    create: tuple[ActionId, ...] = ()
    delete: tuple[ActionId, ...] = ()
    replace: tuple[ActionId, ...] = ()
    rules: tuple[Rule, ...] = ()
    ignore: frozenset[str] = frozenset()
    """Top-level attributes whose differences mean nothing (descriptions, computed hashes)."""
    replace_disruption: Disruption | None = None
    kind: str = ""
    """Pulumi's native type of the same kind of object (`kubernetes:apps:Deployment`), where there
    is one beside it."""


class Part(NamedTuple):
    """Types of which each object belongs to one of another type, and is nothing without it."""

    prefix: str
    """What the names of the types start with."""
    attribute: str
    """Attribute that names the whole, dotted where it stands in a block."""
    whole: str
    """Type of the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One place in a change: the value before and after, which are not the same."""

    path: Path
    before: Value
    after: Value
    ends_before: int | None = None
    """How many names down the path the old side ends, where a block around it is new."""
    ends_after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One change as a pattern sees it."""

    change: Change
    graph: DependencyGraph
    confidence: Confidence = Confidence.EXACT
    secrets: frozenset[str] = frozenset()
    """Strings that are sensitive anywhere in the plan."""
    firewalls: Surroundings = field(default_factory=Alone, repr=False)
    """What the plan shows of the firewalls that rules belong to."""
    accounts: frozenset[str] = frozenset()
    """Accounts of AWS that the plan itself is about; empty where it does not tell."""
    limited: Rule | None = None
    """The rule whose conditions on blocks decide which places there are."""

    def pairs(self, dotted: str) -> Iterator[Pair]:
        """
        Give every place under `dotted` whose value differs in meaning.

        On creation `before` is `None` throughout, on deletion `after` is.
        """
        return (pair for pair in self.places(dotted) if not same(pair.before, pair.after))

    def places(self, dotted: str) -> Iterator[Pair]:
        """Give every place under `dotted`, those whose value stays as it is included."""
        rule = self.limited
        before, after = self.change.before or None, self.change.after or None
        walked = (
            self._in_blocks(rule, before, after)
            if rule is not None and rule.path == dotted
            else _walk((), steps_of(dotted), before, after)
        )
        for path, old, new, ends in walked:
            yield Pair(
                path=path,
                before=old,
                after=self._traced(path, new),
                ends_before=ends[0],
                ends_after=ends[1],
            )

    def _in_blocks(self, rule: Rule, before: Value, after: Value) -> Iterator[_Walked]:
        """Give the places in the blocks for which the rule's conditions on blocks hold."""
        steps = steps_of(rule.path)
        far = rule.elsewhere
        depth = _shared(steps, [*far.beside, *far.not_beside])
        only, unless = (
            {".".join(map(_quoted, steps_of(path)[depth:])): words for path, words in each.items()}
            for each in (far.beside, far.not_beside)
        )
        for path, old, new, ends in _blocks(steps[:depth], before, after):
            if self._holds(old if new is None else new, only, unless, path):
                yield from _walk(path, steps[depth:], old, new, ends)

    def meets(self, rule: Rule) -> bool:
        """
        Tell whether the conditions of a rule hold.

        They look at an attribute after the change; before it for what goes away, and for what a
        verb alone does. One that is unknown may hold: the rule counts.
        """
        change, far = self.change, rule.elsewhere
        if far is not NOWHERE_ELSE and not self._holds(change.before, far.was, far.was_not):
            return False
        if not (rule.only or rule.unless):
            return True
        side = change.before if rule.pattern == "verb" or not change.after else change.after
        return self._holds(side or change.after, rule.only, rule.unless)

    def _holds(
        self, side: Value, only: _Conditions, unless: _Conditions, around: Path = ()
    ) -> bool:
        return all(
            self._is_one(side, path, words, around, unread=True) for path, words in only.items()
        ) and not any(
            self._is_one(side, path, words, around, unread=False) for path, words in unless.items()
        )

    def _is_one(
        self, side: Value, dotted: str, words: tuple[str, ...], around: Path, *, unread: bool
    ) -> bool:
        steps = steps_of(dotted)
        found = [(path, value) for path, _, value, _ in _walk(around, steps, side, side)]
        for path, value in found:
            if isinstance(value, Unknown | Sensitive):
                fed = isinstance(value, Unknown) and self.graph.origins(self.change.address, path)
                return False if fed and words == ("",) else unread
        return any(_word(value) in words for _, value in found or [((), None)])

    def _traced(self, path: Path, value: Value) -> Value:
        """Add to an unknown value where it will come from."""
        if isinstance(value, Unknown) and not value.origins:
            return replace(value, origins=self.graph.origins(self.change.address, path))
        return value

    def action(
        self,
        action_id: str,
        pair: Pair,
        because: str,
        *,
        rule: Rule | None = None,
        magnitude: float | Unknown = NO_NUMBER,
        confidence: Confidence | None = None,
        details: Mapping[str, Value] | None = None,
    ) -> Action:
        """Make an action at `pair`, with what the taxonomy and the rule say of its cost."""
        meaning = ACTIONS[ActionId(action_id)]
        return Action(
            id=ActionId(action_id),
            address=self.change.address,
            paths=(pair.path,) if pair.path else (),
            before=pair.before,
            after=pair.after,
            magnitude=magnitude,
            because=because,
            confidence=confidence or self.confidence,
            reversible=(rule and rule.reversible) or meaning.reversible,
            disruption=(rule and rule.disruption) or meaning.disruption,
            source=self._page(rule) if (confidence or self.confidence) == Confidence.EXACT else "",
            details=details or {},
        )

    def _page(self, rule: Rule | None) -> str:
        return (rule.source if rule else "") or page_of(self.change.resource.type)


class Pattern(Protocol):
    """Logic that compares the places of one rule and says which actions follow."""

    def __call__(self, subject: Subject, rule: Rule) -> Iterable[Action]:
        """Give the actions of `rule` on `subject`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The plan as a pattern over all of it sees it: after each change has been named alone."""

    plan: Plan
    graph: DependencyGraph
    actions: tuple[Action, ...]
    """Of single changes, in plan order."""
    roles: Mapping[str, Role]
    """Role of every resource type in the plan."""
    live: bool = False
    """Whether the environment is declared to be in use."""
    since: Since | None = None
    """What the configuration stood on before, where that is known."""

    @staticmethod
    def action(
        action_id: str,
        addresses: Iterable[Address],
        because: str,
        *,
        confidence: Confidence = Confidence.EXACT,
        paths: tuple[Path, ...] = (),
        before: Value = None,
        after: Value = None,
        details: Mapping[str, Value] | None = None,
    ) -> Action:
        """Make an action about `addresses`, with what the taxonomy says of its cost."""
        meaning = ACTIONS[ActionId(action_id)]
        concerned = tuple(addresses)
        return Action(
            id=ActionId(action_id),
            address=concerned[0] if concerned else Address(""),
            paths=paths,
            before=before,
            after=after,
            because=because,
            confidence=confidence,
            reversible=meaning.reversible,
            disruption=meaning.disruption,
            details=details or {},
            addresses=concerned,
        )


class PlanPattern(Protocol):
    """Logic that finds what a plan means as a whole."""

    def __call__(self, overview: Overview) -> Iterable[Action]:
        """Give the actions that the plan as a whole is."""


def steps_of(dotted: str) -> tuple[str, ...]:
    """Split the path of a rule into its steps; a step in quotes may have points in it."""
    if '"' not in dotted:
        return tuple(dotted.split("."))
    return tuple(quoted or plain for quoted, plain in _STEP.findall(dotted))


_STEP = re.compile(r'"([^"]+)"|([^".]+)')


def _word(value: Value) -> str:
    """Write a value as conditions do: lower case, `""` for what is absent."""
    return "" if value is None else str(value).strip().lower()


def _quoted(step: str) -> str:
    return f'"{step}"' if "." in step else step


def _shared(steps: tuple[str, ...], paths: Iterable[str]) -> int:
    """Count the steps of the innermost block around all of these places."""
    depth = 0
    rows = [steps, *map(steps_of, paths)]
    while all(len(row) > depth + 1 and row[depth] == steps[depth] for row in rows):
        depth += 1
    return depth


def _blocks(steps: tuple[str, ...], before: Value, after: Value) -> Iterator[_Walked]:
    """Give every block at the end of a path, those of a list one by one."""
    for path, old, new, ends in _walk((), steps, before, after):
        if _is_list(old) or _is_list(new):
            for position, one, other in _items(old, new):
                yield (*path, position), one, other, ends
        else:
            yield path, old, new, ends


def _walk(
    path: Path, steps: tuple[str, ...], before: Value, after: Value, ends: _Ends = (None, None)
) -> Iterator[_Walked]:
    """
    Descend both sides at once, through every position of lists; note where one side ends.

    Text that is a JSON document is descended into as what it says.
    """
    if steps:
        before, after = _opened(before), _opened(after)
    sample = after if _is_list(after) else before
    if steps and _is_list(sample):
        for position, old, new in _items(before, after):
            yield from _walk((*path, position), steps, old, new, ends)
        return
    if not steps:
        yield path, before, after, ends
        return
    if before is None or after is None:
        depth = sum(isinstance(step, str) for step in path)
        ends = (
            depth if before is None and ends[0] is None else ends[0],
            depth if after is None and ends[1] is None else ends[1],
        )
    step, rest = steps[0], steps[1:]
    names: Iterable[str] = (step,)
    if step == "*":
        names = dict.fromkeys([*_keys(before), *_keys(after)])
    for name in names:
        yield from _walk((*path, name), rest, _member(before, name), _member(after, name), ends)


def _opened(value: Value) -> Value:
    """Read text that is a JSON document."""
    if not isinstance(value, str) or value.lstrip()[:1] not in {"{", "["}:
        return value
    try:
        document: Value = json.loads(value)
    except ValueError:
        return value
    return document


def _is_list(value: Value) -> bool:
    return isinstance(value, list | tuple)


def _items(before: Value, after: Value) -> Iterable[tuple[int, Value, Value]]:
    """Match the blocks of two lists; blocks stand in sets, so positions alone say nothing."""
    if isinstance(before, list | tuple) and isinstance(after, list | tuple):
        return aligned(before, after)
    longest = max(_length(before), _length(after)) or _holds_something(before, after)
    return ((at, _item(before, at), _item(after, at)) for at in range(longest))


def _holds_something(before: Value, after: Value) -> int:
    """Count one block where a side is hidden that holds some: it is not the empty list beside it."""
    hidden = [side for side in (before, after) if isinstance(side, Sensitive)]
    return sum(not side.is_empty and not side.is_unknown for side in hidden[:1])


def _length(value: Value) -> int:
    return len(value) if isinstance(value, list | tuple) else 0


def _item(value: Value, position: int) -> Value:
    if isinstance(value, Unknown | Sensitive):
        return value
    if isinstance(value, list | tuple) and position < len(value):
        item: Value = value[position]
        return item
    return None


def _keys(value: Value) -> Iterable[str]:
    return value.keys() if isinstance(value, Mapping) else ()


def _member(value: Value, name: str) -> Value:
    if isinstance(value, Unknown | Sensitive):
        return value
    return value.get(name) if isinstance(value, Mapping) else None


def entry(
    type_: str,
    role: Role,
    *rules: Rule,
    create: str | tuple[str, ...] = (),
    delete: str | tuple[str, ...] = (),
    replace: str | tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    replace_disruption: Disruption | None = None,
) -> TypeEntry:
    """
    Describe one resource type.

    `create`, `delete` and `replace` name the actions that follow from the verb alone.
    """
    return TypeEntry(
        type=type_,
        role=role,
        create=_ids(create),
        delete=_ids(delete),
        replace=_ids(replace),
        rules=rules,
        ignore=frozenset(ignore),
        replace_disruption=replace_disruption,
    )


def _ids(names: str | tuple[str, ...]) -> tuple[ActionId, ...]:
    return tuple(map(ActionId, (names,) if isinstance(names, str) else names))


def _rule(
    pattern: str,
    path: str,
    found: Mapping[str, str],
    verbs: frozenset[Verb] = CHANGING,
    disruption: Disruption | None = None,
    note: str = "",
    **options: Value,
) -> Rule:
    return Rule(
        pattern=pattern,
        path=path,
        actions={word: ActionId(name) for word, name in found.items() if name},
        verbs=verbs,
        options=options,
        disruption=disruption,
        note=note,
    )


def when(
    rule: Rule,
    *,
    only: Words | None = None,
    unless: Words | None = None,
    was: Words | None = None,
    was_not: Words | None = None,
    beside: Words | None = None,
    not_beside: Words | None = None,
    verbs: frozenset[Verb] | None = None,
) -> Rule:
    """
    Limit a rule to objects whose attributes have (`only`), or have not (`unless`), certain words.

    The attributes are those after the change, or before it for what goes away; words are compared
    without regard to case, `""` stands for null and absent. `was` and `was_not` look at the
    object before the change. `beside` and `not_beside` limit the places: of a rule about
    `rule.port`, `beside={"rule.access": "allow"}` leaves the blocks `rule` that allow. All their
    paths begin with that of the block. `verbs` says in which changes the rule counts.
    """
    return replace(
        rule,
        only={**rule.only, **_conditions(only)},
        unless={**rule.unless, **_conditions(unless)},
        elsewhere=_further(rule.elsewhere, was, was_not, beside, not_beside),
        verbs=rule.verbs if verbs is None else verbs,
    )


def _further(far: Elsewhere, *written: Words | None) -> Elsewhere:
    """Add conditions on the object before the change and on blocks."""
    if not any(written):
        return far
    was, was_not, beside, not_beside = map(_conditions, written)
    return Elsewhere(
        was={**far.was, **was},
        was_not={**far.was_not, **was_not},
        beside={**far.beside, **beside},
        not_beside={**far.not_beside, **not_beside},
    )


def documented(source: str, *rules: Rule) -> tuple[Rule, ...]:
    """Name the page that says how these attributes change: in place, by restart, by replacement."""
    return tuple(replace(rule, source=source) for rule in rules)


def _conditions(written: Words | None) -> Mapping[str, tuple[str, ...]]:
    return {
        path: tuple(map(str.lower, (words,) if isinstance(words, str) else words))
        for path, words in (written or {}).items()
    }


def happens(
    action: str,
    verb: Verb,
    *,
    disruption: Disruption | None = None,
    reversible: Reversible | None = None,
    note: str = "",
) -> Rule:
    """
    Give an action for the verb alone, where that has conditions (see `when`) or another cost.

    What always follows from a verb is `create`, `delete` and `replace` of the entry.
    """
    return Rule(
        pattern="verb",
        path="",
        actions={verb.value: ActionId(action)},
        verbs=frozenset({verb}),
        disruption=disruption,
        reversible=reversible,
        note=note,
    )


def number(  # noqa: PLR0913 - each is one thing providers differ in
    path: str,
    *,
    up: str = "",
    down: str = "",
    zero: str = "",
    cold: str = "",
    whole: float | None = None,
    absent: float | None = None,
    zero_is: str = "",
    disruption: Disruption | None = None,
    note: str = "",
) -> Rule:
    """
    Compare a number: it rises, falls, or falls to zero (`zero`, else `down`).

    The magnitude is after divided by before; with `whole`, of what is missing to that (the error
    budget of a target in percent, with 100). `cold` is a fall from 1 to 0 of what starts when it is
    asked for. `absent` is how many run where no number is given.
    With `zero_is="no-limit"` 0 is above every other number: a limit that comes in its place is a
    fall. Absence is no limit either where `absent` is 0, else nothing is said of it.
    """
    return _rule(
        "number", path, {"up": up, "down": down, "zero": zero, "cold": cold}, CHANGING, disruption, note,
        **{
            name: value
            for name, value in (("whole", whole), ("absent", absent), ("zero_is", zero_is or None))
            if value is not None
        },
    )  # fmt: skip


def retention(  # noqa: PLR0913 - each is one thing providers differ in
    path: str,
    *,
    cut: str,
    up: str = "",
    unbounded: str = "",
    off: str = "",
    zero_is: str = "for-ever",
    block: str = "",
    arriving: bool = True,
    unit: str = "",
    unit_is: str = "",
    note: str = "",
) -> Rule:
    """
    Compare a time to keep things, in whatever unit the provider uses.

    `zero_is` says what 0 and absence mean to the provider: `for-ever` (leads to `unbounded`, and
    going from it to a number is a `cut`) or `nothing` (leads to `off`, else `cut`). `block` names
    the block without which nothing is kept at all, whatever a block means that gives no time: a
    new backup rule is no cut. Without `arriving` a block that is new says nothing at all, where the
    time is a property of one thing of many (how long an alert waits). `unit` names the attribute beside, in the same block, that
    says what the number counts (`days`, `weeks` ...); a path with points begins at the object. `unit_is` is the unit where none is given.
    """
    found = {"cut": cut, "up": up, "unbounded": unbounded, "off": off}
    return _rule(
        "retention", path, found, CHANGING, None, note,
        zero_is=zero_is, block=block,
        **({"unit": unit} if unit else {}), **({"unit_is": unit_is} if unit_is else {}),
        **({} if arriving else {"arriving": False}),
    )  # fmt: skip


def size(
    path: str,
    *,
    up: str = "scale.resize-up",
    down: str = "scale.resize-down",
    order: tuple[str, ...] = (),
    disruption: Disruption | None = Disruption.RESTART,
    note: str = "",
) -> Rule:
    """
    Compare the name of a size: `db.r6g.2xlarge`, `cache.t4g.micro`, or one of `order`.

    `order` lists the names from small to large where they do not follow the instance-type scheme;
    names that stand for one size share a place (`gp2/gp3`).
    """
    found = {"up": up, "down": down}
    return _rule("size", path, found, CHANGING, disruption, note, order=list(order))


def version(
    path: str,
    *,
    newer: str,
    older: str = "",
    disruption: Disruption | None = None,
    note: str = "",
    what: str = "version",
    verbs: frozenset[Verb] = CHANGING,
) -> Rule:
    """
    Compare a version, image, digest or code hash.

    `older` (else `newer`) is the action where versions order and the new one is lower. `what`
    settles how the text is read: `version`, `image`, `hash` (never ordered), `revision` (a number
    behind the last colon, `family:12`) or `runtime` (a catalogue of end-of-life dates applies).
    """
    found = {"newer": newer, "older": older or newer}
    return _rule("version", path, found, verbs, disruption, note, what=what)


def toggle(
    path: str,
    *,
    on: str = "",
    off: str = "",
    default: bool = False,
    verbs: frozenset[Verb] = CHANGING,
    disruption: Disruption | None = None,
    note: str = "",
) -> Rule:
    """
    Compare a boolean; absent and null count as `default`.

    With `ARRIVING` as `verbs`, creating the object with the opposite of `default` counts too.
    """
    return _rule("toggle", path, {"on": on, "off": off}, verbs, disruption, note, default=default)


def presence(  # noqa: PLR0913 - each is one thing providers differ in
    path: str,
    *,
    came: str = "",
    gone: str = "",
    changed: str = "",
    empty: bool = False,
    alike: tuple[tuple[str, ...], ...] = (),
    verbs: frozenset[Verb] = CHANGING,
    disruption: Disruption | None = None,
    note: str = "",
) -> Rule:
    """
    Tell whether an attribute or block is set: it came, went, or has another value.

    An unknown value whose origin the graph knows counts as set. With `empty`, a block counts that
    holds nothing (`block {}`), and nothing counts where the block around it comes or goes. `alike`
    lists words that are names of one thing.
    """
    found = {"came": came, "gone": gone, "changed": changed}
    names: list[Value] = [list(words) for words in alike]
    options: dict[str, Value] = {"alike": names} if names else {}
    return _rule("presence", path, found, verbs, disruption, note, empty=empty, **options)


def members(  # noqa: PLR0913 - each is one thing providers differ in
    path: str,
    *,
    came: str = "",
    gone: str = "",
    swapped: str = "",
    words: Mapping[str, str] | None = None,
    fold: bool = False,
    within: str = "",
    standing: bool = False,
    verbs: frozenset[Verb] = CHANGING,
    disruption: Disruption | None = None,
    note: str = "",
) -> Rule:
    """
    Compare a list of texts or numbers member by member, whatever their order: some came, some went.

    Where an empty list means everybody, or everything, that is a `limit`.

    `swapped` takes the place of both where as many came as went, or more. `words` gives members whose coming is another action (`{"all": "access.public"}`).
    With `fold` case makes no difference; `within` is a regular expression for members that stand in a text.
    With `standing` nothing counts where the block around the list comes or goes: exceptions to a
    rule that is new take nothing away.
    """
    found = {"came": came, "gone": gone, "swapped": swapped}
    found |= {f"came {word.lower()}": name for word, name in (words or {}).items()}
    told: dict[str, Value] = {"fold": True} if fold else {}
    told |= {"within": within} if within else {}
    told |= {"standing": True} if standing else {}
    return _rule("members", path, found, verbs, disruption, note, **told)


def limit(
    path: str,
    *,
    narrower: str = "access.revoke",
    wider: str = "access.grant",
    disruption: Disruption | None = None,
    note: str = "",
) -> Rule:
    """Compare who or what may at most, a list or one value: none given means no limit."""
    found = {"narrower": narrower, "wider": wider}
    return _rule("limit", path, found, CHANGING, disruption, note)


def choice(
    path: str,
    values: Mapping[str, str],
    *,
    otherwise: str = "",
    default: str = "",
    both: bool = False,
    verbs: frozenset[Verb] = CHANGING,
    disruption: Disruption | None = None,
    note: str = "",
) -> Rule:
    """
    Give the action of the word an attribute changes *to*: `{"Suspended": "protection.guard-off"}`.

    Words are compared without regard to case; `""` stands for null and absent, unless `default`
    names the word that the provider fills in then. With `both` only a change from one word to
    another counts, where that word is not known.
    """
    found = {**{word.lower(): name for word, name in values.items()}, OTHERWISE: otherwise}
    told: dict[str, Value] = {"default": default.lower()} if default else {}
    told |= {"both": True} if both else {}
    return _rule("choice", path, found, verbs, disruption, note, **told)


def order(
    path: str,
    words: tuple[str, ...],
    *,
    up: str = "",
    down: str = "",
    verbs: frozenset[Verb] = CHANGING,
    note: str = "",
) -> Rule:
    """Compare words listed from weak to strong; `""` stands for null and absent."""
    return _rule("order", path, {"up": up, "down": down}, verbs, None, note, words=list(words))


def deadline(
    path: str, *, earlier: str = "", later: str = "", both: bool = False, note: str = ""
) -> Rule:
    """
    Compare until when something holds or is kept, a date or a time; none given means without end.

    With `both` only a change from one time to another counts.
    """
    told: dict[str, Value] = {"both": True} if both else {}
    found = {"earlier": earlier, "later": later}
    return _rule("deadline", path, found, CHANGING, None, note, **told)


def prefix(path: str, *, wider: str = "", narrower: str = "", note: str = "") -> Rule:
    """Compare what names have to begin with, a text or several; none given stands for all."""
    return _rule("prefix", path, {"wider": wider, "narrower": narrower}, CHANGING, None, note)


def changed(
    path: str,
    action: str,
    *,
    both: bool = False,
    but: tuple[str, ...] = (),
    disruption: Disruption | None = None,
    note: str = "",
) -> Rule:
    """
    Give one action for any meaningful difference at `path`.

    With `both` only a change from one value to another counts: where the provider fills in a
    default of its own, a value that comes may be what it was. `but` names attributes of the blocks
    there, at any depth, that other rules tell of.
    """
    told: dict[str, Value] = {"both": True} if both else {}
    told |= {"but": list(but)} if but else {}
    return _rule("changed", path, {"changed": action}, CHANGING, disruption, note, **told)


def secret(path: str, *, note: str = "") -> Rule:
    """Follow a secret value: stored, changed or deleted."""
    found = {"came": "secret.create", "gone": "secret.delete", "changed": "secret.change"}
    return _rule("secret", path, found, ARRIVING, None, note)


def document(path: str, kind: str, *, note: str = "") -> Rule:
    """
    Compare an IAM policy document statement by statement.

    `kind` is `identity` (attached to a principal), `resource` (attached to a thing; `Principal: *`
    makes it public), `key` (the same, of a KMS key: nobody else gives rights to it), `trust` (who may assume a role) or `boundary` (a limit that grants nothing by
    itself).
    """
    return _rule("document", path, {}, ALWAYS, None, note, kind=kind)


def assignment(
    path: str, *, scope: str, principal: str, admin: tuple[str, ...] = (), note: str = ""
) -> Rule:
    """
    Compare who holds which role where, as one thing.

    `path` names the role, `scope` the attribute with the place, `principal` the one with who; `admin`
    lists the last parts of the roles that may do everything.
    """
    return _rule(
        "assignment", path, {}, ALWAYS, None, note,
        scope=scope, principal=principal, admin=list(admin),
    )  # fmt: skip


def capabilities(path: str, *, note: str = "") -> Rule:
    """Compare a policy of Vault path by path, by the capabilities it gives there."""
    return _rule("capabilities", path, {}, ALWAYS, None, note)


def rbac(path: str, *, everywhere: bool = False, note: str = "") -> Rule:
    """
    Compare the rules of a Role or ClusterRole, listed at `path`, by what they permit.

    A ClusterRole's count `everywhere`, in whichever namespace.
    """
    told: dict[str, Value] = {"everywhere": True} if everywhere else {}
    return _rule("rbac", path, {}, ALWAYS, None, note, **told)


def bindings(path: str, *, role: str) -> tuple[Rule, Rule]:
    """
    Compare who is given a role: `path` lists the subjects, `role` names what they get.

    There is a rule for each, since a rule looks at a change only when what its path begins with
    differs.
    """
    return (
        _rule("bindings", path, {}, ALWAYS, subjects=path, role=role),
        _rule("bindings", role, {}, ALWAYS, subjects=path, role=role),
    )


def role_members(shape: str, *roots: str, role: str = "role", note: str = "") -> tuple[Rule, ...]:
    """
    Compare who holds which role by Google's IAM, member by member.

    `shape` says how it is written: `binding` (a role and its `members`, or one `member`),
    `policy` (text with all bindings), `access` (BigQuery's access entries, in blocks or as the
    object itself) or `acl` (the access control lists of a bucket). There is a rule for each of
    `roots`, the attributes that hold it, since a rule looks at a change only when what its path
    begins with differs.
    """
    return tuple(
        _rule(
            "role_members", root, {}, ALWAYS, None, note, shape=shape, role=role, roots=list(roots)
        )
        for root in roots
    )


def grants(path: str, *, admin: tuple[str, ...] | bool = (), note: str = "") -> Rule:
    """
    Compare a name or list of granted policies or roles.

    `admin` lists the all-powerful ones; `True` stands for every name.
    """
    named: Value = admin if isinstance(admin, bool) else list(admin)
    return _rule("grants", path, {}, ALWAYS, None, note, admin=named)


def containers(path: str, *, shape: str = "task", note: str = "") -> Rule:
    """
    Compare container definitions, container by container (image, size, environment, secrets).

    `shape` says how they are written: as in a `task` definition of ECS or in a Kubernetes `pod`.
    """
    return _rule("containers", path, {}, ARRIVING, None, note, shape=shape)


def template(path: str, *, note: str = "") -> Rule:
    """Tell that pods are made anew for what no other rule of their template (`path`) sees."""
    return _rule("template", path, {}, CHANGING, None, note)


def variables(path: str, *, note: str = "") -> Rule:
    """Compare environment variables: a map of name to value, or blocks of `name` and `value`."""
    return _rule("variables", path, {}, ARRIVING, None, note)


def settings(path: str, *, nested: bool = False, note: str = "") -> Rule:
    """
    Compare the keys of a map, whose values may be whole files (a ConfigMap).

    With `nested` they are values of a chart, keys within keys.
    """
    return _rule("settings", path, {}, ARRIVING, None, note, nested=nested)


def secret_keys(path: str, *, plain: str) -> tuple[Rule, Rule]:
    """
    Follow the keys of a Secret: `path` holds them in base64, `plain` in clear, which goes before.

    There is a rule for each, since a rule looks at a change only when what its path begins with
    differs.
    """
    return (
        _rule("secret_keys", path, {}, encoded=path, plain=plain),
        _rule("secret_keys", plain, {}, encoded=path, plain=plain),
    )


def notes(
    path: str,
    meanings: Mapping[str, str | Mapping[str, str]],
    *,
    otherwise: str = "other.tags",
    note: str = "",
) -> Rule:
    """
    Compare annotations, labels or settings key by key.

    `meanings` maps a key (`*` and `?` stand for anything) to an action, or to one for each word
    the value may change to, `""` for one that goes and `*` for any other; keys that it does not
    list are `otherwise`.
    """
    listed: dict[str, Value] = dict(meanings)
    return _rule(
        "annotations", path, {"changed": otherwise}, CHANGING, None, note, meanings=listed
    )


def script(path: str, *, note: str = "") -> Rule:
    """Find secrets in a script: plain, base64 or compressed."""
    return _rule("script", path, {"expose": "secret.expose"}, ARRIVING, None, note)


def ingress(path: str, shape: str, *, default: str = "", note: str = "") -> Rule:
    """
    Compare who can reach it: ranges and ports, before against after.

    `shape` says how the provider writes them: `blocks` (inline `ingress` blocks at `path`),
    `rule` (the resource is one rule with `type`, `cidr_blocks`, `from_port` ...), `vpc-rule`
    (`cidr_ipv4`, `ip_protocol` ...), `acl-rule` (`egress`, `rule_action`, `cidr_block`),
    `ranges` (a plain list of CIDRs at `path`, all ports), `azure` (a list of rules at `path` with
    `access`, `priority`, `sourceAddressPrefix` ...), `azure-rule` (the resource is one of them),
    `span` (the resource lets in the addresses from `startIpAddress` to `endIpAddress`),
    `restrictions` (a list of those who may come, everybody when it is empty), `list` (ranges that
    rules of others name), `egress` (outgoing rules, as `blocks` or as the resource) or `gate` (a word
    that opens or shuts the endpoint). `default` names the attribute beside `restrictions` that says what
    holds for all others. Google's are `google` and `google-rule` (the resource is one rule
    of a firewall) and `google-rules`, `google-armor`, `google-masters` and `google-networks` (lists).
    """
    told: dict[str, Value] = {"default": default} if default else {}
    return _rule("ingress", path, {}, ALWAYS, None, note, shape=shape, **told)


def service(path: str) -> tuple[Rule, Rule]:
    """
    Compare who can reach a Kubernetes Service; `path` is its `spec`.

    There is a rule for the `metadata` beside it too, whose annotations decide as well.
    """
    parent = path.rpartition(".")[0]
    return (
        _rule("service", path, {}, ARRIVING, spec=path),
        _rule("service", f"{parent}.metadata".lstrip("."), {}, ARRIVING, spec=path),
    )


def isolation(path: str, *, note: str = "") -> Rule:
    """Compare whom a NetworkPolicy lets in; `path` is its `spec`."""
    return _rule("isolation", path, {}, ALWAYS, None, note)


def routes(path: str, *, note: str = "") -> Rule:
    """Compare which requests an Ingress sends where; `path` is its `spec`."""
    return _rule("routes", path, {}, CHANGING, None, note)


def arm(path: str, *, patch: bool = False) -> Rule:
    """
    Compare the body at `path` of an Azure resource that names its type in `type`.

    A `patch` changes an object that others make and delete.
    """
    return _rule("arm", path, {}, ALWAYS, None, "", patch=patch)


def manifest(path: str, *, shown: str = "", note: str = "") -> Rule:
    """
    Compare the Kubernetes objects at `path`, or in the YAML text there, by their kinds.

    `shown` names the attribute that has the text without its secrets where `path` is sensitive.
    """
    return _rule("manifest", path, {}, ALWAYS, None, note, shown=shown)


def chart(values: str, *more: str, rendered: str = "", note: str = "") -> tuple[Rule, ...]:
    """
    Compare the values of a chart, by the names charts have in common.

    `values` holds them, as an object or as texts of YAML; `more` are lists of single ones, by
    `name` and `value`. `rendered` names the attribute with the objects that the chart makes of
    them, which tell more where they are known. There is a rule for each.
    """
    options: dict[str, Value] = {"values": values, "single": list(more), "rendered": rendered}
    return tuple(
        _rule("chart", path, {}, ARRIVING, None, note, **options)
        for path in (values, *more, rendered)
        if path
    )


def weights(  # noqa: PLR0913 - each is one thing providers differ in
    path: str,
    *,
    target: str,
    weight: str,
    moved: str = "routing.traffic",
    alone: str = "",
    rest: str = "",
    whole: float = 1,
    latest: tuple[str, str] | None = None,
    note: str = "",
) -> Rule:
    """
    Compare shares of traffic in the blocks at `path`.

    Each block has its `target` and its `weight` attribute; `path` may be a map of name to weight
    (`target` and `weight` empty), a list of weights or a single number. `moved` is the action.
    `alone` is the attribute that names a single target, beside the block around such blocks. With
    `rest` the weights are parts of the `whole`, and what they leave goes to the target which that
    attribute of the object names.
    `latest` is the attribute that names the revision which blocks without a target mean, and the
    attribute that makes another when it differs.
    """
    told: dict[str, Value] = {"alone": alone} if alone else {}
    told |= {"latest": latest[0], "made_of": latest[1]} if latest else {}
    told |= {"rest": rest, "whole": whole} if rest else {}
    return _rule(
        "weights", path, {"changed": moved}, CHANGING, None, note,
        target=target, weight=weight, **told,
    )  # fmt: skip


def threshold(
    path: str, *, comparison: str, loosened: str = "observability.alarm-loosened"
) -> Rule:
    """Compare an alarm's threshold; `comparison` names the attribute with its operator."""
    return _rule(
        "threshold", path, {"loosened": loosened}, CHANGING, None, "", comparison=comparison
    )
