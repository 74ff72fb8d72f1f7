from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import rbac
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
RULE = rbac("rules")
READ: dict[str, Value] = {"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}
GRANT, REVOKE, ADMIN = ["access.grant"], ["access.revoke"], ["access.grant", "access.admin"]


def _rules(*rules: Value) -> dict[str, Value]:
    return {"rules": list(rules)}


def _may(verbs: list[str], resources: list[str], group: str = "", **more: Value) -> Value:
    return {"apiGroups": [group], "resources": resources, "verbs": verbs, **more}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (_rules(READ), _rules({**READ, "verbs": ["get", "list"]}), GRANT),
        (_rules({**READ, "verbs": ["*"]}), _rules(READ), REVOKE),
        (_rules(READ), _rules({**READ, "apiGroups": ["apps"]}), [*GRANT, *REVOKE]),
        (_rules(READ), _rules({**READ, "resourceNames": ["a"]}), REVOKE),
        (_rules({**READ, "resourceNames": ["a"]}), _rules(READ), GRANT),
        (_rules(_may(["GET"], ["pods"])), _rules(READ), []),
        (_rules(), _rules(_may(["*"], ["*"], "*")), ADMIN),
        (_rules(), _rules(_may(["*"], ["*"])), ADMIN),
        (_rules(), _rules(_may(["*"], ["pods"])), GRANT),
        (_rules(), _rules(_may(["bind"], ["clusterroles"], "rbac.authorization.k8s.io")), ADMIN),
        (_rules(), _rules(_may(["impersonate"], ["users"])), ADMIN),
        (_rules(), _rules(_may(["impersonate"], ["users"], resourceNames=["ann"])), GRANT),
        (_rules(), _rules({"nonResourceURLs": ["/healthz"], "verbs": ["get"]}), GRANT),
        (_rules(), _rules("text", {"verbs": ["get"]}), []),
        (_rules(READ), {"rules": Unknown()}, GRANT),
        (_rules(READ), _rules(Unknown()), GRANT),
        (_rules(READ), _rules({**READ, "verbs": Unknown()}), GRANT),
        (_rules(READ), _rules({**READ, "resources": [Sensitive("pods")]}), GRANT),
    ],
)
def test_permissions(
    ids: Ids, before: dict[str, Value], after: dict[str, Value], expected: list[str]
) -> None:
    assert ids(RULE, before, after) == expected


def test_what_is_told(compare: Compare) -> None:
    everything, *_ = compare(RULE, {}, _rules(_may(["*"], ["*"], "*")), verb=Verb.CREATE)
    assert everything.because == "rules lets its holder * *"
    assert everything.details["permissions"] == ["*:*"]
    [named] = compare(RULE, {}, _rules({**READ, "resourceNames": ["a"]}), verb=Verb.CREATE)
    assert named.because == "rules lets its holder get pods#a"
    [unread] = compare(RULE, {}, {"rules": Unknown()}, verb=Verb.CREATE)
    assert unread.confidence is Confidence.INFERRED


@pytest.mark.parametrize(
    ("rule", "way"),
    [
        (_may(["create"], ["serviceaccounts/token"]), "create serviceaccounts/token"),
        (_may(["*"], ["nodes/*"]), "get nodes/proxy"),
        (_may(["patch"], ["*"], "admissionregistration.k8s.io"), "patch mutating"),
    ],
)
def test_ways_to_further_rights(compare: Compare, rule: Value, way: str) -> None:
    [grant] = compare(RULE, {}, _rules(rule))
    assert way in str(grant.details["escalation"])
    assert "further rights can be had by" in grant.because


def test_secrets_and_pods_are_told(compare: Compare) -> None:
    [grant] = compare(RULE, {}, _rules(_may(["get", "create"], ["secrets", "pods"])))
    assert grant.details["levels"] == ["Reads secrets", "Starts pods"]
    assert "escalation" not in grant.details
    [gone] = compare(RULE, _rules(_may(["create"], ["serviceaccounts/token"])), {})
    assert "escalation" not in gone.details
