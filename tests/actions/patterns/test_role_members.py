from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from planguard.actions.engine import classify
from planguard.actions.interface import role_members
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.source import NoSources
from planguard.model.value import Sensitive, Unknown
from planguard.model.words import Confidence
from planguard.testing import change, plan

Compare: TypeAlias = Callable[..., list[Action]]
BINDING = role_members("binding", "members", "role")[0]
GRANT, ADMIN, PUBLIC = "access.grant", "access.admin", "access.public"
REVOKE, TRUST = "access.revoke", "access.trust"
PROJECT = "google_project_iam_"
BUCKET = "google_storage_bucket_iam_"
ACCOUNT = "google_service_account_iam_"
JANE, EDITOR, VIEWER = "user:jane@example.com", "roles/editor", "roles/viewer"
TIED = [{"title": "until", "expression": "request.time < timestamp('2030-01-01T00:00:00Z')"}]


def _one(role: str = VIEWER, member: Any = JANE, **more: Any) -> dict[str, Any]:
    return {"role": role, "member": member, **more}


def _many(*members: Any, role: str = VIEWER, **more: Any) -> dict[str, Any]:
    return {"role": role, "members": list(members), **more}


def _policy(*bindings: dict[str, Any]) -> dict[str, Any]:
    return {"policy_data": json.dumps({"bindings": bindings})}


def _found(type_: str, verb: str, **fields: Any) -> list[Action]:
    subject = plan(change(type_, verb=verb, **fields))
    found = classify(subject, build(subject, NoSources())).items
    return [action for action in found if action.kind != "plan"]


CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], list[str]], ...] = (
    (f"{PROJECT}member", "create", {}, _one(), [GRANT]),
    (f"{PROJECT}member", "create", {}, _one(EDITOR), [GRANT, ADMIN]),
    (f"{PROJECT}member", "create", {}, _one("roles/resourcemanager.projectIamAdmin"),
     [GRANT, ADMIN]),
    (f"{BUCKET}member", "create", {}, _one(EDITOR), [GRANT]),
    (f"{BUCKET}member", "create", {}, _one(member="allUsers"), [GRANT, PUBLIC]),
    (f"{BUCKET}member", "create", {}, _one(member="allauthenticatedusers"), [GRANT, PUBLIC]),
    (f"{PROJECT}member", "delete", _one(), {}, [REVOKE]),
    (f"{PROJECT}member", "replace", _one(), _one(EDITOR), [GRANT, ADMIN, REVOKE]),
    (f"{PROJECT}member", "replace", _one(), _one(condition=TIED), [REVOKE]),
    (f"{PROJECT}member", "replace", _one(condition=TIED), _one(), [GRANT]),
    (f"{PROJECT}binding", "update", _many(JANE), _many(JANE, "group:a@example.com"), [GRANT]),
    (f"{PROJECT}binding", "update", _many(JANE, "user:joe@example.com"), _many(JANE), [REVOKE]),
    (f"{PROJECT}binding", "update", _many("user:a", "user:b"), _many("user:b", "user:a"), []),
    (f"{PROJECT}binding", "update", _many(JANE, role=EDITOR),
     _many(JANE, "user:joe@example.com", role=EDITOR), [GRANT, ADMIN]),
    (f"{PROJECT}policy", "update", _policy(_many(JANE)), _policy(_many(JANE), _many(JANE, role=EDITOR)),
     [GRANT, ADMIN]),
    (f"{PROJECT}policy", "update", _policy(_many(JANE), _many(JANE, role=EDITOR)),
     _policy(_many(JANE)), [REVOKE]),
    (f"{PROJECT}policy", "create", {}, _policy(_many(JANE)), [GRANT, REVOKE]),
    (f"{PROJECT}policy", "delete", _policy(_many(JANE)), {}, [REVOKE]),
    (f"{PROJECT}policy", "update", _policy(_many(JANE)), {"policy_data": "no document"}, [GRANT]),
    (f"{PROJECT}policy", "update", {"policy_data": "[]"}, {"policy_data": ""}, []),
    (f"{ACCOUNT}member", "create", {}, _one("roles/iam.serviceAccountUser"), [GRANT]),
    (f"{ACCOUNT}member", "create", {},
     _one("roles/iam.workloadIdentityUser", "principalSet://iam.googleapis.com/pool/*"),
     [GRANT, TRUST]),
    (f"{ACCOUNT}binding", "update", _many(JANE, role="roles/iam.serviceAccountTokenCreator"),
     _many(JANE, "user:joe", role="roles/iam.serviceAccountTokenCreator"), [GRANT, TRUST]),
    (f"{ACCOUNT}binding", "update", _many(JANE), _many(JANE, "user:joe"), [GRANT]),
    ("google_bigquery_dataset_access", "create", {}, {"role": "READER", "domain": "example.com"},
     [GRANT]),
    ("google_bigquery_dataset_access", "create", {},
     {"view": [{"project_id": "a", "dataset_id": "b", "table_id": "c"}]}, [GRANT]),
    ("google_bigquery_dataset_access", "delete",
     {"role": "READER", "special_group": "allAuthenticatedUsers"}, {}, [REVOKE]),
    ("google_storage_bucket_acl", "update", {"predefined_acl": "private"},
     {"predefined_acl": "publicRead"}, [GRANT, PUBLIC]),
    ("google_storage_bucket_acl", "update", {"role_entity": ["OWNER:user-a", "READER:user-b"]},
     {"role_entity": ["OWNER:user-a"]}, [REVOKE]),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_who_holds_what(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: list[str]
) -> None:
    found = _found(type_, verb, before=before, after=after)
    assert [action.id for action in found if action.kind == "access"] == expected


def test_details_and_sentence() -> None:
    [grant, *_] = _found(f"{PROJECT}member", "create", after=_one(EDITOR, condition=TIED))
    assert grant.because == f"{JANE} gets {EDITOR} under a condition"
    assert grant.details == {
        "permissions": [EDITOR], "principals": [JANE], "document": "identity", "extent": "new",
    }  # fmt: skip
    [gone] = _found(f"{BUCKET}member", "delete", before=_one())
    assert (gone.because, gone.details["document"]) == (f"{JANE} loses {VIEWER}", "resource")


def test_a_whole_policy_takes_the_others_away() -> None:
    gone = _found(f"{PROJECT}policy", "create", after=_policy(_many(JANE)))[-1]
    assert (gone.id, gone.confidence) == (REVOKE, Confidence.INFERRED)


def test_an_account_of_the_plan_is_no_stranger(compare: Compare) -> None:
    origins = {"members": ("module.api.google_service_account.api.email",)}
    [grant] = compare(BINDING, _many(JANE), _many(JANE, Unknown()), origins=origins)
    assert (grant.id, grant.confidence) == (GRANT, Confidence.INFERRED)
    assert grant.details["permissions"] == [VIEWER]
    assert isinstance(grant.details["principals"], list)


def test_an_unknown_member_may_be_anybody(compare: Compare) -> None:
    after = {"role": VIEWER, "members": Unknown()}
    [grant] = compare(BINDING, _many(JANE), after, origins={"members": ("var.readers",)})
    assert isinstance(grant.details["principals"], Unknown)
    assert "var.readers" in grant.because
    [hidden] = compare(BINDING, _many(JANE), _many(Sensitive("user:joe")))
    assert isinstance(hidden.details["principals"], Unknown)


def test_an_unknown_role_may_be_any() -> None:
    found = _found(
        f"{PROJECT}member", "replace", before=_one(), after={"member": JANE}, unknown=["role"],
        references={"role": ["var.role"]},
    )  # fmt: skip
    assert [action.id for action in found if action.kind == "access"] == [GRANT, REVOKE]
    assert isinstance(found[0].details["permissions"], Unknown)


def test_an_unread_policy_is_a_grant() -> None:
    [grant] = _found(
        f"{PROJECT}policy", "update", before=_policy(_many(JANE)), unknown=["policy_data"],
        references={"policy_data": ["data.google_iam_policy.all.policy_data"]},
    )  # fmt: skip
    assert (grant.id, grant.confidence) == (GRANT, Confidence.INFERRED)
    assert isinstance(grant.details["principals"], Unknown)


TOKENS = "roles/iam.serviceAccountTokenCreator"


def test_a_way_to_every_service_account_of_a_project() -> None:
    [grant] = _found(f"{PROJECT}member", "create", after=_one(TOKENS))
    assert grant.details["escalation"] == [f"{TOKENS}: iam.serviceAccounts.getAccessToken"]
    assert "for every service account there" in grant.because
    [grant] = _found(f"{ACCOUNT}member", "create", after=_one(TOKENS))
    assert "escalation" not in grant.details


def test_an_owner_whom_the_apply_makes() -> None:
    found = _found(f"{PROJECT}member", "create", after={"role": "roles/owner"}, unknown=["member"])
    assert [one.id for one in found] == [GRANT, ADMIN]
    [grant] = _found(f"{PROJECT}member", "create", after={"role": TOKENS}, unknown=["member"])
    assert grant.details["escalation"] == [f"{TOKENS}: iam.serviceAccounts.getAccessToken"]


def test_a_condition_that_goes_widens() -> None:
    [grant] = _found(
        f"{PROJECT}binding", "update", before=_many(JANE, condition=TIED), after=_many(JANE)
    )
    assert (grant.id, grant.details["extent"]) == (GRANT, "wider")


def test_capitals_make_no_other_person(compare: Compare) -> None:
    small, large = _many("user:jane@example.com"), _many("user:Jane@Example.com")
    assert compare(BINDING, small, large) == []
    assert compare(BINDING, _many("deleted:a"), _many("deleted:A")) != []
