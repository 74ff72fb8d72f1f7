"""
Compare who is given a role by a RoleBinding or ClusterRoleBinding.

A subject that gets a role it did not have is `access.grant`, one that loses it `access.revoke`. The
role `cluster-admin` is `access.admin` too. A role for callers who need not say who they are
(`system:anonymous`, `system:unauthenticated`) is `access.public`; so is one for everybody who can
log in (`system:authenticated`), `inferred`, since on some services anyone with an account can.
Another role means a replacement, and both. Subjects or a role that are known only after apply, or
sensitive, count as a grant, `inferred`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.providers.kubernetes_blocks import reads_blocks
from planguard.actions.values.blocks import holds_hidden
from planguard.actions.values.scalar import listed
from planguard.model.action import Action
from planguard.model.value import Unknown, Value, at
from planguard.model.words import Confidence

_ADMINS = frozenset({"ClusterRole/cluster-admin"})
_MASTERS = "Group/system:masters"
_ANYONE = frozenset({"User/system:anonymous", "Group/system:unauthenticated"})
_EVERYBODY = "Group/system:authenticated"


@reads_blocks
def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `access.grant`, `access.admin`, `access.public` and `access.revoke`."""
    change = subject.change
    subjects, role = (tuple(str(rule.options[name]).split(".")) for name in ("subjects", "role"))
    pair = Pair(
        path=subjects, before=at(change.before, subjects), after=at(change.after, subjects)
    )
    roles = at(change.before, role), at(change.after, role)
    if holds_hidden(pair.after) or holds_hidden(roles[1]):
        yield _unclear(subject, rule, pair)
        return
    before, after = _given(roles[0], pair.before), _given(roles[1], pair.after)
    came = [who for who in after if who not in before]
    gone = [who for who in before if who not in after]
    yield from _granted(subject, rule, pair, came)
    if gone:
        yield _action(subject, rule, pair, "access.revoke", gone)


_Gift = tuple[str, str]
"""A role and who has it."""


def _given(role: Value, subjects: Value) -> list[_Gift]:
    reference = role if isinstance(role, Mapping) else {}
    given = f"{reference.get('kind') or 'Role'}/{reference.get('name')}"
    return [
        (given, _named(each))
        for each in (subjects if isinstance(subjects, list | tuple) else ())
        if isinstance(each, Mapping)
    ]


def _named(subject: Mapping[str, Value]) -> str:
    space = subject.get("namespace")
    return f"{subject.get('kind')}/{f'{space}/' if space else ''}{subject.get('name')}"


def _unclear(subject: Subject, rule: Rule, pair: Pair) -> Action:
    return subject.action(
        "access.grant",
        pair,
        "who is given which role cannot be read",
        rule=rule,
        confidence=Confidence.INFERRED,
        details={"permissions": Unknown(), "principals": Unknown(), "document": "identity"},
    )


def _granted(subject: Subject, rule: Rule, pair: Pair, came: list[_Gift]) -> Iterator[Action]:
    if not came:
        return
    yield _action(subject, rule, pair, "access.grant", came)
    admin = [one for one in came if one[0] in _ADMINS or one[1] == _MASTERS]
    public = [one for one in came if one[1] in _ANYONE]
    wide = [one for one in came if one[1] == _EVERYBODY]
    if admin:
        yield _action(subject, rule, pair, "access.admin", admin)
    if public or wide:
        yield _action(
            subject, rule, pair, "access.public", public or wide,
            confidence=None if public else Confidence.INFERRED,
        )  # fmt: skip


def _action(
    subject: Subject, rule: Rule, pair: Pair, action_id: str, gifts: list[_Gift],
    confidence: Confidence | None = None,
) -> Action:  # fmt: skip
    roles = list(dict.fromkeys(role for role, _ in gifts))
    people = list(dict.fromkeys(who for _, who in gifts))
    verb = "loses" if action_id == "access.revoke" else "gets"
    return subject.action(
        action_id,
        pair,
        f"{listed(people)} {verb} {listed(roles)}",
        rule=rule,
        confidence=confidence,
        details={"permissions": roles, "principals": people, "document": "identity"},
    )
