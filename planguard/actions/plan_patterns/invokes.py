"""
The apply runs programs.

Provider actions that changes trigger; provisioners (`local-exec`, `remote-exec`, `file`) of objects
that are created or replaced, those of `null_resource` and `terraform_data` included; `external` data
sources that are read during the apply; and Pulumi's commands (`command:local:Command` and the
like), which run when they are made, changed or, where they have a `delete`, destroyed. What they do
is in no plan.

A plan lists provisioners without saying whether they run on creation or on destruction. For an
object that is only deleted, and whose block is still in the configuration, a destruction-time
provisioner is possible and the finding says so (`inferred` when there is nothing else). Once the
block is gone, so are its provisioners.

Details: `count`, the invocations and objects concerned.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import Overview
from planguard.model.action import Action
from planguard.model.difference import same
from planguard.model.plan import Change, Configuration
from planguard.model.words import Address, Confidence, Mode, Verb

_COMMANDS = frozenset(
    (
        "command:local:Command",
        "command:remote:Command",
        "command:remote:CopyFile",
        "command:remote:CopyToRemote",
    )
)
"""https://www.pulumi.com/registry/packages/command/"""


def find(overview: Overview) -> Iterator[Action]:
    """Give `plan.invokes` when the apply runs anything."""
    plan = overview.plan
    invoked = [Address(invocation.address) for invocation in plan.invocations]
    surely: dict[Address, tuple[str, ...]] = {}
    maybe: dict[Address, tuple[str, ...]] = {}
    external: list[Address] = []
    commands: list[Address] = []
    for change in plan.changes:
        if change.resource.mode is Mode.DATA:
            if change.type == "external" and change.verb is Verb.READ:
                external.append(change.address)
        elif change.type in _COMMANDS:
            if _commands(change):
                commands.append(change.address)
        elif kinds := _provisioners(change, plan.configuration):
            if change.verb in {Verb.CREATE, Verb.REPLACE}:
                surely[change.address] = kinds
            elif change.verb is Verb.DELETE:
                maybe[change.address] = kinds
    said = [
        _said("runs", "provider action", invoked),
        _said("runs", "program", external, " of external data sources"),
        _said("runs", "command", commands),
        _said("provisions", "object", list(surely), _with(surely)),
        _said("may provision, on destruction,", "object", list(maybe), _with(maybe)),
    ]
    addresses = tuple(dict.fromkeys([*invoked, *external, *commands, *surely, *maybe]))
    if addresses:
        yield overview.action(
            "plan.invokes",
            addresses,
            f"the apply {'; '.join(filter(None, said))}",
            confidence=Confidence.EXACT if len(addresses) > len(maybe) else Confidence.INFERRED,
            details={"count": len(addresses)},
        )


def _commands(change: Change) -> bool:
    """Tell whether one of Pulumi's commands runs; an option of the resource runs nothing."""
    if change.verb is Verb.DELETE:
        return bool(change.before.get("delete"))
    names = {name for name in {**change.before, **change.after} if not name.startswith("pulumi_")}
    differs = any(not same(change.before.get(name), change.after.get(name)) for name in names)
    return change.verb in {Verb.CREATE, Verb.REPLACE} or (change.verb is Verb.UPDATE and differs)


def _provisioners(change: Change, configuration: Configuration) -> tuple[str, ...]:
    module = configuration.modules.get(change.resource.config_module)
    block = module.blocks.get(change.resource.local) if module else None
    return block.provisioners if block else ()


def _said(verb: str, noun: str, addresses: list[Address], more: str = "") -> str:
    if not addresses:
        return ""
    count = len(addresses)
    return f"{verb} {count} {noun}{'s' if count > 1 else ''}{more}"


def _with(provisioners: dict[Address, tuple[str, ...]]) -> str:
    kinds = sorted({kind for many in provisioners.values() for kind in many})
    return f" with {', '.join(kinds)}"
