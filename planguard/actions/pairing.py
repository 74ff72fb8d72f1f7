"""
Finds objects that a plan destroys at one address and creates again at another.

Longer than other files: the rules of a match and the way to find candidates make no sense apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from planguard.actions.likeness import SOFT, canonical, known_parts, names_object
from planguard.graph import DependencyGraph
from planguard.model.difference import is_nothing, same
from planguard.model.plan import Change, Resource, module_steps
from planguard.model.value import Path, Sensitive, Value, at, holds_unknown
from planguard.model.words import Address, Confidence, Mode, Verb

_ENOUGH = 3
_ENOUGH_WHEN_ALL = 2
_DEFAULTS = 4
"""Attributes that must agree for each that only the old object has set."""


class Pair(NamedTuple):
    """One object under two addresses."""

    old: Resource
    new: Resource
    confidence: Confidence
    agreeing: int
    """Attributes that are set and agree."""
    keeps_name: bool
    """Whether its own name in the world stays as well."""


class _Object:
    """A deleted or created object and what is known of it."""

    def __init__(self, resource: Resource, values: Mapping[str, Value]) -> None:
        self.resource = resource
        self.values = values
        self._written: dict[Path, str] = {}

    @cached_property
    def parts(self) -> Mapping[Path, Value]:
        """What is known and set."""
        return {p: value for p, value in self._known.items() if not is_nothing(value)}

    @cached_property
    def empty(self) -> tuple[Path, ...]:
        """What is known and not set; the provider may have a default for it."""
        return tuple(path for path in self._known if path not in self.parts)

    @cached_property
    def _known(self) -> dict[Path, Value]:
        return known_parts(self.values)

    @cached_property
    def names(self) -> frozenset[Path]:
        kind = self.resource.type
        return frozenset(path for path in self.parts if names_object(kind, path))

    @cached_property
    def hidden(self) -> frozenset[Path]:
        return frozenset(p for p, value in self.parts.items() if isinstance(value, Sensitive))

    def written(self, path: Path) -> str:
        text = self._written.get(path)
        if text is None:
            text = self._written[path] = canonical(at(self.values, path))
        return text

    def signature(self, paths: Iterable[Path]) -> tuple[str, ...]:
        return tuple(map(self.written, paths))


class _Rule(NamedTuple):
    """Which attributes must agree, and how sure a match is."""

    chosen: Callable[[_Object], Iterable[Path]]
    confidence: Callable[[_Object, _Object, int, bool], Confidence | None]


def pairs(changes: Iterable[Change]) -> Iterator[Pair]:
    """
    Match deletions with creations of one type and provider, one to one.

    What is told apart by nothing but its values is not matched. The number of comparisons grows
    with the number of objects, not with its square: alike objects are looked up.
    """
    kinds: dict[tuple[str, str], tuple[list[_Object], list[_Object]]] = {}
    for change in changes:
        resource = change.resource
        if resource.mode is not Mode.MANAGED or change.deposed:
            continue
        if change.verb in {Verb.DELETE, Verb.CREATE}:
            gone, made = kinds.setdefault((resource.type, resource.provider), ([], []))
            if change.verb is Verb.DELETE:
                gone.append(_Object(resource, change.before))
            else:
                made.append(_Object(resource, change.after))
    for gone, made in kinds.values():
        if gone and made:
            yield from _match(gone, made)


def consistent(
    found: Sequence[Pair], changes: Mapping[Address, Change], graph: DependencyGraph
) -> list[Pair]:
    """
    Drop pairs that hang on something new.

    An attribute not known yet may refer to an object that the plan creates. Unless that object
    is one half of a pair itself, the attribute gets another value, however alike the rest is.
    """
    origins = {pair.new.address: _created(pair, changes, graph) for pair in found}
    users: dict[Address, list[Address]] = defaultdict(list)
    for address, created in origins.items():
        for origin in created:
            users[origin].append(address)
    stack = [origin for origin in users if origin not in origins]
    dropped: set[Address] = set()
    while stack:
        for address in users.get(stack.pop(), ()):
            if address not in dropped:
                dropped.add(address)
                stack.append(address)
    return [pair for pair in found if pair.new.address not in dropped]


def _created(
    pair: Pair, changes: Mapping[Address, Change], graph: DependencyGraph
) -> set[Address]:
    """List the created objects that a not yet known attribute comes from."""
    address = pair.new.address
    nodes = {
        node
        for attribute, value in changes[address].after.items()
        if holds_unknown(value)
        for node, _ in graph.sources(address, (attribute,))
    }
    sources = {one for node in nodes for one in graph.groups.get(node, (node,))}
    return {
        one
        for one in sources
        if (change := changes.get(one)) is not None
        and change.verb is Verb.CREATE
        and change.resource.mode is Mode.MANAGED
    }


def _match(gone: Sequence[_Object], made: Sequence[_Object]) -> Iterator[Pair]:
    alone = len(gone) == len(made) == 1
    for rule in (_WHOLE, _BUT_SOFT, _BUT_NAME):
        found = list(_matches(gone, made, rule))
        claims = Counter(old.resource.address for old, _, _ in found)
        taken = set()
        for old, new, agreeing in found:
            sure = rule.confidence(old, new, agreeing, alone)
            if sure is None or claims[old.resource.address] > 1:
                continue
            keeps = all(same(at(old.values, name), at(new.values, name)) for name in new.names)
            yield Pair(old.resource, new.resource, sure, agreeing, keeps)
            taken |= {id(old), id(new)}
        gone = [item for item in gone if id(item) not in taken]
        made = [item for item in made if id(item) not in taken]


def _matches(
    gone: Sequence[_Object], made: Sequence[_Object], rule: _Rule
) -> Iterator[tuple[_Object, _Object, int]]:
    """Look up alike objects, by the attributes the created one knows, then compare in full."""
    columns: dict[frozenset[Path], list[_Object]] = defaultdict(list)
    for new in made:
        columns[frozenset(rule.chosen(new))].append(new)
    written: dict[Path, frozenset[str]] = {}
    for some in columns.values():
        paths = list(rule.chosen(some[0]))
        lookup = [path for path in paths if path not in some[0].hidden]
        possible = some
        if lookup:
            # Most that is created has no counterpart, as what tells most apart says at once.
            first = next((path for path in lookup if path in some[0].names), lookup[0])
            if first not in written:
                written[first] = frozenset(old.written(first) for old in gone)
            possible = [new for new in some if new.written(first) in written[first]]
        for olds, news in _alike(gone, possible, lookup) if possible else ():
            for old, new in _one_to_one(olds, news):
                if all(_agree(at(old.values, path), new.parts[path]) for path in paths):
                    yield old, new, len(paths)


def _alike(
    gone: Sequence[_Object], made: Sequence[_Object], lookup: Sequence[Path]
) -> Iterator[tuple[list[_Object], list[_Object]]]:
    """Bring together what is written alike: by what tells most apart first, then by all."""
    names = made[0].names
    telling = [path for path in lookup if path in names]
    telling += [path for path in lookup if path not in names]
    buckets = [(list(gone), list(made))]
    for some in (telling[:1], telling[1:4], telling[4:]):
        buckets = [pair for olds, news in buckets for pair in _split(olds, news, some)]
    return iter(buckets)


def _split(
    gone: Sequence[_Object], made: Sequence[_Object], lookup: Sequence[Path]
) -> Iterator[tuple[list[_Object], list[_Object]]]:
    """Group both sides by how some attributes are written; what has no counterpart is dropped."""
    news: dict[tuple[str, ...], list[_Object]] = defaultdict(list)
    for new in made:
        news[new.signature(lookup)].append(new)
    olds: dict[tuple[str, ...], list[_Object]] = {signature: [] for signature in news}
    for old in gone:
        if (found := olds.get(old.signature(lookup))) is not None:
            found.append(old)
    for signature, alike in news.items():
        if olds[signature]:
            yield olds[signature], alike


def _agree(before: Value, after: Value) -> bool:
    return same(before, after) or (isinstance(after, Sensitive) and after.hides(before))


def _one_to_one(
    olds: Sequence[_Object], news: Sequence[_Object]
) -> Iterator[tuple[_Object, _Object]]:
    """Match alike objects by what their addresses share; what stays ambiguous is left out."""
    for label in (_local, _key, _module):
        if len(olds) <= 1 and len(news) <= 1:
            break
        mine, theirs = _unique(olds, label), _unique(news, label)
        both = [name for name in mine if name in theirs]
        yield from ((mine[name], theirs[name]) for name in both)
        olds = [old for old in olds if mine.get(label(old)) is not old or label(old) not in both]
        news = [new for new in news if theirs.get(label(new)) is not new or label(new) not in both]
    if len(olds) == len(news) == 1:
        yield olds[0], news[0]


def _unique(
    objects: Sequence[_Object], label: Callable[[_Object], object]
) -> dict[object, _Object]:
    count = Counter(map(label, objects))
    return {label(item): item for item in objects if count[label(item)] == 1}


def _local(item: _Object) -> object:
    return item.resource.local, item.resource.key


def _key(item: _Object) -> object:
    return item.resource.key


def _module(item: _Object) -> object:
    return item.resource.module


def _all_known(new: _Object) -> Iterable[Path]:
    return new.parts


def _hard(new: _Object) -> Iterable[Path]:
    return (path for path in new.parts if path[0] not in SOFT)


def _hard_but_name(new: _Object) -> Iterable[Path]:
    return (path for path in _hard(new) if path not in new.names)


def _silent(old: _Object, new: _Object) -> int:
    """Count what was set and is not set any more, unless the provider fills it in."""
    return sum(not is_nothing(at(old.values, p)) for p in new.empty if p[0] not in SOFT)


def _when_all(old: _Object, new: _Object, agreeing: int, alone: bool) -> Confidence | None:  # noqa: FBT001 - one of the three rules
    if new.names:
        return Confidence.EXACT
    if not agreeing or _silent(old, new):
        return None
    if agreeing >= _ENOUGH_WHEN_ALL:
        return Confidence.INFERRED
    return Confidence.GUESS if alone else None


def _when_hard(old: _Object, new: _Object, agreeing: int, _: bool) -> Confidence | None:  # noqa: FBT001 - one of the three rules
    alike = new.names or (agreeing >= _ENOUGH and not _silent(old, new))
    return Confidence.INFERRED if alike else None


def _when_name_follows(
    old: _Object,
    new: _Object,
    agreeing: int,
    _: bool,  # noqa: FBT001 - one of the three rules
) -> Confidence | None:
    if agreeing < _ENOUGH or old.resource.block == new.resource.block or not new.names:
        return None
    follows = all(_follows(old, new, name) for name in new.names)
    return Confidence.INFERRED if follows and _DEFAULTS * _silent(old, new) <= agreeing else None


def _follows(old: _Object, new: _Object, name: Path) -> bool:
    """Tell whether the name changes as the address does: `shop-orders` of `orders`."""
    before, after = (_unsuffixed(one, name).replace("_", "-") for one in (old, new))
    if before == after:
        return True
    words = zip(_words(old.resource), _words(new.resource), strict=False)
    return any(
        one and one != other and before.replace(one, other) == after for one, other in words
    )


def _unsuffixed(item: _Object, name: Path) -> str:
    """Write a name without the random end that Pulumi gives names it makes up itself."""
    text = item.written(name)
    return _SUFFIX.sub("", text) if item.resource.token else text


_SUFFIX = re.compile(r"-[0-9a-f]{7,8}$")
"""https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming"""


def _words(resource: Resource) -> list[str]:
    steps = module_steps(resource.module)
    module = steps[-1][0] if steps else ""
    return [word.lower().replace("_", "-") for word in (resource.name, module)]


_WHOLE = _Rule(_all_known, _when_all)
_BUT_SOFT = _Rule(_hard, _when_hard)
_BUT_NAME = _Rule(_hard_but_name, _when_name_follows)
