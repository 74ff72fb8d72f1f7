"""
An object is destroyed and created again under another address, with the same values.

That is what renaming a resource block, moving it into a module, renaming a module or going from
`count` to `for_each` does when no `moved` block goes with it. The finding carries the block to
paste; with it, nothing is destroyed.

Deletions and creations of one resource type and provider are matched one to one by everything that
is set and known after the change, and not computed. Two objects are taken for one when

- all of it agrees and their own name (`name`, `bucket`, `function_name` ...) is among it: `exact`;
- it agrees but for tags, labels and descriptions: `inferred`;
- all of it agrees and they have no name of their own, with at least two attributes: `inferred`;
  with a single attribute, and no other object of the type coming or going: `guess`;
- it agrees but for the name, at least three attributes do, and the name follows the address
  (`aws_sqs_queue.orders` called `shop-orders` becomes `aws_sqs_queue.sales` called `shop-sales`):
  `inferred`.

Where several objects are alike they are matched by their local address, instance key or module;
what is ambiguous after that is left out, and so is what refers to an object that is new. A
credential that its service draws (an access key) is no rename either: a new one is a rotation. A
module whose objects all turn up below another module gives one `moved` block for the module. In
Pulumi's programs the alias of the new resource, its `aliases` option, does what a `moved` block
does.

Details: `block`, the text to paste; `count`, the objects it keeps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from planguard.actions.interface import Overview
from planguard.actions.pairing import Pair, consistent, pairs
from planguard.model.action import Action
from planguard.model.plan import Change, Plan, Resource, module_steps
from planguard.model.value import Sensitive
from planguard.model.words import Address, Confidence, Mode, Role, Verb

_Steps = tuple[tuple[str, str], ...]
_STRENGTH = (Confidence.GUESS, Confidence.INFERRED, Confidence.EXACT)


class _Move(NamedTuple):
    """One `moved` block."""

    old: str
    new: str


def find(overview: Overview) -> Iterator[Action]:
    """Give `plan.rename-without-move` for every block or module that was renamed."""
    changes = {c.address: c for c in overview.plan.changes if not c.deposed}
    alike = [
        pair
        for pair in pairs(changes.values())
        if overview.roles.get(pair.new.type) is not Role.SECRET
        or not _drawn(changes[pair.new.address])
    ]
    found = consistent(alike, changes, overview.graph)
    if not found:
        return
    stack = _Stack(overview.plan.resources.values(), changes)
    left = {pair.old.address: pair for pair in found}
    for moves, covered in _module_moves(found, stack):
        if members := [left.pop(address) for address in covered if address in left]:
            yield _action(overview, moves, covered, members)
    groups: dict[_Move, list[Pair]] = defaultdict(list)
    for pair in left.values():
        groups[_Move(pair.old.block, pair.new.block)].append(pair)
    for move, members in groups.items():
        addresses = {pair.old.address: pair.new.address for pair in members}
        keyed = all(pair.old.key == pair.new.key for pair in members)
        whole = keyed and not stack.staying_blocks & set(move)
        moves = [move] if whole else [_Move(*both) for both in addresses.items()]
        yield _action(overview, moves, addresses, members)


def _drawn(change: Change) -> bool:
    """Tell whether the service draws the secret: then a new object is a rotation, and no rename."""
    hidden = [value for value in change.after.values() if isinstance(value, Sensitive)]
    return all(value.is_unknown or value.is_empty for value in hidden)


class _Stack:
    """Managed objects of a plan by what becomes of them and by the modules they are in."""

    def __init__(self, resources: Iterable[Resource], changes: Mapping[Address, Change]) -> None:
        verbs = {address: change.verb for address, change in changes.items()}
        self.managed = [r for r in resources if r.mode is Mode.MANAGED]
        self.gone = {a for a, verb in verbs.items() if verb is Verb.DELETE}
        self.made = {a for a, verb in verbs.items() if verb is Verb.CREATE}
        self.staying_blocks = {
            resource.block
            for resource in self.managed
            if resource.address not in self.gone and resource.address not in self.made
        }

    def below(self, roots: Iterable[_Steps]) -> Mapping[_Steps, list[Resource]]:
        """List the objects in each of the modules and in those below."""
        found: dict[_Steps, list[Resource]] = {root: [] for root in roots}
        for resource in self.managed:
            steps = module_steps(resource.module)
            for depth in range(1, len(steps) + 1):
                if steps[:depth] in found:
                    found[steps[:depth]].append(resource)
        return found

    def instances(self) -> Mapping[str, set[_Steps]]:
        """List the instances of each module call, by its address without the last key."""
        found: dict[str, set[_Steps]] = defaultdict(set)
        for module in {resource.module for resource in self.managed}:
            steps = module_steps(module)
            for depth in range(1, len(steps) + 1):
                found[_call(steps[:depth])].add(steps[:depth])
        return found


def _module_moves(
    found: Sequence[Pair], stack: _Stack
) -> Iterator[tuple[list[_Move], dict[Address, Address]]]:
    """Give the modules of which everything turns up below another module."""
    renames = dict.fromkeys(filter(None, map(_module_rename, found)))
    below = stack.below({old for old, _ in renames})
    moved: dict[_Move, dict[_Steps, dict[Address, Address]]] = defaultdict(dict)
    for old, new in renames:
        cut = len(_text(old))
        counterparts = {
            resource.address: Address(_text(new) + resource.address[cut:])
            for resource in below[old]
        }
        if stack.gone.issuperset(counterparts) and stack.made.issuperset(counterparts.values()):
            same_key = old[-1][1] == new[-1][1]
            call = _Move(_call(old), _call(new)) if same_key else _Move(_text(old), _text(new))
            moved[call][old] = counterparts
    instances = stack.instances() if moved else {}
    for call, parts in moved.items():
        covered = {one: other for part in parts.values() for one, other in part.items()}
        if call.old not in instances or instances[call.old] <= set(parts):
            yield [call], covered
        else:
            keys = [old[-1][1] for old in parts]
            yield [_Move(call.old + key, call.new + key) for key in keys], covered


def _module_rename(pair: Pair) -> tuple[_Steps, _Steps] | None:
    """Give the outermost modules that differ, where the address below them is the same."""
    if (pair.old.local, pair.old.key) != (pair.new.local, pair.new.key):
        return None
    old, new = module_steps(pair.old.module), module_steps(pair.new.module)
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    shorter = min(len(old), len(new))
    return (old, new) if old[:shorter] != new[:shorter] else None


def _text(steps: _Steps) -> str:
    return ".".join(f"module.{name}{key}" for name, key in steps)


def _call(steps: _Steps) -> str:
    return _text((*steps[:-1], (steps[-1][0], "")))


def _action(
    overview: Overview,
    moves: Sequence[_Move],
    addresses: Mapping[Address, Address],
    members: Sequence[Pair],
) -> Action:
    count = len(addresses)
    many = "" if count == 1 else f", {count} objects"
    old, new = moves[0] if len(moves) == 1 else (members[0].old.block, members[0].new.block)
    alike = min(pair.agreeing for pair in members)
    name = "" if all(pair.keeps_name for pair in members) else ", though its name changes too"
    least = "at least " if len(members) > 1 else ""
    return overview.action(
        "plan.rename-without-move",
        [address for both in addresses.items() for address in both],
        f"{old} is destroyed and created again as {new}{many}, with {least}{alike} "
        f"attribute{'s' if alike > 1 else ''} alike{name}: "
        f"with {_remedy(overview.plan)} it would stay",
        confidence=min((pair.confidence for pair in members), key=_STRENGTH.index),
        details={
            "block": "\n\n".join(_block(move, overview.plan) for move in moves),
            "count": count,
        },
    )


def _remedy(plan: Plan) -> str:
    return "an alias" if plan.stack else "a `moved` block"


def _block(move: _Move, plan: Plan) -> str:
    if plan.stack:
        return f'options of {move.new}:\n  aliases: ["{plan.urn_prefix}{move.old}"]'
    return f"moved {{\n  from = {move.old}\n  to   = {move.new}\n}}"
