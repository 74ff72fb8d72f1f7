"""
Compare container definitions, container by container, by name.

The definitions are JSON text (an ECS task definition, a single container of a Batch job) or blocks.
A container's image gives `deploy.version` or `deploy.rollback`; cpu and memory `scale.resize-up`
and `scale.resize-down`; environment variables `config.env`, and `secret.expose` for a secret in clear; a secret reference
that points elsewhere `secret.change`; port mappings `routing.rule`; a log configuration that goes
`observability.logs-off`; privileged mode switched on `protection.guard-off`. A container that came
or went, or another command, entry point, user or health check, is a `deploy.version`. Definitions
that are sensitive or known only after apply give `deploy.version`, `inferred`. On creation only
exposed secrets are reported.

The containers of a Kubernetes pod are compared alike: requests and limits are sizes, references to
a Secret are secrets. Whatever else of them differs is a `deploy.version` too, since the pods are
made anew. A liberty on the host that a container takes (privileged mode, root, a strong capability)
is `protection.guard-off`, one it gives up `protection.up`; a new workload that comes with one is
`access.grant`.

Longer than other files: the parts of a container are read and compared together.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.providers.kubernetes_blocks import reads_blocks
from planguard.actions.providers.kubernetes_pods import as_task_container
from planguard.actions.providers.lifecycles import image_end_of_life
from planguard.actions.values.environment import exposed, hidden, variables_of
from planguard.actions.values.quantities import quantity_of
from planguard.actions.values.scalar import listed, number_of, shown, truth_of, word_of, words_of
from planguard.actions.values.versions import Move, image_of, tag_move_of
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


@reads_blocks
def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give what changes in each container of the definitions under the rule's path."""
    creating = subject.change.verb is Verb.CREATE
    pods = rule.options.get("shape") == "pod"
    for pair in subject.pairs(rule.path):
        before, after = _containers(pair.before, pods=pods), _containers(pair.after, pods=pods)
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
            yield from _liberties(side)
            if creating:
                continue
            if old is None or new is None:
                said = "is added" if old is None else "is removed"
                yield side.action("deploy.version", "image", said)
            else:
                yield from _changes(side)


def _containers(value: Value, *, pods: bool) -> dict[str, _Container] | None:
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
    return {
        str(block.get("name") or position + 1): as_task_container(block) if pods else block
        for position, block in enumerate(blocks)
    }


def _said(value: Value) -> str:
    return "text that cannot be read" if isinstance(value, str) else shown(value)


def _changes(side: _Side) -> Iterator[Action]:
    yield from _image(side)
    yield from _sizes(side)
    yield from _environment(side)
    yield from _secrets(side)
    if not same(_ports(side, side.before), _ports(side, side.after)):
        yield side.action("routing.rule", "portMappings", "its ports change")
    log = "logConfiguration"
    if not is_nothing(side.before.get(log)) and is_nothing(side.after.get(log)):
        yield side.action("observability.logs-off", log, "its logs are no longer collected")
    behaviour = [name for name in _BEHAVIOUR if not _agree(side, name)]
    rest = [side.before.get("rest"), side.after.get("rest")]
    old, new = (block if isinstance(block, Mapping) else {} for block in rest)
    behaviour += [name for name in {**old, **new} if not same(old.get(name), new.get(name))]
    if behaviour:
        yield side.action("deploy.version", behaviour[0], f"another {listed(behaviour)}")
    if truth_of(side.after.get("privileged")) and "privileged" in behaviour:
        yield side.action("protection.guard-off", "privileged", "it runs privileged on its host")


def _ports(side: _Side, container: _Container) -> Value:
    """
    Give the ports, without what the service fills in where nothing is said.

    Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
    """
    blocks = container.get("portMappings")
    if not isinstance(blocks, list | tuple):
        return blocks
    alike = word_of(side.subject.change.after.get("network_mode")) in {"awsvpc", "host"}
    ports: list[Value] = []
    for block in blocks:
        if not isinstance(block, Mapping):
            return blocks
        usual = {"hostPort": block.get("containerPort") if alike else 0, "protocol": "tcp"}
        ports.append(
            {name: value for name, value in block.items() if not same(value, usual.get(name))}
        )
    return ports


def _agree(side: _Side, attribute: str) -> bool:
    return same(side.before.get(attribute), side.after.get(attribute))


def _image(side: _Side) -> Iterator[Action]:
    before, after = side.before.get("image"), side.after.get("image")
    if same(before, after):
        return
    old, new = image_of(str(before)), image_of(str(after))
    move = Move(older=False, step="other")
    if old.repository == new.repository and old.tag != new.tag:
        move = tag_move_of(old.tag, new.tag)
    end = image_end_of_life(str(after))
    yield side.action(
        "deploy.rollback" if move.older else "deploy.version",
        "image",
        f"image {shown(before)} becomes {shown(after)}",
        details={
            "from_version": old.tag or old.digest,
            "to_version": new.tag or new.digest,
            "version_step": move.step,
            "version_order": move.order,
            "mutable_tag": new.is_mutable,
            **({"end_of_life": end} if end else {}),
        },
    )


def _sizes(side: _Side) -> Iterator[Action]:
    old, new = _amounts(side.before), _amounts(side.after)
    told = set()
    for name in {**old, **new}:
        before, after = quantity_of(old.get(name)), quantity_of(new.get(name))
        if before and after and before != after:
            action_id = "scale.resize-up" if after > before else "scale.resize-down"
            # A limit that moves with the request says nothing new.
            what = (name.rpartition(".")[2], action_id)
            if what not in told:
                told.add(what)
                yield side.action(
                    action_id,
                    name,
                    f"{name} goes from {_amount(old.get(name))} to {_amount(new.get(name))}",
                    magnitude=after / before,
                )
    limits = [name for name in old if name.startswith("limits.") and name not in new]
    if limits:
        yield side.action("protection.guard-off", "amounts", f"{listed(limits)} is taken away")
    others = [name for name in new if "." in name and name not in old]
    others += [name for name in old if name.startswith("requests.") and name not in new]
    if others:
        yield side.action("config.parameter", "amounts", f"{listed(others)} comes or goes")


def _amount(value: Value) -> str:
    number = number_of(value)
    return shown(value) if number is None else f"{number:g}"


def _amounts(container: _Container) -> dict[str, Value]:
    """Give cpu and memory, those of a Batch job's `resourceRequirements` included."""
    told = container.get("amounts")
    if isinstance(told, Mapping):
        return dict(told)
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
        found = exposed(name, value, side.subject.secrets) if before.get(name) != value else None
        if found:
            yield side.subject.action(
                "secret.expose",
                Pair(path=side.pair.path, before=None, after=Sensitive(found.text)),
                f"container {side.name}: the environment variable {name} holds a secret that can "
                f"be read there ({found.said})",
                rule=side.rule,
                confidence=found.confidence,
                details=found.details,
            )


def _liberties(side: _Side) -> Iterator[Action]:
    """Tell what a container of a pod may newly do to its host."""
    before, after = words_of(side.before.get("liberties")), words_of(side.after.get("liberties"))
    came = [liberty for liberty in after if liberty not in before]
    gone = [liberty for liberty in before if liberty not in after]
    creating = side.subject.change.verb is Verb.CREATE
    if came:
        yield side.action(
            "access.grant" if creating else "protection.guard-off",
            "liberties",
            ", ".join(came),
            details={"permissions": came, "principals": []} if creating else None,
        )
    elif gone and side.after:
        yield side.action("protection.up", "liberties", f"no longer so: {', '.join(gone)}")


def _secrets(side: _Side) -> Iterator[Action]:
    before, after = _references(side.before), _references(side.after)
    moved = [name for name in before if name in after and before[name] != after[name]]
    if moved:
        yield side.action("secret.change", "secrets", f"{listed(moved)} comes from elsewhere")
    told = {**(variables_of(side.before.get("environment")) or {})}
    told |= variables_of(side.after.get("environment")) or {}
    came = [name for name in after if name not in before and name not in told]
    gone = [name for name in before if name not in after and name not in told]
    if came or gone:
        said = [f"{listed(came)} comes from a secret"] if came else []
        said += [f"{listed(gone)} is no longer given"] if gone else []
        yield side.action("config.env", "secrets", ", ".join(said))


def _references(container: _Container) -> dict[str, Value]:
    """Give where each secret comes from, by the variable's name."""
    blocks = container.get("secrets")
    items = blocks if isinstance(blocks, list | tuple) else ()
    return {
        str(block.get("name")): block.get("valueFrom")
        for block in items
        if isinstance(block, Mapping)
    }
