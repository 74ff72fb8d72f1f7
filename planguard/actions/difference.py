"""Tells differences that mean something from those that do not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

from planguard.model.value import Sensitive, Unknown, Value

_EMPTY = (None, "", False)


def same(before: Value, after: Value) -> bool:
    """
    Tell whether two values mean the same to a provider.

    Null, absent, `""`, `[]`, `{}` and `false` are one; JSON text is compared as what it says;
    numbers may be written as text; blocks and identifiers in lists may change places. An unknown
    value is the same as nothing, itself included.
    """
    if isinstance(before, Unknown) or isinstance(after, Unknown):
        return False
    if isinstance(before, Sensitive) or isinstance(after, Sensitive):
        return before == after or (_is_nothing(before) and _is_nothing(after))
    if type(before) is type(after) and before == after:
        return True
    if _is_nothing(before) or _is_nothing(after):
        return _is_nothing(before) and _is_nothing(after)
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return all(same(before.get(k), after.get(k)) for k in {**before, **after})
    if isinstance(before, list) and isinstance(after, list):
        return _same_list(before, after)
    return _same_scalar(before, after)


def _is_nothing(value: Value) -> bool:
    if isinstance(value, Sensitive):
        return value.is_empty
    if isinstance(value, list | tuple | Mapping):
        return all(map(_is_nothing, value.values() if isinstance(value, Mapping) else value))
    return value in _EMPTY and value != 0 or value is False


def _same_list(before: list[Value], after: list[Value]) -> bool:
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


def _key(item: Value) -> str:
    def plain(value: Value) -> object:
        if isinstance(value, Mapping):
            return {k: plain(v) for k, v in value.items() if not _is_nothing(v)}
        if isinstance(value, list | tuple):
            return [plain(v) for v in value]
        if isinstance(value, Unknown | Sensitive):
            return id(value)
        return value

    return json.dumps(plain(item), sort_keys=True)


def _same_scalar(before: Value, after: Value) -> bool:
    if isinstance(before, str) and isinstance(after, str):
        return before[:1] in "{[" and after[:1] in "{[" and _same_json(before, after)
    if isinstance(before, str) or isinstance(after, str):
        return str(before).lower() == str(after).lower()
    return before == after and isinstance(before, bool) == isinstance(after, bool)


def _same_json(before: str, after: str) -> bool:
    try:
        return same(json.loads(before), json.loads(after))
    except ValueError:
        return False
