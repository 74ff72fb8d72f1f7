"""
What the references of a configuration mean, resolved through inputs, outputs and locals.

Over 300 lines: inputs, outputs, locals and repetitions lead into one another without end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from planguard.graph.links import Via
from planguard.model.plan import ConfigBlock, ConfigModule, Configuration
from planguard.model.source import Sources


class SameAs(NamedTuple):
    """The key that the dependent has at a level: 0 its own, n that of its n-th module step."""

    level: int


Pick: TypeAlias = str | int | SameAs | None
"""Which instances are meant: the one with this key, or all of them."""


class Target(NamedTuple):
    """
    What a reference means, seen from a resource in the module in which it stands.

    `depth` is the number of steps of the dependent's own module address that both share; `below`
    are the module calls from there down. An empty `local` is everything in that module.
    """

    depth: int
    below: tuple[tuple[str, Pick], ...]
    local: str
    pick: Pick
    attribute: str
    through: tuple[str, ...]
    via: Via


class Repetition(NamedTuple):
    """What `each` and `count` stand for where an expression is written."""

    references: tuple[str, ...]
    level: int


NO_REPETITION = Repetition((), -1)
_STEP = re.compile(r'\.?([^.\[\]"]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\[[^\]]*\]?|.')
_NOTHING_BEHIND = frozenset({"count", "path", "self", "terraform"})
_SPECIAL = _NOTHING_BEHIND | {"data", "each", "ephemeral", "local", "module", "resource", "var"}


class _Index(NamedTuple):
    key: str | int


_Steps: TypeAlias = tuple[str | _Index, ...]


def steps_of(reference: str) -> _Steps:
    """Split a reference; whatever is not one gives steps that resolve to nothing."""
    if "[" not in reference:
        return tuple(reference.split("."))
    found: list[str | _Index] = []
    for match in _STEP.finditer(reference):
        name, number, text = match.groups()
        if name is not None:
            found.append(name)
        elif number is not None:
            found.append(_Index(int(number)))
        elif text is not None:
            found.append(_Index(unquoted(text)))
    return tuple(found)


def unquoted(text: str) -> str:
    """Undo the escapes in a quoted instance key."""
    return re.sub(r"\\(.)", r"\1", text) if "\\" in text else text


def longest(references: Iterable[str]) -> Iterator[str]:
    """Leave out each reference that is a prefix of the one before: the plan lists both."""
    before = ""
    for reference in references:
        rest = before[len(reference) : len(reference) + 1]
        if rest in (".", "[") and before.startswith(reference):
            continue
        before = reference
        yield reference


def _plain(references: tuple[str, ...], depth: int) -> Target | None:
    """Read the most common expression, `aws_vpc.a.id` alone, without the machinery for others."""
    if len(references) == 2:  # noqa: PLR2004 - the reference and its prefix
        whole, prefix = references
        size = len(prefix)
        kind = prefix.partition(".")[0]
        if (
            whole[size : size + 1] == "."
            and "[" not in whole
            and prefix.count(".") == 1
            and kind not in _SPECIAL
            and whole.startswith(prefix)
        ):
            return Target(depth, (), prefix, None, whole[size + 1 :], (), Via.REFERENCE)
    return None


def parent_of(path: str) -> tuple[str, str]:
    """Split a configuration module's path into its parent's path and the call's name."""
    parent, _, name = path.rpartition("module.")
    return parent.removesuffix("."), name


def child_of(path: str, name: str) -> str:
    """Give the path of the configuration module that `path` calls `name`."""
    return f"{path}.module.{name}" if path else f"module.{name}"


class References:
    """The configuration's references; each input, output and local is resolved once."""

    def __init__(self, configuration: Configuration, sources: Sources) -> None:
        """Take the configuration, and what knows the rest of it."""
        self._modules = configuration.modules
        self._providers = configuration.providers
        self._sources = sources
        self._known: dict[tuple[str, str, str], tuple[Target, ...]] = {}
        self._expressions: dict[tuple[str, tuple[str, ...]], tuple[Target, ...]] = {}
        self._around: dict[str, tuple[Target, ...]] = {}

    def of_block(self, path: str, local: str, block: ConfigBlock) -> Iterator[tuple[str, Target]]:
        """Give every (attribute, target) of a `resource` or `data` block in module `path`."""
        repetition, depth = Repetition(block.repetition, 0), _depth(path)
        for attribute, references in block.references.items():
            if (plain := _plain(references, depth)) is not None:
                yield attribute, plain
                continue
            for target in self._expression(path, references, repetition):
                yield "" if target.via is Via.DEPENDS_ON else attribute, target
        for attribute, references in self._sources.references_of(path, local).items():
            for target in self._expression(path, references, repetition):
                yield attribute, target
        yield from (("", target) for target in self._beside(path, block))

    def _expression(
        self, path: str, references: tuple[str, ...], repetition: Repetition
    ) -> Iterable[Target]:
        """Resolve an expression; many blocks of a module share theirs, `local.tags` above all."""
        if repetition.references:
            return self._resolve(path, references, repetition)
        known = self._expressions.get((path, references))
        if known is None:
            known = tuple(self._resolve(path, references, repetition))
            self._expressions[path, references] = known
        return known

    def _beside(self, path: str, block: ConfigBlock) -> Iterator[Target]:
        """Give what a block depends on with no attribute in particular."""
        if block.repetition:
            yield from self._repeated(path, block.repetition, 0)
        if block.depends_on:
            yield from self._whole(path, block.depends_on, Via.DEPENDS_ON)
        if block.provider:
            yield from self._provider(block.provider)
        yield from self._around_module(path)

    def _whole(self, path: str, references: tuple[str, ...], via: Via) -> Iterator[Target]:
        for target in self._resolve(path, references, NO_REPETITION):
            yield target._replace(via=via)

    def _repeated(self, path: str, references: tuple[str, ...], level: int) -> Iterator[Target]:
        """Give each member the member with its key of what is iterated over as a whole."""
        for target in self._whole(path, references, Via.REPETITION):
            if target.attribute or target.pick is not None or target.through:
                yield target
            elif target.local:
                yield target._replace(pick=SameAs(level))
            else:
                *above, (name, pick) = target.below
                same = SameAs(level) if pick is None else pick
                yield target._replace(below=(*above, (name, same)))

    def _around_module(self, path: str) -> tuple[Target, ...]:
        """Give what all in a module waits for: `count`, `for_each`, `depends_on` of its calls."""
        if not path:
            return ()
        if path not in self._around:
            self._around[path] = ()
            parent, name = parent_of(path)
            found = list(self._around_module(parent))
            if (call := self._call(parent, name)) is not None:
                found += self._repeated(parent, call.repetition, _depth(path))
                found += self._whole(parent, call.depends_on, Via.DEPENDS_ON)
            self._around[path] = tuple(found)
        return self._around[path]

    def _provider(self, key: str) -> tuple[Target, ...]:
        known = self._known.get(("", "provider", key))
        if known is None:
            provider = self._providers.get(key)
            known = ()
            if provider is not None:
                known = tuple(
                    target._replace(via=Via.PROVIDER)
                    for references in provider.references.values()
                    for target in self._resolve(provider.module, references, NO_REPETITION)
                )
            self._known["", "provider", key] = known
        return known

    def _call(self, path: str, name: str) -> ConfigBlock | None:
        module = self._modules.get(path)
        return module.calls.get(name) if module else None

    def _resolve(
        self, path: str, references: tuple[str, ...], repetition: Repetition
    ) -> Iterator[Target]:
        if not references:
            return
        repeated = len(references) > 1 and any(
            reference.startswith(("each.", "count.index")) for reference in references
        )
        pick = SameAs(repetition.level) if repeated and repetition.level >= 0 else None
        for reference in longest(references):
            yield from self._one(path, steps_of(reference), pick, repetition)

    def _one(
        self, path: str, steps: _Steps, pick: Pick, repetition: Repetition
    ) -> Iterator[Target]:
        head = steps[0] if steps else ""
        if len(steps) < 2 or head in _NOTHING_BEHIND:  # noqa: PLR2004 - a kind and a name
            return
        if head == "var":
            yield from self._passed(self._input(path, str(steps[1])), steps[2:])
        elif head == "local":
            yield from self._passed(self._local(path, str(steps[1])), steps[2:])
        elif head == "each":
            yield from self._each(path, steps, repetition)
        elif head == "module":
            yield from self._module(path, steps, pick)
        else:
            yield from self._resource(path, steps[1:] if head == "resource" else steps, pick)

    def _resource(self, path: str, steps: _Steps, pick: Pick) -> Iterator[Target]:
        size = 3 if steps[0] in ("data", "ephemeral") else 2
        names = [step for step in steps[:size] if isinstance(step, str)]
        if len(names) < size:
            return
        rest = steps[size:]
        if rest and isinstance(rest[0], _Index):
            pick = rest[0].key
        elif rest:
            pick = None
        yield Target(_depth(path), (), ".".join(names), pick, _dotted(rest), (), Via.REFERENCE)

    def _each(self, path: str, steps: _Steps, repetition: Repetition) -> Iterator[Target]:
        """`each.value.id` is `id` of the member, with the same key, of what is iterated over."""
        member = SameAs(repetition.level)
        for reference in longest(repetition.references):
            over = steps_of(reference)
            bare = 3 if over[0] == "data" else 2
            if over[0] in ("var", "local", "each") or len(over) > bare:
                yield from self._one(path, over, None, NO_REPETITION)
                continue
            if steps[1] == "key":
                over = over[:bare]
            else:
                over += steps[2:]
            for target in self._one(path, over, member, NO_REPETITION):
                picked = target if target.below else target._replace(pick=member)
                yield picked._replace(through=("each." + str(steps[1]), *target.through))

    def _module(self, path: str, steps: _Steps, pick: Pick) -> Iterator[Target]:
        name, rest = str(steps[1]), steps[2:]
        if rest and isinstance(rest[0], _Index):
            pick, rest = rest[0].key, rest[1:]
        elif rest and not isinstance(pick, SameAs):
            pick = None
        depth = _depth(path)
        if not rest:
            yield Target(depth, ((name, pick),), "", None, "", (), Via.REFERENCE)
            return
        for target in self._passed(self._output(child_of(path, name), str(rest[0])), rest[1:]):
            yield _from_above(target, name, depth, pick)

    def _input(self, path: str, name: str) -> tuple[Target, ...]:
        if not path:
            return ()
        parent, call_name = parent_of(path)
        call = self._call(parent, call_name)
        references = call.references.get(name, ()) if call else ()
        repetition = Repetition(call.repetition if call else (), _depth(path))
        return self._once(path, "var", name, parent, references, repetition)

    def _local(self, path: str, name: str) -> tuple[Target, ...]:
        known = self._known.get((path, "local", name))
        if known is not None:
            return known
        references = self._sources.locals_of(path, name)
        return self._once(path, "local", name, path, references, NO_REPETITION)

    def _output(self, path: str, name: str) -> tuple[Target, ...]:
        known = self._known.get((path, "", name))
        if known is None:
            module: ConfigModule | None = self._modules.get(path)
            references = module.outputs.get(name, ()) if module else ()
            known = self._once(path, "", name, path, references, NO_REPETITION)
            if module and (after := module.output_depends_on.get(name)):
                known += tuple(self._whole(path, after, Via.DEPENDS_ON))
                self._known[path, "", name] = known
        return known

    def _once(
        self,
        path: str,
        kind: str,
        name: str,
        where: str,
        references: tuple[str, ...],
        repetition: Repetition,
    ) -> tuple[Target, ...]:
        """Resolve a name once; one that leads back to itself stands for nothing there."""
        place = (path, kind, name)
        if place not in self._known:
            self._known[place] = ()
            label = ".".join(filter(None, place))
            self._known[place] = tuple(
                dict.fromkeys(
                    target._replace(through=(label, *target.through))
                    for target in self._resolve(where, references, repetition)
                )
            )
        return self._known[place]

    @staticmethod
    def _passed(targets: tuple[Target, ...], rest: _Steps) -> Iterator[Target]:
        """Go on into what an input, output or local holds, where it holds a whole object."""
        deeper = _dotted(rest)
        for target in targets:
            if deeper and target.local and not target.attribute:
                key = rest[0].key if isinstance(rest[0], _Index) else target.pick
                yield target._replace(attribute=deeper, pick=key)
            else:
                yield target


def _from_above(target: Target, name: str, depth: int, pick: Pick) -> Target:
    """Turn what an output's expression means inside the module into what it means outside."""
    inner = SameAs(depth + 1)
    below = tuple((n, pick if p == inner else p) for n, p in target.below)
    own = pick if target.pick == inner else target.pick
    if target.depth > depth:
        below = ((name, pick), *below)
    return target._replace(depth=min(depth, target.depth), below=below, pick=own)


def _depth(path: str) -> int:
    return (path.count(".") + 1) // 2 if path else 0


def _dotted(steps: _Steps) -> str:
    return ".".join([step for step in steps if isinstance(step, str)]) if steps else ""
