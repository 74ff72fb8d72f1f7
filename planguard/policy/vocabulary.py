"""
The names that expressions in policies may use.

A chain such as `action.details.cidrs` starts at a root and follows its fields; below a field
marked open anything may be named (attributes, tags, parameters).
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from types import MappingProxyType

from planguard.model.action import DETAILS
from planguard.model.estimate import NOT_ESTIMATED
from planguard.model.topic import EVENT_GROUPS, LIST_FIELDS, Topic, fact_fields

_OPEN = "*"

ROOTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "action": {
            "id": "`kind.direction`",
            "kind": "the part of the id before the point",
            "direction": "the part of the id behind the point",
            "address": "address of the object",
            "paths": "attributes that prove the action, as a list of texts",
            "before": "value before, at the first path",
            "after": "value after, at the first path",
            "magnitude": "after divided by before, where a number moves; unknown otherwise",
            "numeric": "whether both values are numbers; unknown when one cannot be read",
            "settled": "true; unknown while only the apply can tell the value after",
            "because": "one sentence",
            "confidence": "exact, inferred or guess",
            "reversible": "yes, no, with-data-loss or unknown",
            "disruption": "none, restart, replace, outage or unknown",
            "addresses": "everything concerned, for plan.* actions",
            "details": "further facts: " + ", ".join(sorted(DETAILS)),
        },
        "change": {
            "address": "address of the object",
            "type": "resource type, by the catalogue's name: aws_db_instance for Pulumi's too",
            "token": "Pulumi's name of the type, empty for Terraform",
            "name": "name of the resource",
            "module": "address of the module instance, empty for the root",
            "verb": "create, update, replace, delete, forget, move, import or read",
            "order": "delete-first, create-first, create-then-forget or not-replaced",
            "provider": "full name of the provider",
            "before": _OPEN,
            "after": _OPEN,
            "actions": "ids of every action of the change",
            "replace_paths": "attributes that force the replacement, as a list of texts",
            "targets": "what it refers to directly, as a list of `address`, `type`, `role` and "
            "`verb` (no-op where the plan leaves it alone)",
        },
        "resource": {
            "type": "resource type",
            "role": "data-store, compute, routing ...",
            "name": "name of the resource",
            "tags": _OPEN,
            "owner": "who owns it, empty when nobody is known",
            "service": "the service it belongs to, empty when none is known",
            "region": "from the ARN or a region attribute, empty when not told",
            "account": "account, subscription or project, empty when not told",
        },
        "plan": {
            "tool": "terraform, opentofu or pulumi",
            "stack": "Pulumi's stack, empty for Terraform",
            "project": "Pulumi's project, empty for Terraform",
            "changes": "number of objects that change; what is only read does not",
            "resources": "number of objects the plan knows",
            "partial": "whether the plan tells less than the whole story",
            "had_state": "whether anything was known before",
            "providers": "full names of the providers in use, as a list",
            "provider_versions": "`name constraint` of each provider with a constraint, as a list",
            "modules": "sources of the modules in use, as a list",
            "module_versions": "`source version` of each module in use, as a list",
            "variables": _OPEN,
            "cost": "what it costs a month, where an estimate is given: "
            + ", ".join(sorted(NOT_ESTIMATED.told)),
        },
        "env": {
            "name": "name of the environment, empty when nobody recognised it",
            "protected": "whether it is protected; one that nobody recognised is",
            "live": "whether the configuration declares it live",
        },
        "impact": {
            "count": "number of other resources that would notice",
            "changing": "number of those that the plan changes as well",
            "types": _OPEN,
            "owners": "owners of those, as a list",
            "services": "services of those, as a list",
            "is_cause": "whether the change follows from no other change of the plan",
            "consequences": "number of changes of the plan that follow from this one",
        },
        "actor": {"name": "who asks, empty when nobody said"},
        "now": {},
        "params": {"": _OPEN},
    }
)
"""Root -> field -> what it is; `*` marks a field below which any name goes."""

OPEN_ROOTS = frozenset({"params", "now"})
LITERALS = frozenset(
    ("true", "false", "null", "bool", "bytes", "double", "int", "list", "map", "string", "uint")
)
"""Words of CEL itself: constants, and types to compare `type(x)` with."""


def check_chain(
    steps: tuple[str | int, ...], facts: Mapping[str, Topic], params: frozenset[str]
) -> str:
    """Say what is wrong with a chain of names, or `""`."""
    root, rest = str(steps[0]), [str(step) for step in steps[1:]]
    if root == "now":
        return ""
    if root in facts:
        return _check_fact(root, rest, facts[root])
    if root == "params":
        return (
            "" if rest and rest[0] in params else _unknown(rest[0] if rest else "", params, root)
        )
    if root not in ROOTS:
        return _unknown(root, frozenset(ROOTS) | frozenset(facts), "")
    fields = ROOTS[root]
    if not rest:
        return f"`{root}` needs a field: {', '.join(sorted(fields))}"
    if rest[0] not in fields:
        return _unknown(rest[0], frozenset(fields), root)
    if root == "action" and rest[0] == "details" and (len(rest) == 1 or rest[1] not in DETAILS):
        return _unknown(rest[1] if len(rest) > 1 else "", frozenset(DETAILS), "action.details")
    costs = NOT_ESTIMATED.told
    if root == "plan" and rest[0] == "cost" and (len(rest) == 1 or rest[1] not in costs):
        return _unknown(rest[1] if len(rest) > 1 else "", frozenset(costs), "plan.cost")
    return ""


def _check_fact(root: str, rest: list[str], topic: Topic) -> str:
    """Say what is wrong with the fields asked of a fact; below `value` anything goes."""
    if not rest or rest[0].isdigit():
        return ""
    known = fact_fields(topic)
    if rest[0] not in known:
        return _unknown(rest[0], frozenset(known), root)
    if rest[0] in EVENT_GROUPS and (len(rest) == 1 or rest[1] not in LIST_FIELDS):
        return _unknown(rest[1] if len(rest) > 1 else "", frozenset(LIST_FIELDS), rest[0])
    return ""


def _unknown(name: str, known: frozenset[str], parent: str) -> str:
    place = f" in `{parent}`" if parent else ""
    near = difflib.get_close_matches(name, known, n=1)
    advice = f"; did you mean `{near[0]}`?" if near else f"; there are: {', '.join(sorted(known))}"
    return f"there is no `{name}`{place}{advice}"
