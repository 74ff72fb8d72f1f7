"""
Compare a permission that is an object of its own, as the statement it adds to a policy.

`aws_lambda_permission` and its like name an action, a principal and what ties the caller down in
attributes of their own. What they let in is `access.grant`, what they no longer let in
`access.revoke`; anyone, untied, is `access.public` too. The details are those of a policy document:
`services` lists a service of AWS that may call for whichever customer asks it to, for want of
`source_arn` and `source_account`. A tie that is known only after apply is one all the same. A
principal that cannot be read counts as a grant, `inferred`.

Source: https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.providers.aws_evidence import give
from planguard.actions.providers.aws_principals import is_public
from planguard.actions.values.documents import Statement, contrast, statements_of
from planguard.actions.values.scalar import is_hidden, word_of
from planguard.model.action import Action
from planguard.model.value import Unknown, Value, at
from planguard.model.words import Confidence

_LATER = "(known after apply)"


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `access.grant`, `access.public` and `access.revoke`."""
    change, pair = subject.change, _pair(subject, rule)
    if is_hidden(change.after.get(_who(rule))):
        yield subject.action(
            "access.grant",
            pair,
            "who may use it cannot be read",
            rule=rule,
            confidence=Confidence.INFERRED,
            details={"permissions": Unknown(), "principals": Unknown(), "document": "resource"},
        )
        return
    before, after = (_statement(side, rule) for side in (change.before, change.after))
    found = contrast(before, after, by_name=True)
    public = [one for one in found.granted if is_public(one)]
    yield from give(subject, rule, pair, "access.grant", found.granted, before)
    yield from give(subject, rule, pair, "access.public", public, before)
    yield from give(subject, rule, pair, "access.revoke", found.revoked, after)


def _pair(subject: Subject, rule: Rule) -> Pair:
    """Give the first attribute that differs: all rules of a permission tell the same of it."""
    roots = rule.options.get("roots")
    names = [str(name) for name in roots] if isinstance(roots, Sequence) else []
    change, path = subject.change, (_who(rule),)
    return next(
        (pair for name in names for pair in subject.pairs(name)),
        Pair(path=path, before=at(change.before, path), after=at(change.after, path)),
    )


def _who(rule: Rule) -> str:
    return str(rule.options.get("principal"))


def _statement(side: Mapping[str, Value], rule: Rule) -> tuple[Statement, ...]:
    who = side.get(_who(rule))
    if not word_of(who):
        return ()
    conditions: dict[str, dict[str, Value]] = {}
    for name, operator, key in _ties_in(rule.options.get("ties")):
        if is_hidden(side.get(name)) or word_of(side.get(name)):
            conditions.setdefault(operator, {})[key] = _plain(side.get(name))
    block: dict[str, Value] = {
        "Effect": "Allow",
        "Action": _plain(side.get(str(rule.options.get("action")))) or "*",
        "Resource": _plain(side.get(str(rule.options.get("thing")))) or "*",
        "Principal": _principal(str(who)),
        "Condition": conditions,
    }
    return statements_of({"Statement": block}) or ()


def _ties_in(value: Value) -> Iterator[tuple[str, str, str]]:
    """Read `{"source_arn": "ArnLike aws:SourceArn"}`."""
    for name, text in value.items() if isinstance(value, Mapping) else ():
        operator, _, key = str(text).partition(" ")
        yield name, operator, key


def _plain(value: Value) -> str:
    return _LATER if is_hidden(value) else str(value or "")


def _principal(who: str) -> Value:
    if who == "*":
        return "*"
    return {"Service" if ".amazon" in who else "AWS": who}
