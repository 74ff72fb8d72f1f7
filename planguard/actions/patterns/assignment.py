"""
Compare who holds which role where, as one thing: an assignment has no meaning in parts.

Another role, another holder or a place outside the earlier one is `access.grant`, and
`access.admin` as well for a role that may do everything; what is no longer held is
`access.revoke`. A place that contains the earlier one (a subscription and its resource groups)
widens, one inside it narrows. The details `permissions`, `scope` and `reach` say what is given
and how far it goes: `tenant`, `management-group`, `subscription`, `resource-group`, `resource`. A
role that is known only after apply or sensitive counts as a grant, `inferred`.
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
}
"""https://learn.microsoft.com/azure/role-based-access-control/built-in-roles"""

_GROUPED = 4
"""Parts of `/subscriptions/<id>/resourceGroups/<name>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What one side of a change gives, to whom, and where."""

    role: Value
    principal: Value
    scope: Value

    def within(self, other: _Held) -> bool:
        """Tell whether the other assignment gives all that this one gives."""
        if not (same(self.role, other.role) and same(self.principal, other.principal)):
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
        unread = is_hidden(after.role)
        details: dict[str, Value] = {
            "permissions": Unknown() if unread else [str(after.role)],
            "scope": Unknown() if is_hidden(after.scope) else after.scope,
            "reach": _reach(after.scope),
        }
        given = f"{_named(after.role)} is given at {shown(after.scope)}"
        sure = Confidence.INFERRED if unread else None
        yield subject.action(
            "access.grant", pair, given, rule=rule, confidence=sure, details=details
        )
        if _is_admin(after.role, rule):
            yield subject.action("access.admin", pair, given, rule=rule, details=details)
    if before and not (after and before.within(after)):
        yield subject.action(
            "access.revoke",
            pair,
            f"{_named(before.role)} is no longer held at {shown(before.scope)}",
            rule=rule,
            details={"permissions": [shown(before.role)]},
        )


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
    return _Held(role=role, principal=who, scope=where)


def _is_admin(role: Value, rule: Rule) -> bool:
    admin = rule.options.get("admin")
    names = [str(name).lower() for name in admin] if isinstance(admin, Sequence) else []
    return word_of(role).rpartition("/")[2] in names


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
