from __future__ import annotations

import pytest

from planguard.actions.providers.aws_accounts import own_accounts
from planguard.actions.providers.aws_principals import (
    foreign_accounts,
    unbound_services,
    weaknesses,
)
from planguard.actions.values.documents import Statement, statements_of
from planguard.model.value import Value
from planguard.testing import change, plan

GITHUB = "token.actions.githubusercontent.com"
OWN = "111111111111"


def _one(principal: Value, **more: Value) -> Statement:
    block: Value = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal, **more}
    found = statements_of({"Statement": block})
    assert found is not None
    return found[0]


def _login(issuer: str, **claims: Value) -> Statement:
    conditions: dict[str, Value] = {f"{issuer}:{name}": value for name, value in claims.items()}
    trusted: Value = {"Federated": f"arn:aws:iam::{OWN}:oidc-provider/{issuer}"}
    return _one(trusted, Condition={"StringLike": conditions})


def test_other_accounts() -> None:
    both: Value = {"AWS": [OWN, "arn:aws:iam::222222222222:role/a", "AIDA123", "*"]}
    assert foreign_accounts([_one(both)], frozenset({OWN})) == ["222222222222"]
    assert foreign_accounts([_one({"Service": "ec2.amazonaws.com"})], frozenset()) == []


def test_services_for_anybody() -> None:
    tied: Value = {"StringEquals": {"aws:SourceAccount": OWN}}
    services: Value = {"Service": ["s3.amazonaws.com", "ec2.amazonaws.com"]}
    assert unbound_services([_one(services)]) == ["s3.amazonaws.com"]
    assert unbound_services([_one(services, Condition=tied)]) == []
    assert unbound_services([_one({"Service": "logs.eu-west-1.amazonaws.com"})]) != []


EKS = "oidc.eks.eu-west-1.amazonaws.com/id/ABC"


@pytest.mark.parametrize(
    ("issuer", "claims", "said"),
    [
        (GITHUB, {"sub": "repo:a/b:ref:refs/heads/main", "aud": "sts.amazonaws.com"}, ""),
        (GITHUB, {"sub": "repo:a/b:*"}, ""),
        (GITHUB, {"aud": "sts.amazonaws.com"}, "its subject is not compared"),
        (GITHUB, {"sub": "*"}, "every subject"),
        (GITHUB, {"sub": "repo:*"}, "every subject"),
        (GITHUB, {"sub": "repo:acme/*"}, "every repository of one owner"),
        (EKS, {"sub": "system:serviceaccount:shop:api"}, ""),
        (EKS, {"sub": "system:serviceaccount:*:*"}, "every subject"),
        (EKS, {"aud": "sts.amazonaws.com"}, "its subject is not compared"),
        ("login.example.com", {"aud": "me"}, ""),
        ("login.example.com", {}, "neither subject nor audience"),
    ],
)
def test_foreign_logins(issuer: str, claims: dict[str, Value], said: str) -> None:
    found = list(weaknesses(_login(issuer, **claims)))
    assert len(found) == bool(said)
    assert all(said in text for text in found)


def test_saml_and_external_ids() -> None:
    saml: Value = {"Federated": f"arn:aws:iam::{OWN}:saml-provider/corp"}
    audience: Value = {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}
    assert len(list(weaknesses(_one(saml)))) == 1
    assert not list(weaknesses(_one(saml, Condition=audience)))
    by_id: Value = {"StringEquals": {"sts:ExternalId": "x"}}
    assert "external id" in next(weaknesses(_one("*", Condition=by_id)))


def test_accounts_of_a_plan() -> None:
    role = change(
        "aws_iam_role", before={"arn": f"arn:aws:iam::{OWN}:role/a"}, after={"name": "a"}
    )
    other = change("aws_x", verb="create", after={"arn": "arn:aws:s3:::a"})
    assert own_accounts(plan(role, other)) == {OWN}
    who = change("aws_caller_identity", verb="read", after={"account_id": "333333333333"})
    assert own_accounts(plan(who)) == {"333333333333"}
