"""
A block loses `prevent_destroy`, or gets it.

The plan does not carry it, nor does the state: the files do, as they are and as they were where
the change set out from (`--base`, or the branch that the CI system names). Taking it away from an
object that exists, or taking the block away with it, is `protection.guard-off`; adding it is
`protection.up`. Objects that leave the state and stay in the world are not meant. Pulumi's
`protect` is an option of each resource, and is compared there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from planguard.actions.interface import Overview
from planguard.model.action import Action
from planguard.model.plan import Resource, module_steps
from planguard.model.standing import Block, Since
from planguard.model.words import Address, Mode, Verb

_LAST = re.compile(
    r"(?P<type>[^.\[\]]+)\.(?P<name>[^.\[\]]+)(?:\[(?:\d+|\"(?:[^\"\\]|\\.)*\")\])?$"
)
_PATH = ("lifecycle", "prevent_destroy")


def find(overview: Overview) -> Iterator[Action]:
    """Give the guards that came and went, for every object that has them."""
    since = overview.since
    if since is None or since.before.blocks is None or since.now.blocks is None:
        return
    changes = {change.address: change for change in overview.plan.changes if not change.deposed}
    for resource in overview.plan.resources.values():
        change = changes.get(resource.address)
        if resource.mode is not Mode.MANAGED or not resource.in_state:
            continue
        if change is not None and change.verb in {Verb.FORGET, Verb.CREATE}:
            continue
        before = _block_of(change.previous_address if change else "") or _own(resource)
        yield from _compared(
            resource.address, before, _own(resource), since, change.verb if change else None
        )


def _compared(
    address: Address, before: Block, now: Block, since: Since, verb: Verb | None
) -> Iterator[Action]:
    old = (since.before.blocks or {}).get(before)
    new = (since.now.blocks or {}).get(now)
    if old is True and (new is False or (new is None and verb is Verb.DELETE)):
        gone = "its block goes, and prevent_destroy with it" if new is None else ""
        because = gone or "prevent_destroy is taken away"
        yield _made("protection.guard-off", address, because, since, after=False)
    elif old is False and new is True:
        yield _made("protection.up", address, "prevent_destroy is added", since, after=True)


def _made(action_id: str, address: Address, because: str, since: Since, *, after: bool) -> Action:
    made = Overview.action(
        action_id, (address,), f"{because}, since {since.label}",
        paths=(_PATH,), before=not after, after=after,
    )  # fmt: skip
    return replace(made, addresses=())


def _own(resource: Resource) -> Block:
    return Block(resource.config_module, resource.local)


def _block_of(address: str) -> Block | None:
    """Give the block that an address is of; `None` for none."""
    found = _LAST.search(address)
    if not found:
        return None
    module = ".".join(f"module.{call}" for call, _ in module_steps(address[: found.start()]))
    return Block(module, f"{found['type']}.{found['name']}")
