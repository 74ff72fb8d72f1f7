"""
What the properties of a resource are before a change and after it.

The engine tells inputs, old and new, and old outputs; a provider's detailed difference says which
of them it looks at. Everything here is by Pulumi's names, but for what `Sides` gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from planguard.model.value import Path, Sensitive, Unknown, Value, at, both_hidden
from planguard.model.words import Verb
from planguard.readers.pulumi.encoding import SECRET
from planguard.readers.pulumi.mentions import MISSING, Mentions, Pair, settle_secrets
from planguard.readers.pulumi.naming import Counterpart
from planguard.readers.pulumi.operations import OPTIONS_ONLY, REMOVING, Operation, options_of
from planguard.readers.pulumi.steps import State, Step
from planguard.readers.pulumi.urn import address_of

_UNKNOWN = Unknown()
_OPTIONS = ("pulumi_protect", "pulumi_retain_on_delete", "pulumi_deleted_with")
_OWN = frozenset(("id", "urn"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Both sides of a change, by the catalogue's names."""

    before: Mapping[str, Value] = field(default_factory=dict)
    after: Mapping[str, Value] = field(default_factory=dict)
    configured: Callable[[], frozenset[str]] = frozenset
    """Lists what the program sets."""
    replace_paths: tuple[Path, ...] = ()


def sides_of(operation: Operation, kin: Counterpart) -> Sides:
    """Give both sides of one operation."""
    old, new = operation.old, operation.new
    verb = operation.verb
    if verb in {Verb.UPDATE, Verb.REPLACE} and old is not None and new is not None:
        return _changed(operation, old, new, kin)
    before = values_of(old, kin) if old is not None else {}
    if verb in REMOVING or new is None:
        return Sides(before=before)
    after = values_of(new, kin)
    if verb in {Verb.MOVE, Verb.NO_OP}:
        before = before or after
        return Sides(before=before, after=before)
    if verb is Verb.IMPORT:
        return Sides(before=after, after=after)
    if verb is Verb.CREATE and new.custom:
        after["id"] = _UNKNOWN
    return Sides(before=before, after=after, configured=lambda: _dotted(kin, new.inputs()))


def values_of(state: State, kin: Counterpart) -> dict[str, Value]:
    """Give the attributes of a resource as it is: what the program set, and what came of it."""
    both = {**state.outputs(), **state.inputs()}
    values = kin.canonical(_unowned(both))
    if state.id:
        values["id"] = _id(state)
    told = _options(state)
    return {**values, **{name: value for name, value in told.items() if value}}


def drift_of(
    old: State, found: State | None, kin: Counterpart
) -> tuple[Mapping[str, Value], Mapping[str, Value]]:
    """
    Give what a refresh expected and what it found; nothing found where the object is gone.

    Some providers tell what they found as outputs alone, and leave the inputs as they were.
    """
    before = values_of(old, kin)
    after = values_of(found, kin) if found is not None else {}
    if before == after and found is not None:
        before = {**before, **kin.canonical(_unowned(old.outputs()))}
        after = {**after, **kin.canonical(_unowned(found.outputs()))}
    ours, theirs = both_hidden(before, after)
    assert isinstance(ours, Mapping)  # noqa: S101 - mappings stay mappings
    assert isinstance(theirs, Mapping)  # noqa: S101 - mappings stay mappings
    return ours, theirs


def _unowned(values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: each for name, each in values.items() if name not in _OWN}


def _id(state: State) -> Value:
    """Give the id, which for some types is the secret itself."""
    return Sensitive(state.id) if state.id in state.secrets() else state.id


def _options(state: State) -> dict[str, Value]:
    protect, retain, deleted_with = options_of(state)
    return dict(
        zip(
            _OPTIONS,
            (protect, retain, address_of(deleted_with) if deleted_with else ""),
            strict=True,
        )
    )


def _changed(operation: Operation, old: State, new: State, kin: Counterpart) -> Sides:
    step = operation.step
    mentions = Mentions(step)
    options = {
        name: (ours, theirs)
        for (name, ours), theirs in zip(_options(old).items(), _options(new).values(), strict=True)
        if ours or theirs
    }
    set_before = {name: pair[0] for name, pair in options.items()}
    set_after = {name: pair[1] for name, pair in options.items()}
    if operation.reason == OPTIONS_ONLY:
        values = values_of(old, kin)
        return Sides(before={**values, **set_before}, after={**values, **set_after})
    given = new_inputs(step, old, new)
    replaced = operation.verb is Verb.REPLACE
    pairs = _pairs(old, new, given, mentions, replaced=replaced)
    before = kin.canonical({n: b for n, (b, _) in pairs.items() if b is not MISSING})
    after = kin.canonical({n: a for n, (_, a) in pairs.items() if a is not MISSING})
    if old.id:
        before["id"] = _id(old)
        after["id"] = _UNKNOWN if replaced else _id(old)
    return Sides(
        before={**before, **set_before},
        after={**after, **set_after},
        configured=lambda: _dotted(kin, given),
        replace_paths=_replace_paths(step, kin) if replaced else (),
    )


def new_inputs(step: Step, old: State, new: State) -> Mapping[str, Value]:
    """Give the inputs as they will be, told whole or by what differs."""
    if step.patch is None:
        return new.inputs()
    merged = {**old.inputs(), **step.patch.sets()}
    return {name: value for name, value in merged.items() if name not in step.patch.drops}


def _pairs(
    old: State,
    new: State,
    given: Mapping[str, Value],
    mentions: Mentions,
    *,
    replaced: bool,
) -> dict[str, Pair]:
    """Put old and new values of each property side by side."""
    had, said, will = old.inputs(), old.outputs(), new.outputs()
    reverted = _reverted(had, said, given, mentions)
    pairs: dict[str, Pair] = {}
    for name in dict.fromkeys((*had, *said, *given, *will)):
        if name in _OWN:
            continue
        before = reverted.get(name, had.get(name, said.get(name, MISSING)))
        if name in given:
            after = given[name]
            if before is not MISSING and (mentions.told or name not in had):
                after = _kept(before, after, (name,), mentions)
            pairs[name] = settle_secrets(before, after, (name,), mentions)
        elif name in had:
            pairs[name] = (before, _unset(name, before, mentions))
        else:
            told, named = will.get(name, MISSING), mentions((name,))
            pairs[name] = (before, _result(before, told, replaced=replaced, mentioned=named))
    for detail in mentions.step.details or ():
        name = str(detail.path[0]) if detail.path and detail.kind.startswith("add") else "__"
        if name not in pairs and name not in _OWN and not name.startswith("__"):
            # Said to come, and shown nowhere: the provider makes it up.
            pairs[name] = (MISSING, _UNKNOWN)
    return {name: _hidden(pair) for name, pair in pairs.items()}


def _unset(name: str, before: Value, mentions: Mentions) -> Value:
    """Give what an input becomes that the program no longer sets."""
    if mentions.told and not mentions((name,)):
        return before
    return MISSING if mentions.deletes(name) else _UNKNOWN


def _result(before: Value, told: Value, *, replaced: bool, mentioned: bool) -> Value:
    """Give what becomes of an output; a secret that nobody shows is another where it differs."""
    shown = not (isinstance(told, Sensitive) and told.hides(SECRET))
    if told is not MISSING and (shown or not (replaced or mentioned)):
        return told
    if (before is None and not mentioned) or not (replaced or mentioned):
        return before
    return Sensitive(_UNKNOWN) if isinstance(before, Sensitive) else _UNKNOWN


def _hidden(pair: Pair) -> Pair:
    return pair if MISSING in pair else both_hidden(*pair)


def _kept(before: Value, after: Value, path: Path, mentions: Mentions) -> Value:
    """Keep what the program leaves to the provider, below a property that it sets."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        kept = {
            name: _kept(before[name], value, (*path, name), mentions) if name in before else value
            for name, value in after.items()
        }
        return kept | {
            name: value
            for name, value in before.items()
            if name not in after and not (mentions.told and mentions((*path, name)))
        }
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return [
            _kept(old, new, (*path, place), mentions)
            for place, (old, new) in enumerate(zip(before, after, strict=True))
        ]
    return after


def _reverted(
    had: Mapping[str, Value],
    said: Mapping[str, Value],
    given: Mapping[str, Value],
    mentions: Mentions,
) -> dict[str, Value]:
    """
    Find what differs though the program sets the same: the world was changed, and is put right.

    Positions in lists are those of the outputs, so a list is taken from them as a whole.
    """
    found: dict[str, Value] = {}
    for detail in mentions.step.details or ():
        path = detail.path
        stop = next((n for n, step in enumerate(path) if isinstance(step, int)), len(path))
        path = path[:stop]
        if detail.input_diff or not path or path[0] not in said or path[0] not in had:
            continue
        name = str(path[0])
        now, wanted = at(said, path), at(given, path)
        hidden = isinstance(now, Sensitive) or isinstance(wanted, Sensitive)
        if hidden or at(had, path) != wanted or now == wanted or name not in given:
            continue
        found[name] = _replaced(found.get(name, had[name]), path[1:], now)
    return found


def _replaced(value: Value, path: Path, by: Value) -> Value:
    """Give `value` with what lies at `path` replaced, or taken out by nothing."""
    if not path:
        return by
    if not isinstance(value, Mapping):
        return value
    name = str(path[0])
    inner = _replaced(value.get(name), path[1:], by)
    if inner is None and len(path) == 1:
        return {key: each for key, each in value.items() if key != name}
    return {**value, name: inner}


def _replace_paths(step: Step, kin: Counterpart) -> tuple[Path, ...]:
    paths = [each.path for each in step.details or () if each.kind.endswith("-replace")]
    paths = paths or [(key,) for key in step.replace_keys]
    return tuple(dict.fromkeys(kin.canonical_path(path) for path in paths if path))


def _dotted(kin: Counterpart, given: Mapping[str, Value]) -> frozenset[str]:
    """List the attributes that the program sets, dotted and without positions."""
    found: set[str] = set()
    stack: list[tuple[str, Value]] = list(kin.canonical(given).items())
    while stack:
        name, value = stack.pop()
        if isinstance(value, Mapping) and value:
            stack.extend((f"{name}.{key}", inner) for key, inner in value.items())
        elif isinstance(value, list | tuple) and value:
            stack.extend((name, inner) for inner in value)
        else:
            found.add(name)
    return frozenset(found)
