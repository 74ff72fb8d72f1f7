"""Tells differences that mean something from those that do not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial

from planguard.model.value import PLAIN, Sensitive, Unknown, Value, holds_unknown

_LISTS = (list, tuple)
_MAPPINGS = (dict, Mapping)
_NAMES = (
    *("key", "name", "id", "sid", "identifier", "rule_id", "rule_number", "container_name"),
    *("location", "locationName", "region_name"),
)
"""Attributes that tell one block of a set from another; beside a key, a name may be a mere label."""


def same(before: Value, after: Value) -> bool:
    """
    Tell whether two values mean the same to a provider.

    Null, absent, `""`, `[]`, `{}` and `false` are one; JSON text is compared as what it says,
    whatever its white space and the order of its keys;
    numbers may be written as text; blocks and identifiers in lists may change places. An unknown
    value is the same as nothing, itself included.
    """
    if before is None:
        return is_nothing(after)
    if before.__class__ is after.__class__ and before.__class__ in PLAIN and before == after:
        return True
    if isinstance(before, Unknown) or isinstance(after, Unknown):
        return False
    if isinstance(before, Sensitive) or isinstance(after, Sensitive):
        return (
            before == after
            or (is_nothing(before) and is_nothing(after))
            or _rewritten(before, after)
        )
    if type(before) is type(after) and before == after:
        return True
    if is_nothing(before) or is_nothing(after):
        return (is_nothing(before) and is_nothing(after)) or _are_false(before, after)
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return all(same(before.get(k), after.get(k)) for k in {**before, **after})
    if isinstance(before, list | tuple) and isinstance(after, list | tuple):
        return _same_list(before, after)
    return _same_scalar(before, after)


def is_nothing(value: Value) -> bool:
    """Tell whether a value says no more than its absence: null, `""`, `false`, or only such."""
    # Concrete classes first: asking for an abstract one costs ten times as much.
    if value is None or value is False:
        return True
    if isinstance(value, str):
        return not value
    if value.__class__ in PLAIN:
        return False
    if isinstance(value, _LISTS):
        return all(map(is_nothing, value))
    if isinstance(value, _MAPPINGS):
        return all(map(is_nothing, value.values()))
    if isinstance(value, Sensitive):
        return value.is_empty
    return False


def aligned(before: Sequence[Value], after: Sequence[Value]) -> Iterator[tuple[int, Value, Value]]:
    """
    Match the items of two lists: by name, then those that agree, then by position.

    Gives the position (after the change, or before it for what went) with both values; a side
    that has no counterpart is `None`.
    """
    blocks = all(isinstance(item, Mapping) for item in (*before, *after))
    if not blocks or before == after or len(before) == len(after) == 1:
        for position in range(max(len(before), len(after))):
            yield position, _nth(before, position), _nth(after, position)
        return
    tell, named = _teller(before, after)
    left: dict[str, list[int]] = {}
    for position, item in enumerate(before):
        left.setdefault(tell(item), []).append(position)
    matches: dict[int, int] = {}
    for position, item in enumerate(after):
        if twins := left.get(tell(item)):
            matches[position] = twins.pop(0)
    rest = iter(sorted(position for positions in left.values() for position in positions))
    for position, item in enumerate(after):
        match = matches.get(position)
        if match is None and not named:
            match = next(rest, None)
        yield position, None if match is None else before[match], item
    for position in rest:
        yield position, before[position], None


def _nth(items: Sequence[Value], position: int) -> Value:
    return items[position] if position < len(items) else None


def _teller(
    before: Sequence[Value], after: Sequence[Value]
) -> tuple[Callable[[Value], str], bool]:
    """
    Choose what tells the blocks of two lists apart: an attribute unique in both, or all.

    Says whether it is one. What is not known of some block, as the ids that a provider gives, tells
    none from another.
    """
    for name in _NAMES:
        columns = [[_named(name, item) for item in side] for side in (before, after)]
        if all(all(column) and len(set(column)) == len(column) for column in columns):
            return partial(_named, name), True
    blocks = (item for item in (*before, *after) if isinstance(item, Mapping))
    unclear = {name for item in blocks for name, value in item.items() if holds_unknown(value)}
    return partial(_key, but=unclear), False


def _named(attribute: str, item: Value) -> str:
    value = item.get(attribute) if isinstance(item, Mapping) else None
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _same_list(before: Sequence[Value], after: Sequence[Value]) -> bool:
    if len(before) != len(after):
        return False
    if all(map(same, before, after)):
        return True
    if all(map(_is_unordered, before)) and all(map(_is_unordered, after)):
        return Counter(map(_key, before)) == Counter(map(_key, after))
    return False


def _is_unordered(item: Value) -> bool:
    """Blocks and identifiers stand in sets; other texts (a command's words) keep their order."""
    if isinstance(item, Mapping):
        return True
    return isinstance(item, str) and any(mark in item for mark in ("-", ":", "/", "."))


def _key(item: Value, but: AbstractSet[str] = frozenset()) -> str:
    """Write an item so that equals are written alike, `but` some attributes of a block."""

    def plain(value: Value) -> object:
        if isinstance(value, Mapping):
            return {k: plain(v) for k, v in value.items() if not is_nothing(v)}
        if isinstance(value, list | tuple):
            return [plain(v) for v in value]
        if isinstance(value, Unknown | Sensitive):
            return id(value)
        return value

    if but and isinstance(item, Mapping):
        item = {name: value for name, value in item.items() if name not in but}
    return json.dumps(plain(item), sort_keys=True)


def _same_scalar(before: Value, after: Value) -> bool:
    if isinstance(before, str) and isinstance(after, str):
        return before.lstrip()[:1] in _OPENING and _same_json(before, after)
    if isinstance(before, str) or isinstance(after, str):
        return str(before).lower() == str(after).lower() or _same_number(before, after)
    return before == after and isinstance(before, bool) == isinstance(after, bool)


def _are_false(before: Value, after: Value) -> bool:
    """Tell whether one side is `false` and the other the same as text."""
    return any(
        one is False and isinstance(other, str) and other.lower() == "false"
        for one, other in ((before, after), (after, before))
    )


_OPENING = ("{", "[")


def _same_number(before: Value, after: Value) -> bool:
    if isinstance(before, bool) or isinstance(after, bool):
        return False
    try:
        return float(str(before)) == float(str(after))
    except ValueError:
        return False


def _rewritten(before: Value, after: Value) -> bool:
    """Tell whether two sensitive values are the same JSON, written another way."""
    if not isinstance(before, Sensitive) or not isinstance(after, Sensitive):
        return False
    texts = (before.strings(), after.strings())
    if not all(len(found) == 1 for found in texts):
        return False
    old, new = texts[0][0], texts[1][0]
    return before.hides(old) and after.hides(new) and _same_scalar(old, new)


def _same_json(before: str, after: str) -> bool:
    """Compare what JSON text says; to its readers even null and absent may be two things."""
    try:
        texts = [json.dumps(json.loads(text), sort_keys=True) for text in (before, after)]
    except ValueError:
        return False
    return texts[0] == texts[1]
