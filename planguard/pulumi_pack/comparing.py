"""Whether a property is what it was: values of a state export beside those the engine shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, NamedTuple

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - Pulumi's mark, no secret
_ASSETS = frozenset({"c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"})
_UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
_HIDDEN = {SIGNATURE: SECRET, "value": _UNKNOWN}
"""A secret of which nobody can say what it will be."""


class Same(Enum):
    """Whether two values are the same, where that can be told."""

    YES = "yes"
    NO = "no"
    HIDDEN = "hidden"
    """They differ at most in secrets of which one is encrypted."""


class Compared(NamedTuple):
    """How two values compare, and the new one as it may be told."""

    same: Same
    told: Any
    """The new value, unknown where the old one is encrypted: it is neither equal nor different."""


class Inputs(NamedTuple):
    """How the inputs of a resource compare."""

    same: Same
    differing: tuple[str, ...]
    """Those that differ, or may."""
    told: Mapping[str, Any]
    """The new ones, unknown where the old are encrypted."""

    @property
    def hidden(self) -> bool:
        """Whether there is a secret that cannot be compared."""
        return _holds_hidden(self.told)


def compared_inputs(old: Mapping[str, Any], new: Mapping[str, Any]) -> Inputs:
    """Compare inputs; what begins with `__` is the bridge's own, which the engine does not show."""
    names = sorted(name for name in {**old, **new} if not name.startswith("__"))
    found = {name: compared(old.get(name), new.get(name)) for name in names}
    return Inputs(
        same=_worst(each.same for each in found.values()),
        differing=tuple(name for name in names if found[name].same is not Same.YES),
        told={name: found[name].told if name in found else value for name, value in new.items()},
    )


def compared(old: Any, new: Any) -> Compared:
    """Compare two values, each with Pulumi's marks in it; that a secret is one counts nothing."""
    was, hidden = _opened(old)
    will, _ = _opened(new)
    if hidden:
        return Compared(Same.NO, new) if will is None else Compared(Same.HIDDEN, _HIDDEN)
    if isinstance(was, dict) and isinstance(will, dict):
        return _mappings(was, will, new)
    if isinstance(was, list) and isinstance(will, list) and len(was) == len(will):
        each = [compared(*pair) for pair in zip(was, will, strict=True)]
        same = _worst(one.same for one in each)
        return Compared(same, _marked(new, [one.told for one in each]))
    equal = was == will and isinstance(was, bool) == isinstance(will, bool)
    return Compared(Same.YES if equal else Same.NO, new)


def _mappings(was: Mapping[str, Any], will: Mapping[str, Any], new: Any) -> Compared:
    if _ASSETS.intersection((was.get(SIGNATURE), will.get(SIGNATURE))):
        hashes = was.get("hash"), will.get("hash")
        equal = hashes[0] == hashes[1] if all(hashes) else was == will
        return Compared(Same.YES if equal else Same.NO, new)
    names = [name for name in {**was, **will} if not name.startswith("__")]
    each = {name: compared(was.get(name), will.get(name)) for name in names}
    told = {name: each[name].told if name in each else value for name, value in will.items()}
    return Compared(_worst(one.same for one in each.values()), _marked(new, told))


def _marked(new: Any, told: Any) -> Any:
    """Keep the mark of a secret around what may be told of it."""
    if isinstance(new, dict) and new.get(SIGNATURE) == SECRET:
        return {SIGNATURE: SECRET, "value": told}
    return told


def _opened(value: Any) -> tuple[Any, bool]:
    """Give what a secret holds, and whether it is encrypted."""
    if not isinstance(value, dict) or value.get(SIGNATURE) != SECRET:
        return value, False
    if "value" in value:
        return _opened(value["value"])
    try:
        return _opened(json.loads(value["plaintext"]))
    except (KeyError, TypeError, ValueError):
        return None, True


def _holds_hidden(value: Any) -> bool:
    if value == _HIDDEN:
        return True
    if isinstance(value, Mapping):
        return any(map(_holds_hidden, value.values()))
    return isinstance(value, list) and any(map(_holds_hidden, value))


def _worst(found: Iterable[Same]) -> Same:
    told = set(found)
    return next((each for each in (Same.NO, Same.HIDDEN) if each in told), Same.YES)
