"""
Compare who holds which role by Google's IAM, member by member.

Somebody who gets a role is `access.grant`, who loses one `access.revoke`. A role that may do
nearly everything, or give any role (`roles/owner`, `roles/editor`, administrators of IAM), in a
project, folder or organization is `access.admin` too, whoever gets it, and a role for `allUsers` or
`allAuthenticatedUsers` `access.public`. The detail `escalation` names roles that lead to those of every
service account there (tokens, keys, acting as one), given for as much. A role
that is held under a condition is less than the same role without; under another condition it is
both a grant and a revocation. Who may act as a service account, newly in what exists already, is
`access.trust`; at its creation only a whole pool of foreign identities is.

A policy is the whole list and takes every other binding away: creating one is `access.revoke`,
`inferred`, beside what it gives. Roles or members that are known only after apply or sensitive are
a grant, `inferred`; a service account that the plan makes is no stranger. Another role or member means a replacement, and both.

Source: https://cloud.google.com/iam/docs/allow-policies
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.providers.google import ADMIN_ROLES, EVERYBODY
from planguard.actions.providers.google_gifts import ESCALATING, Gift, given
from planguard.actions.values.scalar import listed, shown
from planguard.model.action import Action
from planguard.model.value import Sensitive, Unknown, Value, at
from planguard.model.words import Confidence, Verb

_OF_WHOLES = (
    *("google_project_iam_", "google_folder_iam_", "google_organization_iam_"),
    "google_billing_account_iam_",
)
"""Types whose roles hold for all there is in a place; those of others hold for one thing."""
_OF_ACCOUNTS = "google_service_account_iam_"
_ACTING: tuple[str, ...] = (
    *("roles/iam.serviceAccountUser", "roles/iam.serviceAccountTokenCreator"),
    *("roles/iam.serviceAccountOpenIdTokenCreator", "roles/iam.workloadIdentityUser"),
)
"""Roles that let their holder act as a service account."""
_IDENTITIES = ("google_service_account.", "google_project_service_identity.")


_BY_MAIL = frozenset({"user", "group", "serviceAccount", "domain"})
"""
Kinds of members in whose names capitals mean nothing.

Source: https://cloud.google.com/iam/docs/principal-identifiers
"""


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give the `access` actions of whatever the rule's shape reads."""
    change, shape = subject.change, str(rule.options.get("shape"))
    role = str(rule.options.get("role"))
    before, after = (given(shape, side, role) for side in (change.before, change.after))
    pair = _pair(subject, rule)
    had, have = ({_addressed(one) for one in side.gifts} for side in (before, after))
    came = [one for one in after.gifts if not _holds(one, had)]
    gone = [one for one in before.gifts if not _holds(one, have)]
    unread = [each for each in after.unread if each not in before.unread]
    if unread:
        yield from _unclear(subject, rule, pair, unread, came)
    yield from _granted(subject, rule, pair, came, before.gifts, said=not unread)
    if gone and (not unread or change.verb is Verb.REPLACE):
        yield _action(subject, rule, pair, "access.revoke", gone, after.gifts)
    elif shape == "policy" and change.verb is Verb.CREATE:
        yield subject.action(
            "access.revoke",
            pair,
            "it takes the place of every binding there is: who is not named loses what he had",
            rule=rule,
            confidence=Confidence.INFERRED,
            details={"permissions": [], "principals": [], "document": _kind(subject)},
        )


def _pair(subject: Subject, rule: Rule) -> Pair:
    """Give the first attribute of the rule that differs: all its rules tell the same of it."""
    roots = rule.options.get("roots")
    names = [str(name) for name in roots] if isinstance(roots, Sequence) else []
    found = (pair for name in names for pair in subject.pairs(name))
    change = subject.change
    path = (rule.path,)
    return next(
        found, Pair(path=path, before=at(change.before, path), after=at(change.after, path))
    )


def _holds(gift: Gift, others: AbstractSet[Gift]) -> bool:
    """Tell whether a gift is among others, or the same one is without any condition."""
    told = _addressed(gift)
    return told in others or told._replace(condition="") in others


def _addressed(gift: Gift) -> Gift:
    """Write who is named by an address of mail without capitals: they make no other person."""
    kind, _, name = gift.member.partition(":")
    return gift._replace(member=f"{kind}:{name.lower()}") if kind in _BY_MAIL else gift


def _granted(
    subject: Subject,
    rule: Rule,
    pair: Pair,
    came: list[Gift],
    before: Sequence[Gift],
    *,
    said: bool,
) -> Iterator[Action]:
    if came and said:
        yield _action(subject, rule, pair, "access.grant", came, before)
    wide = _kind(subject) == "identity"
    admin = [one for one in came if wide and one.role in ADMIN_ROLES]
    anyone = {name.lower() for name in EVERYBODY}
    public = [one for one in came if one.member.lower() in anyone]
    trusted = [one for one in came if _is_trust(subject, one)]
    for action_id, gifts in (
        ("access.admin", admin), ("access.public", public), ("access.trust", trusted),
    ):  # fmt: skip
        if gifts:
            yield _action(subject, rule, pair, action_id, gifts, before)


def _is_trust(subject: Subject, gift: Gift) -> bool:
    """Tell whether somebody may newly act as a service account, and that is worth a look."""
    if not subject.change.type.startswith(_OF_ACCOUNTS) or gift.role not in _ACTING:
        return False
    whole_pool = gift.member.startswith("principalSet:") and gift.member.endswith("/*")
    return whole_pool or subject.change.verb is not Verb.CREATE


def _unclear(
    subject: Subject,
    rule: Rule,
    pair: Pair,
    unread: list[tuple[str, Value]],
    came: list[Gift],
) -> Iterator[Action]:
    """Give what cannot be read; members that are accounts made by this plan are told as such."""
    people: list[Value] = [*dict.fromkeys(one.member for one in came)]
    roles: list[Value] = [*dict.fromkeys(one.role for one in came)]
    hidden = [(name, _traced(subject, name, value)) for name, value in unread]
    own = [value for _, value in hidden if _is_own(value)]
    settled = len(own) == len(hidden)
    role = at(subject.change.after, (str(rule.options.get("role")),))
    known = settled and isinstance(role, str)
    told = isinstance(role, str) and bool(role)
    escalation = _escalation(subject, [*map(str, roles), *([str(role)] if told else [])])
    wide = _kind(subject) == "identity" and role in ADMIN_ROLES
    for action_id in ("access.grant", "access.admin") if told and wide else ("access.grant",):
        yield subject.action(
            action_id,
            pair,
            f"{shown(hidden[0][1])} is given {shown(role) if told else 'a role'}",
            rule=rule,
            confidence=Confidence.INFERRED,
            details={
                "permissions": [*roles, *([role] if role not in roles else [])]
                if known
                else Unknown(),
                "principals": [*people, *map(shown, own)] if settled else Unknown(),
                "document": _kind(subject),
                **({"escalation": escalation, "extent": "new"} if escalation else {}),
            },
        )


def _traced(subject: Subject, name: str, value: Value) -> Value:
    if isinstance(value, Sensitive) or (isinstance(value, Unknown) and value.origins):
        return value
    return Unknown(origins=subject.graph.origins(subject.change.address, (name,)))


def _is_own(value: Value) -> bool:
    """Tell whether a value comes from service accounts alone, who are nobody and not everybody."""
    origins = value.origins if isinstance(value, Unknown) else ()
    local = [origin[origin.find("google_") :] for origin in origins]
    return bool(local) and all(origin.startswith(_IDENTITIES) for origin in local)


def _kind(subject: Subject) -> str:
    return "identity" if subject.change.type.startswith(_OF_WHOLES) else "resource"


def _escalation(subject: Subject, roles: list[str]) -> list[str]:
    """Name roles that lead to those of every service account there, and the permission that does."""
    if _kind(subject) != "identity":
        return []
    return [f"{role}: {ESCALATING[role]}" for role in dict.fromkeys(roles) if role in ESCALATING]


def _extent(gifts: list[Gift], others: Sequence[Gift], *, loses: bool) -> str:
    """Tell whether the same role was, or is, held under another condition."""
    if any(
        one._replace(condition="") == each._replace(condition="")
        for one in gifts
        for each in others
    ):
        return "narrower" if loses else "wider"
    return "gone" if loses else "new"


def _action(
    subject: Subject,
    rule: Rule,
    pair: Pair,
    action_id: str,
    gifts: list[Gift],
    others: Sequence[Gift] = (),
) -> Action:
    roles = list(dict.fromkeys(one.role for one in gifts))
    people = list(dict.fromkeys(one.member for one in gifts))
    loses = action_id == "access.revoke"
    verb = "loses" if loses else "gets"
    details: dict[str, Value] = {
        "permissions": roles,
        "principals": people,
        "document": _kind(subject),
        "extent": _extent(gifts, others, loses=loses),
    }
    escalation = [] if loses else _escalation(subject, roles)
    if escalation:
        details["escalation"] = escalation
    further = f"; for every service account there: {listed(escalation)}" if escalation else ""
    tied = " under a condition" if all(one.condition for one in gifts) else ""
    return subject.action(
        action_id,
        pair,
        f"{listed(people)} {verb} {listed(roles)}{tied}{further}",
        rule=rule,
        details=details,
    )
