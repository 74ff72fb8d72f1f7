"""Reads who holds which role by Google's IAM: bindings, policies, access entries and lists."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from planguard.actions.values.scalar import is_hidden, word_of, words_of
from planguard.model.value import Value

_MEMBER_FIELDS = ("member", "members")
_HOLDERS = (
    *(("user_by_email", "user:"), ("group_by_email", "group:"), ("domain", "domain:")),
    *(("iam_member", ""), ("special_group", ""), ("entity", "")),
)
_SHARED = ("view", "dataset", "routine")
"""Other objects that an access entry lets read."""
_CANNED = {
    "publicread": (("READER", "allUsers"),),
    "publicreadwrite": (("WRITER", "allUsers"), ("READER", "allUsers")),
    "authenticatedread": (("READER", "allAuthenticatedUsers"),),
}
"""
Predefined access control lists that let strangers in.

Source: https://cloud.google.com/storage/docs/access-control/lists#predefined-acl
"""


ESCALATING: Mapping[str, str] = {
    "roles/iam.serviceAccountTokenCreator": "iam.serviceAccounts.getAccessToken",
    "roles/iam.serviceAccountKeyAdmin": "iam.serviceAccountKeys.create",
    "roles/iam.serviceAccountAdmin": "iam.serviceAccounts.setIamPolicy",
    "roles/iam.serviceAccountUser": "iam.serviceAccounts.actAs",
    "roles/iam.workloadIdentityUser": "iam.serviceAccounts.getAccessToken",
    "roles/iam.roleAdmin": "iam.roles.update",
    "roles/iam.organizationRoleAdmin": "iam.roles.update",
    "roles/deploymentmanager.editor": "deploymentmanager.deployments.create",
}
"""
Roles that, given for a whole project or more, lead to those of any service account in it.

Sources: https://rhinosecuritylabs.com/gcp/privilege-escalation-google-cloud-platform-part-1/,
https://cloud.google.com/iam/docs/service-account-permissions
"""


class Gift(NamedTuple):
    """A role, who has it, and under which condition."""

    role: str
    member: str
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What one side of a change gives."""

    gifts: tuple[Gift, ...] = ()
    unread: tuple[tuple[str, Value], ...] = ()
    """Roles and members that cannot be read, by the attribute they stand in."""


def given(shape: str, side: Mapping[str, Value], role: str) -> Given:
    """Read one side, as its `shape` has it; `role` names the attribute with the role."""
    if shape == "policy":
        return _policy(side.get("policy_data"))
    if shape == "access":
        blocks = _blocks(side["access"]) if "access" in side else [side]
        return _joined(
            [_access(block) for block in blocks], _hidden_items("access", side.get("access"))
        )
    return _acl(side) if shape == "acl" else _binding(side, role)


def _binding(side: Mapping[str, Value], role: str) -> Given:
    """Read a role with its members; BigQuery and others name one in other attributes."""
    name = side.get(role)
    unread = [(role, name)] if is_hidden(name) else []
    found = []
    for field in _MEMBER_FIELDS:
        value = side.get(field)
        found += words_of(value)
        unread += _hidden_items(field, value)
    condition = _condition(side.get("condition"))
    gifts = tuple(Gift(str(name), member, condition) for member in found if word_of(name))
    return Given(gifts=gifts, unread=tuple(unread) if unread and side else ())


def _policy(value: Value) -> Given:
    """
    Read a policy: text that lists bindings.

    Source: https://cloud.google.com/iam/docs/reference/rest/v1/Policy
    """
    if is_hidden(value):
        return Given(unread=(("policy_data", value),))
    try:
        document = json.loads(value) if isinstance(value, str) and value.strip() else {}
    except ValueError:
        return Given(unread=(("policy_data", value),))
    bindings = document.get("bindings") if isinstance(document, dict) else None
    return _joined([_binding(block, "role") for block in _blocks(bindings)], [])


def _access(block: Mapping[str, Value]) -> Given:
    role = block.get("role")
    unread = [(name, block[name]) for name, _ in _HOLDERS if is_hidden(block.get(name))]
    unread += [("role", role)] if is_hidden(role) else []
    holders = [f"{kind}{who}" for name, kind in _HOLDERS for who in words_of(block.get(name))]
    holders += [
        f"{name}:{'.'.join(str(part) for part in shared.values() if part)}"
        for name in _SHARED
        for shared in _blocks(block.get(name))
    ]
    name = str(role) if word_of(role) else "READER"
    condition = _condition(block.get("condition"))
    return Given(
        gifts=tuple(Gift(name, holder, condition) for holder in holders), unread=tuple(unread)
    )


def _acl(side: Mapping[str, Value]) -> Given:
    """Read `OWNER:user-a@example.com` and the like, a predefined list, or one entity's role."""
    gifts = [
        Gift(role, entity)
        for text in words_of(side.get("role_entity"))
        for role, _, entity in [text.partition(":")]
    ]
    for name in ("predefined_acl", "default_acl"):
        gifts += [Gift(*each) for each in _CANNED.get(word_of(side.get(name)), ())]
    if word_of(side.get("entity")):
        gifts.append(Gift(str(side.get("role")), str(side["entity"])))
    return Given(
        gifts=tuple(gifts), unread=tuple(_hidden_items("role_entity", side.get("role_entity")))
    )


def _condition(value: Value) -> str:
    """Give the expression of a condition; one that cannot be read ties nobody down."""
    return "".join(word_of(block.get("expression")) for block in _blocks(value))


def _joined(sides: list[Given], unread: list[tuple[str, Value]]) -> Given:
    return Given(
        gifts=tuple(gift for side in sides for gift in side.gifts),
        unread=(*unread, *(each for side in sides for each in side.unread)),
    )


def _blocks(value: Value) -> Iterator[Mapping[str, Value]]:
    items = value if isinstance(value, list | tuple) else (value,)
    return (item for item in items if isinstance(item, Mapping))


def _hidden_items(name: str, value: Value) -> list[tuple[str, Value]]:
    items = value if isinstance(value, list | tuple) else (value,)
    return [(name, item) for item in items if is_hidden(item)]
