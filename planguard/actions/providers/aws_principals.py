"""
Who the principals of AWS's policies are: other accounts, services for anybody, foreign logins.

Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html,
https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html,
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planguard.actions.values.conditions import Condition
from planguard.actions.values.documents import ANYONE, Statement, account_of
from planguard.actions.values.wildcard import any_covers

_TYING_KEYS = frozenset(
    [
        *("aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"),
        *("aws:sourceowner", "aws:sourcevpc", "aws:sourcevpce", "aws:sourceip"),
        *("aws:principalorgid", "aws:principalorgpaths", "aws:principalarn"),
        *("aws:principalaccount", "aws:principalisawsservice", "aws:principalservicename"),
        *("aws:userid", "kms:calleraccount", "kms:viaservice"),
        *("s3:dataaccesspointaccount", "s3:dataaccesspointarn"),
        *("elasticfilesystem:accessedviamounttarget",),
    ]
)
"""Condition keys that keep a statement for anyone from being public."""
_TYING_OPERATORS = frozenset(
    {"stringequals", "stringequalsignorecase", "stringlike", "arnlike", "ipaddress", "bool"}
)
_EVERYTHING = frozenset({"*", "0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1"})
_ACCOUNT_PART = 4
_ACCOUNT = re.compile(r"\d{12}")
_DEPUTIES = frozenset(
    f"{name}.amazonaws.com"
    for name in (
        *("s3", "sns", "sqs", "events", "scheduler", "pipes", "apigateway", "logs", "cloudwatch"),
        *("cloudtrail", "config", "cloudfront", "iot", "ses", "cognito-idp", "lex", "connect"),
        *("elasticloadbalancing", "secretsmanager", "codecommit", "delivery.logs", "backup"),
        *("lakeformation", "bedrock", "budgets", "costalerts", "states", "alexa-appkit"),
        *("alexa-connectedhome",),
    )
)
"""Services that call others' things for whichever customer asks them to."""
_PUBLIC_ISSUERS = (
    *("token.actions.githubusercontent.com", "gitlab.com", "app.terraform.io"),
    "oidc.circleci.com",
)
"""Issuers of tokens for everybody's pipelines: the subject alone says whose a token is."""
_CI_PROVIDERS = (*_PUBLIC_ISSUERS, "oidc.eks.")
"""Those and the issuers for every pod of a cluster."""
_X = "\N{REPLACEMENT CHARACTER}"
_ANYBODY = tuple(
    text.replace("?", _X)
    for text in (
        *("repo:?/?:ref:refs/heads/?", "project_path:?/?:ref_type:branch:ref:?"),
        *("organization:?:project:?:workspace:?:run_phase:?", "system:serviceaccount:?:?"),
        "org/?/project/?/user/?",
    )
)
"""Subjects nobody named: a pattern that fits one fits everybody's."""
_ALL_OF_ONE_OWNER = re.compile(r"(repo|project_path|organization):[^*?/:]+[/:]\*.*")


def is_public(statement: Statement) -> bool:
    """
    Tell whether anyone may use it, with no condition that ties the caller down.

    Anyone is also who has an account where pipelines get their tokens, if no subject is compared.
    """
    principals = statement.principals
    anyone = principals.inverted or ANYONE in principals.patterns
    if any(map(_is_for_anybodys_pipeline, principals.patterns)):
        fits = [any(map(_fits_anybody, one.values)) for one in _told(statement, ":sub")]
        return all(fits) and not _told(statement, ":repository_owner")
    return anyone and not any(map(_ties, statement.conditions))


def _is_for_anybodys_pipeline(principal: str) -> bool:
    kind, _, name = principal.partition(":")
    return kind == "Federated" and name.partition(":oidc-provider/")[2].startswith(_PUBLIC_ISSUERS)


def _fits_anybody(subject: str) -> bool:
    return any(any_covers((subject,), each) for each in _ANYBODY)


def _ties(condition: Condition) -> bool:
    """
    Tell whether a condition restricts who calls.

    `...IfExists` and `ForAllValues:` hold for a caller that lacks the key, and restrict nobody.
    """
    known = condition.key in _TYING_KEYS or condition.key.startswith("aws:principaltag/")
    return (
        known
        and condition.base in _TYING_OPERATORS
        and not condition.spares_absent
        and not any(map(_is_anyones, condition.values))
    )


def _is_anyones(value: str) -> bool:
    """Tell whether a condition's value fits what anybody has: any account's, any bucket."""
    if value in _EVERYTHING or set(value) <= set("*?:"):
        return True
    parts = value.split(":", 5)
    if parts[0] != "arn":
        return False
    if len(parts) <= _ACCOUNT_PART + 1:
        return True
    account, named = parts[_ACCOUNT_PART], parts[_ACCOUNT_PART + 1]
    return "*" in account or (not account and not named.strip("*?/"))


def foreign_accounts(statements: Iterable[Statement], own: frozenset[str]) -> list[str]:
    """List the accounts that are principals and none of the plan's own; all where it tells none."""
    accounts: dict[str, None] = {}
    for statement in statements:
        for principal in () if statement.principals.inverted else statement.principals.patterns:
            kind, _, name = principal.partition(":")
            account = account_of(name) if kind == "AWS" else ""
            if _ACCOUNT.fullmatch(account) and account not in own:
                accounts[account] = None
    return sorted(accounts)


def unbound_services(statements: Iterable[Statement]) -> list[str]:
    """List services that may act for whichever customer: no condition says for whose things."""
    return sorted(
        {
            name
            for statement in statements
            if not any(map(_tells_source, statement.conditions))
            for principal in statement.principals.patterns
            for kind, _, name in (principal.partition(":"),)
            if kind == "Service" and not statement.principals.inverted and is_deputy(name)
        }
    )


def _tells_source(condition: Condition) -> bool:
    """Tell whether a condition says for whose things a service may act."""
    return condition.key in _TYING_KEYS or condition.key.startswith("kms:encryptioncontext")


def is_deputy(service: str) -> bool:
    """Tell whether a service does things with what is others' on behalf of any customer."""
    return re.sub(r"\.[a-z]{2}(-[a-z]+)+-\d(?=\.amazonaws)", "", service) in _DEPUTIES


def weaknesses(statement: Statement) -> Iterator[str]:
    """Say what is missing in the trust that a statement puts in others."""
    for principal in sorted(statement.principals.patterns):
        kind, _, name = principal.partition(":")
        if kind == "Federated" and ":saml-provider/" not in name:
            yield from _of_tokens(name.partition(":oidc-provider/")[2] or name, statement)
        elif kind == "Federated" and not _told(statement, ":aud"):
            yield f"any audience of {name} is let in: saml:aud is not compared"
    if ANYONE in statement.principals.patterns or statement.principals.inverted:
        keys = {condition.key for condition in statement.conditions}
        if keys and keys <= {"sts:externalid"}:
            yield "anyone with the external id is let in, and that is no secret"


def _of_tokens(issuer: str, statement: Statement) -> Iterator[str]:
    subjects = _told(statement, ":sub")
    if not subjects and issuer.startswith(_CI_PROVIDERS):
        yield f"whoever gets a token of {issuer} is let in: its subject is not compared"
    elif not subjects and not _told(statement, ":aud"):
        yield f"neither subject nor audience of {issuer}'s tokens is compared"
    for value in sorted(value for one in subjects for value in one.values):
        if _fits_anybody(value):
            yield f"every subject of {issuer} is let in: {value}"
        elif issuer.startswith(_CI_PROVIDERS) and _ALL_OF_ONE_OWNER.fullmatch(value):
            yield f"every repository of one owner is let in: {value}"


def _told(statement: Statement, key: str) -> list[Condition]:
    """List the conditions on one claim that a token must have."""
    return [
        one
        for one in statement.conditions
        if one.key.endswith(key) and not one.spares_absent and one.base != "null"
    ]
