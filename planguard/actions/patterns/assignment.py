"""
Compare who holds which role where, as one thing: an assignment has no meaning in parts.

Another role, another holder or a place outside the earlier one is `access.grant`, and
`access.admin` as well for a role that may do everything; what is no longer held is
`access.revoke`. A place that contains the earlier one (a subscription and its resource groups)
widens, one inside it narrows; so does a condition that goes, or comes. A role goes by its name and
by its id. A role that changes everything but who may do what (`Contributor`) is `access.admin`
from a whole subscription on, or where the place is not known. One that gives roles to others under
a condition is `access.grant` with the detail `escalation`: the condition says which.

The details `permissions`, `principals`, `scope` and `reach` say what is given to whom
and how far it goes: `tenant`, `management-group`, `subscription`, `resource-group`, `resource`. A
role that is known only after apply or sensitive counts as a grant, `inferred`.

Source: https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-overview
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.scalar import is_hidden, shown, word_of
from planguard.model.action import Action
from planguard.model.difference import same
from planguard.model.value import Unknown, Value, at
from planguard.model.words import Confidence

_WELL_KNOWN = {
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
    "b24988ac-6180-42a0-ab88-20f7382dd24c": "Contributor",
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
    "acdd72a7-3385-48ef-bd42-f606fba81ae7": "Reader",
    "f58310d9-a9f6-439a-9e8d-f62e7b41a168": "Role Based Access Control Administrator",
    "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b": "Azure Kubernetes Service RBAC Cluster Admin",
    "00482a5a-887f-4fb3-b363-3b7fe8e74483": "Key Vault Administrator",
}
"""https://learn.microsoft.com/azure/role-based-access-control/built-in-roles"""

_ASSIGNING = frozenset(
    {"owner", "user access administrator", "role based access control administrator"}
)
"""Roles that give roles: `Microsoft.Authorization/roleAssignments/write`."""
_BROAD = frozenset({"contributor"})
_FAR = frozenset({"tenant", "management-group", "subscription"})
_GROUPED = 4
"""Parts of `/subscriptions/<id>/resourceGroups/<name>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What one side of a change gives, to whom, and where."""

    role: Value
    principal: Value
    scope: Value
    condition: Value = None

    @property
    def name(self) -> str:
        """The role's name in lower case, where it is well known; else the last part of its id."""
        told = "" if is_hidden(self.role) else word_of(self.role).rpartition("/")[2]
        return _WELL_KNOWN.get(told, told).lower()

    def within(self, other: _Held) -> bool:
        """Tell whether the other assignment gives all that this one gives."""
        alike = same(self.role, other.role) or (self.name and self.name == other.name)
        if not (alike and same(self.principal, other.principal)):
            return False
        if not (same(other.condition, None) or same(self.condition, other.condition)):
            return False
        if same(self.scope, other.scope):
            return True
        if is_hidden(self.scope) or is_hidden(other.scope):
            return False
        outer = word_of(other.scope).rstrip("/")
        return outer == "" or word_of(self.scope).startswith(f"{outer}/")


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `access.grant`, `access.admin` and `access.revoke`."""
    before = _held(subject.change.before, rule)
    after = _held(subject.change.after, rule)
    if before and after and before == after:
        return
    path = tuple(rule.path.split("."))
    pair = Pair(
        path=path, before=before.role if before else None, after=after.role if after else None
    )
    if after and not (before and after.within(before)):
        yield from _granted(subject, rule, pair, before, after)
    if before and not (after and before.within(after)):
        narrower = bool(after and after.within(before))
        yield subject.action(
            "access.revoke",
            pair,
            f"{_named(before.role)} is no longer held at {shown(before.scope)}{_tied(before)}",
            rule=rule,
            details={
                "permissions": [shown(before.role)],
                "principals": _principals(before),
                "extent": "narrower" if narrower else "gone",
            },
        )


def _granted(
    subject: Subject, rule: Rule, pair: Pair, before: _Held | None, after: _Held
) -> Iterator[Action]:
    unread, reach = is_hidden(after.role), _reach(after.scope)
    wider = before is not None and before.within(after)
    tied = not same(after.condition, None)
    admin = _is_admin(after, rule, reach) and not (tied and after.name in _ASSIGNING)
    details: dict[str, Value] = {
        "permissions": Unknown() if unread else [str(after.role)],
        "principals": _principals(after),
        "scope": Unknown() if is_hidden(after.scope) else after.scope,
        "reach": reach,
        "extent": "wider" if wider else "new",
    }
    if tied and after.name in _ASSIGNING:
        details["escalation"] = ["Microsoft.Authorization/roleAssignments/write"]
    given = f"{_named(after.role)} is given at {shown(after.scope)}{_tied(after)}"
    if wider and before is not None:
        given = f"{given}, so far at {shown(before.scope)}{_tied(before)}"
    sure = Confidence.INFERRED if unread else None
    yield subject.action("access.grant", pair, given, rule=rule, confidence=sure, details=details)
    if admin:
        yield subject.action("access.admin", pair, given, rule=rule, details=details)


def _tied(held: _Held) -> str:
    return "" if same(held.condition, None) else " under a condition"


def _principals(held: _Held) -> Value:
    return Unknown() if is_hidden(held.principal) else [shown(held.principal)]


def _named(role: Value) -> str:
    """Tell a role by its name, or by the end of the path that leads to it."""
    word = "" if is_hidden(role) else word_of(role)
    if "roledefinitions/" not in word:
        return shown(role)
    told = word.rpartition("/")[2]
    return _WELL_KNOWN.get(told, f"role {told}")


def _held(side: Mapping[str, Value], rule: Rule) -> _Held | None:
    role = at(side, tuple(rule.path.split(".")))
    if role is None:
        return None
    where, who = (
        at(side, tuple(str(rule.options.get(name, "")).split(".")))
        for name in ("scope", "principal")
    )
    # The condition stands beside the role, whatever block both are in.
    tie = at(side, (*rule.path.split(".")[:-1], "condition"))
    return _Held(role=role, principal=who, scope=where, condition=tie)


def _is_admin(held: _Held, rule: Rule, reach: Value) -> bool:
    admin = rule.options.get("admin")
    names = [str(name).lower() for name in admin] if isinstance(admin, Sequence) else []
    powerful = not is_hidden(held.role) and (
        word_of(held.role).rpartition("/")[2] in names or held.name in names
    )
    if powerful and held.name in _BROAD:
        return isinstance(reach, Unknown) or reach in _FAR
    return powerful


def _reach(scope: Value) -> Value:
    """Say how far a place goes; one that cannot be read may be the widest."""
    if is_hidden(scope) or scope is None:
        return Unknown()
    parts = word_of(scope).strip("/").split("/")
    if parts == [""]:
        return "tenant"
    if "managementgroups" in parts and len(parts) <= _GROUPED:
        return "management-group"
    if parts[0] != "subscriptions":
        return "resource"
    if len(parts) <= _GROUPED // 2:
        return "subscription"
    return "resource-group" if len(parts) == _GROUPED else "resource"
