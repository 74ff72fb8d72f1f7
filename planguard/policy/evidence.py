"""The proof of an action: RFC 6902 operations under its paths, redacted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import jsonpatch

from planguard.model.action import Action
from planguard.model.as_written import value_as_written
from planguard.model.difference import same
from planguard.model.plan import Change, Naming
from planguard.model.redaction import HIDDEN, Redactor, name_of
from planguard.model.report import Operation
from planguard.model.value import Path, Sensitive, Unknown, Value, at, both_hidden

_MOST = 12
_MOST_OF_ALL = 60


def operations(action: Action, change: Change, redactor: Redactor) -> tuple[Operation, ...]:
    """
    Give the operations that turn the change's attributes into what is planned.

    Only those under the action's paths; JSON text is compared as what it says, with the pointer
    leading into it. No more than 12, so that one replaced document does not drown a report.
    """
    found: list[Operation] = []
    for path in action.paths[:_MOST]:
        old, new = at(change.before, path), at(change.after, path)
        found.extend(_at(_Place(path, change.resource.naming), old, new, redactor))
        if len(found) >= _MOST:
            break
    return tuple(found[:_MOST])


def whole_change(change: Change, redactor: Redactor) -> tuple[Operation, ...]:
    """Give what becomes of every attribute of a change, at most 60 of them, sorted by name."""
    found: list[Operation] = []
    for name in sorted({**change.before, **change.after}):
        before, after = change.before.get(name), change.after.get(name)
        if not same(before, after):
            found.extend(_at(_Place((name,), change.resource.naming), before, after, redactor))
        if len(found) >= _MOST_OF_ALL:
            break
    return tuple(found[:_MOST_OF_ALL])


def attribute_shown(action: Action | None, evidence: Sequence[Operation]) -> str:
    """Name what to look for in the source: as deep as the evidence leads, to what is still there."""
    kept = next((each.path for each in evidence if each.op != "remove"), "")
    if kept:
        return ".".join(step for step in kept.split("/") if step and not step.isdigit())
    paths = action.paths if action else ()
    return ".".join(step for step in paths[0] if isinstance(step, str)) if paths else ""


class _Place(NamedTuple):
    """Where something stands in an object, and how that is called by people."""

    path: Path
    naming: Naming
    is_text: bool = False
    """Whether what is in it is JSON text, whose names are its own."""

    @property
    def name(self) -> str:
        """Name of the innermost attribute, in the catalogue's words."""
        return str(self.path[-1]) if self.path else ""

    def pointer(self, inside: str = "") -> str:
        """Write it as an RFC 6901 pointer, with one that leads on from there."""
        steps = _steps(inside)
        told = (*self.naming.path(self.path), *steps)
        path = told if self.is_text else self.naming.path((*self.path, *steps))
        return "".join(f"/{_escape(str(step))}" for step in path)

    def value(self, value: Value, inside: str = "") -> Value:
        """Give what stands there, or further inside, with the names people know."""
        if self.is_text:
            return value
        return value_as_written(self.naming, (*self.path, *_steps(inside)), value)


def _at(place: _Place, before: Value, after: Value, redactor: Redactor) -> Iterator[Operation]:
    before, after = both_hidden(before, after)
    old, new = _structure(before), _structure(after)
    if isinstance(old, Mapping | list) and isinstance(new, Mapping | list):
        is_text = isinstance(before, str) or isinstance(after, str)
        yield from _inside(place._replace(is_text=is_text), old, new, redactor)
        return
    op = "add" if before is None else "remove" if after is None else "replace"
    yield Operation(
        op=op,
        path=redactor.text(place.pointer()),
        before=redactor.value(place.value(before), place.name),
        after=redactor.value(place.value(after), place.name),
    )


def _inside(place: _Place, old: Value, new: Value, redactor: Redactor) -> Iterator[Operation]:
    """Let jsonpatch compare what may be shown; where another value is hidden, it says so."""
    name = place.name
    before, after = _words(old, None, redactor, name), _words(new, old, redactor, name)
    for each in jsonpatch.make_patch(before, after).patch[:_MOST]:
        last = each["path"].rpartition("/")[2]
        inner = last if last and not last.isdigit() else name
        came = f"from {place.pointer(each['from'])}" if "from" in each else ""
        yield Operation(
            op=each["op"],
            path=redactor.text(place.pointer(each["path"])),
            before=redactor.text(came),
            after=redactor.value(place.value(each["value"], each["path"]), inner)
            if "value" in each
            else "",
        )


def _steps(pointer: str) -> tuple[str | int, ...]:
    return tuple(map(_unescaped, pointer.split("/")[1:]))


def _unescaped(step: str) -> str | int:
    return int(step) if step.isdecimal() else step.replace("~1", "/").replace("~0", "~")


def _words(value: Value, former: Value, redactor: Redactor, name: str) -> Value:
    same = former is None or former == value
    if isinstance(value, Sensitive):
        return HIDDEN if same else "(sensitive, another value)"
    if isinstance(value, Unknown):
        return str(value)
    if isinstance(value, str):
        shown = redactor.plain(value, name)
        if not isinstance(shown, str) or HIDDEN not in shown:
            return value
        return shown if same else f"{shown} (another value)"
    if isinstance(value, Mapping):
        known = former if isinstance(former, Mapping) else {}
        return {
            redactor.text(key): _words(inner, known.get(key), redactor, name_of(value, key))
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        rest = list(former) if isinstance(former, list | tuple) else []
        rest.extend([None] * (len(value) - len(rest)))
        return [_words(item, was, redactor, name) for item, was in zip(value, rest, strict=False)]
    return value


def _structure(value: Value) -> Value:
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            parsed: Value = json.loads(value)
        except ValueError:
            return value
        return parsed
    return value


def _escape(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")
