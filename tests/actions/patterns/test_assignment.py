from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.providers.azure import role_assignment
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
ROLE = role_assignment("role", principal="who")
GRANT, ADMIN, REVOKE = "access.grant", "access.admin", "access.revoke"
SUBSCRIPTION = "/subscriptions/1"
GROUP = f"{SUBSCRIPTION}/resourceGroups/shop"


def _held(role: Value = "Reader", scope: Value = GROUP, who: Value = "u") -> dict[str, Value]:
    return {"role": role, "scope": scope, "who": who}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, _held(), [GRANT]),
        ({}, _held("owner"), [GRANT, ADMIN]),
        ({}, _held("/x/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"), [GRANT, ADMIN]),
        (_held(), {}, [REVOKE]),
        (_held(), _held(), []),
        (_held(), _held(who="v"), [GRANT, REVOKE]),
        (_held(), _held(scope=SUBSCRIPTION), [GRANT]),
        (_held(), _held(scope="/"), [GRANT]),
        (_held(scope=SUBSCRIPTION), _held(), [REVOKE]),
        (_held(scope=SUBSCRIPTION), _held(scope="/subscriptions/12"), [GRANT, REVOKE]),
        (_held(), _held(scope=Unknown()), [GRANT, REVOKE]),
        (_held(), {**_held(), "note": "another"}, []),
        ({}, {"note": "none"}, []),
    ],
)
def test_who_holds_what_where(
    ids: Ids, before: dict[str, Value], after: dict[str, Value], expected: list[str]
) -> None:
    assert ids(ROLE, before, after, verb=Verb.REPLACE) == expected


@pytest.mark.parametrize(
    ("scope", "reach"),
    [
        ("/", "tenant"),
        ("/providers/Microsoft.Management/managementGroups/all", "management-group"),
        (SUBSCRIPTION, "subscription"),
        (GROUP, "resource-group"),
        (f"{GROUP}/providers/Microsoft.Storage/storageAccounts/a", "resource"),
        ("/providers/Microsoft.Billing/accounts/1", "resource"),
        (Unknown(), Unknown()),
        (None, Unknown()),
    ],
)
def test_the_reach_of_a_scope(compare: Compare, scope: Value, reach: Value) -> None:
    assert compare(ROLE, {}, _held(scope=scope))[0].details["reach"] == reach


@pytest.mark.parametrize("role", [Unknown(), Sensitive("Owner")])
def test_a_role_nobody_can_read(compare: Compare, role: Value) -> None:
    (action,) = compare(ROLE, {}, _held(role))
    assert (action.id, action.confidence) == (GRANT, Confidence.INFERRED)
    assert isinstance(action.details["permissions"], Unknown)
    assert "Owner" not in action.because


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("/x/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner is given"),
        ("/x/roleDefinitions/12-34", "role 12-34 is given"),
        ("Owner", "Owner is given"),
    ],
)
def test_a_role_goes_by_its_name(compare: Compare, role: str, told: str) -> None:
    assert compare(ROLE, {}, _held(role))[0].because.startswith(told)


OWNER = "/x/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (_held("Owner"), _held(OWNER), []),
        ({}, _held("Contributor"), [GRANT]),
        ({}, _held("Contributor", SUBSCRIPTION), [GRANT, ADMIN]),
        ({}, _held("Contributor", Unknown()), [GRANT, ADMIN]),
        ({}, {**_held("Owner"), "condition": "x"}, [GRANT]),
        ({}, {**_held("Contributor", SUBSCRIPTION), "condition": "x"}, [GRANT, ADMIN]),
        ({**_held(), "condition": "x"}, _held(), [GRANT]),
        (_held(), {**_held(), "condition": "x"}, [REVOKE]),
        ({**_held(), "condition": "y"}, {**_held(), "condition": "x"}, [GRANT, REVOKE]),
    ],
)
def test_names_places_and_conditions(
    ids: Ids, before: dict[str, Value], after: dict[str, Value], expected: list[str]
) -> None:
    assert ids(ROLE, before, after, verb=Verb.REPLACE) == expected


def test_what_widens_is_told(compare: Compare) -> None:
    [grant] = compare(ROLE, {**_held(), "condition": "x"}, _held(scope=SUBSCRIPTION))
    assert (grant.details["extent"], grant.details["principals"]) == ("wider", ["u"])
    assert grant.because == (
        f"Reader is given at {SUBSCRIPTION}, so far at {GROUP} under a condition"
    )
    [grant] = compare(ROLE, {}, {**_held(OWNER), "condition": "x"})
    assert grant.details["escalation"] == ["Microsoft.Authorization/roleAssignments/write"]
