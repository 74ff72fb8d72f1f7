"""What the catalogue says of changes to Microsoft Entra ID, and what the policies hold of them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from actions.catalogue.judged import Case, judged

from planguard.actions.catalogue.azuread import ENTRIES

pulumi_azuread = pytest.importorskip("pulumi_azuread")

GRANT, REVOKE, TRUST = "access.grant", "access.revoke", "access.trust"
UP, OFF = "protection.up", "protection.guard-off"
GLOBAL = "62e90394-69f5-4237-9190-012177145e10"
READER = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b"
MAIN = {"issuer": "https://token.actions.githubusercontent.com", "audiences": ["api://AzureAD"]}


def _condition(state: str = "enabled", *excluded: str) -> dict[str, Any]:
    users = {"included_users": ["All"], "excluded_users": list(excluded)}
    return {"display_name": "mfa", "state": state, "conditions": [{"users": [users]}]}


DANGEROUS: list[Case] = [
    ("azuread_conditional_access_policy", "update", _condition(), _condition("disabled"), {OFF},
     "approve"),
    ("azuread_conditional_access_policy", "update", _condition(),
     _condition("enabledForReportingButNotEnforced"), {OFF}, "approve"),
    ("azuread_conditional_access_policy", "update", _condition(), _condition("enabled", "u1"),
     {OFF}, "approve"),
    ("azuread_conditional_access_policy", "delete", _condition(), {}, {OFF}, "approve"),
    ("azuread_directory_role_assignment", "create", {},
     {"role_id": GLOBAL, "principal_object_id": "p"}, {GRANT, "access.admin"}, "deny"),
    ("azuread_app_role_assignment", "create", {},
     {"app_role_id": "06b708a9-e830-4db3-a914-8e69da51d44f", "principal_object_id": "p"},
     {GRANT, "access.admin"}, "deny"),
    ("azuread_application_federated_identity_credential", "update",
     {**MAIN, "subject": "repo:acme/shop:ref:refs/heads/main"},
     {**MAIN, "subject": "repo:acme/shop:pull_request"}, {TRUST}, "approve"),
    ("azuread_application_password", "delete", {"application_id": "a"}, {}, {"secret.delete"},
     "approve"),
]  # fmt: skip
ROUTINE: list[Case] = [
    ("azuread_group_member", "create", {}, {"member_object_id": "m"}, {GRANT}, "allow"),
    ("azuread_group_member", "delete", {"member_object_id": "m"}, {}, {REVOKE}, "allow"),
    ("azuread_directory_role_assignment", "create", {},
     {"role_id": READER, "principal_object_id": "p"}, {GRANT}, "allow"),
    ("azuread_application_password", "create", {}, {"application_id": "a", "value": "x"},
     {"secret.create"}, "allow"),
    ("azuread_application", "update", {"display_name": "shop", "notes": None},
     {"display_name": "the shop", "notes": "", "logo_image": "iVBO"}, set(), "allow"),
    ("azuread_conditional_access_policy", "update", _condition("disabled"), _condition(), {UP},
     "allow"),
    ("azuread_service_principal", "update", {"account_enabled": None}, {"account_enabled": True},
     {"other"}, "allow"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("type_", "verb", "before", "after", "expected", "decision"), DANGEROUS + ROUTINE
)
def test_meaning(
    type_: str,
    verb: str,
    before: dict[str, Any],
    after: dict[str, Any],
    expected: set[str],
    decision: str,
) -> None:
    assert judged(type_, verb, before, after) == (expected, decision)


def test_every_type_exists() -> None:
    names = {re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower() for name in dir(pulumi_azuread)}
    assert {each.type.removeprefix("azuread_") for each in ENTRIES} <= names
    assert [each.type for each in ENTRIES] == sorted(each.type for each in ENTRIES)
