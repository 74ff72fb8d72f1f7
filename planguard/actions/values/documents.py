"""
IAM policy documents: read, normalised and compared by what they permit.

A document permits combinations of an action, a resource, a principal and conditions. One that
allows `s3:Get*` covers `s3:GetObject`: what the new document allows and no statement of the old
one covers is granted, and the other way round revoked; what a document refuses all the same is
not allowed. Where coverage cannot be proved (unions of several statements, `NotAction` against
overlapping patterns) the actions that AWS has are gone through one by one, where they are known,
and otherwise a permission counts as not covered, so that nothing that widens is missed.

Longer than other files: a statement, its parts and their comparison are one piece.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from planguard.actions.values.conditions import Condition, conditions_of, is_implied, texts_of
from planguard.actions.values.iam_actions import actions_matching
from planguard.actions.values.wildcard import any_covers, overlap
from planguard.model.value import Value

ANYONE = "*"
_MOST_COMBINATIONS = 2000
"""Permissions of one statement that are looked at one by one; beyond, its actions are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a statement is about in one respect: these patterns, or all but these."""

    patterns: frozenset[str]
    inverted: bool = False
    spelt: Mapping[str, str] = field(default_factory=dict, compare=False)
    """How the document writes what is here in lower case."""

    def parts(self) -> Iterator[Names]:
        """Give each pattern on its own; what is inverted stays whole."""
        if self.inverted:
            yield self
        for pattern in () if self.inverted else sorted(self.patterns):
            yield Names(patterns=frozenset((pattern,)), spelt=self.spelt)

    def covers(self, other: Names) -> bool:
        """Tell whether everything `other` is about is in here."""
        if other.inverted:
            if not self.inverted:
                return ANYONE in self.patterns
            return all(any_covers(other.patterns, pattern) for pattern in self.patterns)
        if self.inverted:
            return not any(overlap(a, b) for a in self.patterns for b in other.patterns)
        return all(any_covers(self.patterns, pattern) for pattern in other.patterns)

    def meets(self, other: Names) -> bool:
        """Tell whether something may be in both."""
        if self.inverted or other.inverted:
            return self.inverted is other.inverted or not (
                all(any_covers(self.patterns, pattern) for pattern in other.patterns)
                if self.inverted
                else all(any_covers(other.patterns, pattern) for pattern in self.patterns)
            )
        return any(
            overlap(a, b) or any_covers((a,), b) or any_covers((b,), a)
            for a in self.patterns
            for b in other.patterns
        )

    @property
    def is_everything(self) -> bool:
        """Whether nothing, or only exceptions, are left out."""
        return self.inverted or any(set(pattern) == {"*"} for pattern in self.patterns)

    def texts(self) -> list[str]:
        """Give the patterns, in the case they are compared in."""
        said = "all but " if self.inverted else ""
        return [f"{said}{pattern}" for pattern in sorted(self.patterns) if pattern]

    def as_written(self) -> list[str]:
        """Give the patterns for people."""
        said = "all but " if self.inverted else ""
        return [f"{said}{self.spelt.get(one, one)}" for one in sorted(self.patterns) if one]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement, or one permission of it; what it does not say covers everything."""

    allows: bool
    actions: Names
    resources: Names
    principals: Names
    conditions: frozenset[Condition]
    label: str = field(default="", compare=False)
    """How people find it: its `Sid`, or its place in the document."""
    written: str = field(default="", compare=False)
    """It, as the document has it, in compact JSON."""

    def covers(self, other: Statement) -> bool:
        """Tell whether every request `other` matches is matched here."""
        return self.actions.covers(other.actions) and self.holds_for(other)

    def holds_for(self, other: Statement) -> bool:
        """Tell whether every request `other` matches is matched here, the action aside."""
        return (
            self.resources.covers(other.resources)
            and self.principals.covers(other.principals)
            and all(is_implied(condition, other.conditions) for condition in self.conditions)
        )

    def touches(self, other: Statement) -> bool:
        """Tell whether it can cover a permission of `other` at all."""
        return (
            any(map(self.actions.covers, other.actions.parts()))
            and any(map(self.resources.covers, other.resources.parts()))
            and any(map(self.principals.covers, other.principals.parts()))
        )

    def meets(self, other: Statement) -> bool:
        """Tell whether it is about something that `other` is about, whatever the conditions."""
        return (
            self.actions.meets(other.actions)
            and self.resources.meets(other.resources)
            and self.principals.meets(other.principals)
        )

    def permissions(self) -> Iterator[Statement]:
        """Give each combination of action, resource and principal on its own."""
        for action in self.actions.parts():
            for resource in self.resources.parts():
                for principal in self.principals.parts():
                    yield replace(self, actions=action, resources=resource, principals=principal)

    def lesser(self) -> Iterator[Statement]:
        """Give its permissions; where they are many, what it says of each action."""
        many = len(self.actions.patterns) * len(self.resources.patterns)
        if many * len(self.principals.patterns) <= _MOST_COMBINATIONS:
            yield from self.permissions()
        else:
            yield from (replace(self, actions=action) for action in self.actions.parts())

    def text(self) -> str:
        """Give the statement it is of, as compact JSON, word for word."""
        return self.written


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changes from one document to another."""

    granted: tuple[Statement, ...] = ()
    """Permissions that are newly allowed."""
    revoked: tuple[Statement, ...] = ()
    denied: tuple[Statement, ...] = ()
    """Permissions that are newly denied."""
    undenied: tuple[Statement, ...] = ()


def statements_of(value: Value) -> tuple[Statement, ...] | None:
    """Read a document, as JSON text or as a mapping; `None` when it is none."""
    if isinstance(value, str):
        try:
            value = json.loads(value) if value.strip() else None
        except ValueError:
            return None
    if value is None:
        return ()
    if not isinstance(value, Mapping):
        return None
    blocks = value.get("Statement", None if value else ())
    items = blocks if isinstance(blocks, list | tuple) else (blocks,)
    statements = [
        _statement(block, at)
        for at, block in enumerate(items, 1)
        if isinstance(block, Mapping) and _is_statement(block)
    ]
    return tuple(statements) if len(statements) == len(items) else None


def _is_statement(block: Mapping[str, Value]) -> bool:
    """Tell whether its effect can be read: what is no permission for sure may be one."""
    return str(block.get("Effect")).lower() in {"allow", "deny"}


def contrast(
    before: Iterable[Statement], after: Iterable[Statement], *, by_name: bool = False
) -> Comparison:
    """
    Tell which permissions one document has and the other has not.

    With `by_name`, a wildcard that stands for no action of AWS's but those the other document
    lists is no more than they are.
    """
    old, new = tuple(before), tuple(after)
    return Comparison(
        granted=_allowed_beyond(new, old, by_name=by_name),
        revoked=_allowed_beyond(old, new, by_name=by_name),
        denied=_beyond(new, old, allows=False, by_name=by_name),
        undenied=_beyond(old, new, allows=False, by_name=by_name),
    )


def _allowed_beyond(
    these: tuple[Statement, ...], those: tuple[Statement, ...], *, by_name: bool
) -> tuple[Statement, ...]:
    """List the permissions that `these` allow, and do not refuse, and `those` do not allow."""
    denials = [one for one in these if not one.allows]
    found = _beyond(these, those, allows=True, by_name=by_name)
    return tuple(one for one in found if not any(each.covers(one) for each in denials))


def _beyond(
    these: tuple[Statement, ...], those: tuple[Statement, ...], *, allows: bool, by_name: bool
) -> tuple[Statement, ...]:
    """List the permissions of `these` that `those` do not cover."""
    known = [statement for statement in those if statement.allows is allows]
    same = frozenset(known)
    found: dict[Statement, None] = {}
    for statement in these:
        if statement.allows is not allows or statement in same:
            continue
        if any(other.covers(statement) for other in known):
            continue
        touching = [other for other in known if other.meets(statement)]
        for permission in statement.lesser() if touching else (statement,):
            if any(other.covers(permission) for other in touching):
                continue
            if not by_name or new_actions(permission, touching) != []:
                found[permission] = None
    return tuple(found)


def new_actions(permission: Statement, others: Iterable[Statement]) -> list[str] | None:
    """
    Name the actions of a permission that no other statement covers.

    `None` where that cannot be told: the list of AWS's actions is not there, or has none of these.
    """
    covering = [other.actions for other in others if other.holds_for(permission)]
    actions = permission.actions
    if not actions.inverted and not any(mark in one for one in actions.patterns for mark in "*?"):
        return None
    named = actions_matching(actions.patterns, inverted=actions.inverted)
    if named is None or not covering:
        return named
    left = dict.fromkeys(named)
    for other in covering:
        among = actions_matching(other.patterns, inverted=other.inverted) or ()
        for name in among:
            left.pop(name, None)
    return list(left)


def _statement(block: Mapping[str, Value], at: int) -> Statement:
    sid = block.get("Sid")
    return Statement(
        allows=str(block.get("Effect")).lower() == "allow",
        actions=_names(block, "Action", lower=True),
        resources=_names(block, "Resource"),
        principals=_principals(block),
        conditions=frozenset(conditions_of(block.get("Condition"))),
        label=f"statement {sid if isinstance(sid, str) and sid else at}",
        written=json.dumps(block, separators=(",", ":"), default=str),
    )


def _names(block: Mapping[str, Value], name: str, *, lower: bool = False) -> Names:
    inverted = f"Not{name}" in block
    texts = texts_of(block.get(f"Not{name}" if inverted else name))
    # "*:*" and "**" say the same as "*".
    plain = (ANYONE if text and set(text) <= {"*", ":"} else text for text in texts)
    spelt = {text.lower() if lower else text: text for text in plain}
    return Names(
        patterns=frozenset(spelt) or frozenset(("",)),
        inverted=inverted,
        spelt=spelt if lower else {},
    )


def _principals(block: Mapping[str, Value]) -> Names:
    inverted = "NotPrincipal" in block
    value = block.get("NotPrincipal" if inverted else "Principal")
    if isinstance(value, Mapping):
        named = {
            _principal(kind, name) for kind, names in value.items() for name in texts_of(names)
        }
    else:
        named = {_principal("AWS", name) for name in texts_of(value)}
    return Names(patterns=frozenset(named) or frozenset(("",)), inverted=inverted)


def _principal(kind: str, name: str) -> str:
    if name == ANYONE and kind == "AWS":
        return ANYONE
    if kind == "AWS" and name.isdecimal():
        return f"AWS:arn:aws:iam::{name}:root"
    return f"{kind}:{name}"


def account_of(arn: str) -> str:
    """Give the account in an ARN; `""` when there is none."""
    parts = arn.split(":")
    return parts[4] if len(parts) > _ACCOUNT_PART and parts[0] == "arn" else ""


_ACCOUNT_PART = 4
