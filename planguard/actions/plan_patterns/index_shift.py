"""
Members of a `count` change places.

An element was taken out of (or put into) the middle of the list behind a `count`. Terraform knows
the members by position, so every later one is turned into what its neighbour was: servers are
replaced or renamed, subnets get other ranges, and it is the *last* object that is destroyed, not
the one that was meant. The finding says which index was removed, which objects should have stayed,
and proposes `for_each`, which knows members by a key.

Members are compared by the attributes that differ between them before the change. The action is
given when, in one direction, at least half of the members that change become what another one was,
and an object is destroyed for it, replaced, or given another's name. It is `inferred`.

`addresses` are the objects that should have stayed where they are. Details: `removed_key` (the
first index that went out; empty when one was put in, or they only changed places), `moved_by`
(positions), `count` (members that moved), `block` (a `for_each` with `moved` blocks, where an
attribute tells the members apart).
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from planguard.actions.interface import Overview
from planguard.actions.likeness import canonical, leaves, names_object
from planguard.model.action import Action
from planguard.model.difference import same
from planguard.model.plan import Change, Resource
from planguard.model.value import Path, Value, holds_unknown
from planguard.model.words import Address, Confidence, Mode, Verb

_CHANGING = frozenset({Verb.UPDATE, Verb.REPLACE})
_COMING_OR_GOING = frozenset({Verb.CREATE, Verb.DELETE, Verb.FORGET})
_FEWEST_IN_PLACE = 2
"""Members that must move where none comes or goes."""

_LONGEST_KEY = 80

_Leaves = Mapping[Path, Value]


class _Move(NamedTuple):
    """The member at `now` becomes what the one at `was` was before."""

    now: int
    was: int


def find(overview: Overview) -> Iterator[Action]:
    """Give `plan.index-shift` for every `count` whose members change places."""
    changes = {c.address: c for c in overview.plan.changes if not c.deposed}
    touched = _touched(changes.values())
    if not touched:
        return
    members: dict[str, list[Resource]] = {block: [] for block in touched}
    for resource in overview.plan.resources.values():
        if isinstance(resource.key, int) and resource.block in members:
            members[resource.block].append(resource)
    for block, resources in members.items():
        yield from _Group(block, resources, changes, overview.plan.secrets).actions(overview)


def _touched(changes: Iterable[Change]) -> Collection[str]:
    """List every `count` of which a member changes and another changes, comes or goes."""
    changed: Counter[str] = Counter()
    others: set[str] = set()
    for change in changes:
        resource = change.resource
        if resource.mode is Mode.MANAGED and isinstance(resource.key, int):
            if change.verb in _CHANGING:
                changed[resource.block] += 1
            elif change.verb in _COMING_OR_GOING:
                others.add(resource.block)
    return [block for block, count in changed.items() if count > 1 or block in others]


class _Group:
    """The members of one `count`, before and after."""

    def __init__(
        self,
        block: str,
        resources: Sequence[Resource],
        changes: Mapping[Address, Change],
        secrets: frozenset[str],
    ) -> None:
        self.block = block
        self.type = resources[0].type
        self.secrets = secrets
        self.before: dict[int, _Leaves] = {}
        self.after: dict[int, _Leaves] = {}
        self.verbs: dict[int, Verb] = {}
        for resource in sorted(resources, key=_position):
            key = _position(resource)
            change = changes.get(resource.address)
            verb = self.verbs[key] = change.verb if change else Verb.NO_OP
            if change is None:
                self.before[key] = self.after[key] = dict(leaves(resource.values()))
                continue
            if verb is not Verb.CREATE:
                self.before[key] = dict(leaves(change.before))
            if verb not in {Verb.DELETE, Verb.FORGET}:
                self.after[key] = dict(leaves(change.after))

    @cached_property
    def telling(self) -> frozenset[Path]:
        """Attributes that tell the members from one another before the change."""
        seen: dict[Path, set[str]] = defaultdict(set)
        for values in self.before.values():
            for path, value in values.items():
                seen[path].add(canonical(value))
        absent = {p for p in seen if any(p not in values for values in self.before.values())}
        return frozenset(p for p, found in seen.items() if len(found) > 1 or p in absent)

    @cached_property
    def changing(self) -> Mapping[int, tuple[Path, ...]]:
        """By member: the telling attributes that get another, known value."""
        found = {}
        for key, verb in self.verbs.items():
            if verb in _CHANGING:
                old, new = self.before[key], self.after[key]
                paths = [path for path in {**old, **new} if path in self.telling]
                differing = (p for p in paths if _differs(old.get(p), new.get(p)))
                if chosen := tuple(sorted(differing, key=str)):
                    found[key] = chosen
        return found

    @cached_property
    def taking(self) -> Mapping[int, tuple[Path, ...]]:
        """As `changing`, with the members that come: what the others change, they start with."""
        usual = Counter(self.changing.values()).most_common(1)
        coming = [key for key, verb in self.verbs.items() if verb is Verb.CREATE]
        return {**self.changing, **{key: paths for paths, _ in usual for key in coming}}

    @cached_property
    def candidates(self) -> Mapping[int, list[int]]:
        """By member that changes: the positions, ascending, whose former values it may get."""
        tables: dict[tuple[Path, ...], dict[tuple[str, ...], list[int]]] = {}
        found = {}
        for key, paths in self.taking.items():
            table = tables.get(paths)
            if table is None:
                table = tables[paths] = defaultdict(list)
                for position, values in self.before.items():
                    table[_signature(values, paths)].append(position)
            if alike := table.get(_signature(self.after[key], paths)):
                found[key] = alike
        return found

    def _becomes(self, now: int, was: int) -> bool:
        """Compare in full what was only looked up."""
        paths = self.taking[now]
        return all(same(self.after[now].get(p), self.before[was].get(p)) for p in paths)

    def actions(self, overview: Overview) -> Iterator[Action]:
        """Give the action when enough members move for it to be no coincidence."""
        moves = self._moves()
        in_place = len(self.before) == len(self.after)
        if len(moves) < (_FEWEST_IN_PLACE if in_place else 1):
            return
        if 2 * len(moves) < len(self.changing) or not self._hurts(moves):
            return
        removed = self._removed(moves)
        first = min(moves, key=lambda move: move.was)
        paths = self.taking[first.now]
        kept = sorted(move.was for move in moves)
        yield overview.action(
            "plan.index-shift",
            [self._address(key) for key in kept],
            self._because(moves, removed),
            confidence=Confidence.INFERRED,
            paths=paths,
            before=self.before[first.was].get(paths[0]),
            after=self.after.get(first.was, {}).get(paths[0]),
            details={
                "removed_key": str(removed[0]) if removed else "",
                "moved_by": abs(first.was - first.now),
                "count": len(moves),
                "block": self._proposal(kept),
            },
        )

    def _moves(self) -> list[_Move]:
        down, up = self._down(), self._up()
        if len(self.before) > len(self.after):
            return down
        if len(self.before) < len(self.after):
            return up
        return max(down, up, key=len)

    def _down(self) -> list[_Move]:
        """Follow members that get what a later one was, in order."""
        found: list[_Move] = []
        last = -1
        for now, alike in sorted(self.candidates.items()):
            place = bisect_right(alike, max(now, last))
            if place < len(alike) and self._becomes(now, alike[place]):
                last = alike[place]
                found.append(_Move(now, last))
        return found

    def _up(self) -> list[_Move]:
        """Follow members that get what an earlier one was, in order."""
        found: list[_Move] = []
        last = max(self.before, default=0) + 1
        for now, alike in sorted(self.candidates.items(), reverse=True):
            place = bisect_left(alike, min(now, last)) - 1
            if place >= 0 and self._becomes(now, alike[place]):
                last = alike[place]
                found.append(_Move(now, last))
        return found

    def _hurts(self, moves: Sequence[_Move]) -> bool:
        """Tell whether an object is lost, made again or called another's name for it."""
        return any(
            self.verbs[move.now] is Verb.REPLACE
            or move.was not in self.after
            or any(_is_name(self.type, path) for path in self.taking[move.now])
            for move in moves
        )

    def _removed(self, moves: Sequence[_Move]) -> list[int]:
        """List the positions whose former values no member has any more."""
        kept = {move.was for move in moves}
        for alike in {id(alike): alike for alike in self.candidates.values()}.values():
            kept.update(alike)
        kept.update(key for key in self.after if key in self.before and key not in self.changing)
        return [key for key in self.before if key not in kept]

    def _because(self, moves: Sequence[_Move], removed: Sequence[int]) -> str:
        count = len(moves)
        lost = [key for key in self.before if key not in self.after]
        moved = f"{count} member{'s' if count > 1 else ''} of {self.block}"
        if removed and len(self.before) >= len(self.after):
            what = f"index {removed[0]} went out of the count, so"
        elif len(self.after) > len(self.before):
            what = "an element was put into the middle of the count, so"
        else:
            what = "the elements of the count changed places:"
        text = f"{what} {moved} become{'s' if count == 1 else ''} what another was"
        replaced = sum(self.verbs[move.now] is Verb.REPLACE for move in moves)
        if replaced:
            text += f", {replaced} by being replaced"
        if lost:
            text += f", and {self._address(lost[-1])} is destroyed"
        return f"{text}; `for_each` would leave them alone"

    def _address(self, key: int) -> Address:
        return Address(f"{self.block}[{key}]")

    def _proposal(self, kept: Sequence[int]) -> str:
        """Propose keys for the members, where an attribute has a name for each."""
        for path in sorted(
            self.telling, key=lambda p: (not _is_name(self.type, p), len(p), str(p))
        ):
            keys = [self._word(values.get(path)) for values in self.before.values()]
            if all(keys) and len(set(keys)) == len(keys):
                break
        else:
            return ""
        staying = set(kept) | {key for key in self.after if key not in self.changing}
        rows = [(key, row) for key, row in self.before.items() if key in staying]
        words = {key: _quoted(self._word(row[path])) for key, row in rows}
        moved = (
            f"moved {{\n  from = {self._address(key)}\n  to   = {self.block}[{word}]\n}}"
            for key, word in words.items()
        )
        return "\n\n".join([f"for_each = toset([{', '.join(words.values())}])", *moved])

    def _word(self, value: Value) -> str:
        """Give a value that may stand as a key in the configuration, else nothing."""
        fits = isinstance(value, str) and len(value) <= _LONGEST_KEY and value.isprintable()
        return value if isinstance(value, str) and fits and value not in self.secrets else ""


def _position(resource: Resource) -> int:
    return resource.key if isinstance(resource.key, int) else 0


def _differs(before: Value, after: Value) -> bool:
    return not holds_unknown(after) and not same(before, after)


def _signature(values: _Leaves, paths: Sequence[Path]) -> tuple[str, ...]:
    return tuple(canonical(values.get(path)) for path in paths)


def _is_name(type_: str, path: Path) -> bool:
    return names_object(type_, path) or path in {("tags", "Name"), ("labels", "name")}


def _quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False).replace("${", "$${").replace("%{", "%%{")
