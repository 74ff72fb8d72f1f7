"""
The values of a plan, with their marks merged in.

A value is JSON (`None`, `bool`, `int`, `float`, `str`, list, mapping) in which two further leaves
occur: `Unknown`, for what is known only after apply, and `Sensitive`, which hides what it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, Union, final

Path: TypeAlias = tuple[str | int, ...]
"""Steps into a value: names of attributes and map keys, positions in lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """
    Something that cannot be told now, and why.

    `origins` are the objects and attributes it will come from, as `address.attribute`, where the
    dependency graph settles that; empty otherwise.
    """

    reason: str = "known after apply"
    origins: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Give the text shown in place of the value."""
        return f"({self.reason})"


@final
class Sensitive:
    """
    A value nobody may print.

    It can be compared with another and asked for its strings by the redactor; every textual form
    of it is `(sensitive)`.
    """

    __slots__ = ("_hidden",)

    def __init__(self, hidden: Value) -> None:
        """Hide a value."""
        self._hidden = hidden

    def __repr__(self) -> str:
        """Hide the value."""
        return "(sensitive)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        """Hide the value, whatever the format."""
        return format("(sensitive)", spec)

    def __eq__(self, other: object) -> bool:
        """Tell whether both hide the same value."""
        return isinstance(other, Sensitive) and self._hidden == other._hidden

    def __hash__(self) -> int:
        """Hash alike whatever is hidden, so that no hash tells a value."""
        return hash(Sensitive)

    def __reduce__(self) -> str | tuple[object, ...]:
        """Refuse to be copied to disk."""
        raise TypeError("a sensitive value is never written")

    @property
    def is_unknown(self) -> bool:
        """Whether the hidden value is known only after apply."""
        return isinstance(self._hidden, Unknown)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is hidden: null, or an empty text, list or mapping."""
        return self._hidden is None or self._hidden in ("", [], {}, ())

    def hides(self, value: Value) -> bool:
        """Tell whether `value` is what is hidden here."""
        return self._hidden == value

    def strings(self) -> tuple[str, ...]:
        """Give every string inside, for the redactor and for nobody else."""
        return tuple(strings_of(self._hidden))


Value: TypeAlias = Union[  # noqa: UP007 - the names inside are not defined yet
    bool, int, float, str, Unknown, Sensitive, Sequence["Value"], Mapping[str, "Value"], None
]


def strings_of(value: Value) -> list[str]:
    """List every string in `value`, those under a sensitive mark included."""
    found: list[str] = []
    stack: list[Value] = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, Mapping):
            stack.extend(item.values())
        elif isinstance(item, Sensitive):
            found.extend(item.strings())
        elif isinstance(item, Sequence):
            stack.extend(item)
    return found


def at(value: Value, path: Path) -> Value:
    """
    Give what lies at `path`; `None` when nothing does.

    An `Unknown` or `Sensitive` met on the way is the answer: what lies below shares the mark.
    """
    for step in path:
        if value.__class__ is dict and step.__class__ is str:
            value = value.get(step)
            continue
        if isinstance(value, Unknown | Sensitive):
            return value
        if isinstance(step, str) and isinstance(value, Mapping):
            value = value.get(step)
        elif (
            isinstance(step, int)
            and isinstance(value, Sequence)
            and not isinstance(value, str)
            and step < len(value)
        ):
            value = value[step]
        else:
            return None
    return value


def both_hidden(before: Value, after: Value) -> tuple[Value, Value]:
    """
    Hide in either side of a change what is sensitive in the other, at any depth.

    What becomes sensitive now was the same secret before it was called one.
    """
    if isinstance(before, Sensitive) or isinstance(after, Sensitive):
        return _hidden(before), _hidden(after)
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        pairs = {
            name: both_hidden(before.get(name), after.get(name)) for name in {**before, **after}
        }
        return (
            {name: pairs[name][0] for name in before},
            {name: pairs[name][1] for name in after},
        )
    if isinstance(before, list) and isinstance(after, list):
        both = [both_hidden(old, new) for old, new in zip(before, after, strict=False)]
        shared = len(both)
        return (
            [*(old for old, _ in both), *before[shared:]],
            [*(new for _, new in both), *after[shared:]],
        )
    return before, after


def _hidden(value: Value) -> Value:
    return value if value is None or isinstance(value, Unknown | Sensitive) else Sensitive(value)


PLAIN = frozenset({str, int, float, bool, type(None)})
"""Classes of values with nothing inside; asked of by identity, which costs least."""


def holds_unknown(value: Value) -> bool:
    """Tell whether any part of `value` is known only after apply."""
    # Asked of every attribute of every change, so the common classes come first and by identity.
    kind = value.__class__
    if kind in PLAIN:
        return False
    parts: Iterable[Value] = ()
    if kind is dict:
        parts = value.values()  # type: ignore[union-attr] # its class says so
    elif kind is list:
        parts = value  # type: ignore[assignment]
    elif isinstance(value, Unknown):
        return True
    elif isinstance(value, Sensitive):
        return value.is_unknown
    elif isinstance(value, Mapping):
        parts = value.values()
    elif isinstance(value, tuple):
        parts = value
    # A plain loop, which costs half of `any`.
    for part in parts:  # noqa: SIM110
        if part.__class__ not in PLAIN and holds_unknown(part):
            return True
    return False


def path_text(path: Path) -> str:
    """Write a path as people read it: `ingress[0].cidr_blocks`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif step.replace("_", "a").replace("-", "a").isalnum():
            text += f".{step}" if text else step
        else:
            text += f'["{step}"]'
    return text
