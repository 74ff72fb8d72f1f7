"""
The run as a preview would tell it, made of what the engine shows and of the prior state.

The engine shows a pack what will be there, never what becomes of what: creates, updates and
deletes are found by comparing with the prior state. Which update is a replacement only the
provider knows, so it stays an update here.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from planguard.pulumi_pack.comparing import Same, compared_inputs
from planguard.pulumi_pack.prior import Prior

_PROVIDERS = "pulumi:providers:"
_INTERNAL = re.compile(r"urn:pulumi:(?:(?!::).)*::(?:(?!::).)*::pulumi:providers:[^:]*::default")
_KEPT = (
    "deletedWith",
    "retainOnDelete",
    "sourcePosition",
    "additionalSecretOutputs",
    "importID",
    "viewOf",
    "replaceWith",
)
"""Of an object's state, what the engine does not show to packs and a pack must take as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One resource as the engine shows it; values are JSON with Pulumi's marks."""

    urn: str
    type: str
    inputs: Mapping[str, Any] | None = field(default=None, repr=False)
    """`None` when the program did not register it in this run, as in a targeted one."""
    outputs: Mapping[str, Any] = field(default_factory=dict, repr=False)
    provider: str = ""
    parent: str = ""
    protect: bool = False
    aliases: tuple[str, ...] = ()
    secret_outputs: tuple[str, ...] = ()
    dependencies: tuple[str, ...] | None = None
    property_dependencies: Mapping[str, tuple[str, ...]] | None = None


def merged(registered: Seen | None, shown: Seen) -> Seen:
    """Put together what the engine showed before the run of a resource and after it."""
    if registered is None:
        return shown
    return replace(
        registered,
        outputs=shown.outputs,
        parent=shown.parent or registered.parent,
        dependencies=shown.dependencies,
        property_dependencies=shown.property_dependencies,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What happens to a stack, as the digest of a preview."""

    steps: tuple[Mapping[str, Any], ...] = field(repr=False)
    hidden: tuple[str, ...] = ()
    """URNs of resources whose secrets cannot be compared, being encrypted in the prior state."""

    @property
    def document(self) -> bytes:
        """The run as `pulumi preview --json --show-sames` writes it."""
        summary = dict(Counter(step["op"] for step in self.steps))
        return json.dumps({"steps": self.steps, "changeSummary": summary}).encode()


def run_of(goal: Sequence[Seen], prior: Prior, *, whole: bool = True) -> Run:
    """
    Find out what happens: to everything, deletes included, unless the goal is not `whole`.

    What the program only reads is not among what the engine shows, so that it is never deleted.
    Providers that the engine makes itself are no part of a preview.
    """
    before = _by_urn(prior)
    hidden: list[str] = []
    steps: list[Mapping[str, Any]] = []
    taken: set[str] = set()
    for seen in goal:
        if _is_internal(seen.urn):
            continue
        origin = _origin(seen, before)
        taken.add(origin)
        step, encrypted = _step(seen, before.get(origin))
        steps.append(step)
        if encrypted:
            hidden.append(seen.urn)
    gone = [urn for urn in before if urn not in taken] if whole else []
    # What depends on others stands behind them in the state, and goes before them.
    steps += [
        {"op": "delete", "urn": urn, "oldState": before[urn], "detailedDiff": None}
        for urn in reversed(gone)
        if not before[urn].get("external") and not before[urn].get("viewOf")
    ]
    return Run(steps=tuple(steps), hidden=tuple(hidden))


def is_changed(seen: Seen, prior: Prior) -> bool:
    """Tell whether a resource that the program registers is new or differs from what it was."""
    before = _by_urn(prior)
    step, _ = _step(seen, before.get(_origin(seen, before)))
    if step["op"] != "same":
        return True
    old: Mapping[str, Any] = step["oldState"]
    return bool(old.get("protect")) != seen.protect or old["urn"] != seen.urn


def _by_urn(prior: Prior) -> Mapping[str, Mapping[str, Any]]:
    known = {str(each["urn"]): each for each in prior.resources}
    return {urn: each for urn, each in known.items() if not _is_internal(urn)}


def _is_internal(urn: str) -> bool:
    return bool(_INTERNAL.match(urn))


def _origin(seen: Seen, before: Mapping[str, Any]) -> str:
    """Give the URN a resource had before, under which of its names it ever was; `""` for none."""
    return next((urn for urn in (seen.urn, *seen.aliases) if urn in before), "")


def _step(seen: Seen, old: Mapping[str, Any] | None) -> tuple[Mapping[str, Any], bool]:
    """Give what happens to a resource, and whether it has secrets that cannot be compared."""
    new = _state(seen, old)
    if old is None:
        return {"op": "create", "urn": seen.urn, "newState": new, "detailedDiff": None}, False
    step = {"urn": seen.urn, "oldState": old, "newState": new, "detailedDiff": None}
    found = seen.inputs is not None and compared_inputs(old.get("inputs") or {}, seen.inputs)
    if not found or found.same is Same.YES:
        new["outputs"] = old.get("outputs") or {}
        return {"op": "same", **step}, False
    new["inputs"] = found.told
    return {"op": "update", **step, "diffReasons": found.differing}, found.hidden


def _state(seen: Seen, old: Mapping[str, Any] | None) -> dict[str, Any]:
    known = old or {}
    inputs = seen.inputs
    if inputs is None:
        inputs = seen.outputs if old is None else known.get("inputs")
    state: dict[str, Any] = {
        "urn": seen.urn,
        "type": seen.type,
        "custom": _is_custom(seen, old),
        "inputs": inputs or {},
        "parent": seen.parent or known.get("parent", ""),
        "protect": seen.protect,
        # A preview tells no id of what is created.
        **{name: known[name] for name in ("id", *_KEPT) if name in known},
    }
    if seen.secret_outputs:
        state["additionalSecretOutputs"] = list(seen.secret_outputs)
    if seen.aliases:
        state["aliases"] = list(seen.aliases)
    return state | _edges(seen, known)


def _edges(seen: Seen, known: Mapping[str, Any]) -> dict[str, Any]:
    """Name what the resource depends on; before the run of it, as the prior state tells."""
    edges: dict[str, Any] = {}
    if seen.dependencies is not None:
        edges["dependencies"] = list(seen.dependencies)
        uses = seen.property_dependencies or {}
        edges["propertyDependencies"] = {name: list(urns) for name, urns in uses.items()}
    else:
        named = ("dependencies", "propertyDependencies")
        edges |= {name: known[name] for name in named if name in known}
    if seen.provider:
        edges["provider"] = f"{seen.provider}::known-to-the-engine"
    elif "provider" in known:
        edges["provider"] = known["provider"]
    return edges


def _is_custom(seen: Seen, old: Mapping[str, Any] | None) -> bool:
    """Tell a resource of a provider from a component, which the engine does not say."""
    if old is not None and "custom" in old:
        return bool(old["custom"])
    return bool(seen.provider) or seen.type.startswith(_PROVIDERS)
