"""
Compare an IAM policy document by what it permits.

Statements are compared without regard to their order and `Sid`; lists and single texts, and the
case of actions, make no difference. A permission that no statement allowed before is
`access.grant`, one that no statement allows any more `access.revoke`; wildcards are understood, so
that `s3:GetObject` in place of `s3:Get*` only revokes. A `Deny` that goes grants, one that comes
revokes. Fewer conditions grant, further ones revoke, others do both.

An `identity` policy that newly allows everything, or what gives rights in IAM, on every resource is
`access.admin` too, and so is one that allows it and loses the `Deny` that held it back; a `boundary` gives nothing by itself, whatever it allows. A `resource` policy that newly allows anyone, with no condition that ties the
caller down, is `access.public` too, and one that no longer refuses requests in clear is
`exposure.tls-weaken`; the same goes for one of a `key`, which is `protection.guard-off` when it
lets nobody change it any more. In a `trust` policy a principal newly trusted, or one trusted
under looser conditions, is `access.trust`, and `access.public` when it is anyone; on creation only
what is worth a look is reported: anyone, another account, or a federated identity without a
condition on its subject.

A document that is sensitive, malformed or known only after apply cannot be compared and counts as
`access.grant` (`access.trust` for a trust policy), `inferred`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.documents import (
    ANYONE,
    Comparison,
    Statement,
    account_of,
    contrast,
    statements_of,
)
from planguard.actions.values.scalar import is_hidden, listed, shown
from planguard.actions.values.wildcard import any_covers
from planguard.model.action import Action
from planguard.model.value import Unknown, Value, path_text
from planguard.model.words import Confidence, Verb

_TYING_KEYS = frozenset(
    [
        *("aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"),
        *("aws:sourceowner", "aws:sourcevpc", "aws:sourcevpce", "aws:sourceip"),
        *("aws:principalorgid", "aws:principalorgpaths", "aws:principalarn"),
        *("aws:principalaccount", "aws:userid", "kms:calleraccount", "kms:viaservice"),
        *("s3:dataaccesspointaccount", "s3:dataaccesspointarn"),
        *("elasticfilesystem:accessedviamounttarget",),
    ]
)
"""Condition keys that keep a statement for anyone from being public."""

_OF_THINGS = frozenset({"resource", "key"})
_TYING_OPERATORS = ("stringequals", "stringlike", "arnequals", "arnlike", "ipaddress", "bool")
_EVERYTHING = frozenset({"*", "0.0.0.0/0", "::/0"})


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give the `access` actions of every document under the rule's path."""
    kind = rule.options.get("kind")
    for pair in subject.pairs(rule.path):
        before, after = _read(pair.before), _read(pair.after)
        if before is None or after is None:
            yield _unclear(subject, rule, pair, "access.trust" if kind == "trust" else "")
            continue
        if kind == "trust":
            yield from _trust(subject, rule, pair, contrast(before, after))
        else:
            yield from _access(subject, rule, pair, before, after)


def _read(value: Value) -> tuple[Statement, ...] | None:
    return None if is_hidden(value) else statements_of(value)


def _kind_told(rule: Rule) -> str:
    kind = str(rule.options.get("kind"))
    return "resource" if kind in _OF_THINGS else kind


def _unclear(subject: Subject, rule: Rule, pair: Pair, action_id: str) -> Action:
    unread = pair.after if isinstance(pair.after, Unknown) else Unknown(reason="cannot be read")
    said = shown(pair.after) if is_hidden(pair.after) else "a document that cannot be compared"
    return subject.action(
        action_id or "access.grant",
        pair,
        f"{path_text(pair.path)} becomes {said}",
        rule=rule,
        confidence=Confidence.INFERRED,
        details={
            "statements": unread,
            "permissions": unread,
            "principals": unread,
            "document": _kind_told(rule),
        },
    )


def _access(
    subject: Subject,
    rule: Rule,
    pair: Pair,
    before: tuple[Statement, ...],
    after: tuple[Statement, ...],
) -> Iterator[Action]:
    comparison = contrast(before, after)
    kind = rule.options.get("kind")
    widened = [*comparison.granted, *comparison.undenied]
    narrowed = [*comparison.revoked, *comparison.denied]
    admin = [one for one in comparison.granted if kind == "identity" and _is_admin(one)]
    if kind == "identity" and any(one.allows and _is_admin(one) for one in after):
        admin += [one for one in comparison.undenied if _is_admin(one)]
    public = [one for one in comparison.granted if kind in _OF_THINGS and _is_public(one)]
    yield from _give(subject, rule, pair, "access.grant", widened)
    yield from _give(subject, rule, pair, "access.admin", admin)
    yield from _give(subject, rule, pair, "access.public", public)
    yield from _give(subject, rule, pair, "access.revoke", narrowed)
    if kind in _OF_THINGS and any(map(_is_about_transport, comparison.undenied)):
        yield subject.action(
            "exposure.tls-weaken",
            pair,
            f"{path_text(pair.path)} no longer refuses requests in clear",
            rule=rule,
        )
    if kind == "key" and _rules_key(before) and after and not _rules_key(after):
        yield subject.action(
            "protection.guard-off",
            pair,
            f"{path_text(pair.path)} lets nobody change it any more, so that nobody can give any "
            "right to the key again",
            rule=rule,
        )


def _is_about_transport(statement: Statement) -> bool:
    return any(key == "aws:securetransport" for _, key, _ in statement.conditions)


def _rules_key(statements: Iterable[Statement]) -> bool:
    """Tell whether somebody may change the policy of a KMS key: nothing else gives rights to it."""
    return any(
        one.allows and any_covers(one.actions.patterns, "kms:putkeypolicy") for one in statements
    )


def _trust(subject: Subject, rule: Rule, pair: Pair, comparison: Comparison) -> Iterator[Action]:
    widened = [*comparison.granted, *comparison.undenied]
    if subject.change.verb is Verb.CREATE:
        widened = [one for one in comparison.granted if _is_remarkable(subject, one)]
    public = [one for one in comparison.granted if _is_public(one)]
    yield from _give(subject, rule, pair, "access.trust", widened)
    yield from _give(subject, rule, pair, "access.public", public)
    yield from _give(
        subject, rule, pair, "access.revoke", [*comparison.revoked, *comparison.denied]
    )


def _give(
    subject: Subject, rule: Rule, pair: Pair, action_id: str, statements: Iterable[Statement]
) -> Iterator[Action]:
    found = list(statements)
    if not found:
        return
    permissions = _distinct(text for one in found for text in one.actions.texts())
    resources = _distinct(text for one in found for text in one.resources.texts())
    principals = _distinct(text for one in found for text in one.principals.texts())
    yield subject.action(
        action_id,
        pair,
        _sentence(pair, action_id, permissions, resources, principals)
        + (" under conditions" if all(one.conditions for one in found) else ""),
        rule=rule,
        details={
            "statements": [one.text() for one in found],
            "permissions": permissions,
            "principals": principals,
            "document": _kind_told(rule),
        },
    )


def _sentence(
    pair: Pair,
    action_id: str,
    permissions: list[str],
    resources: list[str],
    principals: list[str],
) -> str:
    said = "no longer lets" if action_id == "access.revoke" else "lets"
    who = listed(principals) if principals else "its holder"
    where = f" on {listed(resources, 2)}" if resources else ""
    return f"{path_text(pair.path)} {said} {who} do {listed(permissions)}{where}"


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def _is_admin(statement: Statement) -> bool:
    resources = statement.resources
    if not (resources.is_everything or any(map(_ALL_OF_IAM.match, resources.patterns))):
        return False
    if statement.actions.is_everything:
        return True
    limited = any(key in _LIMITING_KEYS for _, key, _ in statement.conditions)
    return not limited and any(
        any_covers(statement.actions.patterns, one) for one in _SELF_GRANTING
    )


_SELF_GRANTING = (
    *("iam:attachgrouppolicy", "iam:attachrolepolicy", "iam:attachuserpolicy"),
    *("iam:putgrouppolicy", "iam:putrolepolicy", "iam:putuserpolicy"),
    *("iam:createpolicyversion", "iam:setdefaultpolicyversion"),
)
"""Whoever may do one of these on everything can give themselves every right."""
_LIMITING_KEYS = frozenset({"iam:permissionsboundary", "iam:policyarn"})
"""Condition keys that settle which rights may be given."""


_ALL_OF_IAM = re.compile(
    r"arn:?\*|arn:[^:]*(\*|:\*|:(iam|\*):?\*|:(iam|\*):[^:]*:?\*|:(iam|\*):[^:]*:[^:]*:?\*)\Z"
)
"""ARNs of everything, or of everything that IAM has in an account."""


def _is_public(statement: Statement) -> bool:
    """Tell whether anyone may use it, with no condition that ties the caller down."""
    principals = statement.principals
    anyone = principals.inverted or ANYONE in principals.patterns
    return anyone and not any(_ties(*condition) for condition in statement.conditions)


def _ties(operator: str, key: str, values: frozenset[str]) -> bool:
    """
    Tell whether a condition restricts who calls.

    `...IfExists` and `ForAllValues:` hold for a caller that lacks the key, and restrict nobody.
    """
    plain = operator.removeprefix("foranyvalue:")
    known = key in _TYING_KEYS or key.startswith("aws:principaltag/")
    return known and plain in _TYING_OPERATORS and not values & _EVERYTHING


def _is_remarkable(subject: Subject, statement: Statement) -> bool:
    """Tell whether a new role's trust is more than a service of its own account's."""
    own = account_of(str(subject.change.after.get("arn") or subject.change.before.get("arn")))
    for principal in statement.principals.patterns:
        kind, _, name = principal.partition(":")
        if principal == ANYONE or statement.principals.inverted:
            return True
        if kind == "AWS" and (not own or account_of(name) != own):
            return True
        if kind == "Federated" and not any(
            key.endswith((":sub", ":aud")) for _, key, _ in statement.conditions
        ):
            return True
    return False
