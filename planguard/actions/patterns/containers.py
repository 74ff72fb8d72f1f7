"""
Compare container definitions, container by container, by name.

The definitions are JSON text (an ECS task definition, a single container of a Batch job) or blocks. A container's image gives
`deploy.version` or `deploy.rollback`; cpu and memory `scale.resize-up` and `scale.resize-down`;
environment variables `config.env`, and `secret.expose` for a secret in clear; a secret reference
that points elsewhere `secret.change`; port mappings `routing.rule`; a log configuration that goes
`observability.logs-off`; privileged mode switched on `protection.guard-off`. A container that came
or went, or another command, entry point, user or health check, is a `deploy.version`. Definitions
that are sensitive or known only after apply give `deploy.version`, `inferred`. On creation only
exposed secrets are reported.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planguard.actions.environment import exposed, hidden, variables_of
from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.scalar import listed, number_of, shown, truth_of
from planguard.actions.versions import Move, image_of, move_of
from planguard.model.action import NO_NUMBER, Action
from planguard.model.difference import is_nothing, same
from planguard.model.value import Sensitive, Value
from planguard.model.words import Confidence, Verb

_SIZES = ("cpu", "vcpus", "memory", "memoryReservation")
_BEHAVIOUR = ("command", "entryPoint", "healthCheck", "user", "privileged", "workingDirectory")

_Container = Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One container before and after, and where it stands."""

    subject: Subject
    rule: Rule
    pair: Pair
    name: str
    before: _Container
    after: _Container

    def action(
        self,
        action_id: str,
        attribute: str,
        said: str,
        *,
        magnitude: float | None = None,
        details: Mapping[str, Value] | None = None,
    ) -> Action:
        """Make an action that shows one attribute of the container."""
        pair = Pair(
            path=self.pair.path,
            before=self.before.get(attribute),
            after=self.after.get(attribute),
        )
        return self.subject.action(
            action_id,
            pair,
            f"container {self.name}: {said}",
            rule=self.rule,
            magnitude=NO_NUMBER if magnitude is None else magnitude,
            details=details,
        )


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give what changes in each container of the definitions under the rule's path."""
    creating = subject.change.verb is Verb.CREATE
    for pair in subject.pairs(rule.path):
        before, after = _containers(pair.before), _containers(pair.after)
        if before is None or after is None:
            if not creating:
                yield subject.action(
                    "deploy.version",
                    pair,
                    f"container definitions go from {_said(pair.before)} to {_said(pair.after)}",
                    rule=rule,
                    confidence=Confidence.INFERRED,
                )
            continue
        for name in {**before, **after}:
            old, new = before.get(name), after.get(name)
            side = _Side(
                subject=subject, rule=rule, pair=pair, name=name, before=old or {}, after=new or {}
            )
            yield from _exposed(side)
            if creating:
                continue
            if old is None or new is None:
                said = "is added" if old is None else "is removed"
                yield side.action("deploy.version", "image", said)
            else:
                yield from _changes(side)


def _containers(value: Value) -> dict[str, _Container] | None:
    """Read containers by name; `None` when they cannot be read."""
    if isinstance(value, str):
        try:
            value = json.loads(value) if value.strip() else None
        except ValueError:
            return None
    if is_nothing(value):
        return {}
    if isinstance(value, Mapping):
        value = [value]
    if not isinstance(value, list | tuple):
        return None
    blocks = [block for block in value if isinstance(block, Mapping)]
    return {str(block.get("name") or position + 1): block for position, block in enumerate(blocks)}


def _said(value: Value) -> str:
    return "text that cannot be read" if isinstance(value, str) else shown(value)


def _changes(side: _Side) -> Iterator[Action]:
    yield from _image(side)
    yield from _sizes(side)
    yield from _environment(side)
    yield from _secrets(side)
    if not _agree(side, "portMappings"):
        yield side.action("routing.rule", "portMappings", "its ports change")
    log = "logConfiguration"
    if not is_nothing(side.before.get(log)) and is_nothing(side.after.get(log)):
        yield side.action("observability.logs-off", log, "its logs are no longer collected")
    behaviour = [name for name in _BEHAVIOUR if not _agree(side, name)]
    if behaviour:
        yield side.action("deploy.version", behaviour[0], f"another {listed(behaviour)}")
    if truth_of(side.after.get("privileged")) and "privileged" in behaviour:
        yield side.action("protection.guard-off", "privileged", "it runs privileged on its host")


def _agree(side: _Side, attribute: str) -> bool:
    return same(side.before.get(attribute), side.after.get(attribute))


def _image(side: _Side) -> Iterator[Action]:
    before, after = side.before.get("image"), side.after.get("image")
    if same(before, after):
        return
    old, new = image_of(str(before)), image_of(str(after))
    move = Move(older=False, step="other")
    if old.repository == new.repository and old.tag != new.tag:
        move = move_of(old.tag, new.tag)
    yield side.action(
        "deploy.rollback" if move.older else "deploy.version",
        "image",
        f"image {shown(before)} becomes {shown(after)}",
        details={
            "from_version": old.tag or old.digest,
            "to_version": new.tag or new.digest,
            "version_step": "other" if old.tag.isdecimal() else move.step,
            "mutable_tag": new.is_mutable,
        },
    )


def _sizes(side: _Side) -> Iterator[Action]:
    old, new = _amounts(side.before), _amounts(side.after)
    for name in {**old, **new}:
        before, after = number_of(old.get(name)), number_of(new.get(name))
        if before and after and before != after:
            yield side.action(
                "scale.resize-up" if after > before else "scale.resize-down",
                name,
                f"{name} goes from {before:g} to {after:g}",
                magnitude=after / before,
            )


def _amounts(container: _Container) -> dict[str, Value]:
    """Give cpu and memory, those of a Batch job's `resourceRequirements` included."""
    found = {name: container.get(name) for name in _SIZES}
    blocks = container.get("resourceRequirements")
    for block in blocks if isinstance(blocks, list | tuple) else ():
        if isinstance(block, Mapping):
            found[str(block.get("type")).lower()] = block.get("value")
    return found


def _environment(side: _Side) -> Iterator[Action]:
    before = variables_of(side.before.get("environment")) or {}
    after = variables_of(side.after.get("environment")) or {}
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    if names:
        secrets = side.subject.secrets
        yield side.subject.action(
            "config.env",
            Pair(
                path=side.pair.path,
                before=hidden(before, names, secrets),
                after=hidden(after, names, secrets),
            ),
            f"container {side.name}: environment variables change: {listed(names)}",
            rule=side.rule,
            details={"count": len(names)},
        )


def _exposed(side: _Side) -> Iterator[Action]:
    before = variables_of(side.before.get("environment")) or {}
    after = variables_of(side.after.get("environment")) or {}
    for name, value in after.items():
        if before.get(name) != value and exposed(name, value, side.subject.secrets):
            yield side.subject.action(
                "secret.expose",
                Pair(path=side.pair.path, before=None, after=Sensitive(value)),
                f"container {side.name}: the environment variable {name} holds a secret that can "
                "be read there",
                rule=side.rule,
            )


def _secrets(side: _Side) -> Iterator[Action]:
    before, after = _references(side.before), _references(side.after)
    moved = [name for name in before if name in after and before[name] != after[name]]
    if moved:
        yield side.action("secret.change", "secrets", f"{listed(moved)} comes from elsewhere")


def _references(container: _Container) -> dict[str, Value]:
    """Give where each secret comes from, by the variable's name."""
    blocks = container.get("secrets")
    items = blocks if isinstance(blocks, list | tuple) else ()
    return {
        str(block.get("name")): block.get("valueFrom")
        for block in items
        if isinstance(block, Mapping)
    }
